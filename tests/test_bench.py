"""The bench's yardstick makes the page that we make, and the bench's edits are what they are called."""

from __future__ import annotations

import json
import re
import shutil
import subprocess
import sys
from collections import Counter
from collections.abc import Mapping
from importlib.util import module_from_spec, spec_from_file_location
from pathlib import Path
from types import ModuleType
from typing import NamedTuple

import pypdfium2
import pytest
from finished import body, squeezed
from flagship import ROOT, copied
from lxml import etree, html

from tieout import pipeline

YARDSTICK = ROOT / "bench" / "yardstick"
SVG = "{http://www.w3.org/2000/svg}"


class Made(NamedTuple):
    """What the yardstick was given, and what it made of it."""

    material: Path
    output: Path


def bench(name: str = "build") -> ModuleType:
    """Return a script of bench/ as a module."""
    spec = spec_from_file_location(f"bench_{name}", ROOT / "bench" / f"{name}.py")
    module = module_from_spec(spec)
    sys.modules[spec.name] = module
    spec.loader.exec_module(module)
    return module


def run(*words: str | Path) -> None:
    """Run a Python script, which must end well."""
    done = subprocess.run([sys.executable, *words], capture_output=True, text=True, check=False)
    assert done.returncode == 0, done.stderr


@pytest.fixture(scope="module")
def yardstick(built, tmp_path_factory) -> Made:
    """The flagship's page by the yardstick."""
    folder = tmp_path_factory.mktemp("yardstick")
    made = Made(folder / "material", folder / "output")
    run(YARDSTICK / "export.py", built.folder, made.material)
    run(YARDSTICK / "build.py", *made)
    return made


def printed(file: Path) -> str:
    """Return a PDF's text."""
    if shutil.which("pdftotext") is None:
        pytest.skip("no pdftotext on this machine: apt-get install poppler-utils")
    return subprocess.run(["pdftotext", file, "-"], capture_output=True, text=True, check=True).stdout


def words(element: html.HtmlElement) -> str:
    """Return an element's text, that of each element in it apart."""
    return " ".join(element.itertext())


def counted(text: str) -> Counter[str]:
    """Return how often each word or number stands in ``text``; a citation's, in a PDF, sticks to its word."""
    return Counter(re.findall(r"[^\W\d_]+|\d+", text.lower()))


def test_the_yardstick_draws_as_often(built, yardstick):
    """It makes a drawing for each of ours, of the same charts."""
    ours = Counter(re.sub(r"-(web|print).*", "", one.stem) for one in built.folder.glob("charts/*.svg"))
    theirs = Counter(one.stem.rpartition("-")[0] for one in yardstick.output.glob("charts/*.svg"))
    assert theirs == ours
    assert set(ours.values()) <= {4, 5} and len(ours) >= 2


def test_the_yardstick_draws_every_value(yardstick):
    """Each number that a chart of ours draws stands in each of the yardstick's drawings of it."""
    exhibits = json.loads((yardstick.material / "exhibits.json").read_text("utf-8"))
    checked = 0
    for name, exhibit in exhibits.items():
        for file in yardstick.output.glob(f"charts/{name}-*.svg"):
            texts = etree.parse(file).iter(f"{SVG}text")
            drawn = squeezed("".join("".join(one.itertext()) for one in texts))
            lost = [one["words"] for one in exhibit["marks"] if squeezed(one["words"]) not in drawn]
            assert lost == [], file.name
            checked += len(exhibit["marks"])
    assert checked > 50


def test_the_yardstick_prints_the_page(built, yardstick):
    """Its PDF has every head and 95 in 100 of the page's words, its page each table and each source."""
    page = body(built.folder / "index.html")
    text = printed(yardstick.output / "briefing.pdf")
    heads = [squeezed(one.text_content()) for one in page.xpath("//section/h2 | //figure//h3")]
    assert len(heads) >= 8
    assert [one for one in heads if one not in squeezed(text)] == []
    assert share(counted(text), counted(words(page.find(".//main")))) >= 0.95
    theirs = body(yardstick.output / "index.html")
    assert len(theirs.xpath("//table")) == len(page.xpath("//main//table")) >= 3
    assert len(theirs.xpath("//ol[@class='sources']/li")) == len(page.xpath("//ol[@class='sources']/li")) > 25


def share(held: Mapping[str, int], wanted: Mapping[str, int]) -> float:
    """Return which part of the words ``wanted``, as often as they are, is ``held``."""
    return sum(min(count, held[word]) for word, count in wanted.items()) / sum(wanted.values())


def test_a_page_that_lacks_words_is_noticed(built):
    """Without one of its sections a page has too few of its words."""
    page = body(built.folder / "index.html").find(".//main")
    whole = counted(words(page))
    page.get_element_by_id("method").drop_tree()
    assert share(counted(words(page)), whole) < 0.95


@pytest.mark.parametrize("name", ["PROSE", "DRAWN"])
def test_the_edits_tie_out(tmp_path, name):
    """Each of the bench's edits leaves the flagship without errors, and changes what its fact says."""
    edit = getattr(bench(), name)
    copy = copied(tmp_path)
    before = pipeline.read(copy, None).standings[edit.fact].value
    edit.make(copy)
    known = pipeline.read(copy, None)
    assert known.standings[edit.fact].value != before
    assert [one for one in known.problems if one.severity == "error"] == []


def test_one_edit_is_drawn_and_one_is_not(yardstick, built):
    """No chart draws the number that is edited in prose; a chart draws the other."""
    facts = json.loads((built.folder / "data" / "facts.json").read_text("utf-8"))
    drawn = {mark["fact"] for exhibit in facts["exhibits"] for mark in exhibit["marks"]}
    assert (bench().PROSE.fact in drawn, bench().DRAWN.fact in drawn) == (False, True)
    assert {bench().PROSE.fact, bench().DRAWN.fact} <= set(facts["facts"])


def test_the_briefing_is_what_it_is_called(tmp_path):
    """The briefing that is measured ties out, in ten pages before the annex, six charts and forty sources."""
    bench("briefings").write(tmp_path)
    outcome = pipeline.build(tmp_path, [], archive=None, output=tmp_path / "output", jobs=1)
    assert outcome.problems == ()
    page = body(outcome.built[0].folder / "index.html")
    assert len(page.xpath("//ol[@class='sources']/li")) == 40
    drawn = {re.sub(r"-(web|print).*", "", one.stem) for one in outcome.built[0].folder.glob("charts/*.svg")}
    assert len(drawn) == 6
    (pdf,) = outcome.built[0].folder.glob("*.pdf")
    with pypdfium2.PdfDocument(pdf) as document:
        starts = [one.get_textpage().get_text_range()[:18] for one in document]
    assert starts.index("Facts and evidence") == 10


def test_a_long_report_ties_out(tmp_path):
    """So many chapters, each of a town: no problem, and an edit of a number leaves none."""
    bench("briefings").write(tmp_path, chapters=3, pages=2, charts=2)
    assert len(list((tmp_path / "charts").glob("*.py"))) == 6
    assert pipeline.read(tmp_path, tmp_path / "archive").problems == ()
    bench("briefings").edit(tmp_path, 199)
    known = pipeline.read(tmp_path, tmp_path / "archive")
    assert known.problems == ()
    assert known.standings["alderwick-inspectors"].value.digits == ("199",)
