"""The agreement of OpenAI and Cerebras in January and in April, as bars, with capacity and implied price."""

from __future__ import annotations

from collections.abc import Mapping

from tieout.canvas import Canvas, Kind, Row
from tieout.model import Standing

USES = (
    "openai-cerebras-value-january",
    "openai-cerebras-commitment",
    "cerebras-backlog",
    "openai-cerebras-warrant-threshold",
    "openai-cerebras-capacity",
    "openai-cerebras-price-per-mw-january",
    "openai-cerebras-price-per-mw",
)


def draw(facts: Mapping[str, Standing], canvas: Canvas) -> None:
    """Draw the two sums in colour, and beside them the backlog and the sum at which the warrant vests."""
    january, april, backlog, threshold, capacity, price_january, price_april = (facts[one] for one in USES)
    canvas.bars(
        [
            Row("January 2026", january, "as the press reported it", columns=(capacity, price_january)),
            Row("April 2026", april, "by the press; Cerebras since", columns=(capacity, price_april)),
            Row("Backlog, end of 2025", backlog, "all customers", "context"),
            Row("Full warrant", threshold, "a press report’s condition", "context", Kind.THRESHOLD),
        ],
        heads=("Capacity", "Implied price"),
    )
