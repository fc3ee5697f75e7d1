"""A PDF in parts: an edit lays out its part alone, and the file is that of a clean build, links and all."""

from __future__ import annotations

import io
from dataclasses import dataclass, replace
from functools import cache

import make_page
import pikepdf
import pytest
from tagged import Tagged, tagged

from tests.test_pdf import ASSETS, DATA
from tieout import steps
from tieout.diagnostics import Place
from tieout.formats import look, parts, pdf
from tieout.model import Page, Prose, SectionFile

FACT = '<p>So much: <data class="fact" data-class="fact" data-fact="price" value="x">$20 billion</data>.</p>'


def page(**words: str) -> Page:
    """Return a page of four sections, of which the last three begin a page; ``words`` are more of each."""
    whole = make_page.page(look.colours(ASSETS))
    names = ("claims", "deal", "price", "method")
    sections = [
        replace(whole.sections[3], id=name, short=name, body=Prose(f"{FACT}{words.get(name, '')}"))
        for name in names
    ]
    files = [
        SectionFile(name, Place("briefing.yaml"), f"{name}.md", None, "", begins_page=nth > 0)
        for nth, name in enumerate(names)
    ]
    briefing = replace(whole.edition.briefing, sections=tuple(files))
    return replace(
        whole,
        sections=tuple(sections),
        sources=whole.sources[:2],
        verdicts=(),
        cover=None,
        exhibits={},
        in_brief=(),
        edition=replace(whole.edition, briefing=briefing),
    )


class Kept:
    """What makes steps, the last that was begun first, keeps what they give, and knows which ran."""

    def __init__(self) -> None:
        self.known: dict[str, bytes] = {}
        self.ran: list[str] = []
        self.begun: list[steps.Step] = []

    def __call__(self, step: steps.Step) -> Asked:
        self.begun.append(step)
        return Asked(self, step)

    def make(self) -> None:
        """Make all that was begun."""
        for one in reversed(self.begun):
            if one.key not in self.known:
                self.known[one.key] = one.make(*one.given)
                self.ran.append(one.name)
        self.begun = []

    def made(self, page: Page, foretold: bool = False) -> bytes:
        """Return the PDF of a page; ``ran`` are the steps that it took."""
        self.ran = []
        before = self.page_of if foretold else {}
        made = pdf.Laying(pdf.Printing(page, ASSETS), self, before).made(DATA)
        self.page_of = made.page_of
        return made.file


@dataclass
class Asked:
    """A step that was begun."""

    kept: Kept
    step: steps.Step

    def result(self) -> bytes:
        self.kept.make()
        return self.kept.known[self.step.key]

    def cancel(self) -> None:
        self.kept.begun = [one for one in self.kept.begun if one is not self.step]


@cache
def clean() -> bytes:
    """The page's PDF, from nothing."""
    return pdf.made(page(), ASSETS, DATA)[0]


@cache
def read() -> Tagged:
    """What that says of itself."""
    return tagged(clean())


MORE = "<p>More words, of which there are many.</p>" * 60


@pytest.fixture(scope="module")
def edited() -> dict[str, tuple[list[str], bytes]]:
    """What ran, and what was made, as a page was made, edited, grew by a page, and was as before."""
    kept, told = Kept(), {}
    for name, one in (
        ("first", page()),
        ("again", page()),
        ("worded", page(price="<p>Another word.</p>")),
        ("grown", page(deal=MORE)),
        ("back", page()),
    ):
        made = kept.made(one, foretold=name not in ("first", "again"))
        told[name] = sorted(kept.ran), made
    return told


def test_an_edit_lays_out_its_part_alone(edited):
    """A changed word sets its own part again; with nothing changed nothing is, nor with all as it was."""
    assert {".cover", "claims", "deal", "price", "method", ".annex.deal", "heads 1"} - {
        *edited["first"][0]
    } == {".annex.deal"}
    assert edited["again"][0] == edited["back"][0] == []
    assert [one for one in edited["worded"][0] if one != "faces"] == ["price"]


def test_a_part_that_grows_moves_only_what_prints_pages(edited):
    """Where a part takes a page more, contents, annex and heads are set again; no other part is."""
    assert set(edited["grown"][0]) - {"faces"} == {"deal", ".cover", ".annex", "heads 1"}


def test_bytes_are_those_of_a_clean_build(edited):
    """Whatever was kept, in whatever order parts were made, the file is that of a build from nothing."""
    assert edited["first"][1] == edited["again"][1] == edited["back"][1] == clean()
    assert edited["grown"][1] == pdf.made(page(deal=MORE), ASSETS, DATA)[0] != clean()
    assert edited["worded"][1] == pdf.made(page(price="<p>Another word.</p>"), ASSETS, DATA)[0]


def test_contents_and_links_across_parts(edited):
    """The contents print the page where each section begins, and lead there; so does the annex to numbers."""
    for made, expected in ((clean(), [2, 3, 4, 5]), (edited["grown"][1], [2, 3, 5, 6])):
        told = tagged(made)
        assert [told.aims[name] for name in ("claims", "deal", "price", "method")] == expected
        first = [one.words.strip() for one in told.printed("structural") if one.page == 1]
        assert [one for one in first if one.isdecimal()][-5:-1] == [str(one) for one in expected]
        assert [one for one in told.links if one[1] not in told.aims] == []
        places = [
            (one.words.strip().split()[-1], told.aims[one.aim])
            for one in told.printed("structural")
            if one.entry == "price" and one.aim
        ]
        assert [int(words) for words, _ in places] == [page for _, page in places] == expected


def test_things_are_counted_through_the_whole_file():
    """Runs count from 1 on through all parts, and elements follow one another as the pages do."""
    runs = list(dict.fromkeys(int(one.says["run"]) for one in read().things if "run" in one.says))
    assert runs == list(range(1, len(runs) + 1))
    pages = [one.page for one in read().things if one.page]
    assert pages == sorted(pages)


def test_headers_of_cells_and_fonts_are_told_once():
    """Names of cells are unlike in all parts, and each face is in the file once."""
    with pikepdf.open(io.BytesIO(clean())) as file:
        found = [one for one in file.objects if isinstance(one, pikepdf.Dictionary)]
        names = [str(one.ID) for one in found if one.get("/Type") == "/StructElem" and "/ID" in one]
        assert len(names) == len(set(names))
        faces = [str(one.FontName) for one in found if one.get("/Type") == "/FontDescriptor"]
        assert len(faces) == len(set(faces)) > 3


def test_a_section_that_begins_a_page_has_its_part_of_the_annex():
    """A number is told in the part of the section that prints it first; what is under another follows it."""
    printing = pdf.Printing(page(), ASSETS)
    html = pdf.annex_document(printing, {})
    groups = dict.fromkeys([*printing.page.standings][3:], f"{parts.ANNEX}.deal")
    first, second = parts.of_annex(html, printing.parts, groups)
    assert (first.name, second.name) == (".annex", ".annex.deal")
    assert second.before == first.before + first.runs and first.before == printing.main.last
    assert "<h2>" in first.html and "<h2>" not in second.html


class Failing(Kept):
    """What makes steps: the first asked for raises ``fault``; of the others it notes what becomes."""

    def __init__(self, fault: Exception) -> None:
        super().__init__()
        self.fault, self.told = fault, []

    def __call__(self, step: steps.Step) -> Asked:
        return Noting(self, step)


class Noting(Asked):
    def result(self) -> bytes:
        self.kept.told.append(("asked", self.step.name))
        if len(self.kept.told) == 1:
            raise self.kept.fault
        return b""

    def cancel(self) -> None:
        self.kept.told.append(("left", self.step.name))


@pytest.mark.parametrize(
    ("fault", "what"),
    [
        (pdf.RenderFault(("a mistake of content",)), "asked"),
        (steps.Stopped("took longer than 60 s", steps.Why.TIME), "left"),
    ],
)
def test_what_is_under_way_is_kept_or_left_where_a_part_fails(fault: Exception, what: str):
    """Of a page that errs the other parts need not be laid out again; nobody waits for what was stopped."""
    making = Failing(fault)
    with pytest.raises(type(fault)):
        pdf.Laying(pdf.Printing(page(), ASSETS), making).made(DATA)
    (asked, failed), *others = making.told
    assert asked == "asked"
    assert {one for one, _ in others} == {what}
    assert failed not in {name for _, name in others}


@pytest.mark.parametrize("foretold", [{}, {"n-1": 1}])
def test_a_guess_that_fails_is_told_in_its_turn(foretold: dict[str, int], monkeypatch: pytest.MonkeyPatch):
    """Of a page that errs twice the same is told first, whether pages are known from before or not."""

    def lacking(*_: object) -> str:
        raise pdf.RenderFault(("of the annex",))

    monkeypatch.setattr(pdf, "annex_document", lacking)
    making = Failing(pdf.RenderFault(("of a part",)))
    with pytest.raises(pdf.RenderFault, match="of a part"):
        pdf.Laying(pdf.Printing(page(), ASSETS), making, foretold).made(DATA)
