"""The German house, and those of Austria and Switzerland."""

from __future__ import annotations

from functools import lru_cache

from tieout.quantities.dates import Date
from tieout.quantities.interval import Hedge
from tieout.quantities.saying import cldr
from tieout.quantities.saying.english import IN_WORDS
from tieout.quantities.saying.house import NBSP, Amount, House
from tieout.quantities.units import CURRENCIES, NAMES

_PREFIXES = {
    "": "",
    "m": "Milli",
    "k": "Kilo",
    "M": "Mega",
    "G": "Giga",
    "T": "Tera",
    "P": "Peta",
    "E": "Exa",
}
_OWN = {
    "times": ("-mal", "-mal"),
    "percentage_point": ("Prozentpunkt", "Prozentpunkte"),
    "token": ("Token", "Tokens"),
    "t": ("Tonne", "Tonnen"),
    "percent": ("Prozent", "Prozent"),
    "KiB": ("Kibibyte", "Kibibyte"),
    "MiB": ("Mebibyte", "Mebibyte"),
    "GiB": ("Gibibyte", "Gibibyte"),
    "TiB": ("Tebibyte", "Tebibyte"),
}
_CURRENCIES = {"GBP": "Pfund", "JPY": "Yen", "CNY": "Yuan", "CHF": "Franken"}
_TOPS = ("null", "ein", "zwei", "drei", "vier", "fünf", "sechs", "sieben", "acht", "neun")
_PARTS = {
    3: "Drittel",
    4: "Viertel",
    5: "Fünftel",
    6: "Sechstel",
    7: "Siebtel",
    8: "Achtel",
    9: "Neuntel",
    10: "Zehntel",
}
_OF_YEAR = {"early": "Anfang", "mid": "Mitte", "late": "Ende"}


@lru_cache(maxsize=8)
def german(language: str) -> House:
    """Return the house of ``language``: "de", "de-AT", "de-CH"."""
    point, group = cldr.separators(language)

    def word(key: str, many: bool) -> str:
        if key in _OWN:
            return _OWN[key][many]
        if key in CURRENCIES:
            return _CURRENCIES.get(key) or cldr.currency(language, key, many)
        prefix, base = cldr.prefixed(key)
        if base in ("FLOPS", "OPS"):
            return (_PREFIXES[prefix] + base.lower()).capitalize()
        if base and (name := cldr.unit(language, base, many)):
            return (_PREFIXES[prefix] + name.removeprefix("Kilo")).capitalize()
        return cldr.unit(language, key, many) or NAMES[key].symbol

    def mark(key: str, many: bool) -> str:
        if key in CURRENCIES:
            return key
        return word(key, many) if key in IN_WORDS or key == "percentage_point" else NAMES[key].symbol

    def money(amount: Amount, code: str, in_words: bool) -> str:
        name = word(code, amount.many).replace(" ", NBSP)
        return amount.text + NBSP + (name if in_words else cldr.sign(language, code))

    return House(
        point=point,
        group=group,
        hedges={
            Hedge.EXACTLY: "",
            Hedge.FROM_TO: "",
            Hedge.MORE_THAN: "mehr als",
            Hedge.AT_LEAST: "mindestens",
            Hedge.LESS_THAN: "weniger als",
            Hedge.UP_TO: "bis zu",
            Hedge.ABOUT: "rund",
            Hedge.NEARLY: "knapp",
            Hedge.JUST_OVER: "etwas mehr als",
        },
        at_most="höchstens",
        loosely="etwa",
        or_more="oder mehr",
        or_less="oder weniger",
        to=" bis ",
        scales={
            10**6: ("Million", "Millionen"),
            10**9: ("Milliarde", "Milliarden"),
            10**12: ("Billion", "Billionen"),
        },
        compact={10**6: "Mio.", 10**9: "Mrd.", 10**12: "Bio."},
        percent=f"{NBSP}%" if cldr.has_spaced_percent(language) else "%",
        per="pro",
        one_in=f"{{}}{NBSP}von{NBSP}{{}}",
        reported=("Berichten zufolge", "laut Berichten"),
        moods={
            "forecast": "Prognose",
            "estimate": "Schätzung",
            "opinion": "Einschätzung",
            "assumption": "nach unserer Annahme",
        },
        word=word,
        mark=mark,
        powered=lambda name, power: ("Quadrat" if power == 2 else "Kubik") + name.lower(),
        money=money,
        part=_part,
        is_single=lambda digits, in_range: cldr.is_single(language, digits),
        date=lambda date, long: _date(language, date, long),
        glued=frozenset({"x", "-mal"}),
    )


def _part(top: int, bottom: int) -> str | None:
    if (top, bottom) == (1, 2):
        return f"die{NBSP}Hälfte"
    if bottom not in _PARTS or not 0 < top < len(_TOPS):
        return None
    return f"{_TOPS[top]}{NBSP}{_PARTS[bottom]}"


def _date(language: str, date: Date, long: bool) -> str:
    """Return "14. Januar 2026", "1. Quartal 2026", "bis Ende 2028", "Mitte 2026", "Geschäftsjahr 2025"."""
    whole = str(date.year)
    if date.fiscal:
        whole = f"Geschäftsjahr {whole}" if long else f"GJ {whole}"
    of_whole = f"des Geschäftsjahres {date.year}" if date.fiscal and long else whole
    if nth := date.half or date.quarter:
        length, letter = ("Halbjahr", "H") if date.half else ("Quartal", "Q")
        words = f"{nth}.{NBSP}{length} {of_whole}" if long else f"{letter}{nth} {whole}"
        owned = f"des {nth}.{NBSP}{length}s {of_whole}" if long else words
    elif date.month:
        name = "MMMM" if long else "MMM"
        pattern = f"d.{NBSP}{name} y" if date.day else f"{name} y"
        words = owned = cldr.day(language, date.year, date.month, date.day or 1, pattern)
    else:
        words, owned = whole, of_whole
    if date.part:
        words = f"{_OF_YEAR[date.part]} {owned}"
    if not date.by:
        return words
    if date.day:
        return f"bis zum {words}" if long else f"bis {words}"
    return f"bis {words}" if date.part else f"bis Ende {owned}"
