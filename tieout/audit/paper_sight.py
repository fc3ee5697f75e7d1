"""Whether the texts of a page can be seen: what lies over them, what they stand on, what cuts them off."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator, Mapping, Sequence
from functools import lru_cache
from itertools import groupby, pairwise
from typing import NamedTuple

from tieout.audit.finished import Box

Point = tuple[float, float]
Colour = tuple[float, float, float]
"""Red, green and blue, from 0 to 255."""
Paint = tuple[Colour, float]
"""A colour, and how strong it is, from 0, which is not seen, to 1."""

WHITE: Colour = (255.0, 255.0, 255.0)
UNPAINTED = "is not painted"
FAINT = "has the colour of what it stands on"
OVER = "lies under what is painted over it"
CUT = "is cut off"
OUT = "stands off its page"

_LEAST = 2.0  # contrast, as WCAG 2 counts it: half of what large letters need
_FAINTEST = 0.25  # of full strength
_LAP = 1.0  # points: how far ink may reach into the box of a text
_THIN = 2.0  # points: what is no wider is a line, and no ground to stand on
_BAND = 16.0  # points: texts are sought by the bands of the page that they stand in
_MOST = 4_000_000  # pairs of a text and a fill of one page that are looked at


class Stood(NamedTuple):
    """A text as it is painted; ``order`` counts what the page paints, ``clip`` is the box it is cut to."""

    box: Box
    order: int
    paint: Paint
    clip: Box | None = None


class Fill(NamedTuple):
    """A box that is filled; ``covers`` unless it is held elsewhere where it may stand.

    ``outline`` are the corners of what is no box, in it.
    """

    box: Box
    order: int
    colour: Colour
    covers: bool = True
    outline: tuple[Point, ...] = ()


class TooMuch(Exception):
    """A page shows more than is read."""


def hidden(texts: Sequence[Stood], fills: Sequence[Fill], sheet: Box) -> tuple[tuple[str, Box], ...]:
    """Return the texts that are not seen, each with how that comes: those next to each other are one.

    Both come in the order of painting; ``sheet`` is what is shown of the page, which is white.

    Raises:
        TooMuch: more lies over and under each other than on any page of a briefing.
    """
    covered = _covered(texts, fills)
    faint = _faint(texts, fills)

    def reason(text: Stood) -> str:
        if text.paint[1] < _FAINTEST:
            return UNPAINTED
        if not _within(text.box, sheet):
            return OUT
        if text.clip is not None and not _within(text.box, text.clip):
            return CUT
        return OVER if text.order in covered else FAINT if text.order in faint else ""

    runs = ((why, [one.box for one in held]) for why, held in groupby(texts, reason))
    return tuple((why, _around(boxes)) for why, boxes in runs if why)


def contrast(one: Colour, other: Colour) -> float:
    """Return how much lighter the one is than the other, from 1 to 21 (WCAG 2, 1.4.3)."""
    low, high = sorted((_luminance(one), _luminance(other)))
    return (high + 0.05) / (low + 0.05)


def corners(box: Box) -> tuple[Point, ...]:
    """Return the corners of a box, one after the other around it."""
    left, bottom, right, top = box
    return ((left, bottom), (right, bottom), (right, top), (left, top))


def is_box(points: Sequence[Point]) -> bool:
    """Tell whether the corners of a path are those of a box, in that order."""
    ring = points[:-1] if points[0] == points[-1] else points
    is_level = [
        abs(one[0] - other[0]) < 0.01 or abs(one[1] - other[1]) < 0.01
        for one, other in pairwise((*ring, ring[0]))
    ]
    return len(ring) == 4 and all(is_level)


def is_beside(one: Box, other: Box) -> bool:
    """Tell whether a box is next to another on a line: no farther than both are high."""
    room = max(one[3] - one[1], other[3] - other[1])
    return -room < other[0] - one[2] < room and one[1] < other[3] and other[1] < one[3]


def mixed(colour: Colour, strength: float) -> Colour:
    """Return a colour as it is on white at a strength from 0 to 1."""
    red, green, blue = (one * strength + 255.0 * (1 - strength) for one in colour)
    return red, green, blue


@lru_cache(maxsize=1024)
def _luminance(colour: Colour) -> float:
    red, green, blue = (
        one / 3294.6 if one <= 10 else ((one / 255 + 0.055) / 1.055) ** 2.4 for one in colour
    )
    return 0.2126 * red + 0.7152 * green + 0.0722 * blue


def _covered(texts: Sequence[Stood], fills: Sequence[Fill]) -> set[int]:
    """Return the orders of the texts over which something is painted later."""
    bands: Mapping[int, list[Stood]] = defaultdict(list)
    for text in texts:
        low, high = int(text.box[1] // _BAND), int(text.box[3] // _BAND)
        bands[low].append(text)
        for band in range(low + 1, high + 1):
            bands[band].append(text)
    found: set[int] = set()
    left = _MOST
    for fill in fills:
        if not fill.covers:
            continue
        low, high = int(fill.box[1] // _BAND), int(fill.box[3] // _BAND)
        for band in range(low, high + 1) if high - low < len(bands) else list(bands):
            for text in bands.get(band, ()):
                if text.order > fill.order:
                    break
                left -= 1
                if text.order not in found and _laps(text.box, fill.box):
                    found.add(text.order)
            if left < 0:
                raise TooMuch
    return found


def _faint(texts: Sequence[Stood], fills: Sequence[Fill]) -> set[int]:
    """Return the orders of the texts that have about the colour of what lies under them."""
    grounds = [one for one in fills if min(_sides(one.box)) > _THIN]
    alike: dict[Paint, tuple[Colour, bool, list[Fill]]] = {}
    found: set[int] = set()
    left = _MOST
    for text in texts:
        known = alike.get(text.paint)
        if known is None:
            colour = mixed(*text.paint)
            near = [one for one in grounds if contrast(one.colour, colour) < _LEAST]
            known = alike[text.paint] = (colour, contrast(colour, WHITE) < _LEAST, near)
        colour, is_light, near = known
        left -= len(near)
        if not is_light and not _stands_on(text, near):
            continue
        left -= len(grounds)
        if left < 0:
            raise TooMuch
        below = [one for one in grounds if one.order < text.order]
        if any(contrast(colour, _ground(below, point)) < _LEAST for point in _sample(text.box)):
            found.add(text.order)
    return found


def _stands_on(text: Stood, fills: Sequence[Fill]) -> bool:
    """Tell whether any of some fills, which come as they are painted, is under a text and reaches into it."""
    for fill in fills:
        if fill.order >= text.order:
            return False
        if _laps(text.box, fill.box):
            return True
    return False


def _ground(fills: Sequence[Fill], point: Point) -> Colour:
    """Return the colour of what is painted last at a place."""
    return next((one.colour for one in reversed(fills) if _holds(one, point)), WHITE)


def _sample(box: Box) -> Iterator[Point]:
    """Yield where the ground of a text is looked at: near its ends, and in its middle."""
    left, bottom, right, top = box
    middle, inset = (bottom + top) / 2, min(_LAP, (right - left) / 4)
    yield left + inset, middle
    yield (left + right) / 2, middle
    yield right - inset, middle


def _sides(box: Box) -> tuple[float, float]:
    return box[2] - box[0], box[3] - box[1]


def _holds(fill: Fill, point: Point) -> bool:
    """Tell whether a place is within a fill: of an outline, whether a line leaves it an odd time."""
    left, bottom, right, top = fill.box
    x, y = point
    if not (left <= x <= right and bottom <= y <= top):
        return False
    if not fill.outline:
        return True
    is_in = False
    for (x1, y1), (x2, y2) in pairwise((*fill.outline, fill.outline[0])):
        if (y1 > y) != (y2 > y) and x < x1 + (y - y1) * (x2 - x1) / (y2 - y1):
            is_in = not is_in
    return is_in


def _laps(text: Box, fill: Box) -> bool:
    """Tell whether a fill reaches into the box of a text, or holds a text that is smaller than that."""
    if text[0] >= fill[2] or text[2] <= fill[0] or text[1] >= fill[3] or text[3] <= fill[1]:
        return False  # nearly always
    across = min(text[2], fill[2]) - max(text[0], fill[0])
    down = min(text[3], fill[3]) - max(text[1], fill[1])
    wide, high = _sides(text)
    return across > min(_LAP, wide * 0.9) and down > min(_LAP, high * 0.9)


def _within(box: Box, around: Box) -> bool:
    return (
        box[0] >= around[0] - _LAP
        and box[1] >= around[1] - _LAP
        and box[2] <= around[2] + _LAP
        and box[3] <= around[3] + _LAP
    )


def _around(boxes: Sequence[Box]) -> Box:
    left, bottom, right, top = zip(*boxes, strict=True)
    return (min(left), min(bottom), max(right), max(top))
