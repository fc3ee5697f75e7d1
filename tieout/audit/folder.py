"""Finished files on disk: which lie together, and what is read of them."""

from __future__ import annotations

import os
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import replace
from pathlib import Path, PurePosixPath

from tieout.audit import attached, everything, tables
from tieout.audit.finished import Spot, is_finished
from tieout.audit.kinds import UNREAD, Fault
from tieout.diagnostics import Diagnostic, Place
from tieout.frozen import frozen

MOST_BYTES = 1 << 30
"""How much one folder may hold, in bytes."""

MOST_FILES = 5000
"""How many files one folder may hold."""


class Unfit(Exception):
    """A path that can't be audited; the message says why."""


@frozen
class Together:
    """Files of one draft or release: their folder, those to audit below it, and whether that is all of it."""

    folder: Path
    names: frozenset[str]
    whole: bool


def together(paths: Iterable[Path]) -> tuple[Together, ...]:
    """Return files that lie together, in the order of their first.

    A folder stands for all that it holds; a folder in it that has data of its own, as each edition of a
    briefing has, stands for itself. A file belongs to the folder where its data is, in ``data/`` or named by
    a ``manifest.json``: its own, or the one above that.

    Raises:
        Unfit: a path that is not there, or no file that is audited.
    """
    found: dict[Path, set[str]] = {}
    whole: set[Path] = set()
    for path in paths:
        if path.is_dir():
            for one in (path, *_editions(path)):
                found.setdefault(one, set())
                whole.add(one)
        elif not path.is_file():
            raise Unfit(f"there is no file `{path}`")
        elif not is_finished(path.name):
            raise Unfit(f"`{path}` is no HTML, PDF or SVG file, and no folder of them")
        else:
            folder = next((one for one in (path.parent, path.parent.parent) if _holds(one)), path.parent)
            found.setdefault(folder, set()).add(path.relative_to(folder).as_posix())
    return tuple(Together(folder, frozenset(names), folder in whole) for folder, names in found.items())


def _holds(folder: Path) -> bool:
    return (folder / "data" / "facts.json").is_file() or (folder / "manifest.json").is_file()


def _editions(folder: Path) -> tuple[Path, ...]:
    """Return the folders in ``folder`` that have data of their own, by name."""
    return tuple(sorted(file.parent.parent for file in folder.glob(f"*/data/{attached.FACTS}")))


def audit_of(one: Together) -> everything.Audit:
    """Return what is wrong with files that lie together, and what they say.

    Raises:
        Unfit: the folder holds too much or no finished file, or what it holds can't be opened.
    """
    files, faults = _read(one)
    if one.whole and not any(is_finished(name) for name in (*files, *(fault.file for fault in faults))):
        raise Unfit(f"`{one.folder}` holds no HTML, PDF or SVG file")
    result = everything.audit(files, None if one.whole else one.names)
    return everything.Audit((*faults, *result.faults), result.counts)


def diagnostics(one: Together, faults: Iterable[Fault]) -> list[Diagnostic]:
    """Return faults as problems are told, each file named as it was given."""
    told = [fault.diagnostic for fault in faults]
    return [replace(fault, at=Place((one.folder / fault.at.path).as_posix())) for fault in told]


def _read(one: Together) -> tuple[Mapping[str, bytes], list[Fault]]:
    """Return the files of a folder; of one that is not audited whole those named and what they rest on."""
    files: dict[str, bytes] = {}
    faults, size = [], 0
    for path in _all(one.folder) if one.whole else _needed(one):
        relative = path.relative_to(one.folder).as_posix()
        if path.is_symlink() and not path.resolve().is_relative_to(one.folder.resolve()):
            faults.append(Fault(relative, Spot(), UNREAD, "it is a link that leads out of its folder"))
            continue
        try:
            if not path.is_file():
                continue  # what is no file may be read without an end
            size += path.stat().st_size
            if size > MOST_BYTES or len(files) >= MOST_FILES:
                raise Unfit(f"`{one.folder}` holds more than a draft or a release can")
            files[relative] = path.read_bytes()
        except OSError as refused:
            raise Unfit(f"`{path}` can't be read: {refused.strerror or refused}") from refused
    if manifest := _manifest(one.folder, files.get(attached.MANIFEST)):
        files[attached.MANIFEST] = manifest
    return files, faults


def _manifest(folder: Path, own: bytes | None) -> bytes | None:
    """Return what the manifest of a folder says of it: its own, or what that above says of an edition."""
    if own is not None:
        apart = [one.name for one in _editions(folder)]
        return attached.without(own, apart) if apart else own
    above = folder.absolute().parent / attached.MANIFEST
    try:
        fits = above.is_file() and above.stat().st_size <= MOST_BYTES
        return attached.below(above.read_bytes(), folder.absolute().name) if fits else None
    except OSError:
        return None


def _all(folder: Path) -> Iterator[Path]:
    """Yield what a folder holds, hidden folders and editions apart."""

    def unfit(refused: OSError) -> None:
        raise Unfit(f"`{refused.filename}` can't be read: {refused.strerror or refused}") from refused

    apart = {one.name for one in _editions(folder)}
    for place, folders, names in os.walk(folder, onerror=unfit):
        folders[:] = sorted(one for one in folders if not one.startswith(".") and one not in apart)
        apart = set()
        yield from (Path(place) / name for name in sorted(names))


def _needed(one: Together) -> Iterator[Path]:
    """Yield the files named, the data beside them, a page's styles, and what a manifest there tells of.

    Nothing else of the folder is looked at: what lies beside a file may be of any kind and size.
    """
    found = {one.folder / name: None for name in sorted(one.names)}
    data = one.folder / "data"
    if (data / attached.FACTS).is_file():
        found |= {data / name: None for name in (attached.FACTS, *tables.NAMES)}
        found |= dict.fromkeys(sorted(data.glob("exhibit-*.csv")))
    for name in sorted(one.names):
        if not name.lower().endswith((".pdf", ".svg")):
            found |= dict.fromkeys(sorted((one.folder / name).parent.glob("*.css")))
    manifest = one.folder / attached.MANIFEST
    if manifest.is_file() and manifest.stat().st_size <= MOST_BYTES:
        found[manifest] = None
        found |= {one.folder / name: None for name in _told(manifest)}
    yield from (path for path in found if _is_there(path))


def _told(manifest: Path) -> Iterator[str]:
    """Yield the names that a manifest gives of files below its own folder, but for those of editions."""
    apart = [one.name for one in _editions(manifest.parent)]
    try:
        names = attached.named(attached.without(manifest.read_bytes(), apart))
    except OSError:
        return
    for name in names:
        path = PurePosixPath(name)
        if not path.is_absolute() and ".." not in path.parts:
            yield name


def _is_there(path: Path) -> bool:
    try:
        return path.is_file() or path.is_symlink()
    except OSError:  # a name that no file can have
        return False
