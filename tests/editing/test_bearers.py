"""A row without an id is about the entry that bears its name, where that can only be one."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path

import pytest

from guide import shipped
from guide.editing import headings, imports
from guide.editing.bearers import bearers, settled
from guide.editing.imports import Imported
from guide.types import UNNAMED, Entry, Position

GE = Entry(
    id="ge-garden", kind="attraction", city="yangzhou", names={"zh-Hans": "个园", "en": "Ge Garden"},
    aliases=("寿芝园",), position=Position(32.4, 119.44),
)  # fmt: skip


def read(folder: Path, *rows: str) -> Imported:
    path = folder / "sheet.csv"
    path.write_text("\n".join(("名称,种类,城市,停车场,纬度,经度,编号", *rows)), "utf-8")
    return imports.read_file(path, headings.load(shipped.folder("prompts")))


@pytest.mark.parametrize("name", ["个园", "個園", "Ge Garden", "ge garden", "寿芝园"])
def test_a_row_is_about_the_entry_of_its_name(tmp_path: Path, name: str) -> None:
    found = settled(read(tmp_path, f"{name},景点,扬州,有,,,"), bearers([GE]))
    assert [each.id for each in found.entries] == ["ge-garden"] == list(found.told)
    assert found.problems == ()
    assert [(fact.field, fact.value) for fact in found.entries[0].facts] == [("parking", "有")]
    assert found.entries[0].names == {}, "an alias or another script renames nothing"


@pytest.mark.parametrize(
    "row", ["个园,酒店,扬州,有,,,", "个园,景点,苏州,有,,,", "个园,景点,扬州,有,32.9,119.44,", "何园,景点,扬州,有,,,"]
)
def test_another_kind_city_name_or_end_of_town_is_another(tmp_path: Path, row: str) -> None:
    (entry,) = settled(read(tmp_path, row), bearers([GE])).entries
    assert entry.id != GE.id


def test_an_id_is_believed_before_a_name(tmp_path: Path) -> None:
    rows = read(tmp_path, "个园,景点,扬州,有,,,ge-yuan", "个园,景点,扬州,无,,,")
    assert [each.id for each in settled(rows, bearers([GE])).entries] == ["ge-yuan", "ge-garden"]


def test_of_two_rows_about_one_entry_the_second_is_left_out_and_named(tmp_path: Path) -> None:
    rows = read(tmp_path, "个园,景点,扬州,有,,,", "寿芝园,景点,扬州,无,,,", "Ge Garden,景点,扬州,有,,,ge-garden")
    found = settled(rows, bearers([GE]))
    assert [(each.code, each.line) for each in found.problems] == [("repeated-id", 2), ("repeated-id", 3)]
    assert [each.id for each in found.entries] == ["ge-garden"]


def test_where_several_bear_a_name_the_row_is_another_and_that_is_said(tmp_path: Path) -> None:
    twins = [GE, replace(GE, id="ge-garden-2")]
    rows = read(tmp_path, "个园,景点,扬州,有,,,")
    found = settled(rows, bearers(twins))
    assert [(each.code, each.severity) for each in found.problems] == [("name-of-several", "warning")]
    assert found.entries == rows.entries


def test_a_row_finds_what_it_founded_itself(tmp_path: Path) -> None:
    rows = read(tmp_path, "厕所,景点,扬州,有,,,")
    founded = rows.entries[0]
    found = settled(rows, bearers([replace(founded, id="other"), founded]))
    assert [each.id for each in found.entries] == [founded.id] and found.problems == ()


def test_what_has_no_name_of_its_own_is_nobodys(tmp_path: Path) -> None:
    unnamed = replace(GE, tags=(UNNAMED,))
    assert settled(read(tmp_path, "个园,景点,扬州,有,,,"), bearers([unnamed])).entries[0].id != GE.id
