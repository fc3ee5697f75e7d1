"""Problems as a page tells them: words, the line with its carets, and the way to it in an editor."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from pathlib import Path
from urllib.parse import quote

from tieout.diagnostics import Diagnostic, Place, Severity, pointed, printable
from tieout.frozen import frozen

MOST = 200
"""How many problems a page is told of; of the others it learns how many there are."""

EDITORS: Mapping[str, str] = {
    "vscode": "vscode://file{path}:{line}:{column}",
    "vscodium": "vscodium://file{path}:{line}:{column}",
    "cursor": "cursor://file{path}:{line}:{column}",
    "zed": "zed://file{path}:{line}:{column}",
    "idea": "idea://open?file={path}&line={line}&column={column}",
    "sublime": "subl://open?url=file://{path}&line={line}&column={column}",
    "textmate": "txmt://open?url=file://{path}&line={line}&column={column}",
    "emacs": "emacs://open?url=file://{path}&line={line}&column={column}",
}
"""Addresses that open a place in an editor, by its name; ``{path}`` begins with a slash."""

_RUNS = ("javascript", "data", "vbscript", "blob")  # what a browser would obey, not hand on


@frozen
class Line:
    """A line of a file as it can be shown, and the carets under what is wrong in it."""

    number: int
    shown: str
    carets: str


@frozen
class Told:
    """A problem in words that can be shown as they are; ``line`` where it is of one that is known."""

    severity: str
    check: str
    message: str
    at: Place
    notes: tuple[str, ...]
    help: str
    related: tuple[tuple[Place, str], ...]
    line: Line | None


def told(problems: Iterable[Diagnostic], texts: Mapping[str, str]) -> tuple[Told, ...]:
    """Return problems as a page tells them, errors first; ``texts`` holds the text of each file by path."""
    ordered = sorted(problems, key=lambda one: one.severity != Severity.ERROR)
    return tuple(_told(one, texts) for one in ordered)


def _told(one: Diagnostic, texts: Mapping[str, str]) -> Told:
    lines = texts.get(one.at.path, "").split("\n", one.at.line)
    line = None
    if 0 < one.at.line <= len(lines) and one.at.path in texts:
        line = Line(one.at.line, *pointed(lines[one.at.line - 1], one.at.column, one.at.width))
    return Told(
        one.severity.value,
        one.check,
        printable(one.message),
        one.at,
        tuple(map(printable, one.notes)),
        printable(one.help or ""),
        tuple((at, printable(words)) for at, words in one.related),
        line,
    )


def editor(given: str) -> str:
    """Return the addresses that open an editor: those of a name in ``EDITORS``, or ``given``; "" for none.

    Raises:
        ValueError: it is neither, or an address that a browser would run.
    """
    if given == "none":
        return ""
    template = EDITORS.get(given, given)
    scheme, colon, _ = template.partition(":")
    if not colon or "{path}" not in template or not scheme.isascii() or not scheme.isalnum():
        known = ", ".join((*EDITORS, "none"))
        raise ValueError(f"`{given}` is no editor: give {known}, or an address with {{path}} in it")
    if scheme.lower() in _RUNS:
        raise ValueError(f"an address that begins with `{scheme}:` opens no editor")
    return template


def way(template: str, root: Path, at: Place) -> str:
    """Return the address that opens ``at`` in an editor; "" without a template.

    ``root`` is the repository; a path that leads out of it is opened too: it is the person's own.
    """
    if not template:
        return ""
    path = quote((root / at.path).absolute().as_posix())
    path = path if path.startswith("/") else f"/{path}"
    line, column = str(max(at.line, 1)), str(max(at.column, 1))
    return template.replace("{path}", path).replace("{line}", line).replace("{column}", column)


def as_json(problems: Iterable[Told], template: str, root: Path) -> list[dict[str, object]]:
    """Return problems as plain values for JSON, each place with the way to it."""

    def place(at: Place) -> dict[str, object]:
        return {"at": str(at), "href": way(template, root, at)}

    return [
        {
            "severity": one.severity,
            "check": one.check,
            "message": one.message,
            **place(one.at),
            "notes": list(one.notes),
            "help": one.help,
            "related": [{**place(at), "message": words} for at, words in one.related],
            "line": None if one.line is None else [one.line.number, one.line.shown, one.line.carets],
        }
        for one in problems
    ]
