"""What stands in a finished drawing and where, for who looks for it in another file: texts, ink, axes."""

from __future__ import annotations

from collections.abc import Iterator

from tieout.frozen import frozen
from tieout.measured.kinds import Box
from tieout.measured.paper import Group, Ink, Paper
from tieout.measured.scales import ends

_SAID = ("class", "fact", "account", "facts")


@frozen
class Text:
    """A run of text of one look: where it begins on its baseline, from the drawing's upper left.

    ``says`` is what it is by: ``class``, and ``fact``, ``account`` and ``facts`` where it is of such.
    ``order`` counts paths and lines of text from the first drawn.
    """

    words: str
    x: float
    y: float
    says: tuple[tuple[str, str], ...]
    order: int


@frozen
class Shape:
    """A path of a mark. ``box`` is the rectangle of its corners: half the width of a stroke is outside it.

    ``fact`` is what the mark says it is of: in a scatter two addresses, with a space between; "" for a row
    that states nothing. ``part`` is what the path is to the mark.
    """

    fact: str
    account: str
    part: str
    box: Box
    order: int


@frozen
class Stroke:
    """A path of no mark: a ground, a rule, an axis, a tick, a leader; its box and order are as a mark's."""

    box: Box
    order: int


@frozen
class Scale:
    """An axis: the numbers or dates of ``domain``, as the drawing writes them, stand at ``span``.

    ``span`` is empty where the drawing writes no places.
    """

    axis: str
    scale: str
    domain: tuple[str, ...]
    span: tuple[float, ...]
    unit: str


@frozen
class Drawn:
    """All that stands in a drawing, in drawing order; places in its own units, rounded to a hundredth."""

    width: float
    height: float
    texts: tuple[Text, ...]
    shapes: tuple[Shape, ...]
    strokes: tuple[Stroke, ...]
    scales: tuple[Scale, ...]


def drawn(paper: Paper) -> Drawn:
    """Return what stands in a drawing as read, and where."""
    left, top, right, bottom = paper.frame
    inked = [(ink.order, group, ink) for group in paper.marks for ink in group.inks]
    return Drawn(
        _rounded(right - left),
        _rounded(bottom - top),
        tuple(_texts(paper)),
        tuple(
            Shape(*_of(group), ink.part, _box(ink), ink.order)
            for _, group, ink in sorted(inked, key=lambda one: one[0])
        ),
        tuple(sorted(_strokes(paper), key=lambda one: one.order)),
        tuple(map(_scale, paper.axes)),
    )


def _texts(paper: Paper) -> Iterator[Text]:
    for line in sorted(paper.lines, key=lambda line: line.order):
        for run in line.runs:
            named = ((name, run.data.get(f"data-{name}", "")) for name in _SAID)
            says = tuple((name, value) for name, value in named if value)
            yield Text(run.text, _rounded(run.x), _rounded(line.y), says, line.order)


def _strokes(paper: Paper) -> Iterator[Stroke]:
    for group in (paper.rest, *paper.axes):
        for ink in group.inks:
            if ink.fill or ink.stroke:
                yield Stroke(_box(ink), ink.order)


def _box(ink: Ink) -> Box:
    left, top, right, bottom = map(_rounded, ink.outline)
    return (left, top, right, bottom)


def _of(group: Group) -> tuple[str, str]:
    return group.data.get("data-fact", ""), group.data.get("data-account", "")


def _scale(group: Group) -> Scale:
    data = group.data
    try:
        span = tuple(map(float, data.get("data-range", "").split()))
    except ValueError:
        span = ()
    return Scale(
        data.get("data-axis", ""),
        data.get("data-scale", ""),
        ends(data.get("data-scale", ""), data.get("data-domain", "")),
        span,
        data.get("data-unit", ""),
    )


def _rounded(place: float) -> float:
    return round(place, 2) + 0.0  # and no zero below zero
