"""Spreadsheet files as rows of headed cells: CSV, XLSX, JSON and JSONL, whatever program saved them.

Every row keeps the line it stands on. A file or row that cannot be read is a Problem among the rows, never an exception, so
that the rest loads. Rows come one by one: a file of 50 MB is never held twice. A cell is data; nothing is ever evaluated.
"""

from __future__ import annotations

import codecs
import csv
import re
from collections.abc import Iterable, Iterator, Sequence
from pathlib import Path

from guide.editing import records, workbook
from guide.editing.grid import Row, clean, rows_of
from guide.errors import Problem

LARGEST = 100 * 1024 * 1024
_SAMPLE = 64 * 1024
_CHUNK = 1 << 20
_DELIMITERS = ",\t;|"
_LEGACY = {"ko": "cp949", "ja": "cp932"}
_GB_PAIR = re.compile(rb"[\x81-\xfe][\x40-\xfe]")
_CELL_LIMIT = 1 << 24


def read(path: Path, lang: str | None = None) -> Iterator[Row | Problem]:
    """The rows of a file. `lang` helps with old encodings only (ko: EUC-KR, ja: Shift JIS)."""
    problem = _unreadable(path)
    if problem:
        yield problem
        return
    with path.open("rb") as stream:
        head = stream.read(_SAMPLE)
    if head.startswith(b"PK\x03\x04"):
        yield from workbook.read(path)
        return
    encoding = _encoding(path, head, lang)
    if encoding is None:
        yield Problem(
            str(path), 1, "not-a-table", "not a text file or spreadsheet", "save it as .xlsx, or as CSV in UTF-8"
        )
        return
    yield from _doubtful(path, encoding)
    if path.suffix.lower() in (".json", ".jsonl", ".ndjson", ".geojson"):
        yield from records.read(path, encoding)
    else:
        yield from _csv(path, encoding)


def _unreadable(path: Path) -> Problem | None:
    name = str(path)
    if not path.is_file():
        return Problem(name, 0, "no-file", "there is no such file", "check the name")
    size = path.stat().st_size
    if size == 0:
        return Problem(name, 1, "empty-file", "the file is empty", "put a row of headings and one row for each place")
    if size > LARGEST:
        fix = "split it into several files, each with the row of headings"
        return Problem(name, 0, "too-large", f"{size >> 20} MB, more than {LARGEST >> 20} MB", fix)
    return None


def _encoding(path: Path, head: bytes, lang: str | None) -> str | None:
    """The encoding of a text file, or None for a file that is not text."""
    for mark, name in (
        (codecs.BOM_UTF8, "utf-8-sig"),
        (codecs.BOM_UTF16_LE, "utf-16"),
        (codecs.BOM_UTF16_BE, "utf-16"),
    ):
        if head.startswith(mark):
            return name if _decodes(path, name) else None
    if b"\0" in head:
        return _unmarked_utf16(path, head)
    legacy = [_LEGACY[lang]] if lang in _LEGACY else []
    looks_chinese = ["gb18030"] if _looks_double_byte(path) else []
    candidates = ["utf-8", *legacy, *looks_chinese, "cp1252"]
    return next((name for name in candidates if _decodes(path, name)), None)


def _unmarked_utf16(path: Path, head: bytes) -> str | None:
    even, odd = head[::2].count(0), head[1::2].count(0)
    name = "utf-16-le" if odd > even else "utf-16-be"
    return name if max(even, odd) > len(head) / 20 and min(even, odd) == 0 and _decodes(path, name) else None


def _looks_double_byte(path: Path) -> bool:
    """Chinese text in GB18030 has nearly all second bytes above 0xA0; accented Latin text read as such has nearly none."""
    with path.open("rb") as stream:
        pairs = _GB_PAIR.findall(stream.read(_CHUNK))
    return sum(pair[1] >= 0xA1 for pair in pairs) > len(pairs) / 2


def _decodes(path: Path, encoding: str) -> bool:
    decoder = codecs.getincrementaldecoder(encoding)()
    try:
        with path.open("rb") as stream:
            while chunk := stream.read(_CHUNK):
                if _has_control(decoder.decode(chunk)):
                    return False
            decoder.decode(b"", final=True)
    except UnicodeDecodeError:
        return False
    return True


def _has_control(text: str) -> bool:
    """Control characters tell a program or picture from a text that happens to decode."""
    return any(mark in text for mark in "\0\x01\x02\x03\x05\x06\x0e\x0f\x10")


def _doubtful(path: Path, encoding: str) -> Iterable[Problem]:
    if encoding == "cp1252":
        message = "the encoding is not known; read as Western European"
        yield Problem(str(path), 1, "encoding", message, "if letters look wrong, save it as CSV in UTF-8", "warning")


def _csv(path: Path, encoding: str) -> Iterator[Row | Problem]:
    with path.open(encoding=encoding, newline="") as stream:
        delimiter = _delimiter(stream.read(_SAMPLE))
        stream.seek(0)
        previous = csv.field_size_limit(_CELL_LIMIT)
        try:
            yield from rows_of(_lines(csv.reader(stream, delimiter=delimiter, strict=False)), str(path))
        except csv.Error as error:
            fix = "look for a quotation mark that is never closed near this line"
            yield Problem(str(path), 1, "broken-csv", f"the table cannot be read on: {error}", fix)
        finally:
            csv.field_size_limit(previous)


def _lines(reader: Iterable[list[str]]) -> Iterator[tuple[int, Sequence[str]]]:
    """Each record with the line it begins on; a record may span lines."""
    start = 1
    for record in reader:
        yield start, [clean(cell) for cell in record]
        start = reader.line_num + 1  # type: ignore[attr-defined]


def _delimiter(sample: str) -> str:
    """The delimiter that cuts the first lines into the most, and the most even, cells. Quoted parts do not count."""
    bare = re.sub(r'"(?:[^"]|"")*"', "", sample)
    lines = [line for line in bare.splitlines()[:20] if line.strip()] or [""]
    return max(_DELIMITERS, key=lambda each: (lines[0].count(each), sum(line.count(each) > 0 for line in lines)))
