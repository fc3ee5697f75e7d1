"""Comparison tables: which rows are contradicted, which columns are numbers, and how those line up."""

from __future__ import annotations

import re
from dataclasses import dataclass

from markupsafe import Markup

from tieout.formats.markup import Setting, inline
from tieout.model import Exhibit, Prose

ABSENT = "not stated"

_DISPUTED = re.compile(r'<span class="status" data-status="disputed">')
_MARKED = re.compile(r'(?P<text>.*?)(?P<mark>(?:<sup class="cites"[^>]*></sup>)?)', re.DOTALL)
_TAG = re.compile(r"<[^>]+>")
_NUMBER = re.compile(
    r"(?P<hedge>(?:[a-z]+[ \u00a0])*)(?P<before>[^\w\s,.]{0,2})"
    r"(?P<whole>\d[\d,]*)(?:\.(?P<decimals>\d+))?(?P<after>[^\d,]{0,24})"
)
_YEAR = re.compile(r"(?:19|20)\d\d")


@dataclass(frozen=True, slots=True)
class Cell:
    """A cell as a page prints it; ``kind`` is its classes: "num", "absent", both or none."""

    html: Markup
    kind: str


@dataclass(frozen=True, slots=True)
class Row:
    """A row of a table: its cells, and whether one of them says that what it tells of is disputed."""

    cells: tuple[Cell, ...]
    contradicted: bool


def rows(exhibit: Exhibit, of: Setting) -> tuple[Row, ...]:
    """Return the rows of a table, each cell set.

    A column of one unit, number under number, is set right, with its decimal points below each other: what
    stands behind a point, and the marks, take the same room in each of its cells.
    """
    numeric = frozenset(column for column in range(len(exhibit.columns)) if is_numeric(exhibit, column))
    marks = {column: max(_mark_length(row[column], of) for row in exhibit.rows) for column in numeric}
    places = {column: max(_decimals(row[column]) for row in exhibit.rows) for column in numeric}
    made = []
    for row in exhibit.rows:
        cells = []
        for column, cell in enumerate(row):
            kind = f"{'absent ' * is_absent(cell)}{'num' * (column in numeric)}".strip()
            aligned = column in numeric and not is_absent(cell)
            set_cell = _aligned(cell, places[column], marks[column], of) if aligned else _plain(cell, of)
            cells.append(Cell(Markup(set_cell), kind))
        made.append(Row(tuple(cells), any(_DISPUTED.search(cell.html) for cell in row)))
    return tuple(made)


def is_absent(cell: Prose) -> bool:
    """Return whether a cell says that nothing is stated."""
    return cell.words.strip() == ABSENT


def is_numeric(exhibit: Exhibit, column: int) -> bool:
    """Return whether every stated cell of a column is one number, hedged or not, all in one unit."""
    stated = [row[column].words.strip() for row in exhibit.rows if not is_absent(row[column])]
    read = [_NUMBER.fullmatch(words) for words in stated]
    if column == 0 or not stated or not all(read) or all(map(_YEAR.fullmatch, stated)):
        return False
    units = {(one["before"], one["after"].removesuffix("s")) for one in read if one}
    return len(units) == 1


def _plain(cell: Prose, of: Setting) -> str:
    return inline(cell.html, of, tied=True)


def _aligned(cell: Prose, places: int, marks: int, of: Setting) -> str:
    parts = _MARKED.fullmatch(cell.html)
    assert parts is not None
    number = inline(parts["text"], of)
    pad = _pad(_decimals(cell), places)
    room = f' data-wide="{marks}"' * bool(marks) + f' data-pad="{pad}"' * bool(pad)
    return f'{number}<span class="room"{room}>{inline(parts["mark"], of)}</span>' if room else number


def _pad(decimals: int, places: int) -> str:
    """Return what a number lacks behind its point, in digits; a point counts for half of one."""
    lacking = places - decimals
    return f"{lacking}{'-5' if places and not decimals else ''}" if lacking else ""


def _decimals(cell: Prose) -> int:
    read = _NUMBER.fullmatch(cell.words.strip())
    return len(read["decimals"] or "") if read else 0


def _mark_length(cell: Prose, of: Setting) -> int:
    parts = _MARKED.fullmatch(cell.html)
    return len(_TAG.sub("", inline(parts["mark"], of))) if parts and parts["mark"] else 0

