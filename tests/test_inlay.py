"""Charts in the page: what is left out of them is lost to nobody, and each label can be touched."""

from __future__ import annotations

import re
from dataclasses import replace
from itertools import combinations
from pathlib import Path

import browser
import make_page
import pytest

from tieout.formats import html, inlay, look
from tieout.ink import Box
from tieout.model import Drawing, Exhibit, Page

ASSETS = look.read(Path(__file__).parent.parent / "templates")
PAGE = make_page.page(look.colours(ASSETS))
WIDTH, HEIGHT = 300, 120


def drawn(*labels: tuple[Box, str]) -> Page:
    """Return a page whose one exhibit is drawn once, with a label for each box, of the fact named."""
    texts = "".join(
        f'<text data-class="fact" data-fact="{fact}" data-box="{left} {top} {right} {bottom}">{nth}</text>'
        for nth, ((left, top, right, bottom), fact) in enumerate(
            ((box.left, box.top, box.right, box.bottom), fact) for box, fact in labels
        )
    )
    svg = f'<svg xmlns="http://www.w3.org/2000/svg" id="made">{texts}</svg>'
    exhibit = PAGE.exhibits["share"]
    drawing = Drawing("web-343", svg, WIDTH, HEIGHT, ())
    return replace(PAGE, cover=None, exhibits={"share": replace(exhibit, drawings={"web-343": drawing})})


def touched(*labels: Box) -> list[Box]:
    """Return the box of each label's button."""
    (shown,) = inlay.of_page(drawn(*((box, "price") for box in labels)))["share"]
    return [one.box for one in shown.taps]


def high(box: Box) -> float:
    return round(box.bottom - box.top, 6)


# --- what can be touched -------------------------------------------------------------------------


def test_a_label_alone_is_as_large_as_a_finger():
    """A small label is 24 px each way, in its middle; a large one is a little more than itself."""
    small, large = Box(100, 50, 106, 59), Box(20, 40, 260, 95)
    assert touched(small) == [Box(91, 42.5, 115, 66.5)]
    assert touched(large) == [Box(17, 37, 263, 98)]


def test_labels_below_each_other_share_the_room_there_is():
    """Of three lines close together each button holds its own label, meets no other, and is high enough."""
    lines = [Box(10, 20, 80, 29), Box(10, 45, 60, 54), Box(10, 60, 120, 69)]
    boxes = touched(*lines)
    assert all(box.holds(line) for box, line in zip(boxes, lines, strict=True))
    assert not any(one.meets(other) for one, other in combinations(boxes, 2))
    assert [high(box) for box in boxes] == [24, 24, 24]
    crowded = [Box(10, 20 + 12 * nth, 80, 29 + 12 * nth) for nth in range(4)]
    assert not any(one.meets(other) for one, other in combinations(touched(*crowded), 2))
    assert all(box.holds(line) for box, line in zip(touched(*crowded), crowded, strict=True))


def test_labels_beside_each_other_part_the_room_between_them():
    """Two numbers of one line meet half-way, and none reaches out of the drawing."""
    first, second = touched(Box(0, 50, 10, 59), Box(14, 50, 24, 59))
    assert (first.left, first.right, second.left) == (0, 12, 12)
    assert touched(Box(290, 50, WIDTH, 59))[0].right == WIDTH


def test_a_label_without_evidence_cannot_be_touched():
    """What no panel shows gets no button; what one does gets it, named by its words."""
    (shown,) = inlay.of_page(drawn((Box(0, 0, 9, 9), "nowhere"), (Box(50, 50, 90, 60), "price")))["share"]
    assert re.findall(r'<button.*?aria-label="(.*?)"', str(shown.html)) == ["1"]
    assert 'popovertarget="p-price"' in shown.html and "p-nowhere" not in shown.html


def test_the_style_sheet_lays_each_button_in_parts_of_its_drawing():
    """A drawing that shrinks takes its buttons along; the page itself has no style of its own."""
    shown = inlay.of_page(drawn((Box(138, 51, 162, 69), "price")))
    assert inlay.style(shown) == (
        "#made ~ :nth-of-type(1) { left: 45.00%; top: 40.00%; width: 10.00%; height: 20.00%; }\n"
    )
    made = html.make(PAGE, ASSETS, 1)
    assert b"#deal-growth-web-968 ~ :nth-of-type(1)" in made["style.css"]
    assert b" style=" not in made["index.html"]


def test_two_exhibits_may_draw_one_chart():
    """No id stands twice in the page: the second time a chart is drawn it is called for its exhibit."""
    one: Exhibit = PAGE.exhibits["deal-growth"]
    twice = replace(PAGE, exhibits={"a": replace(one, id="a"), "b": replace(one, id="b")}, cover=None)
    ids = [shown.id for exhibit in inlay.of_page(twice).values() for shown in exhibit]
    assert len(ids) == len(set(ids)) and {"deal-growth-web-968", "b-web-968"} <= set(ids)
    assert re.findall(r'<svg[^>]* id="([^"]*)"', "".join(
        str(shown.svg) for exhibit in inlay.of_page(twice).values() for shown in exhibit
    )) == ids  # fmt: skip


# --- what is left out ----------------------------------------------------------------------------


@pytest.mark.parametrize("scheme", ["light", "dark"])
def test_a_slimmed_drawing_is_the_same_drawing(built, tmp_path, scheme):
    """To the last pixel the page's charts are those of the files beside it, in both schemes."""
    page = (built.folder / "index.html").read_text("utf-8")
    style = (built.folder / "style.css").read_text("utf-8")
    figures = re.findall(r'<svg class="chart" id=.*?</svg>', page, re.DOTALL)
    assert len(figures) > 20
    shots = []
    with browser.chromium() as running:
        for folder, drawings_ in (("slim", figures), ("whole", [original(built, svg) for svg in figures])):
            body = "".join(f"<div>{svg}</div>" for svg in drawings_)
            fonts = {f"fonts/{one.name}": one.read_bytes() for one in (built.folder / "fonts").iterdir()}
            text = f'<!DOCTYPE html><meta charset="utf-8"><link rel="stylesheet" href="style.css">{body}'
            files = {"index.html": text.encode(), "style.css": style.encode(), **fonts}
            index = browser.write(tmp_path / folder, files)
            with browser.opened(running, index, 1000, scheme=scheme) as shown:
                shown.tab.wait_for_timeout(200)
                shots.append(shown.tab.screenshot(full_page=True))
    assert shots[0] == shots[1]


def original(built, svg: str) -> str:
    """Return the drawing as the engine made it, that the page has slimmed."""
    name = re.search(r' id="[^"]*"', svg)[0]
    drawn = (one.read_text("utf-8") for one in sorted((built.folder / "charts").glob("*.svg")))
    return next(one for one in drawn if name in one.partition(">")[0])
