"""Plant faults in the flagship; count which of them are caught, and where, and what is said without any.

    python bench/faults/run.py [--seed 5] [--count N] [--sample N] [--peers PYTHON] [--markdown]

The flagship is built anew in a folder of its own. Faults in finished files are put before `tieout audit`,
each file with the data beside it; faults in content before `tieout check`. ``--sample N`` plants some N, one
of each kind at least, for a quick look; ``--ground`` names one or more of HTML, PDF, SVG, data and content.
With ``--peers`` and the Python of an environment that has them, content faults are put before
`manuscript-guard` and `reproducible-science` too.
``--markdown`` writes the tables into docs/faults.md. Each fault that is missed is told, with the seed that
plants it again.
"""

from __future__ import annotations

import argparse
import os
import platform
import sys
import tempfile
import time
from collections.abc import Iterable, Iterator, Mapping, Sequence
from concurrent.futures import ProcessPoolExecutor
from dataclasses import dataclass
from multiprocessing import get_context
from pathlib import Path

ROOT = Path(__file__).parents[2]
sys.path.insert(0, str(ROOT))

from bench.faults import checked, harmless, league, peers, stale, tables  # noqa: E402
from bench.faults.checked import Checked  # noqa: E402
from bench.faults.planted import Files, Found, Ground, Planted  # noqa: E402
from bench.faults.tables import Scored  # noqa: E402
from bench.faults.tied import Audited, apart  # noqa: E402
from tieout import pipeline  # noqa: E402

BRIEFING = "inference-pivot"
GROUNDS = {"HTML": Ground.PAGE, "PDF": Ground.PAPER, "SVG": Ground.DRAWING, "data": Ground.DATA}
GROUNDS |= {"content": Ground.CONTENT}


@dataclass(frozen=True)
class Flagship:
    """The flagship, built: its finished files, its content, and the copy of the repository that it is in."""

    finished: Files
    content: Files
    root: Path


def built(folder: Path) -> Flagship:
    """Return the flagship's draft, built anew in ``folder``."""
    root = checked.copied(ROOT, folder / "flagship")
    outcome = pipeline.build(root, [BRIEFING], archive=None, output=folder / "output", jobs=1)
    if not outcome.well:
        raise SystemExit(f"the flagship does not tie out: {outcome.problems[0]}")
    return Flagship(outcome.built[0].artefacts, checked.contents(root), root)


def stale_charts(flagship: Flagship, folder: Path, grounds: Iterable[Ground]) -> list[Planted]:
    """Return the faults that are drawings of facts as they were before an edit."""
    wanted = set(grounds)
    if not wanted & {Ground.PAGE, Ground.DRAWING}:
        return []
    root = checked.copied(ROOT, folder / "before")
    drawings = stale.drawn_before(root, folder / "drawn")
    page = stale.page_before(root, folder / "page") if Ground.PAGE in wanted else None
    return [one for one in stale.candidates(flagship.finished, drawings, page) if one.ground in wanted]


class Worker:
    """One process's means to put faults before `tieout audit` and `tieout check`."""

    one: Worker | None = None

    def __init__(self, flagship: Flagship, audit: Audited, folder: str) -> None:
        self.audit = audit
        self.folder, self.flagship = Path(folder), flagship
        self.check: Checked | None = None

    def found(self, faults: Sequence[Planted]) -> list[Found]:
        """Return what is said of faults that can be planted at once."""
        if faults[0].ground is not Ground.CONTENT:
            return self.audit.found_together(faults)
        if self.check is None:
            root = checked.copied(ROOT, Path(tempfile.mkdtemp(dir=self.folder)) / "checked")
            kept = self.flagship.root / ".tieout"
            (root / ".tieout").symlink_to(
                kept, target_is_directory=True
            )  # kept drawings; `check` writes none
            self.check = Checked.of(root)
        return [self.check.found(one) for one in faults]


def _start(flagship: Flagship, audit: Audited, folder: str) -> None:
    Worker.one = Worker(flagship, audit, folder)


def _found(faults: Sequence[Planted]) -> list[Found]:
    assert Worker.one is not None
    return Worker.one.found(faults)


def scored(
    faults: Sequence[Planted], flagship: Flagship, audit: Audited, folder: Path, jobs: int
) -> list[Scored]:
    """Return each fault with what is said of it."""
    given, groups = (flagship, audit, str(folder)), apart(faults)
    if jobs == 1:
        _start(*given)
        return list(_told(groups, map(_found, groups)))
    context = get_context("spawn")
    with ProcessPoolExecutor(jobs, mp_context=context, initializer=_start, initargs=given) as pool:
        return list(_told(groups, pool.map(_found, groups)))


def _told(groups: Sequence[Sequence[Planted]], found: Iterable[Sequence[Found]]) -> Iterator[Scored]:
    """Yield each fault with what is said of it; what is missed is told at once."""
    for nth, (faults, many) in enumerate(zip(groups, found, strict=True), 1):
        for fault, one in zip(faults, many, strict=True):
            if not one.placed and not fault.beyond and fault.kind != harmless.KIND:
                how = "elsewhere" if one.caught else "missed"
                print(f"{nth} of {len(groups)}: {how}: {fault}", file=sys.stderr)
            yield Scored(fault, one)


def chosen(
    flagship: Flagship, folder: Path, seed: int, count: int, grounds: Sequence[Ground]
) -> list[Planted]:
    """Return the faults to plant, stale charts among them, by kind and ground."""
    among = league.candidates(flagship.finished, flagship.content, seed, grounds)
    among += stale_charts(flagship, folder, grounds)
    return league.chosen(among, count)


def main() -> int:
    """Print what is missed and the tables, write them if asked, and return 1 if any is missed."""
    called = argparse.ArgumentParser(
        description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter
    )
    called.add_argument("--seed", type=int, default=5)
    called.add_argument("--count", type=int, default=1200)
    called.add_argument("--sample", type=int, default=0)
    called.add_argument("--ground", action="append", choices=GROUNDS, default=[])
    called.add_argument("--jobs", type=int, default=2)
    called.add_argument("--peers", type=Path)
    called.add_argument("--markdown", action="store_true")
    asked = called.parse_args()
    grounds = [GROUNDS[one] for one in asked.ground] or list(Ground)
    with tempfile.TemporaryDirectory() as place:
        folder = Path(place)
        began = time.perf_counter()
        flagship = built(folder)
        finished = set(grounds) - {Ground.CONTENT}
        audit = Audited.of(flagship.finished) if finished else Audited(flagship.finished, ())
        faults = chosen(flagship, folder, asked.seed, asked.sample or asked.count, grounds)
        print(f"{len(faults)} faults in {time.perf_counter() - began:.0f} s", file=sys.stderr, flush=True)
        results = scored(faults, flagship, audit, folder, asked.jobs)
        edits = [*harmless.in_finished(flagship.finished), *harmless.in_content(flagship.content)]
        edits = [one for one in edits if one.ground in grounds]
        alarms = scored(edits, flagship, audit, folder, asked.jobs)
        rivals = peers.scored(asked.peers, flagship, faults, folder) if asked.peers else ()
    report = tables.Report(
        results=tuple(results),
        harmless=tuple(alarms),
        alarms=len(audit.alarms),
        rivals=tuple(rivals),
        made=_made(asked.seed, time.perf_counter() - began),
    )
    print(tables.missed(report, asked.seed), end="")
    print(tables.text(report))
    if asked.markdown:
        tables.write(ROOT / "docs" / "faults.md", report)
    return int(any(not one.found.placed and not one.fault.beyond for one in results))


def _made(seed: int, seconds: float) -> Mapping[str, str]:
    return {
        "seed": str(seed),
        "seconds": f"{seconds:.0f}",
        "machine": f"{os.cpu_count()} cores, {platform.system()}, Python {platform.python_version()}",
    }


if __name__ == "__main__":
    sys.exit(main())
