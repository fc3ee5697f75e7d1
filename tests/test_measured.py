"""Finished charts are measured: nothing is said of true ones, of falsified copies the kind of their fault."""

from __future__ import annotations

import copy
import json
import re
from collections.abc import Callable, Iterator
from math import log10
from pathlib import Path
from time import process_time

import flagship
import pytest
from lxml import etree, html

from tests.charted import Charted, charted
from tieout import measured
from tieout.measured import Facts

SVG = "{http://www.w3.org/2000/svg}"
ROOT = Path(__file__).parents[1]
FORMS = ("bars", "columns", "points", "headlines", "stacked", "series", "scatter", "even")
BESIDE = ("plate", "sample", "leader", "edge")  # what stands with the words of a mark
WIDTHS = ("print", "web-968", "web-660", "web-343", "web-288")
Element = etree._Element


@pytest.fixture(scope="module")
def finished(every_chart: Charted) -> Charted:
    """Charts of every form with every hedge, finished."""
    return every_chart


@pytest.fixture(scope="module")
def facts(finished: Charted) -> Facts:
    """What facts.json tells of them."""
    return Facts(finished.facts)


def parsed(finished: Charted, name: str) -> Element:
    """Return a copy of a drawing, to be falsified."""
    return etree.fromstring(finished.drawings[name])


def found(root: Element, facts: Facts, name: str = "") -> list[measured.Fault]:
    """Return what is wrong with a drawing, its exhibit told by its name."""
    exhibit = re.sub(r"-(print|web-\d+)$", "", name)
    return list(measured.faults(etree.tostring(root, encoding="unicode"), facts, exhibit))


def kinds(root: Element, facts: Facts, name: str = "") -> set[str]:
    """Return the kinds of what is wrong with a drawing."""
    return {fault.kind for fault in found(root, facts, name)}


def marks(root: Element) -> list[Element]:
    """Return the group of each mark."""
    return root.findall(f".//{SVG}g[@class='mark']")


def mark(root: Element, address: str) -> Element:
    """Return the first mark of a fact."""
    return next(one for one in marks(root) if address in one.get("data-fact", "").split())


def parts(group: Element, *names: str) -> list[Element]:
    """Return the paths of these parts."""
    return [one for one in group.iter(f"{SVG}path") if one.get("data-part") in names]


def axis(root: Element, name: str = "x") -> Element:
    """Return the group of an axis."""
    return root.find(f".//{SVG}g[@data-axis='{name}']")


def text(root: Element, words: str) -> Element:
    """Return the element that holds these words."""
    return next(one for one in root.iter() if (one.text or "").replace("\u00a0", " ") == words)


def reshaped(path: Element, change: Callable[[float, float], tuple[float, float]]) -> None:
    """Change every corner of a path."""

    def corner(pair: re.Match[str]) -> str:
        return "{:.2f} {:.2f}".format(*change(float(pair[1]), float(pair[2])))

    path.set("d", re.sub(r"(-?[\d.]+) (-?[\d.]+)", corner, path.get("d")))


def shifted(element: Element, across: float = 0.0, down: float = 0.0) -> None:
    """Move a path, or a line of text; a box that is written of its words is left out."""
    for one in element.iter():
        one.attrib.pop("data-box", None)
    if element.tag == f"{SVG}path":
        reshaped(element, lambda x, y: (x + across, y + down))
    else:
        element.set("x", f"{float(element.get('x')) + across:.2f}")
        element.set("y", f"{float(element.get('y')) + down:.2f}")


def span(path: Element) -> tuple[float, float, float, float]:
    """Return the least and the greatest x and y of a path's corners."""
    pairs = re.findall(r"(-?[\d.]+) (-?[\d.]+)", path.get("d"))
    across, down = [float(x) for x, _ in pairs], [float(y) for _, y in pairs]
    return min(across), max(across), min(down), max(down)


def middle(group: Element, name: str) -> float:
    """Return where a point stands along an axis: the middle of its dot, else of its span."""
    low, high = span((parts(group, "dot") or parts(group, "span"))[0])[0 if name == "x" else 2 :][:2]
    return (low + high) / 2


def ends(group: Element) -> tuple[list[float], list[float]]:
    """Return the domain and the range of an axis."""
    return tuple([float(one) for one in group.get(f"data-{key}").split()] for key in ("domain", "range"))


# --- true drawings -------------------------------------------------------------------------------


@pytest.mark.parametrize("width", WIDTHS)
@pytest.mark.parametrize("form", FORMS)
def test_a_true_drawing_has_no_fault(finished, facts, form, width):
    """Every form with every hedge, in every rendering, is measured and found true."""
    name = f"{form}-{width}"
    assert found(parsed(finished, name), facts, name) == []


@pytest.mark.parametrize("language", ["de", "fr", "en-US"])
def test_a_drawing_is_read_in_its_language(tmp_path, language):
    """Ticks and labels of other houses are read in the language that facts.json names."""
    made = charted(tmp_path, language)
    facts = Facts(made.facts)
    for name in made.drawings:
        assert found(parsed(made, name), facts, name) == [], name
    other = Facts(made.facts | {"briefing": {"language": "de" if language != "de" else "fr"}})
    assert language == "en-US" or any(kinds(parsed(made, name), other, name) for name in made.drawings)


def test_a_drawing_within_a_page_is_measured_too(finished, facts):
    """The drawings of a page, slimmed and in no namespace, have no fault; one falsified there has."""
    page = html.document_fromstring(finished.page.encode())
    inside = [one for one in page.iter("svg") if one.get("data-form")]
    assert len(inside) == len(FORMS) * 4
    for one in inside:
        assert measured.faults(etree.tostring(one, encoding="unicode", with_tail=False), facts) == ()
    (body,) = (one for one in inside[0].iter("path") if one.getparent().get("data-fact") == "exact")
    reshaped(body, lambda x, y: (x * 1.01, y))
    said = measured.faults(etree.tostring(inside[0], encoding="unicode", with_tail=False), facts)
    assert [fault.kind for fault in said] == ["mark-is-off"]


def test_the_flagship_has_no_fault_and_is_measured_at_once(made: flagship.Made):
    """None of the flagship's drawings is told to be false; all are measured within a moment."""
    known = json.loads(made.built.artefacts["data/facts.json"])
    svgs = {
        Path(path).stem: content.decode()
        for path, content in made.built.artefacts.items()
        if path.startswith("charts/")
    }
    start = process_time()
    facts = Facts(known)
    for name, svg in svgs.items():
        exhibit = re.sub(r"-(print|web-\d+)$", "", name)
        assert measured.faults(svg, facts, exhibit) == (), name
    assert len(svgs) == 35
    assert process_time() - start < 1.0  # a fifth of that on a machine with nothing else to do


# --- geometry ------------------------------------------------------------------------------------


def off(root: Element, group: Element) -> None:
    """Falsify the ink of a mark by one percent of its number."""
    form = root.get("data-form")
    if form in ("series", "scatter"):
        for name in ("y",) if form == "series" else ("x",):
            (low, high), (start, end) = ends(axis(root, name))
            by = 0.0
            if axis(root, name).get("data-scale") == "log":
                by = (end - start) * log10(1.01) / log10(high / low)
            for path in group.findall(f"{SVG}path"):
                step = by or (middle(group, name) - start) / 100
                shifted(path, *((step, 0.0) if name == "x" else (0.0, step)))
        return
    inks = [path for path in group.findall(f"{SVG}path") if path.get("data-part") not in BESIDE]
    _, (zero, _) = ends(axis(root))
    if form == "stacked":
        zero = min(span(path)[0] for path in inks)
    for path in inks:
        if form == "points" or path.get("data-part") == "dot":
            shifted(path, max((span(path)[1] - zero) / 100, 0.2))
        else:
            reshaped(path, lambda x, y: (zero + (x - zero) * 1.01, y))


@pytest.mark.parametrize("width", WIDTHS)
@pytest.mark.parametrize("form", FORMS)
def test_a_mark_one_percent_off_is_found(finished, facts, form, width):
    """Whatever its form and its hedge, a mark drawn at 101 % of its number is off, and nothing else is."""
    name = f"{form}-{width}"
    count = 0
    for nth, whole in enumerate(marks(parsed(finished, name))):
        if not whole.get("data-fact") or whole.get("data-drawn") == "unstated":
            continue
        root = parsed(finished, name)
        off(root, marks(root)[nth])
        also = {"line-is-off"} if form == "series" and not whole.get("data-account") else set()
        assert kinds(root, facts, name) - also == {"mark-is-off"}, whole.get("data-fact")
        places = {fault.where for fault in found(root, facts, name) if fault.kind == "mark-is-off"}
        assert all(f"/g[{_nth(root, marks(root)[nth])}]" in place for place in places)
        count += 1
    assert count >= 2


def _nth(root: Element, group: Element) -> int:
    return root.findall(f"{SVG}g").index(group) + 1


@pytest.mark.parametrize(
    ("name", "address", "part", "change"),
    [
        ("bars-print", "exact", "body", lambda x, y: (x + 3, y)),
        ("bars-print", "range", "body", lambda x, y: (x - 5, y)),
        ("bars-print", "range", "doubt", lambda x, y: (x - 5, y)),
        ("bars-print", "ceiling", "cap", lambda x, y: (x - 5, y)),
        ("bars-print", "ceiling", "hatch", lambda x, y: (x + 9, y)),
        ("bars-print", "floor", "chevron", lambda x, y: (x + 40, y)),
        ("bars-print", "floor", "chevron", lambda x, y: (x, y + 9)),
        ("points-print", "range", "span", lambda x, y: (x * 1.05, y)),
        ("points-print", "about", "core", lambda x, y: (x + 2, y)),
        ("points-print", "ceiling", "below", lambda x, y: (x + 60, y)),
        ("scatter-print", "c-x", "cap", lambda x, y: (x + 4, y)),
        ("scatter-print", "b-y", "cap", lambda x, y: (x + 4, y)),
        ("scatter-print", "e-y", "chevron", lambda x, y: (x, y + 90)),
        ("series-print", "run@2019", "span", lambda x, y: (x, y + 3)),
        ("stacked-print", "part", "body", lambda x, y: (x + 4, y)),
    ],
)
def test_a_part_of_a_mark_elsewhere_is_found(finished, facts, name, address, part, change):
    """Each part of a mark that shows where a number is, or where it is open, is measured by itself."""
    root = parsed(finished, name)
    for path in parts(mark(root, address), part):
        reshaped(path, change)
    assert "mark-is-off" in kinds(root, facts, name)
    assert kinds(root, facts, name) <= {"mark-is-off", "line-is-off", "text-is-covered"}


def test_a_date_elsewhere_is_found(finished, facts):
    """A point of a series at another date than its fact's is off, though its number is right."""
    root = parsed(finished, "series-print")
    for path in mark(root, "other-split").findall(f"{SVG}path"):
        shifted(path, across=4)
    assert kinds(root, facts) == {"mark-is-off"}


def test_what_is_left_of_a_whole_is_measured(finished, facts):
    """The rest of a bar of parts reaches from its last part to 100 %, and the bar over all of the axis."""
    for part in ("rest", "bed"):
        root = parsed(finished, "stacked-print")
        (first, *_) = parts(root, part)
        left = span(first)[0]
        reshaped(first, lambda x, y, left=left: (left + (x - left) * 0.98, y))
        assert kinds(root, facts) == {"mark-is-off"}
    root = parsed(finished, "stacked-print")
    root.remove(parts(root, "rest")[0])
    assert "mark-is-off" in kinds(root, facts)


def test_a_transform_is_applied(finished, facts):
    """A mark is measured where a reader sees it, moved as its groups are; a drawing may be moved whole."""
    root = parsed(finished, "bars-print")
    mark(root, "exact").set("transform", "scale(1.01 1)")
    assert "mark-is-off" in kinds(root, facts)
    root = parsed(finished, "bars-print")
    holder = etree.SubElement(root, f"{SVG}g", transform="translate(0, 0) matrix(1 0 0 1 0 0)")
    for one in list(root)[:-1]:
        holder.append(one)
    assert kinds(root, facts, "bars") == set()


# --- axes ----------------------------------------------------------------------------------------




def attribute(name: str, key: str, value: str) -> Callable[[Element], None]:
    """Return what falsifies an attribute of an axis."""

    def change(root: Element) -> None:
        axis(root, name).set(f"data-{key}", value)

    return change


def tick(old: str, new: str, name: str = "x") -> Callable[[Element], None]:
    """Return what falsifies the words of an axis."""

    def change(root: Element) -> None:
        text(axis(root, name), old).text = new

    return change


def tick_moved(words: str, across: float, down: float, name: str = "x") -> Callable[[Element], None]:
    """Return what moves a word of an axis."""
    return lambda root: shifted(text(axis(root, name), words), across, down)


def gridline(root: Element) -> None:
    """Move one gridline."""
    (grid,) = parts(root, "grid")
    head, rest = grid.get("d").split("L", 1)
    x, y = head[1:].split()
    grid.set("d", f"M{float(x) + 4:.2f} {y}L{re.sub(rf'^{re.escape(x)} ', f'{float(x) + 4:.2f} ', rest)}")


def cut(root: Element) -> None:
    """Let the axis begin at 2 GW, all its words and attributes agreeing."""
    group = axis(root)
    (_, high), _ = ends(group)
    group.set("data-domain", f"2 {high:g}")
    for one in group.findall(f"{SVG}text"):
        value = float(re.findall(r"\d+", one.text)[0])
        one.text = one.text.replace(f"{value:g}", f"{2 + value * (high - 2) / high:g}")


@pytest.mark.parametrize(
    ("name", "change", "kind"),
    [
        ("bars-print", attribute("x", "domain", "0 11"), "axis-is-false"),
        ("bars-print", attribute("x", "range", "10 300"), "axis-is-false"),
        ("bars-print", attribute("x", "unit", "MW"), "axis-is-false"),
        ("bars-print", attribute("x", "unit", "USD"), "axis-is-false"),
        ("bars-print", attribute("x", "unit", "furlong/fortnight"), "axis-is-unread"),
        ("bars-print", attribute("x", "domain", "0 ten"), "axis-is-unread"),
        ("bars-print", attribute("x", "domain", "7 7"), "axis-is-unread"),
        ("bars-print", attribute("x", "scale", "square"), "axis-is-unread"),
        ("bars-print", attribute("x", "axis", "z"), "axis-is-unread"),
        ("bars-print", tick("4", "5"), "axis-is-false"),
        ("bars-print", tick("10 GW", "10 MW"), "axis-is-false"),
        ("bars-print", tick("10 GW", "$10"), "axis-is-false"),
        ("bars-print", tick("4", "some"), "axis-is-unread"),
        ("bars-print", tick_moved("4", 3, 0), "axis-is-false"),
        ("bars-print", tick_moved("4", 0, -3), "axis-is-false"),
        ("bars-print", gridline, "axis-is-false"),
        ("bars-print", cut, "axis-is-cut"),
        ("points-print", cut, "axis-is-cut"),
        ("headlines-print", attribute("x", "domain", "1 10"), "axis-is-false"),
        ("stacked-print", tick("60", "70"), "axis-is-false"),
        ("series-print", attribute("y", "domain", "0 90"), "axis-is-false"),
        ("series-print", tick("100%", "100", "y"), "axis-is-unread"),
        ("series-print", tick_moved("40", 0, 2, "y"), "axis-is-false"),
        ("series-print", attribute("x", "domain", "2015 2030"), "axis-is-false"),
        ("series-print", attribute("x", "range", "400 30"), "axis-is-false"),
        ("series-print", tick("2022", "2021"), "axis-is-false"),
        ("series-print", tick_moved("2022", 5, 0), "axis-is-false"),
        ("series-print", lambda root: shifted(parts(root, "notch")[2], 5), "axis-is-false"),
        ("series-print", lambda root: shifted(parts(root, "axis")[0], 0, 3), "axis-is-false"),
        ("scatter-print", attribute("x", "scale", "linear"), "axis-is-false"),
        ("scatter-print", attribute("x", "domain", "1 10000"), "axis-is-false"),
        ("scatter-print", attribute("y", "domain", "0 100000"), "axis-is-unread"),
        ("scatter-print", attribute("y", "unit", "GB/s"), "axis-is-false"),
        ("scatter-print", tick("100", "1,000", "y"), "axis-is-false"),
        ("scatter-print", tick("Memory, GB (log scale)", "Memory, TB (log scale)"), "axis-is-false"),
        ("scatter-print", tick("Memory, GB (log scale)", "Memory (log scale)"), "axis-is-unread"),
        ("scatter-print", tick("Memory, GB (log scale)", "Memory, GB"), "axis-is-unread"),
        ("even-print", attribute("x", "scale", "log"), "axis-is-unread"),
        ("even-print", attribute("x", "domain", "0 2000"), "axis-is-false"),
        ("even-print", tick("Memory in GB", "Memory"), "axis-is-unread"),
        ("even-print", gridline, "axis-is-false"),
    ],
)
def test_a_false_axis_is_found(finished, facts, name, change, kind):
    """What an axis says of itself is held against its words, its gridlines and its line."""
    root = parsed(finished, name)
    change(root)
    dates = {"label-is-off"} if name == "series-print" else set()  # a date under the axis is also a fact's
    assert kinds(root, facts) - dates == {kind}


def test_bars_on_powers_of_ten_are_found(finished, facts):
    """A log axis has no zero for bars to begin at, even where all its words agree."""
    root = parsed(finished, "bars-print")
    axis(root).set("data-scale", "log")
    axis(root).set("data-domain", "0.1 10")
    assert "axis-is-cut" in kinds(root, facts)


def test_an_axis_that_is_not_there_is_found(finished, facts):
    """Without its axis, or with two, a drawing can't be measured."""
    root = parsed(finished, "bars-print")
    root.append(copy.deepcopy(axis(root)))
    assert "axis-is-unread" in kinds(root, facts)
    root = parsed(finished, "series-print")
    root.remove(axis(root, "x"))
    assert kinds(root, facts) == {"axis-is-unread"}


# --- hedges --------------------------------------------------------------------------------------

_MATTERS = ("body", "cap", "chevron", "core", "dot", "fray", "lead", "span")


@pytest.mark.parametrize("width", ["print", "web-343"])
@pytest.mark.parametrize("form", FORMS)
def test_a_mark_without_a_part_of_its_hedge_is_found(finished, facts, form, width):
    """Each cap, chevron, dashed end, ring, span and leader that is taken away makes another hedge of it."""
    name = f"{form}-{width}"
    whole = [path.get("data-part") for path in parsed(finished, name).iter(f"{SVG}path")]
    count = 0
    for nth, part in enumerate(whole):
        root = parsed(finished, name)
        path = [*root.iter(f"{SVG}path")][nth]
        if part in _MATTERS and path.getparent().get("class") == "mark":
            path.getparent().remove(path)
            also = {"mark-is-off", "line-is-off", "label-is-astray"}  # what stood by the part that lacks
            said = kinds(root, facts, name)
            assert said & {"hedge-is-off", "mark-is-off"}
            assert said <= {"hedge-is-off"} | also
            count += 1
    assert count >= 2


@pytest.mark.parametrize("width", ["print", "web-968"])
@pytest.mark.parametrize("form", ["bars", "headlines", "points", "series"])
def test_a_hedge_drawn_as_exact_is_found(finished, facts, form, width):
    """A number with a hedge, only reported or forecast, drawn as an exact one is, is not drawn truly."""
    name = f"{form}-{width}"
    root = parsed(finished, name)
    solid = "f-c1" if width != "print" else None
    count = 0
    for nth, whole in enumerate(marks(root)):
        if whole.get("data-drawn") in ("exact", "unstated") or "threshold" in whole.get("data-drawn", ""):
            continue
        root = parsed(finished, name)
        group = marks(root)[nth]
        kept = (parts(group, "body", "doubt") or parts(group, "dot", "span"))[0]
        for path in group.findall(f"{SVG}path"):
            if path is not kept and path.get("data-part") != "plate":
                group.remove(path)
        kept.set("data-part", "body" if kept.get("data-part") in ("body", "doubt") else "dot")
        kept.set("fill", "#A62B12" if whole.get("data-account") else "#0B5A6F")
        if solid:
            kept.set("class", "f-disputed" if whole.get("data-account") else solid)
        for key in ("stroke", "stroke-dasharray", "stroke-width", "opacity"):
            kept.attrib.pop(key, None)
        assert "hedge-is-off" in (said := kinds(root, facts, name)), whole.get("data-fact")
        assert said <= {"hedge-is-off", "line-is-off"}
        count += 1
    assert count >= 3


def paint(address: str, part: str, **look: str | None) -> Callable[[Element], None]:
    """Return what gives a part of a mark another look."""

    def change(root: Element) -> None:
        for path in parts(mark(root, address), part):
            for key, value in look.items():
                name = key.replace("_", "-")
                if value is None:
                    path.attrib.pop(name, None)
                else:
                    path.set(name, value)

    return change


@pytest.mark.parametrize(
    ("name", "change"),
    [
        ("bars-print", paint("told", "body", stroke_dasharray=None)),
        ("bars-print", paint("told", "body", fill="#0B5A6F")),
        ("bars-print", paint("exact", "body", stroke="#0B5A6F", stroke_dasharray="3 2")),
        ("bars-print", paint("exact", "body", fill="none")),
        ("bars-print", paint("exact", "body", fill="#FFFFFF")),
        ("bars-print", paint("exact", "body", opacity="0.3")),
        ("bars-print", paint("ahead", "body", fill="#0B5A6F")),
        ("bars-print", paint("ahead", "body", fill="none")),
        ("bars-print", paint("about", "fray", stroke_dasharray=None)),
        ("bars-print", paint("floor", "chevron", fill="#FFFFFF")),
        ("bars-print", paint("ceiling", "doubt", fill="#0B5A6F")),
        ("bars-print", paint("ceiling", "doubt", stroke_dasharray="3 2")),
        ("bars-print", paint("ceiling", "hatch", stroke_width="9")),
        ("bars-print", paint("ceiling", "cap", stroke="#FFFFFF")),
        ("bars-print", paint("told-range", "doubt", stroke_dasharray=None)),
        ("bars-print", paint("split", "body", fill="#0B5A6F")),
        ("points-print", paint("told", "dot", stroke_dasharray=None)),
        ("points-print", paint("told", "dot", fill="#0B5A6F")),
        ("points-print", paint("ahead", "dot", stroke_dasharray="2 1")),
        ("points-print", paint("ahead", "dot", fill="#0B5A6F")),
        ("points-print", paint("exact", "dot", fill="#FFFFFF", stroke="#0B5A6F")),
        ("points-print", paint("about", "dot", stroke_dasharray=None)),
        ("points-print", paint("told-range", "span", stroke_dasharray=None)),
        ("points-print", paint("range", "span", stroke_dasharray="2 1")),
        ("series-print", paint("run-ahead@2026", "dot", fill="#0B5A6F")),
        ("scatter-print", paint("d-x", "dot", stroke_dasharray=None)),
        ("scatter-print", paint("e-x", "dot", fill="#818B8D")),
        ("stacked-print", paint("part-told", "body", fill="#0B5A6F")),
        ("headlines-print", paint("told", "body", stroke_dasharray=None)),
    ],
)
def test_another_look_of_a_hedge_is_found(finished, facts, name, change):
    """Dashes, fills and outlines say how sure a number is; another look says otherwise."""
    root = parsed(finished, name)
    change(root)
    assert kinds(root, facts, name) == {"hedge-is-off"}


def test_what_is_not_stated_is_drawn_as_nothing_known(finished, facts):
    """The hatch of what nobody states has no end and no solid part."""
    for change in (
        lambda group: group.remove(parts(group, "hatch")[0]),
        lambda group: parts(group, "doubt")[0].set("fill", "#0B5A6F"),
        lambda group: parts(group, "hatch")[0].set("data-part", "body"),
    ):
        for name in ("bars-print", "stacked-print"):
            root = parsed(finished, name)
            change(next(one for one in marks(root) if not one.get("data-fact")))
            assert kinds(root, facts) & {"hedge-is-off", "mark-is-unbound"}
    root = parsed(finished, "stacked-print")
    group = next(one for one in marks(root) if not one.get("data-fact"))
    for path in parts(group, "doubt"):
        reshaped(path, lambda x, y: (x * 0.9, y))
    assert kinds(root, facts) == {"mark-is-off"}


@pytest.mark.parametrize("key", ["data-hedge", "data-drawn", "data-status"])
@pytest.mark.parametrize("form", ["bars", "points", "stacked", "series", "scatter"])
def test_what_a_mark_says_of_itself_is_checked(finished, facts, form, key):
    """The attributes that a page's key and its panels rest on say what the fact says."""
    name = f"{form}-print"
    for nth in range(len(marks(parsed(finished, name)))):
        root = parsed(finished, name)
        whole = marks(root)[nth]
        if not whole.get("data-fact"):
            continue
        also = {"hedge-is-off"} if "threshold" in whole.get("data-drawn") and key == "data-drawn" else set()
        whole.set(key, "told")
        assert kinds(root, facts, name) == {"attribute-is-false"} | also


# --- labels --------------------------------------------------------------------------------------


def labelled(root: Element) -> Iterator[Element]:
    """Yield each piece of text that is of a fact."""
    yield from (one for one in root.iter() if one.get("data-class") == "fact")


@pytest.mark.parametrize("form", FORMS)
def test_a_label_that_says_another_number_is_found(finished, facts, form):
    """A changed digit in any label, cell or annotation is found, in any rendering."""
    for width in WIDTHS:
        name = f"{form}-{width}"
        for nth, whole in enumerate(labelled(parsed(finished, name))):
            if not (digit := re.search(r"\d", whole.text)):
                continue
            root = parsed(finished, name)
            one = [*labelled(root)][nth]
            one.text = one.text.replace(digit[0], str((int(digit[0]) + 1) % 10), 1)
            assert kinds(root, facts, name) - {"attribute-is-false"} == {"label-is-off"}, whole.text


@pytest.mark.parametrize(
    ("name", "old", "new"),
    [
        ("bars-print", "more than 6 GW", "6 GW"),
        ("bars-print", "more than 6 GW", "at least 6 GW"),
        ("bars-print", "up to 7 GW", "less than 7 GW"),
        ("bars-print", "4 to 9 GW", "9 GW"),
        ("bars-print", "about 3 GW, reported", "about 3 GW"),
        ("bars-print", "8 GW", "8 MW"),
        ("points-print", "about 5 GW", "5 GW"),
        ("series-print", "up to 75%", "75%"),
        ("scatter-print", "at least 12 TB/s", "12 TB/s"),
        ("scatter-print", "60 times", "600 times"),
        ("columns-print", "more than 6 GW", "6 GW"),
        ("headlines-print", "more than 6 GW", "more than 6 MW"),
        ("stacked-print", "a third", "half"),
    ],
)
def test_a_label_with_another_hedge_or_unit_is_found(finished, facts, name, old, new):
    """Words with a weaker or a stronger hedge, another unit, or without what is only reported, are off."""
    root = parsed(finished, name)
    one = next(one for one in labelled(root) if one.text.replace("\u00a0", " ") == old)
    one.attrib.pop("data-box", None)
    one.text = new
    assert kinds(root, facts, name) == {"label-is-off"}
    one.text = old  # the same words with other spaces are the same words
    assert kinds(root, facts, name) == set()


def test_words_that_say_the_same_are_no_fault(finished, facts):
    """"Over 6 GW" is more than 6 GW: the reader is told nothing else."""
    root = parsed(finished, "bars-print")
    one = text(mark(root, "floor"), "more than 6 GW")
    one.attrib.pop("data-box")
    one.text = "over 6 GW"
    assert kinds(root, facts) == set()


def test_a_label_of_another_fact_is_found(finished, facts):
    """A label that names another fact than its mark does is off, and the mark's own is missing."""
    root = parsed(finished, "bars-print")
    text(mark(root, "exact"), "8 GW").set("data-fact", "floor")
    assert kinds(root, facts) == {"label-is-off", "label-is-missing"}
    root = parsed(finished, "bars-print")
    text(mark(root, "exact"), "8 GW").set("data-status", "disputed")
    assert kinds(root, facts) == {"attribute-is-false"}
    root = parsed(finished, "columns-print")
    next(one for one in labelled(root) if one.get("data-fact") == "small").set("data-fact", "nothing")
    assert "label-is-off" in kinds(root, facts)


@pytest.mark.parametrize("form", ["bars", "points", "headlines"])
@pytest.mark.parametrize("width", WIDTHS)
def test_two_labels_exchanged_are_found(finished, facts, form, width):
    """Words that change places, whether on the page or in the file, stand at a mark of another number."""
    name = f"{form}-{width}"
    one, other = ("exact", "ceiling") if form != "headlines" else ("floor", "range")
    root = parsed(finished, name)
    first, last = (next(labelled(mark(root, address))) for address in (one, other))
    if form != "headlines":
        first.text, last.text = last.text, first.text
        assert kinds(root, facts, name) - {"attribute-is-false"} == {"label-is-off"}
    root = parsed(finished, name)
    first, last = (mark(root, address).find(f"{SVG}text") for address in (one, other))
    down = float(last.get("y")) - float(first.get("y"))
    shifted(first, 0, down)
    shifted(last, 0, -down)
    assert "label-is-astray" in kinds(root, facts, name)
    assert kinds(root, facts, name) <= {"label-is-astray", "text-overlaps", "text-is-covered"}


@pytest.mark.parametrize("name", ["series-print", "scatter-print", "series-web-343", "scatter-web-343"])
def test_labels_of_two_points_exchanged_are_found(finished, facts, name):
    """In a series and a scatter too, words stand at their own point, or at the end of a line from it."""
    root = parsed(finished, name)
    far = ("run@2015", "run-ahead@2029") if name.startswith("series") else ("b-x", "d-x")
    for group, other in (far, far[::-1]):
        for line in mark(root, group).findall(f"{SVG}text"):
            there = mark(parsed(finished, name), other).find(f"{SVG}text")
            line.set("x", there.get("x"))
            line.set("y", f"{float(there.get('y')) + 2 * mark(root, group).index(line):.2f}")
            for one in line.iter():
                one.attrib.pop("data-box", None)
    assert "label-is-astray" in kinds(root, facts, name)


def test_a_mark_without_its_label_is_found(finished, facts):
    """Every number of a row is said in words, and in a series and a scatter every one with a hedge."""
    lacking = (("bars-print", "exact"), ("stacked-web-288", "part-third"), ("scatter-print", "b-y"))
    for name, address in lacking:
        root = parsed(finished, name)
        for one in labelled(mark(root, address)):
            if one.get("data-fact") == address:
                one.getparent().remove(one)
        assert "label-is-missing" in kinds(root, facts, name) - {"attribute-is-false"}
    root = parsed(finished, "columns-print")
    cell = next(one for one in labelled(root) if one.get("data-fact") == "small")
    cell.getparent().remove(cell)
    assert "fact-is-undrawn" in kinds(root, facts, "columns-print")


def test_a_date_of_no_fact_is_found(finished, facts):
    """A date in a drawing is one that its fact carries."""
    root = parsed(finished, "series-print")
    one = text(axis(root), "2017")
    one.set("data-fact", "run@2015")
    assert kinds(root, facts) == {"axis-is-false", "label-is-off"}


@pytest.mark.parametrize(
    ("name", "one", "other"),
    [
        ("bars-print", "Exact", "Floor"),
        ("bars-web-288", "Exact", "Floor"),
        ("points-web-968", "Exact", "Range"),
        ("headlines-web-343", "The floor", "The range"),
        ("stacked-print", "Open", "Closed"),
        ("stacked-web-288", "Open", "Closed"),
        ("series-print", "Main", "Other"),
        ("scatter-print", "Birch", "Dogwood"),
    ],
)
def test_names_that_are_exchanged_are_found(finished, facts, name, one, other):
    """A mark stands under the name of its row of data, in rows, in lines and beside dots."""
    root = parsed(finished, name)
    first, last = text(root, one), text(root, other)
    first.text, last.text = last.text, first.text
    assert kinds(root, facts, name) == {"name-is-off"}
    assert kinds(root, facts) == set()  # without the data of an exhibit no name is known


@pytest.mark.parametrize("width", WIDTHS)
def test_numbers_of_columns_that_are_exchanged_are_found(finished, facts, width):
    """A number beside a mark stands in the row that the exhibit's data has it in."""
    name = f"columns-{width}"
    root = parsed(finished, name)
    outside = [one for one in labelled(root) if one.getparent().get("class") != "mark"]
    first = next(one for one in outside if one.get("data-fact") == "floor")
    last = next(one for one in outside if one.get("data-fact") == "exact")
    for one, other in ((first, copy.deepcopy(last)), (last, copy.deepcopy(first))):
        one.text = other.text
        one.set("data-fact", other.get("data-fact"))
        one.attrib.pop("data-box", None)
    assert kinds(root, facts, name) == {"name-is-off"}
    assert kinds(root, facts) == set()


# --- what is there, and what is not --------------------------------------------------------------


def test_a_mark_without_a_fact_is_found(finished, facts):
    """A mark that names no fact, or one that facts.json does not have, is of none."""
    for change in (
        lambda group: group.attrib.pop("data-fact"),
        lambda group: group.set("data-fact", "nothing"),
        lambda group: group.set("data-account", "nobody"),
    ):
        for name in ("bars-print", "series-print"):
            root = parsed(finished, name)
            change(mark(root, "split" if name == "bars-print" else "other-split"))
            assert "mark-is-unbound" in kinds(root, facts)
    root = parsed(finished, "bars-print")
    mark(root, "split").attrib.pop("data-account")
    assert "mark-is-unbound" in kinds(root, facts)


@pytest.mark.parametrize(
    "ink",
    [
        '<path d="M90 20L300 20L300 30L90 30z" fill="#0B5A6F"/>',
        '<path d="M90 20L300 20L300 30L90 30z" fill="#0B5A6F" data-part="plate"/>',
        '<path d="M90 20L300 20" fill="none" stroke="#0B5A6F" stroke-width="9" data-part="guide"/>',
        '<path d="M90 20L300 20" fill="none" stroke="#0B5A6F" stroke-width="1" data-part="line"/>',
        '<path d="M90 20L300 20L300 30L90 30z" fill="#0B5A6F" data-part="rest"/>',
    ],
)
def test_ink_of_no_fact_is_found(finished, facts, ink):
    """What could be taken for a mark and stands in none is told, whatever it says that it is."""
    root = parsed(finished, "bars-print")
    root.insert(1, etree.fromstring(ink.replace("<path", '<path xmlns="http://www.w3.org/2000/svg"')))
    assert kinds(root, facts) - {"mark-is-off"} == {"mark-is-unbound"}


def test_a_guide_past_its_point_and_an_arrow_to_nothing_are_found(finished, facts):
    """A hairline to a point ends there, and the arrow of an annotation at a dot."""
    root = parsed(finished, "points-print")
    reshaped(parts(root, "guide")[0], lambda x, y: (x * 1.3, y))
    assert kinds(root, facts) == {"mark-is-off"}
    root = parsed(finished, "scatter-print")
    shifted(parts(root, "arrow")[0], 0, 60)
    assert kinds(root, facts) == {"mark-is-off"}


def test_a_fact_that_is_not_drawn_is_found(finished, facts):
    """A mark that the exhibit's data has and the drawing has not is missed; so is a side of a dispute."""
    root = parsed(finished, "bars-print")
    root.remove(mark(root, "small"))
    assert kinds(root, facts, "bars-print") == {"fact-is-undrawn"}
    assert kinds(root, facts) == set()
    for name in ("bars-print", "points-print", "stacked-print", "series-print"):
        root = parsed(finished, name)
        split = next(one for one in marks(root) if one.get("data-account"))
        split.getparent().remove(split)
        assert "fact-is-undrawn" in kinds(root, facts)


# --- lines of series -----------------------------------------------------------------------------


@pytest.mark.parametrize(
    "change",
    [
        lambda root: shifted(parts(root, "line")[0], 0, 2),
        lambda root: [path.set("stroke-dasharray", "0") for path in parts(root, "line")],
        lambda root: [path.set("stroke-dasharray", "3 2") for path in parts(root, "line")],
        lambda root: [path.attrib.pop("stroke-dasharray", None) for path in parts(root, "line")],
        lambda root: parts(root, "line")[-1].getparent().remove(parts(root, "line")[-1]),
        lambda root: parts(root, "line")[0].getparent().set("data-series", "9"),
        lambda root: shifted(parts(root, "parting")[0], -90),
    ],
)
def test_a_line_of_a_series_joins_its_points(finished, facts, change):
    """It runs from point to point of its own series, dashed where it leads to a forecast and only there."""
    root = parsed(finished, "series-print")
    change(root)
    assert kinds(root, facts) == {"line-is-off"}


# --- texts ---------------------------------------------------------------------------------------


@pytest.mark.parametrize("form", FORMS)
def test_text_over_text_is_found(finished, facts, form):
    """A line of text that is moved onto another overlaps it."""
    root = parsed(finished, f"{form}-print")
    lines = [one for one in root.iter(f"{SVG}text") if one.get("text-anchor") == "end" or form == "headlines"]
    first, last = lines[0], lines[1]
    across, down = (float(first.get(key)) - float(last.get(key)) for key in "xy")
    shifted(last, across - 2, down + 2)
    assert "text-overlaps" in kinds(root, facts)


@pytest.mark.parametrize("form", FORMS)
@pytest.mark.parametrize(("across", "down"), [(-600, 0), (600, 0), (0, -900), (0, 900)])
def test_text_off_the_drawing_is_found(finished, facts, form, across, down):
    """A line of text that is moved over an edge leaves the drawing."""
    root = parsed(finished, f"{form}-print")
    name = next(
        one
        for one in root.iter(f"{SVG}text")
        if not any(two.get("data-class") or two.get("data-part") for two in one.iter())
        and (form != "scatter" or one.text == "Amber")
    )
    shifted(name, across, down)
    assert kinds(root, facts) == {"text-leaves"}


def test_text_under_ink_is_found(finished, facts):
    """A plate that is laid over words hides them; one under them does not."""
    root = parsed(finished, "bars-print")
    label = text(mark(root, "exact"), "8 GW")
    x, y = float(label.get("x")), float(label.get("y"))
    plate = etree.SubElement(root, f"{SVG}path", fill="#FFFFFF")
    plate.set("data-part", "plate")
    plate.set("d", f"M{x} {y - 9}L{x + 30} {y - 9}L{x + 30} {y + 2}L{x} {y + 2}z")
    assert kinds(root, facts) == {"text-is-covered"}
    label.addprevious(plate)
    assert kinds(root, facts) == set()


def test_a_box_that_is_written_is_where_the_words_stand(finished, facts):
    """Buttons of a page are laid by `data-box`: one that is elsewhere is false."""
    root = parsed(finished, "bars-print")
    label = text(mark(root, "exact"), "8 GW")
    assert kinds(root, facts) == set()
    label.set("data-box", "0 0 10 10")
    assert kinds(root, facts) == {"attribute-is-false"}


# --- what can't be measured ----------------------------------------------------------------------


@pytest.mark.parametrize(
    "change",
    [
        lambda root: mark(root, "floor").set("style", "display: none"),
        lambda root: parts(root, "cap")[0].set("visibility", "hidden"),
        lambda root: mark(root, "floor").set("clip-path", "url(#half)"),
        lambda root: mark(root, "floor").set("transform", "rotate(3)"),
        lambda root: parts(root, "body")[0].set("d", "M88 20H300V30H88Z"),
        lambda root: parts(root, "body")[0].set("d", "M88 20L300"),
        lambda root: etree.SubElement(root, f"{SVG}rect", width="90", height="9", fill="#0B5A6F"),
        lambda root: etree.SubElement(root, f"{SVG}image", href="bars.png"),
        lambda root: text(root, "Exact").set("font-family", "'Comic Sans'"),
        lambda root: text(root, "Exact").set("letter-spacing", "3"),
        lambda root: setattr(text(root, "Exact"), "text", "准确"),
        lambda root: root.attrib.pop("viewBox"),
    ],
)
def test_what_can_not_be_measured_is_told(finished, facts, change):
    """What could move, hide or reshape ink, or draw it otherwise, is not passed over."""
    root = parsed(finished, "bars-print")
    change(root)
    assert "ink-is-unknown" in kinds(root, facts)


def test_what_takes_no_ink_is_no_fault(finished, facts):
    """A link around words, a box to be clicked that nobody sees, a title: none of them is ink."""
    root = parsed(finished, "bars-print")
    etree.SubElement(root, f"{SVG}rect", width="90", height="9", fill="none")
    etree.SubElement(root, f"{SVG}desc").text = "8 GW"
    label = text(mark(root, "exact"), "8 GW")
    link = etree.Element(f"{SVG}a", href="#e-exact")
    label.addprevious(link)
    link.append(label)
    assert kinds(root, facts) == set()


@pytest.mark.parametrize("svg", ["", "<svg", "<html/>", "<svg xmlns='http://www.w3.org/2000/svg'/>", "\x00"])
def test_what_is_no_drawing_is_told(facts, svg):
    """A file that is none, or no chart, is told so."""
    assert [fault.kind for fault in measured.faults(svg, facts)] == ["drawing-is-unread"]


def test_a_colour_is_what_its_class_says(finished, facts):
    """On a page the class paints: one that elsewhere stands for another colour is false."""
    root = parsed(finished, "bars-web-968")
    parts(mark(root, "exact"), "body")[0].set("fill", "#FF0000")
    assert "attribute-is-false" in kinds(root, facts)


@pytest.mark.parametrize("form", FORMS)
def test_whatever_is_taken_from_a_drawing_is_told_without_a_crash(finished, facts, form):
    """A drawing that lacks any one of its attributes or elements is still measured."""
    name = f"{form}-print"
    count = len([*parsed(finished, name).iter()])
    for nth in range(1, count, 7):
        element = [*parsed(finished, name).iter()][nth]
        for key in (None, *element.keys()):
            root = parsed(finished, name)
            one = [*root.iter()][nth]
            if key is None:
                one.getparent().remove(one)
            else:
                one.attrib.pop(key)
            assert isinstance(found(root, facts, name), list)


def test_every_kind_is_described():
    """Each kind of fault stands in the guide with what it is."""
    guide = (ROOT / "docs" / "charts.md").read_text("utf-8")
    rows = guide.partition("### What is found")[2]
    assert dict(re.findall(r"^\| `([\w-]+)` \| (.+) \|$", rows, re.MULTILINE)) == measured.KINDS


def test_the_example_of_the_guide_finds_nothing(made: flagship.Made, monkeypatch, capsys):
    """What the guide types to measure a finished chart runs, and the chart is true."""
    guide = (ROOT / "docs" / "charts.md").read_text("utf-8").partition("## What is measured")[2]
    (example,) = re.findall(r"^```python\n(.*?)^```$", guide, re.MULTILINE | re.DOTALL)
    monkeypatch.chdir(made.root)
    exec(example, {})
    assert capsys.readouterr().out == ""


def test_the_guide_says_every_part(finished):
    """Each part that a path may be is in the guide, and no other."""
    guide = (ROOT / "docs" / "charts.md").read_text("utf-8").partition("### What a drawing says")[2]
    rows = re.findall(r"^\| (`[^|]+`) \|", guide.partition("### What is found")[0], re.MULTILINE)
    told = {name for row in rows for name in re.findall(r"`([a-z]+)`", row)}
    used = {
        path.get("data-part")
        for svg in finished.drawings.values()
        for path in etree.fromstring(svg).iter(f"{SVG}path")
    }
    assert used <= told
    assert told - used <= {"sample", "edge", "leader"}


# --- where words stand ---------------------------------------------------------------------------


@pytest.mark.parametrize("form", FORMS)
def test_every_mark_with_words_has_a_place(finished, form):
    """Words of a mark are found where they are drawn in print: by their own text element."""
    rows = next(one for one in finished.facts["exhibits"] if one["id"] == form)["marks"]
    svg = finished.drawings[f"{form}-print"]
    root = etree.fromstring(svg)
    places = measured.positions(measured.labels(svg), rows)
    assert len(places) == len(rows)
    taken = set()
    for row, place in zip(rows, places, strict=True):
        if place is None:
            assert not row["fact"] or form in ("series", "scatter", "even"), row
            continue
        assert place not in taken
        taken.add(place)
        lines = {round(float(one.get("y")), 2) for one in root.iter(f"{SVG}text")}
        assert place[1] in lines
    assert taken


def test_a_label_is_told_with_its_words_and_its_box(finished):
    """A label has its fact, its side, its words and where they begin, from the upper left corner."""
    labels = measured.labels(finished.drawings["bars-print"])
    (one,) = (label for label in labels if label.fact == "floor")
    element = text(etree.fromstring(finished.drawings["bars-print"]), "more than 6 GW")
    assert (one.x, one.y) == (float(element.get("x")), float(element.get("y")))
    assert one.words.replace("\u00a0", " ") == "more than 6 GW"
    assert one.box[0] == one.x and one.box[1] < one.y < one.box[3] + 2
    assert {label.account for label in labels if label.fact == "split"} == {"filing", "news"}
    assert measured.labels("") == ()
