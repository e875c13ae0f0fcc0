"""Writes the blank spreadsheets of seeds/starter/ from seeds/starter.yaml: python seeds/starter.py [FOLDER].

Each sheet comes as CSV (UTF-8 with the mark spreadsheet programs look for) and as XLSX with a second sheet of notes.
"""

from __future__ import annotations

import csv
import sys
from datetime import datetime
from pathlib import Path
from typing import Any

import openpyxl
import yaml
from openpyxl.styles import Alignment, Font

HERE = Path(__file__).parent
NOTES = "说明"
NOTE_HEADINGS = ("列 / Column", "怎么填 / How to fill it in", "例 / Example")
WIDTHS = (28, 64, 32)
MADE = datetime(2026, 1, 1)


def main(folder: Path) -> None:
    """Write every sheet into a folder."""
    plan = yaml.safe_load((HERE / "starter.yaml").read_text(encoding="utf-8"))
    for name, sheet in plan["sheets"].items():
        columns = [*plan["first"], *sheet["columns"], *plan["last"]]
        headings = [f"{chinese} / {english}" for chinese, english, *_ in columns]
        with (folder / f"{name}.csv").open("w", encoding="utf-8-sig", newline="") as stream:
            csv.writer(stream).writerow(headings)
        write_workbook(folder / f"{name}.xlsx", sheet["title"], headings, columns)


def write_workbook(path: Path, title: str, headings: list[str], columns: list[list[Any]]) -> None:
    """One workbook: the blank table, and beside it what each column wants."""
    book = openpyxl.Workbook()
    book.properties.created = book.properties.modified = MADE
    table, notes = book.active, book.create_sheet(NOTES)
    table.title = title
    table.append(headings)
    table.freeze_panes = "A2"
    for number, heading in enumerate(headings, 1):
        cell = table.cell(1, number)
        cell.font, cell.alignment = Font(bold=True), Alignment(wrap_text=True, vertical="top")
        table.column_dimensions[cell.column_letter].width = max(12, min(30, len(heading) + 4))
    notes.append(NOTE_HEADINGS)
    for heading, (_, _, chinese, english, example) in zip(headings, columns, strict=True):
        notes.append([heading, f"{chinese} / {english}", str(example)])
    for letter, width in zip("ABC", WIDTHS, strict=True):
        notes.column_dimensions[letter].width = width
    for cell in notes[1]:
        cell.font = Font(bold=True)
    book.save(path)


if __name__ == "__main__":
    main(Path(sys.argv[1]) if len(sys.argv) > 1 else HERE / "starter")
