"""The data that a file carries, or that lies beside it: whole, as its manifest says, and of one mind."""

from __future__ import annotations

import csv
import hashlib
import json
from collections.abc import Callable, Collection, Iterable, Iterator, Mapping

from tieout.audit import shape, tables
from tieout.audit.record import SCHEMA, Record
from tieout.audit.tables import FACTS

MANIFEST = "manifest.json"
_MANIFEST_SCHEMA = "tieout-manifest/1"

Digests = Mapping[str, tuple[int, str]]
"""The length of each file and its SHA-256, by name."""


def record_of(data: bytes) -> Record:
    """Return a file's record.

    Raises:
        ValueError: the bytes are no facts.json of a schema that is known, or not of its shape; the message
            names the first key that is wrong.
    """
    held = shape.parsed(data)
    if not isinstance(held, Mapping) or held.get("schema") != SCHEMA:
        raise ValueError(f"its schema is not {SCHEMA}")
    shape.held_to(held, shape.Record)
    return Record(held)


def digested(files: Mapping[str, bytes]) -> Digests:
    """Return the length and the SHA-256 of each file."""
    return {name: (len(data), hashlib.sha256(data).hexdigest()) for name, data in files.items()}


def undigested(manifest: bytes, files: Digests, every: bool) -> Iterator[tuple[str, str]]:
    """Yield the name of each file that is not as its manifest says, and what is so.

    ``files`` are those that are there, by the names that the manifest gives them. Where they are ``every``
    one, none may be missing, and none may be there that the manifest does not name.
    """
    try:
        held = shape.parsed(manifest)
        if not isinstance(held, Mapping) or held.get("schema") != _MANIFEST_SCHEMA:
            yield MANIFEST, f"its schema is not {_MANIFEST_SCHEMA}"
            return
        shape.held_to(held, shape.Manifest)
    except ValueError as wrong:
        yield MANIFEST, f"it is no manifest: {wrong}"
        return
    artefacts = {name: (one["bytes"], one["sha256"]) for name, one in held["artefacts"].items()}
    for name, (size, digest) in sorted(artefacts.items()):
        if name not in files:
            if every:
                yield name, f"{MANIFEST} tells of it, and it is not there"
        elif tuple(files[name]) != (size, digest):
            yield name, f"it is not the file that {MANIFEST} tells of: its SHA-256 is another"
    for name in sorted(files.keys() - artefacts.keys() - {MANIFEST}) if every else ():
        yield name, f"{MANIFEST} does not tell of it"
    if every and "artefacts_sha256" in held:
        lines = "".join(f"{digest}  {name}\n" for name, (_, digest) in sorted(artefacts.items()))
        if hashlib.sha256(lines.encode()).hexdigest() != held["artefacts_sha256"]:
            yield MANIFEST, "its `artefacts_sha256` is not that of the digests it lists"


def named(manifest: bytes) -> tuple[str, ...]:
    """Return the names of the files that a manifest tells of; none of what is no manifest."""
    try:
        held = shape.parsed(manifest)
        shape.held_to(held, shape.Manifest)
    except ValueError:
        return ()
    return tuple(held["artefacts"])


def without(manifest: bytes, folders: Collection[str]) -> bytes:
    """Return a manifest without what it says of ``folders``; what is no manifest, as it is."""
    return _only(manifest, lambda name: None if name.partition("/")[0] in folders else name) or manifest


def below(manifest: bytes, folder: str) -> bytes | None:
    """Return what a manifest says of ``folder``, as a manifest of it; None where it says nothing."""
    start = f"{folder}/"
    return _only(manifest, lambda name: name.removeprefix(start) if name.startswith(start) else None)


def _only(manifest: bytes, path: Callable[[str], str | None]) -> bytes | None:
    """Return a manifest of the files for which ``path`` gives a name, under that name; None of none."""
    if not named(manifest):
        return None
    held = shape.parsed(manifest)
    files = {name: one for old, one in held["artefacts"].items() if (name := path(old)) is not None}
    return json.dumps({**held, "artefacts": files}).encode() if files else None


def missing(names: Iterable[str], record: Record) -> Iterator[tuple[str, str]]:
    """Yield the name of each table of data that a record has and that is not among ``names``."""
    there = frozenset(names)
    yield from ((name, "it is not there") for name in tables.names(record) if name not in there)


def disagreeing(files: Mapping[str, bytes], record: Record) -> Iterator[tuple[str, str]]:
    """Yield the name of each table of data that says other than the record, and what it says.

    ``files`` are by their names without a folder: ``facts.csv``, ``sources.json``, ``exhibit-ID.csv``.
    """
    for name, data in sorted(files.items()):
        try:
            yield from ((name, message) for message in _of_one_mind(name, data, record))
        except UnicodeDecodeError:
            yield name, "it can't be read: it is no text in UTF-8"
        except (ValueError, csv.Error) as wrong:
            yield name, f"it can't be read: {wrong}"


def _of_one_mind(name: str, data: bytes, record: Record) -> Iterator[str]:
    if name == tables.FACTS_TABLE:
        yield from tables.of_facts(tables.rows(data), record)
    elif name == tables.SOURCES:
        yield from tables.of_sources(shape.parsed(data), record)
    elif name.startswith("exhibit-") and name.endswith(".csv"):
        exhibit = record.exhibits.get(name.removeprefix("exhibit-").removesuffix(".csv"))
        if exhibit is None:
            yield "it is of no exhibit"
        else:
            yield from tables.of_exhibit(tables.rows(data), exhibit, record)


__all__ = [
    "FACTS",
    "MANIFEST",
    "Digests",
    "below",
    "digested",
    "disagreeing",
    "missing",
    "named",
    "record_of",
    "undigested",
    "without",
]
