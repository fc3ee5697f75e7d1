"""Running text to tokens, and a cursor over them: numbers, words, names with digits, marks."""

from __future__ import annotations

import re
from functools import lru_cache

from tieout.quantities import units
from tieout.quantities.tongues import Tongue

DASHES = frozenset("-‐‑–−")
MINUS = frozenset("-−–‐‑－﹣")
_LONGEST = 60  # characters of a number: no one writes more, and of thousands none can be made


class Token:
    """A number, a word, a mark or a name with digits in it; ``glued`` says that no space comes before it.

    ``kind`` is date, money, code, num, vulgar, name, word or mark.
    """

    __slots__ = ("end", "glued", "kind", "low", "start", "text")

    def __init__(self, kind: str, text: str, start: int, end: int, glued: bool) -> None:
        self.kind, self.text, self.start, self.end, self.glued = kind, text, start, end, glued
        self.low = text.lower().replace("’", "'")


_CODES = "|".join(sorted((*map(re.escape, units.CURRENCY_WORDS), *units.CURRENCIES), key=len, reverse=True))
_MARKS = "|".join(re.escape(mark) for mark in sorted(units.CURRENCY_MARKS, key=len, reverse=True))
# A dollar or a sign of a currency that we don't know is money too, and unreadable, never a plain number.
_UNKNOWN_MARKS = r"[A-Z]{1,3}\$|[\u20a0-\u20cf\u0e3f]"
_DAY = r"(?:-(?:0[1-9]|[12]\d|3[01]))?"
_APART = "'’\u00a0\u2009\u202f"  # between thousands, besides the comma
_NUMBERS = (
    rf"(?P<date>\d{{4}}-(?:0[1-9]|1[0-2]){_DAY}(?![\w-]|[.,]\d)|\d{{4}}[- ]?Q[1-4]\b|Q[1-4][ -]?\d{{4}}\b)"
    rf"|(?P<money>{_MARKS}|{_UNKNOWN_MARKS})"
    rf"|(?P<code>(?:{_CODES})(?=\s?[-−(]?[\d.]))"
    rf"|(?P<num>\d{{1,3}}(?:[{_APART}]\d{{3}})+(?:\.\d+)?(?![{_APART}]?\d)"
    r"|\d+(?:[.,]\d+)*(?:e[+-]?\d+)?|(?<![\w.])\.\d+)"
    r"|(?P<vulgar>[½¼¾⅓⅔⅕⅖⅗⅘⅙⅚⅛⅜⅝⅞])"
)
_SPACED = (
    r"|(?P<name>[^\W\d_]+\d\w*(?:\.\d+)*|[A-Z][A-Za-z]*[-‑]\d\w*(?:\.\d+)*)"
    r"|(?P<word>{known}[^\W\d_]+(?:[.’'][^\W\d_]+)*)"
    r"|(?P<mark>\+/[-−]|[-–=]>|[^\s\w]|_)"
)
# Of a script without spaces only the words that are known are words; each other character stands alone.
_UNSPACED = (
    r"|(?P<name>[A-Za-z]+\d[A-Za-z0-9]*|[A-Z][A-Za-z]*[-‑]\d[A-Za-z0-9]*)"
    r"|(?P<word>{known}[A-Za-z]+|[^\W\d_])"
    r"|(?P<mark>[^\s\w]|_)"
)
_JOINED = {point: str.maketrans(dict.fromkeys(_APART, "," if point == "." else ".")) for point in ".,"}


@lru_cache(maxsize=16)
def _pattern(known: str, unspaced: bool) -> re.Pattern[str]:
    return re.compile(_NUMBERS + (_UNSPACED if unspaced else _SPACED).replace("{known}", known))


def tokens(text: str, spoken: Tongue) -> list[Token]:
    """Return the tokens of ``text``, spaces left out."""
    text, made, last = spoken.tidied(text), [], 0
    for found in _pattern(spoken.known, spoken.unspaced).finditer(text):
        start, end = found.span()
        kind, written = found.lastgroup or "", found.group()
        if kind == "num":
            written = written.translate(_JOINED[spoken.point])
            kind = kind if len(written) <= _LONGEST else "mark"
        made.append(Token(kind, written, start, end, start == last))
        last = end
    return made


_PAST = [""] * 32


class Cursor:
    """Tokens by their index; what stands past an end is empty."""

    def __init__(self, text: str, spoken: Tongue) -> None:
        self.spoken = spoken
        self.tokens = tokens(text, spoken)
        self.count = len(self.tokens)
        self._lows = [token.low for token in self.tokens] + _PAST

    def low(self, here: int) -> str:
        """Return the token in lower case."""
        # What is asked most often by far; a little before the start stands what stands past the end.
        try:
            return self._lows[here]
        except IndexError:
            return ""

    def kind(self, here: int) -> str:
        """Return the kind of the token."""
        return self.tokens[here].kind if 0 <= here < self.count else ""

    def glued(self, here: int) -> bool:
        """Return whether the token follows the one before it without a space."""
        return 0 < here < self.count and self.tokens[here].glued

    def dashed(self, here: int) -> bool:
        """Return whether a dash at ``here`` ties the tokens at both its sides."""
        return self.low(here) in DASHES and self.glued(here) and self.glued(here + 1)
