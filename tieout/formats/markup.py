"""Neutral markup to the markup of a medium: chips that open evidence on the web, linked marks in both."""

from __future__ import annotations

import re
from collections.abc import Callable, Hashable, Iterable, Iterator, Mapping
from html import escape, unescape

from jinja2 import TemplateRuntimeError
from lxml import etree
from lxml.html import fragment_fromstring, tostring

from tieout.frozen import frozen
from tieout.memory import Recent
from tieout.model import Page, Standing, Status
from tieout.pieces import machine

WEB, PRINT = "web", "print"
HEADED = "headed"

# A paragraph longer than this takes more than ten printed lines, and may be cut by the page's end.
_LONG = 640
# Three or more short parts under heads of their own are set side by side.
_PARTS_LEAST, _PART_WORDS_MOST = 3, 110
# In print the last word of a text does not stand alone where it is short and the text is not.
_LAST_WORD_MOST, _TIED_WORDS_LEAST = 6, 6
_OPENS = frozenset("([{\u201c\u2018\u2013\u2014/")

# What opens the evidence of its fact, and what would stand in the way of that.
_BOUND = './/*[@data-fact][@data-class="fact" or @data-class="date" or @data-class="quotation"]'
_HELD = "ancestor::a|ancestor::label|self::label|.//label|.//a"
_BLOCK = re.compile(r'<div data-block="([a-z-]+)"(?: data-id="([^"]*)")?></div>')


@frozen
class Setting:
    """What markup is set for: the page, the medium, and the number of each listed source by its id.

    ``lists_workings`` tells whether the page lists how its numbers are worked out, for marks to lead there.
    """

    page: Page
    medium: str
    numbers: Mapping[str, int]
    lists_workings: bool = False


def setting(page: Page, medium: str) -> Setting:
    """Return the setting of ``page`` in ``medium``, WEB or PRINT."""
    numbers = {one.source.id: one.number for one in page.sources}
    lists = any(has_block(section.body.html, "arithmetic") for section in page.sections)
    return Setting(page, medium, numbers, lists)


def panel_id(address: str) -> str:
    """Return the id of the evidence panel of an address."""
    return "p-" + address.replace("@", "--")


def working_id(address: str) -> str:
    """Return the id of the entry that shows how a number is worked out."""
    return f"d-{address}"


def word_panel_id(number: int) -> str:
    """Return the id of the panel that shows what bears a claim word out."""
    return f"w-{number}"


def claim_panel_id(number: int) -> str:
    """Return the id of the panel that shows what a claim of the document is judged by."""
    return f"q-{number}"


def comparison_id(number: int) -> str:
    """Return the id of the entry that shows what bears a claim word out."""
    return f"b-{number}"


def inline(html: str, of: Setting, tied: bool = False, within: str = "") -> str:
    """Return a text with its chips and marks; ``tied``, in print its last word does not stand alone.

    ``within`` is the address whose evidence the text is part of: what is of that opens nothing.
    """
    if not (tied and of.medium == PRINT) and _PLAIN.fullmatch(html):
        return html
    key = (html, tied, within)
    return _INLINE.of(lambda: (*key, *_read_of(html, of)), lambda: _inline(html, of, tied, within))


def _inline(html: str, of: Setting, tied: bool, within: str) -> str:
    root = fragment_fromstring(html, create_parent="div")
    _set_marks(root, of, within)
    if tied and of.medium == PRINT:
        _tie(root)
    return _inner(root)


_INLINE = Recent(16384)
_PLAIN = re.compile(r"[^\W_][^<>&\x00-\x1f\x7f-\x9f]*")
_ASKED = re.compile(r'\bdata-(fact|word|sources)="([^"]*)"')


def _read_of(html: str, of: Setting) -> tuple[Hashable, ...]:
    """Return all that ``_set_marks`` reads of a setting for a text."""
    read: list[Hashable] = [of.medium, of.lists_workings]
    page = of.page
    for kind, value in _ASKED.findall(html):
        name = unescape(value)
        if kind == "fact":
            read += [name in page.standings, page.citations.get(name), name in page.workings]
        elif kind == "word":
            one = page.comparisons.get(name)
            read.append(one and (one.number, one.borne.addresses))
        else:
            read += map(of.numbers.get, name.split())
    return tuple(read)


def flow(html: str, of: Setting, block: Callable[[str, str], str]) -> str:
    """Return a section's text with its chips and marks, notes beside their paragraphs, blocks filled.

    ``block`` is called with a block's name and its id and returns its markup; the id of one that has none
    is HEADED where a head stands right above it, else "".
    """
    root = fragment_fromstring(html, create_parent="div")
    _set_marks(root, of)
    _name_notes(root)
    if of.medium == PRINT:
        for one in root.iter("p", "li"):
            _tie(one)
    _pair_notes(root)
    _keep_leads(root)
    _raise_heads(root)
    _note_heads(root)
    _part(root)
    return _BLOCK.sub(lambda found: block(found[1], found[2] or ""), _inner(root))


def has_block(html: str, name: str) -> bool:
    """Return whether a text asks for the block ``name``."""
    return any(found[1] == name for found in _BLOCK.finditer(html))


def citation(numbers: Iterable[int]) -> str:
    """Return linked citation marks, or nothing for no number."""
    links = ",".join(f'<a href="#s{one}" aria-label="source {one}">{one}</a>' for one in numbers)
    return f'<sup class="cites" data-class="citation">{links}</sup>' if links else ""


def chip(words: str, standing: Standing, of: Setting, cited: bool = True, account: str = "") -> str:
    """Return a fact made by a template, marked up as prose marks it up, then set.

    ``account`` names the side of a dispute by which it is so.
    """
    address, side = standing.address, standing.account(account)
    value = machine(standing.sided(side) if side else standing)
    whose = f' data-account="{escape(account)}"' if account else ""
    neutral = (
        f'<data class="fact" data-class="fact" data-fact="{escape(address)}"{whose} '
        f'data-status="{standing.status}" value="{escape(value)}">{escape(words)}</data>'
    )
    sup = f'<sup class="cites" data-fact="{escape(address)}"></sup>' if cited else ""
    return inline(neutral + sup, of)


def bound(words: str, kind: str, address: str, of: Setting, within: str = "") -> str:
    """Return words of a template that are of a fact, of class ``kind``, set; ``within`` as for ``inline``."""
    of_fact = f'data-class="{kind}" data-fact="{escape(address)}"'
    return inline(f'<data class="fact" {of_fact}>{escape(words)}</data>', of, within=within)


def claimed(html: str, number: int, of: Setting) -> str:
    """Return the words of the document that are its claim ``number``, quoted; they open its panel.

    Raises:
        TemplateRuntimeError: the template quotes nothing.
    """
    root = fragment_fromstring(html, create_parent="div")
    if not len(root):
        raise TemplateRuntimeError("what is claimed is no element: `quoted` makes one of words")
    if of.medium == WEB:
        _to_chip(root[0], claim_panel_id(number))
    return _inner(root)


def typographic(text: str) -> str:
    """Return a source's own words with curly quotation marks and apostrophes, one for each straight one."""
    made, before = [], ""
    for at, letter in enumerate(text):
        if letter in "\"'":
            opens = not before or before.isspace() or before in _OPENS
            if letter == "'" and re.match(r"\d\ds?\b", text[at + 1 :]):
                opens = False  # a year cut short
            letter = ("\u201c" if opens else "\u201d") if letter == '"' else "\u2018" if opens else "\u2019"
        made.append(letter)
        before = letter
    return "".join(made)


def _inner(root: etree._Element) -> str:
    return escape(root.text or "", quote=False) + "".join(
        tostring(child, encoding="unicode", method="html") for child in root
    )


def _set_marks(root: etree._Element, of: Setting, within: str = "") -> None:
    for sup in root.xpath('.//sup[@class="cites"]'):
        _fill(sup, of)
    for quotation in root.xpath('.//*[@data-class="quotation"]'):
        _curl(quotation)
    if of.medium == WEB:
        for bound in root.xpath(_BOUND):
            address = bound.get("data-fact")
            if address != within and address in of.page.standings and not bound.xpath(_HELD):
                _to_chip(bound, panel_id(address))
    for word in root.xpath('.//span[@data-class="claim"][@data-word]'):
        comparison = of.page.comparisons.get(word.attrib.pop("data-word"))
        if comparison:
            word.set("data-facts", " ".join(comparison.borne.addresses))
            if of.medium == WEB:
                _to_chip(word, word_panel_id(comparison.number))


def _curl(quotation: etree._Element) -> None:
    """Set the quotation marks of a quotation, whatever elements it is cut into."""
    words = typographic("".join(quotation.itertext()))
    at = 0
    for holder, name in _texts(quotation):
        length = len(getattr(holder, name))
        setattr(holder, name, words[at : at + length])
        at += length


def _texts(element: etree._Element) -> Iterator[tuple[etree._Element, str]]:
    """Yield where each text of ``element`` is held, in order: an element, and "text" or "tail"."""
    if element.text:
        yield element, "text"
    for child in element:
        yield from _texts(child)
        if child.tail:
            yield child, "tail"


def _tie(block: etree._Element) -> None:
    """Tie the last word of a text to the one before it, whatever elements they stand in."""
    if len("".join(block.itertext()).split()) < _TIED_WORDS_LEAST:
        return
    last = ""
    for holder, name in reversed(list(_texts(block))):
        if holder is not block and holder.getparent().tag == "sup":
            continue  # a mark is no part of the word
        text = getattr(holder, name)
        head, space, word = (text if last else text.rstrip()).rpartition(" ")
        last = word + last
        if len(last) > _LAST_WORD_MOST:
            return
        if space:
            setattr(holder, name, f"{head}\u00a0{word}")
            return


def _name_notes(root: etree._Element) -> None:
    """Part a note's head from its text by a colon, where it has no stop of its own."""
    for head in root.xpath('./aside[@class="note"]/p[1]/*[1][self::b or self::strong]'):
        words = "".join(head.itertext()).rstrip()
        if not (head.getparent().text or "").strip() and words[-1:].isalnum() and (head.tail or "").strip():
            holder, name = list(_texts(head))[-1]
            setattr(holder, name, getattr(holder, name).rstrip() + ":")


def _fill(sup: etree._Element, of: Setting) -> None:
    """Write a mark's numbers, and before them the way to how a number is worked out, where that is listed.

    A mark that would be empty goes, for nothing is there to lead to.
    """
    address = sup.attrib.pop("data-fact", "")
    word = of.page.comparisons.get(sup.attrib.pop("data-word", ""))
    if "data-sources" in sup.attrib:
        named = sup.attrib.pop("data-sources").split()
        numbers = sorted({of.numbers[name] for name in named if name in of.numbers})
    else:
        numbers = list(of.page.citations.get(address, ()))
    worked = of.lists_workings and (word is not None or address in of.page.workings)
    if not numbers and not worked:
        sup.drop_tree()
        return
    sup.set("data-class", "citation")
    if worked:
        aim = comparison_id(word.number) if word else working_id(address)
        way = {"class": "worked", "href": f"#{aim}", "aria-label": "our arithmetic"}
        etree.SubElement(sup, "a", way).text = "□"
    for order, number in enumerate(numbers):
        link = etree.SubElement(sup, "a", {"href": f"#s{number}", "aria-label": f"source {number}"})
        link.text = str(number)
        link.tail = "," if order + 1 < len(numbers) else None


def _to_chip(fact: etree._Element, aim: str) -> None:
    """Make a chip of a number, a date, quoted words or a claim word, which opens ``aim``.

    It is a label around a button of no width. Its words break like any others; a button that held them would
    be an atom, and leave holes in the text. The button is named by the words; they are said once, so the
    words themselves are hidden from a reader aloud. What a number is for machines stands on its words.
    """
    words = "".join(fact.itertext())
    value = fact.attrib.pop("value", "")
    said = etree.Element("data", {"value": value}) if value else etree.Element("span")
    said.set("aria-hidden", "true")
    said.text = fact.text
    said.extend(list(fact))
    fact.text = None
    fact.tag = "label"
    classes = [one for one in fact.attrib.pop("class", "").split() if one not in ("fact", "quotation")]
    if classes:  # that it is a label, and of what, says the rest
        fact.set("class", " ".join(classes))
    if fact.get("data-status") != Status.DISPUTED:  # the others are told where it leads
        fact.attrib.pop("data-status", None)
    fact.append(etree.Element("button", {"popovertarget": aim, "aria-label": words}))
    fact.append(said)


def _pair_notes(root: etree._Element) -> None:
    for note in root.xpath('./aside[@class="note"]'):
        beside = note.getprevious()
        if beside is None or beside.get("class", "").startswith("pair"):
            continue
        long = beside.tag == "p" and len("".join(beside.itertext())) > _LONG
        pair = etree.Element("div", {"class": "pair long" if long else "pair"})
        beside.addprevious(pair)
        pair.append(beside)
        pair.append(note)
        beside.tail = note.tail = None


def _keep_leads(root: etree._Element) -> None:
    """Mark what introduces an exhibit, so that it stays with it."""
    for block in root.xpath('.//div[@data-block="exhibit"]'):
        top = block if block.getparent() is root else block.getparent()
        lead = top.getprevious()
        if lead is not None and (lead.tag == "p" or lead.get("class", "").startswith("pair")):
            lead.set("class", f"{lead.get('class', '')} lead".strip())


def _raise_heads(root: etree._Element) -> None:
    """Make the heads of a section follow its own: a level that the writer passed over is closed up."""
    heads = list(root.iter("h3", "h4", "h5", "h6"))
    levels = sorted({one.tag for one in heads})
    for one in heads:
        one.tag = f"h{3 + levels.index(one.tag)}"


def _note_heads(root: etree._Element) -> None:
    """Tell a block that a head stands right above it, so that it brings none of its own."""
    for block in root.xpath("./div[@data-block and not(@data-id)]"):
        above = block.getprevious()
        if above is None or above.tag in ("h3", "h4"):
            block.set("data-id", HEADED)


def _part(root: etree._Element) -> None:
    """Set three or more short parts, each with a head of its own, as columns."""
    heads = [child for child in root if child.tag == "h3"]
    if len(heads) < _PARTS_LEAST:
        return
    parts = [[head, *_until_head(head)] for head in heads]
    plain = all(one.tag in {"h3", "p", "ul", "ol"} for part in parts for one in part)
    short = all(
        sum(len("".join(one.itertext()).split()) for one in part) <= _PART_WORDS_MOST for part in parts
    )
    if not (plain and short):
        return
    columns = etree.Element("div", {"class": "parts by-two" if len(parts) in (4, 8) else "parts"})
    heads[0].addprevious(columns)
    for part in parts:
        held = etree.SubElement(columns, "div", {"class": "part"})
        held.extend(part)


def _until_head(head: etree._Element) -> list[etree._Element]:
    following = []
    for one in head.itersiblings():
        if one.tag == "h3":
            break
        following.append(one)
    return following
