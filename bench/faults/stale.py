"""Stale charts: drawings of facts as they were before an edit, in a draft that has the facts after it."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

from bench.faults import markup
from bench.faults.markup import Element
from bench.faults.planted import Files, Ground, Place, Planted
from tieout import charts, pipeline, steps
from tieout.model import Edition

PAGE = "index.html"
BRIEFING = "inference-pivot"


@dataclass(frozen=True)
class Edit:
    """A fact of a chart (an exhibit's id) whose number was ``old`` when the chart was drawn, in its file."""

    exhibit: str
    fact: str
    file: str
    line: str
    old: str

    def make(self, root: Path) -> None:
        """Have the fact be as it was: the line as given, with the old number."""
        path = root / self.file
        text = path.read_text("utf-8")
        start = text.index(f"\n{self.fact.partition('@')[0]}:\n")
        at = text.index(self.line, start)
        path.write_text(text[:at] + self.old + text[at + len(self.line) :], "utf-8")


FACTS = "content/facts/"
EDITS = (
    Edit(
        "cover-twenties",
        "openai-cerebras-commitment",
        f"{FACTS}openai-cerebras.yaml",
        "more than 20",
        "more than 17",
    ),
    Edit("deal-growth", "cerebras-backlog", f"{FACTS}cerebras.yaml", "24.6 billion", "21.6 billion"),
    Edit("commitments", "openai-amd-capacity", f"{FACTS}openai-suppliers.yaml", "6 GW", "4 GW"),
    Edit("customer-share", "cerebras-mbzuai-share", f"{FACTS}cerebras.yaml", "62 percent", "52 percent"),
    Edit(
        "inference-share",
        "inference-share-gartner@2026",
        f"{FACTS}inference-share.yaml",
        "55 percent",
        "45 percent",
    ),
    Edit("memory-bandwidth", "h200-memory", f"{FACTS}chips.yaml", "141 GB", "121 GB"),
    Edit(
        "valuations", "cerebras-value-series-h", f"{FACTS}cerebras-listing.yaml", "23 billion", "18 billion"
    ),
)


def drawn_before(root: Path, store: Path, *exhibits: str) -> dict[str, bytes]:
    """Return the drawings of ``root``, a copy that is changed, as they were before the edits, by file.

    Only those of the ``exhibits`` named are drawn; all, where none is.
    """
    edits = [one for one in EDITS if not exhibits or one.exhibit in exhibits]
    for one in edits:
        one.make(root)
    known = pipeline.read(root, None)
    plan, _ = charts.plan(Edition(known.ledger.briefings[BRIEFING]), known.ledger, known.standings, root)
    wanted = [one for one in plan if one.name.partition("/")[0] in {edit.exhibit for edit in edits}]
    drawings, _ = charts.drawings(steps.run(wanted, steps.Store(store), steps.Here()).of)
    return {
        f"charts/{exhibit}-{rendering}.svg": drawing.svg.encode()
        for exhibit, renderings in drawings.items()
        for rendering, drawing in renderings.items()
    }


def page_before(root: Path, output: Path) -> bytes:
    """Return the page of ``root``, a copy in which the edits have been made, built without its PDF."""
    path = root / "content" / "briefings" / BRIEFING / "briefing.yaml"
    path.write_text(
        path.read_text("utf-8").replace("formats: [html, pdf, data]", "formats: [html, data]"), "utf-8"
    )
    built = pipeline.build(root, [BRIEFING], archive=None, output=output, jobs=1).built[0]
    return built.artefacts[PAGE]


@dataclass(frozen=True)
class Replaced:
    """Other text in place of the characters ``start`` to ``end`` of a file."""

    start: int
    end: int
    text: str

    def __call__(self, before: bytes) -> bytes:
        """Return the file with the other text."""
        text = before.decode("utf-8")
        return (text[: self.start] + self.text + text[self.end :]).encode()


def candidates(files: Files, drawings: Files, page: bytes | None) -> Iterator[Planted]:
    """Yield each drawing as it was before, in its file and, where that page is given, in the page."""
    for name in sorted(drawings):
        after, edit = drawings[name].decode("utf-8"), _edit(name)
        if after.encode() != files[name]:
            made = Replaced(0, len(files[name].decode("utf-8")), after)
            yield _stale(Ground.DRAWING, name, edit, made, markup.read(after), 0, 1)
    if page is None:
        return
    now, then = files[PAGE].decode("utf-8"), page.decode("utf-8")
    old = {one.get("id"): one for one in _drawings(markup.read(then))}
    exhibits = {one.exhibit: one for one in EDITS}
    for one in _drawings(markup.read(now)):
        exhibit = next(
            (above.get("id").removeprefix("exhibit-") for above in one.above() if above.tag == "figure"), ""
        )
        before = old.get(one.get("id"))
        if before is None or (edit := exhibits.get(exhibit or "cover-twenties")) is None:
            continue
        text = then[before.start : before.end]
        made = Replaced(one.start, one.end, text)
        yield _stale(Ground.PAGE, PAGE, edit, made, markup.read(text), one.start, one.line)


def _drawings(root: Element) -> list[Element]:
    return [one for one in root.elements() if one.tag == "svg" and one.get("data-form")]


def _edit(name: str) -> Edit:
    found = re.sub(r"^charts/|-(?:print|web-\d+)\.svg$", "", name)
    return next(one for one in EDITS if one.exhibit == found)


def _stale(
    ground: Ground, file: str, edit: Edit, made: Replaced, drawing: Element, start: int, line: int
) -> Planted:
    marks = [one for one in drawing.elements() if edit.fact in one.get("data-fact").split()]
    places = tuple(
        Place(
            file,
            line=line + made.text.count("\n", 0, one.start),
            span=(start + one.start, start + one.end),
            shown=(edit.line, edit.old),
        )
        for one in marks
    )
    what = f"{edit.exhibit}: {edit.fact}"
    return Planted(
        "stale chart", ground, file, f"{what}, {edit.line}", f"{what}, {edit.old}", places, made, "a chart"
    )
