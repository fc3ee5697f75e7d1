"""Stacks to bars of 0 to 100 percent: one for each account of a disputed part, if their parts fit."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import replace
from fractions import Fraction

from tieout.canvas.counting import Counting, is_share
from tieout.canvas.scribe import Scribe, inked
from tieout.canvas.script import Part, Row, Stack
from tieout.hedges import ChartFault, Held, Line
from tieout.ink import Run
from tieout.layouts import WHOLE, Pile, Plan
from tieout.quantities.units import PERCENT, canonical

_PARTS = 20


def stacked(scribe: Scribe, stacks: Sequence[Stack], axis: str = "") -> tuple[Plan, list[Pile]]:
    """Return the plan of stacks and their bars; ``Canvas.stacked`` says what is refused."""
    piles = [pile for stack in stacks for pile in _piles(scribe, stack)]
    lines = [line for pile in piles for line in pile.parts]
    if all(line.extent.held is Held.UNSTATED for line in lines):
        raise ChartFault("no part states a share", "a chart needs at least one")
    scribe.hues(inked(lines))
    title = scribe.runs(axis, (), "sans", "ink-2") if axis else ()
    scale = Counting(PERCENT, Fraction(1), scribe.desk.vocabulary)
    look = (scribe.house, scribe.rendering)
    plan = Plan(*look, tuple(lines), scale, Fraction(1), title=title, counts=canonical(PERCENT))
    return plan, piles


def _piles(scribe: Scribe, stack: Stack) -> Iterator[Pile]:
    """Yield the bar of a stack; where a part is disputed one bar for each account."""
    if len(stack.parts) > _PARTS:
        raise ChartFault(
            f"`{stack.name}` has more than {_PARTS} parts, and a reader can't tell so many apart",
            "draw the large ones and name the others in `rest=`",
        )
    shares = [_shares(scribe, part) for part in stack.parts or (Part("", None),)]
    disputed = [sides for sides in shares if sides[0].place]
    if len(disputed) > 1:
        raise ChartFault(
            f"two parts of `{stack.name}` are disputed, and a bar shows one account of one part",
            "draw them as bars: each account gets its own",
        )
    carriers = [part.standing for part in stack.parts if part.standing]
    name = scribe.runs(stack.name, carriers, "strong", "ink")
    sub = scribe.runs(stack.sub, carriers, "sans", "ink-2")
    rest = scribe.runs(stack.rest, carriers, "sans", "ink-2")
    bars = []
    for side in disputed[0] if disputed else (None,):
        parts = [side if side and sides[0].place else sides[0] for sides in shares]
        parts.sort(key=lambda line: line.extent.held is Held.UNSTATED)
        _fit(stack, parts)
        bars.append((side, parts, rest if _leaves(parts) else ()))
    if stack.rest and not any(left for _, _, left in bars):
        raise ChartFault(f"the parts of `{stack.name}` leave no rest that is known", "leave `rest` out")
    for side, parts, left in bars:
        account = _account(scribe, side) if side else ()
        apart = (Run(", ", scribe.house.faces["sans"], "ink-2"),) if sub and account else ()
        whose = "".join(run.text for run in account)
        yield Pile(name, (*sub, *apart, *account), tuple(parts), left, whose)


def _account(scribe: Scribe, side: Line) -> tuple[Run, ...]:
    """Return whose account of which part a bar shows: its other parts are in no dispute."""
    sans = scribe.house.faces["sans"]
    name = [replace(run, face=sans, paint="ink-2") for run in side.name]
    return (*name, Run(" by ", sans, "ink-2"), *side.sub) if name else side.sub


def _shares(scribe: Scribe, part: Part) -> list[Line]:
    """Return the line of a part, one for each account where it is disputed."""
    for value in scribe.values(part.standing):
        if part.standing.value is value and not is_share(value):
            raise ChartFault(
                f"`{part.standing.address}` is not a share of a whole",
                "parts of a stack are percentages or fractions; draw other facts as bars",
            )
    return list(scribe.accounts(Row(part.name, part.standing, emphasis=part.emphasis), PERCENT, None))


def _fit(stack: Stack, parts: Sequence[Line]) -> None:
    """Raise where ``parts``, the unstated last, can't be parts of one whole."""
    stated = [line.extent for line in parts if line.extent.held is not Held.UNSTATED]
    least, most = sum(one.start for one in stated), sum(one.end for one in stated)
    if least > WHOLE:
        raise ChartFault(
            f"the parts of `{stack.name}` sum to more than their whole",
            "one may be of another whole, or counted twice; if not, draw them as bars",
        )
    if most > WHOLE:
        raise ChartFault(
            f"the parts of `{stack.name}` may sum to more than their whole, and can't stand end to end",
            "draw them as bars",
        )
    if len(parts) - len(stated) > 1:
        raise ChartFault(
            f"two parts of `{stack.name}` are not stated, and what is left can't be shared out",
            "name them in one part",
        )


def _leaves(parts: Sequence[Line]) -> bool:
    """Return whether ``parts`` of a whole leave a rest that is known."""
    stated = all(line.extent.held is not Held.UNSTATED for line in parts)
    return stated and sum(line.extent.end for line in parts) < WHOLE
