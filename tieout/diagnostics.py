"""Where content is wrong, what is wrong, and how to mend it."""

from __future__ import annotations

import difflib
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from enum import StrEnum


class Severity(StrEnum):
    """How bad a finding is: an error stops a release, a warning does not. There is no third level."""

    ERROR = "error"
    WARNING = "warning"


@dataclass(frozen=True, slots=True, order=True)
class Place:
    """A run of characters in a file that a person can edit.

    ``path`` is relative to the repository, with forward slashes. ``line`` and ``column`` count
    characters from 1; line 0 means the file as a whole. ``width`` is the length of the caret run.
    """

    path: str
    line: int = 0
    column: int = 0
    width: int = 1

    def __str__(self) -> str:
        return f"{self.path}:{self.line}:{self.column}" if self.line else self.path


@dataclass(frozen=True, slots=True)
class Text:
    """A piece of content text that knows where it was written.

    ``origins`` lists (offset in ``text``, line, column) for each stretch that stands on one line of
    the file, in rising order, so that a fault inside a folded or multi-line scalar is still pointed at.
    """

    text: str
    at: Place
    origins: tuple[tuple[int, int, int], ...] = ()

    def __str__(self) -> str:
        return self.text

    def __bool__(self) -> bool:
        return bool(self.text)

    def place(self, offset: int, width: int = 1) -> Place:
        """Return where the character at ``offset`` was written."""
        starts = self.origins or ((0, self.at.line, self.at.column),)
        start, line, column = max((one for one in starts if one[0] <= offset), default=starts[0])
        return Place(self.at.path, line, column + offset - start, max(width, 1))


@dataclass(frozen=True, slots=True)
class Finding:
    """What a check has to say of one place; the registry adds the check's name and severity."""

    at: Place
    message: str
    notes: tuple[str, ...] = ()
    help: str | None = None


@dataclass(frozen=True, slots=True)
class Diagnostic:
    """One mistake, said once: ``message`` stands alone, ``notes`` help to judge, ``help`` says what to do."""

    at: Place
    severity: Severity
    check: str
    message: str
    notes: tuple[str, ...] = ()
    help: str | None = None
    related: tuple[tuple[Place, str], ...] = field(default=())


def error(check: str, at: Place, message: str, *notes: str, help: str | None = None) -> Diagnostic:
    """Return an error of ``check`` at ``at``."""
    return Diagnostic(at, Severity.ERROR, check, message, notes, help)


def warning(check: str, at: Place, message: str, *notes: str, help: str | None = None) -> Diagnostic:
    """Return a warning of ``check`` at ``at``."""
    return Diagnostic(at, Severity.WARNING, check, message, notes, help)


def nearest(name: str, known: Iterable[str]) -> str | None:
    """Return the one of ``known`` that ``name`` was most likely meant to be, or None if none is near."""
    choices = sorted(set(known))
    folded = {one.casefold().replace("_", "-"): one for one in reversed(choices)}
    wanted = name.casefold().replace("_", "-")
    if wanted in folded:
        return folded[wanted]
    found = difflib.get_close_matches(wanted, folded, n=1, cutoff=0.75)
    return folded[found[0]] if found else None


def sorted_by_place(diagnostics: Iterable[Diagnostic]) -> list[Diagnostic]:
    """Return ``diagnostics`` by file, line and column; of one place, errors first."""
    return sorted(diagnostics, key=lambda one: (one.at, one.severity, one.check, one.message))
