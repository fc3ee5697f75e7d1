"""A calculated number over a dispute, wherever it is told: prose, panels, sums, charts and the data."""

import csv
import io
import json
import re
from pathlib import Path

import pytest
from lxml.html import HtmlElement, document_fromstring
from make import assembled, assets, codes, ledger, repository, said

from tieout import checks, forks, pipeline, sides
from tieout.checks import Subject
from tieout.derive import derive
from tieout.formats import dataset, html, pdf
from tieout.model import Page, Status
from tieout.status import verdicts

FACTS = """\
deal:
  statement: What is spent
  value: 12 billion USD
  as_of: 2026-04-17
  evidence:
    - {source: filing, quote: $12 billion}
    - {source: wire, quote: $15 billion, stance: contradicts}
power:
  statement: What is drawn
  value: 600 MW
  evidence:
    - {source: filing, quote: 600 MW}
    - {source: news, quote: 500 MW, stance: contradicts}
built:
  statement: What is built
  value: 750 MW
  as_of: 2026-01
  evidence: [{source: paper, quote: 750 megawatts}]
leased:
  statement: What is leased
  value: 300 MW
  evidence:
    - {source: wire, quote: 300 MW}
    - {source: filing, quote: 250 MW, stance: contradicts}
"""
DERIVED = """\
price:
  statement: What each megawatt costs
  formula: deal / built
  where: {deal: deal, built: built}
  unit: million USD/MW
  note: Nobody says how much of it is sold.
twofold:
  statement: What each megawatt drawn costs
  formula: deal / power
  where: {deal: deal, power: power}
  unit: million USD/MW
crossed:
  statement: What each megawatt leased costs
  formula: deal / leased
  where: {deal: deal, leased: leased}
  unit: million USD/MW
most:
  statement: The most there is of power
  formula: max(power, built)
  where: {power: power, built: built}
  unit: MW
"""
BRIEFING = """\
title: The deal
subject: Chips
version: "1"
issued: 2026-11-24
standfirst: What is known of the deal.
sections: [deal]
formats: [data]
"""
METHOD = "\n\n{{ arithmetic_list() }}\n\n{{ sources_list() }}\n"
TOLD = '{{ accounts("price") }}'


def files(text: str, **more: str) -> dict[str, str]:
    """Return a repository whose one section says ``text``, and then lists its sums."""
    return {
        "facts/f.yaml": FACTS,
        "derived/d.yaml": DERIVED,
        "briefings/deal/briefing.yaml": BRIEFING,
        "briefings/deal/deal.md": f"# The deal\n\n{text}{METHOD}",
        **more,
    }


def page(folder: Path, text: str) -> tuple[Page, list[str]]:
    """Return the page of ``text``, and what is wrong with it but for what nothing uses."""
    made, problems = assembled(repository(folder, files(text)))
    return made, [one for one in said(problems) if "-is-used" not in one]


def section(made: Page) -> str:
    """Return the first paragraph as a reader meets it."""
    return made.sections[0].body.words.partition("\n")[0].replace("\u00a0", " ")


def squeezed(element: HtmlElement) -> str:
    """Return the text of an element without its citation marks."""
    texts = element.xpath(".//text()[not(ancestor::sup)]")
    return " ".join("".join(texts).replace("\u00a0", " ").split())


# --- prose ---------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("text", "words"),
    [
        (f"It is, {TOLD}.",
         "It is, by Maker’s account, $16 million per megawatt; by Agency’s, $20 million per megawatt."),
        ('{{ accounts("price") }}.',
         "By Maker’s account, $16 million per megawatt; by Agency’s, $20 million per megawatt."),
        ('{{ fact("price", account="filing") }} or {{ fact("price", account="wire", form="number") }}.',
         "$16 million per megawatt or 20."),
        ('It is, {{ accounts("twofold") }}.',
         "It is, by Maker’s account, $20 million per megawatt; by Maker’s and Gazette’s, $24 million per "
         "megawatt; by Agency’s and Maker’s, $25 million per megawatt; by Agency’s and Gazette’s, "
         "$30 million per megawatt."),
        ('It is, {{ accounts("crossed") }}.',
         "It is, by Maker’s “$12 billion” and Agency’s “300 MW”, $40 million per megawatt; by Maker’s "
         "account, $48 million per megawatt; by Agency’s, $50 million per megawatt; by Agency’s "
         "“$15 billion” and Maker’s “250 MW”, $60 million per megawatt."),
        ('It is {{ fact("most") }}.', "It is 750 megawatts."),
        ('It is {{ status("price") }} and {{ status("most") }}.', "It is Disputed and Our arithmetic."),
    ],
)  # fmt: skip
def test_a_fork_is_printed_by_its_accounts(tmp_path: Path, text: str, words: str):
    """A calculated number in dispute is printed as a disputed fact is, by whose side was put in."""
    made, problems = page(tmp_path, text)
    assert problems == []
    assert section(made) == words


HEARSAY = """\
rumoured:
  statement: What is said to be built
  value: 750 MW
  evidence: [{source: news, quote: 750 MW}, {source: wire, quote: 750 megawatts}]
"""


def test_an_account_over_a_report_says_so(tmp_path: Path):
    """Where what is in no dispute is hearsay, each account is reported; the sides say it by their names."""
    for name, reported in (("built", False), ("rumoured", True)):
        derived = DERIVED.replace(
            "built: built}\n  unit: million USD/MW\n  note",
            f"built: {name}}}\n  unit: million USD/MW\n  note",
        )
        derived += "again: {statement: s, formula: a + a, where: {a: price}}\n"
        read = ledger(tmp_path / name, {"facts/all.yaml": FACTS + HEARSAY, "derived/all.yaml": derived})
        standings, problems = derive(read)
        assert problems == []
        for price in (standings["price"], standings["again"]):
            assert [one.reported for one in price.accounts] == [reported, True]
            assert [price.sided(one).reported for one in price.accounts] == [reported, reported]


def test_a_fork_is_not_printed_bare(tmp_path: Path):
    """fact() of a number in dispute is an error that notes each account; one account needs the others."""
    root = repository(
        tmp_path, files('It is {{ fact("price") }}.\n\nBut {{ fact("price", account="wire") }}.')
    )
    bare, alone = (one for one in assembled(root)[1] if one.check == "dispute-is-told")
    assert bare.message == "`price` is disputed and is printed as if it were not"
    assert bare.notes == (
        "by `filing` it is $16 million per megawatt",
        "by `wire` it is $20 million per megawatt",
    )
    assert alone.message == "the account of `wire` is printed without that of `filing`"


def test_an_account_is_called_by_its_name(tmp_path: Path):
    """A name that is no account's is an error that lists them; one of a combination joins its sides."""
    one = ", ".join(
        f'{{{{ fact("twofold", account="{name}") }}}}'
        for name in ("filing+filing", "filing+news", "wire+filing", "wire+news")
    )
    assert page(tmp_path / "told", f"It is {one}.")[1] == []
    root = repository(tmp_path / "not", files('It is {{ fact("twofold", account="wire") }}.'))
    (problem,) = (one for one in assembled(root)[1] if one.check == "names-exist")
    assert problem.message == "`twofold` has no account of `wire`"
    assert problem.help == "its accounts are of `filing+filing`, `filing+news`, `wire+filing`, `wire+news`"


def test_a_hedge_beside_an_account_is_held_against_that_account(tmp_path: Path):
    """What is typed before one side is told of that side's number, not of the one as stated."""
    hedged = FACTS.replace("quote: $15 billion", "quote: more than $15 billion")
    text = 'Either {{ fact("price", account="filing") }}, or about {{ fact("price", account="wire") }}.'
    root = repository(tmp_path, {**files(text), "facts/f.yaml": hedged})
    (problem,) = (one for one in assembled(root)[1] if one.check == "hedge-is-the-facts")
    assert "which brings its own hedge: at least $20 million per megawatt" in problem.message


def test_a_fork_is_cited_to_its_sides_and_to_what_nobody_disputes(tmp_path: Path):
    """The mark of an account leads to the source of its side, then to those of the other inputs."""
    made, _ = page(tmp_path, f"It is, {TOLD}.")
    assert re.findall(r'data-sources="([^"]*)"', made.sections[0].body.html) == ["filing paper", "wire paper"]


def test_what_could_not_be_worked_out_is_not_called_undisputed(tmp_path: Path):
    """accounts() of a number whose formula fails says nothing more; of one in no dispute it says so."""
    broken = DERIVED.replace("formula: deal / built", "formula: deal + built")
    root = repository(tmp_path, {**files(f"It is, {TOLD}."), "derived/d.yaml": broken})
    assert [one for one in codes(assembled(root)[1]) if not one.endswith("-is-used")] == ["unit-fits"]
    assert page(tmp_path / "control", 'It is, {{ accounts("most") }}.')[1] == [
        "content/briefings/deal/deal.md:3:21: names-exist: `most` is not disputed"
    ]


# --- the page ------------------------------------------------------------------------------------


def test_the_list_of_sums_has_a_line_for_each_account(tmp_path: Path):
    """Each account's formula stands with that side's number, in print and on the web, and then the note."""
    made, _ = page(tmp_path, f"It is, {TOLD}, of {{{{ fact('most') }}}}.")
    for text in (html.document(made, assets()), pdf.document(made, assets())):
        entries = document_fromstring(text).xpath("//ul[@class='workings']/li")
        assert [squeezed(one) for one in entries] == [
            "What each megawatt costs by Maker’s account, $12 billion ÷ 750 megawatts = $16 million per "
            "megawatt; by Agency’s, $15 billion ÷ 750 megawatts = $20 million per megawatt. "
            "Nobody says how much of it is sold.",
            "The most there is of power by Maker’s account, the greatest of 600 megawatts and 750 megawatts "
            "= 750 megawatts; by Gazette’s, the greatest of 500 megawatts and 750 megawatts = 750 megawatts",
        ]


def test_a_panel_tells_every_account_and_its_sum(tmp_path: Path):
    """The panel of a number in dispute has its times, results and sums by name, and the sides of inputs."""
    made, _ = page(tmp_path, f"It is, {TOLD}.")
    panel = document_fromstring(html.document(made, assets())).get_element_by_id("p-price")
    assert squeezed(panel.find_class("status")[0]) == "Disputed"
    assert panel.find_class("panel-number") == []
    assert [squeezed(one) for one in panel.find_class("panel-says")] == [
        "What each megawatt costs, on inputs of January 2026 to 17 April 2026"
    ]
    assert [squeezed(one) for one in panel.find_class("panel-sides")] == [
        "Maker $16 million per megawatt; Agency $20 million per megawatt."
    ]
    assert [squeezed(one) for one in panel.find_class("panel-sum")] == [
        "Maker: $12 billion ÷ 750 megawatts = $16 million per megawatt",
        "Agency: $15 billion ÷ 750 megawatts = $20 million per megawatt",
    ]
    inputs = panel.xpath(".//ul[@class='panel-inputs']/li")
    assert [squeezed(one) for one in inputs] == [
        "Maker $12 billion; Agency $15 billion: What is spent",
        "750 megawatts: What is built",
    ]


# --- the data, and charts ------------------------------------------------------------------------


def test_the_data_has_every_account(tmp_path: Path):
    """facts.json lists the accounts of a number with the sides they take; facts.csv has a row for each."""
    made, _ = page(tmp_path, 'It is, {{ accounts("twofold") }}.')
    (first, *_, last) = dataset.facts(made)["facts"]["twofold"]["accounts"]
    assert (first["name"], last["name"]) == ("filing+filing", "wire+news")
    assert last["value"]["low"] == "30000000"
    assert last["words"]["short"].replace("\u00a0", " ") == "$30m per MW"
    assert (first["reported"], last["reported"]) == (False, True)
    assert last["sides"] == [
        {"fact": "deal", "source": "wire", "quote": "$15 billion"},
        {"fact": "power", "source": "news", "quote": "500 MW"},
    ]
    table = csv.DictReader(io.StringIO(dataset.make(made)["data/facts.csv"].decode()))
    rows = [one for one in table if one["id"] == "twofold"]
    assert [(one["account"], one["low"], one["reported"]) for one in rows] == [
        ("filing+filing", "20000000", "false"),
        ("filing+news", "24000000", "true"),
        ("wire+filing", "25000000", "true"),
        ("wire+news", "30000000", "true"),
    ]


def test_a_fork_is_drawn_at_every_account(tmp_path: Path):
    """A chart gives each account of a calculated number a row, in red, and so does the table behind it."""
    drawn = {
        "briefings/deal/exhibits.yaml": "prices: {chart: prices, title: Prices, alt: Prices differ.}\n",
        "/charts/prices.py": """\
        from tieout.canvas import Row

        USES = ("price", "crossed")


        def draw(facts, canvas):
            canvas.bars([Row("Built", facts["price"]), Row("Leased", facts["crossed"])])
        """,
    }
    root = repository(tmp_path, files(f"It is, {TOLD}.\n\n{{{{ exhibit('prices') }}}}", **drawn))
    (one,) = pipeline.build(root, (), archive=None, output=root / "output", jobs=1).built
    table = csv.DictReader(io.StringIO(one.artefacts["data/exhibit-prices.csv"].decode()))
    assert [(row["row"], row["words"].replace("\u00a0", " "), row["account"]) for row in table] == [
        ("Built, Maker", "$16m per MW", "filing"),
        ("Built, Agency", "$20m per MW", "wire"),
        ("Leased, Maker “$12 billion” and Agency “300 MW”", "$40m per MW", "filing+wire"),
        ("Leased, Maker", "$48m per MW", "filing+filing"),
        ("Leased, Agency", "$50m per MW", "wire+wire"),
        ("Leased, Agency “$15 billion” and Maker “250 MW”", "$60m per MW", "wire+filing"),
    ]
    (marks,) = (known["marks"] for known in json.loads(one.artefacts["data/facts.json"])["exhibits"])
    assert [mark["account"] for mark in marks[:2]] == ["filing", "wire"]


# --- claims, and the choice of sides -------------------------------------------------------------


@pytest.mark.parametrize(
    ("fact", "stance", "status"),
    [
        ("price", "supports", Status.DISPUTED),
        ("price", "contradicts", Status.DISPUTED),
        ("most", "supports", Status.SUPPORTED),
    ],
)
def test_a_claim_judged_by_a_fork_is_disputed(tmp_path: Path, fact: str, stance: str, status: Status):
    """A number in dispute that supports a claim counts against it; one that no side changes supports it.

    Its stance is that of any of its accounts.
    """
    claim = (
        f"c: {{source: article, quote: $20 million per megawatt, record: So., "
        f"judged_by: [{{fact: {fact}, stance: {stance}}}]}}\n"
    )
    article = (
        "article: {title: An Article, publisher: Daily, kind: document, accessed: 2026-11-01, seen: in-full}"
    )
    read = ledger(
        tmp_path,
        {
            **files("It is so."),
            "briefings/deal/briefing.yaml": BRIEFING.replace("sections", "document: article\nsections"),
            "sources/article.yaml": article,
            "claims/c.yaml": claim,
        },
    )
    standings, problems = derive(read)
    assert problems == []
    (verdict,) = verdicts(read, standings, read.briefings["deal"])
    assert verdict.status is status
    found = [one for one in checks.found(Subject(read, standings)) if one.check == "stance-fits-claim"]
    assert found == []


def test_the_sides_under_a_number_are_those_of_its_facts(tmp_path: Path):
    """A number that is the same by each side is in no dispute, and what it rests on still is."""
    read = ledger(tmp_path, {"facts/all.yaml": FACTS, "derived/all.yaml": DERIVED})
    standings, _ = derive(read)
    assert forks.ways([standings["most"]]) == 1
    under = forks.under([standings["most"], standings["power"]], standings)
    assert [one.address for one in under] == ["power", "built"]
    assert [side.name for side in forks.sides(under)["power"]] == ["filing", "news"]


def test_sides_are_taken_together(tmp_path: Path):
    """Numbers over one dispute take the same side of it; over two there is a choice for each combination."""
    read = ledger(tmp_path, files("It is so."))
    standings, _ = derive(read)
    under = [standings["price"], standings["crossed"]]
    assert forks.ways(under) == 4
    taken = [[forks.by(one, choice).name for one in under] for choice in forks.choices(under)]
    assert taken == [
        ["filing", "filing+wire"],
        ["filing", "filing+filing"],
        ["wire", "wire+wire"],
        ["wire", "wire+filing"],
    ]
    assert forks.by(standings["most"], next(forks.choices(under))) is None


def test_two_works_of_one_publisher_are_told_apart(tmp_path: Path):
    """Sides that one publisher gives are named with the title of the work; those of one work by the place."""
    told = """\
    a:
      statement: s
      value: 1 MW
      evidence:
        - {source: news, quote: 1 MW}
        - {source: late, quote: 2 MW, stance: contradicts}
        - {source: wire, quote: 3 MW, locator: page 2, stance: contradicts}
        - {source: wire, quote: 4 MW, locator: page 9, stance: contradicts}
    """
    late = "late: {title: More, publisher: Gazette, kind: news, accessed: 2026-11-01, seen: in-full}"
    read = ledger(tmp_path, {"facts/f.yaml": told, "sources/late.yaml": late})
    standings, _ = derive(read)
    names = sides.called([one.taken for one in standings["a"].accounts], read.sources)
    assert [sides.titled(one) for one in names] == [
        "Gazette (The Story)",
        "Gazette (More)",
        "Agency (page 2)",
        "Agency (page 9)",
    ]
