"""Steps on a Dask cluster: the same results as here, or a refusal that says what is not the same there."""

from __future__ import annotations

import hashlib
import pickle
import re
import threading
import warnings
from collections.abc import Callable, Mapping
from concurrent.futures import Future
from contextlib import ExitStack
from dataclasses import replace
from functools import lru_cache
from pathlib import Path
from types import TracebackType
from typing import Any, Self

from tieout import engine, whole
from tieout.apart import Apart
from tieout.archive import LARGEST
from tieout.carried import STYLE, TEMPLATES, look_of
from tieout.frozen import frozen
from tieout.workers import LIMITS, Call, Stopped, Unfit, Why, promise

_ANSWERS = 10  # seconds that a scheduler has to answer
_ADDRESS = re.compile(r"[a-z]+://.+:\d+")
_LARGE = "distributed.admin.large-graph-warning-threshold"


@frozen
class Witness:
    """What the bytes of a result depend on beside what a step is given, as one machine sees it.

    ``cwd`` is the folder that relative paths are of, empty where it is not there; ``files`` is a digest of
    the content, the chart scripts, the look and the fonts of the repository at ``root``, and ``snapshots``
    one of the folder ``archive``, if there is one. ``passing`` is a folder that a build has just made where
    its files go, empty where it is not seen.
    """

    cwd: str
    root: str
    python: str
    code: str
    libraries: Mapping[str, str]
    native: Mapping[str, str]
    files: str
    archive: str = ""
    snapshots: str = ""
    passing: str = ""

    def unlike(self, other: Witness) -> str:
        """Return in words what ``other`` has that is not the same; empty where all is."""
        if other.code != self.code:
            return "it has another version of tieout's own code"
        for mine, theirs in (
            ({"Python": self.python}, {"Python": other.python}),
            (self.libraries, other.libraries),
            (self.native, other.native),
        ):
            for name in sorted({*mine, *theirs}):
                if mine.get(name) != theirs.get(name):
                    return f"it has {_version(name, theirs)}; here is {_version(name, mine)}"
        for folder, there in (
            (self.root, other.files),
            (self.cwd, other.cwd),
            (self.archive, other.snapshots),
            (self.passing and str(Path(self.passing).parent), other.passing),
        ):
            if folder and not there:
                return f"it does not see {folder}: share the folder with it, at the same path"
        if other.files != self.files:
            return f"what it sees in {self.root} (content/, charts/, templates/) is not what is here"
        if other.snapshots != self.snapshots:
            return f"what it sees in {self.archive} is not what is here"
        return ""


def _version(name: str, versions: Mapping[str, str]) -> str:
    return f"{name} {versions[name]}" if name in versions else f"no {name}"


def witness(root: Path, cwd: Path, archive: str = "", passing: str = "") -> Witness:
    """Return what this machine sees, looked at anew but for libraries and for snapshots left as they were."""
    return Witness(
        cwd=str(cwd) if cwd.is_dir() else "",
        root=str(root),
        python=engine.python(),
        code=engine.code_of(engine.files.__wrapped__()),
        libraries=engine.distributions(),
        native=engine.native(),
        files=_files(root),
        archive=archive,
        snapshots=_snapshots(Path(archive)) if archive else "",
        passing=passing if passing and Path(passing).is_dir() else "",
    )


def _snapshots(folder: Path) -> str:
    """Return a digest of the snapshots in a folder; empty where it is not there."""
    if not folder.is_dir():
        return ""
    held = sorted(one for one in folder.iterdir() if one.suffix in LARGEST and one.is_file())
    seen = ((one, one.stat()) for one in held)
    told = (_told(one, stat.st_size, stat.st_mtime_ns, stat.st_ino) for one, stat in seen)
    return hashlib.sha256("".join(told).encode()).hexdigest()


@lru_cache(maxsize=10_000)
def _told(file: Path, size: int, changed: int, number: int) -> str:
    """Return the name, the size and the digest of a file; the rest tells whether it has changed."""
    with file.open("rb") as held:
        return f"{file.name}\0{size}\0{hashlib.file_digest(held, 'sha256').hexdigest()}\n"


def _files(root: Path) -> str:
    """Return a digest of the files of a repository that steps read; empty where it is not there."""
    if not (root / "content").is_dir():
        return ""
    total = hashlib.sha256()
    style, look = look_of(root, STYLE), look_of(root, TEMPLATES)
    for folder, files in (
        (root, [*root.glob("charts/*.py"), *(one for one in root.glob("content/**/*") if one.is_file())]),
        (style.parent, [style]),
        (look, [one for one in look.rglob("*") if one.is_file()]),
    ):
        for file in sorted(files):
            held = file.read_bytes() if file.is_file() else b""
            total.update(f"{file.relative_to(folder).as_posix()}\0{len(held)}\0".encode())
            total.update(held)
    return total.hexdigest()


class Cluster:
    """The workers of a Dask scheduler, as a pool. Each call is made in a process apart, within its limits.

    A call whose worker is lost is made by another. One that a worker would not give the same bytes of is
    refused: its result is ``Unfit``. That is so too where it does not see the ``archive``, or the folder
    ``output``, as they are here.

    Raises:
        Unfit: Dask is not installed, or no scheduler answers.
    """

    def __init__(
        self,
        address: str,
        root: Path,
        pace: float = 1,
        archive: Path | None = None,
        output: Path | None = None,
    ) -> None:
        try:
            import dask
            from distributed import Client
        except ImportError:
            raise Unfit("a scheduler needs Dask: pip install 'tieout[dask]'") from None
        if not _ADDRESS.fullmatch(address):
            raise Unfit(f"`{address}` is no address of a scheduler: write it as tcp://HOST:PORT")
        dask.config.set({_LARGE: "1 GB"})
        try:
            with warnings.catch_warnings(action="ignore"):  # versions that matter are looked at by ourselves
                self._client = Client(address, timeout=_ANSWERS, set_as_default=False)
        except (OSError, ValueError, TypeError, ImportError) as refused:
            first, *_ = [*str(refused).strip().splitlines(), "nothing is there"]
            raise Unfit(f"no scheduler answers at {address}: {first}") from None
        self._calls = self._client.get_executor(pure=False)
        self._pace, self._output, self._until = pace, output, ExitStack()
        self._until.callback(self._client.close)
        there = str(archive.resolve()) if archive else ""
        self._seen = witness(root.resolve(), Path.cwd(), there)

    def __enter__(self) -> Self:
        """Make the folder by which workers show that they see where files go."""
        if self._output:
            try:
                self._output.mkdir(parents=True, exist_ok=True)
                whole.sweep(self._output)
                passing = self._until.enter_context(whole.scratch(self._output.resolve()))
                passing.chmod(0o755)
            except OSError:
                self._until.close()
                raise
            self._seen = replace(self._seen, passing=str(passing))
        return self

    def __exit__(
        self, kind: type[BaseException] | None, raised: BaseException | None, trace: TracebackType | None
    ) -> None:
        """Leave the cluster; what it has not begun of ours is dropped."""
        self._until.close()

    def submit(self, make: Callable[..., Any], /, *given: Any) -> Future[Any]:
        """Return what a worker will make of ``given``."""
        call = make if isinstance(make, Call) else Call(make, LIMITS)
        packed = pickle.dumps((call, given))
        return promise(self._calls.submit(_made_there, self._seen, packed, self._pace), _said)


def _said(raised: BaseException) -> BaseException:
    """Return what a call raised, or what became of the cluster, in words."""
    from distributed import KilledWorker
    from distributed.client import FutureCancelledError

    if isinstance(raised, KilledWorker):
        return Stopped("ended each worker that began it", Why.ENDED)
    if isinstance(raised, FutureCancelledError):
        return Unfit("the scheduler was lost before all was made")
    if isinstance(raised, ImportError):
        return Unfit(f"a worker of the scheduler can't begin: {raised}; is tieout installed there?")
    return raised


# --- at the workers ------------------------------------------------------------------------------

_apart = threading.local()


def _made_there(asked: Witness, packed: bytes, pace: float) -> Any:
    """Return what a call gives, made at this worker, if its bytes are those that were to be had there.

    Raises:
        Unfit: they might not be.
    """
    from distributed import get_worker

    here = witness(Path(asked.root), Path(asked.cwd), asked.archive, asked.passing)
    if unlike := asked.unlike(here):
        raise Unfit(f"worker {get_worker().address} would not give the same bytes: {unlike}")
    of = replace(here, passing="")  # a process keeps what it has read: of other files there is another
    if getattr(_apart, "of", None) != of:
        if hasattr(_apart, "process"):
            _apart.process.end()
        _apart.process, _apart.of = Apart(here.cwd), of
    call, given = pickle.loads(packed)
    return _apart.process.call(call, given, pace)
