"""OpenAI's agreements on chips by power, as bars: Cerebras against the others."""

from __future__ import annotations

from collections.abc import Mapping

from tieout.canvas import Canvas, Row
from tieout.model import Standing

USES = (
    "openai-nvidia-capacity",
    "openai-broadcom-capacity",
    "openai-amd-capacity",
    "openai-aws-capacity",
    "openai-cerebras-capacity-total",
    "openai-cerebras-capacity",
)


def draw(facts: Mapping[str, Standing], canvas: Canvas) -> None:
    """Draw a bar for each agreement, the subject's in colour."""
    nvidia, broadcom, amd, amazon, whole, committed = (facts[address] for address in USES)
    canvas.bars(
        [
            Row("NVIDIA", nvidia, "letter of intent", "context"),
            Row("Broadcom", broadcom, "custom accelerators", "context"),
            Row("AMD", amd, "processors", "context"),
            Row("Amazon", amazon, "its own chips", "context"),
            Row("Cerebras, with the option", whole, "if OpenAI takes it up", "kin"),
            Row("Cerebras", committed, "committed"),
        ]
    )
