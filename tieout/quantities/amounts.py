"""Amounts in running text: a number in figures or words, its scale, and what it counts."""

from __future__ import annotations

from fractions import Fraction

from tieout.quantities import units
from tieout.quantities.almanac import Almanac
from tieout.quantities.interval import Hedge
from tieout.quantities.numerals import FOLD, GREAT, MULTIPLES, PARTS, SMALL, TENS, VULGAR, Numerals, decimal
from tieout.quantities.tokens import DASHES
from tieout.quantities.tongues import Tongue
from tieout.quantities.units import PLAIN, TIMES, Lexicon, Spelled, Unit

_EACH = {"annually": "year", "yearly": "year", "monthly": "month", "daily": "day", "hourly": "hour"}
# A word after a number that can't be what is counted.
_STOP_WORDS = """
a an and are as at be been before but by can could did do does during each every for from had has
have he her his if in into is it its less may might more no nor not of off on one only or our out
over per plus shall she should since so than that the their them then there these they this those
though through to under until up upon was we were what when where which while who will with within
without would yet you
"""
_STOP = frozenset(_STOP_WORDS.split())
_OF = frozenset(("its", "the", "their", "our", "all", "these", "those", "his", "her"))
_SUFFIXES: tuple[tuple[tuple[str, ...], Hedge], ...] = (
    *((("or", word), Hedge.AT_LEAST) for word in ("more", "above", "greater", "higher", "better", "over")),
    *((("or", word), Hedge.UP_TO) for word in ("less", "fewer", "below", "under", "lower")),
    (("and", "over"), Hedge.AT_LEAST),
    (("and", "above"), Hedge.AT_LEAST),
    (("at", "the", "least"), Hedge.AT_LEAST),
    (("at", "the", "most"), Hedge.UP_TO),
    (("or", "so"), Hedge.ABOUT),
    (("or", "thereabouts"), Hedge.ABOUT),
)


class Amount:
    """A number on its way to a quantity: what is known of it so far, and the token after it.

    ``hedge`` and ``word`` are those of a hedge that comes behind ("20 or more"); ``after`` is the unknown
    word that follows.
    """

    __slots__ = ("after", "digits", "end", "hedge", "money", "number", "scale", "unit", "word")

    def __init__(self, number: Fraction, digits: str, end: int, money: str | None = None) -> None:
        self.number, self.digits, self.end, self.money = number, digits, end, money
        self.scale = 1
        self.unit = Unit(((money, 1),)) if money else PLAIN
        self.after = ""
        self.hedge: Hedge | None = None
        self.word = ""

    @property
    def value(self) -> Fraction:
        """The number in whole units."""
        return self.number * self.scale

    def negate(self) -> None:
        """Make it the same below zero."""
        self.number, self.digits = -self.number, "-" + self.digits


class Amounts(Almanac, Numerals):
    """A cursor that reads amounts; ``strict`` lets no word stand between a number and what it counts."""

    def __init__(self, text: str, words: Lexicon, spoken: Tongue, strict: bool = False) -> None:
        super().__init__(text, spoken)
        self.text, self.words, self.strict = text, words, strict

    def amount(self, here: int, inside: bool = False) -> Amount | None:
        """Return the number at ``here`` with its scale and unit, or None."""
        if here >= self.count:
            return None
        sign, start = 1, here
        if self.low(start) in ("-", "−", "–", "minus", "+") and not inside and self.signed(start):
            sign = 1 if self.low(start) == "+" else -1
            start += 1
        if start >= self.count:
            return None
        token = self.tokens[start]
        if token.kind in ("money", "code"):
            found = self.money(start)
        elif token.kind in ("num", "vulgar"):
            found = self.figures(start)
        elif token.kind == "word":
            found = self.worded(start)
        elif token.low == "(" and start == 0:
            return self.bracketed(start, None)
        else:
            return None
        if found is None:
            return None
        if sign < 0:
            found.negate()
        return found

    def signed(self, here: int) -> bool:
        """Whether the sign at ``here`` belongs to the number after it."""
        after = self.kind(here + 1)
        if self.low(here) == "minus":
            return after in ("num", "money", "code")
        if not self.glued(here + 1) or after not in ("num", "money", "code"):
            return False
        return not self.glued(here) or self.low(here - 1) in ("(", "[", "~", "≈", "“", '"')

    def money(self, here: int) -> Amount | None:
        """Return the money at ``here``, whose currency comes first."""
        token = self.tokens[here]
        code = units.CURRENCY_MARKS.get(token.text, token.text)
        after = here + 1
        if self.low(after) == "(" and self.glued(after):
            return self.bracketed(after, code)
        sign = 1
        if self.low(after) in ("-", "−") and self.glued(after) and self.glued(after + 1):
            sign, after = -1, after + 1
        if self.kind(after) not in ("num", "vulgar"):
            return None
        found = self.figures(after, code)
        if found is not None and sign < 0:
            found.negate()
        return found

    def bracketed(self, here: int, code: str | None) -> Amount | None:
        """Return the negative number that accountants put in brackets: "$(75.7M)"."""
        after = here + 1
        if code is None and self.kind(after) in ("money", "code"):
            code = units.CURRENCY_MARKS.get(self.tokens[after].text, self.tokens[after].text)
            after += 1
        if self.kind(after) != "num":
            return None
        found = self.figures(after, code, bare=True)
        if found is None or self.low(found.end) != ")" or (here == 0 and found.end + 1 != self.count):
            return None
        found.negate()
        found.end += 1
        return self.finish(found) if code is None else found

    def figures(self, here: int, code: str | None = None, bare: bool = False) -> Amount | None:
        """Return the number in figures at ``here``."""
        token = self.tokens[here]
        if self.broken(here):
            return None
        if token.kind == "vulgar":
            number, digits = Fraction(VULGAR[token.text]), VULGAR[token.text]
        else:
            digits = self.spoken.plain_digits(token.text)
            if digits is None:
                return None
            number = Fraction(digits.replace(",", ""))
            if "e" in digits or digits.startswith("."):
                digits = decimal(number)
        end = here + 1
        if token.kind == "num" and self.kind(end) == "vulgar" and self.glued(end):
            number += Fraction(VULGAR[self.tokens[end].text])
            digits, end = decimal(number), end + 1
        found = Amount(number, digits, end, code)
        if token.kind == "num" and not code and (share := self.one_in(here, found)):
            return share
        self.scaled(found)
        return found if bare else self.finish(found)

    def broken(self, here: int) -> bool:
        """Whether the number is a piece of something else: 24/7, 12:30, 1990s, 14th, 10-K, 25x29mm."""
        before, after = here - 1, here + 1
        if self.glued(here) and self.low(before) in ("/", ":", "#", "_") and self.kind(before) == "mark":
            return True
        if self.glued(here) and self.kind(before) in ("num", "word", "name") and not self.spoken.unspaced:
            return True
        if after >= self.count:
            return False
        low, kind = self.low(after), self.kind(after)
        if not self.glued(after):
            return False
        if low in ("/", ":") and self.kind(after + 1) == "num" and self.glued(after + 1):
            return True
        if kind == "name":
            return self.words.get(self.tokens[after].text) is None
        if low in DASHES and self.glued(after + 1) and self.kind(after + 1) == "word":
            text = self.tokens[after + 1].text
            return len(text) == 1 and text.isupper() and text not in ("B", "M", "T")
        if kind != "word" or self.spoken.unspaced:
            return False
        text = self.tokens[after].text
        if low == "s" and self.kind(here) == "num" and len(self.low(here)) == 4:
            return True
        known = text in units.SCALES or low in units.SCALES or self.words.get(text) or text in ("m", "b", "t")
        return not known and low not in self.spoken.scales

    # scale, and a hedge behind

    def scaled(self, found: Amount) -> None:
        """Read the scale words at the end of ``found``: "billion", "bn", "B", "hundred million"."""
        while True:
            here = found.end
            here += self.dashed(here) and self.low(here + 1) in GREAT
            if self.kind(here) != "word":
                break
            scale = self.scale(here, found)
            if not scale:
                break
            found.scale *= scale
            found.end = here + 1
            if len(self.tokens[here].text) == 1 and not self.spoken.unspaced:
                break
        if self.spoken.point == "," and self.low(found.end) == "." and self.kind(found.end + 1) == "money":
            found.end += 1  # "3,5 Mrd. €"
        if self.spoken.unspaced and found.scale > 1:
            _in_western_scale(found)
        self.suffix(found)

    def scale(self, here: int, found: Amount) -> int:
        """Return what the scale word at ``here`` stands for, or 0; "m" is a million only of a count."""
        text, low = self.tokens[here].text, self.tokens[here].low
        if len(text) > 1 or (self.spoken.unspaced and low in self.spoken.scales):
            return self.spoken.scales.get(low, 0)
        if found.scale != 1:
            return 0
        close = self.glued(here)
        if text == "m":
            return 10**6 if found.money or (close and self.counts(here + 1)) else 0
        if text in ("b", "t"):
            return {"b": 10**9, "t": 10**12}[text] if found.money and close else 0
        if text not in units.SCALES or not (close or found.money):
            return 0
        return 0 if self.low(here + 1) == "/" and self.glued(here + 1) else units.SCALES[text]

    def suffix(self, found: Amount) -> None:
        """Read a hedge that comes after its number: "20+", "$20bn-plus", "20 or more"."""
        here = found.end
        if found.hedge is not None or here >= self.count:
            return
        low = self.low(here)
        if low == "+" and self.glued(here):
            if not (self.glued(here + 1) and self.kind(here + 1) in ("num", "money")):
                found.hedge, found.word, found.end = Hedge.AT_LEAST, "+", here + 1
            return
        if low in self.spoken.after:
            found.hedge, found.word, found.end = self.spoken.after[low], low, here + 1
            return
        if self.dashed(here) and self.low(here + 1) in ("plus", "odd"):
            plus = self.low(here + 1) == "plus"
            found.hedge = Hedge.AT_LEAST if plus else Hedge.ABOUT
            found.word, found.end = f"-{self.low(here + 1)}", here + 2
            return
        if low not in ("or", "and", "at"):
            return
        for phrase, hedge in _SUFFIXES:
            if all(self.low(here + step) == word for step, word in enumerate(phrase)):
                found.hedge, found.word, found.end = hedge, " ".join(phrase), here + len(phrase)
                return

    # number words

    def worded(self, here: int) -> Amount | None:
        """Return the number in words at ``here``: "two-thirds", "doubled", "twelve hundred"."""
        low = self.low(here)
        if low in MULTIPLES:
            return self.multiple(here, MULTIPLES[low])
        if low in ("halved", "halving"):
            found = Amount(Fraction(1, 2), "1/2", here + 1)
            found.unit = TIMES
            return found
        if fold := FOLD.fullmatch(low):
            return self.multiple(here, SMALL.get(fold[1]) or TENS[fold[1]])
        if part := self.fraction(here):
            return part
        whole = self.cardinal(here)
        if whole is None:
            return None
        number, scale, end = whole
        found = Amount(Fraction(number), str(number), end)
        found.scale = scale
        if share := self.one_in(here, found):
            return share
        if self.low(end) == "and" and self.low(end + 1) == "a" and self.low(end + 2) == "half":
            found.number += Fraction(1, 2)
            found.digits, found.end = decimal(found.number), end + 3
        self.scaled(found)
        found = self.finish(found)
        if number == 1 and scale == 1 and found.scale == 1 and found.unit == PLAIN and not self.strict:
            return None
        return found

    def multiple(self, here: int, times: int) -> Amount | None:
        """Return "doubled" and its kin as so many times."""
        after = here + 1
        if self.low(after) in DASHES and self.glued(after):
            return None
        if self.low(after) in ("digit", "digits", "check", "down"):
            return None
        found = Amount(Fraction(times), str(times), after)
        found.unit = TIMES
        return found

    def fraction(self, here: int) -> Amount | None:
        """Return "two-thirds", "a third", "half", "half a million" as a share or a number."""
        low = self.low(here)
        if low == "half":
            return self.half(here, here + 1)
        if low in ("a", "one", "an") and self.low(here + 1) == "half":
            return self.half(here, here + 2)
        if low in ("a", "one"):
            top, after = 1, here + 1
        elif low in SMALL:
            top, after = SMALL[low], here + 1
        else:
            return None
        dash = self.dashed(after)
        after += dash
        bottom = PARTS.get(self.low(after), 0)
        if not bottom or top >= bottom or (top > 1) != self.low(after).endswith("s"):
            return None
        end = after + 1
        follows = self.low(end)
        if top == 1 and not dash and not (follows in ("of", "in", "") or self.kind(end) == "mark"):
            return None
        if bottom == 4 and not dash and follows not in ("of", "") and self.kind(end) != "mark":
            return None
        return Amount(Fraction(top, bottom), f"{top}/{bottom}", end)

    def half(self, here: int, end: int) -> Amount | None:
        """Return "half" as a share, or "half a million" as a number; "the first half" is a period."""
        before, follows = self.low(here - 1), self.low(end)
        if before in ("first", "second", "last", "other", "latter", "early", "late"):
            return None
        if (before == "in" and follows != "of") or (before == "and" and self.cardinal(here - 2)):
            return None
        dash = follows in DASHES and self.glued(end)
        unit_at = end + 1 if dash or follows in ("a", "the") else end
        great = {"dozen": 12, "hundred": 100, **GREAT}.get(self.low(unit_at))
        if great and unit_at > end:
            number = Fraction(great, 2)
            scale = great if great >= 10**6 else 1
            found = Amount(number / scale, decimal(number / scale), unit_at + 1)
            found.scale = scale
            return self.finish(found)
        return None if dash else Amount(Fraction(1, 2), "1/2", end)

    def one_in(self, here: int, found: Amount) -> Amount | None:
        """Return "one in five", "3 out of 4" as a share."""
        if found.scale != 1 or found.number.denominator != 1:
            return None
        after = found.end
        if self.low(after) == "out" and self.low(after + 1) == "of":
            after += 2
        elif self.low(after) == "in" or (self.low(after) == "of" and self.low(after + 1) == "every"):
            after += 1
        else:
            return None
        after += self.low(after) == "every"
        bottom = self.cardinal(after)
        whole, end = (bottom[0] * bottom[1], bottom[2]) if bottom else (0, after)
        if self.kind(after) == "num" and self.low(after).isdigit() and not self.is_year(after):
            whole, end = int(self.low(after)), after + 1
        top = int(found.number)
        if not 0 < top < whole or (self.kind(here) == "num" and self.low(found.end) == "in" and whole > 100):
            return None
        followed = self.words.get(self.tokens[end].text) if self.kind(end) == "word" else None
        if self.low(found.end) == "in" and followed and followed.unit.factors[0][0] not in self.words.nouns:
            return None
        return Amount(Fraction(top, whole), f"{top}/{whole}", end)

    # units

    def finish(self, found: Amount) -> Amount:
        """Read the unit after the number into ``found``, and a hedge after that."""
        if found.money:
            self.own_code(found)
        else:
            self.unit(found)
        self.divisors(found)
        self.suffix(found)
        return found

    def own_code(self, found: Amount) -> None:
        """Pass over a currency said twice ("$20 billion USD"), or take the dollar it says ("$20 AUD")."""
        said, _ = self.spelled(found.end)
        if said is None or said.times != 1 or said.unit.currency is None or len(said.unit.factors) != 1:
            found.end += 2 * (self.dashed(found.end) and self.low(found.end + 1) == "dollar")
            return
        if said.unit == found.unit or (found.money == "USD" and said.unit.currency.endswith("D")):
            found.unit, found.end = said.unit, found.end + 1

    def unit(self, found: Amount) -> None:
        """Read what the number counts: a unit, money, or the desk's noun; else keep the word that follows."""
        here = found.end
        if self.low(here) in self.spoken.linking:
            here += 1
        if here >= self.count:
            return
        token = self.tokens[here]
        if token.text in ("%", "％", "×", "¢"):
            if token.text != "×" or (token.glued and self.kind(here + 1) != "num"):
                self.take(found, self.words.get(token.text), here + 1)
            return
        if token.kind == "money" and len(token.text) == 1 and self.kind(here + 1) != "num":
            self.take(found, Spelled(Unit(((units.CURRENCY_MARKS[token.text], 1),))), here + 1)
            return
        dash = self.dashed(here)
        if dash and self.low(here + 1) == "fold":
            self.take(found, Spelled(TIMES), here + 2)
            return
        start = here + dash
        meaning, end = self.spelled(start)
        if meaning is not None and self.fits(found, meaning, start, end, dash):
            self.take(found, meaning, end)
            return
        noun, end = self.counted(start, dash or abs(found.value) == 1)
        if noun is not None:
            self.take(found, noun, end)
        elif self.kind(start) in ("word", "name") and self.low(start) not in _STOP:
            found.after = self.tokens[start].text

    def fits(self, found: Amount, meaning: Spelled, start: int, end: int, dash: bool) -> bool:
        """Whether a spelling is a unit here: "15x" but not "15 x", "24 customers" but not "24 customer"."""
        text = self.tokens[start].text
        if text in ("x", "X"):
            return self.glued(start)
        if self.words.nouns and meaning.unit.factors[0][0] in self.words.nouns.values():
            spelling = self.phrase(start, end).lower()
            return spelling in self.words.plurals or dash or abs(found.value) == 1
        if text == "m" and not self.glued(start):
            return self.kind(end) != "word"
        return True

    def take(self, found: Amount, meaning: Spelled | None, end: int) -> None:
        """Count ``found`` in a unit."""
        if meaning is None:
            return
        if meaning.times != 1:
            number = found.value * meaning.times
            found.number, found.scale, found.digits = number, 1, decimal(number)
        found.unit, found.end = meaning.unit, end

    def spelled(self, here: int) -> tuple[Spelled | None, int]:
        """Return the longest spelling of a unit at ``here``, and the token after it."""
        if self.kind(here) not in ("word", "name"):
            return None, here
        if own := self.spoken.spellings.get(self.low(here)):
            return own, here + 1
        after = here + 1
        if self.low(after) == "/" and self.glued(after) and self.glued(after + 1):
            # "TFLOP/s" is one spelling of three tokens.
            whole = f"{self.tokens[here].text}/{self.tokens[after + 1].text}"
            if found := self.words.get(whole):
                return found, after + 2
        for end in range(self.phrase_end(here), here, -1):
            if meaning := self.words.get(self.phrase(here, end)):
                return meaning, end
        return None, here

    def phrase_end(self, here: int) -> int:
        """Return the token after the words at ``here`` that may be one spelling."""
        end = here + 1
        while end < min(here + self.words.longest, self.count):
            if self.kind(end) in ("word", "name"):
                end += 1
            elif self.dashed(end) and self.kind(end + 1) == "word":
                end += 2
            else:
                break
        return min(end, self.count)

    def phrase(self, here: int, end: int) -> str:
        """Return the words from ``here`` up to ``end`` as a unit is spelled."""
        if end == here + 1:
            return self.tokens[here].text
        written = self.text[self.tokens[here].start : self.tokens[end - 1].end]
        return " ".join(written.replace("‑", "-").split())

    def counts(self, here: int) -> bool:
        """Whether money or the desk's noun stands at ``here``, so that an m before it is a million."""
        meaning, _ = self.spelled(here)
        return meaning is not None and (meaning.unit.currency or self.counted(here, False, 1)[0]) is not None

    def counted(self, here: int, singular: bool, reach: int = 7) -> tuple[Spelled | None, int]:
        """Return the desk's noun that a number counts, past its adjectives, and the token after."""
        nouns = self.words.nouns
        if not nouns:
            return None, here
        if self.strict:
            reach = 1
        if self.low(here) == "of" and self.low(here + 1) in _OF and not self.strict:
            here += 2
        for at in range(here, min(here + reach, self.count)):
            token = self.tokens[at]
            if token.kind not in ("word", "name") and token.low not in DASHES:
                break
            meaning, end = self.spelled(at)
            if (
                meaning is not None
                and len(meaning.unit.factors) == 1
                and meaning.unit.factors[0][0] in nouns.values()
            ):
                spelling = self.phrase(at, end).lower()
                if spelling in self.words.plurals or (singular and spelling in nouns):
                    return meaning, end
            if token.text in _STOP:
                break
        return None, here

    def divisors(self, found: Amount) -> None:
        """Read "per second", "/s", "a share" into the unit; an unknown one is kept as what comes after."""
        while found.end < self.count:
            here = found.end
            low = self.low(here)
            if low in _EACH:
                found.unit, found.end = found.unit / Unit(((_EACH[low], 1),)), here + 1
                continue
            slash = low == "/" and self.glued(here) and self.glued(here + 1)
            if not slash and low not in ("per", "a", "an", "each", "every"):
                return
            meaning, end = self.spelled(here + 1)
            if meaning is not None and meaning.times == 1 and found.unit:
                spelling = self.phrase(here + 1, end).lower()
                if slash or low == "per" or spelling not in self.words.plurals:
                    found.unit, found.end = found.unit / meaning.unit, end
                    continue
            if (low == "per" or slash) and here + 1 < self.count and self.kind(here + 1) in ("word", "name"):
                found.after = f"per {self.tokens[here + 1].text}"
            return


def _in_western_scale(found: Amount) -> None:
    """Say hundreds of millions and tens of thousands in millions and billions, as print has them."""
    value = found.value
    scale = next((one for one in (10**12, 10**9, 10**6) if abs(value) >= one), 1)
    found.number, found.scale = value / scale, scale
    found.digits = decimal(found.number)
