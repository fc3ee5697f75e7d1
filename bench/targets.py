"""Measure how quick we are, against what one would use instead, and hold it against our targets.

    python bench/targets.py [--peers FOLDER [--install]] [--cases NAME,…] [--runs N] [--quick]
                            [--results FILE] [--write] [--profile NAME,…]

All is measured in fresh processes, ours and the peer's in turn, and judged by the ratios of the pairs. What
is measured is kept in ``--results``, so that cases can be measured one after another; ``--write`` writes the
tables of docs/performance.md from it. ``--install`` brings the peers from PyPI and npm into ``FOLDER``; what
needs one that is not there is skipped, and the table says so.
"""

from __future__ import annotations

import argparse
import json
import shutil
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable, Iterator
from contextlib import suppress
from dataclasses import dataclass
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

    def repository(self, name: str) -> Path:
        """Return the repository that is never built in: copies of it are."""
        root = self.folder / "repositories" / name
        if not root.exists():
            if name.isdigit():
                facts.write(root, int(name))
            else:
                chapters, editions = self.chapters * (name == "long"), self.editions * (name == "editions")
                briefings.write(root, chapters=chapters, editions=editions)
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

    def script(self, material: Path, *more: str) -> Run:
        """Return what was measured of the plain script."""
        output = self.folder / "script" / material.name
        shutil.rmtree(output, ignore_errors=True)
        return watched.run([sys.executable, YARDSTICK / "build.py", material, output, *more], ROOT)

    def text(self) -> Path:
        """Return the folder of the text that the peers are given, of the briefing as it is built."""
        text = self.folder / "text"
        if not text.exists():
            root = self.built("briefing")
            material = self.material(root)
            self.script(material)
            peers.write(draft(root), material, text, self.programs)
            shutil.copytree(self.folder / "script" / root.name, text / "script")
        return text

    def peer(self, peer: peers.Peer) -> Run | None:
        """Return what was measured of a peer; None where it isn't here."""
        command = peers.command(peer, self.programs)
        return command and watched.run(command, self.text(), peers.environment(self.programs))


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
        yield "script", bench.script(material)
        yield "script, one drawing a chart", bench.script(material, "--one-rendering")


def unchanged(bench: Bench) -> Samples:
    """Build once more what was just built."""
    bench.text()
    root = bench.built("briefing")
    for _ in range(2 * bench.runs):
        yield "tieout", build(root)
        for peer in (TYPST, peers.NAMED["typst → PDF"]):
            if told := bench.peer(peer):
                yield peer.name, told


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
            if run.seen is None:
                raise SystemExit(f"{name}: the edit came to nothing")
            yield name, run
        for peer in (CITEPROC, peers.NAMED["pandoc → HTML"]):
            if told := bench.peer(peer):
                yield peer.name, told
        # WeasyPrint's own command, of this environment, on the script's page for print: ours less the annex.
        command = [
            sys.executable,
            "-m",
            "weasyprint",
            bench.text() / "script" / "print.html",
            "weasyprint.pdf",
        ]
        yield "weasyprint", watched.run(command, bench.text())


def served(bench: Bench) -> Samples:
    """Edit a number under ``tieout serve``: until the page in the browser shows it, until the PDF has it."""
    import serve  # it needs a browser, and what drives one

    root = bench.fresh("briefing", "served")
    for seconds in serve.measure(root, edits=200 if bench.runs > 1 else 20):
        yield "tieout", Run(seconds, None, 0.0, 0.0, 0.0)
    for seconds in serve.papers(root):
        yield "tieout, PDF", Run(seconds, None, 0.0, 0.0, 0.0)


def long(bench: Bench) -> Samples:
    """Build the long report where nothing was built; and once a number in it is edited."""
    root = bench.fresh("long")
    yield "tieout, cold", build(root)
    yield "script", bench.script(bench.material(root))
    for nth in range(max(bench.runs // 2, 1)):
        briefings.edit(root, 500 + nth)
        yield "tieout, edited", build(root, *PDF_ALONE, until=watched.replaced(pdf(root)))


def editions(bench: Bench) -> Samples:
    """Build all editions of the briefing, against so many runs of the script."""
    root = bench.fresh("editions")
    yield "tieout", build(root)
    material = bench.material(bench.built("briefing"))
    for _ in range(bench.runs):
        yield "script", bench.script(material)


def checked(bench: Bench) -> Samples:
    """Check ten thousand facts, and five times as many."""
    for _ in range(max(bench.runs // 2, 1)):
        for name, many in (("tieout", bench.facts), ("tieout, five times as many", 5 * bench.facts)):
            root = bench.repository(str(many))
            yield name, watched.run([sys.executable, "-m", "tieout", "check", "--root", root], ROOT)


def compared(bench: Bench) -> Samples:
    """Make what each peer makes of the text, twice: with nothing there, and once more."""
    for peer in peers.PEERS:
        if peers.command(peer, bench.programs) is None:
            continue
        for _ in range(min(bench.runs, 3)):
            _forgotten(bench.text(), peer)
            try:
                pair = (bench.peer(peer), bench.peer(peer))
            except watched.Failed as failed:
                print(f"  left out: {failed}", file=sys.stderr)
                break
            yield from zip((f"{peer.name}, cold", f"{peer.name}, again"), pair, strict=True)


def _forgotten(text: Path, peer: peers.Peer) -> None:
    for made in (text / peer.result, text / "_build", *text.glob("sphinx/*/"), text / "mkdocs" / "site"):
        if made.name != "charts":
            with suppress(OSError):
                shutil.rmtree(made) if made.is_dir() else made.unlink()


def profiled(name: str, bench: Bench) -> dict[str, object]:
    """Return where our time goes in a case."""
    if name == "checked":
        call = ["tieout/__main__.py", "check", "--root", bench.repository(str(bench.facts))]
    else:
        root = bench.fresh("long" if name == "long" else "briefing")
        call = ["build.py", "--root", root, "--quiet", "--jobs", "1"]
        if name != "cold":
            build(root)
    found = {}
    for what, of in (("profile", profiles.profile), ("imports", profiles.imports)):
        if name in ("edited", "long"):
            briefings.edit(root, 900 + len(found))
        found[what] = of(call, ROOT)
    return found


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
    if asked.install:
        for one in peers.install(asked.peers):
            print(f"not installed: {one}")
    if not asked.tell:
        with tempfile.TemporaryDirectory() as scratch:
            size = (5, 5, 1_000) if asked.quick else (50, 100, 10_000)  # chapters, editions, facts
            bench = Bench(asked.keep or Path(scratch), asked.peers, 1 if asked.quick else asked.runs, *size)
            for name in asked.cases:
                if found := _measured(name, bench):
                    kept[name] = found
                if results:
                    results.write_text(json.dumps(kept, indent=1, sort_keys=True) + "\n", "utf-8")
            for name in asked.profile:
                kept.setdefault("profiles", {})[name] = profiled(name, bench)
    if results:
        results.write_text(json.dumps(kept, indent=1, sort_keys=True) + "\n", "utf-8")
    print(tables.plain(kept, "cpu" if asked.cpu else "seconds"))
    if asked.write:
        tables.write(ROOT / "docs" / "performance.md", kept)


def _asked() -> argparse.Namespace:
    called = argparse.ArgumentParser(
        description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter
    )
    called.add_argument("--peers", type=Path, metavar="FOLDER", help="where the peers are, or are put")
    called.add_argument("--install", action="store_true", help="install the peers into that folder first")
    called.add_argument("--cases", type=_names, default=list(CASES), help=f"of {', '.join(CASES)} (all)")
    called.add_argument("--runs", type=int, default=5)
    called.add_argument("--quick", action="store_true", help="one run, of small sizes: to see that it works")
    called.add_argument("--results", type=Path, metavar="FILE", help="JSON to keep what is measured in")
    called.add_argument("--tell", action="store_true", help="measure nothing: tell what is kept")
    called.add_argument("--write", action="store_true", help="write the tables of docs/performance.md")
    called.add_argument("--profile", type=_names, default=[], metavar="NAME,…", help="where our time goes")
    called.add_argument("--cpu", action="store_true", help="tell of the processor's time, not of the clock's")
    called.add_argument("--keep", type=Path, metavar="FOLDER", help="work there, and leave it")
    asked = called.parse_args()
    if asked.install and not asked.peers:
        called.error("--install needs --peers FOLDER")
    if asked.peers:
        asked.peers = asked.peers.resolve()
    return asked


def _names(words: str) -> list[str]:
    names = words.split(",")
    if unknown := [one for one in names if one not in CASES]:
        raise argparse.ArgumentTypeError(f"no {', '.join(unknown)}: there are {', '.join(CASES)}")
    return names


def _measured(name: str, bench: Bench) -> dict[str, object] | None:
    """Return what was measured of a case; None where it can't be, which is said."""
    print(f"measuring {name}", file=sys.stderr, flush=True)
    began, found = time.monotonic(), {}
    try:
        for who, run in CASES[name](bench):
            found.setdefault(who, []).append(run._asdict())
    except (ModuleNotFoundError, subprocess.CalledProcessError, watched.Failed) as fault:
        print(f"  left out: {fault}", file=sys.stderr)
        return None
    print(f"  {time.monotonic() - began:.0f} s", file=sys.stderr, flush=True)
    sizes = {"pages": 10 * bench.chapters, "editions": bench.editions, "facts": bench.facts}
    return {"samples": found, "sizes": sizes, **tables.circumstances(bench.programs)}


if __name__ == "__main__":
    main()
