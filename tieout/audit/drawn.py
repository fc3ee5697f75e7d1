"""Charts as a PDF has them: their words and their ink, where the data says they stand."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from tieout.audit.finished import Box, Finished, Passage, Role, Spot
from tieout.audit.kinds import CHART_OFF, Fault
from tieout.audit.paper_file import Drawn
from tieout.audit.record import Record, plain, squeezed

_LEVEL = 1.0  # how far, in points, a baseline may be off what the data says: digits are cut in both
_NEAR = 0.12  # how far the middle of ink may be off: places are written to a hundredth
_LINE = 3.5  # how wide a line is at most


@dataclass(frozen=True, slots=True)
class _Text:
    """Words at a place of a drawing; ``passage`` is None of those that the data has."""

    x: float
    y: float
    words: str
    passage: Passage | None = None


def faults(read: Finished, inks: Mapping[str, Sequence[Drawn]], record: Record, file: str) -> Iterator[Fault]:
    """Yield what a PDF's charts say, or show, otherwise than the ``drawing`` of their exhibits in the data.

    ``inks`` are the boxes of all that is painted in each exhibit's drawing, by its id.
    """
    drawn: dict[str, list[_Text]] = {}
    for passage in read.passages:
        says = passage.pieces[0].says if passage.pieces else {}
        if passage.role is Role.LABEL and "x" in says and "y" in says:
            text = _Text(float(says["x"]), float(says["y"]), passage.words, passage)
            drawn.setdefault(passage.within.get("exhibit", ""), []).append(text)
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
        yield from _texts(name, drawing, drawn[name], file)
        spot = _spot(drawn[name])
        for mark in _unpainted(drawing, [one.box for one in inks.get(name, ())]):
            message = (
                f"exhibit `{name}`: the {mark['part']} of `{mark['fact']}` is not drawn where its data has it"
            )
            yield Fault(file, Spot(page=spot.page, box=spot.box), CHART_OFF, message)


def _texts(name: str, drawing: Mapping[str, Any], drawn: Sequence[_Text], file: str) -> Iterator[Fault]:
    """Yield each line of a drawing that reads otherwise than the data has it."""
    right = [_Text(one["x"], one["y"], one["words"]) for one in drawing["texts"] if one["words"].strip()]
    there = [one for one in drawn if one.words.strip()]
    for level in _levels(one.y for one in (*right, *there)):
        should = sorted((one for one in right if abs(one.y - level) <= _LEVEL), key=lambda one: one.x)
        does = sorted((one for one in there if abs(one.y - level) <= _LEVEL), key=lambda one: one.x)
        if _joined(should) == _joined(does):
            continue
        known = {squeezed(one.words) for one in should}
        odd = [one for one in does if squeezed(one.words) not in known] or does
        met = {squeezed(one.words) for one in does}
        missing = [one for one in should if squeezed(one.words) not in met] or should
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
        yield Fault(file, _spot(odd or drawn), CHART_OFF, f"exhibit `{name}`: its chart {is_said}")


def _levels(heights: Iterator[float]) -> Iterator[float]:
    """Yield a height for each baseline; those next to each other are one."""
    first = None
    for one in sorted(heights):
        if first is None or one - first > _LEVEL:
            first = one
            yield one + _LEVEL / 2


def _joined(texts: Sequence[_Text]) -> str:
    return "".join(squeezed(one.words) for one in texts)


def _spot(texts: Sequence[_Text]) -> Spot:
    passage = texts[0].passage if texts else None
    return passage.pieces[0].where() if passage else Spot()


def _unpainted(drawing: Mapping[str, Any], inks: Sequence[Box]) -> Iterator[Mapping[str, Any]]:
    """Yield each mark of the data where nothing of its size is painted."""
    for mark in drawing["marks"]:
        box = _framed(mark["box"], drawing)
        if not any(_is_drawn(box, _framed(ink, drawing)) for ink in inks):
            yield mark


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
