"""The shelf of clips: bounded, whole or not there, and silent about who asked."""

from __future__ import annotations

import os
from pathlib import Path

import pytest

from guide.errors import StorageError
from guide.models.speech.shelf import Shelf

ABOUT = {"milliseconds": 10, "visemes": [[0, "rest"]], "voice": "v"}


def test_a_clip_is_kept(tmp_path: Path) -> None:
    shelf = Shelf(tmp_path / "clips", 1000)
    assert shelf.get("a") is None
    shelf.put("a", b"sound", ABOUT)
    assert shelf.get("a") == (10, ((0, "rest"),), "v") and shelf.path("a").read_bytes() == b"sound"
    assert Shelf(tmp_path / "clips", 1000).get("a")


def test_those_not_asked_for_longest_go_first(tmp_path: Path) -> None:
    shelf = Shelf(tmp_path, 1000)
    for number in range(10):
        shelf.put(str(number), bytes(100), ABOUT)
        os.utime(shelf.path(str(number)), (number, number))
    assert shelf.get("0")  # asked for: now the newest
    shelf.put("new", bytes(100), ABOUT)
    assert shelf.get("0") and shelf.get("new") and not shelf.get("1")
    assert sum(path.stat().st_size for path in tmp_path.glob("*.wav")) <= 1000
    assert {path.stem for path in tmp_path.glob("*.json")} == {path.stem for path in tmp_path.glob("*.wav")}


@pytest.mark.parametrize("broken", ["", "{", "[]", '{"milliseconds": 1}'])
def test_half_a_clip_is_none(tmp_path: Path, broken: str) -> None:
    shelf = Shelf(tmp_path, 1000)
    shelf.put("a", b"sound", ABOUT)
    (tmp_path / "a.json").write_text(broken)
    assert shelf.get("a") is None
    (tmp_path / "b.json").write_text('{"milliseconds": 1, "visemes": [], "voice": ""}')
    assert shelf.get("b") is None


def test_a_disk_that_takes_nothing_says_so(tmp_path: Path) -> None:
    (tmp_path / "file").write_text("no folder")
    with pytest.raises(StorageError):
        Shelf(tmp_path / "file", 1000).put("a", b"sound", ABOUT)
    assert not list(tmp_path.glob("**/*.part"))
