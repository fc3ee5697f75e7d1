"""The language of sums: what it reads, and what it says of what it can't."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tieout.formulas import (
    FUNCTIONS,
    SIGNATURES,
    Formula,
    FormulaFault,
    Node,
    Role,
    parse,
    role_offsets,
    roles,
    written,
)


def read(text: str) -> Formula:
    """Return the formula, which must be one."""
    found = parse(text)
    assert isinstance(found, Formula), found
    return found


def shape(node: Node) -> str:
    """Return a formula with brackets around each operation."""
    if isinstance(node, Role):
        return node.name
    parts = [shape(one) for one in node.operands]
    return (
        f"{node.name}({', '.join(parts)})" if node.name in FUNCTIONS else f"({f' {node.name} '.join(parts)})"
    )


def test_the_roles_of_a_formula_in_order():
    """Roles are listed once, as they first stand, with where that is."""
    formula = parse("share(old, sum(new, old)) * rate")
    assert isinstance(formula, Formula)
    assert roles(formula) == ("old", "new", "rate")
    assert role_offsets(formula) == {"old": 6, "new": 15, "rate": 28}


@pytest.mark.parametrize(
    ("formula", "bracketed"),
    [
        ("a + b * c", "(a + (b * c))"),
        ("(a + b) * c", "((a + b) * c)"),
        ("b - a - a", "((b - a) - a)"),
        ("b - (a - a)", "(b - (a - a))"),
        ("b / c / c", "((b / c) / c)"),
        ("b / (c / c)", "(b / (c / c))"),
        ("a - b + c", "((a - b) + c)"),
        ("max(a, min(b, b - c - d))", "max(a, min(b, ((b - c) - d)))"),
        ("mix(s, a, b) / cagr(a, b, days(c, d))", "(mix(s, a, b) / cagr(a, b, days(c, d)))"),
        ("log(a) + log(a, b) + sum(series)", "((log(a) + log(a, b)) + sum(series))"),
    ],
)
def test_operators_bind_as_in_school(formula: str, bracketed: str):
    """Products before sums, from left to right, brackets first; what is written out again means the same."""
    tree = read(formula).tree
    assert shape(tree) == bracketed
    assert written(tree) == formula


def test_every_function_has_a_signature():
    """What a fault shows of each function is a formula, and gives it as many inputs as it takes."""
    assert list(SIGNATURES) == list(FUNCTIONS)
    for name, signature in SIGNATURES.items():
        inputs = signature.replace(", …", "").replace("from, to", "start, end")
        assert isinstance(parse(inputs), Formula), (name, inputs)


@pytest.mark.parametrize(
    ("formula", "offset", "message"),
    [
        ("", 0, "the formula ends where a role should"),
        ("a +", 3, "the formula ends where a role should"),
        ("a + * b", 4, "`*` stands where a role should"),
        ("a b", 2, "`b` stands where an operator should"),
        ("a / 2", 4, "`2` is a number, and a formula holds none"),
        ("a ÷ b", 2, "`÷` means nothing in a formula"),
        ("a ** b", 3, "`*` stands where a role should"),
        ("(a + b", 0, "a bracket is never closed"),
        ("a + b)", 5, "a bracket closes that was never opened"),
        ("shares(a, b)", 0, "there is no function `shares`"),
        ("growth(a)", 0, "`growth` is given 1 input"),
        ("sum()", 0, "`sum` is given 0 inputs"),
        ("cagr(a)", 0, "`cagr` is given 1 input"),
        ("log(a, b, c)", 0, "`log` is given 3 inputs"),
        ("a.b", 1, "`.` means nothing in a formula"),
        ("__import__('os')", 11, "`'` means nothing in a formula"),
        ("(" * 40 + "a" + ")" * 40, 30, "the formula is more than 30 brackets deep"),
        ("a+" * 300 + "a", 500, "the formula is longer than 500 characters"),
    ],
)
def test_a_fault_is_pointed_at(formula: str, offset: int, message: str):
    """What is no formula is told where it goes wrong and what to do, and nothing is run."""
    fault = parse(formula)
    assert isinstance(fault, FormulaFault)
    assert (fault.offset, fault.message) == (offset, message)
    assert fault.help


@given(st.text(alphabet="ab+-*/(),. 1sumharegowt", max_size=40))
def test_any_text_is_a_formula_or_a_fault(text: str):
    """Whatever is typed, one of the two comes back, and a fault stands within the text."""
    read = parse(text)
    if isinstance(read, FormulaFault):
        assert 0 <= read.offset <= len(text)


@pytest.mark.parametrize(("formula", "help"), [("a / b * 100", "write `share(part"), ("a / 2", "state the")])
def test_a_hundred_is_answered_by_the_functions_of_percent(formula: str, help: str):
    """Whoever multiplies by a hundred wants percent, which functions give; another number is to be stated."""
    fault = parse(formula)
    assert isinstance(fault, FormulaFault)
    assert fault.help.startswith(help)
