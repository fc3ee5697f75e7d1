"""Dates and periods in running text."""

from __future__ import annotations

from dataclasses import replace

from tieout.quantities import units
from tieout.quantities.dates import Date, from_parts
from tieout.quantities.tokens import DASHES, Cursor
from tieout.quantities.units import Lexicon

# What stands between two fiscal years of which the first is called so: "fiscal 2025 and 2026".
_NO_UNITS = frozenset("mtgsdha")  # behind a year
_JOINS = frozenset(("and", "or", "to", "through", ",", *DASHES))


class Almanac(Cursor):
    """A cursor that reads dates. ``words`` tells what a bare number of four digits counts, if it does."""

    words: Lexicon
    date_end = -2  # the token after the last date, and whether that is a fiscal one
    is_fiscal = False

    def dates_from(self, here: int) -> bool:
        """Return whether a date may start at ``here``."""
        token = self.tokens[here]
        return token.kind in ("date", "num", "name") or token.text in self.spoken.dates.starts

    def date(self, here: int) -> tuple[Date | None, int]:
        """Return the date at ``here`` and the token after it.

        A day, a quarter or a half without a year is passed over, and so is a span ("2026-28").
        """
        spoken = self.spoken.dates
        found = spoken.pattern.match(self.text, self.tokens[here].start)
        if found is None:
            return None, here
        end = here + 1
        while end < self.count and self.tokens[end].start < found.end():
            end += 1
        if self.tokens[end - 1].end > found.end():
            return None, here
        parts = spoken.parts(found)
        if here == self.date_end:
            parts.pop("by", None)  # "von 2026 bis 2028", "vom 1. Januar bis 31. März 2026"
        if "year" not in parts:
            if not self.is_day(end):
                return None, here
            self.date_end, self.is_fiscal = end, False
            return None, end
        last = self.tokens[end - 1]
        if last.kind == "num" and len(last.text) == 4 and not self.is_year(end - 1):
            return None, here
        joined = self.dashed(end) or self.low(end) in ("〜", "～", "~")
        if joined and self.kind(end + 1) == "num" and len(self.low(end + 1)) == 2:
            return None, end + 2
        date = from_parts(parts)
        follows = here == self.date_end + 1 and self.low(here - 1) in _JOINS
        if date is not None and self.is_fiscal and follows and len(parts) == 1:
            date = replace(date, fiscal=True)
        whole = last.text[-4:].isdigit()  # "FY2027 and 2028" are two, "FY27 and 2028" no one can tell
        self.date_end, self.is_fiscal = end, date is not None and date.fiscal and whole
        return date, end

    def is_day(self, after: int) -> bool:
        """Whether a day without its year ends before ``after``: "May 5", and not "May 5 billion"."""
        if self.kind(after) != "word":
            return self.low(after) not in ("%", "％")
        token = self.tokens[after]
        return token.low not in self.spoken.scales and self.words.get(token.text) is None

    def is_year(self, here: int) -> bool:
        """Whether a bare number reads as a year: four digits from 1900 to 2099, and nothing counted."""
        low = self.low(here)
        if not (self.kind(here) == "num" and len(low) == 4 and low[:2] in ("19", "20") and low.isdigit()):
            return False
        after = here + 1
        if after >= self.count:
            return True
        token = self.tokens[after]
        if token.kind == "mark" and token.glued and token.low in "%/:+°×":
            return token.low == ":" and not self.glued(after + 1)  # "(2023: £5m)"
        if token.kind in ("word", "name"):
            if token.glued:
                return False
            known = token.text in units.SCALES or self.words.get(token.text) is not None
            return not known or token.low in _NO_UNITS or token.low in self.spoken.stops
        return True
