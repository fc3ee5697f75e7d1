"""A finished PDF as plain values: objects, streams and pages, within bounds that no briefing meets."""

from __future__ import annotations

import base64
import json
import re
import zlib
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from functools import cached_property
from io import BytesIO
from typing import Any

import pikepdf

from tieout.collecting import give_back
from tieout.frozen import frozen

LARGEST_FILE = 256 * 2**20
LARGEST_STREAM = 64 * 2**20
LARGEST_UNPACKED = 768 * 2**20
MOST_OBJECTS = 3_000_000
MOST_PAGES = 5_000
_BLOCK = 16 * 1024
_FEW = 1_000  # objects in a text

_STREAM = re.compile(rb"stream\r?\n")
_PACKED_TWICE = re.compile(rb"/(?:LZW|ASCIIHex|RunLength|Crypt)Decode|\[\s*/Fl(?:ateDecode)?\s*/")
_AS_TEXT = re.compile(rb"/ASCII85Decode\b|/A85\b")
_HEAD = 512  # in how many bytes before it a stream's dictionary says how it is packed
_PLAIN_FILTERS = ("/FlateDecode", ["/FlateDecode"])
_IN_LETTERS = ["/ASCII85Decode", "/FlateDecode"]


class Unreadable(Exception):
    """A file, or a part of one, that can't be read; its message says why in words."""


@dataclass(frozen=True)
class Objects:
    """The objects of a file: ``values`` by reference ("12 0 R"), as qpdf tells them in JSON.

    A name is text that starts with "/", a string with "u:" or "b:" (in hex), a reference ends with " R".
    ``pages`` are the references of the pages, in order; ``streams`` is what each stream holds, as it is
    packed, and None of one that is broken. Of its ``data`` qpdf makes the ``file``, which takes more memory
    than all the rest, once more where it is asked for.
    """

    data: bytes
    values: dict[str, Any]
    streams: Mapping[str, bytes | None]
    pages: tuple[str, ...]
    root: Mapping[str, Any] = field(default_factory=dict)
    trailer: Mapping[str, Any] = field(default_factory=dict)

    @cached_property
    def file(self) -> pikepdf.Pdf:
        """The file, to copy or to change what it holds."""
        return _file(self.data)

    def at(self, value: Any) -> Any:
        """Return what a value is, or what it refers to; None of a reference to nothing."""
        for _ in range(16):
            if type(value) is not str or value[-2:] != " R" or not value[0].isdigit():
                return value  # as ``is_reference`` has it
            value = self.values[value] if value in self.values else self._lone(value)
        return None

    def mapping(self, value: Any) -> Mapping[str, Any]:
        """Return a dictionary, or an empty one of anything else."""
        if type(value) is dict:
            return value
        found = self.at(value)
        return found if isinstance(found, dict) else {}

    def sequence(self, value: Any) -> Sequence[Any]:
        """Return an array; of nothing an empty one, of anything else one that holds it."""
        if type(value) is list:
            return value
        found = self.at(value)
        if isinstance(found, list):
            return found
        return () if found is None else (value,)

    def text(self, value: Any) -> str:
        """Return the words of a string, a name or a number; "" of anything else."""
        if type(value) is str and value.startswith("u:"):  # nearly always
            return value[2:]
        found = self.at(value)
        if isinstance(found, str):
            return decoded(found)
        return "" if found is None or isinstance(found, (dict, list)) else str(found)

    def numbers(self, value: Any) -> tuple[float, ...]:
        """Return the numbers of an array; what is none is left out."""
        return tuple(float(one) for one in map(self.at, self.sequence(value)) if type(one) in (int, float))

    def stream(self, reference: Any) -> bytes:
        """Return what a stream holds, unpacked; b"" of what is none.

        Raises:
            Unreadable: it is packed in another way than by Flate, is broken, or is too large.
        """
        if type(reference) is not str or reference not in self.streams:
            return b""
        told = self.mapping(reference)
        number, raw = reference.partition(" ")[0], self.streams[reference]
        if raw is None:
            raise Unreadable(f"object {number} is broken")
        packed = self.at(told.get("/Filter"))
        if packed in (None, []):
            return raw
        if packed == _IN_LETTERS:
            raw, packed = _from_text(raw), "/FlateDecode"
        told_how = self.sequence(told.get("/DecodeParms"))
        if packed not in _PLAIN_FILTERS or any(self.at(one) not in (None, {}) for one in told_how):
            raise Unreadable(f"object {number} is packed in a way that is not read here")
        return _unpacked(raw, f"object {number}")

    def tree(self, root: Any, leaf: str) -> Iterator[tuple[Any, Any]]:
        """Yield each key and value of a tree of names or of numbers; ``leaf`` is /Names or /Nums."""
        waiting, met = [root], set()
        while waiting:
            one = waiting.pop()
            if is_reference(one):
                if one in met:
                    continue
                met.add(one)
            held = self.mapping(one)
            entries = self.sequence(held.get(leaf))
            yield from zip(entries[0::2], entries[1::2], strict=False)
            waiting.extend(reversed(self.sequence(held.get("/Kids"))))

    def _lone(self, reference: str) -> Any:
        """Return a number, a truth or a name that stands in an object by itself."""
        number, generation, _ = reference.split()
        found = self.file.get_object(int(number), int(generation))
        told = None
        if isinstance(found, (bool, int)):
            told = found
        elif found is not None and not isinstance(found, pikepdf.Object):
            told = float(found)
        self.values[reference] = told
        return told


def is_reference(value: Any) -> bool:
    """Tell whether a value refers to an object."""
    return isinstance(value, str) and value.endswith(" R") and value[0].isdigit()


def decoded(value: str) -> str:
    """Return the words of a string or a name as qpdf tells it."""
    if value.startswith("u:"):
        return value[2:]
    if value.startswith("b:"):
        return bytes.fromhex(value[2:]).decode("latin-1")
    return value.removeprefix("n:").removeprefix("/")


def opened(data: bytes) -> Objects:
    """Return the objects of a file.

    Raises:
        Unreadable: it is no PDF, is broken or encrypted, or holds more than any briefing does.
    """
    _bounded(data)
    try:
        told = _Told.of(_file(data))
        give_back()  # the file has gone: before any of it is made again as plain values
        return told.objects(data)
    except (pikepdf.PdfError, ValueError, TypeError, RecursionError, RuntimeError) as error:
        raise Unreadable(f"it is broken: {_words(error)}") from None


def _file(data: bytes) -> pikepdf.Pdf:
    try:
        file = pikepdf.open(BytesIO(data), suppress_warnings=True, attempt_recovery=False)
    except pikepdf.PasswordError:
        raise Unreadable("it is encrypted") from None
    except (pikepdf.PdfError, ValueError, OSError, RuntimeError) as error:
        raise Unreadable(f"it is broken: {_words(error)}") from None
    if file.is_encrypted:
        raise Unreadable("it is encrypted")
    return file


@frozen
class _Told:
    """What qpdf tells of a file: its objects in JSON, many in a text, and what each stream holds.

    To ask qpdf for each value by itself takes twenty times as long.
    """

    names: tuple[str, ...]
    texts: list[bytes]
    streams: Mapping[str, bytes | None]
    pages: tuple[str, ...]
    root: bytes
    trailer: bytes

    @classmethod
    def of(cls, file: pikepdf.Pdf) -> _Told:
        """Return what is told of an opened file."""
        names, texts, few = [], [], []
        streams: dict[str, pikepdf.Stream] = {}
        for one in file.objects:
            if not isinstance(one, pikepdf.Object):
                continue
            names.append(_reference(one))
            few.append(one.to_json(dereference=True))
            if len(few) == _FEW:
                texts.append(_listed(few))
                few.clear()
            if isinstance(one, pikepdf.Stream):
                streams[names[-1]] = one
            if len(names) > MOST_OBJECTS:
                raise Unreadable(f"it holds more than {MOST_OBJECTS} objects")
        if len(file.pages) > MOST_PAGES:
            raise Unreadable(f"it has {len(file.pages)} pages")
        pages = tuple(_reference(one.obj) for one in file.pages)
        root, trailer = (one.to_json(dereference=True) for one in (file.Root, file.trailer))
        if damage := file.get_warnings():
            raise Unreadable(f"it is broken: {_words(damage[0])}")
        packed = {name: _packed(one) for name, one in streams.items()}
        return cls(tuple(names), [*texts, _listed(few)], packed, pages, root, trailer)

    def objects(self, data: bytes) -> Objects:
        """Return the objects of the file that ``data`` are, and forget their texts.

        What many of them say is there once.
        """
        once: dict[str, str] = {}
        same = once.setdefault

        def held(pairs: list[tuple[str, Any]]) -> dict[str, Any]:
            return {key: same(one, one) if type(one) is str else one for key, one in pairs}

        told: list[Any] = []
        self.texts.reverse()
        while self.texts:
            told += json.loads(self.texts.pop(), object_pairs_hook=held)
        values = dict(zip(self.names, told, strict=True))
        root, trailer = json.loads(self.root), json.loads(self.trailer)
        return Objects(data, values, self.streams, self.pages, root, trailer)


def _listed(texts: Sequence[bytes]) -> bytes:
    return b"[" + b",".join(texts) + b"]"


def _packed(one: pikepdf.Stream) -> bytes | None:
    try:
        return one.read_raw_bytes()
    except (pikepdf.PdfError, RuntimeError):
        return None


def _reference(one: pikepdf.Object) -> str:
    number, generation = one.objgen
    return f"{number} {generation} R"


def _bounded(data: bytes) -> None:
    """Refuse what is no PDF, or unpacks to more than is read, before any library unpacks it."""
    if b"%PDF-" not in data[:1024]:
        raise Unreadable("it is not a PDF")
    if len(data) > LARGEST_FILE:
        raise Unreadable(f"it is larger than {LARGEST_FILE >> 20} MiB")
    if _PACKED_TWICE.search(data):
        raise Unreadable("it is packed in a way that is not read here")
    total = 0
    for found in _STREAM.finditer(data):
        least = max(0, found.start() - _HEAD)
        head = max(data.rfind(b"obj", least, found.start()), least)
        if _AS_TEXT.search(data, head, found.start()):
            end = data.find(b"~>", found.end(), found.end() + LARGEST_STREAM)
            packed = _from_text(data[found.end() : end]) if end >= 0 else b""
            total += len(packed) + _size(packed, 0)
        else:
            total += _size(data, found.end())
        if total > LARGEST_UNPACKED:
            raise Unreadable(f"it unpacks to more than {LARGEST_UNPACKED >> 20} MiB")


def _from_text(raw: bytes) -> bytes:
    """Return what is written in letters, as a form or a font may be: it is packed within."""
    try:
        return base64.a85decode(raw.partition(b"~>")[0])
    except ValueError:
        return b""


def _size(data: bytes, start: int) -> int:
    """Return how many bytes the packed stream at ``start`` holds; 0 of one that is not packed."""
    head = data[start : start + 2]
    if len(head) < 2 or head[0] & 15 != 8 or int.from_bytes(head) % 31:
        return 0
    unpacking, size = zlib.decompressobj(), 0
    try:
        while start < len(data) and not unpacking.eof:
            size += len(unpacking.decompress(data[start : start + _BLOCK]))
            start += _BLOCK
            if size > LARGEST_STREAM:
                raise Unreadable(f"a stream unpacks to more than {LARGEST_STREAM >> 20} MiB")
    except zlib.error:
        return size
    return size


def _unpacked(raw: bytes, name: str) -> bytes:
    unpacking = zlib.decompressobj()
    try:
        made = unpacking.decompress(raw, LARGEST_STREAM)
    except zlib.error:
        raise Unreadable(f"{name} is broken") from None
    if unpacking.unconsumed_tail:
        raise Unreadable(f"{name} unpacks to more than {LARGEST_STREAM >> 20} MiB")
    return made


def _words(error: object) -> str:
    """Return what a library says of a file, without the name it gave the file."""
    words = re.sub(r"^stream:?\s*|<[^>]*>:?\s*|\s*\((?:object|offset) [^)]*\):?", "", str(error))
    return words.strip(" :")[:200]
