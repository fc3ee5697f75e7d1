"""From what will be said to the words of one house, in one form."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace
from fractions import Fraction

from tieout.quantities import units
from tieout.quantities.interval import Hedge
from tieout.quantities.numerals import decimal
from tieout.quantities.saying.english import own_word
from tieout.quantities.saying.house import MINUS, NBSP, Amount, House
from tieout.quantities.saying.rounding import Said
from tieout.quantities.units import PERCENT, Unit

Nouns = Mapping[str, str]

_SLASHED = frozenset({"s", "min", "ms", "us", "ns"})
_POWERS = {1: "", 2: "²", 3: "³"}


def tell(said: Said, form: str, house: House, nouns: Nouns, keeps_words: bool) -> str:
    """Return the words of ``said`` in ``form``, which is one of ``saying.FORMS``.

    ``nouns`` has the plurals of what the desk counts. With ``keeps_words`` the hedge may be said as it was
    written.
    """
    said = fitted(said, form, house)
    before, after = _hedge(said, form, house, keeps_words)
    body = _range(said, form, house, nouns, " and " if before == "between" else house.to)
    if before:
        body = house.joined(before, body)
    return f"{body} {after}" if after else body


def grouped(digits: str, house: House) -> str:
    """Return digits with the separators of ``house`` and a real minus sign."""
    sign = MINUS if digits.startswith("-") else ""
    bare = digits.lstrip("-")
    if "/" in bare:
        return sign + bare
    whole, point, rest = bare.partition(".")
    return f"{sign}{int(whole or 0):,}".replace(",", house.group) + (house.point + rest if point else "")


def fitted(said: Said, form: str, house: House) -> Said:
    """Return ``said`` with a scale that ``house`` has a word for in ``form``: the greatest up to its own."""
    known = [1, *(house.scales if _is_full(said.unit, form, house) else house.compact)]
    scale = max(one for one in known if one <= said.scale)
    if scale == said.scale:
        return said
    digits = tuple(decimal(Fraction(one) * said.scale / scale) for one in said.digits)
    return replace(said, digits=digits, scale=scale)


# --- the hedge -----------------------------------------------------------------------------------


def _hedge(said: Said, form: str, house: House, keeps_words: bool) -> tuple[str, str]:
    """Return what stands before the number, and what after it."""
    if form == "axis":
        return "", ""
    if said.derived:
        return _derived_hedge(said, house)
    loose = said.approximate and said.hedge not in (Hedge.ABOUT, Hedge.NEARLY, Hedge.JUST_OVER)
    word = own_word(said.word, loose) if keeps_words else ""
    if said.hedge is Hedge.FROM_TO:
        between = word if word == "between" and form != "label" else ""
        return (house.hedges[Hedge.ABOUT] if said.approximate else between), ""
    if word:
        return word, ""
    of_part = said.hedge is Hedge.UP_TO and any("/" in one for one in said.digits)
    kind = house.at_most if of_part else house.hedges[said.hedge]
    if loose:
        kind = house.joined(kind, house.loosely) if kind else house.loosely
    return kind, ""


def _derived_hedge(said: Said, house: House) -> tuple[str, str]:
    about = house.hedges[Hedge.ABOUT]
    match said.hedge:
        case Hedge.AT_LEAST:
            return (about, house.or_more) if said.approximate else (house.hedges[said.hedge], "")
        case Hedge.UP_TO:
            return (about, house.or_less) if said.approximate else (house.at_most, "")
        case Hedge.FROM_TO:
            return about if said.approximate else "", ""
    return house.hedges[said.hedge], ""


# --- the number and its unit ---------------------------------------------------------------------


def _range(said: Said, form: str, house: House, nouns: Nouns, to: str) -> str:
    if form == "number":
        return to.join(grouped(one, house) for one in said.digits)
    if len(said.digits) == 1:
        return _amount(said.digits[0], said, form, house, nouns)
    each = not house.has_unit_once and (said.unit.currency or said.unit == PERCENT)
    if not each and not any("/" in one for one in said.digits):
        last = _amount(said.digits[1], said, form, house, nouns, in_range=True)
        return grouped(said.digits[0], house) + to + last
    ends = [_amount(one, said, form, house, nouns) for one in said.digits]
    # The divisor is said once: "$115 to $125 per share".
    tail = _below(said.unit, said.per, _in_words(form), house, nouns)
    return (ends[0].removesuffix(tail) if tail else ends[0]) + to + ends[1]


def _amount(digits: str, said: Said, form: str, house: House, nouns: Nouns, in_range: bool = False) -> str:
    if "/" in digits and not said.unit and said.scale == 1:
        return _fraction(digits, house)
    single = "/" not in digits and house.is_single(digits, in_range)
    full = _is_full(said.unit, form, house)
    text = grouped(digits, house)
    if said.scale != 1 and full:
        text = f"{text}{NBSP}{house.scales[said.scale][not single]}"
    elif said.scale != 1:
        text += ("" if house.is_tight else NBSP) + house.compact[said.scale]
    scaled = said.scale != 1
    amount = Amount(text, many=scaled or not single, scaled=scaled, in_full=scaled and full)
    below = _below(said.unit, said.per, _in_words(form), house, nouns)
    return _with_unit(amount, said.unit, below, _in_words(form), house, nouns)


def _is_full(unit: Unit, form: str, house: House) -> bool:
    """Return whether the scale is said in full: in prose, and of a number that counts nothing."""
    return form in ("sentence", "number") or not unit or (form == "headline" and house.has_full_headlines)


def _in_words(form: str) -> bool:
    return form in ("sentence", "headline")


def _with_unit(amount: Amount, unit: Unit, below: str, in_words: bool, house: House, nouns: Nouns) -> str:
    """Return an amount with its unit, of which ``below`` says the divisors."""
    if not unit:
        return amount.text
    above = [(key, power) for key, power in units.ordered(unit) if power > 0]
    if above == [(unit.currency, 1)]:
        return house.money(amount, above[0][0], in_words) + below
    if above == [("percent", 1)]:
        return amount.text + house.percent + below
    if not above:
        return amount.text + below
    name = _above(unit, amount.many, in_words, house, nouns)
    if amount.scaled:
        return amount.text + NBSP + house.linked(name.lstrip("-")) + below
    return amount.text + ("" if name in house.glued else NBSP) + name + below


def unit_words(unit: Unit, many: bool, in_words: bool, house: House, nouns: Nouns) -> str:
    """Return the unit alone: "petabytes per second", "PB/s", "USD per share"."""
    above = _above(unit, many, in_words, house, nouns)
    return (above + _below(unit, 1, in_words, house, nouns)).replace(NBSP, " ").strip()


def _above(unit: Unit, many: bool, in_words: bool, house: House, nouns: Nouns) -> str:
    """Return what is counted, its divisors left out: "megawatts" or "MW"."""
    above = [(key, power) for key, power in units.ordered(unit) if power > 0]
    parts = [_named(key, power, many, in_words, house, nouns) for key, power in above]
    return (" " if in_words else "·").join(parts).replace(" ", NBSP)


def _below(unit: Unit, per: int, in_words: bool, house: House, nouns: Nouns) -> str:
    """Return the divisors: " per megawatt", "/s", " per million tokens"."""
    counted = units.divided_by(unit) if per != 1 else ""
    factors = units.ordered(unit)
    above = [key for key, power in factors if power > 0]
    is_noun, text = bool(above) and above[-1] not in units.NAMES, ""
    for key, power in factors:
        if power < 0:
            slash = not in_words and key in _SLASHED and not is_noun and key != counted
            text += "/" if slash else f" {house.per} "
            name = _named(key, -power, key == counted, in_words, house, nouns)
            text += _many(per, name, house) if key == counted else name
    return text


def _many(count: int, name: str, house: House) -> str:
    """Return so many of a divisor: "million tokens", "10,000 customers"."""
    if count in house.scales:
        return f"{house.scales[count][0]}{NBSP}{house.linked(name)}"
    return f"{grouped(str(count), house)}{NBSP}{name}"


def _named(key: str, power: int, many: bool, in_words: bool, house: House, nouns: Nouns) -> str:
    if key not in units.NAMES:
        name = nouns.get(key, key + "s") if many else key
        return name if power == 1 else house.powered(name, power)
    if in_words:
        name = house.word(key, many)
        return name if power == 1 else house.powered(name, power)
    return house.mark(key, many) + _POWERS.get(power, "")


def _fraction(digits: str, house: House) -> str:
    sign = MINUS if digits.startswith("-") else ""
    up, _, down = digits.lstrip("-").partition("/")
    if not sign and (named := house.part(int(up), int(down))):
        return named
    return sign + house.one_in.format(up, down) if int(up) < int(down) else f"{sign}{up}/{down}"
