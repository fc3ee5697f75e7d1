"""Rows under one axis: bars from zero or points, with names, labels and columns."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import replace
from fractions import Fraction

from tieout.frozen import frozen
from tieout.hedges import Held, Line, Pen, breadth, past, point, shapes, tail
from tieout.ink import Group, Run, Shape, Words
from tieout.layouts.plan import (
    LEADING,
    TITLE,
    Laid,
    Plan,
    axis_line,
    grid,
    gutter,
    last_half,
    marks,
    measure,
    names_beside,
    plate,
    tick_words,
    ticks,
    title_above,
    wrapped,
)


@frozen
class Form:
    """What stands in a row. ``name`` is that of its marks; ``height`` gives how tall its ink stands.

    ``shapes`` draws the mark of a line, ``behind`` what leads the eye to it, both from zero at (left, top)
    and at so many of the drawing's units for one of the axis; ``shapes`` is also told the width of the plot.
    ``tail`` is how far the mark stands past its number.
    """

    name: str
    height: Callable[[Pen, bool], float]
    shapes: Callable[[Line, Pen, tuple[float, float], float, float, float], list[Shape]]
    behind: Callable[[Line, Pen, tuple[float, float], float, float], list[Shape]]
    tail: Callable[[Line, Pen, float], float]


def rows(plan: Plan, form: Form) -> Laid:
    """Return marks on one axis from zero: names at the left, labels after the marks, columns at the right.

    In a narrow rendering, and where that leaves the marks too little room, names and labels stand above them.
    """
    beside = None if plan.rendering.medium == "narrow" else _beside(plan, form)
    return beside or _over(plan, form)


# --- bars, points --------------------------------------------------------------------------------


def _pointed(
    line: Line, pen: Pen, at: tuple[float, float], height: float, scale: float, _whole: float
) -> list[Shape]:
    """Return the point of ``line`` in the middle of its row."""
    end = float(line.extent.end) * scale
    back = end if line.threshold else end - float(line.extent.start) * scale
    return point(line, pen, (at[0] + end, at[1] + height / 2), back)


def _leader(line: Line, pen: Pen, at: tuple[float, float], height: float, scale: float) -> list[Shape]:
    """Return a hairline from zero to where the ink of a point begins: it leads the eye, and is no bar."""
    y, held = at[1] + height / 2, line.extent.held
    until = float(line.extent.start if held is Held.RANGE else line.extent.end) * scale
    until -= 0.0 if held is Held.RANGE else pen.ring
    if line.threshold or held is Held.UNSTATED or until <= 0:
        return []
    ends = ((at[0], y), (at[0] + until, y))
    return [Shape((ends,), stroke="hair", weight=pen.look.axis * pen.line, closed=False, part="guide")]


BARS = Form(
    "bar",
    lambda pen, narrow: pen.look.bar * pen.text * (0.85 if narrow else 1.0),
    shapes,
    lambda *_: [],
    tail,
)
POINTS = Form(
    "point", lambda pen, narrow: breadth(pen), _pointed, _leader, lambda line, pen, height: past(line, pen)
)


# --- names beside their marks --------------------------------------------------------------------


def _beside(plan: Plan, form: Form) -> Laid | None:
    """Return the layout with names at the left; None where a third of the width is not left for the marks."""
    pen, width = plan.pen, plan.rendering.width
    height = form.height(pen, False)
    most = pen.look.names * width
    texts = [(wrapped(line.name, pen.text, most), wrapped(line.sub, pen.small, most)) for line in plan.lines]
    left = gutter(pen, texts)
    columns = _columns(plan, pen)
    right = width - (sum(columns) + 1.7 * pen.text * len(columns) if columns else 0.0)
    steps = ticks(plan.most, plan.unit, pen.look.gridlines)
    scale = _scale(plan, form, steps, right - left, right - left if columns else width - left)
    if float(max(plan.most, steps[-1])) * scale < width * 0.3:
        return None
    head = _heads_height(plan, pen)
    tops = []
    y = head
    for names, subs in texts:
        block = len(names) * pen.text * LEADING + len(subs) * pen.small * LEADING
        pitch = max(height + pen.look.gap * pen.text, block + 0.75 * pen.text)
        tops.append((y + (pitch - height) / 2, y + pitch / 2))
        y += pitch
    base = y
    groups: list[Group] = []
    labels = [
        _label(pen, line, left, middle, scale, form.tail(line, pen, height))
        for line, (_, middle) in zip(plan.lines, tops, strict=True)
    ]
    groups.append(grid(pen, steps[1:], left, head, base, scale))
    for line, (names, subs), (top, middle), label in zip(plan.lines, texts, tops, labels, strict=True):
        whole = min(right - left, float(steps[-1]) * scale)
        group = Group(line.data, form.shapes(line, pen, (left, top), height, scale, whole))
        groups.append(Group((), form.behind(line, pen, (left, top), height, scale)))
        crossed = any(
            label.box.left - 2 < left + float(step) * scale < label.box.right + 2 for step in steps[1:]
        )
        if crossed or line.extent.held is Held.UNSTATED:
            group.items.append(plate(label, pen))
        group.items.append(label)
        groups += [names_beside(pen, names, subs, left - 0.9 * pen.text, middle), group]
    groups += _cells(plan, pen, columns, [middle for _, middle in tops], head)
    groups.append(axis_line(pen, left, head, base))
    groups.append(tick_words(plan, pen, steps, left, base, scale, plan.rendering.width))
    if plan.title:
        groups.append(Group((), [Words(left, 0.78 * pen.small, plan.title, pen.small, data=TITLE)]))
    return Laid(tuple(groups), base + 1.75 * pen.small, marks(plan.lines, plan.heads, form.name))


def _scale(plan: Plan, form: Form, steps: Sequence[Fraction], room: float, foot: float) -> float:
    """Return the drawing's units for one of the axis, so that every label fits right of its mark."""
    pen = plan.pen
    height = form.height(pen, False)
    scales = [
        (room - form.tail(line, pen, height) - 0.55 * pen.text - measure((line.label,), pen.text))
        / float(line.extent.end)
        for line in plan.lines
        if line.extent.end
    ]
    return min([*scales, (foot - last_half(plan, pen, steps)) / float(steps[-1])])


def _label(pen: Pen, line: Line, left: float, middle: float, scale: float, over: float) -> Words:
    """Return the label of a mark that stands ``over`` past its number; without a number, at the axis."""
    baseline = middle + pen.text * line.label.face.cap_height / 2
    if line.extent.held is Held.UNSTATED:
        return Words(left + pen.text, baseline, (line.label,), pen.text)
    x = left + float(line.extent.end) * scale + over + 0.55 * pen.text
    return Words(x, baseline, (line.label,), pen.text)


# --- names above their marks ---------------------------------------------------------------------


def _over(plan: Plan, form: Form) -> Laid:
    """Return the layout with the names above the marks, and the columns beside the names or under them.

    A label stands after its mark, in a narrow rendering at the right of its name.
    """
    pen, width, narrow = plan.pen, plan.rendering.width, plan.rendering.medium == "narrow"
    height = form.height(pen, narrow)
    left = pen.look.axis * pen.line / 2
    steps = ticks(plan.most, plan.unit, pen.look.gridlines)
    after = [0.0 if narrow else measure((line.label,), pen.text) + 0.55 * pen.text for line in plan.lines]
    scale = min(
        [
            (width - left - 1 - form.tail(line, pen, height) - room) / float(line.extent.end)
            for line, room in zip(plan.lines, after, strict=True)
            if line.extent.end
        ]
        + [(width - left - last_half(plan, pen, steps)) / float(steps[-1])]
    )
    behind: list[Group] = []
    groups, y = title_above(plan)
    base = y
    for order, line in enumerate(plan.lines):
        y += pen.look.gap * pen.text * 0.8 if order or plan.title else 0.0
        texts, y = _above(plan, pen, line, y, width)
        y += 0.68 * pen.text
        base = y + 1.12 * height
        behind.append(grid(pen, steps[1:], left, y - 0.12 * height, base, scale))
        whole = float(steps[-1]) * scale
        mark = Group(line.data, form.shapes(line, pen, (left, y), height, scale, whole))
        groups.append(Group((), form.behind(line, pen, (left, y), height, scale)))
        if not narrow:
            label = _label(pen, line, left, y + height / 2, scale, form.tail(line, pen, height))
            mark.items += [plate(label, pen), label]
        else:
            mark.items.append(texts.items.pop())
        groups += [texts, mark, axis_line(pen, left, y - 0.12 * height, base)]
        y += height
    feet = tick_words(plan, pen, steps, left, base, scale, width)
    return Laid((*behind, *groups, feet), base + 1.75 * pen.small, marks(plan.lines, plan.heads, form.name))


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
    beside = measure(line.sub, pen.small)
    wide = measure(cells[0], pen.small) if cells else 0.0
    if over + beside + (wide + pen.text if cells else 0.0) <= width and len(cells) < 2:
        texts.items += [Words(over, y, line.sub, pen.small)] if line.sub else []
        texts.items += [Words(width, y, cells[0], pen.small, "end")] if cells else []
        return texts, y
    gap = (Run("\u2003", face, "ink-3"),)
    if line.sub and cells and beside + wide + pen.text <= width and len(cells) < 2:
        cells = [(*line.sub, *gap, *cells[0])]
    elif line.sub:
        cells = [*wrapped(line.sub, pen.small, width), *cells]
    for runs in cells:
        y += pen.small * LEADING
        texts.items.append(Words(0, y, runs, pen.small))
    return texts, y


def _above_narrow(plan: Plan, pen: Pen, line: Line, top: float, width: float) -> tuple[Group, float]:
    room = width - measure((line.label,), pen.text) - pen.text
    beside = room > width * 0.3
    y = top + pen.text
    names = wrapped(line.name, pen.text, room if beside else width)
    texts = Group(
        (), [Words(0, y + nth * pen.text * LEADING, runs, pen.text) for nth, runs in enumerate(names)]
    )
    y += (len(names) - beside) * pen.text * LEADING
    at = top + pen.text if beside else y
    label = (
        Words(width, at, (line.label,), pen.text, "end") if beside else Words(0, at, (line.label,), pen.text)
    )
    for runs in [*wrapped(line.sub, pen.small, width), *_column_lines(plan, pen, line, width)]:
        y += pen.small * LEADING
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
            cell,
        )
        joined = (*made[-1], Run("\u2003", face, "ink-3"), *said) if made else said
        if made and measure(joined, pen.small) <= width:
            made[-1] = joined
        else:
            made.append(said)
    return made


# --- columns -------------------------------------------------------------------------------------


def _columns(plan: Plan, pen: Pen) -> list[float]:
    """Return how wide each column is: its widest cell, or the longest word of its head."""
    widths = []
    for order, head in enumerate(plan.heads):
        cells = [measure((line.cells[order],), pen.text) for line in plan.lines if order < len(line.cells)]
        widths.append(max([*cells, measure(head, pen.small)]))
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
        line = ((first, y), (right, y))
        groups.append(
            Group((), [Shape((line,), stroke="hair", weight=rule, closed=False, part="rule")])
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
