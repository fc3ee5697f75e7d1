"""The table of a briefing's editions: rows from YAML or CSV, each an id and what fills the parameters."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field

from tieout import records, yamltree
from tieout.diagnostics import Diagnostic, Place, Severity, error, nearest
from tieout.frozen import frozen
from tieout.model import EditionRow, Editions
from tieout.yamltree import Node, Scalar, Sequence

MOST_ROWS = 2000
MOST_COLUMNS = 100
MOST_CHARACTERS = 200
TAKEN = frozenset({"charts", "data", "fonts", "aux", "con", "nul", "prn"})
"""Names that no edition's folder may have: the main edition's own, and those that Windows keeps."""

_DEVICE = re.compile(r"(?:com|lpt)[0-9]")
PARAMETER = re.compile(r"\{([a-z][a-z0-9_]*)\}")
"""A parameter as an address, or another text in quotation marks, names it."""

_MARKS = frozenset(" -–—'’‘.,:;&()/+!?°·")
_CELL = re.compile(r'[ \t]*(?:"((?:[^"]|"")*)"[ \t]*(?=[,\n]|\Z)|([^,\n]*))')


@frozen
class Table:
    """A table as read, in ``path``: rows by column, each cell knowing its place.

    ``head`` names the columns that all rows have; it is None of rows that each name their own.
    """

    path: str
    rows: tuple[yamltree.Mapping, ...]
    problems: tuple[Diagnostic, ...] = ()
    head: Mapping[str, Scalar] | None = None


def of_yaml(root: Node | None, path: str) -> Table:
    """Return the rows of a list of mappings; what is no such row is told, and left out."""
    at = yamltree.place(root, path) if root is not None else Place(path)
    if not isinstance(root, Sequence):
        mend = "write each as `- {place: oslo, name: Oslo}`"
        return Table(path, (), (error("table-is-read", at, "the table should be a list of rows", help=mend),))
    if len(root.items) > MOST_ROWS:
        there = yamltree.place(root.items[MOST_ROWS] or root, path)
        return Table(path, (), (_too_long(len(root.items), there),))
    rows, problems = [], []
    for number, row in enumerate(root.items, 1):
        if isinstance(row, yamltree.Mapping):
            rows.append(row)
        else:
            there = yamltree.place(row, path) if row is not None else at
            said = f"row {number} of the table should be a mapping, parameter to value"
            problems.append(error("table-is-read", there, said))
    return Table(path, tuple(rows), tuple(problems))


def of_csv(words: str, path: str) -> Table:
    """Return the rows of comma-separated values, the first line naming their columns.

    A cell in quotation marks holds commas and line ends, and two marks for one. Spaces around a cell are left
    out, and so are empty lines. A row with another count of cells than the head is told, and left out.
    """
    lines = _Cells(words, path).lines()
    problems: list[Diagnostic] = []
    try:
        found = [line for line in lines if any(cell.text for cell in line)]
    except _Unread as unread:
        return Table(path, (), (unread.diagnostic,))
    if not found:
        said = "the table is empty"
        return Table(path, (), (error("table-is-read", Place(path), said, help="name its columns first"),))
    head, *body = found
    if len(body) > MOST_ROWS:
        return Table(path, (), (_too_long(len(body), yamltree.place(body[MOST_ROWS][0], path)),))
    if len(head) > MOST_COLUMNS:
        said = f"the table has {len(head):,} columns, more than the {MOST_COLUMNS} we take"
        at = yamltree.place(head[MOST_COLUMNS], path)
        return Table(path, (), (error("table-is-read", at, said, help="delete what is no parameter"),))
    names: dict[str, Scalar] = {}
    for cell in head:
        if cell.text in names:
            said = f"the table has two columns `{cell.text}`" if cell.text else "two columns have no name"
            problems.append(error("table-is-read", yamltree.place(cell, path), said, help="delete one"))
        names.setdefault(cell.text, cell)
    if problems:
        return Table(path, (), tuple(problems))
    rows = []
    for line in body:
        if len(line) != len(head):
            have, want = _counted(len(line), "cell"), _counted(len(head), "column")
            mend = "put a text with a comma in quotation marks" if len(line) > len(head) else None
            said = f"the row has {have}, and the table {want}"
            problems.append(error("table-is-read", yamltree.place(line[0], path), said, help=mend))
            continue
        values = {name: cell if cell.text else None for name, cell in zip(names, line, strict=True)}
        keys = dict(zip(names, line, strict=True))
        rows.append(yamltree.Mapping(values, keys, line[0].line, line[0].column, line[0].width))
    return Table(path, tuple(rows), tuple(problems), names)


def _too_long(count: int, at: Place) -> Diagnostic:
    said = f"the table has {count:,} rows, more than the {MOST_ROWS:,} we take"
    return error("table-is-read", at, said, help="make two briefings of it")


class _Unread(Exception):
    def __init__(self, diagnostic: Diagnostic) -> None:
        super().__init__(diagnostic.message)
        self.diagnostic = diagnostic


@dataclass(slots=True)
class _Cells:
    """Comma-separated values on their way to cells that know their place."""

    words: str
    path: str

    def lines(self) -> Iterator[list[Scalar]]:
        """Yield the cells of each line.

        Raises:
            _Unread: a quotation mark is not closed, or something stands behind one that is.
        """
        words = self.words
        at, line, start = 0, 1, 0  # ``start`` is where the current line of the file begins
        row: list[Scalar] = []
        while at <= len(words):
            cell = _CELL.match(words, at)
            quoted, plain = cell[1], cell[2]
            column = at + len(cell[0]) - len(cell[0].lstrip(" \t")) - start + 1
            if quoted is None and '"' in plain.lstrip()[:1]:
                said = "a quotation mark is not closed, or something stands behind the closing one"
                mend = 'write two marks for one inside a cell: ""'
                at_mark = Place(self.path, line, column)
                raise _Unread(error("table-is-read", at_mark, said, help=mend))
            text = quoted.replace('""', '"') if quoted is not None else plain.strip()
            row.append(Scalar(" ".join(text.split()), line, column, max(len(cell[0].strip()), 1)))
            breaks = cell[0].count("\n")
            if breaks:
                line, start = line + breaks, at + cell[0].rfind("\n") + 1
            at = cell.end()
            if at >= len(words) or words[at] == "\n":
                yield row
                row, line, start = [], line + 1, at + 1
            at += 1


def read(record: records.EditionsRecord, node: yamltree.Mapping, path: str, table: Table) -> _Read:
    """Return the editions that a briefing's ``editions:`` describe, and all that is wrong with them.

    ``node`` is what ``record`` was read from, in ``path``. A row that is wrong is left out; where none is
    right, or what all rows share is wrong, there are no editions.
    """
    return _Reading(record, node, path, table).read()


_Read = tuple[Editions | None, list[Diagnostic]]


@dataclass
class _Reading:
    record: records.EditionsRecord
    node: yamltree.Mapping
    path: str
    table: Table
    problems: list[Diagnostic] = field(default_factory=list)

    def read(self) -> _Read:
        self.problems += self.table.problems
        head = [*self._shared(), *self._columns()]
        self.problems += head
        rows = {} if head else self._rows()
        if not rows:
            if not self.problems:
                at = yamltree.place(self.node.values["table"], self.path)
                self.problems.append(error("table-is-read", at, "the table has no rows", help="add a row"))
            return None, self.problems
        main = self._main(rows)
        at = yamltree.place(self.node, self.path)
        return Editions(at, tuple(self.record.parameters), rows, main), self.problems

    def _shared(self) -> Iterator[Diagnostic]:
        """Yield what is wrong with the parameters, and with the pattern of the ids."""
        seen: set[str] = set()
        for item in self.node.values["parameters"].items:
            if item.text in seen:
                said = f"the parameter `{item.text}` is listed twice"
                yield error("id-is-stated-once", yamltree.place(item, self.path), said, help="delete one")
            seen.add(item.text)
        at = yamltree.place(self.node.values["id"], self.path)
        named = PARAMETER.findall(self.record.id)
        for name in dict.fromkeys(named):
            if name not in seen:
                yield self._unknown(name, at)
        if not named:
            said = "`id` of `editions` names no parameter, so that all editions have one id"
            yield error("names-exist", at, said, help=f'write "{{{self.record.parameters[0]}}}"')

    def _unknown(self, name: str, at: Place) -> Diagnostic:
        near = nearest(name, self.record.parameters)
        mend = f"did you mean `{near}`?" if near else f"add it to `parameters` in {self.path}"
        return error("names-exist", at, f"there is no parameter `{name}`", help=mend)

    def _columns(self) -> Iterator[Diagnostic]:
        """Yield what is wrong with the columns that all rows have."""
        head = self.table.head
        if head is None:
            return
        unknown = [name for name in head if name not in self.record.parameters]
        missing = [name for name in self.record.parameters if name not in head]
        for name in unknown:
            near = nearest(name, missing)
            if near:
                missing.remove(near)
            mend = f"did you mean `{near}`?" if near else "add it to `parameters`, or delete the column"
            said = f"the column `{name}` is no parameter"
            yield error("keys-are-known", yamltree.place(head[name], self.table.path), said, help=mend)
        for name in missing:
            said = f"the table has no column `{name}`"
            at = yamltree.place(next(iter(head.values())), self.table.path)
            yield error("record-is-whole", at, said, help="add the column, or take it off `parameters`")

    def _rows(self) -> dict[str, EditionRow]:
        made: dict[str, EditionRow] = {}
        for number, node in enumerate(self.table.rows, 1):
            row = self._row(number, node)
            if row is None:
                continue
            if first := made.get(row.id):
                said = f"the edition `{row.id}` is listed twice"
                related = ((first.at, "first listed here"),)
                mend = "delete one of the two, or tell them apart in `id`"
                self.problems.append(
                    Diagnostic(row.at, Severity.ERROR, "id-is-stated-once", said, (), mend, related)
                )
            else:
                made[row.id] = row
        return made

    def _row(self, number: int, node: yamltree.Mapping) -> EditionRow | None:
        path, known = self.table.path, self.record.parameters
        at, found = yamltree.place(node, path), []
        unknown = [name for name in node.values if name not in known]
        missing = [name for name in known if not _has_words(node.values.get(name))]
        for name in unknown:
            near = nearest(name, missing)
            if near:
                missing.remove(near)
            mend = f"did you mean `{near}`?" if near else "add it to `parameters`, or delete it"
            there = yamltree.place(node.keys[name], path)
            found.append(error("keys-are-known", there, f"`{name}` is no parameter", help=mend))
        for name in missing:
            there = yamltree.place(node.keys[name], path) if name in node.keys else at
            is_odd = not isinstance(node.values.get(name), Scalar | None)
            said = f"`{name}` of row {number} {'should be text' if is_odd else 'is empty'}"
            said = said if name in node.keys else f"row {number} has no `{name}`"
            found.append(error("record-is-whole", there, said))
        for name in known:
            cell = node.values.get(name)
            if _has_words(cell):
                found += unfit(name, cell, path)
        if not found:
            values = {name: " ".join(node.values[name].text.split()) for name in known}
            id = filled(self.record.id, values)
            first = node.values[PARAMETER.findall(self.record.id)[0]]
            there = yamltree.place(first, path)
            found = records.plain_id(id, there) or _taken(id, there)
            if not found:
                return EditionRow(id, there, values)
        self.problems += found
        return None

    def _main(self, rows: Mapping[str, EditionRow]) -> str:
        """Return the id of the main edition; of one that has been reported as wrong, that of the first."""
        main = self.record.main
        if main in rows:
            return main
        if main is not None and not self.problems:
            near = nearest(main, rows)
            mend = f"did you mean `{near}`?" if near else "name one of the table, or leave `main` out"
            at = yamltree.place(self.node.values["main"], self.path)
            self.problems.append(error("names-exist", at, f"there is no edition `{main}`", help=mend))
        return next(iter(rows))


def filled(pattern: str, values: Mapping[str, str]) -> str:
    """Return ``pattern`` with each ``{parameter}`` that ``values`` hold in its place, all at once."""
    return PARAMETER.sub(lambda met: values.get(met[1], met[0]), pattern)


def unfit(name: str, cell: Scalar, path: str) -> list[Diagnostic]:
    """Return what is wrong with a value as the words of a text: at most one error.

    Nothing that Markdown or an expression would obey may stand in it.
    """
    at = yamltree.place(cell, path)
    if len(cell.text) > MOST_CHARACTERS:
        said = f"`{name}` has {len(cell.text):,} characters, more than the {MOST_CHARACTERS} we take"
        return [error("parameter-is-plain", at, said, help="keep what is long in a text")]
    odd = next((one for one in cell.text if not _is_plain(one)), None)
    if odd is None and (cell.text[0].isalnum() or cell.text[0] in "(’'"):
        return []
    odd = odd or cell.text[0]
    shown = f"`{odd}`" if odd.isprintable() and odd != "`" else f"U+{ord(odd):04X}"
    where = "" if not _is_plain(odd) else " at its head"
    note = "a parameter is letters and digits, with spaces and common marks between them"
    said = f"`{name}` holds the character {shown}{where}"
    return [error("parameter-is-plain", at, said, note, help="take it out")]


def _has_words(cell: yamltree.Node | None) -> bool:
    return isinstance(cell, Scalar) and bool(cell.text.strip())


def _is_plain(character: str) -> bool:
    return character in _MARKS or unicodedata.category(character)[0] in "LMN"


def _taken(id: str, at: Place) -> list[Diagnostic]:
    if id in TAKEN or _DEVICE.fullmatch(id):
        said = f"an edition cannot be named `{id}`: that folder has another use"
        return [error("id-is-plain", at, said, help="name it otherwise")]
    return []


def _counted(count: int, what: str) -> str:
    return f"{count} {what}" if count == 1 else f"{count} {what}s"
