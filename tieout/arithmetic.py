"""A calculated number as a reader can redo it: its formula, with each input in its own words."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping, Sequence
from html import escape

from tieout import forks, sides
from tieout.citations import marks
from tieout.forks import Choice
from tieout.formulas import FormulaFault, Node, Role
from tieout.model import Account, Prose, Source, Standing, Status, Working
from tieout.pieces import machine
from tieout.quantities.saying import Turns, say, turns
from tieout.quantities.units import Vocabulary
from tieout.wording import words
from tieout.worked import read

Said = tuple[str, str]
"""Markup and words of a part of a formula."""

_SIGNS = {
    **dict.fromkeys(("+", "sum"), "+"),
    **dict.fromkeys(("-", "difference"), "−"),
    "*": "×",
    **dict.fromkeys(("/", "share", "ratio", "per"), "÷"),
}
# How tightly each binds: what binds less than the sign beside it stands in brackets.
_LOOSE, _SUM, _PRODUCT, _WHOLE = range(4)


def workings(
    standing: Standing,
    standings: Mapping[str, Standing],
    sources: Mapping[str, Source],
    vocabulary: Vocabulary,
) -> tuple[Working, ...]:
    """Return how a calculated number comes about, once for each account of what is in dispute under it."""
    taken = choices(standing, standings)
    names = (
        sides.attributed(sides.called(taken, sources), turns(vocabulary.language)) if taken[0] else [("", "")]
    )
    made = []
    for choice, (html, by) in zip(taken, names, strict=True):
        formula = worked(standing, standings, vocabulary, choice)
        told = result(standing, vocabulary, forks.by(standing, choice))
        made.append(Working(standing.address, formula, told, Prose(html, words=by)))
    return tuple(made)


def choices(standing: Standing, standings: Mapping[str, Standing]) -> tuple[Choice, ...]:
    """Return each way to take the sides of the disputes under a calculated number; or one, empty."""
    return tuple(forks.choices(standings[one] for one in standing.given if one in standings))


def worked(
    standing: Standing, standings: Mapping[str, Standing], vocabulary: Vocabulary, choice: Choice = ()
) -> Prose:
    """Return the formula of a calculated number in neutral markup, each input cited as in prose.

    ``more than $20 billion ÷ 750 megawatts``; inputs that are calculated themselves stand as their results,
    those in dispute as ``choice`` has them, a series as its points. A formula that cannot be read stands as
    it is written.
    """
    formula = read(standing, standings)
    if isinstance(formula, FormulaFault):
        text = standing.derivation.formula.text
        return Prose(escape(text, quote=False), words=text)

    def given(role: str) -> Sequence[Said]:
        if role in formula.given:
            between = say(formula.given[role], "sentence", vocabulary)
            return [(f'<span data-class="tally">{escape(between, quote=False)}</span>', between)]
        known = [standings.get(one) for one in standing.inputs.get(role, ("",))]
        return [
            _input(one, vocabulary, forks.by(one, choice)) if one else (escape(role, quote=False), role)
            for one in known
        ]

    html, plain = said(formula.tree, given, turns(vocabulary.language))
    return Prose(html, standing.given, words=plain)


def said(tree: Node, given: Callable[[str], Sequence[Said]], turns: Turns) -> Said:
    """Return a formula as a reader of ``turns`` has it, in markup and in words; ``given`` says each role.

    It says one number, or of a series all.

    Raises:
        KeyError: an operator or a function of the formula has no words here.
    """
    return _said(tree, given, turns)[0]


def result(standing: Standing, vocabulary: Vocabulary, account: Account | None = None) -> Prose:
    """Return what a calculated number comes to, by ``account``, in neutral markup, without marks."""
    html, plain = _number(standing, vocabulary, "fact result", account)
    return Prose(html, (standing.address,), words=plain)


def _number(standing: Standing, vocabulary: Vocabulary, kind: str, account: Account | None) -> Said:
    shown = standing.sided(account) if account else standing
    whose = f' data-account="{escape(account.name)}"' if account else ""
    plain = words(shown, "sentence", vocabulary)
    opening = (
        f'<data class="{kind}" data-class="fact" data-fact="{escape(standing.address)}"{whose} '
        f'data-status="{standing.status}" value="{escape(machine(shown))}">'
    )
    return f"{opening}{escape(plain, quote=False)}</data>", plain


def _input(standing: Standing, vocabulary: Vocabulary, account: Account | None) -> Said:
    html, plain = _number(standing, vocabulary, "fact", account)
    leads = f'data-fact="{escape(standing.address)}"'
    if account:
        leads = f'data-sources="{escape(" ".join(marks(account)))}"'
    mark = f'<sup class="cites" {leads}></sup>'
    assumed = f" ({turns(vocabulary.language).assumed})"
    after = assumed if standing.status is Status.ASSUMPTION else ""
    return f"{html}{mark}{after}", f"{plain}{after}"


def _said(node: Node, given: Callable[[str], Sequence[Said]], turns: Turns) -> tuple[Said, int]:
    """Return a part of a formula as a reader has it, and how tightly it binds."""
    if isinstance(node, Role):
        return given(node.name)[0], _WHOLE
    parts = [one for operand in node.operands for one in _parts(operand, given, turns)]
    whole = [(_bracketed(one, _WHOLE), _WHOLE) for one in parts]
    if text := turns.formulas.get((node.name, len(parts))):
        said = tuple(text.format(*side) for side in zip(*(one for one, _ in whole), strict=True))
        return said, _SUM if node.name == "mix" else _LOOSE
    if node.name in ("min", "max"):
        which = turns.least if node.name == "min" else turns.greatest
        return _joined(which, whole, ", ", turns.also), _LOOSE
    sign = _SIGNS[node.name]
    binds = _PRODUCT if sign in "×÷" else _SUM
    first, *rest = parts
    least = binds + (sign in "−÷")  # a − (b − c), a ÷ (b × c): these signs take the next part alone
    held = [_bracketed(first, binds), *(_bracketed(one, least) for one in rest)]
    return _joined("", [(one, _WHOLE) for one in held], f" {sign} "), binds


def _parts(operand: Node, given: Callable[[str], Sequence[Said]], turns: Turns) -> list[tuple[Said, int]]:
    """Return an operand as a reader has it: of a whole series each of its numbers."""
    if isinstance(operand, Role):
        return [(one, _WHOLE) for one in given(operand.name)]
    return [_said(operand, given, turns)]


def _bracketed(part: tuple[Said, int], least: int) -> Said:
    (html, said), binds = part
    return (html, said) if binds >= least else (f"({html})", f"({said})")


def _joined(before: str, parts: Sequence[tuple[Said, int]], between: str, last: str = "") -> Said:
    held = [said for said, _ in parts]
    return tuple(before + _list((one[side] for one in held), between, last) for side in (0, 1))


def _list(parts: Iterable[str], between: str, last: str) -> str:
    *first, end = parts
    return (last or between).join([between.join(first), end] if first else [end])
