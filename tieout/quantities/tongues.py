"""The words of hedge, scale and unit in the languages that sources are written in."""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass, field
from functools import lru_cache

from tieout.quantities.calendars import Calendar, Dates, dates
from tieout.quantities.english import HEDGES, SCALES, Branch, branches, phrases
from tieout.quantities.interval import Hedge
from tieout.quantities.languages import chinese, french, german, italian, japanese, portuguese, spanish
from tieout.quantities.units import PERCENT, TIMES, Spelled, Unit


@dataclass(frozen=True)
class Tongue:
    """What is read in one language, English included.

    ``first`` has the hedges that stand before a number; ``after`` those that stand behind it. ``scales`` and
    ``spellings`` are by word in lower case. ``point`` is the decimal separator. ``dates`` are how it writes
    dates. ``known`` are words to be split off where they stand; an ``unspaced`` script has no other way to
    find them. ``linking`` words stand between a scale and its unit ("de").
    """

    first: Branch
    after: Mapping[str, Hedge]
    scales: Mapping[str, int]
    spellings: Mapping[str, Spelled]
    dates: Dates
    point: str = "."
    known: tuple[str, ...] = ()
    unspaced: bool = False
    linking: frozenset[str] = frozenset()

    def plain_digits(self, written: str) -> str | None:
        """Return the number with "," between thousands and "." before decimals, or None if it is none."""
        low = written.lower()
        if self.point == ".":
            return low if _ENGLISH_DIGITS.fullmatch(low) or _INDIAN_DIGITS.fullmatch(low) else None
        if not _CONTINENTAL_DIGITS.fullmatch(low):
            return None
        return low.translate(str.maketrans({".": ",", ",": "."}))


_ENGLISH_DIGITS = re.compile(
    r"(?:0|[1-9]\d*)(?:\.\d+)?(?:e[+-]?\d{1,2})?|\.\d+|[1-9]\d{0,2}(?:,\d{3})+(?:\.\d+)?"
)
_INDIAN_DIGITS = re.compile(r"[1-9]\d?(?:,\d{2})+,\d{3}(?:\.\d+)?")
_CONTINENTAL_DIGITS = re.compile(r"(?:0|[1-9]\d*)(?:,\d+)?|[1-9]\d{0,2}(?:\.\d{3})+(?:,\d+)?")
# A space between thousands, as French has it; replaced by the dot of its neighbours, so that places stay.
_SPACED_DIGITS = re.compile(r"(?<![\d.,])\d{1,3}(?:[ \u00a0\u202f]\d{3})+(?!\d)")


def unspaced_thousands(text: str) -> str:
    """Return ``text`` with the spaces between thousands made dots."""
    return _SPACED_DIGITS.sub(lambda found: re.sub(r"\s", ".", found[0]), text)


# --- the other languages ----------------------------------------------------------------------------------


@dataclass(frozen=True)
class _Words:
    """What a language adds to English, as it is looked up: hedges as ``more|than`` phrases by kind."""

    hedges: Mapping[Hedge, str]
    scales: Mapping[str, int]
    money: Mapping[str, str]
    point: str = ","
    after: Mapping[str, Hedge] = field(default_factory=dict)
    more: Mapping[str, Unit] = field(default_factory=dict)
    unspaced: bool = False
    linking: str = ""
    calendar: Calendar = field(kw_only=True)


_EUROPEAN_MONEY = {"dollars": "USD", "euros": "EUR", "euro": "EUR"}
_GERMAN = _Words(
    {
        Hedge.MORE_THAN: "mehr als|über",
        Hedge.AT_LEAST: "mindestens|wenigstens|zumindest",
        Hedge.LESS_THAN: "weniger als|unter",
        Hedge.UP_TO: "bis zu|höchstens|maximal",
        Hedge.ABOUT: "etwa|rund|ungefähr|zirka|circa|gegen",
        Hedge.NEARLY: "knapp|fast|beinahe|nahezu",
    },
    {
        "tausend": 10**3,
        "million": 10**6,
        "millionen": 10**6,
        "mio": 10**6,
        "milliarde": 10**9,
        "milliarden": 10**9,
        "mrd": 10**9,
        "billion": 10**12,
        "billionen": 10**12,
    },
    {"US-Dollar": "USD", "Dollar": "USD", "Euro": "EUR", "Pfund": "GBP", "Franken": "CHF", "Yen": "JPY"},
    more={"Prozent": PERCENT},
    calendar=german.CALENDAR,
)
_FRENCH = _Words(
    {
        Hedge.MORE_THAN: "plus de",
        Hedge.AT_LEAST: "au moins",
        Hedge.LESS_THAN: "moins de",
        Hedge.UP_TO: "jusqu'à|jusqu’à|au plus|au maximum",
        Hedge.ABOUT: "environ|quelque|autour de",
        Hedge.NEARLY: "près de|presque",
    },
    {
        "mille": 10**3,
        "million": 10**6,
        "millions": 10**6,
        "milliard": 10**9,
        "milliards": 10**9,
        "billion": 10**12,
        "billions": 10**12,
    },
    {**_EUROPEAN_MONEY, "d'euros": "EUR", "d’euros": "EUR", "dollar": "USD"},
    linking="de",
    calendar=french.CALENDAR,
)
_SPANISH = _Words(
    {
        Hedge.MORE_THAN: "más de",
        Hedge.AT_LEAST: "al menos|por lo menos",
        Hedge.LESS_THAN: "menos de",
        Hedge.UP_TO: "hasta|como máximo",
        Hedge.ABOUT: "alrededor de|unos|unas|aproximadamente|cerca de",
        Hedge.NEARLY: "casi",
    },
    {
        "mil": 10**3,
        "millón": 10**6,
        "millones": 10**6,
        "billón": 10**12,
        "billones": 10**12,
    },
    {**_EUROPEAN_MONEY, "dólares": "USD", "dólar": "USD"},
    linking="de",
    calendar=spanish.CALENDAR,
)
_PORTUGUESE = _Words(
    {
        Hedge.MORE_THAN: "mais de",
        Hedge.AT_LEAST: "pelo menos|ao menos",
        Hedge.LESS_THAN: "menos de",
        Hedge.UP_TO: "até|no máximo",
        Hedge.ABOUT: "cerca de|aproximadamente|em torno de",
        Hedge.NEARLY: "quase",
    },
    {
        "mil": 10**3,
        "milhão": 10**6,
        "milhões": 10**6,
        "bilhão": 10**9,
        "bilhões": 10**9,
        "trilhão": 10**12,
        "trilhões": 10**12,
    },
    {**_EUROPEAN_MONEY, "dólares": "USD", "dólar": "USD"},
    linking="de",
    calendar=portuguese.CALENDAR,
)
_ITALIAN = _Words(
    {
        Hedge.MORE_THAN: "più di|oltre",
        Hedge.AT_LEAST: "almeno",
        Hedge.LESS_THAN: "meno di",
        Hedge.UP_TO: "fino a|al massimo",
        Hedge.ABOUT: "circa|circa il|intorno a",
        Hedge.NEARLY: "quasi",
    },
    {
        "mila": 10**3,
        "milione": 10**6,
        "milioni": 10**6,
        "miliardo": 10**9,
        "miliardi": 10**9,
    },
    {**_EUROPEAN_MONEY, "dollari": "USD", "dollaro": "USD"},
    linking="di",
    calendar=italian.CALENDAR,
)
_GLYPH_SCALES = {
    "百": 10**2,
    "千": 10**3,
    "万": 10**4,
    "萬": 10**4,
    "百万": 10**6,
    "百萬": 10**6,
    "千万": 10**7,
    "亿": 10**8,
    "億": 10**8,
    "十亿": 10**9,
    "十億": 10**9,
    "兆": 10**12,
    "万亿": 10**12,
    "萬億": 10**12,
}
_GLYPH_MORE = {
    "倍": TIMES,
    "兆瓦": Unit((("MW", 1),)),
    "吉瓦": Unit((("GW", 1),)),
    "千瓦": Unit((("kW", 1),)),
}
_CHINESE = _Words(
    {
        Hedge.MORE_THAN: "超過|超过|逾|多於|多于|高於|高于|超",
        Hedge.AT_LEAST: "至少|最少|不少於|不少于",
        Hedge.LESS_THAN: "不到|低於|低于|少於|少于|不足",
        Hedge.UP_TO: "高達|高达|最多|至多|多達|多达|不超過|不超过",
        Hedge.ABOUT: "約|约|大約|大约|約為|约为",
        Hedge.NEARLY: "近|接近|將近|将近",
    },
    _GLYPH_SCALES,
    {
        "美元": "USD",
        "美金": "USD",
        "歐元": "EUR",
        "欧元": "EUR",
        "英鎊": "GBP",
        "英镑": "GBP",
        "日元": "JPY",
        "日圓": "JPY",
        "人民幣": "CNY",
        "人民币": "CNY",
        "元": "CNY",
    },
    ".",
    {"以上": Hedge.AT_LEAST, "以下": Hedge.UP_TO},
    _GLYPH_MORE,
    unspaced=True,
    calendar=chinese.CALENDAR,
)
_JAPANESE = _Words(
    {
        Hedge.AT_LEAST: "少なくとも|最低",
        Hedge.UP_TO: "最大|最大で|最高",
        Hedge.ABOUT: "約|およそ|おおよそ",
        Hedge.NEARLY: "ほぼ",
    },
    _GLYPH_SCALES,
    {"米ドル": "USD", "ドル": "USD", "ユーロ": "EUR", "ポンド": "GBP", "円": "JPY", "人民元": "CNY"},
    ".",
    {"以上": Hedge.AT_LEAST, "以下": Hedge.UP_TO, "超": Hedge.MORE_THAN, "未満": Hedge.LESS_THAN},
    {**_GLYPH_MORE, "メガワット": Unit((("MW", 1),)), "ギガワット": Unit((("GW", 1),))},
    unspaced=True,
    calendar=japanese.CALENDAR,
)
_LANGUAGES: Mapping[str, _Words] = {
    "de": _GERMAN,
    "fr": _FRENCH,
    "es": _SPANISH,
    "pt": _PORTUGUESE,
    "it": _ITALIAN,
    "zh": _CHINESE,
    "ja": _JAPANESE,
}
LANGUAGES = ("en", *_LANGUAGES)


@lru_cache(maxsize=32)
def tongue(language: str) -> Tongue:
    """Return what is read in ``language`` (its first part counts: "de-AT" is "de"), English included.

    A language we have no words of is read as English.
    """
    words = _LANGUAGES.get(language.lower().partition("-")[0])
    if words is None:
        return Tongue(branches(HEDGES), {}, SCALES, {}, dates())
    hedges = {phrase: hedge for hedge, text in words.hedges.items() for phrase in phrases(text)}
    spellings = {word: Unit(((code, 1),)) for word, code in words.money.items()} | dict(words.more)
    parts = [phrase[0] for phrase in hedges if len(phrase) == 1]
    glyphs = (
        (*parts, *words.scales, *spellings, *dict(words.after), "年", "月", "日") if words.unspaced else ()
    )
    return Tongue(
        branches({**HEDGES, **hedges}),
        dict(words.after),
        {**SCALES, **words.scales},
        {word.lower(): Spelled(unit) for word, unit in spellings.items()},
        dates(words.calendar),
        words.point,
        tuple(glyphs or (word for word in spellings if "-" in word)),
        words.unspaced,
        frozenset(words.linking.split()),
    )
