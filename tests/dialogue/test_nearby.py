"""Looking around in conversation: by place, by position, by a landmark that is asked for, in four languages."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path

import pytest

from guide.types import UNNAMED, Context, Entry, Fact, Position
from tests import guides
from tests.guides import NOW, Talk


def point(entry_id: str, tag: str, lat: float, lon: float, *facts: Fact, name: str = "") -> Entry:
    names = {"zh-Hans": name or "公共厕所", "en": name or "Public toilets"}
    tags = (tag,) if name else (tag, UNNAMED)
    return Entry(entry_id, "amenity", "yangzhou", names=names, facts=facts, position=Position(lat, lon), tags=tags)


POINTS = (
    point("wc-near", "toilets", 32.4030, 119.44, Fact("wheelchair", "no"), Fact("price", 0)),
    point("wc-far", "toilets", 32.4100, 119.44, Fact("wheelchair", "yes")),
    point("drugs", "pharmacy", 32.4005, 119.45, name="百信药房"),
    replace(guides.MUSEUM, position=Position(32.404, 119.436, 20)),
)


@pytest.fixture(scope="module")
def around(tmp_path_factory: pytest.TempPathFactory, small_embedder: Path) -> Iterator[Talk]:
    known = {entry.id: entry for entry in (*guides.ENTRIES, *POINTS)}
    with guides.guide(tmp_path_factory.mktemp("around"), small_embedder, known.values()) as made:
        yield made


@pytest.mark.parametrize(
    ("question", "said"),
    [
        ("个园附近有厕所吗", "步行6分钟"),
        ("個園附近有洗手間嗎", "步行6分鐘"),
        ("Where is the nearest toilet to Ge Garden?", "6 minutes on foot"),
        ("個園の近くにトイレはありますか", "徒歩6分"),
        ("개원 근처에 화장실 있어요?", "걸어서 6분"),
    ],
)
def test_the_nearest_is_told_in_minutes_in_the_visitors_language(around: Talk, question: str, said: str) -> None:
    reply = around.ask(question)
    assert reply.skill == "nearby" and reply.answered
    assert said in reply.text and "[1]" in reply.text


@pytest.mark.parametrize(
    ("question", "landmark"),
    [
        ("附近有厕所吗", "个园"),
        ("急，哪里有厕所", "我在个园门口"),
        ("Is there a toilet around here?", "I'm at Ge Garden"),
        ("近くにトイレはありますか", "個園です"),
        ("근처에 화장실 있어요?", "개원이에요"),
    ],
)
def test_without_a_position_a_landmark_is_asked_for_and_taken(around: Talk, question: str, landmark: str) -> None:
    first, second = around.replies(question, landmark)
    assert first.skill == second.skill == "nearby"
    assert "[1]" not in first.text and first.text.count("。") + first.text.count(". ") <= 1
    assert second.citations[0].entry == "wc-near"


def test_a_landmark_nobody_knows_is_asked_for_again(around: Talk) -> None:
    reply = around.ask("附近有厕所吗", "翠岗路口")
    assert reply.skill == "nearby" and "翠岗路口" in reply.text and not reply.citations


def test_the_visitors_position_is_used_and_not_said(around: Talk) -> None:
    at_hand = Talk(around.app, Context(now=NOW, location=(32.4031, 119.4401)))
    reply = at_hand.ask("附近有厕所吗")
    assert "步行1分钟" in reply.text
    assert "32.40" not in reply.text and "119.44" not in reply.text


def test_far_from_the_city_the_place_in_talk_is_meant(around: Talk) -> None:
    away = Talk(around.app, Context(now=NOW, location=(48.85, 2.35)))
    assert "离个园最近的厕所" in away.ask("介绍一下个园", "附近有厕所吗").text


def test_another_thing_is_looked_for_at_the_same_place(around: Talk) -> None:
    reply = around.ask("个园附近有厕所吗", "那药店呢")
    assert "百信药房" in reply.text
    assert "个园" in around.ask("个园附近有厕所吗", "还有吗").text or around.find("个园附近有厕所吗", "还有吗").detail


def test_step_free_ones_are_told_alone(around: Talk) -> None:
    found = around.find("个园附近有无障碍厕所吗").detail
    assert [each.entry.id for each in found.steps] == ["wc-far"]
    near = around.ask("个园附近有厕所吗")
    assert "轮椅进不去" in near.text and "免费" in near.text


def test_without_data_whom_to_ask_and_a_map_are_named(around: Talk) -> None:
    reply = around.ask("个园附近哪里能充电宝")
    assert "没有资料" in reply.text and "个园的工作人员" in reply.text
    (card,) = reply.cards
    assert card["kind"] == "map-search" and card["links"][0]["url"].startswith("https://uri.amap.com/search?")
    assert "http" not in reply.text


@pytest.mark.parametrize(
    "question",
    [
        "个园附近有什么好吃的", "个园有停车场吗", "个园门票多少钱", "个园几点开门", "推荐个园附近的餐厅", "个园怎么走",
        "What sights are near Ge Garden?", "How much is Ge Garden?", "个园在哪里", "扬州有什么好玩的",
    ],
)  # fmt: skip
def test_what_others_answer_is_left_to_them(around: Talk, question: str) -> None:
    assert around.find(question).skill != "nearby"


def test_points_without_a_name_are_no_names(around: Talk) -> None:
    assert around.app.index.current().linker.link("公共厕所在哪", True) == ()


@pytest.mark.parametrize(
    ("question", "said"),
    [
        ("个园到扬州博物馆多远", "从个园到扬州博物馆直线0.6公里，步行大约11分钟"),
        ("How far is Yangzhou Museum from Ge Garden?", "0.6 km in a straight line, about 11 minutes on foot"),
    ],
)
def test_how_far_two_places_are_apart(around: Talk, question: str, said: str) -> None:
    reply = around.ask(question)
    assert said in reply.text and reply.skill == "nearby"


@pytest.mark.parametrize(
    "question", ["厕所", "トイレ", "화장실", "Where is the toilet?", "先帮我找个厕所", "Somewhere to charge my phone?"]
)
def test_one_word_is_enough(around: Talk, question: str) -> None:
    assert around.find(question).intent == "nearby.where"
    assert around.ask(question).cards == ({"kind": "locate"},)


@pytest.mark.parametrize(
    ("question", "told"),
    [
        ("从瘦西湖到个园怎么走", "从瘦西湖到个园直线 打车 盐阜东路10号"),
        ("从扬州东站去瘦西湖坐什么车", "从扬州东站出发 25分钟 大虹桥路28号"),
        ("去个园从何园怎么走", "从何园到个园直线"),
        ("大明寺怎么去", "从扬州东站出发 游3路 平山堂东路8号"),
        ("个园怎么走", "从扬州站到个园直线 打车"),
        ("从个园走到东关街要多久", "从个园到东关街直线 步行"),
        ("How do I get to He Garden?", "From Yangzhou Railway Station by taxi 66 Xuningmen"),
    ],
)
def test_the_way_is_told_from_where_one_is_or_arrives(yangzhou: Talk, question: str, told: str) -> None:
    reply = yangzhou.ask(question)
    assert reply.skill == "nearby"
    assert [part for part in told.split(" ") if part not in reply.text] == []


def test_another_goal_keeps_the_way(yangzhou: Talk) -> None:
    assert "大虹桥路28号" in yangzhou.ask("大明寺怎么去", "瘦西湖呢").text


def test_nothing_is_near_a_piece_of_advice(yangzhou: Talk) -> None:
    reply = yangzhou.ask("个园好玩吗", "那里有无障碍通道吗？", "附近有吃早茶的地方吗")
    assert "个园" in reply.text and "提示附近" not in reply.text
