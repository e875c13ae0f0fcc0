"""XLSX workbooks as rows, guarded: a workbook is a zip file, and one that unpacks without end is never opened."""

from __future__ import annotations

import re
import zipfile
import zlib
from collections.abc import Iterator, Sequence
from datetime import date, datetime, time, timedelta
from pathlib import Path

from python_calamine import CalamineError, CalamineSheet, CalamineWorkbook

from guide.editing.grid import Line, Row, clean, letters, rows_of
from guide.editing.problems import Place, problem
from guide.errors import Problem

_UNPACKED = 1 << 30
_SMALL = 64 << 20
_RATIO = 200
"""Unpacked beyond _SMALL, a real workbook is 5 to 60 times its packed size."""
_GRID = 20_000_000
"""Cells that a sheet may lay out, empty ones counted: about 600 MB in the reader."""
_CHUNK = 1 << 20
_SEAM = 200
_ROW = re.compile(rb'<(?:\w+:)?row [^>]*?r="(\d+)"')
_WIDE = re.compile(rb'<(?:\w+:)?c r="([A-Z]{2,3})\d')
_FAULTS = (CalamineError, zipfile.BadZipFile, zlib.error, NotImplementedError, RuntimeError, EOFError)
_Range = tuple[tuple[int, int], tuple[int, int]]


def read(path: Path) -> Iterator[Row | Problem]:
    """Rows of every sheet. A broken or dangerous workbook is one Problem."""
    try:
        fault = _danger(path)
        if fault:
            yield fault
            return
        with CalamineWorkbook.from_path(path) as book:
            for name in book.sheet_names:
                yield from _sheet(book.get_sheet_by_name(name), str(path), len(book.sheet_names) > 1)
    except _FAULTS as error:
        yield problem("broken-workbook", Place(str(path)), reason=error)


def _danger(path: Path) -> Problem | None:
    with zipfile.ZipFile(path) as archive:
        infos = archive.infolist()
        unpacked = sum(each.file_size for each in infos)
        packed = max(1, sum(each.compress_size for each in infos))
        if unpacked > _UNPACKED or (unpacked > _SMALL and unpacked / packed > _RATIO):
            return problem("swollen-workbook", Place(str(path)), size=unpacked >> 20)
        if not any(each.filename.startswith("xl/") for each in infos):
            return problem("not-a-workbook", Place(str(path)))
        return next(filter(None, (_spread(archive, each, path) for each in infos)), None)


def _spread(archive: zipfile.ZipFile, info: zipfile.ZipInfo, path: Path) -> Problem | None:
    """Read a part to its end, which proves the size it told. A lone cell at a far corner would lay out billions."""
    rows, columns, seam = 1, 26, b""
    with archive.open(info) as stream:
        while chunk := stream.read(_CHUNK):
            if not info.filename.startswith("xl/worksheets/"):
                continue
            chunk = seam + chunk
            rows = max(rows, max(map(int, _ROW.findall(chunk)), default=0))
            columns = max(columns, max(map(_number, set(_WIDE.findall(chunk))), default=0))
            seam = chunk[-_SEAM:]
    if rows * columns <= _GRID:
        return None
    return problem("far-cells", Place(str(path)), row=rows, column=letters(columns - 1))


def _number(word: bytes) -> int:
    number = 0
    for letter in word:
        number = number * 26 + letter - 64
    return number


def _sheet(sheet: CalamineSheet, file: str, several: bool) -> Iterator[Row | Problem]:
    if sheet.height:
        merged = sheet.merged_cell_ranges or []
        yield from rows_of(_two_line_headings(_filled(sheet, merged), merged), file, sheet.name if several else "")


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


def _two_line_headings(grid: Iterator[tuple[int, list[str]]], merged: Sequence[_Range]) -> Iterator[Line]:
    """A heading over several columns ("tickets" over "adult" and "student") is read together with the line below it."""
    wide = {row for (row, left), (end, right) in merged if right > left and end == row}
    for line, cells in grid:
        is_heading = len(set(filter(None, cells))) >= 2
        below = next(grid, None) if is_heading and line - 1 in wide else None
        if below:
            yield below[0], [_joined(*pair) for pair in zip(cells, below[1], strict=True)]
        else:
            yield line, cells
        if is_heading:
            break
    yield from grid


def _joined(above: str, below: str) -> str:
    return f"{above} ({below})" if above and below and above != below else above or below


def words(cell: object) -> str:
    """A cell as a visitor would read it: 60 and not 60.0, a telephone number in full, a day without midnight."""
    match cell:
        case bool():
            return "true" if cell else "false"
        case float():
            return str(int(cell)) if cell.is_integer() and abs(cell) < 1e15 else f"{cell:.12g}"
        case datetime():
            return cell.date().isoformat() if cell.time() == time() else cell.isoformat(" ", "minutes")
        case time():
            return cell.isoformat("minutes")
        case timedelta():
            hours, seconds = divmod(int(cell.total_seconds()), 3600)
            return f"{hours:02}:{seconds // 60:02}"
        case date():
            return cell.isoformat()
    return clean(str(cell))
