"""Where each fact of a page is printed: in the text of its finished document, and as labels of its charts."""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Iterator, Mapping, Sequence

from lxml import etree
from lxml.html import document_fromstring

from tieout import ink
from tieout.formats import glyphs
from tieout.formats.annex import exhibit_id
from tieout.formats.shown import Look, shown
from tieout.frozen import frozen
from tieout.model import Exhibit, Page
from tieout.wording import words

FORMS = ("sentence", "short", "headline", "number")
_OF_FACTS = frozenset({"fact", "date", "quotation", "claim"})
# What is no part of the page's own text: what a drawing or a button says, tables behind charts, ways about.
_APART = frozenset({"head", "script", "style", "svg", "details", "nav", "footer", "button"})
# What a part of the page is named by that has an id of its own for its head alone.
_HEADS = {"in-brief": "in-brief", "disclosure-head": "disclosure"}


@frozen
class Place:
    """One place where a fact is printed.

    ``part`` is "cover", "in-brief", "disclosure", the id of a section, "sources", or "exhibit-" and an
    exhibit’s. ``kind`` is the class of the words, ``form`` the form of the fact that they are, "" where they
    are none. In text ``nth`` counts what is printed in the part, from 1, and ``run`` is its number in the
    PDF, 0 where the page has none; in a chart ``at`` is where its words begin in the print drawing, in points
    from the upper left.
    """

    part: str
    words: str
    kind: str
    account: str = ""
    form: str = ""
    nth: int = 0
    run: int = 0
    at: tuple[float, float] | None = None


def places(html: str, page: Page, look: Look = shown) -> Mapping[str, Sequence[Place]]:
    """Return where each address is printed in a finished document of ``page``, in the document's order.

    ``html`` is the document that the PDF's own pages are laid out from, its runs numbered, or the web page;
    without one only the labels of charts are told. Of the web page its panels, the tables behind its charts
    and its navigation are left out. A claim word is a place of each fact that it compares.
    """
    found: defaultdict[str, list[Place]] = defaultdict(list)
    walk = _Walk(page, look)
    met = walk.within(document_fromstring(html), "cover") if html else walk.charts()
    for address, place in met:
        if address in page.standings:
            found[address].append(place)
    return dict(found)


class _Walk:
    """One way through a document of a page."""

    def __init__(self, page: Page, look: Look) -> None:
        self._page = page
        self._look = look
        self._exhibits = {exhibit_id(one): one for one in page.all_exhibits}
        self._parts = {*(one.id for one in page.sections), "sources", *self._exhibits}
        self._heads = {**_HEADS, **({"cover-title": exhibit_id(page.cover)} if page.cover else {})}
        self._drawn: set[str] = set()
        self._told: Counter[str] = Counter()
        self._words: dict[tuple[str, str, str], str | None] = {}

    def charts(self) -> Iterator[tuple[str, Place]]:
        """Yield the labels of every chart."""
        for exhibit in self._page.all_exhibits:
            yield from self._labels(exhibit)

    def within(self, element: etree._Element, part: str) -> Iterator[tuple[str, Place]]:
        """Yield what is of a fact within ``element``, by address; ``part`` is where the element stands."""
        for one in element:
            if not isinstance(one.tag, str) or "popover" in one.attrib:
                continue
            here = self._part(one, part)
            if self._is_drawing(one):
                if here in self._exhibits and here not in self._drawn:
                    self._drawn.add(here)
                    yield from self._labels(self._exhibits[here])
            elif one.tag in _APART or "hidden" in one.attrib:
                continue
            elif one.get("data-class"):
                yield from self._of(one, here)
            else:
                yield from self.within(one, here)

    def _part(self, element: etree._Element, part: str) -> str:
        named = self._heads.get(element.get("aria-labelledby", ""))
        return named or (element.get("id") if element.get("id") in self._parts else part)

    @staticmethod
    def _is_drawing(element: etree._Element) -> bool:
        return "data-exhibit" in element.attrib or "drawing" in element.get("class", "").split()

    def _of(self, element: etree._Element, part: str) -> Iterator[tuple[str, Place]]:
        kind = element.get("data-class")
        if kind not in _OF_FACTS:
            return
        said = plainly("".join(element.itertext()))
        account, run = element.get("data-account", ""), int(element.get("data-run", 0))
        addresses = [one for one in _addresses(element.attrib) if one in self._page.standings]
        self._told[part] += bool(addresses)
        for address in addresses:
            form = self._form(address, account, said) if kind == "fact" else ""
            yield address, Place(part, said, kind, account, form, self._told[part], run)

    def _labels(self, exhibit: Exhibit) -> Iterator[tuple[str, Place]]:
        """Yield the labels of a chart as it is drawn for print, in drawing order."""
        drawing = exhibit.drawings.get("print")
        if drawing is None:
            return
        seen = self._look(ink.named(drawing.svg, exhibit.alt))
        whole = {(one.fact, one.account, one.x, round(one.y, 2)): one.words for one in seen.labels}
        for says in seen.drawing["texts"] if seen.drawing else ():
            kind, account, at = says.get("class", ""), says.get("account", ""), (says["x"], says["y"])
            said = says["words"]
            if kind == "fact":
                said = whole.get((says.get("fact", ""), account, *at), "")
            if kind not in _OF_FACTS or not said:  # what goes on from another line is said with that
                continue
            for address in _addresses({f"data-{name}": says.get(name, "") for name in ("facts", "fact")}):
                form = self._form(address, account, plainly(said)) if kind == "fact" else ""
                yield address, Place(exhibit_id(exhibit), plainly(said), kind, account, form, at=at)

    def _form(self, address: str, account: str, said: str) -> str:
        """Return the first form in which a fact, or a side of it, is in these words; "" for none."""
        return next((form for form in FORMS if self._said(address, account, form) == _begun(said)), "")

    def _said(self, address: str, account: str, form: str) -> str | None:
        """Return the words of a fact, or of a side of it, in a form; None where there is no such."""
        key = address, account, form
        if key not in self._words:
            standing = self._page.standings.get(address)
            side = standing.account(account) if standing and account else None
            is_there = standing is not None and (side is not None or not account)
            told = standing.sided(side) if is_there and side else standing
            vocabulary = self._page.desk.vocabulary
            self._words[key] = _begun(plainly(words(told, form, vocabulary))) if is_there else None
        return self._words[key]


def plainly(text: str) -> str:
    """Return a text without what only tells where its lines may break; all blanks are plain spaces."""
    for one in glyphs.BREAKS:
        text = text.replace(one, "")
    return " ".join(text.split())


def _addresses(attributes: Mapping[str, str]) -> tuple[str, ...]:
    """Return what words are of: one fact, or those that a claim word compares, each once."""
    named = attributes.get("data-facts", "") or attributes.get("data-fact", "")
    return tuple(dict.fromkeys(named.split()))


def _begun(text: str) -> str:
    """Return words as they would stand within a sentence."""
    return text[:1].lower() + text[1:]
