"""Edit a repository at random; hold each build over kept results against one from nothing, byte for byte.

    python bench/sequences.py [--count 300] [--seed 1] [--formats html] [--work DIR] [--edits "KIND:SEED …"]

Each sequence edits the sample (facts, prose, charts, templates, theme; undone and done again) and builds
after each edit, over what the builds before have kept. After each the same tree is built in a new folder with
an empty store. Status, problems told and every byte of output must be the same, whether or not content errs,
and no build may end in a traceback. Every tenth clean build is a process of its own, of another user where
that may be, with another seed of hashes, time zone, language, folder, home, umask and number of jobs.
With ``--work`` a run that was stopped goes on; ``--edits`` runs one sequence by itself.
"""

from __future__ import annotations

import argparse
import json
import shutil
import sys
import tempfile
import time
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass, field
from pathlib import Path
from random import Random

ROOT = Path(__file__).parents[1]
sys.path.insert(0, str(ROOT))

from bench import edits  # noqa: E402
from bench.builds import EVERY, Made, Warm, apart, forked, prepare, read, sample, write  # noqa: E402
from bench.edits import Edit  # noqa: E402
from bench.passages import Tree  # noqa: E402
from tieout import steps  # noqa: E402

BROKEN = "a build ends with status"


@dataclass
class Counted:
    """What a run came to; ``faults`` say what was not as it should be."""

    sequences: int = 0
    builds: int = 0
    well: int = 0
    apart: int = 0
    faults: list[str] = field(default_factory=list)


# --- comparing -----------------------------------------------------------------------------------


def difference(kept: Made, clean: Made, before: Made | None) -> str:
    """Return what of a build over kept results is not as from nothing; empty where all is.

    What a clean build does not write must be left as it was ``before``.
    """
    for one in (kept, clean):
        if "Traceback (most recent call last)" in one.words or one.status not in (0, 1):
            return f"{BROKEN} {one.status}: {one.words.strip().splitlines()[-1:]}"
    if kept.status != clean.status:
        return f"status {kept.status}, and {clean.status} from nothing"
    if kept.words != clean.words:
        ours, theirs = kept.words.splitlines(), clean.words.splitlines()
        lines = [one for one in ours if one not in theirs] + [one for one in theirs if one not in ours]
        return f"other words: {lines[:3] or 'in another order'}"
    for folder in sorted(kept.folders() | clean.folders()):
        wanted = clean.of(folder) or (before.of(folder) if before else {})
        there = kept.of(folder)
        for path in sorted({*there, *wanted}):
            if there.get(path) != wanted.get(path):
                lacking = "missing" if path not in there else "extra" if path not in wanted else "different"
                return f"{path} is {lacking}"
    return ""


@dataclass
class Bench:
    """Where sequences are run: one repository whose store goes on from each to the next."""

    work: Path
    formats: str = EVERY
    counted: Counted = field(default_factory=Counted)
    begun: bool = False
    known: dict[str, Made] = field(default_factory=dict)

    def clean(self, tree: Tree, apart_too: Random | None) -> Made:
        """Return a build of ``tree`` from nothing, in a folder of its own; of one that was built so, that."""
        key = steps.digest(*(part for one in sorted(tree.items()) for part in one))
        if apart_too is None and key in self.known:
            return self.known[key]
        made = self._from_nothing(tree, apart_too)
        self.counted.apart += apart_too is not None
        self.known[key] = made
        return made

    def _from_nothing(self, tree: Tree, apart_too: Random | None) -> Made:
        folder = self.work / f"clean {self.counted.builds % 7}"
        shutil.rmtree(folder, ignore_errors=True)
        write(folder, tree)
        home = self.work / "a home"
        try:
            if apart_too is None:
                return forked(folder, 1)
            home.mkdir(exist_ok=True)
            return apart(folder, apart_too, home)
        finally:
            shutil.rmtree(folder, ignore_errors=True)
            shutil.rmtree(home, ignore_errors=True)

    def first_difference(
        self, first: Tree, wanted: Sequence[Edit], root: Path, random: Random, every: int = 10
    ) -> tuple[int, str]:
        """Return the number of the first edit after which something differs, and what; 0 and "" for none."""
        warm = Warm(root) if random.random() < 0.5 else None
        steps_made = edits.trees(first, wanted)
        before: Made | None = None
        try:
            for number, tree in enumerate(steps_made):
                if not number and self.begun and every:
                    continue  # the first tree of a sequence has been held before
                write(root, tree)
                kept = warm.build() if warm else forked(root, random.choice((1, 1, 2)))
                self.counted.builds += 1
                clean = self.clean(tree, random if every and not self.counted.builds % every else None)
                self.counted.well += not clean.status
                if said := difference(kept, clean, before):
                    return number, said
                before = kept
        finally:
            if warm:
                warm.close()
        self.begun = True
        return 0, ""

    def run(self, number: int, seed: int) -> str:
        """Run one sequence; return it in words, with what differs, made shorter where that can be."""
        random = Random(f"{seed}/{number}")
        first = sample(random.random() < 0.5, self.formats)
        wanted = edits.sequence(random, first)
        root = self.work / "root"
        root.mkdir(exist_ok=True)
        shutil.rmtree(root / "output", ignore_errors=True)
        at, said = self.first_difference(first, wanted, root, random)
        self.counted.sequences += 1
        if not said:
            return edits.told(wanted)
        told = f"{said} after {edits.told(wanted[:at])}"
        self.counted.faults.append(f"{number}: {told}\n  {self._shortened(first, wanted[:at], said)}")
        return told

    def _shortened(self, first: Tree, wanted: Sequence[Edit], said: str) -> str:
        def differs(fewer: Sequence[Edit]) -> bool:
            with tempfile.TemporaryDirectory(dir=self.work, prefix="fewer-") as folder:
                return bool(self.first_difference(first, fewer, Path(folder), Random(0), every=0)[1])

        if said.startswith(BROKEN):
            return "whatever was kept"
        held = " --held" if "content/evidence.lock" in first else ""
        if not differs(wanted):
            return "by itself it does not differ: it takes what the sequences before it have kept"
        if self.formats != EVERY:
            held += f' --formats "{self.formats}"'
        return f'python bench/sequences.py{held} --edits "{edits.told(edits.shorter(wanted, differs))}"'


def _done(record: Path, run: str) -> dict[int, dict[str, object]]:
    """Return the sequences that are recorded as run by this very code with this seed, by number."""
    if not record.exists():
        return {}
    lines = [json.loads(line) for line in record.read_text("utf-8").splitlines()]
    return {line["number"]: line for line in lines if line["run"] == run}


def _code() -> Iterator[bytes]:
    for folder in ("tieout", "bench", "templates", "charts", "tests/sample"):
        for path, made in read(ROOT / folder).items():
            yield path.encode()
            yield made


def main(arguments: Sequence[str] | None = None, tell: Callable[[str], None] = print) -> int:
    """Run sequences; tell what came of each; return 0 if all were the same."""
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("--count", type=int, default=300)
    parser.add_argument("--seed", type=int, default=1)
    parser.add_argument("--formats", default=EVERY, help='"html" is three times as quick')
    parser.add_argument("--work", type=Path, help="keep work and what is done here, and go on from there")
    parser.add_argument("--edits", help="run this one sequence, from an empty store")
    parser.add_argument("--held", action="store_true", help="with --edits: with snapshots and lock")
    asked = parser.parse_args(arguments)
    began = time.monotonic()
    prepare()
    with tempfile.TemporaryDirectory(prefix="tieout-sequences-") as passing:
        work = (asked.work or Path(passing)).resolve()
        work.mkdir(parents=True, exist_ok=True)
        work.chmod(0o755)
        bench = Bench(work, asked.formats)
        if asked.edits:
            at, said = bench.first_difference(
                sample(asked.held, asked.formats), edits.read(asked.edits), Path(passing), Random(0), every=2
            )
            tell(f"after edit {at}: {said}" if said else "the same")
            return 1 if said else 0
        record, run = work / "done.jsonl", steps.digest(str(asked.seed), asked.formats, *_code())
        done = _done(record, run)
        for number in range(asked.count):
            if number in done:
                continue
            counts = (
                bench.counted.builds,
                bench.counted.well,
                bench.counted.apart,
                len(bench.counted.faults),
            )
            told = bench.run(number, asked.seed)
            now = bench.counted
            line = {
                "run": run,
                "number": number,
                "told": told,
                "builds": now.builds - counts[0],
                "well": now.well - counts[1],
                "apart": now.apart - counts[2],
                "faults": now.faults[counts[3] :],
            }
            with record.open("a", encoding="utf-8") as file:
                file.write(json.dumps(line, ensure_ascii=False) + "\n")
            if line["faults"]:
                tell(line["faults"][0])
            elif number % 10 == 9:
                tell(f"{number + 1} sequences, {time.monotonic() - began:.0f} s")
        lines = [line for number, line in _done(record, run).items() if number < asked.count]
    total = {name: sum(line[name] for line in lines) for name in ("builds", "well", "apart")}
    faults = [one for line in lines for one in line["faults"]]
    tell(
        f"{len(lines)} sequences of seed {asked.seed}, {total['builds']} builds ({total['well']} without an "
        f"error), {total['apart']} of them against a process apart: {len(faults)} differ"
    )
    return 1 if faults else 0


if __name__ == "__main__":
    sys.exit(main())
