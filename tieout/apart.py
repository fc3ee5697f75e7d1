"""One Python apart, for calls where no process can be forked: it takes them one by one over its pipes."""

from __future__ import annotations

import os
import pickle
import subprocess
import sys
import tempfile
import threading
from contextlib import suppress
from pathlib import Path
from typing import Any

from tieout import whole
from tieout.workers import Call, Stopped, Why, begun, ended, limited


class Apart:
    """A process that makes one call at a time, held to its limits; begun in ``cwd`` when first needed."""

    def __init__(self, cwd: str | None = None) -> None:
        self._cwd = cwd
        self._process: subprocess.Popen[bytes] | None = None

    def call(self, call: Call, given: tuple[Any, ...], pace: float = 1) -> Any:
        """Return what the call gives, or raise what it raises; ``Stopped``, if it was not finished."""
        if self._process is None or self._process.poll() is not None:
            package = Path(__file__).parents[1]
            paths = os.pathsep.join(filter(None, (str(package), os.environ.get("PYTHONPATH"))))
            self._process = subprocess.Popen(
                [sys.executable, "-m", __name__],
                stdin=subprocess.PIPE,
                stdout=subprocess.PIPE,
                cwd=self._cwd,
                env={**os.environ, "PYTHONPATH": paths},
            )
        process, seconds, late = self._process, call.limits.seconds * pace, threading.Event()
        timer = threading.Timer(seconds, lambda: (late.set(), process.kill()))
        try:
            pickle.dump((call, given), process.stdin)
            process.stdin.flush()
            timer.start()
            has_result, answer = pickle.load(process.stdout)
        except (OSError, EOFError, pickle.UnpicklingError):
            self.end()
            if late.is_set():
                raise Stopped(f"took longer than {seconds:g} s", Why.TIME) from None
            raise ended(process.returncode) from None
        finally:
            timer.cancel()
        if has_result:
            return answer
        raise answer

    def end(self) -> None:
        """End the process, whatever it is at; the next call begins another."""
        if self._process is not None:
            self._process.kill()
            self._process.communicate()
            self._process = None


def serve() -> None:
    """Be the process apart: answer calls until nobody is there to ask."""
    asked, answers = os.fdopen(os.dup(0), "rb"), os.fdopen(os.dup(1), "wb")
    with Path(os.devnull).open() as nothing:
        os.dup2(nothing.fileno(), 0)
    place = Path(tempfile.gettempdir())
    whole.sweep(place)
    with whole.scratch(place) as scratch, suppress(EOFError, BrokenPipeError):
        begun(os.getppid(), str(scratch))
        while True:
            call, given = pickle.load(asked)
            answers.write(_answer(call, given))
            answers.flush()


def _answer(call: Call, given: tuple[Any, ...]) -> bytes:
    try:
        return pickle.dumps((True, limited(call.limits.memory, call, *given)))
    except Exception as raised:
        with suppress(Exception):  # it may hold what can't be sent, or made again
            told = pickle.dumps((False, raised))
            pickle.loads(told)
            return told
        return pickle.dumps((False, RuntimeError(f"{type(raised).__name__}: {raised}")))


if __name__ == "__main__":
    serve()
