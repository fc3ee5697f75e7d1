"""A finished PDF is read whole: all its words once, under what binds them, and what hides them is told."""

from __future__ import annotations

import base64
import json
import random
import re
import zlib
from collections import defaultdict
from collections.abc import Callable
from io import BytesIO
from pathlib import Path
from time import process_time
from typing import Any

import pikepdf
import pytest
from finished import squeezed
from lengthened import lengthened
from pikepdf import Array, Dictionary, Name, Pdf
from tagged import tagged

from tieout.audit import attached, drawn, paper_around, paper_file, paper_objects
from tieout.audit.finished import Finished, Passage, Piece, Role

Change = Callable[[Pdf], None]


@pytest.fixture(scope="module")
def pdf(sample_draft: Path) -> bytes:
    """The PDF of the sample's draft."""
    return next(sample_draft.glob("*.pdf")).read_bytes()


@pytest.fixture(scope="module")
def read(pdf) -> Finished:
    """What it says, unaltered."""
    return paper_file.read(pdf)


def altered(pdf: bytes, change: Change, **saving: Any) -> bytes:
    """Return the file as ``change`` leaves it."""
    room = BytesIO()
    with pikepdf.open(BytesIO(pdf)) as file:
        change(file)
        file.save(room, **saving)
    return room.getvalue()


def painted(code: str, page: int = 1) -> Change:
    """Return the change that paints more on a page, in a font F9, under the coordinates of PDF."""

    def change(file: Pdf) -> None:
        paint(file, code, page)

    return change


def paint(file: Pdf, code: str, page: int = 1) -> None:
    held = file.pages[page]
    held.obj.Resources.Font["/F9"] = Dictionary(
        Type=Name.Font, Subtype=Name.Type1, BaseFont=Name.Helvetica, Encoding=Name.WinAnsiEncoding
    )
    held.contents_add(b"q\n", prepend=True)
    held.contents_add(f"\nQ\n{code}\n".encode())


def form(file: Pdf, code: str, **more: Any) -> pikepdf.Object:
    """Return a form that draws ``code``."""
    font = Dictionary(Type=Name.Font, Subtype=Name.Type1, BaseFont=Name.Helvetica)
    made = file.make_stream(code.encode())
    made.Type, made.Subtype = Name.XObject, Name.Form
    made.BBox = Array([0, 0, 600, 800])
    made.Resources = Dictionary(Font=Dictionary(F9=font), **more)
    return made


def told(read: Finished) -> list[str]:
    """Return the messages of all that could not be read."""
    return [message for _, message in read.faults]


def pieces(read: Finished, role: Role = Role.TEXT, kind: str = "") -> list[Piece]:
    """Return the pieces of all passages of a role, those of a class, if one is asked for."""
    every = (piece for one in read.passages if one.role is role for piece in one.pieces)
    return [one for one in every if not kind or one.kind == kind]


def said(read: Finished, words: str) -> list[tuple[Passage, Piece]]:
    """Return each piece that says ``words``, among others, with its passage."""
    return [(one, piece) for one in read.passages for piece in one.pieces if words in piece.words]


def elements(file: Pdf, name: str) -> list[pikepdf.Object]:
    """Return the elements of the structure of a kind, in the order of the file."""
    return [
        one
        for one in file.objects
        if isinstance(one, Dictionary) and one.get("/Type") == "/StructElem" and one.get("/S") == f"/{name}"
    ]


def classed(file: Pdf, kind: str) -> pikepdf.Object:
    """Return the first element of a class."""
    return next(
        one
        for name in ("Link", "Span")
        for one in elements(file, name)
        if f"class={kind} " in f"{one.get('/T', '')} "
    )


# --- the file as it was made ------------------------------------------------------------------------


def test_nothing_is_wrong_with_what_was_made(read):
    """The PDF of a draft is read without a fault, its pages counted as they are labelled."""
    assert read.faults == ()
    assert read.pages == ("1", "2", "3", "4", "A1")
    assert {"facts.json", "facts.csv", "sources.json", "manifest.json"} <= set(read.attached)
    assert json.loads(read.attached["facts.json"])["briefing"]["id"] == "ferries"


def test_each_printed_thing_is_one_piece(pdf, read):
    """What another reader finds of each thing, over lines and pages, is the words of one piece."""
    runs: defaultdict[str, str] = defaultdict(str)
    for thing in tagged(pdf).things:
        if "run" in thing.says and thing.says["class"] != "citation":
            runs[thing.says["run"]] += squeezed(thing.words)
    bound = [one for one in pieces(read) if "run" in one.says and one.kind != "citation"]
    found = {one.says["run"]: squeezed(one.words) for one in bound}
    assert len(found) == len(bound) > 50
    assert found == {run: words for run, words in runs.items() if run in found}
    assert not any("  " in one.words for one in bound)


def test_all_that_is_shown_is_told_once(pdf, read):
    """The letters of all passages of text are those of the pages, in the order of the structure or not."""
    import pypdfium2

    with pypdfium2.PdfDocument(pdf) as document:
        shown = "".join(page.get_textpage().get_text_bounded() for page in document)
    roles = (Role.TEXT, Role.RUNNING, Role.LABEL)
    words = "".join(one.words for one in read.passages if one.role in roles)
    assert sorted(squeezed(words)) == sorted(squeezed(shown.replace("\x02", "-").replace("\ufffe", "-")))


def test_words_are_apart_as_they_are_drawn(read):
    """A space that is marked and not drawn, or that a line's end leaves out, is told; no other is made."""
    texts = [one.words for one in read.passages if one.role is Role.TEXT]
    assert any("Sources: " in one for one in texts)
    assert [one for one in texts if re.search(r"\w\[\d| [.,;:]|”[A-Za-z]|[.,;][A-Z]|  ", one)] == []


def test_a_piece_has_its_properties_its_link_and_its_place(pdf, read):
    """A fact of the text says which, leads to its entry, and tells the page and the box of its words."""
    linked = [one for one in pieces(read, kind="fact") if one.aim]
    assert linked and all(one.aim in read.aims and one.aim.startswith("e-") for one in linked)
    spot = linked[0].where()
    left, bottom, right, top = spot.box
    assert spot.page == 1 and 0 < left < right < 600 and 0 < bottom < top < 850
    assert all(1 <= page <= 5 for page in read.aims.values())


def test_a_citation_group_is_a_piece_for_each_link(read):
    """Each number of a group leads to its own source; the comma between them is bound to nothing."""
    cited = pieces(read, kind="citation")
    numbered = [piece for piece in cited if piece.words.strip("[]").isdigit() and piece.aim]
    assert numbered and all(piece.aim == f"s{piece.words.strip('[]')}" for piece in numbered)
    assert not any("," in piece.words for piece in cited)


def test_a_passage_says_what_it_stands_in(read):
    """Sections, exhibits, entries, sources, the title: each passage knows where it is."""
    within = [one.within for one in read.passages]
    for name in ("section", "exhibit", "entry", "source", "part"):
        assert any(name in one for one in within), name
    sources = [one for one in read.passages if "source" in one.within]
    named = {name for name in read.aims if name[0] == "s" and name[1:].isdigit()}
    assert {one.within["source"] for one in sources} == named
    assert next(one.words for one in read.passages if one.within.get("part") == "title")


def test_margins_are_told_page_by_page(read):
    """Running heads and feet are passages of their own, each number in a piece with its class."""
    running = [one for one in read.passages if one.role is Role.RUNNING]
    assert {"1 of 4", "4 of 4", "A1 of A1"} <= {one.words for one in running}
    assert all(piece.kind for one in running for piece in one.pieces if any(map(str.isdigit, piece.words)))


def test_a_chart_has_its_labels_and_its_ink_where_they_are_drawn(pdf):
    """The texts and the marks of a drawing, as its data gives them, are in the PDF at the same place."""
    whole = paper_file.paper(pdf)
    exhibits = json.loads(whole.finished.attached["facts.json"])["exhibits"]
    charts = [one for one in exhibits if "drawing" in one]
    assert charts
    for exhibit in charts:
        labels = [
            (" ".join(one.words.split()), float(one.pieces[0].says["x"]), float(one.pieces[0].says["y"]))
            for one in whole.finished.passages
            if one.role is Role.LABEL and one.within["exhibit"] == exhibit["id"]
        ]
        texts = [one for one in exhibit["drawing"]["texts"] if one["words"].strip()]
        assert len(labels) == len(texts)
        for one in texts:
            place = pytest.approx((one["x"], one["y"]), abs=0.02)
            assert any(
                words == " ".join(one["words"].split()) and (x, y) == place for words, x, y in labels
            ), one
        width = exhibit["drawing"]["width"]  # the page cuts a drawing to its frame
        for mark in exhibit["drawing"]["marks"]:
            left, top, right, bottom = mark["box"]
            framed = (left, top, min(right, width), bottom)
            assert any(
                all(abs(one - other) < 0.05 for one, other in zip(box, framed, strict=True))
                for box, *_ in whole.inks[exhibit["id"]]
            ), mark


def test_strings_outside_the_pages_are_told(read):
    """Title, keywords, XMP, bookmarks, link texts and alternative texts are passages by their role."""
    roles = {one.role for one in read.passages}
    assert {Role.TITLE, Role.METADATA, Role.BOOKMARK, Role.LINK, Role.ALT} <= roles
    labels = [one for one in pieces(read, Role.LINK) if "label" in one.says]
    assert labels and all(one.aim in read.aims and one.says["fact"] for one in labels)
    titles = {one.words for one in read.passages if one.role is Role.TITLE}
    assert len(titles) == 1


# --- numbers that were brought in -----------------------------------------------------------------


def in_a_form(file: Pdf) -> None:
    file.pages[1].obj.Resources.XObject["/X9"] = form(file, "BT /F9 9 Tf 50 50 Td ($99bn) Tj ET")
    paint(file, "/X9 Do")


def in_letters(file: Pdf) -> None:
    """Write a form in letters, as the PDF engine does where that makes it no longer."""
    in_a_form(file)
    made = file.pages[1].obj.Resources.XObject["/X9"]
    written = base64.a85encode(zlib.compress(made.read_bytes())) + b"~>"
    made.write(written, filter=Array([Name.ASCII85Decode, Name.FlateDecode]))


def in_letters_by_default(file: Pdf) -> None:
    """Write it so, and say that it is packed as usual."""
    in_letters(file)
    file.pages[1].obj.Resources.XObject["/X9"].DecodeParms = Array([None, Dictionary()])


def in_a_pattern(file: Pdf) -> None:
    made = form(file, "BT /F9 9 Tf 50 50 Td ($99bn) Tj ET")
    del made["/Subtype"]
    made.Type, made.PatternType, made.PaintType, made.TilingType = Name.Pattern, 1, 1, 1
    made.XStep = made.YStep = 600
    file.pages[1].obj.Resources.Pattern["/P9"] = made
    paint(file, "/Pattern cs /P9 scn 0 0 600 800 re f")


def in_a_note(file: Pdf) -> None:
    note = Dictionary(
        Type=Name.Annot,
        Subtype=Name.FreeText,
        Rect=Array([50, 50, 90, 60]),
        AP=Dictionary(N=form(file, "BT /F9 9 Tf 5 5 Td ($99bn) Tj ET")),
    )
    file.pages[1].obj.Annots.append(file.make_indirect(note))


def in_the_words_of_a_note(file: Pdf) -> None:
    note = Dictionary(Type=Name.Annot, Subtype=Name.Text, Rect=Array([50, 50, 90, 60]), Contents="$99bn")
    file.pages[1].obj.Annots.append(file.make_indirect(note))


def in_a_field(file: Pdf) -> None:
    field = file.make_indirect(Dictionary(FT=Name.Tx, T="sum", V="$99bn"))
    file.Root.AcroForm = Dictionary(Fields=Array([field]))


def in_an_element_without_class(file: Pdf) -> None:
    paint(file, "/Span <</MCID 9000>> BDC BT /F9 9 Tf 50 50 Td ($99bn) Tj ET EMC")
    element = next(one for one in elements(file, "P") if one.get("/Pg") == file.pages[1].obj)
    element.K.append(9000)


def beside_a_fact(file: Pdf) -> None:
    fact = next(one for one in elements(file, "Link") if "class=fact" in str(one.get("/T", "")))
    content = next(kid for kid in fact.K if isinstance(kid, int))
    paint(file, f"/Span <</MCID {content}>> BDC BT /F9 9 Tf 50 50 Td ( $99bn) Tj ET EMC", 0)


def among_citations(file: Pdf) -> None:
    paint(file, "/Span <</MCID 9000>> BDC BT /F9 9 Tf 50 50 Td ($99bn) Tj ET EMC")
    group = next(
        one
        for one in elements(file, "Span")
        if "class=citation" in str(one.get("/T", "")) and one.Pg == file.pages[1].obj
    )
    group.K.append(9000)


def in_the_name_of_a_layer(file: Pdf) -> None:
    layer = file.make_indirect(Dictionary(Type=Name.OCG, Name="$99bn"))
    file.Root.OCProperties = Dictionary(OCGs=Array([layer]), D=Dictionary(Order=Array([layer])))


BROUGHT_IN = {
    "unmarked": painted("BT /F9 9 Tf 50 50 Td ($99bn) Tj ET"),
    "artifact": painted("/Artifact BMC BT /F9 9 Tf 50 50 Td ($99bn) Tj ET EMC"),
    "content of no element": painted("/Span <</MCID 9000>> BDC BT /F9 9 Tf 50 50 Td ($99bn) Tj ET EMC"),
    "unseen": painted("BT 3 Tr /F9 9 Tf 50 50 Td ($99bn) Tj ET"),
    "beyond the page": painted("BT /F9 9 Tf -500 -500 Td ($99bn) Tj ET"),
    "letter by letter": painted(
        "BT /F9 9 Tf 50 50 Td ($) Tj 5 0 Td (9) Tj 5 0 Td (9) Tj 5 0 Td (b) Tj 5 0 Td (n) Tj ET"
    ),
    "form": in_a_form,
    "form in letters": in_letters,
    "form in letters by default": in_letters_by_default,
    "pattern": in_a_pattern,
    "note": in_a_note,
    "words of a note": in_the_words_of_a_note,
    "field": in_a_field,
    "element": in_an_element_without_class,
    "layer": in_the_name_of_a_layer,
}


@pytest.mark.parametrize("way", BROUGHT_IN)
def test_a_number_that_is_brought_in_is_told_as_bound_to_nothing(pdf, read, way):
    """Wherever it is put it is in a piece without a class; before, it was nowhere."""
    assert not said(read, "$99bn")
    found = said(paper_file.read(altered(pdf, BROUGHT_IN[way])), "$99bn")
    assert found and not any(piece.kind for _, piece in found)


def test_what_is_painted_into_a_fact_changes_its_words(pdf):
    """A text in the marked content of a fact is of that fact's words, which then are not its own."""
    found = said(paper_file.read(altered(pdf, beside_a_fact)), "$99bn")
    assert [piece.kind for _, piece in found] == ["fact"] and found[0][1].words != "$99bn"


def test_a_number_among_citations_is_one(pdf):
    """What is no link in a group of citations is a citation that leads nowhere, not the comma of a group."""
    ((_, piece),) = said(paper_file.read(altered(pdf, among_citations)), "$99bn")
    assert piece.kind == "citation" and not piece.aim


def test_what_stands_outside_the_structure_is_told_where_it_is(pdf):
    """Of a painted number the page and the box are told."""
    ((passage, piece),) = said(paper_file.read(altered(pdf, BROUGHT_IN["unmarked"])), "$99bn")
    spot = piece.where()
    left, bottom, right, top = spot.box
    assert spot.page == 2 and 49 < left < 52 < right < 90 and 45 < bottom < top < 62
    assert passage.within["part"] == "outside"


def charted(file: Pdf) -> tuple[int, int, tuple[float, float]]:
    """Return the page of the first chart, its marked content, and where its upper left is."""
    chart = next(one for one in elements(file, "Figure") if "exhibit=" in str(one.get("/T", "")))
    page = next(nth for nth, one in enumerate(file.pages) if one.obj == chart.Pg)
    content = next(kid for kid in chart.K if isinstance(kid, int))
    box = next(one.BBox for one in chart.A if "/BBox" in one)
    return page, content, (float(box[0]), float(box[3]))


def test_a_label_that_is_painted_into_a_chart_is_one_of_its_labels(pdf, read):
    """A text in the marked content of a chart is a label, where it stands in the drawing."""

    def change(file: Pdf) -> None:
        page, content, (left, top) = charted(file)
        code = f"BT /F9 9 Tf {left + 10} {top - 20} Td ($99bn) Tj ET"
        paint(file, f"/Figure <</MCID {content}>> BDC {code} EMC", page)

    ((passage, piece),) = said(paper_file.read(altered(pdf, change)), "$99bn")
    assert passage.role is Role.LABEL and passage.within["exhibit"]
    assert (float(piece.says["x"]), float(piece.says["y"])) == pytest.approx((10, 20), abs=0.02)


@pytest.mark.parametrize(
    "mark", ["/Figure <</MCID {content}>> BDC {code} EMC", "/Artifact BMC {code} EMC", "{code}"]
)
def test_what_is_drawn_over_a_chart_is_of_its_ink(pdf, mark):
    """A bar that is painted into a chart, or over it from without, is among the boxes of its ink."""

    def change(file: Pdf) -> None:
        page, content, (left, top) = charted(file)
        code = f"{left + 10} {top - 20} 30 5 re f"
        paint(file, mark.format(content=content, code=code), page)

    before, after = paper_file.inks(pdf), paper_file.inks(altered(pdf, change))
    added = [box for name, held in after.items() for box in held[len(before[name]) :]]
    assert added == [pytest.approx((10, 15, 40, 20), abs=0.02)]


def test_a_figure_by_another_name_is_a_chart(pdf):
    """Where the roles say that an element is a figure its words and ink are those of a chart."""

    def change(file: Pdf) -> None:
        file.Root.StructTreeRoot.RoleMap = Dictionary(Picture=Name.Figure)
        for one in elements(file, "Figure"):
            one.S = Name.Picture

    assert paper_file.inks(altered(pdf, change)) == paper_file.inks(pdf)
    assert off(altered(pdf, change)) == []


@pytest.mark.parametrize("key", ["ActualText", "Alt"])
def test_a_label_that_is_said_otherwise_is_told_both_ways(pdf, key):
    """Of a label in a chart that says it is another text both are told."""

    def change(file: Pdf) -> None:
        page, content, (left, top) = charted(file)
        code = f"/Span <</{key} (about nothing)>> BDC BT /F9 9 Tf {left + 10} {top - 20} Td ($99bn) Tj ET EMC"
        paint(file, f"/Figure <</MCID {content}>> BDC {code} EMC", page)

    found = paper_file.read(altered(pdf, change))
    assert [passage.role for passage, _ in said(found, "$99bn")] == [Role.LABEL]
    assert [passage.role for passage, _ in said(found, "about nothing")] == [Role.ALT]


def off(data: bytes, facts: bytes | None = None) -> list[str]:
    """Return what of the charts of a PDF is otherwise than its data, or ``facts``, have it."""
    paper = paper_file.paper(data)
    record = attached.record_of(facts or paper.finished.attached["facts.json"])
    return [one.message for one in drawn.faults(paper.finished, paper.inks, record, "a.pdf")]


def within_chart(code: str) -> Change:
    """Return the change that paints into the first chart, in points from its upper left, y up."""

    def change(file: Pdf) -> None:
        page, content, (left, top) = charted(file)
        moved = f"q 1 0 0 1 {left} {top} cm {code} Q"
        paint(file, f"/Figure <</MCID {content}>> BDC {moved} EMC", page)

    return change


@pytest.mark.parametrize(
    ("code", "message"),
    [
        ("0 0.4 0.4 rg 10 -40 60 8 re f", "something is drawn that its data does not have"),
        ("1 g 0 -90 300 90 re f", "something is drawn that its data does not have"),
        ("10 w 10 -40 m 60 -40 l S", "something is drawn that its data does not have"),
        ("1 0 0 1 0 0 cm", ""),
        ("10 -40 60 8 re n", ""),
    ],
)
def test_nothing_is_drawn_that_the_data_does_not_have(pdf, code, message):
    """An extra bar, or a white box over one, is a fault of the chart; a path that is not painted is none."""
    found = off(altered(pdf, within_chart(code)))
    assert off(pdf) == []
    assert all(message in one for one in found) and bool(found) == bool(message)


@pytest.mark.parametrize(
    ("matrix", "is_off"),
    [("1 0 0 1 0 0", False), ("1 0 0 1 3 0", True), ("1 0 0 1 0 3", True), ("0 1 -1 0 200 -40", True)],
)
def test_a_label_stands_where_the_data_has_it(pdf, matrix, is_off):
    """A label that is moved along its line, or off it, or turned, is a fault; one left there is none."""

    def change(file: Pdf) -> None:
        page, content, _ = charted(file)
        code = pikepdf.parse_content_stream(file.pages[page])
        start = next(
            nth
            for nth, one in enumerate(code)
            if str(one.operator) == "BDC" and f"'/MCID': {content}" in f"{dict(one.operands[1])}"
        )
        first = next(nth for nth in range(start, len(code)) if str(code[nth].operator) == "BT")
        last = next(nth for nth in range(first, len(code)) if str(code[nth].operator) == "ET")
        before = pikepdf.parse_content_stream(file.make_stream(f"q {matrix} cm".encode()))
        after = pikepdf.parse_content_stream(file.make_stream(b"Q"))
        made = [*code[:first], *before, *code[first : last + 1], *after, *code[last + 1 :]]
        file.pages[page].obj.Contents = file.make_stream(pikepdf.unparse_content_stream(made))

    assert bool(off(altered(pdf, change))) == is_off


def test_what_lies_over_another_does_so_in_the_data(pdf):
    """A label painted before the box that the data has under it is a fault; in the data's order none is."""
    facts = json.loads(paper_file.read(pdf).attached["facts.json"])
    drawing = next(one["drawing"] for one in facts["exhibits"] if one["id"] == "trips")
    plate = next(one for one in drawing["marks"] if one["part"] == "plate")
    assert off(pdf, json.dumps(facts).encode()) == []
    plate["order"] = 1000
    found = off(pdf, json.dumps(facts).encode())
    assert found and all(" is painted over the plate of `" in one for one in found)


# --- what hides or contradicts --------------------------------------------------------------------


def text_instead(file: Pdf) -> None:
    code = "/Span <</ActualText (about nothing)>> BDC BT /F9 9 Tf 50 50 Td ($99bn) Tj ET EMC"
    paint(file, code)


def named_text_instead(file: Pdf) -> None:
    file.pages[1].obj.Resources.Properties = Dictionary(M9=Dictionary(ActualText="about nothing"))
    paint(file, "/Span /M9 BDC BT /F9 9 Tf 50 50 Td ($99bn) Tj ET EMC")


@pytest.mark.parametrize("change", [text_instead, named_text_instead])
def test_what_is_drawn_is_told_and_not_only_what_is_given_instead(pdf, change):
    """Of a text that says it is another both are told."""
    found = paper_file.read(altered(pdf, change))
    assert [piece.kind for _, piece in said(found, "$99bn")] == [""]
    ((passage, _),) = said(found, "about nothing")
    assert passage.role is Role.ALT


@pytest.mark.parametrize("key", ["/ActualText", "/E", "/Alt"])
def test_what_an_element_says_instead_of_its_text_is_told(pdf, key):
    """A replacement, an expansion or an alternative of an element is a passage of its own."""

    def change(file: Pdf) -> None:
        elements(file, "P")[3][key] = "$99bn"

    ((passage, _),) = said(paper_file.read(altered(pdf, change)), "$99bn")
    assert passage.role is Role.ALT


def pairs(element: pikepdf.Object) -> pikepdf.Object:
    """Return the user properties of an element."""
    return element.A.P if isinstance(element.A, Dictionary) else element.A[-1].P


def title(file: Pdf) -> None:
    element = classed(file, "fact")
    element.T = str(element.T).replace("class=fact", "class=name")


def property_(file: Pdf) -> None:
    pairs(classed(file, "fact"))[0].V = "name"


def both(file: Pdf) -> None:
    element = classed(file, "fact")
    title(file)
    pairs(element)[0].V = "name"


def twice(file: Pdf) -> None:
    pairs(classed(file, "fact")).append(Dictionary(N="fact", V="another"))


def within_itself(file: Pdf) -> None:
    element = elements(file, "P")[2]
    element.K.append(element)


def in_two_places(file: Pdf) -> None:
    first, second = elements(file, "P")[2:4]
    second.K.append(first)


def too_deep(file: Pdf) -> None:
    top = elements(file, "P")[2]
    for _ in range(400):
        below = file.make_indirect(Dictionary(Type=Name.StructElem, S=Name.Span, P=top, K=Array()))
        top.K.append(below)
        top = below


def loose_link(file: Pdf) -> None:
    note = Dictionary(Type=Name.Annot, Subtype=Name.Link, Rect=Array([5, 5, 9, 9]), Dest="s1", Contents="x")
    file.pages[0].obj.Annots.append(file.make_indirect(note))


def unnumbered_link(file: Pdf) -> None:
    note = Dictionary(Type=Name.Annot, Subtype=Name.Link, Rect=Array([5, 5, 9, 9]), Dest="s1", Contents="x")
    file.pages[0].obj.Annots.append(note)


def script(file: Pdf) -> None:
    file.Root.OpenAction = Dictionary(S=Name.JavaScript, JS="app.alert(1)")


def picture(file: Pdf) -> None:
    made = file.make_stream(b"\x00")
    made.Type, made.Subtype, made.ColorSpace = Name.XObject, Name.Image, Name.DeviceGray
    made.Width = made.Height = 1
    made.BitsPerComponent = 8
    file.pages[0].obj.Resources.XObject["/I9"] = made
    paint(file, "q 100 0 0 100 50 50 cm /I9 Do Q", 0)


def outlined(file: Pdf) -> None:
    """A 7 and a 0 as outlines, as a program for drawings writes them."""
    seven = "50 50 m 55 50 l 55 49 l 52 42 l 51 42 l 54 49 l 50 49 l h "
    nought = "60 46 m 60 52 65 52 65 46 c 65 40 60 40 60 46 c h "
    nought += "61 46 m 61 50 64 50 64 46 c 64 42 61 42 61 46 c h f*"
    paint(file, seven + nought, 0)


def under_a_box(file: Pdf) -> None:
    paint(file, "1 g 0 0 600 842 re f", 1)


def under_a_picture(file: Pdf) -> None:
    picture(file)
    paint(file, "q 600 0 0 842 0 0 cm /I9 Do Q", 0)


def under_a_stroke(file: Pdf) -> None:
    paint(file, "1 G 600 w 300 0 m 300 842 l S", 1)


def under_a_gradient(file: Pdf) -> None:
    even = Dictionary(FunctionType=2, Domain=Array([0, 1]), C0=Array([1]), C1=Array([1]), N=1)
    file.pages[1].obj.Resources.Shading = Dictionary(
        S9=Dictionary(
            ShadingType=2, ColorSpace=Name.DeviceGray, Coords=Array([0, 0, 600, 0]), Function=even
        )
    )
    file.pages[1].obj.Resources.Shading.S9.Extend = Array([True, True])
    paint(file, "/S9 sh", 1)


def under_a_form(file: Pdf) -> None:
    file.pages[1].obj.Resources.XObject["/X9"] = form(file, "1 g 0 0 600 800 re f")
    paint(file, "/X9 Do")


def within(code: str) -> Change:
    """Return the change that paints a text after ``code``."""

    def change(file: Pdf) -> None:
        states = Dictionary(ca=0, CA=0)
        file.pages[1].obj.Resources["/ExtGState"] = Dictionary(G9=states)
        paint(file, f"q {code} BT /F9 9 Tf 50 8 Td (words) Tj ET Q", 1)

    return change


def in_a_faint_form(file: Pdf) -> None:
    made = form(file, "0 g BT /F9 9 Tf 50 8 Td (words) Tj ET")
    made.Group = Dictionary(S=Name.Transparency)
    file.pages[1].obj.Resources.XObject["/X9"] = made
    within("/G9 gs /X9 Do")(file)


def layered(file: Pdf) -> None:
    """Put a text into a layer that is off."""
    layer = file.make_indirect(Dictionary(Type=Name.OCG, Name="hidden"))
    file.Root.OCProperties = Dictionary(OCGs=Array([layer]), D=Dictionary(OFF=Array([layer])))
    file.pages[1].obj.Resources.Properties = Dictionary(L9=layer)
    paint(file, "/OC /L9 BDC BT /F9 9 Tf 50 8 Td (words) Tj ET EMC")


def aimless(file: Pdf) -> None:
    names = file.Root.Names.Dests.Names
    names[1] = Array([Dictionary(Type=Name.Page), Name.Fit])


def in_a_small_form(file: Pdf) -> None:
    made = form(file, "0 g BT /F9 9 Tf 50 8 Td (words) Tj ET")
    made.BBox = Array([0, 0, 5, 5])
    file.pages[1].obj.Resources.XObject["/X9"] = made
    paint(file, "/X9 Do")


def masked(file: Pdf) -> None:
    mask = form(file, "0 g 0 0 600 800 re f")
    mask.Group = Dictionary(S=Name.Transparency, CS=Name.DeviceGray)
    state = Dictionary(SMask=Dictionary(S=Name.Luminosity, G=mask))
    file.pages[1].obj.Resources["/ExtGState"] = Dictionary(G9=state)
    paint(file, "q /G9 gs BT /F9 9 Tf 50 8 Td (words) Tj ET Q")


def lightened(file: Pdf) -> None:
    file.pages[1].obj.Resources["/ExtGState"] = Dictionary(G9=Dictionary(BM=Name.Lighten))
    paint(file, "q /G9 gs BT /F9 9 Tf 50 8 Td (words) Tj ET Q")


def dot_like(file: Pdf) -> None:
    paint(file, "BT /F9 0.01 Tf 50 50 Td ($99bn) Tj ET")


def meaningless(file: Pdf) -> None:
    for font in file.pages[0].obj.Resources.Font.values():
        del font["/ToUnicode"]


def bookmarks_in_a_ring(file: Pdf) -> None:
    first = file.Root.Outlines.First
    first.Next = first


def renamed_attachment(file: Pdf) -> None:
    names = file.Root.Names.EmbeddedFiles.Names
    names[1].F = names[1].UF = "another.csv"


def attached_twice(file: Pdf) -> None:
    names = file.Root.Names.EmbeddedFiles.Names
    names.extend([names[0], names[1]])


def unlisted_attachment(file: Pdf) -> None:
    hidden = file.make_stream(b"id,value")
    entry = Dictionary(Type=Name.Filespec, F="more.csv", UF="more.csv", EF=Dictionary(F=hidden))
    file.Root.AF.append(file.make_indirect(entry))


def altered_attachment(file: Pdf) -> None:
    names = file.Root.Names.EmbeddedFiles.Names
    names[1].EF.F.write(b"id,value")


def alike_destinations(file: Pdf) -> None:
    names = file.Root.Names.Dests.Names
    names.extend([names[0], names[3]])


WRONG: dict[str, tuple[Change, str]] = {
    "title": (title, "an element's title says `class=name"),
    "property": (property_, "and its properties `class=name"),
    "property twice": (twice, "an element says `fact` twice"),
    "within itself": (within_itself, "stands in two places, or within itself"),
    "in two places": (in_two_places, "stands in two places, or within itself"),
    "too deep": (too_deep, "elements deep"),
    "loose link": (loose_link, "a link belongs to nothing in the structure"),
    "link without a number": (unnumbered_link, "a link belongs to nothing in the structure"),
    "note": (in_a_note, "an annotation of the kind `FreeText`"),
    "field": (in_a_field, "it has a form to fill in"),
    "script": (script, "it runs a program of its own"),
    "picture": (picture, "a picture of pixels"),
    "outlined": (outlined, "a shape that may be a picture of words"),
    "under a box": (under_a_box, "a text lies under what is painted over it"),
    "under a picture": (under_a_picture, "a text lies under what is painted over it"),
    "under a stroke": (under_a_stroke, "a text lies under what is painted over it"),
    "under a gradient": (under_a_gradient, "a text lies under what is painted over it"),
    "under a form": (under_a_form, "a text lies under what is painted over it"),
    "unpainted": (within("3 Tr"), "a text is not painted"),
    "a clip alone": (within("7 Tr"), "a text is not painted"),
    "transparent": (within("/G9 gs"), "a text is not painted"),
    "in a faint form": (in_a_faint_form, "a text is not painted"),
    "white": (within("1 g"), "a text has the colour of what it stands on"),
    "pale": (within("0.9 0.9 0.95 rg"), "a text has the colour of what it stands on"),
    "dark on dark": (
        within("0.1 g 0 0 600 22 re f 0 g"),
        "a text has the colour of what it stands on",
    ),
    "cut off": (within("0 0 5 5 re W n"), "a text is cut off"),
    "off the page": (painted("BT /F9 9 Tf -500 -500 Td (words) Tj ET"), "a text stands off its page"),
    "tiny": (dot_like, "too small to be read"),
    "meaningless": (meaningless, "does not say what its letters are"),
    "bookmarks": (bookmarks_in_a_ring, "its bookmarks lead to each other"),
    "renamed": (renamed_attachment, "is also called `another.csv`"),
    "attached twice": (attached_twice, "two files are attached as `"),
    "unlisted": (unlisted_attachment, "a file `more.csv` that is not among its attachments"),
    "altered": (altered_attachment, "is not what its checksum says"),
    "masked": (masked, "a mask, or a mode of mixing colours, may hide"),
    "lightened": (lightened, "a mask, or a mode of mixing colours, may hide"),
    "in a small form": (in_a_small_form, "a text is cut off"),
    "layer": (layered, "it has layers, which a reader may see or not"),
    "no page": (aimless, "is on no page"),
    "destinations": (alike_destinations, "two destinations are named `"),
}


@pytest.mark.parametrize("name", WRONG)
def test_what_hides_or_contradicts_is_a_fault(pdf, name):
    """Each alteration is told in one sentence; saved without it, nothing is."""
    change, message = WRONG[name]
    assert told(paper_file.read(altered(pdf, lambda file: None))) == []
    found = told(paper_file.read(altered(pdf, change)))
    assert any(message in one for one in found), found


@pytest.mark.parametrize(
    "code",
    [
        "0 g",  # in ink
        "1 g 0 0 600 22 re f 0 g",  # on a box that is painted before
        "0 g 0 0 600 22 re f 1 g",  # white on a dark one
        "0 g 0 0 600 22 re 1 1 598 20 re f*",  # in a frame
        "0 g 45 3 m 45 22 l 52 22 l h f",  # beside a triangle whose box it stands in
        "0 0 600 22 re W n",  # cut to more than it is
        "0 G 1 w 45 11 m 120 11 l S",  # over a line
        "1 Tr 0 G",  # in outline
    ],
)
def test_a_text_that_is_seen_is_no_fault(pdf, code):
    """What is painted before a text, around it or beside it hides nothing."""
    assert told(paper_file.read(altered(pdf, within(code)))) == []


def test_a_box_hides_only_what_it_lies_over(pdf):
    """What is painted later where no text stands is no fault; over one the place of the text is told."""
    assert told(paper_file.read(altered(pdf, painted("1 g 0 0 600 20 re f")))) == []
    found = paper_file.read(altered(pdf, painted("1 g 0 700 600 142 re f"))).faults
    assert {message for _, message in found} == {"a text lies under what is painted over it"}
    assert all(spot.page == 2 and spot.box[3] > 690 for spot, _ in found)


def test_title_and_properties_that_agree_are_no_fault(pdf):
    """That a class is another than the text is not for the reader of a file to judge."""
    assert told(paper_file.read(altered(pdf, both))) == []


@pytest.mark.parametrize(
    ("change", "role"),
    [
        (lambda file: file.docinfo.__setitem__("/Title", "$99bn"), Role.TITLE),
        (lambda file: file.docinfo.__setitem__("/Keywords", "$99bn"), Role.METADATA),
        (lambda file: file.docinfo.__setitem__("/Added", "$99bn"), Role.METADATA),
        (lambda file: file.Root.Outlines.First.__setitem__("/Title", "$99bn"), Role.BOOKMARK),
        (lambda file: file.pages[0].obj.Annots[0].__setitem__("/Contents", "$99bn"), Role.LINK),
        (
            lambda file: file.Root.Metadata.write(
                file.Root.Metadata.read_bytes().replace(b"</rdf:RDF>", b"<!-- $99bn --></rdf:RDF>")
            ),
            Role.METADATA,
        ),
    ],
)
def test_a_number_in_a_string_outside_the_pages_is_told(pdf, change, role):
    """Such a string is a passage by its role."""
    ((passage, _),) = said(paper_file.read(altered(pdf, change)), "$99bn")
    assert passage.role is role


# --- what can't be read -----------------------------------------------------------------------------


def doubling(file: Pdf) -> None:
    """Forms of which each draws the next ten times, twenty deep."""
    last = form(file, "BT /F9 9 Tf 50 50 Td (9) Tj ET")
    for _ in range(20):
        last = form(file, "/X Do " * 10, XObject=Dictionary(X=file.make_indirect(last)))
    file.pages[0].obj.Resources.XObject["/X9"] = last
    paint(file, "/X9 Do", 0)


def circular(file: Pdf) -> None:
    made = file.make_indirect(form(file, "/X Do"))
    made.Resources.XObject = Dictionary(X=made)
    file.pages[0].obj.Resources.XObject["/X9"] = made
    paint(file, "/X9 Do", 0)


def bomb(file: Pdf) -> None:
    made = file.make_stream(zlib.compress(b" " * (paper_objects.LARGEST_STREAM + 1)))
    made.Filter = Name.FlateDecode
    file.pages[0].obj.Contents = made


def packed_twice(file: Pdf) -> None:
    made = file.make_stream(zlib.compress(zlib.compress(b" " * 1000)))
    made.Filter = Array([Name.FlateDecode, Name.FlateDecode])
    file.pages[0].obj.Contents = made


def no_tree(file: Pdf) -> None:
    del file.Root["/StructTreeRoot"]


@pytest.mark.parametrize(
    ("change", "message"),
    [
        (doubling, "draw each other without end"),
        (circular, "a form draws itself"),
        (bomb, "unpacks to more than"),
        (packed_twice, "packed in a way that is not read here"),
    ],
)
def test_what_would_never_end_is_refused(pdf, change, message):
    """A file that unpacks or draws without end is one fault, in a moment."""
    made = altered(pdf, change, compress_streams=False)
    start = process_time()
    found = paper_file.read(made)
    assert process_time() - start < 2
    assert found.passages == () and len(found.faults) == 1
    assert message in told(found)[0]


def test_a_file_that_is_no_pdf_is_one_fault(pdf):
    """Nothing, another file, half a file, an encrypted file: each is said in words and none is raised."""
    locked = altered(pdf, lambda file: None, encryption=pikepdf.Encryption(owner="x", user="y"))
    owned = altered(pdf, lambda file: None, encryption=pikepdf.Encryption(owner="x", user=""))
    for data, message in (
        (b"", "it is not a PDF"),
        (b"<html></html>", "it is not a PDF"),
        (b"%PDF-1.7\nnothing", "it is broken"),
        (pdf[: len(pdf) // 2], "it is broken"),
        (locked, "it is encrypted"),
        (owned, "it is encrypted"),
    ):
        found = paper_file.read(data)
        assert len(found.faults) == 1 and found.passages == ()
        assert told(found)[0].startswith(f"this PDF can't be read: {message}")
        assert "0x" not in told(found)[0] and "BytesIO" not in told(found)[0]


def test_without_a_structure_the_words_are_told_all_the_same(pdf, read):
    """A PDF without its tree is a fault, and all that it prints is bound to nothing."""
    found = paper_file.read(altered(pdf, no_tree))
    assert "it has no structure tree: nothing says what its numbers are" in told(found)
    texts = [one for one in found.passages if one.role is Role.TEXT]
    assert texts and not any(piece.kind for one in texts for piece in one.pieces)
    shown = (Role.TEXT, Role.RUNNING, Role.LABEL)
    words = "".join(one.words for one in read.passages if one.role in shown)
    assert sorted(squeezed("".join(one.words for one in texts))) == sorted(squeezed(words))


def test_whatever_is_broken_nothing_is_raised(pdf):
    """Files with bytes, keys or values at random are read or refused, and never stop the reader."""
    chance = random.Random(7)
    for _ in range(12):
        data = bytearray(pdf)
        for _ in range(20):
            data[chance.randrange(len(data))] = chance.randrange(256)
        assert paper_file.read(bytes(data)) is not None
    values = [Name.Odd, "odd", 7, -1, 2.5, True, Array(), Dictionary(), Array([1, Dictionary(MCID=3)])]
    for _ in range(12):

        def change(file: Pdf) -> None:
            held = [one for one in file.objects if isinstance(one, Dictionary) and "/Kids" not in one]
            for one in chance.sample(held, 60):
                for key in list(one.keys())[:2]:
                    one[key] = chance.choice(values)

        assert paper_file.read(altered(pdf, change)) is not None


# --- time -----------------------------------------------------------------------------------------


@pytest.mark.filterwarnings("ignore:Copying pages")
def test_the_time_grows_with_the_pages_and_no_faster(pdf):
    """Eight times the pages take no more than twelve times as long."""
    short, long = pdf, lengthened(pdf, 8)

    def took(data: bytes, pages: int) -> float:
        start = process_time()
        found = paper_file.read(data)
        assert len(found.passages) > 100 and len(found.pages) == pages
        return process_time() - start

    assert took(long, 40) < 12 * min(took(short, 5) for _ in range(3))


def test_a_checksum_that_is_a_text_by_chance_is_read_back():
    """The bytes of a digest are told as text where they are one; they are known again, and no others."""
    told = "3c4c61458a4c2a58737295652acc7920"
    assert told in paper_around.written("u:<LaE\u2212L*Xsr\u0141e*\u00ccy ")
    assert told not in paper_around.written("u:<LaE\u2212L*Xsr\u0141e*\u00ccy!")
    assert paper_around.written(f"b:{told}") == (told,)
