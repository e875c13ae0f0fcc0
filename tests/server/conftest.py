"""The made-up town, served in process and over a real socket."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest
from starlette.testclient import TestClient

from guide.server import visitors
from tests.server.serving import serving
from tests.server.studio.editors import Editor
from tests.server.studio.workshop import Workshop
from tests.server.town import Town, build


@pytest.fixture
def town(tmp_path: Path) -> Iterator[Town]:
    built = build(tmp_path)
    yield built
    built.close()


@pytest.fixture
def client(town: Town) -> Iterator[TestClient]:
    with TestClient(visitors(town), raise_server_exceptions=False) as opened:
        yield opened


@pytest.fixture
def address(town: Town) -> Iterator[str]:
    with serving(visitors(town)) as found:
        yield found


@pytest.fixture
def editor(shop: Workshop) -> Editor:
    person = Editor(shop)
    assert person.enter().status_code == 303
    return person
