"""A studio with two entries in it, served anew for each test."""

from __future__ import annotations

from collections.abc import Iterator

import pytest

from tests.server.serving import serving
from tests.server.studio.workshop import Workshop


@pytest.fixture
def address(shop: Workshop) -> Iterator[str]:
    with serving(shop.site) as found:
        yield found
