"""Where content is wrong, what is wrong, and how to mend it."""

from __future__ import annotations

import difflib
import json
import unicodedata
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from enum import StrEnum
from urllib.parse import quote

from tieout.frozen import frozen


class Severity(StrEnum):
    """How bad a finding is: an error stops a release, a warning does not. There is no third level."""

    ERROR = "error"
    WARNING = "warning"


@dataclass(frozen=True, slots=True, order=True)
class Place:
    """A run of characters in a file that a person can edit.

    ``path`` is relative to the repository, with forward slashes. ``line`` and ``column`` count
    characters from 1; line 0 means the file as a whole. ``width`` is the length of the caret run.
    """

    path: str
    line: int = 0
    column: int = 0
    width: int = 1

    def __str__(self) -> str:
        return f"{self.path}:{self.line}:{self.column}" if self.line else self.path


@frozen
class Text:
    """A piece of content text that knows where it was written.

    ``origins`` lists (offset in ``text``, line, column) for each stretch that stands on one line of
    the file, in rising order, so that a fault inside a folded or multi-line scalar is still pointed at.
    """

    text: str
    at: Place
    origins: tuple[tuple[int, int, int], ...] = ()

    def __str__(self) -> str:
        return self.text

    def __bool__(self) -> bool:
        return bool(self.text)

    def place(self, offset: int, width: int = 1) -> Place:
        """Return where the character at ``offset`` was written."""
        starts = self.origins or ((0, self.at.line, self.at.column),)
        start, line, column = max((one for one in starts if one[0] <= offset), default=starts[0])
        return Place(self.at.path, line, column + offset - start, max(width, 1))


@frozen
class Finding:
    """What a check has to say of one place; the registry adds the check's name and severity."""

    at: Place
    message: str
    notes: tuple[str, ...] = ()
    help: str | None = None
    related: tuple[tuple[Place, str], ...] = ()


@frozen
class Diagnostic:
    """One mistake, said once: ``message`` stands alone, ``notes`` help to judge, ``help`` says what to do."""

    at: Place
    severity: Severity
    check: str
    message: str
    notes: tuple[str, ...] = ()
    help: str | None = None
    related: tuple[tuple[Place, str], ...] = field(default=())

    @property
    def errs(self) -> bool:
        """Whether it stops a release."""
        return self.severity is Severity.ERROR


def error(check: str, at: Place, message: str, *notes: str, help: str | None = None) -> Diagnostic:
    """Return an error of ``check`` at ``at``."""
    return Diagnostic(at, Severity.ERROR, check, message, notes, help)


def warning(check: str, at: Place, message: str, *notes: str, help: str | None = None) -> Diagnostic:
    """Return a warning of ``check`` at ``at``."""
    return Diagnostic(at, Severity.WARNING, check, message, notes, help)


def nearest(name: str, known: Iterable[str]) -> str | None:
    """Return the one of ``known`` that ``name`` was most likely meant to be, or None if none is near.

    Near is: the same but for case and ``_``; a slip of the finger or two; or a long name with much in common.
    """
    wanted = _folded(name)
    folded = {_folded(one): one for one in sorted(known, reverse=True)}
    if wanted in folded:
        return folded[wanted]
    digits = [one for one in wanted if one.isdigit()]  # another year is another thing, not a slip
    folded = {
        one: kept for one, kept in folded.items() if [digit for digit in one if digit.isdigit()] == digits
    }
    if len(folded) > _MANY:  # difflib takes a second for some thousand names
        folded = {
            one: kept for one, kept in folded.items() if one[:3] == wanted[:3] or one[-4:] == wanted[-4:]
        }
        folded = dict(list(folded.items())[:_MANY])
    close = difflib.get_close_matches(wanted, folded, n=5, cutoff=0.6)
    slips = sorted((_slips(wanted, one), close.index(one)) for one in close)
    if slips and slips[0][0] <= max(1, min(3, len(wanted) // 3)):
        return folded[close[slips[0][1]]]
    alike = difflib.get_close_matches(wanted, close, n=1, cutoff=0.75) if len(wanted) >= _LONG else ()
    return folded[alike[0]] if alike else None


_MANY = 500
_LONG = 12


def _folded(name: str) -> str:
    return name.casefold().replace("_", "-")


def _slips(left: str, right: str) -> int:
    """Return how many letters to add, drop, change or swap with the next turn ``left`` into ``right``."""
    before, above = [], list(range(len(right) + 1))
    for row, one in enumerate(left, 1):
        here = [row]
        for column, other in enumerate(right, 1):
            cost = min(above[column] + 1, here[-1] + 1, above[column - 1] + (one != other))
            if row > 1 and column > 1 and one == right[column - 2] and left[row - 2] == other:
                cost = min(cost, before[column - 2] + 1)
            here.append(cost)
        before, above = above, here
    return above[-1]


def sorted_by_place(diagnostics: Iterable[Diagnostic]) -> list[Diagnostic]:
    """Return ``diagnostics`` by file, line and column; of one place, errors first."""
    return sorted(diagnostics, key=lambda one: (one.at, one.severity, one.check, one.message))


# --- said to people and machines -----------------------------------------------------------------

_WIDEST = 160
_TAB = 4
_HIDDEN = frozenset(  # marks of direction and width: they would show a line in another order than it has
    "\u00ad\u061c\u200b\u200e\u200f\u202a\u202b\u202c\u202d\u202e\u2060\u2066\u2067\u2068\u2069\ufeff"
)


def summary(diagnostics: Iterable[Diagnostic]) -> str:
    """Return how many there are: ``2 errors, 1 warning``; ``no problems`` for none."""
    found = [one.severity for one in diagnostics]
    counts = ((found.count(severity), severity.value) for severity in Severity)
    said = (f"{count:,} {word}{'' if count == 1 else 's'}" for count, word in counts if count)
    return ", ".join(said) or "no problems"


def render_text(diagnostics: Iterable[Diagnostic], texts: Mapping[str, str]) -> str:
    """Return ``diagnostics`` as a terminal shows them, in the order given, an empty line after each.

    ``texts`` holds the text of each file by path; a line that is not in it is not shown.
    """
    lines: dict[str, list[str]] = {}
    said = []
    for one in diagnostics:
        path = one.at.path
        if path in texts and path not in lines:
            lines[path] = texts[path].split("\n")
        said.append(_block(one, lines.get(path)))
    return "".join(f"{one}\n\n" for one in said)


def _block(one: Diagnostic, lines: list[str] | None) -> str:
    at = one.at
    parts = [f"{printable(str(at))}: {one.severity}[{one.check}]: {printable(one.message)}"]
    margin = "   "
    if lines is not None and 0 < at.line <= len(lines):
        margin = " " * (len(str(at.line)) + 1)
        shown, carets = pointed(lines[at.line - 1], at.column, at.width)
        parts += [f"{margin}|", f"{at.line} | {shown}".rstrip(), f"{margin}| {carets}"]
    remarks = _remarks(one, with_related=True)
    return "\n".join([*parts, *(f"{margin}= {printable(remark)}" for remark in remarks)])


def pointed(line: str, column: int, width: int) -> tuple[str, str]:
    """Return ``line`` as it can be shown, and the run of carets under ``width`` characters from ``column``.

    A line wider than a screen is cut around the carets.
    """
    cells: list[str] = []
    for character in line:
        cells.append(
            " " * (_TAB - sum(map(_columns, cells)) % _TAB) if character == "\t" else printable(character)
        )
        if len(cells) > column + 4 * _WIDEST:
            break
    first = min(max(column - 1, 0), len(cells))
    last = max(min(first + width, len(cells)), first)
    start, end = 0, len(cells)
    if sum(map(_columns, cells)) > _WIDEST:
        room = _WIDEST - 2
        start = max(0, min(first - room // 4, len(cells)))
        used, end = 0, start
        while end < len(cells) and used + _columns(cells[end]) <= room:
            used += _columns(cells[end])
            end += 1
    before = "…" if start else ""
    after = "…" if end < len(cells) or len(cells) < len(line) else ""
    lead = _columns(before) + sum(map(_columns, cells[start:first]))
    run = sum(map(_columns, cells[first : min(last, end)]))
    return before + "".join(cells[start:end]) + after, " " * lead + "^" * max(run, 1)


def printable(words: str) -> str:
    """Return ``words`` on one line, what a terminal would obey or hide written out as escapes."""
    if words.isascii() and words.isprintable():
        return words
    return "".join(
        one
        if (one.isprintable() or unicodedata.category(one) in ("Zs", "Co")) and one not in _HIDDEN
        else one.encode("unicode_escape", "backslashreplace").decode("ascii")
        for one in words
    )


def _columns(words: str) -> int:
    """Return how many columns of a terminal ``words`` takes."""
    if words.isascii():
        return len(words)
    return sum(
        0
        if unicodedata.combining(one) or unicodedata.category(one) in ("Mn", "Me")
        else 2
        if unicodedata.east_asian_width(one) in "WF"
        else 1
        for one in words
    )


def render_github(diagnostics: Iterable[Diagnostic]) -> str:
    """Return ``diagnostics`` as workflow commands, which GitHub shows beside the lines of a change."""
    said = []
    for one in diagnostics:
        at = one.at
        about = {"file": at.path}
        if at.line:
            about |= {"line": str(at.line), "col": str(at.column), "endColumn": str(at.column + at.width)}
        about["title"] = one.check
        words = "\n".join([one.message, *_remarks(one, with_related=True)])
        properties = ",".join(f"{key}={_escaped(value, _BREAKS + ':,')}" for key, value in about.items())
        said.append(f"::{one.severity} {properties}::{_escaped(words, _BREAKS)}\n")
    return "".join(said)


_BREAKS = "%\r\n"


def _escaped(words: str, characters: str) -> str:
    return "".join(f"%{ord(one):02X}" if one in characters else one for one in words)


def _remarks(one: Diagnostic, with_related: bool = False) -> list[str]:
    """Return notes, related places if wanted, and help, each as one line."""
    notes = [f"note: {note}" for note in one.notes]
    notes += [f"note: {words}: {place}" for place, words in one.related if with_related]
    return [*notes, f"help: {one.help}"] if one.help else notes


def render_json(diagnostics: Iterable[Diagnostic]) -> str:
    """Return ``diagnostics`` as JSON: a list of objects in the order given, and how many of each severity."""
    found = list(diagnostics)

    def place(at: Place) -> dict[str, object]:
        return {"path": at.path, "line": at.line, "column": at.column, "width": at.width}

    document = {
        "diagnostics": [
            {
                **place(one.at),
                "severity": one.severity.value,
                "check": one.check,
                "message": one.message,
                "notes": list(one.notes),
                "help": one.help,
                "related": [{**place(at), "message": words} for at, words in one.related],
            }
            for one in found
        ],
        **{f"{severity}s": sum(one.severity == severity for one in found) for severity in Severity},
    }
    return json.dumps(document, indent=2, sort_keys=True, ensure_ascii=False) + "\n"


def render_sarif(diagnostics: Iterable[Diagnostic], version: str, about: Mapping[str, str] = {}) -> str:
    """Return ``diagnostics`` as SARIF 2.1.0; ``version`` is ours, ``about`` says what each check holds."""
    found = list(diagnostics)
    checks = sorted({one.check for one in found} | set(about))
    document = {
        "$schema": "https://json.schemastore.org/sarif-2.1.0.json",
        "version": "2.1.0",
        "runs": [
            {
                "tool": {
                    "driver": {
                        "name": "tieout",
                        "version": version,
                        "rules": [
                            {
                                "id": check,
                                **({"shortDescription": {"text": about[check]}} if check in about else {}),
                            }
                            for check in checks
                        ],
                    }
                },
                "columnKind": "unicodeCodePoints",
                "originalUriBaseIds": {"ROOT": {"description": {"text": "The folder that holds content/"}}},
                "results": [_result(one, checks) for one in found],
            }
        ],
    }
    return json.dumps(document, indent=2, sort_keys=True, ensure_ascii=False) + "\n"


def _result(one: Diagnostic, checks: list[str]) -> dict[str, object]:
    related = [
        {"id": number, **_location(at), "message": {"text": words}}
        for number, (at, words) in enumerate(one.related)
    ]
    return {
        "ruleId": one.check,
        "ruleIndex": checks.index(one.check),
        "level": one.severity.value,
        "message": {"text": "\n".join([one.message, *_remarks(one)])},
        "locations": [_location(one.at)],
        **({"relatedLocations": related} if related else {}),
    }


def _location(at: Place) -> dict[str, object]:
    artifact = {"uri": quote(at.path), "uriBaseId": "ROOT"}
    if not at.line:
        return {"physicalLocation": {"artifactLocation": artifact}}
    region = {
        "startLine": at.line,
        "startColumn": max(at.column, 1),
        "endColumn": max(at.column, 1) + at.width,
    }
    return {"physicalLocation": {"artifactLocation": artifact, "region": region}}
