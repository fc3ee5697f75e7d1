"""Citations and listings: a number leads to its source, and that is behind what it is cited for."""

from __future__ import annotations

import re
from collections.abc import Sequence

from tieout.audit.finished import Passage, Piece
from tieout.audit.record import Record, addresses, plain, squeezed, whole

_CITES = re.compile(r"[\[\](),;\s□]*|\[?[0-9]{1,9}\]?,?")
_SPOKEN, _WORKED = "source ", "our arithmetic"  # what a link is called to who can't see it
_SOURCE = re.compile(r"s([0-9]{1,9})")


def sources_of(piece: Piece, record: Record) -> frozenset[str] | None:
    """Return the sources that a citation after a piece may name; None where it is of no fact."""
    says = piece.says
    if piece.kind == "quotation" and says.get("source"):
        return frozenset({says["source"]}) | record.behind(says.get("fact", ""))
    if piece.kind == "claim":
        return frozenset().union(*(record.behind(one) for one in addresses(says.get("facts", ""))))
    if says.get("fact", "") in record:
        return record.behind(says["fact"])
    return None


def cited(piece: Piece, behind: frozenset[str] | None, listed: str, record: Record) -> str:
    """Return what is wrong with a citation, "" of one that leads from its words to its source.

    ``behind`` are the sources of what it follows, None where that is no fact; ``listed`` is the listing of a
    source that it follows, "" where there is none.
    """
    words = plain(piece.words)
    if not _CITES.fullmatch(words.removeprefix(_SPOKEN)) and words != _WORKED:
        return f"`{words}` is no citation"
    number = whole(words.removeprefix(_SPOKEN).strip("[](),; "))
    if number is None:
        return ""
    source = record.numbered.get(number)
    if source is None:
        return f"`{number}` is the number of no source"
    if piece.aim and piece.aim != f"s{number}":
        return f"`{number}` leads to `{piece.aim}`"
    if listed:
        of, here = record.sources[source], squeezed(listed)
        names = [squeezed(str(of.get(key, ""))) for key in ("publisher", "title")]
        if not any(name and (name in here or here in name) for name in names):
            return f"`{number}` is cited of {plain(listed)}, and is {of['publisher']}"
    elif behind is not None and source not in behind:
        return f"`{number}` is `{source}`, which has no evidence of what it is cited for"
    return ""


def misprinted(piece: Piece, passage: Passage, nth: int, record: Record) -> str:
    """Return what is printed of a source, as the ``nth`` piece of a passage, and not so in its record."""
    if not record.lexicon("").numbers(plain(piece.words)):
        return ""
    of = _listed_in(passage, nth, record)
    made = record.fact(passage.within.get("entry", "")).get("made", "")
    number = record.unlisted(piece.words, of or record.sources, [made])
    if not number:
        return ""
    whose = f"`{of[0]}`" if len(of) == 1 else "any source that it can be of"
    return f"`{number}` is printed of a source, and is not so in the record of {whose}"


def _listed_in(passage: Passage, nth: int, record: Record) -> Sequence[str]:
    """Return the sources that a listing can be of: by its own number, the next citation, or the entry."""
    met = _SOURCE.fullmatch(passage.within.get("source", ""))
    if met and int(met[1]) in record.numbered:
        return [record.numbered[int(met[1])]]
    for one in passage.pieces[nth + 1 : nth + 1 + _AHEAD]:
        number = whole(plain(one.words).strip("[](),; ")) if one.kind == "citation" else None
        if number in record.numbered:
            return [record.numbered[number]]
    return sorted(record.named(passage.within.get("entry", "")))


_AHEAD = 8  # among how many pieces after a listing its citation stands
