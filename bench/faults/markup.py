"""HTML and SVG as elements and runs of text that know where they are written, to be changed one alone."""

from __future__ import annotations

import html
import re
from collections.abc import Iterator
from dataclasses import dataclass, field
from html.parser import HTMLParser

_VOID = {"meta", "link", "br", "wbr", "img", "input", "hr", "col"}
_ATTRIBUTE = re.compile(r'([\w:-]+)="([^"]*)"')


@dataclass(slots=True, eq=False)
class Run:
    """A run of text between two tags, as written: characters ``start`` to ``end`` of the file."""

    start: int
    end: int
    written: str
    within: Element

    @property
    def words(self) -> str:
        """The text as it is read."""
        return html.unescape(self.written)


@dataclass(slots=True, eq=False)
class Element:
    """An element: its tag, its attributes as read, the characters it takes up, and what is in it."""

    tag: str
    attributes: dict[str, str]
    spans: dict[str, tuple[int, int]]
    start: int
    line: int
    within: Element | None
    end: int = 0
    inside: list[Element | Run] = field(default_factory=list)

    def get(self, name: str) -> str:
        """Return an attribute, or nothing."""
        return self.attributes.get(name, "")

    @property
    def kind(self) -> str:
        """What its number is said to be."""
        return self.get("data-class")

    def above(self) -> Iterator[Element]:
        """Yield the element and all that it is in, the nearest first."""
        one: Element | None = self
        while one is not None:
            yield one
            one = one.within

    def elements(self) -> Iterator[Element]:
        """Yield the element and all in it, in order."""
        ahead = [self]
        while ahead:
            one = ahead.pop()
            yield one
            ahead += [inner for inner in reversed(one.inside) if isinstance(inner, Element)]

    def runs(self) -> Iterator[Run]:
        """Yield all runs of text in it, in order."""
        ahead: list[Element | Run] = [self]
        while ahead:
            one = ahead.pop()
            if isinstance(one, Run):
                yield one
            else:
                ahead += reversed(one.inside)

    @property
    def words(self) -> str:
        """All its text as it is read."""
        return "".join(one.words for one in self.runs())

    def is_in(self, *names: str) -> bool:
        """Return whether it is, or is in, an element of one of the tags or classes (".x") named."""
        return any(
            name[1:] in one.get("class").split() if name.startswith(".") else one.tag == name
            for one in self.above()
            for name in names
        )


class _Reader(HTMLParser):
    def __init__(self, text: str) -> None:
        super().__init__(convert_charrefs=False)
        self.text = text
        self.starts = [0]
        for one in re.finditer("\n", text):
            self.starts.append(one.end())
        self.root = Element("", {}, {}, 0, 1, None, len(text))
        self.now = self.root
        self.pending: list[tuple[int, int]] = []
        self.feed(text)
        self.close()
        self._close_text()

    def _at(self) -> int:
        line, column = self.getpos()
        return self.starts[line - 1] + column

    def _close_text(self) -> None:
        if self.pending:
            start, end = self.pending[0][0], self.pending[-1][1]
            self.now.inside.append(Run(start, end, self.text[start:end], self.now))
            self.pending = []

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self._close_text()
        start, written = self._at(), self.get_starttag_text() or ""
        spans = {
            found[1].lower(): (start + found.start(2), start + found.end(2))
            for found in _ATTRIBUTE.finditer(written)
        }
        read = {name: value or "" for name, value in attrs}
        one = Element(tag, read, spans, start, self.getpos()[0], self.now, start + len(written))
        self.now.inside.append(one)
        if tag not in _VOID:
            self.now = one

    def handle_startendtag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.handle_starttag(tag, attrs)
        if tag not in _VOID:
            self.now = self.now.within or self.root

    def handle_endtag(self, tag: str) -> None:
        self._close_text()
        one: Element | None = self.now
        while one is not None and one.tag != tag:
            one = one.within
        if one is not None and one.within is not None:
            one.end = self.text.index(">", self._at()) + 1
            self.now = one.within

    def handle_data(self, data: str) -> None:
        start = self._at()
        self.pending.append((start, start + len(data)))

    def handle_entityref(self, name: str) -> None:
        start = self._at()
        self.pending.append((start, start + len(name) + 2))

    def handle_charref(self, name: str) -> None:
        start = self._at()
        self.pending.append((start, start + len(name) + 3))


def read(text: str) -> Element:
    """Return the root, without a tag, of all that a file of HTML or SVG holds."""
    return _Reader(text).root


def quoted(words: str) -> str:
    """Return ``words`` as they are written in text and in attributes."""
    return html.escape(words).replace("&#x27;", "&#39;")
