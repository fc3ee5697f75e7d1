"""Faults in a drawing, in a file of its own or within a page: its words, its alt text and its ink."""

from __future__ import annotations

import re
from bisect import bisect_left
from collections.abc import Iterator
from dataclasses import dataclass
from functools import cached_property
from random import Random

from bench.faults import wording
from bench.faults.markup import Element, Run, quoted
from bench.faults.planted import Box, Ground, Place, Planted, Splice, Spliced

_NUMBER = re.compile(r"-?\d+(?:\.\d+)?")
_HEDGE_PARTS = ("chevron", "fray", "hatch", "cap", "below", "span")


@dataclass(frozen=True, eq=False)
class Text:
    """A file of markup, as read: what faults are planted in."""

    file: str
    ground: Ground
    text: str
    root: Element

    @cached_property
    def _ends(self) -> list[int]:
        return [found.start() for found in re.finditer("\n", self.text)]

    def line(self, at: int) -> int:
        """Return the line that a character is in, from 1."""
        return bisect_left(self._ends, at) + 1

    def fault(
        self,
        kind: str,
        changes: list[Splice],
        before: str,
        after: str,
        box: Box | None = None,
        where: str = "a chart",
    ) -> Planted:
        """Return a fault whose places are those of its changes, in the order they are given."""
        made = Spliced(tuple(changes))
        places = tuple(
            Place(
                self.file,
                line=self.line(one.start),
                span=made.moved((one.start, one.end)),
                box=box,
                shown=(before, after),
            )
            for one in changes
        )
        return Planted(kind, self.ground, self.file, before, after, places, made, where)


def replaced(run: Run, words: str) -> Splice:
    """Return the splice that has a run of text say ``words``."""
    return Splice(run.start, run.end, quoted(words))


def spoken(element: Element, name: str, words: str) -> Splice:
    """Return the splice that has an attribute say ``words``."""
    return Splice(*element.spans[name], quoted(words))


def in_drawing(text: Text, drawing: Element, random: Random) -> Iterator[Planted]:
    """Yield faults of every kind that a drawing can have, each once for each thing that can have it."""
    yield from _in_labels(text, drawing, random)
    yield from _in_alt(text, drawing, random)
    yield from _in_ink(text, drawing, random)
    yield from _typed(text, drawing, random)


def labels(drawing: Element, *kinds: str) -> list[tuple[Element, Run]]:
    """Return the labels of a drawing of the kinds named that are one run of text each, with it."""
    found = []
    for one in drawing.elements():
        if one.kind in kinds and len(runs := list(one.runs())) == 1:
            found.append((one, runs[0]))
    return found


def _in_labels(text: Text, drawing: Element, random: Random) -> Iterator[Planted]:
    said = labels(drawing, "fact")
    for element, run in said:
        box = _around(element)

        def changed(kind: str, words: str, run: Run = run, box: Box | None = box) -> Planted:
            return text.fault(kind, [replaced(run, words)], run.words, words, box)

        if words := wording.digit_changed(run.words, random):
            yield changed("digit changed in a chart label", words)
        elif words := wording.number_word_changed(run.words):
            yield changed("number word changed", words)
        for words in wording.hedges_dropped(run.words):
            yield changed("hedge dropped", words)
        if words := wording.hedge_strengthened(run.words):
            yield changed("hedge strengthened", words)
        for words in wording.units_swapped(run.words):
            yield changed("unit or scale swapped", words)
    for _, run in labels(drawing, "date"):
        if words := wording.digit_changed(run.words, random):
            yield text.fault("date changed", [replaced(run, words)], run.words, words)
    for element, run in labels(drawing, "tick"):
        if words := wording.digit_changed(run.words, random):
            yield text.fault(
                "tick of an axis changed", [replaced(run, words)], run.words, words, _around(element)
            )
    random.shuffle(said)
    for (one, its), (other, others) in zip(said[::2], said[1::2], strict=False):
        if one.get("data-fact") != other.get("data-fact") and its.words != others.words:
            changes = [replaced(its, others.words), replaced(others, its.words)]
            yield text.fault("two facts exchanged", changes, its.words, others.words)


def _in_alt(text: Text, drawing: Element, random: Random) -> Iterator[Planted]:
    said = drawing.get("aria-label")
    if "aria-label" not in drawing.spans:
        return
    titles = [
        run for one in drawing.elements() if one.tag == "title" for run in one.runs() if run.words == said
    ]

    def changed(kind: str, words: str, before: str, after: str) -> Planted:
        changes = [spoken(drawing, "aria-label", words), *(replaced(one, words) for one in titles)]
        return text.fault(kind, changes, before, after, where="alt text")

    head, _, listed = said.partition(". ") if ": " in said else (said, "", "")
    for part in re.split(r"; ", said):
        if words := wording.digit_changed(part, random):
            yield changed("digit changed in alt text", said.replace(part, words, 1), part, words)
        for words in wording.hedges_dropped(part):
            yield changed("hedge dropped", said.replace(part, words, 1), part, words)
        for words in wording.units_swapped(part):
            yield changed("unit or scale swapped", said.replace(part, words, 1), part, words)
    if listed and head:
        typed = f"{head} by {random.choice(wording.NUMBERS)}"
        yield changed("uncited number typed", said.replace(head, typed, 1), head, typed)
        typed = f"{head}, {random.choice(wording.MULTIPLES)}"
        yield changed("multiple typed", said.replace(head, typed, 1), head, typed)


def _in_ink(text: Text, drawing: Element, random: Random) -> Iterator[Planted]:
    form = drawing.get("data-form")
    width, height = (float(one) for one in drawing.get("viewbox").split()[2:])
    for mark in drawing.elements():
        if mark.tag != "g" or "mark" not in mark.get("class").split():
            continue
        fact = mark.get("data-fact")
        for path in mark.elements():
            part = path.get("data-part")
            if path.tag != "path" or "d" not in path.spans:
                continue
            if part == "body":
                longer = random.choice((0.62, 0.8, 1.3))
                drawn = _stretched(path.get("d"), longer, width)
                yield _redrawn(text, path, "bar geometry falsified", drawn, f"{fact}, {part}")
            elif part == "dot":
                across = 0.0 if form == "series" else width * random.choice((-0.07, 0.07, 0.11))
                down = height * random.choice((-0.12, 0.09)) if form in ("series", "scatter") else 0.0
                drawn = _moved(path.get("d"), across, down)
                yield _redrawn(text, path, "point of a chart moved", drawn, f"{fact}, {part}")
        hedges = [
            one for one in mark.elements() if one.tag == "path" and one.get("data-part") in _HEDGE_PARTS
        ]
        if hedges and mark.get("data-hedge") not in ("", "exactly"):
            changes = [Splice(one.start, one.end, "") for one in hedges]
            parts = ", ".join(dict.fromkeys(one.get("data-part") for one in hedges))
            yield text.fault(
                "hedge no longer drawn",
                changes,
                f"{fact}, {parts}",
                f"{fact} without {parts}",
                _bounds(hedges[0]),
            )


def _typed(text: Text, drawing: Element, random: Random) -> Iterator[Planted]:
    """Yield numbers typed behind the names of rows, that are bound to nothing."""
    rows = [
        run
        for one in drawing.elements()
        if one.tag == "text" and not any(part.kind or part.get("data-part") for part in one.elements())
        for run in one.runs()
        if len(run.words) > 3 and not any(mark.isdigit() for mark in run.words)
    ]
    kinds = (
        ("uncited number typed", wording.NUMBERS),
        ("number word typed", wording.NUMBER_WORDS),
        ("multiple typed", wording.MULTIPLES),
    )
    for run in rows:
        kind, among = random.choice(kinds)
        words = f"{run.words}, {random.choice(among)}"
        yield text.fault(kind, [replaced(run, words)], run.words, words, _around(run.within))


def _redrawn(text: Text, path: Element, kind: str, drawn: str, what: str) -> Planted:
    change = Splice(*path.spans["d"], drawn)
    return text.fault(kind, [change], what, f"{what}: {drawn[:60]}", _bounds(path))


def _points(drawn: str) -> list[tuple[float, float]]:
    numbers = [float(one) for one in _NUMBER.findall(drawn)]
    return list(zip(numbers[::2], numbers[1::2], strict=True))


def _with_points(drawn: str, points: list[tuple[float, float]]) -> str:
    flat = iter([one for point in points for one in point])
    return _NUMBER.sub(lambda _: f"{next(flat):.2f}".rstrip("0").rstrip("."), drawn)


def _stretched(drawn: str, by: float, width: float) -> str:
    """Return a bar from its left end, ``by`` times as long, by at least a fiftieth of the drawing."""
    points = _points(drawn)
    low, high = min(x for x, _ in points), max(x for x, _ in points)
    change = (high - low) * (by - 1)
    if abs(change) < width / 50:
        change = width / 30
    return _with_points(drawn, [(x + change * (x - low) / (high - low), y) for x, y in points])


def _moved(drawn: str, across: float, down: float) -> str:
    return _with_points(drawn, [(x + across, y + down) for x, y in _points(drawn)])


def _bounds(path: Element) -> Box:
    points = _points(path.get("d"))
    return (
        min(x for x, _ in points),
        min(y for _, y in points),
        max(x for x, _ in points),
        max(y for _, y in points),
    )


def _around(element: Element) -> Box | None:
    """Return a box about where a label stands: its own, or some em around its point."""
    if box := element.get("data-box"):
        left, top, right, bottom = (float(one) for one in box.split())
        return left, top, right, bottom
    at = next((one for one in element.above() if one.get("x") and one.get("y")), None)
    if at is None:
        return None
    x, y = float(at.get("x")), float(at.get("y"))
    return x - 160, y - 40, x + 420, y + 12
