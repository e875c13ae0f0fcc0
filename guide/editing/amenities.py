"""Points of a map as rows of a table: the tags of OpenStreetMap, or an editor's word for the type, made columns.

A point without a name is called by what it is, in every language, and is tagged `unnamed`: nobody asks for it by name.
The words are data, prompts/amenities.yaml.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, replace
from pathlib import Path
from typing import Any

import yaml

from guide.editing import points
from guide.editing.grid import Cell, Row
from guide.editing.headings import Headings, squash
from guide.text.script import fold
from guide.types import UNNAMED, Position

KIND = "amenity"
_RENAMED = {
    "opening_hours": "opening hours", "contact:phone": "phone", "contact:website": "website", "alt_name": "aliases",
    "name:zh-hans": "name zh-cn", "name:zh-hant": "name zh-tw", "@id": "id",
}  # fmt: skip
"""Tags of OpenStreetMap that are columns of ours under another name."""
_ADDRESS = ("addr:full", "addr:city", "addr:district", "addr:street", "addr:housenumber")
_AXES = ("lat", "lon")


@dataclass(frozen=True, slots=True)
class _Point:
    tag: str
    names: Mapping[str, str]


class Amenities:
    """What the tags and words of points mean."""

    def __init__(self, lexicon: Mapping[str, Any]) -> None:
        self._paid: Mapping[str, str] = lexicon.get("paid") or {}
        self._by_tag: dict[str, _Point] = {}
        self._by_word: dict[str, _Point] = {}
        for tag, about in (lexicon.get("points") or {}).items():
            point = _Point(tag, about["names"])
            self._by_tag.update(dict.fromkeys(about["osm"], point))
            self._by_word.update(dict.fromkeys(map(fold, (tag, *about["words"])), point))
        self._keys = {each.partition("=")[0] for each in self._by_tag}

    def row(self, row: Row, headings: Headings, kind: str | None, city: str | None) -> Row:
        """A row of a point with the columns that an import knows; any other row as it is."""
        point, told_by = self._point(row, headings, kind)
        if point is None:
            return row
        cells = [(self._heading(key), cell) for key, cell in row.cells if key != told_by and key not in _ADDRESS]
        cells = [each for each in cells if each[0] not in ("fee", "charge")]
        known = {headings.column(key).role for key, _ in cells}
        made: list[tuple[str, Cell]] = [("tags", point.tag), *self._price(row), *_address(row)]
        if "kind" not in known and not kind:
            made.append(("kind", KIND))
        if "name" not in known:
            made += [("name", dict(point.names)), ("tags", UNNAMED)]
        if "id" not in known and (place := _place(row, headings)):
            made.append(("id", f"{fold(city or 'point')}-{point.tag}-{place.lat:.5f}-{place.lon:.5f}"))
        return replace(row, cells=(*(_plain_id(each) for each in cells), *made))

    def _point(self, row: Row, headings: Headings, kind: str | None) -> tuple[_Point | None, str]:
        """What a row is a point of, and the column that told."""
        for key, cell in row.cells:
            if key in self._keys and (found := self._by_tag.get(f"{key}={cell}")):
                return found, key
        for key, cell in row.cells if kind == KIND else ():
            tells = headings.is_type(key) or headings.column(key).role == "kind" or key == KIND
            found = self._by_word.get(fold(cell)) if tells and isinstance(cell, str) else None
            if found:
                return found, key
        return None, ""

    def _heading(self, key: str) -> str:
        return _RENAMED.get(key.lower(), key)

    def _price(self, row: Row) -> Iterator[tuple[str, Cell]]:
        """What a point costs: nothing, the charge that is written, or that there is one."""
        cells = {squash(key): cell for key, cell in row.cells}
        fee, charge = cells.get("fee"), cells.get("charge")
        if fee == "no":
            yield "price", "0"
        elif charge:
            yield "price", charge
        elif fee == "yes":
            yield "price", dict(self._paid)
        elif fee:
            yield "price", fee


def load(folder: Path) -> Amenities:
    """The points of prompts/."""
    return Amenities(yaml.safe_load((folder / "amenities.yaml").read_text(encoding="utf-8")))


def _plain_id(pair: tuple[str, Cell]) -> tuple[str, Cell]:
    """A map's node/123 as an id."""
    key, cell = pair
    return (key, f"osm-{cell.replace('/', '-')}") if key == "id" and isinstance(cell, str) and "/" in cell else pair


def _address(row: Row) -> Iterator[tuple[str, Cell]]:
    cells = dict(row.cells)
    parts = [cell for key in _ADDRESS if isinstance(cell := cells.get(key), str)]
    if parts:
        yield "address", " ".join(parts)


def _place(row: Row, headings: Headings) -> Position | None:
    roles = {headings.column(key).role: cell for key, cell in row.cells if isinstance(cell, str)}
    for order in (points.LON_FIRST, points.LAT_FIRST, "position"):
        if order in roles:
            return points.position(roles[order], order)
    if not set(_AXES) <= set(roles):
        return None
    lat, lon = points.degrees(roles["lat"], 90), points.degrees(roles["lon"], 180)
    return points.place(lat, lon) if lat is not None and lon is not None else None
