"""Trips: on foot when near, never shorter for being farther, rough where a position is."""

from __future__ import annotations

from hypothesis import given
from hypothesis import strategies as st

from guide.types import Position
from guide.visiting import travel

GE, HE = Position(32.4007, 119.4378, 20), Position(32.3895, 119.4437, 20)
DAMING, NANJING = Position(32.4216, 119.4116, 50), Position(32.0467, 118.7906, 100)
points = st.builds(
    Position, st.floats(31, 34, allow_nan=False), st.floats(118, 121, allow_nan=False), st.integers(0, 5000)
)


def test_near_is_walked_and_far_is_not() -> None:
    assert travel.between(GE, Position(32.4005, 119.4480, 20)).mode == travel.WALK
    ride = travel.between(GE, DAMING)
    assert ride.mode == travel.RIDE
    assert 12 <= ride.minutes <= 25
    train = travel.between(GE, NANJING)
    assert train.mode == travel.TRAIN
    assert 90 <= train.minutes <= 150


def test_a_slow_party_takes_longer_and_rides_sooner() -> None:
    usual, slow = travel.between(GE, HE), travel.between(GE, HE, slowness=1.5)
    assert slow.minutes - usual.minutes in (usual.minutes // 2, usual.minutes // 2 + 1)
    assert travel.between(GE, HE, near=600).mode == travel.RIDE


def test_the_same_place_takes_no_time() -> None:
    assert travel.between(GE, GE).minutes == 0


def test_a_rough_position_is_said_and_allowed_for() -> None:
    rough = Position(GE.lat, GE.lon, 800)
    trip = travel.between(rough, HE)
    assert trip.is_rough
    assert trip.minutes > travel.between(GE, HE).minutes


@given(points, points)
def test_trips_are_the_same_both_ways(first: Position, second: Position) -> None:
    there, back = travel.between(first, second), travel.between(second, first)
    assert (there.minutes, there.mode, there.is_rough) == (back.minutes, back.mode, back.is_rough)
    assert there.minutes >= 0


@given(st.floats(0.0, 1.0), st.floats(0.0, 1.0))
def test_farther_by_the_same_mode_is_never_quicker(one: float, other: float) -> None:
    near, far = sorted((one, other))
    trips = [travel.between(GE, Position(GE.lat + step, GE.lon)) for step in (near, far)]
    if trips[0].mode == trips[1].mode:
        assert trips[0].minutes <= trips[1].minutes
