"""Overlaps in finished files: text upon text, text upon a chart's marks, text that is cut or leaves its page.

    python tests/overlaps.py output/inference-pivot/draft

Measures what a reader has, not our own objects: a PDF by pdfium, the web page and the chart files by
Chromium. A letter is the box of its ink, not of its font, so that lines may stand close. Prints each finding;
exit status 1 where there is any, 2 where there is nothing to measure.

The page is read at four widths in both schemes, with its folded data open, so that each web rendering of a
chart is shown at one of them at least; one that is not is a finding too. The files in charts/, those of print
among them, are drawn on a sheet in the fonts of their page. Closed panels are not looked at.
"""

from __future__ import annotations

import base64
import ctypes
import re
import sys
import tempfile
from collections.abc import Iterable, Iterator, Mapping, Sequence
from contextlib import nullcontext
from dataclasses import dataclass, field
from functools import cached_property
from pathlib import Path
from typing import Any

import browser
import pytest

WIDTHS = (320, 375, 768, 1280)  # px; one for each rendering of a chart on the web
SCHEMES = ("light", "dark")
SLACK = {"pt": 0.3, "px": 0.6}  # no reader sees less
CONTRAST = 4.5  # the least of text on a mark that is its own ground
_UNSEEN = frozenset("\u00ad\u200b\u2060\ufeff")
_FAR = 1e6


@dataclass(frozen=True, slots=True)
class Box:
    """A rectangle, y counted downwards."""

    left: float
    top: float
    right: float
    bottom: float

    def shared(self, other: Box) -> tuple[float, float]:
        """Return how far the two overlap across and down; not above 0 where they do not."""
        return (
            min(self.right, other.right) - max(self.left, other.left),
            min(self.bottom, other.bottom) - max(self.top, other.top),
        )

    def past(self, frame: Box) -> float:
        """Return how far this stands out of ``frame`` at the worst side; not above 0 where it does not."""
        return max(
            frame.left - self.left,
            frame.top - self.top,
            self.right - frame.right,
            self.bottom - frame.bottom,
        )


@dataclass
class Line:
    """A piece of one line of text: its words, where it stands, the ink of each letter.

    ``place``, where it is known, is its baseline, where it begins on it and where it ends.
    """

    words: str
    where: str
    letters: list[Box]
    place: tuple[float, float, float] | None = None

    @cached_property
    def box(self) -> Box:
        """The rectangle of its ink."""
        return Box(
            min(one.left for one in self.letters),
            min(one.top for one in self.letters),
            max(one.right for one in self.letters),
            max(one.bottom for one in self.letters),
        )

    def __str__(self) -> str:
        said = " ".join(self.words.split())
        return f"`{said if len(said) <= 60 else said[:57] + '...'}`"


@dataclass(frozen=True, slots=True)
class Finding:
    """What is wrong in a finished file, and where: the page of a PDF; the view of a page, and a selector."""

    file: str
    where: str
    what: str

    def __str__(self) -> str:
        return f"{self.file}: {self.where}: {self.what}"


@dataclass
class Report:
    """All that was found below ``folder``, and how much was measured; ``drawings`` are ids of charts seen."""

    folder: Path
    findings: list[Finding] = field(default_factory=list)
    pages: int = 0
    views: int = 0
    lines: int = 0
    drawings: set[str] = field(default_factory=set)

    def take(self, file: Path, found: Iterable[tuple[str, str]]) -> None:
        """Add what was found in ``file``: where, and what."""
        name = file.relative_to(self.folder).as_posix()
        self.findings += [Finding(name, where, what) for where, what in found]

    def __str__(self) -> str:
        return (
            f"{self.folder}: {len(self.findings) or 'no'} findings in {self.pages} pages of PDF, "
            f"{self.views} views in Chromium, {len(self.drawings)} drawings, {self.lines} lines of text"
        )


def measured(
    folder: Path,
    running: Any = None,
    widths: Sequence[int] = WIDTHS,
    schemes: Sequence[str] = SCHEMES,
) -> Report:
    """Return what overlaps in the files of a draft or a release, editions included.

    ``running`` is a Chromium to use; without one, and with a page or charts to look at, one is started.
    """
    folder = folder.resolve()  # a browser takes no relative address
    report = Report(folder)
    for file in sorted(folder.rglob("*.pdf")):
        _measure_pdf(file, report)
    pages = sorted(folder.rglob("index.html"))
    sheets = sorted({file.parent for file in folder.rglob("charts/*.svg")})
    if pages or sheets:
        with nullcontext(running) if running else browser.chromium() as running:
            for file in pages:
                _measure_page(running, file, report, widths, schemes)
            for charts in sheets:
                _measure_charts(running, charts, report)
    return report


def overlaps(lines: Sequence[Line], unit: str) -> Iterator[tuple[str, str]]:
    """Yield where, and in words how far, for each two lines whose letters overlap; ``unit`` is pt or px."""
    slack = SLACK[unit]
    above: list[Line] = []
    for line in sorted(lines, key=lambda one: one.box.top):
        above = [one for one in above if one.box.bottom > line.box.top]
        for other in above:
            if min(line.box.shared(other.box)) > slack and not _neighbours(line, other, slack):
                across, down = max((a.shared(b) for a in line.letters for b in other.letters), key=min)
                if min(across, down) > slack:
                    yield other.where, f"{other} and {line} overlap by {across:.1f} × {down:.1f} {unit}"
        above.append(line)


def _neighbours(line: Line, other: Line, slack: float) -> bool:
    """Return whether two pieces stand side by side on one baseline: then only what hangs over meets."""
    if not (line.place and other.place):
        return False
    (one, left, right), (two, start, end) = line.place, other.place
    return abs(one - two) < 0.1 and min(right, end) - max(left, start) < slack


# --- PDF -----------------------------------------------------------------------------------------


def _measure_pdf(file: Path, report: Report) -> None:
    """Add the texts of a PDF that overlap or stand out of their page."""
    import pypdfium2

    with pypdfium2.PdfDocument(file) as document:
        for number, page in enumerate(document, 1):
            where, paper = f"page {number}", _upright(*page.get_cropbox())
            lines = list(pdf_lines(page, where))
            cut = [
                (where, f"{line} is cut at the trim by {out:.1f} pt")
                for line in lines
                if (out := line.box.past(paper)) > SLACK["pt"]
            ]
            report.pages += 1
            report.lines += len(lines)
            report.take(file, [*overlaps(lines, "pt"), *cut])


def pdf_lines(page: Any, where: str) -> Iterator[Line]:
    """Yield the lines of a page of pdfium's: letters that come one after another on one baseline."""
    from pypdfium2 import raw

    text = page.get_textpage()
    words, letters = "", []
    before, baseline, run = None, 0.0, None
    for order in range(text.count_chars()):
        character = chr(raw.FPDFText_GetUnicode(text, order))
        if raw.FPDFText_IsGenerated(text, order) or character.isspace() or character in _UNSEEN:
            words += " " if words and character.isspace() else ""
            continue
        ink, advance = (_upright(*text.get_charbox(order, loose=loose)) for loose in (False, True))
        x, y = ctypes.c_double(), ctypes.c_double()
        raw.FPDFText_GetCharOrigin(text, order, x, y)
        shown = ctypes.cast(raw.FPDFText_GetTextObject(text, order), ctypes.c_void_p).value
        level = abs(y.value - baseline) < 0.05
        if letters and not (level and (shown == run or _follows(before, advance))):
            yield Line(words, where, letters)
            words, letters = "", []
        words += character
        letters.append(ink)
        before, baseline, run = advance, y.value, shown
    if letters:
        yield Line(words, where, letters)


def _upright(left: float, bottom: float, right: float, top: float) -> Box:
    return Box(left, -top, right, -bottom)


def _follows(before: Box, after: Box) -> bool:
    """Return whether a letter comes after another in a line, by the boxes of font height and advance.

    Kerning draws letters together, a ligature is one glyph of several letters, and words may be set apart.
    """
    height = after.bottom - after.top
    return after == before or -0.12 * height < after.left - before.right < 1.5 * height


# --- Chromium ------------------------------------------------------------------------------------


def _measure_page(
    running: Any, file: Path, report: Report, widths: Sequence[int], schemes: Sequence[str]
) -> None:
    """Add what overlaps on a web page at each of ``widths`` (px) in each of ``schemes``."""
    found: dict[tuple[str, str], list[str]] = {}
    known: set[str] = set()
    shown: set[str] = set()
    with browser.opened(running, file) as page:
        for width in widths:
            page.tab.set_viewport_size({"width": width, "height": 900})
            layout, lines = "", []
            for scheme in schemes:
                page.tab.emulate_media(color_scheme=scheme)
                failed = page.tab.evaluate(_OPEN)
                if layout != (layout := page.tab.evaluate(_LAYOUT)):  # a scheme seldom moves anything
                    lines = list(web_lines(page.tab, width))
                drawn = page.tab.evaluate(_MARKS, [SLACK["px"], CONTRAST])
                for one in _viewed(report, lines, drawn, failed):
                    found.setdefault(one, []).append(f"{width} {scheme}")
                known |= set(drawn["all"])
                shown |= set(drawn["drawings"])
    at = ", ".join(map(str, widths))
    report.take(file, ((f"{where} at {', '.join(views)}", what) for (where, what), views in found.items()))
    report.take(file, ((f"svg#{one}", f"is shown at none of {at} px") for one in sorted(known - shown)))


def _measure_charts(running: Any, folder: Path, report: Report) -> None:
    """Add what overlaps in the chart files of ``folder``, drawn in the fonts of their page."""
    files = sorted(folder.glob("*.svg"))
    drawings = [f'<div data-file="{file.name}">{file.read_text("utf-8")}</div>' for file in files]
    style = f"{_faces(folder.parent)} svg {{ display: block; margin: 24px }}"
    with tempfile.TemporaryDirectory() as scratch:
        sheet = Path(scratch) / "sheet.html"
        head = f'<!DOCTYPE html><meta charset="utf-8"><style>{style}</style>'
        sheet.write_text("\n".join([head, *drawings]), "utf-8")
        with browser.opened(running, sheet) as page:
            failed = page.tab.evaluate(_OPEN)
            lines = list(web_lines(page.tab))
            drawn = page.tab.evaluate(_MARKS, [SLACK["px"], CONTRAST])
            report.take(folder, dict.fromkeys(_viewed(report, lines, drawn, failed)))


def _faces(folder: Path) -> str:
    """Return the font faces of the page in ``folder``, the files written into their addresses."""

    def within(found: re.Match[str]) -> str:
        content = base64.b64encode((folder / found[1]).read_bytes()).decode()
        return f"url(data:font/woff2;base64,{content})"

    style = folder / "style.css"
    faces = re.findall(r"@font-face\s*{[^}]*}", style.read_text("utf-8")) if style.is_file() else []
    return re.sub(r"""url\(["']?(fonts/[^"')]+)["']?\)""", within, "".join(faces))


def _viewed(
    report: Report, lines: Sequence[tuple[Line, Box]], drawn: Mapping[str, Any], failed: Sequence[str]
) -> list[tuple[str, str]]:
    """Return what is wrong in a view, which ``report`` counts; each of ``lines`` comes with what cuts it."""
    report.views += 1
    report.lines += len(lines)
    report.drawings |= set(drawn["drawings"])
    cut = [(line, line.box.past(frame)) for line, frame in lines]
    return [
        *(("fonts", f"`{family}` could not be loaded: another is measured") for family in failed),
        *overlaps([line for line, _ in lines], "px"),
        *((line.where, f"{line} is cut by {out:.1f} px") for line, out in cut if out > SLACK["px"]),
        *((where, what) for where, what in drawn["found"]),
    ]


# --- the lines of a tab --------------------------------------------------------------------------

_STYLES = (
    "font-style", "font-weight", "font-family", "font-size",
    "visibility", "opacity", "overflow-x", "overflow-y", "clip-path",
)  # fmt: skip


class _Tree:
    """A snapshot of a tab: its nodes, how each is laid out, and the pieces of the lines of its texts."""

    def __init__(self, tab: Any) -> None:
        session = tab.context.new_cdp_session(tab)
        taken = session.send("DOMSnapshot.captureSnapshot", {"computedStyles": list(_STYLES)})
        session.detach()
        document = taken["documents"][0]
        self.strings = [*taken["strings"], ""]  # what is not there has the place -1
        self.nodes, self.laid, self.pieces = document["nodes"], document["layout"], document["textBoxes"]
        self.at = {node: order for order, node in enumerate(self.laid["nodeIndex"])}

    def __iter__(self) -> Iterator[tuple[int, str, tuple[float, ...]]]:
        """Yield each piece of a line: its node, its words, its box of font height (x, y, width, height)."""
        keys = ("layoutIndex", "bounds", "start", "length")
        for order, bounds, start, length in zip(*(self.pieces[key] for key in keys), strict=True):
            units = self.strings[self.laid["text"][order]].encode("utf-16-le")
            words = units[2 * start : 2 * (start + length)].decode("utf-16-le")
            if words.strip():
                yield self.laid["nodeIndex"][order], words, tuple(bounds)

    def above(self, node: int) -> Iterator[int]:
        """Yield the elements that hold a node, the nearest first."""
        while (node := self.nodes["parentIndex"][node]) >= 0:
            yield node

    def name(self, node: int) -> str:
        """Return a node's name: the tag of an element, `::before` and the like of what a style sheet adds."""
        return self.strings[self.nodes["nodeName"][node]].lower()

    def attributes(self, node: int) -> dict[str, str]:
        """Return the attributes of an element."""
        told = [self.strings[one] for one in self.nodes["attributes"][node]]
        return dict(zip(told[::2], told[1::2], strict=True))

    def style(self, node: int) -> dict[str, str]:
        """Return the computed style of a node; nothing where it is not laid out."""
        values = self.laid["styles"][self.at[node]] if node in self.at else []
        return dict(zip(_STYLES, (self.strings[one] for one in values), strict=False))

    def box(self, node: int) -> Box:
        """Return where a node that is laid out stands."""
        left, top, width, height = self.laid["bounds"][self.at[node]]
        return Box(left, top, left + width, top + height)

    def selector(self, node: int) -> str:
        """Return the way to a text: what holds it, below the nearest element with an id; or its file."""
        way = ""
        for one in self.above(node):
            said, name = self.attributes(one), self.name(one)
            if "data-file" in said:
                return said["data-file"]
            if "id" in said:
                return f"{name}#{said['id']} {way}".strip()
            way = way or ".".join([name, *said.get("class", "").split()[:1]])
        return way


def web_lines(tab: Any, width: float = 0.0) -> Iterator[tuple[Line, Box]]:
    """Yield each visible piece of a line of text in a tab, and the rectangle outside which it is cut.

    What a style sheet adds is text too. A window ``width`` px wide, if given, cuts what it can't scroll to.
    Left out is what is hidden on purpose: see-through, clipped away, cut down to a pixel, or put out of the
    page's upper or left edge until a keyboard reaches it.
    """
    tree = _Tree(tab)
    frames: dict[int, Box | None] = {}
    found = []
    for node, words, bounds in tree:
        holder = tree.nodes["parentIndex"][node]
        if holder not in frames:
            frames[holder] = _frame(tree, holder, width)
        if frame := frames[holder]:
            found.append((node, words, bounds, frame))
    styles = {node: tree.style(node) for node, *_ in found}
    fonts = {node: tuple(style[key] for key in _STYLES[:3]) for node, style in styles.items()}
    asked = dict.fromkeys((*fonts[node], letter) for node, words, *_ in found for letter in words)
    inks = dict(zip(asked, tab.evaluate(_INKS, [list(one) for one in asked]), strict=True))
    drawn = {node: any(tree.name(one) == "svg" for one in tree.above(node)) for node in styles}
    for node, words, bounds, frame in found:
        size = float(styles[node]["font-size"].removesuffix("px"))
        own = [(letter, inks[(*fonts[node], letter)]) for letter in words]
        baseline, zoom = _set(own, size, bounds, drawn[node])
        if letters := list(_letters(own, size * zoom, bounds, baseline)):
            place = (baseline, bounds[0], bounds[0] + bounds[2])
            line = Line(words, tree.selector(node), letters, place)
            if line.box.bottom > 0 and line.box.right > 0:
                yield line, frame


def _frame(tree: _Tree, holder: int, width: float) -> Box | None:
    """Return the rectangle outside which the text of ``holder`` is cut, None where it is hidden on purpose.

    A box that scrolls cuts nothing, and nor does what stands around it. An edge of a drawing is no frame: it
    is looked at with the marks.
    """
    cut = {"x": (-_FAR, _FAR), "y": (-_FAR, _FAR)}
    free: set[str] = set()
    if tree.style(holder).get("visibility", "visible") != "visible":
        return None
    for one in (holder, *tree.above(holder)):
        style = tree.style(one)
        if not style or tree.name(one) in ("svg", "html", "body"):
            continue
        box = tree.box(one)
        clips = {axis: style[f"overflow-{axis}"] in ("hidden", "clip") for axis in cut}
        small = min(box.right - box.left, box.bottom - box.top) <= 1 and any(clips.values())
        if small or style["opacity"] == "0" or style["clip-path"] == "inset(50%)":
            return None
        for axis, low, high in (("x", box.left, box.right), ("y", box.top, box.bottom)):
            if clips[axis] and axis not in free:
                cut[axis] = (max(cut[axis][0], low), min(cut[axis][1], high))
            elif style[f"overflow-{axis}"] in ("auto", "scroll"):
                free.add(axis)
    if width and "x" not in free:
        cut["x"] = (max(cut["x"][0], 0.0), min(cut["x"][1], width))
    return Box(cut["x"][0], cut["y"][0], cut["x"][1], cut["y"][1])


def _set(
    own: Sequence[tuple[str, Sequence[float]]], size: float, bounds: Sequence[float], drawn: bool
) -> tuple[float, float]:
    """Return the baseline of a piece in a box of font height, and how much larger than ``size`` it is shown.

    On a page the font's reach is in whole pixels; what is ``drawn`` may be scaled.
    """
    rise, fall = own[0][1][5] * size, own[0][1][6] * size
    zoom = bounds[3] / (rise + fall) if drawn else 1.0
    return bounds[1] + (rise * zoom if drawn else round(rise)), zoom


def _letters(
    own: Sequence[tuple[str, Sequence[float]]], size: float, bounds: Sequence[float], baseline: float
) -> Iterator[Box]:
    """Yield the ink of each letter of a piece, whose box of font height is ``bounds``: x, y, width, height.

    With each letter come its measures as parts of the size: its advance; how far its ink reaches to the left
    and the right of its place on the baseline, up and down; how far the font does, up and down.
    """
    x, _, width, _ = bounds
    advance = sum(measures[0] for _, measures in own) * size
    stretch = width / advance if advance else 1.0
    for letter, (wide, left, right, up, down, *_) in own:
        if not letter.isspace() and letter not in _UNSEEN:
            yield Box(x + left * size, baseline - up * size, x + right * size, baseline + down * size)
        x += wide * size * stretch


# --- what Chromium runs --------------------------------------------------------------------------

_OPEN = """async () => {
  for (const one of document.querySelectorAll('details')) one.open = true;
  for (const one of document.querySelectorAll('[popover]')) one.remove();  // closed, and most of the page
  await document.fonts.ready;
  const had = status => [...document.fonts].filter(one => one.status === status).map(one => one.family);
  const bare = name => name.trim().replaceAll(/^["']|["']$/g, ''), loaded = new Set(had('loaded').map(bare));
  const drawn = [...document.querySelectorAll('svg text, svg tspan')].filter(one => one.getBBox().width);
  const wanted = new Set(drawn.map(one => bare(getComputedStyle(one).fontFamily.split(',')[0])));
  return [...had('error').map(bare), ...[...wanted].filter(name => !loaded.has(name))];
}"""

_LAYOUT = """() => JSON.stringify([...document.querySelectorAll('body *')].map(one => {
  const box = one.getBoundingClientRect();
  return [box.x, box.y, box.width, box.height];
}))"""

_MEASURE = """
const pen = document.createElement('canvas').getContext('2d'), kept = new Map(), EM = 500;
function ink(style, weight, family, letter) {
  const key = [style, weight, family, letter].join('|');
  if (!kept.has(key)) {
    pen.font = `${style} ${weight} ${EM}px ${family}`;
    const m = pen.measureText(letter);
    kept.set(key, [
      m.width, -m.actualBoundingBoxLeft, m.actualBoundingBoxRight, m.actualBoundingBoxAscent,
      m.actualBoundingBoxDescent, m.fontBoundingBoxAscent, m.fontBoundingBoxDescent,
    ].map(value => value / EM));
  }
  return kept.get(key);
}
"""

_INKS = f"wanted => {{ {_MEASURE} return wanted.map(one => ink(...one)); }}"

# Each letter of a drawing's texts against the drawing's edge and against its marks, in the order in which
# they are painted: what shows at a point is what was painted there last. A text may lie on one ground alone:
# the page, its plate, its segment. Lines are walked along, as they are thinner than a grid of points.
_MARKS = (
    """([slack, contrast]) => {"""
    + _MEASURE
    + r"""
const meets = (a, b) => a.left < b.right && b.left < a.right && a.top < b.bottom && b.top < a.bottom;
const said = one => '`' + one.textContent.replace(/\s+/g, ' ').trim() + '`';

function named(mark) {
  const fact = mark.closest('[data-fact]')?.dataset.fact;
  return '`' + (mark.getAttribute('class') || mark.tagName) + '`' + (fact ? ` of \`${fact}\`` : '');
}

// --- colours: red, green, blue from 0 to 255, and how far they cover from 0 to 1

function channels(text) {
  const [red, green, blue, alpha] = text.match(/[\d.]+/g).map(Number);
  return [red, green, blue, alpha ?? 1];
}
const over = (top, under) => [0, 1, 2].map(nth => top[nth] * top[3] + under[nth] * (1 - top[3]));

function luminance(paint) {
  const part = value => value <= .04045 ? value / 12.92 : ((value + .055) / 1.055) ** 2.4;
  const [red, green, blue] = paint.map(value => part(value / 255));
  return .2126 * red + .7152 * green + .0722 * blue;
}
function ratio(one, other) {
  const [low, high] = [luminance(one), luminance(other)].sort((a, b) => a - b);
  return (high + .05) / (low + .05);
}
function ground(svg) {
  for (let one = svg; one; one = one.parentElement) {
    const paint = channels(getComputedStyle(one).backgroundColor);
    if (paint[3] === 1) return paint.slice(0, 3);
  }
  return [255, 255, 255];
}
function opacity(one, svg) {
  let all = 1;
  for (; one !== svg.parentNode; one = one.parentNode) all *= getComputedStyle(one).opacity;
  return all;
}

// --- letters and marks, in pixels of the window

function* letters(text) {
  const place = text.getScreenCTM(), walker = document.createTreeWalker(text, NodeFilter.SHOW_TEXT);
  let order = 0;
  for (let node = walker.nextNode(); node; node = walker.nextNode()) {
    const look = getComputedStyle(node.parentElement), size = parseFloat(look.fontSize);
    for (const letter of node.data) {
      const nth = order;
      order += letter.length;
      if (/[\s\u00ad\u200b\u2060\ufeff]/.test(letter) || nth >= text.getNumberOfChars()) continue;
      const [, left, right, up, down] = ink(look.fontStyle, look.fontWeight, look.fontFamily, letter);
      const at = text.getStartPositionOfChar(nth);
      const low = new DOMPoint(at.x + left * size, at.y - up * size).matrixTransform(place);
      const high = new DOMPoint(at.x + right * size, at.y + down * size).matrixTransform(place);
      yield {left: low.x, top: low.y, right: high.x, bottom: high.y, paint: channels(look.fill)};
    }
  }
}
function marked(one, order, svg) {
  const look = getComputedStyle(one), place = one.getScreenCTM(), box = one.getBoundingClientRect();
  const zoom = Math.sqrt(Math.abs(place.a * place.d - place.b * place.c)), all = opacity(one, svg);
  const wide = look.stroke === 'none' ? 0 : parseFloat(look.strokeWidth) * zoom;
  const painted = (paint, part) => {
    if (paint === 'none') return null;
    const made = channels(paint);
    made[3] *= part * all;
    return made[3] ? made : null;
  };
  return {
    one, order, place, zoom, wide, back: place.inverse(),
    fill: painted(look.fill, look.fillOpacity),
    stroke: wide ? painted(look.stroke, look.strokeOpacity) : null,
    left: box.left - wide, top: box.top - wide, right: box.right + wide, bottom: box.bottom + wide,
  };
}
const filled = (mark, x, y) =>
  mark.fill && mark.one.isPointInFill(new DOMPoint(x, y).matrixTransform(mark.back));

function trail(mark) {
  if (!mark.trail) {
    mark.trail = [];
    const length = mark.one.getTotalLength(), step = .75 / mark.zoom;
    for (let done = 0; done <= length; done += step)
      mark.trail.push(mark.one.getPointAtLength(done).matrixTransform(mark.place));
  }
  return mark.trail;
}

// --- what a letter lies on, and what lies on it

function* fills(letter, near, order, page) {
  for (let row = 0; row <= 4; row++) for (let column = 0; column <= 3; column++) {
    const x = letter.left + (letter.right - letter.left) * column / 3;
    const y = letter.top + (letter.bottom - letter.top) * row / 4;
    let paint = page, by = null;
    for (const mark of near) if (filled(mark, x, y)) {
      if (mark.order > order) yield {after: mark};
      else [paint, by] = [over(mark.fill, paint), mark];
    }
    yield {paint, by};
  }
}
function* lines(letter, near, order) {
  for (const mark of near) if (mark.stroke) {
    const by = mark.wide / 2, shown = point =>
      point.x + by > letter.left && point.x - by < letter.right &&
      point.y + by > letter.top && point.y - by < letter.bottom &&
      !near.some(later => later.order > mark.order && later.order < order &&
                          later.fill?.[3] === 1 && filled(later, point.x, point.y));
    if (trail(mark).some(shown)) yield mark;
  }
}
function* faults(text, order, marks, page, frame, unit, zoom) {
  const own = [...letters(text)], crossing = new Set(), hiding = new Set(), grounds = new Map();
  const past = one => Math.max(
    frame.left - one.left, frame.top - one.top, one.right - frame.right, one.bottom - frame.bottom);
  const out = Math.max(...own.map(past)) / zoom;
  if (out > slack) yield `leaves the drawing by ${out.toFixed(1)} ${unit}`;
  let least = Infinity;
  for (const {left, top, right, bottom, paint} of own) {
    const inner = {left: left + .2, top: top + .2, right: right - .2, bottom: bottom - .2};
    const near = marks.filter(mark => meets(mark, inner));
    for (const hit of fills(inner, near, order, page)) {
      if (hit.after) hiding.add(named(hit.after.one));
      else {
        grounds.set(hit.paint.map(Math.round).join(), hit.by);
        least = Math.min(least, ratio(over(paint, hit.paint), hit.paint));
      }
    }
    for (const mark of lines(inner, near, order))
      (mark.order > order ? hiding : crossing).add(named(mark.one));
  }
  for (const mark of hiding) yield `lies under ${mark}`;
  for (const mark of crossing) yield `is crossed by ${mark}`;
  const upon = new Set([...grounds.values()].filter(Boolean).map(mark => named(mark.one)));
  if (grounds.size > 1) yield `lies partly on ${[...upon].join(', ')}`;
  else if (least < contrast && !hiding.size) yield `has a contrast of ${least.toFixed(1)} to its ground`;
}

const found = [], drawings = [];
for (const svg of document.querySelectorAll('svg')) {
  const frame = svg.getBoundingClientRect(), texts = [], marks = [];
  if (!frame.width) continue;
  [...svg.querySelectorAll('*')].forEach((one, order) => {
    if (one.closest('defs, clipPath, mask, symbol') || getComputedStyle(one).visibility !== 'visible') return;
    if (one.tagName === 'text') texts.push([one, order]);
    else if (one instanceof SVGGeometryElement) marks.push(marked(one, order, svg));
  });
  if (texts.length && svg.id) drawings.push(svg.id);
  const where = svg.closest('[data-file]')?.dataset.file ?? 'svg#' + svg.id, page = ground(svg);
  const unit = svg.classList.contains('print') ? 'pt' : 'px', zoom = svg.getScreenCTM().a;
  for (const [text, order] of texts)
    for (const fault of faults(text, order, marks, page, frame, unit, zoom))
      found.push([where, `${said(text)} ${fault}`]);
}
return {found, drawings, all: [...document.querySelectorAll('.drawing svg[id]')].map(one => one.id)};
}"""
)


# --- the command line ----------------------------------------------------------------------------


def main(folders: Sequence[str]) -> int:
    """Print what overlaps in ``folders``, each a draft or a release; return the exit status."""
    if not folders or not all(Path(one).is_dir() for one in folders):
        print("usage: python tests/overlaps.py FOLDER…, each a draft or a release", file=sys.stderr)
        return 2
    status = 0
    for one in folders:
        try:
            report = measured(Path(one))
        except pytest.skip.Exception as missing:  # as a test it is skipped; here it is said
            print(missing, file=sys.stderr)
            return 2
        for finding in report.findings:
            print(finding)
        print(report)
        status = max(status, 1 if report.findings else 0 if report.lines else 2)
    return status


if __name__ == "__main__":
    raise SystemExit(main(sys.argv[1:]))
