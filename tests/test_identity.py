"""The same content gives the same bytes: wherever it is built, by whom, and whatever was built before."""

import json
import shutil
from collections.abc import Sequence
from pathlib import Path
from random import Random

import pytest
from click.testing import CliRunner, Result

from bench import builds, edits, sequences
from bench.edits import Edit
from bench.passages import Tree
from tests.sampled import BRIEFING, changed, copied, held, tieout
from tieout import charts, cli, diagnostics, engine, pipeline, rebuilt

# Rules of one who is logged in: other letters, bolder and wider. Nothing printed may follow them.
RULES = """\
<?xml version="1.0"?>
<!DOCTYPE fontconfig SYSTEM "urn:fontconfig:fonts.dtd">
<fontconfig>
  <match target="pattern">
    <edit name="family" mode="prepend" binding="strong"><string>DejaVu Serif</string></edit>
  </match>
  <match target="font">
    <edit name="embolden"><bool>true</bool></edit>
    <edit name="matrix"><matrix><double>1.3</double><int>0</int><int>0</int><int>1</int></matrix></edit>
  </match>
</fontconfig>
"""


@pytest.fixture(scope="module")
def crooked(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A home, and a folder to work in, with settings that would change letters and charts."""
    home = tmp_path_factory.mktemp("a home of one's own")
    rules = home / ".config" / "fontconfig" / "fonts.conf"
    rules.parent.mkdir(parents=True)
    rules.write_text(RULES, "utf-8")
    (home / "matplotlibrc").write_text("font.size: 30\nsvg.fonttype: none\npath.simplify: False\n", "utf-8")
    return home


def test_two_folders_and_two_machines_give_the_same_bytes(tmp_path: Path, crooked: Path):
    """Draft and release are the same, byte for byte, wherever they are built and whatever is at hand.

    The second folder is built by two processes, with another seed of hashes, time zone and language,
    by one with rules for fonts and settings for charts at home, and without the snapshots.
    """
    one = copied(tmp_path / "one")
    two = copied(tmp_path / "quite another folder" / "two", archive=False)
    plain = {"PYTHONHASHSEED": "1", "TZ": "UTC", "LC_ALL": "C.UTF-8"}
    other = {
        "PYTHONHASHSEED": "2",
        "TZ": "Pacific/Auckland",
        "LANG": "de_DE.UTF-8",
        "HOME": str(crooked),
        "XDG_CONFIG_HOME": str(crooked / ".config"),
        "TMPDIR": str(crooked),
        "HB_SHAPER_LIST": "fallback",
        "SOURCE_DATE_EPOCH": "1",
    }
    for root, jobs, where, environment in ((one, "1", tmp_path, plain), (two, "2", crooked, other)):
        for how in ((), ("--release",)):
            call = ("build", *how, "--root", str(root), "--jobs", jobs, "--quiet")
            done = tieout(*call, cwd=where, environment=environment)
            assert (done.returncode, done.stdout, done.stderr) == (0, "", "")
    first, second = held(one / "output"), held(two / "output")
    assert sorted(first) == sorted(second)
    assert [name for name in first if first[name] != second[name]] == []
    assert held(one / "content") == held(two / "content")
    assert [file.name for file in crooked.iterdir() if file.name.startswith("tmp")] == []


# --- over what is kept -----------------------------------------------------------------------------


def made(root: Path, tree: Tree) -> builds.Made:
    """Return what a build of ``tree`` in ``root``, over what is kept there, leaves and says."""
    builds.write(root, tree)
    outcome = pipeline.build(
        root, (), archive=pipeline.archive_of(root, None), output=root / "output", jobs=1
    )
    words = diagnostics.render_text(outcome.problems, outcome.ledger.texts).replace(f"{root}/", "")
    return builds.Made(int(not outcome.well), words, builds.digests(held(root / "output")))


def test_a_process_that_builds_again_remembers_as_a_server_does(tmp_path, monkeypatch):
    """What a server remembers from page to page is remembered there too; here it is not."""
    begun = tmp_path / "begun"
    monkeypatch.setattr(builds.memory, "begin", begun.touch)
    assert not begun.exists()
    builds.Warm(tmp_path).close()
    assert begun.exists()


def first_difference(tree: Tree, wanted: Sequence[Edit], folder: Path) -> str:
    """Return what of builds over kept results is not as from nothing, and after which edit; else nothing."""
    before, known = None, {}
    for number, one in enumerate(edits.trees(tree, wanted)):
        kept = made(folder / "kept", one)
        same = next((at for at, (other, _) in known.items() if other == one), None)
        if same is None:
            same, known[number] = number, (one, made(folder / f"new {number}", one))
        if said := sequences.difference(kept, known[same][1], before):
            return f"{said} after {edits.told(wanted[:number])}"
        before = kept
    return ""


@pytest.mark.parametrize("number", [3, 36])
def test_edits_over_kept_results_give_the_bytes_of_a_clean_build(tmp_path: Path, number: int):
    """After each of some random edits, undone too, files and problems are those of a build from nothing."""
    tree = builds.sample(bool(number % 2), "html")
    assert first_difference(tree, edits.sequence(Random(number), tree, 3), tmp_path) == ""


def test_a_pdf_over_kept_results_has_the_bytes_of_a_clean_one(tmp_path: Path):
    """So has a PDF, after another size of letters, a section on a page of its own, and taking that back."""
    tree = builds.sample(held=True)
    theme, briefing = "templates/tokens.yaml", f"content/briefings/{BRIEFING}/briefing.yaml"
    turns = (
        (theme, b"size: 15,", b"size: 14,"),
        (briefing, b"short: The service}", b"short: The service, begins: page}"),
    )
    other = dict(tree)
    for path, old, new in turns:
        assert old in other[path]
        other[path] = other[path].replace(old, new, 1)
    first = made(tmp_path / "kept", tree)
    second = made(tmp_path / "kept", other)
    assert sequences.difference(second, made(tmp_path / "new", other), first) == ""
    assert sequences.difference(made(tmp_path / "kept", tree), first, second) == ""
    assert first.files != second.files


def test_a_stale_result_is_noticed(tmp_path: Path, monkeypatch: pytest.MonkeyPatch):
    """Where a key leaves out the look of charts, a drawing that an edit of that look makes stale is told."""
    tree = builds.sample(False, "html")
    style = tree["charts/style.py"].replace(b'"context": Tone("ctx"', b'"context": Tone("c3"')
    assert style != tree["charts/style.py"]
    monkeypatch.setattr(charts, "look_key", lambda root: "one and the same")
    made(tmp_path / "kept", tree)
    stale = made(tmp_path / "kept", {**tree, "charts/style.py": style})
    clean = made(tmp_path / "new", {**tree, "charts/style.py": style})
    assert "/charts/" in sequences.difference(stale, clean, None)


def test_sequences_are_told_and_made_shorter():
    """A sequence is read as it is told, and what it does not need is left out of it."""
    wanted = edits.sequence(Random(5), builds.sample(held=True), 4)
    assert edits.read(edits.told(wanted)) == wanted
    needed = (Edit("a", 1), Edit("b", 2))
    longer = [Edit("x", 0), needed[0], Edit("y", 0), needed[1], Edit("z", 0)]
    assert edits.shorter(longer, lambda some: set(needed) <= set(some)) == [*needed]


# --- built once more, and held against the manifest ------------------------------------------------

RECORD = "content/releases/ferries/1.1.json"


@pytest.fixture(scope="module")
def once(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The sample without its PDF, which takes longest, as a draft and as a release."""
    root = copied(tmp_path_factory.mktemp("once"))
    changed(
        root, f"content/briefings/{BRIEFING}/briefing.yaml", "formats: [html, pdf, data]", "formats: [html]"
    )
    for release in (False, True):
        outcome = pipeline.build(
            root, (), archive=root / "archive", output=root / "output", release=release, jobs=1
        )
        assert outcome.well
    return root


@pytest.fixture
def root(once: Path, tmp_path: Path) -> Path:
    """A copy of it, to be changed."""
    return shutil.copytree(once, tmp_path / "root")


def verify(root: Path, manifest: Path | str, *more: str) -> Result:
    """Return what `tieout build --verify` says of ``manifest``."""
    call = ("build", "--verify", str(root / manifest), "--root", str(root), "--jobs", "1", *more)
    return CliRunner().invoke(cli.command, call)


def test_what_is_built_again_is_the_same(root: Path):
    """A draft and a release, built again from nothing, have the files of their manifests; nothing is left."""
    before = held(root)
    for manifest in (f"output/{BRIEFING}/draft/manifest.json", RECORD):
        done = verify(root, manifest)
        assert (done.exit_code, ": the same, " in done.stdout) == (0, True), done.output
    assert verify(root, RECORD, "--quiet").output == ""
    assert verify(root, RECORD, "--format", "pdf", "--quiet").exit_code == 1
    assert held(root) == before


CHANGED = ("index.html",)  # what the changed sentence is printed in


def test_what_is_not_the_same_is_told_with_its_reasons(root: Path):
    """Other content, templates and libraries, and files that differ, are missing or extra, are told."""
    said = json.loads((root / RECORD).read_text("utf-8"))
    said["made_with"] |= {"zlib": "0.9", "templates_sha256": "0" * 64}
    said["artefacts"]["charts/gone.svg"] = {"bytes": 1, "sha256": "0" * 64}
    del said["artefacts"]["style.css"]
    (root / "other.json").write_text(json.dumps(said), "utf-8")
    changed(root, "content/briefings/ferries/service.md", "There are {{", "In service are {{")
    count = len(said["artefacts"])
    done = verify(root, "other.json", "--quiet")
    assert done.exit_code == 1
    assert done.stdout.splitlines() == [
        f"made with zlib 0.9; here it is {engine.native()['zlib']}",
        "templates/ is not what the manifest was made from",
        "content differs: content/briefings/ferries/service.md",
        *(f"same     {name}" for name in sorted({*said["artefacts"]} - {"charts/gone.svg", *CHANGED})),
        *(f"differs  {name}" for name in CHANGED),
        "missing  charts/gone.svg  (named by the manifest, not made here)",
        "extra    style.css  (made here, not named by the manifest)",
        f"ferries, version 1.1: not the same; of {count} files, {count - 2} are, "
        "1 differ, 1 are missing, 1 are extra",
    ]


@pytest.mark.parametrize(
    ("said", "told"),
    [
        ("[" * 100_000, "is no manifest: it is no JSON (its lists stand too deep)"),
        ("{}", "its schema is not given"),
        ('{"schema": "tieout-manifest/1", "schema": "tieout-manifest/1"}', "a key stands twice"),
        ({"schema": "tieout-manifest/9"}, "its schema is `tieout-manifest/9`, not `tieout-manifest/1`"),
        ({"content": None}, "its `content` is no record"),
        ({"briefing": "../../etc"}, "it names no briefing"),
        ({"briefing": "ferry"}, "is of the briefing `ferry`, which is not here"),
        ({"version": "\u001b[31m"}, "it names no version"),
        ({"content": {"a\nb": "0" * 64}}, "names what is no path"),
        ({"artefacts": {"index.html": {"bytes": 1, "sha256": "0"}}}, "it has no SHA-256 of `index.html`"),
        ({"made_with": {"tieout": "0.0.0"}}, "was made by tieout 0.0.0; this is"),
        ({"made_with": {"tieout": "\u001b[31m"}}, "holds what is no version"),
    ],
)
def test_what_is_no_manifest_is_refused(once: Path, tmp_path: Path, said: object, told: str):
    """What can't be read as a manifest, or is not of this repository and program, is a wrong call."""
    if isinstance(said, dict):
        said = json.dumps(json.loads((once / RECORD).read_text("utf-8")) | said)
    (tmp_path / "said.json").write_text(str(said), "utf-8")
    done = verify(once, tmp_path / "said.json")
    assert done.exit_code == 2
    assert told in done.stderr
    assert "\x1b" not in done.output


def test_what_is_no_file_is_refused(once: Path, tmp_path: Path):
    """A folder, a device, a file too long, and options that say otherwise are wrong calls."""
    (tmp_path / "long.json").write_bytes(b" " * (rebuilt.MOST_BYTES + 1))
    for path in (tmp_path, Path("/dev/zero"), tmp_path / "none.json", tmp_path / "long.json"):
        assert verify(once, path).exit_code == 2
    assert verify(once, RECORD, "--release").exit_code == 2
    assert verify(once, RECORD, BRIEFING).exit_code == 2
    assert verify(once, RECORD, "--only", "oslo").exit_code == 2
