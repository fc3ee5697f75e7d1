"""What style does to a page: words it writes, which stand in no text, and words that it hides."""

from __future__ import annotations

import re
from collections.abc import Iterator

from tieout.audit.record import plain

_COMMENT = re.compile(r"/\*.*?(?:\*/|\Z)", re.DOTALL)
_CONTENT = re.compile(
    r"(?<![\w-])content\s*:\s*(?P<said>(?:\"(?:\\.|[^\"\\])*\"|'(?:\\.|[^'\\])*'|[^;}\"'])*)", re.IGNORECASE
)
_ESCAPED = re.compile(r"\\(?:(?P<code>[0-9a-fA-F]{1,6})\s?|(?P<letter>[^\n]))")
# Heads of cells are read as passages; what makes room beside a number is not seen.
_READ_HERE = re.compile(r"attr\(\s*data-(?:l|left|right)\s*\)")
_MAKES = re.compile(r"\w\s*\(")
_HIDES = re.compile(
    r"(?<![\w-])(?:display\s*:\s*none|visibility\s*:\s*(?:hidden|collapse)"
    r"|opacity\s*:\s*(?:0+\.?0*|\.0+)(?![.\d])|font(?:-size)?\s*:\s*0(?![.\d])|unicode-bidi\s*:"
    r"|direction\s*:\s*rtl)",
    re.IGNORECASE,
)
_IMPORTS = re.compile(r"@(?:import|counter-style)", re.IGNORECASE)
_COUNTS = re.compile(r"(?<![\w-])counter-(?:reset|set|increment)\s*:", re.IGNORECASE)


def styled(css: str) -> Iterator[str]:
    """Yield what a sheet adds to the words of a page that has a number in it, or that can't be read.

    Heads of cells, which a narrow page repeats, are read of the page itself.
    """
    css = _COMMENT.sub(" ", css)
    for rule in _CONTENT.finditer(css):
        said = _READ_HERE.sub("", _ESCAPED.sub(_unescaped, rule["said"]))
        if _MAKES.search(said) or any(one.isnumeric() for one in said):
            yield f"the style writes `{plain(said)[:60]}`, which stands in no text"
    for pattern, does in ((_IMPORTS, "takes in what can't be read here"), (_COUNTS, "counts")):
        if found := pattern.search(css):
            yield f"the style {does}: `{plain(found[0])}`"


def hiding(css: str) -> Iterator[str]:
    """Yield what a style hides, or turns, of the words that it is of."""
    if hides := _HIDES.search(_COMMENT.sub(" ", css)):
        yield f"the style hides or turns words: `{plain(hides[0])}`"


def _unescaped(found: re.Match[str]) -> str:
    if found["letter"]:
        return found["letter"]
    code = int(found["code"], 16)
    return chr(code) if 0 < code < 0x110000 else "\ufffd"
