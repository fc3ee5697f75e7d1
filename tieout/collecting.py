"""Work that makes many objects and lets few of them go, without Python looking for cycles among them."""

from __future__ import annotations

import gc
from collections.abc import Iterator
from contextlib import contextmanager


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
