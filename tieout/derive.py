"""Every derivation, inputs first, with all the facts it rests on."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from graphlib import CycleError, TopologicalSorter

from tieout import algebra, formulas
from tieout.algebra import Refusal
from tieout.diagnostics import Diagnostic, Text, error, nearest
from tieout.formulas import Formula, FormulaFault
from tieout.model import Derivation, FactKind, Ledger, Standing, Status, Value
from tieout.quantities.dates import Date
from tieout.quantities.interval import Quantity
from tieout.quantities.reading import describe
from tieout.status import best_first, fact_standing

CHECKS: Mapping[str, str] = {
    "formula-is-read": "A formula is made of roles, + - * / ( ) and the named functions.",
    "formula-inputs-exist": "Every role of a formula names a number or a date that there is.",
    "roles-are-used": "Every role in `where` stands in the formula.",
    "formula-says-something": "The bounds of the inputs leave the result a bound.",
    "unit-fits": "What a formula adds is of one kind, and its result is what `unit` says.",
    "no-cycle": "No derived number rests on itself.",
    "dispute-forks": "No formula takes one side of a dispute without saying so.",
}


def derive(ledger: Ledger) -> tuple[dict[str, Standing], list[Diagnostic]]:
    """Return how every address stands, and what keeps a derived number from being worked out.

    Facts and points come first, in content order, then derived numbers, each after what it rests on. A
    derived number that can't be worked out stands without a value; what rests on it does too, and is not
    reported again. A number with a disputed input is refused.
    """
    standings = {one.address: one for one in _stated(ledger)}
    order, problems = _in_order(ledger)
    for name in order:
        derivation = ledger.derivations[name]
        standing, found = _derived(derivation, ledger, standings)
        standings[name] = standing
        problems += found
    for name, derivation in ledger.derivations.items():
        standings.setdefault(name, _without_value(derivation, standings))
    return standings, problems


def _stated(ledger: Ledger) -> Iterator[Standing]:
    for fact in ledger.facts.values():
        if not fact.points:
            yield fact_standing(fact, None, ledger)
        for period in fact.points:
            yield fact_standing(fact, period, ledger)


# --- in which order ------------------------------------------------------------------------------


def _in_order(ledger: Ledger) -> tuple[list[str], list[Diagnostic]]:
    """Return the ids of the derivations that lead back to no cycle, inputs first, and each cycle once."""
    needs = {
        name: [role.text for role in one.where.values() if role.text in ledger.derivations]
        for name, one in ledger.derivations.items()
    }
    problems: list[Diagnostic] = []
    while True:
        try:
            return list(TopologicalSorter(needs).static_order()), problems
        except CycleError as found:
            cycle = list(reversed(found.args[1]))[:-1]
            problems.append(_cycle(cycle, ledger))
            needs = {
                name: [one for one in inputs if one not in cycle]
                for name, inputs in needs.items()
                if name not in cycle
            }


def _cycle(cycle: list[str], ledger: Ledger) -> Diagnostic:
    start = cycle.index(min(cycle, key=list(ledger.derivations).index))
    names = cycle[start:] + cycle[:start]
    first = ledger.derivations[names[0]]
    onward = names[1] if len(names) > 1 else names[0]
    at = next(role.at for role in first.where.values() if role.text == onward)
    way = " rests on ".join(f"`{name}`" for name in (*names, names[0]))
    said = f"`{names[0]}` rests on itself"
    notes = (way,) if len(names) > 1 else ()
    return error("no-cycle", at, said, *notes, help="let one of its roles name a fact instead")


# --- one derivation ------------------------------------------------------------------------------


def _derived(
    derivation: Derivation, ledger: Ledger, standings: Mapping[str, Standing]
) -> tuple[Standing, list[Diagnostic]]:
    """Return how one derivation stands, and all that is wrong with it."""
    unfilled = _without_value(derivation, standings)
    formula = formulas.parse(derivation.formula.text)
    if isinstance(formula, FormulaFault):
        at = derivation.formula.place(formula.offset)
        said = f"the formula of `{derivation.id}` cannot be read: {formula.message}"
        return unfilled, [error("formula-is-read", at, said, help=formula.help)]
    problems = [*_unnamed(derivation, formula), *_unfit(derivation, formula, ledger, standings)]
    values = _values(derivation, formula, standings)
    if problems or values is None:
        return unfilled, problems
    base = {role: standings[derivation.where[role].text].rests_on for role in values}
    result = algebra.evaluate(formula, values, base)
    if isinstance(result, Quantity) and derivation.unit is not None:
        result = algebra.in_unit(result, derivation.unit.unit)
    if isinstance(result, Refusal):
        return unfilled, [_refused(derivation, result, values)]
    return _standing(derivation, result, ledger, standings), []


def _refused(derivation: Derivation, refusal: Refusal, values: Mapping[str, Value]) -> Diagnostic:
    whole = derivation.formula.place(0, len(derivation.formula.text))
    if refusal.kind == "unit-fits" and refusal.of_result and derivation.unit_text is not None:
        said = f"`{derivation.id}` {refusal.reason}"
        return error(refusal.kind, derivation.unit_text.at, said, help=refusal.help)
    what = "does not add up" if refusal.kind == "unit-fits" else "comes to nothing"
    inputs = "; ".join(f"`{role}` is {describe(value)}" for role, value in values.items())
    said = f"`{derivation.id}` {what}: {refusal.reason}"
    return error(refusal.kind, whole, said, inputs, help=refusal.help)


def _values(
    derivation: Derivation, formula: Formula, standings: Mapping[str, Standing]
) -> dict[str, Value] | None:
    """Return the value of each role, or None where one has none (which is reported where it is stated)."""
    values: dict[str, Value] = {}
    for role in formulas.roles(formula):
        named = derivation.where.get(role)
        standing = standings.get(named.text) if named else None
        if standing is None or standing.value is None:
            return None
        values[role] = standing.value
    return values


def _unnamed(derivation: Derivation, formula: Formula) -> Iterator[Diagnostic]:
    """Yield an error for each role that only one of the formula and ``where`` knows."""
    used = formulas.role_offsets(formula)
    unused = [role for role in derivation.where if role not in used]
    for role, offset in used.items():
        if role in derivation.where:
            continue
        near = unused[0] if len(unused) == 1 else nearest(role, unused or derivation.where)
        help = f"did you mean `{near}`?" if near else f"name its fact in `where: {{{role}: …}}`"
        at = derivation.formula.place(offset, len(role))
        yield error(
            "formula-inputs-exist", at, f"`where` of `{derivation.id}` has no role `{role}`", help=help
        )
        unused = [one for one in unused if one != near]
    for role in unused:
        said = f"the formula of `{derivation.id}` does not use its role `{role}`"
        yield error(
            "roles-are-used", derivation.where[role].at, said, help="use it in `formula`, or leave it out"
        )


def _unfit(
    derivation: Derivation, formula: Formula, ledger: Ledger, standings: Mapping[str, Standing]
) -> Iterator[Diagnostic]:
    """Yield an error for each input that is not there, is no number, or is disputed."""
    for role in formulas.roles(formula):
        named = derivation.where.get(role)
        if named is None:
            continue
        standing = standings.get(named.text)
        if standing is None:
            yield from _missing(derivation, role, named, ledger, standings)
        elif standing.says is not None:
            said = f"`{named.text}`, the input `{role}` of `{derivation.id}`, is a statement in words"
            yield error("formula-inputs-exist", named.at, said, help="name a fact with a `value`")
        elif standing.status is Status.DISPUTED:
            yield _disputed(derivation, role, named, standing)


def _missing(
    derivation: Derivation, role: str, named: Text, ledger: Ledger, standings: Mapping[str, Standing]
) -> Iterator[Diagnostic]:
    owner, _, period = named.text.partition("@")
    if ledger.may_state(owner) or (owner in ledger.derivations and not period):
        return
    if fact := ledger.facts.get(owner):
        addresses = fact.addresses()
        said = (
            f"`{owner}` has no point `{period}`" if period else f"`{owner}`, the input `{role}`, is a series"
        )
        near = nearest(named.text, addresses) if period else None
        help = f"did you mean `{near}`?" if near else f"name one of its points: {_listed(addresses)}"
        if period and not fact.points:
            said, help = f"`{owner}` is no series, so it has no point `{period}`", f"write `{owner}`"
        yield error("formula-inputs-exist", named.at, said, help=help)
        return
    near = nearest(named.text, [*standings, *ledger.derivations])
    said = f"there is no fact or derived number `{named.text}`"
    help = f"did you mean `{near}`?" if near else "state it in content/facts or content/derived"
    yield error("formula-inputs-exist", named.at, said, help=help)


def _listed(names: Iterable[str], most: int = 5) -> str:
    quoted = [f"`{name}`" for name in names]
    return ", ".join(quoted[:most]) + (", …" if len(quoted) > most else "")


def _disputed(derivation: Derivation, role: str, named: Text, standing: Standing) -> Diagnostic:
    said = f"`{derivation.id}` rests on a disputed number: `{named.text}`, its input `{role}`"
    sides = ", ".join(f"`{one.source}`" for one in standing.accounts)
    notes = (f"its accounts are those of {sides}",) if sides else ()
    help = "derive it from a fact that nobody disputes, or set aside the evidence that is wrong and say why"
    return error("dispute-forks", named.at, said, *notes, help=help)


# --- how it stands -------------------------------------------------------------------------------


def _inputs(derivation: Derivation, standings: Mapping[str, Standing]) -> list[Standing]:
    """Return the inputs that stand, each once, in the order of ``where``."""
    named = dict.fromkeys(role.text for role in derivation.where.values())
    return [standings[name] for name in named if name in standings]


def _without_value(derivation: Derivation, standings: Mapping[str, Standing]) -> Standing:
    return Standing(
        address=derivation.id,
        id=derivation.id,
        at=derivation.at,
        statement=derivation.statement,
        value=None,
        status=Status.ARITHMETIC,
        derivation=derivation,
        display=derivation.unit,
        inputs={role: named.text for role, named in derivation.where.items()},
        rests_on=_rests_on(_inputs(derivation, standings)),
    )


def _standing(
    derivation: Derivation, result: Quantity, ledger: Ledger, standings: Mapping[str, Standing]
) -> Standing:
    inputs = _inputs(derivation, standings)
    rests_on = _rests_on(inputs)
    under = [standings[address] for address in rests_on]
    kind = _kind(inputs)
    moods = [one for one in inputs if one.kind is kind and kind is not FactKind.STATED]
    periods = {one.period for one in inputs}
    return Standing(
        address=derivation.id,
        id=derivation.id,
        at=derivation.at,
        statement=derivation.statement,
        value=result,
        status=Status.ARITHMETIC,
        kind=kind,
        period=periods.pop() if len(periods) == 1 else None,
        as_of=_latest(one.as_of for one in inputs),
        by=_shared(one.by for one in moods),
        made=_latest(one.made for one in moods),
        sources=best_first({source for one in under for source in one.sources}, ledger.sources),
        origins=tuple(sorted({origin for one in under for origin in one.origins})),
        reported=any(one.reported for one in inputs),
        derivation=derivation,
        display=derivation.unit,
        inputs={role: named.text for role, named in derivation.where.items()},
        rests_on=rests_on,
    )


def _rests_on(inputs: Iterable[Standing]) -> tuple[str, ...]:
    return tuple(dict.fromkeys(address for one in inputs for address in one.rests_on))


# The weakest mood wins; an assumption is recorded in `rests_on`, and leaves the mood of what is stated.
_WEAKEST_FIRST = (FactKind.FORECAST, FactKind.OPINION, FactKind.ESTIMATE)


def _kind(inputs: Iterable[Standing]) -> FactKind:
    kinds = {one.kind for one in inputs}
    return next((kind for kind in _WEAKEST_FIRST if kind in kinds), FactKind.STATED)


def _latest(dates: Iterable[Date | None]) -> Date | None:
    return max((one for one in dates if one is not None), key=lambda one: (one.last, one.iso), default=None)


def _shared(texts: Iterable[Text | None]) -> Text | None:
    """Return what all say alike; None where they differ or say nothing."""
    said = {one.text: one for one in texts if one is not None}
    return next(iter(said.values())) if len(said) == 1 else None
