"""Where things stand, by measured text: rows of bars or points, stacked bars, headline numbers."""

from tieout.layouts.headlines import headlines
from tieout.layouts.plan import Axis, Laid, Plan, ticks
from tieout.layouts.rows import BARS, POINTS, Form, rows
from tieout.layouts.stacks import WHOLE, Pile, stacks

__all__ = [
    "BARS",
    "POINTS",
    "WHOLE",
    "Axis",
    "Form",
    "Laid",
    "Pile",
    "Plan",
    "headlines",
    "rows",
    "stacks",
    "ticks",
]
