"""The customers of Cerebras by share of revenue, a bar for each period; of the backlog no share is stated."""

from __future__ import annotations

from collections.abc import Mapping

from tieout.canvas import Canvas, Part, Stack
from tieout.model import Standing

OTHERS = "all others"
USES = (
    "cerebras-g42-share-2024-h1",
    "cerebras-g42-share-2024",
    "cerebras-g42-share",
    "cerebras-mbzuai-share",
    "cerebras-customer-a-2025",
    "cerebras-customer-d-2025",
    "cerebras-customer-a-2026",
    "cerebras-customer-d-2026",
    "cerebras-customer-b-2026",
)


def draw(facts: Mapping[str, Standing], canvas: Canvas) -> None:
    """Draw named customers in the accent and lettered ones in grey: no letter shall seem to be a name."""
    first, whole, g42, mbzuai, a_2025, d_2025, a_2026, d_2026, b_2026 = (facts[address] for address in USES)
    canvas.stacked(
        [
            Stack("January to June 2024", (Part("G42", first, "subject"),), rest=OTHERS),
            Stack("2024", (Part("G42", whole, "subject"),), rest=OTHERS),
            Stack("2025", (Part("G42", g42, "subject"), Part("MBZUAI", mbzuai, "kin")), rest=OTHERS),
            Stack(
                "January to June 2025",
                (Part("A", a_2025, "context"), Part("D", d_2025, "context")),
                "customers by letter",
                OTHERS,
            ),
            Stack(
                "January to June 2026",
                (Part("A", a_2026, "context"), Part("D", d_2026, "context"), Part("B", b_2026, "context")),
                "customers by letter",
                OTHERS,
            ),
            Stack("Backlog by mid-year", (), "revenue still to come"),
        ]
    )
