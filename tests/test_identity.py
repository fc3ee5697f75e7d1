"""The same content gives the same bytes: wherever it is built, by whom, and whatever was built before."""

from pathlib import Path

import pytest

from tests.sampled import copied, held, tieout

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
