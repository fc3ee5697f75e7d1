"""Forecasts, estimates, opinions and assumptions that are printed as if they were plain facts."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping

from tieout.gate import sentences
from tieout.manuscript import PIECE
from tieout.model import FactKind, Mood, Standing, Text
from tieout.moods import tells
from tieout.pieces import Piece
from tieout.typed import Slip

_FORESEEN = (Mood.FORECAST, Mood.ESTIMATE, Mood.OPINION)
_SHORTEST = 3  # letters of a name's first word that stands for all of it


def slips(text: str, pieces: Mapping[str, tuple[Piece, ...]], around: str, language: str) -> Iterator[Slip]:
    """Yield each fact of a block that is no plain one in a sentence that does not say so.

    ``around`` are words beside the block that tell of it too: of a cell its row and the head of its column,
    of an exhibit's texts each other.
    """
    if not any(_is_mooded(one) for met in PIECE.finditer(text) for one in pieces.get(met[0], ())):
        return
    for start, end in sentences(text):
        said = PIECE.sub(lambda met: " ".join(one.words for one in pieces.get(met[0], ())), text[start:end])
        held = [(met, one) for met in PIECE.finditer(text, start, end) for one in pieces.get(met[0], ())]
        compared = {name for _, one in held if one.borne for name in one.borne.addresses}
        for met, one in held:
            if not _is_mooded(one) or one.standing.address in compared:  # of which `claim-holds` tells
                continue
            if found := untold(one.standing, f"{said} {around}", language):
                yield Slip("mood-is-told", met.start(), met.end(), *found)


def typed(*texts: Text | None) -> str:
    """Return what is typed of texts, what they print left out."""
    return " ".join(_PRINTED.sub(" ", one.text) for one in texts if one)


_PRINTED = re.compile(r"\{[{%].*?[%}]\}", re.DOTALL)


def _is_mooded(piece: Piece) -> bool:
    is_printed = piece.standing is not None and piece.call.name in ("fact", "accounts")
    return is_printed and _mood(piece.standing) is not None


def _mood(standing: Standing) -> Mood | None:
    """Return what a text has to say of a fact; None of what is plain, or calculated: its own words say it."""
    is_plain = standing.kind is FactKind.STATED or standing.derivation is not None
    return None if is_plain else Mood(standing.kind)


def untold(standing: Standing, words: str, language: str) -> tuple[str, str] | None:
    """Return what is wrong where ``words`` print a fact that is no plain one and do not say so, and the help.

    They say so by a word of its mood, or of another of the three that are somebody's, or by whose it is. None
    where they do, or nothing has to be said.
    """
    mood = _mood(standing)
    if mood is None:
        return None
    moods = _FORESEEN if mood in _FORESEEN else (mood,)
    if any(tells(one, words, language) for one in moods) or _names(standing.by, standing.statement, words):
        return None
    what = f"{'an' if mood.value[0] in 'aeo' else 'a'} {mood}"
    whose = f", by {standing.by}," if standing.by else ""
    said = f"`{standing.address}` is {what}{whose} and is printed as a plain fact"
    return said, f"say {'whose it is, or ' if standing.by else ''}that it is {what}"


def _names(by: Text | None, statement: Text, words: str) -> bool:
    """Return whether ``words`` name whose a fact is, by the first word of the name at least.

    A name that the fact's statement has too says only what the fact is about.
    """
    if by is None:
        return False
    name = re.sub(r"^[Tt]he ", "", by.text)
    first = name.split()[0]
    forms = (name, first) if len(first) >= _SHORTEST else (name,)
    return any(_stands_in(one, words) and not _stands_in(one, statement.text) for one in forms)


def _stands_in(name: str, words: str) -> bool:
    return re.search(rf"(?<!\w){re.escape(name)}(?!\w)", words) is not None
