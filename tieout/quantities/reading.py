"""Quantities and dates out of written words: hedge, number and unit together, or nothing."""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, replace
from fractions import Fraction
from functools import lru_cache

from tieout.quantities import units
from tieout.quantities.dates import MONTH_NUMBERS, QUARTERS, Date, dated, read_date
from tieout.quantities.interval import Hedge, Interval, Quantity, held_to
from tieout.quantities.tongues import Tongue, tongue
from tieout.quantities.units import PLAIN, TIMES, Lexicon, Spelled, Unit, Vocabulary, lexicon

Value = Quantity | Date


@dataclass(frozen=True, slots=True)
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


@lru_cache(maxsize=65536)
def _readings(text: str, words: Lexicon, language: str) -> tuple[Reading, ...]:
    reader = _Reader(text, words, tongue(language))
    found, here = [], 0
    while here < len(reader.tokens):
        value, end = reader.at(here)
        if value is not None:
            start = reader.tokens[here].start
            found.append(Reading(value, start, reader.tokens[end - 1].end))
        here = max(end, here + 1)
    return tuple(found)


@lru_cache(maxsize=65536)
def _read_value(text: str, words: Lexicon) -> Value | None:
    if date := read_date(text):
        return date
    reader = _Reader(text, words, tongue("en"), strict=True)
    if not reader.tokens:
        return None
    value, end = reader.at(0)
    if value is None or end != len(reader.tokens) or (isinstance(value, Quantity) and value.after):
        return None
    return value


# --- tokens --------------------------------------------------------------------------------------


class _Token:
    """A number, a word, a mark or a name with digits in it; ``glued`` says that no space comes before it."""

    __slots__ = ("end", "glued", "kind", "low", "start", "text")

    def __init__(self, kind: str, text: str, start: int, end: int, glued: bool) -> None:
        self.kind, self.text, self.start, self.end, self.glued = kind, text, start, end, glued
        self.low = text.lower()


_CODES = "|".join(units.CURRENCIES)
_MARKS = "|".join(re.escape(mark) for mark in sorted(units.CURRENCY_MARKS, key=len, reverse=True))
_DAY = r"(?:-(?:0[1-9]|[12]\d|3[01]))?"
_TOKENS = (
    rf"(?P<date>\d{{4}}-(?:0[1-9]|1[0-2]){_DAY}(?![\w-]|[.,]\d)|\d{{4}}[- ]?Q[1-4]\b|Q[1-4][ -]?\d{{4}}\b)"
    rf"|(?P<money>{_MARKS})"
    rf"|(?P<code>(?:{_CODES})(?=\s?[\d.]))"
    r"|(?P<num>\d+(?:[.,]\d+)*(?:e[+-]?\d+)?|\.\d+|\d+)"
    r"|(?P<vulgar>[½¼¾⅓⅔⅕⅖⅗⅘⅙⅚⅛⅜⅝⅞])"
    r"|(?P<name>[^\W\d_]+\d\w*|[A-Z][A-Za-z]*[-‑]\d\w*)"
    r"|(?P<word>{words}[^\W\d_]+(?:[.’'][^\W\d_]+)*)"
    r"|(?P<mark>\+/-|[^\s\w]|_)"
)


@lru_cache(maxsize=16)
def _tokenizer(known: tuple[str, ...]) -> re.Pattern[str]:
    words = "".join(f"{re.escape(word)}|" for word in sorted(known, key=len, reverse=True))
    return re.compile(_TOKENS.replace("{words}", words))


_VULGAR = dict(
    zip(
        "½¼¾⅓⅔⅕⅖⅗⅘⅙⅚⅛⅜⅝⅞",
        [
            "1/2",
            "1/4",
            "3/4",
            "1/3",
            "2/3",
            "1/5",
            "2/5",
            "3/5",
            "4/5",
            "1/6",
            "5/6",
            "1/8",
            "3/8",
            "5/8",
            "7/8",
        ],
        strict=True,
    )
)
_DASHES = frozenset("-‐‑–−")
_SMALL = {
    word: number
    for number, word in enumerate(
        [
            "zero",
            "one",
            "two",
            "three",
            "four",
            "five",
            "six",
            "seven",
            "eight",
            "nine",
            "ten",
            "eleven",
            "twelve",
            "thirteen",
            "fourteen",
            "fifteen",
            "sixteen",
            "seventeen",
            "eighteen",
            "nineteen",
        ]
    )
}
_TENS = {
    word: 10 * number
    for number, word in enumerate(
        ["twenty", "thirty", "forty", "fifty", "sixty", "seventy", "eighty", "ninety"], 2
    )
}
_GREAT = {"thousand": 10**3, "million": 10**6, "billion": 10**9, "trillion": 10**12}
_GREAT |= {"lakh": 10**5, "crore": 10**7}
_PARTS = {
    "half": 2, "halves": 2, "third": 3, "thirds": 3, "quarter": 4, "quarters": 4, "fourth": 4, "fourths": 4,
    "fifth": 5, "fifths": 5, "sixth": 6, "sixths": 6, "seventh": 7, "sevenths": 7, "eighth": 8, "eighths": 8,
    "ninth": 9, "ninths": 9, "tenth": 10, "tenths": 10,
}  # fmt: skip
_MULTIPLES = {
    "double": 2, "doubled": 2, "doubles": 2, "doubling": 2, "twice": 2,
    "triple": 3, "tripled": 3, "triples": 3, "tripling": 3, "treble": 3, "trebled": 3, "thrice": 3,
    "quadruple": 4, "quadrupled": 4, "quadrupling": 4, "quintuple": 5, "quintupled": 5,
}  # fmt: skip
_FOLD = re.compile(r"(" + "|".join((*_SMALL, *_TENS)) + r")fold")
_EACH = {"annually": "year", "yearly": "year", "monthly": "month", "daily": "day", "hourly": "hour"}
# A word after a number that can't be what is counted.
_STOP = frozenset(
    [
        "a",
        "an",
        "and",
        "as",
        "at",
        "are",
        "be",
        "been",
        "before",
        "but",
        "by",
        "can",
        "could",
        "did",
        "do",
        "does",
        "during",
        "each",
        "every",
        "for",
        "from",
        "had",
        "has",
        "have",
        "he",
        "her",
        "his",
        "if",
        "in",
        "into",
        "is",
        "it",
        "its",
        "less",
        "may",
        "might",
        "more",
        "no",
        "nor",
        "not",
        "of",
        "off",
        "on",
        "one",
        "only",
        "or",
        "our",
        "out",
        "over",
        "per",
        "plus",
        "shall",
        "she",
        "should",
        "since",
        "so",
        "than",
        "that",
        "the",
        "their",
        "them",
        "then",
        "there",
        "these",
        "they",
        "this",
        "those",
        "though",
        "through",
        "to",
        "under",
        "until",
        "up",
        "upon",
        "was",
        "we",
        "were",
        "what",
        "when",
        "where",
        "which",
        "while",
        "who",
        "will",
        "with",
        "within",
        "without",
        "would",
        "yet",
        "you",
    ]
)
_OF = frozenset(["its", "the", "their", "our", "all", "these", "those", "his", "her"])
_CHANGE = re.compile(
    r"(?:drop|fall|fell|rise|rose|risen|grow|grew|grown|increas|decreas|climb|jump|mov|went|go|gone|cut|rais|lower"
    r"|reduc|expand|shrink|shrank|shrunk|narrow|widen|slip|slid|surg|chang|up|down|double|declin|swung|shift)\w*"
)
_FILLERS = frozenset(["a", "an", "another", "additional", "further", "extra"])
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


class _Amount:
    """A number on its way to a quantity: what is known of it so far, and the token after it."""

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
        return self.number * self.scale


_Found = tuple[Value | None, int]


class _Reader:
    """One text, read from the left; every method takes a token's index and gives the one after what it read."""

    def __init__(self, text: str, words: Lexicon, spoken: Tongue, strict: bool = False) -> None:
        self.words, self.spoken, self.strict = words, spoken, strict
        self.tokens: list[_Token] = []
        last = 0
        for found in _tokenizer(spoken.glyphs).finditer(text):
            start, end = found.span()
            self.tokens.append(_Token(found.lastgroup or "", found.group(), start, end, start == last))
            last = end
        self.count = len(self.tokens)

    def low(self, here: int) -> str:
        return self.tokens[here].low if 0 <= here < self.count else ""

    def kind(self, here: int) -> str:
        return self.tokens[here].kind if 0 <= here < self.count else ""

    def glued(self, here: int) -> bool:
        return 0 < here < self.count and self.tokens[here].glued

    def at(self, here: int) -> _Found:
        """Return what starts at ``here``, or None, and where to go on."""
        token = self.tokens[here]
        kind = token.kind
        if kind == "name" or (
            kind == "mark" and token.low not in self.spoken.first and token.low not in "-−+("
        ):
            return self.date(here) if kind == "name" else (None, here + 1)
        if kind in ("date", "num") or token.text in _MONTH_STARTS or token.low in _DATE_STARTS:
            value, end = self.date(here)
            if end > here:
                return value, end
        hedge, word, start = self.hedge(here)
        if hedge is None:
            return self.plain(here)
        value, end = self.hedged(here, hedge, word, start)
        if value is None and end <= start and hedge is not Hedge.FROM_TO:
            return (None, here + 1)
        return value, end if end > start else here + 1

    # dates

    def date(self, here: int) -> _Found:
        """Return the date at ``here`` and the token after it; a day without a year is passed over."""
        token = self.tokens[here]
        if token.kind == "date":
            return read_date(token.text), here + 1
        if token.kind == "name":
            if (found := _FISCAL.fullmatch(token.text)) is not None:
                return Date(int(found[1]) + (2000 if len(found[1]) == 2 else 0)), here + 1
            return None, here + 1
        low = token.low
        if token.kind == "num":
            month = self.month(here + 1)
            if month and low.isdigit() and 1 <= int(low) <= 31:
                return self.with_year(here + 2, month, int(low))
            if self.is_year(here):
                return Date(int(low)), here + 1
            return None, here
        if month := self.month(here):
            if (
                self.kind(here + 1) == "num"
                and self.low(here + 1).isdigit()
                and int(self.low(here + 1)) <= 31
            ):
                return self.with_year(here + 2, month, int(self.low(here + 1)))
            after = here + 1 + (self.low(here + 1) in (",", "."))
            if self.is_year(after):
                return dated(int(self.low(after)), month), after + 1
            return None, here
        if low in QUARTERS and self.low(here + 1) == "quarter":
            after = here + 2
            after += self.low(after) == "of"
            after += self.low(after) == "fiscal"
            if self.is_year(after):
                return Date(int(self.low(after)), QUARTERS.index(low) + 1), after + 1
            return None, here + 2
        if low == "fiscal":
            after = here + 1 + (self.low(here + 1) == "year")
            if self.is_year(after):
                return Date(int(self.low(after))), after + 1
        return None, here

    def month(self, here: int) -> int:
        if self.kind(here) != "word" or not self.tokens[here].text[0].isupper():
            return 0
        return MONTH_NUMBERS.get(self.low(here), 0)

    def with_year(self, here: int, month: int, day: int) -> _Found:
        after = here + (self.low(here) == ",")
        if self.is_year(after):
            return dated(int(self.low(after)), month, day), after + 1
        return None, here

    def is_year(self, here: int) -> bool:
        """Whether a bare number reads as a year: four digits from 1900 to 2099, and nothing counted."""
        low = self.low(here)
        if not (self.kind(here) == "num" and len(low) == 4 and low[:2] in ("19", "20") and low.isdigit()):
            return False
        after = here + 1
        if after >= self.count:
            return True
        token = self.tokens[after]
        if token.kind == "mark" and token.glued and token.low in "%/:+°×":
            return False
        if token.kind in ("word", "name"):
            if token.glued:
                return False
            known = token.text in units.SCALES or self.words.get(token.text) is not None
            return not known or token.low in ("m", "t", "g", "s", "d", "h", "a")
        return True

    # hedges

    def hedge(self, here: int) -> tuple[Hedge | None, str, int]:
        """Return the hedge at ``here``, its words, and the token after it."""
        for phrase, hedge in self.spoken.first.get(self.low(here), ()):
            size = len(phrase)
            if here + size <= self.count and all(
                self.tokens[here + step].low == phrase[step] for step in range(1, size)
            ):
                return hedge, " ".join(phrase), here + size
        return None, "", here

    def hedged(self, here: int, hedge: Hedge, word: str, start: int) -> _Found:
        """Return the quantity that ``hedge`` holds, read from ``start``."""
        approximate = hedge is Hedge.ABOUT
        if hedge is not Hedge.FROM_TO:
            inner, inner_word, after = self.hedge(start + (self.low(start) in _FILLERS))
            if inner is Hedge.ABOUT or (approximate and inner not in (None, Hedge.FROM_TO, Hedge.EXACTLY)):
                start, approximate = after, True
                hedge = inner if hedge is Hedge.ABOUT and inner is not None else hedge
                word = f"{word} {inner_word}"
        amount = self.amount(start, hedged=True)
        if amount is None and self.low(start) in _FILLERS:
            start += 1
            amount = self.amount(start, hedged=True)
        if amount is None:
            return None, start
        if hedge is Hedge.FROM_TO:
            return self.between(here, word, start, amount)
        if amount.unit == PLAIN and amount.scale == 1 and self.is_year(start) and word in _OF_TIME:
            return Date(int(self.low(start))), start + 1
        pair = self.range(start, amount, ())
        if pair is not None:
            if hedge not in (Hedge.ABOUT, Hedge.EXACTLY):
                return None, pair[1]
            return replace(pair[0], word=word, approximate=approximate), pair[1]
        if amount.hedge is not None:
            if hedge is Hedge.ABOUT and amount.hedge is not Hedge.ABOUT:
                hedge, word = amount.hedge, f"{word} {amount.word}"
            elif hedge is not amount.hedge:
                return None, amount.end
        return self.quantity(amount, hedge, word, approximate), amount.end

    def between(self, here: int, word: str, start: int, amount: _Amount) -> _Found:
        """Return the range after "from" or "between", unless a change is told: "fell from 40% to 14%"."""
        told = any(_CHANGE.fullmatch(self.low(back)) for back in range(max(here - 3, 0), here))
        if word == "from" and told:
            return None, here + 1
        joins = ("and",) if word == "between" else ()
        pair = self.range(start, amount, joins)
        if pair is None:
            return None, here + 1
        return replace(pair[0], word=word), pair[1]

    def plain(self, here: int) -> _Found:
        """Return the unhedged number or range at ``here``."""
        amount = self.amount(here)
        if amount is None:
            return None, here + 1
        told = any(_CHANGE.fullmatch(self.low(back)) for back in range(max(here - 4, 0), here))
        pair = self.range(here, amount, (), told and "from" in (self.low(here - 1), self.low(here - 2)))
        if pair is not None:
            return pair
        hedge = amount.hedge or Hedge.EXACTLY
        return self.quantity(amount, hedge, amount.word, hedge is Hedge.ABOUT), amount.end

    def quantity(self, amount: _Amount, hedge: Hedge, word: str, approximate: bool) -> Quantity:
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
        )

    # ranges

    def range(
        self, here: int, first: _Amount, joins: tuple[str, ...], told: bool = False
    ) -> tuple[Quantity, int] | None:
        """Return the range that ``first`` opens, or None where there is no other end, or it is no range."""
        if first.hedge is not None or (told and self.low(first.end) in ("to", "through")):
            return None
        join = self.low(first.end)
        dash = join in _DASHES
        if join in ("±", "+/-"):
            return self.plus_or_minus(first)
        if not (
            dash or (join in ("to", "through") and not joins) or join in joins or (join == "to" and joins)
        ):
            return None
        if joins and join not in joins and not dash:
            return None
        second = self.amount(first.end + 1, inside=True)
        if second is None or second.hedge is not None:
            return None
        if dash and self.glued(first.end) != self.glued(first.end + 1):
            return None
        if self.is_year(here) and first.unit == PLAIN and self.is_year(first.end + 1):
            return None
        return self.joined(first, second)

    def joined(self, first: _Amount, second: _Amount) -> tuple[Quantity, int] | None:
        scale = first.scale
        if scale == 1 and second.scale > 1 and first.number < second.number:
            scale = second.scale
        unit = second.unit
        if second.unit == PLAIN and first.money:
            unit = first.unit
        elif first.unit not in (PLAIN, second.unit) and not _begins(first.unit, second.unit):
            return None
        low, high = first.number * scale, second.number * second.scale
        if low >= high:
            return None
        digits = (first.digits, second.digits)
        if scale != second.scale:
            digits = (_decimal(low / second.scale), second.digits)
        span = Quantity(
            Interval(low, high), unit, Hedge.FROM_TO, "", digits, second.scale, after=second.after
        )
        return span, second.end

    def plus_or_minus(self, first: _Amount) -> tuple[Quantity, int] | None:
        second = self.amount(first.end + 1, inside=True)
        if second is None or second.hedge is not None or first.unit not in (PLAIN, second.unit):
            return None
        scale = first.scale if first.scale > 1 else second.scale
        low, high = first.number * scale - second.value, first.number * scale + second.value
        digits = (_decimal(low / second.scale), _decimal(high / second.scale))
        span = Quantity(Interval(low, high), second.unit, Hedge.FROM_TO, "", digits, second.scale)
        return replace(span, after=second.after), second.end

    # amounts

    def amount(self, here: int, hedged: bool = False, inside: bool = False) -> _Amount | None:
        """Return the number at ``here`` with its scale and unit, or None."""
        if here >= self.count:
            return None
        sign, start = 1, here
        if self.low(start) in ("-", "−", "–", "minus", "+") and not inside and self.signed(start):
            sign = 1 if self.low(start) == "+" else -1
            start += 1
        token = self.tokens[start] if start < self.count else None
        if token is None:
            return None
        if token.kind in ("money", "code"):
            found = self.money(start)
        elif token.kind in ("num", "vulgar"):
            found = self.figures(start)
        elif token.kind == "word":
            found = self.worded(start, hedged)
        elif token.low == "(" and start == 0:
            return self.bracketed(start, None)
        else:
            return None
        if found is None:
            return None
        if sign < 0:
            found.number, found.digits = -found.number, "-" + found.digits
        return found

    def signed(self, here: int) -> bool:
        after = self.kind(here + 1)
        if self.low(here) == "minus":
            return after in ("num", "money", "code")
        if not self.glued(here + 1) or after not in ("num", "money", "code"):
            return False
        return not self.glued(here) or self.low(here - 1) in ("(", "[", "~", "≈", "“", '"')

    def money(self, here: int) -> _Amount | None:
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
            found.number, found.digits = -found.number, "-" + found.digits
        return found

    def bracketed(self, here: int, code: str | None) -> _Amount | None:
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
        found.number, found.digits = -found.number, "-" + found.digits
        found.end += 1
        return self.finish(found) if code is None else found

    def figures(self, here: int, code: str | None = None, bare: bool = False) -> _Amount | None:
        token = self.tokens[here]
        if self.broken(here):
            return None
        if token.kind == "vulgar":
            number, digits = Fraction(_VULGAR[token.text]), _VULGAR[token.text]
        else:
            digits = self.spoken.plain_digits(token.text)
            if digits is None:
                return None
            number = Fraction(digits.replace(",", ""))
            if "e" in digits or digits.startswith("."):
                digits = _decimal(number)
        end = here + 1
        if token.kind == "num" and self.kind(end) == "vulgar" and self.glued(end):
            number += Fraction(_VULGAR[self.tokens[end].text])
            digits, end = _decimal(number), end + 1
        found = _Amount(number, digits, end, code)
        if token.kind == "num" and not code and (share := self.one_in(here, found)):
            return share
        self.scaled(found)
        return found if bare else self.finish(found)

    def broken(self, here: int) -> bool:
        """Whether the number is a piece of something else: 24/7, 12:30, 1990s, 14th, 10-K, 25x29mm."""
        before, after = here - 1, here + 1
        if self.glued(here) and self.low(before) in ("/", ":", "#", "_") and self.kind(before) == "mark":
            return True
        if self.glued(here) and self.kind(before) in ("num", "word", "name") and not self.spoken.glyphs:
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
        if low in _DASHES and self.glued(after + 1) and self.kind(after + 1) == "word":
            text = self.tokens[after + 1].text
            return len(text) == 1 and text.isupper() and text not in ("B", "M", "T")
        if kind != "word" or self.spoken.glyphs:
            return False
        text = self.tokens[after].text
        if low == "s" and self.kind(here) == "num" and len(self.low(here)) == 4:
            return True
        known = text in units.SCALES or low in units.SCALES or self.words.get(text) or text in ("m", "b", "t")
        return not known and low not in self.spoken.scales

    def scaled(self, found: _Amount) -> None:
        """Read the scale words at the end of ``found``: "billion", "bn", "B", "hundred million"."""
        while True:
            here = found.end
            joined = self.low(here) in _DASHES and self.glued(here) and self.glued(here + 1)
            if joined and self.kind(here + 1) == "word" and self.low(here + 1) in _GREAT:
                here += 1
            if self.kind(here) != "word":
                break
            scale = self.scale(here, found)
            if not scale:
                break
            found.scale *= scale
            found.end = here + 1
            if len(self.tokens[here].text) == 1:
                break
        self.suffix(found)

    def scale(self, here: int, found: _Amount) -> int:
        text, low = self.tokens[here].text, self.tokens[here].low
        if len(text) > 1:
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

    def suffix(self, found: _Amount) -> None:
        """Read a hedge that comes after its number: "20+", "$20bn-plus", "20 or more"."""
        here = found.end
        if found.hedge is not None or here >= self.count:
            return
        low = self.low(here)
        if low == "+" and self.glued(here):
            if not (self.glued(here + 1) and self.kind(here + 1) in ("num", "money")):
                found.hedge, found.word, found.end = Hedge.AT_LEAST, "+", here + 1
            return
        if (
            low in _DASHES
            and self.low(here + 1) in ("plus", "odd")
            and self.glued(here)
            and self.glued(here + 1)
        ):
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

    def worded(self, here: int, hedged: bool) -> _Amount | None:
        """Return the number in words at ``here``: "two-thirds", "doubled", "twelve hundred", "one in five"."""
        low = self.low(here)
        if low in _MULTIPLES:
            return self.multiple(here, _MULTIPLES[low])
        if low in ("halved", "halving"):
            found = _Amount(Fraction(1, 2), "1/2", here + 1)
            found.unit = TIMES
            return found
        if fold := _FOLD.fullmatch(low):
            return self.multiple(here, _SMALL.get(fold[1]) or _TENS[fold[1]])
        if part := self.fraction(here):
            return part
        whole = self.cardinal(here)
        if whole is None:
            return self.spoken.amount_in_glyphs(self, here) if self.spoken.glyphs else None
        number, scale, end = whole
        found = _Amount(Fraction(number), str(number), end)
        found.scale = scale
        if share := self.one_in(here, found):
            return share
        if self.low(end) == "and" and self.low(end + 1) == "a" and self.low(end + 2) == "half":
            found.number += Fraction(1, 2)
            found.digits, found.end = _decimal(found.number), end + 3
        if self.low(found.end) in _DASHES and self.low(found.end + 1) == "fold":
            found.unit, found.end = TIMES, found.end + 2
            return found
        self.scaled(found)
        found = self.finish(found)
        if number == 1 and scale == 1 and found.scale == 1 and found.unit == PLAIN and not self.strict:
            return None
        return found

    def multiple(self, here: int, times: int) -> _Amount | None:
        after = here + 1
        if self.low(after) in _DASHES and self.glued(after):
            return None
        if self.low(after) in ("digit", "digits", "check", "down"):
            return None
        found = _Amount(Fraction(times), str(times), after)
        found.unit = TIMES
        return found

    def fraction(self, here: int) -> _Amount | None:
        """Return "two-thirds", "a third", "half", "half a million" as a share or a number."""
        low = self.low(here)
        if low == "half":
            return self.half(here, here + 1)
        if low in ("a", "one", "an") and self.low(here + 1) == "half":
            return self.half(here, here + 2)
        if low in ("a", "one"):
            top, after = 1, here + 1
        elif low in _SMALL:
            top, after = _SMALL[low], here + 1
        else:
            return None
        dash = self.low(after) in _DASHES and self.glued(after)
        after += dash
        bottom = _PARTS.get(self.low(after), 0)
        if not bottom or top >= bottom or (top > 1) != self.low(after).endswith("s"):
            return None
        end = after + 1
        follows = self.low(end)
        if top == 1 and not dash and not (follows in ("of", "in", "") or self.kind(end) == "mark"):
            return None
        if bottom == 4 and not dash and follows not in ("of", "") and self.kind(end) != "mark":
            return None
        return _Amount(Fraction(top, bottom), f"{top}/{bottom}", end)

    def half(self, here: int, end: int) -> _Amount | None:
        before, follows = self.low(here - 1), self.low(end)
        if before in ("first", "second", "last", "other", "latter", "early", "late"):
            return None
        if (before == "in" and follows != "of") or (before == "and" and self.cardinal(here - 2)):
            return None
        dash = follows in _DASHES and self.glued(end)
        unit_at = end + 1 if dash or follows in ("a", "the") else end
        great = {"dozen": 12, "hundred": 100, **_GREAT}.get(self.low(unit_at))
        if great and unit_at > end:
            number = Fraction(great, 2)
            scale = great if great >= 10**6 else 1
            found = _Amount(number / scale, _decimal(number / scale), unit_at + 1)
            found.scale = scale
            return self.finish(found)
        return None if dash else _Amount(Fraction(1, 2), "1/2", end)

    def one_in(self, here: int, found: _Amount) -> _Amount | None:
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
        return _Amount(Fraction(top, whole), f"{top}/{whole}", end)

    def cardinal(self, here: int) -> tuple[int, int, int] | None:
        """Return the number in words at ``here``, its great scale, and the token after: (2, 10**6, …)."""
        total, current, seen, at = 0, 0, False, here
        if self.low(at) in ("a", "an") and self.low(at + 1) in ("dozen", "hundred", *_GREAT):
            current, seen, at = 1, True, at + 1
        last_scale = 0
        while at < self.count and self.kind(at) == "word":
            low = self.low(at)
            if low in _SMALL:
                if (seen and current % 10) or (seen and current and _SMALL[low] >= 10 and current % 100):
                    break
                current, seen = current + _SMALL[low], True
            elif low in _TENS:
                if seen and current % 100:
                    break
                current, seen = current + _TENS[low], True
            elif not seen:
                break
            elif low == "dozen":
                current *= 12
            elif low == "hundred":
                current *= 100
            elif low in _GREAT:
                if last_scale and _GREAT[low] >= last_scale:
                    break
                last_scale = _GREAT[low]
                total, current = total + current * last_scale, 0
            else:
                break
            at += 1
            if self.low(at) in _DASHES and self.glued(at) and self.low(at + 1) in _SMALL and low in _TENS:
                at += 1
            elif self.low(at) == "and" and (low == "hundred" or low in _GREAT):
                if self.low(at + 1) not in _SMALL and self.low(at + 1) not in _TENS:
                    break
                at += 1
            elif self.low(at) in _DASHES and self.glued(at) and self.low(at + 1) in (*_GREAT, "hundred"):
                at += 1
        if not seen:
            return None
        number = total + current
        scale = last_scale if last_scale >= 10**6 and number % last_scale == 0 else 1
        return number // scale, scale, at

    # units

    def finish(self, found: _Amount) -> _Amount:
        """Read the unit after the number into ``found``, and a hedge after that."""
        if found.money:
            self.own_code(found)
        else:
            self.unit(found)
        self.divisors(found)
        self.suffix(found)
        return found

    def own_code(self, found: _Amount) -> None:
        """Pass over a currency said twice ("$20 billion USD"), or take the dollar it says ("$20 AUD")."""
        said = self.words.get(self.tokens[found.end].text) if self.kind(found.end) == "word" else None
        if said is None or said.times != 1 or said.unit.currency is None or len(said.unit.factors) != 1:
            dash = (
                self.low(found.end) in _DASHES
                and self.glued(found.end)
                and self.low(found.end + 1) == "dollar"
            )
            found.end += 2 * dash
            return
        if said.unit == found.unit or (found.money == "USD" and said.unit.currency.endswith("D")):
            found.unit, found.end = said.unit, found.end + 1

    def unit(self, found: _Amount) -> None:
        here = found.end
        if here >= self.count:
            return
        token = self.tokens[here]
        if token.text in ("%", "％", "×", "¢"):
            if token.text != "×" or (token.glued and self.kind(here + 1) != "num"):
                self.take(found, self.words.get(token.text), here + 1)
            return
        if (
            token.kind in ("money",)
            and token.text in ("€", "£", "¥", "₹", "$")
            and self.kind(here + 1) != "num"
        ):
            self.take(found, Spelled(Unit(((units.CURRENCY_MARKS[token.text], 1),))), here + 1)
            return
        dash = token.low in _DASHES and token.glued and self.glued(here + 1)
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

    def fits(self, found: _Amount, meaning: Spelled, start: int, end: int, dash: bool) -> bool:
        """Whether a spelling is a unit here: "15x" but not "15 x", "24 customers" but not "24 customer"."""
        text = self.tokens[start].text
        if text in ("x", "X"):
            return self.glued(start)
        if self.words.nouns and meaning.unit.factors[0][0] in self.words.nouns.values():
            spelling = " ".join(self.low(at) for at in range(start, end))
            return spelling in self.words.plurals or dash or abs(found.value) == 1
        if text == "m" and not self.glued(start):
            return self.kind(end) != "word"
        return True

    def take(self, found: _Amount, meaning: Spelled | None, end: int) -> None:
        if meaning is None:
            return
        if meaning.times != 1:
            number = found.value * meaning.times
            found.number, found.scale, found.digits = number, 1, _decimal(number)
        found.unit, found.end = meaning.unit, end

    def spelled(self, here: int) -> tuple[Spelled | None, int]:
        """Return the longest spelling of a unit at ``here``, and the token after it."""
        if self.kind(here) not in ("word", "name"):
            return None, here
        end = here + 1
        spellings = [(self.tokens[here].text, end)]
        while end < min(here + self.words.longest, self.count) and self.kind(end) == "word":
            end += 1
            spellings.append((f"{spellings[-1][0]} {self.tokens[end - 1].text}", end))
        after = here + 1
        if self.low(after) == "/" and self.glued(after) and self.glued(after + 1):
            # "TFLOP/s" is one spelling of three tokens.
            if found := self.words.get(f"{self.tokens[here].text}/{self.tokens[after + 1].text}"):
                return found, after + 2
        for text, after in reversed(spellings):
            if meaning := self.words.get(text):
                return meaning, after
        return None, here

    def counts(self, here: int) -> bool:
        """Whether money or the desk's noun stands at ``here``, so that an m before it is a million."""
        meaning, _ = self.spelled(here)
        return meaning is not None and (meaning.unit.currency or self.counted(here, False, 1)[0]) is not None

    def counted(self, here: int, singular: bool, reach: int = 7) -> tuple[Spelled | None, int]:
        """Return the desk's noun that a number counts, past its adjectives or "of its", and the token after."""
        nouns = self.words.nouns
        if not nouns:
            return None, here
        if self.strict:
            reach = 1
        if self.low(here) == "of" and self.low(here + 1) in _OF and not self.strict:
            here += 2
        for at in range(here, min(here + reach, self.count)):
            token = self.tokens[at]
            if token.kind not in ("word", "name") and token.low not in _DASHES:
                break
            meaning, end = self.spelled(at)
            if (
                meaning is not None
                and len(meaning.unit.factors) == 1
                and meaning.unit.factors[0][0] in nouns.values()
            ):
                spelling = " ".join(self.low(one) for one in range(at, end))
                if spelling in self.words.plurals or (singular and spelling in nouns):
                    return meaning, end
            if token.text in _STOP:
                break
        return None, here

    def divisors(self, found: _Amount) -> None:
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
                spelling = " ".join(self.low(at) for at in range(here + 1, end))
                if slash or low == "per" or spelling not in self.words.plurals:
                    found.unit, found.end = found.unit / meaning.unit, end
                    continue
            if (low == "per" or slash) and here + 1 < self.count and self.kind(here + 1) in ("word", "name"):
                found.after = f"per {self.tokens[here + 1].text}"
            return


_MONTH_STARTS = frozenset(
    spelling for name in MONTH_NUMBERS for spelling in (name.capitalize(), name.upper()) if len(name) > 2
)
_DATE_STARTS = frozenset((*QUARTERS, "fiscal"))
_FISCAL = re.compile(r"FY(\d{4}|\d{2})")
# Words that hedge a number but place a year: "about 2025", "by 2030", "over 2026".
_OF_TIME = frozenset(
    ("over", "about", "around", "under", "circa", "c", "ca", "some", "near", "above", "below")
)


def _begins(first: Unit, second: Unit) -> bool:
    return all(one in second.factors for one in first.factors) and all(
        power < 0 for key, power in second.factors if (key, power) not in first.factors
    )


def _decimal(number: Fraction) -> str:
    """Return the number in digits: as a decimal where it has an end, else as a fraction."""
    bottom = number.denominator
    while bottom % 2 == 0:
        bottom //= 2
    while bottom % 5 == 0:
        bottom //= 5
    if bottom != 1:
        return f"{number.numerator}/{number.denominator}"
    sign, number = ("-" if number < 0 else ""), abs(number)
    whole, rest = divmod(number, 1)
    digits = ""
    while rest:
        digit, rest = divmod(rest * 10, 1)
        digits += str(digit)
    return f"{sign}{whole}.{digits}" if digits else f"{sign}{whole}"


# --- agreeing ------------------------------------------------------------------------------------


@dataclass(frozen=True, slots=True)
class Agreement:
    """Whether two values say the same, and if not, what differs: "hedge", "number", "unit" or "kind".

    ``declared`` and ``read`` are their descriptions. True where nothing differs.
    """

    differs: str
    declared: str
    read: str

    def __bool__(self) -> bool:
        return not self.differs


def agree(declared: Value, read: Value) -> Agreement:
    """Return whether ``read`` (out of a quote) bears out ``declared``: one hedge, one number, one unit.

    Units may differ by a conversion (750 MW, 0.75 GW); a share may be a percentage. A declared count of
    something ("24 customers") is borne out by a bare 24 only if the quote has no other noun right after it.
    "Over three years" bears out both "more than 3 years" and "3 years": English does not tell them apart.
    """
    return Agreement(_difference(declared, read), describe(declared), describe(read))


def _difference(declared: Value, read: Value) -> str:
    if isinstance(declared, Date) or isinstance(read, Date):
        if type(declared) is not type(read):
            return "kind"
        return "" if declared == read else "number"
    ratio = _ratio(declared, read)
    if ratio is None:
        return "unit"
    interval = read.interval if ratio == 1 else read.interval.scaled(ratio)
    hedge_differs = declared.hedge is not read.hedge or declared.approximate is not read.approximate
    if hedge_differs and _spread_over(declared, read):
        return "" if declared.interval.low == interval.low else "number"
    if _ends(declared.interval) != _ends(interval):
        return "number"
    return "hedge" if hedge_differs or declared.interval != interval else ""


def _ends(interval: Interval) -> set[Fraction | None]:
    return {interval.low, interval.high} - {None}


def _spread_over(declared: Quantity, read: Quantity) -> bool:
    return (
        read.word in ("over", "over roughly", "over about", "over around")
        and declared.hedge in (Hedge.EXACTLY, Hedge.ABOUT)
        and declared.approximate is (read.word != "over")
        and units.dimension(read.unit) == (("time", 1),)
    )


def _ratio(declared: Quantity, read: Quantity) -> Fraction | None:
    """Return what one of the unit read is in the unit declared; None where one does not bear out the other."""
    if read.after.startswith("per "):
        return None
    if declared.unit == read.unit:
        return Fraction(1)
    counted = [key for key, _ in declared.unit.factors if key not in units.NAMES]
    if read.unit == PLAIN and len(declared.unit.factors) == 1 and counted and not read.after:
        return Fraction(1)
    if not units.same_dimension(declared.unit, read.unit):
        return None
    pair = {declared.unit, read.unit}
    if TIMES in pair or (
        PLAIN in pair and not any("/" in digits for digits in (*declared.digits, *read.digits))
    ):
        return None
    return units.factor(read.unit, declared.unit)


def nearest(declared: Value, found: Iterable[Reading]) -> Reading | None:
    """Return the reading that differs least from ``declared``; the first of equals, None where there is none."""
    order = ("", "hedge", "number", "unit", "kind")
    return min(found, key=lambda one: order.index(_difference(declared, one.value)), default=None)


def describe(value: Value) -> str:
    """Return the value as content would write it, for messages: "more than 20 billion USD"."""
    if isinstance(value, Date):
        return value.iso
    scale, digits = value.scale, value.digits
    if not digits:
        scale = 1
        ends = [end for end in (value.interval.low, value.interval.high) if end is not None]
        digits = tuple(_decimal(end) for end in dict.fromkeys(ends))
    number = " to ".join(digits)
    scale_word = _SCALE_WORDS.get(scale, "" if scale == 1 else f"times {scale:,}")
    unit = units.canonical(value.unit)
    known = len(value.unit.factors) == 1 and value.unit.factors[0][0] not in units.NAMES
    unit = unit + "s" if known and number != "1" and value.unit.factors[0][1] == 1 else unit
    hedge = "" if value.hedge in (Hedge.EXACTLY, Hedge.FROM_TO) else value.hedge.value
    about = (
        "about"
        if value.approximate and value.hedge not in (Hedge.ABOUT, Hedge.NEARLY, Hedge.JUST_OVER)
        else ""
    )
    return " ".join(
        part for part in (hedge, about, number, scale_word, unit.replace("_", " "), value.after) if part
    )


_SCALE_WORDS: Mapping[int, str] = {
    10**3: "thousand",
    10**6: "million",
    10**9: "billion",
    10**12: "trillion",
    10**5: "lakh",
    10**7: "crore",
}
