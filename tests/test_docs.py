"""What docs/hedges.md says of numbers is what the engine says: each row of its tables is run as a doctest.

``pytest tests/test_docs.py --update`` writes what the engine says into the tables; they are read by people.
"""

from __future__ import annotations

import doctest
import re
from collections.abc import Callable, Iterator
from fractions import Fraction

import pytest

from tests.sampled import PROJECT, SAMPLE
from tieout import expression, pipeline, trial
from tieout.quantities import interval
from tieout.quantities.interval import Hedge, Quantity
from tieout.quantities.reading import read_value
from tieout.quantities.units import Vocabulary
from tieout.why import Screen, drawn

HEDGES = PROJECT / "docs" / "hedges.md"
WIDTH = 100
NAME = re.compile(r"`([a-z])`")


def can_be(written: str, number: int) -> str:
    """Return whether a number so written can be ``number``: yes, no, or perhaps, if nobody says how near."""
    value = read_value(written, Vocabulary())
    assert isinstance(value, Quantity)
    if value.interval.holds(interval.point(Fraction(number))):
        return "perhaps" if value.hedge in (Hedge.NEARLY, Hedge.JUST_OVER) else "yes"
    return "perhaps" if value.hedge is Hedge.ABOUT else "no"


def call(formula: str, inputs: dict[str, str]) -> str:
    """Return the call that works a row out; several values of one input are told apart by semicolons."""
    given = {role: one.split("; ") if "; " in one else one for role, one in inputs.items() if one}
    said = ", ".join(f"{role}={one!r}" for role, one in given.items())
    nouns = "nouns={'passenger': 'passengers'}"
    return f"trial.work({formula!r}, {said}, {nouns})"


def examples(header: list[str], cells: list[str]) -> Iterator[tuple[int, str]]:
    """Yield the place of each result in a row of a table, and the expression that gives it."""
    row = dict(zip(header, cells, strict=True))
    inputs = {name[1]: row[head] for head in header if (name := NAME.fullmatch(head))}
    for place, head in enumerate(header):
        if head == "comes to":
            yield place, call(row["sum"].strip("`"), inputs)
        elif head.startswith("`") and not NAME.fullmatch(head):
            yield place, call(head.strip("`"), inputs)
        elif number := re.fullmatch(r"(\d+)\?", head):
            yield place, f"can_be({row['written'].strip('`')!r}, {number[1]})"


def rows(text: str) -> Iterator[tuple[int, list[str], list[str]]]:
    """Yield the line, the header and the cells of each row of each table."""
    header: list[str] = []
    for number, line in enumerate(text.splitlines()):
        if not line.startswith("|"):
            header = []
            continue
        cells = [cell.strip() for cell in line.strip("|").split("|")]
        if not header:
            header = cells
        elif set(line) - set("|- "):
            yield number, header, cells


def worked(expression: str) -> str:
    """Return what an expression of a row gives."""
    return eval(expression, {"trial": trial, "can_be": can_be})


def updated(text: str) -> str:
    """Return the page with what the engine says in its tables and its tree."""
    lines = text.splitlines()
    for number, header, cells in rows(text):
        for place, expression_ in examples(header, cells):
            cells[place] = shown(header[place])(worked(expression_))
        lines[number] = f"| {' | '.join(cells)} |".replace("|  |", "| |")
    return re.sub(r"(?<=```text\n).*?(?=```)", lambda _: tree(), "\n".join(lines) + "\n", flags=re.DOTALL)


def shown(head: str) -> Callable[[str], str]:
    """Return how a column shows a result: of several side by side "nothing" stands without its reason."""
    return (lambda said: said) if head == "comes to" else (lambda said: said.partition(":")[0])


def tree() -> str:
    """Return the tree that the page shows, of a number of the sample."""
    known = pipeline.read(SAMPLE, None)
    one = known.standings["ferry-fuel-per-passenger"]
    lines = drawn(expression.tree(one, known.ledger, known.standings), Screen(WIDTH))
    return "".join(f"{line}\n" for line in lines)


def test_every_row_is_what_the_engine_says(request: pytest.FixtureRequest):
    """Each row of each table, run as a doctest, gives the words in its cells."""
    if request.config.getoption("--update"):
        HEDGES.write_text(updated(HEDGES.read_text("utf-8")), "utf-8", newline="\n")
    text = HEDGES.read_text("utf-8")
    run = [
        doctest.Example(f"print(shown({header[place]!r})({said}))", cells[place], lineno=number)
        for number, header, cells in rows(text)
        for place, said in examples(header, cells)
    ]
    known = {"trial": trial, "can_be": can_be, "shown": shown}
    test = doctest.DocTest(run, known, HEDGES.name, str(HEDGES), 0, text)
    told: list[str] = []
    result = doctest.DocTestRunner().run(test, out=told.append)
    assert (result.failed, "".join(told)) == (0, "")
    assert result.attempted > 100


@pytest.mark.parametrize("name", ["docs/hedges.md", "tieout/trial.py"])
def test_what_is_typed_in_python_gives_what_is_shown(name: str):
    """The examples in Python of the page and of the function it uses run as they stand."""
    text = (PROJECT / name).read_text("utf-8").replace("```", "")
    test = doctest.DocTestParser().get_doctest(text, {"work": trial.work}, name, name, 0)
    told: list[str] = []
    result = doctest.DocTestRunner().run(test, out=told.append)
    assert (result.failed, "".join(told)) == (0, "")
    assert result.attempted >= 1


def test_the_tree_shown_is_drawn_so():
    """The tree of the page is the one that `why` draws for that number of the sample."""
    (shown_tree,) = re.findall(r"```text\n(.*?)```", HEDGES.read_text("utf-8"), re.DOTALL)
    assert shown_tree == tree()


@pytest.mark.parametrize(
    ("inputs", "expected"),
    [
        ({"a": "more than 20 GW", "b": "5 GW"}, "at least 4"),
        ({"a": ["300 GW", "400 GW"], "b": "100 GW"}, "by A’s account, 3; by B’s, 4"),
        ({"a": {"2024": "1 GW", "2025": "2 GW"}, "b": "3 GW"}, "nothing: there is no function"),
    ],
)
def test_a_sum_can_be_tried_out(inputs: dict, expected: str):
    """A sum on values as content writes them gives the words that would be printed, or why there are none."""
    formula = "total(a) / b" if isinstance(inputs["a"], dict) else "a / b"
    assert trial.work(formula, **inputs).startswith(expected)


def test_what_cannot_be_tried_out_is_said():
    """A value or a unit that cannot be read is an error of the caller; readable ones are not."""
    assert trial.work("a", a="20 GW", unit="MW") == "20,000 megawatts"
    for wrong in ({"a": "twentyish"}, {"a": {"soon": "1 GW"}}, {"a": "20 GW", "unit": "furlongs"}):
        with pytest.raises(ValueError):
            trial.work("sum(a)", **wrong)
