"""A repository's own look is held to the package's: what it lacks, or breaks, is an error at its place."""

import shutil
from pathlib import Path

import pytest

from tests.sampled import PROJECT, added, copied, held
from tieout import charts, pipeline, theme

TOKENS = "tokens.yaml"


@pytest.fixture
def root(tmp_path: Path) -> Path:
    """The sample with templates of its own, as this package has them."""
    shutil.copytree(PROJECT / "templates", copied(tmp_path) / "templates")
    return tmp_path


@pytest.mark.parametrize(
    ("path", "old", "new", "said"),
    [
        (TOKENS, b"colours:\n", b"colours: [\n", "the tokens can't be read: did not find expected"),
        (TOKENS, b"  page: {light", b"  sheet: {light", "the token `colours.page` is missing"),
        (TOKENS, b'light: "#FCFBF8"', b'light: "green"', "the token `colours.page.light` is no colour"),
        (TOKENS, b"print: {size: 62,", b'print: {size: "wide",', "`type.title.print.size` is no number"),
        (TOKENS, b"print: {size: 62,", b"print: {size: .inf,", "`type.title.print.size` is no number"),
        ("screen.css", b"{", b"\xff{", "the template is not UTF-8"),
        ("page.html", b"", None, "there is no such file"),
        ("fonts/TieoutSans-Bold.ttf", b"", b"", "the font is damaged"),
        ("fonts/TieoutSans-Bold.woff2", b"wOF2", b"wOFF", "the font is damaged"),
        ("fonts/TieoutSans-Bold.woff2", b"", None, "there is no such file"),
    ],
)
def test_what_a_look_lacks_is_told_where_it_is(
    root: Path, path: str, old: bytes, new: bytes | None, said: str
):
    """A token, a template or a font that is missing, broken or of another kind is one error; mended, none."""
    assert theme.fault(root) is None
    file = root / "templates" / path
    held = file.read_bytes()
    if new is None:
        file.unlink()
    else:
        file.write_bytes(held.replace(old, new, 1) if old else held[:-9])
    found = theme.fault(root)
    assert found is not None
    assert (found.diagnostic.check, found.path) == ("template-is-read", f"templates/{path}")
    assert said in found.message
    line = held.count(b"\n", 0, held.index(old)) + 1
    assert not found.line or abs(found.line - line) <= 2
    file.write_bytes(held)
    assert theme.fault(root) is None


def test_a_look_that_cannot_be_used_is_one_problem(root: Path):
    """Checking and building tell it once, and nothing is written; no chart is drawn in a look half read."""
    (root / "templates" / TOKENS).write_text("colours: {}\n", "utf-8")
    told = ["template-is-read"]
    assert [one.check for one in pipeline.check(root, root / "archive")[1]] == told
    outcome = pipeline.build(root, (), archive=root / "archive", output=root / "output", jobs=1)
    assert [one.check for one in outcome.problems] == told
    assert not outcome.well
    assert not (root / "output").exists()


def test_a_draft_of_editions_none_of_which_can_be_made_stays(root: Path):
    """Where no edition can be written nothing new is said of the draft, in its manifest either."""
    (root / "templates" / TOKENS).write_text("colours: {}\n", "utf-8")
    rows = "[{place: north}, {place: south}]"
    table = f'editions:\n  id: "{{place}}"\n  parameters: [place]\n  table: {rows}\n'
    added(root, "content/briefings/ferries/briefing.yaml", table)
    there = added(root, "output/ferries/draft/manifest.json", "{}\n") / "output/ferries"
    before = held(there)
    outcome = pipeline.build(root, (), archive=root / "archive", output=root / "output", jobs=1)
    assert [one.check for one in outcome.problems] == ["template-is-read"]
    assert (outcome.well, held(there)) == (False, before)


def test_an_empty_folder_of_templates_is_told(root: Path):
    """Templates that are not there are missed; a repository without the folder has the package's."""
    shutil.rmtree(root / "templates")
    assert theme.fault(root) is None
    (root / "templates").mkdir()
    assert theme.fault(root) is not None


def test_a_face_of_another_name_is_another_face(root: Path):
    """What is drawn with fonts is drawn again when one has another name or other bytes, and not otherwise."""
    first = charts.fonts(root)
    font = root / "templates" / "fonts" / "TieoutSans-Bold.ttf"
    other = font.rename(font.with_stem("TieoutSans-Bolder"))
    assert charts.fonts(root) != first
    other.rename(font)
    assert charts.fonts(root) == first
    font.write_bytes(font.read_bytes()[:-1])
    assert charts.fonts(root) != first
