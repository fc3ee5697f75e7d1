"""What is typed right before and right behind a piece of a text: its words, and the phrases they make."""

from __future__ import annotations

import re
from collections.abc import Callable, Container, Sequence
from typing import NamedTuple

from tieout.frozen import frozen
from tieout.manuscript import PIECE
from tieout.quantities.english import Phrase, phrases

LONGEST = 8
"""Of how many words and marks a phrase may be."""

_REACH = 80
_TOKEN = re.compile(r"[^\W\d_]+(?:['’][^\W\d_]+)*|\d[\d.,]*\d|\S")
_MONEY = frozenset("$€£¥₹")
_OPENING = frozenset('"“‘(')


class Typed(NamedTuple):
    """A word or a mark, in lower case, and where it stands; ``piece`` is the one that prints it, or empty."""

    low: str
    start: int
    end: int
    piece: str = ""

    @property
    def is_word(self) -> bool:
        """Whether it is made of letters."""
        return self.low[:1].isalpha() and not self.is_piece

    @property
    def is_piece(self) -> bool:
        """Whether it stands for all that a piece prints."""
        return PIECE.fullmatch(self.low) is not None

    @property
    def is_number(self) -> bool:
        """Whether a number may begin with it."""
        return self.is_piece or self.low[:1].isdigit() or self.low in _MONEY

    @property
    def is_mark(self) -> bool:
        """Whether it is punctuation."""
        return not (self.is_word or self.is_number)


@frozen
class Slip:
    """A word that does not fit what it stands beside: its check, its place in the block, what to say."""

    check: str
    start: int
    end: int
    message: str
    help: str
    is_warning: bool = False


def before(text: str, at: int, spoken: Callable[[str], str] = lambda _: "") -> list[Typed]:
    """Return what is typed before ``at``, in order, without the marks that open a quotation right there.

    ``spoken`` gives the words of a piece that is read as what it prints; others stand for themselves.
    """
    start = max(0, at - _REACH)
    found = [one for met in _TOKEN.finditer(text, start, at) for one in _read(met, spoken)]
    while found and found[-1].low in _OPENING:
        found.pop()
    return found


def behind(text: str, at: int) -> list[Typed]:
    """Return what is typed from ``at`` on, in order."""
    return [Typed(_low(met[0]), *met.span()) for met in _TOKEN.finditer(text, at, at + _REACH)]


def _read(met: re.Match[str], spoken: Callable[[str], str]) -> list[Typed]:
    words = spoken(met[0]) if PIECE.fullmatch(met[0]) else ""
    if words:
        return [Typed(one, *met.span(), met[0]) for one in low_words(words)]
    return [Typed(_low(met[0]), *met.span())]


def low_words(text: str) -> Phrase:
    """Return the words and marks of ``text`` as a phrase."""
    return tuple(_low(met[0]) for met in _TOKEN.finditer(text))


def _low(word: str) -> str:
    return word.lower().replace("’", "'")


def phrase_set(said: str) -> frozenset[Phrase]:
    """Return the phrases that bars divide, as a set."""
    return frozenset(phrases(said))


def ending(said: Container[Phrase], typed: Sequence[Typed], upto: int) -> int:
    """Return of how many words the longest phrase of ``said`` is that ends before ``upto``; 0 for none."""
    words = tuple(one.low for one in typed[max(upto - LONGEST, 0) : upto])
    return next((len(words) - nth for nth in range(len(words)) if words[nth:] in said), 0)


def beginning(said: Container[Phrase], typed: Sequence[Typed], start: int) -> int:
    """Return of how many words the longest phrase of ``said`` is that begins at ``start``; 0 for none."""
    words = tuple(one.low for one in typed[start : start + LONGEST])
    return next((size for size in range(len(words), 0, -1) if words[:size] in said), 0)
