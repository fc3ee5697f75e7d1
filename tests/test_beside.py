"""What may not be typed around a fact or a claim word, each beside what may."""

from __future__ import annotations

from collections.abc import Callable

import pytest
from make import ledger

from tieout import derive
from tieout.diagnostics import Diagnostic, Place, Text
from tieout.model import Edition
from tieout.prose import Press, render
from tieout.quantities.english import HEDGES, SCALES
from tieout.quantities.interval import Hedge

FACTS = """\
cost:
  statement: What it cost
  value: 20 billion USD
  evidence: [{source: filing, quote: $20 billion}]
before:
  statement: What it cost before
  value: 9 billion USD
  evidence: [{source: filing, quote: $9 billion}]
loose:
  statement: What it costs next
  value: about 30 billion USD
  evidence: [{source: filing, quote: about $30 billion}]
term:
  statement: How long it lasts
  value: 2 years
  evidence: [{source: filing, quote: 2 years}]
racks:
  statement: How many racks there are
  value: 20 racks
  evidence: [{source: filing, quote: 20 racks}]
racks-before:
  statement: How many racks there were
  value: 12 racks
  evidence: [{source: filing, quote: 12 racks}]
rate:
  statement: The yearly interest on the loan
  value: 6 percent
  evidence: [{source: filing, quote: 6%}]
part:
  statement: The share of the power that is bought
  value: 60 percent
  evidence: [{source: filing, quote: 60%}]
rent:
  statement: What is paid
  value: 3 million USD/year
  evidence: [{source: filing, quote: $3 million a year}]
times:
  statement: The new power as a multiple of the old
  value: 3 times
  evidence: [{source: filing, quote: 3 times}]
signed:
  statement: When it was signed
  value: 2026-01
  evidence: [{source: filing, quote: January 2026}]
guess:
  statement: What a paper reckons
  value: 40 billion USD
  kind: estimate
  by: Journal
  made: 2026-01
  evidence: [{source: paper, quote: $40 billion}]
"""
DERIVED = """\
gap:
  statement: What it costs more
  formula: cost - before
  where: {cost: cost, before: before}
  unit: billion USD
gain:
  statement: Growth of the cost
  formula: growth(cost, before)
  where: {cost: cost, before: before}
  unit: percent
"""
BRIEFING = """\
title: The deal
subject: Chips
version: "1"
issued: 2026-11-24
standfirst: What is known of the deal.
sections: [deal]
"""

Said = Callable[[str], list[tuple[str, str]]]


@pytest.fixture(scope="module")
def problems(tmp_path_factory: pytest.TempPathFactory) -> Callable[[str], list[Diagnostic]]:
    """Return a function that gives all that is wrong with a text."""
    books = ledger(
        tmp_path_factory.mktemp("beside"),
        {
            "desk.yaml": "name: The Desk\nnouns: {rack: racks, user: users}\n",
            "facts/deal.yaml": FACTS,
            "derived/deal.yaml": DERIVED,
            "briefings/deal/briefing.yaml": BRIEFING,
            "briefings/deal/deal.md": "# The deal\n\nText.\n",
        },
    )
    standings, _ = derive.derive(books)
    press = Press(books, standings, (), Edition(books.briefings["deal"]), {}, {})

    return lambda source: render(Text(source, Place("deal.md", 1, 1)), press, block=True)[1]


@pytest.fixture(scope="module")
def said(problems: Callable[[str], list[Diagnostic]]) -> Said:
    """Return a function that gives the check and the word of all that is wrong with a text."""

    def word(source: str, one: Diagnostic) -> str:
        return source[one.at.column - 1 : one.at.column - 1 + one.at.width]

    return lambda source: [(one.check, word(source, one)) for one in problems(source)]


COST, RACKS, TERM, SIGNED = (f'{{{{ fact("{one}") }}}}' for one in ("cost", "racks", "term", "signed"))
BARE = '{{ fact("racks", form="number") }}'

# --- hedges --------------------------------------------------------------------------------------

# What a bare preposition, or a word for a thing's own limit, may be apart from a hedge is tried on its own.
TABLE = sorted(
    " ".join(phrase)
    for phrase, hedge in HEDGES.items()
    if hedge is not Hedge.FROM_TO and phrase != ("order", "of") and not set(phrase) & {"<", ">", "=", "."}
)


def test_every_hedge_that_is_read_is_refused_before_a_fact(said: Said):
    """What a quote's hedge is read by is what may not be typed: hundreds of phrases, each of the table."""
    assert len(TABLE) > 400
    for hedge in TABLE:
        found = said(f"It took {hedge} {COST}.")
        assert [check for check, _ in found] == ["hedge-is-the-facts"], (hedge, found)
        assert "".join(found[0][1].split()) == "".join(hedge.split()), found


@pytest.mark.parametrize(
    ("text", "word"),
    [
        (f"It has more than a further {COST}.", "more than"),
        (f"It has about another {COST}.", "about"),
        (f"It has nearly the same: not quite {COST}.", "not quite"),
        (f"It has perhaps {COST}.", "perhaps"),
        (f"It has allegedly {COST}.", "allegedly"),
        (f"It has hardly {COST}.", "hardly"),
        (f"It has ≥ {COST}.", "≥"),
        (f"It has approx. {COST}.", "approx."),
        (f"It has “about {COST}”.", "about"),
        (f"It took over {TERM}.", "over"),
        (f"It took up to {TERM}.", "up to"),
        (f"It took about {TERM}.", "about"),
        (f"It was done within {TERM}.", "within"),
        (f"It came exactly {SIGNED}.", "exactly"),
        (f"It came early in {SIGNED}.", "early in"),
        (f"It came in late {SIGNED}.", "late"),
        (f"It came in mid-{SIGNED}.", "mid-"),
        (f"It is estimated at {COST}.", "estimated at"),
        (f"It has {COST} or more.", "or more"),
        (f"It has {COST}, or more.", "or more"),
        (f"It has {COST} or even more.", "or even more"),
        (f"It has {COST} at least.", "at least"),
        (f"It has {COST} (at least).", "at least"),
        (f"It has {COST} at most.", "at most"),
        (f"It has {COST} minimum.", "minimum"),
        (f"It has {COST} and above.", "and above"),
        (f"It has {COST}, if not more.", "if not more"),
        (f"It has {COST} or thereabouts.", "or thereabouts"),
        (f"It has {COST} and then some.", "and then some"),
        (f"It has {COST} and counting.", "and counting"),
        (f"It has {COST} or so.", "or so"),
        (f"It has {COST}+.", "+"),
        (f"It has {COST}-plus.", "-plus"),
        (f"It has {COST}, reported.", "reported"),
        (f"It has {COST} exactly.", "exactly"),
        (f"It has {BARE} racks or more.", "or more"),
        (f"It has {BARE} racks at least.", "at least"),
        (f"It has {BARE}+ racks.", "+"),
    ],
)
def test_a_hedge_typed_around_a_fact_is_told_at_its_words(said: Said, text: str, word: str):
    """In front, behind, in brackets, past what stands between, behind a typed unit: it is the fact's own."""
    assert said(text) == [("hedge-is-the-facts", word)]


@pytest.mark.parametrize(
    "text",
    [
        f"It has {COST}.",
        f"It pays {COST} over {TERM}.",
        f"It is paid over {TERM}.",
        f"It was written off over {TERM}.",
        f"It runs from {COST} to that.",
        f"It came about {SIGNED}.",
        f"It came over {SIGNED}.",
        f"It came in {SIGNED}, late.",
        f"They add up to {COST}.",
        f"There was a dispute over {COST}.",
        f"In the past {TERM} it paid.",
        f'It is {{{{ fact("times") }}}} as much as {COST}.',
        f"An order of {RACKS} came.",
        'A loan over a {{ fact("term", form="number") }}-year term.',
        'It is estimated at {{ fact("guess") }}.',
        f"It is between {COST} and that.",
        f"It has {COST}, at least once.",
        f"It has {COST} at last.",
        f"It has {COST} more.",
        f"It has {COST} and more words.",
        f"It has {COST}, reportedly so.",
        f"At least it has {COST}.",
        f"It has {COST} plus tax.",
        f"Est. Bank has {COST}.",
        f"It went on for more. {COST} is the sum.",
        f"It was only {COST}.",
    ],
)
def test_what_is_no_hedge_of_a_fact_is_let_be(said: Said, text: str):
    """What spreads a sum over years, adds up, places a date or goes with another word hedges no fact."""
    assert said(text) == []


def test_a_hedge_may_be_a_bound_word(said: Said):
    """A word that compares the fact it stands before is no hedge of it; one that compares another is."""
    assert said(f'It is {{{{ claim("more than", "loose", "cost") }}}} {COST}.') == []
    assert said(f'It is {{{{ claim("more", "loose", "cost") }}}} than {COST}.') == []
    found = said('It is {{ claim("more", "loose", "cost") }} than {{ fact("before") }}.')
    assert [check for check, _ in found] == ["hedge-is-the-facts"]


def test_a_typed_comparison_with_a_fact_is_told_once(said: Said):
    """What hedges a fact as typed is not told again as a claim word that is bound to none."""
    assert said(f"It is higher than {COST}.") == [("hedge-is-the-facts", "higher than")]
    assert said(f"It is higher, at {COST}.") == [("claim-word-is-bound", "higher")]


# --- rates ---------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("text", "word"),
    [
        (f"It costs {COST} a year.", "a year"),
        (f"It costs {COST} an hour.", "an hour"),
        (f"It costs {COST} a user.", "a user"),
        (f"It costs {COST} each.", "each"),
        (f"It costs {COST} apiece.", "apiece"),
        (f"It costs {COST} every month.", "every month"),
        (f"It costs {COST} annually.", "annually"),
        (f"It costs {COST} daily, all told.", "daily"),
        (f"It costs {COST} per site.", "per site"),
        (f"It costs {COST}/user.", "/user"),
        (f"It has {BARE} a year.", "a year"),
        (f"It has {BARE} racks a year.", "a year"),
        ('It has {{ fact("part") }} a year.', "a year"),
        ('It grew, {{ fact("times") }} each year.', "each year"),
    ],
)
def test_what_makes_a_rate_of_a_fact_is_told(said: Said, text: str, word: str):
    """A fact of no time is not to be read as one of each year, nor one of all as one of each."""
    assert ("unit-is-the-facts", word) in said(text)


@pytest.mark.parametrize(
    "text",
    [
        f"It cost {COST} a year later.",
        f"It cost {COST} a year before.",
        f"It costs {COST}, a year on.",
        f"It costs {COST} each of them.",
        f"There are {RACKS} each with a door.",
        f"It has {COST} a good price.",
        f"It costs {COST} every so often.",
        f"There are {BARE} racks daily users share.",
        'It pays {{ fact("rent") }}.',
        'It pays {{ fact("rent", form="number") }} a year.',
        'The loan bears {{ fact("rate") }} a year.',
        f'It grew {{{{ fact("times") }}}} every {TERM}.',
    ],
)
def test_what_makes_no_rate_is_let_be(said: Said, text: str):
    """A year later, each of them, the time that a fact is told by in its own statement."""
    assert [check for check, _ in said(text) if check == "unit-is-the-facts"] == []


# --- scales --------------------------------------------------------------------------------------


@pytest.mark.parametrize("scale", [*SCALES, "millions", "quadrillions", "dozen", "k", "m", "b"])
@pytest.mark.parametrize("fact", [COST, BARE])
def test_a_scale_is_not_typed_behind_a_fact(said: Said, fact: str, scale: str):
    """Every scale that is read behind a number, in capitals too; a single letter needs a blank before it."""
    assert said(f"It has {fact} {scale} of it.") == [("unit-is-the-facts", scale)]
    assert said(f"It has {fact} {scale.upper()}.") == [("unit-is-the-facts", scale.upper())]


@pytest.mark.parametrize("typed", ["s", "m", " mlns", " lace", " croreless", ", more"])
def test_what_only_begins_like_a_scale_is_let_be(said: Said, typed: str):
    """Other words, a letter tied to a fact, and what a mark parts from it."""
    assert said(f"It has {COST}{typed} of it.") == []


# --- superlatives --------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("text", "word"),
    [
        ("It is the largest of all.", "largest"),
        ("It is the second-largest of all.", "second-largest"),
        ("It has the fewest of all.", "fewest"),
        ("It is the earliest of all.", "earliest"),
        ("It is the most valuable of all.", "most valuable"),
        ("It is unprecedented.", "unprecedented"),
    ],
)
def test_a_superlative_lacks_a_fact(said: Said, text: str, word: str):
    """Each that would be a claim word beside a fact is pointed at where none is cited."""
    assert said(text) == [("superlative-is-cited", word)]


@pytest.mark.parametrize("text", ["It opens in May at the earliest.", "It is the most."])
def test_what_only_looks_like_a_superlative_is_let_be(said: Said, text: str):
    """A bound in time is none."""
    assert said(text) == []


# --- claim words ---------------------------------------------------------------------------------

DOUBLED = '{{ claim("doubled", "cost", "before") }}'
LARGER = '{{ claim("larger", "cost", "before") }}'
LARGEST = '{{ claim("largest", "cost", "before") }}'
ROSE = '{{ claim("rose", "cost", "before") }}'
MOST = '{{ claim("most of", "racks-before", "racks") }}'


@pytest.mark.parametrize(
    ("text", "word"),
    [
        (f"It has not {DOUBLED}.", "not"),
        (f"It has not yet {DOUBLED}.", "not"),
        (f"It never {ROSE}.", "never"),
        (f"It hasn't {DOUBLED}.", "hasn't"),
        (f"It didn’t really {ROSE}.", "didn’t"),
        (f"It is not the {LARGEST}.", "not"),
        (f"It is no {LARGER}.", "no"),
        (f"It is no longer {LARGER}.", "no longer"),
        (f"It is far from being the {LARGEST}.", "far from"),
        (f"It was anything but {LARGER}.", "anything but"),
        (f"It failed to {ROSE}.", "failed"),
        (f"Nor is it {LARGER}.", "Nor"),
        (f"It hardly {ROSE}.", "hardly"),
        (f"Not that it {ROSE}.", "Not"),
        (f"It nearly {DOUBLED}.", "nearly"),
        (f"It more than {DOUBLED}.", "more than"),
        (f"It at least {DOUBLED}.", "at least"),
        (f"It all but {DOUBLED}.", "all but"),
        (f"It perhaps {DOUBLED}.", "perhaps"),
        (f"It is almost the {LARGEST}.", "almost"),
        (f"It is exactly {LARGER}.", "exactly"),
        (f"It is over {MOST} it.", None),
        (f"It is far {LARGER}.", "far"),
        (f"It is much {LARGER}.", "much"),
        (f"It is a lot {LARGER}.", "a lot"),
        (f"It is slightly {LARGER}.", "slightly"),
        (f"It is many times {LARGER}.", "many times"),
        (f"It is by far the {LARGEST}.", "by far"),
        (f"It sharply {ROSE}.", "sharply"),
        (f"It {DOUBLED} or more.", "or more"),
        (f"It {DOUBLED}, if not more.", "if not more"),
        (f"It {DOUBLED} at least.", "at least"),
        (f"It {DOUBLED} and then some.", "and then some"),
        (f"It is the {LARGEST} by far.", "by far"),
        (f"It {ROSE} sharply.", "sharply"),
        (f"It {ROSE} several times over.", "several times over"),
    ],
)
def test_what_turns_a_claim_word_belongs_within_it(said: Said, text: str, word: str | None):
    """What denies, hedges or heightens a claim word would be printed without a proof."""
    assert said(text) == ([("claim-word-is-whole", word)] if word else [])


@pytest.mark.parametrize(
    "text",
    [
        f"It {DOUBLED}.",
        f"Not only does it last: it {DOUBLED}.",
        f"It not only {DOUBLED}; it lasts.",
        f"What is not here {ROSE} too.",
        f"It was not cheap, and {ROSE}.",
        f"Whether or not it {ROSE}, it lasts.",
        f"So far it {ROSE}; so far {LARGER}.",
        f"It is as well {LARGER}.",
        f"A debate about the {LARGEST} came up.",
        f"It is spread over the {LARGEST}.",
        f"It {ROSE} from {{{{ fact('before') }}}}.",
        f"It {ROSE}, at least once.",
        f"It {ROSE} over time.",
        f"It is the {LARGEST} of all.",
        f"It is even {LARGER}.",
        'It has {{ claim("not halved", "cost", "before") }}.',
        'It {{ claim("more than doubled", "cost", "before") }}.',
    ],
)
def test_what_leaves_a_claim_word_as_it_is_is_let_be(said: Said, text: str):
    """Words that are about something else, and hedges that stand within the word and are proven with it."""
    assert said(text) == []


@pytest.mark.parametrize(
    ("wrong", "right"),
    [
        (f"It is {COST} {LARGER}.", f"It is {{{{ fact('gap') }}}} {LARGER}."),
        (f"It lies {COST} {{{{ claim('above', 'cost', 'before') }}}} that.", f"It is {COST}, {LARGER}."),
        ("It is {{ fact('part') }} {{ claim('up', 'cost', 'before') }}.",
         "It is {{ fact('gain') }} {{ claim('up', 'cost', 'before') }}."),
        (f"It is {RACKS} {{{{ claim('more', 'cost', 'before') }}}}.", f"Its {COST} {ROSE}."),
    ],
)  # fmt: skip
def test_a_number_before_a_comparative_is_by_how_much(said: Said, wrong: str, right: str):
    """ "$20 billion larger" says that the two differ by it, so that it has to be worked out of the two."""
    assert [check for check, _ in said(wrong)] == ["claim-word-is-whole"]
    assert said(right) == []


@pytest.mark.parametrize(
    ("text", "help"),
    [
        (f"It has not {DOUBLED}.", '`claim("not doubled", …)`'),
        (f"It nearly {DOUBLED}.", '`claim("nearly doubled", …)`'),
        (f"It is far {LARGER}.", "take it out: nothing proves it"),
    ],
)
def test_what_may_stand_within_the_word_is_offered_there(
    problems: Callable[[str], list[Diagnostic]], text: str, help: str
):
    """A word that is one with what was typed before it is shown as it is to be written; a degree never is."""
    (found,) = problems(text)
    assert help in found.help
