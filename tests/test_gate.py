"""The finder of numbers: what it finds in a text, and of what class it takes it to be."""

from __future__ import annotations

import time

import pytest

from tieout.diagnostics import Place, Text
from tieout.gate import Lexicon, Look, excused_by, lexicon, sentences
from tieout.model import Desk, Name
from tieout.quantities.dates import Date
from tieout.quantities.units import Vocabulary

AT = Place("content/desk.yaml", 1, 1)
NAMES = ("WSE-3", "Form 10-K", "H100", "GPT-4", "iPhone 15")
NOUNS = {"customer": "customers", "data center": "data centers"}


@pytest.fixture(scope="module")
def desk() -> Lexicon:
    """Return what a desk excuses that knows ``NAMES`` and counts ``NOUNS``."""
    names = tuple(Name(name, AT) for name in NAMES)
    return lexicon(Desk(Text("The Desk", AT), "en", "A4", Vocabulary(NOUNS), names))


def found(desk: Lexicon, text: str, look: Look | None) -> list[str]:
    """Return the words of each number of one look."""
    return [one.text for one in desk.numbers(text) if one.look is look]


@pytest.mark.parametrize(
    "text",
    [
        "24", "1,000", "24.5%", "$20 billion", "20bn", "€5m", "3x", "1e9", "10^9", "7/24", "4:30",
        "1st", "3-nm", "2020s", "C3.ai", "twelve", "twenty-four", "a hundred",
        "one hundred and twenty", "hundreds", "millions", "two-thirds", "half", "a third",
        "doubled", "tripled", "halved", "twofold", "tenfold", "12-fold", "twice", "three times",
        "one in five", "nine out of ten", "dozens", "half a dozen", "double-digit", "½", "²",
        "①", "２４", "٢٤", "五", "Ⅷ", "2\u00ad4", "2\u200b4", "t\u200bwofold", "tw\u00adelve",
        "twоfold", "2\u03354", "WSE-30", "WSE-3.5", "5 percentage points",
    ],
)  # fmt: skip
def test_a_number_is_found_whole_in_any_dress(desk: Lexicon, text: str):
    """Digits, words, fractions and multiples are found, whatever script or hidden character they wear."""
    sentence = f"It was {text} of them." if text == "a third" else f"It was {text} then."
    assert found(desk, sentence, Look.BARE) == [text]


@pytest.mark.parametrize(
    "text",
    [
        "Nothing here counts: someone, often, tension, weight, behalf, content.",
        "They spoke about it, and then about nothing.",
        "A second reading, a third party's opinion; first of all.",
    ],
)
def test_words_that_only_look_like_numbers_are_let_be(desk: Lexicon, text: str):
    """Words with a number's letters in them, and ordinals, are no numbers."""
    assert [one for one in desk.numbers(text) if one.look is Look.BARE] == []


@pytest.mark.parametrize(
    ("text", "look"),
    [
        ("two things follow", Look.IDIOM),
        ("five separate points", Look.IDIOM),
        ("on the one hand", Look.IDIOM),
        ("one of the largest", Look.IDIOM),
        ("the two agree", Look.IDIOM),
        ("a double-edged promise", Look.IDIOM),
        ("a table in thousands", Look.IDIOM),
        ("paid in thousands", Look.BARE),
        ("two customers", Look.BARE),
        ("three engineers", Look.BARE),
        ("one customer", Look.BARE),
        ("one large data center", Look.BARE),
        ("two years", Look.BARE),
        ("one percent", Look.BARE),
        ("the two customers", Look.BARE),
        ("the price of two companies", Look.BARE),
        ("it fell by a third, they say", Look.BARE),
        ("half a billion", Look.BARE),
        ("a third company", None),
        ("eleven things", Look.BARE),
        ("ten", Look.BARE),
    ],
)
def test_small_number_words_are_excused_where_they_count_the_texts_own_parts(
    desk: Lexicon, text: str, look: Look
):
    """Up to ten a number word may count points and sides, and nothing that has a unit or is counted."""
    assert [one.look for one in desk.numbers(text)] == ([look] if look else [])


@pytest.mark.parametrize(
    ("text", "names"),
    [
        ("the WSE-3 and the H100s", ["WSE-3", "H100s"]),
        ("two Form 10-Ks", ["Form 10-Ks"]),
        ("an iPhone\u00a015 with GPT\u20114-turbo", ["iPhone\u00a015", "GPT\u20114"]),
        ("WSE-30, H1000, AH100", []),
    ],
)
def test_a_name_is_excused_as_written_and_no_further(desk: Lexicon, text: str, names: list[str]):
    """Listed names are found whole, also with other hyphens and spaces; longer words are not those names."""
    assert found(desk, text, Look.NAME) == names


def test_the_longest_name_is_the_one_found():
    """Of two names that start alike the longer is taken where it stands."""
    names = (Name("GPT-4", AT), Name("GPT-4 Turbo 2", AT))
    both = lexicon(Desk(Text("The Desk", AT), "en", "A4", Vocabulary({}), names))
    assert found(both, "GPT-4 Turbo 2 and GPT-4", Look.NAME) == ["GPT-4 Turbo 2", "GPT-4"]


@pytest.mark.parametrize(
    ("text", "carried", "excused"),
    [
        ("2025", Date(2025), True),
        ("2025", Date(2025, month=4, day=17), True),
        ("2024", Date(2025), False),
        ("April 2026", Date(2026, month=4, day=17), True),
        ("17 April 2026", Date(2026, month=4, day=17), True),
        ("April 17, 2026", Date(2026, month=4, day=17), True),
        ("2026-04-17", Date(2026, month=4, day=17), True),
        ("17 April", Date(2026, month=4, day=17), True),
        ("18 April 2026", Date(2026, month=4, day=17), False),
        ("17 April 2026", Date(2026, month=4), False),
        ("Q1 2026", Date(2026, 1), True),
        ("the first quarter of 2026", Date(2026, 1), True),
        ("Q1 2026", Date(2026), False),
        ("the first half of 2026", Date(2026, 2), True),
        ("the second half of 2026", Date(2026, 2), False),
        ("mid-2025", Date(2025), True),
        ("2025’s", Date(2025), True),
    ],
)
def test_a_date_is_excused_by_one_that_lies_within_it(desk: Lexicon, text: str, carried: Date, excused: bool):
    """What is typed may be less precise than what the fact carries, never more precise, never another day."""
    [number] = [one for one in desk.numbers(f"It was {text} sales then.") if one.look is Look.DATE]
    assert excused_by(number, {"fact": (carried,)}) == ("fact" if excused else None)


def test_a_span_of_years_needs_both():
    """Of 2024–25 each year must be carried."""
    [number] = lexicon(Desk(Text("D", AT), "en", "A4", Vocabulary({}))).numbers("in 2024–25")
    assert excused_by(number, {"a": (Date(2024),)}) is None
    assert excused_by(number, {"a": (Date(2024),), "b": (Date(2025),)}) == "a"


@pytest.mark.parametrize(
    "text", ["2025 customers", "2025 dollars", "2025%", "$2025", "2025.5", "2025 million"]
)
def test_a_year_that_counts_something_is_no_year(desk: Lexicon, text: str):
    """Four digits before a unit, a scale or a counted noun are an amount."""
    assert found(desk, text, Look.DATE) == []
    assert len(found(desk, text, Look.BARE)) == 1


def test_a_year_before_a_noun_may_be_a_year_after_all(desk: Lexicon):
    """In "in 2025 customers left" the year is when; without the preposition it counts."""
    assert found(desk, "Then in 2025 customers left.", Look.DATE) == ["2025"]
    assert found(desk, "Then 2025 customers left.", Look.DATE) == []


def test_sentences_end_where_a_reader_says_they_do():
    """Full stops of abbreviations end nothing; a stop before a capital, a digit or a printed fact does."""
    text = "In the U.S. Court it won. \U000f0000 fell in 2025. Then e.g. that."
    assert [text[a:b].strip() for a, b in sentences(text)] == [
        "In the U.S. Court it won.", "\U000f0000 fell in 2025.", "Then e.g. that.",
    ]  # fmt: skip


@pytest.mark.parametrize("space", [" ", "\n", "\n  ", "\t", "\u00a0"])
def test_a_sentence_may_start_on_a_new_line(space: str):
    """A line feed within a paragraph is a space; before a small letter neither ends anything."""
    made = f"It fell.{space}\U000f0000 it was."
    assert [made[a:b].strip() for a, b in sentences(made)] == ["It fell.", "\U000f0000 it was."]
    assert len(sentences(f"The firm (Inc.{space}once) fell.{space}then")) == 1


def test_a_long_word_before_a_date_is_read_at_once(desk: Lexicon):
    """A word of many letters without a digit takes no longer than others."""
    start = time.perf_counter()
    for word in ("accelerator_memory_capacity", "a" * 5_000, "a-" * 500, "a_" * 5_000, "a./-" * 500):
        (found,) = desk.numbers(f"{word}, 9 Sep 2025")
        assert found.text.lower() == "9 sep 2025"
    assert time.perf_counter() - start < 2


def test_long_texts_are_read_in_time_that_grows_with_their_length(desk: Lexicon):
    """Runs of digits, words and marks made to be slow are read in well under a second."""
    start = time.perf_counter()
    for text in (
        "1," * 10_000,
        "one " * 10_000,
        "a-" * 10_000 + "1",
        "hundred and " * 3_000,
        "a\u200b" * 10_000,
    ):
        desk.numbers(text)
    assert time.perf_counter() - start < 2


@pytest.mark.parametrize(
    "text",
    [
        "About twentyfive riders came.",
        "Costs fell to a third.",
        "It rose, and 2025 riders complained.",
    ],
)
def test_numbers_in_disguise_are_found(desk: Lexicon, text: str):
    """A compound written solid, a fraction that something falls to, a count that looks like a year."""
    assert [one.look for one in desk.numbers(text)] == [Look.BARE]


@pytest.mark.parametrize(
    ("text", "looks"),
    [
        ("It went to a third party.", [Look.IDIOM]),
        ("In 2025 riders complained.", [Look.DATE]),
        ("Its 2025 sales grew.", [Look.DATE]),
        ("Between 2024 and 2025 it grew.", [Look.DATE, Look.DATE]),
    ],
)
def test_what_only_looks_like_a_count_is_let_be(desk: Lexicon, text: str, looks: list[Look]):
    """A party, and a year that a preposition or a possessive explains, count nothing."""
    assert [one.look for one in desk.numbers(text)] == looks
