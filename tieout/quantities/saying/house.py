"""What a house style says numbers with, whatever its language."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field

from tieout.frozen import frozen
from tieout.quantities.dates import Date
from tieout.quantities.interval import Hedge

NBSP = "\u00a0"
THIN = "\u202f"
"""A narrow space that does not break."""
MINUS = "\u2212"


@frozen
class Amount:
    """A number with its scale word, to which a unit is to be joined.

    ``many`` asks for the plural of the unit; ``scaled`` says that a scale stands in it, ``in_full`` that its
    whole word does.
    """

    text: str
    many: bool
    scaled: bool = False
    in_full: bool = False


@dataclass(frozen=True, eq=False)
class House:
    """The words and signs of numbers in one language, as one kind of paper prints them."""

    point: str
    group: str
    """What parts decimals, and what parts thousands."""
    hedges: Mapping[Hedge, str]
    """What stands before a number; "" for nothing."""
    at_most: str
    """The upper bound of a result of arithmetic, and of a fraction that has a name."""
    loosely: str
    """What is put to a bound that is no more than about right."""
    or_more: str
    or_less: str
    """What follows "about X" for such a bound, if it is a result of arithmetic."""
    to: str
    """What joins a range, with its spaces."""
    scales: Mapping[int, tuple[str, str]]
    """The word of a scale for one and for many, by its number."""
    compact: Mapping[int, str]
    """The short word of a scale."""
    percent: str
    """The sign of per cent, with the space before it if any."""
    per: str
    """What stands before a divisor."""
    one_in: str
    """A fraction that has no name: "{} in {}"."""
    reported: tuple[str, str]
    """That no first-hand source says so: before a number in prose ("" for never), and after one."""
    moods: Mapping[str, str]
    """What a forecast, an estimate and an opinion are called, and what rests on an assumption."""
    word: Callable[[str, bool], str]
    mark: Callable[[str, bool], str]
    """The name and the symbol of a unit by its key, for many if true."""
    powered: Callable[[str, int], str]
    """The square or the cube of a unit's name."""
    money: Callable[[Amount, str, bool], str]
    """An amount of a currency by its code: in words if true, else with its sign."""
    part: Callable[[int, int], str | None]
    """The name of a fraction by its two numbers; None for none."""
    is_single: Callable[[str, bool], bool]
    """Whether the digits take the singular; true is for the last of a range."""
    date: Callable[[Date, bool], str]
    """A date, long if true; day and month never part."""
    linked: Callable[[str], str] = str
    """A unit as it follows a scale: "de dollars"."""
    joined: Callable[[str, str], str] = "{} {}".format
    """A hedge and the number after it."""
    glued: frozenset[str] = field(default=frozenset())
    """The names and symbols of units that need no space before them."""
    is_tight: bool = False
    """Whether a short scale is set against its number: "20bn"."""
    has_full_headlines: bool = False
    """Whether headlines have a scale's word in full."""
    has_unit_once: bool = True
    """Whether both ends of a range of money, or of a percentage, share one sign."""
