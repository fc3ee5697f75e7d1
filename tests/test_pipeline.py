"""The sample repository, all the way: the same bytes everywhere, drafts that build, releases that stay."""

import json
import random
import re
import shutil
import time
from collections.abc import Callable
from dataclasses import replace
from multiprocessing import get_context
from pathlib import Path
from types import SimpleNamespace as Namespace

import pytest

from tests import make, make_page
from tests.sampled import BRIEFING, added, changed, copied, held, kept, tieout
from tieout import auditing, formats, pipeline, steps, whole
from tieout.diagnostics import Diagnostic, Place, Severity
from tieout.formats import look, pdf
from tieout.model import Page, SectionFile
from tieout.pipeline import Outcome

OTHER = "content/facts/other.yaml"
BAD_ELSEWHERE = """\
harbour-gulls:
  statement: Gulls counted at the pier
  value: 40 ferries
  evidence:
    - source: harbour-yearbook-2025
      quote: a fleet of 24 ferries
"""


def built(root: Path, release: bool = False, archive: bool = True) -> Outcome:
    return pipeline.build(
        root,
        (),
        archive=pipeline.archive_of(root, None) if archive else None,
        output=root / "output",
        release=release,
        jobs=1,
    )


def errors(outcome: Outcome) -> list[str]:
    return [f"{one.at}: {one.check}" for one in outcome.problems if one.severity is Severity.ERROR]


@pytest.fixture
def clean(sample_clean: Path) -> Path:
    """The sample, built once as a draft."""
    return sample_clean


@pytest.fixture
def released(sample_released: Path) -> Path:
    """The sample, released once; tests copy it."""
    return sample_released


def test_a_draft_is_audited_once_and_a_release_each_time(clean: Path, released: Path):
    """What the audit found of a draft is kept beside it; of a release nothing is."""

    def ran(folder: Path, root: Path) -> int:
        run = []
        here = Namespace(submit=lambda *given: run.append(given) or steps.Here().submit(*given))
        auditing.findings(held(folder), steps.Store(root / ".tieout" / "store", writes=False), here)
        return len(run)

    assert ran(clean / "output" / "ferries" / "draft", clean) == 0
    assert ran(released / "output" / "ferries" / "1.1", released) == 4


def without_paper(root: Path) -> Path:
    """Return ``root``, whose briefing has no PDF, for tests that do not look at one: it takes longest."""
    return changed(root, f"content/briefings/{BRIEFING}/briefing.yaml", "html, pdf, data", "html, data")


@pytest.fixture
def again(released: Path, tmp_path: Path) -> Path:
    """A copy of the released sample, to be changed."""
    shutil.copytree(released, tmp_path / "again")
    return tmp_path / "again"


# --- the same bytes ------------------------------------------------------------------------------


def test_a_second_build_runs_nothing_again(clean: Path):
    """With nothing changed no chart is drawn, no PDF set and no file written a second time."""
    before, kept = held(clean / "output"), held(clean / ".tieout")
    files = [file for name in (".tieout", "output") for file in (clean / name).rglob("*") if file.is_file()]
    written = [file.stat().st_ino for file in files]
    built(clean)
    assert held(clean / "output") == before
    assert held(clean / ".tieout") == kept
    assert [file.stat().st_ino for file in files] == written


def killed_when(root: Path, is_time: Callable[[], bool]) -> None:
    """Build ``root`` in a process of its own, with workers, and kill it when it is time, or let it end."""
    process = get_context("fork").Process(
        target=lambda: pipeline.build(root, (), archive=root / "archive", output=root / "output", jobs=2)
    )
    process.start()
    while process.is_alive() and not is_time():
        time.sleep(0.002)
    process.kill()
    process.join()


def store_files(root: Path) -> list[Path]:
    return sorted(one for one in (root / ".tieout").rglob("*") if one.is_file())


def test_a_build_killed_at_any_moment_is_made_good_by_the_next(clean: Path, tmp_path: Path):
    """However far a build was when it was killed, the next gives the bytes of a clean one, and no rubbish."""
    root = copied(tmp_path)
    draft, at = root / "output" / BRIEFING / "draft", random.Random(6)
    whole_draft = held(clean / "output" / BRIEFING / "draft")
    for wanted in sorted(at.sample(range(1, len(store_files(clean))), 3)):
        killed_when(root, lambda wanted=wanted: len(store_files(root)) >= wanted)
        assert held(draft) in ({}, whole_draft)
    changed(root, "content/briefings/ferries/briefing.yaml", "title: Full", "title: Empty")
    built(root)
    old = held(draft)
    changed(root, "content/briefings/ferries/briefing.yaml", "title: Empty", "title: Full")
    killed_when(root, lambda: any(one.name != "draft" for one in draft.parent.iterdir()))
    assert held(draft) in (old, whole_draft)
    built(root)
    assert held(root / "output") == held(clean / "output")
    assert [one.name for one in draft.parent.iterdir()] == ["draft"]
    assert [one for one in store_files(root) if one.name.startswith(whole.PREFIX)] == []


def test_two_builds_at_once_give_the_bytes_of_one(clean: Path, tmp_path: Path):
    """Two processes that build one repository into one folder leave the draft of either, and no rubbish."""
    root = copied(tmp_path)
    two = [get_context("fork").Process(target=built, args=(root,)) for _ in range(2)]
    for one in two:
        one.start()
    for one in two:
        one.join()
    assert [one.exitcode for one in two] == [0, 0]
    assert held(root / "output") == held(clean / "output")
    assert [one.name for one in (root / "output" / BRIEFING).iterdir()] == ["draft"]
    assert built(root).remarks == ()


def test_a_damaged_entry_is_told_on_the_console_alone(clean: Path, tmp_path: Path):
    """What was damaged in the store is made again and said in a line; the files are as of a clean build."""
    root = kept(clean, tmp_path)
    for one in store_files(root):
        one.write_bytes(one.read_bytes()[:-1])
    call = ("build", "--root", str(root), "--jobs", "1")
    done = tieout(*call)
    assert done.returncode == 0
    assert re.search(r"^store: [1-9]\d* damaged entr(y|ies) made again$", done.stderr, re.MULTILINE)
    assert held(root / "output") == held(clean / "output")
    again = [tieout(*call) for _ in range(3)][-1]  # a build reads no more of the store than it needs
    assert "store:" not in again.stderr + again.stdout


def test_a_pdf_that_takes_too_long_is_told_and_not_kept(tmp_path: Path, monkeypatch: pytest.MonkeyPatch):
    """A PDF that goes beyond its limits is a problem of the briefing, and the next build makes it."""
    root = copied(tmp_path)
    briefing, page = "content/briefings/ferries/briefing.yaml", root / "output" / BRIEFING / "draft"
    with monkeypatch.context() as hurried:
        hurried.setattr(formats, "limits", lambda size: steps.Limits(seconds=0.01))
        outcome = pipeline.build(root, (), archive=root / "archive", output=root / "output", jobs=2)
    (told,) = outcome.problems
    assert (told.check, told.at.path) == ("pdf-is-sound", briefing)
    assert told.message == "the PDF is not made: its layout took longer than 0.01 s and was stopped"
    assert (page / "index.html").is_file() and not list(page.glob("*.pdf"))
    assert built(root).well
    assert list(page.glob("*.pdf"))


def test_a_pdf_is_set_again_when_what_its_annex_prints_changes(monkeypatch: pytest.MonkeyPatch):
    """The key of a kept PDF moves with the annex, with a place named in it, and with what sets it."""
    assets = make.assets()
    page = make_page.page(look.colours(assets))

    def key(of: Page) -> str:
        return formats._pdf_key(pdf.Printing(of, assets), {})

    first, (address, one) = key(page), [*page.standings.items()][-1]
    assert key(replace(page)) == first
    worded = replace(one, statement=replace(one.statement, text="What only the annex prints"))
    worded = replace(page, standings={**page.standings, address: worded})
    assert pdf.document(worded, assets) == pdf.document(page, assets)
    assert key(worded) != first
    renamed = {name: replace(one, marks=one.marks[:1]) for name, one in page.exhibits.items()}
    assert any(len(one.marks) > 1 for one in page.exhibits.values())
    assert key(replace(page, exhibits=renamed)) != first
    elsewhere = replace(one, statement=replace(one.statement, at=Place("elsewhere.yaml", 99, 1)))
    assert key(replace(page, standings={**page.standings, address: elsewhere})) == first
    begun = SectionFile(page.sections[0].id, Place("a.md"), "a.md", None, "", begins_page=True)
    briefing = replace(page.edition.briefing, sections=(begun,))
    cut = replace(page, edition=replace(page.edition, briefing=briefing))
    assert pdf.document(cut, assets) == pdf.document(page, assets)  # the first begins one in any case
    assert key(cut) != first
    monkeypatch.setattr(formats.engine, "installed", lambda: "pydyf 99")
    assert key(page) != first


def test_a_build_leaves_content_alone(clean: Path, tmp_path: Path):
    """A draft touches nothing but its output and the store."""
    there = held(clean)
    ours = {name: made for name, made in there.items() if not name.startswith(("output/", ".tieout/"))}
    assert ours == held(copied(tmp_path))


# --- drafts --------------------------------------------------------------------------------------


def test_a_draft_holds_all_its_files(clean: Path):
    """A draft is a page with what it needs, a PDF, charts, data and a manifest of them all."""
    files = held(clean / "output" / BRIEFING / "draft")
    assert {
        "index.html",
        "ferries-draft.pdf",
        "manifest.json",
        "charts/cover-trips-print.svg",
        "charts/trips-print.svg",
        "data/facts.json",
        "data/facts.csv",
        "data/sources.json",
        "data/exhibit-trips.csv",
        "data/exhibit-terms.csv",
    } <= set(files)
    said = json.loads(files["manifest.json"])
    assert set(said["artefacts"]) == set(files) - {"manifest.json"}
    assert said["version"] == "draft"


def test_one_of_a_kind_is_counted_in_the_singular(tmp_path: Path):
    """A page that rests on one fact of one source says so, and that its quote was not held against a copy."""
    page = Namespace(
        tallies={"facts": 1, "sources": 1, "derived": 0, "numbers": 1, "vouched": 0, "evidence": 1},
        release="",
        problems=0,
    )
    told = pipeline.Built("trips", tmp_path, page, {}).report()
    assert told.endswith("tied out: 1 fact, 1 source, 0 derived; 1 number on the page; 0 of 1 quote vouched")


def test_a_draft_is_replaced_whole(clean: Path, tmp_path: Path):
    """What stood in the folder of a draft is gone after the next."""
    root = kept(clean, tmp_path)
    built(root)
    stray = root / "output" / BRIEFING / "draft" / "stray.txt"
    stray.write_text("left behind")
    built(root)
    assert not stray.exists()
    assert [one.name for one in (root / "output" / BRIEFING).iterdir()] == ["draft"]


def test_a_draft_with_errors_is_written_and_says_so(clean: Path, tmp_path: Path):
    """A draft is written whatever errs, with the count of errors on its face; without one it has none."""
    root = without_paper(kept(clean, tmp_path))
    page = root / "output" / BRIEFING / "draft"
    built(root)
    assert json.loads((page / "data/facts.json").read_text("utf-8"))["briefing"]["problems"] == 0
    added(root, "content/briefings/ferries/service.md", "\nIt took 24 evenings and grew twofold.\n")
    outcome = built(root)
    assert [one.partition(":")[0] for one in errors(outcome)] == ["content/briefings/ferries/service.md"] * 2
    assert not outcome.well
    assert json.loads((page / "data/facts.json").read_text("utf-8"))["briefing"]["problems"] == 2
    assert "2 problems" in (page / "index.html").read_text("utf-8")


def test_every_problem_is_said_in_one_run(tmp_path: Path):
    """Faults of different files and stages are reported together; the sample itself has none."""
    root = copied(tmp_path)
    assert pipeline.check(root, None)[1] == []
    changed(root, "content/facts/ferries.yaml", "value: 24 ferries", "value: 25 ferries")
    changed(root, "content/derived/ferries.yaml", "formula: subsidy / trips", "formula: subsidy / tripz")
    added(root, "content/briefings/ferries/service.md", "\nIt took 24 evenings.\n")
    paths = {one.at.path for one in pipeline.check(root, None)[1]}
    assert paths >= {
        "content/facts/ferries.yaml",
        "content/derived/ferries.yaml",
        "content/briefings/ferries/service.md",
    }


TALL = """
tall:
  table:
    columns: [Term, Words]
    rows: [{rows}]
  title: A table that takes most of a page
  alt: A table.
"""


def test_a_page_left_empty_is_a_warning_each_time(clean: Path, tmp_path: Path):
    """A page that an exhibit leaves empty is warned of, at each build and in a release; all is well."""
    root = kept(clean, tmp_path)
    assert built(root).problems == ()
    added(root, "content/briefings/ferries/exhibits.yaml", TALL.format(rows="[A, B]," * 28))
    section = "content/briefings/ferries/service.md"
    text = (root / section).read_text("utf-8")
    terms = '{{ exhibit("terms") }}'
    assert terms in text
    (root / section).write_text(text.replace(terms, f'{{{{ exhibit("tall") }}}}\n\n{terms}'), "utf-8")
    for release in (False, False, True):
        outcome = built(root, release=release)
        assert outcome.well
        told = [one for one in outcome.problems if one.check == "page-is-full"]
        assert {(one.at.path, one.severity) for one in told} == {(section, Severity.WARNING)}
        assert "of the PDF is" in told[0].message


def test_a_waiver_is_printed_until_its_day(clean: Path, tmp_path: Path):
    """A finding that is accepted is not said but printed with its reason; after its day it is an error."""
    page = (clean / "output" / BRIEFING / "draft" / "index.html").read_text("utf-8")
    assert "the yearbook says so of that pier" in page
    root = changed(copied(tmp_path), "content/waivers.yaml", "until: 2026-12-31", "until: 2026-04-01")
    found = pipeline.check(root, None)[1]
    assert {one.check for one in found} == {"superlative-is-cited", "waiver-is-in-date"}


def test_a_check_writes_nothing(tmp_path: Path):
    """Checking leaves the repository as it was."""
    root = copied(tmp_path)
    before = held(root)
    pipeline.check(root, root / "archive")
    assert held(root) == before


def test_one_briefing_is_built_of_two(tmp_path: Path):
    """A name chooses what is built; without one, all are; a name that nothing has is given back."""
    root = without_paper(copied(tmp_path))
    second = root / "content" / "briefings" / "second"
    added(
        root, "content/briefings/second/notes.md", "# Notes\n\nThe boats are full.\n\n{{ sources_list() }}\n"
    )
    added(
        root,
        "content/briefings/second/briefing.yaml",
        'title: Second\nsubject: Ferries\nversion: "1.0"\nissued: 2026-04-02\n'
        "standfirst: Also full.\nsections: [notes]\nformats: [html]\n",
    )
    assert second.is_dir()
    output = root / "output"

    def build(*names: str) -> Outcome:
        return pipeline.build(root, names, archive=None, output=output, jobs=1)

    assert [one.briefing for one in build("second").built] == ["second"]
    assert sorted(one.name for one in output.iterdir()) == ["second"]
    assert build("secnd").unknown == ("secnd",)
    assert [one.briefing for one in build().built] == ["ferries", "second"]


DRAWN = """
only-drawn:
  statement: Passengers of the other pier
  value: 43 million passengers
  as_of: 2025
  evidence:
    - {{source: {source}, quote: {quote}}}
"""
ZED_POST = """
zed-post:
  title: Of piers
  publisher: Zed Post
  kind: press-release
  issued: 2026-01-02
  accessed: 2026-03-01
  seen: in-full
"""


def drawing_more(root: Path, source: str, quote: str) -> Path:
    """Return ``root`` with a fact that nothing but the chart uses."""
    added(root, OTHER, DRAWN.format(source=source, quote=quote))
    added(root, "content/sources/other.yaml", ZED_POST)
    script = "charts/ferry_trips.py"
    changed(root, script, '-forecast-2030")', '-forecast-2030", "only-drawn")')
    changed(root, script, "before, now, then =", "before, now, then, other =")
    return changed(root, script, 'Row("2025", now),', 'Row("2025", now), Row("Other pier", other),')


def test_a_fact_that_only_a_chart_draws_is_of_the_page(tmp_path: Path):
    """Its source is listed, its record is in the data, and it counts."""
    root = without_paper(drawing_more(copied(tmp_path), "zed-post", "43 million passengers"))
    built = pipeline.build(root, [], archive=None, output=root / "output", jobs=1).built[0]
    assert "Zed Post" in built.artefacts["index.html"].decode()
    assert "only-drawn" in json.loads(built.artefacts["data/facts.json"])["facts"]
    assert "zed-post" in json.loads(built.artefacts["data/facts.json"])["sources"]


def test_a_release_is_refused_by_a_number_that_only_a_chart_draws(tmp_path: Path):
    """A chart rests on the facts that it declares, as text does."""
    root = drawing_more(copied(tmp_path), "zed-post", "44 million passengers")
    outcome = pipeline.build(root, [], archive=None, output=root / "output", jobs=1, release=True)
    assert [one.check for one in outcome.problems if one.severity == "error"] == ["value-in-quote"]
    assert outcome.built[0].folder is None


@pytest.mark.parametrize(
    ("path", "old", "new"),
    [
        ("charts/ferry_trips.py", "canvas.bars(", "1 / 0\n    canvas.bars("),
        ("charts/ferry_trips.py", 'Row("2030", then', 'Row("2030: 20 billion", then'),
        ("charts/ferry_trips.py", "def draw(", "def drawn("),
        ("charts/ferry_trips.py", "USES = (", "import sys; sys.exit()\nUSES = ("),
        ("content/derived/ferries.yaml", "subsidy: ferry-subsidy,", "subsidy: ferry-subsdy,"),
        ("content/facts/ferries.yaml", "quote: a fleet of 24 ferries", 'quote: "a fleet of 24 ferries'),
        ("content/sources/harbour.yaml", "  kind: ", "  url: javascript:alert(1)\n  kind: "),
        ("content/facts/ferries.yaml", "value: 24 ferries", "value: two dozen or so of them"),
        ("content/derived/ferries.yaml", "formula: subsidy / trips", "formula: subsidy /"),
        ("content/claims/leaflet.yaml", "  judged_by:", "  judgd_by:"),
        ("content/briefings/ferries/exhibits.yaml", "  title: ", "  titel: "),
        ("content/desk.yaml", "name: Quay Desk", "nmae: Quay Desk"),
    ],
)
def test_a_draft_is_written_whatever_is_wrong(clean: Path, tmp_path: Path, path: str, old: str, new: str):
    """One broken record or script is told at its place, by check as by build, and the draft is there."""
    root = without_paper(kept(clean, tmp_path))
    file = root / path
    assert old in file.read_text("utf-8"), path
    file.write_text(file.read_text("utf-8").replace(old, new, 1), "utf-8")
    checked = [one for one in pipeline.check(root, None)[1] if one.severity == "error"]
    outcome = pipeline.build(root, [], archive=None, output=root / "output", jobs=1)
    assert checked
    assert set(checked) <= set(outcome.problems)
    assert any(one.at.path == path for one in checked)
    assert (outcome.built[0].folder / "index.html").is_file()


def with_templates(root: Path) -> Path:
    """Return a repository with templates of its own, as the package has them."""
    shutil.copytree(Path(__file__).parents[1] / "templates", root / "templates", dirs_exist_ok=True)
    return root


def the_error(root: Path) -> Diagnostic:
    """Return the one error that a build tells."""
    outcome = pipeline.build(root, [], archive=None, output=root / "output", jobs=2)
    (said,) = [one for one in outcome.problems if one.errs]
    return said


@pytest.mark.parametrize(
    ("template", "line", "broken", "told"),
    [
        ("macros.html", 3, "{% mcro %}", "the template can't be read: encountered unknown tag 'mcro'"),
        ("page.html", 9, "{% if page %}", "the template can't be read: unexpected end of template."),
        ("page.html", 20, "{{ reader }}", "the template fails: 'reader' is undefined"),
        (
            "print.html",
            12,
            "{{ page.weather }}",
            "the template fails: 'tieout.model.Page object' has no attribute",
        ),
        ("key.svg.html", 2, "{{ colour }}", "the template fails: 'colour' is undefined"),
        ("print.html", 12, '{% include "cover.html" %}', "there is no template `cover.html`"),
        ("page.html", 20, "{{ 1 // 0 }}", "the template fails: ZeroDivisionError: "),
        ("page.html", 20, '{{ "%c" % 99999999999 }}', "the template fails: OverflowError: "),
        ("page.html", 20, "{{ claimed() }}", "the template fails: TypeError: "),
    ],
)
def test_a_template_that_is_broken_is_pointed_at(
    clean: Path, tmp_path: Path, template: str, line: int, broken: str, told: str
):
    """What is wrong with a repository's own template is one error at its line, and nothing is written."""
    root = with_templates(kept(clean, tmp_path))
    file = root / "templates" / template
    lines = file.read_text("utf-8").splitlines()
    file.write_text("\n".join([*lines[: line - 1], broken, *lines[line - 1 :]]), "utf-8")
    outcome = pipeline.build(root, [], archive=None, output=root / "output", jobs=2)
    (said,) = [one for one in outcome.problems if one.severity is Severity.ERROR]
    assert (said.check, said.at.path) == ("template-is-read", f"templates/{template}")
    assert said.message.startswith(told)
    assert "unexpected end" in told or said.at.line == line
    assert not (root / "output").exists()
    assert not outcome.well and outcome.built[0].report().endswith("a template can't be set")
    file.write_text("\n".join(lines), "utf-8")
    assert pipeline.build(root, [], archive=None, output=root / "output", jobs=2).well


def test_a_release_tells_what_its_version_changed(released: Path, tmp_path: Path):
    """A version that changes.yaml does not name is refused; the one it names is published."""
    path = "content/briefings/ferries/briefing.yaml"
    root = changed(kept(released, tmp_path), path, 'version: "1.1"', 'version: "9"')
    outcome = pipeline.build(root, [], archive=None, output=root / "output", jobs=1, release=True)
    assert [one.check for one in outcome.problems] == ["version-is-told"]
    assert outcome.built[0].folder is None


# --- releases ------------------------------------------------------------------------------------


def test_a_release_stands_in_its_folder_and_is_recorded(released: Path):
    """A release has its version in its names, its manifest in content, and no mark of a draft."""
    folder = released / "output" / BRIEFING / "1.1"
    files = held(folder)
    assert "ferries-1.1.pdf" in files
    assert (released / "content/releases/ferries/1.1.json").read_bytes() == files["manifest.json"]
    said = json.loads(files["manifest.json"])
    assert (said["version"], said["issued"]) == ("1.1", "2026-04-02")
    assert not any(name.startswith("content/releases/") for name in said["content"])
    assert json.loads(files["data/facts.json"])["briefing"]["version"] == "1.1"
    assert not (released / "output" / BRIEFING / "draft").exists()


def test_a_release_is_refused_by_an_error_in_what_it_rests_on(released: Path, tmp_path: Path):
    """A wrong number in a fact that a sum of a sum rests on stops the release; put right, it goes out."""
    root = kept(released, tmp_path)
    changed(
        root,
        "content/facts/ferries.yaml",
        "value: more than 20 million EUR",
        "value: more than 21 million EUR",
    )
    outcome = built(root, release=True)
    assert "1.1 is not published" in outcome.built[0].refused
    assert outcome.built[0].folder is None
    assert not outcome.well
    assert not (root / "output").exists() or held(root / "output") == {}
    assert not (root / "content" / "releases").exists()
    changed(
        root,
        "content/facts/ferries.yaml",
        "value: more than 21 million EUR",
        "value: more than 20 million EUR",
    )
    assert built(root, release=True).well


@pytest.mark.parametrize(
    ("path", "old", "new"),
    [
        ("content/sources/press.yaml", "issued: 2026-03-12", "issued: 2026-05-12"),
        ("content/claims/leaflet.yaml", "ferry-fleet, stance: contradicts", "ferry-fleet, stance: supports"),
        ("content/derived/ferries.yaml", "formula: subsidy / trips", "formula: subsidy + trips"),
        ("content/briefings/ferries/exhibits.yaml", "leaflet leaves out", "leaflet leaves out of 30"),
        ("content/briefings/ferries/briefing.yaml", "A leaflet asks", "Some 30 leaflets ask"),
        ("content/briefings/ferries/method.md", "# Method\n", "# Method\n\nWe asked 30 riders.\n"),
        ("charts/ferry_trips.py", '"ferry-trips@2024", ', '"ferry-trips@2023", '),
        ("content/desk.yaml", "name: Quay Desk", "nmae: Quay Desk"),
    ],
)  # fmt: skip
def test_a_release_is_refused_by_any_kind_of_error_in_what_it_rests_on(
    released: Path, tmp_path: Path, path: str, old: str, new: str
):
    """An error in a source, a claim, a sum, an exhibit, a front, a section, a chart or the desk stops it."""
    outcome = built(changed(kept(released, tmp_path), path, old, new), release=True)
    assert errors(outcome) != []
    assert [one.folder for one in outcome.built] == [None]


def test_a_release_is_refused_by_a_file_that_cannot_be_read(released: Path, tmp_path: Path):
    """A file of content that is no YAML stops every release, for nobody knows what it holds."""
    root = added(kept(released, tmp_path), OTHER, "harbour-gulls: [\n")
    assert built(root, release=True).built[0].folder is None
    (root / OTHER).unlink()
    assert built(root, release=True).well


def test_a_release_is_not_stopped_by_an_error_elsewhere(released: Path, tmp_path: Path):
    """An error in a fact that no page rests on is said and sets the exit status; the release is made."""
    root = added(kept(released, tmp_path), OTHER, BAD_ELSEWHERE)
    outcome = built(root, release=True)
    assert {one.partition(":")[0] for one in errors(outcome)} == {OTHER}
    assert outcome.built[0].folder == root / "output" / BRIEFING / "1.1"
    assert not outcome.well
    facts = json.loads((outcome.built[0].folder / "data" / "facts.json").read_text("utf-8"))
    assert facts["briefing"]["problems"] == 0


def test_a_version_never_changes_once_made(again: Path):
    """A released version is refused to other bytes and left as it was; to its own it is made again."""
    made = held(again / "output")
    assert built(again, release=True).well
    assert held(again / "output") == made
    changed(again, "content/briefings/ferries/method.md", "# Method\n", "# How we did it\n")
    outcome = built(again, release=True)
    assert [one.check for one in outcome.problems] == ["version-is-new"]
    assert outcome.problems[0].at.path == "content/briefings/ferries/briefing.yaml"
    assert not outcome.well
    assert held(again / "output") == made
    changed(again, "content/briefings/ferries/briefing.yaml", 'version: "1.1"', 'version: "1.2"')
    told = '- version: "1.2"\n  issued: 2026-04-02\n  changes: [A head.]\n'
    added(again, "content/briefings/ferries/changes.yaml", told)
    assert built(again, release=True).well
    now = held(again / "output")
    assert {name: now[name] for name in made} == made
    assert any(name.startswith("ferries/1.2/") for name in now)


def test_a_recorded_version_is_kept_in_another_clone(again: Path, tmp_path: Path):
    """Where only the record came along, the version is made again to its bytes, and to no others."""
    clone = copied(tmp_path / "clone", archive=False)
    added(
        clone,
        "content/releases/ferries/1.1.json",
        (again / "content/releases/ferries/1.1.json").read_text("utf-8"),
    )
    assert built(clone, release=True).well
    assert held(clone / "output") == held(again / "output")
    other = copied(tmp_path / "other", archive=False)
    added(
        other,
        "content/releases/ferries/1.1.json",
        (again / "content/releases/ferries/1.1.json").read_text("utf-8"),
    )
    changed(other, "content/briefings/ferries/method.md", "# Method\n", "# How we did it\n")
    assert not built(other, release=True).well
    assert not (other / "output" / BRIEFING / "1.1").exists()


def test_a_draft_after_a_release_leaves_it_alone(again: Path):
    """Going on with the next draft changes nothing of the release."""
    made = held(again / "output" / BRIEFING / "1.1")
    changed(again, "content/briefings/ferries/method.md", "# Method\n", "# How we did it\n")
    assert built(again).well
    assert held(again / "output" / BRIEFING / "1.1") == made


# --- vouching ------------------------------------------------------------------------------------


def test_the_lock_is_what_vouching_writes(tmp_path: Path):
    """From nothing, vouching writes the lock that is committed; a second time it changes nothing."""
    root = copied(tmp_path)
    lock = root / "content" / "evidence.lock"
    committed = lock.read_bytes()
    lock.unlink()
    vouched = pipeline.vouch(root, root / "archive", pipeline.day("2026-04-02"))
    assert lock.read_bytes() == committed
    assert vouched.entries == vouched.new > 8
    later = pipeline.vouch(root, root / "archive", pipeline.day("2026-04-09"))
    assert lock.read_bytes() == committed
    assert (later.new, later.gone) == (0, 0)


def test_only_what_changed_is_vouched_anew(tmp_path: Path):
    """A quote that was changed gets a new entry with the new day; the others keep theirs."""
    root = copied(tmp_path)
    changed(
        root,
        "content/facts/ferries.yaml",
        "quote: a fleet of 24 ferries",
        "quote: with a fleet of 24 ferries",
    )
    before = (root / "content/evidence.lock").read_text("utf-8").splitlines()
    vouched = pipeline.vouch(root, root / "archive", pipeline.day("2026-04-09"))
    after = (root / "content/evidence.lock").read_text("utf-8").splitlines()
    assert vouched.new == 1
    assert "\n".join(after).count("2026-04-09") == 1
    assert len([line for line in before if line not in after]) <= 3


def test_a_source_that_has_changed_is_noticed_where_it_is_held(tmp_path: Path):
    """A digit changed in a snapshot is an error where the snapshot is, and unknown where it is not."""
    root = changed(copied(tmp_path), "archive/harbour-yearbook-2025.txt", "fleet of 24", "fleet of 34")
    found = pipeline.check(root, root / "archive")[1]
    assert {one.at.path for one in found if one.severity is Severity.ERROR} >= {"content/facts/ferries.yaml"}
    assert pipeline.check(root, None)[1] == []
    assert pipeline.check(copied(tmp_path / "well"), tmp_path / "well" / "archive")[1] == []


@pytest.mark.parametrize(
    ("template", "gone", "line", "told"),
    [
        ("annex.html", "</style>\n", 0, "the template makes a document with 0 of `body`, not one"),
        ("annex.html", '<ul class="entries">\n', 0, "the template makes a document with 0 of `body/sect"),
        ("annex.html", "<section class", 0, "the template makes a document with 0 of `body/section/ul"),
        ("print.html", "</style>\n", 0, "the template makes a document with 0 of `body`, not one"),
        ("print.html", "", 0, "the template makes no document: Document is empty"),
        ("macros.html", "", 0, "there is no macro `"),
        ("macros.html", '<span data-class="quotation"', 98, "the template fails: what is claimed is no"),
    ],
)
def test_a_template_that_lacks_a_line_is_pointed_at(
    clean: Path, tmp_path: Path, template: str, gone: str, line: int, told: str
):
    """A document that is not whole is an error of its template, as is what its functions can't be given."""
    root = with_templates(kept(clean, tmp_path))
    file = root / "templates" / template
    lines = file.read_text("utf-8").splitlines(keepends=True)
    (nth,) = [nth for nth, one in enumerate(lines) if one.startswith(gone)][:1]
    file.write_text("".join([*lines[:nth], *lines[nth + 1 :]]) if gone else "", "utf-8")
    said = the_error(root)
    assert (said.check, said.at.path, said.at.line) == ("template-is-read", f"templates/{template}", line)
    assert said.message.startswith(told)


def test_a_document_without_its_style_is_no_document(clean: Path, tmp_path: Path):
    """Without fonts of its own the PDF engine ends the process: it is not asked."""
    root = with_templates(kept(clean, tmp_path))
    changed(root, "templates/annex.html", "{{ style }}\n", "")
    said = the_error(root)
    assert said.message == "a document has no style: its template has to have `{{ style }}` in `<style>`"


def test_heads_and_feet_that_are_fewer_than_pages_are_told(clean: Path, tmp_path: Path):
    """Sheets that a style lays on one page have heads and feet for one page."""
    root = with_templates(kept(clean, tmp_path))
    changed(root, "templates/print.css", ".sheet { break-after: page;", ".sheet {")
    said = the_error(root)
    assert (said.check, said.at.path) == ("template-is-read", "templates/sheets.html")
    assert said.message.startswith("the template makes heads and feet for ")


def test_a_mistake_of_ours_is_no_mistake_of_a_template(tmp_path: Path, monkeypatch: pytest.MonkeyPatch):
    """What a function of the engine raises by itself is raised, whichever template has come to it."""

    def broken(*_: object) -> str:
        raise KeyError("ours")

    root = with_templates(copied(tmp_path))
    monkeypatch.setattr("tieout.formats.blocks.panel_id", broken)
    with pytest.raises(KeyError, match="ours"):
        pipeline.build(root, [], archive=None, output=root / "output", jobs=1)
