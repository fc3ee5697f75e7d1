"""The canvas of a chart script: takes facts in one of six forms, and gives the drawing."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from math import ceil

from tieout import layouts, plane
from tieout.canvas import plots, rows, wholes
from tieout.canvas.scribe import Scribe
from tieout.canvas.script import Callout, Dot, Row, Series, Stack
from tieout.hedges import ChartFault, House
from tieout.ink import Group, collisions, drawn
from tieout.layouts import BARS, POINTS, Laid
from tieout.model import Desk, Drawing, Mark, Source, Standing
from tieout.scripts import Rendering


@dataclass(slots=True)
class Canvas:
    """One rendering of a chart: takes facts, draws their hedges, remembers which it drew.

    ``facts`` are those the script declares, by address: it can draw no others. ``sources`` are
    those of its accounts, to name them; ``beneath`` is what the facts rest on, to judge its claim words by.
    ``width`` and ``narrow`` differ by rendering. ``parameters`` are those of its edition that a script names.
    """

    house: House
    rendering: Rendering
    facts: Mapping[str, Standing]
    desk: Desk
    sources: Mapping[str, Source] = field(default_factory=dict)
    beneath: Mapping[str, Standing] = field(default_factory=dict)
    parameters: Mapping[str, str] = field(default_factory=dict)
    marks: list[Mark] = field(default_factory=list)
    groups: list[Group] = field(default_factory=list)
    height: float = 0.0
    form: str = ""

    @property
    def width(self) -> float:
        """The drawing's width, in pt in print and px on the web."""
        return self.rendering.width

    @property
    def narrow(self) -> bool:
        """Whether names and labels stand above their marks."""
        return self.rendering.medium == "narrow"

    def drawing(self, name: str) -> Drawing:
        """Return what was drawn, as SVG whose ids are salted with ``name``.

        Raises:
            ChartFault: nothing was drawn, or texts overlap or leave the drawing.
        """
        if not self.groups:
            raise ChartFault("the chart draws nothing", "call `canvas.bars` or its like in `draw`")
        size = (self.width, float(ceil(self.height)))
        for collision in collisions(self.groups, size):
            raise ChartFault(
                f"in {self.rendering.name}, {collision}", "shorten the names, or draw fewer rows or columns"
            )
        web = self.rendering.medium != "print"
        name = f"{name}-{self.rendering.name}"
        svg = drawn(self.groups, size, self.house.colours, name, web, self.form)
        return Drawing(self.rendering.name, svg, *size, tuple(self.marks))

    # --- what a script calls ---

    def bars(self, rows_: Sequence[Row], heads: Sequence[str] = (), axis: str = "") -> None:
        """Draw a bar from zero for each row, in one unit, with its label; one row per account where disputed.

        ``heads`` name the columns at the right, ``axis`` the measure where the unit alone does not.

        Raises:
            ChartFault: rows of different dimensions, a negative number, a fact without a quantity, more than
                three hues, kin beside third.
        """
        self._take(layouts.rows(rows.planned(self._scribe, rows_, heads, axis), BARS), "bars")

    def points(self, rows_: Sequence[Row], heads: Sequence[str] = (), axis: str = "") -> None:
        """Draw each row as a point on one axis from zero, with its label; the rest is as for ``bars``.

        Raises:
            ChartFault: as for ``bars``.
        """
        self._take(layouts.rows(rows.planned(self._scribe, rows_, heads, axis), POINTS), "points")

    def headlines(self, rows_: Sequence[Row]) -> None:
        """Draw each row as a headline: name, number at display size, bar on a scale that all share.

        The row's second line is its caption. The number has the colour of its verdict; one that is supported
        may be set back by ``emphasis``.

        Raises:
            ChartFault: as for ``bars``; also more than three rows.
        """
        self._take(layouts.headlines(rows.headlined(self._scribe, rows_)), "headlines")

    def stacked(self, stacks_: Sequence[Stack], axis: str = "") -> None:
        """Draw a bar of 0 to 100 % for each stack, its parts end to end; where one is disputed, a bar each.

        A part ends at its number: after it comes a narrow gap. Hedges of parts keep their words and their
        drawing (``layouts.stacks``), a floor only where what follows it has room for its chevrons. What is
        not stated is hatched over all that the stated parts leave. ``axis`` names the whole.

        Raises:
            ChartFault: parts that are no shares or sum past the whole, two in one stack that are disputed or
                not stated, a rest where none is left or none is known; also more than twenty parts or three
                hues, or kin beside third.
        """
        self._take(layouts.stacks(*wholes.stacked(self._scribe, stacks_, axis)), "stacked")

    def series(self, series_: Sequence[Series], axis: str = "") -> None:
        """Draw each series as a line over dates, from zero, with the words of every point beside it.

        Forecasts are hollow, on a dashed line, and right of a dotted one where that parts all of them from
        the rest. A disputed point is drawn at every account, and its line breaks off. ``axis`` names the
        measure. Shares are drawn in percent, whether stated so or as fractions.

        Raises:
            ChartFault: points of different dimensions, negative, undated, two at one date or one within the
                other's, numbers among shares; no series with two dates; more than three hues; a label without
                room.
        """
        self._take(plane.series(plots.dated(self._scribe, series_, axis)), "series")

    def scatter(
        self,
        dots: Sequence[Dot],
        x_axis: str,
        y_axis: str,
        log: bool = True,
        callout: Callout | None = None,
    ) -> None:
        """Draw each dot at its two numbers, with its name beside it.

        A subject's numbers are printed too, and those of a dot with a hedge at one of them.
        The axes count in powers of ten, and say so; without ``log`` evenly from zero. ``x_axis`` and
        ``y_axis`` name the measures; the unit is added where they do not name it. A dot of which one number
        is disputed is drawn at every account.

        Raises:
            ChartFault: fewer than two dots, numbers of two dimensions on one axis, one that is not above zero
                on a log axis, a dot with both numbers disputed, more than three hues, an annotation without
                its number or its dot, a label without room.
        """
        plan = plots.scattered(self._scribe, dots, x_axis, y_axis, log, callout)
        self._take(plane.scatter(plan), "scatter")

    # --- what that does ---

    @property
    def _scribe(self) -> Scribe:
        return Scribe(self.house, self.rendering, self.facts, self.desk, self.sources, self.beneath)

    def _take(self, laid: Laid, form: str) -> None:
        if self.groups:
            raise ChartFault("the chart draws twice", "call the canvas once in `draw`")
        self.groups, self.height, self.marks = list(laid.groups), laid.height, list(laid.marks)
        self.form = form
