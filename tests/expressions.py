"""Random formulas over hedged facts, and what they truly come to, worked out apart from the engine.

A case is a formula with stated facts under it, some of them through numbers derived before. Whatever its
facts truly are, each within its own hedge, the true result has to lie within what the engine makes of the
hedges. Numbers are worked out here in fractions of base units, by tables of this module's own; roots and
logarithms with sixty digits.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from decimal import Context, Decimal
from fractions import Fraction
from functools import cache
from itertools import product
from random import Random

from tieout.algebra import Refusal, evaluate
from tieout.formulas import Formula, parse
from tieout.quantities.dates import Date
from tieout.quantities.interval import Hedge, Interval, Quantity, held_to
from tieout.quantities.units import Unit

Dimension = tuple[tuple[str, int], ...]
"""What a number measures: powers of families, sorted."""

Truth = Mapping[str, Fraction]
"""What each stated fact truly is, in base units."""

FOLLOWED = 5  # facts that are moved through all their corners at once
EXACT = Context(prec=60)
NEAR = Fraction(1, 10**40)  # how far off sixty digits may be, at the most, as a part of the result

# How many base units (watts, seconds, bits) each is.
UNITS: Mapping[str, tuple[str, Fraction]] = {
    "USD": ("USD", Fraction(1)),
    "EUR": ("EUR", Fraction(1)),
    "kW": ("power", Fraction(10**3)),
    "MW": ("power", Fraction(10**6)),
    "GW": ("power", Fraction(10**9)),
    "s": ("time", Fraction(1)),
    "hour": ("time", Fraction(3600)),
    "day": ("time", Fraction(86400)),
    "month": ("time", Fraction(2629800)),
    "year": ("time", Fraction(31557600)),
    "bit": ("information", Fraction(1)),
    "GB": ("information", Fraction(8 * 10**9)),
    "GiB": ("information", Fraction(8 * 2**30)),
    "TB": ("information", Fraction(8 * 10**12)),
    "customer": ("customer", Fraction(1)),
    "GPU": ("GPU", Fraction(1)),
    "token": ("token", Fraction(1)),
    "percent": ("", Fraction(1, 100)),
    "times": ("", Fraction(1)),
    "percentage_point": ("point", Fraction(1, 100)),
    "MWh": ("energy", Fraction(3600 * 10**6)),
    "GWh": ("energy", Fraction(3600 * 10**9)),
}
RATIO: Dimension = ()
KINDS: Sequence[Dimension] = (
    RATIO,
    RATIO,
    (("USD", 1),),
    (("power", 1),),
    (("power", 1), ("time", 1)),
    (("time", 1),),
    (("information", 1),),
    (("customer", 1),),
    (("token", 1),),
    (("USD", 1), ("power", -1)),
    (("information", 1), ("time", -1)),
    (("point", 1),),
)


class Undefined(Exception):
    """The facts are such that a formula has no value: it divides by zero, a part exceeds its whole."""


# --- facts ---------------------------------------------------------------------------------------


@dataclass(frozen=True)
class Stated:
    """A fact: what it is held to, what it measures, and the least and most it may truly be, in base units."""

    value: Quantity | Date
    kind: Dimension
    held: Interval

    @property
    def loose(self) -> bool:
        """Whether it may be more than one number."""
        return self.held.low != self.held.high or self.held.low is None


@cache
def base_units(unit: Unit) -> Fraction:
    """Return how many base units one ``unit`` is."""
    result = Fraction(1)
    for name, power in unit.factors:
        result *= UNITS[name][1] ** power
    return result


def kind_of(unit: Unit) -> Dimension:
    """Return what the unit measures."""
    powers: dict[str, int] = {}
    for name, power in unit.factors:
        family = UNITS[name][0]
        for part in ("power", "time") if family == "energy" else (family,):
            powers[part] = powers.get(part, 0) + power
    return tuple(sorted((part, power) for part, power in powers.items() if power and part))


def _moved(kind: Dimension, other: Dimension, power: int) -> Dimension:
    powers = dict(kind)
    for part, exponent in other:
        powers[part] = powers.get(part, 0) + power * exponent
    return tuple(sorted((part, exponent) for part, exponent in powers.items() if exponent))


_BY_FAMILY: dict[str, list[str]] = {}
for _name, (_family, _) in UNITS.items():
    _BY_FAMILY.setdefault(_family, []).append(_name)
_HEDGES = (
    *(Hedge.EXACTLY,) * 32,
    *(Hedge.MORE_THAN, Hedge.AT_LEAST, Hedge.LESS_THAN, Hedge.UP_TO) * 7,
    *(Hedge.ABOUT,) * 9,
    *(Hedge.NEARLY, Hedge.JUST_OVER) * 5,
    *(Hedge.FROM_TO,) * 21,
)
_LOOSE = (Hedge.ABOUT, Hedge.NEARLY, Hedge.JUST_OVER)


def _unit(kind: Dimension, dice: Random) -> Unit:
    if kind == RATIO:
        return Unit(dice.choice([(), (("percent", 1),), (("percent", 1),), (("times", 1),)]))
    powers = dict(kind)
    factors = []
    if powers.get("power") == 1 and powers.get("time") == 1:
        factors.append((dice.choice(_BY_FAMILY["energy"]), 1))
        del powers["power"], powers["time"]
    factors += [(dice.choice(_BY_FAMILY[part]), power) for part, power in powers.items()]
    return Unit(tuple(sorted(factors)))


def _size(dice: Random) -> Fraction:
    way = dice.random()
    if way < 0.03:
        return Fraction(0)
    if way < 0.6:
        return Fraction(dice.randint(1, 40))
    if way < 0.8:
        return Fraction(dice.randint(1, 400), 10)
    if way < 0.9:
        return Fraction(dice.randint(1, 90), dice.choice((3, 7, 9)))
    return Fraction(dice.randint(1, 9) * 10**6)


def _stated(kind: Dimension, dice: Random) -> Stated:
    """Return a fact as content states it, or one in ten times any set of numbers as a result may be."""
    unit, size = _unit(kind, dice), _size(dice)
    if dice.random() < 0.1:
        value = _result_like(unit, size, dice)
    else:
        hedge = dice.choice(_HEDGES)
        size = -size if dice.random() < 0.03 else size
        more = size + _size(dice)
        span = Interval(size, more) if hedge is Hedge.FROM_TO else held_to(hedge, size)
        loose = hedge in _LOOSE or (hedge is Hedge.FROM_TO and dice.random() < 0.2)
        ends = (size, more) if hedge is Hedge.FROM_TO else (size,)
        value = Quantity(span, unit, hedge, digits=tuple(map(_digits, ends)), approximate=loose)
    held = value.interval
    amount = not any(name in ("percent", "percentage_point") for name, _ in unit.factors)
    if value.digits and amount and held.low is None and held.high is not None:
        above = held.high > 0 or (held.high == 0 and held.high_closed)
        held = Interval(Fraction(0), held.high, True, held.high_closed) if above else held
    return Stated(value, kind, _times(held, base_units(unit)))


def _digits(number: Fraction) -> str:
    """Return a number as written: a fraction, or up to one decimal."""
    size = abs(number)
    return f"{float(size):g}" if size.denominator in (2, 5, 10) else str(size)


def _result_like(unit: Unit, size: Fraction, dice: Random) -> Quantity:
    low = dice.choice([None, -size, Fraction(0), size])
    high = dice.choice([None, (low or Fraction(0)) + _size(dice)])
    if low is None and high is None:
        high = size
    closed = dice.random() < 0.5, dice.random() < 0.5
    if low is not None and low == high:
        return Quantity(Interval(low, high), unit)
    hedge = Hedge.AT_LEAST if high is None else Hedge.UP_TO if low is None or low == 0 else Hedge.FROM_TO
    return Quantity(Interval(low, high, *closed), unit, hedge)


def _times(span: Interval, by: Fraction) -> Interval:
    low, high = (None if end is None else end * by for end in (span.low, span.high))
    return Interval(low, high, span.low_closed, span.high_closed)


def _date(dice: Random) -> Stated:
    year, month = dice.randint(2020, 2026), dice.randint(1, 12)
    value = dice.choice([Date(year), Date(year, 0, month), Date(year, 0, month, dice.randint(1, 28))])
    ends = (Fraction(day.toordinal() * 86400) for day in (value.first, value.last))
    return Stated(value, (("date", 1),), Interval(*ends))


def drawn(held: Interval, dice: Random, way: str) -> Fraction:
    """Return one of the numbers held: at or close to the "low" or the "high" end, or "any"."""
    low, high = held.low, held.high
    if low is None:
        low = (high or Fraction(0)) - 10 ** dice.randint(0, 9) if way != "high" else (high or Fraction(0)) - 1
    if high is None:
        high = low + 10 ** dice.randint(0, 9) if way != "low" else low + 1
    if low == high:
        return low
    close = (high - low) / 10 ** dice.choice((1, 6, 30))
    if way == "low":
        return low if held.low_closed else low + close
    if way == "high":
        return high if held.high_closed else high - close
    return low + (high - low) * Fraction(dice.randint(1, 999), 1000)


# --- formulas ------------------------------------------------------------------------------------


@dataclass(frozen=True)
class Fact:
    """A use of a stated fact."""

    address: str


@dataclass(frozen=True)
class Series:
    """A use of several facts as one role."""

    addresses: tuple[str, ...]


@dataclass(frozen=True)
class Derived:
    """A number worked out before, and used by a name of its own."""

    tree: Tree


@dataclass(frozen=True)
class Call:
    """A sign or a function; "share of sum" is ``share(part, part + rest)``."""

    name: str
    parts: tuple[Tree, ...]


Tree = Fact | Series | Derived | Call


@dataclass
class Case:
    """A formula over stated facts, by their addresses."""

    tree: Tree
    facts: dict[str, Stated]


@dataclass
class _Maker:
    dice: Random
    facts: dict[str, Stated] = field(default_factory=dict)

    def fact(self, kind: Dimension) -> Fact:
        """Use a fact of a kind: mostly one of its own, now and then one that there is, if it is exact."""
        known = [name for name, one in self.facts.items() if one.kind == kind]
        if known and self.dice.random() < 0.15:
            exact = [name for name in known if not self.facts[name].loose]
            if exact or self.dice.random() < 0.25:
                return Fact(self.dice.choice(exact or known))
        return self.new(_stated(kind, self.dice))

    def new(self, stated: Stated) -> Fact:
        """Use a fact that there was not."""
        name = f"f{len(self.facts)}"
        self.facts[name] = stated
        return Fact(name)

    def tree(self, kind: Dimension, depth: int) -> Tree:
        """Make a formula that comes to a number of a kind."""
        if depth == 0 or self.dice.random() < 0.15 or kind == (("point", 1),):
            return self.fact(kind)
        made = self.call(kind, depth - 1)
        return Derived(made) if self.dice.random() < 0.15 else made

    def call(self, kind: Dimension, depth: int) -> Call:
        names = _OF_RATIO if kind == RATIO else _OF_KIND
        name = self.dice.choice(names)
        if name in ("sum", "min", "max") and self.dice.random() < 0.2:
            points = (self.new(_stated(kind, self.dice)) for _ in range(self.dice.randint(1, 4)))
            return Call(name, (Series(tuple(one.address for one in points)),))
        if name in ("sum", "min", "max"):
            return Call(name, tuple(self.tree(kind, depth) for _ in range(self.dice.randint(2, 3))))
        if name in ("+", "-", "difference"):
            return Call(name, (self.tree(kind, depth), self.tree(kind, depth)))
        if name == "mix":
            return Call(name, (self.share(depth), self.tree(kind, depth), self.tree(kind, depth)))
        if name == "log" and self.dice.random() < 0.3:
            return Call(name, (self.tree(RATIO, depth),))
        if name in ("share", "growth", "ratio", "log", "cagr", "share of sum"):
            return self.of_ratio(name, self.dice.choice(KINDS[2:9]), depth)
        other = self.dice.choice((RATIO, *KINDS[2:9]))
        if name == "*":
            return Call(name, (self.tree(_moved(kind, other, -1), depth), self.tree(other, depth)))
        name = "/" if other == RATIO else name
        return Call(name, (self.tree(_moved(kind, other, 1), depth), self.tree(other, depth)))

    def of_ratio(self, name: str, kind: Dimension, depth: int) -> Call:
        if name == "share of sum":
            return Call(name, (self.tree(kind, min(depth, 1)), self.tree(kind, depth)))
        parts = (self.tree(kind, depth), self.tree(kind, depth))
        if name != "cagr":
            return Call(name, parts)
        days = Call("days", (self.new(_date(self.dice)), self.new(_date(self.dice))))
        return Call(name, (*parts, days if self.dice.random() < 0.3 else self.fact((("time", 1),))))

    def share(self, depth: int) -> Tree:
        """Make the share of a mix: mostly a percentage that can be one."""
        if self.dice.random() < 0.25:
            return self.tree(RATIO, depth)
        low = Fraction(self.dice.randint(0, 100))
        high = self.dice.choice([low, Fraction(self.dice.randint(int(low), 100))])
        hedge = Hedge.EXACTLY if low == high else Hedge.FROM_TO
        closed = self.dice.choices((True, False), k=2) if low < high else (True, True)
        span = Interval(low, high, *closed)
        value = Quantity(span, Unit((("percent", 1),)), hedge, digits=("1",))
        return self.new(Stated(value, RATIO, _times(span, Fraction(1, 100))))


_OF_KIND = ("+", "+", "-", "sum", "min", "max", "difference", "mix", "*", "*", "/", "/", "per")
_OF_RATIO = (
    *("+", "-", "sum", "min", "max", "difference", "mix", "*", "/", "/", "ratio", "growth", "growth"),
    *("share", "share of sum", "cagr", "cagr", "log", "log"),
)


def case(dice: Random, depth: int = 3) -> Case:
    """Return a random formula, up to ``depth`` operations deep, over random facts."""
    maker = _Maker(dice)
    tree = maker.tree(dice.choice(KINDS), dice.randint(1, depth))
    return Case(tree, maker.facts)


# --- what the engine makes of it -----------------------------------------------------------------


@dataclass
class Asked:
    """A formula as the engine is asked for it: text, values of its roles, and what is loose under each."""

    text: str
    values: dict[str, object]
    base: dict[str, tuple[str, ...]]

    def answer(self) -> Quantity | Refusal:
        """Return what the engine makes of it."""
        formula = parse(self.text)
        assert isinstance(formula, Formula), (self.text, formula)
        return evaluate(formula, self.values, self.base)


def asked(tree: Tree, facts: Mapping[str, Stated]) -> Asked | Refusal:
    """Return how the engine is asked for a formula, or the refusal of a number that it uses."""
    made = Asked("", {}, {})
    try:
        made.text = _text(tree, facts, made)
    except _Stopped as stopped:
        return stopped.refusal
    return made


class _Stopped(Exception):
    def __init__(self, refusal: Refusal) -> None:
        super().__init__(refusal.reason)
        self.refusal = refusal


def _text(tree: Tree, facts: Mapping[str, Stated], made: Asked) -> str:
    match tree:
        case Fact(address):
            made.values[address] = facts[address].value
            made.base[address] = (address,) if facts[address].loose else ()
            return address
        case Series(addresses):
            name = f"s{len(made.values)}"
            made.values[name] = tuple(facts[one].value for one in addresses)
            made.base[name] = tuple(one for one in addresses if facts[one].loose)
            return name
        case Derived(inner):
            name = f"d{len(made.values)}"
            under = asked(inner, facts)
            found = under if isinstance(under, Refusal) else under.answer()
            if isinstance(found, Refusal):
                raise _Stopped(found)
            made.values[name] = found
            made.base[name] = tuple(sorted({one for base in under.base.values() for one in base}))
            return name
        case Call("share of sum", (part, rest)):
            whole = _text(rest, facts, made)
            name = _text(part, facts, made)
            return f"share({name}, {name} + {whole})"
        case Call(name, parts):
            texts = [_text(one, facts, made) for one in parts]
            return f"({f' {name} '.join(texts)})" if name in "+-*/" else f"{name}({', '.join(texts)})"


def answer(case: Case) -> Quantity | Refusal:
    """Return what the engine makes of a case."""
    made = asked(case.tree, case.facts)
    return made if isinstance(made, Refusal) else made.answer()


# --- what it truly is ----------------------------------------------------------------------------


def truths(case: Case, dice: Random, count: int) -> Iterator[Truth]:
    """Yield what the facts may truly be: all low, all high, each at one of its ends, and anything."""
    ways: list[Callable[[], str]] = [lambda: "low", lambda: "high", lambda: dice.choice(("low", "high"))]
    for index in range(count):
        way = ways[index] if index < len(ways) else lambda: dice.choice(("low", "high", "any", "any"))
        yield {name: drawn(one.held, dice, way()) for name, one in case.facts.items()}


def true_value(tree: Tree, truth: Truth) -> Fraction:
    """Return what a formula comes to where its facts are what ``truth`` says.

    Raises:
        Undefined: it comes to nothing there, or what it says can't be.
    """
    match tree:
        case Fact(address):
            return truth[address]
        case Derived(inner):
            return true_value(inner, truth)
        case Call(name, (Series(addresses),)):
            return _MEANINGS[name]([truth[one] for one in addresses])
        case Call(name, parts):
            return _MEANINGS[name]([true_value(one, truth) for one in parts])
    raise AssertionError(tree)


def _over(one: Fraction, other: Fraction) -> Fraction:
    if other == 0:
        raise Undefined
    return one / other


def _true_share(part: Fraction, whole: Fraction) -> Fraction:
    if not 0 <= part <= whole:
        raise Undefined
    return _over(part, whole)


def _true_growth(new: Fraction, old: Fraction) -> Fraction:
    if old <= 0:
        raise Undefined
    return new / old - 1


def _true_mix(share: Fraction, one: Fraction, other: Fraction) -> Fraction:
    if not 0 <= share <= 1:
        raise Undefined
    return share * one + (1 - share) * other


def _true_cagr(new: Fraction, old: Fraction, time: Fraction) -> Fraction:
    if old <= 0 or new < 0 or time <= 0:
        raise Undefined
    years = time / 31557600
    if new == 0 or new == old:
        return new / old - 1
    if years < Fraction(1, 366):
        raise Undefined
    power = EXACT.divide(EXACT.ln(_decimal(new / old)), _decimal(years))
    return Fraction(EXACT.exp(power)) - 1


def _true_log(one: Fraction, other: Fraction = Fraction(1)) -> Fraction:
    if other == 0 or one / other <= 0:
        raise Undefined
    return Fraction(EXACT.log10(_decimal(one / other)))


def _decimal(number: Fraction) -> Decimal:
    return EXACT.divide(Decimal(number.numerator), Decimal(number.denominator))


_MEANINGS: Mapping[str, Callable[[Sequence[Fraction]], Fraction]] = {
    **dict.fromkeys(("+", "sum"), lambda all: sum(all, Fraction(0))),
    **dict.fromkeys(("-", "difference"), lambda two: two[0] - two[1]),
    "*": lambda two: two[0] * two[1],
    **dict.fromkeys(("/", "ratio", "per"), lambda two: _over(*two)),
    "min": min,
    "max": max,
    "share": lambda two: _true_share(*two),
    "share of sum": lambda two: _true_share(two[0], two[0] + two[1]) if two[1] >= 0 else _true_share(*two),
    "growth": lambda two: _true_growth(*two),
    "mix": lambda three: _true_mix(*three),
    "cagr": lambda three: _true_cagr(*three),
    "log": lambda some: _true_log(*some),
    "days": lambda two: two[1] - two[0],
}


# --- whether the two agree -----------------------------------------------------------------------


def irrational(tree: Tree) -> bool:
    """Return whether a formula takes roots or logarithms."""
    match tree:
        case Derived(inner):
            return irrational(inner)
        case Call(name, parts):
            return name in ("cagr", "log") or any(irrational(one) for one in parts)
    return False


def in_base(result: Quantity) -> Interval:
    """Return what a result allows, in base units."""
    return _times(result.interval, base_units(result.unit))


def inside(span: Interval, number: Fraction, slack: bool) -> bool:
    """Return whether a true number is one of those allowed; ``slack`` is for what sixty digits can't tell."""
    if number in span:
        return True
    off = NEAR * (abs(number) + 1) if slack else Fraction(0)
    return slack and any(end is not None and abs(end - number) <= off for end in (span.low, span.high))


def marked(case: Case, result: Quantity, truth: Truth, dice: Random) -> bool:
    """Return whether a result says how loosely it is known.

    If it moves with a fact that is about right, it is that. It is nearly something, or just over it, if it
    moves with one fact alone of those that are no exact number.
    """
    if result.hedge in _LOOSE[1:]:
        loose = [name for name, one in case.facts.items() if one.loose or _is_about(one)]
        return sum(_moves(case, truth, [name], dice) for name in loose) <= 1
    about = [name for name, one in case.facts.items() if _is_about(one)]
    return result.approximate or not about or not _moves(case, truth, about, dice)


def _is_about(fact: Stated) -> bool:
    return isinstance(fact.value, Quantity) and fact.value.hedge is Hedge.ABOUT


def _moves(case: Case, truth: Truth, names: Sequence[str], dice: Random) -> bool:
    """Return whether the true result is another one if these facts are a little different."""
    moved = dict(truth)
    for name in names:
        fact = case.facts[name]
        moved[name] = drawn(fact.held, dice, "any") if fact.loose else truth[name] * Fraction(101, 100)
    try:
        return true_value(case.tree, moved) != true_value(case.tree, truth)
    except Undefined:
        return False


def attained(case: Case, result: Quantity) -> bool | None:
    """Return whether the least and the greatest true result are the ends that the engine gives.

    Each fact stands once, so that the formula rises or falls with it and is furthest where each is at an
    end. None where that can't be tried: too many facts, an end that is open or missing or has no value.
    """
    loose = [name for name, one in case.facts.items() if one.loose]
    held = [case.facts[name].held for name in loose]
    if len(loose) > FOLLOWED or irrational(case.tree) or not all(_boxed(one) for one in held):
        return None
    ends = ([one.low, one.high] for one in held)
    fixed = {name: one.held.low for name, one in case.facts.items() if not one.loose}
    try:
        corners = [
            true_value(case.tree, fixed | dict(zip(loose, corner, strict=True))) for corner in product(*ends)
        ]
    except Undefined:
        return None
    span = in_base(result)
    return span == Interval(min(corners), max(corners))


def _boxed(held: Interval) -> bool:
    return held.low is not None and held.high is not None and held.low_closed and held.high_closed


@dataclass(frozen=True)
class Trial:
    """What came of a case: the result or why there is none, how often it was tried, and what was wrong."""

    case: Case
    result: Quantity | Refusal
    drawn: int = 0
    attained: bool | None = None
    wrong: str = ""


def tried(case: Case, dice: Random, draws: int = 6) -> Trial:
    """Return what comes of a case of which ``draws`` true states are tried."""
    result = answer(case)
    if isinstance(result, Refusal):
        return Trial(case, result)
    span, slack, drawn, wrong = in_base(result), irrational(case.tree), 0, ""
    for truth in truths(case, dice, draws):
        try:
            number = true_value(case.tree, truth)
        except Undefined:
            continue
        drawn += 1
        if not inside(span, number, slack):
            wrong = f"{float(number)} is not in {span}, where {truth}"
        if not marked(case, result, truth, dice):
            wrong = "it is said to be better known than it is"
    reached = attained(case, result)
    if reached is False:
        wrong = wrong or "its ends are not attained"
    return Trial(case, result, drawn, reached, wrong)


def why_refused(refusal: Refusal) -> str:
    """Return in a word or two what kind of refusal it is."""
    for part, kind in (
        ("is used", "used twice"),
        ("may be zero", "divides by zero"),
        ("of one kind", "units"),
        ("percentage points", "units"),
        ("plain number", "units"),
        ("larger than the whole", "no share"),
        ("no share", "no share"),
        ("a share", "no share"),
        ("yearly", "no growth"),
        ("growth from", "no growth"),
        ("logarithm", "no logarithm"),
        ("says nothing", "says nothing"),
    ):
        if part in refusal.reason:
            return kind
    return refusal.reason


def said(case: Case) -> str:
    """Return a case in words, so that one can see what went wrong."""
    facts = "\n".join(f"  {name}: {one.value}" for name, one in case.facts.items())
    return f"{asked(case.tree, case.facts)}\n{facts}"
