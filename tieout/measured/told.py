"""What facts.json tells of a number, as far as a drawing has to show it: its reach, its hedge, its words."""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping, Sequence
from fractions import Fraction
from functools import lru_cache
from typing import Any

from tieout.frozen import frozen
from tieout.quantities.agreeing import difference
from tieout.quantities.dates import Date, read_date
from tieout.quantities.interval import Quantity
from tieout.quantities.reading import Reading, readings
from tieout.quantities.saying import date_words
from tieout.quantities.units import (
    NAMES,
    PLAIN,
    Unit,
    UnitMismatch,
    Vocabulary,
    factor,
    parse_unit,
)

EXACT, FLOOR, CEILING, RANGE, ABOUT, UNSTATED = "exact", "floor", "ceiling", "range", "about", "unstated"
_LOOSE = ("about", "nearly", "just over")
_SPACES = re.compile(r"\s+")


@frozen
class Told:
    """One number, or one side's: where it starts and ends in whole units, and what it is held to.

    ``held`` is one of the six words above. ``start`` is where doubt begins and ``end`` where ink ends, both
    None where nothing is stated. ``hedge`` is the word of its value; ``words`` are by form: short, sentence.
    """

    address: str
    held: str
    start: Fraction | None
    end: Fraction | None
    unit: str
    hedge: str
    words: Mapping[str, str]
    reported: bool
    forecast: bool
    disputed: bool
    status: str
    date: str

    @property
    def doubt(self) -> int:
        """How little it is held to, as a dot shows it: 0 for what a filled one shows."""
        if self.held == RANGE:
            return 0
        ranked = (self.held == ABOUT, self.reported, self.forecast, self.reported and self.forecast)
        return max((nth for nth, one in enumerate(ranked, 1) if one), default=0)

    @property
    def plain(self) -> bool:
        """Whether a filled dot, or a solid bar, says all of it."""
        return self.held == EXACT and not (self.reported or self.forecast or self.disputed)


class Facts:
    """The facts of one file, looked up by address and account; words are read in the file's language."""

    def __init__(self, facts: Mapping[str, Any]) -> None:
        self._facts: Mapping[str, Any] = facts.get("facts", {})
        self._exhibits = {one["id"]: one for one in facts.get("exhibits", ())}
        briefing = facts.get("briefing", {})
        nouns = briefing.get("nouns")
        self.vocabulary = Vocabulary(
            nouns=dict(nouns) if nouns is not None else _counted(self._facts.values()),
            language=briefing.get("language", "en-GB"),
        )
        self.language = self.vocabulary.language.partition("-")[0]
        self._told: dict[tuple[str, str], Told | None] = {}

    def __contains__(self, address: str) -> bool:
        return address in self._facts

    def marks(self, exhibit: str) -> Sequence[Mapping[str, str]] | None:
        """Return the rows of an exhibit's data; None for an exhibit that the file does not list."""
        return self._exhibits[exhibit]["marks"] if exhibit in self._exhibits else None

    def accounts(self, address: str) -> Sequence[Mapping[str, Any]]:
        """Return the sides of a fact that is disputed; nothing for one that is not."""
        fact = self._facts.get(address, {})
        return fact.get("accounts", ()) if fact.get("status") == "disputed" else ()

    def told(self, address: str, account: str = "") -> Told | None:
        """Return a number by its address and, of a dispute, its side; None where the file has none."""
        key = (address, account)
        if key not in self._told:
            self._told[key] = self._tell(address, account)
        return self._told[key]

    def _tell(self, address: str, account: str) -> Told | None:
        fact = self._facts.get(address)
        if fact is None:
            return None
        said, reported = fact, bool(fact.get("reported"))
        if account:
            said = next((one for one in fact.get("accounts", ()) if one["name"] == account), None)
            if said is None:
                return None
            reported = bool(said.get("reported"))
        value, words = said.get("value"), said.get("words", {})
        is_number = bool(value) and "date" not in value
        held, start, end = UNSTATED, None, None
        if is_number:
            held, start, end = self._reach(value, words, derived="formula" in fact)
        return Told(
            address=address,
            held=held,
            start=start,
            end=end,
            unit=(value or {}).get("unit", ""),
            hedge=(value or {}).get("hedge", ""),
            words=words,
            reported=reported,
            forecast=fact.get("kind") == "forecast",
            disputed=bool(account),
            status=fact.get("status", ""),
            date=fact.get("period") or fact.get("as_of") or "",
        )

    def _reach(
        self, value: Mapping[str, Any], words: Mapping[str, str], derived: bool
    ) -> tuple[str, Fraction | None, Fraction | None]:
        """Return what a value is held to, and where its doubt begins and its ink ends.

        Of a ``derived`` number that is "nearly" or "just over" another no more is known than that bound.
        """
        low, high = (None if value[end] is None else Fraction(value[end]) for end in ("low", "high"))
        hedge = value["hedge"]
        zero = Fraction(0)
        if low is None and high is None:
            return UNSTATED, None, None
        if hedge in ("up to", "less than") and high is not None:
            return CEILING, zero, high
        if hedge == "nearly" and high is not None:
            return (CEILING, zero, high) if derived else (ABOUT, high, high)
        if hedge == "just over" and low is not None:
            return (FLOOR, low, low) if derived else (ABOUT, low, low)
        if low is None:
            return CEILING, zero, high
        if high is None:
            return FLOOR, low, low
        middle = (low + high) / 2
        if hedge == "about" or (hedge in ("exactly", "from-to") and self._loose(words.get("short", ""))):
            return ABOUT, middle, middle
        if low != high:
            return RANGE, low, high
        return ABOUT if value.get("approximate") else EXACT, low, low

    def _loose(self, words: str) -> bool:
        """Return whether ``words`` say a number as about right, so that the ink may say no more."""
        read = self.read(words)
        return read is not None and isinstance(read.value, Quantity) and read.value.hedge in _LOOSE

    def read(self, words: str) -> Reading | None:
        """Return the one quantity or date that ``words`` begin with; None where they do not."""
        found = readings(words, self.vocabulary, self.language)
        return found[0] if found and found[0].start == 0 else None

    def unit(self, text: str) -> Unit | None:
        """Return the unit that a file writes so."""
        return parse_unit(text, self.vocabulary) if text else PLAIN

    def rate(self, told: Told, unit: Unit) -> Fraction | None:
        """Return what one of a number's own unit is in ``unit``; None where they measure different things."""
        own = self.unit(told.unit)
        if own is None:
            return None
        return _rate(own, unit)

    def alike(self, said: str, told: Told, form: str) -> bool:
        """Return whether ``said`` are the words of a number in a form: its hedge, its number and its unit."""
        right = told.words.get(form, "")
        one, other = _squeezed(said), _squeezed(right)
        if one == other or (form == "sentence" and _begun(one) == _begun(other)):
            return True
        here, there = self.read(said), self.read(right)
        if not (here and there) or _squeezed(said[here.end :]) != _squeezed(right[there.end :]):
            return False
        return not difference(there.value, here.value) and not difference(here.value, there.value)

    def said(self, date: Date) -> str:
        """Return a date as drawings have it."""
        return date_words(date, False, self.vocabulary).replace("\u00a0", " ")

    def dates(self, address: str) -> list[Date]:
        """Return the dates that a fact carries: its own, those it holds for, the day a forecast was made."""
        fact = self._facts.get(address, {})
        value = fact.get("value") or {}
        named = (value.get("date"), *(fact.get(key) for key in ("period", "as_of", "since", "made")))
        return [date for one in named if one and (date := dated(one))]

    def dated_as(self, said: str, address: str) -> bool:
        """Return whether ``said``, or a part of it, is a date that a fact carries."""
        dates = self.dates(address)
        if any(said == date_words(date, long, self.vocabulary) for date in dates for long in (True, False)):
            return True
        years = [int(one) for one in re.findall(r"\d{4}", said)]
        read = [one.value for one in readings(said, self.vocabulary, self.language)]
        known = [one for one in read if isinstance(one, Date)]
        if known:
            return all(any(one.meets(date) for date in dates) for one in known)
        return bool(years) and all(any(_in_year(date, year) for date in dates) for year in years)


@lru_cache(maxsize=4096)
def dated(text: str) -> Date | None:
    """Return the date that a file writes so."""
    return read_date(text)


@lru_cache(maxsize=4096)
def moment(date: Date) -> float:
    """Return the middle of ``date`` in years, each as long as the other; a last day stands at itself."""
    first, last = date.last if date.by else date.first, date.last
    start = first.year + (first.timetuple().tm_yday - 1) / _days(first.year)
    return (start + last.year + last.timetuple().tm_yday / _days(last.year)) / 2


def _days(year: int) -> int:
    return Date(year).last.timetuple().tm_yday


@lru_cache(maxsize=1024)
def _rate(source: Unit, target: Unit) -> Fraction | None:
    try:
        return factor(source, target)
    except UnitMismatch:
        return None


def _in_year(date: Date, year: int) -> bool:
    return date.first.year <= year <= date.last.year or date.last.year == year


def _begun(text: str) -> str:
    """Return words as they would stand within a sentence."""
    return text[:1].lower() + text[1:]


def _squeezed(text: str) -> str:
    return _SPACES.sub(" ", text.replace("\u00a0", " ").replace("\u202f", " ")).strip()


def _counted(facts: Iterable[Mapping[str, Any]]) -> dict[str, str]:
    """Return what the units of ``facts`` count that is no unit of measure, with a regular plural."""
    values = [fact.get("value") or {} for fact in facts]
    keys = {key.partition("^")[0] for one in values for key in re.split(r"[*/]", one.get("unit", ""))}
    return {key: f"{key}s" for key in sorted(keys) if key and key != "1" and key not in NAMES}
