"""What a call of the command imports, and what a draft is read back for."""

import json
import os
import subprocess
import sys
from pathlib import Path

import pytest

from tests.sampled import PROJECT, changed, held, kept

HEAVY = {
    "babel", "fontTools", "lxml", "matplotlib", "numpy", "pebble", "pikepdf", "pint", "pypdfium2", "rich",
    "weasyprint", "tieout.audit", "tieout.canvas", "tieout.formats", "tieout.measured", "tieout.why",
}  # fmt: skip
DRAFT = Path("output/ferries/draft")


def imported(root: Path, *words: str) -> set[str]:
    """Return which of the heavy modules a call of the command has imported by its end."""
    call = (
        "import json, sys\n"
        "from tieout.cli import main\n"
        "try:\n    main(sys.argv[1:])\n"
        "except SystemExit as ended:\n    assert not ended.code, ended.code\n"
        "print(json.dumps(sorted(sys.modules)))"
    )
    done = subprocess.run(
        [sys.executable, "-c", call, *words, "--root", str(root)],
        cwd=root,
        env={**os.environ, "PYTHONPATH": str(PROJECT)},
        capture_output=True,
        text=True,
        check=True,
    )
    return HEAVY & set(json.loads(done.stdout.splitlines()[-1]))


@pytest.fixture(scope="module")
def root(sample_clean: Path, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Return a copy of the sample, without snapshots that would be read, whose draft is built."""
    root = kept(sample_clean, tmp_path_factory.mktemp("startup") / "sample", archive=False)
    imported(root, "build", "--quiet", "--jobs", "1")
    return root


def test_a_build_that_has_nothing_to_do_imports_little(root):
    """A draft that nothing has changed is read back: nothing that draws, lays out, measures or audits."""
    before = held(root / DRAFT)
    assert imported(root, "build", "--quiet", "--jobs", "2") == set()
    assert held(root / DRAFT) == before


def test_a_page_alone_needs_no_paper_and_no_chart(root):
    """An edit of prose, built as a web page, imports nothing that draws or lays out; a PDF does."""
    method = "content/briefings/ferries/method.md"
    changed(root, method, "Each number is a fact", "Every number is a fact")
    found = imported(root, "build", "--quiet", "--jobs", "1", "--format", "html")
    assert not found & {"matplotlib", "weasyprint", "pebble", "pint", "tieout.canvas"}
    assert "tieout.formats" in found
    page = (root / DRAFT / "index.html").read_text("utf-8")
    assert "Every number is a fact" in page
    assert not list((root / DRAFT).glob("*.pdf"))
    assert ".pdf" not in page
    assert "weasyprint" in imported(root, "build", "--quiet", "--jobs", "1")
    assert list((root / DRAFT).glob("*.pdf"))
    changed(root, method, "Every number is a fact", "Each number is a fact")


def test_what_is_kept_of_a_draft_is_made_again_when_any_of_it_is_gone(root):
    """A draft of which a file is damaged in the store has the same bytes all the same."""
    imported(root, "build", "--quiet", "--jobs", "1")
    before = held(root / DRAFT)
    for file in sorted((root / ".tieout/store").rglob("*")):
        if file.is_file() and file.stat().st_size == len(before["index.html"]) + 64:
            file.write_bytes(file.read_bytes()[:-1] + b"?")
    assert "tieout.formats" in imported(root, "build", "--quiet", "--jobs", "1")
    assert held(root / DRAFT) == before
    assert imported(root, "build", "--quiet", "--jobs", "1") == set()

