"""The data of finished files: what it is read as, and whether it is whole and of one mind."""

from __future__ import annotations

from collections.abc import Container, Iterator, Mapping

from tieout.audit import attached, sound
from tieout.audit.finished import Spot
from tieout.audit.kinds import DATA_OFF, UNREAD, Fault
from tieout.audit.record import Record

FACTS = "data/facts.json"


def recorded(files: Mapping[str, bytes]) -> tuple[Record | None, list[Fault]]:
    """Return the record beside a page, None if there is none, and why it can't be read."""
    if FACTS not in files:
        return None, []
    try:
        return attached.record_of(files[FACTS]), []
    except ValueError as wrong:
        return None, [Fault(FACTS, Spot(), UNREAD, f"it can't be read: {wrong}")]


def of_data(
    files: Mapping[str, bytes],
    digests: attached.Digests,
    names: frozenset[str] | None,
    record: Record | None,
) -> Iterator[Fault]:
    """Yield what is wrong with the data beside a page, and with files that are not as the manifest says."""
    manifest = files.get(attached.MANIFEST)
    told = set()
    if manifest is not None:
        for name, message in attached.undigested(manifest, digests, every=names is None):
            told.add(name)
            if names is None or name in names or name.startswith("data/") or name == attached.MANIFEST:
                yield Fault(name, Spot(), DATA_OFF, message)
    elif names is None:
        yield Fault(attached.MANIFEST, Spot(), DATA_OFF, "it is not there")
    if record is not None:
        data = {name.removeprefix("data/"): held for name, held in files.items() if name.startswith("data/")}
        for name, message in tables(data, record, {one.removeprefix("data/") for one in told}):
            yield Fault(f"data/{name}", Spot(), DATA_OFF, message)


def tables(data: Mapping[str, bytes], record: Record, told: Container[str]) -> Iterator[tuple[str, str]]:
    """Yield the name of each file of data that is missing and not ``told``, or is of two minds, and how."""
    yield from ((name, message) for name, message in attached.missing(data, record) if name not in told)
    yield from attached.disagreeing(data, record)
    yield from ((attached.FACTS, message) for message in sound.disagreements(record))
