"""Checks of prose: the rules that texts are held to as they are set, and the list of names."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping

from tieout import template
from tieout.checks import Subject, check
from tieout.diagnostics import Finding, Place, Severity
from tieout.gate import Look, lexicon
from tieout.model import Desk, SectionFile
from tieout.quantities.reading import read_value

TEXT_CHECKS: Mapping[str, tuple[Severity, str]] = {
    "number-is-cited": (
        Severity.ERROR,
        "A number in a text is printed by a fact, quoted, counted, named, or excused with a reason.",
    ),
    "dispute-is-told": (
        Severity.ERROR,
        "A disputed fact is printed with every account of it, in the same paragraph.",
    ),
    "mood-is-told": (
        Severity.ERROR,
        "A forecast, an estimate, an opinion or an assumption is printed where it is said to be one.",
    ),
    "hedge-is-the-facts": (
        Severity.ERROR,
        "No hedge is typed before or behind a fact: the one it has is printed.",
    ),
    "unit-is-the-facts": (
        Severity.ERROR,
        "No unit is typed beside a fact that prints its own, none but its own by a bare one, and no rate.",
    ),
    "superlative-is-cited": (
        Severity.WARNING,
        "A sentence that says largest, first or fastest cites a fact.",
    ),
    "claim-holds": (
        Severity.ERROR,
        "A claim word holds of the facts it is bound to, and hides no forecast and no report.",
    ),
    "claim-word-is-whole": (
        Severity.ERROR,
        "What denies, hedges or heightens a claim word stands within it, and is proven with it.",
    ),
    "claim-word-is-bound": (
        Severity.WARNING,
        "A word that compares, in a sentence with a fact, is bound by `claim`.",
    ),
    "plain-has-reason": (Severity.ERROR, "A number excused by `plain` says why."),
    "names-exist": (Severity.ERROR, "A text names facts, accounts, exhibits and tallies that there are."),
    "expression-is-readable": (Severity.ERROR, "An expression is a call of a prose function, rightly made."),
    "block-stands-alone": (Severity.ERROR, "An exhibit or a list is placed on a line of its own."),
    "markup-is-markdown": (Severity.ERROR, "A text is Markdown: no raw HTML, images or hidden characters."),
    "link-is-safe": (Severity.ERROR, "A link leads to an address with http, https, mailto or doi."),
}
"""The rules that ``prose`` holds every text to as it sets it: severity and one line of each."""


@check("name-is-a-name", Severity.ERROR, "An entry of the names list is a name, not a number or a date.")
def name_is_a_name(subject: Subject) -> Iterator[Finding]:
    """Yield a finding for each entry of the names list that would excuse a number wherever it stands."""
    desk = subject.ledger.desk
    for name in desk.names:
        if _is_number(name.text, desk):
            said = f"`{name.text}` in the names list is a number, not a name"
            yield Finding(name.at, said, (), "take it out, and cite a fact where it is printed")


@check("name-is-used", Severity.WARNING, "A name in the names list stands in some text.")
def name_is_used(subject: Subject) -> Iterator[Finding]:
    """Yield a finding for each entry of the names list that stands in no content file but its own."""
    for name in subject.ledger.desk.names:
        others = (text for path, text in subject.ledger.texts.items() if path != name.at.path)
        is_odd = _is_number(name.text, subject.ledger.desk)
        if subject.ledger.texts and not is_odd and not any(name.text in text for text in others):
            yield Finding(name.at, f"the name `{name.text}` stands in no text", (), "take it off the list")


@check("section-is-whole", Severity.ERROR, "A section's file begins with its head, and has a text below it.")
def section_is_whole(subject: Subject) -> Iterator[Finding]:
    """Yield a finding for each section whose file is empty, has no head, or nothing but a head."""
    for briefing in subject.ledger.briefings.values():
        for file in briefing.sections:
            yield from _faults(file)


@check("block-is-placed-once", Severity.ERROR, "A list that the engine makes is placed once in a briefing.")
def block_is_placed_once(subject: Subject) -> Iterator[Finding]:
    """Yield a finding for each list placed a second time: what leads to an entry would lead to two."""
    for briefing in subject.ledger.briefings.values():
        first: dict[str, Place] = {}
        for file in briefing.sections:
            for call in _blocks(file):
                at = _place(file, call)
                if call.name in first:
                    said = f"`{call.name}` is placed a second time"
                    related = ((first[call.name], "it is placed here"),)
                    yield Finding(at, said, (), "keep one of the two", related)
                else:
                    first[call.name] = at


def _blocks(file: SectionFile) -> Iterator[template.Call]:
    """Yield the lists placed in a section; exhibits are held to a rule of their own."""
    for hole in template.read(file.text).holes:
        if hole.call and template.FUNCTIONS[hole.call.name].is_block and hole.call.name != "exhibit":
            yield hole.call


def _place(file: SectionFile, call: template.Call) -> Place:
    line = file.text.count("\n", 0, call.offset) + 1
    return Place(file.path, line, call.offset - file.text.rfind("\n", 0, call.offset), len(call.name))


def _faults(file: SectionFile) -> Iterator[Finding]:
    first, _, rest = file.text.partition("\n")
    head = Place(file.path, 1, 1, max(len(first.rstrip()), 1))
    has_head = re.match(r"#[ \t]+[^\s#]", first)
    if not file.text.strip():
        mend = f"write it, or take `{file.id}` out of `sections` in briefing.yaml"
        yield Finding(Place(file.path), f"the section `{file.id}` is empty", (), mend)
    elif not has_head:
        mend = "begin the first line with `# ` and the head"
        yield Finding(head, f"the section `{file.id}` does not begin with a head", (), mend)
    elif not rest.strip():
        mend = f"write a text below it, or take `{file.id}` out of `sections` in briefing.yaml"
        yield Finding(head, f"the section `{file.id}` has nothing below its head", (), mend)


def _is_number(name: str, desk: Desk) -> bool:
    """Return whether the whole of ``name`` is a number, an amount, a date or a number word."""
    if not any(character.isalpha() for character in name) or read_value(name, desk.vocabulary) is not None:
        return True
    bare = Desk(desk.name, desk.language, desk.page, desk.vocabulary)
    found = lexicon(bare).numbers(name)
    whole = [one for one in found if one.end - one.start == len(name.strip())]
    return any(one.look is not Look.BARE or name.islower() for one in whole)
