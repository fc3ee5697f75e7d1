"""The tables of data beside facts.json, worked out from it anew, and what in them is otherwise."""

from __future__ import annotations

import csv
import io
from collections.abc import Iterator, Mapping, Sequence
from fractions import Fraction
from itertools import zip_longest
from typing import Any

from tieout.audit.record import Record, plain
from tieout.model import SourceKind
from tieout.quantities.dates import read_date

FACTS = "facts.json"
FACTS_TABLE = "facts.csv"
SOURCES = "sources.json"
NAMES = (FACTS_TABLE, SOURCES)
"""The tables that every record has, beside one for each exhibit."""

_DIGITS = 12  # that a fraction is cut to in a table
_SHOWN = 80  # characters of a cell in a message
_OF_FACTS = (
    "id", "statement", "words", "low", "low_closed", "high", "high_closed", "unit", "hedge", "as_of", "kind",
    "status", "reported", "formula", "source", "locator", "quote", "stance", "vouched", "account",
)  # fmt: skip
_OF_MARKS = (
    "row", "words", "measure", "low", "high", "unit", "hedge", "kind", "status", "reported", "fact", "account"
)  # fmt: skip
_CSL_TYPE = {
    SourceKind.PRIMARY_FILING: "report",
    SourceKind.PRESS_RELEASE: "webpage",
    SourceKind.COMPANY_BLOG: "post-weblog",
    SourceKind.PAPER: "article-journal",
    SourceKind.SPECIFICATION: "standard",
    SourceKind.BENCHMARK: "dataset",
    SourceKind.NEWS: "article-newspaper",
    SourceKind.ANALYSIS: "report",
    SourceKind.AGGREGATOR: "webpage",
    SourceKind.DOCUMENT: "document",
}

Row = Sequence[str]


def names(record: Record) -> tuple[str, ...]:
    """Return the names of all tables that a record has."""
    return (*NAMES, *(f"exhibit-{one}.csv" for one in record.exhibits))


def rows(data: bytes) -> list[list[str]]:
    """Return the cells of a CSV file, its heads first.

    Raises:
        UnicodeDecodeError, csv.Error: it is no CSV in UTF-8.
    """
    return list(csv.reader(io.StringIO(data.decode("utf-8"), newline=""), strict=True))


# --- facts.csv -----------------------------------------------------------------------------------


def of_facts(table: Sequence[Row], record: Record) -> Iterator[str]:
    """Yield what a facts.csv says other than the record; of one fact its rows are in their order."""
    if not table or tuple(table[0]) != _OF_FACTS:
        yield f"its columns are not those of {FACTS_TABLE}"
        return
    there: dict[str, list[Row]] = {}
    for nth, row in enumerate(table[1:], 2):
        if len(row) != len(_OF_FACTS):
            yield f"row {nth} has {len(row)} cells, and there are {len(_OF_FACTS)} columns"
        elif row[0] not in record:
            yield f"`{_cut(row[0])}` is not in {FACTS}"
        else:
            there.setdefault(row[0], []).append(row)
    for address in record.addresses:
        should, does = _fact_rows(address, record), there.get(address, [])
        if not does:
            yield f"`{address}` of {FACTS} is not here"
        elif len(should) != len(does):
            yield f"`{address}` has {len(does)} rows here, and by {FACTS} {len(should)}"
        for row, right in zip(does, should, strict=False):
            for name, cell, words in zip(_OF_FACTS, row, right, strict=True):
                yield from _other(f"`{name}` of `{address}`", cell, words)


def _fact_rows(address: str, record: Record) -> list[Row]:
    fact = record.fact(address)
    if "formula" in fact and fact.get("accounts"):
        return [
            (*_head(address, fact, one), "", "", "", "", "", str(one["name"])) for one in fact["accounts"]
        ]
    head = _head(address, fact, fact)
    passages = [
        (
            *head,
            one["source"],
            one.get("locator", ""),
            one["quote"],
            one["stance"],
            one["vouched"].get("on", ""),
            "",
        )
        for one in fact.get("evidence", ())
    ]
    return passages or [(*head, "", "", "", "", "", "")]


def _head(address: str, fact: Mapping[str, Any], said: Mapping[str, Any]) -> Row:
    """Return the cells that all rows of a number share; ``said`` is the fact, or one side of it."""
    value = said.get("value", {})
    return (
        address,
        fact["statement"],
        said.get("words", fact["words"])["sentence"],
        _decimal(value.get("low"), up=False),
        _whether(value.get("low_closed")),
        _decimal(value.get("high"), up=True),
        _whether(value.get("high_closed")),
        value.get("unit", ""),
        value.get("hedge", ""),
        fact.get("as_of", ""),
        fact["kind"],
        fact["status"],
        _whether(said["reported"]),
        fact.get("formula", ""),
    )


# --- exhibit-ID.csv ------------------------------------------------------------------------------


def of_exhibit(table: Sequence[Row], exhibit: Mapping[str, Any], record: Record) -> Iterator[str]:
    """Yield what the table of a chart, or of a table of cells, says other than the record."""
    if "drawing" in exhibit:
        should: list[Row] = [_OF_MARKS, *(_mark_row(one, record) for one in exhibit["marks"])]
    elif "cells" in exhibit:
        should = [exhibit["cells"]["columns"], *exhibit["cells"]["rows"]]
    else:
        yield f"{FACTS} has neither its drawing nor its cells"
        return
    heads = should[0]
    if not table or [_safe(one) for one in heads] != list(table[0]):
        yield f"its columns are not those that {FACTS} has"
        return
    if len(table) != len(should):
        yield f"it has {len(table) - 1} rows, and {FACTS} has {len(should) - 1}"
    for nth, (row, right) in enumerate(zip(table[1:], should[1:], strict=False), 1):
        if len(row) != len(right):
            yield f"row {nth} has {len(row)} cells, and by {FACTS} {len(right)}"
            continue
        for name, cell, words in zip_longest(heads, row, right, fillvalue=""):
            yield from _other(f"`{_cut(name)}` of row {nth}", cell, words)


def _mark_row(mark: Mapping[str, Any], record: Record) -> Row:
    fact, account = record.fact(mark["fact"]), mark.get("account", "")
    sides = (one for one in fact.get("accounts", ()) if one["name"] == account)
    drawn = next(sides, {}) if account else fact
    value = drawn.get("value", {})
    return (
        mark["row"],
        mark["words"],
        fact.get("statement", ""),
        _decimal(value.get("low"), up=False) or value.get("date", ""),
        _decimal(value.get("high"), up=True),
        value.get("unit", ""),
        value.get("hedge", ""),
        fact.get("kind", ""),
        fact.get("status", ""),
        _whether(drawn.get("reported")),
        mark["fact"],
        account,
    )


# --- sources.json --------------------------------------------------------------------------------


def of_sources(held: Any, record: Record) -> Iterator[str]:
    """Yield what a list of sources says other than the record, in the order of their numbers."""
    if not isinstance(held, list) or not all(isinstance(one, dict) for one in held):
        yield "it is no list of sources"
        return
    should = [record.numbered[number] for number in sorted(record.numbered)]
    does = [str(one.get("id", "")) for one in held]
    yield from (f"`{_cut(one)}` is not in the list of {FACTS}" for one in does if one not in should)
    yield from (f"`{one}` of {FACTS} is not here" for one in should if one not in does)
    if sorted(does) == sorted(should) and does != should:
        yield f"its sources are not in the order of {FACTS}"
    if len(set(does)) != len(does):
        yield "it has a source twice"
    for name, item in zip(does, held, strict=True):
        if name not in should:
            continue
        right = _item(name, record.sources[name])
        if "language" not in right:  # which facts.json did not always have
            item = {key: value for key, value in item.items() if key != "language"}
        for key in sorted(right.keys() | item.keys()):
            if right.get(key) != item.get(key):
                yield f"the {_cut(key)} of `{name}` is another than in {FACTS}"


def _item(name: str, source: Mapping[str, Any]) -> dict[str, Any]:
    """Return a source as a CSL-JSON item."""
    fields = {
        "id": name,
        "type": _CSL_TYPE[SourceKind(source["kind"])],
        "title": source["title"],
        "publisher": source["publisher"],
        "author": [{"literal": source["author"]}] if "author" in source else None,
        "issued": _parts(source.get("issued", "")),
        "accessed": _parts(source.get("accessed", "")),
        "URL": source.get("url"),
        "language": source.get("language"),
        "genre": source["kind"],
        "note": source.get("note"),
    }
    return {key: value for key, value in fields.items() if value is not None}


def _parts(iso: str) -> dict[str, Any] | None:
    """Return the year, month and day of a date, as far as it has them."""
    date = read_date(iso) if iso else None
    return {"date-parts": [[one for one in (date.year, date.month, date.day) if one]]} if date else None


# --- cells ---------------------------------------------------------------------------------------


def _other(what: str, cell: str, words: str) -> Iterator[str]:
    if cell != _safe(words):
        yield f"{what} is `{_cut(cell)}` here, and `{_cut(words)}` in {FACTS}"


def _cut(text: str) -> str:
    whole = plain(text)
    return whole if len(whole) <= _SHOWN else f"{whole[: _SHOWN - 1]}…"


def _whether(held: bool | None) -> str:
    return "" if held is None else str(held).lower()


def _safe(words: str) -> str:
    """Return words as a cell has them: one that a spreadsheet would run begins with an apostrophe."""
    cell = words.replace("\u00a0", " ")
    runs = cell.startswith(("=", "+", "@", "\t", "\r")) or (cell.startswith("-") and not cell[1:2].isdigit())
    return f"'{cell}" if runs else cell


def _decimal(exact: str | None, *, up: bool) -> str:
    """Return an exact number as a table has it: a fraction as a decimal that is rounded outward."""
    if exact is None or "/" not in exact:
        return exact or ""
    value = Fraction(exact)
    whole = len(str(abs(value.numerator) // value.denominator))
    places = max(_DIGITS - whole, 0)
    above, below = value.numerator * 10**places, value.denominator
    cut = -(-above // below) if up else above // below
    digits = str(abs(cut)).rjust(places + 1, "0")
    head, tail = (digits[:-places], digits[-places:].rstrip("0")) if places else (digits, "")
    return ("-" if cut < 0 else "") + (f"{head}.{tail}" if tail else head)
