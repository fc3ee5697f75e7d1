"""Ferry trips of a year, as a bar; it asks the canvas module for what it does not have."""

from tieout import canvas as ours

USES = ("ferry-trips-2024",)

Row = ours.Pie


def draw(facts, canvas):
    """Draw the year."""
    canvas.bars([Row("2024", facts["ferry-trips-2024"])])
