"""Events over HTTP: the same days as JSON, as a calendar that other programs read, and as a page."""

from __future__ import annotations

import json
import re
from datetime import date

import pytest
from icalendar import Calendar
from starlette.testclient import TestClient

from guide.types import Entry, Fact, Source
from tests.server.town import Town


def test_events_of_a_span_come_with_what_is_sure_of_them(client: TestClient) -> None:
    found = client.get("/api/events?from=2027-01-01&to=2027-06-30&lang=en").json()
    fair, bloom = found["events"]
    assert (fair["entry"], fair["first"], fair["last"]) == ("lantern-fair", "2027-02-18", "2027-02-23")
    assert (fair["days_known"], fair["confirmed"], fair["as_of"]) == (True, False, "2021")
    assert (bloom["kind"], bloom["when"], bloom["days_known"]) == ("bloom", "March to April 2027", False)


def test_a_calendar_program_reads_the_file(client: TestClient) -> None:
    answer = client.get("/api/events.ics?from=2027-01-01&to=2028-12-31&lang=zh-Hans")
    assert answer.headers["content-type"].startswith("text/calendar")
    events = list(Calendar.from_ical(answer.text).walk("VEVENT"))
    assert [(each.decoded("DTSTART"), each.decoded("DTEND")) for each in events] == [
        (date(2027, 2, 18), date(2027, 2, 24)), (date(2028, 2, 7), date(2028, 2, 13)),
    ]  # fmt: skip
    assert {str(each["STATUS"]) for each in events} == {"TENTATIVE"}
    assert len({str(each["UID"]) for each in events}) == 2


@pytest.mark.parametrize(
    ("lang", "words"), [("zh-Hans", "活动与花期"), ("zh-Hant", "活動與花期"), ("en", "Events and flowers"),
                        ("ja", "催しと花の季節"), ("ko", "행사와 꽃철")],
)  # fmt: skip
def test_the_page_is_written_in_five_languages(client: TestClient, lang: str, words: str) -> None:
    page = client.get("/events", params={"lang": lang}).text
    assert f"<h1>{words}</h1>" in page
    assert f'<main class="sheet-page" lang="{lang}">' in page


def test_the_page_escapes_and_links_what_it_tells(client: TestClient) -> None:
    page = client.get("/events?lang=en").text
    assert "cherry &lt;b&gt;blossom" in page and "<b>blossom" not in page
    assert 'href="/api/events.ics?lang=en"' in page
    linked = re.search(r'<script type="application/ld\+json">(.*?)</script>', page, re.DOTALL)
    assert linked is not None
    (event,) = json.loads(linked[1])
    assert event["@type"] == "Event" and event["startDate"][4:] in ("-02-18", "-02-07", "-01-26", "-02-13")
    assert re.findall(r"<script(?![^>]*(?:src=|ld\+json))", page) == []


def test_the_page_follows_what_a_browser_accepts(client: TestClient) -> None:
    page = client.get("/events", headers={"accept-language": "ko-KR,ko;q=0.9,en;q=0.5"}).text
    assert "<h1>행사와 꽃철</h1>" in page


CONCERT = Entry(
    "lamp-concert", "event", "lampton", names={"zh-Hans": "灯下音乐会", "en": "Lamp Concert"},
    facts=(
        Fact("date_rule", "2027-03-06, 2027-04-03, 2027-05-01", source="s", as_of="2026-11-01"),
        Fact("event_time", "19:30-21:00", source="s"),
        Fact("date_change", "cancelled 2027-03-06", note={"zh-Hans": "因雨", "en": "because of rain"}, source="s",
             as_of="2026-11-20"),
        Fact("date_change", "moved 2027-04-03 to 2027-04-10", {"zh-Hans": "月桥", "en": "Moon Bridge"}, source="s",
             as_of="2026-11-20"),
    ),
    sources={"s": Source("灯镇文旅局", tier="A")},
)  # fmt: skip


@pytest.fixture
def changed(town: Town, client: TestClient) -> TestClient:
    town.index.held = (*town.index.held, CONCERT)
    return client


def test_programs_read_what_became_of_each_time(changed: TestClient) -> None:
    found = changed.get("/api/events?from=2027-03-01&to=2027-05-31&lang=en").json()["events"]
    times = [each for each in found if each["entry"] == "lamp-concert"]
    assert [(each["first"], each["status"], each["was_first"]) for each in times] == [
        ("2027-03-06", "cancelled", None), ("2027-04-10", "moved", "2027-04-03"), ("2027-05-01", "scheduled", None),
    ]  # fmt: skip
    assert times[0]["reason"] == "because of rain" and times[1]["place"] == "Moon Bridge"


def test_a_calendar_strikes_out_what_is_cancelled_and_follows_what_is_moved(changed: TestClient) -> None:
    file = Calendar.from_ical(changed.get("/api/events.ics?from=2027-03-01&to=2027-05-31&lang=en").text)
    off, moved, plain = [each for each in file.walk("VEVENT") if "Concert" in str(each["SUMMARY"])]
    assert [str(each["STATUS"]) for each in (off, moved, plain)] == ["CANCELLED", "CONFIRMED", "CONFIRMED"]
    assert str(moved["UID"]).startswith("lamp-concert-20270403")
    assert moved.decoded("SEQUENCE") > 0 and plain.decoded("SEQUENCE") == 0
    assert str(moved["LOCATION"]) == "Moon Bridge" and "because of rain" in str(off["DESCRIPTION"])
    begins, ends = (plain.decoded(each) for each in ("DTSTART", "DTEND"))
    assert (begins.isoformat(), ends.isoformat()) == ("2027-05-01T11:30:00+00:00", "2027-05-01T13:00:00+00:00")


def test_the_pages_tell_visitors_and_search_engines(changed: TestClient) -> None:
    page = changed.get("/events?lang=en").text
    assert '<strong class="state">Cancelled</strong>' in page and "because of rain" in page
    assert '<strong class="state">Moved</strong>' in page and "planned for 3 April 2027" in page
    linked = re.search(r'<script type="application/ld\+json">(.*?)</script>', page, re.DOTALL)
    assert linked is not None
    times = [each for each in json.loads(linked[1]) if each["name"] == "Lamp Concert"]
    assert [each["eventStatus"].rpartition("/")[2] for each in times] == [
        "EventCancelled", "EventRescheduled", "EventScheduled",
    ]  # fmt: skip
    assert times[1]["previousStartDate"] == "2027-04-03" and times[1]["location"]["name"] == "Moon Bridge"


def test_the_page_of_an_event_tells_its_next_time(changed: TestClient) -> None:
    page = changed.get("/events/lamp-concert?lang=en").text
    (linked, _) = re.findall(r'<script type="application/ld\+json">(.*?)</script>', page, re.DOTALL)
    event = json.loads(linked)
    assert event["eventStatus"].endswith("EventCancelled") and event["startDate"] == "2027-03-06"
    assert "10 April 2027" in page and "19:30-21:00" in page
