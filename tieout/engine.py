"""What a result depends on beside its inputs: this package's own code, Python, and what is installed."""

from __future__ import annotations

import ctypes
import hashlib
import os
import sys
from collections.abc import Iterator, Mapping
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


@lru_cache(maxsize=1)
def native() -> Mapping[str, str]:
    """Return the versions of the system's libraries that a PDF is laid out with, where they are here."""
    found = {}
    for library, function in (("pango-1.0", "pango_version_string"), ("harfbuzz", "hb_version_string")):
        for name in _names(library):
            try:
                say = getattr(ctypes.CDLL(name), function)
            except (OSError, AttributeError):
                continue
            say.restype = ctypes.c_char_p
            found[library.partition("-")[0]] = say().decode()
            break
    return found


def _names(library: str) -> Iterator[str]:
    yield f"lib{library}.so.0"
    from ctypes.util import find_library  # it runs other programs: only where the usual name is not known

    if name := find_library(library):
        yield name
