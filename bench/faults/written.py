"""Faults in what people write: facts and quotes, prose, exhibits, claims, calculations and chart scripts."""

from __future__ import annotations

import ast
import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from functools import lru_cache
from random import Random

import yaml

from bench.faults import wording
from bench.faults.planted import Files, Ground, Place, Planted, Splice, Spliced

BRIEFING = "content/briefings/inference-pivot/"
LOCKED = "seed"
"""The one source of which a copy was held when quotes were vouched: what it says is in the lock."""
NO_COPY = "the quote is attested: no copy of its source is held to match it with"
EXCUSED = "each of its quotes has an editor's note or another stance, which says why it may differ"
MEANT = "which fact a sentence, a row or a formula is about is known to its writer alone"

_RECORDS = ("content/facts/", "content/derived/", "content/claims/")
_NUMERAL = re.compile(r"\d[\d,.]*\d|\d")
_MONTHS = "January|February|March|April|May|June|July|August|September|October|November|December"
_DATED = re.compile(rf"(?:(?:{_MONTHS}) )?\b20\d\d\b")
_OTHERS = ("axios-2025-12-28", "semianalysis-cerebras", "techfastforward", "sec-nvda-10k-fy2026")
_JINJA = re.compile(r"\{\{.*?\}\}")
_QUOTE_HEDGES = re.compile(
    r"\b(?:more than|over|up to|about|approximately|around|roughly|nearly|almost|at least|exceeding) ", re.I
)
_UNITS = (
    (" billion ", " million "),
    (" million ", " billion "),
    (" MW", " GW"),
    (" GW", " MW"),
    (" USD", " EUR"),
    (" TB/s", " GB/s"),
    (" PB/s", " TB/s"),
    (" GB/s", " TB/s"),
    (" GB", " TB"),
    (" MB", " GB"),
    (" percent", " times"),
    (" shares", " customers"),
    (" years", " months"),
    (" days", " years"),
)
_REVERSED = (
    ("higher", "lower"),
    ("larger", "smaller"),
    ("smallest", "largest"),
    ("rises", "falls"),
    ("falls", "rises"),
    ("up", "down"),
    ("exceeds", "falls short of"),
    ("most of", "less than half of"),
    ("before", "after"),
    ("less", "more"),
    ("grew", "shrank"),
    ("grows", "shrinks"),
    ("grow", "shrink"),
    ("above", "below"),
)


@dataclass(frozen=True)
class Scalar:
    """A value in a YAML file: its text as read, and the characters it is written in."""

    text: str
    start: int
    end: int


@dataclass(frozen=True)
class Written:
    """A file of content, as written."""

    file: str
    text: str

    def fault(
        self, kind: str, changes: list[Splice], before: str, after: str, where: str, beyond: str = ""
    ) -> Planted | None:
        """Return a fault, or None where the file would no longer be YAML of the same shape."""
        made = Spliced(tuple(changes))
        changed = made(self.text.encode()).decode()
        if self.file.endswith(".yaml") and _shape(changed) != _shape(self.text):
            return None
        lines = [changed.count("\n", 0, made.moved((one.start, one.end))[0]) + 1 for one in changes]
        places = tuple(
            Place(
                self.file,
                line=line,
                lines=self._around(changed, line),
                span=made.moved((one.start, one.end)),
                shown=(before, after),
            )
            for one, line in zip(changes, lines, strict=True)
        )
        return Planted(kind, Ground.CONTENT, self.file, before, after, places, made, where, beyond)

    def _around(self, changed: str, line: int) -> tuple[int, int]:
        """Return the lines of the record, or of a script's statement, that a line is in; else that line."""
        if self.file.startswith("charts/"):
            try:
                tree = ast.parse(changed)
            except SyntaxError:
                return line, line
            spans = [(one.lineno, one.end_lineno or 0) for one in ast.walk(tree) if isinstance(one, ast.Expr)]
            return next((one for one in spans if one[0] <= line <= one[1]), (line, line))
        if self.file.startswith(_RECORDS):
            heads = [nth for nth, text in enumerate(changed.split("\n"), 1) if re.match(r"[\w-]+:", text)]
            first = max((one for one in heads if one <= line), default=line)
            return first, min((one for one in heads if one > line), default=changed.count("\n") + 2) - 1
        return line, line


def _composed(text: str) -> yaml.Node:
    return yaml.compose(text, Loader=yaml.CSafeLoader)


@lru_cache(maxsize=256)
def _shape(text: str) -> tuple[str, ...]:
    """Return the kinds of a YAML file's nodes and its keys, in order; nothing where it is no YAML."""
    try:
        root = _composed(text)
    except yaml.YAMLError:
        return ()
    found: list[str] = []
    waiting = [root]
    while waiting:
        node = waiting.pop()
        found.append(type(node).__name__)
        if isinstance(node, yaml.MappingNode):
            found += [key.value for key, _ in node.value]
            waiting += [value for _, value in node.value]
        elif isinstance(node, yaml.SequenceNode):
            waiting += node.value
    return tuple(found)


def candidates(files: Files, random: Random) -> Iterator[Planted]:
    """Yield faults of every kind that content can have; ``files`` are those of the repository."""
    texts = {
        name: Written(name, files[name].decode("utf-8"))
        for name in sorted(files)
        if name.endswith((".yaml", ".md", ".py")) and "/releases/" not in name
    }
    shares = _shares(texts)
    for name, one in texts.items():
        found: list[Iterator[Planted | None]] = []
        if name.startswith("content/facts/"):
            found.append(_in_facts(one, random))
        elif name.startswith("content/derived/"):
            found.append(_in_formulas(one, shares))
        elif name.startswith("content/claims/"):
            found.append(_in_claims(one, random))
        elif name.startswith("charts/") and name != "charts/style.py":
            found.append(_in_scripts(one, random))
        if name.startswith((BRIEFING, "content/claims/")):
            found += [_typed(one, random), _in_calls(one, random)]
        for some in found:
            yield from (fault for fault in some if fault)


def _entries(one: Written) -> Iterator[tuple[str, dict[str, yaml.Node]]]:
    """Yield the records of a file by their ids, each field a node."""
    for key, record in _composed(one.text).value:
        yield key.value, {name.value: node for name, node in record.value}


def _scalar(node: yaml.Node) -> Scalar:
    return Scalar(node.value, node.start_mark.index, node.end_mark.index)


def _inside(one: Written, scalar: Scalar, before: str, after: str) -> list[Splice]:
    """Return the splice that has a value of one line say ``after`` for ``before``; none if it can't."""
    written = one.text[scalar.start : scalar.end]
    at = written.find(before)
    if at < 0 or not before:
        return []
    return [Splice(scalar.start + at, scalar.start + at + len(before), after)]


def _changed(
    one: Written, node: yaml.Node, kind: str, new: str, where: str, beyond: str = ""
) -> Iterator[Planted | None]:
    scalar = _scalar(node)
    if new and new != scalar.text and (changes := _inside(one, scalar, scalar.text, new)):
        yield one.fault(kind, changes, scalar.text, new, where, beyond)


def _in_facts(one: Written, random: Random) -> Iterator[Planted | None]:
    values: list[tuple[str, yaml.Node, str]] = []
    for _, record in _entries(one):
        quotes = [
            {name.value: node for name, node in piece.value}
            for piece in (record["evidence"].value if "evidence" in record else [])
        ]
        stated = [record["value"]] if "value" in record else []
        points = {key.value: node for key, node in record["points"].value} if "points" in record else {}
        for period, node in [(None, node) for node in stated] + list(points.items()):
            own = [
                piece
                for piece in quotes
                if period is None or _period(piece) == period or "period" not in piece
            ]
            beyond = "" if any(_holds(piece) for piece in own) else EXCUSED
            yield from _of_value(one, node, beyond, random)
            if not beyond:
                values.append((period or "", node, node.value))
        numbers = [node.value for node in (*stated, *points.values())]
        for piece in quotes:
            yield from _of_quote(one, piece, numbers, random)
    random.shuffle(values)
    for (_, node, text), (_, other, others) in zip(values[::2], values[1::2], strict=False):
        changes = _inside(one, _scalar(node), text, others)
        changes += _inside(one, _scalar(other), others, text)
        if text != others and len(changes) == 2:
            yield one.fault("two facts exchanged", changes, text, others, "the value of a fact")


def _period(piece: dict[str, yaml.Node]) -> str | None:
    return piece["period"].value if "period" in piece else None


def _holds(piece: dict[str, yaml.Node]) -> bool:
    """Return whether a quote has to carry the number of its fact."""
    return not {"note", "set_aside", "stance"} & set(piece)


def _of_value(one: Written, node: yaml.Node, beyond: str, random: Random) -> Iterator[Planted | None]:
    where, text = "the value of a fact", node.value
    digit = wording.digit_changed(text, random)
    yield from _changed(one, node, "digit changed in a value", digit, where, beyond)
    if not digit:
        new = wording.number_word_changed(text)
        yield from _changed(one, node, "number word changed", new, where, beyond)
    for new in wording.hedges_dropped(text):
        yield from _changed(one, node, "hedge dropped", new, where, beyond)
    strong = wording.hedge_strengthened(text).replace("far ", "").replace("well ", "")
    yield from _changed(one, node, "hedge strengthened", strong, where, beyond)
    swapped = {f"{text} ".replace(old, new, 1).rstrip(" ") for old, new in _UNITS if old in f"{text} "}
    for new in sorted(swapped):
        yield from _changed(one, node, "unit or scale swapped", new, where, beyond)


def _of_quote(
    one: Written, piece: dict[str, yaml.Node], numbers: list[str], random: Random
) -> Iterator[Planted | None]:
    node, source = piece["quote"], piece["source"].value
    text = node.value
    locked = source == LOCKED
    stated = {one.replace(",", "") for number in numbers for one in _NUMERAL.findall(number)}
    carried = [found for found in _NUMERAL.finditer(text) if found[0].replace(",", "") in stated]
    for found in carried:
        new = text[: found.start()] + wording.digit_changed(found[0], random) + text[found.end() :]
        beyond = "" if locked or _holds(piece) else EXCUSED
        yield from _changed(one, node, "quote with a changed digit", new, "a quote", beyond)
    hedge = _QUOTE_HEDGES.search(text)
    if hedge and any(_QUOTE_HEDGES.search(number) for number in numbers):
        new = text[: hedge.start()] + text[hedge.end() :]
        beyond = "" if locked or _holds(piece) else EXCUSED
        yield from _changed(one, node, "quote with a changed hedge", new, "a quote", beyond)
    wrong = random.choice([name for name in _OTHERS if name != source])
    beyond = "" if locked else NO_COPY
    yield from _changed(one, piece["source"], "citation to the wrong source", wrong, "a quote", beyond)


def _shares(texts: Mapping[str, Written]) -> frozenset[str]:
    """Return the ids of facts and results that are a part or a multiple of something, and have no unit."""
    found = set()
    for name, one in texts.items():
        if name.startswith(("content/facts/", "content/derived/")):
            for id_, record in _entries(one):
                said = record.get("unit", record.get("value"))
                if said is not None and said.value.endswith(("percent", "times")):
                    found.add(id_)
    return frozenset(found)


def _in_formulas(one: Written, shares: frozenset[str]) -> Iterator[Planted | None]:
    for _, record in _entries(one):
        node = record["formula"]
        inputs = list(record["where"].value) if "where" in record else []
        if node.value.count(" ") == 2 and node.value.split(" ")[1] in "*/":
            new = node.value.translate({ord("*"): "/", ord("/"): "*"})
            # By a number without a unit one may as well divide as multiply.
            beyond = MEANT if inputs[-1][1].value.partition("@")[0] in shares else ""
            yield from _changed(one, node, "operator of a formula changed", new, "a formula", beyond)
        unit = record["unit"].value if "unit" in record else ""
        if "USD" in unit:  # another unit of the same kind would say the same
            changed = unit.replace("USD", "EUR")
            yield from _changed(one, record["unit"], "unit or scale swapped", changed, "a formula")
        if len(inputs) == 2 and not {" + ", " * "} & {
            node.value[at : at + 3] for at in range(len(node.value))
        }:
            (_, first), (_, second) = inputs
            changes = [
                *_inside(one, _scalar(first), first.value, second.value),
                *_inside(one, _scalar(second), second.value, first.value),
            ]
            yield one.fault(
                "inputs of a formula exchanged", changes, first.value, second.value, "a formula", MEANT
            )


def _in_claims(one: Written, random: Random) -> Iterator[Planted | None]:
    for _, record in _entries(one):
        node = record["quote"]
        new = wording.digit_changed(node.value, random)
        yield from _changed(one, node, "quote with a changed digit", new, "a claim")
        source = record["source"]
        yield from _changed(one, source, "citation to the wrong source", "axios-2025-12-28", "a claim")


def _in_scripts(one: Written, random: Random) -> Iterator[Planted | None]:
    """Yield numbers typed in the labels that a chart's script writes, and dates changed in them."""
    kinds = (
        ("uncited number typed", wording.NUMBERS),
        ("number word typed", wording.NUMBER_WORDS),
        ("multiple typed", wording.MULTIPLES),
    )
    starts = [0, *(found.end() for found in re.finditer("\n", one.text))]
    for label in _labels(ast.parse(one.text)):
        start = starts[label.lineno - 1] + label.col_offset + 1
        words, end = label.value, start + len(label.value)
        if one.text[start:end] != words:
            continue
        if dated := re.search(r"\b20\d\d\b", words):
            last = dated.end() - 1
            new = f"{words[:last]}{(int(words[last]) + 3) % 10}{words[last + 1 :]}"
            yield one.fault("date changed", [Splice(start, end, new)], words, new, "a chart's script")
        kind, among = random.choice(kinds)
        typed = f", {random.choice(among)}"
        yield one.fault(kind, [Splice(end, end, typed)], words, words + typed, "a chart's script")


def _labels(tree: ast.AST) -> Iterator[ast.Constant]:
    """Yield each text of a chart's script that is drawn: names and second lines of rows, axes and heads."""
    drawn = {"Row": (0, 2), "Stack": (0, 2), "Part": (0,), "Dot": (0,), "Point": (0,)}
    for node in ast.walk(tree):
        if not isinstance(node, ast.Call):
            continue
        name = node.func.id if isinstance(node.func, ast.Name) else getattr(node.func, "attr", "")
        texts: list[ast.expr] = [node.args[at] for at in drawn.get(name, ()) if at < len(node.args)]
        for one in node.keywords:
            if one.arg in ("x_axis", "y_axis", "rest"):
                texts.append(one.value)
            elif one.arg == "heads" and isinstance(one.value, ast.Tuple):
                texts += one.value.elts
        yield from (
            one for one in texts if isinstance(one, ast.Constant) and isinstance(one.value, str) and one.value
        )


def free(one: Written) -> Iterator[tuple[int, int, str]]:
    """Yield each stretch of text that a reader is to read, by its characters, and what it is."""
    if one.file.endswith(".md"):
        if one.file.endswith(("revisions.md", "sources.md", "timeline.md")):
            return
        for found in re.finditer(r"^(?!!!!).+$", one.text, re.MULTILINE):
            yield found.start(), found.end(), "a heading" if found[0].startswith("#") else "prose"
        return
    read = {"title", "subtitle", "note", "alt", "standfirst", "text", "record", "event"}
    waiting: list[tuple[str, yaml.Node]] = [("", _composed(one.text))]
    while waiting:
        name, node = waiting.pop()
        if isinstance(node, yaml.MappingNode):
            waiting += [(key.value, value) for key, value in node.value]
        elif isinstance(node, yaml.SequenceNode):
            waiting += [("cell" if name in ("rows", "cell") else name, value) for value in node.value]
        elif name in read or name == "cell":
            where = {"alt": "alt text", "cell": "a cell", "title": "a heading", "record": "a cell"}.get(
                name, "prose"
            )
            yield node.start_mark.index, node.end_mark.index, where


def _typed(one: Written, random: Random) -> Iterator[Planted | None]:
    kinds = (
        ("uncited number typed", wording.NUMBERS),
        ("number word typed", wording.NUMBER_WORDS),
        ("multiple typed", wording.MULTIPLES),
    )
    for start, end, where in free(one):
        text = one.text[start:end]
        covered = [found.span() for found in _JINJA.finditer(text)]
        ends = [
            found.start()
            for found in re.finditer(r"(?<=[a-z])(?=[.,;](?:\s|$))", text)
            if not any(low <= found.start() < high for low, high in covered)
        ]
        if where in ("a heading", "a cell") and not ends and not text.startswith(("'", '"', "{", ">")):
            ends = [len(text)]
        for at in ends:
            kind, among = random.choice(kinds)
            typed = random.choice(among)
            joined = random.choice((f", {typed}", f" ({typed})", f" at {typed}"))
            spot = start + at
            before = one.text[max(start, spot - 24) : spot]
            yield one.fault(kind, [Splice(spot, spot, joined)], before, before + joined, where)
        for found in _DATED.finditer(text):
            if any(low <= found.start() < high for low, high in covered):
                continue
            new = found[0][:-1] + str((int(found[0][-1]) + 3) % 10)
            yield one.fault(
                "date changed",
                [Splice(start + found.start(), start + found.end(), new)],
                found[0],
                new,
                where,
            )


def _in_calls(one: Written, random: Random) -> Iterator[Planted | None]:
    """Yield faults in what prose asks for: its facts, the words it compares with and whom it quotes."""
    for found in re.finditer(r"""quote\(["'][\w@-]+["'], source=["']([\w-]+)["']""", one.text):
        wrong = "axios-2025-12-28" if found[1] != "axios-2025-12-28" else "techfastforward"
        change = Splice(found.start(1), found.end(1), wrong)
        yield one.fault("citation to the wrong source", [change], found[1], wrong, "prose")
    for found in re.finditer(r"""claim\((["'])([^"']+)\1, ((?:["'][\w@-]+["'](?:, )?)+)\)""", one.text):
        for old, new in _REVERSED:
            if re.search(rf"\b{old}\b", found[2]):
                words = re.sub(rf"\b{old}\b", new, found[2])
                change = Splice(found.start(2), found.end(2), words)
                yield one.fault("claim word reversed", [change], found[2], words, "prose")
                break
        facts = re.findall(r"""["']([\w@-]+)["']""", found[3])
        if len(facts) == 2:
            mark = found[1] if found[1] in found[3] else found[3][0]
            swapped = f"{mark}{facts[1]}{mark}, {mark}{facts[0]}{mark}"
            change = Splice(found.start(3), found.end(3), swapped)
            equal = found[2] in ("close to", "about level with", "exceeds by")
            if not equal:
                yield one.fault("two facts exchanged in a comparison", [change], found[3], swapped, "prose")
    for paragraph in re.finditer(r"^.+$", one.text, re.MULTILINE):
        calls = list(re.finditer(r"""fact\((["'])([\w@-]+)\1""", paragraph[0]))
        pairs = [(a, b) for nth, a in enumerate(calls) for b in calls[nth + 1 :] if a[2] != b[2]]
        if pairs:
            a, b = random.choice(pairs)
            at = paragraph.start()
            changes = [
                Splice(at + a.start(2), at + a.end(2), b[2]),
                Splice(at + b.start(2), at + b.end(2), a[2]),
            ]
            yield one.fault("two facts exchanged in what prose asks for", changes, a[2], b[2], "prose", MEANT)
