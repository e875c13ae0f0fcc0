"""XLSX workbooks as rows, guarded: a workbook is a zip file, and one that unpacks without end is turned away unopened."""

from __future__ import annotations

import re
import zipfile
import zlib
from collections.abc import Iterator, Sequence
from datetime import date, datetime, time, timedelta
from pathlib import Path

from python_calamine import CalamineError, CalamineSheet, CalamineWorkbook

from guide.editing.grid import Row, clean, letters, rows_of
from guide.errors import Problem

_UNPACKED = 1 << 30
_RATIO = 200
_SMALL = 64 << 20
_GRID = 20_000_000
_CHUNK = 1 << 20
_ROW_NUMBER = re.compile(rb'<(?:\w+:)?row [^>]*?r="(\d+)"')
_WIDE = re.compile(rb'<(?:\w+:)?c r="([A-Z]{2,3})\d')
_Range = tuple[tuple[int, int], tuple[int, int]]


def read(path: Path) -> Iterator[Row | Problem]:
    """Rows of every sheet. Raises nothing: a broken or dangerous file is one Problem."""
    file = str(path)
    try:
        problem = _danger(path)
        if problem:
            yield problem
            return
        with CalamineWorkbook.from_path(path) as book:
            for name in book.sheet_names:
                yield from _sheet(book.get_sheet_by_name(name), file, len(book.sheet_names) > 1)
    except (CalamineError, zipfile.BadZipFile, zlib.error, OSError, NotImplementedError, RuntimeError) as error:
        yield Problem(
            file,
            0,
            "broken-workbook",
            f"the workbook cannot be opened: {error}",
            "open it in a spreadsheet program and save it again as .xlsx without a password",
        )


def _danger(path: Path) -> Problem | None:
    with zipfile.ZipFile(path) as archive:
        infos = archive.infolist()
        unpacked = sum(each.file_size for each in infos)
        packed = max(1, sum(each.compress_size for each in infos))
        if unpacked > _UNPACKED or (unpacked > _SMALL and unpacked / packed > _RATIO):
            fix = "save only the filled part as a new workbook, or as CSV"
            return Problem(str(path), 0, "zip-bomb", f"unpacks to {unpacked >> 20} MB", fix)
        if not any(each.filename.startswith("xl/") for each in infos):
            return Problem(
                str(path), 0, "not-a-workbook", "a zip file that is no .xlsx workbook", "unpack it, or save as .xlsx"
            )
        sheets = [
            each for each in infos if each.filename.startswith("xl/worksheets/") and each.filename.endswith(".xml")
        ]
        return next(filter(None, (_spread(archive, each, str(path)) for each in sheets)), None)


def _spread(archive: zipfile.ZipFile, info: zipfile.ZipInfo, file: str) -> Problem | None:
    """A lone cell at the sheet's far corner would make the reader lay out billions. Reading to the end also checks the sizes told."""
    rows, columns, tail = 1, 26, b""
    with archive.open(info) as stream:
        while chunk := stream.read(_CHUNK):
            chunk = tail + chunk
            rows = max(rows, max((int(number) for number in _ROW_NUMBER.findall(chunk)), default=0))
            columns = max(columns, max((_number(word) for word in set(_WIDE.findall(chunk))), default=0))
            tail = chunk[-200:]
    if rows * columns <= _GRID:
        return None
    fix = "delete the empty rows and columns far from the table, or save as CSV"
    return Problem(file, 0, "far-cells", f"a sheet reaches to row {rows}, column {letters(columns - 1)}", fix)


def _number(word: bytes) -> int:
    number = 0
    for letter in word:
        number = number * 26 + letter - 64
    return number


def _sheet(sheet: CalamineSheet, file: str, several: bool) -> Iterator[Row | Problem]:
    if not sheet.height:
        return
    merged = sheet.merged_cell_ranges or []
    grid = _filled(sheet, merged)
    yield from rows_of(_two_line_headings(grid, merged), file, sheet.name if several else "")


def _filled(sheet: CalamineSheet, merged: Sequence[_Range]) -> Iterator[tuple[int, list[str]]]:
    """Lines in which every cell of a merged block has the block's value, as the eye reads it."""
    waiting = sorted(merged, reverse=True)
    active: dict[_Range, str] = {}
    for number, raw in enumerate(sheet.iter_rows()):
        cells = [words(cell) for cell in raw]
        active = {block: value for block, value in active.items() if block[1][0] >= number}
        while waiting and waiting[-1][0][0] <= number:
            block = waiting.pop()
            active[block] = cells[block[0][1]] if block[0][1] < len(cells) else ""
        for ((_, left), (_, right)), value in active.items():
            for column in range(left, min(right + 1, len(cells))):
                cells[column] = cells[column] or value
        yield number + 1, cells


def _two_line_headings(
    grid: Iterator[tuple[int, list[str]]], merged: Sequence[_Range]
) -> Iterator[tuple[int, Sequence[str]]]:
    """A heading over several columns ("tickets" over "adult" and "student") is read together with the line below it."""
    wide = {row for (row, left), (end, right) in merged if right > left and end == row}
    for line, cells in grid:
        if len(set(filter(None, cells))) < 2:
            yield line, cells
            continue
        below = next(grid, None) if line - 1 in wide else None
        if below:
            line, cells = below[0], [_joined(*pair) for pair in zip(cells, below[1], strict=True)]
        yield line, cells
        break
    yield from grid


def _joined(above: str, below: str) -> str:
    return f"{above} ({below})" if above and below and above != below else above or below


def words(cell: object) -> str:
    """A cell as a visitor would read it: 60 and not 60.0, a telephone number in full, a day without midnight."""
    if isinstance(cell, bool):
        return "true" if cell else "false"
    if isinstance(cell, float):
        return str(int(cell)) if cell.is_integer() and abs(cell) < 1e15 else f"{cell:.12g}"
    if isinstance(cell, datetime):
        return cell.date().isoformat() if cell.time() == time() else cell.isoformat(" ", "minutes")
    if isinstance(cell, time):
        return cell.isoformat("minutes")
    if isinstance(cell, timedelta):
        hours, seconds = divmod(int(cell.total_seconds()), 3600)
        return f"{hours:02}:{seconds // 60:02}"
    return cell.isoformat() if isinstance(cell, date) else clean(str(cell))
