"""The look that a repository may leave to this package: its templates and the style of its charts."""

from __future__ import annotations

import os
from contextlib import suppress
from pathlib import Path

TEMPLATES = "templates"
STYLE = "charts/style.py"

_PACKAGE = Path(__file__).parent


def look_of(root: Path, path: str) -> Path:
    """Return ``path`` (``TEMPLATES`` or ``STYLE``) in the repository, or where this package carries it.

    A repository that has neither gets the place where its own would be.
    """
    own = root / path
    return own if own.exists() or not carried(path).exists() else carried(path)


def carried(path: str) -> Path:
    """Return where this package carries ``path``: within it once installed, beside it in its repository."""
    within = _PACKAGE / "starter" / path
    return within if within.exists() else _PACKAGE.parent / path


def saves(root: Path) -> str:
    """Return when each chart script and each file of the look was saved last, as one text to compare."""
    style, seen = look_of(root, STYLE), set()
    with suppress(OSError):
        seen.add(_saved(os.fspath(style), style.stat()))
    for folder in (root / "charts", look_of(root, TEMPLATES)):
        _look(os.fspath(folder), seen)
    return "\n".join(sorted(seen))


def _look(folder: str, seen: set[str]) -> None:
    with suppress(OSError), os.scandir(folder) as found:
        for one in found:
            with suppress(OSError):  # it has gone meanwhile, which is told by its absence
                if not one.is_dir():
                    seen.add(_saved(one.path, one.stat()))
                elif one.name != "__pycache__":
                    _look(one.path, seen)


def _saved(path: str, about: os.stat_result) -> str:
    return f"{path} {about.st_mtime_ns} {about.st_size} {about.st_ino}"
