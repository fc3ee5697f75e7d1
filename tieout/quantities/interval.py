"""Sets of possible values: intervals of exact rationals with open, closed and infinite ends."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence
from dataclasses import field
from enum import StrEnum
from fractions import Fraction

from tieout.frozen import frozen
from tieout.quantities.units import Unit, natural

SIGNIFICANT_ABOUT = 2  # figures that a number has at least which is no more than about right


class Hedge(StrEnum):
    """What a number is held to."""

    EXACTLY = "exactly"
    MORE_THAN = "more than"
    AT_LEAST = "at least"
    LESS_THAN = "less than"
    UP_TO = "up to"
    ABOUT = "about"
    NEARLY = "nearly"
    JUST_OVER = "just over"
    FROM_TO = "from-to"


COMPARING = frozenset(Hedge) - {Hedge.EXACTLY, Hedge.ABOUT, Hedge.FROM_TO}
"""The hedges that put a number on one side of another."""


@frozen
class Interval:
    """The values a quantity may have; an end that is None is infinite, and then open."""

    low: Fraction | None
    high: Fraction | None
    low_closed: bool = True
    high_closed: bool = True

    def __post_init__(self) -> None:
        if self.low is None and self.low_closed:
            object.__setattr__(self, "low_closed", False)
        if self.high is None and self.high_closed:
            object.__setattr__(self, "high_closed", False)

    @property
    def exact(self) -> bool:
        """Whether it holds one value only."""
        low, high = self.low, self.high
        return low is not None and high is not None and (low is high or low == high)

    @property
    def empty(self) -> bool:
        """Whether it holds nothing."""
        if self.low is None or self.high is None:
            return False
        return self.low > self.high or (self.low == self.high and not (self.low_closed and self.high_closed))

    def __contains__(self, value: Fraction) -> bool:
        above = self.low is None or value > self.low or (self.low_closed and value == self.low)
        return above and (self.high is None or value < self.high or (self.high_closed and value == self.high))

    def holds(self, other: Interval) -> bool:
        """Return whether every value of ``other`` is one of this interval's."""
        return other.empty or self.meet(other) == other

    def meets(self, other: Interval) -> bool:
        """Return whether the two share a value."""
        return not self.meet(other).empty

    def meet(self, other: Interval) -> Interval:
        """Return the values both hold; an empty interval where there are none."""
        low, low_closed = max(_low_key(self), _low_key(other))[1:]
        high, high_closed = min(_high_key(self), _high_key(other))[1:]
        return Interval(
            None if low is None else low,
            None if high is None else high,
            low_closed and low is not None,
            high_closed and high is not None,
        )

    def scaled(self, by: Fraction) -> Interval:
        """Return each value times ``by``, which is not 0."""
        low = None if self.low is None else self.low * by
        high = None if self.high is None else self.high * by
        if by < 0:
            return Interval(high, low, self.high_closed, self.low_closed)
        return Interval(low, high, self.low_closed, self.high_closed)

    def __neg__(self) -> Interval:
        return self.scaled(Fraction(-1))

    def __add__(self, other: Interval) -> Interval:
        return Interval(
            None if self.low is None or other.low is None else self.low + other.low,
            None if self.high is None or other.high is None else self.high + other.high,
            self.low_closed and other.low_closed,
            self.high_closed and other.high_closed,
        )

    def __sub__(self, other: Interval) -> Interval:
        return self + -other

    def __mul__(self, other: Interval) -> Interval:
        return _hull(_corner_product(one, two) for one in _ends(self) for two in _ends(other))

    def __truediv__(self, other: Interval) -> Interval:
        """Return the quotients.

        Raises:
            ZeroDivisionError: ``other`` may be 0.
        """
        return self * other.inverse()

    def inverse(self) -> Interval:
        """Return one over each value.

        An end that is an open 0 makes an infinite one.

        Raises:
            ZeroDivisionError: 0 is one of the values.
        """
        if Fraction(0) in self or (_below_zero(self) and _above_zero(self)):
            raise ZeroDivisionError
        low, low_closed = _one_over(self.high, self.high_closed)
        high, high_closed = _one_over(self.low, self.low_closed)
        return Interval(low, high, low_closed, high_closed)


EVERYTHING = Interval(None, None, False, False)
NOT_NEGATIVE = Interval(Fraction(0), None)
UNIT_INTERVAL = Interval(Fraction(0), Fraction(1))


def point(value: Fraction) -> Interval:
    """Return the interval that holds ``value`` only."""
    return Interval(value, value)


def minimum(one: Interval, other: Interval) -> Interval:
    """Return what the smaller of two independent values may be."""
    return -maximum(-one, -other)


def maximum(one: Interval, other: Interval) -> Interval:
    """Return what the larger of two independent values may be."""
    low, low_closed = max(_low_key(one), _low_key(other))[1:]
    highs = [(end.high, end.high_closed) for end in (one, other)]
    if any(high is None for high, _ in highs):
        return Interval(low, None, low_closed, False)
    high = max(high for high, _ in highs)
    return Interval(low, high, low_closed, any(closed for end, closed in highs if end == high))


def hull(spans: Sequence[Interval]) -> Interval:
    """Return the least interval that holds all of ``spans``, of which there is one at least."""
    low, low_closed = min(map(_low_key, spans))[1:]
    high, high_closed = max(map(_high_key, spans))[1:]
    return Interval(low, high, low_closed, high_closed)


# An end in a product: its value (None and a sign for an infinite one), and whether it is attained.
_End = tuple[Fraction | None, int, bool]


def _ends(interval: Interval) -> tuple[_End, _End]:
    low: _End = (interval.low, -1, interval.low_closed)
    high: _End = (interval.high, 1, interval.high_closed)
    return low, high


def _sign(end: _End) -> int:
    return end[1] if end[0] is None else (end[0] > 0) - (end[0] < 0)


def _corner_product(one: _End, two: _End) -> _End:
    sign = _sign(one) * _sign(two)
    if sign == 0:
        # An attained 0 makes 0 attained whatever the other end; 0 times infinity is the limit of zeros.
        attained = (one[0] == 0 and one[2]) or (two[0] == 0 and two[2])
        return Fraction(0), 0, attained
    if one[0] is None or two[0] is None:
        return None, sign, False
    return one[0] * two[0], sign, one[2] and two[2]


def _hull(corners: Iterable[_End]) -> Interval:
    ends = list(corners)
    low = None if any(end[0] is None and end[1] < 0 for end in ends) else min(_finite(ends))
    high = None if any(end[0] is None and end[1] > 0 for end in ends) else max(_finite(ends))
    return Interval(low, high, _attained(ends, low), _attained(ends, high))


def _finite(ends: list[_End]) -> list[Fraction]:
    return [end[0] for end in ends if end[0] is not None]


def _attained(ends: list[_End], value: Fraction | None) -> bool:
    return value is not None and any(end[2] for end in ends if end[0] == value)


def _one_over(value: Fraction | None, closed: bool) -> tuple[Fraction | None, bool]:
    if value is None:
        return Fraction(0), False
    return (None, False) if value == 0 else (1 / value, closed)


def _below_zero(interval: Interval) -> bool:
    return interval.low is None or interval.low < 0


def _above_zero(interval: Interval) -> bool:
    return interval.high is None or interval.high > 0


def _low_key(interval: Interval) -> tuple[tuple[object, ...], Fraction | None, bool]:
    if interval.low is None:
        return (0, Fraction(0), 0), None, False
    return (1, interval.low, not interval.low_closed), interval.low, interval.low_closed


def _high_key(interval: Interval) -> tuple[tuple[object, ...], Fraction | None, bool]:
    if interval.high is None:
        return (1, Fraction(0), 0), None, False
    return (0, interval.high, interval.high_closed), interval.high, interval.high_closed


@frozen
class Quantity:
    """An exact number with a unit and a hedge.

    ``interval`` counts whole ``unit``s (20 billion USD is 20 * 10**9). ``digits`` are the digit runs as
    written ("20",) or ("24.5", "26.6"), in ``scale`` units; empty for a result of arithmetic. They count by
    ``per`` of what the unit divides by: 0.25 by a million tokens, which is 0.00000025 USD/token. ``word`` is
    the hedge as written ("over"), empty for none. ``approximate`` is the algebra's mark (about).
    ``after`` is the unknown word that follows the number in a quote ("offices", "per rack"), so that it is
    not taken for something the desk counts; it takes no part in comparisons. ``figures`` says of a result
    that is about right how many significant figures are known of it; 0 is untold. ``wide`` is all that such a
    result may stand for, where its inputs are widened by what rounds to them.
    """

    interval: Interval
    unit: Unit
    hedge: Hedge = Hedge.EXACTLY
    word: str = ""
    digits: tuple[str, ...] = ()
    scale: int = 1
    approximate: bool = False
    after: str = field(default="", compare=False)
    figures: int = field(default=0, compare=False)
    per: int = 1
    wide: Interval | None = field(default=None, compare=False)

    @property
    def written(self) -> int:
        """How many significant figures the number was written with, or rests on; 0 where that is untold.

        Zeros at the end of a whole number are not significant: they may stand for figures nobody gave. A
        fraction has one.
        """
        return min((_figures(one) for one in self.digits), default=self.figures)

    @property
    def single(self) -> bool:
        """Whether it is one number, be it about right, or known to lie between two that are close."""
        return self.interval.exact or self.hedge is Hedge.EXACTLY or self.hedge is Hedge.ABOUT

    @property
    def derived(self) -> bool:
        """Whether it is a result of arithmetic, printed rounded outward."""
        return not self.digits


def floored(value: Quantity) -> Interval:
    """Return what ``value`` may be, as an amount of its unit: no less than 0 where nothing lets it be below.

    A result of arithmetic stays as it was worked out.
    """
    if value.interval.low is not None or value.derived or not natural(value.unit):
        return value.interval
    amount = value.interval.meet(NOT_NEGATIVE)
    return value.interval if amount.empty else amount


def widest(value: Quantity) -> Interval:
    """Return every number that ``value`` may stand for: "about 35" is 34.5 to 35.5.

    About a number is what rounds to it at the last figure written; where that is a zero of a whole number,
    all that is within a twentieth of it ("about 20" is 19 to 21). Nearly, and just over, is the half of that
    below, or above, it. A fraction has no figures: near it is a tenth of it, at most five hundredths. An
    amount of what there is stays one: about 0 MW is 0 to 0.5.
    """
    span = value.interval
    if value.derived:
        return value.wide or span
    if not value.approximate:
        return span
    low, high = span.low, span.high
    if value.hedge is Hedge.NEARLY and high is not None:
        span = Interval(high - _near(value, high, -1), high, True, False)
    elif value.hedge is Hedge.JUST_OVER and low is not None:
        span = Interval(low, low + _near(value, low, 0), False, True)
    else:
        below = None if low is None else low - _near(value, low, 0)
        above = None if high is None else high + _near(value, high, -1)
        span = Interval(below, above, low is not None, high is not None)
    if natural(value.unit) and (span.high is None or span.high >= 0) and (low is None or low >= 0):
        return span.meet(NOT_NEGATIVE)
    return span


def _near(value: Quantity, end: Fraction, nth: int) -> Fraction:
    """Return how far from ``end``, written as the ``nth`` of the value's digits, still counts as about it."""
    digits = value.digits[nth].replace(",", "")
    if "/" in digits:
        return min(abs(end) / 10, Fraction(1, 20))
    written = Fraction(digits)
    if written and "." not in digits and digits.endswith("0"):
        return abs(end) / 20
    one = abs(end / written) if written else Fraction(value.scale, value.per)
    return one / 2 / 10 ** len(digits.partition(".")[2])


def _figures(digits: str) -> int:
    if "/" in digits:
        return 1
    plain = digits.replace(",", "")
    bare = plain.replace(".", "").lstrip("0") if "." in plain else plain.strip("0")
    return len(bare) or 1


_BOUNDS: dict[Hedge, Callable[[Fraction], Interval]] = {
    Hedge.EXACTLY: point,
    Hedge.ABOUT: point,
    Hedge.MORE_THAN: lambda value: Interval(value, None, False, False),
    Hedge.JUST_OVER: lambda value: Interval(value, None, False, False),
    Hedge.AT_LEAST: lambda value: Interval(value, None, True, False),
    Hedge.LESS_THAN: lambda value: Interval(None, value, False, False),
    Hedge.NEARLY: lambda value: Interval(None, value, False, False),
    Hedge.UP_TO: lambda value: Interval(None, value, False, True),
}


def held_to(hedge: Hedge, value: Fraction) -> Interval:
    """Return the values that "``hedge`` ``value``" allows; ``hedge`` is not FROM_TO."""
    return _BOUNDS[hedge](value)
