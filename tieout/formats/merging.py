"""The parts of a PDF put together into one file, with all that a file has once."""

from __future__ import annotations

import base64
import hashlib
from collections.abc import Callable, Iterator, Mapping, Sequence

from tieout.formats import faces
from tieout.formats.filed import File
from tieout.formats.pack import (
    DOCUMENT,
    END,
    FONTS,
    PARENTS,
    PROFILE,
    Pack,
    Sheet,
    compressed,
    filled,
    string,
)
from tieout.formats.press import RenderFault
from tieout.frozen import frozen

_CATALOG, _PAGES, _TREE = 1, 2, 3
_OUTLINES, _FILES, _DESCRIPTION, _INFO, _FIRST_PAGE = 8, 9, 10, 11, 12
_LEAF_MOST = 256
_KINDS = {"json": "application/json", "csv": "text/csv"}
# PDF/UA-1, as XMP says it, and that property's own description (ISO 19005-3, 6.6.2.3).
_UA = "http://www.aiim.org/pdfua/ns/id/"
_EXTENSION = "http://www.aiim.org/pdfa/ns"
_ACCESSIBLE = f"""
<rdf:Description rdf:about="" xmlns:pdfuaid="{_UA}" pdfuaid:part="1"/>
<rdf:Description rdf:about="" xmlns:pdfaExtension="{_EXTENSION}/extension/"
 xmlns:pdfaSchema="{_EXTENSION}/schema#" xmlns:pdfaProperty="{_EXTENSION}/property#">
 <pdfaExtension:schemas><rdf:Bag>
  <rdf:li rdf:parseType="Resource">
   <pdfaSchema:schema>PDF/UA identification</pdfaSchema:schema>
   <pdfaSchema:namespaceURI>{_UA}</pdfaSchema:namespaceURI>
   <pdfaSchema:prefix>pdfuaid</pdfaSchema:prefix>
   <pdfaSchema:property><rdf:Seq>
    <rdf:li rdf:parseType="Resource">
     <pdfaProperty:name>part</pdfaProperty:name>
     <pdfaProperty:valueType>Integer</pdfaProperty:valueType>
     <pdfaProperty:category>internal</pdfaProperty:category>
     <pdfaProperty:description>The part of ISO 14289 that the file holds to</pdfaProperty:description>
    </rdf:li>
   </rdf:Seq></pdfaSchema:property>
  </rdf:li>
 </rdf:Bag></pdfaExtension:schemas>
</rdf:Description>
"""


@frozen
class Bound:
    """A part as it goes into a file: its name, the run before its first, what it was packed to."""

    name: str
    before: int
    pack: Pack


@frozen
class Attachment:
    """A file that rides inside: ``dated`` is a PDF's date."""

    name: str
    content: bytes
    description: str
    dated: str


def merged(
    parts: Sequence[Bound],
    own: int,
    margins: Sequence[Pack],
    cuts: Mapping[str, bytes],
    attached: Sequence[Attachment],
) -> bytes:
    """Return the PDF of parts in order, of whose pages the first ``own`` are the briefing's own.

    ``margins`` hold the heads and feet of all pages, in order; ``cuts`` what is left of each font, by the
    SHA-256 of its file (``faces.cut``).

    Raises:
        RenderFault: a link leads nowhere.
    """
    return _Merger(parts, own, margins, cuts, attached).file()


class _Merger:
    """The file while it is written: what all parts share is numbered first, then pages, then each part."""

    def __init__(
        self,
        parts: Sequence[Bound],
        own: int,
        margins: Sequence[Pack],
        cuts: Mapping[str, bytes],
        attached: Sequence[Attachment],
    ) -> None:
        self.parts, self.own, self.margins, self.cuts, self.attached = parts, own, margins, cuts, attached
        self.out = File()
        self.befores = {one.name: one.before for one in parts}
        pages = sum(len(one.pack.sheets) for one in parts)
        self.next, tied = _FIRST_PAGE + pages, pages
        self.fills: list[Callable[[bytes], bytes]] = []
        self.tied: list[tuple[int, str]] = []
        page = 0
        for nth, pack in enumerate((*(one.pack for one in parts), *margins)):
            page = 0 if nth == len(parts) else page
            self.fills.append(self._fill(self.next, page, tied))
            self.next, tied, page = self.next + pack.size, tied + len(pack.tied), page + len(pack.sheets)
        self.pages = pages

    def file(self) -> bytes:
        """Return the file."""
        out, over = self.out, self._over()
        kids, aims, bookmarks = [], {}, []
        contents, tied, page = [], [], 0
        for part, fill in zip(self.parts, self.fills, strict=False):
            pack = part.pack
            self._pack(pack, fill)
            kids.append(_filled(pack.kids, fill))
            resources: dict[int, int] = {}
            for nth, sheet in enumerate(pack.sheets, page):
                order, laid, laid_fill = next(over)
                if order not in resources:
                    resources[order] = self._resources(pack, fill, self.margins[order], laid_fill)
                self._page(nth, sheet, fill, laid, laid_fill, resources[order])
                parents = f"{_filled(sheet.parents, fill)} {_filled(laid.parents, laid_fill)}"
                contents.append(f"{nth} [{parents}]")
            tied += [_filled(one, fill) for one in pack.tied]
            for name, (at, x, y) in pack.aims.items():
                aims.setdefault(self._named(name), (page + at, x, y))
            bookmarks += [(one, page) for one in pack.bookmarks]
            page += len(pack.sheets)
        for pack, fill in zip(self.margins, self.fills[len(self.parts) :], strict=True):
            self._pack(pack, fill)
            tied += [_filled(one, fill) for one in pack.tied]
        self._lead(aims)
        self._tree(kids, [*contents, *(f"{nth} {one}" for nth, one in enumerate(tied, self.pages))])
        self._faces()
        self._profile()
        self._catalog(aims, self._bookmarks(bookmarks))
        return out.closed(_CATALOG, _INFO)

    # --- what parts are filled with ---------------------------------------------------------------

    def _fill(self, first: int, page: int, tied: int) -> Callable[[bytes], bytes]:
        """Return what fills the slots of a pack: its first object, page and key of the tree of parents."""
        runs = self.befores

        def fill(slot: bytes) -> bytes:
            kind, value = slot[:1], slot[1:]
            if kind == b"R":
                return b"%d 0 R" % (first + int(value))
            if kind == b"Q":
                return b"%d 0 R" % (_FIRST_PAGE + page + int(value))
            if kind == b"P":
                return b"%d" % (tied + int(value))
            run = _run(value.decode("latin-1"), runs)
            return run.encode("utf-16-be").hex().encode() if kind == b"X" else run.encode()

        return fill

    def _named(self, aim: str) -> str:
        """Return a destination by the name that it has in the whole file."""
        return named(aim, self.befores)

    def _over(self) -> Iterator[tuple[int, Sheet, Callable[[bytes], bytes]]]:
        """Yield for each page what is laid over it, and of which pack that is."""
        for nth, (pack, fill) in enumerate(zip(self.margins, self.fills[len(self.parts) :], strict=True)):
            for sheet in pack.sheets:
                yield nth, sheet, fill

    def _new(self) -> int:
        self.next += 1
        return self.next - 1

    # --- parts ------------------------------------------------------------------------------------

    def _pack(self, pack: Pack, fill: Callable[[bytes], bytes]) -> None:
        first = int(fill(b"R0")[:-4])
        texts = filled(END.encode().join(text for _, text in pack.objects), fill).split(END.encode())
        self.out.objects(
            (first + number, text)
            for (number, _), text in zip(pack.objects, texts, strict=bool(pack.objects))
        )
        for number, entries, held in pack.streams:
            self.out.stream(first + number, _filled(entries, fill), held)

    def _page(
        self,
        nth: int,
        sheet: Sheet,
        fill: Callable[[bytes], bytes],
        over: Sheet,
        over_fill: Callable[[bytes], bytes],
        resources: int,
    ) -> None:
        def laid(slot: bytes) -> bytes:
            return b"%d" % (sheet.marked + int(slot[1:])) if slot[:1] == b"M" else over_fill(slot)

        code = self._new()
        data, filters = compressed(filled(over.code.encode("latin-1"), laid))
        self.out.stream(code, f"/Filter {filters}", data)
        notes = f"{_filled(sheet.notes, fill)} {_filled(over.notes, over_fill)}".strip()
        entries = (
            f"<</Type /Page/Parent {_PAGES} 0 R/Contents [{_filled(sheet.contents, fill)} {code} 0 R]"
            f"/Resources {resources} 0 R/StructParents {nth}{_filled(sheet.entries, fill)}"
            f"{f'/Annots [{notes}]' if notes else ''}>>"
        )
        self.out.objects([(_FIRST_PAGE + nth, entries.encode("latin-1"))])

    def _resources(
        self, pack: Pack, fill: Callable[[bytes], bytes], over: Pack, over_fill: Callable[[bytes], bytes]
    ) -> int:
        """Write what pages of a part paint with, and what is laid over them; return its number."""
        kinds = dict.fromkeys((*pack.resources, *over.resources))
        told = []
        for kind in kinds:
            laid = {name: _filled(one, over_fill) for name, one in over.resources.get(kind, {}).items()}
            held = {name: _filled(one, fill) for name, one in pack.resources.get(kind, {}).items()}
            told.append(f"/{kind} <<{''.join(f'/{name} {one}' for name, one in {**laid, **held}.items())}>>")
        number = self._new()
        text = f"<<{''.join(told)}/ColorSpace {_filled(pack.colours, fill)}/Font {FONTS} 0 R>>"
        self.out.objects([(number, text.encode("latin-1"))])
        return number

    # --- what a file has once ---------------------------------------------------------------------

    def _lead(self, aims: Mapping[str, object]) -> None:
        leads = dict.fromkeys(self._named(one) for part in self.parts for one in part.pack.leads)
        if lost := [one for one in leads if one not in aims]:
            raise RenderFault(tuple(f"no place `#{one}` for a link to lead to" for one in lost))

    def _tree(self, kids: Sequence[str], parents: Sequence[str]) -> None:
        """Write the structure: its root, the document, and what leads to elements, a few at a time."""
        leaves = []
        for held in _few(parents, _LEAF_MOST):
            number = self._new()
            limits = f"{held[0].partition(' ')[0]} {held[-1].partition(' ')[0]}"
            text = f"<</Limits [{limits}]/Nums [{' '.join(held)}]>>"
            self.out.objects([(number, text.encode("latin-1"))])
            leaves.append(f"{number} 0 R")
        root = f"<</Type /StructTreeRoot/ParentTree {PARENTS} 0 R/K [{DOCUMENT} 0 R]>>"
        top = f"<</Type /StructElem/S /Document/P {_TREE} 0 R/K [{' '.join(filter(None, kids))}]>>"
        tree = f"<</Kids [{' '.join(leaves)}]>>"
        self.out.objects(
            (number, text.encode()) for number, text in ((_TREE, root), (DOCUMENT, top), (PARENTS, tree))
        )

    def _faces(self) -> None:
        """Write the fonts, each for all parts."""
        named = []
        for key, face in faces.together(pack for pack in self._packs()).items():
            objects, streams = faces.written(face, self.cuts[face.file], self.next)
            self.next += len(objects) + len(streams)
            self.out.objects(objects)
            for number, entries, held in streams:
                data, filters = compressed(held)
                self.out.stream(number, f"{entries}/Filter {filters}", data)
            named.append(f"/{key} {objects[0][0]} 0 R")
        self.out.objects([(FONTS, f"<<{''.join(named)}>>".encode())])

    def _packs(self) -> Iterator[Pack]:
        yield from (one.pack for one in self.parts)
        yield from self.margins

    def _profile(self) -> None:
        data, filters = compressed(base64.b64decode(self.about["profile"]))
        self.out.stream(PROFILE, f"/N 3/Filter {filters}", data)

    @property
    def about(self) -> Mapping[str, str]:
        """What the first part says of the file."""
        return self.parts[0].pack.about

    def _catalog(self, aims: Mapping[str, tuple[int, float, float]], bookmarks: str) -> None:
        out, about, pages = self.out, self.about, range(_FIRST_PAGE, _FIRST_PAGE + self.pages)
        files, related = self._attachments()
        profile = string(about["profile_name"])
        intent = (
            f"<</Type /OutputIntent/S /GTS_PDFA1/OutputConditionIdentifier {profile}/Info {profile}"
            f"/DestOutputProfile {PROFILE} 0 R>>"
        )
        labels = f"<</Nums [0 <</S /D>> {self.own} <</S /D/P (A)>>]>>"
        catalog = (
            f"<</Type /Catalog/Pages {_PAGES} 0 R/Lang {about['lang']}/StructTreeRoot {_TREE} 0 R"
            f"/MarkInfo <</Marked true/UserProperties true>>/ViewerPreferences <</DisplayDocTitle true>>"
            f"/Metadata {_DESCRIPTION} 0 R/OutputIntents [{intent}]/PageLabels {labels}"
            f"/Names <</Dests <</Names [{' '.join(_destinations(aims))}]>>{files}>>{bookmarks}{related}>>"
        )
        kids = " ".join(f"{number} 0 R" for number in pages)
        out.objects(
            (number, text.encode("latin-1"))
            for number, text in (
                (_CATALOG, catalog),
                (_PAGES, f"<</Type /Pages/Kids [{kids}]/Count {self.pages}>>"),
                (_INFO, f"<<{about['info']}>>"),
            )
        )
        said = about["xmp"].replace("</rdf:RDF>", f"{_ACCESSIBLE}</rdf:RDF>").encode()
        out.stream(_DESCRIPTION, "/Type /Metadata/Subtype /XML", said)

    def _attachments(self) -> tuple[str, str]:
        """Write what rides inside; return what leads to it from the names, and from the catalog."""
        listed = []
        for one in sorted(self.attached, key=lambda one: one.name):
            data, filters = compressed(one.content)
            file, spec = self._new(), self._new()
            told = hashlib.md5(one.content, usedforsecurity=False).hexdigest()
            kind = _KINDS.get(one.name.rpartition(".")[2], "application/octet-stream").replace("/", "#2f")
            self.out.stream(
                file,
                f"/Type /EmbeddedFile/Subtype /{kind}/Params <</CheckSum <{told}>/Size {len(one.content)}"
                f"/CreationDate ({one.dated})/ModDate ({one.dated})>>/Filter {filters}",
                data,
            )
            name = string(one.name)
            text = (
                f"<</Type /Filespec/F {name}/UF {name}/EF <</F {file} 0 R>>"
                f"/Desc {string(one.description)}/AFRelationship /Data>>"
            )
            self.out.objects([(spec, text.encode("latin-1"))])
            listed.append((name, f"{spec} 0 R"))
        if not listed:
            return "", ""
        pairs = " ".join(f"{name} {spec}" for name, spec in listed)
        self.out.objects([(_FILES, f"<</Names [{pairs}]>>".encode("latin-1"))])
        return f"/EmbeddedFiles {_FILES} 0 R", f"/AF [{' '.join(spec for _, spec in listed)}]"

    def _bookmarks(self, listed: Sequence[tuple[list, int]]) -> str:
        """Write the bookmarks; return what leads to them from the catalog."""
        if not listed:
            return ""
        first, last, count = self._siblings(listed, _OUTLINES)
        text = f"<</Count {count}/First {first} 0 R/Last {last} 0 R>>"
        self.out.objects([(_OUTLINES, text.encode())])
        return f"/Outlines {_OUTLINES} 0 R"

    def _siblings(self, listed: Sequence[tuple[list, int]], parent: int) -> tuple[int, int, int]:
        """Write bookmarks of one level; return the numbers of the first and the last, and how many show."""
        own = [self._new() for _ in listed]
        total = len(own)
        for nth, ((title, page, x, y, within, state), moved) in enumerate(listed):
            to = f"[{_FIRST_PAGE + moved + page} 0 R /XYZ {_real(x)} {_real(y)} 0]"
            around = f"/Prev {own[nth - 1]} 0 R" if nth else ""
            around += f"/Next {own[nth + 1]} 0 R" if nth + 1 < len(own) else ""
            below = "/Count 0"
            if within:
                first, last, count = self._siblings([(one, moved) for one in within], own[nth])
                below = f"/Count {-count if state == 'closed' else count}/First {first} 0 R/Last {last} 0 R"
                total += 0 if state == "closed" else count
            text = f"<</Title {string(title)}/Dest {to}{below}{around}/Parent {parent} 0 R>>"
            self.out.objects([(own[nth], text.encode("latin-1"))])
        return own[0], own[-1], total


def _destinations(aims: Mapping[str, tuple[int, float, float]]) -> Iterator[str]:
    """Yield each destination after its name, in the order of bytes that a tree of names has."""

    def bytes_of(name: str) -> bytes:
        return name.encode() if name.isascii() else b"\xfe\xff" + name.encode("utf-16-be")

    for name in sorted(aims, key=bytes_of):
        page, x, y = aims[name]
        yield f"{string(name)} [{_FIRST_PAGE + page} 0 R /XYZ {_real(x)} {_real(y)} 0]"


def named(aim: str, befores: Mapping[str, int]) -> str:
    """Return a destination by its name in the whole file; ``befores`` has the run before each part."""
    return f"n-{_run(aim[2:], befores)}" if aim.startswith("n-") else aim


def _run(run: str, befores: Mapping[str, int]) -> str:
    """Return the number in the whole file of a run, PART.NUMBER; what names no part is left as it is."""
    part, _, number = run.rpartition(".")
    return str(befores[part] + int(number)) if part in befores and number.isdecimal() else run


def _filled(text: str, fill: Callable[[bytes], bytes]) -> str:
    return filled(text.encode("latin-1"), fill).decode("latin-1")


def _few(listed: Sequence[str], most: int) -> Iterator[Sequence[str]]:
    for at in range(0, len(listed), most):
        yield listed[at : at + most]


def _real(value: float) -> str:
    return f"{value:f}".rstrip("0").rstrip(".")
