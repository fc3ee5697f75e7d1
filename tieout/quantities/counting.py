"""Numbers in the words of other languages than English: "anderthalb", "quatre-vingt-dix", "三分之二"."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from fractions import Fraction

from tieout.quantities.interval import Hedge
from tieout.quantities.languages.words import NO_COUNTING, Counting
from tieout.quantities.numerals import Numerals
from tieout.quantities.units import PERCENT, PLAIN, TIMES, Unit

_PERIODS = frozenset(("s", "min", "hour", "day", "week", "month", "year"))


@dataclass(slots=True)
class Told:
    """A number in words: ``number`` times ``scale``, up to the token ``end``; it has so many ``words``.

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

    @property
    def value(self) -> Fraction:
        """The whole number."""
        return self.number * self.scale


class Counted(Numerals):
    """A cursor that reads the number words of the language it is in."""

    @property
    def counting(self) -> Counting:
        """The number words of the language; none in English, which has a reader of its own."""
        return self.spoken.counting or NO_COUNTING

    def may_count(self, here: int) -> bool:
        """Return whether a number in words of another language may start at ``here``."""
        low = self.low(here)
        if low in self.spoken.opens:
            return True
        return self.spoken.solid is not None and len(low) > 3 and any(self._stems(low))

    def told(self, here: int) -> Told | None:
        """Return the number in words at ``here``, fractions and multiples too; "several hundred" is none."""
        known, low = self.counting, self.low(here)
        if self.spoken.counting is None or self.is_vague(here) or self._is_tail(here):
            return None
        if low in known.multiples and not (self.glued(here) and self.kind(here - 1) == "num"):
            return Told(Fraction(known.multiples[low]), here + 1, unit=TIMES)
        if low in known.folds and any(self.low(here - back) in known.folded for back in (1, 2, 3)):
            return Told(Fraction(known.folds[low]), here + 1, unit=TIMES)
        if low in known.shares:
            return Told(known.shares[low], here + 1, is_share=known.shares[low] < 1)
        if low in known.most:
            return Told(Fraction(1, 2), here + 1, is_share=True, hedge=Hedge.MORE_THAN)
        if low in known.every and self.low(here + 1) in known.nth:
            return Told(Fraction(1, known.nth[self.low(here + 1)]), here + 2, is_share=True)
        if found := self._half(here + (low in known.articles)) or self._fold(here):
            return found
        whole = self.tally(here)
        return (self._share(whole) or self._group(whole)) if whole is not None else None

    def is_vague(self, here: int) -> bool:
        """Return whether the word before ``here`` makes a number there none: "第14", "数十"."""
        return self.low(here - 1) in self.counting.vague

    def half_after(self, here: int) -> int:
        """Return the token after "et demi" at ``here``, or ``here``."""
        for phrase in self.counting.and_half:
            words = phrase.split()
            if all(self.low(here + step) == word for step, word in enumerate(words)):
                return here + len(words)
        return here

    def tally(self, here: int) -> Told | None:
        """Return the whole number at ``here``; in a script without spaces, figures among its glyphs too."""
        sum_, at, count, hedge = _Sum(self.counting), here, 0, None
        while at < self.count:
            if (end := self._add(sum_, at, count)) > at:
                count += 1
            elif inside := self._hedge_inside(at, count):
                hedge, end = inside, at + 1
            else:
                break
            at = end + (self.dashed(end) and self._goes_on(sum_, end + 1))
        if not count or self._runs_on(at):
            return None
        half = at if self.spoken.unspaced else self.half_after(at)
        number = sum_.number + (Fraction(sum_.last, 2) if half > at else 0)
        return Told(
            number / sum_.scale,
            half,
            sum_.scale,
            is_article=count == 1 and self.low(here) in self.counting.articles,
            hedge=hedge,
            words=count,
            lends=sum_.last if sum_.last >= 10**4 else 1,
        )

    # the words of a whole number

    def _add(self, sum_: _Sum, at: int, count: int) -> int:
        """Add the word at ``at``, behind ``count``, and return the token after; ``at`` if it adds none."""
        if self.kind(at) == "num":
            return at + 1 if self.spoken.unspaced and self._add_figures(sum_, at, count) else at
        if self.kind(at) != "word":
            return at
        known, low = self.counting, self.low(at)
        if count and low in known.joins and not known.solid and self.low(at + 1) in known.adds:
            fits = sum_.has_room(known.adds[self.low(at + 1)])
            return self._add(sum_, at + 1, count) if fits else at
        far = self.past_dash(at + 1)
        if (two := known.adds.get(f"{low} {self.low(far)}")) and sum_.add(two):
            return far + 1  # "quatre-vingt"
        if count == 1 and low == "百" and self.kind(at - 1) == "num" and self.low(at + 1) in ("万", "萬"):
            return at + 2 * sum_.multiply_all(10**6)  # "6,142百万円"
        if self.spoken.unspaced and count == 1:
            if low in ("个", "個") and self.low(at + 1) in ("万", "萬", "亿", "億"):
                return self._add(sum_, at + 1, count)  # "5个亿"
            if self.kind(at - 1) == "num" and low in known.times and sum_.number >= known.times[low]:
                return at + sum_.multiply_all(known.times[low])  # "12,345万元"
        if low in known.adds or low in known.times:
            return at + sum_.take(low)
        if count and self._is_great(low):
            return at + sum_.multiply(self.spoken.scales[low])
        if known.solid and not count and (parts := self._split(low)):
            return at + all(sum_.take(part) for part in parts)
        return at

    def _add_figures(self, sum_: _Sum, at: int, count: int) -> bool:
        """Add the figures at ``at``; behind others they have no point: "1兆5,000億"."""
        digits = (self.spoken.plain_digits(self.low(at)) or "").replace(",", "")
        if not digits or "e" in digits or digits.startswith(".") or (count and not digits.isdigit()):
            return False
        return sum_.add(Fraction(digits))

    def _goes_on(self, sum_: _Sum, at: int) -> bool:
        """Whether the number goes on at ``at``, behind a dash."""
        low = self.low(at)
        if low in self.counting.adds:
            return sum_.has_room(self.counting.adds[low])
        return low in self.counting.times or self._is_great(low)

    def _is_great(self, low: str) -> bool:
        return self.spoken.scales.get(low, 0) >= 10**6 and low not in self.spoken.abbreviated

    def _hedge_inside(self, at: int, count: int) -> Hedge | None:
        """Return the hedge at ``at`` that stands between a number and its scale: "20多亿"."""
        inside = self.spoken.after.next.get(self.low(at)) if self.spoken.unspaced and count else None
        return inside.hedge if inside is not None and self.low(at + 1) in self.counting.times else None

    def _runs_on(self, at: int) -> bool:
        """Whether another number word at ``at`` makes the one before it none: "两三家", "十几家"."""
        glyphs = self.spoken.unspaced and self.glued(at) and self.kind(at - 1) != "num"
        return glyphs and (self.low(at) in self.counting.adds or self.low(at) in self.counting.vague)

    def _is_tail(self, here: int) -> bool:
        """Whether the glyph at ``here`` goes on with a number before it."""
        before, known = self.low(here - 1), self.counting
        glued = self.spoken.unspaced and self.glued(here)
        scales = self.kind(here - 1) == "num" and self.low(here) in known.times
        return glued and (before in known.adds or before in known.times or scales)

    # a number that is one word

    def _split(self, word: str) -> tuple[str, ...]:
        """Return the parts of a number that is one word, in the order they add up in; empty if it is none."""
        if self.spoken.solid is None:
            return ()
        parts = tuple(self.spoken.solid.findall(word))
        return _in_order(parts, self.counting) if word and "".join(parts) == word else ()

    def _stems(self, word: str) -> Iterator[tuple[str, ...]]:
        """Yield the parts of a number that is one word, with and without what makes it one of times."""
        for end in ("", *self.counting.fold):
            if word.endswith(end):
                yield self._split(word.removesuffix(end))

    def _fold(self, here: int) -> Told | None:
        """Return "dreifach" as so many times; "einmal" is none."""
        low, sum_ = self.low(here), _Sum(self.counting)
        if not self.counting.fold or self._split(low):
            return None
        parts = next(filter(None, self._stems(low)), ())
        if not parts or not all(sum_.take(part) for part in parts) or sum_.number <= 1:
            return None
        return Told(sum_.number, here + 1, unit=TIMES)

    # parts and groups

    def _half(self, here: int) -> Told | None:
        """Return half of what is named after "half" at ``here``: a dozen, a million, a year."""
        if self.low(here) not in self.counting.half:
            return None
        at = self.past_dash(here + 1)
        low = self.low(at)
        if low in self.counting.groups:
            return Told(Fraction(self.counting.groups[low], 2), at + 1)
        if self._is_great(low):
            return Told(Fraction(1, 2), at + 1, self.spoken.scales[low])
        meaning = self.spoken.spellings.get(low)
        is_time = meaning is not None and any(key in _PERIODS for key, _ in meaning.unit.factors)
        return Told(Fraction(1, 2), at) if is_time else None

    def _share(self, whole: Told) -> Told | None:
        """Return "two thirds", "三分之二", "one of five" as a share, or None."""
        if whole.scale != 1 or whole.number.denominator != 1:
            return None
        if self.counting.over and self.low(whole.end) == self.counting.over:
            return self._over(whole)
        at = whole.end
        for words in (f"{self.low(at)} {self.low(at + 1)}", self.low(at)):
            bottom = self.counting.parts.get(words, 0)
            if whole.number < bottom:
                return Told(whole.number / bottom, at + words.count(" ") + 1, is_share=True)
        return self.out_of(whole)

    def _over(self, bottom: Told) -> Told | None:
        """Return a fraction whose denominator comes first; of a hundred it is a percentage."""
        top = self.tally(bottom.end + 1)
        if top is None or not bottom.number:
            return None
        part = top.value / bottom.number
        if bottom.number in (100, 1000):
            return Told(part * 100, top.end, unit=PERCENT)
        return Told(part, top.end, is_share=True)

    def out_of(self, whole: Told) -> Told | None:
        """Return "one of five" as a share, or None; a noun may stand between: "un foyer sur cinq"."""
        phrase, at = self.counting.out_of.split(), whole.end
        if not phrase:
            return None
        if self.low(at) != phrase[0] and self.is_counted(at, whole.number != 1, self.counting.among):
            at += 1
        if any(self.low(at + step) != word for step, word in enumerate(phrase)):
            return None
        at += len(phrase)
        figures = self.kind(at) == "num" and self.low(at).isdigit()
        bottom = Told(Fraction(int(self.low(at))), at + 1) if figures else self.tally(at)
        if bottom is None or self.spoken.spellings.get(self.low(bottom.end)) is not None:
            return None
        if not 0 < whole.number < bottom.value <= 1000:
            return None
        return Told(whole.number / bottom.value, bottom.end, is_share=True)

    def is_counted(self, here: int, many: bool, unknown: bool) -> bool:
        """Return whether the word at ``here`` may be what is counted, of which there are ``many`` or one.

        A word that is not the desk's may where ``unknown``.
        """
        return self.kind(here) == "word" and unknown

    def _group(self, whole: Told) -> Told:
        """Return "two dozen" and "une vingtaine" as numbers, any other as it is."""
        low = self.low(whole.end)
        if low in self.counting.groups:
            return Told(whole.value * self.counting.groups[low], whole.end + 1)
        if low in self.counting.rounds and whole.is_article:
            return Told(Fraction(self.counting.rounds[low]), whole.end + 1, hedge=Hedge.ABOUT)
        return whole


def _in_order(parts: tuple[str, ...], known: Counting) -> tuple[str, ...]:
    """Return the parts with the tens before the ones: "zwei und zwanzig" says the ones first."""
    made = list(parts)
    for place, part in enumerate(parts):
        if part in known.joins and 0 < place < len(parts) - 1:
            made[place - 1], made[place], made[place + 1] = parts[place + 1], "", parts[place - 1]
    return tuple(part for part in made if part)


class _Sum:
    """A number as its words are added up: each multiplies what is smaller before it, or is added.

    ``room`` is what the next one has to be below to be added; ``last`` is the last that multiplied.
    """

    def __init__(self, known: Counting) -> None:
        self.known = known
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

    def take(self, word: str) -> bool:
        """Add or multiply by one word, and return whether it fits."""
        if word in self.known.times:
            return self.multiply(self.known.times[word])
        if word in self.known.and_half:
            self.parts.append(Fraction(1, 2))
            return True
        return word in self.known.adds and self.add(self.known.adds[word])

    def add(self, number: Fraction | int) -> bool:
        if not self.has_room(number):
            return False
        self.parts.append(Fraction(number))
        if number in self.known.wide:
            self.room = 20 if number >= 20 else 10
        elif number >= 100:
            self.room = 100
        else:
            self.room = 10 if number >= 20 and number % 10 == 0 else 1
        return True

    def multiply_all(self, scale: int) -> bool:
        """Multiply all there is, however large: tables count so in thousands."""
        self.parts = [self.number * scale]
        self.room = self.last = scale
        return True

    def multiply(self, scale: int) -> bool:
        below, kept = Fraction(0), list(self.parts)
        while kept and kept[-1] < scale:
            below += kept.pop()
        if not below and not (self.room is None or scale < self.room):
            return False
        self.parts = [*kept, (below or 1) * scale]
        self.room = self.last = scale
        return True
