"""One library reads each of many texts once, and adds: ``python bench/readers.py LIBRARY < JOB``.

``bench/reading.py`` starts it, for each library in a fresh process of an interpreter that has it. Job and
answer are JSON: ``texts`` are [language, text], ``nouns`` the counted nouns of each language, ``sums``
pairs of [number, unit]; the answer has the nanoseconds of processor time of each reading and each sum, and
what was read out of each text: its numbers (two for a range) and the name of its unit.
"""

from __future__ import annotations

import json
import sys
import warnings
from collections.abc import Callable
from fractions import Fraction
from importlib.metadata import version
from pathlib import Path
from time import process_time_ns


def tieout(job: dict) -> tuple[Callable, tuple[Callable, Callable]]:
    """Return what reads a text and what adds a pair, hedges and exact numbers included."""
    sys.path.insert(0, str(Path(__file__).parents[1]))
    from tieout.algebra import evaluate
    from tieout.formulas import parse
    from tieout.quantities.interval import Hedge, Quantity, held_to
    from tieout.quantities.reading import readings
    from tieout.quantities.units import Vocabulary, parse_unit

    desks = {language: Vocabulary(nouns) for language, nouns in job["nouns"].items()}
    for language, desk in desks.items():
        readings("warm 900 kW to 1 MW", desk, language)  # two units: the definitions of units are loaded too
    formula = parse("a + b")

    def prepared(pair: list) -> dict[str, Quantity]:
        return {
            role: Quantity(
                held_to(Hedge.MORE_THAN, Fraction(number)), parse_unit(unit, desks["en"]), Hedge.MORE_THAN
            )
            for role, (number, unit) in zip("ab", pair, strict=True)
        }

    return lambda one: readings(one[1], desks[one[0]], one[0]), (
        prepared,
        lambda pair: evaluate(formula, pair),
    )


def quantulum3(job: dict) -> tuple[Callable, None]:
    """Return what reads a text; the library does not add."""
    from quantulum3 import parser

    parser.parse("warm 1 MW")
    return lambda one: parser.parse(one[1]), None


def pint(job: dict) -> tuple[Callable, tuple[Callable, Callable]]:
    """Return what reads a text, which has to be all one quantity, and what adds a pair, in floats."""
    import pint

    registry = pint.UnitRegistry()
    registry.define("USD = [currency]")
    registry.Quantity("1 MW") + registry.Quantity("1 kW")

    def read(one: list) -> list:
        try:
            return [registry.Quantity(one[1])]
        except Exception:  # it raises nearly anything, SyntaxError and TokenError among it
            return []

    def prepared(pair: list) -> list:
        return [registry.Quantity(float(Fraction(number)), unit) for number, unit in pair]

    return read, (prepared, lambda pair: pair[0] + pair[1])


def plain(library: str, found: list) -> list:
    """Return the numbers and the unit's name of what ``library`` read."""
    if library == "quantulum3":
        return [
            [
                [one.value - one.uncertainty, one.value + one.uncertainty]
                if one.uncertainty
                else [one.value],
                one.unit.name,
            ]
            for one in found
        ]
    if library == "pint":
        return [[[float(one.magnitude)], f"{one.units:P}"] for one in found]
    return []


def main() -> None:
    """Answer the job on standard input."""
    warnings.simplefilter("ignore")
    library = sys.argv[1]
    job = json.load(sys.stdin)
    read, adding = globals()[library](job)
    took, read_out, added = [], [], []
    for text in job["texts"]:
        begun = process_time_ns()
        try:
            found = read(text)
        except Exception:  # a peer that fails on a text has read nothing
            found = []
        took.append(process_time_ns() - begun)
        read_out.append(plain(library, found))
    if adding is not None:
        prepare, add = adding
        for pair in job["sums"]:
            ready = prepare(pair)
            begun = process_time_ns()
            add(ready)
            added.append(process_time_ns() - begun)
    name = "" if library == "tieout" else version(library)
    json.dump({"reading": took, "found": read_out, "adding": added, "version": name}, sys.stdout)


if __name__ == "__main__":
    main()
