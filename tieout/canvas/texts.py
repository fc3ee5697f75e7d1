"""Texts that a chart script types: names, idioms and dates that a fact carries, and claim words."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from tieout import bearing, bound, claimwords, gate, moods, template
from tieout.hedges import ChartFault
from tieout.model import Desk, Standing
from tieout.template import Call

Piece = tuple[str, tuple[tuple[str, str], ...]]


def cut(
    text: str,
    standings: Sequence[Standing],
    desk: Desk,
    facts: Mapping[str, Standing] = {},
    beneath: Mapping[str, Standing] = {},
) -> list[Piece]:
    """Return ``text`` in pieces, each with the data attributes that say what the number in it is.

    A number passes as a name of the desk's list, as an idiom, or as a date that one of ``standings`` carries.
    ``{{ claim("larger", "a", "b") }}`` in it is a claim word that ``facts`` bear out; it may name no others,
    and is judged also by what they rest on, ``beneath``.

    Raises:
        ChartFault: a number that is none of these, or a claim word that does not hold, is denied or hedged
            by what is typed around it, or rests on what the text does not tell.
    """
    pieces: list[Piece] = []
    at = 0
    parts = template.read(text)
    for fault in parts.faults:
        raise ChartFault(f"{fault.message}, in the text `{text}`", fault.help)
    for hole in parts.holes:
        pieces += _numbered(text[at : hole.start], standings, desk)
        pieces.append(_claimed(text, (hole.start, hole.end), hole.call, desk, facts, beneath))
        at = hole.end
    return [piece for piece in [*pieces, *_numbered(text[at:], standings, desk)] if piece[0]]


def _numbered(text: str, standings: Sequence[Standing], desk: Desk) -> list[Piece]:
    carried = {one.address: one.dates for one in standings}
    pieces: list[Piece] = []
    at = 0
    for number in gate.lexicon(desk).numbers(text):
        data: tuple[tuple[str, str], ...] = (("data-class", number.look),)
        if number.look in (gate.Look.DATE, gate.Look.BARE):
            if not (carrier := gate.excused_by(number, carried)):
                raise ChartFault(
                    f"`{number.text}` in the text `{text}` is neither a date of its row's facts nor a name",
                    "let a fact of the row bring it, or list the name under `names:` in content/desk.yaml",
                )
            data = (("data-class", "date"), ("data-fact", carrier))
        pieces += [(text[at : number.start], ()), (text[number.start : number.end], data)]
        at = number.end
    return [*pieces, (text[at:], ())]


def _claimed(
    text: str,
    span: tuple[int, int],
    call: Call | None,
    desk: Desk,
    facts: Mapping[str, Standing],
    beneath: Mapping[str, Standing],
) -> Piece:
    """Return a claim word of a text, with the facts that bear it out."""
    if call is None or call.name != "claim":
        raise ChartFault(f"only a claim word is bound in the text `{text}`", "draw the fact instead")
    said = call.arguments["word"]
    word = claimwords.read(said, desk.vocabulary)
    if isinstance(word, claimwords.Unread):
        raise ChartFault(word.message, word.help)
    if unknown := next((name for name in call.many if name not in facts), None):
        raise ChartFault(f"`{said}` compares `{unknown}`, which the script is not given", "list it in `USES`")
    addresses = bearing.counted(word, call.many)
    if isinstance(addresses, bearing.Unfit):
        raise ChartFault(addresses.message, addresses.help)
    found = bearing.bear(word, addresses, {**beneath, **facts}, desk.vocabulary)
    if found.truth is not bearing.Truth.HOLDS:
        message, helps = bearing.objection(found, facts, desk.vocabulary)
        raise ChartFault(message, helps, *bearing.remarks(found, facts, desk.vocabulary))
    if slip := next(bound.turned(text, span, said, word, desk.vocabulary), None):
        raise ChartFault(f"{slip.message}, in the text `{text}`", slip.help)
    if untold := moods.hidden(said, found.moods, _printed(text), desk.vocabulary.language):
        raise ChartFault(*untold)
    return said, (("data-class", "claim"), ("data-facts", " ".join(addresses)))


def _printed(text: str) -> str:
    """Return a text with its claim words in place of their calls."""
    for hole in reversed(template.read(text).holes):
        said = hole.call.arguments.get("word", "") if hole.call else ""
        text = f"{text[: hole.start]}{said}{text[hole.end :]}"
    return text
