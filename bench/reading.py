"""How well quantities are read out of words, and how fast: ``python bench/reading.py [--failures|--speed]``.

Reads both lists of labelled phrases (``tests/phrases``) and their corruptions (``tests/corruptions.py``),
apart and together. With ``--speed`` each phrase is read once in a fresh process, thrice; ``--peers PYTHON``
names an interpreter that has quantulum3 and pint, to do the same. ``--markdown`` prints the tables as
docs/reading.md has them.
"""

from __future__ import annotations

import argparse
import json
import os
import platform
import re
import subprocess
import sys
from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from fractions import Fraction
from itertools import pairwise
from pathlib import Path
from statistics import median

ROOT = Path(__file__).resolve().parents[1]
sys.path[:0] = [str(ROOT), str(ROOT / "tests")]

import corruptions  # noqa: E402
import phrasebook  # noqa: E402
from corruptions import KINDS, Corruption  # noqa: E402
from phrasebook import LANGUAGES, LISTS, Label, Phrase  # noqa: E402

from tieout.quantities.agreeing import describe, difference  # noqa: E402
from tieout.quantities.interval import Quantity  # noqa: E402
from tieout.quantities.reading import Reading, readings  # noqa: E402
from tieout.quantities.units import Vocabulary, factor, lexicon, same_dimension  # noqa: E402

NAMES = {
    "en": "English",
    "de": "German",
    "fr": "French",
    "es": "Spanish",
    "ja": "Japanese",
    "zh": "Chinese",
}
# How many phrases of each list were read right the first time, before anyone had seen what was not.
FIRST_RUNS: Mapping[str, Mapping[str, int]] = {
    "first": {"en": 326, "de": 15, "fr": 12, "es": 15, "ja": 15, "zh": 21},
    "second": {"en": 151, "de": 26, "fr": 27, "es": 25, "ja": 28, "zh": 26},
}
READERS = Path(__file__).with_name("readers.py")
PEERS = ("quantulum3", "pint")
RUNS = 3
# How the peers name what has another name here.
PEER_UNITS = {
    "dollar": "USD",
    "united states dollar": "USD",
    "pound sterling": "GBP",
    "japanese yen": "JPY",
    "indian rupee": "INR",
    "swiss franc": "CHF",
    "percentage": "percent",
    "dimensionless": "",
    "dozen": "",
}
PEER_SCALES = {"dozen": 12}
Table = list[list[str]]


def found(phrase: Phrase, text: str = "") -> tuple[Reading, ...]:
    """Return what is read out of ``text``, or of the phrase itself, with the nouns of its list."""
    return readings(text or phrase.text, phrase.vocabulary, phrase.language)


def wrong(language: str, lists: Sequence[str] = LISTS) -> list[Phrase]:
    """Return the phrases of one language that are not read as labelled."""
    return [one for one in phrasebook.phrases(language, lists) if not one.read_right(found(one))]


def accepted(language: str, lists: Sequence[str] = LISTS) -> list[Corruption]:
    """Return the corruptions of one language out of which the label is read all the same."""
    return [
        one
        for one in corruptions.corruptions(language, lists)
        if not one.refused(reading.value for reading in found(one.phrase, one.text))
    ]


def rows_of_phrases(lists: Sequence[str]) -> Table:
    """Return for each language how many phrases there are and how many are read right.

    Of one list it says too how many were read right the first time.
    """
    rows = [["", "phrases", "quantities and dates", *["first run", ""] * (len(lists) == 1), "now", ""]]
    counts = []
    for language in LANGUAGES:
        listed = phrasebook.phrases(language, lists)
        labels = sum(len(one.labels) for one in listed)
        first = [FIRST_RUNS[one][language] for one in lists] * (len(lists) == 1)
        counts.append((len(listed), labels, *first, len(listed) - len(wrong(language, lists))))
        rows.append([NAMES[language], *_counted(counts[-1])])
    return [*rows, ["all", *_counted([sum(column) for column in zip(*counts, strict=True)])]]


def _counted(counts: Sequence[int]) -> list[str]:
    listed, labels, *right = counts
    return [str(listed), str(labels), *(cell for one in right for cell in (str(one), _percent(one, listed)))]


def _percent(part: int, whole: int) -> str:
    # Rounded down, so that 100 % is all of them.
    return f"{part * 1000 // whole / 10:.1f} %"


def rows_of_corruptions(lists: Sequence[str]) -> Table:
    """Return for each language and kind how many corruptions are refused, of how many."""
    rows = [["", *(f"{kind} changed" for kind in KINDS), "all", ""]]
    made_of_all, refused_of_all = Counter[str](), Counter[str]()
    for language in LANGUAGES:
        made = Counter(one.kind for one in corruptions.corruptions(language, lists))
        refused = made - Counter(one.kind for one in accepted(language, lists))
        rows.append([NAMES[language], *_refused(made, refused)])
        made_of_all += made
        refused_of_all += refused
    return [*rows, ["all", *_refused(made_of_all, refused_of_all)]]


def _refused(made: Counter[str], refused: Counter[str]) -> list[str]:
    cells = [f"{refused[kind]} of {made[kind]}" for kind in KINDS]
    return [*cells, f"{refused.total()} of {made.total()}", _percent(refused.total(), made.total())]


def failures() -> Iterable[str]:
    """Yield a line for each phrase read wrong and each corruption accepted."""
    for language in LANGUAGES:
        for phrase in wrong(language):
            said = "; ".join(describe(label.values[0]) for label in phrase.labels) or "nothing"
            read = "; ".join(describe(one.value) for one in found(phrase)) or "nothing"
            yield f"{language}: {phrase.text!r} states {said}; read: {read}"
    for language in LANGUAGES:
        for one in accepted(language):
            said = describe(one.label.values[0])
            yield f"{language}: {one.text!r} still reads as {said} ({one.kind} changed)"


# --- speed, and the peers ------------------------------------------------------------------------


@dataclass(frozen=True)
class Timed:
    """What one library took, in microseconds of processor time, for a phrase and for a sum (or None)."""

    library: str
    reading: float
    slowest: float
    adding: float | None
    right: int


def speed(peers: Path | None) -> tuple[list[Timed], int]:
    """Return what each library took for the English phrases, and how many of these state a quantity."""
    listed = phrasebook.phrases("en")
    nouns = {noun: many for one in listed for noun, many in one.vocabulary.nouns.items()}
    asked = [one for one in listed if any(label.hedge for label in one.labels)]
    job = json.dumps(
        {
            "texts": [[one.language, one.text] for one in listed],
            "nouns": {"en": nouns},
            "sums": _sums(listed),
        }
    )
    took = [_timed("tieout", sys.executable, job, listed)]
    if peers:
        took += [_timed(name, str(peers), job, listed) for name in PEERS]
    return took, len(asked)


def _sums(listed: Iterable[Phrase]) -> list[list[list[str]]]:
    """Return pairs of labelled quantities to add, each with the next one of its unit; pint knows them all."""
    last: dict[str, str] = {}
    pairs = []
    for phrase in listed:
        for label in phrase.labels:
            if label.unit in ("USD", "MW", "GW", "kW", "GB", "ms", "TB/s", "USD/MW"):
                number = str(label.numbers[0])
                if label.unit in last:
                    pairs.append([[last[label.unit], label.unit], [number, label.unit]])
                last[label.unit] = number
    return pairs


def _timed(library: str, python: str, job: str, listed: Sequence[Phrase]) -> Timed:
    answers = [
        json.loads(
            subprocess.run(
                [python, READERS, library], input=job, check=True, stdout=subprocess.PIPE, text=True
            ).stdout
        )
        for _ in range(RUNS)
    ]
    reading = [median(each) / 1000 for each in zip(*(one["reading"] for one in answers), strict=True)]
    adding = [median(each) / 1000 for each in zip(*(one["adding"] for one in answers), strict=True)]
    if library == "tieout":
        right = sum(map(_value_and_unit, listed))
    else:
        right = sum(
            _peer_right(phrase, read) for phrase, read in zip(listed, answers[0]["found"], strict=True)
        )
    name = f"{library} {answers[0]['version']}".strip()
    return Timed(name, median(reading), max(reading), median(adding) if adding else None, right)


def _value_and_unit(phrase: Phrase) -> bool:
    """Return whether we read the value and the unit of each quantity of the phrase, whatever the hedge."""
    read = [one.value for one in found(phrase) if isinstance(one.value, Quantity)]
    labels = [label for label in phrase.labels if label.hedge]
    return bool(labels) and all(
        any(difference(label.values[0], one) in ("", "hedge") for one in read) for label in labels
    )


def _peer_right(phrase: Phrase, read: Sequence[tuple[list[float], str]]) -> bool:
    """Return whether ``read`` has value and unit of each quantity; that more is read is forgiven."""
    labels = [label for label in phrase.labels if label.hedge]
    # The two ends of a range may have been read apart.
    ends = [([one[0][0] for one in pair], pair[1][1]) for pair in pairwise(read)]
    return bool(labels) and all(
        any(_same(label, phrase.vocabulary, *one) for one in (*read, *ends)) for label in labels
    )


def _same(label: Label, vocabulary: Vocabulary, numbers: Sequence[float], name: str) -> bool:
    """Return whether a peer's numbers and the name of its unit are those of the label, in any such unit."""
    spelling = PEER_UNITS.get(name, re.sub("watt[ _]hour", "watt-hour", name))
    times = Fraction(PEER_SCALES.get(name, 1))
    if spelling:
        known = lexicon(vocabulary).parse(spelling)
        if known is None or not same_dimension(known.unit, phrasebook.unit(label.unit)):
            return False
        times *= known.times * factor(known.unit, phrasebook.unit(label.unit))
    elif label.unit not in ("", "times", *vocabulary.nouns):  # what is counted is a plain number to them
        return False
    return len(numbers) == len(label.numbers) and all(
        abs(one * float(times) - float(other)) <= 1e-9 * abs(float(other))
        for one, other in zip(numbers, label.numbers, strict=True)
    )


def rows_of_speed(took: Sequence[Timed], asked: int) -> Table:
    """Return what each library took and how many phrases it read right."""
    rows = [["", "a phrase, µs", "slowest", "an addition, µs", f"value and unit right, of {asked}"]]
    for one in took:
        adding = "does not add" if one.adding is None else f"{one.adding:.1f}"
        rows.append([one.library, f"{one.reading:.0f}", f"{one.slowest:.0f}", adding, str(one.right)])
    return rows


def markdown(table: Table) -> str:
    """Return the table in Markdown, numbers to the right."""
    head, *rows = table
    lines = [head, ["---", *["---:"] * (len(head) - 1)], *rows]
    return "\n".join("| " + " | ".join(cells) + " |" for cells in lines)


def plain(table: Table) -> str:
    """Return the table for a console."""
    widths = [max(len(row[column]) for row in table) for column in range(len(table[0]))]
    return "\n".join(
        "  ".join(
            cell.ljust(width) if column == 0 else cell.rjust(width)
            for column, (cell, width) in enumerate(zip(row, widths, strict=True))
        )
        for row in table
    )


def main() -> None:
    """Print what was asked for."""
    called = argparse.ArgumentParser(
        description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter
    )
    called.add_argument("--failures", action="store_true", help="list what is read wrong")
    called.add_argument("--speed", action="store_true", help="time reading and adding")
    called.add_argument(
        "--peers", type=Path, metavar="PYTHON", help="an interpreter with quantulum3 and pint"
    )
    called.add_argument("--markdown", action="store_true", help="print the tables in Markdown")
    asked = called.parse_args()
    shown = markdown if asked.markdown else plain
    for title, lists in (*((f"The {one} list", (one,)) for one in LISTS), ("Both lists", LISTS)):
        print(title, shown(rows_of_phrases(lists)), shown(rows_of_corruptions(lists)), "", sep="\n\n")
    if asked.failures:
        print(*failures(), "", sep="\n")
    if asked.speed:
        print(shown(rows_of_speed(*speed(asked.peers))))
        print(
            f"\n{os.cpu_count()} cores, {platform.system()}, Python {platform.python_version()}, {RUNS} runs"
        )


if __name__ == "__main__":
    main()
