"""Chart scripts to steps: what a script declares, and each rendering of it as a pure step."""

from __future__ import annotations

import ast
import json
import re
import sys
import traceback
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import asdict, dataclass, field, fields, is_dataclass, replace
from functools import lru_cache
from pathlib import Path
from types import ModuleType
from typing import Any

import yaml

from tieout.canvas import Canvas
from tieout.carried import STYLE, TEMPLATES, look_of
from tieout.diagnostics import Diagnostic, Place, Text, error, nearest
from tieout.hedges import ChartFault, House, Rendering
from tieout.ink import MissingGlyph
from tieout.model import Desk, Drawing, Edition, Ledger, Mark, Source, Standing
from tieout.steps import Step, digest, libraries

DRAWS = "chart-draws"
USES = "chart-draws-what-it-uses"
_STEM = re.compile(r"[a-z][a-z0-9_]*")
_NARROW = ("narrow", "narrowest")
_SCREENS = ("body", *_NARROW)


@dataclass(frozen=True, slots=True)
class Chart:
    """A chart script as read: its file, the addresses it declares with their places, and its function."""

    name: str
    path: str
    uses: tuple[str, ...]
    draw: Callable[[Mapping[str, Standing], Canvas], None]
    at: Mapping[str, Place] = field(default_factory=dict)


# --- scripts -------------------------------------------------------------------------------------


def path_of(name: str) -> str:
    """Return where the script of chart ``name`` stands, relative to the repository."""
    return f"charts/{name}.py"


def load(
    root: Path, name: str, parameters: Mapping[str, str] | None = None
) -> tuple[Chart | None, list[Diagnostic]]:
    """Return the script ``charts/<name>.py`` of ``root``, its ``{parameters}`` in ``USES`` filled in.

    A script that is missing, can't be read, fails, or lacks ``USES`` or ``draw`` is None, and a diagnostic.
    """
    path = path_of(name)
    if not _STEM.fullmatch(name):
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
    module = ModuleType(f"tieout_charts_{name}")
    module.__file__ = str(root / path)
    sys.modules[module.__name__] = module  # dataclasses of a script look their module up
    try:
        exec(compile(text, str(root / path), "exec"), module.__dict__)  # a repository's own script
    except SyntaxError as raised:
        one_line = raised.lineno == raised.end_lineno and raised.offset and raised.end_offset
        width = max(raised.end_offset - raised.offset, 1) if one_line else 1
        at = Place(path, raised.lineno or 0, raised.offset or 0, width)
        mend = "mend the line, or what stands open before it; the reason is Python's own"
        return None, [error(DRAWS, at, f"the script can't be read: {raised.msg}", help=mend)]
    except (Exception, SystemExit) as raised:  # whatever a person's script raises is said, not thrown
        return None, [_failed(root, path, raised)]
    return _declared(name, path, text, module, parameters or {})


def _declared(
    name: str, path: str, text: str, module: ModuleType, parameters: Mapping[str, str]
) -> tuple[Chart | None, list[Diagnostic]]:
    uses, draw = getattr(module, "USES", None), getattr(module, "draw", None)
    if not isinstance(uses, tuple) or not all(isinstance(one, str) for one in uses):
        return None, [
            error(
                DRAWS,
                Place(path),
                "the script declares no facts",
                help='set USES = ("fact-id", …), a tuple of addresses',
            )
        ]
    if not callable(draw):
        return None, [
            error(
                DRAWS,
                Place(path),
                "the script has no function `draw`",
                help="define `def draw(facts, canvas):`",
            )
        ]
    places = _places(path, text)
    at = {_filled(one, parameters): places.get(one, Place(path)) for one in uses}
    return Chart(name, path, tuple(at), draw, at), []


def _filled(address: str, parameters: Mapping[str, str]) -> str:
    for key, value in parameters.items():
        address = address.replace(f"{{{key}}}", value)
    return address


def _places(path: str, text: str) -> dict[str, Place]:
    """Return where each text of the assignment to USES stands."""
    found: dict[str, Place] = {}
    for node in ast.parse(text).body:
        targets = node.targets if isinstance(node, ast.Assign) else [getattr(node, "target", None)]
        if any(isinstance(target, ast.Name) and target.id == "USES" for target in targets):
            for one in ast.walk(node):
                if isinstance(one, ast.Constant) and isinstance(one.value, str):
                    place = Place(path, one.lineno, one.col_offset + 1, len(one.value) + 2)
                    found.setdefault(one.value, place)
    return found


def _failed(root: Path, path: str, raised: BaseException) -> Diagnostic:
    """Return what went wrong in a script, at its line that led there."""
    here = str(root / path)
    frames = [frame for frame in traceback.extract_tb(raised.__traceback__) if frame.filename == here]
    at = _place_of(frames[-1], root, path) if frames else Place(path)
    if isinstance(raised, ChartFault):
        return error(DRAWS, at, raised.message, *raised.notes, help=raised.help)
    if isinstance(raised, MissingGlyph):
        return error(DRAWS, at, str(raised), help="write it in words")
    said = f": {raised}" if str(raised) else ""
    return error(DRAWS, at, f"the script fails with {type(raised).__name__}{said}")


def _place_of(frame: traceback.FrameSummary, root: Path, path: str) -> Place:
    """Return where the call or expression of ``frame`` stands in the script; Python counts its bytes."""
    number = frame.lineno or 0
    line = b"\n".join((root / path).read_bytes().splitlines()[max(number - 1, 0) : number])
    before = len(line[: frame.colno or 0].decode("utf-8", "replace"))
    end = frame.end_colno if frame.end_lineno == number else None
    until = len(line[:end].decode("utf-8", "replace")) if end else before + 1
    return Place(path, number, before + 1, max(until - before, 1))


# --- drawings ------------------------------------------------------------------------------------


class _Facts(dict[str, Standing]):
    """The facts a script declared; asking for another says so."""

    def __missing__(self, address: str) -> Standing:
        raise ChartFault(f"`{address}` is not in USES", "declare it: USES names every fact the chart draws")


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
    ``charts/style.py``, ``templates/tokens.yaml`` and the fonts, see ``chart_key``.
    """
    chart, problems = load(root, name, parameters)
    if chart is None:
        return None, tuple(problems)
    if absent := unknown(chart, standings):
        return None, tuple(absent.values())
    facts = _Facts({address: standings[address] for address in chart.uses})
    try:
        beneath = _rested_on(chart, standings)
        canvas = Canvas(house(root), rendering, facts, desk, sources, beneath)
        chart.draw(facts, canvas)
        drawing = canvas.drawing(name.replace("_", "-"))
    except (Exception, SystemExit) as raised:  # whatever a person's script raises is said, not thrown
        return None, (_failed(root, chart.path, raised),)
    return drawing, tuple(_undrawn(chart, drawing.marks))


def _rested_on(script: Chart, standings: Mapping[str, Standing]) -> dict[str, Standing]:
    """Return what the declared numbers rest on or are worked out of, at any depth, but for themselves."""
    ahead, met = list(script.uses), dict.fromkeys(script.uses)
    while ahead:
        one = standings[ahead.pop()]
        new = [name for name in (*one.given, *one.rests_on) if name in standings and name not in met]
        met.update(dict.fromkeys(new))
        ahead += new
    return {name: standings[name] for name in met if name not in script.uses}


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


def renderings(root: Path, width: str) -> tuple[Rendering, ...]:
    """Return the sizes an exhibit of ``width`` (full or body) is drawn in: print, then wide to narrow."""
    sizes = _tokens((look_of(root, TEMPLATES) / "tokens.yaml").read_bytes())["charts"]
    web = ("full", *_SCREENS) if width == "full" else _SCREENS
    return (
        Rendering("print", "print", sizes["print"][width]),
        *(
            Rendering(f"web-{sizes['web'][one]}", "narrow" if one in _NARROW else "web", sizes["web"][one])
            for one in web
        ),
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
    read = _tokens(tokens)
    dark = {name: pair["dark"] for name, pair in read["colours"].items()}
    made = look["house"](read, look_of(root, TEMPLATES) / "fonts")
    return replace(made, dark={"ground": dark["paper"]} | dark)


@lru_cache(maxsize=4)
def _tokens(text: bytes) -> Mapping[str, Any]:
    return yaml.load(text, yaml.CSafeLoader)  # the house's own file: plain mappings, no content


# --- steps ---------------------------------------------------------------------------------------


def scripts(
    root: Path, ledger: Ledger, standings: Mapping[str, Standing]
) -> tuple[dict[str, Chart], list[Diagnostic]]:
    """Return every chart an exhibit names and that can be drawn, by name; and what is wrong with the rest.

    Of a script that is not there nothing is said: reading content has said it, where the script is named.
    Nor is it of a fact that may stand in what could not be read; the chart has no drawing until it can be.
    """
    charts: dict[str, Chart] = {}
    problems: list[Diagnostic] = []
    exhibits = [spec for briefing in ledger.briefings.values() for spec in briefing.exhibits.values()]
    for name in dict.fromkeys(spec.chart.text for spec in exhibits if spec.chart):
        if not _STEM.fullmatch(name) or not (root / path_of(name)).is_file():
            continue
        chart, found = load(root, name)
        problems += found
        if chart is None:
            continue
        absent = unknown(chart, standings)
        wrong = [one for address, one in absent.items() if not ledger.may_state(address)]
        problems += wrong
        if not wrong:
            charts[name] = chart
    return charts, problems


def plan(
    edition: Edition, ledger: Ledger, standings: Mapping[str, Standing], root: Path
) -> tuple[list[Step], list[Diagnostic]]:
    """Return a step for each rendering of each chart of ``edition``, named ``exhibit/rendering``.

    A chart that ``scripts`` has found wanting, or that draws what could not be read, has no step, and nothing
    more is said of it.
    """
    steps: list[Step] = []
    for exhibit in edition.briefing.exhibits.values():
        if exhibit.chart is None:
            continue
        name = exhibit.chart.text
        chart, found = load(root, name, edition.parameters)
        if chart is None or found or unknown(chart, standings):
            continue
        used = {address: standings[address] for address in chart.uses}
        if any(_is_unread(address, ledger, standings) for address in used):
            continue
        cited = {source for one in used.values() for side in one.accounts for source in side.sources}
        sources = {key: source for key, source in ledger.sources.items() if key in cited}
        known, parameters = used | _rested_on(chart, standings), dict(edition.parameters)
        values = digest(repr(_placeless((known, ledger.desk, sources, parameters))))
        for rendering in renderings(root, exhibit.width):
            key = chart_key(root, name, rendering, values)
            given = (root, name, known, rendering, ledger.desk, sources, parameters)
            steps.append(Step(f"{exhibit.id}/{rendering.name}", draw_step, key, given))
    return steps, []


def _is_unread(address: str, ledger: Ledger, standings: Mapping[str, Standing]) -> bool:
    """Return whether the value of ``address`` could not be read, or rests on one that could not."""
    ahead, met = [address], set()
    while ahead:
        name = ahead.pop()
        one = standings.get(name)
        if one is None and ledger.may_state(name):
            return True
        if one is None or one.value is not None or one.says is not None or name in met:
            continue
        if one.derivation is None:
            return True
        met.add(name)
        ahead += one.given
    return False


def draw_step(root: Path, *given: Any) -> bytes:
    """Return ``draw_chart``'s result, packed for the store; ``drawings`` unpacks it."""
    drawing, problems = draw_chart(root, *given)
    packed = {"drawing": asdict(drawing) if drawing else None, "problems": [asdict(one) for one in problems]}
    return json.dumps(packed, sort_keys=True, ensure_ascii=False).encode()


def drawings(of: Mapping[str, bytes]) -> tuple[dict[str, dict[str, Drawing]], list[Diagnostic]]:
    """Return the drawings by exhibit and rendering, and what was wrong with their scripts, each once."""
    made: dict[str, dict[str, Drawing]] = {}
    problems: dict[Diagnostic, None] = {}
    for step, result in of.items():
        exhibit, _, rendering = step.partition("/")
        packed = json.loads(result)
        problems.update(dict.fromkeys(_unpacked(one) for one in packed["problems"]))
        if one := packed["drawing"]:
            marks = tuple(Mark(**mark) for mark in one.pop("marks"))
            made.setdefault(exhibit, {})[rendering] = Drawing(**one, marks=marks)
    return made, list(problems)


def _unpacked(packed: dict[str, Any]) -> Diagnostic:
    return error(
        packed["check"], Place(**packed["at"]), packed["message"], *packed["notes"], help=packed["help"]
    )


def chart_key(root: Path, name: str, rendering: Rendering, values: str) -> str:
    """Return a digest of all that can change a rendering: script, look, fonts, this code, values, libraries.

    ``values`` is a digest of what ``draw_chart`` takes besides.
    """
    return digest(
        (root / path_of(name)).read_bytes(),
        look_of(root, STYLE).read_bytes(),
        (look_of(root, TEMPLATES) / "tokens.yaml").read_bytes(),
        _fonts(root),
        _code(),
        name,
        repr(rendering),
        values,
        *libraries("matplotlib", "babel", "lxml"),
    )


def _placeless(value: object) -> object:
    """Return all that ``value`` says, part by part, but for where in content it was written."""
    if isinstance(value, Text):
        return value.text
    if isinstance(value, Place):
        return None
    if is_dataclass(value):
        return type(value).__name__, [_placeless(getattr(value, one.name)) for one in fields(value)]
    if isinstance(value, Mapping):
        return [(key, _placeless(one)) for key, one in value.items()]
    return [_placeless(one) for one in value] if isinstance(value, tuple) else value


@lru_cache(maxsize=1)
def _code() -> str:
    return digest(*(file.read_bytes() for file in engine()))


def engine() -> list[Path]:
    """Return the files of the engine that a drawing may run or read: those whose change draws it again."""
    package = Path(__file__).parent
    own = [file for folder in ("", "canvas", "layouts", "plane") for file in (package / folder).glob("*.py")]
    values = package / "quantities"
    return sorted([*own, *values.rglob("*.py"), *values.rglob("*.txt")])


@lru_cache(maxsize=4)
def _fonts(root: Path) -> str:
    return digest(*(file.read_bytes() for file in sorted((look_of(root, TEMPLATES) / "fonts").glob("*.ttf"))))
