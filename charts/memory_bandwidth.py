"""Memory bandwidth against memory, a point for each device: on-chip memory against stacks beside the chip."""

from __future__ import annotations

from collections.abc import Mapping

from tieout.canvas import Callout, Canvas, Dot
from tieout.model import Standing

DEVICES = {  # name, what the measures of the device are called, and its emphasis
    "WSE-3": ("wse3", "subject"),
    "Groq LPU": ("groq-lpu", "kin"),
    "NVIDIA LPU": ("groq-3", "kin"),
    "H200": ("h200", "context"),
    "Blackwell Ultra": ("gb300", "context"),
    "Trillium": ("tpu-v6e", "context"),
}
ADVANTAGE = "wse3-to-h200-bandwidth"
REMARK = 'With {{ claim("less", "wse3-memory", "h200-memory") }} memory, {} the bandwidth of the H200'
USES = (
    *(f"{device}-{measure}" for device, _ in DEVICES.values() for measure in ("memory", "bandwidth")),
    ADVANTAGE,
)


def draw(facts: Mapping[str, Standing], canvas: Canvas) -> None:
    """Draw a point for each device, and say at the subject's what its bandwidth is to the H200's."""
    canvas.scatter(
        [
            Dot(name, facts[f"{device}-memory"], facts[f"{device}-bandwidth"], emphasis=emphasis)
            for name, (device, emphasis) in DEVICES.items()
        ],
        x_axis="Memory per device",
        y_axis="Peak memory bandwidth",
        callout=Callout(REMARK, "WSE-3", facts[ADVANTAGE]),
    )
