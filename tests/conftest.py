"""``pytest --update`` rewrites the words that the cases in ``gallery/`` expect."""

from __future__ import annotations

import pytest


def pytest_addoption(parser: pytest.Parser) -> None:
    parser.addoption("--update", action="store_true", help="rewrite the expected words of the gallery")
