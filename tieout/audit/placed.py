"""Facts stand where the data says that they are printed, and in that order."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence

from tieout.audit.finished import Finished, Passage, Piece, Role, Spot
from tieout.audit.kinds import PLACE_OFF, Fault
from tieout.audit.record import Print, Record, plain, squeezed

_KINDS = ("fact", "date", "quotation", "claim")
_SHORTER = frozenset({"method"})  # of which the web page leaves out what its panels tell


def faults(read: Finished, record: Record, file: str) -> Iterator[Fault]:
    """Yield the first thing of each part that stands there instead of another, or is missing.

    What is told of a fact in its own entry, or by a chart's labels, has no order here.
    """
    told = record.printed
    if not told:
        return
    on_paper = bool(read.pages)
    there = _there(read, told)
    for part, should in told.items():
        does = there.get(part, [])
        if not on_paper and part in _SHORTER:
            continue
        if not on_paper and part.startswith("exhibit-"):
            does = _matched(should, does)
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
    """Yield the first row of the data behind a chart that stands under another's name.

    The table has a row for each mark, in their order.
    """
    for name, exhibit in record.exhibits.items():
        should = [squeezed(one["row"]) for one in exhibit["marks"]]
        known = frozenset(should)
        does = [
            one
            for one in read.passages
            if one.role is Role.TEXT and one.within.get("exhibit") == name and squeezed(one.words) in known
        ]
        if len(does) != len(should):
            continue  # a table of its own, whose cells are on the page
        for right, mark, passage in zip(should, exhibit["marks"], does, strict=True):
            if squeezed(passage.words) != right:
                message = f"`{plain(passage.words)}` names the row of `{plain(mark['row'])}` in `{name}`"
                yield Fault(file, passage.pieces[0].where(), PLACE_OFF, message)
                break


def _there(
    read: Finished, told: Mapping[str, Sequence[Print]]
) -> Mapping[str, list[tuple[Print, Piece, Passage]]]:
    found: dict[str, list[tuple[Print, Piece, Passage]]] = {}
    for passage in read.passages:
        within = passage.within
        if passage.role is not Role.TEXT or "entry" in within or "source" in within:
            continue
        exhibit = within.get("exhibit")
        part = f"exhibit-{exhibit}" if exhibit else within.get("section", "in-brief" if read.pages else "")
        for piece in passage.pieces:
            if piece.kind in _KINDS and (address := _address(piece)) and piece.words.strip():
                found.setdefault(part, []).append((Print(address, plain(piece.words)), piece, passage))
    return found


def _address(piece: Piece) -> str:
    if piece.kind == "claim":
        return " ".join(sorted(piece.says.get("facts", "").replace(",", " ").split()))
    return piece.says.get("fact", "")


def _matched(
    should: Sequence[Print], does: Sequence[tuple[Print, Piece, Passage]]
) -> list[tuple[Print, Piece, Passage]]:
    """Return what of ``does`` follows ``should``; beside an exhibit a page has the data behind it too."""
    if len(should) == len(does):
        return list(does)
    ahead, found = iter(does), []
    for printed in should:
        met = next((one for one in ahead if one[0] == printed), None)
        if met is None:
            break
        found.append(met)
    return found


def _named(printed: Print) -> str:
    return f"`{printed.words}` of {' and '.join(f'`{one}`' for one in printed.address.split())}"
