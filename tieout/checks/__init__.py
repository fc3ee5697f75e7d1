"""The checks of what content says: their registry, how they are run, and the waivers of what they find."""

from __future__ import annotations

import bisect
from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import dataclass
from functools import cached_property
from importlib import import_module
from pathlib import Path

from tieout import content
from tieout.archive import Archive
from tieout.diagnostics import Diagnostic, Finding, Place, Severity, error, nearest, warning
from tieout.frozen import frozen
from tieout.model import Ledger, Standing, Waiver
from tieout.vouching import Proof, proofs

_OWN = ("sources", "evidence", "claims", "derived", "prose", "timeline")
_GROUP = "tieout.checks"


@dataclass(frozen=True)
class Subject:
    """What checks look at: content, what follows from it, and where snapshots are held, if they are.

    ``used`` holds every address that a briefing prints, draws or judges by; None where nobody has looked.
    """

    ledger: Ledger
    standings: Mapping[str, Standing]
    archive: Path | None = None
    used: frozenset[str] | None = None

    @cached_property
    def proofs(self) -> tuple[Proof, ...]:
        """Every quoted passage with what the lock and the archive have of it, in content order."""
        return proofs(self.ledger, Archive(self.archive) if self.archive else None)


@frozen
class Check:
    """A rule, named for what holds when all is well; ``says`` is what it asks, in one line."""

    name: str
    severity: Severity
    says: str
    findings: Callable[[Subject], Iterator[Finding]]


@frozen
class Settled:
    """What is left to say after waivers, the waivers that turned something off, and what they turned off."""

    diagnostics: tuple[Diagnostic, ...]
    waived: tuple[Waiver, ...]
    accepted: tuple[tuple[Diagnostic, Waiver], ...]


REGISTRY: dict[str, Check] = {}

WAIVER_CHECKS = {
    "waiver-is-allowed": (
        Severity.ERROR,
        "A waiver is of a matter of judgement, never of what cannot be read, does not tie, or is disputed.",
    ),
    "waiver-is-in-date": (Severity.ERROR, "A waiver's `until` is not before the briefings' `issued`."),
    "waiver-is-used": (Severity.WARNING, "A waiver turns something off; one that does not is deleted."),
}
"""The checks of waivers themselves, which look at findings rather than at content: severity and one line."""


NEVER_WAIVED = frozenset(
    {name for name, (severity, _) in content.CHECKS.items() if severity is Severity.ERROR}
    | {"value-in-quote", "quote-in-snapshot", "lock-is-current", "lock-is-complete"}
    | {"number-is-cited", "claim-holds", "dispute-is-told", "page-is-full", "chart-is-true"}
)
"""The checks that no reason turns off: a number that does not tie is corrected, or noted where it stands.

A page's fill is known only when all that is printed is, waivers with their reasons among it.
"""


def check(name: str, severity: Severity, says: str) -> Callable[[Callable], Callable]:
    """Return a decorator that registers a function of a subject as the check ``name``.

    The function yields ``Finding``s. ``says`` is the rule in one line, for people.

    Raises:
        ValueError: there is a check of that name already.
    """

    def register(findings: Callable[[Subject], Iterator[Finding]]) -> Callable[[Subject], Iterator[Finding]]:
        if name in REGISTRY:
            raise ValueError(f"there are two checks called {name}")
        REGISTRY[name] = Check(name, severity, says, findings)
        return findings

    return register


def registered() -> Mapping[str, Check]:
    """Return every check by name, sorted: our own, and those that installed packages bring."""
    _load()
    return dict(sorted(REGISTRY.items()))


OF_EDITIONS = ("event-is-dated", "timeline-is-in-order")
"""The checks of what is known of a briefing with parameters only once they are filled in."""


def found(subject: Subject, names: Iterable[str] = ()) -> list[Diagnostic]:
    """Return what all checks, or those named, find in ``subject``, waivers aside, in order of place."""
    rules = registered()
    said = [
        Diagnostic(one.at, rule.severity, rule.name, one.message, one.notes, one.help, one.related)
        for rule in (rules[name] for name in names or rules)
        for one in rule.findings(subject)
    ]
    return sorted(dict.fromkeys(said), key=lambda one: (one.at, one.check, one.message))


def run(subject: Subject, also: Iterable[Diagnostic] = ()) -> Settled:
    """Return what all checks find in ``subject``, and what else was found in it (``also``), after waivers.

    A waiver can turn off only what it is shown: hand in under ``also`` what other stages have said.
    """
    return settled([*also, *found(subject)], subject.ledger)


def settled(problems: Iterable[Diagnostic], ledger: Ledger, are_all: bool = True) -> Settled:
    """Return ``problems`` without those that a waiver in force accepts, and what is wrong with waivers.

    A waiver is in force until its last day, which every briefing's ``issued`` is held against. It accepts
    what its check says in the lines of a record (``on`` is an id), or in a file (``on`` is a path): errors
    in a section's file alone, so that no waiver covers records that are yet to be written. Where the problems
    are not all there are, a waiver that turns nothing off may well be needed.
    """
    owners = _Owners(ledger)
    latest = max((one.issued.first for one in ledger.briefings.values()), default=None)
    current = [one for one in ledger.waivers if latest is None or one.until.last >= latest]
    in_force = [one for one in current if one.check.text not in NEVER_WAIVED]
    left: list[Diagnostic] = []
    accepted: list[tuple[Diagnostic, Waiver]] = []
    for problem in problems:
        waiver = next((one for one in in_force if _covers(one, problem, owners)), None)
        if waiver:
            accepted.append((problem, waiver))
        else:
            left.append(problem)
    used = dict.fromkeys(waiver for _, waiver in accepted)
    left += [_out_of_date(one, latest) for one in ledger.waivers if one not in current]
    left += [_not_allowed(one) for one in current if one not in in_force]
    if are_all and not ledger.unread:  # what was not read is not judged: a waiver of it may well be needed
        names = (*REGISTRY, *(said.check for said in left))
        left += [_unused(one, names) for one in in_force if one not in used]
    return Settled(tuple(left), tuple(used), tuple(accepted))


def _load() -> None:
    for name in _OWN:
        import_module(f"tieout.checks.{name}")
    if "third" not in _LOADED:
        _LOADED.add("third")
        from importlib.metadata import entry_points

        for brought in sorted(entry_points(group=_GROUP), key=lambda one: one.name):
            brought.load()


_LOADED: set[str] = set()


class _Owners:
    """Whose lines are whose: the id of the record in which a place stands."""

    def __init__(self, ledger: Ledger) -> None:
        records = (
            *ledger.sources.values(),
            *ledger.facts.values(),
            *ledger.derivations.values(),
            *ledger.claims.values(),
            *(one for briefing in ledger.briefings.values() for one in briefing.exhibits.values()),
        )
        self._starts = sorted((one.at.path, one.at.line, one.id) for one in records)

    def at(self, place: Place) -> str | None:
        """Return the id of the record that ``place`` is in, or None."""
        index = bisect.bisect_right(self._starts, (place.path, place.line, "\U0010ffff")) - 1
        if index < 0 or self._starts[index][0] != place.path:
            return None
        return self._starts[index][2]


def _covers(waiver: Waiver, problem: Diagnostic, owners: _Owners) -> bool:
    if waiver.check.text != problem.check:
        return False
    if waiver.on.text == owners.at(problem.at):
        return True
    is_broad = problem.severity is Severity.ERROR and not problem.at.path.endswith(".md")
    return waiver.on.text == problem.at.path and not is_broad


def _not_allowed(waiver: Waiver) -> Diagnostic:
    said = f"`{waiver.check}` cannot be waived"
    return error("waiver-is-allowed", waiver.check.at, said, help="mend what it finds, and delete the waiver")


def _out_of_date(waiver: Waiver, latest: object) -> Diagnostic:
    said = f"the waiver of `{waiver.check}` ended on {waiver.until.last.isoformat()}"
    mend = "mend what it accepts, or judge it again and move `until`"
    return error("waiver-is-in-date", waiver.at, said, f"a briefing is issued on {latest}", help=mend)


def _unused(waiver: Waiver, names: Iterable[str]) -> Diagnostic:
    said = f"the waiver of `{waiver.check}` on `{waiver.on}` turns nothing off"
    near = nearest(waiver.check.text, set(names))
    mend = f"did you mean `{near}`?" if near and near != waiver.check.text else "delete it"
    return warning("waiver-is-used", waiver.at, said, help=mend)
