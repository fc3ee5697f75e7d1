"""Points by two numbers, over axes of powers of ten or even ones, each with its name beside it."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from fractions import Fraction
from itertools import pairwise

from tieout.frozen import frozen
from tieout.hedges import Held, House, Line, Pen, Way, breadth, past, point
from tieout.ink import Box, Group, Run, Shape, Stroke, Words, curve
from tieout.layouts import Axis, Laid, ticks
from tieout.layouts.plan import LEADING, TITLE, measure, pen_of, wrapped
from tieout.model import Mark
from tieout.plane.axes import (
    CLEAR,
    GAP,
    HEIGHTS,
    Scale,
    apart,
    axis_group,
    even,
    gridlines,
    inside,
    leader_lines,
    no_room,
    plates,
    powers,
    read,
    rule,
    thinned,
    title_words,
    upright_runs,
    upright_words,
)
from tieout.plane.placing import Block, Board, Label, Spot, Unplaced, hull, placed
from tieout.scripts import Rendering

_DOUBTS = (Held.ABOUT.value, "reported", "forecast")  # what a dot can show
_ROUND = ("e", "w", "n", "s", "ne", "se", "nw", "sw")


# --- what to lay out -----------------------------------------------------------------------------


@frozen
class Measure:
    """An axis of a scatter: ``axis`` says values in steps of ``unit``; ``title`` names measure and unit.

    ``counts`` is the unit, as content writes it.
    """

    axis: Axis
    unit: Fraction
    title: tuple[Run, ...]
    counts: str


@frozen
class Pin:
    """A point of a scatter: its name, a second line, its two numbers, their words where they are printed.

    ``data`` are the attributes of its mark, ``marks`` its rows in the exhibit's data.
    """

    name: tuple[Run, ...]
    sub: tuple[Run, ...]
    values: tuple[Run, ...]
    x: Line
    y: Line
    data: tuple[tuple[str, str], ...]
    marks: tuple[Mark, ...]

    @property
    def words(self) -> str:
        """The name as read."""
        return read(self.name)


@frozen
class Remark:
    """The one annotation of a chart: its words, the pin its arrow leads to, its row in the exhibit's data."""

    runs: tuple[Run, ...]
    pin: int
    mark: Mark


@frozen
class Scattered:
    """A plan of a scatter; with ``log`` both axes count in powers of ten, else evenly from zero.

    On an even axis nothing stands below zero but half of a dot that lies there.
    """

    house: House
    rendering: Rendering
    pins: tuple[Pin, ...]
    x: Measure
    y: Measure
    log: bool
    remark: Remark | None = None


# --- the drawing ---------------------------------------------------------------------------------


@frozen
class _Field:
    """The axes of a scatter."""

    x: Scale
    y: Scale
    across: tuple[Fraction, ...]
    up: tuple[Fraction, ...]
    sides: tuple[Words, ...]
    feet: tuple[Words, ...]
    height: float

    @property
    def words(self) -> tuple[Words, ...]:
        """The words of both axes."""
        return (*self.sides, *self.feet)

    @property
    def grid(self) -> list[tuple[Spot, Spot]]:
        """The gridlines, upright ones first, without the line at the foot."""
        upright = [((self.x(one), self.y.start), (self.x(one), self.y.end)) for one in self.across]
        level = [((self.x.start, self.y(one)), (self.x.end, self.y(one))) for one in self.up]
        return [
            line
            for line in (*upright, *level)
            if line[0][1] != line[1][1] or line[0][1] < self.y.start - 0.01
        ]

    def at(self, pin: Pin) -> Spot:
        """Return where a pin stands: of a range, in its middle."""
        return _middle(self.x, pin.x), _middle(self.y, pin.y)


def _middle(scale: Scale, line: Line) -> float:
    end = scale(line.extent.end)
    return (scale(line.extent.start) + end) / 2 if line.extent.held is Held.RANGE else end


def scatter(plan: Scattered) -> Laid:
    """Return points by two numbers, each with its name beside it; with ``log`` over axes of powers of ten.

    In a narrow rendering a name without room leaves out its second line.

    Raises:
        ChartFault: a name, or the annotation, finds no place.
    """
    failed = ""
    for leaders in (False, True):
        best: tuple[Laid, float] | None = None
        for rank, height in enumerate(HEIGHTS[plan.rendering.medium]):
            if best and best[1] <= rank:
                break
            try:
                laid, cost = _scatter(plan, height * plan.rendering.width, leaders=leaders)
            except Unplaced as raised:
                failed = raised.name
            else:
                best = (laid, rank + cost) if best is None or rank + cost < best[1] else best
        if best:
            return best[0]
    raise no_room(failed, plan.rendering)


def _scatter(plan: Scattered, height: float, *, leaders: bool) -> tuple[Laid, float]:
    """Return the drawing at one height, and what that costs.

    Raises:
        Unplaced: a name, or the annotation, finds no place.
    """
    pen = pen_of(plan.house, plan.rendering)
    there = _field(plan, pen, height)
    ends = (there.x.start, there.y.start), (there.x.end, there.y.start)
    axis = rule("axis", *ends, "ink", pen.look.axis * pen.line)
    inks = [_pinned(there, pen, pin) for pin in plan.pins]
    frame = Box(there.x.start + 0.2 * pen.text, 0.0, plan.rendering.width, there.y.start - 0.2 * pen.text)
    board = Board(frame, CLEAR * pen.text)
    board.boxes += [words.box for words in there.words]
    board.draw([axis, *(shape for made in inks for shape in made)])
    found = placed(_pin_labels(plan, there, pen, inks), board, GAP * pen.text, leaders=leaders)
    said = [words for one in found for words in one.words]
    board.boxes += [box for one in found for box in one.boxes]
    board.strokes += [one.leader for one in found if one.leader]
    remark = []
    if plan.remark:
        around = hull(shape.box for shape in inks[plan.remark.pin])
        remark = _remarked(plan, there, pen, board, around)
    texts = [*said, *(item for item in remark if isinstance(item, Words)), *there.words]
    groups = [
        gridlines(there.grid, pen),
        plates(texts, there.grid, pen),
        Group((), [axis]),
        Group((), leader_lines(found, pen)),
        *[
            Group(pin.data, [*ink, *one.words])
            for pin, ink, one in reversed(list(zip(plan.pins, inks, found, strict=True)))
        ],
        Group((), remark),
        axis_group("y", there.y, there.up, plan.y.counts, there.sides),
        axis_group("x", there.x, there.across, plan.x.counts, there.feet),
    ]
    marks = [mark for pin in plan.pins for mark in pin.marks]
    marks += [plan.remark.mark] if plan.remark else []
    laid = Laid(tuple(one for one in groups if one.items), there.height, tuple(marks))
    return laid, sum(one.cost for one in found)


def _field(plan: Scattered, pen: Pen, height: float) -> _Field:
    width, small = plan.rendering.width, pen.small
    across = _steps(plan, plan.x, [pin.x for pin in plan.pins], pen)
    up = _steps(plan, plan.y, [pin.y for pin in plan.pins], pen)
    says = upright_runs(plan.house, plan.y.axis, up, False)
    left = max(measure((run,), small) for run in says) + 0.6 * small
    feet = upright_runs(plan.house, plan.x.axis, across, False)
    title = title_words(plan.y.title, small, width)
    below = wrapped(plan.x.title, small, width)
    top = (title[-1].box.bottom if title else 0.0) + 0.9 * small
    foot = height - (1.75 + LEADING * len(below)) * small
    right = width - max(measure((feet[-1],), small) / 2, 0.6 * pen.text)
    x = Scale(float(across[0]), float(across[-1]), left, right, plan.log)
    y = Scale(float(up[0]), float(up[-1]), foot, top, plan.log)
    x = x.holding((pin.x.extent.end, *_room(pin.x, pen)) for pin in plan.pins)
    y = y.holding((pin.y.extent.end, *_room(pin.y, pen)) for pin in plan.pins)
    x = replace(x, start=left + _overhang(x, [pin.x for pin in plan.pins], pen))
    y = replace(y, start=foot - _overhang(y, [pin.y for pin in plan.pins], pen))
    under = [
        inside(Words(x(one), foot + 1.25 * small, (run,), small, "middle"), width)
        for one, run in zip(across, feet, strict=True)
    ]
    named = [
        Words(width, foot + (1.35 + LEADING * nth) * small, runs, small, "end", TITLE)
        for nth, runs in enumerate(below, 1)
    ]
    sides = upright_words(says, [y(one) for one in up], left, small)
    sides = thinned(sides, 0.1 * small, _wholes(up) if plan.log else ())
    under = thinned(under, 0.3 * small, _wholes(across) if plan.log else ())
    return _Field(x, y, across, up, (*title, *sides), (*under, *named), height)


def _steps(plan: Scattered, measured: Measure, lines: Sequence[Line], pen: Pen) -> tuple[Fraction, ...]:
    """Return the ticks of an axis: at most as many gridlines as the house draws."""
    high = max(line.extent.end for line in lines)
    if not plan.log:
        return ticks(high, measured.unit, pen.look.gridlines)
    held = [line.extent.start if line.extent.held is Held.RANGE else line.extent.end for line in lines]
    return powers(min(held), high, pen.look.gridlines)


def _wholes(steps: Sequence[Fraction]) -> list[int]:
    """Return which of the ticks are powers of ten: their words go before those between them."""
    return [
        nth for nth, step in enumerate(steps) if {*str(step.numerator), *str(step.denominator)} <= {*"10"}
    ]


def _room(line: Line, pen: Pen) -> tuple[float, float]:
    """Return how much room the point of a line needs before and after it, so as to stand off the edges."""
    off = breadth(pen) / 2 + 0.3 * pen.ring
    return off, max(off, past(line, pen) + 0.3 * pen.ring)


def _overhang(scale: Scale, lines: Sequence[Line], pen: Pen) -> float:
    """Return how far the points of ``lines`` stand out over where an axis starts: words keep off so much."""
    return max(0.0, *(breadth(pen) / 2 - abs(scale(line.extent.end) - scale.start) for line in lines))


def _pinned(there: _Field, pen: Pen, pin: Pin) -> list[Shape]:
    """Return the point of a pin: the hedge of one number drawn across, that of the other upwards.

    It has one dot, that of the number held to less. In the middle of a range, which is no number, it has one
    only where that shows the hedge of the other.
    """
    at = there.at(pin)
    x, y = pin.x.extent, pin.y.extent
    across = point(pin.x, pen, (there.x(x.end), at[1]), there.x(x.end) - _from(there.x, pin.x), Way.ACROSS)
    up = point(pin.y, pen, (at[0], there.y(y.end)), _from(there.y, pin.y) - there.y(y.end), Way.UP)
    rest = [shape for shape in (*across, *up) if not shape.round]
    doubts = (_doubt(pin.x), _doubt(pin.y))
    if Held.RANGE in (x.held, y.held) and not max(doubts):
        return rest
    return rest + [shape for shape in (across if doubts[0] >= doubts[1] else up) if shape.round]


def _from(scale: Scale, line: Line) -> float:
    """Return where the doubt of a number begins: of a ceiling, at the edge of the plot."""
    return scale.start if line.extent.held is Held.CEILING else scale(line.extent.start)


def _doubt(line: Line) -> int:
    """Return how little a number is held to, as its dot shows it: 0 for a range, which has none."""
    if line.extent.held is Held.RANGE:
        return 0
    held = (line.extent.held is Held.ABOUT, line.reported, line.forecast, line.reported and line.forecast)
    return max((nth for nth, one in enumerate(held, 1) if one), default=0)


def drawings(x: Line, y: Line) -> tuple[str, ...]:
    """Return the drawings that the point of two numbers is made of, as ``Line.drawn`` does those of one.

    The two share a dot, which shows the greatest doubt of both; a range has none of its own.
    """
    shown = x if _doubt(x) >= _doubt(y) else y
    filled = not _doubt(shown) and Held.RANGE not in (x.extent.held, y.extent.held)
    dot = shown.drawn if _doubt(shown) else (Held.EXACT.value,) if filled else ()
    names = [
        name
        for line in (x, y)
        for name in line.drawn
        if name not in (Held.EXACT.value, *_DOUBTS) or name in dot or line.extent.held is Held.RANGE
    ]
    return tuple(dict.fromkeys(names))


def doubtful(x: Line, y: Line) -> bool:
    """Return whether a hedge is on one of a dot's two numbers: its words must be at the dot."""
    return any(one.drawn != (Held.EXACT.value,) for one in (x, y))


def _pin_labels(plan: Scattered, there: _Field, pen: Pen, inks: Sequence[list[Shape]]) -> list[Label]:
    spots = [there.at(pin) for pin in plan.pins]
    labels = []
    for pin, at, ink in zip(plan.pins, spots, inks, strict=True):
        name = (pin.name, pen.text)
        subs = [(pin.sub, pen.small)] if pin.sub else []
        values = [(pin.values, pen.small)] if pin.values else []
        blocks = [Block((name, *subs, *values))]
        if plan.rendering.medium == "narrow" and subs:
            blocks.append(Block((name, *values)))
        rivals = tuple(spot for spot in spots if apart(spot, at) > 2 * pen.ring)
        sets = tuple((block, _ROUND) for block in blocks)
        labels.append(Label(pin.words, at, hull(shape.box for shape in ink), sets, rivals=rivals))
    return labels


# --- the annotation ------------------------------------------------------------------------------

_REMARK_WRAPS = {"print": (0.36, 0.28, 0.2), "web": (0.36, 0.28, 0.2), "narrow": (0.58, 0.48, 0.38, 0.3)}
_OFF = 4.5  # how far an annotation best stands from its pin, in sizes of text
_LEAST = 2.4  # how long its arrow is at least, likewise
_TRIES = 120  # how many free places are tried for an arrow
_BOWS = (0.22, -0.22, 0.1, -0.1, 0.4, -0.4)  # how far the arrow bows out, in its length, best first
_HEAD = (0.62, 0.42)  # how long and how wide the barbs are, in sizes of text


def _remarked(plan: Scattered, there: _Field, pen: Pen, board: Board, around: Box) -> list[Shape | Words]:
    """Return the annotation where it and its arrow are clear of all else, as near to its pin as looks well.

    ``around`` is what the pin takes.

    Raises:
        Unplaced: there is no such place.
    """
    assert plan.remark is not None
    target = there.at(plan.pins[plan.remark.pin])
    frame = Box(there.x.start, there.y.end, plan.rendering.width, there.y.start).grown(-0.4 * pen.text)
    room = Board(frame, 0.5 * pen.text, board.boxes, board.strokes)
    places: list[tuple[float, Block, float, float]] = []
    for rank, wrap in enumerate(_REMARK_WRAPS[plan.rendering.medium]):
        lines = even(plan.remark.runs, pen.text, wrap * plan.rendering.width)
        block = Block(tuple((runs, pen.text) for runs in lines))
        box = hull(block.boxes(0.0, 0.0, "start"))
        for nth in range(int((frame.right - frame.left) / pen.text)):
            for row in range(int((frame.bottom - frame.top) / pen.text)):
                x, y = frame.left + nth * pen.text, frame.top - box.top + row * pen.text
                here = Box(x, y + box.top, x + box.right, y + box.bottom)
                off = abs(here.distance(target) / pen.text - _OFF) + 0.5 * rank
                places.append((off, block, x, y))
    tries = 0
    for _, block, x, y in sorted(places, key=lambda place: place[0]):
        boxes = block.boxes(x, y, "start")
        if all(room.free(box) for box in boxes):
            if arrow := _arrow(hull(boxes), target, around, pen, board):
                return [*arrow, *block.words(x, y, "start")]
            tries += 1
            if tries == _TRIES:
                break
    raise Unplaced(read(plan.remark.runs))


def _arrow(text: Box, target: Spot, around: Box, pen: Pen, board: Board) -> list[Shape]:
    """Return a thin curved arrow from ``text`` to what is ``around`` a target; none if none is clear."""
    wide = text.grown(0.35 * pen.text)
    middle = ((text.left + text.right) / 2, (text.top + text.bottom) / 2)
    starts = [
        (wide.right, middle[1]), (wide.left, middle[1]), (middle[0], wide.top), (middle[0], wide.bottom)
    ]  # fmt: skip
    for start in sorted(starts, key=lambda one: apart(one, target)):
        long = apart(start, target)
        if long < _LEAST * pen.text:
            continue
        for bow in _BOWS:
            bend = (
                (start[0] + target[0]) / 2 + (target[1] - start[1]) * bow,
                (start[1] + target[1]) / 2 - (target[0] - start[0]) * bow,
            )
            part = _leaving(around.grown(0.45 * pen.text), target, bend)
            if part >= 0.9:
                continue
            end = (target[0] + (bend[0] - target[0]) * part, target[1] + (bend[1] - target[1]) * part)
            run = curve(start, bend, end)
            strokes = [Stroke(one, other, 0.35 * pen.text) for one, other in pairwise(run)]
            clear = not any(stroke.meets(text) for stroke in strokes[1:])
            inside = all(board.frame.holds(Box(*spot, *spot)) for spot in run)
            if clear and inside and all(board.passes(stroke) for stroke in strokes):
                return _pointed(run, pen)
    return []


def _leaving(box: Box, start: Spot, end: Spot) -> float:
    """Return after which part of the way from ``start``, inside ``box``, to ``end`` a line leaves it."""
    parts = [
        ((high if to > at else low) - at) / (to - at)
        for at, to, low, high in (
            (start[0], end[0], box.left, box.right),
            (start[1], end[1], box.top, box.bottom),
        )
        if to != at
    ]
    return min(parts, default=1.0)


def _pointed(run: Sequence[Spot], pen: Pen) -> list[Shape]:
    """Return a curve with the two barbs of an arrow at its end."""
    (x, y), (end_x, end_y) = run[-2], run[-1]
    long = apart(run[-2], run[-1])
    back, aside = _HEAD[0] * pen.text / long, _HEAD[1] * pen.text / 2 / long
    step = (end_x - x, end_y - y)
    barbs = [
        (end_x - step[0] * back + side * step[1] * aside, end_y - step[1] * back - side * step[0] * aside)
        for side in (1, -1)
    ]
    return [
        Shape(
            (tuple(run), (barbs[0], run[-1], barbs[1])),
            stroke="ink-2",
            weight=0.75 * pen.line,
            closed=False,
            part="arrow",
        )
    ]
