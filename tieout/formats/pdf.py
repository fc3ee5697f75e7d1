"""A page as a PDF to keep and to read aloud, with its evidence inside; docs/pdf.md describes it.

No network, no machine's fonts, no clock, and nothing that is only a warning.
"""

from __future__ import annotations

import base64
import copy
import datetime
import gc
import itertools
import json
import logging
import mimetypes
import urllib.parse
import zlib
from collections.abc import Callable, Iterator, Mapping
from contextlib import contextmanager
from dataclasses import asdict, dataclass
from functools import cached_property
from html import unescape
from io import BytesIO
from typing import Any

from markupsafe import Markup

from tieout.diagnostics import Diagnostic, Place, error, warning
from tieout.formats import annex, blocks, glyphs, look, markup, tagging
from tieout.formats.seclusion import secluded
from tieout.model import Exhibit, Page

SCHEME = "tieout"
BASE = f"{SCHEME}:///"
VARIANT = "pdf/a-3a"  # and PDF/UA-1, which ``_metadata`` adds
# Empty at the foot, as a part of the page: more than this is a hole, but on the pages that end by rule.
EMPTY_MOST = 0.2
_PIXELS = 96 / 25.4  # to a millimetre
_OPENS, _CLOSES = b"\nstream\n", b"\nendstream"
_OPEN_ENDED = b"\r" + _CLOSES
_TRIES = 8
_HEADS = frozenset({"h2", "h3", "h4"})
# PDF/UA-1, as XMP says it, and that property's own description (ISO 19005-3, 6.6.2.3).
_UA = "http://www.aiim.org/pdfua/ns/id/"
_EXTENSION = "http://www.aiim.org/pdfa/ns"
_ACCESSIBLE = f"""
<rdf:Description rdf:about="" xmlns:pdfuaid="{_UA}" pdfuaid:part="1"/>
<rdf:Description rdf:about="" xmlns:pdfaExtension="{_EXTENSION}/extension/"
 xmlns:pdfaSchema="{_EXTENSION}/schema#" xmlns:pdfaProperty="{_EXTENSION}/property#">
 <pdfaExtension:schemas><rdf:Bag>
  <rdf:li rdf:parseType="Resource">
   <pdfaSchema:schema>PDF/UA identification</pdfaSchema:schema>
   <pdfaSchema:namespaceURI>{_UA}</pdfaSchema:namespaceURI>
   <pdfaSchema:prefix>pdfuaid</pdfaSchema:prefix>
   <pdfaSchema:property><rdf:Seq>
    <rdf:li rdf:parseType="Resource">
     <pdfaProperty:name>part</pdfaProperty:name>
     <pdfaProperty:valueType>Integer</pdfaProperty:valueType>
     <pdfaProperty:category>internal</pdfaProperty:category>
     <pdfaProperty:description>The part of ISO 14289 that the file holds to</pdfaProperty:description>
    </rdf:li>
   </rdf:Seq></pdfaSchema:property>
  </rdf:li>
 </rdf:Bag></pdfaExtension:schemas>
</rdf:Description>
"""

_REMEDY = (
    "on Debian and Ubuntu: apt-get install libpangoft2-1.0-0 libharfbuzz-subset0; "
    "on Fedora: dnf install pango harfbuzz; on macOS: brew install pango"
)
_DESCRIPTIONS = {
    "facts.json": "Every fact of this briefing with its evidence, as JSON",
    "facts.csv": "Every fact of this briefing, as a table",
    "sources.json": "The sources of this briefing, as CSL-JSON",
    "manifest.json": "What is attached to this file, with the SHA-256 of each",
}


class MissingLibrary(Exception):
    """A library of the system that PDFs are made with is not here; says which, and how to get it."""

    def __init__(self, library: str) -> None:
        super().__init__(library)
        self.library = library

    def __str__(self) -> str:
        return f"no PDF was made: {self.library} is not installed ({_REMEDY})"


class RenderFault(Exception):
    """The PDF cannot be made as it should be; ``faults`` are the reasons, in words, or errors of content."""

    def __init__(self, faults: tuple[str | Diagnostic, ...]) -> None:
        super().__init__(faults)
        self.faults = faults

    def __str__(self) -> str:
        return "; ".join(one if isinstance(one, str) else one.message for one in self.faults)

    def diagnostics(self, page: Page) -> tuple[Diagnostic, ...]:
        """Return the faults as errors, of the briefing where they have no place of their own."""
        return tuple(
            error("pdf-is-sound", page.edition.briefing.at, one) if isinstance(one, str) else one
            for one in self.faults
        )


@dataclass(frozen=True, slots=True)
class Thin:
    """A page that is too empty at its foot.

    ``empty`` is the part of its height, from 0 to 1, that nothing stands in; ``section`` the id of the
    section it ends in, ``head`` the last head above its end, ``follows`` what the next page begins with.
    """

    number: int
    empty: float
    section: str
    head: str
    follows: str

    def diagnostic(self, page: Page) -> Diagnostic:
        """Return the page as a warning, at the file of the section it ends in."""
        files = {file.id: file.path for file in page.edition.briefing.sections}
        at = Place(files[self.section]) if self.section in files else page.edition.briefing.at
        said = f"page {self.number} of the PDF is {self.empty:.0%} empty at its foot, under `{self.head}`"
        if self.follows:
            notes = (f"the next page begins: {self.follows}",)
            mend = "put what follows an exhibit before it, or give the exhibit another place"
        else:
            said = f"page {self.number} of the PDF, the last, is {self.empty:.0%} empty, under `{self.head}`"
            notes, mend = (), "shorten what is before it, or let it hold a fifth of a page"
        return warning("page-is-full", at, said, *notes, help=mend)


@dataclass(frozen=True)
class Printing:
    """A page to be printed: what its templates name, and the document of its own pages, each made once.

    ``assets`` is the templates folder (``look.read``).
    """

    page: Page
    assets: Mapping[str, bytes]

    @cached_property
    def setting(self) -> tuple[look.Environment, dict[str, Any]]:
        """The templates, and what they name."""
        jinja = look.environment(self.assets)
        jinja.globals |= {
            "chart_address": _chart_address,
            "key_address": lambda name: f"{BASE}key/{name}.svg",
        }
        return jinja, blocks.context(self.page, markup.setting(self.page, markup.PRINT), jinja)

    @cached_property
    @look.template_faults()
    def main(self) -> annex.Numbered:
        """The document that the briefing's own pages are laid out from."""
        jinja, names = self.setting
        listing = [(section["id"], section["short"]) for section in names["sections"]]
        if not names["lists_sources"]:
            listing.append(("sources", "Sources"))
        text = jinja.get_template("print.html").render(
            names, listing=listing, style=self.style(), annex=annex.HEAD
        )
        return annex.numbered(text, self.page)

    def style(self, more: Callable[..., str] = lambda *_: "") -> Markup:
        """Return the style sheet, with the rules that ``more`` gives for assets and a size of page."""
        size = self.page.desk.page
        return Markup(look.print_style(self.assets, size, BASE) + more(self.assets, size))


def packed(page: Page, assets: Mapping[str, bytes], attachments: Mapping[str, bytes]) -> bytes:
    """Return the page's PDF and what ``unpacked`` tells of its pages, as one run of bytes that can be kept.

    ``attachments`` go inside it by name, all dated when the briefing was issued; ``assets`` is the templates
    folder (``look.read``).

    Raises:
        MissingLibrary: Pango, or what it needs, cannot be loaded.
        RenderFault: a character has no glyph, or the PDF engine had anything to complain of.
        look.TemplateFault: a template can't be set.
    """
    with complaints() as heard, _uncollected():
        printing = Printing(page, assets)
        laid = _render(printing, printing.main.html, _files(page, assets))
        annexed = render_annex(printing, laid)
        # What comes last may end in a way that is not told from the end of a line: then it is written again.
        for spare in range(_TRIES):
            made = _written(page, laid, annexed, attachments, spare)
            if _OPEN_ENDED not in made:
                break
    if heard:
        raise RenderFault(tuple(dict.fromkeys(heard)))
    thin = [asdict(one) for one in thin_pages(page, laid)]
    return json.dumps(thin, sort_keys=True).encode() + b"\n" + made


def _written(
    page: Page, laid: Any, annexed: list[Any], attachments: Mapping[str, bytes], spare: int
) -> bytes:
    """Return the PDF of a page laid out, with ``spare`` objects that say nothing."""
    weasyprint = engine()
    own = [tagging.Painted(one) for one in laid.pages]
    whole = laid.copy([*own, *(tagging.Painted(one, annexed=True) for one in annexed)])
    whole.metadata = copy.copy(laid.metadata)
    whole.metadata.attachments = [
        _attachment(weasyprint, name, content, page) for name, content in sorted(attachments.items())
    ]
    whole.metadata.generate_rdf_metadata = _claiming_both(laid.metadata.generate_rdf_metadata)
    return whole.write_pdf(
        pdf_variant=VARIANT, finisher=lambda document, file: _finish(document, file, page, spare)
    )


def unpacked(pack: bytes) -> tuple[bytes, tuple[Thin, ...]]:
    """Return the PDF, and its pages that are too empty at the foot."""
    thin, _, made = pack.partition(b"\n")
    return made, tuple(Thin(**one) for one in json.loads(thin))


def document(page: Page, assets: Mapping[str, bytes]) -> str:
    """Return the HTML that the briefing's own pages are laid out from.

    Raises:
        look.TemplateFault: a template can't be set.
    """
    return Printing(page, assets).main.html


@look.template_faults()
def annex_document(printing: Printing, page_of: Mapping[str, int]) -> str:
    """Return the HTML that the columns of the annex are laid out from, each as a page of its own.

    ``page_of`` gives the page of the briefing that each anchor is on.

    Raises:
        look.TemplateFault: a template can't be set.
    """
    page, main = printing.page, printing.main
    jinja, names = printing.setting
    text = jinja.get_template("annex.html").render(
        names,
        annex=annex.HEAD,
        entries=annex.ordered(page, main.printed),
        entry_id=annex.entry_id,
        began_with=lambda standing: annex.origins(page, standing),
        spots=annex.spots(page, main.printed, page_of),
        style=printing.style(look.column_rules),
    )
    return annex.numbered(text, page, after=main.last).html


@look.template_faults()
def _sheets_document(printing: Printing, count: int) -> str:
    """Return the HTML that the annex's ``count`` pages are laid out from: their heads and feet, and no more.

    Raises:
        look.TemplateFault: a template can't be set.
    """
    jinja, names = printing.setting
    style = printing.style(look.sheet_rules)
    return jinja.get_template("sheets.html").render(names, annex=annex.HEAD, count=count, style=style)


def render(page: Page, assets: Mapping[str, bytes]) -> Any:
    """Return the briefing's own pages laid out, a WeasyPrint document.

    Raises:
        MissingLibrary: Pango, or what it needs, cannot be loaded.
        RenderFault: a character of the page or of a chart has no glyph in the house's fonts, or the document
            asked for a file that is not its own.
    """
    printing = Printing(page, assets)
    return _render(printing, printing.main.html, _files(page, assets))


def render_annex(printing: Printing, laid: Any) -> list[Any]:
    """Return the annex's pages, of a briefing whose own pages are laid out.

    Its columns are laid out as pages, and set on sheets by twos: the engine lays columns out three times.

    Raises:
        RenderFault: as ``render`` does.
    """
    files = _fonts(printing.assets)
    page_of: dict[str, int] = {}
    for number, one in enumerate(laid.pages, 1):
        for anchor in one.anchors:
            page_of.setdefault(anchor, number)  # what goes on on the next page is found where it begins
    laid_annex = _render(printing, annex_document(printing, page_of), files, laid.font_config)
    columns = [one._page_box.children[0] for one in laid_annex.pages]
    pairs = list(itertools.zip_longest(columns[0::2], columns[1::2]))
    sheets = _render(printing, _sheets_document(printing, len(pairs)), files, laid.font_config)
    step = look.column_step(printing.assets) * _PIXELS
    made = []
    for sheet, (left, right) in zip(sheets.pages, pairs, strict=True):
        box = sheet._page_box
        if right:
            right.style = right.style.copy()
            right.style["transform"] = (("matrix", (1, 0, 0, 1, step, 0)),)
        box.children = [*filter(None, (left, right)), *box.children[1:]]
        made.append(type(sheet)(box))
    return made


def _render(printing: Printing, text: str, files: Mapping[str, bytes], fonts: Any = None) -> Any:
    """Return a document laid out; ``fonts`` are those of another one, to be written with it."""
    weasyprint = engine()
    if lacking := glyphs.faults(printing.page, text, glyphs.coverage(printing.assets)):
        raise RenderFault(lacking)
    source = weasyprint.HTML(string=text, base_url=BASE, url_fetcher=_fetcher(files))
    try:
        return source.render(pdf_variant=VARIANT, font_config=fonts)
    except weasyprint.urls.FatalURLFetchingError as refused:
        raise RenderFault((str(refused),)) from refused


def engine() -> Any:
    """Return WeasyPrint.

    Raises:
        MissingLibrary: what it is built on is not installed.
    """
    try:
        with secluded():
            import weasyprint
    except OSError as absent:
        raise MissingLibrary(_library(str(absent))) from absent
    return weasyprint


def page_fill(laid: Any) -> tuple[float, ...]:
    """Return how far down each page is filled, from 0 to 1 of the height between its margins."""
    return tuple(_fill(one._page_box) for one in laid.pages)


def thin_pages(page: Page, laid: Any) -> tuple[Thin, ...]:
    """Return the pages that are too empty at the foot.

    The cover and the page before the first section after the claims end by rule, and so may be short; the
    last must hold a fifth of a page.
    """
    fills = page_fill(laid)
    ended = {1, _claims_end(page, laid)}
    thin = [
        (number, 1 - fill)
        for number, fill in enumerate(fills, 1)
        if number not in ended and number < len(fills) and 1 - fill > EMPTY_MOST
    ]
    if len(fills) > 1 and fills[-1] < 1 - 4 * EMPTY_MOST:
        thin.append((len(fills), 1 - fills[-1]))
    return tuple(Thin(number, round(empty, 3), *_where(laid, number)) for number, empty in thin)


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


@contextmanager
def _uncollected() -> Iterator[None]:
    """Keep Python from looking for cycles: of the many objects of a layout few are let go before its end."""
    was = gc.isenabled()
    gc.disable()
    try:
        yield
    finally:
        if was:
            gc.enable()


class complaints(logging.Handler):
    """Everything the PDF engine says at warning or above, while the block runs; it says it to nobody else."""

    def __init__(self) -> None:
        super().__init__(logging.WARNING)
        self.heard: list[str] = []
        self.loggers = tuple(logging.getLogger(name) for name in ("weasyprint", "fontTools"))

    def emit(self, record: logging.LogRecord) -> None:
        self.heard.append(f"the PDF engine says: {record.getMessage()}")

    def __enter__(self) -> list[str]:
        self.kept = [(logger.handlers, logger.propagate) for logger in self.loggers]
        for logger in self.loggers:
            logger.handlers, logger.propagate = [self], False
        return self.heard

    def __exit__(self, *_: object) -> None:
        for logger, (handlers, propagate) in zip(self.loggers, self.kept, strict=True):
            logger.handlers, logger.propagate = handlers, propagate


# --- what the document may open ------------------------------------------------------------------


def _files(page: Page, assets: Mapping[str, bytes]) -> dict[str, bytes]:
    """Return all that the document may open, by path: fonts, its own charts, the marks of the key."""
    drawn = {f"charts/{one.id}.svg": one.drawings["print"].svg.encode() for one in page.printed_exhibits}
    return {**_fonts(assets), **drawn, **_key(assets)}


def _fonts(assets: Mapping[str, bytes]) -> dict[str, bytes]:
    return {path: content for path, content in assets.items() if path.endswith(".ttf")}


@look.template_faults()
def _key(assets: Mapping[str, bytes]) -> dict[str, bytes]:
    template = look.environment(assets).get_template("key.svg.html")
    paints = look.colours(assets)
    names = {
        "fill": lambda colour: Markup(f'fill="{paints[colour]}"'),
        "stroke": lambda colour: Markup(f'stroke="{paints[colour]}"'),
    }
    return {f"key/{mark}.svg": template.render(names, name=mark).strip().encode() for mark in blocks.DRAWN}


def _chart_address(exhibit: Exhibit) -> str:
    return f"{BASE}charts/{exhibit.id}.svg"


def _fetcher(files: Mapping[str, bytes]) -> Any:
    """Return a fetcher that knows ``files`` and nothing else: no network, no disk."""
    from weasyprint.urls import FatalURLFetchingError, URLFetcher, URLFetcherResponse

    class Fetcher(URLFetcher):
        def fetch(self, url: str, headers: Mapping[str, str] | None = None) -> URLFetcherResponse:
            path = urllib.parse.unquote(url.removeprefix(BASE))
            if not url.startswith(BASE) or path not in files:
                raise FatalURLFetchingError(f"the document may not open {url[:80]}")
            kind = mimetypes.guess_type(path)[0] or "application/octet-stream"
            return URLFetcherResponse(url, files[path], {"Content-Type": kind})

    return Fetcher(allowed_protocols=(), allow_redirects=False, fail_on_errors=True)


def _claiming_both(written: Callable[..., bytes]) -> Callable[..., bytes]:
    """Return what writes the file's description with PDF/UA-1 beside PDF/A, and the schema of that claim.

    PDF/A asks that a property it does not know is described in the file.
    """

    def both(*given: Any) -> bytes:
        return written(*given).replace(b"</rdf:RDF>", _ACCESSIBLE.encode() + b"</rdf:RDF>")

    return both


def _attachment(weasyprint: Any, name: str, content: bytes, page: Page) -> Any:
    issued = page.edition.briefing.issued.first
    dated = datetime.datetime(issued.year, issued.month, issued.day, tzinfo=datetime.UTC)
    return weasyprint.Attachment(
        file_obj=BytesIO(content),
        name=name,
        description=_DESCRIPTIONS.get(name, f"Data of this briefing: {name}"),
        relationship="Data",
        created=dated,
        modified=dated,
    )


# --- how full ------------------------------------------------------------------------------------


def _fill(page_box: Any) -> float:
    top, height = page_box.content_box_y(), page_box.height
    root = page_box.children[0]
    bottoms = [_bottom(box) for box in root.descendants() if _is_ink(box)]
    return max(0.0, min(1.0, (max(bottoms, default=top) - top) / height))


def _where(laid: Any, number: int) -> tuple[str, str, str]:
    """Return the section in which a page ends, the last head by then, and what the next page begins with."""
    section = head = ""
    for one in laid.pages[:number]:
        for box in one._page_box.descendants():
            if box.element_tag == "section":
                section = box.element.get("id", section)
            elif box.element_tag in _HEADS and box.element.get("class") != "exhibit-title":
                head = _tidy("".join(box.element.itertext()))
    follows = ""
    if number < len(laid.pages):
        root = laid.pages[number]._page_box.children[0]
        lines = [box for box in root.descendants() if getattr(box, "text", "").strip()]
        follows = _tidy(" ".join(box.text for box in lines[:12]))
    return section, head, follows


def _tidy(words: str) -> str:
    plain = " ".join(words.split())
    return plain if len(plain) <= 60 else f"{plain[:59]}…"


def _is_ink(box: Any) -> bool:
    return hasattr(box, "text") or hasattr(box, "replacement")


def _bottom(box: Any) -> float:
    return box.position_y + box.margin_height()


def _claims_end(page: Page, laid: Any) -> int:
    """Return the page on which the claims end: the one before the section after them begins; 0 for none."""
    ids = [section.id for section in page.sections]
    claims = [order for order, one in enumerate(page.sections) if markup.has_block(one.body.html, "claims")]
    if not claims or claims[0] + 1 >= len(ids):
        return 0
    after = ids[claims[0] + 1]
    return next((number for number, one in enumerate(laid.pages) if after in one.anchors), 0)


# --- the file itself -----------------------------------------------------------------------------


def _finish(laid: Any, pdf: Any, page: Page, spare: int) -> None:
    """Add what the engine leaves out: properties of the structure, labels of pages, attachments in order."""
    import pydyf

    charts = {one.id: tagging.labels(one.drawings["print"].svg) for one in page.printed_exhibits}
    tagging.tag(laid, pdf, charts, {address: annex.entry_id(address) for address in page.standings})
    own = sum(not one.annexed for one in laid.pages)
    by_label = [0, pydyf.Dictionary({"S": "/D"}), own, pydyf.Dictionary({"S": "/D", "P": pydyf.String("A")})]
    pdf.catalog["PageLabels"] = pydyf.Dictionary({"Nums": pydyf.Array(by_label)})
    for one in pdf.objects:
        if isinstance(one, pydyf.Stream) and one.compress:
            one.compress = False  # once and for all: the engine would do it twice
            if one.extra.get("Type") != "/Metadata":  # which what reads no PDF is to read
                _compress(one, pydyf)
    for _ in range(spare):
        pdf.add_object(tagging.written(len(pdf.objects), b"null"))
    names = pdf.catalog.get("Names", {})
    if "EmbeddedFiles" in names:
        tree = next(one for one in pdf.objects if one.reference == names["EmbeddedFiles"])["Names"]
        pairs = sorted(zip(tree[0::2], tree[1::2], strict=True), key=lambda pair: pair[0].string)
        tree[:] = [part for pair in pairs for part in pair]
        pdf.catalog["AF"] = pydyf.Array(dict.fromkeys(reference for _, reference in pairs))
    pdf.objects[:] = [
        one if isinstance(one, pydyf.Stream) or one.free == "f" else tagging.written(one.number, one.data)
        for one in pdf.objects
    ]


def _compress(stream: Any, pydyf: Any) -> None:
    """Compress a stream, so that its last byte is not told for a part of the line end that follows it."""
    whole = stream.data
    packed = zlib.compress(whole[whole.index(_OPENS) + len(_OPENS) : -len(_CLOSES)], 9)
    stream.extra["Filter"] = "/FlateDecode"
    if packed.endswith(b"\r"):
        packed = base64.a85encode(packed) + b"~>"
        stream.extra["Filter"] = pydyf.Array(["/ASCII85Decode", "/FlateDecode"])
    stream.stream = [packed]


def _library(said: str) -> str:
    """Return the name of the library that a loader's message says is wanting."""
    for part in unescape(said).replace('"', "'").split("'"):
        if part.startswith("lib") or "pango" in part.lower() or "gobject" in part.lower():
            return part
    return "Pango"
