"""Roots and logarithms between two fractions: the true number lies between, and they are close."""

from __future__ import annotations

from decimal import Context, Decimal
from fractions import Fraction

import pytest
from hypothesis import assume, given, settings
from hypothesis import strategies as st

from tieout.quantities.enclosures import Enclosure, common_log, constant_growth

EXACT = Context(prec=90)
SLACK = Decimal(10) ** -80
DAY = Fraction(4, 1461)

RATIOS = st.one_of(
    st.fractions(min_value=Fraction(1, 10**6), max_value=10**6, max_denominator=10**6),
    st.builds(lambda part, sign: 1 + Fraction(sign, part), st.integers(2, 10**15), st.sampled_from((1, -1))),
    st.builds(lambda power, by: Fraction(10) ** power * by, st.integers(-60, 60), st.fractions(1, 10)),
)
YEARS = st.one_of(
    st.fractions(min_value=Fraction(1, 12), max_value=100, max_denominator=400),
    st.builds(lambda days: days * DAY, st.integers(1, 40_000)),
)


def decimal(number: Fraction) -> Decimal:
    """Return the number with ninety digits."""
    return EXACT.divide(Decimal(number.numerator), Decimal(number.denominator))


def check(found: Enclosure, true: Decimal) -> None:
    """Check that the true number lies between the two: one number, or two that are close to each other."""
    low, high = found
    slack = abs(true) * SLACK + SLACK
    if low == high:
        assert abs(decimal(low) - true) <= slack
        return
    assert decimal(low) - slack <= true <= decimal(high) + slack
    assert high - low <= min(abs(low), abs(high)) / 10**12


@settings(deadline=None)
@given(RATIOS, YEARS)
def test_a_constant_growth_lies_between(ratio: Fraction, years: Fraction):
    """Of any ratio over any time from a day on, close to nothing and far from it."""
    power = EXACT.divide(EXACT.ln(decimal(ratio)), decimal(years))
    assume(abs(power) < 10_000)
    check(constant_growth(ratio, years), EXACT.subtract(EXACT.exp(power), 1))


@settings(deadline=None)
@given(RATIOS)
def test_a_logarithm_lies_between(ratio: Fraction):
    """Of any number above zero, as close to one as may be."""
    check(common_log(ratio), EXACT.log10(decimal(ratio)))


@pytest.mark.parametrize(
    ("ratio", "years", "growth"),
    [
        ("4", "2", "1"),
        ("1/4", "2", "-1/2"),
        ("8/27", "3", "-1/3"),
        ("9/4", "2/3", "19/8"),
        ("1", "7/3", "0"),
        ("32", "5", "1"),
        ("2", "1", "1"),
        ("3", "1/4", "80"),
    ],
)
def test_a_growth_that_is_a_fraction_is_exact(ratio: str, years: str, growth: str):
    """Where the root is rational it is that, and no two numbers beside it."""
    assert constant_growth(Fraction(ratio), Fraction(years)) == (Fraction(growth),) * 2


@pytest.mark.parametrize("power", [-400, -3, -1, 0, 1, 2, 30, 5000])
def test_the_logarithm_of_a_power_of_ten_is_exact(power: int):
    """It is the power; of the numbers beside it, it is not."""
    ten = Fraction(10) ** power
    assert common_log(ten) == (power, power)
    low, high = common_log(ten * Fraction(10**9 + 1, 10**9))
    assert power < low < high
