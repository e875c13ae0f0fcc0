"""A base that may be changed, and an index over it."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest

from guide.knowledge_base import Base
from guide.retrieval.index import LiveIndex
from tests import guides
from tests.retrieval.indexes import opened


@pytest.fixture
def base(tmp_path: Path, small_embedder: Path) -> Iterator[Base]:
    with guides.base(tmp_path / "data", small_embedder) as made:
        yield made


@pytest.fixture
def index(base: Base) -> LiveIndex:
    return opened(base)
