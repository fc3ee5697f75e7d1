"""How the sides of a dispute are called in print, and quoted."""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping, Sequence
from html import escape

from tieout.forks import Choice
from tieout.frozen import frozen
from tieout.model import Account, Evidence, Source
from tieout.quantities.saying import Turns

Said = tuple[str, str]
"""Markup and words of a part of a text."""


@frozen
class Called:
    """Whose account it is: a name for each side it takes, said once where one gives several.

    Where the names do not tell it from another account, as of two that take the sides of two publishers the
    other way round, ``quoted`` are the sides it takes, one for each name; else there are none.
    """

    names: tuple[str, ...]
    quoted: tuple[Account, ...] = ()


def called(choices: Sequence[Choice], sources: Mapping[str, Source]) -> tuple[Called, ...]:
    """Return what to call each of the accounts of one number, which are all there are, by what they take.

    A side is called by its publisher; where one publishes two sides of a fact, with the title of the work, or
    the place in it.
    """
    names = _names({(one.fact, one.name): one for choice in choices for one in choice}, sources)
    whole = [tuple(names[one.fact, one.name] for one in choice) for choice in choices]
    alike = Counter(frozenset(one) for one in whole)
    return tuple(
        Called(one, tuple(choice))
        if len(choice) > 1 and alike[frozenset(one)] > 1
        else Called(tuple(dict.fromkeys(one)))
        for choice, one in zip(choices, whole, strict=True)
    )


def _names(
    sides: Mapping[tuple[str, str], Account], sources: Mapping[str, Source]
) -> Mapping[tuple[str, str], str]:
    """Return the name of each side, by its fact and what content calls it."""
    publishers = {key: _publisher(side, sources) for key, side in sides.items()}
    count = Counter((fact, publishers[fact, name]) for fact, name in sides)
    works = Counter((fact, side.source) for (fact, _), side in sides.items())
    names = {}
    for (fact, name), side in sides.items():
        said, source = publishers[fact, name], sources.get(side.source)
        where = source.title if source and works[fact, side.source] == 1 else side.evidence.locator
        whole = f"{said} ({where})" if count[fact, said] > 1 and where else said
        names[fact, name] = whole.replace("'", "’")
    return names


def _publisher(side: Account, sources: Mapping[str, Source]) -> str:
    source = sources.get(side.source)
    return source.publisher.text if source else side.source


def titled(one: Called) -> str:
    """Return whose account it is, as a label has it: "Maker", "Maker and Gazette"."""
    quotes = [f" “{_inner_quotes(side.evidence.quote.text)}”" for side in one.quoted] or [""] * len(one.names)
    return _listed("", [(name + quote,) * 2 for name, quote in zip(one.names, quotes, strict=True)], "")[1]


def attributed(names: Sequence[Called], turns: Turns) -> list[Said]:
    """Return whose accounts they are as a text has them: "by Maker’s account", "by Gazette’s"."""
    plain = [one for one in names if not one.quoted]
    return [_attributed(one, turns, first=one is plain[0] if plain else False) for one in names]


def _attributed(one: Called, turns: Turns, *, first: bool) -> Said:
    parts = [_owner(turns.owner(name)) for name in one.names]
    if one.quoted:
        quotes = [quotation(side.evidence, f'data-fact="{escape(side.fact)}"', turns) for side in one.quoted]
        pairs = zip(parts, quotes, strict=True)
        whole = [tuple(map(" ".join, zip(*pair, strict=True))) for pair in pairs]
        return _listed(turns.by, whole, "", turns.also)
    word = turns.account[len(parts) > 1]
    return _listed(turns.by, parts, word if first else "", turns.also)


def _owner(name: str) -> Said:
    return f'<span data-class="bibliographic">{escape(name, quote=False)}</span>', name


def _listed(before: str, parts: Sequence[Said], after: str, also: str = " and ") -> Said:
    *rest, last = parts
    html, words = (
        also.join(filter(None, (", ".join(one[side] for one in rest), last[side]))) for side in (0, 1)
    )
    return f"{before}{html}{after}", f"{before}{words}{after}"


def quotation(evidence: Evidence, owner: str, turns: Turns) -> Said:
    """Return the markup and the words of a quotation: ours, and said to be, where it has a gloss.

    ``owner`` are the attributes that say whose it is.
    """
    source = escape(evidence.source.text)
    inner = (evidence.gloss or evidence.quote).text
    words = f"“{_inner_quotes(inner)}”" if evidence.gloss is None else f"{inner} ({turns.translated})"
    kind = "quotation" if evidence.gloss is None else "quotation gloss"
    html = (
        f'<span class="{kind}" data-class="quotation" {owner} data-source="{source}">'
        f"{escape(words, quote=False)}</span>"
    )
    return html, words


def _inner_quotes(text: str) -> str:
    """Return ``text`` with its own double quotation marks made single, as they stand within double ones."""
    made, is_open = [], False
    for character in text.strip():
        if character == '"':
            made.append("’" if is_open else "‘")
            is_open = not is_open
        else:
            made.append({"“": "‘", "”": "’"}.get(character, character))
    return "".join(made)
