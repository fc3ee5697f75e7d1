"""Edits that say nothing else: what is said of them is a false alarm."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass

from bench.faults.paper import Rewritten
from bench.faults.planted import Files, Ground, Place, Planted

KIND = "harmless edit"


@dataclass(frozen=True)
class Substituted:
    """Text for which a pattern stands, ``count`` times at the most (0: each time)."""

    pattern: str
    new: str
    count: int = 0

    def __call__(self, before: bytes) -> bytes:
        """Return the file so changed."""
        return re.sub(self.pattern, self.new, before.decode("utf-8"), count=self.count).encode()


def in_finished(files: Files) -> Iterator[Planted]:
    """Yield edits of the page, of each drawing and of the PDF that a tool on the way may make."""
    pdf = next(name for name in sorted(files) if name.endswith(".pdf"))
    yield _edit(Ground.PAGE, "index.html", "a comment", Substituted("</main>", "<!-- seen -->\n</main>", 1))
    yield _edit(Ground.PAGE, "index.html", "blank lines between blocks", Substituted("</p>\n", "</p>\n\n\n"))
    yield _edit(Ground.PAGE, "index.html", "line feeds as in Windows", Substituted("\n", "\r\n"))
    yield _edit(Ground.PAGE, "index.html", "the theme's colour", Substituted("#FCFBF8", "#FFFFFF"))
    yield _edit(Ground.PAPER, pdf, "written anew by a library", Rewritten(()))
    for name in sorted(files):
        if name.endswith("-print.svg"):
            yield _edit(Ground.DRAWING, name, "a line feed between marks", Substituted("</g>", "</g>\n"))


def in_content(files: Files) -> Iterator[Planted]:
    """Yield edits of content that say the same."""
    for name in sorted(files):
        if name.startswith(("content/facts/", "content/derived/", "content/claims/")):
            yield _edit(Ground.CONTENT, name, "a comment", Substituted(r"\A", "# Read again.\n"))
            yield _edit(Ground.CONTENT, name, "a blank line more", Substituted(r"\n\n", "\n\n\n"))
        elif name.endswith(".md"):
            yield _edit(Ground.CONTENT, name, "a blank line more", Substituted(r"\n\n", "\n\n\n"))


def _edit(ground: Ground, file: str, what: str, make: Substituted | Rewritten) -> Planted:
    return Planted(KIND, ground, file, "", what, (Place(file),), make)
