"""Findings of the audit of finished files, kept by the digest of all that it reads; of a release never kept.

What an audit finds is a pure function of the files' bytes, of the engine and of the libraries that read them.
These are the key, and nothing but what is in the key is handed on to the audit.
"""

from __future__ import annotations

import json
import os
from collections.abc import Iterable, Iterator, Mapping
from functools import lru_cache
from hashlib import sha256
from importlib import import_module
from pathlib import Path
from typing import Any

from tieout import engine, steps
from tieout.carried import TEMPLATES, look_of
from tieout.diagnostics import Diagnostic, Place, error

_AUDITS, _AUDITS_PAPER = "tieout.audit.parts:audited", "tieout.audit.paper_part:audited"
LIMITS = steps.Limits(seconds=900, memory=4_000_000_000)  # of five hundred pages it takes some ten seconds
_AFRESH = steps.Store(Path(os.devnull), writes=False)
_FACTS, _MANIFEST, _DATA = "data/facts.json", "manifest.json", "data/"
_PAGES, _STYLES, _CHARTS, _PAPERS = (".html", ".htm"), (".css",), (".svg",), (".pdf",)

Files = Mapping[str, bytes]


def load() -> None:
    """Load all that audits, in a process from which others are forked to do so."""
    for one in (_AUDITS, _AUDITS_PAPER):
        import_module(one.partition(":")[0])


def findings(artefacts: Files, store: steps.Store | None, pool: steps.Pool) -> tuple[Diagnostic, ...]:
    """Return what is wrong with the finished files of a draft, by the name each has below its folder.

    Findings that ``store`` has of these very files are read back, with nothing that audits imported; of those
    that changed the PDF, the page, the charts and the data are audited apart. Without a ``store`` all are,
    afresh, and nothing is kept.
    """
    store = store or _AFRESH
    digests = {name: (len(made), sha256(made).hexdigest()) for name, made in sorted(artefacts.items())}
    key = _key("whole", *(f"{name} {digest}" for name, (_, digest) in digests.items()))
    if (kept := store.get(key)) is not None:
        return tuple(_told(json.loads(kept)))
    plan = tuple(_plan(artefacts, digests))
    done = steps.run(plan, store, pool)
    rows = dict.fromkeys(tuple(row) for result in done.of.values() for row in json.loads(result))
    if not done.stopped:
        store.put(key, json.dumps(list(rows)).encode())
    stopped = [
        error("file-is-read", Place(one.about), f"its audit was stopped: it {done.stopped[one.name]}")
        for one in plan
        if one.name in done.stopped
    ]
    return (*_told(rows), *stopped)


def _told(rows: Iterable[Iterable[str]]) -> Iterator[Diagnostic]:
    for check, path, message, *notes in rows:
        yield error(check, Place(path), message, *notes)


def _plan(artefacts: Files, digests: Mapping[str, tuple[int, str]]) -> Iterator[steps.Step]:
    """Yield the parts of an audit, the longest first, each with what it reads and the digest of that."""
    sizes = {name: size for name, (size, _) in digests.items()}
    facts = artefacts.get(_FACTS)
    beside = {} if facts is None else {_FACTS: facts}
    for name in _ending(artefacts, *_PAPERS):
        yield _step("paper", {name: artefacts[name]}, name)
    styles = _only(artefacts, _ending(artefacts, *_STYLES))
    for name in _ending(artefacts, *_PAGES):
        yield _step("page", {name: artefacts[name], **styles, **beside}, name, sizes)
    if charts := _only(artefacts, _ending(artefacts, *_CHARTS)):
        known = {} if facts is None else {_FACTS: _unplaced(facts)}
        yield _step("charts", {**charts, **known}, min(charts))
    tables = _only(artefacts, (one for one in artefacts if one.startswith(_DATA) or one == _MANIFEST))
    yield _step("data", tables, _MANIFEST, digests)


def _step(part: str, files: Files, name: str, *known: Any) -> steps.Step:
    told = json.dumps([name, *known], sort_keys=True)
    key = _key(part, told, *(one for path in sorted(files) for one in (path, files[path])))
    given, audits = (part, files, name, *known), _AUDITS_PAPER if part == "paper" else _AUDITS
    return steps.Step(f"audit of {part} {name}", audits, key, given, limits=LIMITS, about=name)


def _key(*parts: str | bytes) -> str:
    return steps.digest("audit", engine.code(), engine.installed(), _faces(), *parts)


@lru_cache(maxsize=1)
def _faces() -> str:
    """Return a digest of the engine's own faces, by which the words of charts are measured."""
    folder = look_of(engine.PACKAGE.parent, TEMPLATES) / "fonts"
    files = sorted(one for one in folder.glob("*.*") if one.suffix in (".ttf", ".woff2"))
    return steps.digest(*(part for one in files for part in (one.name, one.read_bytes())))


def _ending(files: Files, *endings: str) -> list[str]:
    return sorted(name for name in files if name.lower().endswith(endings))


def _only(files: Files, names: Iterable[str]) -> Files:
    return {name: files[name] for name in sorted(names)}


def _unplaced(facts: bytes) -> bytes:
    """Return facts.json without the places where each fact is printed, of which no chart tells."""
    try:
        held = json.loads(facts)
        for one in held["facts"].values():
            one.pop("printed", None)
    except (AttributeError, LookupError, TypeError, ValueError):
        return facts  # it is no facts.json, as the audit will tell
    return json.dumps(held, sort_keys=True, ensure_ascii=False).encode()
