"""The English words around a number: its hedges, its scales, and what makes it no quantity."""

from __future__ import annotations

import re
from collections.abc import Mapping

from tieout.quantities.interval import Hedge
from tieout.quantities.languages.words import words

Phrase = tuple[str, ...]


def phrases(*lines: str) -> list[Phrase]:
    """Return the phrases that bars divide, each as its words."""
    return [tuple(phrase.split()) for line in lines for phrase in line.split("|")]


class Branch:
    """Phrases that begin with the same words: how they go on, and, where ``whole``, what these words mean.

    A meaning of None is that of a hedge that can't be read for certain.
    """

    __slots__ = ("hedge", "next", "whole")

    def __init__(self) -> None:
        self.next: dict[str, Branch] = {}
        self.whole = False
        self.hedge: Hedge | None = None


def branches(said: Mapping[Phrase, Hedge | None]) -> Branch:
    """Return the tree of phrases, for finding the longest that stands somewhere."""
    root = Branch()
    for phrase, hedge in said.items():
        at = root
        for word in phrase:
            at = at.next.setdefault(word, Branch())
        at.whole, at.hedge = True, hedge
    return root


# --- before a number -------------------------------------------------------------------------------

_MORE = "more|greater|higher|larger|bigger|longer"
_LESS = "less|fewer|lower|smaller|shorter"
_OVER = "over|above|beyond|exceeding|in excess of|north of|upwards of|upward of"
_UNDER = "under|below|beneath|south of|short of"
_FAR = (
    "well|far|much|way|considerably|significantly|comfortably|substantially|greatly|vastly|a lot|a good deal"
    "|handily|easily"
)
_SLIGHTLY = (
    "just|slightly|a little|little|a bit|a shade|a touch|a tad|a hair|a fraction|a whisker|marginally|barely"
    "|fractionally|modestly|only just|only slightly|ever so slightly"
)
_REGION = "region|neighborhood|neighbourhood|vicinity|ballpark|order|area"

_SAID: tuple[tuple[Hedge, tuple[str, ...]], ...] = (
    (
        Hedge.MORE_THAN,
        ("past|exceeds|exceed|exceeded|surpassing|surpasses|surpassed|surpass|topping|tops|topped|>",),
    ),
    (
        Hedge.AT_LEAST,
        (
            "at least|at the least|at the very least|nothing less than|a minimum of|minimum of",
            "the minimum of|a floor of|at minimum|at a minimum|at a minimum ,|minimum|min|min .|≥|> =|⩾|≧",
            "equal to or above|at or above|at or over",
            "as few as|as little as|as low as|as small as|as short as",
        ),
    ),
    (Hedge.LESS_THAN, ("<|sub",)),
    (
        Hedge.UP_TO,
        (
            "up to|upto|up to and including|at most|at the most|at the very most|at maximum|at a maximum",
            "not exceed|not exceeding|cannot exceed|never exceeding|not to exceed",
            "without exceeding|does not exceed|do not exceed",
            "a maximum of|maximum of|the maximum of|up to a maximum of|maximum|max|max .|a max of",
            "capped at|a cap of|limited to|a limit of|a ceiling of|within|≤|< =|⩽|≦",
            "equal to or below|at or below|at or under",
            "as much as|as many as|as high as|as large as|as big as|as long as|as great as|as far as",
            "as fast as",
        ),
    ),
    (
        Hedge.ABOUT,
        (
            "about|around|roughly|some|approximately|approximate|an approximate|approx|approx .|circa|c|c .",
            "ca|ca .|an estimated|estimated|estimated at|estimated to be|est|est .|near|close to",
            "not far from|not far off",
            "order of|of the order of|on the order of|to the order of|something like|somewhere around",
            "somewhere near",
            "just about|roughly around|more or less|~|≈|∼|≃|≅",
        ),
    ),
    (
        Hedge.NEARLY,
        (
            "nearly|almost|just shy of|approaching|approaches|approached|approach|nearing|nears|shy of",
            "close on|not far short of",
            "not quite|virtually|practically|a little shy of|slightly shy of",
        ),
    ),
    (Hedge.EXACTLY, ("exactly|precisely",)),
    (Hedge.FROM_TO, ("from|between",)),
)


def _before() -> dict[Phrase, Hedge]:
    said = {phrase: hedge for hedge, lines in _SAID for phrase in phrases(*lines)}
    more, less = ([(*phrase, "than") for phrase in phrases(each)] for each in (_MORE, _LESS))
    over, under = phrases(_OVER) + more, phrases(_UNDER) + less
    said |= dict.fromkeys(over, Hedge.MORE_THAN) | dict.fromkeys(under, Hedge.LESS_THAN)
    for adverbs, above, below in (
        (_FAR, Hedge.MORE_THAN, Hedge.LESS_THAN),
        (_SLIGHTLY, Hedge.JUST_OVER, Hedge.NEARLY),
    ):
        for adverb in phrases(adverbs):
            said |= dict.fromkeys([adverb + phrase for phrase in over], above)
            said |= dict.fromkeys([adverb + phrase for phrase in under], below)
    for word in ("no", "not", "never"):
        said |= dict.fromkeys([(word, *phrase) for phrase in more], Hedge.UP_TO)
        said |= dict.fromkeys([(word, *phrase) for phrase in less], Hedge.AT_LEAST)
    said |= dict.fromkeys(phrases("not over|not above|not beyond"), Hedge.UP_TO)
    said |= dict.fromkeys(phrases("not under|not below"), Hedge.AT_LEAST)
    for each, hedge in ((more, Hedge.AT_LEAST), (less, Hedge.UP_TO)):
        said |= dict.fromkeys([(*phrase, "or", "equal", "to") for phrase in each], hedge)
        said |= dict.fromkeys([("equal", "to", "or", *phrase) for phrase in each], hedge)
    said |= {("in", "the", *place, "of"): Hedge.ABOUT for place in phrases(_REGION)}
    return said


HEDGES: Mapping[Phrase, Hedge] = _before()
# What may stand between a hedge and its number: "up to a further 20", "more than a combined total of 20".
FILLERS = words(
    "a an another additional further extra total combined cumulative record full whole whopping staggering"
    " potential just only even"
)
# Words right before a number or its hedge that deny it, or hedge it in a way that has no interval.
DENYING = words("not never nowhere hardly scarcely barely than perhaps maybe possibly neither")
# What denies a quantity from further back, in the same clause: "cannot take less than 20", "no one has 20".
NEGATIONS = words("not never cannot nor neither without no none")
NEW_CLAUSES = words("only just merely simply but which that who and or while as because since the")
# What a comparison is made with: "twice as much as $20 billion" is no "up to".
COMPARED = words("times twice half double triple fold about just nearly almost exactly roughly not quite")

# --- behind a number -------------------------------------------------------------------------------

# What stands behind a number, or the unit after it; None can't be read for certain.
BEHIND: Mapping[Phrase, Hedge | None] = {
    **dict.fromkeys(phrases("or more|or greater|or higher|or longer|or larger|or bigger"), Hedge.AT_LEAST),
    **dict.fromkeys(phrases("or less|or fewer|or lower|or smaller|or shorter"), Hedge.UP_TO),
    **dict.fromkeys(phrases("or so|or thereabouts|or about that"), Hedge.ABOUT),
    **dict.fromkeys(phrases("and change|and a bit"), Hedge.JUST_OVER),
    ("and", "then", "some"): Hedge.MORE_THAN,
    **dict.fromkeys(phrases("and counting|or nearly so|or almost|or close to it|or near it")),
    **dict.fromkeys(phrases("if not more|if not less|if not fewer|or nearly|or not quite")),
}
# The same, but for a number that follows it: "20 MW at least", not "20 at least 5".
BEHIND_IF_LAST: Mapping[Phrase, Hedge | None] = {
    **dict.fromkeys(phrases("or above|or over|or better|or even more"), Hedge.AT_LEAST),
    **dict.fromkeys(
        phrases("at least|at the least|at the very least|at minimum|at a minimum"), Hedge.AT_LEAST
    ),
    **dict.fromkeys(phrases("or below|or under"), Hedge.UP_TO),
    **dict.fromkeys(phrases("at most|at the most|at the very most|at maximum|at a maximum"), Hedge.UP_TO),
}
# The same, but only where the text ends behind it, or a mark follows: "20 MW minimum", "$20 billion plus".
BEHIND_AT_END: Mapping[Phrase, Hedge | None] = {
    **dict.fromkeys(
        phrases("and over|and above|and up|and upwards|and more|minimum|min|plus"), Hedge.AT_LEAST
    ),
    **dict.fromkeys(phrases("and under|and below|maximum|max"), Hedge.UP_TO),
    **dict.fromkeys(phrases("approximately|approx|approx .|roughly|give or take|more or less"), Hedge.ABOUT),
}

# What stands between a number and how far off it may be, besides ± and +/-.
PLUS_OR_MINUS = phrases("plus or minus|plus - or - minus|plus / minus|plus - minus|give or take")

# What makes a number in brackets one below zero: "operating loss (10,050)".
LOSSES = words("loss losses deficit outflow outflows")
# Hedges that in capitals are something else: "CA 95134".
ABBREVIATED = words("c ca est")
# What makes "up to" a sum: "they add up to 20 MW".
ADDING = words("add adds added adding sum sums summed")
# What makes "past" a time: "the past 5 years".
NOT_PAST = words("the this these its their our half quarter")

# A word that tells of a change: of "fell from 40% to 14%" no range is read.
CHANGE = re.compile(
    r"(?:drop|fall|fell|rise|rising|rose|grow|grew|increas|decreas|climb|jump|mov|went|go|gone|cut|rais|lower"
    r"|reduc|expand|shrink|shrank|shrunk|narrow|widen|slip|slid|surg|chang|up|down|double|declin|swing|swung"
    r"|shift|improv|worsen|soar|plung|tumbl|swell|advanc|boost|lift|revis|restat|rebound|sink|sank|sunk|brought)"
    r"\w*"
)

# --- scales ----------------------------------------------------------------------------------------

SCALES: Mapping[str, int] = {
    "hundred": 10**2,
    "thousand": 10**3,
    "lakh": 10**5,
    "lakhs": 10**5,
    "lac": 10**5,
    "lacs": 10**5,
    "million": 10**6,
    "mn": 10**6,
    "mln": 10**6,
    "mio": 10**6,
    "crore": 10**7,
    "crores": 10**7,
    "billion": 10**9,
    "bn": 10**9,
    "bln": 10**9,
    "trillion": 10**12,
    "tn": 10**12,
    "trn": 10**12,
    "quadrillion": 10**15,
}
# Scales that only money has.
OF_MONEY: Mapping[str, int] = {"cr": 10**7, "mil": 10**6, "bil": 10**9, "tril": 10**12, "grand": 10**3}
# So many of what follows, that nobody can tell for certain.
UNTOLD = words("score scores gross couple pair ish u.s.c")

# --- no quantities ---------------------------------------------------------------------------------

# What a number after it tells apart: "section 12", "phase 2".
LABELS = words(
    "version v page pages p pp section sections sec chapter chapters exhibit exhibits figure figures fig figs"
    " table tables note notes item items number numbers no nos nr phase phases step steps stage stages tier"
    " tiers level levels day week year line lines room gen generation series class type part parts volume vol"
    " issue appendix annex article articles clause paragraph schedule rule form model grade lot release"
    " option zone unit slide footnote equation lesson round episode season question"
)
# What "over" is about: "a dispute over $45 million" is over no more than that.
DISPUTES = words(
    "dispute disputes row rows battle battles fight fights feud feuds wrangle spat quarrel clash lawsuit"
    " lawsuits litigation argument arguments standoff tussle disagreement disagreements"
)
# What may stand before the shares, and the tokens, that a number is counted by.
KINDS: Mapping[str, frozenset[str]] = {
    "share": words("diluted basic equity ordinary common fully"),
    "token": words("input output generated"),
}
# What makes "a year" no divisor: "59 percent a year later".
LATER = words("later earlier ago before after previously prior hence sooner")
# What stands before a hyphen and a number that is then none: "mid-20s", "post-2025".
PREFIXES = words("mid low high early late pre post non ex multi")
# A word after a number that can't be what is counted.
STOPS = words(
    "a an and are as at be been before but by can could did do does during each every for from had has have"
    " he her his if in into is it its less may might more no nor not of off on one only or our out over per"
    " plus shall she should since so than that the their them then there these they this those though through"
    " to under until up upon was we were what when where which while who will with within without would yet"
    " you"
)
