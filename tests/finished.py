"""Finished files as a reader has them: the numbers of a web page, and a PDF's text in its own order."""

from __future__ import annotations

import re
import shutil
import subprocess
from collections.abc import Iterable
from pathlib import Path
from typing import NamedTuple

import pytest
from lxml import html

NUMBER = re.compile(
    r"[\d½⅓⅔¼¾]|(?<!\w)(?:hundreds?|thousands?|[mbtr]illions?|dozens?|half|halves|thirds?|quarters?|twice|thrice|"
    r"doubled?|doubling|tripled?|trebled?|\w+fold|percent|per cent)(?!\w)",
    re.IGNORECASE,
)
_LEFT_OUT = "//*[@popover] | //details | //head | //nav"
_CITATION = re.compile(r"[\[\]\d,]+")


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
    """Return a PDF's text in the order of its structure, white space and citation marks left out."""
    if shutil.which("pdfinfo") is None:
        pytest.skip("no pdfinfo on this machine: apt-get install poppler-utils")
    told = subprocess.run(["pdfinfo", "-struct-text", file], capture_output=True, text=True, check=True)
    return squeezed("".join(_texts(told.stdout.splitlines())))


def _texts(lines: Iterable[str]) -> Iterable[str]:
    links: list[int] = []
    for line in lines:
        depth = len(line) - len(line.lstrip())
        text = line.strip()
        while links and depth <= links[-1]:
            links.pop()
        if text.startswith("Link"):
            links.append(depth)
        elif text[:1] == text[-1:] == '"' and not (links and _CITATION.fullmatch(text[1:-1].strip())):
            yield text[1:-1]


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
