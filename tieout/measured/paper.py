"""A finished drawing as ink and words in its own units: paths, transforms and texts, out of SVG alone."""

from __future__ import annotations

import os
import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from functools import cached_property, lru_cache
from io import BytesIO
from pathlib import Path

from lxml import etree

from tieout.frozen import frozen
from tieout.measured.kinds import (
    ALTERED,
    UNKNOWN,
    Box,
    Fault,
    hull,
    where,
)

Point = tuple[float, float]
Matrix = tuple[float, float, float, float, float, float]

_PLAIN: Matrix = (1.0, 0.0, 0.0, 1.0, 0.0, 0.0)
_HOLDERS = frozenset({"svg", "g", "a"})
_SILENT = frozenset({"title", "desc", "metadata"})
_INHERITED = ("font-family", "font-size", "font-weight", "font-style", "fill", "stroke", "text-anchor")
_HIDING = frozenset(  # what would move, hide or reshape ink in a way that is not measured here
    {"style", "display", "visibility", "clip-path", "clip", "mask", "filter", "fill-opacity"}
    | {"dx", "dy", "rotate", "textLength", "lengthAdjust", "letter-spacing", "word-spacing", "baseline-shift"}
    | {"dominant-baseline", "alignment-baseline", "writing-mode", "direction", "unicode-bidi", "paint-order"}
    | {"font-stretch", "font-variant", "font-size-adjust", "stroke-linecap", "stroke-dashoffset"}
    | {"stroke-opacity", "pathLength", "vector-effect", "marker", "marker-start", "marker-mid", "marker-end"}
    | {"transform-origin"}
)
_COMMAND = re.compile(r"[A-Za-z]")
_NUMBER = re.compile(r"-?\d*\.?\d+(?:[eE][-+]?\d+)?")
_CALL = re.compile(r"(\w+)\s*\(([^)]*)\)")
_SPACES = re.compile(r"[ \t\r\n]+")


@frozen
class Ink:
    """A path: its corners, run by run, with the paint it is drawn in.

    ``fill`` and ``stroke`` are names of the house's colours, or #RRGGBB, "" for none; ``part`` is what the
    drawing says it is. ``order`` counts elements from the first drawn. ``outline`` is the rectangle of its
    corners, in which a circle of arcs lies too; ``box`` that of its ink, of which half a stroke is outside.
    """

    element: etree._Element
    order: int
    part: str
    runs: tuple[tuple[Point, ...], ...]
    fill: str
    stroke: str
    weight: float
    dashed: bool
    opacity: float
    curved: bool
    outline: Box
    box: Box

    @property
    def middle(self) -> Point:
        """The centre of its outline."""
        left, top, right, bottom = self.outline
        return (left + right) / 2, (top + bottom) / 2


@frozen
class Run:
    """Words of one look in a line, from ``x`` on; ``data`` are the attributes of its element."""

    element: etree._Element
    text: str
    data: Mapping[str, str]
    box: Box
    x: float
    paint: str


@frozen
class Line:
    """A line of text: where its baseline is, its anchor and size, its runs, and the box of its ink."""

    element: etree._Element
    order: int
    part: str
    x: float
    y: float
    anchor: str
    size: float
    runs: tuple[Run, ...]
    box: Box
    capital: float

    @property
    def text(self) -> str:
        """The line as read."""
        return "".join(run.text for run in self.runs)


@dataclass(slots=True)
class Group:
    """What stands together under one element: a mark, an axis, or, under the root, all else."""

    element: etree._Element
    data: Mapping[str, str]
    inks: list[Ink] = field(default_factory=list)
    lines: list[Line] = field(default_factory=list)

    def of(self, *parts: str) -> list[Ink]:
        """Return its paths that are one of ``parts``."""
        return [one for one in self.inks if one.part in parts]


@dataclass(slots=True)
class Paper:
    """A drawing as read: its form, its size, its groups by what they are, and what could not be read."""

    form: str
    ground: str
    frame: Box
    marks: list[Group]
    axes: list[Group]
    rest: Group
    faults: list[Fault]

    @property
    def inks(self) -> Iterator[Ink]:
        """Every path."""
        for group in (self.rest, *self.marks, *self.axes):
            yield from group.inks

    @property
    def lines(self) -> Iterator[Line]:
        """Every line of text."""
        for group in (self.rest, *self.marks, *self.axes):
            yield from group.lines

    def grounded(self, paint: str) -> bool:
        """Return whether ``paint`` is that of the ground, in which nothing can be seen."""
        return paint in ("ground", self.ground)

    def shows(self, ink: Ink) -> bool:
        """Return whether any paint of ``ink`` can be seen."""
        return ink.opacity > 0.1 and any(one and not self.grounded(one) for one in (ink.fill, ink.stroke))


# --- faces ---------------------------------------------------------------------------------------


class Faces:
    """The fonts in a folder, by family, weight and slant, as far as texts are measured."""

    def __init__(self, folder: Path) -> None:
        plain = {one.stem: one for one in folder.glob("*.ttf")}
        packed = [one for one in folder.glob("*.woff2") if one.stem not in plain]  # of one name is one face
        self._files = sorted([*plain.values(), *packed], key=lambda one: one.name)
        self._faces: dict[tuple[str, int, bool], _Face] | None = None

    def get(self, family: str, weight: int, slanted: bool) -> _Face | None:
        """Return the face of that name, or None."""
        if self._faces is None:
            self._faces = {}
            for file in self._files:
                face = _Face(file)
                self._faces.setdefault(face.key, face)
        return self._faces.get((family, weight, slanted))


@lru_cache(maxsize=8)
def _faces(folder: Path, _stamps: tuple[tuple[str, int, int], ...]) -> Faces:
    return Faces(folder)


def faces_in(folder: Path) -> Faces:
    """Return the fonts in ``folder``, read anew where a file has changed."""
    try:
        held = [(one.name, one.stat()) for one in os.scandir(folder) if "." in one.name]
    except OSError:
        held = []
    return _faces(folder, tuple(sorted((name, at.st_mtime_ns, at.st_size) for name, at in held)))


class _Face:
    """One font: how far each letter goes on, and how far its ink reaches below and above the line."""

    def __init__(self, file: Path) -> None:
        from fontTools.ttLib import TTFont

        # In memory: processes forked later would each move on in a file that they share.
        font = TTFont(BytesIO(file.read_bytes()), lazy=True)
        self.key = (
            font["name"].getBestFamilyName() or "",
            font["OS/2"].usWeightClass,
            bool(font["OS/2"].fsSelection & 1),
        )
        self._font = font
        self._letters: dict[str, tuple[float, float, float] | None] = {}
        self._texts: dict[str, tuple[float, float, float] | None] = {}

    def measure(self, text: str) -> tuple[float, float, float] | None:
        """Return how wide ``text`` is, how low and how high its ink reaches, at a size of 1.

        Kerning is left out: it only ever tightens. None where a letter is missing.
        """
        if text not in self._texts:
            letters = [self._letter(one) for one in text]
            known = [one for one in letters if one]
            self._texts[text] = (
                (sum(one[0] for one in known), min(one[1] for one in known), max(one[2] for one in known))
                if known and len(known) == len(letters)
                else None
            )
        return self._texts[text]

    def _letter(self, letter: str) -> tuple[float, float, float] | None:
        if letter not in self._letters:
            name = self._names.get(ord(letter))
            self._letters[letter] = self._shape(name) if name else None
        return self._letters[letter]

    @cached_property
    def _names(self) -> Mapping[int, str]:
        return self._font.getBestCmap()

    def _shape(self, name: str) -> tuple[float, float, float]:
        em, glyph = self._font["head"].unitsPerEm, self._font["glyf"][name]
        low, high = (glyph.yMin, glyph.yMax) if glyph.numberOfContours else (0, 0)
        return self._font["hmtx"][name][0] / em, low / em, high / em


# --- reading -------------------------------------------------------------------------------------


def read(svg: str, faces: Faces) -> Paper | None:
    """Return a drawing as it stands in ``svg``; None where that is no SVG at all."""
    parser = etree.XMLParser(resolve_entities=False, no_network=True, remove_comments=True, remove_pis=True)
    try:
        root = etree.fromstring(svg.encode(), parser)
    except (etree.XMLSyntaxError, ValueError):
        return None
    if _name(root) != "svg":
        return None
    return _Reader(root, faces).paper


class _Reader:
    """One walk through a drawing."""

    def __init__(self, root: etree._Element, faces: Faces) -> None:
        data = dict(root.attrib)
        numbers = _numbers(data.get("viewBox") or data.get("viewbox") or "")
        rest = Group(root, data)
        left, top, width, height = numbers if len(numbers) == 4 else (0.0, 0.0, 0.0, 0.0)
        frame = (left, top, left + width, top + height)
        self.paper = Paper(data.get("data-form", ""), data.get("data-ground", ""), frame, [], [], rest, [])
        self._faces = faces
        self._order = 0
        self._paints: dict[str, str] = {}
        if len(numbers) != 4:
            self._fault(UNKNOWN, root, "the drawing has no `viewBox`, so that nothing in it has a place")
        self._walk(root, rest, _PLAIN, {})

    def _fault(self, kind: str, element: etree._Element, message: str, box: Box | None = None) -> None:
        self.paper.faults.append(Fault(kind, where(element), box, message))

    def _walk(self, element: etree._Element, group: Group, matrix: Matrix, above: Mapping[str, str]) -> None:
        """Take what stands under ``element``; ``above`` is what it inherits."""
        given = self._inherited(element, above)
        matrix = self._moved(element, matrix)
        for one in element:
            name = _name(one)
            if name in _SILENT:
                continue
            if not _HIDING.isdisjoint(one.keys()):
                hidden = sorted(_HIDING.intersection(one.keys()))[0]
                self._fault(UNKNOWN, one, f"`{hidden}` may hide or move what it is of")
            if name in _HOLDERS:
                self._walk(one, self._group(one, group), matrix, given)
            elif name == "path":
                self._order += 1
                self._ink(one, group, self._moved(one, matrix), self._inherited(one, given))
            elif name == "text":
                self._order += 1
                self._text(one, group, self._moved(one, matrix), self._inherited(one, given))
            elif name != "rect" or one.get("fill") not in ("none", "transparent") or one.get("stroke"):
                self._fault(UNKNOWN, one, f"`{name}` is no element that a chart is drawn with")

    def _group(self, element: etree._Element, group: Group) -> Group:
        words = element.get("class", "").split()
        if "mark" in words:
            made = Group(element, dict(element.attrib))
            self.paper.marks.append(made)
            return made
        if "axes" in words:
            made = Group(element, dict(element.attrib))
            self.paper.axes.append(made)
            return made
        return group

    @staticmethod
    def _inherited(element: etree._Element, above: Mapping[str, str]) -> Mapping[str, str]:
        own = {name: element.get(name) for name in _INHERITED if name in element.attrib}
        return {**above, **own} if own else above

    def _moved(self, element: etree._Element, matrix: Matrix) -> Matrix:
        text = element.get("transform")
        if not text:
            return matrix
        for name, given in _CALL.findall(text):
            step = _matrix(name, _numbers(given))
            if step is None:
                self._fault(UNKNOWN, element, f"the transform `{name}` is not one that a chart is drawn with")
            else:
                matrix = _product(matrix, step)
        return matrix

    # paths

    def _ink(
        self, element: etree._Element, group: Group, matrix: Matrix, given: Mapping[str, str]
    ) -> None:
        steps = element.get("d", "")
        if not set(_COMMAND.findall(steps)) <= {"M", "L", "C", "z", "Z"} or not steps.startswith("M"):
            self._fault(UNKNOWN, element, "the path is drawn with other steps than to corners and curves")
            return
        runs = []
        for piece in steps.split("M")[1:]:
            numbers = _numbers(piece)
            if len(numbers) < 2 or len(numbers) % 2:
                self._fault(UNKNOWN, element, "the path has a step without a place")
                return
            runs.append(tuple(zip(numbers[::2], numbers[1::2], strict=True)))
        scale = 1.0
        if matrix is not _PLAIN:
            runs = [tuple(_placed(point, matrix) for point in run) for run in runs]
            scale = abs(matrix[0] * matrix[3] - matrix[1] * matrix[2]) ** 0.5
        stroke = self._paint(element, given, "stroke", "s-")
        weight = _first(element.get("stroke-width", "1")) * scale if stroke else 0.0
        left, top, right, bottom = outline = hull(runs)
        half = weight / 2
        made = Ink(
            element,
            self._order,
            element.get("data-part", ""),
            tuple(runs),
            self._paint(element, given, "fill", "f-", "#000000"),
            stroke,
            weight,
            any(_numbers(element.get("stroke-dasharray", ""))),
            _first(element.get("opacity", "1")),
            "C" in steps,
            outline,
            (left - half, top - half, right + half, bottom + half),
        )
        group.inks.append(made)

    def _paint(
        self, element: etree._Element, given: Mapping[str, str], side: str, start: str, plain: str = ""
    ) -> str:
        """Return the paint of a side: the name that is its class, else its colour; "" for none."""
        named = [one[2:] for one in element.get("class", "").split() if one.startswith(start)]
        colour = element.get(side)
        if named:
            known = self._paints.setdefault(named[0], colour or "")
            if colour and known and known != colour:
                said = f"the colour `{named[0]}` is {known} elsewhere, and {colour} here"
                self._fault(ALTERED, element, said)
            self._paints[named[0]] = known or colour or ""
            return named[0]
        colour = colour or given.get(side, plain)
        return "" if colour in ("none", "transparent") else colour

    # texts

    def _text(
        self, element: etree._Element, group: Group, matrix: Matrix, given: Mapping[str, str]
    ) -> None:
        pieces = self._pieces(element, given)
        x, y, size = (_first(value) for value in (element.get("x"), element.get("y"), given.get("font-size")))
        scale = matrix[0]
        if matrix is not _PLAIN:
            if abs(matrix[1]) > 1e-9 or abs(matrix[2]) > 1e-9 or abs(matrix[0] - matrix[3]) > 1e-9:
                self._fault(UNKNOWN, element, "the text is turned or stretched")
            (x, y), size = _placed((x, y), matrix), size * scale
        found = []
        for one, text, look in pieces:
            face = self._face(look)
            measured = face.measure(text) if face else None
            if measured is None:
                self._fault(UNKNOWN, one, f"no font at hand has all of `{text}`, to measure it by")
                measured = (0.0, 0.0, 0.0)
            found.append((one, text, look, measured))
        if not found:
            return
        width = sum(measured[0] for *_, measured in found) * size
        anchor = given.get("text-anchor", "start")
        at = x - {"middle": width / 2, "end": width}.get(anchor, 0.0)
        runs = []
        for one, text, look, (wide, low, high) in found:
            box = (at, y - high * size, at + wide * size, y - low * size)
            dressed = one if one.get("class") or one.get("fill") else element
            paint = self._paint(dressed, look, "fill", "f-")
            runs.append(Run(one, text, dict(one.attrib), box, at, paint))
            at += wide * size
        first = self._face(pieces[0][2])
        capital = first.measure("H") if first else None
        box = (runs[0].box[0], min(run.box[1] for run in runs), at, max(run.box[3] for run in runs))
        part = element.get("data-part", "")
        high = capital[2] * size if capital else 0.0
        group.lines.append(
            Line(element, self._order, part, x, y, anchor, size, tuple(runs), box, high)
        )

    def _pieces(
        self, element: etree._Element, given: Mapping[str, str]
    ) -> list[tuple[etree._Element, str, Mapping[str, str]]]:
        """Return the words of a text and of what is within it, each with its element and its look."""
        found: list[tuple[etree._Element, str, Mapping[str, str]]] = []
        if element.text:
            found.append((element, element.text, given))
        for one in element:
            if _name(one) not in ("tspan", "a"):
                self._fault(UNKNOWN, one, f"`{_name(one)}` is no part of a text that a chart is drawn with")
                continue
            if not _HIDING.isdisjoint(one.keys()) or {"x", "y", "transform"} & {*one.keys()}:
                self._fault(UNKNOWN, one, "a part of a line stands elsewhere than in its line")
            found += self._pieces(one, self._inherited(one, given))
            if one.tail:
                found.append((element, one.tail, given))
        return [(one, _SPACES.sub(" ", text), look) for one, text, look in found]

    def _face(self, look: Mapping[str, str]) -> _Face | None:
        family = look.get("font-family", "").split(",")[0].strip().strip("'\"")
        weight = look.get("font-weight", "").replace("normal", "400").replace("bold", "700")
        slanted = look.get("font-style") in ("italic", "oblique")
        return self._faces.get(family, int(weight) if weight.isdigit() else 400, slanted)


def _name(element: etree._Element) -> str:
    return element.tag.rpartition("}")[2] if isinstance(element.tag, str) else ""


def _numbers(text: str) -> list[float]:
    return [float(one) for one in _NUMBER.findall(text)]


def _first(text: str | None) -> float:
    found = _NUMBER.search(text or "")
    return float(found[0]) if found else 0.0


def _matrix(name: str, numbers: Sequence[float]) -> Matrix | None:
    """Return one step of a transform; None for one that charts have no use for."""
    count = len(numbers)
    if name == "translate" and count in (1, 2):
        return (1.0, 0.0, 0.0, 1.0, numbers[0], numbers[1] if count == 2 else 0.0)
    if name == "scale" and count in (1, 2):
        return (numbers[0], 0.0, 0.0, numbers[-1], 0.0, 0.0)
    if name == "matrix" and count == 6:
        return tuple(numbers)
    return None


def _product(one: Matrix, other: Matrix) -> Matrix:
    a, b, c, d, e, f = one
    g, h, i, j, k, m = other
    return (
        a * g + c * h, b * g + d * h, a * i + c * j, b * i + d * j, a * k + c * m + e, b * k + d * m + f
    )  # fmt: skip


def _placed(point: Point, matrix: Matrix) -> Point:
    a, b, c, d, e, f = matrix
    return a * point[0] + c * point[1] + e, b * point[0] + d * point[1] + f
