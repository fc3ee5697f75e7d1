"""The process that keeps all warm: pages are made anew at once, and drafts after them in the background."""

from __future__ import annotations

import contextlib
import multiprocessing
import os
import signal
import sys
import threading
import time
import traceback
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from multiprocessing.connection import Connection, wait
from multiprocessing.process import BaseProcess
from pathlib import Path

from tieout import auditing, formats, memory, pipeline, steps, yamltree
from tieout.collecting import uncollected
from tieout.diagnostics import Diagnostic, Place, error
from tieout.formats import pdf
from tieout.frozen import frozen
from tieout.progress import Teller
from tieout.serve import told
from tieout.serve.told import Told
from tieout.stages import Composed
from tieout.store import Store, kept_in, store_of

QUIET = 0.06
"""Seconds without an edit after which drafts are begun: who saves twice in a row wants the last alone."""

_LOOKS = 0.2  # seconds between looks whether the process that drafts were begun by still lives
_BEHIND = 10  # how much a draft's process stands back for the page's
_UNREAD = ("file-is-read", yamltree.CHECK)


@frozen
class Order:
    """What is served: the briefings named of a repository (all, if none is), and where its snapshots are."""

    root: Path
    names: tuple[str, ...]
    archive: Path | None
    output: Path
    jobs: int | None = None


@frozen
class Pages:
    """What became of an edit: files of pages by briefing and path, but for those that are as sent before.

    ``held`` is true where content can't be read, so that the last pages stay. ``briefings`` are all that
    have a page now, with their titles; ``lost`` are those shown that are still there, but of which none can
    be made: their last page stays. ``drafts`` is whether drafts of the edit follow.
    """

    edit: int
    files: Mapping[str, Mapping[str, bytes]]
    briefings: Mapping[str, str]
    lost: frozenset[str]
    problems: tuple[Told, ...]
    held: bool
    drafts: bool
    seconds: float


@frozen
class Drafts:
    """What a build of an edit wrote, by briefing: the page as it is on disk, the PDF's name and size.

    The name is empty where no PDF was made. They are all there, and audited, once there are ``problems``:
    before, None.
    """

    edit: int
    pages: Mapping[str, bytes]
    papers: Mapping[str, tuple[str, int]]
    seconds: float
    problems: tuple[Told, ...] | None = None


@frozen
class Fault:
    """A mistake of ours, as Python tells it, which an edit ran into."""

    edit: int
    trace: str
    drafting: bool = False


class _Stopped(BaseException):
    """The drafts being written are out of date."""


@dataclass(slots=True)
class _Drafting:
    """A build under way, in a process of its own that leads all it starts."""

    process: BaseProcess
    line: Connection
    edit: int

    def stop(self) -> None:
        """Have it end: what it has half-written goes with it."""
        self.process.terminate()

    def end(self, within: float = 1.0) -> None:
        """Wait for its end; after ``within`` seconds it has no choice, nor has what it started."""
        self.process.join(within)
        with contextlib.suppress(ProcessLookupError, PermissionError):
            os.killpg(self.process.pid, signal.SIGKILL)
        self.process.join()
        self.line.close()


class _Held(Store):
    """A store that has what was asked for last in memory."""

    __slots__ = ("recent",)

    def __init__(self, root: Path) -> None:
        super().__init__(kept_in(root), root=root)
        self.recent = memory.Recent(1024)

    def get(self, key: str) -> bytes | None:
        """Return what is kept under ``key``."""
        found = self.recent.held.get(key)
        if found is None and (found := Store.get(self, key)) is not None:
            self.recent.put(key, found)
        return found

    def put(self, key: str, result: bytes) -> None:
        """Keep ``result``, here too."""
        Store.put(self, key, result)
        if not self.is_late:
            self.recent.put(key, result)


@dataclass(slots=True)
class Worker:
    """What composes pages for as long as ``line`` is open, and answers on it.

    What comes on it is the number of an edit, and the names of the briefings that are shown.
    """

    order: Order
    line: Connection
    store: Store = field(init=False)
    sent: dict[tuple[str, str], bytes] = field(default_factory=dict)
    sizes: dict[str, int] = field(default_factory=dict)
    drafting: _Drafting | None = None
    stopped: list[_Drafting] = field(default_factory=list)
    waiting: tuple[int, Composed] | None = None
    pool: steps.Pool = field(default_factory=steps.Here)

    def __post_init__(self) -> None:
        self.store = _Held(self.order.root)

    def run(self) -> None:
        """Answer each edit with pages, and later with drafts, until the line ends.

        Charts are drawn in processes of their own: a script that is being written may never end.
        """
        with pipeline.workers(self.order.jobs) as self.pool:
            self._answer()

    def _answer(self) -> None:
        try:
            while True:
                lines = [self.line, *([self.drafting.line] if self.drafting else [])]
                ready = wait(lines, QUIET if self.waiting or self.stopped else None)
                if self.line in ready:
                    self._edited(*self.line.recv())
                elif ready:
                    self._drafted()
                elif self.stopped:
                    self._reap()
                elif self.waiting:
                    self._draft()
        except (EOFError, BrokenPipeError, ConnectionResetError):
            pass  # nobody is there any more
        finally:
            self._stop()
            self._reap()

    def _edited(self, number: int, shown: Sequence[str]) -> None:
        self._stop()
        # Of what is shown no more nothing is held: who comes back is sent whole.
        self.sent = {(name, path): one for (name, path), one in self.sent.items() if name in shown}
        began = time.perf_counter()
        try:
            composed = self._composed(number, shown, began)
        except Exception:
            self.line.send(Fault(number, traceback.format_exc()))
            return
        self.waiting = (number, composed) if composed else None
        pdf.engine()  # a moment after the first page, so that no draft has to load these
        auditing.load()

    def _composed(self, number: int, shown: Sequence[str], began: float) -> Composed | None:
        """Send the pages of an edit; return what its drafts are made of, None where none can be."""
        order = self.order
        self.store.begin()
        with uncollected():
            composed = pipeline.compose(
                order.root,
                order.names,
                archive=order.archive,
                store=self.store,
                pool=self.pool,
                tell=Teller(),
                mains=True,
            )
            ledger = composed.known.ledger
            problems = [*composed.settled.diagnostics, *self._absent(composed.unknown)]
            unread = [one for one in problems if one.check in _UNREAD and one.errs]
            held = bool(unread and shown)
            made: dict[str, Mapping[str, bytes]] = {}
            if held:
                problems = unread  # whatever else is found may follow from what is not read
            else:
                for name in composed.chosen:
                    files = formats.web(composed.faced(name), order.root, self.sizes.get(name) or None)
                    problems += files.problems
                    if files.artefacts:
                        made[name] = self._unsent(name, files.artefacts)
            titles = {name: ledger.briefings[name].title.text for name in made}
            lost = frozenset(name for name in shown if name not in made and self._is_wanted(name))
            texts = pipeline.with_scripts(ledger, problems, order.root).texts
            said = told.told(problems, texts)
            drafts = not (unread or composed.unknown)
        seconds = time.perf_counter() - began
        self.line.send(Pages(number, made, titles, lost, said, held, drafts, seconds))
        self.sent |= {(name, path): one for name, new in made.items() for path, one in new.items()}
        return composed if drafts else None

    def _is_wanted(self, name: str) -> bool:
        """Whether a briefing is asked for by name, or has a folder, even if that can't be read."""
        return name in self.order.names or _folder(self.order.root, name).is_dir()

    def _absent(self, names: Sequence[str]) -> Iterator[Diagnostic]:
        """Yield a problem for each that has no folder; what is wrong in a folder is told of already."""
        return (_absent(name) for name in names if not _folder(self.order.root, name).is_dir())

    def _unsent(self, name: str, files: Mapping[str, bytes]) -> Mapping[str, bytes]:
        return {path: one for path, one in files.items() if self.sent.get((name, path)) != one}

    # --- drafts ----------------------------------------------------------------------------------

    def _draft(self) -> None:
        number, composed = self.waiting
        self.waiting = None
        ours, theirs = multiprocessing.Pipe(duplex=False)
        given = (self.order, number, composed, theirs, self.line, os.getpid())
        process = multiprocessing.get_context("fork").Process(target=_write, args=given)
        process.start()
        theirs.close()
        self.drafting = _Drafting(process, ours, number)

    def _drafted(self) -> None:
        drafting = self.drafting
        try:
            made = drafting.line.recv()
        except EOFError:
            made = Fault(drafting.edit, "what writes drafts was ended from outside", drafting=True)
        if isinstance(made, Drafts):
            self.sizes |= {name: size for name, (_, size) in made.papers.items()}
            for name, page in made.pages.items():
                self.sent[name, "index.html"] = page
        if isinstance(made, Fault) or made.problems is not None:
            self.drafting = None
            self.stopped.append(drafting)
            self._reap()
        self.line.send(made)

    def _stop(self) -> None:
        self.waiting = None
        if self.drafting:
            self.drafting.stop()
            self.stopped.append(self.drafting)
            self.drafting = None

    def _reap(self) -> None:
        for one in self.stopped:
            one.end()
        self.stopped.clear()


def can_fork() -> bool:
    """Return whether this system can start a process as a copy of another, which drafts need."""
    return "fork" in multiprocessing.get_all_start_methods()


def work(order: Order, line: Connection) -> None:
    """Be the warm process: answer each edit on ``line`` until it ends, or a signal does."""
    memory.begin()
    signal.signal(signal.SIGINT, signal.SIG_IGN)  # who pressed the keys means the server, which tells us
    signal.signal(signal.SIGTERM, lambda *_: sys.exit(0))
    Worker(order, line).run()


def _write(
    order: Order, number: int, composed: Composed, line: Connection, other: Connection, parent: int
) -> None:
    """Be the process that writes drafts: as a build does, on what was composed already."""
    other.close()
    os.setsid()
    os.nice(_BEHIND)
    signal.signal(signal.SIGTERM, _stop)
    sys.unraisablehook = _unraised
    threading.Thread(target=_follow, args=(parent,), daemon=True).start()
    began = time.perf_counter()
    try:
        _draft(order, composed, _Telling(number, line, began))
    except _Stopped:
        pass
    except Exception:
        line.send(Fault(number, traceback.format_exc(), drafting=True))
    finally:
        line.close()


def _follow(parent: int) -> None:
    """End soon after ``parent``, with all that was started: its heir may write newer drafts by then."""
    while os.getppid() == parent:
        time.sleep(_LOOKS)
    os.kill(os.getpid(), signal.SIGTERM)  # what it has half-written goes with it
    time.sleep(1)
    os.killpg(0, signal.SIGKILL)


def _stop(*_: object) -> None:
    signal.signal(signal.SIGTERM, signal.SIG_IGN)  # once is enough: what cleans up is left to do so
    for one in multiprocessing.active_children():
        one.kill()
    raise _Stopped


def _unraised(said: sys.UnraisableHookArgs) -> None:
    """End at once where Python could not raise ``_Stopped``: the next build sweeps what is left."""
    if isinstance(said.exc_value, _Stopped):
        os._exit(0)
    sys.__unraisablehook__(said)


class _Telling(Teller):
    """Tells the line of each draft when it is written."""

    def __init__(self, edit: int, line: Connection, began: float) -> None:
        self.edit, self.line, self.began = edit, line, began

    @property
    def seconds(self) -> float:
        """How long it has taken so far."""
        return time.perf_counter() - self.began

    def written(self, briefing: str, files: Mapping[str, bytes]) -> None:
        """Say so: the audit, which may take as long again, is not waited for."""
        page = {briefing: files["index.html"]} if "index.html" in files else {}
        paper = next((name for name in files if name.endswith(".pdf")), "")
        size = len(files.get(paper, b""))
        self.line.send(Drafts(self.edit, page, {briefing: (paper, size)}, self.seconds))


def _draft(order: Order, composed: Composed, tell: _Telling) -> None:
    store = store_of(order.root, as_saved=composed.known.as_saved)
    with pipeline.workers(order.jobs) as pool:
        outcome = pipeline.written(composed, output=order.output, store=store, pool=pool, tell=tell)
    said = told.told(outcome.problems, outcome.ledger.texts)
    tell.line.send(Drafts(tell.edit, {}, {}, tell.seconds, said))


def _folder(root: Path, name: str) -> Path:
    return root / "content" / "briefings" / name


def _absent(name: str) -> Diagnostic:
    at = Place(f"content/briefings/{name}")
    mend = "put its folder back, or serve another"
    return error("names-exist", at, f"there is no briefing `{name}`", help=mend)


def start(order: Order) -> tuple[BaseProcess, Connection]:
    """Return a new warm process, and the line on which it takes edits and answers."""
    context = multiprocessing.get_context("spawn")  # a fork would take the server's threads and sockets along
    ours, theirs = context.Pipe()
    process = context.Process(target=work, args=(order, theirs))
    process.start()
    theirs.close()
    return process, ours


Answer = Pages | Drafts | Fault
Answers = Sequence[Answer]
