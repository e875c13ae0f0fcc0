"""The geometry of the map: whatever the places, nothing leaves the sheet and curves pass where they should."""

from __future__ import annotations

import math
import re

import pytest
from hypothesis import given
from hypothesis import strategies as st

from guide.geo import distance
from guide.server.atlas import cartography
from guide.server.atlas.cartography import Degrees, Point

MIDDLE = (32.4, 119.43)
PLACE = st.tuples(st.floats(-0.2, 0.2), st.floats(-0.2, 0.2)).map(lambda off: (MIDDLE[0] + off[0], MIDDLE[1] + off[1]))
PLACES = st.lists(PLACE, min_size=1, max_size=40)
POINTS = st.lists(st.tuples(st.floats(-500, 1500), st.floats(-500, 1500)), min_size=2, max_size=12)
SIZES = st.sampled_from([(390.0, 600.0, (50.0, 104.0)), (1080.0, 740.0, (150.0, 70.0))])


@given(PLACES, SIZES)
def test_a_sheet_holds_every_place_it_is_fitted_to(
    places: list[Degrees], size: tuple[float, float, tuple[float, float]]
) -> None:
    sheet = cartography.fitted(places, *size)
    assert all(sheet.holds(sheet.point(place), min(size[2]) - 0.5) for place in places)


@given(PLACE, PLACE)
def test_lengths_on_the_sheet_are_lengths_on_the_ground(first: Degrees, second: Degrees) -> None:
    sheet = cartography.fitted([first, second], 1000, 800, (50, 50))
    there = math.dist(sheet.point(first), sheet.point(second)) / sheet.scale
    assert there == pytest.approx(distance(first, second), rel=0.005, abs=1)


def test_north_is_up_and_east_is_right_even_across_the_date_line() -> None:
    sheet = cartography.fitted([(-18.2, 179.9), (-17.8, -179.9)], 400, 400, (20, 20))
    assert sheet.holds(sheet.point((-18.0, 180.0)))
    first, second = sheet.point((-18.2, 179.9)), sheet.point((-17.8, -179.9))
    assert first[0] < second[0] and first[1] > second[1]


def test_far_places_do_not_shrink_the_rest() -> None:
    town = [(32.4 + n / 1000, 119.43 + n / 900) for n in range(9)]
    far = [(32.78, 119.43), (32.53, 119.5), (32.1, 119.2)]
    assert cartography.crowd([*town, *far]) == town
    assert cartography.crowd(far[:1]) == far[:1]


@given(POINTS, st.floats(20, 40))
def test_points_are_spread_on_the_sheet(points: list[Point], least: float) -> None:
    sheet = cartography.fitted([MIDDLE], 1080, 740, (50, 50))
    spread = cartography.spread(points, least, sheet, 20)
    assert all(sheet.holds(point, 19.9) for point in spread)
    pairs = [(a, b) for n, a in enumerate(spread) for b in spread[:n]]
    assert all(math.dist(a, b) > least - 1 for a, b in pairs)


def test_points_that_stand_free_do_not_move() -> None:
    sheet = cartography.fitted([MIDDLE], 390, 600, (50, 50))
    points = [(100.0, 100.0), (200.0, 100.0), (100.0, 300.0)]
    assert cartography.spread(points, 24, sheet, 20) == points


@given(POINTS)
def test_a_curve_passes_its_points_without_a_corner(points: list[Point]) -> None:
    curve = cartography.bends(points)
    kept = [point for n, point in enumerate(points) if n == 0 or math.dist(point, points[n - 1]) > 0.01]
    assert [each[0] for each in curve] + [curve[-1][3]] == kept if curve else len(kept) == 1
    for here, following in zip(curve, curve[1:], strict=False):
        assert _turn(here[2], here[3], following[1]) == pytest.approx(0, abs=1e-6)
    written = re.findall(r"-?\d+\.\d", cartography.path(curve))
    assert len(written) == (2 + 6 * len(curve) if curve else 0)


def _turn(first: Point, at: Point, second: Point) -> float:
    """The sine of the angle between where a curve comes from and where it goes; nought where a handle has no length."""
    ax, ay, bx, by = at[0] - first[0], at[1] - first[1], second[0] - at[0], second[1] - at[1]
    lengths = math.hypot(ax, ay) * math.hypot(bx, by)
    return (ax * by - ay * bx) / lengths if lengths > 1e-9 else 0.0


def test_waves_stand_apart_along_a_curve() -> None:
    curve = cartography.bends([(0, 0), (100, 0), (200, 0)])
    assert cartography.waves(curve, 50, 4).count("M") == 4
    assert cartography.waves([], 50, 4) == ""


@given(st.floats(0.00001, 3), st.floats(60, 400))
def test_a_scale_is_round_and_fits(scale: float, most: float) -> None:
    sheet = cartography.Sheet(1000, 1000, MIDDLE, scale)
    kilometres, pixels = cartography.measure(sheet, most)
    assert most / 2.51 <= pixels <= most * 1.0001
    assert pixels == pytest.approx(kilometres * 1000 * scale)
    assert f"{kilometres:.0e}"[0] in "125"


@given(st.floats(-5000, 5000), st.floats(-5000, 5000))
def test_the_rim_is_on_the_sheet_in_the_direction_of_the_place(x: float, y: float) -> None:
    sheet = cartography.Sheet(400, 600, MIDDLE, 0.1)
    at = cartography.rim(sheet, (x, y), 10)
    assert sheet.holds(at, 9.99)
    if not sheet.holds((x, y), 10):
        assert cartography.heading(sheet, at) == pytest.approx(cartography.heading(sheet, (x, y)), abs=1e-6)


@pytest.mark.parametrize(("point", "degrees"), [((200, 0), 0), ((400, 300), 90), ((200, 600), 180), ((0, 300), 270)])
def test_headings_go_round_from_north_by_east(point: Point, degrees: float) -> None:
    assert cartography.heading(cartography.Sheet(400, 600, MIDDLE, 0.1), point) == pytest.approx(degrees)
