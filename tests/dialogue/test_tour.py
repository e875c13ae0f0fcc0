"""Being shown round: stops in order, questions in between, and where the walk stands told by the messages alone."""

from __future__ import annotations

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from guide.types import Message
from tests.guides import Talk


def test_a_walk_goes_from_stop_to_stop(yangzhou: Talk) -> None:
    start, second, back, end, after = yangzhou.replies("带我逛瘦西湖", "下一站", "上一站", "结束讲解", "下一站")
    assert start.skill == "tour" and "\n1/7 徐园" in start.text
    assert second.text.startswith("2/7 小金山") and second.citations
    assert back.text.startswith("1/7 徐园")
    assert end.skill == "tour" and "瘦西湖" in end.text
    assert after.suggestions[0].startswith("带我逛")  # no walk is under way: they are offered


def test_a_question_in_between_is_about_the_stop_and_the_walk_goes_on(yangzhou: Talk) -> None:
    replies = yangzhou.replies("带我逛瘦西湖", "下一站", "下一站", "下一站", "它建于哪一年", "继续")
    assert replies[3].text.startswith("4/7 五亭桥")
    assert replies[4].skill != "tour" and "1757" in replies[4].text
    assert replies[5].text.startswith("5/7")


def test_the_last_stop_is_followed_by_the_end(yangzhou: Talk) -> None:
    replies = yangzhou.replies("讲解扬州博物馆", "下一站", "下一站", "跳过", "下一站", "下一站")
    assert [reply.text[:3] for reply in replies[:4]] == ["1/4", "2/4", "3/4", "4/4"]
    assert "讲完" in replies[4].text and not replies[5].text[0].isdigit()


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
    assert [each["text"] for each in first.cards[0]["asks"]] == list(first.suggestions)
    assert last.cards[0]["asks"] == []
    assert last.skill == "tour" and not last.text[0].isdigit()


def test_without_a_place_the_walks_are_offered(yangzhou: Talk) -> None:
    offered = yangzhou.ask("开始讲解")
    assert offered.skill == "tour" and "路线" in offered.text and len(offered.suggestions) == 3
    assert yangzhou.ask("何园在哪里", "开始讲解").text.startswith("1/4 何园")


@pytest.mark.parametrize(
    "question", ["个园要逛多久", "想带孩子去逛个园", "继续", "下一站是个园吗", "How long is a tour of He Garden?"]
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


@pytest.mark.parametrize(
    ("question", "route"),
    [
        ("带我走运河路线", "route-canal"),
        ("给我讲亲子路线", "route-family"),
        ("我想走夜游路线", "route-night"),
        ("start the night walk", "route-night"),
        ("start the family route tour", "route-family"),
        ("take me on the photography route", "route-photography"),
        ("show me a night walk", "route-night"),
    ],
)
def test_a_route_that_is_named_is_walked(yangzhou: Talk, question: str, route: str) -> None:
    start = yangzhou.ask(question)
    assert start.skill == "tour" and start.cards[0]["id"] == route
    assert yangzhou.ask(question, start.suggestions[0]).text.startswith("2/")


def test_a_route_is_told_as_a_whole_before_its_first_stop(yangzhou: Talk) -> None:
    whole, _, first = yangzhou.ask("带我走运河路线").text.partition("\n")
    assert "运河" in whole and first.startswith("1/6 东关古渡")


def test_after_what_is_told_of_a_route_a_question_is_about_its_first_stop(yangzhou: Talk) -> None:
    assert "东关古渡" in yangzhou.ask("带我走运河路线", "要逛多久").text


@pytest.mark.parametrize(
    ("first", "then"), [("运河路线要多久", "带我走这条路线"), ("How long is the canal route?", "take me on this route")]
)
def test_this_route_is_walked(yangzhou: Talk, first: str, then: str) -> None:
    assert yangzhou.ask(first, then).cards[0]["id"] == "route-canal"


@pytest.mark.parametrize("question", ["下一站", "next stop", "show me a walk at night"])
def test_a_next_stop_without_a_walk_has_the_walks_offered(yangzhou: Talk, question: str) -> None:
    offered = yangzhou.ask(question)
    assert offered.skill == "tour" and len(offered.suggestions) == 3


def test_what_is_offered_first_is_what_was_asked(yangzhou: Talk) -> None:
    assert "雨天室内路线" in yangzhou.ask("下雨天怎么玩，带我走一圈").suggestions[0]
    assert "Night walk" in yangzhou.ask("show me a walk at night").suggestions[0]


@pytest.mark.parametrize(
    ("question", "name"),
    [
        ("Is there a family route?", "Family day route"),
        ("Any easy route for seniors?", "Gentle route for elders"),
        ("带老人有什么路线推荐", "长辈慢游路线"),
        ("有没有适合带孩子的路线", "亲子一日路线"),
        ("有没有半天的路线", "首次到访半日路线"),
        ("扬州有没有摄影路线", "摄影一日路线"),
        ("最短的路线是哪条", "首次到访半日路线"),
        ("带我走最短的路线", "首次到访半日路线"),
        ("想走一条运河路线，从哪里开始", "运河一日路线"),
        ("親子コースはありますか", "親子の一日コース"),
    ],
)
def test_who_looks_for_a_route_is_told_the_one_that_fits(yangzhou: Talk, question: str, name: str) -> None:
    told = yangzhou.ask(question)
    assert told.skill == "tour" and name in told.suggestions[0] and told.citations


@pytest.mark.parametrize(
    "question", ["有哪些路线", "What walking routes are there?", "去瘦西湖有什么公交路线", "摄影路线怎么走"]
)
def test_a_list_of_routes_a_bus_and_the_way_are_left_to_others(yangzhou: Talk, question: str) -> None:
    assert yangzhou.ask(question).skill != "tour"


def test_how_a_route_goes_and_how_long_it_takes(yangzhou: Talk) -> None:
    assert not yangzhou.ask("运河路线怎么走").text.startswith("去")
    assert "Getting to" not in yangzhou.ask("How do I get along the garden route?").text
    assert "9小时40分钟" in yangzhou.ask("运河路线要多久").text
    assert "9 hours 40 minutes" in yangzhou.ask("How long does the canal route take?").text


@pytest.mark.parametrize(
    "question", ["亲子路线在哪里吃饭", "Where can I eat on the garden route?", "夜游路线哪里有吃的"]
)
def test_where_to_eat_on_a_route_is_around_its_stops(yangzhou: Talk, question: str) -> None:
    told = yangzhou.find(question)
    assert told.skill == "nearby" and told.answered and told.facts


def test_a_route_that_says_where_to_eat_is_believed(yangzhou: Talk) -> None:
    assert "冶春" in yangzhou.ask("早茶路线在哪里吃早饭").text


def test_beside_the_route_that_fits_only_those_that_fit_too_are_named(yangzhou: Talk) -> None:
    assert "早茶" not in yangzhou.ask("推荐一条适合拍照的路线").text
