"""Stacked bars: the parts of a whole, end to end on one axis of 0 to 100 %, each with its name and number."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import replace
from enum import StrEnum
from fractions import Fraction
from itertools import product

from tieout.frozen import frozen
from tieout.hedges import ChartFault, Extent, Held, Line, Pen, fray, shapes, tail
from tieout.ink import Group, Run, Shape, Words, rectangle
from tieout.layouts.plan import (
    LEADING,
    TITLE,
    Laid,
    Plan,
    axis_line,
    grid,
    gutter,
    last_half,
    measure,
    names_beside,
    plate,
    tick_words,
    ticks,
    title_above,
    wrapped,
)
from tieout.model import Mark

WHOLE = Fraction(100)
"""What the parts of a bar are parts of, in percent."""

_TRIED = 8  # for how many labels outside their bar every way to set them is tried: each doubles the ways


@frozen
class Pile:
    """One stacked bar: its texts, its parts in order from zero, and what is said of what they leave.

    A part that is not stated stands last, and is one at most. ``account`` says whose account of which part
    the bar shows, where one is disputed: the others are in no dispute.
    """

    name: tuple[Run, ...]
    sub: tuple[Run, ...]
    parts: tuple[Line, ...]
    rest: tuple[Run, ...] = ()
    account: str = ""


def stacks(plan: Plan, piles: Sequence[Pile]) -> Laid:
    """Return a bar of 0 to 100 % for each of ``piles``: names at the left, in a narrow rendering above.

    A part is labelled inside its segment where the label fits and can be read on it; else above or below,
    in a narrow rendering below, with a short tick. Where two such labels would meet, those that do not fit
    inside stand under the bar in order, each after a sample of its colour.

    A hedge is drawn within a bar as it is elsewhere: a ceiling is hatched to its cap, a range solid and then
    hatched, about has a dashed end, reported is an outline, a forecast pale. The chevrons of a floor stand on
    what follows it. What is not stated is hatched over all that the stated parts leave.

    Raises:
        ChartFault: what follows a floor is too short for its chevrons.
    """
    narrow = plan.rendering.medium == "narrow"
    return _over(plan, piles) if narrow else _beside(plan, piles)


# --- segments ------------------------------------------------------------------------------------


@frozen
class _Frame:
    """Where the axis of a drawing starts, and how many of its units are a percent; its measures."""

    plan: Plan
    left: float
    scale: float

    @property
    def pen(self) -> Pen:
        """The sizes and weights of the rendering."""
        return self.plan.pen

    @property
    def height(self) -> float:
        """How tall a bar stands."""
        narrow = self.plan.rendering.medium == "narrow"
        return self.pen.look.bar * self.pen.text * (0.85 if narrow else 1.0)

    @property
    def aside(self) -> float:
        """How far the far edge of a line of labels stands above or below a bar."""
        return 1.6 * self.pen.text

    @property
    def start(self) -> float:
        """Where a line of labels may start: off the line of the axis, which is as tall as the drawing."""
        return self.left if self.plan.rendering.medium == "narrow" else self.left + 0.5 * self.pen.text

    def x(self, share: Fraction) -> float:
        """Return where ``share`` stands."""
        return self.left + float(share) * self.scale


@frozen
class _Segment:
    """A piece of a bar from ``start`` to ``end``, in percent; without ``line`` it is what the parts leave.

    ``text`` is written of it, ``size`` large; of its start ``covered`` of the drawing's units lie under a
    floor's chevrons.
    """

    start: Fraction
    end: Fraction
    line: Line | None
    text: tuple[Run, ...]
    size: float
    covered: float = 0.0

    @property
    def width(self) -> float:
        """How wide its label stands."""
        return measure(self.text, self.size)


def _segments(frame: _Frame, pile: Pile) -> tuple[_Segment, ...]:
    """Return the pieces of a bar, in order."""
    pen = frame.pen
    made: list[_Segment] = []
    at, floor = Fraction(0), None
    for line in pile.parts:
        end = WHOLE if line.extent.held is Held.UNSTATED else at + line.extent.end
        made.append(_Segment(at, end, line, _text(frame, line), pen.text, _covered(frame, floor, end - at)))
        at, floor = end, line if line.extent.held is Held.FLOOR else None
    if at < WHOLE:
        made.append(_Segment(at, WHOLE, None, pile.rest, pen.small, _covered(frame, floor, WHOLE - at)))
    elif floor:
        _covered(frame, floor, Fraction(0))
    return tuple(made)


def _covered(frame: _Frame, floor: Line | None, share: Fraction) -> float:
    """Return how much of a segment of ``share`` the chevrons of the ``floor`` before it cover."""
    if floor is None:
        return 0.0
    over = tail(floor, frame.pen, frame.height)
    if over > float(share) * frame.scale:
        raise ChartFault(
            f"in {frame.plan.rendering.name}, what follows the floor `{floor.words}` can't hold its chevrons",
            "let a longer part or the rest follow it, or draw the parts as bars",
        )
    return over


def _text(frame: _Frame, line: Line) -> tuple[Run, ...]:
    """Return a part's name and number, to stand on the ground."""
    sans = frame.plan.house.faces["sans"]
    name = [replace(run, face=sans, paint=line.label.paint) for run in line.name]
    return (*name, Run(" ", sans, line.label.paint), line.label) if name else (line.label,)


# --- where labels stand --------------------------------------------------------------------------


class _Side(StrEnum):
    """Where the label of a segment stands: ``UNDER`` in a line of text, the others at the segment."""

    INSIDE = "inside"
    ABOVE = "above"
    BELOW = "below"
    UNDER = "under"


@frozen
class _Spot:
    """Where the label of a segment starts, in which colour inside it, and whether on a plate."""

    side: _Side
    x: float = 0.0
    paint: str = ""
    plated: bool = False


@frozen
class _Room:
    """A place inside a segment for its label, and the colour found there."""

    left: float
    right: float
    upon: str
    plated: bool = False


def _spots(frame: _Frame, segments: Sequence[_Segment]) -> Mapping[int, _Spot]:
    """Return where the label of each segment that has one stands, by the segment's place in the bar."""
    spots = {}
    outside = []
    for nth, segment in enumerate(segments):
        if segment.text and (spot := _inside(frame, segment)):
            spots[nth] = spot
        elif segment.text:
            outside.append(nth)
    return spots | dict(zip(outside, _aside(frame, [segments[nth] for nth in outside]), strict=True))


def _inside(frame: _Frame, segment: _Segment) -> _Spot | None:
    """Return where a label fits inside its segment, in a colour that can be read there."""
    house, pad = frame.plan.house, (0.5 if segment.line else 0.35) * frame.pen.text
    for room in _rooms(frame, segment):
        if segment.width + 2 * pad > room.right - room.left:
            continue
        if room.plated:
            return _Spot(_Side.INSIDE, room.left + pad, plated=True)
        for paint in (segment.text[-1].paint, "ground", "ink"):
            if house.legible(paint, room.upon):
                return _Spot(_Side.INSIDE, room.left + pad, paint)
    return None


def _rooms(frame: _Frame, segment: _Segment) -> Iterator[_Room]:
    """Yield the places inside a segment where a label may stand."""
    line, left, right = segment.line, frame.x(segment.start) + segment.covered, frame.x(segment.end)
    if line is None:
        yield _Room(left, right, "ctx-pale")
        return
    held = line.extent.held
    if held in (Held.UNSTATED, Held.CEILING):
        yield _Room(left, right, "ground", plated=True)
        return
    if line.forecast and line.tone.pale == line.tone.fill:
        return  # a tint, whose contrast no token tells
    upon = line.tone.pale if line.forecast else "ground" if line.reported else line.tone.fill
    if held is Held.RANGE:
        middle = frame.x(segment.start + line.extent.start)
        yield _Room(left, middle, upon)
        yield _Room(middle, right, "ground", plated=True)
    else:
        yield _Room(left, right - (fray(frame.pen) if held is Held.ABOUT else 0.0), upon)


def _aside(frame: _Frame, segments: Sequence[_Segment]) -> Sequence[_Spot]:
    """Return where the labels of ``segments`` stand above or below their bar, as many above as can.

    In a narrow rendering, where names stand above, all stand below. Where two would meet, and where there are
    too many to try all ways, all stand under.
    """
    if len(segments) > _TRIED:
        return [_Spot(_Side.UNDER) for _ in segments]
    wide = [one.width for one in segments]
    middles = [frame.x((one.start + one.end) / 2) for one in segments]
    room = (frame.start, frame.plan.rendering.width)
    free = (_Side.BELOW,) if frame.plan.rendering.medium == "narrow" else (_Side.ABOVE, _Side.BELOW)
    for sides in sorted(product(free, repeat=len(segments)), key=lambda way: way.count(_Side.BELOW)):
        places: dict[int, float] = {}
        for side in free:
            here = [nth for nth, one in enumerate(sides) if one is side]
            labels = [(middles[nth], wide[nth]) for nth in here]
            places |= dict(zip(here, _spread(labels, room, frame.pen.text), strict=True))
        if all(
            x - 0.5 * frame.pen.text <= middles[nth] < x + wide[nth] <= room[1] + 0.1
            for nth, x in places.items()
        ):
            return [_Spot(side, places[nth]) for nth, side in enumerate(sides)]
    return [_Spot(_Side.UNDER) for _ in segments]


def _spread(
    labels: Sequence[tuple[float, float]], room: tuple[float, float], apart: float
) -> Sequence[float]:
    """Return where each of ``labels`` (middle wished for, width) starts, in order and ``apart`` at least.

    Those that would meet are moved together, so that the distances from their wishes cancel out.
    """

    def start(block: tuple[float, list[float]]) -> float:
        wish, widths = block
        return max(room[0], min(wish / len(widths), room[1] - sum(widths) - apart * (len(widths) - 1)))

    blocks: list[tuple[float, list[float]]] = []  # the sum of wished starts of their first, and the widths
    for middle, width in labels:
        block = (middle - width / 2, [width])
        while blocks and start(blocks[-1]) + sum(blocks[-1][1]) + apart * len(blocks[-1][1]) > start(block):
            wish, widths = blocks.pop()
            before = sum(widths) + apart * len(widths)
            block = (wish + block[0] - len(block[1]) * before, [*widths, *block[1]])
        blocks.append(block)
    starts = []
    for block in blocks:
        x = start(block)
        for width in block[1]:
            starts.append(x)
            x += width + apart
    return starts


# --- one bar -------------------------------------------------------------------------------------


def _bar(
    frame: _Frame, segments: Sequence[_Segment], spots: Mapping[int, _Spot], top: float
) -> tuple[list[Group], float]:
    """Return the groups of one bar, its upper edge at ``top``, and where the last of its ink ends."""
    pen, height = frame.pen, frame.height
    bed = rectangle(frame.left, top, float(WHOLE) * frame.scale, height)
    groups = []
    foot = top + height
    under: list[tuple[Group, _Segment]] = []
    for nth, segment in enumerate(segments):
        group = Group(segment.line.data if segment.line else (), list(_ink(frame, segment, top)))
        groups.append(group)
        spot = spots.get(nth)
        if spot is None:
            continue
        if spot.side is _Side.UNDER:
            under.append((group, segment))
            continue
        label = _label(frame, segment, spot, top)
        if spot.side is not _Side.INSIDE:
            group.items += [_tick(frame, segment, spot, top), *_clear(frame, label)]
        elif spot.plated:
            group.items.append(plate(label, pen))
        group.items.append(label)
        foot = max(foot, top + height + frame.aside if spot.side is _Side.BELOW else 0.0)
    # A floor's chevrons stand on what follows it, even on a floor, so it is drawn after that.
    floors = [nth for nth, one in enumerate(segments) if one.line and one.line.extent.held is Held.FLOOR]
    order = [nth for nth in range(len(segments)) if nth not in floors] + floors[::-1]
    drawn = [Group((), [Shape((bed,), fill="ground", part="bed")]), *[groups[nth] for nth in order]]
    return drawn, _written_under(frame, under, top + height) if under else foot


def _ink(frame: _Frame, segment: _Segment, top: float) -> Iterator[Shape]:
    """Yield the shapes of a segment: it ends at its number, and starts after a gap where another ends."""
    gap = min(frame.pen.line, float(segment.end - segment.start) * frame.scale / 3) if segment.start else 0.0
    left = frame.x(segment.start) + gap
    whole = frame.x(segment.end) - left
    line = segment.line
    if line is None:
        weight = frame.pen.look.axis * frame.pen.line  # the pale of what is left needs an edge to be seen
        box = rectangle(
            left + weight / 2, top + weight / 2, max(whole - weight, 0.0), frame.height - weight
        )
        yield Shape((box,), fill="ctx-pale", stroke="ctx", weight=weight, part="rest")
        return
    less = Fraction(gap) / Fraction(frame.scale)
    reach = Extent(
        line.extent.held, max(line.extent.start - less, Fraction(0)), max(line.extent.end - less, Fraction(0))
    )
    body = shapes(replace(line, extent=reach), frame.pen, (left, top), frame.height, frame.scale, whole)
    if line.extent.held is not Held.FLOOR:
        yield from body
        return
    yield body[0]
    for chevron in body[1:]:
        yield _edged(chevron, 0.8 * frame.pen.line)
        yield chevron


def _edged(chevron: Shape, by: float) -> Shape:
    """Return a chevron of ground that stands out ``by`` on both sides of ``chevron``, on whatever it lies."""
    far = max(x for x, _ in chevron.runs[0])
    back = min(x for x, _ in chevron.runs[0])
    tip = next(y for x, y in chevron.runs[0] if x == far)
    hollow = max(x for x, y in chevron.runs[0] if y == tip and x < far)
    moved = tuple((x - by if x in (back, hollow) else x + by, y) for x, y in chevron.runs[0])
    return Shape((moved,), fill="ground", part="edge")


def _label(frame: _Frame, segment: _Segment, spot: _Spot, top: float) -> Words:
    """Return the label of a segment at its spot."""
    size = frame.pen.text
    cap = frame.plan.house.faces["strong"].cap_height * size
    baseline = {
        _Side.INSIDE: top + (frame.height + cap) / 2,
        _Side.ABOVE: top - 0.75 * size,
        _Side.BELOW: top + frame.height + 0.75 * size + cap,
    }[spot.side]
    runs = [replace(run, paint=spot.paint) if spot.paint else run for run in segment.text]
    return Words(spot.x, baseline, tuple(runs), segment.size)


def _tick(frame: _Frame, segment: _Segment, spot: _Spot, top: float) -> Shape:
    """Return the tick between a segment and its label."""
    x, size = frame.x((segment.start + segment.end) / 2), frame.pen.text
    above = spot.side is _Side.ABOVE
    ends = (top - 0.5 * size, top) if above else (top + frame.height, top + frame.height + 0.5 * size)
    line = tuple((x, y) for y in ends)
    weight = frame.pen.look.axis * frame.pen.line
    return Shape((line,), stroke="ink-3", weight=weight, closed=False, part="leader")


def _clear(frame: _Frame, label: Words) -> Iterator[Shape]:
    """Yield a plate for a label that a gridline would cross; in a narrow rendering they end at the bars."""
    if frame.plan.rendering.medium == "narrow":
        return
    steps = ticks(WHOLE, Fraction(1), frame.pen.look.gridlines)[1:]
    if any(label.box.left - 2 < frame.x(step) < label.box.right + 2 for step in steps):
        yield plate(label, frame.pen)


def _written_under(frame: _Frame, under: Sequence[tuple[Group, _Segment]], top: float) -> float:
    """Add the labels of ``under`` to their groups as lines of text under the bar; return where they end."""
    pen, right = frame.pen, frame.plan.rendering.width
    size, x, y = pen.text, frame.start, top + 1.45 * pen.text
    sample, space = 0.62 * size, 0.4 * size
    for group, segment in under:
        long = sample + space + segment.width
        if x > frame.start and x + long > right:
            x, y = frame.start, y + LEADING * size
        box = rectangle(x, y - sample, sample, sample)
        group.items.append(_sample(frame, segment, box))
        for order, runs in enumerate(wrapped(segment.text, segment.size, right - x - sample - space)):
            y += LEADING * size if order else 0.0
            words = Words(x + sample + space, y, runs, segment.size)
            group.items += [*_clear(frame, words), words]
        x += long + 1.3 * size
    return y + 0.35 * size


def _sample(frame: _Frame, segment: _Segment, box: tuple[tuple[float, float], ...]) -> Shape:
    """Return a square of a segment's colour; an outline where no ink of it is solid."""
    line, weight = segment.line, frame.pen.look.outline * frame.pen.line
    if line is None:
        return Shape((box,), fill="ctx-pale", part="sample")
    if line.extent.held is Held.UNSTATED:
        return Shape((box,), stroke="ctx", weight=weight, part="sample")
    if line.reported or line.extent.held is Held.CEILING:
        return Shape((box,), stroke=line.tone.fill, weight=weight, part="sample")
    return Shape((box,), fill=line.tone.pale if line.forecast else line.tone.fill, part="sample")


# --- the drawing ---------------------------------------------------------------------------------


def _beside(plan: Plan, piles: Sequence[Pile]) -> Laid:
    """Return the layout with the names at the left."""
    pen, width = plan.pen, plan.rendering.width
    steps = ticks(WHOLE, Fraction(1), pen.look.gridlines)
    most = pen.look.names * width
    texts = [(wrapped(one.name, pen.text, most), wrapped(one.sub, pen.small, most)) for one in piles]
    left = gutter(pen, texts)
    frame = _Frame(plan, left, (width - left - last_half(plan, pen, steps)) / float(WHOLE))
    head = y = 1.9 * pen.small if plan.title else 0.0
    groups: list[Group] = []
    for pile, (names, subs) in zip(piles, texts, strict=True):
        segments = _segments(frame, pile)
        spots = _spots(frame, segments)
        block = len(names) * pen.text * LEADING + len(subs) * pen.small * LEADING
        clear = max(pen.look.gap * pen.text, block + 0.75 * pen.text - frame.height) / 2
        above = any(one.side is _Side.ABOVE for one in spots.values())
        top = y + max(clear, frame.aside + 0.4 * pen.text if above else 0.0)
        drawn, foot = _bar(frame, segments, spots, top)
        groups += [names_beside(pen, names, subs, left - 0.9 * pen.text, top + frame.height / 2), *drawn]
        y = max(top + frame.height + clear, foot + 0.4 * pen.text)
    title = [Words(left, 0.78 * pen.small, plan.title, pen.small, data=TITLE)] if plan.title else []
    return Laid(
        (
            grid(pen, steps[1:], left, head, y, frame.scale),
            *groups,
            axis_line(pen, left, head, y),
            tick_words(plan, pen, steps, left, y, frame.scale, width),
            Group((), [*title]),
        ),
        y + 1.75 * pen.small,
        tuple(_marks(piles)),
    )


def _over(plan: Plan, piles: Sequence[Pile]) -> Laid:
    """Return the layout with the names above the bars, the axis under the last of them."""
    pen, width = plan.pen, plan.rendering.width
    steps = ticks(WHOLE, Fraction(1), pen.look.gridlines)
    left = pen.look.axis * pen.line / 2
    frame = _Frame(plan, left, (width - left - last_half(plan, pen, steps)) / float(WHOLE))
    behind: list[Group] = []
    groups, y = title_above(plan)
    base = 0.0
    for order, pile in enumerate(piles):
        y += pen.look.gap * pen.text * 0.8 if order or plan.title else 0.0
        texts, y = _names_above(pen, pile, y, width)
        top = y + 0.68 * pen.text
        segments = _segments(frame, pile)
        drawn, y = _bar(frame, segments, _spots(frame, segments), top)
        segment = (top - 0.12 * frame.height, top + 1.12 * frame.height)
        behind.append(grid(pen, steps[1:], left, *segment, frame.scale))
        groups += [texts, *drawn, axis_line(pen, left, *segment)]
        base = max(segment[1], y)
    feet = tick_words(plan, pen, steps, left, base, frame.scale, width)
    return Laid((*behind, *groups, feet), base + 1.75 * pen.small, tuple(_marks(piles)))


def _names_above(pen: Pen, pile: Pile, top: float, width: float) -> tuple[Group, float]:
    """Return a bar's name and second line, in one line where they fit, and where they end."""
    y = top + pen.text
    over = measure(pile.name, pen.text) + 0.6 * pen.text
    if pile.sub and over + measure(pile.sub, pen.small) <= width:
        return Group((), [Words(0, y, pile.name, pen.text), Words(over, y, pile.sub, pen.small)]), y
    texts = Group()
    y = top
    for runs, size in [
        *[(runs, pen.text) for runs in wrapped(pile.name, pen.text, width)],
        *[(runs, pen.small) for runs in wrapped(pile.sub, pen.small, width)],
    ]:
        y += size * LEADING if texts.items else size
        texts.items.append(Words(0, y, runs, size))
    return texts, y


def _marks(piles: Sequence[Pile]) -> Iterator[Mark]:
    for pile in piles:
        bar = "".join(run.text for run in pile.name)
        for line in pile.parts:
            whole = f"{bar} ({pile.account})".lstrip() if pile.account and not line.place else bar
            row = ", ".join(one for one in (whole, line.words) if one)
            yield Mark(row, line.address, line.label.text, "bar", line.place, line.account)
