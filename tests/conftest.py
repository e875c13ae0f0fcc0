"""Fixtures that several rooms of the tests share."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest

from guide.storage.database import Database


def pytest_addoption(parser: pytest.Parser) -> None:
    parser.addoption("--database-url", default=None, help="an empty database the contract suite may also use")


@pytest.fixture
def database(tmp_path: Path) -> Iterator[Database]:
    """A new, empty knowledge base in a file."""
    opened = Database.open(f"sqlite:///{tmp_path}/guide.db")
    yield opened
    opened.close()
