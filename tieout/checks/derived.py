"""Checks of derived numbers: that what one formula sets beside each other is of one time."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from itertools import combinations

from tieout import formulas
from tieout.checks import Subject, check
from tieout.diagnostics import Finding, Severity
from tieout.formulas import FormulaFault, Node, Role
from tieout.frozen import frozen
from tieout.model import Date, Derivation, Standing
from tieout.quantities.dates import say

DAYS_APART = 400
"""How far from each other, from middle to middle, the times of two inputs may lie: a year and a month."""

COMPARES_TIMES = frozenset({"growth", "cagr", "days", "difference"})
"""The functions that set two times beside each other on purpose."""


@frozen
class _Dated:
    """An input with the latest time it is of."""

    role: str
    of: Standing
    date: Date

    @property
    def middle(self) -> float:
        """The middle of its time, counted in days."""
        of = self.date.named
        return (of.first.toordinal() + of.last.toordinal()) / 2


@check(
    "inputs-are-of-one-time",
    Severity.WARNING,
    "The inputs of a formula lie at most 400 days apart, or it compares times, or its `note` says why.",
)
def inputs_are_of_one_time(subject: Subject) -> Iterator[Finding]:
    """Yield a finding for each derivation without a note whose inputs are of times far apart: the widest two.

    Not looked at are the points of one series, what is compared by a function of ``COMPARES_TIMES``, and
    inputs that have no time.
    """
    for derivation in subject.ledger.derivations.values():
        formula = formulas.parse(derivation.formula.text)
        if derivation.note is None and not isinstance(formula, FormulaFault):
            pairs: list[tuple[_Dated, _Dated]] = []
            _times(formula.tree, derivation, subject, pairs)
            if pairs:
                yield _apart(derivation, *max(pairs, key=_distance))


def _times(
    node: Node, derivation: Derivation, subject: Subject, apart: list[tuple[_Dated, _Dated]]
) -> Sequence[_Dated]:
    """Return the inputs under ``node`` that have a time; add to ``apart`` each pair that is too far apart."""
    if isinstance(node, Role):
        return _dated(node.name, derivation, subject)
    met = [one for operand in node.operands for one in _times(operand, derivation, subject, apart)]
    if node.name in COMPARES_TIMES:
        return sorted(met, key=lambda one: one.middle)[-1:]
    pairs = (pair for pair in combinations(met, 2) if pair[0].of.id != pair[1].of.id)
    apart += [pair for pair in pairs if _distance(pair) > DAYS_APART]
    return met


def _dated(role: str, derivation: Derivation, subject: Subject) -> list[_Dated]:
    own = subject.standings.get(derivation.id)
    points = own.inputs.get(role, ()) if own else ()
    given = [subject.standings[one] for one in points if one in subject.standings]
    dated = [_Dated(role, one, one.times[1]) for one in given if one.times]
    return sorted(dated, key=lambda one: one.middle)[-1:]


def _distance(pair: tuple[_Dated, _Dated]) -> float:
    return abs(pair[0].middle - pair[1].middle)


def _apart(derivation: Derivation, one: _Dated, other: _Dated) -> Finding:
    older, newer = sorted((one, other), key=lambda dated: dated.middle)
    said = (
        f"`{derivation.id}` sets `{older.of.address}`, of {say(older.date)}, "
        f"beside `{newer.of.address}`, of {say(newer.date)}"
    )
    mend = "take inputs of one time, or say in `note` why they may stand in one sum"
    return Finding(derivation.where[older.role].at, said, help=mend)
