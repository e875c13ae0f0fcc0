"""Links that lead to a place, in the words of each language."""

from __future__ import annotations

from dataclasses import replace
from urllib.parse import parse_qs, urlsplit

import pytest

from guide.dialogue.saying.directions import APPS, addresses, rough, ways
from guide.dialogue.wording import Wording
from guide.geo import distance, from_gcj02
from guide.prompts import Prompts
from guide.settings import LANGUAGES
from guide.shipped import folder
from guide.types import Position
from tests.guides import GE, YANGZHOU

WORDING = Wording(Prompts(folder("prompts")))
EXACT, ROUGH = Position(32.4012, 119.4403, 10), Position(32.4012, 119.4403, 500)
NAMES = ("个园", 'Tea & "Cakes" #1 (old)?', "A/B+C=100%, d'Or", "何園・別館", "개원 정원", "x\ny")


@pytest.mark.parametrize("name", NAMES)
@pytest.mark.parametrize("at", [EXACT, ROUGH])
def test_no_sign_of_a_name_ends_its_value(name: str, at: Position) -> None:
    urls = addresses(at, name, name, "扬州")
    assert list(urls) == list(APPS)
    assert all(each.isascii() and not set(" \"'<>\n") & set(each) for each in urls.values())
    amap = parse_qs(urlsplit(urls["amap"]).query, strict_parsing=True)
    assert amap["keyword" if at is ROUGH else "name"] == [name]
    assert parse_qs(urlsplit(urls["apple"]).query, strict_parsing=True)["q"] == [name]
    place = parse_qs(urls["geo"].partition("?")[2], strict_parsing=True)["q"]
    assert place == [name if at is ROUGH else f"32.401200,119.440300({name})"]
    goal = parse_qs(urlsplit(urls["google"]).query, strict_parsing=True)["destination"]
    assert goal == [f"{name} 扬州" if at is ROUGH else "32.401200,119.440300"]


def test_a_bracket_in_a_name_does_not_close_the_label() -> None:
    assert addresses(EXACT, "a) b", "a")["geo"].endswith("(a%29%20b)")


@pytest.mark.parametrize("at", [EXACT, ROUGH])
def test_only_the_map_of_the_country_counts_in_its_own_degrees(at: Position) -> None:
    urls = addresses(at, "个园", "个园")
    query = parse_qs(urlsplit(urls["amap"]).query)
    lon, lat = map(float, query.get("position", query.get("center", ["0,0"]))[0].split(","))
    assert 300 < distance((lat, lon), (at.lat, at.lon)) < 700
    assert distance(from_gcj02(lat, lon), (at.lat, at.lon)) < 0.2
    assert query.get("coordinate", ["gaode"]) == ["gaode"]
    assert "32.401200" in urls["geo"] and "32.401200" in urls["apple"]


@pytest.mark.parametrize("lang", LANGUAGES)
def test_each_way_is_called_in_the_language_and_says_where_it_is_about(lang: str) -> None:
    exact, about = (ways(replace(GE, position=at), lang, WORDING, YANGZHOU.names) for at in (EXACT, ROUGH))
    assert [each["app"] for each in exact] == list(APPS)
    assert all(len(b["title"]) > len(a["title"]) for a, b in zip(exact, about, strict=True))
    assert "500" in rough(ROUGH, lang, WORDING) and rough(EXACT, lang, WORDING) == rough(None, lang, WORDING) == ""


def test_maps_of_the_country_are_asked_by_the_name_they_know() -> None:
    urls = {each["app"]: each["url"] for each in ways(replace(GE, position=ROUGH), "en", WORDING, YANGZHOU.names)}
    assert parse_qs(urlsplit(urls["amap"]).query)["keyword"] == ["个园"]
    assert parse_qs(urlsplit(urls["apple"]).query)["q"] == ["Ge Garden"]


def test_nobody_is_led_where_nobody_knows() -> None:
    assert ways(replace(GE, position=None), "en", WORDING) == []
