"""Each module imports only from those above it; the list is the map of the engine."""

import ast
from collections.abc import Iterator
from functools import cache
from pathlib import Path

import pytest

ENGINE = Path(__file__).parents[1] / "tieout"

# From the ground up, as in STYLE.md's picture of the tree. Names on one line may stand in any order but the
# one their own imports give; a folder's modules are listed with it.
ORDER = (
    "frozen diagnostics memory collecting",
    "quantities/*",
    "model forks",
    "yamltree records meant editiontable content",
    "anchoring archive vouching",
    "status sides",
    "formulas single_use operations algebra worked timing derive",
    "wording gate tying quote_dates hand_readings trial template filling claimwords weighing bearing unbound",
    "checks/*",
    "citations pieces arithmetic manuscript typed moods typed_hedges bound beside prose comparisons",
    "exhibits pages",
    "whole store workers apart steps release carried theme engine scheduler scripts kept",
    "measured/*",
    "ink hedges layouts/* plane/* canvas/* plotting charts",
    "formats/*",
    "audit/*",
    "truth progress expression auditing editions stages many pipeline rebuilt why cleaning",
    "serve/*",
    "cli",
)
OUTSIDE = {"__init__", "__main__"}  # the version, which anything may read, and the door


def modules() -> dict[str, Path]:
    """Return the file of each module by its dotted name below the package, packages under their own name."""
    found = {}
    for file in sorted(ENGINE.rglob("*.py")):
        parts = file.relative_to(ENGINE).with_suffix("").parts
        if len(parts) > 1 and parts[-1] == "__init__":
            parts = parts[:-1]
        found[".".join(parts)] = file
    return found


def imported(file: Path, known: set[str], tree: ast.AST) -> Iterator[tuple[int, str]]:
    """Yield the line and the name of each module of the engine that ``tree`` imports."""
    for node in ast.walk(tree):
        if isinstance(node, ast.Import):
            for one in node.names:
                if one.name.split(".")[0] == "tieout":
                    yield node.lineno, one.name.partition(".")[2] or "__init__"
        elif isinstance(node, ast.ImportFrom):
            assert node.level == 0, f"{file.name}:{node.lineno} imports by dots"
            if node.module and node.module.split(".")[0] == "tieout":
                inside = node.module.partition(".")[2]
                for one in node.names:
                    whole = f"{inside}.{one.name}" if inside else one.name
                    yield node.lineno, whole if whole in known else inside or "__init__"


def rank(module: str) -> int:
    """Return the line of ``ORDER`` on which a module stands."""
    path = module.replace(".", "/")
    for line, text in enumerate(ORDER):
        names = text.split()
        if path in names or f"{path.partition('/')[0]}/*" in names:
            return line
    raise AssertionError(f"`{module}` has no place in ORDER: give it one")


MODULES = modules()
NAMES = sorted(MODULES.keys() - OUTSIDE)


@cache
def tree(name: str) -> ast.Module:
    """Return a module as it is written."""
    return ast.parse(MODULES[name].read_text("utf-8"))


@cache
def edges(name: str) -> list[tuple[int, str]]:
    """Return the line and the name of each module of the engine that a module imports."""
    return sorted(set(imported(MODULES[name], set(MODULES), tree(name))))


@pytest.mark.parametrize("name", NAMES)
def test_a_module_imports_only_from_above(name: str):
    """What a module imports stands on its own line of the order or on one above."""
    below = [
        f"tieout/{name.replace('.', '/')}.py:{line} imports {other}"
        for line, other in edges(name)
        if other not in OUTSIDE and rank(other) > rank(name)
    ]
    assert below == []


def test_no_module_leads_back_to_itself():
    """Following imports never comes back to where it began."""
    done: set[str] = set()

    def walk(name: str, path: tuple[str, ...]) -> None:
        assert name not in path, " → ".join([*path[path.index(name) :], name])
        if name in done or name in OUTSIDE:
            return
        for _, other in edges(name):
            if other != name:
                walk(other, (*path, name))
        done.add(name)

    for name in NAMES:
        walk(name, ())


# What only a run needs that has something to draw, to write, to audit or to serve.
LATE = {
    "truth": ["formats.measuring"],
    "stages": ["formats", "formats"],
    "many": ["formats", "formats"],
    "pipeline": ["scheduler"],
    "cli": [
        "audit.folder",
        "audit.kinds",
        "cleaning",
        "why",
        "why",
        "serve.server",
        "serve.told",
        "serve.warm",
        "rebuilt",
    ],
}


@pytest.mark.parametrize("name", NAMES)
def test_the_engine_is_imported_at_the_top(name: str):
    """No function imports a module of the engine late: what a module rests on is read off its head."""
    late = [
        other
        for node in ast.walk(tree(name))
        if isinstance(node, ast.FunctionDef | ast.AsyncFunctionDef | ast.Lambda)
        for _, other in imported(MODULES[name], set(MODULES), node)
    ]
    assert late == LATE.get(name, [])


def test_every_place_in_the_order_is_taken():
    """The order lists no module that is gone."""
    paths = {name.replace(".", "/") for name in MODULES}
    listed = {word for line in ORDER for word in line.split()}
    folders = {word.removesuffix("/*") for word in listed if word.endswith("/*")}
    assert sorted(word for word in listed if not word.endswith("/*") and word not in paths) == []
    assert sorted(folder for folder in folders if not (ENGINE / folder).is_dir()) == []


@pytest.mark.parametrize("name", [name for name in NAMES if rank(name) == rank("canvas")])
def test_every_parameter_is_read(name: str):
    """A function that draws reads each of its parameters, but for one with _ that only its form asks for."""
    unread = []
    for node in ast.walk(tree(name)):
        if isinstance(node, ast.FunctionDef | ast.AsyncFunctionDef):
            taken = node.args
            every = [*taken.posonlyargs, *taken.args, *taken.kwonlyargs, taken.vararg, taken.kwarg]
            said = {one.arg for one in every if one} - {"self", "cls"}
            read = {one.id for one in ast.walk(node) if isinstance(one, ast.Name)}
            unread += [
                f"{name}:{node.lineno} {node.name} never reads {one}"
                for one in said - read
                if not one.startswith("_")
            ]
    assert unread == []
