"""What the drawing of a chart shows: read out of it once, and kept by its digest."""

from __future__ import annotations

import json
from collections.abc import Callable
from pathlib import Path
from typing import Any

from tieout import charts, engine, measured, steps
from tieout.carried import TEMPLATES, look_of
from tieout.frozen import frozen
from tieout.measured import Drawn, Label


@frozen
class Shown:
    """All that stands in a ``drawing``, and where, as facts.json has it, and the words of facts in it.

    ``drawing`` is None of what is no SVG.
    """

    drawing: dict[str, Any] | None
    labels: tuple[Label, ...]


Look = Callable[[str], Shown]


def shown(svg: str, fonts: Path | None = None) -> Shown:
    """Return what a drawing shows.

    ``fonts`` is the folder of the faces that it is set in; without it, those of the house.
    """
    faces = (fonts,) if fonts else ()
    return Shown(_drawing(measured.drawn(svg, *faces)), measured.labels(svg, *faces))


@frozen
class Looking:
    """What looks at the drawings of a repository: with a ``store``, once at each."""

    root: Path
    store: steps.Store | None = None

    def __call__(self, svg: str) -> Shown:
        """Return what a drawing shows."""
        fonts = look_of(self.root, TEMPLATES) / "fonts"
        if self.store is None:
            return shown(svg, fonts)
        key = steps.digest("shown", engine.code(), engine.installed(), charts.fonts(self.root), svg)
        if kept := self.store.get(key):
            drawing, labels = json.loads(kept)
            return Shown(drawing, tuple(Label(*words, tuple(box)) for *words, box in labels))
        found = shown(svg, fonts)
        told = [[one.fact, one.account, one.words, one.x, one.y, one.box] for one in found.labels]
        self.store.put(key, json.dumps([found.drawing, told], ensure_ascii=False).encode())
        return found


def _drawing(drawn: Drawn | None) -> dict[str, Any] | None:
    """Return what stands in a drawing and where, in points from its upper left."""
    if drawn is None:
        return None
    return {
        "width": drawn.width,
        "height": drawn.height,
        "texts": [
            {"words": one.words, "x": one.x, "y": one.y, **dict(one.says), "order": one.order}
            for one in drawn.texts
        ],
        "marks": [
            present(
                fact=one.fact or None,
                account=one.account or None,
                part=one.part,
                box=list(one.box),
                order=one.order,
            )
            for one in drawn.shapes
        ],
        "lines": [{"box": list(one.box), "order": one.order} for one in drawn.strokes],
        "axes": [
            {
                "axis": one.axis,
                "scale": one.scale,
                "domain": list(one.domain),
                "range": list(one.span),
                "unit": one.unit,
            }
            for one in drawn.scales
        ],
    }


def present(**fields: Any) -> dict[str, Any]:
    """Return the fields that have a value."""
    return {name: value for name, value in fields.items() if value is not None}
