"""Moods: whether a sentence says that what it prints, or compares, is a forecast, an estimate, a report."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping, Sequence
from functools import cache

from tieout.gate import sentences
from tieout.manuscript import PIECE
from tieout.model import FactKind, Mood, Standing, Text
from tieout.pieces import Piece, printed
from tieout.typed import Slip

FORESEEN = (Mood.FORECAST, Mood.ESTIMATE, Mood.OPINION)
"""The moods that are somebody's; a sentence that says one of them has said them all."""

# --- what tells of a mood ------------------------------------------------------------------------

_OWNERS = r"the|an?|its|their|his|her|our|your|my|no"
_OBJECTS = r"it|this|that|them|these|those|the|an?|its|their|his|her|[\U000f0000-\U0010ffff]"
_ASIDE = r"on|off|up|out|down|in|into|to|together|forward|forth|aside|away|back|through|under|pressure"

_TELLING: Mapping[Mood, str] = {
    Mood.FORECAST: rf"""
        forecast(?:s|ed|ing|ers?)?|expect(?:s|ed|ing|ations?)?|anticipat\w+|predict\w*|project(?:ed|ions?)
        |projects\ (?:{_OBJECTS})|planned|planning|plans?|target(?:s|ed)?|guidance|guided|outlook|foresees?
        |foresaw|intends?|intended|(?:is|are|was|were)\ (?:\w+\ )?to|will|won['’]t|would|shall""",
    Mood.ESTIMATE: rf"""
        estimat\w*|reckon\w*|guess\w*|valued|valuations?|values\ (?:{_OBJECTS})|puts?|thought\ to""",
    Mood.OPINION: rf"""
        opinions?|views?|says?|said|argu(?:es?|ed|ing|ments?)|(?:holds?|held)\ that|thinks?|thought|called
        |calls?\ (?:{_OBJECTS})|believes?|believed|judges?|judged|considers?|considered|words\ of""",
    Mood.ASSUMPTION: r"""
        assum\w*|suppos\w*|hypothe\w*|presum\w*|if|would|scenarios?
        |tak(?:es?|en|ing)\ (?:\w+\ )?(?:as|for)""",
    Mood.REPORT: r"""
        report(?:s|ed|edly|ing|ers?)?|accord\w*\ to|says?|said|told|tells?|press|media|news|newspapers?
        |stor(?:y|ies)|accounts?|alleg\w*|claim(?:s|ed)|rumou?r\w*|unconfirmed|unverified|hearsay|second-hand
        |cit(?:es|ed|ing)|leak(?:s|ed)?""",
}
# What looks like telling, and is something else: "the will was read", "it is to the north", "it puts on".
_ELSE: Mapping[Mood, str] = {
    Mood.FORECAST: rf"""
        (?:{_OWNERS})\ (?:(?:last|living|free|good|ill|own|political)\ )*will|(?:at|free|good|ill)\ will
        |would\ not\ (?:say|comment|confirm|answer)|(?:floor|site|seating|city|master|ground)\ plans?
        |(?:is|are|was|were)\ to\ (?:{_OWNERS}|this|that|which|whom|date)""",
    Mood.ESTIMATE: rf"puts?\ (?:{_ASIDE})|valued\ (?:customers?|clients?|partners?)",
    Mood.OPINION: r"in\ view\ of|views?\ of\ the\ (?:sea|river|harbour|city)|the\ said",
    Mood.REPORT: r"on\ account\ of|accounts?\ for|(?:bank|current|joint)\ accounts?",
}


# In other languages of a desk: what tells there.
_ELSEWHERE: Mapping[str, Mapping[Mood, str]] = {
    "de": {
        Mood.FORECAST: r"""
            prognos\w*|vorher\w*sag\w*|vorhergesag\w*|erwart\w*|rechne[nt]\ mit|voraussichtlich|ausblick
            |gepla?nt\w*|plan(?:en|t|te|ten)|ziele?n?|soll(?:en|te|ten)?|dürften?|wird|werden|würden?""",
        Mood.ESTIMATE: r"(?:ge|ein)?schätz\w*|überschlag\w*|überschläg\w*|veranschlag\w*|taxier\w*",
        Mood.OPINION: r"""
            mein(?:en|t|te|ung)|(?:nach|laut)\ \w+|ansicht|sicht|hält|halten|glaub\w*|finde[nt]|sag(?:en|t|te)
            |zufolge|einschätzung\w*|urteil\w*""",
        Mood.ASSUMPTION: r"""
            annahmen?|angenommen\w*|nehmen|unterstell\w*|falls|wenn|würden?|szenari\w*|gesetzt""",
        Mood.REPORT: r"""
            berichte?\w*|angeblich\w*|zufolge|laut|sag(?:en|t|te)|melde[nt]e?|meldung\w*|gerücht\w*""",
    },
    "fr": {
        Mood.FORECAST: r"""
            prévi\w+|prévoi\w+|prévu\w*|attend\w*|projections?|projet\w*|perspectives?|objectifs?|compten?t?
            |devr(?:ait|aient|a|ont)|sera|seront|serait|seraient|aura|auront|atteindra\w*|d['’]ici""",
        Mood.ESTIMATE: r"estim\w*|évalu\w*|chiffr\w*|supput\w*",
        Mood.OPINION: r"""
            selon|d['’]après|avis|jug\w*|pense\w*|croi\w+|considèr\w*|dit|disent|opinions?|estim\w*""",
        Mood.ASSUMPTION: r"hypothèses?|suppos\w*|si|serait|seraient|admett\w*|admis\w*|scénarios?|postul\w*",
        Mood.REPORT: r"selon|d['’]après|rapport\w*|dit|presse|médias?|rumeurs?|aurai(?:en)?t|serai(?:en)?t",
    },
}


@cache
def _words(words: str) -> re.Pattern[str]:
    return re.compile(rf"(?<![\w-])(?:{words})(?![\w-])", re.IGNORECASE | re.VERBOSE)


def tells(mood: Mood, sentence: str, language: str = "en") -> bool:
    """Return whether ``sentence``, its facts printed, says that what it says is of ``mood``.

    Words that only look like it are not taken for it: a will that was read forecasts nothing. ``language`` is
    that of the desk.
    """
    plain = " ".join(sentence.split())
    spoken = _ELSEWHERE.get(language.partition("-")[0])
    if spoken is not None:
        return _words(spoken[mood]).search(plain) is not None
    if mood in _ELSE:
        plain = _words(_ELSE[mood]).sub("", plain)
    return _words(_TELLING[mood]).search(plain) is not None


def a_mood(mood: Mood) -> str:
    """Return a mood with its article: "a forecast", "an estimate"."""
    return f"{'an' if mood.value[0] in 'aeo' else 'a'} {mood}"


# --- claim words -----------------------------------------------------------------------------------


def hidden(said: str, moods: Sequence[Mood], sentence: str, language: str) -> tuple[str, str] | None:
    """Return what is wrong where a sentence does not say on what its claim word rests, and how to mend it.

    Of a forecast, an estimate and an opinion it has to say one: what a forecast is held against may well be
    an estimate. ``language`` is that of the desk. None where all is said.
    """
    foreseen = [one for one in moods if one in FORESEEN]
    unsaid = [] if any(tells(one, sentence, language) for one in foreseen) else foreseen
    unsaid += [one for one in moods if one not in FORESEEN and not tells(one, sentence, language)]
    if not unsaid:
        return None
    what = " and ".join(a_mood(one) for one in unsaid)
    message = f"`{said}` rests on {what}, and its sentence does not say so"
    return message, f"say whose, or that it is {a_mood(unsaid[0])}"


# --- facts -----------------------------------------------------------------------------------------

_SHORTEST = 3  # letters of a name's first word that stands for all of it


def slips(text: str, pieces: Mapping[str, tuple[Piece, ...]], around: str, language: str) -> Iterator[Slip]:
    """Yield each fact of a block that is no plain one in a sentence that does not say so.

    ``around`` are words beside the block that tell of it too: of a cell its row and the head of its column,
    of an exhibit's texts each other.
    """
    if not any(_is_mooded(one) for met in PIECE.finditer(text) for one in pieces.get(met[0], ())):
        return
    for start, end in sentences(text):
        said = printed(text[start:end], pieces)
        held = [(met, one) for met in PIECE.finditer(text, start, end) for one in pieces.get(met[0], ())]
        compared = {name for _, one in held if one.borne for name in one.borne.addresses}
        for met, one in held:
            if not _is_mooded(one) or one.standing.address in compared:  # of which `claim-holds` tells
                continue
            if found := untold(one.standing, f"{said} {around}", language):
                yield Slip("mood-is-told", met.start(), met.end(), *found)


def as_typed(*texts: Text | None) -> str:
    """Return what is typed of texts, what they print left out."""
    return " ".join(_PRINTED.sub(" ", one.text) for one in texts if one)


_PRINTED = re.compile(r"\{[{%].*?[%}]\}", re.DOTALL)


def _is_mooded(piece: Piece) -> bool:
    is_printed = piece.standing is not None and piece.call.name in ("fact", "accounts")
    return is_printed and _mood(piece.standing) is not None


def _mood(standing: Standing) -> Mood | None:
    """Return what a text has to say of a fact; None of what is plain, or calculated: its own words say it."""
    is_plain = standing.kind is FactKind.STATED or standing.derivation is not None
    return None if is_plain else Mood(standing.kind)


def untold(standing: Standing, words: str, language: str) -> tuple[str, str] | None:
    """Return what is wrong where ``words`` print a fact that is no plain one and do not say so, and the help.

    They say so by a word of its mood, or of another of the three that are somebody's, or by whose it is. None
    where they do, or nothing has to be said.
    """
    mood = _mood(standing)
    if mood is None:
        return None
    moods = FORESEEN if mood in FORESEEN else (mood,)
    if any(tells(one, words, language) for one in moods) or _names(standing.by, standing.statement, words):
        return None
    what = a_mood(mood)
    whose = f", by {standing.by}," if standing.by else ""
    said = f"`{standing.address}` is {what}{whose} and is printed as a plain fact"
    return said, f"say {'whose it is, or ' if standing.by else ''}that it is {what}"


def _names(by: Text | None, statement: Text, words: str) -> bool:
    """Return whether ``words`` name whose a fact is, by the first word of the name at least.

    A name that the fact's statement has too says only what the fact is about.
    """
    if by is None:
        return False
    name = re.sub(r"^[Tt]he ", "", by.text)
    first = name.split()[0]
    forms = (name, first) if len(first) >= _SHORTEST else (name,)
    return any(_stands_in(one, words) and not _stands_in(one, statement.text) for one in forms)


def _stands_in(name: str, words: str) -> bool:
    return re.search(rf"(?<!\w){re.escape(name)}(?!\w)", words) is not None
