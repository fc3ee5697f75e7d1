"""How full the pages of a PDF are, and which are too empty at the foot."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from typing import Any

from tieout.diagnostics import Diagnostic, Place, warning
from tieout.frozen import frozen
from tieout.model import Page

# Empty at the foot, as a part of the page: more than this is a hole, but on the pages that end by rule.
EMPTY_MOST = 0.2
_HEADS = frozenset({"h2", "h3", "h4"})


@frozen
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


def thin(laid: Any) -> list[dict[str, Any]]:
    """Return what may be told of a part's pages, as ``Thin`` names it, numbered from 1 in the part.

    Its last page ends by rule, and is too empty only if it is the last of all and holds less than a fifth.
    """
    fills = page_fill(laid)
    most = [*[EMPTY_MOST] * (len(fills) - 1), 4 * EMPTY_MOST]
    empty = [
        (nth, 1 - fill) for nth, (fill, most) in enumerate(zip(fills, most, strict=True)) if 1 - fill > most
    ]
    names = ("number", "empty", "section", "head", "follows")
    return [
        dict(zip(names, (nth + 1, round(part, 3), *_where(laid, nth + 1)), strict=True))
        for nth, part in empty
    ]


def thin_pages(parts: Iterable[tuple[int, Iterable[Mapping[str, Any]]]]) -> tuple[Thin, ...]:
    """Return the pages that are too empty, of parts of so many pages each with what ``thin`` told of them."""
    held = list(parts)
    return tuple(_thin(held, sum(count for count, _ in held)))


def _thin(parts: list[tuple[int, Iterable[Mapping[str, Any]]]], last: int) -> Iterator[Thin]:
    before = 0
    for count, told in parts:
        for one in told:
            number = before + one["number"]
            if one["number"] < count or number == last > 1:
                yield Thin(**{**one, "number": number})
        before += count


def page_fill(laid: Any) -> tuple[float, ...]:
    """Return how far down each page is filled, from 0 to 1 of the height between its margins."""
    return tuple(_fill(one._page_box) for one in laid.pages)


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
