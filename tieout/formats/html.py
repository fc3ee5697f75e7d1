"""A page as a folder that opens in any browser: one HTML file, a style sheet, fonts; no script."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from typing import Any

from markupsafe import Markup

from tieout.formats import blocks, dataset, inlay, linked, look, markup
from tieout.formats.inlay import Shown
from tieout.frozen import frozen
from tieout.model import Page, Standing
from tieout.pieces import machine
from tieout.wording import words


@frozen
class Panel:
    """The evidence of one address; ``sides`` gives each side of a dispute that has a number, by evidence key.

    ``told`` is true of a dispute told by its sides, so that no one of them stands at the head.
    """

    standing: Standing
    sides: Mapping[str, Side]
    told: bool


@frozen
class Side:
    """What one side of a dispute says: its name, its number in words, and for machines."""

    name: str
    words: str
    value: str


def make(
    page: Page,
    assets: Mapping[str, bytes],
    pdf_size: int | None = None,
    known: Mapping[str, Any] | None = None,
) -> Mapping[str, bytes]:
    """Return the page's files by path: index.html, style.css, and the fonts it names.

    ``assets`` is the templates folder (``look.read``). ``pdf_size`` is the PDF's length in bytes, for the
    link to it; None where there is no PDF. The page also links to files under ``data/`` that others make.
    ``known`` is what ``dataset.facts`` returns of the page, where that is worked out already.
    """
    fonts = {path: content for path, content in assets.items() if path.endswith(".woff2")}
    drawn = inlay.of_page(page)
    return {
        "index.html": _document(page, assets, drawn, pdf_size, known or dataset.facts(page)).encode(),
        "style.css": (look.screen_style(assets) + inlay.style(drawn)).encode(),
        **fonts,
    }


def document(page: Page, assets: Mapping[str, bytes], pdf_size: int | None = None) -> str:
    """Return the text of index.html.

    Raises:
        look.TemplateFault: a template can't be set.
    """
    return _document(page, assets, inlay.of_page(page), pdf_size, dataset.facts(page))


@look.template_faults()
def _document(
    page: Page,
    assets: Mapping[str, bytes],
    drawn: Mapping[str, Iterable[Shown]],
    pdf_size: int | None,
    known: Mapping[str, Any],
) -> str:
    jinja = look.environment(assets)
    of = markup.setting(page, markup.WEB)
    jinja.globals |= {
        "web_drawings": lambda exhibit: drawn[exhibit.id],
        "key_svg": lambda name: Markup(_key(jinja, name)),
    }
    names = blocks.context(page, of, jinja)
    names["word_panel_id"] = markup.word_panel_id
    names["claim_panel_id"] = markup.claim_panel_id
    pdf = pdf_name(page) if pdf_size is not None else ""
    return jinja.get_template("page.html").render(
        names,
        linked=linked.script(page, known, names["sections"], pdf),
        panels=tuple(_panels(page)),
        pdf_name=pdf_name(page),
        pdf_size=None if pdf_size is None else size_words(pdf_size),
        ground={scheme: look.colours(assets, scheme)["page"] for scheme in ("light", "dark")},
    )


def pdf_name(page: Page) -> str:
    """Return the name of the PDF beside the page, which tells it from those of other editions."""
    of = (page.edition.briefing.id, page.edition.id, page.release or "draft")
    return "-".join(filter(None, of)) + ".pdf"


def size_words(size: int) -> str:
    """Return a file's size as a reader wants it: "412 KB", "1.3 MB", never parted."""
    return f"{max(round(size / 1000), 1)}\u00a0KB" if size < 999_500 else f"{size / 1_000_000:.1f}\u00a0MB"


def _panels(page: Page) -> Iterator[Panel]:
    for standing in page.standings.values():
        sides = {}
        for account in standing.accounts:
            if account.value is not None:
                sided = standing.sided(account)
                said = words(sided, "sentence", page.desk.vocabulary)
                sides[account.evidence.key] = Side(account.name, said, machine(sided))
        told = sum(account.value is not None for account in standing.accounts) > 1
        yield Panel(standing, sides, told)


def _key(jinja: look.Environment, name: str) -> str:
    return jinja.get_template("key.svg.html").render(
        name=name,
        fill=lambda colour: Markup(f'class="f-{colour}"'),
        stroke=lambda colour: Markup(f'class="s-{colour}"'),
    )
