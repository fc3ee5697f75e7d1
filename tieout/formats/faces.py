"""The fonts of a PDF: what is left of each for all that its parts print, and how a PDF tells of it."""

from __future__ import annotations

import hashlib
import json
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import replace
from functools import lru_cache
from html import escape
from struct import unpack
from typing import Any

from tieout.formats import glyphs, look
from tieout.formats.pack import Face, Pack, string
from tieout.formats.press import BASE, VARIANT, rendered, undisturbed


def together(packs: Iterable[Pack]) -> dict[str, Face]:
    """Return each font by its key, with all the glyphs that parts use; of what two say the first holds."""
    known: dict[str, Face] = {}
    for pack in packs:
        for key, face in pack.faces.items():
            if key not in known:
                known[key] = replace(face, widths=dict(face.widths), texts=dict(face.texts))
                continue
            for glyph, width in face.widths.items():
                known[key].widths.setdefault(glyph, width)
            for glyph, text in face.texts.items():
                known[key].texts.setdefault(glyph, text)
    return known


def wanted(known: Iterable[Face]) -> dict[str, tuple[int, ...]]:
    """Return the glyphs that are used of each font file, by its SHA-256."""
    found: dict[str, set[int]] = {}
    for face in known:
        found.setdefault(face.file, set()).update(face.texts)
    return {file: tuple(sorted(glyphs)) for file, glyphs in sorted(found.items())}


def cut(html: str, files: Mapping[str, bytes], glyphs: Mapping[str, Sequence[int]]) -> bytes:
    """Return what is left of fonts (``read`` gives it by file) where only ``glyphs`` are wanted of each.

    ``html`` is a document in which each font is used (``specimen``), ``files`` are what it opens.

    Raises:
        MissingLibrary: Pango, or what it needs, cannot be loaded.
        RenderFault: the engine had a complaint.
    """
    made: dict[str, bytes] = {}
    with undisturbed():
        laid = rendered(html, files)
        kept = []
        laid.pages[-1] = _Keeping(laid, kept)
        laid.write_pdf(pdf_variant=VARIANT)
        for font in kept:
            file = hashlib.sha256(font.file_content).hexdigest()
            if file in glyphs and file not in made:
                font.clean(dict.fromkeys(glyphs[file], ""), False)
                made[file] = font.file_content
    sizes = {file: len(held) for file, held in made.items()}
    return b"\n".join((json.dumps(sizes).encode(), b"".join(made.values())))


def read(kept: bytes) -> dict[str, bytes]:
    """Return what ``cut`` left of each file, by the SHA-256 of the file."""
    head, _, rest = kept.partition(b"\n")
    made, at = {}, 0
    for file, size in json.loads(head).items():
        made[file] = rest[at : at + size]
        at += size
    return made


def specimen(assets: look.Assets, page: str) -> str:
    """Return a document that prints a letter in each of the house's faces, which is one that the face has."""
    lines = "".join(
        f"<p style=\"font: {one['style']} {one['weight']} 10pt '{escape(one['name'])}'\">"
        + escape(_letter(assets["fonts/" + one["file"] + ".ttf"]))
        + "</p>"
        for one in look.print_faces(assets)
    )
    style = f"<style>\n{look.print_style(assets, page, BASE)}{look.PARTED}</style>"
    return f'<!DOCTYPE html><html lang="en"><title>Faces</title>{style}{lines}</html>'


def _letter(face: bytes) -> str:
    """Return a character that a face has: "a", or else the first that is to be seen."""
    has = glyphs.characters(face)
    return "a" if "a" in has else next(one for one in sorted(has) if one.isprintable() and not one.isspace())


class Measured(dict):
    """The fonts of a document by key, of which each takes the widths of its letters from its file.

    The engine measures a letter where it meets it first, in that size: in another part that might come out a
    thousandth wider, and a file has but one width for it.
    """

    def __setitem__(self, key: object, font: Any) -> None:
        font.widths = _Widths(font.file_content)
        super().__setitem__(key, font)


class _Widths(dict):
    """The widths of the glyphs used, in thousandths of the type size."""

    def __init__(self, file: bytes) -> None:
        super().__init__()
        self._all = _advances(file)

    def __contains__(self, glyph: object) -> bool:
        if not super().__contains__(glyph) and isinstance(glyph, int) and glyph < len(self._all):
            self[glyph] = self._all[glyph]
        return super().__contains__(glyph)


@lru_cache(maxsize=32)
def _advances(file: bytes) -> tuple[int, ...]:
    """Return how wide each glyph of a font file is, in thousandths of the type size."""
    count, tables = unpack(">H", file[4:6])[0], {}
    for at in range(12, 12 + 16 * count, 16):
        tag, _, start, length = unpack(">4sLLL", file[at : at + 16])
        tables[tag] = file[start : start + length]
    (size,) = unpack(">H", tables[b"head"][18:20])
    (held,) = unpack(">H", tables[b"hhea"][34:36])
    (glyphs,) = unpack(">H", tables[b"maxp"][4:6])
    widths = [round(one * 1000 / size) for one in unpack(f">{'Hh' * held}", tables[b"hmtx"][: 4 * held])[::2]]
    return (*widths, *widths[-1:] * (glyphs - held))


class _Keeping:
    """A page that keeps the fonts of its document before the engine cuts them."""

    def __init__(self, document: object, kept: list) -> None:
        self._page, self._document, self._kept = document.pages[-1], document, kept

    def __getattr__(self, name: str) -> object:
        return getattr(self._page, name)

    def paint(self, stream: object, scale: float = 1) -> None:
        self._page.paint(stream, scale)
        self._kept += self._document.fonts.values()
        self._document.fonts.clear()


def written(
    face: Face, file: bytes, first: int
) -> tuple[list[tuple[int, bytes]], list[tuple[int, str, bytes]]]:
    """Return the objects of a font, its own first, and its streams, not compressed; all from ``first`` on."""
    font, described, within, told, held = range(first, first + 5)
    kind, holder = ("0", "FontFile3") if file[:4] == b"OTTO" else ("2", "FontFile2")
    widths = face.widths
    fixed = len(widths) > 1 and len(set(widths.values())) == 1
    box = f"0 {face.descent} {max(widths.values(), default=0)} {face.ascent}"
    texts = (
        f"<</Type /Font/Subtype /Type0/BaseFont {face.name}/ToUnicode {told} 0 R/Encoding /Identity-H"
        f"/DescendantFonts [{within} 0 R]>>",
        f"<</Type /FontDescriptor/FontName {face.name}/FontFamily {string(face.family)}"
        f"/Flags {face.flags + fixed}/FontBBox [{box}]/ItalicAngle 0/Ascent {face.ascent}"
        f"/Descent {face.descent}/CapHeight {face.ascent}/StemV 80/StemH 80/{holder} {held} 0 R>>",
        f"<</Type /Font/Subtype /CIDFontType{kind}/BaseFont {face.name}"
        f"/CIDSystemInfo <</Registry (Adobe)/Ordering (Identity)/Supplement 0>>/CIDToGIDMap /Identity"
        f"/W [{_widths(widths)}]/FontDescriptor {described} 0 R>>",
    )
    objects = [
        (number, text.encode("latin-1"))
        for number, text in zip((font, described, within), texts, strict=True)
    ]
    length = f"/Length1 {len(file)}" if kind == "2" else "/Subtype /OpenType"
    return objects, [(told, "", _to_unicode(face.texts)), (held, length, file)]


def _widths(widths: Mapping[int, float]) -> str:
    made, before = [], None
    for glyph in sorted(widths):
        if before is None or glyph != before + 1:
            made.append(f"{'] ' if made else ''}{glyph} [{widths[glyph]}")
        else:
            made.append(f" {widths[glyph]}")
        before = glyph
    return "".join(made) + "]" * bool(made)


def _to_unicode(texts: Mapping[int, str]) -> bytes:
    """Return the program that says which text each glyph is."""
    lines = [
        "/CIDInit /ProcSet findresource begin\n12 dict begin\nbegincmap\n/CIDSystemInfo",
        "<< /Registry (Adobe)\n/Ordering (UCS)\n/Supplement 0\n>> def",
        "/CMapName /Adobe-Identity-UCS def\n/CMapType 2 def",
        "1 begincodespacerange\n<0000> <ffff>\nendcodespacerange",
    ]
    pairs = sorted(texts.items())
    for at in range(0, len(pairs), 100):
        held = pairs[at : at + 100]
        lines.append(f"{len(held)} beginbfchar")
        lines += [f"<{glyph:04x}> <{text.encode('utf-16-be').hex()}>" for glyph, text in held]
        lines.append("endbfchar")
    lines.append("endcmap\nCMapName currentdict /CMap defineresource pop\nend\nend")
    return "\n".join(lines).encode()
