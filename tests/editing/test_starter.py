"""The blank spreadsheets of a new city: every column of theirs is one the importer knows, in both its languages."""

from __future__ import annotations

import csv
import runpy
from pathlib import Path
from typing import Any

import openpyxl
import pytest
import yaml

from guide.editing import headings, imports
from guide.editing.headings import UNKNOWN
from guide.shipped import folder

SEEDS = folder("seeds")
STARTER = SEEDS / "starter"
HEADINGS = headings.load(folder("prompts"))
PLAN: dict[str, Any] = yaml.safe_load((SEEDS / "starter.yaml").read_text(encoding="utf-8"))
SHEETS = sorted(PLAN["sheets"])


def _columns(name: str) -> list[list[str]]:
    return [*PLAN["first"], *PLAN["sheets"][name]["columns"], *PLAN["last"]]


@pytest.mark.parametrize("name", SHEETS)
def test_every_column_is_known_by_either_heading(name: str) -> None:
    kind = HEADINGS.kind(PLAN["sheets"][name]["title"]) or ""
    assert kind
    for chinese, english, *_ in _columns(name):
        found = [HEADINGS.column(each, kind) for each in (f"{chinese} / {english}", chinese, english)]
        assert UNKNOWN not in [each.role for each in found], chinese
        assert len({(each.role, each.field, each.lang) for each in found}) == 1, chinese


@pytest.mark.parametrize("name", SHEETS)
def test_the_sheets_are_what_the_list_of_columns_makes(tmp_path: Path, name: str) -> None:
    runpy.run_path(str(SEEDS / "starter.py"))["main"](tmp_path)
    assert (STARTER / f"{name}.csv").read_bytes() == (tmp_path / f"{name}.csv").read_bytes()
    shipped, made = (openpyxl.load_workbook(each / f"{name}.xlsx") for each in (STARTER, tmp_path))
    for title in made.sheetnames:
        assert list(shipped[title].values) == list(made[title].values)


@pytest.mark.parametrize("name", SHEETS)
@pytest.mark.parametrize("suffix", ["csv", "xlsx"])
def test_a_blank_sheet_says_that_it_is_blank(name: str, suffix: str) -> None:
    found = imports.read_file(STARTER / f"{name}.{suffix}", HEADINGS)
    assert [each.code for each in found.problems] == ["no-rows"]


@pytest.mark.parametrize("name", SHEETS)
def test_the_examples_load_without_a_fault(tmp_path: Path, name: str) -> None:
    columns = [column for column in _columns(name) if column[1] != "Kind"]
    path = tmp_path / f"{name}.csv"
    with path.open("w", encoding="gb18030", newline="") as stream:
        csv.writer(stream).writerows([[column[0] for column in columns], [str(column[4]) for column in columns]])
    found = imports.read_file(path, HEADINGS)
    assert found.problems == ()
    (entry,) = found.entries
    assert (entry.id, entry.city, entry.lang, entry.as_of) == ("old-mill", "yangzhou", "zh-Hans", "2026-05")
    assert entry.position
    assert set(entry.names) == set(entry.texts) == {"zh-Hans", "en"}
    assert {fact.field for fact in entry.facts} <= set(yaml.safe_load((folder("prompts") / "fields.yaml").read_text()))
