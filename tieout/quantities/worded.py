"""Numbers in English words in running text, with what they count: "two-thirds", "a year and a half"."""

from __future__ import annotations

from fractions import Fraction

from tieout.quantities.english import CHANGE
from tieout.quantities.languages.words import words
from tieout.quantities.measuring import Amount, unread
from tieout.quantities.numerals import FOLD, GREAT, MULTIPLES, PARTS, SMALL, TENS, decimal
from tieout.quantities.scaling import Scaling
from tieout.quantities.tokens import DASHES
from tieout.quantities.units import PERCENT, PLAIN, POINT, TIMES

# Words that make "half" and "quarter" a time of the year.
_HALF_OF_A_YEAR = words("first second last other latter early late past next previous")
_PERIOD = words(
    "first second third fourth last latter other early late past next previous prior consecutive each every"
    " per for this that full"
)
# What may stand behind a part of one by which something changed.
_BEHIND_CHANGE = words(
    "to from in on over between since during after before last this at compared against versus when while but"
    " and or"
)
# What "a quarter-point" is of, for it to be of a percentage.
_OF_RATES = words("cut cuts hike hikes increase increases rise rises reduction reductions move moves rate")
_OF_POINTS = {"half": Fraction(1, 2), "quarter": Fraction(1, 4)}
_NO_MULTIPLE = words(
    "digit digits check checks down counting precision taxation standard standards bottom entry"
)


class Worded(Scaling):
    """A cursor that reads numbers in English words."""

    def worded(self, here: int) -> Amount | None:
        """Return the number in words at ``here``: "two-thirds", "doubled", "twelve hundred"."""
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

    def runs_on(self, number: int, end: int) -> bool:
        """Whether a word makes the number another: "twenty-first", "fifty-fifty", "nineteen eighty-four"."""
        after = self.past_dash(end)
        if after > end:
            low = self.low(after)
            return self.is_number_word(after) or low in PARTS or low in ("first", "second")
        return number >= 10 and (self.low(end) in TENS or SMALL.get(self.low(end), 0) >= 10)

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
        if points := self.points(here):
            return points
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
        closed = closed or self.is_told(here, end)
        if share.numerator == 1 and not tied and not (closed or (follows == "in" and last != "quarter")):
            return None
        if last.startswith("quarter") and not tied:
            if not closed or self.low(here - 1) in _PERIOD or SMALL.get(low, 1) == 2:
                return None
            if follows == "of" and (self.is_year(end + 1) or self.low(end + 1) in ("fiscal", "calendar")):
                return None
        in_a_row = follows == "in" and (self.low(end + 1), self.low(end + 2)) == ("a", "row")
        if self.dashed(end) or in_a_row:
            return None  # "a third-party auditor"
        return self.hedged_behind(Amount(share, f"{SMALL.get(low, 1)}/{PARTS[last]}", end))

    def is_change(self, here: int, reach: int) -> bool:
        """Whether a word of change stands before ``here``."""
        words, own = [self.low(back) for back in range(max(here - reach, 0), here)], self.spoken.change
        return any(CHANGE.fullmatch(word) or (own and own.fullmatch(word)) for word in words)

    def is_told(self, here: int, end: int) -> bool:
        """Whether a part of one, up to ``end``, is no ordinal: "by a fifth to", "a quarter and a third"."""
        if self.low(end) in ("and", "to", "or") and (second := self.part(end + 1)) is not None:
            opened = self.low(here - 1) in ("between", "from")
            return opened or self.low(second[1]) == "of" or self.kind(second[1]) in ("", "mark")
        if self.low(end) not in _BEHIND_CHANGE:
            return False
        quarter = self.low(end - 1).startswith("quarter")
        return "by" in map(self.low, range(here - 3, here)) or (not quarter and self.is_change(here, 2))

    def points(self, here: int) -> Amount | None:
        """Return the percentage points of "a quarter-point cut", which says it in one word."""
        here += self.low(here) == "a"
        if (share := _OF_POINTS.get(self.low(here))) is None:
            return None
        at = self.past_dash(here + 1)
        if self.low(at) != "point" or self.low(at + 1) not in _OF_RATES:
            return None
        found = Amount(share, decimal(share), at + 1)
        found.unit = POINT
        return found

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
        digits, top = self.low(after).replace(",", ""), int(found.number)
        if self.kind(after) == "num" and digits.isdigit() and not self.is_year(after):
            whole, end = int(digits), after + 1
        grouped = top == 1 and "," in self.low(after)  # "1 in 1,000"
        if not 0 < top < whole or (self.kind(here) == "num" and by_in and whole > 100 and not grouped):
            return None
        followed = self.words.get(self.tokens[end].text) if self.kind(end) == "word" else None
        if by_in and followed and followed.unit.factors[0][0] not in self.words.nouns.values():
            return None
        return Amount(Fraction(top, whole), f"{top}/{whole}", end)
