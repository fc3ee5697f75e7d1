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
from pathlib import Path
from typing import Any

import briefings

ROOT = Path(__file__).parent.parent
NAMES = ("chromium", "chromium-browser", "google-chrome", "google-chrome-stable")
PAPERS = 5  # how often the PDF is waited for
PAUSE = 0.3  # seconds between edits
AIM = 0.150  # seconds at the 95th percentile

Edit = Callable[[Path, int], str]
"""What saves a number in a repository, and returns words that the page then has."""

WATCH = r"""words => new Promise(found => {
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


def measure(root: Path, edit: Edit = briefings.edit, edits: int = 200) -> list[float]:
    """Return the seconds from each save to its number in the page."""
    with opened(root) as tab:
        _current(tab)
        return [_timed(tab, root, edit, 501 + number) for number in range(edits)]


def papers(root: Path, edit: Edit = briefings.edit, edits: int = PAPERS) -> list[float]:
    """Return the seconds from each save to a PDF that has its number."""
    took = []
    with opened(root) as tab:
        for number in range(edits):
            _current(tab)
            began = time.time()
            _timed(tab, root, edit, 901 + number)
            _current(tab)
            took.append(time.time() - began)
            time.sleep(PAUSE)
    return took


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


def _timed(tab: Any, root: Path, edit: Edit, number: int) -> float:
    began = time.time()
    words = edit(root, number)
    took = tab.evaluate(WATCH, words) / 1000 - began
    time.sleep(PAUSE)
    return took


def _current(tab: Any) -> None:
    while tab.evaluate(PAPER) != "PDF: current":
        time.sleep(0.01)


@contextmanager
def opened(root: Path) -> Iterator[Any]:
    """Give a page of ``root`` in Chromium, as a server of its own shows it."""
    from playwright.sync_api import sync_playwright

    path = next((path for path in map(shutil.which, NAMES) if path), None)
    if path is None:
        raise SystemExit("no Chromium on this machine")
    server = subprocess.Popen(
        [sys.executable, "-m", "tieout", "serve", "--root", str(root), "--quiet"],
        env={**os.environ, "PYTHONPATH": str(ROOT)},
        stdout=subprocess.PIPE,
        text=True,
    )
    try:
        address = server.stdout.readline().split()[0]
        with sync_playwright() as playwright:
            browser = playwright.chromium.launch(executable_path=path, args=["--no-sandbox"])
            tab = browser.new_page(viewport={"width": 1280, "height": 900})
            tab.goto(address)
            yield tab
            browser.close()
    finally:
        server.terminate()
        server.wait(10)


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
        took = measure(root, edit, given.edits)
        print(f"save to page, {len(took)} edits: {told(took)} (aim: 95th percentile {AIM * 1000:.0f} ms)")
        print(f"save to PDF, {PAPERS} edits: {told(papers(root, edit))}")
    python = platform.python_version()
    print(f"{os.cpu_count()} cores, {platform.system()}, Python {python}, Chromium and server on one machine")


if __name__ == "__main__":
    main()
