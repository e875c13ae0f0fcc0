"""Emergencies on visitors' pages: a banner wherever they look, the same as data, and nothing once it is over."""

from __future__ import annotations

import re
import time
from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from dataclasses import replace
from pathlib import Path

import httpx2
import pytest
from starlette.testclient import TestClient

from guide import server
from guide.errors import StorageError
from guide.types import Fact, FoundFact, FoundNotice
from tests.server import town
from tests.server.serving import serving

SAID = Fact("notice", "advice weather emergency: *", note={"zh-Hans": "台风", "en": "Typhoon <b>"})
STORM = FoundNotice(
    replace(town.HOUSE, names=town.CITY.names), "advice", FoundFact(town.HOUSE, "notice", (SAID,)),
    until_clock="18:00", subject="weather", severity="emergency", is_of_city=True,
)  # fmt: skip
PAGES = ("/", "/places", "/places/lamp-house", "/about", "/events", "/map", "/complaints/new", "/nowhere", "/saved")


@pytest.fixture
def made(tmp_path: Path) -> Iterator[town.Town]:
    built = town.build(tmp_path)
    yield built
    built.close()


def client(made: town.Town) -> TestClient:
    return TestClient(server.visitors(made), headers={"accept-language": "en", "accept": "text/html"})


@pytest.mark.parametrize("page", PAGES)
def test_every_page_shows_an_emergency_once(made: town.Town, page: str) -> None:
    visitor = client(made)
    visitor.get("/")
    assert 'data-alert="' not in visitor.get(page).text
    made.notices.append(STORM)
    shown = visitor.get(page)
    assert len(re.findall(r'data-alert="[0-9a-f]{8}"', shown.text)) == 1
    assert shown.text.count('role="alert" aria-atomic') == 1
    assert "Emergency, Lampton (until 18:00): Typhoon &lt;b&gt;" in shown.text
    assert shown.headers["cache-control"] in ("no-cache", "no-store")
    made.notices.clear()
    assert 'data-alert="' not in visitor.get(page).text


def test_an_open_chat_asks_cheaply(made: town.Town) -> None:
    visitor = client(made)
    quiet = visitor.get("/api/notices")
    assert quiet.json() == {"lang": "en", "notices": []} and quiet.headers["cache-control"] == "no-cache"
    again = visitor.get("/api/notices", headers={"if-none-match": quiet.headers["etag"]})
    assert (again.status_code, again.content) == (304, b"")
    made.notices.append(STORM)
    told = visitor.get("/api/notices?lang=zh-Hans", headers={"if-none-match": quiet.headers["etag"]})
    (alert,) = told.json()["notices"]
    assert "紧急提醒：灯城" in alert["text"] and alert["page"] == ""


def test_other_words_are_another_banner(made: town.Town) -> None:
    visitor = client(made)
    made.notices.append(STORM)
    key = visitor.get("/api/notices").json()["notices"][0]["key"]
    fact = replace(SAID, note={"zh-Hans": "台风已到", "en": "It is here"})
    made.notices[:] = [replace(STORM, found=replace(STORM.found, facts=(fact,)))]
    assert visitor.get("/api/notices").json()["notices"][0]["key"] != key


def test_a_base_that_cannot_be_read_breaks_no_page(made: town.Town, monkeypatch: pytest.MonkeyPatch) -> None:
    def broken(*_: object) -> None:
        raise StorageError("disk gone")

    monkeypatch.setattr(town.Town, "emergencies", broken)
    assert client(made).get("/about").status_code == 200


def test_an_open_page_is_told_the_moment_something_changes(made: town.Town) -> None:
    with serving(server.visitors(made)) as address, httpx2.Client(base_url=address, timeout=30) as visitor:
        mark = visitor.get("/api/notices").headers["etag"]
        with ThreadPoolExecutor() as threads:
            begun = time.monotonic()
            wait = threads.submit(visitor.get, "/api/notices?wait=25", headers={"if-none-match": mark})
            time.sleep(0.5)
            assert not wait.done()
            made.notices.append(STORM)
            assert len(wait.result().json()["notices"]) == 1
            assert time.monotonic() - begun < 5
        begun = time.monotonic()
        assert visitor.get("/api/notices?wait=1", headers={"if-none-match": "other"}).status_code == 200
        assert visitor.get("/api/notices?wait=soon", headers={"if-none-match": mark}).status_code == 200
        assert time.monotonic() - begun < 5
