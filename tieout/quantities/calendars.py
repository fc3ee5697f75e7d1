"""How dates are written: the words of each language, and the patterns they make."""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping
from dataclasses import dataclass

MONTHS = (
    "January",
    "February",
    "March",
    "April",
    "May",
    "June",
    "July",
    "August",
    "September",
    "October",
    "November",
    "December",
)
QUARTERS = ("first", "second", "third", "fourth")
MONTH_NUMBERS = {
    spelling: number
    for number, name in enumerate(MONTHS, 1)
    for spelling in (name.lower(), name[:3].lower(), *(("sept",) if name == "September" else ()))
}


@dataclass(frozen=True)
class Calendar:
    """The words of dates in one language, in lower case.

    ``months`` and ``nth`` (first to fourth) give numbers, ``part`` one of "early", "mid", "late" or "end".
    ``forms`` are patterns of a date, tried in order; in them {M}, {N} and {P} stand for such words, {F} for
    what ``fiscal`` matches, {Y} for a year, {y} for one that may be cut to two digits, {D} for a day, {Q} and
    {H} for the digit of a quarter and a half, {q} and {h} for the words that ``quarter`` and ``half`` match.
    ``by`` matches what stands before a date that is the last day of something, ``by_then`` what stands
    behind it. ``starts`` are the words, months apart, that a form may start with. ``capital`` says that a
    month has a capital letter, so that "may" is none.
    """

    months: Mapping[str, int]
    nth: Mapping[str, int]
    part: Mapping[str, str]
    forms: tuple[str, ...]
    quarter: str
    half: str
    fiscal: str
    by: str
    starts: str
    by_then: str = ""
    capital: bool = False


def months(*names: str) -> dict[str, int]:
    """Return the number of each spelling in lower case; those of one month are parted by a bar."""
    return {spelling.lower(): number for number, name in enumerate(names, 1) for spelling in name.split("|")}


numbered = months  # "first" to "fourth" likewise

ENGLISH = Calendar(
    MONTH_NUMBERS,
    {word: number for number, word in enumerate(QUARTERS, 1)} | {"1st": 1, "2nd": 2, "3rd": 3, "4th": 4},
    {"early": "early", "beginning": "early", "start": "early", "mid": "mid", "middle": "mid", "late": "late"}
    | {"end": "end", "close": "end", "year-end": "end", "year end": "end"},
    (
        r"{D}(?:st|nd|rd|th)?(?: of)? {M}(?:,? {Y})?",
        # "It starts in June" may end a head, and "3 March 2026" begin what stands below it.
        r"{M} {D}(?:st|nd|rd|th)?(?:,? {Y}|(?![.,]?\d| {M},? {Y}))",
        r"(?:(?:the )?{P}(?: of| in)?[- ])?{M},?(?: of)? {Y}",
        # Where both may be the month no one can say which is.
        r"(?P<month>0?[1-9]|1[0-2])/(?P<day>1[3-9]|2\d|3[01])/{Y}",
        r"(?P<day>1[3-9]|2\d|3[01])/(?P<month>0?[1-9]|1[0-2])/{Y}",
        r"\d{1,2}/\d{1,2}(?P<vague>/){Y}",
        r"(?:Q{Q}|H{H}|{Q}Q|{H}H)(?:(?: of| in)?(?: the)?[- ]?(?:{F}[- ]?{y}|(?:CY ?)?{Y})|['’]{y})",
        r"(?:{Q}Q|{H}H) ?{y}",
        r"(?:{F}[- ]?{y}|(?:calendar )?{Y})[- ]?(?:Q{Q}|H{H}|{Q}Q|{H}H)",
        r"(?:the )?(?:{F} )?{N}(?: fiscal)?[- ](?:{q}|{h})"
        r"(?:(?:,? of| in)?(?: the)?(?: {F}[- ]?{y}|(?: calendar)?(?: year)? {Y}))?",
        r"(?:{F} )?{Y}(?:['’]s)?(?: {F})? {N}[- ](?:{q}|{h})",
        r"(?:the )?{F}[- ]?{y}",
        r"(?:the )?{Y} {F}",
        r"(?:the )?{P}(?: of| in|-to-late|-to-mid)?[- ](?:calendar |{F} )?{Y}",
        r"(?:calendar(?: year)? |CY ?|the year |year )?{Y}",
    ),
    "quarter",
    "half",
    "fiscal[- ]years?|financial[- ]years?|fiscal|FY",
    r"(?:by|no later than|not later than|on or before|at the latest by)"
    r"(?:(?: the)?(?: very)?[- ](?:end|close|year[- ]end)(?: of)?)?(?: the)?(?: year)?[- ]"
    r"|(?:before|prior to) (?:(?:the )?end of|year[- ]end)(?: the)?(?: year)? ",
    "first second third fourth fiscal financial calendar year early mid middle late beginning start end"
    " close by no not on at before prior",
    " at the latest",
    capital=True,
)


@dataclass(frozen=True)
class Dates:
    """What is read as a date in one language, English included.

    ``parts`` gives what a match of ``pattern`` holds. A date starts with a digit, a name ("FY25") or a word
    of ``starts``, in the capitals given there.
    """

    pattern: re.Pattern[str]
    calendars: tuple[Calendar, ...]
    starts: frozenset[str]

    def parts(self, found: re.Match[str]) -> dict[str, int | str]:
        """Return the parts of a date by name: year, quarter, half, month, day, part, fiscal, by.

        "vague" is there where it can't be told what days are meant. The end of a year is late in it, and by
        its end is by that year. What was not written is missing; an ordinal that names no such part of a year
        is 0.
        """
        held = {name.partition("_")[0]: text for name, text in found.groupdict().items() if text}
        parts: dict[str, int | str] = {
            name: int(held[name]) for name in ("quarter", "half", "month", "day") if name in held
        }
        if "year" in held:
            parts["year"] = _whole_year(held["year"].lstrip("'’"))
        if "opens" in held:
            parts["quarter"] = (int(held["opens"]) + 2) // 3
        if "nth" in held:
            name, most = ("half", 2) if "h" in held else ("quarter", 4)
            number = self._meaning("nth", held["nth"])
            parts[name] = number if number <= most else 0
        if "named" in held:
            parts["month"] = self._meaning("months", held["named"].rstrip("."))
        if "part" in held:
            part = self._meaning("part", held["part"])
            if part != "end":
                parts["part"] = part
            elif "by" not in held:
                parts["part"] = "late"
        return parts | {name: 1 for name in ("fiscal", "by", "vague") if name in held}

    def _meaning(self, table: str, word: str) -> int | str:
        tables = (getattr(calendar, table) for calendar in self.calendars)
        return next(words[word.lower()] for words in tables if word.lower() in words)


def _whole_year(digits: str) -> int:
    year = int(digits)
    return year if len(digits) > 2 else year + (2000 if year < 70 else 1900)


_ANY_YEAR = r"\d{4}"
_YEAR = r"(?:1[5-9]|20|21)\d\d"
_ISO = (
    r"(?:{P}[- ])?{Y}-(?P<month>0[1-9]|1[0-2])(?!-?\w)",
    r"{Y}-(?P<month>0[1-9]|1[0-2])-(?P<day>0[1-9]|[12]\d|3[01])",
)
_GLYPHS = r"{Y} ?年(?: ?(?P<month>\d{1,2}) ?月(?: ?(?P<day>\d{1,2}) ?[日号])?)?"


def _pattern(calendars: Iterable[Calendar], year: str, more: Iterable[str], exact: bool) -> re.Pattern[str]:
    cores, before, behind = [], [], []
    for calendar in calendars:
        marks = {
            "{M}": rf"(?P<named>{_spelled(calendar, exact)})\b\.?",
            "{N}": rf"(?P<nth>{_any(calendar.nth)})",
            "{P}": rf"(?P<part>{_any(calendar.part)})",
            "{F}": rf"(?P<fiscal>{calendar.fiscal})",
            "{Y}": rf"(?P<year>{year})",
            "{y}": rf"(?P<year>{year}|['’]?\d\d)",
            "{D}": r"(?P<day>0?[1-9]|[12]\d|3[01])",
            "{Q}": r"(?P<quarter>[1-4])",
            "{H}": r"(?P<half>[12])",
            "{q}": calendar.quarter,
            "{h}": rf"(?P<h>{calendar.half})",
        }
        for form in (*more, *calendar.forms):
            cores.append(re.sub(r"\{\w\}", lambda mark, marks=marks: marks[mark[0]], form))
        before.append(calendar.by)
        behind += [calendar.by_then] * bool(calendar.by_then)
        more = ()
    # A name may stand once in a pattern, so each is given the number of its place.
    count = iter(range(10**6))
    whole = (
        rf"(?P<by>{'|'.join(before)})?(?:{'|'.join(cores)})(?P<by>{'|'.join(behind)})?"
        r"(?:(?<=[^\x00-\x7f])|(?![A-Za-z0-9_]))(?![.,/:]\d)"
    )
    named = re.sub(r"\(\?P<(\w+)>", lambda one: f"(?P<{one[1]}_{next(count)}>", whole)
    return re.compile(named, re.IGNORECASE)


def _spelled(calendar: Calendar, exact: bool) -> str:
    """Return what matches a month; where ``exact``, in the capitals that the language gives it."""
    if not (exact and calendar.capital):
        return _any(calendar.months)
    return f"(?-i:{_any(_capitals(calendar.months))})"


def _capitals(words: Iterable[str]) -> set[str]:
    return {form for word in words for form in (word.capitalize(), word.upper())}


def _any(words: Iterable[str]) -> str:
    return "|".join(re.escape(word) for word in sorted(words, key=len, reverse=True))


def dates(*others: Calendar) -> Dates:
    """Return what is read as a date in running text of a language with the calendar given, or of English."""
    calendars = (*others, ENGLISH)
    starts = set()
    for one in calendars:
        words = one.starts.split()
        starts |= {*words, *_capitals(words), *_capitals(one.months), *(() if one.capital else one.months)}
    return Dates(_pattern(calendars, _YEAR, _ISO, True), calendars, frozenset(starts))


# A date as content states it, in any year.
STATED = Dates(_pattern((ENGLISH,), _ANY_YEAR, (*_ISO, _GLYPHS), False), (ENGLISH,), frozenset())
