"""Tables that leave the guide as CSV (RFC 4180), for spreadsheet programs."""

from __future__ import annotations

import csv
from collections.abc import Iterable, Iterator, Sequence
from io import StringIO

from starlette.responses import StreamingResponse

from guide.editing.spreadsheets import defused

MARK = "\ufeff"
"""Spreadsheet programs read Chinese only where a file begins so."""


def sheet(name: str, columns: Sequence[str], rows: Iterable[Sequence[object]]) -> StreamingResponse:
    """A file `<name>.csv`, sent as it is made."""
    headers = {"content-disposition": f'attachment; filename="{name}.csv"'}
    return StreamingResponse(lines(columns, rows), media_type="text/csv; charset=utf-8", headers=headers)


def lines(columns: Sequence[str], rows: Iterable[Sequence[object]]) -> Iterator[str]:
    """The lines of a file."""
    yield MARK + _line(columns)
    for row in rows:
        yield _line(row)


def _cell(cell: object) -> str:
    """Numbers stay numbers; any other cell is no formula to any program (OWASP, CSV injection)."""
    text = "" if cell is None else str(cell)
    return text if isinstance(cell, int | float) else defused(text)


def _line(cells: Sequence[object]) -> str:
    made = StringIO()
    csv.writer(made).writerow([_cell(cell) for cell in cells])
    return made.getvalue()
