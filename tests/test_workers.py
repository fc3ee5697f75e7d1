"""Calls in processes of their own are held to limits, and what befalls one befalls no other."""

from __future__ import annotations

import ctypes
import faulthandler
import os
import shutil
import signal
import tempfile
import time
from collections.abc import Callable
from multiprocessing import get_context
from pathlib import Path

import pytest
from fontTools.ttLib import TTFont

from tests.make import repository
from tests.sampled import PROJECT
from tests.test_charts import BRIEFING, FACTS, GOOD
from tieout import charts, ink, pipeline
from tieout.measured.paper import faces_in
from tieout.model import Edition
from tieout.steps import Step, Store, digest, run
from tieout.workers import LIMITS, Call, Here, Limits, Stopped, Why, Workers

ROOM = Limits(memory=300_000_000)
SHORT = Limits(seconds=2)


def shout(text: str) -> bytes:
    return text.upper().encode()


def refuse(text: str) -> bytes:
    raise ValueError(text)


def sleep(text: str) -> bytes:
    while True:
        time.sleep(60)


def grow(text: str) -> bytes:
    held = []
    while True:
        held.append(bytearray(10_000_000))


def leave(text: str) -> bytes:
    os._exit(0)


def leave_so(text: str) -> bytes:
    os._exit(3)


def leave_soon(text: str) -> bytes:
    time.sleep(0.3)
    os._exit(3)


def crash(text: str) -> bytes:
    faulthandler.disable()
    ctypes.string_at(0)
    return b""


def kill(text: str) -> bytes:
    os.kill(os.getpid(), signal.SIGKILL)
    return b""


def folder(text: str) -> bytes:
    """Leave a folder of temporary files behind, as a library does that counts on the end of Python."""
    return tempfile.mkdtemp(prefix="left-").encode()


ENDS: dict[str, tuple[Callable[[str], bytes], str, Why]] = {
    "sleep": (sleep, "took longer than 2 s and was stopped", Why.TIME),
    "grow": (grow, "took more than 0.3 GB of memory and was stopped", Why.MEMORY),
    "leave": (leave, "ended its process (exit status 0)", Why.ENDED),
    "leave_so": (leave_so, "ended its process (exit status 3)", Why.ENDED),
    "crash": (crash, "ended its process (SIGSEGV)", Why.ENDED),
    "kill": (kill, "ended its process (SIGKILL)", Why.ENDED),
}


def test_a_call_that_ends_badly_is_told_and_stops_no_other(tmp_path: Path):
    """Each way for a call to end is said in words; calls around it are made, a step that needs it is not."""
    good = [Step(f"good {name}", shout, digest(name), (name,)) for name in ENDS]
    bad = [
        Step(name, make, digest("bad", name), (name,), limits=SHORT if why is Why.TIME else ROOM)
        for name, (make, _, why) in ENDS.items()
    ]
    after = Step("after", shout, digest("after"), (), ("leave",))
    both = [one for pair in zip(good, bad, strict=True) for one in pair]
    with Workers(2) as pool:
        results = run([after, *both], Store(tmp_path), pool)
        assert pool.submit(shout, "still here").result() == b"STILL HERE"
    assert results.of == {f"good {name}": name.upper().encode() for name in ENDS}
    told = {name: (one.whole, one.why) for name, one in results.stopped.items()}
    assert told == {name: (words, why) for name, (_, words, why) in ENDS.items()}
    with Workers(2) as pool:
        assert run(good, Store(tmp_path), pool).ran == ()


def test_what_a_call_raises_is_raised(tmp_path: Path):
    """An exception of a call is no end of its process: it comes back as it was."""
    for pool in (Workers(1), Here()):
        with pytest.raises(ValueError, match="no such thing"):
            pool.submit(Call(refuse), "no such thing").result()
        if isinstance(pool, Workers):
            pool.__exit__(None, None, None)


def test_steps_about_one_file_are_not_waited_for_once_one_is_stopped(tmp_path: Path):
    """Where one step of a file is stopped, so are the others of it, in words of the first."""
    limits = Limits(seconds=1)
    slow = [Step(str(n), sleep, digest(str(n)), ("",), limits=limits, about="a.py") for n in range(9)]
    began = time.monotonic()
    with Workers(2) as pool:
        results = run([*slow, Step("b", shout, digest("b"), ("b",), about="b.py")], Store(tmp_path), pool)
    assert results.of == {"b": b"B"}
    assert [str(one) for one in results.stopped.values()] == ["took longer than 1 s"] * 9
    assert time.monotonic() - began < 60  # seven of them were not waited for, at a second each and many more


def test_a_process_is_not_forked_amid_an_import(tmp_path: Path, monkeypatch: pytest.MonkeyPatch):
    """What takes the place of a process that ended can import what was being imported when it was forked."""
    (tmp_path / "slowly.py").write_text("import time\ntime.sleep(1)\ndef made(): return b'made'\n")
    monkeypatch.syspath_prepend(tmp_path)
    with Workers(1) as pool:
        ended = pool.submit(leave_soon, "")
        __import__("slowly")
        with pytest.raises(Stopped):
            ended.result()
        assert pool.submit(Call("slowly:made", Limits(seconds=5))).result() == b"made"


def test_memory_that_is_not_there_is_told_in_this_process_too():
    """Without a process of its own, a call that asks for more memory than there is does not end the build."""
    with pytest.raises(Stopped, match="took more memory than there is"):
        Here().submit(bytearray, 1 << 60).result()


def test_no_temporary_files_are_left():
    """What calls leave in temporary files is gone with the processes; within their life it stays."""
    with Workers(1) as pool:
        left = Path(pool.submit(folder, "").result().decode())
        assert left.is_dir()
    assert not left.exists()
    assert not left.parent.exists()


def lives(process: int) -> bool:
    """Return whether a process still runs; one that has ended and was not yet fetched does not."""
    try:
        return Path(f"/proc/{process}/stat").read_text().rpartition(")")[2].split()[0] != "Z"
    except OSError:
        return False


def test_processes_end_with_the_one_that_forked_them(tmp_path: Path):
    """A build that is killed leaves no process behind, not even one that would never end."""

    def build() -> None:
        pool = Workers(2)
        (tmp_path / "pids").write_text(" ".join(str(pool.submit(os.getpid).result()) for _ in range(8)))
        running = pool.submit(Call(sleep, LIMITS), "")
        running.result()

    process = get_context("fork").Process(target=build)
    process.start()
    while not (tmp_path / "pids").exists() or not (tmp_path / "pids").read_text():
        time.sleep(0.02)
    pids = {int(one) for one in (tmp_path / "pids").read_text().split()}
    assert all(lives(one) for one in pids)
    process.kill()
    process.join()
    for _ in range(600):
        if not any(lives(one) for one in pids):
            break
        time.sleep(0.05)
    assert [one for one in pids if lives(one)] == []


# --- chart scripts -------------------------------------------------------------------------------

WAYS = {
    "loops": ("while True: __import__('time').sleep(9)", "the script took longer than 5 s and was stopped"),
    "leaves": ("import os\n    os._exit(3)", "the script ended its process (exit status 3)"),
    "begins": (
        "pass\n\n\nUSES = tuple(USES)\n__import__('os')._exit(4)",
        "the script ended its process (exit status 4)",
    ),
    "crashes": (f"import {__name__} as ours\n    ours.crash('')", "the script ended its process (SIGSEGV)"),
}


def test_a_script_that_never_ends_is_told_of_at_the_script(tmp_path: Path):
    """A script that loops, leaves or crashes is a problem at the script, said once; others are drawn."""
    exhibit = "{name}:\n  chart: {name}\n  title: Trips grew\n  width: body\n  alt: Trips grew.\n"
    head = GOOD.partition("def draw")[0] + "def draw(facts, canvas):\n    "
    root = repository(
        tmp_path,
        {
            "facts/all.yaml": FACTS,
            "briefings/trips/briefing.yaml": BRIEFING,
            "briefings/trips/exhibits.yaml": "".join(exhibit.format(name=one) for one in (*WAYS, "growth")),
            "briefings/trips/trips.md": "# Trips\n"
            + "".join(f'\n{{{{ exhibit("{one}") }}}}\n' for one in (*WAYS, "growth")),
            "/charts/growth.py": GOOD,
            **{f"/charts/{name}.py": head + ways for name, (ways, _) in WAYS.items()},
        },
    )
    known = pipeline.read(root, None)
    drawn = charts.plan(Edition(known.ledger.briefings["trips"]), known.ledger, known.standings, root)[0][-1]
    assert Call(drawn.make)(*drawn.given)  # here, so that each process has all that draws from the start
    _, problems = pipeline.check(root, jobs=2, step_seconds=5)
    told = [(one.at.path, one.message) for one in problems if one.check == "chart-draws"]
    assert told == sorted((f"charts/{name}.py", words) for name, (_, words) in WAYS.items())
    assert all(one.help for one in problems if one.check == "chart-draws")

# --- what processes share ------------------------------------------------------------------------


def _widths(face: ink.Face, letters: str) -> list[float]:
    return [face.width(one, 1) for one in letters]


def test_a_font_that_was_read_before_a_fork_is_read_by_each_process_for_itself():
    """Processes that measure letters at once, after the one they come from has begun to, measure the same."""
    file = min((PROJECT / "templates" / "fonts").glob("*.ttf"))
    with TTFont(file) as font:
        known = {chr(code): name for code, name in font.getBestCmap().items() if code > 32}
        wide = {one: font["hmtx"][name][0] / font["head"].unitsPerEm for one, name in known.items()}
    face = ink.Face("Face", 400, False, file, "serif")
    first, *others = sorted(wide)
    assert face.width(first, 1) == pytest.approx(wide[first], abs=1e-6)
    with get_context("fork").Pool(3) as pool:
        asked = pool.starmap_async(_widths, [(face, "".join(others))] * 3, chunksize=1)
        here = _widths(face, "".join(others))
        there = asked.get(60)
    assert [*there, here] == [pytest.approx([wide[one] for one in others], abs=1e-6)] * 4


@pytest.mark.skipif(not Path("/proc/self/fd").is_dir(), reason="only Linux says which files are open")
def test_fonts_that_drawings_are_measured_by_are_not_held_open(tmp_path: Path):
    """A process that is forked later has no file in common with this one, in which both would move on."""
    shutil.copytree(PROJECT / "templates" / "fonts", tmp_path / "fonts")
    file = min((tmp_path / "fonts").glob("*.ttf"))
    with TTFont(file) as font:
        key = font["name"].getBestFamilyName(), font["OS/2"].usWeightClass, bool(font["OS/2"].fsSelection & 1)
    assert faces_in(file.parent).get(*key).measure("a")
    held = [str(one.readlink()) for one in Path("/proc/self/fd").iterdir() if one.is_symlink()]
    assert [one for one in held if one.startswith(str(tmp_path))] == []
