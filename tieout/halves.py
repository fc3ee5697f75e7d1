"""The second half of a long loop, made by a fork of this process while it makes the first."""

from __future__ import annotations

import os
import pickle
import signal
from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager, suppress
from typing import TypeVar

from tieout.workers import can_fork

LEAST = 16
"""How many things are made at least before there are two to make them: to fork takes time too."""

_OURS = 0.47  # of all, which leaves time to read what the other has made

Made = TypeVar("Made")


def made(make: Callable[[int], Made], count: int, hands: int = 1) -> list[Made]:
    """Return what ``make`` gives of 0, 1 … below ``count``; with two ``hands`` a fork makes the later ones.

    What it gives has to be a pure function of what is there now, and can be pickled. What the fork could not
    make, or did not live to, is made here, so that whatever is raised is raised as by a plain loop.
    """
    if hands < 2 or count < LEAST or not can_fork():
        return [make(nth) for nth in range(count)]
    middle = round(count * _OURS)
    with _forked(make, range(middle, count)) as told:
        found = [make(nth) for nth in range(middle)]
        found += told()
    return found + [make(nth) for nth in range(len(found), count)]


@contextmanager
def _forked(make: Callable[[int], Made], places: Sequence[int]) -> Iterator[Callable[[], list[Made]]]:
    """Yield what waits for a fork and returns what it has made: of the first of ``places``, or of all."""
    parent = os.getpid()
    reads, writes = os.pipe()
    child = os.fork()
    if not child:
        _tell(make, places, writes, parent)
    os.close(writes)
    try:
        with os.fdopen(reads, "rb") as answer:

            def told() -> list[Made]:
                with suppress(EOFError, OSError, pickle.UnpicklingError):
                    return pickle.load(answer)
                return []

            yield told
    finally:
        with suppress(ProcessLookupError):
            os.kill(child, signal.SIGKILL)  # it has told all, or nobody asks any more
        os.waitpid(child, 0)


def _tell(make: Callable[[int], Made], places: Sequence[int], writes: int, parent: int) -> None:
    """Be the fork: write what is made, and end, without a word of what goes wrong."""
    try:
        found = []
        with os.fdopen(writes, "wb") as answer:
            with suppress(Exception):
                for nth in places:
                    if os.getppid() != parent:
                        return
                    found.append(make(nth))
            pickle.dump(found, answer, pickle.HIGHEST_PROTOCOL)
    finally:
        os._exit(0)
