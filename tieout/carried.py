"""The look that a repository may leave to this package: its templates and the style of its charts."""

from __future__ import annotations

import os
from collections.abc import Iterator
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
    style, templates = look_of(root, STYLE), look_of(root, TEMPLATES)
    return "\n".join(sorted({*_saved(root / "charts"), *_saved(style), *_saved(templates)}))


def _saved(place: Path) -> Iterator[str]:
    if place.is_file():
        about = place.stat()
        yield f"{place} {about.st_mtime_ns} {about.st_size} {about.st_ino}"
    elif place.is_dir():
        with os.scandir(place) as found:
            below = sorted(one.name for one in found if one.name != "__pycache__")
        for name in below:
            yield from _saved(place / name)
