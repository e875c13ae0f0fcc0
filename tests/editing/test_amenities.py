"""Points of a map as entries: the tags of OpenStreetMap, editors' words, coordinates on other datums."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from guide.editing import amenities, headings, imports, points
from guide.editing.imports import Defaults, Imported
from guide.geo import distance
from guide.retrieval import passages, surfaces
from guide.retrieval.surfaces import Vocabulary
from guide.shipped import folder
from guide.types import Entry

HEADINGS = headings.load(folder("prompts"))
POINTS = amenities.load(folder("prompts"))
YANGZHOU = Defaults(kind="amenity", city="yangzhou")
VOCABULARY = Vocabulary((), (), frozenset(), frozenset(), frozenset())


def feature(tags: dict[str, str], shape: Any = (119.44, 32.4), kind: str = "Point", **more: str) -> dict[str, Any]:
    return {"type": "Feature", "properties": tags, "geometry": {"type": kind, "coordinates": shape}, **more}


def read(folder_: Path, *features: dict[str, Any], defaults: Defaults = YANGZHOU) -> Imported:
    path = folder_ / "points.geojson"
    path.write_text(json.dumps({"type": "FeatureCollection", "features": features}), encoding="utf-8")
    return imports.read_file(path, HEADINGS, defaults, POINTS)


def facts(entry: Entry) -> dict[str, object]:
    return {fact.field: fact.value for fact in entry.facts}


def test_tags_of_a_map_become_facts(tmp_path: Path) -> None:
    tags = {
        "amenity": "toilets", "name": "东关街公厕", "name:en": "Dongguan Street toilets", "wheelchair": "yes",
        "fee": "no", "opening_hours": "24/7", "addr:street": "东关街", "addr:housenumber": "12", "operator": "环卫处",
    }  # fmt: skip
    found = read(tmp_path, feature(tags, id="node/11"))
    assert found.problems == ()
    (entry,) = found.entries
    assert (entry.id, entry.kind, entry.tags) == ("osm-node-11", "amenity", ("toilets",))
    assert entry.names == {"zh-Hans": "东关街公厕", "en": "Dongguan Street toilets"}
    assert facts(entry) == {
        "wheelchair": "yes", "price": 0, "hours": "24/7", "address": "东关街 12", "operator": "环卫处",
    }  # fmt: skip


def test_a_point_without_a_name_is_called_what_it_is_and_found_by_no_name(tmp_path: Path) -> None:
    twice = [feature({"amenity": "toilets"}, shape) for shape in ((119.44, 32.4), (119.45, 32.41))]
    found = read(tmp_path, *twice)
    assert found.problems == ()
    first, second = found.entries
    assert first.names["zh-Hans"] == second.names["zh-Hans"] == "公共厕所" and first.names["ko"] == "공중화장실"
    assert first.id != second.id and "unnamed" in first.tags
    assert list(surfaces.of_entry(first, VOCABULARY)) == []
    assert passages.of_entry(first, lambda lang, field: field) == ()
    assert [each.id for each in read(tmp_path, *reversed(twice)).entries] == [second.id, first.id]


def test_a_thousand_nameless_points_are_no_trouble(tmp_path: Path) -> None:
    many = [feature({"amenity": "toilets"}, (119 + n / 10_000, 32.4)) for n in range(1_000)]
    found = read(tmp_path, *many)
    assert len({entry.id for entry in found.entries}) == 1_000 and found.problems == ()


@pytest.mark.parametrize(
    ("kind", "shape"),
    [
        ("Polygon", [[[119.0, 32.0], [119.2, 32.0], [119.2, 32.4], [119.0, 32.4], [119.0, 32.0]]]),
        ("MultiPolygon", [[[[119.0, 32.0], [119.2, 32.0], [119.2, 32.4], [119.0, 32.4], [119.0, 32.0]]]]),
        ("LineString", [[119.0, 32.0], [119.2, 32.4]]),
    ],
)
def test_an_area_or_a_line_lies_at_its_middle(tmp_path: Path, kind: str, shape: Any) -> None:
    (entry,) = read(tmp_path, feature({"amenity": "parking"}, shape, kind)).entries
    assert entry.position is not None
    assert (round(entry.position.lat, 6), round(entry.position.lon, 6)) == (32.2, 119.1)


@pytest.mark.parametrize("heads", ["名称,类型,经度,纬度,坐标系", "name,type,lon,lat,crs"])
def test_a_table_says_what_its_coordinates_were_measured_on(tmp_path: Path, heads: str) -> None:
    path = tmp_path / "a.csv"
    path.write_text(f"{heads}\n文昌阁充电宝,充电宝,119.4454375608,32.3980917772,GCJ-02\n", encoding="utf-8")
    (entry,) = imports.read_file(path, HEADINGS, YANGZHOU, POINTS).entries
    assert entry.tags == ("power-bank",) and entry.position is not None
    assert distance((entry.position.lat, entry.position.lon), (32.4, 119.44)) < 1


def test_the_datum_of_a_whole_file_is_a_default(tmp_path: Path) -> None:
    defaults = Defaults(kind="amenity", city="yangzhou", datum="gcj-02")
    (entry,) = read(tmp_path, feature({"amenity": "atm"}, (119.4454375608, 32.3980917772)), defaults=defaults).entries
    assert entry.position is not None and round(entry.position.lon, 4) == 119.44


def test_other_rows_stay_what_they_are(tmp_path: Path) -> None:
    path = tmp_path / "hotels.csv"
    path.write_text("名称,类型,停车场\n江畔酒店,经济型,有\n", encoding="utf-8")
    told = [
        imports.read_file(path, HEADINGS, Defaults(kind="hotel", city="yangzhou"), each).entries
        for each in (None, POINTS)
    ]
    assert told[0] == told[1]


SHAPES = st.recursive(
    st.none() | st.booleans() | st.floats() | st.integers() | st.text(max_size=3), lambda of: st.lists(of, max_size=4)
)


@given(SHAPES)
def test_any_geometry_has_a_middle_or_none(shape: Any) -> None:
    found = points.of_geometry({"coordinates": shape})
    assert found is None or len(found) == 2


@pytest.mark.parametrize(
    ("text", "known"),
    [("GCJ-02", "gcj-02"), ("wgs84", "wgs-84"), ("百度", "bd-09"), ("EPSG:4326", "wgs-84"), ("x", None)],
)
def test_datums_are_known_by_several_names(text: str, known: str | None) -> None:
    assert points.datum(text) == known
