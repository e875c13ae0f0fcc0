"""What the map that moves is sent: places by importance, what is asked for nearby, nothing of other cities."""

from __future__ import annotations

import gzip
from typing import Any

from starlette.testclient import TestClient

from guide.server.atlas import selection
from guide.types import UNNAMED, Entry, Position
from tests.server.town import Town

EN = {"accept-language": "en"}


def collection(client: TestClient, path: str = "/api/map") -> dict[str, Any]:
    answer = client.get(path, headers=EN)
    assert answer.status_code == 200 and answer.headers["content-type"] == "application/geo+json"
    found: dict[str, Any] = answer.json()
    return found


def test_every_place_of_the_city_and_what_is_asked_for_nearby(mapped: Town, client: TestClient) -> None:
    found = collection(client)
    places = {each["id"]: each["properties"] for each in found["features"]}
    assert next(iter(places)) == "moon-bridge" and "away" not in places and "walk" not in places
    assert places["moon-bridge"]["picture"] == "bridge.svg" and places["moon-bridge"]["what"] == ["sight"]
    assert places["toilet"]["what"] == ["toilets"] and "main" not in places["toilet"] and places["toilet"]["unnamed"]
    assert places["inn"]["what"] == ["hotel"] and places["lamp-house"]["main"]


def test_where_they_lie_and_what_the_ground_reaches_over(mapped: Town, client: TestClient) -> None:
    found = collection(client)
    west, south, east, north = found["bbox"]
    at = {each["id"]: each["geometry"]["coordinates"] for each in found["features"]}
    assert at["lamp-house"] == [119.42, 32.41] and west < 119.42 < east and south < 32.41 < north < 32.9
    assert found["view"][0] <= [32.41, 119.42] and found["walk"]["metres_per_hour"] > 0


def test_the_way_to_a_place_is_told_when_it_is_wanted(mapped: Town, client: TestClient) -> None:
    found = client.get("/api/map/moon-bridge", headers=EN).json()
    assert [each["app"] for each in found["ways"]] == ["amap", "geo", "apple", "google"] and found["go"]
    assert "32.414" in found["ways"][1]["url"] and "32.414" not in found["ways"][0]["url"]
    assert client.get("/api/map/lost").status_code == client.get("/api/map/none").status_code == 404


def test_names_are_in_the_language_asked_for(mapped: Town, client: TestClient) -> None:
    names = [each["properties"]["name"] for each in collection(client, "/api/map?lang=zh-Hans")["features"]]
    assert "月桥" in names


def test_a_city_of_a_thousand_toilets_is_still_little(mapped: Town, client: TestClient) -> None:
    many = tuple(
        Entry(f"toilet-{n}", "amenity", "lampton", names={"en": "Toilet"}, tags=(UNNAMED, "toilets"),
              position=Position(32.4 + n % 50 / 1113, 119.4 + n // 50 / 977))
        for n in range(2000)
    )  # fmt: skip
    mapped.index.held = (*mapped.index.held, *many)
    answer = client.get("/api/map", headers=EN)
    assert len(answer.json()["features"]) < selection.MOST + 20
    assert len(gzip.compress(answer.content)) < 60_000


def test_no_city_is_an_empty_map(town: Town, client: TestClient) -> None:
    town.city, town.index.held = None, ()
    found = collection(client)
    assert found["features"] == [] and found["bbox"] is None and found["view"] is None
