"""What the page says as linked data: read by a tool that is not ours, it is what facts.json says."""

from __future__ import annotations

import json
from collections import defaultdict
from fractions import Fraction
from pathlib import Path

import make
import pytest
from lxml.html import document_fromstring
from rdflib import RDF, Graph, Literal, Namespace, URIRef

from tieout.formats import html, linked
from tieout.formats.markup import panel_id

pytestmark = pytest.mark.filterwarnings("ignore:ConjunctiveGraph:DeprecationWarning")
AT = "https://example.org/briefing/index.html"
S = Namespace("https://schema.org/")
OA = Namespace("http://www.w3.org/ns/oa#")
PROV = Namespace("http://www.w3.org/ns/prov#")
OWN = Namespace(linked.OWN)


def island(page: str) -> str:
    """Return the text of the one script element of a page."""
    (script,) = document_fromstring(page).xpath("//script")
    assert script.get("type") == "application/ld+json"
    return script.text


def graph(text: str) -> Graph:
    """Return linked data as it is read of a page at ``AT``."""
    return Graph().parse(data=text, format="json-ld", publicID=AT)


def panel(address: str) -> URIRef:
    """Return the name of a fact: that of the panel that shows it."""
    return URIRef(f"{AT}#{panel_id(address)}")


def said(of: Graph, subject, predicate) -> str | None:
    """Return the one thing that is said, as text."""
    found = of.value(subject, predicate, any=False)
    return None if found is None else str(found)


@pytest.fixture(scope="module")
def flagship(built) -> tuple[Graph, dict]:
    """The linked data of the flagship's page, and its facts.json."""
    page = (built.folder / "index.html").read_text("utf-8")
    return graph(island(page)), json.loads((built.folder / "data" / "facts.json").read_text("utf-8"))


# --- the same as facts.json ----------------------------------------------------------------------


def test_every_fact_is_there_with_its_hedge_and_its_ends(flagship):
    """Statement, words, status, hedge, unit, date and both ends of each fact are those of facts.json."""
    read, known = flagship
    facts = set(read.subjects(OWN.status, None))
    assert facts == {panel(address) for address in known["facts"]}
    for address, fact in known["facts"].items():
        one = panel(address)
        assert read.value(one, RDF.type) == (S.Claim if "says" in fact else S.Observation)
        assert said(read, one, S.name) == fact["statement"]
        assert said(read, one, S.text) == fact.get("says")
        assert said(read, one, OWN.status) == fact["status"]
        assert said(read, one, S.observationDate) == fact.get("as_of")
        assert said(read, one, OWN.period) == fact.get("period")
        assert (said(read, one, OWN.kind) or "stated") == fact["kind"]
        assert (one, OWN.reported, Literal(True)) in read or not fact["reported"]
        if "value" in fact:
            assert said(read, one, S.description) == fact["words"]["sentence"]
            assert_value(read, one, fact["value"])


def assert_value(read: Graph, of, value: dict) -> None:
    """Check that a number, or a date, is what facts.json has: exactly, or rounded outward beside what is."""
    if "date" in value:
        assert said(read, of, S.value) == value["date"]
        return
    assert said(read, of, OWN.hedge) == value["hedge"]
    assert (said(read, of, S.unitText) or "") == value["unit"]
    assert ((of, OWN.approximate, Literal(True)) in read) == value["approximate"]
    for end, ours, opened, key in (
        (S.minValue, OWN["min"], OWN.min_open, "low"),
        (S.maxValue, OWN["max"], OWN.max_open, "high"),
    ):
        decimal, exact = said(read, of, end), said(read, of, ours)
        if value[key] is None:
            assert decimal is exact is None
            continue
        number = Fraction(value[key])
        assert (Fraction(exact) if exact else Fraction(decimal)) == number
        assert Fraction(decimal) <= number if key == "low" else Fraction(decimal) >= number
        assert ((of, opened, Literal(True)) in read) == (not value[f"{key}_closed"])


def test_every_passage_is_an_annotation_of_its_fact(flagship):
    """Each piece of evidence has its exact words, its source, its stance, and where a copy holds it."""
    read, known = flagship
    names = {str(name): str(one) for one, name in read.subject_objects(S.identifier)}
    for address, fact in known["facts"].items():
        expected = sorted(
            (
                one["quote"],
                names[one["source"]],
                one["stance"],
                "set_aside" in one,
                one["vouched"].get("on", ""),
            )
            for one in fact.get("evidence", ())
        )
        found = []
        for note in read.subjects(OA.hasBody, panel(address)):
            assert (note, RDF.type, OA.Annotation) in read
            target = read.value(note, OA.hasTarget)
            (words,) = [
                str(read.value(one, OA.exact))
                for one in read.objects(target, OA.hasSelector)
                if (one, RDF.type, OA.TextQuoteSelector) in read
            ]
            stance = said(read, note, OA.motivatedBy).removeprefix(linked.OWN)
            aside, day = said(read, note, OWN.set_aside) is not None, said(read, note, OWN.vouched) or ""
            found.append((words, said(read, target, OA.hasSource), stance, aside, day))
        assert sorted(found) == expected


def test_what_is_worked_out_comes_from_its_inputs(flagship):
    """A derived number is derived from each input, by its formula, in which each has its role."""
    read, known = flagship
    for address, fact in known["facts"].items():
        one = panel(address)
        sum_ = read.value(one, PROV.wasGeneratedBy)
        assert (sum_ is None) == ("formula" not in fact)
        if sum_ is None:
            continue
        assert said(read, sum_, OWN.formula) == fact["formula"]
        used = defaultdict(set)
        for usage in read.objects(sum_, PROV.qualifiedUsage):
            used[str(read.value(usage, OWN.role))].add(read.value(usage, PROV.entity))
        points = {
            role: {panel(each) for each in known["facts"] if each == name or each.startswith(f"{name}@")}
            for role, name in fact["inputs"].items()
        }
        assert {role: given & points[role] for role, given in used.items()} == used
        assert set(used) == set(points)
        assert set(read.objects(one, PROV.wasDerivedFrom)) == set().union(*used.values())


def test_origins_and_relays_lead_to_works(flagship):
    """Where the reporting of a fact began, and whom a work repeats, are works with a title and publisher."""
    read, known = flagship
    names = {name: read.value(predicate=S.identifier, object=Literal(name)) for name in known["sources"]}
    for name, source in known["sources"].items():
        one = names[name]
        assert (
            said(read, one, S.name) == source["title"] and said(read, one, S.publisher) == source["publisher"]
        )
        assert said(read, one, S.datePublished) == source.get("issued")
        assert said(read, one, S.url) == source.get("url")
        relayed = {names[other] for other in source.get("relays", ())}
        assert set(read.objects(one, PROV.wasDerivedFrom)) == relayed
    for address, fact in known["facts"].items():
        if "formula" not in fact:
            began = {names[one] for one in fact.get("origins", ()) if one in names}
            assert set(read.objects(panel(address), PROV.hadPrimarySource)) == began


def test_claims_are_reviewed_and_claim_words_borne_out(flagship):
    """Each claim of the document has its words, its verdict and the facts that judge it; a word its facts."""
    read, known = flagship
    for claim in known["claims"]:
        one = URIRef(f"{AT}#c{claim['number']}")
        assert said(read, one, S.claimReviewed) == claim["quote"]
        assert said(read, read.value(one, S.reviewRating), S.alternateName) == claim["verdict"]
        judged = {read.value(note, OA.hasTarget) for note in read.subjects(OA.hasBody, one)}
        assert judged == {panel(by["fact"]) for by in claim["judged_by"]}
    for number, word in enumerate(known["claim_words"], 1):
        one = URIRef(f"{AT}#w-{number}")
        assert said(read, one, S.text) == word["told"]
        assert set(read.objects(one, PROV.wasDerivedFrom)) == {panel(fact) for fact in word["facts"]}


def test_parts_say_what_is_printed_in_them(flagship, built):
    """Each section and exhibit mentions the facts that a reader finds in it, and is a place of the page."""
    read, _ = flagship
    tree = document_fromstring((built.folder / "index.html").read_text("utf-8"))
    ids = set(tree.xpath("//@id"))
    parts = {str(one).partition("#")[2] for one in read.subjects(RDF.type, S.WebPageElement)}
    assert parts <= ids and {"deal", "exhibit-deal-growth", "in-brief", "cover-title"} <= parts
    (figure,) = tree.xpath("//figure[@id='exhibit-deal-growth']")
    bound = figure.xpath(
        ".//*[@data-class='fact' or @data-class='date' or @data-class='quotation']/@data-fact"
    )
    mentioned = set(read.objects(URIRef(f"{AT}#exhibit-deal-growth"), S.mentions))
    assert mentioned == {panel(one) for one in bound}


def test_every_name_leads_somewhere(flagship, built):
    """What is named by an anchor of the page is there."""
    read, _ = flagship
    ids = set(document_fromstring((built.folder / "index.html").read_text("utf-8")).xpath("//@id"))
    named = {str(one) for triple in read for one in triple if str(one).startswith(f"{AT}#")}
    assert named and {one.partition("#")[2] for one in named} <= ids


def test_it_is_a_small_part_of_the_page(built):
    """A reader's page is not mostly for machines."""
    page = (built.folder / "index.html").read_text("utf-8")
    assert len(island(page)) < len(page) / 6


# --- a page of one's own -------------------------------------------------------------------------

BREAKS = 'the <!-- <script> of </script> & \\"20 million USD\\" ]]> -->'
FACTS = f"""\
fares:
  statement: The fares
  value: 20 million USD
  evidence:
    - {{source: news, quote: "{BREAKS}", prefix: they put, suffix: in all}}
    - {{source: paper, quote: 20 million USD}}
"""
FRONT = """\
title: Ferries
subject: Ports
version: "1.0"
issued: 2026-11-20
standfirst: They cost {{ fact("fares") }}.
sections: [fares]
"""
FILES = {
    "facts/f.yaml": FACTS,
    "briefings/ferries/briefing.yaml": FRONT,
    "briefings/ferries/fares.md": "# Fares\n\nThey are paid.\n",
}


def selectors(page: str) -> list[dict[str, str]]:
    """Return the words of each passage, and those around them."""
    read = graph(island(page))
    return [
        {
            name: str(read.value(one, OA[name]))
            for name in ("exact", "prefix", "suffix")
            if read.value(one, OA[name])
        }
        for one in sorted(
            read.subjects(RDF.type, OA.TextQuoteSelector), key=lambda one: read.value(one, OA.exact)
        )
    ]


def test_no_quotation_closes_the_element(tmp_path: Path):
    """Words that would end a script, or open a comment in it, are escaped, and read back as they were."""
    page = html.document(make.assembled(make.repository(tmp_path, FILES))[0], make.assets())
    _, first = selectors(page)
    assert first == {"exact": BREAKS.replace("\\", ""), "prefix": "they put", "suffix": "in all"}
    assert "<" not in island(page)
    plain = FILES | {"facts/f.yaml": FACTS.replace(BREAKS, "20 million USD")}
    other = html.document(make.assembled(make.repository(tmp_path, plain))[0], make.assets())
    assert page.count("</script") == other.count("</script") == 1
