"""Amounts in running text: a number in figures or words, its scale, and a hedge that comes behind it."""

from __future__ import annotations

from fractions import Fraction

from tieout.quantities import units
from tieout.quantities.almanac import Almanac
from tieout.quantities.counting import Told
from tieout.quantities.english import (
    BEHIND,
    BEHIND_AT_END,
    BEHIND_IF_LAST,
    LOSSES,
    OF_MONEY,
    PLUS_OR_MINUS,
    PREFIXES,
    Branch,
    branches,
    words,
)
from tieout.quantities.interval import Hedge
from tieout.quantities.measuring import Amount, Measuring, unread
from tieout.quantities.numerals import FOLD, GREAT, MULTIPLES, PARTS, SMALL, TENS, VULGAR, decimal
from tieout.quantities.tokens import DASHES
from tieout.quantities.tongues import Tongue
from tieout.quantities.units import PERCENT, PLAIN, POINT, TIMES, Lexicon, Unit

_BEHIND = branches(BEHIND)
_BEHIND_IF_LAST = branches(BEHIND_IF_LAST)
_BEHIND_AT_END = branches(BEHIND_AT_END)
_PLUS_OR_MINUS = branches(dict.fromkeys(PLUS_OR_MINUS))
_TIED_HEDGES = {"plus": Hedge.AT_LEAST, "odd": Hedge.ABOUT, "some": Hedge.ABOUT}
_MINUS = frozenset("-−–")
_SUPERSCRIPTS = str.maketrans("⁰¹²³⁴⁵⁶⁷⁸⁹⁻", "0123456789-")
_SYMBOLS_BEHIND = frozenset("°‰‱′″#@_^")  # marks that make a number something we don't know
_CLOCK = frozenset(("am", "pm", "a.m", "p.m", "o'clock", "o’clock"))
_DECADE = words("the his her its their my our mid low high early late")
# Words that make "half" and "quarter" a time of the year.
_HALF_OF_A_YEAR = words("first second last other latter early late past next previous")
_PERIOD = words(
    "first second third fourth last latter other early late past next previous prior consecutive each every"
    " per for this that full"
)
_NO_MULTIPLE = words(
    "digit digits check checks down counting precision taxation standard standards bottom entry"
)


class Amounts(Almanac, Measuring):
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
            found = self.worded(start)
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
        return self.each_of(found) if self.low(found.end) in self.spoken.each_then else found

    def signed(self, here: int) -> bool:
        """Whether a sign at ``here`` belongs to the number after it."""
        low, after = self.low(here), self.kind(here + 1)
        if low == "negative" or low in self.spoken.minus:
            return after in ("num", "money", "code") or self.is_number_word(here + 1)
        if low not in _MINUS and low != "+":
            return False
        if not self.glued(here + 1) or after not in ("num", "money", "code"):
            return False
        return not self.glued(here) or self.low(here - 1) in ("(", "[", "~", "≈", "<", ">", "“", '"')

    def certain(self, start: int, found: Amount) -> bool:
        """Whether nothing around the number at ``start`` makes it something else."""
        end = found.end
        if self.low(self.past_dash(end)) in GREAT:
            return False
        if found.unit == PLAIN:
            if self.low(end) in _CLOCK:
                return False
            # "ten-for-one", "one-on-one"
            return not (self.dashed(end) and self.low(end + 1) in ("for", "on", "by", "out"))
        decade = self.tokens[end - 1].text == "s" and self.glued(end - 1)
        return not (decade and (self.low(start - 1) in _DECADE or self.low(start - 2) in _DECADE))

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
        if self.low(after) in _MINUS and self.glued(after + 1):
            sign, after = -1, after + 1
        if self.kind(after) not in ("num", "vulgar"):
            return None
        found = self.figures(after, code)
        if found is not None and sign < 0:
            found.negate()
        return found

    def bracketed(self, here: int, code: str | None) -> Amount | None:
        """Return the negative number that accountants put in brackets: "$(75.7M)", "(20)%"."""
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
        if code is None and not below and not percent:
            return None
        found.negate()
        found.end += 1
        if found.scale == 1:
            self.scaled(found)
        return self.finish(found)

    # figures

    def figures(self, here: int, code: str | None = None, bare: bool = False) -> Amount | None:
        """Return the number in figures at ``here``."""
        if not code and (share := self.slashed(here)):
            return share
        if self.broken(here):
            return None
        found = self.digits(here, code)
        if found is None or not found.sure:
            return found
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
        """Return the bare number at ``here``: "20", "2½", "2 1/2", "2 and a half", "3 × 10^9"."""
        token, end = self.tokens[here], here + 1
        if token.kind == "vulgar":
            return Amount(Fraction(VULGAR[token.text]), VULGAR[token.text], end, code)
        if power := self.power(here):
            return self.summed(power[0], power[1], code)
        digits = self.spoken.plain_digits(token.text)
        if digits is None:
            return None
        number = Fraction(digits.replace(",", ""))
        if digits.isdigit():
            if self.in_spaced_groups(here):
                return self.spaced_groups(here, code)
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
        """Return "2/3 of" as a share; without "of" it may be a date."""
        if self.low(here + 1) != "/" or self.low(here + 3) != "of" or self.low(here - 1) == "/":
            return None
        found = self.over(here)
        if found is None or self.is_year(here + 4):
            return None
        return Amount(found[0], f"{self.low(here)}/{self.low(here + 2)}", found[1])

    def power(self, here: int) -> tuple[Fraction, int] | None:
        """Return the power of ten at ``here`` and the token after it: 10^25, 10²⁵."""
        if self.low(here) != "10" or not self.glued(here + 1):
            return None
        if self.low(here + 1) == "^":
            minus = self.low(here + 2) in _MINUS
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
        if before in ("/", ":", "#", "_", "'", "’") and self.glued(here - 1):
            return True
        if before in (":", "#", "_"):
            return True
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

    # scale, and a hedge behind

    def scaled(self, found: Amount) -> None:
        """Read the scale words at the end of ``found``: "billion", "bn", "B", "hundred million"."""
        self.behind(found, False)
        while True:
            here = self.past_dash(found.end)
            if self.kind(here) != "word":
                break
            if self.low(here) in ("dozen", "hundred"):
                found.multiply(Fraction(12 if self.low(here) == "dozen" else 100))
                found.end = here + 1
                continue
            if found.money and self.tokens[here].text == "mm":
                found.refuse(here + 1)
                return
            scale = self.scale(here, found)
            if not scale:
                break
            found.scale *= scale
            found.lends *= scale if found.lends != 1 else 1
            found.end = here + 1
            if self.low(here) in self.spoken.abbreviated and self.glued(found.end):
                found.end += self.low(found.end) == "."
            if len(self.tokens[here].text) == 1:
                break
        self.behind(found, False)

    def scale(self, here: int, found: Amount) -> int:
        """Return what the scale word at ``here`` stands for, or 0; "m" is a million only of a count."""
        text, low = self.tokens[here].text, self.tokens[here].low
        if len(text) > 1:
            if found.money and (low in OF_MONEY or text == "MM"):
                return OF_MONEY.get(low) or 10**6
            return self.spoken.scales.get(low, 0)
        if found.scale != 1 or self.dashed(here - 1):
            return 0
        close = self.glued(here)
        if text == "m":
            return 10**6 if found.money or (close and self.counts(here + 1)) else 0
        if text in ("b", "t"):
            return {"b": 10**9, "t": 10**12}[text] if found.money and close else 0
        marked = self.glued(here + 1) and self.kind(here + 1) == "money"  # "3,4 M€"
        if text not in units.SCALES or not (close or found.money or marked):
            return 0
        return 0 if self.low(here + 1) == "/" and self.glued(here + 1) else units.SCALES[text]

    def behind(self, found: Amount, ends: bool = True) -> None:
        """Read a hedge that comes after its number: "20+", "$20bn-plus", "20 or more", "20 (at least)".

        Before the unit is read (``ends`` is false), "20 min" is no minimum.
        """
        here = found.end
        if found.hedge is not None or here >= self.count:
            return
        low = self.low(here)
        if low == "+" and self.glued(here):
            if not (self.glued(here + 1) and self.kind(here + 1) in ("num", "money")):
                found.hedge, found.word, found.end = Hedge.AT_LEAST, "+", here + 1
            return
        hit, end = self.longest(self.spoken.after, here)
        if hit is not None and not (hit.hedge and self.leads(here, end)):
            found.hedge, found.word, found.end = hit.hedge, " ".join(map(self.low, range(here, end))), end
            return
        if self.dashed(here):
            if hedge := _TIED_HEDGES.get(self.low(here + 1)):
                found.hedge, found.word, found.end = hedge, f"-{self.low(here + 1)}", here + 2
            return
        if self.spoken.counting is not None:
            return
        if low == "plus" and found.unit == PLAIN and self.spelled(here + 1)[0] is not None:
            found.hedge, found.word, found.end = Hedge.AT_LEAST, low, here + 1
            return
        self.phrase_behind(found, here, ends)

    def leads(self, here: int, end: int) -> bool:
        """Whether the hedge from ``here`` to ``end`` belongs to a number behind it: "12 %, au moins 5"."""
        before = self.longest(self.spoken.first, here)[1] == end
        return before and self.kind(end) in ("num", "money", "code", "vulgar")

    def phrase_behind(self, found: Amount, here: int, ends: bool) -> None:
        """Read a hedge of whole words that comes after its number, after a comma, or in brackets."""
        start = here + (self.low(here) in ("(", ","))
        if (size := self.more_or_less(start)) and self.amount(start + size) is not None:
            return
        hit, end = self.longest(_BEHIND, start)
        if hit is None or self.low(end) == "than":
            hit, end = self.longest(_BEHIND_IF_LAST, start)
            if hit is not None and self.amount(end + (self.low(end) == "of")) is not None:
                return
        if hit is None:
            hit, end = self.longest(_BEHIND_AT_END, start) if ends else (None, start)
            if hit is None or self.kind(end) not in ("", "mark"):
                return
        word = " ".join(token.low for token in self.tokens[start:end])
        if self.low(here) == "(":
            if word in ("max", "min", "maximum", "minimum"):
                return  # "8 TB/s (max)" says which of its ratings is meant
            end += self.low(end) == ")"
        if hit.hedge is None:
            found.refuse(end)
        else:
            found.hedge, found.word, found.end = hit.hedge, word, end

    def more_or_less(self, here: int) -> int:
        """Return how many tokens at ``here`` say plus or minus; 0 where none do."""
        low = self.low(here)
        if low in ("±", "+/-", "+/−"):
            return 1
        return self.longest(_PLUS_OR_MINUS, here)[1] - here if low in _PLUS_OR_MINUS.next else 0

    def longest(self, said: Branch, here: int) -> tuple[Branch | None, int]:
        """Return the longest phrase of ``said`` at ``here``, and the token after it."""
        hit, end, at = None, here, said
        while (on := at.next.get(self.low(here))) is not None:
            at, here = on, here + 1
            if at.whole:
                hit, end = at, here
        return hit, end

    def finish(self, found: Amount) -> Amount:
        """Read the unit after the number into ``found``, and a hedge after that."""
        if found.money:
            self.own_code(found)
        else:
            self.unit(found)
        half = self.half_after(found.end) if found.unit and found.scale == 1 else found.end
        if half > found.end:  # "dos años y medio"
            found.become(found.number + Fraction(1, 2))
            found.end = half
        if found.sure:
            self.divisors(found)
            self.behind(found)
        return found

    def own_code(self, found: Amount) -> None:
        """Pass over a currency said twice ("$20 billion USD"), or take the dollar it says ("$20 AUD")."""
        said, end = self.spelled(self.past_dash(found.end))
        if said is None or said.times != 1 or said.unit.currency is None or len(said.unit.factors) != 1:
            return
        if said.unit == found.unit or (found.money == "USD" and said.unit.currency.endswith("D")):
            found.unit, found.end = said.unit, end

    # numbers in words

    def worded(self, here: int) -> Amount | None:
        """Return the number in words at ``here``: "two-thirds", "doubled", "twelve hundred"."""
        if self.spoken.counting is not None and (found := self.abroad(here)) is not None:
            return found
        low = self.low(here)
        if low in MULTIPLES:
            return self.multiple(here, MULTIPLES[low])
        if low in ("halved", "halving"):
            return self.hedged_behind(self.times(Fraction(1, 2), "1/2", here + 1))
        if low == "factor":
            return self.by_factor(here)
        fold = here + (low in ("a", "an"))
        if found := FOLD.fullmatch(self.low(fold)):
            number = {"hundred": 100, "thousand": 1000, **SMALL, **TENS}[found[1]]
            return self.hedged_behind(self.times(Fraction(number), str(number), fold + 1))
        if (part := self.fraction(here)) or (part := self.unit_and_part(here)):
            return part
        whole = self.cardinal(here)
        if whole is None:
            return None
        number, scale, end = whole
        found = Amount(Fraction(number), str(number), end)
        found.scale = scale
        found.lends = Fraction(self.multiplied_by(here, end))
        if self.low(end) == "(" and self.kind(end + 1) == "num" and self.low(end + 2) == ")":
            if self.low(end + 1).replace(",", "") != str(number * scale):
                return unread(end + 3)
            end = found.end = end + 3  # "ten (10) days"
        if self.runs_on(number, end):
            after = self.past_dash(end)
            second = self.cardinal(after)
            return unread(second[2] if second else after + 1)
        if share := self.one_in(here, found):
            return share
        if part := self.and_part(end):
            found.number += part[0]
            found.digits, found.end = decimal(found.number), part[1]
        self.scaled(found)
        found = self.finish(found)
        if number <= 1 and scale == 1 and found.scale == 1 and found.unit == PLAIN and not self.strict:
            return None
        return found

    def abroad(self, here: int) -> Amount | None:
        """Return the number in words of another language at ``here``."""
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
        return None if few and not found.is_article else found

    def headed(self, here: int, code: str, times: int) -> Amount | None:
        """Return the money at ``here`` whose currency, in so many of it, stands before it: "TEUR 350"."""
        found = self.figures(here, code)
        if found is None:
            return None
        found.scale *= times
        said, end = self.spelled(found.end)
        if said is not None and said.unit.currency and said.unit != found.unit:
            found.refuse(end)
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
        if meaning is None or end >= self.count:
            return None
        return meaning.times * (count.number * count.scale if count else 1), meaning.unit, end

    def each_of(self, found: Amount) -> Amount:
        """Return the amount after "あたり" by what stands before it; that itself where nothing follows."""
        after, own = self.amount(found.end + 1), self.spoken.each_then[self.low(found.end)]
        if after is None or found.hedge is not None or not found.value:
            return found
        return _divided(after, found.value, Unit(((own, 1),)) if own else found.unit)

    def runs_on(self, number: int, end: int) -> bool:
        """Whether a word makes the number another: "twenty-first", "fifty-fifty", "nineteen eighty-four"."""
        after = self.past_dash(end)
        if after > end:
            low = self.low(after)
            return self.is_number_word(after) or low in PARTS or low in ("first", "second")
        return number >= 10 and (self.low(end) in TENS or SMALL.get(self.low(end), 0) >= 10)

    def hedged_behind(self, found: Amount) -> Amount:
        """Return ``found`` with the hedge behind it: "doubled or more", "half or so"."""
        self.behind(found)
        return found

    def times(self, number: Fraction, digits: str, end: int) -> Amount:
        """Return a multiple."""
        found = Amount(number, digits, end)
        found.unit = TIMES
        return found

    def multiple(self, here: int, number: int) -> Amount | None:
        """Return "doubled" and its kin as so many times; "double-digit" and "twice a year" are none."""
        after = here + 1
        if self.low(after) in DASHES and self.glued(after):
            return None
        often = self.low(here) in ("twice", "thrice") and self.low(after) in (
            "a",
            "an",
            "per",
            "each",
            "every",
        )
        if self.low(after) in _NO_MULTIPLE or (often and self.spelled(after + 1)[0] is not None):
            return None
        return self.hedged_behind(self.times(Fraction(number), str(number), after))

    def by_factor(self, here: int) -> Amount | None:
        """Return "a factor of ten" as so many times."""
        if self.low(here + 1) != "of" or self.low(here - 1) != "a":
            return None
        found = self.amount(here + 2)
        if found is not None and found.unit == PLAIN:
            found.unit = TIMES
            return found
        return None

    def fraction(self, here: int) -> Amount | None:
        """Return "two-thirds", "a third", "half", "half a million" as a share or a number."""
        low = self.low(here)
        if low == "half":
            return self.half(here, here + 1)
        if low in ("a", "one", "an") and self.low(self.past_dash(here + 1)) == "half":
            return self.half(here, self.past_dash(here + 1) + 1)
        article = low == "a" and self.low(here + 1) == "quarter"
        quartered = low == "quarter" or article
        if quartered and (found := self.part_of_one(Fraction(1, 4), here + 1 + article, True)):
            return found
        part = self.part(here)
        if part is None:
            return None
        share, end = part
        if found := self.part_of_one(share, end, False):
            return found
        last, follows = self.low(end - 1), self.low(end)
        tied = self.low(end - 2) in DASHES
        closed = follows in ("of", "the", "as", "") or self.kind(end) == "mark"
        if share.numerator == 1 and not tied and not (closed or (follows == "in" and last != "quarter")):
            return None
        if last.startswith("quarter") and not tied:
            if not closed or self.low(here - 1) in _PERIOD or SMALL.get(low, 1) == 2:
                return None
            if follows == "of" and (self.is_year(end + 1) or self.low(end + 1) in ("fiscal", "calendar")):
                return None
        if self.dashed(end):
            return None  # "a third-party auditor"
        return self.hedged_behind(Amount(share, f"{SMALL.get(low, 1)}/{PARTS[last]}", end))

    def part_of_one(self, share: Fraction, here: int, loose: bool) -> Amount | None:
        """Return a part of one great number or unit: "half a billion", "a quarter of a percentage point".

        Only where ``loose`` may "of" be missing: "a third billion" is an ordinal.
        """
        if not loose and self.low(here) != "of":
            return None
        at = self.past_dash(here + (self.low(here) == "of"))
        one = self.low(at) in ("a", "an", "one", "1")
        at = self.past_dash(at + one)
        great = {"dozen": 12, "hundred": 100, **GREAT}.get(self.low(at))
        if great:
            scale = great if great >= 10**6 else 1
            number = share * great / scale
            found = Amount(number, decimal(number), at + 1)
            found.scale = scale
            self.scaled(found)
            return self.finish(found)
        meaning, _ = self.spelled(at)
        if meaning is not None and not one and meaning.unit not in (POINT, PERCENT):
            meaning = None  # "a half-year" is a period
        if meaning is None and not (one and self.low(at) == "%"):
            return None
        return self.finish(Amount(share, decimal(share), at))

    def unit_and_part(self, here: int) -> Amount | None:
        """Return "a year and a half", "an hour and a quarter"."""
        if self.low(here) not in ("a", "an", "one"):
            return None
        meaning, end = self.spelled(here + 1)
        part = None if meaning is None else self.and_part(end)
        if meaning is None or part is None:
            return None
        found = Amount(1 + part[0], decimal(1 + part[0]), part[1])
        self.take(found, meaning, part[1])
        return found

    def half(self, here: int, end: int) -> Amount | None:
        """Return "half" as a share, or "half a million" as a number; "the first half" is a period."""
        before, follows = self.low(here - 1), self.low(end)
        if before in _HALF_OF_A_YEAR:
            return None
        if found := self.part_of_one(Fraction(1, 2), end, True):
            return found
        if before == "in" and follows != "of":
            return None
        tied = follows in DASHES and self.glued(end)
        return None if tied else self.hedged_behind(Amount(Fraction(1, 2), "1/2", end))

    def one_in(self, here: int, found: Amount) -> Amount | None:
        """Return "one in five", "1-in-5", "3 out of 4" as a share."""
        if found.scale != 1 or found.number.denominator != 1:
            return None
        after = self.past_dash(found.end)
        by_in = self.low(after) == "in"
        if self.low(after) == "out" and self.low(self.past_dash(after + 1)) == "of":
            after = self.past_dash(after + 1) + 1
        elif by_in or (self.low(after) == "of" and self.low(after + 1) == "every"):
            after += 1
        else:
            return None
        after = self.past_dash(after)
        after += self.low(after) == "every"
        bottom = self.cardinal(after)
        whole, end = (bottom[0] * bottom[1], bottom[2]) if bottom else (0, after)
        if self.kind(after) == "num" and self.low(after).isdigit() and not self.is_year(after):
            whole, end = int(self.low(after)), after + 1
        top = int(found.number)
        if not 0 < top < whole or (self.kind(here) == "num" and by_in and whole > 100):
            return None
        followed = self.words.get(self.tokens[end].text) if self.kind(end) == "word" else None
        if by_in and followed and followed.unit.factors[0][0] not in self.words.nouns.values():
            return None
        return Amount(Fraction(top, whole), f"{top}/{whole}", end)


def _divided(found: Amount, by: Fraction | int, unit: Unit) -> Amount:
    """Return ``found`` by so many of ``unit``."""
    found.unit = found.unit / unit
    if by != 1:
        found.become(found.value / by)
    return found
