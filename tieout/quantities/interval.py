"""Sets of possible values: intervals of exact rationals with open, closed and infinite ends."""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum
from fractions import Fraction

from tieout.quantities.units import Unit


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


@dataclass(frozen=True, slots=True)
class Interval:
    """The values a quantity may have; an end that is None is infinite, and then open."""

    low: Fraction | None
    high: Fraction | None
    low_closed: bool = True
    high_closed: bool = True


@dataclass(frozen=True, slots=True)
class Quantity:
    """An exact number with a unit and a hedge.

    ``interval`` counts whole ``unit``s (20 billion USD is 20 * 10**9). ``digits`` are the digit runs as
    written ("20",) or ("24.5", "26.6"), in ``scale`` units; empty for a result of arithmetic. ``word`` is
    the hedge as written ("over"), empty for none. ``approximate`` is the algebra's mark (about).
    """

    interval: Interval
    unit: Unit
    hedge: Hedge = Hedge.EXACTLY
    word: str = ""
    digits: tuple[str, ...] = ()
    scale: int = 1
    approximate: bool = False
