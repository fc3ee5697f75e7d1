"""Faults in the drawings that stand beside the page in files of their own."""

from __future__ import annotations

from collections.abc import Iterator
from random import Random

from bench.faults import drawn, markup
from bench.faults.drawn import Text
from bench.faults.planted import Files, Ground, Planted


def candidates(files: Files, random: Random) -> Iterator[Planted]:
    """Yield faults of every kind that the drawings among ``files`` can have."""
    for name in sorted(files):
        if name.endswith(".svg"):
            text = files[name].decode("utf-8")
            one = Text(name, Ground.DRAWING, text, markup.read(text))
            drawing = next(part for part in one.root.elements() if part.tag == "svg")
            yield from drawn.in_drawing(one, drawing, random)
