"""Spreadsheet files as rows of headed cells: CSV, XLSX, JSON and JSONL, whatever program saved them.

Every row keeps the line it stands on. A file or row that cannot be read is a Problem among the rows, never an
exception, so that the rest loads. Rows come one by one: a file of 50 MB is never held twice. A cell is data and never
evaluated.
"""

from __future__ import annotations

import csv
import re
from collections import deque
from collections.abc import Iterator
from pathlib import Path

from guide.editing import encodings, records, workbook
from guide.editing.grid import Line, Row, clean, rows_of
from guide.editing.problems import Place, problem
from guide.errors import Problem

LARGEST = 100 << 20
"""Bytes of one file."""

_SAMPLE = 64 * 1024
_DELIMITERS = ",\t;|"
_SAID = re.compile(r"sep=(.)\s*")
_QUOTED = re.compile(r'"(?:[^"]|"")*"')
_CELL = 16 << 20
"""Characters of one cell, beyond which a quotation mark is taken for an open one."""
_ZIP, _OLD = b"PK\x03\x04", b"\xd0\xcf\x11\xe0"


def read(path: Path, lang: str | None = None) -> Iterator[Row | Problem]:
    """The rows of a file. `lang` helps only to tell old encodings apart (ko: EUC-KR, ja: Shift JIS)."""
    try:
        yield from _read(path, lang)
    except OSError as error:
        yield problem("unreadable-file", Place(str(path)), reason=error.strerror or error)


def _read(path: Path, lang: str | None) -> Iterator[Row | Problem]:
    fault = _unreadable(path)
    if fault:
        yield fault
        return
    with path.open("rb") as stream:
        start = stream.read(4)
    if start == _ZIP:
        yield from workbook.read(path)
        return
    encoding = encodings.of(path, lang) if start != _OLD else None
    if encoding is None:
        yield problem("old-workbook" if start == _OLD else "not-a-table", Place(str(path)))
        return
    if encoding == encodings.UNSURE:
        yield problem("guessed-encoding", Place(str(path)), encoding=encoding)
    is_json = path.suffix.lower() in records.SUFFIXES
    yield from records.read(path, encoding) if is_json else _csv(path, encoding)


def _unreadable(path: Path) -> Problem | None:
    place = Place(str(path))
    if not path.is_file():
        return problem("no-file", place)
    size = path.stat().st_size
    if size > LARGEST:
        return problem("large-file", place, size=size >> 20, most=LARGEST >> 20)
    return None if size else problem("empty-file", place)


def _csv(path: Path, encoding: str) -> Iterator[Row | Problem]:
    csv.field_size_limit(_CELL)
    with path.open(encoding=encoding, newline="") as stream:
        sample = stream.read(_SAMPLE)
        stream.seek(0)
        said = _SAID.fullmatch(sample.partition("\n")[0])
        if said:
            next(stream)
        faults: list[Problem] = []
        lines = _lines(stream, said[1] if said else delimiter_of(sample), Place(str(path), 2 if said else 1), faults)
        for row in rows_of(lines, str(path)):
            yield from faults
            faults.clear()
            yield row
        yield from faults


def _lines(stream: Iterator[str], delimiter: str, place: Place, faults: list[Problem]) -> Iterator[Line]:
    """Each record with the line it begins on. After a quotation mark that never closes, the next line is read anew."""
    waiting: deque[str] = deque()
    number = place.line
    while True:
        taken: list[str] = []
        for record in _records(_noting(stream, waiting, taken), delimiter):
            if record is None or (len(taken) > 1 and _is_open(taken, delimiter)):
                break
            yield number, [clean(cell) for cell in record]
            number += len(taken)
            taken.clear()
        if not taken:
            return
        faults.append(problem("open-quote", Place(place.file, number)))
        yield number, [clean(cell).strip('"') for cell in taken[0].split(delimiter)]
        number += 1
        waiting.extendleft(reversed(taken[1:]))


def _records(lines: Iterator[str], delimiter: str) -> Iterator[list[str] | None]:
    """Records of lines; None in place of one that grows beyond all measure."""
    try:
        yield from csv.reader(lines, delimiter=delimiter)
    except csv.Error:
        yield None


def _noting(stream: Iterator[str], waiting: deque[str], taken: list[str]) -> Iterator[str]:
    while True:
        line = waiting.popleft() if waiting else next(stream, None)
        if line is None:
            return
        taken.append(line)
        yield line


def _is_open(lines: list[str], delimiter: str) -> bool:
    """Whether a record ended only because the file did."""
    try:
        list(csv.reader(lines, delimiter=delimiter, strict=True))
    except csv.Error as error:
        return "end of data" in str(error)
    return False


def delimiter_of(sample: str) -> str:
    """The delimiter that cuts the first line into most cells, else the one in most lines. Quoted parts do not count."""
    lines = [line for line in _QUOTED.sub("", sample).splitlines()[:20] if line.strip()] or [""]
    return max(_DELIMITERS, key=lambda each: (lines[0].count(each), sum(each in line for line in lines)))
