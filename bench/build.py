"""Time builds of the flagship: cold, with nothing changed, and with one number edited.

    python bench/build.py [--runs N]

Each run copies the repository, then builds in a fresh process each time; the table gives the median and the
range of the seconds, and each as a ratio to the cold build of the same run.
"""

from __future__ import annotations

import argparse
import re
import shutil
import statistics
import subprocess
import sys
import tempfile
import time
from pathlib import Path

ROOT = Path(__file__).parent.parent
FACT = ROOT / "content" / "facts" / "openai-suppliers.yaml"


def main() -> None:
    """Print the table."""
    options = argparse.ArgumentParser(description=__doc__)
    options.add_argument("--runs", type=int, default=5)
    runs = options.parse_args().runs
    times: dict[str, list[float]] = {"cold": [], "nothing changed": [], "one number edited": []}
    for _ in range(runs):
        with tempfile.TemporaryDirectory() as folder:
            copy = Path(folder) / "copy"
            ignored = shutil.ignore_patterns(".venv", ".git", ".tieout", "output", "__pycache__")
            shutil.copytree(ROOT, copy, ignore=ignored)
            times["cold"].append(seconds(copy))
            times["nothing changed"].append(seconds(copy))
            edit_number(copy / FACT.relative_to(ROOT))
            times["one number edited"].append(seconds(copy))
    print(f"{'':20}{'median s':>10}{'min':>8}{'max':>8}{'ratio to cold':>16}")
    for name, took in times.items():
        ratio = statistics.median(one / cold for one, cold in zip(took, times["cold"], strict=True))
        print(f"{name:20}{statistics.median(took):10.2f}{min(took):8.2f}{max(took):8.2f}{ratio:16.2f}")


def seconds(root: Path) -> float:
    """Return how long one build in a process of its own takes."""
    began = time.perf_counter()
    done = subprocess.run(
        [sys.executable, "build.py", "--quiet"], cwd=root, capture_output=True, text=True, check=False
    )
    if "Traceback" in done.stderr:
        raise SystemExit(done.stderr)
    return time.perf_counter() - began


def edit_number(path: Path) -> None:
    """Change the first digit of the file's first quantity, and of the quotes that carry it."""
    text = path.read_text("utf-8")
    digits = re.search(r"value: \D*(\d+)", text)[1]
    changed = str((int(digits[0]) % 9) + 1) + digits[1:]
    path.write_text(text.replace(digits, changed), "utf-8")


if __name__ == "__main__":
    main()
