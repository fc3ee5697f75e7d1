"""What to write where a fact stands twice: the same, with each fact once."""

from __future__ import annotations

import re
from time import process_time

import pytest

from tieout.algebra import Refusal, evaluate, trace
from tieout.formulas import Formula, parse
from tieout.quantities.interval import Quantity
from tieout.quantities.reading import read_value
from tieout.quantities.units import Vocabulary

BOUNDS = {
    "a": "20 to 24 MW",
    "b": "5 to 6 GW",
    "c": "3 to 4 MW",
    "d": "7 to 8 MW",
    "s": "30 to 40%",
    "whole": "100%",
    "one": "1",
    "x": "2 to 3",
    "begun": "2024",
    "ended": "2026",
}


def refused(formula: str) -> Refusal:
    """Return the refusal of a formula over ``BOUNDS``, which there must be."""
    parsed = parse(formula)
    assert isinstance(parsed, Formula)
    result = evaluate(parsed, {role: read_value(text, Vocabulary()) for role, text in BOUNDS.items()})
    assert isinstance(result, Refusal)
    return result


@pytest.mark.parametrize(
    ("formula", "instead"),
    [
        ("(a - b) / b", "growth(a, b)"),
        ("a / b - b / b", "growth(a, b)"),
        ("a / b - c / c", "growth(a, b)"),
        ("(a - b - c) / (b + c)", "growth(a, b + c)"),
        ("difference(a, b) / b", "growth(a, b)"),
        ("a / (a + b)", "share(a, a + b)"),
        ("a / (b + a)", "share(a, a + b)"),
        ("a / sum(c, a, b)", "share(a, a + c + b)"),
        ("ratio(a, a + b)", "share(a, a + b)"),
        ("(a + b) / (a + b + c)", "share(a + b, a + b + c)"),
        ("a * x / (a * x + b)", "share(a * x, a * x + b)"),
        ("a / x / (b / x)", "ratio(a, b)"),
        ("a * x / (b * x)", "ratio(a, b)"),
        ("(a - c) - (b - c)", "difference(a, b)"),
        ("a + c - (b + c)", "difference(a, b)"),
        ("s * a + (whole - s) * b", "mix(s, a, b)"),
        ("s * a + (one - s) * b", "mix(s, a, b)"),
        ("(one - s) * b + a * s", "mix(s, a, b)"),
        ("b - s * b + a * s", "mix(s, a, b)"),
        ("b + s * (a - b)", "mix(s, a, b)"),
        ("a * s - b * s", "(a - b) * s"),
        ("a * s + b * s", "(a + b) * s"),
        ("a / x + b / x", "ratio(a + b, x)"),
        ("a * b / b", "a"),
        ("a + b - b", "a"),
    ],
)
def test_the_shape_of_a_formula_names_the_built_in(formula: str, instead: str):
    """What comes to the same with each fact once is named, and is a formula that is not refused for that."""
    refusal = refused(formula)
    assert "is no single value and is used" in refusal.reason
    assert refusal.help == f"write `{instead}`, which uses each once"
    parsed = parse(instead)
    assert isinstance(parsed, Formula)
    same = {role: read_value(text, Vocabulary()) for role, text in BOUNDS.items()}
    found = evaluate(parsed, same)
    assert isinstance(found, Quantity) or "is used" not in found.reason


@pytest.mark.parametrize(
    ("formula", "help"),
    [
        ("x * ((a - b) / b)", "write `growth(a, b)` for `(a - b) / b`, which uses each once"),
        ("days(begun, ended) * (a / (a + b))",
         "write `share(a, a + b)` for `a / (a + b)`, which uses each once"),
        ("(b - a) / b", "write `growth(a, b)`, which uses each once: it is this with the other sign"),
        ("(a - b) / a", "write `growth(b, a)`, which uses each once: it is this with the other sign"),
        ("a * a", "write the formula so that each fact stands in it once"),
        ("a / (b + c) + b / (a + c)", "write the formula so that each fact stands in it once"),
        ("log(a, b) + log(a, c)", "write the formula so that each fact stands in it once"),
        ("days(begun, ended) / days(begun, begun)", "write the formula so that each fact stands in it once"),
        ("(a + b + c + d) / (a + b + c + x)", "write the formula so that each fact stands in it once"),
    ],
)  # fmt: skip
def test_only_the_part_that_repeats_is_rewritten(formula: str, help: str):
    """The least part that holds both uses is written anew; where nothing is the same, no name is given."""
    assert refused(formula).help == help


@pytest.mark.parametrize(
    ("formula", "instead"),
    [
        ("x / y", "`growth(new, old)`, `share(part, part + rest)` or `ratio(a, b)`"),
        ("ratio(x, y)", "`growth(new, old)`, `share(part, part + rest)` or `ratio(a, b)`"),
        ("x - y", "`difference(a, b)`"),
        ("difference(x, y)", "`difference(a, b)`"),
        ("x + y", "`mix(share, a, b)` or a sum of products"),
    ],
)
def test_a_fact_under_two_roles_is_answered_by_what_is_done_with_them(formula: str, instead: str):
    """Where one number rests on another the formula is to be written over the facts under both."""
    parsed = parse(formula)
    assert isinstance(parsed, Formula)
    values = {role: read_value("20 to 24 MW", Vocabulary()) for role in "xy"}
    refusal = evaluate(parsed, values, {"x": ("deal", "rest"), "y": ("deal",)})
    assert isinstance(refusal, Refusal)
    assert refusal.help == f"write it over the facts themselves, each once: {instead} may say it"
    assert isinstance(evaluate(parsed, values, {"x": ("rest",), "y": ("deal",)}), Quantity)


@pytest.mark.parametrize(
    ("formula", "inputs"),
    [
        ("max(a - b, b - a)", {"a": "1 to 2 MW", "b": "3 MW"}),
        ("(a - b) / a", {"a": "1 to 2 MW", "b": "0 MW"}),
        ("a * b - a", {"a": "1 to 2 MW", "b": "2"}),
    ],
)
def test_what_is_the_same_for_some_numbers_alone_is_not_named(formula: str, inputs: dict[str, str]):
    """A rewriting holds whatever the numbers are, not for those that are given: only 1 is there as itself."""
    parsed = parse(formula)
    assert isinstance(parsed, Formula)
    values = {role: read_value(text, Vocabulary()) for role, text in inputs.items()}
    refusal = evaluate(parsed, values)
    assert isinstance(refusal, Refusal)
    named = re.search(r"write `([^`]+)`", refusal.help)
    assert named is None or "other sign" in refusal.help
    whole = parse("(a - b) / b")
    assert isinstance(whole, Formula)
    loose = {"a": values["a"], "b": read_value("3 to 4 MW", Vocabulary())}
    assert evaluate(whole, loose).help == "write `growth(a, b)`, which uses each once"


@pytest.mark.parametrize(
    "formula",
    [
        "a * a / b / c" + " / d" * 11,
        "a*a/b/c" + "/d" * 240,
        "(a*a/b/c/d)+(b*b/a/c/d)+(c*c/a/b/d)+(d*d/a/b/c)+(a*a/b/c/x)+(b*b/a/c/x)",
        "a/(a+b)" + "+a" * 200,
    ],
)
def test_a_long_formula_is_refused_at_once(formula: str):
    """What to write instead is looked for once, in a part that is short enough to have a shorter form."""
    parsed = parse(formula)
    assert isinstance(parsed, Formula)
    values = {role: read_value(text, Vocabulary()) for role, text in BOUNDS.items()}
    evaluate(parse("a + b"), values)  # the units are read once
    begun = process_time()
    refusal = evaluate(parsed, values)
    trace(parsed, values)
    assert process_time() - begun < 1
    assert isinstance(refusal, Refusal)
    assert "is used" in refusal.reason
