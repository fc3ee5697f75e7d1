"""Words that compare ("doubled", "most of", "the largest"): what each needs of numbers or dates."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import replace
from enum import StrEnum
from fractions import Fraction

from tieout.diagnostics import nearest
from tieout.frozen import frozen
from tieout.quantities.interval import EVERYTHING, Hedge, Interval, Quantity, point
from tieout.quantities.numerals import decimal
from tieout.quantities.reading import read_value
from tieout.quantities.units import PERCENT, PLAIN, POINT, TIMES, Unit, Vocabulary


class Measure(StrEnum):
    """What a word looks at.

    RATIO is the first over the second, CHANGE by how much of the second the first is above it, LOSS by how
    much of it below, POINTS their difference in percentage points. EACH holds every value but the last
    against the last, CHAIN each against the one after it (newest first), RANK the first against all others,
    RECORD the first against those before it, ALONE the first and all others against the second.
    """

    RATIO = "ratio"
    CHANGE = "change"
    LOSS = "loss"
    POINTS = "points"
    EACH = "each"
    CHAIN = "chain"
    RANK = "rank"
    RECORD = "record"
    ALONE = "alone"


class End(StrEnum):
    """Which end of what a value may be a word looks at: of all values, or of the last alone."""

    FLOORS = "floors"
    CEILINGS = "ceilings"
    LAST_FLOOR = "floor of the last"
    LAST_CEILING = "ceiling of the last"


class Sense(StrEnum):
    """What a word is said of. A speed counts per time, and a shorter time is a faster one."""

    AMOUNT = "amounts"
    DATE = "dates"
    SPEED = "speeds or times"
    PRICE = "amounts of money"
    LENGTH = "times or lengths"
    MASS = "masses"


MEASURED = frozenset({Measure.RATIO, Measure.CHANGE, Measure.LOSS, Measure.POINTS})
"""The measures whose result is a number, which ``accepts`` then holds or does not."""


@frozen
class Word:
    """A claim word as read.

    ``core`` is the word without its hedge. ``accepts`` are the results of a number that bear it out, counted
    in ``shown`` (times, percent or percentage points); ``signs`` those of "<", "=" and ">" that do, ``end``
    between which ends of the values where it is not all that they may be. ``place``
    counts from the top, or from the bottom where it is not ``rising``; ``among`` lets every place up to it
    pass. ``is_about`` is true of a word that is no more exact than "about" before a number, ``is_change`` of
    one that compares new with old, ``is_part`` of one that is said of a part of a whole, ``is_level`` of one
    that says two numbers are as good as one, ``is_counted`` of one made up of a number (``hedge`` is that
    number's). ``falls`` says that more of the word is less of what is measured, as of "halved".
    """

    text: str
    core: str
    measure: Measure
    accepts: Interval = EVERYTHING
    shown: Unit = TIMES
    signs: frozenset[str] = frozenset()
    sense: Sense = Sense.AMOUNT
    end: End | None = None
    rising: bool = True
    place: int = 1
    among: bool = False
    is_not: bool = False
    is_about: bool = False
    is_change: bool = False
    is_part: bool = False
    is_level: bool = False
    is_counted: bool = False
    hedge: Hedge = Hedge.EXACTLY
    falls: bool = False

    @property
    def fewest(self) -> int:
        """How many facts it is said of, at the least."""
        if self.measure in (Measure.RATIO, Measure.RECORD) or self.is_change:
            return 1
        return 3 if self.measure is Measure.ALONE else 2

    @property
    def most(self) -> int | None:
        """How many facts it is said of, at the most; None for any number."""
        return 2 if self.measure in MEASURED else None

    @property
    def shown_as(self) -> Measure:
        """How what it compares is set side by side: two that are level are one against the other."""
        return Measure.EACH if self.is_level else self.measure

    @property
    def is_comparative(self) -> bool:
        """Whether a number right before it says by how much: "two years earlier", "5 MW above"."""
        return self.core in _COMPARATIVES

    @property
    def needs(self) -> str:
        """What the measure has to be, in words: "2 or more, below 2.5"."""
        said = span_words(self.accepts, self.shown)
        return f"anything but {said}" if self.is_not else said


@frozen
class Unread:
    """Why a word is none that can be proven, and what to write instead."""

    message: str
    help: str | None = None


# --- the words -----------------------------------------------------------------------------------

_RISING = """
    rise rises rose risen rising grow grows grew grown growing increase increases increased increasing
    climb climbs climbed climbing expand expands expanded expanding gained up
"""
_FALLING = """
    fall falls fell fallen falling shrink shrinks shrank shrunk shrinking decline declines declined declining
    decrease decreases decreased decreasing drop drops dropped dropping lost down
"""
_RISE_PHRASES = ("went up", "gone up", "go up", "goes up")
_FALL_PHRASES = ("went down", "gone down", "go down", "goes down")
_CHANGE = "change changes changed changing"
_SAME = ("unchanged", "constant", "the same", "same", "equal", "equal to", "the same as", "identical")
_LEVEL = ("flat", "level", "level with", "as much", "as many", "as large", "as high", "as fast")
_NEAR = (
    "about the same", "about level", "about level with", "about as large", "about as much", "roughly level",
    "roughly the same", "little changed", "close to", "near", "similar to",
)  # fmt: skip

# Comparatives and their superlatives, with what they are said of. "above" and "exceeds" have none.
_UP = (
    ("larger", "largest", Sense.AMOUNT),
    ("bigger", "biggest", Sense.AMOUNT),
    ("greater", "greatest", Sense.AMOUNT),
    ("higher", "highest", Sense.AMOUNT),
    ("more", "", Sense.AMOUNT),
    ("more valuable", "most valuable", Sense.PRICE),
    ("faster", "fastest", Sense.SPEED),
    ("quicker", "quickest", Sense.SPEED),
    ("dearer", "dearest", Sense.PRICE),
    ("costlier", "costliest", Sense.PRICE),
    ("more expensive", "most expensive", Sense.PRICE),
    ("longer", "longest", Sense.LENGTH),
    ("heavier", "heaviest", Sense.MASS),
    ("later", "latest", Sense.DATE),
    ("newer", "newest", Sense.DATE),
    ("after", "last", Sense.DATE),
)
_DOWN = (
    ("smaller", "smallest", Sense.AMOUNT),
    ("lower", "lowest", Sense.AMOUNT),
    ("less", "", Sense.AMOUNT),
    ("fewer", "fewest", Sense.AMOUNT),
    ("slower", "slowest", Sense.SPEED),
    ("cheaper", "cheapest", Sense.PRICE),
    ("less expensive", "least expensive", Sense.PRICE),
    ("shorter", "shortest", Sense.LENGTH),
    ("lighter", "lightest", Sense.MASS),
    ("earlier", "earliest", Sense.DATE),
    ("older", "oldest", Sense.DATE),
    ("before", "first", Sense.DATE),
)
_ABOVE = ("above", "over", "exceeds", "exceed", "exceeded", "surpasses", "surpassed", "outweighs")
_BELOW = ("below", "under")
_ENDS = {
    "a higher floor": (">", End.FLOORS),
    "a lower floor": ("<", End.FLOORS),
    "the same floor": ("=", End.FLOORS),
    "a higher ceiling": (">", End.CEILINGS),
    "a lower ceiling": ("<", End.CEILINGS),
    "the same ceiling": ("=", End.CEILINGS),
    "above the floor": (">", End.LAST_FLOOR),
    "below the ceiling": ("<", End.LAST_CEILING),
}
_PRECEDES = ("precedes", "preceded", "sooner")
_FOLLOWS = ("follows", "followed")
_RECORDS = {
    True: ("record", "a record", "record high", "a record high", "all-time high", "an all-time high",
           "the highest ever", "the highest yet", "the highest on record"),
    False: ("record low", "a record low", "all-time low", "an all-time low", "the lowest ever",
            "the lowest yet", "the lowest on record"),
}  # fmt: skip
_ORDINALS = ("second", "third", "fourth", "fifth", "sixth", "seventh", "eighth", "ninth", "tenth")
_COUNTS = ("two", "three", "four", "five", "six", "seven", "eight", "nine", "ten")
_MULTIPLES = {"doubl": 2, "tripl": 3, "trebl": 3, "quadrupl": 4, "quintupl": 5, "sextupl": 6}
_VAGUE = """
    few many several some dozens scores hundreds thousands lots handful little numerous various
    sharply slightly dramatically massively hugely
    soar soared soars surge surged surges jump jumped jumps leap leapt leaps skyrocketed rocketed exploded
    plunge plunged plunges plummeted slump slumped tumbled crashed collapsed
"""
_DEGREES = "well far way considerably substantially significantly much vast large huge overwhelming"

_MOST = Interval(Fraction(1, 2), Fraction(1), False)
_SHARES = {
    "most": _MOST,
    "most of": _MOST,
    "a majority": _MOST,
    "the majority": _MOST,
    "majority": _MOST,
    "a minority": Interval(Fraction(0), Fraction(1, 2), False, False),
    "minority": Interval(Fraction(0), Fraction(1, 2), False, False),
    "all": point(Fraction(1)),
    "nearly all": Interval(Fraction(9, 10), Fraction(1), True, False),
    "almost all": Interval(Fraction(9, 10), Fraction(1), True, False),
}
_ABOVE_NOTHING = Interval(Fraction(0), None, False, False)
_LEVEL_SPAN = Interval(Fraction(99, 100), Fraction(101, 100))
_NEAR_SPAN = Interval(Fraction(19, 20), Fraction(21, 20))

_NOT = re.compile(r"(?:(?:did|does|do|has|have|had|is|are|was|were|will) not|not(?! quite))\s+")
_TAIL = re.compile(r"\s+(?:as [a-z]+(?: as)?|(?:of|the [a-z]+)(?: (?:of|it|that|them))?)$")
_MORE = re.compile(
    r"(?P<number>.+?)\s+(?:(?P<up>more|larger|bigger|greater|higher)|(?P<down>less|fewer|smaller|lower))$"
)
_BY = re.compile(r"(?P<verb>[a-z]+(?: (?:up|down))?)(?: by)? (?P<number>.*)$")
_VERB = re.compile(rf"(?P<hedge>.*?)\b(?P<stem>{'|'.join((*_MULTIPLES, 'halv'))})(?:e|es|ed|ing)$")
_ONE_OF = re.compile(rf"(?:one of|among) the (?P<count>{'|'.join(_COUNTS)}) (?P<core>.+)$")
_PLACED = re.compile(rf"(?P<place>{'|'.join(_ORDINALS)})[- ](?P<core>.+)$")
_SOME_OF = re.compile(r"(?:one of|among|some of) the (?P<core>.+)$")
_ALONE = re.compile(r"(?:(?:the )?only (?:one )?|alone )(?P<side>above|over|below|under|before|after)$")


def _signed(forms: Iterable[str], signs: str, measure: Measure, **how: object) -> Iterator[tuple[str, Word]]:
    for form in forms:
        yield form, Word(form, form, measure, signs=frozenset(signs), **how)


def _known() -> dict[str, Word]:
    """Return every word that is not made up of a number, by how it is written, without "the" and "than"."""
    words: dict[str, Word] = {}
    words |= _signed((*_RISING.split(), *_RISE_PHRASES), ">", Measure.CHAIN, is_change=True)
    words |= _signed((*_FALLING.split(), *_FALL_PHRASES), "<", Measure.CHAIN, is_change=True)
    words |= _signed(_CHANGE.split(), "<>", Measure.CHAIN, is_change=True)
    words |= _signed(_SAME, "=", Measure.CHAIN)
    for rising, pairs in ((True, _UP), (False, _DOWN)):
        for more, most, sense in pairs:
            words |= _signed((more,), ">" if rising else "<", Measure.EACH, sense=sense)
            words |= {most: Word(most, most, Measure.RANK, sense=sense, rising=rising)} if most else {}
    words |= _signed(_ABOVE, ">", Measure.EACH)
    words |= _signed(_BELOW, "<", Measure.EACH)
    for form, (signs, end) in _ENDS.items():
        words |= _signed((form,), signs, Measure.EACH, end=end)
    words |= _signed(_PRECEDES, "<", Measure.EACH, sense=Sense.DATE)
    words |= _signed(_FOLLOWS, ">", Measure.EACH, sense=Sense.DATE)
    words["most recent"] = replace(words["latest"], text="most recent", core="most recent")
    for rising, forms in _RECORDS.items():
        words |= {form: Word(form, form, Measure.RECORD, rising=rising) for form in forms}
    words |= {
        form: Word(form, form, Measure.RATIO, span, PERCENT, is_part=True, falls="minority" in form)
        for form, span in _SHARES.items()
    }
    for forms, span, is_about in ((_LEVEL, _LEVEL_SPAN, False), (_NEAR, _NEAR_SPAN, True)):
        words |= {
            form: Word(form, form, Measure.RATIO, span, is_about=is_about, is_level=True) for form in forms
        }
    return words


_WORDS: Mapping[str, Word] = _known()
_COMPARATIVES = frozenset((*(more for more, *_ in (*_UP, *_DOWN)), "above", "over", *_BELOW, "up", "down"))
# Without the article "most" is a share.
_SUPERLATIVES: Mapping[str, Word] = {
    "the most": Word("the most", "the most", Measure.RANK),
    "the least": Word("the least", "the least", Measure.RANK, rising=False),
}


def read(text: str, vocabulary: Vocabulary) -> Word | Unread:
    """Return the word that ``text`` is, with what it needs, or why nothing can prove it.

    Case, a last "than" and kinds of hyphen and space make no difference.
    """
    plain = _plain(text)
    negated = _NOT.match(plain)
    core = plain[negated.end() :] if negated else plain
    read_as = _listed(core) or _ranked(core) or _counted(core, vocabulary)
    if read_as is None:
        return _unknown(text, plain)
    if negated and isinstance(read_as, Word):
        read_as = _denied(read_as, text)
    return read_as if isinstance(read_as, Unread) else replace(read_as, text=text)


# What "not" before a number of these denies, nobody can tell: "not about twice" may be less and may be more.
_TWO_SIDED = frozenset({Hedge.ABOUT, Hedge.JUST_OVER, Hedge.FROM_TO, Hedge.UP_TO})


def _denied(word: Word, text: str) -> Word | Unread:
    """Return "not" of a word: what does not come up to a bare number; of others all that they are not.

    Nothing is left loose in what it denies.
    """
    word = replace(word, is_about=False)
    low, high = word.accepts.low, word.accepts.high
    below = Interval(None, low, False, not word.accepts.low_closed)
    above = Interval(high, None, not word.accepts.high_closed, False)
    if word.core.startswith("as "):
        return replace(word, accepts=below, is_level=False)
    if word.measure not in MEASURED or word.is_level or (word.accepts.exact and not word.is_part):
        return replace(word, is_not=True)
    if word.hedge in _TWO_SIDED:
        helps = "say `less than` or `more than`, and how much"
        return Unread(f"`{text}` may be less and may be more", helps)
    is_up_to = low is None or low == 0
    return replace(word, accepts=above if is_up_to or (high is not None and word.falls) else below)


def _plain(text: str) -> str:
    plain = re.sub(r"[\u2010\u2011]", "-", text.replace("\u00a0", " ").lower())
    return re.sub(r"\s+than$", "", " ".join(plain.split()))


def _listed(core: str) -> Word | None:
    return _SUPERLATIVES.get(core) or _WORDS.get(core) or _WORDS.get(core.removeprefix("the "))


def _ranked(core: str) -> Word | Unread | None:
    """Return a superlative that tells its place, or a word for the only one of many."""
    if one := _ALONE.match(core):
        signs = "<" if one["side"] in ("below", "under", "before") else ">"
        sense = Sense.DATE if one["side"] in ("before", "after") else Sense.AMOUNT
        return Word(core, core, Measure.ALONE, signs=frozenset(signs), sense=sense)
    for pattern, names, among in ((_ONE_OF, _COUNTS, True), (_PLACED, _ORDINALS, False)):
        met = pattern.match(core.removeprefix("the "))
        word = _superlative(met["core"]) if met else None
        if word:
            place = names.index(met[1]) + 2
            return replace(word, core=core, place=place, among=among)
    met = _SOME_OF.match(core)
    if met and (word := _superlative(met["core"])):
        most = word.core.removeprefix("the ")
        helps = f"say `one of the three {most}`, or `second-{most}`"
        return Unread(f"`{core}` does not say how many are ahead", helps)
    return None


def _superlative(core: str) -> Word | None:
    word = _SUPERLATIVES.get(f"the {core}") or _WORDS.get(core)
    return word if word and word.measure is Measure.RANK else None


def _counted(core: str, vocabulary: Vocabulary) -> Word | Unread | None:
    """Return a word that is made up of a number: a multiple, a share, or a change by so much."""
    if verb := _VERB.match(core):
        return _verb(core, verb, vocabulary)
    if by := _BY.match(core):
        change = _WORDS.get(by["verb"])
        amount = read_value(by["number"], vocabulary) if change and change.is_change else None
        if isinstance(amount, Quantity) and amount.unit in (PERCENT, PLAIN, POINT):
            return _by(core, amount, ">" in change.signs)
        if isinstance(amount, Quantity) and by["number"].endswith("fold") and change.signs == {">"}:
            word = _hedged(core, amount)
            return replace(word, is_change=True) if isinstance(word, Word) else word
    if more := _MORE.match(core):
        amount = read_value(more["number"], vocabulary)
        if isinstance(amount, Quantity) and amount.unit == TIMES:
            said = more["number"]
            return Unread(f"`{core}` is read in two ways", f"say `{said} as much`, or `{said} as large`")
        if isinstance(amount, Quantity) and amount.unit in (PERCENT, PLAIN, POINT):
            return _by(core, amount, more["up"] is not None)
    amount = read_value(_TAIL.sub("", core), vocabulary)
    if not isinstance(amount, Quantity) or amount.unit not in (TIMES, PERCENT, PLAIN):
        return None
    return None if _is_count(amount) else _hedged(core, amount)


def _is_count(amount: Quantity) -> bool:
    """Whether it counts things, and is no part of one: "two more" is a difference."""
    return amount.unit == PLAIN and not all("/" in digits for digits in amount.digits)


def _verb(core: str, verb: re.Match[str], vocabulary: Vocabulary) -> Word | Unread | None:
    """Return "doubled" or "halved": what was halved is the old number twice the new one."""
    amount = read_value(f"{verb['hedge']}{_MULTIPLES.get(verb['stem'], 2)} times", vocabulary)
    if not isinstance(amount, Quantity):
        return None
    word = _hedged(core, amount)
    if isinstance(word, Unread):
        return word
    halves = verb["stem"] == "halv"
    span = word.accepts.meet(_ABOVE_NOTHING).inverse() if halves else word.accepts
    return replace(word, accepts=span, is_change=True, falls=halves)


def _by(core: str, amount: Quantity, rising: bool) -> Word | Unread:
    if _is_count(amount):
        helps = "say `a third more` or `up 5 percent`, or print by how many with a derived number"
        return Unread(f"`{core}` counts a difference, and a claim word tells ratios", helps)
    word = _hedged(core, amount)
    if isinstance(word, Unread):
        return word
    if amount.unit == POINT:
        span = word.accepts if rising else -word.accepts
        return replace(word, measure=Measure.POINTS, accepts=span, shown=POINT, falls=not rising)
    measure = Measure.CHANGE if rising else Measure.LOSS
    return replace(word, measure=measure, is_change=True, shown=PERCENT)


def _hedged(core: str, amount: Quantity) -> Word | Unread:
    """Return the word for a ratio that is held to ``amount``."""
    degree, _, plainer = amount.word.partition(" ")
    if degree in _DEGREES.split():
        return Unread(f"`{amount.word}` does not say by how much", f"say `{plainer}`")
    by = Fraction(1, 100) if amount.unit == PERCENT else Fraction(1)
    return Word(
        core,
        core.removeprefix(amount.word).strip(),
        Measure.RATIO,
        _accepted(amount).scaled(by),
        TIMES if amount.unit == TIMES else PERCENT,
        is_about=amount.hedge is Hedge.ABOUT,
        is_counted=True,
        hedge=amount.hedge,
    )


def _accepted(amount: Quantity) -> Interval:
    """Return what a number of a word accepts, in its own unit: the table of docs/claim-words.md."""
    low, high = amount.interval.low, amount.interval.high
    value = low if low is not None else high
    slack = _slack(amount, value)
    match amount.hedge:
        case Hedge.EXACTLY:
            return _bare(amount, value)
        case Hedge.ABOUT:
            return Interval(value - slack, value + slack)
        case Hedge.NEARLY:
            return Interval(value - slack, value, True, False)
        case Hedge.JUST_OVER:
            return Interval(value, value + slack, False, True)
    return amount.interval


def _slack(amount: Quantity, value: Fraction) -> Fraction:
    """Return how near is near: a tenth; of a share at most five percentage points."""
    most = {PERCENT: Fraction(5), PLAIN: Fraction(1, 20), POINT: value}.get(amount.unit, value)
    return min(value / 10, most)


def _bare(amount: Quantity, value: Fraction) -> Interval:
    if amount.word in ("exactly", "precisely"):
        return point(value)
    digits = amount.digits[0] if amount.digits else ""
    if "/" in digits:
        near = min(Fraction(1, 200), value / 20)
        return Interval(value - near, value + near)
    if amount.unit == TIMES and "." not in digits:
        return Interval(value, value + Fraction(1, 2), True, False)
    half = Fraction(1, 2 * 10 ** len(digits.partition(".")[2]))
    return Interval(value - half, value + half, True, False)


def _unknown(text: str, plain: str) -> Unread:
    vague = frozenset(f"{_VAGUE} {_DEGREES}".split())
    if met := next((one for one in re.findall(r"[a-z]+", plain) if one in vague), None):
        helps = "say what can be: `rose`, `more than doubled`, `most of`, `one of the three largest`"
        return Unread(f"nothing can prove `{text}`: `{met}` names no number", helps)
    near = nearest(plain.removeprefix("the "), (*_WORDS, *_SUPERLATIVES, *_FROM_NUMBERS))
    helps = f"did you mean `{near}`" if near else "docs/claim-words.md lists the words"
    return Unread(f"`{text}` is no claim word", helps)


_FROM_NUMBERS = ("doubled", "tripled", "quadrupled", "halved", "twice", "half", "a third", "two-thirds")


def span_words(span: Interval, unit: Unit, places: int = 2) -> str:
    """Return a set of results in words: "2 or more, below 2.5", "more than 50 percent".

    Ends have at most so many decimal ``places``.
    """
    after = {PERCENT: " percent", POINT: " percentage points"}.get(unit, "")
    times = 100 if unit == PERCENT else 1

    def said(end: Fraction) -> str:
        return decimal(Fraction(round(end * times * 10**places), 10**places))

    low, high = span.low, span.high
    if low is None:
        return f"{said(high)}{after} or less" if span.high_closed else f"below {said(high)}{after}"
    if high is None:
        return f"{said(low)}{after} or more" if span.low_closed else f"more than {said(low)}{after}"
    if low == high:
        return f"exactly {said(low)}{after}"
    if span.low_closed and span.high_closed:
        return f"{said(low)} to {said(high)}{after}"
    floor = f"{said(low)} or more" if span.low_closed else f"more than {said(low)}"
    return f"{floor}, {'up to' if span.high_closed else 'below'} {said(high)}{after}"


# --- what to say instead -------------------------------------------------------------------------

_HEDGES = ("", "nearly ", "just over ", "more than ", "about ")
_VERBS = {2: "doubled", 3: "tripled", 4: "quadrupled", 5: "quintupled"}
_FRACTIONS = {
    "a tenth": Fraction(1, 10),
    "a fifth": Fraction(1, 5),
    "a quarter": Fraction(1, 4),
    "a third": Fraction(1, 3),
    "two-fifths": Fraction(2, 5),
    "half": Fraction(1, 2),
    "three-fifths": Fraction(3, 5),
    "two-thirds": Fraction(2, 3),
    "three-quarters": Fraction(3, 4),
    "four-fifths": Fraction(4, 5),
    "nine-tenths": Fraction(9, 10),
}
_PAIRS = """
    rise-fall rises-falls rose-fell risen-fallen rising-falling grow-shrink grows-shrinks grew-shrank
    grown-shrunk growing-shrinking increase-decrease increases-decreases increased-decreased
    increasing-decreasing climb-fall climbs-falls climbed-fell climbing-falling expand-shrink
    expanded-shrank gained-lost up-down above-below over-under exceeds-below
"""
_OPPOSITES = dict(pair.split("-") for pair in _PAIRS.split())
_OPPOSITES |= {more: less for (more, *_), (less, *_) in zip(_UP, _DOWN, strict=False)}
_OPPOSITES |= {less: more for more, less in reversed(_OPPOSITES.items())}


def alternatives(word: Word, ratio: Interval | None) -> Iterator[str]:
    """Yield what else might be said of the same facts, the likeliest first.

    ``ratio`` is what was measured, in times; None where it was not.
    """
    if word.measure is Measure.RATIO and ratio is not None:
        yield from _other_numbers(word, ratio)
    elif word.measure is Measure.EACH:
        yield from (one for one in (word.core, _OPPOSITES.get(word.core), "level with", "close to") if one)
    elif word.measure in (Measure.CHAIN, Measure.CHANGE, Measure.LOSS):
        verb = word.core.split()[0]
        yield from (one for one in (verb, _OPPOSITES.get(verb), "unchanged", "flat") if one)
    elif word.measure is Measure.RANK:
        most = word.core.rpartition("the ")[2] if word.among else re.sub(_PLACED, r"\g<core>", word.core)
        yield from (most, *(f"{nth}-{most}" for nth in _ORDINALS[:3]))
        yield from (f"one of the {many} {most}" for many in _COUNTS[:3])


def _other_numbers(word: Word, ratio: Interval) -> Iterator[str]:
    near = ratio.low if ratio.low is not None else ratio.high or Fraction(1)
    own = [] if word.core in _WORDS else [word.core]  # no hedge goes before "most" or "level with"
    whole = [number for number in (int(near), int(near) + 1) if number > 1]
    if word.is_change:
        cores = [_VERBS[number] for number in whole if number in _VERBS] if near >= 1 else ["halved"]
    elif near >= 1:
        cores = ["twice" if number == 2 else f"{_counted_word(number)} times" for number in whole]
    else:
        cores = sorted(_FRACTIONS, key=lambda one: abs(_FRACTIONS[one] - near))[:3]
    yield from (f"{hedge}{core}" for core in (*own, *cores) for hedge in _HEDGES)
    yield from ("rose", "fell") if word.is_change else ("level with", "close to")
    yield from (f"less than {core}" for core in own)


def _counted_word(number: int) -> str:
    return _COUNTS[number - 2] if number - 2 < len(_COUNTS) else f"{number}"
