"""Shapes and words to SVG through matplotlib: real text, measured widths, nothing of the user's settings."""

from __future__ import annotations

import io
import os
import re
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from fractions import Fraction
from functools import lru_cache
from html import escape
from itertools import pairwise
from math import hypot
from pathlib import Path
from typing import TYPE_CHECKING

from tieout.frozen import frozen

if TYPE_CHECKING:
    from lxml import etree
    from matplotlib.artist import Artist

SVG = "http://www.w3.org/2000/svg"

_COORDINATE = re.compile(r"-?\d+\.?\d*(?:e-?\d+)?")


class MissingGlyph(Exception):
    """A character that a face of the house lacks: the reader would see another font, or a box."""

    def __init__(self, character: str, face: str) -> None:
        super().__init__(f"the face {face} has no glyph for `{character}` (U+{ord(character):04X})")


@frozen
class Face:
    """A font file of the house. ``stack`` is what follows the family where the font can't be had."""

    family: str
    weight: int
    italic: bool
    file: Path
    stack: str

    def width(self, text: str, size: float) -> float:
        """Return how wide ``text`` stands at ``size``, kerning left out (it only ever tightens).

        Raises:
            MissingGlyph: the face lacks a character of ``text``.
        """
        return _width(self.file, text) * size

    @property
    def cap_height(self) -> float:
        """How tall capitals and figures stand, as a part of the size."""
        return _reach(self.file, "H")[1]

    def reach(self, text: str, size: float) -> tuple[float, float]:
        """Return how far the ink of ``text`` reaches below (negative) and above the baseline at ``size``."""
        reaches = [_reach(self.file, character) for character in text] or [(0.0, 0.0)]
        return min(low for low, _ in reaches) * size, max(high for _, high in reaches) * size


@lru_cache(maxsize=16)
def _font(file: Path):
    from matplotlib.ft2font import FT2Font

    font = FT2Font(str(file))
    font.set_size(1000, 72)
    return font


if hasattr(os, "register_at_fork"):
    # A font is read where its file was left, bit by bit: two processes would be in each other's way.
    os.register_at_fork(after_in_child=_font.cache_clear)


@lru_cache(maxsize=4096)
def _width(file: Path, text: str) -> float:
    return sum(_advance(file, character) for character in text)


@lru_cache(maxsize=4096)
def _advance(file: Path, character: str) -> float:
    from matplotlib.ft2font import LoadFlags

    font = _font(file)
    if not font.get_char_index(ord(character)):
        raise MissingGlyph(character, file.stem)
    return font.load_char(ord(character), flags=LoadFlags.NO_HINTING).linearHoriAdvance / 65536 / 1000


@lru_cache(maxsize=4096)
def _reach(file: Path, character: str) -> tuple[float, float]:
    """Return how far the ink of a character reaches below and above the baseline, as parts of the size."""
    from matplotlib.ft2font import LoadFlags

    _, bottom, _, top = _font(file).load_char(ord(character), flags=LoadFlags.NO_HINTING).bbox
    return bottom / 64 / 1000, top / 64 / 1000


@frozen
class Run:
    """Words of one look within a line. ``data`` are the data attributes that say what they are."""

    text: str
    face: Face
    paint: str = "ink"
    data: tuple[tuple[str, str], ...] = ()


@frozen
class Box:
    """A rectangle of the drawing, y counted downwards."""

    left: float
    top: float
    right: float
    bottom: float

    def meets(self, other: Box) -> bool:
        """Whether the two share more than an edge."""
        return (
            self.left < other.right
            and other.left < self.right
            and self.top < other.bottom
            and other.top < self.bottom
        )

    def holds(self, other: Box) -> bool:
        """Whether ``other`` lies within it, edges included."""
        across = self.left <= other.left and other.right <= self.right
        return across and self.top <= other.top and other.bottom <= self.bottom

    def grown(self, by: float) -> Box:
        """Return it ``by`` larger on every side; smaller where that is negative."""
        return Box(self.left - by, self.top - by, self.right + by, self.bottom + by)

    def nearest(self, point: tuple[float, float]) -> tuple[float, float]:
        """Return the place in it that is nearest to ``point``."""
        return min(max(point[0], self.left), self.right), min(max(point[1], self.top), self.bottom)

    def distance(self, point: tuple[float, float]) -> float:
        """Return how far ``point`` lies outside it, 0 within."""
        near = self.nearest(point)
        return hypot(point[0] - near[0], point[1] - near[1])


@frozen
class Stroke:
    """One straight run of ink from ``start`` to ``end``; ``half`` is half its weight."""

    start: tuple[float, float]
    end: tuple[float, float]
    half: float = 0.0

    def meets(self, box: Box) -> bool:
        """Whether its ink reaches into ``box``, its ends taken as square."""
        (x, y), (to_x, to_y), half = self.start, self.end, self.half
        left, right, top, bottom = box.left - half, box.right + half, box.top - half, box.bottom + half
        if (x <= left and to_x <= left) or (x >= right and to_x >= right):
            return False
        if (y <= top and to_y <= top) or (y >= bottom and to_y >= bottom):
            return False
        first, last = 0.0, 1.0  # the part of the run that lies within, cut by one side after another
        for at, step, low, high in ((x, to_x - x, left, right), (y, to_y - y, top, bottom)):
            if step:
                one, other = (low - at) / step, (high - at) / step
                first, last = max(first, min(one, other)), min(last, max(one, other))
        return first < last or self.start == self.end

    def crosses(self, other: Stroke) -> bool:
        """Whether the two runs, without their weight, have a place in common."""

        def side(start: tuple[float, float], end: tuple[float, float], at: tuple[float, float]) -> float:
            return (end[0] - start[0]) * (at[1] - start[1]) - (end[1] - start[1]) * (at[0] - start[0])

        one, two = side(self.start, self.end, other.start), side(self.start, self.end, other.end)
        three, four = side(other.start, other.end, self.start), side(other.start, other.end, self.end)
        return one * two <= 0 and three * four <= 0 and (one, two, three, four) != (0, 0, 0, 0)


@frozen
class Words:
    """A line of text: ``y`` is its baseline, ``anchor`` start, middle or end; ``data`` marks it whole."""

    x: float
    y: float
    runs: tuple[Run, ...]
    size: float
    anchor: str = "start"
    data: tuple[tuple[str, str], ...] = ()

    @property
    def text(self) -> str:
        """The line as read."""
        return "".join(run.text for run in self.runs)

    @property
    def width(self) -> float:
        """How wide the line stands."""
        return sum(run.face.width(run.text, self.size) for run in self.runs)

    @property
    def box(self) -> Box:
        """The rectangle of the line's ink."""
        boxes = self.boxes
        top, bottom = min(one.top for one in boxes), max(one.bottom for one in boxes)
        return Box(boxes[0].left, top, boxes[-1].right, bottom)

    @property
    def boxes(self) -> tuple[Box, ...]:
        """The rectangle of the ink of each run, one beside the other."""
        width = self.width
        left = self.x - {"start": 0.0, "middle": width / 2, "end": width}[self.anchor]
        made = []
        for run in self.runs:
            low, high = run.face.reach(run.text, self.size)
            right = left + run.face.width(run.text, self.size)
            made.append(Box(left, self.y - high, right, self.y - low))
            left = right
        return tuple(made)


@frozen
class Shape:
    """A path of straight runs: each run is a list of points, closed where ``closed``; y counted downwards.

    ``fill`` and ``stroke`` are names of colours, empty for none; ``dash`` is in the drawing's units.
    ``round`` makes it the circle whose centre and rim its one run names. ``part`` says what it is of a
    drawing: docs/charts.md has the names, and what place of each shows which number.
    """

    runs: tuple[tuple[tuple[float, float], ...], ...]
    fill: str = ""
    stroke: str = ""
    weight: float = 0.0
    dash: tuple[float, ...] = ()
    closed: bool = True
    opacity: float = 1.0
    round: bool = False
    part: str = ""

    @property
    def box(self) -> Box:
        """The rectangle of its ink."""
        if self.round:
            (centre, rim), *_ = self.runs
            return Box(*centre, *centre).grown(abs(rim[0] - centre[0]) + self.weight / 2)
        across = [x for run in self.runs for x, _ in run]
        down = [y for run in self.runs for _, y in run]
        half = self.weight / 2 if self.stroke else 0.0
        return Box(min(across), min(down), max(across), max(down)).grown(half)

    @property
    def strokes(self) -> tuple[Stroke, ...]:
        """The straight runs of its outline; a circle has none."""
        half = self.weight / 2 if self.stroke else 0.0
        closing = [(*run, run[0]) if self.closed else run for run in self.runs]
        pairs = [pair for run in closing for pair in pairwise(run)]
        return () if self.round else tuple(Stroke(start, end, half) for start, end in pairs)

    def covers(self, box: Box) -> bool:
        """Whether any of its ink lies in ``box``; a fill in the colour of the ground is none."""
        return self._reaches(box, self.fill not in ("", "ground"))

    def hides(self, box: Box) -> bool:
        """Whether any of its paint, that in the colour of the ground too, lies over what is in ``box``."""
        return self._reaches(box, bool(self.fill))

    def _reaches(self, box: Box, filled: bool) -> bool:
        """Return whether its outline, and where ``filled`` what that bounds, meets ``box``."""
        if not self.box.meets(box):
            return False
        if self.round:
            (centre, rim), *_ = self.runs
            radius = abs(rim[0] - centre[0])
            corners = ((x, y) for x in (box.left, box.right) for y in (box.top, box.bottom))
            inmost = max(hypot(x - centre[0], y - centre[1]) for x, y in corners) < radius - self.weight / 2
            return box.distance(centre) < radius + self.weight / 2 and (
                filled or (bool(self.stroke) and not inmost)
            )
        if (filled or self.stroke) and any(stroke.meets(box) for stroke in self.strokes):
            return True
        return filled and any(_within((box.left, box.top), run) for run in self.runs)


def _within(point: tuple[float, float], outline: Sequence[tuple[float, float]]) -> bool:
    """Return whether ``point`` lies inside a closed outline."""
    inside = False
    for (x, y), (to_x, to_y) in pairwise((*outline, outline[0])):
        if (y > point[1]) != (to_y > point[1]) and point[0] < x + (point[1] - y) / (to_y - y) * (to_x - x):
            inside = not inside
    return inside


@dataclass(slots=True)
class Group:
    """Shapes and words that belong together; ``data`` are the attributes of its element."""

    data: tuple[tuple[str, str], ...] = ()
    items: list[Shape | Words] = field(default_factory=list)


def rectangle(left: float, top: float, width: float, height: float) -> tuple[tuple[float, float], ...]:
    """Return the corners of a rectangle."""
    return ((left, top), (left + width, top), (left + width, top + height), (left, top + height))


def hatching(
    left: float, top: float, width: float, height: float, pitch: float
) -> tuple[tuple[tuple[float, float], ...], ...]:
    """Return strokes at 45 degrees that fill a rectangle, ``pitch`` apart along its foot, cut at its edges.

    Strokes, not a pattern: a pattern needs an id, is lost in a hidden drawing, and follows no colour scheme
    in some readers.
    """
    strokes = []
    step = Fraction(1)
    while float(step) * pitch < width + height:
        at = left + float(step) * pitch  # where the stroke would cross the top edge's line, running down left
        upper = (at, top) if at <= left + width else (left + width, top + at - left - width)
        lower = (at - height, top + height) if at - height >= left else (left, top + at - left)
        strokes.append((upper, lower))
        step += 1
    return tuple(strokes)


def curve(
    start: tuple[float, float], bend: tuple[float, float], end: tuple[float, float], pieces: int = 24
) -> tuple[tuple[float, float], ...]:
    """Return a curve from ``start`` to ``end``, drawn towards ``bend``, as so many straight ``pieces``."""

    def along(axis: int, part: float) -> float:
        rest = 1 - part
        return rest * rest * start[axis] + 2 * rest * part * bend[axis] + part * part * end[axis]

    return tuple((along(0, nth / pieces), along(1, nth / pieces)) for nth in range(pieces + 1))


def drawn(
    groups: Iterable[Group],
    size: tuple[float, float],
    colours: Mapping[str, str],
    name: str,
    classes: bool,
    form: str = "",
) -> str:
    """Return the SVG of ``groups`` in drawing order, ``size`` wide and high in its own units, still unnamed.

    Colours are written as presentation attributes from ``colours``; with ``classes`` each painted element has
    its colour's name as class too (``f-c1`` fills, ``s-grid`` strokes), so that a page can repaint it, and
    units are px; without, they are pt. ``name`` is its id, and salts matplotlib's own. ``form`` is that
    of the chart, empty for none.
    """
    from lxml import etree

    listed = list(groups)
    plain = _plotted(listed, size, name)
    root = etree.Element(f"{{{SVG}}}svg", nsmap={None: SVG})
    for key, value in {
        "class": "chart" if classes else "chart print",
        "id": name,
        "width": f"{number(size[0])}{'' if classes else 'pt'}",  # bare, it would be px
        "height": f"{number(size[1])}{'' if classes else 'pt'}",
        "viewBox": f"0 0 {number(size[0])} {number(size[1])}",
        "role": "img",
        "text-rendering": "geometricPrecision",  # else some screens round each letter to a pixel
    }.items():
        root.set(key, value)
    if form:
        root.set("data-form", form)
        root.set("data-ground", colours["ground"])
    counter = iter(range(len(plain) + 1))
    for group in listed:
        at = etree.SubElement(root, f"{{{SVG}}}g", dict(group.data)) if group.data else root
        for item in group.items:
            at.append(_element(item, plain[f"i{next(counter)}"], colours, classes))
    return etree.tostring(root, encoding="unicode") + "\n"


def named(svg: str, alt: str) -> str:
    """Return ``svg`` with ``alt`` as its name: an ``aria-label``, and in print also its ``title``.

    On a page a ``title`` would hang over the chart as a tooltip.
    """
    label = escape(alt, quote=False).replace('"', "&quot;")
    head, end, rest = svg.partition(">")
    title = f"<title>{escape(alt, quote=False)}</title>" if 'class="chart print"' in head else ""
    return f'{head} aria-label="{label}"{end}{title}{rest}'


def freetype() -> bytes:
    """Return the version of the FreeType that comes inside matplotlib, as text."""
    from matplotlib import ft2font

    return ft2font.__freetype_version__.encode()


def _plotted(groups: list[Group], size: tuple[float, float], name: str) -> dict[str, etree._Element]:
    """Return the elements matplotlib draws for each item, by the id ``i0``, ``i1`` … in drawing order."""
    from lxml import etree
    from matplotlib import rc_context, rcParamsDefault
    from matplotlib.backends.backend_svg import FigureCanvasSVG
    from matplotlib.figure import Figure

    settings = {key: value for key, value in rcParamsDefault.items() if not key.startswith("backend")}
    settings |= {"svg.fonttype": "none", "svg.hashsalt": name}
    written = io.StringIO()
    with rc_context():
        _set(settings)
        figure = Figure(figsize=(size[0] / 72, size[1] / 72), dpi=72, layout=None)
        figure.patch.set_visible(False)
        FigureCanvasSVG(figure)
        items = [item for group in groups for item in group.items]
        for order, item in enumerate(items):
            artist = _artist(item, size[1])
            artist.set_gid(f"i{order}")
            artist.set_zorder(order)
            figure.add_artist(artist)
        figure.savefig(written, format="svg", metadata={"Date": None}, dpi=72)
    tree = etree.fromstring(written.getvalue().encode())
    return {one.get("id"): one for one in tree.iter(f"{{{SVG}}}g") if one.get("id", "").startswith("i")}


def _set(settings: Mapping[str, object]) -> None:
    """Put matplotlib's own defaults in the place of the user's."""
    from matplotlib import rcParams

    dict.update(rcParams, settings)  # they were valid when matplotlib wrote them: no need to ask it again


def _artist(item: Shape | Words, height: float) -> Artist:
    """Return matplotlib's drawing of ``item``; its y runs upwards."""
    from matplotlib.font_manager import FontProperties
    from matplotlib.patches import Circle, PathPatch
    from matplotlib.path import Path as Outline
    from matplotlib.text import Text
    from matplotlib.transforms import IdentityTransform

    transform = IdentityTransform()
    if isinstance(item, Words):
        return Text(
            item.x,
            height - item.y,
            item.text,
            fontproperties=FontProperties(fname=str(item.runs[0].face.file), size=item.size),
            horizontalalignment={"start": "left", "middle": "center", "end": "right"}[item.anchor],
            verticalalignment="baseline",
            parse_math=False,
            transform=transform,
        )
    paint = {"fill": bool(item.fill), "facecolor": "k", "edgecolor": "k", "transform": transform}
    if item.round:
        (centre, rim), *_ = item.runs
        radius = abs(rim[0] - centre[0])
        return Circle((centre[0], height - centre[1]), radius, **paint)
    points: list[tuple[float, float]] = []
    codes: list[int] = []
    for run in item.runs:
        points += [(x, height - y) for x, y in run]
        codes += [Outline.MOVETO, *[Outline.LINETO] * (len(run) - 1)]
        if item.closed:
            points.append(points[-len(run)])
            codes.append(Outline.CLOSEPOLY)
    outline = Outline(points, codes)
    outline.should_simplify = False
    return PathPatch(outline, **paint)


def _element(
    item: Shape | Words, plotted: etree._Element, colours: Mapping[str, str], classes: bool
) -> etree._Element:
    """Return ``plotted`` with our attributes in the place of matplotlib's styles."""
    from lxml import etree

    if isinstance(item, Words):
        return _text(item, plotted.find(f".//{{{SVG}}}text"), colours, classes)
    element = etree.Element(f"{{{SVG}}}path")
    outline = plotted.find(f".//{{{SVG}}}path").get("d")
    rounded = _COORDINATE.sub(lambda one: number(float(one[0])), outline)
    element.set("d", re.sub(r"\s*([MLCz])\s*", r"\1", rounded))
    painted = [name for name in (item.fill and f"f-{item.fill}", item.stroke and f"s-{item.stroke}") if name]
    if classes:
        element.set("class", " ".join(painted))
    element.set("fill", colours[item.fill] if item.fill else "none")
    if item.stroke:
        element.set("stroke", colours[item.stroke])
        element.set("stroke-width", number(item.weight))
    if item.dash:
        element.set("stroke-dasharray", " ".join(number(one) for one in item.dash))
    if item.opacity != 1:
        element.set("opacity", number(item.opacity))
    if item.part:
        element.set("data-part", item.part)
    return element


def _text(item: Words, plotted: etree._Element, colours: Mapping[str, str], classes: bool) -> etree._Element:
    """Return the text element of a line; where it has several runs, each stands in a ``tspan``."""
    from lxml import etree

    place = {axis: number(float(plotted.get(axis))) for axis in ("x", "y")}
    element = etree.Element(f"{{{SVG}}}text", place)
    if item.anchor != "start":
        element.set("text-anchor", item.anchor)
    element.set("font-size", number(item.size))
    first = item.runs[0]
    _dress(element, first, colours, classes)
    _mark(element, item.data, item.box)
    boxes = item.boxes
    if len(item.runs) == 1:
        element.text = first.text
        _mark(element, first.data, boxes[0])
        return element
    for run, box in zip(item.runs, boxes, strict=True):
        inner = etree.SubElement(element, f"{{{SVG}}}tspan")
        inner.text = run.text
        if run.face != first.face or run.paint != first.paint:
            _dress(inner, run, colours, classes)
        _mark(inner, run.data, box)
    return element


def _mark(element: etree._Element, data: Iterable[tuple[str, str]], box: Box) -> None:
    """Say what ``element`` is; of one that is of a fact also where its ink is, for a page to lay a button.

    ``data-box`` holds left, top, right and bottom in the drawing's units.
    """
    for key, value in data:
        element.set(key, value)
    if any(key == "data-fact" for key, _ in data):
        sides = (box.left, box.top, box.right, box.bottom)
        element.set("data-box", " ".join(number(side) for side in sides))


def _dress(element: etree._Element, run: Run, colours: Mapping[str, str], classes: bool) -> None:
    element.set("font-family", f"'{run.face.family}', {run.face.stack}")
    element.set("font-weight", str(run.face.weight))
    if run.face.italic:
        element.set("font-style", "italic")
    element.set("fill", colours[run.paint])
    if classes:
        element.set("class", f"f-{run.paint}")


def number(value: float) -> str:
    """Return ``value`` to a hundredth, as short as it can be written."""
    return f"{round(value, 2) + 0.0:.2f}".rstrip("0").rstrip(".")


def collisions(groups: Iterable[Group], size: tuple[float, float]) -> Iterator[str]:
    """Yield, in words, each pair of lines that overlap, each that leaves the drawing, is covered or on ink.

    A line may stand on a plate, a rectangle in the colour of the ground, whatever lies under that; and within
    a filled shape of its own group, as a label inside its bar. What is drawn after it may not reach it.
    """
    listed = list(groups)
    lines = [(item.text, item.box) for group in listed for item in group.items if isinstance(item, Words)]
    paper = Box(-0.5, -0.5, size[0] + 0.5, size[1] + 0.5)  # half a unit is no overhang
    for order, (text, box) in enumerate(lines):
        if not paper.holds(box):
            yield f"`{text}` leaves the drawing"
        for other, there in lines[:order]:
            if box.meets(there):
                yield f"`{other}` and `{text}` overlap"
    items = [(item, group) for group in listed for item in group.items]
    for order, (item, group) in enumerate(items):
        if not isinstance(item, Words):
            continue
        inner = item.box.grown(-_TOUCH)
        if any(isinstance(after, Shape) and after.hides(inner) for after, _ in items[order + 1 :]):
            yield f"`{item.text}` is covered by a mark, a line or a plate"
        elif _on_ink(inner, group, items[:order]):
            yield f"`{item.text}` stands on a mark or a line"


def _on_ink(box: Box, group: Group, under: Sequence[tuple[Shape | Words, Group]]) -> bool:
    """Return whether a line of ``group`` in ``box`` meets ink, of what was drawn ``under`` it, that no plate
    hides."""
    for shape, held in reversed(under):
        if not isinstance(shape, Shape) or not shape.box.meets(box):
            continue
        edged = any(stroke.meets(box) for stroke in shape.strokes)
        inside = shape.fill and not shape.round and shape.box.holds(box) and not edged
        if inside and shape.fill == "ground":
            return False
        if shape.covers(box) and not (inside and held is group):
            return True
    return False


_TOUCH = 0.4  # what may touch a line of text: the rectangle of its ink is not all ink
