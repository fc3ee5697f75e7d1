"""What a page prints that holds a numeral or a number word and is no fact: names, idioms, what is plain."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from typing import Any

from lxml import etree
from lxml.html import fragment_fromstring

from tieout.formats.blocks import row_names
from tieout.model import Evidence, Exhibit, Page, Prose

_CLASSES = ("name", "idiom", "plain")
_OUTERMOST = " | ".join(f'.//*[@data-class="{one}"][not(ancestor::*[@data-class])]' for one in _CLASSES)


def of_page(page: Page) -> dict[str, Any]:
    """Return the words by class, each once and sorted, blanks as plain spaces.

    ``names`` and ``idioms`` are words; ``plain`` gives with the ``words`` the reason, ``because``. The web
    page, the PDF with its annex and the charts print no others.
    """
    met = {one: set[tuple[str, str]]() for one in _CLASSES}
    for element in _elements(page):
        words = " ".join("".join(element.itertext()).split())
        met[element.get("data-class")].add((words, element.get("data-because", "")))
    for exhibit in page.all_exhibits:
        met["name"] |= {(one, "") for one in _row_names(exhibit, page)}
    return {
        "names": sorted(words for words, _ in met["name"]),
        "idioms": sorted(words for words, _ in met["idiom"]),
        "plain": [{"words": words, "because": because} for words, because in sorted(met["plain"])],
    }


def _elements(page: Page) -> Iterator[etree._Element]:
    """Yield the elements of these classes that stand in no other, of texts and of drawings."""
    sought = tuple(f'data-class="{one}"' for one in _CLASSES)
    for html in _texts(page):
        if any(one in html for one in sought):
            yield from fragment_fromstring(html, create_parent="div").xpath(_OUTERMOST)
    for exhibit in page.all_exhibits:
        for drawing in exhibit.drawings.values():
            if any(one in drawing.svg for one in sought):
                yield from etree.fromstring(drawing.svg.encode()).xpath(_OUTERMOST)


def _texts(page: Page) -> Iterator[str]:
    """Yield every text of the page, of its panels and of its lists, in neutral markup."""
    for exhibit in page.all_exhibits:
        yield exhibit.alt_html
    for one in _prose(page):
        if one:
            yield one.html


def _prose(page: Page) -> Iterable[Prose | None]:
    glosses = {one.gloss.at for one in _evidence(page) if one.gloss}  # printed as quotations, whole
    yield from (page.standfirst, page.disclosure)
    yield from (one for at, one in page.phrases.items() if at not in glosses)
    for pair in page.in_brief:
        yield from pair
    for section in page.sections:
        yield from (section.title, section.body)
    for exhibit in page.all_exhibits:
        yield from (exhibit.title, exhibit.subtitle, exhibit.note, *exhibit.columns)
        for row in exhibit.rows:
            yield from row
    for _, record in page.verdicts:
        yield record
    for moment in page.timeline:
        yield from (moment.when, moment.what)
    for ways in page.workings.values():
        for working in ways:
            yield from (working.by, working.formula, working.result)
    for comparison in page.comparisons.values():
        yield comparison.told
    for _, said in page.changes:
        yield from said


def _evidence(page: Page) -> Iterator[Evidence]:
    for standing in page.standings.values():
        yield from standing.evidence
    for verdict, _ in page.verdicts:
        yield verdict.claim.evidence


def _row_names(exhibit: Exhibit, page: Page) -> Iterator[str]:
    """Yield the names of a chart's rows, as the table behind it has them, that hold a number."""
    for mark in exhibit.marks if not exhibit.rows else ():
        for part, kind, _ in row_names(exhibit, mark, page):
            if kind == "name":
                yield " ".join(part.split())
