"""Run pure steps once, in the order of their needs and side by side, and keep what they give by digest."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping
from concurrent.futures import FIRST_COMPLETED, Future, wait
from dataclasses import field
from graphlib import TopologicalSorter
from typing import Any

from tieout.frozen import frozen
from tieout.store import Store, digest
from tieout.workers import LIMITS, Call, Here, Limits, Make, Pool, Stopped, Why

__all__ = [
    "Here",
    "Limits",
    "Pool",
    "Results",
    "Step",
    "Stopped",
    "Store",
    "Why",
    "begin",
    "digest",
    "run",
]



@frozen
class Step:
    """A call whose result depends on ``key``, and on the results it needs, alone.

    ``make`` is a function of a module, or its name as ``"package.module:function"``, which is imported where
    it runs and not before. It is called with ``given`` and then with the results of the steps named in
    ``needs``, in their order. ``key`` is a digest of everything else that can change the bytes: code, library
    versions, inputs. Where a step is stopped, others ``about`` the same (a file, say) are not waited for.
    """

    name: str
    make: Make
    key: str
    given: tuple[Any, ...] = ()
    needs: tuple[str, ...] = ()
    limits: Limits = LIMITS
    about: str = ""


@frozen
class Results:
    """What each step gave, by name, and the names of those that had to run, both in the order of the steps.

    ``stopped`` holds those whose process did not live to give anything; a step that needs one is in neither.
    """

    of: Mapping[str, bytes]
    ran: tuple[str, ...] = field(default=())
    stopped: Mapping[str, Stopped] = field(default_factory=dict)


def run(
    steps: Iterable[Step],
    store: Store,
    pool: Pool,
    done: Callable[[str], None] = lambda name: None,
) -> Results:
    """Return the result of each step, from the store or by running it; ``done`` hears each name.

    A step is looked up by its own key and the digests of what it needs: one that ran again and gave the same
    bytes sets nothing after it in motion.

    Raises whatever a step raises, after the others have been kept. If several do, that of the first.

    Raises:
        ValueError: steps need one another, or one that is not among them.
    """
    return begin(steps, store, pool, done).results()


def begin(
    steps: Iterable[Step],
    store: Store,
    pool: Pool,
    done: Callable[[str], None] = lambda name: None,
) -> Begun:
    """Begin what ``run`` does with steps: those that need others wait until results are asked for.

    Raises:
        ValueError: steps need one another, or one that is not among them.
    """
    named = {step.name: step for step in steps}
    if absent := [need for step in named.values() for need in step.needs if need not in named]:
        raise ValueError(f"no step `{absent[0]}`, which another needs")
    begun = Begun(named, store, pool, done)
    begun.begin()
    return begun


class Begun:
    """Steps under way: which wait for others, which are running, and what came of the rest."""

    def __init__(
        self, steps: Mapping[str, Step], store: Store, pool: Pool, done: Callable[[str], None]
    ) -> None:
        self.steps, self.store, self.pool, self.done = steps, store, pool, done
        self.order = TopologicalSorter({name: step.needs for name, step in steps.items()})
        self.order.prepare()
        self.running: dict[Future[bytes], tuple[str, str]] = {}
        self.given: dict[str, bytes] = {}
        self.digests: dict[str, str] = {}
        self.faults: dict[str, Exception] = {}
        self.stopped: dict[str, Stopped] = {}
        self.ran: set[str] = set()

    def begin(self) -> None:
        """Begin all that waits for nothing."""
        while ready := self.order.get_ready():
            for name in ready:
                self._begin(name)

    def leave(self) -> None:
        """Have nothing more run: nobody waits for what is still to come."""
        for future in self.running:
            future.cancel()
        self.running.clear()

    def results(self) -> Results:
        """Return what came of all, once it has; raise what ``run`` raises."""
        while self.running:
            ended, _ = wait(self.running, return_when=FIRST_COMPLETED)
            for future in ended:
                if future in self.running:
                    self._end(future)
            self.begin()
        for name in self.steps:
            if name in self.faults:
                raise self.faults[name]
        in_order = {name: self.given[name] for name in self.steps if name in self.given}
        stopped = {name: self.stopped[name] for name in self.steps if name in self.stopped}
        return Results(in_order, tuple(name for name in self.steps if name in self.ran), stopped)

    def _begin(self, name: str) -> None:
        """Have the step's result, if it is kept; else run it."""
        step = self.steps[name]
        key = step.key
        if step.needs:
            key = digest(step.key, *(self._digest(need) for need in step.needs))
        kept = self.store.get(key)
        if kept is not None:
            self._have(name, kept)
            return
        self.ran.add(name)
        call = Call(step.make, step.limits)
        future = self.pool.submit(call, *step.given, *(self.given[need] for need in step.needs))
        self.running[future] = name, key

    def _end(self, future: Future[bytes]) -> None:
        name, key = self.running.pop(future)
        try:
            result = future.result()
        except Stopped as stopped:
            self._stop(name, stopped)
        except Exception as raised:
            self.faults[name] = raised
        else:
            self.store.put(key, result)
            self._have(name, result)

    def _have(self, name: str, result: bytes) -> None:
        self.given[name] = result
        self.order.done(name)
        self.done(name)

    def _stop(self, name: str, stopped: Stopped) -> None:
        """Note that a step was stopped, and stop those that are about the same."""
        self.stopped[name] = stopped
        self.store.stopped.add(name)
        about = self.steps[name].about
        for future, (other, _) in list(self.running.items()):
            if about and self.steps[other].about == about and future.cancel():
                del self.running[future]
                self.stopped[other] = stopped

    def _digest(self, name: str) -> str:
        if name not in self.digests:
            self.digests[name] = digest(self.given[name])
        return self.digests[name]
