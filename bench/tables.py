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
EDITS = 200
SIZES = {"pages": 500, "editions": 100, "facts": 10_000}
TYPST, CITEPROC = "typst, citations its own → PDF", "pandoc --citeproc → HTML"


@dataclass(frozen=True)
class Target:
    """A promise: what ours may take at most, as a ratio to a peer's or, without a peer, in seconds.

    ``ours`` and ``peer`` name a case and what was measured in it; ``take`` is what of it counts. ``times``
    is how many runs of the peer are meant (for editions, as many as there were). ``quantile`` is of all runs:
    the middle one, or the 95th of a hundred. ``profile`` says where our time goes in it.
    """

    work: str
    ours: tuple[str, str]
    peer: tuple[str, str] | None
    most: float
    take: str = "seconds"
    times: int = 1
    quantile: float = 0.5
    profile: str = ""


_SCRIPT, _WEASYPRINT = ("cold", "script"), ("edited", "weasyprint")
_PAGE, _PAPER = ("edited", "tieout, page"), ("edited", "tieout, PDF")
_LONG, _LONG_EDITED, _LONG_SCRIPT = (("long", name) for name in ("tieout, cold", "tieout, edited", "script"))
THERE, ENDED = "on disk (vouched, gated)", "process ended (audited too)"
TARGETS = (
    Target("cold build: HTML, PDF and data, empty store", ("cold", "tieout"), _SCRIPT, 0.6, profile="cold"),
    Target("nothing changed", ("unchanged", "tieout"), ("unchanged", TYPST), 0.7, profile="unchanged"),
    *(
        Target(f"one number edited → HTML, {until}", _PAGE, ("edited", CITEPROC), 1.2, take, profile="page")
        for until, take in ((THERE, "seen"), (ENDED, "seconds"))
    ),
    Target(
        "the same, under `serve`, → page in the browser",
        ("served", "tieout"),
        None,
        0.15,
        quantile=0.95,
        profile="served",
    ),
    *(
        Target(f"one number edited → PDF, {until}", _PAPER, _WEASYPRINT, 0.8, take, profile="paper")
        for until, take in ((THERE, "seen"), (ENDED, "seconds"))
    ),
    *(
        Target(
            f"the same, under `serve`, {until}",
            ("served", "tieout, PDF"),
            _WEASYPRINT,
            0.5,
            take,
            profile="paper",
        )
        for until, take in ((THERE, "seen"), ("audited too", "seconds"))
    ),
    Target("{pages} pages: cold", _LONG, _LONG_SCRIPT, 0.6, profile="long"),
    *(
        Target(
            f"{{pages}} pages: one number edited → PDF, {until}",
            _LONG_EDITED,
            _LONG_SCRIPT,
            0.1,
            take,
            profile="long-paper",
        )
        for until, take in ((THERE, "seen"), (ENDED, "seconds"))
    ),
    Target(
        "{editions} editions, HTML and PDF",
        ("editions", "tieout"),
        ("editions", "script"),
        0.25,
        times=100,
        profile="editions",
    ),
    Target("{facts:,} facts: `tieout check` (aim 3 s)", ("checked", "tieout"), None, 5.0, profile="checked"),
    Target(
        "five times as many facts",
        ("checked", "tieout, five times as many"),
        ("checked", "tieout"),
        1.1,
        times=5,
        profile="checked",
    ),
    *(
        Target(f"peak memory: {work}", ours, peer, 1.3, "together")
        for work, ours, peer in (
            ("cold", ("cold", "tieout"), _SCRIPT),
            ("nothing changed", ("unchanged", "tieout"), _SCRIPT),
            ("one number edited → HTML", _PAGE, _SCRIPT),
            ("one number edited → PDF", _PAPER, _SCRIPT),
            ("`serve`, {edits} edits of the page", ("served", "tieout"), _SCRIPT),
            ("`serve`, its drafts too", ("served", "tieout, PDF"), _SCRIPT),
            ("{pages} pages, cold", _LONG, _LONG_SCRIPT),
            ("{pages} pages, one number edited → PDF", _LONG_EDITED, _LONG_SCRIPT),
            ("{editions} editions", ("editions", "tieout"), ("editions", "script")),
            ("{facts:,} facts, `tieout check`", ("checked", "tieout"), _SCRIPT),
        )
    ),
)


@dataclass(frozen=True)
class Verdict:
    """A target as it was measured: ours and the peer's, in seconds or MB, and the ratios of the pairs.

    ``ratios`` are none where the peer was not measured. ``largest`` is, of memory, what the largest of our
    processes held, and its ratio. ``runs`` and ``commit`` are of ours and, where they are others, the peer's.
    """

    target: Target
    sizes: Mapping[str, int]
    ours: float
    peer: float | None
    ratios: tuple[float, ...]
    largest: tuple[float, float] | None
    runs: str
    commit: str

    @property
    def measured(self) -> float:
        """What is held against the target."""
        return _quantile(self.ratios, self.target.quantile)

    @property
    def is_met(self) -> bool | None:
        """Whether the target is met; None where its peer was not measured."""
        return self.measured <= self.target.most if self.ratios else None

    @property
    def cells(self) -> tuple[str, ...]:
        """What ``HEAD`` names, in words."""
        is_memory = self.target.take == "together"
        unit = "MB" if is_memory else "s"
        times = _times(self.target, self.sizes)
        many = f"{times} × " if times > 1 else ""
        by, peer = "×" if self.target.peer else " s", self.target.peer and self.target.peer[1]
        extent = f" ({min(self.ratios):.2f}–{max(self.ratios):.2f})" if len(self.ratios) > 1 else ""
        measured = f"{self.measured:.2f}{by}{extent}" if self.ratios else "peer not measured"
        ours = f"{_said(self.ours)} {unit}"
        if self.largest:
            largest, ratio = self.largest
            ours = f"{ours} together, {_said(largest)} {unit} the largest process"
            measured = f"{measured} together, {ratio:.2f}× the largest process" if self.ratios else measured
        return (
            self.target.work.format(**self.sizes),
            f"{self.target.most:g}{by}",
            measured,
            ours,
            f"{many}{_said(self.peer)} {unit}, {peer}" if self.peer is not None else peer or "",
            self.runs,
            self.commit,
            {True: "met", False: "**unmet**", None: ""}[self.is_met],
        )


def _said(number: float) -> str:
    return f"{number:.0f}" if number >= 20 else f"{number:.2f}"


def _quantile(values: Sequence[float], part: float) -> float:
    if part == 0.5:
        return statistics.median(values)
    return sorted(values)[min(int(part * len(values)), len(values) - 1)]


def verdict(target: Target, kept: Mapping[str, Any], clock: str = "seconds") -> Verdict | None:
    """Return what was measured of a target; None where ours was not.

    ``clock`` is "seconds", or "cpu": of the processor alone, which other work beside it disturbs less.
    """
    take, of_peer = target.take, "seconds" if target.take == "seen" else target.take
    if clock == "cpu" and of_peer == "seconds":
        take = of_peer = "cpu"
    ours, sizes = _taken(kept, *target.ours, take), sizes_of(kept, target)
    if not ours:
        return None
    middle, commit = statistics.median(ours), _commit(kept, target.ours[0])
    largest = statistics.median(_taken(kept, *target.ours, "largest")) if take == "together" else None
    if target.peer is None:
        ours_at = _quantile(ours, target.quantile)
        return Verdict(target, sizes, ours_at, None, ours, None, str(len(ours)), commit)
    theirs = _taken(kept, *target.peer, of_peer)
    if not theirs:
        held = None if largest is None else (largest, 0.0)
        return Verdict(target, sizes, middle, None, (), held, f"{len(ours)} : 0", commit)
    other = statistics.median(theirs)
    others = theirs if len(theirs) == len(ours) else (other,) * len(ours)
    ratios = tuple(one / (_times(target, sizes) * by) for one, by in zip(ours, others, strict=True))
    commits = ", ".join(dict.fromkeys((commit, _commit(kept, target.peer[0]))))
    held = None if largest is None else (largest, largest / other)
    return Verdict(target, sizes, middle, other, ratios, held, f"{len(ours)} : {len(theirs)}", commits)


def _commit(kept: Mapping[str, Any], case: str) -> str:
    return kept.get(case, {}).get("commit", "?")


def unmet(kept: Mapping[str, Any]) -> list[Verdict]:
    """Return the targets that were measured and are not met."""
    found = (verdict(one, kept) for one in TARGETS)
    return [one for one in found if one and one.is_met is False]


def sizes_of(kept: Mapping[str, Any], target: Target) -> Mapping[str, int]:
    """Return how large what was measured of a target is, or is to be."""
    edits = len(_taken(kept, "served", "tieout", "seconds")) or EDITS
    return {**SIZES, "edits": edits, **kept.get(target.ours[0], {}).get("sizes", {})}


def _times(target: Target, sizes: Mapping[str, int]) -> int:
    return sizes["editions"] if target.ours == ("editions", "tieout") and target.times > 1 else target.times


def _taken(kept: Mapping[str, Any], case: str, who: str, what: str) -> tuple[float, ...]:
    return tuple(one[what] for one in _samples(kept, case, who))


def _samples(kept: Mapping[str, Any], case: str, who: str) -> Sequence[Mapping[str, Any]]:
    return kept.get(case, {}).get("samples", {}).get(who, ())


HEAD = ("work", "at most", "measured (range)", "tieout", "peer", "runs", "commit", "")


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
        if found := verdict(target, kept, clock):
            yield found.cells
        else:
            by = "×" if target.peer else " s"
            yield (
                target.work.format(**sizes_of(kept, target)),
                f"{target.most:g}{by}",
                "not measured",
                *[""] * (len(HEAD) - 3),
            )


PEERS_HEAD = ("peer", "cold", "again", "memory", "runs", "version", "commit")
SCRIPTS = ("script", "script, one drawing a chart")


def peer_rows(kept: Mapping[str, Any]) -> Iterator[tuple[str, ...]]:
    """Yield what each peer takes for the briefing's text, cold and once more, its memory, its version."""
    known = kept.get("peers", {})
    for name in (one.name for one in peers.PEERS):
        runs = [_samples(kept, "peers", f"{name}, {when}") for when in ("cold", "again")]
        if all(runs):
            yield _peer_row(name, runs, known.get("versions", {}).get(name, "?"), _commit(kept, "peers"))
        else:
            why = known.get("left out", {}).get(name)
            yield name, f"failed: {why}" if why else "not here", "", "", "", "", ""
    for name in SCRIPTS:  # it keeps nothing: once more is as cold
        if runs := _samples(kept, "cold", name):
            told = f"the {name}"
            yield _peer_row(told, [runs, runs], kept["cold"].get("libraries", "?"), _commit(kept, "cold"))


def _peer_row(name: str, runs: Sequence[Sequence[Mapping[str, Any]]], *about: str) -> tuple[str, ...]:
    times = (f"{statistics.median(one['seconds'] for one in some):.2f} s" for some in runs)
    memory = max(one["together"] for one in runs[0])
    return name, *times, f"{memory:.0f} MB", str(len(runs[0])), *about


def commit() -> str:
    """Return what is measured, as Git calls it."""
    call = ["git", "describe", "--always", "--dirty"]
    return subprocess.run(call, cwd=ROOT, capture_output=True, text=True, check=False).stdout.strip() or "?"


def circumstances(programs: Path | None, began: str) -> dict[str, Any]:
    """Return when and where something is measured, and of what: the commit ``began`` with, and now."""
    here = {one.name: peers.version(one, programs) for one in peers.PEERS if peers.command(one, programs)}
    return {
        "measured": f"{datetime.datetime.now(datetime.UTC):%Y-%m-%d %H:%M} UTC",
        "commit": "…".join(dict.fromkeys((began, commit()))),
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
    cases = {name: one for name, one in kept.items() if name != "profiles"}
    days = sorted({one["measured"] for one in cases.values()})
    said = sorted({f"{one['machine']}, {one['libraries']}" for one in cases.values()})
    blocks = [
        f"Measured {' to '.join(dict.fromkeys((days[0], days[-1])))}: {'; '.join(said)}." if days else ""
    ]
    blocks.append(_table((HEAD, *_rows(kept))))
    blocks += left_out(kept)
    blocks.append(_table((PEERS_HEAD, *peer_rows(kept))))
    blocks += [_weighed(one, kept) for one in unmet(kept) if one.target.take == "together"]
    blocks += [_profiled(name, one) for name, one in sorted(kept.get("profiles", {}).items())]
    return "\n\n".join(filter(None, blocks)) + "\n"


def left_out(kept: Mapping[str, Any]) -> list[str]:
    """Return what could not be measured, and why, in words."""
    told = []
    for name, one in kept.items():
        told += [f"Left out of *{name}*: {who} ({why})." for who, why in one.get("left out", {}).items()]
    return told


def _table(rows: Sequence[Sequence[str]]) -> str:
    head, *rest = ([one.replace("|", "\\|") for one in row] for row in rows)
    return "\n".join(f"| {' | '.join(row)} |" for row in (head, ["---"] * len(head), *rest))


def _weighed(found: Verdict, kept: Mapping[str, Any]) -> str:
    runs = _samples(kept, *found.target.ours)
    parts = max((one.get("parts", ()) for one in runs), key=sum)
    return (
        f"*{found.target.work.format(**found.sizes)}*: at the most, {len(parts)} processes held "
        f"{', '.join(f'{one:.0f}' for one in parts)} MB, what they share counted once."
    )


def _profiled(name: str, found: Mapping[str, Any]) -> str:
    said = [
        ", ".join(f"{part} {share:.0%}" for part, share in found["profile"][kind] if share >= 0.02)
        for kind in ("libraries", "ours")
    ]
    told = (
        f"Where the time of *{name}* goes ({found['what']}; {found['commit']}). Running: {said[0]}. "
        f"On behalf of: {said[1]}."
    )
    if not found.get("imports"):
        return told
    imported = ", ".join(f"{part} {seconds:.2f}" for part, seconds in found["imports"]["parts"][:4])
    return f"{told} Imports are {found['imports']['seconds']:.2f} s of it ({imported})."
