"""A page as a folder that opens in any browser: one HTML file, a style sheet, fonts; no script."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from html import escape

from markupsafe import Markup

from tieout import ink
from tieout.formats import blocks, look, markup
from tieout.model import Drawing, Exhibit, Page, Standing
from tieout.wording import words

# Which drawing shows from which width on; the classes are those of screen.css.
_SHOWN = {"web-968": "wide", "web-660": "middle", "web-343": "narrow", "web-288": "narrowest"}
# What a drawing also serves as, where the one made for that width is missing.
_STANDS_IN = {"middle": ("web-968", "wide"), "narrow": ("web-288", "narrowest")}
_PROLOGUE = re.compile(r"^\s*(?:<\?xml[^>]*\?>\s*)?(?:<!DOCTYPE[^>]*>\s*)?")
_LABEL = re.compile(r'\saria-label="[^"]*"')


@dataclass(frozen=True, slots=True)
class Panel:
    """The evidence of one address; ``values`` gives, by evidence key, what each side of a dispute says.

    ``told`` is true of a dispute told by its sides, so that no one of them stands at the head.
    """

    standing: Standing
    values: Mapping[str, str]
    told: bool


@dataclass(frozen=True, slots=True)
class Shown:
    """A drawing as it stands in the page, and the widths at which it shows."""

    svg: Markup
    shown: str


def make(page: Page, assets: Mapping[str, bytes], pdf_size: int | None = None) -> Mapping[str, bytes]:
    """Return the page's files by path: index.html, style.css, and the fonts it names.

    ``assets`` is the templates folder (``look.read``). ``pdf_size`` is the PDF's length in bytes, for the
    link to it; None where there is no PDF. The page also links to files under ``data/`` that others make.
    """
    fonts = {path: content for path, content in assets.items() if path.endswith(".woff2")}
    return {
        "index.html": document(page, assets, pdf_size).encode(),
        "style.css": look.screen_style(assets).encode(),
        **fonts,
    }


@look.template_faults()
def document(page: Page, assets: Mapping[str, bytes], pdf_size: int | None = None) -> str:
    """Return the text of index.html.

    Raises:
        look.TemplateFault: a template can't be set.
    """
    jinja = look.environment(assets)
    of = markup.setting(page, markup.WEB)
    jinja.globals |= {
        "web_drawings": lambda exhibit: tuple(_drawings(exhibit)),
        "key_svg": lambda name: Markup(_key(jinja, name)),
    }
    names = blocks.context(page, of, jinja)
    names["word_panel_id"] = markup.word_panel_id
    return jinja.get_template("page.html").render(
        names,
        panels=tuple(_panels(page)),
        pdf_name=pdf_name(page),
        pdf_size=None if pdf_size is None else size_words(pdf_size),
        ground={scheme: look.colours(assets, scheme)["page"] for scheme in ("light", "dark")},
    )


def pdf_name(page: Page) -> str:
    """Return the name of the PDF beside the page."""
    return f"{page.edition.briefing.id}-{page.release or 'draft'}.pdf"


def size_words(size: int) -> str:
    """Return a file's size as a reader wants it: "412 KB", "1.3 MB", never parted."""
    return f"{max(round(size / 1000), 1)}\u00a0KB" if size < 999_500 else f"{size / 1_000_000:.1f}\u00a0MB"


def _panels(page: Page) -> Iterator[Panel]:
    for standing in page.standings.values():
        values = {
            account.evidence.key: words(standing.sided(account), "sentence", page.desk.vocabulary)
            for account in standing.accounts
            if account.value is not None
        }
        told = sum(account.value is not None for account in standing.accounts) > 1
        yield Panel(standing, {one.key: values.get(one.key, "") for one in standing.evidence}, told)


def _drawings(exhibit: Exhibit) -> Iterator[Shown]:
    """Yield the drawings a browser chooses from; where an outermost is missing its neighbour serves."""
    for rendering, shown in _SHOWN.items():
        if rendering in exhibit.drawings:
            missing, also = _STANDS_IN.get(shown, ("", ""))
            serves = f"{shown} {also}" if also and missing not in exhibit.drawings else shown
            yield Shown(Markup(_inlined(exhibit.drawings[rendering], exhibit)), serves)


def _inlined(drawing: Drawing, exhibit: Exhibit) -> str:
    """Return a drawing's SVG named by the page's own words for it, whose numbers are marked."""
    svg = _PROLOGUE.sub("", drawing.svg).strip()
    if not exhibit.alt_html:
        return ink.named(svg, exhibit.alt)
    head, close, rest = svg.partition(">")
    named = _LABEL.sub("", head) + f' aria-labelledby="{escape(f"exhibit-{exhibit.id}-alt")}"'
    return named + close + rest


def _key(jinja: look.Environment, name: str) -> str:
    return jinja.get_template("key.svg.html").render(
        name=name,
        fill=lambda colour: Markup(f'class="f-{colour}"'),
        stroke=lambda colour: Markup(f'class="s-{colour}"'),
    )
