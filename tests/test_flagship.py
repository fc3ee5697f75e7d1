"""The flagship as it is built: what its finished files say, and what the gate makes of a slip in it."""

from __future__ import annotations

import os
import re
from pathlib import Path

import pytest
from finished import NUMBER, Number, body, lost, numbers, pdf_text, squeezed, unbound
from flagship import NAME, ROOT, copied
from lxml import html

from tieout import checks, pipeline, steps
from tieout.carried import TEMPLATES, look_of
from tieout.diagnostics import Severity
from tieout.formats import look, pdf
from tieout.model import Page

SENTENCE = 'In 2025 Cerebras took {{ fact("cerebras-revenue@2025") }}, had 24 customers and grew twofold.'
TABLES = Path("content") / "briefings" / NAME


@pytest.fixture(scope="module")
def printed(built) -> str:
    """The text of the flagship's PDF."""
    return pdf_text(built.folder / f"{NAME}-draft.pdf")


# --- what a reader meets -------------------------------------------------------------------------


def test_every_number_of_the_page_stands_in_the_pdf(built, printed):
    """The numbers, quotations and claim words of all texts are the same in both files, in one order."""
    page = numbers(body(built.folder / "index.html"), "fact", "quotation", "claim")
    missing, _ = lost(page, printed)
    assert len(page) > 100
    assert missing == []


def test_a_number_that_the_pdf_has_otherwise_is_noticed(built, printed):
    """A changed digit, a dropped hedge and two numbers exchanged are each told from the file."""
    page = numbers(body(built.folder / "index.html"), "fact", "quotation", "claim")
    capped = next(one for one in page if one.words.startswith("morethan"))
    assert lost(page, printed.replace("$26.6million", "$26.7million"))[0]
    assert lost(page, printed.replace(capped.words, capped.words.removeprefix("morethan")))[0]
    assert lost([*page[1:9], page[0], *page[9:]], printed, reach=400)[0]


def test_every_number_of_the_pdf_stands_on_the_page(built, printed):
    """What is left of the PDF's numbers, once those of the page are taken, is of a named class."""
    source = html.document_fromstring(printed_html(built.page).encode())
    expected = [one for one in numbers(with_charts(source, built.page)) if one.kind != "citation"]
    missing, rest = lost(with_numbers(expected), printed)
    assert missing == []
    assert leftovers(rest, built.page) == []
    facts = [one for one in expected if one.kind in ("fact", "quotation", "claim")]
    assert facts == numbers(body(built.folder / "index.html"), "fact", "quotation", "claim")


def test_every_number_of_the_page_is_of_a_class(built):
    """No numeral or number word of the page, its panels and folded data included, stands unmarked."""
    assert unbound(body(built.folder / "index.html")) == []
    whole = html.document_fromstring((built.folder / "index.html").read_bytes())
    assert unbound(whole.find("body")) == []
    assert unbound(html.document_fromstring(printed_html(built.page).encode()).find("body")) == []


def test_the_classes_are_those_of_the_contract(built):
    """Every class that marks a number is one that the gate knows."""
    whole = html.document_fromstring((built.folder / "index.html").read_bytes())
    known = {"fact", "quotation", "date", "bibliographic", "citation", "structural", "tick", "tally", "name"}
    known |= {"claim", "plain", "idiom"}
    assert {one.get("data-class") for one in whole.xpath("//*[@data-class]")} <= known


def test_nothing_is_said_in_the_making(made):
    """No error and no warning: no page of the PDF is too empty, nothing unused, nothing untied."""
    assert made.outcome.problems == ()


def printed_html(page: Page) -> str:
    """Return the markup that the PDF is laid out from."""
    return pdf.document(page, look.read(look_of(ROOT, TEMPLATES)))


def with_charts(root: html.HtmlElement, page: Page) -> html.HtmlElement:
    """Return the printed page with each chart's drawing for its image, without running head and foot.

    Those stand in the page's margins, outside the PDF's structure.
    """
    for running in root.xpath("//*[starts-with(@class, 'run-')]"):
        running.drop_tree()
    exhibits = [page.cover, *page.exhibits.values()]
    drawings = {one.id: one.drawings["print"].svg for one in exhibits if "print" in one.drawings}
    for image in root.xpath("//img"):
        name = next((one for one in drawings if f"/{one}" in image.get("src")), None)
        if name:
            image.getparent().replace(image, html.fragment_fromstring(drawings[name]))
    return root


def with_numbers(expected: list[Number]) -> list[Number]:
    """Return what has a number in it, and every fact, quotation, claim word and entry of a source."""
    kinds = ("fact", "quotation", "claim", "bibliographic")
    return [one for one in expected if NUMBER.search(one.words) or one.kind in kinds]


def leftovers(rest: str, page: Page) -> list[str]:
    """Return what is left with a digit, save page numbers of the contents and labels of the source list."""
    shorts = "|".join(re.escape(squeezed(one.short)) for one in page.sections)
    contents = re.compile(rf"(?:(?:{shorts})\d+)+")
    head_of_list = re.compile(r"^,unlessitsentrysaysotherwise\.(?=1$)")
    pieces = [head_of_list.sub("", contents.sub("", piece)) for piece in rest.split("\n")]
    left = [piece for piece in pieces if re.search(r"\d", piece)]
    labels = [str(one.number) for one in page.sources]
    return [] if left == labels[-len(left) :] else left


# --- what a slip does ----------------------------------------------------------------------------


SLIPS = {
    SENTENCE: ["24", "twofold"],
    SENTENCE.replace("In 2025", "In 2023"): ["2023", "24", "twofold"],
    SENTENCE.replace('{{ fact("cerebras-revenue@2025") }}', "it"): ["2025", "24", "twofold"],
}


def test_a_typed_number_is_found_where_it_stands(tmp_path):
    """Numbers typed into a section are told with line and column; a cited fact's date is not."""
    copy = copied(tmp_path)
    section = copy / TABLES / "deal.md"
    lines = section.read_text("utf-8").splitlines()
    section.write_text("\n\n".join(["\n".join(lines), *SLIPS, ""]), "utf-8")
    found = [one for one in pipeline.check(copy)[1] if one.severity is Severity.ERROR]
    assert [(one.at.line, one.at.column, re.search("`([^`]+)`", one.message)[1]) for one in found] == [
        (len(lines) + 2 * nth, sentence.index(word) + 1, word)
        for nth, (sentence, words) in enumerate(SLIPS.items(), 1)
        for word in words
    ]


def test_a_fact_that_changes_takes_its_words_with_it(tmp_path):
    """With AMD's gigawatts made megawatts, each text that has them larger, and Cerebras smallest, is told."""
    copy = copied(tmp_path)
    facts = copy / "content" / "facts" / "openai-suppliers.yaml"
    head, name, rest = facts.read_text("utf-8").partition("openai-amd-capacity:")
    assert rest.count("6 GW") and not pipeline.check(copy)[1]
    facts.write_text(f"{head}{name}{rest.replace('value: 6 GW', 'value: 6 MW', 1)}", "utf-8")
    found = [one for one in pipeline.check(copy)[1] if one.check == "claim-holds"]
    assert {one.at.path.rpartition("/")[2] for one in found} == {
        "commitments.md", "exhibits.yaml", "seed.yaml",
    }  # fmt: skip
    assert all("`openai-amd-capacity` is 6 megawatts" in one.message.replace("\u00a0", " ") for one in found)


def test_the_flagship_is_clean_with_and_without_the_archive():
    """Content says nothing that does not tie, whether or not a snapshot is here to hold it against."""
    archive = Path(os.environ.get("TIEOUT_ARCHIVE", ROOT / "archive"))
    assert pipeline.check(ROOT)[1] == []
    if archive.is_dir():
        assert pipeline.check(ROOT, archive)[1] == []


def test_the_flagship_has_what_it_should():
    """Facts, sources, sums and claims enough, and one at least of each kind that has a shape of its own."""
    known = pipeline.read(ROOT, None)
    standings = known.standings.values()
    assert len(known.ledger.facts) >= 40
    assert len(known.ledger.sources) >= 25
    assert len(known.ledger.derivations) >= 6
    assert len(known.verdicts[NAME]) >= 12
    assert any(one.status.value == "disputed" for one in standings)
    assert any(one.points for one in known.ledger.facts.values())
    assert any(one.kind.value == "forecast" for one in standings)
    assert any(one.says for one in standings)
    inner = {name for one in standings for name in one.given}
    assert inner & set(known.ledger.derivations)
    assert checks.settled(known.problems, known.ledger).waived == ()


def test_quotes_are_short():
    """A quote has at most ten words; a clause of the article under review fewer than twenty."""
    ledger = pipeline.read(ROOT, None).ledger
    article = ledger.briefings[NAME].document.text
    pieces = [one for fact in ledger.facts.values() for one in fact.evidence]
    pieces += [claim.evidence for claim in ledger.claims.values()]
    long = [
        one.key for one in pieces if len(one.quote.text.split()) > (19 if one.source.text == article else 10)
    ]
    assert long == []


def test_nothing_changed_is_not_drawn_again(made, tmp_path):
    """A second build runs no step, and writes the same bytes."""
    store = steps.Store(made.root / ".tieout" / "store")
    kept = sorted(store.folder.rglob("*"))
    assert len(kept) > 10
    second = pipeline.build(made.root, [NAME], archive=None, output=tmp_path, jobs=1).built[0]
    assert sorted(store.folder.rglob("*")) == kept
    assert second.artefacts == made.built.artefacts
