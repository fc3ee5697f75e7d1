"""Random formulas: no true value escapes its result, and no end and no form says more than is known."""

from __future__ import annotations

import re
import sys
from collections import Counter
from collections.abc import Iterator, Sequence
from fractions import Fraction
from importlib.util import module_from_spec, spec_from_file_location
from itertools import product
from random import Random
from types import ModuleType

import expressions
import pytest
import saidback
from flagship import ROOT
from hypothesis import given, settings
from hypothesis import strategies as st

from tieout.algebra import Refusal, evaluate
from tieout.formulas import Formula, parse
from tieout.quantities.interval import Hedge, Interval, Quantity
from tieout.quantities.units import PLAIN, Unit

CASES, EACH = 20_000, 40


def test_the_true_value_is_always_inside_the_result():
    """Whatever facts truly are within their hedges, the true result is within what the engine makes of them.

    Formulas are random trees over all signs and functions, facts random hedges with open, closed and missing
    ends, derived numbers and series among them. Most are decided, so that nothing passes by being refused.
    """
    told: Counter[str] = Counter()

    @settings(max_examples=CASES // EACH, deadline=None, database=None)
    @given(st.integers(min_value=0, max_value=2**32))
    def search(seed: int) -> None:
        dice = Random(seed)
        for _ in range(EACH):
            trial = expressions.tried(expressions.case(dice), dice, draws=4)
            assert not trial.wrong, f"{trial.wrong}\n{expressions.said(trial.case)}"
            if isinstance(trial.result, Refusal):
                told[expressions.why_refused(trial.result)] += 1
            else:
                told["decided"] += 1
                told["drawn"] += trial.drawn
                told["attained"] += trial.attained is True

    search()
    refused = sum(told.values()) - told["decided"] - told["drawn"] - told["attained"]
    assert refused + told["decided"] >= CASES
    assert told["decided"] > 0.65 * (refused + told["decided"]), told
    assert told["drawn"] > 3 * told["decided"], told
    assert told["attained"] > 0.2 * told["decided"], told


def test_the_search_finds_what_is_wrong(monkeypatch: pytest.MonkeyPatch):
    """Were one end of results a little too low, or a mark forgotten, the search above would say so."""

    dice, answered = Random(1), expressions.answer
    for broken in (narrowed, unmarked):
        monkeypatch.setattr(expressions, "answer", lambda case, broken=broken: broken(answered(case)))
        assert any(expressions.tried(expressions.case(dice), dice).wrong for _ in range(200))


def narrowed(result: Quantity | Refusal) -> Quantity | Refusal:
    """Return a result with an end a thousandth too low."""
    if isinstance(result, Refusal) or result.interval.high is None:
        return result
    high = result.interval.high - abs(result.interval.high) / 1000
    return Quantity(Interval(result.interval.low, high), result.unit, result.hedge, approximate=True)


def unmarked(result: Quantity | Refusal) -> Quantity | Refusal:
    """Return a result that does not say that it is about right."""
    return result if isinstance(result, Refusal) else Quantity(result.interval, result.unit, result.hedge)


def test_the_bench_counts_the_same(monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]):
    """It prints what was decided, refused and said; it fails and shows what escapes, if anything does."""
    bench = loaded("arithmetic")
    monkeypatch.setattr(bench, "CHUNK", 60)
    assert bench.main(["--count", "60", "--said", "60", "--jobs", "1"]) == 0
    out = capsys.readouterr().out
    assert re.search(r"one addition [\d.]+ µs", out)
    assert all(words in out for words in ("decided", "refused: ", "results said", "allows all that is known"))
    assert re.search(r"^ +0  escapes$", out, re.MULTILINE)
    answered = expressions.answer
    monkeypatch.setattr(expressions, "answer", lambda case: narrowed(answered(case)))
    assert bench.main(["--count", "60", "--said", "0", "--jobs", "1"]) == 1
    assert re.search(r"^ +[1-9]\d*  escapes$", capsys.readouterr().out, re.MULTILINE)


def loaded(name: str) -> ModuleType:
    """Return a module of bench/."""
    spec = spec_from_file_location(f"bench_{name}", ROOT / "bench" / f"{name}.py")
    assert spec is not None
    assert spec.loader is not None
    module = module_from_spec(spec)
    sys.modules[spec.name] = module
    spec.loader.exec_module(module)
    return module


# --- no more than what is known ------------------------------------------------------------------

ROUND = st.sampled_from([Fraction(0), Fraction(1), Fraction(-1)])
ENDS = st.none() | ROUND | st.fractions(-9, 9, max_denominator=4)
TINY, HUGE = Fraction(1, 10**9), Fraction(10**9)


@st.composite
def operands(draw: st.DrawFn, unit: Unit, negative: bool) -> Quantity:
    """Draw a set of numbers as a result may be: each end open, closed or missing, zero or beside it."""
    low, high = draw(ENDS), draw(ENDS)
    if not negative:
        low, high = (end if end is None else abs(end) for end in (low or Fraction(0), high))
    if low is not None and high is not None and low > high:
        low, high = high, low
    span = Interval(low, high, draw(st.booleans()), draw(st.booleans()))
    if span.empty or (low is not None and low == high):
        span = Interval(low, low)
    hedge = Hedge.EXACTLY if span.exact else Hedge.AT_LEAST if span.high is None else Hedge.FROM_TO
    return Quantity(span, unit, hedge)


def samples(span: Interval, other: Sequence[Fraction] = ()) -> list[Fraction]:
    """Return numbers of a set: its ends or what is next to them, its middle, far ones if it has no end."""
    low = span.low if span.low is not None else (span.high or Fraction(0)) - HUGE
    high = span.high if span.high is not None else (span.low or Fraction(0)) + HUGE
    tried = [
        low,
        low + TINY,
        (low + high) / 2,
        high - TINY,
        high,
        Fraction(0),
        TINY,
        -TINY,
        Fraction(1),
        *other,
    ]
    return [one for one in dict.fromkeys(tried) if one in span]


PAIRED = (
    "+",
    "-",
    "*",
    "/",
    "sum",
    "min",
    "max",
    "difference",
    "ratio",
    "growth",
    "share",
    "share of sum",
    "log",
)
OPERATIONS = dict.fromkeys(PAIRED, ("MW", "MW")) | {"mix": ("", "MW", "MW"), "cagr": ("MW", "MW", "year")}
IRRATIONAL = ("log", "cagr")
OF_AMOUNTS = ("share", "share of sum", *IRRATIONAL)  # refused of what may be below zero
WRITTEN = {"share of sum": "share(a, a + b)"} | {sign: f"a {sign} b" for sign in "+-*/"}


@pytest.mark.parametrize("name", OPERATIONS)
def test_a_closed_end_is_attained_and_an_open_one_is_not(name: str):
    """Of one operation a closed end is the result of some inputs, an open one is of none but come close to.

    An end that is missing is gone beyond. Roots and logarithms are slow: they are only seen to go there.
    """
    units = [Unit(((unit, 1),)) if unit else PLAIN for unit in OPERATIONS[name]]
    roles = "abc"[: len(units)]
    parsed = parse(WRITTEN.get(name, f"{name}({', '.join(roles)})"))
    assert isinstance(parsed, Formula)
    tree = expressions.Call(name, tuple(expressions.Fact(role) for role in roles))
    decided: Counter[bool] = Counter()

    @settings(max_examples=250, deadline=None, database=None)
    @given(st.tuples(*(operands(unit, name not in OF_AMOUNTS) for unit in units)))
    def search(inputs: tuple[Quantity, ...]) -> None:
        result = evaluate(parsed, dict(zip(roles, inputs, strict=True)))
        decided[isinstance(result, Quantity)] += 1
        if isinstance(result, Quantity):
            results = list(results_of(tree, roles, [one.interval for one in inputs], units))
            by = expressions.base_units(result.unit)
            check_ends(result.interval, [one / by for one in results], name not in IRRATIONAL)

    search()
    assert decided[True] > 25, decided


def results_of(
    tree: expressions.Tree, roles: str, spans: Sequence[Interval], units: Sequence[Unit]
) -> Iterator[Fraction]:
    """Yield what the operation comes to over numbers of its inputs, where it has a value."""
    shared = [end for span in spans for end in samples(span)]
    for numbers in product(*(samples(span, shared) for span in spans)):
        sizes = zip(roles, numbers, units, strict=True)
        truth = {role: number * expressions.base_units(unit) for role, number, unit in sizes}
        try:
            yield expressions.true_value(tree, truth)
        except expressions.Undefined:
            continue


LOST = -100  # per cent: the rate that is neared as the time nears nothing, which no sample does


def check_ends(span: Interval, results: Sequence[Fraction], rational: bool) -> None:
    """Check what the ends of a result claim against results of numbers from the sets it was made of."""
    assert results
    close, far = (Fraction(1, 10**4), 1000) if rational else (Fraction(1, 4), 8)
    if rational:
        assert all(one in span for one in results)
    low, high = (span.low, span.low_closed, min(results)), (span.high, span.high_closed, max(results))
    for end, closed, furthest in (low, high):
        if end is None:
            assert abs(furthest) > far
        elif closed and rational:
            assert furthest == end
        elif rational or end != LOST:
            assert abs(furthest - end) <= close * max(1, abs(end))


# --- in print ------------------------------------------------------------------------------------


def test_what_is_printed_claims_no_more():
    """Results of random formulas, said in every form and language and read again, allow all that is known."""
    dice, told, results = Random(20), Counter(), 0
    while results < 2_000:
        result = expressions.answer(expressions.case(dice))
        if isinstance(result, Refusal):
            continue
        results += 1
        for one in saidback.told(result):
            assert one.outcome != saidback.TOO_MUCH, (one, result)
            told[one.outcome] += 1
    assert told[saidback.HOLDS] > 0.85 * sum(told.values()), told
