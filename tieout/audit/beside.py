"""Hedges that stand in finished text beside a fact, and are not its own."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from tieout.audit.finished import Passage
from tieout.audit.record import Record, plain
from tieout.diagnostics import Place, Text
from tieout.manuscript import FIRST_PIECE
from tieout.model import FactKind
from tieout.quantities.dates import Date
from tieout.quantities.interval import Quantity
from tieout.typed import before, behind, ending
from tieout.typed_hedges import FRONT, hedge_before, hedge_behind

_QUOTES = "\"'“”‘’ .…"


@dataclass(frozen=True, slots=True)
class Slip:
    """A hedge beside a fact: of which piece, where in the passage's words, and what is so."""

    piece: int
    start: int
    end: int
    message: str


@dataclass(frozen=True, slots=True)
class _Own:
    """What is asked of a fact to tell its neighbour's words from a hedge."""

    value: Quantity | Date | None
    kind: FactKind
    statement: Text


def slips(passage: Passage, record: Record) -> Iterator[Slip]:
    """Yield each hedge that stands right before or behind a number of a fact; English alone is read."""
    if record.facts.language != "en" or len(passage.pieces) < 2:
        return
    text, starts, at = "", [], 0
    for piece in passage.pieces:
        starts.append((len(text), at))
        text += chr(FIRST_PIECE) if piece.kind else piece.words
        at += len(piece.words)
    for nth, piece in enumerate(passage.pieces):
        fact = record.fact(piece.says.get("fact", "")) if piece.kind == "fact" else {}
        value = record.value(piece.says["fact"], piece.says.get("account", "")) if fact else None
        if value is None or passage.within.get("entry") == piece.says["fact"]:
            continue  # a remark on how a number was read tells its hedge apart from it
        own = _Own(value, FactKind(fact["kind"]), Text(fact["statement"], Place("")))
        here, there = starts[nth]
        for found in (
            hedge_before(text, before(text, here), own),
            hedge_behind(behind(text, here + 1), here + 1, False, isinstance(value, Date)),
        ):
            start, end = (found[0].start, found[-1].end) if found else (0, 0)
            if any(one.isalpha() for one in text[start:end]) or (found and _is_tied(text, start, end)):
                said = (
                    f"`{plain(text[start:end])}` stands beside `{piece.says['fact']}`, whose own words are:"
                )
                shift = there - here if start < here else there + len(piece.words) - here - 1
                yield Slip(nth, start + shift, end + shift, f"{said} {plain(piece.words)}")


def cut_hedge(words: str, texts: Sequence[str], record: Record) -> str:
    """Return the hedge that stands right before a quotation in every text that holds it, "" for none.

    Only words that begin with a number are cut from their hedge.
    """
    said = words.strip(_QUOTES)
    if record.facts.language != "en" or not said or not (said[0].isdigit() or said[0] in "$€£¥₹"):
        return ""
    hedges = []
    for text in texts:
        at = text.lower().find(said.lower())
        if at >= 0:
            typed = before(text, at)
            size = ending(FRONT, typed, len(typed))
            hedges.append(text[typed[-size].start : typed[-1].end] if size else "")
    return hedges[0] if hedges and all(hedges) else ""


def _is_tied(text: str, start: int, end: int) -> bool:
    """Return whether a mark stands at a number as its hedge: one between blanks is arithmetic."""
    return not (text[start - 1 : start].isspace() and text[end : end + 1].isspace())
