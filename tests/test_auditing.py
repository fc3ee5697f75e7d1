"""Findings of finished files are kept by all that they were found in; those of a release never are."""

from __future__ import annotations

import json
import shutil
import subprocess
import sys
from collections.abc import Callable, Mapping
from concurrent.futures import Future
from pathlib import Path
from typing import Any

import pytest

from tests import sampled
from tieout import auditing, engine, steps
from tieout.audit import everything, parts
from tieout.audit.finished import is_finished

PAGE, PAPER, CHART = "index.html", "ferries-draft.pdf", "charts/trips-print.svg"
FACTS = "data/facts.json"
PARTS = ["charts", "data", "page", "paper"]
PDF_READERS = ["pikepdf", "pypdfium2"]


@pytest.fixture(scope="module")
def files(sample_draft: Path) -> Mapping[str, bytes]:
    """The files of the sample's draft by name."""
    return sampled.held(sample_draft)


class Heard(steps.Here):
    """What runs steps at once, and tells which parts of an audit it ran."""

    def __init__(self) -> None:
        self.parts: list[str] = []

    def submit(self, make: Callable[..., bytes], *given: Any) -> Future[bytes]:
        self.parts.append(given[0])
        return super().submit(make, *given)


def ran(files: Mapping[str, bytes], store: steps.Store | None) -> list[str]:
    """Return the parts of an audit that ran, in the order of the alphabet."""
    pool = Heard()
    auditing.findings(files, store, pool)
    return sorted(pool.parts)


def altered(files: Mapping[str, bytes], name: str, old: str, new: str) -> dict[str, bytes]:
    """Return the files, in one of which the first ``old`` reads ``new``."""
    assert old.encode() in files[name]
    return {**files, name: files[name].replace(old.encode(), new.encode(), 1)}


@pytest.fixture(scope="module")
def full(files, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A store that has what is found of the draft, which is nothing."""
    folder = tmp_path_factory.mktemp("full") / "store"
    assert ran(files, steps.Store(folder)) == PARTS
    return folder


@pytest.fixture
def store(full: Path, tmp_path: Path) -> steps.Store:
    """A store of the test's own that has what is found of the draft."""
    return steps.Store(shutil.copytree(full, tmp_path / "store"))


def test_nothing_is_audited_twice(files, store):
    """Of files that are as they were the findings are read back, in the same words and at the same places."""
    wrong = altered(files, PAGE, "41.2", "42.2")
    first = auditing.findings(wrong, store, steps.Here())
    assert {one.check for one in first} == {"data-is-whole", "print-repeats-text"}
    pool = Heard()
    assert auditing.findings(wrong, store, pool) == first
    assert pool.parts == []
    assert ran(altered(files, PAGE, "41.2", "43.2"), store) == ["data", "page"]  # the control


@pytest.mark.parametrize(
    ("name", "old", "new", "read"),
    [
        (PAGE, "</body>", " </body>", ["data", "page"]),
        ("style.css", "body", "body ", ["data", "page"]),
        (PAPER, "%PDF-", "%PDF- ", ["data", "page", "paper"]),  # whose size the page tells
        (CHART, "</svg>", " </svg>", ["charts", "data", "page"]),
        (FACTS, '"printed"', ' "printed"', ["data", "page"]),
        (FACTS, "Yearbook", "Almanac", ["charts", "data", "page"]),
        ("manifest.json", "{", "{ ", ["data", "page"]),
        ("data/facts.csv", "ferry", "Ferry", ["data"]),
    ],
)
def test_a_part_is_audited_where_what_it_reads_changed(files, store, name, old, new, read):
    """An edit has those parts audited anew that read what it changed, and no other."""
    assert ran(files, store) == []
    assert ran(altered(files, name, old, new), store) == read


def test_an_edit_of_prose_leaves_the_charts(files, store):
    """Where a fact is printed is nothing that a chart tells: other places leave the findings of charts."""
    held = json.loads(files[FACTS])
    next(one for one in held["facts"].values() if one.get("printed"))["printed"].pop()
    assert ran({**files, FACTS: json.dumps(held).encode()}, store) == ["data", "page"]


@pytest.mark.parametrize(
    ("name", "old", "new"),
    [
        (PAGE, "41.2", "42.2"),
        (PAPER, "startxref", "startxxxx"),
        (CHART, "41.2", "42.2"),
        ("data/facts.csv", "41200000", "41300000"),
        ("style.css", "body", "body::after { content: '12' } body"),
        (FACTS, "41.2", "42.2"),
        (FACTS, "{", "["),
    ],
)
def test_the_parts_find_what_the_whole_does(files, name, old, new):
    """Audited in parts, files have the faults that they have when audited at once."""
    changed = altered(files, name, old, new)
    at_once = everything.audited(changed, frozenset(one for one in changed if is_finished(one)))
    told = [one.diagnostic for one in at_once if "is another than" not in one.message]  # a build made both
    found = auditing.findings(changed, None, steps.Here())
    assert set(found) == set(told) != set()
    assert len(set(found)) == len(found)


def test_no_finished_file_is_left_out(files):
    """Every file that `tieout audit` reads is in one of the parts, whatever the case of its name."""
    every = {**files, "other.HTM": b"<", "charts/other.SVG": b"<", "other.PDF": b"%"}
    wrong = {name: b"\xff" if is_finished(name) else made for name, made in every.items()}
    told = {one.at.path for one in auditing.findings(wrong, None, steps.Here())}
    assert told >= {name for name in every if is_finished(name)}


def test_a_release_is_audited_afresh(files, store):
    """Without a store every part is audited, whatever is kept; with one that is full, none is."""
    assert ran(files, None) == PARTS
    assert ran(files, store) == []


def test_other_code_and_other_libraries_find_anew(files, store, monkeypatch):
    """What an engine of other code found, or one that reads with other libraries, is not read back."""
    for told in ("code", "installed"):
        with monkeypatch.context() as patched:
            patched.setattr(engine, told, lambda: "another")
            assert ran(files, store) == PARTS
    assert ran(files, store) == []


def test_a_damaged_entry_is_audited_anew(files, store):
    """An entry that is not what was kept is none: the part is audited, and the entry made again."""
    entries = [one for one in store.folder.rglob("*") if one.is_file()]
    for one in entries:
        one.write_bytes(one.read_bytes()[:-1] + b"?")
    pool = Heard()
    assert auditing.findings(files, store, pool) == ()
    assert sorted(pool.parts) == PARTS
    assert ran(files, store) == []


def test_findings_without_end_are_counted(files, store, monkeypatch):
    """What is kept of a part is bounded: faults beyond that are counted in one that stands for them."""
    wrong = {**files, PAGE: files[PAGE].replace(b"million", b"billion")}
    found = auditing.findings(wrong, None, steps.Here())
    every = [one for one in found if one.at.path == PAGE and "manifest" not in one.message]
    assert len(every) > 20
    monkeypatch.setattr(parts, "MOST_BYTES", 2000)
    first = auditing.findings(wrong, store, steps.Here())
    assert auditing.findings(wrong, store, steps.Here()) == first
    told = [one for one in first if one.at.path == PAGE and "manifest" not in one.message]
    assert told[:-1] == every[: len(told) - 1]
    assert told[-1].message == f"{len(every) - len(told) + 1} more faults are not told"
    monkeypatch.setattr(parts, "MOST_BYTES", 100)
    short = json.loads(parts.audited("page", wrong, PAGE, {}))
    assert [message for _, _, message in short] == [f"{len(every)} more faults are not told"]


def test_what_is_kept_is_read_without_what_audits(files, store, tmp_path):
    """Findings that are kept are read back with no auditing module, and no library that reads files."""
    for name, made in files.items():
        (tmp_path / "draft" / name).parent.mkdir(parents=True, exist_ok=True)
        (tmp_path / "draft" / name).write_bytes(made)
    code = f"""
import sys
from pathlib import Path
from tieout import auditing, steps
folder = Path({str(tmp_path / "draft")!r})
files = {{one.relative_to(folder).as_posix(): one.read_bytes() for one in folder.rglob("*") if one.is_file()}}
found = auditing.findings(files, steps.Store(Path({str(store.folder)!r})), None)
heavy = ("tieout.audit", "tieout.measured", "lxml", "pikepdf", "pypdfium2", "tinycss2", "pydantic")
print(found, [one for one in heavy if one in sys.modules])
"""
    done = subprocess.run(
        [sys.executable, "-c", code], cwd=sampled.PROJECT, capture_output=True, text=True, check=False
    )
    assert (done.stdout, done.stderr) == ("() []\n", "")


def test_an_audit_that_was_stopped_is_an_error(files, store):
    """A part whose audit did not live to its end is an error at its file, and nothing of it is kept."""

    class Stopping(steps.Here):
        def submit(self, make: Callable[..., bytes], *given: Any) -> Future[bytes]:
            if given[0] != "paper":
                return super().submit(make, *given)
            stopped: Future[bytes] = Future()
            stopped.set_exception(steps.Stopped("took longer than 900 s", "time"))
            return stopped

    wrong = {**files, PAPER: files[PAPER] + b"\n"}
    for _ in range(2):
        found = auditing.findings(wrong, store, Stopping())
        of_paper = [one for one in found if one.at.path == PAPER and "manifest" not in one.message]
        told = [(one.check, one.message) for one in of_paper]
        assert told == [("file-is-read", "its audit was stopped: it took longer than 900 s")]


def test_a_page_is_audited_without_what_reads_a_pdf():
    """The parts of an audit that read no PDF import nothing that does; that of a PDF does."""
    for module, reads in (("parts", []), ("paper_part", ["pikepdf", "pypdfium2"])):
        told = f"print([one for one in {PDF_READERS} if one in sys.modules])"
        code = f"import sys, tieout.audit.{module}; {told}"
        done = subprocess.run(
            [sys.executable, "-c", code], cwd=sampled.PROJECT, capture_output=True, text=True, check=True
        )
        assert done.stdout == f"{reads}\n"
