"""Measure how quick we are, against what one would use instead, and hold it against our targets.

    python bench/targets.py [--peers FOLDER [--install]] [--cases NAME,…] [--runs N] [--quick]
                            [--results FILE] [--write] [--profile NAME,…]

All is measured in fresh processes, ours and the peer's in turn, and judged by the ratios of the pairs. What
is measured is kept in ``--results``, so that cases can be measured one after another; ``--write`` writes the
tables of docs/performance.md from it, with a profile for each target that is not met. ``--install`` brings
the peers from PyPI and npm into ``FOLDER``; what is not there or fails is left out, and the table says so.
"""

from __future__ import annotations

import argparse
import compileall
import json
import shutil
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable, Iterator, Mapping, Sequence
from contextlib import suppress
from dataclasses import dataclass, field
from pathlib import Path

import briefings
import facts
import peers
import profiles
import tables
import watched
from watched import Run

ROOT = Path(__file__).parent.parent
YARDSTICK = ROOT / "bench" / "yardstick"
CITEPROC, TYPST = peers.NAMED["pandoc --citeproc → HTML"], peers.NAMED["typst, citations its own → PDF"]
PDF_ALONE = ("--format", "pdf")
Samples = Iterator[tuple[str, Run]]


@dataclass
class Bench:
    """A scratch folder with what is measured in it, each thing made when it is first wanted."""

    folder: Path
    programs: Path | None
    runs: int
    chapters: int
    editions: int
    facts: int
    failed: dict[str, str] = field(default_factory=dict)

    def repository(self, name: str) -> Path:
        """Return the repository that is never built in: copies of it are."""
        root = self.folder / "repositories" / name
        if not root.exists():
            if name.isdigit():
                facts.write(root, int(name))
            else:
                editions = {"editions": self.editions, "a few editions": min(self.editions, 10)}
                chapters = self.chapters if name == "long" else 0
                briefings.write(root, chapters=chapters, editions=editions.get(name, 0))
        return root

    def fresh(self, name: str, place: str = "") -> Path:
        """Return a new copy of a repository, in which nothing was ever built."""
        root = self.folder / "built" / (place or name)
        shutil.rmtree(root, ignore_errors=True)
        return Path(shutil.copytree(self.repository(name), root))

    def built(self, name: str) -> Path:
        """Return a copy that has been built since it last changed."""
        root = self.folder / "built" / name
        if not root.exists():
            self.fresh(name)
        build(root)
        return root

    def material(self, root: Path) -> Path:
        """Return what the plain script is given: the text and the values of the draft in ``root``, anew."""
        material = self.folder / "material" / root.name
        _python(YARDSTICK / "export.py", draft(root), material, "--root", root)
        return material

    def script(self, material: Path, *more: str, name: str = "script") -> Samples:
        """Yield what was measured of the plain script."""
        output = self.folder / "script" / material.name
        shutil.rmtree(output, ignore_errors=True)
        return self.tried(name, [sys.executable, YARDSTICK / "build.py", material, output, *more], ROOT)

    def text(self) -> Path:
        """Return the folder of the text that the peers are given, of the briefing as it is built."""
        text = self.folder / "text"
        if not text.exists():
            root = self.built("briefing")
            material = self.material(root)
            for _ in self.script(material):
                made = self.folder / "script" / root.name
                shutil.copytree(made, text / "script")
            peers.write(draft(root), material, text, self.programs)
        return text

    def peer(self, peer: peers.Peer) -> Samples:
        """Yield what was measured of a peer; nothing where it isn't here."""
        if command := peers.command(peer, self.programs):
            yield from self.tried(peer.name, command, self.text(), peers.environment(self.programs))

    def tried(
        self,
        name: str,
        command: Sequence[str | Path],
        cwd: Path,
        environment: Mapping[str, str] | None = None,
    ) -> Samples:
        """Yield what was measured of a command that is not ours; nothing once it has failed."""
        if name not in self.failed:
            try:
                yield name, watched.run(command, cwd, environment)
            except watched.Failed as fault:
                self.failed[name] = _told(fault)


def _told(fault: Exception) -> str:
    return (str(fault).strip().splitlines() or [type(fault).__name__])[-1][:200]


def draft(root: Path) -> Path:
    """Return the folder of the draft."""
    return root / "output" / briefings.BRIEFING / "draft"


def pdf(root: Path) -> Path:
    """Return the draft's PDF."""
    return draft(root) / f"{briefings.BRIEFING}-draft.pdf"


def build(root: Path, *more: str, until: Callable[[], bool] | None = None) -> Run:
    """Return what was measured of a build of all that is in ``root``, or of what ``more`` options ask for."""
    return watched.run(
        [sys.executable, ROOT / "build.py", "--root", root, "--quiet", *more], ROOT, until=until
    )


def _python(*words: str | Path) -> None:
    subprocess.run([sys.executable, *words], cwd=ROOT, check=True, stdout=subprocess.DEVNULL)


# --- what is measured ----------------------------------------------------------------------------


def cold(bench: Bench) -> Samples:
    """Build the briefing where nothing was built, against the script."""
    for _ in range(bench.runs):
        root = bench.fresh("briefing")
        yield "tieout", build(root)
        material = bench.material(root)
        yield from bench.script(material)
        yield from bench.script(material, "--one-rendering", name="script, one drawing a chart")


def unchanged(bench: Bench) -> Samples:
    """Build once more what was just built."""
    bench.text()
    root = bench.built("briefing")
    for _ in range(2 * bench.runs):
        yield "tieout", build(root)
        for peer in (TYPST, peers.NAMED["typst → PDF"]):
            yield from bench.peer(peer)


def edited(bench: Bench) -> Samples:
    """Edit a number that no chart draws, and build: until the page holds it, and until the PDF is there."""
    bench.text()
    page, paper, both = (bench.fresh("briefing", name) for name in ("page", "paper", "both"))
    kinds: dict[str, tuple[Path, tuple[str, ...]]] = {
        "tieout, page": (page, ("--format", "html")),
        "tieout, PDF": (paper, PDF_ALONE),
        "tieout, all formats": (both, ()),
    }
    for root, more in kinds.values():
        build(root, *more)
    for nth in range(2 * bench.runs):
        for name, (root, more) in kinds.items():
            words = briefings.edit(root, 500 + nth).replace(" ", "\u00a0")
            there = (
                watched.holds(draft(root) / "index.html", words)
                if root == page
                else watched.replaced(pdf(root))
            )
            run = build(root, *more, until=there)
            yield name, _there(name, run)
        for peer in (CITEPROC, peers.NAMED["pandoc → HTML"]):
            yield from bench.peer(peer)
        # WeasyPrint's own command, of this environment, on the script's page for print: ours less the annex.
        command = [
            sys.executable,
            "-m",
            "weasyprint",
            bench.text() / "script" / "print.html",
            "weasyprint.pdf",
        ]
        yield from bench.tried("weasyprint", command, bench.text())


def _there(name: str, run: Run) -> Run:
    """Return a run that made what was waited for.

    Raises:
        Failed: it did not.
    """
    if run.seen is None:
        raise watched.Failed(f"{name}: the edit came to nothing")
    return run


def served(bench: Bench) -> Samples:
    """Edit a number under ``tieout serve``: until the page in the browser shows it, until the PDF has it."""
    import serve  # it needs a browser, and what drives one

    root = bench.fresh("briefing", "served")
    for run in serve.measure(root, edits=tables.EDITS if bench.runs > 1 else 20):
        yield "tieout", run
    for run in serve.papers(root):
        yield "tieout, PDF", run


def long(bench: Bench) -> Samples:
    """Build the long report where nothing was built; and once a number in it is edited."""
    root = bench.fresh("long")
    yield "tieout, cold", build(root)
    yield from bench.script(bench.material(root))
    for nth in range(max(bench.runs // 2, 1)):
        briefings.edit(root, 500 + nth)
        run = build(root, *PDF_ALONE, until=watched.replaced(pdf(root)))
        yield "tieout, edited", _there("tieout, edited", run)


def editions(bench: Bench) -> Samples:
    """Build all editions of the briefing, against so many runs of the script."""
    root = bench.fresh("editions")
    yield "tieout", build(root)
    material = bench.material(bench.built("briefing"))
    for _ in range(bench.runs):
        yield from bench.script(material)


def checked(bench: Bench) -> Samples:
    """Check ten thousand facts, and five times as many."""
    for _ in range(max(bench.runs // 2, 1)):
        for name, many in (("tieout", bench.facts), ("tieout, five times as many", 5 * bench.facts)):
            root = bench.repository(str(many))
            yield name, watched.run([sys.executable, "-m", "tieout", "check", "--root", root], ROOT)


def compared(bench: Bench) -> Samples:
    """Make what each peer makes of the text, twice: with nothing there, and once more."""
    for peer in peers.PEERS:
        for _ in range(min(bench.runs, 3)):
            _forgotten(bench.text(), peer)
            for when in ("cold", "again"):
                for name, run in bench.peer(peer):
                    yield f"{name}, {when}", run


def _forgotten(text: Path, peer: peers.Peer) -> None:
    for made in (text / peer.result, text / "_build", *text.glob("sphinx/*/"), text / "mkdocs" / "site"):
        if made.name != "charts":
            with suppress(OSError):
                shutil.rmtree(made) if made.is_dir() else made.unlink()


def profiled(name: str, bench: Bench) -> dict[str, object]:
    """Return where our time goes in what ``PROFILES`` names, all in one process."""
    known = PROFILES[name]
    found: dict[str, object] = {"what": known.what, "commit": tables.commit()}
    if name == "checked":
        root = bench.repository(str(bench.facts))
    else:
        root = (bench.built if known.is_built else bench.fresh)(known.repository)
    number = 900 + 2 * list(PROFILES).index(name)  # of no edit before: what that made is kept
    call = [*known.script, str(root), *known.more]
    for nth, (what, of) in enumerate((("profile", profiles.profile), ("imports", profiles.imports))):
        if known.is_edited:
            briefings.edit(root, number + nth)
        if what == "profile" or known.is_short:
            found[what] = of(call, ROOT)
        if name == "cold":
            root = bench.fresh(known.repository)
    return found


@dataclass(frozen=True)
class Profile:
    """What is run to see where time goes: a script on a repository, built before or not, edited or not."""

    what: str
    repository: str = "briefing"
    is_built: bool = True
    is_edited: bool = False
    is_short: bool = True
    script: tuple[str, ...] = ("build.py", "--quiet", "--jobs", "1", "--root")
    more: tuple[str, ...] = ()


PROFILES: dict[str, Profile] = {
    "cold": Profile("a build from nothing", is_built=False),
    "unchanged": Profile("a build with nothing changed"),
    "page": Profile("a number edited, --format html", is_edited=True, more=("--format", "html")),
    "paper": Profile("a number edited, --format pdf", is_edited=True, more=PDF_ALONE),
    "served": Profile("the page after each of 200 edits", is_short=False, script=("bench/warm.py",)),
    "checked": Profile("tieout check", script=("tieout/__main__.py", "check", "--root")),
    "long": Profile("the long report from nothing", "long", is_built=False, is_short=False),
    "long-paper": Profile(
        "a number of the long report edited, --format pdf",
        "long",
        is_edited=True,
        is_short=False,
        more=PDF_ALONE,
    ),
    "editions": Profile("ten editions from nothing", "a few editions", is_built=False, is_short=False),
}


CASES: dict[str, Callable[[Bench], Samples]] = {
    "cold": cold,
    "unchanged": unchanged,
    "edited": edited,
    "served": served,
    "checked": checked,
    "peers": compared,
    "long": long,
    "editions": editions,
}


# --- the call ------------------------------------------------------------------------------------


def main() -> None:
    """Measure what the call asks for, and tell it."""
    asked = _asked()
    results = asked.results
    kept = json.loads(results.read_text("utf-8")) if results and results.exists() else {}
    if asked.write and (small := [name for name, one in kept.items() if one.get("quick")]):
        raise SystemExit(f"{results} has what was measured with --quick, which is not written: {small}")
    if asked.install:
        for one in peers.install(asked.peers):
            print(f"not installed: {one}")
    compileall.compile_dir(ROOT / "tieout", quiet=1)  # as an installation is, from its first call on
    with tempfile.TemporaryDirectory() as scratch:
        size = (5, 5, 1_000) if asked.quick else (50, 100, 10_000)  # chapters, editions, facts
        bench = Bench(asked.keep or Path(scratch), asked.peers, 1 if asked.quick else asked.runs, *size)
        for name in () if asked.tell else asked.cases:
            kept[name] = {**_measured(name, bench), "quick": asked.quick}
            _keep(results, kept)
        for name in _to_profile(asked, kept):
            try:
                kept.setdefault("profiles", {})[name] = profiled(name, bench)
            except (subprocess.SubprocessError, watched.Failed) as fault:
                print(f"  no profile of {name}: {_told(fault)}", file=sys.stderr)
            _keep(results, kept)
    print(tables.plain(kept, "cpu" if asked.cpu else "seconds"))
    if asked.write:
        tables.write(ROOT / "docs" / "performance.md", kept)


def _keep(results: Path | None, kept: Mapping[str, object]) -> None:
    """Keep what is measured: whole, or as it was, whenever this is ended."""
    if results:
        new = results.with_name(results.name + ".new")
        new.write_text(json.dumps(kept, indent=1, sort_keys=True) + "\n", "utf-8")
        new.replace(results)


def _to_profile(asked: argparse.Namespace, kept: Mapping[str, Mapping[str, object]]) -> list[str]:
    """Return the profiles that are asked for, and those that what is written needs."""
    if not asked.write:
        return asked.profile
    needed = [one.target.profile for one in tables.unmet(kept) if one.target.profile]
    known = kept.get("profiles", {})
    lacking = [one for one in needed if known.get(one, {}).get("commit") != tables.commit()]
    return list(dict.fromkeys([*asked.profile, *lacking]))


def _asked() -> argparse.Namespace:
    called = argparse.ArgumentParser(
        description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter
    )
    called.add_argument("--peers", type=Path, metavar="FOLDER", help="where the peers are, or are put")
    called.add_argument("--install", action="store_true", help="install the peers into that folder first")
    called.add_argument("--cases", type=_of(CASES), default=list(CASES), help=f"of {', '.join(CASES)} (all)")
    called.add_argument("--runs", type=int, default=5)
    called.add_argument("--quick", action="store_true", help="one run, of small sizes: to see that it works")
    called.add_argument("--results", type=Path, metavar="FILE", help="JSON to keep what is measured in")
    called.add_argument("--tell", action="store_true", help="measure no case: tell what is kept")
    called.add_argument("--write", action="store_true", help="write the tables of docs/performance.md")
    called.add_argument(
        "--profile",
        type=_of(PROFILES),
        default=[],
        metavar="NAME,…",
        help=f"where our time goes: of {', '.join(PROFILES)}",
    )
    called.add_argument("--cpu", action="store_true", help="tell of the processor's time, not of the clock's")
    called.add_argument("--keep", type=Path, metavar="FOLDER", help="work there, and leave it")
    asked = called.parse_args()
    if asked.install and not asked.peers:
        called.error("--install needs --peers FOLDER")
    if asked.quick and asked.write:
        called.error("what is measured with --quick is not written")
    if asked.peers:
        asked.peers = asked.peers.resolve()
    return asked


def _of(known: Mapping[str, object]) -> Callable[[str], list[str]]:
    def names(words: str) -> list[str]:
        asked = words.split(",")
        if unknown := [one for one in asked if one not in known]:
            raise argparse.ArgumentTypeError(f"no {', '.join(unknown)}: there are {', '.join(known)}")
        return asked

    return names


def _measured(name: str, bench: Bench) -> dict[str, object]:
    """Return what was measured of a case; what can't be is left out, and said."""
    print(f"measuring {name}", file=sys.stderr, flush=True)
    began, commit = time.monotonic(), tables.commit()
    found: dict[str, list[dict[str, object]]] = {}
    bench.failed.clear()
    try:
        for who, run in CASES[name](bench):
            found.setdefault(who, []).append(run._asdict())
    except (ModuleNotFoundError, subprocess.SubprocessError, watched.Failed) as fault:
        bench.failed["tieout, from there on" if found else "tieout"] = _told(fault)
    for who, why in bench.failed.items():
        print(f"  left out: {who}: {why}", file=sys.stderr)
    print(f"  {time.monotonic() - began:.0f} s", file=sys.stderr, flush=True)
    sizes = {"pages": 10 * bench.chapters, "editions": bench.editions, "facts": bench.facts}
    left_out = dict(bench.failed)
    samples = {
        who: runs
        for who, runs in found.items()
        if not any(who in (one, f"{one}, cold", f"{one}, again") for one in left_out)
    }
    return {
        "samples": samples,
        "left out": left_out,
        "sizes": sizes,
        **tables.circumstances(bench.programs, commit),
    }


if __name__ == "__main__":
    main()
