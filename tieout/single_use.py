"""How to write a formula in which a fact stands twice so that each stands once, as bounds need it."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping, Sequence
from fractions import Fraction
from functools import lru_cache
from itertools import combinations, islice, permutations

from tieout.formulas import Node, Operation, Role, names, uses, written

Size = tuple[Fraction, Fraction | None]
"""How much one of a role's unit is, in what all units of its kind are counted in, and its number if known."""

Numbers = Mapping[str, int]
"""A number for each role, modulo ``_PRIME``."""

MOST_ROLES = 4  # of a part of a formula that is rewritten: there are too many ways to write more
MOST_USES = 16  # of roles in such a part: what is longer is hardly one of the short ones
# Numbers that nobody computes with, in the whole numbers modulo a prime, where each but 0 divides. Formulas
# of a few signs that come to the same for these are the same for all: that two others do is less likely than
# one in 10 ** 15.
_PRIME = 2**61 - 1
_FIRST, _STEP = 1183186591486187739, 981500450271982451


PLAINLY = "write the formula so that each fact stands in it once"


def advice(tree: Node, used: Sequence[str], sizes: Mapping[str, Size]) -> str:
    """Return what to write in place of the part of a formula in which a fact is met twice, by ``used``.

    Where one role stands for it, that is what comes to the same whatever its numbers are, with each role
    once, a function if there is one. Only the number of a role that is 1 (or 100%) is known: it is there for
    its own sake. A role of which ``sizes`` knows nothing is a date or a series.
    """
    parts = _parts(tree, used)
    if len(used) > 1:
        return _through_derived(parts[0])
    for part in parts:
        instead = "" if part is tree else f" for `{written(part)}`"
        same, opposite = _rewritten(part, sizes)
        if found := same:
            return f"write `{written(found)}`{instead}, which uses each once"
        if found := opposite:
            return f"write `{written(found)}`{instead}, which uses each once: it is this with the other sign"
    return PLAINLY


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


def _parts(tree: Node, used: Sequence[str]) -> Sequence[Node]:
    """Return the parts of the formula that hold all uses of the roles ``used``, the least first."""
    counts: dict[int, int] = {}
    wanted = _count(tree, used, counts)
    parts, part = [tree], tree
    while isinstance(part, Operation):
        part = next((one for one in part.operands if counts[id(one)] == wanted), None)
        if part is not None:
            parts.append(part)
    return parts[::-1]


def _count(node: Node, used: Sequence[str], counts: dict[int, int]) -> int:
    """Return how often roles are used in a part, and note it for all parts of that."""
    count = (
        int(node.name in used)
        if isinstance(node, Role)
        else sum(_count(one, used, counts) for one in node.operands)
    )
    counts[id(node)] = count
    return count


# --- the same, written in another way ------------------------------------------------------------


def _rewritten(part: Node, sizes: Mapping[str, Size]) -> tuple[Node | None, Node | None]:
    """Return what comes to the same as ``part`` with each role once, and what to that with the other sign."""
    if sum(1 for _ in islice(uses(part), MOST_USES + 1)) > MOST_USES:
        return None, None
    roles = names(part)
    if len(roles) > MOST_ROLES or not all(role in sizes for role in roles):
        return None, None
    of_one = tuple(
        (unit, number if unit * (number or 0) == 1 else None) for unit, number in map(sizes.get, roles)
    )
    try:
        found = _value(part, _trial(roles, of_one))
    except (KeyError, ZeroDivisionError):
        return None, None
    known = _known(roles, of_one)
    return known.get(found), known.get(-found % _PRIME)


def _trial(roles: Sequence[str], sizes: Sequence[Size]) -> Numbers:
    """Return a number for each role: its own where that is 1."""
    return {
        role: _residue(unit * (_FIRST + index * index * _STEP if number is None else number))
        for index, (role, (unit, number)) in enumerate(zip(roles, sizes, strict=True))
    }


def _residue(number: Fraction) -> int:
    return number.numerator * pow(number.denominator, -1, _PRIME) % _PRIME


@lru_cache(maxsize=16)
def _known(roles: tuple[str, ...], sizes: tuple[Size, ...]) -> Mapping[int, Node]:
    """Return the formulas over ``roles``, each role once, by what they come to in the trial."""
    numbers = _trial(roles, sizes)
    found: dict[int, Node] = {}
    for node in _ways(roles):
        try:
            found.setdefault(_value(node, numbers), node)
        except ZeroDivisionError:
            continue
    return found


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


def _value(node: Node, numbers: Numbers) -> int:
    """Return what a formula comes to on single numbers, modulo ``_PRIME``.

    Raises:
        KeyError: it holds a function that takes dates, compares, or comes to what is no fraction.
        ZeroDivisionError: it divides by zero.
    """
    if isinstance(node, Role):
        return numbers[node.name]
    return _MEANINGS[node.name]([_value(one, numbers) for one in node.operands]) % _PRIME


def _over(two: Sequence[int]) -> int:
    if two[1] == 0:
        raise ZeroDivisionError
    return two[0] * pow(two[1], -1, _PRIME)


_MEANINGS: Mapping[str, Callable[[Sequence[int]], int]] = {
    **dict.fromkeys(("+", "sum"), sum),
    **dict.fromkeys(("-", "difference"), lambda two: two[0] - two[1]),
    "*": lambda two: two[0] * two[1],
    **dict.fromkeys(("/", "share", "ratio", "per"), _over),
    "growth": lambda two: _over(two) - 1,
    "mix": lambda three: three[0] * three[1] + (1 - three[0]) * three[2],
}
