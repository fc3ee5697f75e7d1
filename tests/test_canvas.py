"""What a reader sees of a quantity: its hedge in ink, its label in words, and no text upon another."""

from __future__ import annotations

import os
import re
import subprocess
import sys
from collections.abc import Callable, Mapping
from dataclasses import replace
from fractions import Fraction
from pathlib import Path
from textwrap import dedent
from time import monotonic

import pytest
from lxml import etree

from tests.browser import chromium
from tests.make import ledger
from tieout import algebra, charts, content, derive, formulas, ink, plotting
from tieout.canvas import Canvas, Kind, Part, Row, Stack
from tieout.hedges import ChartFault, Line, Pen, Way, contrast, extent, point
from tieout.layouts import ticks
from tieout.model import Desk, Drawing, Ledger, Standing
from tieout.quantities.interval import Hedge, Interval
from tieout.quantities.reading import read_value
from tieout.quantities.units import Vocabulary
from tieout.scripts import Rendering

HOUSE = Path(__file__).parents[1]
SVG = "{http://www.w3.org/2000/svg}"
PRINT, WIDE, MIDDLE, NARROW, NARROWEST = charts.renderings(HOUSE, "full")


def facts(folder: Path, *values: str, more: str = "") -> tuple[dict[str, Standing], Ledger]:
    """Return the standings of facts a, b, c … with these values, each from the maker's own filing."""
    entries = [
        f"""
        {name}:
          statement: What is measured
          value: {value}
          as_of: 2026-04-17
          evidence: [{{source: filing, quote: {value}}}]
        """
        for name, value in zip("abcdefghijklmnop", values, strict=False)
    ]
    text = "".join(dedent(one) for one in entries) + dedent(more)
    read = ledger(folder, {"facts/all.yaml": text})
    standings, problems = derive.derive(read)
    assert not problems
    return standings, read


def canvas(known: tuple[Mapping[str, Standing], Ledger], rendering: Rendering = WIDE) -> Canvas:
    """Return an empty canvas that may draw all of ``known``."""
    return Canvas(plotting.house(HOUSE), rendering, known[0], known[1].desk, known[1].sources)


def marks(drawing: Drawing) -> list[etree._Element]:
    """Return the group of each mark, in drawing order."""
    return etree.fromstring(drawing.svg).findall(f".//{SVG}g[@class='mark']")


def texts(drawing: Drawing) -> list[str]:
    """Return every line of text, in drawing order."""
    return ["".join(one.itertext()) for one in etree.fromstring(drawing.svg).iter(f"{SVG}text")]


def bar(folder: Path, value: str, rendering: Rendering = WIDE, **row: object) -> etree._Element:
    """Return the mark of one bar of ``value`` beside a bar of 10 GW that sets the scale."""
    known = facts(folder, value, "10 GW")
    sheet = canvas(known, rendering)
    sheet.bars([Row("First", known[0]["a"], **row), Row("Whole", known[0]["b"], emphasis="context")])
    return marks(sheet.drawing("test"))[0]


def spans(mark: etree._Element, **attributes: str) -> list[tuple[float, float]]:
    """Return the least and the greatest x of each path of a mark whose attributes are these."""
    found = []
    for path in mark.iter(f"{SVG}path"):
        if all(path.get(key.replace("_", "-")) == value for key, value in attributes.items()):
            across = [float(pair.split()[0]) for pair in re.findall(r"[ML]([^MLz]+)", path.get("d"))]
            found.append((min(across), max(across)))
    return found


C1 = "#0B5A6F"


def test_an_exact_number_is_a_solid_bar(tmp_path):
    """An exact number is one solid shape and nothing else."""
    mark = bar(tmp_path, "6 GW")
    assert len(spans(mark, fill=C1)) == 1
    assert len(mark.findall(f"{SVG}path")) == 1
    assert mark.get("data-hedge") == "exactly"


@pytest.mark.parametrize("value", ["more than 3 GW", "at least 9 GW"])
def test_a_floor_is_solid_to_its_number_and_open_beyond(tmp_path, value):
    """A floor ends flat at its number, as an exact one does, and three paling chevrons follow."""
    known = facts(tmp_path, value, value.split(" ", 2)[2])
    sheet = canvas(known)
    sheet.bars([Row("Floor", known[0]["a"]), Row("Exact", known[0]["b"])])
    floor, exact = marks(sheet.drawing("test"))
    solid, *chevrons = [one for one in floor.findall(f"{SVG}path") if one.get("class") != "f-ground"]
    assert solid.get("fill") == C1
    assert spans(floor)[0] == spans(exact)[0]
    assert [one.get("class") for one in chevrons] == ["f-c1", "f-c1-mid", "f-c1-pale"]
    assert min(left for left, _ in spans(floor)[1:]) > spans(floor)[0][1]


def test_chevrons_do_not_grow_with_the_number(tmp_path):
    """The chevrons of a floor of 9 are as wide as those of a floor of 3: they are no measure."""

    def beyond(value: str) -> float:
        across = spans(bar(tmp_path, value))
        return max(right for _, right in across) - across[0][1]

    assert beyond("more than 3 GW") == pytest.approx(beyond("more than 9 GW"), abs=0.05)


def test_a_ceiling_has_no_solid_part_and_a_heavy_cap(tmp_path):
    """Up to is hatched to a cap that stands past the bar; nothing of it is solid."""
    mark = bar(tmp_path, "up to 7 GW")
    assert not spans(mark, fill=C1)
    cap = max(mark.findall(f"{SVG}path"), key=lambda one: float(one.get("stroke-width") or 0))
    outline = mark.findall(f"{SVG}path")[0]

    def down(path):
        return [float(pair.split()[1]) for pair in re.findall(r"[ML]([^MLz]+)", path.get("d"))]

    assert min(down(cap)) < min(down(outline))
    assert max(down(cap)) > max(down(outline))
    look = plotting.house(HOUSE).look
    assert float(cap.get("stroke-width")) == pytest.approx(look.cap * look.screen, abs=0.01)


def test_a_range_is_solid_then_hatched(tmp_path):
    """From a to b is solid to a and hatched from there to a cap at b."""
    mark = bar(tmp_path, "4 to 8 GW")
    (solid,) = spans(mark, fill=C1)
    hatch = next(one for one in spans(mark, fill="none") if one[1] - one[0] > 10)
    assert hatch[0] == pytest.approx(solid[1], abs=0.1)
    assert hatch[1] - hatch[0] == pytest.approx(solid[1] - solid[0], abs=1)


def test_about_is_solid_with_a_dashed_end(tmp_path):
    """About is solid to the dashed edge that stands at its number, with nothing between the two."""
    known = facts(tmp_path, "about 6 GW", "6 GW")
    sheet = canvas(known)
    sheet.bars([Row("About", known[0]["a"]), Row("Exact", known[0]["b"])])
    about, exact = marks(sheet.drawing("test"))
    body, edge = [one for one in about.findall(f"{SVG}path") if one.get("class") != "f-ground"]
    assert body.get("fill") == edge.get("stroke") == C1
    assert edge.get("stroke-dasharray")
    (_, until), (at, _) = spans(about, fill=C1)[0], spans(about, stroke=C1)[0]
    half = float(edge.get("stroke-width")) / 2
    assert until == pytest.approx(at - half, abs=0.02)
    assert at + half == pytest.approx(spans(exact, fill=C1)[0][1], abs=0.02)


@pytest.mark.parametrize(
    ("value", "drawn"),
    [
        ("6 GW", "exact"),
        ("more than 6 GW", "floor"),
        ("up to 6 GW", "ceiling"),
        ("4 to 8 GW", "range"),
        ("about 6 GW", "about"),
    ],
)
def test_a_mark_names_its_drawing(tmp_path, value, drawn):
    """Each bar says which drawings it is made of, so that a page's key can explain those and no others."""
    assert bar(tmp_path, value).get("data-drawn") == drawn


@pytest.mark.parametrize(
    ("formula", "inputs", "held"),
    [
        ("growth(a, b)", {"a": "nearly 20 GW", "b": "19 GW"}, "ceiling"),
        ("a - b", {"a": "just over 20 GW", "b": "8 GW"}, "floor"),
        ("a", {"a": "nearly 20 GW"}, "ceiling"),
        ("a - b", {"a": "20 GW", "b": "8 GW"}, "exact"),
    ],
)
def test_a_result_near_a_number_is_drawn_as_the_bound_it_is(formula: str, inputs: dict[str, str], held: str):
    """Of a result no more than the bound is known: it is not drawn as about that number."""
    given = {role: read_value(text, Vocabulary()) for role, text in inputs.items()}
    result = algebra.evaluate(formulas.parse(formula), given)
    assert extent(result).held == held
    stated = read_value("nearly 20 GW", Vocabulary())
    assert extent(stated).held == "about"


@pytest.mark.parametrize("power", ["more than 8 GW", "8 GW"])
def test_a_result_that_may_be_below_zero_is_not_drawn_from_zero(tmp_path, power: str):
    """A ceiling without a floor is no hatched bar from zero; with one it is drawn."""
    facts = f"""\
all: {{statement: s, value: up to 20 GW, evidence: [{{source: filing, quote: up to 20 GW}}]}}
some: {{statement: s, value: {power}, evidence: [{{source: filing, quote: {power}}}]}}
"""
    sign = "-" if power.startswith("more") else "/"
    derived = f"rest: {{statement: s, formula: a {sign} b, where: {{a: all, b: some}}}}\n"
    read = ledger(tmp_path, {"facts/all.yaml": facts, "derived/all.yaml": derived})
    known = derive.derive(read)[0], read
    sheet = canvas(known)
    if sign == "/":
        sheet.bars([Row("Rest", known[0]["rest"])])
        assert [mark.get("data-drawn") for mark in marks(sheet.drawing("test"))] == ["ceiling"]
    else:
        with pytest.raises(ChartFault, match="`rest` may be below zero"):
            sheet.bars([Row("Rest", known[0]["rest"])])


def test_what_is_rounded_in_words_is_drawn_about_right(tmp_path):
    """A result whose words say "about" since they round it is drawn so, as bar and as point; one that three
    digits hold is exact."""
    read = ledger(
        tmp_path,
        {
            "facts/all.yaml": """
                cost: {statement: Cost, value: 10 USD, evidence: [{source: filing, quote: 10 USD}]}
                trips: {statement: Trips, value: 3 trips, evidence: [{source: filing, quote: 3 trips}]}
                days: {statement: Days, value: 4 trips, evidence: [{source: filing, quote: 4 trips}]}
                """,
            "derived/all.yaml": """
                third: {statement: A share, formula: cost / trips, where: {cost: cost, trips: trips}}
                fourth: {statement: A share, formula: cost / days, where: {cost: cost, days: days}}
                """,
        },
    )
    known = derive.derive(read)[0], read
    for method in ("bars", "points"):
        sheet = canvas(known)
        getattr(sheet, method)([Row("Rounded", known[0]["third"]), Row("Exact", known[0]["fourth"])])
        drawing = sheet.drawing("test")
        assert [mark.words for mark in drawing.marks] == ["about $3.33 per trip", "$2.5 per trip"]
        assert [mark.get("data-drawn") for mark in marks(drawing)] == ["about", "exact"]


def test_what_is_only_reported_is_an_outline(tmp_path):
    """A number without a first-hand origin is a dashed outline without fill, and its label says so; with one
    it is solid."""
    more = """
        told:
          statement: What is measured
          value: about 6 GW
          evidence: [{source: news, quote: about 6 GW}, {source: wire, quote: about 6 GW}]
        """
    known = facts(tmp_path, "about 6 GW", more=more)
    sheet = canvas(known)
    sheet.bars([Row("Told", known[0]["told"]), Row("Shown", known[0]["a"])])
    told, shown = marks(sheet.drawing("test"))
    assert "about 6\u00a0GW, reported" in "".join(told.itertext())
    (outline,) = [one for one in told.findall(f"{SVG}path") if one.get("stroke-dasharray")]
    assert outline.get("fill") == "none"
    assert not spans(told, fill=C1)
    assert spans(shown, fill=C1)


def test_a_forecast_is_pale(tmp_path):
    """A forecast is pale with a dashed outline."""
    more = """
        ahead:
          statement: What is expected
          kind: forecast
          by: The maker
          made: 2026-04
          value: 6 GW
          evidence: [{source: filing, quote: 6 GW}]
        """
    known = facts(tmp_path, "8 GW", more=more)
    sheet = canvas(known)
    sheet.bars([Row("Then", known[0]["ahead"]), Row("Now", known[0]["a"])])
    path = marks(sheet.drawing("test"))[0].find(f"{SVG}path")
    assert path.get("class") == "f-c1-pale s-c1"
    assert path.get("stroke-dasharray")


def test_a_threshold_is_a_leader_to_a_ring(tmp_path):
    """A condition is a dotted line to a hollow ring at its number."""
    mark = bar(tmp_path, "6 GW", kind=Kind.THRESHOLD)
    leader, ring = mark.findall(f"{SVG}path")
    assert leader.get("stroke-dasharray")
    assert ring.get("class") == "f-ground s-c1"


def test_what_is_not_stated_is_hatched_and_says_so(tmp_path):
    """A row without a fact is hatched over the whole extent, in grey, and says "not stated"."""
    known = facts(tmp_path, "10 GW")
    sheet = canvas(known)
    sheet.bars([Row("Known", known[0]["a"]), Row("Unknown", None)])
    drawing = sheet.drawing("test")
    assert "not stated" in texts(drawing)
    wide = max(right - left for left, right in spans(marks(drawing)[1]))
    assert wide == pytest.approx(spans(marks(drawing)[0])[0][1] - spans(marks(drawing)[0])[0][0], abs=2)


DISPUTE = """
    price:
      statement: What was paid
      value: 6 GW
      evidence:
        - {source: filing, quote: 6 GW}
        - {source: news, quote: more than 8 GW, stance: contradicts}
    """


def test_a_dispute_is_a_row_for_each_account(tmp_path):
    """A disputed fact gives a row for each account, named, in the colour of disputes; none is averaged."""
    known = facts(tmp_path, "10 GW", more=DISPUTE)
    sheet = canvas(known)
    sheet.bars([Row("Price", known[0]["price"]), Row("Whole", known[0]["a"])])
    drawing = sheet.drawing("test")
    one, other, _ = marks(drawing)
    assert [mark.get("data-account") for mark in (one, other)] == ["filing", "news"]
    assert [mark.get("data-hedge") for mark in (one, other)] == ["exactly", "more than"]
    assert {"Maker, disputed", "Gazette, disputed", "6\u00a0GW", "more than 8\u00a0GW"} <= set(texts(drawing))
    assert [(mark.words, mark.place) for mark in drawing.marks[:2]] == [
        ("6\u00a0GW", "Maker"),
        ("more than 8\u00a0GW", "Gazette"),
    ]


def test_a_disputed_number_has_no_column(tmp_path):
    """A disputed fact in a column, where one account would stand alone, is refused; another fact is not."""
    known = facts(tmp_path, "10 GW", more=DISPUTE)
    canvas(known).bars([Row("Whole", known[0]["a"], columns=(known[0]["a"],))], heads=("Price",))
    with pytest.raises(ChartFault, match="disputed"):
        canvas(known).bars([Row("Whole", known[0]["a"], columns=(known[0]["price"],))], heads=("Price",))


def test_units_of_one_dimension_share_an_axis(tmp_path):
    """750 MW beside 3 GW is a quarter as long, and keeps its own words."""
    known = facts(tmp_path, "3 GW", "750 MW")
    sheet = canvas(known)
    sheet.bars([Row("Large", known[0]["a"]), Row("Small", known[0]["b"])])
    drawing = sheet.drawing("test")
    large, small = (spans(mark)[0] for mark in marks(drawing))
    assert (small[1] - small[0]) / (large[1] - large[0]) == pytest.approx(0.25, abs=0.001)
    assert "750\u00a0MW" in texts(drawing)


@pytest.mark.parametrize(
    ("language", "label", "ticks"),
    [
        ("en-GB", "more than $20bn", ["$0", "10", "20", "$30bn"]),
        ("de", "mehr als 20 Mrd. $", ["0", "10", "20", "30 Mrd. $"]),
        ("fr", "plus de 20 Md$", ["0", "10", "20", "30 Md$"]),
    ],
)
def test_a_chart_is_in_the_language_of_the_desk(tmp_path, language, label, ticks):
    """Labels and ticks are the desk's words of a number, with its unit once on the axis."""
    known, read = facts(tmp_path, "more than 20 billion USD", "26.67 billion USD")
    desk = replace(read.desk, vocabulary=replace(read.desk.vocabulary, language=language))
    sheet = Canvas(plotting.house(HOUSE), WIDE, known, desk, read.sources)
    sheet.bars([Row("One", known["a"]), Row("Other", known["b"])])
    said = [one.replace("\u00a0", " ") for one in texts(sheet.drawing("test"))]
    assert label in said and said[-len(ticks) :] == ticks


def test_a_range_loses_its_between_beside_ink(tmp_path):
    """A label says a range by its ends, which the ink draws; a column of figures keeps its words."""
    known = facts(tmp_path, "between 3 and 5 GW")
    sheet = canvas(known)
    sheet.bars([Row("One", known[0]["a"], columns=(known[0]["a"],))], heads=("Capacity",))
    said = [one.replace("\u00a0", " ") for one in texts(sheet.drawing("test"))]
    assert {"3 to 5 GW", "between 3 and 5 GW"} <= set(said)


@pytest.mark.parametrize(
    ("low", "high", "label", "drawn"),
    [
        ("3.141", "3.144", "about 3.14 GW", "about"),
        ("3.141", "3.146", "3.14 to 3.15 GW", "range"),
        ("3.1416", "3.1416", "about 3.14 GW", "about"),
        ("3.14", "3.14", "3.14 GW", "exact"),
    ],
)
def test_ink_says_no_more_than_the_label(tmp_path, low, high, label, drawn):
    """What print rounds to about one number is drawn as about it, be it exact or a range."""
    known, read = facts(tmp_path, "3 GW")
    span = Interval(Fraction(low), Fraction(high))
    hedge = Hedge.EXACTLY if low == high else Hedge.FROM_TO
    made = replace(known["a"], value=replace(known["a"].value, interval=span, hedge=hedge, digits=()))
    sheet = Canvas(plotting.house(HOUSE), WIDE, {"a": made}, read.desk, read.sources)
    sheet.bars([Row("One", made)])
    drawing = sheet.drawing("test")
    assert label in [one.replace("\u00a0", " ") for one in texts(drawing)]
    assert marks(drawing)[0].get("data-drawn") == drawn


def test_units_of_two_dimensions_do_not(tmp_path):
    """Dollars and gigawatts in one chart are refused."""
    known = facts(tmp_path, "3 GW", "3 billion USD")
    with pytest.raises(ChartFault, match="`b` can't stand on one axis"):
        canvas(known).bars([Row("Power", known[0]["a"]), Row("Money", known[0]["b"])])


def test_the_unit_is_said_once(tmp_path):
    """The axis starts at zero with the currency's sign and names its unit on the last tick alone."""
    known = facts(tmp_path, "more than 20 billion USD", "30 billion USD")
    sheet = canvas(known)
    sheet.bars([Row("First", known[0]["a"]), Row("Other", known[0]["b"])])
    drawn = etree.fromstring(sheet.drawing("test").svg)
    assert [
        "".join(one.itertext()) for one in drawn.iter(f"{SVG}text") if one.get("data-class") == "tick"
    ] == [
        "$0",
        "10",
        "20",
        "$30bn",
    ]


@pytest.mark.parametrize(
    ("most", "expected"),
    [(20, 4), (30, 3), (24.6, 5), (10, 5), (7, 4), (1, 5), (0.75, 4), (2, 4), (101, 3), (66.3, 4), (5000, 5)],
)
def test_an_axis_has_at_most_five_gridlines(most, expected):
    """Ticks run evenly from zero to the first that reaches the longest bar, five at most."""
    steps = ticks(Fraction(str(most)), Fraction(1), 5)
    assert steps[0] == 0
    assert steps[-2] < Fraction(str(most)) <= steps[-1]
    assert len(steps) - 1 == expected


# --- points --------------------------------------------------------------------------------------


def box(path: etree._Element) -> ink.Box:
    """Return the rectangle of a path's places; a circle's curves reach no further than their handles."""
    numbers = [float(one) for one in re.findall(r"-?\d+\.?\d*", path.get("d"))]
    return ink.Box(min(numbers[::2]), min(numbers[1::2]), max(numbers[::2]), max(numbers[1::2]))


def middle(path: etree._Element) -> tuple[float, float]:
    """Return the middle of a path's rectangle."""
    there = box(path)
    return (there.left + there.right) / 2, (there.top + there.bottom) / 2


def along(drawing: Drawing, x: float) -> float:
    """Return how far ``x`` lies along the axis, by its line at zero and its last gridline: from 0 to 1."""
    paths = etree.fromstring(drawing.svg).findall(f"{SVG}path")
    zero = next(box(one).left for one in paths if one.get("stroke") == "#14202B")
    last = max(box(one).right for one in paths if one.get("stroke") == "#E2DED5")
    return (x - zero) / (last - zero)


ROUND = "C"  # what a circle is written with, and nothing else


def pointed(folder: Path, value: str, rendering: Rendering = WIDE, more: str = "", **row: object) -> Drawing:
    """Return a chart of a point at ``value``, or at the fact ``told`` of ``more``, before one at 10 GW."""
    known = facts(folder, value, "10 GW", more=more)
    sheet = canvas(known, rendering)
    first = known[0].get("told") or known[0]["a"]
    sheet.points([Row("First", first, **row), Row("Whole", known[0]["b"], emphasis="context")])
    return sheet.drawing("test")


def ring_and_core(mark: etree._Element) -> list[etree._Element]:
    """Return the circles of a mark, the widest first."""
    circles = [one for one in mark.findall(f"{SVG}path") if ROUND in one.get("d")]
    return sorted(circles, key=lambda one: box(one).left)


@pytest.mark.parametrize("rendering", [PRINT, WIDE, MIDDLE, NARROW, NARROWEST], ids=lambda one: one.name)
def test_a_point_stands_where_its_value_is(tmp_path, rendering):
    """The dot of 6 GW stands at 60 % of an axis to 10 GW, in every rendering, and is all there is of it."""
    drawing = pointed(tmp_path, "6 GW", rendering)
    (dot,) = marks(drawing)[0].findall(f"{SVG}path")
    assert (dot.get("fill"), dot.get("stroke"), ROUND in dot.get("d")) == (C1, None, True)
    assert along(drawing, middle(dot)[0]) == pytest.approx(0.6, abs=0.001)
    assert [(mark.form, mark.words) for mark in drawing.marks] == [
        ("point", "6\u00a0GW"),
        ("point", "10\u00a0GW"),
    ]


def test_a_light_line_leads_to_a_point_and_is_no_bar(tmp_path):
    """A hairline runs from zero to the dot, outside the mark; a number that is not stated has none."""
    known = facts(tmp_path, "6 GW", "10 GW")
    sheet = canvas(known)
    sheet.points([Row("First", known[0]["a"]), Row("Unknown", None), Row("Whole", known[0]["b"])])
    drawing = sheet.drawing("test")
    drawn = etree.fromstring(drawing.svg).findall(f"{SVG}path")
    leaders = [one for one in drawn if one.get("class") == "s-hair"]
    assert len(leaders) == 2
    assert along(drawing, box(leaders[0]).left) == pytest.approx(0, abs=0.001)
    (dot,) = marks(drawing)[0].findall(f"{SVG}path")
    assert box(leaders[0]).right == pytest.approx(box(dot).left, abs=0.02)
    assert float(leaders[0].get("stroke-width")) <= 1


def test_the_point_of_a_floor_has_chevrons_of_one_size(tmp_path):
    """Three paling chevrons follow the dot of a floor, as wide after 3 as after 9: they are no measure."""

    def beyond(value: str) -> float:
        mark = marks(pointed(tmp_path / value.split()[2], value))[0]
        dot, *chevrons = [one for one in mark.findall(f"{SVG}path") if one.get("class") != "f-ground"]
        assert (dot.get("fill"), ROUND in dot.get("d")) == (C1, True)
        assert [one.get("class") for one in chevrons] == ["f-c1", "f-c1-mid", "f-c1-pale"]
        assert all(box(one).left >= box(dot).right for one in chevrons)
        return box(chevrons[-1]).right - box(dot).right

    assert beyond("more than 3 GW") == pytest.approx(beyond("more than 9 GW"), abs=0.05)


def test_the_point_of_a_ceiling_is_capped_and_pales_towards_zero(tmp_path):
    """A heavy cap stands through the dot of a ceiling, and a bar of fixed length pales towards zero."""
    drawing = pointed(tmp_path, "up to 7 GW")
    mark = marks(drawing)[0]
    (dot,) = ring_and_core(mark)
    *pieces, cap = [one for one in mark.findall(f"{SVG}path") if one.get("stroke")]
    look = plotting.house(HOUSE).look
    assert along(drawing, middle(dot)[0]) == pytest.approx(0.7, abs=0.001)
    assert middle(cap) == pytest.approx(middle(dot), abs=0.02)
    assert box(cap).top < box(dot).top < box(dot).bottom < box(cap).bottom
    assert float(cap.get("stroke-width")) == pytest.approx(look.cap * look.screen, abs=0.01)
    assert [one.get("class") for one in reversed(pieces)] == ["s-c1", "s-c1-mid", "s-c1-pale"] or [
        one.get("class") for one in pieces
    ] == ["s-c1", "s-c1-mid", "s-c1-pale"]
    assert all(box(one).right <= box(dot).left + 0.02 for one in pieces)
    assert along(drawing, min(box(one).left for one in pieces)) > 0.6


def test_the_bar_of_a_low_ceiling_ends_at_zero(tmp_path):
    """The bar below a ceiling never leads past zero."""
    drawing = pointed(tmp_path, "up to 0.2 GW")
    pieces = [one for one in marks(drawing)[0].findall(f"{SVG}path") if one.get("stroke")]
    assert along(drawing, min(box(one).left for one in pieces)) == pytest.approx(0, abs=0.001)


def test_the_point_of_a_range_is_a_stroke_between_two_caps(tmp_path):
    """From a to b is a thick stroke from a to b with a cap at both, and no dot."""
    drawing = pointed(tmp_path, "4 to 8 GW")
    stroke, low, high = marks(drawing)[0].findall(f"{SVG}path")
    assert not ring_and_core(marks(drawing)[0])
    ends = [along(drawing, x) for x in (box(stroke).left, box(stroke).right)]
    caps = [along(drawing, middle(one)[0]) for one in (low, high)]
    assert ends == pytest.approx([0.4, 0.8], abs=0.001)
    assert caps == pytest.approx([0.4, 0.8], abs=0.001)
    assert float(stroke.get("stroke-width")) > float(low.get("stroke-width"))
    assert box(low).bottom - box(low).top > float(stroke.get("stroke-width"))


def test_the_point_of_about_is_a_dot_in_a_dashed_ring(tmp_path):
    """About is a dashed ring round a solid middle, both at its number."""
    drawing = pointed(tmp_path, "about 6 GW")
    ring, core = ring_and_core(marks(drawing)[0])
    assert ring.get("stroke-dasharray") and ring.get("class") == "f-ground s-c1"
    assert (core.get("fill"), core.get("stroke")) == (C1, None)
    for circle in (ring, core):
        assert along(drawing, middle(circle)[0]) == pytest.approx(0.6, abs=0.001)
    dash, space = map(float, ring.get("stroke-dasharray").split())
    around = (box(ring).right - box(ring).left) * 3.14159
    assert around / (dash + space) == pytest.approx(6, abs=0.05)  # the dashes close


REPORTED = """
    told:
      statement: What is measured
      value: 6 GW
      evidence: [{source: news, quote: 6 GW}, {source: wire, quote: 6 GW}]
    """
AHEAD = """
    told:
      statement: What is expected
      kind: forecast
      by: The maker
      made: 2026-04
      value: 6 GW
      evidence: [{source: filing, quote: 6 GW}]
    """


@pytest.mark.parametrize(("more", "dashed", "drawn"), [(REPORTED, 1, "reported"), (AHEAD, 0, "forecast")])
def test_a_point_without_a_number_in_hand_is_hollow(tmp_path, more, dashed, drawn):
    """What is reported is a dashed ring, a forecast a whole one; neither is filled."""
    drawing = pointed(tmp_path, "8 GW", more=more)
    (ring,) = marks(drawing)[0].findall(f"{SVG}path")
    assert ring.get("class") == "f-ground s-c1"
    assert bool(ring.get("stroke-dasharray")) is bool(dashed)
    assert marks(drawing)[0].get("data-drawn") == drawn
    assert along(drawing, middle(ring)[0]) == pytest.approx(0.6, abs=0.001)


def test_a_reported_range_is_a_dashed_stroke_between_its_caps(tmp_path):
    """A range that is only reported is a thinner stroke of whole dashes, none of which meets a cap."""
    drawing = pointed(tmp_path, "8 GW", more=REPORTED.replace("6 GW", "6 to 7 GW"))
    stroke, low, high = (one for one in marks(drawing)[0].findall(f"{SVG}path") if one.get("stroke"))
    dashes = [float(one) for one in stroke.get("stroke-dasharray").split()]
    repeats = (box(stroke).right - box(stroke).left) / sum(dashes)
    assert repeats == pytest.approx(round(repeats), abs=0.02)
    assert (dashes[0], dashes[1]) == (0, dashes[3])
    assert [along(drawing, middle(one)[0]) for one in (low, high)] == pytest.approx([0.6, 0.7], abs=0.001)
    assert marks(drawing)[0].get("data-drawn") == "range reported"


def test_a_threshold_among_points_is_a_leader_to_a_ring(tmp_path):
    """A condition is drawn alike among points and among bars."""
    drawing = pointed(tmp_path, "6 GW", kind=Kind.THRESHOLD)
    leader, ring = marks(drawing)[0].findall(f"{SVG}path")
    assert leader.get("stroke-dasharray") and ring.get("class") == "f-ground s-c1"
    assert along(drawing, box(leader).left) == pytest.approx(0, abs=0.001)
    assert along(drawing, middle(ring)[0]) == pytest.approx(0.6, abs=0.001)


@pytest.mark.parametrize("rendering", [WIDE, NARROW], ids=lambda one: one.name)
def test_a_point_that_is_not_stated_keeps_its_row(tmp_path, rendering):
    """A row without a fact has its name and the words, and nothing is drawn in it."""
    known = facts(tmp_path, "10 GW")
    sheet = canvas(known, rendering)
    sheet.points([Row("Unknown", None), Row("Known", known[0]["a"])])
    drawing = sheet.drawing("test")
    unknown = marks(drawing)[0]
    assert [one.get("class") for one in unknown.findall(f"{SVG}path") if one.get("class") != "f-ground"] == []
    assert (unknown.get("data-drawn"), "".join(unknown.itertext())) == ("unstated", "not stated")
    assert "Unknown" in texts(drawing)
    assert (drawing.marks[0].row, drawing.marks[0].words) == ("Unknown", "not stated")


def test_points_of_a_dispute_are_a_row_for_each_account(tmp_path):
    """A disputed fact gives a point for each account, named, in the colour of disputes."""
    known = facts(tmp_path, "10 GW", more=DISPUTE)
    sheet = canvas(known)
    sheet.points([Row("Price", known[0]["price"]), Row("Whole", known[0]["a"])])
    drawing = sheet.drawing("test")
    one, other, _ = marks(drawing)
    assert [mark.get("data-account") for mark in (one, other)] == ["filing", "news"]
    red = plotting.house(HOUSE).colours["disputed"]
    assert {path.get("fill") for path in one.findall(f"{SVG}path")} == {red}
    (ring,) = ring_and_core(other)
    assert (ring.get("stroke"), bool(ring.get("stroke-dasharray"))) == (red, True)
    assert along(drawing, middle(ring_and_core(one)[0])[0]) == pytest.approx(0.6, abs=0.001)
    assert along(drawing, middle(ring)[0]) == pytest.approx(0.8, abs=0.001)
    assert {"Maker, disputed", "Gazette, disputed"} <= set(texts(drawing))


@pytest.mark.parametrize("value", ["6 GW", "more than 6 GW", "up to 6 GW", "4 to 6 GW", "about 6 GW"])
def test_a_point_is_drawn_upwards_as_it_is_across(tmp_path, value):
    """Turned by a right angle, the point on an axis that runs across is the one on an axis that runs up."""
    house = plotting.house(HOUSE)
    reach = extent(facts(tmp_path, value)[0]["a"].value)
    line = Line((), (), reach, ink.Run("", house.faces["strong"]), house.look.tones["subject"])
    pen = Pen(house.look, 15, 13.5, 4 / 3)
    across, up = point(line, pen, (0.0, 0.0), 40.0), point(line, pen, (0.0, 0.0), 40.0, Way.UP)
    turned = [
        replace(
            one, runs=one.runs if one.round else tuple(tuple((y, -x) for x, y in run) for run in one.runs)
        )
        for one in across
    ]
    assert up == turned
    assert up


# --- stacked bars --------------------------------------------------------------------------------


def stacked(
    known: tuple[Mapping[str, Standing], Ledger], *stacks: Stack, rendering: Rendering = WIDE
) -> Drawing:
    """Return a chart of ``stacks``."""
    sheet = canvas(known, rendering)
    sheet.stacked(stacks)
    return sheet.drawing("test")


def shown(drawing: Drawing, path: etree._Element) -> tuple[float, float]:
    """Return where a path starts and ends on the axis, in percent."""
    return along(drawing, box(path).left) * 100, along(drawing, box(path).right) * 100


def painted(element: etree._Element, paint: str) -> list[etree._Element]:
    """Return the paths of an element, not of its groups, with this class."""
    return [one for one in element.findall(f"{SVG}path") if one.get("class") == paint]


def shares(folder: Path, *values: str, more: str = "") -> tuple[dict[str, Standing], Ledger]:
    """Return facts a, b, c … of so many percent each."""
    return facts(folder, *(f"{value} percent" for value in values), more=more)


@pytest.mark.parametrize("rendering", [WIDE, MIDDLE, NARROW, NARROWEST], ids=lambda one: one.name)
def test_a_part_ends_at_its_share(tmp_path, rendering):
    """62 % ends at 62 % of the axis, 24 % more at 86; a strip of ground parts them, and the rest is pale."""
    known = shares(tmp_path, "62", "24")
    parts = (Part("East", known[0]["a"]), Part("West", known[0]["b"], "kin"))
    drawing = stacked(known, Stack("2026", parts, rest="the others"), rendering=rendering)
    one, two = (mark.find(f"{SVG}path") for mark in marks(drawing))
    assert (one.get("class"), two.get("class")) == ("f-c1", "f-c1-mid")
    gap = 100 * 1.5 / rendering.width * 1.4
    assert shown(drawing, one) == pytest.approx((0, 62), abs=0.1)
    assert shown(drawing, two)[1] == pytest.approx(86, abs=0.1)
    assert 62 < shown(drawing, two)[0] < 62 + gap
    paths = etree.fromstring(drawing.svg).iter(f"{SVG}path")
    (rest,) = (one for one in paths if "f-ctx-pale" in one.get("class", ""))
    assert 86 < shown(drawing, rest)[0] < 86 + gap
    assert shown(drawing, rest)[1] == pytest.approx(100, abs=0.3)  # half its outline within
    assert "the others" in texts(drawing)


def test_the_axis_of_a_stack_is_the_whole(tmp_path):
    """The axis runs from 0 to 100 % in five steps at most, however little the parts sum to."""
    known = shares(tmp_path, "3")
    stack = Stack("2026", (Part("East", known[0]["a"]),))
    for rendering in (PRINT, WIDE, NARROWEST):
        drawn = etree.fromstring(stacked(known, stack, rendering=rendering).svg).iter(f"{SVG}text")
        said = ["".join(one.itertext()) for one in drawn if one.get("data-class") == "tick"]
        assert said == ["0", "20", "40", "60", "80", "100%"]


def test_the_marks_of_a_stack_are_its_parts(tmp_path):
    """Each part is a mark with its fact, status, hedge and drawing, and a row of the exhibit's data; the rest
    is neither."""
    known = shares(tmp_path, "62", "about 24")
    parts = (Part("East", known[0]["a"]), Part("West", known[0]["b"], "kin"))
    drawing = stacked(known, Stack("2026", parts, rest="the others"))
    assert [
        tuple(mark.get(f"data-{name}") for name in ("fact", "status", "hedge", "drawn"))
        for mark in marks(drawing)
    ] == [("a", "supported", "exactly", "exact"), ("b", "supported", "about", "about")]
    assert [(mark.row, mark.address, mark.words) for mark in drawing.marks] == [
        ("2026, East", "a", "62%"),
        ("2026, West", "b", "about 24%"),
    ]


def first_part(folder: Path, value: str, more: str = "") -> tuple[Drawing, etree._Element]:
    """Return a stack whose first part is ``value`` or the fact ``told`` of ``more``, and the mark of that."""
    known = shares(folder, value, "20", more=more)
    first = known[0].get("told") or known[0]["a"]
    drawing = stacked(known, Stack("Bar", (Part("East", first), Part("West", known[0]["b"], "second"))))
    return drawing, next(mark for mark in marks(drawing) if mark.get("data-fact") == first.address)


def test_the_chevrons_of_a_floor_stand_on_what_follows(tmp_path):
    """Within a stack a floor is solid to its number; three paling chevrons lie on its neighbour, which starts
    after the number as it does after an exact one."""
    drawing, floor = first_part(tmp_path, "more than 50")
    solid, *chevrons = [one for one in floor.findall(f"{SVG}path") if one.get("class") != "f-ground"]
    assert shown(drawing, solid) == pytest.approx((0, 50), abs=0.1)
    assert [one.get("class") for one in chevrons] == ["f-c1", "f-c1-mid", "f-c1-pale"]
    other = next(mark for mark in marks(drawing) if mark.get("data-fact") == "b")
    after = other.find(f"{SVG}path")
    assert 50 < shown(drawing, after)[0] < 50.5
    assert shown(drawing, after)[1] == pytest.approx(70, abs=0.1)
    assert box(chevrons[-1]).right < box(after).right
    order = list(etree.fromstring(drawing.svg).iter(f"{SVG}g"))
    names = [one.get("data-fact") for one in order]
    assert names.index("a") > names.index("b")  # on it, not under it
    assert "East more than 50%" in texts(drawing)


def test_a_floor_needs_room_for_its_chevrons(tmp_path):
    """A floor before what is too short for its chevrons is refused; before a longer part it is drawn."""
    known = shares(tmp_path, "more than 50", "1", "30")
    floor, short, long = (
        Part(name, known[0][name], tone)
        for name, tone in zip("abc", ("kin", "second", "context"), strict=True)
    )
    assert stacked(known, Stack("Bar", (floor, long, short)))
    for parts in ((floor, short, long), (short, long, floor)):
        if parts[-1] is floor:
            continue
        with pytest.raises(ChartFault, match="can't hold its chevrons"):
            stacked(known, Stack("Bar", parts))
    whole = shares(tmp_path / "whole", "more than 50", "50")
    with pytest.raises(ChartFault, match="can't hold its chevrons"):
        stacked(whole, Stack("Bar", (Part("West", whole[0]["b"]), Part("East", whole[0]["a"], "kin"))))


def test_a_ceiling_in_a_stack_is_hatched_to_its_cap(tmp_path):
    """Up to 30 % has no solid part, and a heavy cap at 30 % that stands past the bar."""
    drawing, mark = first_part(tmp_path, "up to 30")
    assert not painted(mark, "f-c1")
    cap = max(painted(mark, "s-c1"), key=lambda one: float(one.get("stroke-width")))
    assert along(drawing, middle(cap)[0]) == pytest.approx(0.3, abs=0.001)
    assert (
        box(cap).bottom - box(cap).top
        > box(mark.find(f"{SVG}path")).bottom - box(mark.find(f"{SVG}path")).top
    )


def test_a_range_in_a_stack_is_solid_then_hatched(tmp_path):
    """20 to 35 % is solid to 20 and hatched from there to a cap at 35, where the next part starts."""
    drawing, mark = first_part(tmp_path, "20 to 35")
    (solid,) = painted(mark, "f-c1")
    assert shown(drawing, solid) == pytest.approx((0, 20), abs=0.1)
    cap = max(painted(mark, "s-c1"), key=lambda one: float(one.get("stroke-width")))
    assert along(drawing, middle(cap)[0]) == pytest.approx(0.35, abs=0.001)
    other = next(one for one in marks(drawing) if one.get("data-fact") == "b")
    assert shown(drawing, other.find(f"{SVG}path"))[1] == pytest.approx(55, abs=0.1)


def test_about_in_a_stack_has_a_dashed_end(tmp_path):
    """About 40 % is solid to a dashed edge that ends at 40 %."""
    drawing, mark = first_part(tmp_path, "about 40")
    (edge,) = painted(mark, "s-c1")
    assert edge.get("stroke-dasharray")
    half = float(edge.get("stroke-width")) / 2
    assert along(drawing, box(edge).right + half) == pytest.approx(0.4, abs=0.001)


@pytest.mark.parametrize(
    ("more", "look"), [(REPORTED, "s-c1"), (AHEAD, "f-c1-pale s-c1")], ids=["reported", "forecast"]
)
def test_a_share_without_a_number_in_hand_is_an_outline(tmp_path, more, look):
    """Within a stack what is reported is a dashed outline, a forecast a pale one."""
    drawing, mark = first_part(tmp_path, "8", more=more.replace("6 GW", "30 percent"))
    (outline,) = [one for one in mark.findall(f"{SVG}path") if one.get("stroke-dasharray")]
    assert outline.get("class") == look
    assert not painted(mark, "f-c1")
    half = float(outline.get("stroke-width")) / 2
    assert along(drawing, box(outline).right + half) == pytest.approx(0.3, abs=0.001)


@pytest.mark.parametrize("parts", [(), (Part("East", None),)], ids=["no parts", "a part"])
@pytest.mark.parametrize("rendering", [WIDE, NARROW], ids=lambda one: one.name)
def test_a_whole_of_which_nothing_is_stated_is_hatched(tmp_path, rendering, parts):
    """Without a stated part the bar is hatched in grey from 0 to 100 %, its words on a plate."""
    known = shares(tmp_path, "62")
    drawing = stacked(
        known, Stack("Then", (Part("East", known[0]["a"]),)), Stack("Backlog", parts), rendering=rendering
    )
    unknown = marks(drawing)[1]
    assert unknown.get("data-drawn") == "unstated"
    edge, hatch, outline = unknown.findall(f"{SVG}path")[:3]
    assert (edge.get("class"), hatch.get("class"), outline.get("class")) == ("f-ground", "s-ctx", "s-ctx")
    assert shown(drawing, outline) == pytest.approx((0, 100), abs=0.5)
    assert "".join(unknown.itertext()) == ("East not stated" if parts else "not stated")
    plate = unknown.findall(f"{SVG}path")[3]
    assert plate.get("class") == "f-ground"
    assert drawing.marks[1].words == "not stated"
    assert drawing.marks[1].address == ""


def test_a_part_that_is_not_stated_is_hatched_over_what_is_left(tmp_path):
    """Beside a stated part, what is not stated may be all that is left, and is hatched over that."""
    known = shares(tmp_path, "62")
    drawing = stacked(known, Stack("Bar", (Part("Other", None), Part("East", known[0]["a"]))))
    stated, unknown = marks(drawing)
    assert shown(drawing, stated.find(f"{SVG}path")) == pytest.approx((0, 62), abs=0.1)
    start, end = shown(drawing, unknown.find(f"{SVG}path"))
    assert 62 < start < 62.5
    assert end == pytest.approx(100, abs=0.2)


SHARE_DISPUTE = DISPUTE.replace("6 GW", "22 percent").replace("more than 8 GW", "30 percent")


def test_a_disputed_part_gives_a_bar_for_each_account(tmp_path):
    """A stack with a disputed part is drawn once for each account, named for that part alone: the others are
    the same, and nobody's account."""
    known = shares(tmp_path, "62", more=SHARE_DISPUTE)
    parts = (Part("East", known[0]["a"]), Part("West", known[0]["price"], "context"))
    drawing = stacked(known, Stack("Bar", parts))
    assert [mark.get("data-account") for mark in marks(drawing)] == [None, "filing", None, "news"]
    ends = [shown(drawing, mark.find(f"{SVG}path"))[1] for mark in marks(drawing)]
    assert ends == pytest.approx([62, 84, 62, 92], abs=0.3)
    assert {"West by Maker, disputed", "West by Gazette, disputed"} <= set(texts(drawing))
    assert texts(drawing).count("Bar") == 2
    assert [(mark.row, mark.words, mark.place) for mark in drawing.marks] == [
        ("Bar (West by Maker, disputed), East", "62%", ""),
        ("Bar, West", "22%", "Maker"),
        ("Bar (West by Gazette, disputed), East", "62%", ""),
        ("Bar, West", "30%", "Gazette"),
    ]
    assert [mark.account for mark in drawing.marks] == ["", "filing", "", "news"]
    red = plotting.house(HOUSE).colours["disputed"]
    assert marks(drawing)[1].find(f"{SVG}path").get("fill") == red


def refused(
    folder: Path, stack: Callable[[Mapping[str, Standing]], Stack], match: str, *values: str, more: str = ""
):
    """Check that a stack of these shares is refused."""
    known = shares(folder, *values, more=more)
    with pytest.raises(ChartFault, match=match):
        stacked(known, stack(known[0]))


def pair(known: Mapping[str, Standing], **more: str) -> Stack:
    """Return a stack of the facts a and b."""
    return Stack("Bar", (Part("East", known["a"]), Part("West", known["b"], "kin")), **more)


def test_parts_past_their_whole_are_refused(tmp_path):
    """Parts that sum past 100 % by their lowest ends are refused, and such as may; others stand."""
    for nth, values in enumerate([("62", "38"), ("62", "up to 38"), ("20 to 50", "50"), ("about 50", "50")]):
        known = shares(tmp_path / f"good{nth}", *values)
        assert stacked(known, pair(known[0]))
    for nth, values in enumerate(
        [("62", "39"), ("62", "more than 40"), ("50 to 60", "51"), ("about 50", "51")]
    ):
        refused(tmp_path / f"bad{nth}", pair, "`Bar` sum to more than their whole", *values)
    for nth, values in enumerate([("62", "up to 39"), ("20 to 50", "51")]):
        refused(tmp_path / f"maybe{nth}", pair, "`Bar` may sum to more", *values)


def test_a_part_is_a_share(tmp_path):
    """A fraction is a share as a percentage is; a sum of money, a plain number and a multiple are refused."""
    known = facts(tmp_path, "half", "20 percent", "3 billion USD", "0.3", "0.3 times")
    drawing = stacked(known, pair(known[0]))
    assert shown(drawing, marks(drawing)[0].find(f"{SVG}path")) == pytest.approx((0, 50), abs=0.1)
    for name in "cde":
        with pytest.raises(ChartFault, match=f"`{name}` is not a share of a whole"):
            stacked(known, Stack("Bar", (Part("East", known[0][name]),)))


def test_two_disputed_parts_are_refused(tmp_path):
    """A disputed part gives a bar for each account; two would have to be paired, and are refused."""
    other = SHARE_DISPUTE.replace("price:", "second:")
    known = shares(tmp_path, "10", more=SHARE_DISPUTE + other)
    assert stacked(known, Stack("Bar", (Part("East", known[0]["price"]), Part("West", known[0]["a"], "kin"))))
    with pytest.raises(ChartFault, match="two parts of `Bar` are disputed"):
        stacked(known, Stack("Bar", (Part("East", known[0]["price"]), Part("West", known[0]["second"]))))


def test_two_parts_that_are_not_stated_are_refused(tmp_path):
    """A part may be unknown beside a stated one; of two nobody knows where one ends."""
    known = shares(tmp_path, "10")
    assert stacked(known, Stack("Bar", (Part("East", known[0]["a"]), Part("West", None))))
    with pytest.raises(ChartFault, match="two parts of `Bar` are not stated"):
        stacked(known, Stack("Bar", (Part("East", known[0]["a"]), Part("West", None), Part("South", None))))


def test_a_rest_is_named_only_where_one_is_known(tmp_path):
    """A rest is named beside parts that leave one; not where they fill the whole, or one is not stated."""
    known = shares(tmp_path, "60", "40", "30")
    a, b, c = (known[0][name] for name in "abc")
    assert stacked(known, Stack("Bar", (Part("East", a), Part("West", c, "kin")), rest="others"))
    for two in (b, None):
        with pytest.raises(ChartFault, match="leave no rest"):
            stacked(known, Stack("Bar", (Part("East", a), Part("West", two, "kin")), rest="others"))


def test_a_rest_is_left_out_of_the_bar_of_an_account_without_a_number(tmp_path):
    """Where one account gives no number, the bars of the others keep the rest; its own is hatched instead."""
    silent = SHARE_DISPUTE.replace(
        "30 percent, stance: contradicts", "much less, stance: contradicts, note: x"
    )
    known = shares(tmp_path, "20", more=silent)
    parts = (Part("East", known[0]["a"]), Part("West", known[0]["price"], "context"))
    drawing = stacked(known, Stack("Bar", parts, "in the year", "others"))
    said = [(mark.row, mark.words) for mark in drawing.marks]
    assert said[1] == ("Bar, West", "22%")
    assert said[3] == ("Bar, West", "no number given")
    assert texts(drawing).count("others") == 1
    sides = {f"in the year, West by {who}, disputed" for who in ("Maker", "Gazette")}
    assert sides <= set(texts(drawing))


def test_a_chart_of_unknown_shares_alone_is_refused(tmp_path):
    """At least one part of one stack has to be stated."""
    known = shares(tmp_path, "20")
    with pytest.raises(ChartFault, match="no part states a share"):
        stacked(known, Stack("Bar", (Part("East", None),)))


def test_a_part_must_be_a_fact_of_the_script(tmp_path):
    """A fact that the script did not declare can be no part."""
    known, other = shares(tmp_path, "20"), shares(tmp_path / "other", "20")
    assert stacked(known, Stack("Bar", (Part("East", known[0]["a"]),)))
    with pytest.raises(ChartFault, match="not among the facts"):
        stacked(known, Stack("Bar", (Part("East", other[0]["a"]),)))


# --- where the labels of parts stand -------------------------------------------------------------


def label(mark: etree._Element) -> etree._Element:
    """Return the text of a mark."""
    return mark.find(f"{SVG}text")


def height(element: etree._Element) -> float:
    """Return where a text's baseline lies."""
    return float(element.get("y"))


def test_a_label_stands_inside_where_it_fits_and_above_where_not(tmp_path):
    """A long segment holds its name and number; a short one has them above, tied to it by a short tick."""
    known = shares(tmp_path, "62", "3")
    drawing = stacked(
        known, Stack("Bar", (Part("East", known[0]["a"]), Part("Another", known[0]["b"], "kin")))
    )
    long, short = marks(drawing)
    body = box(long.find(f"{SVG}path"))
    assert body.top < height(label(long)) < body.bottom
    segment, tick, *_ = short.findall(f"{SVG}path")
    assert height(label(short)) < body.top
    assert middle(tick)[0] == pytest.approx(middle(segment)[0], abs=1)
    assert box(tick).bottom == pytest.approx(body.top, abs=0.02)
    assert height(label(short)) < box(tick).bottom - 1


@pytest.mark.parametrize("emphasis", ["subject", "kin", "context", "second", "third"])
def test_a_label_inside_can_be_read_in_both_schemes(tmp_path, emphasis):
    """The words inside a segment contrast with its fill by 4.5 to 1 or more, by day and by night; where no
    colour of the house does in both, they stand outside however long it is."""
    house = plotting.house(HOUSE)
    known = shares(tmp_path, "62")
    drawing = stacked(known, Stack("Bar", (Part("East", known[0]["a"], emphasis),)))
    (mark,) = marks(drawing)
    body = mark.find(f"{SVG}path")
    inside = box(body).top < height(label(mark)) < box(body).bottom
    ground, upon = body.get("class").removeprefix("f-"), "ground"
    if inside:
        upon = ground
    for part in label(mark).iter():
        paint = part.get("class", "").removeprefix("f-")
        if paint:
            assert all(contrast(scheme[paint], scheme[upon]) >= 4.5 for scheme in (house.colours, house.dark))
    candidates = ("ground", "ink", house.look.tones[emphasis].words)
    assert inside is any(
        all(contrast(scheme[one], scheme[ground]) >= 4.5 for scheme in (house.colours, house.dark))
        for one in candidates
    )


def test_contrast_is_that_of_the_guidelines():
    """Black on white is 21 to 1, and the grey that is just dark enough on white is 4.54 to 1."""
    assert contrast("#000000", "#FFFFFF") == pytest.approx(21)
    assert contrast("#FFFFFF", "#767676") == pytest.approx(4.54, abs=0.005)


@pytest.mark.parametrize("rendering", [NARROW, NARROWEST], ids=lambda one: one.name)
def test_labels_that_would_meet_are_a_line_of_text_in_order(tmp_path, rendering):
    """Where the labels of short segments would meet they stand under the bar in order, with samples."""
    known = shares(tmp_path, "80", "3", "4", "5")
    names = ("A large customer", "A small customer", "Another small one", "The last of them")
    tones = ("subject", "kin", "context", "second")
    parts = tuple(
        Part(name, known[0][fact], tone) for name, fact, tone in zip(names, "abcd", tones, strict=True)
    )
    drawing = stacked(known, Stack("Bar", parts), rendering=rendering)
    large, *small = marks(drawing)
    foot = box(large.find(f"{SVG}path")).bottom
    assert height(label(large)) < foot
    places = [(height(label(mark)), float(label(mark).get("x"))) for mark in small]
    assert all(y > foot for y, _ in places)
    assert places == sorted(places)
    for mark in small:
        segment, sample = mark.findall(f"{SVG}path")
        assert segment.get("class") == sample.get("class")
        assert box(sample).right < float(label(mark).get("x"))


@pytest.mark.parametrize("rendering", [PRINT, NARROWEST], ids=lambda one: one.name)
def test_many_small_parts_are_set_at_once(tmp_path, rendering):
    """Twenty parts, no label of which fits inside, stand under the bar in order, within seconds; one more is
    refused."""
    letters = "ABCDEFGHIJKLMNOPQRSTU"
    entries = "".join(
        f"part-{one.lower()}: {{statement: Share, value: {nth % 3 + 2} percent, evidence: [{{source: filing, "
        f"quote: {nth % 3 + 2} percent}}]}}\n"
        for nth, one in enumerate(letters)
    )
    known = facts(tmp_path, more=entries)
    parts = [Part(f"Part of customer {one}", known[0][f"part-{one.lower()}"], "context") for one in letters]
    start = monotonic()
    drawing = stacked(known, Stack("Bar", tuple(parts[:20])), rendering=rendering)
    assert monotonic() - start < 20
    places = [(height(label(mark)), float(label(mark).get("x"))) for mark in marks(drawing)]
    assert places == sorted(places)
    with pytest.raises(ChartFault, match="more than 20 parts"):
        stacked(known, Stack("Bar", tuple(parts)), rendering=rendering)


@pytest.mark.parametrize("rendering", [PRINT, WIDE, NARROW, NARROWEST], ids=lambda one: one.name)
@pytest.mark.parametrize("most", [1, 2, 3])
def test_a_headline_stands_clear_of_its_own_cap(tmp_path, rendering, most):
    """The descender of "up to" keeps off the cap that stands out over the bar under it, wherever that is."""
    known = facts(tmp_path, f"up to {most} GW", "20 GW")
    sheet = canvas(known, rendering)
    sheet.headlines([Row("All", known[0]["a"], "a caption"), Row("Whole", known[0]["b"])])
    first, _ = marks(sheet.drawing("test"))
    assert first.get("data-drawn") == "ceiling"


# --- colours ---------------------------------------------------------------------------------------

METHODS = ("bars", "points", "headlines", "stacked")


def toned(folder: Path, method: str, *tones: str, more: str = "", unknown: str = "") -> Drawing:
    """Draw a number with each emphasis, and the fact of ``more`` with that of a subject; in ``stacked`` they
    are parts of one whole. ``unknown`` is the emphasis of what is not stated."""
    known = facts(folder, *["10 percent"] * len(tones), more=more)
    sheet = canvas(known)
    given = [(name, known[0][name], tone) for name, tone in zip("abcd", tones, strict=False)]
    given += [("Price", known[0]["price"], "subject")] if more else []
    given += [("Unknown", None, unknown)] if unknown else []
    if method == "stacked":
        sheet.stacked([Stack("Bar", tuple(Part(*one) for one in given))])
    else:
        getattr(sheet, method)([Row(name, what, emphasis=tone) for name, what, tone in given])
    return sheet.drawing("test")


@pytest.mark.parametrize("method", METHODS)
def test_kin_and_third_never_share_a_chart(tmp_path, method):
    """The third series and the kin of the subject, which look alike to some, are refused in every form."""
    assert toned(tmp_path / "good", method, "kin", "second", "subject")
    with pytest.raises(ChartFault, match="`kin` and `third` are too near"):
        toned(tmp_path / "bad", method, "kin", "second", "third")


@pytest.mark.parametrize("method", ["bars", "points", "stacked"])
def test_a_chart_has_three_hues(tmp_path, method):
    """The red of a dispute is a hue, kin is the subject's, grey and what is not stated are none."""
    assert toned(tmp_path / "a", method, "subject", "second", "third", "context")
    assert toned(tmp_path / "b", method, "subject", "kin", "second", more=SHARE_DISPUTE)
    assert toned(tmp_path / "c", method, "subject", "second", more=SHARE_DISPUTE, unknown="third")
    with pytest.raises(ChartFault, match="more than three hues"):
        toned(tmp_path / "d", method, "subject", "second", "third", more=SHARE_DISPUTE)


# --- layout of both ------------------------------------------------------------------------------


@pytest.mark.parametrize(
    "rendering",
    [*charts.renderings(HOUSE, "full"), charts.renderings(HOUSE, "body")[0]],
    ids=lambda one: f"{one.name}-{one.width:g}",
)
def test_points_and_stacks_with_long_names_never_meet(tmp_path, rendering):
    """Long names and second lines, every hedge and seven short parts are set without collision anywhere."""
    known = facts(
        tmp_path,
        "more than 20 billion USD",
        "about 7 billion USD",
        "up to 19 billion USD",
        "3 to 20 billion USD",
    )
    sheet = canvas(known, rendering)
    rows = [Row(LONG[0], one, LONG[1], columns=(one,)) for one in known[0].values()]
    sheet.points([*rows, Row("Short", None)], heads=("Sum of all",), axis="Value of the agreements")
    assert sheet.drawing("test").width == rendering.width
    known = shares(tmp_path / "shares", "30", "2", "about 3", "up to 4", "3 to 5", "1", "20")
    tones = ("subject", "kin", "context", "second", "context", "subject", "kin")
    short = [
        Part(f"{name} customer", known[0][fact], tone)
        for name, fact, tone in zip(
            ("East", "Another", "Some", "Small", "Tiny", "Least", "Last"), "abcdefg", tones, strict=True
        )
    ]
    long = Part(LONG[0], known[0]["g"], "second")
    sheet = canvas(known, rendering)
    sheet.stacked(
        [
            Stack(LONG[0], tuple(short), LONG[1], "all who remain"),
            Stack("Short", (long,), rest=LONG[0]),
            Stack("Shorter", (Part(LONG[0], None),)),
            Stack("Unknown", ()),
        ],
        axis="Share of the revenue of the year",
    )
    assert sheet.drawing("test").width == rendering.width


# --- texts a script types ------------------------------------------------------------------------


def test_a_number_typed_into_a_row_is_refused(tmp_path):
    """A number in a row's name must be a date its fact carries or a listed name."""
    known = facts(tmp_path, "10 GW")
    for name in ("April 2026", "17 April 2026", "Q2 2026", "2026", "WSE-3", "Plain"):
        sheet = canvas(known)
        sheet.bars([Row(name, known[0]["a"])])
        assert name in texts(sheet.drawing("test"))
    for name in ("May 2026", "2025", "750 units", "Twenty customers", "Twice as much"):
        with pytest.raises(ChartFault, match="neither a date"):
            canvas(known).bars([Row(name, known[0]["a"])])


def test_a_date_in_a_row_says_whose_it_is(tmp_path):
    """A date in a row's name is marked with the fact that carries it."""
    known = facts(tmp_path, "10 GW")
    sheet = canvas(known)
    sheet.bars([Row("As of April 2026, say", known[0]["a"])])
    dated = etree.fromstring(sheet.drawing("test").svg).find(f".//{SVG}tspan[@data-class='date']")
    assert (dated.text, dated.get("data-fact")) == ("April 2026", "a")


# --- layout --------------------------------------------------------------------------------------

LONG = (
    "An agreement with a name that runs on and on",
    "and a second line that is rather longer than a second line has any right to be",
)


@pytest.mark.parametrize(
    "rendering", [*charts.renderings(HOUSE, "full"), charts.renderings(HOUSE, "body")[0]]
)
def test_long_texts_wrap_and_never_meet(tmp_path, rendering):
    """Long names, long second lines and wide columns are set without overlap in every rendering."""
    known = facts(tmp_path, "more than 20 billion USD", "at least 26.6 million USD/MW", "1 billion USD")
    a, b, c = (known[0][name] for name in "abc")
    sheet = canvas(known, rendering)
    rows = [Row(LONG[0], a, LONG[1], columns=(b, None)), Row("Short", c, columns=(b, c))]
    sheet.bars(rows, heads=("Price of each unit", "Sum"), axis="Value of the agreements")
    drawing = sheet.drawing("test")
    assert drawing.width == rendering.width
    assert not list(ink.collisions(sheet.groups, (drawing.width, drawing.height)))


def test_texts_that_meet_are_refused_not_printed(tmp_path):
    """A word too wide for the drawing is a fault, not a cut label."""
    known = facts(tmp_path, "10 GW")
    sheet = canvas(known, NARROW)
    sheet.bars([Row("W" * 60, known[0]["a"])])
    with pytest.raises(ChartFault, match=r"in web-343, .* leaves the drawing"):
        sheet.drawing("test")


def test_a_character_the_face_lacks_is_refused(tmp_path):
    """A character without a glyph is a fault: no fallback face is ever seen."""
    known = facts(tmp_path, "10 GW")
    with pytest.raises(ink.MissingGlyph, match=r"U\+0416"):
        canvas(known).bars([Row("\u0416", known[0]["a"])])


def test_headlines_share_one_scale(tmp_path):
    """Headline numbers stand at display size over bars on one scale; more than three are refused."""
    known = facts(tmp_path, "more than 20 billion USD", "10 billion USD", "1 billion USD", "2 billion USD")
    a, b, c, d = (known[0][name] for name in "abcd")
    sheet = canvas(known)
    sheet.headlines([Row("First", a, "A caption"), Row("Other", b)])
    drawing = sheet.drawing("test")
    one, other = (spans(mark)[0] for mark in marks(drawing))
    assert (other[1] - other[0]) / (one[1] - one[0]) == pytest.approx(0.5, abs=0.01)
    number = next(one for one in etree.fromstring(drawing.svg).iter(f"{SVG}text") if "more" in one.text)
    assert (number.get("font-size"), number.get("data-fact")) == ("72", "a")
    with pytest.raises(ChartFault, match="more than three"):
        canvas(known).headlines([Row(name, one) for name, one in zip("wxyz", (a, b, c, d), strict=True)])


# --- the file ------------------------------------------------------------------------------------


def test_the_web_drawing_has_no_styles(tmp_path):
    """A drawing for the page has classes and attributes, no style of its own, and real text."""
    known = facts(tmp_path, "up to 10 GW")
    for rendering in (PRINT, WIDE, MIDDLE, NARROW, NARROWEST):
        sheet = canvas(known, rendering)
        sheet.bars([Row("First", known[0]["a"])])
        svg = sheet.drawing("my-chart").svg
        root = etree.fromstring(svg)
        assert "style" not in svg
        assert "<use" not in svg
        unit = "pt" if rendering is PRINT else ""
        assert (root.get("width"), root.get("viewBox").split()[2]) == (
            f"{rendering.width}{unit}",
            str(rendering.width),
        )
        assert [one.get("id") for one in root.iter() if one.get("id")] == [f"my-chart-{rendering.name}"]
        assert ('class="f-c1"' in svg) is (rendering is not PRINT)
        assert all(one.get("font-family").startswith("'Tieout") for one in root.iter(f"{SVG}text"))
        assert not re.search(r"\d\.\d{3}", svg)


def test_a_drawing_is_named_once_its_alt_text_is_known():
    """``named`` gives a page's drawing an ``aria-label`` and a print drawing a title too, both escaped."""
    web = ink.named('<svg class="chart"><g/></svg>', 'more & "so"')
    assert web == '<svg class="chart" aria-label="more &amp; &quot;so&quot;"><g/></svg>'
    assert "<title>more &amp; so</title>" in ink.named('<svg class="chart print"><g/></svg>', "more & so")


SCRIPT = """
import sys
from pathlib import Path
from tests.test_canvas import HOUSE, PRINT, WIDE, canvas, facts
from tieout.canvas import Part, Row, Stack
known = facts(Path(sys.argv[1]), "more than 20 billion USD", "up to 5 billion USD", "62 percent")
rows = [Row("First", known[0]["a"]), Row("Other", known[0]["b"])]
for rendering in (PRINT, WIDE):
    for draw in (
        lambda sheet: sheet.bars(rows),
        lambda sheet: sheet.points(rows),
        lambda sheet: sheet.stacked([Stack("Whole", (Part("First", known[0]["c"]),), rest="others")]),
    ):
        sheet = canvas(known, rendering)
        draw(sheet)
        sys.stdout.write(sheet.drawing("test").svg)
"""


def test_same_facts_same_bytes(tmp_path):
    """Two hash seeds give the same bytes, and a reader's own matplotlibrc changes none."""
    settings = tmp_path / "rc"
    settings.mkdir()
    (settings / "matplotlibrc").write_text(
        "svg.fonttype: path\nfont.size: 31\npath.sketch: 3, 100, 2\nlines.linewidth: 9\nfigure.dpi: 200\n"
        "axes.unicode_minus: False\nsavefig.bbox: tight\nsavefig.pad_inches: 2\ntext.parse_math: True\n"
    )
    outputs = []
    for seed, config in (("1", None), ("2", None), ("3", settings)):
        environment = {**os.environ, "PYTHONHASHSEED": seed, "PYTHONPATH": str(HOUSE)}
        if config:
            environment["MATPLOTLIBRC"] = str(config / "matplotlibrc")
        call = [sys.executable, "-c", SCRIPT, str(tmp_path / f"run{seed}")]
        done = subprocess.run(call, env=environment, cwd=HOUSE, capture_output=True, check=True)
        outputs.append(done.stdout)
    assert outputs[0]
    assert len(set(outputs)) == 1


# --- every chart of the house, as a browser sets it ----------------------------------------------

_BOXES = """() => [...document.querySelectorAll('svg')].map(svg => {
  const frame = svg.viewBox.baseVal;
  return {id: svg.id, frame: [0, 0, frame.width, frame.height],
    texts: [...svg.querySelectorAll('text')].map(t => {
      const b = t.getBBox();
      const size = parseFloat(getComputedStyle(t).fontSize);
      const middle = b.y + b.height / 2;
      return {text: t.textContent, size, length: t.getComputedTextLength(),
        box: [b.x, middle - size * 0.42, b.x + b.width, middle + size * 0.42]};
    })};
})"""


def every_chart() -> list[tuple[str, Drawing]]:
    """Return every rendering of every chart that the house's briefings place."""
    read, _ = content.load(HOUSE)
    standings, _ = derive.derive(read)
    drawn = []
    for briefing in read.briefings.values():
        for exhibit in briefing.exhibits.values():
            for rendering in charts.renderings(HOUSE, exhibit.width) if exhibit.chart else ():
                name = exhibit.chart.text
                drawing, problems = plotting.draw_chart(
                    HOUSE, name, standings, rendering, read.desk, read.sources
                )
                assert not problems
                drawn.append((rendering.medium, drawing))
    return drawn


@pytest.fixture(scope="module")
def set_by_chromium(tmp_path_factory):
    """Return each drawing of the house with the boxes Chromium gives its texts."""
    house = plotting.house(HOUSE)
    faces = "".join(
        f"@font-face {{font-family: '{face.family}'; font-weight: {face.weight}; "
        f"font-style: {'italic' if face.italic else 'normal'}; src: url('{face.file.as_uri()}')}}"
        for face in house.faces.values()
    )
    drawn = every_chart()
    file = tmp_path_factory.mktemp("page") / "index.html"
    svgs = "".join(one.svg for _, one in drawn)
    file.write_text(f"<!doctype html><meta charset=utf-8><style>{faces}</style>{svgs}", "utf-8")
    with chromium() as browser:
        page = browser.new_page(viewport={"width": 1280, "height": 900})
        page.goto(file.as_uri())
        page.evaluate("document.fonts.ready.then(() => true)")
        assert page.evaluate("[...document.fonts].every(one => one.status !== 'error')")
        assert page.evaluate("[...document.fonts].some(one => one.status === 'loaded')")
        boxes = page.evaluate(_BOXES)
    return [(medium, drawing, there) for (medium, drawing), there in zip(drawn, boxes, strict=True)]


def test_no_text_meets_another_in_a_browser(set_by_chromium):
    """In every rendering of every chart all text stands apart and inside the drawing, as Chromium sets it."""
    assert len(set_by_chromium) >= 12
    for _, _, there in set_by_chromium:
        boxes = [(one["text"], ink.Box(*one["box"])) for one in there["texts"]]
        frame = there["frame"]
        for order, (text, box) in enumerate(boxes):
            assert box.left > -1.5 and box.right < frame[2] + 1.5, (there["id"], text)
            assert box.top > -1.5 and box.bottom < frame[3] + 1.5, (there["id"], text)
            for other, beside in boxes[:order]:
                assert not box.meets(beside), (there["id"], other, text)


def test_no_text_is_too_small(set_by_chromium):
    """Chart text is at least 12 px on the page and 7 pt in print."""
    for medium, _, there in set_by_chromium:
        least = 7 if medium == "print" else 12
        assert min(one["size"] for one in there["texts"]) >= least, there["id"]


def test_widths_are_measured_as_a_browser_sets_them(set_by_chromium):
    """The width we measure is at most a hundredth short of the browser's, and a twentieth over."""
    house = plotting.house(HOUSE)
    face = house.faces["strong"]
    for _, drawing, there in set_by_chromium:
        for element, one in zip(
            etree.fromstring(drawing.svg).iter(f"{SVG}text"), there["texts"], strict=True
        ):
            if element.get("font-weight") == "600" and not len(element):
                ours, theirs = face.width(one["text"], one["size"]), one["length"]
                assert theirs * 0.99 <= ours <= theirs * 1.05 + 1, (there["id"], one["text"])


def test_the_desk_is_what_a_canvas_needs(tmp_path):
    """A canvas is made of values alone: house, rendering, facts, desk, sources."""
    known = facts(tmp_path, "10 GW")
    assert isinstance(known[1].desk, Desk)
    assert canvas(known).width == 968
    assert not canvas(known).narrow
    assert canvas(known, NARROW).narrow


@pytest.mark.parametrize("source", ["filing", "news"])
def test_a_threshold_that_is_only_reported_has_a_dashed_ring(tmp_path, source):
    """The ring of a condition that no first-hand source names is dashed; else it is whole."""
    bar = f"""
        bar:
          statement: What must be reached
          value: 30 GW
          as_of: 2026-04-17
          evidence: [{{source: {source}, quote: 30 GW}}]
        """
    standings, read = facts(tmp_path, more=bar)
    sheet = canvas((standings, read))
    sheet.bars([Row("Bar", standings["bar"], kind=Kind.THRESHOLD)])
    (mark,) = marks(sheet.drawing("threshold"))
    rings = [one for one in mark.iter(f"{SVG}path") if "C" in one.get("d") and one.get("stroke")]
    assert mark.get("data-drawn") == ("threshold reported" if source == "news" else "threshold")
    assert [one.get("stroke-dasharray") is not None for one in rings] == [source == "news"]


def test_what_is_bound_says_where_its_ink_stands(tmp_path):
    """The box of a label is that of its own words, beside those before it on its line; a tick has none."""
    known = facts(tmp_path, "6 GW", "10 GW")
    sheet = canvas(known)
    sheet.bars([Row("By April 2026", known[0]["a"]), Row("Whole", known[0]["b"])])
    drawn = etree.fromstring(sheet.drawing("test").svg)
    boxes = {
        one.text.replace("\u00a0", " "): [float(side) for side in one.get("data-box").split()]
        for one in drawn.iterfind(".//*[@data-box]")
    }
    assert set(boxes) == {"April 2026", "6 GW", "10 GW"}
    dated = next(one for one in drawn.iter(f"{SVG}text") if "April" in "".join(one.itertext()))
    left, top, right, bottom = boxes["April 2026"]
    assert dated.get("text-anchor") == "end" and abs(right - float(dated.get("x"))) < 0.02
    assert left < right and top < float(dated.get("y")) <= bottom
    assert boxes["6 GW"][2] - boxes["6 GW"][0] < boxes["10 GW"][2] - boxes["10 GW"][0]
    assert all(one.get("data-box") is None for one in drawn.iterfind(".//*[@data-class='tick']"))
