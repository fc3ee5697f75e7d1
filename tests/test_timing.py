"""The times of a formula's inputs: which way growth runs, over what time, and what a sum takes twice."""

from __future__ import annotations

from pathlib import Path

import pytest
from make import ledger, repository

from tieout import arithmetic
from tieout.derive import derive
from tieout.diagnostics import Diagnostic
from tieout.model import Standing
from tieout.why import why
from tieout.wording import words

FACTS = """\
power:
  statement: s
  points: {2020: 10 MW, 2021: 12 MW, 2025: 40 MW, 2025-Q3: 4 MW, 2025-Q4: 5 MW, 2026-Q1: 7 MW}
  evidence:
    - {source: filing, quote: 10 MW, period: 2020}
    - {source: filing, quote: 12 MW, period: 2021}
    - {source: filing, quote: 40 MW, period: 2025}
    - {source: filing, quote: 4 MW, period: 2025-Q3}
    - {source: filing, quote: 5 MW, period: 2025-Q4}
    - {source: filing, quote: 7 MW, period: 2026-Q1}
fiscal:
  statement: s
  points: {FY2024: 10 MW, FY2026: 40 MW}
  evidence:
    - {source: filing, quote: 10 MW, period: FY2024}
    - {source: filing, quote: 40 MW, period: FY2026}
other:
  statement: s
  points: {FY2021: 10 MW}
  evidence: [{source: filing, quote: 10 MW, period: FY2021}]
old: {statement: s, value: 10 MW, as_of: 2021, evidence: [{source: filing, quote: 10 MW}]}
new: {statement: s, value: 20 MW, as_of: 2025, evidence: [{source: filing, quote: 20 MW}]}
spring: {statement: s, value: 5 MW, as_of: 2021-04, evidence: [{source: filing, quote: 5 MW}]}
ever: {statement: s, value: 20 MW, evidence: [{source: filing, quote: 20 MW}]}
begun: {statement: s, value: 14 March 2014, evidence: [{source: filing, quote: 14 March 2014}]}
ended: {statement: s, value: 14 March 2018, evidence: [{source: filing, quote: 14 March 2018}]}
done: {statement: s, value: 14 March 2025, evidence: [{source: filing, quote: 14 March 2025}]}
"""
TIMES = ("2 years", "3 years", "4 years", "5 years", "6 years", "about 4 years", "3 to 5 years", "3 months")
FACTS += "".join(
    f"t-{time.replace(' ', '-')}: {{statement: s, value: {time}, kind: assumption, because: x}}\n"
    for time in TIMES
)


def worked(folder: Path, formula: str, *inputs: str) -> tuple[Standing, str, list[Diagnostic]]:
    """Return a number over inputs called a, b and so on, its words, and what is wrong with it."""
    where = ", ".join(f"{role}: {name}" for role, name in zip("abcd", inputs, strict=False))
    line = f'x: {{statement: s, formula: "{formula}", where: {{{where}}}}}\n'
    read = ledger(folder, {"facts/f.yaml": FACTS, "derived/d.yaml": line})
    standings, problems = derive(read)
    said = words(standings["x"], "sentence", read.desk.vocabulary).replace("\u00a0", " ")
    return standings["x"], said.partition(" (")[0], problems


@pytest.mark.parametrize(
    ("formula", "inputs", "told"),
    [
        ("growth(a, b)", ("power@2020", "power@2025"),
         "`x` grows from `power@2025`, of 2025, to `power@2020`, of 2020, which is before it"),
        ("growth(b, a)", ("power@2020", "power@2025"), ""),
        ("growth(a, b)", ("old", "power@2025"),
         "`x` grows from `power@2025`, of 2025, to `old`, of 2021, which is before it"),
        ("growth(a, b)", ("old", "ever"), ""),
        ("growth(a, b)", ("new", "power@2025-Q4"), ""),
        ("growth(a, b)", ("spring", "old"), ""),
        ("growth(a, b)", ("fiscal@FY2024", "fiscal@FY2026"),
         "`x` grows from `fiscal@FY2026`, of fiscal 2026, to `fiscal@FY2024`, of fiscal 2024, "
         "which is before it"),
        ("growth(a + b, c)", ("power@2020", "old", "new"),
         "`x` grows from `new`, of 2025, to `power@2020` and `old`, of 2020 to 2021, which is before it"),
        ("growth(a + b, c)", ("power@2020", "new", "power@2021"), ""),
        ("cagr(a, b, c)", ("power@2020", "power@2025", "t-5-years"),
         "`x` grows from `power@2025`, of 2025, to `power@2020`, of 2020, which is before it"),
        ("cagr(a, b)", ("power@2020", "power@2025"),
         "`x` grows from `power@2025`, of 2025, to `power@2020`, of 2020, which is before it"),
    ],
)  # fmt: skip
def test_growth_runs_from_the_earlier_to_the_later(
    tmp_path: Path, formula: str, inputs: tuple[str, ...], told: str
):
    """What is surely of an earlier time is no newer value; what may be, or has no time, is let be."""
    x, _, problems = worked(tmp_path, formula, *inputs)
    assert [one.message for one in problems] == ([told] if told else [])
    assert (x.value is None) is bool(told)


def test_growth_that_runs_backwards_is_told_how_it_runs(tmp_path: Path):
    """The help writes it the other way round, without what the engine has put in."""
    _, _, problems = worked(tmp_path / "a", "cagr(a, b)", "power@2020", "power@2025")
    assert problems[0].help == "the newer one comes first: write `cagr(b, a)`"
    _, _, problems = worked(tmp_path / "b", "cagr(a + c, b, d)", "old", "new", "power@2020", "t-3-years")
    assert problems[0].help == "the newer one comes first: write `cagr(b, a + c, d)`"


@pytest.mark.parametrize(
    ("new", "old", "time", "lie"),
    [
        ("power@2025", "power@2020", "t-2-years", "5 years"),
        ("power@2025", "power@2020", "t-5-years", ""),
        ("power@2021", "power@2020", "t-2-years", "1 year"),
        ("power@2025", "power@2021", "t-5-years", "4 years"),
        ("power@2025", "power@2021", "t-4-years", ""),
        ("power@2025", "power@2021", "t-about-4-years", ""),
        ("power@2025", "power@2020", "t-about-4-years", "5 years"),
        ("power@2025", "power@2021", "t-3-to-5-years", ""),
        ("power@2026-Q1", "power@2025-Q4", "t-3-months", ""),
        ("power@2026-Q1", "power@2025-Q3", "t-3-months", "0.5 years"),
        ("fiscal@FY2026", "fiscal@FY2024", "t-2-years", ""),
        ("fiscal@FY2026", "fiscal@FY2024", "t-3-years", "2 years"),
        ("fiscal@FY2026", "other@FY2021", "t-4-years", ""),
        ("new", "old", "t-3-years", ""),
        ("new", "old", "t-5-years", ""),
        ("new", "old", "t-2-years", "3 to 5 years"),
        ("new", "old", "t-6-years", "3 to 5 years"),
        ("new", "ever", "t-6-years", ""),
    ],
)
def test_a_yearly_growth_is_over_the_time_between(tmp_path: Path, new: str, old: str, time: str, lie: str):
    """From a period to another of its kind that is one number; elsewhere what their dates allow is let be."""
    _, _, problems = worked(tmp_path, "cagr(a, b, c)", new, old, time)
    assert [one.check for one in problems] == (["growth-fits-times"] if lie else [])
    if lie:
        assert problems[0].help == f"the two are {lie} apart: write `cagr(a, b)`, which takes that"


def test_a_time_that_is_worked_out_is_held_to_it_too(tmp_path: Path):
    """The days between two dates are a time like any other."""
    inputs = ("power@2025", "power@2021", "begun")
    _, _, problems = worked(tmp_path / "a", "cagr(a, b, days(c, d))", *inputs, "done")
    assert [one.message.partition(", over ")[2] for one in problems] == ["4,018 days"]
    assert worked(tmp_path / "b", "cagr(a, b, days(c, d))", *inputs, "ended")[2] == []


@pytest.mark.parametrize(
    ("inputs", "said"),
    [
        (("power@2025", "power@2020"), "about 32%"),
        (("power@2026-Q1", "power@2025-Q4"), "about 284%"),
        (("fiscal@FY2026", "fiscal@FY2024"), "100%"),
        (("new", "old"), "14.8% to 26%"),
        (("new", "spring"), "33.8% to 45.9%"),
    ],
)
def test_a_yearly_growth_takes_the_time_of_its_inputs(tmp_path: Path, inputs: tuple[str, str], said: str):
    """Told no time it is over that between the two; where only dates limit that, it is a range."""
    _, words, problems = worked(tmp_path, "cagr(a, b)", *inputs)
    assert problems == []
    assert words == said


def test_a_yearly_growth_without_a_time_comes_to_nothing(tmp_path: Path):
    """Where one of the two has no time the error asks for it; with a time it is worked out."""
    x, _, problems = worked(tmp_path / "a", "cagr(a, b)", "new", "ever")
    assert (x.value, [one.check for one in problems]) == (None, ["formula-says-something"])
    assert "nothing says how much lies between its inputs" in problems[0].message
    assert worked(tmp_path / "b", "cagr(a, b, c)", "power@2025", "ever", "t-4-years")[2] == []


def test_the_time_that_was_taken_is_told(tmp_path: Path):
    """The list of sums has it in words, and so has the tree of the formula."""
    files = {
        "facts/f.yaml": FACTS,
        "derived/d.yaml": "x: {statement: s, formula: 'cagr(a, b)', where: {a: power@2025, b: power@2020}}\n",
    }
    root = repository(tmp_path, files)
    read = ledger(tmp_path, files)
    standings, _ = derive(read)
    said = arithmetic.worked(standings["x"], standings, read.desk.vocabulary)
    assert said.words.replace("\u00a0", " ") == "yearly growth from 10 megawatts to 40 megawatts over 5 years"
    assert 'data-class="tally">5' in said.html
    told, _ = why(root, "x")
    assert "└── the time from b to a = 5 years" in told


@pytest.mark.parametrize(
    ("formula", "inputs", "told"),
    [
        ("sum(a)", ("power",), "`x` counts `power@2025-Q3` twice: it is within `power@2025`"),
        ("max(a)", ("power",), ""),
        ("a + b", ("power@2025", "power@2025-Q4"),
         "`x` counts `power@2025-Q4` twice: it is within `power@2025`"),
        ("a + (b + c)", ("power@2025", "power@2020", "power@2025-Q4"),
         "`x` counts `power@2025-Q4` twice: it is within `power@2025`"),
        ("a + b", ("power@2025-Q3", "power@2025-Q4"), ""),
        ("a - b", ("power@2025", "power@2025-Q4"), ""),
        ("a + b", ("new", "power@2025-Q4"), ""),
        ("sum(a)", ("fiscal",), ""),
    ],
)  # fmt: skip
def test_a_sum_takes_no_period_twice(tmp_path: Path, formula: str, inputs: tuple[str, ...], told: str):
    """A quarter is not added to its year; it is to another quarter, and to what is no point of its series."""
    x, _, problems = worked(tmp_path, formula, *inputs)
    assert [one.message for one in problems] == ([told] if told else [])
    assert (x.value is None) is bool(told)
