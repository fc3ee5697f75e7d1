"""What stands in finished text beside a fact and is not its own: hedges, signs, scales, units, rates."""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Iterator, Sequence

from tieout import beside, pieces
from tieout.audit.finished import Passage, Piece
from tieout.audit.kinds import FACT_OFF, HEDGE_OFF
from tieout.audit.record import Record, plain, squeezed
from tieout.diagnostics import Place, Text
from tieout.frozen import frozen
from tieout.manuscript import FIRST_PIECE
from tieout.model import FactKind, Standing, Status
from tieout.quantities.dates import Date
from tieout.quantities.interval import Quantity
from tieout.template import Call
from tieout.typed import before, ending
from tieout.typed_hedges import FRONT

MOST_PIECES = 50_000
"""How many bound pieces of one passage are looked at: there are not more signs that stand for them."""

_QUOTES = "\"'“”‘’ .…"
_NOWHERE = Place("")


@frozen
class Slip:
    """What stands beside a fact: the check, of which piece, where in the passage's words, what is so."""

    check: str
    piece: int
    start: int
    end: int
    message: str


def slips(passage: Passage, record: Record) -> Iterator[Slip]:
    """Yield what stands right before or behind a number and changes it; English alone is read.

    A citation between a number and what follows is passed over.
    """
    if record.facts.language != "en" or len(passage.pieces) < 2:
        return
    if not any(one.kind == "fact" for one in passage.pieces):
        return
    text, starts, places, printed = "", [], [], {}
    at = 0
    for nth, piece in enumerate(passage.pieces[:MOST_PIECES]):
        if piece.kind == "citation" or (not piece.kind and _parts_citations(passage, nth)):
            at += len(piece.words)
            continue
        starts.append(len(text))
        places.append((nth, at))
        if piece.kind:
            mark = chr(FIRST_PIECE + nth)
            printed[mark] = (_printed(piece, passage, record),)
            text += mark
        else:
            text += piece.words
        at += len(piece.words)
    for slip in beside.of_facts(text, printed, record.facts.vocabulary):
        start, end = _before(slip.start, starts, places), _before(slip.end - 1, starts, places)
        if text[slip.start : slip.end].isspace() or _is_sum(text, slip.start, slip.end):
            continue
        nth = places[bisect_right(starts, slip.start) - 1][0]
        check = HEDGE_OFF if slip.check == "hedge-is-the-facts" else FACT_OFF
        yield Slip(check, nth, start, end + 1, plain(slip.message))


def _parts_citations(passage: Passage, nth: int) -> bool:
    """Return whether a piece is the comma between two citations, or the like."""
    around = passage.pieces[max(0, nth - 1) : nth] + passage.pieces[nth + 1 : nth + 2]
    return passage.pieces[nth].words.strip() == "," and all(one.kind == "citation" for one in around)


def _is_sum(text: str, start: int, end: int) -> bool:
    """Return whether what is met is a sign of arithmetic between blanks."""
    said = text[start:end]
    apart = text[max(0, start - 1) : start].isspace() and text[end : end + 1].isspace()
    return apart and not any(one.isalnum() for one in said)


def _before(at: int, starts: Sequence[int], places: Sequence[tuple[int, int]]) -> int:
    """Return where in the passage a place of the text is that was read."""
    nth = bisect_right(starts, at) - 1
    return places[nth][1] + at - starts[nth]


def _printed(piece: Piece, passage: Passage, record: Record) -> pieces.Piece:
    """Return a piece as prose prints it, so far as what stands beside it needs to know."""
    address, account = piece.says.get("fact", ""), piece.says.get("account", "")
    fact = record.fact(address) if piece.kind == "fact" else {}
    value = record.value(address, account) if fact else None
    of_itself = passage.within.get("entry") == address  # a remark on how it was read
    standing = None if value is None or of_itself else _standing(address, value, record)
    told = record.facts.told(address, account) if standing else None
    words = plain(piece.words)
    is_whole = told is not None and squeezed(words) != squeezed(told.words.get("number", ""))
    form = "sentence" if is_whole else "quote"  # of a number alone the unit is typed
    return pieces.Piece(Call("fact", {}, 0), "", words, standing=standing, form=form)


def _standing(address: str, value: Quantity | Date, record: Record) -> Standing:
    fact = record.fact(address)
    return Standing(
        address=address,
        id=address,
        at=_NOWHERE,
        statement=Text(fact["statement"], _NOWHERE),
        value=value,
        status=Status(fact["status"]),
        kind=FactKind(fact["kind"]),
        reported=bool(fact.get("reported")),
    )


def cut_hedge(words: str, texts: Sequence[str], record: Record) -> str:
    """Return the hedge that stands right before a quotation in every text that holds it, "" for none.

    Only words that begin with a number are cut from their hedge.
    """
    said = words.strip(_QUOTES)
    first = next(iter(record.lexicon("").numbers(said)), None) if record.facts.language == "en" else None
    if first is None or first.start > 0:
        return ""
    hedges = []
    for text in texts:
        at = text.lower().find(said.lower())
        if at >= 0:
            typed = before(text, at)
            size = ending(FRONT, typed, len(typed))
            hedges.append(text[typed[-size].start : typed[-1].end] if size else "")
    return hedges[0] if hedges and all(hedges) else ""
