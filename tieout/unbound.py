"""Claim words typed as plain text, found by their look; those that claim nothing are left alone."""

from __future__ import annotations

import re
from collections.abc import Iterator

from tieout.memory import remembered

_RISING = r"rose|risen|rises|grew|grown|grows|increased|increases|climbed|climbs|expanded|expands|grow|climb"
_FALLING = r"fell|fallen|falls(?!\ in\b)|dropped|drops|shrank|shrunk|shrinks|shrink|decreased|decreases"
_COMPARED = (
    r"larger|bigger|smaller|higher|greater|lower|fewer|faster|slower|quicker|cheaper|dearer|costlier|heavier"
    r"|(?:more|less)\ (?:expensive|valuable|costly)"
)
SUPERLATIVES = (
    r"largest|biggest|fastest|highest|lowest|smallest|fewest|cheapest|busiest|oldest|newest|strongest|richest"
    r"|costliest|longest|shortest|greatest|densest|quickest|slowest|steepest|heaviest|dearest|deepest"
    r"|(?<!at\ the\ )earliest"
    r"|(?:most|least)\ (?:valuable|expensive|powerful|efficient|advanced|profitable|costly)"
)
"""The superlatives that claim something, as part of a pattern, verbose or not."""
_RECORDED = (
    r"high|low|revenues?|sales|profits?|earnings|year|quarter|sum|price|number|level|pace|growth|volume|loss"
)
_OTHERS = r"the|that|those|its|their|any|every|all|each"
_STEADY = r"was|were|is|are|stayed|remained|held"

# A group for each kind: what is told apart only by its neighbours has them in the pattern.
_CLAIM = re.compile(
    rf"""(?<![\w-])(?:
    (?P<rising>{_RISING})
    |(?P<falling>{_FALLING})
    |(?P<declining>declined|declines)
    |(?P<moved>went\ (?:up|down)|(?:up|down)\ (?:by|from))
    |(?P<share>most\ of|(?:a|the)\ (?:\w+\ )?majority|(?:a|the)\ minority|(?:nearly|almost)\ all)
    |(?P<same>unchanged|did\ not\ change|(?:has|have)\ not\ changed|(?:{_STEADY})\ flat
       |level\ with|as\ (?:much|many|large|high|fast)\ as(?!\s*[\d$€£¥\U000f0000-\U0010ffff]))
    |(?P<compared>{_COMPARED}|exceed(?:s|ed)?|surpass(?:es|ed)?|outstrip(?:s|ped)?|overtakes?|overtook)
    |(?P<than>(?<!\bno\ )(?<!\bnot\ )(?:more|less|fewer)\ than(?=\ (?:{_OTHERS})\b))
    |(?P<top>{SUPERLATIVES})
    |(?P<record>(?:a\ )?record[ -](?:{_RECORDED})|all-time|(?:hit|set|reached|at)\ a\ record)
    |(?P<placed>(?:the\ )?(?:first|last)\ (?:\w+\ ){{0,2}}to(?=\ [a-z])|for\ the\ first\ time|first-ever
       |(?:came|was|is|were|are)\ (?:the\ )?(?:first|last)(?=\s*[.,;:)]|$))
    )(?![\w-])""",
    re.IGNORECASE | re.VERBOSE,
)
# What follows or goes before a word that then claims nothing.
_NOT_BEFORE = {
    "rising": (
        r"\s+(?:to\s+(?:power|fame|the)|up|into|on|upon|accustomed|out of|tired|weary|together|apart)\b"
    ),
    "falling": (
        r"\s+(?:to\s+(?:the|a|an|him|her|them|[a-z]+\b(?!\s*\d))|short|under|within|into|in\s+(?:with|line|love)"
        r"|on\b|apart|out|off|outside|due|behind|foul|silent|the|its|their|his|her|plans?)\b"
    ),
    "declining": r"\s+(?:to\s+[a-z]|comment|requests?|an?\b|the\b|its\b|their\b|his\b|her\b|all\b|any\b)",
    "share": r"\s+(?:stake|interest|owners?|ownership|shareholders?|leader|whip|opinion|rule|party|report)\b",
    "compared": (
        r"[- ](?:ends?|bounds?|limits?|house|court|chamber|education|case|half|order|good"
        r"|(?:figures?|numbers?|counts?|ones?)(?!\s+than))\b"
    ),
    "top": r"[- ](?:common|possible|bidder|standards?|sense|authority|court)\b",
}
_NOT_AFTER = {
    "rising": r"\b(?:the|an?|this|that|each|red|full|fully|home)[- ]+$",
    "declining": r"(?:\b(?:which|who|she|he|they|both|company|companies|spokes\w+)\s+)$",
    "share": r"(?:\bfor\s+the\s+|\bat\s+)$",
}
_BEFORE = {kind: re.compile(words, re.IGNORECASE) for kind, words in _NOT_BEFORE.items()}
_AFTER = {kind: re.compile(words, re.IGNORECASE) for kind, words in _NOT_AFTER.items()}
_QUOTED = re.compile(r"“[^“”]*”|\"[^\"\n]*\"|‘[^‘’\n]{3,}’")
_REACH = 30


@remembered(8192)
def claim_words(text: str, names: re.Pattern[str] | None) -> tuple[tuple[int, int], ...]:
    """Return where each claim word stands that is typed in ``text``, outside quotations and ``names``."""
    return tuple(_claim_words(text, names))


def _claim_words(text: str, names: re.Pattern[str] | None) -> Iterator[tuple[int, int]]:
    met = list(_CLAIM.finditer(text))
    if not met:
        return
    apart = [one.span() for pattern in (_QUOTED, names) if pattern for one in pattern.finditer(text)]
    for one in met:
        start, end = one.span()
        kind = one.lastgroup
        if any(first < end and start < last for first, last in apart):
            continue
        if kind in _BEFORE and _BEFORE[kind].match(text, end):
            continue
        if kind in _AFTER and _AFTER[kind].search(text[max(0, start - _REACH) : start]):
            continue
        yield start, end
