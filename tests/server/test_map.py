"""The map as a page: every place a link, one of them marked on request, and a word where there is nothing to draw."""

from __future__ import annotations

import re
from dataclasses import replace
from typing import Any

import pytest
from starlette.testclient import TestClient

from guide.types import FEATURED, UNNAMED, City, Entry, Fact, Link, Position
from tests.server.town import BRIDGE, FAIR, HOUSE, OTHERS, Town

ZH = {"accept": "text/html", "accept-language": "zh-CN,zh;q=0.9"}
EN = {"accept": "text/html", "accept-language": "en-GB"}
DRAWING = b'<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 4 3"/>'


@pytest.fixture
def mapped(town: Town) -> Town:
    """Six places round the house, one far away, one of another city, and a stream past three of them."""
    market, lane, tower, landing = (
        replace(each, position=Position(32.411 + n / 500, 119.425 - n / 300)) for n, each in enumerate(OTHERS)
    )
    far = Entry("far-hill", "attraction", "lampton", names={"en": "Far Hill <b>"}, position=Position(32.9, 119.4))
    inn = Entry("inn", "hotel", "lampton", names={"en": "Inn"}, position=Position(32.412, 119.421))
    away = Entry("away", "attraction", "elsewhere", names={"en": "Away"}, position=Position(32.41, 119.42))
    toilet = replace(inn, id="toilet", kind="attraction", tags=(UNNAMED,))
    bridge = replace(
        BRIDGE, position=Position(32.414, 119.424), tags=(FEATURED,), facts=(Fact("picture", "bridge.svg"),)
    )
    walk = Entry("walk", "route", "lampton", names={"en": "Walk"}, links=(Link("stop", FAIR.id),))
    fair = replace(FAIR, position=Position(32.409, 119.418))
    folder = town.settings.data / "pictures"
    folder.mkdir(parents=True)
    (folder / "bridge.svg").write_bytes(DRAWING)
    town.index.held = (HOUSE, bridge, market, lane, tower, landing, far, inn, away, toilet, walk, fair)
    town.city = City("lampton", {"zh-Hans": "灯城", "en": "Lampton"}, water=(("fog-market", "moon-bridge", "no-such"),))
    return town


def page(client: TestClient, path: str = "/map", headers: Any = EN) -> str:
    answer = client.get(path, headers=headers)
    assert answer.status_code == 200 and "style=" not in answer.text and "<script" not in answer.text
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
    assert 'href="/map"' in client.get("/", headers=EN).text
    assert 'href="/map?at=inn"' in client.get("/places/inn", headers=EN).text
    assert "/map" not in client.get("/places/away", headers=EN).text
    assert "/map" not in client.get("/places/walk", headers=EN).text


def test_a_city_without_positions_has_a_word_instead_of_a_map(town: Town, client: TestClient) -> None:
    town.index.held = (BRIDGE, FAIR)
    text = page(client)
    assert not sheets(text) and "No place here has a position yet" in text
    assert 'href="/map"' not in client.get("/", headers=EN).text


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
    monkeypatch.setattr("guide.server.map.draw", None)
    assert page(client) == first and page(client, "/map?at=inn")
