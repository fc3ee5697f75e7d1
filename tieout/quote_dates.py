"""Which date of a quote stands beside which of its numbers."""

from __future__ import annotations

import re
from collections.abc import Sequence
from itertools import pairwise

from tieout.model import Date, Value
from tieout.quantities.reading import Reading
from tieout.tying import is_of_kind, says

# What parts a number from a date that is another's, in the languages that are read.
_PARTING = re.compile(
    r"[,;:.。、，；]|(?<!\w)(?:and|to|from|against|up|down|after|than|versus|vs|compared|while|but|or"
    r"|und|auf|von|gegen|gegenüber|nach|oder|et|à|contre|après|ou|y|a|frente|tras)(?!\w)",
    re.IGNORECASE,
)


def misplaced(
    value: Value, period: Date, quote: str, heard: Sequence[Reading]
) -> tuple[Reading, Date] | None:
    """Return where a quote says ``value`` beside the date of another time than ``period``, and that date.

    ``heard`` is what the quote reads as. None where it has but one number of that kind, or one date, where
    nothing tells which date is whose, and where the value stands beside a date of its period too.
    """
    numbers = [one for one in heard if not isinstance(one.value, Date) and is_of_kind(value, one.value)]
    dates = [one for one in heard if isinstance(one.value, Date)]
    if isinstance(value, Date) or len(numbers) < 2 or len({one.value for one in dates}) < 2:
        return None
    stand = _standing(numbers, dates, quote)
    found = [(one, near) for one, near in zip(numbers, stand, strict=True) if says(value, one)]
    if any(not near or any(_is_of(period, date) for date in near) for _, near in found):
        return None
    return next(((one, near[0]) for one, near in found), None)


def _standing(numbers: Sequence[Reading], dates: Sequence[Reading], quote: str) -> Sequence[Sequence[Date]]:
    """Return the dates that may be those of each number; none where nothing tells.

    Two rows of as many go together one by one; elsewhere it is what stands right beside it, with no word or
    mark between that sets one thing against another. Where that is so of none, they take turns.
    """
    by_turns = [[one.value] for one in dates] if len(numbers) == len(dates) else None
    if by_turns and (numbers[-1].end <= dates[0].start or dates[-1].end <= numbers[0].start):
        return by_turns
    near = [
        [one.value for one in dates if _is_next(number, one, numbers, dates, quote)] for number in numbers
    ]
    if by_turns is None:
        return near
    if not any(near):
        return by_turns if _take_turns(numbers, dates) else near
    return [turn if len(one) > 1 else one for one, turn in zip(near, by_turns, strict=True)]


def _take_turns(numbers: Sequence[Reading], dates: Sequence[Reading]) -> bool:
    order = [one in numbers for one in sorted((*numbers, *dates), key=lambda one: one.start)]
    return all(one is not other for one, other in pairwise(order))


def _is_next(
    number: Reading, date: Reading, numbers: Sequence[Reading], dates: Sequence[Reading], quote: str
) -> bool:
    first, second = sorted((number, date), key=lambda one: one.start)
    others = (one for one in (*numbers, *dates) if one not in (number, date))
    if any(first.end <= one.start < second.start for one in others):
        return False
    return _PARTING.search(quote[first.end : second.start]) is None


def _is_of(period: Date, date: Date) -> bool:
    if period.fiscal is not date.fiscal:
        return period.meets(date)
    return period.named.contains(date.named) or date.named.contains(period.named)
