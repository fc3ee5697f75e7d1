"""Finished files as a reader has them: the numbers of a web page, and a PDF's text in its own order."""

from __future__ import annotations

import ctypes
import re
from collections import defaultdict
from collections.abc import Callable, Iterable, Iterator, Mapping
from pathlib import Path
from typing import NamedTuple

import pypdfium2
import pypdfium2.raw as pdfium
from lxml import html

NUMBER = re.compile(
    r"[\d½⅓⅔¼¾]|(?<!\w)(?:hundreds?|thousands?|[mbtr]illions?|dozens?|half|halves|thirds?|quarters?|twice|thrice|"
    r"doubled?|doubling|tripled?|trebled?|\w+fold|percent|per cent)(?!\w)",
    re.IGNORECASE,
)
_LEFT_OUT = "//*[@popover] | //details | //head | //nav | //button[@class='tap']"


class Number(NamedTuple):
    """What stands in an element that says what its numbers are."""

    kind: str
    words: str


def squeezed(text: str) -> str:
    """Return ``text`` without white space, soft hyphens and zero-width marks, and with one kind of hyphen.

    A face draws a hyphen that does not break as any other, and a PDF then says it is one.
    """
    return re.sub(r"[\s\u00a0\u00ad\u200b\u2060\ufeff]+", "", text).replace("\u2011", "-")


def body(file_or_text: Path | str) -> html.HtmlElement:
    """Return a page without its panels, folded data and contents, with one drawing for each chart."""
    text = file_or_text.read_text("utf-8") if isinstance(file_or_text, Path) else file_or_text
    root = html.document_fromstring(text.encode())
    for drawn in root.xpath("//*[contains(concat(' ', @class, ' '), ' drawing ')]"):
        if drawn.getprevious() is not None and "drawing" in (drawn.getprevious().get("class") or ""):
            drawn.set("popover", "")
    for element in root.xpath(_LEFT_OUT):
        element.drop_tree()
    return root


def numbers(root: html.HtmlElement, *kinds: str) -> list[Number]:
    """Return what stands in each outermost element with a ``data-class``, in document order."""
    found = []
    for element in root.iter():
        kind = element.get("data-class") if isinstance(element.tag, str) else None
        inside = any(above.get("data-class") for above in element.iterancestors())
        if kind and not inside and (not kinds or kind in kinds):
            found.append(Number(kind, squeezed("".join(element.itertext()))))
    return found


def unbound(root: html.HtmlElement) -> list[str]:
    """Return every text with a number in it that stands in no element with a ``data-class``."""
    left = []
    for element in root.iter():
        if not isinstance(element.tag, str) or element.tag in ("style", "script"):
            continue
        above = [element, *element.iterancestors()]
        if element.text and not any(one.get("data-class") for one in above):
            left.append(element.text)
        if element.tail and not any(one.get("data-class") for one in above[1:]):
            left.append(element.tail)
    return [text.strip() for text in left if NUMBER.search(text)]


def pdf_text(file: Path) -> str:
    """Return the text of a PDF in the order of its structure, without white space and citation marks.

    The pages of the annex are left out. PDFium reads it, which has no part in the making.
    """
    with pypdfium2.PdfDocument(file) as document:
        own = [page for nth, page in enumerate(document) if not document.get_page_label(nth).startswith("A")]
        return squeezed("".join(text for page in own for text in _told(page)))


def shown_by_content(page: pypdfium2.PdfPage) -> Mapping[int, str]:
    """Return the text of each marked content of a page, by its number; what has none is under -1."""
    shown: defaultdict[int, str] = defaultdict(str)
    letters = pdfium.FPDFText_LoadPage(page)
    for nth in range(pdfium.FPDFPage_CountObjects(page)):
        _show(pdfium.FPDFPage_GetObject(page, nth), letters, -1, shown)
    pdfium.FPDFText_ClosePage(letters)
    return shown


def _told(page: pypdfium2.PdfPage) -> Iterator[str]:
    """Yield each text of a page that its structure holds, in its order."""
    shown = shown_by_content(page)
    tree = pdfium.FPDF_StructTree_GetForPage(page)
    for nth in range(pdfium.FPDF_StructTree_CountChildren(tree)):
        yield from _element(pdfium.FPDF_StructTree_GetChildAtIndex(tree, nth), shown, False, False)
    pdfium.FPDF_StructTree_Close(tree)


def _show(one: object, letters: object, content: int, shown: defaultdict[int, str]) -> None:
    """Add the text of an object of a page, or of those within it, to what its marked content shows."""
    marked = pdfium.FPDFPageObj_GetMarkedContentID(one)
    content = content if marked < 0 else marked
    kind = pdfium.FPDFPageObj_GetType(one)
    if kind == pdfium.FPDF_PAGEOBJ_FORM:
        for nth in range(pdfium.FPDFFormObj_CountObjects(one)):
            _show(pdfium.FPDFFormObj_GetObject(one, nth), letters, content, shown)
    elif kind == pdfium.FPDF_PAGEOBJ_TEXT:
        text = _utf16(lambda room, size: pdfium.FPDFTextObj_GetText(one, letters, room, size))
        shown[content] += text.replace("\x02", "-")  # PDFium's sign for a hyphen that ends a line


def _element(one: object, shown: Mapping[int, str], in_link: bool, in_citation: bool) -> Iterator[str]:
    kind = _utf16(lambda room, size: pdfium.FPDF_StructElement_GetType(one, room, size))
    title = _utf16(lambda room, size: pdfium.FPDF_StructElement_GetTitle(one, room, size))
    in_link = in_link or kind == "Link"
    in_citation = in_citation or "class=citation" in title.split()
    for nth in range(pdfium.FPDF_StructElement_CountChildren(one)):
        if child := pdfium.FPDF_StructElement_GetChildAtIndex(one, nth):
            yield from _element(child, shown, in_link, in_citation)
        else:
            text = shown.get(pdfium.FPDF_StructElement_GetChildMarkedContentID(one, nth), "")
            if not (in_link and in_citation):
                yield text


def _utf16(read: Callable[[object, int], int]) -> str:
    """Return the text that a function of PDFium writes, once it has said how many bytes it takes."""
    room = ctypes.create_string_buffer(max(read(None, 0), 2))
    read(ctypes.cast(room, ctypes.POINTER(pdfium.FPDF_WCHAR)), len(room))
    return room.raw[:-2].decode("utf-16-le")


def lost(expected: Iterable[Number], text: str, reach: int = 4000) -> tuple[list[Number], str]:
    """Return which of ``expected`` do not stand in ``text`` one after another, and what is left of it."""
    missing, rest, at = [], [], 0
    for number in expected:
        found = text.find(number.words, at, at + reach)
        if found < 0:
            missing.append(number)
        else:
            rest.append(text[at:found])
            at = found + len(number.words)
    return missing, "\n".join([*rest, text[at:]])
