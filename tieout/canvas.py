"""Facts to ink: bars and headline numbers that draw their hedge, with labels that never overlap."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field, replace
from decimal import Decimal
from enum import StrEnum
from fractions import Fraction
from itertools import pairwise
from math import ceil

from tieout import gate
from tieout.hedges import ChartFault, Extent, Held, House, Line, Rendering, Tone, extent
from tieout.ink import Group, Run, collisions, drawn
from tieout.layouts import BARS, POINTS, WHOLE, Form, Laid, Pile, Plan, headlines, rows, stacks
from tieout.model import Account, Desk, Drawing, FactKind, Mark, Source, Standing, Status
from tieout.quantities.dates import Date
from tieout.quantities.interval import Interval, Quantity
from tieout.quantities.saying import say
from tieout.quantities.units import PERCENT, Unit, UnitMismatch, Vocabulary, factor, same_dimension
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


NOT_STATED = "not stated"
NO_NUMBER = "no number given"


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
            raise ChartFault("the chart draws nothing", "call `canvas.bars` or `canvas.headlines` in `draw`")
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
            ChartFault: rows of different dimensions, a negative number, a fact without a quantity.
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
                not stated, a rest where none is left or none is known.
        """
        piles = [pile for stack in stacks_ for pile in self._piles(stack)]
        lines = [line for pile in piles for line in pile.parts]
        if all(line.extent.held is Held.UNSTATED for line in lines):
            raise ChartFault("no part states a share", "a chart needs at least one")
        title = self._runs(axis, (), "sans", "ink-2") if axis else ()
        scale = _Axis(PERCENT, 1, self.desk.vocabulary)
        plan = Plan(self.house, self.rendering, tuple(lines), scale, Fraction(1), title=title)
        self._take(stacks(plan, piles))

    # --- shares to piles ---

    def _piles(self, stack: Stack) -> Iterator[Pile]:
        """Yield the bar of a stack; where a part is disputed one bar for each account."""
        self._agree(stack)
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
        for side in disputed[0] if disputed else (None,):
            told = [side if sides in disputed else sides[0] for sides in shares]
            parts = [replace(line, place=side.place) if side else line for line in told]
            parts.sort(key=lambda line: line.extent.held is Held.UNSTATED)
            self._fit(stack, parts)
            yield Pile(name, side.sub if side else sub, tuple(parts), rest)

    def _agree(self, stack: Stack) -> None:
        """Raise where neighbours can't be told apart."""
        for one, other in pairwise(part.emphasis for part in stack.parts):
            if {one, other} == {"kin", "third"}:
                raise ChartFault(
                    f"in `{stack.name}` parts of emphasis `kin` and `third` meet, and look alike to some",
                    "part them by another, or take `second`",
                )

    def _shares(self, part: Part) -> list[Line]:
        """Return the line of a part, one for each account where it is disputed."""
        for value in self._values(part.standing):
            if part.standing.value is value and not same_dimension(value.unit, PERCENT):
                raise ChartFault(
                    f"`{part.standing.address}` is not a share of a whole",
                    "parts of a stack are percentages; draw other facts as bars",
                )
        return list(self._accounts(Row(part.name, part.standing, emphasis=part.emphasis), PERCENT, None))

    def _fit(self, stack: Stack, parts: Sequence[Line]) -> None:
        """Raise where ``parts``, the unstated last, can't be parts of one whole, or leave no ``rest``."""
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
        if stack.rest and (len(parts) > len(stated) or most == WHOLE):
            raise ChartFault(f"the parts of `{stack.name}` leave no rest that is known", "leave `rest` out")

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
        scale = next((Fraction(one) for one in _SCALES if one <= most), Fraction(1))
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
        unit = next((u for row in rows_ if (u := self._unit(row.standing))), None)
        if unit is None:
            raise ChartFault("no row states a quantity", "a chart needs at least one")
        return [line for row in rows_ for line in self._accounts(row, unit, verdicts)], unit

    def _unit(self, standing: Standing | None) -> Unit | None:
        return next((value.unit for value in self._values(standing)), None)

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
            known = [self.sources[one.source] for one in accounts if one.source in self.sources]
            reported = not any(source.first_hand for source in known)
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
        line = Line(
            name=self._runs(row.name, self._carriers(row), "strong", "ink"),
            sub=told.sub,
            extent=self._extent(standing.address if standing else "", told.value, unit),
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


_SCALES = (10**12, 10**9, 10**6)


@dataclass(frozen=True, slots=True)
class _Axis:
    """Says places on an axis that counts in ``scale`` times ``unit``."""

    unit: Unit
    scale: int
    vocabulary: Vocabulary

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
