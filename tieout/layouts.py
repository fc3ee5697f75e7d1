"""Where things stand, by measured text: rows of bars with labels, columns and axis; headline numbers."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass, replace
from fractions import Fraction
from math import ceil

from tieout.hedges import Held, House, Line, Pen, Rendering, shapes, tail
from tieout.ink import Group, Run, Shape, Words, rectangle
from tieout.model import Mark

Axis = Callable[[Fraction, bool], str]
"""Says a place on the axis: with its unit where the flag is true, else the digits alone."""

_LEADING = 1.24
_DESCENDER = re.compile("[gjpqy,]")


@dataclass(frozen=True, slots=True)
class Plan:
    """What to lay out: the lines, and the words of the axis and of the columns' heads."""

    house: House
    rendering: Rendering
    lines: tuple[Line, ...]
    axis: Axis
    unit: Fraction
    heads: tuple[tuple[Run, ...], ...] = ()
    title: tuple[Run, ...] = ()

    @property
    def pen(self) -> Pen:
        """The sizes and weights of the rendering."""
        look, medium = self.house.look, self.rendering.medium
        return Pen(look, look.text[medium], look.small[medium], 1.0 if medium == "print" else look.screen)

    @property
    def most(self) -> Fraction:
        """Where the longest line ends."""
        return max(line.extent.end for line in self.lines)


@dataclass(frozen=True, slots=True)
class Laid:
    """A drawing laid out: its groups in drawing order, its height, and the marks it made."""

    groups: tuple[Group, ...]
    height: float
    marks: tuple[Mark, ...]


def ticks(most: Fraction, unit: Fraction, limit: int) -> tuple[Fraction, ...]:
    """Return 0 and at most ``limit`` steps that reach ``most``: 1, 2 or 5 times a power of ten ``unit``."""
    top = most / unit
    power = Fraction(1)
    while power * limit >= top:
        power /= 10
    while power * 10 * limit < top:
        power *= 10
    step = next(power * nice for nice in (2, 5, 10) if power * nice * limit >= top)
    return tuple(step * count * unit for count in range(ceil(top / step) + 1))


def rows(plan: Plan) -> Laid:
    """Return bars from zero under one axis: names at the left, labels at the ends, columns at the right.

    In a narrow rendering, and where that leaves the bars too short, names and labels stand above the bars.
    """
    beside = None if plan.rendering.medium == "narrow" else _beside(plan)
    return beside or _stacked(plan)


# --- names beside their bars ---------------------------------------------------------------------


def _beside(plan: Plan) -> Laid | None:
    """Return the layout with names at the left; None where a third of the width is not left for the bars."""
    pen, width = plan.pen, plan.rendering.width
    height = pen.look.bar * pen.text
    most = pen.look.names * width
    texts = [
        (_wrapped(line.name, pen.text, most), _wrapped(line.sub, pen.small, most)) for line in plan.lines
    ]
    gutter = max(
        _measure(run, size)
        for pair in texts
        for runs, size in zip(pair, (pen.text, pen.small), strict=True)
        for run in runs
    )
    left = gutter + 0.9 * pen.text
    columns = _columns(plan, pen)
    right = width - (sum(columns) + 1.7 * pen.text * len(columns) if columns else 0.0)
    steps = ticks(plan.most, plan.unit, pen.look.gridlines)
    scale = _scale(plan, pen, steps, right - left, right - left if columns else width - left, height)
    if float(max(plan.most, steps[-1])) * scale < width * 0.3:
        return None
    head = _heads_height(plan, pen)
    tops = []
    y = head
    for names, subs in texts:
        block = len(names) * pen.text * _LEADING + len(subs) * pen.small * _LEADING
        pitch = max(height + pen.look.gap * pen.text, block + 0.75 * pen.text)
        tops.append((y + (pitch - height) / 2, y + pitch / 2))
        y += pitch
    base = y
    groups: list[Group] = []
    labels = [
        _label(pen, line, left, middle, scale, height)
        for line, (_, middle) in zip(plan.lines, tops, strict=True)
    ]
    groups.append(_grid(pen, steps[1:], left, head, base, scale))
    for line, (names, subs), (top, middle), label in zip(plan.lines, texts, tops, labels, strict=True):
        whole = min(right - left, float(steps[-1]) * scale)
        group = Group(line.data, list(shapes(line, pen, (left, top), height, scale, whole)))
        crossed = any(
            label.box.left - 2 < left + float(step) * scale < label.box.right + 2 for step in steps[1:]
        )
        if crossed or line.extent.held is Held.UNSTATED:
            group.items.append(_plate(label, pen))
        group.items.append(label)
        groups += [_names(pen, names, subs, left - 0.9 * pen.text, middle), group]
    groups += _cells(plan, pen, columns, [middle for _, middle in tops], head)
    groups.append(_axis_line(pen, left, head, base))
    groups.append(_tick_words(plan, pen, steps, left, base, scale, plan.rendering.width))
    if plan.title:
        groups.append(Group((), [Words(left, 0.78 * pen.small, plan.title, pen.small)]))
    return Laid(tuple(groups), base + 1.75 * pen.small, _marks(plan))


def _scale(plan: Plan, pen: Pen, steps: Sequence[Fraction], room: float, foot: float, height: float) -> float:
    """Return the drawing's units for one of the axis, so that every label fits right of its bar."""
    scales = [
        (room - tail(line, pen, height) - 0.55 * pen.text - _measure((line.label,), pen.text))
        / float(line.extent.end)
        for line in plan.lines
        if line.extent.end
    ]
    return min([*scales, (foot - _last_half(plan, pen, steps)) / float(steps[-1])])


def _last_half(plan: Plan, pen: Pen, steps: Sequence[Fraction]) -> float:
    """Return how far the last word of the axis stands past its place."""
    return _measure((_tick_run(plan, steps[-1], True),), pen.small) / 2 + 1


def _label(pen: Pen, line: Line, left: float, middle: float, scale: float, height: float) -> Words:
    baseline = middle + pen.text * line.label.face.cap_height / 2
    if line.extent.held is Held.UNSTATED:
        return Words(left + pen.text, baseline, (line.label,), pen.text)
    x = left + float(line.extent.end) * scale + tail(line, pen, height) + 0.55 * pen.text
    return Words(x, baseline, (line.label,), pen.text)


def _plate(label: Words, pen: Pen) -> Shape:
    box, by = label.box, 0.3 * pen.text
    return Shape(
        (rectangle(box.left - by, box.top - 0.5, box.right - box.left + 2 * by, box.bottom - box.top + 1),),
        fill="ground",
    )


def _names(
    pen: Pen, names: Sequence[tuple[Run, ...]], subs: Sequence[tuple[Run, ...]], x: float, middle: float
) -> Group:
    """Return a row's name and second line, right-aligned at ``x``, centred on ``middle``."""
    sizes = [pen.text] * len(names) + [pen.small] * len(subs)
    runs = [*names, *subs]
    cap = runs[0][0].face.cap_height * pen.text
    block = cap + sum(size * _LEADING for size in sizes[1:])
    y = middle - block / 2 + cap
    group = Group()
    for order, (line, size) in enumerate(zip(runs, sizes, strict=True)):
        y += size * _LEADING if order else 0
        group.items.append(Words(x, y, line, size, "end"))
    return group


# --- names above their bars ----------------------------------------------------------------------


def _stacked(plan: Plan) -> Laid:
    """Return the layout with the names above the bars, and the columns beside the names or under them.

    A label stands after its bar, in a narrow rendering at the right of its name.
    """
    pen, width, narrow = plan.pen, plan.rendering.width, plan.rendering.medium == "narrow"
    height = pen.look.bar * pen.text * (0.85 if narrow else 1.0)
    left = pen.look.axis * pen.line / 2
    steps = ticks(plan.most, plan.unit, pen.look.gridlines)
    after = [0.0 if narrow else _measure((line.label,), pen.text) + 0.55 * pen.text for line in plan.lines]
    scale = min(
        [
            (width - left - 1 - tail(line, pen, height) - room) / float(line.extent.end)
            for line, room in zip(plan.lines, after, strict=True)
            if line.extent.end
        ]
        + [(width - left - _last_half(plan, pen, steps)) / float(steps[-1])]
    )
    behind: list[Group] = []
    groups: list[Group] = []
    y = 0.0
    for runs in _wrapped(plan.title, pen.small, width) if plan.title else []:
        y += pen.small * _LEADING
        groups.append(Group((), [Words(0, y - 0.3 * pen.small, runs, pen.small)]))
    base = y
    for order, line in enumerate(plan.lines):
        y += pen.look.gap * pen.text * 0.8 if order or plan.title else 0.0
        texts, y = _above(plan, pen, line, y, width)
        y += 0.68 * pen.text
        base = y + 1.12 * height
        behind.append(_grid(pen, steps[1:], left, y - 0.12 * height, base, scale))
        mark = Group(line.data, list(shapes(line, pen, (left, y), height, scale, float(steps[-1]) * scale)))
        if not narrow:
            label = _label(pen, line, left, y + height / 2, scale, height)
            mark.items += [_plate(label, pen), label]
        else:
            mark.items.append(texts.items.pop())
        groups += [texts, mark, _axis_line(pen, left, y - 0.12 * height, base)]
        y += height
    feet = _tick_words(plan, pen, steps, left, base, scale, width)
    return Laid((*behind, *groups, feet), base + 1.75 * pen.small, _marks(plan))


def _above(plan: Plan, pen: Pen, line: Line, top: float, width: float) -> tuple[Group, float]:
    """Return the texts above a bar, in a narrow rendering its label last, and where they end."""
    if plan.rendering.medium == "narrow":
        return _above_narrow(plan, pen, line, top, width)
    face = plan.house.faces["sans"]
    y = top + pen.text
    name = Words(0, y, line.name, pen.text)
    texts = Group((), [name])
    over = name.width + 0.6 * pen.text
    cells = _column_lines(plan, pen, line, width)
    beside = _measure(line.sub, pen.small)
    wide = _measure(cells[0], pen.small) if cells else 0.0
    if over + beside + (wide + pen.text if cells else 0.0) <= width and len(cells) < 2:
        texts.items += [Words(over, y, line.sub, pen.small)] if line.sub else []
        texts.items += [Words(width, y, cells[0], pen.small, "end")] if cells else []
        return texts, y
    gap = (Run("\u2003", face, "ink-3"),)
    if line.sub and cells and beside + wide + pen.text <= width and len(cells) < 2:
        cells = [(*line.sub, *gap, *cells[0])]
    elif line.sub:
        cells = [*_wrapped(line.sub, pen.small, width), *cells]
    for runs in cells:
        y += pen.small * _LEADING
        texts.items.append(Words(0, y, runs, pen.small))
    return texts, y


def _above_narrow(plan: Plan, pen: Pen, line: Line, top: float, width: float) -> tuple[Group, float]:
    room = width - _measure((line.label,), pen.text) - pen.text
    beside = room > width * 0.3
    y = top + pen.text
    names = _wrapped(line.name, pen.text, room if beside else width)
    texts = Group(
        (), [Words(0, y + nth * pen.text * _LEADING, runs, pen.text) for nth, runs in enumerate(names)]
    )
    y += (len(names) - beside) * pen.text * _LEADING
    at = top + pen.text if beside else y
    label = (
        Words(width, at, (line.label,), pen.text, "end") if beside else Words(0, at, (line.label,), pen.text)
    )
    for runs in [*_wrapped(line.sub, pen.small, width), *_column_lines(plan, pen, line, width)]:
        y += pen.small * _LEADING
        texts.items.append(Words(0, y, runs, pen.small))
    texts.items.append(label)
    return texts, y


def _column_lines(plan: Plan, pen: Pen, line: Line, width: float) -> list[tuple[Run, ...]]:
    """Return a row's columns as lines of text, each cell after its head, cells never parted."""
    made: list[tuple[Run, ...]] = []
    for head, cell in zip(plan.heads, line.cells, strict=False):
        face = plan.house.faces["sans"]
        said = (
            *[replace(run, paint="ink-3") for run in head],
            Run("\u2002", face, "ink-3"),
            replace(cell, face=cell.face),
        )
        joined = (*made[-1], Run("\u2003", face, "ink-3"), *said) if made else said
        if made and _measure(joined, pen.small) <= width:
            made[-1] = joined
        else:
            made.append(said)
    return made


# --- headline numbers ----------------------------------------------------------------------------


def headlines(plan: Plan) -> Laid:
    """Return each line as a headline: name and caption, number at display size, bar.

    All bars stand on one scale, whose axis is drawn once, under the last.
    """
    pen, look, width = plan.pen, plan.house.look, plan.rendering.width
    narrow = plan.rendering.medium == "narrow"
    size = look.display[f"{'print' if plan.rendering.medium == 'print' else 'web'}-{width:g}"]
    height = look.headline_bar * size
    broad = replace(pen, line=pen.line * 1.5)  # outlines in keeping with the size of the number
    left = look.axis * pen.line / 2
    steps = ticks(plan.most, plan.unit, look.gridlines)
    over = max(tail(line, broad, height) for line in plan.lines)
    room = width if narrow else width * look.reach
    scale = min(
        (room - left - over) / float(plan.most),
        (room - left - _last_half(plan, pen, steps)) / float(steps[-1]),
    )
    gap = 0.6 * pen.text
    beside = all(
        _measure(line.name, pen.text) + gap + _measure(line.sub, pen.text) <= width for line in plan.lines
    )
    groups: list[Group] = []
    y = base = 0.0
    for order, line in enumerate(plan.lines):
        y += (0.22 * size + gap if order else 0.0) + 0.8 * pen.text
        name = Words(0, y, line.name, pen.text)
        groups.append(Group((), [name]))
        if beside and line.sub:
            groups.append(Group((), [Words(name.width + gap, y, line.sub, pen.text)]))
        for runs in [] if beside else _wrapped(line.sub, pen.text, room):
            y += pen.text * _LEADING
            groups.append(Group((), [Words(0, y, runs, pen.text)]))
        y += 0.0 if beside else 0.3 * pen.text
        mark = Group(line.data)
        for runs in _number_lines(plan, line, size, width):
            y += size
            mark.items.append(Words(0, y, runs, size))
        y += size * (0.33 if _DESCENDER.search(line.label.text) else 0.25)
        base = y + height * 1.1
        mark.items += shapes(line, broad, (left, y), height, scale, float(steps[-1]) * scale)
        segment = (y - 0.1 * height, base)
        groups += [_grid(pen, steps[1:], left, *segment, scale), mark, _axis_line(pen, left, *segment)]
        y += height
    groups.append(_tick_words(plan, pen, steps, left, base, scale, width))
    return Laid(tuple(groups), base + 1.75 * pen.small, _marks(plan))


def _number_lines(plan: Plan, line: Line, size: float, width: float) -> list[tuple[Run, ...]]:
    run = replace(line.label, face=plan.house.faces["display"])
    return _wrapped((run,), size, width)


# --- columns -------------------------------------------------------------------------------------


def _columns(plan: Plan, pen: Pen) -> list[float]:
    """Return how wide each column is: its widest cell, or the longest word of its head."""
    widths = []
    for order, head in enumerate(plan.heads):
        cells = [_measure((line.cells[order],), pen.text) for line in plan.lines if order < len(line.cells)]
        widths.append(max([*cells, _measure(head, pen.small)]))
    return widths


def _heads_height(plan: Plan, pen: Pen) -> float:
    if plan.heads:
        return 2.0 * pen.small
    return 1.9 * pen.small if plan.title else 0.0


def _cells(
    plan: Plan, pen: Pen, columns: Sequence[float], middles: Sequence[float], head: float
) -> list[Group]:
    groups = []
    right = plan.rendering.width
    first = right - sum(columns) - 1.7 * pen.text * (len(columns) - 1)
    rule = pen.look.axis * pen.line * 0.75
    if columns:
        y = head - 0.62 * pen.small
        groups.append(
            Group((), [Shape((((first, y), (right, y)),), stroke="hair", weight=rule, closed=False)])
        )
    for order in reversed(range(len(columns))):
        items: list[Shape | Words] = [
            Words(right, head - 1.22 * pen.small, plan.heads[order], pen.small, "end")
        ]
        for line, middle in zip(plan.lines, middles, strict=True):
            if order < len(line.cells):
                cell = line.cells[order]
                items.append(
                    Words(right, middle + pen.text * cell.face.cap_height / 2, (cell,), pen.text, "end")
                )
        groups.append(Group((), items))
        right -= columns[order] + 1.7 * pen.text
    return groups


def _marks(plan: Plan) -> tuple[Mark, ...]:
    """Return what was drawn, the bars first: the same marks in the same order in every rendering."""
    bars = [Mark(line.words, line.address, line.label.text, "bar", line.place) for line in plan.lines]
    cells = [
        Mark(line.words, line.addresses[nth], cell.text, "cell", "".join(run.text for run in plan.heads[nth]))
        for line in plan.lines
        for nth, cell in enumerate(line.cells)
    ]
    return (*bars, *cells)


# --- axes ----------------------------------------------------------------------------------------


def _grid(pen: Pen, steps: Sequence[Fraction], left: float, top: float, base: float, scale: float) -> Group:
    lines = tuple(((left + float(step) * scale, top), (left + float(step) * scale, base)) for step in steps)
    return Group((), [Shape(lines, stroke="grid", weight=pen.look.grid * pen.line, closed=False)])


def _axis_line(pen: Pen, left: float, top: float, base: float) -> Group:
    line = ((left, top), (left, base))
    return Group((), [Shape((line,), stroke="ink", weight=pen.look.axis * pen.line, closed=False)])


def _tick_run(plan: Plan, step: Fraction, whole: bool) -> Run:
    return Run(plan.axis(step, whole), plan.house.faces["sans"], "ink-2", (("data-class", "tick"),))


def _tick_words(
    plan: Plan, pen: Pen, steps: Sequence[Fraction], left: float, base: float, scale: float, width: float
) -> Group:
    """Return the axis's words, each under its line, its unit said once; such as would meet are left out."""
    made: list[Words] = []
    y = base + 1.2 * pen.small
    for order, step in enumerate(steps):
        words = Words(
            left + float(step) * scale,
            y,
            (_tick_run(plan, step, order == len(steps) - 1),),
            pen.small,
            "middle",
        )
        if words.box.left < 0:
            words = replace(words, x=0.0, anchor="start")
        if words.box.right > width:
            words = replace(words, x=width, anchor="end")
        made.append(words)
    kept = [made[-1]]
    for words in reversed(made[:-1]):
        if words.box.right + 0.5 * pen.small < kept[-1].box.left:
            kept.append(words)
    return Group((), list(reversed(kept)))


# --- text ----------------------------------------------------------------------------------------


def _measure(runs: Sequence[Run], size: float) -> float:
    return sum(run.face.width(run.text, size) for run in runs)


def _wrapped(runs: Sequence[Run], size: float, width: float) -> list[tuple[Run, ...]]:
    """Return ``runs`` broken at spaces into lines no wider than ``width`` where words allow."""
    lines: list[list[Run]] = [[]]
    taken = 0.0
    for run, atom in _atoms(runs):
        wide = run.face.width(atom.rstrip(" "), size)
        if lines[-1] and taken + wide > width:
            lines.append([])
            taken = 0.0
        taken += run.face.width(atom, size)
        if lines[-1] and replace(lines[-1][-1], text=run.text) == run:
            lines[-1][-1] = replace(run, text=lines[-1][-1].text + atom)
        else:
            lines[-1].append(replace(run, text=atom))
    return [tuple(_stripped(line)) for line in lines if line]


def _atoms(runs: Sequence[Run]) -> Iterator[tuple[Run, str]]:
    """Yield each word with the space after it, and the run it is from."""
    for run in runs:
        rest = run.text
        while rest:
            head, space, rest = rest.partition(" ")
            yield run, head + space


def _stripped(line: list[Run]) -> Iterator[Run]:
    for order, run in enumerate(line):
        yield replace(run, text=run.text.rstrip(" ")) if order == len(line) - 1 else run
