"""Arithmetic on sets of possible values."""

from fractions import Fraction

import pytest
from hypothesis import assume, given
from hypothesis import strategies as st

from tieout.quantities.interval import (
    EVERYTHING,
    Hedge,
    Interval,
    floored,
    held_to,
    hull,
    maximum,
    minimum,
    point,
)
from tieout.quantities.reading import read_value
from tieout.quantities.units import Vocabulary

NUMBERS = st.fractions(min_value=-9, max_value=9, max_denominator=6)
ENDS = st.one_of(st.none(), NUMBERS)


@st.composite
def intervals(draw: st.DrawFn) -> Interval:
    """Draw an interval that holds something."""
    low, high = draw(ENDS), draw(ENDS)
    if low is not None and high is not None and low > high:
        low, high = high, low
    made = Interval(low, high, draw(st.booleans()), draw(st.booleans()))
    assume(not made.empty)
    return made


def inside(interval: Interval) -> st.SearchStrategy[Fraction]:
    """Draw a value of ``interval``, its ends and their neighbours often."""
    low = interval.low if interval.low is not None else (interval.high or Fraction(0)) - 50
    high = interval.high if interval.high is not None else (interval.low or Fraction(0)) + 50
    near = st.sampled_from([low, high, low + Fraction(1, 10**6), high - Fraction(1, 10**6), Fraction(0)])
    return st.one_of(near, st.fractions(min_value=low, max_value=high)).filter(lambda one: one in interval)


@st.composite
def pairs(draw: st.DrawFn) -> tuple[Interval, Interval, Fraction, Fraction]:
    """Draw two intervals and a value of each."""
    left, right = draw(intervals()), draw(intervals())
    return left, right, draw(inside(left)), draw(inside(right))


@given(pairs())
def test_a_result_of_values_is_a_value_of_the_result(pair: tuple[Interval, Interval, Fraction, Fraction]):
    """Whatever two values are, their sum, product and so on is in the sum, product and so on of the sets."""
    left, right, one, other = pair
    assert one + other in left + right
    assert one - other in left - right
    assert one * other in left * right
    assert -one in -left
    assert min(one, other) in minimum(left, right)
    assert max(one, other) in maximum(left, right)
    try:
        quotient = left / right
    except ZeroDivisionError:
        return
    assert other != 0
    assert one / other in quotient


@given(pairs())
def test_a_closed_end_is_attained(pair: tuple[Interval, Interval, Fraction, Fraction]):
    """A closed end of a result is made by values of the inputs: an end is never closed for nothing."""
    left, right, _, _ = pair
    total = left + right
    if total.low_closed:
        assert left.low in left
        assert right.low in right
    grown = left * right
    for end, closed in ((grown.low, grown.low_closed), (grown.high, grown.high_closed)):
        if closed and end == 0:
            assert Fraction(0) in left or Fraction(0) in right
        elif closed:
            corners = [one * two for one in _ends(left) for two in _ends(right)]
            assert end in corners


def _ends(interval: Interval) -> list[Fraction]:
    return [end for end in (interval.low, interval.high) if end is not None and end in interval]


@given(pairs())
def test_a_hull_holds_both_and_no_more(pair: tuple[Interval, Interval, Fraction, Fraction]):
    """It holds each of the two, and its ends are ends of them, attained where one attains them."""
    left, right, _, _ = pair
    whole = hull((left, right))
    assert whole.holds(left)
    assert whole.holds(right)
    assert whole.low in (left.low, right.low)
    assert whole.high in (left.high, right.high)
    assert whole.low_closed == any(one.low == whole.low and one.low_closed for one in (left, right))
    assert whole.high_closed == any(one.high == whole.high and one.high_closed for one in (left, right))


@pytest.mark.parametrize(
    ("written", "low", "closed"),
    [
        ("up to 20 MW", 0, True),
        ("less than 20 MW", 0, True),
        ("20 MW", 20, True),
        ("less than 5 percent", None, False),
        ("less than 0 MW", None, False),
    ],
)
def test_an_amount_has_a_floor(written: str, low: int | None, closed: bool):
    """What there is of something is no less than 0; a percentage may be, and what is said to be below it."""
    span = floored(read_value(written, Vocabulary()))
    assert (span.low, span.low_closed) == (low, closed)
    assert not span.empty


@given(pairs())
def test_meeting_is_holding_in_both(pair: tuple[Interval, Interval, Fraction, Fraction]):
    """A value is in the meeting of two sets if it is in both, and only then."""
    left, right, one, other = pair
    both = left.meet(right)
    for value in (one, other):
        assert (value in both) == (value in left and value in right)
    assert left.meets(right) == (not both.empty)
    assert left.holds(both)
    assert left.holds(left)
    assert EVERYTHING.holds(left)


@pytest.mark.parametrize(
    ("left", "right", "low", "high"),
    [
        # of positive quantities: more than A is (A, ∞), up to B is (0, B]
        (
            Interval(Fraction(20), None, False),
            Interval(Fraction(0), Fraction(750), False),
            Fraction(2, 75),
            None,
        ),
        (
            Interval(Fraction(0), Fraction(20)),
            Interval(Fraction(750), None, False),
            Fraction(0),
            Fraction(2, 75),
        ),
        (point(Fraction(20)), Interval(Fraction(5), None, False), Fraction(0), Fraction(4)),
    ],
)
def test_a_quotient_of_bounds(left: Interval, right: Interval, low: Fraction | None, high: Fraction | None):
    """A floor over a ceiling is a floor, a ceiling over a floor a ceiling; an end not reached is open."""
    quotient = left / right
    assert (quotient.low, quotient.high) == (low, high)
    assert not quotient.high_closed


@pytest.mark.parametrize("divisor", [point(Fraction(0)), Interval(Fraction(-1), Fraction(1)), EVERYTHING])
def test_dividing_by_what_may_be_zero_is_refused(divisor: Interval):
    """A set with 0 in it divides nothing; one that only comes near it does."""
    with pytest.raises(ZeroDivisionError):
        point(Fraction(1)).__truediv__(divisor)
    assert (point(Fraction(1)) / Interval(Fraction(0), Fraction(2), False)).low == Fraction(1, 2)


@pytest.mark.parametrize(
    ("hedge", "below", "at", "above"),
    [
        (Hedge.EXACTLY, False, True, False),
        (Hedge.ABOUT, False, True, False),
        (Hedge.MORE_THAN, False, False, True),
        (Hedge.JUST_OVER, False, False, True),
        (Hedge.AT_LEAST, False, True, True),
        (Hedge.LESS_THAN, True, False, False),
        (Hedge.NEARLY, True, False, False),
        (Hedge.UP_TO, True, True, False),
    ],
)
def test_what_a_hedge_allows(hedge: Hedge, below: bool, at: bool, above: bool):
    """Each hedge allows the numbers below, at and above its own as its words do."""
    held = held_to(hedge, Fraction(20))
    assert [Fraction(number) in held for number in (19, 20, 21)] == [below, at, above]
