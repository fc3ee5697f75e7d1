"""The English words of hedge and scale."""

from __future__ import annotations

from collections.abc import Mapping

from tieout.quantities.interval import Hedge

Phrase = tuple[str, ...]


def phrases(*lines: str) -> list[Phrase]:
    """Return the phrases that bars divide, each as its words."""
    return [tuple(phrase.split()) for line in lines for phrase in line.split("|")]


_HEDGES: tuple[tuple[Hedge, tuple[str, ...]], ...] = (
    (
        Hedge.MORE_THAN,
        (
            "more than|over|above|exceeding|exceeds|exceed|exceeded|in excess of|north of|upwards of",
            "upward of|greater than|larger than|higher than|beyond|surpassing|surpasses|surpassed|topping",
            "tops|topped|>",
        ),
    ),
    (
        Hedge.AT_LEAST,
        (
            "at least|no less than|not less than|no fewer than|not fewer than|nothing less than|a minimum of",
            "minimum of|the minimum of|as few as|as little as|≥|> =",
        ),
    ),
    (Hedge.LESS_THAN, ("less than|under|below|fewer than|lower than|smaller than|south of|beneath|<",)),
    (
        Hedge.UP_TO,
        (
            "up to|as much as|as many as|as high as|at most|at the most|no more than|not more than",
            "never more than|no greater than|no higher than|not exceeding|not to exceed|never exceeding",
            "without exceeding|not over|not above|a maximum of|maximum of|the maximum of|max|capped at",
            "a cap of|up to and including|≤|< =",
        ),
    ),
    (
        Hedge.ABOUT,
        (
            "about|around|roughly|some|approximately|approx|approx .|circa|c .|ca|ca .|an estimated",
            "near|close to|in the region of|of the order of|on the order of|in the order of|order of",
            "estimated|something like|approximate|an approximate|~|≈|∼",
        ),
    ),
    (
        Hedge.NEARLY,
        (
            "nearly|almost|just under|just below|just short of|just shy of|approaching|approach|shy of",
            "not quite|just less than|just fewer than",
        ),
    ),
    (Hedge.JUST_OVER, ("just over|just above|just more than|just north of",)),
    (Hedge.EXACTLY, ("exactly|precisely",)),
    (Hedge.FROM_TO, ("from|between",)),
)
_SLIGHTLY = "slightly|a little|a bit|a shade|a touch|marginally|barely|fractionally"
_FAR = "well|far|much|way|considerably|significantly|comfortably|substantially"
_OVER = "more than|over|above|north of"
_UNDER = "less than|under|below|fewer than|south of"
SCALES: Mapping[str, int] = {
    "hundred": 10**2,
    "thousand": 10**3,
    "lakh": 10**5,
    "lakhs": 10**5,
    "million": 10**6,
    "mn": 10**6,
    "mln": 10**6,
    "crore": 10**7,
    "crores": 10**7,
    "billion": 10**9,
    "bn": 10**9,
    "bln": 10**9,
    "trillion": 10**12,
    "tn": 10**12,
    "trn": 10**12,
}


def _composed() -> dict[Phrase, Hedge]:
    said = {phrase: hedge for hedge, lines in _HEDGES for phrase in phrases(*lines)}
    for adverbs, over, under in (
        (_FAR, Hedge.MORE_THAN, Hedge.LESS_THAN),
        (_SLIGHTLY, Hedge.JUST_OVER, Hedge.NEARLY),
    ):
        for adverb in phrases(adverbs):
            said |= {adverb + phrase: over for phrase in phrases(_OVER)}
            said |= {adverb + phrase: under for phrase in phrases(_UNDER)}
    return said


HEDGES: Mapping[Phrase, Hedge] = _composed()
