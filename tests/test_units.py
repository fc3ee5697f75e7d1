"""Units: how they are written, what they measure, and what one is in another."""

import subprocess
import sys
from fractions import Fraction
from pathlib import Path

import pytest

from tieout.quantities import units
from tieout.quantities.units import (
    PLAIN,
    Measure,
    Unit,
    UnitMismatch,
    Vocabulary,
    canonical,
    factor,
    joined,
    name,
    parse_measure,
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
    """A unit to count in has a scale word before it, or is by so many of what it divides by, or alone."""
    assert parse_measure("million USD/MW", DESK) == Measure(unit("USD/MW"), 10**6)
    assert parse_measure("customers", DESK) == Measure(unit("customers"))
    assert parse_measure("thousand", DESK) == Measure(PLAIN, 1000)
    assert parse_measure("USD per million tokens", DESK) == Measure(unit("USD/token"), 1, 10**6)
    assert parse_measure("USD/1M tokens", DESK) == Measure(unit("USD/token"), 1, 10**6)
    assert parse_measure("million USD per 10,000 customers", DESK) == Measure(
        unit("USD/customer"), 10**6, 10**4
    )
    assert parse_measure("kWh/100 km", DESK) == Measure(unit("kWh/km"), 1, 100)
    assert parse_measure("USD per square metre", DESK) == Measure(unit("USD/m2"))
    for text in ("million offices", "USD per million offices", "USD per million", "", "per 100"):
        assert parse_measure(text, DESK) is None


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


# How many of its base unit each unit of a family is, written down a second time.
FAMILIES = {
    "W": {"mW": "1/1000", "W": "1", "kW": "1000", "MW": "1000000", "GW": "1000000000", "TW": "1000000000000"},
    "J": {
        "J": "1", "kJ": "1000", "MJ": "1000000",
        "Wh": "3600", "kWh": "3600000", "MWh": "3600000000", "GWh": "3600000000000",
        "TWh": "3600000000000000",
    },
    "s": {
        "ns": "1/1000000000", "us": "1/1000000", "ms": "1/1000", "s": "1", "min": "60", "hour": "3600",
        "day": "86400", "week": "604800", "month": "2629800", "year": "31557600",
    },
    "bit": {
        "bit": "1", "kbit": "1000", "Mbit": "1000000", "Gbit": "1000000000", "Tbit": "1000000000000",
        "Pbit": "1000000000000000", "byte": "8", "kB": "8000", "MB": "8000000", "GB": "8000000000",
        "TB": "8000000000000", "PB": "8000000000000000", "EB": "8000000000000000000",
        "KiB": "8192", "MiB": "8388608", "GiB": "8589934592", "TiB": "8796093022208",
    },
    "Hz": {"Hz": "1", "kHz": "1000", "MHz": "1000000", "GHz": "1000000000"},
    "FLOPS": {
        "FLOPS": "1", "GFLOPS": "1e9", "TFLOPS": "1e12", "PFLOPS": "1e15", "EFLOPS": "1e18",
    },
    "OPS": {"OPS": "1", "TOPS": "1e12", "POPS": "1e15"},
    "V": {"mV": "1/1000", "V": "1", "kV": "1000"},
    "m": {
        "ft": "381/1250", "km": "1000", "m": "1", "cm": "1/100", "mm": "1/1000", "um": "1/1000000",
        "nm": "1/1000000000",
    },
    "g": {"g": "1", "kg": "1000", "t": "1000000"},
    "times": {"times": "1", "percent": "1/100"},
}  # fmt: skip


@pytest.mark.parametrize("base", FAMILIES)
def test_a_family_is_exact(base: str):
    """Every unit of a family is a fraction of every other, with nothing lost on the way."""
    family = FAMILIES[base]
    for one, size in family.items():
        for other, other_size in family.items():
            left, right = (Unit(((key, 1),)) for key in (one, other))
            assert factor(left, right) == Fraction(size) / Fraction(other_size), (one, other)


def test_every_unit_is_of_a_family_or_alone():
    """No unit is left out of what these tests check."""
    alone = {*units.CURRENCIES, "token", "barrel", "percentage_point"}
    assert {key for family in FAMILIES.values() for key in family} | alone == set(units.NAMES)


def test_a_currency_a_noun_and_a_token_measure_nothing_else():
    """Each counts in a dimension of its own; a percentage is a ratio, and percentage points are not."""
    alone = [
        *units.CURRENCIES,
        "token",
        "barrel",
        "percentage_point",
        "customer",
        "share",
        "GPU",
        "ferry trip",
    ]
    kinds = [units.dimension(Unit(((key, 1),))) for key in alone]
    assert len(set(kinds)) == len(alone)
    assert all(len(kind) == 1 for kind in kinds)
    assert units.dimension(unit("percent")) == units.dimension(unit("times")) == ()


def test_a_price_of_power_is_an_exact_fraction():
    """20 billion dollars for 750 MW is 80,000/3 dollars a kilowatt, and no decimal near it."""
    assert Fraction(20 * 10**9, 750) * factor(unit("USD/MW"), unit("USD/kW")) == Fraction(80000, 3)


def test_factors_of_one_family_become_one():
    """GW per MW is a plain thousand; dollars per megawatt stay as they are."""
    assert joined(unit("GW/MW")) == (PLAIN, 1000)
    assert joined(unit("USD/MW")) == (unit("USD/MW"), 1)
    assert joined(unit("MWh/MW")) == (unit("MWh/MW"), 1)
    assert joined(unit("MWh/GW") / unit("hours")) == (PLAIN, Fraction(1, 1000))
    assert joined(unit("percent")) == (unit("percent"), 1)


@pytest.mark.parametrize(
    ("left", "sign", "right", "result", "times"),
    [
        ("percent", "+", "percent", "percent", 1),
        ("percent", "-", "percent", "percentage_point", 1),
        ("percent", "-", "percentage points", "percent", 1),
        ("percentage points", "+", "percent", "percent", 1),
        ("percentage points", "-", "percentage points", "percentage_point", 1),
        ("percent/year", "-", "percent/month", "percentage_point/year", 12),
        ("percent", "-", "times", "percent", 100),
        ("MW", "-", "GW", "MW", 1000),
        ("percentage points", "-", "percent", None, 1),
        ("times", "+", "percentage points", None, 1),
        ("USD", "+", "EUR", None, 1),
    ],
)
def test_the_unit_of_a_sum(left: str, sign: str, right: str, result: str | None, times: int):
    """What percentages and points add up to, and how much of it one of the right side is."""
    if result is None:
        with pytest.raises(UnitMismatch):
            units.sum_of(unit(left), unit(right), less=sign == "-")
        return
    found, ratio = units.sum_of(unit(left), unit(right), less=sign == "-")
    assert (canonical(found), ratio) == (result, times)


@pytest.mark.parametrize(
    ("left", "sign", "right", "result"),
    [
        ("percent", "*", "USD", ("USD", Fraction(1, 100))),
        ("percent", "*", "percent", ("percent", Fraction(1, 100))),
        ("percent", "/", "year", ("percent/year", 1)),
        ("percent/year", "*", "year", ("percent", 1)),
        ("USD", "/", "percent", ("USD", 100)),
        ("percent", "/", "percent", ("", 1)),
        ("times", "*", "times", ("times", 1)),
        ("times", "*", "MW", ("MW", 1)),
        ("percentage points", "*", "percent", ("percentage_point", Fraction(1, 100))),
        ("percentage points", "/", "years", ("percentage_point/year", 1)),
        ("percentage points", "/", "percentage points", ("", 1)),
        ("percentage points", "*", "USD", None),
        ("USD", "/", "percentage points", None),
        ("percentage points", "*", "percentage points", None),
    ],
)
def test_the_unit_of_a_product(left: str, sign: str, right: str, result: tuple[str, Fraction] | None):
    """A percentage of something is that; points are part of nothing, and go with plain numbers and time."""
    found = units.product_of(unit(left), unit(right), 1 if sign == "*" else -1)
    assert (found and (canonical(found[0]), found[1])) == result


@pytest.mark.parametrize(
    ("text", "is_rate"),
    [("USD/EUR", True), ("EUR/USD", True), ("USD/MW", False), ("USD", False), ("share/EUR", False)],
)
def test_an_exchange_rate_is_one_currency_per_other(text: str, is_rate: bool):
    """It is money per money, and nothing else."""
    assert unit(text).is_exchange_rate is is_rate


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


def test_how_big_units_are_is_worked_out_beforehand(request):
    """``roots.txt`` says of each unit what its definition says (``--update`` writes it); none is loaded."""
    file = Path(units.__file__).with_name("roots.txt")
    if request.config.getoption("--update"):
        file.write_text(units.worked_out(), "utf-8")
    assert file.read_text("utf-8") == units.worked_out()
    call = (
        "import sys; from tieout.quantities import units as u; "
        "assert u.factor(u.Unit((('GW', 1),)), u.Unit((('MW', 1),))) == 1000; sys.exit('pint' in sys.modules)"
    )
    assert subprocess.run([sys.executable, "-c", call], check=False).returncode == 0
