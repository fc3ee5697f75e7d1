"""What is wrong with finished charts, kept by the digest of the drawings and of the numbers they show."""

from __future__ import annotations

import json
import re
from collections.abc import Mapping, Sequence
from pathlib import Path

from tieout import charts, engine, kept
from tieout.carried import TEMPLATES, look_of
from tieout.diagnostics import Diagnostic
from tieout.memory import remembered
from tieout.model import Exhibit, Page
from tieout.steps import Store, digest

_NAMED = re.compile(r'\bdata-[a-z-]+="([^"]*)"')


def problems(page: Page, root: Path, store: Store) -> list[Diagnostic]:
    """Return an error for each thing that a chart of ``page`` shows otherwise than its facts have it.

    A chart is measured once for what it is drawn of; nothing that measures is imported for what was measured.
    """
    keys = {one.id: _key(one, page, root) for one in page.all_exhibits if one.drawings}
    found = {name: kept.told(store, key) for name, key in keys.items()}
    if new := [one for one in page.all_exhibits if one.id in keys and found[one.id] is None]:
        for name, told in _measured(page, new, root).items():
            kept.tell(store, keys[name], told)
            found[name] = tuple(told)
    return [one for told in found.values() for one in told or ()]


def _measured(page: Page, new: Sequence[Exhibit], root: Path) -> Mapping[str, Sequence[Diagnostic]]:
    from tieout.formats import measuring  # and all that it measures with

    return measuring.problems(page, new, look_of(root, TEMPLATES) / "fonts")


@remembered(1024)
def _named(svg: str) -> tuple[str, ...]:
    """Return each word that a drawing says in an attribute of ours, once."""
    return tuple(dict.fromkeys(one for group in _NAMED.findall(svg) for one in group.split()))


def _key(exhibit: Exhibit, page: Page, root: Path) -> str:
    """Return a digest of all that measuring looks at: drawings, marks, faces, and each fact they name."""
    named: dict[str, None] = {}
    drawn = []
    for rendering, drawing in exhibit.drawings.items():
        drawn += [rendering, drawing.svg, repr(drawing.marks)]
        named.update(dict.fromkeys(_named(drawing.svg)))
        named.update((mark.address, None) for mark in drawing.marks)
    facts = {name: page.standings[name] for name in named if name in page.standings}
    at = page.edition.briefing.exhibits[exhibit.id].at
    return digest(
        "charts are true",
        engine.code(),
        engine.installed(),
        charts.fonts(root),
        json.dumps([exhibit.id, exhibit.alt, at.path, at.line, at.column, at.width]),
        repr(charts.placeless((facts, page.desk))),
        *drawn,
    )
