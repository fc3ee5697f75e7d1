"""The same content gives the same bytes: wherever it is built, by whom, and whatever was built before."""

import json
import shutil
from pathlib import Path

import pytest
from click.testing import CliRunner, Result

from tests.sampled import BRIEFING, changed, copied, held, tieout
from tieout import cli, engine, pipeline, rebuilt

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
