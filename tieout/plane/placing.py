"""Labels beside what they name: measured blocks of text put where they meet nothing, each time alike."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, field
from functools import cached_property
from math import hypot

from tieout.frozen import frozen
from tieout.ink import Box, Run, Shape, Stroke, Words
from tieout.layouts.plan import LEADING

Spot = tuple[float, float]


class Unplaced(Exception):
    """A label found no free place; ``name`` says which."""

    def __init__(self, name: str) -> None:
        super().__init__(name)
        self.name = name


# --- blocks of text ------------------------------------------------------------------------------


@dataclass(frozen=True)
class Block:
    """Lines of text that stand together, each its runs and their size.

    ``pivot`` is the line that stands level with what the block names, where it stands beside it.
    """

    lines: tuple[tuple[tuple[Run, ...], float], ...]
    pivot: int = 0

    @cached_property
    def _drops(self) -> tuple[float, ...]:
        """How far each baseline lies below the first."""
        drops, drop = [], 0.0
        for order, (_, size) in enumerate(self.lines):
            drop += size * LEADING if order else 0.0
            drops.append(drop)
        return tuple(drops)

    @cached_property
    def _inks(self) -> tuple[Box, ...]:
        """The ink of each line, set from 0 rightwards on a baseline at its drop."""
        return tuple(
            Words(0.0, drop, runs, size).box
            for drop, (runs, size) in zip(self._drops, self.lines, strict=True)
        )

    @property
    def top(self) -> float:
        """How high the ink stands over the first baseline, as a negative number."""
        return min(ink.top for ink in self._inks)

    @property
    def bottom(self) -> float:
        """How far the ink reaches below the first baseline."""
        return max(ink.bottom for ink in self._inks)

    @property
    def width(self) -> float:
        """How wide the widest line stands."""
        return max(ink.right for ink in self._inks)

    @property
    def level(self) -> float:
        """How far the middle of the pivot's capitals lies below the first baseline."""
        runs, size = self.lines[self.pivot]
        return self._drops[self.pivot] - runs[0].face.cap_height * size / 2

    def boxes(self, x: float, y: float, anchor: str) -> tuple[Box, ...]:
        """Return the ink of each line, the first baseline at ``y``."""
        made = []
        for ink in self._inks:
            left = x - {"start": 0.0, "middle": ink.right / 2, "end": ink.right}[anchor]
            made.append(Box(left, y + ink.top, left + ink.right, y + ink.bottom))
        return tuple(made)

    def words(self, x: float, y: float, anchor: str) -> tuple[Words, ...]:
        """Return the lines as words, the first baseline at ``y``."""
        return tuple(
            Words(x, y + drop, runs, size, anchor)
            for drop, (runs, size) in zip(self._drops, self.lines, strict=True)
        )


# --- what labels must keep clear of --------------------------------------------------------------


@dataclass(slots=True)
class Board:
    """What stands on the drawing already: ``frame`` bounds it, ``boxes`` and ``strokes`` are taken.

    ``clear`` is how far text keeps from them.
    """

    frame: Box
    clear: float
    boxes: list[Box] = field(default_factory=list)
    strokes: list[Stroke] = field(default_factory=list)

    def draw(self, shapes: Iterable[Shape]) -> None:
        """Take the ink of ``shapes``."""
        for shape in shapes:
            if shape.round or shape.fill:
                self.boxes.append(shape.box)
            else:
                self.strokes += shape.strokes

    def free(self, box: Box) -> bool:
        """Return whether text in ``box`` would stand clear of all that is there."""
        frame = self.frame
        if box.left < frame.left or box.right > frame.right:
            return False
        if box.top < frame.top or box.bottom > frame.bottom:
            return False
        wide = box.grown(self.clear)
        if any(wide.meets(other) for other in self.boxes):
            return False
        return not any(stroke.meets(wide) for stroke in self.strokes)

    def passes(self, stroke: Stroke) -> bool:
        """Return whether ``stroke`` would cross nothing that is there."""
        if any(stroke.meets(box) for box in self.boxes):
            return False
        return not any(stroke.crosses(other) for other in self.strokes)


# --- labels --------------------------------------------------------------------------------------


@dataclass(frozen=True)
class Label:
    """Text that names the mark at ``at``, which takes ``around``.

    ``sets`` are the ways to set it, best first, each with the sides it may then stand on, best first, as
    points of the compass; each way after the first costs a ``step`` more. ``also`` are further places, each
    with what is around it, where it may stand as well. It stands nearer to one of ``owns`` (``at`` where
    there are none) than to any of ``rivals``, which it could be taken to name.
    """

    name: str
    at: Spot
    around: Box
    sets: tuple[tuple[Block, tuple[str, ...]], ...]
    also: tuple[tuple[Spot, Box], ...] = ()
    owns: tuple[Spot, ...] = ()
    rivals: tuple[Spot, ...] = ()
    step: float = 1.0


@frozen
class Placed:
    """A label where it stands; ``leader`` is the thin line from it to its mark, None if it is beside it.

    ``cost`` tells how much better it could stand: 0 where it is set as it is best at the place it is best at.
    """

    label: Label
    words: tuple[Words, ...]
    boxes: tuple[Box, ...]
    cost: float = 0.0
    leader: Stroke | None = None


_TURNS = 6  # how many labels may be put first, one after another
_FAR = (2.0, 3.2, 4.6, 6.2)  # how far a label with a leader may stand off, in sizes of its text
_FINE = 0.35  # half the weight of a leader
_LEADER = 4.0  # what a leader costs, in steps down from the best way to set a label


def placed(labels: Sequence[Label], board: Board, gap: float, *, leaders: bool) -> list[Placed]:
    """Return each label where it meets neither another nor what ``board`` has, in the order given.

    They are placed one after another; one that finds no place is put first, and all begin again. ``gap`` is
    how far a label stands from its mark. With ``leaders`` it may stand further off, at the end of a line.

    Raises:
        Unplaced: a label finds no place though it comes first, or comes back, or too many have come first.
    """
    order = list(range(len(labels)))
    tried: set[int] = set()
    while True:
        failed, found = _round(labels, order, board, gap, leaders)
        if failed is None:
            return [found[nth] for nth in range(len(labels))]
        if failed in tried or order[0] == failed or len(tried) == _TURNS:
            raise Unplaced(labels[failed].name)
        tried.add(failed)
        order.remove(failed)
        order.insert(0, failed)


def _round(
    labels: Sequence[Label], order: Sequence[int], board: Board, gap: float, leaders: bool
) -> tuple[int | None, dict[int, Placed]]:
    """Return the first label that finds no place, None if all do, and where those before it stand."""
    taken = Board(board.frame, board.clear, list(board.boxes), list(board.strokes))
    found: dict[int, Placed] = {}
    for nth in order:
        one = next(_places(labels[nth], taken, gap, leaders), None)
        if one is None:
            return nth, found
        found[nth] = one
        taken.boxes += one.boxes
        taken.strokes += [one.leader] if one.leader else []
    return None, found


def _places(label: Label, board: Board, gap: float, leaders: bool) -> Iterator[Placed]:
    """Yield the free places of a label, best first."""
    spots = ((label.at, label.around), *label.also)
    for away, (at, around) in enumerate(spots):
        for rank, (block, ways) in enumerate(label.sets):
            for x, y, anchor in _beside(block, at, around, ways, gap):
                boxes = block.boxes(x, y, anchor)
                if all(board.free(box) for box in boxes) and _own(boxes, label, at, gap):
                    yield Placed(label, block.words(x, y, anchor), boxes, rank * label.step + bool(away))
    for off in _FAR if leaders else ():
        for at, around in spots:
            for rank, (block, ways) in enumerate(label.sets):
                for x, y, anchor in _off(block, at, around, ways, off * block.lines[0][1]):
                    boxes = block.boxes(x, y, anchor)
                    if all(board.free(box) for box in boxes):
                        leader = _led(at, around, hull(boxes), gap)
                        if board.passes(leader):
                            cost = _LEADER + off + rank * label.step
                            yield Placed(label, block.words(x, y, anchor), boxes, cost, leader)


def _beside(
    block: Block, at: Spot, around: Box, ways: Sequence[str], gap: float
) -> Iterator[tuple[float, float, str]]:
    """Yield where a block may stand beside a mark: x, the first baseline, the anchor."""
    level = at[1] - block.level
    over, under = around.top - gap - block.bottom, around.bottom + gap - block.top
    near = gap * 0.4
    places = {
        "e": [(around.right + gap, level, "start")],
        "w": [(around.left - gap, level, "end")],
        "n": [(at[0], over, "middle")],
        "s": [(at[0], under, "middle")],
        "ne": _corner(around.right, at[0], around.left, over + gap + near, over, "start"),
        "nw": _corner(around.left, at[0], around.right, over + gap + near, over, "end"),
        "se": _corner(around.right, at[0], around.left, under - gap - near, under, "start"),
        "sw": _corner(around.left, at[0], around.right, under - gap - near, under, "end"),
    }
    for way in ways:
        yield from places[way]


def _corner(
    aside: float, middle: float, across: float, level: float, clear: float, anchor: str
) -> list[tuple[float, float, str]]:
    """Return where text may stand at a corner of a mark: beside it, then across all of it, or half."""
    return [(aside, level, anchor), (across, clear, anchor), (middle, clear, anchor)]


_OFF = {  # by side: how far across and down, and the anchor; twice, steep and flat
    "ne": ((0.4, -0.9, "start"), (0.9, -0.4, "start")), "n": ((0.0, -1.0, "middle"),),
    "nw": ((-0.4, -0.9, "end"), (-0.9, -0.4, "end")),
    "e": ((1.0, 0.0, "start"),), "w": ((-1.0, 0.0, "end"),),
    "se": ((0.4, 0.9, "start"), (0.9, 0.4, "start")), "s": ((0.0, 1.0, "middle"),),
    "sw": ((-0.4, 0.9, "end"), (-0.9, 0.4, "end")),
}  # fmt: skip


def _off(
    block: Block, at: Spot, around: Box, ways: Sequence[str], off: float
) -> Iterator[tuple[float, float, str]]:
    """Yield where a block may stand ``off`` a mark, at the end of a leader."""
    for way in ways:
        for across, down, anchor in _OFF[way]:
            x = {"start": around.right, "middle": at[0], "end": around.left}[anchor] + across * off
            if down < 0:
                yield x, around.top + down * off - block.bottom, anchor
            elif down > 0:
                yield x, around.bottom + down * off - block.top, anchor
            else:
                yield x, at[1] - block.level, anchor


_NEARER = 1.4  # times as near as the next mark, text is plainly beside its own


def _own(boxes: Sequence[Box], label: Label, at: Spot, gap: float) -> bool:
    """Return whether text in ``boxes`` stands plainly nearer to its own mark than to any other."""
    nearest = min(box.distance(own) for own in label.owns or (at,) for box in boxes)
    least = max(nearest * _NEARER, nearest + gap)
    return all(box.distance(rival) >= least for rival in label.rivals for box in boxes)


def _led(at: Spot, around: Box, text: Box, gap: float) -> Stroke:
    """Return the leader from the rim of a mark to its text."""
    text = text.grown(gap * 0.4)
    end = text.nearest(at)
    start = around.nearest(end)
    long = hypot(end[0] - start[0], end[1] - start[1]) or 1.0
    part = min(gap * 0.4 / long, 1.0)
    off = (start[0] + (end[0] - start[0]) * part, start[1] + (end[1] - start[1]) * part)
    return Stroke(off, end, _FINE)


def hull(boxes: Iterable[Box]) -> Box:
    """Return the least rectangle that holds every one of ``boxes``, of which there is at least one."""
    boxes = list(boxes)
    return Box(
        min(box.left for box in boxes),
        min(box.top for box in boxes),
        max(box.right for box in boxes),
        max(box.bottom for box in boxes),
    )
