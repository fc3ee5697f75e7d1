"""What a PDF says of its own text: structure elements with their properties, words and links."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from io import BytesIO

import pikepdf
import pypdfium2
from finished import shown_by_content


@dataclass(frozen=True, slots=True)
class Thing:
    """A structure element that says something: where it is, what, its words, and what it leads to.

    ``page`` counts from 1. ``aim`` is the destination of the link it is or stands in; ``within`` are the
    properties of the elements above it, nearest first; ``box`` is that of a picture, or of a link.
    """

    page: int
    kind: str
    says: Mapping[str, str]
    title: str
    words: str
    aim: str = ""
    within: tuple[Mapping[str, str], ...] = ()
    box: tuple[float, ...] = ()

    @property
    def entry(self) -> str:
        """The address of the entry of the annex that it stands in, or nothing."""
        return next((one["entry"] for one in self.within if "entry" in one), "")


@dataclass(frozen=True, slots=True)
class Tagged:
    """A PDF as it is tagged; ``labels`` are of its pages, ``aims`` the page of each destination.

    ``running`` is what its margins say, and ``links`` are of all internal links the page and the destination.
    """

    things: tuple[Thing, ...]
    running: tuple[Thing, ...]
    labels: tuple[str, ...]
    aims: Mapping[str, int]
    links: tuple[tuple[int, str], ...]
    unclassed: tuple[str, ...] = field(default=())

    @property
    def own(self) -> int:
        """How many pages are the briefing's own."""
        return sum(not label.startswith("A") for label in self.labels)

    def printed(self, *classes: str) -> list[Thing]:
        """Return the things of these classes; of one that is broken over lines each piece."""
        return [one for one in self.things if one.says.get("class") in classes]


def tagged(made: bytes) -> Tagged:
    """Return what a PDF says of itself."""
    with pypdfium2.PdfDocument(made) as document:
        shown = [shown_by_content(page) for page in document]
        labels = tuple(document.get_page_label(nth) for nth in range(len(document)))
    with pikepdf.open(BytesIO(made)) as file:
        reader = _Reader(file, shown)
        reader.read(file.Root.StructTreeRoot.K[0], (), "", False)
        tree = file.Root.StructTreeRoot.ParentTree
        running = reader.running([one for leaf in tree.Kids for one in leaf.Nums])
        names = list(file.Root.Names.Dests.Names)
        aims = {str(name): reader.page_of(to[0]) for name, to in zip(names[0::2], names[1::2], strict=True)}
        links = tuple(
            (nth, str(note.Dest))
            for nth, page in enumerate(file.pages, 1)
            for note in page.get("/Annots", [])
            if "/Dest" in note
        )
        return Tagged(tuple(reader.found), running, labels, aims, links, tuple(reader.unclassed))


def properties(element: pikepdf.Dictionary) -> dict[str, str]:
    """Return the user properties of an element."""
    held = element.get("/A", [])
    for one in [held] if isinstance(held, pikepdf.Dictionary) else held:
        if one.O == "/UserProperties":
            return {str(pair.N): str(pair.V) for pair in one.P}
    return {}


class _Reader:
    def __init__(self, file: pikepdf.Pdf, shown: list[Mapping[int, str]]) -> None:
        self.pages = {page.obj.objgen: nth for nth, page in enumerate(file.pages, 1)}
        self.shown = shown
        self.found: list[Thing] = []
        self.unclassed: list[str] = []

    def page_of(self, page: pikepdf.Dictionary) -> int:
        return self.pages[page.objgen]

    def read(self, element: pikepdf.Dictionary, within: tuple, aim: str, classed: bool) -> str:
        """Return the words of an element, once it and those below it are told."""
        says = properties(element)
        page = self.page_of(element.Pg) if "/Pg" in element else 0
        kids = [kid for kid in element.get("/K", []) if not isinstance(kid, int)]
        notes = [kid.Obj for kid in kids if kid.get("/Type") == "/OBJR"]
        aim = next((str(note.Dest) for note in notes if "/Dest" in note), aim)
        at = len(self.found)
        classed = classed or "class" in says
        inner = (says, *within) if says else within
        parts = []
        for kid in element.get("/K", []):
            if isinstance(kid, int):
                text = self.shown[page - 1].get(kid, "")
                parts.append(text)
                if not classed and element.S != "/Figure":
                    self.unclassed.append(text)
            elif kid.get("/Type") == "/StructElem":
                parts.append(self.read(kid, inner, aim, classed))
        words = "".join(parts)
        if says:
            box = notes[0].Rect if notes else _laid(element)
            title = str(element.get("/T", ""))
            thing = Thing(page, str(element.S)[1:], says, title, words, aim, within, tuple(map(float, box)))
            self.found.insert(at, thing)
        return words

    def running(self, parents: pikepdf.Array) -> tuple[Thing, ...]:
        """Return what stands in marked content whose elements are in no tree."""
        return tuple(self._running(parents))

    def _running(self, parents: pikepdf.Array) -> Iterator[Thing]:
        for number, elements in zip(list(parents)[0::2], list(parents)[1::2], strict=True):
            if not isinstance(elements, pikepdf.Array):
                continue
            met: dict[tuple[int, int], list[str]] = defaultdict(list)
            told = {}
            for content, element in enumerate(elements):
                classed = element
                while "class" not in (says := properties(classed)) and classed.S != "/Document":
                    classed = classed.P
                if says.get("part") == "running":
                    met[classed.objgen].append(self.shown[number].get(content, ""))
                    told[classed.objgen] = says
            for name, words in met.items():
                yield Thing(int(number) + 1, "", told[name], "", "".join(words))


def _laid(element: pikepdf.Dictionary) -> tuple:
    held = element.get("/A", [])
    for one in [held] if isinstance(held, pikepdf.Dictionary) else held:
        if "/BBox" in one:
            return tuple(one.BBox)
    return ()
