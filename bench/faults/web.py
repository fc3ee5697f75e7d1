"""Faults in the finished page: in its prose, cells, panels, headings, margins, citations and drawings."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping, Sequence
from random import Random
from typing import Any

from bench.faults import drawn, markup, wording
from bench.faults.drawn import Text, replaced, spoken
from bench.faults.markup import Element, Run
from bench.faults.planted import Ground, Planted, Splice

FILE = "index.html"
Record = Mapping[str, Any]
"""facts.json as read."""

_CLAUSE_END = re.compile(r"(?<=[a-z])(?<!&nbsp)(?<!&amp)(?=[.,;](?: |$))")


def read(page: bytes) -> Text:
    """Return the page as what faults are planted in."""
    text = page.decode("utf-8")
    return Text(FILE, Ground.PAGE, text, markup.read(text))


def candidates(text: Text, record: Record, random: Random) -> Iterator[Planted]:
    """Yield faults of every kind that the page can have, each once for each thing that can have it."""
    everything = list(text.root.elements())
    yield from _in_words(text, everything, random)
    yield from _exchanged(text, everything, random)
    yield from _in_quotes(text, everything, random)
    yield from _cited_wrongly(text, everything, record, random)
    yield from _bound_wrongly(text, everything, record, random)
    yield from _typed(text, everything, random)
    yield from _in_margins(text, everything, random)
    for one in everything:
        if one.tag == "svg" and one.get("data-form"):
            yield from drawn.in_drawing(text, one, random)


def region(element: Element) -> str:
    """Return where in the page an element stands, as a reader names it."""
    for names, told in (
        ((".panel",), "a panel"),
        (("details",), "the data behind a chart"),
        (("td", "th"), "a cell"),
        ((".key",), "the key"),
        (("h1", "h2", "h3", ".exhibit-title", ".exhibit-subtitle"), "a heading"),
        (("footer", "header"), "the head or foot"),
    ):
        if element.is_in(*names):
            return told
    return "prose"


def _parts(element: Element) -> tuple[Run | None, Element | None, Element | None]:
    """Return the run that shows a number, the button that speaks it and the element with its value."""
    shown = [one for one in element.elements() if one.tag in ("data", "span") and one is not element]
    holder = shown[0] if element.tag == "label" and shown else element
    runs = list(holder.runs())
    button = next((one for one in element.elements() if one.tag == "button"), None)
    value = holder if "value" in holder.spans else None
    return (runs[0] if len(runs) == 1 else None), button, value


def _said(run: Run, button: Element | None, words: str) -> list[Splice]:
    """Return the splices that have a number show and speak ``words``."""
    changes = [replaced(run, words)]
    if button and button.get("aria-label") == run.words:
        changes.append(spoken(button, "aria-label", words))
    return changes


def _in_words(text: Text, everything: Sequence[Element], random: Random) -> Iterator[Planted]:
    for element in everything:
        if (
            element.kind not in ("fact", "date")
            or element.tag not in ("label", "data", "span")
            or element.is_in("svg")
        ):
            continue
        run, button, value = _parts(element)
        if run is None:
            continue
        where, words = region(element), run.words

        def shown(kind: str, new: str, *more: Splice, says=(element, run, button), where=where) -> Planted:
            changes = [*_said(*says[1:], new), *more]
            return text.fault(kind, changes, says[1].words, new, where=where)

        if new := wording.digit_changed(words, random):
            yield shown(f"digit changed in {where}" if element.kind == "fact" else "date changed", new)
            if value and (whole := _of_value(value.get("value"), words, new)):
                yield shown("digit changed, for machines too", new, spoken(value, "value", whole))
            if button and button.get("aria-label") == words:
                changes = [spoken(button, "aria-label", new)]
                yield text.fault("digit changed in what is spoken only", changes, words, new, where=where)
        elif new := wording.number_word_changed(words):
            yield shown("number word changed", new)
        if element.kind != "fact":
            continue
        if value and (new := wording.digit_changed(value.get("value"), random)):
            changes, old = [spoken(value, "value", new)], value.get("value")
            yield text.fault("digit changed for machines only", changes, old, new, where=where)
        for new in wording.hedges_dropped(words):
            yield shown("hedge dropped", new)
        if new := wording.hedge_strengthened(words):
            yield shown("hedge strengthened", new)
        for new in wording.units_swapped(words):
            yield shown("unit or scale swapped", new)


def _of_value(value: str, words: str, new: str) -> str:
    """Return a machine's value with the digits of ``new``, where it has those of ``words``; else nothing."""
    old = "".join(re.findall(r"\d", words))
    digits = "".join(re.findall(r"\d", new))
    return value.replace(old, digits, 1) if len(old) > 0 and old in value and "/" not in value else ""


def _exchanged(text: Text, everything: Sequence[Element], random: Random) -> Iterator[Planted]:
    """Yield pairs of facts of one paragraph, row or list item, each with the other's words."""
    for block in everything:
        if block.tag not in ("p", "tr", "li") or block.is_in("svg"):
            continue
        facts = [one for one in block.elements() if one.kind == "fact" and one.tag == "label"]
        pairs = [
            (one, other)
            for nth, one in enumerate(facts)
            for other in facts[nth + 1 :]
            if one.get("data-fact") != other.get("data-fact")
        ]
        if not pairs:
            continue
        one, other = random.choice(pairs)
        (its, button, _), (others, other_button, _) = _parts(one), _parts(other)
        if its and others and its.words != others.words:
            changes = _said(its, button, others.words) + _said(others, other_button, its.words)
            yield text.fault("two facts exchanged", changes, its.words, others.words, where=region(block))


def _in_quotes(text: Text, everything: Sequence[Element], random: Random) -> Iterator[Planted]:
    for element in everything:
        if element.kind != "quotation" or element.tag not in ("label", "span") or element.is_in("svg"):
            continue
        run, button, _ = _parts(element)
        if run is None:
            continue
        where = region(element)
        if new := wording.digit_changed(run.words, random):
            changes = _said(run, button, new)
            yield text.fault("quote with a changed digit", changes, run.words, new, where=where)
        for new in (*wording.hedges_dropped(run.words), wording.hedge_strengthened(run.words)):
            if new:
                changes = _said(run, button, new)
                yield text.fault("quote with a changed hedge", changes, run.words, new, where=where)


def behind(record: Record, address: str) -> frozenset[str]:
    """Return the sources of a fact, of what it rests on and of what these repeat, by printed number."""
    facts, sources = record["facts"], record["sources"]
    waiting = [address, *facts[address].get("rests_on", [])]
    names = {one["source"] for fact in waiting for one in facts[fact].get("evidence", [])}
    names |= {one for fact in waiting for one in facts[fact].get("origins", [])}
    for name in list(names):
        names |= set(sources.get(name, {}).get("relays", []))
    return frozenset(str(sources[one]["number"]) for one in names if sources.get(one, {}).get("number"))


def _cited_wrongly(
    text: Text, everything: Sequence[Element], record: Record, random: Random
) -> Iterator[Planted]:
    numbers = [str(one["number"]) for one in record["sources"].values() if one.get("number")]
    for sup in everything:
        if sup.tag != "sup" or sup.kind != "citation" or sup.within is None:
            continue
        inside = sup.within.inside
        before = inside[inside.index(sup) - 1]
        if not isinstance(before, Element) or not (address := before.get("data-fact")):
            continue
        true = behind(record, address)
        links = [one for one in sup.elements() if one.tag == "a" and one.words.isdigit()]
        wrong = [one for one in numbers if one not in true and one not in {two.words for two in links}]
        if not links or not wrong:
            continue
        link, number = random.choice(links), random.choice(wrong)
        run = next(link.runs())
        changes = [
            replaced(run, number),
            spoken(link, "href", f"#s{number}"),
            spoken(link, "aria-label", f"source {number}"),
        ]
        where = region(sup)
        yield text.fault("citation to the wrong source", changes, run.words, number, where=where)
        led, to = f"{run.words}, to s{run.words}", f"{run.words}, to s{number}"
        changes = [spoken(link, "href", f"#s{number}")]
        yield text.fault("citation that leads to the wrong source", changes, led, to, where=where)


def _bound_wrongly(
    text: Text, everything: Sequence[Element], record: Record, random: Random
) -> Iterator[Planted]:
    """Yield numbers that say they are another fact, one that prints other words."""
    facts = record["facts"]
    names = sorted(facts)
    for element in everything:
        if element.tag != "label" or element.kind != "fact" or element.get("data-account"):
            continue
        run, button, _ = _parts(element)
        other = random.choice(names)
        if run is None or button is None or run.words in facts[other].get("words", {}).values():
            continue
        if facts[other].get("says") == run.words:
            continue
        changes = [
            spoken(element, "data-fact", other),
            spoken(button, "popovertarget", f"p-{other.replace('@', '--')}"),
        ]
        address = element.get("data-fact")
        bound, rebound = f"{run.words}, {address}", f"{run.words}, {other}"
        where = region(element)
        yield text.fault("bound to another fact", changes, bound, rebound, where=where)
        kind = random.choice(("name", "idiom", "structural", "bibliographic"))
        changes, called = [spoken(element, "data-class", kind)], f"{run.words}, {kind}"
        if wording.has_number(run.words):
            yield text.fault("called what needs no evidence", changes, run.words, called, where=where)


def _typed(text: Text, everything: Sequence[Element], random: Random) -> Iterator[Planted]:
    kinds = (
        ("uncited number typed", wording.NUMBERS),
        ("number word typed", wording.NUMBER_WORDS),
        ("multiple typed", wording.MULTIPLES),
    )
    for element in everything:
        if element.tag not in ("p", "td", "h2", "h3", "li", "figcaption"):
            continue
        if element.is_in("svg", "nav", ".sources", ".side-source", ".panel-foot"):
            continue
        where = region(element)
        for run in element.inside:
            if not isinstance(run, Run):
                continue
            at = [found.start() for found in _CLAUSE_END.finditer(run.written)]
            if where == "a heading" and run.written.strip():
                at.append(len(run.written.rstrip()))
            if not at:
                continue
            spot = run.start + random.choice(at)
            kind, among = random.choice(kinds)
            typed = random.choice(among)
            joined = random.choice((f", {typed}", f" ({typed})", f" at {typed}"))
            before = text.text[spot - 20 : spot]
            changes = [Splice(spot, spot, joined)]
            yield text.fault(kind, changes, before, f"{before}{joined}", where=where)


def _in_margins(text: Text, everything: Sequence[Element], random: Random) -> Iterator[Planted]:
    """Yield faults of what is counted, of dates and versions in head and foot, and of the page's own data."""
    margin = "the head or foot"
    for element in everything:
        if element.is_in("svg", ".panel"):
            continue
        runs = list(element.runs())
        new = wording.digit_changed(runs[0].words, random) if len(runs) == 1 else ""
        if element.kind == "tally" and (new := new or _TALLIES.get(element.words, "")):
            yield text.fault("tally changed", [replaced(runs[0], new)], element.words, new, where="prose")
        elif element.kind == "structural" and new:
            if element.words.endswith("B"):  # the size of a file: one that is near it would be as true
                new = f"{int(element.words[0]) % 9 + 1}{element.words[1:]}"
            in_margin = element.is_in("header", "footer")
            kind = f"digit changed in {margin}" if in_margin else "number of an exhibit or a claim changed"
            where = margin if in_margin else region(element)
            yield text.fault(kind, [replaced(runs[0], new)], element.words, new, where=where)
        typed = f" by {random.choice(wording.NUMBERS)}"
        if element.tag == "title":
            spot = runs[0].start + runs[0].written.index(" ·")
            changes = [Splice(spot, spot, typed)]
            yield text.fault("uncited number typed", changes, "", typed, where="the page's own data")
        elif element.tag == "meta" and element.get("name") == "description":
            said = element.get("content")
            changes = [spoken(element, "content", said.replace(".", f"{typed}.", 1))]
            yield text.fault("uncited number typed", changes, said, typed, where="the page's own data")


_TALLIES = {"Thirteen": "Fourteen", "Twelve": "Eleven"}
