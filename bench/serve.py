"""Time `tieout serve`: from the save of a file to the new number in the page of a browser.

    python bench/serve.py [--edits N] [--root FOLDER --edit FACT]

What is served is the ten pages of ``bench/briefings.py``, or a copy of the repository ``--root``, in which
the number of the fact ``--edit`` is edited: one that stands in prose, and that no chart draws. Chromium opens
the page, each edit writes a new number, and the clock runs until a mutation observer finds it in the page.
Printed are the median, the 95th percentile and the longest, and how long the PDF takes to follow. Between
edits is a pause in which drafts begin to be made, so that most edits find the machine at work.
"""

from __future__ import annotations

import argparse
import os
import platform
import re
import shutil
import statistics
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from threading import Thread
from typing import IO, Any

import briefings
from watched import SAMPLED, Failed, Run, Sampler

ROOT = Path(__file__).parent.parent
NAMES = ("chromium", "chromium-browser", "google-chrome", "google-chrome-stable")
PAPERS = 5  # how often the PDF is waited for
PAUSE = 0.3  # seconds between edits
AIM = 0.150  # seconds at the 95th percentile
LONGEST = 60  # seconds that anything may take
SELDOM = 0.5  # seconds between two looks at the memory where the page is timed
AUDITED = "drafts written and audited"  # what the server says then

Edit = Callable[[Path, int], str]
"""What saves a number in a repository, and returns words that the page then has."""

WATCH = r"""([words, longest]) => new Promise((found, lost) => {
    setTimeout(() => lost(new Error(`${words} does not come`)), longest * 1000);
    const main = document.querySelector("main");
    const has = () => main.textContent.replaceAll("\u00a0", " ").includes(words);
    const look = () => {
        if (has()) { watcher.disconnect(); found(performance.timeOrigin + performance.now()); }
    };
    const watcher = new MutationObserver(look);
    watcher.observe(main, {subtree: true, childList: true, characterData: true});
    look();
})"""
PAPER = "() => document.querySelector('tieout-live')?.shadowRoot.querySelector('.paper').textContent ?? ''"


@dataclass
class Shown:
    """A page in a browser, the server of it, and what that has said: when, and in which words."""

    tab: Any
    server: int
    heard: list[tuple[float, str]]

    def current(self) -> None:
        """Wait until the page says that its PDF is current."""
        until = time.time() + LONGEST
        while self.tab.evaluate(PAPER) != "PDF: current":
            if time.time() > until:
                raise Failed("the PDF does not come")
            time.sleep(0.01)

    def audited(self, since: float) -> float:
        """Wait until the server says that drafts are audited, after ``since``; return when it did."""
        until = time.time() + LONGEST
        while time.time() < until:
            for when, said in reversed(self.heard):
                if when > since and AUDITED in said:
                    return when
            time.sleep(0.005)
        raise Failed("the PDF is not audited")


def measure(root: Path, edit: Edit = briefings.edit, edits: int = 200) -> list[Run]:
    """Return what was measured from each save to its number in the page; memory is the server's of all."""
    with opened(root) as shown:
        shown.current()
        sampler = Sampler(shown.server, SELDOM)
        took = [_timed(shown, root, edit, 501 + number) for number in range(edits)]
        sampler.end()
    return [_run(seconds, None, sampler) for seconds in took]


def papers(root: Path, edit: Edit = briefings.edit, edits: int = PAPERS) -> list[Run]:
    """Return what was measured from each save to a PDF with its number (seen), and until it is audited."""
    took = []
    with opened(root) as shown:
        sampler = Sampler(shown.server, SAMPLED)
        for number in range(edits):
            shown.current()
            began = time.time()
            _timed(shown, root, edit, 901 + number)
            shown.current()
            took.append((time.time() - began, shown.audited(began) - began))
            time.sleep(PAUSE)
        sampler.end()
    return [_run(audited, there, sampler) for there, audited in took]


def _run(seconds: float, seen: float | None, sampler: Sampler) -> Run:
    together = max(sampler.largest, sum(sampler.parts))
    return Run(seconds, seen, 0.0, sampler.largest, together, sampler.parts)


def of_fact(fact: str) -> Edit:
    """Return what edits the number of a fact, in its value and quotes: its last digits are others then."""

    def edit(root: Path, number: int) -> str:
        for file in sorted((root / "content" / "facts").glob("*.yaml")):
            text = file.read_text("utf-8")
            if found := re.search(rf"^{fact}:\n(?:[ \n].*\n|\n)+", text, re.MULTILINE):
                old = re.search(r"^  value: .*?([\d.]*\d)", found[0], re.MULTILINE)[1]
                new = f"{old.partition('.')[0]}.{number * 2 + 1}"  # odd, so that no digit is dropped
                made = re.sub(rf"(?<![\d.]){re.escape(old)}(?![\d.])", new, found[0])
                file.write_text(text.replace(found[0], made), "utf-8")
                return new
        raise SystemExit(f"no fact `{fact}` to edit")

    return edit


def _timed(shown: Shown, root: Path, edit: Edit, number: int) -> float:
    began = time.time()
    words = edit(root, number)
    took = shown.tab.evaluate(WATCH, [words, LONGEST]) / 1000 - began
    time.sleep(PAUSE)
    return took


@contextmanager
def opened(root: Path) -> Iterator[Shown]:
    """Give a page of ``root`` in Chromium, as a server of its own shows it.

    Raises:
        Failed: no browser is here, or it, what drives it or the server does not do what it should.
    """
    from playwright.sync_api import Error, sync_playwright

    path = next((path for path in map(shutil.which, NAMES) if path), None)
    if path is None:
        raise Failed("no Chromium on this machine")
    server = subprocess.Popen(
        [sys.executable, "-m", "tieout", "serve", "--root", str(root)],
        env={**os.environ, "PYTHONPATH": str(ROOT), "PYTHONUNBUFFERED": "1"},
        stdout=subprocess.PIPE,
        text=True,
    )
    heard: list[tuple[float, str]] = []
    Thread(target=_hear, args=(server.stdout, heard), daemon=True).start()
    try:
        address = _address(heard)
        with sync_playwright() as playwright:
            browser = playwright.chromium.launch(executable_path=path, args=["--no-sandbox"])
            tab = browser.new_page(viewport={"width": 1280, "height": 900})
            tab.goto(address)
            yield Shown(tab, server.pid, heard)
            browser.close()
    except Error as fault:
        raise Failed(f"Chromium: {fault.message}") from fault
    finally:
        server.terminate()
        try:
            server.wait(10)
        except subprocess.TimeoutExpired:
            server.kill()
            server.wait()


def _hear(said: IO[str], heard: list[tuple[float, str]]) -> None:
    for line in said:
        heard.append((time.time(), line))


def _address(heard: list[tuple[float, str]]) -> str:
    until = time.time() + LONGEST
    while time.time() < until:
        for _, line in list(heard):
            if found := re.search(r"http://\S+", line):
                return found[0]
        time.sleep(0.01)
    raise Failed("the server says no address")


def told(seconds: list[float]) -> str:
    """Return the median, the 95th percentile and the longest, in milliseconds."""
    parts = statistics.quantiles(seconds, n=20, method="inclusive")
    named = {"median": parts[9], "95th percentile": parts[18], "longest": max(seconds)}
    return ", ".join(f"{name} {value * 1000:.0f} ms" for name, value in named.items())


def main() -> None:
    """Print how long the page takes, and how long the PDF."""
    called = argparse.ArgumentParser(
        description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter
    )
    called.add_argument("--edits", type=int, default=200)
    called.add_argument("--root", type=Path, help="a report repository, which is copied")
    called.add_argument("--edit", metavar="FACT", help="with --root: the fact whose number is edited")
    given = called.parse_args()
    with tempfile.TemporaryDirectory() as folder:
        root = Path(folder) / "copy"
        if given.root:
            for name in ("content", "charts", "templates", "archive"):
                if (given.root / name).is_dir():
                    shutil.copytree(given.root / name, root / name)
        else:
            briefings.write(root)
        edit = of_fact(given.edit) if given.edit else briefings.edit
        try:
            took = [one.seconds for one in measure(root, edit, given.edits)]
            print(f"save to page, {len(took)} edits: {told(took)} (aim: 95th percentile {AIM * 1000:.0f} ms)")
            made = papers(root, edit)
        except Failed as fault:
            raise SystemExit(str(fault)) from fault
        print(f"save to PDF, {PAPERS} edits: {told([one.seen for one in made])}")
        print(f"save to a PDF that is audited: {told([one.seconds for one in made])}")
    python = platform.python_version()
    print(f"{os.cpu_count()} cores, {platform.system()}, Python {python}, Chromium and server on one machine")


if __name__ == "__main__":
    main()
