"""The marks of a finished drawing against their facts: what each part shows, and how it is drawn."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field

from tieout.frozen import frozen
from tieout.measured.kinds import (
    ALTERED,
    HEDGE_OFF,
    MARK_OFF,
    MARK_UNBOUND,
    Box,
    Fault,
    around,
    where,
)
from tieout.measured.paper import Group, Ink, Paper
from tieout.measured.scales import Axis
from tieout.measured.told import (
    ABOUT,
    CEILING,
    EXACT,
    RANGE,
    UNSTATED,
    Facts,
    Told,
)

BARS = ("bars", "headlines", "stacked")
ROWS = (*BARS, "points")
CHEVRONS = 3
_SILENT = ("plate", "edge", "leader", "sample")  # what stands with the words of a mark, and shows nothing
OTHER = "nothing that there is"


@frozen
class Reach:
    """A number on its axis, as places: zero, where its doubt begins, where its ink ends."""

    told: Told
    zero: float
    start: float
    end: float
    axis: Axis


@dataclass(slots=True)
class Mark:
    """A group that stands for one fact, or in a scatter for two.

    ``threshold`` is what its drawing says it is. ``inks`` are its parts without what stands with its words,
    ``box`` their rectangle; ``spot`` is the middle of its dot, or else of its span.
    """

    group: Group
    told: tuple[Told, ...]
    threshold: bool
    inks: list[Ink] = field(init=False)
    box: Box | None = field(init=False)
    spot: tuple[float, float] | None = field(init=False)

    def __post_init__(self) -> None:
        self.inks = [ink for ink in self.group.inks if ink.part not in _SILENT]
        self.box = around(ink.box for ink in self.inks)
        spots = self.group.of("dot") or self.group.of("span")
        self.spot = spots[0].middle if spots else None

    def fault(self, kind: str, message: str, ink: Ink | None = None) -> Fault:
        """Return something that is wrong with it."""
        element = (ink or self.group).element
        return Fault(kind, where(element), ink.box if ink else self.box, message)


def bound(paper: Paper, facts: Facts) -> tuple[list[Mark], list[Fault]]:
    """Return the marks that are of facts the file has, and what is wrong with the others."""
    made, faults = [], []
    for group in paper.marks:
        mark = Mark(group, (), "threshold" in group.data.get("data-drawn", "").split())
        addresses = group.data.get("data-fact", "").split()
        account = group.data.get("data-account", "")
        if not addresses:
            if {ink.part for ink in group.inks} <= {"doubt", "hatch", "plate", "sample", "leader"}:
                made.append(mark)  # a row that states nothing
                says = (group.data.get("data-hedge"), group.data.get("data-drawn"))
                if says != ("not stated", UNSTATED):
                    faults.append(mark.fault(ALTERED, "the mark is of no fact, and says that it is of one"))
            else:
                faults.append(mark.fault(MARK_UNBOUND, "the mark names no fact"))
            continue
        told = [facts.told(one, _of(one, account, facts)) for one in addresses]
        if len(told) != (2 if paper.form == "scatter" else 1) or None in told:
            named = " and ".join(f"`{one}`" for one in addresses)
            named += f" by the account `{account}`" if account else ""
            faults.append(mark.fault(MARK_UNBOUND, f"the facts do not have what the mark names: {named}"))
            continue
        mark.told = tuple(told)
        made.append(mark)
        if any(facts.accounts(one) for one in addresses) and not account:
            faults.append(mark.fault(MARK_UNBOUND, "the fact is disputed, and the mark is of no side"))
        faults += _attributes(mark)
    return made, faults


def _of(address: str, account: str, facts: Facts) -> str:
    """Return the account that a mark takes of one of its facts: of two facts one is disputed at most."""
    return account if account and facts.accounts(address) else ""


def _attributes(mark: Mark) -> Iterator[Fault]:
    """Yield attributes of a mark that say other than its facts."""
    data = mark.group.data
    right = {
        "data-status": " ".join(one.status for one in mark.told),
        "data-hedge": ", ".join(one.hedge or "not stated" for one in mark.told),
    }
    right["data-drawn"] = " ".join(_drawn(mark))
    for name, wanted in right.items():
        said = data.get(name, "")
        if len(mark.told) == 1 and said in ("not stated", UNSTATED) and mark.told[0].disputed:
            continue  # an account in another unit, or without a number, has no place on the axis
        if said != wanted:
            yield mark.fault(ALTERED, f"`{name}` is `{said}`, and by the fact `{wanted}`")


def _drawn(mark: Mark) -> tuple[str, ...]:
    """Return the drawings that a mark is made of, as pages name them; two numbers share a dot."""
    each = [_drawn_of(told, mark.threshold) for told in mark.told]
    if len(each) == 1:
        return each[0]
    shown = max(mark.told, key=lambda one: one.doubt)
    filled = not shown.doubt and RANGE not in [one.held for one in mark.told]
    dot = _drawn_of(shown, False) if shown.doubt else (EXACT,) if filled else ()
    of_dots = (EXACT, ABOUT, "reported", "forecast")
    names = [
        name
        for told, drawn in zip(mark.told, each, strict=True)
        for name in drawn
        if name not in of_dots or name in dot or told.held == RANGE
    ]
    return tuple(dict.fromkeys(names))


def _drawn_of(told: Told, threshold: bool) -> tuple[str, ...]:
    if told.held == UNSTATED:
        return (UNSTATED,)
    if threshold:
        return ("threshold", "reported") if told.reported else ("threshold",)
    over = [name for name, is_so in (("forecast", told.forecast), ("reported", told.reported)) if is_so]
    return tuple(over) if over and told.held in (EXACT, ABOUT) else (told.held, *over)


# --- what every mark is held to ---------------------------------------------------------------------

_HEAVIEST = {"cap": 5.0, "hatch": 2.5, "lead": 3.0, "below": 4.5, "span": 9.0, "core": 0.0, "chevron": 0.0}
"""How heavy a stroke of each part is at most, in the drawing's units: more would hide what it should show."""
LEVEL = 0.3  # how far apart the middles of what belongs to one mark are at most, across its axis


def common(paper: Paper, marks: Sequence[Mark]) -> Iterator[Fault]:
    """Yield what no mark may be, whatever it is of."""
    for mark in marks:
        yield from _seen(paper, mark)
    yield from _apart(paper, marks)


def _seen(paper: Paper, mark: Mark) -> Iterator[Fault]:
    """Yield parts of a mark that nobody sees, that hide others, or that stand beside the rest of it."""
    inks = mark.inks
    for ink in inks:
        if not paper.shows(ink) and not (ink.part == "doubt" and not ink.stroke):
            yield mark.fault(HEDGE_OFF, f"the {ink.part} of the mark can't be seen", ink)
            return
        if ink.weight > _HEAVIEST.get(ink.part, 9.0) or (ink.fill and ink.part in ("cap", "hatch", "span")):
            yield mark.fault(HEDGE_OFF, f"the {ink.part} of the mark is drawn too heavy to be one", ink)
            return
        left, top, right, bottom = ink.box
        frame = paper.frame
        if left < frame[0] - 1 or top < frame[1] - 1 or right > frame[2] + 1 or bottom > frame[3] + 1:
            yield mark.fault(MARK_OFF, "the mark leaves the drawing", ink)
            return
    if paper.form == "scatter" or not inks:
        return
    across = 1 if paper.form in ROWS else 0
    middles = [ink.middle[across] for ink in inks if ink.part != "hatch"]
    if max(middles) - min(middles) > LEVEL:
        yield mark.fault(MARK_OFF, "parts of one mark stand side by side")


def _apart(paper: Paper, marks: Sequence[Mark]) -> Iterator[Fault]:
    """Yield disputed marks in a colour in which others are drawn that nobody disputes."""
    others = {paint for mark in marks if not _disputed(mark) for paint in _paints(paper, mark)}
    for mark in marks:
        if _disputed(mark) and others & _paints(paper, mark):
            yield mark.fault(HEDGE_OFF, f"`{mark.told[0].address}` is disputed, and drawn as what is not")


def _disputed(mark: Mark) -> bool:
    return any(told.disputed for told in mark.told)


def _paints(paper: Paper, mark: Mark) -> set[str]:
    """Return the colours of a mark; what is not stated is grey whosever it is."""
    inks = mark.inks if mark.told else []
    if {ink.part for ink in inks} <= {"doubt", "hatch"} and not mark.group.of("cap"):
        return set()
    return {paint for ink in inks for paint in (ink.fill, ink.stroke) if paint and not paper.grounded(paint)}


# --- places --------------------------------------------------------------------------------------


def reach_of(told: Told, axis: Axis, facts: Facts, base: float = 0.0) -> Reach | None:
    """Return where a number stands on an axis, ``base`` further on; None where it has no place there."""
    rate = facts.rate(told, axis.unit)
    if rate is None or told.start is None or told.end is None:
        return None
    start, end = float(told.start * rate), float(told.end * rate)
    zero = axis.at(base) if axis.scale == "linear" else axis.start
    first = zero if told.held == CEILING else axis.at(base + start)
    return Reach(told, zero, first, axis.at(base + end), axis)


def unfit(told: Told) -> str:
    return f"`{told.address}` has no number in what the axis counts in"


def off(mark: Mark, ink: Ink, place: float, reach: Reach) -> Fault:
    base = reach.axis.value(reach.zero) if reach.axis.scale == "linear" else 0.0
    shown, wanted = (reach.axis.told(at, base) for at in (place, reach.end))
    told = reach.told
    said = f"the {ink.part} of `{told.address}` stands at {shown}, its fact at {wanted}"
    return mark.fault(MARK_OFF, said, ink)


def unsure_as(told: Told) -> str:
    return "a forecast" if told.forecast else "only reported"
