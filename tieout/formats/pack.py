"""A part of a PDF laid out and written by itself, as it is kept: all but what the whole file decides.

A pack holds objects of a PDF as they will be written, with slots for what is known when all parts are:
numbers of objects, of pages and of runs. A slot is a letter and a value between two marks that no other text
of an object can hold. Each letter says what the value counts:

    R  an object of this pack         Q  a page of this pack             P  a key of the tree of parents
    N  a run, as PART.NUMBER          X  the same, where text is hexadecimal     M  marked content of a page
"""

from __future__ import annotations

import base64
import json
import zlib
from collections.abc import Callable, Mapping
from dataclasses import asdict, dataclass, field
from typing import Any

MARK, END = "\x1f", "\x1e"  # of a slot, and of an object
_ESCAPES = str.maketrans({"\\": r"\\", "(": r"\(", ")": r"\)", MARK: r"\037", END: r"\036"})
DOCUMENT, PARENTS, PROFILE, FONTS = 4, 5, 6, 7  # numbers of objects that parts share


@dataclass(slots=True)
class Sheet:
    """A page of a part: its entries but for what the whole file gives it, and what is painted on it.

    ``contents`` is the slot of its stream, or, of a page that is laid over another, ``code`` is the stream
    itself. ``marked`` counts its marked contents, whose elements ``parents`` names. ``title`` is that of the
    section it begins in.
    """

    entries: str
    contents: str = ""
    code: str = ""
    notes: str = ""
    marked: int = 0
    parents: str = ""
    title: str = ""


@dataclass(slots=True)
class Face:
    """A font as far as a part uses it: what describes it, and of each glyph used its width and its text.

    ``file`` is the SHA-256 of the font's file.
    """

    name: str
    family: str
    flags: int
    ascent: int
    descent: int
    file: str
    widths: dict[int, float]
    texts: dict[int, str]


@dataclass(slots=True)
class Pack:
    """What one part of a PDF comes to.

    ``streams`` are dictionaries with the bytes that follow; both they and ``objects`` come with their number.
    ``resources`` are what its pages paint with, by kind and name, and ``colours`` their colour spaces.
    ``kids`` are the elements that stand at the top of its structure, ``tied`` those that the notes of its
    pages belong to. ``aims`` gives where each destination is, page and point; ``leads`` are those that it
    names. ``bookmarks`` are (title, page, x, y, those within, state). ``thin`` tells of pages that are too
    empty at the foot; ``about`` is what the whole file says of itself.
    """

    sheets: list[Sheet] = field(default_factory=list)
    objects: list[tuple[int, bytes]] = field(default_factory=list)
    streams: list[tuple[int, str, bytes]] = field(default_factory=list)
    resources: dict[str, dict[str, str]] = field(default_factory=dict)
    colours: str = ""
    kids: str = ""
    tied: list[str] = field(default_factory=list)
    aims: dict[str, tuple[int, float, float]] = field(default_factory=dict)
    leads: list[str] = field(default_factory=list)
    bookmarks: list[Any] = field(default_factory=list)
    faces: dict[str, Face] = field(default_factory=dict)
    thin: list[dict[str, Any]] = field(default_factory=list)
    about: dict[str, str] = field(default_factory=dict)

    @property
    def size(self) -> int:
        """How many objects it has, of both kinds."""
        return len(self.objects) + len(self.streams)

    def written(self) -> bytes:
        """Return it as bytes that can be kept."""
        text = zlib.compress(END.encode().join(held for _, held in self.objects), 1)
        told = {
            "numbers": [number for number, _ in self.objects],
            "text": len(text),
            "streams": [(number, entries, len(held)) for number, entries, held in self.streams],
            "sheets": [asdict(one) for one in self.sheets],
            "faces": {name: asdict(one) for name, one in self.faces.items()},
        }
        plain = ("resources", "colours", "kids", "tied", "aims", "leads", "bookmarks", "thin", "about")
        told |= {name: getattr(self, name) for name in plain}
        head = zlib.compress(json.dumps(told, separators=(",", ":")).encode(), 1)
        return b"".join((b"%d\n" % len(head), head, text, *(held for _, _, held in self.streams)))


def read(kept: bytes) -> Pack:
    """Return the pack that ``Pack.written`` wrote."""
    size, _, rest = kept.partition(b"\n")
    told = json.loads(zlib.decompress(rest[: int(size)]))
    at = int(size) + told["text"]
    texts = zlib.decompress(rest[int(size) : at]).split(END.encode()) if told["numbers"] else []
    objects = list(zip(told.pop("numbers"), texts, strict=True))
    streams = []
    for number, entries, length in told.pop("streams"):
        streams.append((number, entries, rest[at : at + length]))
        at += length
    del told["text"]
    faces = {
        name: Face(**{**one, "widths": _by_glyph(one["widths"]), "texts": _by_glyph(one["texts"])})
        for name, one in told.pop("faces").items()
    }
    sheets = [Sheet(**one) for one in told.pop("sheets")]
    aims = {name: tuple(one) for name, one in told.pop("aims").items()}
    return Pack(**told, sheets=sheets, objects=objects, streams=streams, faces=faces, aims=aims)


def _by_glyph(told: Mapping[str, Any]) -> dict[int, Any]:
    return {int(glyph): value for glyph, value in told.items()}


def slot(letter: str, value: object) -> str:
    """Return the slot of a value."""
    return f"{MARK}{letter}{value}{MARK}"


def filled(text: bytes, fill: Callable[[bytes], bytes]) -> bytes:
    """Return ``text`` with each slot's place taken by what ``fill`` gives for its letter and value."""
    pieces = text.split(MARK.encode())
    pieces[1::2] = map(fill, pieces[1::2])
    return b"".join(pieces)


def string(text: str) -> str:
    """Return a text as a PDF writes it, literal where it is ASCII; it never holds a mark."""
    if text.isascii():
        return f"({text.translate(_ESCAPES)})"
    return f"<feff{text.encode('utf-16-be', 'replace').hex()}>"


def run_string(head: str, run: str) -> str:
    """Return a text that ends in the number of a run, PART.NUMBER, as a PDF writes it."""
    if head.isascii():
        return string(head)[:-1] + slot("N", run) + ")"
    return string(head)[:-1] + slot("X", run) + ">"


def compressed(data: bytes) -> tuple[bytes, str]:
    """Return bytes compressed, and by which filters; their last is not told for a part of a line's end."""
    packed = zlib.compress(data, 6)
    if packed.endswith(b"\r"):
        return base64.a85encode(packed) + b"~>", "[/ASCII85Decode /FlateDecode]"
    return packed, "/FlateDecode"
