"""What may stand at a key of a record: how it is read from YAML, and what editors are told of it."""

from __future__ import annotations

import ast
import inspect
import re
from collections.abc import Callable, Iterator, Mapping, Sequence
from enum import StrEnum
from functools import cache
from itertools import pairwise
from textwrap import dedent
from types import MappingProxyType, UnionType
from typing import Annotated, Any, ClassVar, Literal, NamedTuple, Protocol, Self, Union, get_args, get_origin

from tieout import yamltree
from tieout.frozen import frozen
from tieout.yamltree import Node, Scalar

Schema = dict[str, Any]


class Fault(NamedTuple):
    """What does not fit: the way to it, of keys and counts from 0, and of what sort it is.

    ``asked`` is the pattern that is not matched, or how many items there should be. With ``of_key`` it is the
    last key of the way that does not fit, and not what stands there.
    """

    loc: tuple[str | int, ...]
    sort: str
    asked: str | int = ""
    of_key: bool = False


class Shape(Protocol):
    """What may stand somewhere."""

    def read(self, node: Node | None, faults: list[Fault]) -> Any:
        """Return what ``node`` states; what does not fit is added to ``faults``, by its way from here."""

    def schema(self, defs: dict[str, Schema]) -> Schema:
        """Return its JSON Schema; what it refers to is added to ``defs``, by name."""

    def within(self) -> type[Record] | None:
        """Return the record that it holds, however deep."""


@frozen
class Said:
    """A text that matches ``pattern`` and has at most so many characters, or is ``filled`` with any.

    Editors are told ``types``, which are what their YAML may take it for, ``examples``, or all its ``words``.
    """

    pattern: str = ""
    most: int | None = None
    filled: bool = False
    types: tuple[str, ...] = ("string",)
    examples: tuple[str, ...] = ()
    words: tuple[str, ...] = ()

    def read(self, node: Node | None, faults: list[Fault]) -> str:
        if type(node) is Scalar:
            return self.fitting(node.text, faults)
        faults.append(Fault((), "text"))
        return ""

    def fitting(self, text: str, faults: list[Fault], of_key: bool = False) -> str:
        """Return ``text``, without what is blank at its ends where it must be filled."""
        if self.filled:
            text = text.strip()
            if not text:
                faults.append(Fault((), "empty", of_key=of_key))
        elif self.most is not None and len(text) > self.most:
            faults.append(Fault((), "long", of_key=of_key))
        elif self.pattern and not _matches(self.pattern)(text):
            faults.append(Fault((), "pattern", self.pattern, of_key))
        return text

    def schema(self, defs: dict[str, Schema]) -> Schema:
        if self.words:
            return {"enum": list(self.words)}
        types = list(self.types) if self.types[1:] else self.types[0]
        told = {"type": types, "pattern": self.pattern, "examples": list(self.examples)}
        return {key: value for key, value in told.items() if value}

    def within(self) -> None:
        return None


@cache
def _matches(pattern: str) -> Callable[[str], re.Match[str] | None]:
    return re.compile(pattern).fullmatch


@frozen
class Chosen:
    """One of the words of ``kind``."""

    kind: type[StrEnum]

    def read(self, node: Node | None, faults: list[Fault]) -> StrEnum | None:
        found = self.kind.__members__.values() if type(node) is Scalar else ()
        member = next((one for one in found if one == node.text), None)
        if member is None:
            faults.append(Fault((), "word"))
        return member

    def schema(self, defs: dict[str, Schema]) -> Schema:
        words = [one.value for one in self.kind]
        defs[self.kind.__name__] = {"description": self.kind.__doc__, "enum": words, "type": "string"}
        return {"$ref": f"#/$defs/{self.kind.__name__}"}

    def within(self) -> None:
        return None


@frozen
class Fixed:
    """A single word."""

    word: str

    def read(self, node: Node | None, faults: list[Fault]) -> str:
        if type(node) is not Scalar or node.text != self.word:
            faults.append(Fault((), "fixed"))
        return self.word

    def schema(self, defs: dict[str, Schema]) -> Schema:
        return {"const": self.word, "type": "string"}

    def within(self) -> None:
        return None


@frozen
class Listed:
    """A list."""

    of: Shape
    least: int = 0
    most: int | None = None

    def read(self, node: Node | None, faults: list[Fault]) -> list[Any]:
        if type(node) is not yamltree.Sequence:
            faults.append(Fault((), "list"))
            return []
        if self.most is not None and len(node.items) > self.most:
            faults.append(Fault((), "many", self.most))
            return []
        met = len(faults)
        found = [_read(self.of, item, count, faults) for count, item in enumerate(node.items)]
        if len(found) < self.least and len(faults) == met:
            faults.append(Fault((), "few", self.least))
        return found

    def schema(self, defs: dict[str, Schema]) -> Schema:
        told = {"items": self.of.schema(defs), "type": "array", "minItems": self.least, "maxItems": self.most}
        return {key: value for key, value in told.items() if value}

    def within(self) -> type[Record] | None:
        return self.of.within()


@frozen
class Keyed:
    """A mapping whose keys a person makes; those without a value are left out."""

    key: Said
    of: Shape
    least: int = 0

    def read(self, node: Node | None, faults: list[Fault]) -> dict[str, Any]:
        if type(node) is not yamltree.Mapping:
            faults.append(Fault((), "mapping"))
            return {}
        met = len(faults)
        found = {}
        for name, inner in node.values.items():
            if inner is not None:
                of_key: list[Fault] = []
                key = self.key.fitting(name, of_key, of_key=True)
                faults += _from(name, of_key)
                found[key] = _read(self.of, inner, name, faults)
        if len(found) < self.least and len(faults) == met:
            faults.append(Fault((), "few", self.least))
        return found

    def schema(self, defs: dict[str, Schema]) -> Schema:
        names = {"pattern": self.key.pattern} if self.key.pattern else None
        told = {"propertyNames": names, "minProperties": self.least, "type": "object"}
        return {
            "additionalProperties": self.of.schema(defs),
            **{key: value for key, value in told.items() if value},
        }

    def within(self) -> type[Record] | None:
        return self.of.within()


@frozen
class Either:
    """``plain``, or ``built`` where the node is of one of ``kinds``."""

    plain: Shape
    built: Any
    kinds: tuple[type, ...]

    def read(self, node: Node | None, faults: list[Fault]) -> Any:
        return (shape_of(self.built) if type(node) in self.kinds else self.plain).read(node, faults)

    def schema(self, defs: dict[str, Schema]) -> Schema:
        return {"oneOf": [one.schema(defs) for one in (self.plain, shape_of(self.built))]}

    def within(self) -> type[Record] | None:
        return shape_of(self.built).within()


@frozen
class Size:
    """How many items or keys there may be."""

    least: int = 0
    most: int | None = None


def _read(shape: Shape, node: Node | None, part: str | int, faults: list[Fault]) -> Any:
    met = len(faults)
    found = shape.read(node, faults)
    if len(faults) > met:
        faults[met:] = _from(part, faults[met:])
    return found


def _from(part: str | int, faults: Sequence[Fault]) -> list[Fault]:
    return [one._replace(loc=(part, *one.loc)) for one in faults]


# --- records -------------------------------------------------------------------------------------


@frozen
class Key:
    """A key of a record: what may stand there, and whether it must be given."""

    shape: Shape
    is_needed: bool


class Record:
    """What a person states in one mapping.

    No key but those listed is allowed; one without a value is not given.
    The keys are the annotations of the class, each with what it is for beneath it, in quotation marks; a key
    that has a default may be left out. ``ONE_OF``: exactly one of these keys is given. ``NEEDS``: a key with
    this word needs these keys. ``NEVER``: a key with this word rules these keys out. ``UNLESS``: these keys
    are needed, unless a key has this word. ``WITH``: a key needs these keys.
    """

    NAME: ClassVar[str] = "a record"
    ONE_OF: ClassVar[tuple[str, ...]] = ()
    NEEDS: ClassVar[Mapping[tuple[str, str], tuple[str, ...]]] = {}
    NEVER: ClassVar[Mapping[tuple[str, str], tuple[str, ...]]] = {}
    UNLESS: ClassVar[Mapping[tuple[str, str], tuple[str, ...]]] = {}
    WITH: ClassVar[Mapping[str, tuple[str, ...]]] = {}

    @classmethod
    def read(cls, node: Node | None, faults: list[Fault]) -> Self:
        """Return the record that ``node`` states, as far as it fits."""
        made = cls()
        if type(node) is not yamltree.Mapping:
            faults.append(Fault((), "mapping"))
            return made
        known, given, held = keys(cls), node.values, vars(made)
        for name, inner in given.items():
            key = known.get(name)
            if key is None:
                faults.append(Fault((name,), "extra"))
            elif inner is not None:
                met = len(faults)
                held[name] = key.shape.read(inner, faults)
                if len(faults) > met:
                    faults[met:] = _from(name, faults[met:])
        faults += [Fault((name,), "missing") for name in needed(cls) if name not in held]
        return made

    @classmethod
    def schema(cls, defs: dict[str, Schema]) -> Schema:
        """Return a reference to its JSON Schema."""
        if cls.__name__ not in defs:
            defs[cls.__name__] = {}
            defs[cls.__name__] = _whole(cls, defs)
        return {"$ref": f"#/$defs/{cls.__name__}"}

    @classmethod
    def within(cls) -> type[Record]:
        """Return itself."""
        return cls


@cache
def keys(kind: type[Record]) -> Mapping[str, Key]:
    """Return the keys of ``kind``, in the order listed."""
    return {
        name: Key(shape_of(said), name not in vars(kind))
        for name, said in inspect.get_annotations(kind).items()
        if said is not ClassVar
    }


@cache
def needed(kind: type[Record]) -> tuple[str, ...]:
    """Return the keys that each record of ``kind`` must have."""
    return tuple(name for name, key in keys(kind).items() if key.is_needed)


@cache
def within(kind: type[Record]) -> Mapping[str, type[Record] | None]:
    """Return the keys of a record, each with the record that it holds."""
    return {name: key.shape.within() for name, key in keys(kind).items()}


def shape_of(said: Any) -> Any:
    """Return the shape that an annotation says: of ``str``, a list, a mapping, an enumeration or a record.

    ``Annotated`` gives a shape of its own, or a size; ``None`` says nothing that a default doesn't.
    """
    origin, inner = get_origin(said), get_args(said)
    if origin is Annotated:
        base, mark = inner[0], inner[-1]
        if not isinstance(mark, Size):
            return mark
        return _sized(shape_of(base), mark)
    if origin in (Union, UnionType):
        (one,) = (one for one in inner if one is not type(None))
        return shape_of(one)
    if origin is list:
        return Listed(shape_of(inner[0]))
    if origin is dict:
        return Keyed(shape_of(inner[0]), shape_of(inner[1]))
    if origin is Literal:
        return Fixed(inner[0])
    if said is str:
        return Said()
    return said if issubclass(said, Record) else Chosen(said)


def _sized(shape: Listed | Keyed, size: Size) -> Listed | Keyed:
    if isinstance(shape, Listed):
        return Listed(shape.of, size.least, size.most)
    return Keyed(shape.key, shape.of, size.least)


# --- what editors are told -----------------------------------------------------------------------


@cache
def described(kind: type[Record]) -> Mapping[str, str]:
    """Return what stands beneath each key of ``kind``: looked up when it is asked for, not at every start."""
    (body,) = ast.parse(dedent(inspect.getsource(kind))).body
    parts = body.body if isinstance(body, ast.ClassDef) else []
    return {
        one.target.id: inspect.cleandoc(beneath.value.value)
        for one, beneath in pairwise(parts)
        if isinstance(one, ast.AnnAssign)
        and isinstance(one.target, ast.Name)
        and isinstance(beneath, ast.Expr)
        and isinstance(beneath.value, ast.Constant)
        and isinstance(beneath.value.value, str)
    }


def _whole(kind: type[Record], defs: dict[str, Schema]) -> Schema:
    """Return the JSON Schema of ``kind``, with what it says between keys."""
    told: Schema = {
        "description": inspect.getdoc(kind),
        "type": "object",
        "additionalProperties": False,
        "properties": {name: _property(kind, name, defs) for name in keys(kind)},
        "required": list(needed(kind)),
    }
    if kind.ONE_OF:
        told["oneOf"] = [{"required": [key]} for key in kind.ONE_OF]
    if rules := list(_rules(kind)):
        told["allOf"] = rules
    if kind.WITH:
        told["dependentRequired"] = {key: list(lacking) for key, lacking in kind.WITH.items()}
    return told


def _property(kind: type[Record], name: str, defs: dict[str, Schema]) -> Schema:
    told = {"description": described(kind)[name], **keys(kind)[name].shape.schema(defs)}
    default = getattr(kind, name, None)
    if default is not None:
        told["default"] = _PLAIN.get(type(default), lambda one: one)(default)
    return told


_PLAIN: Mapping[type, Callable[[Any], Any]] = {tuple: list, MappingProxyType: dict}


def _rules(kind: type[Record]) -> Iterator[Schema]:
    def chosen(choice: tuple[str, str]) -> Schema:
        key, word = choice
        return {"properties": {key: {"const": word}}, "required": [key]}

    for one, lacking in kind.NEEDS.items():
        yield {"if": chosen(one), "then": {"required": [*lacking]}}
    for one, barred in kind.NEVER.items():
        yield {"if": chosen(one), "then": {"properties": dict.fromkeys(barred, False)}}
    for one, lacking in kind.UNLESS.items():
        yield {"anyOf": [{"required": [*lacking]}, chosen(one)]}
