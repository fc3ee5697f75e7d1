"""The annex, as one meets it who has the PDF alone: from every number to its entry, and back.

Of every number PDFium is asked, the engine of Chromium's viewer: whatever ink is clicked, in its middle,
leads to where the entry begins, and the entry's page numbers lead to where the number is printed.

For some Chromium's viewer itself is driven as a reader drives it, by mouse, touch and keys, in a profile
that blocks scripts. The viewer is an extension made of scripts, which that setting lets be, here as on a
reader's machine; the PDF holds none. By keys Chromium goes to the head of the page that a link leads to,
not to the place on it, so there the page is asked for.
"""

from __future__ import annotations

import ctypes
import json
from collections import defaultdict
from collections.abc import Callable, Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import NamedTuple

import browser
import pikepdf
import pypdfium2
import pypdfium2.raw as pdfium
import pytest
from finished import squeezed
from flagship import NAME
from tagged import properties

BOUND = ("fact", "date", "quotation")


# --- what is where -------------------------------------------------------------------------------


class Spot(NamedTuple):
    """A box on a page, which counts from 0; in points from the lower left."""

    page: int
    left: float
    bottom: float
    right: float
    top: float

    @property
    def middle(self) -> tuple[float, float]:
        """Where one would click it."""
        return (self.left + self.right) / 2, (self.bottom + self.top) / 2


@dataclass(frozen=True, slots=True)
class Element:
    """A structure element that says something, with the kinds of all those it stands in.

    ``ink`` is its text, piece by piece, ``box`` that of a picture or a link; ``within`` are the properties
    of the elements above it, nearest first.
    """

    kinds: frozenset[str]
    says: Mapping[str, str]
    within: tuple[Mapping[str, str], ...]
    ink: tuple[Spot, ...]
    box: Spot | None

    @property
    def entry(self) -> str:
        """The address of the entry of the annex that it stands in, or nothing."""
        return next((one["entry"] for one in self.within if "entry" in one), "")

    @property
    def begins(self) -> Spot:
        """Where it begins."""
        return self.ink[0] if self.ink else self.box


class Place(NamedTuple):
    """Where a link leads: a point of a page, which counts from 0."""

    page: int
    left: float
    top: float

    def is_where(self, spot: Spot) -> bool:
        """Return whether the ink of something begins here: less than half a line below, and not beside it."""
        right, down = spot.left - self.left, self.top - spot.top
        return self.page == spot.page and -1 < right < 4 and 0 < down < 7

    def is_above(self, picture: Spot) -> bool:
        """Return whether this is the head of a picture: an inch above it at most."""
        return self.page == picture.page and 0 <= self.top - picture.top < 72


def boxed(page: int, corners: pikepdf.Array) -> Spot:
    """Return a box that is given by any two corners."""
    across, up = sorted(map(float, corners[0::2])), sorted(map(float, corners[1::2]))
    return Spot(page, across[0], up[0], across[1], up[1])


def elements(file: pikepdf.Pdf, inked: list[Mapping[int, list[Spot]]]) -> list[Element]:
    """Return all that says something, in the order of the file."""
    pages = {page.obj.objgen: nth for nth, page in enumerate(file.pages)}
    found: list[Element] = []

    def read(
        element: pikepdf.Dictionary, kinds: frozenset[str], within: tuple[Mapping[str, str], ...]
    ) -> list[Spot]:
        says, kinds = properties(element), kinds | {str(element.S)[1:]}
        page = pages[element.Pg.objgen] if "/Pg" in element else 0
        at, ink, box = len(found), [], None
        held = element.get("/A", [])
        for one in [held] if isinstance(held, pikepdf.Dictionary) else held:
            if "/BBox" in one:
                box = Spot(page, *map(float, one.BBox))
        for kid in element.get("/K", []):
            if isinstance(kid, int):
                ink += inked[page].get(kid, [])
            elif kid.get("/Type") == "/StructElem":
                ink += read(kid, kinds, (says, *within) if says else within)
            elif kid.get("/Type") == "/OBJR":
                box = boxed(page, kid.Obj.Rect)
        if says:
            found.insert(at, Element(kinds, says, within, tuple(ink), box))
        return ink

    read(file.Root.StructTreeRoot.K[0], frozenset(), ())
    return found


def inked(page: pypdfium2.PdfPage, number: int) -> Mapping[int, list[Spot]]:
    """Return where each marked content of a page has text; that of pictures is left out."""
    found: defaultdict[int, list[Spot]] = defaultdict(list)
    for nth in range(pdfium.FPDFPage_CountObjects(page)):
        one = pdfium.FPDFPage_GetObject(page, nth)
        if pdfium.FPDFPageObj_GetType(one) == pdfium.FPDF_PAGEOBJ_TEXT:
            left, bottom, right, top = (ctypes.c_float() for _ in range(4))
            pdfium.FPDFPageObj_GetBounds(one, left, bottom, right, top)
            spot = Spot(number, left.value, bottom.value, right.value, top.value)
            if spot.right > spot.left:  # a space has no ink
                found[pdfium.FPDFPageObj_GetMarkedContentID(one)].append(spot)
    return found


class Paper:
    """The flagship's PDF: all that says something in it, and where PDFium is led from a point."""

    def __init__(self, file: Path) -> None:
        self.file = file
        self.document = pypdfium2.PdfDocument(file)
        self.pages = list(self.document)
        with pikepdf.open(file) as opened:
            ink = [inked(page, nth) for nth, page in enumerate(self.pages)]
            self.elements = elements(opened, ink)
            self.links = [
                [boxed(nth, note.Rect) for note in page.Annots if note.Subtype == "/Link"]
                for nth, page in enumerate(opened.pages)
            ]
        self.entries = {one.says["entry"]: one for one in self.elements if "entry" in one.says}

    def led(self, spot: Spot) -> Place | None:
        """Return where a click in the middle of a spot leads."""
        link = pdfium.FPDFLink_GetLinkAtPoint(self.pages[spot.page], *spot.middle)
        if not link or not (aim := pdfium.FPDFLink_GetDest(self.document, link)):
            return None
        told, at = [ctypes.c_int() for _ in range(3)], [ctypes.c_float() for _ in range(3)]
        assert pdfium.FPDFDest_GetLocationInPage(aim, *told, *at) and told[1].value
        return Place(pdfium.FPDFDest_GetDestPageIndex(self.document, aim), at[0].value, at[1].value)

    def words(self, spot: Spot) -> str:
        """Return the text within a box."""
        return self.pages[spot.page].get_textpage().get_text_bounded(*spot[1:])


@pytest.fixture(scope="module")
def paper(built) -> Iterator[Paper]:
    """The flagship's PDF."""
    paper = Paper(built.folder / f"{NAME}-draft.pdf")
    yield paper
    paper.document.close()


# --- every number, in the viewer's engine --------------------------------------------------------


def test_every_number_leads_to_its_entry(paper, built):
    """Whatever ink of a number, date or quotation is clicked, PDFium goes to where its entry begins."""
    assert set(paper.entries) == set(built.page.standings)
    clicked = 0
    for one in paper.elements:
        if one.says.get("class") not in BOUND or "fact" not in one.says:
            continue
        address = one.says["fact"]
        assert one.ink, one.says
        for spot in one.ink:
            place = paper.led(spot)
            if one.entry == address:
                assert place is None, (one.says, paper.words(spot))  # it is there already
                continue
            assert place and place.is_where(paper.entries[address].begins), (one.says, paper.words(spot))
            clicked += 1
    assert clicked > 700


def test_every_label_of_a_chart_leads_to_its_entry(paper):
    """Over the words of a label lies its link; what stands beside it is none."""
    labels = [one for one in paper.elements if "label" in one.says]
    assert len(labels) > 70
    for one in labels:
        assert squeezed(one.says["label"]) in squeezed(paper.words(one.box)), one.says
        place = paper.led(one.box)
        assert place and place.is_where(paper.entries[one.says["fact"]].begins), one.says
    assert paper.led(Spot(0, 0, 0, 10, 10)) is None


def test_every_entry_leads_back(paper, built):
    """An entry's page numbers lead to all places where its fact is printed, and its charts; nowhere else."""
    own = min(entry.begins.page for entry in paper.entries.values())
    printed: defaultdict[str, dict[str, Spot]] = defaultdict(dict)
    for one in paper.elements:
        if one.says.get("class") in BOUND and "fact" in one.says and one.begins.page < own:
            printed[one.says["fact"]].setdefault(one.says["run"], one.begins)
    charts = {one.id: {mark.address for mark in one.marks} for one in built.page.printed_exhibits}
    drawn: defaultdict[str, list[Spot]] = defaultdict(list)
    for one in paper.elements:
        if "exhibit" in one.says and one.box and one.box.page < own:
            for address in charts[one.says["exhibit"]]:
                drawn[address].append(one.box)
    led: defaultdict[str, list[Place]] = defaultdict(list)
    for one in paper.elements:
        if one.entry and one.says.get("class") == "structural" and (place := paper.led(one.begins)):
            led[one.entry].append(place)
    for address in paper.entries:
        texts, pictures = printed[address].values(), drawn[address]
        assert all(any(place.is_where(spot) for place in led[address]) for spot in texts), address
        assert all(any(place.is_above(spot) for place in led[address]) for spot in pictures), address
        for place in led[address]:
            assert any(map(place.is_where, texts)) or any(map(place.is_above, pictures)), (address, place)
    assert sum(map(len, led.values())) > 400


# --- some numbers, in the viewer -----------------------------------------------------------------

# What a number to click stands in: the kinds of elements above it, and those not above it.
STANDS: Mapping[str, tuple[set[str], set[str]]] = {
    "text": ({"P", "Link"}, {"TD", "TH", "Figure"}),
    "cell": ({"TD"}, set()),
    "label": ({"Figure"}, set()),
}


class Viewer:
    """Chromium's viewer with a PDF open in it, and where it stands in that."""

    def __init__(self, tab: object, session: object) -> None:
        self.tab = tab
        self._session = session
        self._frame = ""
        self._answers: list[str] = []
        session.on("Target.receivedMessageFromTarget", lambda one: self._answers.append(one["message"]))

    def comes_true(self, said: Callable[[], bool]) -> bool:
        """Return whether something is so, within five seconds."""
        for _ in range(100):
            if said():
                return True
            self.tab.wait_for_timeout(50)
        return False

    def open(self, paper: Paper, page: int, percent: int = 100) -> None:
        """Open a PDF at a page, which counts from 0, in some size; without a viewer the test is skipped."""
        self.paper = paper
        self.tab.goto(f"{paper.file.as_uri()}#navpanes=0&zoom={percent}&page={page + 1}")
        if not self.comes_true(self._found):
            pytest.skip("this Chromium has no PDF viewer: apt-get install chromium")
        width = paper.pages[page].get_width() * percent / 75  # of its points, in pixels
        assert self.comes_true(
            lambda: abs((box := self._page(page))["width"] - width) < 9 and abs(box.get("y", 99)) < 9
        )

    def _found(self) -> bool:
        frames = self._session.send("Target.getTargets")["targetInfos"]
        address = next((one["targetId"] for one in frames if one["url"].startswith("chrome-extension:")), "")
        if address:
            call = {"targetId": address, "flatten": False}
            self._frame = self._session.send("Target.attachToTarget", call)["sessionId"]
        return bool(address)

    def told(self, expression: str) -> object:
        """Return what an expression of the viewer's own page comes to."""
        call = {"expression": expression, "returnByValue": True}
        message = json.dumps({"id": 1, "method": "Runtime.evaluate", "params": call})
        self._answers.clear()
        self._session.send("Target.sendMessageToTarget", {"sessionId": self._frame, "message": message})
        assert self.comes_true(lambda: bool(self._answers)), expression
        return json.loads(self._answers[0])["result"]["result"].get("value")

    def _page(self, page: int) -> Mapping[str, float]:
        """Return the box of a page in the viewer's window, in pixels: x, y, width and height."""
        of = "document.querySelector('pdf-viewer')?.viewport"
        return self.told(f"{of}?.getPageScreenRect({page})") or {"width": 0}

    @property
    def window(self) -> Mapping[str, float]:
        """The box that pages are seen through, below the toolbar, in pixels."""
        plugin = "document.querySelector('pdf-viewer').shadowRoot.querySelector('#plugin')"
        return self.told(f"{plugin}.getBoundingClientRect().toJSON()")

    def seen(self, page: int, across: float, up: float) -> tuple[float, float]:
        """Return where a point of a page is in the tab, in pixels."""
        box, window = self._page(page), self.window
        width, height = self.paper.pages[page].get_size()
        across, down = across / width * box["width"], (height - up) / height * box["height"]
        return window["x"] + box["x"] + across, window["y"] + box["y"] + down

    def depth(self, spot: Spot) -> float:
        """Return how far below the toolbar the top of a spot is, in pixels."""
        return self.seen(spot.page, spot.left, spot.top)[1] - self.window["y"]

    def in_sight(self, spot: Spot) -> tuple[float, float]:
        """Return where the middle of a spot is in the tab, scrolled to if it is not far."""
        self.tab.mouse.move(600, 500)
        self.tab.mouse.wheel(0, self.depth(spot) - 300)
        before = float("inf")
        while abs(before - (depth := self.depth(spot))) > 0.5:  # it scrolls smoothly
            before = depth
            self.tab.wait_for_timeout(150)
        assert 0 < depth < self.window["height"]
        return self.seen(spot.page, *spot.middle)

    def shown_page(self) -> int:
        """Return the page that fills most of the window."""
        return self.told("document.querySelector('pdf-viewer').viewport.getMostVisiblePage()")

    def focused(self) -> str:
        """Return what keys go to: of each element from the outermost its name and which child it is."""
        return self.told(
            """(() => {
                const path = [];
                for (let one = document.activeElement; one; one = one.shadowRoot?.activeElement)
                    path.push(one.id || one.tagName + [...one.parentNode.children].indexOf(one));
                return path.join(' ');
            })()"""
        )

    def to_pages(self, key: str) -> None:
        """Press a key until the toolbar is left and keys go to the pages."""
        for _ in range(40):
            before = self.focused()
            self.tab.keyboard.press(key)
            assert self.comes_true(lambda before=before: self.focused() != before)
            if self.focused().endswith("plugin"):
                return
        raise AssertionError(f"{key} never leads to the pages")


def by_mouse(viewer: Viewer, spot: Spot) -> None:
    viewer.tab.mouse.click(*viewer.in_sight(spot))


def by_touch(viewer: Viewer, spot: Spot) -> None:
    viewer.tab.touchscreen.tap(*viewer.in_sight(spot))


@contextmanager
def reading(folder: Path) -> Iterator[object]:
    """Give a Chromium with a profile in ``folder`` whose setting is that no page runs scripts."""
    from playwright.sync_api import sync_playwright

    file = folder / "Default" / "Preferences"
    file.parent.mkdir(parents=True)
    file.write_text(json.dumps({"profile": {"default_content_setting_values": {"javascript": 2}}}), "utf-8")
    with sync_playwright() as playwright:
        # Only what is without a window as `--headless=new` is has the viewer.
        window = playwright.chromium.launch_persistent_context(
            folder,
            executable_path=browser.chromium_path(),
            headless=False,
            args=["--no-sandbox", "--headless=new"],
            env=browser.environment(),
            viewport={"width": 1280, "height": 900},
            has_touch=True,
        )
        try:
            yield window
        finally:
            window.close()


@pytest.fixture(scope="module")
def window(tmp_path_factory: pytest.TempPathFactory) -> Iterator[object]:
    """One Chromium for the module, which blocks scripts."""
    with reading(tmp_path_factory.mktemp("profile")) as window:
        yield window


@pytest.fixture
def viewer(window) -> Iterator[Viewer]:
    """A viewer in a tab of its own."""
    tab, session = window.new_page(), window.browser.new_browser_cdp_session()
    yield Viewer(tab, session)
    session.detach()
    tab.close()


def number(paper: Paper, kind: str, page: int) -> tuple[str, Spot]:
    """Return the first number of a kind from a page on: the address of its fact, and where it stands."""
    above, not_above = STANDS[kind]
    for one in paper.elements:
        bound = "label" in one.says or one.says.get("class") == "fact"
        stands = above <= one.kinds and not not_above & one.kinds
        if bound and stands and not one.entry and one.begins.page >= page:
            return one.says["fact"], one.begins
    raise LookupError(kind)


def test_the_viewer_is_without_scripts(window, tmp_path):
    """In the profile that the viewer is opened in no page runs a script."""
    file = tmp_path / "index.html"
    file.write_text("<!doctype html><title>still</title><script>document.title = 'ran'</script>", "utf-8")
    tab = window.new_page()
    tab.goto(file.as_uri())
    assert tab.title() == "still"
    tab.close()


@pytest.mark.parametrize("act", [by_mouse, by_touch])
@pytest.mark.parametrize("kind", STANDS)
def test_in_the_viewer_a_number_leads_to_its_entry_and_back(viewer, paper, kind, act):
    """A number in text, cell and chart, clicked or tapped, brings its entry to the top, and that back."""
    address, spot = number(paper, kind, 1)
    entry = paper.entries[address].begins
    viewer.open(paper, spot.page)
    act(viewer, spot)
    assert viewer.comes_true(lambda: 0 < viewer.depth(entry) < 20), (address, viewer.depth(entry))
    (back, *_) = (
        one.begins
        for one in paper.elements
        if one.entry == address and one.says.get("class") == "structural" and (place := paper.led(one.begins))
        if (place.is_where(spot) if kind != "label" else place.page == spot.page)
    )
    act(viewer, back)
    height = viewer.window["height"] if kind == "label" else 20
    assert viewer.comes_true(lambda: 0 < viewer.depth(spot) < height), (address, viewer.depth(spot))


@pytest.mark.parametrize("kind", STANDS)
def test_in_the_viewer_a_number_leads_to_its_entry_by_key(viewer, paper, kind):
    """From the toolbar Tab goes to the pages, there from link to link, and Enter to the page of the entry."""
    address, spot = number(paper, kind, 0)
    across, up = spot.middle
    (nth, *_) = (
        nth
        for nth, one in enumerate(paper.links[spot.page])
        if one.left < across < one.right and one.bottom < up < one.top
    )
    viewer.open(paper, 0, percent=35)  # two pages at once: before one out of sight Tab may stop once more
    assert viewer.depth(spot) < viewer.window["height"]
    viewer.to_pages("Tab")
    for _ in range(sum(map(len, paper.links[: spot.page])) + nth + 1):
        viewer.tab.keyboard.press("Tab")
    viewer.tab.keyboard.press("Enter")
    assert viewer.comes_true(lambda: viewer.shown_page() == paper.entries[address].begins.page)


def test_in_the_viewer_an_entry_leads_back_by_key(viewer, paper):
    """From the end of the file Shift and Tab go from link to link, Enter to the page that prints a fact."""
    last = len(paper.pages) - 1
    places = [paper.led(one) for one in paper.links[last]]
    own = min(entry.begins.page for entry in paper.entries.values())
    nth = max(
        nth
        for nth, spot in enumerate(paper.links[last])
        for one in paper.elements
        if one.entry and one.says.get("class") == "structural" and one.box == spot
    )
    assert places[nth].page < own
    viewer.open(paper, last)
    viewer.to_pages("Shift+Tab")  # and at once to the last link
    for _ in range(len(places) - nth - 1):
        viewer.tab.keyboard.press("Shift+Tab")
    viewer.tab.keyboard.press("Enter")
    assert viewer.comes_true(lambda: viewer.shown_page() == places[nth].page)
