"""Chart scripts run: each rendering of a chart, drawn by its script on a canvas."""

from __future__ import annotations

import json
import re
import sys
import traceback
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import asdict, replace
from functools import lru_cache
from pathlib import Path
from types import ModuleType
from typing import Any

from tieout import scripts, theme
from tieout.canvas import Canvas
from tieout.carried import STYLE, TEMPLATES, look_of
from tieout.diagnostics import Diagnostic, Place, error
from tieout.editiontable import filled
from tieout.frozen import frozen
from tieout.hedges import ChartFault, House
from tieout.ink import MissingGlyph
from tieout.model import Desk, Drawing, Mark, Source, Standing
from tieout.scripts import DRAWS, USES, Chart, Rendering, Script


@frozen
class Loaded:
    """A chart script that was run: what it declares, and the function that draws it."""

    chart: Chart
    draw: Callable[[Mapping[str, Standing], Canvas], None]


def load(
    root: Path, name: str, parameters: Mapping[str, str] | None = None
) -> tuple[Loaded | None, list[Diagnostic]]:
    """Return the script ``charts/<name>.py`` of ``root``, its ``{parameters}`` in ``USES`` filled in.

    A script that is missing, can't be read, fails, or lacks ``USES`` or ``draw`` is None, and a diagnostic.
    """
    script, problems = scripts.read(root, name)
    if script is None:
        return None, problems
    module = ModuleType(f"tieout_charts_{name}")
    module.__file__ = str(root / script.path)
    sys.modules[module.__name__] = module  # dataclasses of a script look their module up
    try:
        exec(compile(script.text, module.__file__, "exec"), module.__dict__)  # a repository's own script
    except SyntaxError as raised:
        return None, [scripts.unread(script.path, raised)]
    except MemoryError:
        raise  # how much there is depends on the machine: no result to keep
    except (Exception, SystemExit) as raised:  # whatever a person's script raises is said, not thrown
        return None, [_failed(root, script.path, raised)]
    return _declared(script, module, parameters or {})


def declared(
    root: Path, name: str, parameters: Mapping[str, str]
) -> tuple[Chart | None, tuple[Diagnostic, ...]]:
    """Return what the script ``name`` declares when it is run, and what is wrong with it."""
    loaded, problems = load(root, name, parameters)
    return loaded.chart if loaded else None, tuple(problems)


def _declared(
    script: Script, module: ModuleType, parameters: Mapping[str, str]
) -> tuple[Loaded | None, list[Diagnostic]]:
    uses, draw = getattr(module, "USES", None), getattr(module, "draw", None)
    if not isinstance(uses, tuple) or not all(isinstance(one, str) for one in uses):
        return None, [
            error(
                DRAWS,
                Place(script.path),
                "the script declares no facts",
                help='set USES = ("fact-id", …), a tuple of addresses',
            )
        ]
    if not callable(draw):
        return None, [
            error(
                DRAWS,
                Place(script.path),
                "the script has no function `draw`",
                help="define `def draw(facts, canvas):`",
            )
        ]
    return Loaded(script.chart(uses, parameters), draw), []


_WHERE = re.compile(r" at 0x[0-9a-fA-F]+")  # in memory: another one each time


def _failed(root: Path, path: str, raised: BaseException) -> Diagnostic:
    """Return what went wrong in a script, at its line that led there."""
    here = str(root / path)
    frames = [frame for frame in traceback.extract_tb(raised.__traceback__) if frame.filename == here]
    at = _place_of(frames[-1], root, path) if frames else Place(path)
    if isinstance(raised, ChartFault):
        return error(DRAWS, at, raised.message, *raised.notes, help=raised.help)
    if isinstance(raised, MissingGlyph):
        return error(DRAWS, at, str(raised), help="write it in words")
    said = f": {_WHERE.sub('', str(raised))}" if str(raised) else ""
    return error(DRAWS, at, f"the script fails with {type(raised).__name__}{said}")


def _place_of(frame: traceback.FrameSummary, root: Path, path: str) -> Place:
    """Return where the call or expression of ``frame`` stands in the script; Python counts its bytes."""
    number = frame.lineno or 0
    line = b"\n".join((root / path).read_bytes().splitlines()[max(number - 1, 0) : number])
    before = len(line[: frame.colno or 0].decode("utf-8", "replace"))
    end = frame.end_colno if frame.end_lineno == number else None
    until = len(line[:end].decode("utf-8", "replace")) if end else before + 1
    return Place(path, number, before + 1, max(until - before, 1))


# --- drawings -------------------------------------------------------------------------------------


class _Facts(dict[str, Standing]):
    """The facts a script declared, by address, and as USES has it; asking for another says so."""

    def __init__(self, facts: Mapping[str, Standing], parameters: Mapping[str, str]) -> None:
        super().__init__(facts)
        self._parameters = parameters

    def __missing__(self, address: str) -> Standing:
        if (meant := filled(address, self._parameters)) in self:
            return self[meant]
        raise ChartFault(f"`{address}` is not in USES", "declare it: USES names every fact the chart draws")


class _Parameters(dict[str, str]):
    """What fills each parameter that a script names; asking for another says so."""

    def __missing__(self, name: str) -> str:
        mend = "name one that `editions` lists in briefing.yaml, in quotation marks"
        raise ChartFault(f"there is no parameter `{name}`", mend)


def draw_chart(
    root: Path,
    name: str,
    standings: Mapping[str, Standing],
    rendering: Rendering,
    desk: Desk,
    sources: Mapping[str, Source],
    parameters: Mapping[str, str] | None = None,
) -> tuple[Drawing | None, tuple[Diagnostic, ...]]:
    """Return one rendering of the chart ``name``, and what is wrong with its script.

    ``standings`` hold what the script uses and what that rests on, which only its claim words look at; they
    may hold more. The drawing has no name yet (``ink.named``). Pure but for reading the script,
    ``charts/style.py``, ``templates/tokens.yaml`` and the fonts, see ``charts.plan``.
    """
    loaded, problems = load(root, name, parameters)
    if loaded is None:
        return None, tuple(problems)
    chart = loaded.chart
    if absent := scripts.unknown(chart, standings):
        return None, tuple(absent.values())
    given = _Parameters(parameters or {})
    facts = _Facts({address: standings[address] for address in chart.uses}, given)
    try:
        beneath = scripts.rested_on(chart, standings)
        canvas = Canvas(house(root), rendering, facts, desk, sources, beneath, given)
        loaded.draw(facts, canvas)
        drawing = canvas.drawing(name.replace("_", "-"))
    except MemoryError:
        raise  # how much there is depends on the machine: no result to keep
    except (Exception, SystemExit) as raised:  # whatever a person's script raises is said, not thrown
        return None, (_failed(root, chart.path, raised),)
    return drawing, tuple(_undrawn(chart, drawing.marks))


def _undrawn(script: Chart, marks: Sequence[Mark]) -> Iterator[Diagnostic]:
    drawn = {mark.address for mark in marks}
    for address in script.uses:
        if address not in drawn:
            yield error(
                USES,
                script.at[address],
                f"`{address}` is declared and never drawn",
                help="draw it, or take it out of USES",
            )


def house(root: Path) -> House:
    """Return the house look of the repository: its ``charts/style.py`` on its ``templates/tokens.yaml``."""
    return _house(
        root, look_of(root, STYLE).read_bytes(), (look_of(root, TEMPLATES) / "tokens.yaml").read_bytes()
    )


@lru_cache(maxsize=4)
def _house(root: Path, style: bytes, tokens: bytes) -> House:
    look: dict[str, Any] = {"__name__": "tieout_charts_style"}
    exec(compile(style, str(look_of(root, STYLE)), "exec"), look)  # the repository's own look
    read = theme.tokens(tokens)
    dark = {name: pair["dark"] for name, pair in read["colours"].items()}
    made = look["house"](read, look_of(root, TEMPLATES) / "fonts")
    return replace(made, dark={"ground": dark["paper"]} | dark)


def draw_step(root: Path, *given: Any) -> bytes:
    """Return ``draw_chart``'s result, packed for the store; ``charts.drawings`` unpacks it."""
    drawing, problems = draw_chart(root, *given)
    packed = {"drawing": asdict(drawing) if drawing else None, "problems": [asdict(one) for one in problems]}
    return json.dumps(packed, sort_keys=True, ensure_ascii=False).encode()
