"""Files and folders that appear whole or not at all, and what a killed process has left of them."""

from __future__ import annotations

import os
import shutil
import sys
import tempfile
from collections.abc import Callable, Iterator, Mapping
from contextlib import contextmanager, suppress
from pathlib import Path, PurePosixPath

try:
    import fcntl
except ImportError:  # Windows has no such locks: there nothing that was left is swept
    fcntl = None  # type: ignore[assignment]

PREFIX = ".tieout-"
"""What the name of all that is not whole yet begins with; nothing else is named so."""

_TRIES = 5


def write_whole(path: Path, content: bytes, beside: Path | None = None) -> None:
    """Write a file so that it is never seen half-written: in ``beside`` first, then by one rename.

    ``beside`` is a folder of the same file system; by default the one that the file is in.
    """

    def begun() -> Path:
        handle, name = tempfile.mkstemp(dir=beside or path.parent, prefix=f"{PREFIX}{path.name[:40]}-")
        os.close(handle)
        return Path(name)

    with _ours(begun) as made:
        made.write_bytes(content)
        made.chmod(0o644)
        made.replace(path)


@contextmanager
def folder_beside(folder: Path, beside: Path | None = None) -> Iterator[Path]:
    """Yield a new folder, to be filled and renamed to ``folder``; gone afterwards, if still there.

    It is in ``beside``, a folder of the same file system; by default the one that ``folder`` is in.
    """
    folder.parent.mkdir(parents=True, exist_ok=True)
    with scratch(beside or folder.parent) as made:
        made.chmod(0o755)
        yield made


@contextmanager
def scratch(parent: Path) -> Iterator[Path]:
    """Yield a new folder in ``parent`` that is gone afterwards; if this process is killed, by ``sweep``."""
    with _ours(lambda: Path(tempfile.mkdtemp(dir=parent, prefix=PREFIX))) as made:
        yield made


def write_folder(folder: Path, files: Mapping[str, bytes], beside: Path | None = None) -> None:
    """Write a folder of exactly ``files``, by path below it, in place of what is there.

    Whoever looks, and whenever this process is killed, has the old folder or the new one, whole. Files that
    are there already with the same bytes are not written again. ``beside`` is that of ``folder_beside``.
    """
    there = dict(_regular(folder))
    same = {path for path, content in files.items() if path in there and _is(there[path], content)}
    if len(same) == len(files) == len(there) and _folders(folder) == _parents(files):
        return
    with folder_beside(folder, beside) as made:
        fill(made, files, {path: there[path] for path in same})
        exchange(made, folder)


def fill(folder: Path, files: Mapping[str, bytes], same: Mapping[str, Path] = {}) -> None:
    """Write ``files`` into a new folder; those of ``same`` are linked to a file that has their bytes."""
    for path, content in files.items():
        file = folder / path
        file.parent.mkdir(parents=True, exist_ok=True)
        if path in same:
            with suppress(OSError):  # a file system without links, or a file that has just gone
                os.link(same[path], file)
                if _is(file, content):
                    continue
                file.unlink()  # another build has put a file of its own there meanwhile
        file.write_bytes(content)


def exchange(new: Path, old: Path) -> None:
    """Put the folder ``new`` where ``old`` is, or would be; what was there is then at ``new``.

    By one call of the system, where it has one (Linux, macOS); else there is a moment without either.
    """
    for _ in range(_TRIES):
        if not os.path.lexists(old):
            with suppress(OSError):  # another build has just put one there
                new.rename(old)
                return
        if _swapped(new, old):
            return
        aside = Path(tempfile.mkdtemp(dir=new.parent, prefix=PREFIX))
        with suppress(FileNotFoundError):  # another build has just taken it
            old.rename(aside / old.name)
        try:
            new.rename(old)
        except OSError:
            continue
        finally:
            shutil.rmtree(aside, ignore_errors=True)
        return
    new.rename(old)


def sweep(folder: Path) -> int:
    """Remove what killed processes have left in ``folder``, and return how much; never what is in use."""
    swept = 0
    with suppress(OSError), os.scandir(folder) as found:
        for one in [Path(entry.path) for entry in found if entry.name.startswith(PREFIX)]:
            with suppress(OSError):
                if one.lstat().st_uid != _user():
                    continue
            with suppress(OSError), _locked(one) as is_left:
                if is_left:
                    remove(one)
                    swept += 1
    return swept


def remove(path: Path) -> None:
    """Remove a file, a link (not what it leads to), or a folder with all in it; nothing, if it is gone."""
    with suppress(FileNotFoundError):
        if path.is_dir() and not path.is_symlink():
            shutil.rmtree(path, ignore_errors=True)
        else:
            path.unlink()


@contextmanager
def _ours(begun: Callable[[], Path]) -> Iterator[Path]:
    """Yield what ``begun`` makes, locked for as long as this process needs it, and remove it afterwards.

    Between its making and its locking another process may take it for left: then it is made again.
    """
    for tries in range(_TRIES):
        made = begun()
        try:
            with _locked(made) as is_ours:
                if not is_ours and fcntl and tries < _TRIES - 1:
                    continue
                yield made
                return
        finally:
            remove(made)


@contextmanager
def _locked(path: Path) -> Iterator[bool]:
    """Yield whether this process has ``path`` for itself; the lock goes with the process.

    On a file system without locks nobody knows, and the answer is no.
    """
    if fcntl is None:
        yield False
        return
    handle = -1
    try:
        handle = os.open(path, os.O_RDONLY | os.O_NOFOLLOW | os.O_NONBLOCK | os.O_CLOEXEC)
        fcntl.flock(handle, fcntl.LOCK_EX | fcntl.LOCK_NB)
        has = os.path.samestat(os.fstat(handle), path.lstat())
    except OSError:
        has = False
    try:
        yield has
    finally:
        if handle >= 0:
            os.close(handle)


def _swapped(one: Path, other: Path) -> bool:
    """Swap two paths by one call, or return False where the system or the file system has none."""
    import ctypes

    paths = os.fsencode(one), os.fsencode(other)
    try:
        system = ctypes.CDLL(None)
        if sys.platform == "darwin":
            return system.renamex_np(*paths, _RENAME_SWAP) == 0
        return system.renameat2(_AT_CWD, paths[0], _AT_CWD, paths[1], _RENAME_EXCHANGE) == 0
    except (AttributeError, OSError, TypeError):
        return False


_AT_CWD, _RENAME_EXCHANGE, _RENAME_SWAP = -100, 2, 2  # fcntl.h, linux/fs.h; sys/stdio.h of macOS


def _regular(folder: Path) -> Iterator[tuple[str, Path]]:
    """Yield each file below ``folder`` by its path; of a link, and of what it leads to, nothing."""
    for place, _, names in os.walk(folder):
        for name in names:
            file = Path(place, name)
            if not file.is_symlink():
                yield file.relative_to(folder).as_posix(), file


def _folders(folder: Path) -> set[str]:
    """Return the folders and links below ``folder``."""
    return {
        Path(place, name).relative_to(folder).as_posix()
        for place, folders, names in os.walk(folder)
        for name in (*folders, *(one for one in names if Path(place, one).is_symlink()))
    }


def _parents(files: Mapping[str, bytes]) -> set[str]:
    return {one.as_posix() for path in files for one in PurePosixPath(path).parents} - {"."}


def _is(file: Path, content: bytes) -> bool:
    try:
        return file.stat().st_size == len(content) and file.read_bytes() == content
    except OSError:
        return False


def _user() -> int:
    return os.getuid() if hasattr(os, "getuid") else 0
