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
"""
DERIVED = """\
told: {statement: s, formula: a + a, where: {a: sales}}
hoped: {statement: s, formula: a + b, where: {a: sales, b: outlook}}
doubled: {statement: s, formula: a + b, where: {a: hoped, b: sales}}
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
