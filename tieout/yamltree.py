"""YAML text to frozen nodes that know their line; scalars stay the text a person wrote."""

from __future__ import annotations

import codecs
import re
from collections.abc import Callable, Iterator
from dataclasses import replace
from typing import NamedTuple

import yaml

from tieout.diagnostics import Diagnostic, Place, Severity, Text, error
from tieout.memory import remembered

CHECK = "yaml-is-plain"
HELD_BACK = "what depends on this file is not checked until it can be read"
DEEPEST = 30
LONGEST = 2_000_000

_LOADER = getattr(yaml, "CSafeLoader", yaml.SafeLoader)
_NOTHING = frozenset({"", "~", "null", "Null", "NULL"})
_UNPRINTABLE = re.compile("[\0-\x08\x0b-\x1f\x7f-\x9f\u2028\u2029\ud800-\udfff\ufeff\ufffe\uffff]")


class Scalar(NamedTuple):
    """A piece of text, where it stands, and (see ``Text.origins``) where each of its stretches does.

    ``line`` and ``column`` count from 1 and name the opening quotation mark or ``|``, if there is one;
    ``width`` reaches to the end of the value or of its first line. The last line breaks of a block
    (``|``, ``>``) are left out.
    """

    text: str
    line: int
    column: int
    width: int
    origins: tuple[tuple[int, int, int], ...] = ()


class Mapping(NamedTuple):
    """Keys in the order written; a value is None where the file has none (nothing, ``~`` or ``null``).

    ``flow`` says that it is written ``{…}``.
    """

    values: dict[str, Node | None]
    keys: dict[str, Scalar]
    line: int
    column: int
    width: int = 1
    flow: bool = False


class Sequence(NamedTuple):
    """Items in the order written, None where one is empty."""

    items: list[Node | None]
    line: int
    column: int
    width: int = 1


Node = Scalar | Mapping | Sequence


def place(node: Node, path: str) -> Place:
    """Return where ``node`` begins."""
    return Place(path, node.line, node.column, node.width)


def text(node: Scalar, path: str) -> Text:
    """Return the words of ``node``, each of which can be pointed at."""
    return Text(node.text, Place(path, node.line, node.column, node.width), node.origins)


def plain(node: Node | None) -> object:
    """Return ``node`` as dicts, lists and text, keys without a value left out."""
    kind = type(node)
    if kind is Scalar:
        return node.text
    if kind is Mapping:
        return {key: plain(value) for key, value in node.values.items() if value is not None}
    if kind is Sequence:
        return [plain(item) for item in node.items]
    return None


def decoded(raw: bytes, path: str, longest: int = LONGEST) -> tuple[str | None, list[Diagnostic]]:
    """Return ``raw`` as text with LF line ends and no byte order mark, or None and the reason.

    ``longest`` is in bytes.
    """
    check = "file-is-read"
    if len(raw) > longest:
        said = f"the file has {len(raw):,} bytes, more than the {longest:,} we read"
        return None, [error(check, Place(path), said, HELD_BACK, help="divide it into files by subject")]
    try:
        words = raw.removeprefix(codecs.BOM_UTF8).decode()
    except UnicodeDecodeError as fault:
        before = fault.object[: fault.start].decode().replace("\r\n", "\n")
        at = _place_after(before, path)
        said = f"the byte {fault.object[fault.start]:#04x} is not UTF-8"
        return None, [error(check, at, said, HELD_BACK, help="save the file as UTF-8")]
    words = words.replace("\r\n", "\n")
    bad = _UNPRINTABLE.search(words)
    if bad:
        said = f"the character U+{ord(bad.group()):04X} cannot be printed"
        at = _place_after(words[: bad.start()], path)
        return None, [error(check, at, said, HELD_BACK, help="delete it, or write what it stands for")]
    return words, []


def _place_after(before: str, path: str) -> Place:
    return Place(path, before.count("\n") + 1, len(before) - before.rfind("\n"))


class _Open:
    """A mapping or sequence not yet closed."""

    __slots__ = ("bare", "cut", "flow", "items", "key", "keys", "mark", "values")

    def __init__(self, mark: yaml.Mark, is_mapping: bool, flow: bool) -> None:
        self.mark = mark
        self.flow = flow
        self.bare: tuple[str, yaml.Mark] | None = (
            None  # the key of the last value that has no quotes, its start
        )
        self.cut = False  # whether a comma has ended that value
        self.values: dict[str, Node | None] = {}
        self.keys: dict[str, Scalar] | None = {} if is_mapping else None
        self.items: list[Node | None] = []
        self.key: Scalar | None = None

    def close(self) -> Node:
        line, column = self.mark.line + 1, self.mark.column + 1
        if self.keys is None:
            return Sequence(self.items, line, column)
        return Mapping(self.values, self.keys, line, column, flow=self.flow)


_ALONE = re.compile(r"\s*[,}]")  # behind a key that has no `:`
_UNNAMED = Scalar("", 0, 0, 0)  # stands for a key that was refused: what it holds is read, and dropped


@remembered(1024)
def parse(words: str, path: str) -> tuple[Node | None, list[Diagnostic]]:
    """Return the tree of ``words`` and what in it is not plain YAML.

    The tree holds all that could be read: up to the fault, if it is one of syntax or of depth. An entry of
    the file in which something is refused that its meaning hangs on (an alias, a merge) is left out as a
    whole, so that nobody complains of what it lacks. None for an empty file.
    """
    tree = _Tree(words, path)
    loader = _LOADER(words)
    try:
        tree.read(loader.get_event)
    except yaml.MarkedYAMLError as fault:
        said = tree.swallowed(fault) or _said_of(fault, words, path)
        tree.problems.append(replace(said, notes=(HELD_BACK,)))
        tree.close_all()
    finally:
        loader.dispose()
    return tree.whole(), tree.problems


class _Tree:
    """The builder: one flat loop over events, so that no depth of nesting can exhaust a stack."""

    def __init__(self, words: str, path: str) -> None:
        self.words, self.path = words, path
        self.root: Node | None = None
        self.problems: list[Diagnostic] = []
        self.maimed: set[str | int] = set()
        self.open: list[_Open] = []
        self.quoted: yaml.ScalarEvent | None = None

    def read(self, next_event: Callable[[], yaml.Event]) -> None:
        """Read events to the end, or to what makes the rest not worth reading."""
        scalar, start, end = yaml.ScalarEvent, yaml.CollectionStartEvent, yaml.StreamEndEvent
        while True:
            event = next_event()
            kind = type(event)
            if kind is scalar:
                if event.style and event.style in "'\"":
                    self.quoted = event
                if event.anchor is not None or event.tag is not None:
                    self.refuse_properties(event)
                self.add(self.scalar(event), event)
            elif issubclass(kind, start):
                if event.anchor is not None or event.tag is not None:
                    self.refuse_properties(event)
                if len(self.open) == DEEPEST:
                    said = f"lists and mappings stand more than {DEEPEST} deep"
                    self.problems.append(error(CHECK, self.at(event), said, HELD_BACK))
                    return self.close_all()
                self.begin(event)
            elif kind is yaml.MappingEndEvent or kind is yaml.SequenceEndEvent:
                self.end()
            elif kind is yaml.AliasEvent:
                self.refuse(event, f"`*{event.anchor}` repeats another place by an alias", "write it out")
                self.maim()
                self.add(None, event)
            elif kind is yaml.DocumentStartEvent:
                if self.root is not None or self.problems:
                    self.refuse(
                        event, "a second document begins", "keep one document in a file; delete `---`"
                    )
                    return None
                if event.version or event.tags:
                    self.refuse(event, "the file has a `%` directive", "delete it")
            elif kind is end:
                return None

    def swallowed(self, fault: yaml.MarkedYAMLError) -> Diagnostic | None:
        """Return what is wrong where a quotation mark of a later line closes a text left open above it.

        That is so where the fault stands right behind a quoted text of more than one line. None elsewhere.
        """
        if self.quoted is None or fault.problem_mark is None:
            return None
        first, last = self.quoted.start_mark, self.quoted.end_mark
        between = self.words[last.index : fault.problem_mark.index]
        if first.line == last.line or fault.problem_mark.index < last.index or between.strip(" \t"):
            return None
        said = f"the quotation mark opened here is closed only in line {last.line + 1}"
        closing = Place(self.path, last.line + 1, last.column)
        related = ((closing, "it is closed only here, and more stands behind it"),)
        mend = "close it where its text ends"
        at = Place(self.path, first.line + 1, first.column + 1)
        return Diagnostic(at, Severity.ERROR, CHECK, said, (), mend, related)

    def at(self, event: yaml.Event) -> Place:
        start, end = event.start_mark, event.end_mark
        width = end.column - start.column if end.line == start.line else 1
        return Place(self.path, start.line + 1, start.column + 1, max(width, 1))

    def refuse(self, event: yaml.Event, message: str, mend: str) -> None:
        self.problems.append(error(CHECK, self.at(event), message, help=mend))

    def refuse_properties(self, event: yaml.NodeEvent) -> None:
        if event.anchor is not None:
            at = replace(self.at(event), width=len(event.anchor) + 1)
            said = f"`&{event.anchor}` names a place by an anchor"
            self.problems.append(error(CHECK, at, said, help="delete it, and write each value out"))
        if event.tag is not None:
            self.refuse(event, "a tag gives a type to a value", "delete it: values are read as text")

    def scalar(self, event: yaml.ScalarEvent) -> Scalar | None:
        start, end, style = event.start_mark, event.end_mark, event.style
        value, line, column = event.value, start.line, start.column
        if line == end.line:
            if not style:
                if value in _NOTHING:
                    return None
                return Scalar(value, line + 1, column + 1, end.column - column)
            if style in "'\"" and len(value) == end.column - column - 2:
                return Scalar(value, line + 1, column + 1, end.column - column, ((0, line + 1, column + 2),))
        elif style and style in "|>":
            value = value.rstrip("\n")
        written = self.words[start.index : end.index]
        width = len(written.split("\n", 1)[0].rstrip())
        return Scalar(
            value, line + 1, column + 1, width, origins(written, value, style, line + 1, column + 1)
        )

    def begin(self, event: yaml.CollectionStartEvent) -> None:
        inner = _Open(event.start_mark, type(event) is yaml.MappingStartEvent, bool(event.flow_style))
        outer = self.open[-1] if self.open else None
        if outer is not None and outer.keys is not None and outer.key is None:
            if all(one.mark is not None for one in self.open):
                self.refuse(event, "a key is a list or a mapping", "make the key a plain word")
                self.maim()
            inner.key = None
            outer.key = _UNNAMED
            self.open.append(inner)
            inner.mark = None  # the whole key is dropped when it ends
        else:
            self.open.append(inner)

    def end(self) -> None:
        done = self.open.pop()
        if done.mark is not None:
            self.add(done.close(), None)

    def add(self, node: Node | None, event: yaml.Event | None) -> None:
        if not self.open:
            self.root = node
            return
        inside = self.open[-1]
        if inside.keys is None:
            inside.items.append(node)
        elif inside.key is None:
            inside.key = self.key(inside, node, event)
        else:
            if inside.key is not _UNNAMED:
                bare = type(node) is Scalar and not event.style
                inside.bare = (inside.key.text, event.start_mark) if bare else None
                inside.cut = False
                inside.values[inside.key.text] = node
            inside.key = None

    def key(self, inside: _Open, node: Node | None, event: yaml.Event) -> Scalar:
        """Return ``node`` if it can be a key of ``inside``, else what stands for a key to be dropped."""
        if node is None and type(event) is yaml.ScalarEvent:
            name = event.value
            self.refuse(
                event,
                "a value has no key" if not name else f"the key `{name}` means nothing in YAML",
                "name it" if not name else f"put it in quotes: '{name}'",
            )
            return _UNNAMED
        if node is None:
            return _UNNAMED
        if inside.flow and inside.bare and not event.style and _ALONE.match(self.words, event.end_mark.index):
            self.rejoin(inside, event)
            return _UNNAMED
        if node.text == "<<" and not event.style:
            self.refuse(event, "`<<` merges another mapping into this one", "write its keys out")
            self.maim()
            return _UNNAMED
        first = inside.keys.get(node.text)
        if first is not None:
            message = f"the key `{node.text}` stands here twice"
            self.problems.append(
                Diagnostic(
                    self.at(event),
                    Severity.ERROR,
                    CHECK,
                    message,
                    (),
                    "keep one of the two",
                    ((place(first, self.path), "the first one"),),
                )
            )
            return _UNNAMED
        inside.keys[node.text] = node
        return node

    def rejoin(self, inside: _Open, event: yaml.ScalarEvent) -> None:
        """Give the last value of a ``{…}`` what a comma has cut off it, which stands there like a key."""
        key, start = inside.bare
        value = inside.values[key]
        if not inside.cut:
            at = Place(self.path, value.line, value.column, value.width)
            said = f"a comma ends the value of `{key}`: `{event.value}` is left over"
            self.problems.append(error(CHECK, at, said, help="put the value in quotes: a comma ends it here"))
        inside.cut = True
        written = self.words[start.index : event.end_mark.index]
        whole = " ".join(written.split())
        inside.values[key] = value._replace(
            text=whole,
            width=len(written.split("\n", 1)[0]),
            origins=origins(written, whole, None, value.line, value.column),
        )

    def maim(self) -> None:
        """Note that the entry being read has lost something."""
        if self.open:
            outer = self.open[0]
            self.maimed.add(len(outer.items) if outer.keys is None else outer.key.text if outer.key else "")

    def whole(self) -> Node | None:
        """Return the tree without the entries that have lost something."""
        root = self.root
        if isinstance(root, Mapping):
            for key in self.maimed & root.values.keys():
                del root.values[key]
        elif isinstance(root, Sequence) and self.maimed:
            kept = [item for number, item in enumerate(root.items) if number not in self.maimed]
            return root._replace(items=kept)
        return root

    def close_all(self) -> None:
        """Close what is open, so that all before a fault is still read."""
        self.maim()
        while self.open:
            self.end()


# --- where each stretch of a scalar stands -------------------------------------------------------


def origins(
    written: str, value: str, style: str | None, line: int, column: int
) -> tuple[tuple[int, int, int], ...]:
    """Return (offset in ``value``, line, column) of each stretch of a scalar.

    ``written`` is the scalar in the file, quotation marks and block header included, ``line`` and
    ``column`` where it begins there.
    """
    if style and style in "|>":
        return _block_origins(written, value, line)
    return _flow_origins(written, style or "", line, column)


def _block_origins(written: str, value: str, line: int) -> tuple[tuple[int, int, int], ...]:
    """As ``origins``. A line stands in the value without its indent, whichever way lines are folded."""
    head, *rest = written.split("\n")
    named = re.match(r"[|>][+-]?([1-9])?", head)
    filled = [one for one in rest if one.strip(" ")]
    least = min((len(one) - len(one.lstrip(" ")) for one in filled), default=0)
    first = len(filled[0]) - len(filled[0].lstrip(" ")) if filled else 0
    indent = least if named and named.group(1) else first
    found, offset = [], 0
    for number, one in enumerate(rest, line + 1):
        words = one[indent:]
        if not words.strip(" "):
            continue
        while offset < len(value) and not value.startswith(words, offset):
            offset += 1
        if offset >= len(value):
            break
        found.append((offset, number, indent + 1))
        offset += len(words)
    return tuple(found) or ((0, line, 1),)


_DOUBLED = re.compile("''")
_ESCAPES = re.compile(r"\\(x[0-9a-fA-F]{2}|u[0-9a-fA-F]{4}|U[0-9a-fA-F]{8}|.)")


def _flow_origins(written: str, style: str, line: int, column: int) -> tuple[tuple[int, int, int], ...]:
    """As ``origins``, for a plain or quoted scalar: a line break is a space, n empty lines are n breaks."""
    quoted = 1 if style else 0
    lines = written[quoted : len(written) - quoted].split("\n")
    found, offset, empty, joined = [], 0, 0, True
    for number, one in enumerate(lines):
        is_last = number == len(lines) - 1
        lead = 0 if number == 0 else len(one) - len(one.lstrip(" \t"))
        words = one[lead:] if is_last else one[lead:].rstrip(" \t")
        if style == '"' and not is_last and _ends_in_escape(words):
            ends_joined, words = True, words[:-1] if words == one[lead:].rstrip(" \t") else words
        else:
            ends_joined = False
        if number and not words and not is_last and not ends_joined:
            empty += 1
            continue
        if number and not joined:
            offset += empty or 1
        elif number:
            offset += empty
        empty = 0
        joined = ends_joined
        start = column + quoted + lead if number == 0 else 1 + lead
        for skipped, length in _stretches(words, style):
            found.append((offset, line + number, start + skipped))
            offset += length
    return tuple(found) or ((0, line, column + quoted),)


def _ends_in_escape(words: str) -> bool:
    return (len(words) - len(words.rstrip("\\"))) % 2 == 1


def _stretches(words: str, style: str) -> Iterator[tuple[int, int]]:
    """Yield (column from the start, length in the value) of each escape, and of each run without one."""
    pattern = {"'": _DOUBLED, '"': _ESCAPES}.get(style)
    at = 0
    for match in pattern.finditer(words) if pattern else ():
        if match.start() > at:
            yield at, match.start() - at
        yield match.start(), 1
        at = match.end()
    if at < len(words) or not words:
        yield at, len(words) - at


# --- syntax --------------------------------------------------------------------------------------

_SAID = (
    (
        "unclosed here",
        "a comma or the closing bracket should stand here",
        "add it, or put the text in quotes",
    ),
    ("mapping values are not allowed", "a `: ` inside a text that has no quotes", "put the text in quotes"),
    ("while scanning a quoted scalar", "a quotation mark is opened and never closed", "close it"),
    (
        "found unknown escape character",
        "a backslash before a letter that has no meaning",
        "use single quotes, or write two backslashes",
    ),
    (
        "could not find expected ':'",
        "a line is neither `key: value` nor `- item`",
        "add the `:`, or set the line further in than the key it continues",
    ),
    (
        "while parsing a block mapping",
        "this line does not fit the mapping around it",
        "give all keys of one mapping the same indent",
    ),
    (
        "while parsing a block collection",
        "this line does not fit the list around it",
        "give all items of one list the same indent",
    ),
    (
        "sequence entries are not allowed",
        "a list cannot begin here",
        "begin the list on a line of its own",
    ),
    (
        "while parsing a flow sequence",
        "a `[` list is not closed",
        "close it with `]`, with commas between items",
    ),
    (
        "while parsing a flow mapping",
        "a `{` mapping is not closed",
        "close it with `}`, with commas between items",
    ),
    ("node content", "something stands here that begins no value", "put the text in quotes, or delete it"),
    (
        "<document start>",
        "text stands outside the mapping of the file",
        "give it a key, or delete it",
    ),
    ("nesting depth", f"lists and mappings stand more than {DEEPEST} deep", "state it flatter"),
    ("found unexpected document indicator", "a quotation mark is opened and never closed", "close it"),
    (
        "while scanning a block scalar",
        "the text after `|` or `>` is not set in evenly",
        "indent all its lines alike",
    ),
    (
        "while scanning a directive",
        "a line begins with `%`",
        "put the text in quotes, or delete the directive",
    ),
    ("while scanning a tag", "a tag gives a type to a value", "delete it, or put the text in quotes"),
    ("while scanning an anchor", "`&` begins an anchor", "put the text in quotes"),
    ("while scanning an alias", "`*` begins an alias", "put the text in quotes"),
    ("mapping keys are not allowed", "a `? ` key cannot stand here", "write `key: value`"),
)


def _said_of(fault: yaml.MarkedYAMLError, words: str, path: str) -> Diagnostic:
    """Return what is wrong with the syntax, in our words."""
    mark = fault.problem_mark or fault.context_mark
    heard = f"{fault.context or ''}; {fault.problem or ''}"
    lines = words.split("\n")
    if "quoted scalar" in heard and "end of stream" in heard and fault.context_mark:
        mark = fault.context_mark
    line = mark.line if mark else 0
    column = mark.column if mark else 0
    here = lines[line][column : column + 1] if line < len(lines) else ""
    if not here and "flow" in heard and fault.context_mark:
        line, column = fault.context_mark.line, fault.context_mark.column
    at = Place(path, line + 1, column + 1)
    if "cannot start any token" in heard or "tab character" in heard:
        if here == "\t" or "tab character" in heard:
            return error(CHECK, at, "a tab where YAML wants spaces", help="indent with spaces")
        return error(CHECK, at, f"a text cannot begin with `{here}`", help="put the text in quotes")
    if "parsing a flow" in heard and "depth" not in heard and here:
        heard = "mapping values are not allowed" if here == ":" else "unclosed here"
    heard = heard.replace("'", "")  # PyYAML's own parser writes '<document start>', the C one does not
    for part, message, mend in _SAID:
        if part.replace("'", "") in heard:
            return error(CHECK, at, message, help=mend)
    return error(CHECK, at, f"this is not YAML: {fault.problem or fault.context}")
