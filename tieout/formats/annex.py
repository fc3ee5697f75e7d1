"""The annex "Facts and evidence": an entry for each number, and the links from and to where it is printed."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import field
from typing import NamedTuple

from lxml import etree
from lxml.html import HtmlElement, tostring

from tieout.formats.markup import comparison_id
from tieout.frozen import frozen
from tieout.model import Exhibit, Page, Standing


class Head(NamedTuple):
    """What the annex is called, the id it is found by, and the label of its first page."""

    title: str
    id: str
    first: str


HEAD = Head("Facts and evidence", "facts-and-evidence", "A1")

# What says by its class which fact it is of, and so leads there.
_BOUND = frozenset({"fact", "date", "quotation"})


class Spot(NamedTuple):
    """A place where a number is printed: what the annex calls it, and the anchor it is at.

    ``exhibit`` names the chart that draws it, "exhibit 3"; it is empty for a number in text.
    """

    label: str
    anchor: str
    exhibit: str = ""


@frozen
class Numbered:
    """A document in which each thing of a class has a number of its own, its ``run``, and leads to its entry.

    ``printed`` gives by address the runs that are of it, ``last`` the highest run.
    """

    html: str
    printed: Mapping[str, Sequence[int]] = field(default_factory=dict)
    last: int = 0


def entry_id(address: str) -> str:
    """Return the id of the entry of an address."""
    return f"e-{address}"


def run_id(run: int) -> str:
    """Return the id of a thing printed."""
    return f"n-{run}"


def numbered(root: HtmlElement, page: Page, after: int = 0) -> Numbered:
    """Return the document ``root`` with its runs counted from ``after`` on, and links from what is of a fact.

    Of classed elements within one another the outermost has the run. What stands in a link already, or in the
    entry of its own fact, is made no other. A claim word leads to what bears it out.
    """
    compared = page.comparisons.values()
    aims = {_said(one.borne.word, one.borne.addresses): comparison_id(one.number) for one in compared}
    printed: defaultdict[str, list[int]] = defaultdict(list)
    run = after
    for element in _outermost(root):
        run += 1
        element.set("data-run", str(run))
        address = element.get("data-fact", "")
        if element.xpath("ancestor-or-self::a | .//a"):
            continue
        if element.get("data-class") in _BOUND and address in page.standings:
            if not any(one.get("data-entry") == address for one in element.iterancestors()):
                printed[address].append(run)
                element.set("id", run_id(run))
                _lead(element, entry_id(address))
        elif aim := aims.get(_said("".join(element.itertext()), element.get("data-facts", "").split())):
            _lead(element, aim)
    text = tostring(root, encoding="unicode", doctype="<!DOCTYPE html>")
    return Numbered(text, dict(printed), run)


def spots(
    page: Page, printed: Mapping[str, Sequence[int]], page_of: Mapping[str, int]
) -> Mapping[str, tuple[Spot, ...]]:
    """Return where each address is printed, in order of pages; ``page_of`` gives the page of each anchor.

    Places on one page are told apart by letters: 4a, 4b. Those in charts follow, each by its exhibit.
    """
    found: defaultdict[str, list[Spot]] = defaultdict(list)
    for address, runs in printed.items():
        by_page: defaultdict[int, list[str]] = defaultdict(list)
        for anchor in map(run_id, runs):
            if anchor in page_of:
                by_page[page_of[anchor]].append(anchor)
        for number, anchors in sorted(by_page.items()):
            for nth, anchor in enumerate(anchors):
                found[address].append(Spot(f"{number}{_letter(nth) if len(anchors) > 1 else ''}", anchor))
    for exhibit in page.all_exhibits:
        anchor = exhibit_id(exhibit)
        if exhibit.drawings and anchor in page_of:
            name = f"exhibit {exhibit.number}" if exhibit.number else "the cover’s chart"
            for address in dict.fromkeys(mark.address for mark in exhibit.marks):
                found[address].append(Spot(str(page_of[anchor]), anchor, name))
    return {address: tuple(one) for address, one in found.items()}


def origins(page: Page, standing: Standing) -> tuple[str, ...]:
    """Return who the reporting of a fact began with, where that is not just who is quoted."""
    quoted = {one.source.text for one in standing.evidence}
    if standing.derivation or quoted.issuperset(standing.origins):
        return ()
    known = (page.all_sources.get(name) for name in standing.origins)
    return tuple(dict.fromkeys(str(one.publisher) for one in known if one))


def exhibit_id(exhibit: Exhibit) -> str:
    """Return the id at which an exhibit stands."""
    return f"exhibit-{exhibit.id}"


def ordered(page: Page, printed: Mapping[str, Sequence[int]]) -> tuple[Standing, ...]:
    """Return every number of the page as a reader meets them first; what is only under another follows it."""
    met = sorted(printed, key=lambda address: printed[address][0])
    waiting = [*met, *page.standings][::-1]
    found: dict[str, Standing] = {}
    while waiting:
        address = waiting.pop()
        standing = page.standings.get(address)
        if standing is None or address in found:
            continue
        found[address] = standing
        waiting += [one for one in standing.given[::-1] if one not in printed]
    return tuple(found.values())


def _outermost(root: etree._Element) -> Iterable[etree._Element]:
    """Return the elements of a class that stand in no other, in document order."""
    return root.xpath("//*[@data-class][not(ancestor::*[@data-class])]")


def _said(word: str, addresses: Iterable[str]) -> tuple[str, ...]:
    """Return what tells a claim word and the facts it is of from others."""
    return (word.lower(), *addresses)


def _lead(element: etree._Element, aim: str) -> None:
    """Make an element a link."""
    element.tag = "a"
    element.set("href", f"#{aim}")


def _letter(nth: int) -> str:
    """Return a, b … z, then aa, ab …"""
    first, last = divmod(nth, 26)
    return (_letter(first - 1) if first else "") + chr(ord("a") + last)
