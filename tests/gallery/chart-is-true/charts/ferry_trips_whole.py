"""Ferry trips of a year, as a bar that is left as it was drawn."""

from tieout.canvas import Row

USES = ("ferry-trips-2024",)


def draw(facts, canvas):
    """Draw the year."""
    canvas.bars([Row("Ferries", facts["ferry-trips-2024"])])
