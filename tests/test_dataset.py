"""The page as data: exact, complete, sorted, described, and safe to open in a spreadsheet."""

import csv
import io
import json
import re
from collections import defaultdict
from collections.abc import Iterator
from dataclasses import replace
from fractions import Fraction
from pathlib import Path
from typing import Any

import pytest
from finished import body
from hypothesis import given
from hypothesis import strategies as st
from lxml import etree, html
from sampled import changed, copied
from tagged import tagged

from tests.make import assembled, repository
from tieout import citations, content, formats, measured, pipeline, status
from tieout.carried import TEMPLATES, look_of
from tieout.derive import derive
from tieout.formats import dataset, measuring, printed, shown
from tieout.model import Account, Edition, Exhibit, Mark, Page, Prose, Stance, Status
from tieout.store import Store

DOCS = Path(__file__).parents[1] / "docs" / "facts-json.md"

FILES = {
    "desk.yaml": "{name: Quay Desk, nouns: {passenger: passengers, ferry: ferries}}",
    "sources/all.yaml": """\
        yearbook:
          title: Yearbook
          publisher: Harbour Office
          kind: primary-filing
          issued: 2026-02
          accessed: 2026-04-02
          url: https://harbour-office.example/yearbook
          seen: in-full
        daily:
          title: Quiet ferries
          publisher: Coast Daily
          kind: news
          author: Ines Holm
          accessed: 2026-04-02
          seen: excerpt
          relays: [mail]
        mail: {title: Trial, publisher: Evening Mail, kind: news, accessed: 2026-04-02, seen: excerpt}
        leaflet: {title: More, publisher: Friends, kind: document, accessed: 2026-04-02, seen: in-full}
        """,
    "facts/all.yaml": """\
        ferry-trips:
          statement: Passengers carried
          points: {2024: 38.5 million passengers, 2025: 41.2 million passengers}
          evidence:
            - {source: yearbook, quote: 38.5 million passengers, period: 2024}
            - {source: yearbook, quote: 41.2 million passengers, period: 2025, locator: page 7}
        ferry-subsidy:
          statement: =What the city paid
          value: more than 20 million EUR
          as_of: 2025
          evidence:
            - {source: yearbook, quote: more than €20 million}
            - source: daily
              quote: over €200 million
              stance: contradicts
              set_aside: a slip of a digit
              note: the accounts say otherwise
        ferry-trial-form:
          statement: How the vessels are held
          says: a lease
          evidence: [{source: yearbook, quote: die Miete, gloss: the lease}]
        ferry-fuel-share:
          statement: Fuel as a part of the cost
          value: about a third
          kind: assumption
          because: the vessels are of a common make
        ferry-start:
          statement: The first day
          value: 1 June 2026
          evidence:
            - source: yearbook
              quote: Kalendis Iuniis
              reading: {value: 1 June 2026, because: the first of the month}
        ferry-outlook:
          statement: Passengers expected
          value: 50 million to 55 million passengers
          kind: forecast
          by: Coast Daily
          made: 2026-01
          evidence: [{source: daily, quote: 50 million to 55 million passengers}]
        """,
    "derived/all.yaml": """\
        ferry-price:
          statement: What the city pays for each passenger
          formula: subsidy / trips
          where: {subsidy: ferry-subsidy, trips: ferry-trips@2025}
          unit: EUR/passenger
        """,
    "claims/all.yaml": """\
        leaflet-trips:
          source: leaflet
          quote: carried 41.2 million passengers
          judged_by: [{fact: ferry-trips@2025, note: as counted}]
          record: The yearbook agrees.
        """,
    "evidence.lock": """\
        ferry-trips/yearbook@2025:
          quote: 41.2 million passengers
          snapshot: %s
          span: [10, 33]
          vouched: 2026-04-02
          normaliser: "1"
        """
    % ("a1" * 32),
    "briefings/ferries/briefing.yaml": """\
        title: Full boats
        subject: Ferries
        version: "1.0"
        issued: 2026-04-02
        standfirst: The boats are full.
        document: leaflet
        sections: [service]
        """,
    "briefings/ferries/service.md": "# The service\n",
}


@pytest.fixture(scope="module")
def page(tmp_path_factory: pytest.TempPathFactory) -> Page:
    ledger, problems = content.load(repository(tmp_path_factory.mktemp("ferries"), FILES, {}))
    assert problems == []
    standings, problems = derive(ledger)
    assert problems == []
    briefing = ledger.briefings["ferries"]
    verdicts = status.verdicts(ledger, standings, briefing)
    sources = citations.listed([], ["yearbook", "daily", "leaflet"], ledger.sources)
    chart = Exhibit(
        id="trips",
        number=1,
        title=Prose("Fuller", words="Fuller"),
        subtitle=None,
        note=None,
        width="full",
        alt="",
        alt_html="",
        marks=(Mark("2025", "ferry-trips@2025", "41.2m\u00a0passengers", "bar"),),
    )
    table = Exhibit(
        id="terms",
        number=2,
        title=Prose("Terms", words="Terms"),
        subtitle=None,
        note=None,
        width="body",
        alt="",
        alt_html="",
        columns=(Prose("Term", words="Term"), Prose("Record", words="Record")),
        rows=((Prose("Paid", words="Paid"), Prose("…", words="more than €20\u00a0million")),),
    )
    return Page(
        edition=Edition(briefing),
        desk=ledger.desk,
        release="",
        problems=2,
        standfirst=Prose("The boats are full."),
        in_brief=(),
        cover=None,
        sections=(),
        exhibits={"trips": chart, "terms": table},
        verdicts=tuple((one, Prose("…", words=one.claim.record.text)) for one in verdicts),
        sources=sources,
        standings=standings,
        citations={},
        changes=(),
        disclosure=None,
        tallies={},
        lock=ledger.lock,
        all_sources=ledger.sources,
    )


def rows(made: bytes) -> list[dict[str, str]]:
    return list(csv.DictReader(io.StringIO(made.decode(), newline="")))


def test_each_exhibit_has_its_table(page: Page):
    """A page is made into facts as JSON and CSV, sources as CSL-JSON, and one CSV an exhibit."""
    assert sorted(dataset.make(page)) == [
        "data/exhibit-terms.csv",
        "data/exhibit-trips.csv",
        "data/facts.csv",
        "data/facts.json",
        "data/sources.json",
    ]


def test_a_quantity_keeps_its_hedge_and_its_ends(page: Page):
    """A floor has a low end that is open and no high end; a range has two that are closed."""
    facts = dataset.facts(page)["facts"]
    assert facts["ferry-subsidy"]["value"] == {
        "low": "20000000",
        "low_closed": False,
        "high": None,
        "high_closed": False,
        "unit": "EUR",
        "hedge": "more than",
        "approximate": False,
    }
    outlook = facts["ferry-outlook"]["value"]
    assert (outlook["low"], outlook["low_closed"]) == ("50000000", True)
    assert (outlook["high"], outlook["high_closed"]) == ("55000000", True)


def test_numbers_are_exact(page: Page):
    """A derived number is given as the fraction it is, however it is printed; a decimal as a decimal."""
    facts = dataset.facts(page)["facts"]
    price = facts["ferry-price"]
    assert Fraction(price["value"]["low"]) == Fraction(20_000_000, 41_200_000)
    assert "/" in price["value"]["low"]
    assert facts["ferry-trips@2025"]["value"]["low"] == "41200000"


@given(st.fractions())
def test_every_fraction_survives(number: Fraction):
    """The text of a number is read back to the same number."""
    assert Fraction(dataset._number(number)) == number


def test_a_date_is_as_precise_as_it_was_written(page: Page):
    """A date is written as known."""
    known = dataset.facts(page)
    assert known["facts"]["ferry-start"]["value"] == {"date": "2026-06-01"}
    assert known["facts"]["ferry-subsidy"]["as_of"] == "2025"
    assert known["sources"]["yearbook"]["issued"] == "2026-02"
    assert "issued" not in known["sources"]["daily"]


def test_a_derived_number_names_what_it_rests_on(page: Page):
    """A derived number carries formula, inputs and the facts under it; a stated one has none of these."""
    facts = dataset.facts(page)["facts"]
    price = facts["ferry-price"]
    assert price["formula"] == "subsidy / trips"
    assert price["inputs"] == {"subsidy": "ferry-subsidy", "trips": "ferry-trips@2025"}
    assert price["rests_on"] == ["ferry-subsidy", "ferry-trips@2025"]
    assert price["status"] == "arithmetic"
    assert not {"formula", "inputs", "rests_on"} & set(facts["ferry-subsidy"])


def test_vouched_is_told_from_attested(page: Page):
    """A quote with an entry in the lock carries its day, copy and span; one without is given as attested."""
    facts = dataset.facts(page)["facts"]
    (proven,) = facts["ferry-trips@2025"]["evidence"]
    assert proven["vouched"] == {"on": "2026-04-02", "snapshot_sha256": "a1" * 32, "span": [10, 33]}
    (typed,) = facts["ferry-trips@2024"]["evidence"]
    assert typed["vouched"] == {}


def test_evidence_that_is_set_aside_is_still_there(page: Page):
    """Evidence that does not count is given with its reason."""
    kept, aside = dataset.facts(page)["facts"]["ferry-subsidy"]["evidence"]
    assert "set_aside" not in kept
    assert aside["set_aside"] == "a slip of a digit"
    assert aside["stance"] == "contradicts"


def test_what_a_person_reads_is_given_with_why(page: Page):
    """A quote that was read by hand has the value, its words and the reason; another has none of it."""
    facts = dataset.facts(page)["facts"]
    (read,) = facts["ferry-start"]["evidence"]
    assert read["reading"] == {
        "value": {"date": "2026-06-01"},
        "words": "1\u00a0June\u00a02026",
        "because": "the first of the month",
    }
    assert "reading" not in facts["ferry-trips@2024"]["evidence"][0]


def test_a_claim_carries_its_verdict(page: Page):
    """A claim has its number, its words, its verdict and the facts that judge it."""
    assert dataset.facts(page)["claims"] == [
        {
            "id": "leaflet-trips",
            "number": 1,
            "quote": "carried 41.2 million passengers",
            "source": "leaflet",
            "vouched": {},
            "verdict": "supported",
            "judged_by": [{"fact": "ferry-trips@2025", "stance": "supports", "note": "as counted"}],
            "record": "The yearbook agrees.",
        }
    ]


def test_a_spreadsheet_has_a_row_for_each_piece_of_evidence(page: Page):
    """Two pieces of evidence are two rows of one fact; a derived number has one row, without a source."""
    made = rows(dataset.make(page)["data/facts.csv"])
    assert tuple(made[0]) == dataset.FACT_COLUMNS
    subsidy = [one for one in made if one["id"] == "ferry-subsidy"]
    assert [(one["source"], one["stance"]) for one in subsidy] == [
        ("yearbook", "supports"),
        ("daily", "contradicts"),
    ]
    (price,) = [one for one in made if one["id"] == "ferry-price"]
    assert (price["formula"], price["source"]) == ("subsidy / trips", "")
    (trips,) = [one for one in made if one["id"] == "ferry-trips@2025"]
    assert trips["vouched"] == "2026-04-02"


def test_no_end_is_an_empty_cell(page: Page):
    """An end that is not there leaves its cell empty; one that is there fills it."""
    subsidy = next(one for one in rows(dataset.make(page)["data/facts.csv"]) if one["id"] == "ferry-subsidy")
    assert (subsidy["low"], subsidy["high"]) == ("20000000", "")


def test_no_cell_is_taken_for_a_formula(page: Page):
    """A text that a spreadsheet would run is quoted; a negative number is left a number."""
    subsidy = next(one for one in rows(dataset.make(page)["data/facts.csv"]) if one["id"] == "ferry-subsidy")
    assert subsidy["statement"] == "'=What the city paid"
    assert [dataset._cell(one) for one in ("=1", "+1", "@a", "-a", "-", "\t1")] == [
        "'=1", "'+1", "'@a", "'-a", "'-", "'\t1"
    ]  # fmt: skip
    assert [dataset._cell(one) for one in ("-1", "-0.5", "1", "", "a=1")] == ["-1", "-0.5", "1", "", "a=1"]


def test_an_exhibit_is_a_table(page: Page):
    """A chart is given as its marks, a table as its cells, both without the spaces that must not break."""
    made = dataset.make(page)
    (mark,) = rows(made["data/exhibit-trips.csv"])
    assert mark == {
        "row": "2025",
        "words": "41.2m passengers",
        "measure": "Passengers carried",
        "low": "41200000",
        "high": "41200000",
        "unit": "passenger",
        "hedge": "exactly",
        "kind": "stated",
        "status": "supported",
        "reported": "false",
        "fact": "ferry-trips@2025",
        "account": "",
    }
    assert rows(made["data/exhibit-terms.csv"]) == [{"Term": "Paid", "Record": "more than €20 million"}]


def test_a_table_has_its_cells_in_the_facts(page: Page):
    """The cells of a table stand in facts.json as they are printed; a chart has none."""
    chart, table = dataset.facts(page)["exhibits"]
    assert table["cells"] == {"columns": ["Term", "Record"], "rows": [["Paid", "more than €20\u00a0million"]]}
    assert "cells" not in chart


def test_sources_are_csl(page: Page):
    """A source is a CSL item with a type, a literal author and dates in parts; the unknown is left out."""
    items = {one["id"]: one for one in json.loads(dataset.make(page)["data/sources.json"])}
    assert items["yearbook"]["type"] == "report"
    assert items["yearbook"]["issued"] == {"date-parts": [[2026, 2]]}
    assert items["yearbook"]["URL"] == "https://harbour-office.example/yearbook"
    assert items["daily"]["author"] == [{"literal": "Ines Holm"}]
    assert items["daily"]["type"] == "article-newspaper"
    assert "issued" not in items["daily"]


def test_the_bytes_are_settled(page: Page):
    """JSON is sorted and ends its last line; CSV ends lines as RFC 4180 asks; both are the same twice."""
    made = dataset.make(page)
    text = made["data/facts.json"].decode()
    assert text == json.dumps(json.loads(text), ensure_ascii=False, indent=1, sort_keys=True) + "\n"
    assert made["data/facts.csv"].count(b"\n") == made["data/facts.csv"].count(b"\r\n") > 1
    assert dataset.make(page) == made


def test_a_draft_says_so(page: Page):
    """A draft has no version but `draft`, and its number of problems."""
    assert dataset.facts(page)["briefing"] == {
        "id": "ferries",
        "title": "Full boats",
        "version": "draft",
        "issued": "2026-04-02",
        "language": "en-GB",
        "nouns": {"passenger": "passengers", "ferry": "ferries"},
        "problems": 2,
        "draft_of": "1.0",
        "revisions": [],
        "waivers": [],
    }


@pytest.fixture(scope="module")
def told(built: pipeline.Built) -> dict[str, Any]:
    """The flagship's facts.json."""
    return json.loads(built.artefacts["data/facts.json"])


def test_every_key_is_described(page: Page, told: dict[str, Any]):
    """Each key of facts.json and each column of facts.csv stands in docs/facts-json.md."""
    described = set(re.findall(r"`([a-z_0-9-]+)`|\"([a-z_0-9]+)\":", DOCS.read_text("utf-8")))
    named = {word for pair in described for word in pair if word}
    known = dataset.facts(page)
    records = [known, known["briefing"], *known["facts"].values(), *known["sources"].values()]
    records += [*known["claims"], *known["exhibits"]]
    for one in known["facts"].values():
        records += [one["words"], one.get("value", {}), *one.get("evidence", [])]
        records += [piece["vouched"] for piece in one.get("evidence", [])]
    records += [one for claim in known["claims"] for one in claim["judged_by"]]
    records += [mark for exhibit in known["exhibits"] for mark in exhibit["marks"]]
    drawings = [exhibit["drawing"] for exhibit in told["exhibits"] if "drawing" in exhibit]
    records += [one["cells"] for one in told["exhibits"] if "cells" in one]
    records += [*told["exhibits"], *drawings, told["excused"], *told["excused"]["plain"]]
    parts = ("texts", "marks", "lines", "axes")
    records += [one for drawing in drawings for part in parts for one in drawing[part]]
    records += [one for fact in told["facts"].values() for one in fact["printed"]]
    records += [told["tallies"], *told["facts"].values()]
    keys = {key for record in records for key in record} - {"date"}
    assert sorted((keys | set(dataset.FACT_COLUMNS)) - named) == []


def test_a_side_of_a_dispute_has_its_own_value_and_source(page: Page):
    """What a chart drew of one account is that account's number in the table, with the id of who says it."""
    subsidy, trips = page.standings["ferry-subsidy"], page.standings["ferry-trips@2025"]
    sides = tuple(
        Account(source, replace(subsidy.evidence[0], key=source), stance, value)
        for source, stance, value in (
            ("yearbook", Stance.SUPPORTS, subsidy.value),
            ("daily", Stance.CONTRADICTS, trips.value),
        )
    )
    disputed = replace(subsidy, status=Status.DISPUTED, accounts=sides)
    drawn = tuple(Mark("Subsidy", disputed.address, "a number", "bar", one.source, one.name) for one in sides)
    exhibit = replace(next(iter(page.exhibits.values())), rows=(), columns=(), marks=drawn)
    told = replace(page, standings={**page.standings, disputed.address: disputed})
    columns, found = dataset.exhibit_table(exhibit, told)
    rows_ = [dict(zip(columns, row, strict=True)) for row in found]
    assert [(one["row"], one["account"]) for one in rows_] == [
        ("Subsidy, yearbook", "yearbook"),
        ("Subsidy, daily", "daily"),
    ]
    assert [(one["low"], one["high"]) for one in rows_] == [("20000000", ""), ("41200000", "41200000")]


def test_sources_hold_all_that_are_named(tmp_path: Path):
    """A source that only origins or relays name is there without a number; one that nothing names is not."""
    files = {
        "sources/more.yaml": """\
        digest: {title: D, publisher: Digest, kind: news, accessed: 2026-11-01, seen: in-full, relays: [wire]}
        echo: {title: E, publisher: Echo, kind: news, accessed: 2026-11-01, seen: in-full, relays: [minutes]}
        minutes: {title: Minutes, publisher: Port, kind: primary-filing, seen: not-seen}
        """,
        "facts/f.yaml": """\
        fares:
          statement: The fares
          value: 20 million USD
          evidence: [{source: digest, quote: $20 million, relays: [echo]}]
        """,
        "briefings/ferries/briefing.yaml": """\
        title: Ferries
        subject: Ports
        version: "1.0"
        issued: 2026-11-20
        standfirst: They cost {{ fact("fares") }}.
        sections: [fares]
        """,
        "briefings/ferries/fares.md": "# Fares\n\nThey are paid.\n",
    }
    page, _ = assembled(repository(tmp_path, files))
    known = dataset.facts(page)
    assert known["facts"]["fares"]["origins"] == ["minutes"]
    assert known["facts"]["fares"]["evidence"][0]["relays"] == ["echo"]
    assert {name: (one.get("number"), one["seen"]) for name, one in known["sources"].items()} == {
        "digest": (1, "in-full"),
        "wire": (None, "in-full"),
        "echo": (None, "in-full"),
        "minutes": (None, "not-seen"),
    }
    assert [one["id"] for one in json.loads(dataset.make(page)["data/sources.json"])] == ["digest"]


def test_two_sides_of_one_source_are_told_apart(tmp_path: Path):
    """Where one source gives two accounts of a number, each row has the value and the origin of its own."""
    files = {
        "facts/f.yaml": """\
        fares:
          statement: The fares
          value: more than 20 million USD
          evidence:
            - {source: filing, quote: more than $20 million}
            - {source: news, quote: $15 million, stance: contradicts}
            - {source: news, quote: about $12 million, stance: contradicts, relays: [paper]}
            - {source: news, quote: nobody pays, stance: contradicts}
        """,
        "briefings/ferries/briefing.yaml": """\
        title: Ferries
        subject: Ports
        version: "1.0"
        issued: 2026-11-20
        standfirst: What the ferries cost.
        sections: [fares]
        formats: [data]
        """,
        "briefings/ferries/fares.md": '# Fares\n\n{{ exhibit("fares") }}\n',
        "briefings/ferries/exhibits.yaml": "fares: {chart: fares, title: Fares, alt: Fares differ.}\n",
        "/charts/fares.py": """\
        from tieout.canvas import Row

        USES = ("fares",)


        def draw(facts, canvas):
            canvas.bars([Row("Fares", facts["fares"])])
        """,
    }
    root = repository(tmp_path, files)
    (one,) = pipeline.build(root, (), archive=None, output=root / "output", jobs=1).built
    told = csv.DictReader(io.StringIO(one.artefacts["data/exhibit-fares.csv"].decode()))
    assert [(row["account"], row["low"], row["high"], row["hedge"], row["reported"]) for row in told] == [
        ("filing", "20000000", "", "more than", "false"),
        ("news", "15000000", "15000000", "exactly", "true"),
        ("news#2", "12000000", "12000000", "about", "false"),
        ("news#3", "", "", "", "false"),
    ]


# --- what the files of a briefing print and draw -------------------------------------------------


def plainly(text: str) -> str:
    return " ".join(re.sub("[\u200b\u2060]", "", text).split())


def classed(root: etree._Element, *classes: str) -> Iterator[etree._Element]:
    """Yield the elements of these classes that stand in no other classed one, in document order."""
    for one in root.xpath("//*[@data-class][not(ancestor::*[@data-class])]"):
        if one.get("data-class") in classes:
            yield one


def svg_of(built: pipeline.Built, exhibit: str) -> etree._Element:
    return etree.fromstring(built.artefacts[f"charts/{exhibit}-print.svg"])


def charted(told: dict[str, Any]) -> list[dict[str, Any]]:
    return [one for one in told["exhibits"] if "drawing" in one]


def places(told: dict[str, Any]) -> list[tuple[str, dict[str, Any]]]:
    return [(address, one) for address, fact in told["facts"].items() for one in fact["printed"]]


def test_the_cover_is_the_first_exhibit(built: pipeline.Built, told: dict[str, Any]):
    """Every exhibit is listed, the cover's chart first and without a number, the others in their order."""
    first, *others = told["exhibits"]
    assert first["id"] == built.page.cover.id
    assert "number" not in first
    assert [one["number"] for one in others] == list(range(1, len(others) + 1))
    assert [one["id"] for one in told["exhibits"] if "drawing" in one] == [
        one.id for one in built.page.printed_exhibits
    ]


def test_a_drawing_is_told_whole(built: pipeline.Built, told: dict[str, Any]):
    """Each line of the print drawing is told by its runs, each path of a mark by its box, each axis."""
    for exhibit in charted(told):
        root, drawing = svg_of(built, exhibit["id"]), exhibit["drawing"]
        assert root.get("viewBox") == f"0 0 {drawing['width']:.12g} {drawing['height']:.12g}"
        lines = root.xpath("//*[local-name()='text']")
        assert "".join(one["words"] for one in drawing["texts"]) == "".join(
            "".join(one.itertext()) for one in lines
        )
        starts = [one for one in lines if one.get("text-anchor", "start") == "start"]
        found = {(one["x"], one["y"]) for one in drawing["texts"]}
        assert {(float(one.get("x")), float(one.get("y"))) for one in starts} <= found
        paths = root.xpath("//*[contains(@class, 'mark')]//*[local-name()='path']")
        assert len(drawing["marks"]) == len(paths) > 0
        for one, path in zip(drawing["marks"], paths, strict=True):
            numbers = [float(number) for number in re.findall(r"-?[\d.]+", path.get("d"))]
            across, down = numbers[0::2], numbers[1::2]
            assert one["box"] == [min(across), min(down), max(across), max(down)]
            assert one["part"] == path.get("data-part")
            mark = path.xpath("ancestor::*[contains(@class, 'mark')]")[0]
            assert one.get("fact", "") == mark.get("data-fact", "")
            assert one.get("account", "") == mark.get("data-account", "")
        everything = root.xpath("//*[local-name()='path' or local-name()='text']")
        assert [one["order"] for one in drawing["marks"]] == [everything.index(one) + 1 for one in paths]
        assert {one["order"] for one in drawing["texts"]} == {everything.index(one) + 1 for one in lines}
        others = [one for one in everything if one not in paths and one not in lines]
        painted = [one for one in others if {one.get("fill", "black"), one.get("stroke", "none")} != {"none"}]
        assert [one["order"] for one in drawing["lines"]] == [everything.index(one) + 1 for one in painted]
        axes = root.xpath("//*[@data-axis]")
        assert [
            (one["axis"], one["scale"], " ".join(one["domain"]), one["unit"]) for one in drawing["axes"]
        ] == [tuple(one.get(f"data-{name}") for name in ("axis", "scale", "domain", "unit")) for one in axes]
        assert all(len(one["domain"]) == len(one["range"]) == 2 for one in drawing["axes"])


def test_what_is_no_drawing_has_nothing_in_it():
    """Text that is no SVG is told as nothing, and an axis without places without them; one with has them."""

    def drawn(axis: str) -> measured.Drawn | None:
        axes = f'<g class="axes" data-axis="x" {axis}/>'
        return measured.drawn(f'<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 90 60">{axes}</svg>')

    assert measured.drawn("no drawing") is None
    torn = drawn('data-scale="linear" data-domain="0 10" data-range="0 wide"')
    assert torn and torn.scales[0].span == ()
    dated = drawn('data-scale="date" data-domain="late 2025 by 2028" data-range="5 80"')
    assert dated and (dated.width, dated.height) == (90, 60)
    assert (dated.scales[0].domain, dated.scales[0].span) == (("late 2025", "by 2028"), (5, 80))


def test_a_drawing_is_read_once(built: pipeline.Built):
    """A drawing is read when it is measured, and not again for the data; what is asked first is read then."""
    page, drawings = built.page, formats.drawings(built.page)
    fonts = look_of(Path(__file__).parents[1], TEMPLATES) / "fonts"
    measured._read.cache_clear()
    assert not any(measuring.problems(page, page.all_exhibits, fonts).values())
    assert measured._read.cache_info().misses == len(drawings) > 0
    dataset.facts(page)
    printed.places("", page)
    assert measured._read.cache_info().misses == len(drawings)
    measured._read.cache_clear()
    dataset.facts(page)
    assert measured._read.cache_info().misses == len(page.printed_exhibits)


def test_what_a_drawing_shows_is_kept(built: pipeline.Built, tmp_path: Path):
    """What was read out of a drawing is the same when it is read back, and no drawing is read for it."""
    page, store = built.page, Store(tmp_path)
    looking = shown.Looking(Path(__file__).parents[1], store)
    first = dataset.facts(page, looking), printed.places("", page, looking)
    measured._read.cache_clear()
    assert (dataset.facts(page, looking), printed.places("", page, looking)) == first
    assert measured._read.cache_info().misses == 0
    assert first == (dataset.facts(page), printed.places("", page))


def test_a_row_leads_to_its_words(told: dict[str, Any]):
    """Where a row's number is said in its drawing, ``at`` is where those words begin; else there is none."""
    for exhibit in told["exhibits"]:
        texts = exhibit.get("drawing", {}).get("texts", ())
        at = {
            (one.get("fact"), one.get("account"), one["x"], one["y"]): plainly(one["words"]) for one in texts
        }
        said = {(one.get("fact"), one.get("account")) for one in texts if one.get("class") == "fact"}
        for row in exhibit["marks"]:
            whose = row["fact"], row.get("account")
            if "at" in row:
                assert plainly(row["words"]).lower().startswith(at[(*whose, *row["at"])].lower())
            elif texts:
                assert whose not in said or not row["fact"], row


def test_the_pdf_prints_a_fact_where_the_data_says(built: pipeline.Built, told: dict[str, Any]):
    """Each thing of a fact on the PDF's own pages, and no other, is a place of it, with its run and words."""
    (pdf,) = (made for path, made in built.artefacts.items() if path.endswith(".pdf"))
    read = tagged(pdf)
    words: dict[tuple[str, str, int], str] = defaultdict(str)
    stands: dict[int, str] = {}
    for one in read.printed("fact", "date", "quotation", "claim"):
        if one.page > read.own:
            continue
        run = int(one.says["run"])
        for address in one.says.get("facts", one.says.get("fact", "")).replace(",", " ").split():
            words[address, one.says["class"], run] += f"{one.words} "
        named = (above.get("exhibit") or above.get("section") for above in one.within)
        stands[run] = next(filter(None, named), "")
    known = {
        (address, one.get("class", "fact"), one["run"]): one for address, one in places(told) if "run" in one
    }
    assert sorted(known) == sorted(words)
    for key, one in known.items():
        assert re.sub(r"\W", "", one["words"]) == re.sub(r"\W", "", words[key])
        where = stands[key[2]]
        assert one["in"] in ({where, f"exhibit-{where}"} if where else {"cover", "in-brief", "disclosure"})


def test_the_labels_of_charts_are_places(built: pipeline.Built, told: dict[str, Any]):
    """Each run of a fact, a date or a claim word in a drawing is a place of it, or goes on from one."""
    for exhibit in charted(told):
        labels = [
            (address, one)
            for address, one in places(told)
            if one["in"] == f"exhibit-{exhibit['id']}" and "at" in one
        ]
        said, printed = defaultdict(str), defaultdict(str)
        for one in exhibit["drawing"]["texts"]:
            for address in one.get("facts", one.get("fact", "")).split():
                said[address, one.get("account"), one["class"]] += one["words"]
        for address, one in labels:
            assert "run" not in one
            printed[address, one.get("account"), one.get("class", "fact")] += one["words"]
        squeezed = [
            {key: sorted(re.sub(r"\s", "", words)) for key, words in each.items()} for each in (said, printed)
        ]
        assert squeezed[0] == squeezed[1]


def test_a_place_says_in_which_form(built: pipeline.Built, told: dict[str, Any]):
    """A place of a fact's own words has the form in which facts.json has these words."""
    for address, one in places(told):
        fact = told["facts"][address]
        if "account" in one:
            fact = next(side for side in fact["accounts"] if side["name"] == one["account"])
        form = one.get("form")
        if form in fact.get("words", {}):
            assert plainly(fact["words"][form]).lower() == one["words"].lower()
        assert form or "class" in one


def test_a_web_page_alone_has_places_without_runs(tmp_path: Path, sample_places: list):
    """A briefing without a PDF has the same places as one with it, but no runs; data alone has the labels."""
    for named, kept in (("[html, data]", lambda one: True), ("[data]", lambda one: "at" in one)):
        made = sampled(tmp_path / named.strip("[]"), named)
        wanted = [
            (address, {key: value for key, value in one.items() if key != "run"})
            for address, one in sample_places
            if kept(one)
        ]
        assert places(json.loads(made["data/facts.json"])) == wanted
    assert any("run" in one for _, one in sample_places)
    assert any("at" in one for _, one in sample_places)


def test_what_is_printed_is_counted_in_each_part(told: dict[str, Any], sample_places: list):
    """Of all that is printed in a part each has a number, from 1 up; a claim word has one, a label none."""
    for found in (places(told), sample_places):
        counted: dict[str, dict[int, dict[str, Any]]] = defaultdict(dict)
        for _, one in found:
            assert ("nth" in one) != ("at" in one)
            if "nth" in one:
                there = counted[one["in"]].setdefault(one["nth"], one)
                assert there == one or {there["class"], one["class"]} == {"claim"}
        assert len(counted) > 2
        for there in counted.values():
            assert sorted(there) == list(range(1, len(there) + 1))
            runs = [there[nth]["run"] for nth in sorted(there)]
            assert runs == sorted(set(runs))


def sampled(root: Path, named: str) -> dict[str, bytes]:
    """Return the sample's files, made in these formats only."""
    briefing = "content/briefings/ferries/briefing.yaml"
    changed(copied(root), briefing, "formats: [html, pdf, data]", f"formats: {named}")
    (one,) = pipeline.build(root, (), archive=root / "archive", output=root / "output", jobs=1).built
    return one.artefacts


@pytest.fixture(scope="module")
def sample_places(tmp_path_factory: pytest.TempPathFactory) -> list[tuple[str, dict[str, Any]]]:
    made = sampled(tmp_path_factory.mktemp("sample"), "[pdf, data]")
    return places(json.loads(made["data/facts.json"]))


def test_what_is_excused_is_what_is_printed(built: pipeline.Built, told: dict[str, Any]):
    """Names, idioms and what is plain of page, PDF and charts stand in the data, and nothing else does."""
    (pdf,) = (made for path, made in built.artefacts.items() if path.endswith(".pdf"))
    keys = {"name": "names", "idiom": "idioms", "plain": "plain"}
    roots = [html.document_fromstring(built.artefacts["index.html"].decode())]
    roots += [etree.fromstring(made) for path, made in built.artefacts.items() if path.endswith(".svg")]
    met = {
        (one.get("data-class"), plainly("".join(one.itertext())), one.get("data-because", ""))
        for root in roots
        for one in classed(root, *keys)
    }
    listed = {(kind, one, "") for kind in ("name", "idiom") for one in told["excused"][keys[kind]]}
    listed |= {("plain", one["words"], one["because"]) for one in told["excused"]["plain"]}
    assert met == listed
    paper: dict[tuple[str, int], str] = defaultdict(str)
    because = {}
    for one in tagged(pdf).printed(*keys):
        paper[one.says["class"], int(one.says["run"])] += f"{one.words} "
        because[int(one.says["run"])] = one.says.get("because", "")
    squeezed = {(kind, re.sub(r"\W", "", words), why) for kind, words, why in listed}
    there = {(kind, re.sub(r"\W", "", words), because[run]) for (kind, run), words in paper.items()}
    assert there and there <= squeezed


def test_a_gloss_is_a_quotation_and_excuses_nothing(built: pipeline.Built, told: dict[str, Any]):
    """What is plain in our translation of a quote is printed as the quotation that it is part of."""
    evidence = [one for standing in built.page.standings.values() for one in standing.evidence]
    texts = [built.page.phrases[one.gloss.at].html for one in evidence if one.gloss]
    because = {one["because"] for one in told["excused"]["plain"]}
    reasons = set(re.findall(r'data-class="plain" data-because="([^"]*)"', "".join(texts)))
    assert reasons
    assert not reasons & because


def test_every_tally_has_its_number(built: pipeline.Built, told: dict[str, Any]):
    """A number that the engine counts and the page names is that of the data; verdicts are counted too."""
    page = body(built.artefacts["index.html"].decode())
    named = {
        one.get("data-tally"): one.text_content() for one in classed(page, "tally") if one.get("data-tally")
    }
    digits = {name: words for name, words in named.items() if words[0].isdigit()}
    assert digits
    assert digits == {name: f"{told['tallies'][name]:,}" for name in digits}
    assert set(named) <= set(told["tallies"])
    verdicts = [one["verdict"] for one in told["claims"]]
    assert {one: told["tallies"][one] for one in set(verdicts)} == {
        one: verdicts.count(one) for one in set(verdicts)
    }
    assert told["tallies"]["claims"] == len(verdicts)


def test_the_data_in_the_pdf_is_that_beside_it(built: pipeline.Built):
    """The PDF holds facts.json with its runs, byte for byte as it lies beside the page."""
    import pikepdf

    (pdf,) = (made for path, made in built.artefacts.items() if path.endswith(".pdf"))
    with pikepdf.open(io.BytesIO(pdf)) as file:
        assert file.attachments["facts.json"].get_file().read_bytes() == built.artefacts["data/facts.json"]
