"""What a file counts: its pages, exhibits, claims and versions in their order, and its tallies."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from functools import cached_property

from tieout.audit.finished import Finished, Passage, Piece, Role
from tieout.audit.kinds import COUNT_OFF
from tieout.audit.record import Record, plain, squeezed, whole
from tieout.audit.stated import Finding

_EXHIBIT = re.compile(r"exhibits? ([0-9]{1,9})", re.IGNORECASE)
_ON_PAGE = re.compile(r"(A?[0-9]{1,9})[a-z]*$")
_PAGE = re.compile(r"(A?)([0-9]{1,9}) of (A?)([0-9]{1,9})")
_VERSION = re.compile(r"(?:draft of )?version (\S+)", re.IGNORECASE)
_SIZE = re.compile(r"([0-9]{1,9}(?:\.[0-9]{1,9})?) ([kM])B", re.IGNORECASE)


class Counting:
    """The counts of one file in the order of its passages: what goes up by one is known of what came before.

    ``sizes`` are the bytes of the files beside it, by name.
    """

    def __init__(self, read: Finished, record: Record, sizes: Mapping[str, int]) -> None:
        self._read = read
        self._record = record
        self._sizes = sizes
        self._last = self._revised = 0

    def tally(self, piece: Piece) -> Iterator[Finding]:
        """Yield a tally that is not the number of what it says that it counts."""
        words, name = plain(piece.words), piece.says.get("tally", "")
        there = self._record.tallies.get(name)
        if there is None:
            yield COUNT_OFF, f"`{words}` counts `{name}`, of which the data has no number"
        elif self._record.count(words) != there:
            yield COUNT_OFF, f"`{words}` is printed of {name}, of which there are {there}"

    def structure(self, piece: Piece, passage: Passage, nth: int) -> Iterator[Finding]:
        """Yield a number of the file's own, the ``nth`` piece of a passage, that is another than is due."""
        words = plain(piece.words)
        aim = piece.aim or (passage.pieces[nth - 1].aim if nth else "")  # a page number beside a link
        if not self._record.lexicon(passage.within.get("exhibit", "")).numbers(words):
            return
        if met := _PAGE.fullmatch(words):
            yield from self._page(met, piece)
        elif met := _EXHIBIT.fullmatch(words):
            yield from self._exhibit(int(met[1]), words, piece, passage)
        elif self._read.pages and aim in self._read.aims and (met := _ON_PAGE.search(words)):
            yield from self._led(met[1], words, aim)
        elif met := _VERSION.fullmatch(words):
            if met[1] not in self._record.versions:
                own = self._record.briefing.get("version", "")
                yield COUNT_OFF, f"`{words}` is printed, and the file is of version {own}"
        elif met := _SIZE.fullmatch(words):
            yield from self._size(met, words)
        elif (number := whole(words)) is not None and passage.role is Role.TEXT:
            self._last += 1
            if number != self._last:
                yield COUNT_OFF, f"`{words}` is printed where {self._last} follows"
                self._last = number
        elif words in self._record.versions and plain(passage.words) == words:
            yield from self._revision(words)
        elif words not in self._record.versions and squeezed(words) not in self._record.days:
            rest = self._record.without_own(words)
            is_repeated = passage.role is Role.RUNNING and squeezed(words) in self._texts
            if not is_repeated and self._record.lexicon("").numbers(rest):
                yield COUNT_OFF, f"`{words}` is no number, version or day of the file"

    @cached_property
    def _texts(self) -> frozenset[str]:
        """The passages of the pages, squeezed, among them the heads that margins repeat."""
        return frozenset(squeezed(one.words) for one in self._read.passages if one.role is Role.TEXT)

    def _revision(self, words: str) -> Iterator[Finding]:
        """Yield a version that stands alone, as in a list of them, where another follows."""
        listed = [one["version"] for one in self._record.briefing.get("revisions", ())]
        right = listed[self._revised % len(listed)] if listed else words
        self._revised += 1
        if words != right:
            yield COUNT_OFF, f"`{words}` is printed where version {right} follows"

    def _page(self, met: re.Match[str], piece: Piece) -> Iterator[Finding]:
        labels = self._read.pages
        own = [label for label in labels if label.startswith("A") == bool(met[1])]
        page = piece.where().page
        label = labels[page - 1] if 0 < page <= len(labels) else ""
        if f"{met[1]}{met[2]}" != label or met[1] != met[3] or int(met[4]) != len(own):
            yield COUNT_OFF, f"`{met[0]}` is printed on page {label} of {len(own)}"

    def _led(self, said: str, words: str, aim: str) -> Iterator[Finding]:
        """Yield the number of a page that is not the one a link leads to, or of another exhibit."""
        page = self._read.aims[aim]
        label = self._read.pages[page - 1] if 0 < page <= len(self._read.pages) else ""
        if said != label:
            yield COUNT_OFF, f"`{words}` leads to page {label}"
        number = self._record.exhibits.get(aim.removeprefix("exhibit-"), {}).get("number")
        if (met := _EXHIBIT.match(words)) and number is not None and int(met[1]) != number:
            yield COUNT_OFF, f"`{words}` leads to exhibit {number}"

    def _exhibit(self, number: int, words: str, piece: Piece, passage: Passage) -> Iterator[Finding]:
        exhibits = self._record.exhibits.items()
        named = next((name for name, one in exhibits if one.get("number") == number), "")
        if not named:
            yield COUNT_OFF, f"`{words}` is printed, and there is no such exhibit"
            return
        aim = piece.aim.removeprefix("exhibit-") if piece.aim.startswith("exhibit-") else ""
        own = aim or passage.within.get("exhibit", "")
        if own and own != named:
            yield COUNT_OFF, f"`{words}` is printed of `{own}`, and is `{named}`"

    def _size(self, met: re.Match[str], words: str) -> Iterator[Finding]:
        unit = 1000 if met[2].lower() == "k" else 1_000_000
        said, digits = float(met[1]) * unit, len(met[1].partition(".")[2])
        step = max(unit / 10**digits / 2, 1000)  # half of the last digit that is printed
        if self._sizes and not any(abs(one - said) <= step for one in self._sizes.values()):
            yield COUNT_OFF, f"`{words}` is printed, and no file beside it is of that size"
