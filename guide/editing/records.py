"""JSON and JSONL files as rows: a list of objects, or an object that holds one. Each record keeps its own line."""

from __future__ import annotations

import json
import re
from collections.abc import Iterator, Mapping
from pathlib import Path
from typing import Any

from guide.editing import points
from guide.editing.grid import Cell, Row, clean, shown
from guide.editing.problems import Place, problem
from guide.errors import Problem

SUFFIXES = (".json", ".jsonl", ".ndjson", ".geojson")

_LINES = (".jsonl", ".ndjson")
_LISTS = ("rows", "data", "items", "records", "entries", "places", "results", "features")
_SPACE = re.compile(r"[\s,]*")
_DECODER = json.JSONDecoder()


def read(path: Path, encoding: str) -> Iterator[Row | Problem]:
    """Rows of a .json or .jsonl file."""
    if path.suffix.lower() in _LINES:
        with path.open(encoding=encoding) as stream:
            yield from _lines(stream, str(path))
        return
    text = path.read_text(encoding=encoding)
    start = _space(text, 0)
    if start == len(text):
        yield problem("empty-file", Place(str(path)))
    elif text[start] == "[":
        yield from _array(text, start, str(path))
    else:
        yield from _object(text, start, str(path))


def _lines(lines: Iterator[str], file: str) -> Iterator[Row | Problem]:
    for number, line in enumerate(lines, 1):
        if not line.strip():
            continue
        try:
            yield _row(json.loads(line), Place(file, number))
        except (ValueError, RecursionError) as error:
            yield _broken(error, Place(file, number))


def _array(text: str, start: int, file: str) -> Iterator[Row | Problem]:
    """One object after the other: a large file is not held as objects, a broken one keeps what stands before."""
    position, counted, line = start + 1, 0, 1
    while True:
        position = _space(text, position)
        line, counted = line + text.count("\n", counted, position), position
        if text[position : position + 1] == "]":
            return
        try:
            value, position = _DECODER.raw_decode(text, position)
        except (ValueError, RecursionError) as error:
            yield _broken(error, Place(file, getattr(error, "lineno", line)))
            return
        yield _row(value, Place(file, line))


def _object(text: str, start: int, file: str) -> Iterator[Row | Problem]:
    try:
        whole, end = _DECODER.raw_decode(text, start)
    except (ValueError, RecursionError) as error:
        yield _broken(error, Place(file, getattr(error, "lineno", 1)))
        return
    if _space(text, end) < len(text):
        yield from _lines(iter(text.splitlines()), file)
        return
    held = (whole[key] for key in _LISTS if isinstance(whole.get(key), list)) if isinstance(whole, dict) else ()
    rows = next(iter(held), [whole])
    yield from (_row(value, Place(file, 1)) for value in rows)


def _space(text: str, position: int) -> int:
    """Where the next value begins. Stray commas pass, as a hand-written list often ends with one."""
    match = _SPACE.match(text, position)
    return match.end() if match else position


def _row(value: Any, place: Place) -> Row | Problem:
    if not isinstance(value, Mapping):
        return problem("not-a-record", place, words=shown(str(value)))
    cells = ((clean(str(key)), _cell(item)) for key, item in _flat(value).items())
    return Row(place.line, tuple((key, cell) for key, cell in cells if key and cell))


def _flat(value: Mapping[str, Any]) -> Mapping[str, Any]:
    """A GeoJSON feature is its properties, its id and its point, or the middle of its area."""
    properties, geometry = value.get("properties"), value.get("geometry")
    if value.get("type") != "Feature" or not isinstance(properties, Mapping):
        return value
    own = {"@id": value["id"]} if isinstance(value.get("id"), str | int) and "id" not in properties else {}
    point = points.of_geometry(geometry) if isinstance(geometry, Mapping) else None
    return {**own, **properties, **({"lonlat": ",".join(map(_words, point))} if point else {})}


def _cell(value: Any) -> Cell:
    if isinstance(value, Mapping):
        return {clean(str(key)): _words(item) for key, item in value.items() if _words(item)}
    if isinstance(value, list):
        return tuple(filter(None, map(_words, value)))
    return _words(value)


def _words(value: Any) -> str:
    """A value as words: figures as a visitor reads them; what lies deeper stays JSON."""
    if value is None:
        return ""
    if isinstance(value, bool):
        return "true" if value else "false"
    if isinstance(value, float) and value.is_integer() and abs(value) < 1e15:
        return str(int(value))
    if isinstance(value, Mapping | list):
        return json.dumps(value, ensure_ascii=False)
    return clean(str(value))


def _broken(error: Exception, place: Place) -> Problem:
    reason = error.msg if isinstance(error, json.JSONDecodeError) else error
    return problem("broken-json", place, reason=reason)
