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
    places = (root / path, _PACKAGE / "starter" / path, _PACKAGE.parent / path)
    return next((place for place in places if place.exists()), places[0])
