"""What a reader sees of a quantity: its hedge in ink, its label in words, and no text upon another."""

from __future__ import annotations

import os
import re
import subprocess
import sys
from collections.abc import Mapping
from fractions import Fraction
from pathlib import Path
from textwrap import dedent

import pytest
from lxml import etree

from tests.make import ledger
from tieout import charts, content, derive, ink
from tieout.canvas import Canvas, Kind, Row
from tieout.hedges import ChartFault, Rendering
from tieout.layouts import ticks
from tieout.model import Desk, Drawing, Ledger, Standing

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
    return Canvas(charts.house(HOUSE), rendering, known[0], known[1].desk, known[1].sources)


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
    look = charts.house(HOUSE).look
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
    assert [mark.get("data-source") for mark in (one, other)] == ["filing", "news"]
    assert [mark.get("data-hedge") for mark in (one, other)] == ["exactly", "more than"]
    assert {"Maker", "Gazette", "6\u00a0GW", "more than 8\u00a0GW"} <= set(texts(drawing))
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
from tieout.canvas import Row
known = facts(Path(sys.argv[1]), "more than 20 billion USD", "up to 5 billion USD")
for rendering in (PRINT, WIDE):
    sheet = canvas(known, rendering)
    sheet.bars([Row("First", known[0]["a"]), Row("Other", known[0]["b"])])
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
                drawing, problems = charts.draw_chart(
                    HOUSE, name, standings, rendering, read.desk, read.sources
                )
                assert not problems
                drawn.append((rendering.medium, drawing))
    return drawn


@pytest.fixture(scope="module")
def set_by_chromium(tmp_path_factory):
    """Return each drawing of the house with the boxes Chromium gives its texts."""
    playwright = pytest.importorskip("playwright.sync_api", reason="playwright is not installed")
    house = charts.house(HOUSE)
    faces = "".join(
        f"@font-face {{font-family: '{face.family}'; font-weight: {face.weight}; "
        f"font-style: {'italic' if face.italic else 'normal'}; src: url('{face.file.as_uri()}')}}"
        for face in house.faces.values()
    )
    drawn = every_chart()
    file = tmp_path_factory.mktemp("page") / "index.html"
    svgs = "".join(one.svg for _, one in drawn)
    file.write_text(f"<!doctype html><meta charset=utf-8><style>{faces}</style>{svgs}", "utf-8")
    with playwright.sync_playwright() as player:
        browser = player.chromium.launch(executable_path="/usr/bin/chromium", args=["--no-sandbox"])
        page = browser.new_page(viewport={"width": 1280, "height": 900})
        page.goto(file.as_uri())
        page.evaluate("document.fonts.ready.then(() => true)")
        assert page.evaluate("[...document.fonts].every(one => one.status !== 'error')")
        assert page.evaluate("[...document.fonts].some(one => one.status === 'loaded')")
        boxes = page.evaluate(_BOXES)
        browser.close()
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
    house = charts.house(HOUSE)
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
