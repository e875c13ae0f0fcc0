"""Pictures: the data folder's before those that ship, taken in and given out with a knowledge folder."""

from __future__ import annotations

from pathlib import Path

import pytest

from guide import pictures
from guide.pictures import LARGEST, Pictures
from guide.types import PICTURE, Entry, Fact, Source

DRAWN = Entry(
    "gate", "attraction", "c", facts=(Fact(PICTURE, "gate.svg", note={"en": "A gate"}, source="drawn"),),
    sources={"drawn": Source("Drawing: us, CC BY 4.0")},
)  # fmt: skip


@pytest.mark.parametrize(
    "name", ["../guide.toml", "a/b.svg", "gate.html", "Gate.svg", "gate.svg.exe", "", ".svg", "a b.png"]
)
def test_what_is_no_name_of_a_picture_is_never_looked_up(name: str, tmp_path: Path) -> None:
    assert not pictures.is_name(name)
    assert Pictures(tmp_path).path(name) is None


def test_an_entry_has_its_own_picture_or_that_of_its_kind(tmp_path: Path) -> None:
    (tmp_path / pictures.FOLDER).mkdir()
    (tmp_path / pictures.FOLDER / "gate.svg").write_text("<svg/>")
    (tmp_path / pictures.FOLDER / "kinds.yaml").write_text(
        "attraction: {file: kind.svg, alt: {en: A place}, credit: us}"
    )
    known = Pictures(tmp_path)
    found, other = known.of(DRAWN), known.of(Entry("hill", "attraction", "c"))
    assert found and (found.file, found.alt, found.source.title) == (
        "gate.svg",
        {"en": "A gate"},
        "Drawing: us, CC BY 4.0",
    )
    assert other and other.of_kind and other.file == "kind.svg"
    assert known.of(Entry("x", "riddle", "c")) is None


def test_a_folder_brings_its_pictures_and_gets_them_back(tmp_path: Path) -> None:
    for name, size in (("gate.svg", 6), ("huge.png", LARGEST + 1), ("note.txt", 3)):
        path = tmp_path / "from" / pictures.FOLDER / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_bytes(b"x" * size)
    known = Pictures(tmp_path / "data")
    assert known.take(tmp_path / "from") == 1
    assert known.take(tmp_path / "from") == 0
    known.give([DRAWN], tmp_path / "to")
    assert [path.name for path in (tmp_path / "to" / pictures.FOLDER).iterdir()] == ["gate.svg"]
