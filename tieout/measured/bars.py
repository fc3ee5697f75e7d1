"""Bars of a finished drawing: from zero to their number, or end to end, drawn as their hedge asks."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from tieout.measured.kinds import HEDGE_OFF, MARK_OFF, MARK_UNBOUND, Fault, where
from tieout.measured.marks import BARS, CHEVRONS, OTHER, Mark, Reach, off, reach_of, unfit, unsure_as
from tieout.measured.paper import Ink, Paper
from tieout.measured.points import ring, spots
from tieout.measured.scales import NEAR, Axis
from tieout.measured.told import ABOUT, CEILING, EXACT, FLOOR, RANGE, UNSTATED, Facts, Told

_FIXED = 1.6  # how far chevrons reach past their number at most, in heights of their bar


def rows(paper: Paper, marks: Sequence[Mark], axis: Axis, facts: Facts) -> Iterator[Fault]:
    """Yield what rows of bars or of points show that their facts do not say."""
    for mark in marks:
        yield from _row(paper, mark, axis, facts)


def _row(paper: Paper, mark: Mark, axis: Axis, facts: Facts) -> Iterator[Fault]:
    if not mark.told or mark.told[0].held == UNSTATED:
        yield from _nothing(paper, mark, axis.start, None)
        return
    reach = reach_of(mark.told[0], axis, facts)
    if reach is None:
        if mark.told[0].disputed and mark.group.data.get("data-hedge") == "not stated":
            yield from _nothing(paper, mark, axis.start, None)
        else:
            yield mark.fault(MARK_OFF, unfit(mark.told[0]))
        return
    if mark.threshold:
        yield from ring(paper, mark, reach, needs_lead=paper.form in BARS)
    elif paper.form in BARS:
        yield from _bar(paper, mark, reach, 0.0)
    else:
        yield from spots(paper, mark, {"x": reach})


def stacked(paper: Paper, marks: Sequence[Mark], axis: Axis, facts: Facts) -> Iterator[Fault]:
    """Yield what is off in bars of parts: each part begins where the one before it ends."""
    beds: list[tuple[Ink, list[Mark], list[Ink]]] = [(bed, [], []) for bed in paper.rest.of("bed")]
    for mark in marks:
        inks = [ink for ink in mark.group.inks if ink.part in ("body", "doubt", "dot")]
        home = _home(beds, inks[0]) if inks else None
        if home is None:
            yield mark.fault(MARK_OFF, "the part stands in no bar")
        else:
            home[1].append(mark)
    for ink in paper.rest.of("rest"):
        home = _home(beds, ink)
        if home is None:
            yield Fault(MARK_UNBOUND, where(ink.element), ink.box, "what is left of a whole stands in no bar")
        else:
            home[2].append(ink)
    for bed, parts, rests in beds:
        if abs(bed.box[0] - axis.at(0)) > NEAR or abs(bed.box[2] - axis.at(100)) > NEAR:
            yield Fault(MARK_OFF, where(bed.element), bed.box, "a whole does not reach from 0 to 100 %")
        yield from _parts(paper, parts, rests, axis, facts)


def _home(beds: Sequence[tuple[Ink, list[Mark], list[Ink]]], ink: Ink) -> tuple[Ink, list, list] | None:
    """Return the bar that a part stands in: the one at its height."""
    middle = ink.middle[1]
    return next((one for one in beds if abs(one[0].middle[1] - middle) <= 0.5), None)


def _parts(
    paper: Paper, parts: Sequence[Mark], rests: Sequence[Ink], axis: Axis, facts: Facts
) -> Iterator[Fault]:
    ordered = sorted(parts, key=lambda mark: mark.group.of("body", "doubt", "dot")[0].box[0])
    base, unknown = 0.0, False
    for mark in ordered:
        told = mark.told[0] if mark.told else None
        if told is None or told.held == UNSTATED:
            yield from _nothing(paper, mark, axis.at(base), axis.at(100))
            unknown = True
            continue
        reach = reach_of(told, axis, facts, base)
        if reach is None:
            yield mark.fault(MARK_OFF, unfit(told))
            return
        yield from _bar(paper, mark, reach, _gap(base, reach))
        base += axis.value(reach.end) - axis.value(reach.zero)
    for ink in rests:
        off = not 0 <= (ink.box[0] - axis.at(base)) * axis.way + NEAR <= 1.5 + NEAR
        if unknown or off or abs(ink.box[2] - axis.at(100)) > NEAR:
            said = "what is left of a whole is not drawn from its last part to 100 %"
            yield Fault(MARK_OFF, where(ink.element), ink.box, said)
    if not rests and not unknown and ordered and base < 100 - 1e-6:
        yield ordered[-1].fault(MARK_OFF, "what is left of the whole is not drawn")


def _gap(base: float, reach: Reach) -> float:
    """Return how far a part may begin after the one before it ends."""
    return min(1.5, abs(reach.end - reach.zero) / 3) if base else 0.0


def _bar(paper: Paper, mark: Mark, reach: Reach, gap: float) -> Iterator[Fault]:
    """Yield what a bar shows that its number does not say; it begins within ``gap`` after its zero."""
    told, of = reach.told, mark.group.of
    shown = _bar_shown(mark)
    outlined = told.held == ABOUT and (told.reported or told.forecast)  # an outline has no end to fray
    if shown != (EXACT if outlined else told.held):
        yield mark.fault(HEDGE_OFF, f"`{told.address}` is drawn as {shown}, and is {told.held}")
        return
    if wrong := _body_look(paper, mark, told):
        yield mark.fault(HEDGE_OFF, wrong)
        return
    checks: list[tuple[Ink, float, float, float]] = []  # ink, where it begins, where it ends, what room
    bodies, doubts, caps = of("body"), _outlines(mark), of("cap")
    if told.held == CEILING:
        checks += [(ink, reach.zero, reach.end, gap) for ink in doubts]
    elif told.held == RANGE:
        checks += [(ink, reach.zero, reach.start, gap) for ink in bodies]
        checks += [(ink, reach.start, reach.end, 0.0) for ink in doubts]
    elif told.held == ABOUT and (frays := of("fray")):
        at = frays[0].box[0]
        checks += [(ink, reach.zero, at, gap) for ink in bodies]
        if abs(frays[0].box[2] - reach.end) > NEAR:
            yield off(mark, frays[0], frays[0].box[2], reach)
            return
    else:
        checks += [(ink, reach.zero, reach.end, gap) for ink in bodies]
    for ink in caps:
        if abs(ink.middle[0] - reach.end) > NEAR or abs(ink.outline[2] - ink.outline[0]) > NEAR:
            yield off(mark, ink, ink.middle[0], reach)
            return
    for ink, start, end, room in checks:
        if not _spans(ink, start, end, room):
            place = ink.box[2] if abs(ink.box[2] - end) > NEAR else ink.box[0]
            yield off(mark, ink, place, reach)
            return
    for ink in (*of("hatch"), *(one for one in of("doubt") if not one.stroke)):
        box = ink.outline
        if box[0] < min(one.box[0] for one in doubts) - NEAR or box[2] > reach.end + NEAR:
            yield off(mark, ink, box[2], reach)
            return
    yield from _fixed(mark, reach.end, bodies[0] if bodies else None)


def _outlines(mark: Mark) -> list[Ink]:
    """Return the outline of what is in doubt: under it lies a piece of ground, of half its stroke less."""
    return [ink for ink in mark.group.of("doubt") if ink.stroke]


def _spans(ink: Ink, start: float, end: float, gap: float) -> bool:
    """Return whether a bar's ink reaches from ``start``, or within ``gap`` after it, to ``end``."""
    left, _, right, _ = ink.box
    if end - start < ink.weight:  # an outline is never narrower than its stroke
        return start - NEAR <= left <= start + gap + ink.weight and right - end <= ink.weight + NEAR
    return -NEAR <= left - start <= gap + NEAR and abs(right - end) <= NEAR


def _bar_shown(mark: Mark) -> str:
    """Return what a bar is drawn as held to, by the parts it has."""
    of = mark.group.of
    has = {part for part in ("body", "doubt", "cap", "fray", "chevron", "dot", "span") if of(part)}
    if has == {"body"}:
        return EXACT
    if has == {"body", "chevron"} and len(of("chevron")) == CHEVRONS:
        return FLOOR
    if has == {"body", "fray"} and all(ink.dashed for ink in of("fray")):
        return ABOUT
    doubtful = len(of("doubt")) == 2 and len(_outlines(mark)) == 1
    if doubtful and len(of("cap")) == 1 and has in ({"doubt", "cap"}, {"body", "doubt", "cap"}):
        return RANGE if of("body") else CEILING
    return UNSTATED if doubtful and has == {"doubt"} else OTHER


def _body_look(paper: Paper, mark: Mark, told: Told) -> str:
    """Return what is wrong with the paint of a bar; empty where it says how sure its number is."""
    bodies, doubts = mark.group.of("body"), mark.group.of("doubt")
    outline = [ink for ink in (*bodies, *doubts) if ink.stroke]
    filled = [ink for ink in bodies if ink.fill and not paper.grounded(ink.fill)]
    unsure = told.reported or told.forecast
    if any(not paper.grounded(ink.fill) for ink in doubts if ink.fill):
        return f"what is in doubt of `{told.address}` is drawn solid"
    if not unsure and any(ink.dashed for ink in doubts):
        return f"`{told.address}` is drawn as only reported or forecast"
    if doubts and not mark.group.of("hatch") and _breadth(doubts) > 12:
        return f"what is in doubt of `{told.address}` is not hatched"
    if unsure and not all(ink.dashed for ink in outline if not paper.grounded(ink.stroke)):
        return f"`{told.address}` is {unsure_as(told)}, and drawn with an unbroken outline"
    if not bodies:
        return ""
    if not unsure:
        if not filled or any(ink.dashed or ink.opacity < 0.95 for ink in bodies):
            return f"`{told.address}` is drawn as only reported or forecast"
        return ""
    if not outline:
        return f"`{told.address}` is {unsure_as(told)}, and drawn solid"
    if not told.forecast and filled:
        return f"`{told.address}` is only reported, and drawn solid"
    if told.forecast and not filled:
        return f"`{told.address}` is a forecast, and drawn as only reported"
    edges = {one.stroke for one in outline}
    if told.forecast and any(ink.fill in edges and ink.opacity > 0.5 for ink in filled):
        return f"`{told.address}` is a forecast, and drawn solid"
    return ""


def _breadth(inks: Sequence[Ink]) -> float:
    return max(ink.outline[2] - ink.outline[0] for ink in inks)


def _fixed(mark: Mark, end: float, body: Ink | None) -> Iterator[Fault]:
    """Yield chevrons that stand elsewhere than right after their number, or reach so far as to measure."""
    chevrons = mark.group.of("chevron")
    if not chevrons or body is None:
        return
    high = body.box[3] - body.box[1]
    near, far = min(ink.box[0] for ink in chevrons), max(ink.box[2] for ink in chevrons)
    if near < end - NEAR or far > end + _FIXED * high:
        yield mark.fault(MARK_OFF, "the chevrons do not follow the number they open", chevrons[0])


def _nothing(paper: Paper, mark: Mark, start: float, end: float | None) -> Iterator[Fault]:
    """Yield what speaks against a mark of a number that nobody states: it is hatched, or only words."""
    inks = mark.inks
    if any(ink.part not in ("doubt", "hatch") for ink in inks):
        yield mark.fault(HEDGE_OFF, "a number that is not stated is drawn")
        return
    if paper.form in BARS and not (_bar_shown(mark) == UNSTATED and mark.group.of("hatch")):
        yield mark.fault(HEDGE_OFF, "what is not stated is not hatched")
        return
    if any(ink.fill and not paper.grounded(ink.fill) for ink in inks):
        yield mark.fault(HEDGE_OFF, "what is not stated is drawn solid")
        return
    for ink in _outlines(mark):
        left, _, right, _ = ink.box
        if not -NEAR <= left - start <= 1.5 + NEAR or (end is not None and abs(right - end) > NEAR):
            yield mark.fault(MARK_OFF, "what is not stated is not drawn over all that is left", ink)
            return
