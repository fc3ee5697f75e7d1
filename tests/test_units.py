"""Units: how they are written, what they measure, and what one is in another."""

from fractions import Fraction

import pytest

from tieout.quantities import units
from tieout.quantities.units import (
    PLAIN,
    UnitMismatch,
    Vocabulary,
    canonical,
    factor,
    joined,
    name,
    parse_scaled_unit,
    parse_unit,
    same_dimension,
)

DESK = Vocabulary({"customer": "customers", "share": "shares", "GPU": "GPUs", "ferry trip": "ferry trips"})


def unit(text: str):
    """Return the unit, which must be known."""
    found = parse_unit(text, DESK)
    assert found is not None, f"{text} is unknown"
    return found


@pytest.mark.parametrize(
    ("text", "written"),
    [
        ("USD", "USD"),
        ("US dollars", "USD"),
        ("$", "USD"),
        ("megawatts", "MW"),
        ("USD/MW", "USD/MW"),
        ("USD per MW", "USD/MW"),
        ("petabytes per second", "PB/s"),
        ("TB/s", "TB/s"),
        ("Gbps", "Gbit/s"),
        ("TFLOP/s", "TFLOPS"),
        ("tokens per second per GPU", "token/s/GPU"),
        ("per cent", "percent"),
        ("percentage points", "percentage_point"),
        ("mm2", "mm^2"),
        ("customers", "customer"),
        ("ferry trips", "ferry trip"),
        ("gpus", "GPU"),
    ],
)
def test_a_unit_is_read_as_it_is_written(text: str, written: str):
    """Symbols, words and per-units are read, and so are the desk's nouns."""
    assert canonical(unit(text)) == written


@pytest.mark.parametrize("text", ["", "offices", "USD/", "cents", "mw", "USD/office", "20 MW", "/", "per"])
def test_what_is_no_unit_is_not_read(text: str):
    """An unknown word, a doubtful case and a part of a unit are None."""
    assert parse_unit(text, DESK) is None


def test_a_unit_may_have_a_scale():
    """A display unit is a unit with a scale word before it, or a unit alone."""
    assert parse_scaled_unit("million USD/MW", DESK) == (unit("USD/MW"), 10**6)
    assert parse_scaled_unit("customers", DESK) == (unit("customers"), 1)
    assert parse_scaled_unit("thousand", DESK) == (PLAIN, 1000)
    assert parse_scaled_unit("million offices", DESK) is None


@pytest.mark.parametrize(
    ("source", "target", "times"),
    [
        ("GW", "MW", Fraction(1000)),
        ("USD/kW", "USD/GW", Fraction(10**6)),
        ("percent", "times", Fraction(1, 100)),
        ("GB/s", "Gbps", Fraction(8)),
        ("GiB", "byte", Fraction(2**30)),
        ("year", "month", Fraction(12)),
        ("MWh", "kWh", Fraction(1000)),
        ("customers", "customers", Fraction(1)),
    ],
)
def test_a_unit_in_another(source: str, target: str, times: Fraction):
    """Conversions are exact."""
    assert factor(unit(source), unit(target)) == times
    assert factor(unit(target), unit(source)) == 1 / times


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("USD", "EUR"),
        ("percent", "percentage points"),
        ("customers", "shares"),
        ("GB", "percent"),
        ("GB", "GB/s"),
        ("MW", "MWh"),
        ("tokens", "customers"),
    ],
)
def test_unlike_units_do_not_convert(one: str, other: str):
    """Every currency and every noun is a dimension of its own, and a point is no percent."""
    assert not same_dimension(unit(one), unit(other))
    with pytest.raises(UnitMismatch):
        factor(unit(one), unit(other))


def test_dimensions_are_those_of_the_definitions():
    """What is told without loading the definitions is what the definitions say, for every pair of units."""
    registry = units._registry()
    measured = {key: registry.Quantity(1, key).dimensionality for key in units.NAMES}
    for one in units.NAMES:
        for other in units.NAMES:
            alike = same_dimension(units.product([(one, 1)]), units.product([(other, 1)]))
            assert alike == (measured[one] == measured[other]), (one, other)


def test_factors_of_one_family_become_one():
    """GW per MW is a plain thousand; dollars per megawatt stay as they are."""
    assert joined(unit("GW/MW")) == (PLAIN, 1000)
    assert joined(unit("USD/MW")) == (unit("USD/MW"), 1)


@pytest.mark.parametrize(
    ("text", "words"),
    [
        ("USD/MW", "US dollars per megawatt"),
        ("PB/s", "petabytes per second"),
        ("tokens per second", "tokens per second"),
        ("percentage points", "percentage points"),
        ("customers", "customers"),
        ("GPU", "GPUs"),
        ("mm2", "square millimetres"),
    ],
)
def test_a_unit_in_words(text: str, words: str):
    """Each unit has a name for messages; nouns have their plural from the desk."""
    assert name(unit(text), plurals=DESK.nouns) == words
