"""What came of the editions of one briefing, put together: their problems, their files, and a report."""

from __future__ import annotations

import json
from collections.abc import Callable, Iterable, Mapping, Sequence
from concurrent.futures import BrokenExecutor, Future, as_completed
from dataclasses import field, replace
from pathlib import Path
from typing import Any

from tieout import release
from tieout.diagnostics import Diagnostic, Place, error
from tieout.frozen import frozen
from tieout.model import Briefing, Edition, Editions
from tieout.workers import Stopped

_MADE = "edition-is-made"
_NAMED = 3
"""How many editions a note names before it counts the rest."""


@frozen
class Product:
    """What came of one edition.

    ``found`` is what is wrong with it as composed, ``faults`` what is wrong with its files; ``files`` holds
    size and digest of each, by path below the briefing's folder. ``refused`` says why there are none, and
    ``missing`` what a library is wanting for. It is not fresh if it was there already. ``remarks`` are what
    its store has to say, and ``made_with`` is what its own manifest says that its bytes depend on. It is lost
    where its process did not live to give anything.
    """

    edition: str
    found: tuple[Diagnostic, ...] = ()
    faults: tuple[Diagnostic, ...] = ()
    files: Mapping[str, Mapping[str, Any]] = field(default_factory=dict)
    is_fresh: bool = True
    is_lost: bool = False
    missing: str = ""
    refused: str = ""
    remarks: tuple[str, ...] = ()
    made_with: Mapping[str, str] = field(default_factory=dict)

    def of_files(
        self,
        artefacts: Mapping[str, bytes],
        edition: Edition,
        faults: tuple[Diagnostic, ...],
        remarks: tuple[str, ...],
    ) -> Product:
        """Return the same, with what is to be known of its files once they are written."""
        files = release.listed(listable(artefacts), edition.folder)
        made_with = json.loads(artefacts.get(release.MANIFEST, b"{}")).get("made_with", {})
        return replace(self, faults=faults, files=files, remarks=remarks, made_with=made_with)


@frozen
class Halted:
    """The steps of charts whose scripts did not end within their limits, and what is told of them."""

    steps: tuple[str, ...] = ()
    told: tuple[Diagnostic, ...] = ()


def run(
    names: Sequence[str], submit: Callable[[str], Future[Product]], done: Callable[[str], None]
) -> tuple[Product, ...]:
    """Return what came of each edition named, in that order, whichever is ready first; ``done`` hears each.

    An edition whose worker dies, or takes too long, fails alone. Raises what our own mistakes raise, after
    the others are done.
    """
    running = {submit(name): name for name in names}
    made: dict[str, Product] = {}
    fault: BaseException | None = None
    for future in as_completed(running):
        name = running[future]
        try:
            made[name] = future.result()
        except _LOST as lost:
            made[name] = Product(name, refused=f"its making {lost}", is_lost=True)
        except Exception as raised:
            fault = fault or raised
        done(name)
    if fault:
        raise fault
    return tuple(made[name] for name in names)


_LOST = (Stopped, BrokenExecutor)


@frozen
class BuiltEditions:
    """The editions of a briefing that were written or, where ``refused`` says why, were not.

    ``products`` are those asked for, in the order of the table; ``total`` is how many the table has.
    """

    briefing: str
    version: str
    folder: Path | None
    products: tuple[Product, ...]
    total: int
    refused: str = ""

    @property
    def missing(self) -> str:
        """What a library is wanting for, or why an edition was not written; empty where all were."""
        return next((said for one in self.products if (said := one.missing or one.refused)), "")

    def report(self) -> str:
        """Return a few lines for a person: where they are, and which were not written."""
        if self.folder is None:
            return "\n".join([f"{self.briefing}: {self.refused}", *self._left_out()])
        kind = f"version {self.version}" if self.version else "draft"
        written = [one for one in self.products if one.files]
        fresh = sum(one.is_fresh for one in written)
        some = f"{len(written):,} of " if len(written) < self.total else ""
        kept = len(written) - fresh
        current = f", of which {kept:,} {'was' if kept == 1 else 'were'} current" if kept else ""
        lines = [f"{self.briefing}, {kind}, {some}{self.total:,} editions, in {self.folder}{current}"]
        if pages := [path for one in written for path in one.files if path.endswith("index.html")]:
            lines.append(f"  page  {self.folder / min(pages, key=len)}")
        return "\n".join([*lines, *self._left_out()])

    def _left_out(self) -> Iterable[str]:
        for said in dict.fromkeys(one.refused or one.missing for one in self.products):
            if said:
                names = [one.edition for one in self.products if said in (one.refused, one.missing)]
                yield f"  {_listed(names)}: {said}"


def gathered(told: Sequence[tuple[str, Sequence[Diagnostic]]]) -> list[Diagnostic]:
    """Return what is wrong with editions, ``told`` of each by its name, in the order of the table.

    What one check says at one place of a pattern is one mistake, however many editions show it: it is said
    once, as the first of them says it, with a note that names the first few and counts the rest. What another
    says there in other words stands in a note too.
    """
    groups: dict[tuple[Any, ...], dict[str, Diagnostic]] = {}
    for edition, problems in told:
        times: dict[tuple[Any, ...], int] = {}
        for one in dict.fromkeys(problems):
            where = (_path(one.at, edition), one.at.line, one.at.column, one.check, one.severity)
            times[where] = times.get(where, 0) + 1
            which = times[where] if one.at.line else one.message  # of a file but words tell faults apart
            groups.setdefault((*where, which), {})[edition] = one
    return [_as_one(by_edition, len(told)) for by_edition in groups.values()]


def _as_one(said: Mapping[str, Diagnostic], total: int) -> Diagnostic:
    first = next(iter(said.values()))
    names = list(said)
    if len(names) == 1:
        note = f"so it is in the edition `{names[0]}`"
    elif len(names) == total:
        note = f"so it is in all {total:,} editions: {_listed(names)}"
    else:
        note = f"so it is in {len(names):,} of {total:,} editions: {_listed(names)}"
    others = {}
    for edition, one in said.items():
        if one.message != first.message:
            others.setdefault(one.message, edition)
    notes = [f"in `{edition}`: {message}" for message, edition in others.items()][: _NAMED - 1]
    return replace(first, notes=(*first.notes, note, *notes))


def _path(at: Place, edition: str) -> str:
    """Return the path of a place; of a file of an edition as if it stood in no folder of its own."""
    return at.path if at.path.startswith(_INPUT) else at.path.replace(f"/{edition}/", "/", 1)


_INPUT = ("content/", "charts/", "templates/")


def listable(artefacts: Mapping[str, bytes]) -> Mapping[str, bytes]:
    """Return an edition's files without its manifest: all editions have one together."""
    return {path: one for path, one in artefacts.items() if path != release.MANIFEST}


def manifest(
    briefing: Briefing,
    version: str,
    content: Mapping[str, str],
    products: Iterable[Product],
    others: Mapping[str, Any] = {},
) -> bytes:
    """Return the one manifest of all editions, of a version or a draft; ``others`` are files made before."""
    files, made_with = dict(others), {}
    for one in products:
        files |= one.files
        made_with |= one.made_with
    files = dict(sorted(files.items()))
    issued = briefing.issued.iso
    return release.manifest_of(briefing.id, version or "draft", issued, content, files, made_with)


def owner(path: str, table: Editions) -> str:
    """Return the edition that a file of a version or a draft belongs to, by its path there."""
    first, _, rest = path.partition("/")
    return first if rest and first in table.rows else table.main


def apart(files: Mapping[str, Any], names: Sequence[str], table: Editions) -> dict[str, Any]:
    """Return those of the ``files`` of a draft that belong to no edition of ``names``."""
    return {path: one for path, one in files.items() if owner(path, table) not in names}


def lost(products: Iterable[Product], table: Editions) -> list[Diagnostic]:
    """Return an error for each edition whose process did not live to give anything, at its row."""
    gone = [one for one in products if one.is_lost]
    said = [f"the edition `{one.edition}` is not made: {one.refused}" for one in gone]
    return [error(_MADE, table.rows[one.edition].at, told) for one, told in zip(gone, said, strict=True)]


def _listed(names: Sequence[str]) -> str:
    shown = ", ".join(f"`{name}`" for name in names[:_NAMED])
    return f"{shown} and {len(names) - _NAMED:,} more" if len(names) > _NAMED else shown
