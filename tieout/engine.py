"""What a result depends on beside its inputs: this package's own code, Python, and what is installed."""

from __future__ import annotations

import hashlib
import os
import sys
from functools import lru_cache
from pathlib import Path

_INFOS = (".dist-info", ".egg-info")
PACKAGE = Path(__file__).parent
"""The folder of this package."""


@lru_cache(maxsize=1)
def code() -> str:
    """Return the SHA-256 of every file of this package, by name; worked out once a process."""
    total = hashlib.sha256()
    for folder, below, names in os.walk(PACKAGE):
        below[:] = sorted(one for one in below if one != "__pycache__")
        for name in sorted(names):
            path = Path(folder, name)
            held = path.read_bytes()
            total.update(f"{path.relative_to(PACKAGE).as_posix()}\0{len(held)}\0".encode())
            total.update(held)
    return total.hexdigest()


@lru_cache(maxsize=1)
def installed() -> str:
    """Return the SHA-256 of Python's version and of the name and version of each distribution at hand.

    It is told by the names of folders alone, which costs a hundredth of reading what each says of itself.
    """
    found: dict[str, None] = {}
    for place in dict.fromkeys(sys.path):
        try:
            names = sorted(one.name for one in os.scandir(place or "."))
        except OSError:
            continue
        found |= dict.fromkeys(one for one in names if one.endswith(_INFOS))
    return hashlib.sha256("\n".join((sys.version, *found)).encode()).hexdigest()
