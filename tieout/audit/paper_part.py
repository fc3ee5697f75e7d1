"""The audit of a draft's PDF, which is a part of its own: a page is audited without what reads a PDF."""

from __future__ import annotations

from collections.abc import Mapping
from pathlib import Path

from tieout.audit import papers, parts
from tieout.audit.paper_kept import Keeping
from tieout.collecting import uncollected
from tieout.store import Store


def audited(
    _: str, files: Mapping[str, bytes], name: str, folder: str = "", salt: str = ""
) -> bytes:
    """Return the findings of the PDF ``name``, as ``parts`` does: it carries all that is asked of it.

    What its pages show is kept in the store in ``folder``, if that is one, under keys with ``salt``.
    """
    keeping = Keeping(Store(Path(folder)), salt) if folder else None
    with uncollected():
        return parts.written(papers.audited(name, files, {name: len(files[name])}, keeping)[1])
