"""What a finished file says, held against its record: all that is asked alike of a page and of a PDF."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Mapping

from tieout.audit import judging, placed, statuses
from tieout.audit.finished import Finished, Role, Spot
from tieout.audit.judging import Around
from tieout.audit.kinds import Fault


def counts(read: Finished) -> Mapping[str, int]:
    """Return how many things a file prints of each class."""
    told = (one for one in read.passages if one.role in (Role.TEXT, Role.RUNNING, Role.LABEL))
    return Counter(piece.kind for one in told for piece in one.pieces if piece.kind)


def faults(read: Finished, around: Around) -> Iterator[Fault]:
    """Yield what is wrong with what a file says, then what is well but stands in another place."""
    found = list(judging.faults(read, around))
    found += statuses.faults(read, around.record, around.file)
    yield from found
    told = {one.spot for one in found}
    for one in placed.faults(read, around.record, around.file):
        if one.spot == Spot() or one.spot not in told:
            yield one
