"""A finished drawing is held against its facts: what is measured, and that no number in it is unbound."""

from __future__ import annotations

import re

import pytest

from tests.charted import Charted
from tieout.audit import drawing
from tieout.audit.finished import Role, Spot
from tieout.gate import lexicon_of
from tieout.measured import KINDS, Facts

FORMS = ("bars", "columns", "points", "headlines", "stacked", "series", "scatter", "even")
WIDTHS = ("print", "web-968", "web-660", "web-343", "web-288")
NAME = "bars-print"


@pytest.fixture(scope="module")
def finished(every_chart: Charted) -> Charted:
    """Charts of every form with every hedge, finished."""
    return every_chart


@pytest.fixture(scope="module")
def facts(finished: Charted) -> Facts:
    """What facts.json tells of them."""
    return Facts(finished.facts)


@pytest.fixture
def bars(finished: Charted) -> str:
    """The text of a drawing, to be altered."""
    made = finished.drawings[NAME]
    return made if isinstance(made, str) else made.decode()


def found(svg: str, facts: Facts, names: tuple[str, ...] = ()) -> list[tuple[str, str]]:
    """Return message and kind of what is wrong with the drawing of the bars."""
    lexicon = lexicon_of(names, facts.vocabulary.nouns) if names else None
    return [(message, kind) for _, message, kind in drawing.faults(svg.encode(), facts, "bars", lexicon)]


def altered(svg: str, old: str, new: str) -> str:
    """Return the drawing, in which the first ``old`` reads ``new``."""
    assert old in svg, old
    return svg.replace(old, new, 1)


def line(words: str, more: str = "") -> str:
    """Return a line of text where a drawing of the bars has room for one."""
    face = "font-family=\"'Tieout Sans'\" font-size=\"4\""
    return f'<text x="1" y="6" fill="#000000" {face} {more}>{words}</text>'


def added(svg: str, *markup: str) -> str:
    """Return the drawing with more at its end."""
    return svg.replace("</svg>", "".join(markup) + "</svg>")


# --- true drawings -------------------------------------------------------------------------------


@pytest.mark.parametrize("width", WIDTHS)
@pytest.mark.parametrize("form", FORMS)
def test_a_true_drawing_has_no_fault(finished, facts, form, width):
    """Every form with every hedge, in every rendering, is true, and each of its numbers is bound."""
    made = finished.drawings[f"{form}-{width}"]
    data = made.encode() if isinstance(made, str) else made
    assert drawing.faults(data, facts, drawing.exhibit_of(f"{form}-{width}", FORMS)) == ()


def test_all_that_is_measured_is_told(bars, facts):
    """A mark that is drawn too long is told with its kind, its box, and a selector that leads to it."""
    long = re.sub(r'(data-part="body"[^>]*|d="M[^"]*"[^>]*data-part="body")', _longer, bars, count=1)
    assert long != bars
    spot, message, kind = drawing.faults(long.encode(), facts, "bars")[0]
    assert kind in KINDS and message
    assert spot.box is not None and spot.line
    assert re.fullmatch(r"#bars-print(?: > [a-z]+(?::nth-of-type\(\d+\))?)+", spot.selector)


def _longer(path: re.Match[str]) -> str:
    corners = re.search(r'd="M([\d.]+) ([\d.]+)L([\d.]+) ', path[0])
    assert corners is not None
    return path[0].replace(f"L{corners[3]} ", f"L{float(corners[3]) + 9:.2f} ")


# --- numbers that are bound to nothing -----------------------------------------------------------


@pytest.mark.parametrize(
    ("words", "number"),
    [
        ("20 GW", "20"),
        ("twice as much", "twice"),
        ("two thirds", "two thirds"),
        ("a third of it", "a third"),
        ("½", "½"),
        ("<tspan>2</tspan><tspan>0</tspan>", "20"),
        ('20 <tspan data-class="name">GW</tspan>', "20"),
        ('<tspan data-class="fact" data-fact="exact"><tspan>9 GW</tspan></tspan>', "9"),
        ('<tspan data-class="else">9 GW</tspan>', "9"),
        ("<![CDATA[20 GW]]>", "20"),
        ("&#50;0 GW", "20"),
        ("2<!-- -->0 GW", "20"),
    ],
)
def test_a_number_bound_to_nothing_is_told(bars, facts, words, number):
    """A numeral or number word whose own element has no class is told, however it is written."""
    unbound = [one for one in found(added(bars, line(words)), facts) if one[1] == drawing.UNBOUND]
    assert unbound == [(f"`{number}` is bound to nothing", drawing.UNBOUND)]


@pytest.mark.parametrize(
    "words",
    ["more or less", "on the one hand", '<tspan data-class="name">GPT-4</tspan>', "the other one"],
)
def test_words_and_what_is_bound_are_no_such_number(bars, facts, words):
    """Words without a number, idioms, and what has a class are not told."""
    assert found(added(bars, line(words)), facts) == []


def test_a_listed_name_is_no_number(bars, facts):
    """A name that the desk lists excuses its numeral; without the list it is told."""
    named = added(bars, line("H200"))
    assert found(named, facts, ("H200",)) == []
    assert found(named, facts) == [("`H200` is bound to nothing", drawing.UNBOUND)]


def test_a_tick_stands_on_an_axis(bars, facts):
    """What is said to be a tick is one on an axis alone, where it is measured."""
    assert found(added(bars, line("20", 'data-class="tick"')), facts) == [
        ("`20` is bound to nothing", drawing.UNBOUND)
    ]
    assert 'data-class="tick"' in bars and found(bars, facts) == []


def test_a_class_taken_away_is_told(bars, facts):
    """A label that is of nothing any more is told as a number bound to nothing."""
    wrong = re.sub(r' data-class="fact" data-fact="exact"', "", bars)
    assert wrong != bars
    assert drawing.UNBOUND in [kind for _, kind in found(wrong, facts)]


# --- what measuring takes for granted ------------------------------------------------------------

UNMEASURED = {
    "letters set singly": (line("ab", "").replace('x="1"', 'x="1 9"'), "`x` sets each letter", line("ab")),
    "hidden words": (line("ab", 'opacity="0"'), "`opacity` may hide", line("ab")),
    "a hidden group": (f'<g opacity="0">{line("ab")}</g>', "`opacity` may hide", f"<g>{line('ab')}</g>"),
    "a handler": (line("ab", 'onclick="x()"'), "`onclick` runs", line("ab", 'class="f-ink"')),
    "a link that runs": (f'<a href="javascript:x()">{line("ab")}</a>', "`href` runs", f"<a>{line('ab')}</a>"),
    "a condition": (line("ab", 'systemLanguage="de"'), "`systemLanguage` shows", line("ab")),
    "another language": (
        '<x:text xmlns:x="urn:x" x="1" y="6">ab</x:text>', "of another language", line("ab")
    ),
    "a drawing within": (f'<svg x="9">{line("ab")}</svg>', "within the drawing", f"<g>{line('ab')}</g>"),
    "a look of the page's": (line("ab", 'class="skip"'), "`skip` is no look", line("ab", 'class="f-ink"')),
    "words that are not seen": (
        line("ab").replace("#000000", "#FFFFFF"), "in the colour that it stands on", line("ab")
    ),
}  # fmt: skip


@pytest.mark.parametrize("name", UNMEASURED)
def test_what_is_not_measured_is_told(bars, facts, name):
    """What would change a drawing and has no place in the measuring is a fault; its plain like is none."""
    markup, message, plain = UNMEASURED[name]
    told = [one for one in found(added(bars, markup), facts) if message in one[0]]
    assert [kind for _, kind in told] == ["ink-is-unknown"]
    assert found(added(bars, plain), facts) == []


@pytest.mark.parametrize("name", ["style", "display", "transform", "opacity", "preserveAspectRatio"])
def test_the_root_moves_and_hides_nothing(bars, facts, name):
    """What would move, stretch or hide a whole drawing is told; what only names it is not."""
    told = found(altered(bars, "<svg ", f'<svg {name}="none" '), facts)
    assert [kind for _, kind in told] == ["ink-is-unknown"] and f"`{name}`" in told[0][0]
    assert found(altered(bars, "<svg ", '<svg tabindex="0" '), facts) == []


def test_what_stands_before_a_drawing_is_looked_at(bars, facts):
    """A sheet from elsewhere and entities are told; a comment and a declaration are not."""
    assert [kind for _, kind in found(f'<?xml-stylesheet href="a.css"?>{bars}', facts)] == ["ink-is-unknown"]
    assert found(f"<!-- 20 -->{bars}", facts) == []
    entity = '<!DOCTYPE svg [<!ENTITY a "20 GW">]>' + added(bars, line("&a;"))
    assert [kind for _, kind in found(entity, facts)] == ["drawing-is-unread"]


@pytest.mark.parametrize(
    "data", [b"", b"20", b"<svg", b"<html/>", b"\xff\xfe", b"<svg>\xe4</svg>", b"<svg>" * 5_000]
)
def test_what_is_no_drawing_is_one_fault(facts, data):
    """A file that is no SVG is one fault, never an exception, and has no words."""
    ((spot, _, kind),) = drawing.faults(data, facts, "")
    assert (spot, kind) == (Spot(), "drawing-is-unread")
    assert drawing.read(data).passages == () and len(drawing.read(data).faults) == 1


def test_a_drawing_beyond_all_measure_is_one_fault(bars, facts, monkeypatch):
    """A drawing longer than the bound is told and not read; one within it is read."""
    monkeypatch.setattr(drawing, "MOST", len(bars.encode()) - 1)
    assert [kind for _, kind in found(bars, facts)] == ["drawing-is-unread"]
    monkeypatch.setattr(drawing, "MOST", len(bars.encode()))
    assert found(bars, facts) == []


def test_no_drawing_ends_the_measuring(bars, facts):
    """A drawing with any one element, attribute or letter out of place is measured to its end."""
    for at in range(0, len(bars), len(bars) // 80):
        drawing.faults((bars[:at] + bars[at + 7 :]).encode(), facts, "bars")
    for name in re.findall(r" ([a-z-]+)=", bars)[:200:5]:
        drawing.faults(re.sub(f' {name}="[^"]*"', f' {name}="x"', bars).encode(), facts, "bars")


# --- which exhibit, and which words --------------------------------------------------------------


@pytest.mark.parametrize(
    ("name", "exhibit"),
    [
        ("trips-web-660", "trips"),
        ("trips-print", "trips"),
        ("trips", "trips"),
        ("cover-trips-print", "cover-trips"),
        ("of-print", "of-print"),
        ("else-print", ""),
        ("", ""),
    ],
)
def test_a_drawing_is_of_the_exhibit_in_its_name(name, exhibit):
    """The exhibit is told by the name of the file or of the root, without the rendering."""
    assert drawing.exhibit_of(name, ("trips", "cover-trips", "of-print")) == exhibit


def test_the_words_of_a_drawing_are_passages(bars):
    """Each line is a label with what its runs say; the name, titles and descriptions are alt texts."""
    read = drawing.read(added(bars, "<desc>20 <x>boats</x></desc>").encode())
    assert read.faults == () and "bars-print" in read.aims
    labels = [one for one in read.passages if one.role is Role.LABEL]
    assert len(labels) == bars.count("<text ")
    number = next(one for one in labels if one.pieces[-1].says.get("fact") == "exact")
    assert (number.pieces[-1].kind, number.pieces[-1].words.replace("\u00a0", " ")) == ("fact", "8 GW")
    assert number.pieces[-1].where().selector.startswith("#bars-print > ")
    alts = {one.within["part"]: one.words for one in read.passages if one.role is Role.ALT}
    assert set(alts) == {"aria-label", "title", "desc"} and alts["desc"] == "20 boats"
    nested = drawing.read(added(bars, line('<tspan data-class="name">a<tspan>b</tspan></tspan>c')).encode())
    assert [(one.kind, one.words) for one in nested.passages[-1].pieces] == [("name", "ab"), ("", "c")]


@pytest.mark.parametrize("domain", ["0 1e400", "0 nan", "1/0 2", "x"])
def test_a_drawing_out_of_all_bounds_is_told(bars, facts, domain):
    """An axis whose numbers are none, or beyond all numbers, is told and ends nothing."""
    assert found(re.sub(r'data-domain="[^"]*"', f'data-domain="{domain}"', bars), facts)
