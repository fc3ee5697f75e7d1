"""Whether two values say the same, and what differs."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace
from fractions import Fraction

from tieout.frozen import frozen
from tieout.quantities import units
from tieout.quantities.dates import Date
from tieout.quantities.interval import Hedge, Interval, Quantity
from tieout.quantities.numerals import GREAT, decimal
from tieout.quantities.units import PLAIN, TIMES, Unit

Value = Quantity | Date


@frozen
class Agreement:
    """Whether two values say the same, and if not, what differs: "hedge", "number", "unit" or "kind".

    ``declared`` and ``read`` are their descriptions. True where nothing differs.
    """

    differs: str
    declared: str
    read: str

    def __bool__(self) -> bool:
        return not self.differs


def agree(declared: Value, read: Value) -> Agreement:
    """Return whether ``read`` (out of a quote) bears out ``declared``: one hedge, one number, one unit.

    Units may differ by a conversion (750 MW, 0.75 GW); a share may be a percentage. A declared count of
    something ("24 customers") is borne out by a bare 24 only if the quote has no other noun right after it.
    "Over three years" bears out both "more than 3 years" and "3 years": English does not tell them apart.
    "Late 2025" lies in 2025 and bears it out; it is not borne out by "2025".
    """
    return Agreement(difference(declared, read), describe(declared), describe(read))


def difference(declared: Value, read: Value) -> str:
    """Return what differs: "hedge", "number", "unit", "kind" (a date is no quantity), or "" for nothing."""
    if isinstance(declared, Date) or isinstance(read, Date):
        if type(declared) is not type(read):
            return "kind"
        if not declared.part:
            read = replace(read, part="")
        if declared.named != read.named:
            return "number"
        return "" if declared == read else "hedge"
    ratio = _ratio(declared, read)
    if ratio is None:
        return "unit"
    interval = read.interval if ratio == 1 else read.interval.scaled(ratio)
    hedge_differs = declared.hedge is not read.hedge or declared.approximate is not read.approximate
    if hedge_differs and _spread_over(declared, read):
        return "" if declared.interval.low == interval.low else "number"
    if _ends(declared.interval) != _ends(interval):
        return "number"
    return "hedge" if hedge_differs or declared.interval != interval else ""


def _ends(interval: Interval) -> set[Fraction | None]:
    return {interval.low, interval.high} - {None}


def _spread_over(declared: Quantity, read: Quantity) -> bool:
    return (
        read.word in ("over", "over roughly", "over about", "over around")
        and declared.hedge in (Hedge.EXACTLY, Hedge.ABOUT)
        and declared.approximate is (read.word != "over")
        and units.dimension(read.unit) == (("time", 1),)
    )


_ONE = Fraction(1)


def _ratio(declared: Quantity, read: Quantity) -> Fraction | None:
    """Return what one of the unit read is in the unit declared; None where the two can't agree."""
    if read.after.startswith("per "):
        return None
    if declared.unit == read.unit:
        return _ONE
    counted = [key for key, _ in declared.unit.factors if key not in units.NAMES]
    if read.unit == PLAIN and len(declared.unit.factors) == 1 and counted and not read.after:
        return _ONE
    if not units.same_dimension(declared.unit, read.unit):
        return None
    pair = {declared.unit, read.unit}
    if TIMES in pair or (
        PLAIN in pair and not any("/" in digits for digits in (*declared.digits, *read.digits))
    ):
        return None
    return units.factor(read.unit, declared.unit)


def describe(value: Value, nouns: Mapping[str, str] = {}) -> str:
    """Return the value as content would write it, for messages: "more than 20 billion USD".

    ``nouns`` are those of the desk, singular to plural; another that is counted gets a regular plural.
    """
    if isinstance(value, Date):
        return value.iso
    scale, digits = value.scale, value.digits
    if not digits:
        scale = 1
        ends = [end for end in (value.interval.low, value.interval.high) if end is not None]
        digits = tuple(decimal(end) for end in dict.fromkeys(ends))
    number = " to ".join(digits)
    scale_word = _SCALE_WORDS.get(scale, "" if scale == 1 else f"times {scale:,}")
    unit = _by_so_many(value.unit, value.per, nouns) if value.per != 1 else units.canonical(value.unit)
    known = len(value.unit.factors) == 1 and value.unit.factors[0][0] not in units.NAMES
    if known and number != "1" and value.unit.factors[0][1] == 1:
        unit = nouns.get(unit) or _plural(unit)
    hedge = "" if value.hedge in (Hedge.EXACTLY, Hedge.FROM_TO) else value.hedge.value
    about = (
        "about"
        if value.approximate and value.hedge not in (Hedge.ABOUT, Hedge.NEARLY, Hedge.JUST_OVER)
        else ""
    )
    return " ".join(
        part for part in (hedge, about, number, scale_word, unit.replace("_", " "), value.after) if part
    )


def _by_so_many(unit: Unit, per: int, nouns: Mapping[str, str]) -> str:
    """Return a unit that is counted by ``per`` of what it divides by: "USD per million tokens"."""
    counted = units.divided_by(unit)
    power = -dict(unit.factors)[counted]
    above = units.canonical(units.product((key, power) for key, power in unit.factors if key != counted))
    named = units.NAMES.get(counted)
    name = (
        nouns.get(counted) or _plural(counted)
        if named is None
        else named.many
        if named.one == counted
        else counted
    )
    raised = f"^{power}" if power > 1 else ""
    return f"{above} per {_SCALE_WORDS.get(per) or f'{per:,}'} {name}{raised}"


def _plural(noun: str) -> str:
    """Return the regular plural of a noun that messages count."""
    if noun.endswith("y") and noun[-2:-1] not in "aeiou":
        return noun[:-1] + "ies"
    return noun + ("es" if noun.endswith(("s", "x", "z", "ch", "sh")) else "s")


_SCALE_WORDS = {scale: word for word, scale in GREAT.items()}
