"""Comparison tables: rows that are contradicted, cells that state nothing, numbers below each other."""

from __future__ import annotations

from pathlib import Path

import pytest
from finished import body, squeezed
from lxml.html import HtmlElement
from make import assembled, assets, repository

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


def made(folder: Path, *rows: tuple[str, ...]) -> Page:
    """Return a page with one table of these rows; a cell that is an id prints its fact."""
    known = {line.split(":")[0] for line in FACTS.splitlines() if not line.startswith(" ")}
    cells = [[f'{{{{ fact("{cell}") }}}}' if cell in known else cell for cell in row] for row in rows]
    written = "".join(f"    - [{', '.join(repr(cell) for cell in row)}]\n" for row in cells)
    columns = ", ".join(f"Column {letter}" for letter in "ABCDEF"[: len(rows[0])])
    exhibits = f"t:\n  title: Prices differ\n  table:\n   columns: [{columns}]\n   rows:\n{written}"
    files = {
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
    """What a number lacks behind its point, a point being half a digit, and in marks, is room beside it."""
    page = made(tmp_path, ("One", "first"), ("Other", "second"), ("Third", "third"), ("Fourth", "not stated"))
    for table in tables(page):
        assert [one.get("class") for one in table.xpath(".//thead//th")] == [None, "num"]
        rooms = table.xpath(".//span[@class='room']")
        assert [(one.get("data-wide"), one.get("data-pad")) for one in rooms] == [
            ("3", None),
            ("3", "2-5"),
            ("3", "1"),
        ]
        assert [squeezed(one.text_content()) for one in rooms] == ["1", "1,2", "1"]


@pytest.mark.parametrize("mixed", ["power", "day", "about as much"])
def test_a_column_of_more_than_one_unit_is_words(tmp_path: Path, mixed: str):
    """A column that is not all of one unit is set left like any; so is one of years, and one of words."""
    page = made(tmp_path, ("One", "first"), ("Other", mixed))
    for table in tables(page):
        assert not table.xpath(".//*[@class='num']")
    years = made(tmp_path / "years", ("One", "day"), ("Other", "day"))
    assert not tables(years)[0].xpath(".//*[@class='num']")


def test_points_stand_below_each_other_in_print(tmp_path: Path):
    """In the PDF the decimal points, and the ends of numbers without one, are within a tenth of a point."""
    page = made(tmp_path, ("One", "first"), ("Other", "second"), ("Third", "third"))
    lines = [
        box
        for one in pdf.render(page, assets()).pages
        for box in one._page_box.descendants()
        if getattr(box, "text", "").endswith("m") and "$" in box.text
    ]
    assert [box.text.replace("\u00a0", " ") for box in lines] == ["$7.25m", "more than $12m", "$41.2m"]
    suffix, digit, point = _widths(lines[0])
    ends = [box.position_x + box.width - suffix for box in lines]
    behind = [2 * digit + point, 0, digit + point]
    points = [end - less for end, less in zip(ends, behind, strict=True)]
    assert max(points) - min(points) < 0.4


def _widths(box: object) -> tuple[float, float, float]:
    """Return how wide "m", a digit and a point are in the face and size of a box, in pixels."""
    from fontTools.ttLib import TTFont

    file = Path(__file__).parent.parent / "templates" / "fonts" / "TieoutSans-Regular.ttf"
    with TTFont(file) as face:
        advances, names, size = face["hmtx"], face.getBestCmap(), box.style["font_size"]
        em = face["head"].unitsPerEm
        return tuple(advances[names[ord(letter)]][0] * size / em for letter in "m0.")
