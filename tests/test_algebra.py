"""What formulas come to: the ends of results, their marks and units, and what is refused."""

from fractions import Fraction

import pytest

from tieout.algebra import Refusal, evaluate, in_unit, trace
from tieout.formulas import Formula, parse
from tieout.quantities.interval import Interval, Quantity
from tieout.quantities.reading import read_value
from tieout.quantities.saying import NBSP, say
from tieout.quantities.units import Vocabulary, parse_unit

DESK = Vocabulary({"customer": "customers", "share": "shares"})


def value(text: str):
    """Return the value, which must be readable."""
    read = read_value(text, DESK)
    assert read is not None, f"{text} is unreadable"
    return read


def outcome(formula: str, unit: str | None = None, **inputs: str) -> str:
    """Return what the formula comes to, in words, or the reason why it does not."""
    parsed = parse(formula)
    assert isinstance(parsed, Formula), parsed
    result = evaluate(parsed, {role: value(text) for role, text in inputs.items()})
    if isinstance(result, Quantity) and unit:
        target = parse_unit(unit, DESK)
        assert target is not None
        result = in_unit(result, target)
    if isinstance(result, Refusal):
        return result.reason
    return say(result, "sentence", DESK).replace(NBSP, " ")


# --- the table of the algebra --------------------------------------------------------------------

FLOOR, CEILING, EXACT = "more than 20 MW", "up to 5 MW", "20 MW"
NOTHING = "says nothing"


@pytest.mark.parametrize(
    ("left", "right", "plus", "minus", "times", "over"),
    [
        ("more than 20 MW", "up to 5 MW", "at least 20 MW", "at least 15 MW", NOTHING, "at least 4"),
        ("up to 20 MW", "more than 5 MW", "at least 5 MW", "at most 15 MW", NOTHING, "at most 4"),
        ("more than 20 MW", "more than 5 MW", "at least 25 MW", NOTHING, "at least 100", NOTHING),
        ("up to 20 MW", "up to 5 MW", "at most 25 MW", "−5 to 20 MW", "at most 100", NOTHING),
        ("at least 20 MW", "up to 5 MW", "at least 20 MW", "at least 15 MW", NOTHING, "at least 4"),
        ("20 MW", "more than 5 MW", "at least 25 MW", "at most 15 MW", "at least 100", "at most 4"),
        ("20 MW", "5 MW", "25 MW", "15 MW", "100", "4"),
        ("about 20 MW", "5 MW", "about 25 MW", "about 15 MW", "about 100", "about 4"),
        ("about 20 MW", "up to 5 MW", "about 20 to 25 MW", "about 15 to 20 MW", "about 100 or less",
         "about 4 or more"),
        ("nearly 20 MW", "5 MW", "at most 25 MW", "at most 15 MW", "at most 100", "at most 4"),
        ("20 to 30 MW", "5 to 10 MW", "25 to 40 MW", "10 to 25 MW", "100 to 300", "2 to 6"),
    ],
)  # fmt: skip
def test_the_table_of_bounds(left: str, right: str, plus: str, minus: str, times: str, over: str):
    """Each cell of the algebra's table, for amounts that can't be below zero."""
    for sign, expected in (("+", plus), ("-", minus), ("*", times), ("/", over)):
        words = outcome(f"a {sign} b", a=left, b=right).replace(" megawatts", " MW").replace(" square MW", "")
        assert words.endswith(NOTHING) if expected is NOTHING else words == expected, (sign, words)


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


def test_the_built_in_that_uses_each_once_is_named():
    """A bound used twice is refused with the function to write instead; an exact number may be used twice."""
    bounds = {"new": value("more than 20 MW"), "old": value("up to 5 MW")}
    for formula, advice in (
        ("(new - old) / old", "growth(new, old)"),
        ("new / (new + old)", "share(new, new + old)"),
    ):
        parsed = parse(formula)
        assert isinstance(parsed, Formula)
        refusal = evaluate(parsed, bounds)
        assert isinstance(refusal, Refusal)
        assert advice in refusal.help
    assert outcome("(new - old) / old", "percent", new="20 MW", old="5 MW") == "300%"


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
