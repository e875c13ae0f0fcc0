"""Everything down as a workbook, and back without a change."""

from __future__ import annotations

from datetime import UTC, datetime
from pathlib import Path

import openpyxl
import pytest

from guide.editing import files, imports, spreadsheets
from guide.editing.headings import load
from guide.editing.spreadsheets import Titles
from guide.prompts import Prompts
from guide.shipped import folder
from guide.types import Entry, Fact, Revision

HEADINGS = load(folder("prompts"))
SHIPPED = files.read_folder(folder("knowledge")).entries


def titles(lang: str) -> Titles:
    prompts = Prompts(folder("prompts"))
    words = {**prompts.words("en", "headings")["columns"], **prompts.words(lang, "headings")["columns"]}
    return Titles(HEADINGS, {role: str(names[0]) for role, names in words.items()}, prompts.words(lang, "fields"))


def revised(entries: tuple[Entry, ...]) -> dict[str, Revision]:
    return {each.id: Revision(each.id, 3, 2, 9, "x", datetime(2026, 1, 1, tzinfo=UTC), "", each) for each in entries}


@pytest.mark.parametrize("lang", ["zh", "en"])
def test_what_ships_comes_back_unchanged(tmp_path: Path, lang: str) -> None:
    current = revised(SHIPPED[::6])
    path = tmp_path / "all.xlsx"
    path.write_bytes(spreadsheets.workbook(current.values(), titles(lang)))
    plan = imports.plan(imports.read_file(path, HEADINGS), current.get)
    assert not plan.changes and not plan.conflicts and set(plan.unchanged) == set(current)


def test_most_of_what_ships_fits_into_a_table() -> None:
    entries = [each for each in SHIPPED if each.kind == "attraction"][:10]
    _, cells = spreadsheets.table(revised(tuple(entries)).values(), titles("zh"))
    assert all("名称" in each and "简介" in each for each in cells)
    assert sum(len(each) for each in cells) > 12 * len(cells)


def test_no_cell_is_a_formula(tmp_path: Path) -> None:
    entry = Entry("a", "hotel", "x", names={"zh-Hans": "=1+1"}, facts=(Fact("phone", "+86 514"), Fact("@x", "-2+3")))
    path = tmp_path / "all.xlsx"
    path.write_bytes(spreadsheets.workbook(revised((entry,)).values(), titles("zh")))
    cells = [cell for row in openpyxl.load_workbook(path).active.iter_rows() for cell in row if cell.value]
    assert all(cell.data_type == "s" and not str(cell.value).startswith(("=", "+", "-")) for cell in cells[5:])
    plan = imports.plan(imports.read_file(path, HEADINGS), revised((entry,)).get)
    assert plan.unchanged == ("a",)
