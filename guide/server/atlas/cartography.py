"""The geometry of a sketched map: where a position falls on the sheet, curves, scale. Pure functions over numbers.

A sheet has its origin at the top left and its unit is one CSS pixel at the size it is drawn for. The projection is
equirectangular about the middle of the sheet: within a city its error is far below the width of a line.
"""

from __future__ import annotations

import math
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from itertools import combinations
from statistics import median
from typing import TypeAlias

from guide.geo import EARTH_RADIUS, distance

Degrees: TypeAlias = tuple[float, float]
"""Latitude and longitude, WGS-84."""
Point: TypeAlias = tuple[float, float]
"""x to the right and y down, on a sheet."""
Bend: TypeAlias = tuple[Point, Point, Point, Point]
"""A cubic Bezier curve: where it starts, its two handles, where it ends."""

DENSE = 2.0
"""How many times as far from the middle as half of the points a point may lie to count as one of the crowd."""
LEAST_SPAN = 900.0
"""Metres across the narrower side of a sheet: two places side by side are no map of a square metre."""
ROUNDS = 90
"""How often points that are too near are moved apart; more changes nothing that can be seen."""
_TURN = math.pi * (3 - math.sqrt(5))
"""The golden angle: points on one spot leave it in different directions."""
_STEPS = (1, 2, 5)


@dataclass(frozen=True, slots=True)
class Sheet:
    """A piece of paper and what part of the earth it shows. `scale` is pixels a metre."""

    width: float
    height: float
    middle: Degrees
    scale: float

    def point(self, place: Degrees) -> Point:
        """Where a position falls, on the sheet or beside it."""
        north = math.radians(place[0] - self.middle[0]) * EARTH_RADIUS
        turn = (place[1] - self.middle[1] + 180) % 360 - 180
        east = math.radians(turn) * EARTH_RADIUS * math.cos(math.radians(self.middle[0]))
        return self.width / 2 + east * self.scale, self.height / 2 - north * self.scale

    def holds(self, point: Point, margin: float = 0.0) -> bool:
        """Whether a point lies on the sheet, so far from its edge."""
        return margin <= point[0] <= self.width - margin and margin <= point[1] <= self.height - margin


def crowd(places: Sequence[Degrees]) -> list[Degrees]:
    """The places that lie where most lie: far ones, which would shrink all others to a blot, are left out.

    Medians move little for what is far away, so half of all places may be strays before the crowd is lost.
    """
    middle = (median(each[0] for each in places), median(_longitudes(places)))
    away = [distance(middle, each) for each in places]
    reach = max(DENSE * median(away), LEAST_SPAN)
    return [place for place, metres in zip(places, away, strict=True) if metres <= reach]


def fitted(places: Sequence[Degrees], width: float, height: float, margins: tuple[float, float]) -> Sheet:
    """The sheet that shows all these places, as large as they can be, so far from its edge."""
    south, north = min(each[0] for each in places), max(each[0] for each in places)
    west, east = min(_longitudes(places)), max(_longitudes(places))
    middle = ((south + north) / 2, (west + east) / 2)
    tall = math.radians(north - south) * EARTH_RADIUS
    broad = math.radians(east - west) * EARTH_RADIUS * math.cos(math.radians(middle[0]))
    scale = min(
        (width - 2 * margins[0]) / max(broad, 1.0),
        (height - 2 * margins[1]) / max(tall, 1.0),
        min(width, height) / LEAST_SPAN,
    )
    return Sheet(width, height, middle, scale)


def _longitudes(places: Sequence[Degrees]) -> list[float]:
    """Longitudes that do not jump where the date changes."""
    first = places[0][1]
    return [first + (each[1] - first + 180) % 360 - 180 for each in places]


def spread(points: Sequence[Point], least: float, sheet: Sheet, margin: float) -> list[Point]:
    """The points moved apart until each pair is at least so far apart, where there is room; none leaves the sheet.

    Places of an old town stand closer together than fingers are thick. Those that stand free do not move.
    """
    moved = [_kept((x, y), sheet, margin) for x, y in points]
    for _ in range(ROUNDS):
        near = [(a, b) for a, b in combinations(range(len(moved)), 2) if math.dist(moved[a], moved[b]) < least - 0.01]
        if not near:
            break
        for a, b in near:
            east, south = _apart(moved[a], moved[b], least, b)
            moved[a] = _kept((moved[a][0] - east, moved[a][1] - south), sheet, margin)
            moved[b] = _kept((moved[b][0] + east, moved[b][1] + south), sheet, margin)
    return moved


def _apart(first: Point, second: Point, least: float, number: int) -> Point:
    """Half of what is missing between two points, from the first towards the second."""
    gap = math.dist(first, second)
    missing = max(0.0, least - gap) / 2 + 0.02
    if gap < 0.01:
        return missing * math.cos(number * _TURN), missing * math.sin(number * _TURN)
    return (second[0] - first[0]) / gap * missing, (second[1] - first[1]) / gap * missing


def _kept(point: Point, sheet: Sheet, margin: float) -> Point:
    x, y = point
    return min(max(x, margin), sheet.width - margin), min(max(y, margin), sheet.height - margin)


def bends(points: Sequence[Point]) -> list[Bend]:
    """A smooth curve through points: the centripetal-like Catmull-Rom spline as Bezier curves.

    The handles at a point lie on the line between its neighbours (Catmull and Rom 1974), each no longer than a third of
    the way to the next point, so that the curve neither loops nor swings out where points stand close together.
    """
    clean = [point for n, point in enumerate(points) if n == 0 or math.dist(point, points[n - 1]) > 0.01]
    found = []
    for n in range(len(clean) - 1):
        start, end = clean[n], clean[n + 1]
        before, after = clean[max(n - 1, 0)], clean[min(n + 2, len(clean) - 1)]
        reach = math.dist(start, end) / 3
        found.append((start, _handle(start, before, end, reach), _handle(end, after, start, reach), end))
    return found


def _handle(at: Point, behind: Point, ahead: Point, reach: float) -> Point:
    """`reach` from a point, in the direction from the one behind it to the one ahead."""
    length = math.dist(behind, ahead)
    if length < 0.01:
        return at
    return at[0] + (ahead[0] - behind[0]) / length * reach, at[1] + (ahead[1] - behind[1]) / length * reach


def path(curve: Iterable[Bend]) -> str:
    """A curve in the notation of SVG paths."""
    said: list[str] = []
    for start, first, second, end in curve:
        said += [] if said else [f"M{start[0]:.1f} {start[1]:.1f}"]
        said.append(f"C{first[0]:.1f} {first[1]:.1f} {second[0]:.1f} {second[1]:.1f} {end[0]:.1f} {end[1]:.1f}")
    return "".join(said)


def track(curve: Iterable[Bend], step: float = 3.0) -> list[Point]:
    """Points on a curve, about so far apart."""
    found: list[Point] = []
    for bend in curve:
        steps = max(1, math.ceil(math.dist(bend[0], bend[3]) / step))
        found += [_at(bend, n / steps) for n in range(steps + 1)]
    return found


def waves(curve: Iterable[Bend], apart: float, size: float) -> str:
    """Small waves on a curve, so far apart, left and right of its middle by turns."""
    said, left, side = [], apart / 2, 1.0
    points = track(curve)
    for last, (x, y) in zip(points, points[1:], strict=False):
        left -= math.dist(last, (x, y))
        if left <= 0:
            said.append(f"M{x - size:.1f} {y + side * size / 3:.1f}q{size / 2:g}-{size / 2:g} {size:g} 0t{size:g} 0")
            left, side = apart, -side
    return "".join(said)


def _at(bend: Bend, part: float) -> Point:
    rest = 1 - part
    weights = (rest**3, 3 * rest**2 * part, 3 * rest * part**2, part**3)
    return (
        sum(weight * each[0] for weight, each in zip(weights, bend, strict=True)),
        sum(weight * each[1] for weight, each in zip(weights, bend, strict=True)),
    )


def measure(sheet: Sheet, most: float) -> tuple[float, float]:
    """The scale bar: a round number of kilometres and how long that is, at most so many pixels."""
    room = most / sheet.scale / 1000
    power = 10.0 ** math.floor(math.log10(room))
    length = max(step * power for step in _STEPS if step * power <= room * 1.000001)
    return round(length, 6), length * 1000 * sheet.scale


def rim(sheet: Sheet, point: Point, inset: float) -> Point:
    """Where the line from the middle to a point beside the sheet crosses its edge, so far inside."""
    middle = sheet.width / 2, sheet.height / 2
    east, south = point[0] - middle[0], point[1] - middle[1]
    room = (middle[0] - inset, middle[1] - inset)
    part = min(
        room[0] / abs(east) if east else math.inf, room[1] / abs(south) if south else math.inf, 1.0
    )  # fmt: skip
    return middle[0] + east * part, middle[1] + south * part


def heading(sheet: Sheet, point: Point) -> float:
    """Degrees clockwise from north in which a point lies from the middle of the sheet."""
    return math.degrees(math.atan2(point[0] - sheet.width / 2, sheet.height / 2 - point[1])) % 360
