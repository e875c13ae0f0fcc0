"""The files over HTTP, what describes them, and the page for people."""

from __future__ import annotations

import gzip
import hashlib
import json
from typing import Any

import pytest
from starlette.testclient import TestClient

from guide.opendata.formats import FORMATS
from guide.server.opendata.page import REFUSALS
from tests.server.town import Town

V1 = "/api/open/v1"
EN = {"accept-language": "en"}


@pytest.fixture
def made(client: TestClient, town: Town) -> TestClient:
    assert town.offer.make()
    return client


def test_until_there_are_files_one_is_asked_to_wait(client: TestClient) -> None:
    answer = client.get(f"{V1}/dumps", headers=EN)
    assert (answer.status_code, answer.json()["code"], answer.headers["retry-after"]) == (503, "no_dump", "60")
    assert "being made" in client.get("/data", headers=EN).text


def test_every_file_is_what_the_list_says(made: TestClient) -> None:
    listed = made.get(f"{V1}/dumps").json()
    assert [each["name"] for each in listed["files"]] == [f"{each.name}.gz" for each in FORMATS]
    for each in listed["files"]:
        path = each["url"].removeprefix("http://testserver")
        packed = made.get(path)
        assert packed.headers["content-type"] == "application/gzip" and "content-encoding" not in packed.headers
        assert hashlib.sha256(packed.content).hexdigest() == each["sha256"] and len(packed.content) == each["bytes"]
        plain = gzip.decompress(packed.content)
        assert len(plain) == each["unpacked_bytes"]
        for accepted in ("gzip", "identity"):
            answer = made.get(path.removesuffix(".gz"), headers={"accept-encoding": accepted})
            assert answer.content == plain and answer.headers.get("content-encoding", "identity") == accepted
            again = made.get(path.removesuffix(".gz"), headers={
                "accept-encoding": accepted, "if-none-match": answer.headers["etag"]})  # fmt: skip
            assert again.status_code == 304
        part = made.get(path, headers={"range": "bytes=0-9"})
        assert part.status_code == 206 and part.content == packed.content[:10]
    assert made.get(f"{V1}/dumps/../../town.py").status_code == 404
    assert made.get(f"{V1}/dumps/current.json").status_code == 404


def test_linked_data_is_what_the_pages_say(made: TestClient) -> None:
    told = json.loads(made.get(f"{V1}/dumps/entries.jsonld").text)
    by_id = {each["identifier"]: each for each in told["@graph"]}
    house = by_id["lamp-house"]
    assert house["@type"] == "Museum" and {"@language": "ja", "@value": "ランプの家"} in house["name"]
    assert house["geo"]["latitude"] == 32.41 and house["openingHoursSpecification"]
    assert by_id["lantern-fair"]["@type"] == "Event" and by_id["lantern-fair"]["startDate"] > "2026-11-21"


def test_catalogues_are_told_the_same(made: TestClient) -> None:
    listed, dcat, croissant = (made.get(f"{V1}/{each}").json() for each in ("dumps", "dcat.jsonld", "croissant.json"))
    sums = [each["sha256"] for each in listed["files"]]
    assert [each["spdx:checksum"]["spdx:checksumValue"] for each in dcat["dcat:distribution"]] == sums
    assert [each["sha256"] for each in croissant["distribution"]] == sums
    assert dcat["dct:license"]["@id"] == listed["licence"]["url"] == croissant["license"]
    fields = [each["source"]["extract"]["column"] for each in croissant["recordSet"][1]["field"]]
    assert fields == listed["files"][4]["columns"]


def test_the_page_says_what_there_is(made: TestClient, town: Town) -> None:
    for lang in ("zh-Hans", "zh-Hant", "en", "ja", "ko"):
        page = made.get(f"/data?lang={lang}")
        assert page.status_code == 200 and f'<html lang="{lang}"' in page.text and "facts.csv.gz" in page.text
    assert all(f'id="{code}"' in page.text for code in REFUSALS)
    assert '"@type":"Dataset"' in page.text


def test_every_example_of_the_page_works(made: TestClient) -> None:
    text = made.get("/data", headers=EN).text
    addresses = {part.partition('"')[0].replace("&amp;", "&") for part in text.split('href="/api/open/v1')[1:]}
    assert len(addresses) > 15
    assert [each for each in addresses if made.get(f"{V1}{each}").status_code != 200] == []


def test_the_page_goes_where_there_is_no_open_data(made: TestClient, town: Town) -> None:
    assert "/data</loc>" in made.get("/sitemap.xml").text
    town.offer.set_terms(is_on=False)
    assert made.get("/data").status_code == 404 and "/data</loc>" not in made.get("/sitemap.xml").text
    for path in (
        "",
        "/fields",
        "/ids",
        "/notices",
        "/dumps",
        "/dumps/facts.csv",
        "/dcat.jsonld",
        "/entries/lamp-house",
    ):
        assert made.get(f"{V1}{path}").status_code == 404


def test_other_terms_are_other_files(made: TestClient, town: Town) -> None:
    town.offer.set_terms(licence="CC0-1.0", by_source={"灯城公告": "ODbL-1.0"})
    assert made.get(f"{V1}/dumps").status_code == 503
    town.offer.make()
    assert made.get(f"{V1}/dumps").json()["licence"]["id"] == "CC0-1.0"
    facts = made.get(f"{V1}/dumps/facts.csv").text
    assert "ODbL-1.0" in facts and "CC0-1.0" in facts and "CC-BY-4.0" not in facts


def test_what_is_taken_is_counted_and_nothing_else(made: TestClient, town: Town) -> None:
    for _ in range(3):
        made.get(f"{V1}/dumps/facts.csv")
    made.head(f"{V1}/dumps/facts.csv")
    made.get(f"{V1}/entries")
    assert town.offer.taken(1) == {"api": 1, "facts.csv": 3}


def test_where_to_begin(client: TestClient) -> None:
    told: Any = client.get(V1).json()
    assert told["lists"]["places"]["count"] == 6 and told["licence"]["id"] == "CC-BY-4.0"
    for name in ("fields", "ids", "notices", "page", "openapi"):
        assert client.get(told[name].removeprefix("http://testserver")).status_code == 200
    fields = {each["id"]: each for each in client.get(f"{V1}/fields").json()["fields"]}
    assert fields["price"]["type"] == "money" and "keeper" not in fields
    assert client.get(f"{V1}/ids").json()["ids"]["lamp-house"] == 1
