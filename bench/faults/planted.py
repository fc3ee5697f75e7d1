"""What a planted fault is: its kind, what was there and what is there now, where, and how it is put there."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from enum import StrEnum

Box = tuple[float, float, float, float]
Files = Mapping[str, bytes]
"""Finished files by their path in the folder of the draft; content files by their path in the repository."""


class Ground(StrEnum):
    """In what a fault is planted."""

    PAGE = "HTML"
    PAPER = "PDF"
    DRAWING = "SVG"
    DATA = "data files"
    CONTENT = "content"


@dataclass(frozen=True, slots=True)
class Place:
    """Where a fault stands: of text ``line`` (from 1) and ``span`` (characters), of a PDF ``page`` (from 1).

    ``lines`` are the first and the last of the record or the statement that the fault is in: where two things
    of one record contradict each other, either may be the one that is pointed at.
    ``box`` is in points from the lower left of that page, or in the units of a drawing from its upper left.
    ``span`` is of the altered file. ``page`` 0 is a PDF's own data: its attachments, metadata and bookmarks.
    ``name`` is an attachment, or what else the place is called there. ``shown`` are words that name the place
    in a message: those that were there, and those that are.
    """

    file: str
    line: int = 0
    lines: tuple[int, int] = (0, 0)
    span: tuple[int, int] = (0, 0)
    page: int = 0
    box: Box | None = None
    name: str = ""
    shown: tuple[str, ...] = ()

    @property
    def told(self) -> str:
        """The place in words."""
        page = f", page {self.page}" if self.page else ""
        line = f":{self.line}" if self.line else ""
        box = f" at {' '.join(f'{one:.0f}' for one in self.box)}" if self.box else ""
        return f"{self.file}{line}{page}{box}" + (f", {self.name}" if self.name else "")


@dataclass(frozen=True, slots=True)
class Splice:
    """``new`` in place of the characters ``start`` to ``end`` of a file of text."""

    start: int
    end: int
    new: str


@dataclass(frozen=True, slots=True)
class Planted:
    """A fault of a ``kind``: ``before`` was in ``file``, ``after`` is there now, at any of ``places``.

    ``make`` gives the file's bytes with the fault in them, from those without it. ``where`` is in what part
    of the file, as a reader names it. ``beyond`` says why nothing in the repository contradicts it: no
    check can tell it from the truth; empty where something does.
    """

    kind: str
    ground: Ground
    file: str
    before: str
    after: str
    places: tuple[Place, ...]
    make: Callable[[bytes], bytes] = field(compare=False)
    where: str = ""
    beyond: str = ""

    def __str__(self) -> str:
        return f"{self.kind}, {self.places[0].told}: {self.before!r} to {self.after!r}"

    def planted(self, files: Files) -> dict[str, bytes]:
        """Return the files with the fault in them."""
        return {**files, self.file: self.make(files[self.file])}


@dataclass(frozen=True, slots=True)
class Spliced:
    """A file of text in UTF-8 with other text in places that do not overlap."""

    splices: tuple[Splice, ...]

    def __call__(self, before: bytes) -> bytes:
        """Return ``before`` with each splice made."""
        text, after, at = before.decode("utf-8"), [], 0
        for one in sorted(self.splices, key=lambda one: one.start):
            after += [text[at : one.start], one.new]
            at = one.end
        return "".join([*after, text[at:]]).encode()

    def moved(self, span: tuple[int, int]) -> tuple[int, int]:
        """Return where the splice that was at ``span`` ends up, in the altered text."""
        shift = sum(len(one.new) - (one.end - one.start) for one in self.splices if one.end <= span[0])
        own = next((one for one in self.splices if (one.start, one.end) == span), None)
        return span[0] + shift, (span[0] + len(own.new) if own else span[1]) + shift


@dataclass(frozen=True, slots=True)
class Found:
    """What a tool says of a planted fault: whether anything, whether of the right place, and what."""

    caught: bool
    placed: bool
    said: str = ""
