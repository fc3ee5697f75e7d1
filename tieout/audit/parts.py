"""The audit of a draft in parts, each by what it reads alone, and its findings as they are kept."""

from __future__ import annotations

import json
from collections.abc import Iterable, Mapping
from typing import Any

from tieout.audit import data, screen
from tieout.audit.attached import Digests
from tieout.audit.finished import is_finished
from tieout.audit.kinds import Fault
from tieout.collecting import uncollected

MOST_BYTES = 1 << 20
"""How long the findings of one part may be as they are kept; what is beyond is counted, and not told."""

Files = Mapping[str, bytes]


def audited(part: str, files: Files, *known: Any) -> bytes:
    """Return the findings of a part of a draft: of a "page", of its "charts" or its "data".

    They are JSON: of each its check, its file, its message and its notes. What reads a PDF is not imported.
    """
    parts = {"page": of_page, "charts": of_charts, "data": of_data}
    with uncollected():
        return written(parts[part](files, *known))


def of_page(files: Files, name: str, sizes: Mapping[str, int]) -> tuple[Fault, ...]:
    """Return all that is wrong with the web page ``name``, by the style sheets and the facts in ``files``.

    ``sizes`` are the bytes of all files of its draft, of which a page tells some. Of the data itself nothing
    is asked.
    """
    held, found = data.recorded(files)
    return (*found, *screen.audited(name, files, sizes, held)[1])


def of_charts(files: Files, _: str) -> tuple[Fault, ...]:
    """Return what is wrong with the charts in ``files``, by the facts there, of which nothing is asked."""
    held, found = data.recorded(files)
    for name in sorted(one for one in files if is_finished(one)):
        found += screen.audited(name, files, {}, held)[1]
    return tuple(found)


def of_data(files: Files, _: str, digests: Digests) -> tuple[Fault, ...]:
    """Return what is wrong with the data in ``files``, and with what the manifest says of all ``digests``."""
    held, found = data.recorded(files)
    names = frozenset(name for name in digests if is_finished(name))
    return (*found, *data.of_data(files, digests, names, held))


def written(told: Iterable[Fault]) -> bytes:
    """Return faults as they are kept, each once."""
    each = dict.fromkeys(one.diagnostic for one in told)
    rows = [[one.check, one.at.path, one.message, *one.notes] for one in each]
    every = len(rows)
    while len(made := json.dumps(rows).encode()) > MOST_BYTES:
        rows = rows[: max(len(rows) // 2, 1)]
        check, path, *_ = rows[-1]
        rows[-1] = [check, path, f"{every - len(rows) + 1} more faults are not told"]
    return made
