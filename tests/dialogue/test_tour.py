"""Being shown round: stops in order, questions in between, and where the walk stands told by the messages alone."""

from __future__ import annotations

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from guide.types import Message
from tests.guides import Talk


def test_a_walk_goes_from_stop_to_stop(yangzhou: Talk) -> None:
    start, second, back, end, after = yangzhou.replies("带我逛瘦西湖", "下一站", "上一站", "结束讲解", "下一站")
    assert start.skill == "tour" and start.text.startswith("1/7 徐园")
    assert second.text.startswith("2/7 小金山") and second.citations
    assert back.text.startswith("1/7 徐园")
    assert end.skill == "tour" and "瘦西湖" in end.text
    assert after.skill != "tour"


def test_a_question_in_between_is_about_the_stop_and_the_walk_goes_on(yangzhou: Talk) -> None:
    replies = yangzhou.replies("带我逛瘦西湖", "下一站", "下一站", "下一站", "它建于哪一年", "继续")
    assert replies[3].text.startswith("4/7 五亭桥")
    assert replies[4].skill != "tour" and "1757" in replies[4].text
    assert replies[5].text.startswith("5/7")


def test_the_last_stop_is_followed_by_the_end(yangzhou: Talk) -> None:
    replies = yangzhou.replies("讲解扬州博物馆", "下一站", "下一站", "跳过", "下一站", "下一站")
    assert [reply.text[:3] for reply in replies[:4]] == ["1/4", "2/4", "3/4", "4/4"]
    assert "讲完" in replies[4].text and replies[5].skill != "tour"


def test_the_offered_next_stop_is_understood(yangzhou: Talk) -> None:
    start = yangzhou.ask("Show me round Daming Temple")
    assert yangzhou.ask("Show me round Daming Temple", start.suggestions[0]).text.startswith("2/5")


@pytest.mark.parametrize(
    ("start", "on", "end"),
    [
        ("带我逛个园", "下一站", "不逛了"),
        ("帶我逛個園", "下一站", "結束導覽"),
        ("Take me around Ge Garden", "next", "stop the tour"),
        ("個園を案内してください", "次へ", "終わります"),
        ("개원 안내해 주세요", "다음", "그만"),
    ],
)
def test_a_garden_is_shown_by_its_own_sections_in_four_languages(yangzhou: Talk, start: str, on: str, end: str) -> None:
    first, second, last = yangzhou.replies(start, on, end)
    assert (first.text[:4], second.text[:4]) == ("1/4 ", "2/4 ")
    assert first.cards[0]["kind"] == "tour" and len(first.cards[0]["stops"]) == 4
    assert last.skill == "tour" and not last.text[0].isdigit()


def test_without_a_place_the_walks_are_offered(yangzhou: Talk) -> None:
    offered = yangzhou.ask("开始讲解")
    assert offered.skill == "tour" and "路线" in offered.text and len(offered.suggestions) == 3
    assert yangzhou.ask("何园在哪里", "开始讲解").text.startswith("1/4 何园")


@pytest.mark.parametrize(
    "question", ["个园要逛多久", "想带孩子去逛个园", "下一站", "继续", "How long is a tour of He Garden?"]
)
def test_what_is_no_walk_is_left_to_others(yangzhou: Talk, question: str) -> None:
    assert yangzhou.ask(question).skill != "tour"


@settings(max_examples=25, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(commands=st.lists(st.sampled_from(["下一站", "跳过", "上一站", "再讲一遍", "五亭桥多高"]), max_size=8))
def test_where_a_walk_stands_is_a_fold_over_the_commands(yangzhou: Talk, commands: list[str]) -> None:
    at, last = 0, 6
    messages = [Message("user", "带我逛瘦西湖")]
    for command in commands:
        at = max(0, at + {"下一站": 1, "跳过": 1, "上一站": -1}.get(command, 0))
        messages.append(Message("user", command))
        if at > last:
            break
    told = yangzhou.app.guide.find([*messages, Message("user", "再讲一遍")], yangzhou.context).detail
    assert at > last or told.at == at


@pytest.mark.parametrize("question", ["给我讲讲大运河博物馆，一个厅一个厅讲", "一个厅一个厅介绍扬州博物馆"])
def test_stop_by_stop_is_a_walk(yangzhou: Talk, question: str) -> None:
    assert yangzhou.ask(question).text.startswith("1/4")
