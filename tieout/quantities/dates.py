"""Dates that are as precise as they were written, and no more."""

from __future__ import annotations

import calendar
import datetime
import re
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
MONTH_NUMBERS = {
    spelling: number
    for number, name in enumerate(MONTHS, 1)
    for spelling in (name.lower(), name[:3].lower(), *(("sept",) if name == "September" else ()))
}
QUARTERS = ("first", "second", "third", "fourth")


@dataclass(frozen=True, slots=True, order=True)
class Date:
    """A year, a quarter, a month or a day; what is not known is 0."""

    year: int
    quarter: int = 0
    month: int = 0
    day: int = 0

    @property
    def first(self) -> datetime.date:
        """The first day the date may mean."""
        return datetime.date(self.year, self.month or 3 * max(self.quarter - 1, 0) + 1, self.day or 1)

    @property
    def last(self) -> datetime.date:
        """The last day the date may mean."""
        month = self.month or 3 * (self.quarter or 4)
        return datetime.date(self.year, month, self.day or calendar.monthrange(self.year, month)[1])

    @property
    def iso(self) -> str:
        """The date as content writes it: 2026, 2026-Q1, 2026-04 or 2026-04-17."""
        if self.quarter:
            return f"{self.year:04}-Q{self.quarter}"
        parts = [f"{self.year:04}", *(f"{part:02}" for part in (self.month, self.day) if part)]
        return "-".join(parts)

    def __str__(self) -> str:
        return self.iso

    def contains(self, other: Date) -> bool:
        """Return whether every day ``other`` may mean is one this date may mean."""
        return self.first <= other.first and other.last <= self.last


def dated(year: int, month: int = 0, day: int = 0) -> Date | None:
    """Return the date, or None where the calendar has no such day."""
    if not 1 <= year <= 9999 or not 0 <= month <= 12:
        return None
    if day and not 1 <= day <= calendar.monthrange(year, month)[1]:
        return None
    return Date(year, 0, month, day)


_MONTH = "(?P<month>" + "|".join(sorted(MONTH_NUMBERS, key=len, reverse=True)) + r")\.?"
_FORMS = tuple(
    re.compile(form, re.IGNORECASE)
    for form in (
        r"(?P<year>\d{4})(?:-(?P<mm>\d{2})(?:-(?P<day>\d{2}))?)?",
        r"(?P<year>\d{4})[- ]?Q(?P<quarter>[1-4])",
        r"Q(?P<quarter>[1-4])[ -]?(?P<year>\d{4})",
        r"(?:the )?(?P<ordinal>first|second|third|fourth) quarter(?: of)? (?P<year>\d{4})",
        rf"(?P<day>\d{{1,2}}) {_MONTH},? (?P<year>\d{{4}})",
        rf"{_MONTH} (?P<day>\d{{1,2}}),? (?P<year>\d{{4}})",
        rf"{_MONTH},? (?P<year>\d{{4}})",
        r"(?P<year>\d{4}) ?年(?: ?(?P<mm>\d{1,2}) ?月(?: ?(?P<day>\d{1,2}) ?日)?)?",
    )
)


def read_date(text: str) -> Date | None:
    """Return the date that is all of ``text``, or None.

    Read are 2026, 2026-Q1, 2026-04, 2026-04-17, and the same in words ("14 January 2026", "April 17,
    2026", "January 2026", "Q1 2026", "first quarter of 2026"). A day the calendar lacks is None.
    """
    tidy = " ".join(text.split())
    for form in _FORMS:
        if found := form.fullmatch(tidy):
            return _from_parts({name: part for name, part in found.groupdict().items() if part})
    return None


def _from_parts(parts: dict[str, str]) -> Date | None:
    year = int(parts["year"])
    if year < 1:
        return None
    if "quarter" in parts:
        return Date(year, int(parts["quarter"]))
    if "ordinal" in parts:
        return Date(year, QUARTERS.index(parts["ordinal"].lower()) + 1)
    month = int(parts["mm"]) if "mm" in parts else MONTH_NUMBERS.get(parts.get("month", "").lower(), 0)
    if "mm" in parts and not 1 <= month <= 12:
        return None
    if "day" in parts and int(parts["day"]) < 1:
        return None
    return dated(year, month, int(parts.get("day", 0)))


def say(date: Date) -> str:
    """Return the date as a sentence has it: "14 January 2026", "first quarter of 2026", "2026"."""
    if date.quarter:
        return f"{QUARTERS[date.quarter - 1]} quarter of {date.year}"
    month = MONTHS[date.month - 1] if date.month else ""
    return " ".join(str(part) for part in (date.day or "", month, date.year) if part)


def say_short(date: Date) -> str:
    """Return the date as a table has it: "14 Jan 2026", "Q1 2026", "2026"."""
    if date.quarter:
        return f"Q{date.quarter} {date.year}"
    month = MONTHS[date.month - 1][:3] if date.month else ""
    return " ".join(str(part) for part in (date.day or "", month, date.year) if part)
