"""Passengers of the last two years, as headline numbers."""

from collections.abc import Mapping

from tieout.canvas import Canvas, Row
from tieout.model import Standing

USES = ("ferry-trips@2025", "ferry-trips@2024")


def draw(facts: Mapping[str, Standing], canvas: Canvas) -> None:
    """Draw the last year over the year before."""
    now, before = (facts[address] for address in USES)
    canvas.headlines([Row("In 2025", now), Row("In 2024", before, emphasis="context")])
