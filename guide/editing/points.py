"""Coordinates as editors write them, in either order, as figures or with degrees and letters, to WGS-84 positions."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator, Mapping
from dataclasses import replace
from math import isfinite
from typing import Any

from guide.geo import from_bd09, from_gcj02
from guide.types import Position

LON_FIRST, LAT_FIRST = "lonlat", "latlon"

_DEGREES = r"""([NSEW北南东西東]?)[纬緯经經]?\s*([-+]?\d{1,3}(?:\.\d+)?)\s*°?
\s*(?:(\d{1,2}(?:\.\d+)?)\s*[′'分]\s*)?(?:(\d{1,2}(?:\.\d+)?)\s*(?:[″"秒]|'')\s*)?([NSEW]?)""".replace("\n", "")
_ONE = re.compile(_DEGREES, re.IGNORECASE)
_PAIR = re.compile(rf"[(（\[]?\s*{_DEGREES}\s*[,，、;；/\s]\s*{_DEGREES}\s*[)）\]]?", re.IGNORECASE)
_Angle = tuple[float, str]
_DEEPEST = 4
_NO_AREA = 1e-14
"""Square degrees under which an area has no middle of its own."""

DATUMS: Mapping[str, Callable[[float, float], tuple[float, float]]] = {
    "wgs-84": lambda lat, lon: (lat, lon), "gcj-02": from_gcj02, "bd-09": from_bd09,
}  # fmt: skip
"""Datums that are read, each with the way to WGS-84: AMap and Tencent count in GCJ-02, Baidu in BD-09."""
_DATUM_NAMES = {
    "wgs84": "wgs-84", "epsg4326": "wgs-84", "gps": "wgs-84", "gcj02": "gcj-02", "火星": "gcj-02", "火星坐标": "gcj-02",
    "高德": "gcj-02", "amap": "gcj-02", "bd09": "bd-09", "bd09ll": "bd-09", "百度": "bd-09", "baidu": "bd-09",
}  # fmt: skip


def position(text: str, order: str = "") -> Position | None:
    """A point from "32.41,119.42". `order` settles what letters and sizes leave open; else latitude comes first."""
    match = _PAIR.fullmatch(text.strip())
    if not match:
        return None
    (first, axis), (second, other) = _angle(match.groups()[:5]), _angle(match.groups()[5:])
    certain = axis == "lon" or other == "lat" or abs(first) > 90
    open_to_order = not axis and not other and abs(second) <= 90
    return place(second, first) if certain or (order == LON_FIRST and open_to_order) else place(first, second)


def degrees(text: str, most: int) -> float | None:
    """One figure of degrees within `most` (90 or 180), or None."""
    match = _ONE.fullmatch(text.strip())
    value = _angle(match.groups())[0] if match else None
    return value if value is not None and abs(value) <= most else None


def place(lat: float, lon: float) -> Position | None:
    """A point of the globe, or None for figures that are none. 0,0 is what programs write for "not known"."""
    real = isfinite(lat) and isfinite(lon) and abs(lat) <= 90 and abs(lon) <= 180
    return Position(lat, lon) if real and (lat, lon) != (0, 0) else None


def converted(at: Position, datum: str) -> Position:
    """A point that was measured on another datum, as WGS-84."""
    lat, lon = DATUMS[datum](at.lat, at.lon)
    return replace(at, lat=round(lat, 6), lon=round(lon, 6))


def datum(text: str) -> str | None:
    """The datum a text names, or None."""
    bare = "".join(each for each in text.casefold() if each.isalnum())
    return _DATUM_NAMES.get(bare)


def of_geometry(geometry: Mapping[str, Any]) -> tuple[float, float] | None:
    """Longitude and latitude of a GeoJSON geometry: a point, or the middle of a line or an area; None for no shape."""
    found = list(_rings(geometry.get("coordinates"), 0))
    if not found:
        return None
    longest = max(found, key=len)
    return longest[0] if len(longest) == 1 else _middle(longest)


def _rings(shape: Any, depth: int) -> Iterator[list[tuple[float, float]]]:
    """The runs of points in nested lists of coordinates."""
    if not isinstance(shape, list) or not shape or depth > _DEEPEST:
        return
    if _is_point(shape):
        yield [(float(shape[0]), float(shape[1]))]
    elif all(_is_point(each) for each in shape):
        yield [(float(each[0]), float(each[1])) for each in shape]
    else:
        for each in shape:
            yield from _rings(each, depth + 1)


def _is_point(shape: Any) -> bool:
    """Two figures of degrees; what is more (a height) does not matter."""
    return isinstance(shape, list) and len(shape) >= 2 and all(map(_is_degrees, shape[:2]))


def _is_degrees(value: Any) -> bool:
    return isinstance(value, int | float) and not isinstance(value, bool) and -360 <= value <= 360


def _middle(ring: list[tuple[float, float]]) -> tuple[float, float]:
    """The centroid of an area by the shoelace formula; of a line, or an area of no size, the mean of its points."""
    (lon, lat), twice = ring[0], 0.0
    x = y = 0.0
    moved = [(each[0] - lon, each[1] - lat) for each in ring]
    for (ax, ay), (bx, by) in zip(moved, moved[1:], strict=False):
        cross = ax * by - bx * ay
        twice, x, y = twice + cross, x + (ax + bx) * cross, y + (ay + by) * cross
    if ring[0] != ring[-1] or abs(twice) < _NO_AREA:
        return sum(each[0] for each in ring) / len(ring), sum(each[1] for each in ring) / len(ring)
    return lon + x / (3 * twice), lat + y / (3 * twice)


def _angle(groups: tuple[str | None, ...]) -> _Angle:
    before, whole, minutes, seconds, after = (each or "" for each in groups)
    value = abs(float(whole)) + float(minutes or 0) / 60 + float(seconds or 0) / 3600
    mark = (before or after).upper()
    negative = whole.startswith("-") or (mark and mark in "SW南西")
    return -value if negative else value, "" if not mark else "lat" if mark in "NS北南" else "lon"
