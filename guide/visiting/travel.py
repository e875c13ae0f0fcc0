"""How long it takes from one place to another: on foot when near, else by taxi or bus, far away by train.

No timetable and no map of streets lies behind it: minutes are estimates from the straight line between two WGS-84
positions, and every assumption is a constant of this file. A trip between positions that are not exact is `is_rough`;
its minutes are said with "about".
"""

from __future__ import annotations

import math
from dataclasses import dataclass

from guide.geo import DETOUR, distance, walking_minutes
from guide.types import Position

WALK, RIDE, TRAIN = "walk", "ride", "train"
NEAR = 1_500
"""Metres in a straight line that most visitors walk: some twenty-six minutes."""
SAME = 50
"""Metres within which two positions are one place."""
HAIL = 6
"""Minutes to find a taxi, get in and pay; a bus in town takes about twice a taxi's time."""
TOWN, ROAD = 22_000, 55_000
"""Metres an hour of a car in the streets of a town, and on the roads between towns."""
IN_TOWN = 8_000
"""Metres of a ride, at most, that lead through streets: half at its start, half at its end."""
BY_TRAIN = 70_000
"""Metres in a straight line from which a train is taken: to another city, not within one."""
RAIL = 160_000
"""Metres an hour of a train between two cities, with its stops."""
STATIONS = 75
"""Minutes to the station, at it, and from the other into town."""
ROUGH = 200
"""Metres of precision from which a position is not exact."""


@dataclass(frozen=True, slots=True)
class Trip:
    """From one place to another."""

    minutes: int
    mode: str
    """walk, ride (taxi or bus) or train."""
    metres: int
    """In a straight line."""
    is_rough: bool = False
    """One of its ends is not known exactly: minutes are said with "about"."""


def between(first: Position, second: Position, near: int = NEAR, slowness: float = 1.0) -> Trip:
    """The trip between two positions. `near` is how far the party walks; `slowness` is 1.5 for one half as slow again.

    Minutes are rounded up. Between rough positions half of what the rougher one may be off by is added, up to a
    kilometre.
    """
    metres = distance((first.lat, first.lon), (second.lat, second.lon))
    precision = max(first.precision, second.precision)
    rough = precision >= ROUGH
    if metres <= SAME and not rough:
        return Trip(0, WALK, round(metres))
    far = metres + min(precision / 2, 1_000) if rough else metres
    if metres <= near:
        return Trip(math.ceil(walking_minutes(far) * slowness), WALK, round(metres), rough)
    if metres < BY_TRAIN:
        return Trip(_ride(far), RIDE, round(metres), rough)
    return Trip(STATIONS + math.ceil(far * DETOUR / RAIL * 60), TRAIN, round(metres), rough)


def _ride(metres: float) -> int:
    """Minutes of a taxi: streets first and last, roads between."""
    along = metres * DETOUR
    streets = min(along, IN_TOWN)
    return HAIL + math.ceil((streets / TOWN + (along - streets) / ROAD) * 60)
