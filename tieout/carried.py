"""The look that a repository may leave to this package: its templates and the style of its charts."""

from __future__ import annotations

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
