"""Numbers in the words of other languages than English: "anderthalb", "quatre-vingt-dix", "三分之二"."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from fractions import Fraction

from tieout.quantities.interval import Hedge
from tieout.quantities.languages.words import Counting
from tieout.quantities.numerals import Numerals
from tieout.quantities.units import PERCENT, PLAIN, TIMES, Unit


@dataclass(slots=True)
class Told:
    """A number in words: ``number`` times ``scale``, up to the token ``end``.

    ``unit`` is what its words count by themselves. ``is_share`` is true of a fraction, which is written as
    one. ``is_article`` says that its only word may be no more than "a". ``hedge`` stands inside it
    ("20多亿"), or in its word ("une vingtaine"). ``lends`` is the scale that the other end of a range takes.
    """

    number: Fraction
    end: int
    scale: int = 1
    unit: Unit = PLAIN
    is_share: bool = False
    is_article: bool = False
    hedge: Hedge | None = None
    words: int = 1
    lends: int = 1


class Counted(Numerals):
    """A cursor that reads the number words of the language it is in."""

    def may_count(self, here: int) -> bool:
        """Return whether a number in words of another language may start at ``here``."""
        low, spoken = self.low(here), self.spoken
        if low in spoken.opens:
            return True
        return spoken.solid is not None and len(low) > 3 and any(self._stems(low))

    def told(self, here: int) -> Told | None:
        """Return the number in words at ``here``, fractions and multiples too; "several hundred" is none."""
        spoken = self.spoken.counting
        if spoken is None or self._is_tail(here, spoken):
            return None
        low = self.low(here)
        if low in spoken.multiples and not (self.glued(here) and self.kind(here - 1) == "num"):
            return Told(Fraction(spoken.multiples[low]), here + 1, unit=TIMES)
        if low in spoken.shares:
            return Told(spoken.shares[low], here + 1, is_share=spoken.shares[low] < 1)
        if low in spoken.most.split():
            return Told(Fraction(1, 2), here + 1, is_share=True, hedge=Hedge.MORE_THAN)
        if low in spoken.every.split() and self.low(here + 1) in spoken.nth:
            return Told(Fraction(1, spoken.nth[self.low(here + 1)]), here + 2, is_share=True)
        halved = here + (low in spoken.articles.split())
        if self.low(halved) in spoken.half.split() and (half := self._half(halved, spoken)) is not None:
            return half
        if (fold := self._fold(here, spoken)) is not None:
            return fold
        whole = self.tally(here)
        if whole is None:
            return None
        return self._share(whole, spoken) or self._group(whole, spoken)

    def tally(self, here: int) -> Told | None:
        """Return the whole number at ``here``; in a script without spaces, figures among its glyphs too."""
        spoken = self.spoken.counting
        if spoken is None:
            return None
        sum_ = _Sum(spoken)
        at, words, hedge = here, 0, None
        while at < self.count:
            taken, end = self._add(sum_, at, words)
            if not taken:
                inside = self.spoken.after.next.get(self.low(at)) if self.spoken.unspaced and words else None
                if inside is None or inside.hedge is None or self.low(at + 1) not in spoken.times:
                    break
                hedge, end = inside.hedge, at + 1
            words, at = words + taken, end
            after_dash = at + 1 if self.dashed(at) else at
            if after_dash > at and self._fits(sum_, after_dash):
                at = after_dash
        run_on = self.spoken.unspaced and self.glued(at) and self.kind(at - 1) != "num"
        if not words or (run_on and (self.low(at) in spoken.adds or self.low(at) in spoken.vague.split())):
            return None  # "两三家", "十几家"
        number, scale = sum_.number, sum_.scale
        article = words == 1 and self.low(here) in spoken.articles.split()
        half = self._and_half(at, spoken)
        if half > at and not self.spoken.unspaced:
            number, at = number + Fraction(sum_.last, 2), half
        lends = sum_.last if sum_.last >= 10**4 else 1
        return Told(number / scale, at, scale, is_article=article, hedge=hedge, words=words, lends=lends)

    def half_after(self, here: int) -> int:
        """Return the token after "et demi" at ``here``, or ``here``."""
        spoken = self.spoken.counting
        return here if spoken is None else self._and_half(here, spoken)

    def is_vague(self, here: int) -> bool:
        """Return whether the word before ``here`` makes a number there none: "第14", "数十"."""
        spoken = self.spoken.counting
        return spoken is not None and self.low(here - 1) in spoken.vague.split()

    def _is_tail(self, here: int, spoken: Counting) -> bool:
        if self.is_vague(here):
            return True
        glued = self.spoken.unspaced and self.glued(here)
        return glued and (self.low(here - 1) in spoken.adds or self.low(here - 1) in spoken.times)

    def _and_half(self, here: int, spoken: Counting) -> int:
        for phrase in spoken.and_half.split("|") if spoken.and_half else ():
            words = phrase.split()
            if all(self.low(here + step) == word for step, word in enumerate(words)):
                return here + len(words)
        return here

    def _add(self, sum_: _Sum, at: int, words: int) -> tuple[int, int]:
        """Add the word at ``at``; return how many words it is, or 0, and the token after it."""
        low, spoken = self.low(at), sum_.spoken
        if self.kind(at) == "num":
            digits = self.spoken.plain_digits(low) if self.spoken.unspaced and not words else low
            plain = digits is not None and digits.replace(",", "").replace(".", "").isdigit()
            fits = plain and self.spoken.unspaced and sum_.add(Fraction((digits or "").replace(",", "")))
            return int(fits), at + 1
        if self.kind(at) != "word":
            return 0, at
        joins = words and not spoken.solid and low in spoken.joins.split()
        if joins and self._fits(sum_, at + 1, small=True):
            at, low = at + 1, self.low(at + 1)
        far = at + 1 + self.dashed(at + 1)
        if f"{low} {self.low(far)}" in spoken.adds and sum_.add(spoken.adds[f"{low} {self.low(far)}"]):
            return 1, far + 1
        if low in spoken.adds:
            return int(sum_.add(Fraction(spoken.adds[low]))), at + 1
        if low in spoken.times:
            return int(sum_.multiply(spoken.times[low])), at + 1
        if words and self.spoken.scales.get(low, 0) >= 10**6 and low not in self.spoken.abbreviated:
            return int(sum_.multiply(self.spoken.scales[low])), at + 1
        if spoken.solid and not words and (parts := self._split(low)):
            return int(all(sum_.part(part) for part in parts)), at + 1
        return 0, at

    def _fits(self, sum_: _Sum, at: int, small: bool = False) -> bool:
        low, spoken = self.low(at), sum_.spoken
        if low in spoken.adds:
            return sum_.has_room(spoken.adds[low])
        if low == "quatre" or small:
            return False
        return low in spoken.times or self.spoken.scales.get(low, 0) >= 10**6

    def _split(self, word: str) -> tuple[str, ...]:
        """Return the parts of a number that is one word, in the order they add up in; empty if it is none."""
        spoken, solid = self.spoken.counting, self.spoken.solid
        if spoken is None or solid is None:
            return ()
        parts = tuple(solid.findall(word))
        return _in_order(parts, spoken) if word and "".join(parts) == word else ()

    def _stems(self, word: str) -> Iterator[tuple[str, ...]]:
        """Yield the parts of a number that is one word, with and without what makes it one of times."""
        spoken = self.spoken.counting
        for end in ("", *(spoken.fold.split("|") if spoken else ())):
            if word.endswith(end):
                yield self._split(word.removesuffix(end))

    def _fold(self, here: int, spoken: Counting) -> Told | None:
        low = self.low(here)
        if self._split(low) or not spoken.fold:
            return None
        parts = next(filter(None, self._stems(low)), ())
        sum_ = _Sum(spoken)
        if not parts or not all(sum_.part(part) for part in parts) or sum_.number <= 1:
            return None
        return Told(sum_.number, here + 1, unit=TIMES)

    def _half(self, here: int, spoken: Counting) -> Told | None:
        """Return half of what is named after "half": a dozen, a million, a year."""
        at = here + 1 + self.dashed(here + 1)
        low = self.low(at)
        if low in spoken.groups:
            return Told(Fraction(spoken.groups[low], 2), at + 1)
        if (scale := self.spoken.scales.get(low, 0)) >= 10**6:
            return Told(Fraction(1, 2), at + 1, scale)
        meaning = self.spoken.spellings.get(low)
        if meaning is not None and any(key in _TIMES for key, _ in meaning.unit.factors):
            return Told(Fraction(1, 2), at)
        return None

    def _share(self, whole: Told, spoken: Counting) -> Told | None:
        """Return "two thirds", "三分之二", "one of five" as a share, or None."""
        at = whole.end
        if whole.scale != 1 or whole.number.denominator != 1:
            return None
        if spoken.over and self.low(at) == spoken.over:
            top = self.tally(at + 1)
            if top is None or not whole.number:
                return None
            if whole.number in (100, 1000):
                return Told(top.number * top.scale * 100 / whole.number, top.end, unit=PERCENT)
            return Told(top.number * top.scale / whole.number, top.end, is_share=True)
        two = f"{self.low(at)} {self.low(at + 1)}"
        bottom, end = spoken.parts.get(two), at + 2
        if bottom is None:
            bottom, end = spoken.parts.get(self.low(at)), at + 1
        if bottom and whole.number < bottom:
            return Told(whole.number / bottom, end, is_share=True)
        return self.out_of(whole)

    def out_of(self, whole: Told) -> Told | None:
        """Return "one of five" as a share, or None; a noun may stand between: "un foyer sur cinq"."""
        phrase = self.spoken.counting.out_of.split() if self.spoken.counting else []
        at = whole.end
        among = self.spoken.counting is not None and self.spoken.counting.among
        if phrase and self.low(at) != phrase[0] and self.is_counted(at, whole.number != 1, among):
            at += 1
        if not phrase or any(self.low(at + step) != word for step, word in enumerate(phrase)):
            return None
        at += len(phrase)
        bottom = self.tally(at)
        of, end = (bottom.number * bottom.scale, bottom.end) if bottom else (Fraction(0), at)
        if self.kind(at) == "num" and self.low(at).isdigit():
            of, end = Fraction(int(self.low(at))), at + 1
        if self.spoken.spellings.get(self.low(end)) is not None or not 0 < whole.number < of <= 1000:
            return None
        return Told(whole.number / of, end, is_share=True)

    def is_counted(self, here: int, many: bool, unknown: bool) -> bool:
        """Return whether the word at ``here`` may be what is counted, of which there are ``many`` or one.

        A word that is not the desk's may where ``unknown``.
        """
        return self.kind(here) == "word" and unknown

    def _group(self, whole: Told, spoken: Counting) -> Told:
        low = self.low(whole.end)
        if low in spoken.groups:
            return Told(whole.number * whole.scale * spoken.groups[low], whole.end + 1)
        if low in spoken.rounds and whole.is_article:
            return Told(Fraction(spoken.rounds[low]), whole.end + 1, hedge=Hedge.ABOUT)
        return whole


_TIMES = frozenset(("s", "min", "hour", "day", "week", "month", "year"))


def _in_order(parts: tuple[str, ...], spoken: Counting) -> tuple[str, ...]:
    """Return the parts with the tens before the ones: "zwei und zwanzig" says the ones first."""
    made = list(parts)
    for place, part in enumerate(parts):
        if part in spoken.joins.split() and 0 < place < len(parts) - 1:
            made[place - 1], made[place], made[place + 1] = parts[place + 1], "", parts[place - 1]
    return tuple(part for part in made if part)


class _Sum:
    """A number as its words are added up: each multiplies what is smaller before it, or is added.

    ``room`` is what the next one has to be below to be added; ``last`` is the last that multiplied.
    """

    def __init__(self, spoken: Counting) -> None:
        self.spoken = spoken
        self.parts: list[Fraction] = []
        self.room: int | None = None
        self.last = 1

    @property
    def number(self) -> Fraction:
        return sum(self.parts, Fraction(0))

    @property
    def scale(self) -> int:
        """The scale the number is printed in: the largest of million, billion and trillion that it holds."""
        if self.last < 10**4:
            return 1
        return next((scale for scale in (10**12, 10**9, 10**6) if self.number >= scale), 1)

    def has_room(self, number: Fraction | int) -> bool:
        return self.room is None or 0 < number < self.room

    def add(self, number: Fraction | int) -> bool:
        if not self.has_room(number):
            return False
        self.parts.append(Fraction(number))
        self.room = _room(number, self.spoken)
        return True

    def multiply(self, scale: int) -> bool:
        below = Fraction(0)
        kept = list(self.parts)
        while kept and kept[-1] < scale:
            below += kept.pop()
        if not below and not (self.room is None or scale < self.room):
            return False
        self.parts = [*kept, (below or 1) * scale]
        self.room = self.last = scale
        return True

    def part(self, word: str) -> bool:
        """Add or multiply by one part of a number that is one word."""
        if word in self.spoken.times:
            return self.multiply(self.spoken.times[word])
        if word in self.spoken.adds:
            return self.add(self.spoken.adds[word])
        if word in self.spoken.and_half.split("|"):
            self.parts.append(Fraction(1, 2))
            return True
        return False


def _room(number: Fraction | int, spoken: Counting) -> int:
    if number in spoken.wide:
        return 20 if number >= 20 else 10
    if number >= 100:
        return 100
    return 10 if number >= 20 and number % 10 == 0 else 1
