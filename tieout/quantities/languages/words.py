"""What is told of a language: its words of hedge, number, scale and unit, as data."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from fractions import Fraction

from tieout.quantities.calendars import Calendar
from tieout.quantities.interval import Hedge


@dataclass(frozen=True)
class Counting:
    """The number words of a language, in lower case.

    ``adds`` are added to what stands before them ("twenty" "two"), ``times`` multiply it ("two" "hundred").
    After one of ``wide`` up to nineteen may be added (French: "soixante-dix"). ``joins`` may stand between
    ("treinta y dos"). In a ``solid`` language a number is one word, made of these and of ``joins``
    ("zweiundzwanzig"). ``articles`` are also ones, and count only before a scale, a fraction or a group.

    ``groups`` are numbers counted with a number ("a dozen"), ``rounds`` such as are about right
    ("une vingtaine"). ``parts`` are denominators ("tiers"), ``half`` the words of a half before what is
    halved ("media docena"), ``and_half`` the phrases of one behind ("et demi"). ``shares`` are fractions and
    ``multiples`` numbers of times that one word says. ``fold`` matches the end of a solid word that makes a
    number one of times ("zweifach"). ``out_of`` stands in "one of five"; ``among`` says that
    what is counted may stand before it ("un foyer sur cinq"). ``every`` stands before the ordinals of
    ``nth`` ("jeder fünfte"), ``over`` between a denominator and what stands over it ("三分之一"). ``most``
    are words of more than a half. Behind one of ``folded``, ``folds`` are so many times ("翻了近一番"), and
    ``vague`` ones make a number none ("mehrere hundert").
    """

    adds: Mapping[str, int]
    times: Mapping[str, int]
    wide: frozenset[int] = frozenset()
    joins: frozenset[str] = frozenset()
    solid: bool = False
    articles: frozenset[str] = frozenset()
    groups: Mapping[str, int] = field(default_factory=dict)
    rounds: Mapping[str, int] = field(default_factory=dict)
    parts: Mapping[str, int] = field(default_factory=dict)
    half: frozenset[str] = frozenset()
    and_half: tuple[str, ...] = ()
    shares: Mapping[str, Fraction] = field(default_factory=dict)
    multiples: Mapping[str, int | Fraction] = field(default_factory=dict)
    fold: tuple[str, ...] = ()
    out_of: str = ""
    among: bool = False
    every: frozenset[str] = frozenset()
    nth: Mapping[str, int] = field(default_factory=dict)
    over: str = ""
    most: frozenset[str] = frozenset()
    folds: Mapping[str, int] = field(default_factory=dict)
    folded: frozenset[str] = frozenset()
    vague: frozenset[str] = frozenset()


NO_COUNTING = Counting({}, {})


@dataclass(frozen=True)
class Words:
    """What a language adds to English. Phrases of one kind are parted by a bar ("mehr als|über").

    ``hedges`` stand before a number, ``after`` behind it; ``fillers`` may stand between hedge and number
    ("el"). ``ranges`` are what opens a range and what joins it ("zwischen|und"), where nothing opens it the
    join alone; ``closes`` may stand behind it ("まで"). ``stops`` can't be what a number counts,
    and a number after one of ``labels`` counts nothing ("Kapitel 11"), nor one before
    one of ``labels_behind`` ("3号機"); one after ``denying`` is taken back
    ("kaum 5"). ``units`` and ``money`` have the
    spellings of a unit by its name, ``pieces`` those of a part or a multiple of one. ``marks`` are currency
    marks that mean another currency here, ``heads`` the words of money before its number, in so many of it.
    ``per`` stands before a divisor, which is also one of ``divided`` where it is no unit ("par action"),
    ``each`` before one that comes first ("每秒"), ``each_then`` behind it ("あたり"), with a unit where it
    has one in it ("日あたり"). ``linking`` words may stand between a number
    and its unit ("de"). ``minus`` is the word of a number below zero, ``change`` matches a verb that makes
    "from 3 to 5" two numbers, of which the second stands behind one of ``turns``, or before one of
    ``turns_behind``. ``points`` are percentage
    points where a percentage is what they lead to ("0,2 point, à 7,3 %"). ``priced`` stand between money and
    what it buys one of ("80 dollars le baril"), ``during`` before "a year" that is one year, and hedges
    ``of_multiples`` before nothing else ("plus que doublé"). ``local`` is what the money of any place is
    called there ("新台幣5億元"). An ``unspaced`` script has no
    spaces between words; ``other`` are words of it that have one of ours for a part, ``counters`` what may
    stand between a number and the noun or the hedge behind it ("300件超").
    """

    calendar: Calendar
    hedges: Mapping[Hedge, str]
    after: Mapping[Hedge, str]
    scales: Mapping[str, int]
    money: Mapping[str, str]
    units: Mapping[str, str]
    counting: Counting
    pieces: Mapping[str, tuple[str, Fraction]] = field(default_factory=dict)
    marks: Mapping[str, str] = field(default_factory=dict)
    heads: Mapping[str, tuple[str, int]] = field(default_factory=dict)
    ranges: tuple[str, ...] = ()
    fillers: str = ""
    stops: str = ""
    labels: str = ""
    labels_behind: str = ""
    denying: str = ""
    divided: str = ""
    per: str = ""
    each: str = ""
    each_then: Mapping[str, str] = field(default_factory=dict)
    counters: str = ""
    linking: str = ""
    minus: str = ""
    change: str = ""
    other: str = ""
    closes: str = ""
    turns: str = ""
    turns_behind: str = ""
    priced: str = ""
    during: str = ""
    of_multiples: str = ""
    local: str = ""
    points: str = ""
    point: str = ","
    unspaced: bool = False


def words(text: str) -> frozenset[str]:
    """Return the words of ``text``, as a set."""
    return frozenset(text.split())


def numbers(first: int, *words: str) -> dict[str, int]:
    """Return the number of each word from ``first`` on; spellings of one number are parted by a bar."""
    return {spelling: number for number, one in enumerate(words, first) for spelling in one.split("|")}


def prefixed(words: Mapping[str, str], base: str, key: str) -> dict[str, str]:
    """Return the spellings of a unit with its prefixes: ``words`` has the spelling of each prefix.

    ``base`` has the spellings of the unit itself, parted by a bar: MW is "Megawatt".
    """
    return {
        letter + key: "|".join(prefix + one for prefix in spelled.split("|") for one in base.split("|"))
        for letter, spelled in words.items()
    }
