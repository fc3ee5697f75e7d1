"""Checks of claims: that they are a document's, and that facts judge them as their numbers do."""

from __future__ import annotations

from collections.abc import Iterator

from tieout.checks import Subject, check
from tieout.diagnostics import Finding, Severity
from tieout.model import Claim, Judgement, Ledger, Quantity, SourceKind
from tieout.quantities.agreeing import describe
from tieout.quantities.reading import Reading, readings
from tieout.quantities.stances import stance_of
from tieout.quantities.units import same_dimension
from tieout.status import documents


@check("claim-is-of-document", Severity.ERROR, "A claim is quoted from a document under review.")
def claim_is_of_document(subject: Subject) -> Iterator[Finding]:
    """Yield a finding for each claim of a source that no briefing reviews and that is no document."""
    reviewed = documents(subject.ledger)
    for claim in subject.ledger.claims.values():
        source = subject.ledger.sources.get(claim.evidence.source.text)
        if source and source.id not in reviewed and source.kind is not SourceKind.DOCUMENT:
            said = f"`{claim.id}` is a claim of `{source.id}`, which no briefing reviews"
            mend = f"name it as `document` in a briefing.yaml, or state `{claim.id}` as a fact"
            yield Finding(claim.evidence.source.at, said, help=mend)


@check(
    "stance-fits-claim",
    Severity.ERROR,
    "A fact supports, refines or contradicts a claim as their numbers do, or `note` says why not.",
)
def stance_fits_claim(subject: Subject) -> Iterator[Finding]:
    """Yield a finding for each judgement whose stance is not the one its intervals give.

    Looked at are quantities of one dimension. A claim with several is fitted by any of them, and so is one
    judged by a number in dispute by any account of it.
    """
    for claim in subject.ledger.claims.values():
        said = _quantities(claim, subject.ledger)
        for judgement in claim.judged_by:
            standing = subject.standings.get(judgement.fact.text)
            if standing and not judgement.note:
                told = [one.value for one in standing.accounts] or [standing.value]
                values = [value for value in told if isinstance(value, Quantity)]
                yield from _misfit(claim, said, judgement, values)


def _quantities(claim: Claim, ledger: Ledger) -> tuple[Reading, ...]:
    source = ledger.sources.get(claim.evidence.source.text)
    language = source.language if source else "en"
    found = readings(claim.evidence.quote.text, ledger.desk.vocabulary, language)
    return tuple(one for one in found if isinstance(one.value, Quantity))


def _misfit(
    claim: Claim, said: tuple[Reading, ...], judgement: Judgement, values: list[Quantity]
) -> Iterator[Finding]:
    pairs = [(one, value) for value in values for one in said if same_dimension(one.value.unit, value.unit)]
    given = {stance: pair for pair in reversed(pairs) if (stance := stance_of(pair[0].value, pair[1]))}
    if not given or judgement.stance in given:
        return
    stance, (read, value) = next(reversed(given.items()))
    message = (
        f"by its numbers `{judgement.fact}` {stance} `{claim.id}`, and its stance is `{judgement.stance}`"
    )
    note = f"the claim says {describe(read.value)}, the fact {describe(value)}"
    mend = f"write `stance: {stance}`, or say in `note` why it is `{judgement.stance}`"
    yield Finding(judgement.at, message, (note,), mend)
