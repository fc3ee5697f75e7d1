"""Verdicts and entries: what a file says of a claim, of a fact in its entry, and of a source in the list."""

from __future__ import annotations

import re
from collections.abc import Iterator

from tieout.audit.finished import Finished, Passage, Role, Spot
from tieout.audit.kinds import LINK_OFF, LISTED_OFF, PLACE_OFF, STATUS_OFF, Fault
from tieout.audit.record import Record, plain, squeezed
from tieout.model import Status
from tieout.wording import STATUS_WORDS

_CLAIM = re.compile(r"c([0-9]{1,9})")
_SOURCE = re.compile(r"s([0-9]{1,9})")


def told_status(status: str) -> str:
    """Return the word that a file has for a status, "" where there is none."""
    return STATUS_WORDS[Status(status)] if status else ""


def faults(read: Finished, record: Record, file: str) -> Iterator[Fault]:
    """Yield verdicts others than the data has, and entries of facts and sources that are not theirs."""
    verdicts = {one["number"]: one["verdict"] for one in record.claims.values()}
    listed: dict[str, str] = {}
    met_entries: set[str] = set()
    for passage in read.passages:
        if passage.role is not Role.TEXT:
            continue
        within = passage.within
        if (entry := within.get("entry", "")) and read.pages and entry not in met_entries:
            met_entries.add(entry)
            yield from _led(passage, read.aims.get(f"e-{entry}", 0), file)
        if met := _CLAIM.fullmatch(within.get("claim", "")):
            yield from _verdict(passage, verdicts.get(int(met[1]), ""), f"claim {met[1]}", file)
        elif "entry" in within:
            status = record.fact(within["entry"]).get("status", "")
            yield from _verdict(passage, status, f"`{within['entry']}`", file)
            yield from _foreign(passage, record, file)
        elif _SOURCE.fullmatch(within.get("source", "")):
            listed[within["source"]] = listed.get(within["source"], "") + squeezed(passage.words)
            yield from _address(passage, record, file)
    yield from _listing(listed, record, file)


def _verdict(passage: Passage, status: str, of: str, file: str) -> Iterator[Fault]:
    """Yield a passage that is a verdict alone, and not the one that is due."""
    words = plain(passage.words).rstrip(".")
    if words in STATUS_WORDS.values() and words != told_status(status):
        message = f"{of} is told as `{words}`, and is `{told_status(status)}`"
        yield Fault(file, passage.pieces[0].where(), STATUS_OFF, message)


def _foreign(passage: Passage, record: Record, file: str) -> Iterator[Fault]:
    """Yield a number in the entry of a fact that is of another, on which it does not rest."""
    entry = passage.within["entry"]
    known = {entry, *record.under(entry), *record.fact(entry).get("inputs", {}).values()}
    for piece in passage.pieces:
        address = piece.says.get("fact", "")
        if piece.kind == "fact" and address in record and address not in known:
            message = f"`{plain(piece.words)}` of `{address}` stands in the entry of `{entry}`"
            yield Fault(file, piece.where(), PLACE_OFF, message, plain(passage.words)[:120])


def _led(passage: Passage, page: int, file: str) -> Iterator[Fault]:
    """Yield an entry that the links to it don't lead to: its destination is on another page, or nowhere."""
    spot = passage.pieces[0].where()
    if spot.page != page:
        message = f"links to the entry of `{passage.within['entry']}` lead to page {page or 'none'}"
        yield Fault(file, spot, LINK_OFF, message)


def _address(passage: Passage, record: Record, file: str) -> Iterator[Fault]:
    met = _SOURCE.fullmatch(passage.within["source"])
    source = record.sources.get(record.numbered.get(int(met[1]), ""), {}) if met else {}
    for piece in passage.pieces:
        url = piece.says.get("url", "")
        if url and source and url != source.get("url", ""):
            message = f"the link of source {met[1]} leads to `{url}`"
            yield Fault(file, piece.where(), LISTED_OFF, message)


def _listing(listed: dict[str, str], record: Record, file: str) -> Iterator[Fault]:
    """Yield a source whose entry lacks its publisher or its title, or that has none."""
    for number, name in sorted(record.numbered.items()) if listed else ():
        words, source = listed.get(f"s{number}"), record.sources[name]
        if words is None:
            yield Fault(file, Spot(), LISTED_OFF, f"source {number}, `{name}`, is not in the list of sources")
            continue
        for key in ("publisher", "title"):
            if squeezed(str(source.get(key, ""))) not in words:
                message = f"the entry of source {number} has not the {key} of `{name}`"
                yield Fault(file, Spot(), LISTED_OFF, message)
