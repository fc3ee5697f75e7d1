"""Reading quantities out of words."""

from pathlib import Path
from time import perf_counter

import pytest
import yaml
from hypothesis import given
from hypothesis import strategies as st

from tieout.quantities.interval import Quantity
from tieout.quantities.reading import agree, describe, nearest, read_value, readings
from tieout.quantities.units import Vocabulary

DESK = Vocabulary(
    {
        "customer": "customers",
        "share": "shares",
        "core": "cores",
        "transistor": "transistors",
        "rack": "racks",
    }
)
WORDS = """more than up to about from between and to - – $ € 20 2026 1,000 3.5 bn billion m % x times half a
third of one in five MW GB / s per share customers + ( ) ± January Q1 over nearly"""
LABELLED = [
    (phrase, words)
    for group in yaml.safe_load((Path(__file__).parent / "phrases.yaml").read_text("utf-8")).values()
    for phrase, words in group.items()
]


def said(phrase: str, language: str = "en") -> list[str]:
    """Return what is read out of ``phrase``, as messages say it."""
    return [describe(one.value) for one in readings(phrase, DESK, language)]


def value(text: str):
    """Return the value, which must be readable."""
    read = read_value(text, DESK)
    assert read is not None, f"{text} is unreadable"
    return read


@pytest.mark.parametrize(("phrase", "words"), LABELLED, ids=[phrase for phrase, _ in LABELLED])
def test_a_phrase_reads_as_it_is_labelled(phrase: str, words: list[str]):
    """Hedge, number and unit of every labelled phrase are read as a person reads them."""
    language, bar, text = phrase.partition("| ")
    assert said(text if bar else phrase, language if bar else "en") == [str(word) for word in words]


@pytest.mark.parametrize(
    ("text", "words"),
    [
        ("more than 20 billion USD", "more than 20 billion USD"),
        ("up to 750 MW", "up to 750 MW"),
        ("24.5 to 26.6 million USD/MW", "24.5 to 26.6 million USD/MW"),
        ("22 billion to 25 billion USD", "22 to 25 billion USD"),
        ("from 3 to 5 GW", "3 to 5 GW"),
        ("6%", "6 percent"),
        ("two-thirds", "2/3"),
        ("twofold", "2 times"),
        ("24 customers", "24 customers"),
        ("1 customer", "1 customer"),
        ("21 PB/s", "21 PB/s"),
        ("900 tokens per second", "900 token/s"),
        ("0.00001 USD/share", "0.00001 USD/share"),
        ("-450.53 million USD", "-450.53 million USD"),
        ("2 percentage points", "2 percentage point"),
        ("2026-04-17", "2026-04-17"),
        ("2026", "2026"),
        ("first quarter of 2026", "2026-Q1"),
    ],
)
def test_a_value_is_written_as_a_person_would_write_it(text: str, words: str):
    """What content states is read by the grammar that reads quotes."""
    assert describe(value(text)) == words


@pytest.mark.parametrize(
    "text",
    [
        "",
        "20 offices",
        "twenty-ish MW",
        "20 billion USD or thereabouts, perhaps",
        "about",
        "more than 5 to 10 MW",
        "20 MW and 30 MW",
        "1.2.3",
        "010",
        "1,2",
        "2026-13",
        "2026-02-30",
        "20 billion USD per office",
        "24 big customers",
        "dozens of customers",
        "USD",
    ],
)
def test_what_is_not_all_understood_is_not_read(text: str):
    """A value with a word the grammar can't place is None; it never falls back to its digits."""
    assert read_value(text, DESK) is None


def test_a_reading_says_where_it_stands():
    """The characters of a reading hold its hedge and its unit, and nothing before or after."""
    phrase = "to spend more than $20 billion on up to 750 megawatts of it"
    found = [phrase[one.start : one.end] for one in readings(phrase, DESK)]
    assert found == ["more than $20 billion", "up to 750 megawatts"]


@pytest.mark.parametrize(
    ("declared", "quote"),
    [
        ("more than 20 billion USD", "over $20bn"),
        ("more than 20 billion USD", "exceeding 20,000 million dollars"),
        ("750 MW", "0.75 gigawatts"),
        ("two-thirds", "two thirds of it"),
        ("50%", "half of it"),
        ("24 customers", "24 of its customers"),
        ("24 customers", "there were 24"),
        ("24 customers", "24 of them"),
        ("3 years", "over three years"),
        ("more than 3 years", "over three years"),
        ("at least 20", "20+"),
        ("about 20 MW", "roughly 20 MW"),
        ("2026-01-14", "on January 14, 2026"),
        ("24 months", "two years"),
    ],
)
def test_a_quote_bears_out_what_it_says(declared: str, quote: str):
    """A quote of the same hedge, number and unit agrees, in whatever words and multiples of the unit."""
    assert agree(value(declared), nearest(value(declared), readings(quote, DESK)).value)


@pytest.mark.parametrize(
    ("declared", "quote", "differs"),
    [
        ("more than 20 billion USD", "$20 billion", "hedge"),
        ("20 billion USD", "more than $20 billion", "hedge"),
        ("at least 20 billion USD", "more than $20 billion", "hedge"),
        ("up to 750 MW", "less than 750 MW", "hedge"),
        ("nearly 20 MW", "less than 20 MW", "hedge"),
        ("more than 3 GW", "3 GW", "hedge"),
        ("20 billion USD", "$200 billion", "number"),
        ("20 billion USD", "$20 million", "number"),
        ("22 to 25 MW", "22 to 26 MW", "number"),
        ("20 billion USD", "€20 billion", "unit"),
        ("20 USD", "$20 per share", "unit"),
        ("8 TB/s", "8 TB/s per GPU", "unit"),
        ("24 customers", "24 offices", "unit"),
        ("24 customers", "24 racks", "unit"),
        ("24", "24 customers", "unit"),
        ("10%", "10 percentage points", "unit"),
        ("10%", "10", "unit"),
        ("15 times", "15", "unit"),
        ("2 times", "200%", "unit"),
        ("8 GB", "8 Gb", "number"),
        ("20 MW", "in 2026", "kind"),
        ("2026", "2027", "number"),
        ("2026-04", "2026", "number"),
    ],
)
def test_a_disagreement_says_what_differs(declared: str, quote: str, differs: str):
    """One that differs in hedge, number or unit does not agree, and says in which, with both in words."""
    found = agree(value(declared), nearest(value(declared), readings(quote, DESK)).value)
    assert not found
    assert found.differs == differs
    assert found.declared == describe(value(declared))


def test_the_nearest_reading_is_the_one_that_agrees():
    """Of several quantities in a quote the one that differs least is taken."""
    found = readings("$510 million from more than $290.3 million at 6%", DESK)
    assert describe(nearest(value("290.3 million USD"), found).value) == "more than 290.3 million USD"
    assert describe(nearest(value("6%"), found).value) == "6 percent"
    assert nearest(value("6%"), ()) is None


def test_every_hedge_dropped_or_digit_changed_is_noticed():
    """No labelled English phrase agrees with itself once its first digit is another or its hedge is gone."""
    for phrase, _ in LABELLED:
        found = readings(phrase, DESK)
        if len(found) != 1 or not isinstance(found[0].value, Quantity):
            continue
        whole, quantity = phrase[found[0].start : found[0].end], found[0].value
        digit = next((one for one in whole if one in "123456789"), None)
        if digit:
            other = "7" if digit != "7" else "3"
            assert not any(
                agree(quantity, one.value) for one in readings(phrase.replace(digit, other, 1), DESK)
            ), phrase
        if quantity.word and whole.lower().startswith(quantity.word) and not quantity.word.endswith("over"):
            bare = whole[len(quantity.word) :].strip()
            assert not any(agree(quantity, one.value) for one in readings(bare, DESK)), phrase


@given(st.text(max_size=60))
def test_any_text_is_read_without_a_fault(text: str):
    """Whatever is typed, readings stand in order inside the text."""
    for language in ("en", "de", "fr", "zh"):
        end = 0
        for one in readings(text, DESK, language):
            assert end <= one.start < one.end <= len(text)
            end = one.end
    read_value(text, DESK)


@given(
    st.lists(
        st.sampled_from(WORDS.split()),
        max_size=12,
    )
)
def test_words_of_numbers_in_any_order_are_read_without_a_fault(words: list[str]):
    """The grammar's own words, shuffled, never break it."""
    for joint in (" ", ""):
        readings(joint.join(words), DESK)
        read_value(joint.join(words), DESK)


def test_reading_is_quick():
    """A phrase is read in less than a fifth of a millisecond."""
    phrases = [f"spend more than ${number}.5 billion on AI hardware" for number in range(1000)]
    began = perf_counter()
    for phrase in phrases:
        readings(phrase, DESK)
    assert (perf_counter() - began) / len(phrases) < 0.0002 * 5  # five times, for a busy machine
