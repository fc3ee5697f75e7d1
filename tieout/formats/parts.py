"""The parts that a PDF is laid out in, each by itself: runs of sections that begin on a page of their own."""

from __future__ import annotations

import re
from bisect import bisect_left
from collections.abc import Mapping, Sequence
from dataclasses import replace

from lxml import etree
from lxml.html import HtmlElement, document_fromstring, tostring

from tieout.carried import TEMPLATES
from tieout.formats import markup
from tieout.frozen import frozen
from tieout.model import Page
from tieout.theme import TemplateFault

COVER, ANNEX = ".cover", ".annex"  # names that no section has
_PLACE = re.compile(r"(#?n-)(\d+)$")


@frozen
class Part:
    """A part: its name, its document, and the run before its first; ``runs`` are how many things it prints.

    The runs of its document are counted within the part, as NAME.NUMBER. ``asks`` are the anchors whose pages
    it prints.
    """

    name: str
    html: str
    before: int
    runs: int
    asks: tuple[str, ...] = ()


def openers(page: Page) -> frozenset[str]:
    """Return the ids of the sections that begin a part.

    Those are the first, the one after the claims, and such as the briefing has begin a page.
    """
    begin = begun(page)
    ids = [section.id for section in page.sections]
    claims = [markup.has_block(section.body.html, "claims") for section in page.sections]
    after = [one for one, closes in zip(ids[1:], claims, strict=False) if closes]
    return frozenset([*ids[:1], *after[:1], *begin])


def whole(html: str, template: str, *paths: str) -> HtmlElement:
    """Return a document of ``template`` that has one element at each of these XPaths.

    Raises:
        theme.TemplateFault: it has none, as where a tag before it is not closed, or several.
    """
    try:
        root = document_fromstring(html)
    except (etree.ParserError, ValueError) as raised:
        said = f"the template makes no document: {raised}"
        raise TemplateFault(f"{TEMPLATES}/{template}", 0, said) from raised
    for path in paths:
        if (found := len(root.xpath(path))) != 1:
            said = f"the template makes a document with {found} of `{path}`, not one: is a tag not closed?"
            raise TemplateFault(f"{TEMPLATES}/{template}", 0, said)
    return root


def begun(page: Page) -> tuple[str, ...]:
    """Return the ids of the sections that the briefing says begin a page."""
    return tuple(one.id for one in page.edition.briefing.sections if one.begins_page)


def of_main(html: str, front: str = "") -> tuple[Part, ...]:
    """Return the parts of the document of a briefing's own pages, whose runs are counted through it.

    ``front`` are rules for the first alone.
    """
    root = document_fromstring(html)
    body = root.find("body")
    groups: dict[str, list[etree._Element]] = {COVER: []}
    for one in list(body):
        if "opens" in (one.get("class") or "").split():
            groups[one.get("id")] = []
        groups[[*groups][-1]].append(one)
    first, *rest = _cut(root, groups, (), 0)
    return replace(first, html=first.html.replace("</style>", f"{front}</style>", 1)), *rest


def of_annex(html: str, before: Sequence[Part], group_of: Mapping[str, str]) -> tuple[Part, ...]:
    """Return the parts of the document of the annex, whose runs follow those of the parts ``before`` it.

    ``group_of`` gives for an entry's address the name of its part; entries of a part stand together. What is
    no entry stays with the entry before it.
    """
    root = document_fromstring(html)
    (listed,) = root.xpath("//ul[@class='entries']")
    section = listed.getparent()
    groups: dict[str, list[etree._Element]] = {}
    name = ANNEX
    for item in list(listed):
        name = group_of.get(item.get("data-entry"), name)
        if name not in groups:
            held = section if not groups else etree.Element("section", {"class": section.get("class")})
            groups[name] = [held]
            if held is not section:
                listed = etree.SubElement(held, "ul", dict(listed.attrib))
        listed.append(item)
    last = before[-1]
    return _cut(root, groups or {ANNEX: [section]}, before, last.before + last.runs)


def with_pages(part: Part, page_of: Mapping[str, int]) -> str:
    """Return the document of a part with the numbers of the pages that it asks for."""
    if not part.asks:
        return part.html
    root = document_fromstring(part.html)
    for one in root.xpath("//*[@data-to]"):
        one.text = str(page_of.get(one.get("data-to")[1:], ""))
    return _text(root)


def _cut(
    root: etree._Element, groups: Mapping[str, Sequence[etree._Element]], others: Sequence[Part], after: int
) -> tuple[Part, ...]:
    """Return a document cut into parts by name, each with its elements for its body."""
    firsts, made = [], []
    for group in groups.values():
        firsts.append(after)
        after += sum(1 for held in group for one in held.iter() if one.get("data-run"))
    known = [*((one.before, one.name) for one in others), *zip(firsts, groups, strict=True)]
    body = root.find("body")
    for (name, group), first, ends in zip(groups.items(), firsts, [*firsts[1:], after], strict=True):
        for one in list(body):
            body.remove(one)
        body.extend(group)
        _localise(known, group)
        asks = tuple(dict.fromkeys(one.get("data-to")[1:] for one in body.xpath(".//*[@data-to]")))
        made.append(Part(name, _text(root), first, ends - first, asks))
    return tuple(made)


def _localise(known: Sequence[tuple[int, str]], group: Sequence[etree._Element]) -> None:
    """Count runs within their parts, of which ``known`` has the run before the first, and the name."""
    befores = [before for before, _ in known]

    def local(run: str) -> str:
        before, name = known[bisect_left(befores, int(run)) - 1]
        return f"{name}.{int(run) - before}"

    for held in group:
        for one in held.iter():
            if run := one.get("data-run"):
                one.set("data-run", local(run))
            for key in ("id", "href"):
                if met := _PLACE.match(one.get(key, "")):
                    one.set(key, f"{met[1]}{local(met[2])}")


def _text(root: etree._Element) -> str:
    return tostring(root, encoding="unicode", doctype="<!DOCTYPE html>")
