"""The formats a page is written in: a registry, and the files of them all with their manifest."""

from __future__ import annotations

import json
import re
import sys
from collections.abc import Callable, Mapping
from dataclasses import asdict, replace
from functools import lru_cache, partial
from pathlib import Path

from lxml import etree

import tieout
from tieout import engine, ink, release, steps
from tieout.carried import STYLE, TEMPLATES, look_of
from tieout.diagnostics import Diagnostic, error
from tieout.formats import annex, dataset, html, look, parts, pdf, printed, shown
from tieout.frozen import frozen
from tieout.model import Page
from tieout.records import FORMATS
from tieout.workers import Workers

NAMES = FORMATS
"""The formats that `formats:` of a briefing may name."""


@frozen
class Files:
    """A page's files by path below its folder, and what is to be said of them.

    There are none where a template can't be set. ``missing`` says what a library is wanting for.
    """

    artefacts: Mapping[str, bytes]
    problems: tuple[Diagnostic, ...] = ()
    missing: str = ""


def make(
    page: Page,
    content: Mapping[str, str],
    root: Path,
    store: steps.Store,
    pool: steps.Pool,
    done: Callable[[str], None] = lambda name: None,
) -> Files:
    """Return every file of a page in the formats its briefing names, with charts and manifest.

    ``content`` holds the text of each input file, for the manifest. The PDF is kept in ``store``. Data files
    ride inside the PDF and lie beside the page whether or not ``data`` is named, for both lead to them.
    """
    templates = look_of(root, TEMPLATES)
    try:
        with look.compiled_in(store):
            return _files(page, content, root, look.read(templates), store, pool, done)
    except look.TemplateFault as fault:
        if templates != root / TEMPLATES:
            raise  # a template of this package is no mistake of the repository
        return Files({}, (fault.diagnostic,))


def web(page: Page, root: Path, pdf_size: int | None) -> Files:
    """Return the files of the web page alone, as ``make`` writes them beside a PDF of ``pdf_size`` bytes.

    None is where there is no PDF.
    """
    templates = look_of(root, TEMPLATES)
    try:
        assets = look.read(templates)
        return Files(html.make(page, assets, pdf_size, dataset.facts(page, shown.Looking(root))))
    except look.TemplateFault as fault:
        if templates != root / TEMPLATES:
            raise  # a template of this package is no mistake of the repository
        return Files({}, (fault.diagnostic,))


def _files(
    page: Page,
    content: Mapping[str, str],
    root: Path,
    assets: look.Assets,
    store: steps.Store,
    pool: steps.Pool,
    done: Callable[[str], None],
) -> Files:
    briefing = page.edition.briefing
    printing = pdf.Printing(page, assets, _pdf_made_by()) if "pdf" in briefing.formats else None
    if printing and isinstance(pool, Workers):
        # While this process still writes what they will lay out.
        pool.warm("tieout.formats.press:warm", str(printing.style()), printing.fonts)
    paper = _Paper(printing, store, pool) if printing else None
    looking = shown.Looking(root, store)
    facts = dataset.facts(page, looking)
    web = html.make(page, assets, None, facts) if not printing and "html" in briefing.formats else {}
    document = printing.main.html if printing else web.get("index.html", b"").decode()
    facts = dataset.with_places(facts, printed.places(document, page, looking))
    artefacts: dict[str, bytes] = {**dataset.make(page, facts), **drawings(page)}
    done("data")
    problems: tuple[Diagnostic, ...] = ()
    missing, size = "", None
    if paper:
        try:
            made, problems = paper.made(artefacts)
        except pdf.MissingLibrary as absent:
            missing = str(absent)
        else:
            if made:
                size = len(made)
                artefacts[html.pdf_name(page)] = made
        done("pdf")
    if "html" in briefing.formats:
        artefacts |= web or html.make(page, assets, size, facts)
        done("html")
    artefacts = dict(sorted(artefacts.items()))
    measured = drawn_with(store, pool) if any(one.drawings for one in page.all_exhibits) else {}
    artefacts["manifest.json"] = release.manifest(
        briefing.id,
        page.release or "draft",
        briefing.issued.iso,
        content,
        artefacts,
        {**made_with(), **measured, **_made_from(root, assets)},
    )
    return Files(artefacts, problems, missing)


def unprintable(page: Page, root: Path) -> tuple[Diagnostic, ...]:
    """Return an error for each text of a page that its PDF cannot print, as ``make`` does.

    What is wrong with a template is for ``make`` to tell.
    """
    if "pdf" not in page.edition.briefing.formats:
        return ()
    try:
        return pdf.unprintable(page, look.read(look_of(root, TEMPLATES)))
    except look.TemplateFault:
        return ()


def drawings(page: Page) -> Mapping[str, bytes]:
    """Return each rendering of each chart as an SVG file."""
    return {
        f"charts/{exhibit.id}-{name}.svg": ink.named(drawing.svg, exhibit.alt).encode()
        for exhibit in page.all_exhibits
        for name, drawing in exhibit.drawings.items()
    }


@lru_cache(maxsize=1)
def made_with() -> Mapping[str, str]:
    """Return the versions of what decides the bytes of a page beside its content, templates and charts."""
    here = engine.distributions()
    named = {name: here[name] for name in _LIBRARIES if name in here}
    python = ".".join(str(part) for part in sys.version_info[:3])
    xml = ".".join(str(part) for part in etree.LIBXML_VERSION)
    return {**named, **engine.native(), "libxml2": xml, "python": python, "tieout": tieout.__version__}


# Those that read, word, draw, set or pack what goes out; docs/reproducibility.md says what each does.
_LIBRARIES = (
    "babel",
    "cssselect2",
    "fonttools",
    "jinja2",
    "lxml",
    "markdown",
    "markupsafe",
    "matplotlib",
    "numpy",
    "pillow",
    "pint",
    "pydyf",
    "pyphen",
    "pyyaml",
    "tinycss2",
    "tinyhtml5",
    "weasyprint",
)


def made_from(root: Path) -> Mapping[str, str]:
    """Return digests of what decides the bytes beside content and libraries: chart scripts and templates."""
    return _made_from(root, look.read(look_of(root, TEMPLATES)))


def _made_from(root: Path, assets: look.Assets) -> Mapping[str, str]:
    return {"charts_sha256": _scripts(root), "templates_sha256": _digest(assets)}


def drawn_with(store: steps.Store, pool: steps.Pool) -> Mapping[str, str]:
    """Return the version of what matplotlib measures letters with, which comes inside it.

    It is asked once for what is installed, since to ask is to import matplotlib.
    """
    step = steps.Step("version", "tieout.ink:freetype", steps.digest("freetype", engine.installed()))
    return {"matplotlib-freetype": steps.run([step], store, pool).of["version"].decode()}


def _scripts(root: Path) -> str:
    own = {file.name: file for file in (root / "charts").glob("*.py")}
    scripts = {"style.py": look_of(root, STYLE), **own}
    return _digest({name: file.read_bytes() for name, file in scripts.items()})


def _digest(files: Mapping[str, bytes]) -> str:
    return steps.digest(*(part for path, content in sorted(files.items()) for part in (path, content)))


class _Paper:
    """A PDF on its way, which other processes begin to lay out at once; or this one, when it is asked for."""

    def __init__(self, printing: pdf.Printing, store: steps.Store, pool: steps.Pool) -> None:
        self._printing, self._store, self._pool = printing, store, pool
        self._faults: tuple[Diagnostic, ...] = ()
        self._laying: pdf.Laying | None = None
        # A guess that was wrong costs time: it is worth it where there are others to take it.
        self._before = {}
        if not isinstance(pool, steps.Here):
            self._before = json.loads(store.get(_last_key(printing.page)) or b"{}")
            try:
                self._laying = self._begun()
            except pdf.RenderFault as fault:
                self._faults = fault.diagnostics(printing.page)

    def _begun(self) -> pdf.Laying:
        most = limits(len(self._printing.main.html))
        begin = partial(_Pending, most=most, store=self._store, pool=self._pool)
        return pdf.Laying(self._printing, begin, self._before)

    def made(self, data: Mapping[str, bytes]) -> tuple[bytes | None, tuple[Diagnostic, ...]]:
        """Return the file with its data inside, if it can be made, and what is wrong with it.

        Raises:
            pdf.MissingLibrary: as ``pdf.Laying`` does.
        """
        page, store, laying = self._printing.page, self._store, self._laying
        if self._faults:
            return None, self._faults
        attached = _attached(page, data)
        key = _pdf_key(self._printing, attached)
        kept = store.get(key)
        try:
            if kept is None:
                made = (laying or self._begun()).made(attached)
                told = json.dumps([asdict(one) for one in made.thin], sort_keys=True).encode()
                kept = told + b"\n" + made.file
                store.put(key, kept)
                if made.page_of != self._before:
                    store.put(_last_key(page), json.dumps(made.page_of).encode())
            elif laying:
                laying.leave()
        except pdf.RenderFault as fault:
            return None, fault.diagnostics(page)
        except steps.Stopped as stopped:
            return None, (_unfinished(page, stopped),)
        told, _, file = kept.partition(b"\n")
        return file, tuple(pdf.Thin(**one).diagnostic(page) for one in json.loads(told))


class _Pending:
    """A step of a PDF that was begun."""

    def __init__(self, step: steps.Step, most: steps.Limits, store: steps.Store, pool: steps.Pool) -> None:
        self._name = step.name
        self._begun = steps.begin([replace(step, limits=most)], store, pool)

    def result(self) -> bytes:
        """Return what it gives; raise ``steps.Stopped`` if it did not live to give anything."""
        found = self._begun.results()
        for stopped in found.stopped.values():
            raise stopped
        return found.of[self._name]

    def cancel(self) -> None:
        """Have it end."""
        self._begun.leave()


def _last_key(page: Page) -> str:
    """Return the key of the pages that things were on when this PDF was last made: a guess, for the next."""
    edition = page.edition
    return steps.digest("pages", edition.briefing.id, edition.id, page.desk.page)


def limits(size: int) -> steps.Limits:
    """Return what laying out ``size`` bytes of HTML may take, which is far more than it does."""
    return steps.Limits(seconds=300 + size / 5_000, memory=4_000_000_000 + 1_000 * size)


def _unfinished(page: Page, stopped: steps.Stopped) -> Diagnostic:
    mend = "`--step-seconds` gives it longer" if stopped.why is steps.Why.TIME else None
    at = page.edition.briefing.at
    return error("pdf-is-sound", at, f"the PDF is not made: its layout {stopped.whole}", help=mend)


def _attached(page: Page, data: Mapping[str, bytes]) -> Mapping[str, bytes]:
    """Return what rides inside the PDF, by name: its data, and their manifest."""
    files = {path.removeprefix("data/"): made for path, made in data.items() if path.startswith("data/")}
    briefing = page.edition.briefing
    issued = briefing.issued.iso
    named, edition = page.release or "draft", page.edition.id
    return {**files, "manifest.json": release.enclosed(briefing.id, named, issued, files, edition)}


def _pdf_key(printing: pdf.Printing, attached: Mapping[str, bytes]) -> str:
    """Return a digest of all that can change the PDF: its documents, charts, data, look, code and libraries.

    In the annex all of the briefing stands on one page: where it does stand follows from the rest.
    """
    page, assets = printing.page, printing.assets
    anchors = dict.fromkeys(_ANCHOR.findall(printing.main.html), 1)
    places = annex.spots(page, printing.main.printed, anchors)
    svgs = [content for _, content in sorted(drawings(page).items())]
    kinds = (".ttf", ".css", ".yaml", ".html")
    looks = _digest({path: content for path, content in assets.items() if path.endswith(kinds)})
    begun = json.dumps(parts.begun(page))  # by these the annex is cut, which no document shows
    told = (printing.main.html, printing.annex, repr(places), begun)
    return steps.digest(_pdf_made_by(), *told, *svgs, looks, _digest(attached))


def _pdf_made_by() -> str:
    """Return a digest of the code and the libraries that make a PDF."""
    ours = (file for file in sorted(Path(__file__).parent.iterdir()) if file.suffix in (".py", ".conf"))
    code = [file.read_bytes() for file in ours]
    versions = [f"{name} {number}" for name, number in sorted(made_with().items())]
    return steps.digest(*code, *versions, engine.installed())


_ANCHOR = re.compile(r'\bid="([^"]*)"')
