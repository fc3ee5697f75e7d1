"""The command as people and machines meet it: what it says, where, and how it ends."""

import json
import shutil
from dataclasses import dataclass
from pathlib import Path

import pytest

from tests.sampled import PROJECT, added, changed, copied, held
from tieout import __version__
from tieout.cli import command, main

VERBS = ("audit", "build", "check", "clean", "serve", "vouch", "why")


@pytest.fixture
def root(tmp_path: Path) -> Path:
    return copied(tmp_path / "sample")


@dataclass
class Said:
    """How a call ended: its exit status, and what stood on either stream."""

    status: int
    out: str
    err: str


@pytest.fixture
def call(capsys: pytest.CaptureFixture[str]):
    def called(*words: object) -> Said:
        with pytest.raises(SystemExit) as ended:
            main([str(word) for word in words])
        said = capsys.readouterr()
        return Said(ended.value.code or 0, said.out, said.err)

    return called


# --- help, and calls that are wrong --------------------------------------------------------------


def test_help_names_every_verb(call):
    """The help of the command lists its verbs, each with a line; that of a verb of content lists `--root`."""
    said = call("--help")
    assert said.status == 0
    assert tuple(sorted(command.commands)) == VERBS
    for verb in VERBS:
        assert f"  {verb} " in said.out
        told = call(verb, "--help")
        assert told.status == 0
        assert ("--root" in told.out) == (verb != "audit")  # which looks at files, and at no repository


def test_a_briefing_that_cannot_be_read_is_not_told_as_absent(call, root):
    """A briefing whose record errs is said to be unread, with why; one that is not there, to be absent."""
    changed(root, "content/briefings/ferries/briefing.yaml", "title: Full boats", "titel: Full boats")
    said = call("build", "ferries", "--root", root)
    assert said.status == 1
    assert "error[keys-are-known]" in said.err
    assert said.out.endswith("`ferries` can't be read: nothing is written\n")
    said = call("build", "boats", "--root", root)
    assert said.status == 2
    assert "no briefing `boats`" in said.err


def test_the_version_is_said(call):
    """`--version` says the version of the package."""
    assert __version__ in call("--version").out


@pytest.mark.parametrize(
    ("words", "message"),
    [
        (("frobnicate",), "No such command"),
        (("check", "--format", "xml"), "xml"),
        (("check", "--root", "no/such/folder"), "no/such/folder"),
        (("build", "--jobs", "0"), "--jobs"),
        (("build", "ferys"), "no briefing `ferys`"),
        (("why",), "ID"),
        (("why", "ferry-flet"), "did you mean `ferry-fleet`?"),
        (("vouch", "--on", "2026-04"), "--on takes a day"),
        (("build", "--output", "{root}/content"), "a build reads content; give --output another folder"),
        (("build", "--output", "{root}/output/../charts/new"), "a build reads charts"),
        (("build", "--output", "{root}/templates"), "a build reads templates"),
        (("build", "--output", "{root}/archive"), "a build reads the archive"),
        (("vouch", "--on", "soon"), "--on takes a day"),
        (("vouch", "--on", "2026-02-30"), "--on takes a day"),
    ],
)
def test_a_call_that_is_wrong_ends_with_two(call, root: Path, words: tuple[str, ...], message: str):
    """A wrong call ends with status 2, says why on the error stream, and writes nothing."""
    before = held(root)
    words = tuple(one.replace("{root}", str(root)) for one in words)
    where = () if "--root" in words or words[0] == "frobnicate" else ("--root", root)
    said = call(*words, *where)
    assert said.status == 2
    assert message in said.err
    assert said.out == ""
    assert held(root) == before


def test_a_folder_without_content_is_a_wrong_call(call, tmp_path: Path):
    """Every verb asks for a repository."""
    for words in (("build",), ("check",), ("vouch",), ("why", "ferry-fleet")):
        said = call(*words, "--root", tmp_path)
        assert said.status == 2
        assert "there is no content/" in said.err


def test_vouching_needs_an_archive(call, root: Path):
    """Without snapshots anywhere the call is wrong; with a folder of them it is not."""
    (root / "archive").rename(root / "elsewhere")
    said = call("vouch", "--root", root)
    assert said.status == 2
    assert "TIEOUT_ARCHIVE" in said.err
    assert call("vouch", "--root", root, "--archive", root / "elsewhere").status == 0


# --- check ---------------------------------------------------------------------------------------


def test_a_check_of_what_ties_ends_with_nought(call, root: Path):
    """Nothing wrong: status 0 and one line."""
    said = call("check", "--root", root)
    assert said.status == 0
    assert said.err == ""
    assert len(said.out.splitlines()) == 1


def test_a_check_points_at_the_line(call, root: Path):
    """Something wrong: status 1, and place, check and help on the error stream."""
    changed(root, "content/facts/ferries.yaml", "value: 24 ferries", "value: 25 ferries")
    said = call("check", "--root", root)
    assert said.status == 1
    assert "content/facts/ferries.yaml:" in said.err
    assert ": error[value-in-quote]: " in said.err
    assert "= help:" in said.err
    assert "error" in said.out


def test_a_warning_does_not_change_the_status(call, root: Path):
    """A fact that nothing uses is said and leaves the status 0."""
    added(
        root,
        "content/facts/spare.yaml",
        "ferry-piers:\n  statement: Piers\n  says: many\n  evidence:\n"
        "    - {source: harbour-vessel-list, quote: many piers}\n",
    )
    said = call("check", "--root", root)
    assert said.status == 0
    assert ": warning[fact-is-used]: " in said.err


@pytest.mark.parametrize("form", ["json", "sarif", "github"])
def test_machines_are_told_the_same(call, root: Path, form: str):
    """Each format names the file and the check of what is wrong, on the output stream, with status 1."""
    changed(root, "content/facts/ferries.yaml", "value: 24 ferries", "value: 25 ferries")
    said = call("check", "--format", form, "--root", root)
    assert said.status == 1
    assert "content/facts/ferries.yaml" in said.out
    assert "value-in-quote" in said.out
    if form != "github":
        json.loads(said.out)


def test_a_fault_of_a_script_is_shown_in_its_line(call, root: Path):
    """What is wrong in a chart's script is printed with the line, and carets under what is wrong."""
    changed(root, "charts/ferry_trips.py", 'Row("2025", now)', 'Row("Fähren", nun)')
    said = call("check", "--root", root)
    assert '17 |             Row("Fähren", nun),\n   |                           ^^^\n' in said.err
    assert json.loads(call("check", "--format", "json", "--root", root).out)["diagnostics"][0]["width"] == 3
    changed(root, "charts/ferry_trips.py", "        ]\n", "")
    said = call("check", "--root", root)
    assert " | " in said.err and "can't be read" in said.err and "help: mend the line" in said.err


@pytest.mark.parametrize("form", ["json", "sarif", "github"])
def test_machines_are_told_of_nothing_too(call, root: Path, form: str):
    """With nothing wrong a format is still whole, and the status 0."""
    said = call("check", "--format", form, "--root", root)
    assert said.status == 0
    if form == "github":
        assert said.out == ""
    else:
        json.loads(said.out)


def test_the_archive_may_be_named_by_the_environment(call, root: Path, tmp_path: Path, monkeypatch):
    """TIEOUT_ARCHIVE is used where `--archive` is not given, and read from where the call is made."""
    shutil.move(root / "archive", tmp_path / "kept")
    changed(tmp_path, "kept/harbour-yearbook-2025.txt", "fleet of 24", "fleet of 34")
    monkeypatch.chdir(tmp_path)
    assert call("check", "--root", "sample").status == 0
    monkeypatch.setenv("TIEOUT_ARCHIVE", "kept")
    said = call("check", "--root", "sample")
    assert said.status == 1
    assert "content/facts/ferries.yaml" in said.err


# --- why -----------------------------------------------------------------------------------------


def test_why_tells_of_a_fact(call, root: Path):
    """Of a fact: where it is stated, its words and status, its evidence with what proves it, what uses it."""
    said = call("why", "ferry-subsidy", "--root", root)
    assert said.status == 0
    assert said.out.startswith("ferry-subsidy  content/facts/ferries.yaml:")
    for words in (
        "more than €20 million  [supported]",
        "What the city paid towards the service",
        "harbour-yearbook-2025, Harbour Office",
        "[vouched 2026-04-02]",
        "[attested]",
        "set aside: a slip of a digit",
        "used by: ferry-subsidy-per-passenger",
        "judges: leaflet-subsidy",
        "printed: content/briefings/ferries/service.md:",
    ):
        assert words in said.out, words


def test_why_tells_of_a_sum(call, root: Path):
    """Of a derived number: its formula, its inputs with their values, and all it rests on."""
    said = call("why", "ferry-fuel-per-passenger", "--root", root).out
    assert "= share * cost" in said
    assert "share: ferry-trial-fuel-share = 30%" in said
    assert "rests on ferry-trial-fuel-share, ferry-subsidy, ferry-trips@2025" in said


def test_why_tells_of_a_sum_who_publishes_what_it_rests_on(call, root: Path):
    """Of a derived number: its own words, and those of the passages that its inputs are quoted from."""
    said = call("why", "ferry-fuel-per-passenger", "--root", root).out
    assert "  at least €0.145 per passenger (on our assumption)  [arithmetic]\n" in said
    assert 'supports: Harbour Office, "more than €20 million"  [vouched 2026-04-02]\n' in said
    assert "€200 million" not in said


@pytest.mark.parametrize(
    ("name", "words"),
    [
        (
            "harbour-yearbook-2025",
            (
                "is a source: Yearbook of the Harbour, Harbour Office (primary-filing)",
                "seen in full, issued 2026-02-20, read 2026-04-02",
                "quoted by: ferry-trips, ferry-fleet, ferry-subsidy, ferry-wait\n",
                "for what it says: tieout why ferry-trips\n",
            ),
        ),
        ("leaflet", ("quoted by: ferry-fleet, leaflet-trips, leaflet-subsidy", "under review in: ferries")),
        (
            "leaflet-subsidy",
            ("is a claim of leaflet", "ferry-subsidy = more than €20 million", "tieout why ferry-subsidy\n"),
        ),
        (
            "trips",
            (
                "is an exhibit of ferries: Another year of growth would fill the fleet\n",
                "drawn by charts/ferry_trips.py: ferry-trips@2024, ferry-trips@2025, ferry-trips-forecast",
                "tieout why ferry-trips@2024\n",
            ),
        ),
        ("terms", ("its table prints: ferry-fleet, ferry-capacity, ferry-wait, ferry-punctuality\n",)),
    ],
)
def test_why_tells_what_else_an_id_is(call, root: Path, name: str, words: tuple[str, ...]):
    """Of a source, a claim or an exhibit: what it is, what it has to do with which facts, and what to ask."""
    said = call("why", name, "--root", root)
    assert said.status == 0
    assert said.out.startswith(f"{name}  content/")
    for one in words:
        assert one in said.out, said.out


def test_why_does_not_say_that_a_record_is_missing_that_could_not_be_read(call, root: Path):
    """A name that is near another gets that; the id of a faulty record is sent to `tieout check`."""
    said = call("why", "leaflet-subsidi", "--root", root)
    assert said.status == 2
    assert "did you mean `leaflet-subsidy`?" in said.err
    changed(root, "content/facts/ferries.yaml", "statement: Vessels", "statment: Vessels")
    said = call("why", "ferry-fleet", "--root", root)
    assert said.status == 2
    assert "`ferry-fleet` could not be read: run `tieout check`, which says why" in said.err


def test_why_tells_of_a_series(call, root: Path):
    """A series is told point by point, a point alone."""
    whole, point = call("why", "ferry-trips", "--root", root), call("why", "ferry-trips@2025", "--root", root)
    assert "38.5 million passengers" in whole.out
    assert "41.2 million passengers" in whole.out
    assert "38.5 million passengers" not in point.out


# --- build ---------------------------------------------------------------------------------------


def test_a_build_says_where_things_are(call, root: Path):
    """A build names page and PDF, what was tied out and how long it took; piped, without colours or bars."""
    said = call("build", "--root", root, "--jobs", "1")
    assert said.status == 0
    draft = root / "output" / "ferries" / "draft"
    assert str(draft / "index.html") in said.out
    assert str(draft / "ferries-draft.pdf") in said.out
    tied = "12 facts, 10 sources, 4 derived; 55 numbers on the page; 15 of 22 quotes vouched\n"
    assert f"  tied out: {tied}" in said.out
    assert "\x1b" not in said.out + said.err
    assert "ferries: charts" in said.err


def test_a_quiet_build_says_nothing_but_problems(call, root: Path):
    """`--quiet` is silent when all is well, and prints problems when not."""
    changed(root, "content/briefings/ferries/briefing.yaml", "html, pdf, data", "html, data")
    output = root / "elsewhere"
    said = call("build", "--quiet", "--root", root, "--jobs", "1", "--output", output)
    assert (said.status, said.out, said.err) == (0, "", "")
    assert (output / "ferries" / "draft" / "index.html").exists()
    added(root, "content/briefings/ferries/method.md", "\nWe asked 30 riders.\n")
    said = call("build", "--quiet", "--root", root, "--jobs", "1", "--output", output)
    assert said.status == 1
    assert said.out == ""
    assert said.err.startswith("content/briefings/ferries/method.md:")


def test_a_release_that_is_refused_says_why(call, root: Path):
    """A refused release ends with status 1, names the version and the error; put right, it ends with 0."""
    changed(root, "content/briefings/ferries/briefing.yaml", "html, pdf, data", "html, data")
    added(root, "content/briefings/ferries/method.md", "\nWe asked 30 riders.\n")
    said = call("build", "--release", "--root", root, "--jobs", "1")
    assert said.status == 1
    assert "version 1.1 is not published: 1 error in what it rests on" in said.out
    changed(root, "content/briefings/ferries/method.md", "\nWe asked 30 riders.\n", "")
    said = call("build", "--release", "--root", root, "--jobs", "1")
    assert said.status == 0
    assert "ferries, version 1.1, in " in said.out


def test_build_py_is_the_same_command(root: Path):
    """`python build.py` is `tieout build`."""
    import subprocess
    import sys

    done = subprocess.run(
        [sys.executable, str(PROJECT / "build.py"), "--root", str(root), "--quiet", "nothing-of-that-name"],
        capture_output=True,
        text=True,
        check=False,
    )
    assert done.returncode == 2
    assert "no briefing `nothing-of-that-name`" in done.stderr
