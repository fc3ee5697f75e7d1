"""What is remembered is what would be made anew: pages after many edits are those of a fresh process."""

import json
import random
import subprocess
import sys
from pathlib import Path

import pytest

from tests.sampled import PROJECT, copied
from tieout.memory import Recent

# Makes the page after each edit in this process, which remembers, and in a copy of it as it was at first.
COMPARE = """
import json, os, sys
from pathlib import Path
from tieout import formats, memory, pipeline, steps
from tieout.diagnostics import render_text
from tieout.progress import Teller
from tieout.store import Store, kept_in

root = Path(sys.argv[1])

def made():
    done = pipeline.compose(root, (), archive=pipeline.archive_of(root, None), store=Store(kept_in(root)),
                            pool=steps.Here(), tell=Teller())
    files = {name: formats.web(done.faced(name), root, 1) for name in done.chosen}
    told = [*done.settled.diagnostics, *(one for each in files.values() for one in each.problems)]
    pages = {name: {path: one for path, one in each.artefacts.items() if not path.endswith(".woff2")}
             for name, each in files.items()}
    return repr((pages, render_text(told, done.known.ledger.texts)))

def afresh():
    out, into = os.pipe()
    if os.fork() == 0:
        os.write(into, str(len(text := made())).encode() + b" " + str(hash(text)).encode() + b"\\n")
        os._exit(0)
    os.close(into)
    with os.fdopen(out) as line:
        return line.read()

wanted = []
states = json.loads(sys.stdin.read())
for edits in states:
    for path, text in edits.items():
        (root / path).unlink(missing_ok=True) if text is None else (root / path).write_text(text, "utf-8")
    wanted.append(afresh())
for path, text in json.loads(sys.argv[2]).items():
    (root / path).write_text(text, "utf-8")
memory.begin()
for edits, one in zip(states, wanted):
    for path, text in edits.items():
        (root / path).unlink(missing_ok=True) if text is None else (root / path).write_text(text, "utf-8")
    text = made()
    print(f"{len(text)} {hash(text)}" == one.strip())
"""
FILES = (
    "content/facts/ferries.yaml",
    "content/facts/electric.yaml",
    "content/sources/harbour.yaml",
    "content/briefings/ferries/service.md",
    "content/briefings/ferries/exhibits.yaml",
    "content/derived/ferries.yaml",
)


def edits(drawn: random.Random, texts: dict[str, str | None]) -> dict[str, str | None]:
    """Return an edit of one file: a number, a line gone or twice, a file gone, cut short or put back."""
    path = drawn.choice(FILES)
    text = texts[path]
    if text is None or drawn.random() < 0.3:
        return {path: (PROJECT / "tests" / "sample" / path).read_text("utf-8")}
    lines = text.split("\n")
    at = drawn.randrange(len(lines))
    match drawn.choice(("number", "number", "gone", "twice", "cut", "deleted")):
        case "number":
            digits = [place for place, one in enumerate(text) if one.isdigit()]
            place = drawn.choice(digits) if digits else 0
            return {path: f"{text[:place]}{drawn.randrange(1, 10)}{text[place + 1 :]}"}
        case "gone":
            return {path: "\n".join(lines[:at] + lines[at + 1 :])}
        case "twice":
            return {path: "\n".join([*lines[:at], lines[at], *lines[at:]])}
        case "cut":
            return {path: text[: drawn.randrange(len(text) + 1)]}
    return {path: None}


@pytest.mark.skipif(not hasattr(sys, "getdlopenflags"), reason="processes are copied only where one can fork")
def test_what_is_remembered_is_what_would_be_made_anew(tmp_path: Path):
    """After each of some edits, page, style and problems are those of a process that remembers nothing."""
    root = copied(tmp_path / "sample")
    first = {path: (root / path).read_text("utf-8") for path in FILES}
    texts: dict[str, str | None] = dict(first)
    drawn, states = random.Random(6), []
    for _ in range(6):
        states.append(edits(drawn, texts))
        texts |= states[-1]
    done = subprocess.run(
        [sys.executable, "-c", COMPARE, str(root), json.dumps(first)],
        input=json.dumps(states),
        capture_output=True,
        text=True,
        check=False,
        cwd=PROJECT,
    )
    assert done.stdout.split() == ["True"] * len(states), done.stderr


def test_only_the_last_are_held():
    """A memory of two forgets what was asked for longest ago."""
    recent = Recent(2)
    for key in ("a", "b", "a", "c"):
        if recent.get(key) not in ("a", "b"):
            recent.put(key, key)
    assert list(recent.held) == ["a", "c"]
