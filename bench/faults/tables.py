"""The league's tables: of each kind what was planted, what was caught and where, by us and by others."""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from pathlib import Path

from bench.faults.planted import Found, Ground, Planted

START, END = "<!-- league -->", "<!-- end of league -->"


@dataclass(frozen=True)
class Scored:
    """A planted fault, and what is said of it."""

    fault: Planted
    found: Found


@dataclass(frozen=True)
class Rival:
    """Another tool on the faults that it can express: its name and version, and what it said of each."""

    name: str
    version: str
    results: tuple[Scored, ...]
    alarms: int
    trouble: str = ""


@dataclass(frozen=True)
class Report:
    """All that a run of the league found."""

    results: tuple[Scored, ...]
    harmless: tuple[Scored, ...]
    alarms: int
    rivals: tuple[Rival, ...] = ()
    made: Mapping[str, str] = field(default_factory=dict)


def missed(report: Report, seed: int) -> str:
    """Return a line for each fault that is not caught in its place, with what plants it again."""
    lines = []
    for one in report.results:
        if not one.found.placed and not one.fault.beyond:
            what = "caught elsewhere" if one.found.caught else "missed"
            said = f"; said: {one.found.said}" if one.found.said else ""
            lines.append(f"{what} (seed {seed}, {one.fault.ground}): {one.fault}{said}\n")
    for one in report.harmless:
        if one.found.caught:
            lines.append(f"false alarm: {one.fault}; said: {one.found.said}\n")
    return "".join(lines)


def text(report: Report) -> str:
    """Return the tables as Markdown."""
    parts = [_summary(report), "", *_ours([one for one in report.results if not one.fault.beyond])]
    if misses := list(_misses([one for one in report.results if not one.fault.beyond])):
        parts += ["", "### What was missed", "", *misses]
    beyond = [one for one in report.results if one.fault.beyond]
    if beyond:
        parts += ["", "### What nothing in the repository contradicts", "", *_beyond(beyond)]
    for rival in report.rivals:
        parts += ["", f"### {rival.name} {rival.version}", "", *_rival(rival, report)]
    return "\n".join(parts) + "\n"


def write(file: Path, report: Report) -> None:
    """Put the tables between the markers of a page of docs."""
    page = file.read_text("utf-8")
    inside = f"{START}\n\n{text(report)}\n{END}"
    file.write_text(re.sub(f"{START}.*?{END}", lambda _: inside, page, flags=re.DOTALL), "utf-8")


def _summary(report: Report) -> str:
    counted = [one for one in report.results if not one.fault.beyond]
    caught = sum(one.found.caught for one in counted)
    placed = sum(one.found.placed for one in counted)
    shaken = sum(one.found.caught for one in report.harmless)
    made = f"Seed {report.made.get('seed', '')}; {report.made.get('machine', '')}. " if report.made else ""
    return (
        f"{made}{len(counted)} faults of {len({one.fault.kind for one in counted})} kinds: {caught} caught, "
        f"{placed} in the right place. False alarms: {report.alarms} on the flagship as it is, {shaken} on "
        f"{len(report.harmless)} harmless edits of it."
    )


def _ours(results: Sequence[Scored]) -> Iterator[str]:
    yield "| kind | in | planted | caught | right place |"
    yield "| --- | --- | --- | --- | --- |"
    for (kind, ground), many in _grouped(results):
        caught, placed = _counts(many)
        yield f"| {kind} | {ground} | {len(many)} | {caught} | {placed} |"
    caught, placed = _counts(results)
    yield f"| **all** | | **{len(results)}** | **{caught}** | **{placed}** |"


def _misses(results: Sequence[Scored]) -> Iterator[str]:
    """Yield, for each kind and ground with a fault not told in its place, how many there are, and one."""
    wrong = [one for one in results if not one.found.placed]
    for (kind, ground), many in _grouped(wrong):
        elsewhere = sum(one.found.caught for one in many)
        first = many[0].fault
        yield (
            f"- {kind}, {ground}: {len(many) - elsewhere} missed, {elsewhere} told elsewhere. "
            f"{_cell(first.places[0].told)}: `{_cell(first.before)}` to `{_cell(first.after)}`"
        )


def _cell(words: str) -> str:
    """Return words as they can stand in a list or a table, cut where they are long."""
    plain = " ".join(words.replace("|", "/").replace("`", "'").split())
    return plain if len(plain) <= 90 else f"{plain[:90]}…"


def _beyond(results: Sequence[Scored]) -> Iterator[str]:
    yield "| kind | why | planted | caught |"
    yield "| --- | --- | --- | --- |"
    groups: dict[tuple[str, str], list[Scored]] = defaultdict(list)
    for one in results:
        groups[(one.fault.kind, one.fault.beyond)].append(one)
    for (kind, why), many in sorted(groups.items()):
        yield f"| {kind} | {why} | {len(many)} | {_counts(many)[0]} |"


def _rival(rival: Rival, report: Report) -> Iterator[str]:
    if rival.trouble:
        yield rival.trouble
        yield ""
    if not rival.results:
        return
    ours = {one.fault: one.found for one in report.results}
    yield f"False alarms on the flagship as it is: {rival.alarms}."
    yield ""
    yield f"| kind | planted | {rival.name} caught | in its place | tieout caught | in its place |"
    yield "| --- | --- | --- | --- | --- | --- |"
    for (kind, _), many in _grouped(rival.results):
        yield _against(kind, many, ours)
    yield _against("**all**", rival.results, ours)


def _against(kind: str, many: Sequence[Scored], ours: Mapping[Planted, Found]) -> str:
    theirs, own = _counts(many), [ours[one.fault] for one in many]
    caught, placed = sum(one.caught for one in own), sum(one.placed for one in own)
    return f"| {kind} | {len(many)} | {theirs[0]} | {theirs[1]} | {caught} | {placed} |"


def _grouped(results: Iterable[Scored]) -> list[tuple[tuple[str, Ground], list[Scored]]]:
    groups: dict[tuple[str, Ground], list[Scored]] = defaultdict(list)
    for one in results:
        groups[(one.fault.kind, one.fault.ground)].append(one)
    order = list(Ground)
    return sorted(groups.items(), key=lambda pair: (pair[0][0], order.index(pair[0][1])))


def _counts(results: Sequence[Scored]) -> tuple[int, int]:
    return sum(one.found.caught for one in results), sum(one.found.placed for one in results)
