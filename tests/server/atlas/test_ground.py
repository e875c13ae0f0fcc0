"""The ground and its projection: where Leaflet puts a position, the drawing has it too; ornaments cover no place."""

from __future__ import annotations

import math

import pytest
from hypothesis import given
from hypothesis import strategies as st

from guide.server.atlas import ground, mercator
from guide.server.atlas.mercator import Window
from guide.types import Entry, Position

PLACES = [
    Entry(f"p{n}", "attraction", "x", position=Position(32.4 + n / 300, 119.42 + n % 3 / 200), tags=("garden",))
    for n in range(9)
]
WATER = [[(f"w{n}", (32.39 + n / 100, 119.41 + n % 2 / 100)) for n in range(5)]]


def test_the_projection_is_that_of_map_tiles() -> None:
    assert mercator.projected((0.0, 0.0), 0) == (128.0, 128.0)
    assert mercator.projected((66.51326044311186, -180.0), 2) == pytest.approx((0.0, 256.0), abs=1e-6)
    assert mercator.projected((85.0511287798, 180.0), 0) == pytest.approx((256.0, 0.0), abs=1e-6)


@given(st.floats(32, 33), st.floats(119, 120))
def test_a_position_inside_a_window_falls_on_its_drawing(lat: float, lon: float) -> None:
    seen = Window(32, 119, 33, 120)
    (width, height), (x, y) = seen.size(12), seen.point((lat, lon), 12)
    assert -1e-6 <= x <= width + 1e-6 and -1e-6 <= y <= height + 1e-6


@pytest.mark.parametrize("zoom", ground.ZOOMS)
def test_ornaments_stand_on_the_drawing_and_on_no_place(zoom: int) -> None:
    seen = ground.window([(each.position.lat, each.position.lon) for each in PLACES if each.position], WATER)
    drawn = ground.draw(PLACES, WATER, seen, zoom)
    points = [seen.point((each.position.lat, each.position.lon), zoom) for each in PLACES if each.position]
    assert (drawn.ornaments or zoom < 13) and len(drawn.courses) == 1
    for each in drawn.ornaments:
        assert 0 < each.at[0] < drawn.width and 0 < each.at[1] < drawn.height
        assert each.symbol == "boat" or all(math.dist(each.at, point) >= 9 for point in points)
    assert drawn == ground.draw(PLACES, WATER, seen, zoom)


def test_water_that_is_far_away_does_not_stretch_the_ground() -> None:
    at = [(32.4, 119.42), (32.41, 119.43)]
    near = ground.window(at, [[("a", (32.45, 119.4))]])
    assert ground.window(at, [[("a", (32.45, 119.4)), ("b", (40.0, 110.0))]]) == near
