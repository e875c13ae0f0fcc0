"""The map as a page: every place a link, one of them marked on request, and a word where there is nothing to draw."""

from __future__ import annotations

import re
from pathlib import Path
from typing import Any

import pytest
from starlette.testclient import TestClient

from guide.errors import SettingsError
from guide.server.atlas.page import policy
from guide.settings import Settings, load
from tests.server.town import BRIDGE, FAIR, Town

ZH = {"accept": "text/html", "accept-language": "zh-CN,zh;q=0.9"}
EN = {"accept": "text/html", "accept-language": "en-GB"}


def page(client: TestClient, path: str = "/map", headers: Any = EN) -> str:
    answer = client.get(path, headers=headers)
    assert answer.status_code == 200 and "style=" not in answer.text and "<style" not in answer.text
    return answer.text


def sheets(text: str) -> list[str]:
    return re.findall(r'<svg class="sketch.*?</svg>', text, re.DOTALL)


def test_every_place_of_the_city_is_a_link_on_the_map_and_under_it(mapped: Town, client: TestClient) -> None:
    text = page(client)
    assert "Lampton at a glance" in text and len(sheets(text)) == 2
    for entry in ("lamp-house", "moon-bridge", "fog-market", "far-hill", "lantern-fair"):
        assert all(f'href="/places/{entry}"' in sheet for sheet in sheets(text)), entry
        assert text.count(f'href="/places/{entry}"') == 3
    for entry in ("inn", "away", "toilet", "walk"):
        assert f"/places/{entry}" not in text
    assert "Far Hill &lt;b&gt;" in text and "Far Hill <b>" not in text


def test_what_the_city_is_visited_for_is_drawn_and_far_places_are_told_at_the_edge(
    mapped: Town, client: TestClient
) -> None:
    for sheet in sheets(page(client)):
        assert sheet.count("<image") == 1 and '<image href="/pictures/bridge.svg"' in sheet
        assert re.search(r'class="spot beyond" href="/places/far-hill" aria-label="Far Hill &lt;b&gt; 5\d km"', sheet)
        assert sheet.count('class="flow"') == 1
        assert 'class="shape museum"' in sheet and 'class="shape other"' in sheet


def test_the_map_speaks_the_visitors_language_and_keeps_a_chosen_one(mapped: Town, client: TestClient) -> None:
    text = page(client, headers=ZH)
    assert "一张图看灯城" in text and "灯屋" in text and "公里" in text
    assert 'href="/places/lamp-house?lang=ja"' in page(client, "/map?lang=ja") and "ランプの家" in page(
        client, "/map?lang=ja"
    )


@pytest.mark.parametrize("entry", ["lamp-house", "moon-bridge", "far-hill", "inn"])
def test_a_place_can_be_marked_on_the_map(mapped: Town, client: TestClient, entry: str) -> None:
    for sheet in sheets(page(client, f"/map?at={entry}")):
        assert sheet.count('class="spot pin"') == 1 and f'class="spot pin" href="/places/{entry}"' in sheet


@pytest.mark.parametrize("entry", ["away", "walk", "no-such", "<b>", ""])
def test_what_is_not_on_the_map_cannot_be_marked(mapped: Town, client: TestClient, entry: str) -> None:
    assert 'class="spot pin"' not in page(client, f"/map?at={entry}")


def test_pages_lead_to_the_map_where_there_is_something_to_see(mapped: Town, client: TestClient) -> None:
    assert 'class="to-map" href="/map"' in client.get("/", headers=EN).text
    assert 'href="/map?at=inn"' in client.get("/places/inn", headers=EN).text
    assert "/map?at" not in client.get("/places/away", headers=EN).text
    assert "/map?at" not in client.get("/places/walk", headers=EN).text


def test_a_city_without_positions_has_a_word_instead_of_a_map(town: Town, client: TestClient) -> None:
    town.index.held = (BRIDGE, FAIR)
    text = page(client)
    assert not sheets(text) and "No place here has a position yet" in text
    assert 'class="to-map"' not in client.get("/", headers=EN).text


def test_no_city_at_all(town: Town, client: TestClient) -> None:
    town.city, town.index.held = None, ()
    assert not sheets(page(client))


def test_a_town_of_one_place_is_a_map_without_water_or_drawings(client: TestClient) -> None:
    for sheet in sheets(page(client)):
        assert 'href="/places/lamp-house"' in sheet and "<image" not in sheet and 'class="flow"' not in sheet


def test_the_map_is_drawn_once_for_a_language(
    mapped: Town, client: TestClient, monkeypatch: pytest.MonkeyPatch
) -> None:
    first = page(client)
    monkeypatch.setattr("guide.server.atlas.chart.draw", None)
    assert page(client) == first and page(client, "/map?at=inn")


def test_only_this_page_may_make_a_policy_of_its_own_and_only_tiles_of_the_setting_come_in(
    mapped: Town, client: TestClient
) -> None:
    def allowed(path: str) -> str:
        return client.get(path, headers=EN).headers["content-security-policy"]

    assert allowed("/map").endswith("trusted-types guide-worker default") and " data:" not in allowed("/map")
    assert not allowed("/").endswith("default")
    tiled = policy(Settings(tiles="https://{s}.tiles.example.org:8443/{z}/{x}/{y}.png"))
    assert "img-src 'self' data: https://*.tiles.example.org:8443;" in tiled
    assert tiled.count("example.org") == 1


@pytest.mark.parametrize(
    "tiles", ["tiles/{z}/{x}/{y}", "https://a/{z}/{x}", "https://a b/{z}/{x}/{y}", "javascript://{z}{x}{y}"]
)
def test_an_address_of_tiles_that_is_none_is_refused(tiles: str, tmp_path: Path) -> None:
    with pytest.raises(SettingsError, match="GUIDE_TILES"):
        load({"GUIDE_TILES": tiles}, tmp_path / "none.toml")


def test_a_walk_and_a_plan_are_shown_with_their_stops(mapped: Town, client: TestClient) -> None:
    text = page(client, "/map?route=walk")
    assert '<h1 id="map-title">Walk &lt;i&gt;</h1>' in text and 'href="/map?route=walk" aria-current="page"' in text
    assert "Lost Shrine <small>not on the map</small>" in text
    asked = {
        "city": "lampton",
        "days": [{"date": "2026-11-24", "begin": 540, "end": 1080}],
        "must": ["lamp-house", "moon-bridge"],
    }
    made = client.post("/api/itineraries", json=asked, headers=EN).json()
    text = page(client, f"/map?plan={made['link'].split('/')[-1]}")
    assert f'href="{made["link"]}"' in text and text.count('class="halt-number') == 2


@pytest.mark.parametrize("query", ["route=inn", "route=none", "plan=x", "plan=", "plan=%25"])
def test_a_way_that_is_none_is_the_map_without_one(mapped: Town, client: TestClient, query: str) -> None:
    assert "Lampton at a glance" in page(client, f"/map?{query}")
