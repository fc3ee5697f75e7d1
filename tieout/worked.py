"""A derivation worked out: what fills the roles of its formula, and what that comes to."""

from __future__ import annotations

from collections.abc import Callable, Mapping

from tieout import algebra, forks, formulas, timing
from tieout.algebra import Given, Refusal
from tieout.forks import Choice
from tieout.formulas import Formula, FormulaFault
from tieout.model import Quantity, Standing, Value

ValueOf = Callable[[str], Value | None]
"""The value of an address; None where it has none."""


def taking(choice: Choice, standings: Mapping[str, Standing]) -> ValueOf:
    """Return the values of all addresses where the sides of ``choice`` are taken."""
    return lambda address: forks.value(standings[address], choice) if address in standings else None


def read(one: Standing, standings: Mapping[str, Standing]) -> Formula | FormulaFault:
    """Return the formula of a derived number as it is worked out, or the fault that keeps it from being one.

    A yearly growth is given the time between its inputs, where it is told none.
    """
    assert one.derivation is not None
    formula = formulas.parse(one.derivation.formula.text)
    return formula if isinstance(formula, FormulaFault) else timing.completed(formula, one, standings)


def filled(one: Standing, formula: Formula, value_of: ValueOf) -> Mapping[str, Given] | None:
    """Return what fills each role of the formula of ``one``: of a whole series the values of its points.

    None where one of them has no value.
    """
    given: dict[str, Given] = dict(formula.given)
    for role in formulas.roles(formula):
        if role in formula.given:
            continue
        values = [value for address in one.inputs.get(role, ()) if (value := value_of(address)) is not None]
        if not values or len(values) < len(one.inputs[role]):
            return None
        given[role] = values[0] if len(values) == 1 else tuple(values)
    return given


def evaluated(
    one: Standing, formula: Formula, values: Mapping[str, Given], base: algebra.Base | None = None
) -> Quantity | Refusal:
    """Return what the formula of ``one`` comes to over ``values``, in the unit asked for, or why it does not.

    For ``base`` see ``algebra.evaluate``: without it two inputs are taken for independent whatever they rest
    on.
    """
    result = algebra.evaluate(formula, values, base)
    if isinstance(result, Quantity) and one.derivation and one.derivation.unit:
        return algebra.in_unit(result, one.derivation.unit.unit)
    return result


def base(one: Standing, standings: Mapping[str, Standing], choice: Choice) -> algebra.Base:
    """Return by role the stated facts under it that are no single value where ``choice`` is taken."""
    return {
        role: forks.bounds([standings[address] for address in addresses], standings, choice)
        for role, addresses in one.inputs.items()
    }
