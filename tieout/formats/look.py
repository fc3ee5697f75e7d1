"""How pages look: the templates folder as bytes, and its tokens as style sheets."""

from __future__ import annotations

import traceback
from collections.abc import Callable, Iterator, Mapping
from contextlib import contextmanager
from pathlib import Path
from typing import Any

import jinja2
from jinja2 import (
    BytecodeCache,
    Environment,
    FunctionLoader,
    StrictUndefined,
    TemplateError,
    TemplateNotFound,
    TemplateSyntaxError,
)
from jinja2.bccache import Bucket

from tieout import engine, theme
from tieout.carried import TEMPLATES, carried
from tieout.store import Store, digest
from tieout.theme import TemplateFault

Assets = Mapping[str, bytes]

_JINJA = str(Path(jinja2.__file__).parent)
_KEPT = frozenset({".html", ".css", ".yaml", ".ttf", ".woff2"})


class _Compiled(BytecodeCache):
    """Templates compiled in this process, or kept in a store, by their text."""

    def __init__(self) -> None:
        self.kept: dict[tuple[str, str], bytes] = {}
        self.store: Store | None = None

    def load_bytecode(self, bucket: Bucket) -> None:
        name = bucket.key, bucket.checksum
        kept = self.kept.get(name) or (self.store.get(_compiled_key(*name)) if self.store else None)
        if kept:
            self.kept[name] = kept
            bucket.bytecode_from_string(kept)

    def dump_bytecode(self, bucket: Bucket) -> None:
        name = bucket.key, bucket.checksum
        self.kept[name] = bucket.bytecode_to_string()
        if self.store:
            self.store.put(_compiled_key(*name), self.kept[name])


_COMPILED = _Compiled()


def _compiled_key(name: str, checksum: str) -> str:
    return digest("template", engine.code(), engine.installed(), name, checksum)


@contextmanager
def compiled_in(store: Store) -> Iterator[None]:
    """Keep compiled templates in ``store`` while the block runs, and take them from there."""
    before, _COMPILED.store = _COMPILED.store, store
    try:
        yield
    finally:
        _COMPILED.store = before


def read(folder: Path) -> dict[str, bytes]:
    """Return the files of a templates folder that pages are made of, by path below it, sorted.

    Raises:
        TemplateFault: one is missing or can't be used, where it is not the folder that this package carries.
    """
    if folder != carried(TEMPLATES):
        theme.held(folder)
    return {
        file.relative_to(folder).as_posix(): file.read_bytes()
        for file in sorted(folder.rglob("*"))
        if file.suffix in _KEPT and file.is_file()
    }


def tokens(assets: Assets) -> dict[str, Any]:
    """Return ``tokens.yaml`` as plain values."""
    return theme.tokens(assets[theme.TOKENS])


def environment(assets: Assets) -> Environment:
    """Return a Jinja environment over the templates: names must be defined, text is escaped."""
    texts = {path: content.decode() for path, content in assets.items() if path.endswith((".html", ".css"))}
    return Environment(
        loader=FunctionLoader(lambda path: (texts[path], _path(path), None) if path in texts else None),
        autoescape=True,
        undefined=StrictUndefined,
        trim_blocks=True,
        lstrip_blocks=True,
        bytecode_cache=_COMPILED,
    )


@contextmanager
def template_faults() -> Iterator[None]:
    """Tell what Jinja finds wrong with a template, by its file and line.

    Raises:
        TemplateFault: a template is missing, can't be read, names what there is not, or calls, or works out,
            what can't be.
    """
    try:
        yield
    except TemplateError as raised:
        raise _fault(raised) from raised
    except (LookupError, TypeError, ValueError, AttributeError, ArithmeticError, RecursionError) as raised:
        within = _within(raised)
        if not within or not (isinstance(raised, RecursionError) or _is_its_own(raised)):
            raise  # a mistake of this package, which a template may have come to
        said = f"the template fails: {type(raised).__name__}: {raised}"
        raise TemplateFault(*within[-1], said) from raised


def macro(macros: Any, name: str) -> Callable[..., str]:
    """Return a macro of ``macros.html``.

    Raises:
        TemplateFault: it has none of that name.
    """
    if (found := getattr(macros, name, None)) is None:
        raise TemplateFault(_path("macros.html"), 0, f"there is no macro `{name}`")
    return found


def _is_its_own(raised: Exception) -> bool:
    """Return whether what was raised was so in a template, or by Jinja for it, and in no function of ours."""
    *_, (last, _) = traceback.walk_tb(raised.__traceback__)
    return last.f_code.co_filename.startswith((_path(""), _JINJA))


def _within(raised: Exception) -> list[tuple[str, int]]:
    """Return where templates stand in what led to an exception, the outermost first."""
    found = []
    for frame, line in traceback.walk_tb(raised.__traceback__):
        if (path := frame.f_code.co_filename).startswith(_path("")):
            template = frame.f_globals.get("__jinja_template__")  # its code has lines of its own
            found.append((path, template.get_corresponding_lineno(line) if template else line))
    return found


def _fault(raised: TemplateError) -> TemplateFault:
    if isinstance(raised, TemplateSyntaxError):
        said = f"the template can't be read: {_said(raised)}"
        return TemplateFault(_path(raised.name or ""), raised.lineno, said)
    within = _within(raised)
    if isinstance(raised, TemplateNotFound):
        path, line = within[-1] if within else (_path(raised.name or ""), 0)
        return TemplateFault(path, line, f"there is no template `{raised.name}`")
    path, line = within[-1] if within else (_path(""), 0)
    return TemplateFault(path, line, f"the template fails: {_said(raised)}")


def _path(template: str) -> str:
    return f"{TEMPLATES}/{template}"


def _said(raised: TemplateError) -> str:
    """Return Jinja's words as part of a message: without their capital and their stop."""
    words = (raised.message or type(raised).__name__).rstrip(".")
    return words[:1].lower() + words[1:]


def colours(assets: Assets, scheme: str = "light") -> dict[str, str]:
    """Return each colour's hex value in ``scheme``, "light" or "dark"."""
    return {name: value[scheme] for name, value in tokens(assets)["colours"].items()}


def screen_style(assets: Assets) -> str:
    """Return the style sheet of the web page: faces, tokens in both schemes, then ``screen.css``."""
    look = tokens(assets)
    narrow_to = look["grid"]["web"]["narrow-to"]
    blocks = [
        *_faces(look, "fonts/{file}.woff2", "woff2"),
        _root([*_paints(assets, "light"), *_web_type(look), *_web_grid(look)]),
        f"@media (max-width: {narrow_to}px) {{ {_root(_narrow_type(look))} }}",
        f"@media (prefers-color-scheme: dark) {{ {_root(_paints(assets, 'dark'))} }}",
        *_chart_paints(look),
        assets["screen.css"].decode(),
    ]
    return "\n".join(blocks) + "\n"


PARTED = "/* --- of these pages alone --- */\n"  # what comes before it all parts of a PDF have


def print_style(assets: Assets, page: str, base: str) -> str:
    """Return the style sheet of the PDF for a page size of ``grid.print``; fonts are found below ``base``."""
    look = tokens(assets)
    blocks = [
        *_faces(look, base + "fonts/{file}.ttf", "truetype"),
        _root([*_paints(assets, "light"), *_print_type(look), *_print_grid(look)]),
        _page_rules(look, page),
        assets["print.css"].decode(),
    ]
    return "\n".join(blocks) + "\n"


def print_faces(assets: Assets) -> Iterator[Mapping[str, Any]]:
    """Yield the faces of the house: their family's ``name``, ``weight``, ``style`` and ``file``."""
    look = tokens(assets)
    for face in look["faces"]:
        name = look["families"][face["family"]]["name"]
        yield {"name": name, "weight": face["weight"], "style": face["style"], "file": face["file"]}


def stack(look: Mapping[str, Any], face: str, medium: str) -> str:
    """Return the font families of a role: in print none but ours, so that no machine's font can slip in."""
    family = look["families"][face]
    if medium == "web":
        return f"'{family['name']}', {family['fallback']}"
    return f"'{family['name']}', '{look['families']['sans']['name']}'"


def _faces(look: Mapping[str, Any], path: str, kind: str) -> Iterator[str]:
    for face in look["faces"]:
        family = look["families"][face["family"]]["name"]
        source = f'url("{path.format(file=face["file"])}") format("{kind}")'
        swap = " font-display: swap;" if kind == "woff2" else ""
        yield (
            f"@font-face {{ font-family: '{family}'; font-weight: {face['weight']}; "
            f"font-style: {face['style']}; src: {source};{swap} }}"
        )


def _root(properties: list[str]) -> str:
    return ":root { " + " ".join(properties) + " }"


def _paints(assets: Assets, scheme: str) -> list[str]:
    return [f"--{name}: {value};" for name, value in colours(assets, scheme).items()]


def _chart_paints(look: Mapping[str, Any]) -> Iterator[str]:
    """Yield the rules by which a chart drawn with colour names follows the reader's scheme."""
    for name in look["colours"]:
        yield f".chart .f-{name} {{ fill: var(--{name}); }} .chart .s-{name} {{ stroke: var(--{name}); }}"


def _web_type(look: Mapping[str, Any]) -> list[str]:
    return [
        one
        for role, type_ in look["type"].items()
        if "web" in type_
        for one in _font(look, role, type_, _web_size(type_["web"]["size"]), type_["web"], "web")
    ]


def _narrow_type(look: Mapping[str, Any]) -> list[str]:
    return [
        one
        for role, type_ in look["type"].items()
        if "narrow" in type_.get("web", {})
        for one in _font(look, role, type_, _web_size(type_["web"]["narrow"]), type_["web"], "web")
    ]


def _print_type(look: Mapping[str, Any]) -> list[str]:
    return [
        one
        for role, type_ in look["type"].items()
        if "print" in type_
        for one in _font(look, role, type_, f"{type_['print']['size']}pt", type_["print"], "print")
    ]


def _web_size(size: str | float) -> str:
    """Return a size the reader's own text size still scales: pixels become rem."""
    return size if isinstance(size, str) else f"{size / 16:g}rem"


def _font(
    look: Mapping[str, Any],
    role: str,
    type_: Mapping[str, Any],
    size: str,
    medium: Mapping[str, Any],
    name: str,
) -> list[str]:
    """Return a role as two properties: ``--font-role`` for `font`, ``--tracking-role``."""
    leading = medium.get("leading", 1.3)
    line = f"{leading}pt" if leading > 3 else f"{leading}"
    font = f"{type_['weight']} {size}/{line} {stack(look, type_['face'], name)}"
    return [f"--font-{role}: {font};", f"--tracking-{role}: {type_.get('tracking', 'normal')};"]


def _web_grid(look: Mapping[str, Any]) -> list[str]:
    grid = look["grid"]["web"]
    named = ("page", "contents", "body", "notes", "narrow-padding", "evidence")
    rules = [
        f"--rule-{name}: {rule['web']};" for name, rule in look["grid"]["rules"].items() if "web" in rule
    ]
    return [*(f"--width-{name}: {grid[name]}px;" for name in named), *rules]


def _print_grid(look: Mapping[str, Any]) -> list[str]:
    grid = look["grid"]["print"]
    rules = [
        f"--rule-{name}: {rule['print']};" for name, rule in look["grid"]["rules"].items() if "print" in rule
    ]
    return [*(f"--width-{name}: {grid[name]}mm;" for name in ("block", "body", "note")), *rules]


def _page_rules(look: Mapping[str, Any], page: str) -> str:
    """Return the page's size and margins as the document's own rules: a user sheet's would lose to them.

    Margin boxes inherit no font from the body, so the page is given one.
    """
    size = look["grid"]["print"][page.lower()]
    font = f"{look['type']['running-head']['print']['size']}pt {stack(look, 'sans', 'print')}"
    margins = f"{size['top']}mm {size['side']}mm {size['foot']}mm"
    return f"@page {{ size: {size['width']}mm {size['height']}mm; margin: {margins}; font: {font}; }}"


def column_step(assets: Assets) -> float:
    """Return how far a column of the annex stands to the right of the one before it, in millimetres."""
    grid = tokens(assets)["grid"]["print"]
    return (grid["block"] + grid["column-gap"]) / 2


def column_rules(assets: Assets, page: str) -> str:
    """Return the rules by which the annex's columns are laid out: a page each, without head or foot."""
    size = tokens(assets)["grid"]["print"][page.lower()]
    margins = f"{size['top']}mm {size['side'] + column_step(assets)}mm {size['foot']}mm {size['side']}mm"
    return f"{part_rules(assets, page)}@page {{ margin: {margins}; }}\n"


def part_rules(assets: Assets, page: str) -> str:
    """Return the rules by which a part is laid out: its heads and feet are laid over it."""
    heads = ("top-left", "top-right", "bottom-left", "bottom-center", "bottom-right")
    bare = " ".join(f"@{head} {{ content: none; }}" for head in heads)
    return f"@page {{ {bare} }}\n"


def front_rules(assets: Assets, page: str) -> str:
    """Return the rules by which the first part is laid out, whose first page begins higher up."""
    top = tokens(assets)["grid"]["print"][page.lower()]["first-top"]
    return f"{part_rules(assets, page)}@page :first {{ margin-top: {top}mm; }}\n"
