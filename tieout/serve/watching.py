"""What a person saves, as it happens: paths that changed, once an editor has done with them."""

from __future__ import annotations

import asyncio
import contextlib
import hashlib
from collections.abc import AsyncIterator, Iterable
from pathlib import Path

from watchfiles import awatch

from tieout.carried import STYLE, TEMPLATES, look_of

STEP = 4
"""Milliseconds between looks: an editor that writes within one is not interrupted."""

_LONGEST = 60  # milliseconds for which a burst of saves may hold a page up
_HALF = 0.05  # seconds that a file which is gone, or empty, is given to come back
_FOLDERS = ("content", "charts", TEMPLATES)
_FOLDER = "folder"
_HIDDEN = (".", "#")
_LEFT = ("~", ".swp", ".swx", ".tmp", ".bak", ".pyc", ".orig", ".part")
_BY_NAME = "fonts"
_VIM_TRIES = "4913"  # the file by which Vim sees whether it may write to a folder


def watched(root: Path, archive: Path | None) -> tuple[Path, ...]:
    """Return the folders whose files decide what a page is, those that are there."""
    look = (look_of(root, TEMPLATES), look_of(root, STYLE).parent)
    folders = [*(root / name for name in _FOLDERS), *look, *([archive] if archive else [])]
    return tuple(dict.fromkeys(one.resolve() for one in folders if one.is_dir()))


def below(path: Path, folders: Iterable[Path]) -> tuple[str, ...]:
    """Return the parts of a path below the first of ``folders`` that it lies in; none where it is in none."""
    return next((path.relative_to(one).parts for one in folders if path.is_relative_to(one)), ())


def is_saved(path: Path, folders: Iterable[Path]) -> bool:
    """Return whether a path is a file that a person keeps, not one that an editor leaves beside it."""
    inside = below(path, folders)
    if not inside or any(part.startswith(_HIDDEN) or part == "__pycache__" for part in inside):
        return False
    return not path.name.endswith(_LEFT) and path.name != _VIM_TRIES


def begins_anew(path: Path, folders: Iterable[Path]) -> bool:
    """Return whether a save is of what a process that has read it keeps by its name, so that one has to end.

    Such are fonts: ``folders`` are those watched, for what lies above them is not of the repository.
    """
    return _BY_NAME in below(path, folders)


class Watch:
    """The saves under a repository; what is written with the bytes it had is none."""

    def __init__(self, root: Path, archive: Path | None, stop: asyncio.Event) -> None:
        self.root, self.archive, self.stop = root, archive, stop
        self._known: dict[Path, str | None] = {}

    async def saves(self) -> AsyncIterator[frozenset[Path]]:
        """Yield the paths that changed, together if they were saved together, until told to stop.

        None of them is named where folders have come or gone, so that all may be otherwise.
        """
        while not self.stop.is_set():
            folders = watched(self.root, self.archive)
            async with contextlib.aclosing(_changes(folders, self.stop)) as batches:
                async for changes in batches:
                    if watched(self.root, self.archive) != folders:
                        break
                    saved = {path for path in changes if is_saved(path, folders)}
                    if any(self._is_half(path) for path in saved):
                        await asyncio.sleep(_HALF)
                    if new := frozenset(path for path in saved if self._is_new(path)):
                        yield new
                else:
                    return
            yield frozenset()

    def _is_half(self, path: Path) -> bool:
        try:
            return path.stat().st_size == 0
        except OSError:
            return True

    def _is_new(self, path: Path) -> bool:
        try:
            # A folder that comes back is told of alone, not what is in it.
            found: str | None = _FOLDER if path.is_dir() else hashlib.sha256(path.read_bytes()).hexdigest()
        except OSError:
            found = None
        was = self._known.get(path, "")
        self._known[path] = found
        return found != was


async def _changes(folders: tuple[Path, ...], stop: asyncio.Event) -> AsyncIterator[set[Path]]:
    """Yield what changes below ``folders``, and nothing once a second."""
    how = {"debounce": _LONGEST, "step": STEP, "rust_timeout": 1000, "yield_on_timeout": True}
    async for changes in awatch(*folders, watch_filter=None, stop_event=stop, **how):
        yield {Path(path) for _, path in changes}
