"""Fixtures that several rooms of the tests share."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest

from guide.storage.database import Database
from tests import guides


def pytest_addoption(parser: pytest.Parser) -> None:
    parser.addoption("--database-url", default=None, help="an empty database the contract suite may also use")


@pytest.fixture
def database(tmp_path: Path) -> Iterator[Database]:
    """A new, empty knowledge base in a file."""
    opened = Database.open(f"sqlite:///{tmp_path}/guide.db")
    yield opened
    opened.close()


@pytest.fixture(scope="session")
def small_embedder(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A folder with a small fitted embedder, made once."""
    return guides.fit_small(tmp_path_factory.mktemp("small") / "embedder")


@pytest.fixture(scope="session")
def talk(tmp_path_factory: pytest.TempPathFactory, small_embedder: Path) -> Iterator[guides.Talk]:
    """A guide over the small base, to talk with; tests that publish make their own."""
    with guides.guide(tmp_path_factory.mktemp("talk"), small_embedder) as made:
        yield made
