"""What the cards of an answer carry beside the words."""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import replace
from datetime import datetime
from pathlib import Path
from typing import Any

import pytest

from guide.settings import LANGUAGES
from guide.types import Change, Context, Fact, Reply
from tests import guides
from tests.guides import Talk

LOOK = {"picture", "status", "price", "dated", "distance", "lat", "lon", "page", "rough", "go", "ways"}
GE = (32.4027, 119.4389)


def at(talk: Talk, clock: str, location: tuple[float, float] | None = None) -> Talk:
    """The same guide at another time, on the clock of Yangzhou."""
    return Talk(talk.app, Context(now=datetime.fromisoformat(f"{clock}+08:00"), location=location))


def places(reply: Reply) -> list[Mapping[str, Any]]:
    return [card for card in reply.cards if card["kind"] == "place"]


@pytest.mark.parametrize(
    ("question", "clock", "is_open", "text", "price"),
    [
        ("个园在哪", "2026-11-21T10:00", True, "现在开着，到18:00，17:45停止入场", "门票45元"),
        ("个园在哪", "2026-11-21T17:50", False, "不再入场，18:00关门", "门票45元"),
        ("个园在哪", "2026-11-21T06:00", False, "还没开，今天7:15开", "门票45元"),
        ("个园在哪", "2026-11-21T21:00", False, "已关门，明天7:15开", "门票45元"),
        ("个园在哪", "2026-01-21T10:00", True, "现在开着，到17:15", "门票30元"),
        ("Where is Ge Garden?", "2026-11-21T10:00", True, "Open now until 18:00, last entry 17:45", "45 yuan"),
        ("個園はどこですか", "2026-11-21T10:00", True, "営業中、18時まで（入場は17時45分まで）", "入場料45元"),
        ("개원은 어디에 있어요?", "2026-11-21T21:00", False, "오늘은 마감, 내일 07:15부터", "입장료 45위안"),
    ],
)
def test_the_one_place_an_answer_is_about_has_its_card(
    yangzhou: Talk, question: str, clock: str, is_open: bool, text: str, price: str
) -> None:
    (card,) = at(yangzhou, clock).ask(question).cards
    assert card["kind"] == "place" and card["entry"] == "ge-garden" and card.keys() >= LOOK
    assert card["status"] == {"open": is_open, "text": text} and card["price"] == price
    assert card["picture"]["address"] == "/pictures/ge-garden.svg" and card["picture"]["alt"]
    assert card["page"] == "/places/ge-garden" and len(card["ways"]) == 4
    assert card["phone"]["url"].startswith("tel:0514") and card["phone"]["title"]


def test_the_card_is_not_shown_again_while_the_place_stays_in_talk(yangzhou: Talk) -> None:
    first, second, third = yangzhou.replies("个园在哪", "电话呢", "何园在哪")
    assert [each["entry"] for each in places(first)] == ["ge-garden"]
    assert places(second) == []
    assert [each["entry"] for each in places(third)] == ["he-garden"]


@pytest.mark.parametrize("question", ["你好", "郑板桥是谁", "扬州天气怎么样", "个园和何园哪个好"])
def test_what_is_not_about_one_place_has_no_card_of_one(yangzhou: Talk, question: str) -> None:
    assert places(yangzhou.ask(question)) == []


def test_how_far_it_is_is_told_to_who_sends_a_position_and_kept_nowhere(yangzhou: Talk) -> None:
    near = at(yangzhou, "2026-11-21T10:00", (GE[0] + 0.004, GE[1])).ask("个园在哪")
    far = at(yangzhou, "2026-11-21T10:00", (31.23, 121.47)).ask("个园在哪")
    assert places(near)[0]["distance"] == "步行大约11分钟" and places(far)[0]["distance"] == "约232公里"
    assert places(yangzhou.ask("个园在哪"))[0]["distance"] == ""


def test_picks_are_dressed_too(yangzhou: Talk) -> None:
    picks = places(at(yangzhou, "2026-11-21T10:00").ask("推荐三个园林"))
    assert len(picks) == 3 and all(each.keys() >= LOOK and each["reasons"] for each in picks)
    unplaced = [each for each in picks if each["lat"] is None]
    assert all(each["ways"] == [] and each["rough"] == "" for each in unplaced)


def test_of_which_date_hours_and_price_are_is_told_past_the_review_period(yangzhou: Talk) -> None:
    assert places(yangzhou.ask("个园在哪"))[0]["dated"] == "按2023年的资料"
    assert places(at(yangzhou, "2023-12-01T10:00").ask("个园在哪"))[0]["dated"] == ""


def test_a_place_whose_hours_nobody_knows_has_no_state(yangzhou: Talk) -> None:
    known = yangzhou.app.index.current()
    unknown = [each for each in places(yangzhou.ask("推荐三个园林")) if not known.by_id[each["entry"]].of("hours")]
    assert unknown and all(each["status"] is None and each["dated"] == "" for each in unknown)


def test_stops_of_a_plan_lie_somewhere_and_have_a_map(yangzhou: Talk) -> None:
    (card,) = yangzhou.ask("帮我安排一天").cards
    assert card["title"] and card["map"] == f"{card['link']}.svg"
    stops = [stop for day in card["days"] for stop in day["stops"] if stop["entry"]]
    assert stops and all(each["page"] == f"/places/{each['entry']}" and each["picture"] for each in stops)
    assert any(isinstance(each["lat"], float) for each in stops)


def test_events_lead_to_their_pages(yangzhou: Talk) -> None:
    (card,) = yangzhou.ask("这个月有什么活动").cards
    assert card["kind"] == "events" and all(each["page"] == f"/events/{each['entry']}" for each in card["items"])


@pytest.mark.parametrize("question", ["扬州有哪些博物馆", "二十四桥明月夜是谁写的"])
def test_whatever_is_listed_leads_to_its_page(yangzhou: Talk, question: str) -> None:
    (card,) = [each for each in yangzhou.ask(question).cards if "items" in each]
    assert card["items"] and all(each["page"] == f"/places/{each['id']}" for each in card["items"])


def test_what_is_near_is_dressed_with_its_own_distance(yangzhou: Talk) -> None:
    card = next(each for each in yangzhou.ask("离个园最近的景点是哪个").cards if each["kind"] == "nearby")
    assert card["places"] and all(each.keys() >= LOOK and each["metres"] >= 0 for each in card["places"])


def test_the_page_on_cards_names_all_that_is_on_them(yangzhou: Talk) -> None:
    told = set(re.findall(r"`(\w+)`", (Path(__file__).parents[2] / "docs" / "cards.md").read_text("utf-8")))
    plan, near = yangzhou.ask("帮我安排一天").cards[0], yangzhou.ask("离个园最近的景点是哪个").cards[0]
    shown = [*places(yangzhou.ask("个园在哪")), *near["places"], *plan["days"][0]["stops"]]
    assert {key for card in shown for key in card} - told == set()
    assert {key for card in (plan, near) for key in card} - told <= {"kind", "date", "open", "save"}
    assert {key for card in places(yangzhou.ask("个园在哪")) for key in card["picture"]} - told == set()


@pytest.mark.parametrize("lang", LANGUAGES)
def test_every_language_has_words_for_a_card(yangzhou: Talk, lang: str) -> None:
    for clock in ("2026-11-21T06:00", "2026-11-21T10:00", "2026-11-21T17:50", "2026-11-21T22:00"):
        told = Talk(yangzhou.app, Context(datetime.fromisoformat(f"{clock}+08:00"), lang, GE))
        (card,) = places(told.ask("Ge Garden") if lang not in ("zh-Hans", "zh-Hant") else told.ask("个园"))
        assert card["status"]["text"] and card["price"] and card["distance"] and card["go"]


def test_what_an_editor_publishes_is_on_the_card_at_once(tmp_path: Path, small_embedder: Path) -> None:
    with guides.guide(tmp_path, small_embedder) as made:
        assert places(made.ask("个园在哪"))[0]["price"] == "门票45元"
        facts = (Fact("price", 50, as_of="2026-11"), *(each for each in guides.GE.facts if each.field != "price"))
        moved = replace(guides.GE, facts=facts, position=None)
        made.app.base.publish([Change(moved.id, moved, made.app.index.current().numbers[moved.id])], "test", "")
        (card,) = places(made.ask("个园在哪"))
        assert card["price"] == "门票50元" and card["ways"] == []


def test_what_is_cited_names_the_page_it_has(yangzhou: Talk) -> None:
    (source, *_) = yangzhou.ask("个园门票多少钱").citations
    assert source.page == "/places/ge-garden"
