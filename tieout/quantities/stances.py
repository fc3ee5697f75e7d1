"""What a fact does to a claim: whether what the one may be is what the other says."""

from __future__ import annotations

from fractions import Fraction

from tieout.quantities import units
from tieout.quantities.dates import Date
from tieout.quantities.interval import Interval, Quantity

Value = Quantity | Date


def stance_of(claim: Value, fact: Value) -> str | None:
    """Return what ``fact`` does to ``claim`` by their intervals: "supports", "refines" or "contradicts".

    A claim that holds all the fact allows is supported, one that shares some of it is refined, one that
    shares nothing contradicted. "About 35" shares what rounds to 35. None where they can't be compared.
    """
    if isinstance(claim, Date) or isinstance(fact, Date):
        return _stance_of_dates(claim, fact) if isinstance(claim, Date) and isinstance(fact, Date) else None
    if not units.same_dimension(claim.unit, fact.unit):
        return None
    ratio = units.factor(fact.unit, claim.unit)
    allowed = fact.interval if ratio == 1 else fact.interval.scaled(ratio)
    if claim.interval.holds(allowed) and (claim.approximate or not fact.approximate):
        return "supports"
    if claim.interval.meets(allowed):
        return "refines"
    near = claim.approximate and _rounded_about(claim).meets(allowed)
    near = near or (fact.approximate and _rounded_about(fact, ratio).meets(claim.interval))
    return "refines" if near else "contradicts"


def _stance_of_dates(claim: Date, fact: Date) -> str:
    if claim.contains(fact):
        return "supports"
    return "refines" if claim.meets(fact) else "contradicts"


def _rounded_about(value: Quantity, ratio: Fraction = Fraction(1)) -> Interval:
    """Return what rounds to an approximate value at the digits it was written with."""
    half = Fraction(1, 2)
    if value.digits and "/" not in value.digits[0]:
        places = len(value.digits[0].partition(".")[2])
        half = Fraction(value.scale, 2 * value.per * 10**places)
    interval = value.interval
    low = None if interval.low is None else (interval.low - half) * ratio
    high = None if interval.high is None else (interval.high + half) * ratio
    return Interval(low, high)
