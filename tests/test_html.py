"""The web page, as markup and as Chromium shows it from disk with scripts off."""

from __future__ import annotations

import re
from dataclasses import replace
from pathlib import Path

import browser
import make
import make_page
import pytest
from lxml.html import document_fromstring

from tieout.formats import blocks, html, look, markup, pdf
from tieout.hedges import Held

ASSETS = look.read(Path(__file__).parent.parent / "templates")
PAGE = make_page.page(look.colours(ASSETS))


@pytest.fixture(scope="module")
def chromium():
    """One Chromium for the module."""
    with browser.chromium() as running:
        yield running


@pytest.fixture(scope="module")
def index(tmp_path_factory) -> Path:
    """The page on disk."""
    return browser.write(tmp_path_factory.mktemp("page"), html.make(PAGE, ASSETS, 412_345))


@pytest.fixture(scope="module")
def tree():
    """The page as a tree."""
    return document_fromstring(html.document(PAGE, ASSETS, 412_345))


_DIGITS = "//body//text()[re:test(., '[0-9]')][not(ancestor::script)]"


def unclassed(tree) -> list[str]:
    """Return every text with a digit that stands in no element with a class of number."""
    return [
        str(text).strip()
        for text in tree.xpath(_DIGITS, namespaces={"re": "http://exslt.org/regular-expressions"})
        if not text.getparent().xpath("ancestor-or-self::*[@data-class]")
        or (text.is_tail and not text.getparent().getparent().xpath("ancestor-or-self::*[@data-class]"))
    ]


def test_page_has_no_script_and_no_style_of_its_own(tree):
    """Nothing in the page runs or styles inline, and its policy lets nothing do so."""
    assert not tree.xpath("//style|//*[@style]|//@*[starts-with(name(), 'on')]")
    assert tree.xpath("//script/@type") == ["application/ld+json"]
    policy = tree.xpath("string(//meta[@http-equiv='Content-Security-Policy']/@content)")
    assert policy.startswith("default-src 'none'") and "unsafe" not in policy and "script" not in policy


def test_links_and_ids(tree):
    """Ids are unique; every link within the page, every button and every label leads to something."""
    ids = tree.xpath("//@id")
    assert len(ids) == len(set(ids))
    aims = [one[1:] for one in tree.xpath("//a/@href") if one.startswith("#")]
    aims += tree.xpath("//@popovertarget")
    aims += [name for names in tree.xpath("//@aria-labelledby") for name in names.split()]
    assert aims and not set(aims) - set(ids)


def test_every_digit_is_of_a_class(tree):
    """Each number that the page or its templates print stands in an element that says what it is."""
    assert unclassed(tree) == []


def test_chip_holds_its_words_once():
    """A chip's words are its own, its button is named by them, and what stood around it stays there."""
    ceiling = make_page.fact("up to 750 MW", "capacity", cited=False)
    neutral = f"Of {make_page.fact('86%', 'buyers')}, much (or {ceiling}) went."
    made = document_fromstring(markup.inline(neutral, markup.setting(PAGE, markup.WEB)))
    assert made.text_content() == "Of 86%2,17, much (or up to 750\u00a0MW) went."
    assert made.xpath("//label/button/@aria-label") == ["86%", "up to 750\u00a0MW"]
    assert made.xpath("//label/button/@popovertarget") == ["p-buyers", "p-capacity"]


def test_note_stands_beside_its_paragraph():
    """A note and its paragraph are one block; a note without one is left where it is."""
    body = '<p>One.</p><aside class="note"><p>Note.</p></aside><p>Two.</p>'
    made = document_fromstring(markup.flow(body, markup.setting(PAGE, markup.PRINT), lambda *_: ""))
    assert [one.text_content() for one in made.xpath("//div[@class='pair']")] == ["One.Note."]


def test_a_note_s_head_is_parted_by_a_colon():
    """A head without a stop gets one; a head that has one keeps it, and a word within is no head."""

    def noted(inside: str) -> str:
        body = f'<p>One.</p><aside class="note"><p>{inside}</p></aside>'
        made = document_fromstring(markup.flow(body, markup.setting(PAGE, markup.WEB), lambda *_: ""))
        return made.xpath("string(//aside)")

    assert noted("<b>Floor</b> a sum with no upper end.") == "Floor: a sum with no upper end."
    assert noted("<b>Floor:</b> a sum.") == "Floor: a sum."
    assert noted("Some <b>word</b> within.") == "Some word within."


@pytest.mark.parametrize(
    ("typed", "set_"),
    [
        ("OpenAI's 'working capital deposits'", "OpenAI’s ‘working capital deposits’"),
        ('a "floor" ("open")', "a “floor” (“open”)"),
        ("the class of '25", "the class of ’25"),
    ],
)
def test_a_source_s_words_are_set_with_curly_marks(typed, set_):
    """Marks are set one for one, in a quotation cut into elements too; nothing else of it changes."""
    assert markup.typographic(typed) == set_
    cut = f'<span data-class="quotation">“{typed[:5]}<em>{typed[5:9]}</em>{typed[9:]}”</span> it\'s'
    made = document_fromstring(markup.inline(cut, markup.setting(PAGE, markup.PRINT)))
    assert made.text_content() == f"“{set_}” it's"


def test_short_last_words_are_tied_in_print_alone():
    """The last word of a paragraph stays with the one before it in print, where it is short."""
    body = (
        "<p>A claim is judged on the facts against it.</p><p>Only three words.</p>"
        "<p>One two three four <b>five six</b></p>"
    )
    for medium, tied in ((markup.PRINT, 2), (markup.WEB, 0)):
        made = markup.flow(body, markup.setting(PAGE, medium), lambda *_: "").replace("&nbsp;", "\u00a0")
        assert made.count("\u00a0") == tied
    ended = "<p>One two three four five since <i>October 2025</i>.<sup><a>7</a></sup></p>"
    made = markup.flow(ended, markup.setting(PAGE, markup.PRINT), lambda *_: "").replace("&nbsp;", "\u00a0")
    assert "October\u00a02025" in made
    assert "five\u00a0six" in markup.inline(
        "one two three four <b>five six</b>", markup.setting(PAGE, markup.PRINT), True
    )


def test_heads_follow_their_section_s_and_short_parts_are_columns():
    """A level passed over is closed up; three parts or more stand side by side, four two by two."""

    def parts(body: str) -> list[str]:
        made = markup.flow(body, markup.setting(PAGE, markup.PRINT), lambda *_: "")
        return document_fromstring(f"<div>{made}</div>").xpath("//div[@class]/@class")

    for level in ("h3", "h4"):
        part = f"<{level}>A question</{level}><p>Its answer.</p>"
        assert parts(part * 3) == ["parts", "part", "part", "part"]
        assert parts(part * 4)[0] == "parts by-two"
        assert parts(part * 2) == []


def test_a_block_brings_its_head_only_where_the_section_gives_none():
    """Under a head of the section's own, or first in it, a block has none."""
    asked = []
    block = '<div data-block="waivers"></div>'
    body = f"{block}<p>One.</p>{block}<h3>Waived</h3>{block}"
    markup.flow(body, markup.setting(PAGE, markup.PRINT), lambda name, key: asked.append(key) or "")
    assert asked == [markup.HEADED, "", markup.HEADED]


def test_every_table_has_a_name(tree):
    """A caption or a label says what each table is."""
    assert all(
        one.get("aria-label") or one.get("aria-labelledby") or one.find("caption") is not None
        for one in tree.iter("table")
    )


def test_long_addresses_break_at_their_marks():
    """An address may break after its marks, and is otherwise as it was; a date in the list never parts."""
    assert blocks.bare("https://www.example.org/a-b?c=d&e/", "<wbr>") == (
        "example.<wbr>org/<wbr>a-<wbr>b?<wbr>c=<wbr>d&amp;e"
    )
    assert blocks.bare("https://example.org/news/1169", "<wbr>") == "example.<wbr>org/<wbr>news/1169"
    assert blocks.bare("https://example.org/1169", "+", "=") == "example.+org/=1169"
    printed = document_fromstring(pdf.document(PAGE, ASSETS))
    entries = [one.text_content() for one in printed.xpath("//ol[@class='sources']/li")]
    assert any("17\u00a0Apr\u00a02026" in one for one in entries)
    assert not any(re.search("\\d (?:Jan|Apr|Oct|Dec)|(?:Jan|Apr|Oct|Dec) \\d", one) for one in entries)


def test_chip_without_a_panel_is_words():
    """A number whose address the page does not know stays text: there is nothing to open."""
    assert "<label" not in markup.inline(make_page.fact("12", "nowhere"), markup.setting(PAGE, markup.WEB))
    assert "<label" in markup.inline(make_page.fact("86%", "buyers"), markup.setting(PAGE, markup.WEB))


def test_key_explains_what_is_drawn_and_nothing_else(tree):
    """The key has each drawing of the page's charts, each verdict in use, and the mark of a dispute."""
    key = tree.xpath("//div[@class='key']")[0]
    assert len(key.xpath(".//ul[@class='hedges']/li")) == 2
    assert "more than, at least" in key.text_content() and "a dotted red line" in key.text_content()
    assert "up to, at most" not in key.text_content()
    shown = set(key.xpath(".//ul[@class='scale']//@data-status"))
    assert shown == set(tree.xpath("//*[@class='status']/@data-status"))


def test_key_leads_to_sums_only_where_they_are_listed():
    """What the key says of our arithmetic names the way to the sum only where the page lists sums."""

    def told(document: str) -> str:
        item = "//ul[@class='scale']/li[*[@data-status='arithmetic']]/span[@class='key-text']"
        return document_fromstring(document).xpath(f"string({item})")

    block = '<div data-block="arithmetic"></div>'
    bare = [
        replace(one, body=replace(one.body, html=one.body.html.replace(block, ""))) for one in PAGE.sections
    ]
    for text in (html.document(PAGE, ASSETS), pdf.document(PAGE, ASSETS)):
        assert told(text).endswith("hedges carried; its mark leads to the sum.")
    assert told(html.document(replace(PAGE, sections=tuple(bare)), ASSETS)).endswith("hedges carried.")


def test_key_has_a_drawing_for_each_way_a_bar_is_drawn():
    """Whatever a chart can draw, the key can explain, on the page and in print."""
    words = ASSETS["macros.html"].decode()
    assert {one.value for one in Held} - {"not stated"} < set(blocks.DRAWN)
    for name in blocks.DRAWN:
        assert f'("{name}", ' in words
        made = look.environment(ASSETS).get_template("key.svg.html").render(name=name, fill=str, stroke=str)
        assert "<path" in made or "<rect" in made


def test_cover_chart_has_its_title_and_subtitle(tree):
    """The chart of the cover says its finding and its measure, and has no number."""
    cover = tree.xpath("//figure[@class='cover-chart']")[0]
    assert cover.xpath("string(.//p[@class='exhibit-title'])") == PAGE.cover.title.words
    printed = document_fromstring(pdf.document(PAGE, ASSETS)).xpath("//div[@class='cover-chart']")[0]
    for one in (cover, printed):
        assert not one.xpath(".//*[@class='exhibit-number']")
        assert one.xpath("string(.//p[@class='exhibit-subtitle'])") == PAGE.cover.subtitle.words


def test_draft_says_so_and_a_release_does_not():
    """A draft counts its problems at the top; a release says nothing of drafts."""

    def said(page) -> str:
        made = document_fromstring(html.document(page, ASSETS))
        return " ".join(one.text_content() for one in made.xpath("//head/title|//header|//footer"))

    assert "Draft: 3 problems" in said(PAGE) and "Draft with 3 problems" in said(PAGE)
    assert "Draft: 1 problem " in said(replace(PAGE, problems=1))
    assert "draft" not in said(replace(PAGE, release="0.1", problems=0)).lower()


def test_pdf_is_linked_with_its_size_only_where_there_is_one(tree):
    """The masthead links to the PDF beside the page; without one there is no such link."""
    link = tree.xpath("//header//a")[0]
    assert (link.get("href"), link.text_content()) == ("two-twenties-draft.pdf", "PDF, 412\u00a0KB")
    assert not document_fromstring(html.document(PAGE, ASSETS)).xpath("//header//a")


def test_style_sheets_name_no_colour():
    """Colours are written in tokens.yaml and nowhere else."""
    for name in ("screen.css", "print.css"):
        assert not re.search(r"#[0-9a-fA-F]{3,8}\b", ASSETS[name].decode())


def test_page_is_light(index):
    """The folder, fonts and all, stays under 700 KB."""
    assert sum(file.stat().st_size for file in index.parent.rglob("*") if file.is_file()) < 700_000


# --- in the browser ------------------------------------------------------------------------------


def test_nothing_is_fetched_from_elsewhere_and_fonts_load(chromium, index):
    """From disk, under its own policy, the page asks for its style sheet and fonts, and gets them."""
    with browser.opened(chromium, index) as page:
        page.tab.wait_for_timeout(150)
        loaded = page.tab.evaluate("[...document.fonts].filter(one => one.status == 'loaded').length")
        folder = index.parent.as_uri()
        assert all(one.startswith(folder) for one in page.asked)
        assert loaded >= 5 and not page.said


@pytest.mark.parametrize("width", [1280, 375])
def test_axe_finds_nothing(chromium, index, width):
    """No accessibility fault in either scheme, with the data tables and an evidence panel open too."""
    with browser.opened(chromium, index, width, java_script_enabled=True, bypass_csp=True) as page:
        assert browser.complaints(page) == []
        page.tab.emulate_media(color_scheme="dark")
        assert browser.complaints(page, colours_alone=True) == []
        page.tab.evaluate("document.querySelectorAll('details').forEach(one => one.open = true)")
        page.tab.locator("#deal label[data-fact=advance]").first.click()
        assert browser.complaints(page, colours_alone=True) == []
        page.tab.emulate_media(color_scheme="light")
        assert browser.complaints(page) == []


def test_a_scheme_changes_colours_alone():
    """All that the style sheet has for the dark is named colours: no other rule has to be asked anew."""
    sheet = html.make(PAGE, ASSETS, 412_345)["style.css"].decode()
    (dark,) = re.findall(r"color-scheme: ?dark\)? ?\{ :root \{ (.*?) \} \}", sheet)
    assert sheet.count("@media (prefers-color-scheme") == 1
    assert all(re.fullmatch(r"--[\w-]+: #[0-9A-F]{6}", one.strip()) for one in dark.split(";") if one.strip())


@pytest.mark.parametrize("width", [320, 375, 768, 1000, 1150, 1280])
def test_nothing_scrolls_sideways(chromium, index, width):
    """At no width is the page wider than its window, and each exhibit shows one drawing."""
    with browser.opened(chromium, index, width) as page:
        assert page.tab.evaluate("document.documentElement.scrollWidth") <= width
        shown = page.tab.evaluate(
            "[...document.querySelectorAll('figure')].map(one => [...one.querySelectorAll('.drawing')]"
            ".filter(each => each.offsetWidth).length)"
        )
        assert shown == [1, 1, 0, 1]
        if width < 500:  # drawn for the width, never scaled down to it
            shrunk = page.tab.evaluate(
                "[...document.querySelectorAll('.drawing svg')].filter(one => one.clientWidth)"
                ".filter(one => one.clientWidth < one.viewBox.baseVal.width).length"
            )
            assert shrunk == 0


@pytest.mark.parametrize("width", [375, 700, 1280])
def test_citations_never_start_a_line(chromium, index, width):
    """Wherever lines break, marks stand on the line of the words they belong to."""
    with browser.opened(chromium, index, width) as page:
        strays = page.tab.evaluate(
            """() => [...document.querySelectorAll('main sup.cites')].filter(sup => {
                if (!sup.getClientRects().length) return false;
                const range = document.createRange(); range.setStartBefore(sup.parentNode.firstChild);
                const before = sup.previousSibling; if (!before) return true;
                range.selectNodeContents(before);
                const last = [...range.getClientRects()].pop(), own = sup.getClientRects()[0];
                return own.left < last.right - 3 || sup.getClientRects().length > 1;
            }).map(sup => sup.parentNode.textContent)"""
        )
        assert strays == []


@pytest.mark.parametrize("width", [375, 1280])
def test_evidence_opens_and_closes_without_script(chromium, index, width):
    """A chip opens its panel by click, Enter and Space; Escape, Close and a click elsewhere shut it."""
    with browser.opened(chromium, index, width, has_touch=True) as page:
        chip, panel = page.tab.locator("#deal label[data-fact=price]").first, page.tab.locator("#p-price")
        assert not panel.is_visible()
        chip.tap()
        assert panel.is_visible()
        panel.locator(".close").click()
        assert not panel.is_visible()
        for key in ("Enter", "Space"):
            chip.locator("button").press(key)
            assert panel.is_visible()
            page.tab.keyboard.press("Escape")
            assert not panel.is_visible()
        chip.click()
        page.tab.mouse.click(3, 3)
        assert not panel.is_visible()


def test_panel_stays_in_the_window_and_leads_to_its_inputs(chromium, index):
    """A panel fits beside its chip; one for arithmetic opens the evidence of what it rests on."""
    with browser.opened(chromium, index, 1280, 700) as page:
        page.tab.locator("#deal label[data-fact=advance]").first.click()
        box = page.tab.locator("#p-advance").bounding_box()
        assert box["y"] >= 0 and box["y"] + box["height"] <= 700
        page.tab.keyboard.press("Escape")
        page.tab.locator("#deal label[data-fact=price]").first.click()
        assert page.tab.locator("#p-price").bounding_box()["width"] == 380
        page.tab.locator("#p-price label[data-fact=commitment]").first.click()
        assert page.tab.locator("#p-commitment").is_visible()


def test_panel_of_a_dispute_names_every_side(tree):
    """Each account of a disputed number stands in its panel, named, in one size."""
    sides = tree.xpath("//*[@id='p-advance']//p[@class='side-value']")
    assert [one.xpath("string(b)") for one in sides] == [
        "The AI Daily",
        "Vault AI Edition",
        "The GPU Trade",
    ]


def test_panel_says_vouched_or_attested_from_the_lock(tree):
    """The lock alone decides which of the two a reader is told."""
    proofs = [one.text_content() for one in tree.xpath("//*[@id='p-commitment']//p[@class='side-proof']")]
    assert "Vouched" in proofs[0] and "23\u00a0November 2026" in proofs[0]
    assert "Attested" in proofs[1] and "Set aside:" in proofs[2]


def test_what_most_sources_share_is_said_once():
    """A long list says at its head how most of it was read, and when; an entry says only where it differs."""
    listed = document_fromstring(html.document(PAGE, ASSETS))
    (line,) = listed.xpath("//p[@class='sources-line']")
    assert line.text_content() == "Each was read on 23\u00a0November 2026, unless its entry says otherwise."
    kinds = [one.text_content() for one in listed.xpath("//ol[@class='sources']//span[@class='kind']")]
    assert kinds[1:3] == ["Primary, a filing, read in excerpt 23\u00a0Nov\u00a02026.", "Press release."]
    short = document_fromstring(html.document(replace(PAGE, sources=PAGE.sources[:11]), ASSETS))
    assert not short.xpath("//p[@class='sources-line']")
    assert "Press release, read 23\u00a0Nov\u00a02026." in short.text_content()


RELAYING = """\
digest: {title: D, publisher: Digest, kind: news, accessed: 2026-11-01, seen: in-full, relays: [wire]}
echo: {title: E, publisher: Echo, kind: news, accessed: 2026-11-01, seen: in-full, relays: [wire, filing]}
"""
REPEATED = """\
fares:
  statement: The fares
  value: 20 million USD
  evidence:
    - {source: digest, quote: $20 million, relays: [news, filing]}
    - {source: digest, quote: 20 million USD, relays: []}
    - {source: echo, quote: $20 million}
    - {source: paper, quote: $20 million}
"""
FARES = """\
title: Ferries
subject: Ports
version: "1.0"
issued: 2026-11-20
standfirst: They cost {{ fact("fares") }}.
sections: [fares]
"""


def test_whom_a_passage_repeats_is_said_beside_its_source(tmp_path):
    """A panel says it of each passage; the list says it of a work only where it holds for its passages."""
    files = {
        "sources/more.yaml": RELAYING,
        "facts/f.yaml": REPEATED,
        "briefings/ferries/briefing.yaml": FARES,
        "briefings/ferries/fares.md": "# Fares\n\nThey are paid.\n",
    }
    page, _ = make.assembled(make.repository(tmp_path, files))
    told = document_fromstring(html.document(page, ASSETS))
    lines = [one.text_content() for one in told.xpath("//*[@id='p-fares']//p[@class='side-source']")]
    assert [line.split(" Repeats ")[1:] for line in lines] == [
        ["Gazette; Maker, Form S-1. [1]"],
        [],
        ["Agency; Maker, Form S-1. [2]"],
        [],
    ]
    for text in (html.document(page, ASSETS), pdf.document(page, ASSETS)):
        entries = document_fromstring(text).xpath("//ol[@class='sources']/li")
        relays = {one.xpath("string(.//b)"): one.text_content().partition("Relays ")[2] for one in entries}
        assert relays == {"Digest": "", "Echo": "Agency; Maker, Form S-1. No address.", "Journal": ""}
