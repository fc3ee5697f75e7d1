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


def _words(words: str) -> re.Pattern[str]:
    return re.compile(rf"(?<![\w-])(?:{words})(?![\w-])", re.IGNORECASE | re.VERBOSE)


_TOLD = {mood: _words(words) for mood, words in _TELLING.items()}
_NOT_TOLD = {mood: _words(words) for mood, words in _ELSE.items()}


def tells(mood: Mood, sentence: str) -> bool:
    """Return whether ``sentence``, its facts printed, says that what it says is of ``mood``.

    Words that only look like it are not taken for it: a will that was read forecasts nothing.
    """
    plain = " ".join(sentence.split())
    if mood in _NOT_TOLD:
        plain = _NOT_TOLD[mood].sub("", plain)
    return _TOLD[mood].search(plain) is not None
