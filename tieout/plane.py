"""Plots of two axes, laid out by measured text: dated series of points, and points by two numbers."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, replace
from fractions import Fraction
from itertools import pairwise
from math import hypot, log10

from tieout.hedges import ChartFault, Held, House, Line, Pen, Rendering, Tone, Way, breadth, past, point
from tieout.ink import Box, Group, Run, Shape, Stroke, Words, curve
from tieout.layouts import Axis, Laid, ticks
from tieout.layouts.plan import LEADING, measure, plate, wrapped
from tieout.model import Mark
from tieout.placing import Block, Board, Label, Placed, Spot, Unplaced, hull, placed
from tieout.quantities.dates import Date, say_short

FORECASTS = "forecasts"

_HEIGHTS = {  # of a drawing, in its widths: the first in which every label finds a place is taken
    "print": (0.45, 0.52, 0.6),
    "web": (0.45, 0.52, 0.6),
    "narrow": (0.75, 0.9, 1.05, 1.2),
}
_WRAPS = {  # how wide the lines of a name may stand, in widths of the drawing
    "print": (0.3, 0.22, 0.16),
    "web": (0.3, 0.22, 0.16),
    "narrow": (0.44, 0.34, 0.26),
}
_GAP = 0.45  # from a mark to its label, in sizes of text
_CLEAR = 0.22  # how far words keep from ink and from other words, likewise

_HIGH = ("n", "ne", "nw", "s", "se", "sw", "e", "w")
_LOW = ("s", "se", "sw", "n", "ne", "nw", "e", "w")
_ROUND = ("e", "w", "n", "s", "ne", "se", "nw", "sw")


# --- what to lay out -----------------------------------------------------------------------------


@dataclass(frozen=True, slots=True)
class Stop:
    """A point of a series, or one account of it: its date, and its number with look and label."""

    date: Date
    line: Line

    @property
    def when(self) -> Fraction:
        """Where it stands in time, in years."""
        return moment(self.date)


@dataclass(frozen=True, slots=True)
class Strand:
    """A series: its name, a second line, its colours, its stops in order of time."""

    name: tuple[Run, ...]
    sub: tuple[Run, ...]
    tone: Tone
    stops: tuple[Stop, ...]

    @property
    def words(self) -> str:
        """The name as read."""
        return _read(self.name)

    @property
    def pieces(self) -> tuple[tuple[Stop, Stop], ...]:
        """The stops that its line joins, two by two: it breaks off at a number that is disputed."""
        return tuple(
            (one, other) for one, other in pairwise(self.stops) if not one.line.place and not other.line.place
        )


@dataclass(frozen=True, slots=True)
class Dated:
    """A plan of series: ``axis`` says the values, in steps of ``unit``; ``title`` names what they measure."""

    house: House
    rendering: Rendering
    strands: tuple[Strand, ...]
    axis: Axis
    unit: Fraction
    title: tuple[Run, ...] = ()

    @property
    def stops(self) -> tuple[Stop, ...]:
        """Every stop of every strand."""
        return tuple(stop for strand in self.strands for stop in strand.stops)

    @property
    def parting(self) -> Fraction | None:
        """The time between what has been and what is forecast; None where no time parts them all."""
        ahead = [stop.when for stop in self.stops if stop.line.forecast]
        behind = [stop.when for stop in self.stops if not stop.line.forecast]
        if not ahead or not behind or max(behind) >= min(ahead):
            return None
        return (max(behind) + min(ahead)) / 2


@dataclass(frozen=True, slots=True)
class Measure:
    """An axis of a scatter: ``axis`` says values in steps of ``unit``; ``title`` names measure and unit."""

    axis: Axis
    unit: Fraction
    title: tuple[Run, ...]


@dataclass(frozen=True, slots=True)
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
        return _read(self.name)


@dataclass(frozen=True, slots=True)
class Remark:
    """The one annotation of a chart: its words, the pin its arrow leads to, its row in the exhibit's data."""

    runs: tuple[Run, ...]
    pin: int
    mark: Mark


@dataclass(frozen=True, slots=True)
class Scattered:
    """A plan of a scatter; with ``log`` both axes count in powers of ten, else evenly from zero."""

    house: House
    rendering: Rendering
    pins: tuple[Pin, ...]
    x: Measure
    y: Measure
    log: bool
    remark: Remark | None = None


def _read(runs: Iterable[Run]) -> str:
    return "".join(run.text for run in runs)


def _pen(plan: Dated | Scattered) -> Pen:
    look, medium = plan.house.look, plan.rendering.medium
    return Pen(look, look.text[medium], look.small[medium], 1.0 if medium == "print" else look.screen)


# --- axes ----------------------------------------------------------------------------------------


def moment(date: Date) -> Fraction:
    """Return the middle of ``date`` in years, 2026 and a half for 2026: years stand evenly."""
    first, last = date.first, date.last
    start = first.year + Fraction(first.timetuple().tm_yday - 1, _days(first.year))
    return (start + last.year + Fraction(last.timetuple().tm_yday, _days(last.year))) / 2


def _days(year: int) -> int:
    return Date(year).last.timetuple().tm_yday


@dataclass(frozen=True, slots=True)
class Scale:
    """From numbers to places: ``low`` stands at ``start``, ``high`` at ``end``; evenly, or by logarithms."""

    low: float
    high: float
    start: float
    end: float
    log: bool = False

    def __call__(self, value: Fraction | float) -> float:
        low, high, there = (log10(one) if self.log else float(one) for one in (self.low, self.high, value))
        return self.start + (there - low) / (high - low) * (self.end - self.start)

    def past(self, value: float, by: float) -> float:
        """Return the number that stands ``by`` of the drawing's units after ``value``."""
        part = by / abs(self.end - self.start)
        if self.log:
            return float(value) * (self.high / self.low) ** part
        return float(value) + (self.high - self.low) * part

    def holding(self, values: Iterable[tuple[Fraction, float, float]]) -> Scale:
        """Return it, reaching further where a value lacks the room it needs before and after it."""
        low, high = self.low, self.high
        for value, before, after in values:
            low, high = min(low, self.past(value, -before)), max(high, self.past(value, after))
        return replace(self, low=low, high=high)


def powers(low: Fraction, high: Fraction, limit: int) -> tuple[Fraction, ...]:
    """Return the ticks of a log axis that holds ``low``, which is above 0, to ``high``.

    They are powers of ten, at most ``limit`` after the first. Where fewer than three of those would do, 2 and
    5 times a power are ticks too, unless they were too many.
    """
    first, last = _exponent(low), _exponent(high)
    last += Fraction(10) ** last < high
    if last - first < 2:
        fine = [Fraction(10) ** power * nice for power in range(first, last + 1) for nice in (1, 2, 5)]
        start = max(nth for nth, one in enumerate(fine) if one <= low)
        until = max(min(nth for nth, one in enumerate(fine) if one >= high), start + 1)
        if until - start <= limit:
            return tuple(fine[start : until + 1])
    step = max(-(-(last - first) // limit), 1)
    count = max(-(-(last - first) // step), 1)
    return tuple(Fraction(10) ** (first + step * nth) for nth in range(count + 1))


def _exponent(value: Fraction) -> int:
    """Return the exponent of the greatest power of ten that is not above ``value``."""
    power = len(str(value.numerator)) - len(str(value.denominator))
    return power if Fraction(10) ** power <= value else power - 1


def _rule(start: Spot, end: Spot, paint: str, weight: float, dash: tuple[float, ...] = ()) -> Shape:
    return Shape(((start, end),), stroke=paint, weight=weight, dash=dash, closed=False)


def _tick(house: House, text: str) -> Run:
    return Run(text, house.faces["sans"], "ink-2", (("data-class", "tick"),))


def _inside(words: Words, width: float) -> Words:
    """Return ``words`` moved as far as keeps them inside the drawing."""
    if words.box.left < 0:
        return replace(words, x=0.0, anchor="start")
    return replace(words, x=width, anchor="end") if words.box.right > width else words


def _thinned(made: Sequence[Words], gap: float) -> tuple[Words, ...]:
    """Return those that stand ``gap`` apart, in their order: the last comes first, then the first."""
    order = [len(made) - 1, 0, *reversed(range(1, len(made) - 1))][: len(made)]
    kept: list[int] = []
    for nth in order:
        if all(not made[nth].box.grown(gap).meets(made[other].box) for other in kept):
            kept.append(nth)
    return tuple(made[nth] for nth in sorted(kept))


def _title(runs: Sequence[Run], size: float, width: float) -> tuple[Words, ...]:
    """Return the title of an upright axis in lines from the top left."""
    rows = wrapped(runs, size, width) if runs else []
    return tuple(Words(0.0, 0.78 * size + nth * size * LEADING, row, size) for nth, row in enumerate(rows))


def _sides(house: House, axis: Axis, steps: Sequence[Fraction], last: bool) -> list[Run]:
    """Return the words of an upright axis; with ``last`` the last of them names the unit."""
    return [_tick(house, axis(step, last and step == steps[-1])) for step in steps]


def _beside(runs: Sequence[Run], heights: Sequence[float], left: float, size: float) -> list[Words]:
    """Return the words of an upright axis, each level with its gridline."""
    cap = runs[0].face.cap_height * size / 2
    return [
        Words(left - 0.6 * size, height + cap, (run,), size, "end")
        for run, height in zip(runs, heights, strict=True)
    ]


# --- labels --------------------------------------------------------------------------------------


def _no_room(name: str, rendering: Rendering) -> ChartFault:
    return ChartFault(
        f"in {rendering.name}, the label `{name}` finds no place clear of the others",
        "shorten the names, or draw fewer points",
    )


def _plates(words: Iterable[Words], lines: Sequence[tuple[Spot, Spot]], pen: Pen) -> Group:
    """Return a plate under each line of text that a gridline would run through or touch."""
    crossed = (one for one in words if any(Stroke(*line, 1.0).meets(one.box) for line in lines))
    return Group((), [plate(one, pen) for one in crossed])


def _leaders(found: Iterable[Placed], pen: Pen) -> list[Shape | Words]:
    weight = 0.7 * pen.line
    return [_rule(one.leader.start, one.leader.end, "ink-3", weight) for one in found if one.leader]


def _grid(lines: Sequence[tuple[Spot, Spot]], pen: Pen) -> Group:
    weight = pen.look.grid * pen.line
    return Group((), [Shape(tuple(lines), stroke="grid", weight=weight, closed=False)])


# --- series --------------------------------------------------------------------------------------


@dataclass(frozen=True, slots=True)
class _Frame:
    """A shape of the drawing to try: its height, the strands whose names stand with their last number
    (``joint``), whether there is a margin for the numbers at the right, and whether labels may stand across
    the line where forecasts begin; ``cost`` is as of labels."""

    height: float
    joint: frozenset[Strand]
    margin: bool
    across: bool
    cost: float


@dataclass(frozen=True, slots=True)
class _Plot:
    """The axes of series, from ``left`` to ``right``; ``parting`` is the line where forecasts begin."""

    left: float
    right: float
    x: Scale
    y: Scale
    steps: tuple[Fraction, ...]
    words: tuple[Words, ...]
    parting: Shape | None

    def at(self, stop: Stop) -> Spot:
        """Return where the number of a stop stands; of a range, its upper end."""
        return self.x(stop.when), self.y(stop.line.extent.end)

    def joint(self, stop: Stop) -> Spot:
        """Return where a line runs through a stop: a range in its middle."""
        extent = stop.line.extent
        value = (extent.start + extent.end) / 2 if extent.held is Held.RANGE else extent.end
        return self.x(stop.when), self.y(value)

    def run(self, strand: Strand) -> tuple[Spot, ...]:
        """Return places all along a strand, by which a name is told to be nearer to it than to another."""
        between = [
            (one[0] + (other[0] - one[0]) * nth / 8, one[1] + (other[1] - one[1]) * nth / 8)
            for one, other in (map(self.joint, pair) for pair in strand.pieces)
            for nth in range(1, 8)
        ]
        return (*map(self.joint, strand.stops), *between)


def series(plan: Dated) -> Laid:
    """Return dated lines over an axis from zero, each point and each line with its label beside it.

    A label that finds no room beside its point stands off at the end of a leader; where even that fails,
    exact numbers between the ends of a line go unlabelled. The words of a hedge are never left out.

    Raises:
        ChartFault: a label finds no place.
    """
    failed = ""
    for every in (True, False):
        for leaders in (False, True):
            best: tuple[Laid, float] | None = None
            for frame in sorted(_frames(plan), key=lambda one: one.cost):
                if best and best[1] <= frame.cost:
                    break
                try:
                    made = _series(plan, frame, every=every, leaders=leaders)
                except Unplaced as raised:
                    failed = raised.name
                else:
                    best = made if best is None or made[1] < best[1] else best
            if best:
                return best[0]
    raise _no_room(failed, plan.rendering)


def _frames(plan: Dated) -> Iterator[_Frame]:
    """Yield the shapes to try."""
    joint = _joint(plan)
    fewer = [joint - {strand} for strand in joint] if len(joint) > 1 else []
    for rank, height in enumerate(_HEIGHTS[plan.rendering.medium]):
        tall = height * plan.rendering.width
        for across in (False, True) if plan.parting is not None else (False,):
            cost = rank + _ACROSS * across
            for names in dict.fromkeys((joint, *fewer, frozenset())):
                yield _Frame(tall, names, True, across, cost + _PARTED * len(joint - names))
            yield _Frame(tall, frozenset(), False, across, cost + _PARTED * len(joint))


_PARTED = 1.5  # what it costs that a name stands apart from its number, in steps of height
_ACROSS = 1.5  # what it costs to let labels interrupt the line where forecasts begin, likewise


def _joint(plan: Dated) -> frozenset[Strand]:
    """Return the strands whose names may stand with their last numbers: if narrow, none at the edge."""
    last = max(stop.when for stop in plan.stops)
    narrow = plan.rendering.medium == "narrow"
    ends = [(strand, strand.stops[-1]) for strand in plan.strands]
    return frozenset(
        strand for strand, stop in ends if not stop.line.place and not (narrow and stop.when == last)
    )


def _series(plan: Dated, frame: _Frame, *, every: bool, leaders: bool) -> tuple[Laid, float]:
    """Return the drawing in one shape of it, and what that costs.

    Raises:
        Unplaced: a label finds no place.
    """
    pen = _pen(plan)
    plot = _plotted(plan, pen, frame)
    floor = plot.y.start
    axis = _rule((plot.left, floor), (plot.right, floor), "ink", pen.look.axis * pen.line)
    parting = [plot.parting] if plot.parting else []
    lines = [shape for strand in reversed(plan.strands) for shape in _runs_of(plot, pen, strand)]
    inks = {stop: _ink(plot, pen, stop) for stop in plan.stops}
    frame_ = Box(plot.left - 0.4 * pen.text, plot.y.end - 1.5 * pen.text, plan.rendering.width, floor)
    board = Board(frame_, _CLEAR * pen.text)
    board.boxes += [words.box for words in plot.words]
    board.draw(
        [
            axis,
            *([] if frame.across else parting),
            *lines,
            *(shape for made in inks.values() for shape in made),
        ]
    )
    labels = list(_labels(plan, plot, pen, frame, inks, every))
    found = placed([label for _, label in labels], board, _GAP * pen.text, leaders=leaders)
    texts = {stop: [] for stop in plan.stops}
    names: list[Shape | Words] = _leaders(found, pen)
    for (stop, _), one in zip(labels, found, strict=True):
        for words in one.words:
            own = stop is not None and (words.runs[0].data == stop.line.label.data or stop.line.place)
            (texts[stop] if own else names).append(words)
    grid = [((plot.left, plot.y(step)), (plot.right, plot.y(step))) for step in plot.steps[1:]]
    said = [words for one in found for words in one.words]
    groups = [
        _grid(grid, pen),
        Group((), list(parting)),
        _plates([*said, *plot.words], [*grid, *(shape.runs[0] for shape in parting)], pen),
        Group((), [axis, *_notches(plan, plot, pen)]),
        Group((), lines),
        *[
            Group(stop.line.data, [*inks[stop], *texts[stop]])
            for strand in reversed(plan.strands)
            for stop in strand.stops
        ],
        Group((), names),
        Group((), list(plot.words)),
    ]
    laid = Laid(tuple(one for one in groups if one.items), floor + 1.9 * pen.small, _stop_marks(plan))
    return laid, frame.cost + sum(one.cost for one in found)


def _stop_marks(plan: Dated) -> tuple[Mark, ...]:
    return tuple(
        Mark(
            f"{strand.words}, {say_short(stop.date)}",
            stop.line.address,
            stop.line.label.text,
            "point",
            stop.line.place,
        )
        for strand in plan.strands
        for stop in strand.stops
    )


def _plotted(plan: Dated, pen: Pen, frame: _Frame) -> _Plot:
    width, small = plan.rendering.width, pen.small
    steps = ticks(max(stop.line.extent.end for stop in plan.stops), plan.unit, pen.look.gridlines)
    says = _sides(plan.house, plan.axis, steps, True)
    left = max(measure((run,), small) for run in says) + 0.6 * small
    inset = 1.3 * pen.text
    times = [moment for moment, _ in _dates(plan)] + [stop.when for stop in plan.stops]
    right = width - _margin(plan, pen, frame, inset)
    x = Scale(float(min(times)), float(max(times)), left + inset, right - inset)
    title = _title(plan.title, small, width)
    head = (title[-1].box.bottom if title else 0.0) + 0.6 * small
    ahead: list[Words] = []
    if plan.parting is not None:
        head += 0.75 * small
        run = Run(FORECASTS, plan.house.faces["sans"], "ink-2")
        ahead = [_inside(Words(x(plan.parting) + 0.5 * small, head - 0.1 * small, (run,), small), width)]
        head += 0.4 * small
    tall = frame.height - head - 1.9 * small
    unit = tall / float(steps[-1])
    over = [past(stop.line, pen) - float(steps[-1] - stop.line.extent.end) * unit for stop in plan.stops]
    y = Scale(0.0, float(steps[-1]), head + max(0.0, *over) + tall, head + max(0.0, *over))
    feet = [
        _inside(Words(x(when), y.start + 1.5 * small, (run,), small, "middle"), width)
        for when, run in _dates(plan)
    ]
    sides = _beside(says, [y(step) for step in steps], left, small)
    words = (*title, *ahead, *sides, *_thinned(feet, 0.3 * small))
    return _Plot(left, right, x, y, steps, words, _parting(plan, pen, x, y, ahead))


def _parting(plan: Dated, pen: Pen, x: Scale, y: Scale, ahead: Sequence[Words]) -> Shape | None:
    """Return the dotted line that forecasts stand right of; it ends under its word, if that is in its way."""
    if plan.parting is None:
        return None
    at, box = x(plan.parting), ahead[0].box
    top = box.top if box.left > at + 0.2 * pen.small else box.bottom + 0.3 * pen.small
    return _rule((at, top), (at, y.start), "ink-2", pen.look.axis * pen.line, pen.dots)


def _dates(plan: Dated) -> list[tuple[Fraction, Run]]:
    """Return the words under the axis and their times: the years that have a point, or the few dates."""
    years: dict[int, Stop] = {}
    dates: dict[Date, Stop] = {}
    for stop in sorted(plan.stops, key=lambda one: one.when):
        years.setdefault(stop.date.year, stop)
        dates.setdefault(stop.date, stop)
    if len(years) > 2 or all(date == Date(date.year) for date in dates):
        said = [(Date(year), stop) for year, stop in years.items()]
    else:
        said = list(dates.items())
    face = plan.house.faces["sans"]
    return [
        (
            moment(date),
            Run(say_short(date), face, "ink-2", (("data-class", "date"), ("data-fact", stop.line.address))),
        )
        for date, stop in said
    ]


def _notches(plan: Dated, plot: _Plot, pen: Pen) -> list[Shape]:
    """Return the short marks under the axis: one for each date it names, and for each year between them."""
    times = {when for when, _ in _dates(plan)}
    if all(stop.date == Date(stop.date.year) for stop in plan.stops):
        times |= {min(times) + nth for nth in range(int(max(times) - min(times)))}
    floor, weight = plot.y.start, pen.look.axis * pen.line
    return [
        _rule((plot.x(when), floor), (plot.x(when), floor + 0.42 * pen.small), "ink", weight)
        for when in sorted(times)
    ]


def _margin(plan: Dated, pen: Pen, frame: _Frame, inset: float) -> float:
    """Return what is left free right of the plot, for the labels of the last points."""
    last = max(stop.when for stop in plan.stops)
    room = [measure((run,), pen.small) / 2 for when, run in _dates(plan) if when == last] or [0.0]
    for strand in plan.strands if frame.margin else ():
        for stop in strand.stops:
            if stop.when == last:
                blocks = _said(stop, pen)[:1]
                if strand in frame.joint and stop is strand.stops[-1]:
                    blocks += [_told(plan, strand, stop, pen)[0]]
                room += [breadth(pen) / 2 + _GAP * pen.text + block.width + 1 for block in blocks]
    return max(0.0, max(room) - inset)


# --- the ink of series ---------------------------------------------------------------------------


def _ink(plot: _Plot, pen: Pen, stop: Stop) -> list[Shape]:
    """Return the point of a stop, its value upwards."""
    extent = stop.line.extent
    back = plot.y(extent.start) - plot.y(extent.end)
    return point(stop.line, pen, plot.at(stop), back, Way.UP)


def _runs_of(plot: _Plot, pen: Pen, strand: Strand) -> list[Shape]:
    """Return the line of a strand: solid between what has been, dashed to and between forecasts."""
    made: dict[bool, list[list[Spot]]] = {False: [], True: []}
    before: tuple[Stop | None, bool] = (None, False)
    for one, other in strand.pieces:
        ahead = one.line.forecast or other.line.forecast
        if before == (one, ahead):
            made[ahead][-1].append(plot.joint(other))
        else:
            made[ahead].append([plot.joint(one), plot.joint(other)])
        before = (other, ahead)
    weight = pen.look.series * pen.line
    return [
        Shape(
            tuple(tuple(run) for run in runs),
            stroke=strand.tone.fill,
            weight=weight,
            dash=pen.dash if ahead else (),
            closed=False,
        )
        for ahead, runs in made.items()
        if runs
    ]


# --- the labels of series ------------------------------------------------------------------------


def _said(stop: Stop, pen: Pen) -> list[Block]:
    """Return the words of a stop's number in one line and in two; under them, of an account, its giver."""
    by = ((stop.line.sub, pen.small),) if stop.line.sub else ()
    ways = [[(stop.line.label,)], *_halved((stop.line.label,), pen.text)]
    return [Block((*((runs, pen.text) for runs in lines), *by)) for lines in ways]


def _halved(runs: tuple[Run, ...], size: float) -> list[list[tuple[Run, ...]]]:
    """Return ``runs`` in two lines as even as words allow, in a list; nothing where they do not part."""
    lines = _even(runs, size, measure(runs, size) * 0.95)
    return [lines] if len(lines) == 2 else []


def _even(runs: Sequence[Run], size: float, most: float) -> list[tuple[Run, ...]]:
    """Return ``runs`` in as few lines as fit in ``most``, those as even as words allow."""
    lines = wrapped(runs, size, most)
    for part in range(1, 12):
        narrower = wrapped(runs, size, most * (1 - part / 20))
        if len(narrower) > len(lines):
            break
        if max(measure(line, size) for line in narrower) <= max(measure(line, size) for line in lines):
            lines = narrower
    return lines


def _named(plan: Dated, strand: Strand, pen: Pen, wrap: float) -> list[tuple[tuple[Run, ...], float]]:
    """Return the lines of a strand's name, no wider than ``wrap`` widths of the drawing where words allow."""
    most = wrap * plan.rendering.width
    names = [(runs, pen.text) for runs in _even(strand.name, pen.text, most)]
    return names + [(runs, pen.small) for runs in (_even(strand.sub, pen.small, most) if strand.sub else [])]


def _told(plan: Dated, strand: Strand, stop: Stop, pen: Pen) -> tuple[Block, Block]:
    """Return the words of a last stop with the name of its strand under them, and over them."""
    wrap = _WRAPS[plan.rendering.medium][1]
    number = ((stop.line.label,), pen.text)
    lines = _named(plan, strand, pen, wrap)
    return Block((number, *lines)), Block((*lines, number), len(lines))


def _labels(
    plan: Dated,
    plot: _Plot,
    pen: Pen,
    frame: _Frame,
    inks: dict[Stop, list[Shape]],
    every: bool,
) -> Iterator[tuple[Stop | None, Label]]:
    """Yield every label with its stop, the names of strands last, with none."""
    names: list[Label] = []
    spots = {stop: plot.joint(stop) for stop in plan.stops}
    for strand in plan.strands:
        for stop in strand.stops:
            last = stop is strand.stops[-1]
            ways = _ways(plan, plot, strand, stop)
            around = hull(shape.box for shape in inks[stop])
            label = Label(
                stop.line.label.text,
                spots[stop],
                around,
                tuple((block, ("e", *ways) if last else ways) for block in _said(stop, pen)),
                rivals=tuple(spot for spot in spots.values() if _apart(spot, spots[stop]) > 2 * pen.ring),
            )
            if last and strand in frame.joint:
                under, over = _told(plan, strand, stop, pen)
                sets = (
                    (under, ("e",)),
                    (over, ("e",)),
                    (under, ("se", "s", "sw")),
                    (over, ("ne", "n", "nw")),
                )
                yield stop, replace(label, sets=sets)
                continue
            if last:
                names.append(_name(plan, plot, pen, strand, around, ways))
            if every or not _plain(strand, stop):
                yield stop, label
    yield from ((None, name) for name in names)


def _plain(strand: Strand, stop: Stop) -> bool:
    """Return whether the drawing says of a stop all that its label does: an exact number along a line."""
    hedged = stop.line.drawn != (Held.EXACT.value,) or stop.line.place
    return not hedged and stop not in (strand.stops[0], strand.stops[-1])


def _name(plan: Dated, plot: _Plot, pen: Pen, strand: Strand, around: Box, ways: Sequence[str]) -> Label:
    """Return the label that names a strand: at its last stop, else along its line from there back."""
    last = strand.stops[-1]
    blocks = [Block(tuple(_named(plan, strand, pen, wrap))) for wrap in _WRAPS[plan.rendering.medium]]
    places = []
    for one, other in reversed(strand.pieces):
        start, end = plot.joint(one), plot.joint(other)
        for part in (0.5, 0.75, 0.25):
            at = (start[0] + (end[0] - start[0]) * part, start[1] + (end[1] - start[1]) * part)
            places.append((at, Box(*at, *at).grown(0.2 * pen.text)))
    rest = [plot.run(other) for other in plan.strands if other is not strand]
    return Label(
        strand.words,
        plot.joint(last),
        around,
        tuple((block, ("e", *ways)) for block in dict.fromkeys(blocks)),
        also=tuple(places),
        owns=plot.run(strand),
        rivals=tuple(spot for spots in rest for spot in spots),
    )


def _ways(plan: Dated, plot: _Plot, strand: Strand, stop: Stop) -> tuple[str, ...]:
    """Return the sides of a stop that its label is best on: away from the nearest other line or its own."""
    x, y = plot.joint(stop)
    others = [
        height
        for other in plan.strands
        if other is not strand and (height := _height(plot, other, x)) is not None
    ]
    if others:
        return _LOW if min(others, key=lambda height: abs(height - y)) < y else _HIGH
    nth = strand.stops.index(stop)
    beside = [plot.joint(one)[1] for one in strand.stops[max(nth - 1, 0) : nth + 2] if one is not stop]
    return _LOW if beside and max(beside) < y else _HIGH


def _height(plot: _Plot, strand: Strand, x: float) -> float | None:
    """Return how high a strand stands at ``x``; None before it begins and after it ends."""
    for one, other in strand.pieces:
        (start, high), (end, low) = plot.joint(one), plot.joint(other)
        if start <= x <= end:
            return high + (low - high) * (x - start) / (end - start)
    return None


def _apart(one: Spot, other: Spot) -> float:
    return hypot(one[0] - other[0], one[1] - other[1])


# --- scatter -------------------------------------------------------------------------------------


@dataclass(frozen=True, slots=True)
class _Field:
    """The axes of a scatter."""

    x: Scale
    y: Scale
    across: tuple[Fraction, ...]
    up: tuple[Fraction, ...]
    words: tuple[Words, ...]
    height: float

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
        for rank, height in enumerate(_HEIGHTS[plan.rendering.medium]):
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
    raise _no_room(failed, plan.rendering)


def _scatter(plan: Scattered, height: float, *, leaders: bool) -> tuple[Laid, float]:
    """Return the drawing at one height, and what that costs.

    Raises:
        Unplaced: a name, or the annotation, finds no place.
    """
    pen = _pen(plan)
    there = _field(plan, pen, height)
    axis = _rule(
        (there.x.start, there.y.start), (there.x.end, there.y.start), "ink", pen.look.axis * pen.line
    )
    inks = [_pinned(there, pen, pin) for pin in plan.pins]
    frame = Box(there.x.start + 0.2 * pen.text, 0.0, plan.rendering.width, there.y.start - 0.2 * pen.text)
    board = Board(frame, _CLEAR * pen.text)
    board.boxes += [words.box for words in there.words]
    board.draw([axis, *(shape for made in inks for shape in made)])
    found = placed(_pin_labels(plan, there, pen, inks), board, _GAP * pen.text, leaders=leaders)
    said = [words for one in found for words in one.words]
    board.boxes += [box for one in found for box in one.boxes]
    board.strokes += [one.leader for one in found if one.leader]
    remark = _remarked(plan, there, pen, board) if plan.remark else []
    texts = [*said, *(item for item in remark if isinstance(item, Words)), *there.words]
    groups = [
        _grid(there.grid, pen),
        _plates(texts, there.grid, pen),
        Group((), [axis]),
        Group((), _leaders(found, pen)),
        *[
            Group(pin.data, [*ink, *one.words])
            for pin, ink, one in reversed(list(zip(plan.pins, inks, found, strict=True)))
        ],
        Group((), remark),
        Group((), list(there.words)),
    ]
    marks = [mark for pin in plan.pins for mark in pin.marks]
    marks += [plan.remark.mark] if plan.remark else []
    laid = Laid(tuple(one for one in groups if one.items), there.height, tuple(marks))
    return laid, sum(one.cost for one in found)


def _field(plan: Scattered, pen: Pen, height: float) -> _Field:
    width, small = plan.rendering.width, pen.small
    across = _steps(plan, plan.x, [pin.x for pin in plan.pins], pen)
    up = _steps(plan, plan.y, [pin.y for pin in plan.pins], pen)
    says = _sides(plan.house, plan.y.axis, up, False)
    left = max(measure((run,), small) for run in says) + 0.6 * small
    feet = _sides(plan.house, plan.x.axis, across, False)
    title = _title(plan.y.title, small, width)
    below = wrapped(plan.x.title, small, width)
    top = (title[-1].box.bottom if title else 0.0) + 0.9 * small
    foot = height - (1.75 + LEADING * len(below)) * small
    right = width - max(measure((feet[-1],), small) / 2, 0.6 * pen.text)
    x = Scale(float(across[0]), float(across[-1]), left, right, plan.log)
    y = Scale(float(up[0]), float(up[-1]), foot, top, plan.log)
    x = x.holding((pin.x.extent.end, *_room(pin.x, pen)) for pin in plan.pins)
    y = y.holding((pin.y.extent.end, *_room(pin.y, pen)) for pin in plan.pins)
    under = [
        _inside(Words(x(one), foot + 1.25 * small, (run,), small, "middle"), width)
        for one, run in zip(across, feet, strict=True)
    ]
    named = [
        Words(width, foot + (1.35 + LEADING * nth) * small, runs, small, "end")
        for nth, runs in enumerate(below, 1)
    ]
    sides = _beside(says, [y(one) for one in up], left, small)
    words = (*title, *_thinned(sides, 0.1 * small), *_thinned(under, 0.3 * small), *named)
    return _Field(x, y, across, up, words, height)


def _steps(plan: Scattered, measured: Measure, lines: Sequence[Line], pen: Pen) -> tuple[Fraction, ...]:
    """Return the ticks of an axis: at most as many gridlines as the house draws."""
    high = max(line.extent.end for line in lines)
    if not plan.log:
        return ticks(high, measured.unit, pen.look.gridlines)
    held = [line.extent.start if line.extent.held is Held.RANGE else line.extent.end for line in lines]
    return powers(min(held), high, pen.look.gridlines)


def _room(line: Line, pen: Pen) -> tuple[float, float]:
    """Return how much room the point of a line needs before and after it, so as to stand off the edges."""
    off = 1.5 * pen.ring
    return (0.0 if not line.extent.end else off), max(off, past(line, pen) + 0.3 * pen.ring)


def _pinned(there: _Field, pen: Pen, pin: Pin) -> list[Shape]:
    """Return the point of a pin: the hedge of one number drawn across, that of the other upwards.

    It has one dot, that of the number held to less; and none in the middle of a range, which is no number.
    """
    at = there.at(pin)
    x, y = pin.x.extent, pin.y.extent
    across = point(pin.x, pen, (there.x(x.end), at[1]), there.x(x.end) - _from(there.x, pin.x), Way.ACROSS)
    up = point(pin.y, pen, (at[0], there.y(y.end)), _from(there.y, pin.y) - there.y(y.end), Way.UP)
    rest = [shape for shape in (*across, *up) if not shape.round]
    if Held.RANGE in (x.held, y.held):
        return rest
    return rest + [shape for shape in (across if _doubt(pin.x) >= _doubt(pin.y) else up) if shape.round]


def _from(scale: Scale, line: Line) -> float:
    """Return where the doubt of a number begins: of a ceiling, at the edge of the plot."""
    return scale.start if line.extent.held is Held.CEILING else scale(line.extent.start)


def _doubt(line: Line) -> int:
    """Return how little a number is held to, as its dot shows it."""
    shown = (line.extent.held is Held.ABOUT, line.reported, line.forecast)
    return max((nth for nth, one in enumerate(shown, 1) if one), default=0)


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
        rivals = tuple(spot for spot in spots if _apart(spot, at) > 2 * pen.ring)
        sets = tuple((block, _ROUND) for block in blocks)
        labels.append(Label(pin.words, at, hull(shape.box for shape in ink), sets, rivals=rivals))
    return labels


# --- the annotation ------------------------------------------------------------------------------

_REMARK_WRAPS = {"print": (0.36, 0.28, 0.2), "web": (0.36, 0.28, 0.2), "narrow": (0.58, 0.48, 0.38)}
_OFF = 4.5  # how far an annotation best stands from its pin, in sizes of text
_LEAST = 2.4  # how long its arrow is at least, likewise
_BOW = 0.22  # how far the arrow bows out, in its length
_HEAD = (0.62, 0.42)  # how long and how wide the barbs are, in sizes of text


def _remarked(plan: Scattered, there: _Field, pen: Pen, board: Board) -> list[Shape | Words]:
    """Return the annotation where it and its arrow are clear of all else, as near to its pin as looks well.

    Raises:
        Unplaced: there is no such place.
    """
    assert plan.remark is not None
    target = there.at(plan.pins[plan.remark.pin])
    frame = Box(there.x.start, there.y.end, plan.rendering.width, there.y.start).grown(-0.4 * pen.text)
    room = Board(frame, 0.5 * pen.text, board.boxes, board.strokes)
    places: list[tuple[float, Block, float, float]] = []
    for rank, wrap in enumerate(_REMARK_WRAPS[plan.rendering.medium]):
        lines = _even(plan.remark.runs, pen.text, wrap * plan.rendering.width)
        block = Block(tuple((runs, pen.text) for runs in lines))
        box = hull(block.boxes(0.0, 0.0, "start"))
        for nth in range(int((frame.right - frame.left) / pen.text)):
            for row in range(int((frame.bottom - frame.top) / pen.text)):
                x, y = frame.left + nth * pen.text, frame.top - box.top + row * pen.text
                here = Box(x, y + box.top, x + box.right, y + box.bottom)
                off = abs(here.distance(target) / pen.text - _OFF) + 0.5 * rank
                places.append((off, block, x, y))
    for _, block, x, y in sorted(places, key=lambda place: place[0]):
        boxes = block.boxes(x, y, "start")
        if all(room.free(box) for box in boxes):
            arrow = _arrow(hull(boxes), target, pen, board)
            if arrow:
                return [*arrow, *block.words(x, y, "start")]
    raise Unplaced(_read(plan.remark.runs))


def _arrow(text: Box, target: Spot, pen: Pen, board: Board) -> list[Shape]:
    """Return a thin curved arrow from ``text`` to ``target``, none if nothing is clear between them."""
    wide = text.grown(0.35 * pen.text)
    middle = ((text.left + text.right) / 2, (text.top + text.bottom) / 2)
    starts = [
        (wide.right, middle[1]), (wide.left, middle[1]), (middle[0], wide.top), (middle[0], wide.bottom)
    ]  # fmt: skip
    for start in sorted(starts, key=lambda one: _apart(one, target)):
        long = _apart(start, target)
        if long < _LEAST * pen.text:
            continue
        for bow in (_BOW, -_BOW):
            bend = (
                (start[0] + target[0]) / 2 + (target[1] - start[1]) * bow,
                (start[1] + target[1]) / 2 - (target[0] - start[0]) * bow,
            )
            near = _apart(bend, target)
            off = (pen.ring + 0.4 * pen.text) / near
            end = (target[0] + (bend[0] - target[0]) * off, target[1] + (bend[1] - target[1]) * off)
            run = curve(start, bend, end)
            strokes = [Stroke(one, other, 0.35 * pen.text) for one, other in pairwise(run)]
            clear = not any(stroke.meets(text) for stroke in strokes[1:])
            inside = all(board.frame.holds(Box(*spot, *spot)) for spot in run)
            if clear and inside and all(board.passes(stroke) for stroke in strokes):
                return _pointed(run, pen)
    return []


def _pointed(run: Sequence[Spot], pen: Pen) -> list[Shape]:
    """Return a curve with the two barbs of an arrow at its end."""
    (x, y), (end_x, end_y) = run[-2], run[-1]
    long = _apart(run[-2], run[-1])
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
        )
    ]
