"""How each hedge is drawn: what a number is held to, as the shape of its bar or of its point."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping
from dataclasses import field, replace
from enum import StrEnum
from fractions import Fraction
from math import pi
from typing import Any

from tieout.frozen import frozen
from tieout.ink import Face, Run, Shape, hatching, rectangle
from tieout.quantities.interval import Hedge, Quantity


class ChartFault(Exception):
    """A chart script asks for what can't be drawn truly; says how to mend it."""

    def __init__(self, message: str, help: str | None = None, *notes: str) -> None:
        super().__init__(message)
        self.message, self.help, self.notes = message, help, notes


# --- the house look ------------------------------------------------------------------------------


@frozen
class Tone:
    """The colours of a series: its fill, the two its chevrons pale to, and its words."""

    fill: str
    mid: str
    pale: str
    words: str


@frozen
class Look:
    """The house style of charts. Sizes of text are by medium (``display`` by rendering), in pt or px.

    ``bar``, ``gap``, ``dot`` and ``headline_bar`` are in sizes of text; ``series``, ``axis``, ``grid``,
    ``outline`` and ``cap`` are weights of lines in pt, times ``screen`` on the web; ``hatch`` is the space
    between strokes, in sizes of text. ``gridlines`` counts the most of them, ``names`` is the most of the
    width that row names take, ``reach`` what the longest headline bar takes. ``tones`` is keyed by emphasis,
    ``verdicts`` by status.
    """

    text: Mapping[str, float]
    small: Mapping[str, float]
    display: Mapping[str, float]
    bar: float
    gap: float
    dot: float
    headline_bar: float
    series: float
    axis: float
    grid: float
    outline: float
    cap: float
    hatch: float
    screen: float
    names: float
    reach: float
    gridlines: int
    tones: Mapping[str, Tone]
    verdicts: Mapping[str, Tone]


@frozen
class House:
    """The look, the colours by name (of the light scheme, as #RRGGBB) and the faces by role.

    Roles are ``sans``, ``strong``, ``slant`` and ``display``. ``dark`` holds the colours of the dark scheme,
    in which a page may show what is drawn in the light one.
    """

    look: Look
    colours: Mapping[str, str]
    faces: Mapping[str, Face]
    dark: Mapping[str, str] = field(default_factory=dict)

    def legible(self, paint: str, upon: str) -> bool:
        """Whether words in ``paint`` can be read on a fill of ``upon``, in every scheme (WCAG 2.2, 1.4.3)."""
        schemes = [self.colours, self.dark] if self.dark else [self.colours]
        return all(contrast(scheme[paint], scheme[upon]) >= 4.5 for scheme in schemes)


def contrast(one: str, other: str) -> float:
    """Return the contrast of two colours given as #RRGGBB, from 1 to 21, as WCAG 2.2 defines it."""
    low, high = sorted((_luminance(one), _luminance(other)))
    return (high + 0.05) / (low + 0.05)


def _luminance(colour: str) -> float:
    parts = [int(colour[at : at + 2], 16) / 255 for at in (1, 3, 5)]
    red, green, blue = (one / 12.92 if one <= 0.04045 else ((one + 0.055) / 1.055) ** 2.4 for one in parts)
    return 0.2126 * red + 0.7152 * green + 0.0722 * blue


# --- from a quantity to how far it reaches -------------------------------------------------------


class Held(StrEnum):
    """How a number is drawn, after the hedge it is held to."""

    EXACT = "exact"
    FLOOR = "floor"
    CEILING = "ceiling"
    RANGE = "range"
    ABOUT = "about"
    UNSTATED = "not stated"


@frozen
class Extent:
    """How far a quantity reaches, in whole units: ``start`` is where doubt begins, ``end`` where ink ends."""

    held: Held
    start: Fraction
    end: Fraction


def extent(value: Quantity) -> Extent:
    """Return how far ``value`` reaches, by its hedge; a result of arithmetic without one by its interval.

    Of a result that is "nearly" or "just over" a number no more is known than that bound.
    """
    low, high = value.interval.low, value.interval.high
    if value.derived and value.hedge is Hedge.NEARLY and high is not None:
        return Extent(Held.CEILING, Fraction(0), high)
    if value.derived and value.hedge is Hedge.JUST_OVER and low is not None:
        return Extent(Held.FLOOR, low, low)
    match value.hedge:
        case Hedge.UP_TO | Hedge.LESS_THAN if high is not None:
            return Extent(Held.CEILING, Fraction(0), high)
        case Hedge.ABOUT if low is not None and high is not None:
            return Extent(Held.ABOUT, (low + high) / 2, (low + high) / 2)
        case Hedge.NEARLY if high is not None:
            return Extent(Held.ABOUT, high, high)
        case Hedge.JUST_OVER if low is not None:
            return Extent(Held.ABOUT, low, low)
    if low is not None and high is None:
        return Extent(Held.FLOOR, low, low)
    if high is not None and low is None:
        return Extent(Held.CEILING, Fraction(0), high)
    if low is None or high is None:
        raise ChartFault("a quantity without bounds can't be drawn", "leave it out of the chart")
    if low != high:
        return Extent(Held.RANGE, low, high)
    return Extent(Held.ABOUT if value.approximate else Held.EXACT, low, low)


@frozen
class Line:
    """A row ready to be drawn: its texts cut into runs, how far it reaches in units of the axis, its colours.

    ``label`` is its number in words, ``cells`` the words of its columns; ``threshold``, ``reported`` and
    ``forecast`` change the drawing; ``data`` are the attributes of its mark; ``address`` and ``addresses``
    are those of its fact and of its columns' facts, empty for none. Of one side of a dispute ``place`` says
    whose account it is, and ``account`` is what content calls it.
    """

    name: tuple[Run, ...]
    sub: tuple[Run, ...]
    extent: Extent
    label: Run
    tone: Tone
    cells: tuple[Run, ...] = ()
    address: str = ""
    addresses: tuple[str, ...] = ()
    place: str = ""
    account: str = ""
    threshold: bool = False
    reported: bool = False
    forecast: bool = False
    data: tuple[tuple[str, str], ...] = ()

    @property
    def words(self) -> str:
        """The row's name as read."""
        return "".join(run.text for run in self.name)

    @property
    def drawn(self) -> tuple[str, ...]:
        """The drawings its bar is made of, by the names that the key of a page explains them under."""
        if self.extent.held is Held.UNSTATED:
            return ("unstated",)
        if self.threshold:
            return ("threshold", "reported") if self.reported else ("threshold",)
        over = [name for name, is_so in (("forecast", self.forecast), ("reported", self.reported)) if is_so]
        solid = self.extent.held in (Held.EXACT, Held.ABOUT)  # whose ends an outline has not
        return tuple(over) if over and solid else (self.extent.held.value, *over)


@frozen
class Pen:
    """The weights and sizes of one rendering: ``text`` and ``small`` sizes, ``line`` per pt of weight."""

    look: Look
    text: float
    small: float
    line: float

    @property
    def dash(self) -> tuple[float, float]:
        """The dashes of an outline."""
        return (3.2 * self.line, 2.2 * self.line)

    @property
    def dots(self) -> tuple[float, float]:
        """The dots of a leader."""
        return (1.1 * self.line, 2.5 * self.line)

    @property
    def ring(self) -> float:
        """The radius of a dot."""
        return self.look.dot * self.text


_BRIM = 0.2  # how far a cap stands out, in heights of its bar
_CHEVRONS = 3
_TEETH = 4
_PALING = (1.0, 0.6, 0.3)  # of a series that has no paler colours of its own
_DEPTH, _THICK, _PITCH, _LEAD = 0.34, 0.15, 0.235, 0.11  # of the bar's height: a chevron is no measure


def tail(line: Line, pen: Pen, height: float) -> float:
    """Return how far the drawing of ``line`` stands past its end."""
    if line.threshold:
        return pen.ring + pen.look.outline * pen.line
    if line.extent.held is Held.FLOOR:
        return (_LEAD + (_CHEVRONS - 1) * _PITCH + _THICK + _DEPTH) * height
    return pen.look.cap * pen.line / 2


def fray(pen: Pen) -> float:
    """Return how wide the dashed end of a number stands that is about right."""
    return pen.look.outline * pen.line * 2.2


def brim(line: Line, height: float) -> float:
    """Return how far the cap of ``line`` stands out above and below its bar; 0 for a drawing without one."""
    capped = line.extent.held in (Held.CEILING, Held.RANGE) and not line.threshold
    return _BRIM * height if capped else 0.0


def shapes(
    line: Line, pen: Pen, at: tuple[float, float], height: float, scale: float, whole: float
) -> list[Shape]:
    """Return the bar of ``line``, its zero at ``at`` (left, top); ``scale`` is the drawing's units for one
    unit of the axis, ``whole`` the width of the plot."""
    left, top = at
    start, end = float(line.extent.start) * scale, float(line.extent.end) * scale
    if line.extent.held is Held.UNSTATED:
        return _hatched("ctx", pen, left, top, whole, height, ())
    if line.threshold:
        return _leader(line, pen, left, top + height / 2, end)
    if line.extent.held is Held.CEILING:
        return [*_doubtful(line, pen, left, top, end, height), _cap(line, pen, left + end, top, height)]
    if line.extent.held is Held.RANGE:
        return [
            *_body(line, pen, left, top, start, height),
            *_doubtful(line, pen, left + start, top, end - start, height),
            _cap(line, pen, left + end, top, height),
        ]
    ending = _chevrons(line, left + end, top, height) if line.extent.held is Held.FLOOR else []
    if line.extent.held is Held.ABOUT and not (line.reported or line.forecast):
        return _frayed(line, pen, left, top, end, height)
    return [*_body(line, pen, left, top, end, height), *ending]


def _body(line: Line, pen: Pen, left: float, top: float, width: float, height: float) -> list[Shape]:
    """Return what is held to be there: solid; an outline where only reported; pale where only forecast."""
    corners = (rectangle(left, top, width, height),)
    if not (line.reported or line.forecast):
        return [Shape(corners, fill=line.tone.fill, part="body")]
    weight = pen.look.outline * pen.line
    inner = (rectangle(left + weight / 2, top + weight / 2, max(width - weight, 0.0), height - weight),)
    outline = Shape(inner, stroke=line.tone.fill, weight=weight, dash=pen.dash, part="body")
    if not line.forecast:
        return [outline]
    if line.tone.pale != line.tone.fill:
        return [replace(outline, fill=line.tone.pale)]
    return [Shape(inner, fill=line.tone.fill, opacity=_PALING[-1], part="body"), outline]


def _doubtful(line: Line, pen: Pen, left: float, top: float, width: float, height: float) -> list[Shape]:
    dash = pen.dash if line.reported or line.forecast else ()
    return _hatched(line.tone.fill, pen, left, top, width, height, dash)


def _hatched(
    paint: str, pen: Pen, left: float, top: float, width: float, height: float, dash: tuple[float, ...]
) -> list[Shape]:
    weight = pen.look.outline * pen.line * 0.8
    strokes = hatching(left, top, width, height, pen.look.hatch * pen.text)
    edge = (rectangle(left + weight / 2, top + weight / 2, max(width - weight, 0.0), height - weight),)
    return [
        Shape(edge, fill="ground", part="doubt"),
        *([Shape(strokes, stroke=paint, weight=weight, closed=False, part="hatch")] if strokes else []),
        Shape(edge, stroke=paint, weight=weight, dash=dash, part="doubt"),
    ]


def _cap(line: Line, pen: Pen, at: float, top: float, height: float) -> Shape:
    past = brim(line, height)
    ends = ((at, top - past), (at, top + height + past))
    return Shape((ends,), stroke=line.tone.fill, weight=pen.look.cap * pen.line, closed=False, part="cap")


def _frayed(line: Line, pen: Pen, left: float, top: float, end: float, height: float) -> list[Shape]:
    """Return a solid bar whose last edge, at its number, is dashed: the ink reaches it and thins out."""
    weight = min(fray(pen), end / 2)
    edge = ((left + end - weight / 2, top), (left + end - weight / 2, top + height))
    teeth = height / (2 * _TEETH - 1)  # a dash at both corners, so that the end is square
    return [
        Shape((rectangle(left, top, end - weight, height),), fill=line.tone.fill, part="body"),
        Shape((edge,), stroke=line.tone.fill, weight=weight, dash=(teeth, teeth), closed=False, part="fray"),
    ]


def _chevrons(line: Line, end: float, top: float, height: float) -> list[Shape]:
    return _paling(line.tone, height, lambda along, across: (end + along, top + height / 2 + across))


def _paling(tone: Tone, height: float, place: Callable[[float, float], tuple[float, float]]) -> list[Shape]:
    """Return the chevrons of a floor; ``place`` puts what is so far along the axis and across it."""
    made = []
    thick, depth, half = _THICK * height, _DEPTH * height, height / 2
    for order, paint in enumerate((tone.fill, tone.mid, tone.pale)):
        x = (_LEAD + order * _PITCH) * height
        outline = (
            place(x, -half),
            place(x + thick, -half),
            place(x + thick + depth, 0.0),
            place(x + thick, half),
            place(x, half),
            place(x + depth, 0.0),
        )
        opacity = _PALING[order] if paint == tone.fill else 1.0
        made.append(Shape((outline,), fill=paint, opacity=opacity, part="chevron"))
    return made


def _leader(line: Line, pen: Pen, left: float, middle: float, end: float) -> list[Shape]:
    weight = pen.look.outline * pen.line
    until = left + end - pen.ring
    rim = ((left + end, middle), (left + end + pen.ring - weight / 2, middle))
    return [
        Shape(
            (((left, middle), (until, middle)),),
            stroke=line.tone.fill,
            weight=weight,
            dash=pen.dots,
            closed=False,
            part="lead",
        ),
        Shape(
            (rim,),
            fill="ground",
            stroke=line.tone.fill,
            weight=weight * 1.6,
            dash=_dashed(pen.ring - weight / 2, _DASHES) if line.reported else (),
            round=True,
            part="dot",
        ),
    ]


# --- points --------------------------------------------------------------------------------------


class Way(StrEnum):
    """Which way the value axis runs: to the right, or upwards."""

    ACROSS = "across"
    UP = "up"


_CHEVRON = 2.5  # the height of a point's chevrons, in radii of its dot
_STROKE = 0.85  # the breadth of a range's stroke, likewise
_CAP = 1.7  # how far a cap stands out on either side, likewise
_BELOW = 1.5  # how long each of the paling pieces is that lead from a ceiling towards zero, likewise
_CORE, _RIM = 0.5, 1.2  # the solid middle and the ring of a number that is about right, likewise
_DASHES = 6  # of a ring: a whole number of them, so that they close


def breadth(pen: Pen) -> float:
    """Return how much room a point takes across the value axis: its caps stand out farthest."""
    return 2 * _CAP * pen.ring


def past(line: Line, pen: Pen) -> float:
    """Return how far the point of ``line`` stands beyond its end along the value axis."""
    if line.extent.held is Held.UNSTATED:
        return 0.0
    if line.extent.held is Held.RANGE and not line.threshold:
        return pen.look.cap * pen.line / 2
    if line.threshold or line.extent.held is not Held.FLOOR:
        return _RIM * pen.ring  # the widest of the rings, so that labels of a column start alike
    return pen.ring + (_LEAD + (_CHEVRONS - 1) * _PITCH + _THICK + _DEPTH) * _CHEVRON * pen.ring


def point(
    line: Line, pen: Pen, at: tuple[float, float], back: float = 0.0, way: Way = Way.ACROSS
) -> list[Shape]:
    """Return the point of ``line``, its number (of a range the upper end) at ``at``; nothing if not stated.

    ``back`` is how far towards zero the doubt of a range or a ceiling reaches, or the leader of a threshold,
    in the drawing's units. Chevrons, caps and the paling bar below a ceiling, cut where its doubt ends, have
    fixed sizes: they are no measure.
    """

    def place(along: float, across: float) -> tuple[float, float]:
        return (at[0] + along, at[1] + across) if way is Way.ACROSS else (at[0] + across, at[1] - along)

    def stroke(part: str, start: float, end: float, weight: float, **look: Any) -> Shape:
        ends = (place(start, 0.0), place(end, 0.0))
        return Shape((ends,), weight=weight, closed=False, part=part, **{"stroke": line.tone.fill, **look})

    def cap(along: float) -> Shape:
        ends = (place(along, -_CAP * pen.ring), place(along, _CAP * pen.ring))
        return Shape((ends,), stroke=line.tone.fill, weight=pen.look.cap * pen.line, closed=False, part="cap")

    held = line.extent.held
    if held is Held.UNSTATED:
        return []
    if line.threshold:
        dots = stroke("lead", -back, -pen.ring, pen.look.outline * pen.line, dash=pen.dots)
        ring = _ring(line.tone.fill, pen, at, pen.ring, _DASHES if line.reported else 0)
        return [*([dots] if back > pen.ring else []), ring]
    if held is Held.RANGE:
        if line.reported or line.forecast:
            piece = back / max(1, round(back / sum(pen.dash)))  # so that no dash is lost in a cap
            dash = (0.0, piece * 0.2, piece * 0.6, piece * 0.2)
            return [stroke("span", -back, 0.0, _STROKE * pen.ring / 2, dash=dash), cap(-back), cap(0.0)]
        return [stroke("span", -back, 0.0, _STROKE * pen.ring), cap(-back), cap(0.0)]
    if held is Held.CEILING:
        weight = pen.look.series * pen.line
        below = [
            stroke("below", -min(end, back), -start, weight, stroke=paint, opacity=opacity)
            for start, end, paint, opacity in _below(line.tone, pen)
            if start < back
        ]
        return [*below, cap(0.0), *_dot(line, pen, at)]
    ending = []
    if held is Held.FLOOR:
        ending = _paling(
            line.tone, _CHEVRON * pen.ring, lambda along, across: place(pen.ring + along, across)
        )
    return [*_dot(line, pen, at), *ending]


def _below(tone: Tone, pen: Pen) -> Iterator[tuple[float, float, str, float]]:
    """Yield how far below a ceiling each piece of its bar starts and ends, its colour and its opacity."""
    for order, paint in enumerate((tone.fill, tone.mid, tone.pale)):
        start = pen.ring * (1.0 + order * _BELOW)
        yield start, start + pen.ring * _BELOW, paint, _PALING[order] if paint == tone.fill else 1.0


def _dot(line: Line, pen: Pen, at: tuple[float, float]) -> list[Shape]:
    """Return the dot of a number: filled; hollow where forecast, dashed where reported or about right.

    A forecast that is only reported is hollow and dashed: the line that leads to it tells it from the past.

    What is about right keeps a solid middle, as its bar keeps a solid body; what is only reported has none.
    """
    paint = line.tone.fill
    if line.forecast or line.reported:
        return [_ring(paint, pen, at, pen.ring, _DASHES if line.reported else 0)]
    if line.extent.held is Held.ABOUT:
        rim = (at, (at[0] + _CORE * pen.ring, at[1]))
        core = Shape((rim,), fill=paint, round=True, part="core")
        return [_ring(paint, pen, at, _RIM * pen.ring, _DASHES), core]
    return [Shape(((at, (at[0] + pen.ring, at[1])),), fill=paint, round=True, part="dot")]


def _ring(paint: str, pen: Pen, at: tuple[float, float], radius: float, dashes: int = 0) -> Shape:
    weight = pen.look.outline * pen.line * 1.3
    middle = radius - weight / 2
    rim = (at, (at[0] + middle, at[1]))
    dash = _dashed(middle, dashes)
    return Shape((rim,), fill="ground", stroke=paint, weight=weight, dash=dash, round=True, part="dot")


def _dashed(radius: float, dashes: int) -> tuple[float, ...]:
    """Return the pattern that puts ``dashes`` on a circle; none gives an unbroken one."""
    turn = 2 * pi * radius / dashes if dashes else 0.0
    return (turn * 0.6, turn * 0.4) if dashes else ()
