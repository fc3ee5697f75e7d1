"""Passengers by year, as bars, with what is expected."""

from collections.abc import Mapping

from tieout.canvas import Canvas, Row
from tieout.model import Standing

USES = ("ferry-trips@2024", "ferry-trips@2025", "ferry-trips-forecast-2030")


def draw(facts: Mapping[str, Standing], canvas: Canvas) -> None:
    """Draw a bar a year, and the forecast as a range."""
    before, now, then = (facts[address] for address in USES)
    canvas.bars(
        [
            Row("2024", before, emphasis="context"),
            Row("2025", now),
            Row("2030", then, sub="forecast by the Transport Panel", emphasis="context"),
        ]
    )
