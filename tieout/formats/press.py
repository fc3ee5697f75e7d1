"""The engine that lays PDFs out, and what is demanded of it: no network, no warnings, our files alone."""

from __future__ import annotations

import atexit
import logging
import mimetypes
import re
import urllib.parse
from collections.abc import Iterator, Mapping
from contextlib import contextmanager, suppress
from functools import lru_cache
from html import unescape
from typing import Any

from tieout.collecting import uncollected
from tieout.diagnostics import Diagnostic, error
from tieout.formats import columns, look
from tieout.formats.seclusion import secluded
from tieout.model import Page

SCHEME = "tieout"
BASE = f"{SCHEME}:///"
_STYLE = re.compile(r"<style>\n(.*?)</style>", re.DOTALL)
VARIANT = "pdf/a-3a"  # and PDF/UA-1, which the file's description adds

_REMEDY = (
    "on Debian and Ubuntu: apt-get install libpangoft2-1.0-0 libharfbuzz-subset0; "
    "on Fedora: dnf install pango harfbuzz; on macOS: brew install pango"
)


class MissingLibrary(Exception):
    """A library of the system that PDFs are made with is not here; says which, and how to get it."""

    def __init__(self, library: str) -> None:
        super().__init__(library)
        self.library = library

    def __str__(self) -> str:
        return f"no PDF was made: {self.library} is not installed ({_REMEDY})"


class RenderFault(Exception):
    """The PDF cannot be made as it should be; ``faults`` are the reasons, in words, or errors of content."""

    def __init__(self, faults: tuple[str | Diagnostic, ...]) -> None:
        super().__init__(faults)
        self.faults = faults

    def __str__(self) -> str:
        return "; ".join(one if isinstance(one, str) else one.message for one in self.faults)

    def diagnostics(self, page: Page) -> tuple[Diagnostic, ...]:
        """Return the faults as errors, of the briefing where they have no place of their own."""
        return tuple(
            error("pdf-is-sound", page.edition.briefing.at, one) if isinstance(one, str) else one
            for one in self.faults
        )


def engine() -> Any:
    """Return WeasyPrint.

    Raises:
        MissingLibrary: what it is built on is not installed.
    """
    try:
        with secluded():
            import weasyprint
            from weasyprint.layout import block
    except OSError as absent:
        raise MissingLibrary(_library(str(absent))) from absent
    columns.install(block)
    return weasyprint


def warm(style: str, files: Mapping[str, bytes]) -> bytes:
    """Load the engine, and the fonts that ``style`` names, in a process that is to lay something out soon."""
    with suppress(MissingLibrary, RenderFault):  # whoever lays something out will be told
        _style(style.partition(look.PARTED)[0], tuple(_fonts(files)))
    return b""


def rendered(text: str, files: Mapping[str, bytes]) -> Any:
    """Return a document laid out, a WeasyPrint document that may open ``files``, by path, and nothing else.

    Raises:
        MissingLibrary: Pango, or what it needs, cannot be loaded.
        RenderFault: the document asked for a file that is not its own, or has no style: without fonts of its
            own the engine dies.
    """
    weasyprint, fetcher = engine(), _fetcher(files)
    met = _STYLE.search(text)
    common, parted, own = met[1].partition(look.PARTED) if met else ("", "", "")
    if not (met and parted):
        raise RenderFault(("a document has no style: its template has to have `{{ style }}` in `<style>`",))
    text = text[: met.start(1)] + text[met.end(1) :]
    sheet, fonts = _style(common, tuple(_fonts(files)))
    sheets = [sheet, weasyprint.CSS(string=own, base_url=BASE, url_fetcher=fetcher, font_config=fonts)]
    source = weasyprint.HTML(string=text, base_url=BASE, url_fetcher=fetcher)
    try:
        return source.render(pdf_variant=VARIANT, font_config=fonts, stylesheets=sheets)
    except weasyprint.urls.FatalURLFetchingError as refused:
        raise RenderFault((str(refused),)) from refused


def _fonts(files: Mapping[str, bytes]) -> Iterator[tuple[str, bytes]]:
    return ((path, held) for path, held in sorted(files.items()) if path.endswith(".ttf"))


@lru_cache(maxsize=2)
def _style(text: str, files: tuple[tuple[str, bytes], ...]) -> tuple[Any, Any]:
    """Return the style sheet that parts of a PDF have in common, and its fonts: read once a process.

    Raises:
        RenderFault: the engine had a complaint.
    """
    weasyprint = engine()
    from weasyprint.text.fonts import FontConfiguration

    atexit.register(_style.cache_clear)  # what they are freed with goes before them
    fonts = FontConfiguration()
    with complaints() as heard:
        try:
            sheet = weasyprint.CSS(
                string=text, base_url=BASE, url_fetcher=_fetcher(dict(files)), font_config=fonts
            )
        except weasyprint.urls.FatalURLFetchingError as refused:
            raise RenderFault((str(refused),)) from refused
    if heard:
        raise RenderFault(tuple(dict.fromkeys(heard)))
    return sheet, fonts


def _fetcher(files: Mapping[str, bytes]) -> Any:
    """Return a fetcher that knows ``files`` and nothing else: no network, no disk."""
    from weasyprint.urls import FatalURLFetchingError, URLFetcher, URLFetcherResponse

    class Fetcher(URLFetcher):
        def fetch(self, url: str, headers: Mapping[str, str] | None = None) -> URLFetcherResponse:
            path = urllib.parse.unquote(url.removeprefix(BASE))
            if not url.startswith(BASE) or path not in files:
                raise FatalURLFetchingError(f"the document may not open {url[:80]}")
            kind = mimetypes.guess_type(path)[0] or "application/octet-stream"
            return URLFetcherResponse(url, files[path], {"Content-Type": kind})

    return Fetcher(allowed_protocols=(), allow_redirects=False, fail_on_errors=True)


@contextmanager
def undisturbed() -> Iterator[None]:
    """Have the engine work without a word and without pauses; what it complains of is a fault.

    Python does not look for cycles meanwhile: of the many objects of a layout few are let go before its end.

    Raises:
        RenderFault: it said something at warning or above.
    """
    with uncollected(), complaints() as heard:
        try:
            yield
        finally:
            if heard:  # the engine says once what is wrong with a sheet: the next document is to hear it too
                _style.cache_clear()
    if heard:
        raise RenderFault(tuple(dict.fromkeys(heard)))


class complaints(logging.Handler):
    """Everything the PDF engine says at warning or above, while the block runs; it says it to nobody else."""

    def __init__(self) -> None:
        super().__init__(logging.WARNING)
        self.heard: list[str] = []
        self.loggers = tuple(logging.getLogger(name) for name in ("weasyprint", "fontTools"))

    def emit(self, record: logging.LogRecord) -> None:
        self.heard.append(f"the PDF engine says: {record.getMessage()}")

    def __enter__(self) -> list[str]:
        self.kept = [(logger.handlers, logger.propagate) for logger in self.loggers]
        for logger in self.loggers:
            logger.handlers, logger.propagate = [self], False
        return self.heard

    def __exit__(self, *_: object) -> None:
        for logger, (handlers, propagate) in zip(self.loggers, self.kept, strict=True):
            logger.handlers, logger.propagate = handlers, propagate


def _library(said: str) -> str:
    """Return the name of the library that a loader's message says is wanting."""
    for part in unescape(said).replace('"', "'").split("'"):
        if part.startswith("lib") or "pango" in part.lower() or "gobject" in part.lower():
            return part
    return "Pango"
