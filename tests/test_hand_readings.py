"""What a person reads in a quote where the grammar cannot: counted, listed, and shown with its reason."""

from __future__ import annotations

from pathlib import Path

from finished import body, squeezed
from lxml.html import document_fromstring
from make import assembled, assets, repository

from tieout.diagnostics import Diagnostic
from tieout.formats import html, pdf
from tieout.model import Page

BRIEFING = """\
title: Customers
subject: Trade
version: "1.0"
issued: 2026-12-01
standfirst: Of numbers.
sections: [method]
"""
METHOD = """\
# Method

The maker has {{ fact("customers") }}; {{ tally("readings", form="words") }} of its quotes is read by hand.

{{ readings_list() }}

{{ sources_list() }}
"""
FACTS = """\
customers:
  statement: The customers
  value: 24 customers
  evidence:
    - source: filing
      quote: XXIV customers
      gloss: 'the {{ plain("24", because="as in the words translated") }} customers'
      reading: {value: 24 customers, because: "the number is Roman, so 24 customers"}
"""


def made(folder: Path, facts: str = FACTS) -> tuple[Page, list[Diagnostic]]:
    """Return the page of a briefing on these facts, and what is wrong with it."""
    files = {
        "facts/f.yaml": facts,
        "briefings/trade/briefing.yaml": BRIEFING,
        "briefings/trade/method.md": METHOD,
    }
    page, found = assembled(repository(folder, files))
    return page, [one for one in found if one.check not in ("source-is-used", "name-is-used")]


def test_a_reading_is_counted_and_listed(tmp_path: Path):
    """Both media count it and list it: who is quoted, the words, what they are read as, and why."""
    page, problems = made(tmp_path)
    assert problems == []
    for text in (html.document(page, assets()), pdf.document(page, assets())):
        section = body(text).xpath("//section[@id='method']")[0]
        assert "oneofitsquotesisreadbyhand" in squeezed(section.text_content())
        (entry,) = section.xpath(".//ul[contains(@class, 'aside-list')]/li")
        assert squeezed(entry.text_content()) == squeezed(
            "Maker1, on the customers: “the 24 customers” (our translation), "
            "read by hand as 24 customers: the number is Roman, so 24 customers."
        )


def test_without_a_reading_the_list_says_so(tmp_path: Path):
    """Where every quote is read by the grammar, none is listed, and the count is none."""
    page, problems = made(tmp_path, FACTS.partition("      gloss")[0].replace("XXIV", "24"))
    assert (problems, page.readings, page.tallies["readings"]) == ([], (), 0)
    text = body(html.document(page, assets())).text_content()
    assert "No quote was read by hand." in text


def test_the_evidence_of_a_number_shows_its_reading(tmp_path: Path):
    """The panel says beside the passage what was read by hand and why; a translation stands as it reads."""
    page, _ = made(tmp_path)
    tree = document_fromstring(html.document(page, assets()).encode())
    said = squeezed(tree.xpath("string(//*[@id='p-customers'])"))
    assert squeezed("Read by hand as 24 customers: the number is Roman, so 24 customers. Attested") in said
    assert squeezed("“the 24 customers” (our translation)") in said


def test_a_number_in_the_reason_is_bound(tmp_path: Path):
    """The reason is prose under the gate: the fact's own number stands, another is an error."""
    other = FACTS.replace("so 24 customers", "as on page 25")
    assert made(tmp_path / "a")[1] == []
    assert [one.check for one in made(tmp_path / "b", other)[1]] == ["number-is-cited"]
