"""Frozen nouns are what dataclasses makes of them, and are held against it."""

import copy
import pickle
from dataclasses import FrozenInstanceError, dataclass, field, fields, replace
from typing import Any

import pytest

from tieout.frozen import frozen


@frozen
class Ferry:
    """A ferry, which is none without a name."""

    name: str
    trips: int = 2
    ports: list[str] = field(default_factory=list)
    noted: str = field(default="", compare=False, repr=False)

    def __post_init__(self) -> None:
        if not self.name:
            raise ValueError("no name")


@frozen
class Nothing:
    """A noun without a field."""


def theirs() -> Any:
    """Return the class as dataclasses makes it."""
    body = {name: one for name, one in vars(Ferry).items() if name in ("__annotations__", "__post_init__")}
    fresh = {
        one.name: field(default=one.default, compare=one.compare, repr=one.repr) for one in fields(Ferry)
    }
    fresh["ports"], body["__qualname__"] = field(default_factory=list), "Ferry"
    del fresh["name"]
    return dataclass(frozen=True, slots=True)(type("Ferry", (), {**body, **fresh}))


def test_a_noun_is_made_compared_and_told_as_dataclasses_would():
    """Defaults, equality, hash and repr are those of a dataclass; another class is never equal."""
    other = theirs()
    for cls in (Ferry, other):
        one = cls("Wik", ports=["Oban"])
        assert (one.trips, one.ports, one.noted, cls("Wik").ports) == (2, ["Oban"], "", [])
        assert one == cls("Wik", 2, ["Oban"], noted="by hand")
        assert one != cls("Wik", 3, ["Oban"])
        assert one != object()
        assert hash(cls("Wik", ports=())) == hash(cls("Wik", ports=(), noted="by hand"))
        assert repr(one) == "Ferry(name='Wik', trips=2, ports=['Oban'])"
        assert cls.__match_args__ == ("name", "trips", "ports", "noted")
        assert cls.__slots__ == ("name", "trips", "ports", "noted")
    assert Ferry("Wik") != other("Wik")
    assert Nothing() == Nothing() and hash(Nothing()) == hash(Nothing())


def test_a_noun_never_changes():
    """No field is set or deleted, and none is added."""
    one = Ferry("Wik")
    for name in ("name", "other"):
        with pytest.raises(FrozenInstanceError):
            setattr(one, name, "x")
        with pytest.raises(FrozenInstanceError):
            delattr(one, name)
    assert one == Ferry("Wik")


def test_a_noun_can_be_copied_packed_and_replaced():
    """What copies of a noun are, and what is read back, equals it; what replaces it is checked anew."""
    one = Ferry("Wik", 4, ["Oban"], noted="by hand")
    for same in (pickle.loads(pickle.dumps(one)), copy.copy(one), copy.deepcopy(one), replace(one)):
        assert (same, same.noted) == (one, "by hand")
    assert replace(one, trips=5) == Ferry("Wik", 5, ["Oban"])
    with pytest.raises(ValueError, match="no name"):
        replace(one, name="")


def test_a_call_that_does_not_fit_is_refused_in_words():
    """A missing or unknown field is a TypeError that names class and field."""
    with pytest.raises(TypeError, match=r"Ferry.__init__\(\) missing 1 required positional argument: 'name'"):
        Ferry()  # type: ignore[call-arg]
    with pytest.raises(TypeError, match=r"Ferry.__init__\(\) got an unexpected keyword argument 'other'"):
        Ferry("Wik", other=1)  # type: ignore[call-arg]


def test_what_a_class_defines_itself_stays():
    """Equality and repr of the class body are kept; it has a hash all the same, as of a dataclass."""

    @frozen
    class Loose:
        name: str

        def __eq__(self, other: object) -> bool:
            return isinstance(other, Loose)

        def __repr__(self) -> str:
            return "loose"

    assert Loose("a") == Loose("b")
    assert repr(Loose("a")) == "loose"
    assert hash(Loose("a")) == hash(Loose("a"))


@pytest.mark.parametrize(
    ("name", "default"),
    [
        ("int", field(default=1, init=False)),
        ("int", field(default=1, kw_only=True)),
        ("InitVar[int]", 1),
    ],
)
def test_what_only_dataclasses_know_is_refused(name: str, default: object):
    """A field that is not set by its place would be taken for one that is."""
    with pytest.raises(TypeError, match="make it a dataclass"):
        frozen(type("Pier", (), {"__annotations__": {"length": name}, "length": default}))
    assert frozen(type("Pier", (), {"__annotations__": {"length": "int"}, "length": 1}))(2).length == 2
