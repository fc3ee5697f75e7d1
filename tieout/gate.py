"""Find every number in a text, in digits or in words, and say of what class it is by its own look."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, replace
from enum import StrEnum
from functools import cache, lru_cache

from tieout.frozen import frozen
from tieout.model import Desk
from tieout.quantities.dates import MONTH_NUMBERS, QUARTERS, Date, dated


class Look(StrEnum):
    """What a number looks like before it is known what stands beside it."""

    NAME = "name"
    IDIOM = "idiom"
    DATE = "date"
    BARE = "bare"


@frozen
class When:
    """A date as typed: the ``whole`` of it, or, where no year is typed, a quarter or a month and a day."""

    whole: Date | None = None
    quarter: int = 0
    month: int = 0
    day: int = 0

    def holds(self, date: Date) -> bool:
        """Return whether ``date``, as precise as it is known, lies within what was typed.

        What is only known to be by 2028 may not be typed as "2028".
        """
        if self.whole is not None:
            return self.whole.named.contains(date.named) and (self.whole.by or not date.by)
        if self.quarter:
            return self.quarter == (date.quarter or (date.month + 2) // 3)
        return (self.month, self.day) == (date.month, date.day)


@frozen
class Number:
    """A number met in a text, from ``start`` to ``end``. ``whens`` are the dates that a date may mean."""

    start: int
    end: int
    text: str
    look: Look
    whens: tuple[When, ...] = ()


# --- the words -----------------------------------------------------------------------------------


def _words(text: str) -> frozenset[str]:
    return frozenset(text.split())


SMALL = ("zero", "one", "two", "three", "four", "five", "six", "seven", "eight", "nine", "ten")
TEENS = (
    "eleven", "twelve", "thirteen", "fourteen", "fifteen", "sixteen", "seventeen", "eighteen", "nineteen",
)  # fmt: skip
TENS = ("twenty", "thirty", "forty", "fourty", "fifty", "sixty", "seventy", "eighty", "ninety")
SCALES = (
    "hundred", "thousand", "million", "billion", "trillion", "quadrillion", "dozen", "lakh", "crore",
)  # fmt: skip
SCALE_MARKS = ("bn", "tn", "mn", "mln", "bln", "trn", "k", "m", "b", "t")

_UNIT_WORDS = _words(
    """
    dollar dollars cent cents euro euros pound pounds yen yuan rupee rupees franc francs usd eur gbp
    percent per percentage basis watt watts kilowatt kilowatts megawatt megawatts gigawatt gigawatts
    terawatt terawatts kw mw gw tw kwh mwh gwh twh bit bits byte bytes kilobyte kilobytes megabyte
    megabytes gigabyte gigabytes terabyte terabytes petabyte petabytes exabyte exabytes kb mb gb tb pb
    eb token tokens second seconds minute minutes hour hours day days week weeks fortnight month months
    year years decade decades century centuries metre metres meter meters kilometre kilometres kilometer
    kilometers mile miles acre acres hectare hectares kilogram kilograms tonne tonnes ton tons gram
    grams litre litres nanometre nanometres nanometer nanometers nm mm cm km kg flop flops teraflops
    petaflops exaflops hertz mhz ghz volt volts degree degrees times fold quarter quarters half halves
    third thirds fifth fifths tenth tenths people person persons share shares stake stakes
    """
)

# What a text may count of itself. A desk that counts one of these (``nouns``) takes it off the list.
_OWN_PARTS = _words(
    """
    things? points? parts? sections? chapters? paragraphs? sentences? words? questions? answers?
    reasons? findings? conclusions? lessons? caveats? limits? limitations? qualifications? distinctions?
    differences? ways? kinds? sorts? senses? readings? meanings? steps? rules? tests? cases? scenarios?
    possibilities options? arguments? themes? strands? matters? notes? remarks? observations? issues?
    problems? gaps? facts? accounts? sides? versions? views? statements? claims? exhibits? charts?
    tables? rows? columns? lines? bars? items? figures? topics? threads? stories story numbers? hands?
    ends? words?
    """
)

_IDIOMS = (
    r"on (?:the )?one hand", r"one another", r"(?:no|every|any|some)[ -]one", r"one by one", r"one-to-one",
    r"one-(?:off|offs|sided|way|time|stop|size-fits-all|man|liner|liners|upmanship)",
    r"two-(?:way|sided|part|fold distinction|faced|step|tier|tiered|track|edged)",
    r"(?:three|four)-(?:way|part|cornered)", r"three-dimensional", r"two-dimensional",
    r"third[- ]part(?:y|ies)", r"second to none", r"zero[- ]sum", r"zero-day", r"ground zero", r"square one",
    r"(?:in|of) two minds", r"put two and two together", r"two sides of (?:the same|one) coin",
    r"at sixes and sevens", r"(?:the|these|those|other) two",
    r"double[- ](?:edged|check|checked|checks|standards?|takes?|entendres?|down|bind|act|dealing|count\w*)",
    r"doubles? as", r"doubling (?:back|down)", r"doubled (?:back|down)", r"think(?:s|ing)? twice",
    r"thought twice", r"once or twice", r"half[- ](?:hearted|heartedly|truths?|baked|life|lives)",
    r"(?:first|second) half(?! of)", r"half the (?:battle|story)", r"better half", r"four corners of",
    r"twenty-first century", r"twentieth century", r"ten commandments", r"dressed to the nines",
    r"a million miles", r"thanks a million", r"one in the same", r"all in one", r"all-in-one", r"at one",
    r"one thing", r"one way or another", r"one or (?:the )?other", r"one and the same",
    r"tables? in (?:thousand|million|billion)s",
)  # fmt: skip


def _any(words: Iterable[str]) -> str:
    return "(?:" + "|".join(sorted(words, key=len, reverse=True)) + ")"


_MONTHS = _any(re.escape(word) for word in MONTH_NUMBERS)
_MONTH = rf"{_MONTHS}\b\.?"
_YEAR = r"(?:1[5-9]|20|21)\d\d"
_DAY = r"(?:0?[1-9]|[12]\d|3[01])(?:st|nd|rd|th)?"
_OPENING = r"(?<![\w$€£¥₹])(?<!\d[.,/:])"
_CLOSING = r"(?!\w)(?![.,/:]\d)(?!-\d)(?!-[a-z])"
_WHOLE = (
    rf"(?:the )?(?P<{{}}>{_any(QUARTERS)})[ -]quarter(?:,? of)?(?: the)?(?: fiscal| financial)?(?: year)?"
)
_SOFT = r"(?:(?:mid|early|late|pre|post|end|since|fiscal|fy|cy)[- ]?|fiscal year |financial year )?"

# Each form of a date; the names of its groups say what they hold. Tried in this order at one place.
_DATES = (
    rf"(?P<dmy_d>{_DAY}) (?:of )?(?P<dmy_m>{_MONTH}),? (?P<dmy_y>{_YEAR})",
    rf"(?P<mdy_m>{_MONTH}) (?P<mdy_d>{_DAY}),? (?P<mdy_y>{_YEAR})",
    rf"(?P<iso_y>{_YEAR})-(?P<iso_m>\d\d)-(?P<iso_d>\d\d)",
    rf"(?P<my_m>{_MONTH}),? (?P<my_y>{_YEAR})",
    rf"q(?P<qy_q>[1-4])[ -]?(?:of )?(?:fy ?|fiscal )?(?P<qy_y>{_YEAR})",
    rf"(?P<yq_y>{_YEAR})[ -]?q(?P<yq_q>[1-4])",
    _WHOLE.format("wq_w") + rf" (?P<wq_y>{_YEAR})",
    rf"(?:the )?(?P<hw_w>first|second) half(?:,? of)?(?: fiscal)? (?P<hw_y>{_YEAR})",
    rf"h(?P<hy_h>[12])[ -]?(?:of )?(?:fy ?|fiscal )?(?P<hy_y>{_YEAR})",
    r"q(?P<qs_q>[1-4])(?: ?fy ?|['’])(?P<qs_y>\d\d)",
    r"h(?P<hs_h>[12])(?: ?fy ?|['’])(?P<hs_y>\d\d)",
    r"(?P<sq_q>[1-4])q ?(?P<sq_y>\d\d)",
    r"(?P<sh_h>[12])h ?(?P<sh_y>\d\d)",
    r"fy ?['’]?(?P<fs_y>\d\d)",
    rf"(?P<ym_y>{_YEAR})-(?P<ym_m>0[1-9]|1[0-2])",
    rf"(?P<dm_d>{_DAY}) (?:of )?(?P<dm_m>{_MONTH})",
    rf"(?P<md_m>{_MONTH}) (?P<md_d>{_DAY})",
    r"q(?P<q_q>[1-4])",
    rf"{_SOFT}(?P<yy_y>{_YEAR})[-–/](?P<yy_z>{_YEAR}|\d\d)",
    rf"{_SOFT}(?P<y_y>{_YEAR})",
)

# What says of a date that it is a company's own, and what stands before one that is a last day.
_FISCAL = re.compile(r"\b(?:fiscal|financial|fy)", re.IGNORECASE)
_BY = re.compile(
    r"\b(?:by|no later than|not later than|on or before)(?: the)?"
    r"(?:[ -](?:end|year-end|close)(?: of)?)?(?: the)?[ -]$",
    re.IGNORECASE,
)

_CARD = _any(SMALL + TEENS + TENS + SCALES)
_SPELT = rf"(?:{_CARD}(?:s\b)?)"
_WORDS = (
    rf"(?:(?:a|an|half a|multi)[- ]?(?=(?:{_any(SCALES)})))?{_SPELT}"
    rf"(?:(?:[ -]|(?<=ty)|(?<=hundred) and |(?<=thousand) and |(?<=million) and |[ ]point[ ]){_SPELT})*"
)
_PARTS = _any(
    ("half", "halves", "third", "thirds", "quarter", "quarters", "fourth", "fourths", "fifth", "fifths",
     "sixth", "sixths", "seventh", "sevenths", "eighth", "eighths", "ninth", "ninths", "tenth", "tenths",
     "twentieth",
     "hundredth", "hundredths", "thousandth", "thousandths", "millionth")
)  # fmt: skip
_PLURAL_PARTS = _any(
    ("thirds", "quarters", "fourths", "fifths", "sixths", "sevenths", "eighths", "ninths", "tenths",
     "hundredths", "thousandths", "halves")
)  # fmt: skip
_OF = r"(?= (?:of|the|more|less|fewer|as|larger|smaller|higher|lower|that|what|its|their)\b)"
_SHIFTS = _words("by up down nearly about almost over than roughly only rose fell gained lost least")
_SHIFTED = _any(rf"(?<=\b{word})" for word in sorted(_SHIFTS))
_FRACTIONS = (
    rf"{_any(SMALL + TEENS)}[ -]{_PLURAL_PARTS}\b",
    rf"one[ -]{_PARTS}\b",
    rf"an? (?:{_PARTS}){_OF}",
    rf"{_SHIFTED} an? {_PARTS}\b(?![ -]part(?:y|ies)\b)",
    rf"(?:(?<=\bto)|(?<=\bfrom)|(?<=\bat)) an? {_PARTS}\b(?=\s*(?:[.,;:!?)]|$| (?:of|in|from|by|and)\b))",
    rf"half[ -]dozen|half an? {_any(SCALES)}|half",
    r"halves",
)
_MULTIPLES = (
    rf"{_any(SMALL + TEENS)} (?:in|out of|of every|in every) (?:{_SPELT}|\d[\d,.]*)\b",
    rf"(?:{_WORDS}|\d[\d.,]*|many|several)[ -]?fold\b",
    rf"{_WORDS} times\b",
    r"(?:double|triple|single|two|three|four|five|six|seven|eight|nine|ten)[ -](?:digits?|figures?)\b",
    r"(?:doubl|tripl|trebl|quadrupl|quintupl|sextupl|halv)(?:e|ed|es|ing)\b",
    r"twice\b|thrice\b",
    r"scores of\b",
)
_AFTER = (
    rf"(?: ?(?:%|‰)| (?:per ?cent|percentage points?|basis points?)\b| ?{_any(SCALE_MARKS)}\b"
    rf"|[ -]{_any(SCALES)}s?\b|[ -]fold\b| times\b| ?[x×](?!\w))"
)


# Letters before a digit can be parted in one way only: in many, a long word without one would take for ever.
_LETTERS = r"(?:[^\W\d]+(?:[-./][^\W\d]+)*[-./]?)?"
_DIGITS = rf"(?:[$€£¥₹] ?)?(?<!\w){_LETTERS}\d\w*(?:[-–.,/:'·^×]\w+)*(?:{_AFTER})*"


@cache
def _numbers() -> re.Pattern[str]:
    dates = "|".join(_DATES)
    idioms = "|".join(_IDIOMS)
    return re.compile(
        rf"(?P<date>{_OPENING}(?:{dates}){_CLOSING})"
        rf"|(?P<idiom>\b(?:{idioms})\b)"
        rf"|(?P<part>\b(?:{'|'.join((*_FRACTIONS, *_MULTIPLES))})(?:{_AFTER})*)"
        rf"|(?P<words>\b{_WORDS}\b(?:{_AFTER})*)"
        rf"|(?P<digits>{_DIGITS})"
    )


_WHEN = re.compile(r"\b(?:in|since|until|during|before|after|by|from|throughout) (?:late |early )?$")
# A year after one of these, with a plural after it, is a count: "and 2025 riders", not "its 2025 sales".
_FREE = re.compile(r"(?:^|[.;:!?(] |\b(?:and|or|but|with|that|then|had|has|have|were|carried|took|some) )$")
_VERBS = re.compile(r"(?:does|rises|falls|brings|sees|shows|marks|ends|starts|begins|closes|remains)$")
_BEFORE = 40  # no number starts further than this before the part of it that triggers a closer look
_AMOUNT = re.compile(rf"(?:{_DIGITS})|\S+")
_TRIGGER = re.compile(
    rf"\d|\b{_any((*SMALL, *TEENS, *TENS))}s?\b|\b{_any(TENS)}{_any(SMALL)}\b|{_any(SCALES)}|fold\b"
    r"|\b(?:hal[fv]|doubl|tripl|trebl|quadrupl|quintupl|sextupl|twice|thrice|scores of|single|multi"
    r"|an? (?:third|quarter|fourth|fifth|sixth|seventh|eighth|ninth|tenth|twentieth|hundredth|thousandth))"
)
_COUNTED = re.compile(
    rf"(?: ?[%‰]|[ -](?:of the )?{_any(SCALE_MARKS)}\b|[ -](?P<first>[a-z]+)(?:[ -](?P<second>[a-z]+))?)"
)


# --- the text as it is read ----------------------------------------------------------------------

_EASY = str.maketrans({"\u00a0": " ", "\u202f": " ", "\u2009": " ", "’": "'", "‘": "'", "“": '"', "”": '"',
                       "\u2010": "-", "\u2011": "-", "\n": " ", "\t": " "})  # fmt: skip
_HARD = re.compile(r"[^\x00-\x7f\u00a0\u202f\u2009’‘“”\u2010\u2011–—…€£¥·•×\U000f0000-\U0010ffff]")
_LOOKALIKES = str.maketrans(
    "АВЕЅІЈКМНОРСТХаеѕіјорсухһԁԝΑΒΕΖΗΙΚΜΝΟΡΤΥΧοıν",
    "ABESIJKMHOPCTXaesijopcyxhdwABEZHIKMNOPTYXoiv",
)


@lru_cache(maxsize=4096)
def _folded(character: str) -> str:
    """Return how a character reads: every script's digits as digits, marks and what is hidden as nothing."""
    if unicodedata.category(character) in ("Cf", "Mn", "Me", "Cc") and not character.isspace():
        return ""
    plain = "".join(
        one
        for one in unicodedata.normalize("NFKD", character.translate(_LOOKALIKES))
        if unicodedata.category(one) not in ("Mn", "Me", "Cf")
    )
    digits = "".join(str(unicodedata.digit(one, None) or 0) if _is_digit(one) else one for one in plain)
    number = unicodedata.numeric(character, None)
    if number is not None and not any(one.isdecimal() for one in digits):
        digits = f"{number:g}"
    return digits.replace("⁄", "/").translate(_EASY)


def _is_digit(character: str) -> bool:
    return unicodedata.digit(character, None) is not None


def as_read(text: str) -> tuple[str, tuple[int, ...] | None]:
    """Return ``text`` with its characters as they read, and for each where it stood; None for one to one."""
    if _HARD.search(text) is None:
        return text.translate(_EASY), None
    read, stood = [], []
    for offset, character in enumerate(text):
        folded = character if character >= "\U000f0000" else _folded(character)
        read.append(folded)
        stood.extend([offset] * len(folded))
    return "".join(read), (*stood, len(text))


# --- the finder ----------------------------------------------------------------------------------


@dataclass(frozen=True, slots=True, eq=False)
class Lexicon:
    """What a desk excuses and what it counts: its names, as one pattern, and its nouns.

    It is equal to itself alone; ``lexicon_of`` the same names and nouns is the same one.
    """

    names: re.Pattern[str] | None
    nouns: frozenset[str]

    def numbers(self, text: str) -> tuple[Number, ...]:
        """Return every number in ``text`` in order, the characters of one being nobody else's."""
        return _numbers_in(self, text)

    def _found(self, text: str) -> tuple[Number, ...]:
        read, stood = as_read(text)
        low = read.lower() if len(read.lower()) == len(read) else read.translate(_LOWER)
        named = list(self.names.finditer(read)) if self.names else []
        if not named and _TRIGGER.search(low) is None:
            return ()
        for name in named:
            low = f"{low[: name.start()]}{'￼' * len(name[0])}{low[name.end() :]}"
        found = [Number(*name.span(), name[0], Look.NAME) for name in named]
        found += self._unnamed(low)
        found.sort(key=lambda one: one.start)
        return tuple(_put_back(one, text, stood) for one in found)

    def _unnamed(self, low: str) -> Iterable[Number]:
        at = 0
        while trigger := _TRIGGER.search(low, at):
            met = _numbers().search(low, max(at, trigger.start() - _BEFORE))
            if met is None:
                break
            at = met.end()
            start, end = met.span()
            while low[start] == " ":
                start += 1
            kind = met.lastgroup if met.lastgroup in _KINDS else _kind(met)
            text = low[start:end]
            if kind == "date":
                if not self._is_counted(low, start, end):
                    yield Number(start, end, text, Look.DATE, _whens(met))
                    continue
                end = at = _AMOUNT.match(low, start).end()
                text, kind = low[start:end], "digits"
            if kind == "idiom" and text.endswith(" two") and self._is_counted(low, end, end):
                kind = "words"
            is_small = kind == "words" and text in SMALL
            if kind == "idiom" or (is_small and self._counts_nothing(text, low, end)):
                yield Number(start, end, text, Look.IDIOM)
            else:
                yield Number(start, end, text, Look.BARE)

    def _is_counted(self, low: str, start: int, end: int) -> bool:
        """Return whether what follows is a unit, a scale or a counted noun: then a year is no year.

        After "in" or "since" a noun may well begin the next part of the sentence: "in 2025 customers left". A
        plural that the desk does not count is taken for counted only where nothing else explains the year.
        """
        after = _COUNTED.match(low, end)
        if after is None:
            return False
        if after["first"] is None or _is_unit(after["first"]):
            return True
        if after["first"] in self.nouns:
            return _WHEN.search(low, max(0, start - 12), start) is None
        noun = after["first"]
        is_plural = len(noun) > 3 and noun.endswith("s") and _VERBS.match(noun) is None
        return is_plural and _FREE.search(low, max(0, start - 14), start) is not None

    def _counts_nothing(self, word: str, low: str, end: int) -> bool:
        """Return whether a word up to ten counts the text's own parts, or, of "one", nothing at all."""
        after = _AHEAD.match(low, end)
        ahead = after[0].replace("-", " ").split() if after else []
        for place, following in enumerate(ahead[:3]):
            pair = " ".join(ahead[place : place + 2])
            if (
                following in self.nouns
                or pair in self.nouns
                or (_is_unit(following) and following not in _BOTH)
            ):
                return False
            if following in _STOPS and word == "one":
                break
            if _PART.fullmatch(following):
                return True
            if following in _STOPS or (place == 2):
                break
        return word == "one" and not low.startswith(("%", " %"), end)


# An audit asks of the words of a number again for each check, and of a heading for each page.
@lru_cache(maxsize=1 << 13)
def _numbers_in(lexicon: Lexicon, text: str) -> tuple[Number, ...]:
    return lexicon._found(text)


_KINDS = frozenset({"date", "idiom", "part", "words", "digits"})
_LOWER = {code: code + 32 for code in range(65, 91)}
_AHEAD = re.compile(r"(?:[ -][a-z]+){1,3}")
_PART = re.compile("|".join(sorted(_OWN_PARTS)))
_BOTH = frozenset({"third", "thirds", "quarter", "half"})
_STOPS = _words(
    """
    of in and or the that which who is are was were has have had can may must to for on at by with it
    they as but does did would will should than from out about
    """
)


def _kind(met: re.Match[str]) -> str:
    return next(kind for kind in ("date", "idiom", "part", "words", "digits") if met[kind] is not None)


def _is_unit(word: str) -> bool:
    return word in _UNIT_WORDS or word.removesuffix("s") in SCALES or word in SCALE_MARKS


def _put_back(number: Number, text: str, stood: tuple[int, ...] | None) -> Number:
    start = number.start if stood is None else stood[number.start]
    end = number.end if stood is None else stood[number.end - 1] + 1
    return Number(start, end, text[start:end], number.look, number.whens)


def _whens(met: re.Match[str]) -> tuple[When, ...]:
    parts = {name: value for name, value in met.groupdict().items() if value and "_" in name}
    form = next(iter(parts)).partition("_")[0]
    part = {name.partition("_")[2]: value for name, value in parts.items() if name.startswith(f"{form}_")}
    year = int(part["y"]) + 2000 * (len(part["y"]) == 2) if "y" in part else 0
    month = _month(part.get("m", ""))
    day = int(re.sub(r"\D", "", part["d"])) if "d" in part else 0
    if "z" in part:
        last = int(part["z"]) if len(part["z"]) == 4 else year // 100 * 100 + int(part["z"])
        return (When(Date(year)), When(Date(last)))
    quarter = int(part["q"]) if "q" in part else QUARTERS.index(part["w"]) + 1 if "w" in part else 0
    half = int(part.get("h", 0))
    if form == "hw":
        quarter, half = 0, quarter
    if not year:
        return (When(quarter=quarter, month=month, day=day),)
    whole = dated(year, month, day)
    if whole is None:
        return ()
    fiscal, by = _FISCAL.search(met[0]), _BY.search(met.string[max(met.start() - 40, 0) : met.start()])
    return (When(replace(whole, quarter=quarter, half=half, fiscal=bool(fiscal), by=bool(by))),)


def _month(word: str) -> int:
    return int(word) if word.isdigit() else MONTH_NUMBERS.get(word.rstrip("."), 0)


def lexicon(desk: Desk) -> Lexicon:
    """Return what ``desk`` excuses and counts."""
    return lexicon_of(tuple(one.text for one in desk.names), desk.vocabulary.nouns)


def lexicon_of(names: Iterable[str], nouns: Mapping[str, str]) -> Lexicon:
    """Return what finds numbers in texts where ``names`` hold none, and ``nouns`` are counted."""
    return _lexicon(tuple(names), tuple(sorted(nouns.items())))


@lru_cache(maxsize=64)
def _lexicon(names: tuple[str, ...], nouns: tuple[tuple[str, str], ...]) -> Lexicon:
    read = sorted({as_read(name)[0] for name in names if name.strip()}, key=len, reverse=True)
    spaced = [r"[ ]".join(re.escape(word) for word in name.split()) for name in read]
    pattern = rf"(?<!\w)(?<!\d[-.,])(?:{'|'.join(spaced)})(?:'?s)?(?!\w)(?![.,]\d)(?!-\d)"
    counted = frozenset(noun.lower().replace("-", " ") for pair in nouns for noun in pair)
    return Lexicon(re.compile(pattern) if spaced else None, counted)


# --- sentences -----------------------------------------------------------------------------------

_ENDS = re.compile(r"(?<=[.!?…])[\"'”’)\]]*\s+(?=[\"'“‘(\[]*(?:[A-Z0-9]|[\U000f0000-\U0010ffff]))")
_ABBREVIATED = re.compile(
    r"(?:\b(?:U\.S|U\.K|E\.U|e\.g|i\.e|cf|vs|no|nos|p|pp|vol|ed|eds|fig|Mr|Mrs|Ms|Dr|Prof|St|Inc|Corp|Co|Ltd|"
    r"approx|ca|c|Jan|Feb|Mar|Apr|Jun|Jul|Aug|Sep|Sept|Oct|Nov|Dec|[A-Z]))\.$",
    re.IGNORECASE,
)


def sentences(text: str) -> tuple[tuple[int, int], ...]:
    """Return where each sentence of ``text`` starts and ends, without a gap."""
    starts = [0]
    for end in _ENDS.finditer(text):
        if not _ABBREVIATED.search(text, max(starts[-1], end.start() - 12), end.start()):
            starts.append(end.end())
    return tuple(zip(starts, [*starts[1:], len(text)], strict=True))


def excused_by(number: Number, carried: Mapping[str, Iterable[Date]]) -> str | None:
    """Return the address, of those in the sentence, whose date excuses ``number``; None where none does.

    Of a span of years each must be carried; the address of the first is given.
    """
    found = [
        next((address for address, dates in carried.items() if any(when.holds(one) for one in dates)), None)
        for when in number.whens
    ]
    return found[0] if found and None not in found else None
