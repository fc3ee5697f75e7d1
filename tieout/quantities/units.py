"""Units as products of named factors, the desk's counted nouns, and conversions between them."""

from __future__ import annotations

import hashlib
import re
from collections.abc import Iterable, Mapping
from dataclasses import field
from fractions import Fraction
from functools import cached_property, lru_cache
from pathlib import Path

from tieout.frozen import frozen

_HERE = Path(__file__).parent


@frozen
class Unit:
    """A product of powers of canonical unit names, sorted: USD/MW is (("MW", -1), ("USD", 1)).

    The empty product is a plain number.
    """

    factors: tuple[tuple[str, int], ...] = ()

    def __mul__(self, other: Unit) -> Unit:
        return product(self.factors + other.factors)

    def __truediv__(self, other: Unit) -> Unit:
        return product(self.factors + tuple((name, -power) for name, power in other.factors))

    def __bool__(self) -> bool:
        return bool(self.factors)

    @property
    def currency(self) -> str | None:
        """The currency the unit counts, alone or per something else."""
        return next((name for name, power in self.factors if power == 1 and name in CURRENCIES), None)

    @property
    def currencies(self) -> tuple[str, ...]:
        """The currencies it counts, or counts by."""
        return tuple(name for name, _ in self.factors if name in CURRENCIES)

    @property
    def is_exchange_rate(self) -> bool:
        """Whether it counts one currency per other."""
        return (
            sorted(power for name, power in self.factors if name in CURRENCIES)
            == [-1, 1]
            == sorted(power for _, power in self.factors)
        )


@frozen
class Vocabulary:
    """What a desk says numbers with: ``nouns`` maps the singular of what it counts to its plural.

    ``language`` is the one that numbers, units and dates are printed in, one of ``saying.LANGUAGES``.
    """

    nouns: Mapping[str, str] = field(default_factory=dict)
    language: str = "en-GB"


class UnitMismatch(ValueError):
    """Two units measure different things: ``left`` and ``right``."""

    def __init__(self, left: Unit, right: Unit) -> None:
        super().__init__(f"{name(left) or 'a plain number'} is not {name(right) or 'a plain number'}")
        self.left, self.right = left, right


def product(factors: Iterable[tuple[str, int]]) -> Unit:
    """Return the unit that multiplies ``factors``, equal names joined and cancelled."""
    powers: dict[str, int] = {}
    for factor_name, power in factors:
        powers[factor_name] = powers.get(factor_name, 0) + power
    return Unit(tuple(sorted((key, power) for key, power in powers.items() if power)))


PLAIN = Unit()
PERCENT = Unit((("percent", 1),))
POINT = Unit((("percentage_point", 1),))
TIMES = Unit((("times", 1),))
DAY = Unit((("day", 1),))
YEAR = Unit((("year", 1),))
USD = Unit((("USD", 1),))


@frozen
class Named:
    """How a unit is written: its symbol, its name for one and for more, and other spellings met."""

    symbol: str
    one: str
    many: str
    also: tuple[str, ...] = ()


def _si(base: str, word: str, prefixes: str, family: str, many: str = "s") -> dict[str, tuple[str, Named]]:
    words = {
        "": "",
        "m": "milli",
        "k": "kilo",
        "M": "mega",
        "G": "giga",
        "T": "tera",
        "P": "peta",
        "E": "exa",
    }
    return {
        prefix + base: (family, Named(prefix + base, words[prefix] + word, words[prefix] + word + many))
        for prefix in ("", *prefixes)
    }


def _money(symbol: str, one: str, many: str, *also: str) -> Named:
    return Named(symbol, one, many, also)


_MONEY = {
    "USD": _money("$", "US dollar", "US dollars", "dollar", "dollars", "U.S. dollar", "U.S. dollars"),
    "EUR": _money("€", "euro", "euros"),
    "GBP": _money(
        "£",
        "pound",
        "pounds",
        "pound sterling",
        "pounds sterling",
        "sterling",
        "British pound",
        "British pounds",
    ),
    "JPY": _money("¥", "yen", "yen", "Japanese yen"),
    "INR": _money("₹", "rupee", "rupees", "Indian rupee", "Indian rupees"),
    "CNY": _money("CN¥", "yuan", "yuan", "RMB", "renminbi", "Chinese yuan"),
    "CHF": _money("CHF", "Swiss franc", "Swiss francs"),
    "CAD": _money("C$", "Canadian dollar", "Canadian dollars"),
    "AUD": _money("A$", "Australian dollar", "Australian dollars"),
    "NZD": _money("NZ$", "New Zealand dollar", "New Zealand dollars"),
    "KRW": _money("₩", "South Korean won", "South Korean won", "Korean won", "won"),
    "TWD": _money("NT$", "New Taiwan dollar", "New Taiwan dollars"),
    "HKD": _money("HK$", "Hong Kong dollar", "Hong Kong dollars"),
    "SGD": _money("S$", "Singapore dollar", "Singapore dollars"),
    "SEK": _money("SEK", "Swedish krona", "Swedish kronor"),
    "NOK": _money("NOK", "Norwegian krone", "Norwegian kroner"),
    "DKK": _money("DKK", "Danish krone", "Danish kroner"),
    "BRL": _money("R$", "Brazilian real", "Brazilian reais", "reais"),
    "AED": _money("AED", "UAE dirham", "UAE dirhams", "dirham", "dirhams"),
    "SAR": _money("SAR", "Saudi riyal", "Saudi riyals"),
    "ILS": _money("₪", "shekel", "shekels"),
    "MXN": _money("MXN", "Mexican peso", "Mexican pesos"),
    "ZAR": _money("ZAR", "South African rand", "South African rand"),
    "PLN": _money("PLN", "zloty", "zlotys", "zł"),
    "RUB": _money("RUB", "rouble", "roubles", "ruble", "rubles"),
    "TRY": _money("TRY", "Turkish lira", "Turkish lira", "Turkish liras"),
    "THB": _money("THB", "baht", "baht"),
    "VND": _money("VND", "dong", "dong"),
    "PHP": _money("PHP", "Philippine peso", "Philippine pesos"),
    "IDR": _money("IDR", "rupiah", "rupiah"),
    "MYR": _money("MYR", "ringgit", "ringgit"),
    "CZK": _money("CZK", "Czech koruna", "Czech koruny"),
    "HUF": _money("HUF", "forint", "forints"),
    "NGN": _money("NGN", "naira", "naira"),
    "UAH": _money("UAH", "hryvnia", "hryvnias"),
    "ARS": _money("ARS", "Argentine peso", "Argentine pesos"),
    "CLP": _money("CLP", "Chilean peso", "Chilean pesos"),
    "COP": _money("COP", "Colombian peso", "Colombian pesos"),
    "QAR": _money("QAR", "Qatari riyal", "Qatari riyals"),
    "KWD": _money("KWD", "Kuwaiti dinar", "Kuwaiti dinars"),
    "EGP": _money("EGP", "Egyptian pound", "Egyptian pounds"),
}
CURRENCIES: Mapping[str, str] = {code: named.symbol for code, named in _MONEY.items()}
CURRENCY_MARKS: Mapping[str, str] = {
    **{named.symbol: code for code, named in _MONEY.items() if not named.symbol.isalpha()},
    "US$": "USD",
    "U.S.$": "USD",
    "AU$": "AUD",
    "CA$": "CAD",
    "CDN$": "CAD",
    "Cdn$": "CAD",
    "MX$": "MXN",
    **{f"{code}$": code for code, named in _MONEY.items() if named.symbol.endswith("$")},
    "₽": "RUB",
    "₺": "TRY",
    "฿": "THB",
    "₫": "VND",
    "₱": "PHP",
    "₦": "NGN",
    "₴": "UAH",
    "＄": "USD",
    "￥": "JPY",
    "￡": "GBP",
}
# Letters before a number that stand for a currency, besides its code.
CURRENCY_WORDS: Mapping[str, str] = {
    "RMB": "CNY",
    "Rs": "INR",
    "Rs.": "INR",
    "SFr": "CHF",
    "SFr.": "CHF",
    "Fr.": "CHF",
    "RM": "MYR",
    "Rp": "IDR",
    "Rp.": "IDR",
}


def currency_of(mark: str) -> str | None:
    """Return the code of the currency that ``mark`` before a number stands for, or None for one unknown."""
    return mark if mark in CURRENCIES else CURRENCY_MARKS.get(mark) or CURRENCY_WORDS.get(mark)


_TABLE: dict[str, tuple[str, Named]] = {
    **{code: (code.lower(), named) for code, named in _MONEY.items()},
    "percent": ("ratio", Named("%", "percent", "percent", ("per cent", "pct", "pct.", "pc", "p.c", "％"))),
    "times": ("ratio", Named("x", "time", "times", ("×", "X"))),
    "percentage_point": (
        "percentage_point",
        Named("pp", "percentage point", "percentage points", ("percent points", "ppt", "ppts", "p.p")),
    ),
    "s": ("time", Named("s", "second", "seconds", ("sec", "secs"))),
    "ms": ("time", Named("ms", "millisecond", "milliseconds")),
    "us": ("time", Named("µs", "microsecond", "microseconds", ("μs",))),
    "ns": ("time", Named("ns", "nanosecond", "nanoseconds")),
    "min": ("time", Named("min", "minute", "minutes", ("mins",))),
    "hour": ("time", Named("h", "hour", "hours", ("hr", "hrs"))),
    "day": ("time", Named("d", "day", "days")),
    "week": ("time", Named("wk", "week", "weeks")),
    "month": ("time", Named("mo", "month", "months")),
    "year": ("time", Named("yr", "year", "years", ("yrs", "annum"))),
    **_si("W", "watt", "mkMGT", "power"),
    **_si("J", "joule", "kM", "energy"),
    **_si("Wh", "watt-hour", "kMGT", "energy"),
    **_si("V", "volt", "mk", "voltage"),
    **_si("bit", "bit", "kMGTP", "information"),
    "byte": ("information", Named("B", "byte", "bytes")),
    **{key: one for key, one in _si("B", "byte", "kMGTPE", "information").items() if key != "B"},
    **{
        f"{letter}iB": ("information", Named(f"{letter}iB", f"{word}bibyte", f"{word}bibytes"))
        for letter, word in (("K", "ki"), ("M", "me"), ("G", "gi"), ("T", "te"))
    },
    **_si("Hz", "hertz", "kMG", "frequency", ""),
    **_si("FLOPS", "flops", "GTPE", "arithmetic", ""),
    **_si("OPS", "ops", "TP", "operation", ""),
    "token": ("token", Named("token", "token", "tokens", ("tok", "toks"))),
    "m": ("length", Named("m", "metre", "metres", ("meter", "meters"))),
    "km": ("length", Named("km", "kilometre", "kilometres", ("kilometer", "kilometers"))),
    "cm": ("length", Named("cm", "centimetre", "centimetres", ("centimeter", "centimeters"))),
    "mm": ("length", Named("mm", "millimetre", "millimetres", ("millimeter", "millimeters"))),
    "um": ("length", Named("µm", "micrometre", "micrometres", ("μm", "micron", "microns"))),
    "nm": ("length", Named("nm", "nanometre", "nanometres", ("nanometer", "nanometers"))),
    "ft": ("length", Named("ft", "foot", "feet")),
    "barrel": ("barrel", Named("barrel", "barrel", "barrels", ("bbl", "bbls"))),
    "g": ("mass", Named("g", "gram", "grams")),
    "kg": ("mass", Named("kg", "kilogram", "kilograms")),
    "t": ("mass", Named("t", "tonne", "tonnes")),
}
NAMES: Mapping[str, Named] = {key: named for key, (_, named) in _TABLE.items()}
_FAMILIES = {key: family for key, (family, _) in _TABLE.items()}
_COMPOUND = {
    "frequency": {"time": -1},
    "energy": {"power": 1, "time": 1},
    "ratio": {},
    "arithmetic": {"arithmetic": 1, "time": -1},
    "operation": {"operation": 1, "time": -1},
}


@frozen
class Spelled:
    """What a spelling means: so many of a unit."""

    unit: Unit
    times: Fraction = Fraction(1)


def _one(key: str, power: int = 1) -> Unit:
    return Unit(((key, power),))


def _spellings() -> dict[str, Spelled]:
    known: dict[str, Spelled] = {}
    for key, named in NAMES.items():
        for spelling in (named.one, named.many, named.symbol, *named.also, *(() if key == "us" else (key,))):
            known.setdefault(spelling, Spelled(_one(key)))
    for prefix in ("k", "M", "G", "T", "P"):
        bits = Spelled(_one(f"{prefix}bit") / _one("s"))
        known[f"{prefix}bps"] = known[f"{prefix}b/s"] = bits
        known[f"{prefix}b"] = Spelled(_one(f"{prefix}bit"))
        if prefix != "k":
            known[f"{prefix}Bps"] = Spelled(_one(f"{prefix}B") / _one("s"))
    known["KB"], known["kb/s"], known["Kbps"] = known["kB"], known["kbps"], known["kbps"]
    for prefix, word in (("G", "giga"), ("T", "tera"), ("P", "peta"), ("E", "exa")):
        flops = Spelled(_one(f"{prefix}FLOPS"))
        for spelling in ("FLOP/s", "FLOPs", "FLOPS/s", "Flops", "flops", "FLOPs/s", "flop/s"):
            known[prefix + spelling] = flops
        for spelling in ("FLOPS", "FLOPs", "flop/s", "FLOP/s", "Flops"):
            for prefix_word in (word, word.capitalize(), word.upper()):
                known[prefix_word + spelling] = flops
    known["PF"], known["EF"] = known["PFLOPS"], known["EFLOPS"]
    known["Tops"], known["TOPs"] = known["TOPS"], known["TOPS"]
    hundredth = Fraction(1, 100)
    for code, whose in CENTS.items():
        for who in whose.split("|"):
            for spelling in (f"{who} cent", f"{who} cents"):
                known[spelling] = Spelled(_one(code), hundredth)
    for spelling in ("cent", "cents", "¢"):
        known[spelling] = BARE_CENT
    for spelling in ("eurocent", "eurocents"):
        known[spelling] = Spelled(_one("EUR"), hundredth)
    for spelling in ("pence", "penny", "p"):
        known[spelling] = Spelled(_one("GBP"), hundredth)
    for spelling in ("paise", "paisa"):
        known[spelling] = Spelled(_one("INR"), hundredth)
    for spelling in ("basis point", "basis points", "bps", "bp", "bips"):
        known[spelling] = Spelled(POINT, hundredth)
    for key in ("km", "m", "cm", "mm", "um", "nm", "ft"):
        named = NAMES[key]
        for power, mark, word, short in ((2, "²", "square", "sq"), (3, "³", "cubic", "cu")):
            raised = Spelled(_one(key, power))
            for spelling in (f"{power}", mark, f"^{power}"):
                known[named.symbol + spelling] = raised
            for spelling in (f"{short} {named.symbol}", f"{word} {named.symbol}"):
                known[spelling] = raised
            for spelling in (named.one, named.many, *named.also):
                known[f"{word} {spelling}"] = raised
    for key in ("Wh", "kWh", "MWh", "GWh", "TWh"):
        energy, power = known[key], key.removesuffix("h")
        named = NAMES[power]
        for watts in (power, named.one):
            for hours in ("hour", "hours"):
                known[f"{watts} {hours}"] = known[f"{watts}-{hours}"] = energy
    for spelling in ("bpd", "b/d", "bbl/d"):
        known[spelling] = Spelled(_one("barrel") / _one("day"))
    for spelling in ("metric ton", "metric tons", "metric tonne", "metric tonnes"):
        known[spelling] = known["t"]
    return known


# Whose cents are a hundredth of which currency.
CENTS: Mapping[str, str] = {
    "USD": "US|U.S.|American",
    "EUR": "euro",
    "AUD": "Australian",
    "CAD": "Canadian",
    "NZD": "New Zealand",
    "HKD": "Hong Kong",
    "SGD": "Singapore",
}
# Cents of nobody said: dollars of the United States, unless a text speaks of other money.
BARE_CENT = Spelled(USD, Fraction(1, 100))
_KNOWN = _spellings()
# In lower case only whole words are known: "mw" could be milliwatts, "gb" bits.
_LOWER = {
    spelling.lower(): meaning
    for spelling, meaning in _KNOWN.items()
    if len(spelling) > 4 or (spelling in CURRENCIES and spelling not in ("TRY", "RUB", "COP"))  # are words
}
SCALES: Mapping[str, int] = {
    "hundred": 10**2,
    "thousand": 10**3,
    "k": 10**3,
    "K": 10**3,
    "lakh": 10**5,
    "million": 10**6,
    "mn": 10**6,
    "mln": 10**6,
    "M": 10**6,
    "crore": 10**7,
    "billion": 10**9,
    "bn": 10**9,
    "bln": 10**9,
    "B": 10**9,
    "trillion": 10**12,
    "tn": 10**12,
    "trn": 10**12,
    "T": 10**12,
}


class Lexicon:
    """All the spellings of units one desk knows: ours, and its counted nouns."""

    def __init__(self, nouns: tuple[tuple[str, str], ...]) -> None:
        self.nouns = {word.lower(): one for one, many in nouns for word in (one, many)}
        self.plurals = {many.lower() for _, many in nouns}
        self._words = max((word.count(" ") + 1 for word in (*self.nouns, "US dollars per")), default=1)

    @cached_property
    def longest(self) -> int:
        """The most words a spelling has."""
        return max(self._words, 3)

    @lru_cache(maxsize=4096)  # noqa: B019  one lexicon a desk, held by the process
    def get(self, spelling: str) -> Spelled | None:
        """Return what ``spelling`` means, or None."""
        lower = spelling.lower()
        if found := _KNOWN.get(spelling):
            return found
        if noun := self.nouns.get(lower):
            return Spelled(_one(noun))
        return _LOWER.get(lower)

    @lru_cache(maxsize=512)  # noqa: B019
    def parse(self, text: str) -> Spelled | None:
        """Return what a written unit with its divisors means ("million" apart), or None."""
        tops = _one_or_more(re.split(r"\s*/\s*|\s+per\s+|^per\s+", text.strip()))
        whole = self.get(" ".join(text.split()))
        if whole or not tops:
            return whole
        unit, times = PLAIN, Fraction(1)
        for index, part in enumerate(tops):
            if index == 0 and not part:
                continue
            piece = self._piece(part)
            if piece is None:
                return None
            unit = unit / piece.unit if index else unit * piece.unit
            times = times / piece.times if index else times * piece.times
        return Spelled(unit, times)

    def _piece(self, text: str) -> Spelled | None:
        unit, times = PLAIN, Fraction(1)
        for part in re.split(r"\s*[*·]\s*", text):
            found = self.get(" ".join(part.split()))
            if found is None:
                return None
            unit, times = unit * found.unit, times * found.times
        return Spelled(unit, times)


def _one_or_more(parts: list[str]) -> list[str]:
    return parts if any(parts) else []


@lru_cache(maxsize=64)
def _lexicon(nouns: tuple[tuple[str, str], ...]) -> Lexicon:
    return Lexicon(nouns)


def lexicon(vocabulary: Vocabulary) -> Lexicon:
    """Return the spellings that ``vocabulary`` knows; the same object for equal vocabularies."""
    return _lexicon(tuple(vocabulary.nouns.items()))


def parse_unit(text: str, vocabulary: Vocabulary) -> Unit | None:
    """Return the unit that is all of ``text`` ("USD/MW", "tokens per second", "customers"), or None.

    A spelling that means a part of a unit (cents, basis points) is None: it is no unit to count in.
    """
    if not text.strip():
        return None
    found = lexicon(vocabulary).parse(text)
    return found.unit if found and found.times == 1 else None


@frozen
class Measure:
    """A unit to count in: so many of it (``scale``), by ``per`` of what it divides by."""

    unit: Unit
    scale: int = 1
    per: int = 1


_SCALED = re.compile(r"(thousand|lakh|million|crore|billion|trillion)\b\s*")
_BY_MANY = re.compile(r"(.*?)(?:\s+per\s+|\s*/\s*)(?:([1-9][\d,]*) ?)?(?:([A-Za-z]+)\s)?\s*(\S.*)")


def parse_measure(text: str, vocabulary: Vocabulary) -> Measure | None:
    """Return what "million USD/MW" or "USD per million tokens" counts in, or None."""
    words, per = text.strip(), 1
    scaled = _SCALED.match(words)
    scale = SCALES[scaled[1]] if scaled else 1
    words = words[scaled.end() :] if scaled else words
    if found := _BY_MANY.fullmatch(words):
        above, count, many, below = found.groups()
        if count or many in SCALES:
            per = int((count or "1").replace(",", "")) * SCALES.get(many, 1)
            words = f"{above} per {below if many is None or many in SCALES else f'{many} {below}'}"
    unit = parse_unit(words, vocabulary) if words or not scaled else PLAIN
    return None if unit is None else Measure(unit, scale, per)


# --- conversion ----------------------------------------------------------------------------------


def dimension(unit: Unit) -> tuple[tuple[str, int], ...]:
    """Return what the unit measures, as powers of families, sorted; a counted noun is its own family."""
    powers: dict[str, int] = {}
    for key, power in unit.factors:
        family = _FAMILIES.get(key, f"noun {key}")
        for part, exponent in _COMPOUND.get(family, {family: 1}).items():
            powers[part] = powers.get(part, 0) + power * exponent
    return tuple(sorted((part, power) for part, power in powers.items() if power))


def same_dimension(left: Unit, right: Unit) -> bool:
    """Return whether one can be said in the other."""
    return left == right or dimension(left) == dimension(right)


def natural(unit: Unit) -> bool:
    """Return whether such an amount has 0 for its floor, as money, power, counts and rates of them do.

    A percentage has not: it may be a change.
    """
    return all(key not in ("percent", _POINT) for key, _ in unit.factors)


@lru_cache(maxsize=1024)
def factor(source: Unit, target: Unit) -> Fraction:
    """Return how many ``target`` one ``source`` is, exactly.

    Raises:
        UnitMismatch: they measure different things.
    """
    if source == target:
        return Fraction(1)
    if not same_dimension(source, target):
        raise UnitMismatch(source, target)
    return in_base(source / target)


def in_base(unit: Unit) -> Fraction:
    """Return how many of the units its families are counted in (watts, seconds, bits) one is."""
    result = Fraction(1)
    for key, power in unit.factors:
        result *= _in_base(key) ** power
    return result


@lru_cache(maxsize=256)
def _in_base(key: str) -> Fraction:
    if key not in NAMES or key in CURRENCIES:
        return Fraction(1)
    return _roots()[key] if key in _roots() else defined(key)


@lru_cache(maxsize=1)
def _roots() -> Mapping[str, Fraction]:
    """Return the units worked out beforehand; none where they were worked out of other definitions."""
    head, *lines = (_HERE / "roots.txt").read_text("utf-8").splitlines()
    if head != _digest_of_definitions():
        return {}
    return {key: Fraction(size) for key, _, size in (line.partition(" ") for line in lines)}


def _digest_of_definitions() -> str:
    return hashlib.sha256((_HERE / "units.txt").read_bytes()).hexdigest()


def worked_out() -> str:
    """Return what ``roots.txt`` must hold: a digest of the definitions, then how big each unit is by them."""
    lines = [f"{key} {defined(key)}" for key in sorted(NAMES) if key not in CURRENCIES]
    return "\n".join([_digest_of_definitions(), *lines]) + "\n"


def defined(key: str) -> Fraction:
    """Return how many of the units its family is counted in one ``key`` is, by the definitions."""
    return Fraction(_registry().Quantity(Fraction(1), key).to_root_units().magnitude)


@lru_cache(maxsize=1)
def _registry() -> object:
    import pint  # it takes a third of a second: only where nothing was worked out beforehand

    registry = pint.UnitRegistry(None, non_int_type=Fraction, cache_folder=None)
    registry.load_definitions((_HERE / "units.txt").read_text("utf-8").splitlines())
    return registry


_POINT = "percentage_point"


def as_percent(unit: Unit) -> Unit:
    """Return the unit with percentage points taken as percent."""
    if not _has(unit, _POINT):
        return unit
    return product(("percent" if key == _POINT else key, power) for key, power in unit.factors)


def _has(unit: Unit, name: str) -> bool:
    return any(key == name for key, _ in unit.factors)


@lru_cache(maxsize=1024)
def sum_of(left: Unit, right: Unit, less: bool = False) -> tuple[Unit, Fraction]:
    """Return the unit of left + right, or of left - right, and how many of it one ``right`` is.

    One ``left`` is one of it. Percentages differ by percentage points, which add to percentages.

    Raises:
        UnitMismatch: they measure different things, or it is points less a percentage.
    """
    points = _has(left, _POINT), _has(right, _POINT)
    if points[0] is points[1]:
        ratio = factor(right, left)
        if less and _has(left, "percent") and _has(right, "percent"):
            renamed = ((_POINT if key == "percent" else key, power) for key, power in left.factors)
            return product(renamed), ratio
        return left, ratio
    if (points[0] and less) or not _has(left if points[1] else right, "percent"):
        raise UnitMismatch(right, left)
    unit = as_percent(left)
    return unit, factor(as_percent(right), unit)


@lru_cache(maxsize=1024)
def product_of(left: Unit, right: Unit, power: int) -> tuple[Unit, Fraction] | None:
    """Return the unit of left * right ** power, which is 1 or -1, and how many of it the product's one is.

    A percentage of something is counted in that, a percentage of a plain number in percent. Percentage
    points only go with plain numbers, percentages, time and each other: else None.
    """
    unit = left * right if power == 1 else left / right
    powers = dict(unit.factors)
    percents, times, points = (powers.pop(key, 0) for key in ("percent", "times", _POINT))
    rest = product(powers.items())
    if points or _has(left, _POINT) or _has(right, _POINT):
        timely = all(_FAMILIES.get(key) == "time" for key in powers)
        if points not in (0, 1) or not timely:
            return None
        return rest * Unit(((_POINT, points),)) if points else rest, Fraction(1, 100) ** percents
    if percents > 0 and all(power < 0 for power in powers.values()):
        return rest * PERCENT, Fraction(1, 100) ** (percents - 1)
    if times > 0 and not rest and not percents:
        return TIMES, Fraction(1)
    return rest, Fraction(1, 100) ** percents


@lru_cache(maxsize=1024)
def joined(unit: Unit) -> tuple[Unit, Fraction]:
    """Return the unit with factors of one family made one (GW/MW is a plain 1,000), and how many one is.

    What measures nothing in the end is a plain number.
    """
    kept: dict[str, tuple[str, int]] = {}
    times = Fraction(1)
    for key, power in unit.factors:
        family = _FAMILIES.get(key, f"noun {key}")
        if family in kept:
            first, so_far = kept[family]
            times *= factor(_one(key), _one(first)) ** power
            kept[family] = (first, so_far + power)
        else:
            kept[family] = (key, power)
    whole = product(kept.values()) if len(kept) < len(unit.factors) else unit
    if len(whole.factors) > 1 and not dimension(whole):  # a megawatt-hour per megawatt and hour
        return PLAIN, times * in_base(whole)
    return whole, times


# --- names ---------------------------------------------------------------------------------------


def name(unit: Unit, many: bool = True, plurals: Mapping[str, str] | None = None) -> str:
    """Return the unit in English words: "megawatts", "US dollars per megawatt", "customers"."""
    plurals = plurals or {}
    above = [_word(key, power, many, plurals) for key, power in ordered(unit) if power > 0]
    below = [_word(key, -power, False, plurals) for key, power in ordered(unit) if power < 0]
    return " per ".join(part for part in (" ".join(above), *below) if part or above)


def canonical(unit: Unit) -> str:
    """Return the unit as content and messages write it: "USD/MW", "percent"."""
    above = [key + (f"^{power}" if power > 1 else "") for key, power in ordered(unit) if power > 0]
    below = [key + (f"^{-power}" if power < -1 else "") for key, power in ordered(unit) if power < 0]
    return "/".join(["*".join(above) or "1", *below]) if unit else ""


def divided_by(unit: Unit) -> str:
    """Return what of its divisors a unit may be counted by many of, by its name: a time only if all are."""
    below = [key for key, power in ordered(unit) if power < 0]
    return next((key for key in below if _FAMILIES.get(key) != "time"), below[0] if below else "")


def ordered(unit: Unit) -> list[tuple[str, int]]:
    """Return the factors as they are said: money first, of divisors time ("tokens per second per user")."""
    return sorted(unit.factors, key=_reading_order)


def _reading_order(one: tuple[str, int]) -> tuple[bool, bool, str]:
    return one[0] not in CURRENCIES, _FAMILIES.get(one[0]) != "time", one[0]


def _word(key: str, power: int, many: bool, plurals: Mapping[str, str]) -> str:
    named = NAMES.get(key)
    word = (named.many if many else named.one) if named else plurals.get(key, key + "s") if many else key
    return {1: "", 2: "square ", 3: "cubic "}.get(power, "") + word.replace("_", " ")
