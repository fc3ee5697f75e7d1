"""What an axis counts in: shares, or a unit by ones, millions or billions; and how it says a place."""

from __future__ import annotations

import re
from dataclasses import dataclass
from decimal import Decimal
from fractions import Fraction

from tieout.quantities import units
from tieout.quantities.interval import Interval, Quantity
from tieout.quantities.saying import say
from tieout.quantities.units import PERCENT, PLAIN, Unit, Vocabulary

_SCALES = (10**12, 10**9, 10**6)


def is_share(value: Quantity) -> bool:
    """Return whether ``value`` is stated as a share of a whole: in percent, or as in "a third"."""
    fraction = bool(value.digits) and all("/" in one for one in value.digits)
    return value.unit == PERCENT or (value.unit == PLAIN and fraction)


def named_in(text: str, unit: Unit) -> bool:
    """Return whether ``text`` says what an axis counts in: the unit's symbol, or its name."""
    said = [one for one in (units.symbol(unit), units.name(unit), units.name(unit, False)) if one]
    return any(re.search(rf"(?<!\w){re.escape(one)}(?!\w)", text) for one in said)


def scaled(least: Fraction) -> Fraction:
    """Return what an axis counts in, that its words be short: ones, millions, billions or trillions."""
    return next((Fraction(one) for one in _SCALES if one <= least), Fraction(1))


@dataclass(frozen=True, slots=True)
class Counting:
    """Says places on an axis that counts in ``scale`` times ``unit``."""

    unit: Unit
    scale: int
    vocabulary: Vocabulary

    @property
    def named(self) -> str:
        """What it counts in, as a title has it: "TB/s", "$bn", "million passengers"."""
        form = "short" if self.unit.currency or self.scale == 1 else "sentence"
        two = Quantity(Interval(Fraction(2), Fraction(2)), self.unit, digits=("2",), scale=self.scale)
        return say(two, form, self.vocabulary).replace("2", "", 1).strip("\u00a0 ")

    def __call__(self, place: Fraction, whole: bool) -> str:
        digits = _decimal(place / self.scale)
        if not place:
            zero = say(self._exact(place, "0", 1), "short", self.vocabulary)
            return f"{zero[0]}0" if zero[0] in "$€£¥" else "0"
        return say(self._exact(place, digits, self.scale), "short", self.vocabulary) if whole else digits

    def _exact(self, place: Fraction, digits: str, scale: int) -> Quantity:
        return Quantity(Interval(place, place), self.unit, digits=(digits,), scale=scale)


def _decimal(value: Fraction) -> str:
    """Return ``value``, whose denominator divides a power of ten, with its thousands parted."""
    return f"{(Decimal(value.numerator) / Decimal(value.denominator)).normalize():,f}"
