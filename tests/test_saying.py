"""Saying quantities: forms, hedges, and rounding that never says more than is known."""

from fractions import Fraction

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tieout.model import DisplayUnit
from tieout.quantities.interval import Hedge, Interval, Quantity, point
from tieout.quantities.reading import agree, read_value
from tieout.quantities.saying import FORMS, NBSP, bounds, say, stance_of
from tieout.quantities.units import PERCENT, PLAIN, USD, Unit, Vocabulary

DESK = Vocabulary({"customer": "customers", "share": "shares"})
PER_MW = Unit((("MW", -1), ("USD", 1)))
MEGAWATT = Unit((("MW", 1),))


def value(text: str):
    """Return the value, which must be readable."""
    read = read_value(text, DESK)
    assert read is not None, f"{text} is unreadable"
    return read


def said(text: str) -> tuple[str, ...]:
    """Return the three forms of a stated value, no-break spaces made plain."""
    return tuple(say(value(text), form, DESK).replace(NBSP, " ") for form in FORMS)


@pytest.mark.parametrize(
    ("text", "forms"),
    [
        ("more than 20 billion USD", ("more than $20 billion", "more than $20bn", "more than 20")),
        ("over 20 billion USD", ("over $20 billion", "over $20bn", "over 20")),
        ("20 billion USD", ("$20 billion", "$20bn", "20")),
        ("~35 billion USD", ("about $35 billion", "about $35bn", "about 35")),
        ("$20bn-plus", ("at least $20 billion", "at least $20bn", "at least 20")),
        ("up to 750 MW", ("up to 750 megawatts", "up to 750 MW", "up to 750")),
        ("1 MW", ("1 megawatt", "1 MW", "1")),
        ("21 PB/s", ("21 petabytes per second", "21 PB/s", "21")),
        ("67%", ("67%", "67%", "67")),
        ("6 per cent", ("6%", "6%", "6")),
        ("2 percentage points", ("2 percentage points", "2 pp", "2")),
        ("15x", ("15 times", "15x", "15")),
        ("about two-thirds", ("about two-thirds", "about two-thirds", "about 2/3")),
        ("half", ("half", "half", "1/2")),
        ("24 customers", ("24 customers", "24 customers", "24")),
        ("1 customer", ("1 customer", "1 customer", "1")),
        ("33.4 million shares", ("33.4 million shares", "33.4m shares", "33.4")),
        ("33445026 shares", ("33,445,026 shares", "33,445,026 shares", "33,445,026")),
        ("185 USD/share", ("$185 per share", "$185 per share", "185")),
        ("115 to 125 USD/share", ("$115 to $125 per share", "$115 to $125 per share", "115 to 125")),
        ("22 billion to 25 billion USD", ("$22 billion to $25 billion", "$22bn to $25bn", "22 to 25")),
        ("between 3 and 5 GW", ("between 3 and 5 gigawatts", "between 3 and 5 GW", "between 3 and 5")),
        ("10% to 11%", ("10% to 11%", "10% to 11%", "10 to 11")),
        ("-450.53 million USD", ("−$450.53 million", "−$450.53m", "−450.53")),
        ("0.00001 USD/share", ("$0.00001 per share", "$0.00001 per share", "0.00001")),
        ("20 billion CHF", ("CHF 20 billion", "CHF 20bn", "20")),
        ("3.5 million EUR/MW", ("€3.5 million per megawatt", "€3.5m per MW", "3.5")),
        ("14 January 2026", ("14 January 2026", "14 Jan 2026", "14 Jan 2026")),
    ],
)
def test_a_stated_value_keeps_its_words(text: str, forms: tuple[str, ...]):
    """A stated quantity prints with its own digits and hedge; the number form leaves out the unit only."""
    assert said(text) == forms


def test_number_and_unit_never_part():
    """A no-break space joins number, scale word and unit; the hedge may stand on the line before."""
    assert say(value("more than 20 billion USD"), "sentence", DESK) == f"more than $20{NBSP}billion"
    assert say(value("up to 750 MW"), "short", DESK) == f"up to 750{NBSP}MW"


@pytest.mark.parametrize(
    "text",
    [
        "more than 20 billion USD",
        "up to about 20 GW",
        "nearly 7 GW",
        "just over 66 billion USD",
        "fewer than 20 customers",
        "between 3 and 5 GW",
        "$115 to $125 per share",
        "two-thirds",
        "one in seven",
        "15x",
        "-450.53 million USD",
        "33.4 million shares",
        "1,979 TFLOPS",
        "20 or more customers",
        "half a million",
        "14 January 2026",
        "2026-Q3",
    ],
)
def test_what_is_said_is_read_back_as_the_same(text: str):
    """The sentence and short forms of a stated value agree with it."""
    for form in ("sentence", "short"):
        words = say(value(text), form, DESK)
        back = read_value(words.replace(NBSP, " "), DESK)
        assert back is not None, words
        assert agree(value(text), back), words


def derived(
    low: str | None, high: str | None, hedge: Hedge, unit: Unit = PLAIN, about: bool = False
) -> Quantity:
    """Return a result of arithmetic."""
    ends = [Fraction(end) if end is not None else None for end in (low, high)]
    return Quantity(Interval(*ends), unit, hedge, approximate=about)


@pytest.mark.parametrize(
    ("quantity", "words"),
    [
        (derived("80000000/3", None, Hedge.AT_LEAST, PER_MW), "at least $26.6 million per megawatt"),
        (derived(None, "80000000/3", Hedge.UP_TO, PER_MW), "at most $26.7 million per megawatt"),
        (derived("80000000/3", "80000000/3", Hedge.EXACTLY, PER_MW), "about $26.7 million per megawatt"),
        (derived("25000000", "25000000", Hedge.EXACTLY, PER_MW), "$25 million per megawatt"),
        (derived("25", "25", Hedge.ABOUT, MEGAWATT, True), "about 25 megawatts"),
        (derived("3690000000", "3690000000", Hedge.ABOUT, USD, True), "about $3.7 billion"),
        (derived("3690000000", "3690000000", Hedge.EXACTLY, USD), "$3.69 billion"),
        (derived("24.58", "26.667", Hedge.FROM_TO), "24.5 to 26.7"),
        (derived("0", "3", Hedge.UP_TO, MEGAWATT), "at most 3 megawatts"),
        (derived("26600000", None, Hedge.AT_LEAST, USD, True), "about $26 million or more"),
        (derived(None, "26600000", Hedge.UP_TO, USD, True), "about $27 million or less"),
        (derived("-7000000000", "20000000000", Hedge.FROM_TO, USD), "−$7 billion to $20 billion"),
        (derived("999.6", None, Hedge.AT_LEAST), "at least 999"),
        (derived(None, "999.6", Hedge.UP_TO), "at most 1,000"),
        (derived("12345678", None, Hedge.AT_LEAST), "at least 12.3 million"),
        (derived("12345", None, Hedge.AT_LEAST, MEGAWATT), "at least 12,300 megawatts"),
    ],
)
def test_a_derived_value_is_rounded_outward(quantity: Quantity, words: str):
    """Floors are rounded down, ceilings up, ranges outward, a point to the nearest and then it is "about"."""
    assert say(quantity, "sentence", DESK).replace(NBSP, " ") == words


def test_a_derived_value_is_said_in_its_display_unit():
    """The display unit and its scale word are kept, in every form."""
    display = DisplayUnit(PER_MW, 10**6)
    quantity = derived("80000000/3", None, Hedge.AT_LEAST, PER_MW)
    words = [say(quantity, form, DESK, display).replace(NBSP, " ") for form in FORMS]
    assert words == ["at least $26.6 million per megawatt", "at least $26.6m per MW", "at least 26.6"]
    growth = derived("0.757", "0.757", Hedge.EXACTLY)
    assert say(growth, "sentence", DESK, DisplayUnit(PERCENT)) == "75.7%"


def test_what_no_party_says_is_reported():
    """A reported quantity says so before its hedge in a sentence, and after the number elsewhere."""
    quantity = value("about 20 billion USD")
    assert say(quantity, "sentence", DESK, reported=True) == f"reportedly about $20{NBSP}billion"
    assert say(quantity, "short", DESK, reported=True) == "about $20bn, reported"
    assert say(quantity, "number", DESK, reported=True) == "about 20, reported"


def test_bounds_are_the_ends_without_their_hedge():
    """A range has two ends, a bound one."""
    assert bounds(value("22 to 25 billion USD"), DESK) == ("$22bn", "$25bn")
    assert bounds(value("more than 20 billion USD"), DESK) == ("$20bn",)


ENDS = st.fractions(min_value=Fraction(1, 1000), max_value=10**12, max_denominator=1000)


@given(
    ENDS, ENDS, st.sampled_from(list("≥≤-=")), st.booleans(), st.sampled_from([USD, PLAIN, MEGAWATT, PER_MW])
)
def test_no_printed_form_says_more_than_its_interval(
    one: Fraction, other: Fraction, shape: str, negative: bool, unit: Unit
):
    """What a derived value prints, read back, allows every value the interval does."""
    low, high = sorted((one, other))
    if negative:
        low, high = -high, -low
    span, hedge = {
        "≥": (Interval(low, None), Hedge.AT_LEAST),
        "≤": (Interval(None, high), Hedge.UP_TO),
        "-": (Interval(low, high), Hedge.FROM_TO),
        "=": (point(low), Hedge.EXACTLY),
    }[shape]
    if shape == "-" and low == high:
        hedge = Hedge.EXACTLY
    quantity = Quantity(span, unit, hedge)
    for form in ("sentence", "short"):
        words = say(quantity, form, DESK).replace(NBSP, " ")
        back = read_value(words, DESK)
        assert isinstance(back, Quantity), words
        if back.approximate:
            assert abs(back.interval.low - span.low) <= abs(span.low) * Fraction(1, 199), words
        else:
            assert back.interval.holds(span), words


@pytest.mark.parametrize(
    ("claim", "fact", "stance"),
    [
        ("more than 20 billion USD", "24.6 billion USD", "supports"),
        ("more than 20 billion USD", "more than 20 billion USD", "supports"),
        ("more than 20 billion USD", "more than 10 billion USD", "refines"),
        ("20 billion USD", "17 billion USD", "contradicts"),
        ("20 billion USD", "more than 20 billion USD", "contradicts"),
        ("up to 10%", "between 10% and 11%", "refines"),
        ("about 35 billion USD", "about 35 billion USD", "supports"),
        ("about 35 billion USD", "34.8 billion USD", "refines"),
        ("about 35 billion USD", "23 billion USD", "contradicts"),
        ("750 MW", "0.75 GW", "supports"),
        ("two-thirds", "66%", "contradicts"),
        ("20 billion USD", "750 MW", None),
        ("2026", "2026-04-17", "supports"),
        ("2026-04", "2026", "refines"),
        ("2026", "2027", "contradicts"),
        ("2026", "20 MW", None),
    ],
)
def test_the_stance_that_intervals_give(claim: str, fact: str, stance: str | None):
    """A claim that holds the fact is supported, one that overlaps it refined, one apart contradicted."""
    assert stance_of(value(claim), value(fact)) == stance
