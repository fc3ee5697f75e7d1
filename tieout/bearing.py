"""What the facts of the ledger make of a claim word: how they bear it out, or why they do not."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from fractions import Fraction

from tieout import algebra, claimwords, forks, formulas
from tieout.claimwords import Measure, Sense, Word
from tieout.forks import Choice
from tieout.formulas import FormulaFault, Operation
from tieout.model import FactKind, Ledger, Standing, Value
from tieout.quantities.interval import Interval, Quantity, hull, point
from tieout.quantities.saying import say
from tieout.quantities.units import PERCENT, PLAIN, TIMES, Vocabulary
from tieout.weighing import Truth, judge, measured, widened
from tieout.wording import words

MOST_WAYS = 16
"""In how many ways the sides of the disputes under one word may combine."""

MOODS = (FactKind.FORECAST, FactKind.ESTIMATE, FactKind.OPINION)
"""The kinds of fact of which a sentence has to say that they are such."""

_ONE = Quantity(point(Fraction(1)), TIMES, digits=("1",))


@dataclass(frozen=True, slots=True)
class Bearing:
    """A claim word with the facts it is said of, and what they make of it.

    ``addresses`` stand in the order that the word's measure asks for, a series taken apart. ``result`` is
    the number measured, over all sides of all disputes, of which there are ``ways``. ``against`` are the
    addresses that speak against the word, or leave it open; ``reason`` says why they can't be compared.
    ``shared`` are facts of no single value under more than one address. ``moods`` are the kinds of fact that
    the sentence has to name. ``instead`` is a word that would hold.
    """

    word: Word
    addresses: tuple[str, ...]
    truth: Truth
    result: Quantity | None = None
    ways: int = 1
    against: tuple[str, ...] = ()
    reason: str = ""
    shared: tuple[str, ...] = ()
    moods: tuple[FactKind, ...] = ()
    instead: str | None = None


@dataclass(frozen=True, slots=True)
class Unfit:
    """Why a word can't be said of the facts it is given, before anything is compared."""

    message: str
    help: str


class _Unknown(Exception):
    """A number that can't be known closely enough, and why."""


def taken(word: Word, ids: Sequence[str], ledger: Ledger) -> tuple[str, ...] | Unfit:
    """Return the addresses that a word is said of, or what is wrong with those it was given.

    A series stands for its points: newest first for a change, and of a rank without the one ranked. A record
    of a point is held against the points of its series before it. Ids are known to be there.
    """
    addresses: list[str] = []
    for nth, name in enumerate(ids):
        fact = ledger.facts.get(name)
        if fact is None or not fact.points:
            addresses.append(name)
            continue
        if word.measure not in (Measure.CHAIN, Measure.RANK, Measure.RECORD) or (
            nth == 0 and word.measure is not Measure.CHAIN
        ):
            return Unfit(
                f"`{name}` is a series, and `{word.text}` is said of one number", "name a point of it"
            )
        newest = sorted(fact.points, key=lambda one: fact.points[one].period.last, reverse=True)
        addresses += [f"{name}@{period}" for period in newest if f"{name}@{period}" not in addresses]
    if word.measure is Measure.RECORD and len(addresses) == 1:
        addresses += _before(addresses[0], ledger)
        if len(addresses) < _RECORD:
            helps = "name the point of a series with two or more before it, or all it is held against"
            return Unfit(f"`{word.text}` needs a series, and `{addresses[0]}` has too few before it", helps)
    twice = next((one for nth, one in enumerate(addresses) if one in addresses[:nth]), None)
    if twice is not None:
        return Unfit(f"`{word.text}` compares `{twice}` with itself", "name another fact")
    return counted(word, addresses)


_RECORD = 3


def counted(word: Word, addresses: Sequence[str]) -> tuple[str, ...] | Unfit:
    """Return the addresses, or that they are too few or too many for ``word``."""
    many, few, most = len(addresses), word.fewest, word.most
    if many < few or (most is not None and many > most):
        one_or_two = "one fact or two" if few == 1 else "two facts"
        asked = one_or_two if most == 2 else _AT_LEAST.get(few, "facts")
        given = {0: "none", 1: "one"}.get(many, f"{many}")
        return Unfit(f"`{word.text}` is said of {asked}, and is given {given}", f"write {shape(word)}")
    return tuple(addresses)


_AT_LEAST = {1: "one fact or more", 2: "two facts or more", 3: "three facts or more"}


def shape(word: Word) -> str:
    """Return how a call with ``word`` is written, its facts called by what they are to it."""
    named = {
        Measure.RATIO: ('"new", "old"' if word.is_change else '"part", "whole"'),
        Measure.CHANGE: '"new", "old"',
        Measure.LOSS: '"new", "old"',
        Measure.POINTS: '"new", "old"',
        Measure.EACH: '"this", "that"',
        Measure.CHAIN: '"new", "old"',
        Measure.RANK: '"this", "that", …',
        Measure.RECORD: '"series@period"',
        Measure.ALONE: '"this", "bar", "that", …',
    }[word.measure]
    return f'claim("{word.text}", {named})'


def _before(address: str, ledger: Ledger) -> Iterator[str]:
    """Yield the points of a series that lie before one of them, newest first."""
    name, _, period = address.partition("@")
    fact = ledger.facts.get(name)
    if fact is None or period not in fact.points:
        return
    own = fact.points[period].period
    earlier = [one for one in fact.points if fact.points[one].period.last < own.first]
    for one in sorted(earlier, key=lambda each: fact.points[each].period.last, reverse=True):
        yield f"{name}@{one}"


# --- what they make of it ------------------------------------------------------------------------


def bear(
    word: Word, addresses: Sequence[str], standings: Mapping[str, Standing], vocabulary: Vocabulary
) -> Bearing:
    """Return what the facts at ``addresses``, as ``taken`` gives them, make of ``word``.

    It holds only if it does for every value that each of them may have, and for every way to take one side
    of each dispute under them. A number that is about right is widened by what rounds to it, also where
    others are worked out of it; unless the word says no more than "about" itself. Facts that stand under
    more than one address are taken for independent, so what holds holds, but some of it may stay open.
    """
    held = [standings[one] for one in addresses]
    moods = tuple(dict.fromkeys(one.kind for one in held if one.kind in MOODS))
    shared = tuple(_shared(held, standings))
    ways = forks.ways(held)
    if ways > MOST_WAYS:
        reason = f"the disputes under them combine in {ways} ways, more than anybody follows"
        return Bearing(word, tuple(addresses), Truth.UNDECIDED, ways=ways, reason=reason)
    try:
        every = [_Values(word, standings, choice).of(addresses) for choice in forks.choices(held)]
    except _Unknown as unknown:
        return Bearing(
            word,
            tuple(addresses),
            Truth.UNDECIDED,
            ways=ways,
            reason=str(unknown),
            shared=shared,
            moods=moods,
        )
    judged = [judge(word, values) for values in every]
    truths = {one.truth for one in judged}
    truth = truths.pop() if len(truths) == 1 else Truth.UNDECIDED
    against = dict.fromkeys(addresses[nth] for one in judged for nth in one.against if nth < len(addresses))
    return Bearing(
        word,
        tuple(addresses),
        truth,
        _hull([one.result for one in judged if one.result]),
        ways,
        tuple(against),
        next((one.reason for one in judged if one.reason), ""),
        shared,
        moods,
        None if truth is Truth.HOLDS else _instead(word, every, vocabulary),
    )


def _shared(held: Sequence[Standing], standings: Mapping[str, Standing]) -> Iterator[str]:
    """Yield each fact that has no single value and stands under more than one of those held."""
    under = [address for one in held for address in one.rests_on]
    for address in dict.fromkeys(one for one in under if under.count(one) > 1):
        value = standings[address].value if address in standings else None
        if isinstance(value, Quantity) and (value.approximate or not value.interval.exact):
            yield address


@dataclass
class _Values:
    """The values of facts where one side is taken of each dispute; ``known`` are those worked out."""

    word: Word
    standings: Mapping[str, Standing]
    choice: Choice
    known: dict[str, Value] = field(default_factory=dict)

    def of(self, addresses: Sequence[str]) -> list[Value]:
        """Return the values to be judged; of one alone, what it is to 1."""
        if len(addresses) > 1:
            return [self.one(address) for address in addresses]
        return [self.alone(addresses[0]), _ONE]

    def one(self, address: str) -> Value:
        """Return a number in all that it may be, or the date that a fact is told under."""
        standing = self.standings.get(address)
        if standing is None:
            raise _Unknown(f"`{address}` is not known")
        if self.word.sense is Sense.DATE:
            if standing.dated is None:
                raise _Unknown(f"`{address}` has no date")
            return standing.dated
        if address not in self.known:
            self.known[address] = self.worked(standing) if standing.derivation else self.stated(standing)
        return self.known[address]

    def stated(self, standing: Standing) -> Value:
        if standing.says is not None:
            raise _Unknown(f"`{standing.address}` is a statement in words")
        value = forks.value(standing, self.choice)
        if value is None:
            side = forks.by(standing, self.choice)
            whose = (
                f"the account of `{side.name}` of `{standing.address}`" if side else f"`{standing.address}`"
            )
            raise _Unknown(f"{whose} gives no number")
        return value if self.word.is_about else widened(value)

    def worked(self, standing: Standing) -> Value:
        """Return a calculated number, from inputs in all that they may be."""
        value = forks.value(standing, self.choice)
        if isinstance(value, Quantity) and (self.word.is_about or not value.approximate):
            return value
        formula = formulas.parse(standing.derivation.formula.text)
        if isinstance(formula, FormulaFault) or value is None:
            raise _Unknown(f"`{standing.address}` is not worked out")
        given = {role: self.filled(standing, standing.inputs[role]) for role in formulas.roles(formula)}
        result = algebra.evaluate(formula, given)
        if isinstance(result, Quantity) and standing.derivation.unit:
            result = algebra.in_unit(result, standing.derivation.unit.unit)
        if isinstance(result, algebra.Refusal):
            raise _Unknown(f"`{standing.address}` rests on what is about right, and {result.reason}")
        return result

    def filled(self, standing: Standing, name: str) -> Value | tuple[Value, ...]:
        """Return what fills a role of a calculated number: of a whole series the values of its points."""
        points = standing.points(name)
        return self.one(name) if points == (name,) else tuple(self.one(address) for address in points)

    def alone(self, address: str) -> Value:
        """Return what one number is to another: a share, a multiple, or one and its growth."""
        value, standing = self.one(address), self.standings[address]
        unit = value.unit if isinstance(value, Quantity) else None
        if self.word.is_change and _is_growth(standing):
            share = value.interval.scaled(Fraction(1, 100) if unit == PERCENT else Fraction(1))
            return Quantity(share + _ONE.interval, TIMES, digits=("1",))
        if unit == TIMES or (unit in (PERCENT, PLAIN) and not self.word.is_change):
            return value
        asked = "growth or multiple" if self.word.is_change else "share or multiple"
        raise _Unknown(f"said of one number it needs a {asked}, and `{address}` is none")


def _is_growth(standing: Standing) -> bool:
    formula = formulas.parse(standing.derivation.formula.text) if standing.derivation else None
    tree = None if isinstance(formula, FormulaFault) or formula is None else formula.tree
    return isinstance(tree, Operation) and tree.name == "growth"


def _hull(results: Sequence[Quantity]) -> Quantity | None:
    """Return what a number may be, whichever sides are taken."""
    if not results:
        return None
    whole = hull([one.interval for one in results])
    return measured(whole, results[0].unit, any(one.approximate for one in results))


# --- what would hold -----------------------------------------------------------------------------


def _instead(word: Word, every: Sequence[Sequence[Value]], vocabulary: Vocabulary) -> str | None:
    """Return the first word like ``word`` that holds of ``every`` set of values."""
    results = [one.result for one in (judge(word, values) for values in every) if one.result]
    for text in claimwords.alternatives(word, _in_times(results)):
        other = claimwords.read(text, vocabulary)
        if isinstance(other, Word) and all(judge(other, values).truth is Truth.HOLDS for values in every):
            return text
    return None


def _in_times(results: Sequence[Quantity]) -> Interval | None:
    if not results:
        return None
    by = Fraction(1, 100) if results[0].unit == PERCENT else Fraction(1)
    return _hull(results).interval.scaled(by)


# --- in words ------------------------------------------------------------------------------------


def objection(bearing: Bearing, standings: Mapping[str, Standing], vocabulary: Vocabulary) -> tuple[str, str]:
    """Return what is wrong with a word that does not hold, and how to mend it."""
    text = bearing.word.text
    helps = f"say `{bearing.instead}`" if bearing.instead else "say less, or take it out"
    if bearing.reason:
        named = " and ".join(f"`{one}`" for one in bearing.addresses[:2])
        helps = helps if len(bearing.addresses) > 1 else f"write {shape(bearing.word)}"
        return f"`{text}` cannot be said of {named}: {bearing.reason}", helps
    is_open = bearing.truth is Truth.UNDECIDED
    if bearing.result is not None:
        said = f"it {'may be' if is_open else 'is'} {_found(bearing, vocabulary)}"
        return f"`{text}` needs {_compared(bearing)} of {bearing.word.needs}; {said}", helps
    told = dict.fromkeys((*bearing.against, bearing.addresses[0]))
    values = "; ".join(f"`{one}` is {_value(standings[one], bearing.word, vocabulary)}" for one in told)
    return f"`{text}` {'is not proven' if is_open else 'does not hold'}: {values}", helps


def remarks(bearing: Bearing, standings: Mapping[str, Standing], vocabulary: Vocabulary) -> tuple[str, ...]:
    """Return what one needs to judge why a word does not hold: the facts, disputes, what is under both."""
    told = [
        f"`{one}` is {_value(standings[one], bearing.word, vocabulary)}"
        for one in bearing.addresses
        if bearing.result is not None
    ]
    if bearing.ways > 1:
        told.append(f"it has to hold in all {bearing.ways} ways to take a side of each dispute")
    if bearing.shared and bearing.truth is Truth.UNDECIDED:
        named = ", ".join(f"`{one}`" for one in bearing.shared)
        told.append(f"{named} stands under more than one, and is taken for independent in each")
    return tuple(told)


def _found(bearing: Bearing, vocabulary: Vocabulary) -> str:
    """Return the number measured, a single one in as many digits as show on which side of an end it is."""
    span, word = bearing.result.interval, bearing.word
    if span.low == 0 and span.high is None:
        return "anything"
    if not span.exact:
        return plainly(say(bearing.result, "sentence", vocabulary))
    by = 100 if word.shown == PERCENT else 1
    exact = span.low / by
    for places in range(2, 10):
        near = Fraction(round(exact * by * 10**places), by * 10**places)
        if (near in word.accepts) == (exact in word.accepts):
            break
    return claimwords.span_words(point(near), word.shown, places).removeprefix("exactly ")


def plainly(text: str) -> str:
    """Return printed words as a console shows them."""
    return text.replace("\u00a0", " ")


def _compared(bearing: Bearing) -> str:
    first, *others = (f"`{one}`" for one in bearing.addresses)
    if not others:
        return first
    return {
        Measure.RATIO: f"{first} ÷ {others[0]}",
        Measure.CHANGE: f"growth from {others[0]} to {first}",
        Measure.LOSS: f"a fall from {others[0]} to {first}",
        Measure.POINTS: f"{first} less {others[0]}",
    }[bearing.word.measure]


def _value(standing: Standing, word: Word, vocabulary: Vocabulary) -> str:
    if word.sense is Sense.DATE and standing.dated is not None:
        return plainly(say(standing.dated, "sentence", vocabulary))
    sides = [standing.sided(one) for one in standing.accounts] or [standing]
    return plainly(" or ".join(words(one, "sentence", vocabulary) for one in sides))
