"""What stands in a finished drawing beside its marks: lines of series, rules, plates, and ink of no fact."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from itertools import pairwise

from tieout.measured.kinds import LINE_OFF, MARK_OFF, MARK_UNBOUND, Fault, apart, where
from tieout.measured.marks import Mark
from tieout.measured.paper import Ink, Paper
from tieout.measured.scales import NEAR

_LINE = 4.5  # how heavy the line of a series is at most
_THIN = 1.6  # how heavy a line may be that measures nothing, in the drawing's units
_RULES = ("grid", "axis", "notch", "guide", "rule", "leader", "parting", "arrow")
_GROUNDS = ("plate", "bed", "edge")
_PARTS = frozenset(
    {"body", "doubt", "hatch", "cap", "fray", "chevron", "dot", "core", "span", "below", "lead"}
    | {"plate", "edge", "leader", "sample"}
)


def stray(paper: Paper, marks: Sequence[Mark]) -> Iterator[Fault]:
    """Yield ink that is of no fact, and what is no mark though it could be taken for one."""
    for mark in marks:
        for ink in mark.group.inks:
            wrong = ink.part not in _PARTS or (ink.part in _GROUNDS and not _is_ground(paper, ink))
            if wrong or (ink.part == "leader" and not _is_rule(ink)):
                yield _unbound(ink, "of no part that marks are made of")
    for ink in paper.rest.inks:
        if ink.part in _GROUNDS:
            if not _is_ground(paper, ink):
                yield _unbound(ink, f"said to be a {ink.part}, and in a colour of its own")
        elif ink.part in _RULES:
            if not _is_rule(ink):
                yield _unbound(ink, f"said to be a {ink.part}, and heavier than a line that measures nothing")
        elif ink.part == "line":
            if paper.form != "series" or ink.fill or ink.weight > _LINE:
                yield _unbound(ink, "said to be the line of a series, and none")
        elif not (ink.part in ("rest", "sample") and paper.form == "stacked"):
            yield _unbound(ink, "of no fact")
    for group in paper.axes:
        for ink in group.inks:
            yield _unbound(ink, "of no fact")
    yield from _guides(paper, marks)
    yield from _arrows(paper, marks)


def _unbound(ink: Ink, message: str) -> Fault:
    return Fault(MARK_UNBOUND, where(ink.element), ink.box, f"there is ink that is {message}")


def _is_ground(paper: Paper, ink: Ink) -> bool:
    return paper.grounded(ink.fill) and not ink.stroke


def _is_rule(ink: Ink) -> bool:
    return not ink.fill and bool(ink.stroke) and ink.weight <= _THIN


def _guides(paper: Paper, marks: Sequence[Mark]) -> Iterator[Fault]:
    """Yield lines that lead the eye from zero to a point, and go past it or to none."""
    for ink in paper.rest.of("guide"):
        _, top, right, bottom = ink.outline
        ends = [mark.box for mark in marks if mark.box and mark.box[1] <= top and bottom <= mark.box[3]]
        if not any(right <= box[2] for box in ends):
            yield Fault(MARK_OFF, where(ink.element), ink.box, "a line leads from the axis past its point")


def _arrows(paper: Paper, marks: Sequence[Mark]) -> Iterator[Fault]:
    """Yield arrows that lead to no mark."""
    for ink in paper.rest.of("arrow"):
        x, y = ink.runs[0][-1]
        boxes = [dot.box for mark in marks for dot in mark.group.inks if dot.part != "plate"]
        if not boxes or min(apart((x, y, x, y), box) for box in boxes) > 12:
            yield Fault(MARK_OFF, where(ink.element), ink.box, "the arrow leads to no mark")


# --- the lines of series -------------------------------------------------------------------------


def joined(paper: Paper, marks: Sequence[Mark]) -> Iterator[Fault]:
    """Yield lines of series that leave their points, end early, or are dashed where they should not be."""
    if paper.form != "series":
        return
    series: dict[str, list[Mark]] = {}
    for mark in marks:
        if mark.told and mark.spot:
            series.setdefault(mark.group.data.get("data-series", ""), []).append(mark)
    inks: dict[str, list[Ink]] = {}
    for ink in paper.rest.of("line"):
        inks.setdefault(ink.element.getparent().get("data-series", ""), []).append(ink)
    for name, every in series.items():
        yield from _strand(sorted(every, key=lambda mark: mark.spot[0]), inks.pop(name, []))
    for left in inks.values():
        for ink in left:
            yield Fault(LINE_OFF, where(ink.element), ink.box, "the line is of no series that has points")
    for ink in paper.rest.of("parting"):
        at = ink.middle[0]
        ahead = [(mark.spot[0] > at, mark.told[0].forecast) for every in series.values() for mark in every]
        if any(is_right is not forecast for is_right, forecast in ahead):
            said = "the line where forecasts begin has them on both sides"
            yield Fault(LINE_OFF, where(ink.element), ink.box, said)


def _strand(stops: Sequence[Mark], inks: Sequence[Ink]) -> Iterator[Fault]:
    """Yield what is off in one series: its line joins points next to each other, but for disputed ones."""
    wanted = {}
    for one, other in pairwise(stops):
        if not one.told[0].disputed and not other.told[0].disputed:
            wanted[one.spot, other.spot] = one.told[0].forecast or other.told[0].forecast
    left = dict(wanted)
    for ink in inks:
        for run in ink.runs:
            for start, end in pairwise(run):
                found = next((pair for pair in wanted if _near(pair[0], start) and _near(pair[1], end)), None)
                if found is None:
                    yield Fault(LINE_OFF, where(ink.element), ink.box, "the line runs through no two points")
                    return
                if wanted[found] is not ink.dashed:
                    ahead = "the line to a forecast is unbroken"
                    said = ahead if wanted[found] else "the line is dashed, and leads to no forecast"
                    yield Fault(LINE_OFF, where(ink.element), ink.box, said)
                    return
                left.pop(found, None)
    for _, other in left:
        mark = next(stop for stop in stops if stop.spot == other)
        yield mark.fault(LINE_OFF, "no line leads to the point from the one before it")
        return


def _near(one: tuple[float, float], other: tuple[float, float]) -> bool:
    return abs(one[0] - other[0]) <= 2 * NEAR and abs(one[1] - other[1]) <= 2 * NEAR
