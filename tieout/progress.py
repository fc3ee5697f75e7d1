"""Tell a person how far a build is: a bar on a terminal, plain lines when piped, nothing when asked."""

from __future__ import annotations

from collections.abc import Callable
from types import TracebackType
from typing import Any, Self


class Teller:
    """Says nothing; the others say more."""

    def __enter__(self) -> Self:
        return self

    def __exit__(
        self, kind: type[BaseException] | None, raised: BaseException | None, trace: TracebackType | None
    ) -> None:
        """Leave the terminal as it was found."""

    def stage(self, name: str, total: int = 0) -> None:
        """A stage begins, of ``total`` parts (0: not known)."""

    def done(self, part: str) -> None:
        """One part of the stage is ready."""


class Lines(Teller):
    """Says a line a stage, through ``write``."""

    def __init__(self, write: Callable[[str], None]) -> None:
        self._write = write

    def stage(self, name: str, total: int = 0) -> None:
        """Say the stage's name and how many parts it has."""
        self._write(f"{name} ({total})" if total else name)


class Bar(Teller):
    """Draws a bar on the terminal, and takes it away at the end."""

    def __init__(self) -> None:
        from rich.progress import BarColumn, MofNCompleteColumn, Progress, TextColumn, TimeElapsedColumn

        columns = (TextColumn("{task.description}"), BarColumn(), MofNCompleteColumn(), TimeElapsedColumn())
        self._progress = Progress(*columns, transient=True)
        self._task: Any = None

    def __enter__(self) -> Self:
        self._progress.start()
        return self

    def __exit__(
        self, kind: type[BaseException] | None, raised: BaseException | None, trace: TracebackType | None
    ) -> None:
        """Take the bar away."""
        self._progress.stop()

    def stage(self, name: str, total: int = 0) -> None:
        """Begin a new bar."""
        if self._task is not None:
            self._progress.remove_task(self._task)
        self._task = self._progress.add_task(name, total=total or None)

    def done(self, part: str) -> None:
        """Move the bar by one."""
        self._progress.advance(self._task)
