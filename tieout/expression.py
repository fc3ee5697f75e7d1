"""The tree of a derived number: its formula, part by part in words, down to facts and their quotes."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field

from tieout import algebra, forks, formulas, worked
from tieout.algebra import Traced
from tieout.forks import Choice
from tieout.formulas import Formula, FormulaFault, Node, Role
from tieout.frozen import frozen
from tieout.model import Account, Evidence, FactKind, HandReading, Ledger, Standing, Value
from tieout.quantities.saying import say
from tieout.wording import words


@frozen
class Branch:
    """A line of a tree, and the lines that stand under it."""

    text: str
    under: tuple[Branch, ...] = ()


Ways = Sequence[tuple[Choice, Traced]]
"""A part of a formula with what it comes to, by each choice of sides of the disputes under the whole."""


def tree(one: Standing, ledger: Ledger, standings: Mapping[str, Standing]) -> Branch:
    """Return the formula of a derived number, and under it what each part of it comes to.

    An operator or a function has its operands under it, an input its words, status and place, a stated fact
    its passages, but for those set aside. An input that is derived goes on as its own formula; one that was
    told above is not told again. A part that rests on a dispute has a result for each account.
    """
    return Branch(f"= {one.derivation.formula}", _Expression(ledger, standings).of(one))


@dataclass(slots=True)
class _Expression:
    """Grows the branches of derived numbers; ``met`` are the addresses of inputs told already."""

    ledger: Ledger
    standings: Mapping[str, Standing]
    met: set[str] = field(default_factory=set)

    def of(self, one: Standing) -> tuple[Branch, ...]:
        """Return what stands under the formula of ``one``; nothing where it could not be read."""
        formula = worked.read(one, self.standings)
        if isinstance(formula, FormulaFault):
            return ()
        if isinstance(formula.tree, Role):
            return (self.role(formula.tree.name, one),)
        return (self.operation(formula.tree, self.ways(formula, one), one),)

    def ways(self, formula: Formula, one: Standing) -> Ways:
        """Return what the formula comes to by each choice of sides; none where an input is not known."""
        ways = []
        for choice in forks.choices(self.given(one, one.inputs)):
            values = worked.filled(one, formula, worked.taking(choice, self.standings))
            if values is None:
                return ()
            base = worked.base(one, self.standings, choice)
            ways.append((choice, algebra.trace(formula, values, base)))
        return ways

    def given(self, one: Standing, roles: Iterable[str]) -> list[Standing]:
        """Return what fills the roles of a number, of a whole series its points, as far as it is known."""
        names = [name for role in roles for name in one.inputs.get(role, ())]
        return [self.standings[name] for name in names if name in self.standings]

    def operation(self, node: Node, ways: Ways, one: Standing, is_part: bool = False) -> Branch:
        """Return an operator or a function with what it comes to, and its operands under it."""
        told = self.parts(node, ways, one) if is_part or one.value is None else _accounts(one, self.ledger)
        under = (
            self.operand(operand, [(choice, traced.parts[nth]) for choice, traced in ways], one)
            for nth, operand in enumerate(node.operands)
        )
        return Branch(f"{node.name} gives {_by_account(told)}", tuple(under))

    def operand(self, node: Node, ways: Ways, one: Standing) -> Branch:
        """Return what an operation is given: another, an input, or the time that lies between two."""
        if not isinstance(node, Role):
            return self.operation(node, ways, one, is_part=True)
        if node.name in one.derivation.where or not ways:
            return self.role(node.name, one)
        return Branch(f"{node.name} = {self.result(ways[0][1])}")

    def parts(self, node: Node, ways: Ways, one: Standing) -> Mapping[str, str]:
        """Return the words of what a part comes to, by the account of the disputes under that part."""
        if not ways:
            return {"": "nothing: an input is not known"}
        under = forks.sides(self.given(one, formulas.names(node)))
        return {
            "+".join(side.name for side in choice if side.fact in under): self.result(traced)
            for choice, traced in ways
        }

    def result(self, traced: Traced) -> str:
        """Return the words of what a part comes to, or why it comes to nothing."""
        if traced.refusal is not None:
            return f"nothing: {traced.refusal.reason}"
        return said(traced.value, self.ledger)

    def role(self, role: str, one: Standing) -> Branch:
        """Return what fills a role: a fact, a derived number, or all points of a series."""
        points = one.inputs.get(role, ("",))
        name = named.text if (named := one.derivation.where.get(role)) else ""
        if points == (name,):
            return self.input(f"{role}: ", name)
        return Branch(f"{role}: {name}, all of it", tuple(self.input("", point) for point in points))

    def input(self, role: str, address: str) -> Branch:
        """Return a number by its address, a derived one with its own formula, a fact with its passages."""
        given = self.standings.get(address)
        if given is None:
            return Branch(f"{role}{address or 'no input'} = unknown")
        line = f"{role}{address} = {in_words(given, self.ledger)}  {status(given)}"
        if address in self.met:
            return Branch(f"{line}, as above")
        self.met.add(address)
        line += f", as of {dates}" if (dates := times(given)) else ""
        if given.derivation:
            return Branch(f"{line}  = {given.derivation.formula}  {given.at}", self.of(given))
        return Branch(f"{line}  {given.at}", tuple(_borne(given, self.ledger)))


def _accounts(one: Standing, ledger: Ledger) -> Mapping[str, str]:
    """Return the words of a derived number, by the name of each account of it where it is disputed."""
    if not one.accounts:
        return {"": in_words(one, ledger)}
    return {side.name: in_words(one.sided(side), ledger) for side in one.accounts}


def _by_account(told: Mapping[str, str]) -> str:
    """Return results as one where all are the same, else each with the account that it is by."""
    results = dict.fromkeys(told.values())
    if len(results) == 1:
        return next(iter(results))
    return "; ".join(f"{result} by {name}" for name, result in told.items())


def _borne(one: Standing, ledger: Ledger) -> Iterator[Branch]:
    """Yield the mood of a stated fact, and each passage for or against it: its publisher and its words."""
    if one.kind not in (FactKind.STATED, FactKind.ASSUMPTION):
        yield Branch(mood(one))
    if one.because:
        yield Branch(f"because {one.because}")
    for piece in one.evidence:
        if not piece.set_aside:
            who = publisher(piece.source.text, ledger)
            under = (Branch(by_hand(piece.reading)),) if piece.reading else ()
            yield Branch(f'{piece.stance}: {who}, "{piece.quote}"  {proof(piece, ledger)}', under)


# --- words ---------------------------------------------------------------------------------------


def in_words(one: Standing, ledger: Ledger) -> str:
    """Return the words of a number, with plain blanks."""
    return words(one, "sentence", ledger.desk.vocabulary).replace("\u00a0", " ") or "not read"


def said(value: Value | None, ledger: Ledger) -> str:
    """Return the words of a value that has no fact, with plain blanks; empty where there is none."""
    return say(value, "sentence", ledger.desk.vocabulary).replace("\u00a0", " ") if value else ""


def status(one: Standing) -> str:
    """Return what the evidence makes of a number, in brackets."""
    return f"[{one.status}{', reported' if one.reported else ''}]"


def times(one: Standing) -> str:
    """Return the day or period that a number is of, from the earliest to the latest of its inputs."""
    return " to ".join(date.iso for date in (one.since, one.as_of) if date)


def mood(one: Standing) -> str:
    """Return in what mood a number is stated, by whom, and when."""
    made = f", made {one.made.iso}" if one.made else ""
    return f"{one.kind}{f' by {one.by}' if one.by else ''}{made}"


def proof(piece: Evidence, ledger: Ledger) -> str:
    """Return what the lock has of a passage, in brackets."""
    entry = ledger.lock.get(piece.key)
    return f"[vouched {entry.vouched.iso}]" if entry else "[attested]"


def publisher(source: str, ledger: Ledger) -> str:
    """Return who publishes a source."""
    known = ledger.sources.get(source)
    return str(known.publisher) if known else "unknown source"


def by_hand(reading: HandReading) -> str:
    """Return what a person reads in a quote, and why."""
    return f"read by hand as {reading.text}, because {reading.because}"


def account(side: Account, one: Standing, ledger: Ledger) -> str:
    """Return an account of a disputed number: its name, whose it is, and what it says."""
    whose = " and ".join(dict.fromkeys(publisher(each.source, ledger) for each in side.taken))
    has = in_words(one.sided(side), ledger) if side.value is not None else f'"{side.evidence.quote}"'
    return f"by {side.name}, {whose}: {has}{'  [reported]' if side.reported else ''}"
