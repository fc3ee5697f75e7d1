"""Quantities and dates out of written words: hedge, number and unit together, or nothing."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import replace
from fractions import Fraction
from functools import lru_cache

from tieout.frozen import frozen
from tieout.quantities.agreeing import Agreement, Value, agree, describe, difference
from tieout.quantities.amounts import Amounts
from tieout.quantities.calendars import MONTH_NUMBERS
from tieout.quantities.dates import Date, read_date
from tieout.quantities.english import (
    ABBREVIATED,
    ADDING,
    COMPARED,
    DENYING,
    DISPUTES,
    FILLERS,
    LABELS,
    NEGATIONS,
    NEW_CLAUSES,
    NOT_PAST,
    STOPS,
)
from tieout.quantities.interval import COMPARING, Hedge, Interval, Quantity, held_to
from tieout.quantities.languages.refusals import SPACED, foreign_letters, mostly_foreign
from tieout.quantities.measuring import Amount
from tieout.quantities.numerals import MULTIPLES, SMALL, TENS, decimal
from tieout.quantities.tokens import DASHES, MINUS
from tieout.quantities.tongues import tongue
from tieout.quantities.units import (
    NAMES,
    PERCENT,
    PLAIN,
    POINT,
    TIMES,
    Lexicon,
    Unit,
    Vocabulary,
    dimension,
    factor,
    lexicon,
    same_dimension,
)

__all__ = ["Agreement", "Reading", "Value", "agree", "describe", "nearest", "read_value", "readings"]


@frozen
class Reading:
    """A quantity or a date, and the characters of the text that carry it, hedge and unit included."""

    value: Value
    start: int
    end: int


def readings(text: str, vocabulary: Vocabulary, language: str = "en") -> tuple[Reading, ...]:
    """Return all quantities and dates of running ``text``, from left to right, none inside another.

    Each is the longest reading that starts furthest left, so that a hedge is never lost. What can't be read
    for certain ("24/7", "dozens of", "more than 5 to 10") is left out. ``language`` is that of the source
    ("de", "zh-Hant"): its separators, scale words and hedges are read beside the English ones.
    """
    return _readings(text, lexicon(vocabulary), language)


def read_value(text: str, vocabulary: Vocabulary) -> Value | None:
    """Return the quantity or the date that is all of ``text``, or None.

    An unknown unit or counted noun makes it unreadable; so does any word the grammar can't place.
    """
    return _read_value(text, lexicon(vocabulary))


def nearest(declared: Value, found: Iterable[Reading]) -> Reading | None:
    """Return the reading that differs least from ``declared``; the first of equals, or None."""
    order = ("", "hedge", "number", "unit", "kind")
    return min(found, key=lambda one: order.index(difference(declared, one.value)), default=None)


@lru_cache(maxsize=65536)
def _readings(text: str, words: Lexicon, language: str) -> tuple[Reading, ...]:
    spoken = tongue(language)
    foreign = not spoken.unspaced and foreign_letters(text)
    if not spoken.is_known or (foreign and mostly_foreign(text)):
        return ()
    reader = _Reader(text, words, spoken)
    hedges, dated = spoken.first.next, spoken.dates.starts
    found, here = [], 0
    while here < reader.count:
        token = reader.tokens[here]
        if token.kind == "word" and not (
            token.low in _STARTS
            or token.low in hedges
            or token.text in dated
            or token.low.endswith("fold")
            or (spoken.counting is not None and reader.may_count(here))
        ):
            here += 1
            continue
        value, end = reader.at(here)
        if value is not None:
            span = token.start, reader.tokens[end - 1].end
            taken_back = spoken.refusals is not None and spoken.refusals.refuse(text, *span, value)
            if not (taken_back or (foreign and SPACED.refuse(text, *span, value))):
                found.append(Reading(value, *span))
        here = max(end, here + 1)
    return tuple(found)


@lru_cache(maxsize=65536)
def _read_value(text: str, words: Lexicon) -> Value | None:
    if date := read_date(text):
        return date
    reader = _Reader(text, words, tongue("en"), strict=True)
    if not reader.count:
        return None
    value, end = reader.at(0)
    if value is None or end != reader.count or (isinstance(value, Quantity) and value.after):
        return None
    return value


# Words that hedge a number but place a year: "about 2025", "over 2026".
_OF_TIME = frozenset(
    ("over", "about", "around", "under", "circa", "c", "ca", "some", "near", "above", "below")
)
# The words, but for hedges, that a quantity may start with.
_STARTS = frozenset(
    (*SMALL, *TENS, *MULTIPLES, "a", "an", "half", "halved", "halving", "quarter", "factor")
) | {"minus", "negative", "plus", "give", "hundredfold", "thousandfold"}
# The marks that a quantity may start with.
_START_MARKS = MINUS | {"+", "(", "×", "±", "+/-", "+/−"}
_LISTED = frozenset((",", "and", "or", "&", "to", "through", *DASHES))
_RANGES = frozenset((*DASHES, "~", "∼", "—"))
# What joins a range that is no change: "entre 5 et 7".
_ANDS = frozenset(("and", "und", "et", "y", "e", "和"))
_OFTEN = frozenset(("s", "min", "hour", "day", "week", "month", "year", "times"))
_PERIODS = frozenset(Unit(((key, 1),)) for key in ("hour", "day", "week", "month", "year"))
_ARTICLES = frozenset(("un", "una"))
_LONGEST_LIST = 12  # of more numbers than this no reader looks for the unit at the end
_Found = tuple[Value | None, int]


class _Reader(Amounts):
    """One text, read from the left; each method takes a token's index and gives the one after."""

    label_end = -1  # the token after the last number that told something apart: "12" of "sections 12 and 13"

    def at(self, here: int) -> _Found:
        """Return what starts at ``here``, or None, and where to go on."""
        token = self.tokens[here]
        if token.kind == "name":
            return self.date(here)
        if token.kind == "mark" and not (
            token.low in self.spoken.first.next or token.low in _START_MARKS or token.low in self.spoken.minus
        ):
            return None, here + 1
        if self.dates_from(here):
            value, end = self.date(here)
            if end > here:
                return value, end
        if size := self.more_or_less(here):
            return self.around_zero(here + size)
        if self.spoken.unspaced and (priced := self.price_of_one(here)) is not None:
            return priced
        if self.spoken.each and (first := self.each_first(here)) is not None:
            value, end = self.at(first[2])
            return (_by(value, first[0], first[1]) if isinstance(value, Quantity) else value), end
        hedge, word, start = self.hedge(here)
        if hedge is None:
            return self.plain(here)
        value, end = self.hedged(here, hedge, word, start)
        if value is not None and (self.denied(here) or self.negated(here, 5 if hedge in COMPARING else 2)):
            value = None
        if value is None and end <= start and hedge is not Hedge.FROM_TO:
            return None, here + 1
        return value, end if end > start else here + 1

    def price_of_one(self, here: int) -> _Found | None:
        """Return the price of one of something, which stands before it: "1バレル80ドル"; or None."""
        if self.low(here) not in ("1", "一"):
            return None
        meaning, end = self.spelled(here + 1)
        if meaning is None or meaning.times != 1 or not self.glued(end):
            return None
        value, after = self.at(end)
        if not isinstance(value, Quantity) or len(value.unit.factors) != 1 or value.unit.currency is None:
            return None
        return _by(value, Fraction(1), meaning.unit), after

    # hedges

    def hedge(self, here: int) -> tuple[Hedge | None, str, int]:
        """Return the hedge at ``here``, its words, and the token after it."""
        if self.low(here) not in self.spoken.first.next:
            return None, "", here
        hit, end = self.longest(self.spoken.first, here)
        if hit is None:
            return None, "", here
        word = " ".join(token.low for token in self.tokens[here:end])
        if self.is_no_hedge(here, word):
            return None, "", here
        if word in self.spoken.of_multiples:
            multiple = end + (self.low(end) in self.spoken.fillers)
            if self.low(multiple) not in self.counting.multiples:
                return None, "", here
        if hit.hedge is Hedge.UP_TO and self.is_end_of_change(here, end):
            return Hedge.EXACTLY, word, end
        if self.dashed(end) and self.kind(end + 1) in ("num", "money", "code"):
            end += 1  # "sub-20"
        return hit.hedge, word, end

    def is_no_hedge(self, here: int, word: str) -> bool:
        """Whether the words of a hedge at ``here`` say something else: "CA 95134", "the past 20 days"."""
        if word == "order of":
            return self.kind(here - 1) not in ("", "mark")  # "an order of 20 racks"
        if word == "past":
            return self.low(here - 1) in NOT_PAST
        if word == "over":
            return self.low(here - 1) in DISPUTES
        if word == "up to":
            return self.low(here - 1) in ADDING
        return word in ABBREVIATED and self.tokens[here].text.isupper()

    def is_end_of_change(self, here: int, end: int) -> bool:
        """Whether a hedge tells what something changed to: "creció un 7 % hasta 1.164 millones".

        So does one behind a comma, "un 7 %, hasta 1.164 millones". "Bajó hasta un 30 %", "bajó hasta 30 %"
        and "puede crecer hasta 3 GW" have an upper bound.
        """
        change = self.spoken.change
        if self.low(here) not in self.spoken.turns or self.low(here - 1) in self.spoken.stops or not change:
            return False
        by = self.low(end - 1) in _ARTICLES or (end == here + 1 and self.low(end + 1) == "%")
        if not by and self.low(here - 1) == "," and self.low(here - 2) == "%":
            return True
        for back in range(here - 1, max(here - 16, -1), -1):
            low = self.low(back)
            if low in (".", ";", ":"):
                return False
            if change.fullmatch(low):
                told = any(self.kind(at) == "num" for at in range(back, here))
                return not low.endswith(("ar", "er", "ir")) and (told or not by)
        return False

    def denied(self, here: int) -> bool:
        """Whether the word before a quantity takes it back, or hedges it as no interval can: "not 20"."""
        before = self.low(here - 1)
        if before == "than" and self.low(here - 2) in ("rather", "other"):
            return False
        if before == "from" and self.low(here - 2) == "far":
            return True
        compared = self.low(here) == "as" and (before in COMPARED or before in MULTIPLES or before == "%")
        return (
            before in DENYING or before in self.spoken.denying or compared or before.endswith(("n't", "n’t"))
        )

    def negated(self, here: int, reach: int) -> bool:
        """Whether a word up to ``reach`` back denies the quantity: "cannot take less than 20 MW"."""
        for back in range(here - 1, max(here - 1 - reach, -1), -1):
            low = self.low(back)
            if self.kind(back) != "word" or low in NEW_CLAUSES:
                return False
            if low in NEGATIONS or low.endswith(("n't", "n’t")):
                return True
        return False

    def hedged(self, here: int, hedge: Hedge, word: str, start: int) -> _Found:
        """Return the quantity that ``hedge`` holds, read from ``start``."""
        start = self.past_fillers(start)
        if size := self.more_or_less(start):
            return self.deviation(hedge, word, start + size)
        inner, inner_word, after = self.hedge(start)
        after = self.past_fillers(after)
        if inner is None or self.amount(after) is None:
            return self.held(here, hedge, word, start, hedge is Hedge.ABOUT)
        both = f"{word} {inner_word}"
        if inner is Hedge.FROM_TO:
            value, end = self.hedged(start, inner, inner_word, after)
            approximates = isinstance(value, Quantity) and hedge in (Hedge.ABOUT, Hedge.EXACTLY)
            return (replace(value, approximate=hedge is Hedge.ABOUT) if approximates else None), end
        if inner is Hedge.ABOUT:
            return self.held(here, hedge, both, after, True)
        if hedge is Hedge.FROM_TO:
            return None, here
        if hedge is Hedge.ABOUT and inner is not Hedge.EXACTLY and not inner_word.startswith("as "):
            return self.held(here, inner, both, after, True)
        return None, self.plain(after)[1]  # "up to nearly 20"

    def held(self, here: int, hedge: Hedge, word: str, start: int, approximate: bool) -> _Found:
        """Return the quantity at ``start`` that the hedge at ``here`` holds, all its words read."""
        amount = self.amount(start)
        if amount is None:
            return None, here
        if not amount.sure or (amount.is_article and amount.unit == PLAIN):
            return None, amount.end
        if hedge is Hedge.FROM_TO:
            return self.between(here, word.split()[0], start, amount, approximate)
        if amount.bare and self.is_year(start):
            if word in _OF_TIME or (self.spoken.counting is not None and hedge is not Hedge.UP_TO):
                return Date(int(self.low(start))), start + 1
            if hedge is Hedge.UP_TO or word.endswith(("past", "beyond")):
                return None, amount.end  # "up to 2030"
        opened = self.opened(here)
        pair = self.range(start, amount, "", bool(opened) and self.is_change(here, 4))
        if pair is None and opened:
            self.lend(start, amount, opened)
            if not amount.sure:
                return None, amount.end
        if pair is not None:
            spread = word == "over" and pair[0] is not None and dimension(pair[0].unit) == (("time", 1),)
            if pair[0] is None or not (spread or hedge in (Hedge.ABOUT, Hedge.EXACTLY)):
                return None, pair[1]
            return replace(pair[0], word=word, approximate=approximate), pair[1]
        if amount.hedge is Hedge.ABOUT:
            approximate = True  # "more than 20 or so", "plus d'une vingtaine"
        elif amount.hedge is not None:
            if hedge is Hedge.ABOUT:
                hedge, word = amount.hedge, f"{word} {amount.word}"
            elif hedge is not amount.hedge:
                return None, amount.end
        return self.quantity(amount, hedge, word, approximate), amount.end

    def past_fillers(self, here: int) -> int:
        """Return the token after the words that may stand between a hedge and its number: "a further"."""
        start = here
        own = self.spoken.fillers
        while here < start + 4 and (self.low(here) in FILLERS or self.low(here) in own):
            amount = self.amount(here)
            if amount is not None and not (amount.is_article and amount.unit == PLAIN):
                break
            here += 1
            here += self.low(here) == "of" and self.low(here - 1) == "total"
        return here

    # ranges

    def between(self, here: int, word: str, start: int, amount: Amount, approximate: bool) -> _Found:
        """Return the range after "from" or "between", unless a change is told: "fell from 40% to 14%"."""
        if not self.spoken.joins[word] & _ANDS and self.is_change(here, 3):
            return None, here + 1
        pair = self.range(start, amount, word)
        if pair is None:
            return None, here + 1
        if pair[0] is None:
            return pair
        return replace(pair[0], word=word, approximate=approximate or pair[0].approximate), pair[1]

    def range(
        self, here: int, first: Amount, opener: str, told: bool = False
    ) -> tuple[Quantity | None, int] | None:
        """Return the range that ``first`` opens; None where there is no other end, or where there are two.

        A range that can't be read for certain is None and the token after it. ``opener`` is the word before
        it that opens a range, or empty.
        """
        at = first.end + (self.low(first.end) == ",")
        if size := self.more_or_less(at):
            return self.plus_or_minus(first, at + size)
        join, end = self.joint(first)
        if "/" in first.digits and not opener and self.is_change(here, 4):
            return None  # "by a fifth to £46.2m"
        if first.hedge is not None or (told and join in self.spoken.joins[""]):
            return None
        dash = join in _RANGES
        if not (dash or join in self.spoken.joins[opener]):
            return None
        hedge, _, start = self.hedge(end)
        about = hedge is Hedge.ABOUT and not dash
        end = start if about else end if self.spoken.counting is None else self.past_fillers(end)
        if self.spoken.unspaced and end < self.count and (years := self.date(end)[1]) > end:
            return None, years  # "2026至2028年"
        second = self.amount(end, inside=dash)
        if second is not None and first.money and self.kind(end) == "num":
            short = self.glued(end + 1) and self.low(end + 1) in ("m", "b", "t")
            if short or second.after.startswith("per "):
                second = self.figures(end, first.money)  # "$3-5m", "$2-3 per million tokens"
        if second is not None and second.word in self.spoken.closes:
            second.hedge = None
        if second is not None and second.hedge is Hedge.ABOUT and self.spoken.counting is not None:
            second.hedge, about = None, True  # "5 à 7 GW environ"
        if second is None:
            return (None, self.past_ties(first.end)) if self.dashed(first.end) and join == "to" else None
        if self.is_year(here) and first.unit == PLAIN and self.is_year(first.end + 1):
            return None
        if self.low(second.end) in self.spoken.turns_behind and not dash:  # "800億から950億円に"
            first.unit = second.unit if first.unit == PLAIN and not first.after else first.unit
            return None
        pair = None
        name = self.kind(end) == "word" and self.tokens[end].text[0].isupper()  # "7-Eleven"
        chained = self.dashed(second.end) and self.kind(second.end + 1) == "num"  # "1-800-555"
        if second.sure and second.hedge is None and not (dash and (name or chained)):
            pair = self.joined(first, second)
        if pair is not None:
            return replace(pair, approximate=about), second.end
        if self.dashed(first.end) and join == "to":
            return None, self.past_ties(second.end)  # "a 2-to-1 margin"
        unsure = second.bare or not second.sure  # "-40 to 85 °C"
        if dash or (first.bare and unsure and join == "to" and not told):
            return None if join == "—" else (None, self.past_ties(second.end))  # "3-2", "3 to 1"
        return None

    def opened(self, here: int) -> list[str]:
        """Return the words right before ``here`` that open a range or a change: "from", "del" of "del 3"."""
        openers = self.spoken.openers
        return [word for word in (self.low(here - 1), self.low(here - 2)) if word in openers]

    def lend(self, here: int, first: Amount, opened: Iterable[str]) -> None:
        """Give ``first`` the unit and scale of what it changed to: "from 3.9 to 3.1 billion euros".

        It is refused where no one can say whether it has that scale: "from $900 to $1.2 million".
        """
        turn = self.low(first.end)
        ranges = any(turn in self.spoken.joins[word] for word in opened)
        bare = first.bare or (first.money and first.scale == 1)
        if turn not in self.spoken.turns or not bare or (ranges and not self.is_change(here, 4)):
            return
        second = self.amount(self.past_fillers(first.end + 1))
        if second is None or not second.sure or self.is_year(here):
            return
        if second.money != first.money or (first.money and not _begins(first.unit, second.unit)):
            return
        lent = second.lends if second.lends != 1 else Fraction(second.scale)
        if lent > 1 and first.number * lent >= 100 * abs(second.value) * second.per:
            first.refuse()
        elif lent == second.scale:
            first.scale, first.unit, first.per = second.scale, second.unit, second.per
        else:
            first.become(first.number * lent)
            first.unit, first.per = second.unit, second.per

    def joint(self, first: Amount) -> tuple[str, int]:
        """Return the word or the dash that may join ``first`` to another end, and the token after it."""
        here = first.end
        low = self.low(here)
        if low in DASHES and self.glued(here) and not self.glued(here + 1):
            # "five- to seven-year"
            word = self.low(here + 1)
            joins = word in ("to", "and", "or") or word in self.spoken.joins[""]
            return (word, here + 2) if joins else ("", here)
        if self.dashed(here) and self.low(here + 1) == "to" and self.dashed(here + 2):
            return "to", here + 3
        if low in ("—", "~", "∼") and low not in self.spoken.joins[""]:
            open_end = first.scale == 1 or self.kind(here + 1) == "num"
            open_end = open_end and not first.after and (first.money or first.unit == PLAIN)
            return (low, here + 1) if open_end and self.glued(here) and self.glued(here + 1) else ("", here)
        if low in DASHES and self.glued(here) != self.glued(here + 1):
            return "", here
        return low, here + 1

    def joined(self, first: Amount, second: Amount) -> Quantity | None:
        """Return the range from ``first`` to ``second``, which lend each other unit and scale."""
        lent = second.lends if second.lends != 1 else Fraction(second.scale)
        bare = first.scale == 1 and first.lends == 1 and first.number < second.value * second.per / lent
        scale = lent if bare else Fraction(first.scale)
        unit = second.unit
        if second.unit == PLAIN and first.money:
            unit = first.unit
        elif first.unit not in (PLAIN, unit) and not _begins(first.unit, unit):
            if not same_dimension(first.unit, unit) or TIMES in (first.unit, unit):
                return None
            scale *= factor(first.unit, unit)
        if first.per != second.per and first.unit.factors[1:]:  # of "$2-3 per million" one has no divisor
            scale *= Fraction(second.per, first.per)
        low, high = first.number * scale / second.per, second.value
        if low >= high:
            return None
        digits = (first.digits, second.digits)
        if scale != second.scale:
            digits = (decimal(first.number * scale / second.scale), second.digits)
        return Quantity(
            Interval(low, high),
            unit,
            Hedge.FROM_TO,
            "",
            digits,
            second.scale,
            after=second.after,
            per=second.per,
        )

    def plus_or_minus(self, first: Amount, here: int) -> tuple[Quantity | None, int] | None:
        """Return the range around ``first``, as wide as the amount at ``here`` or so many percent of it."""
        second = self.amount(here, inside=True)
        if second is None:
            return None
        if not second.sure or first.hedge is not None or second.hedge is not None:
            return None, second.end
        per = max(first.per, second.per)
        width, scale, unit = second.value * second.per, second.scale, second.unit
        lent = second.unit == PLAIN and not second.after and (first.scale == 1 or second.scale > 1)
        sole = first.scale > 1 or (first.unit != PLAIN and not (lent and first.money))
        middle = first.number * (first.scale if sole else second.scale)
        if first.per != per and (first.per != 1 or first.unit.factors[1:]):
            return None, second.end
        if second.unit == PERCENT and first.unit != PERCENT and not (first.bare and first.value <= 100):
            width, scale, unit = abs(middle) * width / 100, first.scale, first.unit
        elif lent or (first.unit == PERCENT and second.unit == POINT):
            unit = first.unit
        elif first.unit not in (PLAIN, second.unit):
            return None, second.end
        span = _span(middle - width, middle + width, unit, scale, per)
        return replace(span, after=second.after or first.after), second.end

    def around_zero(self, here: int) -> _Found:
        """Return the range of a deviation: "±5%"."""
        found = self.amount(here, inside=True)
        if found is None:
            return None, here
        if not found.sure or found.hedge is not None or found.value <= 0:
            return None, found.end
        return replace(
            _span(-found.value, found.value, found.unit, found.scale, 1), after=found.after
        ), found.end

    def deviation(self, hedge: Hedge, word: str, here: int) -> _Found:
        """Return the range of a deviation that is hedged: "about ±5%" and "within ±5%"; no other is read."""
        value, end = self.around_zero(here)
        if value is None or not (word == "within" or hedge in (Hedge.ABOUT, Hedge.EXACTLY)):
            return None, end
        return replace(value, word=word, approximate=hedge is Hedge.ABOUT), end

    # unhedged

    def plain(self, here: int) -> _Found:
        """Return the unhedged number or range at ``here``."""
        if self.low(here) == "×" and self.glued(here + 1):
            return self.multiplied(here)
        amount = self.amount(here)
        if amount is None:
            return None, here + 1
        if not amount.sure or self.is_by_unknown(here):
            return None, amount.end
        counted = amount.unit == PLAIN or _is_counted(amount.unit)
        during = amount.unit in _PERIODS and self.low(here - 1) in self.spoken.during
        if amount.is_article and counted and not during:
            return None, amount.end
        opened = self.opened(here)
        pair = self.range(here, amount, "", bool(opened) and self.is_change(here, 4))
        if pair is None and opened:
            self.lend(here, amount, opened)
            if not amount.sure:
                return None, amount.end
        after = pair[0].after if pair and pair[0] else amount.after
        day = after.lower() in MONTH_NUMBERS and after[0].isupper()  # "13-14 March"
        if (amount.unit == PLAIN and (day or self.labelled(here))) or self.low(here - 1) == "per":
            self.label_end = pair[1] if pair else amount.end
            return None, self.label_end
        if self.denied(here) or self.negated(here, 2):
            return None, pair[1] if pair else amount.end
        if pair is not None:
            return pair
        if amount.bare and (pair := self.listed(amount)):
            return pair
        hedge = amount.hedge or Hedge.EXACTLY
        return self.quantity(amount, hedge, amount.word, hedge is Hedge.ABOUT), amount.end

    def is_by_unknown(self, here: int) -> bool:
        """Whether the number is by something that stands before it and is not known: "1束当たり500円"."""
        if self.low(here - 1) in self.spoken.each_then:
            return "num" in map(self.kind, range(here - 5, here - 1))
        by = self.spoken.unspaced and self.low(here - 2) in self.spoken.each
        return by and self.kind(here - 1) == "word" and self.spelled(here - 1)[0] is None

    def multiplied(self, here: int) -> _Found:
        """Return "×2.5" as so many times."""
        amount = self.amount(here + 1)
        if amount is None or not amount.sure or not amount.bare:
            return None, here + 1 if amount is None else amount.end
        amount.unit = TIMES
        return self.quantity(amount, Hedge.EXACTLY, "", False), amount.end

    def labelled(self, here: int) -> bool:
        """Whether a bare number tells something apart and counts nothing: "section 12", "Llama 3.1"."""
        before = here - 1
        if self.label_end == here:
            return True
        if self.glued(here) and self.dashed(before) and self.kind(before - 1) == "word":
            return True  # "gpt-oss-120b"
        if self.low(before) in _LISTED and self.label_end == before:
            return True
        if (
            before >= 0
            and self.low(before) == "."
            and (self.low(before - 1) in LABELS or self.low(before - 1) in self.spoken.labels)
        ):
            return True
        if self.low(before) in ("[", "§"):
            return True
        if self.kind(before) not in ("word", "name"):
            return False
        token, own = self.tokens[before], self.tokens[here]
        big = not self.spoken.has_capital_nouns
        if big and own.kind == "word" and own.text[0].isupper():
            return True  # "the Big Four"
        if token.low in LABELS or token.low in self.spoken.labels or token.kind == "name":
            return True
        if (known := self.words.get(token.text)) is not None:
            return known.unit.currency is not None  # "dollars 20"
        if not token.text[0].isupper() or token.low in STOPS or token.low.endswith(("'s", "’s")):
            return any(letter.isupper() for letter in token.text[1:])  # "iPhone 15"
        if not big:
            return self.is_named(before, here)
        opens = before == 0 or self.low(before - 1) in (".", "!", "?", ":", ";", "(", "“", '"', "•")
        if not opens or any(letter.isupper() for letter in token.text[1:]):
            return True
        named = self.tokens[here + 1].text[0].isupper() if here + 1 < self.count else False
        return named or "." in self.low(here)  # "Gemini 2.5 Pro"

    def is_named(self, before: int, here: int) -> bool:
        """Whether a number that counts nothing stands behind a noun, in a language with capital nouns.

        It tells such things apart ("in Halle 3 statt"); "das Unternehmen 640 Mitarbeiter" has a count.
        """
        low, after = self.low(before), here + 1
        if len(self.low(here)) > 3 or not self.low(here).isdigit() or self.low(after) in self.spoken.scales:
            return False
        if low in self.spoken.stops or low in self.spoken.fillers or low in self.spoken.first.next:
            return False
        return not (self.kind(after) == "word" and self.tokens[after].text[0].isupper())

    def listed(self, first: Amount) -> _Found | None:
        """Return the bare ``first`` in the unit that its list ends with: "20 and 30 MW", "two or three"."""
        here, last, join = first.end, first, ""
        for _ in range(_LONGEST_LIST):
            if (join := self.low(here)) not in (",", "and", "or"):
                break
            after = here + 1 + (join == "," and self.low(here + 1) in ("and", "or"))
            if self.is_year(after):
                return None
            second = self.amount(after)
            if second is None or not second.sure or second.hedge is not None or self.low(after) == "a":
                return None
            join, last, here = self.low(after - 1), second, second.end
            if not second.bare:
                break
        else:
            return None
        if last is first or join not in ("and", "or") or last.number >= 1000 or first.number >= 1000:
            return None
        if join == "or" and last.number == first.number + 1 and self.low(first.end) == "or":
            return self.joined(first, last), last.end
        first.unit, first.scale, first.per, first.after = last.unit, last.scale, last.per, last.after
        return self.quantity(first, Hedge.EXACTLY, "", False), first.end

    def quantity(self, amount: Amount, hedge: Hedge, word: str, approximate: bool) -> Quantity:
        """Return the quantity that ``amount`` comes to under ``hedge``."""
        loose = approximate or hedge in (Hedge.NEARLY, Hedge.JUST_OVER)
        return Quantity(
            held_to(hedge, amount.value),
            amount.unit,
            hedge,
            word,
            (amount.digits,),
            amount.scale,
            loose,
            amount.after,
            per=amount.per,
        )


def _by(value: Quantity, many: Fraction, unit: Unit) -> Quantity:
    """Return ``value`` by so many of ``unit``."""
    interval, by = value.interval.scaled(1 / many), value.unit / unit
    if many.denominator == 1:
        return replace(value, interval=interval, unit=by, per=value.per * int(many))
    ends = (end for end in (interval.low, interval.high) if end is not None)
    digits = tuple(map(decimal, dict.fromkeys(ends)))
    return replace(value, interval=interval, unit=by, digits=digits, scale=1, per=1)


def _is_counted(unit: Unit) -> bool:
    """Return whether "a" before the unit need not be a number: "un an", "un client"."""
    return any(key not in NAMES or key in _OFTEN for key, _ in unit.factors)


def _span(low: Fraction, high: Fraction, unit: Unit, scale: int, per: int) -> Quantity:
    digits = (decimal(low / scale), decimal(high / scale))
    return Quantity(Interval(low / per, high / per), unit, Hedge.FROM_TO, "", digits, scale, per=per)


def _begins(first: Unit, second: Unit) -> bool:
    """Return whether ``second`` is ``first`` per something: USD of USD per share."""
    more = [power for key, power in second.factors if (key, power) not in first.factors]
    return all(one in second.factors for one in first.factors) and all(power < 0 for power in more)
