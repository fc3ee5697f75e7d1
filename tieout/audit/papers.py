"""A PDF, as it is audited: all that is asked of it is in it."""

from __future__ import annotations

from collections.abc import Iterator, Mapping

from tieout.audit import attached, drawn, paper_file, said
from tieout.audit.data import tables
from tieout.audit.finished import Spot
from tieout.audit.judging import Around
from tieout.audit.kinds import DATA_OFF, UNREAD, Fault
from tieout.audit.paper_file import Paper


def audited(
    name: str, files: Mapping[str, bytes], sizes: Mapping[str, int]
) -> tuple[Mapping[str, int], Iterator[Fault]]:
    """Return what a PDF prints of each class, and what is wrong; ``sizes`` are the bytes of all files."""
    paper = paper_file.paper(files[name])
    return said.counts(paper.finished), _pdf(name, paper, files, sizes)


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
    for part, message in tables(carried, record, told):
        yield Fault(name, Spot(selector=part), DATA_OFF, f"attachment {part}: {message}")
    for part, data in sorted(carried.items()):
        beside = files.get(f"data/{part}")
        if part != attached.MANIFEST and beside is not None and beside != data:
            message = f"attachment {part} is another than data/{part} beside it"
            yield Fault(name, Spot(selector=part), DATA_OFF, message)
    yield from said.faults(read, Around(name, record, sizes))
    yield from drawn.faults(read, paper.inks, record, name)
