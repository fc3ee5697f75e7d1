"""Columns of whole items in the PDF: as WeasyPrint would balance them, in fewer layouts."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from tieout.formats import columns, look, press

ASSETS = look.read(Path(__file__).parents[1] / "templates")
FONT = min(name for name in ASSETS if name.endswith(".ttf"))

heights = st.lists(st.integers(1, 60), min_size=1, max_size=24)


def _filled(heights: list[int], height: float) -> int:
    """Return how many columns of a height are taken by items of these heights."""
    found, used = 1, 0.0
    for one in heights:
        if used + one > height:
            found, used = found + 1, 0.0
        used += one
    return found


@given(heights, st.integers(1, 4))
def test_the_height_is_the_least_in_which_all_have_their_place(heights: list[int], count: int) -> None:
    found = columns.least_height(heights, count)
    assert found >= max(heights)
    assert _filled(heights, found + 0.001) <= count
    assert found == max(heights) or _filled(heights, found - 1) > count


def _laid(heights: list[int], style: str, before: int = 0) -> list[list[list[float]]]:
    """Return for each page its columns of a list of items, and for each of these where its items end."""
    items = "".join(f'<li><p style="height: {one}px">{nth}</p>' for nth, one in enumerate(heights))
    html = (
        "<style>\n@page { size: 200px 300px; margin: 0 } html { font: 10px/12px Face }"
        f"@font-face {{ font-family: Face; src: url({press.BASE}{FONT}) }}"
        "body, ul, p { margin: 0; padding: 0 } ul { list-style: none; columns: 2; column-gap: 10px }"
        f"li {{ {style} }}\n{look.PARTED}</style><div style='height: {before}px'></div><ul>{items}</ul>"
    )
    pages = press.rendered(html, {FONT: ASSETS[FONT]}).pages
    columns = (
        [box for box in page._page_box.descendants() if getattr(box, "is_column", False)] for page in pages
    )
    return [
        [[item.position_y + item.margin_height() for item in one.children] for one in page]
        for page in columns
    ]


def _ours() -> columns.Balancing:
    """Return the layout of columns that the engine calls."""
    return press.engine().layout.block.columns_layout


@contextmanager
def _calling(layout: Callable[..., Any]) -> Iterator[None]:
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(press.engine().layout.block, "columns_layout", layout)
        patch.setattr(columns, "install", lambda block: None)
        yield


def _as_the_engine_does(*given: Any) -> list[list[list[float]]]:
    with _calling(_ours().own):
        return _laid(*given)


def _count(pages: list[list[list[float]]]) -> list[int]:
    return [sum(map(len, page)) for page in pages]


@settings(max_examples=25, deadline=None)
@given(heights, st.integers(0, 12), st.sampled_from((0, 250)))
def test_whole_items_are_balanced_as_well_as_by_the_engine(
    heights: list[int], below: int, before: int
) -> None:
    """Each page has the items that it would have, in columns higher by what is below an item at the most."""
    style = f"break-inside: avoid; padding-bottom: {below}px"
    ours, theirs = _laid(heights, style, before), _as_the_engine_does(heights, style, before)
    assert _count(ours) == _count(theirs)
    assert sum(_count(ours)) == len(heights)
    for mine, other in zip(ours, theirs, strict=True):
        assert len(mine) <= 2
        assert (
            max(map(max, filter(None, mine)), default=0)
            <= max(map(max, filter(None, other)), default=0) + below + 0.1
        )


@pytest.mark.parametrize("style", ["", "break-inside: avoid; margin-bottom: 3px", "break-before: column"])
def test_what_may_be_broken_is_left_to_the_engine(style: str) -> None:
    """Items that may break, or whose margins may collapse, stand where the engine has them, to the pixel."""
    heights = [14, 50, 9, 33, 41, 8, 27]
    assert _laid(heights, style) == _as_the_engine_does(heights, style)


def test_a_page_of_columns_is_laid_out_four_times_at_most():
    """However many items there are: the engine's own way tries each pixel of height."""
    counted = []

    def own(*given: Any) -> Any:
        counted.append(given)
        return ours.own(*given)

    ours = _ours()
    with _calling(columns.Balancing(own, ours.forget)):
        assert _count(_laid([7, 31, 18, 40, 22, 9, 27] * 3, "break-inside: avoid")) == [21]
    assert 2 <= len(counted) <= 4


def test_an_engine_that_calls_it_otherwise_keeps_its_own_way():
    """Whatever another version does with its private functions, columns are laid out."""

    ours = _ours()

    class Other:
        def columns_layout(context: Any, box: Any, **more: Any) -> None: ...

        remove_placeholders = ours.forget

    class Same(Other):
        columns_layout = ours.own

    for module in (Other, Same):
        columns.install(module)
    assert not isinstance(Other.columns_layout, columns.Balancing)
    assert isinstance(Same.columns_layout, columns.Balancing)
