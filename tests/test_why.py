"""What `why` tells of a number: the tree of its formula, with words, places, passages and status."""

from __future__ import annotations

from pathlib import Path

import pytest

from tests.make import repository
from tests.sampled import SAMPLE, changed, copied, tieout
from tieout.expression import Branch
from tieout.why import Screen, drawn, why


def told(root: Path, name: str) -> str:
    """Return what is told, which must be something."""
    text, _ = why(root, name)
    assert text is not None
    return text


def tree(text: str) -> list[str]:
    """Return the lines of the tree in what was told: from the formula on, with its lines drawn."""
    lines = text.splitlines()
    start = next(place for place, line in enumerate(lines) if line.startswith("  = "))
    end = next(place for place, line in enumerate(lines) if line.startswith("  rests on "))
    return [line[2:] for line in lines[start:end]]


# --- the tree of a formula -----------------------------------------------------------------------

FUEL = """\
= share * cost
└── * gives at least €0.145 per passenger (on our assumption)
    ├── share: ferry-trial-fuel-share = 30%  [assumption]  content/facts/electric.yaml:39:1
    │   └── because the operator gives no split, and the vessels are of a common make
    └── cost: ferry-subsidy-per-passenger = at least €0.485 per passenger  [arithmetic], as of 2025  \
= subsidy / trips  content/derived/ferries.yaml:10:1
        └── / gives at least €0.485 per passenger
            ├── subsidy: ferry-subsidy = more than €20 million  [supported], as of 2025  \
content/facts/ferries.yaml:32:1
            │   └── supports: Harbour Office, "more than €20 million"  [vouched 2026-04-02]
            └── trips: ferry-trips@2025 = 41.2 million passengers  [supported]  \
content/facts/ferries.yaml:8:11
                └── supports: Harbour Office, "ferries carried 41.2 million passengers"  [vouched 2026-04-02]
"""


def test_a_formula_is_told_as_a_tree_down_to_the_quotes():
    """Operators have their results, inputs their words and places, stated facts the passages that count."""
    assert tree(told(SAMPLE, "ferry-fuel-per-passenger")) == FUEL.splitlines()


NESTED = {
    "facts/f.yaml": """\
    market: {statement: M, value: 100 million USD, evidence: [{source: filing, quote: $100 million}]}
    ours: {statement: O, value: up to 40 million USD, evidence: [{source: filing, quote: up to $40 million}]}
    before: {statement: B, value: 50 million USD, evidence: [{source: filing, quote: $50 million}]}
    """,
    "derived/d.yaml": """\
    rest: {statement: R, formula: market - ours, where: {market: market, ours: ours}}
    rest-growth:
      statement: G
      formula: growth(max(rest, floor) + market, market + before)
      where: {rest: rest, floor: before, market: market, before: before}
      unit: percent
    """,
}


def test_each_part_of_a_formula_has_its_own_words(tmp_path: Path):
    """Under the whole stands each operator and function with what it comes to, hedge and unit."""
    lines = tree(told(repository(tmp_path, NESTED), "rest-growth"))
    assert [line.lstrip("│├└─ ") for line in lines if " gives " in line] == [
        "growth gives 6.66% to 33.4%",
        "+ gives $160 million to $200 million",
        "max gives $60 million to $100 million",
        "- gives $60 million to $100 million",
        "+ gives $150 million",
    ]


def test_an_input_is_told_whole_once(tmp_path: Path):
    """What was told above is named again, with its words and status, and is not told again."""
    lines = tree(told(repository(tmp_path, NESTED), "rest-growth"))
    said = [line.lstrip("│├└─ ") for line in lines if "before: before" in line or "floor: before" in line]
    assert said[0].startswith("floor: before = $50 million  [supported]  content/facts/f.yaml:3:1")
    assert said[1] == "before: before = $50 million  [supported], as above"
    assert sum('$50 million"' in line for line in lines) == 1


def test_what_comes_to_nothing_says_so_and_the_rest_stands(tmp_path: Path):
    """A formula that is refused is drawn all the same, and each part that comes to nothing says why."""
    files = {
        **NESTED,
        "derived/d.yaml": """\
        hope: {statement: H, formula: floor / top * market, where: {floor: ours, top: ours, market: market}}
        typo: {statement: T, formula: market /, where: {market: market}}
        """,
    }
    root = repository(tmp_path, files)
    lines = tree(told(root, "hope"))
    twice = "nothing: `ours` is no single value and is used twice (by `floor`, `top`)"
    assert lines[1].startswith(f"└── * gives {twice}")
    assert lines[2].startswith(f"    ├── / gives {twice}")
    assert lines[-1] == '        └── supports: Maker, "$100 million"  [attested]'
    assert tree(told(root, "typo")) == ["= market /"]


def test_an_input_that_is_not_there_is_told_unknown(tmp_path: Path):
    """A role that no fact fills stands as unknown, beside those that are."""
    root = changed(
        copied(tmp_path), "content/derived/ferries.yaml", "cost: ferry-subsidy-per-passenger", "cost: ferry"
    )
    lines = tree(told(root, "ferry-fuel-per-passenger"))
    assert lines[-1] == "    └── cost: ferry = unknown"


DISPUTED = {
    "facts/f.yaml": """\
    cost:
      statement: C
      value: 300 million USD
      as_of: 2026-04
      evidence:
        - {source: filing, quote: $300 million}
        - {source: wire, quote: $450 million, stance: contradicts}
    power: {statement: P, value: up to 3 GW, as_of: 2026-01, evidence: [{source: paper, quote: up to 3 GW}]}
    sales:
      statement: S
      points: {2024: 10 million USD, 2025: 20 million USD}
      evidence:
        - {source: filing, period: 2024, quote: $10 million}
        - {source: filing, period: 2025, quote: $20 million}
    """,
    "derived/d.yaml": """\
    price: {statement: R, formula: cost / power, where: {cost: cost, power: power}, unit: million USD/GW}
    both: {statement: B, formula: cost + sum(sales), where: {cost: cost, sales: sales}, unit: million USD}
    """,
}


def test_a_number_over_a_dispute_has_a_result_for_each_account(tmp_path: Path):
    """Each account is told by name, at the head and at each part that rests on the dispute; no other part."""
    root = repository(tmp_path, DISPUTED)
    text = told(root, "price")
    assert "  at least $100 million per gigawatt  [disputed]\n" in text
    assert "  by filing, Maker: at least $100 million per gigawatt\n" in text
    assert "  by wire, Agency: at least $150 million per gigawatt  [reported]\n" in text
    assert "  as of 2026-01 to 2026-04\n" in text
    results = "at least $100 million per gigawatt by filing; at least $150 million per gigawatt by wire"
    assert tree(text)[1] == f"└── / gives {results}"
    assert '    │   └── contradicts: Agency, "$450 million"' in "\n".join(tree(text))
    assert [line.lstrip("│├└─ ") for line in tree(told(root, "both")) if "gives" in line] == [
        "+ gives $330 million by filing; $480 million by wire",
        "sum gives $30 million",
    ]


def test_a_note_of_a_sum_is_told(tmp_path: Path):
    """What a person says of a sum stands under its tree; without a note nothing does."""
    noted = DISPUTED | {
        "derived/d.yaml": DISPUTED["derived/d.yaml"].replace("unit:", "note: as sold, unit:", 1)
    }
    assert "\n  note: as sold\n  rests on " in told(repository(tmp_path / "a", noted), "price")
    assert "note:" not in told(repository(tmp_path / "b", DISPUTED), "price")


def test_a_disputed_fact_is_told_account_by_account(tmp_path: Path):
    """Of a fact in dispute each side stands with its name, its publisher and what it says."""
    text = told(repository(tmp_path, DISPUTED), "cost")
    assert "  by filing, Maker: $300 million\n  by wire, Agency: $450 million  [reported]\n" in text


def test_the_origins_of_a_dispute_are_told_with_their_side(tmp_path: Path):
    """Where reporting began for and against stands apart, of a number over a dispute too."""
    root = repository(tmp_path, DISPUTED)
    assert "  origins: filing; against it: wire\n" in told(root, "cost")
    assert "  origins: filing, paper; against it: wire" in told(root, "price")
    assert "  origins: paper\n" in told(root, "power")


def test_a_series_that_is_an_input_is_told_point_by_point(tmp_path: Path):
    """A whole series stands with each of its points, as inputs do."""
    lines = tree(told(repository(tmp_path, DISPUTED), "both"))
    at = lines.index("        └── sales: sales, all of it")
    assert [line.lstrip("│├└─ ").partition("  [")[0] for line in lines[at + 1 :] if " = " in line] == [
        "sales@2024 = $10 million",
        "sales@2025 = $20 million",
    ]


# --- on what it is shown -------------------------------------------------------------------------

TREE = Branch("= a / b", (Branch("a: " + "long words " * 12), Branch("b: short")))


def test_no_line_is_cut_where_there_is_no_terminal():
    """In a pipe a line is as long as it is, without colours or blanks at its end."""
    said = tieout("why", "ferry-fuel-per-passenger", "--root", str(SAMPLE), environment={"COLUMNS": "80"})
    assert tree(said.stdout) == FUEL.splitlines()
    assert "\x1b" not in said.stdout
    assert drawn(TREE, Screen())[1] == "├── a: " + ("long words " * 12).rstrip()


@pytest.mark.parametrize("width", [40, 80])
def test_on_a_terminal_lines_are_folded_within_the_tree(width: int):
    """Folded lines keep to the width, lose no word, and the lines of the tree run on beside them."""
    lines = drawn(TREE, Screen(width))
    assert max(map(len, lines)) <= width - 2
    assert " ".join(lines).count("long") == " ".join(lines).count("words") == 12
    assert lines[2].startswith("│   ")


def test_a_screen_without_line_drawing_gets_ascii():
    """Where the encoding has no lines to draw with, ASCII ones are drawn."""
    assert drawn(TREE, Screen(has_lines=False))[1:] == [
        "+-- a: " + ("long words " * 12).rstrip(),
        "`-- b: short",
    ]


# --- passages ------------------------------------------------------------------------------------


def test_why_tells_whom_a_passage_repeats(tmp_path: Path):
    """Under each passage stand the sources it repeats, its own or those of its work; it may be none."""
    digest = (
        "digest: {title: D, publisher: D, kind: news, accessed: 2026-11-01, seen: in-full, relays: [wire]}\n"
    )
    fact = """\
    fares:
      statement: The fares
      value: 20 million USD
      evidence:
        - {source: digest, quote: $20 million}
        - {source: digest, quote: $20 million, relays: [news, filing]}
        - {source: digest, quote: $20 million, relays: []}
        - {source: paper, quote: $20 million}
    """
    root = repository(tmp_path, {"sources/digest.yaml": digest, "facts/f.yaml": fact})
    text = told(root, "fares")
    lines = [line for line in text.splitlines() if line.startswith(("  supports", "    "))]
    said = [line.strip() if line.startswith("    ") else line.split()[1] for line in lines]
    assert said == [
        "digest,", "repeats wire", "digest,", "repeats news, filing", "digest,", "repeats nothing", "paper,"
    ]  # fmt: skip


def test_what_was_read_by_hand_is_told_with_why(tmp_path: Path):
    """Under a passage that a person read stands what as and why, of the fact and in the tree of a sum."""
    files = {
        "facts/f.yaml": """\
        fleet:
          statement: The fleet
          value: 24 customers
          evidence:
            - source: filing
              quote: XXIV customers
              reading: {value: 24 customers, because: the number is Roman}
            - {source: paper, quote: 24 customers}
        """,
        "derived/d.yaml": "both: {statement: B, formula: a + a, where: {a: fleet}}",
    }
    root = repository(tmp_path, files)
    said = "read by hand as 24 customers, because the number is Roman"
    assert told(root, "fleet").count(f"    {said}\n") == 1
    assert [line.strip("│└├─ ") for line in tree(told(root, "both")) if "by hand" in line] == [said]
