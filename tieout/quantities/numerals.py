"""Numbers in words: "twelve hundred", "a dozen", "half a million", "two-thirds", "one in five"."""

from __future__ import annotations

import re
from fractions import Fraction

from tieout.quantities.tokens import DASHES, Cursor

SMALL_WORDS = """zero one two three four five six seven eight nine ten eleven twelve thirteen fourteen fifteen
sixteen seventeen eighteen nineteen"""
TENS_WORDS = "twenty thirty forty fifty sixty seventy eighty ninety"
VULGAR_PARTS = "½1/2 ¼1/4 ¾3/4 ⅓1/3 ⅔2/3 ⅕1/5 ⅖2/5 ⅗3/5 ⅘4/5 ⅙1/6 ⅚5/6 ⅛1/8 ⅜3/8 ⅝5/8 ⅞7/8"
_PART_WORDS = "half third quarter fifth sixth seventh eighth ninth tenth eleventh twelfth"


def _numbered(words: str, first: int = 0) -> dict[str, int]:
    return {word: number for number, word in enumerate(words.split(), first)}


SMALL = _numbered(SMALL_WORDS)
TENS = {word: 10 * number for word, number in _numbered(TENS_WORDS, 2).items()}
GREAT = {
    "thousand": 10**3,
    "lakh": 10**5,
    "million": 10**6,
    "crore": 10**7,
    "billion": 10**9,
    "trillion": 10**12,
    "quadrillion": 10**15,
}
_MULTIPLIERS = {"dozen": 12, "hundred": 100, **GREAT}
VULGAR = {part[0]: part[1:] for part in VULGAR_PARTS.split()}
PARTS = _numbered(_PART_WORDS, 2) | {"halves": 2, "fourth": 4, "hundredth": 100, "thousandth": 1000}
PARTS |= {f"{word}s": number for word, number in PARTS.items() if number > 2}
MULTIPLES = {
    **dict.fromkeys(("double", "doubled", "doubles", "doubling", "twice"), 2),
    **dict.fromkeys(
        ("triple", "tripled", "triples", "tripling", "treble", "trebled", "trebles", "trebling", "thrice"), 3
    ),
    **dict.fromkeys(("quadruple", "quadrupled", "quadruples", "quadrupling"), 4),
    **dict.fromkeys(("quintuple", "quintupled", "quintuples", "quintupling"), 5),
    **dict.fromkeys(("sextuple", "sextupled"), 6),
}
FOLD = re.compile(r"(" + "|".join((*SMALL, *TENS, "hundred", "thousand")) + r")fold")


def decimal(number: Fraction) -> str:
    """Return the number in digits: as a decimal where it has an end, else as a fraction."""
    bottom = number.denominator
    for prime in (2, 5):
        while bottom % prime == 0:
            bottom //= prime
    if bottom != 1:
        return f"{number.numerator}/{number.denominator}"
    whole, rest = divmod(abs(number), 1)
    digits = ""
    while rest:
        digit, rest = divmod(rest * 10, 1)
        digits += str(digit)
    return f"{'-' if number < 0 else ''}{whole}{'.' if digits else ''}{digits}"


class Numerals(Cursor):
    """A cursor that reads numbers in words."""

    def past_dash(self, here: int) -> int:
        """Return the token at ``here``, or the one after the dash there that ties its neighbours."""
        return here + self.dashed(here)

    def is_number_word(self, here: int) -> bool:
        """Return whether a number in words may go on at ``here``."""
        low = self.low(here)
        return low in SMALL or low in TENS

    def opens_number(self, here: int) -> bool:
        """Return whether a number starts at ``here``, by its first words alone."""
        if self.kind(here) in ("num", "money", "code", "vulgar") or self.is_number_word(here):
            return True
        return self.low(here) in ("a", "an") and self.low(self.past_dash(here + 1)) in _MULTIPLIERS

    def cardinal(self, here: int) -> tuple[int, int, int] | None:
        """Return the number in words at ``here``, its great scale, and the token after: (2, 10**6, …)."""
        total, current, last_scale, seen, at = 0, 0, 0, False, here
        if self.low(at) in ("a", "an") and self.low(self.past_dash(at + 1)) in _MULTIPLIERS:
            current, seen, at = 1, True, self.past_dash(at + 1)
        before_and: tuple[int, int, int, int] | None = None
        while self.kind(at) == "word":
            low = self.low(at)
            if low in SMALL or low in TENS:
                more = SMALL.get(low) or TENS.get(low, 0)
                if seen and (current % 10 if more < 10 else current % 100):
                    break
                current, seen = current + more, True
            elif not seen:
                break
            elif low == "dozen":
                current *= 12
            elif (low == "hundred" and current < 100) or (
                low in GREAT and GREAT[low] < (last_scale or 10**18)
            ):
                if low == "hundred":
                    current *= 100
                else:
                    last_scale = GREAT[low]
                    total, current = total + current * last_scale, 0
            else:
                if before_and and (low == "hundred" or low in GREAT):
                    # "between one hundred and two hundred" are two
                    total, current, last_scale, at = before_and
                break
            after = self.next_word(at + 1, low)
            if self.low(after - 1) in ("and", ","):
                before_and = total, current, last_scale, at + 1
            at = after
        if not seen:
            return None
        at -= self.low(at - 1) in DASHES
        number = total + current
        scale = last_scale if last_scale >= 10**6 and number % last_scale == 0 else 1
        return number // scale, scale, at

    def multiplied_by(self, here: int, end: int) -> int:
        """Return what the last words of the number before ``end`` multiply: "two hundred thousand"."""
        by = 1
        while end > here and self.low(end - 1) in _MULTIPLIERS:
            end -= 1
            by *= _MULTIPLIERS[self.low(end)]
            end -= self.low(end - 1) in DASHES
        return by

    def next_word(self, here: int, last: str) -> int:
        """Return where a number in words may go on behind ``last``: "twenty-five", "two hundred and six"."""
        great = last == "hundred" or last in GREAT
        after = self.past_dash(here)
        if self.low(here) == "," and last in GREAT and self.is_number_word(here + 1):
            return here + 1  # "three million, two hundred thousand"
        if self.low(after) == "and" and great and self.is_number_word(self.past_dash(after + 1)):
            return here if self.part(self.past_dash(after + 1)) else self.past_dash(after + 1)
        if after == here or self.low(after) in GREAT or self.low(after) in ("hundred", "dozen"):
            return after
        return after if great or (last in TENS and SMALL.get(self.low(after), 10) < 10) else here

    def part(self, here: int) -> tuple[Fraction, int] | None:
        """Return the part of one at ``here`` and the token after it: "half", "a third", "three-quarters"."""
        low = self.low(here)
        if low == "half":
            return Fraction(1, 2), here + 1
        if low not in ("a", "an") and low not in SMALL:
            return None
        top, after = SMALL.get(low, 1), self.past_dash(here + 1)
        bottom = PARTS.get(self.low(after), 0)
        if not bottom or top >= bottom or (top > 1) != self.low(after).endswith("s"):
            return None
        return Fraction(top, bottom), after + 1

    def and_part(self, here: int) -> tuple[Fraction, int] | None:
        """Return what is added at ``here`` and the token after it: "and a half", "-and-a-half"."""
        after = self.past_dash(here)
        if self.low(after) != "and":
            return None
        found = self.part(self.past_dash(after + 1))
        # "five and a third of its revenue" are two numbers
        return None if found is None or self.low(found[1]) == "of" else found
