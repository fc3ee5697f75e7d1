"""What an axis counts in: shares, or a unit by ones, millions or billions; and how it says a place."""

from __future__ import annotations

import re
from fractions import Fraction

from tieout.frozen import frozen
from tieout.quantities import saying
from tieout.quantities.interval import Quantity
from tieout.quantities.units import PERCENT, PLAIN, Unit, Vocabulary

_SCALES = (10**12, 10**9, 10**6)


def is_share(value: Quantity) -> bool:
    """Return whether ``value`` is stated as a share of a whole: in percent, or as in "a third"."""
    fraction = bool(value.digits) and all("/" in one for one in value.digits)
    return value.unit == PERCENT or (value.unit == PLAIN and fraction)


def named_in(text: str, unit: Unit, vocabulary: Vocabulary) -> bool:
    """Return whether ``text`` says what an axis counts in: the unit's symbol, or its name."""
    said = saying.names(unit, vocabulary)
    return any(re.search(rf"(?<!\w){re.escape(one)}(?!\w)", text) for one in said)


def scaled(least: Fraction, unit: Unit) -> Fraction:
    """Return what an axis counts in, that its words be short: ones, millions, billions or trillions.

    A small price by what is counted is one by a thousand or a million of that: it is a thousandth, and so on.
    """
    if (many := saying.by_many(least, unit)) > 1:
        return Fraction(1, many)
    return next((Fraction(one) for one in _SCALES if one <= least), Fraction(1))


@frozen
class Counting:
    """Says places on an axis that counts in ``scale`` times ``unit``."""

    unit: Unit
    scale: Fraction
    vocabulary: Vocabulary

    @property
    def named(self) -> str:
        """What it counts in, as a title has it: "TB/s", "$bn", "million passengers"."""
        return saying.counted(self.unit, self.scale, self.vocabulary)

    def __call__(self, place: Fraction, whole: bool) -> str:
        return saying.tick(place, self.unit, self.scale, self.vocabulary, whole)
