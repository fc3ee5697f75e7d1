"""The shape of records: what editors are told, and what a person is told."""

from __future__ import annotations

import json
import re
from functools import cache
from pathlib import Path
from typing import Any

import pytest

from tieout import records, yamltree
from tieout.yamltree import Mapping, Scalar, Sequence

ROOT = Path(__file__).parent.parent


@cache
def schemas() -> dict[str, Any]:
    """Return the schema of each kind of file, by its name."""
    return {name: json.loads(words) for name, words in records.schemas().items()}


def resolved(node: Any) -> Any:
    """Return a tree as an editor sees it: by YAML 1.2's core rules, numbers and booleans are no text."""
    if isinstance(node, Mapping):
        return {key: resolved(value) for key, value in node.values.items()}
    if isinstance(node, Sequence):
        return [resolved(item) for item in node.items]
    if isinstance(node, Scalar) and not node.origins:  # origins: quoted, or of many lines
        if node.text in ("true", "false"):
            return node.text == "true"
        if re.fullmatch(r"[-+]?(\.[0-9]+|[0-9]+(\.[0-9]*)?)([eE][-+]?[0-9]+)?", node.text):
            return float(node.text)
    return node.text if isinstance(node, Scalar) else None


_OF_OBJECTS = {"required", "properties", "additionalProperties"}
_OF_OBJECTS |= {"propertyNames", "dependentRequired", "minProperties"}
_TYPES = {
    "object": dict,
    "array": list,
    "string": str,
    "number": (int, float),
    "boolean": bool,
    "null": type(None),
}


def fits(value: Any, schema: Any, root: Any) -> bool:
    """Return whether ``value`` is valid by the JSON Schema keywords we use; any other keyword fails."""
    if isinstance(schema, bool):
        return schema

    def one(keyword: str, asked: Any) -> bool:
        if keyword in ("$schema", "$defs", "title", "description", "default", "examples"):
            return True
        if keyword == "$ref":
            return fits(value, root["$defs"][asked.removeprefix("#/$defs/")], root)
        if keyword == "type":
            names = asked if isinstance(asked, list) else [asked]
            return any(isinstance(value, _TYPES[name]) for name in names)
        if keyword in ("enum", "const"):
            return value in (asked if keyword == "enum" else [asked])
        if keyword in ("allOf", "anyOf", "oneOf"):
            right = sum(fits(value, each, root) for each in asked)
            return {"allOf": right == len(asked), "anyOf": right > 0, "oneOf": right == 1}[keyword]
        if keyword == "if":
            return not fits(value, asked, root) or fits(value, schema["then"], root)
        if keyword == "then":
            return True
        if keyword == "pattern":
            return not isinstance(value, str) or re.search(asked, value) is not None
        if keyword in _OF_OBJECTS:
            if not isinstance(value, dict):
                return True
            known = schema.get("properties", {})
            return {
                "required": lambda: all(key in value for key in asked),
                "properties": lambda: all(
                    fits(value[key], each, root) for key, each in asked.items() if key in value
                ),
                "additionalProperties": lambda: all(
                    fits(each, asked, root) for key, each in value.items() if key not in known
                ),
                "propertyNames": lambda: all(fits(key, asked, root) for key in value),
                "dependentRequired": lambda: all(
                    set(keys) <= value.keys() for key, keys in asked.items() if key in value
                ),
                "minProperties": lambda: len(value) >= asked,
            }[keyword]()
        if keyword in ("items", "minItems", "maxItems"):
            if not isinstance(value, list):
                return True
            if keyword == "items":
                return all(fits(each, asked, root) for each in value)
            return len(value) >= asked if keyword == "minItems" else len(value) <= asked
        raise AssertionError(f"no such keyword: {keyword}")

    return all(one(keyword, asked) for keyword, asked in schema.items())


def accepted(kind: str, words: str) -> bool:
    """Return whether the schema of ``kind`` accepts a file of ``words``."""
    node, problems = yamltree.parse(words, "f")
    assert not problems
    schema = schemas()[f"{kind}.schema.json"]
    return fits(resolved(node), schema, schema)


def test_schemas_on_disk_are_current():
    """``schema/`` holds what ``python -m tieout.records schema`` writes, and nothing else."""
    written = {one.name: one.read_text("utf-8") for one in (ROOT / "schema").iterdir()}
    assert written == records.schemas()


def test_every_key_says_what_it_is_for():
    """Each key of each record has a description, which is what an editor shows on hover."""
    kinds = [
        one for one in vars(records).values() if isinstance(one, type) and issubclass(one, records.Record)
    ]
    assert len(kinds) > 12
    for kind in kinds:
        told = kind.model_json_schema(by_alias=False)["properties"]
        for key in kind.model_fields:
            assert told[key]["description"], f"{kind.__name__}.{key}"


def test_content_names_its_schema_and_fits_it():
    """Each YAML file of our own content begins with the schema it is to be read by, and is accepted by it."""
    files = sorted(one for one in (ROOT / "content").rglob("*.yaml") if "releases" not in one.parts)
    for file in files:
        first = file.read_text("utf-8").split("\n", 1)[0]
        named = re.fullmatch(r"# yaml-language-server: \$schema=(\S+)", first)
        assert named, f"{file}: {first}"
        schema = (file.parent / named.group(1)).resolve()
        kind = (
            file.parent.name if file.parent.name in ("sources", "facts", "derived", "claims") else file.stem
        )
        assert schema == (ROOT / "schema" / f"{kind}.schema.json").resolve(), file
        assert accepted(kind, file.read_text("utf-8")), file


FACT = "a: {statement: x, value: 24 customers, evidence: [{source: s, quote: q}]}"


@pytest.mark.parametrize(
    ("kind", "words"),
    [
        ("facts", FACT),
        ("facts", ""),
        (
            "facts",
            "a: {statement: 9, value: 20, as_of: 2026, evidence: [{source: s, quote: 12.5, locator: 3}]}",
        ),
        (
            "facts",
            "2024-x: {statement: true, points: {2024: 1}, evidence: [{source: s, quote: no, period: 2024}]}",
        ),
        (
            "facts",
            "a: {statement: s, says: y, kind: forecast, by: b, made: 26, evidence: [{source: s, quote: q}]}",
        ),
        ("facts", "a: {statement: x, value: 1, kind: assumption, because: b}"),
        (
            "sources",
            "s: {title: 1984, publisher: p, kind: news, seen: in-full, accessed: 2026-11-23, issued: 2026}",
        ),
        ("sources", "s: {title: t, publisher: p, kind: news, seen: not-seen}"),
        ("derived", "d: {statement: x, formula: a / b, where: {a: f, b: g@2025}, unit: million USD/MW}"),
        ("claims", "c: {source: s, quote: q, judged_by: [{fact: f, stance: refines, note: n}], record: r}"),
        ("exhibits", "e: {table: {columns: [a, 2], rows: [[1, x]]}, title: t}"),
        ("exhibits", "e: {chart: c, title: t, alt: a, width: full}"),
        (
            "briefing",
            "{title: t, subject: s, version: 1.10, issued: 2026, standfirst: f, sections: [a, {file: b}]}",
        ),
        ("changes", "[{version: 1.0, issued: 2026-01-02, changes: [x]}]"),
        ("desk", "{name: d, nouns: {customer: customers}, names: [WSE-3, 10.11]}"),
        ("waivers", "[]"),
    ],
)
def test_schema_accepts_what_a_person_writes(kind: str, words: str):
    """Numbers, years and truths without quotation marks are as welcome to an editor as to the build."""
    assert accepted(kind, words)


@pytest.mark.parametrize(
    ("kind", "words"),
    [
        ("facts", FACT.replace("value", "valu")),
        ("facts", FACT.replace("statement: x, ", "")),
        ("facts", FACT.replace("value: 24 customers", "value: 1, says: y")),
        ("facts", FACT.replace("value: 24 customers, ", "")),
        ("facts", FACT.replace("value", "kind: forecast, value")),
        ("facts", FACT.replace("value", "kind: assumption, because: b, value")),
        ("facts", FACT.replace("quote: q", "quote: q, stance: support")),
        ("facts", FACT.replace("quote: q", "quote: [q]")),
        ("facts", FACT.replace("a:", "A_b:", 1)),
        ("facts", "a: {statement: x, value: 1}"),
        ("sources", "s: {title: t, publisher: p, kind: news, seen: in-full}"),
        ("sources", "s: {title: t, publisher: p, kind: news, seen: in-full, accessed: 2026, url: www.x.org}"),
        ("derived", "d: {statement: x, formula: a}"),
        ("derived", "d: {statement: x, formula: A, where: {A: f}}"),
        ("exhibits", "e: {chart: c, title: t}"),
        ("exhibits", "e: {chart: ../c, title: t, alt: a}"),
        ("exhibits", "e: {title: t}"),
        ("briefing", "{title: t, subject: s, version: 1.0, issued: 2026-01-02, standfirst: f, sections: []}"),
        ("waivers", "[{check: c, on: o, because: b}]"),
    ],
)
def test_schema_refuses_what_the_build_refuses(kind: str, words: str):
    """What would be an error of the build is already underlined in the editor."""
    assert not accepted(kind, words)
