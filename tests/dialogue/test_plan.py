"""Plans asked for and changed in talk, in four languages, over the knowledge of Yangzhou as it ships."""

from __future__ import annotations

import re
from datetime import date

import pytest

from guide.skills.itinerary.result import Itinerary, Stop
from tests.guides import NOW, Talk

TOMORROW = date(2026, 11, 22)
GARDENS = "明天上午想看园林，中午回火车站"


def plan(talk: Talk, *questions: str) -> Itinerary:
    found = talk.find(*questions)
    assert found.skill == "plan", (found.skill, questions)
    assert isinstance(found.detail, Itinerary)
    return found.detail


def visits(made: Itinerary) -> list[str]:
    return [stop.entry.id for stop in made.stops if stop.entry]


def test_some_hours_from_a_place_with_elders(yangzhou: Talk) -> None:
    made = plan(yangzhou, "明天下午三小时，带两个老人，从东关街出发")
    (frame,) = made.request.frames
    assert (frame.day, frame.begin, frame.end) == (TOMORROW, 810, 990)
    assert made.request.start and made.request.start.entry == "dongguan-street"
    assert sum(person.ages[0] >= 60 for person in made.request.party.people) == 2
    assert made.stops and made.days[0].back is not None and made.days[0].back <= 990


def test_a_morning_of_gardens_and_back_to_the_station_by_noon(yangzhou: Talk) -> None:
    made = plan(yangzhou, GARDENS)
    (frame,) = made.request.frames
    assert (frame.begin, frame.end, made.request.wishes) == (510, 720, ("garden",))
    assert made.request.end and made.request.end.entry == "yangzhou-station"
    assert made.days[0].last is not None


def test_a_day_with_children_and_money(yangzhou: Talk) -> None:
    made = plan(yangzhou, "plan one day in Yangzhou with kids, 300 yuan")
    assert made.request.budget == 300 and made.cost <= 300
    assert any(person.ages[1] < 18 for person in made.request.party.people)


@pytest.mark.parametrize(
    "question",
    [
        "帮我安排明天一天的行程",
        "幫我安排明天一天的行程",
        "Plan a day trip for tomorrow",
        "明日一日の観光プランを作ってください",
        "내일 하루 코스 짜 주세요",
    ],
)
def test_a_day_is_planned_in_four_languages(yangzhou: Talk, question: str) -> None:
    made = plan(yangzhou, question)
    assert made.request.frames[0].day == TOMORROW and len(visits(made)) >= 3
    reply = yangzhou.ask(question)
    assert reply.cards[0]["kind"] == "itinerary" and reply.cards[0]["link"].startswith("/plans/")
    assert len(reply.suggestions) == 3


def times(text: str) -> list[str]:
    return re.findall(r"\d\d:\d\d–\d\d:\d\d", text)


def test_times_and_prices_are_the_same_in_all_languages(yangzhou: Talk) -> None:
    asked = ["帮我安排明天一天的行程", "Plan a day trip for tomorrow", "明日一日の観光プランを作ってください"]
    said = [yangzhou.ask(each).text for each in asked]
    assert len({tuple(times(each)) for each in said}) == 1 and times(said[0])
    assert len({tuple(re.findall(r"(?:门票|tickets |入場料)(\d+)", each)) for each in said}) == 1


def test_a_stop_is_swapped_and_the_others_stay(yangzhou: Talk) -> None:
    before = visits(plan(yangzhou, "帮我安排明天一天的行程"))
    after = visits(plan(yangzhou, "帮我安排明天一天的行程", "换掉第二个"))
    assert before[1] not in after and len(set(before) & set(after)) >= len(before) - 2


@pytest.mark.parametrize(
    ("change", "holds"),
    [
        ("要是下雨呢？", lambda asked: asked.rain),
        ("晚一小时出发", lambda asked: asked.frames[0].begin == 600),
        ("我们要晚到半个小时", lambda asked: asked.frames[0].begin == 570),
        ("不要博物馆", lambda asked: asked.avoid == ("museum",)),
        ("加上个园", lambda asked: asked.must == ("ge-garden",)),
        ("慢一点", lambda asked: asked.pace == "slow"),
        ("换成两天", lambda asked: len(asked.frames) == 2),
        ("第二天呢", lambda asked: asked.frames[0].day == date(2026, 11, 23)),
        ("预算200元", lambda asked: asked.budget == 200),
        ("不去何园", lambda asked: asked.without == ("he-garden",)),
        ("再带一个70岁的奶奶", lambda asked: any(each.age == 70 for each in asked.party.people)),
    ],
)
def test_a_plan_is_changed_by_what_is_said_next(yangzhou: Talk, change: str, holds: object) -> None:
    made = plan(yangzhou, "帮我安排明天一天的行程", change)
    assert callable(holds) and holds(made.request), made.request
    assert made.request.frames[0].day != NOW.date()


@pytest.mark.parametrize(
    ("ask", "changes"),
    [
        (
            "Plan a day trip for tomorrow",
            ("swap the second one", "it rains", "we are late by an hour", "no museums please"),
        ),
        (
            "明日一日の観光プランを作ってください",
            ("2番目を替えて", "雨だったら？", "1時間遅れます", "博物館はいりません"),
        ),
        ("내일 하루 코스 짜 주세요", ("두 번째를 바꿔 주세요", "비가 오면요?", "한 시간 늦어요", "박물관은 빼고요")),
    ],
)
def test_changes_are_heard_in_every_language(yangzhou: Talk, ask: str, changes: tuple[str, ...]) -> None:
    swapped, rained, late, avoided = (plan(yangzhou, ask, each) for each in changes)
    before = visits(plan(yangzhou, ask))
    assert before[1] not in visits(swapped)
    assert rained.request.rain and late.request.frames[0].begin == 600 and avoided.request.avoid == ("museum",)


def test_changes_add_up(yangzhou: Talk) -> None:
    made = plan(yangzhou, "帮我安排明天一天的行程", "慢一点", "加上个园", "晚一小时出发")
    asked = made.request
    assert asked.pace == "slow" and asked.must == ("ge-garden",) and asked.frames[0].begin == 630


def test_what_cannot_be_is_said_with_a_way_out(yangzhou: Talk) -> None:
    reply = yangzhou.ask("明天瘦西湖、个园、何园、大明寺都要去，3小时")
    assert reply.skill == "plan" and "凑不到一起" in reply.text and "可以" in reply.text
    assert times(reply.text)


def test_a_place_of_unknown_hours_is_told(yangzhou: Talk) -> None:
    made = plan(yangzhou, "明天安排一天的行程，要去普哈丁墓园")
    unsure: list[Stop] = [stop for stop in made.stops if stop.is_unsure]
    assert unsure and all(stop.arrive >= 570 and stop.leave <= 960 for stop in unsure)
    assert "开放时间没有资料" in yangzhou.ask("明天安排一天的行程，要去普哈丁墓园").text


@pytest.mark.parametrize(
    "question",
    ["个园几点开门", "瘦西湖玩多久", "个园怎么逛", "明天上午个园开门吗", "推荐一个适合老人的园林", "门票多少钱",
     "What time does Ge Garden open?", "How long does a visit to Slender West Lake take?", "個園は何時に開きますか",
     "개원은 몇 시에 열어요?", "扬州有哪些博物馆"],
)  # fmt: skip
def test_other_questions_are_left_to_others(yangzhou: Talk, question: str) -> None:
    assert yangzhou.find(question).skill != "plan"


def test_questions_after_a_plan_are_questions(yangzhou: Talk) -> None:
    for question in ("个园门票多少钱", "大明寺建于哪一年", "谢谢"):
        assert yangzhou.find("帮我安排明天一天的行程", question).skill != "plan"


def test_every_price_and_hour_told_is_cited(yangzhou: Talk) -> None:
    reply = yangzhou.ask("帮我安排明天一天的行程")
    for line in reply.text.splitlines()[1:]:
        if "元" in line and "–" in line:
            assert re.search(r"\[\d+\]", line), line
