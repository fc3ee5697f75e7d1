"""Units as products of named factors, the desk's counted nouns, and conversions between them."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field


@dataclass(frozen=True, slots=True)
class Unit:
    """A product of powers of canonical unit names, sorted: USD/MW is (("MW", -1), ("USD", 1)).

    The empty product is a plain number.
    """

    factors: tuple[tuple[str, int], ...] = ()


@dataclass(frozen=True, slots=True)
class Vocabulary:
    """The words a desk counts things in: ``nouns`` maps a singular to its plural."""

    nouns: Mapping[str, str] = field(default_factory=dict)
