"""Saying quantities: forms, hedges, languages, and rounding that never says more than is known."""

import re
import subprocess
import sys
from collections.abc import Iterator
from dataclasses import replace
from decimal import Decimal
from fractions import Fraction
from pathlib import Path

import pytest
from hypothesis import example, given
from hypothesis import strategies as st

from tieout.algebra import evaluate
from tieout.formulas import parse
from tieout.model import DisplayUnit
from tieout.quantities.dates import Date
from tieout.quantities.interval import Hedge, Interval, Quantity, held_to, point, widest
from tieout.quantities.reading import agree, read_value
from tieout.quantities.saying import (
    FORMS,
    LANGUAGES,
    NBSP,
    counted,
    date_words,
    house_of,
    is_altered,
    names,
    say,
    tick,
)
from tieout.quantities.stances import stance_of
from tieout.quantities.units import PERCENT, PLAIN, TIMES, USD, Unit, Vocabulary

DESK = Vocabulary({"customer": "customers", "share": "shares"})
AMERICAN = replace(DESK, language="en-US")
GERMAN = Vocabulary({"Kunde": "Kunden", "Aktie": "Aktien"}, "de")
FRENCH = Vocabulary({"client": "clients", "action": "actions", "habitant": "habitants"}, "fr")
DESKS = {"en": DESK, "de": GERMAN, "fr": FRENCH}
PER_MW = Unit((("MW", -1), ("USD", 1)))
PER_TOKEN = Unit((("USD", 1), ("token", -1)))
MEGAWATT = Unit((("MW", 1),))
DOC = Path(__file__).parents[1] / "docs" / "saying.md"


def value(text: str, desk: Vocabulary = DESK):
    """Return the value, which must be readable."""
    read = read_value(text, desk)
    assert read is not None, f"{text} is unreadable"
    return read


def plain(words: str) -> str:
    """Return words with plain spaces."""
    return words.replace(NBSP, " ").replace("\u202f", " ")


def spoken(text: str, form: str, language: str) -> str:
    """Return how a desk of ``language`` prints a value, with plain spaces."""
    desk = replace(DESKS[language[:2]], language=language)
    return plain(say(value(text, desk), form, desk))


def said(text: str) -> tuple[str, ...]:
    """Return three forms of a stated value, with plain spaces."""
    return tuple(plain(say(value(text), form, DESK)) for form in ("sentence", "short", "number"))


# --- what the documentation shows ----------------------------------------------------------------


def tables() -> Iterator[tuple[list[str], list[list[str]]]]:
    """Yield the head and the rows of each table of the documentation."""
    for block in re.findall(r"(?:^\|.*\n)+", DOC.read_text("utf-8"), re.MULTILINE):
        head, _, *rows = [
            [cell.strip().strip("`") for cell in line.strip("|").split("|")] for line in block.splitlines()
        ]
        yield head, rows


FORMED = [(head[0], head[1:], row) for head, rows in tables() if head[0] in LANGUAGES for row in rows]
DATED = [(head[1:], row) for head, rows in tables() if head[0] == "date" for row in rows]
ROUNDED = [(head[1:], row) for head, rows in tables() if head[0] == "comes to" for row in rows]


def test_the_documentation_shows_every_form_and_language():
    """Each form has its line, each language examples in every form."""
    listed = next(rows for head, rows in tables() if head[0] == "form")
    assert {row[0].split("`")[0] for row in listed} == set(FORMS)
    assert {language for language, _, _ in FORMED} == {"en-GB", "en-US", "de", "fr"}
    assert all(set(forms) == set(FORMS) for _, forms, _ in FORMED)
    assert DATED and ROUNDED


@pytest.mark.parametrize(("language", "forms", "row"), FORMED, ids=lambda one: str(one)[:40])
def test_a_form_is_as_documented(language: str, forms: list[str], row: list[str]):
    """Each row of the documentation is what is printed."""
    assert [spoken(row[0], form, language) for form in forms] == row[1:]


@pytest.mark.parametrize(("languages", "row"), DATED, ids=lambda one: str(one)[:40])
def test_a_date_is_as_documented(languages: list[str], row: list[str]):
    """Each date of the documentation is what is printed."""
    assert [spoken(row[0], "sentence", language) for language in languages] == row[1:]


@pytest.mark.parametrize(("languages", "row"), ROUNDED, ids=lambda one: str(one)[:40])
def test_a_result_is_rounded_as_documented(languages: list[str], row: list[str]):
    """Each result of the documentation is what is printed."""
    result = replace(value(row[0]), digits=(), word="", scale=1)
    assert [plain(say(result, "sentence", Vocabulary({}, one))) for one in languages] == row[1:]


# --- forms ---------------------------------------------------------------------------------------


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
        ("1.0 MW", ("1.0 megawatts", "1.0 MW", "1.0")),
        ("0 to 1 MW", ("0 to 1 megawatts", "0 to 1 MW", "0 to 1")),
        ("-1 MW", ("−1 megawatt", "−1 MW", "−1")),
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
        ("20 thousand shares", ("20 thousand shares", "20,000 shares", "20")),
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
    assert say(value("up to 750 MW"), "table", DESK) == f"up to 750{NBSP}MW"
    french = say(value("1,600 million USD/MW"), "sentence", FRENCH)
    assert french == f"1\u202f600{NBSP}millions{NBSP}de{NBSP}dollars par mégawatt"
    assert say(value("45%"), "sentence", FRENCH) == "45\u202f%"
    assert say(value("45%"), "sentence", GERMAN) == f"45{NBSP}%"


def test_a_date_may_break_in_a_page_before_its_year_alone():
    """In a page's own lines day and month stay together; in a form the whole date does, if it is short."""
    day = Date(2026, 0, 1, 14)
    assert date_words(day, True, DESK) == f"14{NBSP}January 2026"
    assert date_words(day, True, AMERICAN) == f"January{NBSP}14, 2026"
    assert date_words(day, False, GERMAN) == f"14.{NBSP}Jan. 2026"
    assert say(day, "sentence", FRENCH) == f"14{NBSP}janvier{NBSP}2026"
    assert say(Date(2028, by=True), "sentence", DESK) == f"by the end of{NBSP}2028"


@pytest.mark.parametrize(
    ("date", "german", "french"),
    [
        (Date(2026, 0, 4), ("April 2026", "Apr. 2026"), ("avril 2026", "avr. 2026")),
        (Date(2026, half=1), ("1. Halbjahr 2026", "H1 2026"), ("1er semestre 2026", "S1 2026")),
        (Date(2026, 3), ("3. Quartal 2026", "Q3 2026"), ("3e trimestre 2026", "T3 2026")),
        (
            Date(2026, 3, fiscal=True),
            ("3. Quartal des Geschäftsjahres 2026", "Q3 GJ 2026"),
            ("3e trimestre de l’exercice 2026", "T3 ex. 2026"),
        ),
        (
            Date(2026, 0, 4, part="early"),
            ("Anfang April 2026", "Anfang Apr. 2026"),
            ("début avril 2026", "début avr. 2026"),
        ),
        (Date(2026, part="late"), ("Ende 2026", "Ende 2026"), ("fin 2026", "fin 2026")),
        (
            Date(2028, 0, 1, 14, by=True),
            ("bis zum 14. Januar 2028", "bis 14. Jan. 2028"),
            ("au plus tard le 14 janvier 2028", "d’ici le 14 janv. 2028"),
        ),
        (
            Date(2028, 1, by=True),
            ("bis Ende des 1. Quartals 2028", "bis Ende Q1 2028"),
            ("d’ici la fin du 1er trimestre 2028", "d’ici fin T1 2028"),
        ),
        (
            Date(2028, by=True, part="mid"),
            ("bis Mitte 2028", "bis Mitte 2028"),
            ("d’ici mi-2028", "d’ici mi-2028"),
        ),
    ],
)
def test_a_date_in_other_languages(date: Date, german: tuple[str, str], french: tuple[str, str]):
    """Every precision of a date has its words, long and short."""
    for desk, words in ((GERMAN, german), (FRENCH, french)):
        assert tuple(plain(say(date, form, desk)) for form in ("sentence", "table")) == words


@pytest.mark.parametrize(
    ("text", "language", "words"),
    [
        ("1,979 MW", "de-CH", "1’979 Megawatt"),
        ("1,979.5 MW", "de-AT", "1.979,5 Megawatt"),
        ("14 January 2026", "de-AT", "14. Jänner 2026"),
        ("45%", "de-CH", "45%"),
        ("1 MW", "de", "1 Megawatt"),
        ("1 day", "de", "1 Tag"),
        ("90 days", "de", "90 Tage"),
        ("1 million EUR", "de", "1 Million Euro"),
        ("1.0 million EUR", "de", "1,0 Millionen Euro"),
        ("15x", "de", "15-mal"),
        ("1 in 13", "de", "1 von 13"),
        ("half", "de", "die Hälfte"),
        ("3 TWh", "de", "3 Terawattstunden"),
        ("64 GiB", "de", "64 Gibibyte"),
        ("5 mm2", "de", "5 Quadratmillimeter"),
        ("20 thousand MW", "de", "20.000 Megawatt"),
        ("2.5 crore INR", "de", "25 Millionen Indische Rupien"),
        ("20 billion GBP", "de", "20 Milliarden Pfund"),
        ("nearly 7 GW", "de", "knapp 7 Gigawatt"),
        ("just over 7 GW", "de", "etwas mehr als 7 Gigawatt"),
        ("fewer than 7 GW", "de", "weniger als 7 Gigawatt"),
        ("more than about 7 GW", "de", "mehr als etwa 7 Gigawatt"),
        ("up to two-thirds", "de", "höchstens zwei Drittel"),
        ("well over 7 GW", "de", "mehr als 7 Gigawatt"),
        ("between 3 and 5 GW", "de", "3 bis 5 Gigawatt"),
        ("about 3 to 5 GW", "de", "rund 3 bis 5 Gigawatt"),
        ("1.5 MW", "fr", "1,5 mégawatt"),
        ("2 MW", "fr", "2 mégawatts"),
        ("4 trillion USD", "fr", "4 000 milliards de dollars"),
        ("1.2 million habitants", "fr", "1,2 million d’habitants"),
        ("5 mm2", "fr", "5 millimètres carrés"),
        ("more than a third", "fr", "plus d’un tiers"),
        ("more than about 7 GW", "fr", "plus d’environ 7 gigawatts"),
        ("nearly half", "fr", "près de la moitié"),
        ("20 billion GBP", "fr", "20 milliards de livres sterling"),
        ("three-quarters", "fr", "trois quarts"),
        ("1,979 MW", "fr-CH", "1’979 mégawatts"),
        ("3 million tonnes", "en-US", "3 million metric tons"),
        ("well over 7 GW", "en-US", "well over 7 gigawatts"),
        ("5 micrometres", "en-US", "5 micrometers"),
    ],
)
def test_a_sentence_in_each_language(text: str, language: str, words: str):
    """Digits, plurals, scale words, fractions and hedges are those of the language."""
    assert spoken(text, "sentence", language) == words


def test_a_hedge_is_kept_in_the_language_it_was_written_in():
    """A hedge read out of a foreign quote is said by its kind; an English one keeps its word."""
    foreign = replace(value("more than 20 billion USD"), word="plus de")
    assert plain(say(foreign, "sentence", DESK)) == "more than $20 billion"
    english = replace(foreign, word="well over")
    assert plain(say(english, "sentence", DESK)) == "well over $20 billion"
    assert plain(say(english, "sentence", FRENCH)) == "plus de 20 milliards de dollars"


def test_every_language_has_a_house():
    """Each language listed prints; another is refused."""
    quantity = value("more than 1,979.5 MW")
    for language in LANGUAGES:
        assert re.search(r"1\D?979\D5", say(quantity, "sentence", Vocabulary({}, language)))
    with pytest.raises(ValueError, match="`es`"):
        house_of("es")


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
        "0.25 USD per million tokens",
        "about 15 kWh per 100 km",
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
        "by the end of 2028",
        "fiscal 2025",
    ],
)
def test_what_is_said_is_read_back_as_the_same(text: str):
    """The forms of a stated value that have a unit agree with it, but for a label's and an axis's hedge."""
    for form in ("sentence", "table", "headline"):
        words = say(value(text), form, DESK)
        back = read_value(plain(words), DESK)
        assert back is not None, words
        assert agree(value(text), back), words


# --- what is calculated --------------------------------------------------------------------------


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
        (derived("24.58", "26.667", Hedge.FROM_TO, about=True), "about 24 to 27"),
        (derived("0", "3", Hedge.UP_TO, MEGAWATT), "at most 3 megawatts"),
        (derived("26600000", None, Hedge.AT_LEAST, USD, True), "about $26 million or more"),
        (derived(None, "26600000", Hedge.UP_TO, USD, True), "about $27 million or less"),
        (derived("-7000000000", "20000000000", Hedge.FROM_TO, USD), "−$7 billion to $20 billion"),
        (derived("999.6", None, Hedge.AT_LEAST), "at least 999"),
        (derived(None, "999.6", Hedge.UP_TO), "at most 1,000"),
        (derived(None, "999960000", Hedge.UP_TO, USD), "at most $1 billion"),
        (derived("12345678", None, Hedge.AT_LEAST), "at least 12.3 million"),
        (derived("12345", None, Hedge.AT_LEAST, MEGAWATT), "at least 12,300 megawatts"),
        (derived(None, "-12345", Hedge.UP_TO, MEGAWATT), "at most −12,300 megawatts"),
        (derived("3.14159265358979", "3.14159265358980", Hedge.ABOUT, about=True), "about 3.14"),
        (derived("3.1449999999999", "3.1450000000001", Hedge.ABOUT, about=True), "about 3.15"),
        (derived("3.141", "3.144", Hedge.FROM_TO), "about 3.14"),
        (derived("3.144", "3.146", Hedge.FROM_TO), "3.14 to 3.15"),
        (derived("99.96", "99.96", Hedge.EXACTLY, PERCENT), "nearly 100%"),
        (derived("99.94", "99.94", Hedge.EXACTLY, PERCENT), "about 99.9%"),
        (derived("100.04", "100.04", Hedge.EXACTLY, PERCENT), "just over 100%"),
        (derived("100", "100", Hedge.EXACTLY, PERCENT), "100%"),
        (derived("99.96", "99.98", Hedge.FROM_TO, PERCENT), "nearly 100%"),
        (derived("99.96", "100", Hedge.FROM_TO, PERCENT), "99.9% to 100%"),
        (derived("99.96", None, Hedge.AT_LEAST, PERCENT), "at least 99.9%"),
        (derived("100.04", None, Hedge.AT_LEAST, PERCENT), "at least 100%"),
        (derived("0.0004", "0.0004", Hedge.EXACTLY, PERCENT), "0.0004%"),
        (derived("-0.00042857", "-0.00042857", Hedge.EXACTLY, PERCENT), "about −0.000429%"),
        (derived("1.004", "1.004", Hedge.EXACTLY, TIMES), "about 1 time"),
    ],
)
def test_a_derived_value_is_rounded_outward(quantity: Quantity, words: str):
    """Floors are rounded down, ceilings up, ranges outward, a point to the nearest and then it is "about"."""
    assert plain(say(quantity, "sentence", DESK)) == words


def test_what_has_no_bound_is_not_said():
    """A quantity that may be anything is our own mistake; one with a bound at one end has words."""
    with pytest.raises(ValueError, match="without bounds"):
        say(derived(None, None, Hedge.ABOUT), "sentence", DESK)
    assert say(derived("3", None, Hedge.FROM_TO), "sentence", DESK) == "at least 3"


def test_print_that_alters_a_number_is_known():
    """What is printed as about a number is told apart from what prints as it is."""
    assert is_altered(derived("80/3", "80/3", Hedge.EXACTLY))
    assert is_altered(derived("3.141", "3.144", Hedge.FROM_TO))
    assert not is_altered(derived("25", "25", Hedge.EXACTLY))
    assert not is_altered(derived("80/3", None, Hedge.AT_LEAST))
    assert not is_altered(value("about 35"))
    assert is_altered(value("two-thirds"), DisplayUnit(PERCENT))
    assert not is_altered(value("half"), DisplayUnit(PERCENT))


def test_a_derived_value_is_said_in_its_display_unit():
    """The display unit and its scale word are kept, in every form."""
    display = DisplayUnit(PER_MW, 10**6)
    quantity = derived("80000000/3", None, Hedge.AT_LEAST, PER_MW)
    assert [plain(say(quantity, form, DESK, display)) for form in FORMS] == [
        "at least $26.6 million per megawatt",
        "at least $26.6m per MW",
        "at least $26.6m per MW",
        "$26.6m per MW",
        "at least $26.6m per megawatt",
        "at least 26.6",
    ]
    price = derived("1/3000000", "1/3000000", Hedge.EXACTLY, PER_TOKEN)
    by = [DisplayUnit(PER_TOKEN, 1, many) for many in (1, 10**3, 10**6)]
    assert [plain(say(price, "sentence", DESK, one)) for one in (*by, None)] == [
        "about $0.000000333 per token",
        "about $0.000333 per thousand tokens",
        "about $0.333 per million tokens",
        "about $0.333 per million tokens",
    ]
    growth = derived("0.757", "0.757", Hedge.EXACTLY)
    assert say(growth, "sentence", DESK, DisplayUnit(PERCENT)) == "75.7%"


@pytest.mark.parametrize(
    ("ends", "unit", "words"),
    [
        (("1/1000", "1/1000"), PER_TOKEN, "$0.001 per token"),
        (("999/1000000", "999/1000000"), PER_TOKEN, "$0.999 per thousand tokens"),
        (("1/100000", "1/100000"), PER_TOKEN, "$0.01 per thousand tokens"),
        (("9/1000000", "9/1000000"), PER_TOKEN, "$9 per million tokens"),
        (("1/4000000", "1/2000000"), PER_TOKEN, "$0.25 to $0.5 per million tokens"),
        (("3/10000000000000000", None), PER_TOKEN, "at least $0.0003 per trillion tokens"),
        (("3/1000000", "3/1000000"), Unit((("USD", 1), ("customer", -1))), "$3 per million customers"),
        (("3/1000000", "3/1000000"), Unit((("USD", 1), ("kWh", -1))), "$0.000003 per kilowatt-hour"),
        (("3/1000000", "3/1000000"), Unit((("MW", 1), ("token", -1))), "0.000003 megawatts per token"),
        (("0", "0"), PER_TOKEN, "$0 per token"),
    ],
)
def test_a_small_price_by_what_is_counted_is_by_many(ends, unit: Unit, words: str):
    """A price below a tenth of a cent is by as many as make it a cent; that of a measure stays by one."""
    hedge = Hedge.AT_LEAST if ends[1] is None else Hedge.EXACTLY if ends[0] == ends[1] else Hedge.FROM_TO
    assert plain(say(derived(*ends, hedge, unit), "sentence", DESK)) == words


def test_what_is_counted_by_many_is_exact():
    """A price per million is that many millionths, and a sum of it is what it comes to."""
    price = value("$0.25 per million tokens")
    assert (price.interval, price.per) == (point(Fraction(1, 4_000_000)), 10**6)
    assert value("250 USD per billion tokens").interval == price.interval
    assert agree(price, value("250 USD per billion tokens"))
    assert not agree(price, value("0.25 USD per billion tokens"))
    total = evaluate(parse("price * tokens"), {"price": price, "tokens": value("20 million tokens")})
    assert plain(say(total, "sentence", DESK)) == "$5"
    double = evaluate(parse("price + price"), {"price": price})
    assert plain(say(double, "sentence", DESK)) == "$0.5 per million tokens"


@pytest.mark.parametrize(
    ("desk", "sentence", "table"),
    [
        (DESK, "reportedly about $20 billion", "about $20bn, reported"),
        (GERMAN, "Berichten zufolge rund 20 Milliarden US-Dollar", "rund 20 Mrd. $, laut Berichten"),
        (
            FRENCH,
            "environ 20 milliards de dollars (selon des tiers)",
            "environ 20 Md$, selon des tiers",
        ),
    ],
)
def test_what_no_party_says_is_reported(desk: Vocabulary, sentence: str, table: str):
    """A reported quantity says so before its hedge or after it in prose, and after the number elsewhere."""
    quantity = value("about 20 billion USD")
    assert plain(say(quantity, "sentence", desk, reported=True)) == sentence
    assert plain(say(quantity, "table", desk, reported=True)) == table
    assert "," not in say(quantity, "axis", desk, reported=True)


def test_what_rests_on_a_forecast_says_so():
    """A mood stands in brackets in prose and after a comma elsewhere, behind what is reported."""
    result = derived("124.4", "124.4", Hedge.EXACTLY, PERCENT)
    assert say(result, "sentence", DESK, moods=["forecast"]) == "about 124% (forecast)"
    assert say(result, "label", DESK, reported=True, moods=["estimate"]) == "about 124%, reported, estimate"
    opinion = say(result, "sentence", DESK, reported=True, moods=["opinion"])
    assert opinion == "reportedly about 124% (opinion)"
    assert plain(say(result, "headline", GERMAN, moods=["forecast"])) == "rund 124 % (Prognose)"
    in_french = plain(say(result, "sentence", FRENCH, reported=True, moods=["forecast"]))
    assert in_french == "environ 124 % (selon des tiers, prévision)"
    both = ["forecast", "assumption"]
    assert plain(say(result, "sentence", DESK, moods=both)) == "about 124% (forecast, on our assumption)"
    assert plain(say(result, "label", DESK, moods=["assumption"])) == "about 124%, on our assumption"
    assert plain(say(result, "table", GERMAN, moods=both)) == "rund 124 %, Prognose, nach unserer Annahme"
    in_french = plain(say(result, "sentence", FRENCH, moods=["assumption"]))
    assert in_french == "environ 124 % (selon notre hypothèse)"
    assert say(result, "axis", DESK, moods=["forecast"]) == "124%"


def test_english_needs_nothing_of_babel():
    """A run in English does not wait for Babel; in German it is loaded when the first number is said."""
    script = (
        "import sys\n"
        "from tieout.quantities.interval import Quantity, point\n"
        "from tieout.quantities.saying import say\n"
        "from tieout.quantities.units import PERCENT, Vocabulary\n"
        "for language in ('en-GB', 'en-US', 'de'):\n"
        "    say(Quantity(point(45), PERCENT), 'sentence', Vocabulary({}, language))\n"
        "    print('babel' in sys.modules)\n"
    )
    ran = subprocess.run([sys.executable, "-c", script], capture_output=True, text=True, check=True)
    assert ran.stdout.split() == ["False", "False", "True"]


# --- axes ----------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("desk", "unit", "scale", "title", "words"),
    [
        (DESK, USD, 10**9, "$bn", ["$0", "1,200", "$2,500bn"]),
        (AMERICAN, USD, 10**9, "$B", ["$0", "1,200", "$2,500B"]),
        (GERMAN, USD, 10**9, "Mrd. $", ["0", "1.200", "2.500 Mrd. $"]),
        (FRENCH, USD, 10**9, "Md$", ["0", "1 200", "2 500 Md$"]),
        (FRENCH, USD, 10**12, "Md$", ["0", "1 200 000", "2 500 000 Md$"]),
        (DESK, MEGAWATT, 1, "MW", ["0", "1,200", "2,500 MW"]),
        (DESK, Unit((("share", 1),)), 10**6, "million shares", ["0", "1,200", "2,500m shares"]),
        (FRENCH, MEGAWATT, 10**6, "millions de mégawatts", ["0", "1 200", "2 500 M de MW"]),
        (GERMAN, PERCENT, 1, "%", ["0", "1.200", "2.500 %"]),
        (DESK, PER_TOKEN, "1/1000000", "$ per million tokens", ["$0", "1,200", "$2,500 per million tokens"]),
    ],
)
def test_an_axis_says_its_unit_once(desk: Vocabulary, unit: Unit, scale, title: str, words: list[str]):
    """Ticks are digits, the whole one has its unit; a title names what is counted."""
    scale = Fraction(scale)
    places = [(0, False), (1200, False), (2500, True)]
    assert [plain(tick(at * scale, unit, scale, desk, whole)) for at, whole in places] == words
    assert plain(counted(unit, scale, desk)) == title


@pytest.mark.parametrize(
    ("text", "desk", "called"),
    [
        ("USD/MW", DESK, ("USD per MW", "US dollars per megawatt", "US dollar per megawatt")),
        ("PB/s", DESK, ("PB/s", "petabytes per second", "petabyte per second")),
        ("PB/s", FRENCH, ("Po/s", "pétaoctets par seconde", "pétaoctet par seconde")),
        ("tokens per second", DESK, ("tokens/s", "tokens per second", "token per second")),
        ("percentage points", DESK, ("pp", "percentage points", "percentage point")),
        ("mm2", DESK, ("mm²", "square millimetres", "square millimetre")),
        ("mm2", GERMAN, ("mm²", "Quadratmillimeter", "Quadratmillimeter")),
        ("Kunden", GERMAN, ("Kunden", "Kunden", "Kunde")),
    ],
)
def test_what_a_unit_is_called(text: str, desk: Vocabulary, called: tuple[str, ...]):
    """A unit has a symbol for tables, and a name for many and for one; nouns are the desk's own."""
    one = value(f"2 {text}", desk)
    assert isinstance(one, Quantity)
    assert names(one.unit, desk) == called


# --- no form says more than the interval ---------------------------------------------------------

_HUNDRED = Fraction(100)
ENDS = st.fractions(min_value=Fraction(1, 1000), max_value=10**12, max_denominator=1000)
NEAR = st.fractions(min_value=99, max_value=101, max_denominator=10**6)
SHAPES = {
    "≥": Hedge.AT_LEAST,
    ">": Hedge.MORE_THAN,
    "≤": Hedge.UP_TO,
    "<": Hedge.LESS_THAN,
    "-": Hedge.FROM_TO,
    "=": Hedge.EXACTLY,
}
UNITS = (USD, PLAIN, MEGAWATT, PER_MW, PERCENT)


def result(one: Fraction, other: Fraction, shape: str, unit: Unit, negative: bool, about: bool) -> Quantity:
    """Return a result of arithmetic between two ends, or beyond one."""
    low, high = sorted((one, other))
    if negative:
        low, high = -high, -low
    span = {
        "≥": Interval(low, None),
        ">": Interval(low, None, False),
        "≤": Interval(None, high),
        "<": Interval(None, high, False, False),
        "-": Interval(low, high),
        "=": point(low),
    }[shape]
    hedge = Hedge.EXACTLY if shape == "-" and low == high else SHAPES[shape]
    hedge = Hedge.ABOUT if about and hedge is Hedge.EXACTLY else hedge
    return Quantity(span, unit, hedge, approximate=about)


# What each language says a number with, written down here a second time: hedge, scale, and where it stands.
HEARD = {
    "en": {
        "at least": "≥", "at most": "≤", "about": "~", "nearly": "<", "just over": ">",
        "more than": ">", "less than": "<", "up to": "≤",
        "or more": "+", "or less": "-", "to": "to",
        "thousand": 10**3, "million": 10**6, "crore": 10**7, "billion": 10**9, "trillion": 10**12,
        "m": 10**6, "bn": 10**9, "tn": 10**12, "M": 10**6, "B": 10**9, "T": 10**12,
    },
    "de": {
        "mindestens": "≥", "höchstens": "≤", "rund": "~", "knapp": "<", "etwas mehr als": ">",
        "mehr als": ">", "weniger als": "<", "bis zu": "≤",
        "oder mehr": "+", "oder weniger": "-", "bis": "to",
        "Million": 10**6, "Millionen": 10**6, "Milliarde": 10**9, "Milliarden": 10**9,
        "Billion": 10**12, "Billionen": 10**12, "Mio.": 10**6, "Mrd.": 10**9, "Bio.": 10**12,
    },
    "fr": {
        "au moins": "≥", "au plus": "≤", "environ": "~", "près de": "<", "un peu plus de": ">",
        "plus de": ">", "moins de": "<", "jusqu’à": "≤",
        "ou plus": "+", "ou moins": "-", "à": "to",
        "million": 10**6, "millions": 10**6, "milliard": 10**9, "milliards": 10**9, "M": 10**6, "Md": 10**9,
    },
}  # fmt: skip
SIGNS = {"en-GB": ".,", "en-US": ".,", "de": ",.", "de-CH": ".’", "fr": ",\u202f", "fr-CH": ",’"}


def heard(words: str, language: str) -> tuple[Interval, bool]:
    """Return what the words allow, and whether they are about right; by a reader of its own."""
    known, (dot, comma) = HEARD[language[:2]], SIGNS[language]
    number = rf"(?P<sign>−?)[$]?(?P<digits>\d+(?:{re.escape(comma)}\d\d\d)*(?:{re.escape(dot)}\d+)?)"
    ends, scales, signs, at = [], [], [], 0
    phrases = "|".join(re.escape(one) for one in sorted(known, key=len, reverse=True))
    for met in re.finditer(rf"{number}|(?<![^\W\d_])(?:{phrases})(?![^\W\d_])", words):
        if met["digits"]:
            digits = met["digits"].replace(comma, "").replace(dot, ".")
            ends.append(Fraction(digits) * (-1 if met["sign"] else 1))
        elif isinstance(one := known[met[0]], int):
            scales.append(one)
        else:
            signs.append(one)
        at = met.end()
    assert at and len(ends) == 1 + ("to" in signs) and len(scales) <= len(ends), words
    ends = [end * scales[-1] if scales else end for end in ends]
    about = "~" in signs
    if len(ends) == 2:
        return Interval(*ends), about
    if "≥" in signs or "+" in signs:
        return Interval(ends[0], None), about
    if "≤" in signs or "-" in signs:
        return Interval(None, ends[0]), about
    if ">" in signs:
        return Interval(ends[0], None, False), False
    if "<" in signs:
        return Interval(None, ends[0], False, False), False
    return point(ends[0]), about


@given(
    st.one_of(ENDS, NEAR),
    st.one_of(ENDS, NEAR),
    st.sampled_from(sorted(SHAPES)),
    st.sampled_from(UNITS),
    st.booleans(),
    st.booleans(),
    st.sampled_from(sorted(SIGNS)),
)
@example(Fraction(199, 2), Fraction(199, 2), "-", PERCENT, False, True, "en-GB")
def test_no_printed_form_says_more_than_its_interval(
    one: Fraction, other: Fraction, shape: str, unit: Unit, negative: bool, about: bool, language: str
):
    """What a derived value prints, read back, allows every value the interval does, in every language."""
    quantity = result(one, other, shape, unit, negative, about)
    span = quantity.interval
    for form in ("sentence", "headline", "table", "label"):
        words = say(quantity, form, Vocabulary({}, language))
        back, is_about = heard(words, language)
        # "Nearly 100 %" is of about 99.5 only where that can't be 100.
        assert is_about or not about or (not back.exact and back.holds(widest(quantity))), words
        if is_about and back.exact:
            middle = (span.low + span.high) / 2
            assert abs(back.low - middle) <= abs(middle) / (18 if about else 199), words
        else:
            assert back.holds(span), words
        if unit == PERCENT and not about and span.low == span.high != _HUNDRED:
            assert _HUNDRED not in back or back.low != back.high, words


@given(
    st.decimals(min_value=0, max_value=99999, places=2),
    st.sampled_from([hedge for hedge in Hedge if hedge is not Hedge.FROM_TO]),
    st.sampled_from([1, 10**3, 10**6, 10**7, 10**9, 10**12]),
    st.sampled_from(UNITS),
    st.sampled_from(sorted(SIGNS)),
)
def test_what_is_stated_is_printed_as_it_is(
    number: Decimal, hedge: Hedge, scale: int, unit: Unit, language: str
):
    """A stated quantity allows in print just what it allows, in every language, whatever its scale."""
    loose = hedge in (Hedge.ABOUT, Hedge.NEARLY, Hedge.JUST_OVER)
    span = held_to(hedge, Fraction(number) * scale)
    quantity = Quantity(span, unit, hedge, digits=(str(number),), scale=scale, approximate=loose)
    for form in ("sentence", "headline", "table", "label"):
        words = say(quantity, form, Vocabulary({}, language))
        assert heard(words, language) == (span, hedge is Hedge.ABOUT), words


def test_a_range_of_fractions_has_each_in_words():
    """Both ends of a range of fractions are said by their names."""
    span = Interval(Fraction(1, 3), Fraction(1, 2))
    quantity = Quantity(span, PLAIN, Hedge.FROM_TO, digits=("1/3", "1/2"))
    said = [plain(say(quantity, "sentence", desk)) for desk in (DESK, GERMAN, FRENCH)]
    assert said == ["a third to half", "ein Drittel bis die Hälfte", "un tiers à la moitié"]


@given(ENDS, ENDS, st.sampled_from(sorted(SHAPES)), st.sampled_from(UNITS), st.booleans())
def test_what_is_printed_in_english_is_read_back(
    one: Fraction, other: Fraction, shape: str, unit: Unit, negative: bool
):
    """The engine's own grammar reads out of its forms what holds the interval, in the same unit."""
    quantity = result(one, other, shape, unit, negative, False)
    for desk in (DESK, AMERICAN):
        for form in ("sentence", "headline", "table", "label"):
            words = plain(say(quantity, form, desk))
            back = read_value(words, desk)
            assert isinstance(back, Quantity), words
            assert back.unit == unit, words
            assert back.approximate or back.interval.holds(quantity.interval), words


@given(ENDS, ENDS, st.sampled_from(sorted(SHAPES)), st.sampled_from(UNITS), st.sampled_from(sorted(SIGNS)))
def test_a_bare_number_keeps_hedge_and_digits(
    one: Fraction, other: Fraction, shape: str, unit: Unit, language: str
):
    """The number form is the sentence without scale and unit."""
    quantity, desk = result(one, other, shape, unit, False, False), Vocabulary({}, language)
    bare, sentence = (say(quantity, form, desk) for form in ("number", "sentence"))
    dot, comma = SIGNS[language]
    run = rf"\d(?:[{re.escape(comma + dot)}]?\d)*"
    assert re.findall(run, bare) == re.findall(run, sentence)
    assert re.match(r"\D*", bare)[0] == re.match(r"\D*", sentence)[0].replace("$", "")


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
