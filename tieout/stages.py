"""A repository as it is known, and a page of it on its way to files: composed, judged, written, audited."""

from __future__ import annotations

import bisect
import re
from collections.abc import Collection, Iterable, Mapping
from contextlib import suppress
from dataclasses import replace
from pathlib import Path

from tieout import (
    auditing,
    carried,
    charts,
    checks,
    content,
    derive,
    editions,
    filling,
    kept,
    pages,
    prose,
    release,
    status,
    steps,
    truth,
    yamltree,
)
from tieout.checks import Settled, Subject
from tieout.collecting import uncollected
from tieout.diagnostics import Diagnostic, Place, error
from tieout.frozen import frozen
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
from tieout.store import Store


@frozen
class Known:
    """All that is read from content and worked out of it, and what is wrong with it so far.

    ``root`` is the repository, and ``archive`` where snapshots are held, if they are; ``verdicts`` is keyed
    by briefing, ``scripts`` by the name of the chart. No waiver has been heard yet. ``as_saved`` is when
    scripts and look were saved that it is read with (``carried.saves``).
    """

    root: Path
    ledger: Ledger
    standings: Mapping[str, Standing]
    verdicts: Mapping[str, tuple[Verdict, ...]]
    scripts: Mapping[str, charts.Chart]
    problems: tuple[Diagnostic, ...]
    archive: Path | None = None
    as_saved: str = ""


@frozen
class Built:
    """A draft or release that was written, or, where ``refused`` says why, was not."""

    briefing: str
    folder: Path | None
    page: Page
    artefacts: Mapping[str, bytes]
    missing: str = ""
    refused: str = ""
    is_fresh: bool = True

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
            lines.append(f"  PDF   {self.folder / pdf}  ({len(self.artefacts[pdf]) / 1000:.0f} kB)")
        if self.page.problems:
            lines.append("  audit of these files: when the errors of their content are mended")
        if self.missing:
            lines.append(f"  PDF   not made: {self.missing}")
        lines.append(
            f"  tied out: {counted(counts['facts'], 'fact')}, {counted(counts['sources'], 'source')}, "
            f"{counts['derived']} derived; {counted(counts['numbers'], 'number')} on the page; "
            f"{counts['vouched']} of {counted(counts['evidence'], 'quote')} vouched"
        )
        return "\n".join(lines)


@uncollected()
def read(root: Path, archive: Path | None) -> Known:
    """Return what content says and what follows from it, vouched and checked."""
    as_saved = carried.saves(root)
    ledger, problems = content.load(root)
    standings, found = derive.derive(ledger)
    problems += found
    verdicts = {name: status.verdicts(ledger, standings, one) for name, one in ledger.briefings.items()}
    scripts, found = charts.declared(root, ledger, standings)
    problems += found
    used = _used(ledger, scripts)
    problems += checks.found(Subject(ledger=ledger, standings=standings, archive=archive, used=used))
    return Known(root, ledger, standings, verdicts, scripts, tuple(problems), archive, as_saved)


@frozen
class Composed:
    """The pages of all briefings, by name, before they are files, and what is wrong with them.

    Charts are drawn for those ``chosen`` alone; ``unknown`` are names that no briefing has, for which nothing
    is composed. Waivers have been heard. Of a briefing with editions there is none, or for a preview that of
    its main one: each is composed where it is written; ``only`` are those asked for, all where it is empty.
    """

    known: Known
    pages: Mapping[str, Page]
    chosen: tuple[str, ...]
    unknown: tuple[str, ...]
    settled: Settled
    only: tuple[str, ...] = ()
    raw: tuple[Diagnostic, ...] = ()

    def faced(self, name: str, version: str = "") -> Page:
        """Return a page as readers meet it: a draft says how many errors there are, a release its version.

        A release says none, whatever errs elsewhere.
        """
        errs = sum(one.errs for one in self.settled.diagnostics)
        problems = 0 if version else errs
        return replace(self.pages[name], release=version, problems=problems, waived=self.settled.waived)


def charts_drawn(
    known: Known, edition: Edition, store: Store, pool: steps.Pool, tell: Teller, but: Collection[str] = ()
) -> tuple[Mapping[str, Mapping[str, Drawing]], list[Diagnostic]]:
    """Return the drawings of an edition by exhibit and rendering, but for some steps, and what is wrong."""
    plan, found = charts.plan(edition, known.ledger, known.standings, known.root)
    plan = [step for step in plan if step.name not in but]
    tell.stage(f"{edition.briefing.id}: charts", len(plan))
    results = steps.run(plan, store, pool, tell.done)
    drawings, faults = charts.drawings(results.of)
    return drawings, [*found, *faults, *charts.stopped(plan, results)]


def judged(
    known: Known, edition: Edition, store: Store, pool: steps.Pool, but: Collection[str] = ()
) -> list[Diagnostic]:
    """Return what is wrong with the texts and the charts of an edition, known problems apart."""
    from tieout import formats

    drawings, found = charts_drawn(known, edition, store, pool, Teller(), but)
    page, wrong = page_of(known, edition, drawings, store)
    return [*found, *wrong, *formats.unprintable(page, known.root)]


@frozen
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
        folder, is_fresh = self._drafted(page, files.artefacts)
        self.tell.written(briefing.id, files.artefacts)
        if not held:
            files = self._audited(page, files, self.store)
            if not files.missing and not self.store.stopped:
                kept.keep(self.store, key, files)
        built = Built(briefing.id, folder, page, files.artefacts, files.missing, is_fresh=is_fresh)
        return built, list(files.told(folder))

    def _drafted(self, page: Page, artefacts: Mapping[str, bytes]) -> tuple[Path, bool]:
        """Write the files of a draft; return where they are, and whether they were not there already.

        An edition with parameters shares a folder, and a manifest, with the others.
        """
        edition = page.edition
        if not edition.parameters:
            return release.draft(self.output, edition.briefing.id, artefacts), True
        folder = self.output / edition.briefing.id / "draft"
        is_fresh = release.place_edition(folder, edition.folder, editions.listable(artefacts))
        return folder / edition.folder, is_fresh

    def published(self) -> tuple[Built, list[Diagnostic]]:
        """Write the release and record it, or refuse and say why."""
        briefing = self.page.edition.briefing
        if untold := version_untold(briefing):
            return _refused(self.page, "changes.yaml does not tell of it"), [untold]
        if why_not := self.blocked():
            return _refused(self.page, why_not), []
        page = self.composed.faced(self.name, briefing.version.text)
        files, problems = self.finished(page)
        if why_not := unfit(files, problems):
            return _refused(page, why_not), list(problems)
        try:
            folder = release.publish(self.output, self.known.root, briefing.id, page.release, files.artefacts)
        except release.VersionTaken as taken:
            why_not = "it is released already, with other bytes"
            return _refused(page, why_not), [version_taken(briefing, taken)]
        return Built(briefing.id, folder, page, files.artefacts), list(problems)

    def blocked(self) -> str:
        """Return why the page cannot be published, whatever its files are; empty where it can."""
        blocking = [one for one in self._errors() if _rests_on(self.page, self.known.ledger, one.at)]
        return f"{counted(len(blocking), 'error')} in what it rests on" if blocking else ""

    @property
    def page(self) -> Page:
        """The page, with no word yet on what it is."""
        return self.composed.pages[self.name]

    @property
    def known(self) -> Known:
        """What the page was composed of."""
        return self.composed.known

    def _errors(self) -> list[Diagnostic]:
        return [one for one in self.composed.settled.diagnostics if one.errs]

    def finished(self, page: Page) -> tuple[kept.Files, tuple[Diagnostic, ...]]:
        """Return the files of a release, made and audited then and there, and what is wrong with them."""
        briefing = page.edition.briefing
        self.tell.stage(f"{briefing.id}: writing, auditing", len(briefing.formats) + 1)
        files = self._audited(page, self._made(page), None)
        return files, tuple(files.told(self.output / briefing.id / page.release / page.edition.folder))

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


def unfit(files: kept.Files, problems: Iterable[Diagnostic]) -> str:
    """Return why files cannot be published; empty where they can."""
    wrong = sum(one.errs for one in problems)
    return files.missing or (f"{counted(wrong, 'error')} in its own files" if wrong else "")


def _refused(page: Page, why_not: str) -> Built:
    briefing = page.edition.briefing
    refusal = f"version {briefing.version} is not published: {why_not}"
    return Built(briefing.id, None, page, {}, refused=refusal)


@uncollected()
def page_of(
    known: Known, edition: Edition, drawings: Mapping[str, Mapping[str, Drawing]], store: Store
) -> tuple[Page, list[Diagnostic]]:
    """Return the page of an edition, and what is wrong with its texts, timeline and finished charts."""
    page, found = pages.assemble(
        edition,
        known.ledger,
        known.standings,
        known.verdicts[edition.briefing.id],
        drawings,
        _declared(edition, known.scripts),
    )
    found += _events_of(edition, known) if edition.parameters else ()
    return page, [*found, *truth.problems(page, known.root, store)]


def _events_of(edition: Edition, known: Known) -> list[Diagnostic]:
    """Return what is wrong with the timeline of an edition, which is known only once it is filled in."""
    ledger = replace(known.ledger, briefings={edition.briefing.id: edition.briefing})
    told = checks.found(Subject(ledger=ledger, standings=known.standings), checks.OF_EDITIONS)
    return [*content.unknown_events(ledger), *told]


def _declared(edition: Edition, scripts: Mapping[str, charts.Chart]) -> tuple[str, ...]:
    """Return the addresses that an edition's charts declare, in the order of its exhibits."""
    names = [spec.chart.text for spec in edition.briefing.exhibits.values() if spec.chart]
    uses = [address for name in names if name in scripts for address in scripts[name].uses]
    return tuple(filling.filled(address, edition.parameters) for address in uses)


def _used(ledger: Ledger, scripts: Mapping[str, charts.Chart]) -> frozenset[str]:
    """Return every address and id that a briefing prints, draws or judges by, or that such a one rests on."""
    used: set[str] = set()
    for briefing in ledger.briefings.values():
        used.update(prose.briefing_mentions(briefing, ledger))
        rows = briefing.editions.rows if briefing.editions else {}
        for one in (Edition(briefing, name, row.values) for name, row in rows.items()):
            used.update(_declared(one, scripts))
        used.update(() if rows else _declared(Edition(briefing), scripts))
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


def version_untold(briefing: Briefing) -> Diagnostic | None:
    """Return an error if the version to be published is not among what each version changed."""
    if any(change.version.text == briefing.version.text for change in briefing.changes):
        return None
    return error(
        "version-is-told",
        briefing.version.at,
        f"nothing says what version {briefing.version} changed",
        help="add it to changes.yaml beside briefing.yaml, newest first",
    )


def version_taken(briefing: Briefing, taken: release.VersionTaken) -> Diagnostic:
    """Return an error that tells of a version that is released already, with other files."""
    return error(
        "version-is-new",
        briefing.version.at,
        f"version {taken.version} is released already, and its files would change",
        f"these differ: {', '.join(taken.differing[:5])}",
        help="raise `version`, and say in changes.yaml what changed",
    )


def each_once(problems: Iterable[Diagnostic]) -> list[Diagnostic]:
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


def counted(count: int, noun: str) -> str:
    """Return a count with its noun: "1 error", "2 errors"."""
    return f"{count} {noun}" if count == 1 else f"{count} {noun}s"
