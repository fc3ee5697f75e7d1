"""Drafts are replaced whole, releases never change, and manifests say what was made of what."""

import json
from pathlib import Path

import pytest

from tieout import whole
from tieout.release import (
    NotWhole,
    VersionTaken,
    content_digest,
    draft,
    finish_draft,
    listed,
    manifest,
    manifest_of,
    place_edition,
    publish,
    publish_folder,
    recorded,
)

CONTENT = {"content/facts/a.yaml": "a: 1\n", "content/sources/b.yaml": "b: 2\n"}


def artefacts(page: bytes = b"<p>page</p>", **more: bytes) -> dict[str, bytes]:
    files = {"index.html": page, "data/facts.json": b"{}", **more}
    said = manifest("ferries", "1.0", "2026-04-02", CONTENT, files, {"tieout": "0.1.0"})
    return {**files, "manifest.json": said}


def held(folder: Path) -> dict[str, bytes]:
    return {
        file.relative_to(folder).as_posix(): file.read_bytes()
        for file in sorted(folder.rglob("*"))
        if file.is_file()
    }


def test_a_draft_is_replaced_whole(tmp_path: Path):
    """A second draft leaves nothing of the first, in its folder or beside it."""
    first = draft(tmp_path, "ferries", artefacts(extra=b"only the first has it"))
    assert held(first) == artefacts(extra=b"only the first has it")
    second = draft(tmp_path, "ferries", artefacts(b"new"))
    assert second == first == tmp_path / "ferries" / "draft"
    assert held(second) == artefacts(b"new")
    assert [one.name for one in (tmp_path / "ferries").iterdir()] == ["draft"]


def test_a_draft_that_cannot_be_written_leaves_the_old_one(tmp_path: Path):
    """A draft whose files cannot all be written changes nothing; one that can is written."""
    folder = draft(tmp_path, "ferries", artefacts())
    with pytest.raises(OSError):
        draft(tmp_path, "ferries", {"a": b"a file", "a/b": b"a file inside a file"})
    assert held(folder) == artefacts()
    assert [one.name for one in (tmp_path / "ferries").iterdir()] == ["draft"]


def test_a_release_is_written_and_recorded(tmp_path: Path):
    """A release stands in its folder, and its manifest in content, byte for byte."""
    folder = publish(tmp_path / "output", tmp_path, "ferries", "1.0", artefacts())
    assert folder == tmp_path / "output" / "ferries" / "1.0"
    assert held(folder) == artefacts()
    record = recorded(tmp_path, "ferries", "1.0")
    assert record == tmp_path / "content" / "releases" / "ferries" / "1.0.json"
    assert record.read_bytes() == artefacts()["manifest.json"]


def test_a_version_never_changes(tmp_path: Path):
    """A version is refused to other bytes, which are named; to the same bytes it is not."""
    folder = publish(tmp_path / "output", tmp_path, "ferries", "1.0", artefacts())
    made = folder.stat().st_mtime_ns
    assert publish(tmp_path / "output", tmp_path, "ferries", "1.0", artefacts()) == folder
    assert folder.stat().st_mtime_ns == made
    with pytest.raises(VersionTaken) as taken:
        publish(tmp_path / "output", tmp_path, "ferries", "1.0", artefacts(b"other"))
    assert taken.value.version == "1.0"
    assert taken.value.differing == ("index.html",)
    assert held(folder) == artefacts()
    other = publish(tmp_path / "output", tmp_path, "ferries", "1.1", artefacts(b"other"))
    assert held(other) == artefacts(b"other")


def test_a_version_never_changes_in_another_clone(tmp_path: Path):
    """Where only the record is there, the version is rebuilt to its bytes and to no others."""
    publish(tmp_path / "output", tmp_path, "ferries", "1.0", artefacts())
    elsewhere = tmp_path / "elsewhere"
    with pytest.raises(VersionTaken):
        publish(elsewhere, tmp_path, "ferries", "1.0", artefacts(b"other"))
    assert not (elsewhere / "ferries").exists() or not held(elsewhere / "ferries")
    assert held(publish(elsewhere, tmp_path, "ferries", "1.0", artefacts())) == artefacts()


def test_a_version_written_but_not_recorded_is_taken(tmp_path: Path):
    """A folder that stands without its record is not written over; its own bytes get the record back."""
    folder = publish(tmp_path / "output", tmp_path, "ferries", "1.0", artefacts())
    recorded(tmp_path, "ferries", "1.0").unlink()
    with pytest.raises(VersionTaken):
        publish(tmp_path / "output", tmp_path, "ferries", "1.0", artefacts(b"other"))
    assert not recorded(tmp_path, "ferries", "1.0").exists()
    assert publish(tmp_path / "output", tmp_path, "ferries", "1.0", artefacts()) == folder
    assert recorded(tmp_path, "ferries", "1.0").exists()


def test_a_release_edited_by_hand_is_noticed(tmp_path: Path):
    """A file changed, removed or added in a release's folder is named; an untouched folder passes."""
    folder = publish(tmp_path / "output", tmp_path, "ferries", "1.0", artefacts())
    publish(tmp_path / "output", tmp_path, "ferries", "1.0", artefacts())
    (folder / "index.html").write_bytes(b"edited")
    (folder / "data" / "facts.json").unlink()
    (folder / "notes.txt").write_text("added")
    with pytest.raises(VersionTaken) as taken:
        publish(tmp_path / "output", tmp_path, "ferries", "1.0", artefacts())
    assert taken.value.differing == ("data/facts.json", "index.html", "notes.txt")


def test_a_damaged_record_is_not_written_over(tmp_path: Path):
    """A record that is no manifest takes the version."""
    record = recorded(tmp_path, "ferries", "1.0")
    record.parent.mkdir(parents=True)
    for damage in ("", "[]", '{"artefacts": 1}', "not JSON"):
        record.write_text(damage)
        with pytest.raises(VersionTaken) as taken:
            publish(tmp_path / "output", tmp_path, "ferries", "1.0", artefacts())
        assert taken.value.differing == ("manifest.json",)
        assert record.read_text() == damage


def test_a_manifest_says_what_was_made_of_what():
    """The manifest names its briefing, version and day, and each file in and out with its SHA-256."""
    said = json.loads(artefacts()["manifest.json"])
    assert said["schema"] == "tieout-manifest/1"
    assert (said["briefing"], said["version"], said["issued"]) == ("ferries", "1.0", "2026-04-02")
    assert said["artefacts"]["data/facts.json"] == {
        "bytes": 2,
        "sha256": "44136fa355b3678a1146ad16f7e8649e94fb4fc21fe77e8310c060f61caaff8a",
    }
    assert set(said["content"]) == set(CONTENT)
    assert said["content_sha256"] == content_digest(CONTENT)


def test_the_order_of_files_makes_no_difference():
    """Manifests of the same files are the same bytes, whatever order they were read or made in."""
    backwards = dict(reversed(CONTENT.items()))
    files = {"a": b"1", "b": b"2"}
    one = manifest("ferries", "1.0", "2026", CONTENT, files, {"x": "1", "y": "2"})
    other = manifest("ferries", "1.0", "2026", backwards, {"b": b"2", "a": b"1"}, {"y": "2", "x": "1"})
    assert one == other


def test_the_content_digest_is_that_of_sha256sum():
    """The digest can be had with common tools: sha256sum over the sorted files, and again over its output."""
    import hashlib

    def sha(text: str) -> str:
        return hashlib.sha256(text.encode()).hexdigest()

    lines = "".join(f"{sha(text)}  {path}\n" for path, text in sorted(CONTENT.items()))
    assert content_digest(CONTENT) == sha(lines)
    assert content_digest({**CONTENT, "content/facts/a.yaml": "a: 2\n"}) != content_digest(CONTENT)


def test_a_released_version_outlives_changes_elsewhere(tmp_path: Path):
    """Artefacts that are the same of other content are that version still, under its manifest."""
    publish(tmp_path / "output", tmp_path, "ferries", "1.0", artefacts())
    files = {path: made for path, made in artefacts().items() if path != "manifest.json"}
    content = {**CONTENT, "content/facts/c.yaml": "c: 3\n"}
    later = {**files, "manifest.json": manifest("ferries", "1.0", "2026-04-02", content, files, {})}
    for clone in ("output", "another"):
        folder = publish(tmp_path / clone, tmp_path, "ferries", "1.0", later)
        assert held(folder) == artefacts()
    with pytest.raises(VersionTaken):
        publish(tmp_path / "output", tmp_path, "ferries", "1.0", {**later, "index.html": b"other"})


# --- editions ------------------------------------------------------------------------------------


def test_editions_that_are_not_all_there_are_no_version(tmp_path: Path):
    """A folder that lacks a listed file, or holds one more, is not published; what was left is swept."""
    output, made = tmp_path / "output", tmp_path / "output" / "ferries" / "made"
    main, other = artefacts(), {"index.html": b"of a"}
    del main["manifest.json"]
    for name, files in (("", main), ("a", other)):
        place_edition(made, name, files)
    files = {**listed(main), **listed(other, "a")}
    said = manifest_of("ferries", "1.0", "2026-04-02", CONTENT, files, {"tieout": "0.1.0"})
    (made / ".tieout-left" / "data").mkdir(parents=True)
    (made / "a/index.html").rename(tmp_path / "aside")
    (made / "b.txt").write_bytes(b"another")
    with pytest.raises(NotWhole) as refused:
        publish_folder(output, tmp_path, "ferries", "1.0", made, said)
    assert refused.value.differing == ("a/index.html", "b.txt")
    assert not recorded(tmp_path, "ferries", "1.0").exists()
    (made / "b.txt").unlink()
    (tmp_path / "aside").rename(made / "a/index.html")
    folder = publish_folder(output, tmp_path, "ferries", "1.0", made, said)
    assert {*held(folder)} == {*files, "manifest.json"}


def test_a_draft_s_end_leaves_what_another_build_is_at(tmp_path: Path):
    """What no manifest lists is taken away, and what a killed build left; not what is locked."""
    draft, files = tmp_path / "draft", {"index.html": b"of a"}
    assert place_edition(draft, "a", files)
    said = manifest_of("ferries", "draft", "2026-04-02", CONTENT, listed(files, "a"), {})
    (draft / "old" / "data").mkdir(parents=True)
    (draft / "old" / "index.html").write_bytes(b"old")
    (draft / ".tieout-left").mkdir()
    with whole.scratch(draft) as at_work:
        (at_work / "index.html").write_bytes(b"new")
        finish_draft(draft, said, is_whole=False)
        assert {one.name for one in draft.iterdir()} == {"a", "old", "manifest.json", at_work.name}
        finish_draft(draft, said, is_whole=True)
        assert {*held(draft)} == {"a/index.html", "manifest.json", f"{at_work.name}/index.html"}
    assert {one.name for one in draft.iterdir()} == {"a", "manifest.json"}
