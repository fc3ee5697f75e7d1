"""What a result depends on beside its inputs: this package's own code, Python, and what is installed."""

from __future__ import annotations

import ctypes
import hashlib
import os
import sys
import zlib
from collections.abc import Callable, Iterator, Mapping
from functools import lru_cache
from pathlib import Path

_INFOS = (".dist-info", ".egg-info")
PACKAGE = Path(__file__).parent
"""The folder of this package."""


@lru_cache(maxsize=1)
def code() -> str:
    """Return the SHA-256 of every file of this package, by name; worked out once a process."""
    return code_of(files())


def code_of(files: Mapping[str, str]) -> str:
    """Return the SHA-256 of files, of which each is given by its path and its own."""
    told = "".join(f"{path}\0{held}\0" for path, held in files.items())
    return hashlib.sha256(told.encode()).hexdigest()


@lru_cache(maxsize=1)
def files() -> Mapping[str, str]:
    """Return the SHA-256 of each file of this package by its path below it, sorted; read once a process."""
    found = {}
    for folder, below, names in os.walk(PACKAGE):
        below[:] = [one for one in below if one != "__pycache__"]
        for name in names:
            path = os.path.join(folder, name)  # noqa: PTH118  a Path for each is a third of the time
            with open(path, "rb") as file:  # noqa: PTH123
                found[path] = hashlib.sha256(file.read()).hexdigest()
    start = len(str(PACKAGE)) + 1
    return {path[start:].replace(os.sep, "/"): held for path, held in sorted(found.items())}


def python() -> str:
    """Return the version of Python, with how it was built."""
    return " ".join(sys.version.split())


@lru_cache(maxsize=1)
def installed() -> str:
    """Return the SHA-256 of Python's version and of the name and version of each distribution at hand."""
    found = (f"{name} {version}" for name, version in distributions().items())
    return hashlib.sha256("\n".join((sys.version, *found)).encode()).hexdigest()


@lru_cache(maxsize=1)
def distributions() -> Mapping[str, str]:
    """Return the version of each distribution at hand by its name, small and with hyphens, sorted.

    It is told by the names of folders alone, which costs a hundredth of reading what each says of itself.
    """
    found: dict[str, str] = {}
    for place in dict.fromkeys(sys.path):
        try:
            names = sorted(one.name for one in os.scandir(place or "."))
        except OSError:
            continue
        for one in names:
            if one.endswith(_INFOS):
                name, _, version = one.rpartition(".")[0].partition("-")
                found.setdefault(name.lower().replace("_", "-"), version)
    return dict(sorted(found.items()))


@lru_cache(maxsize=1)
def native() -> Mapping[str, str]:
    """Return the versions of the system's libraries that a PDF is laid out and packed with, where here."""
    found = {"zlib": zlib.ZLIB_RUNTIME_VERSION}
    for name, (library, told) in _NATIVE.items():
        for file in _names(library):
            try:
                found[name] = told(ctypes.CDLL(file))
            except (OSError, AttributeError, ValueError):
                continue
            break
    return found


def _in_words(function: str) -> Callable[[ctypes.CDLL], str]:
    def told(library: ctypes.CDLL) -> str:
        say = getattr(library, function)
        say.restype = ctypes.c_char_p
        return say().decode("ascii", "replace")

    return told


def _of_fontconfig(library: ctypes.CDLL) -> str:
    number = library.FcGetVersion()
    return f"{number // 10000}.{number // 100 % 100}.{number % 100}"


def _of_fribidi(library: ctypes.CDLL) -> str:
    said = ctypes.c_char_p.in_dll(library, "fribidi_version_info").value or b""
    return said.decode("ascii", "replace").partition("\n")[0].rpartition(" ")[2]  # "(GNU FriBidi) 1.0.8"


def _of_freetype(library: ctypes.CDLL) -> str:
    begun, parts = ctypes.c_void_p(), [ctypes.c_int() for _ in range(3)]
    if library.FT_Init_FreeType(ctypes.byref(begun)):
        raise OSError("FreeType does not begin")
    library.FT_Library_Version(begun, *(ctypes.byref(part) for part in parts))
    library.FT_Done_FreeType(begun)
    return ".".join(str(part.value) for part in parts)


_NATIVE: Mapping[str, tuple[str, Callable[[ctypes.CDLL], str]]] = {
    "fontconfig": ("fontconfig.so.1", _of_fontconfig),
    "freetype": ("freetype.so.6", _of_freetype),
    "fribidi": ("fribidi.so.0", _of_fribidi),
    "harfbuzz": ("harfbuzz.so.0", _in_words("hb_version_string")),
    "pango": ("pango-1.0.so.0", _in_words("pango_version_string")),
}


def _names(library: str) -> Iterator[str]:
    yield f"lib{library}"
    from ctypes.util import find_library  # it runs other programs: only where the usual name is not known

    if name := find_library(library.partition(".so")[0]):
        yield name
