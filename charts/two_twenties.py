"""The two sums of twenty billion, and the accounts beside them, as headline numbers on one scale."""

from __future__ import annotations

from collections.abc import Mapping

from tieout.canvas import Canvas, Row
from tieout.model import Standing

GREY = "context"
USES = ("openai-cerebras-commitment", "nvidia-groq-price-reported", "nvidia-groq-consideration")


def draw(facts: Mapping[str, Standing], canvas: Canvas) -> None:
    """Draw a headline for each sum."""
    commitment, reported, accounts = (facts[address] for address in USES)
    canvas.headlines(
        [
            Row("OpenAI to Cerebras", commitment, "A commitment to buy computing capacity"),
            Row("NVIDIA to Groq, as reported", reported, "A licence, as the press priced it", GREY),
            Row("NVIDIA to Groq, in its accounts", accounts, "Payments in its annual report, added up"),
        ]
    )
