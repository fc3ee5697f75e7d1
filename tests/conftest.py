"""``pytest --update`` rewrites the gallery's expected words; TIEOUT_NO_SKIPS fails skipped tests.

The flagship is built once for all that look at it.
"""

from __future__ import annotations

import os
from collections.abc import Iterator

import flagship
import pytest

from tieout import pipeline


def pytest_addoption(parser: pytest.Parser) -> None:
    parser.addoption("--update", action="store_true", help="rewrite the expected words of the gallery")


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
    return flagship.made(tmp_path_factory.mktemp("flagship"))


@pytest.fixture(scope="session")
def built(made: flagship.Made) -> pipeline.Built:
    """The flagship's draft."""
    return made.built
