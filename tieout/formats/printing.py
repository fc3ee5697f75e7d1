"""A page that is to be printed: its documents, what they may open, and the steps that lay them out."""

from __future__ import annotations

import itertools
from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import dataclass
from functools import cached_property, lru_cache
from typing import Any

from markupsafe import Markup

from tieout import steps
from tieout.formats import annex, blocks, look, markup, parts
from tieout.formats.press import BASE
from tieout.model import Exhibit, Page


@dataclass(frozen=True)
class Printing:
    """A page to be printed: what its templates name, and the document of its own pages, each made once.

    ``assets`` is the templates folder (``look.read``); ``made_by`` is a digest of all that decides the bytes
    of a part beside its document and its files: this code, libraries.
    """

    page: Page
    assets: Mapping[str, bytes]
    made_by: str = ""

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
        """The document of the briefing's own pages, whole, in the style of all parts but the first."""
        jinja, names = self.setting
        listing = [(section["id"], section["short"]) for section in names["sections"]]
        if not names["lists_sources"]:
            listing.append(("sources", "Sources"))
        text = jinja.get_template("print.html").render(
            names, listing=listing, style=self.style(look.part_rules), annex=annex.HEAD
        )
        return annex.numbered(parts.whole(text, "print.html", "body"), self.page)

    @cached_property
    @look.template_faults()
    def annex(self) -> str:
        """The document of the annex, whole, with the address of each entry where its places are to stand."""
        jinja, names = self.setting
        return jinja.get_template("annex.html").render(
            names,
            annex=annex.HEAD,
            entries=annex.ordered(self.page, self.main.printed),
            entry_id=annex.entry_id,
            began_with=lambda standing: annex.origins(self.page, standing),
            places_of=lambda address: Markup(f"\x00{address}\x00"),
            style=self.style(look.column_rules),
        )

    @cached_property
    def parts(self) -> tuple[parts.Part, ...]:
        """The parts of the briefing's own pages, in order; the first has its own style."""
        return parts.of_main(self.main.html, look.front_rules(self.assets, self.page.desk.page))

    def style(self, more: Callable[..., str] = lambda *_: "") -> Markup:
        """Return the style sheet, with the rules that ``more`` gives for assets and a size of page."""
        size = self.page.desk.page
        return Markup(look.print_style(self.assets, size, BASE) + look.PARTED + more(self.assets, size))

    @cached_property
    def files(self) -> Mapping[str, bytes]:
        """All that the documents may open, by path: fonts, the page's own charts, the marks of the key."""
        exhibits = self.page.printed_exhibits
        drawn = {f"charts/{one.id}.svg": one.drawings["print"].svg.encode() for one in exhibits}
        return {**self.fonts, **drawn, **_key(self.assets)}

    @cached_property
    def fonts(self) -> Mapping[str, bytes]:
        """The files of the fonts, by path."""
        return {path: content for path, content in self.assets.items() if path.endswith(".ttf")}

    def opened(self, html: str) -> Mapping[str, bytes]:
        """Return the files that a document names, with all fonts."""
        drawn = {path: held for path, held in self.files.items() if f"{BASE}{path}" in html}
        return {**self.fonts, **drawn}

    def step(self, name: str, make: Callable[..., bytes], *given: Any) -> steps.Step:
        """Return the step that makes a part of the PDF of what is ``given``."""
        return steps.Step(name, make, steps.digest(self.made_by, make.__name__, *_told(given)), given)


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


def _told(given: Iterable[Any]) -> Iterator[str]:
    """Yield what is given to a step as texts, each thing told apart from the next, files by their digests."""
    for one in given:
        if isinstance(one, Mapping):
            yield f"mapping of {len(one)}"
            yield from _told(itertools.chain.from_iterable(sorted(one.items())))
        elif isinstance(one, bytes):
            yield _digest(one)
        else:
            yield one if isinstance(one, str) else repr(one)


@lru_cache(maxsize=512)
def _digest(content: bytes) -> str:
    return steps.digest(content)
