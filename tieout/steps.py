"""Run pure steps once, in parallel, and keep their results by digest; knows nothing of briefings."""

from __future__ import annotations

import contextlib
import hashlib
import os
import re
import tempfile
from collections.abc import Callable, Iterable, Mapping
from concurrent.futures import Executor, Future
from dataclasses import dataclass, field
from functools import lru_cache
from importlib.metadata import PackageNotFoundError, distribution
from pathlib import Path
from typing import Any

_HEAD = 64  # hexadecimal digits of the SHA-256 that opens each kept file
_NOT_OF_A_NAME = re.compile(r"[^\w.-]")


@dataclass(frozen=True, slots=True)
class Step:
    """A call whose result depends on ``key`` alone.

    ``make`` is a function of a module (it may run in another process), called with ``given``; ``key`` is a
    digest of everything that can change the bytes: code, library versions, inputs.
    """

    name: str
    make: Callable[..., bytes]
    key: str
    given: tuple[Any, ...] = ()


def digest(*parts: str | bytes) -> str:
    """Return the SHA-256 of the parts in order, each told apart from its neighbours."""
    total = hashlib.sha256()
    for part in parts:
        one = part.encode() if isinstance(part, str) else part
        total.update(b"%d:" % len(one))
        total.update(one)
    return total.hexdigest()


@lru_cache(maxsize=8)
def libraries(*names: str) -> tuple[str, ...]:
    """Return the name and version of each library named and of all that these require, where it is here.

    What a library requires for an extra of its own is not looked for.
    """
    found: dict[str, str] = {}
    ahead = list(names)
    while ahead:
        name = ahead.pop()
        with contextlib.suppress(PackageNotFoundError):
            one = distribution(name)
            known = one.name.lower()
            if known not in found:
                found[known] = one.version
                asked = (line for line in one.requires or () if "extra ==" not in line)
                ahead += [_NOT_OF_A_NAME.split(line, maxsplit=1)[0] for line in asked]
    return tuple(f"{name} {version}" for name, version in sorted(found.items()))


@dataclass(frozen=True, slots=True)
class Store:
    """A folder of results named by key; a damaged entry counts as absent, a full disk keeps none."""

    folder: Path
    writes: bool = True

    def get(self, key: str) -> bytes | None:
        """Return the bytes kept under ``key``; None if there are none, or they are not what was kept."""
        try:
            kept = self._file(key).read_bytes()
        except OSError:
            return None
        head, result = kept[:_HEAD], kept[_HEAD:]
        return result if hashlib.sha256(result).hexdigest().encode() == head else None

    def put(self, key: str, result: bytes) -> None:
        """Keep ``result`` under ``key``; it appears whole or not at all, and not without ``writes``."""
        if not self.writes:
            return
        with contextlib.suppress(OSError):
            self._file(key).parent.mkdir(parents=True, exist_ok=True)
            write_whole(self._file(key), hashlib.sha256(result).hexdigest().encode() + result)

    def _file(self, key: str) -> Path:
        return self.folder / key[:2] / key[2:]


@dataclass(slots=True)
class Here:
    """An executor's ``submit`` that runs at once, in this process."""

    def submit(self, make: Callable[..., bytes], *given: Any) -> Future[bytes]:
        """Return the finished call."""
        future: Future[bytes] = Future()
        try:
            future.set_result(make(*given))
        except Exception as raised:  # handed on by Future.result, as an executor does
            future.set_exception(raised)
        return future


Pool = Executor | Here


@dataclass(frozen=True, slots=True)
class Results:
    """What each step gave, by name, and the names of those that had to run."""

    of: Mapping[str, bytes]
    ran: tuple[str, ...] = field(default=())


def run(
    steps: Iterable[Step],
    store: Store,
    pool: Pool,
    done: Callable[[str], None] = lambda name: None,
) -> Results:
    """Return the result of each step, from the store or by running it; ``done`` hears each name.

    Raises whatever a step raises, after the others have been kept.
    """
    results: dict[str, bytes] = {}
    running: dict[str, tuple[Step, Future[bytes]]] = {}
    for step in steps:
        kept = store.get(step.key)
        if kept is None:
            running[step.name] = step, pool.submit(step.make, *step.given)
        else:
            results[step.name] = kept
            done(step.name)
    fault: BaseException | None = None
    for name, (step, future) in running.items():
        try:
            results[name] = future.result()
        except Exception as raised:
            fault = fault or raised
        else:
            store.put(step.key, results[name])
            done(name)
    if fault:
        raise fault
    return Results(results, tuple(running))


def write_whole(path: Path, content: bytes) -> None:
    """Write a file so that it is never seen half-written: beside it first, then by one rename."""
    handle, name = tempfile.mkstemp(dir=path.parent, prefix=f".{path.name[:40]}-")
    try:
        with os.fdopen(handle, "wb") as file:
            file.write(content)
        Path(name).chmod(0o644)
        Path(name).replace(path)
    except BaseException:
        Path(name).unlink(missing_ok=True)
        raise
