"""The finished charts of a page, measured against the facts that are published with it."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from pathlib import Path

from tieout import ink, measured
from tieout.diagnostics import Diagnostic, error
from tieout.formats import dataset
from tieout.measured import Facts
from tieout.model import Exhibit, Page

CHECK = "chart-is-true"
_SHOWN = 3  # how many faults of one kind are told of one chart
_MEND = "let the script draw through `canvas` alone; where it does, the fault is the engine's"


def problems(page: Page, exhibits: Sequence[Exhibit], fonts: Path) -> dict[str, list[Diagnostic]]:
    """Return an error for each thing that a chart of ``page`` shows otherwise than its facts have it.

    ``exhibits`` are those whose drawings are measured; the errors are by their ids. ``fonts`` is the folder
    of the faces that they are set in.
    """
    listed = [{"id": one.id, "marks": dataset.marks(one)} for one in page.all_exhibits if one.drawings]
    facts = Facts(dataset.numbers(page) | {"exhibits": listed})
    found = {}
    for exhibit in exhibits:
        told: dict[tuple[str, str], list[str]] = {}
        for rendering, drawing in exhibit.drawings.items():
            svg = ink.named(drawing.svg, exhibit.alt)
            for fault in measured.faults(svg, facts, exhibit.id, fonts):
                told.setdefault((fault.kind, fault.message), []).append(f"{rendering}, at {fault.where}")
        found[exhibit.id] = _diagnostics(exhibit, page, told)
    return found


def _diagnostics(
    exhibit: Exhibit, page: Page, told: Mapping[tuple[str, str], list[str]]
) -> list[Diagnostic]:
    at = page.edition.briefing.exhibits[exhibit.id].at
    kinds: dict[str, int] = {}
    found = []
    for (kind, message), places in told.items():
        kinds[kind] = kinds.get(kind, 0) + 1
        if kinds[kind] > _SHOWN:
            continue
        more = f", and in {len(places) - 1} more" if len(places) > 1 else ""
        said = f"the chart of `{exhibit.id}` is not true: {message}"
        found.append(error(CHECK, at, said, f"`{kind}`: {places[0]}{more}", help=_MEND))
    return found
