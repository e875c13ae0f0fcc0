"""The files of open data: each entry as a line, as schema.org has it, as a point, as a row, as a row for each fact."""

from __future__ import annotations

import csv
import json
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from io import StringIO
from typing import Any

from guide.dialogue.wording import in_language
from guide.editing.spreadsheets import defused
from guide.opendata.records import Record
from guide.settings import LANGUAGES

CONTEXT = "https://schema.org"
_MARK = "\ufeff"
"""Spreadsheet programs read Chinese only where a file begins so."""
Lines = Callable[[Record, Record], Iterable[str]]


@dataclass(frozen=True, slots=True)
class Format:
    """A file: its head, what is between two records, its end. `lines` gets a record, and the same for schema.org."""

    name: str
    media: str
    lines: Lines
    head: str = ""
    between: str = ""
    foot: str = ""
    columns: tuple[str, ...] = ()


ENTRIES = (
    "id", "kind", "city", "language", *(f"name_{lang}" for lang in LANGUAGES), "aliases", "tags", "lat", "lon",
    "precision", "opening_hours", "next_first", "next_last", "next_status", "as_of", "confidence", "revision",
    "changed", "page",
)  # fmt: skip
FACTS = (
    "entry", "field", "language", "value", "label", "when", "note", "source", "source_url", "source_tier", "licence",
    "as_of", "checked_on", "valid_from", "valid_until", "confidence",
)  # fmt: skip


def feature(record: Record) -> Record:
    """A record as GeoJSON has it (RFC 7946): longitude first, WGS-84."""
    at = record["position"]
    properties = {key: each for key, each in record.items() if key not in ("id", "position")}
    return {
        "type": "Feature", "id": record["id"],
        "geometry": {"type": "Point", "coordinates": [at["lon"], at["lat"]]},
        "properties": {**properties, "precision": at["precision"]},
    }  # fmt: skip


def compact(value: Any) -> str:
    """JSON in one line."""
    return json.dumps(value, ensure_ascii=False, separators=(",", ":"))


def row(cells: Iterable[object]) -> str:
    """A line of CSV (RFC 4180) no cell of which a spreadsheet program takes for a formula."""
    made = StringIO()
    csv.writer(made).writerow(list(map(_cell, cells)))
    return made.getvalue()


def _cell(cell: object) -> object:
    if cell is None or isinstance(cell, int | float):
        return cell
    return defused(
        cell if isinstance(cell, str) else "; ".join(map(str, cell)) if isinstance(cell, list) else str(cell)
    )


def _lines(record: Record, _: Record) -> Iterator[str]:
    yield f"{compact(record)}\n"


def _linked(_: Record, linked: Record) -> Iterator[str]:
    yield compact(linked)


def _points(record: Record, _: Record) -> Iterator[str]:
    if "position" in record:
        yield compact(feature(record))


def _entry(record: Record, _: Record) -> Iterator[str]:
    at, days = record.get("position", {}), record.get("next", {})
    cells = {**record, **at, "next_first": days.get("first"), "next_last": days.get("last")}
    cells["next_status"] = days.get("status")
    cells |= {f"name_{lang}": name for lang, name in record.get("names", {}).items()}
    yield row(cells.get(column) for column in ENTRIES)


def _facts(record: Record, _: Record) -> Iterator[str]:
    """A row for each language a fact is said in; figures and notation have none."""
    for fact in record.get("facts", ()):
        for lang, value in _spoken(fact["value"], record["language"]):
            yield row(_cells(record, fact, lang, value))


def _cells(record: Record, fact: Record, lang: str, value: object) -> Sequence[object]:
    source = fact.get("source", {})
    told = {
        **fact, "entry": record["id"], "language": lang, "value": value,
        "label": in_language(fact.get("label", {}), lang or record["language"]),
        "note": in_language(fact.get("note", {}), lang or record["language"]),
        "source": source.get("title"), "source_url": source.get("url"), "source_tier": source.get("tier"),
    }  # fmt: skip
    return [told.get(column) for column in FACTS]


def _spoken(value: object, own: str) -> Iterator[tuple[str, object]]:
    if isinstance(value, Mapping):
        yield from value.items()
    elif isinstance(value, bool):
        yield "", str(value).lower()
    else:
        yield ("" if isinstance(value, int | float) else own), value


FORMATS: tuple[Format, ...] = (
    Format("entries.jsonl", "application/x-ndjson", _lines),
    Format(
        "entries.jsonld", "application/ld+json", _linked,
        f'{{"@context":"{CONTEXT}","@graph":[\n', ",\n", "\n]}\n",
    ),
    Format(
        "places.geojson", "application/geo+json", _points, '{"type":"FeatureCollection","features":[\n', ",\n", "\n]}\n"
    ),
    Format("entries.csv", "text/csv; charset=utf-8", _entry, _MARK + row(ENTRIES), columns=ENTRIES),
    Format("facts.csv", "text/csv; charset=utf-8", _facts, _MARK + row(FACTS), columns=FACTS),
)  # fmt: skip
