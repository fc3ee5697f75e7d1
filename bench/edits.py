"""Random edits of a report repository, as its people make them: some keep it well, some break it.

A repository is a tree: its files' bytes by path. An edit is a kind and a seed, so that a sequence of them can
be made again, and be made shorter.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass
from random import Random

from bench.passages import (
    NUMBER,
    Kind,
    Tree,
    among,
    changed,
    file_of,
    ids,
    lines_of,
    number_of,
    other_number,
    parted,
    replaced,
    text_of,
    word_of,
)


@dataclass(frozen=True, slots=True)
class Edit:
    """A kind of edit, by name, and what its choices are drawn from."""

    kind: str
    seed: int

    def __str__(self) -> str:
        return f"{self.kind}:{self.seed}"


# --- edits of content ----------------------------------------------------------------------------


def _record(random: Random, tree: Tree) -> Tree | None:
    """Take out, double, move or rename a record."""
    names = [one for one in among(tree, "content/", ends=".yaml") if parted(tree, one)[1]]
    path = random.choice(names)
    before, records = parted(tree, path)
    at = random.randrange(len(records))
    name = records[at].partition(":")[0]
    match random.choice(("gone", "twice", "moved", "renamed", "renamed here")):
        case "gone":
            del records[at]
        case "twice":
            records.append(records[at].replace(name, f"{name}-too", 1))
        case "moved":
            records.insert(0, records.pop(at))
        case "renamed here":
            records[at] = records[at].replace(name, f"{name}-now", 1)
        case _:
            whole = re.compile(rf"(?<![\w-]){re.escape(name)}(?![\w-])".encode())
            new = f"{name}-anew".encode()
            return {one: whole.sub(new, made) if one.endswith(_TEXTS) else made for one, made in tree.items()}
    return changed(tree, path, before + "".join(records))


_TEXTS = (".yaml", ".md", ".py", ".lock")


def _number_everywhere(random: Random, tree: Tree) -> Tree | None:
    """Change a number wherever content, charts and snapshots have it: it ties out but for the lock."""
    path = random.choice(among(tree, "content/facts/", ends=".yaml") or [""])
    found = path and [one for one in NUMBER.findall(text_of(tree, path)) if not one.startswith("20")]
    if not found:
        return None
    old = random.choice(found)
    whole = re.compile(rf"(?<![\w.-]){re.escape(old)}(?![\w-]|\.\d)".encode())
    new = other_number(random, old).encode()
    where = ("content/facts/", "content/claims/", "archive/")
    return {one: whole.sub(new, made) if one.startswith(where) else made for one, made in tree.items()}


def _fact(random: Random, tree: Tree) -> Tree | None:
    """State a new fact and print it, or print one that is there."""
    sections = among(tree, "content/briefings/", ends=".md")
    facts = ids(tree, "content/facts/")
    if not sections or not facts:
        return None
    path, name = random.choice(sections), random.choice(facts)
    said = random.choice(
        ('{{{{ fact("{0}") }}}}', '{{{{ fact("{0}", form="short") }}}}', '{{{{ quote("{0}") }}}}')
    )
    if random.random() < 0.5:
        name = f"pier-{random.randrange(10**6)}"
        made = _PIER.format(name, random.randrange(11, 99))
        tree = {**tree, "content/facts/piers.yaml": tree.get("content/facts/piers.yaml", b"") + made.encode()}
    return changed(tree, path, f"{text_of(tree, path)}\nIt is {said.format(name)}.\n")


_PIER = """
{}:
  statement: What a pier costs
  value: {} million EUR
  kind: assumption
  because: we say so
"""


def _paragraph(random: Random, tree: Tree) -> Tree | None:
    """Move a paragraph, take it out, or write one that has a number of its own."""
    path = random.choice(among(tree, "content/briefings/", ends=".md") or [""])
    if not path:
        return None
    parts = text_of(tree, path).split("\n\n")
    match random.choice(("gone", "moved", "written", "typed")):
        case "gone":
            parts.pop(random.randrange(len(parts)))
        case "moved":
            parts.insert(random.randrange(len(parts)), parts.pop(random.randrange(len(parts))))
        case "written":
            parts.append("Nobody had asked the people on the pier, *who would have told*.")
        case _:
            parts.append(f"There were {random.randrange(12, 99)} boats that day.")
    return changed(tree, path, "\n\n".join(parts).rstrip() + "\n")


def _desk(random: Random, tree: Tree) -> Tree | None:
    """Change the desk: its page, name, nouns and names."""
    text = tree.get("content/desk.yaml", b"").decode("utf-8", "replace")
    turns = (
        ("page: A4", "page: Letter"),
        ("page: Letter", "page: A4"),
        ("name: Quay Desk", "name: Desk of the Quay"),
        ("  - Pier 9", "  - Pier 9\n  - Form 10-K"),
        ("  ferry: ferries\n", ""),
        ("passenger: passengers", "passenger: passengers\n  boat: boats"),
        ("language: en-GB", "language: en-US"),
    )
    fitting = [(old, new) for old, new in turns if old in text]
    return changed(tree, "content/desk.yaml", text.replace(*random.choice(fitting))) if fitting else None


def _sections(random: Random, tree: Tree) -> Tree | None:
    """Have a section begin a page of its own, or no longer; change their order, or take one out."""
    path = random.choice(among(tree, "content/briefings/", ends="briefing.yaml") or [""])
    head, found, rest = (text_of(tree, path) if path else "").partition("sections:\n")
    lines = rest.splitlines(keepends=True)
    count = next((at for at, line in enumerate(lines) if not line.startswith("  - ")), len(lines))
    if not found or not count:
        return None
    at = random.randrange(count)
    match random.choice(("begins", "begins", "moved", "gone")):
        case "begins" if ", begins: page}" in lines[at]:
            lines[at] = lines[at].replace(", begins: page}", "}")
        case "begins":
            name = lines[at].strip().removeprefix("- ")
            lines[at] = (
                lines[at].replace("}", ", begins: page}")
                if "}" in lines[at]
                else (f"  - {{file: {name}, begins: page}}\n")
            )
        case "moved":
            lines.insert(random.randrange(count), lines.pop(at))
        case _:
            del lines[at]
    return changed(tree, path, head + found + "".join(lines))


_EDITIONS = """
editions:
  id: "{place}"
  parameters: [place, name]
  table:
    - {place: north, name: North}
    - {place: south, name: South}
"""


def _editions(random: Random, tree: Tree) -> Tree | None:
    """Make editions of a briefing, add one, rename one, or have one and the same text say which it is."""
    path = random.choice(among(tree, "content/briefings/", ends="briefing.yaml") or [""])
    if not path:
        return None
    text = text_of(tree, path)
    if "\neditions:" not in text:
        return changed(tree, path, text.rstrip() + _EDITIONS)
    match random.choice(("more", "renamed", "said", "none", "turned")):
        case "more":
            text = text.rstrip() + f"\n    - {{place: p{random.randrange(99)}, name: Pier}}\n"
        case "renamed":
            text = text.replace("name: North", f"name: North of {random.choice('ABC')}")
        case "said":
            text = text.replace("title: Full boats", 'title: Full boats in {{ parameter("name") }}', 1)
        case "turned":
            text = re.sub(r"(    - \{place: north.*\n)(    - \{place: south.*\n)", r"\2\1", text)
        case _:
            text = text.partition("\neditions:")[0] + "\n"
    return changed(tree, path, text)


def _exhibits(random: Random, tree: Tree) -> Tree | None:
    """Change what an exhibit is: its width, its chart, whether it is there."""
    path = random.choice(among(tree, "content/briefings/", ends="exhibits.yaml") or [""])
    if not path:
        return None
    text = text_of(tree, path)
    match random.choice(("width", "chart", "more")):
        case "width":
            width = re.compile(r"(?<=width: )\w+")
            text = replaced(random, text, width, lambda one: "body" if one == "full" else "full") or text
        case "chart":
            scripts = [one[7:-3] for one in among(tree, "charts/", ends=".py") if one != "charts/style.py"]
            named = re.compile(r"(?<=chart: )\w+")
            text = replaced(random, text, named, lambda _: random.choice(scripts or ["none"])) or text
        case _:
            _, records = parted(tree, path)
            text += "\n" + random.choice(records or [""]).replace(":", "-more:", 1)
    return changed(tree, path, text)


# --- edits of charts and of the look -------------------------------------------------------------


def _chart(random: Random, tree: Tree) -> Tree | None:
    """Change what a chart draws, or what its script reads beside it."""
    path = random.choice(
        [one for one in among(tree, "charts/", ends=".py") if one != "charts/style.py"] or [""]
    )
    if not path:
        return None
    text = text_of(tree, path)
    turns = (
        (', emphasis="context"', ""),
        (', emphasis="context"', ', emphasis="second"'),
        ("canvas.bars(", "1 / 0\n    canvas.bars("),
        ("canvas.bars(", "canvas.columns("),
        ("canvas.columns(", "canvas.bars("),
        ('Row("2024"', 'Row("Before"'),
        ('"2025"', '"2025: 20 more"'),
        ("def draw(", "def drawn("),
        ("def drawn(", "def draw("),
        ("import Canvas, Row", "import Canvas, Row, Raw"),
        (
            '"""',
            '"""Once more. ',
        ),
        ("[Row(", "list(reversed([Row("),
    )
    fitting = [(old, new) for old, new in turns if old in text]
    return changed(tree, path, text.replace(*random.choice(fitting), 1)) if fitting else None


def _colour(random: Random, tree: Tree) -> Tree | None:
    path = "templates/tokens.yaml"
    new = f"#{random.randrange(16**6):06X}"
    text = (
        replaced(random, text_of(tree, path), re.compile("#[0-9A-F]{6}"), lambda _: new)
        if path in tree
        else None
    )
    return changed(tree, path, text) if text else None


def _tone(random: Random, tree: Tree) -> Tree | None:
    path = "charts/style.py"
    if path not in tree:
        return None
    tone = re.compile(r'(?<=Tone\(")[\w-]+')
    text = replaced(
        random, text_of(tree, path), tone, lambda _: random.choice(("c1", "c2", "c3", "ctx", "ink"))
    )
    return changed(tree, path, text) if text else None


def _look_left(random: Random, tree: Tree) -> Tree | None:
    """Leave the look to the package: the templates, or the style of charts."""
    start = random.choice(("templates/", "charts/style.py"))
    left = {path: made for path, made in tree.items() if not path.startswith(start)}
    return left if left != tree else None


KINDS: dict[str, Kind] = {
    "facts-number": number_of("content/facts/", "content/derived/", "content/sources/", ends=".yaml"),
    "facts-number-everywhere": _number_everywhere,
    "facts-word": word_of("content/facts/", "content/sources/", "content/claims/", ends=".yaml"),
    "facts-lines": lines_of("content/facts/", "content/derived/", "content/sources/", ends=".yaml"),
    "facts-record": _record,
    "facts-file": file_of("content/facts/", "content/derived/", "content/sources/", "content/claims/"),
    "prose-fact": _fact,
    "prose-paragraph": _paragraph,
    "prose-word": word_of("content/briefings/"),
    "prose-number": number_of("content/briefings/"),
    "prose-lines": lines_of("content/briefings/"),
    "prose-file": file_of("content/briefings/"),
    "prose-desk": _desk,
    "prose-exhibits": _exhibits,
    "prose-sections": _sections,
    "editions-table": _editions,
    "charts-script": _chart,
    "charts-lines": lines_of("charts/"),
    "charts-file": file_of("charts/"),
    "charts-word": word_of("charts/"),
    "charts-tone": _tone,
    "templates-word": word_of("templates/", ends=".html"),
    "templates-number": number_of("templates/", ends=".css"),
    "templates-lines": lines_of("templates/", ends=".html"),
    "templates-style": lines_of("templates/", ends=".css"),
    "templates-file": file_of("templates/"),
    "theme-number": number_of("templates/tokens.yaml"),
    "theme-colour": _colour,
    "theme-lines": lines_of("templates/tokens.yaml"),
    "theme-font": file_of("templates/fonts/"),
    "theme-left": _look_left,
    "other-file": file_of("content/", "archive/"),
    "other-lines": lines_of("content/", "archive/"),
}
"""Each kind of edit: a function of choices and a tree to the tree after it, or None where it has no place."""

TURNS = ("undo", "redo")
"""What is no edit of its own: back to the tree before, and forward again."""


# --- sequences -----------------------------------------------------------------------------------


def trees(first: Tree, edits: Sequence[Edit]) -> list[Tree]:
    """Return the tree after each edit, beginning with ``first``; one without a place changes nothing."""
    now, back, ahead = first, [], []
    made = [first]
    for one in edits:
        if one.kind == "undo":
            if back:
                ahead.append(now)
                now = back.pop()
        elif one.kind == "redo":
            if ahead:
                back.append(now)
                now = ahead.pop()
        else:
            after = KINDS[one.kind](Random(one.seed), now)
            if after is not None and after != now:
                back.append(now)
                now, ahead = after, []
        made.append(now)
    return made


def sequence(random: Random, first: Tree, longest: int = 4) -> list[Edit]:
    """Return a sequence of two to ``longest`` edits, each of which changes ``first`` as it then is.

    A third of the steps go back to what was.
    """
    made: list[Edit] = []
    groups = sorted({kind.partition("-")[0] for kind in KINDS})
    wanted = random.randint(2, longest)
    while len(made) < wanted:
        if made and random.random() < 0.33:
            kind = random.choice(TURNS)
        else:
            group = random.choice(groups)
            kind = random.choice([one for one in KINDS if one.partition("-")[0] == group])
        one = Edit(kind, random.randrange(10**6))
        *_, before, after = trees(first, [*made, one])
        if before != after:
            made.append(one)
    return made


def shorter(edits: Sequence[Edit], differs: Callable[[Sequence[Edit]], bool]) -> Sequence[Edit]:
    """Return ``edits`` without those that ``differs`` holds without, one taken out at a time."""
    kept = list(edits)
    at = 0
    while at < len(kept):
        fewer = [*kept[:at], *kept[at + 1 :]]
        if fewer and differs(fewer):
            kept = fewer
        else:
            at += 1
    return kept


def told(edits: Iterable[Edit]) -> str:
    """Return a sequence in words that ``--only`` reads again."""
    return " ".join(str(one) for one in edits)


def read(words: str) -> list[Edit]:
    """Return the sequence that ``told`` told of."""
    pairs = (one.partition(":") for one in words.split())
    return [Edit(kind, int(seed)) for kind, _, seed in pairs]
