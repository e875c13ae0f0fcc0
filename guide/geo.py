"""Places on the ground: how far apart, how long on foot, and positions as text. WGS-84 degrees, metres, minutes."""

from __future__ import annotations

import math
import re
from typing import TypeAlias

from guide.types import Position

Box: TypeAlias = tuple[float, float, float, float]
"""West, south, east, north, as GeoJSON has it (RFC 7946, 5)."""

EARTH_RADIUS = 6_371_008.8
"""Metres, the mean radius of the WGS-84 ellipsoid."""
WALKING_SPEED = 4_500
"""Metres an hour: a visitor who looks around, slower than the 5 km/h of timetables."""
DETOUR = 1.3
"""How much longer streets are than the straight line; measured in cities it lies between 1.2 and 1.4."""

_NUMBER = r"[-+]?\d{1,3}(?:\.\d+)?"
_POINT = re.compile(rf"\s*({_NUMBER})\s*[,，]\s*({_NUMBER})\s*", re.ASCII)


def distance(first: tuple[float, float], second: tuple[float, float]) -> float:
    """Metres between two (lat, lon) points along the great circle, by the haversine formula (within 0.6 %)."""
    lat1, lon1, lat2, lon2 = map(math.radians, (*first, *second))
    half = math.sin((lat2 - lat1) / 2) ** 2 + math.cos(lat1) * math.cos(lat2) * math.sin((lon2 - lon1) / 2) ** 2
    return 2 * EARTH_RADIUS * math.asin(math.sqrt(min(1.0, half)))


def is_within(at: Position | None, box: Box) -> bool:
    """Whether a box holds a position; one that crosses the 180th meridian begins east of where it ends."""
    west, south, east, north = box
    if at is None or not south <= at.lat <= north:
        return False
    return west <= at.lon <= east if west <= east else at.lon >= west or at.lon <= east


def walking_minutes(metres: float) -> int:
    """Minutes on foot for a distance in a straight line, rounded up; a river or a wall between is not known here."""
    return math.ceil(metres * DETOUR / WALKING_SPEED * 60)


def parse(text: str) -> tuple[float, float]:
    """Latitude and longitude from "32.41,119.42". Raises ValueError when it is no point on earth."""
    match = _POINT.fullmatch(text)
    if match is None:
        raise ValueError(f"{text!r} is no position: write latitude,longitude in degrees, like 32.41,119.42")
    lat, lon = float(match[1]), float(match[2])
    if abs(lat) > 90 or abs(lon) > 180:
        raise ValueError(f"{text!r} lies nowhere on earth: latitude comes first, -90 to 90")
    return lat, lon


_AXIS = 6_378_245.0
_FLATNESS = 0.00669342162296594323
"""Krasovsky's ellipsoid of 1940: semi-major axis in metres and squared eccentricity, as GCJ-02 uses them."""
_BD_TURN = math.pi * 3000 / 180
_CHINA = (0.8293, 72.004, 55.8271, 137.8347)
"""South, west, north, east: outside, maps in China use WGS-84 as everybody does."""


def to_gcj02(lat: float, lon: float) -> tuple[float, float]:
    """A WGS-84 point as maps made in China show it.

    The transformation is secret; this is the reconstruction known as "eviltransform" (published 2013), which maps
    follow within a few metres. Outside China the point stays as it is.
    """
    south, west, north, east = _CHINA
    if not (south <= lat <= north and west <= lon <= east):
        return lat, lon
    d_lat, d_lon = _shift(lat, lon)
    return lat + d_lat, lon + d_lon


def from_gcj02(lat: float, lon: float) -> tuple[float, float]:
    """The WGS-84 point of a GCJ-02 one (AMap, Tencent), by repeated correction; within a centimetre of the inverse."""
    guess = lat, lon
    for _ in range(6):
        there = to_gcj02(*guess)
        guess = guess[0] - (there[0] - lat), guess[1] - (there[1] - lon)
    return guess


def from_bd09(lat: float, lon: float) -> tuple[float, float]:
    """The WGS-84 point of a BD-09 one (Baidu): its own small turn undone, then GCJ-02's. Same source."""
    x, y = lon - 0.0065, lat - 0.006
    radius = math.hypot(x, y) - 0.00002 * math.sin(y * _BD_TURN)
    angle = math.atan2(y, x) - 0.000003 * math.cos(x * _BD_TURN)
    return from_gcj02(radius * math.sin(angle), radius * math.cos(angle))


def _shift(lat: float, lon: float) -> tuple[float, float]:
    """Degrees by which GCJ-02 moves a point."""
    x, y = lon - 105.0, lat - 35.0
    wave = (20 * math.sin(6 * x * math.pi) + 20 * math.sin(2 * x * math.pi)) * 2 / 3
    north = -100 + 2 * x + 3 * y + 0.2 * y * y + 0.1 * x * y + 0.2 * math.sqrt(abs(x)) + wave
    north += (20 * math.sin(y * math.pi) + 40 * math.sin(y / 3 * math.pi)) * 2 / 3
    north += (160 * math.sin(y / 12 * math.pi) + 320 * math.sin(y * math.pi / 30)) * 2 / 3
    east = 300 + x + 2 * y + 0.1 * x * x + 0.1 * x * y + 0.1 * math.sqrt(abs(x)) + wave
    east += (20 * math.sin(x * math.pi) + 40 * math.sin(x / 3 * math.pi)) * 2 / 3
    east += (150 * math.sin(x / 12 * math.pi) + 300 * math.sin(x / 30 * math.pi)) * 2 / 3
    sine = math.sin(math.radians(lat))
    magic = 1 - _FLATNESS * sine * sine
    radius = _AXIS * (1 - _FLATNESS) / (magic * math.sqrt(magic))
    along = _AXIS / math.sqrt(magic) * math.cos(math.radians(lat))
    return math.degrees(north / radius), math.degrees(east / along)
