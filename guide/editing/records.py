"""JSON and JSONL files as rows. A list of objects, or an object that holds one; each record keeps its own line."""

from __future__ import annotations

import json
import re
from collections.abc import Iterator, Mapping
from pathlib import Path
from typing import Any

from guide.editing.grid import Cell, Row, clean
from guide.errors import Problem

_SPACE = re.compile(r"[\s,]*")
_ROWS = ("rows", "data", "items", "records", "entries", "places", "results", "features")
_DECODER = json.JSONDecoder()


def read(path: Path, encoding: str) -> Iterator[Row | Problem]:
    """Rows of a .json or .jsonl file."""
    if path.suffix.lower() in (".jsonl", ".ndjson"):
        yield from _lines(path, encoding)
        return
    text = path.read_text(encoding=encoding)
    start = _SPACE.match(text).end()  # type: ignore[union-attr]
    if text[start : start + 1] == "[":
        yield from _array(text, start, str(path))
    else:
        yield from _object(text, start, str(path))


def _lines(path: Path, encoding: str) -> Iterator[Row | Problem]:
    with path.open(encoding=encoding) as stream:
        for number, line in enumerate(stream, 1):
            if line.strip():
                yield _parsed(line, number, str(path))


def _parsed(line: str, number: int, file: str) -> Row | Problem:
    try:
        return _row(json.loads(line), number, file)
    except (json.JSONDecodeError, RecursionError) as error:
        return _broken(file, number, error)


def _array(text: str, start: int, file: str) -> Iterator[Row | Problem]:
    """One object after the other, so that a large file is not held as objects, and a broken one keeps what stands before it."""
    position, counted, line = start + 1, 0, 1
    while True:
        position = _SPACE.match(text, position).end()  # type: ignore[union-attr]
        line, counted = line + text.count("\n", counted, position), position
        if text[position : position + 1] == "]":
            return
        try:
            value, position = _DECODER.raw_decode(text, position)
        except (json.JSONDecodeError, RecursionError) as error:
            yield _broken(file, line, error)
            return
        yield _row(value, line, file)


def _object(text: str, start: int, file: str) -> Iterator[Row | Problem]:
    try:
        whole, end = _DECODER.raw_decode(text, start)
    except (json.JSONDecodeError, RecursionError) as error:
        yield _broken(file, getattr(error, "lineno", 1), error)
        return
    if text[end:].strip() and isinstance(whole, dict):
        yield from (_parsed(line, number, file) for number, line in enumerate(text.splitlines(), 1) if line.strip())
        return
    rows = (
        next((whole[key] for key in _ROWS if isinstance(whole.get(key), list)), None)
        if isinstance(whole, dict)
        else None
    )
    if rows is None:
        rows = [whole]
    yield from (_row(value, 1, file) for value in rows)


def _row(value: Any, line: int, file: str) -> Row | Problem:
    if not isinstance(value, Mapping):
        return Problem(
            file,
            line,
            "not-a-record",
            f"{str(value)[:40]!r} is not a record",
            "write each place as {...} with its fields",
        )
    cells = ((clean(str(key)), _cell(item)) for key, item in _flat(value).items())
    return Row(line, tuple((key, cell) for key, cell in cells if key and cell))


def _flat(value: Mapping[str, Any]) -> Mapping[str, Any]:
    """A GeoJSON feature is its properties and its point."""
    properties, geometry = value.get("properties"), value.get("geometry")
    if value.get("type") != "Feature" or not isinstance(properties, Mapping):
        return value
    point = geometry.get("coordinates") if isinstance(geometry, Mapping) and geometry.get("type") == "Point" else None
    return {**properties, **({"lonlat": ",".join(map(str, point[:2]))} if point else {})}


def _cell(value: Any) -> Cell:
    if isinstance(value, Mapping):
        return {clean(str(key)): _words(item) for key, item in value.items() if item is not None and _words(item)}
    if isinstance(value, list):
        return tuple(filter(None, map(_words, value)))
    return _words(value)


def _words(value: Any) -> str:
    """A value as words: numbers as they are written, what lies deeper as JSON."""
    if value is None:
        return ""
    if isinstance(value, bool):
        return "true" if value else "false"
    if isinstance(value, float) and value.is_integer() and abs(value) < 1e15:
        return str(int(value))
    if isinstance(value, Mapping | list):
        return json.dumps(value, ensure_ascii=False)
    return clean(str(value))


def _broken(file: str, line: int, error: Exception) -> Problem:
    line = (
        line + error.lineno - 1 if isinstance(error, json.JSONDecodeError) and error.lineno > 1 and line == 1 else line
    )
    reason = error.msg if isinstance(error, json.JSONDecodeError) else "nested too deep"
    return Problem(
        file,
        line,
        "broken-json",
        f"not valid JSON: {reason}",
        "look for a missing comma, quote or bracket near this line",
    )
