"""Chart scripts to steps: each rendering of a chart as a pure step, and what came of it."""

from __future__ import annotations

import json
import re
from collections.abc import Iterable, Mapping
from dataclasses import fields, is_dataclass
from functools import lru_cache
from pathlib import Path
from typing import Any

from tieout import scripts, theme
from tieout.carried import STYLE, TEMPLATES, look_of
from tieout.diagnostics import Diagnostic, Place, Text, error
from tieout.engine import code_of, files, installed
from tieout.memory import remembered
from tieout.model import Drawing, Edition, Ledger, Mark, Standing
from tieout.scripts import Chart, Rendering
from tieout.steps import Results, Step, Stopped, Why, digest
from tieout.workers import Call, Workers, can_fork

_DRAW = "tieout.plotting:draw_step"
_DECLARES = "tieout.plotting:declared"
_NARROW = ("narrow", "narrowest")
_SCREENS = ("body", *_NARROW)


def load(
    root: Path, name: str, parameters: Mapping[str, str] | None = None
) -> tuple[Chart | None, list[Diagnostic]]:
    """Return what the script ``charts/<name>.py`` of ``root`` declares, its ``{parameters}`` filled in.

    It is run only where its text does not tell, in a process apart. A script that is missing or can't be read
    is None, and a diagnostic; so is one that had to be run and fails, or lacks ``USES`` or ``draw``.
    """
    script, problems = scripts.read(root, name)
    if script is None:
        return None, problems
    if script.uses is not None:
        return script.chart(script.uses, parameters or {}), []
    try:
        chart, told = _run(root, name, script.text, tuple((parameters or {}).items()))
    except Stopped as ended:
        return None, [_ended(script.path, ended)]
    return chart, [*told]


@lru_cache(maxsize=64)
def _run(
    root: Path, name: str, _text: str, parameters: tuple[tuple[str, str], ...]
) -> tuple[Chart | None, tuple[Diagnostic, ...]]:
    """Return what a script declares when it is run, which is done once while its text is the same."""
    call = Call(_DECLARES)
    if not can_fork():
        return call(root, name, dict(parameters))
    with Workers(1) as pool:
        return pool.submit(call, root, name, dict(parameters)).result()


def renderings(root: Path, width: str) -> tuple[Rendering, ...]:
    """Return the sizes an exhibit of ``width`` (full or body) is drawn in: print, then wide to narrow."""
    sizes = theme.tokens((look_of(root, TEMPLATES) / "tokens.yaml").read_bytes())["charts"]
    web = ("full", *_SCREENS) if width == "full" else _SCREENS
    return (
        Rendering("print", "print", sizes["print"][width]),
        *(
            Rendering(f"web-{sizes['web'][one]}", "narrow" if one in _NARROW else "web", sizes["web"][one])
            for one in web
        ),
    )


# --- steps ---------------------------------------------------------------------------------------


def declared(
    root: Path, ledger: Ledger, standings: Mapping[str, Standing]
) -> tuple[dict[str, Chart], list[Diagnostic]]:
    """Return every chart an exhibit names and that can be drawn, by name; and what is wrong with the rest.

    Of a script that is not there nothing is said: reading content has said it, where the script is named.
    Nor is it of a fact that may stand in what could not be read; the chart has no drawing until it can be.
    What is wrong with ``charts/style.py``, which all of them share, comes first.
    Of a chart that only editions draw, ``uses`` are patterns, and ``plan`` tells what each edition lacks.
    """
    charts: dict[str, Chart] = {}
    problems = scripts.of_style(root)
    briefings = ledger.briefings.values()
    exhibits = [spec for one in briefings for spec in one.exhibits.values()]
    whole = {spec.chart for one in briefings if not one.editions for spec in one.exhibits.values()}
    sole = {chart.text for chart in whole if chart}
    for name in dict.fromkeys(spec.chart.text for spec in exhibits if spec.chart):
        if not scripts.is_name(name) or not (root / scripts.path_of(name)).is_file():
            continue
        chart, found = load(root, name)
        problems += found
        if chart is None:
            continue
        absent = scripts.unknown(chart, standings)
        wrong = [one for address, one in absent.items() if not ledger.may_state(address)]
        problems += wrong if name in sole else ()
        if not wrong or name not in sole:
            charts[name] = chart
    return charts, problems


def plan(
    edition: Edition, ledger: Ledger, standings: Mapping[str, Standing], root: Path
) -> tuple[list[Step], list[Diagnostic]]:
    """Return a step for each rendering of each chart of ``edition``, named ``exhibit/rendering``.

    A chart that ``declared`` finds wanting, or that draws what could not be read, has no step, and nothing
    more is said of it; but of an edition with parameters it is told here which facts there are not.
    Nothing has one where the look of the repository can't be used, as is then said.
    """
    if unfit := theme.fault(root):
        return [], [unfit.diagnostic]
    steps: list[Step] = []
    problems: list[Diagnostic] = []
    look = ""
    for exhibit in edition.briefing.exhibits.values():
        if exhibit.chart is None:
            continue
        name = exhibit.chart.text
        chart, found = load(root, name, edition.parameters)
        if chart is None or found:
            continue
        if absent := scripts.unknown(chart, standings):
            if edition.parameters:
                problems += [one for address, one in absent.items() if not ledger.may_state(address)]
            continue
        used = {address: standings[address] for address in chart.uses}
        if any(_is_unread(address, ledger, standings) for address in used):
            continue
        cited = {source for one in used.values() for side in one.accounts for source in side.sources}
        sources = {key: source for key, source in ledger.sources.items() if key in cited}
        known = used | scripts.rested_on(chart, standings)
        parameters = scripts.named(_text(root, name), edition.parameters) if edition.parameters else {}
        values = digest(repr(placeless((known, ledger.desk, sources, parameters))))
        look = look or look_key(root)
        values = digest((root / scripts.path_of(name)).read_bytes(), look, name, values)
        for rendering in renderings(root, exhibit.width):
            key = digest(repr(rendering), values)
            given = (root, name, known, rendering, ledger.desk, sources, parameters)
            step = f"{exhibit.id}/{rendering.name}"
            steps.append(Step(step, _DRAW, key, given, about=scripts.path_of(name)))
    return steps, problems


def _text(root: Path, name: str) -> str:
    return (root / scripts.path_of(name)).read_text("utf-8")


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


def drawings(of: Mapping[str, bytes]) -> tuple[dict[str, dict[str, Drawing]], list[Diagnostic]]:
    """Return the drawings by exhibit and rendering, and what was wrong with their scripts, each once."""
    made: dict[str, dict[str, Drawing]] = {}
    problems: dict[Diagnostic, None] = {}
    for step, result in of.items():
        exhibit, _, rendering = step.partition("/")
        drawing, found = _read(result)
        problems.update(dict.fromkeys(found))
        if drawing:
            made.setdefault(exhibit, {})[rendering] = drawing
    return made, list(problems)


def stopped(plan: Iterable[Step], results: Results) -> list[Diagnostic]:
    """Return an error for each script whose drawing was stopped, or that ended its process, once each."""
    ended = [(step.about, results.stopped[step.name]) for step in plan if step.name in results.stopped]
    return [_ended(path, why) for path, why in dict(reversed(ended)).items()][::-1]


def _ended(path: str, why: Stopped) -> Diagnostic:
    return error(scripts.DRAWS, Place(path), f"the script {why.whole}", help=_MEND[why.why])


_MEND = {
    Why.TIME: "see that its loops end; `--step-seconds` gives a slow script longer",
    Why.MEMORY: "see that it makes no more than it draws",
    Why.ENDED: "let `draw` return or raise; if it did, what it calls has crashed",
}


@remembered(1024)
def _read(result: bytes) -> tuple[Drawing | None, tuple[Diagnostic, ...]]:
    packed = json.loads(result)
    problems = tuple(_unpacked(one) for one in packed["problems"])
    one = packed["drawing"]
    if one is None:
        return None, problems
    marks = tuple(Mark(**mark) for mark in one.pop("marks"))
    return Drawing(**one, marks=marks), problems


def _unpacked(packed: dict[str, Any]) -> Diagnostic:
    return error(
        packed["check"], Place(**packed["at"]), packed["message"], *packed["notes"], help=packed["help"]
    )


def look_key(root: Path) -> str:
    """Return a digest of what changes any chart: its look, fonts, this code, the libraries that draw it."""
    return digest(
        look_of(root, STYLE).read_bytes(),
        (look_of(root, TEMPLATES) / "tokens.yaml").read_bytes(),
        fonts(root),
        _code(),
        installed(),
    )


def placeless(value: object) -> object:
    """Return all that ``value`` says, part by part, but for where in content it was written."""
    if isinstance(value, Text):
        return value.text
    if isinstance(value, Place):
        return None
    if (names := _fields(type(value))) is not None:
        return type(value).__name__, [placeless(getattr(value, one)) for one in names]
    if isinstance(value, Mapping):
        return [(key, placeless(one)) for key, one in value.items()]
    return [placeless(one) for one in value] if isinstance(value, tuple) else value


@lru_cache(maxsize=256)
def _fields(kind: type) -> tuple[str, ...] | None:
    """Return the names of a dataclass's fields; None for another type."""
    return tuple(one.name for one in fields(kind)) if is_dataclass(kind) else None


@lru_cache(maxsize=1)
def _code() -> str:
    return code_of(engine())


def engine() -> Mapping[str, str]:
    """Return the files of the engine that a drawing may run or read: those whose change draws it again.

    Each is given by its path below the package, sorted, and its SHA-256.
    """
    return {path: held for path, held in files().items() if _DRAWS.fullmatch(path)}


_DRAWS = re.compile(r"(?:(?:canvas|layouts|plane)/)?[^/]+\.py|quantities/.+\.(?:py|txt)")


def fonts(root: Path) -> str:
    """Return a digest of the faces that charts are set in, with their names, in the order of these."""
    files = sorted((look_of(root, TEMPLATES) / "fonts").glob("*.ttf"))
    about = [(file, file.stat()) for file in files]
    return _digest_of(tuple((file, one.st_mtime_ns, one.st_size, one.st_ino) for file, one in about))


@lru_cache(maxsize=4)
def _digest_of(files: tuple[tuple[Path, int, int, int], ...]) -> str:
    return digest(*(part for file, *_ in files for part in (file.name, file.read_bytes())))
