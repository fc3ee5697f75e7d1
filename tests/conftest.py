"""``pytest --update`` rewrites the gallery's expected words; TIEOUT_NO_SKIPS fails skipped tests.

The flagship, and the draft of the sample, are built once for all that look at them.
"""

from __future__ import annotations

import gc
import os
from collections.abc import Iterator
from pathlib import Path

import flagship
import pytest
from hypothesis import settings

from tests import sampled, shared
from tieout import pipeline

settings.register_profile("untimed", deadline=None)  # how long an example takes says how busy the machine is
settings.load_profile("untimed")


def pytest_addoption(parser: pytest.Parser) -> None:
    parser.addoption("--update", action="store_true", help="rewrite the expected words of the gallery")


def pytest_collection_finish() -> None:
    """Keep what was collected, which stays to the end, out of every later look for cycles."""
    gc.collect()
    gc.freeze()
    gc.set_threshold(20_000, 20, 20)


@pytest.hookimpl(wrapper=True)
def pytest_runtest_makereport(item: pytest.Item) -> Iterator[None]:
    """Turn a skip into a failure where none may be, as in CI."""
    report = yield
    if report.skipped and os.environ.get("TIEOUT_NO_SKIPS"):
        report.outcome = "failed"
        report.longrepr = f"{item.nodeid} was skipped, and TIEOUT_NO_SKIPS is set: {report.longrepr}"
    return report


@pytest.fixture(scope="session")
def made(tmp_path_factory: pytest.TempPathFactory) -> flagship.Made:
    """The flagship's draft and the repository it was built in, for tests that change neither."""
    kept = shared.room(tmp_path_factory) / "flagship-kept"
    with shared.alone(kept):  # of several processes the first lays out and draws, the others read that back
        return flagship.made(tmp_path_factory.mktemp("flagship"), kept)


@pytest.fixture(scope="session")
def built(made: flagship.Made) -> pipeline.Built:
    """The flagship's draft."""
    return made.built


@pytest.fixture(scope="session")
def sample_draft(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The folder of the draft of the sample, without its snapshots, for tests that change nothing in it."""

    def build(root: Path) -> None:
        sampled.copied(root, archive=False)
        outcome = pipeline.build(root, [], archive=None, output=root / "output", jobs=1)
        assert outcome.well, outcome.problems

    root = shared.once(shared.room(tmp_path_factory) / "sample-draft", build)
    return root / "output" / sampled.BRIEFING / "draft"
