"""Each check says, of the case that breaks it, exactly the words in ``gallery/<check>/expected.txt``.

``pytest tests/test_gallery.py --update`` rewrites them; they are text that a person will read.
"""

from __future__ import annotations

from pathlib import Path

import pytest

from tieout import pipeline
from tieout.diagnostics import render_text, summary

GALLERY = Path(__file__).parent / "gallery"
CASES = sorted(one.name for one in GALLERY.iterdir() if one.is_dir())


@pytest.mark.parametrize("case", CASES)
def test_words_are_as_expected(case: str, request: pytest.FixtureRequest):
    """The check speaks of its own case, and everything said is what was agreed."""
    folder = GALLERY / case
    archive = folder / "archive"
    ledger, problems = pipeline.check(folder, archive if archive.is_dir() else None)
    said = render_text(problems, ledger.texts) + summary(problems) + "\n"
    assert case in {one.check for one in problems}, said
    expected = folder / "expected.txt"
    if request.config.getoption("--update"):
        expected.write_text(said, "utf-8", newline="\n")
    assert expected.is_file(), f"no {expected}: run pytest --update, and read what it writes"
    assert said == expected.read_text("utf-8")
