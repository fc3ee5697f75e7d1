"""Where the time of a run goes: by library, and by part of ours, as the profiler of Python sees it."""

from __future__ import annotations

import json
import pstats
import re
import subprocess
import sys
import tempfile
from collections import Counter
from collections.abc import Sequence
from pathlib import Path
from typing import Any

ROOT = Path(__file__).parent.parent
_LISTED = 8  # parts
_IMPORT = re.compile(r"^import time:\s+(\d+) \|\s+\d+ \| +(\S+)$", re.MULTILINE)


def profile(command: Sequence[str | Path], cwd: Path) -> dict[str, Any]:
    """Return where the time of a Python script goes: each part's share, and what it imports in how long.

    The profiler slows what calls much; shares are what to look at. Only the first process is seen: the call
    should be one that starts no other.
    """
    with tempfile.TemporaryDirectory() as folder:
        found = Path(folder) / "profile"
        words = [str(one) for one in command]
        call = [sys.executable, "-m", "cProfile", "-o", str(found), *words]
        subprocess.run(call, cwd=cwd, check=True, stdout=subprocess.DEVNULL)
        stats: dict[Any, Any] = pstats.Stats(str(found)).stats  # type: ignore[attr-defined]
    spent: Counter[str] = Counter()
    for function, (_, _, own, _, callers) in stats.items():
        if _is_built_in(function) and callers:
            for caller, (_, _, of_it, _) in callers.items():
                spent[_part(caller)] += of_it
        else:
            spent[_part(function)] += own
    total = sum(spent.values())
    return {
        "seconds": round(total, 3),
        "parts": [[name, round(one / total, 3)] for name, one in spent.most_common(_LISTED)],
    }


def imports(command: Sequence[str | Path], cwd: Path) -> dict[str, Any]:
    """Return what a Python script imports at its start: seconds in all, and of each library its own."""
    call = [sys.executable, "-X", "importtime", *map(str, command)]
    done = subprocess.run(call, cwd=cwd, check=True, capture_output=True, text=True)
    taken: Counter[str] = Counter()
    for micros, name in _IMPORT.findall(done.stderr):
        taken[name.partition(".")[0]] += int(micros) / 1e6
    total = sum(taken.values())
    return {
        "seconds": round(total, 3),
        "parts": [[name, round(one, 3)] for name, one in taken.most_common(_LISTED)],
    }


def _is_built_in(function: tuple[str, int, str]) -> bool:
    return function[0] == "~"


def _part(function: tuple[str, int, str]) -> str:
    """Return the library that a function is of, or the module of ours."""
    file = function[0]
    if file.startswith(("<frozen importlib", "<frozen zipimport")):
        return "importing"
    if "site-packages" in file:
        return Path(file.partition("site-packages/")[2]).parts[0].removesuffix(".py")
    if file.startswith(str(ROOT)):
        parts = Path(file).relative_to(ROOT).with_suffix("").parts
        return ".".join(parts[:2])
    return "Python"


def main() -> None:
    """Profile the script and its arguments that the call names."""
    print(
        json.dumps(
            {"profile": profile(sys.argv[1:], Path()), "imports": imports(sys.argv[1:], Path())}, indent=1
        )
    )


if __name__ == "__main__":
    main()
