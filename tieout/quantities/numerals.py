"""Numbers in words: "twelve hundred", "a dozen", "half a million", "two-thirds", "one in five"."""

from __future__ import annotations

import re
from fractions import Fraction

from tieout.quantities.tokens import DASHES, Cursor

SMALL_WORDS = """zero one two three four five six seven eight nine ten eleven twelve thirteen fourteen fifteen
sixteen seventeen eighteen nineteen"""
TENS_WORDS = "twenty thirty forty fifty sixty seventy eighty ninety"
VULGAR_PARTS = "½1/2 ¼1/4 ¾3/4 ⅓1/3 ⅔2/3 ⅕1/5 ⅖2/5 ⅗3/5 ⅘4/5 ⅙1/6 ⅚5/6 ⅛1/8 ⅜3/8 ⅝5/8 ⅞7/8"
_PART_WORDS = "half third quarter fifth sixth seventh eighth ninth tenth"


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
}
VULGAR = {part[0]: part[1:] for part in VULGAR_PARTS.split()}
PARTS = _numbered(_PART_WORDS, 2) | {"halves": 2, "fourth": 4, "fourths": 4}
PARTS |= {f"{word}s": number for word, number in PARTS.items() if number > 2 and not word.endswith("s")}
MULTIPLES = {
    **dict.fromkeys(("double", "doubled", "doubles", "doubling", "twice"), 2),
    **dict.fromkeys(("triple", "tripled", "triples", "tripling", "treble", "trebled", "thrice"), 3),
    **dict.fromkeys(("quadruple", "quadrupled", "quadrupling"), 4),
    **dict.fromkeys(("quintuple", "quintupled"), 5),
}
FOLD = re.compile(r"(" + "|".join((*SMALL, *TENS)) + r")fold")


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

    def cardinal(self, here: int) -> tuple[int, int, int] | None:
        """Return the number in words at ``here``, its great scale, and the token after: (2, 10**6, …)."""
        total, current, seen, at = 0, 0, False, here
        if self.low(at) in ("a", "an") and self.low(at + 1) in ("dozen", "hundred", *GREAT):
            current, seen, at = 1, True, at + 1
        last_scale = 0
        while at < self.count and self.kind(at) == "word":
            low = self.low(at)
            if low in SMALL:
                if (seen and current % 10) or (seen and current and SMALL[low] >= 10 and current % 100):
                    break
                current, seen = current + SMALL[low], True
            elif low in TENS:
                if seen and current % 100:
                    break
                current, seen = current + TENS[low], True
            elif not seen:
                break
            elif low == "dozen":
                current *= 12
            elif low == "hundred":
                current *= 100
            elif low in GREAT:
                if last_scale and GREAT[low] >= last_scale:
                    break
                last_scale = GREAT[low]
                total, current = total + current * last_scale, 0
            else:
                break
            at += 1
            if self.low(at) in DASHES and self.glued(at) and self.low(at + 1) in SMALL and low in TENS:
                at += 1
            elif self.low(at) == "and" and (low == "hundred" or low in GREAT):
                if self.low(at + 1) not in SMALL and self.low(at + 1) not in TENS:
                    break
                at += 1
            elif self.low(at) in DASHES and self.glued(at) and self.low(at + 1) in (*GREAT, "hundred"):
                at += 1
        if not seen:
            return None
        number = total + current
        scale = last_scale if last_scale >= 10**6 and number % last_scale == 0 else 1
        return number // scale, scale, at
