"""Columns of a PDF that are as high as one another, found from the heights of what stands in them.

WeasyPrint lays the whole of a balanced block out again for each pixel of height that it tries. Where no item
may be broken, the least height in which all have their place can be told from the items' own heights.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from inspect import signature
from typing import Any

_AVOID = frozenset({"avoid", "avoid-page", "avoid-column"})
_SLACK = 0.01  # px; what adding up may lose
_OWN = (
    "context", "box", "bottom_space", "skip_stack", "containing_block", "page_is_empty", "absolute_boxes",
    "fixed_boxes", "adjoining_margins", "first_letter_style", "first_line_style",
)  # fmt: skip
_FORGETS = ("context", "box_list", "absolute_boxes", "fixed_boxes")


def least_height(heights: Sequence[float], count: int) -> float:
    """Return the least height of ``count`` columns that take items of these heights, in order, each whole."""
    height = max(sum(heights) / count, *heights)
    while True:
        columns, used, more = 1, 0.0, float("inf")
        for one in heights:
            if used + one > height + _SLACK:
                more = min(more, used + one - height)
                columns, used = columns + 1, 0.0
            used += one
        if columns <= count:
            return height
        height += more


def install(block: Any) -> None:
    """Have WeasyPrint's module ``block`` balance columns of whole items in this way, others in its own.

    Where it calls its layout of columns otherwise than is known here, it keeps its own way.
    """
    own, forget = getattr(block, "columns_layout", None), getattr(block, "remove_placeholders", None)
    if isinstance(own, Balancing) or not (callable(own) and callable(forget)):
        return
    if (*signature(own).parameters,) == _OWN and (*signature(forget).parameters,) == _FORGETS:
        block.columns_layout = Balancing(own, forget)


@dataclass(slots=True)
class _Tried:
    """A layout of a block: its box, where it goes on, what more there is to say, and what left the flow."""

    box: Any
    resume: Any
    rest: tuple[Any, ...]
    absolute: list[Any]
    fixed: list[Any]

    @property
    def is_cut(self) -> bool:
        return self.box is None or self.resume is not None

    @property
    def items(self) -> list[Any]:
        return [item for column in self.box.children for item in column.children]


class Balancing:
    """The layout of columns: called as WeasyPrint calls its ``own``, which does all of it but find a height.

    ``forget`` undoes what a layout that is not used has told the page.
    """

    def __init__(self, own: Callable[..., Any], forget: Callable[..., None]) -> None:
        self.own, self.forget = own, forget

    def __call__(
        self,
        context: Any,
        box: Any,
        bottom_space: float,
        skip_stack: Any,
        containing_block: Any,
        page_is_empty: bool,
        absolute_boxes: list[Any],
        fixed_boxes: list[Any],
        *others: Any,
    ) -> tuple[Any, ...]:
        def tried(**properties: Any) -> _Tried:
            out: tuple[list[Any], list[Any]] = ([], [])
            given = skip_stack, containing_block, page_is_empty, *out, *others
            made, resume, *rest = self.own(context, _styled(box, properties), bottom_space, *given)
            return _Tried(made, resume, tuple(rest), *out)

        found = (
            self._balanced(context, box, tried) if _is_of_whole_items(context, box, skip_stack) else tried()
        )
        if found.box is not None:
            found.box.style = box.style
        absolute_boxes += found.absolute
        fixed_boxes += found.fixed
        return found.box, found.resume, *found.rest

    def _balanced(self, context: Any, box: Any, tried: Callable[..., _Tried]) -> _Tried:
        """Return the layout of a block of whole items: filled to the foot of the page, or all balanced."""
        found = tried(column_fill="auto")
        if found.is_cut:
            return found
        count, items = box.style["column_count"], found.items
        least = least_height([item.margin_height() for item in items], count) + _SLACK
        # What is below an item is asked for twice in some places: columns may then be higher by it.
        for more in (0, max(item.padding_bottom + item.border_bottom_width for item in items)):
            self._forget(context, found)
            found = tried(column_fill="auto", height=_pixels(least + more))
            if not found.is_cut and len(found.box.children) <= count:
                return found
        self._forget(context, found)
        return tried()

    def _forget(self, context: Any, found: _Tried) -> None:
        if found.box is not None:
            self.forget(context, [found.box], found.absolute, found.fixed)


def _is_of_whole_items(context: Any, box: Any, skip_stack: Any) -> bool:
    """Return whether a block has columns to balance, of items that stand one below another, each unbroken."""
    style = box.style
    return (
        style["column_count"] != "auto"
        and style["column_width"] == "auto"
        and style["column_fill"] == "balance"
        and style["height"] == "auto"
        and context.current_footnote_area.height == "auto"
        and bool(box.children)
        and not any((skip_stack or {}).values())
        and all(map(_is_whole, box.children))
    )


def _is_whole(item: Any) -> bool:
    style = item.style
    return (
        item.is_in_normal_flow()
        and style["break_inside"] in _AVOID
        and style["break_before"] == style["break_after"] == "auto"
        and style["column_span"] == "none"
        and not any(getattr(style[side], "value", 1) for side in ("margin_top", "margin_bottom"))
    )


def _styled(box: Any, properties: Mapping[str, Any]) -> Any:
    """Return a box as it is, but for these properties."""
    if not properties:
        return box
    box = box.copy()
    box.style = box.style.copy()
    box.style.update(properties)
    return box


def _pixels(value: float) -> Any:
    from weasyprint.css.properties import Dimension

    return Dimension(value, "px")
