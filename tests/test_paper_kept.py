"""What a page of a PDF shows is kept by all that it is drawn from: what alters a page has it read anew."""

from __future__ import annotations

from collections.abc import Callable
from io import BytesIO
from pathlib import Path
from typing import Any

import pikepdf
import pytest
from pikepdf import Array, Dictionary, Name, Pdf

from tieout import auditing, steps
from tieout.audit import paper_file, paper_kept, paper_objects
from tieout.audit.paper_kept import Keeping
from tieout.store import Store

Change = Callable[[Pdf], None]


@pytest.fixture(scope="module")
def pdf(sample_draft: Path) -> bytes:
    """The PDF of the sample's draft, with a form that its second page draws, and that draws another."""

    def drawn(file: Pdf) -> None:
        inner = _form(file, b"0 0 9 9 re f")
        outer = _form(file, b"/Parent Do", Parent=inner)
        _own(file, 1).XObject = file.make_indirect(Dictionary(Parent=outer))
        file.pages[1].contents_add(b"\n/Parent Do\n")

    return altered(next(sample_draft.glob("*.pdf")).read_bytes(), drawn)


def _form(file: Pdf, code: bytes, **draws: Any) -> pikepdf.Object:
    made = file.make_stream(code)
    made.Type, made.Subtype, made.BBox = Name.XObject, Name.Form, Array([0, 0, 600, 800])
    made.Resources = Dictionary(XObject=Dictionary(**draws)) if draws else Dictionary()
    return made


def _own(file: Pdf, page: int) -> pikepdf.Object:
    """Return the resources of a page, as its own."""
    held = file.pages[page].obj
    held.Resources = Dictionary(**{key[1:]: value for key, value in held.Resources.items()})
    return held.Resources


def altered(pdf: bytes, change: Change) -> bytes:
    """Return the file as ``change`` leaves it."""
    room = BytesIO()
    with pikepdf.open(BytesIO(pdf)) as file:
        change(file)
        file.save(room)
    return room.getvalue()


def digests(pdf: bytes) -> list[str]:
    """Return the digest of each page."""
    objects = paper_objects.opened(pdf)
    with objects.file:
        told = paper_kept.Digests(objects)
        return [told.page(one) for one in objects.pages]


def _contents(file: Pdf) -> None:
    file.pages[2].contents_add(b"\n0 g\n")


def _inner(file: Pdf) -> None:
    outer = file.pages[1].obj.Resources.XObject.Parent
    outer.Resources.XObject.Parent.write(b"0 0 600 800 re f")


def _mask(file: Pdf) -> None:
    _own(file, 3).ExtGState = Dictionary(G=Dictionary(ca=0.5, SMask=Dictionary(S=Name.Alpha)))


def _box(file: Pdf) -> None:
    file.pages[0].obj.CropBox = Array([0, 0, 300, 300])


def _inherited(file: Pdf) -> None:
    file.Root.Pages.Rotate = 90


def _letters(file: Pdf) -> None:
    for one in file.objects:
        if isinstance(one, pikepdf.Stream) and b"beginbfchar" in one.read_bytes():
            one.write(one.read_bytes().replace(b"<0032>", b"<0033>"))


def _note(file: Pdf) -> None:
    file.pages[0].obj.Annots = file.make_indirect(Array([]))


def _title(file: Pdf) -> None:
    file.Root.StructTreeRoot.K[0].T = pikepdf.String("another")


EVERY = [0, 1, 2, 3, 4]


@pytest.mark.parametrize(
    ("change", "pages"),
    [
        (_contents, [2]),
        (_inner, [1]),
        (_mask, [3]),
        (_box, [0]),
        (_inherited, EVERY),
        (_letters, EVERY),
        (_note, []),
        (_title, []),
    ],
)
def test_what_alters_a_page_alters_its_digest(pdf, change, pages):
    """A page has another digest where anything is other that it is drawn from, and no other page has."""
    before, after = digests(pdf), digests(altered(pdf, change))
    assert all(before) and len(before) == len(EVERY)
    assert [nth for nth in EVERY if after[nth] != before[nth]] == pages


def test_numbers_of_objects_are_nothing(pdf):
    """A file whose objects have other numbers, and one with a page before the others, has the same pages."""
    assert digests(altered(pdf, lambda file: [file.make_stream(b"") for _ in range(9)])) == digests(pdf)

    def front(file: Pdf) -> None:
        file.add_blank_page()
        file.pages.insert(0, file.pages.p(len(file.pages)))
        del file.pages[-1]

    assert digests(altered(pdf, front))[1:] == digests(pdf)


def test_what_leads_to_itself_has_no_digest(pdf):
    """A page with a resource that leads to itself is never read back; the others are."""

    def change(file: Pdf) -> None:
        state = file.make_indirect(Dictionary(ca=1))
        state.Own = state
        _own(file, 2).ExtGState = Dictionary(G=state)

    assert [bool(one) for one in digests(altered(pdf, change))] == [True, True, False, True, True]


class Heard(Store):
    """A store that tells how many entries were read back."""

    read = 0

    def get(self, key: str) -> bytes | None:
        found = super().get(key)
        self.read += found is not None
        return found


def read(pdf: bytes, keeping: Keeping | None = None) -> tuple[Any, ...]:
    """Return all that is read of a file."""
    found = paper_file.paper(pdf, keeping=keeping)
    told = [
        (one.role, one.within, [(*piece[:3], piece.where()) for piece in one.pieces])
        for one in found.finished.passages
    ]
    return told, found.finished.faults, found.finished.aims, found.inks


def _hidden(file: Pdf) -> None:
    file.pages[1].contents_add(b"\n1 1 1 rg 0 0 595 842 re f 0.5 g 40 40 m 90 70 l 9 w S\n")


@pytest.mark.parametrize("change", [_contents, _inner, _mask, _letters, _hidden])
def test_pages_read_back_are_as_they_were_read(pdf, change, tmp_path):
    """A file is read the same with pages that are kept as without, and so is one that was altered since."""
    other = altered(pdf, change)
    plain, told = read(pdf), read(other)
    assert told[1] or change in (_contents, _letters)
    for one, want, back in ((pdf, plain, 0), (pdf, plain, 5), (other, told, None), (other, told, 5)):
        store = Heard(tmp_path / "store")
        assert read(one, Keeping(store, "code")) == want
        assert store.read == back or (back is None and store.read < 5)
    store = Heard(tmp_path / "store")
    assert read(pdf, Keeping(store, "other code")) == plain
    assert store.read == 0


def test_a_draft_is_found_to_be_what_it_is_afresh(pdf, tmp_path):
    """Audited with pages that are kept of the draft before, a draft has the faults that it has without."""
    store = Store(tmp_path / "store")
    for change, made in ((lambda file: None, len(EVERY)), (_inner, 1), (_hidden, 1)):
        before = set(store.folder.rglob("*"))
        files = {"x.pdf": altered(pdf, change)}
        found = auditing.findings(files, store, steps.Here())
        assert found == auditing.findings(files, None, steps.Here())
        assert bool(found) == (change in (_inner, _hidden))
        entries = [one for one in set(store.folder.rglob("*")) - before if one.is_file()]
        assert sum(one.read_bytes()[64:67] == b"[[[" for one in entries) == made
