"""What pages of a PDF show, kept between drafts by every byte that they are drawn from; nothing is judged."""

from __future__ import annotations

import json
import re
from collections.abc import Container, Iterable, Mapping, Sequence
from typing import Any, NamedTuple

import pikepdf

from tieout.audit.finished import Box
from tieout.audit.paper_ink import Ink, Label, Painted, Runs, Shown
from tieout.audit.paper_objects import Objects
from tieout.store import Store, digest

_REFERENCE = re.compile(r'"([0-9]+ [0-9]+ R)"')
_INHERITED = ("/Resources", "/MediaBox", "/CropBox", "/Rotate")
# What of a page, or of a form, leads to what is around or beside it, and draws nothing.
_ASIDE = frozenset({"/Parent", "/StructParents", "/Annots", "/Tabs"})
_ASIDE_OF_FORMS = frozenset({"/StructParent", "/StructParents"})
_DEEPEST = 50


class Keeping(NamedTuple):
    """Where pages are kept; ``salt`` is a digest of the code and the libraries that read them."""

    store: Store
    salt: str


class Digests:
    """Digests of what a file's pages are drawn from: their contents, and all that these draw with.

    It goes by the bytes, not by the numbers of objects, which an edit moves. A page with an object that leads
    to itself, or can't be read, has none: it is read anew.
    """

    def __init__(self, objects: Objects) -> None:
        self._objects = objects
        self._known: dict[str, str] = {}

    def page(self, name: str) -> str:
        """Return the digest of a page by its reference; "" if it has none."""
        held: Mapping[str, Any] = self._objects.mapping(name)
        above: list[Any] = []
        for _ in range(_DEEPEST):
            above.append([held.get(one) for one in _INHERITED])
            if "/Parent" not in held:
                break
            held = self._objects.mapping(held["/Parent"])
        try:
            return digest(self._told(_without(self._objects.mapping(name), _ASIDE)), self._told(above))
        except (ValueError, RecursionError, pikepdf.PdfError, RuntimeError):
            return ""

    def _object(self, name: str) -> str:
        known = self._known.get(name)
        if known is None:
            self._known[name] = ""
            if name not in self._objects.streams:
                made = digest(self._told(self._objects.at(name)))
            else:
                raw = self._objects.streams[name]
                if raw is None:
                    raise ValueError(f"{name} is broken")
                told = self._told(_without(self._objects.mapping(name), _ASIDE_OF_FORMS))
                made = digest(told, raw)
            known = self._known[name] = made
        if not known:
            raise ValueError(f"{name} leads to itself")
        return known

    def _told(self, held: Any) -> str:
        return _REFERENCE.sub(lambda met: self._object(met[1]), json.dumps(held, sort_keys=True))


def _without(held: Mapping[str, Any], keys: Container[str]) -> Mapping[str, Any]:
    return {key: value for key, value in held.items() if key not in keys}


def key(salt: str, page: str, charts: Mapping[int, Runs], figures: Iterable[int]) -> str:
    """Return under what a page is kept, by its digest and what it is read with; "" if it has no digest."""
    asked = json.dumps([sorted(charts.items()), sorted(figures)])
    return page and digest("what a page shows", salt, page, asked)


def packed(shown: Painted) -> bytes:
    """Return what a page shows, but for its number, as it is kept."""
    rows = [
        [[content, *_row(one)] for content, one in shown.texts.items()],
        [_row(one) for one in shown.loose],
        list(shown.labels.items()),
        list(shown.inks.items()),
        shown.paths,
        shown.pictures,
        shown.shapes,
        shown.tiny,
        shown.unknown,
        shown.hidden,
    ]
    return json.dumps(rows).encode()


def unpacked(kept: bytes, page: int) -> Painted:
    """Return what page ``page``, from 1, shows, as it was packed."""
    texts, loose, labels, inks, paths, *boxes, hidden = json.loads(kept)
    pictures, shapes, tiny, unknown = (tuple(map(_box, held)) for held in boxes)
    return Painted(
        {content: _shown(row, page) for content, *row in texts},
        tuple(_shown(row, page) for row in loose),
        {content: tuple(map(_label, held)) for content, held in labels},
        {content: tuple(map(_ink, held)) for content, held in inks},
        tuple(map(_ink, paths)),
        pictures,
        shapes,
        tiny,
        unknown,
        tuple((how, _box(box)) for how, box in hidden),
    )


def _row(one: Shown) -> Sequence[Any]:
    if one.first == one.last == one.box:
        return (one.words, one.box)  # of one text object
    return (one.words, one.box, one.first, one.last)


def _shown(row: Sequence[Any], page: int) -> Shown:
    words, *boxes = row
    box, *ends = map(_box, boxes)
    first, last = ends or (box, box)
    return Shown(words, page, first, last, box)


def _label(row: Sequence[Any]) -> Label:
    words, x, y, stops, box, order, upright = row
    return Label(words, x, y, tuple(stops), _box(box), order, upright)


def _ink(row: Sequence[Any]) -> Ink:
    box, order = row
    return Ink(_box(box), order)


def _box(row: Sequence[float]) -> Box:
    left, bottom, right, top = row
    return (left, bottom, right, top)
