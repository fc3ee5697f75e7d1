"""The houses of British and of American English."""

from __future__ import annotations

import re
from dataclasses import replace
from functools import lru_cache

from tieout.quantities import dates
from tieout.quantities.dates import Date
from tieout.quantities.english import HEDGES
from tieout.quantities.interval import Hedge
from tieout.quantities.saying.house import MINUS, NBSP, Amount, House
from tieout.quantities.units import CURRENCIES, NAMES

_TOPS = ("zero", "one", "two", "three", "four", "five", "six", "seven", "eight", "nine", "ten")
_PARTS = {
    3: "third",
    4: "quarter",
    5: "fifth",
    6: "sixth",
    7: "seventh",
    8: "eighth",
    9: "ninth",
    10: "tenth",
}
IN_WORDS = frozenset({"token", "barrel", "day", "week", "month", "year"})
"""The units that have no symbol."""

# Hedges that stand before a number as well in print as they did in content; words, not signs.
_KEPT = re.compile(r"[a-z]+(?: [a-z]+)*")
_NOT_A_WORD = frozenset(("c", "ca", "max", "approx", "from"))


def own_word(word: str, loosened: bool) -> str:
    """Return a hedge as it was written, if it is English that stands as well before a number in print.

    Words of another language, signs, and what stood behind the number are "".
    """
    said = " ".join(word.split())
    if not _KEPT.fullmatch(said) or said.startswith("the ") or _NOT_A_WORD.intersection(said.split()):
        return ""
    rest, hedges = tuple(said.split()), []
    while rest:
        known = next((size for size in range(len(rest), 0, -1) if rest[:size] in HEDGES), 0)
        if not known:
            return ""
        hedges.append(HEDGES[rest[:known]])
        rest = rest[known:]
    return said if not loosened or Hedge.ABOUT in hedges else ""


def _word(key: str, many: bool) -> str:
    named = NAMES[key]
    return named.many if many else named.one


def _american_word(key: str, many: bool) -> str:
    word = _word(key, many)
    return f"metric ton{'s' * many}" if key == "t" else word.replace("metre", "meter")


def _mark(key: str, many: bool) -> str:
    return key if key in CURRENCIES else _word(key, many) if key in IN_WORDS else NAMES[key].symbol


def _powered(word: str, power: int) -> str:
    return f"{'square' if power == 2 else 'cubic'} {word}"


def _money(amount: Amount, code: str, in_words: bool) -> str:
    mark = CURRENCIES[code]
    sign = MINUS if amount.text.startswith(MINUS) else ""
    number = amount.text.removeprefix(MINUS)
    return f"{sign}{mark}{NBSP}{number}" if mark.isalpha() else f"{sign}{mark}{number}"


def _part(top: int, bottom: int) -> str | None:
    if (top, bottom) == (1, 2):
        return "half"
    if bottom not in _PARTS or not 0 < top < len(_TOPS):
        return None
    article = "an" if bottom == 8 else "a"
    return f"{article}{NBSP}{_PARTS[bottom]}" if top == 1 else f"{_TOPS[top]}-{_PARTS[bottom]}s"


def _is_single(digits: str, in_range: bool) -> bool:
    return digits.lstrip("-") == "1" and not in_range


def _british_date(date: Date, long: bool) -> str:
    return re.sub(r"\b(\d{1,2}) (?=[A-Z])", rf"\1{NBSP}", (dates.say if long else dates.say_short)(date))


def _american_date(date: Date, long: bool) -> str:
    return re.sub(rf"\b(\d{{1,2}}){NBSP}(\w+) (?=\d)", rf"\2{NBSP}\1, ", _british_date(date, long))


_BRITISH = House(
    point=".",
    group=",",
    hedges={
        Hedge.EXACTLY: "",
        Hedge.FROM_TO: "",
        Hedge.MORE_THAN: "more than",
        Hedge.AT_LEAST: "at least",
        Hedge.LESS_THAN: "less than",
        Hedge.UP_TO: "up to",
        Hedge.ABOUT: "about",
        Hedge.NEARLY: "nearly",
        Hedge.JUST_OVER: "just over",
    },
    at_most="at most",
    loosely="about",
    or_more="or more",
    or_less="or less",
    to=" to ",
    scales={
        10**3: ("thousand", "thousand"),
        10**5: ("lakh", "lakh"),
        10**6: ("million", "million"),
        10**7: ("crore", "crore"),
        10**9: ("billion", "billion"),
        10**12: ("trillion", "trillion"),
    },
    compact={10**6: "m", 10**9: "bn", 10**12: "tn"},
    percent="%",
    per="per",
    one_in=f"{{}}{NBSP}in{NBSP}{{}}",
    reported=("reportedly", "reported"),
    moods={
        "forecast": "forecast",
        "estimate": "estimate",
        "opinion": "opinion",
        "assumption": "on our assumption",
    },
    word=_word,
    mark=_mark,
    powered=_powered,
    money=_money,
    part=_part,
    is_single=_is_single,
    date=_british_date,
    glued=frozenset({"x"}),
    is_tight=True,
    has_unit_once=False,
)


@lru_cache(maxsize=4)
def english(region: str) -> House:
    """Return the house of "US", as American papers have it, or of any other region: British."""
    if region != "US":
        return _BRITISH
    return replace(
        _BRITISH, compact={10**6: "M", 10**9: "B", 10**12: "T"}, word=_american_word, date=_american_date
    )
