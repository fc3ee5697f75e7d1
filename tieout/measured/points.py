"""Points of a finished drawing: at their number along one axis or two, drawn as their hedge asks."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Mapping, Sequence

from tieout.measured.kinds import HEDGE_OFF, MARK_OFF, Fault
from tieout.measured.marks import CHEVRONS, LEVEL, OTHER, Mark, Reach, off, reach_of, unfit, unsure_as
from tieout.measured.paper import Ink, Paper
from tieout.measured.scales import NEAR, Axis
from tieout.measured.told import ABOUT, CEILING, EXACT, FLOOR, RANGE, Facts, Told, dated, moment

_NEAR_BY = 3.0  # how far chevrons reach past their number at most, in widths of its dot


def stops(paper: Paper, marks: Sequence[Mark], axes: Mapping[str, Axis], facts: Facts) -> Iterator[Fault]:
    """Yield what the points of series show that their facts do not say."""
    for mark in marks:
        yield from _stop(paper, mark, axes, facts)


def pins(paper: Paper, marks: Sequence[Mark], axes: Mapping[str, Axis], facts: Facts) -> Iterator[Fault]:
    """Yield what the dots of a scatter show that their facts do not say."""
    for mark in marks:
        yield from _pin(paper, mark, axes, facts)


def ring(paper: Paper, mark: Mark, reach: Reach, *, needs_lead: bool) -> Iterator[Fault]:
    """Yield what a threshold's ring shows that its number does not say."""
    told, dots = reach.told, mark.group.of("dot")
    parts = {ink.part for ink in mark.inks}
    if len(dots) != 1 or parts - {"dot", "lead"} or not paper.grounded(dots[0].fill) or not dots[0].stroke:
        yield mark.fault(HEDGE_OFF, f"`{told.address}` is a threshold, and not drawn as a hollow ring")
        return
    if dots[0].dashed is not told.reported:
        yield mark.fault(HEDGE_OFF, _dash_fault(told))
        return
    if abs(dots[0].middle[0] - reach.end) > NEAR:
        yield off(mark, dots[0], dots[0].middle[0], reach)
        return
    leads = mark.group.of("lead")
    long = reach.end - reach.zero > dots[0].box[2] - dots[0].box[0]
    if (needs_lead or long) and not leads:
        yield mark.fault(HEDGE_OFF, f"no dotted line leads to the threshold `{told.address}`")
    for ink in leads:
        if abs(ink.outline[0] - reach.zero) > NEAR or ink.outline[2] > reach.end or not ink.dashed:
            yield off(mark, ink, ink.outline[2], reach)


def _dash_fault(told: Told) -> str:
    is_so = "is only reported" if told.reported else "is not only reported"
    return f"`{told.address}` {is_so}, and its dot is {'not ' if told.reported else ''}dashed"


def _stop(paper: Paper, mark: Mark, axes: Mapping[str, Axis], facts: Facts) -> Iterator[Fault]:
    """Yield what a point of a series shows that its fact does not say: number upwards, date across."""
    if not mark.told:
        return
    (told,) = mark.told
    if "y" in axes:
        reach = reach_of(told, axes["y"], facts)
        if reach is None:
            yield mark.fault(MARK_OFF, unfit(told))
            return
        found = list(spots(paper, mark, {"y": reach}))
        yield from found
        if found:
            return
    date = dated(told.date)
    if "x" in axes and date and mark.spot and abs(mark.spot[0] - axes["x"].at(moment(date))) > NEAR:
        there = axes["x"].told(mark.spot[0])
        yield mark.fault(MARK_OFF, f"`{told.address}` stands at {there}, and is of {date}")


def _pin(paper: Paper, mark: Mark, axes: Mapping[str, Axis], facts: Facts) -> Iterator[Fault]:
    """Yield what a dot of a scatter shows that its two facts do not say."""
    if len(mark.told) != 2:
        return
    reaches = {}
    for name, told in zip("xy", mark.told, strict=True):
        if name in axes:
            reach = reach_of(told, axes[name], facts)
            if reach is None:
                yield mark.fault(MARK_OFF, unfit(told))
                return
            reaches[name] = reach
    if len(reaches) == 2:
        yield from spots(paper, mark, reaches)


def spots(paper: Paper, mark: Mark, reaches: Mapping[str, Reach]) -> Iterator[Fault]:
    """Yield what a point shows that its numbers, one or two along different axes, do not say."""
    told = [reach.told for reach in reaches.values()]
    sorted_inks = _sorted(mark, reaches)
    if sorted_inks is None:
        yield mark.fault(HEDGE_OFF, "a part of the point runs along neither axis")
        return
    has_dot = bool(mark.group.of("dot"))
    other_is_range = len(told) > 1 and RANGE in [one.held for one in told]
    for name, reach in reaches.items():
        shown = _point_shown(sorted_inks[name], has_dot or other_is_range)
        wanted = {EXACT: "", ABOUT: ""}.get(reach.told.held, reach.told.held)
        if shown != wanted:
            is_drawn = f"drawn as {shown}" if shown else "drawn without a mark of it"
            yield mark.fault(HEDGE_OFF, f"`{reach.told.address}` is {reach.told.held}, and {is_drawn}")
            return
    if wrong := _dot_look(paper, mark, told):
        yield mark.fault(HEDGE_OFF, wrong)
        return
    beside = {"y": reaches["x"], "x": reaches["y"]} if len(reaches) == 2 else {}
    for name, reach in reaches.items():
        fault = _placed(mark, sorted_inks[name], name, reach, beside.get(name))
        if fault:
            yield fault
            return


def _sorted(mark: Mark, reaches: Mapping[str, Reach]) -> dict[str, list[Ink]] | None:
    """Return the parts of a point that are of one axis, by axis: a cap stands across the axis it is of."""
    if len(reaches) == 1:
        return {next(iter(reaches)): [ink for ink in mark.inks if ink.part not in ("dot", "core")]}
    found: dict[str, list[Ink]] = {"x": [], "y": []}
    spot = mark.spot
    for ink in mark.group.inks:
        left, top, right, bottom = ink.outline
        wide = right - left > bottom - top
        if ink.part in ("span", "below"):
            found["x" if wide else "y"].append(ink)
        elif ink.part == "cap":
            found["y" if wide else "x"].append(ink)
        elif ink.part == "chevron":
            if spot is None:
                return None
            across, down = ink.middle[0] - spot[0], ink.middle[1] - spot[1]
            found["x" if abs(across) > abs(down) else "y"].append(ink)
    return found


def _point_shown(inks: Sequence[Ink], has_dot: bool) -> str:
    """Return what a point is drawn as held to along one axis, beside its dot; "" for its dot alone.

    ``has_dot`` is true of one that needs none too: where its other number is a range.
    """
    counts = Counter(ink.part for ink in inks)
    if counts == {"span": 1, "cap": 2}:
        return RANGE
    if counts["cap"] == 1 and set(counts) <= {"cap", "below"} and has_dot:
        return CEILING
    if counts == {"chevron": CHEVRONS} and has_dot:
        return FLOOR
    return "" if not counts and has_dot else OTHER


def _dot_look(paper: Paper, mark: Mark, told: Sequence[Told]) -> str:
    """Return what is wrong with a dot; empty where it says how sure its numbers are."""
    dots, cores = mark.group.of("dot"), mark.group.of("core")
    doubt = max(one.doubt for one in told)
    least = max(told, key=lambda one: one.doubt)
    ranges = [one for one in told if one.held == RANGE]
    if ranges and not doubt:
        if dots:
            return "a range is drawn with a dot, as if it were a number"
        spans = mark.group.of("span")
        for one in ranges:
            unsure = one.reported or one.forecast
            if not any(ink.dashed is unsure for ink in spans):
                how = "only reported or forecast" if unsure else "neither reported nor forecast"
                return f"`{one.address}` is {how}, and its span is {'not ' if unsure else ''}dashed"
        return ""
    if len(dots) != 1 or not dots[0].curved:
        return f"`{least.address}` has {'more than one dot' if dots else 'no dot'}"
    (dot,) = dots
    hollow = paper.grounded(dot.fill) and bool(dot.stroke)
    if least.reported or least.forecast:
        if not hollow or cores:
            return f"`{least.address}` is {unsure_as(least)}, and its dot is filled"
        return "" if dot.dashed is least.reported else _dash_fault(least)
    if least.held == ABOUT:
        right = hollow and dot.dashed and len(cores) == 1 and not paper.grounded(cores[0].fill)
        return "" if right else f"`{least.address}` is about right, and its dot has no dashed ring"
    if cores or dot.dashed or not dot.fill or paper.grounded(dot.fill) or dot.opacity < 0.95:
        return f"`{least.address}` is drawn as less sure than it is"
    return ""


def _centre(reach: Reach) -> float:
    """Return where the dot of a number stands: of a range in its middle."""
    return (reach.start + reach.end) / 2 if reach.told.held == RANGE else reach.end


def _dot_size(mark: Mark) -> float:
    return max((ink.box[2] - ink.box[0] for ink in mark.group.of("dot")), default=0.0)


def _placed(
    mark: Mark, inks: Sequence[Ink], name: str, reach: Reach, other: Reach | None
) -> Fault | None:
    """Return what stands elsewhere than its number has it, along one axis; None where nothing does.

    ``other`` is the number along the other axis, at which all parts of this one stand.
    """
    along = 0 if name == "x" else 1
    told, way = reach.told, reach.axis.way
    for ink in mark.group.of("dot", "core"):
        at = ink.middle[along]
        if abs(at - _centre(reach)) > NEAR:
            return off(mark, ink, at, reach)
    caps = sorted((ink for ink in inks if ink.part == "cap"), key=lambda ink: ink.middle[along] * way)
    ends = {RANGE: (reach.start, reach.end), CEILING: (reach.end,)}.get(told.held, ())
    for ink, end in zip(caps, ends, strict=True):
        flat = ink.outline[along + 2] - ink.outline[along]
        if abs(ink.middle[along] - end) > NEAR or flat > NEAR:
            return off(mark, ink, ink.middle[along], reach)
    has_room = told.held == CEILING and abs(reach.end - reach.zero) > _dot_size(mark)
    if has_room and not any(ink.part == "below" for ink in inks):
        return mark.fault(HEDGE_OFF, f"nothing leads down from the ceiling of `{told.address}`")
    for ink in inks:
        if other and abs(ink.middle[1 - along] - _centre(other)) > LEVEL:
            return mark.fault(MARK_OFF, "parts of one mark stand side by side", ink)
        low, high = sorted((ink.outline[along], ink.outline[along + 2]))
        if ink.part == "span":
            wanted = sorted((reach.start, reach.end))
            if abs(low - wanted[0]) > NEAR or abs(high - wanted[1]) > NEAR:
                return off(mark, ink, high if way > 0 else low, reach)
        ahead = (ink.middle[along] - reach.end) * way
        if ink.part == "chevron" and not 0 < ahead < _NEAR_BY * _dot_size(mark):
            return mark.fault(MARK_OFF, "the chevrons do not follow the number they open", ink)
        if ink.part == "below" and ahead >= 0:
            return mark.fault(MARK_OFF, "what leads down from a ceiling stands above it", ink)
    return None
