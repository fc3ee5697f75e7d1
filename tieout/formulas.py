"""The small language of sums: + - * / ( ) and named functions over roles."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator, Mapping
from dataclasses import field

from tieout.diagnostics import nearest
from tieout.frozen import frozen
from tieout.quantities.interval import Quantity

LONGEST = 500
DEEPEST = 30
SERIES = ("sum", "min", "max")
"""The functions that take any number of inputs, and a whole series as one."""

FUNCTIONS: Mapping[str, tuple[int, int]] = {
    **dict.fromkeys(SERIES, (1, 50)),
    "share": (2, 2),
    "growth": (2, 2),
    "cagr": (2, 3),
    "ratio": (2, 2),
    "difference": (2, 2),
    "per": (2, 2),
    "mix": (3, 3),
    "log": (1, 2),
    "days": (2, 2),
}
"""The fewest and the most inputs of each function."""

SIGNATURES: Mapping[str, str] = {
    "sum": "sum(a, b, …)",
    "min": "min(a, b, …)",
    "max": "max(a, b, …)",
    "share": "share(part, whole)",
    "growth": "growth(new, old)",
    "cagr": "cagr(new, old, time)",
    "ratio": "ratio(a, b)",
    "difference": "difference(a, b)",
    "per": "per(a, b)",
    "mix": "mix(share, a, b)",
    "log": "log(a, b)",
    "days": "days(from, to)",
}


@frozen
class Role:
    """An input by its name in the formula; ``offset`` counts characters of the formula."""

    name: str
    offset: int


@frozen
class Operation:
    """An operator or a function over its operands; ``name`` is "+", "-", "*", "/" or a function's."""

    name: str
    operands: tuple[Node, ...]
    offset: int


Node = Role | Operation


@frozen
class Formula:
    """A formula as read: its text and its tree.

    ``given`` fills the roles of the tree that are not in the text, as the time between two inputs.
    """

    text: str
    tree: Node
    given: Mapping[str, Quantity] = field(default_factory=dict)


@frozen
class FormulaFault:
    """What is wrong with a formula's text, where, and how to mend it."""

    offset: int
    message: str
    help: str


_TOKEN = re.compile(r"\s*(?:(?P<name>[A-Za-z_][A-Za-z0-9_]*)|(?P<number>\d[\d.,_]*)|(?P<mark>\S))")
_MARKS = frozenset("+-*/(),")
_LOOKALIKES = {"×": "*", "·": "*", "÷": "/", "−": "-", "–": "-", "^": "*", "[": "(", "{": "("}


class _Fault(Exception):
    def __init__(self, offset: int, message: str, help: str) -> None:
        super().__init__(message)
        self.fault = FormulaFault(offset, message, help)


def parse(text: str) -> Formula | FormulaFault:
    """Return the formula, or the first fault that keeps it from being one.

    The language is + - * / ( ) and the functions of ``FUNCTIONS``, over roles; it has no literal numbers.
    A formula is at most 500 characters long and 30 brackets deep.
    """
    try:
        return Formula(text, _Parser(text).whole())
    except _Fault as fault:
        return fault.fault


class _Parser:
    def __init__(self, text: str) -> None:
        if len(text) > LONGEST:
            raise _Fault(
                LONGEST, f"the formula is longer than {LONGEST} characters", "derive a part of it first"
            )
        self.tokens = list(_tokens(text))
        self.length, self.here, self.depth = len(text), 0, 0

    def peek(self) -> str:
        return self.tokens[self.here][0] if self.here < len(self.tokens) else ""

    def offset(self) -> int:
        return self.tokens[self.here][1] if self.here < len(self.tokens) else self.length

    def whole(self) -> Node:
        tree = self.chain()
        if self.peek() == ")":
            raise _Fault(self.offset(), "a bracket closes that was never opened", "remove the `)`")
        if self.peek():
            raise _Fault(
                self.offset(),
                f"`{self.peek()}` stands where an operator should",
                "write + - * or / before it",
            )
        return tree

    def chain(self) -> Node:
        """Read terms joined by + and -."""
        return self.joined(self.term, "+-")

    def term(self) -> Node:
        """Read factors joined by * and /."""
        return self.joined(self.factor, "*/")

    def joined(self, part: Callable[[], Node], signs: str) -> Node:
        left = part()
        while self.peek() and self.peek() in signs:
            sign, offset = self.tokens[self.here]
            self.here += 1
            left = Operation(sign, (left, part()), offset)
        return left

    def factor(self) -> Node:
        word, offset = self.peek(), self.offset()
        if word == "(":
            return self.bracketed()
        if not word or word in _MARKS:
            what = f"`{word}` stands" if word else "the formula ends"
            raise _Fault(offset, f"{what} where a role should", "name one of the roles in `where` there")
        self.here += 1
        if self.peek() == "(":
            return self.call(word, offset)
        return Role(word, offset)

    def bracketed(self) -> Node:
        opened = self.offset()
        self.here += 1
        self.deeper(opened)
        inside = self.chain()
        self.close(opened)
        self.depth -= 1
        return inside

    def call(self, word: str, offset: int) -> Node:
        if word not in FUNCTIONS:
            known = nearest(word, FUNCTIONS)
            meant = f"did you mean `{known}`? " if known else ""
            raise _Fault(
                offset, f"there is no function `{word}`", f"{meant}the functions are {', '.join(FUNCTIONS)}"
            )
        opened = self.offset()
        self.here += 1
        self.deeper(opened)
        operands = [] if self.peek() == ")" else [self.chain()]
        while self.peek() == ",":
            self.here += 1
            operands.append(self.chain())
        self.close(opened)
        self.depth -= 1
        fewest, most = FUNCTIONS[word]
        if not fewest <= len(operands) <= most:
            count = "1 input" if len(operands) == 1 else f"{len(operands)} inputs"
            raise _Fault(offset, f"`{word}` is given {count}", f"write it as {SIGNATURES[word]}")
        return Operation(word, tuple(operands), offset)

    def deeper(self, offset: int) -> None:
        self.depth += 1
        if self.depth > DEEPEST:
            raise _Fault(
                offset, f"the formula is more than {DEEPEST} brackets deep", "derive a part of it first"
            )

    def close(self, opened: int) -> None:
        if self.peek() != ")":
            if self.peek():
                raise _Fault(
                    self.offset(),
                    f"`{self.peek()}` stands where `)` or an operator should",
                    "close the bracket",
                )
            raise _Fault(opened, "a bracket is never closed", "add a `)`")
        self.here += 1


def _tokens(text: str) -> Iterator[tuple[str, int]]:
    for found in _TOKEN.finditer(text):
        kind = found.lastgroup or "mark"
        word, offset = found[kind], found.start(kind)
        if kind == "number":
            raise _Fault(
                offset,
                f"`{word}` is a number, and a formula holds none",
                "write `share(part, whole)` or `growth(new, old)`: they come to percent"
                if word == "100"
                else "state the constant as a fact or an assumption, and give it a role in `where`",
            )
        if kind == "mark" and word not in _MARKS:
            like = _LOOKALIKES.get(word)
            help = (
                f"write `{like}`"
                if like and word != "^"
                else "a formula is made of roles, + - * / ( ) and functions"
            )
            raise _Fault(offset, f"`{word}` means nothing in a formula", help)
        yield word, offset


def roles(formula: Formula) -> tuple[str, ...]:
    """Return the roles of the formula, each once, in order of first use."""
    return names(formula.tree)


def names(node: Node) -> tuple[str, ...]:
    """Return the roles of a part of a formula, each once, in order of first use."""
    return tuple(dict.fromkeys(role.name for role in uses(node)))


def role_offsets(formula: Formula) -> Mapping[str, int]:
    """Return where each role is first named in the formula's text."""
    return {role.name: role.offset for role in reversed(list(uses(formula.tree)))}


def uses(tree: Node) -> Iterator[Role]:
    """Yield each use of a role in a part of a formula, as written."""
    ahead = [tree]
    while ahead:
        node = ahead.pop()
        if isinstance(node, Role):
            yield node
        else:
            ahead += reversed(node.operands)


def written(node: Node) -> str:
    """Return a part of a formula as one would write it, with the brackets that it needs."""
    return _written(node)[0]


_WHOLE = 3


def _written(node: Node) -> tuple[str, int]:
    """Return the text, and how tightly it binds: 1 of a sum, 2 of a product."""
    if isinstance(node, Role):
        return node.name, _WHOLE
    if node.name in FUNCTIONS:
        return f"{node.name}({', '.join(written(one) for one in node.operands)})", _WHOLE
    binds = 1 if node.name in "+-" else 2
    least = (binds, binds + (node.name in "-/"))  # a - (b - c): these signs take the next part alone
    sides = [
        text if held >= lowest else f"({text})"
        for (text, held), lowest in zip(map(_written, node.operands), least, strict=True)
    ]
    return f" {node.name} ".join(sides), binds
