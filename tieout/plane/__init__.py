"""Plots of two axes, laid out by measured text: dated series of points, and points by two numbers."""

from tieout.plane.axes import moment, powers
from tieout.plane.scatter import Measure, Pin, Remark, Scattered, doubtful, drawings, scatter
from tieout.plane.series import Dated, Stop, Strand, series

__all__ = [
    "Dated",
    "Measure",
    "Pin",
    "Remark",
    "Scattered",
    "Stop",
    "Strand",
    "doubtful",
    "drawings",
    "moment",
    "powers",
    "scatter",
    "series",
]
