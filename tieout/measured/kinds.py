"""What can be wrong with a finished drawing: the kinds, and how one is told."""

from __future__ import annotations

from collections.abc import Iterable

from lxml import etree

from tieout.frozen import frozen

Box = tuple[float, float, float, float]
"""Left, top, right and bottom in the drawing's own units, y counted downwards."""

UNREAD = "drawing-is-unread"
UNKNOWN = "ink-is-unknown"
ALTERED = "attribute-is-false"
AXIS_UNREAD = "axis-is-unread"
AXIS_FALSE = "axis-is-false"
AXIS_CUT = "axis-is-cut"
MARK_OFF = "mark-is-off"
MARK_UNBOUND = "mark-is-unbound"
HEDGE_OFF = "hedge-is-off"
LINE_OFF = "line-is-off"
LABEL_OFF = "label-is-off"
LABEL_MISSING = "label-is-missing"
LABEL_ASTRAY = "label-is-astray"
NAME_OFF = "name-is-off"
UNDRAWN = "fact-is-undrawn"
OVERLAPS = "text-overlaps"
COVERED = "text-is-covered"
LEAVES = "text-leaves"

KINDS = {
    UNREAD: "what is there is no drawing of a chart",
    UNKNOWN: "an element, an attribute or a step of a path that can't be measured",
    ALTERED: "an attribute says other than the fact, or than what is drawn",
    AXIS_UNREAD: "an axis has too few words, or none that say what it counts in",
    AXIS_FALSE: "words, gridlines or line of an axis stand elsewhere than the axis has it",
    AXIS_CUT: "an axis of bars, points or lines does not begin at zero, or bars stand on powers of ten",
    MARK_OFF: "a mark shows another number, or another date, than its fact has",
    MARK_UNBOUND: "ink that is of no fact",
    HEDGE_OFF: "a number is drawn as held to something else than it is",
    LINE_OFF: "the line of a series leaves its points, or is dashed otherwise than forecasts are",
    LABEL_OFF: "words say another number than their fact has, or are of another fact than their mark",
    LABEL_MISSING: "a mark that has to have its number in words has none",
    LABEL_ASTRAY: "the words of a number stand at another mark than their own",
    NAME_OFF: "a mark, or a number beside it, stands under another name than its row of data has",
    UNDRAWN: "a fact, or one side of a dispute, that the chart draws by its data is not there",
    OVERLAPS: "two lines of text share more than an edge",
    COVERED: "ink lies over a line of text",
    LEAVES: "a line of text leaves the drawing",
}
"""Every kind of fault, and what is then so."""


@frozen
class Fault:
    """One thing that is wrong with a drawing: its kind, where (the path to an element), its box, and how."""

    kind: str
    where: str
    box: Box | None
    message: str


def where(element: etree._Element) -> str:
    """Return the way to an element: the drawing's id, then each element by its place among its like."""
    steps = []
    while (above := element.getparent()) is not None:
        name = element.tag.rpartition("}")[2]
        nth = sum(1 for _ in element.itersiblings(element.tag, preceding=True)) + 1
        steps.append(f"{name}[{nth}]")
        element = above
    return "/".join([f"#{element.get('id')}" if element.get("id") else "svg", *reversed(steps)])


def hull(runs: Iterable[Iterable[tuple[float, float]]]) -> Box:
    """Return the least rectangle around all points of ``runs``."""
    points = [point for run in runs for point in run]
    across, down = [x for x, _ in points], [y for _, y in points]
    return min(across), min(down), max(across), max(down)


def around(boxes: Iterable[Box]) -> Box | None:
    """Return the least rectangle around ``boxes``; None where there are none."""
    every = list(boxes)
    if not every:
        return None
    return (
        min(box[0] for box in every),
        min(box[1] for box in every),
        max(box[2] for box in every),
        max(box[3] for box in every),
    )


def apart(one: Box, other: Box) -> float:
    """Return how far two rectangles are apart, 0 where they touch."""
    across = max(one[0] - other[2], other[0] - one[2], 0.0)
    down = max(one[1] - other[3], other[1] - one[3], 0.0)
    return (across * across + down * down) ** 0.5
