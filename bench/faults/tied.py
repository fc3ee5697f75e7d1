"""What `tieout audit` says of a finished file with a fault in it, and whether it is of the right place."""

from __future__ import annotations

import re
from bisect import bisect_right
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, replace
from functools import lru_cache

from bench.faults import markup
from bench.faults.markup import Element
from bench.faults.paper import Redrawn, Reshown, Restated, Rewritten
from bench.faults.planted import Box, Files, Found, Ground, Place, Planted, Spliced
from tieout.audit.everything import audited
from tieout.audit.kinds import Fault

MANIFEST = "manifest.json"
PAGE = "index.html"
MOST_AT_ONCE = 8
SLACK = 3.0
"""How far, in points, a box may be from the glyphs that were changed and still be of them."""

_BLOCKS = {"p", "td", "th", "li", "h1", "h2", "h3", "text", "title", "meta", "summary", "label", "figcaption"}
_STEP = re.compile(r"(?:#([^ ]+)|([\w-]+)(?::nth-of-type\((\d+)\))?)$")


@dataclass(frozen=True)
class Audited:
    """Finished files to plant faults in, and what is said of them without any: false alarms."""

    files: Files
    alarms: tuple[Fault, ...]

    @classmethod
    def of(cls, files: Files) -> Audited:
        """Return finished files, audited as they are."""
        return cls(files, audited(files))

    def found_together(self, faults: Sequence[Planted]) -> list[Found]:
        """Return what is said of faults that are apart from one another, planted all at once.

        What is not told in its place is planted again alone.
        """
        if len(faults) == 1:
            return [self.found(faults[0])]
        name = faults[0].file
        moved, data = _planted(faults, self.files[name])
        files = {**_bare(self.files), name: data}
        fresh = self._fresh(files, frozenset([name]))
        found = []
        for fault, places in zip(faults, moved, strict=True):
            right = [one for one in fresh if any(_is_at(one, place, files) for place in places)]
            found.append(Found(True, True, _told(right[0])) if right else self.found(fault))
        return found

    def _fresh(self, files: Files, names: frozenset[str]) -> list[Fault]:
        clean = {_said(one) for one in self.alarms}
        return [one for one in audited(files, names) if _said(one) not in clean]

    def found(self, fault: Planted) -> Found:
        """Return what is said of a fault in one file, audited with the data beside it.

        The manifest is left out, but of faults in data: with it each changed byte is told by the file's
        digest, whatever it says, so that nothing would be learned.
        """
        in_data = fault.ground is Ground.DATA
        files = fault.planted(self.files if in_data else _bare(self.files))
        names = frozenset({MANIFEST, PAGE} & set(files)) if in_data else frozenset([fault.file])
        fresh = self._fresh(files, names)
        right = [one for one in fresh if any(_is_at(one, place, files) for place in fault.places)]
        told = right or fresh
        return Found(bool(fresh), bool(right), _told(told[0]) if told else "")


def apart(faults: Iterable[Planted]) -> list[tuple[Planted, ...]]:
    """Return faults in groups that can be planted at once: of one file, on different lines or pages."""
    groups: list[list[Planted]] = []
    taken: list[set[int]] = []
    for fault in faults:
        at = _lines_or_pages(fault)
        fits = (
            nth
            for nth, (group, used) in enumerate(zip(groups, taken, strict=True))
            if at and group[0].file == fault.file and len(group) < MOST_AT_ONCE and used and not used & at
        )
        nth = next(fits, None)
        if nth is None:
            groups.append([fault])
            taken.append(at)
        else:
            groups[nth].append(fault)
            taken[nth] |= at
    return [tuple(group) for group in groups]


def _lines_or_pages(fault: Planted) -> set[int]:
    """Return what a fault must have for itself among others; nothing of one that is planted alone."""
    if fault.ground is Ground.PAGE and isinstance(fault.make, Spliced):
        return {place.line for place in fault.places}
    on_pages = isinstance(fault.make, Rewritten) and all(
        isinstance(one, Reshown | Redrawn | Restated) for one in fault.make.edits
    )
    pages = {place.page for place in fault.places}
    return pages if on_pages and all(pages) else set()


def _planted(faults: Sequence[Planted], before: bytes) -> tuple[list[tuple[Place, ...]], bytes]:
    """Return where faults stand that are planted at once, and the file with all of them."""
    if isinstance(faults[0].make, Rewritten):
        edits = tuple(edit for one in faults if isinstance(one.make, Rewritten) for edit in one.make.edits)
        return [one.places for one in faults], Rewritten(edits)(before)
    made = [one.make for one in faults if isinstance(one.make, Spliced)]
    together = Spliced(tuple(splice for one in made for splice in one.splices))
    places = [
        tuple(
            replace(place, span=together.moved((splice.start, splice.end)))
            for place, splice in zip(fault.places, one.splices, strict=False)
        )
        for fault, one in zip(faults, made, strict=True)
    ]
    return places, together(before)


def _told(one: Fault) -> str:
    return f"{one.file} {one.spot.told}: {one.message}"


def _bare(files: Files) -> dict[str, bytes]:
    return {name: data for name, data in files.items() if name != MANIFEST}


def _said(one: Fault) -> tuple[object, ...]:
    return one.file, one.kind, one.message, one.spot.page, one.spot.line if one.file.endswith(".html") else 0


def _is_at(one: Fault, place: Place, files: Files) -> bool:
    """Return whether what is said is of a place: of its block of text, its mark, glyphs or attachment."""
    if one.file != place.file:
        return False
    if place.name and not place.file.endswith(".pdf"):
        return place.name in (place.file, *re.findall(r"`([^`]*)`", one.message))
    if place.file.endswith(".pdf"):
        if one.spot.page and place.page:
            named = one.spot.box is None and place.name and place.name in one.message
            return one.spot.page == place.page and bool(named or _meets(one.spot.box, place.box))
        return bool(place.name) and (place.name in one.message or place.name in one.spot.selector)
    if place.file.endswith((".html", ".svg")):
        return _is_of(one.spot.selector, place, files[place.file])
    return True


def _meets(one: Box | None, other: Box | None) -> bool:
    """Return whether two boxes of a page meet; a page alone is no place."""
    if one is None or other is None:
        return False
    return (
        one[0] <= other[2] + SLACK
        and other[0] <= one[2] + SLACK
        and one[1] <= other[3] + SLACK
        and other[1] <= one[3] + SLACK
    )


class _Markup:
    """A file of markup as read: all its elements in order, and the first of each id and of each tag."""

    def __init__(self, root: Element) -> None:
        self.root, self.elements = root, list(root.elements())
        self.starts = [one.start for one in self.elements]
        self.by_id: dict[str, Element] = {}
        self.by_tag: dict[str, Element] = {}
        for one in self.elements:
            self.by_id.setdefault(one.get("id"), one)
            self.by_tag.setdefault(one.tag, one)


@lru_cache(maxsize=4)
def _read(data: bytes) -> _Markup:
    return _Markup(markup.read(data.decode("utf-8")))


def _is_of(selector: str, place: Place, data: bytes) -> bool:
    """Return whether a selector finds the element that a place is in, one within its block, or that block."""
    read = _read(data)
    element = _selected(read, selector)
    if element is None:
        return False
    owner, in_tag = _owner(read, place.span)
    if in_tag and owner.tag == "svg":
        return element is owner or (element.tag == "title" and element.within is owner)
    block = next((one for one in owner.above() if _is_block(one)), owner)
    return block in element.above() or (element in block.above() and element in [*_up_to(block)])


def _up_to(block: Element) -> Iterator[Element]:
    """Yield a block, and the row or the mark that it is all of."""
    yield block
    if block.within is not None and (block.within.tag in ("tr", "label") or _is_mark(block.within)):
        yield block.within


def _is_mark(one: Element) -> bool:
    return one.tag == "g" and "mark" in one.get("class").split()


def _is_block(one: Element) -> bool:
    return one.tag in _BLOCKS or _is_mark(one)


def _owner(read: _Markup, span: tuple[int, int]) -> tuple[Element, bool]:
    """Return the innermost element that characters are in, and whether they are in its own start tag."""
    before = bisect_right(read.starts, span[0])
    inner = (one for one in reversed(read.elements[:before]) if span[0] < max(one.end, one.start + 1))
    found = next(inner, read.root)
    return found, any(low <= span[0] <= high for low, high in found.spans.values())


def _selected(file: _Markup, selector: str) -> Element | None:
    """Return the element that a selector of steps from an id, or from the body, finds."""
    steps = selector.split(" > ")
    found: Element | None = None
    for nth, step in enumerate(steps):
        read = _STEP.match(step)
        if read is None:
            return None
        if read[1]:
            found = file.by_id.get(read[1])
        elif nth == 0:
            found = file.by_tag.get(read[2])
        elif found is not None:
            same = [one for one in found.inside if isinstance(one, Element) and one.tag == read[2]]
            at = int(read[3] or 1) - 1
            found = same[at] if at < len(same) else None
        if found is None:
            return None
    return found
