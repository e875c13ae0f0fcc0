"""The ground of the map that moves: water past the places it is known to pass, and what grows and stands beside it.

Water is drawn through known positions only. Trees, roofs and boats are ornament: they stand where nothing is known to
be, round what is green and what is built, and in the same spots each time. There is one ground for each of a few zooms,
so that a tree is a tree and not a forest when a visitor comes closer.
"""

from __future__ import annotations

import math
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from itertools import pairwise

from guide.geo import distance
from guide.server.atlas import cartography, mercator
from guide.server.atlas.cartography import Bend, Degrees, Point
from guide.server.atlas.mercator import Window
from guide.server.atlas.sketch import Stream
from guide.types import Entry

ZOOMS = (11, 12, 13, 14, 15, 16)
"""Zooms the ground is drawn for; the last serves those beyond."""
FARTHEST = 25_000.0
"""Metres from the middle of the crowd from which water is no ground of this map."""
MARGIN = 0.18
GREEN = frozenset({"garden", "park", "forest", "wetland", "flowers", "birds", "temple", "quiet"})
BUILT = frozenset({"street", "house", "salt-merchant", "craft", "breakfast", "shopping"})
_TURN = math.pi * (3 - math.sqrt(5))
_CELL = 9.0
_BANK = 22.0
"""Pixels from the middle of the water to the trees beside it."""
_SPREAD = {11: 1, 12: 2, 13: 3, 14: 4, 15: 6, 16: 9}
"""At each zoom: how many ornaments a place has."""
_APART = 46.0
"""Pixels between two willows of one bank and the other."""


@dataclass(frozen=True, slots=True)
class Ornament:
    """A willow, tree, roof or boat, standing on its point; `turn` mirrors it."""

    symbol: str
    at: Point
    turn: int = 1


@dataclass(frozen=True, slots=True)
class Ground:
    """One drawing of it."""

    width: float
    height: float
    courses: tuple[str, ...]
    waves: tuple[str, ...]
    ornaments: tuple[Ornament, ...]


@dataclass(slots=True)
class _Plot:
    """What is taken, by small squares."""

    taken: set[tuple[int, int]] = field(default_factory=set)

    def take(self, at: Point, reach: float) -> None:
        self.taken.update(_squares(at, reach))

    def gives(self, at: Point, reach: float) -> bool:
        """Take the room around a point if it is free."""
        wanted = set(_squares(at, reach))
        if wanted & self.taken:
            return False
        self.taken |= wanted
        return True


def window(places: Sequence[Degrees], water: Sequence[Stream]) -> Window:
    """What the ground reaches over: where the places are dense, and the water near them."""
    dense = cartography.crowd(places)
    middle = sum(each[0] for each in dense) / len(dense), sum(each[1] for each in dense) / len(dense)
    wet = [at for stream in water for _, at in stream if distance(middle, at) <= FARTHEST]
    return mercator.around([*dense, *wet], MARGIN)


def draw(entries: Sequence[Entry], water: Sequence[Stream], seen: Window, zoom: int) -> Ground:
    """The ground at a zoom; `entries` are those of the map, with positions."""
    width, height = seen.size(zoom)
    courses = [cartography.bends([seen.point(at, zoom) for _, at in stream]) for stream in water]
    places = [(entry, seen.point((entry.position.lat, entry.position.lon), zoom)) for entry in entries
              if entry.position and seen.holds((entry.position.lat, entry.position.lon))]  # fmt: skip
    plot = _Plot()
    for _, at in places:
        plot.take(at, 10)
    tracks = [cartography.track(course) for course in courses]
    for at in (point for track in tracks for point in track):
        plot.take(at, 9)
    ornaments = [*_beside(tracks, plot), *_round(places, plot, zoom)]
    ornaments = [each for each in ornaments if 20 < each.at[0] < width - 20 and 30 < each.at[1] < height - 10]
    ornaments.sort(key=lambda each: each.at[1])
    return Ground(width, height, *_lines(courses), tuple(ornaments))


def _lines(courses: Sequence[Sequence[Bend]]) -> tuple[tuple[str, ...], tuple[str, ...]]:
    flowing = [each for each in courses if each]
    return tuple(map(cartography.path, flowing)), tuple(cartography.waves(each, 34.0, 5.0) for each in flowing)


def _beside(tracks: Sequence[Sequence[Point]], plot: _Plot) -> Iterator[Ornament]:
    """Willows on the banks by turns, and now and then a boat."""
    for track in tracks:
        gone, number = _APART / 2, 0
        for (x, y), (ahead, below) in pairwise(track):
            step = math.dist((x, y), (ahead, below))
            gone += step
            if gone < _APART or not step:
                continue
            gone, number = gone - _APART, number + 1
            side = 1 if number % 2 else -1
            across = -(below - y) / step * side, (ahead - x) / step * side
            bank = x + across[0] * _BANK, y + across[1] * _BANK + 6
            if plot.gives(bank, 2) and number % 5:
                yield Ornament("willow", bank, side)
            if number % 9 == 4:
                yield Ornament("boat", (x, y), side)


def _round(places: Sequence[tuple[Entry, Point]], plot: _Plot, zoom: int) -> Iterator[Ornament]:
    """Trees round gardens and temples, roofs round streets and houses."""
    most = _SPREAD[zoom]
    for number, (entry, (x, y)) in enumerate(places):
        for step in range(most):
            angle, reach = (number * 5 + step) * _TURN, 26 + 9 * step + number % 4 * 3
            at = x + math.cos(angle) * reach * 1.25, y + math.sin(angle) * reach
            if plot.gives(at, 10):
                yield Ornament(_symbol(entry, step), at, 1 if (number + step) % 2 else -1)


def _symbol(entry: Entry, step: int) -> str:
    """What stands beside a place: mostly what it is, now and then the other."""
    is_built = bool(BUILT & set(entry.tags)) or (entry.kind != "attraction" and not GREEN & set(entry.tags))
    if is_built:
        return "tree" if step % 4 == 3 else "roof"
    return "pine" if "temple" in entry.tags and step % 2 else "roof" if step % 5 == 4 else "tree"


def _squares(at: Point, reach: float) -> Iterator[tuple[int, int]]:
    for column in range(math.floor((at[0] - reach) / _CELL), math.floor((at[0] + reach) / _CELL) + 1):
        for row in range(math.floor((at[1] - reach) / _CELL), math.floor((at[1] + reach) / _CELL) + 1):
            yield column, row
