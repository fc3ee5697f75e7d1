"""The server: it hears of saves, has the warm process answer them, and ends without leaving a trace."""

from __future__ import annotations

import asyncio
import contextlib
import signal
import socket
import threading
from collections.abc import Callable, Iterator
from multiprocessing.connection import Connection
from multiprocessing.process import BaseProcess
from pathlib import Path

import uvicorn

from tieout.serve import warm
from tieout.serve.live import Live
from tieout.serve.site import Site
from tieout.serve.warm import Drafts, Fault, Order, Pages
from tieout.serve.watching import Watch, begins_anew, watched

HOST = "127.0.0.1"
FIRST_PORT = 8640
"""The first port that is tried where none is asked for, so that a page left open finds its server again."""

_PORTS = 20
_PATIENCE = 5.0  # seconds that one edit may take before the next takes its place
_END = 3.0  # seconds that the warm process has to end
_DEATHS = 3  # how often it may end by itself without giving a page


class PortTaken(Exception):
    """The port asked for is in use."""


def listening(port: int | None) -> socket.socket:
    """Return a socket that listens on this machine alone, at ``port``, or at a free one for None.

    Raises:
        PortTaken: something listens there already.
    """
    for one in (port,) if port is not None else (*range(FIRST_PORT, FIRST_PORT + _PORTS), 0):
        made = socket.socket(socket.AF_INET, socket.SOCK_STREAM)
        made.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
        try:
            made.bind((HOST, one))
            made.listen(128)
        except OSError:
            made.close()
            continue
        made.set_inheritable(False)
        return made
    raise PortTaken(str(port))


class Server:
    """A repository, served until a signal ends it."""

    def __init__(self, order: Order, made: socket.socket, editor: str, say: Callable[[str], None]) -> None:
        self.order, self.socket, self.say = order, made, say
        self.live = Live()
        self.site = Site(self.live, order.root, order.output, editor)
        self.port = made.getsockname()[1]
        self.pending: frozenset[Path] | None = frozenset()
        self.busy_since: float | None = None
        self.deaths = 0
        self.is_lost = False
        self.line: Connection | None = None
        self.restarting: list[asyncio.Task[None]] = []

    @property
    def address(self) -> str:
        """Where it is."""
        return f"http://{HOST}:{self.port}/"

    async def run(self) -> None:
        """Serve until told to end."""
        self.loop = asyncio.get_running_loop()
        self.stop = asyncio.Event()
        config = uvicorn.Config(
            self.site.app(self.port),
            log_level="error",
            access_log=False,
            lifespan="off",
            ws="none",
            timeout_graceful_shutdown=1,
            server_header=False,
        )
        web = _Web(config)
        self._start()
        with self._signals():
            serving = asyncio.create_task(web.serve(sockets=[self.socket]))
            watching = asyncio.create_task(self._watch())
            stopping = asyncio.create_task(self.stop.wait())
            await asyncio.wait((serving, watching, stopping), return_when=asyncio.FIRST_COMPLETED)
            self.stop.set()
            self.live.end()
            web.should_exit = True
            await asyncio.wait((serving, watching), timeout=_END)
            await asyncio.gather(*self.restarting, return_exceptions=True)
        if self.line is not None:
            await asyncio.to_thread(_end, self.process, self.line)
        for task in (serving, watching, *self.restarting):
            if task.done() and not task.cancelled() and (raised := task.exception()):
                raise raised

    @contextlib.contextmanager
    def _signals(self) -> Iterator[None]:
        numbers = (signal.SIGINT, signal.SIGTERM)
        for number in numbers:
            self.loop.add_signal_handler(number, self.stop.set)
        try:
            yield
        finally:
            for number in numbers:
                self.loop.remove_signal_handler(number)

    # --- the warm process ------------------------------------------------------------------------

    def _start(self) -> None:
        self.process, self.line = warm.start(self.order)
        self._send()
        threading.Thread(target=self._listen, args=(self.line,), daemon=True).start()

    def _send(self) -> None:
        self.pending = None
        self.busy_since = self.loop.time()
        with contextlib.suppress(OSError):  # it is gone: who listens to it knows, and starts another
            self.line.send((self.live.edits, tuple(self.live.leaves)))

    def _listen(self, line: Connection) -> None:
        """Hand on what the warm process says, from a thread, for as long as it lives."""
        while True:
            try:
                said = line.recv()
            except (EOFError, OSError):
                said = None
            with contextlib.suppress(RuntimeError):  # the loop is over
                self.loop.call_soon_threadsafe(self._heard, said, line)
            if said is None:
                return

    def _heard(self, said: Pages | Drafts | Fault | None, line: Connection) -> None:
        if line is not self.line or self.stop.is_set():
            return
        if said is None:
            self._died()
            return
        self.live.take(said)
        self._tell(said)
        if not isinstance(said, Drafts) and not (isinstance(said, Fault) and said.drafting):
            self.busy_since, self.deaths = None, 0
            if self.pending is not None:
                self._send()

    def _died(self) -> None:
        self.deaths += 1
        if self.deaths > _DEATHS:
            self.say("the process that makes pages ends before it has made one")
            self.is_lost = True
            self.stop.set()
        else:
            self._restart()

    def _restart(self) -> None:
        """Have another warm process take the place of this one: it was killed, or knows what it must forget.

        Until the other is there no ``line`` leads to one, and what this one still says is not heard.
        """
        process, line, self.line = self.process, self.line, None
        self.restarting = [self.loop.create_task(self._replace(process, line))]

    async def _replace(self, process: BaseProcess, line: Connection) -> None:
        await asyncio.to_thread(_end, process, line)  # pages are given meanwhile
        if self.stop.is_set():
            return
        try:
            self._start()
        except OSError:
            self.stop.set()
            raise

    # --- saves -----------------------------------------------------------------------------------

    async def _watch(self) -> None:
        async for paths in Watch(self.order.root, self.order.archive, self.stop).saves():
            self.live.saved()
            self.pending = (self.pending or frozenset()) | paths
            if self.line is None:
                continue  # the process that is to come is told of it
            stuck = self.busy_since is not None and self.loop.time() - self.busy_since > _PATIENCE
            folders = watched(self.order.root, self.order.archive)
            if stuck or any(begins_anew(path, folders) for path in paths):
                self._restart()
            elif self.busy_since is None:
                self._send()

    def _tell(self, said: Pages | Drafts | Fault) -> None:
        match said:
            case Pages():
                errors = sum(one.severity == "error" for one in said.problems)
                wrong = f", {errors} error{'' if errors == 1 else 's'}" if errors else ""
                what = "the last page stays" if said.held or said.lost else "page"
                self.say(f"{what} after {said.seconds:.2f} s{wrong}")
            case Drafts():
                if said.problems is not None:
                    self.say(f"drafts written and audited after {said.seconds:.1f} s")
            case Fault():
                self.say(said.trace)


def _end(process: BaseProcess, line: Connection) -> None:
    """End a warm process, which ends what it has started."""
    process.terminate()
    process.join(_END)
    process.kill()
    process.join()
    line.close()


class _Web(uvicorn.Server):
    """A web server that leaves signals to who runs it."""

    @contextlib.contextmanager
    def capture_signals(self) -> Iterator[None]:
        """Take none."""
        yield


def serve(order: Order, made: socket.socket, editor: str, say: Callable[[str], None]) -> bool:
    """Serve a repository on a socket until a signal ends it; return False if nothing can make its pages."""
    server = Server(order, made, editor, say)
    asyncio.run(server.run())
    return not server.is_lost
