"""A page as a PDF to keep and to read aloud, with its evidence inside; docs/pdf.md describes it.

It is laid out in parts, each by itself and kept by what made it: the runs of sections that begin on a page of
their own, the annex, and the heads and feet of all pages. Then these are put together.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping, Sequence
from contextlib import suppress
from dataclasses import dataclass, field
from typing import Any, Protocol

from tieout import steps
from tieout.carried import TEMPLATES
from tieout.diagnostics import Diagnostic
from tieout.formats import (
    annex,
    faces,
    fullness,
    glyphs,
    look,
    merging,
    pack,
    packing,
    parts,
)
from tieout.formats.fullness import Thin, page_fill
from tieout.formats.press import MissingLibrary, RenderFault, complaints, engine, rendered
from tieout.formats.printing import Printing
from tieout.frozen import frozen
from tieout.model import Page

__all__ = ["MissingLibrary", "Printing", "RenderFault", "Thin", "complaints", "engine", "page_fill"]

_PIXELS = 96 / 25.4  # to a millimetre
_PLACES = re.compile("\x00([^\x00]*)\x00")  # an address in the annex, where its places are to stand
_SAID = re.compile('"([^"]*)(?=")')  # all that stands between quotation marks
_PRINTED = ("n-", "exhibit-")  # what the annex asks the pages of
_SHEETS_MOST = 40  # heads and feet that are laid out together
_DESCRIPTIONS = {
    "facts.json": "Every fact of this briefing with its evidence, as JSON",
    "facts.csv": "Every fact of this briefing, as a table",
    "sources.json": "The sources of this briefing, as CSL-JSON",
    "manifest.json": "What is attached to this file, with the SHA-256 of each",
}



class Pending(Protocol):
    """A step that was begun."""

    def result(self) -> bytes:
        """Return what it gives, once it is there, and keep it; raise what it raises, or ``steps.Stopped``."""

    def cancel(self) -> object:
        """Have it end, if it has not: nobody waits for it."""


Begin = Callable[[steps.Step], Pending]


@dataclass(slots=True)
class _Laid:
    """The parts of a PDF that are laid out, in order."""

    parts: list[parts.Part] = field(default_factory=list)
    packs: dict[str, pack.Pack] = field(default_factory=dict)

    def pages(self) -> int:
        """Return how many pages they have; of what is not laid out one is expected."""
        return sum(len(self.packs[one.name].sheets) if one.name in self.packs else 1 for one in self.parts)

    def page_of(self) -> dict[str, int]:
        """Return the page of each anchor; what goes on on the next page is found where it begins."""
        found: dict[str, int] = {}
        before = 0
        runs = {one.name: one.before for one in self.parts}
        for part in self.parts:
            held = self.packs.get(part.name)
            for name, (page, _, _) in held.aims.items() if held else ():
                found.setdefault(merging.named(name, runs), before + page + 1)
            before += len(held.sheets) if held else 1
        return found


def _asked(page_of: Mapping[str, int]) -> dict[str, int]:
    """Return the pages that the annex asks for."""
    return {name: page for name, page in page_of.items() if name.startswith(_PRINTED)}


@frozen
class Made:
    """A page's PDF, its pages that are too empty at the foot, and the page that each anchor is on."""

    file: bytes
    thin: tuple[Thin, ...]
    page_of: Mapping[str, int]


class _Run:
    """What makes steps, each once: what was made on a guess need not be made again where it was right."""

    def __init__(self, begin: Begin) -> None:
        self._begin = begin
        self._under_way: dict[str, Pending] = {}
        self._known: dict[str, bytes] = {}

    def begin(self, listed: Sequence[steps.Step]) -> None:
        """Begin those that are not begun."""
        for one in listed:
            if one.key not in self._known and one.key not in self._under_way:
                self._under_way[one.key] = self._begin(one)

    def __call__(self, listed: Sequence[steps.Step]) -> Mapping[str, bytes]:
        """Return what each gives, by its name.

        If one raises, what else is under way is kept first; if one was stopped it is let go.
        """
        self.begin(listed)
        try:
            for one in listed:
                if one.key in self._under_way:
                    self._known[one.key] = self._under_way.pop(one.key).result()
        except RenderFault:
            for other in self._under_way.values():
                with suppress(RenderFault, steps.Stopped):
                    other.result()
            raise
        except BaseException:
            self.leave()
            raise
        return {one.name: self._known[one.key] for one in listed}

    def leave(self) -> None:
        """Let go what is under way."""
        for one in self._under_way.values():
            one.cancel()
        self._under_way.clear()


def here(step: steps.Step) -> Pending:
    """Return a step that was made here and now."""
    return steps.Here().submit(step.make, *step.given)


def made(
    page: Page, assets: Mapping[str, bytes], attachments: Mapping[str, bytes]
) -> tuple[bytes, tuple[Thin, ...]]:
    """Return the page's PDF, made here and now, and its pages that are too empty at the foot.

    Raises:
        MissingLibrary, RenderFault, look.TemplateFault: as ``Laying`` does.
    """
    made = Laying(Printing(page, assets), here).made(attachments)
    return made.file, made.thin


class Laying:
    """A page's PDF whose parts are being laid out, each begun by ``begin`` as soon as it can be.

    ``foretold`` are the pages that anchors were on before, if that is known: what prints numbers of pages is
    laid out with the rest, as if they were still there, and only where they are not a second time.

    Raises:
        RenderFault: a character has no glyph.
        look.TemplateFault: a template can't be set.
    """

    def __init__(self, printing: Printing, begin: Begin, foretold: Mapping[str, int] = {}) -> None:
        _refuse_unprintable(printing, printing.main.html)
        self._printing, self._foretold = printing, foretold
        self._run, self._own = _Run(begin), _Laid([*printing.parts])
        self._waiting = [one for one in self._own.parts if one.asks]
        self._first = [self._step(one.name, one.html) for one in self._own.parts if not one.asks]
        self._guessed = []
        with suppress(RenderFault, look.TemplateFault):  # which is told in its turn, as without a guess
            self._guessed = _annexed(printing, self._own, foretold) if foretold else []
        told = [self._step(one.name, parts.with_pages(one, foretold)) for one in self._waiting if foretold]
        begun = (*self._first, *told, *(step for _, step in self._guessed))
        self._run.begin(sorted(begun, key=lambda one: -len(one.given[1])))

    def made(self, attachments: Mapping[str, bytes]) -> Made:
        """Return the PDF; ``attachments`` go inside it by name, dated when the briefing was issued.

        Raises:
            MissingLibrary: Pango, or what it needs, cannot be loaded.
            RenderFault: a character has no glyph, or the PDF engine had anything to complain of.
            look.TemplateFault: a template can't be set.
        """
        printing, run, own = self._printing, self._run, self._own
        self._lay_own()
        page_of, count = own.page_of(), own.pages()
        guessed = self._guessed
        if not guessed or any(self._foretold.get(name) != page for name, page in _asked(page_of).items()):
            guessed = _annexed(printing, own, page_of)
        titles = [sheet.title for part in own.parts for sheet in own.packs[part.name].sheets]
        heads = _heads(printing, titles, "")
        found = run([*(step for _, step in guessed), *heads])
        laid = _Laid([part for part, _ in guessed])
        laid.packs = {one.name: pack.read(found[one.name]) for one in laid.parts}
        # Its first page begins with the head that the others have above them.
        feet = _heads(printing, ["", *[annex.HEAD.title] * (laid.pages() - 1)], "A")
        found = {**found, **run(feet)}
        margins = [pack.read(found[one.name]) for one in (*heads, *feet)]
        _refuse_too_few(sum(len(one.sheets) for one in margins), len(titles) + laid.pages())
        bound = [
            merging.Bound(one.name, one.before, each.packs[one.name])
            for each in (own, laid)
            for one in each.parts
        ]
        wanted = faces.wanted(faces.together((*(one.pack for one in bound), *margins)).values())
        specimen = faces.specimen(printing.assets, printing.page.desk.page)
        cuts = run([printing.step("faces", faces.cut, specimen, printing.fonts, wanted)])["faces"]
        file = merging.merged(bound, count, margins, faces.read(cuts), _attached(printing.page, attachments))
        packs = [own.packs[one.name] for one in own.parts]
        thin = fullness.thin_pages((len(one.sheets), one.thin) for one in packs)
        asked = frozenset(anchor for one in own.parts for anchor in one.asks)
        told = {name: page_of[name] for name in sorted(asked & page_of.keys())}
        run.leave()  # guesses that were wrong
        return Made(file, thin, _asked(page_of) | told)

    def leave(self) -> None:
        """Let go what is being laid out: nobody asks for the PDF."""
        self._run.leave()

    def _lay_own(self) -> None:
        """Have the briefing's own parts; those that print numbers of pages wait for the others' length."""
        laid, run = self._own, self._run
        found = run(self._first)
        laid.packs = {one.name: pack.read(found[one.name]) for one in self._first}
        known: dict[str, str] = {}
        while True:
            page_of = laid.page_of()
            told = {one.name: parts.with_pages(one, page_of) for one in self._waiting}
            if told == known:
                return
            found = run([self._step(name, html) for name, html in told.items()])
            laid.packs |= {name: pack.read(found[name]) for name in told}
            known = told

    def _step(self, name: str, html: str) -> steps.Step:
        """Return the step that lays out a part of the briefing's own pages."""
        printing = self._printing
        files = printing.opened(html)
        drawn = (held for path, held in files.items() if path.startswith("charts/"))
        said = frozenset(_SAID.findall(b"".join(drawn).decode()))
        leads = {one: annex.entry_id(one) for one in printing.page.standings if one in said}
        return printing.step(name, packing.part, name, html, files, leads)


def _annexed(
    printing: Printing, own: _Laid, page_of: Mapping[str, int]
) -> list[tuple[parts.Part, steps.Step]]:
    """Return the parts of the annex of a briefing with anchors on these pages, and what lays each out."""
    html = annex_document(printing, page_of)
    _refuse_unprintable(printing, html)
    width = look.column_step(printing.assets) * _PIXELS
    return [
        (one, printing.step(one.name, packing.columns, one.name, one.html, printing.fonts, width))
        for one in parts.of_annex(html, own.parts, _groups(printing))
    ]


def _groups(printing: Printing) -> Mapping[str, str]:
    """Return for each number that is printed the name of the annex's part that it is in.

    A section that the briefing has begin a page has a part of the annex, with the numbers that it is the
    first to print; the first section shares the cover's, which prints few.
    """
    begun = frozenset(parts.begun(printing.page))
    found, name = {}, parts.ANNEX
    ends = []
    for nth, one in enumerate(printing.parts):
        name = f"{parts.ANNEX}.{one.name}" if one.name in begun and nth > 1 else name
        ends.append((one.before + one.runs, name))
    for address, runs in printing.main.printed.items():
        found[address] = next(name for last, name in ends if runs[0] <= last)
    return found


def _heads(printing: Printing, titles: Sequence[str], prefix: str) -> list[steps.Step]:
    """Return steps that lay out heads and feet of pages, of which each has the title of its section."""
    count = len(titles)
    sheets = [
        {"section": title, "folio": f"{prefix}{nth} of {prefix}{count}", "is_front": nth == 1 and not prefix}
        for nth, title in enumerate(titles, 1)
    ]
    return [
        printing.step(
            f"heads {prefix}{at + 1}",
            packing.margins,
            _sheets_document(printing, sheets[at : at + _SHEETS_MOST]),
            printing.fonts,
        )
        for at in range(0, count, _SHEETS_MOST)
    ]


def _refuse_too_few(found: int, pages: int) -> None:
    if found != pages:
        said = f"the template makes heads and feet for {found} of {pages} pages"
        raise look.TemplateFault(f"{TEMPLATES}/sheets.html", 0, said)


def _refuse_unprintable(printing: Printing, html: str) -> None:
    if lacking := glyphs.faults(printing.page, html, glyphs.coverage(printing.assets)):
        raise RenderFault(lacking)


def document(page: Page, assets: Mapping[str, bytes]) -> str:
    """Return the HTML that the briefing's own pages are laid out from, whole.

    Raises:
        look.TemplateFault: a template can't be set.
    """
    return Printing(page, assets).main.html


@look.template_faults()
def annex_document(printing: Printing, page_of: Mapping[str, int]) -> str:
    """Return the HTML that the columns of the annex are laid out from, whole, each as a page of its own.

    ``page_of`` gives the page of the briefing that each anchor is on.

    Raises:
        look.TemplateFault: a template can't be set.
    """
    page, main = printing.page, printing.main
    places = look.macro(printing.setting[1]["macros"], "places")
    found = annex.spots(page, main.printed, page_of)
    text = _PLACES.sub(lambda met: places(found.get(met[1], ())), printing.annex)
    root = parts.whole(text, "annex.html", "body", "body/section/ul[@class='entries']")
    return annex.numbered(root, page, after=main.last).html


@look.template_faults()
def _sheets_document(printing: Printing, sheets: Sequence[Mapping[str, Any]]) -> str:
    """Return the HTML that heads and feet of pages are laid out from, and no more.

    Raises:
        look.TemplateFault: a template can't be set.
    """
    jinja, names = printing.setting
    return jinja.get_template("sheets.html").render(names, sheets=sheets, style=printing.style())


def render(page: Page, assets: Mapping[str, bytes]) -> tuple[Any, ...]:
    """Return the briefing's own parts laid out, WeasyPrint documents, without numbers of pages.

    Raises:
        MissingLibrary, RenderFault, look.TemplateFault: as ``Laying`` does.
    """
    printing = Printing(page, assets)
    _refuse_unprintable(printing, printing.main.html)
    return tuple(rendered(one.html, printing.files) for one in printing.parts)


def unprintable(page: Page, assets: Mapping[str, bytes]) -> tuple[Diagnostic, ...]:
    """Return an error for each text that is printed and has characters that the house's fonts lack.

    Raises:
        look.TemplateFault: a template can't be set.
    """
    covered = glyphs.coverage(assets)
    if not glyphs.may_lack(page, covered):
        return ()
    printing = Printing(page, assets)
    printed = (printing.main.html, annex_document(printing, {}))
    return tuple(dict.fromkeys(one for text in printed for one in glyphs.faults(page, text, covered)))


def _attached(page: Page, attachments: Mapping[str, bytes]) -> list[merging.Attachment]:
    issued = page.edition.briefing.issued.first
    dated = f"D:{issued.year:04}{issued.month:02}{issued.day:02}000000Z"
    return [
        merging.Attachment(name, content, _DESCRIPTIONS.get(name, f"Data of this briefing: {name}"), dated)
        for name, content in attachments.items()
    ]
