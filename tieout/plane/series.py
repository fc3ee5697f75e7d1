"""Numbers by date: lines over an axis from zero, with hollow forecasts and a label at every point."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from fractions import Fraction
from itertools import pairwise

from tieout.frozen import frozen
from tieout.hedges import Held, House, Line, Pen, Tone, Way, breadth, past, point
from tieout.ink import Box, Group, Run, Shape, Words
from tieout.layouts import Axis, Laid, ticks
from tieout.layouts.plan import axes, measure, pen_of
from tieout.model import Mark
from tieout.plane.axes import (
    CLEAR,
    GAP,
    HEIGHTS,
    WRAPS,
    Scale,
    apart,
    axis_group,
    even,
    gridlines,
    inside,
    leader_lines,
    moment,
    no_room,
    plates,
    read,
    rule,
    thinned,
    title_words,
    upright_runs,
    upright_words,
)
from tieout.plane.placing import Block, Board, Label, Spot, Unplaced, hull, placed
from tieout.quantities.dates import Date
from tieout.scripts import Rendering

FORECASTS = "forecasts"

_HIGH = ("n", "ne", "nw", "s", "se", "sw", "e", "w")
_LOW = ("s", "se", "sw", "n", "ne", "nw", "e", "w")


# --- what to lay out -----------------------------------------------------------------------------


@dataclass(frozen=True, slots=True, eq=False)
class Stop:
    """A point of a series, or one account of it: its date, also in words, and its number with its look."""

    date: Date
    said: str
    line: Line

    @property
    def when(self) -> Fraction:
        """Where it stands in time, in years."""
        return moment(self.date)


@dataclass(frozen=True, slots=True, eq=False)
class Strand:
    """A series: its name, a second line, its colours, its stops in order of time."""

    name: tuple[Run, ...]
    sub: tuple[Run, ...]
    tone: Tone
    stops: tuple[Stop, ...]

    @property
    def words(self) -> str:
        """The name as read."""
        return read(self.name)

    @property
    def pieces(self) -> tuple[tuple[Stop, Stop], ...]:
        """The stops that its line joins, two by two: it breaks off at a number that is disputed."""
        return tuple(
            (one, other) for one, other in pairwise(self.stops) if not one.line.place and not other.line.place
        )


@frozen
class Dated:
    """A plan of series: ``axis`` says the values, in steps of ``unit``; ``title`` names what they measure.

    ``counts`` is the unit of the values, as content writes it.
    """

    house: House
    rendering: Rendering
    strands: tuple[Strand, ...]
    axis: Axis
    unit: Fraction
    title: tuple[Run, ...] = ()
    counts: str = ""

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


# --- the drawing ---------------------------------------------------------------------------------


@frozen
class _Frame:
    """A shape of the drawing to try: its height, the strands whose names stand with their last number
    (``joint``), whether numbers have a margin at the left and at the right, and whether labels may stand
    across the line where forecasts begin; ``cost`` is as of labels."""

    height: float
    joint: tuple[Strand, ...]
    margins: tuple[bool, bool]
    across: bool
    cost: float


@frozen
class _Plot:
    """The axes of series, from ``left`` to ``right``; ``parting`` is the line where forecasts begin."""

    left: float
    right: float
    x: Scale
    y: Scale
    steps: tuple[Fraction, ...]
    sides: tuple[Words, ...]
    feet: tuple[Words, ...]
    ahead: tuple[Words, ...]
    parting: Shape | None

    @property
    def words(self) -> tuple[Words, ...]:
        """All its words: those of the two axes, and the one at the line where forecasts begin."""
        return (*self.sides, *self.ahead, *self.feet)

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
    for every in _densities(plan):
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
    raise no_room(failed, plan.rendering)


def _densities(plan: Dated) -> Iterator[bool]:
    """Yield whether to label every number: first so, if each line's are few or could all stand in one row."""
    pen = pen_of(plan.house, plan.rendering)
    rows = [[measure((stop.line.label,), pen.text) + pen.text for stop in one.stops] for one in plan.strands]
    every = all(len(row) <= _FEW or sum(row) < plan.rendering.width for row in rows)
    if every:
        yield True
    if not every or any(_plain(strand, stop) for strand in plan.strands for stop in strand.stops):
        yield False


def _frames(plan: Dated) -> Iterator[_Frame]:
    """Yield the shapes to try."""
    joint = _joint(plan)
    fewer = [tuple(one for one in joint if one is not strand) for strand in joint]
    for rank, height in enumerate(HEIGHTS[plan.rendering.medium]):
        tall = height * plan.rendering.width
        for across in (False, True) if plan.parting is not None else (False,):
            for names in dict.fromkeys((joint, *fewer, ())):
                for margins in _MARGINS:
                    apart_ = _PARTED * (len(joint) - len(names))
                    cost = rank + apart_ + _ACROSS * across + _MARGINS[margins]
                    if margins[1] or not names:
                        yield _Frame(tall, names, margins, across, cost)


_FEW = 6  # numbers of one line that are labelled however long their words
_PARTED = 1.5  # what it costs that a name stands apart from its number, in steps of height
_MARGINS = {  # what it costs to have a margin at the left, or none at the right, likewise
    (False, True): 0.0,
    (False, False): 0.5,
    (True, True): 1.0,
}
_BROAD, _NARROW = 0.6, 15.0  # how broad the plot should be, in widths, and what it costs to lack all of one
_LEAST = 0.2  # how broad the plot is at least, likewise
_ACROSS = 1.5  # what it costs to let labels interrupt the line where forecasts begin, likewise


def _joint(plan: Dated) -> tuple[Strand, ...]:
    """Return the strands whose names may stand with their last numbers: if narrow, none at the edge."""
    last = max(stop.when for stop in plan.stops)
    narrow = plan.rendering.medium == "narrow"
    ends = [(strand, strand.stops[-1]) for strand in plan.strands]
    return tuple(
        strand for strand, stop in ends if not stop.line.place and not (narrow and stop.when == last)
    )


def _series(plan: Dated, frame: _Frame, *, every: bool, leaders: bool) -> tuple[Laid, float]:
    """Return the drawing in one shape of it, and what that costs.

    Raises:
        Unplaced: a label finds no place.
    """
    pen = pen_of(plan.house, plan.rendering)
    plot = _plotted(plan, pen, frame)
    if plot.x.end - plot.x.start < _LEAST * plan.rendering.width:
        widest = max((stop.line.label for stop in plan.stops), key=lambda run: measure((run,), pen.text))
        raise Unplaced(widest.text)  # its margin leaves time no room: it would stand still, or run backwards
    floor = plot.y.start
    axis = rule("axis", (plot.left, floor), (plot.right, floor), "ink", pen.look.axis * pen.line)
    parting = [plot.parting] if plot.parting else []
    lines = [
        Group((_nth(nth),), _runs_of(plot, pen, strand))
        for nth, strand in reversed([*enumerate(plan.strands)])
    ]
    inks = {
        stop: _ink(plot, pen if every or not _plain(strand, stop) else _fine(pen), stop)
        for strand in plan.strands
        for stop in strand.stops
    }
    top = max(plot.y.end - 1.5 * pen.text, 0.0)
    within = Box(plot.left - 0.4 * pen.text, top, plan.rendering.width, floor)
    board = Board(within, CLEAR * pen.text)
    board.boxes += [words.box for words in plot.words]
    board.draw([axis, *(shape for group in lines for shape in group.items)])
    board.draw(shape for made in inks.values() for shape in made)
    board.draw([] if frame.across else parting)
    labels = list(_labels(plan, plot, pen, frame, inks, every))
    found = placed([label for _, label in labels], board, GAP * pen.text, leaders=leaders)
    texts = {stop: [] for stop in plan.stops}
    names: list[Shape | Words] = leader_lines(found, pen)
    for (stop, _), one in zip(labels, found, strict=True):
        for words in one.words:
            own = stop is not None and (words.runs[0].data == stop.line.label.data or stop.line.place)
            (texts[stop] if own else names).append(words)
    grid = [((plot.left, plot.y(step)), (plot.right, plot.y(step))) for step in plot.steps[1:]]
    said = [words for one in found for words in one.words]
    groups = [
        gridlines(grid, pen),
        Group((), list(parting)),
        plates([*said, *plot.words], [*grid, *(shape.runs[0] for shape in parting)], pen),
        Group((), [axis, *_notches(plan, plot, pen)]),
        *lines,
        *[
            Group((*stop.line.data, _nth(nth)), [*inks[stop], *texts[stop]])
            for nth, strand in reversed([*enumerate(plan.strands)])
            for stop in strand.stops
        ],
        Group((), names),
        axis_group("y", plot.y, plot.steps, plan.counts, plot.sides),
        Group((), list(plot.ahead)),
        _time_group(plan, plot),
    ]
    laid = Laid(tuple(one for one in groups if one.items), floor + 1.9 * pen.small, _stop_marks(plan))
    lack = max(0.0, _BROAD - (plot.x.end - plot.x.start) / plan.rendering.width)
    return laid, frame.cost + _NARROW * lack + sum(one.cost for one in found)


def _nth(nth: int) -> tuple[str, str]:
    """Return the attribute that tells the points and the line of one series from those of others."""
    return ("data-series", str(nth + 1))


def _time_group(plan: Dated, plot: _Plot) -> Group:
    """Return the words of the axis of dates, as a group that says how places are read on it."""
    first, *_, last = sorted({stop.date for stop in plan.stops}, key=lambda date: (moment(date), date.iso))
    span = (plot.x(moment(first)), plot.x(moment(last)))
    return Group(axes("x", "date", (first.iso, last.iso), span, ""), list(plot.feet))


def _stop_marks(plan: Dated) -> tuple[Mark, ...]:
    return tuple(
        Mark(
            f"{strand.words}, {stop.said}",
            stop.line.address,
            stop.line.label.text,
            "point",
            stop.line.place,
            stop.line.account,
        )
        for strand in plan.strands
        for stop in strand.stops
    )


def _plotted(plan: Dated, pen: Pen, frame: _Frame) -> _Plot:
    width, small = plan.rendering.width, pen.small
    steps = ticks(max(stop.line.extent.end for stop in plan.stops), plan.unit, pen.look.gridlines)
    says = upright_runs(plan.house, plan.axis, steps, True)
    left = max(measure((run,), small) for run in says) + 0.6 * small
    inset = 1.3 * pen.text
    first = min(stop.when for stop in plan.stops)
    leads = [
        _said(stop, pen)[0].width + breadth(pen) / 2 + GAP * pen.text
        for stop in plan.stops
        if stop.when == first
    ]
    times = [moment for moment, _ in _dates(plan)] + [stop.when for stop in plan.stops]
    right = width - _margin(plan, pen, frame, inset)
    x = Scale(
        float(min(times)),
        float(max(times)),
        left + max([inset, *(leads if frame.margins[0] else ())]),
        right - inset,
    )
    title = title_words(plan.title, small, width)
    head = (title[-1].box.bottom if title else 0.0) + 0.6 * small
    ahead: list[Words] = []
    if plan.parting is not None:
        head += 0.75 * small
        run = Run(FORECASTS, plan.house.faces["sans"], "ink-2")
        ahead = [inside(Words(x(plan.parting) + 0.5 * small, head - 0.1 * small, (run,), small), width)]
        head += 0.4 * small
    tall = frame.height - head - 1.9 * small
    unit = tall / float(steps[-1])
    over = [past(stop.line, pen) - float(steps[-1] - stop.line.extent.end) * unit for stop in plan.stops]
    y = Scale(0.0, float(steps[-1]), head + max(0.0, *over) + tall, head + max(0.0, *over))
    feet = _feet(plan, pen, x, y.start)
    sides = upright_words(says, [y(step) for step in steps], left, small)
    parting = _parting(plan, pen, x, y, ahead)
    return _Plot(left, right, x, y, steps, (*title, *sides), feet, tuple(ahead), parting)


def _parting(plan: Dated, pen: Pen, x: Scale, y: Scale, ahead: Sequence[Words]) -> Shape | None:
    """Return the dotted line that forecasts stand right of; it ends under its word, if that is in its way."""
    if plan.parting is None:
        return None
    at, box = x(plan.parting), ahead[0].box
    top = box.top if box.left > at + 0.2 * pen.small else box.bottom + 0.3 * pen.small
    return rule("parting", (at, top), (at, y.start), "ink-2", pen.look.axis * pen.line, pen.dots)


def _dates(plan: Dated) -> list[tuple[Fraction, Run]]:
    """Return the words under the axis and their times: the years that have a point, or the few dates."""
    years: dict[int, Stop] = {}
    dates: dict[Date, Stop] = {}
    for stop in sorted(plan.stops, key=lambda one: one.when):
        years.setdefault(stop.date.year, stop)
        dates.setdefault(stop.date, stop)
    if len(years) > 2 or all(date == Date(date.year) for date in dates):
        said = [(Date(year), str(year), stop) for year, stop in years.items()]
    else:
        said = [(date, stop.said, stop) for date, stop in dates.items()]
    face = plan.house.faces["sans"]
    return [
        (
            moment(date),
            Run(words, face, "ink-2", (("data-class", "date"), ("data-fact", stop.line.address))),
        )
        for date, words, stop in said
    ]


def _feet(plan: Dated, pen: Pen, x: Scale, floor: float) -> tuple[Words, ...]:
    """Return the words under the axis: all, or every second, fifth or tenth year with the first and last."""
    small, width = pen.small, plan.rendering.width
    dates = _dates(plan)
    words = [
        inside(Words(x(when), floor + 1.5 * small, (run,), small, "middle"), width) for when, run in dates
    ]
    ends = (len(words) - 1, 0)
    for step in (1, 2, 5, 10, 20, 50):
        whole = [nth for nth, (when, _) in enumerate(dates) if int(when) % step == 0]
        kept = thinned([words[nth] for nth in whole], 0.5 * small) if whole else ()
        if len(kept) == len(whole):
            chosen = sorted({*whole, *ends})
            return thinned([words[nth] for nth in chosen], 0.3 * small, (len(chosen) - 1, 0))
    return thinned(words, 0.3 * small, ends)


def _notches(plan: Dated, plot: _Plot, pen: Pen) -> list[Shape]:
    """Return the short marks under the axis: one for each date it names, and for each year between them."""
    times = {when for when, _ in _dates(plan)}
    if all(stop.date == Date(stop.date.year) for stop in plan.stops):
        times |= {min(times) + nth for nth in range(int(max(times) - min(times)))}
    floor, weight = plot.y.start, pen.look.axis * pen.line
    return [
        rule("notch", (plot.x(when), floor), (plot.x(when), floor + 0.42 * pen.small), "ink", weight)
        for when in sorted(times)
    ]


def _margin(plan: Dated, pen: Pen, frame: _Frame, inset: float) -> float:
    """Return what is left free right of the plot, for the labels of the last points."""
    last = max(stop.when for stop in plan.stops)
    room = [measure((run,), pen.small) / 2 for when, run in _dates(plan) if when == last] or [0.0]
    for strand in plan.strands if frame.margins[1] else ():
        for stop in strand.stops:
            if stop.when == last:
                blocks = _said(stop, pen)[:1]
                if strand in frame.joint and stop is strand.stops[-1]:
                    blocks += [_told(plan, strand, stop, pen)[0]]
                room += [breadth(pen) / 2 + GAP * pen.text + block.width + 1 for block in blocks]
    return max(0.0, max(room) - inset)


# --- the ink of series ---------------------------------------------------------------------------


def _fine(pen: Pen) -> Pen:
    """Return the pen for points that go unlabelled: their dots are half as large."""
    return replace(pen, look=replace(pen.look, dot=pen.look.dot / 2))


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
            part="line",
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
    lines = even(runs, size, measure(runs, size) * 0.95)
    return [lines] if len(lines) == 2 else []


def _named(plan: Dated, strand: Strand, pen: Pen, wrap: float) -> list[tuple[tuple[Run, ...], float]]:
    """Return the lines of a strand's name, no wider than ``wrap`` widths of the drawing where words allow."""
    most = wrap * plan.rendering.width
    names = [(runs, pen.text) for runs in even(strand.name, pen.text, most)]
    return names + [(runs, pen.small) for runs in (even(strand.sub, pen.small, most) if strand.sub else [])]


def _told(plan: Dated, strand: Strand, stop: Stop, pen: Pen) -> tuple[Block, Block]:
    """Return the words of a last stop with the name of its strand under them, and over them."""
    wrap = WRAPS[plan.rendering.medium][1]
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
            if not every and _plain(strand, stop):
                continue
            ways = _ways(plan, plot, strand, stop)
            around = hull(shape.box for shape in inks[stop])
            label = Label(
                stop.line.label.text,
                spots[stop],
                around,
                tuple((block, ("e", *ways) if last else ways) for block in _said(stop, pen)),
                rivals=tuple(spot for spot in spots.values() if apart(spot, spots[stop]) > 2 * pen.ring),
            )
            if last and strand in frame.joint:
                under, over = _told(plan, strand, stop, pen)
                sets = (
                    (under, ("e",)),
                    (over, ("e",)),
                    (under, ("se", "s", "sw")),
                    (over, ("ne", "n", "nw")),
                )
                yield stop, replace(label, sets=sets, step=0.4)
                continue
            if last:
                names.append(_name(plan, plot, pen, strand, around, ways))
            yield stop, label
    yield from ((None, name) for name in names)


def _plain(strand: Strand, stop: Stop) -> bool:
    """Return whether the drawing says of a stop all that its label does: an exact number along a line."""
    hedged = stop.line.drawn != (Held.EXACT.value,) or stop.line.place
    return not hedged and stop not in (strand.stops[0], strand.stops[-1])


def _name(plan: Dated, plot: _Plot, pen: Pen, strand: Strand, around: Box, ways: Sequence[str]) -> Label:
    """Return the label that names a strand: at its last stop, else along its line from there back."""
    last = strand.stops[-1]
    blocks = [Block(tuple(_named(plan, strand, pen, wrap))) for wrap in WRAPS[plan.rendering.medium]]
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
