"""The store: results kept by the digest of what made them; it may fail in any way, and only costs time."""

from __future__ import annotations

import hashlib
import os
from collections.abc import Iterator
from contextlib import suppress
from dataclasses import dataclass, field
from pathlib import Path

from tieout import carried, whole
from tieout.frozen import frozen

MEGABYTE = 1_000_000
MOST = 512 * MEGABYTE
"""How much a store keeps, in bytes, unless more is asked for."""

_HEAD = 64  # hexadecimal digits of the SHA-256 that opens each kept file
_HEX = frozenset("0123456789abcdef")
_NEW = "new"


def digest(*parts: str | bytes) -> str:
    """Return the SHA-256 of the parts in order, each told apart from its neighbours."""
    total = hashlib.sha256()
    for part in parts:
        one = part.encode() if isinstance(part, str) else part
        total.update(b"%d:" % len(one))
        total.update(one)
    return total.hexdigest()


def kept_in(root: Path) -> Path:
    """Return where the results of a repository's builds are kept; all in its parent may go at any time."""
    return root / ".tieout" / "store"


def store_of(root: Path, most: int = MOST, as_saved: str = "") -> Store:
    """Return the store of a repository that is read now, or was when its look was ``as_saved``."""
    return Store(kept_in(root), most=most, root=root, as_saved=as_saved or carried.saves(root))


@frozen
class Freed:
    """What was taken out of a store: how many files, and their bytes."""

    files: int = 0
    bytes: int = 0


@dataclass(slots=True)
class Store:
    """A folder of results named by key; a damaged entry counts as absent, a full disk keeps none.

    Without ``writes`` nothing in the folder is touched. ``remarks`` tells a person what went wrong. Of steps
    that were ``stopped`` nothing is kept, and nothing should be of what was made without them. Where a
    ``root`` is given nothing is kept once a chart script or a file of its look is saved anew (``as_saved``):
    what is made then may be of the one or of the other.
    """

    folder: Path
    writes: bool = True
    most: int = MOST
    root: Path | None = None
    as_saved: str = ""
    stopped: set[str] = field(default_factory=set, compare=False)
    damaged: set[str] = field(default_factory=set, compare=False)
    refused: str = field(default="", compare=False)
    is_late: bool = field(default=False, compare=False)
    has_grown: bool = field(default=False, compare=False)

    def begin(self) -> None:
        """Take charts and their look to be as they are saved now, for what is made from here on."""
        if self.root:
            self.as_saved, self.is_late = carried.saves(self.root), False

    def get(self, key: str) -> bytes | None:
        """Return the bytes kept under ``key``; None if there are none, or they are not what was kept."""
        file = self._file(key)
        try:
            kept = file.read_bytes()
        except (FileNotFoundError, NotADirectoryError, PermissionError):
            return None
        except OSError:  # a folder where the file should be, or a disk that can't read it
            self.damaged.add(key)
            return None
        head, result = kept[:_HEAD], kept[_HEAD:]
        if hashlib.sha256(result).hexdigest().encode() != head:
            self.damaged.add(key)
            return None
        if self.writes:
            with suppress(OSError):
                os.utime(file)  # what was used last is kept longest
        return result

    def has(self, key: str) -> bool:
        """Return whether something is kept under ``key``, not looked at, that was not found damaged."""
        return key not in self.damaged and self._file(key).is_file()

    def put(self, key: str, result: bytes) -> None:
        """Keep ``result`` under ``key``; it appears whole or not at all, and not without ``writes``."""
        if not self.writes:
            return
        if self.is_late or (self.root and carried.saves(self.root) != self.as_saved):
            self.is_late = True
            return
        file, new = self._file(key), self.folder / _NEW
        for last in (False, True):  # another process may be emptying the store just now
            try:
                for folder in (new, file.parent):
                    if folder.is_file():  # damage, too
                        folder.unlink()
                    folder.mkdir(parents=True, exist_ok=True)
                if key in self.damaged:
                    whole.remove(file)
                whole.write_whole(file, hashlib.sha256(result).hexdigest().encode() + result, beside=new)
            except OSError as refused:
                if last or not isinstance(refused, FileNotFoundError):
                    self.refused = (refused.strerror or str(refused)).lower()
                    return
            else:
                self.has_grown = True
                return

    def remarks(self) -> tuple[str, ...]:
        """Return a line for each thing that a person should know of; none when all went well."""
        said = []
        if self.damaged:
            entries = "entry" if len(self.damaged) == 1 else "entries"
            said.append(f"store: {len(self.damaged)} damaged {entries} made again")
        if self.is_late:
            said.append("store: charts or their look were saved meanwhile; what was made since is not kept")
        if self.refused:
            said.append(f"store: results are not kept: {self.refused}; the next build makes them again")
        return tuple(said)

    def tidied(self) -> Freed:
        """Sweep what killed processes have left, and take out what is too much, if anything was put in."""
        if not self.writes:
            return Freed()
        whole.sweep(self.folder / _NEW)
        return self.shrunk(self.most) if self.has_grown else Freed()

    def shrunk(self, most: int) -> Freed:
        """Take out what was not used for longest, until no more than ``most`` bytes are left.

        Another build may put in and take out meanwhile: what it takes is no less for that.
        """
        kept = sorted(self._kept())
        left, gone, freed = sum(size for _, size, _ in kept), 0, 0
        for _, size, file in kept:
            if left <= most:
                break
            with suppress(OSError):
                whole.remove(Path(file))
                gone, freed = gone + 1, freed + size
            left -= size
        return Freed(gone, freed)

    def _kept(self) -> Iterator[tuple[int, int, str]]:
        """Yield when each result was used last, its bytes and its file."""
        with suppress(OSError):
            for folder in os.scandir(self.folder):
                if len(folder.name) == 2 and set(folder.name) <= _HEX:
                    with suppress(OSError):
                        for file in os.scandir(folder):
                            about = file.stat(follow_symlinks=False)
                            yield about.st_mtime_ns, about.st_size, file.path

    def _file(self, key: str) -> Path:
        return self.folder / key[:2] / key[2:]
