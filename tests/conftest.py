"""``pytest --update`` rewrites the gallery's expected words; TIEOUT_NO_SKIPS fails skipped tests.

The flagship, and the sample as a draft and as a release, are built once for all that look at them.
"""

from __future__ import annotations

import gc
import os
import shutil
from collections.abc import Iterator
from pathlib import Path

import charted
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
        made = flagship.made(tmp_path_factory.mktemp("flagship"), kept)
        if not (copy := kept.with_name("flagship-copy")).exists():
            shutil.copytree(kept, copy)
    return made


@pytest.fixture(scope="session")
def flagship_kept(made: flagship.Made, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The folder of what a build of the flagship keeps; no build writes to it, others begin with a copy."""
    return shared.room(tmp_path_factory) / "flagship-copy"


@pytest.fixture(scope="session")
def built(made: flagship.Made) -> pipeline.Built:
    """The flagship's draft."""
    return made.built


@pytest.fixture(scope="session")
def sample_clean(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The sample, built as a draft from nothing, for tests that change nothing in it."""

    def build(root: Path) -> None:
        sampled.copied(root)
        outcome = pipeline.build(root, [], archive=root / "archive", output=root / "output", jobs=1)
        assert outcome.well and outcome.problems == ()

    return shared.once(shared.room(tmp_path_factory) / "sample-clean", build)


@pytest.fixture(scope="session")
def sample_released(sample_clean: Path, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The sample, built as a release over what its draft has kept, for tests that change nothing in it."""

    def build(root: Path) -> None:
        sampled.kept(sample_clean, root)
        archive, output = root / "archive", root / "output"
        outcome = pipeline.build(root, [], archive=archive, output=output, release=True, jobs=1)
        assert outcome.well, [one.refused for one in outcome.built]

    return shared.once(shared.room(tmp_path_factory) / "sample-released", build)


@pytest.fixture(scope="session")
def sample_draft(sample_clean: Path) -> Path:
    """The folder of the draft of the sample, for tests that change nothing in it."""
    return sample_clean / "output" / sampled.BRIEFING / "draft"


@pytest.fixture(scope="session")
def every_chart(tmp_path_factory: pytest.TempPathFactory) -> charted.Charted:
    """Charts of every form with every hedge, finished, for tests that change nothing in them."""
    return charted.read(shared.once(shared.room(tmp_path_factory) / "charted", charted.built))
