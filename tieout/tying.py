"""How a quote stands to the value it is evidence for: what it reads as, and whether that agrees."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import replace
from enum import Enum
from fractions import Fraction

from tieout.model import Date, Evidence, Ledger, Quantity, Stance, Value
from tieout.quantities.agreeing import difference
from tieout.quantities.interval import Interval
from tieout.quantities.reading import Reading, readings
from tieout.quantities.tongues import LANGUAGES
from tieout.quantities.units import NAMES, same_dimension

_ROUNDED = re.compile(r"\bround(?:ed|s|ing)\b|\bgerundet|\baufgerundet|\babgerundet|\barrondi", re.IGNORECASE)
_TABLES = {
    "en": {
        10**3: "thousands?|000s?",
        10**6: "millions?",
        10**9: "billions?",
        10**5: "lakhs?",
        10**7: "crores?",
    },
    "de": {10**3: "tausend|tsd|teur|t€", 10**6: "millionen|mio|meur", 10**9: "milliarden|mrd"},
    "fr": {10**3: "milliers?|k€", 10**6: "millions?|m€", 10**9: "milliards?|mds?€?"},
}
"""By the language of the desk, how a note says that a table counts in so many."""
_WORDS = {
    "en": ("rounded", "a table in thousands", "a table in millions", "a table in billions"),
    "de": ("gerundet", "eine Tabelle in Tausend", "eine Tabelle in Millionen", "eine Tabelle in Milliarden"),
    "fr": ("arrondi", "un tableau en milliers", "un tableau en millions", "un tableau en milliards"),
}
"""The same words as help names them, after the one for rounded."""


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
    noted = _noted(value, evidence, heard, ledger) if evidence.note else Tie.FAILS
    return Tie.EXCUSED if noted is Tie.FAILS and not supports else noted


def _noted(value: Value, evidence: Evidence, heard: Sequence[Reading], ledger: Ledger) -> Tie:
    """Return how a quote that reads otherwise stands to ``value`` with its note."""
    note, language = evidence.note.text, ledger.desk.language.partition("-")[0]
    source = ledger.sources.get(evidence.source.text)
    dates = [one.value for one in heard if isinstance(one.value, Date)]
    if isinstance(value, Date) and source and source.issued == value and all(map(value.meets, dates)):
        return Tie.CARRIES
    said = readings(note, ledger.desk.vocabulary, language)
    rest = _without(note, said)
    ties = {_taken(value, one, rest, language) for one in heard}
    if Tie.CARRIES in ties:
        return Tie.CARRIES
    whole = any(says(value, one) for one in said)
    if whole and (Tie.EXCUSED in ties or (isinstance(value, Date) and any(map(value.meets, dates)))):
        return Tie.CARRIES
    return Tie.EXCUSED if Tie.EXCUSED in ties else Tie.FAILS


def _taken(value: Value, read: Reading, note: str, language: str) -> Tie:
    """Return how ``read`` stands to ``value`` as far as any note goes, or as ``note`` says of a table.

    Any note goes for another hedge, for a date that is less precise, and for a unit that is left out.
    ``note`` is without its numbers.
    """
    if isinstance(value, Date) or isinstance(read.value, Date):
        return Tie.EXCUSED if differs(value, read) in ("hedge", "precision") else Tie.FAILS
    taken = _in_full(value, read.value)
    said = {
        difference(value, replace(taken, interval=one))
        for one in _as_tabled(taken.interval, value, read.value, note, language)
    }
    if "" in said:
        return Tie.CARRIES if taken is read.value else Tie.EXCUSED
    return Tie.EXCUSED if "hedge" in said else Tie.FAILS


def is_unread(value: Value, heard: Sequence[Reading]) -> bool:
    """Return whether nothing of the kind of ``value`` was read in a quote: no date, or no such quantity.

    Such are those of its dimension, and those that lack its unit or a part of it: 24 of 24 customers, 185
    dollars of 185 dollars per share.
    """
    return not any(is_of_kind(value, one.value) for one in heard)


def is_of_kind(value: Value, read: Value) -> bool:
    if isinstance(value, Date) or isinstance(read, Date):
        return type(value) is type(read)
    part = all(one in value.unit.factors for one in read.unit.factors)
    return part or same_dimension(value.unit, read.unit)


def leaves_out_unit(value: Value, read: Value) -> bool:
    """Return whether ``read`` has a part of the unit of ``value``, and no word in place of the rest."""
    if isinstance(value, Date) or isinstance(read, Date) or read.after or read.unit == value.unit:
        return False
    return all(one in value.unit.factors for one in read.unit.factors)


def _in_full(value: Quantity, read: Quantity) -> Quantity:
    """Return ``read`` in the unit of ``value``, where it leaves that out."""
    if not leaves_out_unit(value, read) or difference(value, read) != "unit":
        return read
    return replace(read, unit=value.unit, interval=read.interval.scaled(Fraction(read.per, value.per)))


def _as_tabled(
    interval: Interval, value: Quantity, read: Quantity, note: str, language: str
) -> Iterator[Interval]:
    """Yield ``interval``, and what it is once it is taken as the note says: in thousands, rounded.

    A table counts money, things or nothing that it names, not percent or megawatts. Rounded is an exact
    number, to the last digit of ``value``, where that moves it by less than one in 200.
    """
    scales = [1]
    unit = read.unit
    if read.scale == 1 and (not unit or unit.currency or any(key not in NAMES for key, _ in unit.factors)):
        words = _TABLES.get(language, _TABLES["en"])
        scales += [scale for scale, spelled in words.items() if _counts_in(spelled, note)]
    for scale in scales:
        scaled = interval.scaled(Fraction(scale))
        yield scaled
        if _ROUNDED.search(note):
            yield _rounded(scaled, value)


def _counts_in(spelled: str, note: str) -> bool:
    return bool(re.search(rf"(?<![^\W_])(?:{spelled})(?![^\W_])", note, re.IGNORECASE))


def note_wanted(value: Value, read: Reading, ledger: Ledger) -> str:
    """Return what a note would have to say for ``read`` to be a table's ``value``; empty for nothing.

    It is in the language of the desk.
    """
    if isinstance(value, Date) or isinstance(read.value, Date) or differs(value, read) != "number":
        return ""
    language = ledger.desk.language.partition("-")[0]
    rounded, *tables = _WORDS.get(language, _WORDS["en"])
    wanted = (rounded, *tables, *(f"{one}, {rounded}" for one in tables))
    return next((one for one in wanted if _taken(value, read, one, language) is not Tie.FAILS), "")


def _without(text: str, read: Sequence[Reading]) -> str:
    """Return ``text`` without the quantities and dates that were read in it, but for a bare "thousand"."""
    read = [one for one in read if not text[one.start :].casefold().startswith(("tausend", "thousand"))]
    starts, ends = [0, *(one.end for one in read)], [*(one.start for one in read), len(text)]
    return " ".join(text[start:end] for start, end in zip(starts, ends, strict=True))


def _rounded(interval: Interval, value: Quantity) -> Interval:
    low, high = interval.low, interval.high
    if low is None or low != high or len(value.digits) != 1:
        return interval
    step = Fraction(value.scale, value.per * 10 ** len(value.digits[0].partition(".")[2]))
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
    return readings(text, ledger.desk.vocabulary, language_of(evidence, ledger))


def language_of(evidence: Evidence, ledger: Ledger) -> str:
    """Return the language of the source of ``evidence``."""
    source = ledger.sources.get(evidence.source.text)
    return source.language if source else "en"


def languages_that_say(value: Value, evidence: Evidence, ledger: Ledger) -> list[str]:
    """Return the languages, other than its source's, in which a quote bears out ``value``."""
    ours = language_of(evidence, ledger).partition("-")[0]
    return [
        one
        for one in LANGUAGES
        if one != ours
        and any(says(value, read) for read in readings(evidence.quote.text, ledger.desk.vocabulary, one))
    ]


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
