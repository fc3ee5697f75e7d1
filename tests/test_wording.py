"""The words of facts and calculated numbers: what they rest on is said with them."""

from __future__ import annotations

from pathlib import Path

import pytest
from make import ledger

from tieout import derive
from tieout.wording import words

FACTS = """\
sales: {statement: s, value: 200 MW, evidence: [{source: filing, quote: 200 MW}]}
outlook:
  statement: s
  value: 300 MW
  kind: KIND
  by: Maker
  made: 2026
  evidence: [{source: filing, quote: 300 MW}]
taken: {statement: s, value: 3 MW, kind: assumption, because: nobody says}
"""
DERIVED = """\
told: {statement: s, formula: a + a, where: {a: sales}}
hoped: {statement: s, formula: a + b, where: {a: sales, b: outlook}}
doubled: {statement: s, formula: a + b, where: {a: hoped, b: sales}}
supposed: {statement: s, formula: a + b, where: {a: sales, b: taken}}
twice: {statement: s, formula: a + b, where: {a: supposed, b: hoped}}
"""


@pytest.mark.parametrize("kind", ["forecast", "estimate", "opinion"])
def test_what_is_calculated_from_a_forecast_says_so(tmp_path: Path, kind: str):
    """A calculated number is called what the weakest it rests on is; of a fact its text says so."""
    facts = FACTS.replace("KIND", kind)
    known = ledger(tmp_path, {"facts/f.yaml": facts, "derived/d.yaml": DERIVED})
    standings, problems = derive.derive(known)
    assert not problems
    said = {
        name: words(standings[name], "label", known.desk.vocabulary).replace("\u00a0", " ")
        for name in ("sales", "outlook", "told", "hoped", "doubled")
    }
    assert said == {
        "sales": "200 MW",
        "outlook": "300 MW",
        "told": "400 MW",
        "hoped": f"500 MW, {kind}",
        "doubled": f"700 MW, {kind}",
    }
    assert words(standings["hoped"], "sentence", known.desk.vocabulary).endswith(f" ({kind})")


@pytest.mark.parametrize(
    ("form", "supposed", "twice"),
    [
        ("sentence", "203 megawatts (on our assumption)", "703 megawatts (forecast, on our assumption)"),
        ("label", "203 MW, on our assumption", "703 MW, forecast, on our assumption"),
        ("axis", "203 MW", "703 MW"),
    ],
)
def test_what_rests_on_an_assumption_says_so(tmp_path: Path, form: str, supposed: str, twice: str):
    """A calculated number says that an assumption is under it, through others too; its words do not."""
    facts = FACTS.replace("KIND", "forecast")
    known = ledger(tmp_path, {"facts/f.yaml": facts, "derived/d.yaml": DERIVED})
    standings, _ = derive.derive(known)
    said = {
        name: words(standings[name], form, known.desk.vocabulary).replace("\u00a0", " ")
        for name in ("taken", "supposed", "twice")
    }
    bare = "3 megawatts" if form == "sentence" else "3 MW"
    assert said == {"taken": bare, "supposed": supposed, "twice": twice}
