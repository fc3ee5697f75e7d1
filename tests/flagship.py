"""The flagship in a folder of its own: nothing made before these tests can be taken for what is made now."""

from __future__ import annotations

import shutil
from pathlib import Path
from typing import NamedTuple

from tieout import pipeline

ROOT = Path(__file__).parent.parent
NAME = "inference-pivot"


class Made(NamedTuple):
    """A copy of the flagship's repository, its draft, and all that was said in the making."""

    root: Path
    built: pipeline.Built
    outcome: pipeline.Outcome


def copied(folder: Path) -> Path:
    """Return a copy of all that the flagship is built from."""
    for name in ("content", "charts", "templates"):
        shutil.copytree(ROOT / name, folder / name, ignore=shutil.ignore_patterns("__pycache__"))
    return folder


def made(folder: Path, kept: Path) -> Made:
    """Return the flagship's draft, built in ``folder`` with what is in ``kept`` already."""
    root = copied(folder)
    kept.mkdir(exist_ok=True)
    (root / ".tieout").symlink_to(kept, target_is_directory=True)
    outcome = pipeline.build(root, [NAME], archive=None, output=root / "output", jobs=1)
    assert outcome.well, outcome.problems
    return Made(root, outcome.built[0], outcome)
