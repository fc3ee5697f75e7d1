"""Run a command in a process of its own, and tell how long it took, when a file was there, and its memory."""

from __future__ import annotations

import os
import subprocess
import tempfile
import threading
import time
from collections.abc import Callable, Mapping, Sequence
from contextlib import suppress
from pathlib import Path
from typing import NamedTuple

_EACH = 0.001  # seconds between two looks at a file
SAMPLED = 0.05
"""Seconds between two looks at the memory of all processes."""
_LONGEST = 900  # seconds that a command may take


class Failed(Exception):
    """A command did not end well; says which, and what it said."""


class Run(NamedTuple):
    """What was measured of a run: seconds to its end, and until what was waited for was there; peaks in MB.

    ``cpu`` is the processor's seconds, of the command and all that it waited for. ``largest`` is the most
    memory that any one process held, as the kernel counts it; ``together`` the most that the command and all
    its workers held at a time, what they share counted once (sampled), and ``parts`` what each held then.
    """

    seconds: float
    seen: float | None
    cpu: float
    largest: float
    together: float
    parts: tuple[float, ...] = ()


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
        sampler, late = Sampler(process.pid), threading.Timer(_LONGEST, process.kill)
        late.start()
        seen, status, usage = _waited(process.pid, until, began)
        seconds = time.perf_counter() - began
        process.returncode = os.waitstatus_to_exitcode(status)
        late.cancel()
        sampler.end()
        if process.returncode:
            said.seek(0)
            words = said.read().decode(errors="replace")
            raise Failed(f"{command}, exit status {process.returncode}\n{words[-3000:]}")
    if until and seen is None and until():
        seen = seconds
    largest = usage.ru_maxrss / 1024
    together = max(largest, sum(sampler.parts))
    return Run(seconds, seen, usage.ru_utime + usage.ru_stime, largest, together, sampler.parts)


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


class Sampler(threading.Thread):
    """Looks, time and again, at how much memory a process and its children hold, until it is told to end.

    ``parts`` is what each held, in MB, what they share counted once, when they held the most together;
    ``largest`` the most that any one held, with what it shares.
    """

    def __init__(self, pid: int, every: float = SAMPLED) -> None:
        super().__init__(daemon=True)
        self.pid, self.every = pid, every
        self.parts: tuple[float, ...] = ()
        self.largest = 0.0
        self._ended = threading.Event()
        self.start()

    def run(self) -> None:
        """Look until told to end."""
        while not self._ended.wait(self.every):
            held = [_held(one) for one in _tree(self.pid)]
            self.largest = max(self.largest, *(whole for whole, _ in held))
            parts = tuple(sorted((round(part, 1) for _, part in held if part), reverse=True))
            self.parts = max(self.parts, parts, key=sum)

    def end(self) -> None:
        """Look no more."""
        self._ended.set()
        self.join()


def _tree(pid: int) -> list[int]:
    found = [pid]
    for one in found:
        with suppress(OSError):  # it has ended meanwhile
            for task in Path(f"/proc/{one}/task").glob("*/children"):
                with suppress(OSError):
                    found += map(int, task.read_text().split())
    return found


def _held(pid: int) -> tuple[float, float]:
    """Return the MB of a process, with what it shares, and with its part of that."""
    try:
        lines = Path(f"/proc/{pid}/smaps_rollup").read_text().splitlines()
    except OSError:
        return 0.0, 0.0
    found = {name: words for name, _, words in (line.partition(":") for line in lines)}
    return tuple(int(found[name].split()[0]) / 1024 if name in found else 0.0 for name in ("Rss", "Pss"))


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
