"""Quantities and dates out of written words: hedge, number and unit together, or nothing."""

from __future__ import annotations

import re
from collections.abc import Iterable
from dataclasses import dataclass, replace
from functools import lru_cache

from tieout.quantities.agreeing import Agreement, Value, agree, describe, difference
from tieout.quantities.amounts import Amount, Amounts
from tieout.quantities.dates import Date, read_date
from tieout.quantities.interval import Hedge, Interval, Quantity, held_to
from tieout.quantities.numerals import MULTIPLES, SMALL, TENS, decimal
from tieout.quantities.tokens import DASHES
from tieout.quantities.tongues import tongue
from tieout.quantities.units import PLAIN, Lexicon, Unit, Vocabulary, lexicon

__all__ = ["Agreement", "Reading", "Value", "agree", "describe", "nearest", "read_value", "readings"]


@dataclass(frozen=True, slots=True)
class Reading:
    """A quantity or a date, and the characters of the text that carry it, hedge and unit included."""

    value: Value
    start: int
    end: int


def readings(text: str, vocabulary: Vocabulary, language: str = "en") -> tuple[Reading, ...]:
    """Return all quantities and dates of running ``text``, from left to right, none inside another.

    Each is the longest reading that starts furthest left, so that a hedge is never lost. What can't be read
    for certain ("24/7", "dozens of", "more than 5 to 10") is left out. ``language`` is that of the source
    ("de", "zh-Hant"): its separators, scale words and hedges are read beside the English ones.
    """
    return _readings(text, lexicon(vocabulary), language)


def read_value(text: str, vocabulary: Vocabulary) -> Value | None:
    """Return the quantity or the date that is all of ``text``, or None.

    An unknown unit or counted noun makes it unreadable; so does any word the grammar can't place.
    """
    return _read_value(text, lexicon(vocabulary))


def nearest(declared: Value, found: Iterable[Reading]) -> Reading | None:
    """Return the reading that differs least from ``declared``; the first of equals, or None."""
    order = ("", "hedge", "number", "unit", "kind")
    return min(found, key=lambda one: order.index(difference(declared, one.value)), default=None)


@lru_cache(maxsize=65536)
def _readings(text: str, words: Lexicon, language: str) -> tuple[Reading, ...]:
    reader = _Reader(text, words, tongue(language))
    hedges = reader.spoken.first
    found, here = [], 0
    while here < reader.count:
        token = reader.tokens[here]
        if token.kind == "word" and not (
            token.low in _STARTS
            or token.low in hedges
            or token.low.endswith("fold")
            or token.text in reader.spoken.dates.starts
        ):
            here += 1
            continue
        value, end = reader.at(here)
        if value is not None:
            found.append(Reading(value, token.start, reader.tokens[end - 1].end))
        here = max(end, here + 1)
    return tuple(found)


@lru_cache(maxsize=65536)
def _read_value(text: str, words: Lexicon) -> Value | None:
    if date := read_date(text):
        return date
    reader = _Reader(text, words, tongue("en"), strict=True)
    if not reader.count:
        return None
    value, end = reader.at(0)
    if value is None or end != reader.count or (isinstance(value, Quantity) and value.after):
        return None
    return value


_CHANGE = re.compile(
    r"(?:drop|fall|fell|rise|rose|risen|grow|grew|grown|increas|decreas|climb|jump|mov|went|go|gone|cut|rais"
    r"|lower|reduc|expand|shrink|shrank|shrunk|narrow|widen|slip|slid|surg|chang|up|down|double|declin|swung"
    r"|shift)\w*"
)
_FILLERS = frozenset(("a", "an", "another", "additional", "further", "extra"))
# Words that hedge a number but place a year: "about 2025", "over 2026".
_OF_TIME = frozenset(
    ("over", "about", "around", "under", "circa", "c", "ca", "some", "near", "above", "below")
)
# The words, but for hedges, that a quantity may start with.
_STARTS = frozenset((*SMALL, *TENS, *MULTIPLES, "a", "an", "half", "halved", "halving", "minus"))
_Found = tuple[Value | None, int]


class _Reader(Amounts):
    """One text, read from the left; each method takes a token's index and gives the one after."""

    def at(self, here: int) -> _Found:
        """Return what starts at ``here``, or None, and where to go on."""
        token = self.tokens[here]
        kind = token.kind
        if kind == "name" or (
            kind == "mark" and token.low not in self.spoken.first and token.low not in "-−+("
        ):
            return self.date(here) if kind == "name" else (None, here + 1)
        if self.dates_from(here):
            value, end = self.date(here)
            if end > here:
                return value, end
        hedge, word, start = self.hedge(here)
        if hedge is None:
            return self.plain(here)
        value, end = self.hedged(here, hedge, word, start)
        if value is None and end <= start and hedge is not Hedge.FROM_TO:
            return (None, here + 1)
        return value, end if end > start else here + 1

    def hedge(self, here: int) -> tuple[Hedge | None, str, int]:
        """Return the hedge at ``here``, its words, and the token after it."""
        for phrase, hedge in self.spoken.first.get(self.low(here), ()):
            size = len(phrase)
            if here + size <= self.count and all(
                self.tokens[here + step].low == phrase[step] for step in range(1, size)
            ):
                return hedge, " ".join(phrase), here + size
        return None, "", here

    def hedged(self, here: int, hedge: Hedge, word: str, start: int) -> _Found:
        """Return the quantity that ``hedge`` holds, read from ``start``."""
        approximate = hedge is Hedge.ABOUT
        if hedge is not Hedge.FROM_TO:
            inner, inner_word, after = self.hedge(start + (self.low(start) in _FILLERS))
            if inner is Hedge.ABOUT or (approximate and inner not in (None, Hedge.FROM_TO, Hedge.EXACTLY)):
                start, approximate = after, True
                hedge = inner if hedge is Hedge.ABOUT and inner is not None else hedge
                word = f"{word} {inner_word}"
        amount = self.amount(start)
        if amount is None and self.low(start) in _FILLERS:
            start += 1
            amount = self.amount(start)
        if amount is None:
            return None, start
        if hedge is Hedge.FROM_TO:
            return self.between(here, word, start, amount)
        if amount.unit == PLAIN and amount.scale == 1 and self.is_year(start) and word in _OF_TIME:
            return Date(int(self.low(start))), start + 1
        pair = self.range(start, amount, ())
        if pair is not None:
            if hedge not in (Hedge.ABOUT, Hedge.EXACTLY):
                return None, pair[1]
            return replace(pair[0], word=word, approximate=approximate), pair[1]
        if amount.hedge is not None:
            if hedge is Hedge.ABOUT and amount.hedge is not Hedge.ABOUT:
                hedge, word = amount.hedge, f"{word} {amount.word}"
            elif hedge is not amount.hedge:
                return None, amount.end
        return self.quantity(amount, hedge, word, approximate), amount.end

    def between(self, here: int, word: str, start: int, amount: Amount) -> _Found:
        """Return the range after "from" or "between", unless a change is told: "fell from 40% to 14%"."""
        told = any(_CHANGE.fullmatch(self.low(back)) for back in range(max(here - 3, 0), here))
        if word == "from" and told:
            return None, here + 1
        joins = ("and",) if word == "between" else ()
        pair = self.range(start, amount, joins)
        if pair is None:
            return None, here + 1
        return replace(pair[0], word=word), pair[1]

    def plain(self, here: int) -> _Found:
        """Return the unhedged number or range at ``here``."""
        amount = self.amount(here)
        if amount is None:
            return None, here + 1
        told = any(_CHANGE.fullmatch(self.low(back)) for back in range(max(here - 4, 0), here))
        pair = self.range(here, amount, (), told and "from" in (self.low(here - 1), self.low(here - 2)))
        if pair is not None:
            return pair
        hedge = amount.hedge or Hedge.EXACTLY
        return self.quantity(amount, hedge, amount.word, hedge is Hedge.ABOUT), amount.end

    def quantity(self, amount: Amount, hedge: Hedge, word: str, approximate: bool) -> Quantity:
        """Return the quantity that ``amount`` comes to under ``hedge``."""
        loose = approximate or hedge in (Hedge.NEARLY, Hedge.JUST_OVER)
        return Quantity(
            held_to(hedge, amount.value),
            amount.unit,
            hedge,
            word,
            (amount.digits,),
            amount.scale,
            loose,
            amount.after,
        )

    def range(
        self, here: int, first: Amount, joins: tuple[str, ...], told: bool = False
    ) -> tuple[Quantity, int] | None:
        """Return the range that ``first`` opens, or None where there is no other end, or it is no range."""
        if first.hedge is not None or (told and self.low(first.end) in ("to", "through")):
            return None
        join = self.low(first.end)
        dash = join in DASHES
        if join in ("±", "+/-"):
            return self.plus_or_minus(first)
        if not (
            dash or (join in ("to", "through") and not joins) or join in joins or (join == "to" and joins)
        ):
            return None
        if joins and join not in joins and not dash:
            return None
        second = self.amount(first.end + 1, inside=dash)
        if second is None or second.hedge is not None:
            return None
        if dash and self.glued(first.end) != self.glued(first.end + 1):
            return None
        if self.is_year(here) and first.unit == PLAIN and self.is_year(first.end + 1):
            return None
        return self.joined(first, second)

    def joined(self, first: Amount, second: Amount) -> tuple[Quantity, int] | None:
        """Return the range from ``first`` to ``second``, which lend each other unit and scale."""
        scale = first.scale
        if scale == 1 and second.scale > 1 and first.number < second.number:
            scale = second.scale
        unit = second.unit
        if second.unit == PLAIN and first.money:
            unit = first.unit
        elif first.unit not in (PLAIN, second.unit) and not _begins(first.unit, second.unit):
            return None
        low, high = first.number * scale, second.number * second.scale
        if low >= high:
            return None
        digits = (first.digits, second.digits)
        if scale != second.scale:
            digits = (decimal(low / second.scale), second.digits)
        span = Quantity(
            Interval(low, high), unit, Hedge.FROM_TO, "", digits, second.scale, after=second.after
        )
        return span, second.end

    def plus_or_minus(self, first: Amount) -> tuple[Quantity, int] | None:
        """Return the range around ``first``."""
        second = self.amount(first.end + 1, inside=True)
        if second is None or second.hedge is not None or first.unit not in (PLAIN, second.unit):
            return None
        scale = first.scale if first.scale > 1 else second.scale
        low, high = first.number * scale - second.value, first.number * scale + second.value
        digits = (decimal(low / second.scale), decimal(high / second.scale))
        span = Quantity(Interval(low, high), second.unit, Hedge.FROM_TO, "", digits, second.scale)
        return replace(span, after=second.after), second.end


def _begins(first: Unit, second: Unit) -> bool:
    """Return whether ``second`` is ``first`` per something: USD of USD per share."""
    more = [power for key, power in second.factors if (key, power) not in first.factors]
    return all(one in second.factors for one in first.factors) and all(power < 0 for power in more)
