"""What pure functions of text gave, remembered by a process that makes pages again and again; by no other."""

from __future__ import annotations

from collections import OrderedDict
from collections.abc import Callable, Hashable
from functools import wraps
from typing import ParamSpec, TypeVar

_Given = ParamSpec("_Given")
_Made = TypeVar("_Made")
_NONE = object()

_begun = False


def begin() -> None:
    """From now on remember in this process: it will be asked the same again."""
    global _begun
    _begun = True


def remembered(most: int) -> Callable[[Callable[_Given, _Made]], Callable[_Given, _Made]]:
    """Return what makes a function remember its last ``most`` results, once ``begin`` was called.

    The function is pure, is called without keywords, and nobody changes what it returns.
    """

    def of(make: Callable[_Given, _Made]) -> Callable[_Given, _Made]:
        known = Recent(most)

        @wraps(make)
        def made(*given: _Given.args) -> _Made:
            return known.of(lambda: given, lambda: make(*given))

        return made

    return of


class Recent:
    """The values asked for last, ``most`` of them, by key."""

    def __init__(self, most: int) -> None:
        self.most = most
        self.held: OrderedDict[Hashable, object] = OrderedDict()

    def of(self, key: Callable[[], Hashable], make: Callable[[], _Made]) -> _Made:
        """Return what ``make`` does, once ``begin`` was called remembered by ``key``: all it rests on."""
        if not _begun:
            return make()
        asked = key()
        found = self.get(asked)
        if found is _NONE:
            found = make()
            self.put(asked, found)
        return found

    def get(self, key: Hashable) -> object:
        """Return what is held under ``key``, or a value that is nothing else."""
        found = self.held.get(key, _NONE)
        if found is not _NONE:
            self.held.move_to_end(key)
        return found

    def put(self, key: Hashable, value: object) -> None:
        """Hold ``value`` under ``key``, in place of what was asked for longest ago."""
        self.held[key] = value
        if len(self.held) > self.most:
            self.held.popitem(last=False)
