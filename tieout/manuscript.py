"""A text as its writer sees it: Markdown laid open by blocks, each character knowing its place."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import replace
from html import unescape

from tieout.frozen import frozen
from tieout.template import Fault

# Each printed piece travels through Markdown as one character from here on, which nobody can type.
FIRST_PIECE = 0xF0000
UNKNOWN_PIECE = "\U0010fffd"
PIECE = re.compile("[\U000f0000-\U0010ffff]")

MOST_BRACKETS = 50
MOST_QUOTE_MARKS = 8
MOST_INDENT = 32
MOST_MARKS = 400
MOST_CHARACTERS = 200_000

_UNPRINTABLE = re.compile(
    "[\x00-\x08\x0b\x0c\x0e-\x1f\x7f-\x9f\u061c\u200b-\u200f\u2060\ufeff\u2028\u2029\u202a-\u202e\u2066-\u2069\ufffc\ufff9-\ufffb"
    "\ue000-\uf8ff\U000e0000-\U000e007f\U000f0000-\U0010ffff\ud800-\udfff]"
)
INLINE_MARKUP = re.compile(r"[*_`\[\]<&\\\n]|^\s|\s$")

_SCHEMES = ("http", "https", "mailto", "doi")
_ENTITY = re.compile(r"&(?:#\d{1,7}|#[xX][0-9a-fA-F]{1,6}|[A-Za-z][A-Za-z0-9]{1,31});")
_HTML = re.compile(r"<!--.*?(?:-->|$)|<[A-Za-z/!?][^<>]*>?", re.DOTALL)
_INLINE = re.compile(
    r"(?P<code>(?<![\\`])(?P<ticks>`+)(?!`)(?P<inner>.+?)(?<!`)(?P=ticks)(?!`))"
    r"|(?P<escape>\\[\\`*_{}\[\]()>#+.!|-])"
    r"|(?P<image>!\[)"
    r"|(?P<auto><(?P<address>(?:https?|ftp)://[^<>\s]*)>)"
    r"|(?P<html><!--.*?(?:-->|$)|<[A-Za-z/!?][^<>]*>?)"
    r"|(?P<link>\]\((?P<target>(?:[^()\\\n]|\\.|\([^()\n]*\))*)\))"
    r"|(?P<reference>\] ?\[[^\[\]]*\])"
    r"|(?P<entity>&(?:\#\d{1,7}|\#[xX][0-9a-fA-F]{1,6}|[A-Za-z][A-Za-z0-9]{1,31});)"
    r"|(?P<drop>[*\[\]]+|(?<!\w)_+|_+(?!\w))",
    re.DOTALL,
)
_DEFINITION = re.compile(r"^ {0,3}\[[^\]\n]+\]:\s*(?P<target><[^>\n]*>|\S+)(?P<rest>[^\n]*)$", re.MULTILINE)
_BREAK = re.compile(r"\n[ \t]*(?:\n[ \t]*)+")
_MARKER = re.compile(r"[ \t]*(?:>[ \t]?)*[ \t]*(?:[-+*][ \t]+|\d{1,9}\.[ \t]+|#{1,6}[ \t]*|!!! ?\w+[ \t]*)?")
_ITEM = re.compile(r"[ \t>]*(\d{1,9})\.[ \t]")
_STARTS = re.compile(r"[ \t]*(?:>[ \t]?)*[ \t]*(?:[-+*][ \t]|\d{1,9}\.[ \t]|#{1,6}|!!!)")
_RULE = re.compile(r"^[ \t|:=-]*$")


def late_starts(text: str) -> Iterator[tuple[int, int]]:
    """Yield where the first item of a numbered list, or a line that looks like one, has a number but 1."""
    in_list, at = False, 0
    for line in text.splitlines(keepends=True):
        item = _ITEM.match(line)
        if item and not in_list and item[1] != "1":
            yield at + item.start(1), at + item.end(1)
        if line.strip():
            in_list = item is not None or (in_list and line[0] in " \t")
        at += len(line)


@frozen
class Block:
    """What a reader takes as one: a paragraph, a list item, a heading, a cell. ``at`` gives offsets typed at.

    ``at`` has one more entry than ``text`` has characters, its end; it is empty where nothing is known. Of a
    cell ``around`` is its row and the head of its table.
    """

    text: str
    at: Sequence[int] = ()
    around: str = ""


def unprintable(source: str) -> Iterator[Fault]:
    """Yield a fault for each character that a text cannot hold, being invisible, private or a trick."""
    for met in _UNPRINTABLE.finditer(source):
        yield Fault(met.start(), f"the character U+{ord(met[0]):04X} has no place in a text", "take it out")


def printable(source: str) -> str:
    """Return ``source`` with the characters that it cannot hold, and carriage returns, as spaces."""
    return _UNPRINTABLE.sub(" ", source).replace("\r", " ")


def bombs(source: str) -> Fault | None:
    """Return what would take Markdown too long to read, or nothing."""
    if len(source) > MOST_CHARACTERS:
        return Fault(0, f"a text has at most {MOST_CHARACTERS} characters", "make two sections of it")
    depth = 0
    for met in re.finditer(r"[\[\]]|\n[ \t]*\n", source):
        depth = depth + 1 if met[0] == "[" else max(depth - 1, 0) if met[0] == "]" else 0
        if depth > MOST_BRACKETS:
            return Fault(met.start(), f"more than {MOST_BRACKETS} brackets are open at once", "close them")
    if deep := re.search(rf"^[ \t]*(?:>[ \t]?){{{MOST_QUOTE_MARKS + 1},}}", source, re.MULTILINE):
        return Fault(deep.start(), f"a quotation is nested more than {MOST_QUOTE_MARKS} deep", "unnest it")
    if deep := re.search(rf"^(?: |\t){{{MOST_INDENT + 1},}}\S", source, re.MULTILINE):
        return Fault(deep.start(), f"a line is indented more than {MOST_INDENT} characters", "indent it less")
    for paragraph in re.finditer(r"(?:[^\n]|\n(?![ \t]*\n))+", source):
        for mark in "*_`<&[]!\\":
            if paragraph[0].count(mark) > MOST_MARKS:
                at = paragraph.start() + paragraph[0].index(mark)
                return Fault(at, f"a paragraph has more than {MOST_MARKS} of `{mark}`", "make it plainer")
    return None


def without_html(source: str) -> str:
    """Return ``source`` with raw HTML taken out, other than in code and addresses in angle brackets."""

    def kept(met: re.Match[str]) -> str:
        return "" if met["html"] else met[0]

    return _INLINE.sub(kept, source) if "<" in source else source


def blocks(view: str, at: Sequence[int]) -> Iterator[Block]:
    """Yield the blocks of ``view`` as a reader meets them: markup taken off, entities and escapes read.

    ``at`` is the offset at which each character of ``view`` was typed, and the end.
    """
    view = _DEFINITION.sub(lambda met: " " * len(met[0]), view)
    start = 0
    for stop in (*(met.span() for met in _BREAK.finditer(view)), (len(view), len(view))):
        for first, last, around in _lines(view, start, stop[0]):
            yield replace(_clean(view, at, first, last), around=around)
        start = stop[1]


def _lines(view: str, start: int, end: int) -> Iterator[tuple[int, int, str]]:
    """Yield where each block within lines starts and ends: a list item, a heading, a cell, the rest.

    With it stands what is around a cell.
    """
    lines, at = [], start
    for line in view[start:end].split("\n"):
        lines.append((at, at + len(line)))
        at += len(line) + 1
    rules = [_RULE.match(view[a:b]) is not None and "-" in view[a:b] and "|" in view[a:b] for a, b in lines]
    if any(rules):
        yield from _cells(view, [line for line, rule in zip(lines, rules, strict=True) if not rule])
        return
    for a, b in _runs(view, lines):
        yield a, b, ""


def _runs(view: str, lines: list[tuple[int, int]]) -> Iterator[tuple[int, int]]:
    open_at = None
    for a, b in lines:
        head = _MARKER.match(view, a, b)
        body = head.end() if head else a
        is_head = view[a:body].lstrip(" \t>").startswith(("#", "!!!"))
        if open_at is not None and (_STARTS.match(view, a, b) or _RULE.match(view[a:b])):
            yield open_at
            open_at = None
        if _RULE.match(view[a:b]):
            continue
        open_at = (open_at[0], b) if open_at else (body, b)
        if is_head:
            yield open_at
            open_at = None
    if open_at is not None:
        yield open_at


def _cells(view: str, lines: list[tuple[int, int]]) -> Iterator[tuple[int, int, str]]:
    head = next((view[a:b] for a, b in lines if view[a:b].strip()), "")
    for a, b in lines:
        around = f"{head} {view[a:b]}"
        at = a
        for bar in re.finditer(r"(?<!\\)\|", view[a:b]):
            yield at, a + bar.start(), around
            at = a + bar.end()
        yield at, b, around


def _clean(view: str, at: Sequence[int], start: int, end: int) -> Block:
    text: list[str] = []
    typed: list[int] = []

    def keep(first: int, last: int) -> None:
        text.append(view[first:last].replace("\n", " "))
        typed.extend(at[first:last])

    here = start
    for met in _INLINE.finditer(view, start, end):
        keep(here, met.start())
        here = met.end()
        if met["code"]:
            keep(*met.span("inner"))
        elif met["escape"]:
            keep(met.start() + 1, met.end())
        elif met["auto"]:
            keep(*met.span("address"))
        elif met["entity"]:
            read = unescape(met[0])
            text.append(read)
            typed.extend([at[met.start()]] * len(read))
    keep(here, end)
    return Block("".join(text), (*typed, at[end]))


def markup_faults(view: str, at: Sequence[int]) -> Iterator[tuple[str, Fault]]:
    """Yield, each with its check, raw HTML, images, links that lead astray and marks that are no Markdown."""
    for met in _INLINE.finditer(view):
        typed = at[met.start()]
        if met["html"]:
            yield (
                "markup-is-markdown",
                Fault(
                    typed, f"`{_short(met[0])}` is raw HTML", "write Markdown; put `<` as `&lt;`", len(met[0])
                ),
            )
        elif met["image"]:
            yield (
                "markup-is-markdown",
                Fault(typed, "an image typed into prose", 'make it an exhibit: {{ exhibit("…") }}', 2),
            )
        elif met["link"]:
            yield from _link_faults(met["target"], at[met.start("target")])
        elif met["auto"]:
            yield from _link_faults(met["address"], at[met.start("address")])
    for met in _DEFINITION.finditer(view):
        yield from _link_faults(met["target"] + met["rest"], at[met.start("target")])


def _link_faults(target: str, at: int) -> Iterator[tuple[str, Fault]]:
    address, _, rest = target.strip().partition(" ")
    if not is_safe(address.strip("<>")):
        helps = "link with http, https, mailto or doi"
        yield "link-is-safe", Fault(at, f"the link leads to `{_short(address)}`", helps, len(address) or 1)
    if rest.strip():
        yield (
            "markup-is-markdown",
            Fault(at + len(address), "a link has a title of its own", "say it in the text", len(rest) + 1),
        )


def is_safe(address: str) -> bool:
    """Return whether an address has a scheme that may be linked to."""
    plain = re.sub(r"[\s\x00-\x20\u00ad\u200b-\u200f\ufeff]", "", read_entities(address))
    scheme, colon, rest = plain.partition(":")
    return bool(colon) and bool(rest) and scheme.lower() in _SCHEMES


def read_entities(text: str) -> str:
    """Return ``text`` with character references read as the characters they stand for."""
    return _ENTITY.sub(lambda met: unescape(met[0]), text) if "&" in text else text


def _short(text: str) -> str:
    tidy = " ".join(text.split())
    return tidy if len(tidy) <= 40 else f"{tidy[:39]}…"
