"""The store costs time when it fails, and nothing else; a folder is the old one or the new one, whole."""

from __future__ import annotations

import os
import resource
import shutil
import signal
from collections.abc import Callable
from multiprocessing import get_context
from pathlib import Path

import pytest
from click.testing import CliRunner

from tests.sampled import BRIEFING, copied, held
from tieout import cleaning, whole
from tieout.cli import command
from tieout.store import Store, digest, kept_in, store_of

FORK = get_context("fork")
KEYS = [digest(str(number)) for number in range(4)]


def entries(store: Store) -> list[Path]:
    """Return the files of a store's results, oldest first."""
    files = [one for one in store.folder.rglob("*") if one.is_file()]
    return sorted(files, key=lambda one: one.stat().st_mtime_ns)


def filled(folder: Path, size: int = 100, **more: int) -> Store:
    """Return a store with a result of ``size`` bytes under each key, the first used longest ago."""
    store = Store(folder, **more)
    for age, key in enumerate(KEYS):
        store.put(key, bytes([age]) * size)
        os.utime(store._file(key), (age, age))
    return store


# --- damage --------------------------------------------------------------------------------------


def flipped(file: Path) -> None:
    kept = bytearray(file.read_bytes())
    kept[-1] ^= 1
    file.write_bytes(kept)


def head_flipped(file: Path) -> None:
    kept = bytearray(file.read_bytes())
    kept[0] ^= 1
    file.write_bytes(kept)


def made_folder(file: Path) -> None:
    file.unlink()
    file.mkdir()
    (file / "stray").write_text("stray")


def made_dangling(file: Path) -> None:
    """A prefix that is no folder takes all of its entries with it."""
    shutil.rmtree(file.parent)
    file.parent.write_text("a file where a folder should be")


DAMAGES: dict[str, tuple[Callable[[Path], object], bool]] = {
    "a bit of the result": (flipped, True),
    "a bit of the digest": (head_flipped, True),
    "cut off": (lambda file: os.truncate(file, 80), True),
    "cut off in the digest": (lambda file: os.truncate(file, 10), True),
    "empty": (lambda file: os.truncate(file, 0), True),
    "a folder": (made_folder, True),
    "another's result": (lambda file: file.write_bytes(b"0" * 64 + b"forged"), True),
    "gone": (Path.unlink, False),
    "its folder a file": (made_dangling, False),
}


@pytest.mark.parametrize("damage", DAMAGES)
def test_a_damaged_entry_is_absent_and_is_made_again(tmp_path: Path, damage: str):
    """Whatever is wrong with an entry, it is not used, it is told of, and the next result takes its place."""
    store = Store(tmp_path)
    store.put(KEYS[0], b"result" * 9)
    assert store.get(KEYS[0]) == b"result" * 9
    assert store.remarks() == ()
    do, is_told = DAMAGES[damage]
    do(store._file(KEYS[0]))
    assert store.get(KEYS[0]) is None
    store.put(KEYS[0], b"result" * 9)
    assert store.get(KEYS[0]) == b"result" * 9
    assert store.remarks() == (("store: 1 damaged entry made again",) if is_told else ())


def test_what_is_kept_of_another_key_is_not_taken_for_this_one(tmp_path: Path):
    """Each key has its own result, the empty one too."""
    store = filled(tmp_path)
    store.put(KEYS[1], b"")
    assert [store.get(key) for key in KEYS[:2]] == [b"\0" * 100, b""]
    assert store.get(digest("never put")) is None


# --- bounds --------------------------------------------------------------------------------------


def test_what_was_not_used_for_longest_goes_first(tmp_path: Path):
    """A store that has grown beyond its bound lets go of its oldest; one that was read is not old."""
    store = filled(tmp_path, most=3 * 164)
    assert store.get(KEYS[0])
    freed = store.tidied()
    assert (freed.files, freed.bytes) == (1, 164)
    assert [key for key in KEYS if store.get(key) is None] == [KEYS[1]]
    assert store.tidied().files == 0


def test_a_store_that_has_not_grown_is_not_looked_through(tmp_path: Path):
    """Nothing goes from a store that nothing was put into, however large it is."""
    filled(tmp_path)
    assert Store(tmp_path, most=0).tidied().files == 0
    assert len(entries(Store(tmp_path))) == len(KEYS)


def test_two_may_shrink_a_store_at_once(tmp_path: Path, monkeypatch: pytest.MonkeyPatch):
    """An entry that another build has just taken out is no fault."""
    store = filled(tmp_path)
    kept = list(store._kept())
    Store(tmp_path).shrunk(0)
    monkeypatch.setattr(Store, "_kept", lambda self: iter(kept))
    store.shrunk(0)
    assert entries(store) == []


def test_a_store_that_may_not_write_is_left_as_it_is(tmp_path: Path):
    """Without leave to write, a store gives what it has, and changes nothing: not even when that was used."""
    filled(tmp_path)
    before = [(one, one.stat().st_mtime_ns) for one in entries(Store(tmp_path))]
    store = Store(tmp_path, writes=False, most=0)
    assert store.get(KEYS[0])
    store.put(digest("another"), b"result")
    store.tidied()
    assert [(one, one.stat().st_mtime_ns) for one in entries(store)] == before


# --- disks ---------------------------------------------------------------------------------------


def in_a_process(do: Callable[[], bool]) -> bool:
    """Return what ``do`` gives in a process of its own, whose limits end with it."""
    process = FORK.Process(target=lambda: os._exit(0 if do() else 1))
    process.start()
    process.join()
    return process.exitcode == 0


def test_a_full_disk_keeps_none_and_leaves_nothing_half_written(tmp_path: Path):
    """A result that does not fit is not kept, and it is told; a smaller one is; what was there stays."""
    Store(tmp_path).put(KEYS[0], b"small")

    def full() -> bool:
        resource.setrlimit(resource.RLIMIT_FSIZE, (1000, 1000))
        store = Store(tmp_path)
        store.put(KEYS[1], b"large" * 1000)
        store.put(KEYS[2], b"small")
        told = store.remarks() == (
            "store: results are not kept: file too large; the next build makes them again",
        )
        return told and [store.get(key) for key in KEYS[:3]] == [b"small", None, b"small"]

    assert in_a_process(full)
    assert len(entries(Store(tmp_path))) == 2


@pytest.mark.parametrize("place", [".tieout", ".tieout/store"])
def test_a_folder_that_cannot_be_written_is_told_of(tmp_path: Path, place: str):
    """Where a file stands in place of the folder, nothing is kept, and a person is told why."""
    (tmp_path / place).parent.mkdir(exist_ok=True)
    (tmp_path / place).write_text("a file")
    store = Store(kept_in(tmp_path))
    store.put(KEYS[0], b"result")
    assert store.get(KEYS[0]) is None
    (told,) = store.remarks()
    assert told.startswith("store: results are not kept: ")
    assert store.tidied().files == 0
    assert (tmp_path / place).read_text() == "a file"


# --- kill -9 -------------------------------------------------------------------------------------


def stopped_at_rename(do: Callable[[], object]) -> None:
    """Run ``do`` in a process that is killed where it would put into place what it has made."""

    def killed(*_: object) -> None:
        os.kill(os.getpid(), signal.SIGKILL)

    def run() -> None:
        Path.replace = Path.rename = whole._swapped = killed
        do()

    process = FORK.Process(target=run)
    process.start()
    process.join()
    assert process.exitcode == -signal.SIGKILL


def test_what_a_killed_build_was_keeping_is_swept(tmp_path: Path):
    """A process killed while it keeps a result leaves no entry, and its half is gone after the next build."""
    stopped_at_rename(lambda: Store(tmp_path).put(KEYS[0], b"result"))
    assert len(entries(Store(tmp_path))) == 1
    store = Store(tmp_path)
    assert store.get(KEYS[0]) is None
    store.tidied()
    assert entries(store) == []


def test_a_killed_draft_leaves_the_old_one_and_is_swept(tmp_path: Path):
    """A process killed before it puts a folder in place leaves what was there; what it made is swept."""
    folder = tmp_path / "draft"
    whole.write_folder(folder, {"a": b"old", "data/b": b"kept"})
    stopped_at_rename(lambda: whole.write_folder(folder, {"a": b"new", "data/b": b"kept"}))
    assert held(folder) == {"a": b"old", "data/b": b"kept"}
    assert len(list(tmp_path.iterdir())) == 2
    assert whole.sweep(tmp_path) == 1
    assert [one.name for one in tmp_path.iterdir()] == ["draft"]


def test_what_is_in_use_is_not_swept(tmp_path: Path):
    """What a living process is making stays where it is; once that is done with it, nothing is left."""
    with whole.scratch(tmp_path) as made:
        (made / "half").write_text("half")
        assert in_a_process(lambda: whole.sweep(tmp_path) == 0)
        assert (made / "half").exists()
    assert list(tmp_path.iterdir()) == []
    (tmp_path / "draft").mkdir()
    (tmp_path / ".tieoutside").mkdir()
    assert whole.sweep(tmp_path) == 0


# --- folders -------------------------------------------------------------------------------------


@pytest.mark.parametrize("swaps", [True, False])
def test_a_folder_is_replaced_whole(tmp_path: Path, monkeypatch: pytest.MonkeyPatch, swaps: bool):
    """A folder holds exactly its files, with or without a call that swaps two; the same are not rewritten."""
    if not swaps:
        monkeypatch.setattr(whole, "_swapped", lambda one, other: False)
    folder = tmp_path / "draft"
    whole.write_folder(folder, {"a": b"one", "data/b": b"two", "old": b"old"})
    (folder / "empty").mkdir()
    (folder / "link").symlink_to(folder / "a")
    before = {name: (folder / name).stat().st_ino for name in ("a", "data/b")}
    whole.write_folder(folder, {"a": b"one", "data/b": b"2", "new": b"new"})
    assert held(folder) == {"a": b"one", "data/b": b"2", "new": b"new"}
    assert sorted(one.name for one in folder.iterdir()) == ["a", "data", "new"]
    assert (folder / "a").stat().st_ino == before["a"]
    assert (folder / "data/b").stat().st_ino != before["data/b"]
    assert [one.name for one in tmp_path.iterdir()] == ["draft"]
    again = folder.stat().st_ino
    whole.write_folder(folder, held(folder))
    assert folder.stat().st_ino == again


def test_a_file_that_another_build_swaps_in_is_not_taken(tmp_path: Path, monkeypatch: pytest.MonkeyPatch):
    """What is linked because it had the same bytes is looked at again: another build may have been there."""
    folder, link = tmp_path / "draft", os.link
    whole.write_folder(folder, {"a": b"one", "b": b"two"})

    def late(there: Path, here: Path) -> None:
        (folder / "a").unlink()
        (folder / "a").write_bytes(b"of another")
        link(there, here)

    monkeypatch.setattr(os, "link", late)
    whole.write_folder(folder, {"a": b"one", "b": b"new"})
    assert held(folder) == {"a": b"one", "b": b"new"}


def test_sweeping_waits_for_nothing(tmp_path: Path):
    """A pipe with such a name, which nobody writes to, holds up no build."""
    os.mkfifo(tmp_path / f"{whole.PREFIX}pipe")
    (tmp_path / f"{whole.PREFIX}left").mkdir()
    assert whole.sweep(tmp_path) == 2
    assert list(tmp_path.iterdir()) == []


def test_what_is_made_while_the_look_is_saved_is_not_kept(tmp_path: Path):
    """Once a script or a file of the look is saved anew nothing is kept, which is said, until one begins."""
    root = copied(tmp_path / "sample", archive=False)
    store = store_of(root)
    store.put(KEYS[0], b"of the old")
    script = sorted((root / "charts").glob("*.py"))[0]
    text = script.read_bytes()
    script.write_bytes(text + b"# new\n")
    store.put(KEYS[1], b"of which?")
    script.write_bytes(text)
    store.put(KEYS[2], b"of which?")
    assert [store.get(key) for key in KEYS[:3]] == [b"of the old", None, None]
    assert store.remarks() == (
        "store: charts or their look were saved meanwhile; what was made since is not kept",
    )
    store.begin()
    store.put(KEYS[2], b"of the new")
    assert store.get(KEYS[2]) == b"of the new"
    assert store.remarks() == ()


def test_a_file_in_place_of_a_folder_is_replaced(tmp_path: Path):
    """What stands where a draft should be goes, whatever it is."""
    (tmp_path / "draft").write_text("a file")
    whole.write_folder(tmp_path / "draft", {"a": b"one"})
    assert held(tmp_path) == {"draft/a": b"one"}


# --- clean ---------------------------------------------------------------------------------------


def test_clean_empties_the_store_and_leaves_drafts(tmp_path: Path):
    """All of `.tieout/` goes, and what was freed is said; drafts go only if asked, releases never."""
    root = copied(tmp_path)
    filled(kept_in(root), size=1_000_000)
    for version in ("draft", "1.0"):
        whole.write_folder(
            root / "output" / BRIEFING / version,
            {"manifest.json": b'{"schema": "tieout-manifest/1", "version": "%s"}' % version.encode()},
        )
    whole.write_folder(root / "output" / "notes" / "draft", {"mine.txt": b"a draft of something else"})
    done = CliRunner().invoke(command, ["clean", "--root", str(root), "--to", "2MB"])
    assert (done.exit_code, done.output) == (0, "3.0 MB freed: 3 files of the store; 1.0 MB left\n")
    assert Store(kept_in(root)).get(KEYS[-1])
    assert cleaning.clean(root, root / "output").report() == "1.0 MB freed: 1 file of the store"
    assert list((root / ".tieout").iterdir()) == []
    assert len(held(root / "output")) == 3
    cleaned = cleaning.clean(root, root / "output", drafts=True)
    assert cleaned.drafts == (root / "output" / BRIEFING / "draft",)
    assert sorted(held(root / "output")) == [f"{BRIEFING}/1.0/manifest.json", "notes/draft/mine.txt"]


def test_clean_takes_no_more_than_results_from_behind_a_link(tmp_path: Path):
    """Where `.tieout` leads elsewhere, what lies there and is no result of ours stays."""
    root, elsewhere = copied(tmp_path / "sample"), tmp_path / "precious"
    (elsewhere / "store").mkdir(parents=True)
    (elsewhere / "thesis").write_bytes(b"years of work")
    (elsewhere / "store" / "notes").write_bytes(b"more of it")
    (root / ".tieout").symlink_to(elsewhere)
    filled(kept_in(root))
    assert cleaning.clean(root, root / "output").kept.files == len(KEYS)
    assert held(elsewhere) == {"thesis": b"years of work", "store/notes": b"more of it"}


def test_a_size_is_read_as_written(tmp_path: Path):
    """A size that is none is a wrong call; all of the ways to write one are right."""
    (tmp_path / "content").mkdir()
    for size in ("0", "10MB", "1.5 GB", "300k"):
        assert CliRunner().invoke(command, ["clean", "--root", str(tmp_path), "--to", size]).exit_code == 0
    done = CliRunner().invoke(command, ["clean", "--root", str(tmp_path), "--to", "much"])
    assert done.exit_code == 2
    assert "`much` is no size: write it as 300MB or 2GB" in done.output
