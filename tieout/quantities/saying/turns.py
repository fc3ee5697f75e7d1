"""What a text says around its numbers: whose they are, how they come about; in each language of the desk."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass


@dataclass(frozen=True, eq=False)
class Turns:
    """The turns of phrase of one language. What has braces takes what is said there, markup and all."""

    by: str
    """What stands before whose account it is."""
    owner: Callable[[str], str]
    """Whose it is, by name: "Maker’s"."""
    account: tuple[str, str]
    """What follows one owner and several, in the first account of a list."""
    told: str
    """An account: whose, and what it says."""
    also: str
    """The last of a list, with its spaces."""
    translated: str
    """What follows a quote in our own words."""
    assumed: str
    """What follows a number that we assume."""
    formulas: Mapping[tuple[str, int], str]
    """A function that is no sign, by the number of its operands."""
    least: str
    greatest: str
    """What stands before a list of which it is one."""
    counts: tuple[str, ...]
    """No thing, one thing, up to twelve."""


def _possessive(name: str) -> str:
    return f"{name}’" if name.endswith("s") else f"{name}’s"


_ENGLISH = Turns(
    by="by ",
    owner=_possessive,
    account=(" account", " accounts"),
    told="{}, {}",
    also=" and ",
    translated="our translation",
    assumed="our assumption",
    formulas={
        ("growth", 2): "growth from {1} to {0}",
        ("cagr", 2): "yearly growth from {1} to {0}",
        ("cagr", 3): "yearly growth from {1} to {0} over {2}",
        ("days", 2): "days from {0} to {1}",
        ("log", 1): "the decimal logarithm of {0}",
        ("log", 2): "orders of magnitude from {1} to {0}",
        ("mix", 3): "{0} × {1} + the rest × {2}",
    },
    least="the least of ",
    greatest="the greatest of ",
    counts=(
        *("no", "one", "two", "three", "four", "five", "six", "seven"),
        *("eight", "nine", "ten", "eleven", "twelve"),
    ),
)
_GERMAN = Turns(
    by="laut ",
    owner=str,
    account=("", ""),
    told="{} {}",
    also=" und ",
    translated="unsere Übersetzung",
    assumed="unsere Annahme",
    formulas={
        ("growth", 2): "Wachstum von {1} auf {0}",
        ("cagr", 2): "jährliches Wachstum von {1} auf {0}",
        ("cagr", 3): "jährliches Wachstum von {1} auf {0}, Zeitraum: {2}",
        ("days", 2): "Tage von {0} bis {1}",
        ("log", 1): "Zehnerlogarithmus, {0}",
        ("log", 2): "Größenordnungen von {1} bis {0}",
        ("mix", 3): "{0} × {1} + der Rest × {2}",
    },
    least="das Kleinste von ",
    greatest="das Größte von ",
    counts=(
        *("keine", "eins", "zwei", "drei", "vier", "fünf", "sechs", "sieben"),
        *("acht", "neun", "zehn", "elf", "zwölf"),
    ),
)
# "de" would lose its vowel before some numbers, and "entre" loses nothing.
_FRENCH = Turns(
    by="selon ",
    owner=str,
    account=("", ""),
    told="{}, {}",
    also=" et ",
    translated="notre traduction",
    assumed="notre hypothèse",
    formulas={
        ("growth", 2): "croissance entre {1} et {0}",
        ("cagr", 2): "croissance annuelle entre {1} et {0}",
        ("cagr", 3): "croissance annuelle entre {1} et {0} sur {2}",
        ("days", 2): "jours entre {0} et {1}",
        ("log", 1): "logarithme décimal, {0}",
        ("log", 2): "ordres de grandeur entre {1} et {0}",
        ("mix", 3): "{0} × {1} + le reste × {2}",
    },
    least="le plus petit parmi ",
    greatest="le plus grand parmi ",
    counts=(
        *("aucun", "un", "deux", "trois", "quatre", "cinq", "six", "sept"),
        *("huit", "neuf", "dix", "onze", "douze"),
    ),
)
_TURNS = {"en": _ENGLISH, "de": _GERMAN, "fr": _FRENCH}


def turns(language: str) -> Turns:
    """Return the turns of one of ``saying.LANGUAGES``."""
    return _TURNS[language.partition("-")[0]]
