"""The hedges and rates that a writer may type around a fact, by the table that quotes are read by."""

from __future__ import annotations

import re
from collections.abc import Sequence

from tieout.model import FactKind, Standing
from tieout.quantities.dates import Date
from tieout.quantities.english import (
    ABBREVIATED,
    ADDING,
    BEHIND,
    BEHIND_AT_END,
    BEHIND_IF_LAST,
    DISPUTES,
    FILLERS,
    HEDGES,
    LATER,
    NOT_PAST,
    STOPS,
    words,
)
from tieout.quantities.interval import Hedge, Quantity
from tieout.quantities.measuring import _EACH
from tieout.quantities.units import PERCENT, Vocabulary, dimension, parse_unit
from tieout.typed import Typed, beginning, ending, phrase_set

FRONT = frozenset(
    phrase for phrase, hedge in HEDGES.items() if hedge is not Hedge.FROM_TO and phrase != ("order", "of")
) | phrase_set(
    "reportedly|allegedly|an alleged|alleged|rumoured|rumored|supposedly|presumably|perhaps|maybe|possibly"
    "|probably|hardly|scarcely|barely|plus or minus|give or take|+|±|+ / -"
)
"""What hedges the number after it. Of ``from`` and ``between`` it takes two."""

PREPOSITIONS = words(
    "over under above below beneath about around past within near beyond some approaching nearing topping"
    " c ca"
)
"""Hedges that are prepositions too: they may say where, of what, or how long."""

_OF_DATES = frozenset((*PREPOSITIONS, "up to", "close to", "approaches", "approached"))
_EARLY = phrase_set("early|late|early in|late in|mid|mid -")
_ESTIMATED = phrase_set("estimated|an estimated|estimated at|estimated to be|est|est .")
_COMPARED = words("times twice half double triple fold")
# What goes on over a span of time: "$300 billion, spread over five years" is no more than five.
_SPREADING = words(
    "off spread paid payable due phased staggered averaged amortised amortized depreciated vest vests vested"
)
_ALWAYS_BEHIND = phrase_set("reported|reportedly|allegedly|exactly|precisely|to be exact")
_EVERY = frozenset((*_EACH, "apiece"))
_ALONE = words("piece head time")


def is_span(value: object) -> bool:
    """Whether a value is how long something takes."""
    return isinstance(value, Quantity) and dimension(value.unit) == (("time", 1),)


def hedge_before(text: str, typed: Sequence[Typed], standing: Standing) -> Sequence[Typed]:
    """Return the words of a hedge right before a fact, ``typed`` being all that is; none where none is.

    What may stand between a hedge and its number is passed over ("more than a further").
    """
    value = standing.value
    if isinstance(value, Date) and (size := ending(_EARLY, typed, len(typed))):
        return typed[-size:]
    for upto in range(len(typed), max(len(typed) - 4, 0), -1):
        size = ending(FRONT, typed, upto)
        if size:
            found, earlier, between = typed[upto - size : upto], typed[: upto - size], typed[upto:]
            return () if _is_no_hedge(text, earlier, found, between, standing) else found
        if typed[upto - 1].low not in FILLERS:
            return ()
    return ()


def _is_no_hedge(
    text: str,
    earlier: Sequence[Typed],
    found: Sequence[Typed],
    between: Sequence[Typed],
    standing: Standing,
) -> bool:
    """Whether the words of a hedge say something else: "spread over", "twice as much as", "add up to"."""
    said = " ".join(one.low for one in found)
    last = earlier[-1] if earlier else Typed("", 0, 0)
    if isinstance(standing.value, Date) and said in _OF_DATES:
        return True
    if said in PREPOSITIONS and any(one.low in ("a", "an") for one in between):
        return True
    if found[0].low == "as" and (last.low in _COMPARED or last.is_number):
        return True
    if tuple(one.low for one in found) in _ESTIMATED and standing.kind is FactKind.ESTIMATE:
        return True
    if said in ABBREVIATED and text[found[0].start : found[0].end].isupper():
        return True
    if said == "over" and is_span(standing.value):
        return last.is_piece or last.low in _SPREADING
    return (
        (said == "over" and last.low in DISPUTES)
        or (said == "up to" and last.low in ADDING)
        or (said == "past" and last.low in NOT_PAST)
    )


def hedge_behind(typed: Sequence[Typed], at: int, is_number: bool, is_date: bool) -> Sequence[Typed]:
    """Return the words of a hedge right behind a fact that ends at ``at``; none where none is.

    Behind a number printed alone (``is_number``) it may follow what is typed as its unit.
    """
    for start in range(_past_unit(typed) + 1 if is_number else 1):
        if found := _hedge_at(typed, start, at, is_date):
            return found
    return ()


def _past_unit(typed: Sequence[Typed]) -> int:
    """Return how many words there are that may be a unit, two at the most."""
    size = 0
    while size < min(2, len(typed)) and (typed[size].low == "%" or _is_unit_word(typed[size])):
        size += 1
    return size


def _is_unit_word(one: Typed) -> bool:
    return one.is_word and one.low not in STOPS


def _hedge_at(typed: Sequence[Typed], start: int, at: int, is_date: bool) -> Sequence[Typed]:
    if start >= len(typed):
        return ()
    first = typed[start]
    if start == 0 and first.start == at and first.low in ("+", "-"):
        return _tied(typed)
    opened = first.low in ("(", ",")
    here = start + opened
    if first.low == "," and here < len(typed) and typed[here].low == "reported":
        return typed[here : here + 1]
    size = beginning(BEHIND, typed, here)
    if size and not _follows(typed, here + size, "than"):
        hedge = BEHIND[tuple(one.low for one in typed[here : here + size])]
        return typed[here : here + size] if hedge or not _opens_number(typed, here + size) else ()
    if is_date:
        return ()
    size = beginning(BEHIND_IF_LAST, typed, here)
    aside = first.low == "," and not ends(typed, here + size)  # ", at least for now"
    if size and not aside and not _opens_number(typed, here + size + _follows(typed, here + size, "of")):
        return typed[here : here + size]
    size = beginning(BEHIND_AT_END, typed, here) or beginning(_ALWAYS_BEHIND, typed, here)
    is_rating = first.low == "(" and typed[here].low in ("max", "min", "maximum", "minimum")
    return typed[here : here + size] if size and ends(typed, here + size) and not is_rating else ()


def _tied(typed: Sequence[Typed]) -> Sequence[Typed]:
    """Return the hedge that is tied to a fact: "+", "-plus"."""
    if typed[0].low == "-":
        return typed[:2] if len(typed) > 1 and typed[1].low in ("plus", "odd", "some") else ()
    glued = len(typed) > 1 and typed[1].is_number and typed[1].start == typed[0].end
    return () if glued else typed[:1]


def _follows(typed: Sequence[Typed], at: int, word: str) -> bool:
    return at < len(typed) and typed[at].low == word


def _opens_number(typed: Sequence[Typed], at: int) -> bool:
    return at < len(typed) and typed[at].is_number


def ends(typed: Sequence[Typed], at: int) -> bool:
    """Whether nothing is typed at ``at``, or a mark."""
    return at >= len(typed) or typed[at].is_mark


def rate_behind(
    typed: Sequence[Typed], standing: Standing, is_number: bool, vocabulary: Vocabulary
) -> Sequence[Typed]:
    """Return the words right behind a fact that make a rate of it: "a year", "each", "per user".

    "A year later" makes none. A number printed alone may be given its own: "20" of 20 USD a year; so may a
    percentage that its statement tells by the year.
    """
    start = _past_unit(typed) if is_number else 0
    for here in range(start + 1):
        size = _rate_at(typed, here, vocabulary)
        rate = typed[here : here + size]
        if size and not _is_told(rate, standing) and not (is_number and _is_own(rate, standing, vocabulary)):
            return rate
    return ()


def _rate_at(typed: Sequence[Typed], here: int, vocabulary: Vocabulary) -> int:
    """Return how many words from ``here`` on make a rate; 0 where none do."""
    first, second, third = (typed[at].low if at < len(typed) else "" for at in range(here, here + 3))
    if first in _EVERY:
        return int(ends(typed, here + 1) or second in STOPS)
    if first == "each" and ends(typed, here + 1):
        return 1
    if first == "per" and second != "cent":
        return 1 + (here + 1 < len(typed) and typed[here + 1].is_word)
    if first == "/" and here + 1 < len(typed) and typed[here + 1].is_word:
        return 2
    if first not in ("a", "an", "each", "every"):
        return 0
    unit = parse_unit(second, vocabulary) if second and second not in STOPS else None
    is_one = (unit is not None and not _is_many(second, vocabulary)) or second in _ALONE
    return 2 if is_one and third not in LATER else 0


def _is_many(word: str, vocabulary: Vocabulary) -> bool:
    return word.endswith("s") and parse_unit(word[:-1], vocabulary) is not None


def _is_own(rate: Sequence[Typed], standing: Standing, vocabulary: Vocabulary) -> bool:
    """Whether the last word of a rate is what the fact's unit divides by."""
    unit = parse_unit(rate[-1].low, vocabulary)
    return unit is not None and any(
        (key, -power) in standing.value.unit.factors for key, power in unit.factors
    )


def _is_told(rate: Sequence[Typed], standing: Standing) -> bool:
    """Whether the statement of a percentage says by what time it is: "yearly interest", "growth a month"."""
    every = rate[-1].low.removesuffix("ly")
    every = {"annual": "year", "dai": "day", "p.a": "year"}.get(every, every)
    told = {"year": r"yearly|annual(?:ly)?", "day": "daily"}.get(every, f"{re.escape(every)}ly")
    said = rf"\b(?:{told}|(?:an?|per|each|every) {re.escape(every)})\b"
    return (
        standing.value.unit == PERCENT and re.search(said, standing.statement.text, re.IGNORECASE) is not None
    )
