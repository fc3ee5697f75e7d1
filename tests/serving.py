"""A running `tieout serve` for tests: its address, what it answers, and what a page of it says."""

from __future__ import annotations

import os
import re
import signal
import subprocess
import sys
import time
from collections.abc import Callable, Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass
from http.client import HTTPConnection
from pathlib import Path
from typing import Any

from tests.sampled import PROJECT

LONGEST = 60  # seconds: what does not happen within them does not happen
SCRIPT = re.compile(r'<script src="/-/live\.js"[^>]*></script>')


@dataclass
class Served:
    """A server, the repository it serves and its port."""

    process: subprocess.Popen[str]
    root: Path
    port: int

    @property
    def address(self) -> str:
        """Where a browser finds it."""
        return f"http://127.0.0.1:{self.port}/"

    def answer(
        self, path: str, headers: Mapping[str, str] = {}, method: str = "GET"
    ) -> tuple[int, bytes, Mapping[str, str]]:
        """Return the status, the body and the headers of an answer; ``path`` is sent as it is."""
        line = HTTPConnection("127.0.0.1", self.port, timeout=LONGEST)
        try:
            line.putrequest(method, path, skip_host=True, skip_accept_encoding=True)
            for name, value in ({"Host": f"127.0.0.1:{self.port}"} | dict(headers)).items():
                line.putheader(name, value)
            line.endheaders()
            given = line.getresponse()
            return given.status, given.read(), dict(given.getheaders())
        finally:
            line.close()

    def page(self, briefing: str = "ferries") -> str:
        """Return a page as it is now, without the one script that is put in."""
        text = self.answer(f"/{briefing}/")[1].decode()
        assert len(SCRIPT.findall(text)) == 1
        return SCRIPT.sub("", text)

    def end(self, number: int = signal.SIGINT) -> tuple[int, str]:
        """Send a signal; return the exit status, and all that was said."""
        self.process.send_signal(number)
        said, _ = self.process.communicate(timeout=LONGEST)
        return self.process.returncode, said


@contextmanager
def served(root: Path, *more: str) -> Iterator[Served]:
    """Give a server of ``root`` on a free port; it is gone afterwards."""
    known = {key: value for key, value in os.environ.items() if not key.startswith(("TIEOUT", "PYTHON"))}
    process = subprocess.Popen(
        [sys.executable, "-m", "tieout", "serve", "--root", str(root), *more],
        env={**known, "PYTHONPATH": str(PROJECT), "PYTHONUNBUFFERED": "1"},
        stdout=subprocess.PIPE,
        stderr=subprocess.STDOUT,
        text=True,
    )
    try:
        first = process.stdout.readline()
        port = re.match(r"http://127\.0\.0\.1:(\d+)/", first)
        assert port, first + process.stdout.read()
        yield Served(process, root, int(port[1]))
    finally:
        if process.poll() is None:
            process.terminate()
            try:
                process.communicate(timeout=10)
            except subprocess.TimeoutExpired:
                process.kill()
                process.communicate()


def until(holds: Callable[[], Any]) -> Any:
    """Return what ``holds`` does once that is true of something."""
    end = time.monotonic() + LONGEST
    while time.monotonic() < end:
        if found := holds():
            return found
        time.sleep(0.02)
    raise AssertionError("it never came to be")


def over(tab: Any, part: str) -> str:
    """Return the text of a part of what is said over a page."""
    return tab.evaluate(
        """part => { const one = document.querySelector('tieout-live')?.shadowRoot.querySelector(part);
            return one?.checkVisibility() ? one.innerText : '' }""",
        part,
    )


def children(parent: int) -> set[int]:
    """Return the processes that ``parent`` itself started."""
    files = Path(f"/proc/{parent}/task").glob("*/children")
    return {int(word) for file in files for word in file.read_text().split()}


def processes(parent: int) -> set[int]:
    """Return the processes that ``parent`` started, at any depth."""
    found, ahead = set(), [parent]
    while ahead:
        new = children(ahead.pop()) - found
        found |= new
        ahead += new
    return found
