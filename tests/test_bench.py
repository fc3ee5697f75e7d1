"""What is measured is what it is called: the briefing, the plain script's page, the text of the peers."""

from __future__ import annotations

import json
import re
import subprocess
import sys
from collections import Counter
from collections.abc import Iterator, Mapping
from importlib import import_module
from pathlib import Path
from types import ModuleType
from typing import NamedTuple

import pypdfium2
import pytest
from finished import body, squeezed
from lxml import etree, html

from tests.flagship import ROOT
from tieout import pipeline

BENCH = ROOT / "bench"
YARDSTICK = BENCH / "yardstick"
SVG = "{http://www.w3.org/2000/svg}"


class Made(NamedTuple):
    """The briefing, its draft, what the plain script was given of it, and what that made."""

    root: Path
    outcome: pipeline.Outcome
    material: Path
    output: Path

    @property
    def folder(self) -> Path:
        """The folder of the draft."""
        return self.outcome.built[0].folder


@pytest.fixture(scope="module", autouse=True)
def importable() -> Iterator[None]:
    """The scripts of bench/ can be imported, as they import each other."""
    with pytest.MonkeyPatch.context() as patch:
        patch.syspath_prepend(BENCH)
        yield


def bench(name: str) -> ModuleType:
    """Return a script of bench/ as a module."""
    return import_module(name)


def run(*words: str | Path) -> None:
    """Run a Python script, which must end well."""
    done = subprocess.run([sys.executable, *words], capture_output=True, text=True, check=False)
    assert done.returncode == 0, done.stderr


@pytest.fixture(scope="module")
def made(importable, tmp_path_factory) -> Made:
    """The briefing by both."""
    folder = tmp_path_factory.mktemp("bench")
    root = folder / "briefing"
    bench("briefings").write(root)
    outcome = pipeline.build(root, [], archive=root / "archive", output=root / "output", jobs=1)
    made = Made(root, outcome, folder / "material", folder / "output")
    run(YARDSTICK / "export.py", made.folder, made.material, "--root", root)
    run(YARDSTICK / "build.py", made.material, made.output)
    return made


def printed(file: Path) -> list[str]:
    """Return the text of each page of a PDF."""
    with pypdfium2.PdfDocument(file) as document:
        return [page.get_textpage().get_text_range() for page in document]


def words(element: html.HtmlElement) -> str:
    """Return an element's text, that of each element in it apart."""
    return " ".join(element.itertext())


def counted(text: str) -> Counter[str]:
    """Return how often each word or number stands in ``text``; a citation's, in a PDF, sticks to its word."""
    return Counter(re.findall(r"[^\W\d_]+|\d+", text.lower()))


def share(held: Mapping[str, int], wanted: Mapping[str, int]) -> float:
    """Return which part of the words ``wanted``, as often as they are, is ``held``."""
    return sum(min(count, held[word]) for word, count in wanted.items()) / sum(wanted.values())


# --- the briefing --------------------------------------------------------------------------------


def test_the_briefing_is_what_it_is_called(made):
    """The briefing that is measured ties out, in ten pages before the annex, six charts and forty sources."""
    assert made.outcome.problems == ()
    page = body(made.folder / "index.html")
    assert len(page.xpath("//ol[@class='sources']/li")) == 40
    assert len(list((made.root / "charts").glob("*.py"))) == 6
    (pdf,) = made.folder.glob("*.pdf")
    assert [one[:18] for one in printed(pdf)].index("Facts and evidence") == 10


def test_a_long_report_ties_out(tmp_path):
    """So many chapters, each of a town: no problem, and an edit of a number leaves none."""
    bench("briefings").write(tmp_path, chapters=3, pages=2, charts=2)
    assert len(list((tmp_path / "charts").glob("*.py"))) == 6
    assert pipeline.read(tmp_path, tmp_path / "archive").problems == ()
    bench("briefings").edit(tmp_path, 199)
    known = pipeline.read(tmp_path, tmp_path / "archive")
    assert known.problems == ()
    assert known.standings["alderwick-inspectors"].value.digits == ("199",)


def test_editions_tie_out(tmp_path):
    """The briefing for several towns: each has its own facts, and no problem."""
    bench("briefings").write(tmp_path, editions=2)
    known = pipeline.read(tmp_path, tmp_path / "archive")
    assert known.problems == ()
    assert {"alderwick-revenue", "alderford-revenue"} <= set(known.standings)
    assert len(list((tmp_path / "charts").glob("*.py"))) == 6


def test_no_chart_draws_the_number_that_is_edited(made):
    """The number that the bench edits is on the page and in no drawing; another of its section is drawn."""
    facts = json.loads((made.folder / "data" / "facts.json").read_text("utf-8"))
    drawn = {mark["fact"] for exhibit in facts["exhibits"] for mark in exhibit["marks"]}
    assert ("alderwick-inspectors" in drawn, "alderwick-harbour" in drawn) == (False, True)
    assert {"alderwick-inspectors", "alderwick-harbour"} <= set(facts["facts"])


# --- the plain script ----------------------------------------------------------------------------


def test_the_script_draws_as_often(made, tmp_path):
    """It makes a drawing for each of ours, of the same charts; told so, one for each, on page and paper."""
    ours = Counter(re.sub(r"-(web|print).*", "", one.stem) for one in made.folder.glob("charts/*.svg"))
    theirs = Counter(one.stem.rpartition("-")[0] for one in made.output.glob("charts/*.svg"))
    assert theirs == ours
    assert set(ours.values()) <= {4, 5} and len(ours) == 6
    run(YARDSTICK / "build.py", made.material, tmp_path, "--one-rendering")
    assert len(list(tmp_path.glob("charts/*.svg"))) == 6
    assert len(body(tmp_path / "index.html").xpath("//figure//*[local-name()='svg']")) == 6


def test_the_script_draws_every_value(made):
    """Each number that a chart of ours draws stands in each of the script's drawings of it."""
    exhibits = json.loads((made.material / "exhibits.json").read_text("utf-8"))
    checked = 0
    for name, exhibit in exhibits.items():
        for file in made.output.glob(f"charts/{name}-*.svg"):
            texts = etree.parse(file).iter(f"{SVG}text")
            drawn = squeezed("".join("".join(one.itertext()) for one in texts))
            lost = [one["words"] for one in exhibit["marks"] if squeezed(one["words"]) not in drawn]
            assert lost == [], file.name
            checked += len(exhibit["marks"])
    assert checked >= 100


def test_the_script_prints_the_page(made):
    """Its PDF has every head and 95 in 100 of the page's words, its page each table and each source."""
    page = body(made.folder / "index.html")
    text = "\n".join(printed(made.output / "briefing.pdf"))
    heads = [squeezed(one.text_content()) for one in page.xpath("//section/h2 | //figure//h3")]
    assert len(heads) >= 8
    assert [one for one in heads if one not in squeezed(text)] == []
    assert share(counted(text), counted(words(page.find(".//main")))) >= 0.95
    theirs = body(made.output / "index.html")
    assert len(theirs.xpath("//table")) == len(page.xpath("//main//table")) == 2
    assert len(theirs.xpath("//ol[@class='sources']/li")) == 40


def test_a_page_that_lacks_words_is_noticed(made):
    """Without one of its sections a page has too few of its words."""
    page = body(made.folder / "index.html").find(".//main")
    whole = counted(words(page))
    page.get_element_by_id("part-02").drop_tree()
    assert share(counted(words(page)), whole) < 0.95


# --- the peers -----------------------------------------------------------------------------------


def test_the_peers_get_every_number(made):
    """The text of the peers has each fact's words, each chart and each source; none is left a template."""
    text = bench("peers").markdown(made.material)
    facts = json.loads((made.folder / "data" / "facts.json").read_text("utf-8"))
    lost = [
        one
        for one, fact in facts["facts"].items()
        if squeezed(fact["words"]["sentence"]) not in squeezed(text)
    ]
    assert lost == []
    assert len(re.findall(r"!\[", text)) == 6
    assert len(re.findall(r"^[0-9]+\. ", text, re.MULTILINE)) == 40
    assert "{{" not in text and "<sup>" not in text


def test_citations_are_left_to_who_sets_them(made):
    """For pandoc each citation is a key, and the list of sources a place to fill."""
    plain = bench("peers").markdown(made.material)
    cited = bench("peers").cited(plain)
    assert set(re.findall(r"@s([0-9]+)", cited)) == {str(one) for one in range(1, 41)}
    assert "\\[" not in cited and "::: {#refs}" in cited and "\\[" in plain


# --- the judgement -------------------------------------------------------------------------------


@pytest.mark.parametrize(("ours", "script", "is_met"), [(3.0, 5.0, True), (3.1, 5.0, False)])
def test_a_target_is_judged_by_the_ratio_of_its_pairs(ours: float, script: float, is_met: bool):
    """A target is met by the middle ratio of the pairs, and not beyond what it allows."""
    runs = {"tieout": [{"seconds": ours}, {"seconds": 1.0}, {"seconds": 9.0}]}
    others = {"script": [{"seconds": script}, {"seconds": 9.0}, {"seconds": 1.0}]}
    found = bench("tables").verdict(bench("tables").TARGETS[0], {"cold": {"samples": {**runs, **others}}})
    assert (found.measured, found.is_met) == (ours / script, is_met)


def test_what_was_not_measured_is_said():
    """Without results each target says that it was not measured, and each peer that it is not here."""
    told = bench("tables").plain({}).splitlines()
    assert sum("not measured" in line for line in told) == len(bench("tables").TARGETS)
    assert sum("not here" in line for line in told) == len(bench("peers").PEERS)


def test_ours_is_told_where_a_peer_failed():
    """Without its peer a target is not judged, but ours is told; a peer that failed is said to have."""
    tables = bench("tables")
    runs = {"samples": {"tieout": [{"seconds": 0.2, "largest": 50.0}]}, "commit": "abc"}
    found = tables.verdict(tables.TARGETS[1], {"unchanged": runs})
    assert (found.ours, found.is_met, found.runs, found.commit) == (0.2, None, "1 : 0", "abc")
    assert "peer not measured" in found.cells
    failed = {"peers": {"left out": {"typst → PDF": "no such option"}}}
    assert "failed: no such option" in dict(row[:2] for row in tables.peer_rows(failed))["typst → PDF"]


@pytest.mark.parametrize(("together", "is_met"), [(130.0, True), (131.0, False)])
def test_memory_is_judged_by_all_processes(together: float, is_met: bool):
    """What all processes hold together is judged; the largest is told beside it."""
    ours = {"seconds": 1.0, "largest": 60.0, "together": together}
    script = {"seconds": 1.0, "largest": 100.0, "together": 100.0}
    tables = bench("tables")
    target = next(one for one in tables.TARGETS if one.take == "together")
    found = tables.verdict(target, {"cold": {"samples": {"tieout": [ours], "script": [script]}}})
    assert (found.is_met, found.largest) == (is_met, (60.0, 0.6))


def test_a_page_is_judged_when_it_is_there_and_when_it_is_audited():
    """Of one run, what is on disk may be met, and the end of the process not."""
    ours = {"seconds": 2.0, "seen": 1.0, "largest": 60.0, "together": 60.0}
    samples = {"tieout, page": [ours], "pandoc --citeproc → HTML": [{"seconds": 1.0}]}
    found = [
        bench("tables").verdict(one, {"edited": {"samples": samples}}) for one in bench("tables").TARGETS
    ]
    assert [(one.target.take, one.is_met) for one in found if one and one.ratios] == [
        ("seen", True),
        ("seconds", False),
    ]


def test_only_the_peer_that_fails_is_left_out(tmp_path):
    """A command that fails yields nothing, then and later, and why is kept; another goes on."""
    measured = bench("targets").Bench(tmp_path, None, 1, 1, 1, 1)
    for code in ("raise SystemExit('no fonts')", "print()"):
        for name, of in (("broken", code), ("well", "print()")):
            ran = [who for who, _ in measured.tried(name, [sys.executable, "-c", of], tmp_path)]
            assert ran == [name] * (name == "well")
    assert measured.failed == {"broken": "no fonts"}


def test_each_target_has_a_profile():
    """Where our time goes can be asked of each target that is of time."""
    named = {one.profile for one in bench("tables").TARGETS if one.take != "together"}
    assert named == set(bench("targets").PROFILES)


def test_a_quick_look_is_not_written(tmp_path):
    """With --quick nothing is written, nor what was kept of it."""
    results = tmp_path / "results.json"
    results.write_text('{"cold": {"quick": true}}', "utf-8")
    for call in (("--quick",), ("--tell", "--results", results)):
        done = subprocess.run(
            [sys.executable, BENCH / "targets.py", "--write", *call],
            capture_output=True,
            text=True,
            check=False,
        )
        assert done.returncode and "--quick" in done.stderr and "Traceback" not in done.stderr


def test_the_command_that_stands_for_typst_is_python():
    """What is written for Typst can be compiled."""
    made = bench("peers").typst(Path("/a/python"), Path("/a/site-packages"))
    assert made.startswith("#!/a/python") and compile(made, "typst", "exec")


def test_without_a_browser_the_case_is_left_out(tmp_path, monkeypatch):
    """A machine without Chromium fails the one case that needs it."""
    pytest.importorskip("playwright")
    monkeypatch.setenv("PATH", "")
    with pytest.raises(bench("watched").Failed, match="Chromium"), bench("serve").opened(tmp_path):
        pass


def test_a_run_is_watched(tmp_path):
    """A file that a command writes is seen when it holds the words; one that it never writes is not."""
    watched, file = bench("watched"), tmp_path / "page"
    script = f"import time; open({str(file)!r}, 'w').write('41.2'); time.sleep(.2)"
    told = watched.run([sys.executable, "-c", script], tmp_path, until=watched.holds(file, "41.2"))
    assert told.seen < told.seconds and 5 < told.largest <= told.together
    assert watched.run([sys.executable, "-c", "1"], tmp_path, until=watched.holds(file, "38.5")).seen is None
    with pytest.raises(watched.Failed):
        watched.run([sys.executable, "-c", "1 / 0"], tmp_path)
