"""What a finished file says, as its readers give it: passages of bound pieces, and where they stand."""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping
from dataclasses import field
from enum import StrEnum
from pathlib import PurePosixPath
from types import MappingProxyType
from typing import NamedTuple

from tieout.frozen import frozen

Box = tuple[float, float, float, float]
"""A page: left, bottom, right, top, in points from its lower left. A drawing: left, top, right, bottom."""

NOTHING: Mapping[str, str] = MappingProxyType({})

SAID = ("class", "fact", "account", "source", "claim", "facts", "tally", "because", "status")
"""What an element of HTML or SVG says of itself, each in the attribute ``data-`` and its name."""

BOUND = "\U000f0000"
"""What stands for each letter of words that are bound, where numbers are looked for in all the others."""

TECHNICAL = frozenset(
    {"viewport", "theme-color", "color-scheme", "referrer", "robots", "charset", "generator"}
)
"""Metadata that tells programs how to show a file, or what made it, and a reader nothing."""

RUNS = re.compile(r"\s*(?:javascript|data|vbscript)\s*:", re.IGNORECASE)
"""How an address begins that runs a script, or holds what can't be read."""

_PANEL, _ENTRY = "p-", "e-"
_ENDINGS = (".html", ".htm", ".pdf", ".svg")


def panel_of(address: str) -> str:
    """Return the id of the panel in which a web page has the evidence of an address."""
    return f"{_PANEL}{address.replace('@', '--')}"


def address_in(aim: str) -> str:
    """Return the address that a panel, or an entry of a PDF's annex, is of; "" of any other id.

    The id of a panel has two hyphens before a period; of an address that has some itself it tells another.
    """
    if aim.startswith(_PANEL):
        return aim.removeprefix(_PANEL).replace("--", "@")
    return aim.removeprefix(_ENTRY) if aim.startswith(_ENTRY) else ""


def is_finished(name: str) -> bool:
    """Return whether a file of that name is one that is audited."""
    return PurePosixPath(name).suffix.lower() in _ENDINGS


class Role(StrEnum):
    """What a passage is to its reader."""

    TEXT = "text"
    ALT = "alt text"
    TITLE = "title"
    METADATA = "metadata"
    BOOKMARK = "bookmark"
    LINK = "link text"
    LABEL = "chart label"
    RUNNING = "running head or foot"
    ATTACHMENT = "attachment"


@frozen
class Spot:
    """Where something stands: ``page`` (from 1) and ``box`` of a PDF, ``selector`` and ``line`` of HTML.

    ``selector`` is a CSS selector that finds the element; of a drawing ``box`` is in its own units.
    """

    page: int = 0
    box: Box | None = None
    selector: str = ""
    line: int = 0

    @property
    def told(self) -> str:
        """The place in words: "page 3 at 72 340 110 352", "line 48, `#shift > p:nth-of-type(2)`"."""
        at = "" if self.box is None else f" at {' '.join(f'{one:.0f}' for one in self.box)}"
        page = f"page {self.page}{at}" if self.page else at.strip()
        line = f"line {self.line}" if self.line else ""
        selector = f"`{self.selector}`" if self.selector else ""
        return ", ".join(one for one in (page, line, selector) if one)


def nowhere() -> Spot:
    """Return the place of what has none within its file."""
    return Spot()


class Piece(NamedTuple):
    """A run of text under one binding, or under none.

    ``says`` are the properties of docs/pdf.md: class, fact, account, source, claim, facts, tally, because,
    run. ``aim`` is what a click on it leads to: the id of an element or of a destination, without "#"; of a
    web page's number the id of its panel. ``where`` is asked only of what is wrong.
    """

    words: str
    says: Mapping[str, str] = NOTHING
    aim: str = ""
    where: Callable[[], Spot] = nowhere

    @property
    def kind(self) -> str:
        """The class, or "" of what is bound to nothing."""
        return self.says.get("class", "")


@frozen
class Passage:
    """A block that is read at once: its pieces in reading order, whose words joined are all its text.

    ``within`` are the ids of what it stands in, by ``section``, ``exhibit``, ``entry`` (an address: of the
    annex, or of a panel), ``source`` (the id of an element of the source list, "s4"), ``part``.
    """

    pieces: tuple[Piece, ...]
    role: Role = Role.TEXT
    within: Mapping[str, str] = field(default_factory=lambda: NOTHING)

    @property
    def words(self) -> str:
        """All its text."""
        return "".join(one.words for one in self.pieces)


@frozen
class Finished:
    """A file as read: its passages, the files attached to it by name, and where its ids are.

    ``aims`` holds every id or destination of the file, with the page it is on (0 of a web page). ``pages``
    are the labels of a PDF's pages in order. ``faults`` are what can't be read, as messages with a place.
    """

    passages: tuple[Passage, ...]
    attached: Mapping[str, bytes] = field(default_factory=dict)
    aims: Mapping[str, int] = field(default_factory=dict)
    pages: tuple[str, ...] = ()
    faults: tuple[tuple[Spot, str], ...] = ()
