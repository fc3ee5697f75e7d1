"""Hold what was measured against our targets, in words: for a terminal, and for docs/performance.md."""

from __future__ import annotations

import datetime
import os
import platform
import statistics
import subprocess
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from importlib.metadata import version
from pathlib import Path
from typing import Any

import peers

ROOT = Path(__file__).parent.parent
BEGINS, ENDS = "<!-- what bench/targets.py measured -->", "<!-- until here -->"
LIBRARIES = ("matplotlib", "weasyprint", "jinja2", "markdown")
SIZES = {"pages": 500, "editions": 100, "facts": 10_000}
TYPST, CITEPROC = "typst, citations its own → PDF", "pandoc --citeproc → HTML"


@dataclass(frozen=True)
class Target:
    """A promise: what ours may take at most, as a ratio to a peer's or, without a peer, in seconds.

    ``ours`` and ``peer`` name a case and what was measured in it; ``take`` is what of it counts. ``times``
    is how many runs of the peer are meant (for editions, as many as there were). ``quantile`` is of all runs:
    the middle one, or the 95th of a hundred.
    """

    work: str
    ours: tuple[str, str]
    peer: tuple[str, str] | None
    most: float
    take: str = "seconds"
    times: int = 1
    quantile: float = 0.5


TARGETS = (
    Target("cold build: HTML, PDF and data, empty store", ("cold", "tieout"), ("cold", "script"), 0.6),
    Target("nothing changed", ("unchanged", "tieout"), ("unchanged", TYPST), 0.7),
    Target("one number edited → HTML on disk", ("edited", "tieout, page"), ("edited", CITEPROC), 1.2, "seen"),
    Target("the same, under `serve`, → page in the browser", ("served", "tieout"), None, 0.15, quantile=0.95),
    Target(
        "one number edited → PDF on disk", ("edited", "tieout, PDF"), ("edited", "weasyprint"), 0.8, "seen"
    ),
    Target("the same, under `serve`", ("served", "tieout, PDF"), ("edited", "weasyprint"), 0.5),
    Target("{pages} pages: cold", ("long", "tieout, cold"), ("long", "script"), 0.6),
    Target(
        "{pages} pages: one number edited → PDF", ("long", "tieout, edited"), ("long", "script"), 0.1, "seen"
    ),
    Target(
        "{editions} editions, HTML and PDF", ("editions", "tieout"), ("editions", "script"), 0.25, times=100
    ),
    Target("{facts:,} facts: `tieout check`", ("checked", "tieout"), None, 5.0),
    Target(
        "five times as many facts",
        ("checked", "tieout, five times as many"),
        ("checked", "tieout"),
        1.1,
        times=5,
    ),
    *(
        Target(f"peak memory: {work}", ours, (peer, "script"), 1.3, "largest")
        for work, ours, peer in (
            ("cold", ("cold", "tieout"), "cold"),
            ("nothing changed", ("unchanged", "tieout"), "cold"),
            ("one number edited", ("edited", "tieout, PDF"), "cold"),
            ("{pages} pages, cold", ("long", "tieout, cold"), "long"),
            ("{pages} pages, one number edited", ("long", "tieout, edited"), "long"),
            ("{editions} editions", ("editions", "tieout"), "editions"),
        )
    ),
)


@dataclass(frozen=True)
class Verdict:
    """A target as it was measured: ours and the peer's, in seconds or MB, and the ratios of the pairs."""

    target: Target
    sizes: Mapping[str, int]
    ours: float
    peer: float | None
    ratios: tuple[float, ...]

    @property
    def measured(self) -> float:
        """What is held against the target."""
        return _quantile(self.ratios, self.target.quantile)

    @property
    def is_met(self) -> bool:
        """Whether the target is met."""
        return self.measured <= self.target.most

    @property
    def cells(self) -> tuple[str, ...]:
        """The work, the target, what was measured, ours, the peer's, and whether it is met, in words."""
        unit = "MB" if self.target.take in ("largest", "together") else "s"
        times = _times(self.target, self.sizes)
        many = f"{times} × " if times > 1 else ""
        by, peer = "×" if self.target.peer else " s", self.target.peer and self.target.peer[1]
        extent = f" ({min(self.ratios):.2f}–{max(self.ratios):.2f})" if len(self.ratios) > 1 else ""
        return (
            self.target.work.format(**self.sizes),
            f"{self.target.most:g}{by}",
            f"{self.measured:.2f}{by}{extent}",
            f"{_said(self.ours)} {unit}",
            f"{many}{_said(self.peer)} {unit}, {peer}" if self.peer is not None else "",
            "met" if self.is_met else "**unmet**",
        )


def _said(number: float) -> str:
    return f"{number:.0f}" if number >= 20 else f"{number:.2f}"


def _quantile(values: Sequence[float], part: float) -> float:
    if part == 0.5:
        return statistics.median(values)
    return sorted(values)[min(int(part * len(values)), len(values) - 1)]


def verdict(target: Target, kept: Mapping[str, Any], clock: str = "seconds") -> Verdict | None:
    """Return what was measured of a target; None where it, or its peer, was not.

    ``clock`` is "seconds", or "cpu": of the processor alone, which other work beside it disturbs less.
    """
    take, of_peer = target.take, "seconds" if target.take == "seen" else target.take
    if clock == "cpu" and of_peer == "seconds":
        take = of_peer = "cpu"
    ours, sizes = _taken(kept, *target.ours, take), sizes_of(kept, target)
    if not ours or target.peer is None:
        return Verdict(target, sizes, _quantile(ours, target.quantile), None, ours) if ours else None
    theirs = _taken(kept, *target.peer, of_peer)
    if not theirs:
        return None
    others = theirs if len(theirs) == len(ours) else (statistics.median(theirs),) * len(ours)
    ratios = tuple(one / (_times(target, sizes) * other) for one, other in zip(ours, others, strict=True))
    return Verdict(target, sizes, statistics.median(ours), statistics.median(theirs), ratios)


def sizes_of(kept: Mapping[str, Any], target: Target) -> Mapping[str, int]:
    """Return how large what was measured of a target is, or is to be."""
    return {**SIZES, **kept.get(target.ours[0], {}).get("sizes", {})}


def _times(target: Target, sizes: Mapping[str, int]) -> int:
    return sizes["editions"] if target.ours == ("editions", "tieout") and target.times > 1 else target.times


def _taken(kept: Mapping[str, Any], case: str, who: str, what: str) -> tuple[float, ...]:
    return tuple(one[what] for one in kept.get(case, {}).get("samples", {}).get(who, ()))


HEAD = ("work", "at most", "measured (range)", "tieout", "peer", "")


def plain(kept: Mapping[str, Any], clock: str = "seconds") -> str:
    """Return the verdicts, and what the peers take, as lines for a terminal; ``clock`` as for ``verdict``."""
    targets = [HEAD, *_rows(kept, clock)]
    return "\n\n".join("\n".join(_aligned(rows)) for rows in (targets, [PEERS_HEAD, *peer_rows(kept)]))


def _aligned(rows: Sequence[Sequence[str]]) -> Iterator[str]:
    widths = [max(map(len, column)) for column in zip(*rows, strict=True)]
    for row in rows:
        yield "  ".join(cell.ljust(width) for cell, width in zip(row, widths, strict=True)).rstrip()


def _rows(kept: Mapping[str, Any], clock: str = "seconds") -> Iterator[tuple[str, ...]]:
    for target in TARGETS:
        found = verdict(target, kept, clock)
        by = "×" if target.peer else " s"
        yield (
            found.cells
            if found
            else (
                target.work.format(**sizes_of(kept, target)),
                f"{target.most:g}{by}",
                "not measured",
                "",
                "",
                "",
            )
        )


PEERS_HEAD = ("peer", "cold", "again", "memory", "version")


def peer_rows(kept: Mapping[str, Any]) -> Iterator[tuple[str, ...]]:
    """Yield what each peer takes for the briefing's text, cold and once more, its memory, its version."""
    known = kept.get("peers", {})
    for name in (one.name for one in peers.PEERS):
        seconds = [_taken(kept, "peers", f"{name}, {when}", "seconds") for when in ("cold", "again")]
        if all(seconds):
            memory = max(_taken(kept, "peers", f"{name}, cold", "largest"))
            times = (f"{statistics.median(one):.2f} s" for one in seconds)
            yield name, *times, f"{memory:.0f} MB", known.get("versions", {}).get(name, "?")
        else:
            yield name, "not here", "", "", ""


def circumstances(programs: Path | None) -> dict[str, Any]:
    """Return when and where something is measured, and of what."""
    call = ["git", "describe", "--always", "--dirty"]
    commit = subprocess.run(call, cwd=ROOT, capture_output=True, text=True, check=False).stdout.strip()
    here = {one.name: peers.version(one, programs) for one in peers.PEERS if peers.command(one, programs)}
    return {
        "measured": f"{datetime.datetime.now(datetime.UTC):%Y-%m-%d %H:%M} UTC",
        "commit": commit,
        "machine": f"{os.cpu_count()} cores, {platform.system()}, Python {platform.python_version()}",
        "libraries": ", ".join(f"{name} {version(name)}" for name in LIBRARIES),
        "versions": here,
    }


# --- docs/performance.md -------------------------------------------------------------------------


def write(file: Path, kept: Mapping[str, Any]) -> None:
    """Write what was measured into ``file``, between the two marks."""
    before, begins, rest = file.read_text("utf-8").partition(BEGINS)
    _, ends, after = rest.partition(ENDS)
    if not (begins and ends):
        raise SystemExit(f"{file} has no lines `{BEGINS}` and `{ENDS}` to write between")
    file.write_text(f"{before}{BEGINS}\n\n{marked(kept)}\n{ENDS}{after}", "utf-8")


def marked(kept: Mapping[str, Any]) -> str:
    """Return what was measured as Markdown: targets, peers, and where the time of an unmet target goes."""
    cases = [one for name, one in kept.items() if name != "profiles"]
    days = sorted({one["measured"] for one in cases})
    said = sorted({f"{one['machine']}, {one['libraries']}" for one in cases})
    blocks = [
        f"Measured {' to '.join(dict.fromkeys((days[0], days[-1])))}: {'; '.join(said)}." if days else ""
    ]
    blocks.append(_table((HEAD, *_rows(kept))))
    blocks.append(_table((PEERS_HEAD, *peer_rows(kept))))
    blocks += [_profiled(name, one) for name, one in sorted(kept.get("profiles", {}).items())]
    return "\n\n".join(filter(None, blocks)) + "\n"


def _table(rows: Sequence[Sequence[str]]) -> str:
    head, *rest = rows
    return "\n".join(f"| {' | '.join(row)} |" for row in (head, ["---"] * len(head), *rest))


def _profiled(name: str, found: Mapping[str, Any]) -> str:
    said = [
        ", ".join(f"{part} {share:.0%}" for part, share in found["profile"][kind] if share >= 0.02)
        for kind in ("libraries", "ours")
    ]
    imported = ", ".join(f"{part} {seconds:.2f}" for part, seconds in found["imports"]["parts"][:4])
    return (
        f"Where the time of *{name}* goes, in one process. Running: {said[0]}. On behalf of: {said[1]}. "
        f"Imports are {found['imports']['seconds']:.2f} s of it ({imported})."
    )
