"""The gate on finished files: HTML, PDF and SVG are read as a reader has them, and tied out once more.

Nothing of what made a file is looked at, only the file and its data: a number that is printed there is held
against the facts that the file carries, by what the file itself says that it is.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Container, Iterator, Mapping
from dataclasses import replace
from pathlib import PurePosixPath

from tieout.audit import (
    attached,
    drawing,
    drawn,
    judging,
    linked,
    paper_file,
    placed,
    sheet,
    sound,
    statuses,
    web,
)
from tieout.audit.finished import Finished, Role, Spot
from tieout.audit.judging import Around
from tieout.audit.kinds import (
    CHART_OFF,
    CLAIM_OFF,
    DATA_OFF,
    DATE_OFF,
    EXCUSE_OFF,
    KINDS,
    LISTED_OFF,
    UNBOUND,
    UNREAD,
    Fault,
)
from tieout.audit.paper_file import Paper
from tieout.audit.record import Record
from tieout.collecting import uncollected
from tieout.frozen import frozen

__all__ = ["KINDS", "Audit", "Fault", "audit", "audited", "is_finished"]

_ENDINGS = (".html", ".htm", ".pdf", ".svg")
_FACTS = "data/facts.json"
_OF_LABELS = (EXCUSE_OFF, LISTED_OFF, CLAIM_OFF, DATE_OFF)


def is_finished(name: str) -> bool:
    """Return whether a file of that name is one that is audited."""
    return PurePosixPath(name).suffix.lower() in _ENDINGS


@frozen
class Audit:
    """What was found: the faults, and of each file audited how many things it prints of each class."""

    faults: tuple[Fault, ...]
    counts: Mapping[str, Mapping[str, int]]


def audited(files: Mapping[str, bytes], names: frozenset[str] | None = None) -> tuple[Fault, ...]:
    """Return all that is wrong with finished files, as ``audit`` finds it."""
    return audit(files, names).faults


def audit(files: Mapping[str, bytes], names: frozenset[str] | None = None, hands: int = 1) -> Audit:
    """Return all that is wrong with finished files, and what they print, in the order of their names.

    ``files`` are those of one draft or release, by path below its folder: web page, PDF, charts, data,
    manifest. ``names`` are those to audit; None for all of them, and then the folder has to be whole. Of a
    PDF nothing else need be there: it carries its data. With two ``hands`` two processes read a long one.
    """
    counts: dict[str, Mapping[str, int]] = {}
    with uncollected():
        held, found = recorded(files)
        found += of_data(files, attached.digested(files), names, held)
        sizes = {name: len(data) for name, data in files.items()}
        for name in sorted(files):
            if (names is None or name in names) and is_finished(name):
                told, faults = of_file(name, files, sizes, held, hands)
                counts |= {} if told is None else {name: told}
                found += faults
    return Audit(tuple(dict.fromkeys(found)), counts)


def of_file(
    name: str, files: Mapping[str, bytes], sizes: Mapping[str, int], held: Record | None, hands: int = 1
) -> tuple[Mapping[str, int] | None, Iterator[Fault]]:
    """Return what one file prints of each class, None of one that can't be audited, and what is wrong."""
    if name.lower().endswith(".pdf"):
        paper = paper_file.paper(files[name], hands)
        return _counts(paper.finished), _pdf(name, paper, files, sizes)
    if held is None:
        return None, iter((Fault(name, Spot(), DATA_OFF, f"its facts are not beside it, in {_FACTS}"),))
    if name.lower().endswith(".svg"):
        root = drawing.parsed(files[name])
        read = drawing.read(root)
        return _counts(read), _svg(name, root, read, held)
    page = web.parsed(files[name])
    read = web.read(page)
    styles = {name: data for name, data in files.items() if name.endswith(".css")}
    return _counts(read), _html(name, page, read, Around(name, held, sizes), styles)


def _counts(read: Finished) -> Mapping[str, int]:
    told = (one for one in read.passages if one.role in (Role.TEXT, Role.RUNNING, Role.LABEL))
    return Counter(piece.kind for one in told for piece in one.pieces if piece.kind)


def recorded(files: Mapping[str, bytes]) -> tuple[Record | None, list[Fault]]:
    if _FACTS not in files:
        return None, []
    try:
        return attached.record_of(files[_FACTS]), []
    except ValueError as wrong:
        return None, [Fault(_FACTS, Spot(), UNREAD, f"it can't be read: {wrong}")]


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
        for name, message in _tables(data, record, {one.removeprefix("data/") for one in told}):
            yield Fault(f"data/{name}", Spot(), DATA_OFF, message)


def _tables(data: Mapping[str, bytes], record: Record, told: Container[str]) -> Iterator[tuple[str, str]]:
    """Yield the name of each file of data that is missing and not ``told``, or is of two minds, and how."""
    yield from ((name, message) for name, message in attached.missing(data, record) if name not in told)
    yield from attached.disagreeing(data, record)
    yield from ((attached.FACTS, message) for message in sound.disagreements(record))


def _said(read: Finished, around: Around) -> Iterator[Fault]:
    """Yield what is wrong with what a file says, then what is well but stands in another place."""
    found = list(judging.faults(read, around))
    found += statuses.faults(read, around.record, around.file)
    yield from found
    told = {one.spot for one in found}
    for one in placed.faults(read, around.record, around.file):
        if one.spot == Spot() or one.spot not in told:
            yield one


def _html(
    name: str, page: web.Page, read: Finished, around: Around, styles: Mapping[str, bytes]
) -> Iterator[Fault]:
    record = around.record
    yield from _said(read, around)
    yield from placed.rows(read, record, name)
    charts = [one for one, exhibit in record.exhibits.items() if "drawing" in exhibit]
    for spot, message, kind in web.charted(page, record.facts, record.lexicon(""), charts):
        yield Fault(name, spot, UNBOUND if kind == UNBOUND else CHART_OFF, message)
    told = linked.read(page)
    for spot, message in told.faults:
        yield Fault(name, spot, DATA_OFF, message)
    for document in told.documents:
        for message in linked.disagreements(document, record.held):
            yield Fault(name, Spot(selector="script"), DATA_OFF, message)
    for path, style in sorted(styles.items()) if not isinstance(page, str) else ():
        for message in sheet.faults(style.decode("utf-8", "replace"), page):
            yield Fault(path, Spot(), UNREAD, message)


def _svg(name: str, root: drawing.Root, read: Finished, record: Record) -> Iterator[Fault]:
    if read.faults:
        yield from (Fault(name, spot, UNREAD, message) for spot, message in read.faults)
        return
    exhibit = drawing.exhibit_of(PurePosixPath(name).stem, record.exhibits)
    for spot, message, kind in drawing.faults(root, record.facts, exhibit, record.lexicon(exhibit)):
        yield Fault(name, spot, UNBOUND if kind == UNBOUND else CHART_OFF, message)
    alts = tuple(
        replace(one, within={**one.within, "exhibit": exhibit})
        for one in read.passages
        if one.role is Role.ALT
    )
    yield from judging.faults(replace(read, passages=alts), Around(name, record))
    labels = tuple(one for one in read.passages if one.role is Role.LABEL)
    for fault in judging.faults(replace(read, passages=labels), Around(name, record)):
        if fault.kind in _OF_LABELS:  # their numbers are measured
            yield fault


def _pdf(name: str, paper: Paper, files: Mapping[str, bytes], sizes: Mapping[str, int]) -> Iterator[Fault]:
    read, carried = paper.finished, paper.finished.attached
    if attached.FACTS not in carried:
        yield from (Fault(name, spot, UNREAD, message) for spot, message in read.faults)
        yield Fault(name, Spot(), DATA_OFF, f"no {attached.FACTS} is attached to it")
        return
    told = set()
    if attached.MANIFEST not in carried:
        yield Fault(name, Spot(), DATA_OFF, f"no {attached.MANIFEST} is attached to it")
    else:
        for part, message in attached.undigested(
            carried[attached.MANIFEST], attached.digested(carried), every=True
        ):
            told.add(part)
            yield Fault(name, Spot(selector=part), DATA_OFF, f"attachment {part}: {message}")
    try:
        record = attached.record_of(carried[attached.FACTS])
    except ValueError as wrong:
        yield Fault(name, Spot(selector=attached.FACTS), DATA_OFF, f"its {attached.FACTS}: {wrong}")
        return
    for part, message in _tables(carried, record, told):
        yield Fault(name, Spot(selector=part), DATA_OFF, f"attachment {part}: {message}")
    for part, data in sorted(carried.items()):
        beside = files.get(f"data/{part}")
        if part != attached.MANIFEST and beside is not None and beside != data:
            message = f"attachment {part} is another than data/{part} beside it"
            yield Fault(name, Spot(selector=part), DATA_OFF, message)
    yield from _said(read, Around(name, record, sizes))
    yield from drawn.faults(read, paper.inks, record, name)
