"""Plots of two axes: positions that read back as the facts, hedges in ink, and words that meet nothing."""

from __future__ import annotations

import os
import re
import subprocess
import sys
from fractions import Fraction
from math import log10
from pathlib import Path

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as some
from lxml import etree

import tieout.canvas
from tests.make import ledger
from tests.test_canvas import HOUSE, NARROW, NARROWEST, SVG, WIDE, canvas, marks, texts
from tieout import charts, derive, ink, plotting
from tieout.canvas import Callout, Canvas, Dot, Row, Series
from tieout.hedges import ChartFault
from tieout.ink import Box, Group, Run, Shape, Stroke, Words, rectangle
from tieout.model import Drawing, Ledger, Standing
from tieout.plane import moment, powers
from tieout.quantities.dates import read_date

BODY = charts.renderings(HOUSE, "body")[0]
RENDERINGS = (*charts.renderings(HOUSE, "full"), BODY)
HOLLOW = "f-ground s-c1"


def known(folder: Path, text: str) -> tuple[dict[str, Standing], Ledger]:
    """Return the standings of the facts written in ``text``."""
    read = ledger(folder, {"facts/all.yaml": text})
    standings, problems = derive.derive(read)
    assert not problems
    return standings, read


def track(name: str, points: dict[str, str], kind: str = "", source: str = "filing") -> str:
    """Return a fact with a value for each date, each from a passage of its own."""
    values = "".join(f"\n    {date}: {value}" for date, value in points.items())
    passages = "".join(
        f"\n    - {{source: {source}, quote: {value}, period: {date}}}" for date, value in points.items()
    )
    made = "\n  kind: forecast\n  by: The maker\n  made: 2026-04" if kind == "forecast" else ""
    return f"{name}:\n  statement: What is measured{made}\n  points:{values}\n  evidence:{passages}\n"


def fact(name: str, value: str, more: str = "", source: str = "filing") -> str:
    """Return a fact with one value."""
    passages = f"[{{source: {source}, quote: {value}}}]"
    return f"{name}:\n  statement: What is measured\n  value: {value}{more}\n  evidence: {passages}\n"


def run(standings: dict[str, Standing], name: str) -> tuple[Standing, ...]:
    """Return the points of a fact, in the order written."""
    return tuple(one for address, one in standings.items() if address.partition("@")[0] == name)


# --- reading a drawing back ----------------------------------------------------------------------


def centre(mark: etree._Element) -> tuple[float, float]:
    """Return the middle of a mark's dot: of its one path that is made of curves."""
    outline = next(one for one in mark.iter(f"{SVG}path") if "C" in one.get("d"))
    pairs = re.findall(r"-?[\d.]+ -?[\d.]+", outline.get("d"))
    across, down = zip(*(map(float, pair.split()) for pair in pairs), strict=True)
    return (min(across) + max(across)) / 2, (min(down) + max(down)) / 2


def ticks(drawing: Drawing, *classes: str) -> list[tuple[str, float, float]]:
    """Return each word of an axis, with the middle of it and the height of its line."""
    found = []
    for one in etree.fromstring(drawing.svg).iter(f"{SVG}text"):
        if one.get("data-class") in classes and not one.getparent().get("data-fact"):
            found.append((one.text.replace(",", ""), float(one.get("x")), float(one.get("y"))))
    return found


def number(text: str) -> float:
    return float(re.sub(r"[^\d.]", "", text))


def drawn(sheet: Canvas) -> Drawing:
    return sheet.drawing("test")


# --- series: positions ---------------------------------------------------------------------------

SHARES = track("done", {"2019": "12 percent", "2020": "31.5 percent", "2023": "58 percent"})


@pytest.mark.parametrize("rendering", RENDERINGS, ids=lambda one: f"{one.name}-{one.width:g}")
def test_a_series_reads_back_as_its_facts(tmp_path, rendering):
    """A dot stands where the axes put its fact: read back through their words it gives number and year."""
    standings, read = known(tmp_path, SHARES)
    sheet = canvas((standings, read), rendering)
    sheet.series([Series("Done", run(standings, "done"))])
    drawing = drawn(sheet)
    words = ticks(drawing, "tick")
    assert [text for text, _, _ in words] == ["0", "20", "40", "60%"]
    floor = max(y for one in floors(drawing) for y in one)
    step = (floor - heights(drawing)[-1]) / 60
    years = {int(text): x for text, x, _ in ticks(drawing, "date")}
    unit = (years[2023] - years[2019]) / 4
    for mark, (year, value) in zip(marks(drawing), ((2019, 12), (2020, 31.5), (2023, 58)), strict=True):
        x, y = centre(mark)
        assert (floor - y) / step == pytest.approx(value, abs=0.02 / step)
        assert (x - years[2019]) / unit + 2019 == pytest.approx(year, abs=0.02 / unit)


def paths(drawing: Drawing, name: str) -> list[etree._Element]:
    """Return the paths with a class, on the page, or a colour, in print."""
    colour = plotting.house(HOUSE).colours[name.partition("-")[2]]
    side = "stroke" if name.startswith("s-") else "fill"
    return [
        one
        for one in etree.fromstring(drawing.svg).iter(f"{SVG}path")
        if name in (one.get("class") or "").split() or (not one.get("class") and one.get(side) == colour)
    ]


def floors(drawing: Drawing) -> list[tuple[float, float]]:
    """Return the heights of the ends of each level line in the colour of the axis."""
    found = []
    for one in paths(drawing, "s-ink"):
        ends = re.fullmatch(r"M(\S+) (\S+)L(\S+) (\S+)", one.get("d").strip())
        if ends and ends[2] == ends[4]:
            found.append((float(ends[2]), float(ends[4])))
    return found


def heights(drawing: Drawing) -> list[float]:
    """Return how high each level gridline stands, from the foot upwards, in any rendering."""
    (grid,) = paths(drawing, "s-grid")
    ends = re.findall(r"M(\S+) (\S+)L(\S+) (\S+?)(?=M|$)", grid.get("d").strip())
    return sorted({float(y) for _, y, _, end in ends if y == end}, reverse=True)


def test_shares_of_every_kind_stand_on_one_axis(tmp_path):
    """Two-thirds stands at 66.7 on an axis of percent, keeps its own words; the axis ends at 100."""
    text = track("part", {"2023": "a third", "2026": "two-thirds"}) + track(
        "whole", {"2023": "75 percent", "2026": "98 percent"}
    )
    standings, read = known(tmp_path, text)
    sheet = canvas((standings, read))
    sheet.series([
        Series("Part", run(standings, "part")), Series("Whole", run(standings, "whole"), "", "second")
    ])  # fmt: skip
    drawing = drawn(sheet)
    assert {"a\u00a0third", "two-thirds", "75%", "98%"} <= set(texts(drawing))
    assert ticks(drawing, "tick")[-1][0] == "100%"
    floor, top = max(floors(drawing))[0], heights(drawing)[-1]
    at = {mark.get("data-fact"): (floor - centre(mark)[1]) / (floor - top) for mark in marks(drawing)}
    assert at["part@2026"] == pytest.approx(2 / 3, abs=0.001)
    assert at["whole@2026"] == pytest.approx(0.98, abs=0.001)


@pytest.mark.parametrize(
    ("first", "last", "top"),
    [
        ("a third", "half", "50%"),
        ("a third", "more than half", "50%"),
        ("more than a third", "40 percent", "40%"),
        ("0.4", "0.8", "0.8"),
        ("half", "1.5", "1.5"),
        ("0.3 times", "0.6 times", "0.6x"),
    ],
)
def test_an_axis_counts_as_its_numbers_are_stated(tmp_path, first, last, top):
    """Fractions and percentages, floors too, stand on an axis of percent; plain numbers and multiples on one
    of their own, in the words of their labels."""
    standings, read = known(tmp_path, track("part", {"2024": first, "2025": last}))
    sheet = canvas((standings, read))
    sheet.series([Series("Part", run(standings, "part"))])
    assert ticks(drawn(sheet), "tick")[-1][0] == top


@pytest.mark.parametrize("other", ["0.4", "0.3 times"])
def test_a_number_among_shares_is_refused(tmp_path, other):
    """A plain number or a multiple has no place on an axis of percent; a fraction has one."""
    text = fact("a", "40 percent", "\n  as_of: 2024") + fact("b", other, "\n  as_of: 2025")
    standings, read = known(tmp_path, text + fact("c", "half", "\n  as_of: 2025"))
    a, b, c = (standings[name] for name in "abc")
    canvas((standings, read)).series([Series("Part", (a, c))])
    canvas((standings, read)).bars([Row("Part", c), Row("Other", a)])
    refused(lambda: canvas((standings, read)).series([Series("Part", (a, b))]), "`b` is stated as a number")
    refused(lambda: canvas((standings, read)).bars([Row("Part", a), Row("Other", b)]), "`b` is stated as")


@pytest.mark.parametrize(
    ("one", "other"), [("2026-01", "2026-01-16"), ("2024", "2024-06-30"), ("2025-Q1", "2025-02")]
)
def test_a_date_within_another_is_refused(tmp_path, one, other):
    """A day and its month, a month and its quarter are no dates one after the other, in whatever order."""
    standings, read = known(tmp_path, track("sum", {one: "1 GW", other: "2 GW"}))
    points = run(standings, "sum")
    for order in (points, points[::-1]):
        sheet = canvas((standings, read))
        refused(lambda sheet=sheet, order=order: sheet.series([Series("Sum", order)]), "one after the other")


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("2026", Fraction(2026) + Fraction(1, 2)),
        ("2025-Q1", 2025 + Fraction(90, 730)),
        ("2026-04-17", 2026 + (Fraction(106, 365) + Fraction(107, 365)) / 2),
        ("2024-12-31", 2024 + (Fraction(365, 366) + 1) / 2),
    ],
)
def test_a_date_stands_in_its_middle(text, expected):
    """A year, a quarter and a day stand where half of them is over."""
    assert moment(read_date(text)) == expected


def test_days_of_one_year_are_said_themselves(tmp_path):
    """Where all dates lie in a year or two the axis names them; over more years it names years."""
    days = known(tmp_path / "days", track("sum", {"2026-01": "3 GW", "2026-04-17": "5 GW"}))
    sheet = canvas(days)
    sheet.series([Series("Sum", run(days[0], "sum"))])
    assert [text for text, _, _ in ticks(drawn(sheet), "date")] == ["Jan 2026", "17 Apr 2026"]
    years = known(
        tmp_path / "years", track("sum", {"2023-06": "3 GW", "2024-05": "4 GW", "2026-04-17": "5 GW"})
    )
    sheet = canvas(years)
    sheet.series([Series("Sum", run(years[0], "sum"))])
    assert [text for text, _, _ in ticks(drawn(sheet), "date")] == ["2023", "2024", "2026"]


def test_a_date_under_the_axis_says_whose_it_is(tmp_path):
    """Every date under the axis is that of a fact which the chart draws."""
    standings, read = known(tmp_path, SHARES)
    sheet = canvas((standings, read))
    sheet.series([Series("Done", run(standings, "done"))])
    found = etree.fromstring(drawn(sheet).svg).findall(f".//{SVG}text[@data-class='date']")
    assert {one.get("data-fact").partition("@")[2]: one.text for one in found} == {
        year: year for year in ("2019", "2020", "2023")
    }


def test_years_without_room_are_left_out(tmp_path):
    """Of many years on a narrow axis the first and the last keep their words, and none meet."""
    text = track("sum", {str(year): f"{year - 1990} GW" for year in range(2000, 2024)})
    standings, read = known(tmp_path, text)
    sheet = canvas((standings, read), NARROWEST)
    sheet.series([Series("Sum", run(standings, "sum"))])
    said = [text for text, _, _ in ticks(drawn(sheet), "date")]
    assert said[0] == "2000"
    assert said[-1] == "2023"
    assert 2 < len(said) < 24


# --- series: hedges ------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("value", "shown"),
    [
        ("6 GW", "exact"),
        ("more than 6 GW", "floor"),
        ("at least 6 GW", "floor"),
        ("up to 6 GW", "ceiling"),
        ("4 to 8 GW", "range"),
        ("about 6 GW", "about"),
    ],
)
def test_each_hedge_of_a_point_is_drawn_and_said(tmp_path, value, shown):
    """A point is drawn as its hedge is, upwards, and its words stand in its mark."""
    standings, read = known(tmp_path, track("sum", {"2024": value, "2025": "9 GW"}))
    sheet = canvas((standings, read))
    sheet.series([Series("Sum", run(standings, "sum"))])
    mark, plain = marks(drawn(sheet))
    assert mark.get("data-drawn") == shown
    assert plain.get("data-drawn") == "exact"
    assert value.replace(" GW", "\u00a0GW") in ["".join(one.itertext()) for one in mark.iter(f"{SVG}text")]
    assert (len(mark.findall(f"{SVG}path")) > 1) is (shown != "exact")
    tops = [
        float(y)
        for one in mark.iter(f"{SVG}path")
        for _, y in re.findall(r"[ML](\S+?) (\S+?)(?=[MLz])", one.get("d"))
    ]
    if shown == "floor":
        assert all(y < centre(mark)[1] for y in tops)
    if shown == "ceiling":
        assert max(tops) > centre(mark)[1] + 3


MIXED = track("sum", {"2023": "3 GW", "2025": "5 GW"}) + track(
    "ahead", {"2026": "6 GW", "2029": "7 GW"}, "forecast"
)


def test_forecasts_are_hollow_on_a_dashed_line(tmp_path):
    """What is forecast is a ring on a dashed line, right of a dotted one that says so; what was is solid."""
    standings, read = known(tmp_path, MIXED)
    sheet = canvas((standings, read))
    sheet.series([Series("Sum", (*run(standings, "sum"), *run(standings, "ahead")))])
    drawing = drawn(sheet)
    shown = [mark.find(f"{SVG}path").get("class") for mark in marks(drawing)]
    assert shown == ["f-c1", "f-c1", HOLLOW, HOLLOW]
    assert [mark.get("data-drawn") for mark in marks(drawing)] == ["exact", "exact", "forecast", "forecast"]
    lines = [one for one in paths(drawing, "s-c1") if one.getparent().get("class") != "mark"]
    assert sorted(bool(one.get("stroke-dasharray")) for one in lines) == [False, True]
    (dotted,) = [one for one in paths(drawing, "s-ink-2") if one.get("stroke-dasharray")]
    at = {float(x) for x in re.findall(r"[ML](\S+) ", dotted.get("d"))}
    spots = [centre(mark)[0] for mark in marks(drawing)]
    assert len(at) == 1
    assert spots[1] < at.pop() < spots[2]
    assert "forecasts" in texts(drawing)


def test_no_line_parts_forecasts_that_stand_among_the_rest(tmp_path):
    """Where a forecast is older than a number that has come in, no line claims to part the two."""
    text = track("sum", {"2023": "3 GW", "2027": "5 GW"}) + track("ahead", {"2025": "6 GW"}, "forecast")
    standings, read = known(tmp_path, text)
    sheet = canvas((standings, read))
    sheet.series([Series("Sum", (*run(standings, "sum"), *run(standings, "ahead")))])
    assert "forecasts" not in texts(drawn(sheet))


DISPUTE = """
price:
  statement: The power agreed
  value: 6 GW
  as_of: 2025
  evidence:
    - {source: filing, quote: 6 GW}
    - {source: news, quote: more than 8 GW, stance: contradicts}
"""


def test_a_disputed_point_is_drawn_at_every_account(tmp_path):
    """Each account has a mark of its own in the colour of disputes, with its words and who gives them; the
    line breaks off on both sides, for no average joins them."""
    text = track("sum", {"2023": "3 GW", "2024": "4 GW", "2026": "5 GW", "2027": "7 GW"}) + DISPUTE
    standings, read = known(tmp_path, text)
    sheet = canvas((standings, read))
    sheet.series([Series("Sum", (*run(standings, "sum"), standings["price"]))])
    drawing = drawn(sheet)
    sides = [mark for mark in marks(drawing) if mark.get("data-status") == "disputed"]
    assert [mark.get("data-account") for mark in sides] == ["filing", "news"]
    assert [["".join(one.itertext()) for one in mark.iter(f"{SVG}text")] for mark in sides] == [
        ["6\u00a0GW", "Maker, disputed"],
        ["more than 8\u00a0GW", "Gazette, disputed"],
    ]
    assert all("disputed" in one.get("class") for mark in sides for one in mark.iter(f"{SVG}path"))
    (line,) = [one for one in paths(drawing, "s-c1") if one.getparent().get("class") != "mark"]
    assert line.get("d").count("M") == 2
    assert [(mark.row, mark.words, mark.place) for mark in drawing.marks if mark.address == "price"] == [
        ("Sum, 2025", "6\u00a0GW", "Maker"),
        ("Sum, 2025", "more than 8\u00a0GW", "Gazette"),
    ]


def test_a_reported_point_is_a_dashed_ring(tmp_path):
    """A number that no first-hand source gives is a dashed ring; one that has such a source is filled."""
    text = track("told", {"2024": "about 6 GW"}, source="news") + track("shown", {"2025": "7 GW"})
    standings, read = known(tmp_path, text)
    sheet = canvas((standings, read))
    sheet.series([Series("Sum", (*run(standings, "told"), *run(standings, "shown")))])
    told, shown = marks(drawn(sheet))
    assert told.get("data-drawn") == "reported"
    assert told.find(f"{SVG}path").get("stroke-dasharray")
    assert shown.find(f"{SVG}path").get("class") == "f-c1"


# --- series: words -------------------------------------------------------------------------------


def test_names_are_in_the_colour_of_their_line(tmp_path):
    """Every series is named beside its line, in its colour, with its second line; there is no key."""
    text = track("one", {"2023": "30 percent", "2026": "60 percent"}) + track(
        "two", {"2023": "20 percent", "2026": "35 percent"}
    )
    standings, read = known(tmp_path, text)
    sheet = canvas((standings, read))
    sheet.series(
        [
            Series("Computing", run(standings, "one"), "by Deloitte"),
            Series("Spending", run(standings, "two"), "by Gartner", "second"),
        ],
        axis="Share of the whole",
    )
    drawing = drawn(sheet)
    found = {"".join(one.itertext()): one for one in etree.fromstring(drawing.svg).iter(f"{SVG}text")}
    assert found["Computing"].get("class") == "f-c1"
    assert found["Spending"].get("class") == "f-partly"
    assert {"by Deloitte", "by Gartner", "Share of the whole"} <= set(found)
    for name, address in (("Computing", "one@2026"), ("Spending", "two@2026")):
        end = centre(next(mark for mark in marks(drawing) if mark.get("data-fact") == address))
        box = next(box for text, box in boxes(sheet) if text == name)
        assert box.distance(end) < 60


def boxes(sheet: Canvas) -> list[tuple[str, Box]]:
    """Return every line of text with the box of its ink."""
    return [
        (item.text, item.box) for group in sheet.groups for item in group.items if isinstance(item, Words)
    ]


def test_a_number_in_a_name_is_bound(tmp_path):
    """A name may hold a date that one of its points carries, and no number else."""
    standings, read = known(tmp_path, SHARES)
    sheet = canvas((standings, read))
    sheet.series([Series("Done since 2019", run(standings, "done"))])
    assert drawn(sheet)
    for name in ("Done since 2018", "Done by 5 makers"):
        with pytest.raises(ChartFault, match="neither a date"):
            canvas((standings, read)).series([Series(name, run(standings, "done"))])


def test_what_a_series_draws_is_what_its_data_says(tmp_path):
    """The marks, of which table and CSV are made, name every point with its date, in the words as printed."""
    standings, read = known(tmp_path, MIXED)
    for rendering in RENDERINGS:
        sheet = canvas((standings, read), rendering)
        sheet.series([Series("Sum", (*run(standings, "sum"), *run(standings, "ahead")))])
        drawing = drawn(sheet)
        assert [(mark.row, mark.address, mark.words, mark.form) for mark in drawing.marks] == [
            ("Sum, 2023", "sum@2023", "3\u00a0GW", "point"),
            ("Sum, 2025", "sum@2025", "5\u00a0GW", "point"),
            ("Sum, 2026", "ahead@2026", "6\u00a0GW", "point"),
            ("Sum, 2029", "ahead@2029", "7\u00a0GW", "point"),
        ]
        labels = {
            (mark.get("data-fact"), "".join(one.itertext()))
            for mark in marks(drawing)
            for one in mark.iter(f"{SVG}text")
        }
        assert labels == {(mark.address, mark.words) for mark in drawing.marks}


def test_only_exact_numbers_along_a_line_go_unlabelled(tmp_path):
    """Where there is no room for every label, ends and hedged numbers keep theirs; with room all do."""
    points = {str(1990 + year): f"{300 + year % 2} GW" for year in range(30)}
    points["2005"] = "more than 300 GW"
    standings, read = known(tmp_path, track("sum", points))
    few = known(tmp_path / "few", track("sum", dict(list(points.items())[:3])))
    sheet = canvas((standings, read), NARROW)
    sheet.series([Series("Sum", run(standings, "sum"))])
    said = [mark.get("data-fact") for mark in marks(drawn(sheet)) if mark.findall(f"{SVG}text")]
    assert said == ["sum@1990", "sum@2005", "sum@2019"]
    assert len(sheet.marks) == 30
    sheet = canvas(few, NARROW)
    sheet.series([Series("Sum", run(few[0], "sum"))])
    assert all(mark.findall(f"{SVG}text") for mark in marks(drawn(sheet)))


# --- series: refusals ----------------------------------------------------------------------------


def refused(call, match: str) -> None:
    with pytest.raises(ChartFault, match=match) as raised:
        call()
    assert raised.value.help


def test_what_no_series_can_show_is_refused(tmp_path):
    """Two dimensions, one date, no date, two points at one date and no series at all are refused, each with a
    way out; dated points of one dimension are not."""
    text = SHARES + fact("bare", "40 percent") + fact("power", "3 GW", "\n  as_of: 2024")
    text += fact("again", "40 percent", "\n  as_of: 2020") + fact("word", "50 percent", "\n  as_of: 2024")
    standings, read = known(tmp_path, text)
    done = run(standings, "done")

    def draw(*series: Series):
        return lambda: canvas((standings, read)).series(series)

    draw(Series("Done", (*done, standings["word"])))()
    refused(draw(), "no series")
    refused(draw(Series("Done", ())), "has no points")
    refused(draw(Series("Done", done[:1])), "no series has two dates")
    refused(
        draw(Series("Done", done), Series("Power", (standings["power"],), "", "second")),
        "`power` can't stand",
    )
    refused(draw(Series("Done", (*done, standings["bare"]))), "`bare` has no date")
    refused(draw(Series("Done", (*done, standings["again"]))), "two points at 2020")
    other = Standing(**{name: getattr(done[0], name) for name in done[0].__dataclass_fields__})
    refused(draw(Series("Done", (other, *done[1:]))), "not among the facts")


def test_a_lone_point_may_stand_among_lines(tmp_path):
    """A series of one point is drawn beside one that has a line."""
    standings, read = known(tmp_path, SHARES + fact("word", "50 percent", "\n  as_of: 2021"))
    sheet = canvas((standings, read))
    sheet.series([Series("Done", run(standings, "done")), Series("Word", (standings["word"],), "", "second")])
    assert len(marks(drawn(sheet))) == 4


def test_an_account_without_a_number_has_no_place(tmp_path):
    """A disputed fact of which one account gives no number is refused, not drawn at the others alone."""
    silent = DISPUTE.replace("quote: more than 8 GW", "quote: nothing was agreed")
    text = track("sum", {"2023": "3 GW", "2024": "4 GW"})
    standings, read = known(tmp_path, text + silent)
    points = (*run(standings, "sum"), standings["price"])
    refused(lambda: canvas((standings, read)).series([Series("Sum", points)]), "gives no number")


def test_a_fourth_colour_is_refused(tmp_path):
    """Three series in colour and one in grey are drawn; a fourth colour, a dispute's counted, is refused, and
    so are two series in one."""
    names = ("subject", "second", "third", "context")
    text = "".join(
        track(f"s-{name}", {"2023": f"{10 + nth * 20} percent", "2026": f"{12 + nth * 20} percent"})
        for nth, name in enumerate((*names, "kin"))
    )
    standings, read = known(tmp_path, text + DISPUTE.replace(" GW", " percent"))

    def draw(*emphases: str, last: tuple[Standing, ...] = ()):
        made = [Series(one.title(), (*run(standings, f"s-{one}"), *last), "", one) for one in emphases]
        return lambda: canvas((standings, read)).series(made)

    draw(*names)()
    draw("subject", "kin", "second", "context")()
    refused(draw("subject", "kin", "second", "third"), "too near in colour")
    refused(draw("subject", "second", "third", last=(standings["price"],)), "more than three hues")
    draw("subject", "second", last=(standings["price"],))
    twice = [Series(name, run(standings, f"s-{one}")) for name, one in (("One", "subject"), ("Two", "kin"))]
    refused(lambda: canvas((standings, read)).series(twice), "would have one colour")
    wrong = [Series("One", run(standings, "s-kin"), "", "loud")]
    refused(lambda: canvas((standings, read)).series(wrong), "no emphasis `loud`")


def test_a_label_without_room_is_named(tmp_path):
    """A chart with more hedged labels than a narrow drawing holds is refused, by the name of one."""
    text = track("sum", {str(1990 + year): f"more than {300 + year % 3} GW" for year in range(30)})
    standings, read = known(tmp_path, text)
    with pytest.raises(ChartFault, match=r"in web-288, the label `more than 30\d.GW` finds no place"):
        canvas((standings, read), NARROWEST).series([Series("Sum", run(standings, "sum"))])
    canvas((standings, read), NARROWEST).series([Series("Sum", run(standings, "sum")[:3])])


# --- scatter -------------------------------------------------------------------------------------

DEVICES = {
    "wafer": ("44 GB", "21000 TB/s"),
    "small": ("0.23 GB", "80 TB/s"),
    "stack": ("141 GB", "4.8 TB/s"),
    "large": ("0.288 TB", "8 TB/s"),
}


def devices(folder: Path, more: str = "", **changed: tuple[str, str]) -> tuple[dict[str, Standing], Ledger]:
    """Return the standings of ``NAME-x`` and ``NAME-y`` for each device."""
    text = "".join(
        fact(f"{name}-x", x) + fact(f"{name}-y", y) for name, (x, y) in {**DEVICES, **changed}.items()
    )
    return known(folder, text + more)


def dots(standings: dict[str, Standing], subject: str = "wafer", **more: str) -> list[Dot]:
    """Return a dot for each device, named as it is."""
    names = [address.removesuffix("-x") for address in standings if address.endswith("-x")]
    return [
        Dot(
            name.title(),
            standings[f"{name}-x"],
            standings[f"{name}-y"],
            more.get(name, ""),
            "subject" if name == subject else "context",
        )
        for name in names
    ]


@pytest.mark.parametrize("rendering", RENDERINGS, ids=lambda one: f"{one.name}-{one.width:g}")
def test_a_scatter_reads_back_as_its_facts(tmp_path, rendering):
    """A dot reads back, through the words of two log axes, as the numbers of its facts in their units."""
    standings, read = devices(tmp_path)
    sheet = canvas((standings, read), rendering)
    sheet.scatter(dots(standings), "Memory", "Bandwidth")
    drawing = drawn(sheet)
    low, high = x_scale(drawing)
    foot, top = y_scale(drawing)
    expected = {"wafer": (44, 21000), "small": (0.23, 80), "stack": (141, 4.8), "large": (288, 8)}
    for mark in marks(drawing):
        x, y = centre(mark)
        name = mark.get("data-fact").partition("-")[0]
        assert mark.get("data-fact") == f"{name}-x {name}-y"
        wide, tall = (
            (high[1] - low[1]) / log10(high[0] / low[0]),
            (foot[1] - top[1]) / log10(top[0] / foot[0]),
        )
        assert log10(low[0]) + (x - low[1]) / wide == pytest.approx(log10(expected[name][0]), abs=0.02 / wide)
        assert log10(foot[0]) + (foot[1] - y) / tall == pytest.approx(
            log10(expected[name][1]), abs=0.02 / tall
        )


def x_scale(drawing: Drawing) -> tuple[tuple[float, float], tuple[float, float]]:
    """Return the first and the last upright gridline of a scatter, each with the number under it."""
    (grid,) = paths(drawing, "s-grid")
    ends = re.findall(r"M(\S+) (\S+)L(\S+) (\S+?)(?=M|$)", grid.get("d").strip())
    lines = sorted({float(x) for x, _, end, _ in ends if x == end})
    foot = max(y for _, _, y in ticks(drawing, "tick"))
    words = [number(text) for text, _, y in ticks(drawing, "tick") if y == foot]
    return (words[0], lines[0]), (words[-1], lines[-1])


def y_scale(drawing: Drawing) -> tuple[tuple[float, float], tuple[float, float]]:
    """Return the lowest and the highest level line of a scatter, each with the number beside it."""
    foot = max(y for _, _, y in ticks(drawing, "tick"))
    words = [(number(text), y) for text, _, y in ticks(drawing, "tick") if y != foot]
    lines = sorted({*heights(drawing), *(y for one in floors(drawing) for y in one)}, reverse=True)
    near = [min(lines, key=lambda line: abs(line - y)) for _, y in words]
    return (words[0][0], near[0]), (words[-1][0], near[-1])


def test_even_axes_start_at_zero(tmp_path):
    """Without ``log`` the axes count evenly from zero, and do not claim to be of another kind."""
    standings, read = known(
        tmp_path, fact("a-x", "20 GW") + fact("a-y", "3 GB") + fact("b-x", "50 GW") + fact("b-y", "9 GB")
    )
    sheet = canvas((standings, read))
    sheet.scatter(dots(standings, "a"), "Power", "Memory", log=False)
    drawing = drawn(sheet)
    assert {"Power, GW", "Memory, GB"} <= set(texts(drawing))
    low, high = x_scale(drawing)
    foot, top = y_scale(drawing)
    assert (low[0], foot[0]) == (0, 0)
    one, other = marks(drawing)[::-1]
    for mark, x, y in ((one, 20, 3), (other, 50, 9)):
        at = centre(mark)
        assert (at[0] - low[1]) / (high[1] - low[1]) * high[0] == pytest.approx(x, abs=0.05)
        assert (foot[1] - at[1]) / (foot[1] - top[1]) * top[0] == pytest.approx(y, abs=0.02)


@pytest.mark.parametrize(
    ("low", "high", "expected"),
    [
        ("0.23", "288", "0.1 1 10 100 1000"),
        ("1.64", "21000", "1 10 100 1000 10000 100000"),
        ("0.5", "9000000", "0.1 10 1000 100000 10000000"),
        ("1", "100", "1 10 100"),
        ("30", "180", "20 50 100 200"),
        ("20", "50", "20 50"),
        ("7", "7", "5 10"),
        ("1", "1", "1 2"),
        ("5", "5", "5 10"),
        ("10", "1000", "10 100 1000"),
    ],
)
def test_ticks_of_a_log_axis(low, high, expected):
    """Ticks are powers of ten; between fewer than three of them also 2 and 5, unless that were too many."""
    found = powers(Fraction(low), Fraction(high), 5)
    assert found == tuple(Fraction(one) for one in expected.split())
    assert found[0] <= Fraction(low) and Fraction(high) <= found[-1]


def test_a_log_axis_says_so_and_names_its_unit_once(tmp_path):
    """Both titles end in "(log scale)" and name the unit, unless the text does; no tick repeats it."""
    standings, read = devices(tmp_path)
    sheet = canvas((standings, read))
    sheet.scatter(dots(standings), "Memory", "Bandwidth, GB/s")
    drawing = drawn(sheet)
    assert {"Memory, GB (log scale)", "Bandwidth, GB/s (log scale)"} & set(texts(drawing)) == {
        "Memory, GB (log scale)"
    }
    assert "Bandwidth, GB/s, TB/s (log scale)" in texts(drawing)  # no number is in GB/s: the axis is not
    sheet = canvas((standings, read))
    sheet.scatter(dots(standings), "Memory in gigabytes", "Bandwidth, TB/s")
    drawing = drawn(sheet)
    assert {"Memory in gigabytes (log scale)", "Bandwidth, TB/s (log scale)"} <= set(texts(drawing))
    assert all(re.fullmatch(r"[\d.]+", text) for text, _, _ in ticks(drawing, "tick"))


def test_sums_count_in_millions_or_billions(tmp_path):
    """An axis of money counts in what keeps its words short, and its title says in what."""
    text = (
        fact("a-x", "20 million USD")
        + fact("b-x", "3 billion USD")
        + fact("a-y", "2 GW")
        + fact("b-y", "9 GW")
    )
    standings, read = known(tmp_path, text)
    sheet = canvas((standings, read))
    sheet.scatter(dots(standings, "a"), "Price", "Power")
    assert "Price, $m (log scale)" in texts(drawn(sheet))


@pytest.mark.parametrize(
    ("x", "y", "shown"),
    [
        ("44 GB", "21000 TB/s", "exact"),
        ("more than 44 GB", "21000 TB/s", "floor exact"),
        ("44 GB", "up to 21000 TB/s", "exact ceiling"),
        ("about 44 GB", "at least 21000 TB/s", "about floor"),
        ("40 to 50 GB", "21000 TB/s", "range"),
        ("about 44 GB", "21000 TB/s", "about"),
        ("40 to 50 GB", "20000 to 22000 TB/s", "range"),
    ],
)
def test_each_hedge_is_drawn_along_its_own_axis(tmp_path, x, y, shown):
    """A hedge of the first number is drawn across and one of the second upwards, around one dot at most."""
    standings, read = devices(tmp_path, wafer=(x, y))
    sheet = canvas((standings, read))
    sheet.scatter(dots(standings), "Memory", "Bandwidth")
    mark = next(one for one in marks(drawn(sheet)) if one.get("data-fact") == "wafer-x wafer-y")
    assert mark.get("data-drawn") == shown
    round_ = [one for one in mark.iter(f"{SVG}path") if "C" in one.get("d")]
    straight = [one for one in mark.iter(f"{SVG}path") if "C" not in one.get("d")]
    assert bool(straight) is bool({"floor", "ceiling", "range"} & set(shown.split()))
    assert len(round_) == (0 if "range" in shown else 2 if "about" in shown else 1)
    said = "".join("".join(one.itertext()) for one in mark.iter(f"{SVG}text")).replace("\u00a0", " ")
    assert x in said
    assert y.replace("21000", "21,000").replace("22000", "22,000").replace("20000", "20,000") in said
    if shown == "floor exact":
        assert all(across > centre(mark)[0] for one in straight for across in xs(one))
    if shown == "exact ceiling":
        assert max(down for one in straight for down in ys(one)) > centre(mark)[1] + 5


PLANNED = "\n  kind: forecast\n  by: The maker\n  made: 2026-04"


@pytest.mark.parametrize(
    ("x", "y", "shown", "printed"),
    [
        (fact("odd-x", "50 GB"), fact("odd-y", "30 TB/s"), "exact", False),
        (fact("odd-x", "50 GB"), fact("odd-y", "about 30 TB/s"), "about", True),
        (fact("odd-x", "up to 50 GB"), fact("odd-y", "30 TB/s"), "ceiling exact", True),
        (fact("odd-x", "50 GB", PLANNED), fact("odd-y", "30 TB/s"), "forecast", True),
        (fact("odd-x", "50 GB", PLANNED), fact("odd-y", "about 30 TB/s"), "forecast", True),
        (fact("odd-x", "50 GB", source="news"), fact("odd-y", "about 30 TB/s"), "reported", True),
        (fact("odd-x", "50 GB", source="news"), fact("odd-y", "30 TB/s", PLANNED), "forecast", True),
        (fact("odd-x", "50 GB"), fact("odd-y", "30 TB/s", PLANNED, "news"), "forecast reported", True),
        (
            fact("odd-x", "50 GB", PLANNED),
            fact("odd-y", "30 TB/s", PLANNED, "news"),
            "forecast reported",
            True,
        ),
        (
            fact("odd-x", "40 to 50 GB", PLANNED),
            fact("odd-y", "about 30 TB/s"),
            "range forecast about",
            True,
        ),
    ],
)
def test_the_numbers_of_a_hedged_dot_are_printed(tmp_path, x, y, shown, printed):
    """One dot shows the doubt of one number, and its mark names no other; the words of its numbers say
    what each is held to, though the dot be no subject."""
    standings, read = devices(tmp_path, x + y)
    sheet = canvas((standings, read))
    sheet.scatter(dots(standings), "Memory", "Bandwidth")
    mark = next(one for one in marks(drawn(sheet)) if one.get("data-fact") == "odd-x odd-y")
    assert mark.get("data-drawn") == shown
    ring = next(one for one in mark.iter(f"{SVG}path") if "C" in one.get("d"))
    assert bool(ring.get("stroke-dasharray")) is bool({"reported", "about"} & set(shown.split()))
    said = ["".join(one.itertext()).replace("\u00a0", " ") for one in mark.iter(f"{SVG}text")]
    assert said[0] == "Odd"
    assert len(said) == 1 + printed
    if printed:
        assert ("about" in said[1]) is ("about" in x + y)
        assert ("reported" in said[1]) is ("news" in x + y)


@pytest.mark.parametrize("rendering", RENDERINGS, ids=lambda one: f"{one.name}-{one.width:g}")
def test_even_axes_start_at_zero_however_near_a_dot_is(tmp_path, rendering):
    """A dot close to zero or at it stands out over the axis, which starts at zero; words keep clear of it."""
    text = "".join(
        fact(f"{name}-x", f"{x} GW") + fact(f"{name}-y", f"{y} GB")
        for name, x, y in (
            ("a", 1, 2),
            ("b", 100, 500),
            ("c", 0, 300),
            ("d", 60, 0),
            ("e", 0, 100),
            ("f", 20, 0),
        )
    )
    standings, read = known(tmp_path, text)
    sheet = canvas((standings, read), rendering)
    sheet.scatter(dots(standings, "b"), "Power", "Memory", log=False)
    drawing = drawn(sheet)
    zero = [(text, x) for text, x, _ in ticks(drawing, "tick") if text == "0"]
    assert len(zero) == 2
    low, high = x_scale(drawing)
    foot, top = y_scale(drawing)
    assert (low[0], foot[0]) == (0, 0)
    (axis,) = floors(drawing)
    assert foot[1] == pytest.approx(axis[0])
    spots = {mark.get("data-fact").split()[0][0]: centre(mark) for mark in marks(drawing)}
    assert (spots["a"][0] - low[1]) / (high[1] - low[1]) * high[0] == pytest.approx(1, abs=0.1)
    assert (foot[1] - spots["a"][1]) / (foot[1] - top[1]) * top[0] == pytest.approx(2, abs=0.5)
    assert spots["c"][0] == pytest.approx(low[1], abs=0.02)
    assert spots["d"][1] == pytest.approx(foot[1], abs=0.02)


def xs(path: etree._Element) -> list[float]:
    return [float(pair.split()[0]) for pair in re.findall(r"[ML]([^MLz]+)", path.get("d"))]


def ys(path: etree._Element) -> list[float]:
    return [float(pair.split()[1]) for pair in re.findall(r"[ML]([^MLz]+)", path.get("d"))]


def test_a_dot_stands_for_both_of_its_facts(tmp_path):
    """The data has a row for each number of a dot, with its measure; only a subject's are printed."""
    standings, read = devices(tmp_path)
    for rendering in RENDERINGS:
        sheet = canvas((standings, read), rendering)
        sheet.scatter(dots(standings), "Memory", "Bandwidth")
        drawing = drawn(sheet)
        assert [
            (mark.row, mark.address, mark.words, mark.form, mark.place) for mark in drawing.marks[:2]
        ] == [
            ("Wafer", "wafer-x", "44\u00a0GB", "point", "Memory"),
            ("Wafer", "wafer-y", "21,000\u00a0TB/s", "point", "Bandwidth"),
        ]
        assert len(drawing.marks) == 2 * len(DEVICES)
        printed = etree.fromstring(drawing.svg).xpath("//*[@data-class='fact']/@data-fact")
        assert printed == ["wafer-x", "wafer-y"]


def test_a_disputed_dot_is_drawn_at_every_account(tmp_path):
    """A dot with one disputed number has a mark for each account, named; with both disputed it is refused."""
    told = DISPUTE.replace("6 GW", "44 GB").replace("8 GW", "88 GB")
    more = told.replace("price:", "far-x:") + fact("far-y", "100 TB/s")
    more += told.replace("price:", "both-x:") + told.replace("price:", "both-y:").replace(" GB", " TB/s")
    standings, read = devices(tmp_path, more)
    every = [dot for dot in dots(standings) if dot.name != "Both"]
    sheet = canvas((standings, read))
    sheet.scatter(every, "Memory", "Bandwidth")
    sides = [mark for mark in marks(drawn(sheet)) if "far-x" in mark.get("data-fact")]
    assert sorted(mark.get("data-account") for mark in sides) == ["filing", "news"]
    assert all("disputed" in one.get("class") for mark in sides for one in mark.iter(f"{SVG}path"))
    said = ["".join(one.itertext()) for mark in sides for one in mark.iter(f"{SVG}text")]
    assert {"Maker, disputed", "Gazette, disputed"} <= set(said)
    refused(
        lambda: canvas((standings, read)).scatter(dots(standings), "Memory", "Bandwidth"),
        "both numbers of `Both`",
    )


def test_what_no_scatter_can_show_is_refused(tmp_path):
    """One dot, two dimensions on an axis, zero on a log axis, four hues and a typed number are refused."""
    standings, read = devices(tmp_path, fact("none", "0 GB") + fact("power", "3 GW"))
    some_ = dots(standings)

    def draw(*made: Dot, **more):
        return lambda: canvas((standings, read)).scatter(made, "Memory", "Bandwidth", **more)

    draw(*some_)()
    refused(draw(some_[0]), "fewer than two dots")
    refused(draw(*some_, Dot("Power", standings["power"], standings["wafer-y"])), "`power` can't stand")
    nothing = Dot("None", standings["none"], standings["small-y"])
    refused(draw(*some_, nothing), "`none` is not above zero")
    draw(*some_, nothing, log=False)()
    hues = [Dot(dot.name, dot.x, dot.y, "", emphasis) for dot, emphasis in zip(
        some_, ("subject", "second", "third", "context"), strict=True
    )]  # fmt: skip
    draw(*hues)()
    refused(draw(*hues, Dot("Kin", some_[0].x, some_[1].y, "", "kin")), "too near in colour")
    refused(draw(*some_, Dot("Model 5", some_[0].x, some_[1].y)), "neither a date")
    refused(lambda: canvas((standings, read)).scatter(some_, "Memory of 7", "Bandwidth"), "neither a date")


# --- the annotation ------------------------------------------------------------------------------


@pytest.mark.parametrize("rendering", RENDERINGS, ids=lambda one: f"{one.name}-{one.width:g}")
def test_an_annotation_points_at_its_dot(tmp_path, rendering):
    """The annotation says its fact's words where ``{}`` stands, and the tip of its arrow is by its dot."""
    standings, read = devices(tmp_path, fact("ratio", "4375 times"))
    sheet = canvas((standings, read), rendering)
    callout = Callout("{} the bandwidth of the stack, and less memory", "Wafer", standings["ratio"])
    sheet.scatter(dots(standings), "Memory", "Bandwidth", callout=callout)
    drawing = drawn(sheet)
    fact_ = next(one for one in etree.fromstring(drawing.svg).iter() if one.get("data-fact") == "ratio")
    assert "".join(fact_.itertext()) == "4,375\u00a0times"
    arrow = max(paths(drawing, "s-ink-2"), key=lambda one: len(one.get("d")))
    shaft = arrow.get("d").split("M")[1]
    tip = tuple(float(one) for one in shaft.split("L")[-1].split())
    spot = centre(next(one for one in marks(drawing) if "wafer-x" in one.get("data-fact")))
    others = [centre(one) for one in marks(drawing) if "wafer-x" not in one.get("data-fact")]
    away = Box(*spot, *spot).distance(tip)
    assert away < 14
    assert all(Box(*other, *other).distance(tip) > away for other in others)
    assert [mark.form for mark in drawing.marks if mark.address == "ratio"] == ["label"]


def test_an_annotation_rests_on_a_fact(tmp_path):
    """An annotation without its number's place, of a dispute or at no dot is refused."""
    told = DISPUTE.replace("6 GW", "44 times").replace("8 GW", "88 times")
    standings, read = devices(tmp_path, fact("ratio", "4375 times") + told)

    def draw(text: str, at: str, name: str):
        callout = Callout(text, at, standings[name])
        return lambda: canvas((standings, read)).scatter(dots(standings), "Memory", "Speed", callout=callout)

    draw("It is {} as fast", "Wafer", "ratio")()
    refused(draw("It is much faster", "Wafer", "ratio"), "does not say once")
    refused(draw("It is {} as fast", "Water", "ratio"), "no dot is named `Water`")
    refused(draw("It is {} as fast", "Wafer", "price"), "`price` is disputed")
    refused(draw("It is {} as fast as 9 others", "Wafer", "ratio"), "neither a date")


# --- no words upon anything ----------------------------------------------------------------------


def crowd(draw, folder: Path) -> tuple[list[Series], dict[str, Standing], Ledger]:
    """Return up to three series whose points lie close together, with every hedge."""
    hedges = ("", "", "", "more than ", "about ", "up to ", "at least ")
    count = draw(some.integers(1, 3))
    text, names = "", []
    for nth, emphasis in enumerate(("subject", "second", "third")[:count]):
        years = sorted(draw(some.sets(some.integers(2010, 2024), min_size=2, max_size=6)))
        ahead = draw(some.integers(0, len(years) - 1))
        values = [f"{draw(some.sampled_from(hedges))}{draw(some.integers(20, 60))} percent" for _ in years]
        pairs = {str(year): value for year, value in zip(years, values, strict=True)}
        done = dict(list(pairs.items())[: len(years) - ahead])
        rest = dict(list(pairs.items())[len(years) - ahead :])
        text += track(f"s{'abc'[nth]}", done)
        text += track(f"f{'abc'[nth]}", rest, "forecast") if rest else ""
        names.append(
            (emphasis, f"s{'abc'[nth]}", f"f{'abc'[nth]}", draw(some.sampled_from(("", "by the maker"))))
        )
    standings, read = known(folder, text)
    made = [
        Series(f"Share {emphasis}", (*run(standings, done), *run(standings, rest)), sub, emphasis)
        for emphasis, done, rest, sub in names
    ]
    return made, standings, read


FINDS = settings(
    max_examples=15,
    deadline=None,
    derandomize=True,
    suppress_health_check=[HealthCheck.function_scoped_fixture, HealthCheck.too_slow],
)


@FINDS
@given(data=some.data(), rendering=some.sampled_from(RENDERINGS))
def test_crowded_series_are_drawn_clear_or_refused(tmp_path_factory, data, rendering):
    """However close its points, a series stands without a word upon another, a mark or the edge, or it is
    refused by the name of a label."""
    made, standings, read = crowd(data.draw, tmp_path_factory.mktemp("crowd"))
    clear(canvas((standings, read), rendering), lambda sheet: sheet.series(made, axis="Share of the whole"))


@FINDS
@given(
    data=some.data(),
    rendering=some.sampled_from(RENDERINGS),
    count=some.integers(2, 14),
    log=some.booleans(),
)
def test_crowded_scatters_are_drawn_clear_or_refused(tmp_path_factory, data, rendering, count, log):
    """However close its dots, a scatter stands clear likewise, or it is refused by the name of a dot."""
    hedges = some.sampled_from(("", "", "", "more than ", "about ", "up to "))
    values = some.integers(20, 900)
    text = "".join(
        fact(f"d{'abcdefghijklmn'[nth]}-{axis}", f"{data.draw(hedges)}{data.draw(values)} {unit}")
        for nth in range(count)
        for axis, unit in (("x", "GB"), ("y", "TB/s"))
    )
    standings, read = known(tmp_path_factory.mktemp("crowd"), text + fact("ratio", "7 times"))
    every = dots(standings, "da", db="of an older kind", dc="of a newer kind")
    callout = (
        Callout("It has {} the bandwidth", "Da", standings["ratio"]) if data.draw(some.booleans()) else None
    )
    clear(
        canvas((standings, read), rendering),
        lambda sheet: sheet.scatter(every, "Memory", "Bandwidth", log=log, callout=callout),
    )


def clear(sheet: Canvas, draw) -> None:
    """Draw, and see that nothing meets, unless the drawing says for which label it has no room."""
    try:
        draw(sheet)
    except ChartFault as fault:
        assert re.search("the label `.+` finds no place", fault.message)
        return
    drawing = drawn(sheet)
    assert list(ink.collisions(sheet.groups, (drawing.width, drawing.height))) == []
    inks = [(shape, group) for group in sheet.groups for shape in group.items if isinstance(shape, Shape)]
    strokes = [shape for shape, _ in inks if shape.stroke not in ("", "grid", "ink-3") and not shape.dash]
    for text, box in boxes(sheet):
        assert not any(shape.covers(box.grown(-0.4)) for shape in strokes), text


def test_most_crowds_have_room(tmp_path):
    """Nine devices close together and an annotation stand clear in every rendering."""
    near = {"p": (80, 3.35), "q": (141, 4.8), "r": (192, 5.3), "s": (288, 8), "t": (32, 1.64), "u": (192, 8)}
    changed = {f"n{name}": (f"{x} GB", f"{y} TB/s") for name, (x, y) in near.items()}
    standings, read = devices(tmp_path, fact("ratio", "4375 times"), **changed)
    callout = Callout("{} the bandwidth of the stack, and less memory", "Wafer", standings["ratio"])
    for rendering in RENDERINGS:
        sheet = canvas((standings, read), rendering)
        sheet.scatter(dots(standings), "Memory", "Bandwidth", callout=callout)
        assert {"Nq", "Wafer", "Nt"} <= set(texts(drawn(sheet)))


def test_a_name_stands_nearer_to_its_own_dot(tmp_path):
    """A name without a leader is nearer to its dot than to any other."""
    near = {f"n{name}": (f"{x} GB", f"{y} TB/s") for name, x, y in (("p", 60, 5), ("q", 75, 5), ("r", 90, 6))}
    standings, read = devices(tmp_path, **near)
    sheet = canvas((standings, read), BODY)
    sheet.scatter(dots(standings), "Memory", "Bandwidth")
    spots = {mark.get("data-fact").partition("-")[0]: centre(mark) for mark in marks(drawn(sheet))}
    led = {
        name
        for group in sheet.groups
        for shape in group.items
        if isinstance(shape, Shape) and shape.stroke == "ink-3"
        for name in [min(spots, key=lambda one: Box(*spots[one], *spots[one]).distance(shape.runs[0][0]))]
    }
    for text, box in boxes(sheet):
        own = text.lower()
        if own in spots and own not in led:
            assert all(box.distance(spots[own]) <= box.distance(spot) for spot in spots.values()), text


def test_a_narrow_scatter_drops_second_lines_only(tmp_path):
    """Where a narrow rendering lacks room a name stands without its second line; a wide one keeps it."""
    near = {
        f"n{name}": (f"{x} GB", "5 TB/s") for name, x in zip("pqrst", (60, 90, 130, 190, 260), strict=True)
    }
    standings, read = devices(tmp_path, **near)
    subs = dict.fromkeys(near, "a maker's device of its own kind")
    said = {}
    for rendering in (WIDE, NARROWEST):
        sheet = canvas((standings, read), rendering)
        sheet.scatter(dots(standings, **subs), "Memory", "Bandwidth")
        said[rendering.name] = texts(drawn(sheet))
        assert {"Np", "Nq", "Nr", "Ns", "Nt", "Wafer"} <= set(said[rendering.name])
    assert said[WIDE.name].count("a maker's device of its own kind") == 5
    assert said[NARROWEST.name].count("a maker's device of its own kind") < 5


# --- what a collision is -------------------------------------------------------------------------


def collisions(*items: Shape | Words | Group) -> list[str]:
    """Return what is wrong with items, each in a group of its own unless it is one."""
    groups = [item if isinstance(item, Group) else Group((), [item]) for item in items]
    return list(ink.collisions(groups, (200.0, 100.0)))


def word(text: str = "word", x: float = 50.0, y: float = 50.0) -> Words:
    return Words(x, y, (Run(text, plotting.house(HOUSE).faces["sans"]),), 10.0)


@pytest.mark.parametrize(
    "shape",
    [
        Shape((((0, 47), (200, 47)),), stroke="c1", weight=1.0, closed=False),
        Shape((((60, 0), (62, 100)),), stroke="grid", weight=0.5, closed=False),
        Shape((((60, 47), (65, 47)),), fill="c1", round=True),
        Shape((((60, 47), (63, 47)),), fill="ground", stroke="c1", weight=1.0, round=True),
        Shape((rectangle(40, 30, 15, 30),), fill="c1"),
        Shape((rectangle(0, 0, 200, 100),), fill="c1"),
        Shape((rectangle(40, 42, 100, 5),), fill="ground", stroke="c1", weight=1.0),
    ],
)
def test_words_upon_ink_collide(shape):
    """A word on a line, a gridline, a dot, a ring, an edge or a bar collides, drawn before or after; beside
    them it does not."""
    assert collisions(shape, word()) == ["`word` stands on a mark or a line"]
    assert collisions(word(), shape) == ["`word` is covered by a mark, a line or a plate"]
    assert shape.box.holds(word().box) or collisions(shape, word(x=120.0, y=90.0)) == []


def test_words_on_a_plate_or_in_their_own_bar_do_not_collide():
    """A plate under a word hides what lies under the plate; inside a bar of its group a word may stand."""
    line = Shape((((0, 47), (200, 47)),), stroke="grid", weight=1.0, closed=False)
    box = word().box
    plate = Shape((rectangle(box.left - 2, box.top - 1, 40, 14),), fill="ground")
    half = Shape((rectangle(box.left - 2, box.top - 1, 10, 14),), fill="ground")
    assert collisions(line, plate, word()) == []
    assert collisions(plate, line, word()) == ["`word` stands on a mark or a line"]
    assert collisions(line, half, word()) == ["`word` stands on a mark or a line"]
    bar = Shape((rectangle(40, 30, 100, 30),), fill="c1")
    assert collisions(Group((), [bar, word()])) == []
    assert collisions(Group((), [Shape((rectangle(40, 30, 15, 30),), fill="c1"), word()]))


@pytest.mark.parametrize(
    "shape",
    [
        Shape((rectangle(0, 5, 150, 80),), fill="ground"),
        Shape((rectangle(40, 42, 15, 20),), fill="ground"),
        Shape((((60, 47), (65, 47)),), fill="ground", round=True),
        Shape((rectangle(0, 5, 150, 80),), fill="c1"),
        Shape((((60, 47), (160, 47)),), fill="c1", round=True),
    ],
)
def test_what_covers_a_word_collides_with_it(shape):
    """A fill drawn after a word, be it of the ground or of the word's own group, covers it; under the word no
    ground is ink, and a bar of its group holds it. Beside it neither collides."""
    covered = ["`word` is covered by a mark, a line or a plate"]
    assert collisions(word(), shape) == covered
    assert collisions(Group((), [word(), shape])) == covered
    if shape.fill == "ground" or not shape.round:
        assert collisions(Group((), [shape, word()])) == []
    assert collisions(word(x=170.0, y=98.0), shape) == []


def test_strokes_meet_what_they_run_through():
    """A stroke meets a box that it runs through or that its weight reaches, and not one it passes by."""
    box = Box(10, 10, 20, 20)
    assert Stroke((0, 0), (30, 30)).meets(box)
    assert Stroke((12, 12), (13, 18)).meets(box)
    assert Stroke((0, 9), (30, 9), 1.5).meets(box)
    assert not Stroke((0, 9), (30, 9), 0.5).meets(box)
    assert not Stroke((0, 15), (15, 30)).meets(Box(10, 10, 14, 14))
    assert Stroke((0, 0), (10, 10)).crosses(Stroke((0, 10), (10, 0)))
    assert not Stroke((0, 0), (10, 10)).crosses(Stroke((0, 10), (4, 6)))


def test_words_over_a_mark_stop_a_chart(tmp_path):
    """A chart whose word stands on a mark is refused when it is drawn."""
    standings, read = known(tmp_path, fact("a", "10 GW"))
    sheet = canvas((standings, read))
    sheet.bars([Row("First", standings["a"])])
    sheet.drawing("test")
    sheet.groups.append(Group((), [word("over", x=300.0, y=20.0)]))
    with pytest.raises(ChartFault, match="`over` stands on a mark"):
        sheet.drawing("test")


# --- the file ------------------------------------------------------------------------------------

SCRIPT = """
import sys
from pathlib import Path
from tests.test_canvas import NARROW, PRINT, canvas
from tests.test_plane import MIXED, SHARES, devices, dots, fact, known, run
from tieout.canvas import Callout, Series
folder = Path(sys.argv[1])
one = known(folder / "one", MIXED.replace("GW", "percent") + SHARES)
two = devices(folder / "two", fact("ratio", "4375 times"))
for rendering in (PRINT, NARROW):
    sheet = canvas(one, rendering)
    both = (*run(one[0], "sum"), *run(one[0], "ahead"))
    sheet.series([Series("Sum", both, "in all"), Series("Done", run(one[0], "done"), "so far", "second")])
    sys.stdout.write(sheet.drawing("test").svg)
    sheet = canvas(two, rendering)
    said = Callout("{} as fast", "Wafer", two[0]["ratio"])
    sheet.scatter(dots(two[0]), "Memory", "Bandwidth", callout=said)
    sys.stdout.write(sheet.drawing("test").svg)
"""


def test_same_facts_same_bytes(tmp_path):
    """Two hash seeds give the same bytes: labels find the same places."""
    outputs = []
    for seed in ("1", "2"):
        environment = {**os.environ, "PYTHONHASHSEED": seed, "PYTHONPATH": str(HOUSE)}
        call = [sys.executable, "-c", SCRIPT, str(tmp_path / f"run{seed}")]
        done = subprocess.run(call, env=environment, cwd=HOUSE, capture_output=True, check=True)
        outputs.append(done.stdout)
    assert outputs[0].count(b"<svg") == 4
    assert outputs[0] == outputs[1]


# --- what is said of charts ----------------------------------------------------------------------

GUIDE = (HOUSE / "docs" / "charts.md").read_text("utf-8")
DRAWING = GUIDE.partition("## What is measured")[0]
EXAMPLES = re.findall(r"^```python\n(.*?)^```$", DRAWING, re.MULTILINE | re.DOTALL)


def guide(folder: Path) -> tuple[dict[str, Standing], Ledger]:
    """Return the facts that the guide to charts draws."""
    (text,) = re.findall(r"^```yaml\n(.*?)^```$", GUIDE, re.MULTILINE | re.DOTALL)
    return known(folder, text)


@pytest.mark.parametrize("rendering", RENDERINGS, ids=lambda one: f"{one.name}-{one.width:g}")
def test_time_runs_to_the_right(tmp_path, rendering):
    """However long the last label, later dates stand right of earlier ones, with room between."""
    standings, read = guide(tmp_path)
    sheet = canvas((standings, read), rendering)
    past = tuple(standings[f"crossings@{year}"] for year in ("2022", "2023", "2024"))
    sheet.series([Series("Crossings", (*past, standings["crossings-ahead@2027"]), "all boats")])
    across = {mark.get("data-fact"): centre(mark)[0] for mark in marks(drawn(sheet))}
    first, *_, last = dates = [across[one.address] for one in (*past, standings["crossings-ahead@2027"])]
    assert dates == sorted(dates)
    assert last - first > 0.2 * rendering.width - 0.1


@pytest.mark.parametrize("rendering", RENDERINGS, ids=lambda one: f"{one.name}-{one.width:g}")
@pytest.mark.parametrize("example", EXAMPLES[1:], ids=lambda one: re.findall(r"canvas\.(\w+)", one)[0])
def test_an_example_of_the_guide_draws(tmp_path, example, rendering):
    """The body of each example draws the guide's facts in every rendering."""
    standings, read = guide(tmp_path)
    sheet = canvas((standings, read), rendering)
    exec(example, {**vars(tieout.canvas), "facts": standings, "canvas": sheet})
    assert drawn(sheet).marks


def test_the_script_of_the_guide_draws_what_it_uses(tmp_path):
    """The whole script draws, and what it draws is what its USES names."""
    standings, read = guide(tmp_path)
    script: dict[str, object] = {"__name__": "script"}
    exec(EXAMPLES[0], script)
    sheet = canvas((standings, read))
    script["draw"]({address: standings[address] for address in script["USES"]}, sheet)
    assert {mark.address for mark in drawn(sheet).marks} == set(script["USES"])


def test_the_guide_tells_of_every_form_and_emphasis():
    """Each call of the canvas has one example, and each emphasis and kind a word."""
    calls = [name for name, one in vars(Canvas).items() if not name.startswith("_") and callable(one)]
    forms = [name for name in calls if name != "drawing"]
    assert sorted(re.findall(r"canvas\.(\w+)\(", "".join(EXAMPLES[1:]))) == sorted(forms)
    named = set(re.findall(r"`(\w+)`", GUIDE.partition("## Emphasis")[2].partition("## What each")[0]))
    assert set(plotting.house(HOUSE).look.tones) <= named
