"""Amounts in running text: money, signs and brackets around a number, in figures or in words."""

from __future__ import annotations

from fractions import Fraction

from tieout.quantities.almanac import Almanac
from tieout.quantities.counting import Told
from tieout.quantities.english import LOSSES
from tieout.quantities.figures import Figures
from tieout.quantities.languages.words import words
from tieout.quantities.measuring import Amount, unread
from tieout.quantities.numerals import GREAT, decimal
from tieout.quantities.tokens import MINUS
from tieout.quantities.tongues import Tongue
from tieout.quantities.units import PLAIN, Lexicon, Unit
from tieout.quantities.worded import Worded

_CLOCK = frozenset(("am", "pm", "a.m", "p.m", "o'clock", "o’clock"))
_DECADE = words("the his her its their my our mid low high early late")


class Amounts(Almanac, Figures, Worded):
    """A cursor that reads amounts; ``strict`` lets no word stand between a number and what it counts."""

    def __init__(self, text: str, known: Lexicon, spoken: Tongue, strict: bool = False) -> None:
        super().__init__(text, spoken)
        self.text, self.words, self.strict = text, known, strict

    def amount(self, here: int, inside: bool = False) -> Amount | None:
        """Return the number at ``here`` with its scale and unit, or None where there is no number."""
        start = here
        negative = False
        if not inside and self.signed(here):
            negative, start = self.low(here) != "+", here + 1
        kind = self.kind(start)
        if kind in ("money", "code"):
            found = self.money(start)
        elif kind in ("num", "vulgar"):
            found = self.figures(start)
        elif kind == "word":
            found = self.abroad(start) or self.worded(start)
        elif self.low(start) == "(":
            return self.bracketed(start, None)
        else:
            return None
        if found is None:
            return None
        if negative:
            found.negate()
        if found.sure and not self.certain(start, found):
            found.refuse(self.past_ties(found.end))
        if not inside and self.low(found.end) in self.spoken.each_then:
            return self.each_of(found)
        return found

    def signed(self, here: int) -> bool:
        """Whether a sign at ``here`` belongs to the number after it."""
        low, after = self.low(here), self.kind(here + 1)
        if low == "negative" or low in self.spoken.minus:
            return after in ("num", "money", "code") or self.is_number_word(here + 1)
        if low not in MINUS and low != "+":
            return False
        if not self.glued(here + 1) or after not in ("num", "money", "code"):
            return False
        if self.spoken.unspaced and self.kind(here - 1) == "word":
            return not self.is_number_part(here - 1)  # "净额为-2.7亿元", not "2亿-3亿元"
        return not self.glued(here) or self.low(here - 1) in ("(", "[", ":", "~", "≈", "<", ">", "“", '"')

    def is_number_part(self, here: int) -> bool:
        """Whether the glyph at ``here`` may be the end of a number or its unit; Latin letters may too."""
        low, known = self.low(here), self.counting
        if low.isascii() or low in known.adds or low in known.times or low in self.spoken.counters:
            return True
        return self.spelled(here)[0] is not None

    def certain(self, start: int, found: Amount) -> bool:
        """Whether nothing around the number at ``start`` makes it something else."""
        end = found.end
        if self.low(self.past_dash(end)) in GREAT:
            return False
        if self.low(end) in self.spoken.labels_behind:
            return False
        if found.unit == PLAIN:
            if self.low(end) in _CLOCK:
                return False
            # "ten-for-one", "one-on-one"
            return not (self.dashed(end) and self.low(end + 1) in ("for", "on", "by", "out"))
        decade = self.tokens[end - 1].text == "s" and self.glued(end - 1)
        of_age = self.dashed(start - 1)  # "under-18s"
        return not (decade and (of_age or {self.low(start - 1), self.low(start - 2)} & _DECADE))

    def past_ties(self, here: int) -> int:
        """Return the token after all that dashes tie to the one before ``here``: "-for-one", "-800-555"."""
        while self.dashed(here):
            here += 2
        return here

    def money(self, here: int) -> Amount | None:
        """Return the money at ``here``, whose currency comes first."""
        code = self.currency(self.tokens[here].text)
        after = here + 1
        if code is None:
            return unread(after + 1) if self.kind(after) == "num" else None
        if self.low(after) == "(":
            return self.bracketed(after, code)
        sign = 1
        if self.low(after) in MINUS and self.glued(after + 1):
            sign, after = -1, after + 1
        if self.kind(after) not in ("num", "vulgar"):
            return None
        found = self.figures(after, code)
        if found is not None and sign < 0:
            found.negate()
        return found

    def bracketed(self, here: int, code: str | None) -> Amount | None:
        """Return the negative number that accountants put in brackets: "$(75.7M)", "(20)%", "(14,3) M€"."""
        after = here + 1
        own = code
        if own is None and self.kind(after) in ("money", "code"):
            own = self.currency(self.tokens[after].text)
            after += 1
        if self.kind(after) != "num":
            return None
        found = self.figures(after, own, bare=True)
        if found is None or not found.sure or self.low(found.end) != ")":
            return None
        below = (here == 0 and found.end + 1 == self.count) or self.low(here - 1) in LOSSES
        percent = self.low(found.end + 1) == "%" and self.glued(found.end + 1)
        found.negate()
        found.end += 1
        bare = found.scale == 1
        if found.scale == 1:
            self.scaled(found)
        found = self.finish(found)
        bare = bare and found.scale > 1 and found.unit.currency is not None
        return found if below or percent or bare or code is not None else None

    def abroad(self, here: int) -> Amount | None:
        """Return the number in words of another language at ``here``."""
        if self.spoken.counting is None:
            return None
        low = self.low(here)
        if low in self.spoken.heads and self.kind(here + 1) == "num":
            return self.headed(here + 1, *self.spoken.heads[low])
        if (first := self.each_first(here)) is not None:
            found = self.amount(first[2])
            return _divided(found, first[0], first[1]) if found is not None else None
        told = self.told(here)
        if told is None:
            return None
        found = Amount(told.number, decimal(told.number), told.end)
        self.tell(found, told)
        if told.is_share or told.unit:
            self.behind(found)
            return found
        self.scaled(found)
        found = self.finish(found)
        few = found.unit == PLAIN and found.value <= 1 and found.hedge is None
        return None if (few and not found.is_article) or self.is_piece(told, found) else found

    def is_piece(self, told: Told, found: Amount) -> bool:
        """Whether a numeral that stands alone and counts nothing is a piece of a word: "参加", "二氧化碳"."""
        if not self.spoken.unspaced or told.words > 1 or found.unit != PLAIN or found.hedge is not None:
            return False
        joined = (
            self.low(found.end) in self.spoken.joins[""] and self.low(found.end + 1) in self.counting.adds
        )
        return found.scale == 1 and not joined and self.low(found.end) not in self.spoken.counters

    def headed(self, here: int, code: str, times: int) -> Amount | None:
        """Return the money at ``here`` whose currency, in so many of it, stands before it: "TEUR 350"."""
        found = self.figures(here, code)
        if found is None:
            return None
        found.scale *= times
        said, end = self.spelled(found.end)
        if said is not None and said.unit.currency and said.unit != found.unit:
            if self.low(found.end) not in self.spoken.local:
                found.refuse(end)
                return found
            found.end = end
            self.divisors(found)
            self.behind(found)
        return found

    def tell(self, found: Amount, told: Told) -> None:
        """Put what the words tell into ``found``."""
        found.number, found.scale, found.end = told.number, told.scale, told.end
        found.unit = Unit(((found.money, 1),)) if found.money else told.unit
        number = told.number
        found.digits = f"{number.numerator}/{number.denominator}" if told.is_share else decimal(number)
        found.lends, found.is_article = Fraction(told.lends or 1), told.is_article
        if told.hedge is not None:
            found.hedge, found.word = told.hedge, told.hedge.value

    def each_first(self, here: int) -> tuple[Fraction, Unit, int] | None:
        """Return the divisor that comes before its amount: how many of what unit, and the token after.

        It is "每秒" of "每秒1800个token", and "每百万token" of "每百万token 0.25美元".
        """
        if self.low(here) not in self.spoken.each:
            return None
        count = self.tally(here + 1)
        meaning, end = self.spelled(count.end if count else here + 1)
        if meaning is None or end >= self.count or self.low(end) in self.spoken.each:
            return None
        return meaning.times * (count.value if count else 1), meaning.unit, end

    def each_of(self, found: Amount) -> Amount:
        """Return the amount after "あたり" by what stands before it; that itself where nothing follows."""
        after, own = self.amount(found.end + 1, inside=True), self.spoken.each_then[self.low(found.end)]
        if after is None or found.hedge is not None or not found.value:
            return found
        return _divided(after, found.value, Unit(((own, 1),)) if own else found.unit)


def _divided(found: Amount, by: Fraction | int, unit: Unit) -> Amount:
    """Return ``found`` by so many of ``unit``."""
    found.unit = found.unit / unit
    if Fraction(by).denominator == 1:
        found.per *= int(by)
    else:
        found.become(found.value / by)
    return found
