"""Forecasts, estimates, opinions and assumptions: a sentence that prints one says so, or whose it is."""

from __future__ import annotations

from collections.abc import Mapping
from pathlib import Path

import pytest
from make import DESK, assembled, repository

from tieout import exhibits
from tieout.diagnostics import Diagnostic, Place, Text
from tieout.model import Drawing, Edition, Mark, Mood
from tieout.moods import as_typed, tells
from tieout.pieces import Press
from tieout.pipeline import read


@pytest.mark.parametrize(
    ("mood", "sentence", "looks_so"),
    [
        (Mood.FORECAST, "Trips will rise.", "The will was read, and trips rose."),
        (Mood.FORECAST, "That will rise.", "His last will rose in price."),
        (Mood.FORECAST, "Trips are to rise.", "The quay, which is to the north, rose."),
        (Mood.FORECAST, "They were then to rise.", "Trips rose at will."),
        (Mood.FORECAST, "It would rise.", "It would not comment; trips rose."),
        (Mood.FORECAST, "The firm projects the trips to rise.", "The projects rose."),
        (Mood.FORECAST, "By its plan they rise.", "By the floor plan they rise."),
        (Mood.FORECAST, "They are expected to rise.", "They rose unexpectedly."),
        (Mood.ESTIMATE, "The paper puts trips higher.", "The paper puts on weight, and trips rose."),
        (Mood.ESTIMATE, "It is valued higher.", "Its valued customers rose in number."),
        (Mood.ESTIMATE, "It values the firm higher.", "The values rose."),
        (Mood.ESTIMATE, "By an estimate it rose.", "By an hour it rose."),
        (Mood.OPINION, "He holds that it is larger.", "It holds the larger memory."),
        (Mood.OPINION, "In his view it is larger.", "In view of that it is larger."),
        (Mood.OPINION, "He calls it the largest.", "Its calls were the largest."),
        (Mood.ASSUMPTION, "If the price is as assumed, it is larger.", "They were larger."),
        (Mood.ASSUMPTION, "It would be larger.", "It is larger."),
        (Mood.REPORT, "By the report it is larger.", "It is larger."),
        (Mood.REPORT, "The price, $30 billion, reported, is larger.", "The price, $30 billion, is larger."),
        (Mood.REPORT, "By Gazette’s account it is larger.", "On account of that it is larger."),
    ],
)
def test_a_sentence_tells_its_mood(mood: Mood, sentence: str, looks_so: str):
    """What says that it is a forecast is told from what has a word of it."""
    assert tells(mood, sentence)
    assert not tells(mood, looks_so)


# --- what a text prints ----------------------------------------------------------------------------

FACTS = """\
wind:
  statement: Wind power of the country at the end of the decade
  value: 43 to 50 GW
  as_of: 2030
  kind: forecast
  by: The Department of Power
  made: 2024-12
  evidence: [{source: filing, quote: 43 to 50 GW}]
outlook:
  statement: What Maker will sell
  value: 880 million USD
  kind: forecast
  by: Maker
  made: 2026-01
  evidence: [{source: filing, quote: $880 million}]
guess:
  statement: The power of all sites
  value: 30 GW
  kind: estimate
  evidence: [{source: paper, quote: 30 GW}]
view:
  statement: Whether it is safe
  says: the safest of all
  kind: opinion
  by: Agency
  evidence: [{source: paper, quote: the safest of all}]
part: {statement: The part of fuel in the cost, value: 30 percent, kind: assumption, because: nobody says}
now: {statement: Wind power, value: 15 GW, as_of: 2025, evidence: [{source: filing, quote: 15 GW}]}
done:
  statement: When it is done
  value: mid-2027
  kind: forecast
  by: Maker
  made: 2026-01
  evidence: [{source: filing, quote: mid-2027}]
begun: {statement: Begun, value: 14 January 2026, evidence: [{source: filing, quote: 14 January 2026}]}
"""
DERIVED = """\
more: {statement: How much it grows, formula: "growth(new, old)", where: {new: wind, old: now}, unit: percent}
fuel: {statement: Power for fuel, formula: a * b, where: {a: now, b: part}, unit: GW}
"""
BRIEFING = """\
title: Wind
subject: Power
version: "1"
issued: 2026-11-24
standfirst: What is known.
sections: [wind]
"""


def told(folder: Path, text: str, more: Mapping[str, str] = {}, language: str = "en-GB") -> list[Diagnostic]:
    """Return what is said of moods where a section has ``text``."""
    files = {
        "desk.yaml": f"{DESK}language: {language}\n",
        "facts/f.yaml": FACTS,
        "derived/d.yaml": DERIVED,
        "briefings/wind/briefing.yaml": BRIEFING,
        "briefings/wind/wind.md": f"# Wind\n\n{text}\n",
        **more,
    }
    _, problems = assembled(repository(folder, files))
    return [one for one in problems if one.check == "mood-is-told"]


@pytest.mark.parametrize(
    ("text", "says"),
    [
        ('The country has {{ fact("wind") }}.', "`wind` is a forecast, by The Department of Power,"),
        ('The country will have {{ fact("wind") }}.', ""),
        ('The country is expected to have {{ fact("wind") }}.', ""),
        ('By one forecast it has {{ fact("wind") }}.', ""),
        ('The Department of Power has it at {{ fact("wind") }}.', ""),
        ('The Department has it at {{ fact("wind") }}.', ""),
        (
            'The department has it at {{ fact("wind") }}.',
            "`wind` is a forecast, by The Department of Power,",
        ),
        ('It will grow. It has {{ fact("wind") }}.', "`wind` is a forecast, by The Department of Power,"),
        ('Maker sold {{ fact("outlook") }}.', "`outlook` is a forecast, by Maker,"),
        ('Maker expects to sell {{ fact("outlook") }}.', ""),
        ('All sites have {{ fact("guess") }}.', "`guess` is an estimate"),
        ('All sites have {{ fact("guess", form="number") }} of it.', "`guess` is an estimate"),
        ('All sites have an estimated {{ fact("part") }} of it.', "`part` is an assumption"),
        ('All sites together are put at {{ fact("guess") }}.', ""),
        ('From an estimate of {{ fact("guess") }} it grows to {{ fact("wind") }}.', ""),
        ('It is {{ fact("view") }}.', "`view` is an opinion, by Agency,"),
        ('To Agency it is {{ fact("view") }}.', ""),
        ('Fuel is {{ fact("part") }} of the cost.', "`part` is an assumption"),
        ('We take fuel to be {{ fact("part") }} of the cost, as an assumption.', ""),
        ('It grows by {{ fact("more") }}.', ""),
        ('It has {{ fact("wind") }}, growing by {{ fact("more") }}.', ""),
        ('Fuel takes {{ fact("fuel") }}.', ""),
        ('The country has {{ fact("now") }}.', ""),
        ('It says {{ quote("wind") }}.', ""),
        ('It {{ claim("rises", "wind", "now") }} by forecast to {{ fact("wind") }}.', ""),
    ],
)
def test_a_text_says_of_what_mood_a_fact_is(tmp_path: Path, text: str, says: str):
    """The sentence says it by a word of its mood, or names whose it is; a calculated number says it itself.

    The name does not tell where the fact is about its bearer.
    """
    found = told(tmp_path, text)
    assert [one.message for one in found] == ([f"{says} and is printed as a plain fact"] if says else [])


def test_what_is_wrong_is_told_with_the_way_out(tmp_path: Path):
    """The help asks for the name where there is one."""
    (found,) = told(tmp_path / "a", 'The country has {{ fact("wind") }}.')
    assert (found.help, found.at.line, found.at.column) == (
        "say whose it is, or that it is a forecast",
        3,
        17,
    )
    (found,) = told(tmp_path / "b", 'All sites have {{ fact("guess") }}.')
    assert found.help == "say that it is an estimate"


@pytest.mark.parametrize(
    ("text", "count"),
    [
        ("| Power | By 2030 |\n| --- | --- |\n| Wind | {{ fact('wind') }} |", 1),
        ("| Power | Expected |\n| --- | --- |\n| Wind | {{ fact('wind') }} |", 0),
        ("| Power | Much |\n| --- | --- |\n| Wind, as forecast | {{ fact('wind') }} |", 0),
        ("| Power | Much |\n| --- | --- |\n| As forecast | none |\n| Wind | {{ fact('wind') }} |", 1),
        ("- Now: {{ fact('now') }}.\n- Then: {{ fact('wind') }}.", 1),
        ("- Now: {{ fact('now') }}.\n- Then, as expected: {{ fact('wind') }}.", 0),
    ],
)
def test_a_cell_is_told_by_its_row_and_head(tmp_path: Path, text: str, count: int):
    """In a table of a text the head of the column or another cell of the row may say it; no other row."""
    assert len(told(tmp_path, text.replace("By 2030", "Much"))) == count


TABLE = """\
power:
  table: {columns: [Power, HEAD], rows: [[Wind, '{{ fact("wind") }}'], [ROW, '{{ fact("now") }}']]}
  title: TITLE
  note: NOTE
"""


@pytest.mark.parametrize(
    ("change", "count"),
    [
        ({}, 1),
        ({"HEAD": "Expected"}, 0),
        ({"TITLE": "Power as forecast"}, 0),
        ({"NOTE": "The first is a forecast."}, 0),
        ({"ROW": "No forecast"}, 1),
    ],
)
def test_an_exhibit_is_told_by_its_texts(tmp_path: Path, change: dict[str, str], count: int):
    """Title, subtitle and note of an exhibit, and the head of a column, say it for what stands in it."""
    table = TABLE
    for place, words in ({"HEAD": "Much", "TITLE": "Power", "NOTE": "None.", "ROW": "All"} | change).items():
        table = table.replace(place, words)
    files = {"briefings/wind/exhibits.yaml": table}
    assert len(told(tmp_path, '{{ exhibit("power") }}', files)) == count


@pytest.mark.parametrize(
    ("title", "row", "count"),
    [("Power", "Wind", 1), ("Power, forecast", "Wind", 0), ("Power", "Wind, by the Department", 0)],
)
def test_a_chart_is_told_by_its_texts_and_rows(tmp_path: Path, title: str, row: str, count: int):
    """What a chart draws of a forecast is one by the exhibit's texts, or by the name of its row."""
    chart = f"power: {{chart: power, title: '{title}', alt: How much there is.}}\n"
    files = {
        "facts/f.yaml": FACTS,
        "briefings/wind/briefing.yaml": BRIEFING,
        "briefings/wind/wind.md": '# Wind\n\n{{ exhibit("power") }}\n',
        "briefings/wind/exhibits.yaml": chart,
        "/charts/power.py": 'USES = ("wind",)\n\n\ndef draw(canvas, facts):\n    pass\n',
    }
    known = read(repository(tmp_path, files), None)
    (briefing,) = known.ledger.briefings.values()
    press = Press(known.ledger, known.standings, (), Edition(briefing), {}, exhibits.numbering(briefing))
    marks = (Mark(row, "wind", "43 to 50 GW", "bar"), Mark("Now", "now", "15 GW", "bar"))
    drawings = {"power": {"wide": Drawing("wide", "<svg/>", 1, 1, marks)}}
    _, problems = exhibits.assemble(briefing, press, drawings)
    assert [one.check for one in problems] == ["mood-is-told"] * count
    if count:
        assert problems[0].message == (
            "`wind` is a forecast, by The Department of Power, "
            "and is printed as a plain fact by exhibit `power`"
        )


def test_a_timeline_says_itself_that_an_event_is_foreseen(tmp_path: Path):
    """The word stands beside the event's verdict; what its text prints is told there like any fact."""
    for name, text, count in (("a", "It opens.", 0), ("b", "It has {{ fact('wind') }}.", 1)):
        timeline = f'- {{fact: begun, event: It is begun.}}\n- {{fact: done, event: "{text}"}}\n'
        found = told(tmp_path / name, "{{ timeline() }}", {"briefings/wind/timeline.yaml": timeline})
        assert len(found) == count


def test_a_finding_of_the_cover_is_told_by_its_title_or_text(tmp_path: Path):
    """The two are read together: either says it for both."""
    brief = "in_brief:\n  - {title: 'Wind has {{ fact(\"wind\") }}', text: TEXT}\n"
    for text, count in (("It is much.", 1), ("It is a forecast.", 0)):
        files = {"briefings/wind/briefing.yaml": BRIEFING + brief.replace("TEXT", text)}
        assert len(told(tmp_path / str(count), "None.", files)) == count


@pytest.mark.parametrize(
    ("language", "text", "count"),
    [
        ("de", 'Das Land hat {{ fact("wind") }}.', 1),
        ("de", 'Erwartet sind {{ fact("wind") }}.', 0),
        ("de", 'Forecast: {{ fact("wind") }}.', 1),
        ("fr", 'Le pays a {{ fact("wind") }}.', 1),
        ("fr", 'La prévision est de {{ fact("wind") }}.', 0),
    ],
)
def test_a_desk_says_it_in_its_own_language(tmp_path: Path, language: str, text: str, count: int):
    """What tells is in the language of the desk."""
    assert len(told(tmp_path, text, language=language)) == count


def test_what_a_text_prints_is_not_typed(tmp_path: Path):
    """Names in expressions say nothing."""
    at = Place("x")
    assert as_typed(
        Text('Has {{ fact("forecast") }} of it', at), None, Text("{% if a %}more", at)
    ).split() == [
        "Has",
        "of",
        "it",
        "more",
    ]
