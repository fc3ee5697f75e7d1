"""What operations make of numbers that are bounds: their ends, marks and units."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import replace
from enum import Enum
from fractions import Fraction
from functools import reduce

from tieout.formulas import Operation, written
from tieout.frozen import frozen
from tieout.quantities import enclosures, units
from tieout.quantities import interval as spans
from tieout.quantities.interval import Interval
from tieout.quantities.units import PERCENT, PLAIN, TIMES, Unit

ZERO, ONE, HUNDRED = Fraction(0), Fraction(1), Fraction(100)


@frozen
class Refusal:
    """Why a formula comes to nothing that can be said, and what could be done.

    ``kind`` names the check; ``of_result`` says that only the unit asked of the result is at fault.
    """

    reason: str
    help: str
    kind: str = "formula-says-something"
    of_result: bool = False


class Refused(Exception):
    def __init__(self, reason: str, help: str, kind: str = "formula-says-something") -> None:
        super().__init__(reason)
        self.refusal = Refusal(reason, help, kind)


class Mark(Enum):
    """How loosely a number is known: nearly is a bound from above, just over one from below."""

    NONE = 0
    ABOUT = 1
    NEARLY = 2
    JUST_OVER = 3


@frozen
class Number:
    """A set of values on its way through a formula.

    ``floor`` and ``ceiling`` are where its domain ends, if it does. ``bare`` is true where nobody states that
    it may be at its floor: a low end there says nothing, and in truth it is above. ``single`` is true of one
    value, though only two numbers may be known between which it lies. ``wide`` is all that it may stand for
    where inputs that are about right are widened by what rounds to them, None where none is; ``figures`` is
    how many of its significant figures are known, 0 where that is untold.
    """

    span: Interval
    unit: Unit
    mark: Mark = Mark.NONE
    floor: Fraction | None = None
    ceiling: Fraction | None = None
    bare: bool = False
    single: bool = False
    wide: Interval | None = None
    figures: int = 0

    @property
    def exact(self) -> bool:
        """Whether it is one number, and known."""
        return self.mark is Mark.NONE and self.span.exact

    @property
    def above_zero(self) -> bool:
        """Whether it is above zero, be it only because such an amount that is there at all is."""
        low = self.span.low
        if low is None or low < 0 or self.span.high == 0:
            return False
        return low > 0 or not self.span.low_closed or (self.bare and self.floor == 0)

    @property
    def idle_floor(self) -> bool:
        """Whether its low end is only that of its domain."""
        return self.span.low == self.floor and (self.bare or not self.span.low_closed)


# --- what holds of all operations ----------------------------------------------------------------


def floor_of(*parts: Interval) -> Fraction | None:
    """Return 0 where none of the parts can be below it, as then their sums, products and quotients can't."""
    return ZERO if all(map(_not_negative, parts)) else None


def _not_negative(span: Interval) -> bool:
    return span.low is not None and span.low.numerator >= 0


def _positive(*numbers: Number) -> bool:
    return all(one.above_zero for one in numbers)


def _like(number: Number, unit: Unit) -> Interval:
    ratio = units.factor(number.unit, unit)
    return number.span if ratio == 1 else number.span.scaled(ratio)


def _counted(number: Number, unit: Unit) -> Number:
    return number if number.unit == unit else replace(number, span=_like(number, unit), unit=unit)


def unit_words(unit: Unit) -> str:
    return (
        f"`{units.canonical(unit).replace('percentage_point', 'percentage points')}`"
        if unit
        else "a plain number"
    )


_SWAPPED = {Mark.NEARLY: Mark.JUST_OVER, Mark.JUST_OVER: Mark.NEARLY, Mark.ABOUT: Mark.ABOUT}


def _mark(numbers: Sequence[Number], rising: Callable[[int], int]) -> Mark:
    """Return how loosely a result is known.

    "Nearly" outlives only what rises with it alone, and is "just over" in what falls with it. ``rising`` is
    asked of the one number that is not exact: 1 if the result rises with it, -1 if it falls, 0 if it is the
    same whatever that is.
    """
    loose = [index for index, one in enumerate(numbers) if one.mark is not Mark.NONE]
    if not loose:
        return Mark.NONE
    if len(loose) > 1 or not all(one.exact for one in numbers if one.mark is Mark.NONE):
        return Mark.ABOUT
    mark, way = numbers[loose[0]].mark, rising(loose[0])
    return Mark.NONE if way == 0 else mark if way > 0 else _SWAPPED[mark]


def _sign(number: Number) -> int:
    """Return the sign of an exact number."""
    low = number.span.low or ZERO
    return (low > 0) - (low < 0)


def _single(numbers: Sequence[Number]) -> bool:
    return all(one.single for one in numbers)


def telling(result: Number, numbers: Sequence[Number], by: str) -> Number:
    """Return the result, or refuse one that any value would fit."""
    span = result.span
    open_above = span.high is None or span.high == result.ceiling
    if open_above and (span.low is None or span.low == result.floor):
        raise _nothing(numbers, by)
    return result


def _nothing(numbers: Sequence[Number], by: str) -> Refused:
    first, *others = (_bound(number) for number in numbers)
    return Refused(
        f"{first} {by} {' and '.join(others) or 'itself'} says nothing",
        "use inputs whose bounds lie so that one is left: a floor divided by a ceiling is a floor",
    )


def _bound(number: Number) -> str:
    span = number.span
    if span.exact:
        return "an exact number"
    if span.high is None:
        return "a bound below" if span.low is not None else "a number without bounds"
    return "a bound above" if span.low is None or number.idle_floor else "a range"


# --- what is known of a result ---------------------------------------------------------------------

_LEAVE = frozenset(("+", "sum", "-", "difference", "growth", "cagr", "log"))
"""What may leave little of numbers that are near to each other."""
LONGEST_END = 10_000  # bits of an end: what is longer no one would read


def known(
    node: Operation, numbers: Sequence[Number], operation: Callable[[Sequence[Number]], Number]
) -> Number:
    """Return what an operation makes of numbers, with all that it may stand for and the figures known of it.

    What is left of numbers that are only about right is refused where it is less than they are known to, or
    where it may as well be on the other side of zero.
    """
    result = readable(operation(numbers))
    figures = min((one.figures for one in numbers if one.figures), default=0)
    loose = [index for index, one in enumerate(numbers) if one.wide is not None]
    if loose and result.mark is not Mark.NONE:
        wide = operation([_wide(one) for one in numbers]).span
        if node.name in _LEAVE:
            apart = [(_off(result.span, operation(_one_wide(numbers, index)).span), index) for index in loose]
            off, index = max(apart, key=lambda one: one[0])
            if _is_lost(node, result.span, wide, off, numbers):
                least = written(node.operands[index] if len(numbers) == len(node.operands) else node)
                raise Refused(
                    f"what is left is smaller than `{least}` is known to",
                    "use inputs that are known more exactly, or say the numbers side by side",
                )
            figures = min(figures or _MOST_FIGURES, _borne(result.span, off)) if result.single else figures
        result = replace(result, wide=None if wide == result.span else wide)
    return replace(result, figures=figures) if figures else result


def readable(number: Number) -> Number:
    """Return the number, or refuse one with an end that is longer than anyone reads."""
    if _long(number.span.low) or _long(number.span.high):
        raise Refused("the result has more digits than anyone reads", "derive what is nearer to its inputs")
    return number


def _long(end: Fraction | None) -> bool:
    if end is None:
        return False
    top, bottom = end.as_integer_ratio()
    return top.bit_length() > LONGEST_END or bottom.bit_length() > LONGEST_END


def _wide(number: Number) -> Number:
    return number if number.wide is None else replace(number, span=number.wide)


def _one_wide(numbers: Sequence[Number], index: int) -> list[Number]:
    return [_wide(one) if nth == index else one for nth, one in enumerate(numbers)]


def _off(span: Interval, wide: Interval) -> Fraction:
    """Return how far an end is moved by what is only about right, at the most."""
    ends = ((span.low, wide.low), (span.high, wide.high))
    return max(
        (abs(one - other) for one, other in ends if one is not None and other is not None), default=ZERO
    )


def _is_lost(
    node: Operation, span: Interval, wide: Interval, off: Fraction, numbers: Sequence[Number]
) -> bool:
    """Return whether an end is smaller than what is only about right may move it, or its sign is open.

    A growth is a ratio less one: only its sign is lost. A zero beside another end says as little as it knows.
    """
    if node.name in ("+", "sum") and all(_not_negative(one.span) for one in numbers):
        return False
    sums = node.name in ("+", "sum", "-", "difference")
    for end in (span.low, span.high):
        if end is None or (end == 0 and not span.exact):
            continue
        reach = Interval(
            wide.low if end == span.low else end, wide.high if end == span.high else end
        )  # of an end that is only about right
        if ZERO in reach or (sums and abs(end) < 2 * off):
            return True
    return False


_MOST_FIGURES = 3


def _borne(span: Interval, off: Fraction) -> int:
    """Return how many figures of one number are known that may be so far off: one at least."""
    if span.low is None or span.high is None or not off:
        return _MOST_FIGURES
    size = max(abs(span.low), abs(span.high))
    step = Fraction(10) ** (len(str(size.numerator)) - len(str(size.denominator)))
    step, count = (step / 10 if step > size > 0 else step), 1
    while count < _MOST_FIGURES and step / 10 >= off:
        step, count = step / 10, count + 1
    return count


# --- sums ----------------------------------------------------------------------------------------


def _sum(_: Operation, numbers: Sequence[Number]) -> Number:
    return telling(reduce(add, numbers), numbers, "added to")


def add(left: Number, right: Number) -> Number:
    unit, ratio = units.sum_of(left.unit, right.unit)
    span = right.span if ratio == 1 else right.span.scaled(ratio)
    return Number(
        left.span + span,
        unit,
        _mark((left, right), lambda _: 1),
        floor_of(left.span, span),
        None,
        left.above_zero or right.above_zero,
        left.single and right.single,
    )


def _subtract(_: Operation, numbers: Sequence[Number]) -> Number:
    left, right = numbers
    unit, ratio = units.sum_of(left.unit, right.unit, less=True)
    span = left.span + right.span.scaled(-ratio)
    mark = _mark(numbers, lambda index: -1 if index else 1)
    return telling(Number(span, unit, mark, single=_single(numbers)), numbers, "less")


def _extreme(node: Operation, numbers: Sequence[Number]) -> Number:
    """Return the least or the greatest of the numbers."""
    of = spans.minimum if node.name == "min" else spans.maximum
    unit = numbers[0].unit
    parts = [_counted(number, unit) for number in numbers]
    span = reduce(of, (one.span for one in parts))
    floor = floor_of(*(one.span for one in parts))
    bare = (all if node.name == "min" else any)(one.above_zero for one in parts)
    mark, single = _mark(parts, lambda _: 1), _single(parts) or span.exact
    return telling(Number(span, unit, mark, floor, None, bare, single), numbers, "with")


# --- products and quotients ----------------------------------------------------------------------


def _product(_: Operation, numbers: Sequence[Number]) -> Number:
    left, right = numbers
    unit, times = _joined(left.unit, right.unit, 1)
    span = (left.span * right.span).scaled(times)
    mark = _mark(numbers, lambda index: _sign(numbers[1 - index]))
    floor = floor_of(left.span, right.span)
    result = Number(span, unit, mark, floor, None, _positive(*numbers), _single(numbers))
    return telling(result, numbers, "times")


def _joined(left: Unit, right: Unit, power: int) -> tuple[Unit, Fraction]:
    """Return the unit of a product or a quotient, and how many of it one is."""
    if found := units.product_of(left, right, power):
        return found
    raise Refused(
        f"percentage points are no part of a whole: {unit_words(left)} and {unit_words(right)} "
        f"make no {'product' if power > 0 else 'quotient'}",
        "take a part of something by a percentage of it; points only grow and shrink by plain numbers",
        "unit-fits",
    )


def _quotient(node: Operation, numbers: Sequence[Number]) -> Number:
    left, right = numbers
    unit, times = _joined(left.unit, right.unit, -1)
    result = _divided(node, left, right, unit, times)
    return telling(result, numbers, "divided by")


def _divided(node: Operation, left: Number, right: Number, unit: Unit, times: Fraction) -> Number:
    """Return left ÷ right in ``unit``, of which each quotient of their numbers is ``times``."""
    span = (left.span * _above(node, 1, right).inverse()).scaled(times)
    mark = _mark(
        (left, right), lambda index: -_sign(left) if index else 1 if _not_negative(right.span) else -1
    )
    return Number(
        span, unit, mark, floor_of(left.span, right.span), None, left.above_zero, _single((left, right))
    )


def _above(node: Operation, index: int, divisor: Number) -> Interval:
    """Return the values of a divisor, which is not 0 where it is an amount that no floor is stated of."""
    span = divisor.span
    if span.low == 0 and divisor.above_zero:
        span = replace(span, low_closed=False)
    if ZERO in span:
        raise Refused(
            f"the formula divides by `{written(node.operands[index])}`, which may be zero",
            "divide by what is known to be above zero: a number that states its floor as well",
        )
    return span


def _ratio(node: Operation, numbers: Sequence[Number]) -> Number:
    return telling(_to_one(node, *numbers, TIMES), numbers, "divided by")


def _to_one(node: Operation, left: Number, right: Number, unit: Unit = PLAIN) -> Number:
    """Return what the left number is to 1 of the right one, which is of its kind."""
    return _divided(node, left, _counted(right, left.unit), unit, ONE)


def _per(node: Operation, numbers: Sequence[Number]) -> Number:
    left, right = numbers
    if units.same_dimension(left.unit, right.unit):
        raise Refused(
            f"`per` is for unlike units, and both are {unit_words(left.unit)}",
            "write `ratio(a, b)` for how many times one is the other",
            "unit-fits",
        )
    return _quotient(node, numbers)


def _growth(node: Operation, numbers: Sequence[Number]) -> Number:
    """Return new ÷ old − 1, in which each stands once."""
    _from_above_zero(node, numbers[1])
    return telling(_grown(_to_one(node, *numbers)), numbers, "over")


def _from_above_zero(node: Operation, old: Number) -> None:
    if not _not_negative(old.span):
        raise Refused(
            f"growth from what may be below zero says nothing, and `{written(node.operands[1])}` may be",
            "write `difference(new, old)` for the change itself",
        )


def _grown(ratio: Number) -> Number:
    """Return a ratio less one, in percent; what is not below zero can only shrink by all of it."""
    span = (ratio.span - spans.point(ONE)).scaled(HUNDRED)
    return replace(ratio, span=span, unit=PERCENT, floor=None if ratio.floor is None else -HUNDRED)


# --- parts of a whole ----------------------------------------------------------------------------


def _share(node: Operation, numbers: Sequence[Number]) -> Number:
    """Return part ÷ whole, which are independent; where they let it be above 1, it is cut to that."""
    part, whole = numbers
    if not _not_negative(part.span):
        raise Refused(
            f"a share is of parts that are not below zero, and `{written(node.operands[0])}` may be",
            "write `part / whole` if a ratio is meant",
        )
    ratio = _to_one(node, part, whole)
    if whole.span.high is not None and whole.span.high <= 0:
        raise Refused(
            f"a share is of what is above zero, and `{written(node.operands[1])}` is below it",
            "write `part / whole` if a ratio is meant",
        )
    return _part_of_whole(ratio, numbers)


def share_of_sum(part: Number, rest: Number) -> Number:
    """Return part ÷ (part + rest) = 1 ÷ (1 + rest ÷ part), in which each stands once."""
    rest = _counted(rest, part.unit)
    if not (_not_negative(part.span) and _not_negative(rest.span)):
        raise Refused("a share needs parts that are not below zero", "subtract and divide instead")
    if not part.above_zero and not rest.above_zero and ZERO in part.span and ZERO in rest.span:
        raise Refused(
            "the formula divides by a sum that may be zero", "take the share of a whole that is above zero"
        )
    if rest.span.exact and rest.span.low == 0:
        span = spans.point(ONE)
    elif part.span.exact and part.span.low == 0:
        span = spans.point(ZERO)
    else:
        span = _share_ends(part.span, rest.span)
    mark = _mark((part, rest), lambda index: -_sign(part) if index else _sign(rest))
    result = Number(span, PLAIN, mark, ZERO, None, part.above_zero, _single((part, rest)))
    return _part_of_whole(result, (part, rest))


def _share_ends(part: Interval, rest: Interval) -> Interval:
    """Return what p ÷ (p + r) may be: least for the least p and the greatest r, of which neither is only 0.

    A part of 0 is 0 of any rest, and a rest of 0 leaves all of any part.
    """
    assert part.low is not None
    assert rest.low is not None
    low, low_closed = ZERO, part.low == 0 and part.low_closed
    if part.low > 0 and rest.high is not None:
        low, low_closed = part.low / (part.low + rest.high), part.low_closed and rest.high_closed
    high, high_closed = ONE, rest.low == 0 and rest.low_closed
    if rest.low > 0 and part.high is not None:
        high, high_closed = part.high / (part.high + rest.low), part.high_closed and rest.low_closed
    return Interval(low, high, low_closed, high_closed)


def _part_of_whole(ratio: Number, numbers: Sequence[Number]) -> Number:
    met = ratio.span.meet(spans.UNIT_INTERVAL)
    if met.empty:
        raise Refused("the part is larger than the whole", "write `part / whole` if a ratio is meant")
    result = replace(ratio, span=met.scaled(HUNDRED), unit=PERCENT, floor=ZERO, ceiling=HUNDRED)
    return telling(result, numbers, "as a share of")


def _mix(node: Operation, numbers: Sequence[Number]) -> Number:
    """Return share × a + (1 − share) × b, in which each stands once; a share without end ends at 0 or 1."""
    share, one, other = _counted(numbers[0], PLAIN), numbers[1], _counted(numbers[2], numbers[1].unit)
    part = share.span.meet(spans.UNIT_INTERVAL)
    if part.empty or any(end is not None and not 0 <= end <= 1 for end in (share.span.low, share.span.high)):
        raise Refused(
            f"`{written(node.operands[0])}` is no share: it is not between 0 and 100 percent",
            "write `mix(share, a, b)`, where a is the number that has the share, and b that of the rest",
        )
    low, low_closed = _mixed(part, _low(one.span), _low(other.span), min)
    high, high_closed = _mixed(part, _high(one.span), _high(other.span), max)
    parts = replace(share, span=part), one, other
    result = Number(
        Interval(low, high, low_closed, high_closed),
        one.unit,
        _mark(parts, lambda index: _mix_rising(index, *parts)),
        floor_of(one.span, other.span),
        None,
        _positive(one, other),
        _single(numbers),
    )
    return telling(result, numbers, "of")


def _mix_rising(index: int, share: Number, one: Number, other: Number) -> int:
    """Return which way a mix goes with the one of the three that is not exact."""
    part, first, second = (number.span.low or ZERO for number in (share, one, other))
    if index == 0:
        return (first > second) - (first < second)
    return int(part > 0 if index == 1 else part < 1)


_End = tuple[Fraction | None, bool]
"""An end of a set, None where it has none, and whether it is one of its values."""


def _low(span: Interval) -> _End:
    return span.low, span.low_closed


def _high(span: Interval) -> _End:
    return span.high, span.high_closed


def _mixed(part: Interval, one: _End, other: _End, furthest: Callable[..., Fraction]) -> _End:
    """Return the least or the greatest mix of two ends: at one end of the share or the other.

    None of the first leaves the second alone, and all of it leaves the first alone; where the two are the
    same the share does not matter.
    """
    (first, first_closed), (second, second_closed) = one, other
    assert part.low is not None
    assert part.high is not None
    if (first is None and part.high > 0) or (second is None and part.low < 1):
        return None, False
    mixes: list[tuple[Fraction, bool]] = []
    for share, closed in ((part.low, part.low_closed), (part.high, part.high_closed)):
        mixed = (share * first if share and first is not None else ZERO) + (
            (1 - share) * second if share < 1 and second is not None else ZERO
        )
        reached = (share == 0 or first_closed) and (share == 1 or second_closed)
        mixes.append((mixed, closed and reached))
    end = furthest(mixed for mixed, _ in mixes)
    between = first == second and first_closed and second_closed and not part.exact
    return end, between or any(closed for mixed, closed in mixes if mixed == end)


# --- what is irrational --------------------------------------------------------------------------


def _cagr(node: Operation, numbers: Sequence[Number]) -> Number:
    """Return (new ÷ old) ** (1 ÷ years) − 1, the constant growth a year, in which each stands once."""
    if len(numbers) == 2:
        raise Refused(
            "a yearly growth is over some time, and nothing says how much lies between its inputs",
            "write `cagr(new, old, time)`, or name inputs of a period or an `as_of`, such as two points",
        )
    new, old, time = numbers
    _from_above_zero(node, old)
    ratio = _to_one(node, new, old)
    if not _not_negative(ratio.span):
        raise Refused(
            f"growth to what may be below zero has no yearly rate, and `{written(node.operands[0])}` may be",
            "write `growth(new, old)` for the whole of it",
        )
    years = _above(node, 2, _counted(time, units.YEAR))
    if years.low is None or years.low < 0 or any(end and end < _A_DAY for end in (years.low, years.high)):
        raise Refused(
            f"a yearly growth needs a day at least, and `{written(node.operands[2])}` may be less",
            "write `growth(new, old)` for the whole of it",
        )
    telling(ratio, (new, old), "over")
    _bounded(ratio.span, years)
    low, low_closed = _yearly(_low(ratio.span), _low(years), _high(years), up=False)
    high, high_closed = _yearly(_high(ratio.span), _low(years), _high(years), up=True)
    span = Interval(low, high, low_closed, high_closed).scaled(HUNDRED)
    single = _single(numbers)
    mark = _enclosed(_mark(numbers, lambda index: _cagr_rising(index, new, ratio)), single, span)
    result = Number(span, PERCENT, mark, -HUNDRED, None, ratio.above_zero, single)
    return telling(result, numbers, "over")


def _enclosed(mark: Mark, single: bool, span: Interval) -> Mark:
    """Return the mark of a result; one value that has no end in digits can only be said about right."""
    return Mark.ABOUT if mark is Mark.NONE and single and not span.exact else mark


_A_DAY = Fraction(4, 1461)  # of a year
_MOST_DOUBLINGS = 1_000  # a year: growth that is longer in digits than anyone reads


def _bounded(ratio: Interval, years: Interval) -> None:
    """Refuse growth whose rate no one would read, and that would take seconds to find."""
    shortest = years.low or years.high
    for end in (ratio.low, ratio.high):
        doublings = 0 if not end else abs(end.numerator.bit_length() - end.denominator.bit_length())
        if shortest and doublings > _MOST_DOUBLINGS * shortest:
            raise Refused("the yearly growth has more digits than anyone reads", "check the time it took")


def _cagr_rising(index: int, new: Number, ratio: Number) -> int:
    """Return which way a yearly growth goes with the one of the three that is not exact."""
    if index == 2:
        grown = ratio.span.low or ZERO
        return 0 if grown == 0 else (grown < 1) - (grown > 1)
    return -_sign(new) if index else 1


def _yearly(ratio: _End, shortest: _End, longest: _End, up: bool) -> _End:
    """Return the least or the greatest yearly growth to one end of a ratio.

    More of it grows faster; of growth a long time makes little, of shrinking a long time makes little too.
    """
    end, closed = ratio
    if end is None:
        return None, False
    if end in (0, 1):
        return end - 1, closed
    years, reached = shortest if (end > 1) is up else longest
    if years is None:
        return ZERO, False
    if years == 0:
        return (None if up else -ONE), False
    low, high = enclosures.constant_growth(end, years)
    return (high if up else low), closed and reached and low == high


def _log(node: Operation, numbers: Sequence[Number]) -> Number:
    """Return the logarithm of a ÷ b to base ten: how many orders of magnitude one is above the other."""
    if len(numbers) == 2:
        ratio = _to_one(node, *numbers)
    elif units.same_dimension(numbers[0].unit, PLAIN):
        ratio = _counted(numbers[0], PLAIN)
    else:
        raise Refused(
            f"only a plain number has a logarithm, and `{written(node.operands[0])}` is in "
            f"{unit_words(numbers[0].unit)}",
            "write `log(a, b)` for the orders of magnitude between two of a kind",
            "unit-fits",
        )
    if not ratio.above_zero:
        raise Refused(
            f"a logarithm is of what is above zero, and `{written(node.operands[0])}` may not be",
            "use a number that states its floor as well",
        )
    telling(ratio, numbers, "over")
    low = None if ratio.span.low == 0 else enclosures.common_log(ratio.span.low)
    high = None if ratio.span.high is None else enclosures.common_log(ratio.span.high)
    span = Interval(
        low and low[0],
        high and high[1],
        ratio.span.low_closed and low is not None and low[0] == low[1],
        ratio.span.high_closed and high is not None and high[0] == high[1],
    )
    mark = _enclosed(ratio.mark, ratio.single, span)
    return telling(Number(span, PLAIN, mark, single=ratio.single), numbers, "over")


OPERATIONS: Mapping[str, Callable[[Operation, Sequence[Number]], Number]] = {
    "+": _sum,
    "-": _subtract,
    "*": _product,
    "/": _quotient,
    "sum": _sum,
    "min": _extreme,
    "max": _extreme,
    "share": _share,
    "growth": _growth,
    "cagr": _cagr,
    "ratio": _ratio,
    "difference": _subtract,
    "per": _per,
    "mix": _mix,
    "log": _log,
}
