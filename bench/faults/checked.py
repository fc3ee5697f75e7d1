"""What `tieout check` says of a repository with a fault in its content."""

from __future__ import annotations

import shutil
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path

from bench.faults.planted import Found, Planted
from tieout import pipeline
from tieout.diagnostics import Diagnostic, Severity

KEPT = ("content", "charts", "templates")


def copied(root: Path, folder: Path) -> Path:
    """Return ``folder`` with a copy of all that a repository's briefings are made from."""
    for name in KEPT:
        shutil.copytree(root / name, folder / name, ignore=shutil.ignore_patterns("__pycache__"))
    return folder


def contents(root: Path) -> dict[str, bytes]:
    """Return the files of a repository in which content faults are planted, by path."""
    found = [file for name in ("content", "charts") for file in sorted((root / name).rglob("*"))]
    return {
        file.relative_to(root).as_posix(): file.read_bytes()
        for file in found
        if file.suffix in (".yaml", ".md", ".py") and "__pycache__" not in file.parts
    }


@dataclass(frozen=True)
class Checked:
    """A repository to plant faults in, one at a time, and the errors that stand in it without any."""

    root: Path
    clean: frozenset[tuple[object, ...]]

    @classmethod
    def of(cls, root: Path) -> Checked:
        """Return the repository in ``root``, a copy that may be written to."""
        return cls(root, frozenset(_said(one) for one in errors(root)))

    def found(self, fault: Planted) -> Found:
        """Return what is said of a fault; the repository is afterwards as it was.

        It is caught by an error that does not stand without it, and at the right place if such an error
        points at a line of it, itself or by what it says is related.
        """
        file = self.root / fault.file
        before = file.read_bytes()
        file.write_bytes(fault.make(before))
        try:
            fresh = [one for one in errors(self.root) if _said(one) not in self.clean]
        finally:
            file.write_bytes(before)
        right = [one for one in fresh if points_at(one, fault)]
        said = right or fresh
        return Found(bool(fresh), bool(right), f"{said[0].at}: {said[0].message}" if said else "")


def errors(root: Path) -> Sequence[Diagnostic]:
    """Return all errors of a repository: what would stop a release of it."""
    return [one for one in pipeline.check(root)[1] if one.severity is Severity.ERROR]


def points_at(one: Diagnostic, fault: Planted) -> bool:
    """Return whether a diagnostic points at a line in which a fault stands, or at one of the same record."""
    return any(
        at.path == place.file and (at.line == place.line or place.lines[0] <= at.line <= place.lines[1])
        for at in (one.at, *(at for at, _ in one.related))
        for place in fault.places
    )


def _said(one: Diagnostic) -> tuple[object, ...]:
    return one.check, one.at.path, one.message
