"""What Babel knows of a language: its separators, plurals, and the names of units, currencies and months.

Babel is imported when the first number is said in such a language: English needs nothing of it.
"""

from __future__ import annotations

import datetime
from decimal import Decimal
from functools import lru_cache
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from babel import Locale

_IDS = {
    "s": "duration-second",
    "ms": "duration-millisecond",
    "us": "duration-microsecond",
    "ns": "duration-nanosecond",
    "min": "duration-minute",
    "hour": "duration-hour",
    "day": "duration-day",
    "week": "duration-week",
    "month": "duration-month",
    "year": "duration-year",
    "m": "length-meter",
    "km": "length-kilometer",
    "cm": "length-centimeter",
    "mm": "length-millimeter",
    "um": "length-micrometer",
    "nm": "length-nanometer",
    "ft": "length-foot",
    "barrel": "volume-barrel",
    "g": "mass-gram",
    "kg": "mass-kilogram",
}
# Of the units with a prefix each family has one name at least, most that with "kilo"; it makes the others.
_KILO = {
    "Wh": "energy-kilowatt-hour",
    "W": "power-kilowatt",
    "J": "energy-kilojoule",
    "V": "electric-volt",
    "bit": "digital-kilobit",
    "B": "digital-kilobyte",
    "Hz": "frequency-kilohertz",
}
_BASES = ("FLOPS", "OPS", *_KILO)


def prefixed(key: str) -> tuple[str, str]:
    """Return the prefix of a unit and what it multiplies: ("M", "W"); ("", "") where it takes none."""
    key = "B" if key == "byte" else key
    base = next((one for one in _BASES if key.endswith(one) and key.removesuffix(one) in _PREFIXES), "")
    return key.removesuffix(base) if base else "", base


_PREFIXES = ("", *"mkMGTPE")


@lru_cache(maxsize=16)
def locale(language: str) -> Locale:
    """Return what Babel knows of a language: "de", "fr-CH"."""
    from babel import Locale

    return Locale.parse(language, sep="-")


def separators(language: str) -> tuple[str, str]:
    """Return what parts decimals, and what parts thousands."""
    from babel.numbers import get_decimal_symbol, get_group_symbol

    of = locale(language)
    return get_decimal_symbol(of), get_group_symbol(of).replace("'", "’")


def has_spaced_percent(language: str) -> bool:
    """Return whether a space stands before the sign of per cent."""
    return not locale(language).percent_formats[None].pattern.endswith("0%")


@lru_cache(maxsize=4096)
def is_single(language: str, digits: str) -> bool:
    """Return whether the digits take the singular: "1", and in French "1.5" and "0" too."""
    return locale(language).plural_form(Decimal(digits)) == "one"


@lru_cache(maxsize=1024)
def unit(language: str, key: str, many: bool) -> str | None:
    """Return the name of a unit by its key, or None; of a family ("Wh", "B"), that with "kilo"."""
    from babel.units import format_unit

    count = 2 if many else 1
    name = _KILO.get(key) or _IDS.get(key)
    return format_unit(count, name, locale=locale(language)).replace(str(count), "").strip() if name else None


@lru_cache(maxsize=256)
def currency(language: str, code: str, many: bool) -> str:
    """Return the name of a currency."""
    from babel.numbers import get_currency_name

    return get_currency_name(code, 2 if many else 1, locale=locale(language))


@lru_cache(maxsize=256)
def sign(language: str, code: str) -> str:
    """Return the sign of a currency: "$", "CHF"."""
    from babel.numbers import get_currency_symbol

    return get_currency_symbol(code, locale=locale(language))


@lru_cache(maxsize=1024)
def day(language: str, year: int, month: int, of_month: int, pattern: str) -> str:
    """Return a day by Babel's ``pattern``: "d. MMMM y"."""
    from babel.dates import format_date

    return format_date(datetime.date(year, month, of_month), pattern, locale=locale(language))
