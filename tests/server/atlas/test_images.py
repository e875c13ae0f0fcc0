"""Maps as pictures: they stand alone, in any look and language, and are read again when new."""

from __future__ import annotations

import re
from typing import Any
from xml.etree import ElementTree

import pytest
from starlette.testclient import TestClient

from tests.server.town import Town

EN = {"accept-language": "en"}
PLAN = {
    "city": "lampton",
    "days": [{"date": "2026-11-24", "begin": 540, "end": 1080}],
    "must": ["lamp-house", "moon-bridge"],
}


def drawing(client: TestClient, path: str, headers: Any = EN) -> str:
    answer = client.get(path, headers=headers)
    assert answer.status_code == 200 and answer.headers["content-type"].startswith("image/svg+xml")
    assert "sandbox" in answer.headers["content-security-policy"]
    text = answer.text
    ElementTree.fromstring(text)
    assert "<image" not in text and not re.search(
        r"(?:https?:)?//(?!www\.w3\.org)", text.replace("http://www.w3.org", "")
    )
    return text


@pytest.mark.parametrize("path", ["/map.svg", "/map/ground-14.svg", "/routes/walk.svg", "/routes/walk.svg?wide=1"])
@pytest.mark.parametrize("look", ["", "light", "dark", "contrast", "<b>"])
def test_a_picture_stands_alone_in_every_look(mapped: Town, client: TestClient, path: str, look: str) -> None:
    text = drawing(client, f"{path}{'&' if '?' in path else '?'}look={look}")
    assert ("prefers-color-scheme" in text) == (look in ("", "<b>"))


def test_the_sketch_alone_names_its_places_in_the_language_asked_for(mapped: Town, client: TestClient) -> None:
    assert "Moon Bridge" in drawing(client, "/map.svg")
    assert "月桥" in drawing(client, "/map.svg?lang=zh-Hans")


@pytest.mark.parametrize("zoom", [14, 16])
def test_the_ground_has_water_and_something_growing_beside_it(mapped: Town, client: TestClient, zoom: int) -> None:
    text = drawing(client, f"/map/ground-{zoom}.svg")
    assert text.count('class="flow"') == 1 and text.count("<use") >= 1


@pytest.mark.parametrize(
    "path", ["/map/ground-3.svg", "/map/ground-x.svg", "/routes/inn.svg", "/routes/none.svg", "/plans/x.svg"]
)
def test_there_is_no_picture_of_what_is_not_there(mapped: Town, client: TestClient, path: str) -> None:
    assert client.get(path, headers=EN).status_code == 404


def test_a_town_without_positions_has_no_pictures(town: Town, client: TestClient) -> None:
    town.index.held = ()
    assert client.get("/map.svg").status_code == client.get("/map/ground-14.svg").status_code == 404


def test_the_way_of_a_walk_is_numbered_as_the_walk_is(mapped: Town, client: TestClient) -> None:
    text = drawing(client, "/routes/walk.svg")
    assert re.findall(r'class="number"[^>]*>(\d)<', text) == ["1", "2", "4"]
    assert text.count('class="way tone-0"') == 1 and "Walk &lt;i&gt;" in text and "Lost Shrine" not in text


def test_the_way_of_a_plan(mapped: Town, client: TestClient) -> None:
    made = client.post("/api/itineraries", json=PLAN, headers=EN).json()
    text = drawing(client, made["link"] + ".svg")
    assert "Lamp House" in text and "Moon Bridge" in text
    assert re.findall(r'class="number"[^>]*>(\d)<', text)[:2] == ["1", "2"]


def test_a_plan_of_several_days_has_a_key_to_its_lines_within_the_same_sheet(mapped: Town, client: TestClient) -> None:
    days = [{"date": f"2026-11-2{n}", "begin": 540, "end": 720} for n in (4, 5)]
    made = client.post("/api/itineraries", json={**PLAN, "days": days}, headers=EN).json()
    text = drawing(client, made["link"] + ".svg")
    assert re.findall(r'class="key tone-(\d)"', text) == ["0", "1"] and "24 November" in text
    assert 'width="390" height="264.0"' in text
    assert 'class="key' not in drawing(client, client.post("/api/itineraries", json=PLAN).json()["link"] + ".svg")


def test_a_picture_is_sent_again_only_when_it_changed(mapped: Town, client: TestClient) -> None:
    first = client.get("/map.svg", headers=EN)
    mark = {**EN, "if-none-match": first.headers["etag"]}
    assert client.get("/map.svg", headers=mark).status_code == 304
    assert client.get("/map.svg?look=dark", headers=mark).status_code == 200
