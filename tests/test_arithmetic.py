"""The arithmetic of a page: each formula in the words of its inputs, listed, cited and led to."""

from __future__ import annotations

from pathlib import Path

import pytest
from finished import body, squeezed
from make import assembled, assets, repository

from tieout import arithmetic, derive
from tieout.content import load
from tieout.formats import html, pdf
from tieout.formulas import FUNCTIONS, Formula, Operation, Role, parse
from tieout.model import Page
from tieout.quantities.saying import LANGUAGES, turns

FACTS = """\
commitment:
  statement: What was committed
  value: more than 20 billion USD
  evidence: [{source: filing, quote: more than $20 billion}]
capacity:
  statement: What it buys
  value: 750 MW
  evidence: [{source: paper, quote: 750 megawatts}]
revenue:
  statement: What was taken
  points: {2024: 290.3 million USD, 2025: 510 million USD}
  evidence:
    - {source: filing, quote: "$290.3 million", period: 2024}
    - {source: filing, quote: "$510 million", period: 2025}
begun:
  statement: When it began
  value: 24 December 2025
  evidence: [{source: filing, quote: 24 December 2025}]
ended:
  statement: When it ended
  value: 14 January 2026
  evidence: [{source: news, quote: 14 January 2026}, {source: wire, quote: 14 January 2026}]
part:
  statement: The part that is fuel
  value: 30%
  kind: assumption
  because: nobody says
"""
DERIVED = """\
price:
  statement: What each megawatt costs
  formula: deal / capacity
  where: {deal: commitment, capacity: capacity}
  unit: million USD/MW
fuel:
  statement: What of that is fuel
  formula: price * part
  where: {price: price, part: part}
  unit: million USD/MW
growth:
  statement: Growth of what was taken
  formula: growth(new, old)
  where: {new: revenue@2025, old: revenue@2024}
  unit: percent
"""
BRIEFING = """\
title: Prices
subject: Power
version: "1.0"
issued: 2026-11-20
standfirst: What power costs.
sections: [prices, method]
"""
PRICES = '# Prices\n\nIt grew by {{ fact("growth") }}, and fuel is {{ fact("fuel") }}.\n'
METHOD = "# Method\n\nHow it is worked out.\n\n### Our arithmetic\n\n{{ arithmetic_list() }}\n"


def made(folder: Path, prices: str = PRICES, method: str = METHOD) -> Page:
    """Return the page of a briefing whose texts and content say nothing that errs."""
    files = {
        "facts/f.yaml": FACTS,
        "derived/d.yaml": DERIVED,
        "briefings/prices/briefing.yaml": BRIEFING,
        "briefings/prices/prices.md": prices,
        "briefings/prices/method.md": method,
    }
    page, found = assembled(repository(folder, files))
    assert [one for one in found if one.severity.value == "error"] == []
    return page


@pytest.mark.parametrize(
    ("formula", "where", "said"),
    [
        ("a / b", "{a: commitment, b: capacity}", "more than $20 billion ÷ 750 megawatts"),
        ("sum(a, b)", "{a: revenue@2024, b: revenue@2025}", "$290.3 million + $510 million"),
        ("a - (b - c)", "{a: commitment, b: revenue@2025, c: revenue@2024}",
         "more than $20 billion − ($510 million − $290.3 million)"),
        ("(a - b) - c", "{a: commitment, b: revenue@2025, c: revenue@2024}",
         "more than $20 billion − $510 million − $290.3 million"),
        ("a / (b * c)", "{a: commitment, b: capacity, c: part}",
         "more than $20 billion ÷ (750 megawatts × 30% (our assumption))"),
        ("(a + b) * c", "{a: revenue@2024, b: revenue@2025, c: part}",
         "($290.3 million + $510 million) × 30% (our assumption)"),
        ("growth(a, b)", "{a: revenue@2025, b: revenue@2024}", "growth from $290.3 million to $510 million"),
        ("c * growth(a, b)", "{a: revenue@2025, b: revenue@2024, c: part}",
         "30% (our assumption) × (growth from $290.3 million to $510 million)"),
        ("growth(a + b, a)", "{a: revenue@2024, b: revenue@2025}",
         "growth from $290.3 million to ($290.3 million + $510 million)"),
        ("share(a, b)", "{a: revenue@2024, b: revenue@2025}", "$290.3 million ÷ $510 million"),
        ("days(a, b)", "{a: begun, b: ended}", "days from 24 December 2025 to 14 January 2026"),
        ("max(a, b)", "{a: revenue@2024, b: revenue@2025}",
         "the greatest of $290.3 million and $510 million"),
    ],
)  # fmt: skip
def test_a_formula_is_said_in_the_words_of_its_inputs(tmp_path: Path, formula: str, where: str, said: str):
    """Signs are those of arithmetic, functions are words, and brackets stand only where they are needed."""
    derived = f'd: {{statement: s, formula: "{formula}", where: {where}}}\n'
    ledger, _ = load(repository(tmp_path, {"facts/f.yaml": FACTS, "derived/d.yaml": derived}))
    standings, problems = derive.derive(ledger)
    assert problems == []
    words = arithmetic.worked(standings["d"], standings, ledger.desk.vocabulary).words
    assert words.replace("\u00a0", " ") == said


def test_every_operation_of_the_language_is_said():
    """Each function and each sign has words of its own, and what the language does not have is not said."""

    def said(name: str, count: int) -> str:
        tree = Operation(name, tuple(Role(role, 0) for role in "abc"[:count]), 0)
        return arithmetic.said(tree, lambda role: [(role, role)], turns("en-GB"))[1]

    counts = dict.fromkeys("+-*/", (2, 2)) | dict(FUNCTIONS)
    names = [(name, most if most < 50 else 2) for name, (_, most) in counts.items()]
    assert {name: said(name, count) for name, count in names} == {
        "+": "a + b",
        "-": "a − b",
        "*": "a × b",
        "/": "a ÷ b",
        "sum": "a + b",
        "min": "the least of a and b",
        "max": "the greatest of a and b",
        "share": "a ÷ b",
        "growth": "growth from b to a",
        "cagr": "yearly growth from b to a over c",
        "ratio": "a ÷ b",
        "difference": "a − b",
        "per": "a ÷ b",
        "mix": "a × b + the rest × c",
        "log": "orders of magnitude from b to a",
        "days": "days from a to b",
    }
    assert said("log", 1) == "the decimal logarithm of a"
    with pytest.raises(KeyError):
        said("power", 2)


@pytest.mark.parametrize(
    ("language", "formula", "words"),
    [
        ("de", "cagr(a, b, c)", "jährliches Wachstum von b auf a, Zeitraum: c"),
        ("de-CH", "max(a, b, c)", "das Größte von a, b und c"),
        ("fr", "cagr(a, b, c)", "croissance annuelle entre b et a sur c"),
        ("fr-BE", "min(a, b, c)", "le plus petit parmi a, b et c"),
        ("en-US", "cagr(a, b, c)", "yearly growth from b to a over c"),
    ],
)
def test_a_formula_is_said_in_the_language_of_the_desk(language: str, formula: str, words: str):
    """What stands between the numbers of a sum is of their language."""
    read = parse(formula)
    assert isinstance(read, Formula)
    assert arithmetic.said(read.tree, lambda role: [(role, role)], turns(language))[1] == words


@pytest.mark.parametrize("language", LANGUAGES)
def test_every_language_says_every_function(language: str):
    """A language has words for what English has words for."""
    assert turns(language).formulas.keys() == turns("en").formulas.keys()
    assert len(turns(language).counts) == len(turns("en").counts)


@pytest.mark.parametrize(
    ("formula", "words"),
    [
        ("mix(a, b, c) / b", "(a × b + the rest × c) ÷ b"),
        ("mix(a + b, b, c)", "(a + b) × b + the rest × c"),
        ("cagr(a, b, days(c, d))", "yearly growth from b to a over (days from c to d)"),
        ("a - cagr(a, b, c)", "a − (yearly growth from b to a over c)"),
        ("a - difference(b, c)", "a − (b − c)"),
        ("a / per(b, c)", "a ÷ (b ÷ c)"),
        ("max(s)", "the greatest of one, two and three"),
        ("a / sum(s, b)", "a ÷ (one + two + three + b)"),
        ("sum(s) - min(s)", "one + two + three − (the least of one, two and three)"),
    ],
)
def test_functions_within_each_other_are_said(formula: str, words: str):
    """Brackets stand where a reader needs them, and a series is said number by number."""
    read = parse(formula)
    assert isinstance(read, Formula)

    def given(role: str) -> list[tuple[str, str]]:
        return [(one, one) for one in (["one", "two", "three"] if role == "s" else [role])]

    assert arithmetic.said(read.tree, given, turns("en-GB")) == (words, words)


def test_each_number_is_listed_with_all_that_it_takes(tmp_path: Path):
    """Entries stand in the order met, each followed by what it is made of; web and print say the same."""
    page = made(tmp_path)
    expected = [
        "Growthofwhatwastakengrowthfrom$290.3million1to$510million1=about75.7%",
        "Whatofthatisfuelatleast$26.6millionpermegawatt□1,2×30%(ourassumption)=atleast$8millionpermegawatt(onourassumption)",
        "Whateachmegawattcostsmorethan$20billion1÷750megawatts2=atleast$26.6millionpermegawatt",
    ]
    for text in (html.document(page, assets()), pdf.document(page, assets())):
        entries = body(text).xpath("//ul[@class='workings']/li")
        assert [squeezed(one.text_content()) for one in entries] == expected
        assert [one.get("id") for one in entries] == ["d-growth", "d-fuel", "d-price"]


def test_a_calculated_number_leads_to_its_entry(tmp_path: Path):
    """Its marks begin with a square that leads there, on the web as in print; a stated one has none."""
    page = made(tmp_path, PRICES + '\nThe sum is {{ fact("commitment") }}.\n')
    for text in (html.document(page, assets()), pdf.document(page, assets())):
        paragraphs = body(text).xpath("//section[@id='prices']//p")
        ways = [one.xpath(".//a[@class='worked']/@href") for one in paragraphs]
        assert ways == [["#d-growth", "#d-fuel"], []]


def test_without_a_list_nothing_leads_to_it(tmp_path: Path):
    """A page that lists no arithmetic has the marks of sources alone."""
    page = made(tmp_path, method="# Method\n\nNone.\n")
    for text in (html.document(page, assets()), pdf.document(page, assets())):
        assert 'class="worked"' not in text
        assert "#d-" not in text


def test_a_page_without_arithmetic_says_so(tmp_path: Path):
    """Where nothing is calculated the list says that in a sentence."""
    page = made(tmp_path, '# Prices\n\nThe sum is {{ fact("commitment") }}.\n')
    assert "No number here is calculated by us." in pdf.document(page, assets())


def test_the_numbers_of_the_list_are_bound(tmp_path: Path):
    """Every number of an entry is a fact of the page, and they count as numbers of the page."""
    page = made(tmp_path)
    entry = body(pdf.document(page, assets())).get_element_by_id("d-price")
    assert [one.get("data-fact") for one in entry.xpath(".//*[@data-class='fact']")] == [
        "commitment",
        "capacity",
        "price",
    ]
    bare = made(tmp_path / "bare", method="# Method\n\nNone.\n")
    assert page.tallies["numbers"] - bare.tallies["numbers"] == 3 + 3 + 3


FUNCTIONS_USED = """\
whole: {statement: What was taken in both years, formula: sum(s), where: {s: revenue}, unit: million USD}
best: {statement: What was taken in the best year, formula: max(s), where: {s: revenue}, unit: million USD}
yearly:
  statement: Growth of what was taken, a year
  formula: cagr(new, old, days(from_, to))
  where: {new: revenue@2025, old: revenue@2024, from_: begun, to: later}
  unit: percent
mixed:
  statement: What a megawatt costs in a mix
  formula: mix(part, one, other)
  where: {part: part, one: price, other: cheap}
  unit: million USD/MW
tenfolds: {statement: Tenfolds between, formula: "log(a, b)", where: {a: commitment, b: revenue@2025}}
points: {statement: Points between, formula: a - b, where: {a: part, b: other}, unit: percentage points}
price: {statement: A price, formula: "per(a, b)", where: {a: commitment, b: capacity}, unit: million USD/MW}
"""
FACTS_USED = """\
later: {statement: s, value: 24 December 2026, evidence: [{source: filing, quote: 24 December 2026}]}
cheap: {statement: s, value: 10 million USD/MW, kind: assumption, because: nobody says}
other: {statement: s, value: 20%, kind: assumption, because: nobody says}
"""


def test_every_function_is_worked_out_on_a_page(tmp_path: Path):
    """Series, roots, mixes and points of percentages are printed and listed, each number bound."""
    names = ("whole", "best", "yearly", "mixed", "tenfolds", "points")
    printed = "\n\n".join(f'It is {{{{ fact("{name}") }}}}.' for name in names)
    files = {
        "facts/f.yaml": FACTS + FACTS_USED,
        "derived/d.yaml": FUNCTIONS_USED,
        "briefings/prices/briefing.yaml": BRIEFING,
        "briefings/prices/prices.md": f"# Prices\n\n{printed}\n",
        "briefings/prices/method.md": METHOD,
    }
    page, found = assembled(repository(tmp_path, files))
    assert [str(one) for one in found if one.severity.value == "error"] == []
    entries = body(html.document(page, assets())).xpath("//ul[@class='workings']/li")
    statements = [page.standings[one.get("id").removeprefix("d-")].statement.text for one in entries]
    listed = zip(entries, statements, strict=True)
    said = [squeezed(one.text_content()).removeprefix(squeezed(statement)) for one, statement in listed]
    assert said == [
        "$290.3million1+$510million1=about$800million",
        "thegreatestof$290.3million1and$510million1=$510million",
        "yearlygrowthfrom$290.3million1to$510million1"
        "over(daysfrom24December20251to24December20261)=about75.7%",
        "30%(ourassumption)×atleast$26.6millionpermegawatt□1,2"
        "+therest×$10millionpermegawatt(ourassumption)=atleast$15millionpermegawatt(onourassumption)",
        "morethan$20billion1÷750megawatts2=atleast$26.6millionpermegawatt",
        "ordersofmagnitudefrom$510million1tomorethan$20billion1=atleast1.59",
        "30%(ourassumption)−20%(ourassumption)=10percentagepoints(onourassumption)",
    ]
