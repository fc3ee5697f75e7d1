"""Charts as they stand in the web page: slimmed, and over each label a button that opens its evidence."""

from __future__ import annotations

import re
from collections.abc import Container, Iterable, Iterator, Mapping, Sequence
from dataclasses import replace
from html import escape, unescape

from lxml import etree
from markupsafe import Markup

from tieout import ink
from tieout.formats.markup import panel_id
from tieout.frozen import frozen
from tieout.ink import Box
from tieout.memory import remembered
from tieout.model import Exhibit, Page

# Which drawing shows from which width on; the classes are those of screen.css.
_SHOWN = {"web-968": "wide", "web-660": "middle", "web-343": "narrow", "web-288": "narrowest"}
# What a drawing also serves as, where the one made for that width is missing.
_STANDS_IN = {"middle": ("web-968", "wide"), "narrow": ("web-288", "narrowest")}
_LABEL = re.compile(r'\saria-label="[^"]*"')
_ID = re.compile(r'<svg\b[^>]*?\sid="([^"]*)"')
_FACT = re.compile(r'\bdata-fact="([^"]*)"')
_NAMESPACE = f' xmlns="{ink.SVG}"'
_LEAST = 24.0  # px: what a finger or an unsteady hand can meet
_AROUND = 3.0


@frozen
class Tap:
    """A label that opens its evidence: its class, address, account and words, and the box that is touched."""

    kind: str
    address: str
    account: str
    words: str
    box: Box

    @property
    def html(self) -> Markup:
        """The button over the label, named by its words; ``style`` says where it stands."""
        whose = f' data-account="{escape(self.account)}"' if self.account else ""
        return Markup(
            f'<button class="tap" data-class="{self.kind}" data-fact="{escape(self.address)}"{whose} '
            f'popovertarget="{escape(panel_id(self.address))}" aria-label="{escape(self.words)}"></button>'
        )


@frozen
class Shown:
    """A drawing as it stands in the page, the widths at which it shows, its size and what can be touched."""

    id: str
    svg: Markup
    shown: str
    size: tuple[float, float]
    taps: tuple[Tap, ...]

    @property
    def html(self) -> Markup:
        """The drawing and the buttons over it, in the order of its labels."""
        return self.svg + Markup("").join(one.html for one in self.taps)


def of_page(page: Page) -> Mapping[str, tuple[Shown, ...]]:
    """Return the drawings of each exhibit, the cover's too, that a browser chooses from by its width."""
    taken: set[str] = set()
    return {one.id: tuple(_drawings(one, page.standings, taken)) for one in page.all_exhibits}


def style(drawings: Mapping[str, Iterable[Shown]]) -> str:
    """Return the rules that lay each button over its label, in parts of the drawing, which may shrink."""
    return "".join(
        f"#{shown.id} ~ :nth-of-type({nth}) {{ {_place(tap.box, shown.size)} }}\n"
        for exhibit in drawings.values()
        for shown in exhibit
        for nth, tap in enumerate(shown.taps, 1)
    )


def _drawings(exhibit: Exhibit, known: Container[str], taken: set[str]) -> Iterator[Shown]:
    """Yield the drawings of an exhibit; where an outermost is missing its neighbour serves.

    ``taken`` are the ids of the drawings before, to which theirs are added.
    """
    for rendering, shown in _SHOWN.items():
        if rendering in exhibit.drawings:
            missing, also = _STANDS_IN.get(shown, ("", ""))
            serves = f"{shown} {also}" if also and missing not in exhibit.drawings else shown
            drawing = exhibit.drawings[rendering]
            name = unescape(_ID.search(drawing.svg)[1])
            if name in taken:  # two exhibits may draw one chart
                name = f"{exhibit.id}-{rendering}"
            taken.add(name)
            facts = frozenset(one for one in _facts(drawing.svg) if one in known)
            size = (drawing.width, drawing.height)
            svg, taps = _slimmed(drawing.svg, name, size, facts)
            yield Shown(name, Markup(_named(svg, exhibit)), serves, size, taps)


@remembered(1024)
def _facts(svg: str) -> frozenset[str]:
    """Return the addresses that a drawing names."""
    return frozenset(map(unescape, _FACT.findall(svg)))


@remembered(1024)
def _slimmed(
    svg: str, name: str, size: tuple[float, float], known: frozenset[str]
) -> tuple[str, tuple[Tap, ...]]:
    """Return a drawing as a page has it, called ``name``, and what in it can be touched."""
    root = etree.fromstring(svg.encode())
    root.set("id", name)
    taps = tuple(_taps(root, size, known))
    _slim(root)
    return etree.tostring(root, encoding="unicode").replace(_NAMESPACE, "", 1), taps


def _named(svg: str, exhibit: Exhibit) -> str:
    """Return a drawing named by the page's own words for it; where those are marked, by the words marked."""
    if not exhibit.alt_html:
        return ink.named(svg, exhibit.alt)
    head, close, rest = svg.partition(">")
    named = _LABEL.sub("", head) + f' aria-labelledby="{escape(f"exhibit-{exhibit.id}-alt")}"'
    return named + close + rest


# --- what can be touched -------------------------------------------------------------------------


def _taps(root: etree._Element, size: tuple[float, float], known: Container[str]) -> Iterator[Tap]:
    """Yield what opens evidence: each label of a fact, and each date that stands there for one."""
    taps = []
    for one in root.iterfind(".//*[@data-box]"):
        address, kind = one.get("data-fact", ""), one.get("data-class", "")
        if kind in ("fact", "date") and address in known:
            box = Box(*map(float, one.get("data-box").split()))
            taps.append(Tap(kind, address, one.get("data-account", ""), "".join(one.itertext()), box))
    for tap, box in zip(taps, _touched([one.box for one in taps], size), strict=True):
        yield replace(tap, box=box)


def _touched(labels: Sequence[Box], size: tuple[float, float]) -> list[Box]:
    """Return around each label a box large enough to touch, where there is room, that meets no other.

    Labels of one line part the room between them. Then, from the lowest up, each takes its height: not up to
    the label above, and what it lacks there below, where nothing stands.
    """
    wide = [_widened(one, labels, size[0]) for one in labels]
    boxes: dict[int, Box] = {}
    for nth in sorted(range(len(labels)), key=lambda one: -labels[one].bottom):
        label, box = labels[nth], wide[nth]
        high = max(_LEAST, label.bottom - label.top + 2 * _AROUND)
        stacked = [one for one in range(len(labels)) if one != nth and _share(wide[one], box)]
        above = [labels[one].bottom for one in stacked if labels[one].bottom <= label.top]
        least = max((min((one + label.top) / 2, one + _AROUND) for one in above), default=label.top - high)
        most = min((boxes[one].top for one in stacked if one in boxes), default=label.bottom + high)
        bottom = min((label.top + label.bottom + high) / 2, most)
        top = max(bottom - high, least)
        boxes[nth] = replace(box, top=top, bottom=min(most, max(bottom, top + high)))
    return [boxes[nth] for nth in range(len(labels))]


def _widened(label: Box, labels: Iterable[Box], width: float) -> Box:
    """Return a label with room beside it, at most half of what is free up to the next one of its line."""
    across = max(_AROUND, (_LEAST - label.right + label.left) / 2)
    line = [one for one in labels if one is not label and one.top < label.bottom and label.top < one.bottom]
    before = max((one.right for one in line if one.right <= label.left), default=-label.left)
    after = min((one.left for one in line if one.left >= label.right), default=2 * width - label.right)
    left, right = (before + label.left) / 2, (label.right + after) / 2
    return replace(label, left=max(label.left - across, left), right=min(label.right + across, right))


def _share(one: Box, other: Box) -> bool:
    """Return whether two boxes stand one above the other, at least in part."""
    return one.left < other.right and other.left < one.right


def _place(box: Box, size: tuple[float, float]) -> str:
    width, height = size
    sides = {
        "left": box.left / width,
        "top": box.top / height,
        "width": (box.right - box.left) / width,
        "height": (box.bottom - box.top) / height,
    }
    return " ".join(f"{name}: {100 * part:.2f}%;" for name, part in sides.items())


# --- slimmed -------------------------------------------------------------------------------------


def _slim(root: etree._Element) -> None:
    """Leave out what the page's own style sheet says, what is inherited, and what was for us alone.

    A colour that has its name as class is the style sheet's in both schemes; the commonest font is said once.
    """
    fonts = [one.get("font-family") for one in root.iter(f"{{{ink.SVG}}}text")]
    if all(fonts) and fonts:
        root.set("font-family", max(fonts, key=fonts.count))
    for one in root.iter():
        one.attrib.pop("data-box", None)
        one.attrib.pop("text-rendering", None)
        painted = one.get("class", "").split()
        if any(name.startswith("f-") for name in painted):
            one.attrib.pop("fill", None)
        if any(name.startswith("s-") for name in painted):
            one.attrib.pop("stroke", None)
        if one is not root:
            for name, plain in (("font-family", "serif"), ("font-weight", "400")):
                if one.get(name) == _inherited(one.getparent(), name, plain):
                    del one.attrib[name]


def _inherited(element: etree._Element | None, name: str, plain: str) -> str:
    """Return what an attribute is for what stands within ``element``."""
    while element is not None:
        if element.get(name):
            return element.get(name)
        element = element.getparent()
    return plain
