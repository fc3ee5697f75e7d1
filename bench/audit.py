"""Time to audit a finished PDF, and how it grows: ``python bench/audit.py [FILE] [--runs N]``.

FILE is a PDF that `tieout build` made (default: the flagship's draft). It is audited as it is, and with its
pages and its structure so often over that there are some hundred, and five hundred; the best of N runs is
printed in seconds of processor time; and what the command takes from its start to its end.
"""

from __future__ import annotations

import argparse
import subprocess
import sys
import time
import warnings
from pathlib import Path

import pypdfium2

ROOT = Path(__file__).parents[1]
sys.path[:0] = [str(ROOT), str(ROOT / "tests")]

from lengthened import lengthened  # noqa: E402

from tieout.audit.everything import audit  # noqa: E402

WITHIN = 2.0  # seconds, for the flagship's PDF
_PAGES = (100, 500)


def took(data: bytes, runs: int) -> float:
    """Return the least processor time of an audit, in seconds."""
    times = []
    for _ in range(runs):
        began = time.process_time()
        audit({"long.pdf": data}, frozenset({"long.pdf"}))
        times.append(time.process_time() - began)
    return min(times)


def main() -> int:
    """Print the table; the status is 1 if the file as it is takes longer than it may."""
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("file", nargs="?", type=Path)
    parser.add_argument("--runs", type=int, default=3)
    call = parser.parse_args()
    file = call.file or next((ROOT / "output").glob("*/draft/*.pdf"), None)
    if file is None:
        parser.error("there is no draft: run `tieout build`, or name a PDF")
    pdf = file.read_bytes()
    with pypdfium2.PdfDocument(pdf) as document:
        pages = len(document)
    warnings.simplefilter("ignore")
    print("| pages | audit, s | a page, ms |\n| --- | --- | --- |")
    for times in (1, *(round(many / pages) for many in _PAGES)):
        long, runs = lengthened(pdf, times) if times > 1 else pdf, call.runs if times < 10 else 1
        seconds = took(long, runs)
        print(f"| {pages * times} | {seconds:.2f} | {1000 * seconds / (pages * times):.0f} |", flush=True)
    walls = []
    for _ in range(call.runs):
        began = time.perf_counter()
        command = [sys.executable, "-m", "tieout", "audit", "--quiet", str(file)]
        subprocess.run(command, cwd=ROOT, check=True)
        walls.append(time.perf_counter() - began)
    print(f"\n`tieout audit {file.name}`, from start to end: {min(walls):.2f} s (at most {WITHIN} s)")
    return int(min(walls) > WITHIN)


if __name__ == "__main__":
    sys.exit(main())
