"""Every derivation, inputs first, with all the facts it rests on."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import replace
from graphlib import CycleError, TopologicalSorter

from tieout import algebra, forks, formulas, timing, worked
from tieout.algebra import Given, Refusal
from tieout.diagnostics import Diagnostic, Text, error, nearest
from tieout.forks import MOST_WAYS, Choice
from tieout.formulas import Formula, FormulaFault, Node, Role
from tieout.model import Account, Derivation, FactKind, Ledger, Stance, Standing, Status
from tieout.quantities.dates import Date
from tieout.quantities.interval import Quantity
from tieout.quantities.reading import describe
from tieout.status import best_first, fact_standing
from tieout.timing import Mistimed

CHECKS: Mapping[str, str] = {
    "formula-is-read": "A formula is made of roles, + - * / ( ) and the named functions.",
    "formula-inputs-exist": "Every role of a formula names a number or a date that there is.",
    "roles-are-used": "Every role in `where` stands in the formula.",
    "formula-says-something": "The bounds of the inputs leave the result a bound.",
    "unit-fits": "What a formula adds is of one kind, and its result is what `unit` says.",
    "rate-is-dated": "An exchange rate in a formula says of which day it is.",
    "growth-fits-times": "Growth is from the earlier to the later, a `cagr` over the time between the two.",
    "sum-counts-once": "A sum takes no period of a series and another within it.",
    "no-cycle": "No derived number rests on itself.",
    "dispute-forks": "Every side of a dispute under a formula gives a number; 16 results at most are told.",
}


def derive(ledger: Ledger) -> tuple[dict[str, Standing], list[Diagnostic]]:
    """Return how every address stands, and what keeps a derived number from being worked out.

    Facts and points come first, in content order, then derived numbers, each after what it rests on. A
    derived number that can't be worked out stands without a value; what rests on it does too, and is not
    reported again. Over disputed facts it is worked out once for each way to take one side of each, and is
    disputed itself where the results differ: its accounts are the results.
    """
    standings = {one.address: one for one in _stated(ledger)}
    order, problems = _in_order(ledger)
    for name in order:
        derivation = ledger.derivations[name]
        standing, found = _derived(derivation, ledger, standings)
        standings[name] = standing
        problems += found
    for name, derivation in ledger.derivations.items():
        standings.setdefault(name, _without_value(derivation, ledger, standings))
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
    unfilled = _without_value(derivation, ledger, standings)
    formula = formulas.parse(derivation.formula.text)
    if isinstance(formula, FormulaFault):
        at = derivation.formula.place(formula.offset)
        said = f"the formula of `{derivation.id}` cannot be read: {formula.message}"
        return unfilled, [error("formula-is-read", at, said, help=formula.help)]
    problems = [*_unnamed(derivation, formula), *_unfit(unfilled, formula, ledger, standings)]
    if problems:
        return unfilled, problems
    formula = timing.completed(formula, unfilled, standings)
    results: list[tuple[Choice, Quantity]] = []
    for choice in forks.choices(_inputs(unfilled, standings)):
        values = worked.filled(unfilled, formula, worked.taking(choice, standings))
        if values is None:  # which is reported where it is stated
            return unfilled, []
        if fault := next(timing.mistimed(unfilled, formula, values, standings), None):
            return unfilled, [_mistimed(derivation, fault)]
        result = worked.evaluated(unfilled, formula, values, worked.base(unfilled, standings, choice))
        if isinstance(result, Refusal):
            return unfilled, [_refused(derivation, result, values, choice)]
        if rate := _undated_prices(unfilled, formula, values, standings):
            return unfilled, [rate]
        results.append((choice, result))
    return _standing(unfilled, results, ledger, standings), []


def _refused(
    derivation: Derivation, refusal: Refusal, values: Mapping[str, Given], choice: Choice
) -> Diagnostic:
    whole = derivation.formula.place(0, len(derivation.formula.text))
    if refusal.kind == "unit-fits" and refusal.of_result and derivation.unit_text is not None:
        said = f"`{derivation.id}` {refusal.reason}"
        return error(refusal.kind, derivation.unit_text.at, said, help=refusal.help)
    what = "does not add up" if refusal.kind == "unit-fits" else "comes to nothing"
    inputs = "; ".join(f"`{role}` is {_described(value)}" for role, value in values.items())
    whose = " and ".join(f"that of `{side.name}` of `{side.fact}`" for side in choice)
    notes = (f"by the account taken, {whose}: {inputs}",) if choice else (inputs,)
    said = f"`{derivation.id}` {what}: {refusal.reason}"
    return error(refusal.kind, whole, said, *notes, help=refusal.help)


def _mistimed(derivation: Derivation, fault: Mistimed) -> Diagnostic:
    at = derivation.formula.place(fault.node.offset, len(fault.node.name))
    return error(fault.check, at, f"`{derivation.id}` {fault.message}", help=fault.help)


def _described(value: Given) -> str:
    return ", ".join(describe(one) for one in value) if isinstance(value, tuple) else describe(value)


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
    unfilled: Standing, formula: Formula, ledger: Ledger, standings: Mapping[str, Standing]
) -> Iterator[Diagnostic]:
    """Yield an error for each input that is not there or no number, and for disputes that can't be told."""
    derivation, single = unfilled.derivation, set(_single(formula.tree))
    for role in formulas.roles(formula):
        named = derivation.where.get(role)
        if named is None:
            continue
        standing = standings.get(named.text)
        series = ledger.facts.get(named.text)
        if standing is None and series and role not in single:
            continue
        if standing is None:
            yield from _missing(derivation, role, named, ledger, standings)
        elif standing.says is not None:
            said = f"`{named.text}`, the input `{role}` of `{derivation.id}`, is a statement in words"
            yield error("formula-inputs-exist", named.at, said, help="name a fact with a `value`")
        elif _is_undated_rate(standing):
            said = f"`{named.text}`, the input `{role}` of `{derivation.id}`, is an exchange rate of no date"
            yield error("rate-is-dated", named.at, said, help=f"give `{standing.id}` the day as `as_of`")
    yield from _unforked(unfilled, standings)


def _is_undated_rate(standing: Standing) -> bool:
    value = standing.value
    rate = isinstance(value, Quantity) and value.unit.is_exchange_rate
    return rate and standing.as_of is None and standing.period is None


def _undated_prices(
    unfilled: Standing, formula: Formula, values: Mapping[str, Given], standings: Mapping[str, Standing]
) -> Diagnostic | None:
    """Return an error where a formula makes a rate of exchange of prices of which one has no date."""
    units = [value.unit for value in values.values() if isinstance(value, Quantity)]
    if len({unit.currency for unit in units} - {None}) < 2 or any(unit.is_exchange_rate for unit in units):
        return None
    traced = algebra.trace(formula, values)
    if _makes_rate(traced) and not traced.value.unit.is_exchange_rate:
        return None  # it is of two currencies itself, and turns none into the other
    if not any(_makes_rate(part) for part in _parts(traced)):
        return None
    for role, named in unfilled.derivation.where.items():
        given = [standings[one] for one in unfilled.inputs[role] if one in standings]
        if any(_is_undated(one) for one in given):
            said = f"`{named.text}`, the input `{role}` of `{unfilled.id}`, makes an exchange rate of no date"
            help = f"give `{given[0].id}` the day as `as_of`"
            return error("rate-is-dated", named.at, said, help=help)
    return None


def _parts(traced: algebra.Traced) -> Iterator[algebra.Traced]:
    yield traced
    for one in traced.parts:
        yield from _parts(one)


def _makes_rate(part: algebra.Traced) -> bool:
    """Return whether a part counts two currencies, one per the other or one times the other."""
    return isinstance(part.value, Quantity) and len(part.value.unit.currencies) > 1


def _is_undated(standing: Standing) -> bool:
    value = standing.value
    is_price = isinstance(value, Quantity) and bool(value.unit.currencies)
    return is_price and standing.as_of is None and standing.period is None


def _single(node: Node, takes_series: bool = False) -> Iterator[str]:
    """Yield the roles that have to be one number, at least where they are used once."""
    if isinstance(node, Role):
        if not takes_series:
            yield node.name
        return
    for operand in node.operands:
        yield from _single(operand, node.name in formulas.SERIES)


def _unforked(unfilled: Standing, standings: Mapping[str, Standing]) -> Iterator[Diagnostic]:
    """Yield an error for each side of a dispute that gives no number, and for sides that combine too much."""
    derivation, inputs = unfilled.derivation, _inputs(unfilled, standings)
    mend = "derive it from a fact that nobody disputes, or set aside the evidence that is wrong and say why"
    for role, named in derivation.where.items():
        given = [standings[one] for one in unfilled.inputs[role] if one in standings]
        for side in (side for one in given for side in one.accounts if side.value is None and not one.says):
            said = f"`{derivation.id}` rests on a dispute, and the account of `{side.name}` gives no number"
            notes = (f"of `{side.fact}`, the input `{role}`, it says “{side.evidence.quote}”",)
            yield error("dispute-forks", named.at, said, *notes, help=mend)
    if forks.ways(inputs) > MOST_WAYS:
        told = forks.sides(inputs)
        said = f"the disputes under `{derivation.id}` combine in {forks.ways(inputs)} ways"
        listed = "; ".join(f"`{fact}` has {len(sides)} sides" for fact, sides in told.items())
        whole = derivation.formula.place(0, len(derivation.formula.text))
        yield error("dispute-forks", whole, said, listed, f"at most {MOST_WAYS} are told", help=mend)


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
        whole = "" if period else f"; all of them go into {', '.join(formulas.SERIES)} alone"
        help = f"did you mean `{near}`?" if near else f"name one of its points: {_listed(addresses)}{whole}"
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


# --- how it stands -------------------------------------------------------------------------------


def _inputs(one: Standing, standings: Mapping[str, Standing]) -> list[Standing]:
    """Return the inputs that stand, each once, in the order of ``where``: of a whole series its points."""
    return [standings[name] for name in one.given if name in standings]


def _points(name: str, ledger: Ledger) -> tuple[str, ...]:
    """Return the addresses that an input stands for: of a whole series those of its points, in order."""
    fact = ledger.facts.get(name)
    return fact.addresses() if fact else (name,)


def _without_value(derivation: Derivation, ledger: Ledger, standings: Mapping[str, Standing]) -> Standing:
    inputs = {role: _points(named.text, ledger) for role, named in derivation.where.items()}
    given = [standings[name] for names in inputs.values() for name in names if name in standings]
    return Standing(
        address=derivation.id,
        id=derivation.id,
        at=derivation.at,
        statement=derivation.statement,
        value=None,
        status=Status.ARITHMETIC,
        derivation=derivation,
        display=derivation.unit,
        inputs=inputs,
        rests_on=_rests_on(given),
    )


def _standing(
    unfilled: Standing,
    results: Sequence[tuple[Choice, Quantity]],
    ledger: Ledger,
    standings: Mapping[str, Standing],
) -> Standing:
    inputs = _inputs(unfilled, standings)
    under = forks.under(inputs, standings)
    kind = _kind(inputs)
    moods = [one for one in inputs if one.kind is kind and kind is not FactKind.STATED]
    accounts = _accounts(results, inputs, under, ledger)
    return replace(
        unfilled,
        value=results[0][1],
        status=Status.DISPUTED if accounts else Status.ARITHMETIC,
        kind=kind,
        **_times(inputs),
        by=_shared(one.by for one in moods),
        made=_latest(one.made for one in moods),
        accounts=accounts,
        sources=best_first({source for one in under for source in one.sources}, ledger.sources),
        origins=tuple(sorted({origin for one in under for origin in one.origins})),
        reported=any(one.reported for one in inputs),
        assumed=any(one.kind is FactKind.ASSUMPTION for one in under),
    )


def _accounts(
    results: Sequence[tuple[Choice, Quantity]],
    inputs: Iterable[Standing],
    under: Iterable[Standing],
    ledger: Ledger,
) -> tuple[Account, ...]:
    """Return a result for each way to take the sides; none where nothing is in dispute, or all are alike."""
    agreed = len({forks.meaning(result, results[0][1]) for _, result in results}) == 1 < len(results)
    if agreed or not results[0][0]:
        return ()
    sure = {source for one in under if not one.accounts for source in one.sources}
    beside = best_first(sure, ledger.sources)
    return tuple(_account(choice, result, inputs, beside) for choice, result in results)


def _account(
    choice: Choice, result: Quantity, inputs: Iterable[Standing], beside: tuple[str, ...]
) -> Account:
    first = choice[0]
    taken = [(one, forks.by(one, choice)) for one in inputs]
    against = any(side.stance is Stance.CONTRADICTS for side in choice)
    return Account(
        source=first.source,
        evidence=first.evidence,
        stance=Stance.CONTRADICTS if against else first.stance,
        value=result,
        reported=any((account or one).reported for one, account in taken),
        on_reports=any(account.on_reports if account else one.reported for one, account in taken),
        fact=first.fact,
        sides=tuple(choice),
        beside=beside,
    )


def _times(inputs: Sequence[Standing]) -> dict[str, Date | None]:
    """Return what times a number is of: the one period of its inputs, or the last they have and the first.

    A first that the last lies in, as a day in its year, is no other time.
    """
    periods = {one.period for one in inputs}
    if len(periods) == 1 and None not in periods:
        return {"period": periods.pop(), "as_of": _latest(one.as_of for one in inputs)}
    last = _latest(one.period or one.as_of for one in inputs)
    first = _earliest(one.since or one.period or one.as_of for one in inputs)
    apart = first and last and not (first.contains(last) or last.contains(first))
    return {"as_of": last, "since": first if apart else None}


def _rests_on(inputs: Iterable[Standing]) -> tuple[str, ...]:
    return tuple(dict.fromkeys(address for one in inputs for address in one.rests_on))


# The weakest mood wins; an assumption is told beside it.
_WEAKEST_FIRST = (FactKind.FORECAST, FactKind.OPINION, FactKind.ESTIMATE)


def _kind(inputs: Iterable[Standing]) -> FactKind:
    kinds = {one.kind for one in inputs}
    return next((kind for kind in _WEAKEST_FIRST if kind in kinds), FactKind.STATED)


def _latest(dates: Iterable[Date | None]) -> Date | None:
    return max((one for one in dates if one is not None), key=lambda one: (one.last, one.iso), default=None)


def _earliest(dates: Iterable[Date | None]) -> Date | None:
    return min((one for one in dates if one is not None), key=lambda one: (one.first, one.iso), default=None)


def _shared(texts: Iterable[Text | None]) -> Text | None:
    """Return what all say alike; None where they differ or say nothing."""
    said = {one.text: one for one in texts if one is not None}
    return next(iter(said.values())) if len(said) == 1 else None
