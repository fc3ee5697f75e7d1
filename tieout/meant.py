"""What may have been meant by a value or a date that cannot be read."""

from __future__ import annotations

import re

from tieout.quantities.agreeing import describe
from tieout.quantities.calendars import MONTH_NUMBERS
from tieout.quantities.dates import Date, dated, read_date
from tieout.quantities.reading import read_value, readings
from tieout.quantities.tongues import LANGUAGES
from tieout.quantities.units import Vocabulary

_DAY = re.compile(r"(\d{1,2})[./-](\d{1,2})[./-](\d{4})")
_YEARS = re.compile(r"(?<!\d)((?:19|20)\d\d|(?<=FY)\d\d)\s?[-/–]\s?((?:19|20)?\d\d)(?!\d)")
_MONTH = rf"\b(?:{'|'.join(MONTH_NUMBERS)})\b"
_TIMES = re.compile(
    r"\b(?:fiscal|FY\d+|spring|summer|autumn|winter)\b|^(?:19|20)\d\d\s?(?:[-/–.]|to\b|$)"
    rf"|{_MONTH}.*\b(?:19|20)\d\d\b|\b(?:19|20)\d\d\b.*{_MONTH}",
    re.IGNORECASE,
)
_SWAPPED = str.maketrans(",.", ".,")


def is_of_time(text: str) -> bool:
    """Return whether ``text`` was probably meant to be a date or a period."""
    return bool(_DAY.fullmatch(text) or _YEARS.search(text) or _TIMES.search(text))


def date_meant(text: str) -> str | None:
    """Return what to write for a date that can't be read, as help says it; None if no one can say."""
    if day := _DAY.fullmatch(text):
        one, other, year = map(int, day.groups())
        found = [date.iso for date in (dated(year, other, one), dated(year, one, other)) if date]
        return f"write {' or '.join(f'`{iso}`' for iso in dict.fromkeys(found))}" if found else None
    if years := _YEARS.search(text):
        first, last = int(years[1]), int(years[2])
        if (first + 1) % 100 != last % 100:
            return None
        year = first + 1 if first > 99 else 2000 + last
        return f"write `FY{year}` for the fiscal year that ends in {year}"
    plain = read_date(re.sub(r"[-.]", " ", text))
    return f"write `{plain.iso}`" if plain else None


def value_meant(text: str, vocabulary: Vocabulary) -> str | None:
    """Return what to write for a value that can't be read, as help says it; None if no one can say.

    Such are decimals behind a comma, and values in another language than English.
    """
    swapped = text.translate(_SWAPPED)
    if "," in text and read_value(swapped, vocabulary):
        return f"write `{swapped}`: a point stands before decimals, a comma between thousands"
    for language in LANGUAGES[1:]:
        found = readings(text, vocabulary, language)
        if len(found) == 1 and (found[0].start, found[0].end) == (0, len(text)):
            value = found[0].value
            if isinstance(value, Date) or not value.after:
                return f"write `{describe(value, vocabulary.nouns)}`: values are read in English"
    return None
