"""What formulas come to: the ends of results, their marks and units, and what is refused."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from fractions import Fraction
from time import process_time

import pytest

from tieout.algebra import Refusal, Value, evaluate, in_unit, trace
from tieout.formulas import Formula, parse
from tieout.quantities.interval import Hedge, Interval, Quantity
from tieout.quantities.reading import read_value
from tieout.quantities.saying import NBSP, say
from tieout.quantities.units import Unit, Vocabulary, parse_unit

DESK = Vocabulary({"customer": "customers", "share": "shares"})


def value(text: str) -> Value:
    """Return the value, which must be readable."""
    read = read_value(text, DESK)
    assert read is not None, f"{text} is unreadable"
    return read


Base = Mapping[str, Sequence[str]]


def worked(formula: str, base: Base | None = None, **inputs: str) -> Quantity | Refusal:
    """Return what the formula comes to; an input with semicolons is a series."""
    parsed = parse(formula)
    assert isinstance(parsed, Formula), parsed
    values = {
        role: tuple(value(one) for one in text.split(";")) if ";" in text else value(text)
        for role, text in inputs.items()
    }
    return evaluate(parsed, values, base)


def outcome(formula: str, unit: str | None = None, **inputs: str) -> str:
    """Return what the formula comes to, in words, or the reason why it does not."""
    result = worked(formula, **inputs)
    if isinstance(result, Quantity) and unit:
        target = parse_unit(unit, DESK)
        assert target is not None
        result = in_unit(result, target)
    if isinstance(result, Refusal):
        return result.reason
    return say(result, "sentence", DESK).replace(NBSP, " ")


def spanned(result: Quantity) -> str:
    """Return what a result may be as mathematicians write it, its mark before it: "(4, ∞)", "~[3, 5]"."""
    span = result.interval
    mark = {Hedge.NEARLY: "<", Hedge.JUST_OVER: ">"}.get(result.hedge, "~") if result.approximate else ""
    if span.exact:
        return f"{mark}{span.low}"
    low = f"[{span.low}" if span.low_closed else "(−∞" if span.low is None else f"({span.low}"
    high = f"{span.high}]" if span.high_closed else "∞)" if span.high is None else f"{span.high})"
    return f"{mark}{low}, {high}"


def ends(formula: str, base: Base | None = None, **inputs: str) -> str:
    """Return what the formula may be, in whole units of its own, or why it comes to nothing."""
    result = worked(formula, base, **inputs)
    if isinstance(result, Quantity):
        return spanned(result)
    return NOTHING if result.reason.endswith("says nothing") else result.reason


# --- the table of the algebra --------------------------------------------------------------------

NOTHING = "nothing"


@pytest.mark.parametrize(
    ("left", "right", "plus", "minus", "times", "over"),
    [
        # more than A, up to B: as money, power and counts they are not below zero
        ("more than 20 MW", "up to 5 MW", "(20, ∞)", "(15, ∞)", NOTHING, "(4, ∞)"),
        ("up to 20 MW", "more than 5 MW", "(5, ∞)", "(−∞, 15)", NOTHING, "[0, 4)"),
        ("more than 20 MW", "more than 5 MW", "(25, ∞)", NOTHING, "(100, ∞)", NOTHING),
        ("up to 20 MW", "up to 5 MW", "[0, 25]", "[-5, 20]", "[0, 100]", NOTHING),
        ("at least 20 MW", "up to 5 MW", "[20, ∞)", "[15, ∞)", NOTHING, "[4, ∞)"),
        ("20 MW", "more than 5 MW", "(25, ∞)", "(−∞, 15)", "(100, ∞)", "(0, 4)"),
        # and what the table leaves out
        ("20 MW", "5 MW", "25", "15", "100", "4"),
        ("20 MW", "up to 5 MW", "[20, 25]", "[15, 20]", "[0, 100]", "[4, ∞)"),
        ("20 MW", "at least 5 MW", "[25, ∞)", "(−∞, 15]", "[100, ∞)", "(0, 4]"),
        ("20 MW", "less than 5 MW", "[20, 25)", "(15, 20]", "[0, 100)", "(4, ∞)"),
        ("more than 20 MW", "5 MW", "(25, ∞)", "(15, ∞)", "(100, ∞)", "(4, ∞)"),
        ("up to 20 MW", "5 MW", "[5, 25]", "[-5, 15]", "[0, 100]", "[0, 4]"),
        ("less than 20 MW", "at least 5 MW", "[5, ∞)", "(−∞, 15)", NOTHING, "[0, 4)"),
        ("less than 20 MW", "less than 5 MW", "[0, 25)", "(-5, 20)", "[0, 100)", NOTHING),
        ("20 to 30 MW", "5 to 10 MW", "[25, 40]", "[10, 25]", "[100, 300]", "[2, 6]"),
        ("20 to 30 MW", "more than 5 MW", "(25, ∞)", "(−∞, 25)", "(100, ∞)", "(0, 6)"),
        ("20 to 30 MW", "up to 5 MW", "[20, 35]", "[15, 30]", "[0, 150]", "[4, ∞)"),
        ("more than 20 MW", "5 to 10 MW", "(25, ∞)", "(10, ∞)", "(100, ∞)", "(2, ∞)"),
        ("up to 20 MW", "5 to 10 MW", "[5, 30]", "[-10, 15]", "[0, 200]", "[0, 4]"),
        ("0 to 5 MW", "20 MW", "[20, 25]", "[-20, -15]", "[0, 100]", "[0, 1/4]"),
        ("-5 MW", "up to 20 MW", "[-5, 15]", "[-25, -5]", "[-100, 0]", "(−∞, -1/4]"),
        ("-5 MW", "more than 20 MW", "(15, ∞)", "(−∞, -25)", "(−∞, -100)", "(-1/4, 0)"),
    ],
)  # fmt: skip
def test_the_table_of_bounds(left: str, right: str, plus: str, minus: str, times: str, over: str):
    """Each cell of the algebra's table, with the ends that belong to the result and those that do not."""
    shown = [ends(f"a {sign} b", a=left, b=right) for sign in "+-*/"]
    assert shown == [plus, minus, times, over]


@pytest.mark.parametrize(
    ("left", "right", "plus", "minus", "times", "over"),
    [
        # about spreads through everything, and makes of a bound "about that or more", never a plain bound
        ("about 20 MW", "5 MW", "~25", "~15", "~100", "~4"),
        ("20 MW", "about 5 MW", "~25", "~15", "~100", "~4"),
        ("about 20 MW", "about 5 MW", "~25", "~15", "~100", "~4"),
        ("about 20 MW", "more than 5 MW", "~(25, ∞)", "~(−∞, 15)", "~(100, ∞)", "~(0, 4)"),
        ("about 20 MW", "up to 5 MW", "~[20, 25]", "~[15, 20]", "~[0, 100]", "~[4, ∞)"),
        ("more than 20 MW", "about 5 MW", "~(25, ∞)", "~(15, ∞)", "~(100, ∞)", "~(4, ∞)"),
        ("about 20 to 30 MW", "5 MW", "~[25, 35]", "~[15, 25]", "~[100, 150]", "~[4, 6]"),
        # nearly and just over outlive what rises with them alone, and change places in what falls
        ("nearly 20 MW", "5 MW", "<[5, 25)", "<[-5, 15)", "<[0, 100)", "<[0, 4)"),
        ("5 MW", "nearly 20 MW", "<[5, 25)", ">(-15, 5]", "<[0, 100)", ">(1/4, ∞)"),
        ("just over 20 MW", "5 MW", ">(25, ∞)", ">(15, ∞)", ">(100, ∞)", ">(4, ∞)"),
        ("5 MW", "just over 20 MW", ">(25, ∞)", "<(−∞, -15)", ">(100, ∞)", "<(0, 1/4)"),
        ("nearly 20 MW", "-5 MW", "<[-5, 15)", "<[5, 25)", ">(-100, 0]", ">(-4, 0]"),
        ("nearly 20 MW", "just over 5 MW", "~(5, ∞)", "~(−∞, 15)", NOTHING, "~[0, 4)"),
        ("nearly 20 MW", "nearly 5 MW", "~[0, 25)", "~(-5, 20)", "~[0, 100)", NOTHING),
        ("nearly 20 MW", "more than 5 MW", "~(5, ∞)", "~(−∞, 15)", NOTHING, "~[0, 4)"),
        ("nearly 20 MW", "about 5 MW", "~[5, 25)", "~[-5, 15)", "~[0, 100)", "~[0, 4)"),
        ("just over 20 MW", "up to 5 MW", "~(20, ∞)", "~(15, ∞)", NOTHING, "~(4, ∞)"),
    ],
)  # fmt: skip
def test_the_table_of_marks(left: str, right: str, plus: str, minus: str, times: str, over: str):
    """How loosely a result is known, of inputs that are about right, nearly a number or just over it."""
    shown = [ends(f"a {sign} b", a=left, b=right) for sign in "+-*/"]
    assert shown == [plus, minus, times, over]


@pytest.mark.parametrize(
    ("formula", "inputs", "expected"),
    [
        ("max(a, b)", {"a": "nearly 20 MW", "b": "5 MW"}, "<[5, 20)"),
        ("max(a, b)", {"a": "nearly 20 MW", "b": "30 MW"}, "30"),
        ("min(a, b)", {"a": "nearly 20 MW", "b": "up to 5 MW"}, "~[0, 5]"),
        ("growth(a, b)", {"a": "nearly 20 MW", "b": "10 MW"}, "<[-100, 100)"),
        ("growth(a, b)", {"a": "20 MW", "b": "just over 10 MW"}, "<(-100, 100)"),
        ("growth(a, b)", {"a": "20 MW", "b": "nearly 10 MW"}, ">(100, ∞)"),
        ("share(a, b)", {"a": "just over 2 MW", "b": "10 MW"}, ">(20, 100]"),
        ("share(a, b)", {"a": "2 MW", "b": "just over 10 MW"}, "<(0, 20)"),
        ("share(a, a + b)", {"a": "nearly 6 MW", "b": "4 MW"}, "<[0, 60)"),
        ("share(a, a + b)", {"a": "6 MW", "b": "nearly 4 MW"}, ">(60, 100]"),
        ("mix(s, a, b)", {"s": "25%", "a": "nearly 8 USD", "b": "4 USD"}, "<[3, 5)"),
        ("mix(s, a, b)", {"s": "0%", "a": "nearly 8 USD", "b": "4 USD"}, "4"),
        ("mix(s, a, b)", {"s": "nearly 50%", "a": "8 USD", "b": "4 USD"}, "<[4, 6)"),
        ("mix(s, a, b)", {"s": "nearly 50%", "a": "4 USD", "b": "8 USD"}, ">(6, 8]"),
        ("cagr(a, b, t)", {"a": "just over 40 MW", "b": "10 MW", "t": "2 years"}, ">(100, ∞)"),
        ("cagr(a, b, t)", {"a": "10 MW", "b": "just over 40 MW", "t": "2 years"}, "<(-100, -50)"),
        ("cagr(a, b, t)", {"a": "40 MW", "b": "10 MW", "t": "just over 2 years"}, "<(0, 100)"),
        ("cagr(a, b, t)", {"a": "10 MW", "b": "40 MW", "t": "just over 2 years"}, ">(-50, 0)"),
        ("cagr(a, b, t)", {"a": "10 MW", "b": "10 MW", "t": "just over 2 years"}, "0"),
        ("log(a, b)", {"a": "just over 200 MW", "b": "2 MW"}, ">(2, ∞)"),
        ("log(a, b)", {"a": "2 MW", "b": "just over 200 MW"}, "<(−∞, -2)"),
        ("a * b", {"a": "about 20 MW", "b": "0"}, "0"),
        ("a * b", {"a": "0 MW", "b": "nearly 3"}, "0"),
    ],
)
def test_marks_outlive_functions_as_they_rise_or_fall(formula: str, inputs: dict[str, str], expected: str):
    """Each function keeps, swaps or loosens a mark by which way it goes; what does not move it is no mark."""
    assert ends(formula, **inputs) == expected


# --- functions -----------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("formula", "inputs", "expected"),
    [
        ("growth(a, b)", {"a": "more than 20 MW", "b": "up to 5 MW"}, "(300, ∞)"),
        ("growth(a, b)", {"a": "up to 20 MW", "b": "at least 5 MW"}, "[-100, 300]"),
        ("growth(a, b)", {"a": "-5 MW", "b": "10 MW"}, "-150"),
        ("ratio(a, b)", {"a": "3 GW", "b": "up to 750 MW"}, "[4, ∞)"),
        ("ratio(a, b)", {"a": "5%", "b": "2 to 4%"}, "[5/4, 5/2]"),
        ("difference(a, b)", {"a": "3 GW", "b": "up to 0.5 GW"}, "[5/2, 3]"),
        ("per(a, b)", {"a": "more than 20 USD", "b": "up to 5 MW"}, "(4, ∞)"),
        ("share(a, b)", {"a": "up to 3 MW", "b": "at least 12 MW"}, "[0, 25]"),
        ("share(a, b)", {"a": "3 to 20 MW", "b": "10 to 30 MW"}, "[10, 100]"),
        ("share(a, b)", {"a": "10 to 20 MW", "b": "2 to 10 MW"}, "100"),
        ("share(a, b + a)", {"a": "more than 20 MW", "b": "up to 5 MW"}, "(80, 100]"),
        ("share(a, sum(b, a, c))", {"a": "2 to 3 MW", "b": "up to 5 MW", "c": "3 MW"}, "[20, 50]"),
        ("share(a, a + b)", {"a": "0 to 3 MW", "b": "3 MW"}, "[0, 50]"),
        ("share(a, a + b)", {"a": "0 to 3 MW", "b": "more than 3 MW"}, "[0, 50)"),
        ("share(a, a + b)", {"a": "3 MW", "b": "less than 3 MW"}, "(50, 100]"),
        ("share(a, a + b)", {"a": "up to 3 MW", "b": "0 MW"}, "100"),
        ("share(a, a + b)", {"a": "0 MW", "b": "up to 3 MW"}, "0"),
        ("share(a + b, c + b + a)", {"a": "2 to 3 MW", "b": "up to 5 MW", "c": "2 MW"}, "[50, 80]"),
        ("share(a * x, b + a * x)", {"a": "2 to 3 MW", "x": "2", "b": "4 to 6 MW"}, "[40, 60]"),
        ("mix(s, a, b)", {"s": "25%", "a": "8 USD", "b": "4 USD"}, "5"),
        ("mix(s, a, b)", {"s": "25 to 50%", "a": "more than 8 USD", "b": "4 USD"}, "(5, ∞)"),
        ("mix(s, a, b)", {"s": "more than 25%", "a": "8 USD", "b": "4 USD"}, "(5, 8]"),
        ("mix(s, a, b)", {"s": "up to 50%", "a": "4 USD", "b": "more than 8 USD"}, "(6, ∞)"),
        ("mix(s, a, b)", {"s": "100%", "a": "4 USD", "b": "more than 8 USD"}, "4"),
        ("mix(s, a, b)", {"s": "0 to 100%", "a": "4 to 6 USD", "b": "more than 4 USD"}, "[4, ∞)"),
        ("mix(s, a, b)", {"s": "half", "a": "4%", "b": "8%"}, "6"),
        ("cagr(a, b, t)", {"a": "40 MW", "b": "10 MW", "t": "2 years"}, "100"),
        ("cagr(a, b, t)", {"a": "10 MW", "b": "40 MW", "t": "24 months"}, "-50"),
        ("cagr(a, b, t)", {"a": "8 to 27 MW", "b": "1 MW", "t": "3 years"}, "[100, 200]"),
        ("cagr(a, b, t)", {"a": "4 MW", "b": "1 MW", "t": "1 to 2 years"}, "[100, 300]"),
        ("cagr(a, b, t)", {"a": "1 MW", "b": "4 MW", "t": "1 to 2 years"}, "[-75, -50]"),
        ("cagr(a, b, t)", {"a": "more than 4 MW", "b": "1 MW", "t": "up to 2 years"}, "(100, ∞)"),
        ("cagr(a, b, t)", {"a": "4 MW", "b": "1 MW", "t": "more than 2 years"}, "(0, 100)"),
        ("cagr(a, b, t)", {"a": "up to 1 MW", "b": "4 MW", "t": "at least 2 years"}, "[-100, 0)"),
        ("cagr(a, b, t)", {"a": "0 MW", "b": "4 MW", "t": "2 to 3 years"}, "-100"),
        ("cagr(a, b, days(c, d))", {"a": "4 MW", "b": "1 MW", "c": "2022-01-01", "d": "2026-01-01"},
         "~(82842712474619/2000000000000, 51776695296637/1250000000000)"),
        ("log(a, b)", {"a": "20 GW", "b": "20 MW"}, "3"),
        ("log(a)", {"a": "10%"}, "-1"),
        ("log(a, b)", {"a": "more than 2 GW", "b": "up to 20 MW"}, "(2, ∞)"),
        ("log(a, b)", {"a": "up to 2 GW", "b": "20 MW"}, "(−∞, 2]"),
        ("log(a, b)", {"a": "2 to 20 GW", "b": "20 to 200 MW"}, "[1, 3]"),
        ("min(a, b)", {"a": "at least 20 MW", "b": "5 to 30 MW"}, "[5, 30]"),
        ("max(a, b)", {"a": "less than 20 MW", "b": "up to 20 MW"}, "[0, 20]"),
        ("days(a, b)", {"a": "2026-01", "b": "2026-04-01"}, "[60, 90]"),
        ("days(a, b)", {"a": "1 March 2026", "b": "by the end of 2026"}, "(−∞, 305]"),
    ],
)  # fmt: skip
def test_what_functions_come_to(formula: str, inputs: dict[str, str], expected: str):
    """Each function by its ends: what belongs to the result and what does not."""
    assert ends(formula, **inputs) == expected


def test_what_has_no_end_in_digits_is_told_between_two():
    """A root or a logarithm of exact numbers is about right, within a millionth of a millionth."""
    for formula, inputs, near in (
        ("cagr(a, b, t)", {"a": "510 MW", "b": "290 MW", "t": "2 years"}, "32.613"),
        ("log(a, b)", {"a": "510 MW", "b": "290 MW"}, "0.245172"),
        ("log(a, b)", {"a": "290.000001 MW", "b": "290 MW"}, "0.0000000014976"),
    ):
        result = worked(formula, **inputs)
        assert isinstance(result, Quantity)
        low, high = result.interval.low, result.interval.high
        assert (result.hedge, result.approximate, result.figures) == (Hedge.ABOUT, True, 0)
        assert result.single
        assert high - low <= low / 10**12
        assert abs(low / Fraction(near) - 1) < Fraction(1, 10**4)
    assert outcome("cagr(a, b, t)", a="510 MW", b="290 MW", t="2 years") == "about 32.6%"


def test_an_irrational_result_goes_on_as_one_number():
    """It may be used twice, makes of a bound "about that or more", and stays about right."""
    growth = worked("cagr(a, b, t)", a="2 MW", b="1 MW", t="2 years")
    sales = value("more than 100 USD")
    assert isinstance(growth, Quantity)
    for formula, expected in (("g * s", "at least"), ("g * g", "about"), ("g - g", "about")):
        parsed = parse(formula)
        assert isinstance(parsed, Formula)
        result = evaluate(parsed, {"g": growth, "s": sales})
        assert isinstance(result, Quantity)
        assert (result.hedge.value, result.approximate) == (expected, True)


@pytest.mark.parametrize(
    ("formula", "series", "expected"),
    [
        ("sum(s)", "20 MW; 0.01 GW; 5 MW", "35"),
        ("sum(s)", "more than 20 MW; up to 5 MW", "(20, ∞)"),
        ("sum(s)", "about 20 MW; 5 MW", "~25"),
        ("min(s)", "20 MW; 3 to 30 MW; at least 5 MW", "[3, 20]"),
        ("max(s, a)", "20 MW; 3 to 30 MW", "[50, 50]"),
        ("a / sum(s)", "20 MW; 5 MW", "2"),
        ("share(a, a + sum(s))", "20 MW; 30 MW", "50"),
        ("sum(s) - a", "20 MW; 30 MW", "0"),
        ("max(s)", "20 MW;", "20"),
    ],
)
def test_a_series_is_summed_and_compared_whole(formula: str, series: str, expected: str):
    """A role that names a series gives all its points to sum, min and max."""
    values = {"s": tuple(value(one) for one in series.split(";") if one), "a": value("50 MW")}
    parsed = parse(formula)
    assert isinstance(parsed, Formula)
    result = evaluate(parsed, values)
    assert isinstance(result, Quantity)
    assert spanned(result) == expected.replace("[50, 50]", "50")


def test_a_series_is_no_number():
    """Elsewhere than in sum, min and max a whole series is refused, with what to write."""
    refusal = worked("s / a", s="20 MW; 5 MW", a="5 MW")
    assert isinstance(refusal, Refusal)
    assert refusal.reason == "`s` is a whole series, and no single number"
    assert refusal.help == "name one of its points, or write `sum(s)`, `min(s)` or `max(s)`"


def test_a_point_of_a_series_is_used_in_it():
    """A point beside its series is used twice, if it is a bound; one of another series is not."""
    base = {"s": ("x@1", "x@2"), "a": ("x@2",)}
    twice = worked("sum(s) - a", base, s="20 MW; more than 5 MW", a="more than 5 MW")
    assert isinstance(twice, Refusal)
    assert "`x@2` is no single value and is used twice (by `s`, `a`)" in twice.reason
    assert ends("max(s, a)", base | {"a": ("y",)}, s="20 MW; more than 5 MW", a="more than 5 MW") == "[20, ∞)"


# --- units ---------------------------------------------------------------------------------------


def counted(formula: str, **inputs: str) -> str:
    """Return what the formula comes to with its unit, or why it does not."""
    result = worked(formula, **inputs)
    if isinstance(result, Refusal):
        return result.reason
    unit = " ".join(f"{key}{'' if power == 1 else power}" for key, power in result.unit.factors)
    return f"{spanned(result)} {unit}".strip()


@pytest.mark.parametrize(
    ("formula", "inputs", "expected"),
    [
        ("a - b", {"a": "34%", "b": "30%"}, "4 percentage_point"),
        ("difference(a, b)", {"a": "34%", "b": "30%"}, "4 percentage_point"),
        ("a + b", {"a": "34%", "b": "30%"}, "64 percent"),
        ("a + b", {"a": "34%", "b": "4 percentage points"}, "38 percent"),
        ("b + a", {"a": "34%", "b": "4 percentage points"}, "38 percent"),
        ("a - b", {"a": "34%", "b": "4 percentage points"}, "30 percent"),
        ("a + b", {"a": "5 percentage points", "b": "4 percentage points"}, "9 percentage_point"),
        ("a - b", {"a": "5 percentage points", "b": "4 percentage points"}, "1 percentage_point"),
        ("sum(a, b, c)", {"a": "34%", "b": "4 percentage points", "c": "50 basis points"}, "77/2 percent"),
        ("a - b - c", {"a": "34%", "b": "30%", "c": "1 percentage point"}, "3 percentage_point"),
        ("a - b + c", {"a": "34%", "b": "30%", "c": "20%"}, "24 percent"),
        ("b - a", {"a": "34%", "b": "4 percentage points"},
         "`percentage points` and `percent` are not of one kind"),
        ("a + b", {"a": "3 times", "b": "4 percentage points"},
         "`times` and `percentage points` are not of one kind"),
        ("max(a, b)", {"a": "34%", "b": "4 percentage points"},
         "`percent` and `percentage points` are not of one kind"),
        ("share(a, b) - share(c, b)", {"a": "3 MW", "b": "10 MW", "c": "2 MW"}, "10 percentage_point"),
        ("growth(a, b) - growth(b, c)", {"a": "3 MW", "b": "2 MW", "c": "1 MW"}, "-50 percentage_point"),
        ("a / t - b / t", {"a": "34%", "b": "30%", "t": "2 years"}, "2 percentage_point year-1"),
        # of products and quotients
        ("a * b", {"a": "30%", "b": "50%"}, "15 percent"),
        ("a * b", {"a": "30%", "b": "2"}, "60 percent"),
        ("a * b", {"a": "30%", "b": "200 USD"}, "60 USD"),
        ("a / b", {"a": "30%", "b": "2"}, "15 percent"),
        ("a / b", {"a": "30%", "b": "60%"}, "1/2"),
        ("a / b", {"a": "30 USD", "b": "60%"}, "50 USD"),
        ("a / t * t2", {"a": "30%", "t": "2 years", "t2": "3 years"}, "45 percent"),
        ("a * b", {"a": "3 times", "b": "2"}, "6 times"),
        ("a * b", {"a": "3 times", "b": "2 MW"}, "6 MW"),
        ("a * b", {"a": "4 percentage points", "b": "2"}, "8 percentage_point"),
        ("a * b", {"a": "4 percentage points", "b": "50%"}, "2 percentage_point"),
        ("a / b", {"a": "4 percentage points", "b": "2 percentage points"}, "2"),
        ("a / b", {"a": "4 percentage points", "b": "2 years"}, "2 percentage_point year-1"),
        ("a * b", {"a": "4 percentage points", "b": "200 USD"},
         "percentage points are no part of a whole: `percentage points` and `USD` make no product"),
        ("a / b", {"a": "200 USD", "b": "4 percentage points"},
         "percentage points are no part of a whole: `USD` and `percentage points` make no quotient"),
        ("a * b", {"a": "4 percentage points", "b": "2 percentage points"},
         "percentage points are no part of a whole: "
         "`percentage points` and `percentage points` make no product"),
        # of other kinds
        ("a / b", {"a": "20 billion USD", "b": "750 MW"}, "80000000/3 MW-1 USD"),
        ("a / b", {"a": "750 MWh", "b": "3 hours"}, "250 MWh hour-1"),
        ("ratio(a, b)", {"a": "750 MWh", "b": "0.3 GWh"}, "5/2 times"),
        ("a / (b * t)", {"a": "750 MWh", "b": "1 GW", "t": "3 hours"}, "1/4"),
        ("a + b", {"a": "1 GiB", "b": "1 GB"}, "4050277/2097152 GiB"),
        ("a + b", {"a": "20 USD", "b": "20 EUR"}, "`USD` and `EUR` are not of one kind"),
        ("a + b * r", {"a": "20 USD", "b": "20 EUR", "r": "1.1 USD/EUR"}, "42 USD"),
        ("a + b", {"a": "20 GB", "b": "5%"}, "`GB` and `percent` are not of one kind"),
        ("a + b", {"a": "20 GB", "b": "5 tokens"}, "`GB` and `token` are not of one kind"),
        ("per(a, b)", {"a": "5 GW", "b": "20 MW"}, "`per` is for unlike units, and both are `GW`"),
        ("ratio(a, b)", {"a": "5 GW", "b": "20 USD"}, "`GW` and `USD` are not of one kind"),
        ("mix(s, a, b)", {"s": "5 MW", "a": "5 USD", "b": "20 USD"},
         "a plain number and `MW` are not of one kind"),
        ("cagr(a, b, t)", {"a": "5 USD", "b": "20 USD", "t": "3 MW"}, "`year` and `MW` are not of one kind"),
        ("log(a)", {"a": "5 USD"}, "only a plain number has a logarithm, and `a` is in `USD`"),
    ],
)  # fmt: skip
def test_units_and_percentages(formula: str, inputs: dict[str, str], expected: str):
    """Percentages differ by points, points are part of no whole, and unlike units are refused."""
    assert counted(formula, **inputs) == expected


def test_a_difference_of_percentages_is_not_printed_as_a_percentage():
    """The unit asked of it has to be percentage points, and the help says so."""
    result = worked("a - b", a="34%", b="30%")
    assert isinstance(result, Quantity)
    refusal = in_unit(result, Unit((("percent", 1),)))
    assert isinstance(refusal, Refusal)
    assert refusal.of_result
    assert refusal.help == "write `unit: percentage points`: that is what lies between two percentages"
    assert in_unit(result, Unit((("percentage_point", 1),))) == result


def test_what_two_currencies_need():
    """Adding them is refused with the exchange rate that is missing; other unlike units have another help."""
    refusal = worked("a + b", a="20 USD", b="20 EUR")
    assert isinstance(refusal, Refusal)
    assert refusal.help == "make a dated exchange rate one of the inputs and multiply by it"
    other = worked("a + b", a="20 USD", b="20 MW")
    assert isinstance(other, Refusal)
    assert "exchange" not in other.help


# --- what a number can be ------------------------------------------------------------------------


AMOUNTS = ("USD", "MW", "MWh", "customers", "GB", "tokens", "hours", "USD/MW", "GB/s", "km", "")


@pytest.mark.parametrize("unit", AMOUNTS)
def test_an_amount_is_not_below_zero(unit: str):
    """Of money, power, counts, information and time a bound above leaves nothing below zero."""
    assert ends("a + a2", a=f"up to 5 {unit}".strip(), a2=f"1 {unit}".strip()) == "[1, 6]"
    assert ends("a + a2", a=f"up to -5 {unit}".strip(), a2=f"1 {unit}".strip()) == "(−∞, -4]"
    assert ends("a + a2", a=f"less than 0 {unit}".strip(), a2=f"1 {unit}".strip()) == "(−∞, 1)"


@pytest.mark.parametrize("unit", ["percent", "percentage points", "percent/year"])
def test_a_percentage_may_be_below_zero(unit: str):
    """It may be a change: a bound above leaves all below it."""
    assert ends("a + b", a=f"up to 5 {unit}", b=f"1 {unit}") == "(−∞, 6]"


@pytest.mark.parametrize(
    ("formula", "inputs", "words"),
    [
        ("a * b", {"a": "up to 5 MW", "b": "3"}, "at most 15 megawatts"),
        ("a * b", {"a": "0 to 5 MW", "b": "3"}, "0 to 15 megawatts"),
        ("a - b", {"a": "up to 5 MW", "b": "3 MW"}, "−3 to 2 megawatts"),
        ("share(a, b)", {"a": "more than 3 MW", "b": "10 MW"}, "at least 30%"),
        ("share(a, b)", {"a": "up to 3 MW", "b": "10 MW"}, "at most 30%"),
        ("share(a, b)", {"a": "0 to 3 MW", "b": "10 MW"}, "0% to 30%"),
        ("growth(a, b)", {"a": "up to 3 MW", "b": "2 MW"}, "at most 50%"),
        ("growth(a, b)", {"a": "0 to 3 MW", "b": "2 MW"}, "−100% to 50%"),
        ("cagr(a, b, t)", {"a": "up to 4 MW", "b": "1 MW", "t": "2 years"}, "at most 100%"),
        ("mix(s, a, b)", {"s": "half", "a": "up to 4 MW", "b": "up to 2 MW"}, "at most 3 megawatts"),
        ("a / b", {"a": "20 MW", "b": "more than 5 MW"}, "at most 4"),
    ],
)
def test_where_a_domain_ends_is_no_bound(formula: str, inputs: dict[str, str], words: str):
    """What no amount and no share can go beyond is not printed, unless somebody stated it."""
    assert outcome(formula, **inputs) == words


@pytest.mark.parametrize(
    ("formula", "inputs", "reason"),
    [
        ("a / b", {"a": "20 MW", "b": "0 to 5 MW"}, "the formula divides by `b`, which may be zero"),
        ("a / b", {"a": "20 MW", "b": "-1 to 5 MW"}, "the formula divides by `b`, which may be zero"),
        ("a / b", {"a": "20 MW", "b": "up to 5%"}, "the formula divides by `b`, which may be zero"),
        ("a / (b + c)", {"a": "20 MW", "b": "-5 MW", "c": "up to 5 MW"},
         "the formula divides by `b + c`, which may be zero"),
        ("ratio(a, b - c)", {"a": "20 MW", "b": "5 MW", "c": "5 MW"},
         "the formula divides by `b - c`, which may be zero"),
        ("growth(a, b)", {"a": "20 MW", "b": "0 MW"}, "the formula divides by `b`, which may be zero"),
        ("cagr(a, b, days(c, d))", {"a": "2 MW", "b": "1 MW", "c": "2026", "d": "2026"},
         "the formula divides by `days(c, d)`, which may be zero"),
        ("growth(a, b - c)", {"a": "2 MW", "b": "3 MW", "c": "up to 4 MW"},
         "growth from what may be below zero says nothing, and `b - c` may be"),
        ("cagr(a - c, b, t)", {"a": "2 MW", "b": "3 MW", "c": "up to 4 MW", "t": "2 years"},
         "growth to what may be below zero has no yearly rate, and `a - c` may be"),
        ("cagr(a, b, t)", {"a": "2 MW", "b": "3 MW", "t": "2 seconds"},
         "a yearly growth needs a day at least, and `t` may be less"),
        ("share(a, a + b)", {"a": "0 to 2 MW", "b": "0 to 3 MW"},
         "the formula divides by a sum that may be zero"),
        ("log(a, b)", {"a": "0 to 2 MW", "b": "3 MW"},
         "a logarithm is of what is above zero, and `a` may not be"),
        ("share(a, b)", {"a": "20 MW", "b": "-5 MW"},
         "a share is of what is above zero, and `b` is below it"),
        ("share(a - c, a - c + b)", {"a": "2 MW", "b": "-5 to -4 MW", "c": "3 MW"},
         "a share needs parts that are not below zero"),
        ("mix(s, a, b)", {"s": "120%", "a": "2 MW", "b": "3 MW"},
         "`s` is no share: it is not between 0 and 100 percent"),
    ],
)  # fmt: skip
def test_what_a_function_is_not_of_is_refused(formula: str, inputs: dict[str, str], reason: str):
    """A divisor that may be zero, a growth from a loss, a logarithm of nothing: each is named."""
    result = worked(formula, **inputs)
    assert isinstance(result, Refusal)
    assert result.reason == reason
    assert result.help


def test_an_amount_divides_though_it_states_no_floor():
    """What is there at all is above zero, through sums, products and derived numbers; a difference is not."""
    for divisor in ("b", "b + c", "b * c", "b / c", "max(b, c)", "min(b, c)", "mix(s, b, c)"):
        inputs = {"a": "20 MW", "b": "up to 5 MW", "c": "up to 2 MW", "s": "half"}
        used = {role: text for role, text in inputs.items() if role in {"a", *divisor.replace("mix", "")}}
        if divisor == "b / c":
            used["c"] = "at least 2 MW"
        result = worked(f"a / ({divisor})", **used)
        assert isinstance(result, Quantity), (divisor, result)
        assert result.hedge is Hedge.AT_LEAST
    half = worked("a / two", a="up to 5 MW", two="2")
    parsed = parse("b / a")
    assert isinstance(half, Quantity)
    assert isinstance(parsed, Formula)
    assert isinstance(evaluate(parsed, {"a": half, "b": value("20 MW")}), Quantity)
    assert isinstance(worked("b / (a - c)", a="up to 5 MW", b="20 MW", c="up to 1 MW"), Refusal)


# --- words and reasons ---------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("formula", "inputs", "unit", "words"),
    [
        ("a / b", {"a": "more than 20 billion USD", "b": "up to 750 MW"}, "USD/MW",
         "at least $26.6 million per megawatt"),
        ("growth(a, b)", {"a": "509.991 million USD", "b": "290.252 million USD"}, "percent", "about 75.7%"),
        ("growth(a, b)", {"a": "up to 20 MW", "b": "at least 40 MW"}, "percent", "at most −50%"),
        ("growth(a, b)", {"a": "more than 20 MW", "b": "up to 10 MW"}, "times", "at least 1 time"),
        ("share(a, b)", {"a": "3 MW", "b": "12 MW"}, "percent", "25%"),
        ("share(a, b)", {"a": "more than 3 MW", "b": "up to 10 MW"}, "percent", "at least 30%"),
        ("share(a, a + b)", {"a": "more than 20 MW", "b": "up to 5 MW"}, "percent", "at least 80%"),
        ("share(a, sum(b, a))", {"a": "up to 5 MW", "b": "more than 20 MW"}, "percent", "at most 20%"),
        ("a * b", {"a": "up to 10%", "b": "185 USD"}, "USD", "at most $18.5"),
        ("a * b", {"a": "two-thirds", "b": "30 customers"}, None, "20 customers"),
        ("a * b", {"a": "30 million shares", "b": "185 USD/share"}, None, "$5.55 billion"),
        ("a + b", {"a": "20 MW", "b": "5 GW"}, None, "5,020 megawatts"),
        ("a / b", {"a": "5 GW", "b": "20 MW"}, None, "250"),
        ("days(a, b)", {"a": "14 January 2026", "b": "17 April 2026"}, None, "93 days"),
        ("days(a, b)", {"a": "2026-01", "b": "2026-04"}, None, "60 to 119 days"),
        ("max(a, b)", {"a": "at least 20 MW", "b": "up to 75 MW"}, None, "at least 20 megawatts"),
        ("min(a, b)", {"a": "at least 20 MW", "b": "up to 75 MW"}, None, "at most 75 megawatts"),
    ],
)  # fmt: skip
def test_what_formulas_come_to(formula: str, inputs: dict[str, str], unit: str | None, words: str):
    """Functions, percentages, conversions and dates, with the hedge that is left."""
    shown = outcome(formula, unit, **inputs)
    assert shown.removeprefix("about ") == words.removeprefix("about ")


@pytest.mark.parametrize(
    ("formula", "inputs", "unit", "reason"),
    [
        ("a / b", {"a": "more than 20 MW", "b": "more than 5 MW"}, None,
         "a bound below divided by a bound below says nothing"),
        ("a * b", {"a": "more than 20 MW", "b": "up to 5 MW"}, None,
         "a bound below times a bound above says nothing"),
        ("growth(a, b)", {"a": "more than 20 MW", "b": "more than 5 MW"}, None,
         "a bound below over a bound below says nothing"),
        ("share(a, b)", {"a": "up to 20 MW", "b": "up to 5 MW"}, None,
         "a bound above as a share of a bound above says nothing"),
        ("share(a, b)", {"a": "20 MW", "b": "5 MW"}, None, "the part is larger than the whole"),
        ("a / b", {"a": "20 MW", "b": "0 MW"}, None, "the formula divides by `b`, which may be zero"),
        ("a / (b - c)", {"a": "20 MW", "b": "up to 5 MW", "c": "1 MW"}, None,
         "the formula divides by `b - c`, which may be zero"),
        ("a / (a + b)", {"a": "more than 20 MW", "b": "up to 5 MW"}, None,
         "`a` is no single value and is used twice (by `a`), so the ends of the result would be wrong"),
        ("a + b", {"a": "20 USD", "b": "20 EUR"}, None, "`USD` and `EUR` are not of one kind"),
        ("a + b", {"a": "20 USD", "b": "20 MW"}, None, "`USD` and `MW` are not of one kind"),
        ("a + b", {"a": "2 customers", "b": "2 shares"}, None, "`customer` and `share` are not of one kind"),
        ("a / b", {"a": "20 USD", "b": "20 MW"}, "percent", "comes to `USD/MW`, not `percent`"),
        ("a + b", {"a": "2026", "b": "20 MW"}, None, "`a` is a date, and dates only go into `days`"),
        ("days(a, b)", {"a": "2026", "b": "20 MW"}, None, "`days` counts between dates, and `b` is none"),
    ],
)  # fmt: skip
def test_what_says_nothing_is_refused(formula: str, inputs: dict[str, str], unit: str | None, reason: str):
    """Where bounds leave no bound, units do not fit or zero may divide, the reason comes back."""
    assert outcome(formula, unit, **inputs) == reason


# --- each fact once ------------------------------------------------------------------------------


def test_a_fact_used_twice_is_found_under_derived_numbers():
    """Two roles that rest on one bound are refused; two that rest on different facts are not."""
    parsed = parse("price * capacity")
    assert isinstance(parsed, Formula)
    values = {"price": value("at least 20 USD/MW"), "capacity": value("at least 5 MW")}
    apart = {"price": ("deal", "capacity-then"), "capacity": ("capacity-now",)}
    twin = {"price": ("deal", "capacity-now"), "capacity": ("capacity-now",)}
    assert isinstance(evaluate(parsed, values, apart), Quantity)
    refusal = evaluate(parsed, values, twin)
    assert isinstance(refusal, Refusal)
    assert refusal.reason.startswith(
        "`capacity-now` is no single value and is used twice (by `price`, `capacity`)"
    )


def test_an_exact_fact_may_be_used_as_often_as_one_likes():
    """What is one number is the same number each time; only its bounds forget their twin."""
    assert ends("(a - b) / b", a="20 MW", b="5 MW") == "3"
    assert ends("(a - b) / b", a="about 20 MW", b="about 5 MW") == "~3"
    assert "`b` is no single value" in ends("(a - b) / b", a="20 MW", b="5 to 6 MW")


@pytest.mark.parametrize(
    ("formula", "inputs", "words"),
    [
        ("a + b", {"a": "about 1,234 MW", "b": "5 MW"}, "about 1,240 megawatts"),
        ("a + b", {"a": "about 1,200 MW", "b": "5 MW"}, "about 1,200 megawatts"),
        ("a * b", {"a": "24.6 billion USD", "b": "about 15%"}, "about $3.7 billion"),
        ("a * b", {"a": "24.6 billion USD", "b": "about 15.0%"}, "about $3.69 billion"),
        ("a / b", {"a": "about 3,000 MW", "b": "1,844.1 MW"}, "about 1.6"),
        ("a + b", {"a": "just over 1,290 MW", "b": "5 MW"}, "at least 1,290 megawatts"),
        ("a + b", {"a": "nearly 1,010 MW", "b": "5 MW"}, "at most 1,020 megawatts"),
    ],
)
def test_a_result_has_no_more_figures_than_its_least_exact_input(
    formula: str, inputs: dict[str, str], words: str
):
    """What is about right is said with its input's figures, two at least; a bound keeps three."""
    assert outcome(formula, **inputs) == words


def test_figures_pass_through_derived_numbers():
    """A number derived from a derived one remembers the least exact figure under both."""
    first = evaluate(parse("a * b"), {"a": value("24.6 billion USD"), "b": value("about 15%")})
    second = evaluate(parse("a / b"), {"a": first, "b": value("510 million USD")})
    assert isinstance(second, Quantity)
    assert second.written == 2
    assert say(second, "sentence", DESK).replace(NBSP, " ") == "about 7.2"


def test_a_trace_has_what_each_part_comes_to():
    """The tree of a formula carries the value of each part; a part that comes to nothing has the reason."""
    parsed = parse("(a + b) / c")
    assert isinstance(parsed, Formula)
    inputs = {"a": value("more than 20 MW"), "b": value("5 MW"), "c": value("up to 2")}
    traced = trace(parsed, inputs)
    assert traced.value == evaluate(parsed, inputs)
    total, divisor = traced.parts
    assert isinstance(total.value, Quantity)
    assert total.value.interval == Interval(Fraction(25), None, False)
    assert [part.value for part in total.parts] == [inputs["a"], inputs["b"]]
    assert (divisor.value, divisor.parts) == (inputs["c"], ())
    stopped = trace(parsed, {**inputs, "c": value("more than 2")})
    assert stopped.value is None
    assert stopped.refusal == evaluate(parsed, {**inputs, "c": value("more than 2")})
    assert stopped.parts[0].value == total.value


def test_a_trace_holds_dates_and_series():
    """A role has in the trace what fills it; the reason for a stop is where it arose and in all above it."""
    parsed = parse("sum(s) / (a - a) + days(c, d)")
    assert isinstance(parsed, Formula)
    values = {"s": (value("20 MW"), value("5 MW")), "a": value("2"), "c": value("2026"), "d": value("2027")}
    traced = trace(parsed, values)
    quotient, days = traced.parts
    assert quotient.refusal == traced.refusal == evaluate(parsed, values)
    total, zero = quotient.parts
    assert [total.parts[0].value, zero.refusal, [one.value for one in days.parts]] == [
        values["s"],
        None,
        [values["c"], values["d"]],
    ]
    assert isinstance(total.value, Quantity)
    assert isinstance(days.value, Quantity)


# --- what is left of numbers that are about right ------------------------------------------------


@pytest.mark.parametrize(
    ("formula", "inputs", "said"),
    [
        ("a - b", {"a": "about 20 MW", "b": "19.99 MW"}, "`a`"),
        ("b - a", {"a": "about 20 MW", "b": "19.99 MW"}, "`a`"),
        ("a - b", {"a": "19.6 MW", "b": "about 19 MW"}, "`b`"),
        ("difference(a, b)", {"a": "about 1,000", "b": "987"}, "`a`"),
        ("a - b", {"a": "about 20 MW", "b": "more than 19.99 MW"}, "`a`"),
        ("a * c - b", {"a": "about 20 MW", "b": "39 MW", "c": "2"}, "`a * c`"),
        ("growth(a, b)", {"a": "about 20 MW", "b": "20 MW"}, "`a`"),
        ("cagr(a, b, c)", {"a": "about 20 MW", "b": "20.5 MW", "c": "2 years"}, "`a`"),
        ("log(a, b)", {"a": "about 20 MW", "b": "19 MW"}, "`a`"),
        # and where enough is left, no more figures than are known
        ("a - b", {"a": "about 20 MW", "b": "8 MW"}, "about 12 megawatts"),
        ("a - b", {"a": "about 1,000", "b": "765"}, "about 200"),
        ("a - b", {"a": "about 20.5 MW", "b": "8.25 MW"}, "about 12.3 megawatts"),
        ("a - b", {"a": "20 MW", "b": "19.99 MW"}, "0.01 megawatts"),
        ("a + b", {"a": "about 1 MW", "b": "about 1 MW"}, "about 2 megawatts"),
        ("a + b", {"a": "about 0 MW", "b": "0 MW"}, "about 0 megawatts"),
        ("growth(a, b)", {"a": "about 21", "b": "20"}, "about 5%"),
        ("growth(a, b)", {"a": "about 20.2", "b": "20"}, "about 1%"),
        ("growth(a, b)", {"a": "about 30", "b": "20"}, "about 50%"),
        ("a * b", {"a": "about 2/3", "b": "about 20.55"}, "about 14"),
    ],
)  # fmt: skip
def test_what_is_left_is_said_as_far_as_it_is_known(formula: str, inputs: dict[str, str], said: str):
    """Of near-equals that are about right too little is left to say; else as much as their figures bear."""
    given = {role: text.replace("2/3", "two-thirds") for role, text in inputs.items()}
    lost = f"what is left is smaller than {said} is known to"
    assert outcome(formula, **given) == (lost if said.startswith("`") else said)


def test_what_is_left_is_known_through_derived_numbers():
    """A result carries how exactly it is known into the formulas that use it."""
    part = worked("a - b", a="about 20 MW", b="8 MW")
    assert isinstance(part, Quantity)
    assert part.wide == Interval(Fraction(11), Fraction(13))
    after = parse("p - c")
    assert isinstance(after, Formula)
    lost = evaluate(after, {"p": in_unit(part, parse_unit("kW", DESK)), "c": value("11.5 MW")})
    assert isinstance(lost, Refusal)
    assert lost.reason == "what is left is smaller than `p` is known to"
    assert isinstance(evaluate(after, {"p": part, "c": value("5 MW")}), Quantity)


@pytest.mark.parametrize(
    ("formula", "inputs"),
    [
        ("a" + " * a" * 60, {"a": "9" * 29 + "." + "9" * 29}),
        ("cagr(a, b, c)", {"a": "1" + "0" * 50, "b": "1", "c": "1 day"}),
    ],
)
def test_what_no_one_would_read_is_refused_at_once(formula: str, inputs: dict[str, str]):
    """An end that grows too long stops the formula where it does so; a rate likewise."""
    begun = process_time()
    assert "more digits than anyone reads" in outcome(formula, **inputs)
    assert process_time() - begun < 1
    assert outcome("a * a", a="9" * 20).startswith("about")
    assert outcome("cagr(a, b, c)", a="1" + "0" * 20, b="1", c="1 year").startswith("about 10,000")


@pytest.mark.parametrize(
    ("formula", "inputs", "said"),
    [
        ("share(a, b)", {"a": "-5 to 5 MW", "b": "10 MW"},
         "a share is of parts that are not below zero, and `a` may be"),
        ("share(a, b)", {"a": "-5 MW", "b": "10 MW"},
         "a share is of parts that are not below zero, and `a` may be"),
        ("share(a, b)", {"a": "0 to 5 MW", "b": "10 MW"}, "0% to 50%"),
        ("mix(a, b, c)", {"a": "80% to 120%", "b": "10 USD", "c": "20 USD"},
         "`a` is no share: it is not between 0 and 100 percent"),
        ("mix(a, b, c)", {"a": "80% to 100%", "b": "10 USD", "c": "20 USD"}, "$10 to $12"),
    ],
)  # fmt: skip
def test_a_part_is_between_nothing_and_the_whole(formula: str, inputs: dict[str, str], said: str):
    """What may be below zero is no part, and what may be above the whole no share to mix by."""
    assert outcome(formula, **inputs) == said


@pytest.mark.parametrize(
    ("formula", "inputs", "said"),
    [
        ("a + b", {"a": "1,234 customers", "b": "2,345 customers"}, "3,579 customers"),
        ("a + b", {"a": "1,234 MW", "b": "2,345 MW"}, "about 3,580 megawatts"),
        ("a / b", {"a": "21 GW", "b": "4.8 MW"}, "about 4,380"),
        ("days(a, b)", {"a": "1 January 2015", "b": "1 March 2026"}, "4,077 days"),
        ("a + b", {"a": "1,234 MW", "b": "about 2,345 MW"}, "about 3,580 megawatts"),
        ("a + b", {"a": "1,234.5 MW", "b": "2,345 MW"}, "about 3,580 megawatts"),
        ("a * b", {"a": "1,234 MW", "b": "12"}, "about 14,800 megawatts"),
        ("share(a, b)", {"a": "about 99.97 MW", "b": "100 MW"}, "nearly 100%"),
        ("share(a, b)", {"a": "about 96 MW", "b": "96.2 MW"}, "about 100%"),
    ],
)
def test_what_is_exact_is_said_in_full(formula: str, inputs: dict[str, str], said: str):
    """A count below ten thousand keeps its digits; what is measured, or short of all, is about."""
    assert outcome(formula, **inputs) == said
