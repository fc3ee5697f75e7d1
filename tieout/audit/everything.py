"""All finished files of a draft or a release, or some of them, audited one after the other."""

from __future__ import annotations

from collections.abc import Iterator, Mapping

from tieout.audit import attached, data, papers, screen
from tieout.audit.finished import is_finished
from tieout.audit.kinds import Fault
from tieout.audit.record import Record
from tieout.collecting import uncollected
from tieout.frozen import frozen


@frozen
class Audit:
    """What was found: the faults, and of each file audited how many things it prints of each class."""

    faults: tuple[Fault, ...]
    counts: Mapping[str, Mapping[str, int]]


def audited(files: Mapping[str, bytes], names: frozenset[str] | None = None) -> tuple[Fault, ...]:
    """Return all that is wrong with finished files, as ``audit`` finds it."""
    return audit(files, names).faults


def audit(files: Mapping[str, bytes], names: frozenset[str] | None = None) -> Audit:
    """Return all that is wrong with finished files, and what they print, in the order of their names.

    ``files`` are those of one draft or release, by path below its folder: web page, PDF, charts, data,
    manifest. ``names`` are those to audit; None for all of them, and then the folder has to be whole. Of a
    PDF nothing else need be there: it carries its data.
    """
    counts: dict[str, Mapping[str, int]] = {}
    with uncollected():
        held, found = data.recorded(files)
        found += data.of_data(files, attached.digested(files), names, held)
        sizes = {name: len(made) for name, made in files.items()}
        for name in sorted(files):
            if (names is None or name in names) and is_finished(name):
                told, faults = _of_file(name, files, sizes, held)
                counts |= {} if told is None else {name: told}
                found += faults
    return Audit(tuple(dict.fromkeys(found)), counts)


def _of_file(
    name: str, files: Mapping[str, bytes], sizes: Mapping[str, int], held: Record | None
) -> tuple[Mapping[str, int] | None, Iterator[Fault]]:
    if name.lower().endswith(".pdf"):
        return papers.audited(name, files, sizes)
    return screen.audited(name, files, sizes, held)
