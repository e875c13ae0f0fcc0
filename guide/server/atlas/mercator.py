"""The projection of the map that moves: web Mercator (EPSG:3857), in which tiles and Leaflet count their pixels."""

from __future__ import annotations

import math
from collections.abc import Sequence
from dataclasses import dataclass

from guide.server.atlas.cartography import Degrees, Point

TILE = 256
"""Pixels across which the whole earth is drawn at zoom 0."""


@dataclass(frozen=True, slots=True)
class Window:
    """A part of the earth, in degrees."""

    south: float
    west: float
    north: float
    east: float

    def size(self, zoom: int) -> tuple[float, float]:
        """Pixels across and down at a zoom."""
        left, top = projected((self.north, self.west), zoom)
        right, bottom = projected((self.south, self.east), zoom)
        return right - left, bottom - top

    def point(self, place: Degrees, zoom: int) -> Point:
        """Where a position falls, from the window's north-west corner."""
        left, top = projected((self.north, self.west), zoom)
        x, y = projected(place, zoom)
        return x - left, y - top

    def holds(self, place: Degrees) -> bool:
        """Whether a position lies in it."""
        return self.south <= place[0] <= self.north and self.west <= place[1] <= self.east


def projected(place: Degrees, zoom: int) -> Point:
    """Pixels east and south of where the projection begins. Source: OGC 17-083r4, annex D.1 (WebMercatorQuad)."""
    whole = TILE * 2**zoom
    slope = math.asinh(math.tan(math.radians(place[0])))
    return whole * (place[1] + 180) / 360, whole * (0.5 - slope / (2 * math.pi))


def around(places: Sequence[Degrees], margin: float) -> Window:
    """The window of all these places, and such a part of its size more on every side."""
    south, north = min(each[0] for each in places), max(each[0] for each in places)
    west, east = min(each[1] for each in places), max(each[1] for each in places)
    tall, broad = max(north - south, 0.01) * margin, max(east - west, 0.01) * margin
    return Window(south - tall, west - broad, north + tall, east + broad)
