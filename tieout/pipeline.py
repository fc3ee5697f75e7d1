"""Read and build: the stages of the way from content to files, one a line."""

from __future__ import annotations

import bisect
import os
import re
from collections.abc import Collection, Iterable, Iterator, Mapping, Sequence
from contextlib import contextmanager, nullcontext, suppress
from dataclasses import dataclass, replace
from datetime import date
from pathlib import Path

from tieout import (
    auditing,
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
    vouching,
    whole,
    yamltree,
)
from tieout.checks import Settled, Subject
from tieout.diagnostics import Diagnostic, Place, Severity, error, summary
from tieout.editions import BuiltEditions, Halted, Product
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
from tieout.scheduler import Cluster
from tieout.store import MOST, Store, kept_in
from tieout.workers import LIMITS, Call, Limits, Workers, can_fork


@dataclass(frozen=True, slots=True)
class Known:
    """All that is read from content and worked out of it, and what is wrong with it so far.

    ``root`` is the repository, and ``archive`` where snapshots are held, if they are; ``verdicts`` is keyed
    by briefing, ``scripts`` by the name of the chart. No waiver has been heard yet.
    """

    root: Path
    ledger: Ledger
    standings: Mapping[str, Standing]
    verdicts: Mapping[str, tuple[Verdict, ...]]
    scripts: Mapping[str, charts.Chart]
    problems: tuple[Diagnostic, ...]
    archive: Path | None = None


@dataclass(frozen=True, slots=True)
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
    """What a build made and found. ``unknown`` names briefings, or editions, that do not exist.

    ``remarks`` are lines for the console alone: nothing that is wrong with content, or that is written.
    """

    ledger: Ledger
    problems: tuple[Diagnostic, ...]
    built: tuple[Built | BuiltEditions, ...] = ()
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
    return Known(root, ledger, standings, verdicts, scripts, tuple(problems), archive)


def check(
    root: Path, archive: Path | None = None, *, jobs: int | None = 1, step_seconds: float = LIMITS.seconds
) -> tuple[Ledger, list[Diagnostic]]:
    """Return the ledger and every problem of it and of its briefings' texts and charts, in order of place.

    Charts are drawn, where no kept drawing is current, to see what is wrong with them; nothing is written.
    ``jobs`` and ``step_seconds`` are those of ``build``.
    """
    known = _hold(read(root, archive), FORMATS)
    problems = list(known.problems)
    store = Store(kept_in(root), writes=False)
    with workers(jobs, step_seconds) as pool:
        for briefing in known.ledger.briefings.values():
            if briefing.editions:
                problems += _many_judged(known, briefing, pool)
            else:
                problems += _judged(known, Edition(briefing), store, pool)
    problems = _each_once(checks.settled(problems, known.ledger).diagnostics)
    return with_scripts(known.ledger, problems, root), problems


def _judged(
    known: Known, edition: Edition, store: Store, pool: steps.Pool, but: Collection[str] = ()
) -> list[Diagnostic]:
    """Return what is wrong with the texts and the charts of an edition, known problems apart."""
    from tieout import formats

    drawings, found = _drawn(known, edition, store, pool, Teller(), but)
    page, wrong = _page(known, edition, drawings, store)
    return [*found, *wrong, *formats.unprintable(page, known.root)]


def build(
    root: Path,
    names: Sequence[str],
    *,
    archive: Path | None,
    output: Path,
    only: Sequence[str] = (),
    release: bool = False,
    formats: Collection[str] = FORMATS,
    jobs: int | None = None,
    step_seconds: float = LIMITS.seconds,
    scheduler: str = "",
    keep: int = MOST,
    tell: Teller | None = None,
) -> Outcome:
    """Write the drafts of the briefings named (all, if none is), or publish their releases.

    A draft is written whatever is wrong, in those of its ``formats`` that are asked for; a release is refused
    while anything its pages rest on errs. Results are kept for later builds, ``keep`` bytes of them. ``only``
    names the editions to write, of briefings that have some; then no others are written. Steps run in
    ``jobs`` processes (one a core), where the drawing of a chart may take ``step_seconds``; if one job is
    asked for, in this one, without limits; with the address of a ``scheduler``, on its cluster.
    """
    tell = tell or Teller()
    store = Store(kept_in(root), most=keep)
    with workers(jobs, step_seconds, scheduler, root) as pool:
        composed = compose(
            root, names, archive=archive, formats=formats, store=store, pool=pool, tell=tell, only=only
        )
        return written(composed, output=output, store=store, pool=pool, release=release, tell=tell)


@dataclass(frozen=True, slots=True)
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
    only: Sequence[str] = (),
    mains: bool = False,
) -> Composed:
    """Return the pages of a repository, those of the briefings named (all, if none is) with their charts.

    They are to be written in those of their ``formats`` that are asked for. Of a briefing with editions it is
    the page of its main one, where ``mains`` are asked for, and none else.
    """
    tell.stage("reading, vouching, deriving")
    known = _hold(read(root, archive), formats)
    ledger = known.ledger
    tables = [one.editions.rows for one in ledger.briefings.values() if one.editions]
    of_editions = [name for rows in tables for name in rows]
    unknown = tuple(name for name in names if name not in ledger.briefings)
    unknown += tuple(name for name in only if name not in of_editions)
    if unknown:
        return Composed(known, {}, (), unknown, Settled(known.problems, (), ()))
    chosen = tuple(dict.fromkeys(names or ledger.briefings))
    problems, composed = list(known.problems), {}
    for briefing in ledger.briefings.values():
        table = briefing.editions
        if table and not mains:
            continue
        drawings, edition = {}, filling.edition(briefing, table.main) if table else Edition(briefing)
        if briefing.id in chosen and not only:
            drawings, found = _drawn(known, edition, store, pool, tell)
            problems += found
        composed[briefing.id], found = _page(known, edition, drawings, store)
        problems += found
    settled = checks.settled(_each_once(problems), ledger, are_all=not of_editions)
    return Composed(known, composed, chosen, (), settled, tuple(only), tuple(problems))


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
    tell, faults, raw, built = tell or Teller(), [], list(composed.raw), []
    remarks: list[str] = []
    for name, briefing in ledger.briefings.items():
        if name not in composed.chosen:
            continue
        if briefing.editions and name not in composed.pages:
            one, found, wrong = _many_written(composed, briefing, output, pool, release, tell)
            raw += wrong
            remarks += [said for product in one.products for said in product.remarks]
            store.has_grown = True  # by what its workers keep
        elif composed.only:
            continue
        else:
            made = Made(composed, name, store, pool, output, tell)
            one, found = made.published() if release else made.drafted()
        faults += found
        built.append(one)
    composes = [*composed.pages, *(() if composed.only else composed.chosen)]
    are_all = {*composes} >= {*ledger.briefings}
    problems = _each_once([*checks.settled(_each_once(raw), ledger, are_all).diagnostics, *faults])
    root = composed.known.root
    store.tidied()
    remarks = [*dict.fromkeys((*store.remarks(), *remarks))]
    told = with_scripts(ledger, problems, root)
    return Outcome(told, tuple(problems), tuple(built), remarks=tuple(remarks))


# --- editions ------------------------------------------------------------------------------------


_HELD: dict[tuple[Path, Path | None, tuple[str, ...]], tuple[str, Known]] = {}
"""What this process has read, with the digest of the texts: workers that are forked from it have it too."""


def _hold(known: Known, formats: Collection[str]) -> Known:
    """Return what is known with its briefings in some ``formats`` alone, and keep it for their editions."""
    known = replace(known, ledger=_written_in(known.ledger, formats))
    key = known.root, known.archive, tuple(formats)
    _HELD.clear()
    _HELD[key] = release.content_digest(known.ledger.texts), known
    return known


def _held(root: Path, archive: Path | None, formats: tuple[str, ...], content: str) -> Known:
    """Return what is known of a repository whose texts have the digest ``content``, read once a process."""
    digest, known = _HELD.get((root, archive, formats), ("", None))
    return known if known and digest == content else _hold(read(root, archive), formats)


def _many_written(
    composed: Composed, briefing: Briefing, output: Path, pool: steps.Pool, is_release: bool, tell: Teller
) -> tuple[BuiltEditions, list[Diagnostic], list[Diagnostic]]:
    """Write editions as they are made; return what came of them, of their files, and of their texts.

    Those of a release are made in a folder of their own, which becomes the version if all of them can.
    """
    known, table = composed.known, briefing.editions
    version = briefing.version.text if is_release else ""
    names = [name for name in table.rows if name in (composed.only or table.rows)]
    if version and (untold := _untold(briefing)):
        return _none(briefing, "changes.yaml does not tell of it"), [untold], []
    folder = output / briefing.id / (version or "draft")
    folder.parent.mkdir(parents=True, exist_ok=True)
    whole.sweep(folder.parent)
    ((key, (digest, _)),) = _HELD.items()
    halted = _halted(known, filling.edition(briefing, names[0]), pool, tell)
    tell.stage(f"{briefing.id}: editions", len(names))
    with whole.folder_beside(folder) if version else nullcontext(folder) as into:
        products = editions.run(
            names,
            lambda name: pool.submit(
                Call(edition_written, _MOST), *key, digest, briefing.id, name, output, into, version, halted
            ),
            tell.done,
        )
        wrong = editions.gathered([(one.edition, one.found) for one in products])
        faults = editions.gathered([(one.edition, one.faults) for one in products])
        faults += editions.lost(products, table)
        manifest = editions.manifest(briefing, version, known.ledger.texts, products)
        if not version:
            is_whole = len(names) == len(table.rows) and not any(one.refused for one in products)
            if not is_whole:
                others = editions.apart(release.still_listed(into, manifest), names, table)
                manifest = editions.manifest(briefing, version, known.ledger.texts, products, others)
            release.finish_draft(into, manifest, is_whole=is_whole)
            return BuiltEditions(briefing.id, "", into, products, len(table.rows)), faults, wrong
        if refused := [one for one in products if one.refused]:
            why_not = f"{_many(len(refused), 'edition')} of {len(names):,} cannot be"
            return _none(briefing, why_not, products), faults, wrong
        try:
            release.publish_editions(output, known.root, briefing.id, version, into, manifest)
        except release.VersionTaken as taken:
            why_not = "it is released already, with other bytes"
            return _none(briefing, why_not), [*faults, _taken(briefing, taken)], wrong
    return BuiltEditions(briefing.id, version, folder, products, len(table.rows)), faults, wrong


_MOST = Limits(seconds=600)
"""What making one edition may take: its charts, its PDF and their audit."""


def _many_judged(known: Known, briefing: Briefing, pool: steps.Pool) -> list[Diagnostic]:
    """Return what is wrong with the texts and the charts of a briefing's editions, each mistake once."""
    ((key, (digest, _)),) = _HELD.items()
    names = [*briefing.editions.rows]
    halted = _halted(known, filling.edition(briefing, names[0]), pool, Teller(), writes=False)
    products = editions.run(
        names,
        lambda name: pool.submit(Call(edition_judged, _MOST), *key, digest, briefing.id, name, halted),
        Teller().done,
    )
    found = editions.gathered([(one.edition, one.found) for one in products])
    return [*found, *editions.lost(products, briefing.editions)]


def edition_judged(
    root: Path,
    archive: Path | None,
    formats: tuple[str, ...],
    content: str,
    of: str,
    name: str,
    halted: Halted,
) -> Product:
    """Return what is wrong with one edition, writing nothing; it needs no more than ``edition_written``."""
    known, store = _held(root, archive, formats, content), Store(kept_in(root), writes=False)
    edition = filling.edition(known.ledger.briefings[of], name)
    found = _judged(known, edition, store, steps.Here(), halted.steps)
    return Product(name, (*halted.told, *found))


def _halted(known: Known, edition: Edition, pool: steps.Pool, tell: Teller, writes: bool = True) -> Halted:
    """Draw the charts of one edition, where each is held to its limits, and return which went beyond them.

    What the others share with it is then drawn; and none of them waits for a script that does not end.
    """
    plan, _ = charts.plan(edition, known.ledger, known.standings, known.root)
    tell.stage(f"{edition.briefing.id}: drawing charts", len(plan))
    results = steps.run(plan, Store(kept_in(known.root), writes=writes), pool, tell.done)
    return Halted(tuple(results.stopped), tuple(charts.stopped(plan, results)))


def _none(briefing: Briefing, why_not: str, products: tuple[Product, ...] = ()) -> BuiltEditions:
    refusal = f"version {briefing.version} is not published: {why_not}"
    total = len(briefing.editions.rows)
    return BuiltEditions(briefing.id, briefing.version.text, None, products, total, refusal)


def edition_written(
    root: Path,
    archive: Path | None,
    formats: tuple[str, ...],
    content: str,
    of: str,
    name: str,
    output: Path,
    into: Path,
    version: str,
    halted: Halted,
) -> Product:
    """Write the edition ``name`` of the briefing ``of``, for a version or a draft; return what came of it.

    It needs nothing but what it is given: a process that has not read the repository, or has read other
    texts than those with the digest ``content``, reads it. What is of a version goes into ``into``. What
    is ``halted`` of its charts is not drawn again.
    """
    known, store = _held(root, archive, formats, content), Store(kept_in(root))
    composed, found = _composed(known, of, name, store, halted)
    edition = composed.pages[of].edition
    made = Made(composed, of, store, steps.Here(), output, Teller())
    product = Product(name, tuple(found))
    if not version:
        built, problems = made.drafted()
        product = product.of_files(built.artefacts, edition, tuple(problems), store.remarks())
        return replace(product, missing=built.missing, refused=built.refused, is_fresh=built.is_fresh)
    if why_not := made.blocked():
        return replace(product, refused=why_not)
    files, problems = made.finished(made.composed.faced(of, version))
    if why_not := _unfit(files, problems):
        return replace(product, faults=problems, refused=why_not)
    release.place_edition(into, edition.folder, editions.listable(files.artefacts))
    return product.of_files(files.artefacts, edition, problems, store.remarks())


@dataclass(frozen=True, slots=True)
class Remade:
    """The files of a briefing as a build would write them, and what is wrong with its content.

    ``files`` holds the SHA-256 of each, of all editions, and ``made_with`` what a manifest would say that
    they depend on. ``unmade`` says why some, or all, could not be made.
    """

    ledger: Ledger
    problems: tuple[Diagnostic, ...]
    files: Mapping[str, str]
    made_with: Mapping[str, str]
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
        ledger = composed.known.ledger
        table = ledger.briefings[name].editions
        names = [*table.rows] if table else [""]
        tell.stage(f"{name}: editions" if table else f"{name}: writing", len(names))
        if table:
            ((key, (digest, _)),) = _HELD.items()
            products = editions.run(
                names,
                lambda one: pool.submit(Call(edition_remade, _MOST), *key, digest, name, one, version, store),
                tell.done,
            )
        else:
            products = (_remade(composed, name, version, kept_there, pool),)
    problems = [*composed.settled.diagnostics]
    problems += editions.gathered([(one.edition, one.found) for one in products])
    files = {path: told["sha256"] for one in products for path, told in one.files.items()}
    made_with = {key: said for one in products for key, said in one.made_with.items()}
    unmade = next((one.refused for one in products if one.refused), "")
    return Remade(ledger, tuple(problems), files, made_with, unmade)


def _remade(composed: Composed, name: str, version: str, store: Store, pool: steps.Pool) -> Product:
    from tieout import formats

    page, known = composed.faced(name, version), composed.known
    made = formats.make(page, known.ledger.texts, known.root, store, pool)
    unmade = made.missing or "; ".join(f"{one.at}: {one.message}" for one in made.problems if _errs(one))
    product = Product(page.edition.id, refused=unmade)
    return product.of_files(made.artefacts, page.edition, (), ())


def edition_remade(
    root: Path,
    archive: Path | None,
    formats: tuple[str, ...],
    content: str,
    of: str,
    name: str,
    version: str,
    kept_there: Path,
) -> Product:
    """Return the files of one edition as a build would write them; it needs what ``edition_written`` does."""
    known, store = _held(root, archive, formats, content), Store(kept_there)
    composed, found = _composed(known, of, name, store, Halted())
    return replace(_remade(composed, of, version, store, steps.Here()), found=tuple(found))


def _composed(
    known: Known, of: str, name: str, store: Store, halted: Halted
) -> tuple[Composed, list[Diagnostic]]:
    """Return the page of one edition with its charts, and what is wrong with it apart from what is known."""
    edition = filling.edition(known.ledger.briefings[of], name)
    drawings, found = _drawn(known, edition, store, steps.Here(), Teller(), halted.steps)
    page, wrong = _page(known, edition, drawings, store)
    found += [*halted.told, *wrong]
    settled = checks.settled(_each_once([*known.problems, *found]), known.ledger)
    return Composed(known, {of: page}, (of,), (), settled), found


def _errs(problem: Diagnostic) -> bool:
    return problem.severity is Severity.ERROR


def _drawn(
    known: Known, edition: Edition, store: Store, pool: steps.Pool, tell: Teller, but: Collection[str] = ()
) -> tuple[Mapping[str, Mapping[str, Drawing]], list[Diagnostic]]:
    plan, found = charts.plan(edition, known.ledger, known.standings, known.root)
    plan = [step for step in plan if step.name not in but]
    tell.stage(f"{edition.briefing.id}: drawing charts", len(plan))
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
        folder, is_fresh = self._drafted(page, files.artefacts)
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
        if untold := _untold(briefing):
            return _refused(self.page, "changes.yaml does not tell of it"), [untold]
        if why_not := self.blocked():
            return _refused(self.page, why_not), []
        page = self.composed.faced(self.name, briefing.version.text)
        files, problems = self.finished(page)
        if why_not := _unfit(files, problems):
            return _refused(page, why_not), list(problems)
        try:
            folder = release.publish(self.output, self.known.root, briefing.id, page.release, files.artefacts)
        except release.VersionTaken as taken:
            return _refused(page, "it is released already, with other bytes"), [_taken(briefing, taken)]
        return Built(briefing.id, folder, page, files.artefacts), list(problems)

    def blocked(self) -> str:
        """Return why the page cannot be published, whatever its files are; empty where it can."""
        blocking = [one for one in self._errors() if _rests_on(self.page, self.known.ledger, one.at)]
        return f"{_many(len(blocking), 'error')} in what it rests on" if blocking else ""

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


def _unfit(files: kept.Files, problems: Iterable[Diagnostic]) -> str:
    """Return why files cannot be published; empty where they can."""
    wrong = editions.errs(problems)
    return files.missing or (f"{_many(wrong, 'error')} in its own files" if wrong else "")


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
    known: Known, edition: Edition, drawings: Mapping[str, Mapping[str, Drawing]], store: Store
) -> tuple[Page, list[Diagnostic]]:
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
def workers(
    jobs: int | None,
    step_seconds: float = LIMITS.seconds,
    scheduler: str = "",
    root: Path | None = None,
) -> Iterator[steps.Pool]:
    """Yield what runs stale steps: this process for one job, else processes that start when first used.

    A step that may take longer than the drawing of a chart may do so in proportion to ``step_seconds``. With
    the address of a ``scheduler``, its cluster runs them, where the repository at ``root`` has to be seen.

    Raises:
        Unfit: the cluster can't be used.
    """
    pace = step_seconds / LIMITS.seconds
    if scheduler:
        with Cluster(scheduler, root or Path(), pace) as pool:
            yield pool
    elif jobs == 1 or not can_fork():
        yield steps.Here()
    else:
        with Workers(jobs or os.cpu_count() or 1, pace) as pool:
            yield pool
