"""Where a step runs: here, or in processes that are kept warm and held to limits of time and memory."""

from __future__ import annotations

import gc
import os
import signal
import sys
import tempfile
import threading
import time
from collections.abc import Callable, Iterator
from concurrent.futures import CancelledError, Future
from contextlib import ExitStack, contextmanager, suppress
from dataclasses import dataclass
from enum import StrEnum
from functools import lru_cache
from importlib import import_module
from pathlib import Path
from types import TracebackType
from typing import Any, NoReturn, Protocol, Self

from tieout import whole
from tieout.frozen import frozen

try:
    import resource
except ImportError:  # Windows holds nobody to a limit of memory
    resource = None  # type: ignore[assignment]

Make = Callable[..., bytes] | str


@frozen
class Limits:
    """What a step may take where it runs in a process of its own: seconds, and bytes of memory."""

    seconds: float = 60
    memory: int = 2_000_000_000


LIMITS = Limits()


class Why(StrEnum):
    """Why a call was not finished."""

    TIME = "time"
    MEMORY = "memory"
    ENDED = "ended"


class Unfit(Exception):
    """A cluster that can't be used, and why: it isn't there, or would not give the same bytes."""


class Stopped(Exception):
    """A call that was not finished; as text it says what it did: ``took longer than 60 s``."""

    def __init__(self, what: str, why: Why) -> None:
        super().__init__(what, why)
        self.what, self.why = what, why

    def __str__(self) -> str:
        return self.what

    @property
    def whole(self) -> str:
        """What it did, and that it was stopped, if it did not end by itself."""
        return self.what if self.why is Why.ENDED else f"{self.what} and was stopped"


@frozen
class Call:
    """What a pool is given to run, with its limits; a name of a function is looked up where it runs."""

    make: Make
    limits: Limits = LIMITS

    def __call__(self, *given: Any) -> bytes:
        """Return what the function makes of ``given``."""
        make = self.make
        if isinstance(make, str):
            module, _, name = make.partition(":")
            make = getattr(import_module(module), name)
        return make(*given)


@dataclass(slots=True)
class Here:
    """An executor's ``submit`` that runs at once, in this process, and holds nobody to limits."""

    def submit(self, make: Callable[..., bytes], *given: Any) -> Future[bytes]:
        """Return the finished call."""
        future: Future[bytes] = Future()
        try:
            future.set_result(make(*given))
        except MemoryError:
            future.set_exception(Stopped("took more memory than there is", Why.MEMORY))
        except Exception as raised:  # handed on by Future.result, as an executor does
            future.set_exception(raised)
        return future


class Pool(Protocol):
    """Whatever runs calls: an executor of ``concurrent.futures``, ``Here``, ``Workers``, a cluster."""

    def submit(self, make: Callable[..., Any], /, *given: Any) -> Future[Any]:
        """Return what will be ``make(*given)``, or what it raises; ``Stopped``, if it was not finished."""


class Workers:
    """Processes forked from this one when they are first needed, and kept until the end of a ``with``.

    A call that takes longer, or more memory, than the limits of its ``Call`` gives ``Stopped``; so does one
    that ends its process. Another process takes its place. Memory is what a call takes beyond what was there,
    and is limited on Linux alone. All limits of time are ``pace`` times as long.
    """

    def __init__(self, count: int, pace: float = 1) -> None:
        self._count, self._pace = count, pace
        self._pool: Any = None
        self._lock = threading.Lock()
        self._until = ExitStack()

    def __enter__(self) -> Self:
        return self

    def __exit__(
        self, kind: type[BaseException] | None, raised: BaseException | None, trace: TracebackType | None
    ) -> None:
        """End the processes, whatever they are at, and remove the files they made for themselves."""
        with self._until:
            if self._pool is not None:
                self._pool.stop()
                self._pool.join()

    def submit(self, make: Callable[..., Any], /, *given: Any) -> Future[Any]:
        """Return what a process will make of ``given``."""
        limits = make.limits if isinstance(make, Call) else LIMITS
        seconds = limits.seconds * self._pace
        begun = self._warm().schedule(limited, (limits.memory, make, *given), timeout=seconds)
        return promise(begun, lambda raised: _said(raised, seconds))

    def warm(self, make: Make, *given: Any) -> None:
        """Have each process that is idle call ``make``, whatever comes of it, before it is given anything."""
        for _ in range(self._count):
            self.submit(Call(make), *given)

    def _warm(self) -> Any:
        with self._lock:
            if self._pool is None:
                from multiprocessing import get_context  # only where something is stale

                from pebble import CONSTS, ProcessPool

                CONSTS.sleep_unit = _TICK
                _fork_between_imports()
                place = Path(tempfile.gettempdir())
                whole.sweep(place)
                scratch = self._until.enter_context(whole.scratch(place))
                self._pool = ProcessPool(
                    self._count,
                    initializer=begun,
                    initargs=(os.getpid(), str(scratch)),
                    context=get_context("fork"),
                )
            return self._pool


def promise(begun: Future[Any], said: Callable[[BaseException], BaseException]) -> Future[Any]:
    """Return what ``begun`` will give, what it raises as ``said`` says it; to cancel one cancels both."""
    promised: Future[Any] = Future()

    def done(finished: Future[Any]) -> None:
        if not promised.set_running_or_notify_cancel():
            return
        raised = CancelledError() if finished.cancelled() else finished.exception()
        if raised is None:
            promised.set_result(finished.result())
        else:
            promised.set_exception(said(raised))

    begun.add_done_callback(done)
    promised.add_done_callback(lambda one: begun.cancel() if one.cancelled() else None)
    return promised


@lru_cache(maxsize=1)
def _fork_between_imports() -> None:
    """Have other threads than the main one fork only while nothing is imported.

    A process that takes another's place is forked by a thread of the pool. Were a module just being imported,
    its lock would be held in the new process for ever, by a thread that is not there.
    """

    def wait() -> None:
        until = time.monotonic() + _PATIENCE
        while (
            threading.current_thread() is not threading.main_thread()
            and any(getattr(one.__spec__, "_initializing", False) for one in _specified())
            and time.monotonic() < until
        ):
            time.sleep(0.001)

    os.register_at_fork(before=wait)


def _specified() -> list[Any]:
    return [one for one in list(sys.modules.values()) if getattr(one, "__spec__", None)]


def can_fork() -> bool:
    """Return whether this system has the processes that ``Workers`` are."""
    return hasattr(os, "fork")


def _said(raised: BaseException, seconds: float) -> BaseException:
    """Return what a call raised, or why it was not finished, as ``Stopped``."""
    from pebble import ProcessExpired

    if isinstance(raised, TimeoutError) and raised.args[:1] == ("Task timeout",):
        return Stopped(f"took longer than {seconds:g} s", Why.TIME)
    return ended(raised.exitcode) if isinstance(raised, ProcessExpired) else raised


def ended(status: int) -> Stopped:
    """Return what is said of a call whose process ended with ``status``: a signal, if that is below 0."""
    if status < 0:
        with suppress(ValueError):
            return Stopped(f"ended its process ({signal.Signals(-status).name})", Why.ENDED)
    return Stopped(f"ended its process (exit status {0 if status == _ZERO else status})", Why.ENDED)


# --- in the processes ----------------------------------------------------------------------------

_ZERO = 250  # what a process that ends itself with 0 ends with: with 0 a worker ends when it is told to
_TICK = 0.02  # seconds between looks of the pool at its processes: its end waits for one
_PATIENCE = 30.0  # seconds that a fork waits for imports to end
_LOOKS = 1.0  # seconds between looks whether the process that forked this one still lives
_exit = os._exit


def begun(parent: int, scratch: str) -> None:
    """Begin a worker: what it leaves in files is removed with it, and it ends soon after ``parent``.

    What a script prints goes where problems go: standard output is for what was asked for.
    """

    gc.enable()  # it makes one thing after another, whatever the one that started it does

    def watch() -> None:
        while os.getppid() == parent:
            time.sleep(_LOOKS)
        _exit(1)

    gc.freeze()  # what it was forked with is nobody's to look through: that would copy it
    gc.enable()
    tempfile.tempdir = scratch
    os.dup2(2, 1)
    threading.Thread(target=watch, daemon=True).start()


def limited(memory: int, make: Callable[..., Any], *given: Any) -> Any:
    """Return what ``make`` makes of ``given`` with so many bytes of memory beyond those at hand."""
    os._exit = _ended  # type: ignore[assignment]
    try:
        with _within(memory):
            return make(*given)
    except MemoryError:
        raise Stopped(f"took more than {memory / 1e9:g} GB of memory", Why.MEMORY) from None
    finally:
        os._exit = _exit  # type: ignore[assignment]


def _ended(status: int = 0) -> NoReturn:
    _exit(status or _ZERO)


@contextmanager
def _within(memory: int) -> Iterator[None]:
    held = _data()
    if resource is None or held is None:
        yield
        return
    soft, hard = resource.getrlimit(resource.RLIMIT_DATA)
    wanted = min(one for one in (held + memory, soft, hard) if one != resource.RLIM_INFINITY)
    resource.setrlimit(resource.RLIMIT_DATA, (wanted, hard))
    try:
        yield
    finally:
        resource.setrlimit(resource.RLIMIT_DATA, (soft, hard))


def _data() -> int | None:
    """Return the bytes of memory this process can write, as its limit counts them; None where none tells."""
    try:
        pages = Path("/proc/self/statm").read_text().split()[5]
    except (OSError, IndexError):
        return None
    return int(pages) * resource.getpagesize()
