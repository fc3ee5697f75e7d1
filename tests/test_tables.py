"""Comparison tables: rows that are contradicted, cells that state nothing, numbers below each other."""

from __future__ import annotations

import re
from pathlib import Path

import browser
import pytest
from finished import body, squeezed
from lxml.html import HtmlElement
from make import DESK, assembled, assets, repository

from tieout.formats import html, pdf
from tieout.model import Page

FACTS = """\
first: {statement: s, value: 7.25 million USD, evidence: [{source: filing, quote: $7.25 million}]}
second:
  statement: s
  value: more than 12 million USD
  evidence:
    - {source: filing, quote: more than $12 million}
    - {source: paper, quote: more than $12 million}
third: {statement: s, value: 41.2 million USD, evidence: [{source: filing, quote: $41.2 million}]}
fine: {statement: s, value: 3.12345 million USD, evidence: [{source: filing, quote: $3.12345 million}]}
loss: {statement: s, value: -1.5 million USD, evidence: [{source: filing, quote: -1.5 million USD}]}
told:
  statement: s
  value: 9 million USD
  evidence: [{source: news, quote: $9 million}, {source: wire, quote: $9 million}]
billions: {statement: s, value: 2 billion USD, evidence: [{source: filing, quote: $2 billion}]}
francs: {statement: s, value: 5 million CHF, evidence: [{source: filing, quote: 5 million CHF}]}
trip: {statement: s, value: 1 trip, evidence: [{source: filing, quote: 1 trip}]}
trips: {statement: s, value: 24 trips, evidence: [{source: filing, quote: 24 trips}]}
wait: {statement: s, value: 5 ms, evidence: [{source: filing, quote: 5 ms}]}
way: {statement: s, value: 5 m, evidence: [{source: filing, quote: 5 m}]}
power: {statement: s, value: 750 MW, evidence: [{source: filing, quote: 750 MW}]}
day: {statement: s, value: "2025", evidence: [{source: filing, quote: "2025"}]}
price:
  statement: s
  value: 20 million USD
  evidence:
    - {source: filing, quote: $20 million}
    - {source: news, quote: $17 million, stance: contradicts}
"""
BRIEFING = """\
title: Prices
subject: Power
version: "1.0"
issued: 2026-11-20
standfirst: What power costs.
sections: [prices]
"""


def made(folder: Path, *rows: tuple[str, ...], language: str = "en-GB") -> Page:
    """Return a page with one table of these rows; a cell that is an id prints its fact."""
    known = {line.split(":")[0] for line in FACTS.splitlines() if not line.startswith(" ")}
    cells = [[f'{{{{ fact("{cell}") }}}}' if cell in known else cell for cell in row] for row in rows]
    written = "".join(f"    - [{', '.join(repr(cell) for cell in row)}]\n" for row in cells)
    columns = ", ".join(f"Column {letter}" for letter in "ABCDEF"[: len(rows[0])])
    exhibits = f"t:\n  title: Prices differ\n  table:\n   columns: [{columns}]\n   rows:\n{written}"
    files = {
        "desk.yaml": f"language: {language}\n{DESK}",
        "facts/f.yaml": FACTS,
        "briefings/prices/briefing.yaml": BRIEFING,
        "briefings/prices/prices.md": '# Prices\n\nThey differ.\n\n{{ exhibit("t") }}\n',
        "briefings/prices/exhibits.yaml": exhibits,
    }
    page, found = assembled(repository(folder, files))
    assert [one for one in found if one.severity.value == "error"] == []
    return page


def tables(page: Page) -> list[HtmlElement]:
    """Return the table as the web page has it, and as the PDF is made of."""
    texts = (html.document(page, assets()), pdf.document(page, assets()))
    return [body(text).xpath("//table[contains(@class, 'comparison')]")[0] for text in texts]


def test_a_row_that_says_disputed_is_marked(tmp_path: Path):
    """A row with the status of a disputed fact is of the class that has the rule; others are not."""
    page = made(
        tmp_path,
        ("One", "first", '{{ status("first") }}'),
        ("Other", '{{ accounts("price") }}', '{{ status("price") }}'),
        ("A side alone", "words", "Disputed, says a hand that typed it"),
    )
    for table in tables(page):
        assert [row.get("class") for row in table.xpath(".//tbody/tr")] == [None, "contradicted", None]


@pytest.mark.parametrize("typed", ["not stated", "*not stated*", " *not stated* "])
def test_a_cell_that_states_nothing_is_of_its_class(tmp_path: Path, typed: str):
    """A cell that is wholly "not stated", set in italics or not, is absent; one that says more is not."""
    page = made(tmp_path, ("One", typed, "first"), ("Other", "not stated by either side", typed))
    for table in tables(page):
        kinds = [[cell.get("class") for cell in row.xpath("td")] for row in table.xpath(".//tbody/tr")]
        assert kinds == [["absent", "num"], [None, "absent num"]]


def test_numbers_of_one_unit_line_up_on_their_points(tmp_path: Path):
    """What a number lacks behind its point, and in marks, is room beside it, as wide as those texts."""
    page = made(tmp_path, ("One", "first"), ("Other", "second"), ("Third", "third"), ("Fourth", "not stated"))
    for table in tables(page):
        assert [one.get("class") for one in table.xpath(".//thead//th")] == [None, "num"]
        behind = [cell.xpath("string(.//span[@class='pad']/@data-left)") for cell in table.xpath(".//td")]
        assert behind == ["", ".25", "5", ""]
        rooms = table.xpath(".//span[@class='room']")
        assert [(one.get("data-right"), squeezed(one.text_content())) for one in rooms] == [
            ("0,", "1"),
            (None, "1,2"),
            ("0,", "1"),
        ]


@pytest.mark.parametrize(
    "ids", [("fine", "second"), ("loss", "first"), ("told", "first"), ("trip", "trips"), ("francs", "francs")]
)
def test_a_column_of_one_unit_is_numbers(tmp_path: Path, ids: tuple[str, str]):
    """Many decimals, a sign, "reported", a plural and a currency in letters leave a column what it is."""
    page = made(tmp_path, *((f"Row {letter}", one) for letter, one in zip("ab", ids, strict=True)))
    for table in tables(page):
        assert [one.get("class") for one in table.xpath(".//td")] == ["num", "num"]


@pytest.mark.parametrize(("language", "behind"), [("de", ",25"), ("de-CH", ".25"), ("fr", ",25")])
def test_numbers_line_up_in_each_language(tmp_path: Path, language: str, behind: str):
    """A column is of numbers, and lines up on its point, whatever the signs of the desk's language."""
    rows = (("One", "first"), ("Other", "second"), ("Third", "third"), ("Loss", "loss"))
    for table in tables(made(tmp_path, *rows, language=language)):
        assert [cell.get("class") for cell in table.xpath(".//td")] == ["num"] * 4
        rooms = [cell.xpath("string(.//span[@class='pad']/@data-left)") for cell in table.xpath(".//td")]
        assert rooms == ["", behind, "5", "5"]


@pytest.mark.parametrize(
    ("first", "mixed"),
    [
        ("first", "power"),
        ("first", "day"),
        ("first", "about as much"),
        ("first", "billions"),
        ("first", "francs"),
        ("wait", "way"),
        ("trips", "power"),
    ],
)
def test_a_column_of_more_than_one_unit_is_words(tmp_path: Path, first: str, mixed: str):
    """A column that is not all of one unit and scale is set left like any; so is one of words."""
    page = made(tmp_path, ("One", first), ("Other", mixed))
    for table in tables(page):
        assert not table.xpath(".//*[@class='num']")


def test_a_column_of_years_is_words(tmp_path: Path):
    """Years stand below each other as they are, and are no amounts."""
    page = made(tmp_path, ("One", "day"), ("Other", "day"))
    assert not tables(page)[0].xpath(".//*[@class='num']")


COLUMNS = [
    (
        "first",
        "second",
        "third",
        "told",
        "loss",
        "fine",
    ),  # digits, marks, a word behind, a sign, five decimals
    ("trip", "trips"),
]


@pytest.mark.parametrize("ids", COLUMNS)
def test_points_stand_below_each_other_in_print(tmp_path: Path, ids: tuple[str, ...]):
    """In the PDF the decimal points, and the ends of numbers without one, are within a third of a point."""
    page = made(tmp_path, *((f"Row {letter}", one) for letter, one in zip("abcdef", ids, strict=False)))
    lines = [
        box
        for part in pdf.render(page, assets())
        for one in part.pages
        for box in one._page_box.descendants()
        if getattr(box, "text", "")
        and box.style["visibility"] == "visible"
        and re.search(r"\dm|trip", box.text)
    ]
    assert len(lines) == len(ids)
    points = [
        box.position_x + box.width - _wide(re.sub(r"^[^.]*\d(?=\D*$|\.)", "", box.text), box) for box in lines
    ]
    assert max(points) - min(points) < 0.4


@pytest.mark.parametrize("ids", COLUMNS)
def test_points_stand_below_each_other_on_the_web(tmp_path: Path, ids: tuple[str, ...]):
    """So they are on the page, as Chromium shows it, to half a pixel."""
    page = made(tmp_path, *((f"Row {letter}", one) for letter, one in zip("abcdef", ids, strict=False)))
    with browser.chromium() as running:
        index = browser.write(tmp_path / "made", html.make(page, assets(), 1))
        with browser.opened(running, index, 1280) as window:
            points = window.tab.evaluate(_POINTS)
    assert len(points) == len(ids)
    assert max(points) - min(points) < 0.5


_POINTS = """() => [...document.querySelectorAll('.comparison td.num .cell')].map(one => {
  const walker = document.createTreeWalker(one, NodeFilter.SHOW_TEXT);
  for (let node = walker.nextNode(); node; node = walker.nextNode()) {
    const whole = node.data.match(/^[^.]*?[\\d,]*\\d(?=\\.|\\D*$)/);
    if (!whole) continue;
    const range = document.createRange();
    range.setStart(node, 0);
    range.setEnd(node, whole[0].length);
    return range.getBoundingClientRect().right;
  }
})"""


def _wide(text: str, box: object) -> float:
    """Return how wide ``text`` is in the face and size of a box, in pixels."""
    from fontTools.ttLib import TTFont

    file = Path(__file__).parent.parent / "templates" / "fonts" / "TieoutSans-Regular.ttf"
    with TTFont(file) as face:
        advances, names, size = face["hmtx"], face.getBestCmap(), box.style["font_size"]
        return sum(advances[names[ord(letter)]][0] for letter in text) * size / face["head"].unitsPerEm
