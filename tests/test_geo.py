"""Distances against known ones and against a second formula; positions as text."""

from __future__ import annotations

import math

import pytest
from hypothesis import given
from hypothesis import strategies as st

from guide import geo
from guide.geo import distance, from_bd09, from_gcj02, to_gcj02
from guide.types import Position

_POINTS = st.tuples(st.floats(-90, 90), st.floats(-180, 180))
_QUARTER = math.pi * geo.EARTH_RADIUS / 2


def test_known_distances() -> None:
    assert geo.distance((0, 0), (0, 90)) == pytest.approx(_QUARTER)
    assert geo.distance((90, 0), (-90, 33)) == pytest.approx(2 * _QUARTER)
    assert geo.distance((32.0, 119.0), (32.01, 119.0)) == pytest.approx(1112, abs=1)
    assert geo.distance((0, 179.5), (0, -179.5)) == pytest.approx(111_195, abs=1)


@given(_POINTS, _POINTS)
def test_distance_agrees_with_the_angle_between_vectors(
    first: tuple[float, float], second: tuple[float, float]
) -> None:
    one, two = _vector(first), _vector(second)
    angle = math.atan2(math.dist(one, two), math.dist(one, [-each for each in two])) * 2
    assert geo.distance(first, second) == pytest.approx(angle * geo.EARTH_RADIUS, abs=0.5)
    assert geo.distance(first, second) == geo.distance(second, first)
    assert geo.distance(first, first) == 0


def _vector(point: tuple[float, float]) -> list[float]:
    lat, lon = map(math.radians, point)
    return [math.cos(lat) * math.cos(lon), math.cos(lat) * math.sin(lon), math.sin(lat)]


@pytest.mark.parametrize(("metres", "minutes"), [(0, 0), (1, 1), (100, 2), (577, 11), (4500 / 1.3, 60)])
def test_walking(metres: float, minutes: int) -> None:
    assert geo.walking_minutes(metres) == minutes


@pytest.mark.parametrize(
    ("text", "point"),
    [("32.41,119.42", (32.41, 119.42)), (" -8 , +115.5 ", (-8.0, 115.5)), ("32.41，119.42", (32.41, 119.42))],
)
def test_positions_are_read(text: str, point: tuple[float, float]) -> None:
    assert geo.parse(text) == point


@pytest.mark.parametrize("text", ["", "32.41", "119.42,32.41", "nan,1", "1e1,2", "32.41,119.42,3", "٣٢,119", "90.1,0"])
def test_anything_else_is_refused(text: str) -> None:
    with pytest.raises(ValueError, match="latitude"):
        geo.parse(text)


@given(_POINTS)
def test_a_written_position_reads_back(point: tuple[float, float]) -> None:
    text = f"{point[0]:.6f},{point[1]:.6f}"
    assert geo.parse(text) == pytest.approx(point, abs=1e-6)


@given(st.floats(18, 53), st.floats(74, 134))
def test_a_point_of_chinese_maps_comes_back(lat: float, lon: float) -> None:
    moved = to_gcj02(lat, lon)
    assert 50 < distance((lat, lon), moved) < 1_200
    assert distance(from_gcj02(*moved), (lat, lon)) < 0.1


def test_baidus_points_are_converted_as_published() -> None:
    """A worked example that many converters print: BD-09 116.404, 39.915 is GCJ-02 116.39763, 39.90866."""
    assert distance(to_gcj02(*from_bd09(39.915, 116.404)), (39.90866, 116.39763)) < 2


def test_outside_china_maps_use_wgs84() -> None:
    assert to_gcj02(48.85, 2.35) == (48.85, 2.35)


@pytest.mark.parametrize(
    ("lon", "box", "is_within"),
    [
        (119.4, (119.0, 32.0, 120.0, 33.0), True),
        (118.9, (119.0, 32.0, 120.0, 33.0), False),
        (119.0, (119.0, 32.5, 120.0, 33.0), True),
        (119.4, (119.0, 32.6, 120.0, 33.0), False),
        (179.9, (177.0, 32.0, -178.0, 33.0), True),
        (-179.9, (177.0, 32.0, -178.0, 33.0), True),
        (0.0, (177.0, 32.0, -178.0, 33.0), False),
    ],
)
def test_a_box_holds_its_edge_and_may_cross_the_180th_meridian(lon: float, box: geo.Box, is_within: bool) -> None:
    assert geo.is_within(Position(32.5, lon), box) is is_within


def test_what_has_no_position_lies_in_no_box() -> None:
    assert not geo.is_within(None, (-180.0, -90.0, 180.0, 90.0))
