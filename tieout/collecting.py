"""Work that makes many objects and lets few of them go, without Python looking for cycles among them."""

from __future__ import annotations

import ctypes
import gc
from collections.abc import Iterator
from contextlib import contextmanager, suppress


@contextmanager
def uncollected() -> Iterator[None]:
    """Keep Python from looking for cycles while the block runs: as objects grow, that takes most of its time.

    Whoever turned it off turns it on again, whatever happens, and of two blocks at once the first to begin.
    """
    was_on = gc.isenabled()
    gc.disable()
    try:
        yield
    finally:
        if was_on:
            gc.enable()


def give_back() -> None:
    """Return to the system the memory that was let go, which glibc keeps; another C library is left alone."""
    with suppress(AttributeError, OSError, TypeError):
        ctypes.CDLL(None).malloc_trim(0)
