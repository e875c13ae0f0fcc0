"""The files: whole, read by foreign readers, made anew only where something changed, gone with what was taken away."""

from __future__ import annotations

import csv
import gzip
import io
import json
from collections.abc import Iterable
from datetime import UTC, date, datetime
from pathlib import Path
from typing import Any

from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from guide.opendata.dumps import Dump, Shelf, Source, State
from guide.opendata.formats import ENTRIES, FACTS, FORMATS
from guide.opendata.records import Scribe, Stand
from guide.opendata.register import Register, Row, plain
from guide.opendata.terms import Terms
from guide.types import Entry, Fact, Position
from tests.strategies import entries

AT = datetime(2026, 11, 21, 9, tzinfo=UTC)
TODAY = date(2026, 11, 21)


def source(held: Iterable[Entry], version: int = 1, closed: Iterable[str] = (), setting: str = "s") -> Source:
    rows = {each.id: Row(each, Stand(1, version, AT), plain(each.id), "") for each in held}
    register = Register(version, rows, AT)
    scribe = Scribe(Terms(), frozenset(closed), rows, TODAY)
    return Source(register, scribe, lambda row, _, __: {"@type": "Place", "identifier": row.entry.id},
                  State(version, setting, TODAY.isoformat()))  # fmt: skip


def clock() -> tuple[str, float]:
    return "2026-11-21T09:00:00Z", 0.0


def read(shelf: Shelf, dump: Dump, name: str) -> str:
    return gzip.decompress(shelf.path(dump, name).read_bytes()).decode()


def table(text: str) -> list[dict[str, str]]:
    return list(csv.DictReader(io.StringIO(text.removeprefix("\ufeff"), newline=""), strict=True))


def is_point(feature: Any) -> bool:
    """RFC 7946, strictly: a Feature with a Point of longitude and latitude within the bounds of WGS-84."""
    shape = feature["geometry"]
    longitude, latitude = shape["coordinates"]
    whole = feature["type"] == "Feature" and shape["type"] == "Point" and isinstance(feature["properties"], dict)
    return whole and -180 <= longitude <= 180 and -90 <= latitude <= 90 and isinstance(feature["id"], str)


@settings(max_examples=30, suppress_health_check=[HealthCheck.function_scoped_fixture], deadline=None)
@given(st.lists(entries(), max_size=4, unique_by=lambda each: each.id))
def test_foreign_readers_read_every_file(tmp_path: Path, held: list[Entry]) -> None:
    shelf = Shelf(tmp_path)
    dump = shelf.make(source(held), clock)
    ids = {each.id for each in held}
    lines = [json.loads(line) for line in read(shelf, dump, "entries.jsonl").split("\n") if line]
    assert {each["id"] for each in lines} == ids and len(lines) == dump.files["entries.jsonl"].rows
    linked = json.loads(read(shelf, dump, "entries.jsonld"))
    assert linked["@context"] == "https://schema.org" and {each["identifier"] for each in linked["@graph"]} == ids
    points = json.loads(read(shelf, dump, "places.geojson"))
    assert points["type"] == "FeatureCollection" and all(map(is_point, points["features"]))
    assert {each["id"] for each in points["features"]} == {each.id for each in held if each.position}
    rows, facts = table(read(shelf, dump, "entries.csv")), table(read(shelf, dump, "facts.csv"))
    assert {row["id"] for row in rows} == ids and all(tuple(row) == ENTRIES for row in rows)
    assert all(tuple(row) == FACTS for row in facts) and len(facts) == dump.files["facts.csv"].rows
    for row in (*rows, *facts):
        texts = [cell for column, cell in row.items() if column not in ("lat", "lon", "value")]
        assert not any(cell.startswith(("=", "+", "-", "@", "\t", "\r")) for cell in texts)


def test_no_cell_is_a_formula(tmp_path: Path) -> None:
    trap = Entry("trap", "attraction", "x", names={"en": "=HYPERLINK(1)"},
                 facts=(Fact("phone", "+86 514"), Fact("price", -1), Fact("booking", {"en": "@SUM(A1)"})),
                 position=Position(-1.5, -2.5))  # fmt: skip
    shelf = Shelf(tmp_path)
    dump = shelf.make(source([trap]), clock)
    (row,), facts = table(read(shelf, dump, "entries.csv")), table(read(shelf, dump, "facts.csv"))
    assert row["name_en"] == "'=HYPERLINK(1)" and row["lat"] == "-1.5"
    assert [each["value"] for each in facts] == ["'+86 514", "-1", "'@SUM(A1)"]


def entry(number: int, price: int = 1) -> Entry:
    return Entry(f"e{number}", "attraction", "x", names={"en": f"E {number}"}, facts=(Fact("price", price),))


def test_only_what_changed_is_made_anew(tmp_path: Path) -> None:
    held, shelf = [entry(each) for each in range(600)], Shelf(tmp_path)
    shelf.make(source(held), clock)
    kept = {path.name: path.stat().st_mtime_ns for path in (tmp_path / "parts").iterdir()}
    moved = source([entry(0, 2), *held[1:]], 2)
    rows = {**moved.register.rows, "e0": Row(entry(0, 2), Stand(2, 2, AT), "", "")}
    changed = Source(Register(2, rows, AT), moved.scribe, moved.describe, moved.state)
    dump = shelf.make(changed, clock)
    now = {path.name: path.stat().st_mtime_ns for path in (tmp_path / "parts").iterdir()}
    same = [name for name in now if now[name] == kept.get(name)]
    assert len(now) - len(same) == len(FORMATS)
    assert '"id":"e0","revision":2' in read(shelf, dump, "entries.jsonl")
    assert Shelf(tmp_path).current() == dump


def test_equal_data_makes_equal_files(tmp_path: Path) -> None:
    held = [entry(each) for each in range(20)]
    one, other = (Shelf(tmp_path / name).make(source(held), clock) for name in "ab")
    assert one.files == other.files


def test_files_that_are_not_whole_are_none(tmp_path: Path) -> None:
    shelf = Shelf(tmp_path)
    assert shelf.current() is None
    dump = shelf.make(source([entry(1)]), clock)
    shelf.path(dump, "facts.csv").unlink()
    assert shelf.current() is None
    (tmp_path / "current.json").write_text("{")
    assert shelf.current() is None
