"""The audit of a draft in parts, each by what it reads alone, and its findings as they are kept."""

from __future__ import annotations

import json
from collections.abc import Iterable, Mapping
from typing import Any

from tieout import audit
from tieout.audit.attached import Digests
from tieout.audit.kinds import Fault
from tieout.collecting import uncollected
from tieout.diagnostics import Diagnostic

MOST_BYTES = 1 << 20
"""How long the findings of one part may be as they are kept; what is beyond is counted, and not told."""

Files = Mapping[str, bytes]


def audited(part: str, files: Files, *known: Any) -> bytes:
    """Return the findings of a part of a draft: of a "paper" or a "page", of its "charts" or its "data".

    They are JSON: of each its check, its file, its message and its notes.
    """
    parts = {"paper": of_paper, "page": of_page, "charts": of_charts, "data": of_data}
    with uncollected():
        return _written(one.diagnostic for one in parts[part](files, *known))


def of_paper(files: Files, name: str, hands: int = 1) -> tuple[Fault, ...]:
    """Return all that is wrong with the PDF ``name``, which carries all that is asked of it."""
    return tuple(audit.of_file(name, files, {name: len(files[name])}, None, hands)[1])


def of_page(files: Files, name: str, sizes: Mapping[str, int]) -> tuple[Fault, ...]:
    """Return all that is wrong with the web page ``name``, by the style sheets and the facts in ``files``.

    ``sizes`` are the bytes of all files of its draft, of which a page tells some. Of the data itself nothing
    is asked.
    """
    held, found = audit.recorded(files)
    return (*found, *audit.of_file(name, files, sizes, held)[1])


def of_charts(files: Files, _: str) -> tuple[Fault, ...]:
    """Return what is wrong with the charts in ``files``, by the facts there, of which nothing is asked."""
    held, found = audit.recorded(files)
    for name in sorted(one for one in files if audit.is_finished(one)):
        found += audit.of_file(name, files, {}, held)[1]
    return tuple(found)


def of_data(files: Files, _: str, digests: Digests) -> tuple[Fault, ...]:
    """Return what is wrong with the data in ``files``, and with what the manifest says of all ``digests``."""
    held, found = audit.recorded(files)
    names = frozenset(name for name in digests if audit.is_finished(name))
    return (*found, *audit.of_data(files, digests, names, held))


def _written(told: Iterable[Diagnostic]) -> bytes:
    rows = [[one.check, one.at.path, one.message, *one.notes] for one in dict.fromkeys(told)]
    every = len(rows)
    while len(made := json.dumps(rows).encode()) > MOST_BYTES:
        rows = rows[: max(len(rows) // 2, 1)]
        check, path, *_ = rows[-1]
        rows[-1] = [check, path, f"{every - len(rows) + 1} more faults are not told"]
    return made
