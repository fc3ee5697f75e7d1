"""Read and build: the stages of the way from content to files, one a line."""

from __future__ import annotations

import os
from collections.abc import Collection, Iterator, Mapping, Sequence
from contextlib import contextmanager
from datetime import date
from functools import partial
from pathlib import Path

from tieout import (
    checks,
    content,
    editions,
    filling,
    steps,
    vouching,
    whole,
)
from tieout.checks import Settled
from tieout.diagnostics import Diagnostic, summary
from tieout.editions import BuiltEditions
from tieout.frozen import frozen
from tieout.many import files_remade, hold, main_drafted, many_judged, many_remade, many_written
from tieout.model import (
    Edition,
    Ledger,
)
from tieout.progress import Teller
from tieout.quantities.dates import Date, read_date
from tieout.records import FORMATS
from tieout.stages import (
    Built,
    Composed,
    Known,
    Made,
    charts_drawn,
    each_once,
    judged,
    page_of,
    read,
    with_scripts,
)
from tieout.store import MOST, Store, kept_in, store_of
from tieout.workers import LIMITS, Workers, can_fork

__all__ = [
    "Built", "Composed", "Known", "Outcome", "Remade", "Vouched", "archive_of", "build", "check", "compose",
    "day", "misplaced", "read", "remade", "today", "vouch", "with_scripts", "workers", "written",
]  # fmt: skip


@frozen
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
        errs = any(one.errs for one in self.problems)
        return not errs and all(one.folder is not None and not one.missing for one in self.built)


@frozen
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


def check(
    root: Path, archive: Path | None = None, *, jobs: int | None = 1, step_seconds: float = LIMITS.seconds
) -> tuple[Ledger, list[Diagnostic]]:
    """Return the ledger and every problem of it and of its briefings' texts and charts, in order of place.

    Charts are drawn, where no kept drawing is current, to see what is wrong with them; nothing is written.
    ``jobs`` and ``step_seconds`` are those of ``build``.
    """
    known = hold(read(root, archive), FORMATS)
    problems = list(known.problems)
    store = Store(kept_in(root), writes=False)
    with workers(jobs, step_seconds) as pool:
        for briefing in known.ledger.briefings.values():
            if briefing.editions:
                problems += many_judged(known, briefing, pool)
            else:
                problems += judged(known, Edition(briefing), store, pool)
    problems = each_once(checks.settled(problems, known.ledger).diagnostics)
    return with_scripts(known.ledger, problems, root), problems


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
    store = store_of(root, keep)
    with workers(jobs, step_seconds, scheduler, root, archive, output) as pool:
        composed = compose(
            root, names, archive=archive, formats=formats, store=store, pool=pool, tell=tell, only=only
        )
        return written(composed, output=output, store=store, pool=pool, release=release, tell=tell)


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
    known = hold(read(root, archive), formats)
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
            drawings, found = charts_drawn(known, edition, store, pool, tell)
            problems += found
        composed[briefing.id], found = page_of(known, edition, drawings, store)
        problems += found
    settled = checks.settled(each_once(problems), ledger, are_all=not of_editions)
    return Composed(known, composed, chosen, (), settled, tuple(only), tuple(problems))


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
        if composed.only and not {*composed.only} & {*(briefing.editions.rows if briefing.editions else ())}:
            continue
        table = briefing.editions
        if table and name not in composed.pages:
            one, found, wrong = many_written(composed, briefing, output, pool, release, tell)
            raw += wrong
            remarks += [said for product in one.products for said in product.remarks]
            store.has_grown = True  # by what its workers keep
        else:
            made = Made(composed, name, store, pool, output, tell)
            write = made.published if release else partial(main_drafted, made) if table else made.drafted
            one, found = write()
        faults += found
        built.append(one)
    composes = [*composed.pages, *(() if composed.only else composed.chosen)]
    are_all = {*composes} >= {*ledger.briefings}
    problems = each_once([*checks.settled(each_once(raw), ledger, are_all).diagnostics, *faults])
    root = composed.known.root
    store.tidied()
    remarks = [*dict.fromkeys((*store.remarks(), *remarks))]
    told = with_scripts(ledger, problems, root)
    return Outcome(told, tuple(problems), tuple(built), remarks=tuple(remarks))


@frozen
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
    formats: Collection[str] = FORMATS,
    archive: Path | None,
    store: Path,
    paths: Collection[str] = (),
    jobs: int | None,
    step_seconds: float = LIMITS.seconds,
    tell: Teller,
) -> Remade | None:
    """Return the files of a draft of one briefing, or of its ``version``; None if there is no such briefing.

    Nothing is written but what the folder ``store`` keeps, and nothing is audited or refused. Of a draft with
    editions it is those that ``paths`` are of. ``jobs`` and ``step_seconds`` are those of ``build``.
    """
    kept_there = Store(store)
    with workers(jobs, step_seconds) as pool:
        composed = compose(
            root, [name], archive=archive, formats=formats, store=kept_there, pool=pool, tell=tell
        )
        if composed.unknown:
            return None
        ledger = composed.known.ledger
        briefing = ledger.briefings[name]
        if briefing.editions:
            products = many_remade(composed.known, briefing, version, paths, store, pool, tell)
        else:
            tell.stage(f"{name}: writing", 1)
            products = (files_remade(composed, name, version, kept_there, pool),)
    problems = [*composed.settled.diagnostics]
    problems += editions.gathered([(one.edition, one.found) for one in products])
    files = {path: told["sha256"] for one in products for path, told in one.files.items()}
    made_with = {key: said for one in products for key, said in one.made_with.items()}
    unmade = next((one.refused for one in products if one.refused), "")
    return Remade(ledger, tuple(problems), files, made_with, unmade)


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
        problems=tuple(each_once([*problems, *result.problems])),
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


@contextmanager
def workers(
    jobs: int | None,
    step_seconds: float = LIMITS.seconds,
    scheduler: str = "",
    root: Path | None = None,
    archive: Path | None = None,
    output: Path | None = None,
) -> Iterator[steps.Pool]:
    """Yield what runs stale steps: this process for one job, else processes that start when first used.

    A step that may take longer than the drawing of a chart may do so in proportion to ``step_seconds``. With
    the address of a ``scheduler``, its cluster runs them, where the repository at ``root``, the ``archive``,
    if there is one, and the folder ``output`` have to be seen.

    Raises:
        Unfit: the cluster can't be used.
    """
    pace = step_seconds / LIMITS.seconds
    if scheduler:
        from tieout.scheduler import Cluster

        with Cluster(scheduler, root or Path(), pace, archive, output) as pool:
            yield pool
    elif jobs == 1 or not can_fork():
        yield steps.Here()
    else:
        with Workers(jobs or os.cpu_count() or 1, pace) as pool:
            yield pool
