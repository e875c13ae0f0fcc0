"""One studio at work, served for all tests of a file."""

from __future__ import annotations

from collections.abc import Iterator

import pytest

from tests.browser.studio import house
from tests.browser.studio.house import House


@pytest.fixture(scope="module")
def studio(tmp_path_factory: pytest.TempPathFactory) -> Iterator[House]:
    with house.full(tmp_path_factory.mktemp("studio")) as made:
        yield made


@pytest.fixture
def address(studio: House) -> str:
    return studio.address
