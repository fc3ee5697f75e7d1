"""Charts and tables as numbered exhibits: title, note, alt text, data, and the sources they rest on."""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping
from dataclasses import replace

from tieout import citations, moods, prose
from tieout.diagnostics import Diagnostic, Text, error, warning
from tieout.model import Borne, Briefing, Drawing, Exhibit, ExhibitSpec, Mark, Prose, Standing
from tieout.prose import Press

_MOST_ALT_WORDS = 59


def numbering(briefing: Briefing) -> Mapping[str, int]:
    """Return the number of each exhibit placed in a section, from 1 in order of placing; the cover's is 0."""
    placed = dict.fromkeys(name for section in briefing.sections for name in prose.placed(section.text))
    known = [name for name in placed if name in briefing.exhibits]
    numbers = {name: number for number, name in enumerate(known, 1)}
    if briefing.cover and briefing.cover.text in briefing.exhibits:
        numbers[briefing.cover.text] = 0
    return numbers


def unplaced(briefing: Briefing) -> Iterable[Diagnostic]:
    """Yield a warning for each exhibit that no section places, an error for each placed twice."""
    numbers = numbering(briefing)
    for name, spec in briefing.exhibits.items():
        if name not in numbers:
            yield warning(
                "exhibit-is-placed",
                spec.at,
                f"exhibit `{name}` is placed nowhere",
                help=f'place it in a section with {{{{ exhibit("{name}") }}}}, or remove it',
            )
    seen: set[str] = set()
    for section in briefing.sections:
        for match in re.finditer(r"exhibit\(\s*[\"']([^\"']+)[\"']", section.text):
            if match[1] in seen:
                yield error(
                    "exhibit-is-placed",
                    prose.written(section).place(match.start(), len(match[0])),
                    f"exhibit `{match[1]}` is placed a second time",
                    help=f'refer to it with {{{{ ref("{match[1]}") }}}}',
                )
            seen.add(match[1])


def assemble(
    briefing: Briefing, press: Press, drawings: Mapping[str, Mapping[str, Drawing]]
) -> tuple[Mapping[str, Exhibit], list[Diagnostic]]:
    """Return the exhibits that have a number, by id in that order, with their texts rendered.

    ``drawings`` holds each chart's drawings by exhibit and rendering; a chart that could not be drawn is
    missing there, and its exhibit has none. ``sources`` is not yet in the order of citation numbers.
    """
    problems: list[Diagnostic] = []
    exhibits = {}
    for name, number in sorted(press.exhibits.items(), key=lambda item: item[1]):
        exhibits[name], found = _exhibit(briefing.exhibits[name], number, press, drawings.get(name, {}))
        problems += found
    return exhibits, problems


def _exhibit(
    spec: ExhibitSpec, number: int, press: Press, drawings: Mapping[str, Drawing]
) -> tuple[Exhibit, list[Diagnostic]]:
    problems: list[Diagnostic] = []
    borne: dict[str, Borne] = {}

    frame = moods.as_typed(spec.title, spec.subtitle, spec.note)

    def text(
        one: Text | None, *, marks: bool, beside: Iterable[Text] = (), head: Text | None = None
    ) -> Prose | None:
        if one is None:
            return None
        near = sorted({name for cell in beside for name in prose.mentions(cell)})
        around = f"{frame} {moods.as_typed(head, *beside)}"
        rendered, found = prose.render(
            one, press, block=False, marks=marks, form="short", beside=near, around=around
        )
        problems.extend(found)
        borne.update((word.key, word) for word in rendered.borne)
        return rendered

    table = spec.table
    columns = tuple(text(cell, marks=False) for cell in table.columns) if table else ()
    blank = Text("", spec.at)
    cells = [(*row, *[blank] * len(columns))[: len(columns)] for row in table.rows] if table else ()
    heads = table.columns if table else ()
    rows = tuple(
        tuple(text(cell, marks=True, beside=row, head=head) for cell, head in zip(row, heads, strict=True))
        for row in cells
    )
    marks = next((drawing.marks for drawing in drawings.values()), ())
    title = text(spec.title, marks=False)
    subtitle = text(spec.subtitle, marks=False)
    finding = text(spec.alt, marks=False)
    note = text(spec.note, marks=True)
    exhibit = Exhibit(
        id=spec.id,
        number=number,
        title=title,
        subtitle=subtitle,
        note=note,
        width=spec.width,
        alt=alternative(finding.words if finding else title.words, marks),
        alt_html="",
        columns=columns,
        rows=rows,
        drawings=drawings,
        marks=marks,
        borne=tuple(borne.values()),
    )
    problems += _plainly_drawn(spec, frame, marks if spec.chart else (), press)
    return replace(exhibit, sources=tuple(dict.fromkeys(sources(exhibit, press.standings)))), problems


def _plainly_drawn(
    spec: ExhibitSpec, frame: str, marks: Iterable[Mark], press: Press
) -> Iterable[Diagnostic]:
    """Yield an error for each fact drawn whose mood is said by neither its row nor the texts around."""
    rows: dict[str, list[str]] = {}
    for mark in marks:
        rows.setdefault(mark.address, []).append(mark.row)
    for address, named in rows.items():
        standing = press.standings.get(address)
        words = f"{frame} {' '.join(named)}"
        found = moods.untold(standing, words, press.ledger.desk.language) if standing else None
        if found:
            helps = f"{found[1]}, in its title, subtitle or note"
            yield error("mood-is-told", spec.at, f"{found[0]} by exhibit `{spec.id}`", help=helps)


def sources(exhibit: Exhibit, standings: Mapping[str, Standing]) -> Iterable[str]:
    """Yield the ids of the sources an exhibit rests on, in reading order: cells, marks, then its note."""
    for row in exhibit.rows:
        for cell in row:
            yield from citations.cited(cell.html, standings)
    for mark in exhibit.marks:
        yield from citations.of_mark(mark, standings)
    if exhibit.note:
        yield from citations.cited(exhibit.note.html, standings)


def alternative(finding: str, marks: Iterable[Mark]) -> str:
    """Return alt text: the finding, then the values with their hedges while there is room for them.

    The table of data behind the exhibit carries the rest.
    """
    said = finding.strip().rstrip(".") + "."
    values = [f"{one.name}: {one.words}" for one in marks if one.words]
    room = _MOST_ALT_WORDS - len(said.split())
    taken: list[str] = []
    for value in dict.fromkeys(values):
        room -= len(value.split())
        if room < 0:
            break
        taken.append(value)
    return f"{said} {'; '.join(taken)}." if taken else said
