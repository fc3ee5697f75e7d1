"""The names of marks in a finished drawing, against the rows of the exhibit's data that facts.json lists."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterator, Mapping, Sequence

from tieout.measured.kinds import NAME_OFF, Fault, where
from tieout.measured.marks import ROWS, Mark
from tieout.measured.paper import Line, Paper
from tieout.measured.texts import said
from tieout.measured.told import Facts, dated

_PARTS = re.compile(r"[\s,()\u00a0]+")

Rows = Mapping[tuple[str, str], Sequence[str]]
"""The names of rows by the fact and the account that they are of."""


def named(paper: Paper, marks: Sequence[Mark], facts: Facts, exhibit: str) -> Iterator[Fault]:
    """Yield marks at which other words stand than the name of their row; nothing where no rows are listed."""
    rows = _listed(facts.marks(exhibit) or (), "bar", "point")
    if not rows:
        return
    if paper.form in ROWS:
        yield from _rows(paper, marks, rows)
        yield from _cells(paper, marks, _listed(facts.marks(exhibit) or (), "cell"))
    elif paper.form == "series":
        yield from _series(paper, marks, rows, facts)
    elif paper.form == "scatter":
        titles = " ".join(line.text for group in paper.axes for line in group.lines if line.part == "title")
        for mark in marks:
            own = " ".join(line.text for line in mark.group.lines)
            if not mark.group.data.get("data-account"):  # a narrow drawing may leave out whose it is
                yield from _checked(mark, [f"{own} {titles}"], rows)


def _listed(marks: Sequence[Mapping[str, str]], *forms: str) -> Rows:
    rows: dict[tuple[str, str], list[str]] = {}
    for row in marks:
        if row["form"] in forms and row.get("fact"):
            rows.setdefault((row["fact"], row.get("account", "")), []).append(row["row"])
    return rows


def _checked(mark: Mark, told: Sequence[str], rows: Rows) -> Iterator[Fault]:
    """Yield a fault where none of ``told`` holds all words of a row that the mark may be."""
    account = mark.group.data.get("data-account", "")
    for one in mark.told:
        names = rows.get((one.address, account if one.disputed else ""), ())
        if names and not any(_holds(said, name) for said in told for name in names):
            yield mark.fault(NAME_OFF, f"the mark of `{one.address}` does not stand under `{names[0]}`")
            return


def _holds(said: str, name: str) -> bool:
    """Return whether ``said`` has every word of ``name``."""
    return not Counter(_words(name)) - Counter(_words(said))


def _words(text: str) -> list[str]:
    return [one for one in _PARTS.split(text) if one]


def _rows(paper: Paper, marks: Sequence[Mark], rows: Rows) -> Iterator[Fault]:
    """Yield what stands under another name in rows: a name stands beside its mark, or over it."""
    bands = _bands(paper, marks)
    lines = [line for line in paper.rest.lines if line.part != "title"]
    for mark in marks:
        box = mark.box
        if not mark.told or box is None:
            continue
        nth = next((nth for nth, one in enumerate(bands) if one[0] <= _middle(box) <= one[1]), None)
        if nth is not None:
            own = " ".join(line.text for line in mark.group.lines)
            yield from _checked(mark, [f"{own} {words}" for words in _row(paper, bands, lines, nth)], rows)


def _row(
    paper: Paper, bands: Sequence[tuple[float, float]], lines: Sequence[Line], nth: int
) -> tuple[str, str]:
    """Return the words that stand beside a bar or a point, and those that stand over it."""
    top, bottom = bands[nth]
    above = bands[nth - 1][1] if nth else paper.frame[1]
    below = bands[nth + 1][0] if nth + 1 < len(bands) else paper.frame[3]
    return _within(lines, (above + top) / 2, (bottom + below) / 2), _within(lines, above, bottom)


def _cells(paper: Paper, marks: Sequence[Mark], rows: Rows) -> Iterator[Fault]:
    """Yield numbers of columns that stand in another row than that of their data."""
    if any(mark.box is None for mark in marks):
        return  # a point that nobody states has no place to tell a row by
    bands = _bands(paper, marks)
    lines = [line for line in paper.rest.lines if line.part != "title"]
    heads = _within(lines, paper.frame[1], bands[0][0]) if bands else ""
    for one in said(paper.rest.lines) if bands else ():
        label = one.label
        names, middle = rows.get((label.fact, ""), ()), _middle(label.box)
        over = next((nth for nth, band in enumerate(bands) if band[1] >= middle), len(bands) - 1)
        beside, above = _row(paper, bands, lines, over)
        words = f"{heads} {beside}" if middle >= bands[over][0] else above  # over a mark each has its head
        if names and not any(_holds(words, name) for name in names):
            message = f"`{label.words}` does not stand in the row `{names[0]}`".replace("\u00a0", " ")
            yield Fault(NAME_OFF, where(one.runs[0].element), label.box, message)


def _middle(box: tuple[float, float, float, float]) -> float:
    return (box[1] + box[3]) / 2


def _bands(paper: Paper, marks: Sequence[Mark]) -> list[tuple[float, float]]:
    """Return how high each bar or row of points stands, from above: parts of one bar are one."""
    beds = [(bed.box[1], bed.box[3]) for bed in paper.rest.of("bed")]
    if beds:
        return sorted(beds)
    return sorted((mark.box[1], mark.box[3]) for mark in marks if mark.box)


def _within(lines: Sequence[Line], top: float, bottom: float) -> str:
    return " ".join(line.text for line in lines if top <= _middle(line.box) <= bottom)


def _series(paper: Paper, marks: Sequence[Mark], rows: Rows, facts: Facts) -> Iterator[Fault]:
    """Yield series whose name stands nowhere in the colour of its labels."""
    series: dict[str, list[Mark]] = {}
    for mark in marks:
        series.setdefault(mark.group.data.get("data-series", ""), []).append(mark)
    for every in series.values():
        paints = {
            run.paint
            for mark in every
            for line in mark.group.lines
            for run in line.runs
            if run.data.get("data-class") == "fact" and not mark.group.data.get("data-account")
        }
        lines = [line.text for line in paper.rest.lines if not paints or line.runs[0].paint in paints]
        for mark in every:
            date = dated(mark.told[0].date) if mark.told else None
            names = [_undated(name, facts.said(date)) for name in _of(mark, rows)] if date else []
            if names and not any(_holds(" ".join(lines), name) for name in names):
                said = f"no line of text in the colour of `{mark.told[0].address}` names it `{names[0]}`"
                yield mark.fault(NAME_OFF, said)
                break


def _of(mark: Mark, rows: Rows) -> Sequence[str]:
    return rows.get((mark.told[0].address, mark.group.data.get("data-account", "")), ())


def _undated(name: str, said: str) -> str:
    """Return the name of a series: what stands before the date in the name of a row."""
    before, found, _ = name.rpartition(f", {said}")
    return before if found else name
