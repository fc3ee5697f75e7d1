"""Facts to ink: bars, points, parts, series, scatters and headline numbers that draw their hedge."""

from tieout.canvas.scribe import ALIKE
from tieout.canvas.script import Callout, Dot, Kind, Part, Row, Series, Stack
from tieout.canvas.sheet import Canvas

__all__ = ["ALIKE", "Callout", "Canvas", "Dot", "Kind", "Part", "Row", "Series", "Stack"]
