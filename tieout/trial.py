"""A sum tried out on numbers as content writes them, to see what the engine makes of their hedges."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from tieout import derive, sides, wording
from tieout.content import display_unit
from tieout.diagnostics import Place, Text
from tieout.model import (
    Derivation,
    Desk,
    Evidence,
    Fact,
    FactKind,
    Ledger,
    Point,
    Seen,
    Source,
    SourceKind,
    Stance,
    Standing,
    Status,
)
from tieout.quantities.dates import Date, read_date
from tieout.quantities.interval import Quantity
from tieout.quantities.reading import read_value
from tieout.quantities.saying import turns
from tieout.quantities.units import Vocabulary

Given = str | Sequence[str] | Mapping[str, str]
"""A value as content writes it; several, which sources give for one fact; a series, period to value."""

_AT = Place("trial")
_RESULT = "result"
_AS_OF = Date(2026)  # of rates of exchange, which are of some day


def work(formula: str, unit: str = "", nouns: Mapping[str, str] | None = None, **inputs: Given) -> str:
    """Return the words in which the sum is printed, or "nothing: ", why it is refused, and what would do.

    ``inputs`` fill the roles of the formula. A value may be led by the mood it is stated in ("forecast: 50
    million USD"). Of several values for one input the first is the fact as stated and each other contradicts
    it; their sources are A, B and so on. ``unit`` and ``nouns`` are those of a derived number and of the
    desk: the unit the result is printed in, and what is counted, singular to plural.

    >>> work("a / b", a="more than 20 billion USD", b="up to 750 MW")
    'at least $26.6 million per megawatt'

    Raises:
        ValueError: an input, or the unit, can't be read.
    """
    vocabulary = Vocabulary(nouns or {})
    facts = {role: _fact(role, given, vocabulary) for role, given in inputs.items()}
    display = display_unit(unit, vocabulary) if unit else None
    if unit and display is None:
        raise ValueError(f"`{unit}` is no unit")
    where = {role: _text(role) for role in inputs}
    derivation = Derivation(
        _RESULT, _AT, _text(""), _text(formula), where, _text(unit) if unit else None, display
    )
    sources = {name: _source(name) for fact in facts.values() for name in _names(fact)}
    desk = Desk(_text(""), "en-GB", "A4", vocabulary)
    standings, problems = derive.derive(Ledger(sources, facts, {_RESULT: derivation}, {}, {}, desk))
    if problems:
        _, _, reason = problems[0].message.partition(": ")
        return f"nothing: {reason or problems[0].message}; {problems[0].help}"
    return _printed(standings[_RESULT], sources, vocabulary).replace("\u00a0", " ")


def _printed(result: Standing, sources: Mapping[str, Source], vocabulary: Vocabulary) -> str:
    """Return the words of a result, account by account where it is disputed."""
    if result.status is not Status.DISPUTED:
        return wording.words(result, "sentence", vocabulary)
    names = sides.called([account.taken for account in result.accounts], sources)
    said = (wording.words(result.sided(account), "sentence", vocabulary) for account in result.accounts)
    ours = turns(vocabulary.language)
    whose = sides.attributed(names, ours)
    return "; ".join(ours.told.format(by, words) for (_, by), words in zip(whose, said, strict=True))


def _fact(role: str, given: Given, vocabulary: Vocabulary) -> Fact:
    """Return what fills a role, with a source for each value."""
    if isinstance(given, Mapping):
        points = {period: _point(period, words, vocabulary) for period, words in given.items()}
        evidence = [_evidence(role, words, Stance.SUPPORTS, 0, period) for period, words in given.items()]
        return Fact(role, _AT, _text(role), points=points, evidence=tuple(evidence))
    first, *others = [given] if isinstance(given, str) else given
    mood, colon, after = first.partition(": ")
    words = after if colon else first
    evidence = [_evidence(role, words, Stance.SUPPORTS, 0)]
    evidence += [_evidence(role, other, Stance.CONTRADICTS, nth) for nth, other in enumerate(others, 1)]
    kind = FactKind(mood) if colon else FactKind.STATED
    value = _value(words, vocabulary)
    as_of = _AS_OF if isinstance(value, Quantity) and value.unit.is_exchange_rate else None
    return Fact(role, _AT, _text(role), _text(words), value, kind=kind, as_of=as_of, evidence=tuple(evidence))


def _point(period: str, words: str, vocabulary: Vocabulary) -> Point:
    date = read_date(period)
    if date is None:
        raise ValueError(f"`{period}` is no period")
    return Point(date, _text(words), _value(words, vocabulary))


def _value(words: str, vocabulary: Vocabulary):
    value = read_value(words, vocabulary)
    if value is None:
        raise ValueError(f"`{words}` cannot be read: write a hedge, a number and a unit, or a date")
    return value


def _evidence(role: str, words: str, stance: Stance, nth: int, period: str = "") -> Evidence:
    name = "ABCDEFGHIJKLMNOPQRSTUVWXYZ"[nth]
    key = f"{role}/{name}"
    return Evidence(key, _AT, _text(name), _text(words), stance, period=_text(period) if period else None)


def _names(fact: Fact) -> Sequence[str]:
    return [one.source.text for one in fact.evidence]


def _source(name: str) -> Source:
    return Source(name, _AT, _text(name), _text(name), SourceKind.PRIMARY_FILING, None, Seen.IN_FULL)


def _text(words: str) -> Text:
    return Text(words, _AT)
