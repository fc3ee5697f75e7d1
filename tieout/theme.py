"""A repository's own look: its tokens, fonts and templates, held to those that this package carries."""

from __future__ import annotations

import re
import struct
from collections.abc import Iterator, Mapping
from functools import lru_cache
from pathlib import Path
from typing import Any

import yaml

from tieout.carried import TEMPLATES, carried, look_of
from tieout.diagnostics import Diagnostic, Place, error

TOKENS = "tokens.yaml"
_COLOUR = re.compile("#[0-9A-Fa-f]{6}")
_TEXTS = (".html", ".css")


class TemplateFault(Exception):
    """A template can't be set: ``message`` says why, of which file, and at which line (0: of the whole)."""

    def __init__(self, path: str, line: int, message: str) -> None:
        super().__init__(path, line, message)
        self.path, self.line, self.message = path, line, message

    def __str__(self) -> str:
        return f"{self.path}:{self.line}: {self.message}"

    @property
    def diagnostic(self) -> Diagnostic:
        """The fault as an error at the line of the template."""
        at = Place(self.path, self.line, 1) if self.line else Place(self.path)
        return error("template-is-read", at, self.message)


def fault(root: Path) -> TemplateFault | None:
    """Return the first thing for which the look of a repository can't be used; None where there is none.

    Of the look that this package carries nothing is asked.
    """
    folder = look_of(root, TEMPLATES)
    if folder != root / TEMPLATES:
        return None
    try:
        held(folder)
    except TemplateFault as found:
        return found
    return None


def held(folder: Path) -> None:
    """Hold a templates folder to the one that this package carries: its files, its tokens and its fonts.

    Raises:
        TemplateFault: a file is missing or can't be read, a token is missing or of another kind, or a font is
            not whole.
    """
    for name in _names(carried(TEMPLATES)):
        text = _bytes(folder, name)
        try:
            text.decode()
        except UnicodeDecodeError as wrong:
            line = text.count(b"\n", 0, wrong.start) + 1
            raise TemplateFault(f"{TEMPLATES}/{name}", line, "the template is not UTF-8") from wrong
    for face in tokens(_bytes(folder, TOKENS))["faces"]:
        for ending, is_whole in ((".ttf", _is_whole_ttf), (".woff2", _is_whole_woff2)):
            name = f"fonts/{face['file']}{ending}"
            if not is_whole(_bytes(folder, name)):
                raise TemplateFault(f"{TEMPLATES}/{name}", 0, "the font is damaged")


@lru_cache(maxsize=4)
def tokens(text: bytes) -> Mapping[str, Any]:
    """Return design tokens as plain values, each that this package's own have being there, and of its kind.

    Raises:
        TemplateFault: they can't be read, or lack a token.
    """
    model = (carried(TEMPLATES) / TOKENS).read_bytes()
    read = _parsed(text)
    if text != model:
        for path, said in _wanting(_parsed(model), read, ()):
            raise TemplateFault(f"{TEMPLATES}/{TOKENS}", _line(text, path), said)
    return read


def _parsed(text: bytes) -> Any:
    try:
        return yaml.load(text, yaml.CSafeLoader)  # the house's own file: plain mappings, no content
    except (yaml.YAMLError, ValueError, RecursionError) as wrong:
        mark = getattr(wrong, "problem_mark", None)
        why = getattr(wrong, "problem", None) or getattr(wrong, "reason", None) or "it is no YAML"
        line = mark.line + 1 if mark else 0
        raise TemplateFault(f"{TEMPLATES}/{TOKENS}", line, f"the tokens can't be read: {why}") from wrong


_Path = tuple[str, ...]


def _wanting(model: Any, read: Any, path: _Path) -> Iterator[tuple[_Path, str]]:
    """Yield where ``read`` is not made as ``model`` is, and what to say of it."""
    name = ".".join(path) or "the whole"
    if isinstance(model, dict):
        if not isinstance(read, dict):
            yield path, f"`{name}` is no group of tokens"
            return
        for key, one in model.items():
            if key in read:
                yield from _wanting(one, read[key], (*path, str(key)))
            else:
                yield path, f"the token `{'.'.join((*path, str(key)))}` is missing"
    elif isinstance(model, list):
        if not isinstance(read, list) or not read:
            yield path, f"`{name}` is no list"
            return
        for number, one in enumerate(read):
            yield from _wanting(model[0], one, (*path, str(number)))
    elif isinstance(model, int | float):
        if isinstance(read, bool) or not isinstance(read, int | float) or not abs(read) < 1e6:
            yield path, f"the token `{name}` is no number"
    elif not isinstance(read, str | int | float) or isinstance(read, bool):
        yield path, f"the token `{name}` is no text"
    elif _COLOUR.fullmatch(model) and not _COLOUR.fullmatch(str(read)):
        yield path, f"the token `{name}` is no colour as #0B5A6F"


def _line(text: bytes, path: _Path) -> int:
    """Return the line that the value at ``path`` begins at, or what it should stand in."""
    node = yaml.compose(text, yaml.CSafeLoader)
    for key in path:
        if isinstance(node, yaml.MappingNode):
            node = next((value for name, value in node.value if name.value == key), node)
        elif isinstance(node, yaml.SequenceNode):
            node = node.value[int(key)]
    return node.start_mark.line + 1 if node else 0


@lru_cache(maxsize=1)
def _names(folder: Path) -> tuple[str, ...]:
    return tuple(sorted(one.name for one in folder.iterdir() if one.suffix in _TEXTS))


def _bytes(folder: Path, name: str) -> bytes:
    try:
        return (folder / name).read_bytes()
    except OSError as wrong:
        said = "there is no such file" if isinstance(wrong, FileNotFoundError) else "the file can't be read"
        raise TemplateFault(f"{TEMPLATES}/{name}", 0, said) from wrong


def _is_whole_ttf(font: bytes) -> bool:
    """Return whether a font's tables lie within it."""
    if len(font) < 12 or font[:4] not in (b"\0\1\0\0", b"OTTO", b"true"):
        return False
    (count,) = struct.unpack(">H", font[4:6])
    if not count or len(font) < 12 + 16 * count:
        return False
    tables = struct.iter_unpack(">4sIII", font[12 : 12 + 16 * count])
    return all(start + length <= len(font) for _, _, start, length in tables)


def _is_whole_woff2(font: bytes) -> bool:
    return len(font) >= 12 and font[:4] == b"wOF2" and struct.unpack(">I", font[8:12])[0] == len(font)
