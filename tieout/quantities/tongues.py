"""The words of number, scale and hedge in the languages that sources are written in."""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass, field
from functools import lru_cache

from tieout.quantities.interval import Hedge

Phrase = tuple[str, ...]

_MORE = """more than|over|above|exceeding|exceeds|exceed|exceeded|exceeding that of|in excess of|north of|upwards of
upward of|greater than|larger than|higher than|beyond|surpassing|surpasses|surpassed|topping|tops|topped|>"""
_LEAST = """at least|no less than|not less than|no fewer than|not fewer than|nothing less than|a minimum of
minimum of|the minimum of|as few as|as little as|≥|>=|> ="""
_LESS = "less than|under|below|fewer than|lower than|smaller than|south of|beneath|<"
_MOST = """up to|as much as|as many as|as high as|at most|at the most|no more than|not more than|never more than
no greater than|no higher than|not exceeding|not to exceed|never exceeding|without exceeding|not over|not above
a maximum of|maximum of|the maximum of|max|capped at|a cap of|up to and including|≤|<=|< ="""
_ABOUT = """about|around|roughly|some|approximately|approx|approx .|circa|c .|ca .|an estimated|estimated|near
close to|in the region of|of the order of|on the order of|in the order of|order of|something like|approximate|~|≈|∼"""
_NEARLY = (
    "nearly|almost|just under|just below|just short of|just shy of|approaching|approach|shy of|not quite"
)
_JUST_OVER = "just over|just above|just more than|just north of"
_EXACTLY = "exactly|precisely"
_SLIGHT = "slightly|a little|a bit|a shade|a touch|marginally|barely|fractionally"
_STRONG = "well|far|much|way|considerably|significantly|comfortably|substantially"


def _phrases(text: str) -> list[str]:
    return [phrase.strip() for phrase in text.replace("\n", "|").split("|")]


def _english() -> dict[Phrase, Hedge]:
    said: dict[Phrase, Hedge] = {}
    for text, hedge in (
        (_MORE, Hedge.MORE_THAN),
        (_LEAST, Hedge.AT_LEAST),
        (_LESS, Hedge.LESS_THAN),
        (_MOST, Hedge.UP_TO),
        (_ABOUT, Hedge.ABOUT),
        (_NEARLY, Hedge.NEARLY),
        (_JUST_OVER, Hedge.JUST_OVER),
        (_EXACTLY, Hedge.EXACTLY),
        ("from|between", Hedge.FROM_TO),
    ):
        said |= {tuple(phrase.split()): hedge for phrase in _phrases(text)}
    above, below = (
        ("more than", "over", "above", "north of"),
        ("less than", "under", "below", "fewer than", "south of"),
    )
    for adverbs, over, under in (
        (_STRONG, Hedge.MORE_THAN, Hedge.LESS_THAN),
        (_SLIGHT, Hedge.JUST_OVER, Hedge.NEARLY),
    ):
        for adverb in _phrases(adverbs):
            said |= {tuple(f"{adverb} {phrase}".split()): over for phrase in above}
            said |= {tuple(f"{adverb} {phrase}".split()): under for phrase in below}
    for phrase in ("just less than", "just fewer than"):
        said[tuple(phrase.split())] = Hedge.NEARLY
    return said


_SCALES = {
    "hundred": 10**2, "thousand": 10**3, "lakh": 10**5, "lakhs": 10**5, "million": 10**6, "mn": 10**6,
    "mln": 10**6, "mm": 0, "crore": 10**7, "crores": 10**7, "billion": 10**9, "bn": 10**9, "bln": 10**9,
    "trillion": 10**12, "tn": 10**12, "trn": 10**12,
}  # fmt: skip


@dataclass(frozen=True)
class Tongue:
    """What one language adds: hedges by their first word (longest first), scales, separators, CJK words.

    ``glyphs`` are words of a script without spaces, to be split where they stand.
    """

    first: Mapping[str, tuple[tuple[Phrase, Hedge], ...]]
    scales: Mapping[str, int]
    point: str = "."
    glyphs: tuple[str, ...] = field(default=())

    def plain_digits(self, written: str) -> str | None:
        """Return the number with "," between thousands and "." before decimals, or None if it is none."""
        low = written.lower()
        if self.point == ",":
            if _CONTINENTAL.fullmatch(low):
                return low.replace(".", "").replace(",", ".")
            return None
        return low if _ENGLISH.fullmatch(low) or _INDIAN.fullmatch(low) else None

    def amount_in_glyphs(self, reader: object, here: int) -> None:
        """Return nothing: numbers written in characters are not read."""
        return


_ENGLISH = re.compile(r"(?:0|[1-9]\d*)(?:\.\d+)?(?:e[+-]?\d{1,2})?|\.\d+|[1-9]\d{0,2}(?:,\d{3})+(?:\.\d+)?")
_INDIAN = re.compile(r"[1-9]\d?(?:,\d{2})+,\d{3}(?:\.\d+)?")
_CONTINENTAL = re.compile(r"(?:0|[1-9]\d*)(?:,\d+)?|[1-9]\d{0,2}(?:\.\d{3})+(?:,\d+)?")


@lru_cache(maxsize=16)
def tongue(language: str) -> Tongue:
    """Return what is read in ``language`` (its first part counts: "de-AT" is "de"), beside English."""
    said = _english()
    first: dict[str, list[tuple[Phrase, Hedge]]] = {}
    for phrase, hedge in sorted(said.items(), key=lambda one: -len(one[0])):
        first.setdefault(phrase[0], []).append((phrase, hedge))
    return Tongue(
        {word: tuple(phrases) for word, phrases in first.items()}, {k: v for k, v in _SCALES.items() if v}
    )
