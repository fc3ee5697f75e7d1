"""Words with one thing changed so that they say something else: a digit, a hedge, a unit, a number more.

No reading of numbers takes part in it: each change is by a table, or by one digit of a numeral.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from random import Random

GAP = r"[ \u00a0\u2009\u202f]"
_NUMERAL = re.compile(r"\d[\d,.]*\d|\d")
_HEDGES = (
    ("reportedly ", ""),
    (", reported", ""),
    ("more than ", ""),
    ("at least ", ""),
    ("less than ", ""),
    ("up to about ", ""),
    ("up to ", ""),
    ("about ", ""),
    ("nearly ", ""),
    ("just over ", ""),
)
_STRONGER = (
    ("more than ", "far more than "),
    ("at least ", "more than "),
    ("up to about ", "at least "),
    ("up to ", "at least "),
    ("about ", "more than "),
    ("nearly ", "over "),
    ("just over ", "well over "),
    ("less than ", "far less than "),
)
_UNITS = (
    (rf"(?<=\d{GAP})billion\b", "million"),
    (rf"(?<=\d{GAP})million\b", "billion"),
    (r"(?<=\d)bn\b", "m"),
    (r"(?<=\d)m(?=\b)", "bn"),
    (rf"(?<=\d{GAP})megawatts\b", "gigawatts"),
    (rf"(?<=\d{GAP})gigawatts\b", "megawatts"),
    (rf"(?<=\d{GAP})MW\b", "GW"),
    (rf"(?<=\d{GAP})GW\b", "MW"),
    (rf"(?<=\d{GAP})TB/s", "GB/s"),
    (rf"(?<=\d{GAP})GB/s", "TB/s"),
    (rf"(?<=\d{GAP})PB/s", "TB/s"),
    (rf"(?<=\d{GAP})GB\b(?!/)", "TB"),
    (rf"(?<=\d{GAP})MB\b(?!/)", "GB"),
    (rf"(?<=\d{GAP})(?:days|weeks)\b", "months"),
    (rf"(?<=\d{GAP})years\b", "months"),
    (rf"(?<=\d{GAP})shares\b", "customers"),
    (r"(?<=\d)%", "\u2030"),
    (r"\$(?=\d)", "€"),
    (r"(?<=\d)x\b", "%"),
    (rf"(?<=\d{GAP})times\b", "%"),
)
_WORDS = (
    ("two-thirds", "three-quarters"),
    ("a third", "a quarter"),
    ("half", "a third"),
    ("one", "two"),
)

NUMBERS = ("37", "1.5 million", "12%", "$3bn", "640 MW", "2,450", "4.2", "18 GW")
"""Numbers to type where none is bound; none of them is printed on the flagship."""
NUMBER_WORDS = (
    "seventeen customers",
    "four million shares",
    "two-thirds of the buyers",
    "a dozen suppliers",
    "eleven percent",
    "three billion dollars",
    "forty megawatts",
    "a hundred clients",
)
MULTIPLES = (
    "twice the earlier price",
    "a threefold rise",
    "ten times the speed",
    "double the capacity",
    "a fivefold gain",
    "half the cost",
    "three times as much",
    "a quarter of the price",
)


def digit_changed(words: str, random: Random) -> str:
    """Return ``words`` with one digit of a numeral changed; empty where there is none.

    The changed digit is never one that leaves the number as it was: a first digit does not become 0.
    """
    at = [
        (found.start() + nth, nth == 0)
        for found in _NUMERAL.finditer(words)
        for nth, mark in enumerate(found[0])
        if mark.isdigit() and mark.isascii()
    ]
    if not at:
        return ""
    where, first = random.choice(at)
    old = words[where]
    new = random.choice([one for one in "0123456789" if one != old and not (first and one == "0")])
    return words[:where] + new + words[where + 1 :]


def number_word_changed(words: str) -> str:
    """Return ``words`` with a fraction or number in words changed; empty where there is none."""
    return _first(words, tuple((rf"\b{old}\b", new) for old, new in _WORDS))


def has_number(words: str) -> bool:
    """Return whether a reader meets a number in ``words``: a digit, or a fraction in words."""
    return bool(_NUMERAL.search(words) or number_word_changed(words))


def hedges_dropped(words: str) -> Iterator[str]:
    """Yield ``words`` without a hedge that they have, for each."""
    for old, new in _HEDGES:
        at = words.replace("\u00a0", " ").find(old)
        if at >= 0:
            yield words[:at] + new + words[at + len(old) :]


def hedge_strengthened(words: str) -> str:
    """Return ``words`` with a hedge that says more than there is ground for; empty where they have none."""
    plain = words.replace("\u00a0", " ")
    for old, new in _STRONGER:
        if (at := plain.find(old)) >= 0:
            return words[:at] + new + words[at + len(old) :]
    return ""


def units_swapped(words: str) -> Iterator[str]:
    """Yield ``words`` with a unit, a scale or a currency changed, for each that they have."""
    for pattern, new in _UNITS:
        changed = re.sub(pattern, new, words, count=1)
        if changed != words:
            yield changed


def _first(words: str, table: tuple[tuple[str, str], ...]) -> str:
    for pattern, new in table:
        changed = re.sub(pattern, new, words, count=1)
        if changed != words:
            return changed
    return ""
