"""Time to read, derive and check many facts: ``python bench/facts.py [FACTS] [--keep DIR] [--profile]``.

Writes a repository of facts (ten a file, each with two pieces of evidence, one of them vouched in the lock;
one derived number for twenty facts), takes each stage in a fresh process, thrice, and prints the best.
"""

from __future__ import annotations

import argparse
import cProfile
import json
import pstats
import subprocess
import sys
import tempfile
import time
from pathlib import Path

WITHIN = 5.0  # seconds, for 10,000 facts on two cores
_UNITS = (" billion USD", " MW", "%", " customers", " TB/s", " million USD")
_HEDGES = ("", "more than ", "at least ", "up to ", "about ", "nearly ")


def write(root: Path, facts: int) -> None:
    """Write a repository of ``facts`` facts into ``root``."""
    content = root / "content"
    for folder in ("sources", "facts", "derived"):
        (content / folder).mkdir(parents=True, exist_ok=True)
    (content / "desk.yaml").write_text("name: The Desk\nnouns: {customer: customers}\n", "utf-8")
    sources = max(facts // 20, 2)
    (content / "sources" / "works.yaml").write_text("".join(map(_source, range(sources))), "utf-8")
    for first in range(0, facts, 10):
        words = "".join(_fact(number, sources) for number in range(first, min(first + 10, facts)))
        (content / "facts" / f"subject-{first // 10:05}.yaml").write_text(words, "utf-8")
    derived = "".join(_derived(number * 20, facts) for number in range(facts // 20))
    (content / "derived" / "all.yaml").write_text(derived, "utf-8")
    lock = sorted(_locked(number, sources) for number in range(facts))
    (content / "evidence.lock").write_text("".join(lock), "utf-8")


def _source(number: int) -> str:
    kind = ("primary-filing", "press-release", "news", "analysis")[number % 4]
    return f"""\
work-{number}:
  title: Work number {number}
  publisher: Publisher {number % 40}
  kind: {kind}
  issued: 2026-{number % 12 + 1:02}-{number % 28 + 1:02}
  accessed: 2026-12-31
  url: https://example.org/{number}
  seen: excerpt
"""


def _value(number: int) -> str:
    fraction = ".5" if number % 6 in (0, 5) else ""
    return f"{_HEDGES[number // 6 % 6]}{number % 9973 + 2}{fraction}{_UNITS[number % 6]}"


def _fact(number: int, sources: int) -> str:
    value = _value(number)
    return f"""\
subject-{number}-measure:
  statement: What subject {number} measures
  value: {value}
  as_of: 2026-{number % 12 + 1:02}-17
  evidence:
    - source: work-{number % sources}
      quote: it was {value} in all
      locator: page {number % 300}
    - source: work-{(number + 1) % sources}
      quote: {value}
"""


def _derived(number: int, facts: int) -> str:
    other = number + 36 if number + 36 < facts else number - 36  # of the same unit
    return f"""\
subject-{number}-sum:
  statement: What subject {number} and its like come to
  formula: one + other
  where: {{one: subject-{number}-measure, other: subject-{other}-measure}}
"""


def _locked(number: int, sources: int) -> str:
    return f"""\
subject-{number}-measure/work-{number % sources}:
  quote: it was {_value(number)} in all
  snapshot: {number:064x}
  span: [{number}, {number + 20}]
  vouched: 2026-11-23
  normaliser: '1'
"""


def timed(root: Path) -> dict[str, float]:
    """Return the seconds of each stage; the first is what it takes to import them."""
    start = time.perf_counter()
    from tieout import checks, content, derive
    from tieout.checks import Subject

    taken = {"import": time.perf_counter() - start}
    start = time.perf_counter()
    ledger, problems = content.load(root)
    taken["load"] = time.perf_counter() - start
    start = time.perf_counter()
    standings, found = derive.derive(ledger)
    problems += found
    taken["derive"] = time.perf_counter() - start
    start = time.perf_counter()
    problems += checks.found(Subject(ledger=ledger, standings=standings))
    taken["vouch, check"] = time.perf_counter() - start
    errors = [one for one in problems if one.severity == "error"]
    if errors:
        raise SystemExit(f"the benchmark's own content is at fault: {len(errors)} errors, first {errors[0]}")
    return taken


def main() -> None:
    """Write, time and print."""
    parser = argparse.ArgumentParser(
        description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter
    )
    parser.add_argument("facts", nargs="?", type=int, default=10_000)
    parser.add_argument("--keep", type=Path, metavar="DIR", help="write the repository there, and leave it")
    parser.add_argument("--profile", action="store_true", help="show where the time goes, in this process")
    parser.add_argument("--within", type=float, metavar="SECONDS", help="exit with 1 if it takes longer")
    parser.add_argument("--timed", type=Path, help=argparse.SUPPRESS)
    asked = parser.parse_args()
    if asked.timed:
        print(json.dumps(timed(asked.timed)))
        return
    with tempfile.TemporaryDirectory() as scratch:
        root = asked.keep or Path(scratch)
        write(root, asked.facts)
        if asked.profile:
            profile = cProfile.Profile()
            profile.runcall(timed, root)
            pstats.Stats(profile).sort_stats("tottime").print_stats(25)
            return
        command = [sys.executable, __file__, "--timed", str(root)]
        runs = [
            json.loads(subprocess.run(command, check=True, stdout=subprocess.PIPE).stdout) for _ in range(3)
        ]
    best = min(runs, key=lambda one: sum(one.values()))
    print(f"{asked.facts:,} facts in {-(-asked.facts // 10):,} files, best of three fresh processes")
    for stage, seconds in best.items():
        print(f"  {stage:<14}{seconds:6.2f} s")
    total = sum(best.values())
    print(f"  {'together':<14}{total:6.2f} s")
    if asked.within and total > asked.within:
        raise SystemExit(f"that is more than {asked.within} s")


if __name__ == "__main__":
    main()
