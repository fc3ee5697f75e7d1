"""The reader's way: any number of the flagship opens its evidence, by mouse, touch and key, scripts off."""

from __future__ import annotations

import json
from collections.abc import Callable, Iterator, Mapping
from contextlib import ExitStack, contextmanager
from functools import cache

import browser
import pytest
from browser import Opened
from lxml.html import HtmlElement, document_fromstring

from tieout.formats.markup import panel_id, typographic

KEYS = ("Enter", "Space")
WIDTHS = [320, 375, 768, 1280]
BOUND = "@data-class='fact' or @data-class='date' or @data-class='quotation'"
# What a reader sees of each kind: in the text, in a cell, in a head, and as a label of a chart.
PLACES = {
    "prose": "#deal > p label[data-class=fact]",
    "title": ".exhibit-title label[data-class=fact]",
    "cell": ".claims td label[data-class=fact]",
    "date": "#deal > p label[data-class=date], #deal .pair label[data-class=date]",
    "quotation": "#exhibit-deal-terms label[data-class=quotation]",
    "claim": ".claims th label",
    "chart": "#exhibit-deal-growth svg [data-class=fact]",
    "dated row": "#exhibit-deal-growth svg [data-class=date]",
}
# Numbers that are worked out from others.
SUMS = {
    "prose": "#deal p label[data-fact=openai-cerebras-price-per-mw]",
    "cell": ".claims td label[data-fact=h200-to-wse3-memory]",
    "chart": "#exhibit-deal-growth svg [data-fact=openai-cerebras-price-per-mw]",
}


@pytest.fixture(scope="module")
def chromium():
    """One Chromium for the module."""
    with browser.chromium() as running:
        yield running


@pytest.fixture(scope="module")
def tree(built) -> HtmlElement:
    """The page as a tree."""
    return document_fromstring((built.folder / "index.html").read_text("utf-8"))


@pytest.fixture(scope="module")
def facts(built) -> dict:
    """What facts.json says."""
    return json.loads((built.folder / "data" / "facts.json").read_text("utf-8"))


@contextmanager
def shown(chromium, built, width: int, **options: object) -> Iterator[Opened]:
    """Give the flagship in a window, scripts of the page off, where nothing moves of itself."""
    with browser.opened(
        chromium, built.folder / "index.html", width, reduced_motion="reduce", **options
    ) as page:
        yield page


@pytest.fixture(scope="module")
def pages(chromium, built) -> Iterator[Callable[[int, str], Opened]]:
    """The flagship in a window of some width, for some way, loaded once: it is given as it was loaded."""
    with ExitStack() as windows:

        @cache
        def loaded(width: int, touch: bool) -> Opened:
            return windows.enter_context(shown(chromium, built, width, has_touch=touch))

        def given(width: int, way: str) -> Opened:
            page = loaded(width, way == "touch")
            page.tab.evaluate(
                """() => {
                    document.querySelectorAll(':popover-open').forEach(one => one.hidePopover());
                    document.activeElement.blur();
                    location.hash = '';
                    scrollTo(0, 0);
                }"""
            )
            return page

        yield given


def place(page: Opened, selector: str) -> tuple[float, float]:
    """Return the middle of the first thing of its kind that is on the page, scrolled to."""
    one = page.tab.locator(selector).locator("visible=true").first
    one.scroll_into_view_if_needed()
    # A chip may run over two lines; its first letter is always where it seems to be.
    left, top, height = one.evaluate(
        "one => { const box = one.getClientRects()[0]; return [box.left, box.top, box.height] }"
    )
    return left + 6, top + height / 2


def fact_of(page: Opened, selector: str) -> str:
    """Return the address of the first thing of its kind; of a claim nothing."""
    return page.tab.locator(selector).locator("visible=true").first.get_attribute("data-fact") or ""


def panel_of(address: str) -> str:
    """Return the panel of an address; without one it is that of the first claim."""
    return panel_id(address) if address else "q-1"


def by_mouse(page: Opened, selector: str) -> None:
    page.tab.mouse.click(*place(page, selector))


def by_touch(page: Opened, selector: str) -> None:
    page.tab.touchscreen.tap(*place(page, selector))


def reached(page: Opened, selector: str) -> None:
    """Reach what is meant by Tab alone, from what a reader would reach before it."""
    address = fact_of(page, selector)
    page.tab.mouse.click(*place(page, selector))  # the reader is there: the next Tab starts from here
    page.tab.keyboard.press("Escape")
    page.tab.keyboard.press("Shift+Tab")
    page.tab.keyboard.press("Tab")
    at = "document.activeElement.getAttribute('popovertarget')"
    assert page.tab.evaluate(at) == panel_of(address)
    assert page.tab.evaluate("document.activeElement.matches(':focus-visible')")


def by_enter(page: Opened, selector: str) -> None:
    reached(page, selector)
    page.tab.keyboard.press("Enter")


def by_space(page: Opened, selector: str) -> None:
    reached(page, selector)
    page.tab.keyboard.press("Space")


WAYS: Mapping[str, Callable[[Opened, str], None]] = {
    "mouse": by_mouse,
    "touch": by_touch,
    "Enter": by_enter,
    "Space": by_space,
}


def followed(page: Opened, way: str, within: str, meant: str) -> None:
    """Go on from within an open panel to the first thing meant there; Space follows no link."""
    one = page.tab.locator(within).locator(meant).first
    if way == "mouse":
        one.click()
    elif way == "touch":
        one.tap()
    else:
        at = "one => one.contains(document.activeElement)"
        for _ in range(60):
            page.tab.keyboard.press("Tab")
            if one.evaluate(at):
                break
        assert one.evaluate(at), f"Tab does not lead to {meant}"
        page.tab.keyboard.press("Enter" if one.evaluate("one => one.matches('a')") else way)


def opened_panels(page: Opened) -> list[str]:
    """Return the ids of the panels that are open."""
    return page.tab.evaluate("[...document.querySelectorAll(':popover-open')].map(one => one.id)")


# --- everything has a way ------------------------------------------------------------------------


def test_all_that_is_of_a_fact_opens_its_evidence(tree):
    """Each number, date and quotation of a fact, wherever it stands, is a chip or has a button over it."""
    panels = {one.get("id") for one in tree.xpath("//div[@popover]")}
    without = [
        one
        for one in tree.xpath(f"//body//*[{BOUND}][@data-fact][not(ancestor::*[@popover])]")
        if not one.xpath("ancestor::*[name()='svg']") and one.tag != "button"
        if one.xpath("string(ancestor-or-self::label/button/@popovertarget)")
        != panel_id(one.get("data-fact"))
    ]
    assert [one.text_content() for one in without] == []
    claims = tree.xpath("//*[@data-claim][not(ancestor::*[@popover])]/button/@popovertarget")
    assert claims == [f"q-{number}" for number in range(1, 14)]
    assert len(panels) > 200 and set(tree.xpath("//button/@popovertarget")) == panels
    for drawn in tree.xpath("//div[starts-with(@class, 'drawing')]"):
        labels = drawn.xpath(".//*[name()='svg']//*[@data-class='fact' or @data-class='date'][@data-fact]")
        taps = drawn.xpath("./button[@class='tap']")
        assert [one.text_content() for one in labels] == [one.get("aria-label") for one in taps]
        assert [panel_id(one.get("data-fact")) for one in labels] == [
            one.get("popovertarget") for one in taps
        ]


@pytest.mark.parametrize("width", WIDTHS)
def test_a_button_lies_over_each_label(pages, width):
    """Wherever a label is touched, what is touched is its own button, in the drawing of that width."""
    page = pages(width, "mouse")
    missed = page.tab.evaluate(
        """() => [...document.querySelectorAll('.drawing svg [data-fact]')]
            .filter(one => ['fact', 'date'].includes(one.dataset.class) && one.getClientRects().length)
            .flatMap(one => {
                one.scrollIntoView({block: 'center'});
                const box = one.getBoundingClientRect();
                const at = [[.5, .5], [.05, .5], [.95, .5], [.5, .25], [.5, .75]].map(([across, down]) =>
                    document.elementFromPoint(box.x + across * box.width, box.y + down * box.height));
                const met = at.every(each => each && each.matches('.tap')
                    && each.dataset.fact == one.dataset.fact && each.ariaLabel == one.textContent);
                return met ? [] : [one.textContent];
            })"""
    )
    assert missed == []
    count = "[...document.querySelectorAll('.tap')].filter(one => one.offsetWidth).length"
    assert page.tab.evaluate(count) > 70


# --- by mouse, by touch, by key ------------------------------------------------------------------


@pytest.mark.parametrize("way", WAYS)
@pytest.mark.parametrize("width", [375, 1280])
def test_it_opens_and_closes_by_every_way(pages, built, width, way):
    """In the text, a head, a cell and a chart, the evidence opens; Escape closes it, and its own button."""
    act, at = WAYS[way], "document.activeElement.getAttribute('popovertarget')"
    page = pages(width, way)
    for name, selector in PLACES.items():
        address = fact_of(page, selector)
        act(page, selector)
        assert opened_panels(page) == [panel_of(address)], name
        panel = page.tab.locator(f"#{panel_of(address)}")
        box = panel.bounding_box()
        assert box["x"] >= 0 and box["x"] + box["width"] <= width and box["y"] >= 0, name
        followed(page, way, f"#{panel_of(address)}", ".close")
        assert opened_panels(page) == [], name
        if way in KEYS:  # the reader is where the way began
            assert page.tab.evaluate(at) == panel_of(address), name
            page.tab.keyboard.press(way)
        else:
            act(page, selector)
        assert opened_panels(page) == [panel_of(address)], name
        page.tab.keyboard.press("Escape")
        assert opened_panels(page) == [], name
        assert way not in KEYS or page.tab.evaluate(at) == panel_of(address), name
    assert page.asked and all(one.startswith(built.folder.as_uri()) for one in page.asked)
    assert page.said == []


def test_a_chart_s_labels_are_reached_in_their_order(pages, tree):
    """Tab goes from label to label as the drawing has them, and to none of a drawing that is not shown."""
    labels = [
        one.get("aria-label")
        for one in tree.xpath("//*[@id='deal-growth-web-968']/following-sibling::button[@class='tap']")
    ]
    page = pages(1280, "mouse")
    page.tab.locator("#exhibit-deal-growth .tap").locator("visible=true").first.focus()
    reached = []
    for _ in labels:
        reached.append(page.tab.evaluate("document.activeElement.ariaLabel"))
        page.tab.keyboard.press("Tab")
    assert reached == labels
    assert not page.tab.evaluate("document.activeElement.matches('.tap')")


# --- each input a click away ---------------------------------------------------------------------


@pytest.mark.parametrize("way", WAYS)
@pytest.mark.parametrize("width", [375, 1280])
def test_a_sum_leads_to_its_inputs(pages, facts, width, way):
    """From text, cell and chart to the sum, from the sum to each input, and back by Escape, one at a time."""
    page = pages(width, way)
    for name, selector in SUMS.items():
        address = fact_of(page, selector)
        inputs = set(facts["facts"][address]["inputs"].values())
        assert len(inputs) > 1
        for given in sorted(inputs):
            WAYS[way](page, selector)
            assert opened_panels(page) == [panel_id(address)], name
            followed(page, way, f"#{panel_id(address)}", f"label[data-fact='{given}']")
            assert set(opened_panels(page)) == {panel_id(address), panel_id(given)}, name
            assert page.tab.locator(f"#{panel_id(given)} blockquote").first.is_visible()
            page.tab.keyboard.press("Escape")
            assert opened_panels(page) == [panel_id(address)], name
            page.tab.keyboard.press("Escape")
            assert opened_panels(page) == [], name
    assert page.said == []


def in_sight(page: Opened, aim: str) -> bool:
    """Return whether what an address leads to comes to be seen, its first line covered by nothing."""
    seen = """() => {
        const one = document.querySelector(':target'), box = one?.getClientRects()[0];
        const met = box && document.elementFromPoint(box.left + 60, box.top + 10);
        return met && one.contains(met) && box.bottom <= innerHeight ? location.hash : '';
    }"""
    for _ in range(40):  # a key is heard a moment later, and a page moves when the next frame is drawn
        if page.tab.evaluate(seen) == aim:
            return True
        page.tab.wait_for_timeout(50)
    return False


@pytest.mark.parametrize("way", WAYS)
@pytest.mark.parametrize("width", [375, 1280])
def test_evidence_leads_to_its_source(pages, facts, width, way):
    """From text, cell, chart and claim each side's mark leads to its source, which no panel hides."""
    places = {name: PLACES[name] for name in ("prose", "cell", "chart", "claim")}
    page = pages(width, way)
    for name, selector in places.items():
        panel = panel_of(fact_of(page, selector))
        marks = page.tab.locator(f"#{panel} .ref-mark")
        aims = sorted({marks.nth(one).get_attribute("href") for one in range(marks.count())})
        assert aims, name
        for aim in aims:
            WAYS[way](page, selector)
            assert opened_panels(page) == [panel], name
            followed(page, way, f"#{panel}", f"a.ref-mark[href='{aim}']")
            assert in_sight(page, aim), (name, aim)
            page.tab.keyboard.press("Escape")
            assert opened_panels(page) == [] and in_sight(page, aim), (name, aim)
    assert page.said == []


@pytest.mark.parametrize("width", [320, 375, 768])
def test_a_panel_hides_no_source_it_leads_to(pages, tree, width):
    """The last of the sources, at the foot of the page, is in sight too when it is led to."""
    aims = tree.xpath("//div[@popover]//a[@class='ref-mark']/@href")
    last = max(int(one.removeprefix("#s")) for one in aims)
    (panel, *_) = tree.xpath(f"//div[@popover][.//a[@class='ref-mark'][@href='#s{last}']]/@id")
    page = pages(width, "mouse")
    chip = page.tab.locator(f"label:has(> [popovertarget={panel}]), .tap[popovertarget={panel}]")
    chip.locator("visible=true").first.click()
    assert opened_panels(page) == [panel]
    page.tab.locator(f"#{panel} a.ref-mark[href='#s{last}']").first.click()
    assert in_sight(page, f"#s{last}")


def test_no_script_runs_in_these_tests(chromium, tmp_path):
    """A page that would say that its script ran says nothing, unless scripts are asked for."""
    file = tmp_path / "index.html"
    file.write_text("<!doctype html><title>still</title><script>document.title = 'ran'</script>", "utf-8")
    for options, title in (({}, "still"), ({"java_script_enabled": True}, "ran")):
        with browser.opened(chromium, file, **options) as page:
            assert page.tab.title() == title


def test_a_claim_opens_what_it_is_judged_by(tree, facts):
    """The document's words open their source, whether they were vouched, and the facts that judge them."""
    for claim in facts["claims"]:
        (panel,) = tree.xpath(f"//*[@id='q-{claim['number']}']")
        assert panel.xpath("string(.//*[@data-claim])").strip("“”") == typographic(claim["quote"])
        assert panel.xpath(".//*[@class='status']/@data-status") == [claim["verdict"]]
        assert ("Vouched" in panel.text_content()) == bool(claim["vouched"])
        for by, item in zip(claim["judged_by"], panel.xpath(".//ul[@class='panel-inputs']/li"), strict=True):
            assert item.text.startswith(f"{by['stance'].capitalize()}:")
            assert by["fact"] in item.xpath(".//label/@data-fact")


def test_every_panel_says_all_that_proves_its_number(tree, facts):
    """Words, source, date, kind, stance, origins and status of a fact; of a sum each input, as a chip."""
    for address, fact in facts["facts"].items():
        (panel,) = tree.xpath(f"//*[@id='{panel_id(address)}']")
        assert panel.xpath(".//*[@class='status']/@data-status") == [fact["status"]], address
        sides = panel.xpath(".//div[@data-stance]")
        assert len(sides) == len(fact.get("evidence", ()))
        for side, one in zip(sides, fact.get("evidence", ()), strict=True):
            assert side.get("data-stance") == one["stance"]
            assert one["stance"].capitalize() + "." in side.text_content()
            assert side.xpath(".//blockquote//*[@data-class='quotation']/@data-source") == [one["source"]]
            source = facts["sources"][one["source"]]
            assert typographic(source["publisher"]) in typographic(side.text_content())
        if "formula" in fact:
            given = set(fact["inputs"].values())
            chips = {one.partition("@")[0] for one in panel.xpath(".//label[button]/@data-fact")}
            assert {one.partition("@")[0] for one in given} <= chips, address
        else:
            origins = [facts["sources"][one]["publisher"] for one in fact.get("origins", ())]
            began = panel.xpath("string(.//p[@class='panel-origins'])")
            assert all(typographic(one) in began for one in origins), address


@pytest.mark.parametrize(
    ("width", "scheme", "other"),
    [(320, "dark", ""), (375, "light", ""), (768, "dark", ""), (1280, "light", "dark")],
)
def test_axe_finds_nothing(chromium, built, width, scheme, other):
    """The flagship, its data unfolded and the evidence of a label open, has no accessibility fault."""
    with shown(chromium, built, width, scheme=scheme, java_script_enabled=True, bypass_csp=True) as page:
        page.tab.evaluate("document.querySelectorAll('details').forEach(one => one.open = true)")
        page.tab.locator("#exhibit-deal-growth .tap").locator("visible=true").first.click()
        assert browser.complaints(page) == []
        if other:
            page.tab.emulate_media(color_scheme=other)
            assert browser.complaints(page, colours_alone=True) == []
