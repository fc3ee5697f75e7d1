"""Origins, and the one rule that makes supported, partly, disputed or unverified of evidence."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import replace

from tieout.forks import meaning
from tieout.frozen import frozen
from tieout.model import (
    Account,
    Briefing,
    Claim,
    Date,
    Evidence,
    Fact,
    FactKind,
    Judgement,
    Ledger,
    Quantity,
    Seen,
    Source,
    Stance,
    Standing,
    Status,
    Text,
    Value,
    Verdict,
)
from tieout.quantities.reading import Reading, readings
from tieout.quantities.units import same_dimension


@frozen
class Witness:
    """One thing that counts, for or against: its stance, and the ids of the sources where it began."""

    stance: Stance
    origins: frozenset[str]


def status_of(witnesses: Iterable[Witness], sources: Mapping[str, Source]) -> Status:
    """Return what ``witnesses``, all of which count, make of a fact or a claim.

    This is the whole rule, in this order: a contradiction disputes; without two origins or one that is
    first-hand nothing is verified; a refinement leaves it partly right; what is left is supported.
    ``sources`` tells which origins are first-hand; an origin it does not know is not.
    """
    counted = tuple(witnesses)
    stances = {witness.stance for witness in counted}
    began = frozenset().union(*(witness.origins for witness in counted))
    if Stance.CONTRADICTS in stances:
        return Status.DISPUTED
    if len(began) < 2 and not any(is_first_hand(origin, sources) for origin in began):
        return Status.UNVERIFIED
    return Status.PARTLY if Stance.REFINES in stances else Status.SUPPORTED


def origins(
    source_id: str, sources: Mapping[str, Source], passage: tuple[Text, ...] | None = None
) -> frozenset[str]:
    """Return the ids where the reporting of ``source_id`` began: the ends of its chains of relays.

    ``passage`` is what the passage quoted repeats, where that is not what the whole work does.
    A source that relays nothing is its own origin; so is a name that ``sources`` does not know. Chains that
    only lead back into themselves have one origin, the first of their ids by the alphabet, until the check
    ``relays-end`` has had its way.
    """
    ahead = [source_id] if passage is None else list(dict.fromkeys(name.text for name in passage))
    ends, met = set() if ahead else {source_id}, set(ahead)
    while ahead:
        here = ahead.pop()
        relays = tuple(name.text for name in sources[here].relays) if here in sources else ()
        if not relays:
            ends.add(here)
        ahead.extend(name for name in dict.fromkeys(relays) if name not in met)
        met.update(relays)
    return frozenset(ends or {min(met)})


def is_first_hand(source_id: str, sources: Mapping[str, Source]) -> bool:
    """Return whether ``source_id`` is a known source that speaks for itself."""
    return source_id in sources and sources[source_id].first_hand


def documents(ledger: Ledger) -> frozenset[str]:
    """Return the ids of the documents under review: what any briefing names as its ``document``."""
    return frozenset(one.document.text for one in ledger.briefings.values() if one.document)


def witness(evidence: Evidence, ledger: Ledger) -> Witness | None:
    """Return ``evidence`` as a witness, or None where it does not count.

    It does not count where it is set aside, where it comes from a document under review or only repeats one,
    and where its source is unknown or was never seen (each of which a check reports).
    """
    source = ledger.sources.get(evidence.source.text)
    reviewed = documents(ledger)
    if evidence.set_aside or source is None or source.seen is Seen.NOT_SEEN or source.id in reviewed:
        return None
    began = origins(source.id, ledger.sources, evidence.relays) - reviewed
    return Witness(evidence.stance, began) if began else None


def evidence_of(fact: Fact, period: str | None) -> tuple[Evidence, ...]:
    """Return the evidence of ``fact``, or of its point ``period``, in content order."""
    if period is None:
        return fact.evidence
    return tuple(one for one in fact.evidence if one.period is not None and one.period.text == period)


def fact_standing(fact: Fact, period: str | None, ledger: Ledger) -> Standing:
    """Return ``fact``, or its point ``period`` (as written), with what the evidence makes of it.

    A period that the fact does not have gives a standing without a value.
    """
    point = fact.points.get(period) if period is not None else None
    value = point.value if point else None if fact.points else fact.value
    evidence = evidence_of(fact, period)
    counted = [(one, heard) for one in evidence if (heard := witness(one, ledger))]
    status = status_of((heard for _, heard in counted), ledger.sources)
    if fact.kind is FactKind.ASSUMPTION:
        status = Status.ASSUMPTION
    hearsay = isinstance(value, Quantity) and status is not Status.ASSUMPTION and _is_hearsay(counted, ledger)
    backing = [(one, heard) for one, heard in counted if heard.stance is not Stance.CONTRADICTS]
    address = fact.id if period is None else f"{fact.id}@{period}"
    return Standing(
        address=address,
        id=fact.id,
        at=point.text.at if point else fact.at,
        statement=fact.statement,
        value=value,
        status=status,
        kind=fact.kind,
        says=fact.says,
        period=point.period if point else None,
        as_of=fact.as_of,
        by=fact.by,
        made=fact.made,
        because=fact.because,
        evidence=evidence,
        accounts=_accounts(address, evidence, value, ledger) if status is Status.DISPUTED else (),
        sources=best_first({one.source.text for one, _ in backing}, ledger.sources),
        origins=tuple(sorted(frozenset().union(*(heard.origins for _, heard in backing)))),
        reported=hearsay,
        rests_on=(address,),
    )


def verdicts(ledger: Ledger, standings: Mapping[str, Standing], briefing: Briefing) -> tuple[Verdict, ...]:
    """Return the claims of the document that ``briefing`` reviews, in content order, with their verdicts."""
    of = briefing.document.text if briefing.document else None
    claims = [claim for claim in ledger.claims.values() if claim.evidence.source.text == of]
    return tuple(verdict(claim, number, ledger, standings) for number, claim in enumerate(claims, 1))


def verdict(claim: Claim, number: int, ledger: Ledger, standings: Mapping[str, Standing]) -> Verdict:
    """Return what its facts make of ``claim``: a status by the one rule, each fact's origins as its own."""
    heard = (_judge(one, standings) for one in claim.judged_by)
    status = status_of((one for one in heard if one), ledger.sources)
    facts = dict.fromkeys(one.fact.text for one in claim.judged_by if one.fact.text in standings)
    return Verdict(claim, number, status, tuple(facts))


def account_value(evidence: Evidence, value: Value | None, ledger: Ledger) -> Value | None:
    """Return what ``evidence`` says in place of ``value``: what a person reads in its quote, or the grammar.

    None for a statement in words, and where the quote holds nothing comparable.
    """
    if evidence.reading and evidence.reading.value is not None and value is not None:
        by_hand = evidence.reading.value
        return by_hand if _comparable(value, by_hand) else None
    return next((one.value for one in account_readings(evidence, value, ledger)), None)


def account_readings(evidence: Evidence, value: Value | None, ledger: Ledger) -> tuple[Reading, ...]:
    """Return all that the quote of ``evidence`` may say in place of ``value``: what it reads as of that kind.

    Each number stands once. More than one leaves open what the account is (``account-is-one``).
    """
    if value is None:
        return ()
    source = ledger.sources.get(evidence.source.text)
    found = readings(evidence.quote.text, ledger.desk.vocabulary, source.language if source else "en")
    apart: dict[object, Reading] = {}
    for one in found:
        if _comparable(value, one.value):
            apart.setdefault(meaning(one.value, value), one)
    return tuple(apart.values())


def origins_against(standing: Standing, ledger: Ledger) -> frozenset[str]:
    """Return the ids where the reporting began that contradicts a fact; none of a derived number."""
    counted = (witness(one, ledger) for one in standing.evidence if one.stance is Stance.CONTRADICTS)
    return frozenset().union(*(heard.origins for heard in counted if heard))


def _judge(judgement: Judgement, standings: Mapping[str, Standing]) -> Witness | None:
    fact = standings.get(judgement.fact.text)
    if fact is None:
        return None
    rests = [standings[one] for one in fact.rests_on if one in standings and one != fact.address]
    began = frozenset(fact.origins).union(*(one.origins for one in rests))
    if fact.status is Status.DISPUTED and judgement.stance is Stance.SUPPORTS:
        return Witness(Stance.CONTRADICTS, began)
    silent = {Status.UNVERIFIED, Status.ASSUMPTION}
    if fact.status in silent or any(one.status is Status.UNVERIFIED for one in rests):
        return None
    return Witness(judgement.stance, began)


def _is_hearsay(counted: Iterable[tuple[Evidence, Witness]], ledger: Ledger) -> bool:
    supporting = (heard.origins for _, heard in counted if heard.stance is Stance.SUPPORTS)
    return not any(is_first_hand(one, ledger.sources) for began in supporting for one in began)


def best_first(ids: Iterable[str], sources: Mapping[str, Source]) -> tuple[str, ...]:
    """Return the sources in the order they are cited: first-hand, then seen in full, then oldest."""
    return tuple(sorted(ids, key=lambda one: _rank(sources.get(one), one)))


def _rank(source: Source | None, source_id: str) -> tuple[object, ...]:
    if source is None:
        return (True, True, (9999, 99, 99), source_id)
    return (not source.first_hand, source.seen is not Seen.IN_FULL, _age(source.issued), source.id)


def _age(issued: Date | None) -> tuple[int, int, int]:
    if issued is None:
        return (9999, 99, 99)
    begins = issued.first.month if issued.quarter or issued.half else issued.month
    return (issued.year, begins, issued.day)


def _accounts(
    address: str, evidence: tuple[Evidence, ...], value: Value | None, ledger: Ledger
) -> tuple[Account, ...]:
    """Return the sides of a dispute: the fact as stated, then each that contradicts it, in content order.

    Evidence that gives one quantity is one side, and so are words that began in one place; its best source
    speaks for it. Where nothing counted stands behind the fact as stated, the document that states it does.
    """
    sides: dict[object, list[Account]] = {}
    for one in evidence:
        heard = witness(one, ledger)
        if one.set_aside or (heard is None and one.stance is not Stance.SUPPORTS):
            continue
        said = value if one.stance is Stance.SUPPORTS else account_value(one, value, ledger)
        first_hand = any(is_first_hand(began, ledger.sources) for began in (heard.origins if heard else ()))
        reported = isinstance(said, Quantity) and not first_hand
        account = Account(one.source.text, one, one.stance, said, reported, address)
        sides.setdefault(_side(one, heard, meaning(said, value)), []).append(account)
    stated = _stated_side(sides, ledger)
    against = [told for side, told in sides.items() if side[0] is Stance.CONTRADICTS]
    speak = [_spokesman(told, ledger) for told in (*([stated] if stated else []), *against)]
    heard = [one.source for one in speak]
    return tuple(replace(one, nth=heard[: at + 1].count(one.source)) for at, one in enumerate(speak))


def _side(evidence: Evidence, heard: Witness | None, said: object) -> tuple[object, ...]:
    if evidence.stance is Stance.CONTRADICTS:
        return (evidence.stance, said or (heard and heard.origins))
    return (evidence.stance, heard is not None)


def _stated_side(sides: Mapping[tuple[object, ...], list[Account]], ledger: Ledger) -> list[Account] | None:
    order = ((Stance.SUPPORTS, True), (Stance.REFINES, True), (Stance.SUPPORTS, False))
    return next((sides[side] for side in order if side in sides), None)


def _spokesman(told: list[Account], ledger: Ledger) -> Account:
    """Return the account of the best source of a side; what another has first-hand is reported by none."""
    best = min(told, key=lambda one: _rank(ledger.sources.get(one.source), one.source))
    return replace(best, reported=all(one.reported for one in told))


def _comparable(value: Value | None, other: Value) -> bool:
    if isinstance(value, Quantity) and isinstance(other, Quantity):
        return same_dimension(value.unit, other.unit)
    return isinstance(value, Date) and isinstance(other, Date)
