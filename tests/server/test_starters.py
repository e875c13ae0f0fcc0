"""What the first screen offers."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path

import pytest
from starlette.testclient import TestClient

from guide.dialogue.starters import Starter
from guide.server.locales import Locales
from guide.server.pages import Pages
from guide.server.shell import Shell
from guide.server.starters import described
from guide.shipped import folder
from guide.types import City, Context
from tests.server.town import BRIDGE, HOUSE, OTHERS, Town

LOCALES = Locales(folder("web") / "locales" / "visitor")


def test_each_question_is_about_another_place_and_can_be_answered(town: Town) -> None:
    offered = described((BRIDGE, *OTHERS, HOUSE), town.wording, LOCALES.choose("en", None))
    assert [each.question for each in offered][:2] == ["How much is Lamp House?", "When is Fog Market open?"]
    assert len({each.question for each in offered}) == 6 and len({each.topic for each in offered}) == 5
    assert offered[-1].question == "How much is Moon Bridge?"
    assert "Tell me about" not in str(offered), "no English text, no promise of one"


def test_a_base_without_entries_offers_nothing(town: Town) -> None:
    assert described((), town.wording, LOCALES.choose("en", None)) == ()


def test_only_the_guides_own_city_is_offered(town: Town, tmp_path: Path) -> None:
    elsewhere = replace(HOUSE, id="far-house", city="elsewhere", facts=HOUSE.facts * 3)
    entries = town.index.entries
    town.index.entries = lambda: (elsewhere, *entries())  # type: ignore[method-assign]
    offered = Shell(town, Pages(folder("web"), LOCALES)).starters(LOCALES.choose("zh-Hans", None))
    assert len(offered) == 6 and offered[0].question == "灯屋门票多少钱？"


LIVE = (Starter("Open now", "Is Lamp House open now?", "open"), Starter("Plans", "Plan my evening", "plan"))


def test_those_of_the_moment_come_first_and_the_others_fill_the_screen(town: Town) -> None:
    town.offered = LIVE
    offered = Shell(town, Pages(folder("web"), LOCALES)).starters(LOCALES.choose("en", None))
    assert offered[:2] == LIVE and len(offered) == 6 and len({each.question for each in offered}) == 6


def test_the_page_and_a_program_are_offered_the_same(town: Town, client: TestClient) -> None:
    town.offered = LIVE
    found = client.get("/api/starters?lang=en")
    assert found.json()["lang"] == "en" and "max-age" in found.headers["cache-control"]
    assert found.json()["starters"][0] == {"slot": "open", "topic": "Open now", "question": "Is Lamp House open now?"}
    page = client.get("/?lang=en").text
    assert all(each["question"] in page for each in found.json()["starters"])


def test_a_position_is_used_and_kept_by_nobody(town: Town, client: TestClient) -> None:
    seen: list[Context] = []
    town.starters = lambda lang, context: seen.append(context) or LIVE  # type: ignore[func-returns-value,method-assign]
    found = client.get("/api/starters?lang=en&lat=32.4&lon=119.4")
    assert seen[0].location == (32.4, 119.4) and found.headers["cache-control"] == "no-store"
    assert client.get("/api/starters").status_code == 200 and seen[1].location is None


@pytest.mark.parametrize("query", ["lat=32.4", "lat=91&lon=0", "lat=x&lon=1", "lat=nan&lon=1"])
def test_what_is_no_position_is_refused(client: TestClient, query: str) -> None:
    assert client.get(f"/api/starters?{query}").status_code == 400


def test_a_city_known_by_its_id_alone_is_written_as_a_name(town: Town) -> None:
    town.city = City("new-haven", {"en": "new-haven"})
    shell = Shell(town, Pages(folder("web"), LOCALES))
    assert shell.city(LOCALES.choose("en", None)) == "New Haven"
    town.city = None
    assert Shell(town, Pages(folder("web"), LOCALES)).city(LOCALES.choose("zh-Hans", None)) == "本地"
