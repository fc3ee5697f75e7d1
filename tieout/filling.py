"""A briefing's parameters filled in: in what its expressions name, and where ``parameter`` stands."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from dataclasses import replace

from tieout import template
from tieout.diagnostics import Text
from tieout.editiontable import PARAMETER, filled
from tieout.model import Brief, Briefing, Change, Edition, Event, ExhibitSpec, SectionFile, TableSpec

_PRINTED = re.compile(r"""\{\{\s*parameter\(\s*(?:name\s*=\s*)?(["'])([^"'{}\\]*)\1\s*\)\s*\}\}""")

Values = Mapping[str, str]
"""What fills each parameter, by its name."""


def editions(briefing: Briefing) -> tuple[Edition, ...]:
    """Return the editions of a briefing, filled in, in the order of their table; itself, if it has none."""
    listed = briefing.editions
    if listed is None:
        return (Edition(briefing),)
    return tuple(edition(briefing, name) for name in listed.rows)


def edition(briefing: Briefing, name: str) -> Edition:
    """Return the edition of ``briefing`` called ``name``, filled in."""
    listed = briefing.editions
    row = listed.rows[name]
    return Edition(in_briefing(briefing, row.values), name, row.values, is_main=name == listed.main)


def in_briefing(briefing: Briefing, values: Values) -> Briefing:
    """Return ``briefing`` with its parameters filled in everywhere; each text still knows its places."""

    def text(one: Text | None) -> Text | None:
        return None if one is None else in_text(one, values)

    def exhibit(one: ExhibitSpec) -> ExhibitSpec:
        table = one.table and TableSpec(
            tuple(map(text, one.table.columns)), tuple(tuple(map(text, row)) for row in one.table.rows)
        )
        return replace(
            one,
            title=text(one.title),
            subtitle=text(one.subtitle),
            table=table,
            note=text(one.note),
            alt=text(one.alt),
        )

    return replace(
        briefing,
        title=text(briefing.title),
        subject=text(briefing.subject),
        standfirst=text(briefing.standfirst),
        in_brief=tuple(Brief(text(one.title), text(one.text)) for one in briefing.in_brief),
        sections=tuple(in_section(one, values) for one in briefing.sections),
        exhibits={name: exhibit(one) for name, one in briefing.exhibits.items()},
        changes=tuple(
            Change(one.version, one.issued, tuple(map(text, one.changes))) for one in briefing.changes
        ),
        disclosure=text(briefing.disclosure),
        timeline=tuple(
            Event(one.at, replace(one.fact, text=filled(one.fact.text, values)), text(one.text))
            for one in briefing.timeline
        ),
        editions=None,
    )


def in_section(file: SectionFile, values: Values) -> SectionFile:
    """Return a section with its parameters filled in, knowing where each part of it was typed."""
    short = in_text(file.short, values) if file.short else None
    made, origins = _filled(file.text, _lines(file.text), values)
    return replace(file, short=short, text=made, origins=origins)


def in_text(text: Text, values: Values) -> Text:
    """Return ``text`` with its parameters filled in, pointing where it was typed."""
    if "{" not in text.text:
        return text
    made, origins = _filled(text.text, text.origins or ((0, text.at.line, text.at.column),), values)
    return replace(text, text=made, origins=origins)


def _lines(text: str) -> tuple[tuple[int, int, int], ...]:
    starts = [0, *(met.end() for met in re.finditer("\n", text))]
    return tuple((at, number, 1) for number, at in enumerate(starts, 1))


def _filled(
    source: str, origins: tuple[tuple[int, int, int], ...], values: Values
) -> tuple[str, tuple[tuple[int, int, int], ...]]:
    """Return ``source`` filled in, and where each stretch of the result was typed."""
    made, here, grown = [], 0, 0
    moved: list[tuple[int, int, int]] = []
    waiting, latest = iter([*origins, (len(source) + 1, 0, 0)]), origins[0]
    following = next(waiting)

    def up_to(end: int, *, are_kept: bool) -> None:
        nonlocal following, latest
        while following[0] <= end:
            latest = following
            if are_kept:
                moved.append((latest[0] + grown, *latest[1:]))
            following = next(waiting)

    for start, end, words in _fills(source, values):
        up_to(start, are_kept=True)
        made += [source[here:start], words]
        up_to(end, are_kept=False)  # a line that begins within what is filled
        grown += len(words) - (end - start)
        at, line, column = latest
        moved.append((end + grown, line, column + end - at))
        here = end
    up_to(len(source), are_kept=True)
    made.append(source[here:])
    return "".join(made), tuple(moved)


def _fills(source: str, values: Values) -> Iterator[tuple[int, int, str]]:
    """Yield what is to be filled, in order: where it starts and ends, and the words.

    Those are the parameters named within quotation marks in an expression, and a whole expression that is a
    call of ``parameter``, which prints its words as if typed there: the gate takes them for what they are.
    """
    for start, end in template.expressions(source):
        if (whole := _PRINTED.fullmatch(source, start, end)) and whole[2] in values:
            yield start, end, values[whole[2]]
            continue
        for first, last in template.quoted(source, start, end):
            for met in PARAMETER.finditer(source, first, last):
                if met[1] in values:
                    yield *met.span(), values[met[1]].replace("'", "\\'")
