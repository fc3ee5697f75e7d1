"""What a formula comes to over the values of its roles, in which each fact that is a bound is used once."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import replace
from fractions import Fraction
from functools import reduce

from tieout import single_use
from tieout.formulas import SERIES, Formula, Node, Operation, Role, names, written
from tieout.frozen import frozen
from tieout.operations import (
    OPERATIONS,
    Mark,
    Number,
    Refusal,
    Refused,
    add,
    floor_of,
    known,
    readable,
    share_of_sum,
    telling,
    unit_words,
)
from tieout.quantities import interval as spans
from tieout.quantities import units
from tieout.quantities.dates import Date
from tieout.quantities.interval import SIGNIFICANT_ABOUT, Hedge, Interval, Quantity
from tieout.quantities.units import Unit, UnitMismatch

Value = Quantity | Date
Given = Value | tuple[Value, ...]
"""What fills a role: a quantity, a date, or all the values of a series."""

Base = Mapping[str, Sequence[str]]
"""The addresses of the stated facts under each role that are no single value."""

_Done = dict[int, Number | Refused | UnitMismatch]
"""What parts of a formula were found to be, by the ``id`` of their nodes."""


# --- a formula and its parts ---------------------------------------------------------------------


def evaluate(formula: Formula, values: Mapping[str, Given], base: Base | None = None) -> Quantity | Refusal:
    """Return what the formula comes to, in whole units of its own, or why that says nothing.

    ``values`` fills every role; a series goes into sum, min and max alone. ``base`` lists, by role, the
    addresses of the stated facts under it that are no single value: bounds are only exact where each of these
    is used once, as an interval knows nothing of its twin. So one that is used twice is refused, through
    derived numbers too.
    """
    return _evaluated(formula.tree, values, base or {}, {})


@frozen
class Traced:
    """A part of a formula with what it comes to: a value, or the refusal that stopped it or a part of it.

    ``parts`` are its operands, as written; a role has none, and the value or values that it was given.
    """

    node: Node
    value: Given | None = None
    refusal: Refusal | None = None
    parts: tuple[Traced, ...] = ()


def trace(formula: Formula, values: Mapping[str, Given], base: Base | None = None) -> Traced:
    """Return the formula's tree with what each part of it comes to; its root is what ``evaluate`` returns.

    Of a part in which a fact is met twice it is not told how to write that: of the whole it is.
    """
    return _traced(formula.tree, values, base or {}, {}, is_whole=True)


def _traced(
    node: Node, values: Mapping[str, Given], base: Base, done: _Done, is_whole: bool = False
) -> Traced:
    if isinstance(node, Role):
        return Traced(node, values[node.name])
    parts = tuple(_traced(operand, values, base, done) for operand in node.operands)
    found = _evaluated(node, values, base, done, advised=is_whole)
    return (
        Traced(node, None, found, parts) if isinstance(found, Refusal) else Traced(node, found, None, parts)
    )


def _evaluated(
    node: Node, values: Mapping[str, Given], base: Base, done: _Done, advised: bool = True
) -> Quantity | Refusal:
    try:
        _used_once(node, values, base, advised)
        return _quantity(_number(node, values, done))
    except Refused as refused:
        return refused.refusal
    except UnitMismatch as mismatch:
        return _mismatch(mismatch)


def in_unit(result: Quantity, unit: Unit) -> Quantity | Refusal:
    """Return the result counted in ``unit``, or why it can't be, as what is said of the result."""
    try:
        ratio = units.factor(result.unit, unit)
    except UnitMismatch:
        points = units.dimension(units.as_percent(result.unit)) == units.dimension(unit)
        help = (
            "write `unit: percentage points`: that is what lies between two percentages"
            if points and result.unit != units.as_percent(result.unit)
            else "correct `unit`, or the formula"
        )
        return Refusal(
            f"comes to {unit_words(result.unit)}, not {unit_words(unit)}", help, "unit-fits", of_result=True
        )
    wide = result.wide and result.wide.scaled(ratio)
    return replace(result, interval=result.interval.scaled(ratio), unit=unit, wide=wide)


def _each(given: Given) -> tuple[Value, ...]:
    return given if isinstance(given, tuple) else (given,)


def _mismatch(mismatch: UnitMismatch) -> Refusal:
    left, right = mismatch.right, mismatch.left  # the right operand is counted in the left one's unit
    help = "add, subtract and compare only what is counted in one unit, or in units of one kind"
    if left.currency and right.currency and left.currency != right.currency:
        help = "make a dated exchange rate one of the inputs and multiply by it"
    elif units.as_percent(left) == units.as_percent(right):
        help = "points are added to a percentage, or taken from one: write the percentage first"
    return Refusal(f"{unit_words(left)} and {unit_words(right)} are not of one kind", help, "unit-fits")


# --- each fact once ------------------------------------------------------------------------------


def _used_once(tree: Node, values: Mapping[str, Given], base: Base, advised: bool) -> None:
    """Refuse a fact that is no single value and is met more than once."""
    met: Counter[str] = Counter()
    by: dict[str, list[str]] = {}
    for role in _counted_roles(tree):
        if all(one.single for one in _each(values[role])):
            continue
        for address in base.get(role) or (role,):
            met[address] += 1
            by.setdefault(address, []).append(role)
    for address, times in met.items():
        if times > 1:
            used = tuple(dict.fromkeys(by[address]))
            through = ", ".join(f"`{name}`" for name in used)
            raise Refused(
                f"`{address}` is no single value and is used {_times(times)} (by {through}), "
                "so the ends of the result would be wrong",
                single_use.advice(tree, used, _sizes(tree, values)) if advised else single_use.PLAINLY,
            )


def _times(count: int) -> str:
    return "twice" if count == 2 else f"{count} times"


def _sizes(tree: Node, values: Mapping[str, Given]) -> Mapping[str, single_use.Size]:
    """Return how much one of each role's unit is, and its number where it is known."""
    return {
        role: (units.in_base(given.unit), given.interval.low if given.single else None)
        for role in names(tree)
        if isinstance(given := values[role], Quantity)
    }


def _counted_roles(tree: Node) -> Iterator[str]:
    """Yield each use of a role, but for the part inside the whole of its own share, which is used once."""
    ahead = [tree]
    while ahead:
        node = ahead.pop()
        if isinstance(node, Role):
            yield node.name
            continue
        rest = _rest_of_whole(node) if node.name == "share" else None
        ahead += reversed((node.operands[0], *rest) if rest is not None else node.operands)


def _rest_of_whole(node: Operation) -> tuple[Node, ...] | None:
    """Return the other terms of the whole in ``share(part, part + rest)``, or None."""
    part, whole = node.operands
    rest = dict(enumerate(_terms(whole)))
    for term in _terms(part):
        same = next((index for index, one in rest.items() if written(one) == written(term)), None)
        if same is None:
            return None
        del rest[same]
    return tuple(rest.values()) or None


def _terms(node: Node) -> Iterator[Node]:
    if isinstance(node, Operation) and node.name in ("+", "sum"):
        for operand in node.operands:
            yield from _terms(operand)
    else:
        yield node


# --- numbers in and out --------------------------------------------------------------------------


def _number(node: Node, values: Mapping[str, Given], done: _Done) -> Number:
    """Return what a part comes to, worked out once."""
    if isinstance(node, Role):
        return _given(node, values)
    found = done.get(id(node))
    if found is None:
        try:
            found = _worked(node, values, done)
        except (Refused, UnitMismatch) as failed:
            found = failed
        done[id(node)] = found
    if isinstance(found, Number):
        return found
    raise found


def _worked(node: Operation, values: Mapping[str, Given], done: _Done) -> Number:
    if node.name == "days":
        return _days(node, values)
    if node.name == "share" and (rest := _rest_of_whole(node)) is not None:
        others = _operands(Operation("sum", rest, node.offset), values, done)
        numbers = [_number(node.operands[0], values, done), *others]
        return known(node, numbers, lambda them: share_of_sum(them[0], reduce(add, them[1:])))
    numbers = _operands(node, values, done)
    return known(node, numbers, lambda them: OPERATIONS[node.name](node, them))


def _operands(node: Operation, values: Mapping[str, Given], done: _Done) -> list[Number]:
    """Return the numbers that an operation is given: of a series, all."""
    numbers: list[Number] = []
    for operand in node.operands:
        given = values[operand.name] if isinstance(operand, Role) else None
        if isinstance(given, tuple) and node.name in SERIES:
            numbers += (_given(operand, {operand.name: one}) for one in given)
        else:
            numbers.append(_number(operand, values, done))
    return numbers


def _given(role: Role, values: Mapping[str, Given]) -> Number:
    value = values[role.name]
    if isinstance(value, Quantity):
        return _input(value)
    if isinstance(value, Date):
        raise Refused(
            f"`{role.name}` is a date, and dates only go into `days`",
            "write `days(from, to)` for the days between two dates",
            "unit-fits",
        )
    raise Refused(
        f"`{role.name}` is a whole series, and no single number",
        f"name one of its points, or write `sum({role.name})`, `min({role.name})` or `max({role.name})`",
    )


def _input(value: Quantity) -> Number:
    """Return a role's value as a set, met with what such an amount can be."""
    span, bare = value.interval, False
    if value.digits:
        amount = spans.floored(value)
        span, bare = amount, amount is not span
    elif span.low == 0:
        bare = value.hedge is Hedge.UP_TO or value.hedge is Hedge.NEARLY
    mark, wide, figures = Mark.NONE, None, 0
    if value.approximate:
        mark = _MARKS.get(value.hedge, Mark.ABOUT)
        figures = value.written if value.derived else max(SIGNIFICANT_ABOUT, value.written)
    if mark is Mark.ABOUT and (all_ := spans.widest(value)) != span:
        wide = all_
    floor = floor_of(span)
    return readable(Number(span, value.unit, mark, floor, None, bare, value.single, wide, figures))


_MARKS = {Hedge.NEARLY: Mark.NEARLY, Hedge.JUST_OVER: Mark.JUST_OVER}


def _quantity(number: Number) -> Quantity:
    """Return a result, with the hedge that its ends are said with."""
    unit, times = units.joined(number.unit)
    span = number.span if times == 1 else number.span.scaled(times)
    is_bound = number.mark in (Mark.NEARLY, Mark.JUST_OVER)
    mark = Mark.NONE if is_bound and span.exact else number.mark
    approximate = mark is not Mark.NONE or (number.single and not span.exact)
    wide = number.wide.scaled(times) if number.wide is not None and mark is Mark.ABOUT else None
    figures = number.figures if approximate else 0
    hedge = _hedge(number, span, mark)
    return Quantity(span, unit, hedge, approximate=approximate, figures=figures, wide=wide)


def _hedge(number: Number, span: Interval, mark: Mark) -> Hedge:
    if number.single or span.exact:
        return Hedge.EXACTLY if span.exact and mark is Mark.NONE else Hedge.ABOUT
    if mark is Mark.NEARLY and span.high is not None:
        return Hedge.NEARLY
    if mark is Mark.JUST_OVER and span.low is not None:
        return Hedge.JUST_OVER
    if span.high is None or number.span.high == number.ceiling:
        return Hedge.AT_LEAST
    return Hedge.UP_TO if span.low is None or number.idle_floor else Hedge.FROM_TO


# --- dates ---------------------------------------------------------------------------------------


def _days(node: Operation, values: Mapping[str, Given]) -> Number:
    """Return the days from the first date to the second; from a month or a year, the fewest to the most."""
    start, end = (_date(operand, values) for operand in node.operands)
    fewest = None if end.by else Fraction((end.first - start.last).days)
    most = None if start.by else Fraction((end.last - start.first).days)
    span = Interval(fewest, most)
    number = Number(span, units.DAY, single=span.exact)
    return telling(number, (number, number), "to")


def _date(node: Node, values: Mapping[str, Given]) -> Date:
    value = values[node.name] if isinstance(node, Role) else None
    if isinstance(value, Date):
        return value
    raise Refused(
        f"`days` counts between dates, and `{written(node)}` is none", "give it two dates", "unit-fits"
    )
