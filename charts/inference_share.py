"""The share of inference by house and by year: Deloitte's of computing against Gartner's of spending."""

from __future__ import annotations

from collections.abc import Mapping

from tieout.canvas import Canvas, Series
from tieout.model import Standing

DELOITTE = (
    "inference-share-deloitte-earlier@2023",
    "inference-share-deloitte-earlier@2025",
    "inference-share-deloitte@2026",
)
GARTNER = ("inference-share-gartner@2026", "inference-share-gartner@2029")
USES = (*DELOITTE, *GARTNER)


def draw(facts: Mapping[str, Standing], canvas: Canvas) -> None:
    """Draw a line for each house; the forecasts are hollow."""
    deloitte, gartner = (tuple(facts[one] for one in house) for house in (DELOITTE, GARTNER))
    canvas.series(
        [
            Series("Deloitte", deloitte, "of AI computing"),
            Series("Gartner", gartner, "of spending on rented AI capacity", "second"),
        ],
        axis="Inference’s share",
    )
