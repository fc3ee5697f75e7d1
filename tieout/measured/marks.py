"""The marks of a finished drawing against their facts: what each part shows, and how it is drawn."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass

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
from tieout.measured.scales import NEAR, Axis
from tieout.measured.told import (
    ABOUT,
    CEILING,
    EXACT,
    FLOOR,
    RANGE,
    UNSTATED,
    Facts,
    Told,
    dated,
    moment,
)

BARS = ("bars", "headlines", "stacked")
ROWS = (*BARS, "points")
_CHEVRONS = 3
_NEAR_BY = 3.0  # and in the same way after a dot, in its widths
_FIXED = 1.6  # how far chevrons reach past their number at most, in heights of what they stand on


@dataclass(frozen=True, slots=True)
class Reach:
    """A number on its axis, as places: zero, where its doubt begins, where its ink ends."""

    told: Told
    zero: float
    start: float
    end: float
    axis: Axis


@dataclass(slots=True)
class Mark:
    """A group that stands for one fact, or in a scatter for two; ``threshold`` is what its drawing says it is."""

    group: Group
    told: tuple[Told, ...]
    threshold: bool

    @property
    def box(self) -> Box | None:
        """The rectangle of its ink."""
        return around(ink.box for ink in self.group.inks)

    @property
    def spot(self) -> tuple[float, float] | None:
        """Where it stands: in the middle of its dot, else of its span."""
        inks = self.group.of("dot") or self.group.of("span")
        return inks[0].middle if inks else None

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
            if set(ink.part for ink in group.inks) <= {"doubt", "hatch", "plate", "sample"}:
                made.append(mark)  # a row that states nothing
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
    if len(mark.told) == 1:
        right["data-drawn"] = " ".join(_drawn(mark.told[0], mark.threshold))
    for name, wanted in right.items():
        said = data.get(name, "")
        if name == "data-hedge" and "not stated" in said and "not stated" not in wanted:
            continue  # an account in another unit has no place on the axis
        if name == "data-drawn" and said == UNSTATED:
            continue
        if said != wanted:
            yield mark.fault(ALTERED, f"`{name}` is `{said}`, and by the fact `{wanted}`")


def _drawn(told: Told, threshold: bool) -> tuple[str, ...]:
    """Return the drawings that a mark is made of, as pages name them."""
    if told.held == UNSTATED:
        return (UNSTATED,)
    if threshold:
        return ("threshold", "reported") if told.reported else ("threshold",)
    over = [name for name, is_so in (("forecast", told.forecast), ("reported", told.reported)) if is_so]
    return tuple(over) if over and told.held in (EXACT, ABOUT) else (told.held, *over)


# --- places --------------------------------------------------------------------------------------


def _reach(told: Told, axis: Axis, facts: Facts, base: float = 0.0) -> Reach | None:
    """Return where a number stands on an axis, ``base`` further on; None where it has no place there."""
    rate = facts.rate(told, axis.unit)
    if rate is None or told.start is None or told.end is None:
        return None
    start, end = float(told.start * rate), float(told.end * rate)
    zero = axis.at(base) if axis.scale == "linear" else axis.start
    first = zero if told.held == CEILING else axis.at(base + start)
    return Reach(told, zero, first, axis.at(base + end), axis)


def measured(paper: Paper, marks: Sequence[Mark], axes: Mapping[str, Axis], facts: Facts) -> Iterator[Fault]:
    """Yield what each mark shows that its facts do not say."""
    if paper.form == "stacked" and "x" in axes:
        yield from _stacked(paper, marks, axes["x"], facts)
    elif paper.form in ROWS and "x" in axes:
        for mark in marks:
            yield from _row(paper, mark, axes["x"], facts)
    elif paper.form == "series":
        for mark in marks:
            yield from _stop(paper, mark, axes, facts)
    elif paper.form == "scatter":
        for mark in marks:
            yield from _pin(paper, mark, axes, facts)


def _row(paper: Paper, mark: Mark, axis: Axis, facts: Facts) -> Iterator[Fault]:
    if not mark.told or mark.told[0].held == UNSTATED:
        yield from _nothing(paper, mark, axis.start, None)
        return
    reach = _reach(mark.told[0], axis, facts)
    if reach is None:
        if mark.told[0].disputed and mark.group.data.get("data-hedge") == "not stated":
            yield from _nothing(paper, mark, axis.start, None)
        else:
            yield mark.fault(MARK_OFF, _unfit(mark.told[0]))
        return
    yield from (_bar if paper.form in BARS else _point)(paper, mark, reach, 0.0)


def _unfit(told: Told) -> str:
    return f"`{told.address}` has no number in what the axis counts in"


# --- bars ----------------------------------------------------------------------------------------


def _stacked(paper: Paper, marks: Sequence[Mark], axis: Axis, facts: Facts) -> Iterator[Fault]:
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
        reach = _reach(told, axis, facts, base)
        if reach is None:
            yield mark.fault(MARK_OFF, _unfit(told))
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
    if mark.threshold:
        yield from _ring(paper, mark, reach, needs_lead=True)
        return
    shown = _bar_shown(mark)
    if shown != told.held and not (shown == EXACT and told.held == ABOUT and (told.reported or told.forecast)):
        yield mark.fault(HEDGE_OFF, f"`{told.address}` is drawn as {shown}, and is {told.held}")
        return
    if wrong := _body_look(paper, mark, told):
        yield mark.fault(HEDGE_OFF, wrong)
        return
    checks: list[tuple[Ink, float, float, float]] = []  # ink, where it begins and ends, and what room that has
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
            yield _off(mark, frays[0], frays[0].box[2], reach)
            return
    else:
        checks += [(ink, reach.zero, reach.end, gap) for ink in bodies]
    for ink in caps:
        if abs(ink.middle[0] - reach.end) > NEAR or abs(ink.outline[2] - ink.outline[0]) > NEAR:
            yield _off(mark, ink, ink.middle[0], reach)
            return
    for ink, start, end, room in checks:
        if not _spans(ink, start, end, room):
            place = ink.box[2] if abs(ink.box[2] - end) > NEAR else ink.box[0]
            yield _off(mark, ink, place, reach)
            return
    for ink in (*of("hatch"), *(one for one in of("doubt") if not one.stroke)):
        box = ink.outline
        if box[0] < min(one.box[0] for one in doubts) - NEAR or box[2] > reach.end + NEAR:
            yield _off(mark, ink, box[2], reach)
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


def _off(mark: Mark, ink: Ink, place: float, reach: Reach) -> Fault:
    base = reach.axis.value(reach.zero) if reach.axis.scale == "linear" else 0.0
    shown, wanted = (reach.axis.value(at) - base for at in (place, reach.end))
    told = reach.told
    return mark.fault(
        MARK_OFF, f"a part of the mark of `{told.address}` stands at {shown:.5g}; its fact ends at {wanted:.5g}", ink
    )


def _bar_shown(mark: Mark) -> str:
    """Return what a bar is drawn as held to, by the parts it has."""
    of = mark.group.of
    has = {part for part in ("body", "doubt", "cap", "fray", "chevron", "dot", "span") if of(part)}
    if has == {"body"}:
        return EXACT
    if has == {"body", "chevron"} and len(of("chevron")) == _CHEVRONS:
        return FLOOR
    if has == {"body", "fray"} and all(ink.dashed for ink in of("fray")):
        return ABOUT
    if has == {"doubt", "cap"}:
        return CEILING if len(of("doubt")) == 2 else "nothing that there is"
    if has == {"body", "doubt", "cap"}:
        return RANGE if len(of("doubt")) == 2 else "nothing that there is"
    if has == {"doubt"}:
        return UNSTATED
    return "nothing that there is"


def _body_look(paper: Paper, mark: Mark, told: Told) -> str:
    """Return what is wrong with the paint of a bar; empty where it says how sure its number is."""
    bodies, doubts = mark.group.of("body"), mark.group.of("doubt")
    outline = [ink for ink in (*bodies, *doubts) if ink.stroke]
    filled = [ink for ink in bodies if ink.fill and not paper.grounded(ink.fill)]
    unsure = told.reported or told.forecast
    if any(not paper.grounded(ink.fill) for ink in doubts if ink.fill):
        return f"what is in doubt of `{told.address}` is drawn solid"
    if doubts and not mark.group.of("hatch") and _breadth(doubts) > 12:
        return f"what is in doubt of `{told.address}` is not hatched"
    if unsure and not all(ink.dashed for ink in outline if not paper.grounded(ink.stroke)):
        return f"`{told.address}` is {_said(told)}, and drawn with an unbroken outline"
    if not bodies:
        return ""
    if not unsure:
        if not filled or any(ink.dashed or ink.opacity < 0.95 for ink in bodies):
            return f"`{told.address}` is drawn as only reported or forecast"
        return ""
    if not outline:
        return f"`{told.address}` is {_said(told)}, and drawn solid"
    if not told.forecast and filled:
        return f"`{told.address}` is only reported, and drawn solid"
    if told.forecast and not filled:
        return f"`{told.address}` is a forecast, and drawn as only reported"
    if told.forecast and any(_same(ink.fill, one.stroke) and ink.opacity > 0.5 for ink in filled for one in outline):
        return f"`{told.address}` is a forecast, and drawn solid"
    return ""


def _breadth(inks: Sequence[Ink]) -> float:
    return max(ink.outline[2] - ink.outline[0] for ink in inks)


def _same(one: str, other: str) -> bool:
    return one == other


def _said(told: Told) -> str:
    return "a forecast" if told.forecast else "only reported"


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
    inks = [ink for ink in mark.group.inks if ink.part not in ("plate", "sample", "leader")]
    if any(ink.part not in ("doubt", "hatch") for ink in inks):
        yield mark.fault(HEDGE_OFF, "a number that is not stated is drawn")
        return
    if paper.form in BARS and not (mark.group.of("doubt") and mark.group.of("hatch")):
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


# --- points --------------------------------------------------------------------------------------


def _ring(paper: Paper, mark: Mark, reach: Reach, *, needs_lead: bool) -> Iterator[Fault]:
    """Yield what a threshold's ring shows that its number does not say."""
    told, dots = reach.told, mark.group.of("dot")
    parts = {ink.part for ink in mark.group.inks} - {"plate", "sample", "leader"}
    if len(dots) != 1 or parts - {"dot", "lead"} or not paper.grounded(dots[0].fill) or not dots[0].stroke:
        yield mark.fault(HEDGE_OFF, f"`{told.address}` is a threshold, and not drawn as a hollow ring")
        return
    if dots[0].dashed is not told.reported:
        yield mark.fault(HEDGE_OFF, _dash_fault(told))
        return
    if abs(dots[0].middle[0] - reach.end) > NEAR:
        yield _off(mark, dots[0], dots[0].middle[0], reach)
        return
    leads = mark.group.of("lead")
    long = reach.end - reach.zero > dots[0].box[2] - dots[0].box[0]
    if (needs_lead or long) and not leads:
        yield mark.fault(HEDGE_OFF, f"no dotted line leads to the threshold `{told.address}`")
    for ink in leads:
        if abs(ink.outline[0] - reach.zero) > NEAR or ink.outline[2] > reach.end or not ink.dashed:
            yield _off(mark, ink, ink.outline[2], reach)


def _dash_fault(told: Told) -> str:
    is_so = "is only reported" if told.reported else "is not only reported"
    return f"`{told.address}` {is_so}, and its dot is {'not ' if told.reported else ''}dashed"


def _point(paper: Paper, mark: Mark, reach: Reach, _gap: float) -> Iterator[Fault]:
    """Yield what the point of a row shows that its number does not say."""
    if mark.threshold:
        yield from _ring(paper, mark, reach, needs_lead=False)
    else:
        yield from _spots(paper, mark, {"x": reach})


def _stop(paper: Paper, mark: Mark, axes: Mapping[str, Axis], facts: Facts) -> Iterator[Fault]:
    """Yield what a point of a series shows that its fact does not say: number upwards, date across."""
    if not mark.told:
        return
    (told,) = mark.told
    if "y" in axes:
        reach = _reach(told, axes["y"], facts)
        if reach is None:
            yield mark.fault(MARK_OFF, _unfit(told))
            return
        found = list(_spots(paper, mark, {"y": reach}))
        yield from found
        if found:
            return
    if "x" in axes and (date := dated(told.date)) and (spot := mark.spot):
        if abs(spot[0] - axes["x"].at(moment(date))) > NEAR:
            there = axes["x"].value(spot[0])
            yield mark.fault(MARK_OFF, f"the point of `{told.address}` stands at {there:.2f}, and is of {date}")


def _pin(paper: Paper, mark: Mark, axes: Mapping[str, Axis], facts: Facts) -> Iterator[Fault]:
    """Yield what a dot of a scatter shows that its two facts do not say."""
    if len(mark.told) != 2:
        return
    reaches = {}
    for name, told in zip("xy", mark.told, strict=True):
        if name in axes:
            reach = _reach(told, axes[name], facts)
            if reach is None:
                yield mark.fault(MARK_OFF, _unfit(told))
                return
            reaches[name] = reach
    if len(reaches) == 2:
        yield from _spots(paper, mark, reaches)


def _spots(paper: Paper, mark: Mark, reaches: Mapping[str, Reach]) -> Iterator[Fault]:
    """Yield what a point shows that its numbers, one or two along different axes, do not say."""
    told = [reach.told for reach in reaches.values()]
    sorted_inks = _sorted(mark, reaches)
    if sorted_inks is None:
        yield mark.fault(HEDGE_OFF, "a part of the point runs along neither axis")
        return
    has_dot, other_is_range = bool(mark.group.of("dot")), len(told) > 1 and RANGE in [one.held for one in told]
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
    for name, reach in reaches.items():
        fault = _placed(mark, sorted_inks[name], name, reach)
        if fault:
            yield fault
            return


def _sorted(mark: Mark, reaches: Mapping[str, Reach]) -> dict[str, list[Ink]] | None:
    """Return the parts of a point that are of one axis, by axis: a cap stands across the axis it is of."""
    if len(reaches) == 1:
        return {next(iter(reaches)): [ink for ink in mark.group.inks if ink.part not in ("dot", "core")]}
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
    counts = Counter(ink.part for ink in inks if ink.part not in ("plate", "leader"))
    if counts == {"span": 1, "cap": 2}:
        return RANGE
    if counts["cap"] == 1 and set(counts) <= {"cap", "below"} and has_dot:
        return CEILING
    if counts == {"chevron": _CHEVRONS} and has_dot:
        return FLOOR
    return "" if not counts and has_dot else "nothing that there is"


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
            return f"`{least.address}` is {_said(least)}, and its dot is filled"
        return "" if dot.dashed is least.reported else _dash_fault(least)
    if least.held == ABOUT:
        right = hollow and dot.dashed and len(cores) == 1 and not paper.grounded(cores[0].fill)
        return "" if right else f"`{least.address}` is about right, and its dot has no dashed ring"
    if cores or dot.dashed or not dot.fill or paper.grounded(dot.fill) or dot.opacity < 0.95:
        return f"`{least.address}` is drawn as less sure than it is"
    return ""


def _dot_size(mark: Mark) -> float:
    return max((ink.box[2] - ink.box[0] for ink in mark.group.of("dot")), default=0.0)


def _placed(mark: Mark, inks: Sequence[Ink], name: str, reach: Reach) -> Fault | None:
    """Return what stands elsewhere than its number has it, along one axis; None where nothing does."""
    along = 0 if name == "x" else 1
    told, way = reach.told, reach.axis.way
    middle = (reach.start + reach.end) / 2
    for ink in mark.group.of("dot", "core"):
        at = ink.middle[along]
        if abs(at - (middle if told.held == RANGE else reach.end)) > NEAR:
            return _off(mark, ink, at, reach)
    caps = sorted((ink for ink in inks if ink.part == "cap"), key=lambda ink: ink.middle[along] * way)
    ends = {RANGE: (reach.start, reach.end), CEILING: (reach.end,)}.get(told.held, ())
    for ink, end in zip(caps, ends, strict=True):
        flat = ink.outline[along + 2] - ink.outline[along]
        if abs(ink.middle[along] - end) > NEAR or flat > NEAR:
            return _off(mark, ink, ink.middle[along], reach)
    for ink in inks:
        low, high = sorted((ink.outline[along], ink.outline[along + 2]))
        if ink.part == "span":
            wanted = sorted((reach.start, reach.end))
            if abs(low - wanted[0]) > NEAR or abs(high - wanted[1]) > NEAR:
                return _off(mark, ink, high if way > 0 else low, reach)
        ahead = (ink.middle[along] - reach.end) * way
        if ink.part == "chevron" and not 0 < ahead < _NEAR_BY * _dot_size(mark):
            return mark.fault(MARK_OFF, "the chevrons do not follow the number they open", ink)
        if ink.part == "below" and ahead >= 0:
            return mark.fault(MARK_OFF, "what leads down from a ceiling stands above it", ink)
    return None
