"""What a browser on this machine sees: pages as they are now, files of drafts, and a stream of changes."""

from __future__ import annotations

import asyncio
import hashlib
import html
import json
import re
from collections.abc import AsyncIterator
from importlib.resources import files
from pathlib import Path
from urllib.parse import quote

from starlette.applications import Starlette
from starlette.requests import Request
from starlette.responses import (
    FileResponse,
    PlainTextResponse,
    RedirectResponse,
    Response,
    StreamingResponse,
)
from starlette.routing import Route
from starlette.types import ASGIApp, Receive, Scope, Send

from tieout.serve import told
from tieout.serve.live import INDEX, Live

OURS = "-"
"""The folder of what is not the briefing's: no briefing can be named so."""

LISTED = "listed"
"""The state of a page that lists briefings."""

_CLIENT = {"live.js": "text/javascript", "line.js": "text/javascript", "live.css": "text/css"}
_HEAD = re.compile(r"<head(?:\s[^>]*)?>", re.IGNORECASE)
_DOCTYPE = re.compile(r"\s*<!doctype[^>]*>", re.IGNORECASE)
_BEAT = 15  # seconds after which a quiet line says that it is there
_FIRST = 60  # seconds a browser waits for the first page
_KINDS = {
    ".html": "text/html; charset=utf-8",
    ".css": "text/css; charset=utf-8",
    ".svg": "image/svg+xml",
    ".json": "application/json",
    ".csv": "text/csv; charset=utf-8",
    ".pdf": "application/pdf",
    ".woff2": "font/woff2",
    ".ttf": "font/ttf",
}
_HEADERS = {
    "Cache-Control": "no-store",
    "X-Content-Type-Options": "nosniff",
    "X-Frame-Options": "DENY",
    "Cross-Origin-Resource-Policy": "same-origin",
    "Referrer-Policy": "no-referrer",
}


class Guard:
    """Lets through what a browser on this machine asks for itself, and nothing else.

    A name that leads here is no way in: whoever owns one could read drafts through it.
    """

    def __init__(self, app: ASGIApp, port: int) -> None:
        self.app, self.hosts = app, {f"127.0.0.1:{port}", f"localhost:{port}"}

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Hand a request on, or refuse it."""
        if scope["type"] != "http":
            return
        request = Request(scope)
        if said := self._refused(request):
            await PlainTextResponse(said[1], said[0], _HEADERS | said[2])(scope, receive, send)
        else:
            await self.app(scope, receive, send)

    def _refused(self, request: Request) -> tuple[int, str, dict[str, str]] | None:
        if request.method != "GET":
            return 405, "only GET is answered\n", {"Allow": "GET"}
        if request.headers.getlist("host") not in [[one] for one in self.hosts]:
            return 421, "this is not the name of this server\n", {}
        strange = request.headers.get("sec-fetch-site") in ("cross-site", "same-site")
        if strange and request.headers.get("sec-fetch-mode") != "navigate":
            return 403, "another site asks for this\n", {}
        return None


class Site:
    """The answers to what a browser asks of a repository at ``root``, whose drafts are below ``output``."""

    def __init__(self, live: Live, root: Path, output: Path, editor: str) -> None:
        self.live, self.root, self.output, self.editor = live, root, output, editor
        self._client = {
            name: (files("tieout.serve") / "client" / name).read_text("utf-8") for name in _CLIENT
        }
        self.code = hashlib.sha256("".join(self._client.values()).encode()).hexdigest()[:16]

    def app(self, port: int) -> ASGIApp:
        """Return the application."""
        routes = [
            Route("/", self.front, methods=["GET"]),
            Route("/favicon.ico", self.icon, methods=["GET"]),
            Route(f"/{OURS}/line", self.line, methods=["GET"]),
            Route(f"/{OURS}/{{name}}", self.client, methods=["GET"]),
            Route("/{briefing}/{path:path}", self.file, methods=["GET"]),
        ]
        return Guard(Starlette(routes=routes), port)

    async def front(self, _: Request) -> Response:
        """Lead to the one briefing there is, or list them."""
        await self._ready()
        names = list(self.live.leaves)
        if len(names) == 1:
            return RedirectResponse(f"/{quote(names[0])}/", 302, _HEADERS)
        if not names:
            return self._page(self._empty(), "", 200)
        rows = "".join(
            f'<li><a href="/{quote(one)}/">{html.escape(self.live.titles.get(one, one))}</a></li>\n'
            for one in names
        )
        return self._page(_plain("Briefings", f"<ul>\n{rows}</ul>"), "", 200, LISTED)

    async def icon(self, _: Request) -> Response:
        """Return nothing: a browser asks, and a briefing has none."""
        return Response(None, 204, _HEADERS)

    async def client(self, request: Request) -> Response:
        """Return a file of what runs in the page."""
        name = request.path_params["name"]
        if name not in _CLIENT:
            return _nothing()
        return Response(self._client[name], 200, _HEADERS, _CLIENT[name])

    async def file(self, request: Request) -> Response:
        """Return a briefing's page, a file it is set with, or a file of its draft on disk."""
        await self._ready()
        name, path = request.path_params["briefing"], request.path_params["path"]
        leaf = self.live.leaves.get(name)
        if leaf is None:
            return self._page(self._empty(), name, 404) if path == "" else _nothing()
        if path in ("", INDEX):
            return self._page(leaf.files[INDEX].decode(), name, 200, f"{leaf.state}.{leaf.style}")
        kind = _KINDS.get(Path(path).suffix, "application/octet-stream")
        if path in leaf.files:
            return Response(leaf.files[path], 200, _HEADERS, kind)
        file = self._of_draft(name, path)
        return FileResponse(file, 200, _HEADERS, kind) if file else _nothing()

    def _of_draft(self, name: str, path: str) -> Path | None:
        """Return a file of a draft; None for what is not there, or leads anywhere else."""
        parts = path.split("/")
        if any(part.startswith(".") or "\\" in part or "\0" in part or not part for part in parts):
            return None
        home = (self.output / name / "draft").resolve()
        file = home.joinpath(*parts).resolve()
        return file if file.is_relative_to(home) and file.is_file() else None

    def _page(self, text: str, name: str, status: int, state: str = "") -> Response:
        made = live_text(text, name, state)
        return Response(made, status, _HEADERS, "text/html; charset=utf-8")

    def _empty(self) -> str:
        return _plain("No page yet", "<p>Content cannot be made into a page: the problems say why.</p>")

    async def _ready(self) -> None:
        async with asyncio.timeout(_FIRST):
            while self.live.shown < 0 and not self.live.ended:
                await self.live.turned.wait()

    # --- the line --------------------------------------------------------------------------------

    async def line(self, request: Request) -> Response:
        """Return the stream of what changes, for a page that shows the state it names."""
        name = request.query_params.get("briefing", "")
        state = request.headers.get("last-event-id") or request.query_params.get("state", "")
        headers = _HEADERS | {"X-Accel-Buffering": "no"}
        return StreamingResponse(self._events(name, state), 200, headers, "text/event-stream")

    async def _events(self, name: str, state: str) -> AsyncIterator[str]:
        live = self.live
        yield f"retry: 500\n{_event('hello', {'code': self.code})}"
        told_before: tuple[object, ...] = (None, None)
        while not live.ended:
            turned = live.turned
            # All is worked out before any of it is sent: while it is, a save may change what is shown.
            events, state = self._new(name, state)
            now = (self._problems(name, state), self._status(name))
            for event in events:
                yield event
            for kind, before, one in zip(("problems", "status"), told_before, now, strict=True):
                if one != before:
                    yield _event(kind, one)
            told_before = now
            try:
                async with asyncio.timeout(_BEAT):
                    await turned.wait()
            except TimeoutError:
                yield ": here\n\n"

    def _new(self, name: str, state: str) -> tuple[list[str], str]:
        """Return the events that bring a page from ``state`` to what it is now, and its state then."""
        leaf = self.live.leaves.get(name)
        if leaf is None:
            waits = not name and not state  # at the front, for the first page
            return ([_event("again", {})] if waits and self.live.leaves else []), state
        page, _, style = state.partition(".")
        now = f"{leaf.state}.{leaf.style}"
        if state == now:
            return [], now
        if not page:
            return [_event("again", {})], now
        change = leaf.way_from(page) if page != leaf.state else {"parts": []}
        new_style = leaf.style if style != leaf.style else ""
        return [_event("page", {**change, "style": new_style}, now)], now

    def _problems(self, name: str, state: str) -> dict[str, object]:
        problems = self.live.all_problems()
        shown = told.as_json(problems[: told.MOST], self.editor, self.root)
        errors = sum(one.severity == "error" for one in problems)
        counts = {"errors": errors, "warnings": len(problems) - errors}
        held = self.live.stale(name, bool(state))
        return {"problems": shown, **counts, "held": held, "fault": self.live.fault}

    def _status(self, name: str) -> dict[str, object]:
        return {**self.live.paper_of(name), "edits": self.live.edits, "shown": self.live.shown}


def live_text(text: str, name: str, state: str) -> str:
    """Return a page with the one script that keeps it up to date: nothing else in it is otherwise.

    It stands before the page's own policy, which would let nothing run.
    """
    script = (
        f'<script src="/{OURS}/live.js" data-briefing="{html.escape(name)}" '
        f'data-state="{html.escape(state)}"></script>'
    )
    place = _HEAD.search(text) or _DOCTYPE.match(text)
    at = place.end() if place else 0
    return text[:at] + script + text[at:]


def _event(kind: str, values: dict[str, object], id: str = "") -> str:
    named = f"id: {id}\n" if id else ""
    return f"event: {kind}\n{named}data: {json.dumps(values, ensure_ascii=False, separators=(',', ':'))}\n\n"


def _nothing() -> Response:
    return PlainTextResponse("there is no such file\n", 404, _HEADERS)


def _plain(title: str, body: str) -> str:
    return (
        '<!DOCTYPE html>\n<html lang="en">\n<head>\n<meta charset="utf-8">\n'
        '<meta name="viewport" content="width=device-width, initial-scale=1">\n'
        '<meta name="color-scheme" content="light dark">\n'
        f'<title>{title}</title>\n<link rel="stylesheet" href="/{OURS}/live.css">\n</head>\n'
        f'<body class="plain">\n<main>\n<h1>{title}</h1>\n{body}\n</main>\n</body>\n</html>\n'
    )
