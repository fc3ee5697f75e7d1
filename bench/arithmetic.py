"""How many random formulas the arithmetic decides, and whether a true value ever escapes its result.

    python bench/arithmetic.py [--count N] [--seed N] [--said N] [--jobs N]

Each formula (tests/expressions.py) is asked of the engine; of the facts under it true values are drawn, each
within its hedge, and the true result has to lie within the result given. ``--said`` takes so many results and
says each in every form: what is read out of the words again has to allow all that the result does. Prints the
speed of one addition as well. The exit status is 1 if a value escapes or a form says too much.
"""

from __future__ import annotations

import argparse
import os
import platform
import sys
import time
from collections import Counter
from collections.abc import Callable, Iterator, Sequence
from concurrent.futures import ProcessPoolExecutor
from dataclasses import dataclass, field
from pathlib import Path
from random import Random
from statistics import median

ROOT = Path(__file__).resolve().parents[1]
sys.path[:0] = [str(ROOT), str(ROOT / "tests")]

import expressions  # noqa: E402
import saidback  # noqa: E402

from tieout.algebra import Refusal, evaluate  # noqa: E402
from tieout.formulas import parse  # noqa: E402
from tieout.quantities.reading import read_value  # noqa: E402
from tieout.quantities.units import Vocabulary  # noqa: E402

CHUNK = 2_000
SHOWN = 5


@dataclass
class Tally:
    """What came of some formulas, or of some results said: counts by name, and the first that are wrong."""

    counts: Counter[str] = field(default_factory=Counter)
    wrong: list[str] = field(default_factory=list)

    def add(self, other: Tally) -> None:
        """Count what ``other`` counts as well."""
        self.counts.update(other.counts)
        self.wrong += other.wrong


def formulas_of(seed: int) -> Tally:
    """Try the formulas of one seed."""
    dice, tally = Random(seed), Tally()
    for _ in range(CHUNK):
        trial = expressions.tried(expressions.case(dice), dice)
        if isinstance(trial.result, Refusal):
            tally.counts[f"refused: {expressions.why_refused(trial.result)}"] += 1
            continue
        tally.counts["decided"] += 1
        tally.counts["true values drawn"] += trial.drawn
        tally.counts["all corners tried, both ends attained"] += trial.attained is True
        tally.counts["with a root or a logarithm"] += expressions.irrational(trial.case.tree)
        tally.counts["escapes"] += bool(trial.wrong)
        if trial.wrong:
            tally.wrong.append(f"{trial.wrong}\n{expressions.said(trial.case)}")
    return tally


def sayings_of(seed: int) -> Tally:
    """Say results of one seed in every form, and read them again."""
    dice, tally = Random(seed), Tally()
    while tally.counts["results said"] < CHUNK:
        result = expressions.answer(expressions.case(dice))
        if isinstance(result, Refusal):
            continue
        tally.counts["results said"] += 1
        for told in saidback.told(result):
            tally.counts[f"{told.form}: {told.outcome}"] += 1
            if told.outcome == saidback.TOO_MUCH:
                tally.wrong.append(f"{told.form}: `{told.words}` of {result}")
    return tally


def counted(work: Callable[[int], Tally], count: int, seed: int, jobs: int) -> Tally:
    """Return what ``work`` counts over so many, on all ``jobs``."""
    total, seeds = Tally(), range(seed, seed + max(1, count // CHUNK))
    with ProcessPoolExecutor(jobs) as pool:
        for done, tally in enumerate(pool.map(work, seeds), 1):
            total.add(tally)
            if done % 50 == 0:
                print(f"  {done * CHUNK:,} …", file=sys.stderr, flush=True)
    return total


def lines(title: str, tally: Tally, seconds: float) -> Iterator[str]:
    """Yield what was counted, and the first few that are wrong."""
    yield f"{title} ({seconds:,.0f} s)"
    yield from (f"  {count:>10,}  {name}" for name, count in sorted(tally.counts.items()))
    yield from tally.wrong[:SHOWN]


def addition() -> float:
    """Return the microseconds that adding two quantities takes, at the median of many."""
    formula = parse("a + b")
    said = {"a": "more than 20.5 GW", "b": "750 MW"}
    values = {role: read_value(text, Vocabulary()) for role, text in said.items()}
    evaluate(formula, values)
    taken = []
    for _ in range(300):
        start = time.perf_counter()
        for _ in range(20):
            evaluate(formula, values)
        taken.append((time.perf_counter() - start) / 20)
    return median(taken) * 1e6


def main(words: Sequence[str] | None = None) -> int:
    """Run what is asked for; return 1 if anything is wrong."""
    parser = argparse.ArgumentParser(description=(__doc__ or "").partition("\n")[0])
    parser.add_argument("--count", type=int, default=1_000_000, help="formulas to try (default 1,000,000)")
    parser.add_argument("--said", type=int, default=100_000, help="results to say in every form (100,000)")
    parser.add_argument("--seed", type=int, default=0)
    parser.add_argument("--jobs", type=int, default=os.cpu_count() or 1)
    asked = parser.parse_args(words)
    print(f"Python {platform.python_version()}, {asked.jobs} processes; one addition {addition():.1f} µs")
    wrong = 0
    for title, work, count in (
        ("formulas", formulas_of, asked.count),
        ("results said", sayings_of, asked.said),
    ):
        if count:
            start = time.perf_counter()
            tally = counted(work, count, asked.seed, asked.jobs)
            print("\n".join(lines(title, tally, time.perf_counter() - start)), flush=True)
            wrong += len(tally.wrong)
    return 1 if wrong else 0


if __name__ == "__main__":
    sys.exit(main())
