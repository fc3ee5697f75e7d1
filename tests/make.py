"""Small builders: a repository from a few lines of YAML, and what was said of it."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from pathlib import Path
from textwrap import dedent

from tieout import content, pages, pipeline
from tieout.carried import TEMPLATES, look_of
from tieout.diagnostics import Diagnostic
from tieout.formats import look
from tieout.model import Edition, Ledger, Page

DESK = """\
name: The Desk
nouns: {customer: customers, megawatt-hour: megawatt-hours, trip: trips}
names: [WSE-3]
"""

SOURCES = """\
filing: {title: Form S-1, publisher: Maker, kind: primary-filing, accessed: 2026-11-01, seen: excerpt}
paper: {title: A Test, publisher: Journal, kind: paper, accessed: 2026-11-01, seen: in-full}
news: {title: The Story, publisher: Gazette, kind: news, accessed: 2026-11-01, seen: in-full}
wire: {title: The Wire, publisher: Agency, kind: news, accessed: 2026-11-01, seen: in-full}
"""

DEFAULTS = {"desk.yaml": DESK, "sources/defaults.yaml": SOURCES}


def repository(
    folder: Path, files: Mapping[str, str | bytes] = {}, defaults: Mapping[str, str] = DEFAULTS
) -> Path:
    """Return ``folder``, with each of ``files`` written into its ``content/``.

    A path that begins with ``/`` is written at the root instead (``/charts/growth.py``). ``defaults`` (a
    desk, and the sources filing, paper, news and wire) are written too, unless a file takes their place.
    Text is dedented.
    """
    for name, words in {**defaults, **files}.items():
        path = folder / name.lstrip("/") if name.startswith("/") else folder / "content" / name
        path.parent.mkdir(parents=True, exist_ok=True)
        if isinstance(words, bytes):
            path.write_bytes(words)
        else:
            path.write_text(dedent(words), "utf-8", newline="")
    return folder


def ledger(
    folder: Path, files: Mapping[str, str | bytes] = {}, defaults: Mapping[str, str] = DEFAULTS
) -> Ledger:
    """Return the ledger of ``repository(folder, files)``, which must be without a fault."""
    read, problems = content.load(repository(folder, files, defaults))
    assert not problems, said(problems)
    return read


def codes(problems: Iterable[Diagnostic]) -> list[str]:
    """Return the checks that spoke, in order."""
    return [one.check for one in problems]


def said(problems: Iterable[Diagnostic]) -> list[str]:
    """Return place, check and message of each."""
    return [f"{one.at}: {one.check}: {one.message}" for one in problems]


def assembled(root: Path) -> tuple[Page, list[Diagnostic]]:
    """Return the page of the one briefing in ``root``, without charts, and all that is wrong."""
    known = pipeline.read(root, None)
    (briefing,) = known.ledger.briefings.values()
    verdicts = known.verdicts[briefing.id]
    page, found = pages.assemble(Edition(briefing), known.ledger, known.standings, verdicts, {})
    return page, [*known.problems, *found]


def assets() -> look.Assets:
    """Return the house's templates."""
    root = Path(__file__).parent.parent
    return look.read(look_of(root, TEMPLATES))
