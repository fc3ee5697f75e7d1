"""Read and build: the stages of the way from content to files, one a line."""

from __future__ import annotations

import bisect
import os
import re
from collections.abc import Collection, Iterable, Iterator, Mapping, Sequence
from contextlib import contextmanager, suppress
from dataclasses import dataclass, replace
from datetime import date
from pathlib import Path

from tieout import (
    auditing,
    charts,
    checks,
    content,
    derive,
    kept,
    pages,
    prose,
    release,
    status,
    steps,
    truth,
    vouching,
    whole,
    yamltree,
)
from tieout.checks import Settled, Subject
from tieout.diagnostics import Diagnostic, Place, Severity, error, summary
from tieout.model import (
    Briefing,
    Drawing,
    Edition,
    Ledger,
    Page,
    Standing,
    Verdict,
)
from tieout.progress import Teller
from tieout.quantities.dates import Date, read_date
from tieout.records import FORMATS
from tieout.store import MOST, Store, kept_in
from tieout.workers import LIMITS, Workers, can_fork


@dataclass(frozen=True, slots=True)
class Known:
    """All that is read from content and worked out of it, and what is wrong with it so far.

    ``root`` is the repository; ``verdicts`` is keyed by briefing, ``scripts`` by the name of the chart. No
    waiver has been heard yet.
    """

    root: Path
    ledger: Ledger
    standings: Mapping[str, Standing]
    verdicts: Mapping[str, tuple[Verdict, ...]]
    scripts: Mapping[str, charts.Chart]
    problems: tuple[Diagnostic, ...]


@dataclass(frozen=True, slots=True)
class Built:
    """A draft or release that was written, or, where ``refused`` says why, was not."""

    briefing: str
    folder: Path | None
    page: Page
    artefacts: Mapping[str, bytes]
    missing: str = ""
    refused: str = ""

    def report(self) -> str:
        """Return a few lines for a person: where it is, and what was tied out."""
        if self.folder is None:
            return f"{self.briefing}: {self.refused}"
        counts = self.page.tallies
        kind = f"version {self.page.release}" if self.page.release else "draft"
        lines = [f"{self.briefing}, {kind}, in {self.folder}"]
        lines += [f"  page  {self.folder / 'index.html'}"]
        pdf = next((name for name in self.artefacts if name.endswith(".pdf")), None)
        if pdf:
            lines.append(f"  PDF   {self.folder / pdf}  ({len(self.artefacts[pdf]) / 1024:.0f} kB)")
        if self.page.problems:
            lines.append("  audit of these files: when the errors of their content are mended")
        if self.missing:
            lines.append(f"  PDF   not made: {self.missing}")
        lines.append(
            f"  tied out: {_many(counts['facts'], 'fact')}, {_many(counts['sources'], 'source')}, "
            f"{counts['derived']} derived; {_many(counts['numbers'], 'number')} on the page; "
            f"{counts['vouched']} of {_many(counts['evidence'], 'quote')} vouched"
        )
        return "\n".join(lines)


@dataclass(frozen=True, slots=True)
class Outcome:
    """What a build made and found. ``unknown`` names briefings that do not exist.

    ``remarks`` are lines for the console alone: nothing that is wrong with content, or that is written.
    """

    ledger: Ledger
    problems: tuple[Diagnostic, ...]
    built: tuple[Built, ...] = ()
    unknown: tuple[str, ...] = ()
    remarks: tuple[str, ...] = ()

    @property
    def well(self) -> bool:
        """Whether nothing errs and everything asked for was made."""
        errs = any(one.severity is Severity.ERROR for one in self.problems)
        return not errs and all(one.folder is not None and not one.missing for one in self.built)


@dataclass(frozen=True, slots=True)
class Vouched:
    """What a run of vouching found: entries written, of which new, and entries dropped."""

    ledger: Ledger
    problems: tuple[Diagnostic, ...]
    entries: int
    new: int
    gone: int

    def report(self) -> str:
        """Return a line for a person."""
        return (
            f"content/evidence.lock: {self.entries} quotes vouched ({self.new} new, {self.gone} dropped); "
            f"{summary(self.problems)}"
        )


def misplaced(root: Path, output: Path, archive: Path | None) -> str:
    """Return which folder that a build reads from ``output`` is, or lies in; empty where it is in none."""
    wanted = output.resolve()
    folders = {name: root / name for name in ("content", "templates", "charts")}
    folders |= {"the archive": archive} if archive else {}
    return next((name for name, one in folders.items() if wanted.is_relative_to(one.resolve())), "")


def read(root: Path, archive: Path | None) -> Known:
    """Return what content says and what follows from it, vouched and checked."""
    ledger, problems = content.load(root)
    standings, found = derive.derive(ledger)
    problems += found
    verdicts = {name: status.verdicts(ledger, standings, one) for name, one in ledger.briefings.items()}
    scripts, found = charts.declared(root, ledger, standings)
    problems += found
    used = _used(ledger, scripts)
    problems += checks.found(Subject(ledger=ledger, standings=standings, archive=archive, used=used))
    return Known(root, ledger, standings, verdicts, scripts, tuple(problems))


def check(
    root: Path, archive: Path | None = None, *, jobs: int | None = 1, step_seconds: float = LIMITS.seconds
) -> tuple[Ledger, list[Diagnostic]]:
    """Return the ledger and every problem of it and of its briefings' texts and charts, in order of place.

    Charts are drawn, where no kept drawing is current, to see what is wrong with them; nothing is written.
    ``jobs`` and ``step_seconds`` are those of ``build``.
    """
    from tieout import formats

    known = read(root, archive)
    problems = list(known.problems)
    store = Store(kept_in(root), writes=False)
    with workers(jobs, step_seconds) as pool:
        for briefing in known.ledger.briefings.values():
            drawings, found = _drawn(known, briefing, store, pool, Teller())
            page, wrong = _page(known, briefing, drawings, store)
            problems += [*found, *wrong, *formats.unprintable(page, root)]
    problems = _each_once(checks.settled(problems, known.ledger).diagnostics)
    return with_scripts(known.ledger, problems, root), problems


def build(
    root: Path,
    names: Sequence[str],
    *,
    archive: Path | None,
    output: Path,
    release: bool = False,
    formats: Collection[str] = FORMATS,
    jobs: int | None = None,
    step_seconds: float = LIMITS.seconds,
    keep: int = MOST,
    tell: Teller | None = None,
) -> Outcome:
    """Write the drafts of the briefings named (all, if none is), or publish their releases.

    A draft is written whatever is wrong, in those of its ``formats`` that are asked for; a release is refused
    while anything its pages rest on errs. Results are kept for later builds, ``keep`` bytes of them. Steps
    run in ``jobs`` processes (one a core), where the drawing of a chart may take ``step_seconds``; if one job
    is asked for, in this one, without limits.
    """
    tell = tell or Teller()
    store = Store(kept_in(root), most=keep)
    with workers(jobs, step_seconds) as pool:
        composed = compose(root, names, archive=archive, formats=formats, store=store, pool=pool, tell=tell)
        return written(composed, output=output, store=store, pool=pool, release=release, tell=tell)


@dataclass(frozen=True, slots=True)
class Composed:
    """The pages of all briefings, by name, before they are files, and what is wrong with them.

    Charts are drawn for those ``chosen`` alone; ``unknown`` are names that no briefing has, for which nothing
    is composed. Waivers have been heard.
    """

    known: Known
    pages: Mapping[str, Page]
    chosen: tuple[str, ...]
    unknown: tuple[str, ...]
    settled: Settled

    def faced(self, name: str, version: str = "") -> Page:
        """Return a page as readers meet it: a draft says how many errors there are, a release its version.

        A release says none, whatever errs elsewhere.
        """
        errs = sum(map(_errs, self.settled.diagnostics))
        problems = 0 if version else errs
        return replace(self.pages[name], release=version, problems=problems, waived=self.settled.waived)


def compose(
    root: Path,
    names: Sequence[str],
    *,
    archive: Path | None,
    formats: Collection[str] = FORMATS,
    store: Store,
    pool: steps.Pool,
    tell: Teller,
) -> Composed:
    """Return the pages of a repository, those of the briefings named (all, if none is) with their charts.

    They are to be written in those of their ``formats`` that are asked for.
    """
    tell.stage("reading, vouching, deriving")
    known = read(root, archive)
    known = replace(known, ledger=_written_in(known.ledger, formats))
    ledger = known.ledger
    if unknown := tuple(name for name in names if name not in ledger.briefings):
        return Composed(known, {}, (), unknown, Settled(known.problems, (), ()))
    chosen = tuple(dict.fromkeys(names or ledger.briefings))
    problems, composed = list(known.problems), {}
    for briefing in ledger.briefings.values():
        drawings = {}
        if briefing.id in chosen:
            drawings, found = _drawn(known, briefing, store, pool, tell)
            problems += found
        composed[briefing.id], found = _page(known, briefing, drawings, store)
        problems += found
    return Composed(known, composed, chosen, (), checks.settled(_each_once(problems), ledger))


def _written_in(ledger: Ledger, formats: Collection[str]) -> Ledger:
    briefings = {
        name: replace(one, formats=tuple(form for form in one.formats if form in formats))
        for name, one in ledger.briefings.items()
    }
    return replace(ledger, briefings=briefings)


def written(
    composed: Composed,
    *,
    output: Path,
    store: Store,
    pool: steps.Pool,
    release: bool = False,
    tell: Teller | None = None,
) -> Outcome:
    """Return what ``build`` does, after writing the pages composed as drafts, or publishing them."""
    ledger = composed.known.ledger
    if composed.unknown:
        return Outcome(ledger, composed.settled.diagnostics, unknown=composed.unknown)
    problems, built = list(composed.settled.diagnostics), []
    for name in composed.pages:
        if name in composed.chosen:
            made = Made(composed, name, store, pool, output, tell or Teller())
            one, found = made.published() if release else made.drafted()
            problems += found
            built.append(one)
    problems = _each_once(problems)
    root = composed.known.root
    store.tidied()
    told = with_scripts(ledger, problems, root)
    return Outcome(told, tuple(problems), tuple(built), remarks=store.remarks())


@dataclass(frozen=True, slots=True)
class Remade:
    """The files of a briefing as a build would write them, and what is wrong with its content.

    ``unmade`` says why some, or all, could not be made.
    """

    ledger: Ledger
    problems: tuple[Diagnostic, ...]
    artefacts: Mapping[str, bytes]
    unmade: str


def remade(
    root: Path,
    name: str,
    version: str,
    *,
    archive: Path | None,
    store: Path,
    jobs: int | None,
    tell: Teller,
) -> Remade | None:
    """Return the files of a draft of one briefing, or of its ``version``; None if there is no such briefing.

    Nothing is written but what the folder ``store`` keeps, and nothing is audited or refused.
    """
    kept_there = Store(store)
    with workers(jobs) as pool:
        composed = compose(root, [name], archive=archive, store=kept_there, pool=pool, tell=tell)
        if composed.unknown:
            return None
        from tieout import formats

        page, ledger = composed.faced(name, version), composed.known.ledger
        tell.stage(f"{name}: writing", len(page.edition.briefing.formats))
        files = formats.make(page, ledger.texts, root, kept_there, pool, tell.done)
    unmade = files.missing or "; ".join(f"{one.at}: {one.message}" for one in files.problems if _errs(one))
    return Remade(ledger, composed.settled.diagnostics, files.artefacts, unmade)


def _errs(problem: Diagnostic) -> bool:
    return problem.severity is Severity.ERROR


def _drawn(
    known: Known, briefing: Briefing, store: Store, pool: steps.Pool, tell: Teller
) -> tuple[Mapping[str, Mapping[str, Drawing]], list[Diagnostic]]:
    plan, found = charts.plan(Edition(briefing), known.ledger, known.standings, known.root)
    tell.stage(f"{briefing.id}: drawing charts", len(plan))
    results = steps.run(plan, store, pool, tell.done)
    drawings, faults = charts.drawings(results.of)
    return drawings, [*found, *faults, *charts.stopped(plan, results)]


@dataclass(frozen=True, slots=True)
class Made:
    """A page on its way to files, with all that decides whether it may be published."""

    composed: Composed
    name: str
    store: Store
    pool: steps.Pool
    output: Path
    tell: Teller

    def drafted(self) -> tuple[Built, list[Diagnostic]]:
        """Write the draft, whatever is wrong with its content, and say how much on its face.

        One that nothing has changed since is read back. Where a template can't be set there is nothing to
        write, and what is there stays. It is audited as it lies there.
        """
        page = self.composed.faced(self.name)
        briefing = page.edition.briefing
        self.tell.stage(f"{briefing.id}: writing, auditing", len(briefing.formats) + 1)
        key = kept.draft_key(page, self.known.ledger, self.known.root)
        held = None if self.store.stopped else kept.draft(self.store, key)
        files = held or self._made(page)
        if not files.artefacts:
            refusal = "the draft is not written: a template can't be set"
            return Built(briefing.id, None, page, {}, refused=refusal), list(files.problems)
        folder = release.draft(self.output, briefing.id, files.artefacts)
        if not held:
            files = self._audited(page, files, self.store)
            if not files.missing and not self.store.stopped:
                kept.keep(self.store, key, files)
        built = Built(briefing.id, folder, page, files.artefacts, missing=files.missing)
        return built, list(files.told(folder))

    def published(self) -> tuple[Built, list[Diagnostic]]:
        """Write the release and record it, or refuse and say why."""
        briefing = self.page.edition.briefing
        if untold := _untold(briefing):
            return _refused(self.page, "changes.yaml does not tell of it"), [untold]
        blocking = [one for one in self._errors() if _rests_on(self.page, self.known.ledger, one.at)]
        if blocking:
            return _refused(self.page, f"{_many(len(blocking), 'error')} in what it rests on"), []
        page = self.composed.faced(self.name, briefing.version.text)
        self.tell.stage(f"{briefing.id}: writing, auditing", len(briefing.formats) + 1)
        files = self._audited(page, self._made(page), None)
        problems = files.told(self.output / briefing.id / page.release)
        wrong = [one for one in problems if one.severity is Severity.ERROR]
        if wrong or files.missing:
            why_not = files.missing or f"{_many(len(wrong), 'error')} in its own files"
            return _refused(page, why_not), list(problems)
        try:
            folder = release.publish(self.output, self.known.root, briefing.id, page.release, files.artefacts)
        except release.VersionTaken as taken:
            return _refused(page, "it is released already, with other bytes"), [_taken(briefing, taken)]
        return Built(briefing.id, folder, page, files.artefacts), list(problems)

    @property
    def page(self) -> Page:
        """The page, with no word yet on what it is."""
        return self.composed.pages[self.name]

    @property
    def known(self) -> Known:
        """What the page was composed of."""
        return self.composed.known

    def _errors(self) -> list[Diagnostic]:
        return [one for one in self.composed.settled.diagnostics if one.severity is Severity.ERROR]

    def _made(self, page: Page) -> kept.Files:
        from tieout import formats

        texts, root = self.known.ledger.texts, self.known.root
        made = formats.make(page, texts, root, self.store, self.pool, self.tell.done)
        return kept.Files(made.artefacts, made.problems, missing=made.missing)

    def _audited(self, page: Page, files: kept.Files, store: Store | None) -> kept.Files:
        """Return a page's files with what an audit finds; without a ``store`` they are audited afresh."""
        if page.problems:  # whatever content says wrongly would be told again, where it is printed
            return files
        found = auditing.findings(files.artefacts, store, self.pool)
        self.tell.done("audit")
        return replace(files, findings=found)


def _refused(page: Page, why_not: str) -> Built:
    briefing = page.edition.briefing
    refusal = f"version {briefing.version} is not published: {why_not}"
    return Built(briefing.id, None, page, {}, refused=refusal)


def vouch(root: Path, archive: Path, on: Date) -> Vouched:
    """Vouch every quote against the snapshots held and rewrite ``content/evidence.lock``, whole.

    Entries of sources without a snapshot here, and entries that have not changed, are kept as they are.
    """
    ledger, problems = content.load(root)
    result = vouching.vouch(ledger, archive, on)
    lock = root / "content" / "evidence.lock"
    text = vouching.lock_text(result.entries).encode()
    if not lock.exists() or lock.read_bytes() != text:
        whole.sweep(lock.parent)
        whole.write_whole(lock, text)
    before, after = ledger.lock, result.entries
    return Vouched(
        ledger=ledger,
        problems=tuple(_each_once([*problems, *result.problems])),
        entries=len(after),
        new=sum(before.get(key) != entry for key, entry in after.items()),
        gone=sum(key not in after for key in before),
    )


def archive_of(root: Path, given: Path | None) -> Path | None:
    """Return the folder of snapshots to use: the one given, else ``archive/`` at the root if it is there."""
    beside = root / "archive"
    return given or (beside if beside.is_dir() else None)


def day(text: str) -> Date | None:
    """Return the day that ``text`` names, or None if it is less, or more, than a day."""
    read_as = read_date(text)
    return read_as if read_as and read_as.day else None


def today() -> Date:
    """Return the day it is, by the clock; of all verbs only `vouch` asks."""
    now = date.today()  # noqa: DTZ011  the day a person vouches is theirs
    return Date(now.year, 0, now.month, now.day)


def _page(
    known: Known, briefing: Briefing, drawings: Mapping[str, Mapping[str, Drawing]], store: steps.Store
) -> tuple[Page, list[Diagnostic]]:
    page, found = pages.assemble(
        Edition(briefing),
        known.ledger,
        known.standings,
        known.verdicts[briefing.id],
        drawings,
        _declared(briefing, known.scripts),
    )
    return page, [*found, *truth.problems(page, known.root, store)]


def _declared(briefing: Briefing, scripts: Mapping[str, charts.Chart]) -> tuple[str, ...]:
    """Return the addresses that a briefing's charts declare, in the order of its exhibits."""
    names = [spec.chart.text for spec in briefing.exhibits.values() if spec.chart]
    return tuple(address for name in names if name in scripts for address in scripts[name].uses)


def _used(ledger: Ledger, scripts: Mapping[str, charts.Chart]) -> frozenset[str]:
    """Return every address and id that a briefing prints, draws or judges by, or that such a one rests on."""
    used: set[str] = set()
    for briefing in ledger.briefings.values():
        used.update(prose.briefing_mentions(briefing, ledger))
        used.update(_declared(briefing, scripts))
    return frozenset(used)


def _rests_on(page: Page, ledger: Ledger, at: Place) -> bool:
    """Return whether a place belongs to what a page rests on, or to no record at all.

    A file or a record that cannot be read, a chart script and the briefing's own files block its release;
    a record that the page does not use does not.
    """
    if _record_at(ledger, at) in ledger.unread:
        return True
    starts = [(one.at.path, one.at.line, name) for name, one in _records(ledger)]
    starts.sort()
    index = bisect.bisect_right(starts, (at.path, at.line, "\uffff")) - 1
    if index < 0 or starts[index][0] != at.path:
        other = "content/briefings/"
        mine = f"{other}{page.edition.briefing.id}/"
        return not at.path.startswith(other) or at.path.startswith(mine)
    return starts[index][2] in _record_names(page)


def _record_at(ledger: Ledger, at: Place) -> str:
    """Return the id at the head of the lines that a place is in, as written; empty where there is none."""
    lines = ledger.texts.get(at.path, "").splitlines()[: at.line]
    heads = (re.match(r"[\"']?([\w-]+)[\"']?\s*:", line) for line in reversed(lines))
    return next((head[1] for head in heads if head), "")


def _records(ledger: Ledger) -> Iterable[tuple[str, Standing]]:
    for group in (ledger.sources, ledger.facts, ledger.derivations, ledger.claims):
        yield from group.items()


def _record_names(page: Page) -> frozenset[str]:
    names = {standing.id for standing in page.standings.values()}
    waiting = [one.source.id for one in page.sources]
    quoted = [one for standing in page.standings.values() for one in standing.evidence]
    waiting += [relayed.text for one in quoted for relayed in one.relays or ()]
    while waiting:
        name = waiting.pop()
        if name not in names:
            names.add(name)
            source = page.all_sources.get(name)
            waiting += [relayed.text for relayed in source.relays] if source else []
    names |= {verdict.claim.id for verdict, _ in page.verdicts}
    return frozenset(names)


def _untold(briefing: Briefing) -> Diagnostic | None:
    """Return an error if the version to be published is not among what each version changed."""
    if any(change.version.text == briefing.version.text for change in briefing.changes):
        return None
    return error(
        "version-is-told",
        briefing.version.at,
        f"nothing says what version {briefing.version} changed",
        help="add it to changes.yaml beside briefing.yaml, newest first",
    )


def _taken(briefing: Briefing, taken: release.VersionTaken) -> Diagnostic:
    return error(
        "version-is-new",
        briefing.version.at,
        f"version {taken.version} is released already, and its files would change",
        f"these differ: {', '.join(taken.differing[:5])}",
        help="raise `version`, and say in changes.yaml what changed",
    )


def _each_once(problems: Iterable[Diagnostic]) -> list[Diagnostic]:
    """Return the problems, each once, in order of place; first those of files that can't be read.

    Others may follow from them.
    """
    first = ("file-is-read", yamltree.CHECK)
    return sorted(
        dict.fromkeys(problems),
        key=lambda one: (one.check not in first, one.at, one.severity, one.check, one.message),
    )


def with_scripts(ledger: Ledger, problems: Iterable[Diagnostic], root: Path) -> Ledger:
    """Return ``ledger`` with the texts of the scripts and templates that problems point at, to show lines."""
    texts = dict(ledger.texts)
    for path in dict.fromkeys(one.at.path for one in problems if one.at.line):
        if path not in texts and path.startswith(_SCRIPTS):
            with suppress(OSError, UnicodeDecodeError):
                texts[path] = (root / path).read_text("utf-8")
    return replace(ledger, texts=texts)


_SCRIPTS = ("charts/", "templates/")


def _many(count: int, noun: str) -> str:
    return f"{count} {noun}" if count == 1 else f"{count} {noun}s"


@contextmanager
def workers(jobs: int | None, step_seconds: float = LIMITS.seconds) -> Iterator[steps.Pool]:
    """Yield what runs stale steps: this process for one job, else processes that start when first used.

    A step that may take longer than the drawing of a chart may do so in proportion to ``step_seconds``.
    """
    if jobs == 1 or not can_fork():
        yield steps.Here()
        return
    with Workers(jobs or os.cpu_count() or 1, step_seconds / LIMITS.seconds) as pool:
        yield pool
