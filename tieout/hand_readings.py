"""The readings that people give of what the grammar cannot read, held against the numbers of their quotes."""

from __future__ import annotations

import re
from collections.abc import Iterable
from dataclasses import replace
from fractions import Fraction

from tieout.gate import Look, lexicon
from tieout.model import Date, Evidence, Ledger, Quantity, Stance, Value
from tieout.quantities.reading import Reading
from tieout.quantities.tongues import tongue
from tieout.quantities.units import same_dimension
from tieout.status import account_readings
from tieout.tying import by_grammar, differs, language_of, leaves_out_unit, says

_NUMBER = re.compile(r"\d[\d,]*(?:\.\d+)?")
_GROUPED = re.compile(r"\d+(?:[.,'’]\d+|\s\d{3}(?!\d))*")  # in any language's way of grouping digits
_YEARS = re.compile(r"(?<!\d)(\d{4})\s?[-/–]\s?(?:\d\d)?(\d\d)(?!\d)")  # 2025/26, 2025-2026


def contradicted(
    by_hand: Value, evidence: Evidence, ledger: Ledger
) -> tuple[tuple[str, Reading | None], ...]:
    """Return the numbers of a quote that rule ``by_hand`` out as its reading: their words, what they read as.

    Another number of that kind is one, and so is the same number in another unit or under another hedge, or
    in a part of the unit. Where the grammar reads nothing it is digits that neither the reading has nor a
    name, a date or a number of another kind accounts for: no reading makes up for a changed digit. None does
    where the reading ``chooses``.
    """
    if chooses(by_hand, evidence, ledger):
        return ()
    quote = evidence.quote.text
    heard = by_grammar(quote, evidence, ledger)
    elsewhere = [(one.start, one.end) for one in heard if _is_of_another_kind(by_hand, one.value)]
    named = lexicon(ledger.desk).numbers(quote)
    elsewhere += [(one.start, one.end) for one in named if one.look is Look.NAME]
    years = _fiscal_years(by_hand, quote)
    elsewhere += years
    minus = "|".join(map(re.escape, tongue(language_of(evidence, ledger)).minus))
    runs = [one.span() for one in _GROUPED.finditer(quote) if not _is_in(one.span(), elsewhere)]
    unread = [one for one in runs if not _is_in(one, [(read.start, read.end) for read in heard])]
    said = [one for one in unread if _may_say(quote, one, by_hand, minus)]
    wrong = [
        (one.start, one.end, one)
        for one in heard
        if _is_against(by_hand, one, bool(said))
        and not is_foreign(by_hand, one, evidence, ledger)
        and not _is_in((one.start, one.end), years)
    ]
    met = [(start, end) for start, end, _ in wrong]
    wrong += [(*one, None) for one in runs if not (_is_in(one, met) or _may_say(quote, one, by_hand, minus))]
    return tuple((quote[start:end], read) for start, end, read in sorted(wrong, key=lambda one: one[:2]))


def chooses(by_hand: Value, evidence: Evidence, ledger: Ledger) -> bool:
    """Return whether a reading is one of several numbers of a quote that is not for its fact.

    Of a quote for a fact the one that agrees is found; of another nothing tells which it is.
    """
    if evidence.stance is Stance.SUPPORTS:
        return False
    found = account_readings(evidence, by_hand, ledger)
    return len(found) > 1 and any(says(by_hand, one) for one in found)


def _is_against(by_hand: Value, read: Reading, is_elsewhere: bool) -> bool:
    """Return whether what the grammar reads rules out ``by_hand``.

    ``is_elsewhere`` says that the quote has the number once more, where the grammar reads nothing.
    """
    how = differs(by_hand, read)
    if how != "unit" or isinstance(read.value, Date):
        return how in ("number", "hedge")
    return not is_elsewhere and _ends(by_hand) == _ends(read.value)


def _ends(value: Quantity) -> set[Fraction | None]:
    return {value.interval.low, value.interval.high} - {None}


def is_foreign(value: Value, read: Reading, evidence: Evidence, ledger: Ledger) -> bool:
    """Return whether ``read`` has the number of ``value``, and a noun that the grammar can't know.

    Such is a noun of another language than the desk's, or one in capital letters alone, which stands for
    something.
    """
    if isinstance(value, Date) or isinstance(read.value, Date) or not read.value.after:
        return False
    theirs, ours = (one.partition("-")[0] for one in (language_of(evidence, ledger), ledger.desk.language))
    after = read.value.after.removeprefix("per ")
    known = theirs == ours and not (len(after) > 1 and after.isupper())
    return not known and leaves_out_unit(value, replace(read.value, after=""))


def _may_say(quote: str, span: tuple[int, int], value: Value, minus: str) -> bool:
    """Return whether the digits at ``span`` are those of ``value``, in any way of writing, with its sign."""
    start, end = span
    numbers = _numbers(quote[start:end])
    if isinstance(value, Date):
        return bool(numbers & {Fraction(one) for one in re.findall(r"\d+", value.iso)})
    written = {Fraction(run.replace(",", "")) for part in value.digits for run in _NUMBER.findall(part)}
    if not numbers & (written | {one * value.scale for one in written}):
        return False
    before = quote[:start].rstrip("$€£¥ ")
    if before.endswith("(") and quote[end:].lstrip(" %").startswith(")"):
        return True
    is_negative = bool(re.search(rf"(?:(?:^|(?<=[\s(]))[-–‑]|−|(?:{minus}))$", before, re.IGNORECASE))
    return is_negative is (value.interval.high is not None and value.interval.high < 0)


def _numbers(run: str) -> set[Fraction]:
    """Return what a run of digits may say, be its last separator one of thousands or of decimals."""
    groups = re.split(r"\D", run)
    found = {Fraction("".join(groups[:-1]) + "." + groups[-1])} if groups[1:] else set()
    if len(groups) == 1 or (len(groups[-1]) == 3 and all(len(one) in (2, 3) for one in groups[1:-1])):
        found.add(Fraction("".join(groups)))
    return found


def _fiscal_years(value: Value, quote: str) -> list[tuple[int, int]]:
    """Return where a quote has two years that follow each other, the second that of a fiscal ``value``."""
    if not isinstance(value, Date) or not value.fiscal:
        return []
    found = _YEARS.finditer(quote)
    return [one.span() for one in found if int(one[1]) + 1 == value.year and int(one[2]) == value.year % 100]


def _is_in(span: tuple[int, int], others: Iterable[tuple[int, int]]) -> bool:
    return any(start <= span[0] and span[1] <= end for start, end in others)


def _is_of_another_kind(value: Value, read: Value) -> bool:
    """Return whether ``read`` is a date and ``value`` none, or is counted in a unit of another dimension."""
    if isinstance(value, Date) or isinstance(read, Date):
        return type(value) is not type(read)
    return bool(read.unit) and not same_dimension(value.unit, read.unit)
