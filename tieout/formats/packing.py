"""Lay out a part of a PDF and pack it: pages, structure, links and bookmarks, with nothing of other parts."""

from __future__ import annotations

import base64
import hashlib
import itertools
import re
from collections.abc import Iterable, Mapping
from typing import Any

from tieout.formats import faces, fullness, tagging
from tieout.formats.pack import (
    DOCUMENT,
    FONTS,
    PROFILE,
    Face,
    Pack,
    Sheet,
    compressed,
    run_string,
    slot,
    string,
)
from tieout.formats.press import VARIANT, rendered, undisturbed

_OPENS, _CLOSES = b"\nstream\n", b"\nendstream"
_RUN = re.compile(r"[^ =]+\.\d+$")
_PLACE = re.compile(r"n-(.+\.\d+)$")  # the id of a thing printed
_CONTENT = re.compile(rb"/MCID (\d+)")
_COUNTED = re.compile(rb"/([sxp]\d+)\b")  # what the engine names by counting
# What each page has by itself, and what the whole file gives it.
_GIVEN = frozenset({"Type", "Parent", "Contents", "Resources", "StructParents", "Annots"})


def part(name: str, html: str, files: Mapping[str, bytes], leads: Mapping[str, str]) -> bytes:
    """Return the pack of a part of the briefing's own pages.

    ``files`` are those that it may open; the labels of its charts lead to what ``leads`` has for their fact.

    Raises:
        MissingLibrary: Pango, or what it needs, cannot be loaded.
        RenderFault: the document asked for a file that is not its own, or the engine had any complaint.
    """
    with undisturbed():
        laid = rendered(html, files)
        pack = _packed(name, laid, laid.pages, _labels(files), leads)
    _name_sections(pack, laid)
    pack.thin = fullness.thin(laid)
    return pack.written()


def columns(name: str, html: str, files: Mapping[str, bytes], step: float) -> bytes:
    """Return the pack of a part of the annex, whose columns are laid out as pages and set side by side.

    The engine lays columns out three times. ``step`` is how far one stands from the next, in pixels.

    Raises:
        MissingLibrary, RenderFault: as ``part`` does.
    """
    with undisturbed():
        laid = rendered(html, files)
        pages = list(paired(laid.pages, step))
        return _packed(name, laid, pages, {}, {}).written()


def paired(pages: Iterable[Any], step: float) -> Iterable[Any]:
    """Yield pages with two columns each, of pages with one."""
    for left, right in itertools.zip_longest(pages[0::2], pages[1::2]):
        box = left._page_box
        if right:
            beside = right._page_box.children[0]
            beside.style = beside.style.copy()
            beside.style["transform"] = (("matrix", (1, 0, 0, 1, step, 0)),)
            box.children = [box.children[0], beside]
        yield type(left)(box)


def margins(html: str, files: Mapping[str, bytes]) -> bytes:
    """Return the pack of pages with nothing but their heads and feet, to be laid over the pages of parts.

    Raises:
        MissingLibrary, RenderFault: as ``part`` does.
    """
    with undisturbed():
        laid = rendered(html, files)
        return _packed("", laid, laid.pages, {}, {}, laid_over=True).written()


def _labels(files: Mapping[str, bytes]) -> dict[str, tuple[tagging.Label, ...]]:
    drawn = {path: held for path, held in files.items() if path.startswith("charts/")}
    return {
        path.removeprefix("charts/").removesuffix(".svg"): tagging.labels(held.decode())
        for path, held in drawn.items()
    }


def _name_sections(pack: Pack, laid: Any) -> None:
    """Tell of each page the title of the section that it begins in."""
    title = ""
    for sheet, page in zip(pack.sheets, laid.pages, strict=True):
        begun, inked = [], False
        for box in page._page_box.descendants():
            if _is_title(box):
                words = " ".join("".join(box.element.itertext()).split())
                begun.append(words)
                title = title if inked or len(begun) > 1 else words
            inked = inked or bool(getattr(box, "text", "").strip()) or hasattr(box, "replacement")
        sheet.title = title
        title = begun[-1] if begun else title


def _is_title(box: Any) -> bool:
    told = box.style["string_set"] if box.element is not None and box.element_tag == "h2" else "none"
    return told != "none" and type(box).__name__ != "TextBox"


def _packed(
    name: str,
    laid: Any,
    pages: Iterable[Any],
    charts: Mapping[str, tuple[tagging.Label, ...]],
    leads: Mapping[str, str],
    laid_over: bool = False,
) -> Pack:
    whole = laid.copy([tagging.Painted(one) for one in pages])
    whole.fonts = faces.Measured()
    last = whole.pages[-1] = _Last(whole)
    packs: list[Pack] = []

    def pack(document: Any, pdf: Any) -> None:
        tagging.tag(document, pdf, charts, leads)
        packs.append(_Packer(name, document, pdf, last, laid_over).pack())
        pdf.objects[1:] = []  # the engine has nothing left to write

    whole.write_pdf(pdf_variant=VARIANT, finisher=pack)
    return packs[0]


class _Last(tagging.Painted):
    """The last page of a part, which keeps from the engine what is not for a part alone to do.

    A link to what another part has would be taken out: here each has somewhere to lead. And no font is cut:
    that is done once for the whole file.
    """

    def __init__(self, whole: Any) -> None:
        super().__init__(whole.pages[-1]._page)
        self._whole = whole
        self.own = frozenset(anchor for page in whole.pages for anchor in page.anchors)
        self.leads = tuple(dict.fromkeys(
            aim for page in whole.pages for kind, aim, *_ in page.links if kind == "internal"
        ))  # fmt: skip
        self.fonts: list[Any] = []
        self.anchors = {
            **self._page.anchors,
            **{aim: (0, 0, 0, 0) for aim in self.leads if aim not in self.own},
        }

    def paint(self, stream: Any, scale: float = 1) -> None:
        super().paint(stream, scale)
        self.fonts = list(self._whole.fonts.values())
        self._whole.fonts.clear()


class _Packer:
    """The objects of a PDF on their way into a pack, numbered anew as they are met."""

    def __init__(self, name: str, document: Any, pdf: Any, last: _Last, laid_over: bool) -> None:
        import pydyf

        self.name, self.document, self.pdf, self.last, self.laid_over = name, document, pdf, last, laid_over
        self.pydyf = pydyf
        self.pages = pdf.page_references
        self.made = Pack()
        self.slots: dict[bytes, str] = {one: slot("Q", nth) for nth, one in enumerate(self.pages)}
        self.waiting: list[tuple[int, Any]] = []
        self.met = 0

    def pack(self) -> Pack:
        """Return the pack."""
        pdf, made = self.pdf, self.made
        root = self._at(pdf.catalog["StructTreeRoot"])
        (document,) = root["K"]
        self.slots[document] = f"{DOCUMENT} 0 R"
        self.slots[self.document.color_profiles["srgb"].pdf_reference] = f"{PROFILE} 0 R"
        pages = [self._at(one) for one in self.pages]
        resources = self._at(pages[0]["Resources"])
        self.slots[resources["Font"]] = f"{FONTS} 0 R"
        contents = self._at(root["ParentTree"])["Nums"]
        for nth, page in enumerate(pages):
            made.sheets.append(self._sheet(page, contents[2 * nth + 1]))
        made.kids = " ".join(map(self._written, self._at(document)["K"]))
        made.tied = [self._written(one) for one in contents[2 * len(pages) + 1 :: 2]]
        made.resources = {
            kind: {self._resource(key): self._written(one) for key, one in held.items()}
            for kind, held in resources.items()
            if isinstance(held, dict)
        }
        made.colours = self._written(resources["ColorSpace"])
        self._objects()
        self._about()
        return made

    def _sheet(self, page: Any, parents: Any) -> Sheet:
        entries = "".join(
            f"/{key} {self._written(one, key)}" for key, one in page.items() if key not in _GIVEN
        )
        stream = self._at(page["Contents"])
        made = Sheet(entries, marked=len(parents))
        stream.stream = [b"q", *stream.stream, b"Q"]
        if self.laid_over:
            code = _COUNTED.sub(rb"/over-\1", _plain(stream))
            made.code = _CONTENT.sub(lambda met: b"/MCID " + slot("M", int(met[1])).encode(), code).decode(
                "latin-1"
            )
        else:
            made.contents = self._written(page["Contents"])
        made.parents = " ".join(map(self._written, parents))
        made.notes = " ".join(map(self._written, page.get("Annots", ())))
        return made

    def _objects(self) -> None:
        """Write all that has been named, and what that names."""
        while self.waiting:
            waiting, self.waiting = self.waiting, []
            for number, one in waiting:
                if isinstance(one, self.pydyf.Stream):
                    self._stream(number, one)
                else:
                    self.made.objects.append((number, self._written(one).encode("latin-1")))

    def _stream(self, number: int, stream: Any) -> None:
        extra = dict(stream.extra)
        data = _plain(stream)
        if stream.compress:
            data, filters = compressed(data)
            extra["Filter"] = filters
        entries = "".join(
            f"/{key} {self._written(one, key)}" for key, one in extra.items() if key != "Length"
        )
        self.made.streams.append((number, entries, data))

    def _about(self) -> None:
        """Tell of destinations, bookmarks and fonts, and what the file says of itself."""
        made, pdf = self.made, self.pdf
        aims = pdf.catalog.get("Names", {}).get("Dests", {}).get("Names", ())
        for name, (page, _, x, y, _) in zip(aims[0::2], aims[1::2], strict=True):
            if name.string in self.last.own:
                made.aims[name.string] = self.pages.index(page), x, y
        made.leads = list(self.last.leads)
        made.bookmarks = [_bookmark(one) for one in self.document.make_bookmark_tree(0.75, True)]
        for font in self.last.fonts:
            _add_face(made.faces, font)
        described = self._at(pdf.catalog["Metadata"])
        made.about = {
            "lang": string(str(pdf.catalog["Lang"].string)),
            "info": "".join(f"/{key} {self._written(one)}" for key, one in pdf.info.items()),
            "xmp": _plain(described).decode(),
            "profile": base64.b64encode(self.document.color_profiles["srgb"].content).decode(),
            "profile_name": self.document.color_profiles["srgb"].name,
        }

    def _at(self, reference: bytes) -> Any:
        return self.pdf.objects[int(reference[:-4])]

    def _written(self, value: Any, key: str = "") -> str:
        """Return a value as the pack has it: with slots, and with names of cells that are its own."""
        kind = type(value)
        if kind is bytes:
            if value.endswith(b" 0 R"):
                return self.slots.get(value) or self._named(value)
            return value.decode("latin-1")
        if kind is str:
            return value
        if kind is int:
            return slot("P", value - len(self.pages)) if key == "StructParent" else str(value)
        if kind is self.pydyf.String:
            return self._string(value.string, key)
        if isinstance(value, dict):
            return "<<" + "".join(f"/{name} {self._written(one, name)}" for name, one in value.items()) + ">>"
        if isinstance(value, (list, tuple)):
            return "[" + " ".join([self._written(one, key) for one in value]) + "]"
        if kind is float:
            return str(int(value)) if value.is_integer() else f"{value:f}".rstrip("0")
        if isinstance(value, self.pydyf.Object):
            return value.data.decode("latin-1")
        return str(value)

    def _resource(self, name: str) -> str:
        """Return the name of something to paint with; what is laid over a page names nothing as that does."""
        return f"over-{name}" if self.laid_over and _COUNTED.match(f"/{name}".encode()) else name

    def _named(self, reference: bytes) -> str:
        made = self.slots[reference] = slot("R", self.met)
        self.waiting.append((self.met, self._at(reference)))
        self.met += 1
        return made

    def _string(self, text: Any, key: str) -> str:
        if isinstance(text, bytes):
            text = text.decode("latin-1")
        if isinstance(text, tagging.Run):
            run = _RUN.search(text)
            return run_string(text[: run.start()], run[0]) if run else string(text)
        if key == "Dest" and (place := _PLACE.match(text)):
            return run_string("n-", place[1])
        if key in ("ID", "Headers"):
            return string(f"{self.name}.{text}")
        return string(str(text))


def _bookmark(told: Any) -> list[Any]:
    title, (page, x, y), within, state = told
    return [title, page, x, y, [_bookmark(one) for one in within], state]


def _add_face(faces: dict[str, Face], font: Any) -> None:
    """Add what a font was used for to what is known of its face."""
    known = faces.get(font.hash)
    if known is None:
        file = hashlib.sha256(font.file_content).hexdigest()
        known = faces[font.hash] = Face(
            font.name.decode(), font.family, font.flags, font.ascent, font.descent, file, {}, {}
        )
    for glyph, width in font.widths.items():
        known.widths.setdefault(glyph, width)
    for glyph, text in font.to_unicode.items():
        known.texts.setdefault(glyph, text)


def _plain(stream: Any) -> bytes:
    """Return the bytes of a stream that is not compressed yet."""
    stream.compress, was = False, stream.compress
    whole = stream.data
    stream.compress = was
    return whole[whole.index(_OPENS) + len(_OPENS) : -len(_CLOSES)]
