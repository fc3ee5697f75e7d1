"""The league's plan: which faults are planted, so many of each kind, spread over all that can have them."""

from __future__ import annotations

import json
from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from random import Random

from bench.faults import kept, paged, svg, web, written
from bench.faults.planted import Files, Ground, Planted

SHARES = {
    Ground.PAGE: 0.30,
    Ground.DRAWING: 0.15,
    Ground.PAPER: 0.21,
    Ground.DATA: 0.06,
    Ground.CONTENT: 0.28,
}
"""Which part of all faults is planted in each ground."""


def candidates(finished: Files, content: Files, seed: int, grounds: Iterable[Ground]) -> list[Planted]:
    """Return every fault that can be planted in the grounds named, in an order that the seed gives."""
    wanted, found = set(grounds), []
    if Ground.PAGE in wanted:
        record = json.loads(finished["data/facts.json"])
        found += web.candidates(web.read(finished[web.FILE]), record, Random(f"{seed} page"))
    if Ground.DRAWING in wanted:
        found += svg.candidates(finished, Random(f"{seed} drawing"))
    if Ground.PAPER in wanted:
        found += paged.candidates(finished, Random(f"{seed} paper"))
    if Ground.DATA in wanted:
        found += kept.candidates(finished, Random(f"{seed} data"))
    if Ground.CONTENT in wanted:
        found += written.candidates(content, Random(f"{seed} content"))
    Random(f"{seed} order").shuffle(found)
    return _distinct(found)


def chosen(among: Sequence[Planted], count: int) -> list[Planted]:
    """Return ``count`` faults: each ground's share, of each of its kinds as many, of all its places."""
    by_ground: dict[Ground, dict[tuple[str, bool], list[Planted]]] = defaultdict(lambda: defaultdict(list))
    for one in among:
        by_ground[one.ground][(one.kind, bool(one.beyond))].append(one)
    total = sum(SHARES[one] for one in by_ground)
    found: list[Planted] = []
    for ground in Ground:
        kinds = by_ground.get(ground, {})
        numbers = _even(
            {kind: len(many) for kind, many in kinds.items()}, round(count * SHARES[ground] / total)
        )
        for kind in sorted(kinds):
            found += _spread(kinds[kind], numbers[kind])
    return found


def _distinct(faults: Iterable[Planted]) -> list[Planted]:
    """Return faults of which no two do the same."""
    met: dict[tuple[object, ...], Planted] = {}
    for one in faults:
        met.setdefault((one.kind, one.file, one.before, one.after, one.places), one)
    return list(met.values())


def _even(available: Mapping[tuple[str, bool], int], count: int) -> dict[tuple[str, bool], int]:
    """Return how many to take of each kind so that all have the same number, where they have as many.

    Of what is beyond the record a third as many are taken, and each kind has one.
    """
    taken = {kind: min(1, many) for kind, many in available.items()}
    while sum(taken.values()) < count:
        room = [kind for kind in sorted(available) if taken[kind] < available[kind]]
        room = [kind for kind in room if not kind[1] or taken[kind] * 3 < max(taken.values())] or room
        if not room:
            break
        least = min(room, key=lambda kind: (taken[kind] * (3 if kind[1] else 1), kind))
        taken[least] += 1
    return taken


def _spread(faults: Sequence[Planted], count: int) -> list[Planted]:
    """Return ``count`` faults, of each part of the files in turn; twice of a line where there is no other."""
    parts: dict[str, list[Planted]] = defaultdict(list)
    for one in faults:
        parts[one.where].append(one)
    queues = {}
    for where, many in sorted(parts.items()):
        met: set[tuple[object, ...]] = set()
        first, again = [], []
        for one in many:
            place = one.file, one.places[0].line, one.places[0].page, one.before
            (again if place in met else first).append(one)
            met.add(place)
        queues[where] = [*first, *again]
    found: list[Planted] = []
    while len(found) < count and any(queues.values()):
        for queue in queues.values():
            if queue and len(found) < count:
                found.append(queue.pop(0))
    return found
