"""Claim words: what each needs, what facts make of it, what it prints, and which are left unbound."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import replace
from fractions import Fraction
from pathlib import Path

import pytest
from hypothesis import assume, given, settings
from hypothesis import strategies as st

from tieout import claimwords
from tieout.claimwords import Unread, Word
from tieout.model import Value
from tieout.quantities.dates import read_date
from tieout.quantities.interval import Hedge, point
from tieout.quantities.reading import read_value
from tieout.quantities.units import Vocabulary
from tieout.unbound import claim_words
from tieout.weighing import Truth, judge, widened

NOUNS = Vocabulary({"share": "shares"})
TABLE = Path(__file__).parents[1] / "docs" / "claim-words.md"


def read(text: str) -> Word:
    """Return the claim word ``text``, which is one."""
    word = claimwords.read(text, NOUNS)
    assert isinstance(word, Word), word
    return word


def value(text: str) -> Value:
    """Return the number or the date that ``text`` is."""
    found = read_date(text) or read_value(text, NOUNS)
    assert found is not None, text
    return found


def truth(text: str, values: str) -> Truth:
    """Return what ``values``, "20 MW; 10 MW", make of the word ``text``."""
    word = read(text)
    held = [value(one) for one in values.split("; ")]
    return judge(word, held if word.is_about else [widened(one) for one in held]).truth


# --- the table -----------------------------------------------------------------------------------


def rows() -> Iterator[tuple[str, str, Truth]]:
    """Yield each word of the table with each of its examples, and what these make of it."""
    for line in TABLE.read_text("utf-8").splitlines():
        cells = [cell.strip() for cell in line.strip("|").split("|")]
        if len(cells) != 5 or not cells[0].startswith("`"):
            continue
        for word in re.findall(r"`([^`]+)`", cells[0]):
            for truth_, cell in zip(Truth, cells[2:], strict=True):
                for example in cell.split("<br>"):
                    yield word, example, truth_


@pytest.mark.parametrize(("word", "values", "made"), list(rows()))
def test_a_row_of_the_table_is_so(word: str, values: str, made: Truth):
    """Each word of docs/claim-words.md holds, fails and is undecided of the values that its row says."""
    assert truth(word, values) is made


# --- words ---------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("text", "message", "mend"),
    [
        ("dubled", "no claim word", "did you mean `doubled`"),
        ("larges", "no claim word", "did you mean `largest`"),
        ("soared", "`soared` names no number", "`rose`"),
        ("several times", "`several` names no number", "`more than doubled`"),
        ("the vast majority", "`vast` names no number", "`most of`"),
        ("well over twice", "`well over` does not say by how much", "say `over`"),
        ("one of the largest", "does not say how many are ahead", "say `one of the three largest`"),
        ("three times more", "is read in two ways", "say `three times as much`"),
    ],
)
def test_a_word_that_nothing_proves_is_refused(text: str, message: str, mend: str):
    """A word that is none, is vague or is read in two ways is refused, with what to say instead."""
    refused = claimwords.read(text, NOUNS)
    assert isinstance(refused, Unread)
    assert message in refused.message
    assert mend in refused.help


@pytest.mark.parametrize(
    "text", ["doubled", "largest", "rose", "more than doubled", "most", "over twice", "three times as much"]
)
def test_a_word_like_it_that_says_a_number_is_read(text: str):
    """Beside each word refused stands one that is read."""
    assert read(text).text == text


@pytest.mark.parametrize("text", ["The  Largest", "larger than", "two\u2011thirds", "More\u00a0than doubled"])
def test_case_spaces_and_a_last_than_make_no_difference(text: str):
    """A word may be typed as its sentence needs it."""
    assert read(text).text == text


def test_not_turns_a_word_round():
    """What a word holds of fails of its negative, and what is open stays so."""
    for word, values in (("rose", "2 MW; 1 MW"), ("doubled", "2 MW; 1 MW"), ("largest", "3 MW; 2 MW; 1 MW")):
        assert truth(word, values) is Truth.HOLDS
        assert truth(f"not {word}", values) is Truth.FAILS
    assert truth("not doubled", "about 20 MW; 10 MW") is Truth.UNDECIDED


# --- values --------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("written", "low", "high"),
    [
        ("about 35 MW", "34.5", "35.5"),
        ("about 6.9 MW", "6.85", "6.95"),
        ("about 20 MW", "19", "21"),
        ("about 1.4 MW", "1.35", "1.45"),
        ("nearly 20 MW", "19", "20"),
        ("just over 20 MW", "20", "21"),
        ("about 10 to 12 MW", "9.5", "12.5"),
        ("about half", "0.45", "0.55"),
        ("20 MW", "20", "20"),
    ],
)
def test_a_loose_number_is_all_that_it_may_be(written: str, low: str, high: str):
    """About a number is what rounds to it, a twentieth about one that ends in a zero; others stay."""
    span = widened(value(written)).interval
    assert (span.low, span.high) == (Fraction(low), Fraction(high))


_NUMBERS = st.sampled_from(
    ["4 MW", "5 MW", "9.9 MW", "10 MW", "19 MW", "20 MW", "24 MW", "30 MW", "about 10 MW", "about 19 MW",
     "more than 10 MW", "at least 20 MW", "up to 10 MW", "less than 20 MW", "9 to 11 MW", "nearly 20 MW"]
)  # fmt: skip
_TWO = {word for word, values, _ in rows() if values.count(";") == 1 and values.endswith(" MW")}
# Those that say "about" take a loose number as it is written, those of floors and ceilings look at its ends.
_OF_VALUES = sorted(word for word in _TWO if not read(word).is_about and read(word).end is None)


@settings(max_examples=300, deadline=None)
@given(st.sampled_from(_OF_VALUES), _NUMBERS, _NUMBERS, st.data())
def test_what_holds_does_so_of_every_value(word: str, one: str, other: str, data: st.DataObject):
    """Of any values that the two may have, a word that holds holds, and one that fails fails."""
    spans = [widened(value(text)) for text in (one, other)]
    made = judge(read(word), spans).truth
    found = judge(read(word), [at_random(span, data) for span in spans])
    assume(not found.reason)  # a part is no larger than its whole
    assert made in (found.truth, Truth.UNDECIDED)


def at_random(held: Value, data: st.DataObject) -> Value:
    """Return one of the values that ``held`` may have, above 0."""
    span = held.interval
    low = span.low if span.low is not None else Fraction(0)
    high = span.high if span.high is not None else max(low, Fraction(1)) * 40
    part = data.draw(st.fractions(0, 1, max_denominator=97))
    chosen = low + (high - low) * part
    if chosen not in span or chosen <= 0:
        chosen = (low + high) / 2
    return replace(held, interval=point(chosen), hedge=Hedge.EXACTLY)


# --- words left unbound --------------------------------------------------------------------------

UNBOUND = {
    "It rose to X.": ["rose"], "Sales fell to X in May.": ["fell"], "It grew, to X.": ["grew"],
    "It is up from X.": ["up from"], "Most of the X is gone.": ["Most of"],
    "That is the majority of X.": ["the majority"], "Nearly all X left.": ["Nearly all"],
    "The share, X, is unchanged.": ["unchanged"], "It stayed flat at X.": ["stayed flat"],
    "X is larger than the rest.": ["larger"], "It exceeds X.": ["exceeds"],
    "It moves less than the X.": ["less than"], "The largest deal is X.": ["largest"],
    "It made a record profit of X.": ["a record profit"],
    "It was the first company to sell X.": ["the first company to"],
    "X came last.": ["came last"], "Demand declined to X.": ["declined"],
}  # fmt: skip
LET_BE = (
    "At most X are left.", "The most recent count is X.", "In the first quarter it was X.",
    "In the first half X came.", "At first X came.", "A first-hand account has X.",
    "For the most part X came.",
    "The record shows X.", "It is on record as X.", "It recorded X.", "A record of X is kept.",
    "The rose garden cost X.", "A rise of X.", "Which declined, of X.", "It declined to say X.",
    "The firm declined the X.", "In the fall X came.", "X falls to the court.", "It falls short of X.",
    "It falls in X.", "It has a lower end of X.", "A majority stake of X.", "A minority interest of X.",
    "More than X.", "As much as X.", "The paper says “the largest of X”.", 'He said "it rose to X".',
    "The Fastest Co. has X.", "It dropped its plan of X.", "It expanded into X.", "The lower figure is X.",
    "Higher education cost X.", "The drop-down has X.",
)  # fmt: skip


@pytest.mark.parametrize(("text", "found"), UNBOUND.items())
def test_a_claim_word_is_found_by_its_look(text: str, found: list[str]):
    """Verbs of change, shares, comparatives, superlatives and records are found as typed."""
    assert [text[start:end] for start, end in claim_words(text.replace("X", "\U000f0000"), None)] == found


@pytest.mark.parametrize("text", LET_BE)
def test_what_only_looks_like_a_claim_word_is_let_be(text: str):
    """Set phrases, nouns, hedges, quotations and names claim nothing."""
    names = re.compile(r"The Fastest Co\.")
    assert list(claim_words(text.replace("X", "\U000f0000"), names)) == []
