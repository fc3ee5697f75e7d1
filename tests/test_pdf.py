"""The PDF: tagged, whole, in our fonts, the same bytes everywhere, and refused rather than flawed."""

from __future__ import annotations

import builtins
import hashlib
import io
import os
import re
import subprocess
import sys
from collections.abc import Callable
from dataclasses import replace
from functools import cache
from pathlib import Path

import make_page
import page as page_validation
import pikepdf
import pytest
from lxml.html import document_fromstring
from test_html import unclassed

from tieout.diagnostics import Severity
from tieout.formats import look, pdf
from tieout.model import Page, Prose, SectionFile

TEMPLATES = Path(__file__).parent.parent / "templates"
ASSETS = look.read(TEMPLATES)
PAGE = make_page.page(look.colours(ASSETS))
DATA = {"facts.json": b"{}\n", "facts.csv": b"id\r\n", "exhibit-share.csv": b"row\r\n"}


@cache
def made() -> bytes:
    """The page's PDF, made once."""
    return pdf.unpacked(pdf.packed(PAGE, ASSETS, DATA))[0]


@cache
def laid():
    """The page laid out, once."""
    return pdf.render(PAGE, ASSETS)


def words(page: Page) -> str:
    """Return the text of a page's PDF."""
    import pypdfium2

    with pypdfium2.PdfDocument(pdf.unpacked(pdf.packed(page, ASSETS, {}))[0]) as document:
        return "\n".join(one.get_textpage().get_text_bounded() for one in document)


def short(**changed: object) -> Page:
    """Return the page cut down to one section, for tests that need no more."""
    return replace(PAGE, sections=PAGE.sections[3:4], verdicts=(), cover=None, exhibits={}, **changed)


def bare(**changed: object) -> Page:
    """Return the page cut down to a paragraph that cites nothing, and one source."""
    section = replace(PAGE.sections[3], body=Prose("<p>Words.</p>"))
    page = short(sources=PAGE.sources[:1], in_brief=(), disclosure=None, **changed)
    return replace(page, sections=(section,))


def test_pdf_is_accessible(tmp_path):
    """The file holds to PDF/UA-1, with data attached."""
    file = tmp_path / "made.pdf"
    file.write_bytes(made())
    report = page_validation.validate_pdf(str(file), profile="ua1")
    assert report.is_compliant, [failure.message for failure in report.failures]


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


def test_bookmarks_and_page_one():
    """Sections are bookmarks in order; page one names the briefing and lists where each section begins."""
    with pikepdf.open(io.BytesIO(made())) as document, document.open_outline() as outline:
        heads = [section.title.words for section in PAGE.sections]
        assert [one.title for one in outline.root] == [*heads, "Facts and evidence"]
        assert str(document.docinfo["/Title"]) == "Two twenties"
    first = words(PAGE).partition("Each row is one sentence")[0]
    assert "The claims 2" in first and "1 of " in first


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
    assert pdf.thin_pages(PAGE, laid()) == ()
    fills = pdf.page_fill(laid())
    assert all(0 < fill <= 1 for fill in fills)
    letter = pdf.render(replace(PAGE, desk=replace(PAGE.desk, page="Letter")), ASSETS)
    assert abs(len(letter.pages) - len(fills)) <= 1
    for one in (laid(), letter):  # the cover ends where it begins
        assert PAGE.sections[0].id in one.pages[1].anchors
    assert round(letter.pages[0].width / 96 * 72) == 612


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
    made, (thin, *_) = pdf.unpacked(pdf.packed(page, ASSETS, {}))
    assert made.startswith(b"%PDF-")
    told = thin.diagnostic(page)
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
        told = [one.diagnostic(page).message for one in pdf.thin_pages(page, pdf.render(page, ASSETS))]
        assert [one[:31] for one in told] == expected


def test_a_character_without_a_glyph_is_named():
    """A character that no font here has is a fault that names it and its place; one they have is not."""
    bad = bare(standfirst=Prose("Worth 漢 more", words="Worth 漢 more"))
    with pytest.raises(pdf.RenderFault, match=r"`漢` \(U\+6F22\), in the page: .*Worth 漢 more"):
        pdf.render(bad, ASSETS)
    assert pdf.render(bare(standfirst=Prose("At least ≥ €1 → 2", words="")), ASSETS)


def test_any_complaint_of_the_engine_is_a_fault():
    """What the PDF engine only warns of stops the build; it is said once, as an error of the briefing."""
    bent = {**ASSETS, "print.css": ASSETS["print.css"] + b"\np { no-such-property: 1 }\n"}
    with pytest.raises(pdf.RenderFault, match="no-such-property") as raised:
        pdf.packed(bare(), bent, {})
    diagnostic = raised.value.diagnostics(PAGE)[0]
    assert diagnostic.check == "pdf-is-sound" and "briefing.yaml" in diagnostic.at.path


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
        pdf.packed(bare(), bent, {})


def test_missing_pango_is_named(monkeypatch):
    """Without Pango the message names the library and how to get it on three systems."""
    real: Callable = builtins.__import__

    def without(name: str, *rest: object, **more: object):
        if name == "weasyprint":
            raise OSError("cannot load library 'libpangoft2-1.0-0': error 0x7e")
        return real(name, *rest, **more)

    monkeypatch.setattr(builtins, "__import__", without)
    with pytest.raises(pdf.MissingLibrary) as raised:
        pdf.packed(bare(), ASSETS, {})
    assert all(part in str(raised.value) for part in ("libpangoft2-1.0-0", "apt-get", "dnf", "brew"))


_DIGESTS = """
import hashlib, sys
sys.path[:0] = {paths!r}
import make_page
from pathlib import Path
from tieout.formats import html, look, pdf
assets = look.read(Path({templates!r}))
page = make_page.page(look.colours(assets))
data = {data!r}
for made in (pdf.unpacked(pdf.packed(page, assets, data))[0], *dict(html.make(page, assets, 1)).values()):
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
    from tieout.formats import html

    here = (made(), *dict(html.make(PAGE, ASSETS, 1)).values())
    assert run.stdout.split() == [hashlib.sha256(one).hexdigest() for one in here]
