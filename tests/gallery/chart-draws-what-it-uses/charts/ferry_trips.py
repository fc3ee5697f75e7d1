"""Ferry trips of two years, as bars; the second has no fact."""

from tieout.canvas import Row

USES = ("ferry-trips-2024", "ferry-trips-2025")


def draw(facts, canvas):
    """Draw a bar for each year."""
    canvas.bars([Row("2024", facts[USES[0]]), Row("2025", facts[USES[1]])])
