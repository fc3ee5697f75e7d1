"""From a quantity to what will be said of it: which hedge, which digits, in no language yet."""

from __future__ import annotations

from fractions import Fraction
from typing import Protocol

from tieout.frozen import frozen
from tieout.quantities import units
from tieout.quantities.enclosures import places
from tieout.quantities.interval import SIGNIFICANT_ABOUT, Hedge, Quantity, widest
from tieout.quantities.numerals import decimal
from tieout.quantities.units import PERCENT, Unit

SIGNIFICANT = 3
_IN_FULL = 10_000  # below which a count that is exact is said with all its digits


class Display(Protocol):
    """The unit and scale in which a number is printed, by so many of its divisor (``model.DisplayUnit``)."""

    @property
    def unit(self) -> Unit: ...

    @property
    def scale(self) -> int: ...

    @property
    def per(self) -> int: ...


@frozen
class Said:
    """What will be printed of a quantity.

    ``digits`` are one number, or the two of a range, in ``scale`` ``unit``s: a decimal with "." and nothing
    between thousands, or a fraction ("2/3"); they count by ``per`` of what the unit divides by.
    ``approximate`` loosens a hedge that is a bound. A result of
    arithmetic is ``derived``, a stated quantity may have a ``word`` of its own for its hedge.
    """

    hedge: Hedge
    digits: tuple[str, ...]
    scale: int
    unit: Unit
    approximate: bool = False
    derived: bool = False
    word: str = ""
    per: int = 1


def said_of(value: Quantity, display: Display | None = None) -> Said:
    """Return what is said of ``value``: its own digits if it is stated, else rounded so as to claim no more.

    A lower bound is rounded down, an upper one up, a range outward, and a number to the nearest, when it is
    "about"; so is a range whose ends are then the same. ``display`` is the unit and scale to say it in;
    without it a small amount by what is counted is said by a thousand or a million of that. No share short
    of a hundred per cent is rounded to it, or one above it: it is "nearly" or "just over" that.

    Raises:
        ValueError: it has no bound at all.
    """
    own = (value.unit, value.scale, value.per)
    if value.digits and (display is None or (display.unit, display.scale, display.per) == own):
        digits = tuple(_plain(one) for one in value.digits)
        return Said(
            value.hedge, digits, value.scale, value.unit, value.approximate, word=value.word, per=value.per
        )
    unit = display.unit if display else value.unit
    hedge, ends = _rounded(value, unit)
    size = max(abs(end) for end in ends)
    per = display.per if display else by_many(size, unit)
    by = display.scale if display else _scale_of(size * per, unit)
    digits = tuple(decimal(end * per / by) for end in ends)
    bound = value.hedge in (Hedge.NEARLY, Hedge.JUST_OVER)  # whose mark says on which side, and no more
    loose = value.approximate and not bound and hedge not in _LOOSE
    return Said(hedge, digits, by, unit, loose, derived=True, per=per)


def is_altered(value: Quantity, display: Display | None = None) -> bool:
    """Return whether ``value`` is printed as about a number, though it is exact or a range itself."""
    return value.hedge not in _LOOSE and said_of(value, display).hedge in _LOOSE


_LOOSE = (Hedge.ABOUT, Hedge.NEARLY, Hedge.JUST_OVER)
_LOWER = (Hedge.AT_LEAST, Hedge.MORE_THAN, Hedge.JUST_OVER)
_UPPER = (Hedge.UP_TO, Hedge.LESS_THAN, Hedge.NEARLY)
_SMALL = Fraction(1, 1000)  # the money below which it is said by many of what it buys
_LEAST = Fraction(1, 100)  # a cent, that it comes to then
_WHOLE = 100  # per cent: what rounding never reaches from below, nor from above


def _plain(digits: str) -> str:
    bare = digits.replace(",", "")
    return bare if "/" in bare else decimal(Fraction(bare)) if "e" in bare.lower() else bare


def _rounded(value: Quantity, unit: Unit) -> tuple[Hedge, tuple[Fraction, ...]]:
    """Return the hedge of a result of arithmetic, and its ends rounded so that it claims no more."""
    interval = value.interval.scaled(units.factor(value.unit, unit))
    low, high = interval.low, interval.high
    kept = _kept(value)
    if low is not None and high is not None and value.hedge not in (*_LOWER, *_UPPER):
        if (one := _number(value, low, high, kept, unit)) is not None:
            return one
        return Hedge.FROM_TO, (_outward(low, kept, up=False), _outward(high, kept, up=True))
    if low is not None and low == high:
        return _number(value, low, low, kept, unit) or (Hedge.EXACTLY, (low,))
    if low is not None and (high is None or value.hedge in _LOWER):
        return Hedge.AT_LEAST, (_outward(low, kept, up=False),)
    if high is not None:
        return Hedge.UP_TO, (_outward(high, kept, up=True),)
    raise ValueError("a quantity without bounds can't be said")


def _number(
    value: Quantity, low: Fraction, high: Fraction, kept: int, unit: Unit
) -> tuple[Hedge, tuple[Fraction, ...]] | None:
    """Return the one number that all from ``low`` to ``high`` are rounded to, and its hedge; None for two."""
    is_whole = low == high and low.denominator == 1 and not value.approximate
    if is_whole and abs(low) < _IN_FULL and _is_count(unit):
        return Hedge.EXACTLY, (low,)
    shown = _nearest(low, kept)
    if _nearest(high, kept) != shown:
        middle = (low + high) / 2
        if value.hedge is not Hedge.ABOUT or not middle or high - low > _step(middle, kept):
            return None
        shown = _nearest(middle, kept)
    if unit == PERCENT and shown == _WHOLE and not low == high == shown:
        if value.approximate:
            low, high = _stands_for(value, low, high)
        if low <= _WHOLE <= high:
            return (Hedge.ABOUT, (shown,)) if value.approximate else None
        return Hedge.NEARLY if high < _WHOLE else Hedge.JUST_OVER, (shown,)
    exact = low == high == shown and not value.approximate
    return Hedge.EXACTLY if exact else Hedge.ABOUT, (shown,)


def _is_count(unit: Unit) -> bool:
    """Return whether ``unit`` is of things counted one by one, or of days: neither is measured."""
    return len(unit.factors) == 1 and all(
        power == 1 and (key not in units.NAMES or key == "day") for key, power in unit.factors
    )


def _stands_for(value: Quantity, low: Fraction, high: Fraction) -> tuple[Fraction, Fraction]:
    """Return the ends of all that a number of percent which is about right may be."""
    wide = widest(value).scaled(units.factor(value.unit, PERCENT))
    return (low if wide.low is None else wide.low), (high if wide.high is None else wide.high)


def _kept(value: Quantity) -> int:
    """Return how many significant digits a result of arithmetic is said with.

    One number that is about right has those that are known of it, or two where nobody told; where little is
    left of larger ones it may be one. The end of what is "nearly" or "just over" is a bound like another.
    What is about right only because no digits have an end (a root, a logarithm) rests on no such input.
    """
    if not value.approximate or value.hedge in (Hedge.NEARLY, Hedge.JUST_OVER):
        return SIGNIFICANT
    if value.hedge is Hedge.ABOUT and not value.written and not value.interval.exact:
        return SIGNIFICANT
    if value.figures and value.hedge is Hedge.ABOUT:
        return min(SIGNIFICANT, value.figures)
    return min(SIGNIFICANT, max(SIGNIFICANT_ABOUT, value.written))


def _scale_of(size: Fraction, unit: Unit) -> int:
    counted = unit == units.PLAIN or unit.currency or any(key not in units.NAMES for key, _ in unit.factors)
    if not counted:
        return 1
    return next((scale for scale in (10**12, 10**9, 10**6) if size >= scale), 1)


def by_many(size: Fraction, unit: Unit) -> int:
    """Return by how many of its divisor an amount is said, that it be no string of zeros: 1 for most."""
    below = units.divided_by(unit)
    counted = below not in units.NAMES or below == "token"
    if not below or not counted or not unit.currency or not 0 < size < _SMALL:
        return 1
    return next((many for many in (10**3, 10**6, 10**9) if size * many >= _LEAST), 10**12)


def _step(value: Fraction, kept: int) -> Fraction:
    """Return the place of the last of ``kept`` significant digits of ``value``, which is not 0."""
    return Fraction(10) ** (places(abs(value)) - kept)


def _outward(value: Fraction, kept: int, up: bool) -> Fraction:
    if value == 0:
        return value
    step = _step(value, kept)
    steps = value / step
    return step * (-(-steps.numerator // steps.denominator) if up else steps.numerator // steps.denominator)


def _nearest(value: Fraction, kept: int) -> Fraction:
    """Return ``value`` at its last kept digit; a half goes away from zero, as a reader would do it."""
    if value == 0:
        return value
    steps = abs(value) / (step := _step(value, kept))
    return (steps + Fraction(1, 2)).__floor__() * step * (1 if value > 0 else -1)
