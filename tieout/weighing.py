"""What values make of a claim word: it holds whatever they may be, fails, or is undecided."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from enum import StrEnum
from fractions import Fraction
from itertools import pairwise

from tieout.claimwords import MEASURED, End, Measure, Sense, Word
from tieout.frozen import frozen
from tieout.quantities import units
from tieout.quantities.dates import Date
from tieout.quantities.interval import (
    UNIT_INTERVAL,
    Hedge,
    Interval,
    Quantity,
    floored,
    point,
    widest,
)
from tieout.quantities.units import PERCENT, PLAIN, Unit

Value = Quantity | Date


class Truth(StrEnum):
    """What values make of a word: true of every combination of them, of none, or of some."""

    HOLDS = "holds"
    FAILS = "fails"
    UNDECIDED = "undecided"


@frozen
class Judged:
    """What values make of a word.

    ``result`` is the number measured, if one is. ``against`` are the places, in the values given, of those
    that speak against the word or leave it open. ``reason`` says why values can't be compared.
    """

    truth: Truth
    result: Quantity | None = None
    against: tuple[int, ...] = ()
    reason: str = ""


# --- values --------------------------------------------------------------------------------------


def widened(value: Value) -> Value:
    """Return ``value`` with every number that it may stand for: "about 35" is 34.5 to 35.5.

    That is what ``interval.widest`` says of it. A result of arithmetic stays as it is: it is worked out again
    from inputs that were widened.
    """
    if isinstance(value, Date) or not value.approximate or value.derived:
        return value
    return replace(value, interval=widest(value), hedge=Hedge.FROM_TO, approximate=False)


# --- the verdict ---------------------------------------------------------------------------------


def judge(word: Word, values: Sequence[Value]) -> Judged:
    """Return what ``values``, each of which may be any of its set, make of ``word``.

    The values are independent. In what order they stand tells ``Measure``; of a RECORD the first is the one
    said to be it, the others all before it.
    """
    turned = _turned(word.sense, values)
    found = _spans(values)
    if isinstance(turned, str) or isinstance(found, str):
        return Judged(Truth.UNDECIDED, reason=turned if isinstance(turned, str) else found)
    if word.measure in MEASURED:
        return _of_number(word, values, found)
    if turned < 0:
        found = tuple(-one for one in found)
    return _ordered(word, found)


def _turned(sense: Sense, values: Sequence[Value]) -> int | str:
    """Return 1, or -1 where less of what is counted is more of what is said; or what does not fit."""
    for value in values:
        if isinstance(value, Date) != (sense is Sense.DATE):
            return f"it is said of {sense}, and {'a date' if isinstance(value, Date) else 'a number'} is none"
    if sense in (Sense.AMOUNT, Sense.DATE):
        return 1
    measured = dict(units.dimension(values[0].unit))
    if sense is Sense.SPEED:
        if measured == {"time": 1}:
            return -1
        return 1 if measured.get("time", 0) < 0 else "it is said of speeds or times"
    fits = {
        Sense.PRICE: values[0].unit.currency is not None,
        Sense.LENGTH: measured in ({"time": 1}, {"length": 1}),
        Sense.MASS: measured == {"mass": 1},
    }[sense]
    return 1 if fits else f"it is said of {sense}"


def _spans(values: Sequence[Value]) -> tuple[Interval, ...] | str:
    """Return what each value may be, all counted in the unit of the first; or what can't be compared."""
    first = values[0]
    spans = []
    for value in values:
        if isinstance(value, Date) or isinstance(first, Date):
            if type(value) is not type(first):
                return "a date and a number can't be compared"
            days = (Fraction(day.toordinal()) for day in (value.first, value.last))
            spans.append(Interval(*days))
            continue
        span = floored(value)
        if span.empty:
            return "one of them leaves no number that it may be"
        try:
            spans.append(span.scaled(units.factor(value.unit, first.unit)))
        except units.UnitMismatch:
            named = [units.canonical(one.unit) or "a plain number" for one in (first, value)]
            return f"`{named[0]}` and `{named[1]}` are not of one kind"
    return tuple(spans)


def _of_number(word: Word, values: Sequence[Quantity], spans: Sequence[Interval]) -> Judged:
    span = _result(word, values, spans)
    if isinstance(span, str):
        return Judged(Truth.UNDECIDED, reason=span)
    truth = _truth(word.accepts, span)
    by = Fraction(100) if word.shown == PERCENT else Fraction(1)
    result = said_as_result(span.scaled(by), word.shown, any(value.approximate for value in values))
    return Judged(_turned_by(word, truth), result)


def _result(word: Word, values: Sequence[Quantity], spans: Sequence[Interval]) -> Interval | str:
    if word.measure is Measure.POINTS:
        if values[0].unit not in (PERCENT, PLAIN):
            return "percentage points lie between two shares"
        return (spans[0] - spans[1]).scaled(units.factor(values[0].unit, PERCENT))
    if any(span.low is None or span.low < 0 for span in spans):
        return "a part or a multiple of what may be below zero says nothing"
    whole = spans[1]
    if whole.low == 0 and not whole.exact:
        whole = replace(whole, low_closed=False)
    try:
        ratio = spans[0] / whole
    except ZeroDivisionError:
        return "what it is held against may be zero"
    if word.is_part:
        part = ratio.meet(UNIT_INTERVAL)
        return "the part is larger than the whole" if part.empty else part
    if word.measure is Measure.RATIO:
        return ratio
    change = ratio - point(Fraction(1))
    return change if word.measure is Measure.CHANGE else -change


def _truth(accepts: Interval, span: Interval) -> Truth:
    if accepts.holds(span):
        return Truth.HOLDS
    return Truth.UNDECIDED if accepts.meets(span) else Truth.FAILS


def _turned_by(word: Word, truth: Truth) -> Truth:
    return {Truth.HOLDS: Truth.FAILS, Truth.FAILS: Truth.HOLDS}.get(truth, truth) if word.is_not else truth


def said_as_result(span: Interval, unit: Unit, approximate: bool) -> Quantity:
    """Return a result, counted in ``unit``, as a quantity that is said as a calculated number is."""
    if span.exact:
        hedge = Hedge.ABOUT if approximate else Hedge.EXACTLY
    elif span.high is None:
        hedge = Hedge.AT_LEAST if span.low_closed else Hedge.MORE_THAN
    elif span.low is None or span.low == 0:
        hedge = Hedge.UP_TO if span.high_closed else Hedge.LESS_THAN
    else:
        hedge = Hedge.FROM_TO
    return Quantity(span, unit, hedge, approximate=approximate)


def _ordered(word: Word, spans: Sequence[Interval]) -> Judged:
    last = len(spans) - 1
    ended = _ended(word.end, spans) if word.end else spans
    if isinstance(ended, str):
        return Judged(Truth.UNDECIDED, reason=ended)
    spans = ended
    match word.measure:
        case Measure.EACH:
            return _pairs(word, [(nth, last) for nth in range(last)], spans)
        case Measure.CHAIN:
            return _pairs(word, list(pairwise(range(last + 1))), spans)
        case Measure.ALONE:
            plain = replace(word, is_not=False)
            own = _pairs(plain, [(0, 1)], spans)
            others = _pairs(replace(plain, is_not=True), [(nth, 1) for nth in range(2, last + 1)], spans)
            found = _all((own, others))
            return replace(found, truth=_turned_by(word, found.truth))
        case _:
            return _rank(word, spans)


def _ended(end: End, spans: Sequence[Interval]) -> Sequence[Interval] | str:
    """Return the spans with those that a word looks at the end of as that end alone."""
    is_floor = end in (End.FLOORS, End.LAST_FLOOR)
    looked_at = spans if end in (End.FLOORS, End.CEILINGS) else spans[-1:]
    ends = [one.low if is_floor else one.high for one in looked_at]
    if None in ends:
        return f"one of them has no {'floor' if is_floor else 'ceiling'}"
    return [*spans[: len(spans) - len(ends)], *(point(one) for one in ends)]


def _pairs(word: Word, pairs: Sequence[tuple[int, int]], spans: Sequence[Interval]) -> Judged:
    """Return whether one is to the other as ``word`` says, in every pair."""
    signs = frozenset("<=>") - word.signs if word.is_not else word.signs
    judged = []
    for one, other in pairs:
        may = relations(spans[one], spans[other])
        truth = Truth.HOLDS if may <= signs else Truth.UNDECIDED if may & signs else Truth.FAILS
        judged.append(Judged(truth, against=() if truth is Truth.HOLDS else (one, other)))
    return _all(judged)


def _all(judged: Sequence[Judged]) -> Judged:
    """Return whether all hold; what fails is told before what is open."""
    for truth in (Truth.FAILS, Truth.UNDECIDED):
        against = dict.fromkeys(nth for one in judged if one.truth is truth for nth in one.against)
        if against:
            return Judged(truth, against=tuple(against))
    return Judged(Truth.HOLDS)


def _rank(word: Word, spans: Sequence[Interval]) -> Judged:
    own, before = spans[0], ">" if word.rising else "<"
    may = [relations(other, own) for other in spans[1:]]
    ahead = tuple(nth for nth, one in enumerate(may, 1) if one == {before})
    level = tuple(nth for nth, one in enumerate(may, 1) if one == {"="})
    open_ = tuple(nth for nth, one in enumerate(may, 1) if len(one) > 1)
    allowed = word.place - 1
    if word.among:
        perhaps = tuple(nth for nth in open_ if before in may[nth - 1])
        fails, holds = len(ahead) > allowed, len(ahead) + len(perhaps) <= allowed
    else:
        fails = bool(level) or len(ahead) > allowed or len(ahead) + len(open_) < allowed
        holds = not level and not open_ and len(ahead) == allowed
    truth = Truth.HOLDS if holds else Truth.FAILS if fails else Truth.UNDECIDED
    against = () if holds else (*ahead, *level) if fails else open_
    return Judged(_turned_by(word, truth), against=against)


def relations(one: Interval, other: Interval) -> frozenset[str]:
    """Return which of "<", "=" and ">" a value of ``one`` may be to a value of ``other``."""
    below = one.low is None or other.high is None or one.low < other.high
    above = one.high is None or other.low is None or one.high > other.low
    may = {"<": below, "=": one.meets(other), ">": above}
    return frozenset(sign for sign, is_so in may.items() if is_so)
