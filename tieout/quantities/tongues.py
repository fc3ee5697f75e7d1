"""What is read in each language that sources are written in: its words, as the reader looks them up."""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from functools import lru_cache

from tieout.quantities.calendars import Dates, dates
from tieout.quantities.english import HEDGES, SCALES, Branch, Phrase, branches
from tieout.quantities.interval import Hedge
from tieout.quantities.languages import chinese, french, german, italian, japanese, portuguese, spanish
from tieout.quantities.languages.english import ENGLISH
from tieout.quantities.languages.glyphs import DIGITS
from tieout.quantities.languages.refusals import REFUSALS, Refusals
from tieout.quantities.languages.words import Counting, Words
from tieout.quantities.units import PLAIN, Spelled, Unit, product

_LANGUAGES: Mapping[str, Words] = {
    "de": german.WORDS,
    "fr": french.WORDS,
    "es": spanish.WORDS,
    "pt": portuguese.WORDS,
    "it": italian.WORDS,
    "zh": chinese.WORDS,
    "ja": japanese.WORDS,
}
LANGUAGES = ("en", *_LANGUAGES)
# Where Spanish has the point and the comma of English, and the Swiss point.
_POINTED = frozenset(("de-ch", "de-li", "it-ch")) | frozenset(
    f"es-{region}" for region in ["mx", "us", "pr", "gt", "hn", "ni", "pa", "pe", "sv", "do", "419"]
)


@dataclass(frozen=True)
class Tongue:
    """What is read in one language, English included; words are in lower case.

    ``first`` has the hedges that stand before a number, ``after`` those that stand behind it. ``scales`` are
    by word, of which the ``abbreviated`` may end in a dot. ``spellings`` are units by their words; one of up
    to three letters is written as it is there. ``joins`` are what stands between the ends of a range, by what
    opens it, which is one of ``openers``; "" is nothing. ``solid`` matches the parts of a number that is one
    word. ``point`` is the decimal separator. ``known`` is the pattern of words to be split off where they
    stand; an ``unspaced`` script has no other way to find them. ``opens`` are words that a quantity may start
    with; ``refusals`` what around one takes it back. Nothing is read in a language that is not ``is_known``.
    For the rest see ``Words``.
    """

    first: Branch
    after: Branch
    scales: Mapping[str, int]
    spellings: Mapping[str, Spelled]
    dates: Dates
    joins: Mapping[str, frozenset[str]]
    openers: frozenset[str]
    counting: Counting | None = None
    solid: re.Pattern[str] | None = None
    abbreviated: frozenset[str] = frozenset()
    heads: Mapping[str, tuple[str, int]] = field(default_factory=dict)
    marks: Mapping[str, str] = field(default_factory=dict)
    fillers: frozenset[str] = frozenset()
    stops: frozenset[str] = frozenset()
    labels: frozenset[str] = frozenset()
    labels_behind: frozenset[str] = frozenset()
    denying: frozenset[str] = frozenset()
    divided: frozenset[str] = frozenset()
    per: frozenset[str] = frozenset(("per", "a", "an", "each", "every"))
    each: frozenset[str] = frozenset()
    each_then: Mapping[str, str] = field(default_factory=dict)
    counters: frozenset[str] = frozenset()
    linking: frozenset[str] = frozenset()
    minus: frozenset[str] = frozenset(("minus",))
    change: re.Pattern[str] | None = None
    closes: frozenset[str] = frozenset()
    turns: frozenset[str] = frozenset(("to",))
    turns_behind: frozenset[str] = frozenset()
    points: frozenset[str] = frozenset(("point", "points"))
    priced: frozenset[str] = frozenset()
    during: frozenset[str] = frozenset()
    of_multiples: frozenset[str] = frozenset()
    local: frozenset[str] = frozenset()
    point: str = "."
    known: str = ""
    unspaced: bool = False
    opens: frozenset[str] = frozenset()
    refusals: Refusals | None = None
    is_known: bool = True

    @property
    def has_capital_nouns(self) -> bool:
        """Whether each noun has a capital letter, so that one says nothing of a name."""
        return self.counting is not None and self.dates.calendars[0].capital

    def plain_digits(self, written: str) -> str | None:
        """Return the number with "," between thousands and "." before decimals, or None if it is none."""
        low = written.lower()
        if self.point == ".":
            return low if _ENGLISH_DIGITS.fullmatch(low) or _INDIAN_DIGITS.fullmatch(low) else None
        if not _CONTINENTAL_DIGITS.fullmatch(low):
            return None
        return low.translate(_ENGLISH_POINTS)

    def tidied(self, text: str) -> str:
        """Return ``text`` with one separator of thousands and one kind of digits; no character moves.

        Spaces and apostrophes between thousands become dots where a comma is the point; wide digits plain.
        """
        if self.unspaced:
            text = text.translate(_WIDE)
            text = _WIDE_COMMA.sub(",", text)
            text = _SPOKEN_POINT.sub(_pointed, text)
        if self.point == ",":
            text = _SWISS_DIGITS.sub(_continental, text)
            text = _SPACED_DIGITS.sub(lambda found: re.sub(r"\s", ".", found[0]), text)
        return text


def _continental(swiss: re.Match[str]) -> str:
    return swiss[0].replace(".", ",").replace("'", ".").replace("’", ".")


def _pointed(spoken: re.Match[str]) -> str:
    whole, rest = spoken[0][0], spoken[0][2:]
    return ".".join("".join(str(DIGITS.get(glyph, glyph)) for glyph in part) for part in (whole, rest))


_ENGLISH_POINTS = str.maketrans(".,", ",.")
_GLYPHS = "〇零一二三四五六七八九"
_WIDE_COMMA = re.compile(r"(?<=\d)，(?=\d{3}(?!\d))")
# "五点五亿", "2・5億": before a scale or a unit that no hour or day has.
_SPOKEN_POINT = re.compile(
    rf"(?<![\d.点點・{_GLYPHS}十百千万萬亿億兆])[\d{_GLYPHS}][点點・·][\d{_GLYPHS}]+"
    r"(?=[个個]?(?:[百千万萬亿億兆%％倍割]|GW|MW|kW|吉瓦|兆瓦|千瓦))|(?<=百分之)[\d〇零一二三四五六七八九][点點][\d〇零一二三四五六七八九]+"
)
_WIDE = dict(zip(range(0xFF10, 0xFF1A), "0123456789", strict=True)) | {0xFF0E: ".", 0xFF0D: "-", 0xFF0F: "/"}
_ENGLISH_DIGITS = re.compile(
    r"(?:0|[1-9]\d*)(?:\.\d+)?(?:e[+-]?\d{1,2})?|\.\d+|[1-9]\d{0,2}(?:,\d{3})+(?:\.\d+)?"
)
_INDIAN_DIGITS = re.compile(r"[1-9]\d?(?:,\d{2})+,\d{3}(?:\.\d+)?")
_CONTINENTAL_DIGITS = re.compile(r"(?:0|[1-9]\d*)(?:,\d+)?|[1-9]\d{0,2}(?:\.\d{3})+(?:,\d+)?")
_SPACED_DIGITS = re.compile(r"(?<![\w.,])\d{1,3}(?:[ \u00a0\u2009\u202f]\d{3})+(?![\d.])")
_SWISS_DIGITS = re.compile(r"(?<![\w.,])\d{1,3}(?:['’]\d{3})+(?:\.\d+)?(?!['’]?\d)")


_TO = frozenset(("to", "through"))
_ENGLISH_JOINS = {"": _TO, "from": _TO, "between": frozenset(("and", "to"))}


@lru_cache(maxsize=32)
def tongue(language: str) -> Tongue:
    """Return what is read in ``language``, English included.

    Its first part counts ("de-AT" is "de"), and the region where figures are written another way ("es-MX").
    A language we have no words of is not known: its hedges and denials would be read past.
    """
    low = language.lower()
    words = _LANGUAGES.get(low.partition("-")[0])
    if words is None:
        joins = _ENGLISH_JOINS
        known = low.partition("-")[0] in LANGUAGES
        hedges = branches(HEDGES)
        openers = _openers_of(joins)
        return Tongue(
            hedges, branches({}), SCALES, {}, dates(), joins, openers, refusals=ENGLISH, is_known=known
        )
    counting = words.counting
    hedges = dict(HEDGES) | _hedges(words.hedges) | dict.fromkeys(_openers(words), Hedge.FROM_TO)
    after = _hedges(words.after)
    spellings, marks = _in_region(low, _spellings(words), words.marks)
    joins = {**_ENGLISH_JOINS, **_joins(words)}
    return Tongue(
        branches(hedges),
        branches(after),
        {**SCALES, **{word.rstrip("."): scale for word, scale in words.scales.items()}},
        spellings,
        dates(words.calendar),
        joins,
        _openers_of(joins),
        counting,
        _solid(counting) if counting.solid else None,
        frozenset(word.rstrip(".") for word in words.scales if word.endswith(".")),
        words.heads,
        marks,
        frozenset(words.fillers.split()),
        frozenset(words.stops.split()),
        frozenset(words.labels.split()),
        frozenset(words.labels_behind.split()),
        frozenset(words.denying.split()),
        frozenset(words.divided.split()),
        frozenset(("per", *words.per.split())),
        frozenset(words.each.split()),
        words.each_then,
        frozenset(words.counters.split()),
        frozenset(words.linking.split()),
        frozenset(("minus", *words.minus.split())),
        re.compile(rf"(?:{words.change})\w*") if words.change else None,
        frozenset(words.closes.split()),
        frozenset(("to", *words.turns.split())),
        frozenset(words.turns_behind.split()),
        frozenset(("point", "points", *words.points.split())),
        frozenset(words.priced.split()),
        frozenset(words.during.split()),
        frozenset(words.of_multiples.split("|")) - {""},
        frozenset(words.local.split()),
        "." if low in _POINTED else words.point,
        _known(words, (*hedges, *after)),
        words.unspaced,
        _opens(words),
        REFUSALS[low.partition("-")[0]],
    )


# The money of a place that its language calls as others call theirs; "" is any that can't be told.
_DOLLARS = {"es-mx": "MXN", "fr-ca": "CAD"} | dict.fromkeys(
    (f"es-{region}" for region in ("ar", "cl", "co", "cu", "do", "uy")), ""
)
_YUANS = {"zh-tw": "TWD", "zh-hant-tw": "TWD", "zh-hk": "HKD", "zh-hant-hk": "HKD"} | dict.fromkeys(
    ("zh-hant", "zh-mo", "zh-hant-mo", "zh-sg", "zh-hans-sg"), ""
)


def _in_region(
    low: str, spellings: dict[str, Spelled], marks: Mapping[str, str]
) -> tuple[dict[str, Spelled], Mapping[str, str]]:
    """Return the spellings and marks of money as the region of a tag has them."""
    if (yuan := _YUANS.get(low)) is not None:
        spellings = {word: said for word, said in spellings.items() if word != "元"}
        spellings |= {"元": Spelled(_unit(yuan))} if yuan else {}
    if (dollar := _DOLLARS.get(low)) is not None:
        marks = {**marks, "$": dollar}
    return spellings, marks


def _hedges(said: Mapping[Hedge, str]) -> dict[Phrase, Hedge]:
    return {_parts(phrase): hedge for hedge, text in said.items() for phrase in text.split("|")}


def _openers(words: Words) -> Iterable[Phrase]:
    return (_parts(one.partition("|")[0]) for one in words.ranges if not one.startswith("|"))


def _openers_of(joins: Mapping[str, frozenset[str]]) -> frozenset[str]:
    return frozenset(joins) - {""}


def _joins(words: Words) -> dict[str, frozenset[str]]:
    joins: dict[str, frozenset[str]] = {}
    for one in words.ranges:
        opener, _, join = one.partition("|")
        joins[opener] = joins.get(opener, frozenset()) | {join}
    return joins


# A phrase falls into words as a text does.
_PART = re.compile(r"[dl]'|[^\W\d_]+(?:[.'][^\W\d_]+)*|[^\s\w]")


def _parts(phrase: str) -> Phrase:
    return tuple(_PART.findall(phrase.lower()))


def _spellings(words: Words) -> dict[str, Spelled]:
    known = {spelling: Spelled(_unit(key)) for key, text in _named(words) for spelling in text.split("|")}
    for text, (key, times) in words.pieces.items():
        known |= {spelling: Spelled(_unit(key), times) for spelling in text.split("|")}
    return {(word if len(word) <= 3 else word.lower()): meaning for word, meaning in known.items()}


def _named(words: Words) -> Iterable[tuple[str, str]]:
    return (*words.money.items(), *words.units.items())


def _unit(key: str) -> Unit:
    name, _, power = key.partition("^")
    return product([(name, int(power or 1))]) if name else PLAIN


def _known(words: Words, phrases: Iterable[Phrase]) -> str:
    """Return the pattern of what is split off, the longest first, each with a bar behind it."""
    if not words.unspaced:
        elided = (one for one in ("d'", "d’", "l'", "l’") if one.replace("’", "'") in words.fillers)
        return "".join(f"{one}|" for one in elided)
    spelled = [spelling for _, text in _named(words) for spelling in text.split("|")]
    spelled += [spelling for text in words.pieces for spelling in text.split("|")]
    counting = words.counting
    more = (words.minus, words.other, words.linking, words.counters, words.stops, words.labels)
    spelled += [word for text in more for word in text.split()]
    spelled += [*words.labels_behind.split(), *counting.folds, *counting.folded]
    spelled += [counting.over, *counting.vague, *counting.most, *words.each_then]
    spelled += [*counting.shares, *counting.multiples, *words.heads, *("".join(one) for one in phrases)]
    spelled += [join for one in words.ranges for join in one.split("|") if join]
    split = sorted(word for word in {*spelled} if len(word) > 1 and not word.isascii())
    return "".join(f"{re.escape(word)}|" for word in sorted(split, key=len, reverse=True))


def _solid(counting: Counting) -> re.Pattern[str]:
    """Return what splits a number that is one word into its parts."""
    parts = (*counting.adds, *counting.times, *counting.joins, *counting.and_half)
    return re.compile("|".join(re.escape(word) for word in sorted(parts, key=len, reverse=True) if word))


def _opens(words: Words) -> frozenset[str]:
    """Return the words that a number in words may start with."""
    one = words.counting
    counted = (one.adds, one.times, one.groups, one.rounds, one.shares, one.multiples, one.folds, words.heads)
    spelled = [word.split()[0] for table in counted for word in table]
    spelled += [*one.half, *one.every, *one.most, *words.each.split(), *words.minus.split()]
    return frozenset(spelled)
