"""What the processes that run tests make once for all: a folder, filled by the first that needs it."""

from __future__ import annotations

import fcntl
import os
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path

import pytest


def room(factory: pytest.TempPathFactory) -> Path:
    """Return the folder that all processes of this run of the tests have in common."""
    own = factory.getbasetemp()
    return own.parent if os.environ.get("PYTEST_XDIST_WORKER") else own


@contextmanager
def alone(place: Path) -> Iterator[None]:
    """Let one process at a time in; the lock goes with the process, whatever becomes of it."""
    with place.with_name(f"{place.name}.lock").open("w") as held:
        fcntl.flock(held, fcntl.LOCK_EX)
        yield


def once(place: Path, make: Callable[[Path], object]) -> Path:
    """Return ``place``, which ``make`` has filled, or another process has: it is never half-filled."""
    with alone(place):
        if not place.exists():
            beside = place.with_name(f"{place.name}.making")
            make(beside)
            beside.rename(place)
    return place
