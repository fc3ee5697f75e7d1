"""Checks of sources: where their reporting began, when they were read, and whether anything needs them."""

from __future__ import annotations

from collections import deque
from collections.abc import Iterator, Mapping

from tieout.checks import Subject, check
from tieout.diagnostics import Finding, Severity
from tieout.model import Source
from tieout.status import documents
from tieout.vouching import passages


@check(
    "relays-end", Severity.ERROR, "A chain of `relays` comes to an end; no source or passage repeats itself."
)
def relays_end(subject: Subject) -> Iterator[Finding]:
    """Yield a finding for each circle of relays, at its source that comes first by the alphabet.

    Also for each passage that is said to repeat the very work it stands in, or one that in turn repeats that
    work; not where the works do so among themselves, which is told of them.
    """
    sources = subject.ledger.sources
    told: set[str] = set()
    for circle in _circles(sources):
        told.update(circle)
        first = sources[circle[0]]
        name = next(one for one in first.relays if one.text == circle[1 % len(circle)])
        through = f", through {_listed(circle[1:])}" if circle[1:] else ""
        mend = "keep in `relays` only what the work itself says it repeats"
        yield Finding(name.at, f"`{first.id}` relays itself{through}", help=mend)
    for one in passages(subject.ledger):
        for name in one.relays or ():
            way = _way(name.text, one.source.text, sources)
            if way is not None and not (way and {one.source.text, *way} <= told):
                through = f", through {_listed(way)}" if way else ""
                said = f"a passage of `{one.source}` relays the work it stands in{through}"
                mend = "name what the passage repeats; `relays: []` says that it repeats nothing"
                yield Finding(name.at, said, help=mend)


@check(
    "source-is-out-when-read", Severity.ERROR, "A source was `accessed` on or after the day it was `issued`."
)
def source_is_out_when_read(subject: Subject) -> Iterator[Finding]:
    """Yield a finding for each source that was read before it was out."""
    for source in subject.ledger.sources.values():
        if source.accessed and source.issued and source.accessed.last < source.issued.first:
            said = f"`{source.id}` was accessed on {source.accessed.iso}, before it was issued"
            note = f"it was issued on {source.issued.iso}"
            yield Finding(source.at, said, (note,), "correct `accessed` or `issued`")


@check("source-is-used", Severity.WARNING, "A source is quoted, relayed, or a document under review.")
def source_is_used(subject: Subject) -> Iterator[Finding]:
    """Yield a finding for each source that nothing quotes and no other source relays.

    None while a record can't be read: it may be the one that quotes it.
    """
    if subject.ledger.unread:
        return
    sources = subject.ledger.sources
    used = {one.source.text for one in passages(subject.ledger)} | documents(subject.ledger)
    used |= {name.text for source in sources.values() for name in source.relays}
    used |= {name.text for one in passages(subject.ledger) for name in one.relays or ()}
    for source in sources.values():
        if source.id not in used:
            said = f"nothing quotes or relays `{source.id}`"
            yield Finding(source.at, said, help="quote it as evidence, or delete it")


def _circles(sources: Mapping[str, Source]) -> Iterator[list[str]]:
    """Yield each circle of relays once: ids in order, from the first by the alphabet."""
    ahead = {
        one.id: {name.text for name in one.relays if name.text in sources}
        for one in sources.values()
        if one.relays
    }
    while ahead := _without_ends(ahead):
        walk: dict[str, int] = {}
        here = min(ahead)
        while here not in walk:
            walk[here] = len(walk)
            here = min(ahead[here])
        circle = list(walk)[walk[here] :]
        turn = circle.index(min(circle))
        yield [*circle[turn:], *circle[:turn]]
        told = set(circle)
        ahead = {name: relayed - told for name, relayed in ahead.items() if name not in told}


def _way(first: str, last: str, sources: Mapping[str, Source]) -> list[str] | None:
    """Return the shortest way along relays from ``first`` to before ``last``; None where there is none."""
    behind: dict[str, str] = {first: ""}
    ahead = deque([first])
    while ahead and last not in behind:
        here = ahead.popleft()
        for name in sources[here].relays if here in sources else ():
            if name.text not in behind:
                behind[name.text] = here
                ahead.append(name.text)
    if last not in behind:
        return None
    way = [last]
    while behind[way[-1]]:
        way.append(behind[way[-1]])
    return way[:0:-1]


def _without_ends(ahead: Mapping[str, set[str]]) -> dict[str, set[str]]:
    """Return only what leads on for ever: sources with no relays left are taken out, again and again."""
    behind: dict[str, list[str]] = {}
    for name, relayed in ahead.items():
        for one in relayed:
            behind.setdefault(one, []).append(name)
    counts = {name: len(relayed) for name, relayed in ahead.items()}
    done = [
        *(name for name, count in counts.items() if not count),
        *(one for one in behind if one not in ahead),
    ]
    gone = set(done)
    while done:
        for name in behind.get(done.pop(), ()):
            counts[name] -= 1
            if not counts[name] and name not in gone:
                gone.add(name)
                done.append(name)
    return {
        name: {one for one in relayed if one not in gone}
        for name, relayed in ahead.items()
        if name not in gone
    }


def _listed(ids: list[str]) -> str:
    named = [f"`{one}`" for one in ids[:4]]
    if len(ids) > 4:
        return f"{', '.join(named)} and {len(ids) - 4} more"
    return " and ".join([", ".join(named[:-1]), named[-1]]) if len(named) > 1 else named[0]
