"""A finished page is read whole: all its words once, each under what binds it, and what hides them told."""

from __future__ import annotations

import json
import re
from collections.abc import Callable, Mapping
from pathlib import Path
from time import process_time
from typing import Any

import finished
import pytest
from lxml.html import document_fromstring

from tests import sampled
from tieout.audit import everything, linked, sheet, web
from tieout.audit.finished import Finished, Passage, Piece, Role
from tieout.audit.signs import is_sign
from tieout.formats import inlay
from tieout.measured import Facts

CLOSES = b"</main>"


@pytest.fixture(scope="module")
def draft(sample_draft: Path) -> Mapping[str, bytes]:
    """The files of the sample's draft, by path."""
    return sampled.held(sample_draft)


@pytest.fixture(scope="module")
def page(draft) -> bytes:
    """Its web page."""
    return draft["index.html"]


@pytest.fixture(scope="module")
def facts(draft) -> dict[str, Any]:
    """Its facts.json."""
    return json.loads(draft["data/facts.json"])


def altered(page: bytes, old: str, new: str) -> bytes:
    """Return the page, in which the first ``old`` reads ``new``."""
    assert old.encode() in page, old
    return page.replace(old.encode(), new.encode(), 1)


def added(page: bytes, markup: str) -> bytes:
    """Return the page with more markup at the end of its text."""
    return page.replace(CLOSES, markup.encode() + CLOSES, 1)


def told(read: Finished) -> list[str]:
    """Return the messages of all that could not be read."""
    return [message for _, message in read.faults]


def of(read: Finished, **within: str) -> list[Passage]:
    """Return the passages that stand within all of these."""
    return [one for one in read.passages if within.items() <= one.within.items()]


def words(read: Finished, role: Role = Role.TEXT) -> list[str]:
    """Return the words of the passages of a role."""
    return [one.words for one in read.passages if one.role is role]


def pieces(read: Finished, kind: str) -> list[Piece]:
    """Return the pieces of a class in the page's text and drawings."""
    shown = (one for one in read.passages if one.role in (Role.TEXT, Role.LABEL))
    return [piece for one in shown for piece in one.pieces if piece.kind == kind]


def read_of(page: bytes, markup: str) -> list[tuple[str, str]]:
    """Return class and words of each piece that ``markup`` gives, in order."""
    known = {one.words for one in web.read(page).passages}
    new = [one for one in web.read(added(page, markup)).passages if one.words not in known]
    return [(piece.kind, piece.words) for one in new for piece in one.pieces]


# --- a true page ---------------------------------------------------------------------------------


def test_a_true_page_has_nothing_that_can_not_be_read(page):
    """Nothing is told of a page as it was made, and each of its ids is an aim."""
    read = web.read(page)
    assert told(read) == []
    assert set(read.aims) == set(document_fromstring(page).xpath("//@id"))
    assert set(read.aims.values()) == {0}


def test_all_words_are_read_once(page):
    """The passages of text and drawings, joined, are the text of the page: nothing lost, nothing twice."""
    root = document_fromstring(page)
    for one in root.xpath("//head|//script|//style"):
        one.drop_tree()
    read = web.read(page)
    shown = [one for one in read.passages if one.role in (Role.TEXT, Role.LABEL)]
    shown = [one for one in shown if one.within.get("part") != "tap"]
    assert sorted(finished.squeezed("".join(one.words for one in shown))) == sorted(
        finished.squeezed(root.text_content())
    )


def test_each_outermost_class_is_a_piece(page):
    """What stands in each outermost element with a class is what the pieces of that class say."""
    root = document_fromstring(page)
    for tap in root.xpath("//button[@class='tap']"):
        tap.drop_tree()
    read = web.read(page)
    for kind in (
        "fact",
        "date",
        "quotation",
        "bibliographic",
        "structural",
        "tally",
        "claim",
        "tick",
        "plain",
    ):
        expected = "".join(one.words for one in finished.numbers(root, kind))
        shown = [one for one in read.passages if one.role in (Role.TEXT, Role.LABEL)]
        found = [
            piece.words
            for one in shown
            for piece in one.pieces
            if piece.kind == kind and one.within.get("part") != "tap"
        ]
        assert sorted(finished.squeezed("".join(found))) == sorted(expected), kind
        assert found or kind == "plain"


def test_a_piece_says_what_it_is_of(page):
    """A number has its fact and leads to its panel, one of a side its account, a word the facts compared."""
    read = web.read(page)
    number = next(one for one in pieces(read, "fact") if one.words == "41.2m\u00a0passengers" and one.aim)
    assert number.says == {"class": "fact", "fact": "ferry-trips@2025"}
    assert number.aim == "p-ferry-trips--2025"
    sides = {one.says["account"] for one in pieces(read, "fact") if "account" in one.says}
    assert len(sides) > 1
    word = next(one for one in pieces(read, "claim") if "facts" in one.says)
    assert re.fullmatch(r"[^ ,]+(,[^ ,]+)*", word.says["facts"]) and word.aim.startswith("w-")
    quoted = next(one for one in pieces(read, "quotation") if "claim" in one.says)
    assert quoted.says["source"] == "leaflet" and quoted.aim.startswith("q-")
    assert next(one for one in pieces(read, "tally") if one.says.get("tally") == "claims").words == "Four"
    assert all(one.says["because"] for one in pieces(read, "plain"))


def test_a_citation_group_is_split_at_its_links(page):
    """Each link of a group is a piece with its aim; the commas between them have none."""
    group = '<sup data-class="citation"><a href="#s1">1</a>,<a href="#s3">3</a></sup>'
    read = web.read(added(page, f"<p>So{group}.</p>"))
    passage = next(one for one in read.passages if one.words == "So1,3.")
    assert [(one.kind, one.words, one.aim) for one in passage.pieces] == [
        ("", "So", ""),
        ("citation", "1", "s1"),
        ("citation", ",", ""),
        ("citation", "3", "s3"),
        ("", ".", ""),
    ]


def test_a_passage_knows_what_it_stands_in(page):
    """Section, exhibit, entry, source, claim and panel of a passage are those around it."""
    read = web.read(page)
    assert {"cover", "in-brief", "claims", "service", "method", "sources", "disclosure"} <= {
        one.within.get("section") for one in read.passages
    }
    assert {one.within["exhibit"] for one in of(read, section="cover") if "exhibit" in one.within} == {
        "cover-trips"
    }
    assert {"trips", "terms"} <= {one.within.get("exhibit") for one in of(read, section="service")}
    (head, *_) = [one for one in of(read, panel="p-ferry-trips--2025") if pieces(Finished((one,)), "fact")]
    assert head.within["entry"] == "ferry-trips@2025"
    (number,) = of(read, source="s1")[0].pieces
    assert (number.kind, number.words, number.aim) == ("citation", "1", "s1")
    assert "Harbour Office" in "".join(one.words for one in of(read, source="s1"))
    assert "41.2m\u00a0passengers" in "".join(one.words for one in of(read, claim="c1"))
    assert [one.words for one in of(read, part="title") if one.role is Role.TEXT] == ["Full boats"]
    assert of(read, part="standfirst")[0].words.startswith("A leaflet asks")


def test_an_id_with_two_hyphens_is_not_taken_for_a_period(page):
    """The address of a panel is that of those who open it, where its id could be of another."""
    panel = '<div popover id="p-a--b"><p>Words of it</p></div>'
    opener = '<label data-class="fact" data-fact="a--b"><button popovertarget="p-a--b"></button>x</label>'
    with_opener = web.read(added(page, f"<p>{opener}</p>{panel}"))
    assert of(with_opener, panel="p-a--b")[0].within["entry"] == "a--b"
    assert of(web.read(added(page, panel)), panel="p-a--b")[0].within["entry"] == "a@b"


def test_a_place_is_told_by_selector_and_line(page):
    """Where a piece stands is its line in the file, and the way to it from the id above."""
    read = web.read(
        added(page, '\n<div id="here"><p>One</p>\n<p>Then <b data-class="name">two</b></p></div>')
    )
    piece = next(one for one in pieces(read, "name") if one.words == "two")
    line = page[: page.index(CLOSES)].count(b"\n") + 3
    assert (piece.where().selector, piece.where().line) == ("#here > p:nth-of-type(2) > b", line)


# --- words beside the text -----------------------------------------------------------------------


def test_a_label_that_says_other_than_its_words_is_told(page):
    """An `aria-label` that differs from the words is a passage of its own; one that repeats them is none."""
    read = web.read(page)
    assert [one for one in read.passages if one.role is Role.ALT and one.pieces[0].kind == "fact"] == []
    wrong = web.read(
        altered(page, 'aria-label="41.2m\u00a0passengers"></button><data', 'aria-label="44m"></button><data')
    )
    (found,) = [one for one in wrong.passages if one.role is Role.ALT and one.pieces[0].kind == "fact"]
    assert found.words == "44m" and found.pieces[0].says["fact"] == "ferry-trips@2025"
    assert found.pieces[0].aim == "p-ferry-trips--2025"


def test_attributes_that_are_words_are_passages(page):
    """What is read aloud, shown beside the pointer or set before a cell is read, with its attribute."""
    read = web.read(added(page, '<p title="20 boats" aria-description="30 boats">Words</p>'))
    assert [(one.words, one.role) for one in of(read, part="title") if one.words == "20 boats"] == [
        ("20 boats", Role.ALT)
    ]
    assert of(read, part="aria-description")[0].words == "30 boats"
    assert "The record shows" in {one.words for one in of(read, part="data-l")}
    link = next(one for one in of(read, part="aria-label") if one.role is Role.LINK)
    assert (link.words, link.pieces[0].aim, link.pieces[0].kind) == ("source 1", "s1", "citation")


def test_the_values_of_numbers_are_read_with_their_facts(page):
    """What a number is for machines is a passage that says of which fact, and in which attribute."""
    read = web.read(added(page, '<p><time datetime="2026-04-02">2 April</time></p>'))
    value = next(one for one in read.passages if one.role is Role.ATTACHMENT and one.words.startswith(">"))
    assert value.words == ">20000000 EUR"
    assert value.pieces[0].says == {"class": "fact", "fact": "ferry-subsidy", "machine": "value"}
    assert of(read, part="datetime")[0].words == "2026-04-02"
    count = page.count(b" value=")
    assert len(of(read, part="value")) == count


def test_the_head_is_read(page):
    """Title and metadata are passages by their names; what tells a browser how to show the page is none."""
    read = web.read(page)
    head = {one.within["part"]: one.words for one in read.passages if one.role is Role.METADATA}
    assert head["title"] == "Full boats · Quay Desk · draft"
    assert head["description"].startswith("A leaflet asks")
    assert head["citation_publication_date"] == "2026/04/02"
    assert not {"viewport", "theme-color", "color-scheme", "referrer"} & set(head)


def test_drawings_and_the_buttons_over_them_are_read(page):
    """A line of a drawing is a label, a button over it another, its name an alt text, all of the exhibit."""
    read = web.read(page)
    drawn = of(read, exhibit="cover-trips", drawing="ferry-years-web-968")
    assert "41.2m\u00a0passengers" in [one.words for one in drawn if one.role is Role.LABEL]
    assert [one.role for one in drawn if one.words.startswith("More passengers crossed")] == [Role.ALT]
    taps = of(read, exhibit="cover-trips", part="tap")
    assert ("41.2m\u00a0passengers", "p-ferry-trips--2025") in [
        (one.words, one.pieces[0].aim) for one in taps
    ]
    assert {one.role for one in taps} == {Role.LABEL}
    titled = web.read(
        altered(page, 'font-weight="600" class="f-ink">', 'class="f-ink"><title>20 boats</title>')
    )
    assert [one.role for one in titled.passages if one.words == "20 boats"] == [Role.ALT]


# --- how markup is taken -------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("markup", "expected"),
    [
        ("<p>2<!-- and -->0 new boats</p>", [("", "20 new boats")]),
        ("<p>&#50;&#x30; new boats, &frac12;</p>", [("", "20 new boats, ½")]),
        ("<p>2<wbr>0 new boats</p>", [("", "20 new boats")]),
        ("<p>10<br>20 new boats</p>", [("", "10 20 new boats")]),
        ("<p>20<span> new</span> <i>boats</i></p>", [("", "20 new boats")]),
        ("<div>Twenty<p>new boats</p>thirty</div>", [("", "Twenty"), ("", "new boats"), ("", "thirty")]),
        ("<p>\n  20\n  new   boats\n</p>", [("", "20 new boats")]),
        ("<p hidden>20 new boats</p>", [("", "20 new boats")]),
        ("<p><span aria-hidden='true'>20 new boats</span></p>", [("", "20 new boats")]),
        ("<template><p>20 new boats</p></template>", []),
        ("<p>1.<wbr>5 boats/<wbr>20</p>", [("", "1.5 boats/20")]),
        ("<table>20 new boats<tr><td>thirty</td></tr></table>", [("", "20 new boats"), ("", "thirty")]),
        (
            '<p><b data-class="name">All <i data-class="fact" data-fact="x">20</i> boats</b></p>',
            [("name", "All 20 boats")],
        ),
        (
            '<div data-class="bibliographic"><p>Twenty</p><p>new <b data-class="fact">boats</b></p></div>',
            [("bibliographic", "Twenty"), ("bibliographic", "new boats")],
        ),
        ('<p>a <a href="#claims">third</a> of new boats</p>', [("", "a third of new boats")]),
    ],
)
def test_markup_is_read_as_it_shows(page, markup, expected):
    """Comments, entities, breaks and elements within each other give the words that a browser shows."""
    assert read_of(page, markup) == expected
    assert told(web.read(added(page, markup))) == []


# What can't be read, a part of what is told of it, and beside it what can.
UNREADABLE = {
    "a script": ("<script>1</script>", "a script may", '<script type="application/ld+json">{}</script>'),
    "a handler": ('<p onclick="x()">a</p>', "`onclick` runs a script", '<p class="x">a</p>'),
    "a link that runs": ('<a href="javascript:x()">a</a>', "`href` runs or holds", '<a href="a.html">a</a>'),
    "a link to nowhere": (
        '<p>a <a href="#x">a</a></p>', "leads to `#x`", '<p>a <a href="#claims">a</a></p>'
    ),
    "a number of parts": ("<p>1<b>.</b>5</p>", "put together of several", "<p>1.<b> 5</b></p>"),
    "a number in two": ("<p>a<b>2<i>0</i></b></p>", "put together of several", "<p>a<b>20<i> b</i></b></p>"),
    "a link's name": (
        '<a href="#s1" aria-label="a 2">1</a>', "is called `a 2`", '<a href="#s1" aria-label="a 1">1</a>'
    ),
    "an id twice": ('<p id="claims">a</p>', "the id `claims` stands twice", '<p id="else">a</p>'),
    "a frame": ('<iframe srcdoc="20"></iframe>', "`iframe` is no element", "<div>20</div>"),
    "an object": ('<object data="a.svg"></object>', "`object` is no element", "<div>20</div>"),
    "a film": ('<video src="a.mp4"></video>', "`video` is no element", "<div>20</div>"),
    "an embedding": ('<embed src="a.svg">', "`embed` is no element", "<hr>"),
    "a field": ('<input value="20">', "`input` is no element", "<b>20</b>"),
    "no script": ("<noscript>20</noscript>", "`noscript` is no element", "<p>20</p>"),
    "a meter": ('<meter value="20" max="30"></meter>', "`meter` is no element", "<b>20</b>"),
    "turned text": ("<bdo dir='rtl'>02</bdo>", "`bdo` is no element", "<bdi>20</bdi>"),
    "turning letters": ("<p>\u202e02</p>", "turns the order", "<p>\u00a020</p>"),
    "a picture": ('<img src="a.png" alt="">', "what a picture shows", None),
    "a picture that is drawn": (
        "<img alt='' src='data:image/svg+xml,<svg xmlns=\"http://www.w3.org/2000/svg\"/>'>",
        "what a picture shows", "<svg aria-hidden='true'/>",
    ),
    "hidden words in a line": ("<p>a <b hidden>b</b></p>", "words within a line", "<p hidden>a b</p>"),
    "a part that looks otherwise": (
        '<b data-class="fact"><i class="skip">more than</i> 20</b>', "a look of its own",
        '<b data-class="fact" class="skip"><i>more than</i> 20</b>',
    ),
    "a part that is folded away": (
        '<p>a<b popover>b</b></p>', "words within a line are not shown", '<div popover id="x">b</div>'
    ),
    "words of a bare button": (
        "<label><button>more than</button>20</label>", "of a button that", "<button>more than</button>"
    ),
    "style that writes": (
        "<style>b:after{content:'20'}</style>", "style writes", "<style>b{color:red}</style>"
    ),
    "style that counts": (
        "<style>b:after{content:counter(a)}</style>", "style writes", '<style>b:after{content:"◆"}</style>'
    ),
    "style that hides": (
        "<style>data{display:none}</style>", "style hides", "<style>.absent-here{display:none}</style>"
    ),
    "a style of its own": ('<b style="color:transparent">1</b>', "`style` gives", '<b class="a">1</b>'),
    "style from elsewhere": ('<style>@import "a"</style>', "takes in what", "<style>p{margin:0}</style>"),
    "a shadow": ("<template shadowrootmode=open>20</template>", "a template is", "<template>20</template>"),
    "a base": ('<base href="a">', "`base` leads", None),
    "a first number": ('<ol start="20"><li>a</li></ol>', "set by `start`", "<ol><li>a</li></ol>"),
    "an item's number": ('<ol><li value="20">a</li></ol>', "set by `value`", "<ol><li>a</li></ol>"),
    "markup in a comment": ("<!-- <p> -->", "a comment holds markup", "<!-- p -->"),
    "character data": ("<svg aria-hidden='true'><g><![CDATA[20]]></g></svg>", "a comment holds markup", None),
    "broken nesting": ('<b data-class="fact">2<p>0</b>1</p>', "the markup is broken", "<p><b>2</b> 01</p>"),
    "a picture in a drawing": ("<svg><image href='a'/></svg>", "`image` is no element", "<svg><path/></svg>"),
    "HTML in a drawing": ("<svg><foreignObject>20</foreignObject></svg>", "is no element", "<svg><g/></svg>"),
    "an unknown element": ("<tie-out>20</tie-out>", "`tie-out` is no element", "<section>20</section>"),
}  # fmt: skip


@pytest.mark.parametrize("name", UNREADABLE)
def test_what_can_not_be_read_is_told(page, name):
    """What shows, hides or moves words beyond the text is a fault with a place; its plain like is none."""
    markup, message, plain = UNREADABLE[name]
    read = web.read(added(page, markup))
    assert any(message in one for one in told(read)), told(read)
    assert all(spot.line for spot, _ in read.faults)
    if plain is not None:
        assert told(web.read(added(page, plain))) == []


@pytest.mark.parametrize(
    ("old", "new", "message"),
    [
        (
            '<link rel="stylesheet" href="style.css">',
            '<link rel="stylesheet" href="https://a/b.css">',
            "own folder",
        ),
        (
            '<link rel="stylesheet" href="style.css">',
            '<link rel="stylesheet" href="//a/b.css">',
            "own folder",
        ),
        ('<meta charset="utf-8">', '<meta charset="utf-16">', "in UTF-8"),
        (
            '<meta charset="utf-8">',
            '<meta charset="utf-8"><meta http-equiv="refresh" content="1">',
            "something else",
        ),
        ("\\u003c", "<", "linked data holds a `<`"),
    ],
)
def test_the_head_hides_nothing(page, old, new, message):
    """A sheet from elsewhere, a false encoding, a page that goes on and open linked data are told."""
    if old == "\\u003c":
        page = altered(page, '{"@context"', '{"a":"\\u003c","@context"')
        assert told(web.read(page)) == []
    assert [message in one for one in told(web.read(altered(page, old, new)))] == [True]


@pytest.mark.parametrize(
    "data",
    [b"", b"20 boats", b"\xff\xfe<\x00h\x00", b"<html><body>\xe4</body></html>", b"\x00" * 64, b"%PDF-1.7"],
)
def test_a_file_that_is_no_page_is_one_fault(data):
    """What is no page in UTF-8 is one fault, and has no passages, drawings or linked data."""
    read = web.read(data)
    assert len(read.faults) == 1 and read.passages == ()
    assert web.drawings(data) == () and linked.read(data).documents == ()


def test_a_page_beyond_all_measure_is_one_fault(page, monkeypatch):
    """A page that is longer than the bound is told and not read; one within it is read."""
    monkeypatch.setattr(web, "MOST", len(page) - 1)
    assert told(web.read(page)) == [
        f"the page is {len(page)} bytes long; the most that is read is {len(page) - 1}"
    ]
    monkeypatch.setattr(web, "MOST", len(page))
    assert told(web.read(page)) == []


@pytest.mark.parametrize("attribute", ['a{}="1"', "a{}", 'a{}=">"', "a{}='>'", "a{}=1", 'a{}="<"'], ids=str)
@pytest.mark.parametrize("between", [" ", "/", "\n"], ids=repr)
def test_an_element_beyond_all_measure_is_one_fault(page, attribute, between):
    """An element with attributes by the thousand is told and not read; one with as many as we use is read."""
    many = between.join(attribute.format(nth) for nth in range(50_000))
    began = process_time()
    assert told(web.read(added(page, f"<p {many}>20</p>"))) == [
        "an element of the page has more than 100 attributes"
    ]
    assert process_time() - began < 2
    few = between.join(attribute.format(nth) for nth in range(90)).replace("1/", '"1"/')
    assert web.read(added(page, f"<p {few}>20</p>")).passages


def test_no_page_ends_the_reading(page):
    """A page that is cut anywhere, or nested without end, is read to its end."""
    for at in range(0, len(page), len(page) // 60):
        web.read(page[:at])
        linked.read(page[:at])
    odd = web.read(added(page, "<x:y?z>20" * 5_000))
    assert len(odd.faults) == web.MOST_FAULTS and odd.passages
    deep = added(page, "<div>" * 20_000 + "20" + "<b data-class='fact'>" * 3_000)
    assert web.read(deep).passages


def test_reading_takes_time_by_length_alone(page):
    """A page of eight times the text takes about eight times the time."""
    start, end = page.index(b"<section id="), page.index(CLOSES)
    part = re.sub(rb' id="[^"]*"', b"", page[start:end])
    long, longer = (page[:end] + part * times + page[end:] for times in (10, 80))

    def taken(data: bytes) -> float:
        began = process_time()
        web.read(data)
        return process_time() - began

    assert taken(longer) < 24 * min(taken(long) for _ in range(2))
    crowded = added(page, "<label>" + '<button aria-label="20"></button>a' * 20_000 + "</label>")
    assert taken(crowded) < 60 * taken(long)


# --- style ---------------------------------------------------------------------------------------


@pytest.fixture(scope="module")
def root(page) -> Any:
    """The page, parsed."""
    return web.parsed(page)


WRITES = {
    'p::before { content: "20" }': "writes `20`",
    'p::before { content: "\\32 0" }': "writes `20`",
    'p::before { c\\6fntent: "30" }': "writes `30`",
    'p::before { content: "\\bd" }': "writes `½`",
    'p::before { content: "; 20" }': "writes `; 20`",
    'p::before { content: " thirty million" }': "writes `thirty million`",
    'p::after { content: "less than " }': "writes `less than`",
    'p::after { content: "-" }': "writes `-`",
    'p::after { content: "%" }': "writes `%`",
    "p::before { content: attr(data-x) }": "writes `content: attr(data-x)`",
    "p::before { content: counters(a, '.') }": "writes",
    "p::before { content: var(--x) }": "writes `content: var(--x)`",
    "p { counter-reset: a 20 }": "counts",
    'ul { list-style-type: "30 " }': "writes `30`",
    'ul { list-style: inside "30 " }': "writes `30`",
    "ul { list-style: decimal }": "before items",
    'q { quotes: "30 " "" }': "writes `30`",
    "@counter-style a { system: cyclic; symbols: x }": "`@counter-style`",
    "@import url(20.css);": "`@import`",
    "@keyframes a { to { opacity: 0 } }": "`@keyframes`",
    "@font-face { font-family: a; src: url(//a/b.woff2) }": "a font from elsewhere",
    '@font-face { font-family: a; src: url("../b.woff2") }': "a font from elsewhere",
    "p { background: url(20.png) }": "a picture",
    "p { background: u\\72l('20.png') }": "a picture",
    "p { background: image-set('20.png' 1x) }": "a picture",
    "p { -webkit-text-security: disc }": "other letters",
    ".room::before { content: attr(data-left) }": "writes `content: attr(data-left)`",
    ".room::before { visibility: visible }": "makes room",
    ".chart .f-ink { fill: var(--page) }": "paints",
    ".chart path { fill: red }": "paints",
}


@pytest.mark.parametrize("css", WRITES)
def test_style_that_writes_is_told(draft, root, css):
    """What a style writes, counts or takes from elsewhere is told, however it is spelled."""
    ours = draft["style.css"].decode()
    assert WRITES[css] in " ".join(sheet.faults(f"{ours}\n{css}", root))


@pytest.mark.parametrize(
    "css",
    [
        "p::before { content: attr(data-l) }",
        'p::before { content: "" } q::after { content: none }',
        'p::before { content: "\\25c6\\00a0" } q { quotes: "“" "”" }',
        'th::before { content: "Version " }',
        "p { align-content: center; justify-content: space-between }",
        "/* content: '20' */ p { margin: 0 }",
        "ul { list-style: none inside }",
        "p { font: 1rem/1.5 'Face 20' } :root { --font-a: 1rem 'Face 20' }",
        '@font-face { font-family: "Face 20"; src: url("fonts/20.woff2") format("woff2") }',
        ".chart .f-ink { fill: var(--ink) } .chart .s-c1 { stroke: var(--c1) }",
        "@media (min-width: 20px) { p { background: linear-gradient(red, transparent) } }",
    ],
)
def test_style_that_dresses_is_not_told(root, css):
    """Marks, fonts of the page, colours and what is within a comment are not told."""
    assert list(sheet.faults(css, root)) == []


@pytest.mark.parametrize(
    "declaration",
    [
        "display: none",
        "display: var(--a)",
        "visibility: hidden",
        "visibility: collapse",
        "opacity: .0",
        "opacity: 4%",
        "opacity: calc(1 - 1)",
        "font-size: 0",
        "font-size: .1em",
        "font: 0/1 serif",
        "color: transparent",
        "color: #fcfbf8",
        "color: rgb(0 0 0 / .1)",
        "color: var(--page)",
        "-webkit-text-fill-color: transparent",
        "clip-path: inset(0 50% 0 0)",
        "transform: scale(-1)",
        "unicode-bidi: bidi-override",
        "direction: rtl",
        "text-indent: -9999px",
        "left: -9999px",
        "margin-left: calc(-1 * 9999px)",
        "text-decoration: line-through",
        "overflow: hidden",
        "letter-spacing: -.5em",
        "max-height: 0",
        "flex-direction: row-reverse",
        "order: 1",
        "animation: a 1s",
        "mask-image: linear-gradient(red, transparent)",
    ],
)
def test_style_that_hides_numbers_is_told(draft, root, declaration):
    """A rule that may hide, move or strike a number of the page is told; one that is of none is not."""
    ours = draft["style.css"].decode()
    of_all = ours[ours.index(":root") :].partition("}")[0] + "} body { background: var(--page) }"
    (found,) = sheet.faults(f"{ours}\ndata {{ {declaration} }}", root)
    assert found.startswith("the style hides, moves or turns `data`")
    for selector in ("p > *", "[data-fact]", ":is(label)", "main", ".drawing", "p, label::first-line"):
        (found,) = sheet.faults(f"{of_all}\n{selector} {{ {declaration} }}", root)
        assert found.startswith("the style hides, moves or turns `")
    none = (".of-no-element", "label > button", "p::before", "#none", "[data-none]", "kbd")
    others = "\n".join(f"{selector} {{ {declaration} }}" for selector in none)
    assert list(sheet.faults(f"{ours}\n{others}", root)) == []


def test_style_that_is_nested_or_within_is_read(root):
    """Rules within rules, conditions and escapes are read as browsers do; a broken rule is told."""
    for css in (
        "p { & data { display: none } }",
        "p { data { display: none } }",
        "@media print { data { display: none } }",
        "@supports (display: grid) { @layer { data { display: none } } }",
        "d\\61 ta { d\\69splay: none }",
    ):
        (found,) = sheet.faults(css, root)
        assert found.startswith("the style hides")
    assert [one.partition(":")[0] for one in sheet.faults("p { color }", root)] == [
        "the style is broken, and browsers mend it each in their own way"
    ]


def test_style_hides_what_ours_does_alone(page, root):
    """What our sheet hides may be hidden where it is what it is there, and on paper what is opened."""
    assert list(sheet.faults(".drawing.narrow, .panel-sides, [hidden] { display: none }", root)) == []
    wrong = web.parsed(added(page, '<div class="drawing narrow"><b data-class="plain">20</b></div>'))
    assert len(list(sheet.faults(".drawing.narrow { display: none }", wrong))) == 1
    behind = ".behind { display: none }"
    assert list(sheet.faults(f"@media print {{ {behind} }}", root)) == []
    assert len(list(sheet.faults(behind, root))) == 1


def test_a_colour_that_is_not_seen_is_told_in_every_scheme(draft, root):
    """A name for the colour of words may not mean that of the page, by light or by dark."""
    ours = draft["style.css"].decode()
    dark = "@media (prefers-color-scheme: dark) {{ :root {{ --ink: {} }} }}"
    for rule in (":root { --ink: #fcfbf8 }", "p { --ink: transparent }", dark.format("#11181E")):
        (found,) = sheet.faults(f"{ours}\n{rule}", root)
        assert found.endswith("`color: var(--ink)`")
    assert list(sheet.faults(f"{ours}\n{dark.format('#EEEEEE')}", root)) == []


def test_the_sheet_of_a_page_writes_and_hides_no_number(draft, root):
    """The sheet that a page is shown with adds no number to it, and hides none."""
    assert list(sheet.faults(draft["style.css"].decode(), root)) == []


# --- charts --------------------------------------------------------------------------------------


def test_the_charts_of_a_page_are_measured(page, facts):
    """True drawings are true within the page; one whose words are changed is told at its line."""
    known = Facts(facts)
    assert [one.exhibit for one in web.drawings(page)] == ["cover-trips"] * 4 + ["trips"] * 4
    assert web.charted(page, known) == ()
    wrong = altered(page, ">41.2m\u00a0passengers</text>", ">44.2m passengers</text>")
    (spot, message, kind), *_ = web.charted(wrong, known)
    assert kind == "label-is-off" and "44.2m" in message
    assert spot.line == page[: page.index(b'data-form="headlines"')].count(b"\n") + 1
    assert spot.selector.startswith("#ferry-years-web-968 > ")


def test_no_drawing_goes_unmeasured(page, facts):
    """A drawing that does not say its form is told, wherever it stands; a mark of the key is none."""
    known = Facts(facts)
    unread = ["drawing-is-unread"]
    assert [kind for *_, kind in web.charted(altered(page, ' data-form="headlines"', ""), known)] == unread
    sign = f'<svg aria-hidden="true" viewBox="0 0 64 20">{BAR.format(0, 46)}</svg>'
    marked = '<div class="key"><ul><li><span class="key-mark">{}</span> A number</li></ul></div>'
    assert web.charted(added(page, marked.format(sign)), known) == ()
    assert [kind for *_, kind in web.charted(added(page, f"<p>{sign}</p>"), known)] == unread
    bare = marked.format(sign.replace(' aria-hidden="true"', ""))
    assert [kind for *_, kind in web.charted(added(page, bare), known)] == unread
    assert len([one for one in web.parsed(page).iter("svg") if is_sign(one)]) == 4


LINE, RING = '<path class="s-c1" d="{}"/>', '<circle class="s-ink-2" cx="{}" cy="10" r="4.5"/>'
BAR = '<rect class="f-c1" x="{}" y="4" width="{}" height="12"/>'


@pytest.mark.parametrize(
    ("shapes", "expected"),
    [
        (BAR.format(0, 46), True),
        (BAR.format(0, 8), False),  # as high as a 1, or a 0
        (BAR.format(0, 46) + LINE.format("M46.5 1V19"), True),
        (BAR.format(0, 20) + LINE.format("M26 1V19") + LINE.format("M30 1V19"), False),  # 11
        (LINE.format("M0 10H41") + RING.format(46), True),
        (LINE.format("M4 1V19") + RING.format(12), False),  # 10
        (RING.format(4) + RING.format(14), False),
        (LINE.format("M40 4h3l5 6-5 6h-3l5-6z"), True),
        (LINE.format("M40 4h6v6h-6v6h6"), False),  # 2
        (LINE.format("M40 4h6v6h-6M46 10v6h-6"), False),  # 3
        (LINE.format("M40 4C41 5 43 6 46 16"), False),
        (LINE.format("M4 16L16 4") * 9, True),
        (LINE.format("M4 4L16 16"), False),
        (LINE.format("M80 10H90"), False),
        (LINE.format("M4 16L16"), False),
        (LINE.format("M4 16L16 4 x"), False),
        (LINE.format("") + BAR.format("a", 4), False),
        (BAR.format(0, 46).replace("rect ", 'rect transform="rotate(9)" '), False),
        (BAR.format(0, 46).replace("f-c1", "f-c1 skip"), False),
        ('<text class="f-ink">20</text>', False),
        ('<g class="f-ink"><path class="f-ink" d="M0 10H41"/></g>', False),
    ],
)
def test_a_mark_of_the_key_makes_up_no_number(shapes, expected):
    """Bars, arrowheads, hatching, a line and a ring are signs; what may be a digit, or is moved, is none."""
    svg = f'<svg viewBox="0 0 64 20" aria-hidden="true">{shapes}</svg>'
    entry = f'<div class="key"><ul><li><span class="key-mark">{svg}</span>a</li></ul></div>'
    (one,) = document_fromstring(f"<html><body>{entry}</body></html>").iter("svg")
    assert is_sign(one) is expected


CHARTED = ("cover-trips", "trips")


def without(page: bytes, start: str) -> bytes:
    """Return the page without the first drawing that begins so, and what lies over it."""
    at = page.index(start.encode())
    return page[:at] + page[page.index(b"</svg>", at) + len(b"</svg>") :]


def test_each_exhibit_shows_a_drawing_at_every_width(page, facts):
    """A drawing that is gone, folded away, of no width, or twice there is told; a page as made has none."""
    known = Facts(facts)
    assert set(inlay._SHOWN.values()) == set(web.WIDTHS)
    assert tuple(one["id"] for one in facts["exhibits"] if "drawing" in one) == CHARTED
    assert web.charted(page, known, None, CHARTED) == ()

    def missed(data: bytes, exhibits: tuple[str, ...] = CHARTED) -> list[tuple[str, str]]:
        return [(spot.selector, message) for spot, message, _ in web.charted(data, known, None, exhibits)]

    narrow = [("#exhibit-trips", "exhibit `trips` has no drawing for the widths narrow")]
    trips = page.index(b'id="exhibit-trips"')
    head, rest = page[:trips], page[trips:]
    gone = without(rest, '<svg id="ferry-trips-web-343"' if b'<svg id="ferry-trips' in rest else "<svg")
    assert [message.partition(" for the widths")[0] for _, message in missed(head + gone)] == [
        "exhibit `trips` has no drawing"
    ]
    for old, new in (
        ('<div class="drawing narrow">', '<div class="drawing narrow" hidden>'),
        ('<div class="drawing narrow">', '<div class="drawing narrow skip">'),
        ('<div class="drawing narrow">', '<div class="narrow">'),
    ):
        assert missed(head + altered(rest, old, new)) == narrow
    twice = missed(head + altered(rest, '<div class="drawing narrow">', '<div class="drawing narrow wide">'))
    assert twice == [("#exhibit-trips", "exhibit `trips` has 2 drawings for the width wide")]
    bare = re.sub(rb"<svg .*?</svg>", b"", page, flags=re.DOTALL)
    assert [message for _, message in missed(bare)] == [
        f"exhibit `{one}` has no drawing for any width" for one in CHARTED
    ]
    assert missed(bare, ()) == []


def test_a_page_is_parsed_once(draft, monkeypatch):
    """Its words, drawings and linked data are read of one root; a file that can't be read is told once."""
    times = []
    document = web.document_fromstring
    monkeypatch.setattr(web, "document_fromstring", lambda *a, **k: times.append(1) or document(*a, **k))
    assert everything.audited(draft, frozenset({"index.html"})) == ()
    assert len(times) == 1
    name = next(one for one in draft if one.endswith(".svg"))
    broken = everything.audited({**draft, name: b"<svg"}, frozenset({name}))
    assert [one.kind for one in broken if one.kind != "data-is-whole"] == ["file-is-read"]


# --- linked data ---------------------------------------------------------------------------------


@pytest.fixture
def document(page) -> dict[str, Any]:
    """The page's linked data, to be altered."""
    (made,) = linked.read(page).documents
    return made


def node(document: dict[str, Any], name: str) -> dict[str, Any]:
    """Return what the linked data says of a name."""
    return next(one for one in document["@graph"] if one["@id"] == name)


def test_true_linked_data_is_as_the_facts_are(document, facts):
    """Nothing is told of linked data as it was made."""
    assert list(linked.disagreements(document, facts)) == []


SUBSIDY, PER, TRIPS = "#p-ferry-subsidy", "#p-ferry-subsidy-per-passenger", "#p-ferry-trips--2025"
ALTERATIONS: Mapping[str, tuple[str, Callable[[dict[str, Any]], object], str]] = {
    "a number": (SUBSIDY, lambda of: of.update(minValue="21000000"), "`minValue` is 21000000"),
    "a rounded number": (PER, lambda of: of.update(minValue="0.48"), "`minValue` is 0.48"),
    "a number as number": (SUBSIDY, lambda of: of.update(minValue=20000000), "`minValue` is 20000000"),
    "an end more": (SUBSIDY, lambda of: of.update(maxValue="30000000"), "has `maxValue` 30000000"),
    "an end less": (SUBSIDY, lambda of: of.pop("minValue"), "lacks `minValue`"),
    "an open end": (SUBSIDY, lambda of: of.pop("min_open"), "lacks `min_open`"),
    "a unit": (SUBSIDY, lambda of: of.update(unitText="USD"), "`unitText` is USD"),
    "a hedge": (SUBSIDY, lambda of: of.update(hedge="at least"), "`hedge` is at least"),
    "words": (SUBSIDY, lambda of: of.update(description="€20m"), "`description` is €20m"),
    "what is counted": (SUBSIDY, lambda of: of.update(name="What it costs"), "`name` is What it costs"),
    "a status": (SUBSIDY, lambda of: of.update(status="disputed"), "`status` is disputed"),
    "a date": (SUBSIDY, lambda of: of.update(observationDate="2020"), "`observationDate` is 2020"),
    "an origin": (TRIPS, lambda of: of.update(origins=["#s3"]), "`origins` is #s3"),
    "a quotation": (
        TRIPS,
        lambda of: of["evidence"][0]["target"]["selector"][0].update(exact="44 million"),
        "`exact` is 44 million",
    ),
    "words around it": (
        TRIPS,
        lambda of: of["evidence"][0]["target"]["selector"][0].update(prefix=["carried "]),
        '`prefix` is ["carried "], and no text',
    ),
    "whose it is": (TRIPS, lambda of: of["evidence"][0]["target"].update(source="#s3"), "`source` is #s3"),
    "a stance": (TRIPS, lambda of: of["evidence"][0].update(stance="refines"), "`stance` is refines"),
    "no evidence": (TRIPS, lambda of: of.pop("evidence"), "lacks `evidence`"),
    "a formula": (PER, lambda of: of["calculation"].update(formula="a / b"), "is worked out by a / b"),
    "an input": (
        PER,
        lambda of: next(iter(of["calculation"]["inputs"].values())).update(entity="#p-else"),
        "takes #p-else",
    ),
    "where it comes from": (PER, lambda of: of["from"].append("#p-else"), "come from #p-else"),
    "one it comes from": (PER, lambda of: of["from"].pop(), "is not said to come from"),
    "a title": ("#s1", lambda of: of.update(name="Almanac"), "`name` is Almanac"),
    "a source's date": ("#s1", lambda of: of.update(datePublished="2024"), "`datePublished` is 2024"),
    "an address": ("#s1", lambda of: of.update(url="https://else.example"), "`url` is https://else.example"),
    "a claim": ("#c1", lambda of: of.update(claimReviewed="44 million"), "`claimReviewed` is 44 million"),
    "a verdict": (
        "#c1",
        lambda of: of["reviewRating"].update(alternateName="disputed"),
        "`alternateName` is disputed",
    ),
    "a record": ("#c1", lambda of: of.update(reviewBody="44m"), "`reviewBody` is 44m"),
    "a comparison": ("#w-1", lambda of: of.update(text="44m"), "`text` is 44m"),
    "a version": ("", lambda of: of.update(version="9"), "`version` is 9"),
    "a mention": ("", lambda of: of["hasPart"][0].update(mentions=["#p-else"]), "mentions #p-else"),
    "an odd shape": (TRIPS, lambda of: of.update(evidence="44 million"), "is 44 million, and no object"),
    "a meaning within": (TRIPS, lambda of: of.update({"@context": {}}), "has `@context`"),
}


@pytest.mark.parametrize("name", ALTERATIONS)
def test_linked_data_that_says_otherwise_is_told(document, facts, name):
    """Each number, unit, hedge, date, quotation and source that differs from facts.json is told."""
    of, change, message = ALTERATIONS[name]
    change(node(document, of))
    (found,) = linked.disagreements(document, facts)
    assert message in found and found.startswith(f"`{of}`" if "mentions" not in found else "`#")


def test_linked_data_leaves_nothing_out_and_adds_nothing(document, facts):
    """A fact that is missing, one that is told twice, and one that nobody knows are told."""
    subsidy = node(document, SUBSIDY)
    graph = document["@graph"]
    less = {**document, "@graph": [one for one in graph if one is not subsidy]}
    assert list(linked.disagreements(less, facts)) == [
        f"`{SUBSIDY}` is in facts.json, and not in the linked data"
    ]
    twice = {**document, "@graph": [*graph, {**subsidy, "minValue": "1"}]}
    assert list(linked.disagreements(twice, facts)) == [f"`{SUBSIDY}` is described twice"]
    more = {**document, "@graph": [*graph, {**subsidy, "@id": "#p-else"}]}
    assert list(linked.disagreements(more, facts)) == ["`#p-else` is nothing that facts.json has"]


@pytest.mark.parametrize(
    ("name", "means"),
    [
        ("@version", 1.0),
        ("@vocab", "https://else.example/"),
        ("hedge", "t:note"),
        ("minValue", {"@id": "maxValue", "@type": "xsd:decimal"}),
        ("unitText", "description"),
        ("supports", "t:contradicts"),
        ("minValue", {"@type": "xsd:decimal", "@context": {}}),
    ],
)
def test_the_names_in_linked_data_mean_what_they_say(document, facts, name, means):
    """A context that gives a name another meaning is told."""
    document["@context"][name] = means
    assert len(list(linked.disagreements(document, facts))) == 1


@pytest.mark.parametrize("wrong", [None, 5, [], {}, {"@graph": 1}, {"@graph": [1, {"@id": 2}]}])
def test_linked_data_of_no_shape_is_told(facts, wrong):
    """What is no graph at all is told, and ends nothing; so is a facts.json of another shape."""
    assert list(linked.disagreements(wrong, facts))


def test_facts_of_no_shape_are_told(document):
    """Linked data can't be held against what is no facts.json; that is told."""
    assert list(linked.disagreements(document, {})) == ["facts.json has not its own shape"]


@pytest.mark.parametrize(
    ("text", "message"),
    [
        ('{"a": 1, "a": 2}', "`a` stands twice"),
        ('{"a": NaN}', "`NaN` is no number"),
        ('{"a": ', "the linked data can't be read"),
        ("[" * 100_000, "the linked data can't be read"),
        ('{"a": 1}', ""),
    ],
)
def test_linked_data_that_can_not_be_read_is_told(text, message):
    """JSON that is broken, or that readers take differently, is a fault with its place."""
    data = f'<html><body>\n<script type="application/ld+json">{text}</script></body></html>'.encode()
    found = linked.read(data)
    assert [message in said for _, said in found.faults] == ([True] if message else [])
    assert len(found.documents) == (0 if message else 1)
    assert all(spot.line == 2 for spot, _ in found.faults)


def test_a_page_has_linked_data_once(page):
    """A page without linked data, or with a second document of it, is told; one document is read."""
    assert linked.read(page).faults == ()
    script = page[page.index(b'<script type="application/ld+json">') : page.index(b"</script>") + 9]
    none = linked.read(page.replace(script, b""))
    assert (none.documents, [said for _, said in none.faults]) == ((), ["the page has no linked data"])
    twice = linked.read(page.replace(script, script + b"\n" + script))
    assert [said for _, said in twice.faults] == [
        "the page has 2 documents of linked data, of which one is read"
    ]
