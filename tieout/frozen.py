"""Nouns that never change, as ``dataclass(frozen=True, slots=True)`` makes them, in a quarter of its time.

There are hundreds of them. For each, dataclasses writes out six methods and compiles them, which was some
0.05 s of a start; of these methods all but ``__init__`` are the same in every class.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import MISSING, FrozenInstanceError, dataclass, field, fields
from operator import attrgetter
from typing import Any, TypeVar, dataclass_transform

Noun = TypeVar("Noun")
_SET = object.__setattr__


@dataclass_transform(frozen_default=True, field_specifiers=(field,))
def frozen(cls: type[Noun]) -> type[Noun]:
    """Return ``cls`` as a dataclass with slots, of which no field can be set again.

    What the class body defines itself, of equality, hash and repr, stays. A field that is left out of
    comparison, or of the repr, is left out here too.

    Raises:
        TypeError: a field is not set by its place (``init=False``, ``kw_only``, ``InitVar``): that is for
            dataclasses.
    """
    made: Any = dataclass(init=False, repr=False, eq=False, slots=True)(cls)
    passing = any("InitVar" in str(one) for one in getattr(cls, "__annotations__", {}).values())
    if passing or any(not one.init or one.kw_only for one in fields(made)):
        raise TypeError(f"{cls.__qualname__} has a field that `frozen` does not know: make it a dataclass")
    made.__init__ = _init(made)
    compared = _values([one.name for one in fields(made) if one.compare])

    def same(self: Any, other: object) -> bool:
        return compared(self) == compared(other) if other.__class__ is self.__class__ else NotImplemented

    def hashed(self: Any) -> int:
        return hash(compared(self))

    common = {
        "__eq__": same,
        "__hash__": hashed,
        "__repr__": _repr,
        "__setattr__": _unset,
        "__delattr__": _undeleted,
        "__getstate__": _state,
        "__setstate__": _restore,
    }
    for name, method in common.items():
        if vars(made).get(name) is None:
            setattr(made, name, method)
    return made


def _values(names: Sequence[str]) -> Callable[[Any], Any]:
    return attrgetter(*names) if names else lambda one: ()


def _init(cls: Any) -> Callable[..., None]:
    """Return ``__init__``, which sets each slot by its own descriptor."""
    known: dict[str, Any] = {"MISSING": MISSING}
    head, body = ["self"], []
    for one in fields(cls):
        name = one.name
        known[f"set_{name}"] = getattr(cls, name).__set__
        value = name
        if one.default_factory is not MISSING:
            known[f"make_{name}"] = one.default_factory
            head.append(f"{name}=MISSING")
            value = f"make_{name}() if {name} is MISSING else {name}"
        elif one.default is not MISSING:
            known[f"default_{name}"] = one.default
            head.append(f"{name}=default_{name}")
        else:
            head.append(name)
        body.append(f"set_{name}(self, {value})")
    if hasattr(cls, "__post_init__"):
        body.append("self.__post_init__()")
    exec(f"def __init__({', '.join(head)}):\n " + "\n ".join(body or ["pass"]), known)
    made = known["__init__"]
    made.__qualname__, made.__module__ = f"{cls.__qualname__}.__init__", cls.__module__
    return made


def _repr(self: Any) -> str:
    told = (f"{one.name}={getattr(self, one.name)!r}" for one in fields(self) if one.repr)
    return f"{type(self).__qualname__}({', '.join(told)})"


def _unset(self: Any, name: str, value: object) -> None:
    raise FrozenInstanceError(f"cannot assign to field {name!r}")


def _undeleted(self: Any, name: str) -> None:
    raise FrozenInstanceError(f"cannot delete field {name!r}")


def _state(self: Any) -> list[Any]:
    return [getattr(self, one.name) for one in fields(self)]


def _restore(self: Any, state: Sequence[Any]) -> None:
    for one, value in zip(fields(self), state, strict=True):
        _SET(self, one.name, value)
