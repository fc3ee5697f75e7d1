"""The shape of each record a person writes: one definition for validation and for editors' schemas."""

from __future__ import annotations

import ast
import inspect
import json
import re
import sys
from collections.abc import Callable, Iterator, Mapping
from functools import cache
from itertools import pairwise
from pathlib import Path
from textwrap import dedent
from typing import Annotated, Any, ClassVar, Literal, TypeVar

from pydantic import (
    BaseModel,
    ConfigDict,
    Discriminator,
    Field,
    StringConstraints,
    Tag,
    TypeAdapter,
    ValidationError,
    WithJsonSchema,
)
from pydantic_core import ErrorDetails

from tieout import yamltree
from tieout.diagnostics import Diagnostic, Place, error, nearest
from tieout.model import FactKind, Seen, SourceKind, Stance
from tieout.quantities.saying import LANGUAGES
from tieout.yamltree import Node, Scalar

ID = r"^[a-z0-9][a-z0-9-]*$"
PRINTED = f"^({'|'.join(LANGUAGES)})$"
STEM = r"^[a-z0-9][a-z0-9_-]*$"

# Content is read as text, but an editor's YAML reads 2026 as a number and true as a boolean.
_SCALAR = {"type": ["string", "number", "boolean"]}
_FILLED = StringConstraints(strip_whitespace=True, min_length=1)
Words = Annotated[str, _FILLED, WithJsonSchema(_SCALAR)]
Id = Annotated[
    str, StringConstraints(pattern=ID), WithJsonSchema({"type": ["string", "number"], "pattern": ID})
]
FORMATS = ("html", "pdf", "data")
"""The formats that a briefing may name; ``tieout.formats`` makes them."""

Format = Annotated[
    str,
    StringConstraints(pattern=f"^({'|'.join(FORMATS)})$"),
    WithJsonSchema({"enum": list(FORMATS)}),
]
Stem = Annotated[str, StringConstraints(pattern=STEM), WithJsonSchema({"type": "string", "pattern": STEM})]
DateWords = Annotated[
    str,
    _FILLED,
    WithJsonSchema({"type": ["string", "number"], "examples": ["2026", "2026-Q1", "2026-04", "2026-04-17"]}),
]
Version = Annotated[
    str,
    StringConstraints(pattern=r"^[0-9][0-9A-Za-z+-]*(\.[0-9A-Za-z+-]+)*$", max_length=40),
    WithJsonSchema({"type": ["string", "number"], "pattern": r"^[0-9][0-9A-Za-z+-]*(\.[0-9A-Za-z+-]+)*$"}),
]
Language = Annotated[
    str,
    StringConstraints(pattern=r"^[a-z]{2,3}(-[A-Za-z0-9]+)*$"),
    WithJsonSchema({"type": ["string", "boolean"], "examples": ["en", "en-GB", "zh-Hans"]}),
]
Printed = Annotated[str, StringConstraints(pattern=PRINTED), WithJsonSchema({"enum": list(LANGUAGES)})]
Address = Annotated[str, StringConstraints(pattern=r"^(https?://|doi:)\S+$")]


def _shape(schema: dict[str, Any], kind: type[Record]) -> None:
    """Write what ``Record`` says between keys into the JSON Schema of ``kind``."""
    schema.pop("title", None)
    for name, words in _described(kind).items():
        schema["properties"][name].setdefault("description", words)
    if kind.ONE_OF:
        schema["oneOf"] = [{"required": [key]} for key in kind.ONE_OF]

    def chosen(choice: tuple[str, str]) -> dict[str, Any]:
        key, word = choice
        return {"properties": {key: {"const": word}}, "required": [key]}

    rules = [{"if": chosen(one), "then": {"required": [*keys]}} for one, keys in kind.NEEDS.items()]
    rules += [
        {"if": chosen(one), "then": {"properties": dict.fromkeys(keys, False)}}
        for one, keys in kind.NEVER.items()
    ]
    rules += [{"anyOf": [{"required": [*keys]}, chosen(one)]} for one, keys in kind.UNLESS.items()]
    if rules:
        schema["allOf"] = rules
    if kind.WITH:
        schema["dependentRequired"] = {key: list(needed) for key, needed in kind.WITH.items()}


def _described(kind: type[Record]) -> Mapping[str, str]:
    """Return what stands beneath each key of ``kind``; pydantic would look it up at every start."""
    (body,) = ast.parse(dedent(inspect.getsource(kind))).body
    parts = body.body if isinstance(body, ast.ClassDef) else []
    return {
        one.target.id: inspect.cleandoc(beneath.value.value)
        for one, beneath in pairwise(parts)
        if isinstance(one, ast.AnnAssign)
        and isinstance(one.target, ast.Name)
        and one.target.id in kind.model_fields
        and isinstance(beneath, ast.Expr)
        and isinstance(beneath.value, ast.Constant)
        and isinstance(beneath.value.value, str)
    }


class Record(BaseModel):
    """What a person states in one mapping. No key but those listed is allowed.

    ``ONE_OF``: exactly one of these keys is given. ``NEEDS``: a key with this word needs these keys.
    ``NEVER``: a key with this word rules these keys out.
    ``UNLESS``: these keys are needed, unless a key has this word. ``WITH``: a key needs these keys.
    """

    model_config = ConfigDict(
        extra="forbid",
        frozen=True,
        json_schema_extra=_shape,
        use_enum_values=False,
    )
    NAME: ClassVar[str] = "a record"
    ONE_OF: ClassVar[tuple[str, ...]] = ()
    NEEDS: ClassVar[Mapping[tuple[str, str], tuple[str, ...]]] = {}
    NEVER: ClassVar[Mapping[tuple[str, str], tuple[str, ...]]] = {}
    UNLESS: ClassVar[Mapping[tuple[str, str], tuple[str, ...]]] = {}
    WITH: ClassVar[Mapping[str, tuple[str, ...]]] = {}


class SourceRecord(Record):
    """A published work."""

    NAME = "a source"
    UNLESS = {("seen", "not-seen"): ("accessed",)}

    title: Words
    """The title as printed on the work"""
    publisher: Words
    """Who published it"""
    kind: SourceKind
    """What sort of work it is; filings, releases, a party's blog, papers and measurements are first-hand"""
    seen: Seen
    """How much of it we have read; `not-seen` is for a work known only through others, and is no evidence"""
    accessed: DateWords | None = None
    """The day it was read"""
    issued: DateWords | None = None
    """When it was published, as precisely as is known; left out, it prints "undated\""""
    author: Words | None = None
    """Who wrote it"""
    url: Address | None = None
    """Where it can be read: http, https or doi"""
    language: Language = "en"
    """The language it is written in"""
    relays: list[Id] = []
    """The sources whose reporting it repeats; origins are counted through these"""
    note: Words | None = None
    """What a reader should know of it"""


class ReadingRecord(Record):
    """What a person reads in a quote that the grammar cannot read."""

    NAME = "a reading"

    value: Words
    """What the quote says, as `value` of a fact is written: 20 racks"""
    because: Words
    """Why it says that: a score is twenty"""


class EvidenceRecord(Record):
    """The quoted passage of a source."""

    NAME = "a piece of evidence"

    source: Id
    """The id of the source quoted"""
    quote: Words
    """The shortest words that carry the fact, exactly as they stand in the source"""
    stance: Stance = Stance.SUPPORTS
    """What it does to the fact"""
    locator: Words | None = None
    """Where in the source: a page, a table, a heading"""
    set_aside: Words | None = None
    """Why it does not count; it is still shown"""
    note: Words | None = None
    """What one needs to judge it, and why its words differ from the fact"""
    prefix: Words | None = None
    """The words just before the quote, where it stands in the source more than once"""
    suffix: Words | None = None
    """The words just after the quote, where it stands in the source more than once"""
    period: DateWords | None = None
    """In a series: the period it speaks of, as written under `points`"""
    gloss: Words | None = None
    """Our translation of the quote"""
    relays: list[Id] | None = None
    """The sources this passage repeats, where not those of the whole work; `[]` where it repeats none"""
    reading: ReadingRecord | None = None
    """What the quote says where the grammar cannot read it, and why; it is counted, and listed for readers"""


class FactRecord(Record):
    """A quantity, a date, a statement in words or a series that sources state."""

    NAME = "a fact"
    ONE_OF = ("value", "says", "points")
    NEEDS = {
        ("kind", "forecast"): ("by", "made"),
        ("kind", "opinion"): ("by",),
        ("kind", "assumption"): ("because",),
    }
    NEVER = {("kind", "assumption"): ("evidence",)}
    UNLESS = {("kind", "assumption"): ("evidence",)}

    statement: Words
    """What is counted or said, for a reader"""
    value: Words | None = None
    """Hedge, number and unit, or a date, as a person would write it: more than 20 billion USD"""
    says: Words | None = None
    """A statement in words, which the quotes carry"""
    points: Annotated[dict[DateWords, Words], Field(min_length=1)] | None = None
    """A series: period to value; each piece of evidence then names its `period`"""
    as_of: DateWords | None = None
    """The day or period it holds for"""
    kind: FactKind = FactKind.STATED
    """In what mood it is stated"""
    by: Words | None = None
    """Whose forecast, estimate or opinion it is"""
    made: DateWords | None = None
    """When the forecast or estimate was made"""
    because: Words | None = None
    """Why we assume it"""
    evidence: Annotated[list[EvidenceRecord], Field(min_length=1)] | None = None
    """The passages that prove, refine or contradict it"""


ROLE = r"^[a-z][a-z0-9_]*$"
Roles = Annotated[
    dict[Annotated[str, StringConstraints(pattern=ROLE)], Words],
    Field(min_length=1),
    WithJsonSchema(
        {
            "type": "object",
            "propertyNames": {"pattern": ROLE},
            "additionalProperties": _SCALAR,
            "minProperties": 1,
        }
    ),
]


class DerivationRecord(Record):
    """A number we calculate."""

    NAME = "a derived number"

    statement: Words
    """What the number is, for a reader"""
    formula: Words
    """A formula over roles: + - * / ( ) sum min max share growth cagr ratio difference per mix log days"""
    where: Roles
    """Role to the fact, the point of a series (id@2025), the series or the derived number that fills it"""
    unit: Words | None = None
    """The unit it is printed in: million USD/MW"""
    note: Words | None = None
    """What one needs to judge it: why it sets beside each other what is of different times"""


class JudgementRecord(Record):
    """A fact that judges a claim."""

    NAME = "a judgement"

    fact: Words
    """The id of the fact, or the point of a series (id@2025)"""
    stance: Stance = Stance.SUPPORTS
    """What the fact does to the claim"""
    note: Words | None = None
    """What the fact adds, or why the stance is not the one the numbers give"""


class ClaimRecord(Record):
    """A sentence of the document under review."""

    NAME = "a claim"

    source: Id
    """The id of the document under review"""
    quote: Words
    """Its words, exactly as they stand"""
    judged_by: list[JudgementRecord] = []
    """The facts that judge it"""
    record: Words
    """What the record shows, as prose"""
    locator: Words | None = None
    """Where in the document"""
    prefix: Words | None = None
    """The words just before the quote, where it stands there more than once"""
    suffix: Words | None = None
    """The words just after the quote, where it stands there more than once"""
    note: Words | None = None
    """What one needs to judge it"""


class TableRecord(Record):
    """A comparison table."""

    NAME = "a table"

    columns: Annotated[list[Words], Field(min_length=1)]
    """The heads of the columns, as prose"""
    rows: Annotated[list[list[Words]], Field(min_length=1)]
    """Each row's cells, as prose, one a column"""


class ExhibitRecord(Record):
    """A numbered chart or table."""

    NAME = "an exhibit"
    ONE_OF = ("chart", "table")
    WITH = {"chart": ("alt",)}

    title: Words
    """The finding, as prose"""
    chart: Stem | None = None
    """The chart script: `deal_growth` is charts/deal_growth.py"""
    table: TableRecord | None = None
    """Columns and rows"""
    subtitle: Words | None = None
    """What is shown, in which unit, as prose"""
    note: Words | None = None
    """What one needs to read it, as prose"""
    width: Annotated[
        str, StringConstraints(pattern="^(body|full)$"), WithJsonSchema({"enum": ["body", "full"]})
    ] = "body"
    """body (the text's width) or full (the page's)"""
    alt: Words | None = None
    """The finding for those who do not see it; the values are added by the engine"""


class BriefRecord(Record):
    """One finding of the cover's In brief."""

    NAME = "a finding"

    title: Words
    """The finding in a few words, as prose"""
    text: Words
    """The finding in a sentence or two, as prose"""


class SectionRecord(Record):
    """A section of the briefing."""

    NAME = "a section"

    file: Stem
    """The Markdown file beside briefing.yaml, without `.md`"""
    short: Words | None = None
    """Its name in the contents row"""
    begins: Literal["page"] | None = None
    """`page`: in the PDF it begins on a page of its own, as a chapter does"""


SectionItem = Annotated[
    Annotated[Stem, Tag("[stem]")] | Annotated[SectionRecord, Tag("[record]")],
    Discriminator(lambda item: "[record]" if isinstance(item, dict) else "[stem]"),
]


Role = Annotated[str, StringConstraints(pattern=ROLE)]
TABLE_FILE = r"^[A-Za-z0-9][A-Za-z0-9_-]*\.(csv|yaml)$"
TableFile = Annotated[str, StringConstraints(pattern=TABLE_FILE)]
Rows = Annotated[
    list[dict[Role, Words]],
    Field(min_length=1),
    WithJsonSchema(
        {
            "type": "array",
            "minItems": 1,
            "items": {
                "type": "object",
                "propertyNames": {"pattern": ROLE},
                "additionalProperties": _SCALAR,
            },
        }
    ),
]


class EditionsRecord(Record):
    """The editions of a briefing: what differs between them, and a row for each."""

    NAME = "`editions`"

    id: Words
    """The id of an edition, which names its folder: \"{place}\" """
    parameters: Annotated[list[Role], Field(min_length=1, max_length=40)]
    """What differs from edition to edition: the columns of the table"""
    table: Annotated[
        Annotated[TableFile, Tag("[stem]")] | Annotated[Rows, Tag("[record]")],
        Discriminator(lambda item: "[record]" if isinstance(item, list | dict) else "[stem]"),
    ]
    """A file beside briefing.yaml, as places.csv or places.yaml, or a list of rows: parameter to value"""
    main: Id | None = None
    """The id of the edition at the briefing's root; left out, it is the first of the table"""


class BriefingRecord(Record):
    """A report."""

    NAME = "a briefing"

    title: Words
    """The title, as prose"""
    subject: Words
    """The line above the title: what field it is about"""
    version: Version
    """The version being written: 1.0"""
    issued: DateWords
    """The day it is issued; it stands for today everywhere in the build"""
    standfirst: Words
    """The two sentences under the title, as prose"""
    document: Id | None = None
    """The source under review"""
    cover: Id | None = None
    """The exhibit on the cover"""
    in_brief: list[BriefRecord] = []
    """The findings on the cover"""
    sections: Annotated[list[SectionItem], Field(min_length=1)]
    """The sections in order: the stem of a Markdown file, or {file, short, begins}"""
    formats: Annotated[list[Format], Field(min_length=1)] = ["html", "pdf", "data"]
    """The files to make"""
    disclosure: Words | None = None
    """Who paid, and what else a reader should know of us, as prose"""
    editions: EditionsRecord | None = None
    """The editions made of it: each has its own parameters, and with them its own facts and words"""


class ChangeRecord(Record):
    """What one version changed."""

    NAME = "a version"

    version: Version
    """The version"""
    issued: DateWords
    """The day it was issued"""
    changes: Annotated[list[Words], Field(min_length=1)]
    """What changed, for readers, as prose"""


class EventRecord(Record):
    """An entry of a timeline."""

    NAME = "an event"

    fact: Words
    """The id of the fact that dates it, or the point of a series (id@2025); its date is printed before it"""
    event: Words
    """What happened, as prose, without the date"""


class DeskRecord(Record):
    """The house that publishes."""

    NAME = "the desk"

    name: Words
    """The name printed on each page"""
    language: Printed = "en-GB"
    """The language that numbers, units and dates are printed in"""
    page: Annotated[
        str, StringConstraints(pattern="^(A4|Letter)$"), WithJsonSchema({"enum": ["A4", "Letter"]})
    ] = "A4"
    """The paper"""
    nouns: dict[Words, Words] = {}
    """What is counted: singular to plural"""
    names: list[Words] = []
    """Names with digits in them, which are no numbers: WSE-3, Form 10-K"""


class WaiverRecord(Record):
    """A finding we accept."""

    NAME = "a waiver"

    check: Words
    """The check that says it"""
    on: Words
    """The id, or the file, it is said of"""
    because: Words
    """Why we accept it, as prose: the briefing prints it"""
    until: DateWords
    """The last day it holds, judged against the briefing's `issued`"""


class LockRecord(Record):
    """What was proven of one quote."""

    NAME = "a lock entry"

    quote: str
    """The quote as vouched"""
    prefix: str = ""
    """The words before it, if content names them"""
    suffix: str = ""
    """The words after it, if content names them"""
    snapshot: Annotated[str, StringConstraints(pattern="^[0-9a-f]{64}$")]
    """The SHA-256 of the snapshot"""
    span: Annotated[
        list[Annotated[str, StringConstraints(pattern="^[0-9]+$")]], Field(min_length=2, max_length=2)
    ]
    """First character, and the one after the last, in the snapshot's normalised text"""
    vouched: DateWords
    """The day it was vouched"""
    normaliser: Words
    """The rules of the normalised text"""


_R = TypeVar("_R", bound=Record)

# --- reading -------------------------------------------------------------------------------------


def named(keys: tuple[str, ...] | list[str], word: str = "and") -> str:
    """Return ``keys`` in backticks, as a list in words."""
    quoted = [f"`{key}`" for key in keys]
    return f" {word} ".join([", ".join(quoted[:-1]), quoted[-1]] if quoted[1:] else quoted)


def reader(
    kind: type[_R],
) -> Callable[[Node | None, str, Place, str], tuple[_R | None, list[Diagnostic]]]:
    """Return a function that reads one record of ``kind`` from its node.

    Its arguments are the node, the record's name for messages (`` `openai-x` ``), the place of that name,
    and the file's path. It returns the record, or None and all that is wrong with the node.
    """
    validate = TypeAdapter(kind).validator.validate_python

    def read(node: Node | None, who: str, at: Place, path: str) -> tuple[_R | None, list[Diagnostic]]:
        if node is None:
            return None, [error(_WHOLE, at, f"{who} is empty", help=_wanted(kind))]
        faults = [*map(_extra, _idle_keys(kind, node))]
        record = None
        try:
            record = validate(yamltree.plain(node))
        except ValidationError as fault:
            faults += fault.errors(include_url=False, include_input=False)
        problems = [*_said(faults, kind, node, who, at, path)]
        if isinstance(node, yamltree.Mapping):
            problems += _between(kind, node, who, at, path)
        return (None, problems) if problems else (record, [])

    return read


def _idle_keys(kind: type[Record] | None, node: Node | None, at: tuple = ()) -> Iterator[tuple]:
    """Yield the way to each empty key of ``node`` that ``kind``, or a record in it, does not have.

    It states nothing, so what is read of the record is without it.
    """
    if isinstance(node, yamltree.Mapping):
        known = _within(kind) if kind else {}
        for key, value in node.values.items() if kind else ():
            if key not in known and value is None:
                yield (*at, key)
            elif key in known and isinstance(value, yamltree.Mapping | yamltree.Sequence):
                yield from _idle_keys(known[key], value, (*at, key))
    elif isinstance(node, yamltree.Sequence):
        for number, item in enumerate(node.items):
            yield from _idle_keys(kind, item, (*at, number))


@cache
def _within(kind: type[Record]) -> Mapping[str, type[Record] | None]:
    """Return the keys of a record, each with the record that it holds."""
    return {key: _record_in(field.annotation) for key, field in kind.model_fields.items()}


def _extra(loc: tuple) -> ErrorDetails:
    return {"type": "extra_forbidden", "loc": loc, "msg": "", "input": None}


def _wanted(kind: type[Record]) -> str:
    needed = [key for key, info in kind.model_fields.items() if info.is_required()]
    return f"{kind.NAME} has {named(needed)}"


def _between(
    kind: type[Record], node: yamltree.Mapping, who: str, at: Place, path: str
) -> Iterator[Diagnostic]:
    """Yield what is wrong between the keys of one mapping; a key misspelt there is not missing as well."""
    given = node.values
    have = [key for key in kind.ONE_OF if given.get(key) is not None]
    if kind.ONE_OF and not have:
        misspelt = _misspelt(kind, node)
        if not misspelt & {*kind.ONE_OF}:
            empty = next((node.keys[key] for key in kind.ONE_OF if key in given), None)
            there = yamltree.place(empty, path) if empty else at
            yield error(
                _WHOLE, there, f"{who} has no {named(kind.ONE_OF, 'or')}", help=_add(kind, kind.ONE_OF)
            )
    elif len(have) > 1:
        second = yamltree.place(node.keys[have[1]], path)
        yield error(_WHOLE, second, f"{who} has {named(have)}", help=f"keep one of {named(kind.ONE_OF)}")
    for (key, word), needed in kind.NEEDS.items():
        if _word(given.get(key)) == word:
            yield from _missing(kind, node, needed, f"{who} is of {key} `{word}` and", at)
    for (key, word), barred in kind.NEVER.items():
        for one in barred if _word(given.get(key)) == word else ():
            if given.get(one) is not None:
                said = f"{who} is of {key} `{word}` and has `{one}`"
                helps = f"delete `{one}`, or correct `{key}`"
                yield error(_WHOLE, yamltree.place(node.keys[one], path), said, help=helps)
    for (key, word), needed in kind.UNLESS.items():
        undecided = given.get(key) is None and kind.model_fields[key].is_required()
        if _word(given.get(key)) != word and not undecided:
            yield from _missing(kind, node, needed, who, at)
    for key, needed in kind.WITH.items():
        if given.get(key) is not None:
            yield from _missing(kind, node, needed, f"{who} is a {key} and", at)


_WHOLE = "record-is-whole"


def _word(node: Node | None) -> str | None:
    return node.text if type(node) is Scalar else None


def _misspelt(kind: type[Record], node: yamltree.Mapping) -> set[str | None]:
    """Return the keys of ``kind`` that unknown keys of ``node`` were probably meant to be."""
    return {nearest(key, kind.model_fields) for key in node.values if key not in kind.model_fields}


def _missing(
    kind: type[Record], node: yamltree.Mapping, needed: tuple[str, ...], who: str, at: Place
) -> Iterator[Diagnostic]:
    missing = [one for one in needed if node.values.get(one) is None]
    missing = [one for one in missing if one not in _misspelt(kind, node)] if missing else missing
    if missing:
        yield error(_WHOLE, at, f"{who} has no {named(missing, 'or')}", help=_add(kind, missing))


def _add(kind: type[Record], keys: tuple[str, ...] | list[str]) -> str:
    """Return help that asks for ``keys``, with what they mean if they are few or a choice."""
    if len(keys) > 1 and keys != kind.ONE_OF:
        return f"add {named(keys)}"
    told = _described(kind)
    about = (re.split("[:;]", kind.model_fields[key].description or told.get(key, ""))[0] for key in keys)
    said = [f"`{key}` ({_lower(words)})" for key, words in zip(keys, about, strict=True)]
    return "add " + " or ".join([", ".join(said[:-1]), said[-1]] if said[1:] else said)


def _lower(words: str) -> str:
    return words[:1].lower() + words[1:] if not words[1:2].isupper() else words


_TYPES = {
    "string_type": "text",
    "list_type": "a list",
    "dict_type": "a mapping",
    "model_type": "a mapping",
    "model_attributes_type": "a mapping",
}


def _said(
    faults: list[ErrorDetails], kind: type[Record], node: Node, who: str, at: Place, path: str
) -> Iterator[Diagnostic]:
    """Yield each fault once, in our words; the keys missing from one mapping together."""
    faults = [
        {**fault, "loc": _real(fault["loc"]), "key": fault["loc"][-1:] == ("[key]",)} for fault in faults
    ]
    extra: dict[tuple, list[str]] = {}
    for fault in faults:
        if fault["type"] == "extra_forbidden":
            extra.setdefault(fault["loc"][:-1], []).append(str(fault["loc"][-1]))
    missing: dict[tuple, list[str]] = {}
    for fault in faults:
        if fault["type"] == "missing":
            missing.setdefault(fault["loc"][:-1], []).append(str(fault["loc"][-1]))
    told: set[tuple] = set()
    for fault in faults:
        loc, sort = fault["loc"], fault["type"]
        whole, inner, owner = _owner(kind, loc, who)
        if sort == "missing":
            group = loc[:-1]
            if group in told:
                continue
            told.add(group)
            known = missing[group]
            misspelt = {nearest(one, known) for one in extra.get(group, [])}
            left = [key for key in known if key not in misspelt]
            if not left:
                continue
            here = _reached(node, group)
            empty = next(
                (here.keys[k] for k in left if isinstance(here, yamltree.Mapping) and k in here.keys), None
            )
            if empty is not None and len(left) == 1:
                there, said = yamltree.place(empty, path), f"`{left[0]}` of {inner} is empty"
            else:
                there = at if not group else yamltree.place(here, path) if here else at
                said = f"{inner} has no {named(left, 'or')}"
            yield error(_WHOLE, there, said, help=_add(owner, left))
            continue
        if (loc, "any") in told:
            continue
        told.add((loc, "any"))
        yield _one(fault, loc, sort, owner, whole, inner, node, at, path)


_BESIDE: Mapping[type[Record], tuple[tuple[type[Record], str], ...]] = {
    BriefingRecord: ((DeskRecord, "content/desk.yaml"),),
    DeskRecord: ((BriefingRecord, "the briefing.yaml of a briefing"),),
}
"""Where a key that a record does not have may belong instead: the records of other files."""


def _real(loc: tuple) -> tuple:
    """Return ``loc`` without what pydantic adds to it: the mark of a key, the member of a union."""
    return tuple(part for part in loc if part not in ("[key]", "[stem]", "[record]"))


def _one(
    fault: ErrorDetails,
    loc: tuple,
    sort: str,
    owner: type[Record],
    whole: str,
    inner: str,
    node: Node,
    at: Place,
    path: str,
) -> Diagnostic:
    key = str(loc[-1]) if loc else ""
    holder = _reached(node, loc[:-1]) if loc else None
    value = _reached(node, loc)
    there = yamltree.place(value, path) if value is not None else at
    if fault["key"]:
        value = holder.keys[key]
        there = yamltree.place(value, path)
    elif value is None and isinstance(holder, yamltree.Mapping) and key in holder.keys:
        there = yamltree.place(holder.keys[key], path)
    elif value is None and isinstance(holder, yamltree.Sequence):
        there = yamltree.place(holder, path)
    name = whole or inner
    if sort == "extra_forbidden":
        if isinstance(holder, yamltree.Mapping) and key in holder.keys:
            there = yamltree.place(holder.keys[key], path)
        known = list(owner.model_fields)
        elsewhere = next((file for other, file in _BESIDE.get(owner, ()) if key in other.model_fields), None)
        near = None if elsewhere else nearest(key, known)
        if (
            near is None
            and isinstance(holder, yamltree.Mapping)
            and holder.flow
            and not re.match(r"[a-z_]+$", key)
        ):
            mend = "put the text before it in quotes: a comma ends it there"
            return error("keys-are-known", there, f"{owner.NAME} has no key `{key}`", help=mend)
        notes = () if near or elsewhere else (f"its keys are {named(known)}",)
        mend = f"did you mean `{near}`?" if near else f"put it in {elsewhere}" if elsewhere else "delete it"
        return error("keys-are-known", there, f"{owner.NAME} has no key `{key}`", *notes, help=mend)
    if sort == "enum":
        words = [one.value for one in owner.model_fields[key].annotation or ()]
        return _unknown_word(there, name, value, words)
    if sort == "string_pattern_mismatch":
        pattern = fault["ctx"]["pattern"]
        return _misfit(pattern, there, name, value, holder, loc, path)
    count = fault.get("ctx", {}).get("min_length", 1)
    if sort == "too_long" or (sort == "too_short" and count > 1):
        return error(_WHOLE, there, f"{name} should have {fault['ctx'].get('max_length', count)} items")
    if sort in ("string_too_short", "too_short"):
        return error(_WHOLE, there, f"{name} is empty")
    wanted = _TYPES.get(sort, "written otherwise")
    if value is None:
        return error(_WHOLE, there, f"{name} has an empty item" if not whole else f"{name} is empty")
    have = "text" if type(value) is Scalar else "a list" if type(value) is yamltree.Sequence else "a mapping"
    mend = None
    if wanted == "a list" and type(value) is Scalar:
        mend = f"write `[{value.text}]`, or each item on its own line after `- `"
    elif wanted == "text" and have == "a mapping":
        mend = "put the text in quotes"
    return error(_WHOLE, there, f"{name} should be {wanted}, and is {have}", help=mend)


def _unknown_word(there: Place, name: str, value: Node | None, words: list[str]) -> Diagnostic:
    given = value.text if type(value) is Scalar else ""
    if type(value) is not Scalar:
        return error(_WHOLE, there, f"{name} should be one word", f"it is one of {named(words, 'or')}")
    near = nearest(given, words)
    notes = () if near else (f"it is one of {named(words, 'or')}",)
    mend = f"did you mean `{near}`?" if near else None
    return error("words-are-known", there, f"{name} cannot be `{given}`", *notes, help=mend)


def _misfit(
    pattern: str, there: Place, name: str, value: Node | None, holder: Node | None, loc: tuple, path: str
) -> Diagnostic:
    given = value.text if type(value) is Scalar else str(loc[-1])
    if pattern == PRINTED:
        return _unprinted(given, there, name)
    choices = re.fullmatch(r"\^\(([A-Za-z0-9|]+)\)\$", pattern)
    if choices:
        return _unknown_word(there, name, value, choices.group(1).split("|"))
    if pattern == ID:
        near = re.sub(r"[^a-z0-9]+", "-", given.lower()).strip("-")
        mend = f"write `{near}`" if re.match(ID, near) else None
        return error("id-is-plain", there, f"`{given}` cannot be an id", _ID_RULE, help=mend)
    if pattern == STEM:
        stem = given.rsplit("/", 1)[-1].removesuffix(".md").removesuffix(".py")
        mend = f"write `{stem}`" if re.match(STEM, stem) else None
        note = "it is the name of a file, without folder and ending, in small letters, digits, hyphens and _"
        return error("id-is-plain", there, f"{name} cannot be `{given}`", note, help=mend)
    if "http" in pattern:
        return error(
            "words-are-known",
            there,
            f"{name} is not an address",
            help="it begins with https://, http:// or doi:",
        )
    if pattern == ROLE:
        return error(
            "id-is-plain",
            there,
            f"`{given}` cannot be a role",
            "a role is one word of small letters, digits and _",
        )
    said = {
        "^[0-9][0-9A-Za-z": "a version begins with a digit, and has letters, digits, `.`, `+` and `-`",
        "^[a-z]{2,3}": "a language is a tag like `en`, `en-GB` or `zh-Hans`",
        "^[0-9a-f]{64}": "a snapshot is named by its SHA-256",
        "^[0-9]+": "a span is two whole numbers",
        "^[A-Za-z0-9][A-Za-z0-9_-]*\\.(csv": "it is a file beside briefing.yaml: places.csv, places.yaml",
    }
    note = next(
        (words for start, words in said.items() if pattern.startswith(start)), f"it must match {pattern}"
    )
    tag = _TAGS.get(given.lower()) if pattern.startswith("^[a-z]{2,3}") else None
    return error("words-are-known", there, f"{name} cannot be `{given}`", note, help=tag and f"write `{tag}`")


_TAGS = {
    "english": "en", "german": "de", "deutsch": "de", "french": "fr", "français": "fr", "spanish": "es",
    "español": "es", "portuguese": "pt", "português": "pt", "italian": "it", "italiano": "it",
    "chinese": "zh", "japanese": "ja", "dutch": "nl", "korean": "ko", "polish": "pl", "swedish": "sv",
}  # fmt: skip


def _unprinted(given: str, there: Place, name: str) -> Diagnostic:
    """Return the error of a language that no numbers are printed in."""
    tag = given.replace("_", "-").lower()
    kin = [one for one in LANGUAGES if one.partition("-")[0] == tag.partition("-")[0]]
    same = next((one for one in kin if one.lower() == tag), None)
    note = f"numbers, units and dates are printed in {named(LANGUAGES, 'or')}"
    mend = f"write {named(kin, 'or')}" if kin else "write the one that is nearest to that of the text"
    mend = f"write `{same}`" if same else mend
    return error("words-are-known", there, f"{name} cannot be `{given}`", note, help=mend)


_ID_RULE = "an id has small letters, digits and hyphens, and begins with a letter or digit"


def plain_id(name: str, at: Place) -> list[Diagnostic]:
    """Return what is wrong with ``name`` as an id: at most one error."""
    if re.match(ID, name) and len(name) <= 100:
        return []
    if len(name) > 100:
        return [error("id-is-plain", at, f"the id `{name[:40]}…` has more than 100 characters")]
    return [_misfit(ID, at, "", Scalar(name, at.line, at.column, at.width), None, (), at.path)]


def _reached(node: Node | None, loc: tuple) -> Node | None:
    for part in loc:
        if isinstance(node, yamltree.Mapping):
            node = node.values.get(str(part))
        elif isinstance(node, yamltree.Sequence) and isinstance(part, int) and part < len(node.items):
            node = node.items[part]
        else:
            return node
    return node


def _owner(kind: type[Record], loc: tuple, who: str) -> tuple[str, str, type[Record]]:
    """Return what to call the value at ``loc``, the mapping it stands in, and that mapping's definition."""
    inner, owner, trail = who, kind, []
    for depth, part in enumerate(loc):
        last = depth == len(loc) - 1
        if isinstance(part, int):
            continue
        field = owner.model_fields.get(part)
        if field is None:
            trail = [part]
            continue
        trail = [part]
        deeper = _record_in(field.annotation)
        if deeper is not None and not last and any(isinstance(one, str) for one in loc[depth + 1 :]):
            count = loc[depth + 1] if isinstance(loc[depth + 1], int) else None
            inner = f"{_part(part, count)} of {inner}"
            owner, trail = deeper, []
    if not trail:
        return "", inner, owner
    counts = loc[max(at for at, part in enumerate(loc) if isinstance(part, str)) + 1 :]
    whole = f"{_part(trail[0], counts[0] if counts else None)} of {inner}"
    return f"cell {counts[1] + 1} of {whole}" if counts[1:] else whole, inner, owner


_ITEMS = {
    "in_brief": "finding",
    "judged_by": "judgement",
    "sections": "section",
    "rows": "row",
    "columns": "column",
}


def _part(key: str, count: int | None) -> str:
    if count is None:
        return f"`{key}`"
    return f"{_ITEMS.get(key, key if key == 'evidence' else f'item of `{key}`')} {count + 1}"


def _record_in(annotation: Any) -> type[Record] | None:
    if isinstance(annotation, type) and issubclass(annotation, Record):
        return annotation
    for inner in getattr(annotation, "__args__", ()) or ():
        found = _record_in(inner)
        if found is not None:
            return found
    return None


# --- schemas for editors -------------------------------------------------------------------------

_BY_ID: dict[str, tuple[type[Record], str]] = {
    "sources": (SourceRecord, "Published works, by id"),
    "facts": (FactRecord, "Facts and series with their evidence, by id"),
    "derived": (DerivationRecord, "Numbers we calculate, by id"),
    "claims": (ClaimRecord, "What a document under review says, by id, in its order"),
    "exhibits": (ExhibitRecord, "The charts and tables of a briefing, by id"),
}
_LISTS: dict[str, tuple[type[Record], str]] = {
    "changes": (ChangeRecord, "What changed in each version, newest first"),
    "timeline": (EventRecord, "What happened, oldest first"),
    "waivers": (WaiverRecord, "Findings we accept"),
}
_SINGLE: dict[str, type[Record]] = {"briefing": BriefingRecord, "desk": DeskRecord}


def schemas() -> dict[str, str]:
    """Return the JSON Schema (2020-12) of each kind of file, by file name, as text."""
    made: dict[str, dict[str, Any]] = {}
    for name, (kind, said) in _BY_ID.items():
        shape = TypeAdapter(dict[Id, kind]).json_schema()
        shape.pop("propertyNames", None)
        shape.pop("patternProperties", None)
        defs = shape.pop("$defs", {})
        defs.setdefault(kind.__name__, kind.model_json_schema(ref_template="#/$defs/{model}"))
        made[name] = {
            "description": said,
            "type": ["object", "null"],
            "propertyNames": {"pattern": ID},
            "additionalProperties": {"$ref": f"#/$defs/{kind.__name__}"},
            "$defs": defs,
        }
    for name, (kind, said) in _LISTS.items():
        shape = TypeAdapter(list[kind]).json_schema()
        made[name] = {**shape, "description": said, "type": ["array", "null"]}
    for name, kind in _SINGLE.items():
        made[name] = TypeAdapter(kind).json_schema()
    return {
        f"{name}.schema.json": json.dumps(
            {"$schema": "https://json-schema.org/draft/2020-12/schema", "title": name, **_lean(made[name])},
            indent=2,
            sort_keys=True,
            ensure_ascii=False,
        )
        + "\n"
        for name in sorted(made)
    }


def _lean(schema: Any) -> Any:
    """Return ``schema`` without the nulls and titles that pydantic adds to optional fields."""
    if isinstance(schema, list):
        return [_lean(one) for one in schema]
    if not isinstance(schema, dict):
        return schema
    choices = schema.get("anyOf")
    if isinstance(choices, list) and {"type": "null"} in choices and len(choices) == 2:
        (kept,) = (one for one in choices if one != {"type": "null"})
        schema = {**{key: value for key, value in schema.items() if key not in ("anyOf", "default")}, **kept}
    return {
        key: {name: _lean(one) for name, one in value.items()}
        if key in ("properties", "$defs")
        else _lean(value)
        for key, value in schema.items()
        if not (key == "title" and isinstance(value, str)) and not (key == "default" and value is None)
    }


def write(folder: Path) -> None:
    """Write the schemas into ``folder``."""
    folder.mkdir(parents=True, exist_ok=True)
    for name, words in schemas().items():
        (folder / name).write_text(words, "utf-8", newline="\n")


if __name__ == "__main__":
    write(Path(sys.argv[1] if len(sys.argv) > 1 else "schema"))
