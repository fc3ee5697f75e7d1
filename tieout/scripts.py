"""Chart scripts as they stand: what each declares, read off its text without running it."""

from __future__ import annotations

import ast
import re
import sys
from collections.abc import Iterator, Mapping
from dataclasses import field
from pathlib import Path

from tieout.carried import STYLE
from tieout.diagnostics import Diagnostic, Place, Text, error, nearest
from tieout.editiontable import filled
from tieout.frozen import frozen
from tieout.memory import remembered
from tieout.model import Standing

DRAWS = "chart-draws"
USES = "chart-draws-what-it-uses"
_STEM = re.compile(r"[a-z][a-z0-9_]*")


@frozen
class Rendering:
    """One size a chart is drawn in: ``medium`` is print, web or narrow; ``width`` is in pt or px."""

    name: str
    medium: str
    width: float


@frozen
class Chart:
    """A chart script as read: its file, and the addresses it declares with their places."""

    name: str
    path: str
    uses: tuple[str, ...]
    at: Mapping[str, Place] = field(default_factory=dict)


@frozen
class Script:
    """The text of a chart script. ``uses`` are its addresses as written, None where only running it tells.

    So it is where ``USES`` is no plain tuple of texts, or where no function ``draw`` is to be seen.
    """

    name: str
    path: str
    text: str
    tree: ast.Module | None = None
    uses: tuple[str, ...] | None = None
    imports: tuple[Text, ...] = ()

    def chart(self, uses: tuple[str, ...], parameters: Mapping[str, str]) -> Chart:
        """Return the chart that declares ``uses``, their ``{parameters}`` filled in."""
        places = _places(self.path, self.tree) if self.tree else {}
        at = {filled(one, parameters): places.get(one, Place(self.path)) for one in uses}
        return Chart(self.name, self.path, tuple(at), at)


def path_of(name: str) -> str:
    """Return where the script of chart ``name`` stands, relative to the repository."""
    return f"charts/{name}.py"


def is_name(name: str) -> bool:
    """Return whether ``name`` can be that of a chart script."""
    return bool(_STEM.fullmatch(name))


def read(root: Path, name: str) -> tuple[Script | None, list[Diagnostic]]:
    """Return the script ``charts/<name>.py`` of ``root``, not run; None, and a diagnostic, if it can't be."""
    path = path_of(name)
    if not is_name(name):
        return None, [
            error(
                DRAWS,
                Place(path),
                f"`{name}` is not the name of a chart script",
                help="name it with small letters, digits and `_`, as in charts/deal_growth.py",
            )
        ]
    try:
        text = (root / path).read_text("utf-8")
    except (OSError, UnicodeDecodeError):
        known = sorted(file.stem for file in (root / "charts").glob("*.py") if file.stem != "style")
        near = nearest(name, known)
        return None, [
            error(
                DRAWS,
                Place(path),
                f"no chart script `{name}`",
                help=f"did you mean `{near}`?" if near else f"write {path}",
            )
        ]
    script, problems = _read(name, path, text)
    beside = [one for one in script.imports if _is_beside(root, one.text)] if script else []
    return (None, [_not_alone(one) for one in beside]) if beside else (script, problems)


@remembered(256)
def _read(name: str, path: str, text: str) -> tuple[Script | None, list[Diagnostic]]:
    try:
        tree = ast.parse(text)
    except SyntaxError as raised:
        return None, [unread(path, raised)]
    except (ValueError, RecursionError, MemoryError):  # running it says what is wrong
        return Script(name, path, text), []
    return Script(name, path, text, tree, _uses(tree), tuple(_imports(path, tree))), []


def _imports(path: str, tree: ast.Module) -> Iterator[Text]:
    """Yield the name of each module that a script imports, at its place."""
    for node in ast.walk(tree):
        names = [one.name for one in node.names] if isinstance(node, ast.Import) else []
        if isinstance(node, ast.ImportFrom):
            names = ["." * node.level + (node.module or "")]
        for name in names:
            width = (node.end_col_offset or 0) - node.col_offset if node.end_lineno == node.lineno else 1
            yield Text(name, Place(path, node.lineno, node.col_offset + 1, width))


def of_style(root: Path) -> list[Diagnostic]:
    """Return what is wrong with the repository's own ``charts/style.py``, which is run for each chart too."""
    try:
        text = (root / STYLE).read_text("utf-8")
    except (OSError, UnicodeDecodeError):
        return []  # there is none, or drawing says what is wrong
    script, problems = _read("style", STYLE, text)
    taken = script.imports if script else ()
    return [*problems, *(_not_alone(one) for one in taken if _is_beside(root, one.text))]


def _is_beside(root: Path, name: str) -> bool:
    """Return whether a module is one of the repository, or would be taken from there for another."""
    first = name.partition(".")[0]
    if first == "tieout":
        return False
    folders = ("",) if first in sys.stdlib_module_names else ("", "charts")
    return first in ("", "charts") or any(_is_module(root / folder / first) for folder in folders)


def _is_module(path: Path) -> bool:
    return path.with_name(f"{path.name}.py").is_file() or any(path.glob("*.py"))


def _not_alone(taken: Text) -> Diagnostic:
    """Return an error: what is imported would be found from one folder and not from another.

    Nor would a change of it draw anything again.
    """
    mend = "write in it what it needs; what all charts share is in charts/style.py"
    return error(DRAWS, taken.at, f"a chart script stands alone, and imports `{taken}`", help=mend)


def unread(path: str, raised: SyntaxError) -> Diagnostic:
    """Return what Python says of a script that it can't read."""
    one_line = raised.lineno == raised.end_lineno and raised.offset and raised.end_offset
    width = max(raised.end_offset - raised.offset, 1) if one_line else 1
    at = Place(path, raised.lineno or 0, raised.offset or 0, width)
    mend = "mend the line, or what stands open before it; the reason is Python's own"
    return error(DRAWS, at, f"the script can't be read: {raised.msg}", help=mend)


def named(text: str, parameters: Mapping[str, str]) -> dict[str, str]:
    """Return those of ``parameters`` that the text of a script names: no others can make its drawing differ.

    They stand there in quotation marks, or in braces within an address.
    """
    return {
        name: value
        for name, value in parameters.items()
        if re.search(rf"[\"'{{]{re.escape(name)}[\"'}}]", text)
    }


def _uses(tree: ast.Module) -> tuple[str, ...] | None:
    values = [node.value for node in tree.body if "USES" in _targets(node)]
    defines = any(isinstance(node, ast.FunctionDef) and node.name == "draw" for node in tree.body)
    if len(values) != 1 or not defines or _bound(tree) != ["USES", "draw"]:
        return None
    parts = values[0].elts if isinstance(values[0], ast.Tuple) else [None]
    if not all(isinstance(one, ast.Constant) and isinstance(one.value, str) for one in parts):
        return None
    return tuple(one.value for one in parts)


def _bound(tree: ast.Module) -> list[str]:
    """Return each binding of the two names that count, anywhere in a script, sorted; a star may be any."""
    names = []
    for node in ast.walk(tree):
        if isinstance(node, ast.Name) and not isinstance(node.ctx, ast.Load):
            names.append(node.id)
        elif isinstance(node, ast.FunctionDef | ast.AsyncFunctionDef | ast.ClassDef):
            names.append(node.name)
        elif isinstance(node, ast.alias):
            names.append((node.asname or node.name).partition(".")[0])
    return sorted(one for one in names if one in ("USES", "draw", "*"))


def _targets(node: ast.stmt) -> set[str]:
    targets = node.targets if isinstance(node, ast.Assign) else [getattr(node, "target", None)]
    return {one.id for one in targets if isinstance(one, ast.Name)}


def _places(path: str, tree: ast.Module) -> dict[str, Place]:
    """Return where each text of the assignment to USES stands."""
    found: dict[str, Place] = {}
    for node in tree.body:
        if "USES" in _targets(node):
            for one in ast.walk(node):
                if isinstance(one, ast.Constant) and isinstance(one.value, str):
                    place = Place(path, one.lineno, one.col_offset + 1, len(one.value) + 2)
                    found.setdefault(one.value, place)
    return found


def unknown(script: Chart, standings: Mapping[str, Standing]) -> dict[str, Diagnostic]:
    """Return a diagnostic for each declared address that nothing answers to, by address."""
    found = {}
    for address in script.uses:
        if address not in standings:
            near = nearest(address, standings)
            found[address] = error(
                USES,
                script.at[address],
                f"no fact or derived number `{address}`",
                help=f"did you mean `{near}`?" if near else "name one of content/facts or derived",
            )
    return found


def rested_on(script: Chart, standings: Mapping[str, Standing]) -> dict[str, Standing]:
    """Return what the declared numbers rest on or are worked out of, at any depth, but for themselves."""
    ahead, met = list(script.uses), dict.fromkeys(script.uses)
    while ahead:
        one = standings[ahead.pop()]
        new = [name for name in (*one.given, *one.rests_on) if name in standings and name not in met]
        met.update(dict.fromkeys(new))
        ahead += new
    return {name: standings[name] for name in met if name not in script.uses}
