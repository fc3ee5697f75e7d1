"""How a quote stands to the value it is evidence for: what it reads as, and whether that agrees."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import replace
from enum import Enum
from fractions import Fraction

from tieout.gate import Look, lexicon
from tieout.model import Date, Evidence, Ledger, Quantity, Stance, Value
from tieout.quantities.agreeing import difference
from tieout.quantities.interval import Interval
from tieout.quantities.reading import Reading, nearest, readings
from tieout.quantities.units import same_dimension

_NUMBER = re.compile(r"\d[\d,]*(?:\.\d+)?")
_GROUPED = re.compile(r"\d(?:[\d.,'’\s]*\d)?")  # in any language's way of grouping digits


class Tie(Enum):
    """How a quote stands to the value it is evidence for."""

    CARRIES = "it says the value, or its note says how it does"
    EXCUSED = "it does not say the value, and a note says why"
    FAILS = "it does not say the value"


def is_untied(value: Value, evidence: Evidence, ledger: Ledger) -> bool:
    """Return whether ``evidence`` counts, supports ``value``, and says another, as an error tells."""
    return evidence.set_aside is None and tie(value, evidence, evidence.quote.text, ledger) is Tie.FAILS


def tie(value: Value, evidence: Evidence, quote: str, ledger: Ledger) -> Tie:
    """Return how ``quote``, the words of ``evidence`` now or before, stands to ``value``."""
    heard = found(quote, evidence, ledger)
    supports = evidence.stance is Stance.SUPPORTS
    if supports and any(says(value, one) for one in heard):
        return Tie.CARRIES
    silent = supports and is_unread(value, heard)
    if evidence.note and not silent and _note_says(value, evidence, quote, heard, ledger):
        return Tie.CARRIES
    if not supports:
        return Tie.EXCUSED
    source = ledger.sources.get(evidence.source.text)
    if evidence.note and isinstance(value, Date) and source and source.issued == value:
        return Tie.CARRIES
    if not evidence.note or silent:
        return Tie.FAILS
    tabled = {_as_tabled(value, one.value) for one in heard}
    if "" in tabled:
        return Tie.CARRIES
    best = nearest(value, heard)
    other_number = best is not None and differs(value, best) == "number" and "hedge" not in tabled
    return Tie.FAILS if other_number else Tie.EXCUSED


def is_unread(value: Value, heard: Sequence[Reading]) -> bool:
    """Return whether nothing of the kind of ``value`` was read in a quote: no date, or no such quantity.

    Such are those of its dimension, and those that lack its unit or a part of it: 24 of 24 customers, 185
    dollars of 185 dollars per share.
    """
    return not any(_is_of_kind(value, one.value) for one in heard)


def _is_of_kind(value: Value, read: Value) -> bool:
    if isinstance(value, Date) or isinstance(read, Date):
        return type(value) is type(read)
    part = all(one in value.unit.factors for one in read.unit.factors)
    return part or same_dimension(value.unit, read.unit)


def _as_tabled(value: Value, read: Value) -> str:
    """Return what differs once ``read`` is taken as a table's: in thousands, millions, billions; rounded.

    Rounded is an exact number, to the last digit of ``value``, where that moves it by less than one in 200.
    """
    if isinstance(value, Date) or isinstance(read, Date):
        return "kind"
    differs = "number"
    for power in range(4):
        interval = read.interval.scaled(Fraction(1000**power))
        for taken in (interval, _rounded(interval, value)):
            said = difference(value, replace(read, interval=taken))
            if said in ("", "hedge"):
                return said
            differs = said
    return differs


def _rounded(interval: Interval, value: Quantity) -> Interval:
    low, high = interval.low, interval.high
    if low is None or low != high or len(value.digits) != 1:
        return interval
    step = Fraction(value.scale, 10 ** len(value.digits[0].partition(".")[2]))
    near = round(low / step) * step
    return replace(interval, low=near, high=near) if abs(near - low) * 200 < abs(low) else interval


# --- what a quote reads as -----------------------------------------------------------------------


def found(quote: str, evidence: Evidence, ledger: Ledger) -> tuple[Reading, ...]:
    """Return what ``quote`` reads as: by the grammar, or by the reading that a person gives in its place."""
    by_hand = evidence.reading.value if evidence.reading else None
    if by_hand is not None:
        return (Reading(by_hand, 0, len(quote)),)
    return by_grammar(quote, evidence, ledger)


def by_grammar(text: str, evidence: Evidence, ledger: Ledger) -> tuple[Reading, ...]:
    """Return what the grammar reads in ``text``, in the language of the source of ``evidence``."""
    source = ledger.sources.get(evidence.source.text)
    return readings(text, ledger.desk.vocabulary, source.language if source else "en")


def contradicted(evidence: Evidence, ledger: Ledger) -> tuple[str, ...]:
    """Return the numbers of a quote that its reading contradicts, in the words of the quote.

    Another number of that kind is one, and so are digits that neither the reading has nor a name, a date or a
    number of another kind accounts for: no reading makes up for a changed digit.
    """
    quote, by_hand = evidence.quote.text, evidence.reading.value
    heard = by_grammar(quote, evidence, ledger)
    elsewhere = [(one.start, one.end) for one in heard if _is_of_another_kind(by_hand, one.value)]
    named = lexicon(ledger.desk).numbers(quote)
    elsewhere += [(one.start, one.end) for one in named if one.look is Look.NAME]
    written = (by_hand.iso,) if isinstance(by_hand, Date) else by_hand.digits
    own = {_digits(run) for part in written for run in _NUMBER.findall(part)}
    wrong = [(one.start, one.end) for one in heard if differs(by_hand, one) == "number"]
    wrong += [
        run.span()
        for run in _GROUPED.finditer(quote)
        if _digits(run[0]) not in own
        and not any(start <= run.start() and run.end() <= end for start, end in elsewhere)
        and not any(start <= run.start() < end for start, end in wrong)
    ]
    return tuple(quote[start:end] for start, end in sorted(wrong))


def _is_of_another_kind(value: Value, read: Value) -> bool:
    """Return whether ``read`` is a date and ``value`` none, or is counted in a unit of another dimension."""
    if isinstance(value, Date) or isinstance(read, Date):
        return type(value) is not type(read)
    return bool(read.unit) and not same_dimension(value.unit, read.unit)


def says(value: Value, read: Reading) -> bool:
    """Return whether ``read`` bears out ``value``."""
    return not differs(value, read)


def differs(value: Value, read: Reading) -> str:
    """Return what differs, as ``agree`` says; a date may be read more precisely, or less so ("precision").

    What is due by 2028 may be so in 2026: "by 2028" bears out no date but one that is a last day too.
    """
    if isinstance(value, Date) and isinstance(read.value, Date):
        if value.named.contains(read.value.named):
            return "" if value.by is read.value.by else "hedge"
        return "precision" if read.value.named.contains(value.named) else "number"
    return difference(value, read.value)


def _note_says(
    value: Value, evidence: Evidence, quote: str, heard: Sequence[Reading], ledger: Ledger
) -> bool:
    """Return whether the note states the value, and a supporting quote at least its digits."""
    in_note = readings(evidence.note.text, ledger.desk.vocabulary, ledger.desk.language.split("-")[0])
    if not any(says(value, one) for one in in_note):
        return False
    if evidence.stance is not Stance.SUPPORTS or isinstance(value, Date):
        return True
    runs = {_digits(one) for one in _NUMBER.findall(quote)}
    runs |= {_digits(run) for one in heard if isinstance(one.value, Quantity) for run in one.value.digits}
    return {_digits(run) for run in value.digits} <= runs


def _digits(run: str) -> str:
    """Return the digits that say which number it is at any scale: 290252 for "290,252" and for "290.252"."""
    return "".join(mark for mark in run if mark.isdigit()).strip("0")
