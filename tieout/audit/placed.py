"""Facts stand where the data says that they are printed, and in that order."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence

from tieout.audit.finished import Finished, Passage, Piece, Role, Spot
from tieout.audit.kinds import PLACE_OFF, Fault
from tieout.audit.record import Print, Record, addresses, plain, squeezed
from tieout.audit.statuses import told_status

_KINDS = ("fact", "date", "quotation", "claim")
_ELSEWHERE = frozenset({"entry", "source", "panel"})  # where the order is that of the entry
_HEADS = 4  # what the data behind a chart is called, and the heads of its columns
_TAIL = 1  # the link to its file
_SHORTER = frozenset({"method"})  # of which the web page leaves out what its panels tell


def faults(read: Finished, record: Record, file: str) -> Iterator[Fault]:
    """Yield the first thing of each part that stands there instead of another, or is missing.

    What is told of a fact in its own entry, or by a chart's labels, has no order here.
    """
    told = record.printed
    if not told:
        return
    on_paper = bool(read.pages)
    there = _there(read)
    for part in sorted(there.keys() - told.keys() - {""}):
        found, piece, passage = there[part][0]
        message = f"{_named(found)} stands in `{part}`, where its data has nothing"
        yield Fault(file, piece.where(), PLACE_OFF, message, plain(passage.words)[:120])
    for part, should in told.items():
        does = there.get(part, [])
        if not on_paper and part in _SHORTER:
            continue
        for nth, printed in enumerate(should):
            if nth >= len(does):
                yield Fault(file, Spot(), PLACE_OFF, f"{_named(printed)} is missing in `{part}`")
                break
            found, piece, passage = does[nth]
            if found != printed:
                message = f"{_named(found)} stands in `{part}` where its data has {_named(printed)}"
                yield Fault(file, piece.where(), PLACE_OFF, message, plain(passage.words)[:120])
                break
        else:
            for found, piece, passage in does[len(should) :][:1]:
                message = f"{_named(found)} stands in `{part}`, and its data does not have it there"
                yield Fault(file, piece.where(), PLACE_OFF, message, plain(passage.words)[:120])


def rows(read: Finished, record: Record, file: str) -> Iterator[Fault]:
    """Yield the first row of the data behind each chart that is not its mark's: name, fact, status.

    The table has a row for each mark, in their order; a page without its tables shows none of the data.
    """
    if read.pages:
        return
    within: dict[str, list[Passage]] = {}
    for passage in read.passages:
        if passage.role is Role.TEXT and passage.within.get("part") == "data":
            within.setdefault(passage.within.get("exhibit", ""), []).append(passage)
    for name, exhibit in record.exhibits.items():
        if "drawing" not in exhibit:
            continue
        cells = within.get(name, [])[_HEADS:]
        at = 0
        for mark in exhibit["marks"]:
            size = 3 if mark["fact"] else 2  # what no fact is drawn for has no status
            row, at = cells[at : at + size], at + size
            wrong = _row(mark, row, record) if len(row) == size else "a row is missing"
            if wrong:
                spot = row[0].pieces[0].where() if row else Spot()
                yield Fault(file, spot, PLACE_OFF, f"the data behind `{name}`: {wrong}")
                break
        else:
            if len(cells) > at + _TAIL:
                spot = cells[at].pieces[0].where()
                yield Fault(file, spot, PLACE_OFF, f"the data behind `{name}`: a row is of no mark")


def _row(mark: Mapping[str, str], row: Sequence[Passage], record: Record) -> str:
    """Return what is wrong in the row of a mark, "" of one that is well."""
    head, value = row[:2]
    if squeezed(head.words) != squeezed(mark["row"]):
        return f"`{plain(head.words)}` names the row of `{plain(mark['row'])}`"
    of = [one.says.get("fact", "") for one in value.pieces if one.kind in ("fact", "date")]
    if mark["fact"] and of[:1] != [mark["fact"]]:
        return f"`{plain(value.words)}` stands in the row of `{mark['fact']}`"
    right = told_status(record.fact(mark["fact"]).get("status", ""))
    if len(row) > 2 and right and plain(row[2].words) != right:
        return f"`{mark['fact']}` is {right}, and not `{plain(row[2].words)}`"
    return ""


def _there(read: Finished) -> Mapping[str, list[tuple[Print, Piece, Passage]]]:
    found: dict[str, list[tuple[Print, Piece, Passage]]] = {}
    for passage in read.passages:
        within = passage.within
        if passage.role is not Role.TEXT or within.keys() & _ELSEWHERE or within.get("part") == "data":
            continue
        exhibit = within.get("exhibit")
        opens = "cover" if within.get("part") == "standfirst" else "in-brief"  # on paper neither is a section
        part = f"exhibit-{exhibit}" if exhibit else within.get("section", opens if read.pages else "")
        for piece in passage.pieces:
            if piece.kind in _KINDS and (address := _address(piece)) and piece.words.strip():
                found.setdefault(part, []).append((Print(address, plain(piece.words)), piece, passage))
    return found


def _address(piece: Piece) -> str:
    if piece.kind == "claim":
        return " ".join(sorted(addresses(piece.says.get("facts", ""))))
    return piece.says.get("fact", "")


def _named(printed: Print) -> str:
    return f"`{printed.words}` of {' and '.join(f'`{one}`' for one in printed.address.split())}"
