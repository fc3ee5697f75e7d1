"""Run a command in a process of its own, and tell how long it took, when a file was there, and its memory."""

from __future__ import annotations

import os
import subprocess
import tempfile
import threading
import time
from collections.abc import Callable, Mapping, Sequence
from pathlib import Path
from typing import NamedTuple

_EACH = 0.001  # seconds between two looks at a file
_SAMPLED = 0.1  # seconds between two looks at the memory of all processes


class Failed(Exception):
    """A command did not end well; says which, and what it said."""


class Run(NamedTuple):
    """What was measured of a run: seconds to its end, and until what was waited for was there; peaks in MB.

    ``cpu`` is the processor's seconds, of the command and all that it waited for. ``largest`` is the most
    memory that any one process held, as the kernel counts it; ``together`` the most that the command and all
    its workers held at a time, what they share counted once (sampled).
    """

    seconds: float
    seen: float | None
    cpu: float
    largest: float
    together: float


def run(
    command: Sequence[str | Path],
    cwd: Path,
    environment: Mapping[str, str] | None = None,
    until: Callable[[], bool] | None = None,
) -> Run:
    """Return what was measured of a command; ``until`` says whether what is waited for is there.

    Raises:
        Failed: the command did not end well.
    """
    with tempfile.TemporaryFile() as said:
        began = time.perf_counter()
        process = subprocess.Popen(
            [str(one) for one in command],
            cwd=cwd,
            env={**os.environ, **(environment or {})},
            stdin=subprocess.DEVNULL,
            stdout=said,
            stderr=subprocess.STDOUT,
        )
        sampler = _Sampler(process.pid)
        seen, status, usage = _waited(process.pid, until, began)
        seconds = time.perf_counter() - began
        process.returncode = os.waitstatus_to_exitcode(status)
        sampler.ended.set()
        sampler.join()
        if process.returncode:
            said.seek(0)
            words = said.read().decode(errors="replace")
            raise Failed(f"{command}, exit status {process.returncode}\n{words[-3000:]}")
    if until and seen is None and until():
        seen = seconds
    largest = usage.ru_maxrss / 1024
    return Run(seconds, seen, usage.ru_utime + usage.ru_stime, largest, max(largest, sampler.most))


def _waited(
    pid: int, until: Callable[[], bool] | None, began: float
) -> tuple[float | None, int, os.struct_rusage]:
    seen = None
    while until and seen is None:
        if until():
            seen = time.perf_counter() - began
            break
        ended, status, usage = os.wait4(pid, os.WNOHANG)
        if ended:
            return None, status, usage
        time.sleep(_EACH)
    _, status, usage = os.wait4(pid, 0)
    return seen, status, usage


class _Sampler(threading.Thread):
    """Looks, time and again, at how much memory a process and its children hold together, in MB."""

    def __init__(self, pid: int) -> None:
        super().__init__(daemon=True)
        self.pid, self.most, self.ended = pid, 0.0, threading.Event()
        self.start()

    def run(self) -> None:
        """Look until the process has ended."""
        while not self.ended.wait(_SAMPLED):
            self.most = max(self.most, sum(map(_held, _tree(self.pid))))


def _tree(pid: int) -> list[int]:
    found = [pid]
    for one in found:
        for task in Path(f"/proc/{one}/task").glob("*/children"):
            try:
                found += map(int, task.read_text().split())
            except OSError:  # it has ended meanwhile
                continue
    return found


def _held(pid: int) -> float:
    try:
        lines = Path(f"/proc/{pid}/smaps_rollup").read_text().splitlines()
    except OSError:
        return 0.0
    return next((int(line.split()[1]) / 1024 for line in lines if line.startswith("Pss:")), 0.0)


def holds(file: Path, words: str) -> Callable[[], bool]:
    """Return what says whether a file holds ``words``; it is read anew only when it has changed."""
    last: list[tuple[int, int, int]] = []
    sought = words.encode()

    def there() -> bool:
        try:
            known = file.stat()
            key = (known.st_ino, known.st_mtime_ns, known.st_size)
            if last == [key]:
                return False
            last[:] = [key]
            return sought in file.read_bytes()
        except OSError:
            return False

    return there


def replaced(file: Path) -> Callable[[], bool]:
    """Return what says whether a file has come to be another than it is now."""
    before = _identity(file)
    return lambda: _identity(file) not in (before, None)


def _identity(file: Path) -> tuple[int, int, int] | None:
    try:
        known = file.stat()
    except OSError:
        return None
    return known.st_ino, known.st_mtime_ns, known.st_size
