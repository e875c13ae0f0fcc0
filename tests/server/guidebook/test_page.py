"""The pages of places, routes and events as a visitor and a search engine read them."""

from __future__ import annotations

import json
import re
from dataclasses import replace
from datetime import datetime
from pathlib import Path
from typing import Any

import pytest
from starlette.testclient import TestClient

from guide.server import visitors
from guide.settings import Settings
from guide.types import NOTICE, Entry, Fact, FoundFact, FoundNotice, Link, Position
from tests.server import town as towns
from tests.server.town import BRIDGE, FAIR, HOUSE, Town

ZH = {"accept": "text/html", "accept-language": "zh-CN"}
EN = {"accept": "text/html", "accept-language": "en-GB"}
WALK = Entry(
    "lamp-walk", "route", "lampton", names={"zh-Hans": "灯屋散步", "en": "Lamp Walk"},
    links=(Link("stop", HOUSE.id), Link("stop", BRIDGE.id), Link("stop", "gone")),
    facts=(Fact("duration", 90, as_of="2026"),), texts={"en": "Two stops. An easy one."},
)  # fmt: skip
NEAR_BRIDGE = replace(BRIDGE, position=Position(32.414, 119.424))
MAKER = Entry("lamp-maker", "person", "lampton", names={"en": "The Lamp Maker"}, links=(Link("place", "moon-bridge"),))


@pytest.fixture
def walked(town: Town) -> Town:
    house = replace(HOUSE, links=(Link("builder", MAKER.id), Link("near", BRIDGE.id)))
    town.index.held = (house, NEAR_BRIDGE, FAIR, WALK, MAKER)
    return town


def data(page: str) -> list[dict[str, Any]]:
    return [json.loads(each) for each in re.findall(r'<script type="application/ld\+json">(.*?)</script>', page)]


def at(town: Town, moment: str) -> None:
    object.__setattr__(town.settings, "clock", datetime.fromisoformat(moment))


@pytest.mark.parametrize(
    ("moment", "state", "said"),
    [
        ("2026-11-21T10:00+08:00", "yes", "Open now until 17:00"),
        ("2026-11-21T18:00+08:00", "no", "Closed, opens tomorrow at 09:00"),
        ("2026-11-23T10:00+08:00", "no", "Closed today, opens tomorrow at 09:00"),
    ],
)
def test_a_place_says_whether_it_is_open(client: TestClient, town: Town, moment: str, state: str, said: str) -> None:
    at(town, moment)
    page = client.get("/places/lamp-house", headers=EN).text
    assert f'data-open="{state}"' in page and said in page


def test_a_closure_that_was_announced_comes_before_the_hours(client: TestClient, town: Town) -> None:
    at(town, "2026-11-21T10:00+08:00")
    fact = Fact(NOTICE, "closed: lamp-house", note={"en": "the roof is mended"}, as_of="2026-11-20")
    town.notices.append(FoundNotice(HOUSE, "closed", FoundFact(HOUSE, NOTICE, (fact,))))
    page = client.get("/places/lamp-house", headers=EN).text
    assert "Lamp House is closed today" in page and "Open now" not in page


def test_what_is_needed_first_comes_first(client: TestClient, town: Town) -> None:
    page = client.get("/places/lamp-house", headers=EN).text
    key, rest = page.index('class="key"'), page.index('class="whole"')
    assert key < page.index("40 yuan", key) < rest
    assert 'href="tel:0001234"' in page[key:rest]
    assert "阿灯" not in page[key:rest] and "阿灯" in page[rest:]
    assert 'data-save="lamp-house"' in page and "https://uri.amap.com/" in page


def test_an_address_is_shown_to_a_driver_as_signs_have_it(client: TestClient, town: Town) -> None:
    fact = Fact("address", {"zh-Hans": "灯街1号", "en": "1 Lamp Street"})
    town.index.put(replace(HOUSE, facts=(*HOUSE.facts, fact)))
    assert '<span lang="zh-Hans">灯街1号</span>' in client.get("/places/lamp-house", headers=EN).text
    assert "给司机看" not in client.get("/places/lamp-house", headers=ZH).text


def test_ties_are_told_by_their_role_from_both_ends(client: TestClient, walked: Town) -> None:
    house = client.get("/places/lamp-house", headers=EN).text
    for label, path in (("Built by", "/places/lamp-maker"), ("Near by", "/places/moon-bridge"),
                        ("Routes that stop here", "/routes/lamp-walk")):  # fmt: skip
        assert re.search(rf'<dt>{label}</dt><dd><a href="{path}"', house), label
    maker = client.get("/places/lamp-maker", headers=EN).text
    assert re.search(r'<dt>Built</dt><dd><a href="/places/lamp-house"', maker)


def test_every_entry_has_one_address(client: TestClient, walked: Town) -> None:
    for wrong, right in (("/places/lamp-walk", "/routes/lamp-walk"), ("/routes/lamp-house", "/places/lamp-house"),
                         ("/places/lantern-fair", "/events/lantern-fair")):  # fmt: skip
        moved = client.get(f"{wrong}?lang=ja", headers=EN, follow_redirects=False)
        assert moved.status_code == 301 and moved.headers["location"] == f"{right}?lang=ja"
    assert client.get("/routes/nowhere", headers=EN).status_code == 404


def test_a_route_tells_its_stops_and_the_ways_between(client: TestClient, walked: Town) -> None:
    page = client.get("/routes/lamp-walk", headers=EN).text
    assert (
        page.index('href="/places/lamp-house"') < page.index("min on foot") < page.index('href="/places/moon-bridge"')
    )
    assert "km on foot in all" in page and "gone" not in page
    assert '<img src="/routes/lamp-walk.svg"' in page and client.get("/routes/lamp-walk.svg").status_code == 200
    assert "Plan+a+day+by+the+Lamp+Walk" in page
    trip = data(page)[0]
    assert trip["@type"] == "TouristTrip" and trip["itinerary"]["numberOfItems"] == 2
    assert trip["itinerary"]["itemListElement"][0]["item"]["url"] == "http://testserver/places/lamp-house"


def test_an_event_tells_its_next_days(client: TestClient, town: Town) -> None:
    at(town, "2026-11-21T10:00+08:00")
    page = client.get("/events/lantern-fair", headers=EN).text
    event = data(page)[0]
    assert event["@type"] == "Event" and event["startDate"] == "2027-02-18" and event["endDate"] == "2027-02-23"
    assert '<time datetime="2027-02-18">' in page and "not confirmed for the year itself" in page


def test_opening_hours_are_told_to_search_engines_where_they_hold_all_year(client: TestClient, town: Town) -> None:
    found = data(client.get("/places/lamp-house", headers=EN).text)[0]
    (hours,) = found["openingHoursSpecification"]
    assert hours["opens"] == "09:00" and hours["closes"] == "17:00"
    assert "Monday" not in hours["dayOfWeek"] and len(hours["dayOfWeek"]) == 6
    seasonal = Fact("hours", "Mar-Dec 06:30-18:00; Jan-Feb 07:00-17:00")
    town.index.put(replace(HOUSE, facts=(seasonal,)))
    assert "openingHoursSpecification" not in data(client.get("/places/lamp-house", headers=EN).text)[0]


def test_the_way_down_to_a_page_is_told(client: TestClient) -> None:
    trail = data(client.get("/places/lamp-house", headers=EN).text)[1]
    assert trail["@type"] == "BreadcrumbList"
    assert [each["item"] for each in trail["itemListElement"]] == [
        "http://testserver/", "http://testserver/places", "http://testserver/places/lamp-house",
    ]  # fmt: skip


def test_a_page_names_itself_and_its_other_languages(tmp_path: Path) -> None:
    town = towns.build(tmp_path, Settings(data=tmp_path, public_url="https://guide.example/"))
    with TestClient(visitors(town)) as client:
        page = client.get("/places/lamp-house?lang=ja&view=elder", headers=EN).text
    town.close()
    assert '<link rel="canonical" href="https://guide.example/places/lamp-house?lang=ja">' in page
    alternates = dict(re.findall(r'<link rel="alternate" hreflang="([^"]+)" href="([^"]+)">', page))
    assert set(alternates) == {"zh-Hans", "zh-Hant", "en", "ja", "ko", "x-default"}
    assert alternates["en"] == "https://guide.example/places/lamp-house?lang=en"
    assert alternates["x-default"] == "https://guide.example/places/lamp-house"


def test_a_page_can_be_shared_with_a_picture(client: TestClient, town: Town) -> None:
    folder = town.settings.data / "pictures"
    folder.mkdir(exist_ok=True)
    drawing = '<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 4 3"><path d="M0 0H4V3Z" fill="#c00"/></svg>'
    (folder / "lamp.svg").write_text(drawing)
    (folder / "bad.svg").write_text(drawing.replace("<path", '<image href="/etc/passwd"/><path'))
    town.index.put(replace(HOUSE, facts=(*HOUSE.facts, Fact("picture", "lamp.svg"))))
    page = client.get("/places/lamp-house", headers=EN).text
    assert '<meta property="og:image" content="http://testserver/share/lamp.png">' in page
    assert '<meta property="og:title" content="Lamp House · Lampton Guide">' in page
    card = client.get("/share/lamp.png")
    assert card.headers["content-type"] == "image/png" and card.content[16:24] == b"\0\0\x04\xb0\0\0\x02\x76"
    assert client.get("/share/guide.png").status_code == 200
    for lost in ("bad", "gone", "..%2Fjournal"):
        assert client.get(f"/share/{lost}.png").status_code == 404


def test_shelves_lead_to_every_place_and_route(client: TestClient, walked: Town) -> None:
    walked.index.held = (*walked.index.held, replace(BRIDGE, id="far", city="elsewhere", names={"en": "Far Bridge"}))
    places, routes = (client.get(path, headers=EN).text for path in ("/places", "/routes"))
    for path in ("/places/lamp-house", "/places/moon-bridge", "/places/lamp-maker", "/places/far"):
        assert f'href="{path}"' in places
    assert 'href="/routes/lamp-walk"' in routes and "2 stops" in routes and "lamp-walk" not in places


def test_an_empty_base_has_empty_shelves(client: TestClient, town: Town) -> None:
    town.index.held = ()
    assert "Nothing here yet" in client.get("/places", headers=EN).text
    assert client.get("/routes", headers=EN).status_code == 200
