"""Dates and periods in running text."""

from __future__ import annotations

import re

from tieout.quantities import units
from tieout.quantities.dates import MONTH_NUMBERS, QUARTERS, Date, dated, read_date
from tieout.quantities.tokens import Cursor
from tieout.quantities.units import Lexicon

MONTH_STARTS = frozenset(spelling for name in MONTH_NUMBERS for spelling in (name.capitalize(), name.upper()))
DATE_STARTS = frozenset((*QUARTERS, "fiscal"))
_FISCAL = re.compile(r"FY(\d{4}|\d{2})")


class Almanac(Cursor):
    """A cursor that reads dates. ``words`` tells what a bare number of four digits counts, if it does."""

    words: Lexicon

    def date(self, here: int) -> tuple[Date | None, int]:
        """Return the date at ``here`` and the token after it; a day without a year is passed over."""
        token = self.tokens[here]
        if token.kind == "date":
            return read_date(token.text), here + 1
        if token.kind == "name":
            if (found := _FISCAL.fullmatch(token.text)) is not None:
                return Date(int(found[1]) + (2000 if len(found[1]) == 2 else 0)), here + 1
            return None, here + 1
        low = token.low
        if token.kind == "num":
            month = self.month(here + 1)
            if month and low.isdigit() and 1 <= int(low) <= 31:
                return self.with_year(here + 2, month, int(low))
            if self.low(here + 1) == "年" and len(low) == 4 and low.isdigit():
                return self.in_glyphs(here)
            if self.glued(here) and self.low(here - 1) == "/" and self.kind(here - 2) == "num":
                return None, here + 1  # 3/22/2022: which is the month, no one can say
            if self.is_year(here):
                return Date(int(low)), here + 1
            return None, here
        if month := self.month(here):
            if (
                self.kind(here + 1) == "num"
                and self.low(here + 1).isdigit()
                and int(self.low(here + 1)) <= 31
            ):
                return self.with_year(here + 2, month, int(self.low(here + 1)))
            after = here + 1 + (self.low(here + 1) in (",", "."))
            if self.is_year(after):
                return dated(int(self.low(after)), month), after + 1
            return None, here
        if low in QUARTERS and self.low(here + 1) == "quarter":
            after = here + 2
            after += self.low(after) == "of"
            after += self.low(after) == "fiscal"
            if self.is_year(after):
                return Date(int(self.low(after)), QUARTERS.index(low) + 1), after + 1
            return None, here + 2
        if low == "fiscal":
            after = here + 1 + (self.low(here + 1) == "year")
            if self.is_year(after):
                return Date(int(self.low(after))), after + 1
        return None, here

    def month(self, here: int) -> int:
        """Return the number of the month named at ``here``, or 0; "may" and "march" are no months."""
        if self.kind(here) != "word" or not self.tokens[here].text[0].isupper():
            return 0
        return MONTH_NUMBERS.get(self.low(here), 0)

    def with_year(self, here: int, month: int, day: int) -> tuple[Date | None, int]:
        """Return the day, if its year follows."""
        after = here + (self.low(here) == ",")
        if self.is_year(after):
            return dated(int(self.low(after)), month, day), after + 1
        return None, here

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
            return False
        if token.kind in ("word", "name"):
            if token.glued:
                return False
            known = token.text in units.SCALES or self.words.get(token.text) is not None
            return not known or token.low in ("m", "t", "g", "s", "d", "h", "a")
        return True

    def in_glyphs(self, here: int) -> tuple[Date | None, int]:
        """Return the date written 2035 年 12 月 24 日, as far as it goes."""
        parts, after = [int(self.low(here))], here + 2
        for glyph in ("月", "日"):
            if not (self.low(after).isdigit() and self.low(after + 1) == glyph):
                break
            parts.append(int(self.low(after)))
            after += 2
        return dated(*parts), after
