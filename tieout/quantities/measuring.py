"""What a number in running text counts: a unit, money, the desk's noun; and per what."""

from __future__ import annotations

from fractions import Fraction
from functools import cached_property

from tieout.quantities import units
from tieout.quantities.counting import Counted
from tieout.quantities.english import KINDS, LATER, STOPS, UNTOLD
from tieout.quantities.interval import Hedge
from tieout.quantities.languages.words import words
from tieout.quantities.numerals import decimal
from tieout.quantities.tokens import DASHES
from tieout.quantities.units import PERCENT, PLAIN, POINT, TIMES, Lexicon, Spelled, Unit

_EACH = {
    "annually": "year",
    "yearly": "year",
    "p.a": "year",
    "monthly": "month",
    "weekly": "week",
    "daily": "day",
    "hourly": "hour",
}
# What may be said of money before its divisor: "0,50 euros brutos por acción".
_GROSS = words("gross net brut bruts nets brutto netto bruto brutos neto netos")
_OF = frozenset(("its", "the", "their", "our", "all", "these", "those", "his", "her"))
_COUNTED = (Unit((("token", 1),)), Unit((("share", 1),)))
_NOT_DIVIDED = (TIMES, PERCENT, POINT)
_OF_LENGTH = frozenset(("long", "wide", "high", "tall", "deep", "away", "thick"))
_ONE = Fraction(1)
_HOUR = Unit((("hour", 1),))
_WATT = Unit((("W", 1),))
_DIGITS = frozenset(("digit", "digits", "figure", "figures"))
_POINTS = frozenset(("point", "points", "pt", "pts"))


class Amount:
    """A number on its way to a quantity: what is known of it so far, and the token after it.

    ``hedge`` and ``word`` are those of a hedge that comes behind ("20 or more"); ``after`` is the unknown
    word that follows. One that is not ``sure`` stands in the text, but can't be read for certain. What it
    ``lends`` to the other end of its range is what its scale, its last word or a part of a unit makes of a
    number, where that is not ``scale``: 12 of "two to three dozen", 1/100 of "20 to 30 cents". It is counted
    by ``per`` of what its unit divides by: a million of "per million tokens".
    ``is_article`` says that it may be no more than "a" in its language.
    """

    __slots__ = (
        *("after", "digits", "end", "hedge", "is_article", "lends", "money", "number", "per", "scale"),
        *("sure", "unit", "word"),
    )

    def __init__(self, number: Fraction, digits: str, end: int, money: str | None = None) -> None:
        self.number, self.digits, self.end, self.money = number, digits, end, money
        self.scale = self.per = 1
        self.unit = Unit(((money, 1),)) if money else PLAIN
        self.after = ""
        self.hedge: Hedge | None = None
        self.word = ""
        self.sure = True
        self.lends = _ONE
        self.is_article = False

    @property
    def value(self) -> Fraction:
        """The number in whole units."""
        number = self.number if self.scale == 1 else self.number * self.scale  # fractions are slow
        return number if self.per == 1 else number / self.per

    @property
    def bare(self) -> bool:
        """Whether it is a number and nothing else."""
        return self.unit == PLAIN and self.scale == 1 and not self.after and self.hedge is None

    def negate(self) -> None:
        """Make it the same below zero."""
        self.number, self.digits = -self.number, "-" + self.digits

    def multiply(self, by: Fraction) -> None:
        """Count it in a unit of which each of its own is ``by``."""
        self.lends *= by * self.scale
        self.become(self.value * by)

    def become(self, number: Fraction) -> None:
        """Make its number another, in whole units."""
        self.number, self.digits = number, decimal(number)
        self.scale = self.per = 1

    def refuse(self, end: int = 0) -> None:
        """Say that it can't be read, up to the token before ``end``."""
        self.sure, self.end = False, max(end, self.end)


def unread(end: int) -> Amount:
    """Return what stands for a number that can't be read, up to the token before ``end``."""
    found = Amount(Fraction(0), "", end)
    found.sure = False
    return found


class Measuring(Counted):
    """A cursor that reads units; ``strict`` lets no word stand between a number and what it counts."""

    text: str
    words: Lexicon
    strict: bool

    def unit(self, found: Amount) -> None:
        """Read what the number counts: a unit, money, or the desk's noun; else keep the word that follows."""
        here = found.end
        if self.low(here) in self.spoken.linking:
            here += 1
        if here >= self.count:
            return
        token = self.tokens[here]
        if token.kind == "mark" and self.marked(found, here):
            return
        if token.kind == "money" and self.kind(here + 1) != "num":
            if code := self.currency(token.text):
                self.take(found, Spelled(Unit(((code, 1),))), here + 1)
            elif (scale := units.SCALES.get(token.text[:-1])) and found.scale == 1:
                found.scale = scale  # "312 M$"
                self.take(found, Spelled(units.USD), here + 1)
            else:
                found.refuse(here + 1)
            return
        dash = self.dashed(here)
        start = here + dash
        if self.low(start) == "fold" or (self.glued(start) and self.low(start) in self.counting.fold):
            self.take(found, Spelled(TIMES), start + 1)
            return
        few = dash or (self.low(start) == "figures" and found.bare and 5 <= found.value <= 10)
        if self.low(start) in UNTOLD or (few and self.low(start) in _DIGITS):
            found.refuse(start + 1)  # "a seven-figure sum"
            return
        if self.tokens[start].text == "h" and self.kind(start + 1) == "num" and len(self.low(start + 1)) == 2:
            found.refuse(start + 2)  # "14 h 30"
            return
        meaning, end = self.spelled(start)
        if meaning is not None and self.fits(found, meaning, start, end, dash):
            self.take(found, meaning, end)
            if "." in self.tokens[end - 1].text and self.low(end) == "." and self.glued(end):
                found.end += found.end == end  # "10.5 p.c."
            return
        if self.tokens[start].text == "m" and self.glued(start):
            found.refuse(end)
            return
        noun, end = self.noun(start, dash or abs(found.value) == 1)
        if noun is not None:
            self.take(found, noun, end)
        elif self.kind(start) in ("word", "name") and not self.stops(self.low(start)):
            if self.low(start) in self.spoken.points and self.to_percent(start + 1):
                self.take(found, Spelled(POINT), start + 1)
                return
            found.after = self.tokens[start].text
            if self.spoken.unspaced:
                self.past_counter(found, start)

    def to_percent(self, here: int) -> bool:
        """Whether a percentage stands at ``here`` that a change in points leads to: ", to 7.3%"."""
        at = here + (self.low(here) == ",")
        if self.low(at) not in self.spoken.turns:
            return False
        at += 1
        at += self.low(at) in self.spoken.fillers
        return self.kind(at) == "num" and (
            self.low(at + 1) in ("%", "％") or getattr(self.spelled(at + 1)[0], "unit", None) == PERCENT
        )

    def past_counter(self, found: Amount, here: int) -> None:
        """Go on to a hedge that stands behind what is counted: "30万世帯近く", "300件超"."""
        for at in range(here, here + 4):
            if self.kind(at) != "word" or self.low(at) in self.spoken.stops:
                return
            if at + 1 < self.count and self.low(at + 1) in self.spoken.after.next:
                counter = at == here and self.low(at) in self.spoken.counters
                if counter or len(self.low(at + 1)) > 1:
                    found.end = at + 1
                return

    def currency(self, mark: str) -> str | None:
        """Return the code of a mark of money: "¥" is yen, and in a Chinese source yuan.

        A mark that may be that of several is None.
        """
        return (self.spoken.marks[mark] or None) if mark in self.spoken.marks else units.currency_of(mark)

    def marked(self, found: Amount, here: int) -> bool:
        """Read a unit that is a mark, and return whether there is one: 20%, 3 %-points, 15×, 5¢."""
        token = self.tokens[here]
        if token.text in ("%", "％"):
            after = self.past_dash(here + 1)
            if self.low(after) in _POINTS or (after > here + 1 and self.low(after) in self.spoken.points):
                self.take(found, Spelled(POINT), after + 1)
            else:
                self.take(found, self.words.get(token.text), here + 1)
            return True
        if token.text == "¢":
            self.take(found, units.BARE_CENT, here + 1)
            return True
        after = self.kind(here + 1)
        if token.text == "×" and after != "num" and (token.glued or after in ("", "mark")):
            self.take(found, Spelled(TIMES), here + 1)
            return True
        return False

    def fits(self, found: Amount, meaning: Spelled, start: int, end: int, dash: bool) -> bool:
        """Whether a spelling is a unit here: "15x" but not "15 x", "24 customers" but not "24 customer"."""
        text = self.tokens[start].text
        if text in ("x", "X"):
            return self.glued(start)
        if text == "p":
            return self.glued(start) and found.value < 100  # 1080p is no money
        if text == "won":
            return found.value >= 1000
        if self.words.nouns and (spelling := self.phrase(start, end).lower()) in self.words.nouns:
            return spelling in self.words.plurals or dash or abs(found.value) <= 1
        if text == "m":
            # "5m people" are millions, "5m long" are metres
            end = self.past_dash(end)
            follows = self.low(end) in STOPS or self.low(end) in _OF_LENGTH
            return self.kind(end) != "word" or (self.glued(start) and follows)
        return not (dash and text == "time")  # "a one-time charge"

    def stops(self, word: str) -> bool:
        """Whether ``word`` can't be what a number counts."""
        return word in STOPS or word in self.spoken.stops

    def take(self, found: Amount, meaning: Spelled | None, end: int) -> None:
        """Count ``found`` in a unit."""
        if meaning is units.BARE_CENT:
            meaning = self.cents
            if meaning is None or (self.low(end), self.low(end + 1)) == ("on", "the"):
                found.refuse(end)  # "20 cents on the dollar" is no money
                return
        if meaning is None:
            return
        if meaning.times != 1:
            found.multiply(meaning.times)
        found.unit, found.end = meaning.unit, end

    @cached_property
    def cents(self) -> Spelled | None:
        """Return cents of the money that the text speaks of: US cents where of none, None where of two."""
        spoken_of, here = set(), 0
        while here < self.count:
            token = self.tokens[here]
            meaning, here = self.spelled(here)
            if token.kind in ("money", "code"):
                spoken_of.add(units.currency_of(token.text))
            elif meaning is not None and meaning is not units.BARE_CENT:
                spoken_of.add(meaning.unit.currency)
            here += meaning is None
        whose = spoken_of & units.CENTS.keys()
        if len(whose) > 1:
            return None
        return Spelled(Unit(((whose.pop(), 1),)), Fraction(1, 100)) if whose else units.BARE_CENT

    def spelled(self, here: int) -> tuple[Spelled | None, int]:
        """Return the longest spelling of a unit at ``here``, and the token after it."""
        if self.kind(here) not in ("word", "name"):
            return None, here
        after = here + 1
        if self.low(after) == "^" and self.glued(after) and self.kind(after + 1) == "num":
            raised = self.words.get(f"{self.tokens[here].text}^{self.low(after + 1)}")
            return (raised, after + 2) if raised else (None, here)
        if own := self.spelled_abroad(here):
            return own
        if self.low(after) == "/" and self.glued(after) and self.glued(after + 1):
            # "TFLOP/s" is one spelling of three tokens.
            whole = f"{self.tokens[here].text}/{self.tokens[after + 1].text}"
            if found := self.words.get(whole):
                return found, after + 2
        stops = self.spoken.stops
        least = here + bool(stops and self.low(here) in stops and not self.glued(here))  # German "um"
        for end in range(self.phrase_end(here), least, -1):
            if self.low(end - 1) in DASHES:
                continue
            if meaning := self.words.get(self.phrase(here, end)):
                return meaning, end
        return None, here

    def is_second_of_pair(self, here: int) -> bool:
        """Whether the number behind a slash at ``here`` is the second of two: "200 MW/800 MWh"."""
        first, second = self.spelled(here - 2)[0], self.spelled(here + 1)[0]
        return first is not None and second is not None and _are_pair(first.unit, second.unit)

    def is_counted(self, here: int, many: bool, unknown: bool) -> bool:
        """Return whether the word at ``here`` may be what is counted, of which there are ``many`` or one.

        A word that is not the desk's may where ``unknown``.
        """
        low = self.low(here)
        if low in self.words.nouns:
            return many is (low in self.words.plurals)
        return unknown and self.kind(here) == "word"

    def spelled_abroad(self, here: int) -> tuple[Spelled, int] | None:
        """Return the longest spelling of another language at ``here``, and the token after it."""
        known = self.spoken.spellings
        for end in range(self.phrase_end(here) if known and not self.spoken.unspaced else here + 1, here, -1):
            text = "" if self.low(end - 1) in DASHES else self.phrase(here, end)
            if own := known.get(text) or known.get(text.lower()):
                return own, end
        return None

    def phrase_end(self, here: int) -> int:
        """Return the token after the words at ``here`` that may be one spelling."""
        end = here + 1
        while end < min(here + self.words.longest, self.count):
            if self.kind(end) in ("word", "name"):
                end += 1
            elif (self.dashed(end) and self.kind(end + 1) == "word") or self.low(end - 1) in ("sq", "cu"):
                end += 2
            else:
                break
        return min(end, self.count)

    def phrase(self, here: int, end: int) -> str:
        """Return the words from ``here`` up to ``end`` as a unit is spelled."""
        if end == here + 1:
            return self.tokens[here].text
        written = self.text[self.tokens[here].start : self.tokens[end - 1].end]
        for dash in DASHES:
            written = written.replace(dash, " ")
        return " ".join(written.replace(". ", " ").split())

    def counts(self, here: int) -> bool:
        """Whether money or the desk's noun stands at ``here``, so that an m before it is a million."""
        meaning, _ = self.spelled(here)
        return meaning is not None and (meaning.unit.currency or self.noun(here, False, 1)[0]) is not None

    def noun(self, here: int, singular: bool, reach: int = 7) -> tuple[Spelled | None, int]:
        """Return the desk's noun that a number counts, past its adjectives, and the token after."""
        nouns = self.words.nouns
        if self.strict:
            reach = 1
        if self.low(here) == "of" and self.low(here + 1) in _OF and not self.strict:
            here += 2
        for at in range(here, min(here + reach, self.count)):
            token = self.tokens[at]
            if token.kind not in ("word", "name") and token.low not in DASHES:
                break
            meaning, end = self.spelled(at)
            if meaning is not None and len(meaning.unit.factors) == 1:
                name, spelling = meaning.unit.factors[0][0], self.phrase(at, end).lower()
                if spelling == "tokens" or (spelling in self.words.plurals and name in nouns.values()):
                    return meaning, end
                if singular and spelling in nouns and name in nouns.values():
                    return meaning, end
            if self.stops(token.text):
                break
            may_go_on = token.low in self.spoken.counters or token.low in self.spoken.linking
            if self.spoken.unspaced and not may_go_on:
                break
        return None, here

    # per what

    def divisors(self, found: Amount) -> None:
        """Read "per second", "/s", "a share" into the unit; an unknown one is kept as what comes after."""
        while found.end < self.count:
            here = found.end
            if every := _EACH.get(self.low(here)):
                found.unit, found.end = found.unit / Unit(((every, 1),)), here + 1
                continue
            word, top = self.divisor(here + (self.low(here) in _GROSS))
            if not word:
                return
            many, at = self.so_many(top, word)
            meaning, end = self.spelled(self.past_kind(at))
            if word in ("a", "an") and self.low(end) in LATER:
                return
            if word in self.spoken.priced and (found.unit.currency is None or _is_time(meaning)):
                return  # "3 millions d'euros l'année dernière"
            if many != 1 and (found.unit in _NOT_DIVIDED or (word == "every" and _is_time(meaning))):
                return  # "1.4 times every 2 years" is no half of that a year
            if meaning is not None and meaning.times == 1 and found.unit:
                plural = self.phrase(at, end).lower() in self.words.plurals
                at_once = _is_round(many) and not _are_pair(found.unit, meaning.unit)
                if many != 1 and word == "/" and not (at_once or plural or meaning.unit in _COUNTED):
                    return
                if word not in ("a", "an", "each", "every") or many != 1 or not plural:
                    found.per *= many
                    found.unit, found.end = found.unit / meaning.unit, end
                    continue
            if word == "/" and self.kind(top) == "num" and self.is_second_of_pair(top):
                return
            if (word in ("/", "per") and self.kind(top) in ("word", "name", "num")) or self.divides(
                word, top
            ):
                found.after = f"per {self.tokens[top].text}"
            return

    def divides(self, word: str, here: int) -> bool:
        """Whether money is counted by an unknown noun at ``here``: "je Aktie", "par action", no "par la"."""
        noun = self.tokens[here].text if here < self.count else ""
        if word not in self.spoken.per or word in ("a", "an", "each", "every") or self.kind(here) != "word":
            return False
        return noun[:1].isupper() if self.spoken.has_capital_nouns else noun.lower() in self.spoken.divided

    def divisor(self, here: int) -> tuple[str, int]:
        """Return the word that divides at ``here`` and the token after it; no word where none does."""
        low = self.low(here)
        if low == "/":
            even = self.glued(here) == self.glued(here + 1)
            return ("/", here + 1) if even else ("", here)
        if self.dashed(here) and self.low(here + 1) in ("per", "a", "an") and self.dashed(here + 2):
            return self.low(here + 1), here + 3  # "$20-a-share"
        divides = low in self.spoken.per or low in self.spoken.each or low in self.spoken.priced
        return (low, here + 1) if divides else ("", here)

    def past_kind(self, here: int) -> int:
        """Return where "share" stands in "diluted share" at ``here``, or ``here`` itself."""
        for noun, kinds in KINDS.items():
            at = here
            while self.low(at) in kinds:
                at += 1
            found = self.spelled(at)[0] if at > here else None
            if found is not None and found.unit.factors == ((noun, 1),):
                return at
        return here

    def so_many(self, here: int, word: str) -> tuple[int, int]:
        """Return how many are counted at once and the token after: "per million tokens", "/1M tokens"."""
        at, many = here, 1
        if word in self.spoken.each and not self.spoken.unspaced:
            return 1, here
        if self.kind(at) == "num" and word not in ("a", "an"):
            digits = (self.spoken.plain_digits(self.low(at)) or "").replace(",", "")
            if not digits.isdigit() or int(digits) == 0:
                return 1, here
            many, at = int(digits), at + 1
        text, low = (self.tokens[at].text, self.tokens[at].low) if at < self.count else ("", "")
        if scale := 12 if low == "dozen" else self.spoken.scales.get(low):
            many, at = many * scale, at + 1
            at += self.low(at) in self.spoken.linking  # "par million de tokens"
        elif (
            text in units.SCALES
            and (at == here or self.glued(at))
            and self.spelled(self.past_kind(at + 1))[0]
        ):
            many, at = many * units.SCALES[text], at + 1
        return many, at


def _is_round(many: int) -> bool:
    """Return whether so many may be counted at once: "15 kWh/100 km"."""
    return many >= 10 and str(many).strip("0") == "1"


def _are_pair(first: Unit, second: Unit) -> bool:
    """Return whether a number of each may be told of one thing, with a slash between: "5 MW/10 MWh"."""
    power = units.same_dimension(first, _WATT) and units.same_dimension(first * _HOUR, second)
    return power or units.same_dimension(first, second)


def _is_time(meaning: Spelled | None) -> bool:
    return meaning is not None and units.dimension(meaning.unit) == (("time", 1),)
