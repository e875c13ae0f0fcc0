"""Places on the ground: how far apart, how long on foot, and positions as text. WGS-84 degrees, metres, minutes."""

from __future__ import annotations

import math
import re

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
