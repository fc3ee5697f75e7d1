"""What plots of two axes share: scales, ticks, the words of axes, plates, and leaders to labels."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import replace
from fractions import Fraction
from functools import lru_cache
from math import hypot, log10

from tieout.frozen import frozen
from tieout.hedges import ChartFault, House, Pen
from tieout.ink import Group, Run, Shape, Stroke, Words
from tieout.layouts import Axis
from tieout.layouts.plan import LEADING, TITLE, axes, measure, plate, wrapped
from tieout.plane.placing import Placed, Spot
from tieout.quantities.dates import Date
from tieout.quantities.numerals import decimal
from tieout.scripts import Rendering

HEIGHTS = {  # of a drawing, in its widths: the first in which every label finds a place is taken
    "print": (0.45, 0.52, 0.6),
    "web": (0.45, 0.52, 0.6),
    "narrow": (0.75, 0.9, 1.05, 1.2),
}
WRAPS = {  # how wide the lines of a name may stand, in widths of the drawing
    "print": (0.3, 0.22, 0.16),
    "web": (0.3, 0.22, 0.16),
    "narrow": (0.44, 0.34, 0.26),
}
GAP = 0.45  # from a mark to its label, in sizes of text
CLEAR = 0.25  # how far words keep from ink and from other words, likewise


# --- axes ----------------------------------------------------------------------------------------


@lru_cache(maxsize=1024)
def moment(date: Date) -> Fraction:
    """Return the middle of ``date`` in years, 2026 and a half for 2026: years stand evenly.

    A last day ("by 2028") stands at itself.
    """
    first, last = date.last if date.by else date.first, date.last
    start = first.year + Fraction(first.timetuple().tm_yday - 1, _days(first.year))
    return (start + last.year + Fraction(last.timetuple().tm_yday, _days(last.year))) / 2


def _days(year: int) -> int:
    return Date(year).last.timetuple().tm_yday


@frozen
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
        """Return it, reaching further where a value lacks the room it needs before and after it.

        An even scale starts where it did: below zero there is nothing.
        """
        low, high = self.low, self.high
        for value, before, after in values:
            low = min(low, self.past(value, -before)) if self.log else low
            high = max(high, self.past(value, after))
        return replace(self, low=low, high=high)


def powers(low: Fraction, high: Fraction, limit: int) -> tuple[Fraction, ...]:
    """Return the ticks of a log axis that holds ``low``, which is above 0, to ``high``.

    They are powers of ten, at most ``limit`` after the first. Where fewer than three of those would do, 2 and
    5 times a power are ticks too, unless they were too many.
    """
    first, last = _exponent(low), _exponent(high)
    last += Fraction(10) ** last < high
    fine = [Fraction(10) ** power * nice for power in range(first, last + 2) for nice in (1, 2, 5)]
    start = max(nth for nth, one in enumerate(fine) if one <= low)
    until = max(min(nth for nth, one in enumerate(fine) if one >= high), start + 1)
    if sum(nth % 3 == 0 for nth in range(start, until + 1)) < 3 and until - start <= limit:
        return tuple(fine[start : until + 1])
    step = max(-(-(last - first) // limit), 1)
    count = max(-(-(last - first) // step), 1)
    return tuple(Fraction(10) ** (first + step * nth) for nth in range(count + 1))


def _exponent(value: Fraction) -> int:
    """Return the exponent of the greatest power of ten that is not above ``value``."""
    power = len(str(value.numerator)) - len(str(value.denominator))
    return power if Fraction(10) ** power <= value else power - 1


def axis_group(
    name: str, scale: Scale, steps: Sequence[Fraction], counts: str, words: Sequence[Words]
) -> Group:
    """Return the words of an axis of numbers, as one group that says how places are read on it."""
    low, high = steps[0], steps[-1]
    kind = "log" if scale.log else "linear"
    span = (scale(low), scale(high))
    return Group(axes(name, kind, (decimal(low), decimal(high)), span, counts), list(words))


def rule(
    part: str, start: Spot, end: Spot, paint: str, weight: float, dash: tuple[float, ...] = ()
) -> Shape:
    """Return a straight line, which is such a ``part`` of a drawing."""
    return Shape(((start, end),), stroke=paint, weight=weight, dash=dash, closed=False, part=part)


def tick(house: House, text: str) -> Run:
    """Return a word of an axis."""
    return Run(text, house.faces["sans"], "ink-2", (("data-class", "tick"),))


def inside(words: Words, width: float) -> Words:
    """Return ``words`` moved as far as keeps them inside the drawing."""
    if words.box.left < 0:
        return replace(words, x=0.0, anchor="start")
    return replace(words, x=width, anchor="end") if words.box.right > width else words


def thinned(made: Sequence[Words], gap: float, ahead: Sequence[int] = ()) -> tuple[Words, ...]:
    """Return those that stand ``gap`` apart, in their order.

    Those ``ahead`` go before the others; then the last, then the first, then from the end.
    """
    order = [len(made) - 1, 0, *reversed(range(1, len(made) - 1))]
    kept: list[int] = []
    for nth in dict.fromkeys((*ahead, *order)):
        if all(not made[nth].box.grown(gap).meets(made[other].box) for other in kept):
            kept.append(nth)
    return tuple(made[nth] for nth in sorted(kept))


def title_words(runs: Sequence[Run], size: float, width: float) -> tuple[Words, ...]:
    """Return the title of an upright axis in lines from the top left."""
    rows = wrapped(runs, size, width) if runs else []
    return tuple(
        Words(0.0, 0.78 * size + nth * size * LEADING, row, size, data=TITLE) for nth, row in enumerate(rows)
    )


def upright_runs(house: House, axis: Axis, steps: Sequence[Fraction], last: bool) -> list[Run]:
    """Return the words of an upright axis; with ``last`` the last of them names the unit."""
    return [tick(house, axis(step, last and step == steps[-1])) for step in steps]


def upright_words(runs: Sequence[Run], heights: Sequence[float], left: float, size: float) -> list[Words]:
    """Return the words of an upright axis, each level with its gridline."""
    cap = runs[0].face.cap_height * size / 2
    return [
        Words(left - 0.6 * size, height + cap, (run,), size, "end")
        for run, height in zip(runs, heights, strict=True)
    ]


# --- text ----------------------------------------------------------------------------------------


def read(runs: Iterable[Run]) -> str:
    """Return ``runs`` as read."""
    return "".join(run.text for run in runs)


def even(runs: Sequence[Run], size: float, most: float) -> list[tuple[Run, ...]]:
    """Return ``runs`` in as few lines as fit in ``most``, those as even as words allow."""
    lines = wrapped(runs, size, most)
    for part in range(1, 12):
        narrower = wrapped(runs, size, most * (1 - part / 20))
        if len(narrower) > len(lines):
            break
        if max(measure(line, size) for line in narrower) <= max(measure(line, size) for line in lines):
            lines = narrower
    return lines


# --- labels --------------------------------------------------------------------------------------


def no_room(name: str, rendering: Rendering) -> ChartFault:
    """Return the fault of a drawing in which the label ``name`` finds no place."""
    return ChartFault(
        f"in {rendering.name}, the label `{name}` finds no place clear of the others",
        "shorten the names, or draw fewer points",
    )


def plates(words: Iterable[Words], lines: Sequence[tuple[Spot, Spot]], pen: Pen) -> Group:
    """Return a plate under each line of text that a gridline would run through or touch."""
    crossed = (one for one in words if any(Stroke(*line, 1.0).meets(one.box) for line in lines))
    return Group((), [plate(one, pen) for one in crossed])


def leader_lines(found: Iterable[Placed], pen: Pen) -> list[Shape | Words]:
    """Return the lines that lead from marks to such labels as stand off them."""
    weight = 0.7 * pen.line
    return [rule("leader", one.leader.start, one.leader.end, "ink-3", weight) for one in found if one.leader]


def gridlines(lines: Sequence[tuple[Spot, Spot]], pen: Pen) -> Group:
    """Return ``lines`` in the pale colour of the grid."""
    weight = pen.look.grid * pen.line
    return Group((), [Shape(tuple(lines), stroke="grid", weight=weight, closed=False, part="grid")])


def apart(one: Spot, other: Spot) -> float:
    """Return how far two places are apart."""
    return hypot(one[0] - other[0], one[1] - other[1])
