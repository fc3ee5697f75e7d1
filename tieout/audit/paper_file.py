"""A finished PDF, read from the file alone: its passages, what is attached to it, and the ink of its charts.

docs/pdf.md tells where each thing is. PDFium gives the texts by marked content, qpdf the structure.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from functools import partial
from typing import Any, NamedTuple

import pypdfium2

from tieout.audit import paper_ink
from tieout.audit.finished import NOTHING, Box, Finished, Passage, Piece, Role, Spot, nowhere
from tieout.audit.paper_around import beside_pages, named_aim, rectangle
from tieout.audit.paper_content import Contents
from tieout.audit.paper_ink import Painted, Runs, Shown
from tieout.audit.paper_objects import Objects, Unreadable, is_reference, opened
from tieout.collecting import uncollected

_DEEPEST = 150


# What does not end the passage it stands in.
_INLINE = frozenset(
    {"Span", "Link", "NonStruct", "Em", "Strong", "Quote", "Reference", "BibEntry", "Code", "Annot", "Sub"}
)
_UNTITLED = frozenset({"because", "label"})
_PLACES = ("section", "exhibit", "entry", "part")
_OF_LABEL = ("fact", "account", "label")
_INSTEAD = ("/Alt", "/ActualText", "/E")
_RAISED = 7.0  # points: no line is so near the next, and no raised number so far from its line
_SENTENCE_END = re.compile(r"[.!?:;…]['\"”’)\]]*\s*$")
_CLINGS = re.compile(r"(?:[-‐/\u00ad]|(?<=\S)[–—])$")  # a line ends after these without a space


class Drawn(NamedTuple):
    """What a chart paints: its box, when, as a page and the order there, and where in the file.

    The box is left, top, right, bottom in points from the upper left of the drawing; of a line it is that of
    its points, without its width, unless that is six points or more.
    """

    box: Box
    order: tuple[int, int]
    spot: Spot


@dataclass(frozen=True)
class Paper:
    """A PDF as read; ``inks`` are what each chart paints, by the id of its exhibit."""

    finished: Finished
    inks: Mapping[str, tuple[Drawn, ...]] = field(default_factory=dict)


def read(data: bytes) -> Finished:
    """Return what a finished PDF says; what can't be read is among its faults, and nothing is raised."""
    return paper(data).finished


def inks(data: bytes) -> Mapping[str, tuple[Box, ...]]:
    """Return the boxes of what each chart of a PDF paints, in its own coordinates, by the exhibit's id."""
    return {name: tuple(one.box for one in held) for name, held in paper(data).inks.items()}


def paper(data: bytes) -> Paper:
    """Return all that is read of a PDF, in one pass."""
    try:
        with uncollected():
            return _whole(data)
    except Unreadable as error:
        return Paper(Finished((), faults=((Spot(), f"this PDF can't be read: {error}"),)))


def _whole(data: bytes) -> Paper:
    reading = _Reading(opened(data), data)
    reading.read()
    return reading.result()


class _Open:
    """A passage that may yet go on."""

    def __init__(self, kind: str, within: Mapping[str, str], role: Role) -> None:
        self.kind, self.within, self.role = kind, within, role
        self.pieces: list[_Run] = []

    @property
    def words(self) -> str:
        return "".join(one.words for one in self.pieces)

    def closed(self) -> Passage:
        return Passage(tuple(one.closed() for one in self.pieces if one.words), self.role, self.within)


class _Run:
    """A piece that may yet go on; ``key`` tells it from others."""

    def __init__(self, key: object, says: Mapping[str, str], aim: str) -> None:
        self.key, self.says, self.aim = key, says, aim
        self.words = ""
        self.boxes: list[tuple[int, Box]] = []

    def closed(self) -> Piece:
        return Piece(self.words, self.says, self.aim, partial(_spot, self.boxes))


def _spot(boxes: Sequence[tuple[int, Box]]) -> Spot:
    """Return the place of boxes on pages: of what goes on over a page, where it starts."""
    if not boxes:
        return Spot()
    page = boxes[0][0]
    return Spot(page, paper_ink.spanned([box for at, box in boxes if at == page]))


class _At(NamedTuple):
    """Where in the structure a text is met.

    ``owner`` is the reference of the outermost element with a class, ``says`` its properties; ``aim`` is that
    of the link around, ``kind`` that of the block.
    """

    within: Mapping[str, str] = NOTHING
    owner: str = ""
    says: Mapping[str, str] = NOTHING
    aim: str = ""
    kind: str = ""
    page: int = 0
    chart: str = ""


class _Reading:
    """One file, while it is read."""

    def __init__(self, objects: Objects, data: bytes) -> None:
        self.objects, self.data = objects, data
        self.contents = Contents(objects)
        self.page_of = {name: nth for nth, name in enumerate(objects.pages, 1)}
        self.faults: dict[tuple[Spot, str], None] = {}
        self.passages: list[_Open | Passage] = []
        self.open: _Open | None = None
        self.before: _Open | None = None
        self.last: Shown | None = None
        self.is_apart = False
        self.runs: dict[str, _Run] = {}
        self.met: set[str] = set()
        self.used: dict[int, set[int]] = {nth: set() for nth in self.page_of.values()}
        self.notes: set[str] = set()
        self.shown: list[Painted] = []
        self.labels: list[str] = []
        self.aims: Mapping[str, int] = {}
        self.attached: Mapping[str, bytes] = {}
        self.inks: dict[str, list[Drawn]] = {}
        self.source = ""
        self.roles: Mapping[str, Any] = {}
        self.kinds: dict[str, str] = {}  # of each role that is met what it stands for

    def result(self) -> Paper:
        passages = (one.closed() if isinstance(one, _Open) else one for one in self.passages)
        finished = Finished(
            tuple(one for one in passages if one.pieces),
            self.attached,
            self.aims,
            tuple(self.labels),
            tuple(self.faults),
        )
        return Paper(finished, {name: tuple(held) for name, held in self.inks.items()})

    def read(self) -> None:
        objects = self.objects
        tree = objects.mapping(objects.root.get("/StructTreeRoot"))
        self.roles = objects.mapping(tree.get("/RoleMap"))
        self._paint()
        if not tree:
            self._fault("it has no structure tree: nothing says what its numbers are")
        for kid in objects.sequence(tree.get("/K")):
            self._kid(kid, objects.mapping(kid), _At(), 0)
        self._flush()
        self._outside(tree)
        around = beside_pages(objects, self.contents, self.notes)
        self.passages += around.passages
        self.faults.update(dict.fromkeys(around.faults))
        self.aims, self.attached = around.aims, around.attached

    def _fault(self, message: str, where: Spot | None = None) -> None:
        self.faults[where or Spot(), message] = None

    # --- what the pages show ----------------------------------------------------------------------

    def _paint(self) -> None:
        """Read what each page shows."""
        (charts, drawings), data = self._drawings(), self.data
        if self.contents.marked:
            data, said = self.contents.unmarked()
            for page, words in said:
                self._tell(words, Role.ALT, {"part": "instead of text"}, where=partial(Spot, page))
        try:
            document = pypdfium2.PdfDocument(data)
        except pypdfium2.PdfiumError as error:
            raise Unreadable(f"it is broken: {error}") from None
        with document:
            if len(document) != len(self.page_of):
                raise Unreadable(f"one reader finds {len(document)} pages, another {len(self.page_of)}")

            def shown(nth: int) -> Painted:
                try:
                    drawn = frozenset(drawings.get(nth + 1, ()))
                    return paper_ink.painted(document.raw, nth, charts.get(nth + 1, {}), drawn)
                except paper_ink.TooMuch:
                    raise Unreadable(f"page {nth + 1} shows more than is read") from None
                except ValueError:
                    raise Unreadable(f"page {nth + 1} is broken") from None

            self.labels = [document.get_page_label(nth) for nth in range(len(document))]
            self.shown = [shown(nth) for nth in range(len(document))]
        for name in self.contents.masked:
            where = Spot(self.page_of.get(name, 0))
            self._fault("a mask, or a mode of mixing colours, may hide what is painted", where)
        for font in self.contents.nameless():
            self._fault(f"the font `{font}` does not say what its letters are")
        for form in self.contents.unseen():
            for words in self.contents.alone(form):
                self._tell(words, Role.TEXT, {"part": "outside"})
        for page, shown in enumerate(self.shown, 1):
            for box in shown.pictures:
                self._fault("a picture of pixels, in which no words can be read", Spot(page, box))
            for box in shown.shapes:
                self._fault("a shape that may be a picture of words", Spot(page, box))
            for box in shown.tiny:
                self._fault("a text too small to be read", Spot(page, box))
            for how, box in shown.hidden:
                self._fault(f"a text {how}", Spot(page, box))
            for box in shown.unknown:
                self._fault("a letter does not say what it is", Spot(page, box))

    def _drawings(self) -> tuple[dict[int, dict[int, Runs]], dict[int, set[int]]]:
        """Return by page the marked contents that are charts of exhibits, with the runs of their texts.

        The second are all that are drawings.
        """
        charts: dict[int, dict[int, Runs]] = {}
        every: dict[int, set[int]] = {}
        figures = [name for name in ("/Figure", *self.roles) if self._kind({"/S": name}) == "Figure"]
        for element in self.objects.values.values():
            if not isinstance(element, dict) or element.get("/S") not in figures:
                continue
            is_chart = bool(self._says(element).get("exhibit"))
            for page, content in self._figures(element):
                every.setdefault(page, set()).add(content)
                if is_chart and page:
                    runs = self.contents.runs(self.objects.pages[page - 1], content)
                    charts.setdefault(page, {})[content] = runs
        return charts, every

    def _figures(self, element: Mapping[str, Any]) -> Iterator[tuple[int, int]]:
        """Yield the page and the number of each marked content that an element holds."""
        page = self._page(element, 0)
        for kid in self.objects.sequence(element.get("/K")):
            held = self.objects.mapping(kid)
            if type(kid) is int:
                yield page, kid
            elif type(held.get("/MCID")) is int:
                yield self._page(held, page), held["/MCID"]

    def _page(self, held: Mapping[str, Any], page: int) -> int:
        """Return the page that an element or a marked content names, or else ``page``."""
        name = held.get("/Pg")
        return self.page_of.get(name, page) if type(name) is str else page

    # --- the structure ----------------------------------------------------------------------------

    def _says(self, element: Mapping[str, Any]) -> dict[str, str]:
        """Return the user properties of an element."""
        attributes = element.get("/A")
        if attributes is None:
            return {}
        found: dict[str, str] = {}
        mapping, text = self.objects.mapping, self.objects.text
        for one in self.objects.sequence(attributes):
            held = mapping(one)
            if held.get("/O") == "/UserProperties":
                for pair in self.objects.sequence(held.get("/P")):
                    told = mapping(pair)
                    name, value = text(told.get("/N")), text(told.get("/V"))
                    if found.setdefault(name, value) != value:
                        self._fault(f"an element says `{name}` twice: `{found[name]}` and `{value}`")
        return found

    def _kid(self, name: Any, held: Mapping[str, Any], at: _At, depth: int) -> None:
        kind = held.get("/Type")
        if "/S" in held and kind != "/OBJR":
            self._element(name, held, at, depth)
        elif type(held.get("/MCID")) is int:
            self._show(self._page(held, at.page), held["/MCID"], at)

    def _element(self, name: Any, element: Mapping[str, Any], at: _At, depth: int) -> None:
        if depth > _DEEPEST:
            self._fault(f"its structure is more than {_DEEPEST} elements deep")
            return
        if is_reference(name):
            if name in self.met:
                self._fault("an element of its structure stands in two places, or within itself")
                return
            self.met.add(name)
        page = self._page(element, at.page)
        says = self._says(element) if "/A" in element else {}
        if says or "/T" in element:
            self._titled(element, says, page)
        kind = self._kind(element)
        mapping = self.objects.mapping
        kids = [
            (kid, kid if type(kid) is int else mapping(kid))
            for kid in self.objects.sequence(element.get("/K"))
        ]
        notes = [
            held.get("/Obj") for _, held in kids if type(held) is dict and held.get("/Type") == "/OBJR"
        ]
        is_inline = kind in _INLINE
        within = at.within
        aim = at.aim
        if notes:
            aim = next((aim for note in notes if (aim := named_aim(self.objects, mapping(note)))), aim)
        if says or not is_inline or notes or page != at.page or at.chart:
            within = self._within(within, says)
            owned = bool(at.owner) or "class" not in says
            here = _At(
                within,
                at.owner if owned else str(name),
                at.says if owned else {key: value for key, value in says.items() if key not in _PLACES[:3]},
                aim,
                at.kind if is_inline else kind,
                page,
                says["exhibit"] if kind == "Figure" and says.get("exhibit") else "",
            )
        else:
            here = at
        if not is_inline:
            self._flush()
        self._replaced(element, here)
        if here.chart:
            self._drawing(element, here)
        for note in notes:
            is_label = "label" in says
            told = {key: says[key] for key in _OF_LABEL if key in says} if is_label else here.says
            self._note(note, here, told)
        is_source = kind == "LI" and within.get("section") == "sources"
        if is_source:
            self.source = ""
        self.is_apart = self.is_apart or not kids
        for kid, held in kids:
            if type(held) is int:
                self._show(page, held, here)
            else:
                self._kid(kid, held, here, depth + 1)
        if not is_inline:
            self._flush()
        if is_source:
            self.source = ""

    def _kind(self, element: Mapping[str, Any]) -> str:
        named = element.get("/S")
        if type(named) is str and named in self.kinds:
            return self.kinds[named]
        kind = self.objects.text(named)
        for _ in range(8 if self.roles else 0):
            if "/" + kind not in self.roles:
                break
            kind = self.objects.text(self.roles["/" + kind])
        if type(named) is str:
            self.kinds[named] = kind
        return kind

    def _within(self, within: Mapping[str, str], says: Mapping[str, str]) -> Mapping[str, str]:
        own = {name: says[name] for name in _PLACES if name in says}
        return {**within, **own} if own else within

    def _titled(self, element: Mapping[str, Any], says: Mapping[str, str], page: int) -> None:
        """Hold the title of an element against its properties."""
        told = " ".join(
            [f"{name}={','.join(value.split())}" for name, value in says.items() if name not in _UNTITLED]
        )
        title = self.objects.text(element.get("/T"))
        if title != told:
            self._fault(f"an element's title says `{title}`, and its properties `{told}`", Spot(page))

    def _replaced(self, element: Mapping[str, Any], at: _At) -> None:
        """Tell what an element says instead of its text, or beside it."""
        for key in _INSTEAD:
            if key in element and (words := self.objects.text(element[key])):
                boxes = [(at.page, box)] if (box := self._laid(element)) else []
                self._tell(words, Role.ALT, at.within, where=partial(_spot, boxes) if boxes else nowhere)

    def _laid(self, element: Mapping[str, Any]) -> Box | None:
        for one in self.objects.sequence(element.get("/A")):
            box = self.objects.numbers(self.objects.mapping(one).get("/BBox"))
            if len(box) == 4:
                return box
        return None

    # --- texts ------------------------------------------------------------------------------------

    def _show(self, page: int, content: int, at: _At) -> None:
        """Add the text of a marked content to the passage that is open."""
        if not 0 < page <= len(self.shown):
            return
        self.used[page].add(content)
        shown = self.shown[page - 1].texts.get(content)
        if shown is not None:
            self._add(shown, at)
        else:
            self.is_apart = True  # a space by itself is marked, and nothing is drawn of it

    def _add(self, shown: Shown, at: _At, role: Role = Role.TEXT) -> None:
        says, key, aim = at.says, at.owner, at.aim
        if says.get("class") == "citation":
            # Each link of a group is by itself, and what only parts them is none.
            key = f"{key} {aim}"
            if not aim and not any(map(str.isalnum, shown.words)) and shown.words.strip(" []"):
                says, key = NOTHING, ""
        elif not says:
            key = f" {aim}" if aim else ""
        run = says.get("run", "") if role is Role.TEXT else ""  # a margin says the same on each page
        known = self.runs.get(f"{run} {aim}") if run else None
        if known is not None and shown.page - known.boxes[-1][0] not in (0, 1):
            known = None
        if self.open is None:
            self._begin(shown, at, role, known)
        passage = self.open
        if not passage.pieces:
            shown = shown._replace(words=shown.words.lstrip(" "))
        last = passage.pieces[-1] if passage.pieces else None
        between = self._between(self.last, shown) if passage.pieces else ""
        self.last, self.is_apart = shown, False
        if known is not None and known is not last:
            # The rest of a thing that was broken, by a page or by another text that was painted within.
            known.words += self._broken(known.words, shown.words) + shown.words
            known.boxes.append((shown.page, shown.box))
            return
        if last is not None and (known is last or (last.key == key and last.aim == aim)):
            last.words += between + shown.words
            last.boxes.append((shown.page, shown.box))
            return
        made = _Run(key, says, aim)
        if between and last is not None and not last.says:
            last.words += between
        elif between and not says:
            made.words = between
        elif between:
            parting = _Run("", NOTHING, "")
            parting.words = between
            passage.pieces.append(parting)
        made.words += shown.words
        made.boxes.append((shown.page, shown.box))
        passage.pieces.append(made)
        if run:
            self.runs[f"{run} {aim}"] = made
        if says.get("class") == "citation" and at.within.get("section") == "sources" and not aim:
            self.source = f"s{shown.words.strip(' .[]')}"
            passage.within = {**passage.within, "source": self.source}

    def _begin(self, shown: Shown, at: _At, role: Role, known: _Run | None) -> None:
        """Open a passage, or go on with the one that the page before broke off."""
        before, is_next = self.before, self.last is not None and self.last.page + 1 == shown.page
        if before is not None and before.pieces and is_next:
            goes_on = known is not None and known is before.pieces[-1]
            places = ("section", "entry", "exhibit")
            is_there = all(before.within.get(one) == at.within.get(one) for one in places)
            alike = before.kind == at.kind and is_there
            unended = at.kind == "P" and not _SENTENCE_END.search(before.words)
            if before.role is role and alike and (goes_on or unended):
                self.open = before
                return
        within = {**at.within, "source": self.source} if self.source else at.within
        self.open = self.before = _Open(at.kind, within, role)
        self.passages.append(self.open)

    def _flush(self) -> None:
        self.open = None

    def _between(self, last: Shown | None, shown: Shown) -> str:
        """Return the space that a line's end leaves out between two texts."""
        if last is None:
            return ""
        if self.is_apart:
            return "" if last.words[-1:].isspace() or shown.words[:1].isspace() else " "
        height = max(last.last[3] - last.last[1], shown.first[3] - shown.first[1], 1)
        same_line = last.page == shown.page and shown.first[0] > last.last[2] - height / 4
        if same_line and abs(shown.first[1] - last.last[1]) < max(height, _RAISED):
            return ""
        return self._broken(last.words, shown.words)

    def _broken(self, before: str, after: str) -> str:
        if not before or before[-1].isspace() or after[:1].isspace() or _CLINGS.search(before):
            return ""
        is_address = "/" in before and not any(map(str.isspace, before + after))
        return "" if is_address else " "

    def _tell(
        self,
        words: str,
        role: Role,
        within: Mapping[str, str] = NOTHING,
        says: Mapping[str, str] = NOTHING,
        aim: str = "",
        where: Callable[[], Spot] = nowhere,
    ) -> None:
        """Add a passage of one piece."""
        if words.strip():
            self.passages.append(Passage((Piece(words, says, aim, where),), role, within))

    # --- charts -----------------------------------------------------------------------------------

    def _drawing(self, element: Mapping[str, Any], at: _At) -> None:
        """Tell the labels and the ink of a chart."""
        box = self._laid(element)
        if box is None:
            self._fault(f"nothing says where the chart of `{at.chart}` stands", Spot(at.page))
            return
        left, _, _, top = box
        held = self.inks.setdefault(at.chart, [])
        for page, content in self._figures(element):
            if not 0 < page <= len(self.shown):
                continue
            shown = self.shown[page - 1]
            self.used[page].add(content)
            for label in shown.labels.get(content, ()):
                says = {
                    "x": _hundredths(label.x - left),
                    "y": _hundredths(top - label.y),
                    "stops": " ".join(_hundredths(one - left) for one in label.stops),
                    "page": str(page),
                    "order": str(label.order),
                    "turned": "" if label.upright else "yes",
                }
                where = partial(Spot, page, label.box)
                self._tell(label.words, Role.LABEL, at.within, says, where=where)
            # What is drawn over a chart from without is of it too; what goes all around it is its ground.
            over = (one for one in shown.paths if _overlaps(one.box, box) and not _surrounds(one.box, box))
            for ink in (*shown.inks.get(content, ()), *over):
                x1, y1, x2, y2 = ink.box
                place = (x1 - left, top - y2, x2 - left, top - y1)
                held.append(Drawn(place, (page, ink.order), Spot(page, ink.box)))

    # --- what stands outside the structure --------------------------------------------------------

    def _outside(self, tree: Mapping[str, Any]) -> None:
        """Tell the texts that no element of the tree holds: the margins', and whatever else is painted."""
        listed = self.objects.tree(tree.get("/ParentTree"), "/Nums")
        parents = {number: held for number, held in listed if type(number) is int}
        for page, name in enumerate(self.objects.pages, 1):
            shown = self.shown[page - 1]
            number = self.objects.mapping(name).get("/StructParents")
            held = self.objects.sequence(parents.get(number) if type(number) is int else None)
            block = ""
            for content in sorted(set(shown.texts) - self.used[page]):
                at, top = self._above(held[content] if 0 <= content < len(held) else None, page)
                if top != block or not top:
                    self._flush()
                block = top
                role = Role.RUNNING if at.within.get("part") == "running" else Role.TEXT
                self._add(shown.texts[content], at, role)
            self._flush()
            for one in shown.loose:
                self._add(one, _At({"part": "outside"}))
                self._flush()

    def _above(self, name: Any, page: int) -> tuple[_At, str]:
        """Return what the elements above a text say of it, and the topmost of them but the document."""
        chain: list[tuple[str, dict[str, str]]] = []
        met: set[str] = set()
        top = ""
        while is_reference(name) and name not in met and len(met) < _DEEPEST:
            met.add(name)
            element = self.objects.mapping(name)
            if element.get("/S") in (None, "/Document"):
                break
            says = self._says(element)
            if (says or "/T" in element) and name not in self.met:
                self.met.add(name)
                self._titled(element, says, page)
            chain.append((name, says))
            top, name = name, element.get("/P")
        within: Mapping[str, str] = NOTHING
        owner, said = "", NOTHING
        for one, says in reversed(chain):
            within = self._within(within, says)
            if not owner and "class" in says:
                owner, said = one, {key: value for key, value in says.items() if key not in _PLACES[:3]}
        if within.get("part") != "running":
            # Text that leads to an element, but that no element holds.
            return _At({**within, "part": "outside"}), top
        return _At(within, owner, said, kind="running"), top

    # --- annotations, bookmarks, strings ----------------------------------------------------------

    def _note(self, name: Any, at: _At, says: Mapping[str, str]) -> None:
        if is_reference(name):
            self.notes.add(name)
        note = self.objects.mapping(name)
        words = self.objects.text(note.get("/Contents"))
        where = partial(rectangle, note.get("/Rect"), at.page)
        self._tell(words, Role.LINK, at.within, says, named_aim(self.objects, note), where)


def _overlaps(one: Box, other: Box) -> bool:
    """Tell whether two boxes share more than an edge."""
    half = 0.5
    across = one[0] < other[2] - half and one[2] > other[0] + half
    return across and one[1] < other[3] - half and one[3] > other[1] + half


def _surrounds(one: Box, other: Box) -> bool:
    half = 0.5
    across = one[0] <= other[0] + half and one[2] >= other[2] - half
    return across and one[1] <= other[1] + half and one[3] >= other[3] - half


def _hundredths(value: float) -> str:
    return f"{round(value, 2) + 0.0:.2f}"  # no "-0.00"
