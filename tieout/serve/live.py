"""What is shown just now: pages and their past states, problems, and how far drafts on disk are behind."""

from __future__ import annotations

import asyncio
import hashlib
from collections import OrderedDict
from collections.abc import Mapping
from dataclasses import dataclass, field

from tieout.serve import parts
from tieout.serve.told import Told
from tieout.serve.warm import Drafts, Fault, Pages

INDEX = "index.html"
_PAST = 24  # states of a page from which a browser can be brought up to date in parts
_CHANGES = 64  # ways between two states that are kept, for there may be many browsers


@dataclass(slots=True)
class Leaf:
    """A briefing's page as it is now, its other files, and states of it that a browser may still show.

    ``written`` is the edit that its draft on disk has, with the PDF ``paper``; -1 before there is one.
    It is ``lost`` while no page can be made of what is there: then it is the last that could be.
    """

    files: dict[str, bytes] = field(default_factory=dict)
    state: str = ""
    past: OrderedDict[str, parts.Page] = field(default_factory=OrderedDict)
    ways: OrderedDict[tuple[str, str], dict[str, object]] = field(default_factory=OrderedDict)
    paper: str = ""
    written: int = -1
    lost: bool = False

    def take(self, files: Mapping[str, bytes]) -> bool:
        """Take files that have changed; return whether the page or its style is another now."""
        before = self.state, self.style
        self.files |= files
        if INDEX in files:
            text = files[INDEX].decode()
            self.state = hashlib.sha256(files[INDEX]).hexdigest()[:16]
            self.past[self.state] = parts.page(text)
            self.past.move_to_end(self.state)
            while len(self.past) > _PAST:
                self.past.popitem(last=False)
        return (self.state, self.style) != before

    @property
    def style(self) -> str:
        """A digest of the style sheet."""
        return hashlib.sha256(self.files.get("style.css", b"")).hexdigest()[:16]

    def way_from(self, state: str) -> dict[str, object]:
        """Return what brings a browser up to date that shows ``state``: parts of the page, or all of it."""
        key = state, self.state
        if key not in self.ways:
            self.ways[key] = self._way_from(state)
            while len(self.ways) > _CHANGES:
                self.ways.popitem(last=False)
        return self.ways[key]

    def _way_from(self, state: str) -> dict[str, object]:
        now = self.past[self.state]
        then = self.past.get(state)
        found = parts.changes(then, now) if then else None
        if found is None:
            return {"page": now.text}
        return {"parts": [[one.name, one.number, then.met[one.name], one.html] for one in found]}


@dataclass(slots=True)
class Live:
    """All that browsers are told of. ``turn`` rises whenever any of it changes.

    ``edits`` counts what was saved, ``shown`` is the last edit that pages show, -1 before there is one.
    """

    leaves: dict[str, Leaf] = field(default_factory=dict)
    titles: Mapping[str, str] = field(default_factory=dict)
    problems: tuple[Told, ...] = ()
    only_in_drafts: tuple[Told, ...] = ()
    fault: str = ""
    held: bool = False
    edits: int = 0
    shown: int = -1
    drafting: bool = True
    seconds: float = 0.0
    turn: int = 0
    turned: asyncio.Event = field(default_factory=asyncio.Event)
    ended: bool = False

    def saved(self) -> int:
        """Count an edit, and return its number."""
        self.edits += 1
        self._turn()
        return self.edits

    def take(self, answer: Pages | Drafts | Fault) -> None:
        """Take what came of an edit."""
        match answer:
            case Pages():
                self._pages(answer)
            case Drafts():
                self._drafts(answer)
            case Fault():
                self.fault = answer.trace
                self.shown = answer.edit
                self.drafting = False
        self._turn()

    def _pages(self, made: Pages) -> None:
        self.fault, self.held, self.shown = "", made.held, made.edit
        self.drafting = made.drafts
        self.seconds = made.seconds
        self.problems = made.problems
        if not made.held:
            titles = {**self.titles, **made.briefings}
            self.leaves = {
                name: one for name, one in self.leaves.items() if name in made.briefings or name in made.lost
            }
            for name, leaf in self.leaves.items():
                leaf.lost = name in made.lost
            for name, files in made.files.items():
                leaf = self.leaves.get(name, Leaf())
                leaf.take(files)
                if leaf.state:  # without a page there is nothing to show
                    self.leaves[name] = leaf
            self.titles = {name: titles[name] for name in self.leaves}

    def _drafts(self, made: Drafts) -> None:
        if made.edit != self.shown:
            return
        for name, page in made.pages.items():
            if leaf := self.leaves.get(name):
                leaf.take({INDEX: page})
        for name, (paper, _) in made.papers.items():
            if leaf := self.leaves.get(name):
                leaf.paper, leaf.written = paper, made.edit
        if made.problems is None:
            return
        known = {(one.at, one.check, one.message) for one in self.problems}
        self.only_in_drafts = tuple(
            one for one in made.problems if (one.at, one.check, one.message) not in known
        )
        self.drafting = False

    def end(self) -> None:
        """Let everybody go who waits for more."""
        self.ended = True
        self._turn()

    def _turn(self) -> None:
        self.turn += 1
        self.turned.set()
        self.turned = asyncio.Event()

    def all_problems(self) -> tuple[Told, ...]:
        """Return what is wrong with content, and what the last drafts added to it."""
        return self.problems if self.held else (*self.problems, *self.only_in_drafts)

    def stale(self, name: str, is_shown: bool) -> str:
        """Return why the page of a briefing is the last that could be made; "" where it is as content is.

        ``is_shown`` is whether a browser that asks shows one, even if there is none any more.
        """
        if self.held:
            return "Content can't be read: this is the last page that could be made."
        if leaf := self.leaves.get(name):
            return "No page can be made now: this is the last page that could be made." if leaf.lost else ""
        return "This briefing is not there any more: this is its last page." if name and is_shown else ""

    def paper_of(self, name: str) -> dict[str, object]:
        """Return how fresh a briefing's PDF is: its path below the page, and how many edits it lacks."""
        leaf = self.leaves.get(name, Leaf(lost=True))
        behind = self.edits - leaf.written if leaf.written >= 0 else -1
        return {"name": leaf.paper, "behind": behind, "making": self.drafting and not leaf.lost}
