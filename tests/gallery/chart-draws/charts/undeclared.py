"""Ferry trips of a year, as a bar; it draws a fact that it does not declare."""

from tieout.canvas import Row

USES = ("ferry-trips-2024",)


def draw(facts, canvas):
    """Draw the year."""
    canvas.bars([Row("Fähren", facts["ferry-trips-2024"]), Row("Züge", facts["train-trips-2024"])])
