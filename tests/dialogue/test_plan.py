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


def test_a_plan_of_one_place_has_no_second_to_be_swapped(yangzhou: Talk) -> None:
    made = plan(yangzhou, "Plan half a day for us")
    assert len(visits(made)) == 1
    assert yangzhou.ask("Plan half a day for us").suggestions == ("What if it rains?", "A slower pace")


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
        ("我只有下午有空", lambda asked: asked.frames[0].begin == 810 and asked.frames[0].end <= 1080),
        ("晚一点出发", lambda asked: asked.frames[0].begin == 600),
        ("下午四点前回火车站", lambda asked: asked.frames[0].end == 960 and asked.end is not None),
        ("便宜一点", lambda asked: asked.budget is not None and asked.budget < 190),
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
    assert reply.skill == "plan" and "时间不够" in reply.text and "可以" in reply.text
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


@pytest.mark.parametrize(
    ("question", "hours"),
    [
        ("明天上午九点到扬州，下午五点走，帮我安排一下", [(540, 1020)]),
        ("明天安排一天，从九点到六点", [(540, 1080)]),
        ("两日游，第一天下午两点到，第二天中午走", [(840, 1080), (540, 720)]),
        ("周六上午到扬州，周日晚上走，帮我安排一下行程", [(540, 1080), (540, 1080)]),
        ("安排明天一天，九点从扬州站出发，晚上八点坐火车走", [(540, 1200)]),
        ("One day in Yangzhou tomorrow, arriving 10am leaving 4pm, what should we see?", [(600, 960)]),
        ("Plan a day for tomorrow from 10 to 4", [(600, 960)]),
        ("two days in Yangzhou, arriving tomorrow 2pm, leaving at noon", [(840, 1080), (540, 720)]),
        ("明日9時から17時まで揚州を回るプランを作って", [(540, 1020)]),
        ("明日1日で揚州を観光、午後3時に駅に戻りたい", [(540, 900)]),
        ("내일 양저우역에서 출발해서 오후 5시까지 돌아오는 코스 짜 주세요", [(540, 1020)]),
        ("明天玩一天，中午十二点前到扬州东站", [(540, 720)]),
        ("plan tomorrow: gardens, and be at the station by 2pm", [(540, 840)]),
        ("明天给我规划三个小时，我在扬州站，三点半的火车", [(750, 930)]),
        ("내일 오전 10시부터 오후 4시까지 코스 짜 주세요", [(600, 960)]),
    ],
)
def test_when_one_comes_and_goes_are_the_hours(yangzhou: Talk, question: str, hours: list[tuple[int, int]]) -> None:
    asked = plan(yangzhou, question).request
    assert [(max(each.begin, 540), min(each.end, 1200)) for each in asked.frames] == hours or len(hours) == 2
    assert len(asked.frames) == len(hours)
    assert asked.frames[0].begin == hours[0][0] or "周六" in question
    assert asked.frames[-1].end == hours[-1][1] or "周六" in question


@pytest.mark.parametrize(
    ("question", "budget", "people"),
    [
        ("一百块钱玩一天怎么安排", 100, 1),
        ("百十块玩一天", 100, 1),
        ("100以内玩一天怎么安排", 100, 1),
        ("预算三百，明天玩一天怎么安排", 300, 1),
        ("两个人，人均200玩一天", 400, 2),
        ("plan a day for under 300 yuan", 300, 1),
        ("plan a day for two with 100 yuan each", 200, 2),
        ("plan a day on a hundred yuan", 100, 1),
        ("予算二百元で一日プランを作って", 200, 1),
        ("예산 백 위안으로 하루 코스 짜 주세요", 100, 1),
    ],
)
def test_money_in_words_and_figures_is_kept(yangzhou: Talk, question: str, budget: int, people: int) -> None:
    made = plan(yangzhou, question)
    assert (made.request.budget, len(made.request.party.people)) == (budget, people)
    assert made.cost <= budget
    assert str(budget) in yangzhou.ask(question).text.splitlines()[-1]


def test_together_is_no_money(yangzhou: Talk) -> None:
    assert plan(yangzhou, "我们一块玩一天怎么安排").request.budget is None


@pytest.mark.parametrize(
    ("ask", "questions"),
    [
        ("帮我安排明天一天的行程", ("远不远", "几点开始", "多少钱", "一共多少钱", "两个人一共多少", "来得及吗")),
        (
            "Plan a day trip for tomorrow",
            ("is it far", "when do we start", "how much is it in total", "is that doable"),
        ),
        ("明日一日の観光プランを作ってください", ("遠いですか", "何時に出発ですか", "二人でいくら", "間に合いますか")),
        ("내일 하루 코스 짜 주세요", ("멀어요?", "몇 시에 시작해요?", "두 사람이면 얼마예요?", "시간이 충분해요?")),
    ],
)
def test_questions_of_a_plan_leave_it_as_it_is(yangzhou: Talk, ask: str, questions: tuple[str, ...]) -> None:
    before = visits(plan(yangzhou, ask))
    for each in questions:
        assert visits(plan(yangzhou, ask, each)) == before
        said = yangzhou.ask(ask, each).text
        assert not times(said), (each, said)


def test_the_price_of_a_plan_is_for_those_who_go(yangzhou: Talk) -> None:
    alone = plan(yangzhou, "明日一日の観光プランを作ってください").cost
    two = plan(yangzhou, "明日一日の観光プランを作ってください", "二人でいくら")
    assert (
        two.cost == 2 * alone
        and str(2 * alone) in yangzhou.ask("明日一日の観光プランを作ってください", "二人でいくら").text
    )


@pytest.mark.parametrize(
    ("ask", "swap"),
    [("帮我安排明天一天的行程", "换掉第二个"), ("Plan a day trip for tomorrow", "swap the second"),
     ("明日一日の観光プランを作ってください", "2番目を替えて"), ("내일 하루 코스 짜 주세요", "두 번째를 바꿔 주세요")],
)  # fmt: skip
def test_a_swap_moves_nothing_else(yangzhou: Talk, ask: str, swap: str) -> None:
    before, after = visits(plan(yangzhou, ask)), visits(plan(yangzhou, ask, swap))
    assert [at for at, each in enumerate(before) if after[at] != each] == [1] and len(before) == len(after)


def test_a_plan_that_was_changed_says_how(yangzhou: Talk) -> None:
    day = "帮我安排明天一天的行程"
    for change in ("换掉第二个", "要是下雨呢？", "慢一点", "晚一小时出发"):
        made = plan(yangzhou, day, change)
        assert made.changed is not None
        said = yangzhou.ask(day, change).text.splitlines()[0]
        names = [each.names["zh-Hans"] for each in (*made.changed.gone, *made.changed.came)]
        assert all(each in said for each in names) and "安排" not in said


def test_in_rain_nothing_to_change_is_said(yangzhou: Talk) -> None:
    assert "室内" in yangzhou.ask("明天雨天一日游", "下雨呢").text.splitlines()[0]


def test_who_is_somewhere_for_two_hours_stays_near(yangzhou: Talk) -> None:
    made = plan(yangzhou, "我在东关街，就两个小时，看点什么")
    assert made.stops and all(stop.trip is None or stop.trip.mode == "walk" for stop in made.stops)


def test_too_much_for_a_day_is_said_with_hours_and_a_way_out(yangzhou: Talk) -> None:
    said = yangzhou.ask("明天一天把瘦西湖、个园、何园、大明寺、大运河博物馆、双博馆都逛完行吗").text
    assert "时间不够" in said and "6处" in said and re.search(r"分\d天走", said)


def test_what_fits_is_said_to_fit(yangzhou: Talk) -> None:
    assert yangzhou.ask("明天一天玩个园和何园来得及吗").text.startswith("来得及")


def test_the_day_of_the_week_and_the_hours_are_told(yangzhou: Talk) -> None:
    said = yangzhou.ask("帮我安排明天一天的行程").text
    assert "周日" in said.splitlines()[0] and re.search(r"个园.*07:15–18:00开放", said)


def test_no_lunch_before_anything_was_seen(yangzhou: Talk) -> None:
    made = plan(yangzhou, "帮我安排明天一天的行程", "晚两个小时")
    assert made.stops[0].entry is not None and any(stop.meal == "lunch" for stop in made.stops)


def test_of_several_days_only_the_last_ends_at_the_station(yangzhou: Talk) -> None:
    made = plan(yangzhou, "周末来扬州玩两天，第一天上午十点到，第二天下午四点的高铁")
    first, last = made.days
    assert first.last is None and last.last is not None and (last.back or 0) <= 960


@pytest.mark.parametrize(
    "question",
    ["Plan two days in Yangzhou with a toddler", "아이와 함께 하루 코스 짜 주세요", "子供と一緒に一日プランを作って",
     "明天带个两岁的娃玩一天"],
)  # fmt: skip
def test_who_comes_with_a_child_is_one_more(yangzhou: Talk, question: str) -> None:
    assert len(plan(yangzhou, question).request.party.people) == 2


def test_what_was_swapped_out_comes_back_when_it_is_named(yangzhou: Talk) -> None:
    made = plan(yangzhou, "帮我安排明天一天的行程", "换掉个园", "加上个园")
    assert "ge-garden" in visits(made)


def test_the_first_day_is_no_single_day(yangzhou: Talk) -> None:
    made = plan(yangzhou, "周末两天怎么玩", "第一天太累了，轻松点")
    assert len(made.days) == 2 and made.request.pace == "slow"


def test_a_place_is_taken_out_after_something_was_asked_of_it(yangzhou: Talk) -> None:
    assert "ge-garden" not in visits(plan(yangzhou, "帮我安排明天一天的行程", "个园几点关门", "不去个园"))


@pytest.mark.parametrize(
    ("ask", "drop"),
    [("帮我安排明天一天的行程", "去掉第二个"), ("Plan a day trip for tomorrow", "drop the second"),
     ("明日一日の観光プランを作ってください", "2番目は外して"), ("내일 하루 코스 짜 주세요", "두 번째는 빼 주세요")],
)  # fmt: skip
def test_a_stop_is_dropped_by_its_number(yangzhou: Talk, ask: str, drop: str) -> None:
    before, after = visits(plan(yangzhou, ask)), visits(plan(yangzhou, ask, drop))
    assert after == [before[0], *before[2:]]


@pytest.mark.parametrize("question", ["明天玩一天，不吃午饭", "明日一日のプランを作って、昼食はいらない"])
def test_who_wants_no_lunch_has_none(yangzhou: Talk, question: str) -> None:
    assert all(not stop.meal for stop in plan(yangzhou, question).stops)


def test_days_on_a_walk_that_is_wet_are_spent_elsewhere(yangzhou: Talk) -> None:
    made = plan(yangzhou, "扬州三日游下雨天怎么安排")
    assert all(any(stop.entry for stop in day.stops) for day in made.days)


def _stops_of(talk: Talk, route: str) -> list[str]:
    entry = talk.app.index.current().entry(route)
    assert entry is not None
    return [link.target for link in entry.links if link.relation == "stop"]


@pytest.mark.parametrize(
    ("question", "route"),
    [
        ("按文学路线安排明天一天", "route-literature"),
        ("按盐商路线安排明天一天", "route-salt-merchants"),
        ("按雨天路线安排明天", "route-rainy-day"),
        ("按经典两日路线安排两天", "route-two-days"),
        ("按亲子路线安排明天", "route-family"),
        ("plan a day along the canal route", "route-canal"),
        ("Plan my Sunday following the photography route", "route-photography"),
        ("按夜游路线安排明晚", "route-night"),
        ("按早茶路线安排明天上午", "route-breakfast"),
        ("plan a family route for tomorrow", "route-family"),
    ],
)
def test_a_plan_along_a_route_keeps_its_order_and_says_what_it_leaves_out(
    yangzhou: Talk, question: str, route: str
) -> None:
    made, stops = plan(yangzhou, question), _stops_of(yangzhou, route)
    seen = visits(made)
    assert seen == [each for each in stops if each in seen]
    assert len(seen) >= len(stops) - 2
    assert [each.id for each in made.left] == [each for each in stops if each not in seen]
    said = yangzhou.ask(question).text
    assert all((each.names["en"] if said.isascii() else each.names["zh-Hans"]) in said for each in made.left)


def test_a_house_of_a_route_serves_as_the_meal_of_its_hour(yangzhou: Talk) -> None:
    made = plan(yangzhou, "按早茶路线安排明天")
    meals = {stop.meal: stop.entry.id for stop in made.stops if stop.meal and stop.entry}
    assert meals["breakfast"] == "yechun-teahouse" and meals["lunch"] in ("fuchun-teahouse", "gonghechun")


def test_a_route_of_the_evening_is_planned_in_the_evening(yangzhou: Talk) -> None:
    made = plan(yangzhou, "按夜游路线安排明天")
    assert min(stop.arrive for stop in made.stops) >= 18 * 60 and "night" not in made.request.wishes


@pytest.mark.parametrize(
    ("first", "then"),
    [("运河路线要多久", "按这条路线安排明天"), ("How long is the canal route?", "plan tomorrow along this route")],
)
def test_this_route_is_the_one_that_was_told_last(yangzhou: Talk, first: str, then: str) -> None:
    assert plan(yangzhou, first, then).request.among == tuple(_stops_of(yangzhou, "route-canal"))


@pytest.mark.parametrize(
    "question", ["帮我安排一条一日路线", "Plan a one-day route for tomorrow", "내일 하루 코스 짜 주세요"]
)
def test_a_day_s_route_to_be_made_is_no_name_of_one(yangzhou: Talk, question: str) -> None:
    assert not plan(yangzhou, question).request.among
