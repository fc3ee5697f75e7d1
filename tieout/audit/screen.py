"""A web page and a drawing's own file, as they are audited."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import replace
from pathlib import PurePosixPath

from tieout.audit import drawing, judging, linked, placed, said, sheet, web
from tieout.audit.data import FACTS
from tieout.audit.finished import Finished, Role, Spot
from tieout.audit.judging import Around
from tieout.audit.kinds import (
    CHART_OFF,
    CLAIM_OFF,
    DATA_OFF,
    DATE_OFF,
    EXCUSE_OFF,
    LISTED_OFF,
    UNBOUND,
    UNREAD,
    Fault,
)
from tieout.audit.record import Record

_OF_LABELS = (EXCUSE_OFF, LISTED_OFF, CLAIM_OFF, DATE_OFF)


def audited(
    name: str, files: Mapping[str, bytes], sizes: Mapping[str, int], held: Record | None
) -> tuple[Mapping[str, int] | None, Iterator[Fault]]:
    """Return what a page, or a drawing, prints of each class, None if it can't be audited, and what is wrong.

    ``held`` are the facts beside it, ``sizes`` the bytes of the files there.
    """
    if held is None:
        return None, iter((Fault(name, Spot(), DATA_OFF, f"its facts are not beside it, in {FACTS}"),))
    if name.lower().endswith(".svg"):
        root = drawing.parsed(files[name])
        read = drawing.read(root)
        return said.counts(read), _svg(name, root, read, held)
    page = web.parsed(files[name])
    read = web.read(page)
    styles = {name: data for name, data in files.items() if name.endswith(".css")}
    return said.counts(read), _html(name, page, read, Around(name, held, sizes), styles)


def _html(
    name: str, page: web.Page, read: Finished, around: Around, styles: Mapping[str, bytes]
) -> Iterator[Fault]:
    record = around.record
    yield from said.faults(read, around)
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
