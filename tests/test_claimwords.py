"""Claim words: what each needs, what facts make of it, what it prints, and which are left unbound."""

from __future__ import annotations

import re
from collections.abc import Iterator
from pathlib import Path

import pytest

from tieout import claimwords
from tieout.claimwords import Word
from tieout.model import Value
from tieout.quantities.dates import read_date
from tieout.quantities.reading import read_value
from tieout.quantities.units import Vocabulary
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
