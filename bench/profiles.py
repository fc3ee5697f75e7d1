"""Where the time of a run goes: what is being done is looked at, time and again, by the processor's clock."""

from __future__ import annotations

import json
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
# Runs a script and writes, when it ends, how often it was met in which files, innermost first.
_SAMPLED = """\
import atexit, collections, json, os, runpy, signal, sys
found, *sys.argv = sys.argv[1:]
sys.path[0] = os.path.dirname(os.path.abspath(sys.argv[0]))
met = collections.Counter()
def look(_, frame):
    files = []
    while frame:
        if not files or files[-1] != frame.f_code.co_filename:
            files.append(frame.f_code.co_filename)
        frame = frame.f_back
    met["\\n".join(files)] += 1
def tell(process=os.getpid()):
    signal.setitimer(signal.ITIMER_PROF, 0)
    if os.getpid() == process:
        with open(found, "w") as file:
            json.dump(met, file)
atexit.register(tell)
signal.signal(signal.SIGPROF, look)
signal.setitimer(signal.ITIMER_PROF, .001, .001)
runpy.run_path(sys.argv[0], run_name="__main__")
"""


def profile(command: Sequence[str | Path], cwd: Path) -> dict[str, Any]:
    """Return where the processor's time of a Python script goes, as parts of all of it.

    ``libraries`` are those whose code ran, or called what ran; ``ours`` the innermost of our modules on whose
    behalf that was. Only the first process is seen: the call should be one that starts no other.
    """
    with tempfile.TemporaryDirectory() as folder:
        found = Path(folder) / "profile.json"
        call = [sys.executable, "-c", _SAMPLED, str(found), *map(str, command)]
        subprocess.run(call, cwd=cwd, check=True, capture_output=True)
        met: dict[str, int] = json.loads(found.read_text("utf-8"))
    libraries: Counter[str] = Counter()
    ours: Counter[str] = Counter()
    for stack, times in met.items():
        parts = [_part(file) for file in stack.split("\n")]
        libraries[parts[0]] += times
        ours[next((one for one in parts if one.startswith("tieout")), "start of Python")] += times
    total = max(sum(libraries.values()), 1)
    shares = {
        name: [[one, round(times / total, 3)] for one, times in counted.most_common(_LISTED)]
        for name, counted in (("libraries", libraries), ("ours", ours))
    }
    return {"looks": total, **shares}


def imports(command: Sequence[str | Path], cwd: Path) -> dict[str, Any]:
    """Return what a Python script imports in all: seconds, of each library its own."""
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


def _part(file: str) -> str:
    """Return the library that a file is of, or the module of ours."""
    if file.startswith(("<frozen importlib", "<frozen zipimport")):
        return "importing"
    if "site-packages" in file:
        return Path(file.partition("site-packages/")[2]).parts[0].removesuffix(".py")
    if file.startswith(str(ROOT / "tieout")):
        return ".".join(Path(file).relative_to(ROOT).with_suffix("").parts)
    return "Python"


def main() -> None:
    """Profile the script that the call names, with its arguments."""
    found = {"profile": profile(sys.argv[1:], Path()), "imports": imports(sys.argv[1:], Path())}
    print(json.dumps(found, indent=1))


if __name__ == "__main__":
    main()
