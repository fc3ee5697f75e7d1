"""Disputes under several numbers at once: which sides may be taken, and what each number then is."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from itertools import product
from math import prod

from tieout.model import Account, Quantity, Standing, Value
from tieout.quantities.units import factor, same_dimension

Choice = Sequence[Account]
"""One side of each fact in dispute."""

MOST_WAYS = 16
"""In how many ways the sides of the disputes under one number, or word, may combine: nobody follows more."""


def sides(standings: Iterable[Standing]) -> Mapping[str, tuple[Account, ...]]:
    """Return the sides of every disputed fact that ``standings`` are or rest on, by its address.

    Facts are in order of first use, the sides of one in that of its accounts: as stated first.
    """
    found: dict[str, dict[str, Account]] = {}
    for standing in standings:
        for account in standing.accounts:
            for side in account.taken:
                found.setdefault(side.fact, {}).setdefault(side.name, side)
    return {fact: tuple(named.values()) for fact, named in found.items()}


def under(held: Iterable[Standing], standings: Mapping[str, Standing]) -> tuple[Standing, ...]:
    """Return the facts that ``held`` are or rest on, each once, in order of first use.

    Their sides are all there are: a number may by chance be the same by each, and so in no dispute itself.
    """
    addresses = dict.fromkeys(address for one in held for address in one.rests_on)
    return tuple(standings[address] for address in addresses if address in standings)


def ways(standings: Iterable[Standing]) -> int:
    """Return in how many ways the sides of disputes under ``standings`` combine: 1 where there are none."""
    return prod(len(one) for one in sides(standings).values())


def choices(standings: Iterable[Standing]) -> Iterator[Choice]:
    """Yield each way to take one side of every disputed fact under ``standings``: all as stated first.

    A fact's side is the same wherever it is used, through derived numbers too; without a dispute the one
    choice is empty.
    """
    yield from product(*sides(standings).values())


def by(standing: Standing, choice: Choice) -> Account | None:
    """Return the account of ``standing`` that ``choice`` takes; None where it is in no dispute."""
    chosen = {side.fact: side.name for side in choice}
    for account in standing.accounts:
        if all(chosen.get(side.fact) == side.name for side in account.taken):
            return account
    return None


def value(standing: Standing, choice: Choice) -> Value | None:
    """Return the value of ``standing`` where the sides of ``choice`` are taken; None where it has none."""
    if not standing.accounts:
        return standing.value
    account = by(standing, choice)
    return account.value if account else None


def bounds(given: Iterable[Standing], standings: Mapping[str, Standing], choice: Choice) -> tuple[str, ...]:
    """Return the addresses of the stated facts under ``given`` that are no single value by ``choice``.

    A formula may use each of them once; what is one value it may use as often as it likes.
    """
    values = ((one.address, value(one, choice)) for one in under(given, standings))
    return tuple(address for address, found in values if found is None or not found.single)


def meaning(value: Value | None, like: Value | None) -> object:
    """Return what two values have in common that say the same, however they are written.

    A quantity is counted in the unit of ``like`` where it can be: 0.3 GW is 300 MW.
    """
    if not isinstance(value, Quantity):
        return value
    span, unit = value.interval, value.unit
    if isinstance(like, Quantity) and unit != like.unit and same_dimension(unit, like.unit):
        span, unit = span.scaled(factor(unit, like.unit)), like.unit
    return (span, unit, value.approximate)
