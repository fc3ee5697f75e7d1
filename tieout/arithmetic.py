"""A calculated number as a reader can redo it: its formula, with each input in its own words."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping, Sequence
from html import escape

from tieout.formulas import FormulaFault, Node, Role, parse
from tieout.model import Prose, Standing, Status
from tieout.pieces import machine
from tieout.quantities.units import Vocabulary
from tieout.wording import words

Said = tuple[str, str]
"""Markup and words of a part of a formula."""

_SIGNS = {"+": "+", "sum": "+", "-": "−", "*": "×", "/": "÷", "share": "÷"}
# How tightly each binds: what binds less than the sign beside it stands in brackets.
_LOOSE, _SUM, _PRODUCT, _WHOLE = range(4)
_ASSUMED = " (our assumption)"


def worked(standing: Standing, standings: Mapping[str, Standing], vocabulary: Vocabulary) -> Prose:
    """Return the formula of a calculated number in neutral markup, each input cited as in prose.

    ``more than $20 billion ÷ 750 megawatts``; inputs that are calculated themselves stand as their results. A
    formula that cannot be read stands as it is written.
    """
    assert standing.derivation is not None
    text = standing.derivation.formula.text
    read = parse(text)
    if isinstance(read, FormulaFault):
        return Prose(escape(text, quote=False), words=text)

    def given(role: str) -> Said:
        one = standings.get(standing.inputs.get(role, ""))
        return _input(one, vocabulary) if one else (escape(role, quote=False), role)

    html, plain = said(read.tree, given)
    return Prose(html, tuple(dict.fromkeys(standing.inputs.values())), words=plain)


def said(tree: Node, given: Callable[[str], Said]) -> Said:
    """Return a formula as a reader has it, in markup and in words; ``given`` says each role.

    Raises:
        KeyError: an operator or a function of the formula has no words here.
    """
    return _said(tree, given)[0]


def result(standing: Standing, vocabulary: Vocabulary) -> Prose:
    """Return what a calculated number comes to, in neutral markup, without marks."""
    return Prose(*_number(standing, vocabulary, "fact result"), words=words(standing, "sentence", vocabulary))


def _number(standing: Standing, vocabulary: Vocabulary, kind: str) -> tuple[str, tuple[str, ...]]:
    opening = (
        f'<data class="{kind}" data-class="fact" data-fact="{escape(standing.address)}" '
        f'data-status="{standing.status}" value="{escape(machine(standing))}">'
    )
    said = escape(words(standing, "sentence", vocabulary), quote=False)
    return f"{opening}{said}</data>", (standing.address,)


def _input(standing: Standing, vocabulary: Vocabulary) -> Said:
    html, _ = _number(standing, vocabulary, "fact")
    mark = f'<sup class="cites" data-fact="{escape(standing.address)}"></sup>'
    after = _ASSUMED if standing.status is Status.ASSUMPTION else ""
    return f"{html}{mark}{after}", words(standing, "sentence", vocabulary) + after


def _said(node: Node, given: Callable[[str], Said]) -> tuple[Said, int]:
    """Return a part of a formula as a reader has it, and how tightly it binds."""
    if isinstance(node, Role):
        return given(node.name), _WHOLE
    parts = [_said(operand, given) for operand in node.operands]
    whole = [(_bracketed(one, _WHOLE), _WHOLE) for one in parts]
    if node.name == "growth":
        return _joined("growth from ", [whole[1], whole[0]], " to "), _LOOSE
    if node.name == "days":
        return _joined("days from ", whole, " to "), _LOOSE
    if node.name in ("min", "max"):
        which = "the least of " if node.name == "min" else "the greatest of "
        return _joined(which, whole, ", ", " and "), _LOOSE
    sign = _SIGNS[node.name]
    binds = _PRODUCT if sign in "×÷" else _SUM
    first, *rest = parts
    least = binds + (sign in "−÷")  # a − (b − c), a ÷ (b × c): these signs take the next part alone
    held = [_bracketed(first, binds), *(_bracketed(one, least) for one in rest)]
    return _joined("", [(one, _WHOLE) for one in held], f" {sign} "), binds


def _bracketed(part: tuple[Said, int], least: int) -> Said:
    (html, said), binds = part
    return (html, said) if binds >= least else (f"({html})", f"({said})")


def _joined(before: str, parts: Sequence[tuple[Said, int]], between: str, last: str = "") -> Said:
    held = [said for said, _ in parts]
    return tuple(before + _list((one[side] for one in held), between, last) for side in (0, 1))


def _list(parts: Iterable[str], between: str, last: str) -> str:
    *first, end = parts
    return (last or between).join([between.join(first), end] if first else [end])
