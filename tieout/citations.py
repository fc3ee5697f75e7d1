"""Number citations in order of first use, and list the sources they lead to."""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping

from tieout.model import Account, ListedSource, Mark, Source, Standing

MOST_MARKS = 3

_CITES = re.compile(r'<sup class="cites"([^>]*)></sup>')
_ATTRIBUTE = re.compile(r'data-(fact|sources)="([^"]*)"')


def marks(printed: Standing | Account) -> tuple[str, ...]:
    """Return the sources behind a printed number, or a side of a dispute: at most three, the best first."""
    return printed.sources[:MOST_MARKS]


def of_mark(mark: Mark, standings: Mapping[str, Standing]) -> tuple[str, ...]:
    """Return the sources behind what a chart drew: of one side of a dispute its own."""
    standing = standings.get(mark.address)
    drawn = standing.account(mark.account) if standing and mark.account else standing
    return marks(drawn) if drawn else ()


def cited(html: str, standings: Mapping[str, Standing]) -> Iterable[str]:
    """Yield the ids of the sources that the marks of a rendered text lead to, in reading order."""
    for attributes in _CITES.findall(html):
        named = dict(_ATTRIBUTE.findall(attributes))
        if "sources" in named:
            yield from named["sources"].split()
        elif named.get("fact") in standings:
            yield from marks(standings[named["fact"]])


def listed(
    first: Iterable[str], then: Iterable[str], sources: Mapping[str, Source]
) -> tuple[ListedSource, ...]:
    """Return the sources named, each once: those of ``first`` in order of use, and then those of ``then``.

    Ids without a source are left out; the checks have said so.
    """
    order = dict.fromkeys([*first, *then])
    known = [sources[name] for name in order if name in sources]
    return tuple(ListedSource(number, source) for number, source in enumerate(known, 1))


def numbers(
    standings: Mapping[str, Standing], listing: Iterable[ListedSource]
) -> Mapping[str, tuple[int, ...]]:
    """Return the citation numbers of each address, rising."""
    number = {one.source.id: one.number for one in listing}
    return {
        address: tuple(sorted(number[name] for name in marks(standing) if name in number))
        for address, standing in standings.items()
    }
