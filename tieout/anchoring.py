"""Where a quote stands in a text: exactly, by whole words, and never across a changed digit."""

from __future__ import annotations

import difflib
import re
import unicodedata
from functools import cache

from tieout.frozen import frozen

NORMALISER = "1"
"""The version of the rules below; a span in the lock counts characters of a text made by them."""

_FOLDED = {
    **dict.fromkeys("\u2018\u2019\u201a\u201b\u2032\u02bc\u2039\u203a", "'"),
    **dict.fromkeys("\u201c\u201d\u201e\u201f\u2033\u00ab\u00bb", '"'),
    **dict.fromkeys("\u2010\u2011\u2012\u2013\u2212\ufe58\ufe63\uff0d", "-"),
    **dict.fromkeys("\u2014\u2015", " - "),
    "\u2044": "/",
}
_INVISIBLE = frozenset("\u200b\u200c\u200d\u2060\ufeff\u200e\u200f\u061c\u034f\u180e")
_BROKEN = frozenset("\u00ad\ufffe\u0002")
"""Marks of a hyphen that only a line end shows: nothing between letters, a hyphen elsewhere."""
_SUPERSCRIPTS = frozenset("\u2070\u00b9\u00b2\u00b3\u2074\u2075\u2076\u2077\u2078\u2079")
_SUBSCRIPTS = frozenset("\u2080\u2081\u2082\u2083\u2084\u2085\u2086\u2087\u2088\u2089")
_SPECIAL = re.compile(r"\s+|[\x21-\x7e](?=[\u0300-\u036f\u20d0-\u20ff])|[^\x21-\x7e\s]")
_CURRENCIES = frozenset("$\u20ac\u00a3\u00a5\u20b9\u20a9")
_BEFORE_A_NUMBER = frozenset("+-~\u2248<>\u2264\u2265\u00b1^_") | _CURRENCIES
_AFTER_A_NUMBER = frozenset("+%^_\u2030") | _CURRENCIES
_JOINTS = frozenset("-.,'/:^_")
_LETTER, _IDEOGRAPH = r"[^\W\d_]", r"[\u2e80-\ud7ff\uf900-\uffef]"
_WINDOWS = 400


@frozen
class Normal:
    """A text by the normaliser's rules; ``places[i]`` is where character ``i`` stands in the original.

    ``places`` has one more entry, for the end.
    """

    text: str
    places: tuple[int, ...]


@frozen
class Span:
    """Where a quote stands: from ``start`` up to ``end``, in characters of the normalised text."""

    start: int
    end: int


@frozen
class Missing:
    """The quote does not stand in the text; ``nearest`` is the passage most like it, or empty.

    ``elsewhere`` counts where it does stand, but not between its prefix and suffix.
    """

    nearest: str
    elsewhere: int = 0


@frozen
class Ambiguous:
    """The quote stands in the text ``count`` times.

    ``before``, or else ``after``, are words that tell the first apart from the others; empty for none.
    """

    count: int
    before: str
    after: str


class Haystack:
    """A text made ready for many searches."""

    def __init__(self, text: str) -> None:
        self.normal = normal(text)
        self._key, self._places = _squeezed(self.normal.text)

    def find(self, quote: str, prefix: str = "", suffix: str = "") -> Span | Missing | Ambiguous:
        """Return where ``quote`` stands, between ``prefix`` and ``suffix`` where these are given.

        Line breaks, spaces, hyphens inside words, and the shapes of quotation marks and dashes are
        overlooked; letters and their case, digits, signs and the edges of words and numbers are not.
        """
        wanted = _key(quote)
        spans = self._spans(wanted) if wanted else []
        told = [one for one in spans if self._stands_between(one, _key(prefix), _key(suffix))]
        if len(told) == 1:
            return told[0]
        if told:
            return self._ambiguous(told)
        return Missing("" if spans else self._nearest(quote), len(spans))

    def _spans(self, wanted: str) -> list[Span]:
        text, found, at = self.normal.text, [], self._key.find(wanted)
        while at >= 0:
            span = Span(self._places[at], self._places[at + len(wanted) - 1] + 1)
            if _whole(text, span):
                found.append(span)
            at = self._key.find(wanted, at + 1)
        return found

    def _stands_between(self, span: Span, prefix: str, suffix: str) -> bool:
        text = self.normal.text
        before = _key(text[max(0, span.start - 2 * len(prefix) - 40) : span.start])
        after = _key(text[span.end : span.end + 2 * len(suffix) + 40])
        return before.endswith(prefix) and after.startswith(suffix)

    def _ambiguous(self, spans: list[Span]) -> Ambiguous:
        text = self.normal.text
        before = [text[max(0, one.start - 120) : one.start].split()[::-1] for one in spans]
        after = [text[one.end : one.end + 120].split() for one in spans]
        return Ambiguous(len(spans), " ".join(_telling(before)[::-1]), " ".join(_telling(after)))

    def _nearest(self, quote: str) -> str:
        """Return the passage of as many words most like ``quote``, if any is at least half like it."""
        sought = normal(quote).text.split()
        words = [(one.start(), one.end()) for one in re.finditer(r"\S+", self.normal.text)]
        spelt = [self.normal.text[start:end] for start, end in words]
        best, passage = 0.5, ""
        for first in _anchors(sought, spelt):
            last = min(first + len(sought), len(words)) - 1
            window = self.normal.text[words[first][0] : words[last][1]]
            matcher = difflib.SequenceMatcher(None, window, " ".join(sought), autojunk=False)
            if matcher.quick_ratio() > best and (likeness := matcher.ratio()) > best:
                best, passage = likeness, window
        return passage


def normal(text: str) -> Normal:
    """Return ``text`` with one shape for each space, quotation mark and dash, and without invisible marks.

    Raised, lowered and built-up digits stay apart from the digits before them ("10\u00b2" is "10^2",
    "3\u00bd" is "3 1/2"); only then is NFKC applied, to one character with its accents at a time.
    """
    pieces: list[str] = []
    places: list[int] = []
    last = ""

    def put(piece: str, start: int, step: int) -> None:
        nonlocal last
        if piece[0] == " " and last in ("", " "):
            piece = piece[1:]
        if piece:
            pieces.append(piece)
            places.extend(start + step * offset for offset in range(len(piece)))
            last = piece[-1]

    at = 0
    while found := _SPECIAL.search(text, at):
        if found.start() > at:
            put(text[at : found.start()], at, 1)
        at = found.end()
        if found[0].isspace():
            put(" ", found.start(), 0)
            continue
        while at < len(text) and _clings(text[at]):
            at += 1
        if found[0] in _BROKEN:
            while at < len(text) and text[at] in "\r\n":
                at += 1
        if piece := _folded(text, found.start(), at, last):
            put(piece, found.start(), 0)
    if at < len(text):
        put(text[at:], at, 1)
    return Normal("".join(pieces), (*places, len(text)))


def _folded(text: str, start: int, end: int, last: str) -> str:
    """Return what the character at ``start``, with its accents up to ``end``, becomes after ``last``."""
    mark = text[start]
    if mark in _INVISIBLE:
        return ""
    if mark in _BROKEN:
        after = text[end : end + 1]
        return "" if last.isalpha() and after.isalpha() else "-"
    if mark in _FOLDED:
        return _FOLDED[mark]
    if mark in _SUPERSCRIPTS or mark in _SUBSCRIPTS:
        digit = unicodedata.normalize("NFKC", mark)
        follows = text[start - 1 : start] in (_SUPERSCRIPTS | _SUBSCRIPTS)
        parted = last.isalnum() if mark in _SUPERSCRIPTS else last.isdigit()
        return f"{'^' if mark in _SUPERSCRIPTS else '_'}{digit}" if parted and not follows else digit
    if unicodedata.category(mark) == "No":
        built = unicodedata.normalize("NFKC", mark).replace("\u2044", "/")
        return f"{' ' if last.isdigit() else ''}{built}" if "/" in built else mark
    return unicodedata.normalize("NFKC", text[start:end])


def _clings(mark: str) -> bool:
    """Return whether ``mark`` belongs to the character before it: an accent, the rest of a syllable."""
    return unicodedata.combining(mark) != 0 or "\u1160" <= mark <= "\u11ff"


@cache
def _line_breaks() -> re.Pattern[str]:
    return re.compile(rf"(?<={_LETTER})(?: - | -|- |-)(?={_LETTER})|(?<={_IDEOGRAPH}) | (?={_IDEOGRAPH})")


def _key(text: str) -> str:
    return _squeezed(normal(text).text.strip())[0]


def _squeezed(text: str) -> tuple[str, list[int]]:
    """Return ``text`` without what a line break may add, and where each character left was.

    Gone are hyphens between two letters, and spaces beside a character of a script that has none.
    """
    kept: list[str] = []
    places: list[int] = []
    at = 0
    for gap in _line_breaks().finditer(text):
        kept.append(text[at : gap.start()])
        places.extend(range(at, gap.start()))
        at = gap.end()
    kept.append(text[at:])
    places.extend(range(at, len(text)))
    return "".join(kept), places


def _whole(text: str, span: Span) -> bool:
    """Return whether ``span`` cuts neither a word nor a number, nor a sign or a hedge off a number."""
    outside, inside = text[max(0, span.start - 2) : span.start], text[span.start : span.start + 2]
    if _cuts(outside[::-1], inside, _BEFORE_A_NUMBER):
        return False
    outside, inside = text[span.end : span.end + 2], text[max(span.start, span.end - 2) : span.end]
    return not _cuts(outside, inside[::-1], _AFTER_A_NUMBER)


def _cuts(outside: str, inside: str, clinging: frozenset[str]) -> bool:
    """Return whether an edge parts what belongs together; both sides are read away from the edge.

    ``clinging`` are the marks outside that belong to a number inside.
    """
    near, far, edge, behind = outside[:1], outside[1:2], inside[:1], inside[1:2]
    if not near:
        return False
    if near.isalnum() and (edge in _CURRENCIES or (edge in _JOINTS and behind.isalnum())):
        return True
    if near.isalnum() and edge.isalnum() and not (_is_ideograph(near) or _is_ideograph(edge)):
        return True
    if near.isalnum() and edge.isalnum() and (near.isdigit() or edge.isdigit()):
        return True
    if (edge.isdigit() or edge in _CURRENCIES) and near in clinging:
        return True
    if edge.isdigit() and near in _JOINTS and far.isdigit():
        return True
    return near == "-" and edge.isalnum() and far.isalnum()


def _is_ideograph(mark: str) -> bool:
    return mark >= "\u2e80"


def _telling(words: list[list[str]]) -> list[str]:
    """Return the fewest of the first list's words that begin none of the others; empty for none."""
    first, *others = words
    counts = range(1, min(len(first), 8) + 1)
    return next((first[:n] for n in counts if all(one[:n] != first[:n] for one in others)), [])


def _anchors(sought: list[str], spelt: list[str]) -> list[int]:
    """Return where windows worth comparing begin: a word of ``sought`` stands at its own place in each."""
    wanted: dict[str, list[int]] = {}
    for offset, word in enumerate(sought):
        wanted.setdefault(word, []).append(offset)
    hits: dict[int, int] = {}
    for index, word in enumerate(spelt):
        for offset in wanted.get(word, ()):
            if index >= offset:
                hits[index - offset] = hits.get(index - offset, 0) + 1
    return sorted(sorted(hits, key=lambda first: (-hits[first], first))[:_WINDOWS])
