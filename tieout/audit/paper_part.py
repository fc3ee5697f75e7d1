"""The audit of a draft's PDF, which is a part of its own: a page is audited without what reads a PDF."""

from __future__ import annotations

from collections.abc import Mapping

from tieout.audit import papers, parts
from tieout.collecting import uncollected


def audited(_: str, files: Mapping[str, bytes], name: str) -> bytes:
    """Return the findings of the PDF ``name``, as ``parts`` does: it carries all that is asked of it."""
    with uncollected():
        return parts.written(papers.audited(name, files, {name: len(files[name])})[1])
