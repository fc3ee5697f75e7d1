"""Where a step runs: here, or in processes that are kept warm."""

from __future__ import annotations

from collections.abc import Callable
from concurrent.futures import Executor, Future
from dataclasses import dataclass
from importlib import import_module
from typing import Any

Make = Callable[..., bytes] | str


@dataclass(frozen=True, slots=True)
class Limits:
    """What a step may take where it runs in a process of its own: seconds, and bytes of memory."""

    seconds: float = 60
    memory: int = 2_000_000_000


LIMITS = Limits()


class Stopped(Exception):
    """A step whose process did not live to finish it; in words, of whatever it was that ran: ``took …``."""


@dataclass(frozen=True, slots=True)
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
        except Exception as raised:  # handed on by Future.result, as an executor does
            future.set_exception(raised)
        return future


Pool = Executor | Here
