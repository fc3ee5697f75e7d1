"""The page in a browser is what was just saved; its problems stand over it; nobody else can read it."""

import os
import shutil
import signal
from multiprocessing import get_context
from pathlib import Path

import pytest

from tests.browser import Opened, chromium, complaints
from tests.sampled import BRIEFING, changed, copied, kept, tieout
from tests.serving import LONGEST, Served, children, over, processes, served, until
from tieout.cli import main
from tieout.diagnostics import Place, error
from tieout.serve import parts, told, warm
from tieout.serve.live import Live
from tieout.serve.watching import begins_anew, is_saved

FACTS = "content/facts/ferries.yaml"

pytestmark = pytest.mark.skipif(not hasattr(os, "fork"), reason="pages are served only where one can fork")


@pytest.fixture(scope="module")
def server(sample_clean: Path, tmp_path_factory: pytest.TempPathFactory):
    """The sample without its PDF, which would be made after each edit."""
    root = kept(sample_clean, tmp_path_factory.mktemp("served") / "sample")
    changed(root, f"content/briefings/{BRIEFING}/briefing.yaml", "[html, pdf, data]", "[html, data]")
    with served(root) as one:
        yield one


@pytest.fixture(scope="module")
def browser():
    with chromium() as one:
        yield one


@pytest.fixture
def tab(server: Served, browser):
    """The page in a window of its own, and content afterwards as it was."""
    before = {file: file.read_bytes() for file in (server.root / "content").rglob("*") if file.is_file()}
    window = browser.new_context(viewport={"width": 1200, "height": 800})
    page = window.new_page()
    page.goto(server.address)
    until(lambda: over(page, ".count"))
    page.evaluate("window.first = true")
    yield page
    for file in (server.root / "content").rglob("*"):
        if file.is_file() and file not in before:
            file.unlink()
    for file, content in before.items():
        if not file.exists() or file.read_bytes() != content:
            file.write_bytes(content)
    window.close()


# --- in the browser ------------------------------------------------------------------------------


def test_an_edit_changes_the_page_and_nothing_a_reader_has_done(server: Served, tab):
    """A number saved is on the page, which keeps its scroll, its open panel, its open table and its focus."""
    tab.evaluate("document.querySelector('details').open = true")
    tab.evaluate("scrollTo(0, 900)")
    tab.evaluate("document.querySelector('main a.ref-mark').focus({preventScroll: true})")
    panel = tab.evaluate(
        """() => { const all = [...document.querySelectorAll('[popover]')];
            const one = all.find((one) => one.textContent.includes('24 ferries'));
            one.showPopover(); return one.id }"""
    )
    at = tab.evaluate("scrollY")
    changed(server.root, FACTS, "value: 24 ferries", "value: 25 ferries")
    until(lambda: tab.evaluate(r"/25\sferries/.test(document.querySelector('main').textContent)"))
    assert tab.evaluate("id => document.getElementById(id).matches(':popover-open')", panel)
    assert "25\u00a0ferries" in tab.evaluate("id => document.getElementById(id).textContent", panel)
    assert tab.evaluate("document.querySelector('details').open")
    assert tab.evaluate("document.activeElement.matches('main a.ref-mark')")
    assert tab.evaluate("scrollY") == at
    assert tab.evaluate("window.first")  # it was never loaded again


def test_a_problem_is_told_over_the_page_and_goes_when_it_is_mended(server: Served, tab):
    """An error has its message, place, line and help over the page, a way to the editor, and folds away."""
    assert over(tab, ".count") == "no problems"
    changed(server.root, FACTS, "value: more than 20 million EUR", "value: 20 million EUR")
    until(lambda: over(tab, ".count") == "1 error")
    said = over(tab, ".problems")
    for words in (
        f"error {FACTS}:34:10 value-in-quote",
        "no quote for `ferry-subsidy` says 20 million EUR",
        "34 |   value: 20 million EUR",
        "^^^^^^^^^^^^^^",
        "correct `value`, or quote the passages that state it",
    ):
        assert words in said
    link = tab.locator(f"tieout-live a:has-text('{FACTS}:34:10')").first
    assert link.get_attribute("href") == f"vscode://file{server.root}/{FACTS}:34:10"
    link.focus()
    tab.keyboard.press("Escape")
    assert over(tab, ".problems") == ""
    focused = "document.querySelector('tieout-live').shadowRoot.activeElement.className"
    assert tab.evaluate(focused) == "count error"
    changed(server.root, FACTS, "value: 20 million EUR", "value: more than 20 million EUR")
    until(lambda: over(tab, ".count") == "no problems")


def test_warnings_alone_are_a_badge(server: Served, tab):
    """What is only a warning does not cover the page; its badge opens by the keyboard."""
    (server.root / "content/facts/notes.txt").write_text("for later\n")
    until(lambda: over(tab, ".count") == "1 warning")
    assert over(tab, ".problems") == ""
    tab.locator("tieout-live .count").focus()
    tab.keyboard.press("Enter")
    assert "`notes.txt` is not read" in over(tab, ".problems")


def test_a_file_that_cannot_be_read_keeps_the_last_page(server: Served, tab):
    """While a YAML file is broken the page stays, with that one problem over it; no draft is made of it."""
    before = tab.evaluate("document.querySelector('main').innerHTML")
    file = server.root / FACTS
    text = file.read_text("utf-8")
    file.write_text(text.replace("ferry-subsidy:", "ferry-subsidy: [", 1), "utf-8")
    until(lambda: over(tab, ".count").startswith("1 error"))
    assert "this is the last page that could be made" in over(tab, ".problems")
    assert "yaml-is-plain" in over(tab, ".problems")
    assert tab.evaluate("document.querySelector('main').innerHTML") == before
    assert "behind" in over(tab, ".paper") or "not made" in over(tab, ".paper")
    file.write_text(text, "utf-8")
    until(lambda: over(tab, ".count") == "no problems")


def test_a_briefing_that_is_lost_keeps_its_last_page(server: Served, tab):
    """While its record can't be read, or its folder is gone, the open page says so; then it is as before."""
    folder = server.root / "content" / "briefings" / BRIEFING
    file = folder / "briefing.yaml"
    text, before = file.read_text("utf-8"), server.page()
    file.write_text(text.replace("title: Full boats", "titel: Full boats", 1), "utf-8")
    until(lambda: "error" in over(tab, ".count"))
    said = over(tab, ".problems")
    assert "No page can be made now: this is the last page that could be made." in said
    assert f"content/briefings/{BRIEFING}/briefing.yaml" in said
    until(lambda: over(tab, ".paper").endswith(("behind", "not made yet")))  # and not: being made
    assert server.page() == before
    file.write_text(text, "utf-8")
    until(lambda: over(tab, ".count") == "no problems")
    assert server.page() == before
    away = folder.rename(server.root / BRIEFING)  # as a switch to another branch does
    until(lambda: "This briefing is not there any more: this is its last page." in over(tab, ".problems"))
    assert server.answer(f"/{BRIEFING}/")[0] == 404
    away.rename(folder)
    until(lambda: over(tab, ".count") == "no problems")
    assert server.page() == before
    changed(server.root, FACTS, "value: 24 ferries", "value: 35 ferries")
    until(lambda: shows(tab, "There are 35 ferries"))
    assert tab.evaluate("window.first")


def test_the_pdf_follows_and_a_signal_ends_it_all(browser, sample_clean: Path, tmp_path: Path):
    """After an edit the PDF is being made, then current; page and files are those that a build writes.

    Ctrl-C, even while drafts are made, ends with 0, no traceback, no process, and nothing half-written.
    """
    root = kept(sample_clean, tmp_path / "sample")
    with served(root) as server:
        page = browser.new_page()
        page.goto(server.address)
        changed(root, FACTS, "value: 24 ferries", "value: 26 ferries")
        until(lambda: over(page, ".paper") == "PDF: being made")
        until(lambda: over(page, ".paper") == "PDF: current")
        link = page.locator("tieout-live .paper a").get_attribute("href")
        is_as_built(server, link, tmp_path / "copy")
        before = processes(server.process.pid)
        changed(root, FACTS, "value: 26 ferries", "value: 27 ferries")
        started = until(lambda: (found := processes(server.process.pid)) - before and found)
        status, said = server.end(signal.SIGINT)
        page.close()
    assert (status, "Traceback" in said) == (0, False)
    until(lambda: not any(is_running(number) for number in started))
    assert [file.name for file in (root / "output" / BRIEFING).iterdir()] == ["draft"]


def is_as_built(server: Served, link: str, copy: Path) -> None:
    """Assert that the page, its PDF and its draft on disk are those that a build of a copy writes."""
    paper = server.answer(f"/{BRIEFING}/{link}")
    shutil.copytree(server.root, copy, ignore=shutil.ignore_patterns("output"))
    assert tieout("build", "--root", str(copy), "--quiet").returncode == 1  # the edit has no quote
    draft = copy / "output" / BRIEFING / "draft"
    mine = server.root / "output" / BRIEFING / "draft"
    files = sorted(file.relative_to(draft) for file in draft.rglob("*") if file.is_file())
    assert files == sorted(file.relative_to(mine) for file in mine.rglob("*") if file.is_file())
    assert [file for file in files if (draft / file).read_bytes() != (mine / file).read_bytes()] == []
    assert server.page() == (draft / "index.html").read_text("utf-8")
    assert paper[1] == (draft / link).read_bytes()
    assert paper[2]["content-type"] == "application/pdf"


EDITS = (
    ("content/briefings/ferries/service.md", "", "\n\nA new paragraph closes the section.\n"),
    ("content/briefings/ferries/briefing.yaml", "title: Full boats", "title: Fuller boats"),
    ("content/briefings/ferries/briefing.yaml", "  - {file: method, short: Method}\n", ""),
    (FACTS, "value: 24 ferries", "value: 27 ferries"),
    ("content/briefings/ferries/exhibits.yaml", "title: ", "title: Once more, "),
)


def test_a_page_changed_in_parts_is_the_page_loaded_anew(server: Served, browser, tab):
    """After each of some edits the page that took only what changed equals the one that is served."""
    window = browser.new_context(java_script_enabled=False)
    fresh = window.new_page()

    def is_alike() -> bool:
        fresh.set_content(server.page())
        return fresh.evaluate(WHOLE) == tab.evaluate(WHOLE)

    for path, old, new in EDITS:
        file = server.root / path
        text = file.read_text("utf-8")
        before = server.page()
        file.write_text(text.replace(old, new, 1) if old else text + new, "utf-8")
        until(lambda before=before: server.page() != before)
        until(is_alike)
    assert tab.evaluate("window.first")
    window.close()


WHOLE = """() => { const whole = document.documentElement.cloneNode(true);
    whole.querySelector('tieout-live')?.remove();
    for (const one of whole.querySelectorAll('link[rel=stylesheet]')) one.setAttribute('href', 'style.css');
    for (const one of [whole, ...whole.querySelectorAll('*')]) {
        const named = [...one.attributes].map(({name, value}) => [name, value]).sort();
        for (const [name] of named) one.removeAttribute(name);
        for (const [name, value] of named) if (name !== 'open') one.setAttribute(name, value);
    }
    return whole.outerHTML.trim() }"""


@pytest.mark.parametrize("scheme", ["light", "dark"])
def test_what_is_said_over_the_page_is_accessible(server: Served, tab, scheme: str):
    """axe finds nothing wrong with problems and status, in either scheme."""
    tab.emulate_media(color_scheme=scheme)
    changed(server.root, FACTS, "value: more than 20 million EUR", "value: 20 million EUR")
    until(lambda: over(tab, ".count") == "1 error")
    assert complaints(Opened(tab)) == []


def test_of_several_briefings_the_front_is_a_list(browser, sample_clean: Path, tmp_path: Path):
    """Where there are two the front page lists them, and stays as it is; with one it leads to its page."""
    root = kept(sample_clean, tmp_path / "sample")
    briefings = root / "content" / "briefings"
    changed(root, f"content/briefings/{BRIEFING}/briefing.yaml", "[html, pdf, data]", "[html]")
    shutil.copytree(briefings / BRIEFING, briefings / "again")
    with served(root) as one:
        page = browser.new_page()
        loads = []
        page.on("load", lambda _: loads.append(page.url))
        page.goto(one.address)
        until(lambda: over(page, ".count"))
        links = page.locator("main a")
        assert [links.nth(at).get_attribute("href") for at in range(links.count())] == [
            "/again/",
            "/ferries/",
        ]
        assert loads == [one.address]
        page.close()


# --- as editors save -----------------------------------------------------------------------------


def shows(tab, words: str) -> bool:
    return words in tab.evaluate("document.querySelector('main').textContent").replace("\u00a0", " ")


def test_however_an_editor_saves(server: Served, tab):
    """A file that is renamed into place, written in halves, or saved with others is on the page."""
    file = server.root / FACTS
    text = file.read_text("utf-8")
    beside = file.with_name(".ferries.yaml.tmp")
    beside.write_text(text.replace("24 ferries", "31 ferries"), "utf-8")
    beside.replace(file)
    until(lambda: shows(tab, "There are 31 ferries"))
    with file.open("w", encoding="utf-8") as slowly:
        made = text.replace("24 ferries", "32 ferries")
        slowly.write(made[:400])
        slowly.flush()
        slowly.write(made[400:])
    until(lambda: shows(tab, "There are 32 ferries"))
    changed(server.root, FACTS, "value: 32 ferries", "value: 33 ferries")
    service = server.root / "content/briefings/ferries/service.md"
    service.write_text(service.read_text("utf-8") + "\nA last line.\n", "utf-8")
    until(lambda: shows(tab, "There are 33 ferries") and shows(tab, "A last line."))
    file.unlink()
    until(lambda: over(tab, ".count").split(" ")[0] not in ("", "no"))
    file.write_text(text, "utf-8")
    until(lambda: shows(tab, "There are 24 ferries"))


def test_a_chart_is_drawn_anew_where_its_script_is_edited(server: Served, tab):
    """A script's words are on the page after a save, as is what is wrong with it while it can't be run."""
    script = server.root / "charts" / "ferry_trips.py"
    text = script.read_text("utf-8")
    before = tab.evaluate("[...document.querySelectorAll('main svg')].map(one => one.outerHTML)")
    script.write_text(text.replace("def draw(", "def drow("), "utf-8")
    until(lambda: "charts/ferry_trips.py" in over(tab, ".problems"))
    script.write_text(text, "utf-8")
    until(lambda: over(tab, ".count") == "no problems")
    assert tab.evaluate("[...document.querySelectorAll('main svg')].map(one => one.outerHTML)") == before


def test_the_process_that_makes_pages_may_die(server: Served, tab):
    """Where it is killed another takes its place, and the page stays in step."""
    until(lambda: over(tab, ".paper") == "PDF: none")  # no draft is being written
    [worker] = [one for one in children(server.process.pid) if "spawn_main" in command_of(one)]
    os.kill(worker, signal.SIGKILL)
    until(lambda: not is_running(worker))
    changed(server.root, FACTS, "value: 24 ferries", "value: 34 ferries")
    until(lambda: shows(tab, "There are 34 ferries"))
    assert tab.evaluate("window.first")


def command_of(number: int) -> str:
    try:
        return Path(f"/proc/{number}/cmdline").read_bytes().replace(b"\0", b" ").decode()
    except OSError:
        return ""


# --- who may ask ---------------------------------------------------------------------------------


def test_only_this_machine_is_listened_to(server: Served):
    """The socket is bound to 127.0.0.1: another address of this machine finds nobody there."""
    rows = [line.split() for line in Path("/proc/net/tcp").read_text().splitlines()[1:]]
    bound = [row[1] for row in rows if row[1].endswith(f":{server.port:04X}") and row[3] == "0A"]
    assert bound == [f"0100007F:{server.port:04X}"]


@pytest.mark.parametrize(
    ("headers", "status"),
    [
        ({}, 200),
        ({"Host": "localhost:{port}"}, 200),
        ({"Host": "evil.example:{port}"}, 421),
        ({"Host": "127.0.0.1"}, 421),
        ({"Host": "127.0.0.1.evil.example:{port}"}, 421),
        ({"Sec-Fetch-Site": "same-origin"}, 200),
        ({"Sec-Fetch-Site": "cross-site", "Sec-Fetch-Mode": "navigate"}, 200),
        ({"Sec-Fetch-Site": "cross-site", "Sec-Fetch-Mode": "no-cors"}, 403),
    ],
)
def test_another_name_or_site_is_refused(server: Served, headers: dict[str, str], status: int):
    """Who reaches the server under another name, or through the page of another site, reads nothing."""
    until(lambda: server.answer("/ferries/")[0] == 200)
    told_of = {name: value.format(port=server.port) for name, value in headers.items()}
    given, body, _ = server.answer("/ferries/", told_of)
    assert given == status
    assert (b"Full boats" in body) == (status == 200)


@pytest.mark.parametrize("method", ["POST", "PUT", "DELETE", "HEAD", "OPTIONS", "TRACE"])
def test_only_get_is_answered(server: Served, method: str):
    """Nothing can be sent to the server."""
    assert server.answer("/ferries/", method=method)[0] == 405


def test_no_path_leads_out_of_the_draft(server: Served):
    """A file of the draft is given; one above it, hidden, or behind a link that leads out is not."""
    draft = server.root / "output" / BRIEFING / "draft"
    until(lambda: (draft / "manifest.json").is_file())
    assert server.answer("/ferries/manifest.json")[0] == 200
    for path in (
        "/ferries/../draft/manifest.json",
        "/ferries/%2e%2e/draft/manifest.json",
        "/ferries/..%2fdraft/manifest.json",
        "/ferries/data/../../../../content/desk.yaml",
        "/ferries/data/..%2f..%2f..%2f..%2fcontent/desk.yaml",
        "/ferries/%2fetc/passwd",
        "//etc/passwd",
        "/ferries//etc/passwd",
        "/ferries/.hidden",
        "/ferries/data%00/facts.json",
        "/ferries/..%5c..%5ccontent%5cdesk.yaml",
        "/content/desk.yaml",
        "/-/../server.py",
        "/-/server.py",
        "/ferries/data",
    ):
        assert server.answer(path)[0] in (404, 405), path
    (draft / "out.txt").symlink_to(server.root / "content" / "desk.yaml")
    assert server.answer("/ferries/out.txt")[0] == 404
    (draft / "out.txt").unlink()


# --- beginning and end ---------------------------------------------------------------------------


def test_a_call_that_is_wrong_is_refused(server: Served, capsys: pytest.CaptureFixture[str]):
    """A port that is taken, a briefing that is not there and what is no editor are refused, with a hint."""
    for call, said in (
        (("--port", str(server.port)), f"port {server.port} is taken: is `tieout serve` running already?"),
        (("ferry",), "no briefing `ferry` (there are: ferries)"),
        (("--editor", "javascript:alert('{path}')"), "opens no editor"),
        (("--output", str(server.root / "content" / "out")), "give --output another folder"),
    ):
        with pytest.raises(SystemExit) as ended:
            main(["serve", "--root", str(server.root), *call])
        assert ended.value.code == 2
        assert said in capsys.readouterr().err


def test_where_no_process_lives_to_make_a_page_the_call_fails(tmp_path: Path, capfd):
    """After four that died before their first page it ends by itself, says why, and not with 0."""
    begun, told = [], tmp_path / "told"

    def start(order: warm.Order):
        process, line = real(order)
        os.kill(process.pid, signal.SIGKILL)
        begun.append(process)
        return process, line

    def call() -> None:
        warm.start = start
        with pytest.raises(SystemExit) as ended:
            main(["serve", "--root", str(copied(tmp_path / "sample"))])
        told.write_text(f"{ended.value.code} {len(begun)}")

    real = warm.start
    process = get_context("fork").Process(target=call)  # in this one a loop runs, that of the browser
    process.start()
    process.join(LONGEST)
    assert told.read_text() == "1 4"
    assert "the process that makes pages ends before it has made one" in capfd.readouterr().out


def is_running(number: int) -> bool:
    try:
        return "\nState:\tZ" not in Path(f"/proc/{number}/status").read_text()
    except OSError:
        return False


def test_what_writes_drafts_ends_with_who_began_it(tmp_path: Path):
    """No draft is said to follow of what can't be read; one that is being written ends with its beginner."""
    root = copied(tmp_path / "sample")
    facts = root / FACTS
    text = facts.read_text("utf-8")
    facts.write_text("[", "utf-8")
    process, line = warm.start(warm.Order(root, (), None, tmp_path / "output", 1))
    line.send((0, ()))
    unread = line.recv()
    facts.write_text(text, "utf-8")
    line.send((1, tuple(unread.briefings)))
    made = line.recv()
    [writer] = until(lambda: children(process.pid))
    process.kill()
    process.join()
    line.close()
    assert (unread.drafts, made.drafts) == (False, True)
    until(lambda: not is_running(writer))
    assert not (tmp_path / "output" / BRIEFING / "draft").exists()


# --- what is shown -------------------------------------------------------------------------------


def pages_of(edit: int, files: dict[str, dict[str, bytes]], lost: str = "", drafts: bool = True):
    titles = {name: name.title() for name in files}
    return warm.Pages(edit, files, titles, frozenset(lost.split()), (), False, drafts, 0.0)


PAGE = {"index.html": b"<!DOCTYPE html><html><head></head><body></body></html>"}


def test_what_is_shown_of_a_briefing():
    """The last page of one that is lost stays, and says so; what is gone or has no page is not shown."""
    live = Live()
    live.take(pages_of(0, {"one": PAGE, "two": PAGE, "three": {"style.css": b""}}))
    assert (list(live.leaves), live.titles) == (["one", "two"], {"one": "One", "two": "Two"})
    assert [live.stale(name, True) for name in ("one", "two")] == ["", ""]
    live.take(pages_of(1, {"two": {}}, lost="one"))
    assert live.titles == {"one": "One", "two": "Two"}
    assert "last page that could be made" in live.stale("one", True)
    assert (live.stale("two", True), live.leaves["one"].files) == ("", PAGE)
    assert (live.paper_of("one")["making"], live.paper_of("two")["making"]) == (False, True)
    live.take(pages_of(2, {"two": {}}))
    assert list(live.leaves) == ["two"]
    assert "not there any more" in live.stale("one", True)
    assert live.stale("one", False) == ""  # who asks shows no page of it
    live.take(pages_of(3, {"one": PAGE, "two": {}}))
    assert (live.stale("one", True), live.leaves["one"].files) == ("", PAGE)


def test_a_pdf_is_being_made_only_where_drafts_follow():
    """Where no draft is made of an edit nobody is told to wait for one."""
    live = Live()
    live.take(pages_of(0, {"one": PAGE}, drafts=False))
    assert live.paper_of("one")["making"] is False
    live.take(pages_of(1, {"one": PAGE}))
    assert live.paper_of("one")["making"] is True


# --- parts, places, saves ------------------------------------------------------------------------


def page_of(*sections: str, head: str = "") -> parts.Page:
    inner = "".join(f"<section>{one}</section>" for one in sections)
    return parts.page(f"<!DOCTYPE html><html><head>{head}</head><body><main>{inner}</main></body></html>")


LONG = "<p>" + "words " * 400 + "</p>"


def test_what_changed_is_sent_alone():
    """Of a page in which one section changed that section is sent; of the same page nothing."""
    old = page_of(LONG, LONG + "<div>one</div>" + LONG, LONG)
    assert parts.changes(old, old) == []
    new = page_of(LONG, LONG + "<div>two</div>" + LONG, LONG)
    assert parts.changes(old, new) == [parts.Change("div", 0, "<div>two</div>")]
    new = page_of(LONG, LONG, LONG)
    assert parts.changes(old, new) == [parts.Change("section", 1, f"<section>{LONG}</section>")]


def test_what_cannot_be_told_in_parts_is_sent_whole():
    """A page whose tags do not match, or whose root differs, has no parts; a head is sent as one."""
    old = page_of(LONG)
    assert parts.changes(old, parts.page("<html><body><div></body></html>")) is None
    assert parts.changes(old, parts.page(old.text.replace("<html>", '<html lang="en">'))) is None
    [change] = parts.changes(old, page_of(LONG, head="<title>t</title>"))
    assert (change.name, change.html) == ("head", "<head><title>t</title></head>")


def test_tags_in_texts_are_no_parts():
    """What stands in a comment, a script, a style or an attribute of a part begins no part."""
    tricky = '<!-- <div> --><script>"<div>"</script><style>a::after{content:"<div>"}</style>'
    page = page_of(tricky + LONG + '<div title="<div>"></div>')
    assert [one.name for one in page.root.inner[1].inner[0].inner[0].inner] == ["script", "style", "div"]


@pytest.mark.parametrize(
    ("name", "href"),
    [
        ("vscode", "vscode://file/home/a%20b/content/x.yaml:3:7"),
        ("idea", "idea://open?file=/home/a%20b/content/x.yaml&line=3&column=7"),
        ("mine://{path}#{line}", "mine:///home/a%20b/content/x.yaml#3"),
        ("none", ""),
    ],
)
def test_a_place_leads_to_an_editor(name: str, href: str):
    """A place has an address of the editor asked for, its path as an address has it."""
    assert told.way(told.editor(name), Path("/home/a b"), Place("content/x.yaml", 3, 7)) == href


@pytest.mark.parametrize("name", ["emcas", "javascript:{path}", "data:text/html,{path}", "x y://{path}"])
def test_what_opens_no_editor_is_refused(name: str):
    """A misspelt editor, and an address that a browser would run, are refused."""
    with pytest.raises(ValueError, match="editor"):
        told.editor(name)


def test_a_problem_is_told_with_its_line():
    """Errors come first; each has its line and carets, and what would hide in a terminal is written out."""
    late = error("a-check", Place("b.yaml", 2, 3, 2), "mess\u202eage", "a note", help="mend it")
    [one] = told.told([late], {"b.yaml": "one\n  two\n"})
    assert (one.message, one.line) == ("mess\\u202eage", told.Line(2, "  two", "  ^^"))
    assert told.as_json([one], "", Path("/r"))[0]["href"] == ""


@pytest.mark.parametrize(
    ("path", "is_one"),
    [
        ("content/facts/a.yaml", True),
        ("content/facts/.a.yaml.swp", False),
        ("content/facts/a.yaml~", False),
        ("content/facts/4913", False),
        ("content/facts/#a.yaml#", False),
        ("charts/__pycache__/a.cpython-311.pyc", False),
        ("elsewhere/a.yaml", False),
    ],
)
def test_what_an_editor_leaves_is_no_save(path: str, is_one: bool):
    """A file that a person keeps is a save; what an editor writes beside it is not."""
    root = Path("/r")
    assert is_saved(root / path, [root / "content", root / "charts"]) == is_one


@pytest.mark.parametrize(
    ("path", "is_so"),
    [
        ("templates/fonts/body.woff2", True),
        ("templates/web.css", False),
        ("content/facts/fonts.yaml", False),
        ("elsewhere/fonts/body.woff2", False),
    ],
)
def test_a_font_begins_anew(path: str, is_so: bool):
    """A font saved is for another process to read; folders above the repository say nothing."""
    root = Path("/home/fonts/r")
    assert begins_anew(root / path, [root / "content", root / "templates"]) == is_so
