"""Edits of any text or file of a tree: which passage, and what is done to it."""

from __future__ import annotations

import re
from collections.abc import Callable
from random import Random

Tree = dict[str, bytes]
Kind = Callable[[Random, Tree], Tree | None]
_HEAD = re.compile(r"^(?=[a-z0-9][\w-]*:)", re.MULTILINE)
NUMBER = re.compile(r"(?<![\w.-])\d+(?:\.\d+)?(?![\w-])")
_WORD = re.compile(r"(?<=[a-z] )[a-z]{3,}(?= [a-z])")
_BREAKS = (
    "{% if %}",
    "{{ nothing }}",
    "{{ fact( }}",
    "\tkey: [",
    "}",
    "\x00",
    "'\"",
    "{{ fact('no-such-fact') }}",
)


# --- which files, which passages -----------------------------------------------------------------


def among(tree: Tree, *starts: str, ends: str = "") -> list[str]:
    return [path for path in sorted(tree) if path.startswith(starts) and path.endswith(ends)]


def text_of(tree: Tree, path: str) -> str:
    return tree[path].decode("utf-8", "replace")


def changed(tree: Tree, path: str, text: str) -> Tree:
    return {**tree, path: text.encode()}


def parted(tree: Tree, path: str) -> tuple[str, list[str]]:
    """Return what stands before the first record of a file, and its records."""
    before, *records = _HEAD.split(text_of(tree, path))
    return before, records


def ids(tree: Tree, *starts: str) -> list[str]:
    named = (one for path in among(tree, *starts, ends=".yaml") for one in parted(tree, path)[1])
    return sorted(one.partition(":")[0] for one in named)


def replaced(random: Random, text: str, pattern: re.Pattern[str], new: Callable[[str], str]) -> str | None:
    found = list(pattern.finditer(text))
    if not found:
        return None
    one = random.choice(found)
    return text[: one.start()] + new(one[0]) + text[one.end() :]


def other_number(random: Random, number: str) -> str:
    whole, dot, part = number.partition(".")
    return f"{max(0, int(whole) + random.choice((-2, -1, 1, 2, 10)))}{dot}{part}"


# --- edits of any text ---------------------------------------------------------------------------


def number_of(*starts: str, ends: str = "") -> Kind:
    def number(random: Random, tree: Tree) -> Tree | None:
        path = random.choice(among(tree, *starts, ends=ends) or [""])
        text = path and replaced(random, text_of(tree, path), NUMBER, lambda one: other_number(random, one))
        return changed(tree, path, text) if text else None

    return number


def word_of(*starts: str, ends: str = "") -> Kind:
    def word(random: Random, tree: Tree) -> Tree | None:
        path = random.choice(among(tree, *starts, ends=ends) or [""])
        if not path:
            return None
        new = random.choice(_WORD.findall(text_of(tree, path)) or ["boats"])
        text = replaced(random, text_of(tree, path), _WORD, lambda _: new)
        return changed(tree, path, text) if text else None

    return word


def lines_of(*starts: str, ends: str = "") -> Kind:
    def lines(random: Random, tree: Tree) -> Tree | None:
        path = random.choice(among(tree, *starts, ends=ends) or [""])
        kept = path and text_of(tree, path).splitlines(keepends=True)
        if not kept:
            return None
        at = random.randrange(len(kept))
        match random.choice(("gone", "twice", "swapped", "broken", "blank")):
            case "gone":
                del kept[at]
            case "twice":
                kept.insert(at, kept[at])
            case "swapped":
                other = random.randrange(len(kept))
                kept[at], kept[other] = kept[other], kept[at]
            case "broken":
                kept[at] = random.choice(_BREAKS) + kept[at]
            case "blank":
                kept.insert(at, "\n")
        return changed(tree, path, "".join(kept))

    return lines


def file_of(*starts: str, ends: str = "") -> Kind:
    def file(random: Random, tree: Tree) -> Tree | None:
        names = among(tree, *starts, ends=ends)
        if not names:
            return None
        path = random.choice(names)
        stem, dot, kind = path.rpartition(".")
        rest = {name: made for name, made in tree.items() if name != path}
        match random.choice(("gone", "renamed", "copied", "swapped", "ended otherwise")):
            case "gone":
                return rest
            case "renamed":
                return {**rest, f"{stem}2{dot}{kind}": tree[path]}
            case "copied":
                return {**tree, f"{stem}-copy{dot}{kind}": tree[path]}
            case "ended otherwise":
                return {**tree, path: tree[path].rstrip() + random.choice((b"", b"\n\n", b"\r\n"))}
            case _:
                other = random.choice(names)
                return {**tree, path: tree[other], other: tree[path]}

    return file
