"""Snapshots of sources, held in a folder that is never committed, and the text a reader of each would see."""

from __future__ import annotations

import hashlib
import os
import re
from dataclasses import dataclass
from functools import cached_property
from pathlib import Path

from tieout.anchoring import Haystack
from tieout.frozen import frozen
from tieout.memory import remembered

LARGEST = {".txt": 16_000_000, ".html": 16_000_000, ".pdf": 200_000_000}
"""The kinds of snapshot, and how many bytes of each are read at most."""
MOST_PAGES = 3_000
_ID = re.compile(r"[A-Za-z0-9][A-Za-z0-9._-]*")
_MARK = re.compile(r"(?<=[^\s\[])\[\d{1,3}\]")
_CHARSET = re.compile(rb"""charset\s*=\s*["']?\s*([A-Za-z0-9_-]+)""")
_UNSEEN = frozenset({"script", "style", "template"})
_INLINE = re.compile(
    "a|abbr|b|bdi|bdo|big|cite|code|data|del|dfn|em|font|i|img|ins|kbd|label|mark|nobr|q|s|samp|small|span|strike"
    "|strong|sub|sup|time|tt|u|var|wbr"
)


@frozen
class Unreadable:
    """A snapshot that is there and can't be used; ``why`` ends the sentence "the snapshot … "."""

    name: str
    why: str


@dataclass(frozen=True)
class Snapshot:
    """The text of a source as held: its file's name, the SHA-256 of its bytes, and its words."""

    name: str
    sha256: str
    text: str

    @cached_property
    def words(self) -> Haystack:
        """The text made ready for searching."""
        return Haystack(self.text)


class Archive:
    """A folder of snapshots named by source id; each is read when first asked for, and once."""

    def __init__(self, folder: Path) -> None:
        self.folder = folder
        self._held: dict[str, Snapshot | Unreadable | None] = {}

    def snapshot(self, source_id: str) -> Snapshot | Unreadable | None:
        """Return the snapshot of a source, why it can't be used, or None where none is held."""
        if source_id not in self._held:
            self._held[source_id] = self._read(source_id)
        return self._held[source_id]

    def _read(self, source_id: str) -> Snapshot | Unreadable | None:
        if not _ID.fullmatch(source_id):
            return None
        held = [path for kind in LARGEST if (path := self.folder / f"{source_id}{kind}").is_file()]
        if not held:
            return None
        names = " and ".join(path.name for path in held)
        if len(held) > 1:
            return Unreadable(names, "are held twice; keep one")
        most = LARGEST[held[0].suffix]
        try:
            with held[0].open("rb") as file:
                raw = file.read(most + 1)
        except OSError as fault:
            return Unreadable(names, f"can't be opened: {os.strerror(fault.errno or 0).lower()}")
        if len(raw) > most:
            return Unreadable(names, f"is larger than {most:,} bytes")
        return snapshot_of(held[0].name, raw)


@remembered(1024)
def snapshot_of(name: str, raw: bytes) -> Snapshot | Unreadable:
    """Return the snapshot whose file is called ``name`` and holds ``raw``.

    What a footnote mark adds to a number is left out: ``sup`` that holds a link, and ``[3]`` after a word.
    """
    read = {".html": text_of_html, ".pdf": text_of_pdf}.get(Path(name).suffix, text_of_plain)
    try:
        text = read(raw)
    except ValueError as fault:
        return Unreadable(name, str(fault))
    return Snapshot(name, hashlib.sha256(raw).hexdigest(), _MARK.sub("", text))


def text_of_plain(raw: bytes) -> str:
    """Return the text of a plain-text snapshot.

    Raises:
        ValueError: it is not UTF-8.
    """
    try:
        return raw.decode("utf-8-sig")
    except UnicodeDecodeError:
        raise ValueError("is not UTF-8 text") from None


def text_of_html(raw: bytes) -> str:
    """Return all the words of a web page, blocks on lines of their own.

    Left out are scripts, styles and raised links; other raised digits are marked with ``^``.

    Raises:
        ValueError: it holds no page, or names a character set nobody knows.
    """
    from lxml import etree, html

    try:
        page = html.document_fromstring(_decoded(raw), parser=html.HTMLParser(no_network=True))
    except (etree.LxmlError, etree.ParserError):
        raise ValueError("holds no page") from None
    pieces: list[str] = []
    walk = etree.iterwalk(page, events=("start", "end", "comment", "pi"))
    for event, node in walk:
        if event == "start" and (node.tag in _UNSEEN or _is_footnote_mark(node)):
            walk.skip_subtree()
        elif event == "start":
            pieces.append(_opening(node, "".join(pieces[-3:])))
            pieces.append(node.text or "")
        else:
            pieces.append("" if event != "end" or _INLINE.fullmatch(node.tag) else "\n")
            pieces.append(node.tail or "")
    return "".join(pieces)


def text_of_pdf(raw: bytes) -> str:
    """Return the text layer of a PDF, page after page.

    Raises:
        ValueError: it can't be opened, has no text, or has too many pages.
    """
    import pypdfium2

    try:
        document = pypdfium2.PdfDocument(raw)
    except pypdfium2.PdfiumError:
        raise ValueError("can't be opened as a PDF, or wants a password") from None
    try:
        if len(document) > MOST_PAGES:
            raise ValueError(f"has more than {MOST_PAGES:,} pages")
        text = "\n".join(_page_text(document, number) for number in range(len(document)))
    except pypdfium2.PdfiumError:
        raise ValueError("has a page that can't be read") from None
    finally:
        document.close()
    if not text.strip():
        raise ValueError("has no text layer")
    return text


def _page_text(document: object, number: int) -> str:
    page = document[number]
    layer = page.get_textpage()
    try:
        return layer.get_text_range()
    finally:
        layer.close()
        page.close()


def _decoded(raw: bytes) -> str:
    named = _CHARSET.search(raw[:4096])
    charset = named[1].decode("ascii") if named and not raw.startswith(b"\xef\xbb\xbf") else "utf-8-sig"
    try:
        text = raw.decode(charset, "replace")
    except LookupError:
        raise ValueError(f"names a character set nobody knows, {charset}") from None
    return re.sub(r"^\s*<\?xml[^>]*\?>", "", text).replace("\0", "") or " "


def _is_footnote_mark(node: object) -> bool:
    return node.tag == "sup" and (node.find(".//a") is not None or node.getparent().tag == "a")


def _opening(node: object, before: str) -> str:
    if (node.text or "")[:1].isdigit() and (
        node.tag == "sup" or (node.tag == "sub" and before[-1:].isdigit())
    ):
        return "^" if node.tag == "sup" else "_"
    return "" if _INLINE.fullmatch(node.tag) else "\n"
