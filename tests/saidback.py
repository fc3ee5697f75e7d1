"""Results said in every form, and read out of the words again: whether the words allow all that is known."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from fractions import Fraction

from tieout.model import DisplayUnit
from tieout.quantities import units
from tieout.quantities.interval import Hedge, Quantity
from tieout.quantities.reading import Value, readings
from tieout.quantities.saying import FORMS, say
from tieout.quantities.units import Vocabulary

NOUNS = {"customer": "customers", "GPU": "GPUs"}
DESKS = tuple(Vocabulary(NOUNS, language) for language in ("en-GB", "en-US", "de", "fr"))
SPOKEN = tuple(form for form in FORMS if form != "axis")  # a tick is a place, and claims nothing

HOLDS, TOO_MUCH, UNREAD = "allows all that is known", "SAYS TOO MUCH", "not read again"


@dataclass(frozen=True)
class Told:
    """What a result was printed as, and what the grammar makes of that."""

    form: str
    words: str
    outcome: str


def told(result: Quantity) -> Iterator[Told]:
    """Yield a result in every form of every language, each read again by the grammar."""
    for desk in DESKS:
        for form in SPOKEN:
            bare = form == "number"
            words = say(result, form, desk, DisplayUnit(result.unit) if bare else None)
            unit = units.PLAIN if bare else result.unit
            yield Told(f"{desk.language} {form}", words, _outcome(result, unit, _read(words, desk)))


def _read(words: str, desk: Vocabulary) -> Value | None:
    """Return the one quantity that is all of the words."""
    found = readings(words, desk, desk.language[:2])
    return found[0].value if [(one.start, one.end) for one in found] == [(0, len(words))] else None


def _outcome(result: Quantity, unit: units.Unit, back: Value | None) -> str:
    if not isinstance(back, Quantity) or not units.same_dimension(back.unit, unit):
        return UNREAD
    said = back.interval.scaled(units.factor(back.unit, unit))
    if back.approximate and said.exact:
        return HOLDS if _rounds_to(result, said.low) else TOO_MUCH
    about = result.approximate and result.hedge not in (Hedge.NEARLY, Hedge.JUST_OVER)
    return HOLDS if (back.approximate or not about) and said.holds(result.interval) else TOO_MUCH


def _rounds_to(result: Quantity, number: Fraction) -> bool:
    """Return whether both ends are about ``number``: three digits, two of what is about right or as told."""
    ends = (result.interval.low, result.interval.high)
    parts = 199 if not result.approximate else 3 if result.figures == 1 else 18
    return all(end is not None and abs(end - number) <= abs(end) / parts for end in ends)
