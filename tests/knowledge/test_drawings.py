"""The drawings that ship: light, without anything that runs or is fetched, told to who cannot see them."""

from __future__ import annotations

import re
from collections.abc import Mapping
from pathlib import Path
from typing import Any
from xml.etree import ElementTree

import pytest
import yaml

from guide import shipped
from guide.editing import files
from guide.pictures import FOLDER
from guide.types import PICTURE, Entry

HEAVIEST = 15_000
"""Bytes of one drawing."""
_DRAWINGS = shipped.folder("knowledge") / FOLDER
_ALLOWED = {"svg", "g", "defs", "use", "path", "rect", "circle", "ellipse", "line", "polyline", "polygon", "clipPath"}


@pytest.fixture(scope="module")
def entries() -> tuple[Entry, ...]:
    return files.read_folder(shipped.folder("knowledge")).entries


@pytest.fixture(scope="module")
def kinds() -> Mapping[str, Any]:
    read: Mapping[str, Any] = yaml.safe_load((_DRAWINGS / "kinds.yaml").read_text(encoding="utf-8"))
    return read


def test_thirty_have_a_drawing_of_their_own_with_words_in_two_languages(entries: tuple[Entry, ...]) -> None:
    drawn = [fact for entry in entries for fact in entry.of(PICTURE)]
    assert len(drawn) >= 30
    assert all({"zh-Hans", "en"} <= set(fact.note or {}) for fact in drawn)


def test_every_kind_has_one(entries: tuple[Entry, ...], kinds: Mapping[str, Any]) -> None:
    assert {entry.kind for entry in entries} <= set(kinds)
    assert all(
        {"zh-Hans", "en"} <= set(each["alt"]) and (_DRAWINGS / each["file"]).is_file() for each in kinds.values()
    )


def test_each_file_is_used(entries: tuple[Entry, ...], kinds: Mapping[str, Any]) -> None:
    used = {str(fact.value) for entry in entries for fact in entry.of(PICTURE)} | {
        each["file"] for each in kinds.values()
    }
    assert used == {path.name for path in _DRAWINGS.glob("*.svg")}


@pytest.mark.parametrize("path", sorted(_DRAWINGS.glob("*.svg")), ids=lambda path: path.stem)
def test_a_drawing_is_light_and_nothing_but_lines(path: Path) -> None:
    text = path.read_text(encoding="utf-8")
    root = ElementTree.fromstring(text)
    assert path.stat().st_size < HEAVIEST and root.get("viewBox") == "0 0 400 300"
    assert {each.tag.rpartition("}")[2] for each in root.iter()} <= _ALLOWED
    assert not re.search(r"style=|\bon\w+=|(?:href|url)\s*[=(]\s*[\"']?(?!#)", text.replace('xmlns:xlink="http', ""))
