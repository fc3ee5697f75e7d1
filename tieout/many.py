"""The editions of a briefing, each a call of its own: judged, written, published together, made again."""

from __future__ import annotations

from collections.abc import Collection
from contextlib import nullcontext
from dataclasses import replace
from pathlib import Path

from tieout import (
    auditing,
    charts,
    checks,
    editions,
    filling,
    release,
    steps,
    whole,
)
from tieout.diagnostics import Diagnostic
from tieout.editions import BuiltEditions, Halted, Product
from tieout.frozen import frozen
from tieout.model import (
    Briefing,
    Edition,
    Ledger,
)
from tieout.progress import Teller
from tieout.stages import (
    Built,
    Composed,
    Known,
    Made,
    charts_drawn,
    counted,
    each_once,
    judged,
    page_of,
    read,
    unfit,
    version_taken,
    version_untold,
)
from tieout.store import Store, digest, kept_in, store_of
from tieout.workers import LIMITS, Call, Limits, Stopped, Why


@frozen
class Given:
    """What a call is told of a repository, to have it as it was read: ``content`` is a digest of all that.

    ``of`` is the briefing whose edition it is about.
    """

    root: Path
    archive: Path | None
    formats: tuple[str, ...]
    content: str
    of: str


_HELD: dict[tuple[Path, Path | None, tuple[str, ...]], tuple[str, Known]] = {}
"""What this process has read, with a digest of it: workers that are forked from it have it too."""


def hold(known: Known, formats: Collection[str]) -> Known:
    """Return what is known with its briefings in some ``formats`` alone, and keep it for their editions."""
    known = replace(known, ledger=_written_in(known.ledger, formats))
    key = known.root, known.archive, tuple(formats)
    _HELD.clear()
    _HELD[key] = _digest(known), known
    return known


def _digest(known: Known) -> str:
    """Return a digest of what is known: of the texts, of what is wrong, and of what charts use."""
    uses = [(name, one.uses) for name, one in known.scripts.items()]
    return digest(release.content_digest(known.ledger.texts), repr(known.problems), repr(uses))


def _given(briefing: Briefing) -> Given:
    """Return what a call needs to know of what this process holds, to have it where it is made."""
    (((root, archive, formats), (content, _)),) = _HELD.items()
    return Given(root, archive, formats, content, briefing.id)


def _held(given: Given) -> Known:
    """Return what is known of a repository, read once a process.

    Raises:
        Stopped: what is there now is another; made of it an edition would not be like the others.
    """
    key = given.root, given.archive, given.formats
    if key not in _HELD or _HELD[key][0] != given.content:
        hold(read(given.root, given.archive), given.formats)
    found, known = _HELD[key]
    if found != given.content:
        raise Stopped("found other content, charts or snapshots than the build had read", Why.ENDED)
    return known


def _written_in(ledger: Ledger, formats: Collection[str]) -> Ledger:
    briefings = {
        name: replace(one, formats=tuple(form for form in one.formats if form in formats))
        for name, one in ledger.briefings.items()
    }
    return replace(ledger, briefings=briefings)


def many_written(
    composed: Composed, briefing: Briefing, output: Path, pool: steps.Pool, is_release: bool, tell: Teller
) -> tuple[BuiltEditions, list[Diagnostic], list[Diagnostic]]:
    """Write editions as they are made; return what came of them, of their files, and of their texts.

    Those of a release are made in a folder of their own, which becomes the version if all of them can.
    """
    known, table = composed.known, briefing.editions
    version = briefing.version.text if is_release else ""
    names = [name for name in table.rows if name in (composed.only or table.rows)]
    if version and (untold := version_untold(briefing)):
        return _none(briefing, "changes.yaml does not tell of it"), [untold], []
    folder = output / briefing.id / (version or "draft")
    folder.parent.mkdir(parents=True, exist_ok=True)
    whole.sweep(folder.parent)
    given = _given(briefing)
    halted = _halted(known, filling.edition(briefing, names[0]), pool, tell)
    most = _limits(known, briefing)
    tell.stage(f"{briefing.id}: editions", len(names))
    with whole.folder_beside(folder) if version else nullcontext(folder) as into:
        products = editions.run(
            names,
            lambda name: pool.submit(Call(edition_written, most), given, name, output, into, version, halted),
            tell.done,
        )
        wrong = editions.gathered([(one.edition, one.found) for one in products])
        faults = editions.gathered([(one.edition, one.faults) for one in products])
        faults += editions.lost(products, table)
        if not version and not any(one.files for one in products):  # what is there stays, with its manifest
            refusal = "the draft is not written: no edition can be"
            return BuiltEditions(briefing.id, "", None, products, len(table.rows), refusal), faults, wrong
        manifest = editions.manifest(briefing, version, known.ledger.texts, products)
        if not version:
            is_whole = len(names) == len(table.rows) and not any(one.refused for one in products)
            if not is_whole:
                others = editions.apart(release.still_listed(into, manifest), names, table)
                manifest = editions.manifest(briefing, version, known.ledger.texts, products, others)
            release.finish_draft(into, manifest, is_whole=is_whole)
            return BuiltEditions(briefing.id, "", into, products, len(table.rows)), faults, wrong
        if refused := [one for one in products if one.refused]:
            why_not = f"{counted(len(refused), 'edition')} of {len(names):,} cannot be"
            return _none(briefing, why_not, products), faults, wrong
        try:
            release.publish_folder(output, known.root, briefing.id, version, into, manifest)
        except release.VersionTaken as taken:
            why_not = "it is released already, with other bytes"
            return _none(briefing, why_not), [*faults, version_taken(briefing, taken)], wrong
        except release.NotWhole as unlike:
            count, first = counted(len(unlike.differing), "file"), unlike.differing[0]
            why_not = f"{count} in its folder, `{first}` first, would not be what was made"
            return _none(briefing, why_not), faults, wrong
    return BuiltEditions(briefing.id, version, folder, products, len(table.rows)), faults, wrong


def main_drafted(made: Made) -> tuple[Built, list[Diagnostic]]:
    """Write the draft of a main edition alone, and list its files with those that are there of the others."""
    built, problems = made.drafted()
    edition, ledger = made.page.edition, made.known.ledger
    briefing, texts = ledger.briefings[made.name], ledger.texts
    if built.folder:
        product = Product(edition.id).of_files(built.artefacts, edition, (), ())
        listed = release.still_listed(built.folder, editions.manifest(briefing, "", texts, [product]))
        others = editions.apart(listed, [edition.id], briefing.editions)
        manifest = editions.manifest(briefing, "", texts, [product], others)
        release.finish_draft(built.folder, manifest, is_whole=False)
    return built, problems


def _limits(known: Known, briefing: Briefing) -> Limits:
    """Return what making one edition may take: its charts, its PDF and their audit, each to its own limit.

    How long its document is, is known once it is made; it is less than its style and some fifty times what is
    written of it.
    """
    from tieout import formats

    own = f"content/briefings/{briefing.id}/"
    written = sum(len(text.encode()) for path, text in known.ledger.texts.items() if path.startswith(own))
    drawn = sum(one.chart is not None for one in briefing.exhibits.values()) * _RENDERINGS * LIMITS.seconds
    pdf = formats.limits(_STYLED + _TIMES * written) if "pdf" in briefing.formats else LIMITS
    seconds = drawn + pdf.seconds + auditing.LIMITS.seconds
    return Limits(seconds=seconds, memory=max(pdf.memory, auditing.LIMITS.memory))


_RENDERINGS = 5  # of a chart, at most
_STYLED, _TIMES = 1_000_000, 50


def many_judged(known: Known, briefing: Briefing, pool: steps.Pool) -> list[Diagnostic]:
    """Return what is wrong with the texts and the charts of a briefing's editions, each mistake once."""
    given = _given(briefing)
    names, most = [*briefing.editions.rows], _limits(known, briefing)
    halted = _halted(known, filling.edition(briefing, names[0]), pool, Teller(), writes=False)
    products = editions.run(
        names,
        lambda name: pool.submit(Call(edition_judged, most), given, name, halted),
        Teller().done,
    )
    found = editions.gathered([(one.edition, one.found) for one in products])
    return [*found, *editions.lost(products, briefing.editions)]


def edition_judged(given: Given, name: str, halted: Halted) -> Product:
    """Return what is wrong with one edition, writing nothing; it needs no more than ``edition_written``."""
    known, store = _held(given), Store(kept_in(given.root), writes=False)
    edition = filling.edition(known.ledger.briefings[given.of], name)
    found = judged(known, edition, store, steps.Here(), halted.steps)
    return Product(name, (*halted.told, *found))


def _halted(known: Known, edition: Edition, pool: steps.Pool, tell: Teller, writes: bool = True) -> Halted:
    """Draw the charts of one edition, where each is held to its limits, and return which went beyond them.

    What the others share with it is then drawn; and none of them waits for a script that does not end.
    """
    plan, _ = charts.plan(edition, known.ledger, known.standings, known.root)
    tell.stage(f"{edition.briefing.id}: charts", len(plan))
    store = store_of(known.root, as_saved=known.as_saved)
    store.writes = writes
    results = steps.run(plan, store, pool, tell.done)
    return Halted(tuple(results.stopped), tuple(charts.stopped(plan, results)))


def _none(briefing: Briefing, why_not: str, products: tuple[Product, ...] = ()) -> BuiltEditions:
    refusal = f"version {briefing.version} is not published: {why_not}"
    total = len(briefing.editions.rows)
    return BuiltEditions(briefing.id, briefing.version.text, None, products, total, refusal)


def edition_written(
    given: Given, name: str, output: Path, into: Path, version: str, halted: Halted
) -> Product:
    """Write the edition ``name`` of a briefing, for a version or a draft; return what came of it.

    It needs nothing but what it is given: a process that has not read the repository, or has read another
    than what is ``given``, reads it. What is of a version goes into ``into``. What is ``halted`` of its
    charts is not drawn again.
    """
    known, of = _held(given), given.of
    store = store_of(given.root, as_saved=known.as_saved)
    store.stopped.update(halted.steps)
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
    if why_not := unfit(files, problems):
        return replace(product, faults=problems, refused=why_not)
    release.place_edition(into, edition.folder, editions.listable(files.artefacts))
    return product.of_files(files.artefacts, edition, problems, store.remarks())


def files_remade(composed: Composed, name: str, version: str, store: Store, pool: steps.Pool) -> Product:
    """Return what a build would write of the one page composed under ``name``."""
    from tieout import formats

    page, known = composed.faced(name, version), composed.known
    made = formats.make(page, known.ledger.texts, known.root, store, pool)
    unmade = made.missing or "; ".join(f"{one.at}: {one.message}" for one in made.problems if one.errs)
    product = Product(page.edition.id, refused=unmade)
    return product.of_files(made.artefacts, page.edition, (), ())


def many_remade(
    known: Known,
    briefing: Briefing,
    version: str,
    paths: Collection[str],
    store: Path,
    pool: steps.Pool,
    tell: Teller,
) -> tuple[Product, ...]:
    """Return what a build would write of each edition, of a version or a draft; ``store`` keeps results.

    Of a draft it is of those editions that ``paths`` are of, if any: it may have been made of some alone.
    """
    owners = {editions.owner(path, briefing.editions) for path in ([] if version else paths)}
    names = [name for name in briefing.editions.rows if name in (owners or briefing.editions.rows)]
    given, most = _given(briefing), _limits(known, briefing)
    tell.stage(f"{briefing.id}: editions", len(names))
    return editions.run(
        names,
        lambda name: pool.submit(Call(edition_remade, most), given, name, version, store),
        tell.done,
    )


def edition_remade(given: Given, name: str, version: str, kept_there: Path) -> Product:
    """Return the files of one edition as a build would write them; it needs what ``edition_written`` does."""
    known, store, of = _held(given), Store(kept_there), given.of
    composed, found = _composed(known, of, name, store, Halted())
    return replace(files_remade(composed, of, version, store, steps.Here()), found=tuple(found))


def _composed(
    known: Known, of: str, name: str, store: Store, halted: Halted
) -> tuple[Composed, list[Diagnostic]]:
    """Return the page of one edition with its charts, and what is wrong with it apart from what is known."""
    edition = filling.edition(known.ledger.briefings[of], name)
    drawings, found = charts_drawn(known, edition, store, steps.Here(), Teller(), halted.steps)
    page, wrong = page_of(known, edition, drawings, store)
    found += [*halted.told, *wrong]
    settled = checks.settled(each_once([*known.problems, *found]), known.ledger)
    return Composed(known, {of: page}, (of,), (), settled), found
