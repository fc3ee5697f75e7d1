"""What PDFium tells of a page's objects and letters, asked many thousand times: by address, into one room.

PDFium's own wrapper makes objects of every pointer; numbers are handed over in a third of the time.
"""

from __future__ import annotations

import ctypes
import re
import struct
from collections.abc import Callable, Iterator
from typing import Any

import pypdfium2.raw as pdfium

from tieout.audit.finished import Box

Matrix = tuple[float, float, float, float, float, float]
AS_IS: Matrix = (1, 0, 0, 1, 0, 0)

_TWO, _FOUR, _SIX, _WHOLE = (struct.Struct(f"={form}").unpack_from for form in ("2f", "4f", "6f", "4I"))
_P, _I, _F, _D = ctypes.c_void_p, ctypes.c_int, ctypes.c_float, ctypes.c_double


def _call(name: str, gives: Any, *takes: Any) -> Callable[..., Any]:
    """Return a function of PDFium that takes and gives addresses as numbers."""
    return ctypes.PYFUNCTYPE(gives, *takes)(ctypes.cast(getattr(pdfium, name), _P).value)


objects_of_page = _call("FPDFPage_CountObjects", _I, _P)
object_of_page = _call("FPDFPage_GetObject", _P, _P, _I)
objects_of_form = _call("FPDFFormObj_CountObjects", _I, _P)
object_of_form = _call("FPDFFormObj_GetObject", _P, _P, ctypes.c_ulong)
content_of = _call("FPDFPageObj_GetMarkedContentID", _I, _P)
type_of = _call("FPDFPageObj_GetType", _I, _P)
mode_of_text = _call("FPDFTextObj_GetTextRenderMode", _I, _P)
font_of = _call("FPDFTextObj_GetFont", _P, _P)
letters_of = _call("FPDFText_CountChars", _I, _P)
letter_of = _call("FPDFText_GetUnicode", ctypes.c_uint, _P, _I)
holder_of = _call("FPDFText_GetTextObject", _P, _P, _I)
letter_size = _call("FPDFText_GetFontSize", _D, _P, _I)
_letters = _call("FPDFText_GetText", _I, _P, _I, _I, _P)
fill_of = _call("FPDFPageObj_GetFillColor", _I, _P, _P, _P, _P, _P)
stroke_of = _call("FPDFPageObj_GetStrokeColor", _I, _P, _P, _P, _P, _P)
segments_of = _call("FPDFPath_CountSegments", _I, _P)

_bounds = _call("FPDFPageObj_GetBounds", _I, _P, _P, _P, _P, _P)
_matrix = _call("FPDFPageObj_GetMatrix", _I, _P, _P)
_mode = _call("FPDFPath_GetDrawMode", _I, _P, _P, _P)
_width = _call("FPDFPageObj_GetStrokeWidth", _I, _P, _P)
_segment = _call("FPDFPath_GetPathSegment", _P, _P, _I)
_point = _call("FPDFPathSegment_GetPoint", _I, _P, _P, _P)
_kind = _call("FPDFPathSegment_GetType", _I, _P)
_clip = _call("FPDFPageObj_GetClipPath", _P, _P)
_clip_paths = _call("FPDFClipPath_CountPaths", _I, _P)
_clip_segments = _call("FPDFClipPath_CountPathSegments", _I, _P, _I)
_clip_segment = _call("FPDFClipPath_GetPathSegment", _P, _P, _I, _I)
_size = _call("FPDFTextObj_GetFontSize", _I, _P, _P)
_origin = _call("FPDFText_GetCharOrigin", _I, _P, _I, _P, _P)
_loose = _call("FPDFText_GetLooseCharBox", _I, _P, _I, _P)
_letter_matrix = _call("FPDFText_GetMatrix", _I, _P, _I, _P)
_sheet = _call("FPDF_GetPageBoundingBox", _I, _P, _P)


# What a text has in another form than its letters do: a hyphen at a line's end, a bracket that is read from
# the right.
_ODD = re.compile("[^0-9A-Za-z .,;:%$]")


def address(pointer: Any) -> int:
    """Return where what PDFium's own wrapper gave is."""
    return ctypes.cast(pointer, _P).value or 0


def text_of(letters: int, count: int) -> str:
    """Return all letters of a page, each as one character: of a pair of halves each half by itself.

    They are had in one text, for to ask for each is what takes longest; but where there is another number of
    them in it (a sign without a place, halves of letters) each is asked for.
    """
    room = (ctypes.c_char * (2 * count + 2))()
    given = _letters(letters, 0, count, ctypes.addressof(room)) if count > 0 else 1
    text = room.raw[:-2].decode("utf-16-le", "surrogatepass")
    if given != count + 1 or len(text) != count:
        return "".join([chr(letter_of(letters, place)) for place in range(count)])
    asked = {met.start(): letter_of(letters, met.start()) for met in _ODD.finditer(text)}
    if all(ord(text[place]) == code for place, code in asked.items()):
        return text
    return "".join([chr(asked.get(place, ord(one))) for place, one in enumerate(text)])


class Room:
    """The room that PDFium writes its answers to; each reading of a page has its own."""

    def __init__(self) -> None:
        self._floats, self._whole = bytearray(24), bytearray(16)  # which Python reads without a copy
        floats, whole = (_F * 6).from_buffer(self._floats), (ctypes.c_uint * 4).from_buffer(self._whole)
        self._doubles = (_D * 2)()
        self._held = (floats, whole)  # while these are there the room does not move
        self._colours: dict[tuple[int, ...], tuple[tuple[float, float, float], float]] = {}
        self._at = [ctypes.addressof(floats) + 4 * nth for nth in range(4)]
        self._places = [ctypes.addressof(self._doubles) + 8 * nth for nth in range(2)]
        self._marks = [ctypes.addressof(whole) + 4 * nth for nth in range(4)]

    def bounds(self, one: int) -> Box | None:
        """Return the box of an object, in its own coordinates."""
        first, second, third, fourth = self._at
        return _FOUR(self._floats) if _bounds(one, first, second, third, fourth) else None

    def matrix(self, one: int) -> Matrix:
        """Return how an object is moved, scaled and turned."""
        self._floats[:] = bytes(24)
        _matrix(one, self._at[0])
        return _SIX(self._floats)

    def colour(self, paint: Callable[..., int], one: int) -> tuple[tuple[float, float, float], float]:
        """Return what ``paint``, of filling or of strokes, tells of an object, and how strong, up to 1."""
        if not paint(one, *self._marks):
            return (0.0, 0.0, 0.0), 1.0
        told = _WHOLE(self._whole)
        known = self._colours.get(told)
        if known is None:
            red, green, blue, alpha = told
            known = self._colours[told] = (float(red), float(green), float(blue)), alpha / 255
        return known

    def drawn(self, path: int) -> tuple[int, int]:
        """Return by which rule a path is filled, if it is, and whether its line is drawn."""
        self._whole[:] = bytes(16)
        _mode(path, self._marks[0], self._marks[1])
        filled, stroked, _, _ = _WHOLE(self._whole)
        return filled, stroked

    def width(self, path: int) -> float:
        """Return how wide the line of a path is."""
        self._floats[:] = bytes(24)
        _width(path, self._at[0])
        return _FOUR(self._floats)[0]

    def points(self, path: int) -> Iterator[tuple[int, float, float]]:
        """Yield the kind of each segment of a path, and where it ends."""
        across, down = self._at[0], self._at[1]
        for nth in range(segments_of(path)):
            segment = _segment(path, nth)
            _point(segment, across, down)
            x, y = _TWO(self._floats)
            yield _kind(segment), x, y

    def kinds(self, path: int) -> Iterator[int]:
        """Yield the kind of each segment of a path."""
        for nth in range(segments_of(path)):
            yield _kind(_segment(path, nth))

    def clips(self, one: int) -> list[list[tuple[float, float]]]:
        """Return the points of each path that an object is cut to."""
        clip = _clip(one)
        count = _clip_paths(clip)
        if count <= 0:
            return []  # nearly always
        paths = []
        for path in range(count):
            points: list[tuple[float, float]] = []
            for nth in range(_clip_segments(clip, path)):
                _point(_clip_segment(clip, path, nth), self._at[0], self._at[1])
                points.append(_TWO(self._floats))
            paths.append(points)
        return paths

    def type_size(self, one: int) -> float:
        """Return the size of the letters of a text, before it is scaled."""
        self._floats[:] = bytes(24)
        _size(one, self._at[0])
        return _FOUR(self._floats)[0]

    def origin(self, letters: int, place: int) -> tuple[float, float]:
        """Return where a letter's baseline starts."""
        _origin(letters, place, *self._places)
        return self._doubles[0], self._doubles[1]

    def loose(self, letters: int, place: int) -> Box:
        """Return the box of a letter with its own width."""
        _loose(letters, place, self._at[0])
        left, top, right, bottom = _FOUR(self._floats)
        return (left, bottom, right, top)

    def letter_matrix(self, letters: int, place: int) -> Matrix:
        """Return how a letter is moved, scaled and turned."""
        self._floats[:] = bytes(24)
        _letter_matrix(letters, place, self._at[0])
        return _SIX(self._floats)

    def sheet(self, page: int) -> Box:
        """Return the part of a page that is shown."""
        self._floats[:] = bytes(24)
        _sheet(page, self._at[0])
        left, top, right, bottom = _FOUR(self._floats)
        return (left, bottom, right, top)
