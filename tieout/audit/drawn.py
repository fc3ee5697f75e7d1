"""Charts as a PDF has them: their words and their ink, where the data says they stand."""

from __future__ import annotations

from bisect import bisect_left
from collections.abc import Iterator, Mapping, Sequence
from itertools import pairwise
from typing import Any

from tieout.audit.finished import Box, Finished, Passage, Role, Spot
from tieout.audit.kinds import CHART_OFF, Fault
from tieout.audit.paper_file import Drawn
from tieout.audit.record import Record, plain, squeezed
from tieout.frozen import frozen

_LEVEL = 0.3  # how far, in points, baselines of one line are apart at most: places are cut in both
_ASIDE = 0.15  # how far along its line a letter may be off
_SPACE = 0.5  # of a text's height: how wide a space is at most
_NEAR = 0.12  # how far the middle of ink may be off: places are written to a hundredth
_LINE = 3.5  # how wide a line is at most
_LAP = 0.5  # how far what lies over another reaches into it at least


@frozen
class _Text:
    """Words at a place of a drawing, with the x of each letter of those that are drawn.

    ``passage`` is None of those that the data has. ``order`` is that of painting, of the data or the page.
    """

    x: float
    y: float
    words: str
    order: tuple[int, int]
    stops: tuple[float, ...] = ()
    is_turned: bool = False
    passage: Passage | None = None


@frozen
class _Layer:
    """A thing of the data that is drawn: its name in words, its box, and its order in the data and drawn."""

    name: str
    box: Box
    should: int
    does: tuple[int, int]
    spot: Spot


def faults(read: Finished, inks: Mapping[str, Sequence[Drawn]], record: Record, file: str) -> Iterator[Fault]:
    """Yield what a PDF's charts say, or show, otherwise than the ``drawing`` of their exhibits in the data.

    ``inks`` are all that is painted in each exhibit's drawing, by its id.
    """
    drawn: dict[str, list[_Text]] = {}
    for passage in read.passages:
        says = passage.pieces[0].says if passage.pieces else {}
        if passage.role is Role.LABEL and "x" in says and "y" in says:
            drawn.setdefault(passage.within.get("exhibit", ""), []).append(_text(passage, says))
    for name, texts in drawn.items():
        if "drawing" not in record.exhibits.get(name, {}):
            spot = _spot(texts)
            yield Fault(
                file, spot, CHART_OFF, f"a chart `{name}` is drawn, and the data has no drawing of it"
            )
    for name, exhibit in record.exhibits.items():
        drawing = exhibit.get("drawing")
        if drawing is None:
            continue
        if name not in drawn:
            yield Fault(file, Spot(), CHART_OFF, f"the chart of exhibit `{name}` is not in the file")
            continue
        told = [*_texts(drawing, drawn[name]), *_inks(drawing, drawn[name], inks.get(name, ()))]
        for spot, message in told:
            yield Fault(file, spot, CHART_OFF, f"exhibit `{name}`: {message}")


def _text(passage: Passage, says: Mapping[str, str]) -> _Text:
    return _Text(
        float(says["x"]),
        float(says["y"]),
        passage.words,
        (int(says["page"]), int(says["order"])),
        tuple(map(float, says["stops"].split())),
        bool(says["turned"]),
        passage,
    )


# --- words ----------------------------------------------------------------------------------------


def _texts(drawing: Mapping[str, Any], drawn: Sequence[_Text]) -> Iterator[tuple[Spot, str]]:
    """Yield each line of a drawing that reads, or stands, otherwise than the data has it."""
    right = [
        _Text(one["x"], one["y"], one["words"], (0, one["order"]))
        for one in drawing["texts"]
        if one["words"].strip()
    ]
    there = [one for one in drawn if one.words.strip()]
    for one in there:
        if one.is_turned:
            yield _spot([one]), f"its chart says `{plain(one.words)}` turned, or backwards"
    for line in _lines([*right, *there]):
        should = sorted((one for one in line if one.passage is None), key=lambda one: one.x)
        does = sorted((one for one in line if one.passage is not None), key=lambda one: one.x)
        if _joined(should) == _joined(does):
            yield from _moved(should, does)
            continue
        odd, missing = _apart(does, should), _apart(should, does)
        said = plain(" ".join(one.words for one in odd))
        wanted = plain(" ".join(one.words for one in missing))
        if odd:
            is_said = (
                f"says `{said}` where its data has `{wanted}`"
                if wanted
                else f"says `{said}`, its data does not"
            )
        else:
            is_said = f"lacks `{wanted}`"
        yield _spot(odd or drawn), f"its chart {is_said}"


def _apart(texts: Sequence[_Text], others: Sequence[_Text]) -> Sequence[_Text]:
    """Return the texts of a line that are not those of another: one by one, or by words if more or fewer."""
    if len(texts) == len(others):
        pairs = zip(texts, others, strict=True)
        return [one for one, other in pairs if squeezed(one.words) != squeezed(other.words)]
    known = {squeezed(one.words) for one in others}
    return [one for one in texts if squeezed(one.words) not in known] or texts


def _lines(texts: Sequence[_Text]) -> Iterator[list[_Text]]:
    """Yield the texts of each line: those whose baselines follow each other closely."""
    line: list[_Text] = []
    for one in sorted(texts, key=lambda one: one.y):
        if line and one.y - line[-1].y > _LEVEL:
            yield line
            line = []
        line.append(one)
    if line:
        yield line


def _moved(should: Sequence[_Text], does: Sequence[_Text]) -> Iterator[tuple[Spot, str]]:
    """Yield what of a line that reads as it should stands elsewhere along it than the data has it."""
    letters = [
        (stop, one)
        for one in does
        for letter, stop in zip(one.words, one.stops, strict=False)
        if squeezed(letter)
    ]
    met = 0
    for one in should:
        count = len(squeezed(one.words))
        first = letters[met : met + count]
        met += count
        if not first:
            return
        (x, text), *_ = first
        room = _SPACE * _height(text) if one.words[0].isspace() else 0.0
        backwards = any(then[0] < before[0] - _ASIDE for before, then in pairwise(first))
        if backwards or not -_ASIDE <= x - one.x <= _ASIDE + room:
            yield _spot([text]), f"its chart has `{plain(one.words)}` in another place along its line"


def _height(text: _Text) -> float:
    box = _spot([text]).box
    return box[3] - box[1] if box else 0.0


def _joined(texts: Sequence[_Text]) -> str:
    return "".join(squeezed(one.words) for one in texts)


def _spot(texts: Sequence[_Text]) -> Spot:
    passage = texts[0].passage if texts else None
    return passage.pieces[0].where() if passage else Spot()


# --- ink ------------------------------------------------------------------------------------------


def _inks(
    drawing: Mapping[str, Any], texts: Sequence[_Text], inks: Sequence[Drawn]
) -> Iterator[tuple[Spot, str]]:
    """Yield what of the data is not painted, what else is, and what lies over another as it should not."""
    layers = _labels(drawing, texts)
    framed = (one._replace(box=_framed(one.box, drawing)) for one in inks)
    left = sorted(framed, key=lambda one: one.box[0] + one.box[2])
    middles = [(one.box[0] + one.box[2]) / 2 for one in left]
    taken: set[int] = set()
    for thing in sorted((*drawing["marks"], *drawing.get("lines", ())), key=lambda one: one["order"]):
        box = _framed(thing["box"], drawing)
        name = f"the {thing['part']} of `{thing.get('fact', '')}`" if "part" in thing else "a line"
        start = bisect_left(middles, (box[0] + box[2]) / 2 - _NEAR)
        found = _first(left, taken, start, box)
        if found is None:
            yield _due(box, inks, texts), f"{name} is not drawn where its data has it"
            continue
        taken.add(found)
        ink = left[found]
        layers.append(_Layer(name, box, thing["order"], ink.order, ink.spot))
    for nth, ink in enumerate(left):
        if nth not in taken:
            yield ink.spot, "something is drawn that its data does not have"
    yield from _covering(layers)


def _due(box: Box, inks: Sequence[Drawn], texts: Sequence[_Text]) -> Spot:
    """Return where on its page a thing of the data would stand, as far as some ink tells where that is."""
    for ink in inks:
        if ink.spot.box is not None:
            left, top = ink.spot.box[0] - ink.box[0], ink.spot.box[3] + ink.box[1]
            return Spot(ink.spot.page, (left + box[0], top - box[3], left + box[2], top - box[1]))
    return _spot(texts)


def _first(inks: Sequence[Drawn], taken: set[int], start: int, box: Box) -> int | None:
    """Return the place of the ink, of those not taken yet, that is of a box and painted first."""
    middle = (box[0] + box[2]) / 2
    best: int | None = None
    for nth in range(start, len(inks)):
        ink = inks[nth]
        if (ink.box[0] + ink.box[2]) / 2 > middle + _NEAR:
            break
        is_it = nth not in taken and _is_drawn(box, ink.box)
        if is_it and (best is None or ink.order < inks[best].order):
            best = nth
    return best


def _labels(drawing: Mapping[str, Any], texts: Sequence[_Text]) -> list[_Layer]:
    """Return the texts of a drawing that are those of the data, where these have them."""
    places: dict[tuple[str, float, float], int] = {}
    for one in drawing["texts"]:
        places[squeezed(one["words"]), round(one["x"]), round(one["y"])] = one["order"]
    found = []
    for text in texts:
        about = [(x, y) for x in (-1, 0, 1) for y in (-1, 0, 1)]
        keys = [(squeezed(text.words), round(text.x) + x, round(text.y) + y) for x, y in about]
        order = next((places[key] for key in keys if key in places), None)
        if order is not None and text.words.strip():
            spot = _spot([text])
            box = (text.x, text.y - _height(text), text.x + _width(spot), text.y)
            found.append(_Layer(f"`{plain(text.words)}`", box, order, text.order, spot))
    return found


def _width(spot: Spot) -> float:
    return spot.box[2] - spot.box[0] if spot.box else 0.0


def _covering(layers: Sequence[_Layer]) -> Iterator[tuple[Spot, str]]:
    """Yield what is painted over another that the data has over it."""
    in_order = sorted(layers, key=lambda one: one.does)
    highest = 0
    for nth, above in enumerate(in_order):
        if above.should >= highest:
            highest = above.should
            continue
        for below in in_order[:nth]:
            if below.should > above.should and _overlap(below.box, above.box):
                yield above.spot, f"{above.name} is painted over {below.name}, which its data has above"
                break


def _overlap(one: Box, other: Box) -> bool:
    return (
        one[0] < other[2] - _LAP
        and other[0] < one[2] - _LAP
        and one[1] < other[3] - _LAP
        and other[1] < one[3] - _LAP
    )


def _framed(box: Sequence[float], drawing: Mapping[str, Any]) -> Box:
    """Return what of a box lies within the drawing, to whose frame a page may cut it."""
    left, top, right, bottom = box
    return (max(left, 0.0), max(top, 0.0), min(right, drawing["width"]), min(bottom, drawing["height"]))


def _is_drawn(box: Sequence[float], ink: Box) -> bool:
    """Return whether ``ink`` is what ``box`` says, its line drawn half to either side of the box's edges."""
    for low, high in ((0, 2), (1, 3)):
        grown = (ink[high] - ink[low]) - (box[high] - box[low])
        off = (ink[high] + ink[low] - box[high] - box[low]) / 2
        if abs(off) > _NEAR or not -2 * _NEAR <= grown <= _LINE:
            return False
    return True
