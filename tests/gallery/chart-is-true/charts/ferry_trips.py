"""Ferry trips of a year, as a bar; once it is drawn it is made shorter than its number."""

from dataclasses import replace

from tieout.canvas import Row

USES = ("ferry-trips-2024",)


def draw(facts, canvas):
    """Draw the year, and shorten its bar by a tenth."""
    canvas.bars([Row("Ferries", facts["ferry-trips-2024"])])
    mark = next(group for group in canvas.groups if ("class", "mark") in group.data)
    (left, top), (right, _), *_ = mark.items[0].runs[0]
    right -= (right - left) / 10
    down = mark.items[0].runs[0][2][1]
    shorter = ((left, top), (right, top), (right, down), (left, down))
    mark.items[0] = replace(mark.items[0], runs=(shorter,))
