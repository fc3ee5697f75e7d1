"""Dates that are as precise as they were written, and no more."""

from __future__ import annotations

import calendar
import datetime
from collections.abc import Mapping
from dataclasses import dataclass, replace

from tieout.quantities.calendars import MONTH_NUMBERS, MONTHS, QUARTERS, STATED

__all__ = [
    "MONTHS",
    "MONTH_NUMBERS",
    "QUARTERS",
    "Date",
    "dated",
    "from_parts",
    "read_date",
    "say",
    "say_short",
]

# The months of a year, and the days of a month (0 is its last), that "early", "mid" and "late" may mean, and
# those that they mean for sure: whether July is late in the year no one can say.
_MAY_BE_MONTHS = {"": (1, 12), "early": (1, 6), "mid": (4, 9), "late": (7, 12)}
_SURELY_MONTHS = {"": (1, 12), "early": (1, 3), "mid": (6, 7), "late": (10, 12)}
_MAY_BE_DAYS = {"": (1, 0), "early": (1, 15), "mid": (8, 23), "late": (16, 0)}
_SURELY_DAYS = {"": (1, 0), "early": (1, 7), "mid": (14, 17), "late": (25, 0)}


@dataclass(frozen=True, slots=True, order=True)
class Date:
    """A year, a half, a quarter, a month or a day; what is not known is 0.

    ``part`` is "early", "mid" or "late" in a year or a month. ``fiscal`` says that year, half or quarter are
    a company's own, whose days are not known. ``by`` says that it is some day not after the last of these.
    """

    year: int
    quarter: int = 0
    month: int = 0
    day: int = 0
    half: int = 0
    fiscal: bool = False
    by: bool = False
    part: str = ""

    @property
    def first(self) -> datetime.date:
        """The first day the date may mean: the first there is, where ``by``.

        A fiscal year may be named by the year it starts or ends in: 2026 may begin in January 2025.
        """
        return datetime.date.min if self.by else self._days(_MAY_BE_MONTHS, _MAY_BE_DAYS, self.fiscal)[0]

    @property
    def last(self) -> datetime.date:
        """The last day the date may mean; a fiscal 2026 may end in December 2027."""
        return self._days(_MAY_BE_MONTHS, _MAY_BE_DAYS, self.fiscal)[1]

    @property
    def single(self) -> bool:
        """Whether it is one day."""
        return self.first == self.last

    @property
    def named(self) -> Date:
        """The date itself of a day not after it: 2028 of "by 2028"."""
        return replace(self, by=False) if self.by else self

    @property
    def iso(self) -> str:
        """The date as content writes it: 2026, 2026-H1, 2026-Q1, 2026-04, 2026-04-17, FY2026-Q1, by 2028."""
        parts = [f"{'FY' if self.fiscal else ''}{self.year:04}"]
        parts += [f"{letter}{number}" for letter, number in (("H", self.half), ("Q", self.quarter)) if number]
        parts += [f"{number:02}" for number in (self.month, self.day) if number]
        return ("by " if self.by else "") + _with_part(self, "-".join(parts))

    def __str__(self) -> str:
        return self.iso

    def contains(self, other: Date) -> bool:
        """Return whether every day ``other`` may mean is surely one of this date's.

        A fiscal year holds its own quarters and nothing else for sure.
        """
        if self.named == other.named:
            return self.by or not other.by
        if self.fiscal and not other.fiscal:
            return False
        fiscal = other.fiscal and not self.fiscal
        first, last = self._days(_SURELY_MONTHS, _SURELY_DAYS, False)
        others_first, others_last = other._days(_MAY_BE_MONTHS, _MAY_BE_DAYS, fiscal)
        return others_last <= last and (self.by or (first <= others_first and not other.by))

    def meets(self, other: Date) -> bool:
        """Return whether some day may be one of both; of two fiscal dates, if they are of one company."""
        ends = []
        for one in (self, other):
            fiscal = one.fiscal and not (self.fiscal and other.fiscal)
            first, last = one._days(_MAY_BE_MONTHS, _MAY_BE_DAYS, fiscal)
            ends.append((datetime.date.min if one.by else first, last))
        (first, last), (others_first, others_last) = ends
        return first <= others_last and others_first <= last

    def precedes(self, other: Date, of_one: bool = False) -> bool:
        """Return whether every day it may mean surely lies before every one that ``other`` may.

        ``of_one`` says that both are of one company, whose fiscal years follow each other.
        """
        follow = of_one and self.fiscal and other.fiscal
        last = self._days(_MAY_BE_MONTHS, _MAY_BE_DAYS, self.fiscal and not follow)[1]
        first = other._days(_MAY_BE_MONTHS, _MAY_BE_DAYS, other.fiscal and not follow)[0]
        return not other.by and last < first

    def _days(
        self, months: Mapping[str, tuple[int, int]], days: Mapping[str, tuple[int, int]], fiscal: bool
    ) -> tuple[datetime.date, datetime.date]:
        start, end = months["" if self.month else self.part]
        if self.half or self.quarter:
            length = 6 if self.half else 3
            end = length * (self.half or self.quarter)
            start = end - length + 1
        start, end = self.month or start, self.month or end
        from_day, to_day = (self.day, self.day) if self.day else days[self.part if self.month else ""]
        to_day = to_day or calendar.monthrange(self.year + fiscal, end)[1]
        first = datetime.date(self.year - fiscal, start, from_day)
        return first, datetime.date(self.year + fiscal, end, to_day)


def dated(year: int, month: int = 0, day: int = 0) -> Date | None:
    """Return the date, or None where the calendar has no such day."""
    if not 1 <= year <= 9999 or not 0 <= month <= 12:
        return None
    if day and not 1 <= day <= calendar.monthrange(year, month)[1]:
        return None
    return Date(year, 0, month, day)


def from_parts(parts: Mapping[str, int | str]) -> Date | None:
    """Return the date of the ``parts`` that were written; None without a year, or if there is no such day."""
    year, month, day = (int(parts.get(name, 0)) for name in ("year", "month", "day"))
    if (date := dated(year, month, day)) is None or not 1 < year < 9999:
        return None
    if "vague" in parts or not all(parts.get(name, 1) for name in ("month", "day", "quarter", "half")):
        return None
    return replace(
        date,
        quarter=int(parts.get("quarter", 0)),
        half=int(parts.get("half", 0)),
        part=str(parts.get("part", "")),
        fiscal="fiscal" in parts,
        by="by" in parts,
    )


def read_date(text: str) -> Date | None:
    """Return the date that is all of ``text``, or None.

    Read are 2026, 2026-H1, 2026-Q1, 2026-04, 2026-04-17, FY2026, FY2026-Q3 and the same in words ("14
    January 2026", "April 17, 2026", "first quarter of 2026", "fiscal 2026"), "early", "mid" or "late" in a
    year or a month, and each of them after "by" ("by the end of 2028"). A day the calendar lacks is None.
    """
    found = STATED.pattern.fullmatch(" ".join(text.split()))
    return from_parts(STATED.parts(found)) if found else None


def say(date: Date) -> str:
    """Return the date in a sentence: "14 January 2026", "first quarter of fiscal 2026", "mid-2026"."""
    whole = f"fiscal {date.year}" if date.fiscal else str(date.year)
    if date.half or date.quarter:
        nth, length = (date.half, "half") if date.half else (date.quarter, "quarter")
        words = f"{QUARTERS[nth - 1]} {length} of {whole}"
    else:
        month = MONTHS[date.month - 1] if date.month else ""
        words = _with_part(date, " ".join(part for part in (str(date.day or ""), month, whole) if part))
    if not date.by:
        return words
    if date.day or date.part:
        return f"by {words}"
    return f"by the end of {'the ' if date.half or date.quarter else ''}{words}"


def say_short(date: Date) -> str:
    """Return the date as a table has it: "14 Jan 2026", "Q1 2026", "FY2026", "by 2028"."""
    whole = f"FY{date.year}" if date.fiscal else str(date.year)
    if date.half or date.quarter:
        words = f"H{date.half} {whole}" if date.half else f"Q{date.quarter} {whole}"
    else:
        month = MONTHS[date.month - 1][:3] if date.month else ""
        words = _with_part(date, " ".join(part for part in (str(date.day or ""), month, whole) if part))
    return f"by {words}" if date.by else words


def _with_part(date: Date, words: str) -> str:
    return f"{date.part}{'-' if date.part == 'mid' else ' '}{words}" if date.part else words
