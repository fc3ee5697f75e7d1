"""Comparison tables: which rows are contradicted, which columns are numbers, and how those line up."""

from __future__ import annotations

import re
from collections.abc import Iterable
from fractions import Fraction
from functools import lru_cache
from html import escape, unescape

from markupsafe import Markup

from tieout.formats.markup import Setting, inline
from tieout.frozen import frozen
from tieout.model import Exhibit, Prose
from tieout.quantities.saying import house_of
from tieout.quantities.saying.house import House

ABSENT = "not stated"

_DISPUTED = re.compile(r'<span class="status" data-status="disputed">')
_MARKED = re.compile(r'(?P<text>.*?)(?P<mark>(?:<sup class="cites"[^>]*></sup>)?)', re.DOTALL)
_WORKED = re.compile(r'<a class="worked"[^>]*>(?P<square>[^<]*)</a>')
_TAG = re.compile(r"<[^>]+>")
_VALUE = re.compile(r'<data class="fact"[^>]* value="(?P<value>[^"]*)">')
_EXACT = re.compile(r"-?\d+(?:/\d+)?")
_YEAR = re.compile(r"(?:19|20)\d\d")


@frozen
class Cell:
    """A cell as a page prints it; ``kind`` is its classes: "num", "absent", both or none."""

    html: Markup
    kind: str


@frozen
class Row:
    """A row of a table: its cells, and whether one of them says that what it tells of is disputed."""

    cells: tuple[Cell, ...]
    contradicted: bool


@frozen
class _Number:
    """A number in a cell: its digits behind the point, what stands after them, and what it counts.

    ``printed`` is its unit and scale as printed. ``counted`` is the unit of its fact where the digits
    printed are those of the fact's own number, so that only a plural can make two words of it; else empty.
    """

    decimals: str
    after: str
    printed: tuple[str, str]
    counted: str

    def is_in_unit_of(self, other: _Number) -> bool:
        return self.printed == other.printed or bool(self.counted and self.counted == other.counted)


def rows(exhibit: Exhibit, of: Setting) -> tuple[Row, ...]:
    """Return the rows of a table, each cell set.

    A column of one unit, number under number, is set right, with its decimal points below each other: what
    stands behind a point, and the marks, take the same room in each of its cells.
    """
    aligned = {column: _aligned(exhibit, column, of) for column in range(len(exhibit.columns))}
    made = []
    for place, row in enumerate(exhibit.rows):
        cells = []
        for column, cell in enumerate(row):
            numeric = bool(aligned[column])
            kind = f"{'absent ' * is_absent(cell)}{'num' * numeric}".strip()
            html = aligned[column].get(place) or inline(cell.html, of, tied=True)
            cells.append(Cell(Markup(html), kind))
        made.append(Row(tuple(cells), any(_DISPUTED.search(cell.html) for cell in row)))
    return tuple(made)


def is_absent(cell: Prose) -> bool:
    """Return whether a cell says that nothing is stated."""
    return cell.words.strip() == ABSENT


def is_numeric(exhibit: Exhibit, column: int, of: Setting) -> bool:
    """Return whether every stated cell of a column is one number, hedged or not, all in one unit."""
    return bool(_numbers(exhibit, column, of))


# --- what a cell says ----------------------------------------------------------------------------


def _numbers(exhibit: Exhibit, column: int, of: Setting) -> dict[int, _Number]:
    """Return the number of each cell of a column that states one, by row; none if they do not line up."""
    stated = {place: row[column] for place, row in enumerate(exhibit.rows) if not is_absent(row[column])}
    house = house_of(of.page.desk.vocabulary.language)
    read = {place: _number(cell, house) for place, cell in stated.items()}
    numbers = {place: one for place, one in read.items() if one}
    if column == 0 or len(numbers) < len(read):
        return {}
    if all(_YEAR.fullmatch(cell.words.strip()) for cell in stated.values()):
        return {}
    first = next(iter(numbers.values()), None)
    return numbers if first and all(one.is_in_unit_of(first) for one in numbers.values()) else {}


@lru_cache(maxsize=4)
def _said(house: House) -> re.Pattern[str]:
    """Return how a number is said: hedge, sign, currency, digits, what it counts, what is said of it."""
    bounds = "|".join(re.escape(one) for one in (house.or_more, house.or_less))
    remarks = "|".join(re.escape(one) for one in (house.reported[1], *house.moods.values()))
    return re.compile(
        r"(?P<hedge>(?:[A-Z]?[a-zß-öø-ÿœ’]+[ \u00a0])*)(?P<sign>[\u2212-]?)"
        r"(?P<before>[A-Z]{0,3}[^\w\s,.]?\u00a0?)"
        rf"(?P<whole>\d[\d{re.escape(house.group)}]*)(?:{re.escape(house.point)}(?P<decimals>\d+))?"
        rf"(?P<unit>[^\d,]*?)(?P<said>(?: (?:{bounds}))?(?:, (?:{remarks}))*)"
    )


def _number(cell: Prose, house: House) -> _Number | None:
    read = _said(house).fullmatch(cell.words.strip())
    values = _VALUE.findall(cell.html)
    if not read or len(values) > 1:
        return None
    size, _, unit = unescape(values[0]).partition(" ") if values else ("", "", "")
    digits = f"{read['sign']}{read['whole']}".replace(house.group, "").replace("\u2212", "-")
    decimals = f"{house.point}{read['decimals']}" if read["decimals"] else ""
    size = size.lstrip("~<>=")
    own = _EXACT.fullmatch(size) and Fraction(size) == Fraction(digits + decimals.replace(house.point, "."))
    return _Number(decimals, read["unit"] + read["said"], (read["before"], read["unit"]), unit if own else "")


# --- how a column lines up -----------------------------------------------------------------------


def _aligned(exhibit: Exhibit, column: int, of: Setting) -> dict[int, str]:
    """Return the cells of a column that lines up, by row, each with the room that it lacks."""
    numbers = _numbers(exhibit, column, of)
    parts = {place: _parted(exhibit.rows[place][column], of) for place in numbers}
    points = _widest(one.decimals for one in numbers.values())
    after = _widest(one.after for one in numbers.values())
    squares = _widest(square for _, _, square, _ in parts.values())
    marks = {place: figures for place, (*_, figures) in parts.items()}
    made = {}
    for place, (text, mark, square, figures) in parts.items():
        own = numbers[place]
        pad = _room("pad", points[len(own.decimals) :] + after[len(own.after) :])
        left, right = squares[len(square) :], _lacking(figures, marks.values())
        made[place] = f"{text}{pad}{_room('room', left, right, mark)}"
    return made


def _room(kind: str, left: str, right: str = "", mark: str = "") -> str:
    """Return room as wide as the texts ``left`` and ``right`` would be, with a mark between them.

    The style sheets set these texts unseen: no list of widths has an end at which a column would slip.
    """
    rooms = f' data-left="{escape(left)}"' * bool(left) + f' data-right="{escape(right)}"' * bool(right)
    return f'<span class="{kind}"{rooms}>{mark}</span>' if rooms or mark else ""


def _parted(cell: Prose, of: Setting) -> tuple[str, str, str, str]:
    """Return a cell's number and its marks, set, then the marks' square and their figures as text."""
    parts = _MARKED.fullmatch(cell.html)
    assert parts is not None
    mark = inline(parts["mark"], of)
    square = _WORKED.search(mark)
    figures = _TAG.sub("", _WORKED.sub("", mark))
    return inline(parts["text"], of), mark, square["square"] if square else "", figures


def _widest(texts: Iterable[str]) -> str:
    return max(texts, key=len, default="")


def _lacking(figures: str, others: Iterable[str]) -> str:
    """Return the digits and commas that ``figures`` has less of than the most in ``others``."""
    most = list(others)
    commas = max(one.count(",") for one in most) - figures.count(",")
    digits = max(len(one) - one.count(",") for one in most) - len(figures) + figures.count(",")
    return "0" * digits + "," * commas
