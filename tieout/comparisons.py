"""A claim word as a reader can check it: the facts it compares, in their own words, and what comes of it."""

from __future__ import annotations

from collections.abc import Mapping
from html import escape

from tieout.model import Borne, Prose, Standing
from tieout.pieces import machine
from tieout.quantities.saying import say
from tieout.quantities.units import Vocabulary
from tieout.wording import words

Said = tuple[str, str]
"""Markup and words."""


def told(borne: Borne, standings: Mapping[str, Standing], vocabulary: Vocabulary) -> Prose:
    """Return what bears a claim word out, in neutral markup without marks.

    "$20.6 billion ÷ $9.2 billion = about 2.23 times", "$300 billion, against $20 billion". A disputed fact
    is said by each of its accounts, a date by itself.
    """
    known = [standings[one] for one in borne.addresses if one in standings]
    said = [_number(one, borne, vocabulary) for one in known]
    html, plain = (_compared(borne.measure, [one[side] for one in said]) for side in (0, 1))
    if borne.result is not None:
        found = say(borne.result, "sentence", vocabulary)
        html += f' = <span class="result" data-class="claim">{escape(found, quote=False)}</span>'
        plain += f" = {found}"
    return Prose(html, borne.addresses, words=plain)


def _compared(measure: str, said: list[str]) -> str:
    first, *others = said
    if not others:
        return first
    listed = others[0] if len(others) == 1 else f"{', '.join(others[:-1])} and {others[-1]}"
    match measure:
        case "ratio":
            return f"{first} ÷ {listed}"
        case "change" | "loss":
            return f"from {listed} to {first}"
        case "points":
            return f"{first} − {listed}"
        case "chain":
            return f"{' after '.join(said)}"
        case "each":
            *these, last = said
            one = these[0] if len(these) == 1 else f"{', '.join(these[:-1])} and {these[-1]}"
            return f"{one}, against {last}"
        case _:
            return f"{first}, against {listed}"


def _number(standing: Standing, borne: Borne, vocabulary: Vocabulary) -> Said:
    """Return a fact in its own words, a way to its evidence."""
    about = f'data-fact="{escape(standing.address)}" data-status="{standing.status}"'
    if borne.by_date and standing.dated is not None and standing.dated != standing.value:
        return _data("date", about, standing.dated.iso, say(standing.dated, "sentence", vocabulary))
    if not standing.accounts:
        return _data("fact", about, machine(standing), words(standing, "sentence", vocabulary))
    sides = [(one.name, standing.sided(one)) for one in standing.accounts if one.value is not None]
    made = [
        _data(
            "fact",
            f'{about} data-account="{escape(name)}"',
            machine(side),
            words(side, "sentence", vocabulary),
        )
        for name, side in sides
    ]
    return " or ".join(html for html, _ in made), " or ".join(plain for _, plain in made)


def _data(kind: str, about: str, value: str, said: str) -> Said:
    opening = f'<data class="fact" data-class="{kind}" {about} value="{escape(value)}">'
    return f"{opening}{escape(said, quote=False)}</data>", said
