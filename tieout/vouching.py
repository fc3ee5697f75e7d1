"""Evidence against the words of its source, and the lock that remembers what was proven."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from pathlib import Path

from tieout.anchoring import NORMALISER, Ambiguous, Missing, Span
from tieout.archive import Archive, Snapshot, Unreadable
from tieout.diagnostics import Diagnostic, Finding, Place, Severity
from tieout.frozen import frozen
from tieout.model import Evidence, Ledger, LockEntry
from tieout.quantities.dates import Date

HEADER = """\
# What was proven of each quote: against which snapshot, where in it, and on what day.
# Written by `tieout vouch`. Commit it; do not edit it.
"""


@frozen
class Proof:
    """One piece of evidence beside what the lock says of it and where the snapshot has it.

    ``found`` is None where no snapshot is held.
    """

    evidence: Evidence
    entry: LockEntry | None
    found: Span | Missing | Ambiguous | Unreadable | None
    snapshot: Snapshot | None

    @property
    def kept(self) -> bool:
        """Whether the lock has the evidence in the words it has now."""
        return self.entry is not None and _words(self.evidence) == _locked_words(self.entry)

    @property
    def provable(self) -> bool:
        """Whether the snapshot has the quote, and the lock nothing of it."""
        return self.entry is None and isinstance(self.found, Span)

    @property
    def current(self) -> bool:
        """Whether the lock says of the evidence all that the snapshot shows."""
        return (
            self.kept
            and isinstance(self.found, Span)
            and self.entry.snapshot == self.snapshot.sha256
            and (self.entry.normaliser != NORMALISER or self.entry.span == (self.found.start, self.found.end))
        )


@frozen
class Vouching:
    """The lock as it should now be, by key in order, and what could not be vouched."""

    entries: Mapping[str, LockEntry]
    problems: tuple[Diagnostic, ...]


def passages(ledger: Ledger) -> Iterator[Evidence]:
    """Yield every quoted passage: those of facts, then those of claims, in content order."""
    for fact in ledger.facts.values():
        yield from fact.evidence
    for claim in ledger.claims.values():
        yield claim.evidence


def proofs(ledger: Ledger, archive: Archive | None) -> tuple[Proof, ...]:
    """Return every passage with what the lock and the archive have of it, in content order."""
    return tuple(proof(one, ledger.lock.get(one.key), archive) for one in passages(ledger))


def proof(evidence: Evidence, entry: LockEntry | None, archive: Archive | None) -> Proof:
    """Return ``evidence`` beside its lock entry and where its source's snapshot has it."""
    held = archive.snapshot(evidence.source.text) if archive else None
    if not isinstance(held, Snapshot):
        return Proof(evidence, entry, held, None)
    return Proof(evidence, entry, held.words.find(*_words(evidence)), held)


def vouch(ledger: Ledger, archive: Archive | Path | None, on: Date) -> Vouching:
    """Return the lock after vouching every passage against the snapshots held, on the day ``on``.

    An entry that still holds is left untouched, and so is one whose snapshot is not here. An entry for
    evidence that is gone is dropped. A passage that can't be vouched is a problem and leaves its entry as
    it was, so that the words it was vouched with are not forgotten. A lock of content that was not read is
    left as it was too.
    """
    held = Archive(archive) if isinstance(archive, Path) else archive
    entries, problems = _unread(ledger), []
    for one in proofs(ledger, held):
        entry = one.entry if one.current or not isinstance(one.found, Span) else _entry(one, on)
        if entry is not None:
            entries[one.evidence.key] = entry
        problems += [_problem(check, finding) for check, finding in (_fault(one),) if finding]
    return Vouching(dict(sorted(entries.items())), tuple(problems))


def lock_text(entries: Mapping[str, LockEntry]) -> str:
    """Return ``content/evidence.lock`` as it is written: YAML, in order of key."""
    return HEADER + "".join(_entry_text(entries[key]) for key in sorted(entries))


def quote_fault(one: Proof) -> Finding | None:
    """Return what is wrong with a quote that its readable snapshot does not have exactly once."""
    source = one.evidence.source.text
    if isinstance(one.found, Ambiguous):
        where = f"prefix: {one.found.before}" if one.found.before else f"suffix: {one.found.after}"
        count = "twice" if one.found.count == 2 else f"{one.found.count} times"
        said = f"the quote stands {count} in the snapshot of `{source}`"
        mend = f"for the first, add `{where}`" if one.found.before or one.found.after else "quote more words"
        return Finding(one.evidence.quote.at, said, help=mend)
    if not isinstance(one.found, Missing):
        return None
    if one.found.elsewhere:
        given = [name for name in ("prefix", "suffix") if getattr(one.evidence, name)]
        where = " and ".join(
            {"prefix": "after its `prefix`", "suffix": "before its `suffix`"}[name] for name in given
        )
        said = f"the quote stands in the snapshot of `{source}`, but not {where}"
        at = (one.evidence.prefix or one.evidence.suffix or one.evidence.quote).at
        return Finding(at, said, help="copy the words just before or after it from the snapshot")
    nearest = one.found.nearest.rstrip(".,;:")
    note = (f"near there it says: {nearest}",) if nearest else ()
    said = f"the quote does not stand in the snapshot of `{source}`"
    return Finding(one.evidence.quote.at, said, note, "quote the words exactly as they stand there")


def lock_fault(one: Proof) -> Finding | None:
    """Return what is wrong where the lock has the evidence in other words, or in another place."""
    evidence, entry = one.evidence, one.entry
    if entry is None or isinstance(one.found, Missing | Ambiguous):
        return None
    if not one.kept:
        at, note = _changed(evidence, entry)
        return Finding(at, f"{_named(evidence)} is not in the words that were vouched", (note,), _VOUCH)
    same_text = one.snapshot and entry.snapshot == one.snapshot.sha256
    if same_text and not one.current:
        said = f"{_named(evidence)} does not stand where the lock says"
        return Finding(entry.at, said, help="run `tieout vouch`")
    return None


def snapshot_fault(one: Proof) -> Finding | None:
    """Return what is wrong with the snapshot itself: it can't be used, or is not the one that was vouched."""
    source = one.evidence.source
    if isinstance(one.found, Unreadable):
        return Finding(source.at, f"the snapshot {one.found.name} {one.found.why}")
    if one.kept and isinstance(one.found, Span) and one.entry.snapshot != one.snapshot.sha256:
        said = f"the snapshot of `{source}` is not the one its quotes were vouched against"
        note = f"vouched on {one.entry.vouched.iso}; the quote still stands in it"
        return Finding(source.at, said, (note,), "put the former snapshot back, or run `tieout vouch`")
    return None


_VOUCH = "put the words back, or run `tieout vouch` with the source's snapshot in the archive"


def _fault(one: Proof) -> tuple[str, Finding | None]:
    """Return what keeps a passage from being vouched, with the check that says so."""
    if isinstance(one.found, Unreadable):
        return "snapshot-is-locked", snapshot_fault(one)
    if one.found is None and one.entry is not None and not one.kept:
        return "lock-is-current", lock_fault(one)
    return "quote-in-snapshot", quote_fault(one)


def _problem(check: str, finding: Finding) -> Diagnostic:
    return Diagnostic(finding.at, Severity.ERROR, check, finding.message, finding.notes, finding.help)


def _unread(ledger: Ledger) -> dict[str, LockEntry]:
    return {key: entry for key, entry in ledger.lock.items() if ledger.may_state(key.split("/")[0])}


def _entry(one: Proof, on: Date) -> LockEntry:
    quote, prefix, suffix = _words(one.evidence)
    span = (one.found.start, one.found.end)
    digest = one.snapshot.sha256
    return LockEntry(
        one.evidence.key, quote, prefix, suffix, digest, span, on, NORMALISER, Place("content/evidence.lock")
    )


def _words(evidence: Evidence) -> tuple[str, str, str]:
    return (
        evidence.quote.text,
        evidence.prefix.text if evidence.prefix else "",
        evidence.suffix.text if evidence.suffix else "",
    )


def _locked_words(entry: LockEntry) -> tuple[str, str, str]:
    return entry.quote, entry.prefix, entry.suffix


def _changed(evidence: Evidence, entry: LockEntry) -> tuple[Place, str]:
    """Return the first of quote, prefix and suffix that is not as vouched, and a note of how it was."""
    texts = (("quote", evidence.quote), ("prefix", evidence.prefix), ("suffix", evidence.suffix))
    for (name, text), locked in zip(texts, _locked_words(entry), strict=True):
        if (text.text if text else "") != locked:
            at = text.at if text else evidence.quote.at
            return at, f"vouched on {entry.vouched.iso}: {locked}" if locked else f"it had no `{name}`"
    return evidence.quote.at, ""


def _named(evidence: Evidence) -> str:
    return f"the quote of `{evidence.source}` for `{evidence.key.split('/')[0]}`"


def _entry_text(entry: LockEntry) -> str:
    around = [("prefix", entry.prefix), ("suffix", entry.suffix)]
    lines = [
        f"{entry.key}:",
        f"  quote: {_quoted(entry.quote)}",
        *(f"  {name}: {_quoted(text)}" for name, text in around if text),
        f"  snapshot: {entry.snapshot}",
        f"  span: [{entry.span[0]}, {entry.span[1]}]",
        f"  vouched: {entry.vouched.iso}",
        f'  normaliser: "{entry.normaliser}"',
    ]
    return "\n".join(lines) + "\n"


def _quoted(text: str) -> str:
    return '"' + "".join(_escaped(mark) for mark in text) + '"'


def _escaped(mark: str) -> str:
    if mark in '"\\':
        return f"\\{mark}"
    if mark.isprintable():
        return mark
    return f"\\u{ord(mark):04x}" if ord(mark) < 0x10000 else f"\\U{ord(mark):08x}"
