"""Facts to lines: their words, how far they reach, their colours, and what may not share a chart."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import replace
from fractions import Fraction

from tieout.canvas.counting import is_share
from tieout.canvas.script import Kind, Row
from tieout.canvas.texts import cut
from tieout.frozen import frozen
from tieout.hedges import ChartFault, Extent, Held, House, Line, Tone, extent
from tieout.ink import Run
from tieout.model import Account, Desk, FactKind, Source, Standing, Status
from tieout.quantities.interval import Quantity
from tieout.quantities.saying import is_altered
from tieout.quantities.units import PERCENT, Unit, UnitMismatch, factor, same_dimension
from tieout.scripts import Rendering
from tieout.sides import Called, called, titled
from tieout.wording import words

ALIKE = frozenset({"kin", "third"})
"""The two emphases whose colours some readers can't tell apart: no chart has both."""

NOT_STATED = "not stated"
NO_NUMBER = "no number given"
DISPUTED = ", disputed"
_HUES = 3


@frozen
class Scribe:
    """Turns facts into the lines of one rendering.

    ``facts`` are those it may draw, by address; ``beneath`` is what they rest on.
    """

    house: House
    rendering: Rendering
    facts: Mapping[str, Standing]
    desk: Desk
    sources: Mapping[str, Source]
    beneath: Mapping[str, Standing]

    def lines(
        self, rows_: Sequence[Row], verdicts: Mapping[str, Tone] | None = None
    ) -> tuple[list[Line], Unit]:
        """Return the lines of rows and the unit of their axis: percent for shares, else that of the first.

        With ``verdicts`` a line has the colours of its status, by that.

        Raises:
            ChartFault: no row states a quantity, or one can't be drawn beside the others.
        """
        if not rows_:
            raise ChartFault("no rows to draw", "give at least one `Row`")
        values = [value for row in rows_ for value in self.values(row.standing)]
        if not values:
            raise ChartFault("no row states a quantity", "a chart needs at least one")
        unit = PERCENT if all(is_share(value) for value in values) else values[0].unit
        lines = [line for row in rows_ for line in self.accounts(row, unit, verdicts)]
        self.hues(inked(lines))
        return lines, unit

    def values(self, standing: Standing | None) -> Iterator[Quantity]:
        """Yield the quantities a fact is drawn at: its own, and where it is disputed those of its sides."""
        values = [standing.value, *(a.value for a in standing.accounts)] if standing else []
        yield from (value for value in values if isinstance(value, Quantity))

    def common(self, standings: Sequence[Standing]) -> Unit:
        """Return the unit of an axis: percent for shares, else what most of the numbers are stated in."""
        values = [value for one in standings for value in self.values(one)]
        if not values:
            raise ChartFault("no point states a quantity", "a chart needs at least one")
        stated = [value.unit for value in values]
        if PERCENT in stated or all(is_share(value) for value in values):
            return PERCENT
        return max(stated, key=stated.count)

    def accounts(self, row: Row, unit: Unit, verdicts: Mapping[str, Tone] | None) -> Iterator[Line]:
        """Yield the line of a row; where its fact is disputed one line for each account, of equal weight."""
        standing = row.standing
        for one in self._carriers(row):
            self.own(one)
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
            said = words(standing, "label", self.desk.vocabulary)
            told = _Told(said, self._subs(row), standing.value, standing.reported)
            yield self._line(row, told, unit, verdicts)

    def numbered(self, row: Row, unit: Unit) -> list[Line]:
        """Return the lines of a row, every one of which has a number to be drawn at."""
        for value in self.values(row.standing):
            if row.standing and not same_dimension(value.unit, unit):
                raise ChartFault(
                    f"`{row.standing.address}` can't stand on one axis with the others",
                    "the numbers of one axis share a dimension; draw it in a chart of its own",
                    str(UnitMismatch(value.unit, unit)),
                )
        lines = list(self.accounts(row, unit, None))
        if any(line.extent.held is Held.UNSTATED for line in lines):
            raise ChartFault(
                f"an account of `{lines[0].address}` gives no number, and has no place between two axes",
                "draw the fact as a row of `canvas.points`, where every account keeps its own",
            )
        return lines

    def _sides(self, standing: Standing, unit: Unit) -> Iterator[_Told]:
        """Yield the accounts of a disputed fact; such as say the same share a line."""
        alike: dict[str, list[tuple[Account, Called]]] = {}
        values: dict[str, Quantity | None] = {}
        taken = [account.taken for account in standing.accounts]
        for account, name in zip(standing.accounts, called(taken, self.sources), strict=True):
            value = account.value if isinstance(account.value, Quantity) else None
            value = value if value and same_dimension(value.unit, unit) else None
            shown = words(standing.sided(account), "label", self.desk.vocabulary) if value else NO_NUMBER
            values.setdefault(shown, value)
            alike.setdefault(shown, []).append((account, name))
        for shown, told in alike.items():
            reported = all(account.reported for account, _ in told)
            who = self._by([name for _, name in told])
            yield _Told(shown, who, values[shown], reported, told[0][0].name)

    def _by(self, names: Sequence[Called]) -> tuple[Run, ...]:
        """Return who gives an account: at most two are named, whatever digits stand in their names."""
        named = dict.fromkeys(titled(one) for one in names)
        said = ", ".join(list(named)[:2]) + (" and others" if len(named) > 2 else "")
        return (Run(said, self.house.faces["sans"], "ink-2", (("data-class", "bibliographic"),)),)

    def _subs(self, row: Row) -> tuple[Run, ...]:
        return self.runs(row.sub, self._carriers(row), "sans", "ink-2")

    def _carriers(self, row: Row) -> list[Standing]:
        return [one for one in (row.standing, *row.columns) if one is not None]

    def own(self, standing: Standing | None) -> None:
        """Raise a ``ChartFault`` where a fact is none that the script declares."""
        if standing is not None and self.facts.get(standing.address) is not standing:
            raise ChartFault(
                f"`{standing.address}` is not among the facts the script was given", "draw `facts[…]`"
            )

    def runs(self, text: str, carriers: Sequence[Standing], face: str, paint: str) -> tuple[Run, ...]:
        """Return a text of the script in runs of one look; ``carriers`` are the facts its dates are of."""
        pieces = cut(text, carriers, self.desk, self.facts, self.beneath)
        return tuple(Run(piece, self.house.faces[face], paint, data) for piece, data in pieces)

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
        if unit == PERCENT and not is_share(value):
            raise ChartFault(
                f"`{address}` is stated as a number, and the axis counts shares in percent",
                "state it as a percentage or a fraction, or draw it in a chart of its own",
            )
        reach = extent(value)
        low = value.interval.low
        if value.derived and reach.held is Held.CEILING and (low is None or low < 0):
            raise ChartFault(
                f"`{address}` may be below zero",
                "a ceiling is drawn from zero; draw a number that states its floor, or is none below zero",
            )
        if min(reach.start, reach.end) < 0:
            raise ChartFault(f"`{address}` is negative", "bars start at zero; draw only what is above it")
        return Extent(reach.held, reach.start * rate, reach.end * rate)

    def _line(self, row: Row, told: _Told, unit: Unit, verdicts: Mapping[str, Tone] | None) -> Line:
        standing, faces, tone = row.standing, self.house.faces, self._tone(row, verdicts)
        about = tags(standing) if standing else ()
        if told.account:
            about = (*about, ("data-account", told.account))
        label = Run(told.said, faces["slant"], "ink-2")
        if told.value is not None:
            label = Run(told.said, faces["strong"], tone.words, (("data-class", "fact"), *about))
        cells = [self._cell(one, row, nth == len(row.columns)) for nth, one in enumerate(row.columns, 1)]
        hedge = told.value.hedge if told.value else Held.UNSTATED
        reach = self._extent(standing.address if standing else "", told.value, unit)
        if told.value and is_altered(told.value, standing.display if standing else None):
            middle = (reach.start + reach.end) / 2  # rounded in print: the ink says no more than the words
            reach = Extent(Held.ABOUT, middle, middle)
        line = Line(
            name=self.runs(row.name, self._carriers(row), "strong", "ink"),
            sub=(*told.sub, Run(DISPUTED, faces["sans"], tone.words)) if told.account else told.sub,
            extent=reach,
            label=label,
            tone=tone,
            cells=tuple(cells),
            address=standing.address if standing else "",
            addresses=tuple(one.address if one else "" for one in row.columns),
            place="".join(run.text for run in told.sub) if told.account else "",
            account=told.account,
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
        said = words(standing, "table", self.desk.vocabulary)
        paint = self._tone(row, None).words if strong else "ink"
        face = faces["strong" if strong else "sans"]
        return Run(said, face, paint, (("data-class", "fact"), *tags(standing)))

    def _tone(self, row: Row, verdicts: Mapping[str, Tone] | None) -> Tone:
        look = self.house.look
        if row.standing is not None and row.standing.status is Status.DISPUTED:
            return look.verdicts[Status.DISPUTED]
        tone = self.hue(row.emphasis)
        held = row.standing is not None and row.standing.status in (Status.SUPPORTED, Status.ARITHMETIC)
        if verdicts is not None and row.standing is not None and not (held and row.emphasis != "subject"):
            return verdicts[row.standing.status]
        return tone

    def hue(self, emphasis: str) -> Tone:
        """Return the colours of an emphasis; raise a ``ChartFault`` where there is none of that name."""
        if emphasis not in self.house.look.tones:
            raise ChartFault(f"no emphasis `{emphasis}`", f"it is one of {', '.join(self.house.look.tones)}")
        return self.house.look.tones[emphasis]

    def hues(self, tones: Iterable[Tone]) -> None:
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


@frozen
class _Told:
    """What one line says of its fact: the words, the second line, and for an account who gives it."""

    said: str
    sub: tuple[Run, ...]
    value: Quantity | None = None
    reported: bool = False
    account: str = ""


def tags(standing: Standing) -> tuple[tuple[str, str], ...]:
    """Return the data attributes that say which fact a mark or a word is of, and its status."""
    return (("data-fact", standing.address), ("data-status", standing.status))


def inked(lines: Iterable[Line]) -> Iterator[Tone]:
    """Yield the colours of ``lines``; what is not stated is drawn grey whatever its row's emphasis."""
    yield from (line.tone for line in lines if line.extent.held is not Held.UNSTATED)
