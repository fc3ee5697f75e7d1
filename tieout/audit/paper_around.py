"""What a finished PDF says beside its pages: notes, bookmarks, metadata, destinations, attachments."""

from __future__ import annotations

import hashlib
import re
from collections.abc import Callable, Iterator, Mapping, Set
from functools import partial
from typing import Any

from lxml import etree

from tieout.audit.finished import NOTHING, Passage, Piece, Role, Spot, nowhere
from tieout.audit.paper_content import Contents
from tieout.audit.paper_objects import Objects, Unreadable, is_reference
from tieout.frozen import frozen

_MOST_BOOKMARKS = 100_000
_UNSEEN = frozenset(["/P", "/Parent", "/Dest", "/DA", "/M", "/NM", "/CreationDate", "/AP", "/Popup", "/DR"])
_PDF_DATE = re.compile(r"^D:(\d{4})(\d\d)(\d\d)")
_SCHEMAS = "pdfaExtension:schemas"
# What only programs read: the makers of a file and the standards that it holds to.
_MAKERS = ("Producer", "Creator", "pdf:Producer", "xmp:CreatorTool")
_STANDARDS = ("pdfaid:part", "pdfaid:conformance", "pdfuaid:part", _SCHEMAS)
_TECHNICAL = dict.fromkeys((*_MAKERS, *_STANDARDS), "generator")


def named_aim(objects: Objects, note: Mapping[str, Any]) -> str:
    """Return the named destination of a link or a bookmark, or nothing."""
    to = objects.at(note.get("/Dest"))
    if to is None:
        action = objects.mapping(note.get("/A"))
        to = objects.at(action.get("/D")) if action.get("/S") == "/GoTo" else None
    return objects.text(to) if isinstance(to, str) else ""


def rectangle(held: Any, page: int) -> Spot:
    """Return the place of an annotation."""
    if not isinstance(held, list) or len(held) != 4 or not all(type(one) in (int, float) for one in held):
        return Spot(page)
    x1, y1, x2, y2 = map(float, held)
    return Spot(page, (min(x1, x2), min(y1, y2), max(x1, x2), max(y1, y2)))


@frozen
class Beside:
    """What stands beside the pages of a file, as ``Finished`` has it."""

    passages: tuple[Passage, ...]
    faults: tuple[tuple[Spot, str], ...]
    aims: Mapping[str, int]
    attached: Mapping[str, bytes]


def beside_pages(objects: Objects, contents: Contents, tied: Set[str]) -> Beside:
    """Return all that a file says beside its pages.

    ``tied`` are the references of the notes that elements of the structure hold.
    """
    reading = _Reading(objects, contents, tied)
    reading.notes()
    reading.bookmarks()
    reading.metadata()
    reading.fields()
    aims, attached = reading.aims(), reading.attached()
    reading.forbidden()
    return Beside(tuple(reading.passages), tuple(reading.faults), aims, attached)


class _Reading:
    """A file, while what is beside its pages is read."""

    def __init__(self, objects: Objects, contents: Contents, tied: Set[str]) -> None:
        self.objects, self.contents, self.tied = objects, contents, tied
        self.page_of = {name: nth for nth, name in enumerate(objects.pages, 1)}
        self.passages: list[Passage] = []
        self.faults: list[tuple[Spot, str]] = []

    def _fault(self, message: str, where: Spot | None = None) -> None:
        self.faults.append((where or Spot(), message))

    def _tell(
        self,
        words: str,
        role: Role,
        within: Mapping[str, str] = NOTHING,
        aim: str = "",
        where: Callable[[], Spot] = nowhere,
    ) -> None:
        if words.strip():
            self.passages.append(Passage((Piece(words, NOTHING, aim, where),), role, within))

    def notes(self) -> None:
        """Tell the strings of the annotations that no element holds, and refuse those that are no links."""
        for page, name in enumerate(self.objects.pages, 1):
            for one in self.objects.sequence(self.objects.mapping(name).get("/Annots")):
                note = self.objects.mapping(one)
                kind = self.objects.text(note.get("/Subtype"))
                where = partial(rectangle, note.get("/Rect"), page)
                if kind != "Link" or "/AP" in note:
                    self._fault(f"an annotation of the kind `{kind}` shows what is not of the page", where())
                    for words in self._strings(note):
                        self._tell(words, Role.LINK, {"part": "annotation"}, where=where)
                    for words in self._appearance(note):
                        self._tell(words, Role.TEXT, {"part": "annotation"}, where=where)
                elif not is_reference(one) or one not in self.tied:
                    self._fault("a link belongs to nothing in the structure", where())
                    words = self.objects.text(note.get("/Contents"))
                    self._tell(
                        words, Role.LINK, {"part": "outside"}, aim=named_aim(self.objects, note), where=where
                    )

    def _strings(self, value: Any, depth: int = 0, met: set[str] | None = None) -> Iterator[str]:
        """Yield every string below a value that says what a reader may see."""
        met = set() if met is None else met
        if is_reference(value):
            if value in met or value in self.page_of:
                return
            met.add(value)
        found = self.objects.at(value)
        if depth > 8:
            return
        if isinstance(found, str) and found.startswith(("u:", "b:")):
            yield self.objects.text(found)
        elif isinstance(found, dict):
            for key, one in found.items():
                if key not in _UNSEEN:
                    yield from self._strings(one, depth + 1, met)
        elif isinstance(found, list):
            for one in found:
                yield from self._strings(one, depth + 1, met)

    def _appearance(self, note: Mapping[str, Any]) -> Iterator[str]:
        """Yield the texts that an annotation draws, in each of its states."""
        streams = self.objects.streams
        for state in self.objects.mapping(note.get("/AP")).values():
            named = self.objects.mapping(state).values()
            for form in [state] if is_reference(state) and state in streams else named:
                if is_reference(form) and form in streams:
                    yield from self.contents.alone(form)

    def bookmarks(self) -> None:
        objects = self.objects
        waiting = [objects.mapping(objects.root.get("/Outlines")).get("/First")]
        met: set[str] = set()
        while waiting:
            name = waiting.pop()
            if not is_reference(name):
                continue
            if name in met or len(met) > _MOST_BOOKMARKS:
                self._fault("its bookmarks lead to each other without end")
                return
            met.add(name)
            one = objects.mapping(name)
            self._tell(objects.text(one.get("/Title")), Role.BOOKMARK, aim=named_aim(self.objects, one))
            waiting += [one.get("/Next"), one.get("/First")]

    def metadata(self) -> None:
        objects = self.objects
        for key, value in objects.mapping(objects.trailer.get("/Info")).items():
            words = objects.text(value)
            if key in ("/CreationDate", "/ModDate"):
                words = _PDF_DATE.sub(r"\1-\2-\3", words)
            role = Role.TITLE if key == "/Title" else Role.METADATA
            self._tell(words, role, {"part": _TECHNICAL.get(key[1:], key[1:])})
        try:
            xmp = objects.stream(objects.root.get("/Metadata"))
        except Unreadable as error:
            self._fault(f"its metadata can't be read: {error}")
            return
        if not xmp:
            return
        try:
            parser = etree.XMLParser(resolve_entities=False, no_network=True, load_dtd=False)
            root = etree.fromstring(xmp, parser)
        except etree.XMLSyntaxError:
            self._fault("its metadata can't be read: it is no XML")
            return
        for name, words in _said_by(root):
            role = Role.TITLE if name == "dc:title" else Role.METADATA
            self._tell(words, role, {"part": _TECHNICAL.get(name, name)})

    def fields(self) -> None:
        form = self.objects.root.get("/AcroForm")
        if form is not None:
            self._fault("it has a form to fill in")
        for words in self._strings(form):
            self._tell(words, Role.TEXT, {"part": "form"})
        if "/OCProperties" in self.objects.root:
            self._fault("it has layers, which a reader may see or not")
        for words in self._strings(self.objects.root.get("/OCProperties")):
            self._tell(words, Role.METADATA, {"part": "layer"})

    def aims(self) -> dict[str, int]:
        objects = self.objects
        names = objects.mapping(objects.root.get("/Names"))
        old = objects.mapping(objects.root.get("/Dests"))
        found: dict[str, int] = {}
        for key, value in [*objects.tree(names.get("/Dests"), "/Names"), *old.items()]:
            name = objects.text(key)
            held = objects.at(value)
            to = objects.sequence(held.get("/D") if isinstance(held, dict) else held)
            if name in found:
                self._fault(f"two destinations are named `{name}`")
            found[name] = self.page_of.get(to[0], 0) if to and isinstance(to[0], str) else 0
            if not found[name]:
                self._fault(f"the destination `{name}` is on no page")
        return found

    def attached(self) -> dict[str, bytes]:
        objects = self.objects
        names = objects.mapping(objects.root.get("/Names"))
        found: dict[str, bytes] = {}
        listed: list[str] = []
        for key, value in objects.tree(names.get("/EmbeddedFiles"), "/Names"):
            name, held = objects.text(key), objects.mapping(value)
            listed.append(str(value))
            if name in found:
                self._fault(f"two files are attached as `{name}`")
                continue
            for part in ("/F", "/UF"):
                if part in held and objects.text(held[part]) != name:
                    self._fault(f"the attachment `{name}` is also called `{objects.text(held[part])}`")
            files = objects.mapping(held.get("/EF"))
            streams = {files[part] for part in ("/F", "/UF") if is_reference(files.get(part))}
            if len(streams) != 1:
                self._fault(f"the attachment `{name}` holds {len(streams)} files")
            for stream in sorted(streams)[:1]:
                try:
                    found[name] = objects.stream(stream)
                except Unreadable as error:
                    self._fault(f"the attachment `{name}` can't be read: {error}")
                    continue
                told = objects.at(objects.mapping(objects.mapping(stream).get("/Params")).get("/CheckSum"))
                sum_ = hashlib.md5(found[name], usedforsecurity=False).hexdigest()
                if isinstance(told, str) and sum_ not in written(told):
                    self._fault(f"the attachment `{name}` is not what its checksum says")
        for one, held in objects.values.items():
            if isinstance(held, dict) and "/EF" in held and one not in listed:
                name = objects.text(held.get("/UF") or held.get("/F"))
                self._fault(f"it holds a file `{name}` that is not among its attachments")
        bound = [str(one) for one in objects.sequence(objects.root.get("/AF"))]
        if sorted(listed) != sorted(bound):
            self._fault("its attachments and the files associated with it (/AF) are not the same")
        return found

    def forbidden(self) -> None:
        names = self.objects.mapping(self.objects.root.get("/Names"))
        action = self.objects.mapping(self.objects.root.get("/OpenAction"))
        if "/JavaScript" in names or "/AA" in self.objects.root or "/S" in action:
            self._fault("it runs a program of its own when it is opened")


def written(value: str) -> tuple[str, ...]:
    """Return what the bytes of a string may be that qpdf tells so, in hex.

    It tells those of a digest as text where they happen to be one, in an encoding that it does not name.
    """
    if value.startswith("b:"):
        return (value[2:],)
    text = value.removeprefix("u:")
    pages = (_PAGE.get(one, one) for one in text)
    made = ["".join(pages).encode("latin-1", "replace")]
    made += [mark + text.encode(name) for mark, name in _MARKED]
    return tuple(one.hex() for one in made)


_MARKED = ((b"\xef\xbb\xbf", "utf-8"), (b"\xfe\xff", "utf-16-be"), (b"\xff\xfe", "utf-16-le"))
_PAGE = dict(zip(
    "˘ˇˆ˙˝˛˚˜" "•†‡…—–ƒ⁄‹›−‰„“”‘’‚™ﬁﬂŁŒŠŸŽıłœšž€",
    map(chr, (*range(0x18, 0x20), *range(0x80, 0x9F), 0xA0)),
    strict=True,
))  # fmt: skip
"""Where the encoding of PDF's own texts differs from Latin-1: each character, and that of its byte."""


def _said_by(root: Any) -> Iterator[tuple[str, str]]:
    """Yield the texts of an XMP packet, each with the name of what it is of ("dc:title")."""
    named: dict[Any, str] = {}
    for element in root.iter():
        around = named.get(element.getparent(), "")
        if isinstance(element, etree._Comment):
            yield "comment", element.text or ""
        if isinstance(element.tag, str):
            own = _qualified(element.tag, element.nsmap)
            # What rdf: and x: name is form alone; a schema of PDF/A is described by elements of its own.
            is_form = own.startswith(("rdf:", "x:")) or around == _SCHEMAS
            named[element] = around if is_form else own
            yield named[element], element.text or ""
            for key, value in element.attrib.items():
                if not _qualified(key, element.nsmap).startswith(("rdf:", "xml:")):
                    yield _qualified(key, element.nsmap), value
        yield around, element.tail or ""


def _qualified(tag: str, prefixes: Mapping[str | None, str]) -> str:
    """Return a name of XML with its usual prefix."""
    space, _, name = tag.removeprefix("{").rpartition("}")
    known = {"http://www.w3.org/XML/1998/namespace": "xml"} | {to: short for short, to in prefixes.items()}
    prefix = known.get(space)
    return f"{prefix}:{name}" if prefix else name
