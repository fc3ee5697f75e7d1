"""The shape of what a finished file carries as JSON: facts.json, the manifest, the list of its sources.

One model for each mapping of docs/facts-json.md. Keys that no model names are let be, for they may be added;
what is named has to be there, of its kind, and of a size that a file of this sort can have.
"""

from __future__ import annotations

import json
import re
from collections.abc import Mapping
from fractions import Fraction
from typing import Annotated, Any, Literal, TypeVar

from pydantic import (
    AfterValidator,
    BaseModel,
    ConfigDict,
    Discriminator,
    Field,
    FiniteFloat,
    StringConstraints,
    Tag,
    ValidationError,
    model_validator,
)

from tieout.measured.told import dated
from tieout.model import FactKind, Seen, SourceKind, Stance, Status
from tieout.quantities.interval import Hedge
from tieout.records import PRINTED

MOST_BYTES = 1 << 26
"""How large a file of data may be, in bytes."""

_LONGEST = 100_000  # characters of a text
_MANY = 100_000  # members of a list or a mapping
_WHOLE_DIGITS = 100  # of a number before its point, so that it can be drawn
_EXACT = re.compile(r"-?(?:[0-9]{1,100}(?:\.[0-9]{1,400})?|[0-9]{1,500}/0*[1-9][0-9]{0,499})")
_TAGS = ("a number", "a date", "[key]")  # what stands in the library's paths and in no document
_SHOWN = 80  # characters of a key in a message
_SURROGATE = re.compile(rb"\\u[dD][89a-fA-F]")

_BY_VALUE = Field(strict=False)  # a word of an enumeration, which JSON has as text
_Item = TypeVar("_Item")

ABSENT: Any = None
"""What stands for a key that is not there; where it is there it has a value, and is never null."""


def _exact(text: str) -> str:
    if not _EXACT.fullmatch(text) or abs(Fraction(text)) >= 10**_WHOLE_DIGITS:
        raise ValueError("it is no exact number")
    return text


def _date(text: str) -> str:
    try:
        date = dated(text)
        known = date is not None and date.first <= date.last
    except (OverflowError, ValueError):
        known = False
    if not known:
        raise ValueError("it is no date")
    return text


Words = Annotated[str, StringConstraints(max_length=_LONGEST)]
Id = Annotated[str, StringConstraints(min_length=1, max_length=500)]
Exact = Annotated[str, StringConstraints(max_length=1000), AfterValidator(_exact)]
DateText = Annotated[str, StringConstraints(max_length=40), AfterValidator(_date)]
Digest = Annotated[str, StringConstraints(pattern="^[0-9a-f]{64}$")]
Count = Annotated[int, Field(ge=0, le=10**12)]
Number = Annotated[int, Field(ge=1, le=10**6)]
Place = Annotated[FiniteFloat, Field(ge=-(10**6), le=10**6)]
List = Annotated[list[_Item], Field(max_length=_MANY)]
Pair = Annotated[list[_Item], Field(min_length=2, max_length=2)]
Table = Annotated[dict[Id, _Item], Field(max_length=_MANY)]


class Shape(BaseModel):
    """A mapping; a key of it that is not named here is let be."""

    # What no document is held to by itself, as the parts of a fact, is built with what it is a part of.
    model_config = ConfigDict(strict=True, extra="ignore", frozen=True, defer_build=True)


class Amount(Shape):
    """The numbers that a hedge allows."""

    low: Exact | None
    low_closed: bool
    high: Exact | None
    high_closed: bool
    unit: Id | Literal[""]
    hedge: Annotated[Hedge, _BY_VALUE]
    approximate: bool

    @model_validator(mode="after")
    def _in_order(self) -> Amount:
        if self.low is not None and self.high is not None and Fraction(self.low) > Fraction(self.high):
            raise ValueError("its low end is above its high end")
        return self


class Dated(Shape):
    """A date."""

    date: DateText


def _sort(held: Any) -> str:
    return "a date" if isinstance(held, Mapping) and "date" in held else "a number"


Value = Annotated[
    Annotated[Amount, Tag("a number")] | Annotated[Dated, Tag("a date")],
    Discriminator(_sort),
]
Kind = Annotated[FactKind, _BY_VALUE]
Standing = Annotated[Status, _BY_VALUE]
Side = Annotated[Stance, _BY_VALUE]


class Waiver(Shape):
    """A finding that was accepted."""

    check: Words
    on: Words
    because: Words
    until: DateText


class Revision(Shape):
    """A version told of."""

    version: Id
    issued: DateText


class Briefing(Shape):
    """The briefing."""

    id: Id
    title: Words
    version: Id
    issued: DateText
    language: Annotated[str, StringConstraints(pattern=PRINTED)]
    nouns: Table[Id] = ABSENT
    problems: Count = ABSENT
    waivers: List[Waiver] = ABSENT
    draft_of: Id = ABSENT
    revisions: List[Revision] = ABSENT


class Forms(Shape):
    """A number as printed, by form."""

    sentence: Words
    short: Words
    number: Words


class Vouched(Shape):
    """What the lock proves of a quote; nothing of one that was typed."""

    on: DateText = ABSENT
    snapshot_sha256: Digest = ABSENT
    span: Pair[Count] = ABSENT


class Reading(Shape):
    """What a person reads in a quote."""

    value: Value
    words: Words
    because: Words


class Evidence(Shape):
    """A passage of a source."""

    source: Id
    quote: Words
    gloss: Words = ABSENT
    locator: Words = ABSENT
    stance: Side
    set_aside: Words = ABSENT
    note: Words = ABSENT
    relays: List[Id] = ABSENT
    reading: Reading = ABSENT
    vouched: Vouched


class Taken(Shape):
    """The side that an account takes of one dispute."""

    fact: Id
    source: Id
    quote: Words


class Account(Shape):
    """One side of a dispute."""

    name: Id
    words: Forms = ABSENT
    value: Value = ABSENT
    reported: bool
    sides: List[Taken]


class Printed(Shape):
    """A place where a fact is printed."""

    part: Id = Field(alias="in")
    words: Words
    kind: Literal["date", "quotation", "claim"] = Field(default=ABSENT, alias="class")
    account: Id = ABSENT
    form: Literal["sentence", "short", "headline", "number"] = ABSENT
    nth: Number = ABSENT
    run: Number = ABSENT
    at: Pair[Place] = ABSENT


class Fact(Shape):
    """A fact, a point of a series or a derived number."""

    statement: Words
    words: Forms
    value: Value = ABSENT
    says: Words = ABSENT
    period: DateText = ABSENT
    as_of: DateText = ABSENT
    since: DateText = ABSENT
    kind: Kind
    by: Words = ABSENT
    made: DateText = ABSENT
    because: Words = ABSENT
    status: Standing
    reported: bool
    origins: List[Id] = ABSENT
    formula: Words = ABSENT
    inputs: Table[Id] = ABSENT
    rests_on: List[Id] = ABSENT
    note: Words = ABSENT
    accounts: List[Account] = ABSENT
    evidence: List[Evidence] = ABSENT
    printed: List[Printed] = ABSENT


class Judgement(Shape):
    """A fact that judges a claim."""

    fact: Id
    stance: Side
    note: Words = ABSENT


class Claim(Shape):
    """A claim of the document under review."""

    id: Id
    number: Number
    source: Id
    quote: Words
    gloss: Words = ABSENT
    vouched: Vouched
    verdict: Standing
    judged_by: List[Judgement]
    record: Words


class ClaimWord(Shape):
    """A word that compares."""

    word: Words
    facts: List[Id]
    measure: Id
    needs: Words = ABSENT
    ends: Words = ABSENT
    result: Value = ABSENT
    told: Words
    ways: Count
    moods: List[Id] = ABSENT


class Mark(Shape):
    """A number drawn or tabulated."""

    row: Words
    fact: Words
    words: Words
    form: Literal["bar", "point", "label", "cell"]
    account: Id = ABSENT
    at: Pair[Place] = ABSENT


class Cells(Shape):
    """A table: the words of its heads and cells."""

    columns: List[Words]
    rows: List[List[Words]]


Box = Annotated[list[Place], Field(min_length=4, max_length=4)]


class Run(Shape):
    """A run of text in a drawing."""

    words: Words
    x: Place
    y: Place
    kind: Id = Field(default=ABSENT, alias="class")
    fact: Id = ABSENT
    facts: Id = ABSENT
    account: Id = ABSENT
    order: Count


class Path(Shape):
    """A path of a mark in a drawing."""

    part: Words
    fact: Id = ABSENT
    account: Id = ABSENT
    box: Box
    order: Count


class Line(Shape):
    """What is painted in a drawing and is of no mark."""

    box: Box
    order: Count


class Axis(Shape):
    """An axis of a drawing."""

    axis: Literal["x", "y"]
    scale: Literal["linear", "log", "date"]
    domain: Pair[Words]
    range: Pair[Place]
    unit: Words


class Drawing(Shape):
    """A chart as it is drawn for print."""

    width: Place
    height: Place
    texts: List[Run]
    marks: List[Path]
    lines: List[Line]
    axes: List[Axis]


class Exhibit(Shape):
    """A chart or a table."""

    id: Id
    number: Number = ABSENT
    title: Words
    alt: Words = ABSENT
    marks: List[Mark]
    cells: Cells = ABSENT
    drawing: Drawing = ABSENT


class Source(Shape):
    """A published work."""

    number: Number = ABSENT
    title: Words
    publisher: Words
    author: Words = ABSENT
    kind: Annotated[SourceKind, _BY_VALUE]
    language: Id = ABSENT
    issued: DateText = ABSENT
    accessed: DateText = ABSENT
    url: Words = ABSENT
    seen: Annotated[Seen, _BY_VALUE]
    note: Words = ABSENT
    relays: List[Id] = ABSENT


class Plain(Shape):
    """A number that the writer excused."""

    words: Words
    because: Words


class Excused(Shape):
    """What holds a number, and is none of a fact."""

    names: List[Words] = ABSENT
    idioms: List[Words] = ABSENT
    plain: List[Plain] = ABSENT


class Record(Shape):
    """All of facts.json."""

    briefing: Briefing
    facts: Table[Fact]
    claims: List[Claim]
    claim_words: List[ClaimWord]
    exhibits: List[Exhibit]
    sources: Table[Source]
    excused: Excused = ABSENT
    tallies: Table[Count] = ABSENT


class Artefact(Shape):
    """A file that a manifest lists."""

    bytes: Count
    sha256: Digest


class Manifest(Shape):
    """A manifest, as far as it tells of files."""

    artefacts: Table[Artefact]
    artefacts_sha256: Digest = ABSENT


_Shape = TypeVar("_Shape", bound=Shape)
_OURS = {
    "missing": "it is not there",
    "string_type": "it is no text",
    "string_unicode": "it is no text",
    "bool_type": "it is neither true nor false",
    "int_type": "it is no whole number",
    "float_type": "it is no number",
    "finite_number": "it is no number",
    "list_type": "it is no list",
    "dict_type": "it is no mapping",
    "model_type": "it is no mapping",
    "model_attributes_type": "it is no mapping",
    "string_too_short": "it is empty",
    "string_too_long": "it is too long",
    "too_long": "it is too long",
    "too_short": "it has too few members",
    "string_pattern_mismatch": "it is not written as it has to be",
}


def parsed(data: bytes) -> Any:
    """Return what JSON holds.

    Raises:
        ValueError: it is no JSON, is too large, nests too deeply, has a key twice, or what is no number or
            no text.
    """
    if len(data) > MOST_BYTES:
        raise ValueError(f"it is larger than {MOST_BYTES} bytes")
    try:
        held = json.loads(data.decode("utf-8"), parse_constant=_refused, object_pairs_hook=_once)
        if _SURROGATE.search(data):
            json.dumps(held, ensure_ascii=False).encode()
    except UnicodeError as wrong:
        raise ValueError("it is no text in UTF-8") from wrong
    except RecursionError as wrong:
        raise ValueError("it nests too deeply") from wrong
    return held


def held_to(held: Any, shape: type[_Shape]) -> None:
    """Refuse what is not of a shape.

    Raises:
        ValueError: with the first key that is wrong, and how: "facts.x.value.low: it is no text".
    """
    try:
        shape.model_validate(held)
    except ValidationError as wrong:
        fault = wrong.errors(include_url=False, include_context=False, include_input=False)[0]
        told = _OURS.get(fault["type"]) or _begun(fault["msg"].removeprefix("Value error, "))
        raise ValueError(f"{_path(held, fault['loc'])}: {told}") from wrong


def _path(held: Any, loc: tuple[int | str, ...]) -> str:
    """Return where in a document something is; of what the library adds to that only the end is kept."""
    keys: list[str] = []
    for nth, key in enumerate(loc, 1):
        if isinstance(held, Mapping) and key in held:
            held = held[key]
        elif isinstance(held, list) and isinstance(key, int):
            held = held[key] if key < len(held) else None
        elif nth < len(loc) or key in _TAGS:
            continue
        keys.append(str(key)[:_SHOWN])
    return ".".join(keys) or "it"


def _begun(text: str) -> str:
    return text[:1].lower() + text[1:]


def _refused(constant: str) -> float:
    raise ValueError(f"{constant} is no number")


def _once(pairs: list[tuple[str, Any]]) -> dict[str, Any]:
    held = dict(pairs)
    if len(held) < len(pairs):
        keys = [key for key, _ in pairs]
        raise ValueError(f"it has `{next(key for key in keys if keys.count(key) > 1)[:_SHOWN]}` twice")
    return held
