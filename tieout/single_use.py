"""How to write a formula in which a fact stands twice so that each stands once, as bounds need it."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping, Sequence
from fractions import Fraction
from itertools import combinations, permutations

from tieout.formulas import Node, Operation, Role, names, written

Size = tuple[Fraction, Fraction | None]
"""How much one of a role's unit is, in what all units of its kind are counted in, and its number if known."""

Numbers = Mapping[str, Fraction]
"""A number for each role."""

MOST_ROLES = 4  # of a part of a formula that is rewritten: there are too many ways to write more
# Any numbers that nobody computes with: two formulas that come to the same for all of these are the same.
_TRIALS = ((1009, 97), (787, 89), (1303, 113), (661, 71))


def advice(tree: Node, used: Sequence[str], sizes: Mapping[str, Size]) -> str:
    """Return what to write in place of the part of a formula in which a fact is met twice, by ``used``.

    Where one role stands for it, that is what comes to the same with each role once, a function if there is
    one. A role of which ``sizes`` knows nothing is a date or a series.
    """
    parts = list(_parts(tree, used))
    if len(used) > 1:
        return _through_derived(parts[0])
    for part in parts:
        instead = "" if part is tree else f" for `{written(part)}`"
        if found := _rewritten(part, sizes, Fraction(1)):
            return f"write `{written(found)}`{instead}, which uses each once"
        if found := _rewritten(part, sizes, Fraction(-1)):
            return f"write `{written(found)}`{instead}, which uses each once: it is this with the other sign"
    return "write the formula so that each fact stands in it once"


def _through_derived(part: Node) -> str:
    """Return advice where one role rests on what another is: by what the formula does with the two."""
    name = part.name if isinstance(part, Operation) else ""
    instead = {
        "-": "`difference(a, b)`",
        "difference": "`difference(a, b)`",
        "+": "`mix(share, a, b)` or a sum of products",
        "sum": "`mix(share, a, b)` or a sum of products",
    }.get(name, "`growth(new, old)`, `share(part, part + rest)` or `ratio(a, b)`")
    return f"write it over the facts themselves, each once: {instead} may say it"


def _parts(tree: Node, used: Sequence[str]) -> Iterator[Node]:
    """Yield the parts of the formula that hold all uses of the roles ``used``, the least first."""
    wanted = _uses(tree, used)
    for operand in tree.operands if isinstance(tree, Operation) else ():
        if _uses(operand, used) == wanted:
            yield from _parts(operand, used)
    yield tree


def _uses(node: Node, used: Sequence[str]) -> int:
    if isinstance(node, Role):
        return int(node.name in used)
    return sum(_uses(one, used) for one in node.operands)


# --- the same, written in another way ------------------------------------------------------------


def _rewritten(part: Node, sizes: Mapping[str, Size], times: Fraction) -> Node | None:
    """Return what comes to ``times`` as much as ``part`` with each role once; None where nothing does."""
    roles = names(part)
    if len(roles) > MOST_ROLES or not all(role in sizes for role in roles):
        return None
    trials = [_trial(roles, sizes, *seeds) for seeds in _TRIALS]
    try:
        wanted = [times * _value(part, trial) for trial in trials]
    except (KeyError, ZeroDivisionError):
        return None
    for found in _ways(roles):
        if all(_comes_to(found, trial, one) for trial, one in zip(trials, wanted, strict=True)):
            return found
    return None


def _trial(roles: Sequence[str], sizes: Mapping[str, Size], first: int, step: int) -> Numbers:
    numbers = {}
    for index, role in enumerate(roles):
        unit, known = sizes[role]
        numbers[role] = unit * (Fraction(first + index * index * step, 7 + index) if known is None else known)
    return numbers


def _comes_to(node: Node, numbers: Numbers, wanted: Fraction) -> bool:
    try:
        return _value(node, numbers) == wanted
    except ZeroDivisionError:
        return False


def _ways(roles: Sequence[str]) -> Iterator[Node]:
    """Yield formulas over some of the roles, each once: the shortest first, functions before signs."""
    for count in range(1, len(roles) + 1):
        for some in combinations(roles, count):
            yield from _functions(some)
            yield from _sums(some)


def _functions(roles: Sequence[str]) -> Iterator[Node]:
    for order in permutations(roles):
        if len(order) == 3:
            yield _call("mix", *(Role(role, 0) for role in order))
        for cut in range(1, len(order)):
            for left in _sums(order[:cut], once=True):
                for right in _sums(order[cut:], once=True):
                    yield _call("growth", left, right)
                    yield _call("share", left, _call("+", left, right))
                    yield _call("ratio", left, right)
                    yield _call("difference", left, right)


def _sums(roles: Sequence[str], once: bool = False) -> Iterator[Node]:
    """Yield the formulas of + - * / over ``roles``; ``once`` leaves them in that order."""
    if len(roles) == 1:
        yield Role(roles[0], 0)
        return
    for order in (roles,) if once else permutations(roles):
        for cut in range(1, len(order)):
            for left in _sums(order[:cut], once=True):
                for right in _sums(order[cut:], once=True):
                    yield from (_call(sign, left, right) for sign in "+-*/")


def _call(name: str, *operands: Node) -> Operation:
    return Operation(name, operands, 0)


def _value(node: Node, numbers: Numbers) -> Fraction:
    """Return what a formula comes to on single numbers.

    Raises:
        KeyError: it holds a function that takes dates, or comes to what is no fraction.
        ZeroDivisionError: it divides by zero.
    """
    if isinstance(node, Role):
        return numbers[node.name]
    return _MEANINGS[node.name]([_value(one, numbers) for one in node.operands])


_MEANINGS: Mapping[str, Callable[[Sequence[Fraction]], Fraction]] = {
    **dict.fromkeys(("+", "sum"), lambda all: sum(all, Fraction(0))),
    **dict.fromkeys(("-", "difference"), lambda two: two[0] - two[1]),
    "*": lambda two: two[0] * two[1],
    **dict.fromkeys(("/", "share", "ratio", "per"), lambda two: two[0] / two[1]),
    "growth": lambda two: two[0] / two[1] - 1,
    "mix": lambda three: three[0] * three[1] + (1 - three[0]) * three[2],
    "min": min,
    "max": max,
}
