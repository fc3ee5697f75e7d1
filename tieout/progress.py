"""Tell a person how far a build is: a bar on a terminal, plain lines when piped, nothing when asked."""

from __future__ import annotations

import time
from collections.abc import Callable, Mapping
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

    def written(self, briefing: str, files: Mapping[str, bytes]) -> None:
        """The draft of a briefing is where it belongs, and yet to be audited."""


class Lines(Teller):
    """Says a line a stage, through ``write``, and every so often how far a long one is.

    ``clock`` gives seconds. What it tells is said to the console alone.
    """

    def __init__(self, write: Callable[[str], None], clock: Callable[[], float] = time.monotonic) -> None:
        self._write, self._clock = write, clock
        self._name, self._total, self._count = "", 0, 0
        self._began = self._said = 0.0

    def stage(self, name: str, total: int = 0) -> None:
        """Say the stage's name and how many parts it has."""
        self._write(f"{name} ({total:,})" if total else name)
        self._name, self._total, self._count = name, total, 0
        self._began = self._said = self._clock()

    def done(self, part: str) -> None:
        """Say how many parts are ready and how long the rest will take, if nothing was said for a while."""
        self._count += 1
        now = self._clock()
        if now - self._said < _QUIET or self._count >= self._total:
            return
        left = (now - self._began) / self._count * (self._total - self._count)
        self._said = now
        self._write(f"{self._name}: {self._count:,} of {self._total:,}, about {_told(left)} left")


_QUIET = 10.0  # seconds between lines of one stage


def _told(seconds: float) -> str:
    """Return a time as a person says it, to the second or to the minute."""
    return f"{max(round(seconds), 1)} s" if seconds < 90 else f"{round(seconds / 60):,} min"


class Bar(Teller):
    """Draws a bar on the terminal, and takes it away at the end."""

    def __init__(self) -> None:
        from rich.progress import (
            BarColumn,
            MofNCompleteColumn,
            Progress,
            TextColumn,
            TimeElapsedColumn,
            TimeRemainingColumn,
        )

        columns = (TextColumn("{task.description}"), BarColumn(), MofNCompleteColumn(), TimeElapsedColumn(),
                   TextColumn("left"), TimeRemainingColumn())  # fmt: skip
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
