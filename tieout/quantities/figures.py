"""Numbers in figures in running text: "20", "2½", "2 1/2", "3 × 10^9"; and pieces of something else."""

from __future__ import annotations

from fractions import Fraction

from tieout.quantities import units
from tieout.quantities.counting import Told
from tieout.quantities.english import PREFIXES
from tieout.quantities.measuring import Amount, unread
from tieout.quantities.numerals import GREAT, VULGAR, decimal
from tieout.quantities.scaling import Scaling
from tieout.quantities.tokens import DASHES, MINUS
from tieout.quantities.units import PERCENT, POINT

_SUPERSCRIPTS = str.maketrans("⁰¹²³⁴⁵⁶⁷⁸⁹⁻", "0123456789-")
_HYPHENS = frozenset("-‐‑")
_INCHES = frozenset((2, 4, 8, 16, 32, 64))  # the parts that a hyphen puts to a whole number
_SYMBOLS_BEHIND = frozenset("°‰‱′″#@_^")  # marks that make a number something we don't know


class Figures(Scaling):
    """A cursor that reads numbers in figures."""

    def figures(self, here: int, code: str | None = None, bare: bool = False) -> Amount | None:
        """Return the number in figures at ``here``."""
        if not code and (share := self.slashed(here) or self.share_behind(here)):
            return share
        if self.broken(here):
            return None
        found = self.digits(here, code)
        if found is None or not found.sure:
            return found
        if self.low(found.end) == "°":
            return unread(found.end + 1)
        if self.kind(here) == "num" and not code and (share := self.one_in(here, found)):
            return share
        whole = Told(found.number, found.end)
        if not code and found.bare and (share := self.out_of(whole)) is not None:
            self.tell(found, share)
            self.behind(found)
            return found
        told = self.told(here) if self.spoken.unspaced else None
        if told is not None and (told.words > 1 or told.is_share):
            self.tell(found, told)
            if told.is_share:
                self.behind(found)
                return found
        self.scaled(found)
        return found if bare else self.finish(found)

    def digits(self, here: int, code: str | None) -> Amount | None:
        """Return the bare number at ``here``: "20", "2½", "2 1/2", "2-1/2", "2 and a half", "3 × 10^9"."""
        token, end = self.tokens[here], here + 1
        if token.kind == "vulgar":
            return Amount(Fraction(VULGAR[token.text]), VULGAR[token.text], end, code)
        if power := self.power(here):
            return self.summed(power[0], power[1], code)
        digits = self.spoken.plain_digits(token.text)
        if digits is None:
            return None
        plain = digits.replace(",", "")
        number = Fraction(int(plain) if plain.isascii() and plain.isdigit() else plain)
        if digits.isdigit():
            if self.in_spaced_groups(here):
                return self.spaced_groups(here, code)
            tied = self.dashed(end) and self.low(end) in _HYPHENS
            if tied and (part := self.over(end + 1)):
                eighths = part[0].denominator in _INCHES
                return self.summed(number + part[0], part[1], code) if eighths else unread(part[1])
            if more := self.more(end):
                return self.summed(number + more[0], more[1], code)
        if self.low(end) in ("×", "x", "·", "*", "⋅") and self.glued(end) == self.glued(end + 1):
            if power := self.power(end + 1):
                return self.summed(number * power[0], power[1], code)
            if self.kind(end + 1) in ("num", "money"):
                return unread(end + 2)
        if "e" in digits or digits.startswith("."):
            digits = decimal(number)
        return Amount(number, digits, end, code)

    def summed(self, number: Fraction, end: int, code: str | None) -> Amount:
        """Return the amount of a number that is not written as one run of digits."""
        return Amount(number, decimal(number), end, code)

    def in_spaced_groups(self, here: int) -> bool:
        """Whether "20 000" stands at ``here``: one number with a space, or two, no one can say."""
        after = here + 1
        three = self.kind(after) == "num" and len(self.low(after)) == 3 and self.low(after).isdigit()
        return three and len(self.low(here)) <= 3 and not self.glued(after) and self.low(after + 1) != "/"

    def spaced_groups(self, here: int, code: str | None) -> Amount:
        """Return "46 225 mm²"; of "24 500 MW racks" no one can say whether it is one number or two."""
        digits, end = self.low(here), here + 1
        while self.kind(end) == "num" and len(self.low(end)) == 3 and self.low(end).isdigit():
            digits, end = digits + self.low(end), end + 1
        meaning, after = self.spelled(end)
        if self.kind(here - 1) == "num" or meaning is None or self.kind(after) not in ("", "mark"):
            return unread(end)
        return Amount(Fraction(int(digits)), f"{int(digits):,}", end, code)

    def more(self, here: int) -> tuple[Fraction, int] | None:
        """Return what a part at ``here`` adds to a whole number: "½", "1/2", "and a half million"."""
        if self.kind(here) == "vulgar":
            return Fraction(VULGAR[self.tokens[here].text]), here + 1
        if self.kind(here) == "num" and not self.glued(here):
            return self.over(here)
        part = self.and_part(here)
        if part is None:
            return None
        after = self.past_dash(part[1])
        ends = self.kind(after) in ("", "mark")
        return part if ends or self.low(after) in GREAT or self.spelled(after)[0] else None

    def over(self, here: int) -> tuple[Fraction, int] | None:
        """Return the fraction 1/2 at ``here``, and the token after it."""
        top, bottom = self.low(here), self.low(here + 2)
        if self.low(here + 1) != "/" or not (self.glued(here + 1) and self.glued(here + 2)):
            return None
        if not (top.isdigit() and bottom.isdigit()) or self.low(here + 3) == "/":
            return None
        return (Fraction(int(top), int(bottom)), here + 3) if 0 < int(top) < int(bottom) <= 100 else None

    def slashed(self, here: int) -> Amount | None:
        """Return "2/3 of" as a share, and "1/4 percentage point"; without either it may be a date."""
        if self.low(here + 1) != "/" or self.low(here - 1) == "/":
            return None
        found = self.over(here)
        if found is None or self.is_year(here + 4):
            return None
        if self.low(here + 3) != "of":
            meaning, _ = self.spelled(here + 3)
            if meaning is None or meaning.unit not in (PERCENT, POINT):
                return None
            return self.finish(Amount(found[0], decimal(found[0]), found[1]))
        return Amount(found[0], f"{self.low(here)}/{self.low(here + 2)}", found[1])

    def share_behind(self, here: int) -> Amount | None:
        """Return the share of "5人に1人", which says first of how many; or None."""
        if self.low(here + 2) not in self.spoken.turns_behind or self.low(here + 4) != self.low(here + 1):
            return None
        bottom, top = self.low(here), "1" if self.low(here + 3) == "一" else self.low(here + 3)
        if not (bottom.isdigit() and top.isdigit()) or not 0 < int(top) < int(bottom):
            return None
        found = Amount(Fraction(int(top), int(bottom)), f"{int(top)}/{int(bottom)}", here + 5)
        self.behind(found)
        return found

    def power(self, here: int) -> tuple[Fraction, int] | None:
        """Return the power of ten at ``here`` and the token after it: 10^25, 10²⁵."""
        if self.low(here) != "10" or not self.glued(here + 1):
            return None
        if self.low(here + 1) == "^":
            minus = self.low(here + 2) in MINUS
            written, end = "-" * minus + self.low(here + 2 + minus), here + 3 + minus
        else:
            written, end = self.low(here + 1).translate(_SUPERSCRIPTS), here + 2
        if not written.removeprefix("-").isdecimal() or len(written) > 3:
            return None
        return Fraction(10) ** int(written), end

    def broken(self, here: int) -> bool:
        """Whether the number is a piece of something else: 24/7, 12:30, 1990s, 14th, 10-K, mid-20s, 20°C."""
        return self.broken_before(here) or (self.glued(here + 1) and self.broken_behind(here + 1))

    def broken_before(self, here: int) -> bool:
        """Whether what the number is glued to makes it a piece of it."""
        if self.is_vague(here):
            return True
        if not self.glued(here):
            return False
        before, kind = self.low(here - 1), self.kind(here - 1)
        if kind in ("num", "word", "name"):
            return not self.spoken.unspaced
        if kind != "mark":
            return False
        if before == "/" and self.glued(here - 1):
            return not self.is_second_of_pair(here)
        if before in (":", "#", "_", "'", "’") and self.glued(here - 1):
            return True
        if before in (":", "#", "_", "^"):
            return True
        if before == "(" and self.glued(here - 1) and not self.spoken.unspaced:
            return self.kind(here - 2) in ("num", "word", "name") or self.low(here - 2) == ")"  # "12(b)(6)"
        if before in "-‐‑" and self.glued(here - 1):
            return self.kind(here - 2) == "name" or self.low(here - 2) in PREFIXES
        return before == "." and self.glued(here - 1) and self.kind(here - 2) in ("num", "name")

    def broken_behind(self, after: int) -> bool:
        """Whether what is glued behind the number makes it a piece of it."""
        low, kind, text = self.low(after), self.kind(after), self.tokens[after].text
        follows = self.kind(after + 1) if self.glued(after + 1) else ""
        if kind == "mark":
            if low in ("/", ":", "'", "’") and follows == "num":
                return low != "/" or self.kind(after - 2) not in ("money", "code")  # "$2.50/1M tokens"
            if low in DASHES and follows == "word":
                letter = self.tokens[after + 1].text
                return len(letter) == 1 and letter.isupper() and letter not in ("B", "M", "T")
            return low in _SYMBOLS_BEHIND and self.power(after - 1) is None
        if kind == "money":
            return self.kind(after - 2) in ("money", "code")
        if kind == "name":
            return self.words.get(text) is None
        if kind != "word" or self.spoken.unspaced or self.power(after - 1) is not None:
            return False
        if low == "s" and len(self.low(after - 1)) == 4:
            return True
        if text == "p" and len(self.low(after - 1)) > 2 and self.low(after - 1).isdigit():
            return True  # 1080p
        known = text in units.SCALES or self.spelled(after)[0] or text in ("m", "b", "t", "MM")
        return not known and low not in self.spoken.scales
