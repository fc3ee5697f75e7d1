"""A finished drawing against its facts: its ink is measured, and every number in it is bound to something."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Iterator
from functools import cache
from itertools import islice

from lxml import etree

from tieout import measured
from tieout.audit.finished import BOUND, NOTHING, RUNS, SAID, Finished, Passage, Piece, Role, Spot
from tieout.audit.kinds import UNBOUND
from tieout.gate import Lexicon, Look, lexicon_of
from tieout.measured import Facts
from tieout.measured.kinds import UNKNOWN, UNREAD, where
from tieout.measured.paper import Line, Paper, Run

MOST = 16 * 1024 * 1024
"""The longest drawing that is read, in bytes."""

MOST_FAULTS = 200
"""How many faults of one kind of looking are told of one drawing."""

SVG = "http://www.w3.org/2000/svg"

Root = etree._Element | str
"""The root of a drawing, or why it can't be read."""

Found = tuple[Spot, str, str]
"""Where something is wrong, what, and its kind: one of ``measured.KINDS``, or that of a number unbound."""

_RENDERING = re.compile(r"-(?:print|web-[0-9]+)$")
_STEP = re.compile(r"(?P<name>[^\[\]]+)\[(?P<nth>[0-9]+)\]")
_PLACE = re.compile(r"\s*[-+]?(?:[0-9]+\.?[0-9]*|\.[0-9]+)\s*")
_CONDITIONS = frozenset({"systemLanguage", "requiredExtensions", "requiredFeatures"})
_HIDES = frozenset(  # of the root, which is not measured as what it holds is
    {"style", "display", "visibility", "opacity", "clip-path", "clip", "mask", "filter", "overflow"}
    | {"transform", "preserveAspectRatio", "preserveaspectratio", "direction", "unicode-bidi", "writing-mode"}
)
_LOOKS = re.compile(r"(?:[fs]-[a-z0-9-]+|mark|axes|chart|print)")
_TAKEN_FROM = "taken from elsewhere, which can't be measured"
_CLASSES = frozenset(
    {"fact", "date", "quotation", "bibliographic", "structural", "name", "idiom", "plain", "claim", "tick"}
)


def exhibit_of(name: str, known: Iterable[str]) -> str:
    """Return which of the exhibits ``known`` a drawing is of, "" for none.

    ``name`` is the name of its file without the ending, or the id of its root: of the exhibit, or of the
    script that drew it, and of the rendering.
    """
    stem, every = _RENDERING.sub("", name), frozenset(known)
    return next((one for one in (stem, name) if one in every), "")


def faults(
    data: bytes | Root, facts: Facts, exhibit: str, lexicon: Lexicon | None = None
) -> tuple[Found, ...]:
    """Return all that is wrong with a drawing, by ``facts``: what is measured, and numbers bound to nothing.

    ``data`` is an SVG file, or the SVG of a page as ``web.drawings`` gives it. ``exhibit`` is its exhibit, ""
    where that is not known: then nothing is missed in it. Without a ``lexicon`` no name excuses a number, and
    what the facts count is counted. Boxes are in the drawing's units, from its upper left.
    """
    root = parsed(data)
    if isinstance(root, str):
        return ((Spot(), root, UNREAD),)
    text = etree.tostring(root, encoding="unicode", with_tail=False)
    found = list(islice(_unmeasured(root), MOST_FAULTS))
    try:
        for one in measured.faults(text, facts, exhibit):
            found.append((_spot(_element(root, one.where), one.box), one.message, one.kind))
        found += _unbound(root, text, lexicon or _counting(tuple(sorted(facts.vocabulary.nouns.items()))))
    except (ArithmeticError, LookupError, RecursionError, TypeError, ValueError) as wrong:
        # Numbers out of all bounds, say: whatever keeps a drawing from being measured is wrong with it.
        found.append((_spot(root), f"the drawing can't be measured: {wrong or type(wrong).__name__}", UNREAD))
    return tuple(dict.fromkeys(found))


def read(data: bytes | Root) -> Finished:
    """Return the words of an SVG file: each line a LABEL, the root's name, titles and descriptions ALT."""
    root = parsed(data)
    if isinstance(root, str):
        return Finished((), faults=((Spot(), root),))
    drawing = {"drawing": root.get("id", "")}
    passages = []
    for one in root.iter():
        if not isinstance(one.tag, str):
            continue
        name = _name(one)
        if label := one.get("aria-label", "").strip():
            within = {**drawing, "part": "aria-label"}
            passages.append(Passage((Piece(label, where=_place(one)),), Role.ALT, within))
        if name in ("title", "desc"):
            if words := " ".join("".join(one.itertext()).split()):
                within = {**drawing, "part": name}
                passages.append(Passage((Piece(words, where=_place(one)),), Role.ALT, within))
        elif name == "text" and (pieces := tuple(_pieces(one))):
            passages.append(Passage(pieces, Role.LABEL, drawing))
    aims = {one.get("id"): 0 for one in root.iter() if isinstance(one.tag, str) and one.get("id")}
    return Finished(tuple(passages), aims=aims)


def parsed(data: bytes | Root) -> Root:
    """Return the root of a drawing, or why it can't be read; a drawing that is parsed stays as it is."""
    if not isinstance(data, bytes):
        return data
    if len(data) > MOST:
        return f"the drawing is {len(data)} bytes long; the most that is read is {MOST}"
    parser = etree.XMLParser(resolve_entities=False, no_network=True, load_dtd=False)
    try:
        root = etree.fromstring(data, parser)
    except (etree.XMLSyntaxError, ValueError) as fault:
        return f"the drawing can't be read: {fault}"
    if _name(root) != "svg":
        return "the file is no drawing: its root is no `svg`"
    if root.getroottree().docinfo.internalDTD is not None:
        return "the drawing has a document type, whose entities may stand for words"
    return root


def _name(one: etree._Element) -> str:
    return one.tag.rpartition("}")[2] if isinstance(one.tag, str) else ""


# --- what measuring takes for granted ------------------------------------------------------------


def _unmeasured(root: etree._Element) -> Iterator[Found]:
    """Yield what may change what a drawing shows, and has no place in the measuring."""
    space = root.tag.rpartition("}")[0][1:]
    before = root.getprevious()
    while before is not None:
        if before.tag is etree.PI:
            yield Spot(line=before.sourceline or 0), f"`{before.target}` is {_TAKEN_FROM}", UNKNOWN
        before = before.getprevious()
    for one in root.iter():
        if one.tag is etree.Comment:
            continue
        if not isinstance(one.tag, str):
            yield _spot(one), f"`{one.text or one}` is {_TAKEN_FROM}", UNKNOWN
            continue
        name = _name(one)
        if one.tag.rpartition("}")[0][1:] not in {space} & {SVG, ""}:
            yield _spot(one), f"`{name}` is of another language than SVG, and not shown", UNKNOWN
        if name == "svg" and one is not root:
            yield _spot(one), "a drawing within the drawing stands where nothing measures it", UNKNOWN
        for key in sorted(_HIDES.intersection(one.keys())) if one is root else ():
            yield _spot(one), f"`{key}` may hide or move all that is drawn", UNKNOWN
        for look in one.get("class", "").split():
            if not _LOOKS.fullmatch(look):
                yield _spot(one), f"`{look}` is no look of a drawing, and may hide what has it", UNKNOWN
        for key, value in one.attrib.items():
            bare = key.rpartition("}")[2]
            if bare.lower().startswith("on"):
                yield _spot(one), f"`{bare}` runs a script, which may change the drawing", UNKNOWN
            elif bare == "href" and RUNS.match(value):
                yield _spot(one), f"`{bare}` runs or holds something that can't be read", UNKNOWN
            elif bare in _CONDITIONS:
                yield _spot(one), f"`{bare}` shows what it is of to some readers alone", UNKNOWN
            elif bare == "opacity" and name not in ("path", "rect") and one is not root:
                yield _spot(one), "`opacity` may hide words or marks", UNKNOWN
            elif bare in ("x", "y") and name in ("text", "tspan") and not _PLACE.fullmatch(value):
                yield _spot(one), f"`{bare}` sets each letter of the words by itself", UNKNOWN


# --- numbers that are bound to nothing -----------------------------------------------------------


@cache
def _counting(nouns: tuple[tuple[str, str], ...]) -> Lexicon:
    return lexicon_of((), dict(nouns))


def _unbound(root: etree._Element, text: str, lexicon: Lexicon) -> Iterator[Found]:
    """Yield each number in the words of a drawing whose own element has no class."""
    drawn = measured.as_read(text)
    if drawn is None:
        return
    on_axes = {id(line) for group in drawn.axes for line in group.lines}
    for line in sorted(drawn.lines, key=lambda one: one.order):
        parts = []
        for run in line.runs:
            kind = run.data.get("data-class", "")
            known = kind in _CLASSES and (kind != "tick" or id(line) in on_axes)
            parts.append(BOUND * len(run.text) if known else run.text)
            if run.text.strip() and not _is_seen(line, run, drawn):
                spot = _spot(_element(root, where(run.element)), run.box)
                yield spot, f"`{run.text.strip()}` is painted in the colour that it stands on", UNKNOWN
        words = "".join(parts)
        if not words.strip(BOUND + " "):
            continue
        for number in lexicon.numbers(words):
            if number.look in (Look.NAME, Look.IDIOM) or not number.text.strip(BOUND):
                continue
            said = " ".join(number.text.replace(BOUND, "").split())
            element = _element(root, where(_holder(line, number.start)))
            yield _spot(element, line.box), f"`{said}` is bound to nothing", UNBOUND


def _is_seen(line: Line, run: Run, drawn: Paper) -> bool:
    """Return whether words are painted in another colour than what lies under them."""
    across, down = (run.box[0] + run.box[2]) / 2, (run.box[1] + run.box[3]) / 2
    under, order = "ground", 0
    for ink in drawn.inks:
        left, top, right, bottom = ink.box
        if ink.fill and order < ink.order < line.order and left < across < right and top < down < bottom:
            under, order = ink.fill, ink.order
    paint = "ground" if drawn.grounded(run.paint) else run.paint
    return bool(paint) and paint != ("ground" if drawn.grounded(under) else under)


def _holder(line: Line, start: int) -> etree._Element:
    """Return the element whose words stand at ``start`` of a line."""
    at = 0
    for run in line.runs:
        at += len(run.text)
        if start < at:
            return run.element
    return line.element


# --- words and places ----------------------------------------------------------------------------


def _pieces(line: etree._Element) -> Iterator[Piece]:
    """Yield the words of a line, each run under the outermost class that it has."""
    runs: list[tuple[etree._Element, list[str]]] = []
    for holder, words in _runs(line):
        bound = line
        for above in (*reversed(tuple(holder.iterancestors())), holder):
            if above.get("data-class"):
                bound = above
                break
        if runs and runs[-1][0] is bound:
            runs[-1][1].append(words)
        else:
            runs.append((bound, [words]))
    for bound, words in runs:
        says = {name: bound.get(f"data-{name}", "") for name in SAID if bound.get(f"data-{name}")}
        if "class" not in says:
            says = NOTHING
        elif "facts" in says:
            says["facts"] = ",".join(says["facts"].replace(",", " ").split())
        yield Piece("".join(words), says, where=_place(bound))


def _runs(element: etree._Element) -> Iterator[tuple[etree._Element, str]]:
    if element.text:
        yield element, element.text
    for one in element:
        if isinstance(one.tag, str):
            yield from _runs(one)
        if one.tail:
            yield element, one.tail


def _place(one: etree._Element) -> Callable[[], Spot]:
    return lambda: _spot(one)


def _element(root: etree._Element, path: str) -> etree._Element:
    """Return the element that a path of ``measured`` leads to: each step by its place among its like."""
    one = root
    for step in path.split("/")[1:]:
        found = _STEP.fullmatch(step)
        like = [below for below in one if _name(below) == found["name"]] if found else []
        if not found or int(found["nth"]) > len(like):
            break
        one = like[int(found["nth"]) - 1]
    return one


def _spot(one: etree._Element, box: tuple[float, float, float, float] | None = None) -> Spot:
    steps, line = [], one.sourceline or 0
    while (above := one.getparent()) is not None:
        name = _name(one)
        like = [below for below in above if _name(below) == name]
        steps.append(name if len(like) == 1 else f"{name}:nth-of-type({like.index(one) + 1})")
        one = above
    steps.append(f"#{one.get('id')}" if one.get("id") else "svg")
    return Spot(box=box, selector=" > ".join(reversed(steps)), line=line)
