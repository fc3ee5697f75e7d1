"""Checks of evidence: that quotes carry their facts, stand in their sources, and are as they were vouched."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence

from tieout import hand_readings, quote_dates, records, tying, vouching
from tieout.anchoring import Missing, Span
from tieout.checks import Subject, check
from tieout.diagnostics import Finding, Place, Severity, Text
from tieout.frozen import frozen
from tieout.model import Date, Evidence, Fact, FactKind, Ledger, Seen, Stance, Value
from tieout.quantities.agreeing import describe, difference
from tieout.quantities.reading import Reading, nearest
from tieout.status import account_readings, evidence_of
from tieout.tying import Tie
from tieout.vouching import Proof

LONGEST_QUOTE = 25
_REACH = 80


@frozen
class _Stated:
    """A value with the evidence for it: a fact's, or that of one point of a series."""

    address: str
    key: str
    value: Value
    text: Text
    evidence: tuple[Evidence, ...]


# --- quotes and values ---------------------------------------------------------------------------


@check(
    "value-in-quote",
    Severity.ERROR,
    "A value is what its quotes say: hedge, number and unit; or a `stance` or `note` says why not.",
)
def value_in_quote(subject: Subject) -> Iterator[Finding]:
    """Yield a finding for each supporting quote that does not say its fact's value.

    A ``note`` excuses another hedge or a unit left out; it never excuses another number, but for one that it
    says to be in thousands, or rounded. A quote from which no such number can be read needs a ``reading``,
    but for a date on which its source was issued. At least one quote must carry the value: say it, by its
    ``reading`` where it has one; or, with a note, be in thousands or rounded, lack no more than hedge or unit
    and let the note say the value whole, or stand in a source issued on that date. Where none does, the value
    itself is pointed at, unless its only quote may be the culprit. A ``reading`` against what the grammar
    reads in the quote is a finding of its own, and so is a quote for a point of a series that states the
    value beside the date of another.
    """
    by_key = {one.evidence.key: one for one in subject.proofs}
    for stated in _values(subject.ledger):
        yield from _untied(stated, by_key, subject.ledger)
    for one, read in _hand_readings(subject.ledger):
        if against := hand_readings.contradicted(read, one, subject.ledger):
            yield _misread(one, read, against, subject.ledger)
    for fact in subject.ledger.facts.values():
        for period in fact.points:
            yield from _misplaced(fact, period, subject.ledger)


@check(
    "reading-is-needed",
    Severity.ERROR,
    "A `reading` is given where the grammar cannot read the quote, and nowhere else.",
)
def reading_is_needed(subject: Subject) -> Iterator[Finding]:
    """Yield a finding for each reading that the grammar gives too, and for each of a statement in words.

    One that chooses among several numbers of a quote against a fact is needed.
    """
    for one, read in _hand_readings(subject.ledger):
        if hand_readings.chooses(read, one, subject.ledger):
            continue
        found = tying.by_grammar(one.quote.text, one, subject.ledger)
        same = next((other for other in found if tying.says(read, other)), None)
        if same:
            words = one.quote.text[same.start : same.end]
            said = f"the quote of `{one.source}` for `{_owner(one)}` can be read without its `reading`"
            yield Finding(
                one.reading.text.at, said, (_reads_as(words, same, subject.ledger),), "delete `reading`"
            )
    for fact in subject.ledger.facts.values():
        if fact.says is not None:
            for one in fact.evidence:
                if one.reading:
                    said = f"`{fact.id}` is a statement in words, and the `reading` of its quote is a number"
                    mend = "delete `reading`, or state the number as `value`"
                    yield Finding(one.reading.text.at, said, help=mend)


@check(
    "stance-fits-quote",
    Severity.ERROR,
    "A quote that says just what the value says supports it, or a `note` says why not.",
)
def stance_fits_quote(subject: Subject) -> Iterator[Finding]:
    """Yield a finding for each refining or contradicting quote that agrees with the value in everything."""
    for stated in _values(subject.ledger):
        for one in stated.evidence:
            if one.stance is Stance.SUPPORTS or one.note:
                continue
            said = next(
                (
                    read
                    for read in tying.found(one.quote.text, one, subject.ledger)
                    if tying.says(stated.value, read)
                ),
                None,
            )
            if said:
                at = one.quote.place(said.start, said.end - said.start)
                message = f"the quote of `{one.source}` for `{stated.address}` says just what the value says"
                mend = f"drop `stance: {one.stance}`, or say in `note` what it {one.stance}"
                yield Finding(at, message, (f"both say {_told(stated.value, subject.ledger)}",), mend)


@check(
    "account-is-one",
    Severity.ERROR,
    "A quote that contradicts a fact gives one number of its kind, or a `reading` says which is the account.",
)
def account_is_one(subject: Subject) -> Iterator[Finding]:
    """Yield a finding for each quote of a side of a dispute that gives several numbers and has no reading."""
    for standing in subject.standings.values():
        sides = {one.evidence.key for one in standing.accounts} if not standing.derivation else set()
        for one in standing.evidence:
            is_side = one.key in sides or one.stance is Stance.CONTRADICTS
            if one.reading or one.set_aside or one.stance is Stance.SUPPORTS or not is_side:
                continue
            found = account_readings(one, standing.value, subject.ledger)
            fits = not one.note and any(tying.says(standing.value, read) for read in found)
            if len(found) > 1 and not fits:  # of which `stance-fits-quote` tells
                words = [one.quote.text[each.start : each.end] for each in found]
                said = f"the quote of `{one.source}` against `{standing.address}` gives more than one number"
                notes = tuple(
                    _reads_as(text, read, subject.ledger) for text, read in zip(words, found, strict=True)
                )
                mend = "quote the one it is about alone, or say in `reading` which it is, and why"
                yield Finding(one.quote.place(found[0].start, len(words[0])), said, notes, mend)


@check("quote-is-short", Severity.WARNING, f"A quote has at most {LONGEST_QUOTE} words.")
def quote_is_short(subject: Subject) -> Iterator[Finding]:
    """Yield a finding for each quote that is longer than it needs to be."""
    for one in vouching.passages(subject.ledger):
        count = len(one.quote.text.split())
        if count > LONGEST_QUOTE:
            said = f"the quote of `{one.source}` for `{_owner(one)}` has {count} words"
            yield Finding(one.quote.at, said, help="keep the shortest words that carry the fact")


@check(
    "source-is-seen",
    Severity.ERROR,
    "Evidence is quoted from sources that we have seen, at least in excerpt.",
)
def source_is_seen(subject: Subject) -> Iterator[Finding]:
    """Yield a finding for each quote from a source known only through others."""
    for one in vouching.passages(subject.ledger):
        source = subject.ledger.sources.get(one.source.text)
        if source and source.seen is Seen.NOT_SEEN:
            said = f"`{one.source}` is quoted for `{_owner(one)}`, and was not seen"
            mend = f"quote the source that relays it, or correct `seen` in {source.at.path}"
            yield Finding(one.source.at, said, help=mend)


@check(
    "fact-is-used",
    Severity.WARNING,
    "A fact or derived number is printed, drawn, judged by, or rested on by one that is.",
)
def fact_is_used(subject: Subject) -> Iterator[Finding]:
    """Yield a finding for each fact or derived number that no briefing uses, once there is one.

    None while a record can't be read: it may be the one that uses it.
    """
    if subject.used is None or not subject.ledger.briefings or subject.ledger.unread:
        return
    used = _used_ids(subject)
    ledger = subject.ledger
    for one in (*ledger.facts.values(), *ledger.derivations.values()):
        if one.id not in used:
            yield Finding(one.at, f"no briefing uses `{one.id}`", help="print it, or delete it")


# --- quotes and snapshots ------------------------------------------------------------------------


@check(
    "quote-in-snapshot",
    Severity.ERROR,
    "A quote stands in its source's snapshot, once, or once between `prefix` and `suffix`.",
)
def quote_in_snapshot(subject: Subject) -> Iterator[Finding]:
    """Yield a finding for each quote that the snapshot held does not have, or has more than once."""
    yield from _each(subject, vouching.quote_fault)


@check(
    "quote-is-whole",
    Severity.ERROR,
    "A quote cuts no hedge, unit or denial off a quantity of its source, or a `note` says why.",
)
def quote_is_whole(subject: Subject) -> Iterator[Finding]:
    """Yield a finding for each quote with a quantity that the snapshot reads otherwise, or can't read there.

    None where the snapshot says the value whole: "24" may stand for its "24 customers".
    """
    values = {one.key: stated.value for stated in _values(subject.ledger) for one in stated.evidence}
    for one in subject.proofs:
        if isinstance(one.found, Span) and not one.evidence.note:
            yield from _cut_short(one, values.get(one.evidence.key), subject.ledger)


@check(
    "snapshot-is-locked",
    Severity.ERROR,
    "A snapshot can be read, and is the one its quotes were vouched against.",
)
def snapshot_is_locked(subject: Subject) -> Iterator[Finding]:
    """Yield a finding for each snapshot that can't be used, or that has changed since; one a source."""
    told: set[str] = set()
    for one in subject.proofs:
        finding = vouching.snapshot_fault(one)
        if finding and one.evidence.source.text not in told:
            told.add(one.evidence.source.text)
            yield finding


# --- the lock ------------------------------------------------------------------------------------


@check(
    "lock-is-current",
    Severity.ERROR,
    "A vouched quote is in the words, and where, the lock says; archive or not.",
)
def lock_is_current(subject: Subject) -> Iterator[Finding]:
    """Yield a finding for each quote, prefix or suffix that was changed after it was vouched."""
    yield from _each(subject, vouching.lock_fault)
    yield from _moved(subject)


def _moved(subject: Subject) -> Iterator[Finding]:
    """Yield a finding for each quote that was vouched, for the same owner, as the words of another source."""
    there = {one.key for one in vouching.passages(subject.ledger)}
    left: dict[tuple[str, str], str] = {}
    for key, entry in subject.ledger.lock.items():
        if key not in there:
            left[key.split("/")[0], entry.quote] = key.split("/")[1].partition("@")[0].partition("#")[0]
    for one in subject.proofs:
        source = left.get((_owner(one.evidence), one.evidence.quote.text))
        if one.entry is None and source is not None:
            said = f"these words were vouched as those of `{source}`, and not of `{one.evidence.source}`"
            helps = f"name `{source}` again, or run `tieout vouch` with the source's snapshot in the archive"
            yield Finding(one.evidence.source.at, said, help=helps)


@check("lock-is-complete", Severity.ERROR, "A quote that stands in a snapshot held is in the lock.")
def lock_is_complete(subject: Subject) -> Iterator[Finding]:
    """Yield a finding for each source whose quotes could be vouched and are not, at the first of them."""
    unlocked: dict[str, list[Evidence]] = {}
    for one in subject.proofs:
        if one.provable:
            unlocked.setdefault(one.evidence.source.text, []).append(one.evidence)
    for source, quoted in unlocked.items():
        first, *more = quoted
        many = (
            f"{len(quoted)} quotes of `{source}` stand"
            if more
            else f"the quote of `{source}` for `{_owner(first)}` stands"
        )
        said = f"{many} in the snapshot and {'are' if more else 'is'} not in the lock"
        related = tuple((one.quote.at, f"and the one for `{_owner(one)}`") for one in more[:3])
        yield Finding(first.quote.at, said, help="run `tieout vouch`", related=related)


@check("lock-is-needed", Severity.WARNING, "An entry of the lock belongs to evidence that is there.")
def lock_is_needed(subject: Subject) -> Iterator[Finding]:
    """Yield a finding for each entry whose evidence is gone."""
    there = {one.key for one in vouching.passages(subject.ledger)}
    for key, entry in subject.ledger.lock.items():
        if key not in there and not subject.ledger.may_state(key.split("/")[0]):
            yield Finding(entry.at, f"there is no evidence `{key}` any more", help="run `tieout vouch`")


def _each(subject: Subject, fault: Callable[[Proof], Finding | None]) -> Iterator[Finding]:
    return (finding for one in subject.proofs if (finding := fault(one)))


def _owner(evidence: Evidence) -> str:
    return evidence.key.split("/")[0]


def _used_ids(subject: Subject) -> set[str]:
    """Return the ids of all that is used, and of all that those rest on."""
    ahead = [
        *subject.used,
        *(one.fact.text for claim in subject.ledger.claims.values() for one in claim.judged_by),
    ]
    met: set[str] = set()
    while ahead:
        address = ahead.pop()
        if address not in met:
            met.add(address)
            standing = subject.standings.get(address)
            ahead += [*standing.rests_on, *standing.given] if standing else []
    return {address.split("@")[0] for address in met}


# --- how a quote carries a value -----------------------------------------------------------------


def _values(ledger: Ledger) -> Iterator[_Stated]:
    """Yield every value that could be read and should have evidence."""
    for fact in ledger.facts.values():
        if fact.kind is FactKind.ASSUMPTION:
            continue
        if fact.value is not None and fact.value_text is not None:
            yield _Stated(fact.id, "value", fact.value, fact.value_text, fact.evidence)
        yield from _points(fact)


def _points(fact: Fact) -> Iterator[_Stated]:
    for period, point in fact.points.items():
        if point.value is not None:
            evidence = evidence_of(fact, period)
            yield _Stated(f"{fact.id}@{period}", "points", point.value, point.text, evidence)


def _untied(stated: _Stated, proofs: dict[str, Proof], ledger: Ledger) -> Iterator[Finding]:
    failing, carried = [], False
    for one in stated.evidence:
        tie = tying.tie(stated.value, one, one.quote.text, ledger)
        if tie is not Tie.CARRIES and (
            _is_told(one, ledger) or _explained(stated.value, proofs.get(one.key), ledger)
        ):
            tie = Tie.CARRIES
        carried |= tie is Tie.CARRIES
        if tie is Tie.FAILS and not one.set_aside:
            failing.append(one)
    locked = [one for one in failing if (proof := proofs.get(one.key)) and proof.kept]
    if not carried and failing and (len(failing) > 1 or locked):
        yield _wrong_value(stated, failing, ledger)
    elif not carried and not failing:
        yield _uncarried(stated, ledger)
    else:
        yield from (_wrong_quote(stated, one, ledger, carried) for one in failing)


def _misplaced(fact: Fact, period: str, ledger: Ledger) -> Iterator[Finding]:
    """Yield a finding for each quote for a point that says its value beside the date of another period."""
    point = fact.points[period]
    for one in evidence_of(fact, period) if point.value is not None else ():
        if one.stance is not Stance.SUPPORTS or one.note or one.reading or one.set_aside:
            continue
        heard = tying.by_grammar(one.quote.text, one, ledger)
        if found := quote_dates.misplaced(point.value, point.period, one.quote.text, heard):
            read, date = found
            said = f"the quote for `{fact.id}@{period}` gives {_told(point.value, ledger)} for {date.iso}"
            mend = "correct `points`, or the `period` of the quote; or say in `note` how it is to be read"
            at = one.quote.place(read.start, read.end - read.start)
            yield Finding(at, said, (), mend, ((point.text.at, "the point is here"),))


def _hand_readings(ledger: Ledger) -> Iterator[tuple[Evidence, Value]]:
    """Yield the evidence of each fact with a number that a person reads, and what is read.

    Not of a source that could not be read: no one knows its language.
    """
    for fact in ledger.facts.values():
        if fact.says is None:
            for one in fact.evidence:
                if one.reading and one.reading.value is not None and one.source.text in ledger.sources:
                    yield one, one.reading.value


def _is_told(evidence: Evidence, ledger: Ledger) -> bool:
    """Return whether something is told of the source or the reading of a quote that must be mended first."""
    if evidence.source.text not in ledger.sources:
        return True
    if evidence.reading is None:
        return False
    by_hand = evidence.reading.value
    return by_hand is None or bool(hand_readings.contradicted(by_hand, evidence, ledger))


def _explained(value: Value, proof: Proof | None, ledger: Ledger) -> bool:
    """Return whether a quote is reported as changed, and carried the value before."""
    if proof is None:
        return False
    before = [proof.entry.quote] if proof.entry and not proof.kept else []
    before += [proof.found.nearest] if isinstance(proof.found, Missing) else []
    return any(tying.tie(value, proof.evidence, words, ledger) is Tie.CARRIES for words in before)


def _misread(
    evidence: Evidence, by_hand: Value, against: Sequence[tuple[str, Reading | None]], ledger: Ledger
) -> Finding:
    """Return what to say of a reading that what stands in the quote is ``against``."""
    said = f"the quote of `{evidence.source}` for `{_owner(evidence)}` does not say {_told(by_hand, ledger)}"
    unread = " and ".join(f'"{words}"' for words, read in against if read is None)
    notes = [f"its `reading` says so, and the quote has {unread}"] if unread else []
    notes += [_reads_as(words, read, ledger) for words, read in against if read]
    mend = "correct `value` in `reading`: it stands in for no other number than the quote's"
    if all(read and tying.differs(by_hand, read) != "number" for _, read in against):
        mend = (
            "delete `reading`, for the quote can be read; another hedge, or a unit left out, takes a `note`"
        )
    related = ((evidence.quote.at, "the quote is here"),)
    return Finding(evidence.reading.text.at, said, tuple(notes), mend, related)


def _told(value: Value, ledger: Ledger) -> str:
    return describe(value, ledger.desk.vocabulary.nouns)


def _wrong_quote(stated: _Stated, evidence: Evidence, ledger: Ledger, carried: bool) -> Finding:
    """Return what to say of a quote; ``carried`` is whether another carries the value, as one must."""
    found = tying.found(evidence.quote.text, evidence, ledger)
    best = nearest(stated.value, found)
    differs = tying.differs(stated.value, best) if best else ""
    comparable = best is not None and differs in ("hedge", "number", "precision")
    at = evidence.quote.place(best.start, best.end - best.start) if comparable else evidence.quote.at
    said = f"the quote for `{stated.address}` does not say {_told(stated.value, ledger)}"
    mend = f"correct `{stated.key}`, or quote the passage that states it"
    if evidence.reading:
        at, mend = evidence.reading.text.at, f"correct `{stated.key}`, or the `value` in `reading`"
    else:
        mend += _way_out(stated.value, evidence, found, best, ledger) or _excuse(evidence, differs, carried)
    related = ((stated.text.at, f"`{stated.key}` is here"),)
    return Finding(at, said, _heard(stated.value, evidence, found, ledger), mend, related)


def _way_out(
    value: Value, evidence: Evidence, found: Sequence[Reading], best: Reading | None, ledger: Ledger
) -> str:
    """Return what else the help should name, by which the quote would say ``value``; empty for nothing."""
    languages = tying.languages_that_say(value, evidence, ledger)
    if languages:
        ours = tying.language_of(evidence, ledger)
        named = records.named(languages, "or")
        named = f"`language: {languages[0]}`{named.removeprefix(f'`{languages[0]}`')}"
        tongue = "English" if ours.partition("-")[0] == "en" else f"`{ours}`"
        where = ledger.sources[evidence.source.text].at.path
        return f"; if `{evidence.source}` is not in {tongue}, say so in {where}: {named}"
    if tying.is_unread(value, found):
        if hand_readings.contradicted(value, evidence, ledger):
            return ""
        if evidence.note:
            return "; no `note` makes up for what cannot be read: say in `reading` what it says, and why"
        return "; or say in `reading` what it says, and why, if only the grammar cannot read it"
    if hand_readings.is_foreign(value, best, evidence, ledger):
        return f"; or say in `reading` what it says, and why: `{best.value.after}` is no noun of the desk's"
    if words := tying.note_wanted(value, best, ledger):
        return f"; or say in `note` that it is {words}, if it is"
    if (
        tying.leaves_out_unit(value, best.value)
        and tying.differs(value, best) == "unit"
        and not evidence.note
    ):
        return "; or let a `note` say the value whole, if the quote only leaves out its unit"
    return ""


def _excuse(evidence: Evidence, differs: str, carried: bool) -> str:
    """Return what the help should say of excuses: another source, a stance, a note."""
    otherwise = "a source that says otherwise takes `stance: contradicts`, or `refines`"
    if evidence.note and carried:
        return f"; no `note` excuses another number or unit: {otherwise}"
    if evidence.note:
        return "; no `note` excuses another number or unit, but `stance: refines` does"
    if differs == "number" and carried:
        return f"; {otherwise}"
    return "; or say in `note` why they differ" if differs in ("hedge", "precision") else ""


def _heard(
    value: Value, evidence: Evidence, found: Sequence[Reading], ledger: Ledger, who: str = ""
) -> tuple[str, ...]:
    """Return what a quote says, a note for each quantity or date it has; ``who`` names its source."""
    says = f"{who or 'it'} says"
    if not found:
        kind = (
            "nothing that can be read as a date"
            if isinstance(value, Date)
            else "no quantity that can be read"
        )
        return (f"{says} {kind}",)
    if evidence.reading:
        return (f"{says} {_told(found[0].value, ledger)}, by its `reading`",)
    if len(found) == 1:
        return (f"{says} {_told(found[0].value, ledger)}",)
    quote, of = evidence.quote.text, f"of {who}, " if who else ""
    return tuple(f"{of}{_reads_as(quote[one.start : one.end], one, ledger)}" for one in found)


def _reads_as(words: str, read: Reading, ledger: Ledger) -> str:
    return f'"{words}" reads as {_told(read.value, ledger)}'


def _wrong_value(stated: _Stated, failing: Sequence[Evidence], ledger: Ledger) -> Finding:
    heard = {one.key: tying.found(one.quote.text, one, ledger) for one in failing}
    notes = [
        note
        for one in failing[:3]
        for note in _heard(stated.value, one, heard[one.key], ledger, f"`{one.source}`")
    ]
    related = tuple(_where(one) for one in failing)
    said = f"no quote for `{stated.address}` says {_told(stated.value, ledger)}"
    mend = f"correct `{stated.key}`, or quote the passages that state it"
    ways = (
        _way_out(stated.value, one, heard[one.key], nearest(stated.value, heard[one.key]), ledger)
        for one in failing
        if not one.reading
    )
    return Finding(stated.text.at, said, tuple(notes), mend + next(filter(None, ways), ""), related)


def _uncarried(stated: _Stated, ledger: Ledger) -> Finding:
    said = f"no quote for `{stated.address}` says {_told(stated.value, ledger)}"
    note = "every quote is excused by its `stance` or `note`"
    mend = "quote a passage that states it, or let the `note` of one say the value whole"
    related = tuple(_where(one) for one in stated.evidence)
    return Finding(stated.text.at, said, (note,) if stated.evidence else (), mend, related)


def _where(evidence: Evidence) -> tuple[Place, str]:
    """Return where it is written what a passage says."""
    if evidence.reading:
        return evidence.reading.text.at, f"the reading of `{evidence.source}` is here"
    return evidence.quote.at, f"the quote of `{evidence.source}` is here"


# --- what a quote leaves out ---------------------------------------------------------------------


def _cut_short(proof: Proof, value: Value | None, ledger: Ledger) -> Iterator[Finding]:
    """Yield a finding for each number of a quote that its source does not read as the quote does."""
    text, span = proof.snapshot.words.normal.text, proof.found
    first = text.rfind(" ", max(0, span.start - 2 * _REACH), max(0, span.start - _REACH)) + 1
    first = first or max(0, span.start - 2 * _REACH)
    last = text.find(" ", span.end + _REACH, span.end + 2 * _REACH)
    around = text[first : last if last >= 0 else span.end + 2 * _REACH]
    wholes = tying.by_grammar(around, proof.evidence, ledger)
    for part in tying.by_grammar(text[span.start : span.end], proof.evidence, ledger):
        start, end = span.start - first + part.start, span.start - first + part.end
        over = [one for one in wholes if one.start < end and start < one.end]
        if any(_says_as_much(one, part, value) for one in over):
            continue
        said = f"the quote of `{proof.evidence.source}` for `{_owner(proof.evidence)}` cuts a quantity short"
        mend = "quote it whole, or say in `note` why not"
        note = _in_source(around, start, end, over, ledger)
        yield Finding(_quoted_at(proof.evidence, part), said, (note,), mend)


def _says_as_much(whole: Reading, part: Reading, value: Value | None) -> bool:
    """Return whether ``whole`` says what ``part`` of it does, or bears out ``value``."""
    if value and tying.says(value, part):
        return tying.says(value, whole)
    if difference(whole.value, part.value) or difference(part.value, whole.value):
        return bool(value) and tying.says(value, whole)
    after = "" if isinstance(whole.value, Date) else whole.value.after
    return not after.startswith("per ") or after == part.value.after


def _in_source(around: str, start: int, end: int, over: Sequence[Reading], ledger: Ledger) -> str:
    """Return what the source says in place of the words from ``start`` to ``end``.

    That is the number it has there; where it has none that can be read, the words on both sides.
    """
    if not over:
        before, behind = around[:start].split(" ")[-5:], around[end:].split(" ")[:3]
        words = f"{' '.join(before)}{around[start:end]}{' '.join(behind)}".strip()
        return f"the source says: {words}; there no number can be read for certain"
    first, last = min(start, over[0].start), max(end, over[-1].end)
    if (first, last) == (start, end):
        return f"the source says: {around[start:end]}, which reads there as {_told(over[0].value, ledger)}"
    return f"the source says: {around[first:last]}"


def _quoted_at(evidence: Evidence, part: Reading) -> Place:
    return evidence.quote.place(min(part.start, len(evidence.quote.text) - 1), part.end - part.start)
