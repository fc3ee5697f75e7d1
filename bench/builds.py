"""Builds of a tree: over what is kept, in a process that has built before, and as far apart as may be."""

from __future__ import annotations

import os
import shutil
import signal
import subprocess
import sys
import tempfile
from collections.abc import Mapping
from dataclasses import dataclass
from functools import lru_cache
from pathlib import Path
from random import Random

from bench.passages import Tree
from tieout import cli, memory, steps

ROOT = Path(__file__).parents[1]
SAMPLE = ROOT / "tests" / "sample"
NOT_OURS = ("output", ".tieout", "__pycache__")
LONGEST = 120  # seconds that a build may take
NOBODY = 65534
EVERY = "html, pdf, data"


@dataclass(frozen=True)
class Made:
    """What a build left and said: status, words, and digests of its files by path below ``output/``."""

    status: int
    words: str
    files: Mapping[str, str]

    def folders(self) -> set[str]:
        """Return the folders of output: one a briefing."""
        return {path.partition("/")[0] for path in self.files}

    def of(self, folder: str) -> dict[str, str]:
        """Return the digests of the files of one folder."""
        return {path: made for path, made in self.files.items() if path.partition("/")[0] == folder}


# --- trees and folders ---------------------------------------------------------------------------


def sample(held: bool, formats: str = EVERY) -> Tree:
    """Return the sample with the look of this repository beside it; its snapshots and lock if ``held``."""
    tree = read(SAMPLE)
    for folder in ("templates", "charts"):
        names = ("style.py",) if folder == "charts" else None
        found = read(ROOT / folder).items()
        tree |= {f"{folder}/{path}": made for path, made in found if names is None or path in names}
    front = "content/briefings/ferries/briefing.yaml"
    tree[front] = tree[front].replace(f"formats: [{EVERY}]".encode(), f"formats: [{formats}]".encode())
    left = () if held else ("archive/", "content/evidence.lock")
    return {path: made for path, made in sorted(tree.items()) if not (left and path.startswith(left))}


def read(folder: Path) -> Tree:
    """Return the files below a folder, but for what builds make."""
    return {
        file.relative_to(folder).as_posix(): file.read_bytes()
        for file in sorted(folder.rglob("*"))
        if file.is_file() and not set(NOT_OURS) & set(file.relative_to(folder).parts)
    }


def write(root: Path, tree: Tree) -> None:
    """Make the files of ``root`` those of ``tree``, touching no others than have changed."""
    there = read(root) if root.exists() else {}
    for path in there:
        if path not in tree:
            (root / path).unlink()
            left = (root / path).parent
            while left != root and not any(left.iterdir()):  # an empty folder is no part of a tree
                left.rmdir()
                left = left.parent
    for path, made in tree.items():
        if there.get(path) != made:
            (root / path).parent.mkdir(parents=True, exist_ok=True)
            (root / path).write_bytes(made)


# --- builds --------------------------------------------------------------------------------------


def _call(jobs: int, root: str = ".") -> list[str]:
    return ["build", "--quiet", "--jobs", str(jobs), "--root", root]


def _made(root: Path, status: int, words: str) -> Made:
    there = read(root / "output") if (root / "output").exists() else {}
    return Made(status, words.replace(f"{root}/", ""), digests(there))


def digests(files: Tree) -> dict[str, str]:
    """Return the digest of each file, by path: what is compared with much, and long kept."""
    return {path: steps.digest(made) for path, made in files.items()}


def forked(root: Path, jobs: int) -> Made:
    """Build as a process of its own does, without its start: a fork of this one, which has built nothing."""
    with tempfile.TemporaryFile() as said:
        sys.stdout.flush()
        sys.stderr.flush()
        child = os.fork()
        if not child:
            _run_here(root, jobs, said.fileno())
        signal.signal(signal.SIGALRM, lambda *_: os.kill(child, signal.SIGKILL))
        signal.alarm(LONGEST)
        _, status = os.waitpid(child, 0)
        signal.alarm(0)
        said.seek(0)
        return _made(root, os.waitstatus_to_exitcode(status), said.read().decode("utf-8", "replace"))


def _run_here(root: Path, jobs: int, said: int) -> None:
    """Run one build in this process, its words to the file ``said``, and end the process."""
    status = 70
    try:
        os.dup2(said, 1)
        os.dup2(said, 2)
        os.chdir(root)
        cli.main(_call(jobs))
    except SystemExit as ended:
        status = ended.code if isinstance(ended.code, int) else 70
    except BaseException:
        sys.excepthook(*sys.exc_info())
    finally:
        sys.stdout.flush()
        sys.stderr.flush()
        os._exit(status)


class Warm:
    """One process that builds again and again, as a server does: what it remembers must not tell either."""

    def __init__(self, root: Path) -> None:
        self.root = root
        self.said = tempfile.TemporaryFile()  # noqa: SIM115  closed with the process
        ours, theirs = os.pipe(), os.pipe()
        self.child = os.fork()
        if not self.child:
            os.close(ours[1])  # or the end of what is asked is never seen
            os.close(theirs[0])
            memory.begin()
            self._serve(ours[0], theirs[1])
        os.close(ours[0])
        os.close(theirs[1])
        self.ask, self.answer = ours[1], theirs[0]

    def _serve(self, asked: int, answer: int) -> None:
        os.dup2(self.said.fileno(), 1)
        os.dup2(self.said.fileno(), 2)
        os.chdir(self.root)
        while os.read(asked, 1):
            status = 70
            try:
                cli.main(_call(1))
            except SystemExit as ended:
                status = ended.code if isinstance(ended.code, int) else 70
            except BaseException:
                sys.excepthook(*sys.exc_info())
            sys.stdout.flush()
            sys.stderr.flush()
            os.write(answer, bytes([status]))
        os._exit(0)

    def build(self) -> Made:
        """Build once more."""
        self.said.seek(0)
        self.said.truncate()
        os.write(self.ask, b".")
        status = os.read(self.answer, 1)
        self.said.seek(0)
        return _made(self.root, status[0] if status else 70, self.said.read().decode("utf-8", "replace"))

    def close(self) -> None:
        """End the process."""
        os.close(self.ask)
        os.waitpid(self.child, 0)
        os.close(self.answer)
        self.said.close()


def apart(root: Path, random: Random, home: Path) -> Made:
    """Build in a process of its own that is as different as may be from this one."""
    environment = {
        "PATH": os.environ["PATH"],
        "PYTHONPATH": str(ROOT),
        "PYTHONDONTWRITEBYTECODE": "1",
        "PYTHONHASHSEED": str(random.randrange(1, 2**32)),
        "TZ": random.choice(("Pacific/Auckland", "America/St_Johns", "UTC")),
        "LC_ALL": random.choice(("C", "C.UTF-8", "de_DE.UTF-8", "tr_TR.UTF-8")),
        "HOME": str(home),
        "TMPDIR": str(home),
    }
    call = [sys.executable, "-m", "tieout", *_call(random.choice((1, 2)), str(root))]
    if as_nobody := _as_nobody():
        for path in (root, home, *root.rglob("*")):
            os.chown(path, NOBODY, NOBODY)
    done = subprocess.run(
        [*as_nobody, *call],
        cwd=home,
        env=environment,
        umask=random.choice((0o022, 0o077, 0)),
        stdout=subprocess.PIPE,
        stderr=subprocess.STDOUT,
        timeout=LONGEST,
        check=False,
    )
    return _made(root, done.returncode, done.stdout.decode("utf-8", "replace"))


@lru_cache(maxsize=1)
def _as_nobody() -> tuple[str, ...]:
    """Return what runs a command as a user who owns nothing, where that may be done here; else nothing."""
    call = ("setpriv", f"--reuid={NOBODY}", f"--regid={NOBODY}", "--clear-groups")
    if os.geteuid() or not shutil.which(call[0]):
        return ()
    asked = [*call, sys.executable, "-c", "import sys; print(sys.version)"]
    found = subprocess.run(asked, capture_output=True, text=True, check=False)
    return call if found.stdout.strip() == sys.version else ()  # else it is no Python, or another


def prepare() -> None:
    """Import what a build imports, so that a fork has it; run nothing."""
    import lxml.html  # noqa: F401
    import matplotlib.backends.backend_svg
    import matplotlib.font_manager  # noqa: F401

    import tieout.audit.folder  # noqa: F401
    from tieout.formats import pdf

    pdf.engine()
