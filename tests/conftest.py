"""Fixtures that several rooms of the tests share."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest

from guide.knowledge_base import Base
from guide.settings import Settings
from guide.storage.database import Database
from tests import databases, guides, once
from tests.server.studio import workshop
from tests.server.studio.workshop import Workshop

LONGEST = (
    "tests/test_deploy.py",
    "tests/crash/test_kills.py",
    "tests/browser/test_inspected.py",
    "tests/browser/studio/test_chinese.py",
    "tests/browser/studio/test_english.py",
    "tests/browser/test_offline.py",
    "tests/browser/rooms/test_studio.py",
    "tests/browser/test_figure.py",
    "tests/browser/test_views.py",
    "tests/browser/test_steady.py",
    "tests/browser/test_voice.py",
    "tests/browser/test_wechat.py",
    "tests/browser/test_keyboard.py",
    "tests/browser/test_hearing.py",
    "tests/browser/test_heard.py",
    "tests/browser/test_adversity.py",
    "tests/browser/test_chat.py",
    "tests/browser/test_map.py",
    "tests/browser/test_cards.py",
    "tests/browser/test_looks.py",
    "tests/browser/test_hostile.py",
    "tests/browser/studio/test_states.py",
    "tests/browser/studio/test_markup.py",
    "tests/browser/studio/test_hands.py",
    "tests/server/studio/test_auth.py",
    "tests/visiting/test_against_oracles.py",
    "tests/test_package.py",
    "tests/test_golden.py",
    "tests/test_speaking.py",
    "tests/editing/copydesk/test_drafting.py",
    "tests/retrieval/test_processes.py",
)
"""Files that take half a minute and more, the longest first; those with a browser stand together, so that a worker
starts it once. All others come after them."""


def pytest_addoption(parser: pytest.Parser) -> None:
    parser.addoption("--crowded", action="store_true", help="the machine may be busy with other work")
    parser.addoption("--database-url", default=None, help="an empty database on a server to spare")


def pytest_configure(config: pytest.Config) -> None:
    if server := config.getoption("--database-url"):
        databases.use(server)


def pytest_collection_modifyitems(config: pytest.Config, items: list[pytest.Item]) -> None:
    """Begin with the files that take longest, each as a whole: workers that share files then end at about one time.

    With `--crowded` a test with a browser has a second try, and the summary names it (`-rR`). Every other test has one.
    """
    ranks = {name: rank for rank, name in enumerate(LONGEST)}
    items.sort(key=lambda item: ranks.get(item.location[0], len(LONGEST)))
    for item in items if config.getoption("--crowded") else ():
        if item.get_closest_marker("browser"):
            item.add_marker(pytest.mark.flaky(reruns=1))


@pytest.fixture(scope="session", autouse=True)
def made_once() -> Iterator[None]:
    """Make once what every test would make alike: the schema of a new database, code of templates, packed files."""
    with databases.migrated_once(), once.templates(), once.packing():
        yield


@pytest.fixture
def database(tmp_path: Path) -> Iterator[Database]:
    """A new, empty knowledge base."""
    opened = Database.open(databases.address(tmp_path))
    yield opened
    opened.close()


@pytest.fixture
def shop(tmp_path: Path) -> Iterator[Workshop]:
    """A studio with two entries in it."""
    made = workshop.build(tmp_path)
    with made.closing:
        yield made


@pytest.fixture(scope="session")
def small_embedder(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A folder with a small fitted embedder, made once."""
    return guides.fit_small(tmp_path_factory.mktemp("small") / "embedder")


@pytest.fixture(scope="session")
def talk(tmp_path_factory: pytest.TempPathFactory, small_embedder: Path) -> Iterator[guides.Talk]:
    """A guide over the small base, to talk with; tests that publish make their own."""
    with guides.guide(tmp_path_factory.mktemp("talk"), small_embedder) as made:
        yield made


@pytest.fixture(scope="session")
def shipped(tmp_path_factory: pytest.TempPathFactory) -> Settings:
    """A data folder as `guide init` makes it, on a Saturday afternoon in the peak season of most tickets."""
    made = Settings(data=tmp_path_factory.mktemp("shipped"), clock=guides.NOW)
    base = Base(made)
    base.load_shipped()
    base.close()
    return made
