"""Where things stand, by measured text: rows of bars or points, stacked bars, headline numbers."""

from tieout.layouts.headlines import headlines
from tieout.layouts.plan import Axis, Laid, Plan, ticks
from tieout.layouts.rows import BARS, POINTS, Form, rows

__all__ = ["BARS", "POINTS", "Axis", "Form", "Laid", "Plan", "headlines", "rows", "ticks"]
