"""Texts to markup: expressions, Markdown, the gate, and what stands beside a fact."""

from __future__ import annotations

import re
import time
from collections.abc import Callable
from dataclasses import replace
from html import unescape
from pathlib import Path
from xml.etree.ElementTree import fromstring

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from make import assembled, ledger, repository

from tieout.diagnostics import Diagnostic, Place, Text
from tieout.model import Edition, Ledger, Prose, SectionFile
from tieout.prose import Press, briefing_mentions, mentions, placed, render, section_text
from tieout.status import fact_standing, verdicts
from tieout.template import FUNCTIONS

FACTS = """\
cerebras-revenue:
  statement: What Cerebras took
  points: {2024: 290.3 million USD, 2025: 510 million USD}
  evidence:
    - {source: filing, quote: "$290.3 million", period: 2024}
    - {source: filing, quote: "$510.0 million", period: 2025}
commitment:
  statement: What OpenAI committed to spend
  value: more than 20 billion USD
  as_of: 2026-04-17
  evidence:
    - {source: filing, quote: more than $20 billion}
    - {source: news, quote: 'the "giant" deal of more than $20 billion'}
capacity:
  statement: What it bought
  value: up to 750 MW
  evidence: [{source: filing, quote: up to 750 megawatts}]
customers:
  statement: Whom it serves
  value: 24 customers
  evidence: [{source: filing, quote: 24 customers}]
loan:
  statement: What was lent
  value: 1 billion USD
  evidence: [{source: news, quote: $1 billion}, {source: wire, quote: a $1 billion loan}]
price:
  statement: What was paid
  value: 20 billion USD
  evidence:
    - {source: filing, quote: $20 billion}
    - {source: wire, quote: 20 billion dollars}
    - {source: news, quote: $17 billion, stance: contradicts}
slip:
  statement: What was paid once more
  value: 2 billion USD
  evidence:
    - {source: filing, quote: $2 billion}
    - {source: news, quote: $20 billion, stance: contradicts, set_aside: a slip}
form:
  statement: What was agreed
  says: a license, not a purchase
  evidence: [{source: filing, quote: a non-exclusive license}]
signed:
  statement: When it was signed
  value: 2025-12-24
  evidence: [{source: filing, quote: "December 24, 2025"}]
"""
CLAIMS = """\
claim-deal:
  source: paper
  quote: a deal of $20 billion
  judged_by: [{fact: commitment, stance: refines, note: more was said}]
  record: It is {{ fact("commitment") }}.
"""
BRIEFING = """\
title: The deal
subject: Chips
version: "1"
issued: 2026-11-24
standfirst: What is known of the deal.
document: paper
sections: [deal]
"""
EXHIBITS = """\
growth:
  table: {columns: [What, How much], rows: [["Deal", '{{ fact("capacity") }}']]}
  title: It grew
late:
  table: {columns: [What], rows: [[Deal]]}
  title: It came late
"""
SECTION = '# The deal\n\nIt grew.\n\n{{ exhibit("growth") }}\n\n{{ claims_table() }}\n'


@pytest.fixture(scope="module")
def books(tmp_path_factory: pytest.TempPathFactory) -> Ledger:
    """Return a small ledger: a series, hedged facts, one disputed, one in words, a date, a claim."""
    return ledger(
        tmp_path_factory.mktemp("prose"),
        {
            "facts/deal.yaml": FACTS,
            "claims/news.yaml": CLAIMS,
            "briefings/deal/briefing.yaml": BRIEFING,
            "briefings/deal/exhibits.yaml": EXHIBITS,
            "briefings/deal/deal.md": SECTION,
        },
    )


@pytest.fixture(scope="module")
def press(books: Ledger) -> Press:
    """Return a press for the briefing of ``books``."""
    standings = {
        address: fact_standing(fact, address.partition("@")[2] or None, books)
        for fact in books.facts.values()
        for address in fact.addresses()
    }
    briefing = books.briefings["deal"]
    judged = verdicts(books, standings, briefing)
    return Press(books, standings, judged, Edition(briefing), {"claims": 12, "facts": 1234}, {"growth": 3})


Set = Callable[..., tuple[Prose, list[Diagnostic]]]


@pytest.fixture(scope="module")
def setting(press: Press) -> Set:
    """Return a function that sets a text typed at the head of a file, as a body unless told otherwise."""

    def set_text(source: str, *, block: bool = True, **how: object) -> tuple[Prose, list[Diagnostic]]:
        file = SectionFile("deal", Place("deal.md", 1, 1), "deal.md", None, "# T\n" + source)
        return render(section_text(file)[1], press, block=block, **how)

    return set_text


def said(problems: list[Diagnostic]) -> list[tuple[str, int, int, str]]:
    """Return check, line, column and words of each; lines as typed below the title."""
    return [(one.check, one.at.line - 1, one.at.column, one.message) for one in problems]


def codes(problems: list[Diagnostic]) -> list[str]:
    """Return the checks that spoke."""
    return [one.check for one in problems]


# --- the gate ------------------------------------------------------------------------------------

DONE = "In {} Cerebras took {}, had 24 customers and grew twofold."


def test_a_typed_sentence_is_wrong_where_it_types_a_number(setting: Set):
    """A year that its fact carries is excused; a count and a multiple are errors, each at its place."""
    fact = '{{ fact("cerebras-revenue@2025") }}'
    prose, problems = setting(DONE.format("2025", fact))
    assert [(line, column) for _, line, column, _ in said(problems)] == [(1, 64), (1, 86)]
    assert codes(problems) == ["number-is-cited", "number-is-cited"]
    assert prose.cites == ("cerebras-revenue@2025",)
    assert prose.words == "In 2025 Cerebras took $510\u00a0million, had 24 customers and grew twofold."
    assert '<span data-class="date" data-fact="cerebras-revenue@2025">2025</span>' in prose.html


@pytest.mark.parametrize(("year", "fact"), [("2024", '{{ fact("cerebras-revenue@2025") }}'), ("2025", "")])
def test_a_year_is_wrong_that_no_fact_of_its_sentence_carries(setting: Set, year: str, fact: str):
    """With the wrong year, or with the fact struck out, the year is the third error."""
    _, problems = setting(DONE.format(year, fact))
    assert codes(problems) == ["number-is-cited"] * 3
    assert problems[0].at.column == 4


@pytest.mark.parametrize("space", [" ", "\n"])
def test_a_hedge_has_a_capital_at_the_head_of_a_sentence_only(setting: Set, space: str):
    """A sentence may start on a new line; a line may start within a sentence."""
    made, _ = setting(
        f'It is big.{space}{{{{ fact("capacity") }}}} it was,{space}{{{{ fact("commitment") }}}}.'
    )
    assert made.words.replace("\n", " ").replace("\u00a0", " ") == (
        "It is big. Up to 750 megawatts it was, more than $20 billion."
    )


@pytest.mark.parametrize("space", [" ", "\n"])
def test_a_claim_word_at_the_head_of_a_sentence_is_cited(setting: Set, space: str):
    """What the sentence before cites counts for that sentence only."""
    series = '"cerebras-revenue@2025", "cerebras-revenue@2024"'
    before = f'It took {{{{ fact("cerebras-revenue@2025") }}}}.{space}'
    made, _ = setting(f'{before}{{{{ claim("More than", {series}) }}}} before.')
    assert 'data-sources="filing"' in made.html
    made, _ = setting(f'{before[:-2]}, {{{{ claim("more than", {series}) }}}} before.')
    assert 'data-sources="filing"' not in made.html


def test_a_date_is_excused_in_its_own_sentence_only(setting: Set):
    """A fact cited in the sentence before excuses nothing."""
    fact = '{{ fact("cerebras-revenue@2025") }}'
    assert codes(setting(f"In 2025 it took {fact}.")[1]) == []
    assert codes(setting(f"It took {fact}. That was in 2025.")[1]) == ["number-is-cited"]


def test_dates_beside_and_of_what_a_text_is_about_excuse_too(setting: Set, press: Press):
    """The head of a row is excused by its other cells, a statement by the fact that it states."""
    assert codes(setting("2025", block=False)[1]) == ["number-is-cited"]
    assert codes(setting("2025", block=False, beside=("cerebras-revenue@2025",))[1]) == []
    about = press.standings["cerebras-revenue@2025"]
    assert codes(setting("Sales of 2025", block=False, about=about)[1]) == []


def test_a_text_about_a_fact_may_state_its_value(setting: Set, press: Press):
    """A note may say its own fact's value, bound to it; another number or hedge is an error as elsewhere."""
    about = press.standings["cerebras-revenue@2025"]
    own, problems = setting("a total, so 510 million USD in all", block=False, about=about)
    assert codes(problems) == []
    assert 'data-class="fact" data-fact="cerebras-revenue@2025"' in own.html
    assert codes(setting("so 511 million USD", block=False, about=about)[1]) == ["number-is-cited"]
    assert codes(setting("so about 510 million USD", block=False, about=about)[1]) == ["number-is-cited"]
    assert codes(setting("so 510 million USD", block=False)[1]) == ["number-is-cited"]


@pytest.mark.parametrize(
    "source",
    [
        "2**4** of them", "2*4* of them", "2**4**", "**2**4", "&#50;&#52; of them", "&#x32;4 of them",
        "&half; of it",
        "`24` of them", "[24](https://example.org)", "2\u00ad4 of them", "twо\u200bfold",
        "\uff12\uff14 of them",
        "\u00bd of it", "about\u00b2", "<b>24</b> of them", "- 24 of them", "> 24 of them", "## The 24\n",
        "\\24",
        "|a|b|\n|-|-|\n|24|c|", "!!! note \"The 24\"\n    Words.", "!!! note \"Head\"\n    The 24.",
        "Words  \n24", "1. one\n2. It was 24", "<https://example.org/24>", "{% if false %}24{% endif %}",
        "{% for x in [\"a\", \"b\"] %}24 {% endfor %}", "[a][b24]\n\n[c]: https://example.org", "_24_",
        "T_24_",
    ],
)  # fmt: skip
def test_a_number_is_found_however_it_is_set(setting: Set, source: str):
    """Emphasis, entities, code, links, cells, notes, other digits and hidden characters hide no number."""
    found = [one for one in setting(source)[1] if one.check == "number-is-cited"]
    assert len(found) == 1
    assert found[0].at.line > 1
    assert found[0].at.column > 0


@pytest.mark.parametrize(
    "source",
    [
        "[a link](https://example.org/2025?page=24)", "[a][b]\n\n[b]: https://example.org/24",
        "1. First\n2. Second",
        "{# 24 is what they said #}Words.", "Two things follow, on the one hand.", "The WSE-3 is large.",
        "{{ plain('ten', because='our own count') }}", "{{ tally('claims') }} claims",
        '{{ quote("capacity") }}',
        '{{ status("commitment") }}', '{{ ref("growth") }}', "A &amp; B &lt;c&gt;", "Tom's \"words\"",
    ],
)  # fmt: skip
def test_what_is_no_number_or_excused_is_let_through(setting: Set, source: str):
    """Addresses, list marks, comments, names, idioms and what the functions print are no errors."""
    assert said(setting(source)[1]) == []


PARTS = (
    '{{ fact("capacity") }}', '{{ accounts("price") }}', '{{ quote("customers") }}',
    "{{ tally('claims') }}", "24",
    "2025", "½", "two", "half", "\n", "\n\n", "*", "**", "_", "`", "[", "](", ")", "|", "-", "#", "1. ",
    "> ", "!!! note",
    "    ", "&", ";", "&#50;", "<", ">", "{{", "}}", "{%", "%}", "{% if true %}", "{% endif %}", "\\",
    "a", "the", " ",
    ".", "WSE-3", "\u200b", "\u202e", "\U000f0000", '"', "'", "{#", "#}", "|-|-|", "---",
    "https://e.org/7", "é", "%",
)  # fmt: skip
_CLASSED = re.compile(r"<(data|span|a|i)\b[^>]*data-class=[^>]*>[^<]*</\1>")


@settings(max_examples=250, derandomize=True, deadline=None)
@given(st.lists(st.sampled_from(PARTS), max_size=24).map("".join), st.booleans())
def test_no_text_is_set_with_a_number_that_is_neither_classed_nor_told(
    press: Press, source: str, block: bool
):
    """Whatever is typed, setting it ends, and every digit left outside a class has its error in the text."""
    prose, problems = render(Text(source, Place("a.md", 1, 1)), press, block=block)
    left = re.sub(r"<[^>]*>", "", _CLASSED.sub("", prose.html))
    if re.search(r"\d|½", unescape(left)):
        assert problems
    assert "\U000f0000" not in prose.html
    assert all(one.at.line == 1 and one.at.column >= 1 for one in problems)
    fromstring(f"<div>{prose.html.replace('<br>', '<br/>').replace('<hr>', '<hr/>')}</div>")


def test_every_number_of_a_clean_text_is_in_one_class(setting: Set):
    """Outside the elements that say what it is, no digit is left in the markup's text."""
    prose, problems = setting(
        'On 24 December 2025 ({{ fact("signed") }}) the WSE-3 and two points: {{ fact("capacity") }}, '
        '{{ quote("customers") }}, {{ tally("facts") }}, {{ ref("growth") }}, '
        '{{ plain("99", because="play") }}.'
    )
    assert problems == []
    classed = re.sub(r"<(\w+)[^>]*data-class=[^>]*>.*?</\1>", "", prose.html)
    assert re.findall(r"\d", re.sub(r"<[^>]*>", "", classed)) == []
    classes = ["date", "fact", "name", "idiom", "fact", "quotation", "tally", "structural", "plain"]
    assert re.findall(r'data-class="(\w+)"', prose.html) == classes


# --- expressions ---------------------------------------------------------------------------------


def test_a_fact_prints_its_words_bound_and_cited(setting: Set):
    """A fact is a data element with its address, status and value, followed by its marks."""
    prose, _ = setting('They pay {{ fact("commitment") }}.', block=False)
    assert prose.html == (
        'They pay <data class="fact" data-class="fact" data-fact="commitment" data-status="supported" '
        'value="&gt;20000000000 USD">more than $20\u00a0billion</data>'
        '<sup class="cites" data-fact="commitment"></sup>.'
    )
    assert "<sup" not in setting('They pay {{ fact("commitment") }}.', block=False, marks=False)[0].html


@pytest.mark.parametrize(
    ("source", "words"),
    [
        ('It is {{ fact("commitment", form="short") }}', "It is more than $20bn"),
        ('It is {{ fact("commitment", form="number") }}', "It is more than 20"),
        ('{{ fact("commitment") }} was paid.', "More than $20 billion was paid."),
        ('So. {{ fact("commitment") }} was paid.', "So. More than $20 billion was paid."),
        ('It was {{ fact("loan") }}.', "It was reportedly $1 billion."),
        ('It was {{ fact("form") }}.', "It was a license, not a purchase."),
        ('It was {{ quote("capacity") }}.', "It was “up to 750 megawatts”."),
        ('It was {{ quote("commitment", source="news") }}.',
         "It was “the ‘giant’ deal of more than $20 billion”."),
        ('It wrote {{ quote("claim-deal") }}.', "It wrote “a deal of $20 billion”."),
        ('{{ accounts("price") }}.',
         "By Maker’s account, $20 billion; by Gazette’s, $17 billion."),
        ('It is {{ status("claim-deal") }} and {{ status("price") }}.', "It is Partly and Disputed."),
        ('See {{ ref("growth") }} and {{ ref("claim-deal") }}.', "See Exhibit 3 and claim 1."),
        ('{{ tally("facts") }} facts, {{ tally("claims", form="words") }} claims',
         "1,234 facts, twelve claims"),
        ('"So," it\'s said', "“So,” it’s said"),
    ],
)  # fmt: skip
def test_the_functions_print(setting: Set, source: str, words: str):
    """Each function prints what it is for, in the form asked for."""
    prose, problems = setting(source, block=False)
    assert prose.words.replace("\u00a0", " ") == words
    assert problems == []


def test_an_account_is_cited_to_its_own_source(setting: Set):
    """Each side of a dispute leads to the source that says so, not to that of the fact."""
    prose, _ = setting('{{ accounts("price") }}')
    assert re.findall(r'data-account="(\w+)"', prose.html) == ["filing", "news"]
    assert re.findall(r'data-sources="(\w+)"', prose.html) == ["filing", "news"]
    assert (prose.cites, prose.sources) == (("price",), ("filing", "news"))


@pytest.mark.parametrize(
    ("source", "check", "column", "message", "help"),
    [
        ('{{ fact("comitment") }}', "names-exist", 10, "no fact `comitment`", "did you mean `commitment`"),
        ('{{ fact("cerebras-revenue") }}', "names-exist", 10, "`cerebras-revenue` is a series",
         "did you mean `cerebras-revenue@2025`"),
        ('{{ fact("cerebras-revenue@2023") }}', "names-exist", 10,
         "`cerebras-revenue` has no period `2023`",
         "did you mean `cerebras-revenue@2024`"),
        ('{{ fact("price", account="wire") }}', "names-exist", 27, "`price` has no account of `wire`",
         "its accounts are of `filing`, `news`"),
        ('{{ quote("capacity", source="news") }}', "names-exist", 30,
         "`capacity` has no evidence of `news`",
         "it has that of `filing`"),
        ('{{ ref("grwth") }}', "names-exist", 9, "no exhibit `grwth`", "did you mean `growth`"),
        ('{{ ref("late") }}', "names-exist", 9, "exhibit `late` is placed nowhere",
         'place it with {{ exhibit("late") }}'),
        ('{{ tally("clams") }}', "names-exist", 11, "nothing is counted as `clams`",
         "did you mean `claims`"),
        ('{{ facts("price") }}', "expression-is-readable", 4, "no function `facts`", "did you mean `fact`"),
        ('{{ price }}', "expression-is-readable", 4, "no function `price`", None),
        ('{{ fact }}', "expression-is-readable", 4, "`fact` is a function",
         "write {{ fact(id, form, account) }}"),
        ('{{ fact() }}', "expression-is-readable", 4, "`fact` lacks its id", "write fact(id, form, account)"),
        ('{{ fact("price", frm="short") }}', "expression-is-readable", 4, "`fact` takes no `frm`",
         "did you mean `form`"),
        ('{{ fact("capacity", form="shrt") }}', "expression-is-readable", 4, "no form `shrt`",
         "did you mean `short`"),
        ('{{ fact(24) }}', "expression-is-readable", 4, "`fact` takes its id in quotation marks",
         'write fact("…")'),
        ('{{ "2" ~ "4" }}', "expression-is-readable", 4,
         "an expression prints only what a prose function gives", None),
        ('{{ 24 }}', "expression-is-readable", 4, "an expression prints only what a prose function gives",
         None),
        ('{{ fact("capacity") | upper }}',
         "expression-is-readable", None,
         "an expression prints only what a prose function gives", None),
        ('{{ fact("capacity").__class__ }}', "expression-is-readable", None,
         "an expression prints only what a prose function gives", None),
        ('{{ fact("capacity" }}', "expression-is-readable", 20, "the expression cannot be read", None),
        ('{{ fact("capacity")', "expression-is-readable", 1, "`{{` is not closed by `}}`", None),
        ('a }} b', "expression-is-readable", 3, "`}}` closes nothing", None),
        ('{% include "x" %}', "expression-is-readable", 4, "`include` has no place in prose", None),
        ('{% macro m() %}{% endmacro %}', "expression-is-readable", 4, "`macro` has no place in prose", None),
        ('{% raw %}{% endif %}', "expression-is-readable", 4, "`raw` has no place in prose", None),
        ('{{ plain("ten", because="") }}', "plain-has-reason", 11,
         "`ten` is called plain without a reason", None),
        ('{{ plain("ten") }}', "plain-has-reason", 11, "`ten` is called plain without a reason", None),
        ('{{ exhibit("growth") }} and', "block-stands-alone", 4, "`exhibit` stands within a line", None),
    ],
)  # fmt: skip
def test_a_wrong_expression_is_told_where_it_stands(
    setting: Set, source: str, check: str, column: int | None, message: str, help: str | None
):
    """Each mistake in an expression is one error with line and column, and the nearest name where one is."""
    _, problems = setting(f"Words.\n\n{source}")
    assert [one.check for one in problems] == [check], said(problems)
    assert problems[0].message.startswith(message)
    assert problems[0].at.line == 4
    assert column in (None, problems[0].at.column)
    assert help in (None, problems[0].help)


def test_statements_choose_and_repeat_what_functions_print(setting: Set):
    """if, for and set are let through; a date in a loop is held against the fact of its own turn."""
    prose, problems = setting(
        '{% set one = "capacity" %}{% for id in [one, "customers"] %}It is {{ fact(id) }}. {% endfor %}'
        '{% if one == "capacity" %}Yes.{% endif %}'
    )
    assert problems == []
    assert prose.words.replace("\u00a0", " ") == "It is up to 750 megawatts. It is 24 customers. Yes."
    _, problems = setting(
        '{% for id in ["2024", "2025"] %}{{ fact("cerebras-revenue@2025") }} in 2024; {% endfor %}'
    )
    assert codes(problems) == ["number-is-cited"]


@pytest.mark.parametrize(
    "source",
    [
        "{% for a in [1,2,3,4,5,6,7,8,9,10] %}" * 6 + "x" + "{% endfor %}" * 6,
        "{% if true %}" * 300 + "{% endif %}" * 300,
        "{{ 9**9**9 }}", "{% set x = 'a' * 10**9 %}", "{% for i in range(10) %}{% endfor %}",
        "{% if ''.__class__ %}x{% endif %}", "{% set fact = 'a' %}", "{{ self }}",
        "{% for x in 'abc' %}x{% endfor %}",
        "{% if x %}{% set x = 'a' %}{% endif %}{% if x == 'b' %}{% endif %}{{ fact(x) }}",
        "{{ " + "(" * 400 + " }}",
    ],
)  # fmt: skip
def test_what_an_expression_must_not_do_is_refused_at_once(setting: Set, source: str):
    """Endless loops, deep nesting, arithmetic, attributes and overwritten functions are errors, not harm."""
    start = time.perf_counter()
    assert set(codes(setting(source)[1])) == {"expression-is-readable"}
    assert time.perf_counter() - start < 1


# --- disputes ------------------------------------------------------------------------------------


def test_a_disputed_fact_is_not_printed_bare(setting: Set):
    """fact() of a disputed fact is an error with every side noted; accounts() is the control."""
    _, [problem] = setting('Paid was {{ fact("price") }}.')
    assert (problem.check, problem.at.line - 1, problem.at.column) == ("dispute-is-told", 1, 13)
    assert [note.partition(":")[0] for note in problem.notes] == ["supports", "contradicts"]
    assert setting('It was so, {{ accounts("price") }}.')[1] == []


def test_words_of_a_dispute_are_not_quoted_bare(setting: Set):
    """A supporter that does not speak for its side is no account; who does, beside the other side, is."""
    assert codes(setting('It is {{ quote("price", source="wire") }}.')[1]) == ["dispute-is-told"]
    both = '{{ quote("price", source="filing") }} or {{ quote("price", source="news") }}'
    assert codes(setting(f"It is {both}.")[1]) == []


def test_words_set_aside_are_not_quoted_as_proof(setting: Set):
    """What was set aside may be quoted where the fact is printed too, and nowhere else."""
    quoted = '{{ quote("slip", source="news") }}'
    assert codes(setting(f"It is {quoted}.")[1]) == ["dispute-is-told"]
    assert codes(setting(f'It is {{{{ fact("slip") }}}}, not {quoted}.')[1]) == []


def test_a_list_starts_at_its_first_number(setting: Set):
    """A paragraph that opens with a number and a stop is no list; a list that starts at one is."""
    found = setting("750. megawatts is what it draws.")[1]
    assert [(one.check, one.at.column) for one in found] == [("number-is-cited", 1)]
    listed, found = setting("1. First this.\n2. Then that.\n")
    assert codes(found) == []
    assert "<ol><li>" in listed.html


def test_numbers_do_not_run_together(setting: Set):
    """Two facts without a space between, or a sign before one, make another number; a space makes none."""
    one = '{{ fact("customers", form="number") }}'
    for between in (f"{one}{one}", f"{one},{one}", f"-{one}", f"minus {one}"):
        text = f"It has {between} of them."
        assert "number-is-cited" in codes(setting(text)[1]), text
    assert codes(setting(f"It has {one}, {one} and {one}.")[1]) == []


def test_one_account_needs_the_other_in_its_own_paragraph(setting: Set):
    """Both sides in one paragraph are told; one side alone, or the other in the next paragraph, is not."""
    one, other = '{{ fact("price", account="filing") }}', '{{ fact("price", account="news") }}'
    assert codes(setting(f"It says {one}, they say {other}.")[1]) == []
    assert codes(setting(f"It says {one}.")[1]) == ["dispute-is-told"]
    assert codes(setting(f"It says {one}.\n\nThey say {other}.")[1]) == ["dispute-is-told"] * 2
    assert codes(setting(f"- It says {one}.\n- They say {other}.")[1]) == ["dispute-is-told"] * 2
    assert codes(setting('They say {{ quote("price") }}.')[1]) == ["dispute-is-told"]


# --- beside a fact -------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("source", "word", "check"),
    [
        ('more than {{ fact("commitment") }}', "more than", "hedge-is-the-facts"),
        ('only **{{ fact("commitment") }}**', "only", "hedge-is-the-facts"),
        ('about {{ fact("customers") }}', "about", "hedge-is-the-facts"),
        ('reportedly {{ fact("loan") }}', "reportedly", "hedge-is-the-facts"),
        ('exactly {{ fact("customers") }}', "exactly", "hedge-is-the-facts"),
        ('{{ fact("customers") }} or more', "or more", "hedge-is-the-facts"),
        ('as much as {{ quote("capacity") }}', "as much as", "hedge-is-the-facts"),
        ('{{ fact("commitment") }} billion', "billion", "unit-is-the-facts"),
        ('{{ fact("customers") }} customers', "customers", "unit-is-the-facts"),
        ('{{ fact("capacity") }} megawatts', "megawatts", "unit-is-the-facts"),
        ('{{ fact("commitment") }} dollars', "dollars", "unit-is-the-facts"),
        ('{{ fact("customers") }}%', "%", "unit-is-the-facts"),
        ('$ {{ fact("loan") }}', "$", "unit-is-the-facts"),
        ('{{ fact("commitment", form="number") }} million dollars', "million", "unit-is-the-facts"),
        ('{{ fact("commitment", form="number") }} billion dollars', "billion", "unit-is-the-facts"),
        ('{{ fact("commitment", form="number") }} dollars', "dollars", "unit-is-the-facts"),
        ('{{ fact("capacity", form="number") }} gigawatts', "gigawatts", "unit-is-the-facts"),
        ("It is the largest of deals.", "largest", "superlative-is-cited"),
        ('The largest deal is of {{ fact("commitment") }}.', "largest", "claim-word-is-bound"),
    ],
)
def test_what_does_not_belong_beside_a_fact_is_told_at_its_word(
    setting: Set, source: str, word: str, check: str
):
    """A hedge or unit of its own beside a fact, or a superlative beside none, is told once, at the word."""
    _, problems = setting(source)
    assert codes(problems) == [check], said(problems)
    assert source[problems[0].at.column - 1 :].startswith(word)
    assert problems[0].at.width == len(word)


@pytest.mark.parametrize(
    "source",
    [
        'They spoke about {{ fact("form") }}.', 'Only then {{ fact("commitment") }}.',
        'It has only {{ fact("customers") }}.', 'It came about on {{ fact("signed") }}.',
        'It was signed over {{ fact("signed") }}.', '{{ fact("customers") }}, all of them.',
        '{{ fact("commitment") }} and more words.',
        '{{ fact("capacity", form="number") }} megawatts', 'The largest deal is {{ quote("commitment") }}.',
        'They had overtaken {{ fact("customers") }}.', '{{ fact("commitment") }} a year ago',
    ],
)  # fmt: skip
def test_what_may_stand_beside_a_fact_is_let_be(setting: Set, source: str):
    """Prepositions before words and dates, a bare number's unit, and a superlative with its source pass."""
    assert said(setting(source)[1]) == []


# --- Markdown ------------------------------------------------------------------------------------


def test_markdown_becomes_neutral_markup(setting: Set):
    """Headings, lists, tables, notes and exhibits are set; ids come from the place, not from the words."""
    prose, problems = setting(
        "## It *grew*\n\n- a\n- b **c**\n\n| a | b |\n|---|--:|\n| c | d |\n\nText.\n\n"
        '!!! note "Unit"\n    Of power.\n\n{{ exhibit("growth") }}\n\n{{ claims_table() }}\n'
    )
    assert problems == []
    assert prose.html.split("\n") == [
        '<h3 id="deal-1">It <em>grew</em></h3>',
        "<ul><li>a</li><li>b <strong>c</strong></li></ul>",
        '<table><thead><tr><th scope="col">a</th><th scope="col" class="right">b</th></tr></thead>'
        '<tbody><tr><td>c</td><td class="right">d</td></tr></tbody></table>',
        "<p>Text.</p>",
        '<aside class="note"><p><b>Unit</b> Of power.</p></aside>',
        '<div data-block="exhibit" data-id="growth"></div>',
        '<div data-block="claims"></div>',
    ]
    assert prose.exhibits == ("growth",)


def test_what_a_fact_prints_is_never_read_as_markdown(setting: Set):
    """Dollars, stars and brackets of a fact's words stay what they are, in emphasis and links as well."""
    prose, _ = setting(
        '**{{ fact("capacity") }}** [x {{ plain("*1*", because="play") }}](https://example.org)'
    )
    assert "<strong><data" in prose.html
    assert ">*1*</span></a>" in prose.html


@pytest.mark.parametrize(
    ("source", "check"),
    [
        ("a <b>c</b>", "markup-is-markdown"), ("<script>x</script>", "markup-is-markdown"),
        ("<img src=x onerror=a>", "markup-is-markdown"), ("a <!-- b -->", "markup-is-markdown"),
        ("<![CDATA[x", "markup-is-markdown"), ("<?php x ?>", "markup-is-markdown"),
        ("![a](https://example.org/a.png)", "markup-is-markdown"), ('[a](https://e.org "b")',
         "markup-is-markdown"),
        ("a\ue000b", "markup-is-markdown"), ("a\U000f0000b", "markup-is-markdown"),
        ("a\u202eb", "markup-is-markdown"), ("[x](javascript:alert)", "link-is-safe"),
        ("[x](java&#115;cript:alert)", "link-is-safe"), ("[x](JAVASCRIPT:alert)", "link-is-safe"),
        ("[x](data:text/html;base64,PHN)", "link-is-safe"), ("[x](file:///etc/passwd)", "link-is-safe"),
        ("[x][y]\n\n[y]: javascript:alert", "link-is-safe"), ("[x](//example.org)", "link-is-safe"),
        ("[x](page.html)", "link-is-safe"), ("<javascript:alert>", "markup-is-markdown"),
    ],
)  # fmt: skip
def test_what_markdown_would_let_through_is_refused(setting: Set, source: str, check: str):
    """Raw HTML, images, hidden characters and other schemes are errors, and never reach the markup."""
    prose, problems = setting(source)
    assert set(codes(problems)) == {check}
    assert all(one.at.line == 2 or "\n" in source for one in problems)
    assert (
        re.search(r"<(script|img|b|iframe)|javascript:|data:text|href=\"(?!https?:|mailto:)", prose.html)
        is None
    )


def test_attributes_typed_in_braces_are_only_words(setting: Set):
    """There is no attribute list: what looks like one is printed."""
    assert "onclick" not in re.sub(r">[^<]*<", "", setting("para\n{: onclick=alert }")[0].html)
    assert "{: onclick=alert }" in setting("para\n{: onclick=alert }")[0].html


@pytest.mark.parametrize(
    "source",
    ["[" * 4000, ">" * 600 + "x", "*a" * 4000, "`" * 8000, "<" * 4000, "[a](" * 2000, "&" * 8000,
     "\n".join("  " * depth + "- x" for depth in range(300)), "{{" * 3000, "x" * 300_000],
)  # fmt: skip
def test_texts_made_to_be_slow_are_refused_at_once(setting: Set, source: str):
    """What would take Markdown long is told, and printed as plain words."""
    start = time.perf_counter()
    assert setting(source)[1]
    assert time.perf_counter() - start < 1


def test_words_within_a_line_are_never_blocks(setting: Set):
    """A cell that starts like a list, a heading or a quotation is only words."""
    for source in ("- a", "# a", "> a", "+ a"):
        assert setting(source, block=False)[0].words == source


# --- whole sections ------------------------------------------------------------------------------


def test_a_section_begins_with_its_title():
    """Title and body know their lines; a file without a title has an empty one."""
    file = SectionFile("deal", Place("deal.md", 1, 1), "deal.md", None, "# The *deal*\n\nText.\n")
    title, body = section_text(file)
    assert (title.text, str(title.place(0))) == ("The *deal*", "deal.md:1:3")
    assert str(body.place(body.text.index("Text"))) == "deal.md:3:1"
    bare = SectionFile("deal", Place("deal.md", 1, 1), "deal.md", None, "Text.\n")
    assert section_text(bare)[0].text == ""
    assert section_text(bare)[1].text == "Text.\n"


def test_lines_may_end_as_on_windows(setting: Set):
    """Carriage returns change neither the markup nor a place."""
    prose, problems = setting("It *is*\r\nso.\r\n\r\n- a 24\r\n- b\r\n")
    assert [place[1:3] for place in said(problems)] == [(4, 5)]
    assert prose.html == "<p>It <em>is</em> \nso.</p>\n<ul><li>a 24</li><li>b</li></ul>"


def test_an_empty_text_is_empty(press: Press):
    """No words give no markup and no faults."""
    for source in ("", " ", "\n\n"):
        for block in (True, False):
            prose, problems = render(Text(source, Place("a.md", 1, 1)), press, block=block)
            assert (prose.html.strip(), prose.words, problems) == ("", "", [])


def test_what_a_text_names_is_known_without_setting_it(books: Ledger):
    """Ids are read off the expressions, those that statements choose among included."""
    text = '{{ fact("a@2025") }} {{ quote("b") }} {{ exhibit("c") }} {% for x in ["d"] %}{{ fact(x) }}'
    text += "{% endfor %}"
    assert mentions(text) == {"a@2025", "b", "c", "d"}
    assert placed(text) == ("c",)
    assert briefing_mentions(books.briefings["deal"], books) == ("capacity", "commitment")


def test_hundreds_of_texts_are_set_in_a_moment(press: Press):
    """Five hundred short texts and twenty long paragraphs take well under a second."""
    texts = [f'Row {letter * 3} has {{{{ fact("capacity") }}}} of it.' for letter in "abcdefghij" * 40]
    texts += ["What the company says of its customers and of the power that it has bought"] * 100
    start = time.perf_counter()
    for one in texts:
        render(Text(one, Place("a.yaml", 1, 1)), press, block=False)
    body = "\n\n".join(['A paragraph *of* words with {{ fact("capacity") }} in it, and more of them.'] * 20)
    render(Text(body, Place("a.md", 1, 1)), press, block=True)
    assert time.perf_counter() - start < 0.6


def test_every_function_is_in_the_docs():
    """docs/prose.md names each prose function, with all that it takes."""
    told = (Path(__file__).parents[1] / "docs" / "prose.md").read_text("utf-8")
    for name, function in FUNCTIONS.items():
        assert f"{{{{ {name}(" in told
        for key in function.takes[1:]:
            assert f"{key}=" in told, f"{name} takes {key}"


# --- other languages -----------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("language", "told"),
    [
        ("en-GB", "It is by Maker’s account, $2 billion; by Gazette’s, $9 billion, in lots."),
        ("de", "It is laut Maker 2 Milliarden US-Dollar; laut Gazette 9 Milliarden US-Dollar, in lots."),
        ("fr", "It is selon Maker, 2 milliards de dollars; selon Gazette, 9 milliards de dollars, in lots."),
    ],
)
def test_accounts_are_told_in_the_language_of_the_desk(tmp_path: Path, language: str, told: str):
    """What stands between the sides of a dispute is of the language of their numbers."""
    files = {
        "desk.yaml": f"name: The Desk\nlanguage: {language}\n",
        "facts/f.yaml": """
            price:
              statement: What was paid
              value: 2 billion USD
              evidence:
                - {source: filing, quote: $2 billion}
                - {source: news, quote: $9 billion, stance: contradicts}
            """,
        "briefings/deal/briefing.yaml": BRIEFING.replace("document: paper\n", ""),
        "briefings/deal/deal.md": '# T\n\nIt is {{ accounts("price") }}, in lots.\n',
    }
    page, _ = assembled(repository(tmp_path, files))
    assert page.sections[0].body.words.replace("\u00a0", " ") == told


@pytest.mark.parametrize(("language", "word"), [("en-US", "twelve"), ("de", "zwölf"), ("fr", "douze")])
def test_a_count_in_words_is_in_the_language_of_the_desk(press: Press, language: str, word: str):
    """A tally is a number of the engine's own, and printed like the others."""
    desk = press.ledger.desk
    desk = replace(desk, language=language, vocabulary=replace(desk.vocabulary, language=language))
    text = Text('{{ tally("claims", form="words") }}', Place("deal.md", 1, 1))
    made, _ = render(text, replace(press, ledger=replace(press.ledger, desk=desk)), block=False)
    assert made.words == word
