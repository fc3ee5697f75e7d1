"""Numbers in the texts a chart script types: names, idioms, and dates that a fact carries."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from tieout import gate
from tieout.hedges import ChartFault
from tieout.model import Desk, Standing
from tieout.quantities.dates import Date

Piece = tuple[str, tuple[tuple[str, str], ...]]


def cut(text: str, standings: Sequence[Standing], desk: Desk) -> list[Piece]:
    """Return ``text`` in pieces, each with the data attributes that say what the number in it is.

    A number passes as a name of the desk's list, as an idiom, or as a date that one of ``standings`` carries.

    Raises:
        ChartFault: a number that is none of these.
    """
    carried = {one.address: tuple(_dates(one)) for one in standings}
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
    return [piece for piece in [*pieces, (text[at:], ())] if piece[0]]


def _dates(standing: Standing) -> Iterator[Date]:
    held = (standing.period, standing.as_of, standing.since, standing.value, standing.made)
    yield from (date for date in held if isinstance(date, Date))
