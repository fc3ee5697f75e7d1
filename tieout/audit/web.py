"""A finished web page as passages of bound pieces: what it shows and says aloud, out of its HTML alone.

Style sheets and other files are not looked at. What may show, hide or move words in a way that can't be read
here is a fault; docs/pdf.md names the classes, docs/json-ld.md what the page says as linked data.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import replace
from functools import partial

from lxml import etree
from lxml.html import HtmlElement, HTMLParser, document_fromstring

from tieout.audit import drawing, sheet
from tieout.audit.drawing import Found
from tieout.audit.finished import (
    NOTHING,
    RUNS,
    SAID,
    TECHNICAL,
    Finished,
    Passage,
    Piece,
    Role,
    Spot,
    address_in,
    panel_of,
)
from tieout.audit.record import plain
from tieout.audit.signs import is_sign
from tieout.frozen import frozen
from tieout.gate import Lexicon
from tieout.measured import Facts
from tieout.measured.kinds import UNDRAWN, UNKNOWN

MOST = 64 * 1024 * 1024
"""The longest page that is read, in bytes."""

MOST_FAULTS = 200
"""How many faults of one page are told: one with so many is no page of ours, whatever else is wrong."""

MOST_ATTRIBUTES = 100
"""How many attributes an element may have: parsers compare each with all the others."""

LINKED = "application/ld+json"

WIDTHS = ("wide", "middle", "narrow", "narrowest")
"""The classes by which a page shows, of the drawings of one exhibit, the one that is made for its width."""

Page = HtmlElement | str
"""The root of a page, or why it can't be read."""


def words_of(text: str) -> frozenset[str]:
    """Return the words of a list that is set as text."""
    return frozenset(text.split())


# What begins and ends a passage.
_BLOCKS = words_of(
    """
    address article aside blockquote body caption center dd details div dl dt figcaption figure footer
    form h1 h2 h3 h4 h5 h6 header hr html legend li main menu nav ol p pre section summary table tbody td
    tfoot th thead tr ul
    """
)
_IN_LINE = words_of(
    """
    a abbr b bdi big br button cite code col colgroup data del dfn em i ins kbd label mark q s samp small span
    strong sub sup time tt u var wbr
    """
)
_IN_SVG = words_of(
    """
    svg g defs path rect circle ellipse line polygon polyline text tspan title desc
    """
)
# What is no part of what the page shows, and is looked at by itself.
_ASIDE = frozenset({"head", "script", "style", "template", "meta", "link", "base", "img"})
# What shows nothing of what it holds until it is opened.
_FOLDED = frozenset({"details", "template"})
# What tells of the words within where they stand, whether or not it has an id.
_PLACES = frozenset({"section", "figure", "svg", "h1", "details", "nav", "div", "p"})
_SVG_SAID = {"text": Role.LABEL, "title": Role.ALT, "desc": Role.ALT}

_SAYS = {f"data-{name}": name for name in SAID}
# Attributes that are words to a reader: read aloud, shown beside the pointer, or set by the style sheet.
_WORDED = words_of(
    """
    aria-label aria-description aria-roledescription aria-valuetext alt title abbr placeholder data-l
    """
)
# What a page may tell a browser of itself.
_HARMLESS_EQUIVALENTS = frozenset({"content-security-policy", "content-type", "x-ua-compatible"})

# What engines of a page make in one piece, so that no part of it looks otherwise than the rest.
_WHOLE = frozenset({"fact", "date", "quotation", "claim", "tally", "name", "idiom", "plain"})

_SPACE = re.compile(r"[ \t\n\r\f]+")
_PARTED = re.compile(r"\d[.,]?\d")  # a number, where what is before and after its parting stands on
_DIGITS = re.compile(r"\d+")
_OF_A_NUMBER = frozenset("0123456789.,")
_TURNED = re.compile("[\u202a-\u202e\u2066-\u2069]")
_TAG = re.compile(r"""<[A-Za-z](?:[^>=]++|=\s*+(?:"[^"]*+"|'[^']*+')|=)*+""")
_QUOTED = re.compile(r"""=\s*+(?:"[^"]*+"|'[^']*+')""")
_IS_HTML = re.compile(r"<(?:!doctype\s+html|html|head|body)\b", re.IGNORECASE)
_SCHEME = re.compile(r"\s*[a-z][a-z0-9+.-]*:|\s*//", re.IGNORECASE)
_ELSEWHERE = re.compile(r"\s*(?:[a-z][a-z0-9+.-]*:|/|\\|.*\.\.)", re.IGNORECASE)
_DATA_OF = re.compile(r"data/exhibit-(?P<id>[^/]+)\.csv")
_SOURCE = re.compile(r"s[0-9]+")
_CLAIM = re.compile(r"c[0-9]+")


def read(page: bytes | Page) -> Finished:
    """Return what a finished page says: its passages in order, its ids, and what can't be read in it.

    A passage of the text is TEXT, of a drawing or of a button over one LABEL. What is said beside the text is
    a passage of its own, with the attribute or the name of the metadata as ``part``: ALT, of a link LINK, in
    the head METADATA. An ``aria-label`` that repeats the visible words is left out. The value of a ``data``
    or ``time`` is an ATTACHMENT, whose piece says under ``machine`` which attribute it is.

    ``within`` has besides ``panel``, ``word`` and ``claim``: the id of the panel, of what bears a claim word
    out and of the row of a claim; ``drawing``, the id of the drawing. A piece that holds a link out of the
    page says under ``url`` where to. The number of an entry of the source list has that entry as its aim. A
    page that can't be read at all is one fault.
    """
    root = parsed(page)
    if isinstance(root, str):
        return Finished((), faults=((Spot(), root),))
    reader = _Reader(root)
    return Finished(tuple(reader.passages), aims=dict.fromkeys(reader.ids, 0), faults=tuple(reader.faults))


@frozen
class Inline:
    """A drawing within the page: the id of its exhibit, "" where none is told, its SVG, and its place.

    ``shown`` are the classes of ``WIDTHS`` that it is shown at; empty where it is never shown.
    """

    exhibit: str
    svg: str
    where: Spot
    shown: tuple[str, ...] = ()


def drawings(page: bytes | Page) -> tuple[Inline, ...]:
    """Return the drawings of a page in order, but for the marks of its key; none if it can't be read."""
    root = parsed(page)
    if isinstance(root, str):
        return ()
    return tuple(
        Inline(
            _exhibit_around(one),
            etree.tostring(one, encoding="unicode", with_tail=False),
            spot(one),
            _shown_at(one),
        )
        for one in root.iter("svg")
        if not is_sign(one)
    )


def charted(
    page: bytes | Page, facts: Facts, lexicon: Lexicon | None = None, exhibits: Iterable[str] = ()
) -> tuple[Found, ...]:
    """Return all that is wrong with the charts of a page, as ``drawing.faults`` tells it of each.

    Each of the ``exhibits`` has to have a drawing for every width, and one alone. Lines are those of the
    page, boxes in units of the drawing.
    """
    root = parsed(page)
    if isinstance(root, str):
        return ()
    every = drawings(root)
    found = [
        (replace(spot, line=one.where.line + max(spot.line - 1, 0)), message, kind)
        for one in every
        for spot, message, kind in drawing.faults(one.svg.encode(), facts, one.exhibit, lexicon)
    ]
    return (*found, *_missing(root, every, exhibits))


def _missing(root: HtmlElement, every: Sequence[Inline], exhibits: Iterable[str]) -> Iterator[Found]:
    """Yield each width at which an exhibit shows no drawing, or several."""
    figures = {_exhibit_of(one): one for one in root.iter("figure")}
    for exhibit in exhibits:
        shown = Counter(width for one in every if one.exhibit == exhibit for width in one.shown)
        place = spot(figures[exhibit]) if exhibit in figures else Spot()
        absent = [width for width in WIDTHS if not shown[width]]
        if absent:
            at = "for any width" if len(absent) == len(WIDTHS) else f"for the widths {', '.join(absent)}"
            yield place, f"exhibit `{exhibit}` has no drawing {at}", UNDRAWN
        for width in (one for one in WIDTHS if shown[one] > 1):
            yield place, f"exhibit `{exhibit}` has {shown[width]} drawings for the width {width}", UNKNOWN


def _shown_at(svg: HtmlElement) -> tuple[str, ...]:
    """Return the widths at which a page shows a drawing: none of one that stands in what is hidden."""
    above = tuple(svg.iterancestors())
    if any(one.tag in _FOLDED or "hidden" in one.attrib or "popover" in one.attrib for one in (svg, *above)):
        return ()
    classes = (above[0].get("class") or "").split() if above else []
    if "drawing" not in classes or not set(classes) <= {"drawing", *WIDTHS}:
        return ()
    return tuple(one for one in WIDTHS if one in classes)


def parsed(page: bytes | Page) -> Page:
    """Return the root of a page, or why it can't be read; a page that is parsed stays as it is."""
    if not isinstance(page, bytes):
        return page
    if len(page) > MOST:
        return f"the page is {len(page)} bytes long; the most that is read is {MOST}"
    try:
        text = page.decode("utf-8-sig")
    except UnicodeDecodeError as fault:
        return f"the page is not in UTF-8: byte {fault.start} begins no character"
    if not _IS_HTML.search(text):
        return "the file is no web page: it has no `html`"
    if _is_crowded(text):
        return f"an element of the page has more than {MOST_ATTRIBUTES} attributes"
    parser = HTMLParser(encoding="utf-8", huge_tree=True)
    try:
        return document_fromstring(text.encode(), parser=parser, ensure_head_body=False)
    except (etree.LxmlError, ValueError) as fault:
        return f"the page can't be read: {fault}"


def _is_crowded(markup: str) -> bool:
    """Return whether a tag of a page has more than ``MOST_ATTRIBUTES``, without parsing it."""
    return any(
        len(_QUOTED.sub("= ", tag[0]).replace("/", " ").split()) > MOST_ATTRIBUTES + 1
        for tag in _TAG.finditer(markup)
        if tag.end() - tag.start() > 2 * MOST_ATTRIBUTES
    )


# --- one walk through the page -------------------------------------------------------------------


class _Bound:
    """What a run of text is bound by: the properties of the outermost classed element, and where it leads."""

    __slots__ = ("aim", "element", "says")

    def __init__(self, element: HtmlElement | None, says: Mapping[str, str], aim: str = "") -> None:
        self.element, self.says, self.aim = element, says, aim


_FREE = _Bound(None, NOTHING)


@frozen
class _State:
    """What holds for the text at hand: its binding, what it stands in, its role; ``drawn`` is true in SVG."""

    bound: _Bound
    within: Mapping[str, str]
    role: Role
    drawn: bool


class _Reader:
    """One walk through a page, after which its lists are full."""

    def __init__(self, root: HtmlElement) -> None:
        self._root = root
        self.passages: list[Passage] = []
        self.faults: list[tuple[Spot, str]] = []
        self.ids: dict[str, HtmlElement] = {}
        self._state = _State(_FREE, {}, Role.TEXT, False)
        self._runs: list[tuple[_Bound, str, HtmlElement]] = []
        self._held: list[list[tuple[_Bound, str, HtmlElement]]] = []  # the lines around drawings
        self._visible: dict[HtmlElement, str] = {}  # the words of what has a label of its own
        self._links: list[HtmlElement] = []
        self._unheld: list[HtmlElement] = []
        self._addresses = _panels(root)
        for fault in root.getroottree().parser.error_log if root.getroottree().parser else ():
            if fault.type_name != "HTML_UNKNOWN_TAG":
                said = f"the markup is broken, and browsers mend it each in their own way: {fault.message}"
                self.faults.append((Spot(line=fault.line), plain(said)))
        del self.faults[MOST_FAULTS:]
        self._walk(root)
        for link in self._unheld:
            if (aim := _aim(link)) not in self.ids:
                self._fault(link, f"the link leads to `#{aim}`, which is not in the page")

    def _fault(self, element: HtmlElement, message: str) -> None:
        if len(self.faults) < MOST_FAULTS:
            self.faults.append((spot(element), message))

    def _walk(self, root: HtmlElement) -> None:
        walk = etree.iterwalk(root, events=("start", "end", "comment", "pi"))
        before: list[tuple[str, _State | None]] = []
        holders = [root]  # whose words the text is; a break, which is given all that follows it, has none
        for event, one in walk:
            if event == "start":
                tag = one.tag
                holders.append(holders[-1] if tag == "wbr" else one)
                if tag in _ASIDE:
                    before.append((tag, None))
                    self._beside(one)
                    walk.skip_subtree()
                    continue
                state = self._state
                if tag in _BLOCKS or (state.drawn and tag in _SVG_SAID):
                    self._end_passage()
                elif tag == "svg":
                    self._held.append(self._runs)
                    self._runs = []
                self._begin(one, tag)
                before.append((tag, state if state is not self._state else None))
                if text := one.text:
                    self._runs.append((self._state.bound, text, holders[-1]))
                continue
            if event == "end":
                tag, state = before.pop()
                holders.pop()
                if tag in _BLOCKS or (self._state.drawn and tag in _SVG_SAID):
                    self._end_passage()
                elif tag == "svg":
                    self._end_passage()
                    self._runs = self._held.pop()
                elif tag == "br":
                    self._runs.append((self._state.bound, " ", one))
                if state is not None:
                    self._state = state
            elif "[CDATA[" in (one.text or "")[:8] or "<" in (one.text or ""):
                self._fault(one, "a comment holds markup, which some readers take for words of the page")
            if text := one.tail:
                self._runs.append((self._state.bound, text, holders[-1]))
        self._end_passage()

    # elements

    def _begin(self, one: HtmlElement, tag: str) -> None:
        """Take an element's own words and what it says of those within it."""
        state = self._state
        drawn = state.drawn or tag == "svg"
        if tag not in (_IN_SVG if drawn else _BLOCKS) and (drawn or tag not in _IN_LINE):
            self._fault(one, f"`{tag}` is no element of a finished page: what it shows can't be read")
        given = dict(one.items())
        if tag == "button" and (given.get("class") == "tap" or _is_label(one.getparent())) and _said(one):
            self._fault(one, "the words of a button that lies over others are not shown")
        bound, within, role = state.bound, state.within, state.role
        if drawn:
            role = _SVG_SAID.get(tag, Role.LABEL if tag == "svg" else role)
        if not given:
            if tag in ("h1", "details", "nav"):
                within = self._place(one, within)
            if drawn is not state.drawn or role is not state.role or within is not state.within:
                self._state = _State(bound, within, role, drawn)
            return
        if bound is _FREE:
            if "data-class" in given:
                says = {name: given[key] for key, name in _SAYS.items() if key in given}
                if "facts" in says:
                    says["facts"] = ",".join(says["facts"].replace(",", " ").split())
                own = within.get("source", "") if says["class"] == "citation" else ""
                bound = _Bound(one, says, _aim(one) or own)
        elif tag == "a" and bound.says["class"] == "citation":
            bound = _Bound(one, bound.says, _aim(one))
        else:
            if "class" in given and bound.says["class"] in _WHOLE and not drawn:
                self._fault(one, "a part of what is bound has a look of its own, and may not be shown")
            if not bound.aim:
                bound.aim = _aim(one)
            if tag == "a" and _SCHEME.match(given.get("href", "")):
                bound.says = {"url": given["href"], **bound.says}
        if tag == "a" and bound is _FREE:
            self._links.append(one)
        if tag in _PLACES or "id" in given:
            within = self._place(one, within)
        if "hidden" in given:
            role = Role.ALT
            if tag not in _BLOCKS and not drawn:
                self._fault(one, "words within a line are hidden: what is shown differs from what is there")
        if "popover" in given and (tag not in _BLOCKS or bound is not _FREE):
            self._fault(one, "words within a line are not shown: what is shown differs from what is there")
        if (
            bound is not state.bound
            or within is not state.within
            or role is not state.role
            or drawn is not state.drawn
        ):
            self._state = _State(bound, within, role, drawn)
        self._own_words(one, tag, given)

    def _place(self, one: HtmlElement, within: Mapping[str, str]) -> Mapping[str, str]:
        """Return what stands within ``one`` stands in; its id is taken."""
        tag, name = one.tag, one.get("id")
        if name is not None:
            if name in self.ids:
                self._fault(one, f"the id `{name}` stands twice in the page")
            else:
                self.ids[name] = one
        if tag == "section":
            title = (one.get("aria-labelledby") or "").removesuffix("-head")
            return {**within, "section": name or title}
        if tag == "figure":
            return {**within, "exhibit": _exhibit_of(one)}
        if tag == "svg":
            return {**within, "drawing": name} if name and "data-form" in one.attrib else within
        if tag == "h1":
            return {**within, "part": "title"}
        if tag == "details":
            return {**within, "part": "data"} if "exhibit" in within else within
        if tag == "nav":
            return {**within, "part": "contents"}
        if tag == "div" and one.get("class") == "cover":
            return {**within, "section": "cover"}
        if tag == "p" and one.get("class") == "standfirst":
            return {**within, "part": "standfirst"}
        if name is None:
            return within
        if "popover" in one.attrib:
            inside = {**within, "panel": name}
            if address := self._addresses.get(name) or address_in(name):
                inside["entry"] = address
            elif name.startswith("w-"):
                inside["word"] = name
            return inside
        if tag == "li":
            if _SOURCE.fullmatch(name):
                return {**within, "source": name}
            if name.startswith("d-"):
                return {**within, "entry": name[2:]}
            if name.startswith("b-"):
                return {**within, "word": name}
        if tag == "tr" and _CLAIM.fullmatch(name):
            return {**within, "claim": name}
        return within

    def _own_words(self, one: HtmlElement, tag: str, given: Mapping[str, str]) -> None:
        """Take the words that stand in attributes, and what none of them may do."""
        state = self._state
        for key, value in given.items():
            if key in _WORDED:
                self._worded(one, tag, key, value)
            elif key == "value" or key == "datetime":
                if tag == "li":
                    self._fault(one, "the number of a list's item is set by `value`, and stands in no text")
                else:
                    self._beside_words(one, value, Role.ATTACHMENT, key, {**state.bound.says, "machine": key})
            elif key == "href" or key == "xlink:href":
                if RUNS.match(value):
                    self._fault(one, f"`{key}` runs or holds something that can't be read")
            elif key == "style":
                self._fault(
                    one, "`style` gives what it is of a look of its own, which may hide or turn words"
                )
            elif key.startswith("on"):
                self._fault(one, f"`{key}` runs a script, which may change what the page says")
            elif (key == "start" or key == "reversed") and tag == "ol":
                self._fault(one, f"the numbers of a list are set by `{key}`, and stand in no text")

    def _worded(self, one: HtmlElement, tag: str, key: str, value: str) -> None:
        """Take an attribute that is words; what only repeats the visible ones is left out."""
        bound = self._state.bound
        if key == "aria-label" and tag in ("button", "a", "label", "span", "b", "data"):
            label = one.getparent() if tag == "button" and _is_label(one.getparent()) else one
            visible = self._visible.get(label)
            if visible is None:
                visible = self._visible[label] = _said(label)
            if plain(visible) == plain(value):
                return
            numbers = _DIGITS.findall(visible) if tag == "a" else []
            if numbers and _DIGITS.findall(value) not in ([], numbers):
                self._fault(one, f"the link is called `{plain(value)}`, and its words are `{visible}`")
            if tag == "button" and not visible and label is one:
                says = bound.says
                self._beside_words(one, value, Role.LABEL, "tap", says, bound.aim or _aim(one))
                return
        role = Role.LINK if tag == "a" else Role.ALT
        self._beside_words(one, value, role, key, bound.says, _aim(one) or bound.aim)

    def _beside_words(
        self, one: HtmlElement, words: str, role: Role, part: str, says: Mapping[str, str], aim: str = ""
    ) -> None:
        words = _spaced(words)
        if words:
            self._check_order(one, words)
            piece = Piece(words, says, aim, partial(spot, one))
            self.passages.append(Passage((piece,), role, {**self._state.within, "part": part}))

    def _beside(self, one: HtmlElement) -> None:
        """Take what is no part of the text: the head, metadata, scripts, style, pictures."""
        tag = one.tag
        if tag == "head":
            for below in one:
                if not isinstance(below.tag, str):
                    continue
                if below.tag in _ASIDE:
                    self._beside(below)
                elif below.tag == "title":
                    self._beside_words(below, "".join(below.itertext()), Role.METADATA, "title", NOTHING)
                else:
                    self._fault(below, f"`{below.tag}` is nothing that the head of a finished page holds")
                self._place(below, NOTHING)
        elif tag == "meta":
            self._meta(one)
        elif tag == "script":
            if (one.get("type") or "").strip().lower() != LINKED or "src" in one.attrib:
                self._fault(one, "a script may change what the page says")
            elif "<" in (one.text or ""):
                self._fault(one, "the linked data holds a `<`, which may end it for some readers")
        elif tag == "style":
            for message in sheet.faults(one.text or "", self._root):
                self._fault(one, message)
        elif tag == "template":
            if any(key.startswith("shadowroot") for key in one.attrib):
                self._fault(one, "a template is shown in the place of what stands around it")
        elif tag == "link":
            if "stylesheet" in (one.get("rel") or "").lower() and _ELSEWHERE.match(one.get("href") or ""):
                self._fault(one, "the style sheet is not of this page's own folder")
        elif tag == "base":
            self._fault(one, "`base` leads the links of the page elsewhere")
        else:
            self._fault(one, "what a picture shows can't be read")
            self._own_words(one, "img", dict(one.items()))
        if tag not in ("head", "meta") and "id" in one.attrib:
            self._place(one, NOTHING)

    def _meta(self, one: HtmlElement) -> None:
        equivalent = (one.get("http-equiv") or "").strip().lower()
        if equivalent and equivalent not in _HARMLESS_EQUIVALENTS:
            self._fault(one, f"`{equivalent}` makes the browser show something else")
        charset = one.get("charset")
        if charset is not None and charset.strip().lower() not in ("utf-8", "utf8"):
            self._fault(one, f"the page says that it is in {charset}, and is in UTF-8")
        name = (one.get("name") or one.get("property") or one.get("itemprop") or "").strip()
        if not equivalent and name.lower() not in TECHNICAL:
            self._beside_words(one, one.get("content") or "", Role.METADATA, name or "meta", NOTHING)

    # passages

    def _end_passage(self) -> None:
        """Make a passage of the runs at hand: neighbours of one binding are one piece."""
        if not self._runs:
            if self._links:
                self._unheld += [one for one in self._links if _aim(one)]
                self._links = []
            return
        pieces: list[tuple[_Bound, list[str], HtmlElement]] = []
        holder = None
        for bound, text, element in self._runs:
            if pieces and pieces[-1][0] is bound:
                if element is not holder and _is_parted(pieces[-1][1], text):
                    self._fault(element, "a number is put together of several elements: some may be hidden")
                pieces[-1][1].append(text)
            else:
                pieces.append((bound, [text], element))
            holder = element
        self._runs = []
        made, ended = [], True  # whether the words so far end in space, or there are none
        for bound, texts, element in pieces:
            words = _SPACE.sub(" ", "".join(texts))
            if ended and words[:1] == " ":
                words = words[1:]
            if words:
                made.append((bound, words, element))
                ended = words[-1] == " "
        if made and ended:
            bound, words, element = made.pop()
            if len(words) > 1:
                made.append((bound, words[:-1], element))
        links, self._links = self._links, []
        alone = len(links) == 1 and len(made) == 1 and made[0][1] == _said(links[0])
        if not alone:
            self._unheld += [one for one in links if _aim(one)]
        if not made:
            return
        self.passages.append(
            Passage(
                tuple(
                    Piece(
                        words,
                        bound.says,
                        bound.aim or (_aim(links[0]) if alone else ""),
                        partial(spot, element if bound is _FREE else bound.element),
                    )
                    for bound, words, element in made
                ),
                self._state.role,
                self._state.within,
            )
        )
        for _, words, element in made:
            if not words.isascii():
                self._check_order(element, words)

    def _check_order(self, one: HtmlElement, words: str) -> None:
        if _TURNED.search(words):
            self._fault(one, "a character turns the order in which letters are shown")


def _is_parted(before: Sequence[str], after: str) -> bool:
    """Return whether a number goes on from one text to the next."""
    if after[:1] not in _OF_A_NUMBER or before[-1][-1:] not in _OF_A_NUMBER:
        return False
    head = "".join(before[-2:])[-2:]
    return any(one.start() < len(head) < one.end() for one in _PARTED.finditer(head + after[:2]))


def _panels(root: HtmlElement) -> Mapping[str, str]:
    """Return the address that each panel is of, as those that open it tell: the id is made of the address."""
    found = {}
    for opener in root.iter("button"):
        aim, bound = opener.get("popovertarget"), opener
        if "data-fact" not in bound.attrib:
            bound = opener.getparent()
        address = bound.get("data-fact") if bound is not None else None
        if aim and address and aim == panel_of(address):
            found[aim] = address
    return found


def _aim(one: HtmlElement) -> str:
    """Return the id of what a click on an element leads to, "" for nothing within the page."""
    target = one.get("popovertarget")
    if target is not None:
        return target
    href = one.get("href") or ""
    return href[1:] if href.startswith("#") else ""


def _is_label(one: HtmlElement | None) -> bool:
    return one is not None and one.tag == "label"


def _exhibit_of(figure: HtmlElement) -> str:
    """Return the id of the exhibit that a figure is: of its own id, or of the data that it links to."""
    name = figure.get("id") or ""
    if name.startswith("exhibit-"):
        return name.removeprefix("exhibit-")
    for link in figure.iter("a"):
        if found := _DATA_OF.fullmatch(link.get("href") or ""):
            return found["id"]
    return ""


def _exhibit_around(one: HtmlElement) -> str:
    return next((_exhibit_of(above) for above in one.iterancestors("figure")), "")


def _spaced(text: str) -> str:
    """Return ``text`` as a browser spaces it; spaces that do not break stay."""
    return _SPACE.sub(" ", text).strip(" ")


def _said(one: HtmlElement) -> str:
    return _spaced("".join(one.itertext()) if len(one) else one.text or "")


def spot(one: HtmlElement) -> Spot:
    """Return where an element is: a selector from the nearest id above it, and its line."""
    line = one.sourceline or 0
    while one is not None and not isinstance(one.tag, str):
        one = one.getparent()
    steps: list[str] = []
    while one is not None:
        if name := one.get("id"):
            steps.append(f"#{name}" if re.fullmatch(r"[A-Za-z][\w-]*", name) else f'[id="{name}"]')
            break
        above = one.getparent()
        if above is None or one.tag in ("body", "head"):
            steps.append(one.tag)
            break
        if one.tag == "wbr":
            one = above
            continue
        like = [below for below in above if below.tag == one.tag]
        steps.append(one.tag if len(like) == 1 else f"{one.tag}:nth-of-type({like.index(one) + 1})")
        one = above
    return Spot(selector=" > ".join(reversed(steps)), line=line)
