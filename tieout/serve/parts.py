"""A page in parts that can be changed one by one, and which of them differ from one state to the next."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field

from tieout.frozen import frozen

_NAMES = "html|head|body|main|header|footer|nav|aside|section|article|figure|details|div|ul|ol|script|style"
_TAG = re.compile(rf"<!--.*?-->|<(/?)({_NAMES})\b((?:[^>\"']|\"[^\"]*\"|'[^']*')*)>", re.DOTALL)
_RAW = {name: re.compile(rf"</{name}\s*>") for name in ("script", "style")}  # no tag begins within
_SMALL = 1500  # characters: what is shorter is sent whole


@dataclass(slots=True)
class Part:
    """An element: where it begins and ends in the text, and the parts in it.

    It is the ``number``-th of its ``name`` in the page, from 0, in the order of the text.
    """

    name: str
    number: int
    start: int
    end: int = 0
    inner: list[Part] = field(default_factory=list)


@frozen
class Page:
    """The text of a page, its root element, and how many parts it has of each name.

    There is no root where its tags do not match.
    """

    text: str
    root: Part | None
    met: Mapping[str, int]


@frozen
class Change:
    """The ``number``-th element ``name`` of a page as it was is to be made like ``html``."""

    name: str
    number: int
    html: str


def page(text: str) -> Page:
    """Return a page in its parts."""
    met: Counter[str] = Counter()
    return Page(text, _root(text, met), met)


def _root(text: str, met: Counter[str]) -> Part | None:
    root: Part | None = None
    open_: list[Part] = []
    at = 0
    while tag := _TAG.search(text, at):
        at = tag.end()
        closes, name, _ = tag.groups()
        if name is None:  # a comment
            continue
        if closes:
            if not open_ or open_[-1].name != name:
                return None
            open_.pop().end = at
            continue
        if root is not None and not open_:
            return None
        one = Part(name, met[name], tag.start())
        met[name] += 1
        if open_:
            open_[-1].inner.append(one)
        root = root or one
        if name in _RAW:
            end = _RAW[name].search(text, at)
            if end is None:
                return None
            one.end = at = end.end()
        else:
            open_.append(one)
    return None if open_ else root


def changes(old: Page, new: Page) -> list[Change] | None:
    """Return what makes ``old`` into ``new``: parts, none within another, as small as tell all of it.

    None where it can't be told in parts, and ``new`` is to be taken whole.
    """
    if old.root is None or new.root is None:
        return None
    if _around(old) != _around(new):
        return None
    found = list(_changes(old, new, old.root, new.root))
    return None if any(one.name == new.root.name for one in found) else found


def _around(whole: Page) -> tuple[str, str]:
    return whole.text[: whole.root.start], whole.text[whole.root.end :]


def _changes(old: Page, new: Page, before: Part, after: Part) -> Iterator[Change]:
    text = new.text[after.start : after.end]
    if old.text[before.start : before.end] == text:
        return
    if after.name == "head" or len(text) < _SMALL or _between(old, before) != _between(new, after):
        yield Change(before.name, before.number, text)
        return
    for one, other in zip(before.inner, after.inner, strict=True):
        yield from _changes(old, new, one, other)


def _between(whole: Page, part: Part) -> list[str]:
    """Return what stands in a part around the parts in it, and their names."""
    found, at = [], part.start
    for one in part.inner:
        found += [whole.text[at : one.start], one.name]
        at = one.end
    return [*found, whole.text[at : part.end]]
