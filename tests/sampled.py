"""Copies of the sample repository, and the ways in which tests work on one."""

from __future__ import annotations

import contextlib
import io
import os
import shutil
import subprocess
import sys
from collections.abc import Mapping
from pathlib import Path

from tieout import cli

PROJECT = Path(__file__).parents[1]
SAMPLE = PROJECT / "tests" / "sample"
BRIEFING = "ferries"


def copied(folder: Path, archive: bool = True) -> Path:
    """Return ``folder`` with the sample repository in it, with or without the snapshots of its sources."""
    ignored = shutil.ignore_patterns("output", ".tieout", "__pycache__", *(() if archive else ("archive",)))
    shutil.copytree(SAMPLE, folder, ignore=ignored, dirs_exist_ok=True)
    return folder


def kept(of: Path, folder: Path, archive: bool = True) -> Path:
    """Return ``folder`` with the sample as it was, and what a build of it in ``of`` keeps.

    That a build over kept results gives the bytes of a clean one is a test of its own.
    """
    root = copied(folder, archive)
    shutil.copytree(of / ".tieout", root / ".tieout")
    return root


def changed(root: Path, path: str, old: str, new: str) -> Path:
    """Return ``root``, in whose file ``path`` the one passage ``old`` now reads ``new``."""
    file = root / path
    text = file.read_text("utf-8")
    assert text.count(old) == 1, f"`{old}` stands {text.count(old)} times in {path}"
    file.write_text(text.replace(old, new), "utf-8")
    return root


def added(root: Path, path: str, text: str) -> Path:
    """Return ``root``, to whose file ``path`` ``text`` is added, whether or not the file was there."""
    file = root / path
    file.parent.mkdir(parents=True, exist_ok=True)
    before = file.read_text("utf-8") if file.exists() else ""
    file.write_text(before + text, "utf-8")
    return root


def held(folder: Path) -> dict[str, bytes]:
    """Return the bytes of every file below ``folder``, by path."""
    return {
        file.relative_to(folder).as_posix(): file.read_bytes()
        for file in sorted(folder.rglob("*"))
        if file.is_file() and "__pycache__" not in file.parts
    }


def tieout(
    *call: str, cwd: Path = PROJECT, environment: Mapping[str, str] = {}
) -> subprocess.CompletedProcess[str]:
    """Return the finished command ``tieout`` with the words of ``call``, run in a process of its own."""
    known = {key: value for key, value in os.environ.items() if not key.startswith(("TIEOUT", "PYTHON"))}
    return subprocess.run(
        [sys.executable, "-m", "tieout", *call],
        cwd=cwd,
        env={**known, "PYTHONPATH": str(PROJECT), **environment},
        capture_output=True,
        text=True,
        check=False,
    )


def called(*call: str, cwd: Path = PROJECT) -> subprocess.CompletedProcess[str]:
    """Return the finished command ``tieout`` with the words of ``call``, run in this process."""
    out, err = (io.TextIOWrapper(io.BytesIO(), "utf-8", newline="") for _ in range(2))
    with contextlib.chdir(cwd), contextlib.redirect_stdout(out), contextlib.redirect_stderr(err):
        try:
            cli.main(call)
            status: object = 0
        except SystemExit as ended:
            status = ended.code or 0
        said = []
        for one in (out, err):
            one.flush()
            said.append(one.buffer.getvalue().decode("utf-8"))
    assert isinstance(status, int), status
    return subprocess.CompletedProcess(call, status, *said)
