"""What style does to a page: words and signs it writes, which stand in no text, and words that it hides.

A sheet is parsed as browsers parse it, and each declaration looked at by itself. Which of the elements of the
page a rule is of is told by the last part of its selector alone, so that it may be told of more than it is of
and never of fewer. Not seen is what lies over words without being of them: a box that is moved over a number,
in the colour of the page, say; nor what a face of the page's own fonts draws for a letter.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Iterator, Mapping
from functools import cached_property, lru_cache
from typing import Any

from lxml.html import HtmlElement

from tieout.audit.record import plain
from tieout.frozen import frozen

# --- what a sheet says, as it is parsed ----------------------------------------------------------


@frozen
class _Compound:
    """The last part of a selector: what an element has to be for a rule to be of it, ``pseudo`` apart."""

    text: str
    tag: str
    classes: frozenset[str]
    name: str
    attributes: frozenset[str]
    pseudo: str

    def may_be(self, one: HtmlElement) -> bool:
        """Return whether a rule may be of an element: what stands before the last part is not looked at."""
        return (
            self.tag in ("", one.tag)
            and self.name in ("", one.get("id", ""))
            and self.attributes <= set(one.keys())
            and self.classes <= set((one.get("class") or "").split())
        )


@frozen
class _Declaration:
    """A property and its value, of whom it is, and within which at-rules."""

    name: str
    value: tuple[Any, ...]
    of: tuple[_Compound, ...]
    within: tuple[str, ...]

    @property
    def told(self) -> str:
        """What it says, as it may be told."""
        return plain(f"{self.name}: {''.join(one.serialize() for one in self.value)}")[:60]

    @property
    def tokens(self) -> tuple[Any, ...]:
        """Everything in its value, what stands within brackets too."""
        return tuple(_flat(self.value))

    @property
    def words(self) -> frozenset[str]:
        """The keywords of its value."""
        return frozenset(one.lower_value for one in self.tokens if one.type == "ident")

    @property
    def makes(self) -> frozenset[str]:
        """The functions of its value."""
        return frozenset(one.lower_name for one in self.tokens if one.type == "function")


_GROUPS = frozenset({"media", "supports", "container", "layer"})
_BROKEN = "the style is broken, and browsers mend it each in their own way"
_PSEUDO = frozenset({"before", "after", "first-letter", "first-line"})  # with one colon too
_COMBINED = frozenset({">", "+", "~", "|"})


@lru_cache(maxsize=8)
def _read(css: str) -> tuple[tuple[_Declaration, ...], tuple[str, ...]]:
    """Return the declarations of a sheet in order, and what is wrong with it as a whole."""
    import tinycss2  # comes with the maker of PDFs, and takes a while to load

    faults: list[str] = []
    declarations = tuple(
        _declared(tinycss2.parse_stylesheet(css, True, True), (), (), faults, tinycss2.parse_blocks_contents)
    )
    return declarations, tuple(faults)


def _declared(
    nodes: Iterable[Any],
    of: tuple[_Compound, ...],
    within: tuple[str, ...],
    faults: list[str],
    contents: Callable[..., list[Any]],
) -> Iterator[_Declaration]:
    for node in nodes:
        if node.type == "qualified-rule":
            inner = contents(node.content, True, True)
            yield from _declared(inner, tuple(_compounds(node.prelude)), within, faults, contents)
        elif node.type == "declaration":
            yield _Declaration(node.lower_name, tuple(node.value), of, within)
        elif node.type == "at-rule" and node.lower_at_keyword in _GROUPS and node.content is not None:
            head = plain(f"{node.lower_at_keyword} {''.join(one.serialize() for one in node.prelude)}")
            inner = contents(node.content, True, True)
            yield from _declared(inner, of, (*within, head), faults, contents)
        elif node.type == "at-rule" and node.lower_at_keyword in ("font-face", "page") and node.content:
            inner = contents(node.content, True, True)
            if any(one.type != "declaration" for one in inner):
                faults.append(f"the style takes in what can't be read here: `@{node.lower_at_keyword}`")
            yield from _declared(inner, (), (*within, node.lower_at_keyword), faults, contents)
        elif node.type == "at-rule":
            faults.append(f"the style takes in what can't be read here: `@{node.lower_at_keyword}`")
        elif node.type == "error":
            faults.append(f"{_BROKEN}: {node.message}")


def _compounds(prelude: Iterable[Any]) -> Iterator[_Compound]:
    """Yield the last part of each selector of a list."""
    selector: list[Any] = []
    for token in (*prelude, None):
        if token is None or (token.type == "literal" and token.value == ","):
            yield _compound(selector)
            selector = []
        else:
            selector.append(token)


def _compound(selector: list[Any]) -> _Compound:
    text = plain("".join(one.serialize() for one in selector))
    while selector and selector[-1].type == "whitespace":
        selector = selector[:-1]
    start = max(
        (
            nth + 1
            for nth, one in enumerate(selector)
            if one.type == "whitespace" or (one.type == "literal" and one.value in _COMBINED)
        ),
        default=0,
    )
    tag, name, pseudo, classes, attributes, before = "", "", "", set(), set(), ""
    for one in selector[start:]:
        if one.type == "ident" and before == ".":
            classes.add(one.value)
        elif one.type == "ident" and (before == "::" or (before == ":" and one.lower_value in _PSEUDO)):
            pseudo = one.lower_value
        elif one.type == "ident" and not before:
            tag = one.lower_value
        elif one.type == "hash":
            name = one.value
        elif one.type == "[] block":
            attributes |= {part.lower_value for part in one.content[:1] if part.type == "ident"}
        before = (before if before == ":" else "") + one.value if one.type == "literal" else ""
    return _Compound(text, tag, frozenset(classes), name, frozenset(attributes), pseudo)


def _flat(tokens: Iterable[Any]) -> Iterator[Any]:
    for one in tokens:
        yield one
        if one.type == "function":
            yield from _flat(one.arguments)
        elif one.type.endswith("block"):
            yield from _flat(one.content)


# --- what a sheet writes -------------------------------------------------------------------------

# Marks before a number or between words, and quotation marks: none is a digit, a sign of one, or a hedge.
_SIGNS = frozenset("◆◇■□▲△▼▽●○•·|†‡§ \u00a0\u2009\u202f“”‘’„‚«»‹›")
_WORDS = frozenset({"version"})  # what our own sheet writes, before the number of a version
_READ_HERE = "data-l"  # heads of cells, which a narrow page repeats, are read of the page itself
# What makes room beside a number is not seen; these rules write it.
_ROOM = frozenset({":is(.pad, .room)[data-left]::before", ".room[data-right]::after"})
_HOLDS_ROOM = frozenset({".pad::before", ".room::before", ".room::after"})
_OF_FACES = frozenset({"font", "font-family", "src", "grid-template", "grid-template-areas", "grid-area"})
_MARKERS = frozenset({"none", "disc", "circle", "square", "inside", "outside", "inherit", "initial", "unset"})
_MAKES_PICTURES = frozenset({"url", "src", "image", "image-set", "-webkit-image-set", "cross-fade", "element",
                             "paint", "-moz-element", "symbols"})  # fmt: skip
_OF_FONTS = frozenset({"url", "format", "tech"})
_ELSEWHERE = re.compile(r"\s*(?:[a-z][a-z0-9+.-]*:|/|\\)|.*\.\.", re.IGNORECASE | re.DOTALL)


def _written(one: _Declaration) -> Iterator[str]:
    """Yield what a declaration adds to the words of a page, or shows beside them."""
    for token in one.tokens:
        if token.type == "string" and one.name not in _OF_FACES and not one.name.startswith("--"):
            bare = "".join(letter for letter in token.value if letter not in _SIGNS)
            if bare and bare.lower() not in _WORDS:
                yield f"the style writes `{plain(token.value)[:60]}`, which stands in no text"
    taken = [token.value for token in one.tokens if token.type == "url"]
    if one.name == "src" and "font-face" in one.within:
        called = (token for token in one.tokens if token.type == "function" and token.lower_name == "url")
        taken += [part.value for token in called for part in token.arguments if part.type == "string"]
        if one.makes - _OF_FONTS or any(map(_ELSEWHERE.match, taken)):
            yield f"the style takes a font from elsewhere: `{one.told}`"
    elif taken or one.makes & _MAKES_PICTURES:
        yield f"what a picture of the style shows can't be read: `{one.told}`"
    if one.name == "content":
        read = [token.arguments for token in one.tokens if token.type == "function"]
        for arguments in read:
            names = [part.value for part in arguments if part.type == "ident"]
            room = names in (["data-left"], ["data-right"]) and {of.text for of in one.of} <= _ROOM
            if one.makes != {"attr"} or (names != [_READ_HERE] and not room):
                yield f"the style writes `{one.told}`, which stands in no text"
                break
    elif one.name.startswith("counter-"):
        yield f"the style counts: `{one.told}`"
    elif one.name in ("list-style", "list-style-type") and (one.words - _MARKERS or one.makes):
        yield f"the style writes numbers, or what can't be read, before items: `{one.told}`"
    elif one.name == "text-security" or one.name == "-webkit-text-security":
        yield f"the style shows other letters than there are: `{one.told}`"


# --- what a sheet hides --------------------------------------------------------------------------

_LEAST = {"px": 6.0, "pt": 5.0, "em": 0.4, "rem": 0.4, "ch": 0.8, "ex": 0.8, "%": 40.0}
"""Under which size of letters words are as good as hidden, by unit."""
_FAR = {"px": 50.0, "pt": 40.0, "em": 4.0, "rem": 4.0, "lh": 2.0, "ch": 8.0, "ex": 8.0, "%": 50.0}
"""How far something may be moved to the left, or up, before it is as good as gone, by unit."""
_FAINT = 0.5  # the least opacity at which words are read
_CONTRAST = 1.5  # the least ratio of luminances at which words are seen at all
_CUT = frozenset({"hidden", "clip"})
_TURNS = frozenset({"transform", "rotate", "scale", "translate", "clip", "clip-path", "mask", "mask-image",
                    "filter", "zoom", "animation", "animation-name", "order", "writing-mode", "offset-path",
                    "text-overflow", "line-clamp", "-webkit-line-clamp", "content-visibility", "unicode-bidi",
                    "-webkit-mask", "-webkit-mask-image", "-webkit-transform", "-webkit-filter",
                    "mix-blend-mode", "offset", "text-orientation"})  # fmt: skip
_LEAVES = frozenset({"none", "normal", "auto", "visible", "initial", "inherit", "unset", "horizontal-tb"})
_MOVES = re.compile(r"(?:top|left|right|bottom|inset.*|margin.*|text-indent)")
_COLOURS = frozenset({"color", "-webkit-text-fill-color"})
_SIZES = re.compile(r"(?:max-)?(?:width|height|block-size|inline-size)")


def _hides(one: _Declaration, colours: _Colours) -> bool:
    """Return whether a declaration hides, turns, moves away or strikes what it is of."""
    name, words = one.name, one.words
    if name == "display":
        return "none" in words or bool(one.makes)
    if name == "visibility":
        return not words <= {"visible", "inherit"}
    if name in _TURNS:
        return not words or bool(words - _LEAVES)
    if name == "direction":
        return "rtl" in words
    if name == "flex-direction" or name == "flex-flow" or name == "flex-wrap":
        return any(word.endswith("-reverse") for word in words)
    if name == "opacity" or name == "fill-opacity":
        return any(
            value < (100 * _FAINT if unit == "%" else _FAINT) for value, unit in _numbers(one)
        ) or bool(one.makes)
    if name in ("font-size", "font"):
        return any(value < _LEAST.get(unit, 1e-9) for value, unit in _letter_sizes(one))
    if name.startswith("overflow"):
        return bool(words & _CUT)
    if name == "text-decoration" or name == "text-decoration-line":
        return "line-through" in words
    if name in ("letter-spacing", "word-spacing"):
        return any(value < -(0.1 if unit in ("em", "rem") else 1) for value, unit in _numbers(one))
    if _SIZES.fullmatch(name):
        return any(not value or (unit == "px" and value < 4) for value, unit in _numbers(one))
    if _MOVES.fullmatch(name):
        return any(value < -_FAR.get(unit, 20) for value, unit in _numbers(one)) or any(
            abs(value) > 1000 and unit != "%" for value, unit in _numbers(one)
        )
    return name in _COLOURS and colours.unseen(one.value)


def _numbers(one: _Declaration) -> Iterator[tuple[float, str]]:
    """Yield the numbers of a value, those within functions too, with their units."""
    for token in one.tokens:
        if token.type in ("number", "dimension", "percentage"):
            yield token.value, _unit(token)


def _letter_sizes(one: _Declaration) -> Iterator[tuple[float, str]]:
    """Yield the sizes of letters that a value says: not the height of lines, nor the weight."""
    before = ""
    for token in one.value:
        if token.type == "whitespace":
            continue
        if token.type in ("dimension", "percentage") and before != "/":
            yield token.value, _unit(token)
        elif token.type == "number" and before != "/" and (one.name == "font-size" or not token.value):
            yield token.value, ""
        before = token.value if token.type == "literal" else ""


def _unit(token: Any) -> str:
    if token.type == "dimension":
        return token.lower_unit
    return "%" if token.type == "percentage" else ""


# What a drawing names its colours by: the class says which, and the sheet has to paint it so.
_PAINTS = {"fill": "f-", "stroke": "s-"}
_PAPER = frozenset({"ground", "paper"})  # of a drawing in a page: the page


def _painted(one: _Declaration) -> Iterator[str]:
    """Yield each paint of a drawing that is another than its class says."""
    names = [part.value for token in one.tokens if token.type == "function" for part in token.arguments]
    for of in one.of:
        said = {
            name.removeprefix(_PAINTS[one.name]) for name in of.classes if name.startswith(_PAINTS[one.name])
        }
        right = {"--page" if name in _PAPER else f"--{name}" for name in said} | {
            f"--{name}" for name in said
        }
        if one.makes != {"var"} or len(names) != 1 or names[0] not in right:
            yield f"the style paints `{of.text}` otherwise than drawings have it: `{one.told}`"


class _Colours:
    """The colours of a sheet, by the custom properties that name them, and those that a page stands on."""

    def __init__(self, every: Iterable[_Declaration]) -> None:
        named: dict[tuple[str, ...], dict[str, list[tuple[Any, ...]]]] = {(): {}}
        grounds = []
        for one in every:
            if one.name.startswith("--"):
                named.setdefault(one.within, {}).setdefault(one.name, []).append(one.value)
            elif one.name in ("background", "background-color") and any(
                of.tag in ("body", "html") and not of.pseudo for of in one.of
            ):
                grounds.append(one.value)
        self._scopes = [{**named[()], **more} for more in named.values()]
        self._grounds = grounds

    def unseen(self, value: tuple[Any, ...]) -> bool:
        """Return whether words of a colour would not be seen on the ground of the page, in any scheme."""
        for scope in self._scopes:
            grounds = [rgb for ground in self._grounds for rgb in self._meant(ground, scope)]
            for colour in self._meant(value, scope):
                if colour[3] < _FAINT or any(_contrast(colour, ground) < _CONTRAST for ground in grounds):
                    return True
        return False

    def _meant(
        self, value: tuple[Any, ...], scope: Mapping[str, list[tuple[Any, ...]]], depth: int = 0
    ) -> Iterator[tuple[float, float, float, float]]:
        from tinycss2.color4 import parse_color

        for token in value:
            if token.type == "function" and token.lower_name == "var" and depth < 8:
                names = [part.value for part in token.arguments if part.type == "ident"]
                for meant in scope.get(names[0], ()) if names else ():
                    yield from self._meant(meant, scope, depth + 1)
            elif token.type in ("hash", "ident", "function") and (rgb := parse_color(token)) is not None:
                if rgb == "currentcolor":
                    continue
                red, green, blue = rgb.to("srgb").coordinates
                yield red, green, blue, rgb.alpha


def _contrast(one: tuple[float, ...], other: tuple[float, ...]) -> float:
    """Return the ratio of the luminances of two colours, as WCAG 2 defines it."""
    light, dark = sorted((_luminance(one), _luminance(other)), reverse=True)
    return (light + 0.05) / (dark + 0.05)


def _luminance(colour: tuple[float, ...]) -> float:
    red, green, blue = (
        part / 12.92 if part <= 0.04045 else ((part + 0.055) / 1.055) ** 2.4 for part in colour[:3]
    )
    return 0.2126 * red + 0.7152 * green + 0.0722 * blue


# --- what of a page is hidden --------------------------------------------------------------------


def _is_widths(one: HtmlElement) -> bool:
    return one.tag == "div" and next(iter(one), None) is not None and one[0].tag == "svg" and not one.text


def _is_folded(one: HtmlElement) -> bool:
    return any("popover" in above.attrib for above in one.iterancestors())


# What our own sheet hides that holds numbers, and what each has to be for that: other drawings of one chart,
# what a panel tells again, commas between sources, heads that each cell repeats, and on paper what is opened.
_OURS: Mapping[str, Callable[[HtmlElement], bool]] = {
    "[hidden]": lambda one: "hidden" in one.attrib,
    **dict.fromkeys(
        (".drawing.narrow", ".drawing.narrowest", ".drawing.wide", ".drawing.middle:not(.wide)",
         ".drawing.middle", ".drawing.middle.wide", ".drawing.narrow:not(.narrowest)"),
        _is_widths,
    ),
    ".panel-sides": _is_folded,
    ".data-table .cites": lambda one: one.get("data-class") == "citation",
    ".cards thead": lambda one: one.tag == "thead",
}  # fmt: skip
_OURS_ON_PAPER: Mapping[str, Callable[[HtmlElement], bool]] = {
    ".contents": lambda one: one.tag == "nav",
    ".panels": lambda one: all("popover" in below.attrib for below in one),
    ".behind": lambda one: one.tag == "details",
    ".behind-link": lambda one: next(one.iterancestors("figure"), None) is not None,
}
_OVERFLOWING = frozenset({"body", ".facts"})  # to the side alone, where their lines break
_WRITTEN = frozenset({"before", "after", "marker", "-webkit-details-marker", "backdrop", "placeholder"})


class _Held:
    """The elements of a page that hold bound words, are such, or stand within such, and may not be hidden."""

    def __init__(self, page: HtmlElement) -> None:
        self._page = page
        self._known: dict[HtmlElement, bool] = {}

    def _holds(self, one: HtmlElement) -> bool:
        """Return whether an element is one of them, and has words."""
        if one not in self._known:
            around = (one, *one.iterancestors())
            bound = any(above.get("data-class") is not None for above in around)
            self._known[one] = (
                _has_words(one) if bound else any(map(_has_words, one.iterfind(".//*[@data-class]")))
            )
        return self._known[one]

    @cached_property
    def _by_class(self) -> Mapping[str, list[HtmlElement]]:
        found: dict[str, list[HtmlElement]] = {}
        for one in self._page.iterfind(".//*[@class]"):
            for name in one.get("class").split():
                found.setdefault(name, []).append(one)
        return found

    def by(self, of: _Compound, declaration: _Declaration) -> HtmlElement | None:
        """Return an element that a rule which hides may be of and ought not to; None where there is none."""
        if of.pseudo in _WRITTEN or (declaration.name == "overflow-x" and of.text in _OVERFLOWING):
            return None
        right = _OURS.get(of.text)
        if right is None and "media print" in declaration.within:
            right = _OURS_ON_PAPER.get(of.text)
        every = (one for one in self._like(of) if of.may_be(one))
        return next((one for one in every if (self._holds(one) if right is None else not right(one))), None)

    def _like(self, of: _Compound) -> Iterable[HtmlElement]:
        """Return the elements of a page that are near enough to a selector to be looked at."""
        if of.classes:
            return self._by_class.get(min(of.classes), ())
        if of.name:
            return self._page.xpath("//*[@id = $name]", name=of.name)
        if of.attributes:
            return self._page.xpath("//*[@*[name() = $name]]", name=min(of.attributes))
        return self._page.iter(of.tag or "*")


def _has_words(one: HtmlElement) -> bool:
    return any(text.strip() for text in one.itertext())


def faults(css: str, page: HtmlElement) -> Iterator[str]:
    """Yield what a sheet writes on a page that stands in no text, what it hides, and what can't be read.

    A style writes marks, such as ◆, and no words; the heads of cells, which a narrow page repeats, are read
    of the page itself. It may hide what holds no number, and what our own sheet hides: a drawing made for
    other widths, say. Each thing is told once.
    """
    declarations, broken = _read(css)
    colours, held = _Colours(declarations), _Held(page)
    told = list(broken)
    makes_room, holds_room = False, set()
    hiding: set[str] = set()
    for one in declarations:
        told += _written(one)
        if one.name == "content" and any(token.type == "function" for token in one.tokens):
            makes_room = makes_room or any(of.text in _ROOM for of in one.of)
        if one.name == "visibility" and not one.within:
            texts = {of.text for of in one.of}
            holds_room = holds_room | texts if "hidden" in one.words else holds_room - texts
        if one.name == "visibility" and "visible" in one.words and any(of.pseudo for of in one.of):
            told.append(f"the style shows what makes room beside a number: `{one.told}`")
        if _hides(one, colours):
            wrong = next((of for of in one.of if held.by(of, one) is not None), None)
            if wrong is not None and one.told not in hiding:
                hiding.add(one.told)
                told.append(
                    f"the style hides, moves or turns `{wrong.text}`, which may hold numbers: `{one.told}`"
                )
        if one.name in _PAINTS:
            told += _painted(one)
    if makes_room and not holds_room >= _HOLDS_ROOM:
        told.append("the style shows what makes room beside a number")
    yield from dict.fromkeys(told)
