"""Headline numbers: each at display size over its bar, all bars on one scale."""

from __future__ import annotations

import re
from dataclasses import replace

from tieout.hedges import Line, brim, shapes, tail
from tieout.ink import Group, Run, Words
from tieout.layouts.plan import (
    LEADING,
    Laid,
    Plan,
    axis_line,
    grid,
    last_half,
    marks,
    measure,
    tick_words,
    ticks,
    wrapped,
)

_DESCENDER = re.compile("[gjpqy,]")


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
        (room - left - last_half(plan, pen, steps)) / float(steps[-1]),
    )
    gap = 0.6 * pen.text
    beside = all(
        measure(line.name, pen.text) + gap + measure(line.sub, pen.text) <= width for line in plan.lines
    )
    groups: list[Group] = []
    y = base = 0.0
    for order, line in enumerate(plan.lines):
        y += (0.22 * size + gap if order else 0.0) + 0.8 * pen.text
        name = Words(0, y, line.name, pen.text)
        groups.append(Group((), [name]))
        if beside and line.sub:
            groups.append(Group((), [Words(name.width + gap, y, line.sub, pen.text)]))
        for runs in [] if beside else wrapped(line.sub, pen.text, room):
            y += pen.text * LEADING
            groups.append(Group((), [Words(0, y, runs, pen.text)]))
        y += 0.0 if beside else 0.3 * pen.text
        mark = Group(line.data)
        drop = 0.0
        for runs in _number_lines(plan, line, size, width):
            y += size
            number = Words(0, y, runs, size)
            drop = number.box.bottom - y
            mark.items.append(number)
        cap = brim(line, height) + broad.look.cap * broad.line / 2 if brim(line, height) else 0.0
        y += max(size * (0.33 if _DESCENDER.search(line.label.text) else 0.25), drop + cap)
        base = y + height * 1.1
        mark.items += shapes(line, broad, (left, y), height, scale, float(steps[-1]) * scale)
        segment = (y - 0.1 * height, base)
        groups += [grid(pen, steps[1:], left, *segment, scale), mark, axis_line(pen, left, *segment)]
        y += height
    groups.append(tick_words(plan, pen, steps, left, base, scale, width))
    named = [replace(line, sub=()) for line in plan.lines]  # a caption is no part of a name
    return Laid(tuple(groups), base + 1.75 * pen.small, marks(named, (), "bar"))


def _number_lines(plan: Plan, line: Line, size: float, width: float) -> list[tuple[Run, ...]]:
    run = replace(line.label, face=plan.house.faces["display"])
    return wrapped((run,), size, width)
