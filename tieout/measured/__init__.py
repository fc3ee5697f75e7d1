"""Finished charts are measured: the geometry of each mark is read back from SVG and held against its fact.

Only the SVG's text and facts.json are looked at, nothing of what drew it; docs/charts.md tells what is read.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Iterator, Mapping, Sequence
from functools import lru_cache
from pathlib import Path
from typing import Any

from tieout.carried import TEMPLATES, look_of
from tieout.measured import bars, kinds, lines, marks, names, paper, places, points, scales, texts
from tieout.measured.kinds import KINDS, Fault
from tieout.measured.places import Drawn
from tieout.measured.texts import Label
from tieout.measured.told import Facts, Told
from tieout.memory import remembered

__all__ = [
    "KINDS",
    "Drawn",
    "Facts",
    "Fault",
    "Label",
    "Told",
    "as_read",
    "drawn",
    "faults",
    "labels",
    "positions",
]

_FONTS = look_of(Path(__file__).parents[2], TEMPLATES) / "fonts"
_KEPT = 64  # drawings: a briefing's charts are asked about one after the other, then again for its data

# A drawing as read is never changed: who asks of the same text again has the same one.
_read = lru_cache(maxsize=_KEPT)(paper.read)


def faults(
    svg: str, facts: Mapping[str, Any] | Facts, exhibit: str = "", fonts: Path = _FONTS
) -> tuple[Fault, ...]:
    """Return all that is wrong with a finished drawing, by ``facts``, which have the shape of facts.json.

    ``exhibit`` is the id under which the facts list the marks that the drawing has to have, and their names;
    without it none is missed. ``fonts`` is the folder of the faces it is set in, by which its texts are
    measured. ``Facts`` made once from a file serve for all of its drawings.
    """
    known = facts if isinstance(facts, Facts) else Facts(facts)
    read = _read(svg, paper.faces_in(fonts))
    if read is None or not read.form:
        return (Fault(kinds.UNREAD, "svg", None, "the text is no drawing of a chart"),)
    axes, found = scales.axes(read, known)
    bound, unbound = marks.bound(read, known)
    found = [
        *read.faults,
        *found,
        *unbound,
        *marks.common(read, bound),
        *_placed(read, bound, axes, known),
        *lines.stray(read, bound),
        *lines.joined(read, bound),
        *texts.labelled(read, bound, known),
        *texts.astray(read, bound),
        *texts.clear(read),
        *names.named(read, bound, known, exhibit),
        *_undrawn(read, bound, known, exhibit),
    ]
    return tuple(dict.fromkeys(found))


def as_read(svg: str, fonts: Path = _FONTS) -> paper.Paper | None:
    """Return a drawing as ``faults`` reads it, which nobody may change; None where the text is none."""
    return _read(svg, paper.faces_in(fonts))


@remembered(1024)
def drawn(svg: str, fonts: Path = _FONTS) -> Drawn | None:
    """Return all the words, marks and axes of a drawing with where they stand; None for what is no SVG."""
    read = _read(svg, paper.faces_in(fonts))
    return places.drawn(read) if read else None


def labels(svg: str, fonts: Path = _FONTS) -> tuple[Label, ...]:
    """Return the words of facts in a drawing with where they stand, in drawing order."""
    read = _read(svg, paper.faces_in(fonts))
    if read is None:
        return ()
    every = sorted(read.lines, key=lambda line: line.order)
    return tuple(one.label for one in texts.said(every))


def positions(
    told: Iterable[Label], rows: Sequence[Mapping[str, str]]
) -> tuple[tuple[float, float] | None, ...]:
    """Return where the words of each of an exhibit's marks stand in its drawing, in the order of ``rows``.

    ``told`` are the ``labels`` of the drawing, ``rows`` the ``marks`` of an exhibit in facts.json: ``fact``,
    ``words`` and perhaps ``account``.
    Places are the ``x`` and ``y`` of a ``Label``; None is for a mark whose number the drawing does not say.
    """
    left: dict[tuple[str, str, str], list[Label]] = {}
    for label in sorted(told, key=lambda label: (label.y, label.x)):
        left.setdefault(_named(label.fact, label.account, label.words), []).append(label)
    found_at = []
    for row in rows:
        found = left.get(_named(row.get("fact", ""), row.get("account", ""), row["words"]))
        label = found.pop(0) if found else None
        found_at.append((label.x, label.y) if label else None)
    return tuple(found_at)


def _placed(
    read: paper.Paper, bound: Sequence[marks.Mark], axes: Mapping[str, scales.Axis], known: Facts
) -> Iterator[Fault]:
    """Yield what marks show, by the axes that can be relied upon, that their facts do not say."""
    if read.form == "series":
        yield from points.stops(read, bound, axes, known)
    elif read.form == "scatter":
        yield from points.pins(read, bound, axes, known)
    elif "x" in axes:
        yield from (bars.stacked if read.form == "stacked" else bars.rows)(read, bound, axes["x"], known)


def _named(fact: str, account: str, words: str) -> tuple[str, str, str]:
    return fact, account, " ".join(words.replace("\u00a0", " ").split()).lower()


def _undrawn(read: paper.Paper, bound: Sequence[marks.Mark], known: Facts, exhibit: str) -> Iterator[Fault]:
    """Yield facts that the exhibit's data has and its drawing has not, and sides that a dispute lacks."""
    place = kinds.where(read.rest.element)
    drawn = Counter(
        (told.address, mark.group.data.get("data-account", "") if told.disputed else "")
        for mark in bound
        for told in mark.told
    )
    for row in known.marks(exhibit) or ():
        key = (row.get("fact", ""), row.get("account", ""))
        if row["form"] not in ("bar", "point") or not key[0]:
            continue
        drawn[key] -= 1
        if drawn[key] < 0:
            yield Fault(kinds.UNDRAWN, place, None, f"`{key[0]}` has no mark")
    said = Counter(one.label.fact for one in texts.said(read.rest.lines))
    for row in known.marks(exhibit) or ():
        if row["form"] in ("cell", "label") and row.get("fact"):
            said[row["fact"]] -= 1
            if said[row["fact"]] < 0:
                yield Fault(kinds.UNDRAWN, place, None, f"nothing says `{row['fact']}` in the drawing")
    for address in dict.fromkeys(told.address for mark in bound for told in mark.told if told.disputed):
        sides = {mark.group.data.get("data-account", "") for mark in bound if address in _addresses(mark)}
        shown = {_words(known, address, side) for side in sides}
        for account in known.accounts(address):
            if account["name"] not in sides and _words(known, address, account["name"]) not in shown:
                yield Fault(kinds.UNDRAWN, place, None, f"`{address}` lacks the side `{account['name']}`")


def _addresses(mark: marks.Mark) -> list[str]:
    return [told.address for told in mark.told]


def _words(known: Facts, address: str, account: str) -> str:
    told = known.told(address, account)
    return told.words.get("short", "") if told else ""
