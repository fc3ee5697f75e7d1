"""What follows a number in running text: its scale, what it counts, and a hedge that comes behind it."""

from __future__ import annotations

from fractions import Fraction

from tieout.quantities import units
from tieout.quantities.english import (
    BEHIND,
    BEHIND_AT_END,
    BEHIND_IF_LAST,
    OF_MONEY,
    PLUS_OR_MINUS,
    Branch,
    branches,
)
from tieout.quantities.interval import Hedge
from tieout.quantities.measuring import Amount, Measuring
from tieout.quantities.units import PLAIN

_BEHIND = branches(BEHIND)
_BEHIND_IF_LAST = branches(BEHIND_IF_LAST)
_BEHIND_AT_END = branches(BEHIND_AT_END)
_BEGINS_BEHIND = _BEHIND.next.keys() | _BEHIND_IF_LAST.next.keys() | _BEHIND_AT_END.next.keys()
_PLUS_OR_MINUS = branches(dict.fromkeys(PLUS_OR_MINUS))
_TIED_HEDGES = {"plus": Hedge.AT_LEAST, "odd": Hedge.ABOUT, "some": Hedge.ABOUT}


class Scaling(Measuring):
    """A cursor that reads on from a number; ``Amounts`` reads the number itself."""

    def scaled(self, found: Amount) -> None:
        """Read the scale words at the end of ``found``: "billion", "bn", "B", "hundred million"."""
        self.behind(found, False)
        while True:
            here = self.past_dash(found.end)
            if self.kind(here) != "word":
                break
            if self.low(here) in ("dozen", "hundred"):
                found.multiply(Fraction(12 if self.low(here) == "dozen" else 100))
                found.end = here + 1
                continue
            if found.money and self.tokens[here].text == "mm":
                found.refuse(here + 1)
                return
            scale = self.scale(here, found)
            if not scale:
                break
            found.scale *= scale
            found.lends *= scale if found.lends != 1 else 1
            found.end = here + 1
            if self.low(here) in self.spoken.abbreviated and self.glued(found.end):
                found.end += self.low(found.end) == "."
            if len(self.tokens[here].text) == 1:
                break
        self.behind(found, False)

    def scale(self, here: int, found: Amount) -> int:
        """Return what the scale word at ``here`` stands for, or 0; "m" is a million only of a count."""
        text, low = self.tokens[here].text, self.tokens[here].low
        if len(text) > 1:
            if found.money and (low in OF_MONEY or text == "MM"):
                return OF_MONEY.get(low) or 10**6
            return self.spoken.scales.get(low, 0)
        if found.scale != 1 or self.dashed(here - 1):
            return 0
        close = self.glued(here)
        if text == "m":
            return 10**6 if found.money or (close and self.counts(here + 1)) else 0
        if text in ("b", "t"):
            return {"b": 10**9, "t": 10**12}[text] if found.money and close else 0
        marked = self.glued(here + 1) and self.kind(here + 1) == "money"  # "3,4 M€"
        if self.low(here + 1) in self.spoken.linking:  # "45 M d'euros"
            said = self.spelled(here + 2)[0]
            marked = said is not None and said.unit.currency is not None
        if text not in units.SCALES or not (close or found.money or marked):
            return 0
        return 0 if self.low(here + 1) == "/" and self.glued(here + 1) else units.SCALES[text]

    def finish(self, found: Amount) -> Amount:
        """Read the unit after the number into ``found``, and a hedge after that."""
        if found.money:
            self.own_code(found)
        else:
            self.unit(found)
        half = self.half_after(found.end) if found.unit and found.scale == 1 else found.end
        if half > found.end:  # "dos años y medio"
            found.become(found.number + Fraction(1, 2))
            found.end = half
        if found.sure:
            self.divisors(found)
            self.behind(found)
        return found

    def own_code(self, found: Amount) -> None:
        """Pass over a currency said twice ("$20 billion USD"), or take the dollar it says ("$20 AUD")."""
        said, end = self.spelled(self.past_dash(found.end))
        if said is None or said.times != 1 or said.unit.currency is None or len(said.unit.factors) != 1:
            return
        if said.unit == found.unit or (found.money == "USD" and said.unit.currency.endswith("D")):
            found.unit, found.end = said.unit, end

    def behind(self, found: Amount, ends: bool = True) -> None:
        """Read a hedge that comes after its number: "20+", "$20bn-plus", "20 or more", "20 (at least)".

        Before the unit is read (``ends`` is false), "20 min" is no minimum.
        """
        here = found.end
        if found.hedge is not None or here >= self.count:
            return
        low = self.low(here)
        if low == "+" and self.glued(here):
            if not (self.glued(here + 1) and self.kind(here + 1) in ("num", "money")):
                found.hedge, found.word, found.end = Hedge.AT_LEAST, "+", here + 1
            return
        hit, end = self.longest(self.spoken.after, here)
        if hit is not None and not (hit.hedge and self.leads(here, end)):
            found.hedge, found.word, found.end = hit.hedge, " ".join(map(self.low, range(here, end))), end
            return
        if self.dashed(here):
            if hedge := _TIED_HEDGES.get(self.low(here + 1)):
                found.hedge, found.word, found.end = hedge, f"-{self.low(here + 1)}", here + 2
            return
        if self.spoken.counting is not None:
            return
        if low == "plus" and found.unit == PLAIN and self.spelled(here + 1)[0] is not None:
            found.hedge, found.word, found.end = Hedge.AT_LEAST, low, here + 1
            return
        self.phrase_behind(found, here, ends)

    def leads(self, here: int, end: int) -> bool:
        """Whether the hedge from ``here`` to ``end`` belongs to a number behind it: "12 %, au moins 5"."""
        before = self.longest(self.spoken.first, here)[1] == end
        return before and self.kind(end) in ("num", "money", "code", "vulgar")

    def phrase_behind(self, found: Amount, here: int, ends: bool) -> None:
        """Read a hedge of whole words that comes after its number, after a comma, or in brackets."""
        start = here + (self.low(here) in ("(", ","))
        if self.low(start) not in _BEGINS_BEHIND:
            return
        if found.unit == PLAIN and self.tokens[start].text.isupper():
            return  # "737 MAX"
        if (size := self.more_or_less(start)) and self.opens_number(start + size):
            return
        hit, end = self.longest(_BEHIND, start)
        if hit is None or self.low(end) == "than":
            hit, end = self.longest(_BEHIND_IF_LAST, start)
            if hit is not None and self.opens_number(end + (self.low(end) == "of")):
                return
        elif hit.hedge is None and self.opens_number(end):
            return  # "$14.7 million, or almost $0.09 a share"
        if hit is None:
            hit, end = self.longest(_BEHIND_AT_END, start) if ends else (None, start)
            if hit is None or self.kind(end) not in ("", "mark"):
                return
        word = " ".join(token.low for token in self.tokens[start:end])
        if self.low(here) == "(":
            if word in ("max", "min", "maximum", "minimum"):
                return  # "8 TB/s (max)" says which of its ratings is meant
            end += self.low(end) == ")"
        if hit.hedge is None:
            found.refuse(end)
        else:
            found.hedge, found.word, found.end = hit.hedge, word, end

    def more_or_less(self, here: int) -> int:
        """Return how many tokens at ``here`` say plus or minus; 0 where none do."""
        low = self.low(here)
        if low in ("±", "+/-", "+/−"):
            return 1
        return self.longest(_PLUS_OR_MINUS, here)[1] - here if low in _PLUS_OR_MINUS.next else 0

    def hedged_behind(self, found: Amount) -> Amount:
        """Return ``found`` with the hedge behind it: "doubled or more", "half or so"."""
        self.behind(found)
        return found

    def longest(self, said: Branch, here: int) -> tuple[Branch | None, int]:
        """Return the longest phrase of ``said`` at ``here``, and the token after it."""
        hit, end, at = None, here, said
        while (on := at.next.get(self.low(here))) is not None:
            at, here = on, here + 1
            if at.whole:
                hit, end = at, here
        return hit, end
