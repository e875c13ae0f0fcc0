"""A guide over the knowledge of Yangzhou as it ships: what follows links needs the real ones."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest

from guide import shipped
from guide.editing import files
from tests import guides


@pytest.fixture(scope="session")
def yangzhou(tmp_path_factory: pytest.TempPathFactory, small_embedder: Path) -> Iterator[guides.Talk]:
    """Everything the guide knows of Yangzhou, to talk with."""
    loaded = files.read_folder(shipped.folder("knowledge") / "yangzhou")
    with guides.guide(tmp_path_factory.mktemp("yangzhou"), small_embedder, loaded.entries) as made:
        yield made
