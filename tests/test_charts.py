"""Chart scripts: what they declare, what is said of their mistakes, and when they are drawn again."""

from __future__ import annotations

import re
import shutil
from dataclasses import replace
from pathlib import Path
from textwrap import dedent

import pytest

from tests.make import repository
from tests.test_layers import MODULES, NAMES, edges
from tieout import charts, content, derive, plotting, steps
from tieout.diagnostics import Diagnostic, Place, Text
from tieout.engine import PACKAGE
from tieout.model import Edition, Ledger, Standing

HOUSE = Path(__file__).parents[1]

FACTS = """\
trips:
  statement: Trips of the year
  value: more than 20 billion USD
  evidence: [{source: filing, quote: more than 20 billion USD}]
fares:
  statement: Fares of the year
  value: 5 billion USD
  evidence: [{source: filing, quote: 5 billion USD}]
"""

GOOD = """\
'''Trips.'''
from tieout.canvas import Row

USES = ("trips", "fares")


def draw(facts, canvas):
    canvas.bars([Row("Trips", facts["trips"]), Row("Fares", facts["fares"])])
"""

BRIEFING = """\
title: Trips
subject: Transport
version: "1.0"
issued: 2026-11-01
standfirst: On trips.
in_brief: []
sections: [trips]
formats: [html]
"""

EXHIBITS = """\
trips:
  chart: growth
  title: Trips grew
  width: full
  alt: Trips grew.
"""

TOLD = """\
told:
  statement: Tolls of the year
  value: {value}
  evidence: [{{source: news, quote: "{value}"}}]
tolls:
  statement: Tolls of the year, from the filing
  value: 4 billion USD
  evidence: [{{source: filing, quote: 4 billion USD}}]
"""
ALL = """\
heard:
  statement: Fares and tolls
  formula: fares + told
  where: {fares: fares, told: told}
  unit: billion USD
filed:
  statement: Fares and tolls
  formula: fares + tolls
  where: {fares: fares, tolls: tolls}
  unit: billion USD
"""
COMPARED = """\
from tieout.canvas import Row

USES = ("{whole}", "fares")


def draw(facts, canvas):
    said = '{text} {{{{ claim("larger", "{whole}", "fares") }}}}'
    canvas.bars([Row("All", facts["{whole}"], said), Row("Fares", facts["fares"])])
"""


def house(
    folder: Path, script: str = GOOD, exhibits: str = EXHIBITS, facts: str = FACTS, derived: str = ""
) -> tuple[Path, Ledger, dict[str, Standing]]:
    """Return a repository with one chart, its ledger and its standings."""
    root = repository(
        folder,
        {
            "facts/all.yaml": facts,
            "derived/all.yaml": derived,
            "briefings/trips/briefing.yaml": BRIEFING,
            "briefings/trips/exhibits.yaml": exhibits,
            "briefings/trips/trips.md": "# Trips\n",
            "/charts/growth.py": script,
        },
    )
    shutil.copy(HOUSE / "charts/style.py", root / "charts/style.py")
    shutil.copytree(HOUSE / "templates", root / "templates")
    ledger, problems = content.load(root)
    assert not problems
    standings, problems = derive.derive(ledger)
    assert not problems
    return root, ledger, standings


def found(folder: Path, script: str) -> list[tuple[str, str, str | None]]:
    """Return place, message and help of everything said of a chart with this script."""
    root, ledger, standings = house(folder, dedent(script))
    _, problems = charts.declared(root, ledger, standings)
    if not problems:
        rendering = charts.renderings(root, "full")[0]
        _, more = plotting.draw_chart(root, "growth", standings, rendering, ledger.desk, ledger.sources)
        problems = list(more)
    return [(str(one.at), one.message, one.help) for one in problems]


def test_a_good_script_is_drawn_without_a_word(tmp_path):
    """A script that draws what it declares has nothing said of it."""
    assert found(tmp_path, GOOD) == []


def test_a_script_that_cannot_be_read_is_pointed_at(tmp_path):
    """A syntax error is said at its line and column, without a traceback."""
    ((at, message, mend),) = found(tmp_path, 'USES = ("trips",\n\ndef draw(facts, canvas):\n    pass\n')
    assert (at, message) == ("charts/growth.py:1:8", "the script can't be read: '(' was never closed")
    assert mend == "mend the line, or what stands open before it; the reason is Python's own"


def test_a_script_that_fails_is_pointed_at(tmp_path):
    """An exception in a script is said at the script's own line, on import as in drawing."""
    assert found(tmp_path / "a", "USES = ('trips',)\n1 / 0\n") == [
        ("charts/growth.py:2:1", "the script fails with ZeroDivisionError: division by zero", None)
    ]
    drawing = GOOD.replace("canvas.bars(", "canvas.pies(")
    ((at, message, _),) = found(tmp_path / "b", drawing)
    assert at.startswith("charts/growth.py:8:")
    assert "no attribute 'pies'" in message


@pytest.mark.parametrize(
    "taken",
    ["from charts.words import BEFORE", "import words", "from . import words", "from .words import BEFORE"],
)
def test_a_script_stands_alone(tmp_path, taken):
    """A module of the repository is not imported; one of Python's of that name, or what is installed, is."""
    root, ledger, standings = house(tmp_path, script=GOOD.replace("\n\nUSES", f"\n{taken}\n\nUSES"))
    (root / "charts" / "words.py").write_text("BEFORE = 1\n", "utf-8")
    (said,) = charts.declared(root, ledger, standings)[1]
    assert (said.at.path, said.at.line) == ("charts/growth.py", 3)
    assert said.message.startswith("a chart script stands alone, and imports `")
    (root / "charts" / "statistics.py").write_text("", "utf-8")
    (root / "charts" / "growth.py").write_text(
        GOOD.replace("\n\nUSES", "\nimport statistics\nimport numpy.linalg\n\nUSES"), "utf-8"
    )
    assert charts.declared(root, ledger, standings)[1] == []
    (root / "statistics.py").write_text("", "utf-8")  # which `python build.py` would take for Python's
    (said,) = charts.declared(root, ledger, standings)[1]
    assert said.message == "a chart script stands alone, and imports `statistics`"
    (root / "statistics.py").unlink()
    for folder in ("shared", "charts/numpy"):
        (root / folder).mkdir()
    (root / "shared" / "__init__.py").write_text("", "utf-8")
    style = root / "charts" / "style.py"
    assert charts.declared(root, ledger, standings)[1] == []
    style.write_text("import shared\n" + style.read_text("utf-8"), "utf-8")
    (said,) = charts.declared(root, ledger, standings)[1]
    assert (said.at.path, said.at.line) == ("charts/style.py", 1)


def test_what_a_script_raises_is_told_in_the_same_words_each_time(tmp_path):
    """Where in memory a thing is, which differs each time, is left out."""
    ((_, message, _),) = found(
        tmp_path, GOOD.replace("    canvas", "    raise ValueError(object())\n    canvas")
    )
    assert message == "the script fails with ValueError: <object object>"


def test_an_unknown_fact_gets_the_nearest_name(tmp_path):
    """A misspelt address in USES is pointed at, with the nearest known one."""
    ((at, message, help_),) = found(tmp_path, GOOD.replace('("trips",', '("tripz",'))
    assert (at, message) == ("charts/growth.py:4:9", "no fact or derived number `tripz`")
    assert help_ == "did you mean `trips`?"


def test_what_is_declared_is_drawn(tmp_path):
    """A declared fact that is never drawn is an error at its place in USES."""
    script = GOOD.replace(', Row("Fares", facts["fares"])', "")
    assert found(tmp_path, script) == [
        (
            "charts/growth.py:4:18",
            "`fares` is declared and never drawn",
            "draw it, or take it out of USES",
        )
    ]


def test_what_is_drawn_is_declared(tmp_path):
    """A fact that USES does not name can't be had, nor made."""
    ((_, message, _),) = found(tmp_path / "a", GOOD.replace('("trips", "fares")', '("trips",)'))
    assert message == "`fares` is not in USES"
    forged = GOOD.replace('facts["fares"])', 'replace(facts["fares"], address="fares"))')
    forged = forged.replace("from tieout", "from dataclasses import replace\nfrom tieout", 1)
    ((_, message, _),) = found(tmp_path / "b", forged)
    assert message == "`fares` is not among the facts the script was given"


def test_a_fault_of_the_canvas_is_said_at_the_line_that_asked(tmp_path):
    """A number typed into a row's name is said at the script's line."""
    ((at, message, help_),) = found(tmp_path, GOOD.replace('"Trips"', '"Trips of 2024"'))
    assert at.startswith("charts/growth.py:8:")
    assert message == "`2024` in the text `Trips of 2024` is neither a date of its row's facts nor a name"
    assert "content/desk.yaml" in help_


@pytest.mark.parametrize(
    ("script", "message"),
    [
        ("def draw(facts, canvas): pass", "the script declares no facts"),
        ("USES = ['trips']\ndef draw(facts, canvas): pass", "the script declares no facts"),
        ("USES = ('trips',)", "the script has no function `draw`"),
        ("USES = ('trips',)\ndef draw(facts, canvas): pass", "the chart draws nothing"),
    ],
)
def test_a_script_without_its_parts_is_told_which(tmp_path, script, message):
    """A script says what it uses, and draws."""
    assert [one[1] for one in found(tmp_path, script)] == [message]


def test_a_missing_script_is_said_once(tmp_path):
    """A chart without a script is told the nearest; as reading content says so, ``scripts`` does not."""
    root, ledger, standings = house(tmp_path)
    _, (problem,) = charts.load(root, "grwth")
    assert (problem.message, problem.help) == ("no chart script `grwth`", "did you mean `growth`?")
    _, (problem,) = charts.load(root, "../outside")
    assert "is not the name of a chart script" in problem.message
    (root / "charts/growth.py").unlink()
    assert charts.declared(root, ledger, standings) == ({}, [])


def test_a_plan_has_a_step_for_each_rendering(tmp_path):
    """A full exhibit is drawn five times, a body one four times; results come back as they were drawn."""
    root, ledger, standings = house(tmp_path / "a")
    plan, _ = charts.plan(Edition(ledger.briefings["trips"]), ledger, standings, root)
    assert [step.name for step in plan] == [
        "trips/print", "trips/web-968", "trips/web-660", "trips/web-343", "trips/web-288"
    ]  # fmt: skip
    results = steps.run(plan, steps.Store(tmp_path / "store"), steps.Here())
    drawings, problems = charts.drawings(results.of)
    assert problems == []
    rendering = charts.renderings(root, "full")[1]
    again, _ = plotting.draw_chart(root, "growth", standings, rendering, ledger.desk, ledger.sources)
    assert drawings["trips"]["web-968"] == again
    assert [mark.address for mark in again.marks] == ["trips", "fares"]
    names = ["print", "web-660", "web-343", "web-288"]
    assert [one.name for one in charts.renderings(root, "body")] == names
    assert [one.medium for one in charts.renderings(root, "body")] == ["print", "web", "narrow", "narrow"]


def test_problems_come_back_from_a_step_once(tmp_path):
    """What is wrong with a script is packed with its drawing, and said once for all renderings."""
    root, ledger, standings = house(tmp_path, GOOD.replace(', Row("Fares", facts["fares"])', ""))
    plan, _ = charts.plan(Edition(ledger.briefings["trips"]), ledger, standings, root)
    _, problems = charts.drawings({step.name: plotting.draw_step(*step.given) for step in plan})
    assert [(one.check, one.at) for one in problems] == [
        ("chart-draws-what-it-uses", Place("charts/growth.py", 4, 18, 7))
    ]
    assert isinstance(problems[0], Diagnostic)


def test_a_chart_is_drawn_again_when_what_made_it_changes(tmp_path):
    """The key moves with script, look, value and status; not with the line a fact is written on."""
    root, ledger, standings = house(tmp_path)
    edition = Edition(ledger.briefings["trips"])

    def keys(known: dict[str, Standing]) -> list[str]:
        return [step.key for step in charts.plan(edition, ledger, known, root)[0]]

    first = keys(standings)
    assert len(set(first)) == len(first)
    moved = {name: replace(one, at=Place("elsewhere.yaml", 99, 1)) for name, one in standings.items()}
    assert keys(moved) == first
    assert keys({**standings, "trips": replace(standings["trips"], reported=True)}) != first
    worded = replace(standings["trips"].statement, text="Share of the trips")
    assert keys({**standings, "trips": replace(standings["trips"], statement=worded)}) != first
    (root / "charts/growth.py").write_text(GOOD.replace('"Trips"', '"All trips"'), "utf-8")
    assert keys(standings) != first
    (root / "charts/growth.py").write_text(GOOD, "utf-8")
    tokens = root / "templates/tokens.yaml"
    tokens.write_text(tokens.read_text("utf-8").replace("#0B5A6F", "#0B5A70"), "utf-8")
    assert keys(standings) != first


@pytest.mark.parametrize(
    ("change", "is_seen"),
    [
        (lambda one: replace(one, derivation=replace(one.derivation, formula=worded("told + fares"))), True),
        (lambda one: replace(one, derivation=replace(one.derivation, note=worded("As told."))), True),
        (lambda one: replace(one, inputs={"fares": ("fares",), "told": ("tolls",)}), True),
        (lambda one: replace(one, rests_on=("fares", "tolls")), True),
        (lambda one: replace(one, derivation=replace(one.derivation, at=Place("elsewhere.yaml", 99))), False),
        (lambda one: replace(one, statement=Text(one.statement.text, one.at, ((0, 99, 1),))), False),
    ],
)
def test_a_chart_is_drawn_again_when_what_a_number_is_worked_out_of_changes(tmp_path, change, is_seen):
    """All that a claim word is judged by is in the key: formula, inputs, and what these are; no places."""
    script = COMPARED.format(whole="heard", text="It reportedly is")
    facts = FACTS + TOLD.format(value="3 billion USD")
    root, ledger, standings = house(tmp_path, script, facts=facts, derived=ALL)

    def keys(known: dict[str, Standing]) -> set[str]:
        return {step.key for step in charts.plan(Edition(ledger.briefings["trips"]), ledger, known, root)[0]}

    first = keys(standings)
    changed = keys({**standings, "heard": change(standings["heard"])})
    assert changed.isdisjoint(first) if is_seen else changed == first
    assert keys({**standings, "told": replace(standings["told"], value=None, says=worded("3"))}) != first
    assert keys({**standings, "tolls": replace(standings["tolls"], reported=True)}) == first


def worded(text: str) -> Text:
    return Text(text, Place("elsewhere.yaml", 99, 1))


def test_another_library_draws_again(tmp_path, monkeypatch):
    """A chart is drawn again where other versions of libraries are installed; by the same ones it is not."""
    root, ledger, standings = house(tmp_path)

    def first(installed: str) -> str:
        monkeypatch.setattr(charts, "installed", lambda: installed)
        plan, _ = charts.plan(Edition(ledger.briefings["trips"]), ledger, standings, root)
        return plan[0].key

    assert first("matplotlib 1.0") == first("matplotlib 1.0") != first("matplotlib 1.1")


def test_every_module_that_a_drawing_runs_is_in_its_key():
    """What a canvas imports, and what that does, are among the files whose change draws a chart again."""
    ahead, met = ["charts", "canvas"], set()
    while ahead:
        name = ahead.pop()
        if name not in met:
            met.add(name)
            ahead += [other for _, other in edges(name)] if name in NAMES else []
    files = {PACKAGE / one for one in charts.engine()}
    assert sorted(name for name in met if MODULES[name] not in files) == []
    assert {"bearing", "claimwords", "quantities.languages.german", "algebra"} <= met
    assert MODULES["quantities.units"].with_suffix(".txt") in files
    assert MODULES["formats.html"] not in files


def test_a_chart_is_drawn_again_when_a_module_changes(tmp_path, monkeypatch):
    """The key moves with the bytes of any one of those files, and with nothing else of the engine."""
    root, ledger, standings = house(tmp_path)

    def key(**files: str) -> str:
        charts._code.cache_clear()
        monkeypatch.setattr(charts, "files", lambda: {f"{name}.py": held for name, held in files.items()})
        return charts.plan(Edition(ledger.briefings["trips"]), ledger, standings, root)[0][0].key

    first = key(bearing="1")
    assert key(bearing="1") == key(**{"bearing": "1", "formats/html": "1"}) == first
    assert key(bearing="2") != first
    charts._code.cache_clear()


def test_a_side_of_a_dispute_is_drawn_as_where_it_began_has_it(tmp_path):
    """A side is dashed where nobody first-hand gives it, whoever tells it; and then it is drawn again."""
    told = """\
    trips:
      statement: Trips of the year
      value: 20 billion USD
      evidence:
        - {source: news, quote: 20 billion USD, relays: [filing]}
        - {source: filing, quote: 17 billion USD, relays: [wire], stance: contradicts}
    fares: {statement: Fares, value: 5 billion USD, evidence: [{source: filing, quote: 5 billion USD}]}
    """
    root, ledger, standings = house(tmp_path, facts=dedent(told))
    rendering = charts.renderings(root, "full")[0]
    drawing, _ = plotting.draw_chart(root, "growth", standings, rendering, ledger.desk, ledger.sources)
    assert re.findall(r'data-account="(\w+)"[^>]* data-drawn="(\w+)"', drawing.svg) == [
        ("news", "exact"),
        ("filing", "reported"),
    ]
    edition, trips = Edition(ledger.briefings["trips"]), standings["trips"]
    turned = tuple(replace(one, reported=not one.reported) for one in trips.accounts)
    other = {**standings, "trips": replace(trips, accounts=turned)}
    before, after = (
        {step.key for step in charts.plan(edition, ledger, one, root)[0]} for one in (standings, other)
    )
    assert not before & after


@pytest.mark.parametrize("value", ["3 billion USD", "about 3 billion USD"])
@pytest.mark.parametrize(
    ("whole", "text", "messages"),
    [
        ("heard", "It is", ["`larger` rests on a report, and its sentence does not say so"]),
        ("heard", "It reportedly is", []),
        ("filed", "It is", []),
    ],
)
def test_a_claim_word_is_judged_on_all_that_its_facts_rest_on(tmp_path, value, whole, text, messages):
    """What is under a calculated number need not be in USES for a claim word of it to be judged."""
    script = COMPARED.format(whole=whole, text=text)
    root, ledger, standings = house(tmp_path, script, facts=FACTS + TOLD.format(value=value), derived=ALL)
    plan, _ = charts.plan(Edition(ledger.briefings["trips"]), ledger, standings, root)
    _, problems = charts.drawings({step.name: plotting.draw_step(*step.given) for step in plan})
    assert [one.message for one in problems] == messages


def test_what_a_fact_rests_on_is_not_for_the_script_to_draw_or_name(tmp_path):
    """What is under a declared number is in USES, or neither drawn nor compared."""
    facts = FACTS + TOLD.format(value="3 billion USD")
    named = COMPARED.format(whole="heard", text="It is").replace('"fares") }}', '"told") }}')
    drawn = COMPARED.format(whole="heard", text="Is").replace('facts["fares"]', 'facts["told"]')
    for folder, script, message in (
        ("named", named, "`larger` compares `told`, which the script is not given"),
        ("drawn", drawn.replace("Is {{", "It reportedly is {{"), "`told` is not in USES"),
    ):
        root, ledger, standings = house(tmp_path / folder, script, facts=facts, derived=ALL)
        plan, _ = charts.plan(Edition(ledger.briefings["trips"]), ledger, standings, root)
        _, problems = charts.drawings({step.name: plotting.draw_step(*step.given) for step in plan})
        assert [one.message for one in problems] == [message]


def test_parameters_fill_an_edition_s_addresses(tmp_path):
    """``{kind}`` in USES is filled from the edition's parameters."""
    root, _, _ = house(tmp_path, GOOD.replace('"fares")', '"{kind}")'))
    chart, problems = charts.load(root, "growth", {"kind": "fares"})
    assert problems == []
    assert chart.uses == ("trips", "fares")


def test_reading_charts_needs_no_matplotlib():
    """Scripts are read and keys made without importing matplotlib: it is loaded when a chart is stale."""
    import subprocess
    import sys

    call = "import sys; from tieout import charts, canvas; sys.exit('matplotlib' in sys.modules)"
    assert subprocess.run([sys.executable, "-c", call], cwd=HOUSE, check=False).returncode == 0
