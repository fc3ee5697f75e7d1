"""Time builds of the flagship against a plain script that makes the same page.

    python bench/build.py [--runs N]

The yardstick, ``bench/yardstick/build.py``, is what one would write without us: the same words, tables,
values and sources, the same number of drawings, an HTML page and a PDF. Each run takes a new copy of the
repository and times both, one after the other, in fresh processes: cold (nothing kept), with nothing changed,
with a number edited that stands in prose alone, and with one that a chart draws. The table gives the median
and the range of the seconds, and of our seconds as a part of the yardstick's in the same run.
"""

from __future__ import annotations

import argparse
import compileall
import json
import os
import platform
import re
import shutil
import statistics
import subprocess
import sys
import tempfile
import time
from dataclasses import dataclass, field
from importlib.metadata import version
from pathlib import Path

ROOT = Path(__file__).parent.parent
BRIEFING = "inference-pivot"
DRAFT = Path("output") / BRIEFING / "draft"
YARDSTICK = Path("bench") / "yardstick"
LIBRARIES = ("matplotlib", "weasyprint", "jinja2", "markdown")


@dataclass(frozen=True)
class Edit:
    """A fact in which a number is changed from ``old`` to ``new``, and the words that the page then has."""

    fact: str
    old: str
    new: str
    words: str

    def make(self, root: Path) -> None:
        """Change the number in the fact's value and in its quotes, so that it still ties out."""
        for file in sorted((root / "content" / "facts").glob("*.yaml")):
            text = file.read_text("utf-8")
            if found := re.search(rf"^{self.fact}:\n(?:[ \n].*\n|\n)+", text, re.MULTILINE):
                changed = re.sub(rf"(?<![\d.]){re.escape(self.old)}(?![\d.])", self.new, found[0])
                if changed == found[0]:
                    raise SystemExit(f"`{self.fact}` has no {self.old} to edit")
                file.write_text(text.replace(found[0], changed), "utf-8")
                return
        raise SystemExit(f"no fact `{self.fact}` to edit")


# Both facts rest on sources of which no copy is held, so that no locked quote is touched.
PROSE = Edit("nvidia-groq-goodwill", "14.4", "14.2", "14.2")
DRAWN = Edit("openai-amd-capacity", "6", "7", "7 GW")
CASES: dict[str, Edit | None] = {
    "cold": None,
    "nothing changed": None,
    "a number in prose edited": PROSE,
    "a number in a chart edited": DRAWN,
}


@dataclass
class Took:
    """The seconds of each run of a case: ours, and the yardstick's."""

    ours: list[float] = field(default_factory=list)
    yardstick: list[float] = field(default_factory=list)

    def __str__(self) -> str:
        ratios = [one / other for one, other in zip(self.ours, self.yardstick, strict=True)]
        return "".join(f"{_range(one):>24}" for one in (self.ours, self.yardstick, ratios))


def _range(values: list[float]) -> str:
    return f"{statistics.median(values):.2f} ({min(values):.2f}–{max(values):.2f})"


def main() -> None:
    """Print the table, and what was made, so that a reader sees that the work is the same."""
    called = argparse.ArgumentParser(
        description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter
    )
    called.add_argument("--runs", type=int, default=5)
    runs = called.parse_args().runs
    times = {name: Took() for name in CASES}
    for _ in range(runs):
        with tempfile.TemporaryDirectory() as folder:
            made = run(Path(folder), times)
    print(f"{f'seconds in {runs} runs':26}{'tieout':>24}{'yardstick':>24}{'ratio':>24}")
    for name, took in times.items():
        print(f"{name:26}{took}")
    print()
    for name, said in made.items():
        print(f"{name:10} {said}")
    known = ", ".join(f"{name} {version(name)}" for name in LIBRARIES)
    print(f"{os.cpu_count()} cores, {platform.system()}, Python {platform.python_version()}, {known}")


def run(folder: Path, times: dict[str, Took]) -> dict[str, str]:
    """Time each case once in ``folder``, into ``times``; return what each of the two has made, in words."""
    root, material, output = folder / "copy", folder / "material", folder / "yardstick"
    ignored = shutil.ignore_patterns(".venv", ".git", ".tieout", "output", "__pycache__")
    shutil.copytree(ROOT, root, ignore=ignored)
    compileall.compile_dir(root / "tieout", quiet=1)  # as they are from the second call on, of both
    for name, edit in CASES.items():
        before = drawings(root / DRAFT / "charts")
        if edit:
            edit.make(root)
        times[name].ours.append(seconds(root, "build.py", BRIEFING, "--quiet"))
        call(root, YARDSTICK / "export.py", root / DRAFT, material, "--root", root)  # not timed
        times[name].yardstick.append(seconds(root, YARDSTICK / "build.py", material, output))
        if edit:
            took_effect(edit, root / DRAFT, output, before)
    return {
        "tieout": made(root / DRAFT, root / DRAFT / f"{BRIEFING}-draft.pdf"),
        "yardstick": made(output, output / "briefing.pdf"),
    }


def seconds(root: Path, *words: str | Path) -> float:
    """Return how long a Python script takes, in a process of its own."""
    began = time.perf_counter()
    call(root, *words)
    return time.perf_counter() - began


def call(root: Path, *words: str | Path) -> None:
    """Run a Python script in ``root``; one that does not end well ends the bench with what it said."""
    done = subprocess.run([sys.executable, *words], cwd=root, capture_output=True, text=True, check=False)
    if done.returncode:
        raise SystemExit(f"{words[0]}, exit status {done.returncode}\n{done.stdout}{done.stderr}")


def drawings(folder: Path) -> dict[str, bytes]:
    """Return the drawings of a page by name."""
    return {file.name: file.read_bytes() for file in sorted(folder.glob("*.svg"))}


def took_effect(edit: Edit, draft: Path, output: Path, before: dict[str, bytes]) -> None:
    """Make sure that an edit is on both pages, and that it changed drawings only if a chart draws it."""
    for page in (draft, output):
        if edit.words not in (page / "index.html").read_text("utf-8").replace("\u00a0", " "):
            raise SystemExit(f"{page} does not have `{edit.words}`")
    drawn = {
        mark["fact"]
        for exhibit in json.loads((draft / "data" / "facts.json").read_text("utf-8"))["exhibits"]
        for mark in exhibit["marks"]
    }
    if (edit.fact in drawn) != (drawings(draft / "charts") != before):
        told = "drawn, and no drawing changed" if edit.fact in drawn else "not drawn, and drawings changed"
        raise SystemExit(f"`{edit.fact}` is {told}")


def made(folder: Path, pdf: Path) -> str:
    """Return in words how large a page is: PDF pages, drawings, and the size of its HTML."""
    import pypdfium2

    with pypdfium2.PdfDocument(pdf) as document:
        pages = len(document)
    size = (folder / "index.html").stat().st_size // 1000
    return f"{pages} pages of PDF, {len(drawings(folder / 'charts'))} drawings, {size} kB of HTML"


if __name__ == "__main__":
    main()
