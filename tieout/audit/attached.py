"""The data that a file carries, or that lies beside it: whole, as its manifest says, and of one mind."""

from __future__ import annotations

import csv
import hashlib
import io
import json
from collections.abc import Iterator, Mapping
from typing import Any

from tieout.audit.record import Record, plain
from tieout.quantities.dates import read_date

FACTS = "facts.json"
MANIFEST = "manifest.json"
_MANIFEST_SCHEMA = "tieout-manifest/1"


def record_of(data: bytes) -> Record:
    """Return a file's record.

    Raises:
        ValueError: the bytes are no facts.json of a schema that is known.
    """
    try:
        held = json.loads(data)
    except (UnicodeDecodeError, json.JSONDecodeError, RecursionError) as wrong:
        raise ValueError(f"it is no JSON: {wrong}") from wrong
    return Record(held)


def undigested(manifest: bytes, files: Mapping[str, bytes], every: bool) -> Iterator[tuple[str, str]]:
    """Yield the name of each file that is not as its manifest says, and what is so.

    ``files`` are those that are there, by the names that the manifest gives them. Where they are ``every``
    one, none may be missing, and none may be there that the manifest does not name.
    """
    try:
        held = json.loads(manifest)
        artefacts = {str(name): (one["bytes"], one["sha256"]) for name, one in held["artefacts"].items()}
    except (UnicodeDecodeError, json.JSONDecodeError, RecursionError, AttributeError, KeyError, TypeError):
        yield MANIFEST, "it is no manifest"
        return
    if held.get("schema") != _MANIFEST_SCHEMA:
        yield MANIFEST, f"its schema is not {_MANIFEST_SCHEMA}"
        return
    for name, (size, digest) in sorted(artefacts.items()):
        if name not in files:
            if every:
                yield name, f"{MANIFEST} tells of it, and it is not there"
        elif len(files[name]) != size or hashlib.sha256(files[name]).hexdigest() != digest:
            yield name, f"it is not the file that {MANIFEST} tells of: its SHA-256 is another"
    for name in sorted(files.keys() - artefacts.keys() - {MANIFEST}) if every else ():
        yield name, f"{MANIFEST} does not tell of it"
    if every and "artefacts_sha256" in held:
        lines = "".join(f"{digest}  {name}\n" for name, (_, digest) in sorted(artefacts.items()))
        if hashlib.sha256(lines.encode()).hexdigest() != held["artefacts_sha256"]:
            yield MANIFEST, "its `artefacts_sha256` is not that of the digests it lists"


def disagreeing(files: Mapping[str, bytes], record: Record) -> Iterator[tuple[str, str]]:
    """Yield the name of each table of data that says other than the record, and what it says.

    ``files`` are by their names without a folder: ``facts.csv``, ``sources.json``, ``exhibit-ID.csv``.
    """
    for name, data in sorted(files.items()):
        try:
            if name == "facts.csv":
                found = _facts_table(_rows(data), record)
            elif name == "sources.json":
                found = _sources(json.loads(data), record)
            elif name.startswith("exhibit-") and name.endswith(".csv"):
                exhibit = record.exhibits.get(name.removeprefix("exhibit-").removesuffix(".csv"))
                found = _exhibit(_rows(data), exhibit, record) if exhibit else iter(("it is of no exhibit",))
            else:
                continue
            yield from ((name, message) for message in found)
        except (UnicodeDecodeError, ValueError, KeyError, TypeError, csv.Error, RecursionError) as wrong:
            yield name, f"it can't be read: {wrong}"


def _rows(data: bytes) -> list[dict[str, str]]:
    return list(csv.DictReader(io.StringIO(data.decode("utf-8"), newline="")))


def _same(cell: str, words: str) -> bool:
    """Return whether a cell holds ``words``; one that a spreadsheet would take for a formula has a mark."""
    return plain(cell.removeprefix("'")) == plain(words.removeprefix("'"))


def _facts_table(rows: list[dict[str, str]], record: Record) -> Iterator[str]:
    met = set()
    for row in rows:
        address, account = row["id"], row["account"]
        met.add(address)
        told = record.facts.told(address, account)
        if told is None:
            yield f"`{address}` is not in {FACTS}"
            continue
        right = told.words.get("sentence", "")
        if not _same(row["words"], right):
            yield f"`{address}` is `{row['words']}` here, and `{plain(right)}` in {FACTS}"
        if row["source"]:
            quotes = [(one["source"], one["quote"]) for one in record.fact(address).get("evidence", ())]
            if not any(source == row["source"] and _same(row["quote"], quote) for source, quote in quotes):
                yield f"`{address}` has other words of `{row['source']}` here than in {FACTS}"
        value = record.fact(address).get("value", {}) if not account else {}
        for end in ("low", "high"):
            exact = value.get(end)
            if exact and "/" not in exact and row[end] != exact:
                yield f"`{address}` has `{row[end]}` as its {end} end here, and `{exact}` in {FACTS}"
    for address in record.addresses:
        if address not in met:
            yield f"`{address}` of {FACTS} is not here"


def _sources(held: Any, record: Record) -> Iterator[str]:
    if not isinstance(held, list):
        raise ValueError("it is no list")
    for one in held:
        source = record.sources.get(one["id"])
        if source is None:
            yield f"`{one['id']}` is not in {FACTS}"
            continue
        for here, there in (("title", "title"), ("publisher", "publisher"), ("URL", "url")):
            if one.get(here, "") != source.get(there, ""):
                yield f"the {there} of `{one['id']}` is another than in {FACTS}"
        issued = one.get("issued") or {"date-parts": [[]]}
        if issued["date-parts"] != [_parts(source.get("issued", ""))]:
            yield f"`{one['id']}` is issued on another day than in {FACTS}"
    missing = set(record.numbered.values()) - {one["id"] for one in held}
    yield from (f"`{name}` of {FACTS} is not here" for name in sorted(missing))


def _parts(iso: str) -> list[int]:
    """Return the year, month and day of a date, as far as it has them."""
    date = read_date(iso) if iso else None
    return [one for one in (date.year, date.month, date.day) if one] if date else []


def _exhibit(rows: list[dict[str, str]], exhibit: Mapping[str, Any], record: Record) -> Iterator[str]:
    if not rows or "fact" not in rows[0]:
        return  # a table's own cells, which are on the page
    marks = [
        (plain(one["row"]), plain(one["words"]), one["fact"], one.get("account", ""))
        for one in exhibit["marks"]
    ]
    there = [
        (
            plain(row["row"].removeprefix("'")),
            plain(row["words"].removeprefix("'")),
            row["fact"],
            row["account"],
        )
        for row in rows
    ]
    for one, other in zip(marks, there, strict=False):
        if one != other:
            yield f"`{other[0]}` is `{other[1]}` here, and `{one[0]}` is `{one[1]}` in {FACTS}"
    if len(marks) != len(there):
        yield f"it has {len(there)} rows, and {FACTS} has {len(marks)} marks"
    for row in rows:
        value = record.value(row["fact"], row["account"]) if row["fact"] in record else None
        held = record.fact(row["fact"]).get("value", {}) if not row["account"] and value is not None else {}
        for end in ("low", "high"):
            exact = held.get(end)
            if exact and "/" not in exact and row[end] != exact:
                yield f"`{row['row']}` has `{row[end]}` as its {end} end here, and `{exact}` in {FACTS}"
