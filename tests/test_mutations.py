"""Content that ties out, changed in one digit or one hedge at a time: each change is pointed at."""

from __future__ import annotations

import shutil
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

import pytest

from tests import make
from tieout import checks, content, derive
from tieout.checks import Subject
from tieout.diagnostics import Diagnostic, Severity, Text
from tieout.model import Evidence, Fact, FactKind, Ledger, Quantity, Stance
from tieout.quantities.agreeing import agree
from tieout.quantities.dates import Date
from tieout.quantities.reading import readings
from tieout.vouching import lock_text, vouch

ROOT = Path(__file__).parent.parent
FACTS = """\
commitment:
  statement: What was committed
  value: more than 20 billion USD
  evidence:
    - {source: filing, quote: spend over $20 billion}
    - {source: news, quote: valued at more than $20 billion}
capacity:
  statement: What was bought
  value: up to 750 MW
  evidence:
    - {source: filing, quote: up to 750 megawatts of capacity}
stake:
  statement: The stake
  value: 10%
  evidence:
    - {source: paper, quote: a 10 percent stake}
    - {source: wire, quote: some stake, stance: refines, note: it gives no number}
price:
  statement: The price of a share
  value: between 24.50 and 26.60 USD
  evidence:
    - {source: filing, quote: between $24.50 and $26.60}
customers:
  statement: The customers
  value: at least 24 customers
  evidence:
    - {source: filing, quote: at least 24 customers}
announced:
  statement: The day it was announced
  value: 14 January 2026
  evidence:
    - {source: news, quote: "On January 14, 2026, both said"}
bandwidth:
  statement: The bandwidth
  value: 21 PB/s
  evidence:
    - {source: paper, quote: 21 PB/s of bandwidth}
valuation:
  statement: The valuation
  value: about 35 billion USD
  evidence:
    - {source: news, quote: approximately $35 billion}
    - {source: wire, quote: valued at $36.2 billion, stance: refines}
revenue:
  statement: Revenue
  points: {2024: 290.3 million USD, 2025: 510 million USD}
  evidence:
    - {source: filing, period: 2024, quote: "$290.3 million"}
    - {source: filing, period: 2025, quote: "$509,991", note: "a table in thousands, rounded"}
    - {source: news, period: 2025, quote: $510 million}
speed:
  statement: How much faster
  value: nearly 15 times
  evidence:
    - {source: paper, quote: nearly 15x faster}
raised:
  statement: What was raised
  value: 6.9 billion USD
  evidence:
    - source: wire
      quote: 6,9 miljard dollar
      reading: {value: 6.9 billion USD, because: in Dutch a comma stands before the decimals}
"""
SNAPSHOTS = {
    "news": "It was valued at more than $20 billion. On January 14, 2026, both said: "
    "approximately $35 billion, $510 million"
}
HEDGES = {
    "more than": "up to",
    "over": "under",
    "up to": "at least",
    "at least": "about",
    "approximately": "over",
}
HEDGES |= {"about": "more than", "nearly": "over", "between": "from"}


@dataclass(frozen=True)
class Mutation:
    """``old``, in one line of a file, becomes ``new``; ``what`` says what that is."""

    what: str
    path: str
    line: int
    column: int
    old: str
    new: str

    def __str__(self) -> str:
        return f"{self.what}: {self.path}:{self.line}: {self.old!r} to {self.new!r}"

    def made(self, words: str) -> str:
        """Return ``words`` with the change."""
        lines = words.split("\n")
        text, at = lines[self.line - 1], self.column - 1
        assert text[at : at + len(self.old)] == self.old, self
        lines[self.line - 1] = text[:at] + self.new + text[at + len(self.old) :]
        return "\n".join(lines)


def mutations(ledger: Ledger) -> Iterator[Mutation]:
    """Yield every change of a digit or a hedge that must be caught."""
    for fact in ledger.facts.values():
        if fact.kind is FactKind.ASSUMPTION:
            continue
        stated = {None: (fact.value_text, fact.value)} if fact.value_text else {}
        stated |= {period: (point.text, point.value) for period, point in fact.points.items()}
        for period, (text, value) in stated.items():
            if not _is_held(fact, period):
                continue
            yield from _digits("value", text, 0, len(text.text))
            if isinstance(value, Quantity):
                yield from _hedges("hedge of value", text, 0, value.word)
        for one in fact.evidence:
            period = _period(one)
            if _holds(one) and period in stated:
                yield from _of_quote(
                    one.quote, stated[period][1], ledger, ledger.sources[one.source.text].language
                )
    for fact in ledger.facts.values():
        for one in fact.evidence:
            if one.reading:
                yield from _digits("value of reading", one.reading.text, 0, len(one.reading.text.text))
                yield from _digits("quote read by hand", one.quote, 0, len(one.quote.text))
            if one.key in ledger.lock:
                yield from _digits("locked quote", one.quote, 0, len(one.quote.text))


def _is_held(fact: Fact, period: str | None) -> bool:
    """Return whether a quote holds a value; where each has a note, a person says why it may differ."""
    return any(_holds(one) and _period(one) == period for one in fact.evidence)


def _holds(one: Evidence) -> bool:
    return one.stance is Stance.SUPPORTS and not one.note and not one.set_aside


def _period(one: Evidence) -> str | None:
    return one.period.text if one.period else None


def _of_quote(quote: Text, value: object, ledger: Ledger, language: str) -> Iterator[Mutation]:
    for read in readings(quote.text, ledger.desk.vocabulary, language):
        carries = (
            value.contains(read.value)
            if isinstance(value, Date) and isinstance(read.value, Date)
            else (value is not None and agree(value, read.value))
        )
        if not carries:
            continue
        for one in _digits("quote", quote, read.start, read.end):
            if not (isinstance(value, Date) and _still_says(quote, one, value, ledger, language)):
                yield one
        # A hedge of another kind than the value's is none: "$100 billion over eight years".
        if isinstance(read.value, Quantity) and read.value.hedge is value.hedge:
            yield from _hedges("hedge of quote", quote, read.start, read.value.word)


def _still_says(quote: Text, change: Mutation, value: Date, ledger: Ledger, language: str) -> bool:
    """Return whether a quote so changed still dates what the value does: a month has other days."""
    (offset,) = (
        at
        for at in range(len(quote.text))
        if (place := quote.place(at)).line == change.line and place.column == change.column
    )
    changed = quote.text[:offset] + change.new + quote.text[offset + 1 :]
    read = [one.value for one in readings(changed, ledger.desk.vocabulary, language)]
    return any(isinstance(one, Date) and value.contains(one) for one in read)


def _digits(what: str, text: Text, start: int, end: int) -> Iterator[Mutation]:
    for offset in range(start, end):
        mark = text.text[offset]
        if mark in "0123456789":
            at = text.place(offset)
            yield Mutation(what, at.path, at.line, at.column, mark, str((int(mark) + 1) % 10))


def _hedges(what: str, text: Text, start: int, word: str) -> Iterator[Mutation]:
    offset = text.text.lower().find(word.lower(), start) if word else -1
    if offset < 0:
        return
    at, written = text.place(offset), text.text[offset : offset + len(word)]
    if word.lower() in HEDGES and word.lower() != "between":
        yield Mutation(f"{what}, changed", at.path, at.line, at.column, written, HEDGES[word.lower()])
        yield Mutation(f"{what}, dropped", at.path, at.line, at.column, f"{written} ", "")


def errors(root: Path) -> list[Diagnostic]:
    ledger, problems = content.load(root)
    standings, found = derive.derive(ledger)
    settled = checks.run(Subject(ledger, standings), [*problems, *found])
    return [one for one in settled.diagnostics if one.severity is Severity.ERROR]


def points_at(problem: Diagnostic, mutation: Mutation) -> bool:
    places = (problem.at, *(place for place, _ in problem.related))
    return any((place.path, place.line) == (mutation.path, mutation.line) for place in places)


def uncaught(root: Path, ledger: Ledger, among: slice = slice(None)) -> tuple[int, list[str]]:
    """Return how many changes of the content in ``root`` were tried, and those that nothing points at."""
    before = set(errors(root))
    tried = list(dict.fromkeys(mutations(ledger)))[among]
    missed = []
    for one in tried:
        file = root / one.path
        words = file.read_bytes()
        file.write_bytes(one.made(words.decode("utf-8")).encode())
        if not any(points_at(problem, one) for problem in errors(root) if problem not in before):
            missed.append(str(one))
        file.write_bytes(words)
    return len(tried), missed


def test_every_change_of_a_small_repository_is_caught(tmp_path: Path):
    """Each digit of a value or of a quote that carries it, and each hedge, is held to the other side."""
    (tmp_path / "held").mkdir()
    for name, words in SNAPSHOTS.items():
        (tmp_path / "held" / f"{name}.txt").write_text(words, "utf-8")
    root = make.repository(tmp_path, {"facts/f.yaml": FACTS})
    ledger, problems = content.load(root)
    locked = vouch(ledger, tmp_path / "held", Date(2026, 0, 11, 24))
    assert (problems, locked.problems, len(locked.entries)) == ([], (), 4)
    (root / "content" / "evidence.lock").write_text(lock_text(locked.entries), "utf-8")
    assert errors(root) == []
    tried, missed = uncaught(root, content.load(root)[0])
    assert (tried >= 60, missed) == (True, [])


@pytest.mark.parametrize("folder", [".", "tests/sample"])
def test_every_change_of_what_we_publish_is_caught(folder: str, tmp_path: Path):
    """The same holds for the flagship and for the sample, of which every tenth change or so is tried."""
    shutil.copytree(ROOT / folder / "content", tmp_path / "content")
    ledger, _ = content.load(tmp_path)
    count = len(list(mutations(ledger)))
    tried, missed = uncaught(tmp_path, ledger, slice(0, None, max(1, count // 60)))
    assert (tried > 20, missed) == (True, [])
