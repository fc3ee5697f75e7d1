"""Quantities and dates into words that say no more than the interval: sentence, short and number forms."""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass
from fractions import Fraction
from typing import Protocol

from tieout.quantities import dates, units
from tieout.quantities.dates import Date
from tieout.quantities.interval import Hedge, Interval, Quantity
from tieout.quantities.units import Unit, Vocabulary

NBSP = "\u00a0"
MINUS = "\u2212"
FORMS = ("sentence", "short", "number")
SIGNIFICANT = 3
SIGNIFICANT_ABOUT = 2  # of what rests on a number that is no more than about right

Value = Quantity | Date


class Display(Protocol):
    """The unit and scale in which a number is printed (``model.DisplayUnit``)."""

    @property
    def unit(self) -> Unit: ...

    @property
    def scale(self) -> int: ...


def say(
    value: Value,
    form: str,
    vocabulary: Vocabulary,
    display: Display | None = None,
    reported: bool = False,
) -> str:
    """Return the words of ``value``: "more than $20 billion", "more than $20bn", "more than 20".

    ``form`` is "sentence", "short" or "number" (which leaves out unit and scale, never the hedge). A stated
    quantity keeps its digits and its own hedge word; a result of arithmetic is rounded outward to three
    significant digits, to two where a number it rests on is about right and written with no more, in the
    unit and scale of ``display`` where it has one, and is "at least", "at most", "about" or a range. Number,
    scale word and unit are joined by no-break spaces. ``reported`` adds that no first-hand source says so.
    """
    if isinstance(value, Date):
        words = dates.say(value) if form == "sentence" else dates.say_short(value)
        return words.replace(" ", NBSP)
    said = _said(value, display)
    words = _worded(said, form, vocabulary.nouns)
    if not reported:
        return words
    return f"reportedly {words}" if form == "sentence" else f"{words}, reported"


def bounds(value: Value, vocabulary: Vocabulary, display: Display | None = None) -> tuple[str, ...]:
    """Return the ends of ``value`` without its hedge, in short form: one, or two of a range.

    They name the ticks a hedge is drawn between: ("$22bn", "$25bn").
    """
    if isinstance(value, Date):
        return (dates.say_short(value),)
    said = _said(value, display)
    return tuple(_amount(digits, said, "short", vocabulary.nouns) for digits in said.digits)


def stance_of(claim: Value, fact: Value) -> str | None:
    """Return what ``fact`` does to ``claim`` by their intervals: "supports", "refines" or "contradicts".

    A claim that holds all the fact allows is supported, one that shares some of it is refined, one that
    shares nothing contradicted. "About 35" shares what rounds to 35. None where they can't be compared.
    """
    if isinstance(claim, Date) or isinstance(fact, Date):
        return _stance_of_dates(claim, fact) if isinstance(claim, Date) and isinstance(fact, Date) else None
    if not units.same_dimension(claim.unit, fact.unit):
        return None
    ratio = units.factor(fact.unit, claim.unit)
    allowed = fact.interval if ratio == 1 else fact.interval.scaled(ratio)
    if claim.interval.holds(allowed) and (claim.approximate or not fact.approximate):
        return "supports"
    if claim.interval.meets(allowed):
        return "refines"
    near = claim.approximate and _rounded_about(claim).meets(allowed)
    near = near or (fact.approximate and _rounded_about(fact, ratio).meets(claim.interval))
    return "refines" if near else "contradicts"


def _stance_of_dates(claim: Date, fact: Date) -> str:
    if claim.contains(fact):
        return "supports"
    return "refines" if claim.meets(fact) else "contradicts"


def _rounded_about(value: Quantity, ratio: Fraction = Fraction(1)) -> Interval:
    """Return what rounds to an approximate value at the digits it was written with."""
    half = Fraction(1, 2)
    if value.digits and "/" not in value.digits[0]:
        places = len(value.digits[0].partition(".")[2])
        half = Fraction(value.scale, 2 * 10**places)
    interval = value.interval
    low = None if interval.low is None else (interval.low - half) * ratio
    high = None if interval.high is None else (interval.high + half) * ratio
    return Interval(low, high)


# --- from a quantity to digits -------------------------------------------------------------------


@dataclass(frozen=True, slots=True)
class _Said:
    """What will be printed: hedge words before and after, digits, scale, unit, and how a range is joined."""

    before: str
    digits: tuple[str, ...]
    scale: int
    unit: Unit
    after: str = ""


_OWN_WORDS = {
    Hedge.EXACTLY: "",
    Hedge.FROM_TO: "",
    Hedge.MORE_THAN: "more than",
    Hedge.AT_LEAST: "at least",
    Hedge.LESS_THAN: "less than",
    Hedge.UP_TO: "up to",
    Hedge.ABOUT: "about",
    Hedge.NEARLY: "nearly",
    Hedge.JUST_OVER: "just over",
}
# Written hedges that stand before a number as well in print as they did in content.
_KEPT = re.compile(r"[a-z]+(?: [a-z]+)*")
_SUFFIXED = re.compile(
    r"or (?:more|above|greater|higher|better|over|less|fewer|below|under|lower|so|there\w*)|and .*"
)
_NOT_A_WORD = frozenset(("plus", "c", "ca", "max", "approx", "from"))


def _said(value: Quantity, display: Display | None) -> _Said:
    if display is None or (value.digits and display.unit == value.unit and display.scale == value.scale):
        if value.digits:
            return _Said(_hedge_words(value), value.digits, value.scale, value.unit)
        return _derived(value, value.unit, None)
    return _derived(value, display.unit, display.scale)


def _hedge_words(value: Quantity) -> str:
    word = " ".join(value.word.split())
    if value.hedge is Hedge.FROM_TO:
        return "about" if value.approximate else "between" if word == "between" else ""
    parts = word.split()
    kept = _KEPT.fullmatch(word) and not _SUFFIXED.search(word) and not _NOT_A_WORD.intersection(parts)
    if kept and not word.startswith("the "):
        return word
    own = _OWN_WORDS[value.hedge]
    loose = value.approximate and value.hedge not in (Hedge.ABOUT, Hedge.NEARLY, Hedge.JUST_OVER)
    return f"{own} about" if loose else own


def _derived(value: Quantity, unit: Unit, scale: int | None) -> _Said:
    interval = value.interval.scaled(units.factor(value.unit, unit))
    low, high = interval.low, interval.high
    sizes = [abs(end) for end in (low, high) if end is not None]
    by = scale or _scale_of(max(sizes, default=Fraction(0)), unit)
    kept = _kept(value)
    if low is not None and low == high:
        shown = _nearest(low / by, kept)
        about = "about" if value.approximate or shown * by != low else ""
        return _Said(about, (_digits(shown),), by, unit)
    if low is not None and value.hedge in (Hedge.AT_LEAST, Hedge.MORE_THAN, Hedge.JUST_OVER):
        digits = (_digits(_outward(low / by, kept, up=False)),)
        if value.approximate and value.hedge is not Hedge.JUST_OVER:
            return _Said("about", digits, by, unit, "or more")
        return _Said("at least", digits, by, unit)
    if high is not None and value.hedge in (Hedge.UP_TO, Hedge.LESS_THAN, Hedge.NEARLY):
        digits = (_digits(_outward(high / by, kept, up=True)),)
        if value.approximate and value.hedge is not Hedge.NEARLY:
            return _Said("about", digits, by, unit, "or less")
        return _Said("at most", digits, by, unit)
    if low is None or high is None:
        raise ValueError("a quantity without bounds can't be said")
    ends = (_digits(_outward(low / by, kept, up=False)), _digits(_outward(high / by, kept, up=True)))
    return _Said("about" if value.approximate else "", ends, by, unit)


def _kept(value: Quantity) -> int:
    """Return how many significant digits a result of arithmetic is said with.

    One that is about right has no more than its least exact input, but two at least; the end of what is
    "nearly" or "just over" is a bound like another.
    """
    if not value.approximate or value.hedge in (Hedge.NEARLY, Hedge.JUST_OVER):
        return SIGNIFICANT
    return min(SIGNIFICANT, max(SIGNIFICANT_ABOUT, value.written))


def _scale_of(size: Fraction, unit: Unit) -> int:
    counted = unit == units.PLAIN or unit.currency or any(key not in units.NAMES for key, _ in unit.factors)
    if not counted:
        return 1
    return next((scale for scale in (10**12, 10**9, 10**6) if size >= scale), 1)


def _step(value: Fraction, kept: int) -> Fraction:
    """Return the place of the last of ``kept`` significant digits of ``value``, which is not 0."""
    size, exponent = abs(value), 0
    while size >= 10:
        size, exponent = size / 10, exponent + 1
    while size < 1:
        size, exponent = size * 10, exponent - 1
    return Fraction(10) ** (exponent - kept + 1)


def _outward(value: Fraction, kept: int, up: bool) -> Fraction:
    if value == 0:
        return value
    step = _step(value, kept)
    steps = value / step
    return step * (-(-steps.numerator // steps.denominator) if up else steps.numerator // steps.denominator)


def _nearest(value: Fraction, kept: int) -> Fraction:
    """Return ``value`` at its last kept digit; a half goes away from zero, as a reader would do it."""
    if value == 0:
        return value
    steps = abs(value) / (step := _step(value, kept))
    return (steps + Fraction(1, 2)).__floor__() * step * (1 if value > 0 else -1)


def _digits(value: Fraction) -> str:
    sign, size = ("-" if value < 0 else ""), abs(value)
    whole, rest = divmod(size, 1)
    digits = ""
    while rest:
        digit, rest = divmod(rest * 10, 1)
        digits += str(digit)
    return f"{sign}{whole}.{digits}" if digits else f"{sign}{whole}"


# --- from digits to words ------------------------------------------------------------------------

_LONG = {
    10**3: "thousand",
    10**6: "million",
    10**9: "billion",
    10**12: "trillion",
    10**5: "lakh",
    10**7: "crore",
}
_SHORT = {10**6: "m", 10**9: "bn", 10**12: "tn"}
_TOPS = ("zero", "one", "two", "three", "four", "five", "six", "seven", "eight", "nine", "ten")
_PART_WORDS = "half third quarter fifth sixth seventh eighth ninth tenth"
_PARTS = dict(enumerate(_PART_WORDS.split(), 2))


def _worded(said: _Said, form: str, nouns: Mapping[str, str]) -> str:
    if form == "number":
        ends = [_grouped(digits) for digits in said.digits]
    elif len(said.digits) == 1 or said.unit.currency or said.unit == units.PERCENT:
        ends = [_amount(digits, said, form, nouns) for digits in said.digits]
        if len(ends) == 2:
            # The divisor is said once: "$115 to $125 per share".
            tail = _divisor(said.unit, form, nouns)
            ends[0] = ends[0].removesuffix(tail) if tail else ends[0]
    else:
        ends = [_grouped(said.digits[0]), _amount(said.digits[1], said, form, nouns)]
    join = " and " if said.before == "between" else " to "
    words = join.join(ends)
    if said.before == "between" and len(ends) == 1:
        return words
    return " ".join(part for part in (said.before, words, said.after) if part)


def _amount(digits: str, said: _Said, form: str, nouns: Mapping[str, str]) -> str:
    if "/" in digits:
        return _fraction(digits, said, form, nouns)
    number, scale = _grouped(digits), said.scale
    short = form == "short" and bool(said.unit)
    scale_word = _SHORT.get(scale, "") if short else _LONG.get(scale, "")
    if scale != 1 and not scale_word:
        number, scale_word = _grouped(_digits(Fraction(digits.replace(",", "")) * scale)), ""
    joined = (
        f"{number}{scale_word}"
        if short and scale_word
        else f"{number}{NBSP}{scale_word}"
        if scale_word
        else number
    )
    return _with_unit(joined, said.unit, form, _single(digits, scale), nouns)


def _single(digits: str, scale: int) -> bool:
    return digits.lstrip("-") == "1" and scale == 1


def _with_unit(number: str, unit: Unit, form: str, single: bool, nouns: Mapping[str, str]) -> str:
    if not unit:
        return number
    currency = unit.currency
    if currency and all(power < 0 for key, power in unit.factors if key != currency):
        return _money(number, currency) + _divisor(unit, form, nouns)
    if unit == units.PERCENT:
        return f"{number}%"
    if unit.factors[0] == ("percent", 1) and all(power < 0 for _, power in unit.factors[1:]):
        return f"{number}%" + _divisor(unit, form, nouns)
    if unit == units.TIMES:
        return f"{number}x" if form == "short" else f"{number}{NBSP}{'time' if single else 'times'}"
    if unit == units.POINT and form == "short":
        return f"{number}{NBSP}pp"
    named = units.symbol if form == "short" else units.name
    words = named(unit, not single, nouns)
    first, _, rest = words.partition(" per ")
    first = first.replace(" ", NBSP)
    return f"{number}{NBSP}{first} per {rest}" if rest else f"{number}{NBSP}{first}"


def _divisor(unit: Unit, form: str, nouns: Mapping[str, str]) -> str:
    below = Unit(tuple((key, power) for key, power in unit.factors if power < 0))
    if not below:
        return ""
    text = units.symbol(below, False, nouns) if form == "short" else "per " + units.name(below, False, nouns)
    return text if text.startswith("/") else f" {text.removeprefix(' ')}"


def _money(number: str, currency: str) -> str:
    mark = units.CURRENCIES[currency]
    sign = MINUS if number.startswith(MINUS) else ""
    number = number.removeprefix(MINUS)
    return f"{sign}{mark}{NBSP}{number}" if mark.isalpha() else f"{sign}{mark}{number}"


def _fraction(digits: str, said: _Said, form: str, nouns: Mapping[str, str]) -> str:
    sign = MINUS if digits.startswith("-") else ""
    top, _, bottom = digits.lstrip("-").partition("/")
    words = f"{sign}{top}/{bottom}"
    if said.scale == 1 and not said.unit and int(bottom) in _PARTS and int(top) < len(_TOPS):
        part = _PARTS[int(bottom)]
        words = part if part == "half" else f"a{NBSP}{part}" if top == "1" else f"{_TOPS[int(top)]}-{part}s"
        return "an" + words[1:] if part == "eighth" and top == "1" else words
    if said.scale == 1 and not said.unit:
        return f"{top} in {bottom}".replace(" ", NBSP)
    return _with_unit(words, said.unit, form, False, nouns)


def _grouped(digits: str) -> str:
    """Return the digits with "," between thousands and a real minus sign."""
    if "/" in digits:
        return digits.replace("-", MINUS)
    sign = MINUS if digits.startswith("-") else ""
    whole, dot, rest = digits.lstrip("-").replace(",", "").partition(".")
    return f"{sign}{int(whole or 0):,}{dot}{rest}" if whole.isdigit() or not whole else digits
