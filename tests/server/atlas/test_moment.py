"""What is open this minute, and how a place stands when its card is looked at."""

from __future__ import annotations

from dataclasses import replace
from datetime import UTC, datetime

import pytest
from starlette.testclient import TestClient

from guide.types import Fact, FoundFact, FoundNotice
from tests.server.town import HOUSE, Town

EN = {"accept-language": "en"}
NOON, NIGHT = datetime(2026, 11, 24, 4, 5, 30, tzinfo=UTC), datetime(2026, 11, 24, 15, 0, tzinfo=UTC)
"""A Tuesday, in Lampton at 12:05 and at 23:00."""


def at(town: Town, moment: datetime) -> None:
    town.settings = replace(town.settings, clock=moment)


@pytest.mark.parametrize(("moment", "opened", "time"), [(NOON, True, "12:05"), (NIGHT, False, "23:00")])
def test_what_is_open_is_told_for_the_minute(
    mapped: Town, client: TestClient, moment: datetime, opened: bool, time: str
) -> None:
    at(mapped, moment)
    answer = client.get("/api/open", headers=EN)
    said = answer.json()
    assert ("lamp-house" in said["open"], "lamp-house" in said["shut"]) == (opened, not opened)
    assert "far-hill" not in said["open"] + said["shut"]
    assert said["time"] == time and said["at"].startswith(f"2026-11-24T{time}")
    assert answer.headers["cache-control"] == "private, max-age=60"


def test_it_is_worked_out_anew_in_the_next_minute_and_for_new_knowledge(mapped: Town, client: TestClient) -> None:
    at(mapped, NOON)
    assert "lamp-house" in client.get("/api/open").json()["open"]
    at(mapped, NIGHT)
    assert "lamp-house" not in client.get("/api/open").json()["open"]


def test_a_place_that_a_notice_shuts_is_not_open(mapped: Town, client: TestClient) -> None:
    at(mapped, NOON)
    fact = Fact("effect", "closed", note={"en": "The roof is mended"}, as_of="2026-11-20")
    mapped.notices = [FoundNotice(HOUSE, "closed", FoundFact(HOUSE, "effect", (fact,)))]
    assert "lamp-house" in client.get("/api/open").json()["shut"]
    said = client.get("/api/map/lamp-house", headers=EN).json()
    assert said["status"] is None and "The roof is mended" in said["notices"][0]


def test_the_card_of_a_place_tells_state_price_and_date(mapped: Town, client: TestClient) -> None:
    at(mapped, NOON)
    answer = client.get("/api/map/lamp-house", headers=EN)
    said = answer.json()
    assert said["status"]["open"] and "17:00" in said["status"]["text"]
    assert said["price"] == "40 yuan" and "2018" in said["dated"]
    assert answer.headers["cache-control"] == "no-store"


def test_no_city_has_nothing_open(town: Town, client: TestClient) -> None:
    town.city, town.index.held = None, ()
    assert client.get("/api/open").json() == {"open": [], "shut": [], "at": "", "time": ""}
