"""Real, tiny models, made and saved once a session: nothing is downloaded and nothing is mocked."""

from __future__ import annotations

from pathlib import Path

import pytest

from guide.models.fit import fit
from tests.models import tiny

DOORS = ("ticket price", "opening hours", "phone number", "门票价格", "开放时间", "联系电话")
PLACES = ("Willow Tower", "Crane Pond", "Copper Bridge", "柳影楼", "鹤池", "铜桥")


def pairs() -> list[tuple[str, str]]:
    """Small made-up (query, passage) pairs in two scripts."""
    return [
        (f"{place} {door}", f"{door} of {place}: {number * 7 + turn}")
        for number, place in enumerate(PLACES)
        for turn, door in enumerate(DOORS)
    ]


@pytest.fixture(scope="session")
def static_folder(tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = tmp_path_factory.mktemp("embedder") / "fitted"
    fit(pairs(), folder, seed=3)
    return folder


@pytest.fixture(scope="session")
def chat_folder(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return tiny.save(tmp_path_factory.mktemp("chat") / "tiny-chat")
