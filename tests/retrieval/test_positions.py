"""Nearness: exactly what measuring every point finds, at a speed that 50,000 points do not slow."""

from __future__ import annotations

import random
import statistics
import time
from dataclasses import replace

from hypothesis import given
from hypothesis import strategies as st

from guide.geo import distance
from guide.retrieval.positions import Positions
from guide.types import Entry, Position

POINTS = st.tuples(st.floats(-89, 89), st.floats(-180, 180))


def entry(number: int, lat: float, lon: float, tag: str = "toilets") -> Entry:
    return Entry(f"p{number:05}", "amenity", "town", position=Position(lat, lon), tags=(tag,))


@given(st.lists(POINTS, max_size=40), POINTS, st.floats(1, 2e7), st.integers(1, 10))
def test_it_finds_what_measuring_every_point_finds(
    points: list[tuple[float, float]], here: tuple[float, float], within: float, most: int
) -> None:
    entries = [entry(number, *point) for number, point in enumerate(points)]
    found = Positions(entries).near(here, ["#toilets"], within, most)
    measured = sorted((distance(here, point), f"p{at:05}") for at, point in enumerate(points))
    reached = [each for each in measured if each[0] <= within * (1 - 1e-9)]
    assert [round(each.metres, 1) for each in found[: len(reached)]] == [round(far, 1) for far, _ in reached[:most]]
    assert all(each.metres <= within for each in found)


def test_kinds_and_tags_are_groups_of_their_own() -> None:
    cafe = replace(entry(1, 32.4, 119.4, "cafe"), kind="restaurant")
    positions = Positions([cafe, entry(2, 32.4, 119.4), Entry("p3", "amenity", "town", tags=("cafe",))])
    assert [each.entry.id for each in positions.near((32.4, 119.4), ["restaurant", "#cafe"], 10, 5)] == ["p00001"]
    assert positions.near((32.4, 119.4), ["cafe"], 10, 5) == []
    assert positions.has(["#cafe"]) and not positions.has(["cafe", "#atm"])


def test_fifty_thousand_points_are_searched_in_milliseconds() -> None:
    chance = random.Random(3)
    entries = [entry(n, 32.2 + chance.random() / 2, 119.2 + chance.random() / 2) for n in range(50_000)]
    positions = Positions(entries)
    positions.near((32.4, 119.4), ["#toilets"], 2_000, 5)
    taken = []
    for _ in range(200):
        here = (32.2 + chance.random() / 2, 119.2 + chance.random() / 2)
        start = time.perf_counter()
        assert positions.near(here, ["#toilets"], 2_000, 5)
        taken.append(time.perf_counter() - start)
    assert statistics.quantiles(taken, n=20)[-1] < 0.02
