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
from lxml.html import document_fromstring
from make import DESK, assembled, assets, repository

from tieout import claimwords, why
from tieout.canvas.texts import cut
from tieout.claimwords import Unread, Word
from tieout.diagnostics import Diagnostic
from tieout.formats import dataset, html
from tieout.hedges import ChartFault
from tieout.model import Page, Value
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
        ("two more", "counts a difference", "`a third more`"),
        ("rose by 2", "counts a difference", "derived number"),
        ("up 0.5", "counts a difference", "derived number"),
        ("three fewer", "counts a difference", "derived number"),
        ("not about twice", "may be less and may be more", "`less than`"),
        ("not just over twice", "may be less and may be more", "`more than`"),
        ("not two to three times", "may be less and may be more", "`less than`"),
        ("not up to twice", "may be less and may be more", "`less than`"),
        ("has not about doubled", "may be less and may be more", "`less than`"),
    ],
)
def test_a_word_that_nothing_proves_is_refused(text: str, message: str, mend: str):
    """A word that is none, is vague or is read in two ways is refused, with what to say instead."""
    refused = claimwords.read(text, NOUNS)
    assert isinstance(refused, Unread)
    assert message in refused.message
    assert mend in refused.help


@pytest.mark.parametrize(
    "text",
    ["doubled", "largest", "rose", "more than doubled", "most", "over twice", "three times as much",
     "not twice", "a third more", "rose by a half", "up 0.5 percent", "a third fewer", "not more than twice",
     "not close to"],
)  # fmt: skip
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


@pytest.mark.parametrize(
    ("word", "fails", "holds"),
    [
        ("did not double", "30 MW; 10 MW", "19 MW; 10 MW"),
        ("has not doubled", "25 MW; 10 MW", "10 MW; 10 MW"),
        ("not twice", "50 MW; 10 MW", "5 MW; 10 MW"),
        ("not half", "90 MW; 100 MW", "40 MW; 100 MW"),
        ("not a third", "90 MW; 100 MW", "30 MW; 100 MW"),
        ("not nearly all", "100 MW; 100 MW", "80 MW; 100 MW"),
        ("not nearly twice", "50 MW; 10 MW", "17 MW; 10 MW"),
        ("not all", "100 MW; 100 MW", "99 MW; 100 MW"),
        ("not most of", "60 MW; 100 MW", "50 MW; 100 MW"),
        ("not a minority", "40 MW; 100 MW", "50 MW; 100 MW"),
        ("did not halve", "1 MW; 10 MW", "6 MW; 10 MW"),
        ("not nearly halved", "1 MW; 10 MW", "6 MW; 10 MW"),
        ("not more than halved", "4 MW; 10 MW", "5 MW; 10 MW"),
        ("did not rise by 5 percent", "200 MW; 100 MW", "104 MW; 100 MW"),
        ("did not fall by a third", "10 MW; 100 MW", "70 MW; 100 MW"),
        ("not up 5 percentage points", "70 percent; 50 percent", "54 percent; 50 percent"),
        ("not down 5 percentage points", "30 percent; 50 percent", "46 percent; 50 percent"),
        ("not as large", "20 MW; 10 MW", "9 MW; 10 MW"),
        ("not more than twice", "21 MW; 10 MW", "20 MW; 10 MW"),
        ("not less than twice", "19 MW; 10 MW", "20 MW; 10 MW"),
        ("not exactly twice", "20 MW; 10 MW", "30 MW; 10 MW"),
        ("not level with", "100 MW; 100 MW", "200 MW; 100 MW"),
        ("not close to", "about 94 MW; about 100 MW", "80 MW; 100 MW"),
    ],
)
def test_not_of_a_number_is_what_does_not_come_up_to_it(word: str, fails: str, holds: str):
    """What is more than doubled has doubled, and what fell below half has halved."""
    assert truth(word, fails) is not Truth.HOLDS
    assert truth(word, holds) is Truth.HOLDS


@pytest.mark.parametrize(
    ("word", "needs"),
    [
        ("not doubled", "below 2"),
        ("not halved", "more than 0.5"),
        ("not a minority", "50 percent or more"),
        ("not more than twice", "2 or less"),
        ("not exactly twice", "anything but exactly 2"),
    ],
)
def test_what_a_denied_word_needs_is_said_plainly(word: str, needs: str):
    """It is told as a number, where one says it."""
    assert read(word).needs == needs


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
        ("about 0 MW", "0", "0.5"),
        ("about 0.0 MW", "0", "0.05"),
        ("about 0 percent", "-0.5", "0.5"),
        ("just over 0 percent", "0", "0.5"),
        ("about 0 million USD", "0", "500000"),
    ],
)
def test_a_loose_number_is_all_that_it_may_be(written: str, low: str, high: str):
    """About a number is what rounds to it, a twentieth about one that ends in a zero; others stay."""
    span = widened(value(written)).interval
    assert (span.low, span.high) == (Fraction(low), Fraction(high))


@pytest.mark.parametrize("word", ["the same", "rose", "fell", "larger"])
def test_about_nothing_is_no_proof(word: str):
    """About 0 is not 0, and just over 0 is above it alone; less than nothing of an amount is no number."""
    assert truth(word, "about 0 percent; 0 percent") is Truth.UNDECIDED
    assert truth(word, "about 0 MW; 0 MW") is not Truth.HOLDS
    grows = Truth.HOLDS if word in ("rose", "larger") else Truth.FAILS
    assert truth(word, "just over 0 percent; 0 percent") is grows
    found = judge(read(word), [widened(value("nearly 0 MW")), value("5 MW")])
    assert (found.truth, found.reason) == (Truth.UNDECIDED, "one of them leaves no number that it may be")
    assert judge(read(word), [widened(value("nearly 1 MW")), value("5 MW")]).reason == ""


_NUMBERS = st.sampled_from(
    ["4 MW", "5 MW", "9.9 MW", "10 MW", "19 MW", "20 MW", "24 MW", "30 MW", "about 10 MW", "about 19 MW",
     "more than 10 MW", "at least 20 MW", "up to 10 MW", "less than 20 MW", "9 to 11 MW", "nearly 20 MW"]
)  # fmt: skip
_TWO = {word for word, values, _ in rows() if values.count(";") == 1 and values.endswith(" MW")}
# Those that say "about" take a loose number as it is written, those of floors and ceilings look at its ends.
_PLAIN = {word for word in _TWO if not read(word).is_about and read(word).end is None}
_DENIED = {
    f"not {word}"
    for word in _TWO
    if read(word).end is None
    and not word.startswith(("not ", "did not"))
    and isinstance(claimwords.read(f"not {word}", NOUNS), Word)
}
_OF_VALUES = sorted(_PLAIN | _DENIED)


@settings(max_examples=300, deadline=None)
@given(st.sampled_from(_OF_VALUES), _NUMBERS, _NUMBERS, st.data())
def test_what_holds_does_so_of_every_value(word: str, one: str, other: str, data: st.DataObject):
    """Of any values that the two may have, a word that holds holds, and one that fails fails."""
    spans = [widened(value(text)) for text in (one, other)]
    made = judge(read(word), spans).truth
    found = judge(read(word), [at_random(span, data) for span in spans])
    assume(not found.reason)  # a part is no larger than its whole
    assert made in (found.truth, Truth.UNDECIDED)


_EXACT = _NUMBERS.filter(lambda one: not one.startswith(("about", "nearly")))
_ABOUT = sorted(word for word in _TWO if read(word).is_about)


@settings(max_examples=200, deadline=None)
@given(st.sampled_from(_ABOUT), _EXACT, _EXACT, st.data())
def test_what_says_about_holds_of_every_value_but_a_loose_one(
    word: str, one: str, other: str, data: st.DataObject
):
    """Of all numbers but those that say "about" themselves, such a word needs as much as any."""
    spans = [value(text) for text in (one, other)]
    made = judge(read(word), spans).truth
    assert made in (judge(read(word), [at_random(span, data) for span in spans]).truth, Truth.UNDECIDED)


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
    "X came last.": ["came last"], "The most valuable of all is X.": ["most valuable"],
    "It is more expensive than X.": ["more expensive"], "The earliest came by X.": ["earliest"],
    "Demand declined to X.": ["declined"],
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
    "It is X, and no more than that.", "Higher education cost X.", "At the earliest X came.", "The most X.",
    "The drop-down has X.",
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


# --- what is printed -----------------------------------------------------------------------------

FACTS = """\
new:
  statement: What was spent
  value: 20.6 billion USD
  evidence: [{source: filing, quote: $20.6 billion}]
old:
  statement: What was spent before
  value: 9.2 billion USD
  evidence: [{source: paper, quote: $9.2 billion}]
plan:
  statement: What is to be spent
  value: 30 billion USD
  kind: forecast
  by: Journal
  made: 2026-01
  evidence: [{source: paper, quote: $30 billion}]
price:
  statement: What was paid
  value: 20 billion USD
  evidence:
    - {source: filing, quote: $20 billion}
    - {source: news, quote: $17 billion, stance: contradicts}
loose:
  statement: What a part came to
  value: about 5 billion USD
  evidence: [{source: filing, quote: about $5 billion}]
power:
  statement: Power
  points: {2023: 8 MW, 2024: 9 MW, 2025: 11 MW}
  evidence:
    - {source: filing, quote: 8 MW, period: 2023}
    - {source: filing, quote: 9 MW, period: 2024}
    - {source: filing, quote: 11 MW, period: 2025}
signed:
  statement: When it was signed
  value: 2025-12-24
  evidence: [{source: filing, quote: "December 24, 2025"}]
told:
  statement: When it was told
  value: 2026-01
  evidence: [{source: filing, quote: January 2026}]
sealed:
  statement: When it was sealed
  value: 2025-12-24
  evidence:
    - {source: filing, quote: "December 24, 2025"}
    - {source: news, quote: "February 3, 2026", stance: contradicts}
rising:
  statement: Power of another site
  points: {2023: 10 MW, 2024: 12 MW, 2025: 24 MW}
  evidence:
    - {source: filing, quote: 10 MW, period: 2023}
    - {source: filing, quote: 12 MW, period: 2024}
    - {source: filing, quote: 24 MW, period: 2025}
loosely:
  statement: Power of a third site
  points: {2023: about 10 MW, 2025: about 40 MW}
  evidence:
    - {source: filing, quote: about 10 MW, period: 2023}
    - {source: filing, quote: about 40 MW, period: 2025}
heard:
  statement: What a rival spent
  value: 40 billion USD
  evidence: [{source: news, quote: $40 billion}, {source: wire, quote: $40 billion}]
guess:
  statement: What nobody has told
  value: 50 billion USD
  kind: assumption
  because: nobody says
grown:
  statement: Growth of the sum
  value: 60 percent
  evidence: [{source: filing, quote: 60%}]
staff:
  statement: Share of the staff that is abroad
  value: 60 percent
  evidence: [{source: filing, quote: 60%}]
bare-rate:
  statement: The rate
  value: 60 percent
  evidence: [{source: filing, quote: 60%}]
ten:
  statement: A sum about right
  value: about 10 billion USD
  evidence: [{source: filing, quote: about $10 billion}]
nine:
  statement: A sum about as right
  value: about 9 billion USD
  evidence: [{source: filing, quote: about $9 billion}]
two:
  statement: A small sum
  value: 2 billion USD
  evidence: [{source: filing, quote: $2 billion}]
"""
DERIVED = """\
growth:
  statement: Growth of what was spent
  formula: growth(new, old)
  where: {new: new, old: old}
  unit: percent
rest:
  statement: What is left of the price
  formula: price - loose
  where: {price: price, loose: loose}
  unit: billion USD
half-loose:
  statement: What was spent before, less a part
  formula: old - loose
  where: {old: old, loose: loose}
  unit: billion USD
yearly:
  statement: Yearly growth of the third site's power
  formula: cagr(new, old)
  where: {new: loosely@2025, old: loosely@2023}
  unit: percent
doubling:
  statement: Growth of power
  formula: growth(new, old)
  where: {new: rising@2025, old: rising@2024}
  unit: percent
part:
  statement: The old sum as a share of the new one
  formula: share(part, whole)
  where: {part: old, whole: new}
  unit: percent
backward:
  statement: The old power as a multiple of the new
  formula: a / b
  where: {a: rising@2023, b: rising@2025}
  unit: times
forward:
  statement: The new power as a multiple of the old
  formula: a / b
  where: {a: rising@2025, b: rising@2024}
  unit: times
three:
  statement: What is left of a sum about right
  formula: loose - two
  where: {loose: loose, two: two}
  unit: billion USD
on-guess:
  statement: What nobody has told, and what was spent
  formula: guess + new
  where: {guess: guess, new: new}
  unit: billion USD
"""
BRIEFING = """\
title: The deal
subject: Chips
version: "1"
issued: 2026-11-24
standfirst: What is known of the deal.
sections: [deal]
"""


def page(folder: Path, text: str, language: str = "en-GB") -> tuple[Page, list[Diagnostic]]:
    """Return the page whose one section reads ``text``, and what is wrong, but for what is not used."""
    files = {
        "desk.yaml": f"{DESK}language: {language}\n",
        "facts/deal.yaml": FACTS,
        "derived/deal.yaml": DERIVED,
        "briefings/deal/briefing.yaml": BRIEFING,
        "briefings/deal/deal.md": f"# The deal\n\n{text}\n\n{{{{ arithmetic_list() }}}}\n",
    }
    made, problems = assembled(repository(folder, files))
    return made, [one for one in problems if not one.check.endswith("-is-used")]


def said(folder: Path, text: str) -> list[tuple[str, str]]:
    """Return the check and the message of all that is wrong with ``text``."""
    return [(one.check, one.message) for one in page(folder, text)[1]]


MORE = '{{ claim("more than doubled", "new", "old") }}'


def test_a_claim_word_prints_as_typed_and_leads_to_its_facts(tmp_path: Path):
    """The word stands in an element of its own class; at the head of a sentence it has a capital."""
    made, problems = page(tmp_path, f"Spending {MORE}. {MORE.replace('more than', 'More than')} it has.")
    assert problems == []
    html = made.sections[0].body.html
    opening = '<span class="fact claim" data-class="claim" data-word="more than doubled new old">'
    assert html.count(opening) == 2
    assert ">more than doubled</span>" in html
    made, _ = page(tmp_path, f"{MORE} has it.")
    assert ">More than doubled</span>" in made.sections[0].body.html


def test_what_bears_a_word_out_is_told_once(tmp_path: Path):
    """The page holds what each word compares and what comes of it, however often it is said."""
    made, _ = page(tmp_path, f"Spending {MORE}. It {MORE}; power {{{{ claim('rose', 'power') }}}}.")
    (first, second) = made.comparisons.values()
    assert first.told.words.replace("\u00a0", " ") == "$20.6 billion ÷ $9.2 billion = about 2.24 times"
    assert first.borne.needs == "more than 2"
    assert second.borne.addresses == ("power@2025", "power@2024", "power@2023")
    assert second.told.words.replace("\u00a0", " ") == "11 megawatts after 9 megawatts after 8 megawatts"
    assert {"new", "old", "power@2023"} <= set(made.standings)


def test_an_entry_begins_with_what_is_compared(tmp_path: Path):
    """A word alone does not say what rose: the statement of its fact goes before it."""
    power, larger = '{{ claim("rose", "power") }}', '{{ claim("larger", "new", "price", "old") }}'
    made, problems = page(tmp_path, f"Power {power}, and they are {larger}.")
    assert problems == []
    root = document_fromstring(html.make(made, assets(), None)["index.html"])
    first, second = (" ".join(one.text_content().split()) for one in root.xpath('//li[@class="word"]'))
    assert first.startswith("Power, rose: 11 megawatts after")
    assert second.startswith("What was spent and others, larger: $20.6 billion")


@pytest.mark.parametrize(
    ("text", "sources"),
    [
        (f"Spending {MORE}.", "filing paper"),
        (f'Spending {MORE}, to {{{{ fact("new") }}}}.', "paper"),
        (f'Spending {MORE}, to {{{{ fact("new") }}}} from {{{{ fact("old") }}}}.', ""),
        (f'Spending {MORE}. It is {{{{ fact("new") }}}}.', "filing paper"),
    ],
)
def test_a_word_cites_what_its_sentence_does_not(tmp_path: Path, text: str, sources: str):
    """After the word stand the sources of those of its facts that its sentence does not cite."""
    made, problems = page(tmp_path, text)
    assert problems == []
    assert f'new old" data-sources="{sources}"></sup>' in made.sections[0].body.html


@pytest.mark.parametrize(
    "text",
    [
        'It {{ claim("grew", "growth") }}.', 'It {{ claim("more than doubled", "growth") }}.',
        'It is {{ claim("larger", "price", "old") }}.', 'It made {{ claim("a record", "power@2025") }}.',
        'It is {{ claim("the highest", "power@2025", "power") }} of all.',
        'It was {{ claim("earlier", "signed", "told") }}.', 'It is to {{ claim("rise", "plan", "new") }}.',
        '{{ claim("Twice", "new", "old") }} as much.', 'It is {{ claim("less", "rest", "new") }}.',
        'It is {{ claim("below the ceiling", "loose", "new") }}.',
        'It lies {{ claim("above", "new", "old") }} {{ fact("old") }}.',
    ],
)  # fmt: skip
def test_a_word_that_holds_is_printed(tmp_path: Path, text: str):
    """Growth alone, disputes in which every side agrees, series, dates and forecasts bear words out."""
    assert said(tmp_path, text) == []


@pytest.mark.parametrize(
    ("text", "check", "words"),
    [
        ('It {{ claim("tripled", "new", "old") }}.', "claim-holds", "of 3 or more, below 3.5; it is 2.24"),
        ('It {{ claim("fell", "growth") }}.', "claim-holds", "`fell` does not hold: `growth` is about 124%"),
        ('It is {{ claim("larger", "price", "loose2") }}.', "names-exist", "no fact `loose2`"),
        ('It is {{ claim("above", "price", "new") }}.', "claim-holds", "does not hold"),
        ('It {{ claim("rose", "new") }}.', "claim-holds", "needs a growth or multiple"),
        ('It {{ claim("doubled", "new", "new") }}.', "expression-is-readable", "with itself"),
        ('It {{ claim("doubled", "power", "old") }}.', "expression-is-readable", "is a series"),
        ('It {{ claim("doubled", "new", "old", "told") }}.', "expression-is-readable", "given 3"),
        ('It is {{ claim("a record", "power@2024") }}.', "expression-is-readable", "has too few before it"),
        ('It {{ claim("rose", "plan", "new") }}.', "claim-holds", "rests on a forecast"),
        ('It was {{ claim("larger", "signed", "new") }}.', "claim-holds", "a date"),
        ('It is {{ claim("above", "new", "old") }} {{ fact("loose") }}.', "hedge-is-the-facts", "compare it"),
        ('It is {{ claim("larger") }}.', "expression-is-readable", "`claim` lacks its address"),
        ('It is {{ claim() }}.', "expression-is-readable", "`claim` lacks its word"),
        ('It is {{ claim("larger", new, "old") }}.', "expression-is-readable", "in quotation marks"),
    ],
)  # fmt: skip
def test_a_word_that_does_not_hold_is_told(tmp_path: Path, text: str, check: str, words: str):
    """A word that fails, is open or cannot be said of its facts is one error that says why."""
    (problem,) = said(tmp_path, text)
    assert problem[0] == check
    assert words in problem[1].replace("\u00a0", " ")


@pytest.mark.parametrize(
    ("wrong", "right"),
    [
        ('It {{ claim("rose", "power@2023", "power@2025") }}.',
         'It {{ claim("rose", "power@2025", "power@2023") }}.'),
        ('It {{ claim("fell", "rising@2023", "rising@2025") }}.',
         'It {{ claim("rose", "rising@2025", "rising@2023") }}.'),
        ('It {{ claim("more than halved", "rising@2023", "rising@2025") }}.',
         'It {{ claim("more than doubled", "rising@2025", "rising@2023") }}.'),
        ('It {{ claim("fell", "power@2024", "power@2023", "power@2025") }}.',
         'It {{ claim("rose", "power@2025", "power@2024", "power@2023") }}.'),
        ('It {{ claim("down a sixth", "rising@2023", "rising@2024") }}.',
         'It {{ claim("up a fifth", "rising@2024", "rising@2023") }}.'),
        ('It {{ claim("a record", "rising@2024", "power@2023", "power@2025") }}.',
         'It {{ claim("a record", "rising@2025", "power@2023", "power@2024") }}.'),
        ('It {{ claim("fell", "backward") }}.', 'It {{ claim("rose", "forward") }}.'),
    ],
)  # fmt: skip
def test_what_is_new_is_not_before_what_is_old(tmp_path: Path, wrong: str, right: str):
    """A word of change says that one came after the other, and their times must not speak against it."""
    (found,) = page(tmp_path, wrong)[1]
    assert found.check == "claim-holds"
    assert "the new one, `" in found.message
    assert found.help == "name the newer one first"
    assert said(tmp_path, right) == []


def test_larger_says_nothing_of_time(tmp_path: Path):
    """What only compares may compare an older number with a newer one."""
    assert said(tmp_path, 'It was {{ claim("smaller", "rising@2023", "rising@2025") }}.') == []
    assert said(tmp_path, 'It was {{ claim("less than half", "rising@2023", "rising@2025") }} of it.') == []


def test_a_disputed_date_is_taken_by_every_account(tmp_path: Path):
    """A date in dispute is before another only if it is by each side; both are told."""
    (found,) = page(tmp_path, 'It was {{ claim("earlier", "sealed", "told") }}.')[1]
    assert (found.check, found.notes) == (
        "claim-holds",
        ("it has to hold in all 2 ways to take a side of each dispute",),
    )
    assert "`sealed` is 24 December 2025 or 3 February 2026" in found.message.replace("\u00a0", " ")
    made, problems = page(tmp_path, 'It was {{ claim("before", "sealed", "later-day") }}.')
    assert [one.check for one in problems] == ["names-exist"]
    made, problems = page(tmp_path, 'It was {{ claim("later", "sealed", "power@2024") }}.')
    assert problems == []
    (only,) = made.comparisons.values()
    assert only.told.words.replace("\u00a0", " ") == "24 December 2025 or 3 February 2026, against 2024"
    assert only.borne.ways == 2


@pytest.mark.parametrize(
    ("wrong", "because"),
    [
        (
            'It is {{ claim("twice", "doubling") }} that.',
            "needs a share or multiple, and `doubling` is a growth",
        ),
        ('It is {{ claim("exactly 100 percent of", "doubling") }} it.', "`doubling` is a growth"),
        ('It is {{ claim("most of", "grown") }} it.', "`grown` is a growth"),
        (
            'It is {{ claim("most of", "bare-rate") }} it.',
            "of `bare-rate` does not say of what it is a share",
        ),
        ('It {{ claim("rose", "staff") }}.', "needs a growth or multiple, and `staff` is none"),
    ],
)
def test_a_growth_is_no_share(tmp_path: Path, wrong: str, because: str):
    """A growth says by how much, a share how much of a whole, and neither passes for the other."""
    (found,) = page(tmp_path, wrong)[1]
    assert found.check == "claim-holds"
    assert because in found.message


@pytest.mark.parametrize(
    "text",
    [
        'It {{ claim("doubled", "doubling") }}.', 'It is {{ claim("most of", "staff") }} it.',
        'It is {{ claim("less than half", "part") }} of it.', 'It {{ claim("doubled", "forward") }}.',
    ],
)  # fmt: skip
def test_a_growth_grows_and_a_share_is_a_part(tmp_path: Path, text: str):
    """A growth alone bears out a change, a share alone a part, a multiple either."""
    assert said(tmp_path, text) == []


def test_a_growth_is_never_told_to_be_a_share(tmp_path: Path):
    """What is offered instead of a word of change is one too."""
    (found,) = page(tmp_path, 'It {{ claim("halved", "doubling") }}.')[1]
    assert found.help == "say `doubled`"


@pytest.mark.parametrize(
    ("bare", "told", "what"),
    [
        ("A rival spent {}.", "A rival reportedly spent {}.", "a report"),
        ("A rival spent {}.", 'A rival spent {}, {{{{ fact("heard") }}}}.', "a report"),
        ("A rival spends {} by ours.", "By the press a rival spends {}.", "a report"),
    ],
)
def test_a_word_over_a_report_says_so(tmp_path: Path, bare: str, told: str, what: str):
    """What no first-hand source says is told in the sentence, or by the fact that it prints."""
    word = '{{ claim("more", "heard", "new") }}'
    assert said(tmp_path, bare.format(word)) == [
        ("claim-holds", f"`more` rests on {what}, and its sentence does not say so")
    ]
    assert said(tmp_path, told.format(word)) == []


@pytest.mark.parametrize(
    ("language", "text", "count"),
    [
        ("de", "Laut Prognose ist es voraussichtlich {}.", 0),
        ("de", "Es ist {}.", 1),
        ("de", "Forecast: {}.", 1),
        ("en-GB", "Laut Prognose ist es voraussichtlich {}.", 1),
        ("en-GB", "Forecast: {}.", 0),
    ],
)
def test_a_word_over_a_forecast_says_so_in_the_language_of_the_desk(
    tmp_path: Path, language: str, text: str, count: int
):
    """In a section and in a chart's text alike."""
    word = '{{ claim("larger", "plan", "new") }}'
    made, problems = page(tmp_path, text.format(word), language)
    wrong = ("claim-holds", "`larger` rests on a forecast, and its sentence does not say so")
    assert [(one.check, one.message) for one in problems] == [wrong] * count
    if count:
        with pytest.raises(ChartFault, match="rests on a forecast"):
            cut(text.format(word), (), made.desk, made.standings)
    else:
        assert cut(text.format(word), (), made.desk, made.standings)


@pytest.mark.parametrize("address", ["guess", "on-guess"])
def test_a_word_over_an_assumption_says_so(tmp_path: Path, address: str):
    """An assumption is told wherever a word rests on it, through a calculated number too."""
    word = f'{{{{ claim("larger", "{address}", "new") }}}}'
    assert said(tmp_path, f"It is {word}.") == [
        ("claim-holds", "`larger` rests on an assumption, and its sentence does not say so")
    ]
    assert said(tmp_path, f"If that is so, it is {word}.") == []
    made, _ = page(tmp_path, f"As we assume, it is {word}.")
    (only,) = made.comparisons.values()
    assert list(only.borne.moods) == ["assumption"]


def test_of_two_that_are_about_right_what_is_left_may_be_anything(tmp_path: Path):
    """About 5 less 2 is 2.5 to 3.5: "about" takes what was written as it is, but no remainder of it."""
    assert said(tmp_path, 'It is {{ claim("about half", "loose", "ten") }} of it.') == []
    (found,) = page(tmp_path, 'It is {{ claim("about 150 percent", "three", "two") }} of it.')[1]
    assert "it may be 125% to 175%" in found.message


def test_a_loose_number_stays_loose_in_what_is_worked_out_of_it(tmp_path: Path):
    """A difference of numbers, one of them about right, is all that the difference may be."""
    assert said(tmp_path, 'It is {{ claim("less", "half-loose", "old") }}.') == []
    (problem,) = said(tmp_path, 'It is {{ claim("exactly twice", "old", "half-loose") }}.')
    assert "it may be 1.95 to 2.49 times" in problem[1]


def test_a_yearly_growth_is_worked_out_again_over_its_own_time(tmp_path: Path):
    """Its time is that between its inputs, and what these may be makes it 90 to 111 percent or so."""
    assert said(tmp_path, 'It is {{ claim("higher", "yearly", "staff") }}.') == []
    (found,) = page(tmp_path, 'It is {{ claim("exactly 200 percent of", "yearly", "staff") }} it.')[1]
    assert "it is 150% to 184%" in found.message


def test_a_fact_under_both_numbers_is_taken_for_independent(tmp_path: Path):
    """What stays open as a loose fact stands under both is told with that fact's name."""
    (found,) = page(tmp_path, 'It is {{ claim("less", "half-loose", "loose") }}.')[1]
    assert "`less` is not proven" in found.message
    assert "`loose` stands under more than one, and is taken for independent in each" in found.notes


def test_every_side_of_a_dispute_has_its_say(tmp_path: Path):
    """What holds for one account and fails for another is not proven, and the word's facts are shown."""
    found = page(tmp_path, 'It {{ claim("doubled", "price", "old") }}.')[1]
    assert [one.check for one in found] == ["claim-holds"]
    assert "it may be 1.84 to 2.18 times" in found[0].message
    assert "it has to hold in all 2 ways to take a side of each dispute" in found[0].notes
    made, problems = page(tmp_path, 'It is {{ claim("less than twice", "price", "new") }}.')
    assert problems == []
    (only,) = made.comparisons.values()
    assert "$20 billion or $17 billion" in only.told.words.replace("\u00a0", " ")


def test_the_data_hold_what_bears_a_word_out(tmp_path: Path):
    """facts.json has each claim word with its facts and the number measured."""
    made, _ = page(tmp_path, f"Spending {MORE}, and is to {{{{ claim('rise', 'plan', 'new') }}}}.")
    first, second = dataset.facts(made)["claim_words"]
    assert first["facts"] == ["new", "old"]
    assert first["result"]["low"] == "103/46"
    assert second["moods"] == ["forecast"]


def test_why_lists_the_words_that_rest_on_a_fact(tmp_path: Path):
    """`why` of a fact names each claim word that compares it, or what is worked out of it, and where."""
    page(tmp_path, f'Spending {MORE}; it {{{{ claim("grew", "growth") }}}}. {{{{ fact("old") }}}}')
    told, _ = why.why(tmp_path, "new")
    lines = [line.strip() for line in told.splitlines()]
    assert "bears out `more than doubled`: content/briefings/deal/deal.md:3:13" in lines
    assert any(line.startswith("bears out `grew`:") for line in lines)
    assert not any(line.startswith("printed:") for line in lines)
    assert "printed:" in why.why(tmp_path, "old")[0]


def test_a_text_of_a_chart_takes_claim_words(tmp_path: Path):
    """In a chart's text a claim word stands apart, with its facts; one that does not hold is a fault."""
    made, _ = page(tmp_path, f"Spending {MORE}.")
    desk = made.desk
    pieces = cut('It {{ claim("doubled", "new", "old") }} in all', (), desk, made.standings)
    assert pieces == [
        ("It ", ()),
        ("doubled", (("data-class", "claim"), ("data-facts", "new old"))),
        (" in all", ()),
    ]
    with pytest.raises(ChartFault, match="`tripled` needs"):
        cut('It {{ claim("tripled", "new", "old") }}', (), desk, made.standings)
    with pytest.raises(ChartFault, match="which the script is not given"):
        cut('It {{ claim("doubled", "new", "loose") }}', (), desk, made.standings)
    with pytest.raises(ChartFault, match="`not` denies `doubled`"):
        cut('It has not {{ claim("doubled", "new", "old") }}', (), desk, made.standings)


def test_a_text_of_a_chart_tells_on_what_its_claim_words_rest(tmp_path: Path):
    """A claim word over what is only reported, or forecast, says so in its text."""
    made, _ = page(tmp_path, 'It is, {{ fact("heard") }}, and is to be {{ fact("plan") }}.')
    word = '{{ claim("more", "heard", "plan") }}'
    with pytest.raises(ChartFault, match="rests on a forecast and a report"):
        cut(f"A rival spent {word}", (), made.desk, made.standings)
    with pytest.raises(ChartFault, match="rests on a report, and"):
        cut(f"A rival spends {word} than forecast", (), made.desk, made.standings)
    told = cut(f"A rival reportedly spends {word} than forecast", (), made.desk, made.standings)
    assert ("data-class", "claim") in told[1][1]


def test_titles_and_alternative_texts_take_claim_words(tmp_path: Path):
    """A head carries a claim word without marks, and what bears it out is told as any."""
    made, problems = page(tmp_path, f"## It {MORE}\n\nText.")
    assert problems == []
    assert len(made.comparisons) == 1
