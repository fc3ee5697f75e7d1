"""Quantities and dates into words that say no more than the interval, in the desk's language."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import replace
from fractions import Fraction
from functools import lru_cache

from tieout.quantities.dates import Date
from tieout.quantities.interval import Hedge, Quantity, point
from tieout.quantities.numerals import decimal
from tieout.quantities.saying.english import english
from tieout.quantities.saying.french import french
from tieout.quantities.saying.german import german
from tieout.quantities.saying.house import MINUS, NBSP, House
from tieout.quantities.saying.rounding import Display, Said, by_many, is_altered, said_of
from tieout.quantities.saying.telling import fitted, grouped, tell, unit_words
from tieout.quantities.saying.turns import Turns, turns
from tieout.quantities.units import Unit, Vocabulary

__all__ = [
    "ALIASES",
    "FORMS",
    "LANGUAGES",
    "MINUS",
    "NBSP",
    "Turns",
    "by_many",
    "counted",
    "date_words",
    "house_of",
    "is_altered",
    "names",
    "say",
    "tick",
    "turns",
]

FORMS = ("sentence", "table", "label", "axis", "headline", "number")
"""How a number is printed.

``sentence`` is for prose, all in words; ``headline`` is that with a short scale. ``table`` is for cells and
notes: short scale, symbols. ``label`` stands beside ink, which draws the hedge too. ``axis`` is a tick, with
no hedge. ``number`` leaves out unit and scale, never the hedge.
"""
ALIASES = {"short": "table"}
"""What content may call a form too."""

LANGUAGES = (
    *("en-GB", "en-US", "en"),
    *("de", "de-DE", "de-AT", "de-CH", "de-LI", "de-LU"),
    *("fr", "fr-FR", "fr-BE", "fr-CH", "fr-LU"),
)
"""The languages that numbers are printed in; "en" is British."""

Value = Quantity | Date


def say(
    value: Value,
    form: str,
    vocabulary: Vocabulary,
    display: Display | None = None,
    reported: bool = False,
    moods: Sequence[str] = (),
) -> str:
    """Return the words of ``value`` in one of ``FORMS``: "more than $20 billion", "more than $20bn".

    A stated quantity keeps its digits and, where the desk writes the language it is written in, English, its
    own hedge word. A result of arithmetic is rounded outward to three significant digits, to two where a
    number it rests on is about right and written with no more, in the unit and scale of ``display`` where it
    has one, and is "at least", "at most", "about" or a range. Number, scale word and unit are joined by
    no-break spaces. ``reported`` adds that no first-hand source says so; ``moods`` that it is a "forecast",
    an "estimate" or an "opinion", or rests on an "assumption".
    """
    form = ALIASES.get(form, form)
    house = house_of(vocabulary.language)
    if isinstance(value, Date):
        return _unbroken(house.date(value, form in ("sentence", "headline")))
    keeps_words = vocabulary.language.startswith("en")
    words = tell(said_of(value, display), form, house, vocabulary.nouns, keeps_words)
    return words if form == "axis" else _remarked(words, form, house, reported, moods)


def date_words(date: Date, long: bool, vocabulary: Vocabulary) -> str:
    """Return the date as the furniture of a page has it; it may break before its year."""
    return house_of(vocabulary.language).date(date, long)


@lru_cache(maxsize=16)
def house_of(language: str) -> House:
    """Return the house of one of ``LANGUAGES``.

    Raises:
        ValueError: it is none of them.
    """
    if language not in LANGUAGES:
        raise ValueError(f"no house prints numbers in `{language}`")
    tongue, _, region = language.partition("-")
    if tongue == "en":
        return english(region)
    return german(language) if tongue == "de" else french(language)


# --- axes ----------------------------------------------------------------------------------------


def tick(place: Fraction, unit: Unit, scale: Fraction, vocabulary: Vocabulary, whole: bool) -> str:
    """Return a place on an axis that counts in ``scale`` ``unit``s: with its unit if ``whole``, else digits.

    ``place`` is in whole units; a scale below 1 is one by so many of the divisor. Zero has a currency's sign
    where that stands before it, and no more: "$0".
    """
    house = house_of(vocabulary.language)
    exact = Quantity(point(place), unit, digits=(decimal(place / scale),))
    exact = replace(exact, scale=scale.numerator, per=scale.denominator) if place else exact
    if place and not whole:
        return grouped(fitted(said_of(exact), "axis", house).digits[0], house)
    words = say(exact, "axis", vocabulary)
    return words if place else f"{words[0]}0" if words[0] in "$€£¥" else "0"


def counted(unit: Unit, scale: Fraction, vocabulary: Vocabulary) -> str:
    """Return what an axis counts in, as its title has it: "TB/s", "$bn", "million passengers"."""
    form = "axis" if unit.currency or scale == 1 else "sentence"
    house = house_of(vocabulary.language)
    two = Said(Hedge.EXACTLY, ("2",), scale.numerator, unit, per=scale.denominator)
    two = replace(fitted(two, form, house), digits=("2",))
    return tell(two, form, house, vocabulary.nouns, False).replace("2", "", 1).strip(NBSP + " ")


def names(unit: Unit, vocabulary: Vocabulary) -> tuple[str, ...]:
    """Return how a unit may be called in a text: by its symbol, its name, its name for one."""
    house = house_of(vocabulary.language)
    forms = ((True, False), (True, True), (False, True))
    said = (unit_words(unit, many, in_words, house, vocabulary.nouns) for many, in_words in forms)
    return tuple(one for one in said if one)


# --- what is added to the words ------------------------------------------------------------------


def _unbroken(words: str) -> str:
    """Return a date that never parts at a line's end; a long one may between its words."""
    if words.count(" ") > 3:
        return re.sub(r" (?=\d)|(?<=\d) ", NBSP, words)
    return words.replace(" ", NBSP)


def _remarked(words: str, form: str, house: House, reported: bool, moods: Sequence[str]) -> str:
    """Return ``words`` with what must be said of them: before or in brackets in prose, else after a comma."""
    in_prose = form in ("sentence", "headline")
    before, after = house.reported if reported else ("", "")
    notes = [after] if after and not (in_prose and before) else []
    notes += [house.moods[mood] for mood in moods]
    if not in_prose:
        return ", ".join([words, *notes])
    words = f"{before} {words}" if before else words
    return f"{words} ({', '.join(notes)})" if notes else words
