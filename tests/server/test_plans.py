"""Plans over HTTP: made by POST, shown on a page that needs no script, handed out as a calendar, and nothing else."""

from __future__ import annotations

from dataclasses import replace
from datetime import UTC, date, datetime, timedelta
from typing import Any

import pytest
from icalendar import Calendar
from starlette.testclient import TestClient

from guide.server.shell import POLICY
from guide.skills.itinerary import code
from guide.skills.itinerary.request import Frame, Request
from guide.types import Entry, Position
from tests.server.town import BRIDGE, HOUSE, Town, TownIndex

TUESDAY = date.today() + timedelta((1 - date.today().weekday()) % 7 + 7)
ASKED: dict[str, Any] = {
    "city": "lampton", "days": [{"date": TUESDAY.isoformat(), "begin": 600, "end": 1020}], "must": ["lamp-house"],
}  # fmt: skip
ZH, EN = {"accept-language": "zh-CN"}, {"accept-language": "en"}
HOSTILE = "<script>alert(1)</script>"


def made(client: TestClient, **changes: Any) -> dict[str, Any]:
    reply = client.post("/api/itineraries", json={**ASKED, **changes}, headers=EN)
    assert reply.status_code == 200, reply.text
    body: dict[str, Any] = reply.json()
    return body


def test_a_plan_is_made_and_its_address_shows_it(client: TestClient) -> None:
    body = made(client)
    (day,) = body["days"]
    visit = next(stop for stop in day["stops"] if stop["entry"] == "lamp-house")
    assert visit["begin"] >= "10:00" and visit["end"] <= "17:00" and not visit["unsure"]
    page = client.get(body["link"], headers=EN)
    assert page.status_code == 200 and page.headers["content-security-policy"] == POLICY
    assert "Lamp House" in page.text and visit["begin"] in page.text and f'href="{body["calendar"]}"' in page.text
    assert "<script>" not in page.text and " style=" not in page.text and " onclick" not in page.text
    assert 'href="/places/lamp-house"' in page.text


@pytest.mark.parametrize("route", [["tea-landing", "lamp-house", "echo-tower"], ["echo-tower", "lamp-house"]])
def test_the_stops_of_a_route_come_in_its_order(client: TestClient, route: list[str]) -> None:
    body = made(client, among=route, in_order=True, meals=[])
    assert [stop["entry"] for day in body["days"] for stop in day["stops"]] == route
    assert client.get(body["link"], headers=EN).status_code == 200


def test_the_page_speaks_the_visitors_language(client: TestClient) -> None:
    link = made(client)["link"]
    assert "灯屋" in client.get(link, headers=ZH).text
    assert "Lamp House" in client.get(f"{link}?lang=en", headers=ZH).text


def test_a_price_and_hours_on_the_page_have_their_date_and_source(client: TestClient) -> None:
    page = client.get(made(client)["link"], headers=EN).text
    assert "40 yuan" in page and "as of 2018" in page and "灯城公告" in page


def test_the_calendar_file_has_every_stop_at_its_moment(client: TestClient) -> None:
    body = made(client)
    file = client.get(body["calendar"], headers=EN)
    assert file.headers["content-type"].startswith("text/calendar")
    events = Calendar.from_ical(file.content).walk("VEVENT")
    assert len(events) == len(body["days"][0]["stops"])
    stop = next(stop for stop in body["days"][0]["stops"] if stop["entry"] == "lamp-house")
    event = next(event for event in events if str(event["summary"]) == "Lamp House")
    hour, minute = map(int, stop["begin"].split(":"))
    local = datetime(TUESDAY.year, TUESDAY.month, TUESDAY.day, hour, minute) - timedelta(hours=8)
    assert event.decoded("dtstart") == local.replace(tzinfo=UTC)
    assert len({str(event["uid"]) for event in events}) == len(events)


def test_the_page_tells_the_weekday_and_where_the_day_starts(client: TestClient) -> None:
    page = client.get(made(client, start="lamp-house", must=[])["link"], headers=EN).text
    assert f"Tuesday {TUESDAY.day} " in page and "from Lamp House" in page


def test_the_calendar_says_where_one_is_to_be(client: TestClient) -> None:
    file = Calendar.from_ical(client.get(made(client)["calendar"], headers=EN).content)
    event = next(each for each in file.walk("VEVENT") if str(each["summary"]) == "Lamp House")
    assert str(event["location"]).startswith("Lamp House") and "Lampton" in str(file["x-wr-calname"])


def test_the_same_request_has_the_same_address(client: TestClient) -> None:
    assert made(client) == made(client)


def test_a_conflict_is_told_with_a_way_out(client: TestClient) -> None:
    monday = TUESDAY - timedelta(1)
    body = made(client, days=[{"date": monday.isoformat(), "begin": 600, "end": 1020}])
    assert body["wishes_in_conflict"] == ["must:lamp-house"] and body["days"]
    assert "Lamp House" in body["conflict"][0] and "later" in body["conflict"][1]


@pytest.mark.parametrize(
    "change",
    [
        {"city": "../etc/passwd"},
        {"days": "tomorrow"},
        {"days": []},
        {"days": ["tomorrow"]},
        {"days": [{"date": "tomorrow", "begin": 1, "end": 2}]},
        {"must": [HOSTILE]},
        {"party": "all"},
        {"party": [{"age": "old"}]},
        {"party": []},
        {"start": [1, 2]},
        {"pace": HOSTILE},
        {"mischief": True},
        {"budget": "free"},
    ],
)
def test_what_is_no_plan_is_refused_with_what_to_do(client: TestClient, change: dict[str, Any]) -> None:
    reply = client.post("/api/itineraries", json={**ASKED, **change}, headers=EN)
    assert reply.status_code == 422 and reply.json()["error"]["code"] == "bad_plan"
    assert "Traceback" not in reply.text


@pytest.mark.parametrize("path", ["/plans/x", "/plans/x.ics", "/plans/%3Cscript%3E", f"/plans/{'A' * 3000}"])
def test_an_address_that_is_no_plan_is_not_there(client: TestClient, path: str) -> None:
    assert client.get(path, headers={**EN, "accept": "text/html"}).status_code == 404


def test_unknown_places_and_cities_break_nothing(client: TestClient) -> None:
    body = made(client, city="nowhere", must=["no-such-place"], start="no-such-start")
    assert body["conflict"] and client.get(body["link"], headers=EN).status_code == 200


def test_words_of_a_shared_address_are_shown_and_never_run(client: TestClient) -> None:
    asked = Request("lampton", (Frame(TUESDAY, 600, 1020),), wishes=("no-such-wish",))
    page = client.get(f"/plans/{code.encode(asked)}", headers=EN)
    assert page.status_code == 200 and "no-such-wish" in page.text


class _Hostile(TownIndex):
    def entries(self) -> tuple[Entry, ...]:
        return (replace(HOUSE, names={"en": HOSTILE, "zh-Hans": HOSTILE}),)


def test_a_hostile_name_is_text(client: TestClient, town: Town) -> None:
    town.index = _Hostile()
    body = made(client)
    page = client.get(body["link"], headers=EN).text
    assert HOSTILE not in page and "&lt;script&gt;" in page
    file = client.get(body["calendar"], headers=EN)
    assert str(Calendar.from_ical(file.content).walk("VEVENT")[0]["summary"]) == HOSTILE


def test_the_page_has_its_map_a_way_back_and_what_is_shown_where_it_is_shared(client: TestClient, town: Town) -> None:
    town.index.put(replace(BRIDGE, position=Position(32.41, 119.42)))
    body = made(client, must=["lamp-house", "moon-bridge"])
    code_of = body["link"].removeprefix("/plans/")
    page = client.get(f"{body['link']}?lang=en", headers=EN).text
    assert f'src="/plans/{code_of}.svg?lang=en"' in page and f"/plans/{code_of}.svg?wide=1&amp;lang=en" in page
    assert f'href="/map?plan={code_of}&amp;lang=en"' in page
    assert "q=Plan+a+day+with" in page and "Lamp+House" in page
    assert '<meta property="og:type" content="article">' in page
    assert (
        'og:description" content="' in page and "Lamp House" in page.split('og:description" content="')[1].split('"')[0]
    )
    assert client.get(f"/plans/{code_of}.svg").status_code == 200


def test_a_plan_that_lies_nowhere_has_no_map(client: TestClient) -> None:
    page = client.get(made(client, must=[], among=["paper-lane"], meals=[])["link"], headers=EN).text
    assert 'class="chart"' not in page
