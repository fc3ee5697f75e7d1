"""The style sheet beside a page: whether it writes words of its own, which stand in no text."""

from __future__ import annotations

import re
from collections.abc import Iterator

_COMMENT = re.compile(r"/\*.*?(?:\*/|\Z)", re.DOTALL)
_STRING = r"\"(?:\\.|[^\"\\])*\"|'(?:\\.|[^'\\])*'"
_CONTENT = re.compile(rf"(?<![\w-])content\s*:\s*(?P<said>(?:{_STRING}|[^;}}])*)")
_ESCAPE = re.compile(r"\\(?P<code>[0-9A-Fa-f]{1,6})\s?")
_MAKES = re.compile(r"\d|(?<![\w-])(?:counters?|url|var)\s*\(", re.IGNORECASE)
_TAKES = re.compile(r"attr\(\s*(?P<name>[\w-]+)\s*\)")
# Attributes whose words are read with the page, and those that only keep room, unseen.
_READ = frozenset({"data-l", "aria-label", "alt", "title", "data-left", "data-right"})


def written(css: str) -> Iterator[str]:
    """Yield each number, or text from elsewhere, that a style sheet puts beside what the page says."""
    for rule in _CONTENT.finditer(_COMMENT.sub(" ", css)):
        said = _ESCAPE.sub(_character, rule["said"])
        taken = {met["name"] for met in _TAKES.finditer(said)}
        if _MAKES.search(_TAKES.sub("", said)) or not taken <= _READ:
            yield f"the style writes `{' '.join(rule['said'].split())[:60]}`, which stands in no text"
    if re.search(r"@import", css, re.IGNORECASE):
        yield "the style takes in a sheet from elsewhere"


def _character(met: re.Match[str]) -> str:
    code = int(met["code"], 16)
    return chr(code) if 0 < code < 0x110000 else "\ufffd"
