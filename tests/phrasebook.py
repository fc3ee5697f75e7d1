"""The labelled phrases of ``tests/phrases``: what a careful editor says that each one states.

There are two lists, each by an author who had not seen the grammar: the first was there before it was
mended, the second was written when it had been. A label is turned into values by naming their parts; the
grammar that is measured takes no part in it.
"""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from fractions import Fraction
from functools import lru_cache
from pathlib import Path

import yaml

from tieout.quantities.agreeing import Value, agree
from tieout.quantities.dates import Date
from tieout.quantities.interval import Hedge, Interval, Quantity, held_to
from tieout.quantities.reading import Reading
from tieout.quantities.units import Unit, Vocabulary, product

FOLDER = Path(__file__).parent / "phrases"
LANGUAGES = ("en", "de", "fr", "es", "ja", "zh")
LISTS = ("first", "second")
LOOSE = (Hedge.ABOUT, Hedge.NEARLY, Hedge.JUST_OVER)
_DATE = re.compile(r"(by )?(FY)?(\d{4})(?:-H([12])|-Q([1-4])|-(\d\d)(?:-(\d\d))?)?")


@dataclass(frozen=True)
class Label:
    """One quantity or date of a phrase: the ``words`` that carry it, and the values they may be taken for.

    The first value is what the editor says; the others are those she would accept too. ``at`` is where the
    words begin. ``hedge`` is empty for a date; ``numbers`` has one number, two for a range, none for a date.
    """

    words: str
    at: int
    values: tuple[Value, ...]
    hedge: str = ""
    numbers: tuple[Fraction, ...] = ()
    unit: str = ""
    about: bool = False
    hedges: tuple[str, ...] = ()

    def borne_out_by(self, value: Value) -> bool:
        """Return whether ``value`` says what the label says."""
        return any(agree(mine, value) for mine in self.values)


@dataclass(frozen=True)
class Phrase:
    """A phrase in its language, all that it states, from left to right, and what its list counts."""

    language: str
    text: str
    labels: tuple[Label, ...]
    vocabulary: Vocabulary

    def read_right(self, found: Sequence[Reading]) -> bool:
        """Return whether ``found`` has every value of the phrase, and no other."""
        return len(found) == len(self.labels) and all(
            label.borne_out_by(reading.value) for label, reading in zip(self.labels, found, strict=True)
        )


def phrases(language: str, lists: Sequence[str] = LISTS) -> tuple[Phrase, ...]:
    """Return the labelled phrases of one language."""
    return tuple(phrase for one in lists for phrase in _phrases(language, one))


def everything(lists: Sequence[str] = LISTS) -> tuple[Phrase, ...]:
    """Return the phrases of all languages."""
    return tuple(phrase for language in LANGUAGES for phrase in phrases(language, lists))


def unit(spelling: str) -> Unit:
    """Return the unit a label names: "USD/MW" or "mm^2"; "" is a plain number."""
    factors = []
    for place, part in enumerate(spelling.split("/") if spelling else ()):
        name, _, power = part.partition("^")
        factors.append((name, int(power or 1) * (-1 if place else 1)))
    return product(factors)


def date(spelling: str) -> Date:
    """Return the date a label names: 2026, 2026-H1, 2026-Q1, 2026-04, 2026-04-17, "FY2025" or "by 2028"."""
    found = _DATE.fullmatch(spelling)
    assert found, spelling
    by, fiscal, year, half, quarter, month, day = found.groups()
    rare: dict[str, int | bool] = {}
    if half:
        rare["half"] = int(half)
    if fiscal:
        rare["fiscal"] = True
    if by:
        rare["by"] = True
    return Date(int(year), int(quarter or 0), int(month or 0), int(day or 0), **rare)


def quantity(hedge: str, numbers: Sequence[Fraction], counted: Unit, about: bool) -> Quantity:
    """Return the value of ``numbers`` (two for a range) held to ``hedge``, in whole ``counted``."""
    kind = Hedge(hedge)
    allowed = Interval(*numbers) if kind is Hedge.FROM_TO else held_to(kind, *numbers)
    digits = tuple(str(number) for number in numbers)
    return Quantity(allowed, counted, kind, digits=digits, approximate=about or kind in LOOSE)


@lru_cache(maxsize=16)
def _phrases(language: str, one: str) -> tuple[Phrase, ...]:
    # The C loader is ten times as fast as the other, and most builds of PyYAML have it.
    loader = getattr(yaml, "CSafeLoader", yaml.SafeLoader)
    listed = yaml.load((FOLDER / one / f"{language}.yaml").read_text("utf-8"), loader)
    vocabulary = Vocabulary(listed["nouns"])
    return tuple(
        Phrase(language, phrase["text"], _labels(**phrase), vocabulary) for phrase in listed["phrases"]
    )


def _labels(text: str, reads: Sequence[Mapping[str, object]]) -> tuple[Label, ...]:
    labels, here = [], 0
    for one in reads:
        words = str(one["words"])
        at = text.index(words, here)
        here = at + len(words)
        labels.append(_label(words, at, one))
    return tuple(labels)


def _label(words: str, at: int, one: Mapping[str, object]) -> Label:
    also = str(one.get("or", ""))
    if "date" in one:
        spellings = [str(one["date"]), *([also] if also else [])]
        return Label(words, at, tuple(date(spelling) for spelling in spellings))
    numbers = tuple(Fraction(str(one[key])) for key in ("number", "low", "high") if key in one)
    counted, about = unit(str(one["unit"])), bool(one.get("about", False))
    hedges = (str(one["hedge"]), *([also] if also else []))
    values = tuple(quantity(hedge, numbers, counted, about) for hedge in hedges)
    return Label(words, at, values, hedges[0], numbers, str(one["unit"]), about, hedges)
