"""What Cerebras was valued at, in order of date, each value beside the shares it counts."""

from __future__ import annotations

from collections.abc import Mapping

from tieout.canvas import Canvas, Row
from tieout.model import Standing

GREY, KIN = "context", "kin"
USES = (
    "cerebras-value-series-g",
    "cerebras-value-series-h",
    "cerebras-target-valuation",
    "cerebras-value-range-first",
    "cerebras-value-range-second-outstanding",
    "cerebras-value-range-second-diluted",
    "cerebras-value-listing-outstanding",
    "cerebras-listing-valuation",
    "cerebras-value-first-close-outstanding",
    "cerebras-value-first-close",
    "cerebras-shares-outstanding",
    "cerebras-shares-diluted",
)


def draw(facts: Mapping[str, Standing], canvas: Canvas) -> None:
    """Draw values on all rights to shares in the accent, on shares outstanding in its kin, others in grey."""
    series_g, series_h, target, first, second, second_all, price, price_all, *rest = (
        facts[address] for address in USES
    )
    close, close_all, shares, shares_all = rest
    canvas.points(
        [
            Row("Series G", series_g, "September 2025", GREY, columns=(None,)),
            Row("Series H", series_h, "February 2026", GREY, columns=(None,)),
            Row("Target in the press", target, "April 2026", GREY, columns=(None,)),
            Row("First range", first, "4 May 2026", GREY, columns=(None,)),
            Row("Second range", second, "May 2026, outstanding", KIN, columns=(shares,)),
            Row("Second range", second_all, "May 2026, fully diluted", columns=(shares_all,)),
            Row("Price of the listing", price, "13 May 2026, outstanding", KIN, columns=(shares,)),
            Row("Price of the listing", price_all, "13 May 2026, fully diluted", columns=(shares_all,)),
            Row("First close", close, "14 May 2026, outstanding", KIN, columns=(shares,)),
            Row("First close", close_all, "14 May 2026, fully diluted", columns=(None,)),
        ],
        heads=("Shares counted",),
    )
