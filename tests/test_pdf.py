"""The PDF: tagged, whole, in our fonts, the same bytes everywhere, and refused rather than flawed."""

from __future__ import annotations

import builtins
import hashlib
import io
import json
import os
import re
import subprocess
import sys
import tempfile
import zlib
from collections import defaultdict
from collections.abc import Callable
from dataclasses import replace
from functools import cache
from pathlib import Path

import make
import make_page
import page as page_validation
import pikepdf
import pytest
import verapdf
from finished import NUMBER, squeezed
from flagship import NAME
from lxml.html import document_fromstring
from tagged import Tagged, tagged
from test_html import unclassed

from tieout.diagnostics import Severity
from tieout.formats import annex, fullness, html, look, merging, packing, pdf, press
from tieout.model import Borne, Comparison, Page, Prose, SectionFile

TEMPLATES = Path(__file__).parent.parent / "templates"
ASSETS = look.read(TEMPLATES)
PAGE = make_page.page(look.colours(ASSETS))
DATA = {"facts.json": b"{}\n", "facts.csv": b"id\r\n", "exhibit-share.csv": b"row\r\n"}


@cache
def made() -> bytes:
    """The page's PDF, made once."""
    return pdf.made(PAGE, ASSETS, DATA)[0]


@cache
def laid() -> tuple:
    """The parts of the page laid out, once."""
    return pdf.render(PAGE, ASSETS)


def thin(page: Page) -> tuple[pdf.Thin, ...]:
    """Return the pages that are too empty."""
    laid = pdf.render(page, ASSETS)
    return fullness.thin_pages((len(one.pages), fullness.thin(one)) for one in laid)


@cache
def annexed(size: str) -> tuple:
    """The pages of the page's annex, laid out once."""
    page = replace(PAGE, desk=replace(PAGE.desk, page=size))
    laid = [one for part in pdf.render(page, ASSETS) for one in part.pages]
    page_of = {anchor: number for number, one in enumerate(laid, 1) for anchor in one.anchors}
    printing = pdf.Printing(page, ASSETS)
    columns = press.rendered(pdf.annex_document(printing, page_of), printing.fonts)
    step = look.column_step(ASSETS) / 25.4 * 96
    return tuple(packing.paired(columns.pages, step))


def written(page: Page) -> bytes:
    """Return a page's PDF, with nothing attached."""
    return pdf.made(page, ASSETS, {})[0]


@pytest.fixture(scope="module")
def flagship_pdf(built) -> bytes:
    """The flagship's PDF."""
    return built.artefacts[f"{NAME}-draft.pdf"]


@pytest.fixture(scope="module")
def flagship_tagged(flagship_pdf) -> Tagged:
    """What the flagship's PDF says of itself."""
    return tagged(flagship_pdf)


def words(page: Page) -> str:
    """Return the text of a page's PDF."""
    import pypdfium2

    with pypdfium2.PdfDocument(written(page)) as document:
        return "\n".join(one.get_textpage().get_text_bounded() for one in document)


def short(**changed: object) -> Page:
    """Return the page cut down to one section, for tests that need no more."""
    return replace(PAGE, sections=PAGE.sections[3:4], verdicts=(), cover=None, exhibits={}, **changed)


def bare(**changed: object) -> Page:
    """Return the page cut down to a paragraph that cites nothing, and one source."""
    section = replace(PAGE.sections[3], body=Prose("<p>Words.</p>"))
    page = short(sources=PAGE.sources[:1], in_brief=(), disclosure=None, **changed)
    return replace(page, sections=(section,))


def breaches(made: bytes, profile: str) -> list[str]:
    """Return what page-validation finds wrong with a PDF."""
    with tempfile.NamedTemporaryFile(suffix=".pdf") as file:
        Path(file.name).write_bytes(made)
        report = page_validation.validate_pdf(file.name, profile=profile)
    assert report.rules.total > 100
    return [failure.message for failure in report.failures]


@pytest.mark.parametrize("profile", ["3a", "ua1"])
def test_pdf_is_to_keep_and_to_read_aloud(profile, flagship_pdf):
    """One file holds to PDF/A-3a and PDF/UA-1, with data attached."""
    assert breaches(made(), profile) == []
    assert breaches(flagship_pdf, profile) == []


def test_what_is_not_to_keep_or_to_read_aloud_is_noticed(monkeypatch):
    """The same page written without either claim breaks its rules."""
    monkeypatch.setattr(merging, "_ACCESSIBLE", "")
    assert breaches(written(bare()), "ua1") and not breaches(written(bare()), "3a")
    monkeypatch.undo()
    with pikepdf.open(io.BytesIO(written(bare()))) as document:
        del document.Root.OutputIntents
        document.save(made := io.BytesIO())
    assert breaches(made.getvalue(), "3a")


def test_verapdf_says_the_same(flagship_pdf, tmp_path):
    """veraPDF finds nothing wrong with the flagship; a page not marked as tagged breaks a rule."""
    file, unmarked = tmp_path / "flagship.pdf", tmp_path / "unmarked.pdf"
    file.write_bytes(flagship_pdf)
    with pikepdf.open(io.BytesIO(made())) as document:
        del document.Root.MarkInfo
        document.save(unmarked)
    profiles = ("3a", "ua1")
    told = verapdf.broken(*((profile, one) for profile in profiles for one in (file, unmarked)))
    assert [["MarkInfo" in rule for rule in rules] for rules in told] == [[], [True]] * len(profiles)


def test_fonts_are_ours_embedded_and_subset():
    """Every font in the file is a subset of one of the house's faces: no machine's font slipped in."""
    with pikepdf.open(io.BytesIO(made())) as document:
        fonts = [
            one
            for one in document.objects
            if isinstance(one, pikepdf.Dictionary) and one.get("/Type") == "/Font"
        ]
        names = {str(one.BaseFont) for one in fonts}
        assert names and all("+Tieout" in name for name in names)
        described = [
            one
            for one in document.objects
            if isinstance(one, pikepdf.Dictionary) and one.get("/Type") == "/FontDescriptor"
        ]
        assert all("/FontFile2" in one or "/FontFile3" in one for one in described)


def test_attachments_are_dated_and_sorted():
    """Data ride in the file in order of name, dated when the briefing was issued."""
    with pikepdf.open(io.BytesIO(made())) as document:
        names = list(document.Root.Names.EmbeddedFiles.Names)[0::2]
        assert [str(name) for name in names] == ["exhibit-share.csv", "facts.csv", "facts.json"]
        assert len(document.Root.AF) == 3
        assert document.attachments["facts.json"].get_file().read_bytes() == DATA["facts.json"]
        files = [one.EF.F.Params for one in document.Root.AF]
        assert (
            {str(one.CreationDate) for one in files}
            == {str(one.ModDate) for one in files}
            == {"D:20260530000000Z"}
        )


def test_the_manifest_inside_is_of_what_is_attached(built, flagship_pdf):
    """The flagship's PDF lists its attachments with their digests; they are the files beside it."""
    with pikepdf.open(io.BytesIO(flagship_pdf)) as document:
        held = {name: file.get_file().read_bytes() for name, file in document.attachments.items()}
    said = json.loads(held.pop("manifest.json"))
    assert {f"data/{name}": content for name, content in held.items()} == {
        path: content for path, content in built.artefacts.items() if path.startswith("data/")
    }
    digests = {name: hashlib.sha256(content).hexdigest() for name, content in held.items()}
    assert {name: one["sha256"] for name, one in said["artefacts"].items()} == digests
    assert {name: one["bytes"] for name, one in said["artefacts"].items()} == {
        name: len(content) for name, content in held.items()
    }
    lines = "".join(f"{digest}  {name}\n" for name, digest in sorted(digests.items()))
    assert said["artefacts_sha256"] == hashlib.sha256(lines.encode()).hexdigest()
    assert (said["schema"], said["briefing"], said["version"]) == ("tieout-manifest/1", NAME, "draft")


def test_no_stream_ends_as_a_line_does():
    """The last byte of a stream is never told for a part of the line end after it."""
    open_ended, plain = b"YYZ", b"YYY"  # by the sum of its bytes, which ends what is compressed
    assert [zlib.compress(one)[-1:] == b"\r" for one in (open_ended, plain)] == [True, False]
    made, _ = pdf.made(bare(), ASSETS, {"a.csv": open_ended, "b.csv": plain})
    assert b"/ASCII85Decode" in made and b"\r\nendstream" not in made
    assert breaches(made, "3a") == []
    with pikepdf.open(io.BytesIO(made)) as document:
        held = [document.attachments[name].get_file().read_bytes() for name in ("a.csv", "b.csv")]
    assert held == [open_ended, plain]


def test_bookmarks_and_page_one():
    """Sections are bookmarks in order; page one names the briefing and lists where each section begins."""
    with pikepdf.open(io.BytesIO(made())) as document, document.open_outline() as outline:
        heads = [section.title.words for section in PAGE.sections]
        assert [one.title for one in outline.root] == [*heads, "Facts and evidence"]
        assert str(document.docinfo["/Title"]) == "Two twenties"
    first = words(PAGE).partition("Each row is one sentence")[0]
    assert "The claims 2" in first and "1 of " in first


# --- facts and evidence --------------------------------------------------------------------------

BOUND = ("fact", "date", "quotation")


def test_every_number_leads_to_its_entry(flagship_tagged):
    """Whatever is of a fact is a link to the fact's entry, but for what stands in that entry."""
    things = [one for one in flagship_tagged.printed(*BOUND) if one.says.get("fact")]
    assert len(things) > 1000
    at_home = [one for one in things if one.entry == one.says["fact"]]
    assert not any(one.aim for one in at_home)
    away = [one for one in things if one.entry != one.says["fact"]]
    assert [one for one in away if one.aim != annex.entry_id(one.says["fact"])] == []
    assert {one.page <= flagship_tagged.own for one in things} == {True, False}


def test_every_link_has_somewhere_to_lead(flagship_tagged):
    """Each destination that a link names is there: entries in the annex, places before it."""
    aims = flagship_tagged.aims
    assert [link for link in flagship_tagged.links if link[1] not in aims] == []
    entries = [page for aim, page in aims.items() if aim.startswith("e-")]
    places = [page for aim, page in aims.items() if aim.startswith("n-") and page <= flagship_tagged.own]
    assert min(entries) == flagship_tagged.own + 1 and len(places) > 300


def test_every_entry_leads_back_to_every_place(built, flagship_tagged):
    """An entry has a link to each place on the briefing's pages where its fact stands, named by page."""
    printed, led = defaultdict(set), defaultdict(dict)
    for one in flagship_tagged.printed(*BOUND):
        if one.page <= flagship_tagged.own and one.says.get("fact"):
            printed[one.says["fact"]].add(f"n-{one.says['run']}")
    for one in flagship_tagged.printed("structural"):
        if one.entry and one.aim:
            led[one.entry][one.aim] = one.words
    for address in built.page.standings:
        texts = {aim for aim in led[address] if aim.startswith("n-")}
        assert texts == printed[address], address
        for aim, words in led[address].items():
            assert re.search(rf"\b{flagship_tagged.aims[aim]}[a-z]*$", words.strip()), (aim, words)
    drawn = {mark.address for one in built.page.exhibits.values() if one.drawings for mark in one.marks}
    drawn.discard("")  # what is not stated
    assert all(any(aim.startswith("exhibit-") for aim in led[address]) for address in drawn)


def test_claim_words_lead_to_what_bears_them_out(flagship_tagged):
    """A word that compares leads to its comparison: in the briefing's arithmetic, or else in the annex."""
    words = [one for one in flagship_tagged.printed("claim") if "facts" in one.says]
    assert len(words) > 20 and all(one.aim.startswith("b-") for one in words)
    assert {one.aim for one in words} <= set(flagship_tagged.aims)
    word = '<p>It was <span class="fact claim" data-class="claim" data-word="k">twice</span> that.</p>'
    told = Comparison(Borne("k", "twice", ("price", "spent"), "ratio"), 1, Prose("two to one"))
    page = replace(bare(), comparisons={"k": told})
    for block, listed in (("", True), ('<div data-block="arithmetic"></div>', False)):
        page = replace(page, sections=(replace(page.sections[0], body=Prose(word + block)),))
        assert 'href="#b-1"' in pdf.document(page, ASSETS)
        assert ('id="b-1"' in pdf.annex_document(pdf.Printing(page, ASSETS), {})) is listed
        assert ('id="b-1"' in pdf.document(page, ASSETS)) is not listed


def test_places_on_one_page_are_told_apart():
    """Where a page prints a number more than once its places have letters; a chart is named."""
    found = annex.spots(PAGE, {"price": [3, 5, 9]}, {"n-3": 1, "n-5": 4, "n-9": 4})["price"]
    assert [(one.label, one.anchor) for one in found] == [("1", "n-3"), ("4a", "n-5"), ("4b", "n-9")]
    many = annex.spots(PAGE, {"price": range(28)}, {f"n-{nth}": 1 for nth in range(28)})["price"]
    assert [one.label for one in many][::9] == ["1a", "1j", "1s", "1ab"]
    address = next(iter(PAGE.exhibits["share"].marks)).address
    (chart,) = annex.spots(PAGE, {}, {"exhibit-share": 3})[address]
    assert (chart.label, chart.anchor, chart.exhibit) == ("3", "exhibit-share", "exhibit 3")


def test_an_entry_has_the_evidence_of_its_fact(built, flagship_tagged):
    """Each quote of a fact stands in its entry with its source, and each input of a sum leads to its own."""
    entries = {one.says["entry"]: one for one in flagship_tagged.things if "entry" in one.says}
    whole = defaultdict(str)
    for one in flagship_tagged.things:
        if "entry" in one.says:
            whole[one.says["entry"]] += squeezed(one.words)
    assert set(entries) == set(built.page.standings)
    for address, standing in built.page.standings.items():
        for evidence in standing.evidence:
            if not evidence.gloss:
                assert bare_words(evidence.quote.text) in bare_words(whole[address])
            publisher = built.page.all_sources[evidence.source.text].publisher.text
            assert squeezed(publisher).replace("'", "’") in whole[address]
        if standing.derivation:
            aims = {one.aim for one in flagship_tagged.things if one.entry == address}
            assert {annex.entry_id(given) for given in standing.given} <= aims


def bare_words(text: str) -> str:
    """Return the letters and figures of a text."""
    return "".join(one for one in text if one.isalnum())


def test_the_annex_has_pages_of_its_own(flagship_tagged):
    """Its pages follow the briefing's and count by themselves, and so do those of the briefing."""
    own = flagship_tagged.own
    assert flagship_tagged.labels[:own] == tuple(map(str, range(1, own + 1)))
    annexed = flagship_tagged.labels[own:]
    assert annexed == tuple(f"A{nth}" for nth in range(1, len(annexed) + 1)) and len(annexed) <= 10
    feet = [one.words.strip() for one in flagship_tagged.running if re.search(r"\d of A?\d", one.words)]
    assert feet == [
        *(f"{nth} of {own}" for nth in range(1, own + 1)),
        *(f"A{nth} of A{len(annexed)}" for nth in range(1, len(annexed) + 1)),
    ]
    first = [one.words.strip() for one in flagship_tagged.printed("structural") if one.page == 1]
    assert first.count("A1") == 1 and flagship_tagged.aims[annex.HEAD.id] == own + 1


@pytest.mark.parametrize("size", ["A4", "Letter"])
def test_the_annex_has_every_fact(size):
    """Its pages are as large as the briefing's, and have the statement of every number."""
    pages = annexed(size)
    (first, *_) = (
        laid() if size == "A4" else pdf.render(replace(PAGE, desk=replace(PAGE.desk, page=size)), ASSETS)
    )
    assert pages and {one.width for one in pages} == {first.pages[0].width}
    assert {one.height for one in pages} == {first.pages[0].height}
    text = " ".join(getattr(box, "text", "") for one in pages for box in one._page_box.descendants())
    assert [one.address for one in annex.ordered(PAGE, {})] == list(dict.fromkeys(PAGE.standings))
    assert all(squeezed(one.statement.text) in squeezed(text) for one in PAGE.standings.values())


def test_columns_stand_side_by_side_in_the_page():
    """No word and no link of the annex stands out of its page's margins, or in the other column."""
    side, block = 17 / 25.4 * 96, 176 / 25.4 * 96
    for one in annexed("A4"):
        for _, _, (left, _, right, _), _ in one.links:
            assert side - 1 <= left < right <= side + block + 1
            assert right < side + block / 2 or left > side + block / 2


# --- what the structure says ---------------------------------------------------------------------


def test_every_number_is_of_a_class_in_the_structure(flagship_tagged):
    """No numeral or number word of the text stands in marked content without a class above it."""
    assert [text for text in flagship_tagged.unclassed if NUMBER.search(text)] == []
    assert {one.says["class"] for one in flagship_tagged.running} == {"structural"}
    known = {"fact", "quotation", "date", "bibliographic", "citation", "structural", "tally", "name", "idiom"}
    assert {one.says["class"] for one in flagship_tagged.things if "class" in one.says} == {
        *known, "plain", "claim",
    }  # fmt: skip


def test_the_classes_of_the_structure_are_those_of_the_markup(flagship_tagged, built):
    """Each classed element of the markup stands in the PDF once, with its properties and its words."""
    aims = flagship_tagged.aims.items()
    page_of = {anchor: number for anchor, number in aims if number <= flagship_tagged.own}
    printing = pdf.Printing(built.page, ASSETS)
    sources = (printing.main.html, pdf.annex_document(printing, page_of))
    expected = {}
    for source in sources:
        for element in document_fromstring(source).xpath("//*[@data-run]"):
            if not element.xpath("ancestor-or-self::*[starts-with(@class, 'run-')]"):
                expected[element.get("data-run")] = element
    found = defaultdict(list)
    for one in flagship_tagged.things:
        if "run" in one.says:
            found[one.says["run"]].append(one)
    assert set(found) == set(expected)
    for run, element in expected.items():
        pieces = found[run]
        said = {name: element.get(f"data-{name}") for name in pieces[0].says}
        assert all(one.says == said for one in pieces) and said["class"]
        words = squeezed("".join(element.itertext()))
        if element.get("class") != "folio":
            assert squeezed("".join(one.words for one in pieces)) == words
    assert any(len(pieces) > 1 for pieces in found.values())


def test_a_title_says_what_the_properties_say(flagship_pdf, flagship_tagged):
    """Readers that give no attributes have the same in the title of the element."""
    assert len(flagship_tagged.things) > 3000
    for one in flagship_tagged.things:
        short = {name: ",".join(text.split()) for name, text in one.says.items()}
        told = dict(pair.split("=", 1) for pair in one.title.split(" "))
        assert told == {name: text for name, text in short.items() if name not in ("because", "label")}
    with pikepdf.open(io.BytesIO(flagship_pdf)) as document:
        assert document.Root.MarkInfo.UserProperties is True


def test_strings_outside_the_pages_are_words_on_them(flagship_pdf, flagship_tagged, built):
    """Title, subject and bookmarks repeat what elements of the pages say."""
    (title,) = [one.words for one in flagship_tagged.things if one.says.get("part") == "title"]
    (standfirst,) = [one.words for one in flagship_tagged.things if one.says.get("part") == "standfirst"]
    with pikepdf.open(io.BytesIO(flagship_pdf)) as document:
        assert squeezed(str(document.docinfo["/Title"])) == squeezed(title)
        assert squeezed(str(document.docinfo["/Subject"])) == squeezed(standfirst)


def test_sections_exhibits_and_charts_are_named(flagship_tagged, built):
    """What stands in a section or an exhibit is below an element that names it."""
    sections = {one.says["section"] for one in flagship_tagged.things if "section" in one.says}
    assert sections == {section.id for section in built.page.sections} | {annex.HEAD.id}
    exhibits = {one.says["exhibit"] for one in flagship_tagged.things if "exhibit" in one.says}
    assert exhibits == {*built.page.exhibits, built.page.cover.id}
    number = next(one for one in flagship_tagged.printed("fact") if {"exhibit": "deal-terms"} in one.within)
    assert {"section": "deal"} in number.within


def test_labels_of_charts_lead_to_their_facts(flagship_tagged, built):
    """Over each label of a chart that says a fact lies a link to its entry, within the picture."""
    for exhibit in (built.page.cover, *built.page.exhibits.values()):
        if not exhibit.drawings:
            continue
        drawing = exhibit.drawings["print"]
        pictures = [one for one in flagship_tagged.things if one.kind == "Figure"]
        (picture,) = [one for one in pictures if one.says.get("exhibit") == exhibit.id]
        left, foot, right, top = picture.box
        assert (right - left, top - foot) == pytest.approx((drawing.width, drawing.height), abs=0.01)
        labels = [one for one in flagship_tagged.things if "label" in one.says]
        links = [one for one in labels if one.within[:1] == (picture.says,)]
        texts = [
            one for one in document_fromstring(drawing.svg).xpath("//*[@data-box][@data-fact]")
            if one.get("data-class") in BOUND
        ]  # fmt: skip
        assert len(links) == len(texts) > 0
        for link, text in zip(links, texts, strict=True):
            x1, y1, x2, y2 = map(float, text.get("data-box").split())
            assert link.box == pytest.approx((left + x1, top - y2, left + x2, top - y1), abs=0.01)
            assert link.aim == annex.entry_id(text.get("data-fact")) == annex.entry_id(link.says["fact"])
            assert link.says["label"] == " ".join("".join(text.itertext()).split())


def test_every_link_has_an_area_to_hit():
    """A pointer can meet each link: the rectangle of a citation is as high as its figures."""
    with pikepdf.open(io.BytesIO(made())) as document:
        notes = [note for page in document.pages for note in page.get("/Annots", [])]
        boxes = [[float(one) for one in note["/Rect"]] for note in notes if note["/Subtype"] == "/Link"]
    assert len(boxes) > 20
    assert [box for box in boxes if abs(box[3] - box[1]) < 4 or abs(box[2] - box[0]) < 2] == []


def test_every_digit_is_of_a_class():
    """Each number in the markup the PDF is laid out from stands in an element that says what it is."""
    assert unclassed(document_fromstring(pdf.document(PAGE, ASSETS))) == []


def test_draft_is_marked_on_every_page_and_a_release_on_none():
    """Each page of a draft counts its problems at the foot; a release has no such words."""
    draft = words(short())
    pages = re.findall(r"\bA?\d of A?\d\b", draft)
    assert pages == ["1 of 2", "2 of 2", "A1 of A1"]
    assert draft.count("Draft: 3 problems") == len(pages) + 1
    assert "Draft" not in words(short(release="0.1", problems=0))


def test_no_page_is_empty_at_the_foot_and_nothing_is_split():
    """But for pages that end by rule none is a fifth empty; Letter takes as many pages, give or take one."""
    assert thin(PAGE) == ()
    fills = [fill for one in laid() for fill in fullness.page_fill(one)]
    assert all(0 < fill <= 1 for fill in fills)
    letter = pdf.render(replace(PAGE, desk=replace(PAGE.desk, page="Letter")), ASSETS)
    assert abs(sum(len(one.pages) for one in letter) - len(fills)) <= 1
    for cover, claims, *_ in (laid(), letter):  # the cover ends where it begins
        assert len(cover.pages) == 1 and PAGE.sections[0].id in claims.pages[0].anchors
    assert round(letter[0].pages[0].width / 96 * 72) == 612


def test_a_page_that_is_too_empty_is_told_with_what_would_not_fit():
    """A page more than a fifth empty is a warning at its section: where it ends, and what begins the next."""
    row = (Prose("A term"), Prose("What is said of it"))
    tall = replace(PAGE.exhibits["terms"], columns=row, rows=(row,) * 22, sources=(), note=None)
    head = "<h3>Under a head</h3><p>Its words.</p>"
    body = f'{head}{"<p>More words.</p>" * 12}<div data-block="exhibit" data-id="terms"></div>'
    file = SectionFile("money", PAGE.edition.briefing.at, "content/briefings/two/money.md", None, "")
    briefing = replace(PAGE.edition.briefing, sections=(file,))
    page = short(edition=replace(PAGE.edition, briefing=briefing))
    page = replace(page, sections=(replace(PAGE.sections[3], body=Prose(body)),), exhibits={"terms": tall})
    made, (empty, *_) = pdf.made(page, ASSETS, {})
    assert made.startswith(b"%PDF-")
    told = empty.diagnostic(page)
    assert (told.at.path, told.check, told.severity) == (file.path, "page-is-full", Severity.WARNING)
    assert re.fullmatch(
        r"page 2 of the PDF is [3-7]\d% empty at its foot, under `Under a head`", told.message
    )
    assert told.notes[0].startswith("the next page begins: More words. Exhibit 2")


def test_a_last_page_with_next_to_nothing_is_told():
    """The last page may be empty but for a fifth; one that holds less is told to be the last."""
    claims = replace(PAGE.sections[0], body=Prose('<div data-block="claims"></div>'))
    for lines, expected in ((20, []), (1, ["page 3 of the PDF, the last, is"])):
        last = replace(PAGE.sections[3], body=Prose("<p>Words.</p>" * lines))
        page = short(sources=PAGE.sources[:1], disclosure=None)
        page = replace(page, sections=(claims, last))
        told = [one.diagnostic(page).message for one in thin(page)]
        assert [one[:31] for one in told] == expected


def test_a_character_without_a_glyph_is_named():
    """A character that no font here has is a fault that names it and its place; one they have is not."""
    bad = bare(standfirst=Prose("Worth 漢 more", words="Worth 漢 more"))
    with pytest.raises(pdf.RenderFault, match=r"`漢` \(U\+6F22\), in the page: .*Worth 漢 more"):
        pdf.render(bad, ASSETS)
    assert pdf.render(bare(standfirst=Prose("At least ≥ €1 → 2", words="")), ASSETS)


def test_what_cannot_be_printed_is_told_where_it_stands(tmp_path: Path):
    """One error a text, at its first such character, in the annex too; none where a gloss is printed."""
    facts = """
        fares: {statement: Fares, says: fares stay, evidence: [{source: news, quote: ticket 票价, then 不变}]}
        crews: {statement: Crews, says: crews come, evidence: [{source: news, quote: 招聘, gloss: crews}]}
        piers: {statement: Piers, says: piers rise, evidence: [{source: news, quote: 码头}]}
        """
    files = {
        "facts/f.yaml": facts.replace("ticket 票价, then 不变", '"ticket 票价, then 不变"'),
        "briefings/b/briefing.yaml": """
            title: Fares
            subject: Ports
            version: "1.0"
            issued: 2026-11-20
            standfirst: All told.
            sections: [s]
            formats: [html, pdf]
            """,
        "briefings/b/s.md": '# Told\n\n{{ quote("fares") }}, {{ quote("crews") }}, {{ fact("piers") }}.\n',
    }
    page, _ = make.assembled(make.repository(tmp_path, files))
    told, annexed = pdf.unprintable(page, ASSETS)
    assert annexed.at.line == 4
    assert (told.at.path, told.at.line, told.check) == ("content/facts/f.yaml", 2, "pdf-is-sound")
    assert "the quote of `news`" in told.message and told.message.count("U+") == 4
    assert "`gloss`" in told.help
    with pytest.raises(pdf.RenderFault, match="the quote of `news`"):
        pdf.render(page, ASSETS)
    glossed = facts.replace("quote: 码头", "quote: 码头, gloss: piers")
    files["facts/f.yaml"] = glossed.replace("ticket 票价, then 不变", "fares are the same")
    page, _ = make.assembled(make.repository(tmp_path, files))
    assert pdf.unprintable(page, ASSETS) == () and pdf.render(page, ASSETS)
    assert "码头" in dict(html.make(page, ASSETS, 1))["index.html"].decode()


def test_any_complaint_of_the_engine_is_a_fault():
    """What the PDF engine only warns of stops the build; it is said once, as an error of the briefing."""
    bent = {**ASSETS, "print.css": ASSETS["print.css"] + b"\np { no-such-property: 1 }\n"}
    with pytest.raises(pdf.RenderFault, match="no-such-property") as raised:
        pdf.made(bare(), bent, {})
    diagnostic = raised.value.diagnostics(PAGE)[0]
    assert diagnostic.check == "pdf-is-sound" and "briefing.yaml" in diagnostic.at.path


def test_what_is_wrong_with_a_common_style_is_told_of_each_document():
    """Documents share a sheet that is read once: what is wrong in it, met only in use, is heard of each."""

    def laid(weight: int) -> None:
        common = f":root {{ --face: {weight} 9pt serif }}\np {{ font: var(--face) }}\n"
        with press.undisturbed():
            press.rendered(f"<style>\n{common}{look.PARTED}</style><p>a", {})

    for _ in range(2):
        with pytest.raises(pdf.RenderFault, match="Ignored `font: 401 9pt serif`"):
            laid(401)
    laid(400)
    laid(400)


@pytest.mark.parametrize(("edition", "name"), [("", "draft"), ("oslo", "oslo-draft")])
def test_a_pdf_is_named_by_its_edition(edition: str, name: str):
    """Files of several editions can lie in one folder."""
    page = replace(PAGE, edition=replace(PAGE.edition, id=edition))
    assert html.pdf_name(page) == f"{PAGE.edition.briefing.id}-{name}.pdf"


@pytest.mark.parametrize(
    "address", ["https://example.org/x.png", "file:///etc/hostname", "tieout:///fonts/../x.svg"]
)
def test_document_opens_nothing_but_its_own(address):
    """An address that is not of the page's own files is refused, and the PDF with it."""
    bent = {
        **ASSETS,
        "print.css": ASSETS["print.css"] + f'\nh1 {{ background: url("{address}") }}\n'.encode(),
    }
    with pytest.raises(pdf.RenderFault, match="may not open"):
        pdf.made(bare(), bent, {})


def test_missing_pango_is_named(monkeypatch):
    """Without Pango the message names the library and how to get it on three systems."""
    real: Callable = builtins.__import__

    def without(name: str, *rest: object, **more: object):
        if name == "weasyprint":
            raise OSError("cannot load library 'libpangoft2-1.0-0': error 0x7e")
        return real(name, *rest, **more)

    monkeypatch.setattr(builtins, "__import__", without)
    with pytest.raises(pdf.MissingLibrary) as raised:
        pdf.made(bare(), ASSETS, {})
    assert all(part in str(raised.value) for part in ("libpangoft2-1.0-0", "apt-get", "dnf", "brew"))


_DIGESTS = """
import hashlib, sys
sys.path[:0] = {paths!r}
import make
import make_page
from pathlib import Path
from tieout.formats import html, look, pdf
assets = look.read(Path({templates!r}))
page = make_page.page(look.colours(assets))
data = {data!r}
for made in (pdf.made(page, assets, data)[0], *dict(html.make(page, assets, 1)).values()):
    print(hashlib.sha256(made).hexdigest())
"""


def test_same_page_same_bytes_in_another_process(tmp_path):
    """Another process, folder, hash seed and time zone give the same bytes, PDF and HTML."""
    paths = [str(Path(__file__).parent), str(TEMPLATES.parent)]
    script = _DIGESTS.format(paths=paths, templates=str(TEMPLATES), data=DATA)
    settings = {**os.environ, "PYTHONHASHSEED": "7", "TZ": "Asia/Tokyo", "LC_ALL": "C"}
    run = subprocess.run(
        [sys.executable, "-c", script], cwd=tmp_path, env=settings, capture_output=True, text=True, check=True
    )
    here = (made(), *dict(html.make(PAGE, ASSETS, 1)).values())
    assert run.stdout.split() == [hashlib.sha256(one).hexdigest() for one in here]
