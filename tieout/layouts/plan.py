"""What every layout rests on: the plan of a drawing, measured text, axes, gridlines and their words."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from dataclasses import replace
from fractions import Fraction
from math import ceil

from tieout.frozen import frozen
from tieout.hedges import House, Line, Pen
from tieout.ink import Group, Run, Shape, Words, number, rectangle
from tieout.model import Mark
from tieout.quantities.numerals import decimal
from tieout.scripts import Rendering

Axis = Callable[[Fraction, bool], str]
"""Says a place on the axis: with its unit where the flag is true, else the digits alone."""

LEADING = 1.24  # from line to line, in sizes of text
TITLE = (("data-part", "title"),)
"""What marks the words that name an axis."""


@frozen
class Plan:
    """What to lay out: the lines, and the words of the axis and of the columns' heads.

    ``counts`` is the unit of the axis, as content writes it.
    """

    house: House
    rendering: Rendering
    lines: tuple[Line, ...]
    axis: Axis
    unit: Fraction
    heads: tuple[tuple[Run, ...], ...] = ()
    title: tuple[Run, ...] = ()
    counts: str = ""

    @property
    def pen(self) -> Pen:
        """The sizes and weights of the rendering."""
        return pen_of(self.house, self.rendering)

    @property
    def most(self) -> Fraction:
        """Where the longest line ends."""
        return max(line.extent.end for line in self.lines)


def pen_of(house: House, rendering: Rendering) -> Pen:
    """Return the sizes and weights of a rendering."""
    look, medium = house.look, rendering.medium
    return Pen(look, look.text[medium], look.small[medium], 1.0 if medium == "print" else look.screen)


@frozen
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


# --- axes ----------------------------------------------------------------------------------------


def axes(
    name: str, scale: str, domain: tuple[str, str], span: tuple[float, float], counts: str
) -> tuple[tuple[str, str], ...]:
    """Return the attributes of an axis: from them alone a place of the drawing can be read as a number.

    ``name`` is x or y, ``scale`` linear, log or date. What ``domain`` says, numbers in whole units of
    ``counts`` or two dates, stands at the two places of ``span``.
    """
    return (
        ("class", "axes"),
        ("data-axis", name),
        ("data-scale", scale),
        ("data-domain", " ".join(domain)),
        ("data-range", " ".join(number(place) for place in span)),
        ("data-unit", counts),
    )


def grid(pen: Pen, steps: Sequence[Fraction], left: float, top: float, base: float, scale: float) -> Group:
    """Return upright gridlines at ``steps``, ``scale`` units of the drawing for one of the axis."""
    lines = tuple(((left + float(step) * scale, top), (left + float(step) * scale, base)) for step in steps)
    weight = pen.look.grid * pen.line
    return Group((), [Shape(lines, stroke="grid", weight=weight, closed=False, part="grid")])


def axis_line(pen: Pen, left: float, top: float, base: float) -> Group:
    """Return the upright line at zero."""
    line, weight = ((left, top), (left, base)), pen.look.axis * pen.line
    return Group((), [Shape((line,), stroke="ink", weight=weight, closed=False, part="axis")])


def _tick_run(plan: Plan, step: Fraction, whole: bool) -> Run:
    return Run(plan.axis(step, whole), plan.house.faces["sans"], "ink-2", (("data-class", "tick"),))


def tick_words(
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
    ends = (steps[0], steps[-1])
    span = (left + float(ends[0]) * scale, left + float(ends[1]) * scale)
    data = axes("x", "linear", (decimal(ends[0]), decimal(ends[1])), span, plan.counts)
    return Group(data, list(reversed(kept)))


def last_half(plan: Plan, pen: Pen, steps: Sequence[Fraction]) -> float:
    """Return how far the last word of the axis stands past its place."""
    return measure((_tick_run(plan, steps[-1], True),), pen.small) / 2 + 1


# --- text ----------------------------------------------------------------------------------------


def measure(runs: Sequence[Run], size: float) -> float:
    """Return how wide ``runs`` stand in one line."""
    return sum(run.face.width(run.text, size) for run in runs)


def wrapped(runs: Sequence[Run], size: float, width: float) -> list[tuple[Run, ...]]:
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


def plate(label: Words, pen: Pen) -> Shape:
    """Return the ground-coloured rectangle that keeps what lies under ``label`` away from it."""
    box, by = label.box, 0.3 * pen.text
    return Shape(
        (rectangle(box.left - by, box.top - 0.5, box.right - box.left + 2 * by, box.bottom - box.top + 1),),
        fill="ground",
        part="plate",
    )


def title_above(plan: Plan) -> tuple[list[Group], float]:
    """Return the title of the axis in lines at the head of a drawing, and where they end."""
    pen, y, groups = plan.pen, 0.0, []
    for runs in wrapped(plan.title, pen.small, plan.rendering.width) if plan.title else []:
        y += pen.small * LEADING
        groups.append(Group((), [Words(0, y - 0.3 * pen.small, runs, pen.small, data=TITLE)]))
    return groups, y


NamedLines = tuple[list[tuple[Run, ...]], list[tuple[Run, ...]]]
"""A row's name and its second line, each broken into lines."""


def gutter(pen: Pen, texts: Sequence[NamedLines]) -> float:
    """Return where the axis stands right of the names of rows and their second lines."""
    names = [measure(line, pen.text) for lines, _ in texts for line in lines]
    subs = [measure(line, pen.small) for _, lines in texts for line in lines]
    return max([*names, *subs]) + 0.9 * pen.text


def names_beside(
    pen: Pen, names: Sequence[tuple[Run, ...]], subs: Sequence[tuple[Run, ...]], x: float, middle: float
) -> Group:
    """Return a row's name and second line, right-aligned at ``x``, centred on ``middle``."""
    sizes = [pen.text] * len(names) + [pen.small] * len(subs)
    runs = [*names, *subs]
    cap = runs[0][0].face.cap_height * pen.text
    block = cap + sum(size * LEADING for size in sizes[1:])
    y = middle - block / 2 + cap
    group = Group()
    for order, (line, size) in enumerate(zip(runs, sizes, strict=True)):
        y += size * LEADING if order else 0
        group.items.append(Words(x, y, line, size, "end"))
    return group


def marks(lines: Sequence[Line], heads: Sequence[tuple[Run, ...]], form: str) -> tuple[Mark, ...]:
    """Return what was drawn as ``form``, then the cells: the same in every rendering.

    A row is told from others of its name by its second line, of a dispute by who says it.
    """
    beside = [line.place or "".join(run.text for run in line.sub) for line in lines]
    drawn = [
        Mark(line.words, line.address, line.label.text, form, told, line.account)
        for line, told in zip(lines, beside, strict=True)
    ]
    cells = [
        Mark(
            line.words,
            line.addresses[nth],
            cell.text,
            "cell",
            ", ".join(filter(None, (told, "".join(run.text for run in heads[nth])))),
        )
        for line, told in zip(lines, beside, strict=True)
        for nth, cell in enumerate(line.cells)
    ]
    return (*drawn, *cells)
