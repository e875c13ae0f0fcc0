"""Places and what is near them over HTTP: right where the query is, refused in OpenAI's shape where it is not."""

from __future__ import annotations

from typing import Any

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from starlette.testclient import TestClient

JSON = "application/json"


def asked(client: TestClient, path: str, **query: str) -> Any:
    answer = client.get(path, params=query, headers={"accept-language": "en"})
    assert answer.status_code == 200, answer.text
    return answer.json()


def test_places_are_listed_by_what_they_are(client: TestClient) -> None:
    found = asked(client, "/api/places", kind="museum")
    assert found["total"] == 1
    assert found["places"][0]["id"] == "lamp-house" and found["places"][0]["name"] == "Lamp House"
    assert asked(client, "/api/places", q="灯屋", lang="ja")["places"][0]["name"] == "ランプの家"
    assert asked(client, "/api/places", tag="indoor", city="lampton")["total"] == 1
    assert asked(client, "/api/places", bbox="119,32,120,33")["total"] == 1
    assert asked(client, "/api/places", bbox="0,0,1,1")["total"] == 0


def test_a_list_goes_on_where_it_stopped(client: TestClient) -> None:
    whole = [each["id"] for each in asked(client, "/api/places")["places"]]
    pages = [asked(client, "/api/places", limit="2", offset=str(at))["places"] for at in range(0, len(whole), 2)]
    assert [each["id"] for page in pages for each in page] == whole == sorted(whole)


def test_geography_is_geojson(client: TestClient) -> None:
    answer = client.get("/api/places", headers={"accept": "application/geo+json"})
    assert answer.headers["content-type"] == "application/geo+json"
    (feature,) = answer.json()["features"]
    assert feature["geometry"] == {"type": "Point", "coordinates": [119.42, 32.41]}
    assert asked(client, "/api/nearby", lat="32.41", lon="119.42", format="geojson")["type"] == "FeatureCollection"
    assert client.get("/api/places/moon-bridge?format=geojson").status_code == 404


def test_one_place_tells_its_facts_with_date_and_source(client: TestClient) -> None:
    found = asked(client, "/api/places/lamp-house", lang="en")
    price = next(each for each in found["facts"] if each["field"] == "price")
    assert (price["as_of"], price["source"], price["url"]) == (
        "2018", "灯城公告", "https://example.org/lamps?a=1&b=2",
    )  # fmt: skip
    facilities = next(each for each in found["facts"] if each["field"] == "facilities")
    assert facilities["url"] is None, "a weak source is named, not linked"


def test_what_is_near_comes_with_minutes(client: TestClient) -> None:
    found = asked(client, "/api/nearby", lat="32.414", lon="119.42", what="museum")
    (place,) = found["places"]
    assert (place["id"], place["minutes"], place["about"]) == ("lamp-house", 8, True)
    assert 440 < place["metres"] < 450


def test_what_is_not_known_names_whom_to_ask_and_a_map(client: TestClient) -> None:
    found = asked(client, "/api/nearby", place="Lamp House", what="toilets", lang="en")
    assert found["places"] == [] and found["staffed"]["id"] == "lamp-house"
    links = [each["url"] for each in found["map_search"]]
    assert links[0].startswith("https://uri.amap.com/search?keyword=toilet&center=119.4")
    assert links[1] == "geo:32.4100,119.4200?q=toilet"


@pytest.mark.parametrize(
    ("path", "status", "code", "param"),
    [
        ("/api/nearby", 400, "no_origin", "lat"),
        ("/api/nearby?lat=32.4", 400, "bad_point", "lon"),
        ("/api/nearby?lat=91&lon=0", 400, "bad_point", "lat"),
        ("/api/nearby?lat=nan&lon=0", 400, "bad_point", "lat"),
        ("/api/nearby?lat=1&lon=1&what=gold", 400, "bad_choice", "what"),
        ("/api/nearby?lat=1&lon=1&limit=0", 400, "bad_number", "limit"),
        ("/api/nearby?place=Atlantis", 404, "unknown_place", "place"),
        ("/api/nearby?place=Moon+Bridge", 404, "unplaced", "place"),
        ("/api/places?limit=501", 400, "bad_number", "limit"),
        ("/api/places?offset=-1", 400, "bad_number", "offset"),
        ("/api/places?bbox=1,2,3", 400, "bad_box", "bbox"),
        ("/api/places?format=xml", 400, "bad_choice", "format"),
        ("/api/places?q=" + "a" * 201, 400, "bad_text", "q"),
        ("/api/places/nowhere", 404, "not_found", None),
        ("/api/events?from=tomorrow", 400, "bad_day", "from"),
        ("/api/events?from=2026-02-30", 400, "bad_day", "from"),
        ("/api/events?from=2026-12-01&to=2026-11-01", 400, "bad_days", "to"),
        ("/api/events?from=2026-12-01&to=2036-11-01", 400, "bad_days", "to"),
    ],
)
def test_what_is_wrong_is_refused_with_the_parameter(
    client: TestClient, path: str, status: int, code: str, param: str | None
) -> None:
    answer = client.get(path, headers={"accept-language": "en", "accept": "text/html"})
    assert answer.status_code == status
    problem = answer.json()["error"]
    assert (problem["code"], problem["param"]) == (code, param) and problem["message"]


NAMES = st.sampled_from(
    (
        "lat",
        "lon",
        "place",
        "what",
        "limit",
        "offset",
        "lang",
        "format",
        "kind",
        "city",
        "tag",
        "q",
        "bbox",
        "from",
        "to",
    )
)
VALUES = st.one_of(
    st.text(max_size=12),
    st.floats().map(str),
    st.integers().map(str),
    st.dates().map(str),
    st.sampled_from(("1,2,3,4", "toilets", "sight", "geojson", "Lamp House", "32.41", "119.42", "zh-Hant", "1e999")),
)
PATHS = st.sampled_from(
    ("/api/places", "/api/places/lamp-house", "/api/nearby", "/api/events", "/api/events.ics", "/events")
)


@settings(max_examples=300, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(path=PATHS, query=st.dictionaries(NAMES, VALUES, max_size=6))
def test_no_query_breaks_the_server(client: TestClient, path: str, query: dict[str, str]) -> None:
    answer = client.get(path, params=query)
    assert answer.status_code in (200, 400, 404), (path, query, answer.text)
    if answer.status_code != 200:
        assert answer.json()["error"]["message"]
