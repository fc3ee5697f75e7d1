"""The French house, and those of Belgium and Switzerland."""

from __future__ import annotations

import re
from functools import lru_cache

from tieout.quantities.dates import Date
from tieout.quantities.interval import Hedge
from tieout.quantities.saying import cldr
from tieout.quantities.saying.english import IN_WORDS
from tieout.quantities.saying.house import NBSP, THIN, Amount, House
from tieout.quantities.units import CURRENCIES, NAMES

_PREFIXES = {
    "": "",
    "m": "milli",
    "k": "kilo",
    "M": "méga",
    "G": "giga",
    "T": "téra",
    "P": "péta",
    "E": "exa",
}
_OWN = {
    "times": ("fois", "fois"),
    "percentage_point": ("point de pourcentage", "points de pourcentage"),
    "token": ("token", "tokens"),
    "t": ("tonne", "tonnes"),
    "percent": ("pour cent", "pour cent"),
    "KiB": ("kibioctet", "kibioctets"),
    "MiB": ("mébioctet", "mébioctets"),
    "GiB": ("gibioctet", "gibioctets"),
    "TiB": ("tébioctet", "tébioctets"),
}
_CURRENCIES = {"USD": ("dollar", "dollars"), "JPY": ("yen", "yens"), "CNY": ("yuan", "yuans")}
_SIGNS = {"USD": "$", "GBP": "£"}
_TOPS = ("zéro", "un", "deux", "trois", "quatre", "cinq", "six", "sept", "huit", "neuf")
_PARTS = {
    3: "tiers",
    4: "quart",
    5: "cinquième",
    6: "sixième",
    7: "septième",
    8: "huitième",
    9: "neuvième",
    10: "dixième",
}
# "De" loses its vowel before another, and before an h that is mute; these begin with one that is not.
_VOWEL = re.compile(r"[aeiouâàéèêëîïôöûùœæh]", re.IGNORECASE)
_ASPIRATED = re.compile(
    r"h(?:a(?:ie|ll|lte|mac|meau|ndicap|ngar|rnais|usse|ut)|ertz|éros|erse|être|ibou|omard|ors|ub|uit)",
    re.IGNORECASE,
)


@lru_cache(maxsize=8)
def french(language: str) -> House:
    """Return the house of ``language``: "fr", "fr-CH"."""
    point, group = cldr.separators(language)

    def word(key: str, many: bool) -> str:
        if key in _OWN:
            return _OWN[key][many]
        if key in CURRENCIES:
            return _CURRENCIES[key][many] if key in _CURRENCIES else cldr.currency(language, key, many)
        prefix, base = cldr.prefixed(key)
        if base in ("FLOPS", "OPS"):
            return _PREFIXES[prefix] + base.lower()
        if base and (name := cldr.unit(language, base, many)):
            return _PREFIXES[prefix] + name.removeprefix("kilo")
        return cldr.unit(language, key, many) or NAMES[key].symbol

    def mark(key: str, many: bool) -> str:
        if key in CURRENCIES:
            return key
        if key == "percentage_point":
            return "pts" if many else "pt"
        if key in IN_WORDS:
            return word(key, many)
        return re.sub(r"B$", "o", NAMES[key].symbol)

    def money(amount: Amount, code: str, in_words: bool) -> str:
        if in_words:
            name = word(code, amount.many).replace(" ", NBSP)
            return amount.text + NBSP + (_of(name) if amount.in_full else name)
        sign = _SIGNS.get(code) or cldr.sign(language, code)
        glued = amount.scaled and not amount.in_full and not sign.isalpha()
        return f"{amount.text}{sign}" if glued else f"{amount.text}{NBSP}{sign}"

    return House(
        point=point,
        group=group,
        hedges={
            Hedge.EXACTLY: "",
            Hedge.FROM_TO: "",
            Hedge.MORE_THAN: "plus de",
            Hedge.AT_LEAST: "au moins",
            Hedge.LESS_THAN: "moins de",
            Hedge.UP_TO: "jusqu’à",
            Hedge.ABOUT: "environ",
            Hedge.NEARLY: "près de",
            Hedge.JUST_OVER: "un peu plus de",
        },
        at_most="au plus",
        loosely="environ",
        or_more="ou plus",
        or_less="ou moins",
        to=" à ",
        scales={10**6: ("million", "millions"), 10**9: ("milliard", "milliards")},
        compact={10**6: "M", 10**9: "Md"},
        percent=f"{THIN}%" if cldr.has_spaced_percent(language) else "%",
        per="par",
        one_in=f"{{}}{NBSP}sur{NBSP}{{}}",
        reported=("", "selon des tiers"),
        moods={
            "forecast": "prévision",
            "estimate": "estimation",
            "opinion": "avis",
            "assumption": "selon notre hypothèse",
        },
        word=word,
        mark=mark,
        powered=lambda name, power: f"{name} {'carré' if power == 2 else 'cube'}{'s' * name.endswith('s')}",
        money=money,
        part=_part,
        is_single=lambda digits, in_range: cldr.is_single(language, digits),
        date=lambda date, long: _date(language, date, long),
        linked=_of,
        joined=_joined,
        glued=frozenset({"x"}),
        has_full_headlines=True,
    )


def _of(name: str) -> str:
    """Return what a million is of: "de dollars", "d’euros"."""
    return f"d’{name}" if _VOWEL.match(name) and not _ASPIRATED.match(name) else f"de{NBSP}{name}"


def _joined(hedge: str, number: str) -> str:
    if hedge.endswith(" de") and _VOWEL.match(number) and not _ASPIRATED.match(number):
        return f"{hedge[:-1]}’{number}"
    return f"{hedge} {number}"


def _part(top: int, bottom: int) -> str | None:
    if (top, bottom) == (1, 2):
        return f"la{NBSP}moitié"
    if bottom not in _PARTS or not 0 < top < len(_TOPS):
        return None
    plural = "s" if top > 1 and bottom != 3 else ""
    return f"{_TOPS[top]}{NBSP}{_PARTS[bottom]}{plural}"


def _date(language: str, date: Date, long: bool) -> str:
    """Return "14 janvier 2026", "1er trimestre 2026", "d’ici fin 2028", "mi-2026", "exercice 2025"."""
    whole = f"{'exercice' if long else 'ex.'} {date.year}" if date.fiscal else str(date.year)
    of_whole = f"de l’exercice {date.year}" if date.fiscal and long else whole
    if nth := date.half or date.quarter:
        length, letter = ("semestre", "S") if date.half else ("trimestre", "T")
        words = f"{nth}{_th(nth)}{NBSP}{length} {of_whole}" if long else f"{letter}{nth} {whole}"
        owned = f"du {words}" if long else words
    elif date.month:
        name = "MMMM" if long else "MMM"
        pattern = f"d{NBSP}{name} y" if date.day else f"{name} y"
        words = owned = cldr.day(language, date.year, date.month, date.day or 1, pattern)
        words = re.sub(rf"^1(?={NBSP})", "1er", words) if date.day else words
    else:
        words, owned = whole, of_whole
    if date.part:
        before = {"early": "début ", "mid": "mi-", "late": "fin "}[date.part]
        words = f"{'milieu ' if date.part == 'mid' and date.fiscal else before}{owned}"
    if not date.by:
        return words
    if date.day:
        return f"au plus tard le {words}" if long else f"d’ici le {words}"
    if date.part:
        return f"d’ici {words}"
    return f"d’ici la fin {owned}" if long and (nth or date.fiscal) else f"d’ici fin {owned}"


def _th(nth: int) -> str:
    return "er" if nth == 1 else "e"
