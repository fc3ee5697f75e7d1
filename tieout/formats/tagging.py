"""What the PDF's structure says beside its text: the class of each number, and what it is of.

docs/pdf.md describes it for those who read the file.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from functools import lru_cache
from typing import Any, NamedTuple

from lxml import etree

from tieout.formats import glyphs

# Attributes of the document's elements that become properties of theirs in the PDF, in this order.
_OF_A_NUMBER = ("class", "fact", "account", "source", "claim", "facts", "tally", "because", "run")
_UNTITLED = frozenset({"because", "label"})
_RUNNING = {"part": "running"}
_IN_MARGIN = {"class": "structural", **_RUNNING}
_HOLDS_TEXT = frozenset({"/P", "/H1", "/H2", "/H3", "/H4", "/Span", "/TD", "/TH", "/Lbl", "/LBody"})
_VAGUE = frozenset({"/Div", "/NonStruct"})
_BARE = frozenset({"PageBox", "MarginBox", "LineBox"})
_POINTS = 0.75  # to a pixel of the layout


class Painted:
    """A page that remembers in which marked content each of its boxes was painted.

    It stands for the engine's page wherever that is asked for; ``marked`` is empty until it is painted.
    """

    def __init__(self, page: Any) -> None:
        self._page = page
        self.marked: dict[Any, int] = {}

    def __getattr__(self, name: str) -> Any:
        return getattr(self._page, name)

    def paint(self, stream: Any, scale: float = 1) -> None:
        self._page.paint(stream, scale)
        self.marked = {box: tag["mcid"] for box, tag in stream._tags.items()}


class Run(str):
    """A text that ends in the number of a run, as PART.NUMBER: the whole file knows what it comes to."""

    __slots__ = ()


class Label(NamedTuple):
    """A line of a chart that says a fact, and where it stands from the drawing's upper left, in points."""

    words: str
    fact: str
    account: str
    box: tuple[float, ...]


def labels(svg: str) -> tuple[Label, ...]:
    """Return the lines of a drawing that are of a fact, as it tells where they stand."""
    told = etree.fromstring(svg.encode()).iterfind(".//*[@data-box]")
    return tuple(
        Label(
            " ".join("".join(one.itertext()).split()),
            one.get("data-fact"),
            one.get("data-account", ""),
            tuple(map(float, one.get("data-box").split())),
        )
        for one in told
        if one.get("data-fact")
    )


class _Tree(NamedTuple):
    """The structure of a PDF: its elements by reference, and by page those of each marked content.

    ``parents`` is the whole of what leads from content and from annotations to elements.
    """

    pdf: Any
    elements: Mapping[bytes, Any]
    by_content: tuple[list[bytes], ...]
    parents: list[Any]


def tag(laid: Any, pdf: Any, charts: Mapping[str, tuple[Label, ...]], leads: Mapping[str, str]) -> None:
    """Give the elements of a PDF's structure what the engine leaves out, and take what it need not have.

    ``laid`` is the document whose pages are ``Painted``. Elements get the properties of what they are made
    of, heads of tables their scope, pictures their place on the page, links their words. A text is content of
    the element it stands in, not of one more within that. The labels of ``charts``, by the id of the exhibit,
    become links, to the destination that ``leads`` has for their fact.
    """
    import pydyf

    tree = _tree(pdf, len(laid.pages))
    for element in tree.elements.values():
        if element.get("S") == "/TH":
            _scope(element, tree.elements, pydyf)
    for number, page in enumerate(laid.pages):
        for picture in _tag_page(page, number, tree, pydyf):
            for label in charts.get(picture.exhibit, ()):
                if label.fact in leads:
                    _link(label, leads[label.fact], picture, tree, pydyf)
        for box in page._page_box.descendants():
            link = getattr(box, "link_annotation", None)
            if link and (said := _link_words(box)):
                link["Contents"] = pydyf.String(said)
    pdf.catalog["MarkInfo"]["UserProperties"] = "true"


def _tree(pdf: Any, pages: int) -> _Tree:
    by_reference = {one.reference: one for one in pdf.objects if isinstance(one, dict)}
    elements = {name: one for name, one in by_reference.items() if one.get("Type") == "/StructElem"}
    contents = by_reference[by_reference[pdf.catalog["StructTreeRoot"]]["ParentTree"]]["Nums"]
    return _Tree(pdf, elements, tuple(contents[2 * number + 1] for number in range(pages)), contents)


# --- elements and the boxes they are made of -----------------------------------------------------


def _tag_page(page: Painted, number: int, tree: _Tree, pydyf: Any) -> list[_Picture]:
    """Tag the elements of a page; return its charts."""
    of_content = tree.by_content[number]
    given: set[int] = set()
    texts, pictures = [], []
    for box, above, in_margin in _leaves(page._page_box):
        if box not in page.marked:
            continue
        element = tree.elements[of_content[page.marked[box]]]
        if element["S"] == "/Figure":
            properties = _properties(box)
            pictures.append(_Picture(properties.get("exhibit", ""), element, _place(element, page, pydyf)))
            _give(element, properties, pydyf)
        elif in_margin and not any(_properties(one, True) for one in above):
            _give(element, _IN_MARGIN, pydyf)
            continue
        elif element["S"] == "/Span" and not in_margin:
            texts.append((element, page.marked[box]))
        for one, made in _elements(element, above, tree.elements):
            if id(one) in given:
                break
            given.add(id(one))
            if made["S"] in _VAGUE:
                made["S"] = "/Span" if type(one).__name__ == "InlineBox" else _block(one, made["S"])
            _give(made, _properties(one, in_margin) | (_RUNNING if in_margin else {}), pydyf)
    for element, content in texts:
        holder = tree.elements[element["P"]]
        if holder["S"] in _HOLDS_TEXT:
            holder["K"][holder["K"].index(element.reference)] = content
            of_content[content] = holder.reference
            tree.pdf.objects[element.number] = written(element.number, b"null")
    return pictures


def _block(box: Any, kind: str) -> str:
    """Return the kind of the element of a block: a paragraph, where it holds lines."""
    lines = (type(one).__name__ == "LineBox" for one in box.children)
    return "/P" if any(lines) else kind


def written(number: int, data: bytes) -> Any:
    """Return an object of a PDF that is these bytes; `null` stands for one that is gone."""
    made = _written()()
    made.number, made.data = number, data
    return made


@lru_cache(maxsize=1)
def _written() -> type:
    import pydyf

    class Written(pydyf.Object):
        data = b""

    return Written


def _leaves(
    box: Any, above: tuple[Any, ...] = (), in_margin: bool = False
) -> Iterator[tuple[Any, tuple[Any, ...], bool]]:
    """Yield each box that shows text or a picture, with those above it, outermost first, and if in a margin.

    Those above are the boxes that have an element of their own in the structure: all but the page, the root,
    the body, lines, and the table in what wraps it.
    """
    box = getattr(box, "_box", box)  # of what is placed by itself
    if hasattr(box, "text") or hasattr(box, "replacement"):
        yield box, above, in_margin
        return
    kind = type(box).__name__
    in_margin = in_margin or kind == "MarginBox"
    bare = kind in _BARE or box.element_tag in ("html", "body")
    wrapped = above and getattr(above[-1], "is_table_wrapper", False) and box.element is above[-1].element
    for child in box.children:
        yield from _leaves(child, above if bare or wrapped else (*above, box), in_margin)


def _elements(leaf: Any, above: tuple[Any, ...], elements: Mapping[bytes, Any]) -> Iterator[tuple[Any, Any]]:
    """Yield the boxes above a text with the element of each, innermost first.

    Of the boxes that are made of one element of the document it yields the outermost.
    """
    made = leaf if leaf["S"] == "/Link" else elements[leaf["P"]]
    for one, over in zip(reversed(above), (*reversed(above[:-1]), None), strict=True):
        is_outermost = over is None or over.element is not one.element
        if is_outermost:
            yield one, made
        made = elements.get(made["P"])
        if made and made["S"] == "/LI" and is_outermost and one.element_tag in ("li", "dt", "dd"):
            made = elements.get(made["P"])  # an item without a bullet is two elements
        if made is None:
            return


def _properties(box: Any, in_margin: bool = False) -> dict[str, str]:
    """Return what the element of a box is to say, by name; in the margins nothing has a run."""
    element = box.element
    if element is None or not hasattr(element, "get"):
        return {}
    if element.get("data-run") or (in_margin and element.get("data-class")):
        return {name: element.get(f"data-{name}") for name in _OF_A_NUMBER if element.get(f"data-{name}")}
    if (box.element_tag or "").endswith("::marker"):
        return {"class": "structural"}
    for name in ("part", "entry", "exhibit"):
        if element.get(f"data-{name}"):
            return {name: element.get(f"data-{name}")}
    if element.tag == "section" and element.get("id"):
        return {"section": element.get("id")}
    if element.tag == "figure" and element.get("id", "").startswith("exhibit-"):
        return {"exhibit": element.get("id").removeprefix("exhibit-")}
    return {}


def _give(element: Any, properties: Mapping[str, str], pydyf: Any) -> None:
    """Write properties into an element that has none yet; such as have no value are left out."""
    properties = {name: value for name, value in properties.items() if value}
    if not properties or "T" in element:
        return
    kinds = {"run": Run}
    pairs = [
        {"N": pydyf.String(name), "V": pydyf.String(kinds.get(name, str)(value))}
        for name, value in properties.items()
    ]
    told = pydyf.Array(pydyf.Dictionary(pair) for pair in pairs)
    own = pydyf.Dictionary({"O": "/UserProperties", "P": told})
    element["A"] = pydyf.Array([element["A"], own]) if "A" in element else own
    titled = {name: ",".join(value.split()) for name, value in properties.items() if name not in _UNTITLED}
    kind = Run if "run" in titled else str
    element["T"] = pydyf.String(kind(" ".join(f"{name}={value}" for name, value in titled.items())))


# --- pictures, heads of tables, links ------------------------------------------------------------


class _Picture(NamedTuple):
    """A picture: the exhibit it is of, its element, and its box on the page in points from the lower left."""

    exhibit: str
    element: Any
    box: tuple[float, ...]


def _place(element: Any, page: Any, pydyf: Any) -> tuple[float, ...]:
    """Tell where a picture stands in points from the lower left: the engine tells pixels from the upper."""
    left, top, right, bottom = element["A"]["BBox"]
    foot = page.height
    told = tuple(round(one * _POINTS, 3) for one in (left, foot - bottom, right, foot - top))
    element["A"]["BBox"] = pydyf.Array(told)
    return told


def _link(label: Label, aim: str, picture: _Picture, tree: _Tree, pydyf: Any) -> None:
    """Lay a link over a label of a chart, as an element within the chart's."""
    left, _, _, top = picture.box
    x1, y1, x2, y2 = label.box
    page = picture.element["Pg"]
    note = pydyf.Dictionary(
        {
            "Type": "/Annot",
            "Subtype": "/Link",
            "Rect": pydyf.Array(round(one, 2) for one in (left + x1, top - y2, left + x2, top - y1)),
            "BS": pydyf.Dictionary({"W": 0}),
            "F": 4,  # it prints, as PDF/A asks
            "Contents": pydyf.String(label.words),
            "Dest": pydyf.String(aim),
            "StructParent": tree.parents[-2] + 1,
        }
    )
    tree.pdf.add_object(note)
    at = pydyf.Dictionary({"Type": "/OBJR", "Obj": note.reference, "Pg": page})
    tree.pdf.add_object(at)
    parts = {"Type": "/StructElem", "S": "/Link", "P": picture.element.reference, "Pg": page}
    element = pydyf.Dictionary({**parts, "K": pydyf.Array([at.reference])})
    tree.pdf.add_object(element)
    _give(element, {"fact": label.fact, "account": label.account, "label": label.words}, pydyf)
    picture.element["K"].append(element.reference)
    tree.parents.extend((tree.parents[-2] + 1, element.reference))
    holder = tree.pdf.objects[int(page.split()[0])]
    holder.setdefault("Annots", pydyf.Array()).append(note.reference)


def _scope(head: Any, elements: Mapping[Any, Any], pydyf: Any) -> None:
    row = elements.get(head.get("P"))
    group = elements.get(row.get("P")) if row else None
    attributes = head.get("A") or pydyf.Dictionary({"O": "/Table"})
    attributes["Scope"] = "/Column" if group is not None and group.get("S") == "/THead" else "/Row"
    head["A"] = attributes


def _link_words(box: Any) -> str:
    if not hasattr(box, "descendants"):
        return ""
    label = box.element.get("aria-label") if box.element is not None else None
    words = "".join(getattr(one, "text", "") or "" for one in box.descendants())
    return label or " ".join("".join(one for one in words if one not in glyphs.BREAKS).split())
