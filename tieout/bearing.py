"""What the facts of the ledger make of a claim word: how they bear it out, or why they do not."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field, replace
from fractions import Fraction
from itertools import pairwise

from tieout import claimwords, forks, formulas
from tieout.algebra import Refusal
from tieout.claimwords import Measure, Sense, Word
from tieout.forks import MOST_WAYS, Choice
from tieout.formulas import FormulaFault, Operation, Role
from tieout.frozen import frozen
from tieout.model import FactKind, Ledger, Mood, Standing, Status, Value
from tieout.quantities import dates
from tieout.quantities.dates import Date
from tieout.quantities.interval import Interval, Quantity, hull, point
from tieout.quantities.saying import say
from tieout.quantities.units import PERCENT, PLAIN, TIMES, Vocabulary
from tieout.weighing import Truth, judge, said_as_result, widened
from tieout.wording import words
from tieout.worked import evaluated, filled, read

_MOODS = {
    FactKind.FORECAST: Mood.FORECAST,
    FactKind.ESTIMATE: Mood.ESTIMATE,
    FactKind.OPINION: Mood.OPINION,
}

_ONE = Quantity(point(Fraction(1)), TIMES, digits=("1",))


@frozen
class Bearing:
    """A claim word with the facts it is said of, and what they make of it.

    ``addresses`` stand in the order that the word's measure asks for, a series taken apart. ``result`` is
    the number measured, over all sides of all disputes, of which there are ``ways``. ``against`` are the
    addresses that speak against the word, or leave it open; ``reason`` says why they can't be compared.
    ``shared`` are facts of no single value under more than one address. ``moods`` are what the sentence has
    to say of the facts. ``instead`` is a word that would hold, ``help`` what else mends it.
    """

    word: Word
    addresses: tuple[str, ...]
    truth: Truth
    result: Quantity | None = None
    ways: int = 1
    against: tuple[str, ...] = ()
    reason: str = ""
    shared: tuple[str, ...] = ()
    moods: tuple[Mood, ...] = ()
    instead: str | None = None
    help: str = ""


@frozen
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
    of each dispute under them, of a date too where it looks at dates; and if what is said to be newer is not
    of an earlier time. A number that is about right is widened by what rounds to it, also where others are
    worked out of it; where the word says no more than "about" itself, only there. Facts that stand under
    more than one address are taken for independent, so what holds holds, but some of it may stay open.
    """
    held = [standings[one] for one in addresses]
    told = [one for one in held if word.sense is not Sense.DATE or isinstance(one.value, Date)]
    found = Bearing(
        word,
        tuple(addresses),
        Truth.UNDECIDED,
        shared=tuple(_shared(held, standings)),
        moods=tuple(_moods(told, standings)),
    )
    if unordered := _unordered(word, held, standings):
        return replace(found, reason=unordered, help="name the newer one first")
    disputed = forks.under(told, standings)
    found = replace(found, ways=forks.ways(disputed))
    if found.ways > MOST_WAYS:
        reason = f"the disputes under them combine in {found.ways} ways, more than anybody follows"
        return replace(found, reason=reason)
    try:
        every = [_Values(word, standings, choice).of(addresses) for choice in forks.choices(disputed)]
    except _Unknown as unknown:
        return replace(found, reason=str(unknown))
    judged = [judge(word, values) for values in every]
    truths = {one.truth for one in judged}
    truth = truths.pop() if len(truths) == 1 else Truth.UNDECIDED
    against = dict.fromkeys(addresses[nth] for one in judged for nth in one.against if nth < len(addresses))
    return replace(
        found,
        truth=truth,
        result=_hull([one.result for one in judged if one.result]),
        against=tuple(against),
        reason=next((one.reason for one in judged if one.reason), ""),
        instead=None if truth is Truth.HOLDS else _instead(word, every, len(addresses), vocabulary),
    )


def _shared(held: Sequence[Standing], standings: Mapping[str, Standing]) -> Iterator[str]:
    """Yield each fact that has no single value and stands under more than one of those held."""
    under = [address for one in held for address in one.rests_on]
    for address in dict.fromkeys(one for one in under if under.count(one) > 1):
        value = standings[address].value if address in standings else None
        if isinstance(value, Quantity) and not widened(value).interval.exact:
            yield address


def _moods(held: Sequence[Standing], standings: Mapping[str, Standing]) -> Iterator[Mood]:
    """Yield, each once, what a sentence has to say of the facts held: that they are forecasts, reported.

    A report is what no first-hand origin says; a forecast that nobody has first-hand is told as one already.
    """
    under = forks.under(held, standings)
    yield from dict.fromkeys(_MOODS[one.kind] for one in held if one.kind in _MOODS)
    if any(one.kind is FactKind.ASSUMPTION for one in under):
        yield Mood.ASSUMPTION
    stated = (one for one in under if one.kind is FactKind.STATED)
    if any(one.reported or one.status is Status.UNVERIFIED for one in stated):
        yield Mood.REPORT


def _unordered(word: Word, held: Sequence[Standing], standings: Mapping[str, Standing]) -> str:
    """Return why the facts held are no new one with older ones, in that order; empty where they may be."""
    if word.measure is Measure.RECORD:
        pairs = [(held[0], other) for other in held[1:]]
    elif not word.is_change:
        return ""
    else:
        pairs = list(pairwise(held)) or list(_compared_within(held[0], standings))
    for new, old in pairs:
        if new.precedes(old):
            of_new, of_old = (dates.say(one.times[1]) for one in (new, old))
            return f"the new one, `{new.address}`, is of {of_new}, and `{old.address}` of {of_old}"
    return ""


def _compared_within(one: Standing, standings: Mapping[str, Standing]) -> Iterator[tuple[Standing, Standing]]:
    """Yield the two numbers that a multiple is made of, where its formula divides one by the other."""
    tree = _tree(one)
    if tree is None or tree.name not in ("/", "ratio"):
        return
    given = [one.inputs.get(each.name, ()) if isinstance(each, Role) else () for each in tree.operands]
    if all(len(addresses) == 1 and addresses[0] in standings for addresses in given):
        (new,), (old,) = given
        yield standings[new], standings[old]


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
        if self.word.sense is Sense.DATE and not isinstance(standing.value, Date):
            if standing.dated is None:
                raise _Unknown(f"`{address}` has no date")
            return standing.dated
        if self.word.is_about and not standing.derivation:
            return self.stated(standing)
        return self.widest(address)

    def widest(self, address: str) -> Value:
        """Return a number, stated or worked out, in all that it may be."""
        if address not in self.known:
            standing = self.standings[address]
            worked = self.worked(standing) if standing.derivation else widened(self.stated(standing))
            self.known[address] = worked
        return self.known[address]

    def stated(self, standing: Standing) -> Value:
        """Return what a fact is by the side taken, as it is written."""
        if standing.says is not None:
            raise _Unknown(f"`{standing.address}` is a statement in words")
        value = forks.value(standing, self.choice)
        if value is None:
            side = forks.by(standing, self.choice)
            whose = (
                f"the account of `{side.name}` of `{standing.address}`" if side else f"`{standing.address}`"
            )
            raise _Unknown(f"{whose} gives no number")
        return value

    def worked(self, standing: Standing) -> Value:
        """Return a calculated number, from inputs in all that they may be."""
        value = forks.value(standing, self.choice)
        if isinstance(value, Quantity) and not value.approximate:
            return value
        formula = read(standing, self.standings)
        if isinstance(formula, FormulaFault) or value is None:
            raise _Unknown(f"`{standing.address}` is not worked out")
        given = filled(standing, formula, self.widest)
        if given is None:
            raise _Unknown(f"`{standing.address}` is not worked out")
        result = evaluated(standing, formula, given)
        if isinstance(result, Refusal):
            raise _Unknown(f"`{standing.address}` rests on what is about right, and {result.reason}")
        return result

    def alone(self, address: str) -> Value:
        """Return what one number is to another: a share, a multiple, or one and its growth."""
        value, standing = self.one(address), self.standings[address]
        unit = value.unit if isinstance(value, Quantity) else None
        is_growth = _is_growth(standing, self.standings)
        if self.word.is_change and is_growth and _named(standing) == "growth":
            share = value.interval.scaled(Fraction(1, 100) if unit == PERCENT else Fraction(1))
            return Quantity(share + _ONE.interval, TIMES, digits=("1",))
        if unit == TIMES and not is_growth:
            return value
        if _is_part(value) and not self.word.is_change and not is_growth:
            if unit == PERCENT and not standing.derivation and not _OF.search(standing.statement.text):
                raise _Unknown(f"the statement of `{address}` does not say of what it is a share")
            return value
        asked = "growth or multiple" if self.word.is_change else "share or multiple"
        what = "a growth" if is_growth else "none"
        raise _Unknown(f"said of one number it needs a {asked}, and `{address}` is {what}")


_OF = re.compile(r"\b(?:shares?|parts?|portion|proportion|fraction|of|in)\b", re.IGNORECASE)
_SHARE = re.compile(r"\b(?:shares?|parts?|portion|proportion|fraction)\b", re.IGNORECASE)
_CHANGE = re.compile(
    r"\b(?:growth|grow[ns]?|grew|growing|increas\w*|ris(?:e|es|en|ing)|rose|gain(?:s|ed)?|climb\w*|jump\w*"
    r"|fall(?:s|en|ing)?|fell|declin\w*|decreas\w*|drop\w*|shr[aiu]nk\w*|chang(?:e|es|ed)|premium|discount"
    r"|(?:more|less|higher|lower|larger|smaller|faster|slower|cheaper) than)\b",
    re.IGNORECASE,
)


def _is_part(value: Value) -> bool:
    """Whether a number may be what one is to another: a percentage, a fraction, a result without a unit."""
    if not isinstance(value, Quantity) or value.unit not in (PERCENT, PLAIN):
        return False
    return value.unit == PERCENT or value.derived or all("/" in one for one in value.digits)


def _is_growth(standing: Standing, standings: Mapping[str, Standing]) -> bool:
    """Whether a percentage is what something changed by: by its formula, or as its statement tells it."""
    if standing.derivation is None:
        told = standing.statement.text
        percent = isinstance(standing.value, Quantity) and standing.value.unit == PERCENT
        return percent and _CHANGE.search(told) is not None and _SHARE.search(told) is None
    name = _named(standing)
    if name in ("growth", "cagr"):
        return True
    sums = name in ("", "+", "-", "sum", "min", "max", "difference")
    return sums and any(_is_growth(standings[one], standings) for one in standing.given if one in standings)


def _named(standing: Standing) -> str:
    """Return the operator or function that a calculated number is made by; empty where there is none."""
    tree = _tree(standing)
    return tree.name if tree else ""


def _tree(standing: Standing) -> Operation | None:
    formula = formulas.parse(standing.derivation.formula.text) if standing.derivation else None
    tree = None if isinstance(formula, FormulaFault) or formula is None else formula.tree
    return tree if isinstance(tree, Operation) else None


def _hull(results: Sequence[Quantity]) -> Quantity | None:
    """Return what a number may be, whichever sides are taken."""
    if not results:
        return None
    whole = hull([one.interval for one in results])
    return said_as_result(whole, results[0].unit, any(one.approximate for one in results))


# --- what would hold -----------------------------------------------------------------------------


def _instead(word: Word, every: Sequence[Sequence[Value]], many: int, vocabulary: Vocabulary) -> str | None:
    """Return the first word like ``word`` that holds of ``every`` set of values, of so ``many`` facts.

    Of one fact a growth is no share: a word of change has none instead that is not.
    """
    results = [one.result for one in (judge(word, values) for values in every) if one.result]
    for text in claimwords.alternatives(word, _in_times(results)):
        other = claimwords.read(text, vocabulary)
        if not isinstance(other, Word) or (many == 1 and other.is_change != word.is_change):
            continue
        if all(judge(other, values).truth is Truth.HOLDS for values in every):
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
    helps = f"say `{bearing.instead}`" if bearing.instead else bearing.help or "say less, or take it out"
    if bearing.reason:
        named = " and ".join(f"`{one}`" for one in bearing.addresses[:2])
        helps = helps if bearing.help or len(bearing.addresses) > 1 else f"write {shape(bearing.word)}"
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
    if word.sense is Sense.DATE and standing.dated is not None and standing.dated != standing.value:
        return plainly(say(standing.dated, "sentence", vocabulary))
    sides = [standing.sided(one) for one in standing.accounts] or [standing]
    return plainly(" or ".join(words(one, "sentence", vocabulary) for one in sides))
