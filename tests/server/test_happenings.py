"""Events over HTTP: the same days as JSON, as a calendar that other programs read, and as a page."""

from __future__ import annotations

import json
import re
from datetime import date

import pytest
from icalendar import Calendar
from starlette.testclient import TestClient


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
