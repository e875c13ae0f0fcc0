"""Coordinates as editors write them, in either order, as figures or with degrees and letters, to WGS-84 positions."""

from __future__ import annotations

import re
from math import isfinite

from guide.types import Position

LON_FIRST, LAT_FIRST = "lonlat", "latlon"

_DEGREES = r"""([NSEW北南东西東]?)[纬緯经經]?\s*([-+]?\d{1,3}(?:\.\d+)?)\s*°?
\s*(?:(\d{1,2}(?:\.\d+)?)\s*[′'分]\s*)?(?:(\d{1,2}(?:\.\d+)?)\s*(?:[″"秒]|'')\s*)?([NSEW]?)""".replace("\n", "")
_ONE = re.compile(_DEGREES, re.IGNORECASE)
_PAIR = re.compile(rf"[(（\[]?\s*{_DEGREES}\s*[,，、;；/\s]\s*{_DEGREES}\s*[)）\]]?", re.IGNORECASE)
_Angle = tuple[float, str]


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


def _angle(groups: tuple[str | None, ...]) -> _Angle:
    before, whole, minutes, seconds, after = (each or "" for each in groups)
    value = abs(float(whole)) + float(minutes or 0) / 60 + float(seconds or 0) / 3600
    mark = (before or after).upper()
    negative = whole.startswith("-") or (mark and mark in "SW南西")
    return -value if negative else value, "" if not mark else "lat" if mark in "NS北南" else "lon"
