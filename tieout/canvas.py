"""Facts to ink: bars, points, parts, series, scatters and headline numbers that draw their hedge."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field, replace
from decimal import Decimal
from enum import StrEnum
from fractions import Fraction
from math import ceil

from tieout import gate, plane
from tieout.hedges import ChartFault, Extent, Held, House, Line, Rendering, Tone, extent
from tieout.ink import Group, Run, collisions, drawn
from tieout.layouts import BARS, POINTS, WHOLE, Form, Laid, Pile, Plan, headlines, rows, stacks
from tieout.model import Account, Desk, Drawing, FactKind, Mark, Source, Standing, Status
from tieout.quantities import units
from tieout.quantities.dates import Date
from tieout.quantities.interval import Interval, Quantity
from tieout.quantities.saying import say
from tieout.quantities.units import PERCENT, PLAIN, Unit, UnitMismatch, Vocabulary, factor, same_dimension
from tieout.wording import words

# --- what a script says --------------------------------------------------------------------------


class Kind(StrEnum):
    """What a row is: a sum that is there, or a mark that something has to reach."""

    BAR = "bar"
    THRESHOLD = "threshold"


@dataclass(frozen=True, slots=True)
class Row:
    """A fact to draw, under a name and a second line. ``standing`` None is drawn as not stated.

    ``emphasis`` is subject, kin, context, second or third. ``columns`` are further facts of the row, one
    for each of the chart's ``heads``; None prints "not stated".
    """

    name: str
    standing: Standing | None
    sub: str = ""
    emphasis: str = "subject"
    kind: str = Kind.BAR
    columns: tuple[Standing | None, ...] = ()


@dataclass(frozen=True, slots=True)
class Part:
    """A share of a whole, under a name. ``standing`` None is drawn as not stated."""

    name: str
    standing: Standing | None
    emphasis: str = "subject"


@dataclass(frozen=True, slots=True)
class Stack:
    """A whole and its parts, from zero. Without ``parts`` none is stated; ``rest`` names what they leave."""

    name: str
    parts: tuple[Part, ...]
    sub: str = ""
    rest: str = ""


@dataclass(frozen=True, slots=True)
class Series:
    """Numbers of one measure by date, under a name and a second line.

    Each has a period, or else is ``as_of`` a date. ``emphasis`` is as for ``Row``; but for context, no two
    series of a chart share one.
    """

    name: str
    points: tuple[Standing, ...]
    sub: str = ""
    emphasis: str = "subject"


@dataclass(frozen=True, slots=True)
class Dot:
    """A thing drawn at two of its numbers, under a name and a second line; ``emphasis`` is as for ``Row``."""

    name: str
    x: Standing
    y: Standing
    sub: str = ""
    emphasis: str = "context"


@dataclass(frozen=True, slots=True)
class Callout:
    """The one annotation of a chart: a short sentence, with an arrow to the dot whose name is ``at``.

    ``{}`` in it stands for the words of ``standing``, which is what it rests on.
    """

    text: str
    at: str
    standing: Standing


ALIKE = frozenset({"kin", "third"})
"""The two emphases whose colours some readers can't tell apart: no chart has both."""

NOT_STATED = "not stated"
NO_NUMBER = "no number given"
DISPUTED = ", disputed"


# --- numbers in the texts a script types ---------------------------------------------------------

Piece = tuple[str, tuple[tuple[str, str], ...]]


def cut(text: str, standings: Sequence[Standing], desk: Desk) -> list[Piece]:
    """Return ``text`` in pieces, each with the data attributes that say what the number in it is.

    A number passes as a name of the desk's list, as an idiom, or as a date that one of ``standings`` carries.

    Raises:
        ChartFault: a number that is none of these.
    """
    carried = {one.address: tuple(_dates(one)) for one in standings}
    pieces: list[Piece] = []
    at = 0
    for number in gate.lexicon(desk).numbers(text):
        data: tuple[tuple[str, str], ...] = (("data-class", number.look),)
        if number.look in (gate.Look.DATE, gate.Look.BARE):
            if not (carrier := gate.excused_by(number, carried)):
                raise ChartFault(
                    f"`{number.text}` in the text `{text}` is neither a date of its row's facts nor a name",
                    "let a fact of the row bring it, or list the name under `names:` in content/desk.yaml",
                )
            data = (("data-class", "date"), ("data-fact", carrier))
        pieces += [(text[at : number.start], ()), (text[number.start : number.end], data)]
        at = number.end
    return [piece for piece in [*pieces, (text[at:], ())] if piece[0]]


def _dates(standing: Standing) -> Iterator[Date]:
    held = (standing.period, standing.as_of, standing.value, standing.made)
    yield from (date for date in held if isinstance(date, Date))


# --- the canvas ----------------------------------------------------------------------------------


@dataclass(slots=True)
class Canvas:
    """One rendering of a chart: takes facts, draws their hedges, remembers which it drew.

    ``facts`` are those the script declares, by address: it can draw no others. ``sources`` are
    those of its accounts, to name them. ``width`` and ``narrow`` differ by rendering.
    """

    house: House
    rendering: Rendering
    facts: Mapping[str, Standing]
    desk: Desk
    sources: Mapping[str, Source] = field(default_factory=dict)
    marks: list[Mark] = field(default_factory=list)
    groups: list[Group] = field(default_factory=list)
    height: float = 0.0

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
        svg = drawn(self.groups, size, self.house.colours, f"{name}-{self.rendering.name}", web)
        return Drawing(self.rendering.name, svg, *size, tuple(self.marks))

    # --- what a script calls ---

    def bars(self, rows_: Sequence[Row], heads: Sequence[str] = (), axis: str = "") -> None:
        """Draw a bar from zero for each row, in one unit, with its label; one row per account where disputed.

        ``heads`` name the columns at the right, ``axis`` the measure where the unit alone does not.

        Raises:
            ChartFault: rows of different dimensions, a negative number, a fact without a quantity, more than
                three hues, kin beside third.
        """
        self._rows(rows_, heads, axis, BARS)

    def points(self, rows_: Sequence[Row], heads: Sequence[str] = (), axis: str = "") -> None:
        """Draw each row as a point on one axis from zero, with its label; the rest is as for ``bars``.

        Raises:
            ChartFault: as for ``bars``.
        """
        self._rows(rows_, heads, axis, POINTS)

    def headlines(self, rows_: Sequence[Row]) -> None:
        """Draw each row as a headline: name, number at display size, bar on a scale that all share.

        The row's second line is its caption. The number has the colour of its verdict; one that is supported
        may be set back by ``emphasis``.

        Raises:
            ChartFault: as for ``bars``; also more than three rows.
        """
        lines, unit = self._lines(rows_, self.house.look.verdicts)
        if len(lines) > 3:
            raise ChartFault("more than three headline numbers", "draw the rest as bars in an exhibit")
        self._take(headlines(self._plan(lines, unit)))

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
        piles = [pile for stack in stacks_ for pile in self._piles(stack)]
        lines = [line for pile in piles for line in pile.parts]
        if all(line.extent.held is Held.UNSTATED for line in lines):
            raise ChartFault("no part states a share", "a chart needs at least one")
        self._hues(_inked(lines))
        title = self._runs(axis, (), "sans", "ink-2") if axis else ()
        scale = _Axis(PERCENT, 1, self.desk.vocabulary)
        plan = Plan(self.house, self.rendering, tuple(lines), scale, Fraction(1), title=title)
        self._take(stacks(plan, piles))

    # --- shares to piles ---

    def _piles(self, stack: Stack) -> Iterator[Pile]:
        """Yield the bar of a stack; where a part is disputed one bar for each account."""
        if len(stack.parts) > _PARTS:
            raise ChartFault(
                f"`{stack.name}` has more than {_PARTS} parts, and a reader can't tell so many apart",
                "draw the large ones and name the others in `rest=`",
            )
        shares = [self._shares(part) for part in stack.parts or (Part("", None),)]
        disputed = [sides for sides in shares if sides[0].place]
        if len(disputed) > 1:
            raise ChartFault(
                f"two parts of `{stack.name}` are disputed, and a bar shows one account of one part",
                "draw them as bars: each account gets its own",
            )
        carriers = [part.standing for part in stack.parts if part.standing]
        name = self._runs(stack.name, carriers, "strong", "ink")
        sub = self._runs(stack.sub, carriers, "sans", "ink-2")
        rest = self._runs(stack.rest, carriers, "sans", "ink-2")
        bars = []
        for side in disputed[0] if disputed else (None,):
            parts = [side if side and sides[0].place else sides[0] for sides in shares]
            parts.sort(key=lambda line: line.extent.held is Held.UNSTATED)
            self._fit(stack, parts)
            bars.append((side, parts, rest if _leaves(parts) else ()))
        if stack.rest and not any(left for _, _, left in bars):
            raise ChartFault(f"the parts of `{stack.name}` leave no rest that is known", "leave `rest` out")
        for side, parts, left in bars:
            account = self._account(side) if side else ()
            apart = (Run(", ", self.house.faces["sans"], "ink-2"),) if sub and account else ()
            whose = "".join(run.text for run in account)
            yield Pile(name, (*sub, *apart, *account), tuple(parts), left, whose)

    def _account(self, side: Line) -> tuple[Run, ...]:
        """Return whose account of which part a bar shows: its other parts are in no dispute."""
        sans = self.house.faces["sans"]
        name = [replace(run, face=sans, paint="ink-2") for run in side.name]
        return (*name, Run(" by ", sans, "ink-2"), *side.sub) if name else side.sub

    def _shares(self, part: Part) -> list[Line]:
        """Return the line of a part, one for each account where it is disputed."""
        for value in self._values(part.standing):
            if part.standing.value is value and not _is_share(value):
                raise ChartFault(
                    f"`{part.standing.address}` is not a share of a whole",
                    "parts of a stack are percentages or fractions; draw other facts as bars",
                )
        return list(self._accounts(Row(part.name, part.standing, emphasis=part.emphasis), PERCENT, None))

    def _fit(self, stack: Stack, parts: Sequence[Line]) -> None:
        """Raise where ``parts``, the unstated last, can't be parts of one whole."""
        stated = [line.extent for line in parts if line.extent.held is not Held.UNSTATED]
        least, most = sum(one.start for one in stated), sum(one.end for one in stated)
        if least > WHOLE:
            raise ChartFault(
                f"the parts of `{stack.name}` sum to more than their whole",
                "one may be of another whole, or counted twice; if not, draw them as bars",
            )
        if most > WHOLE:
            raise ChartFault(
                f"the parts of `{stack.name}` may sum to more than their whole, and can't stand end to end",
                "draw them as bars",
            )
        if len(parts) - len(stated) > 1:
            raise ChartFault(
                f"two parts of `{stack.name}` are not stated, and what is left can't be shared out",
                "name them in one part",
            )

    # --- two axes ---

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
        if not series_:
            raise ChartFault("no series to draw", "give at least one `Series`")
        every = [point for one in series_ for point in one.points]
        for nth, one in enumerate(series_):
            if not one.points:
                raise ChartFault(f"the series `{one.name}` has no points", "give it at least one standing")
            if one.emphasis != "context" and one.emphasis in [other.emphasis for other in series_[:nth]]:
                raise ChartFault(
                    f"two series are `{one.emphasis}`, and would have one colour",
                    "give each an `emphasis` of its own: subject, second, third; or context",
                )
        unit = self._common(every)
        strands = tuple(self._strand(one, unit) for one in series_)
        lines = [stop.line for strand in strands for stop in strand.stops]
        self._hues([*(strand.tone for strand in strands), *(line.tone for line in lines)])
        if not any(strand.pieces or len({stop.when for stop in strand.stops}) > 1 for strand in strands):
            raise ChartFault(
                "no series has two dates, so nothing changes with time", "draw the numbers as `canvas.points`"
            )
        most = max(line.extent.end for line in lines)
        if not most:
            raise ChartFault("no point is above zero", "a chart needs at least one")
        scale = _scaled(most)
        title = self._runs(axis, every, "sans", "ink-2") if axis else ()
        says = _Axis(unit, int(scale), self.desk.vocabulary)
        self._take(plane.series(plane.Dated(self.house, self.rendering, strands, says, scale, title)))

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
        if len(dots) < 2:
            raise ChartFault("fewer than two dots to draw", "say one thing's two numbers in prose")
        x = self._measure(x_axis, [dot.x for dot in dots])
        y = self._measure(y_axis, [dot.y for dot in dots])
        pins = [pin for dot in dots for pin in self._pins(dot, (x_axis, x), (y_axis, y), log)]
        self._hues(pin.x.tone for pin in pins)
        remark = self._remark(callout, dots, pins) if callout else None
        across = self._side(x_axis, x, [pin.x for pin in pins], log)
        up = self._side(y_axis, y, [pin.y for pin in pins], log)
        plan = plane.Scattered(self.house, self.rendering, tuple(pins), across, up, log, remark)
        self._take(plane.scatter(plan))

    def _strand(self, series: Series, unit: Unit) -> plane.Strand:
        name = self._runs(series.name, series.points, "strong", self._hue(series.emphasis).words)
        stops: list[plane.Stop] = []
        for standing in series.points:
            date = standing.period or standing.as_of
            if date is None:
                raise ChartFault(
                    f"`{standing.address}` has no date, and a series stands in time",
                    "give its fact a period or `as_of:`, or draw it in another form",
                )
            for stop in stops:
                if _within(stop.date, date) or _within(date, stop.date):
                    said = (
                        f"two points at {date}" if stop.date == date else f"points at {stop.date} and {date}"
                    )
                    raise ChartFault(
                        f"the series `{series.name}` has {said}, which are no dates one after the other",
                        "draw one of them, or two series",
                    )
            row = Row("", standing, "", series.emphasis)
            stops += [plane.Stop(date, replace(line, name=name)) for line in self._numbered(row, unit)]
        return plane.Strand(
            name,
            self._runs(series.sub, series.points, "sans", "ink-2"),
            self._hue(series.emphasis),
            tuple(sorted(stops, key=lambda stop: stop.when)),
        )

    def _numbered(self, row: Row, unit: Unit) -> list[Line]:
        """Return the lines of a row, every one of which has a number to be drawn at."""
        for value in self._shown(row.standing):
            if row.standing and not same_dimension(value.unit, unit):
                raise ChartFault(
                    f"`{row.standing.address}` can't stand on one axis with the others",
                    "the numbers of one axis share a dimension; draw it in a chart of its own",
                    str(UnitMismatch(value.unit, unit)),
                )
        lines = list(self._accounts(row, unit, None))
        if any(line.extent.held is Held.UNSTATED for line in lines):
            raise ChartFault(
                f"an account of `{lines[0].address}` gives no number, and has no place between two axes",
                "draw the fact as a row of `canvas.points`, where every account keeps its own",
            )
        return lines

    def _shown(self, standing: Standing | None) -> list[Quantity]:
        """Return the quantities a fact is drawn at: its own, and where it is disputed those of its sides."""
        values = [standing.value] if standing else []
        if standing and standing.status is Status.DISPUTED:
            values += [one.value for one in standing.accounts if one.value]
        return [value for value in values if isinstance(value, Quantity)]

    def _common(self, standings: Sequence[Standing]) -> Unit:
        """Return the unit of an axis: percent for shares, else what most of the numbers are stated in."""
        values = [value for one in standings for value in self._shown(one)]
        if not values:
            raise ChartFault("no point states a quantity", "a chart needs at least one")
        stated = [value.unit for value in values]
        if PERCENT in stated or all(_is_share(value) for value in values):
            return PERCENT
        return max(stated, key=stated.count)

    def _hue(self, emphasis: str) -> Tone:
        if emphasis not in self.house.look.tones:
            raise ChartFault(f"no emphasis `{emphasis}`", f"it is one of {', '.join(self.house.look.tones)}")
        return self.house.look.tones[emphasis]

    def _hues(self, tones: Iterable[Tone]) -> None:
        """Refuse colours of one chart that a reader can't tell apart; greys are no hues.

        Raises:
            ChartFault: both of ``ALIKE``, or more than three hues.
        """
        look = self.house.look
        fills = {tone.fill for tone in tones}
        subject, kin = look.tones["subject"].fill, look.tones["kin"].fill
        if all(look.tones[emphasis].fill in fills for emphasis in ALIKE):
            raise ChartFault(
                "`kin` and `third` are too near in colour for one chart",
                "give one of them another `emphasis`",
            )
        greys = {look.tones["context"].fill, look.verdicts[Status.UNVERIFIED].fill}
        if len({subject if fill == kin else fill for fill in fills - greys}) > _HUES:
            raise ChartFault(
                "more than three hues, that of disputed numbers counted",
                'set some back with `emphasis="context"`, or draw small multiples',
            )

    def _pins(self, dot: Dot, x: tuple[str, Unit], y: tuple[str, Unit], log: bool) -> Iterator[plane.Pin]:
        """Yield a dot; where one of its numbers is disputed, one for each account."""
        across, up = (
            self._numbered(Row("", standing, "", dot.emphasis), unit)
            for standing, (_, unit) in ((dot.x, x), (dot.y, y))
        )
        if across[0].place and up[0].place:
            raise ChartFault(
                f"both numbers of `{dot.name}` are disputed", "draw it in two charts of rows: `canvas.points`"
            )
        for line in (*across, *up):
            if log and not (line.extent.start if line.extent.held is Held.RANGE else line.extent.end):
                raise ChartFault(
                    f"`{line.address}` is not above zero, and a log axis has no zero",
                    "draw it with `log=False`",
                )
        carriers = [dot.x, dot.y]
        sub = self._runs(dot.sub, carriers, "sans", "ink-2")
        for one in across:
            for other in up:
                told = one if one.place else other
                pair = (one, other)
                said = dot.emphasis == "subject" or told.place or plane.doubtful(*pair)
                if told.place:
                    pair = (replace(one, tone=told.tone), replace(other, tone=told.tone))
                yield plane.Pin(
                    self._runs(dot.name, carriers, "strong", pair[0].tone.words),
                    told.sub or sub,
                    self._pair(pair) if said else (),
                    *pair,
                    _merged(pair),
                    (_marked(dot.name, pair[0], x[0]), _marked(dot.name, pair[1], y[0])),
                )

    def _pair(self, lines: Sequence[Line]) -> tuple[Run, ...]:
        """Return the words of a dot's two numbers, to be printed under its name."""
        sans = self.house.faces["sans"]
        first, second = (replace(line.label, face=sans, paint="ink-2") for line in lines)
        return (first, Run(", ", sans, "ink-2"), second)

    def _measure(self, text: str, standings: Sequence[Standing]) -> Unit:
        """Return the unit an axis counts in: the one its text names, else the common one."""
        stated = [value.unit for one in standings for value in self._shown(one)]
        return next((unit for unit in stated if _names(text, unit)), None) or self._common(standings)

    def _side(self, text: str, unit: Unit, lines: Sequence[Line], log: bool) -> plane.Measure:
        """Return an axis with its title: the measure, its unit where the text does not name it, its kind."""
        ends = [line.extent.end for line in lines]
        if not max(ends):
            raise ChartFault("no dot is above zero", "a chart needs at least one")
        scale = _scaled(min(ends) if log else max(ends))
        axis = _Axis(unit, int(scale), self.desk.vocabulary)
        counted = "" if _names(text, unit) and scale == 1 else axis.named
        rest = f"{', ' if text and counted else ''}{counted}{' (log scale)' if log else ''}"
        title = (*self._runs(text, (), "sans", "ink-2"), Run(rest, self.house.faces["sans"], "ink-2"))
        return plane.Measure(axis, scale, tuple(run for run in title if run.text))

    def _remark(self, callout: Callout, dots: Sequence[Dot], pins: Sequence[plane.Pin]) -> plane.Remark:
        standing, text = callout.standing, callout.text
        self._own(standing)
        if text.count("{}") != 1:
            raise ChartFault(
                f"the annotation `{text}` does not say once where its number stands", "put `{}` there"
            )
        if standing.status is Status.DISPUTED:
            raise ChartFault(
                f"`{standing.address}` is disputed, and an annotation has room for one account",
                "annotate with what is not in dispute",
            )
        if callout.at not in [dot.name for dot in dots]:
            known = ", ".join(f"`{dot.name}`" for dot in dots)
            raise ChartFault(f"no dot is named `{callout.at}`", f"`at` is one of {known}")
        said = words(standing, "sentence", self.desk.vocabulary)
        before, after = text.split("{}")
        if not before:
            said = said[:1].upper() + said[1:]
        fact = Run(said, self.house.faces["strong"], "ink", (("data-class", "fact"), *_about(standing)))
        runs = (
            *self._runs(before, [standing], "sans", "ink"),
            fact,
            *self._runs(after, [standing], "sans", "ink"),
        )
        pin = next(nth for nth, pin in enumerate(pins) if pin.words == callout.at)
        place = text.replace("{}", "…").strip("… ")
        return plane.Remark(runs, pin, Mark(callout.at, standing.address, said, "label", place))

    # --- facts to lines ---

    def _rows(self, rows_: Sequence[Row], heads: Sequence[str], axis: str, form: Form) -> None:
        for row in rows_:
            if len(row.columns) > len(heads):
                raise ChartFault(f"the row `{row.name}` has more columns than heads", "name each in `heads=`")
        lines, unit = self._lines(rows_)
        plan = self._plan(lines, unit, tuple(self._head(rows_, head) for head in heads), axis)
        self._take(rows(plan, form))

    def _take(self, laid: Laid) -> None:
        if self.groups:
            raise ChartFault("the chart draws twice", "call the canvas once in `draw`")
        self.groups, self.height, self.marks = list(laid.groups), laid.height, list(laid.marks)

    def _plan(
        self, lines: Sequence[Line], unit: Unit, heads: tuple[tuple[Run, ...], ...] = (), axis: str = ""
    ) -> Plan:
        most = max(line.extent.end for line in lines)
        if not most:
            raise ChartFault("no row is above zero", "a chart needs at least one")
        scale = _scaled(most)
        title = self._runs(axis, (), "sans", "ink-2") if axis else ()
        return Plan(
            self.house,
            self.rendering,
            tuple(lines),
            _Axis(unit, int(scale), self.desk.vocabulary),
            scale,
            heads,
            title,
        )

    def _head(self, rows_: Sequence[Row], text: str) -> tuple[Run, ...]:
        return self._runs(text, [one for row in rows_ for one in row.columns if one], "sans", "ink-2")

    def _runs(self, text: str, carriers: Sequence[Standing], face: str, paint: str) -> tuple[Run, ...]:
        pieces = cut(text, carriers, self.desk)
        return tuple(Run(piece, self.house.faces[face], paint, data) for piece, data in pieces)

    def _lines(
        self, rows_: Sequence[Row], verdicts: Mapping[str, Tone] | None = None
    ) -> tuple[list[Line], Unit]:
        if not rows_:
            raise ChartFault("no rows to draw", "give at least one `Row`")
        values = [value for row in rows_ for value in self._values(row.standing)]
        if not values:
            raise ChartFault("no row states a quantity", "a chart needs at least one")
        unit = PERCENT if all(_is_share(value) for value in values) else values[0].unit
        lines = [line for row in rows_ for line in self._accounts(row, unit, verdicts)]
        self._hues(_inked(lines))
        return lines, unit

    def _values(self, standing: Standing | None) -> Iterator[Quantity]:
        values = [standing.value, *(a.value for a in standing.accounts)] if standing else []
        yield from (value for value in values if isinstance(value, Quantity))

    def _accounts(self, row: Row, unit: Unit, verdicts: Mapping[str, Tone] | None) -> Iterator[Line]:
        """Yield the line of a row; where its fact is disputed one line for each account, of equal weight."""
        standing = row.standing
        for one in self._carriers(row):
            self._own(one)
        if standing is None:
            yield self._line(row, _Told(NOT_STATED, self._subs(row)), unit, verdicts)
        elif standing.status is Status.DISPUTED and standing.accounts:
            for told in self._sides(standing, unit):
                yield self._line(row, told, unit, verdicts)
        else:
            if not isinstance(standing.value, Quantity):
                raise ChartFault(
                    f"`{standing.address}` is not a quantity", "draw a fact that has a `value:` with a unit"
                )
            said = words(standing, "short", self.desk.vocabulary)
            told = _Told(said, self._subs(row), standing.value, standing.reported)
            yield self._line(row, told, unit, verdicts)

    def _sides(self, standing: Standing, unit: Unit) -> Iterator[_Told]:
        """Yield the accounts of a disputed fact; such as say the same share a line."""
        sides: dict[str, tuple[Quantity | None, list[Account]]] = {}
        for account in standing.accounts:
            value = account.value if isinstance(account.value, Quantity) else None
            value = value if value and same_dimension(value.unit, unit) else None
            said = say(value, "short", self.desk.vocabulary, standing.display) if value else NO_NUMBER
            sides.setdefault(said, (value, []))[1].append(account)
        for said, (value, accounts) in sides.items():
            reported = all(one.reported for one in accounts)
            yield _Told(said, self._by(accounts), value, reported, accounts[0].source)

    def _by(self, accounts: Sequence[Account]) -> tuple[Run, ...]:
        """Return who gives an account: at most two publishers, whatever digits stand in their names."""
        named = dict.fromkeys(
            self.sources[one.source].publisher.text if one.source in self.sources else one.source
            for one in accounts
        )
        said = ", ".join(list(named)[:2]) + (" and others" if len(named) > 2 else "")
        return (Run(said, self.house.faces["sans"], "ink-2", (("data-class", "bibliographic"),)),)

    def _subs(self, row: Row) -> tuple[Run, ...]:
        return self._runs(row.sub, self._carriers(row), "sans", "ink-2")

    def _carriers(self, row: Row) -> list[Standing]:
        return [one for one in (row.standing, *row.columns) if one is not None]

    def _own(self, standing: Standing | None) -> None:
        if standing is not None and self.facts.get(standing.address) is not standing:
            raise ChartFault(
                f"`{standing.address}` is not among the facts the script was given", "draw `facts[…]`"
            )

    def _extent(self, address: str, value: Quantity | None, unit: Unit) -> Extent:
        if value is None:
            return Extent(Held.UNSTATED, Fraction(0), Fraction(0))
        try:
            rate = factor(value.unit, unit)
        except UnitMismatch as raised:
            raise ChartFault(
                f"`{address}` can't stand on one axis with the rows above it",
                "rows of one chart share a dimension; draw it as a column, or in a chart of its own",
                str(raised),
            ) from None
        if unit == PERCENT and not _is_share(value):
            raise ChartFault(
                f"`{address}` is stated as a number, and the axis counts shares in percent",
                "state it as a percentage or a fraction, or draw it in a chart of its own",
            )
        reach = extent(value)
        if min(reach.start, reach.end) < 0:
            raise ChartFault(f"`{address}` is negative", "bars start at zero; draw only what is above it")
        return Extent(reach.held, reach.start * rate, reach.end * rate)

    def _line(self, row: Row, told: _Told, unit: Unit, verdicts: Mapping[str, Tone] | None) -> Line:
        standing, faces, tone = row.standing, self.house.faces, self._tone(row, verdicts)
        about = _about(standing) if standing else ()
        if told.source:
            about = (*about, ("data-source", told.source))
        label = Run(told.said, faces["slant"], "ink-2")
        if told.value is not None:
            label = Run(told.said, faces["strong"], tone.words, (("data-class", "fact"), *about))
        cells = [self._cell(one, row, nth == len(row.columns)) for nth, one in enumerate(row.columns, 1)]
        hedge = told.value.hedge if told.value else Held.UNSTATED
        reach = self._extent(standing.address if standing else "", told.value, unit)
        if reach.held is Held.EXACT and told.said.startswith("about "):
            reach = replace(reach, held=Held.ABOUT)  # rounded in print: the ink says no more than the words
        line = Line(
            name=self._runs(row.name, self._carriers(row), "strong", "ink"),
            sub=(*told.sub, Run(DISPUTED, faces["sans"], tone.words)) if told.source else told.sub,
            extent=reach,
            label=label,
            tone=tone,
            cells=tuple(cells),
            address=standing.address if standing else "",
            addresses=tuple(one.address if one else "" for one in row.columns),
            place="".join(run.text for run in told.sub) if told.source else "",
            threshold=row.kind == Kind.THRESHOLD,
            reported=told.reported,
            forecast=standing is not None and standing.kind is FactKind.FORECAST,
        )
        data = (("class", "mark"), *about, ("data-hedge", hedge), ("data-drawn", " ".join(line.drawn)))
        return replace(line, data=data)

    def _cell(self, standing: Standing | None, row: Row, last: bool) -> Run:
        faces = self.house.faces
        if standing is None:
            return Run(NOT_STATED, faces["slant"], "ink-3")
        if standing.status is Status.DISPUTED:
            raise ChartFault(
                f"`{standing.address}` is disputed, and a column has room for one account",
                "draw it as a row: each account gets its own",
            )
        strong = last and row.emphasis == "subject"
        said = words(standing, "short", self.desk.vocabulary)
        paint = self._tone(row, None).words if strong else "ink"
        face = faces["strong" if strong else "sans"]
        return Run(said, face, paint, (("data-class", "fact"), *_about(standing)))

    def _tone(self, row: Row, verdicts: Mapping[str, Tone] | None) -> Tone:
        look = self.house.look
        if row.standing is not None and row.standing.status is Status.DISPUTED:
            return look.verdicts[Status.DISPUTED]
        if row.emphasis not in look.tones:
            raise ChartFault(f"no emphasis `{row.emphasis}`", f"it is one of {', '.join(look.tones)}")
        held = row.standing is not None and row.standing.status in (Status.SUPPORTED, Status.ARITHMETIC)
        if verdicts is not None and row.standing is not None and not (held and row.emphasis != "subject"):
            return verdicts[row.standing.status]
        return look.tones[row.emphasis]


@dataclass(frozen=True, slots=True)
class _Told:
    """What one line says of its fact: the words, the second line, and for an account who gives it."""

    said: str
    sub: tuple[Run, ...]
    value: Quantity | None = None
    reported: bool = False
    source: str = ""


def _about(standing: Standing) -> tuple[tuple[str, str], ...]:
    return (("data-fact", standing.address), ("data-status", standing.status))


def _is_share(value: Quantity) -> bool:
    """Return whether ``value`` is stated as a share of a whole: in percent, or as in "a third"."""
    fraction = bool(value.digits) and all("/" in one for one in value.digits)
    return value.unit == PERCENT or (value.unit == PLAIN and fraction)


def _leaves(parts: Sequence[Line]) -> bool:
    """Return whether ``parts`` of a whole leave a rest that is known."""
    stated = all(line.extent.held is not Held.UNSTATED for line in parts)
    return stated and sum(line.extent.end for line in parts) < WHOLE


def _inked(lines: Iterable[Line]) -> Iterator[Tone]:
    """Yield the colours of ``lines``; what is not stated is drawn grey whatever its row's emphasis."""
    yield from (line.tone for line in lines if line.extent.held is not Held.UNSTATED)


def _merged(lines: Sequence[Line]) -> tuple[tuple[str, str], ...]:
    """Return the attributes of a mark of two numbers: those of each, the first's before the second's."""
    both = [dict(line.data) for line in lines]
    merged = {key: " ".join(one[key] for one in both if key in one) for key in ("data-fact", "data-status")}
    merged["data-hedge"] = ", ".join(one["data-hedge"] for one in both)
    merged["data-drawn"] = " ".join(plane.drawings(*lines))
    source = [("data-source", one["data-source"]) for one in both if "data-source" in one]
    return (("class", "mark"), *merged.items(), *source)


def _marked(name: str, line: Line, measure: str) -> Mark:
    place = f"{measure}, {line.place}" if line.place else measure
    return Mark(name, line.address, line.label.text, "point", place, line.source)


def _within(one: Date, other: Date) -> bool:
    """Return whether ``one`` lies in ``other``: a month in its year."""
    return other.first <= one.first and one.last <= other.last


def _names(text: str, unit: Unit) -> bool:
    """Return whether ``text`` says what an axis counts in: the unit's symbol, or its name."""
    said = [one for one in (units.symbol(unit), units.name(unit), units.name(unit, False)) if one]
    return any(re.search(rf"(?<!\w){re.escape(one)}(?!\w)", text) for one in said)


def _scaled(least: Fraction) -> Fraction:
    """Return what an axis counts in, that its words be short: ones, millions, billions or trillions."""
    return next((Fraction(one) for one in _SCALES if one <= least), Fraction(1))


_HUES = 3
_PARTS = 20
_SCALES = (10**12, 10**9, 10**6)


@dataclass(frozen=True, slots=True)
class _Axis:
    """Says places on an axis that counts in ``scale`` times ``unit``."""

    unit: Unit
    scale: int
    vocabulary: Vocabulary

    @property
    def named(self) -> str:
        """What it counts in, as a title has it: "TB/s", "$bn", "million passengers"."""
        form = "short" if self.unit.currency or self.scale == 1 else "sentence"
        two = Quantity(Interval(Fraction(2), Fraction(2)), self.unit, digits=("2",), scale=self.scale)
        return say(two, form, self.vocabulary).replace("2", "", 1).strip("\u00a0 ")

    def __call__(self, place: Fraction, whole: bool) -> str:
        digits = _decimal(place / self.scale)
        if not place:
            zero = say(self._exact(place, "0", 1), "short", self.vocabulary)
            return f"{zero[0]}0" if zero[0] in "$€£¥" else "0"
        return say(self._exact(place, digits, self.scale), "short", self.vocabulary) if whole else digits

    def _exact(self, place: Fraction, digits: str, scale: int) -> Quantity:
        return Quantity(Interval(place, place), self.unit, digits=(digits,), scale=scale)


def _decimal(value: Fraction) -> str:
    """Return ``value``, whose denominator divides a power of ten, with its thousands parted."""
    return f"{(Decimal(value.numerator) / Decimal(value.denominator)).normalize():,f}"
