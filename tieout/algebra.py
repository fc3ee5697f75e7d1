"""What a formula comes to: arithmetic on numbers that are bounds, marks and units."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from fractions import Fraction
from functools import reduce

from tieout.formulas import Formula, Node, Operation, Role
from tieout.quantities import interval as spans
from tieout.quantities import units
from tieout.quantities.dates import Date
from tieout.quantities.interval import Hedge, Interval, Quantity
from tieout.quantities.units import PLAIN, Unit, UnitMismatch

Value = Quantity | Date


@dataclass(frozen=True, slots=True)
class Refusal:
    """Why a formula comes to nothing that can be said, and what could be done.

    ``kind`` names the check; ``of_result`` says that only the unit asked of the result is at fault.
    """

    reason: str
    help: str
    kind: str = "formula-says-something"
    of_result: bool = False


class _Refused(Exception):
    def __init__(self, reason: str, help: str, kind: str = "formula-says-something") -> None:
        super().__init__(reason)
        self.refusal = Refusal(reason, help, kind)


@dataclass(frozen=True, slots=True)
class _Number:
    """A set of values on its way through a formula.

    ``mark`` is "" or how loosely it is known: "~" about, "<" nearly (a bound from above), ">" just over.
    ``floor`` and ``ceiling`` are where its domain ends, if it does: an end there says nothing. ``amount`` is
    true of an input as stated that can't be below 0, and so may divide though only its ceiling is known.
    """

    span: Interval
    unit: Unit
    mark: str = ""
    floor: Fraction | None = None
    ceiling: Fraction | None = None
    amount: bool = False


def evaluate(
    formula: Formula, values: Mapping[str, Value], base: Mapping[str, Sequence[str]] | None = None
) -> Quantity | Refusal:
    """Return what the formula comes to, in whole units of its own, or why that says nothing.

    ``values`` fills every role. ``base`` lists, by role, the addresses of the stated facts under it: bounds
    are only exact where each of these is used once (``research``: an interval knows nothing of its twin), so
    a fact that is no single value and is used twice is refused, through derived numbers too. Ranges of
    exact numbers are free of that.
    """
    try:
        _used_once(formula, values, base or {})
        number = _evaluate(formula.tree, values)
        unit, times = units.joined(number.unit)
        result = _quantity(replace(number, span=number.span.scaled(times), unit=unit))
        return replace(result, figures=_figures(values)) if result.approximate else result
    except _Refused as refused:
        return refused.refusal
    except UnitMismatch as mismatch:
        return _mismatch(mismatch)


@dataclass(frozen=True, slots=True)
class Traced:
    """A part of a formula with what it comes to: a value, or the refusal that stopped it or a part of it.

    ``parts`` are its operands, as written; a role has none, and the value that it was given.
    """

    node: Node
    value: Value | None = None
    refusal: Refusal | None = None
    parts: tuple[Traced, ...] = ()


def trace(
    formula: Formula, values: Mapping[str, Value], base: Mapping[str, Sequence[str]] | None = None
) -> Traced:
    """Return the formula's tree with what each part of it comes to; its root has what ``evaluate`` returns."""
    return _traced(formula.tree, formula.text, values, base)


def _traced(
    node: Node, text: str, values: Mapping[str, Value], base: Mapping[str, Sequence[str]] | None
) -> Traced:
    if isinstance(node, Role):
        return Traced(node, values[node.name])
    parts = tuple(_traced(operand, text, values, base) for operand in node.operands)
    found = evaluate(Formula(text, node), values, base)
    if isinstance(found, Refusal):
        return Traced(node, None, found, parts)
    return Traced(node, found, None, parts)


def _figures(values: Mapping[str, Value]) -> int:
    """Return the significant figures of the least exact of the inputs that are no more than about right."""
    loose = (one for one in values.values() if isinstance(one, Quantity) and one.approximate)
    return min((one.written for one in loose), default=0)


def in_unit(result: Quantity, unit: Unit) -> Quantity | Refusal:
    """Return the result counted in ``unit``, or why it can't be, as what is said of the result."""
    try:
        ratio = units.factor(result.unit, unit)
    except UnitMismatch:
        return Refusal(
            f"comes to {_unit_words(result.unit)}, not {_unit_words(unit)}",
            "correct `unit`, or the formula",
            "unit-fits",
            of_result=True,
        )
    return replace(result, interval=result.interval.scaled(ratio), unit=unit)


def _unit_words(unit: Unit) -> str:
    return f"`{units.canonical(unit)}`" if unit else "a plain number"


def _mismatch(mismatch: UnitMismatch) -> Refusal:
    left, right = mismatch.right, mismatch.left  # the right operand is counted in the left one's unit
    rate = left.currency and right.currency and left.currency != right.currency
    help = (
        "make a dated exchange rate one of the inputs and multiply by it"
        if rate
        else "add, subtract and compare only what is counted in one unit, or in units of one kind"
    )
    return Refusal(f"{_unit_words(left)} and {_unit_words(right)} are not of one kind", help, "unit-fits")


def _used_once(formula: Formula, values: Mapping[str, Value], base: Mapping[str, Sequence[str]]) -> None:
    """Refuse a fact that is no single value and is met more than once."""
    met: Counter[str] = Counter()
    names: dict[str, list[str]] = {}
    for role in _counted_roles(formula.tree):
        value = values[role]
        fixed = value.first == value.last if isinstance(value, Date) else value.interval.exact
        if fixed:
            continue
        for address in base.get(role) or (role,):
            met[address] += 1
            names.setdefault(address, []).append(role)
    for address, times in met.items():
        if times > 1:
            through = ", ".join(f"`{name}`" for name in dict.fromkeys(names[address]))
            raise _Refused(
                f"`{address}` is no single value and is used {_times(times)} (by {through}), "
                "so the ends of the result would be wrong",
                _single_use(formula.tree),
            )


def _times(count: int) -> str:
    return "twice" if count == 2 else f"{count} times"


def _counted_roles(node: Node) -> Iterator[str]:
    """Yield each use of a role, but for the part inside the whole of its own share, which is used once."""
    if isinstance(node, Role):
        yield node.name
        return
    rest = _rest_of_whole(node) if node.name == "share" else None
    for operand in (node.operands[0], *rest) if rest is not None else node.operands:
        yield from _counted_roles(operand)


def _single_use(tree: Node) -> str:
    """Return the advice that names the built-in written in single-use form."""
    signs = {node.name for node in _operations(tree)}
    if "/" in signs and "-" in signs:
        return "write `growth(new, old)` for how much one exceeds another, which uses each once"
    if "/" in signs and signs & {"+", "sum"}:
        return "write `share(part, part + rest)` for a part of a whole, which uses each once"
    return "write the formula so that each fact stands in it once"


def _operations(node: Node) -> Iterator[Operation]:
    if isinstance(node, Operation):
        yield node
        for operand in node.operands:
            yield from _operations(operand)


def _rest_of_whole(node: Operation) -> tuple[Node, ...] | None:
    """Return the other terms of the whole in ``share(part, part + rest)``, or None."""
    part, whole = node.operands
    terms = list(_terms(whole))
    same = [
        term for term in terms if isinstance(part, Role) and isinstance(term, Role) and term.name == part.name
    ]
    if len(same) != 1 or len(terms) < 2:
        return None
    return tuple(term for term in terms if term is not same[0])


def _terms(node: Node) -> Iterator[Node]:
    if isinstance(node, Operation) and node.name in ("+", "sum"):
        for operand in node.operands:
            yield from _terms(operand)
    else:
        yield node


def _evaluate(node: Node, values: Mapping[str, Value]) -> _Number:
    if isinstance(node, Role):
        value = values[node.name]
        if isinstance(value, Date):
            raise _Refused(
                f"`{node.name}` is a date, and dates only go into `days`",
                "write `days(from, to)` for the days between two dates",
                "unit-fits",
            )
        return _input(value)
    if node.name == "days":
        return _days(node, values)
    if node.name == "share" and (rest := _rest_of_whole(node)) is not None:
        part = _evaluate(node.operands[0], values)
        others = reduce(_add, (_evaluate(one, values) for one in rest))
        return _share_of_sum(part, others)
    numbers = [_evaluate(operand, values) for operand in node.operands]
    match node.name:
        case "+" | "sum":
            return _telling(reduce(_add, numbers), numbers, "added to")
        case "-":
            return _telling(_subtract(*numbers), numbers, "less")
        case "*":
            return _telling(_multiply(*numbers), numbers, "times")
        case "/":
            return _telling(_divide(*numbers), numbers, "divided by")
        case "share":
            return _share(*numbers)
        case "growth":
            return _growth(*numbers)
        case _:
            return _extreme(node.name, numbers)


def _input(value: Quantity) -> _Number:
    """Return a role's value as a set, met with what such an amount can be."""
    span = value.interval
    amount = bool(value.digits) and units.natural(value.unit) and (span.high is None or span.high >= 0)
    if amount and span.low is None:
        span = span.meet(spans.NOT_NEGATIVE)
    mark = {Hedge.NEARLY: "<", Hedge.JUST_OVER: ">"}.get(value.hedge, "~") if value.approximate else ""
    return _Number(span, value.unit, mark, _floor(span), amount=amount)


def _floor(*parts: Interval) -> Fraction | None:
    """Return 0 where none of the parts can be below it, as then their sums, products and quotients can't."""
    return Fraction(0) if all(_not_negative(span) for span in parts) else None


def _ratio(number: _Number) -> _Number:
    """Return the number with percentages and multiples counted as plain ratios, as products need them."""
    plain = Unit(tuple(one for one in number.unit.factors if one[0] not in ("percent", "times")))
    if plain == number.unit:
        return number
    by = Fraction(1)
    for key, power in number.unit.factors:
        by *= Fraction(1, 100) ** power if key == "percent" else 1
    return replace(number, span=number.span.scaled(by), unit=plain)


def _like(number: _Number, unit: Unit) -> Interval:
    ratio = units.factor(number.unit, unit)
    return number.span if ratio == 1 else number.span.scaled(ratio)


def _mark(left: _Number, right: _Number, rising_left: bool, rising_right: bool) -> str:
    """Return how loosely a result is known: "nearly" outlives only what rises or falls with it alone."""
    if not left.mark and not right.mark:
        return ""
    swapped = {"<": ">", ">": "<", "~": "~"}
    if left.mark and not right.mark and right.span.exact:
        return left.mark if rising_left else swapped[left.mark]
    if right.mark and not left.mark and left.span.exact:
        return right.mark if rising_right else swapped[right.mark]
    return "~"


def _add(left: _Number, right: _Number) -> _Number:
    return _Number(
        left.span + _like(right, left.unit),
        left.unit,
        _mark(left, right, True, True),
        _floor(left.span, right.span),
    )


def _subtract(left: _Number, right: _Number) -> _Number:
    return _Number(left.span - _like(right, left.unit), left.unit, _mark(left, right, True, False))


def _multiply(left: _Number, right: _Number) -> _Number:
    left, right = _ratio(left), _ratio(right)
    rising = _not_negative(right.span), _not_negative(left.span)
    mark = _mark(left, right, *rising)
    if "<" in (left.mark, right.mark) and not all(rising):
        mark = "~"
    return _Number(left.span * right.span, left.unit * right.unit, mark, _floor(left.span, right.span))


def _divide(left: _Number, right: _Number) -> _Number:
    left, right = _ratio(left), _ratio(right)
    return _Number(
        left.span * _over(right),
        left.unit / right.unit,
        _mark(left, right, _not_negative(right.span), False),
        _floor(left.span, right.span),
    )


def _over(number: _Number) -> Interval:
    """Return one over the number, which is above 0 where it is an amount as stated."""
    span = number.span
    if number.amount and span.low == 0 and not span.exact:
        span = replace(span, low_closed=False)
    try:
        return span.inverse()
    except ZeroDivisionError:
        raise _Refused(
            "the formula divides by what may be zero",
            "divide by a fact that states a floor, or at least an amount that is above zero",
        ) from None


def _not_negative(span: Interval) -> bool:
    return span.low is not None and span.low >= 0


def _share(part: _Number, whole: _Number) -> _Number:
    """Return part ÷ whole, which are independent, within 0 and 1."""
    ratio = _divide(replace(part, span=_like(part, whole.unit), unit=whole.unit), whole)
    return _as_share(ratio, (part, whole))


def _share_of_sum(part: _Number, rest: _Number) -> _Number:
    """Return part ÷ (part + rest) = 1 ÷ (1 + rest ÷ part), in which each stands once."""
    rest_span = _like(rest, part.unit)
    if not (_not_negative(part.span) and _not_negative(rest_span)):
        raise _Refused("a share needs parts that are not below zero", "subtract and divide instead")
    low, low_closed = _part_of(part.span.low, part.span.low_closed, rest_span.high, rest_span.high_closed)
    high, high_closed = _part_of(part.span.high, part.span.high_closed, rest_span.low, rest_span.low_closed)
    mark = _mark(part, rest, True, False)
    number = _Number(Interval(low, high, low_closed, high_closed), PLAIN, mark)
    return _as_share(number, (part, rest))


def _part_of(
    part: Fraction | None, part_closed: bool, rest: Fraction | None, rest_closed: bool
) -> tuple[Fraction, bool]:
    if part is None and rest is None:
        return Fraction(0), False
    if part is None:
        return Fraction(1), rest == 0 and rest_closed
    if rest is None:
        return Fraction(0), part == 0 and part_closed
    if part + rest == 0:
        raise _Refused(
            "the formula divides by what may be zero", "take the share of a whole that is above zero"
        )
    return part / (part + rest), part_closed and rest_closed


def _as_share(ratio: _Number, numbers: Sequence[_Number]) -> _Number:
    met = ratio.span.meet(spans.UNIT_INTERVAL)
    if met.empty:
        raise _Refused("the part is larger than the whole", "write `part / whole` if a ratio is meant")
    if met.low == 0 and met.high == 1:
        raise _nothing(numbers, "as a share of")
    return replace(ratio, span=met, floor=Fraction(0), ceiling=Fraction(1))


def _growth(new: _Number, old: _Number) -> _Number:
    """Return new ÷ old − 1, in which each stands once."""
    ratio = _divide(replace(new, span=_like(new, old.unit), unit=old.unit), old)
    _telling(ratio, (new, old), "over")
    return _Number(ratio.span - spans.point(Fraction(1)), PLAIN, ratio.mark, Fraction(-1))


def _extreme(name: str, numbers: Sequence[_Number]) -> _Number:
    of = spans.minimum if name == "min" else spans.maximum
    unit = numbers[0].unit
    span = reduce(of, (_like(number, unit) for number in numbers))
    loose = any(number.mark for number in numbers)
    result = _Number(span, unit, "~" if loose else "", _floor(*(number.span for number in numbers)))
    return _telling(result, numbers, "with")


def _days(node: Operation, values: Mapping[str, Value]) -> _Number:
    """Return the days from the first date to the second; from a month or a year, the fewest to the most."""
    ends = []
    for operand in node.operands:
        value = values.get(operand.name) if isinstance(operand, Role) else None
        if not isinstance(value, Date):
            named = f"`{operand.name}`" if isinstance(operand, Role) else "a sum"
            raise _Refused(
                f"`days` counts between dates, and {named} is none", "give it two dates", "unit-fits"
            )
        if value.by:
            raise _Refused(
                f"`{operand.name}` is only told by its last day ({value.iso}), and `days` counts from the first",
                "give it a date that has a first day too",
            )
        ends.append(value)
    start, end = ends
    fewest, most = (end.first - start.last).days, (end.last - start.first).days
    return _Number(Interval(Fraction(fewest), Fraction(most)), units.DAY)


def _telling(result: _Number, numbers: Sequence[_Number], by: str) -> _Number:
    """Return the result, or refuse one that any value would fit."""
    span = result.span
    if span.high is None and (span.low is None or span.low == result.floor):
        raise _nothing(numbers, by)
    return result


def _nothing(numbers: Sequence[_Number], by: str) -> _Refused:
    first, *others = (_bound(number) for number in numbers)
    return _Refused(
        f"{first} {by} {' and '.join(others) or 'itself'} says nothing",
        "use inputs whose bounds lie so that one is left: a floor divided by a ceiling is a floor",
    )


def _bound(number: _Number) -> str:
    span = number.span
    if span.exact:
        return "an exact number"
    if span.high is None:
        return "a bound below" if span.low is not None else "a number without bounds"
    return "a bound above" if span.low is None or (span.low == number.floor) else "a range"


def _quantity(number: _Number) -> Quantity:
    span = number.span
    open_below = span.low is None or span.low == number.floor
    open_above = span.high is None or span.high == number.ceiling
    if span.exact:
        hedge = Hedge.ABOUT if number.mark else Hedge.EXACTLY
    elif number.mark == "<" and span.high is not None:
        hedge = Hedge.NEARLY
    elif number.mark == ">" and span.low is not None:
        hedge = Hedge.JUST_OVER
    elif open_above:
        hedge = Hedge.AT_LEAST
    else:
        hedge = Hedge.UP_TO if open_below else Hedge.FROM_TO
    return Quantity(span, number.unit, hedge, approximate=bool(number.mark))
