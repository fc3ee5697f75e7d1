"""Whether a sentence says in what mood it speaks: that it has a forecast, an estimate, a report."""

from __future__ import annotations

import re
from collections.abc import Mapping

from tieout.model import Mood

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


def _words(words: str) -> re.Pattern[str]:
    return re.compile(rf"(?<![\w-])(?:{words})(?![\w-])", re.IGNORECASE | re.VERBOSE)


_TOLD = {mood: _words(words) for mood, words in _TELLING.items()}
_SPOKEN = {
    language: {mood: _words(words) for mood, words in telling.items()}
    for language, telling in _ELSEWHERE.items()
}
_NOT_TOLD = {mood: _words(words) for mood, words in _ELSE.items()}


def tells(mood: Mood, sentence: str, language: str = "en") -> bool:
    """Return whether ``sentence``, its facts printed, says that what it says is of ``mood``.

    Words that only look like it are not taken for it: a will that was read forecasts nothing. ``language`` is
    that of the desk.
    """
    plain = " ".join(sentence.split())
    spoken = _SPOKEN.get(language.partition("-")[0])
    if spoken is not None:
        return spoken[mood].search(plain) is not None
    if mood in _NOT_TOLD:
        plain = _NOT_TOLD[mood].sub("", plain)
    return _TOLD[mood].search(plain) is not None
