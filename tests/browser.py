"""Chromium for tests: a page opened from disk, what it asks for, and what axe has to say of it."""

from __future__ import annotations

import os
import shutil
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass, field
from importlib.resources import files
from pathlib import Path

import pytest

_NAMES = ("chromium", "chromium-browser", "google-chrome", "google-chrome-stable")
_COLOURS = ["color-contrast", "link-in-text-block"]
"""The rules of axe that look at colours, which are all that the scheme of a page changes."""
_RULES = ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa", "best-practice"]


@dataclass
class Opened:
    """A page in a tab, with every address it asked for and everything its console said."""

    tab: object
    asked: list[str] = field(default_factory=list)
    said: list[str] = field(default_factory=list)


def chromium_path() -> str:
    """Return where Chromium is; without one the test is skipped."""
    found = next((path for path in map(shutil.which, _NAMES) if path), None)
    if found is None:
        pytest.skip("no Chromium on this machine: apt-get install chromium")
    return found


def environment() -> dict[str, str]:
    """Return the settings of this process but for those that keep fonts away from it, once it made a PDF."""
    return {name: told for name, told in os.environ.items() if name != "FONTCONFIG_FILE"}


@contextmanager
def chromium() -> Iterator[object]:
    """Give a running Chromium."""
    path = chromium_path()
    from playwright.sync_api import sync_playwright

    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=path, args=["--no-sandbox"], env=environment())
        try:
            yield browser
        finally:
            browser.close()


@contextmanager
def opened(
    browser: object,
    file: Path,
    width: int = 1280,
    height: int = 900,
    scheme: str = "light",
    **context: object,
) -> Iterator[Opened]:
    """Give ``file`` opened from disk in a window of its own, scripts of the page off unless asked for."""
    options = {"java_script_enabled": False, **context}
    window = browser.new_context(viewport={"width": width, "height": height}, color_scheme=scheme, **options)
    tab = window.new_page()
    page = Opened(tab)
    tab.on("request", lambda request: page.asked.append(request.url))
    tab.on("console", lambda message: page.said.append(message.text))
    tab.goto(file.as_uri())
    try:
        yield page
    finally:
        window.close()


def complaints(page: Opened, colours_alone: bool = False) -> list[str]:
    """Return what axe finds wrong, by all rules or those of colours, each with the first that is wrong."""
    if not page.tab.evaluate("'axe' in window"):
        page.tab.evaluate((files("axe_playwright_python") / "axe.min.js").read_text("utf-8"))
    rules = {"type": "rule", "values": _COLOURS} if colours_alone else _RULES
    asked = {"runOnly": rules, "resultTypes": ["violations"]}  # of what passes it would tell every element
    found = page.tab.evaluate("asked => axe.run(document, asked)", asked)
    return [f"{one['id']}: {one['nodes'][0]['html'][:160]}" for one in found["violations"]]


def write(folder: Path, artefacts: Mapping[str, bytes]) -> Path:
    """Write a page's files below ``folder``; return its index.html."""
    for path, content in artefacts.items():
        file = folder / path
        file.parent.mkdir(parents=True, exist_ok=True)
        file.write_bytes(content)
    return folder / "index.html"
