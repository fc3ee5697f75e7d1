"""Rows to a plan of bars, points or headlines: their lines, the scale of their axis, their columns."""

from __future__ import annotations

from collections.abc import Sequence

from tieout.canvas.counting import Counting, scaled
from tieout.canvas.scribe import Scribe
from tieout.canvas.script import Row
from tieout.hedges import ChartFault, Line
from tieout.ink import Run
from tieout.layouts import Plan
from tieout.quantities.units import Unit, canonical


def planned(scribe: Scribe, rows_: Sequence[Row], heads: Sequence[str] = (), axis: str = "") -> Plan:
    """Return the plan of rows as bars or points; ``Canvas.bars`` says what is refused."""
    for row in rows_:
        if len(row.columns) > len(heads):
            raise ChartFault(f"the row `{row.name}` has more columns than heads", "name each in `heads=`")
    lines, unit = scribe.lines(rows_)
    return _plan(scribe, lines, unit, tuple(_head(scribe, rows_, head) for head in heads), axis)


def headlined(scribe: Scribe, rows_: Sequence[Row]) -> Plan:
    """Return the plan of rows as headlines; ``Canvas.headlines`` says what is refused."""
    lines, unit = scribe.lines(rows_, scribe.house.look.verdicts)
    if len(lines) > 3:
        raise ChartFault("more than three headline numbers", "draw the rest as bars in an exhibit")
    return _plan(scribe, lines, unit)


def _plan(
    scribe: Scribe, lines: Sequence[Line], unit: Unit, heads: tuple[tuple[Run, ...], ...] = (), axis: str = ""
) -> Plan:
    most = max(line.extent.end for line in lines)
    if not most:
        raise ChartFault("no row is above zero", "a chart needs at least one")
    scale = scaled(most, unit)
    title = scribe.runs(axis, (), "sans", "ink-2") if axis else ()
    return Plan(
        scribe.house,
        scribe.rendering,
        tuple(lines),
        Counting(unit, scale, scribe.desk.vocabulary),
        scale,
        heads,
        title,
        canonical(unit),
    )


def _head(scribe: Scribe, rows_: Sequence[Row], text: str) -> tuple[Run, ...]:
    return scribe.runs(text, [one for row in rows_ for one in row.columns if one], "sans", "ink-2")
