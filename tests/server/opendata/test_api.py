"""The read interface: filters, pages that stay put, tags, other sites, refusals in one's own language."""

from __future__ import annotations

from dataclasses import replace
from typing import Any

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from limits import RateLimitItemPerMinute
from starlette.requests import Request
from starlette.testclient import TestClient

from guide.opendata.offer import Offer
from guide.server.limits import Limits, Proxies, Rates
from guide.server.refusals import Refusal
from guide.types import CHANGE, Fact
from tests.server.town import FAIR, Town

V1 = "/api/open/v1"


def asked(client: TestClient, path: str, **query: str) -> Any:
    answer = client.get(f"{V1}{path}", params=query, headers={"accept-language": "en"})
    assert answer.status_code == 200, answer.text
    return answer.json()


def ids(told: Any) -> list[str]:
    return [each["id"] for each in told["entries"]]


def test_a_fact_knows_its_date_its_source_and_its_licence(client: TestClient, town: Town) -> None:
    town.offer.classify({"店主": "public"})
    entry = asked(client, "/entries/lamp-house")["entry"]
    price, hours, phone = entry["facts"][:3]
    assert price == {
        "field": "price", "value": 40, "label": {"zh-Hans": "成人", "en": "adult"}, "as_of": "2018",
        "source": {"title": "灯城公告", "url": "https://example.org/lamps?a=1&b=2", "tier": "A"},
        "licence": "CC-BY-4.0",
    }  # fmt: skip
    assert (hours["checked_on"], phone["confidence"]) == ("2026-05-03", "low")
    assert entry["opening_hours"] == "Tu-Su 09:00-17:00" and entry["position"]["datum"] == "WGS-84"
    assert "url" not in entry["facts"][4]["source"], "a weak source is named, not linked"
    assert "editor" not in str(entry)


def test_lists_hold_what_they_are_called(client: TestClient) -> None:
    assert ids(asked(client, "/events")) == ["lantern-fair"]
    assert "lantern-fair" not in ids(asked(client, "/places")) and asked(client, "/dishes")["entries"] == []
    assert asked(client, "/events")["entries"][0]["next"]["days_known"] is True


@pytest.mark.parametrize(
    ("query", "found"),
    [
        ({"kind": "museum"}, ["lamp-house"]), ({"language": "ja"}, ["lamp-house", "lantern-fair"]),
        ({"bbox": "119,32,120,33"}, ["lamp-house"]), ({"q": "LAMP"}, ["lamp-house"]), ({"q": "燈屋"}, ["lamp-house"]),
        ({"tag": "indoor"}, ["lamp-house"]), ({"city": "nowhere"}, []), ({"since": "1"}, []),
        ({"since": "2026-11-22"}, []), ({"since": "2026-11-21", "kind": "museum"}, ["lamp-house"]),
    ],
)  # fmt: skip
def test_filters(client: TestClient, query: dict[str, str], found: list[str]) -> None:
    assert ids(asked(client, "/entries", **query)) == found


def test_geography_is_geojson(client: TestClient) -> None:
    answer = client.get(f"{V1}/places", headers={"accept": "application/geo+json"})
    (feature,) = answer.json()["features"]
    assert answer.headers["content-type"] == "application/geo+json"
    assert feature["geometry"] == {"type": "Point", "coordinates": [119.42, 32.41]}
    assert client.get(f"{V1}/entries/moon-bridge?format=geojson").status_code == 404


def test_who_has_it_is_told_so(client: TestClient) -> None:
    for path in ("/entries", "/entries/lamp-house", "/entries/lamp-house/history"):
        first = client.get(f"{V1}{path}")
        again = client.get(f"{V1}{path}", headers={"if-none-match": first.headers["etag"]})
        dated = client.get(f"{V1}{path}", headers={"if-modified-since": first.headers["last-modified"]})
        assert (again.status_code, again.content, dated.status_code) == (304, b"", 304)
        assert client.get(f"{V1}{path}", headers={"if-none-match": '"other"'}).status_code == 200
        assert client.head(f"{V1}{path}").headers["etag"] == first.headers["etag"]


def test_pages_of_other_sites_may_read(client: TestClient) -> None:
    answer = client.get(f"{V1}/entries", headers={"origin": "https://elsewhere.example"})
    assert answer.headers["access-control-allow-origin"] == "*"
    assert answer.headers["cross-origin-resource-policy"] == "cross-origin"
    assert client.get("/api/places").headers["cross-origin-resource-policy"] == "same-origin"
    preflight = client.options(f"{V1}/entries", headers={"access-control-request-method": "GET"})
    assert preflight.status_code == 204 and "POST" not in preflight.headers["access-control-allow-methods"]
    assert client.post(f"{V1}/entries").status_code == 405


@pytest.mark.parametrize(
    ("path", "status", "code"),
    [
        ("/entries?limit=0", 400, "bad_number"), ("/entries?cursor=abc", 400, "bad_cursor"),
        ("/entries?since=yesterday", 400, "bad_since"), ("/entries?bbox=1,2", 400, "bad_box"),
        ("/entries?language=xx", 400, "bad_choice"), ("/dishes?kind=museum", 400, "bad_choice"),
        ("/entries/atlantis", 404, "not_found"), ("/atlantis", 404, "not_found"),
    ],
)  # fmt: skip
def test_a_refusal_is_problem_details_in_the_readers_language(
    client: TestClient, path: str, status: int, code: str
) -> None:
    english, chinese = (client.get(f"{V1}{path}", headers={"accept-language": each}) for each in ("en", "zh-CN"))
    assert english.status_code == status and english.headers["content-type"] == "application/problem+json"
    told = english.json()
    assert (told["code"], told["status"], told["type"]) == (code, status, f"/data#{code}")
    assert told["detail"] != chinese.json()["detail"] and english.headers["access-control-allow-origin"] == "*"


def test_what_is_turned_off_is_not_there(client: TestClient, town: Town) -> None:
    close(town.offer)
    told = client.get(f"{V1}/entries", headers={"accept-language": "en"})
    assert told.status_code == 404 and told.json()["code"] == "no_open_data"


def close(offer: Offer) -> None:
    offer.set_terms(is_on=False)


def test_whoever_hurries_is_asked_to_wait(client: TestClient, monkeypatch: pytest.MonkeyPatch) -> None:
    def refuse(*_: object) -> None:
        raise Refusal(429, "too_many", retry_after=7)

    monkeypatch.setattr(Limits, "read", refuse)
    for path in ("", "/entries", "/entries/lamp-house", "/dumps", "/notices"):
        answer = client.get(f"{V1}{path}")
        assert (answer.status_code, answer.headers["retry-after"]) == (429, "7")
        assert answer.headers["content-type"] == "application/problem+json"


def test_looks_are_counted_by_address() -> None:
    limits = Limits(Proxies(()), rates=Rates(read=(RateLimitItemPerMinute(2),)))
    request = Request({"type": "http", "client": ("9.9.9.9", 1), "headers": []})
    limits.read(request)
    limits.read(request)
    with pytest.raises(Refusal):
        limits.read(request)


@settings(max_examples=40, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(limit=st.integers(1, 9), kind=st.sampled_from(["", "attraction", "event"]))
def test_pages_have_everything_once(client: TestClient, limit: int, kind: str) -> None:
    query = {"limit": str(limit), **({"kind": kind} if kind else {})}
    whole = ids(asked(client, "/entries", **{**query, "limit": "500"}))
    found, page = [], asked(client, "/entries", **query)
    found += ids(page)
    while page["cursor"]:
        assert len(page["entries"]) == limit and page["next"].startswith("http")
        page = asked(client, "/entries", **query, cursor=page["cursor"])
        found += ids(page)
    assert found == whole == sorted(whole)


@settings(max_examples=60, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(st.text(max_size=60))
def test_no_cursor_breaks_it(client: TestClient, text: str) -> None:
    assert client.get(f"{V1}/entries", params={"cursor": text}).status_code in ((200,) if not text else (400, 429))


@settings(max_examples=60, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(st.dictionaries(st.sampled_from(["kind", "city", "area", "q", "since", "bbox", "limit", "tag", "format"]),
                       st.text(max_size=12) | st.integers().map(str), max_size=4))  # fmt: skip
def test_no_filter_breaks_it(client: TestClient, query: dict[str, str]) -> None:
    assert client.get(f"{V1}/entries", params=query).status_code in (200, 400, 429)


def test_an_event_says_what_became_of_it(client: TestClient, town: Town) -> None:
    days = asked(client, "/entries/lantern-fair")["entry"]["next"]
    assert days["status"] == ""
    off = replace(FAIR, facts=(*FAIR.facts, Fact(CHANGE, f"cancelled {days['first']}/{days['last']}")))
    town.index.put(off)
    town.index.version = 2
    told = asked(client, "/entries/lantern-fair")["entry"]
    assert told["called_off"] == [{"first": days["first"], "last": days["last"], "status": "cancelled"}]
    assert told["next"]["first"] > days["last"]
