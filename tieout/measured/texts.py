"""The words of a finished drawing: what they say of facts, at which mark they stand, and that none meet."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence

from tieout.frozen import frozen
from tieout.measured.kinds import (
    ALTERED,
    COVERED,
    LABEL_ASTRAY,
    LABEL_MISSING,
    LABEL_OFF,
    LEAVES,
    OVERLAPS,
    Box,
    Fault,
    apart,
    around,
    where,
)
from tieout.measured.marks import ROWS, Mark
from tieout.measured.paper import Ink, Line, Paper, Point, Run
from tieout.measured.told import UNSTATED, Facts, Told

_OVER = 0.5  # how far words may stand over the edge, in the drawing's units
_TOUCH = 0.25  # how far the boxes of two lines may share: each place is written to a hundredth
_COVERED = 0.4  # how much of a line may be under ink: the rectangle of its ink is not all ink
_BOX = 0.11  # how far a box that is written may be off the one that is measured
_BESIDE = 1.5  # how far a line may stand from its mark, or from the line that does, in sizes of its text
_STARTS = 6.0  # how far from a mark the thin line to its label begins at most, in the drawing's units


@frozen
class Label:
    """Words of one fact as they stand in a drawing, in lines joined by spaces.

    ``x`` and ``y`` are where its first line begins on its baseline, from the upper left corner, in points in
    print and else in px; ``box`` is that of all its ink.
    """

    fact: str
    account: str
    words: str
    x: float
    y: float
    box: Box


@frozen
class _Said:
    """A label with the line it begins in, and its pieces."""

    label: Label
    line: Line
    runs: tuple[Run, ...]


def said(lines: Sequence[Line]) -> list[_Said]:
    """Return the words of facts in ``lines``: such as go on from line to line are one label."""
    found: list[list[tuple[Line, Run]]] = []
    for line in lines:
        for run in line.runs:
            if run.data.get("data-class") != "fact":
                continue
            last = found[-1][-1] if found else None
            goes_on = (
                last is not None
                and last[0] is not line
                and _of(last[1]) == _of(run)
                and last[1] is last[0].runs[-1]
                and run is line.runs[0]
                and 0 < line.y - last[0].y < 2 * line.size
                and line.element.getprevious() is last[0].element
            )
            if goes_on:
                found[-1].append((line, run))
            else:
                found.append([(line, run)])
    made = []
    for pieces in found:
        (line, first), runs = pieces[0], tuple(run for _, run in pieces)
        words = " ".join(run.text.strip(" ") for run in runs)
        box = around(run.box for run in runs)
        made.append(_Said(Label(*_of(first), words, round(first.x, 2), line.y, box), line, runs))
    return made


def _of(run: Run) -> tuple[str, str]:
    return run.data.get("data-fact", ""), run.data.get("data-account", "")


# --- what words say ------------------------------------------------------------------------------


def labelled(paper: Paper, marks: Sequence[Mark], facts: Facts) -> Iterator[Fault]:
    """Yield words that say other than their facts, and marks without the words they need."""
    last = _last(marks)
    for mark in marks:
        own = said(mark.group.lines)
        for one in own:
            if one.label.fact not in [told.address for told in mark.told]:
                own_facts = " and ".join(f"`{told.address}`" for told in mark.told) or "no fact"
                message = f"`{one.label.words}` is of `{one.label.fact}`, its mark of {own_facts}"
                yield _fault(LABEL_OFF, one, message)
            elif one.label.account and one.label.account != mark.group.data.get("data-account", ""):
                yield _fault(LABEL_OFF, one, f"`{one.label.words}` is of another side than its mark")
            else:
                yield from _says(one, facts, ("short",))
        for told in mark.told:
            shown = told.held != UNSTATED and mark.group.data.get("data-hedge") != "not stated"
            said_there = told.address in [one.label.fact for one in own]
            if shown and not said_there and _needs(paper, mark, told, last):
                yield mark.fault(LABEL_MISSING, f"nothing says the number of `{told.address}` at its mark")
    outside = [*paper.rest.lines, *(line for group in paper.axes for line in group.lines)]
    for one in said(outside):
        yield from _says(one, facts, ("short", "sentence"))
    for line in paper.lines:
        for run in line.runs:
            yield from _other(line, run, facts)


def _says(one: _Said, facts: Facts, forms: Sequence[str]) -> Iterator[Fault]:
    label = one.label
    told = facts.told(label.fact, label.account)
    if told is None:
        yield _fault(LABEL_OFF, one, f"`{label.words}` is of `{label.fact}`, which the facts do not have")
    elif facts.accounts(label.fact) and not label.account:
        yield _fault(LABEL_OFF, one, f"`{label.words}` is of a disputed fact, and of no side")
    elif not any(facts.alike(label.words, told, form) for form in forms):
        right = told.words.get("short", "")
        yield _fault(LABEL_OFF, one, f"`{label.words}` is of `{label.fact}`, which is {right}")
    elif any(run.data.get("data-status", told.status) != told.status for run in one.runs):
        yield _fault(ALTERED, one, f"the status of `{label.fact}` is {told.status}")


def _other(line: Line, run: Run, facts: Facts) -> Iterator[Fault]:
    """Yield a date that its fact does not carry, and a box that is written otherwise than the words stand."""
    data = run.data
    if data.get("data-class") == "date":
        address = data.get("data-fact", "")
        if not facts.dated_as(run.text.strip(), address):
            message = f"`{run.text.strip()}` is no date of `{address}`"
            yield Fault(LABEL_OFF, where(run.element), run.box, message)
    if "data-box" in data:
        try:
            written = [float(one) for one in data["data-box"].split()]
        except ValueError:
            written = []
        right = line.box if run.element is line.element else run.box
        off = [abs(one - other) > _BOX for one, other in zip(written, right, strict=False)]
        if len(off) != 4 or any(off):
            message = f"`data-box` of `{run.text.strip()}` is not where the words stand"
            yield Fault(ALTERED, where(run.element), run.box, message)


def _needs(paper: Paper, mark: Mark, told: Told, last: Mapping[int, bool]) -> bool:
    """Return whether a mark has to have its number in words."""
    if paper.form in ROWS:
        return True
    if paper.form == "scatter":
        return not all(one.plain for one in mark.told)
    return not told.plain or last[id(mark)]


def _last(marks: Sequence[Mark]) -> dict[int, bool]:
    """Return of each mark whether it is the first or the last of its series."""
    by: dict[str, list[Mark]] = {}
    for mark in marks:
        by.setdefault(mark.group.data.get("data-series", ""), []).append(mark)
    ends = {}
    for row in by.values():
        places = [(mark.spot or (0.0, 0.0))[0] for mark in row]
        for mark, place in zip(row, places, strict=True):
            ends[id(mark)] = place in (min(places), max(places))
    return ends


def _fault(kind: str, one: _Said, message: str) -> Fault:
    return Fault(kind, where(one.runs[0].element), one.label.box, message.replace("\u00a0", " "))


# --- where words stand ---------------------------------------------------------------------------


def astray(paper: Paper, marks: Sequence[Mark]) -> Iterator[Fault]:
    """Yield labels that stand at another mark than their own."""
    inked = [(mark, _inks(mark)) for mark in marks]
    inked = [(mark, boxes) for mark, boxes in inked if boxes]
    rows = paper.form in ROWS and paper.form != "stacked"
    leaders = [(ink.runs[0][0], ink.runs[0][-1]) for ink in paper.inks if ink.part == "leader"]
    level = rows and _level(inked)
    for mark, own in inked:
        labels = said(mark.group.lines)
        if rows:
            wrong = [one for one in labels if _row_of(one.label.box, inked, level) is not mark]
        else:
            loose = {id(line.element) for line in _loose(mark.group.lines, own, leaders)}
            far = [one for one in labels if id(one.line.element) in loose]
            wrong = [one for one in far if _is_nearer(one.label.box, mark, own, inked)]
        for one in wrong:
            message = f"`{one.label.words}` stands at another mark than that of `{one.label.fact}`"
            yield _fault(LABEL_ASTRAY, one, message)


def _row_of(box: Box, inked: Sequence[tuple[Mark, Sequence[Box]]], level: bool) -> Mark | None:
    """Return the mark whose row a label is in: if not ``level`` with it, the next one below it."""
    middle, slack = (box[1] + box[3]) / 2, (box[3] - box[1]) / 4
    rows = [
        (min(ink[1] for ink in boxes) - slack, max(ink[3] for ink in boxes) + slack, mark)
        for mark, boxes in inked
    ]
    below = [(bottom, nth) for nth, (_, bottom, _) in enumerate(rows) if bottom >= middle]
    if not below:
        return None
    top, _, mark = rows[min(below)[1]]
    return mark if top <= middle or not level else None


def _level(inked: Sequence[tuple[Mark, Sequence[Box]]]) -> bool:
    """Return whether the labels of rows stand after their marks, as most do or most do not."""
    middles = [
        (min(ink[1] for ink in boxes), (one.label.box[1] + one.label.box[3]) / 2)
        for mark, boxes in inked
        for one in said(mark.group.lines)
    ]
    return 2 * sum(top <= middle for top, middle in middles) > len(middles)


def _loose(
    lines: Sequence[Line], own: Sequence[Box], leaders: Sequence[tuple[Point, Point]]
) -> list[Line]:
    """Return the lines of a mark that are neither at its ink, nor at a thin line from it, nor at such."""
    left = [line for line in lines if line.text.strip()]
    ends = [_spot(end) for start, end in leaders if min(apart(_spot(start), one) for one in own) <= _STARTS]
    held = [*own, *ends]
    while held and left:
        near = [line for line in left if min(apart(line.box, box) for box in held) <= _BESIDE * line.size]
        left = [line for line in left if line not in near]
        held = [line.box for line in near]
    return left


def _is_nearer(
    box: Box, mark: Mark, own: Sequence[Box], inked: Sequence[tuple[Mark, Sequence[Box]]]
) -> bool:
    """Return whether a label is clearly nearer to another mark than to its own."""
    near = min(apart(box, one) for one in own)
    others = (one for other, boxes in inked if other is not mark for one in boxes)
    return any(apart(box, one) < near / 2 for one in others)


def _spot(point: Point) -> Box:
    return (*point, *point)


def _inks(mark: Mark) -> list[Box]:
    return [ink.box for ink in mark.group.inks if ink.part not in ("plate", "edge", "leader")]


def clear(paper: Paper) -> Iterator[Fault]:
    """Yield each line of text that meets another, leaves the drawing, or lies under ink."""
    left, top, right, bottom = paper.frame
    lines = [line for line in paper.lines if line.text.strip()]
    for line in lines:
        box = line.box
        if (
            box[0] < left - _OVER or box[1] < top - _OVER or box[2] > right + _OVER or box[3] > bottom + _OVER
        ):
            yield Fault(LEAVES, where(line.element), box, f"`{line.text}` leaves the drawing")
    ordered = sorted(lines, key=lambda line: line.box[1])
    for nth, line in enumerate(ordered):
        low = line.box[3] - _TOUCH
        for other in ordered[nth + 1 :]:
            if other.box[1] >= low:
                break
            if other.box[0] < line.box[2] - _TOUCH and line.box[0] < other.box[2] - _TOUCH:
                first, last = sorted((line, other), key=lambda one: one.order)
                message = f"`{last.text}` lies over `{first.text}`"
                yield Fault(OVERLAPS, where(last.element), last.box, message)
    yield from _covered(paper, lines)


def _covered(paper: Paper, lines: Sequence[Line]) -> Iterator[Fault]:
    inks: list[tuple[int, Box, Ink]] = [
        (ink.order, ink.box, ink) for ink in paper.inks if ink.fill or ink.part in ("body", "cap", "span")
    ]
    for line in lines:
        left, top, right, bottom = line.box
        left, top, right, bottom = left + _COVERED, top + _COVERED, right - _COVERED, bottom - _COVERED
        for order, box, ink in inks:
            if order < line.order or box[0] >= right or box[2] <= left or box[1] >= bottom or box[3] <= top:
                continue
            yield Fault(COVERED, where(ink.element), box, f"`{line.text}` lies under ink")
            break
