"""What a page of a finished PDF shows: its texts by marked content, and the labels and ink of its charts."""

from __future__ import annotations

import itertools
import math
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from itertools import groupby, repeat
from typing import Any, NamedTuple

import pypdfium2.raw as pdfium

from tieout.audit import paper_calls
from tieout.audit.finished import Box
from tieout.audit.paper_calls import AS_IS, Matrix, Room, address
from tieout.audit.paper_sight import (
    WHITE,
    Fill,
    Paint,
    Point,
    Stood,
    TooMuch,
    corners,
    hidden,
    is_beside,
    is_box,
    mixed,
)

MOST_SHOWN = 2_000_000
"""The objects and letters of one page beyond which it is not read."""

_DEEPEST = 40
_SMALLEST = 1.0  # points: below this no one reads a letter
_TRACE = 0.01  # of full strength: what is no stronger is not seen
_COVERING = 1.5  # points: a stroke from here on hides what is under it
_TURNED = 0.01  # the slope of a line from which on it is not level
_BROAD = 6.0  # points: a stroke from here on is more than a line
_PLAIN = 10  # segments: a box within a box
_SAME_LINE = 0.1  # points between baselines
_LAPPED, _PARTED, _SPACED = -0.35, 0.75, 0.12  # of the type size: gaps within a run, and what is a space
_INVISIBLE: Paint = (WHITE, 0.0)
# What letters without a meaning are read as, and PDFium's sign for a hyphen at a line's end.
_SAID = {**dict.fromkeys((0, 0xFFFE, 0xFFFF), 0xFFFD), 2: ord("-")}
# What a text is painted with, by its render mode; it is not, in modes 3 and 7.
_PAINT_OF_MODE = {
    pdfium.FPDF_TEXTRENDERMODE_FILL: paper_calls.fill_of,
    pdfium.FPDF_TEXTRENDERMODE_STROKE: paper_calls.stroke_of,
    pdfium.FPDF_TEXTRENDERMODE_FILL_STROKE: paper_calls.fill_of,
    pdfium.FPDF_TEXTRENDERMODE_FILL_CLIP: paper_calls.fill_of,
    pdfium.FPDF_TEXTRENDERMODE_STROKE_CLIP: paper_calls.stroke_of,
    pdfium.FPDF_TEXTRENDERMODE_FILL_STROKE_CLIP: paper_calls.fill_of,
}
_TEXT, _PATH, _IMAGE = pdfium.FPDF_PAGEOBJ_TEXT, pdfium.FPDF_PAGEOBJ_PATH, pdfium.FPDF_PAGEOBJ_IMAGE
_SHADING, _FORM = pdfium.FPDF_PAGEOBJ_SHADING, pdfium.FPDF_PAGEOBJ_FORM


class Shown(NamedTuple):
    """A text in one marked content: its words, where its first and its last letters stand, and all of it.

    ``page`` counts from 1.
    """

    words: str
    page: int
    first: Box
    last: Box
    box: Box


class Label(NamedTuple):
    """A run of text in a drawing: its words, the start of its baseline, the x of each letter, its box.

    All are in points from the lower left of the page. ``order`` counts what the page paints, from its first
    letter on; ``upright`` tells that its letters stand on a level line, as they are read.
    """

    words: str
    x: float
    y: float
    stops: tuple[float, ...]
    box: Box
    order: int
    upright: bool


class Ink(NamedTuple):
    """What a path paints: its box, and where it is in the order of painting."""

    box: Box
    order: int


@dataclass(frozen=True)
class Painted:
    """What a page shows.

    ``texts`` are by the number of their marked content, ``loose`` those in none, in the order of painting.
    ``labels`` and ``inks`` are of the marked contents that are charts, ``paths`` what else is drawn on a page
    that has one. ``pictures`` are the boxes of pictures made of pixels, ``shapes`` those of drawings outside
    of figures that are no line, box or round mark, ``tiny`` those of texts too small to be read, ``unknown``
    those of letters without a meaning. ``hidden`` are texts that no one sees, each with how it is hidden.
    """

    texts: Mapping[int, Shown] = field(default_factory=dict)
    loose: tuple[Shown, ...] = ()
    labels: Mapping[int, tuple[Label, ...]] = field(default_factory=dict)
    inks: Mapping[int, tuple[Ink, ...]] = field(default_factory=dict)
    paths: tuple[Ink, ...] = ()
    pictures: tuple[Box, ...] = ()
    shapes: tuple[Box, ...] = ()
    tiny: tuple[Box, ...] = ()
    unknown: tuple[Box, ...] = ()
    hidden: tuple[tuple[str, Box], ...] = ()


Runs = Sequence["int | Runs"]
"""Of what a chart draws, in order: the number of the run that each text is of, and within a form the same."""


def painted(document: Any, number: int, charts: Mapping[int, Runs], figures: frozenset[int]) -> Painted:
    """Return what page ``number`` (from 0) of a document of PDFium's shows.

    ``charts`` are the marked contents whose labels and ink are told, each with the runs of its texts;
    ``figures`` are all that are drawings, charts or not.

    Raises:
        TooMuch: there is more on it than on any page of a briefing.
        ValueError: PDFium can't read it.
    """
    page = pdfium.FPDF_LoadPage(document, number)
    if not page:
        raise ValueError(f"page {number + 1}")
    letters = pdfium.FPDFText_LoadPage(page)
    try:
        reading = _Reading(address(page), address(letters), number + 1, charts, figures)
        reading.walk()
        return reading.result()
    finally:
        pdfium.FPDFText_ClosePage(letters)
        pdfium.FPDF_ClosePage(page)


class _Text(NamedTuple):
    """The words of a text object, and the places of its letters among those of the page.

    ``before`` is what PDFium reads from the gap before it: nothing, a space, or the end of a line.
    """

    words: str
    places: range
    before: str


_SPACE = _Text(" ", range(0), "")
"""What a text object is read as of which PDFium tells nothing, as it does of spaces alone."""


class _Seen(NamedTuple):
    """How far what is in a form can be seen: how strong, up to 1, and the box it is cut to, if it is."""

    strength: float
    clip: Box | None


_WHOLLY = _Seen(1.0, None)


class _Reading:
    """One page, while it is read."""

    def __init__(
        self, page: int, letters: int, number: int, charts: Mapping[int, Runs], figures: frozenset[int]
    ) -> None:
        self.page, self.letters, self.number = page, letters, number
        self.charts, self.figures = charts, figures
        self.told = _texts(letters)
        self.left = MOST_SHOWN
        self.texts: dict[int, Shown] = {}
        self.loose: list[Shown] = []
        self.labels: dict[int, list[Label]] = {one: [] for one in charts}
        self.styles: dict[int, tuple[object, ...]] = {}
        self.runs = {content: iter(runs) for content, runs in charts.items()}
        self.inks: dict[int, list[Ink]] = {one: [] for one in charts}
        self.paths: list[Ink] = []
        self.pictures: list[Box] = []
        self.shapes: list[Box] = []
        self.tiny: list[Box] = []
        self.unknown: list[Box] = []
        self.last_was_loose = False
        self.order = 0
        self.stood: list[Stood] = []
        self.last_stood = 0
        self.fills: list[Fill] = []
        self.room = Room()

    def result(self) -> Painted:
        return Painted(
            self.texts,
            tuple(self.loose),
            {one: tuple(held) for one, held in self.labels.items()},
            {one: tuple(held) for one, held in self.inks.items()},
            tuple(self.paths),
            tuple(self.pictures),
            tuple(self.shapes),
            tuple(self.tiny),
            tuple(self.unknown),
            hidden(self.stood, self.fills, self.room.sheet(self.page)),
        )

    def walk(self) -> None:
        for nth in range(paper_calls.objects_of_page(self.page)):
            self._object(paper_calls.object_of_page(self.page, nth), -1, AS_IS, (), None, _WHOLLY)

    def _object(
        self,
        one: int,
        content: int,
        matrix: Matrix,
        forms: tuple[int, ...],
        runs: Iterator[int | Runs] | None,
        seen: _Seen,
    ) -> None:
        """Take what one object paints, within forms that let it be seen so far."""
        self.left -= 1
        self.order += 1
        if self.left < 0 or len(forms) > _DEEPEST:
            raise TooMuch
        if content not in self.charts:
            marked = paper_calls.content_of(one)
            content = content if marked < 0 else marked
        kind = paper_calls.type_of(one)
        runs = self.runs.get(content) if runs is None else runs
        if kind == _TEXT:
            run = next(runs, None) if runs else None
            self._text(one, content, matrix, (forms, run if isinstance(run, int) else None), seen)
        elif kind == _PATH:
            self._path(one, content, matrix, seen)
        elif kind == _IMAGE:
            box = _bounds(one, matrix, self.room)
            self.pictures.append(box)
            self.fills.append(Fill(box, self.order, WHITE))
        elif kind == _SHADING:
            box = _bounds(one, matrix, self.room)
            self.fills.append(Fill(box, self.order, WHITE, content not in self.charts))
            self.inks.get(content, self.paths).append(Ink(box, self.order))
        elif kind == _FORM:
            inner, forms = _times(self.room.matrix(one), matrix), (*forms, one)
            run = next(runs, None) if runs else None
            within = iter(run) if isinstance(run, (list, tuple)) else iter(())
            strength = self.room.colour(paper_calls.fill_of, one)[1]
            seen = _Seen(seen.strength * strength, _clip(one, matrix, seen.clip, self.room))
            for nth in range(paper_calls.objects_of_form(one)):
                self._object(paper_calls.object_of_form(one, nth), content, inner, forms, within, seen)

    def _path(self, one: int, content: int, matrix: Matrix, seen: _Seen) -> None:
        room = self.room
        stroke = _stroke(one, matrix, room)
        if stroke is not None and (self.charts or stroke.covers):
            clip = _clip(one, matrix, seen.clip, room)
            parts = list(_parts(one, stroke.whole, room))
            if self.charts and parts and not _is_void(box := _cut(_ink(parts, stroke), clip)):
                self.inks.get(content, self.paths).append(Ink(box, self.order))
            covers = content not in self.charts  # what charts paint is held against their data
            for points, paint in _filled(parts, stroke):
                colour, alpha = room.colour(paint, one)
                strength = alpha * seen.strength
                box = _cut(_around(points), clip)
                if strength > _TRACE and not _is_void(box):
                    outline = () if is_box(points) else tuple(points)
                    self.fills.append(Fill(box, self.order, mixed(colour, strength), covers, outline))
        if content not in self.figures and _is_shape(one, room):
            self.shapes.append(_bounds(one, matrix, room))

    def _text(
        self, one: int, content: int, matrix: Matrix, run: tuple[object, int | None], seen: _Seen
    ) -> None:
        box = _bounds(one, matrix, self.room)
        words, places, before = text = self.told.get(one, _SPACE)
        if box[3] - box[1] < _SMALLEST and _type_size(one, matrix, self.room) < _SMALLEST:
            self.tiny.append(box)
        if "\ufffd" in words:
            self.unknown.append(box)
        if words != " ":
            self._stand(one, box, matrix, seen)
        if content in self.charts:
            if places:
                self._label(one, content, text, run)
            return
        self._add(Shown(words, self.number, box, box, box), content, before)

    def _stand(self, one: int, box: Box, matrix: Matrix, seen: _Seen) -> None:
        """Add a text to those that may be hidden, or to the last of them: letters of one look on one line."""
        told = _PAINT_OF_MODE.get(paper_calls.mode_of_text(one))
        paint = self.room.colour(told, one) if told else _INVISIBLE
        if seen.strength != 1.0:
            paint = (paint[0], paint[1] * seen.strength)
        clip = _clip(one, matrix, seen.clip, self.room)
        order, stood = self.order, self.stood
        if stood and self.last_stood == order - 1:
            before, first, like, cut = stood[-1]
            if like == paint and cut == clip and is_beside(before, box):
                stood[-1] = Stood(union(before, box), first, like, clip)
                self.last_stood = order
                return
        stood.append(Stood(box, order, paint, clip))
        self.last_stood = order

    def _add(self, shown: Shown, content: int, before: str) -> None:
        if content >= 0:
            held = self.texts.get(content)
            if held:
                shown = joined(held, shown, before and (before.strip("\n") or " "))
            self.texts[content] = shown
        elif self.last_was_loose and self.loose and before != "\n":
            self.loose[-1] = joined(self.loose[-1], shown, before)
        elif shown.words.strip():
            self.loose.append(shown)
        self.last_was_loose = content < 0

    def _label(self, one: int, content: int, text: _Text, run: tuple[object, int | None]) -> None:
        """Add a text to the labels of a chart, or to the last of them, if it goes on with that.

        A drawing's letters are texts of their own. ``run`` tells whose they are; where it does not, letters
        of one look that stand close by on one line are a run.
        """
        stops, (x, y), box = self._placed(text)
        size, is_upright = self._size(text.places[0])
        look: tuple[object, ...] = ()
        if run[1] is None:
            look = (size, paper_calls.font_of(one), self.room.colour(paper_calls.fill_of, one))
        style, held = (run, look), self.labels[content]
        last = held[-1] if held and self.styles[content] == style else None
        if last is not None and abs(last.y - y) < _SAME_LINE:
            gap = (x - last.box[2]) / size if size else 0
            if run[1] is not None or _LAPPED < gap < _PARTED:
                is_apart = gap > _SPACED and not (last.words[-1].isspace() or text.words[0].isspace())
                space = " " if is_apart else ""
                stops = (*last.stops, *([last.box[2]] if space else ()), *stops)
                held[-1] = last._replace(
                    words=f"{last.words}{space}{text.words}",
                    stops=stops,
                    box=union(last.box, box),
                    upright=last.upright and is_upright,
                )
                return
        self.styles[content] = style
        held.append(Label(text.words, x, y, stops, box, self.order, is_upright))

    def _placed(self, text: _Text) -> tuple[tuple[float, ...], tuple[float, float], Box]:
        """Return the x of each letter, where the first starts, and the box of all with their own width."""
        places = [self.room.origin(self.letters, place) for place in text.places]
        boxes = [self.room.loose(self.letters, place) for place in text.places]
        stops = [x for x, _ in places]
        # A letter that PDFium draws from two of the text has one place among several letters.
        stops += [stops[-1]] * (len(text.words) - len(stops))
        return tuple(stops[: len(text.words)]), places[0], spanned(boxes)

    def _size(self, place: int) -> tuple[float, bool]:
        """Return the size of a letter, and whether it stands upright."""
        a, b, c, d, _, _ = self.room.letter_matrix(self.letters, place)
        size = paper_calls.letter_size(self.letters, place)
        is_upright = abs(b) < _TURNED * a and d > 0
        return round(size * math.hypot(c, d), 3), is_upright


def _texts(letters: int) -> dict[int, _Text]:
    """Return the text of each object of a page, by its address.

    One pass over all letters: PDFium finds an object's letters only by looking through those of the page.
    """
    count = paper_calls.letters_of(letters)
    if count > MOST_SHOWN:
        raise TooMuch
    found: dict[int, _Text] = {}
    told = paper_calls.text_of(letters, count).translate(_SAID)
    words: list[str] = []
    gap, before, last, start, place = "", "", 0, 0, 0
    for holder, held in groupby(map(paper_calls.holder_of, repeat(letters), range(count))):
        here, place = place, place + len(list(held))
        if not holder:  # spaces or line's ends that PDFium reads from a gap
            for one in told[here:place]:
                gap = "\n" if one in "\n\r" else gap or " "
            continue
        if holder != last:
            if last:
                found[last] = _with(found.get(last), words, range(start, here), before)
            words, before, start, last = [], gap, here, holder
        elif gap:
            words.append(" ")
        words.append(told[here:place])
        gap = ""
    if last:
        found[last] = _with(found.get(last), words, range(start, count), before)
    return found


def _with(known: _Text | None, words: list[str], places: range, before: str) -> _Text:
    text = _whole(words[0] if len(words) == 1 else "".join(words))
    return _Text(text, places, before) if known is None else known._replace(words=known.words + text)


def _whole(words: str) -> str:
    """Return words with pairs of halves as letters."""
    if not words.isascii() and any("\ud800" <= one <= "\udfff" for one in words):
        words = words.encode("utf-16-le", "surrogatepass").decode("utf-16-le", "replace")
    return words


def joined(first: Shown, then: Shown, between: str = "") -> Shown:
    """Return two texts as one."""
    if between and (first.words[-1:].isspace() or then.words[:1].isspace()):
        between = ""
    words = f"{first.words}{between}{then.words}"
    return Shown(words, first.page, first.first, then.last, union(first.box, then.box))


def union(one: Box, other: Box) -> Box:
    """Return the box around two."""
    left, bottom, right, top = one
    west, south, east, north = other
    return (
        west if west < left else left,
        south if south < bottom else bottom,
        east if east > right else right,
        north if north > top else top,
    )


def spanned(boxes: Sequence[Box]) -> Box:
    """Return the box around all, of which there is one at least."""
    left, bottom, right, top = zip(*boxes, strict=True)
    return (min(left), min(bottom), max(right), max(top))


# --- places ---------------------------------------------------------------------------------------


_NO_PLACE = (0.0, 0.0, 0.0, 0.0)


def _bounds(one: int, matrix: Matrix, room: Room) -> Box:
    box = room.bounds(one)
    if matrix is AS_IS:
        return box or _NO_PLACE
    return _moved(box, matrix) if box else _NO_PLACE


def _moved(box: Box, matrix: Matrix) -> Box:
    """Return the box around another that is moved or turned."""
    return _around([_at(matrix, x, y) for x, y in corners(box)])


def _times(first: Matrix, then: Matrix) -> Matrix:
    """Return the matrix that does ``first`` and ``then``."""
    a, b, c, d, e, f = first
    g, h, i, j, k, m = then
    return (a * g + b * i, a * h + b * j, c * g + d * i, c * h + d * j, e * g + f * i + k, e * h + f * j + m)


def _at(matrix: Matrix, x: float, y: float) -> Point:
    a, b, c, d, e, f = matrix
    return a * x + c * y + e, b * x + d * y + f


def _scale(matrix: Matrix) -> float:
    return math.sqrt(abs(matrix[0] * matrix[3] - matrix[1] * matrix[2]))


def _type_size(one: int, matrix: Matrix, room: Room) -> float:
    return room.type_size(one) * _scale(_times(room.matrix(one), matrix))


def _cut(box: Box, clip: Box | None) -> Box:
    """Return what is left of a box within a clip, which may turn out to be less than nothing."""
    if clip is None:
        return box
    return (max(box[0], clip[0]), max(box[1], clip[1]), min(box[2], clip[2]), min(box[3], clip[3]))


def _is_void(box: Box) -> bool:
    return box[0] > box[2] or box[1] > box[3]


def _clip(one: int, matrix: Matrix, around: Box | None, room: Room) -> Box | None:
    """Return the box that an object is cut to, within that of what is ``around`` it, or None if it is not."""
    for path in room.clips(one):
        points = [_at(matrix, x, y) for x, y in path]
        around = _cut(_around(points) if points else (0.0, 0.0, 0.0, 0.0), around)
    return around


# --- ink ------------------------------------------------------------------------------------------


class _Stroke(NamedTuple):
    """How a path is painted: by which rule it is filled, if it is, how wide half its line is, and where."""

    filled: int
    half: float
    whole: Matrix

    @property
    def covers(self) -> bool:
        """Whether it may hide what is under it."""
        return bool(self.filled) or self.half >= _COVERING / 2


def _stroke(path: int, matrix: Matrix, room: Room) -> _Stroke | None:
    """Return how a path is painted, or None if it is not."""
    filled, stroked = room.drawn(path)
    if not filled and not stroked:
        return None
    whole = _times(room.matrix(path), matrix)
    return _Stroke(filled, room.width(path) * _scale(whole) / 2 if stroked else 0.0, whole)


def _ink(parts: Sequence[Sequence[Point]], stroke: _Stroke) -> Box:
    """Return the box of what a path paints, of which there is one part at least.

    Of a line it is that of its points, for a hairline's width says nothing, unless the stroke is broad enough
    to be taken for a bar; of a curve that of its control points.
    """
    left, bottom, right, top = _around([point for part in parts for point in part])
    half = stroke.half
    if half < _BROAD / 2:
        return (left, bottom, right, top)
    return (left - half, bottom - half, right + half, top + half)


def _filled(
    parts: Sequence[Sequence[Point]], stroke: _Stroke
) -> Iterator[tuple[Sequence[Point], Callable[..., int]]]:
    """Yield the corners of what a path fills, or a broad stroke does, each with what tells its paint."""
    if stroke.filled == pdfium.FPDF_FILLMODE_ALTERNATE and len(parts) == 2:
        for box in _frame(*sorted(map(_around, parts), key=_area, reverse=True)):
            yield corners(box), paper_calls.fill_of
    elif stroke.filled:
        for part in parts:
            yield part, paper_calls.fill_of
    if stroke.half >= _COVERING / 2:
        for start, end in (pair for part in parts for pair in itertools.pairwise(part)):
            yield _broad(start, end, stroke.half), paper_calls.stroke_of


def _broad(start: Point, end: Point, half: float) -> tuple[Point, ...]:
    """Return the corners of a line ``half`` so wide to either side, and so much longer at its ends."""
    length = math.hypot(end[0] - start[0], end[1] - start[1]) or 1.0
    x, y = half * (end[0] - start[0]) / length, half * (end[1] - start[1]) / length
    return (
        (start[0] - x - y, start[1] - y + x),
        (end[0] + x - y, end[1] + y + x),
        (end[0] + x + y, end[1] + y - x),
        (start[0] - x + y, start[1] - y - x),
    )


def _around(points: Sequence[Point]) -> Box:
    """Return the box around points, of which there is one at least."""
    across, down = zip(*points, strict=True)
    return (min(across), min(down), max(across), max(down))


def _area(box: Box) -> float:
    return (box[2] - box[0]) * (box[3] - box[1])


def _frame(outer: Box, inner: Box) -> tuple[Box, ...]:
    """Return the sides of a frame; of two boxes of which none holds the other both."""
    (left, bottom, right, top), (west, south, east, north) = outer, inner
    if not (left <= west and bottom <= south and east <= right and north <= top):
        return (outer, inner)
    return (
        (left, bottom, west, top),
        (east, bottom, right, top),
        (left, bottom, right, south),
        (left, north, right, top),
    )


def _is_shape(path: int, room: Room) -> bool:
    """Tell whether a path may be the outlines of letters: no line, no box or frame, and no round mark."""
    if paper_calls.segments_of(path) <= _PLAIN:
        return False
    left, bottom, right, top = _bounds(path, AS_IS, room)
    width, height = right - left, top - bottom
    is_round = pdfium.FPDF_SEGMENT_BEZIERTO in room.kinds(path)
    return not is_round or abs(width - height) > 0.1 * max(width, height)


def _parts(path: int, matrix: Matrix, room: Room) -> Iterator[list[Point]]:
    """Yield the points of each part of a path that hangs together; a move alone paints nothing."""
    a, b, c, d, e, f = matrix
    part: list[Point] = []
    for kind, x, y in room.points(path):
        if kind == pdfium.FPDF_SEGMENT_MOVETO:
            if len(part) > 1:
                yield part
            part = []
        part.append((a * x + c * y + e, b * x + d * y + f))
    if len(part) > 1:
        yield part
