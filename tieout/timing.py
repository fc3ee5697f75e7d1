"""How the times of inputs lie: growth runs onward, over the time between, and no sum takes one twice."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import replace
from fractions import Fraction
from itertools import combinations

from tieout import algebra, formulas
from tieout.algebra import Given
from tieout.formulas import Formula, Node, Operation, Role
from tieout.frozen import frozen
from tieout.model import Date, Standing
from tieout.quantities.interval import Hedge, Interval, Quantity, point
from tieout.quantities.saying import say
from tieout.quantities.units import YEAR, UnitMismatch, Vocabulary, factor

_A_YEAR = Fraction(1461, 4)  # in days
_LEEWAY = 3 / _A_YEAR  # of a year: how far a month or a quarter may be from the twelfth or fourth of one
_LOOSE = Fraction(1, 8)  # how far what is about right may be off, as a part of it


@frozen
class Mistimed:
    """What is wrong with the times of inputs: the check, the part of the formula, in words, and the help."""

    check: str
    node: Operation
    message: str
    help: str


@frozen
class _Times:
    """When a part of a formula is of: the earliest and the latest of its inputs, and those that have a time.

    ``period`` is that of all of them, where they have but one.
    """

    inputs: tuple[Standing, ...]
    first: Date
    last: Date
    period: Date | None

    @property
    def words(self) -> str:
        """The inputs with their time: "`a`, of 2023"; of several the first and the last time."""
        named = " and ".join(f"`{one.address}`" for one in self.inputs)
        until = f" to {_said(self.last)}" if self.last != self.first else ""
        return f"{named}, of {_said(self.first)}{until}"


def mistimed(
    one: Standing, formula: Formula, values: Mapping[str, Given], standings: Mapping[str, Standing]
) -> Iterator[Mistimed]:
    """Yield each growth from a later time to an earlier one or over another time than that between the two.

    Yielded too is each sum that takes a period of a series and one within it. Inputs without a time, and
    such that only may be at fault, are let be.
    """
    for node in _operations(formula.tree):
        if node.name in ("growth", "cagr"):
            yield from _growth(node, one, formula, values, standings)
        elif node.name in ("+", "sum"):
            yield from _twice(node, one, standings)


def _operations(node: Node, is_term: bool = False) -> Iterator[Operation]:
    """Yield the operations of a formula; a sum within a sum is a part of that."""
    if isinstance(node, Role):
        return
    is_sum = node.name in ("+", "sum")
    if not (is_sum and is_term):
        yield node
    for operand in node.operands:
        yield from _operations(operand, is_sum)


# --- growth --------------------------------------------------------------------------------------


def _growth(
    node: Operation,
    one: Standing,
    formula: Formula,
    values: Mapping[str, Given],
    standings: Mapping[str, Standing],
) -> Iterator[Mistimed]:
    new, old = (_times(part, one, standings) for part in node.operands[:2])
    if new is None or old is None:
        return
    if all(later.precedes(earlier) for later in new.inputs for earlier in old.inputs):
        said = f"grows from {old.words}, to {new.words}, which is before it"
        first, second, *time = (formulas.written(part) for part in node.operands)
        told = [one for one in time if one not in formula.given]
        turned = f"`{node.name}({', '.join((second, first, *told))})`"
        yield Mistimed("growth-fits-times", node, said, f"the newer one comes first: write {turned}")
    elif len(node.operands) == 3:
        taken = algebra.evaluate(replace(formula, tree=node.operands[2]), values)
        if isinstance(taken, Quantity) and _is_off(taken, between(old, new)):
            said = f"grows from {old.words}, to {new.words}, over {_said(taken)}"
            parts = ", ".join(formulas.written(part) for part in node.operands[:2])
            apart = f"the two are {_said(_in_years(between(old, new)))} apart"
            helps = f"{apart}: write `cagr({parts})`, which takes that"
            yield Mistimed("growth-fits-times", node, said, helps)


def completed(formula: Formula, one: Standing, standings: Mapping[str, Standing]) -> Formula:
    """Return the formula with the time between its inputs in each yearly growth that is told none.

    Where one of the two has no time it stays as it is.
    """
    given: dict[str, Quantity] = {}

    def whole(node: Node) -> Node:
        if isinstance(node, Role):
            return node
        operands = tuple(whole(part) for part in node.operands)
        if node.name == "cagr" and len(operands) == 2:
            new, old = (_times(part, one, standings) for part in operands)
            if new and old:
                name = f"the time from {formulas.written(operands[1])} to {formulas.written(operands[0])}"
                given[name] = _in_years(between(old, new))
                operands = (*operands, Role(name, node.offset))
        return replace(node, operands=operands)

    tree = whole(formula.tree)
    return Formula(formula.text, tree, given) if given else formula


def _in_years(span: Interval) -> Quantity:
    return Quantity(span, YEAR, Hedge.EXACTLY if span.exact else Hedge.FROM_TO)


def _said(value: Quantity | Date) -> str:
    return say(value, "sentence", Vocabulary()).replace("\u00a0", " ")


def _times(node: Node, one: Standing, standings: Mapping[str, Standing]) -> _Times | None:
    """Return when a part of a formula is of; None where none of its inputs has a time."""
    addresses = dict.fromkeys(name for role in formulas.names(node) for name in one.inputs.get(role, ()))
    inputs = tuple(standings[name] for name in addresses if name in standings and standings[name].times)
    if not inputs:
        return None
    first = min((times[0] for each in inputs if (times := each.times)), key=lambda date: date.first)
    last = max((times[1] for each in inputs if (times := each.times)), key=lambda date: date.last)
    periods = {each.period for each in inputs}
    return _Times(inputs, first, last, periods.pop() if len(periods) == 1 else None)


def between(old: _Times, new: _Times) -> Interval:
    """Return how many years lie between two times: one number from a period to another of its kind.

    Elsewhere, as between a year and a day, it is the least to the most that there may be.
    """
    of_one = {each.id for each in old.inputs} == {each.id for each in new.inputs}
    if old.period and new.period and (years := _steps(old.period, new.period, of_one)) is not None:
        return point(years)
    least, most = new.first.first - old.last.last, new.last.last - old.first.first
    return Interval(least.days / _A_YEAR, most.days / _A_YEAR)


def _steps(old: Date, new: Date, of_one: bool) -> Fraction | None:
    """Return the years from a period to another of its kind; None where they are of two kinds, or vague."""
    kinds = {(bool(one.half), bool(one.quarter), bool(one.month), bool(one.day)) for one in (old, new)}
    if len(kinds) > 1 or old.part or new.part or old.fiscal is not new.fiscal:
        return None
    if old.fiscal and not of_one:
        return None
    if old.day:
        return (new.first - old.first).days / _A_YEAR
    parts = (("year", 1), ("half", 2), ("quarter", 4), ("month", 12))
    return sum((Fraction(getattr(new, name) - getattr(old, name), by) for name, by in parts), Fraction(0))


def _is_off(taken: Quantity, years: Interval) -> bool:
    """Return whether a time can't be one of ``years``; what is no time is told elsewhere."""
    try:
        span = taken.interval.scaled(factor(taken.unit, YEAR))
    except UnitMismatch:
        return False
    low, high = span.low, span.high
    if taken.approximate:
        low, high = low and low * (1 - _LOOSE), high and high * (1 + _LOOSE)
    is_less = high is not None and high < years.low - _LEEWAY
    return is_less or (low is not None and low > years.high + _LEEWAY)


# --- sums ----------------------------------------------------------------------------------------


def _twice(node: Operation, one: Standing, standings: Mapping[str, Standing]) -> Iterator[Mistimed]:
    """Yield a fault for a sum that takes two points of a series of which one lies within the other."""
    names = [name for role in _terms(node) for name in one.inputs.get(role, ())]
    points = [standings[name] for name in dict.fromkeys(names) if name in standings]
    for pair in combinations([each for each in points if each.period], 2):
        if pair[0].id != pair[1].id:
            continue
        whole, part = sorted(pair, key=lambda each: each.period.last - each.period.first, reverse=True)
        if whole.period.contains(part.period):
            said = f"counts `{part.address}` twice: it is within `{whole.address}`"
            yield Mistimed("sum-counts-once", node, said, "name the points to be added, a role for each")
            return


def _terms(node: Node) -> Iterator[str]:
    """Yield the roles that are added as they are."""
    if isinstance(node, Role):
        yield node.name
    elif node.name in ("+", "sum"):
        for operand in node.operands:
            yield from _terms(operand)
