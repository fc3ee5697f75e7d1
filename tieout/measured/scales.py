"""The axes of a finished drawing: from places to numbers, and whether their own words bear that out."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from fractions import Fraction
from itertools import pairwise
from math import log10

from tieout.frozen import frozen
from tieout.measured.kinds import AXIS_CUT, AXIS_FALSE, AXIS_UNREAD, Fault, where
from tieout.measured.paper import Group, Ink, Line, Paper
from tieout.measured.told import Facts, dated, moment
from tieout.quantities.dates import Date
from tieout.quantities.interval import Quantity
from tieout.quantities.saying import names
from tieout.quantities.units import PLAIN, Unit, UnitMismatch, canonical, factor

NEAR = 0.035
"""How far a place may be off, in units of the drawing: each is written to a hundredth."""

_FROM_ZERO = ("bars", "points", "headlines", "stacked", "series")
_SIGNS = "$€£¥"
_YEAR = re.compile(r"\d{4}")


@frozen
class Axis:
    """How places of a drawing are read along x or y: ``low`` stands at ``start``, ``high`` at ``end``.

    Numbers are in ``unit``; of dates both are in years. ``scale`` is linear, log or date.
    """

    name: str
    scale: str
    low: float
    high: float
    start: float
    end: float
    unit: Unit

    def at(self, value: float) -> float:
        """Return where a number stands; on a log axis it is above zero."""
        if self.scale == "log":
            if value <= 0:
                return float("-inf") if self.end > self.start else float("inf")
            part = (log10(value) - log10(self.low)) / (log10(self.high) - log10(self.low))
        else:
            part = (value - self.low) / (self.high - self.low)
        return self.start + part * (self.end - self.start)

    def value(self, place: float) -> float:
        """Return the number that stands at a place."""
        part = (place - self.start) / (self.end - self.start)
        if self.scale == "log":
            return 10 ** (log10(self.low) + part * (log10(self.high) - log10(self.low)))
        return self.low + part * (self.high - self.low)

    def told(self, place: float, base: float = 0.0) -> str:
        """Return what stands at a place, less ``base``, in four digits and the unit: for people."""
        value = self.value(place) - base
        if self.scale == "date":
            return f"{value:.2f}"
        return f"{float(f'{value:.4g}'):,.12g} {canonical(self.unit)}".strip()

    @property
    def way(self) -> int:
        """1 where numbers grow as places do, -1 where they shrink."""
        return 1 if self.end > self.start else -1


def axes(paper: Paper, facts: Facts) -> tuple[dict[str, Axis], list[Fault]]:
    """Return the axes of a drawing that can be relied upon, by name, and what is wrong with the others."""
    good: dict[str, Axis] = {}
    faults: list[Fault] = []
    seen = []
    for group in paper.axes:
        name = group.data.get("data-axis", "")
        seen.append(name)
        axis = _attributed(group, facts)
        if isinstance(axis, Fault):
            faults.append(axis)
            continue
        wrong = next(_wrong(axis, group, paper, facts), None)
        if wrong:
            faults.append(wrong)
        else:
            good[name] = axis
    wanted = ("x", "y") if paper.form in ("series", "scatter") else ("x",)
    for name in wanted:
        if seen.count(name) != 1:
            said = f"of an axis along {name} there are {'several' if seen.count(name) else 'none'}"
            faults.append(Fault(AXIS_UNREAD, where(paper.rest.element), None, said))
            good.pop(name, None)
    return good, faults


def _fault(kind: str, group: Group, message: str, line: Line | Ink | None = None) -> Fault:
    return Fault(kind, where(line.element if line else group.element), line.box if line else None, message)


def _attributed(group: Group, facts: Facts) -> Axis | Fault:
    """Return an axis as its attributes have it."""
    data = group.data
    name, scale = data.get("data-axis", ""), data.get("data-scale", "")
    domain, span = ends(scale, data.get("data-domain", "")), data.get("data-range", "").split()
    unit = facts.unit(data.get("data-unit", ""))
    try:
        low, high = (_number(scale, one) for one in domain)
        start, end = (float(one) for one in span)
    except (ValueError, ZeroDivisionError, OverflowError):
        return _fault(AXIS_UNREAD, group, "the axis does not say what stands where")
    usable = low != high and abs(start - end) > 1 and (scale != "log" or min(low, high) > 0)
    if name not in ("x", "y") or scale not in ("linear", "log", "date") or unit is None or not usable:
        return _fault(AXIS_UNREAD, group, "the axis does not say how places are read on it")
    return Axis(name, scale, low, high, start, end, unit)


def _number(scale: str, text: str) -> float:
    if scale != "date":
        return float(Fraction(text))
    date = dated(text)
    if date is None:
        raise ValueError(text)
    return moment(date)


def ends(scale: str, domain: str) -> tuple[str, ...]:
    """Return the two numbers or dates of an axis's domain as written; dates may have spaces in them.

    ``late 2025 by 2028`` is of two dates. What is no domain is returned by its words.
    """
    words = domain.split()
    if scale != "date" or len(words) <= 2:
        return tuple(words)
    ways = ((" ".join(words[:nth]), " ".join(words[nth:])) for nth in range(1, len(words)))
    return next((way for way in ways if all(dated(one) for one in way)), tuple(words))


def _wrong(axis: Axis, group: Group, paper: Paper, facts: Facts) -> Iterator[Fault]:
    """Yield what speaks against an axis."""
    if axis.scale == "log" and paper.form in _FROM_ZERO:
        yield _fault(AXIS_CUT, group, f"{paper.form} stand on an axis of powers of ten, which has no zero")
    if axis.way != (1 if axis.name == "x" else -1):
        yield _fault(AXIS_FALSE, group, "the axis runs backwards")
    ticks = [line for line in group.lines if line.runs[0].data.get("data-class") in ("tick", "date")]
    places = []
    if axis.scale == "date":
        said = [(line, _time(line, facts)) for line in ticks]
    else:
        counts = _counts(axis, group, ticks, paper, facts)
        if isinstance(counts, Fault):
            yield counts
            return
        said = [(line, _said(line, axis, counts, facts)) for line in ticks]
    for line, value in said:
        if isinstance(value, Fault):
            yield value
            return
        places.append((line, value))
    if len({value for _, value in places}) < (1 if axis.scale == "date" else 2):
        yield _fault(AXIS_UNREAD, group, "the axis has too few words to be read by")
    for line, value in places:
        if not _stands(line, axis, value):
            there = axis.told(_place(line, axis))
            yield _fault(AXIS_FALSE, group, f"`{line.text}` stands where the axis has {there}", line)
    across = [line.y if axis.name == "x" else line.x for line, _ in places]
    if across and max(across) - min(across) > 2 * NEAR:
        yield _fault(AXIS_FALSE, group, "the words of the axis do not stand in one line")
    if axis.low and axis.scale == "linear" and paper.form in _FROM_ZERO:
        yield _fault(AXIS_CUT, group, f"the axis begins at {axis.told(axis.start)}, not at zero")
    yield from _notched(axis, paper, places) if axis.scale == "date" else _ruled(axis, paper, places)


# --- the words of an axis ------------------------------------------------------------------------


def _counts(axis: Axis, group: Group, ticks: Sequence[Line], paper: Paper, facts: Facts) -> float | Fault:
    """Return what bare digits on an axis count, in its unit: 10**9 where "30" is 30 billion."""
    for line in sorted(ticks, key=lambda line: not _is_scaled(line, facts)):
        read = facts.read(line.text)
        if read and isinstance(read.value, Quantity) and (read.value.unit != PLAIN or read.value.scale != 1):
            if not read.value.interval.low:
                continue  # "$0" has a sign, and no scale
            try:
                return float(read.value.scale * factor(read.value.unit, axis.unit))
            except UnitMismatch:
                return _fault(
                    AXIS_FALSE, group, f"`{line.text}` is not in the unit that the axis counts in", line
                )
    title = " ".join(
        line.text for line in [*group.lines, *paper.rest.lines] if line.part == "title"
    ).replace("\u00a0", " ")
    if axis.scale == "log" and "log" not in title:
        return _fault(AXIS_UNREAD, group, "nothing says that the axis counts in powers of ten")
    if axis.scale == "linear" and "(log" in title:
        return _fault(AXIS_FALSE, group, "the words of the axis say that it counts in powers of ten")
    title = re.sub(r"\s*\([^)]*\)\s*$", "", title)
    for nth in [0, *(one.end() for one in re.finditer(r",\s*", title))][::-1]:
        if (found := _counted(title[nth:].strip(), axis.unit, facts)) is not None:
            return found
    if any(re.search(rf"(?<!\w){re.escape(one)}(?!\w)", title) for one in names(axis.unit, facts.vocabulary)):
        return 1.0
    if not axis.unit:
        return 1.0
    return _fault(AXIS_UNREAD, group, "nothing says what the axis counts in")


def _counted(text: str, unit: Unit, facts: Facts) -> float | None:
    """Return what a place counts on an axis whose title says "TB/s", "$bn" or "million passengers"."""
    if not text:
        return None
    words = f"{text[0]}2{text[1:]}" if text[0] in _SIGNS else f"2 {text}"
    read = facts.read(words)
    if read is None or read.end != len(words) or not isinstance(read.value, Quantity):
        return None
    try:
        return float(read.value.scale * factor(read.value.unit, unit))
    except UnitMismatch:
        return None


def _said(line: Line, axis: Axis, counts: float, facts: Facts) -> float | Fault:
    """Return the number that a word of an axis says, in the axis's unit."""
    read = facts.read(line.text)
    value = read.value if read and read.end == len(line.text) else None
    if not isinstance(value, Quantity) or value.interval.low is None or not value.interval.exact:
        return Fault(AXIS_UNREAD, where(line.element), line.box, f"`{line.text}` can't be read as a place")
    number = value.interval.low
    if not number:
        return 0.0
    if value.unit == PLAIN and value.scale == 1:
        return float(number) * counts
    try:
        own = factor(value.unit, axis.unit)
    except UnitMismatch:
        said = f"`{line.text}` is not in the unit that the axis counts in"
        return Fault(AXIS_FALSE, where(line.element), line.box, said)
    if value.scale == 1 and float(own) != counts:
        said = f"`{line.text}` has not the scale that the axis counts in"
        return Fault(AXIS_FALSE, where(line.element), line.box, said)
    return float(number * own)


def _is_scaled(line: Line, facts: Facts) -> bool:
    """Return whether a word of an axis says what its digits count: "$80bn", and not "$80"."""
    read = facts.read(line.text)
    return read is not None and isinstance(read.value, Quantity) and read.value.scale != 1


def _time(line: Line, facts: Facts) -> float | Fault:
    """Return when a date under an axis is: the year it says, or the date of the fact it stands for."""
    data = line.runs[0].data
    told = facts.told(data.get("data-fact", ""))
    date = dated(told.date) if told else None
    said = line.text.replace("\u00a0", " ")
    if date is None or data.get("data-class") != "date":
        return Fault(AXIS_UNREAD, where(line.element), line.box, f"`{said}` is the date of no fact")
    if said == facts.said(date):
        return moment(date)
    if _YEAR.fullmatch(said) and date.year == int(said):
        return moment(Date(int(said)))
    message = f"`{said}` stands for `{told.address}`, which is of {date}"
    return Fault(AXIS_FALSE, where(line.element), line.box, message)


def _place(line: Line, axis: Axis) -> float:
    """Return the place that a word of an axis marks."""
    if axis.name == "y":
        return line.y - line.capital / 2
    return (line.box[0] + line.box[2]) / 2 if line.anchor == "middle" else line.x


def _stands(line: Line, axis: Axis, value: float) -> bool:
    """Return whether a word stands at its place; at an edge of the drawing it may stand beside it."""
    at = axis.at(value)
    if axis.name == "y" or line.anchor == "middle":
        return abs(_place(line, axis) - at) <= 2 * NEAR
    return line.box[0] - 1 <= at <= line.box[2] + 1


# --- its lines -----------------------------------------------------------------------------------


def _ruled(axis: Axis, paper: Paper, said: Sequence[tuple[Line, float]]) -> Iterator[Fault]:
    """Yield gridlines that stand elsewhere than between words at even steps, and a zero line that is off."""
    upright = axis.name == "x"
    across = 0 if upright else 1
    rules: dict[float, Ink] = {}
    for ink in paper.rest.of("grid"):
        for run in ink.runs:
            if len(run) == 2 and abs(run[0][across] - run[1][across]) < 0.005:
                rules.setdefault(run[0][across], ink)
            elif len(run) != 2 or abs(run[0][1 - across] - run[1][1 - across]) > 0.005:
                yield Fault(AXIS_FALSE, where(ink.element), ink.box, "a gridline is not level or upright")
    if axis.scale == "linear":
        yield from _even(axis, rules)
        zero = axis.at(0.0)
        for ink in paper.rest.of("axis") if paper.form != "scatter" else ():
            low, high = ink.outline[across], ink.outline[across + 2]
            if high - low < 0.005 and abs(low - zero) > NEAR:
                yield Fault(AXIS_FALSE, where(ink.element), ink.box, "the line of the axis is not at zero")
    else:
        for place, ink in rules.items():
            value = axis.value(place)
            digits = value / 10 ** (round(log10(value) - 0.151))
            if min(abs(digits / nice - 1) for nice in (0.5, 1, 2, 5, 10)) > 0.005:
                said_there = f"a gridline stands at {axis.told(place)}"
                yield Fault(AXIS_FALSE, where(ink.element), ink.box, said_there)
    known = [*rules, axis.start, axis.end, axis.at(0.0) if axis.scale == "linear" else axis.start]
    for line, value in said:
        if rules and min(abs(axis.at(value) - place) for place in known) > 2 * NEAR:
            yield Fault(AXIS_FALSE, where(line.element), line.box, f"`{line.text}` stands at no gridline")


def _notched(axis: Axis, paper: Paper, said: Sequence[tuple[Line, float]]) -> Iterator[Fault]:
    """Yield short marks under an axis of dates that stand neither at a date nor in a year's middle."""
    places = [axis.at(value) for _, value in said]
    for ink in paper.rest.of("notch"):
        at = ink.middle[0]
        year = axis.at(round(axis.value(at) - 0.5) + 0.5)
        dates = [*places, *(axis.at(one) for one in (axis.low, axis.high)), year]
        if min(abs(at - place) for place in dates) > 2 * NEAR:
            yield Fault(AXIS_FALSE, where(ink.element), ink.box, "a short mark stands at no date of the axis")


def _even(axis: Axis, rules: dict[float, Ink]) -> Iterator[Fault]:
    """Yield gridlines that are not one step apart, counted from where the axis begins."""
    places = sorted({axis.start, axis.end, *rules}, key=lambda place: place * axis.way)
    steps = [abs(other - one) for one, other in pairwise(places)]
    least = min(step for step in steps if step > 0.05)
    count = round(abs(axis.end - axis.start) / least)
    step = (axis.end - axis.start) / max(count, 1)
    for place, ink in rules.items():
        part = (place - axis.start) / step
        if abs(part - round(part)) * abs(step) > 2 * NEAR:
            message = f"a gridline stands at {axis.told(place)}, between two steps of the axis"
            yield Fault(AXIS_FALSE, where(ink.element), ink.box, message)
