"""What visitors ask about opening at fixed clocks: of Yangzhou as it ships, and of a place with every exception."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from datetime import datetime
from pathlib import Path

import pytest

from guide.types import Context, Entry, Fact, Position, Reply, Source
from tests import guides

SATURDAY, NIGHT, HOLIDAY_MONDAY = "2026-11-21T15:30", "2026-11-21T23:50", "2026-10-05T10:00"
MAKE_UP_SUNDAY, EVE, UNPUBLISHED = "2026-09-20T10:00", "2026-02-16T09:30", "2027-10-04T10:00"

HALL = Entry(
    id="hall", kind="museum", city="yangzhou",
    names={"zh-Hans": "示例馆", "en": "Example Hall", "ja": "見本館", "ko": "예시관"},
    facts=(
        Fact("hours", "Tu-Su 09:00-17:00; Mo off", source="s"),
        Fact("hours", "18:30-21:00", label={"zh-Hans": "夜场", "en": "night session"}, when="May-Oct", source="s",
             note={"zh-Hans": "另售夜票", "en": "a ticket of its own"}),
        Fact("last_entry", "16:00", source="s"),
        Fact("exceptions", "holidays Mo open", source="s"),
        Fact("exceptions", "lunar 01-01 -1d 09:00-12:00", source="s"),
        Fact("exceptions", "2026-12-01/2026-12-20 off", source="s", note={"zh-Hans": "布展", "en": "new exhibition"}),
        Fact("phone", "0514-1110020", source="s"),
    ),
    position=Position(32.39, 119.44, 50), sources={"s": Source("示例馆公告", "https://example.org/hall", "A")},
    as_of="2026-04",
)  # fmt: skip
GATE = Entry(
    id="gate", kind="attraction", city="yangzhou", names={"zh-Hans": "南门遗址", "en": "South Gate Site"},
    facts=(Fact("address", "南门街1号", source="s"),), position=Position(32.38, 119.44, 50),
    sources={"s": Source("示例", None, "B")}, as_of="2026-04",
)  # fmt: skip
WORDS = Entry(
    id="words", kind="museum", city="yangzhou", names={"zh-Hans": "文字馆", "en": "Words Hall"},
    facts=(Fact("hours", {"zh-Hans": "上午开放，周一闭馆", "en": "mornings, closed Mondays"}, source="s"),),
    sources={"s": Source("示例", None, "B")}, as_of="2026-04",
)  # fmt: skip


@pytest.fixture(scope="module")
def hall(tmp_path_factory: pytest.TempPathFactory, small_embedder: Path) -> Iterator[guides.Talk]:
    with guides.guide(tmp_path_factory.mktemp("hall"), small_embedder, (HALL, GATE, WORDS)) as made:
        yield made


def asked(talk: guides.Talk, clock: str, *questions: str, at: tuple[float, float] | None = None) -> Reply:
    now = datetime.fromisoformat(f"{clock}+08:00")
    return replace(talk, context=Context(now=now, location=at)).ask(*questions)


SHIPPED = [
    (SATURDAY, "个园现在开门吗", "开着 18:00 17:45停止入场"),
    (SATURDAY, "个园还能进吗", "来得及 17:45停止入场"),
    (SATURDAY, "凌晨三点能进东关街吗", "东关街 全天"),
    (SATURDAY, "后天上午去大运河博物馆行不行", "不开 11月23日（周一）"),
    (SATURDAY, "茱萸湾四点半还买得到票吗", "来不及 16:00"),
    (SATURDAY, "三湾这时候还能去跑步吗", "22:00"),
    (SATURDAY, "個園現在開門嗎", "個園 18:00 停止入場"),
    (SATURDAY, "周一哪些博物馆开", "11月23日（周一） 史可法纪念馆 八怪纪念馆 中国大运河博物馆 没有查到开放时间"),
    (SATURDAY, "哪些博物馆周一闭馆", "确定不开 大运河博物馆"),
    (SATURDAY, "明天晚上有什么地方开着", "明天（周日）晚上 瘦西湖 18:30–22:00 运河三湾 没有查到"),
    (SATURDAY, "现在有哪些园林还开着", "园林 个园 何园"),
    (SATURDAY, "大运河博物馆周一开吗", "不开 11月23日（周一） 下次开放 11月24日（周二）9:00"),
    (SATURDAY, "大运河博物馆今天还赶得上吗", "来得及 16:00停止入场 30分钟"),
    (SATURDAY, "大运河博物馆最晚几点到", "最晚16:00到"),
    (SATURDAY, "个园几点前要到", "最晚17:45到"),
    (SATURDAY, "大明寺最晚几点能进", "17:30关门 没有查到"),
    (SATURDAY, "瘦西湖晚上8点还能进吗", "可以 20:00 夜游 22:00"),
    (SATURDAY, "瘦西湖明天下午开着吗", "日场 6:30–18:00"),
    (SATURDAY, "我从东关街过去，还赶得上大明寺最后入园吗", "来得及 从东关街 分钟 17:30"),
    (SATURDAY, "大运河博物馆国庆开吗", "10月4日（周一）还不能确定 2027年 没有公布"),
    (SATURDAY, "个园除夕开门吗", "2月5日（周五） 7:15–17:15"),
    (SATURDAY, "瘦西湖今天几点关门", "今天（周六）的开放时间是日场6:30–18:00（17:30停止售票）、夜游18:30–22:00"),
    (SATURDAY, "我下午五点四十到个园行不行", "可以 17:40 17:45停止入场"),
    (SATURDAY, "周一去个园行吗", "开的 11月23日（周一）"),
    (SATURDAY, "春节哪些博物馆开", "春节假期（2月5日至2月12日） 史可法纪念馆 没有公布"),
    (SATURDAY, "现在开门吗", "现在确定开放 没有查到开放时间"),
    (SATURDAY, "Quels musées sont ouverts lundi ?", "lundi 23 novembre Shi Kefa je n’ai pas d’horaires"),
    (SATURDAY, "Is Slender West Lake open tonight?", "Yes, 18:30–22:00"),
    (SATURDAY, "茱萸湾四点半还买得到票吗", "来不及了 16:00就停止售票"),
    (SATURDAY, "凌晨三点能进东关街吗", "可以 3:00能进 全天"),
    (SATURDAY, "后天上午去大运河博物馆行不行", "不开 11月23日（周一）"),
    (SATURDAY, "周一能去大运河博物馆吗", "不开 11月23日（周一）"),
    ("2026-11-21T20:10", "三湾这时候还能去跑步吗", "来得及 22:00"),
    (NIGHT, "瘦西湖现在开门吗", "已经关门 日场6:30–18:00 夜游18:30–22:00 明天（周日）"),
    (NIGHT, "个园还能进去吗", "来不及 已经关门 明天（周日）7:15"),
    (NIGHT, "东关街现在还开着吗", "开着 全天"),
    (HOLIDAY_MONDAY, "大运河博物馆今天开吗", "开的 今天（周一） 9:00–17:00 法定假日的周一照常开放"),
    (HOLIDAY_MONDAY, "Is the Grand Canal Museum open today?", "Yes, today (Monday) 09:00–17:00 public holidays"),
    (MAKE_UP_SUNDAY, "大运河博物馆今天开吗", "开的 今天（周日） 9:00–17:00"),
    ("2026-09-21T10:00", "大运河博物馆今天开吗", "不开 今天（周一）"),
    (UNPUBLISHED, "大运河博物馆10月4日开吗", "还不能确定 2027年 没有公布 周一照常开放"),
    ("2027-02-08T10:00", "大运河博物馆今天开吗", "开的 今天（周一） 法定假日"),
    ("2026-11-21T17:50", "个园现在还能进吗", "来不及 17:45就停止入场 18:00关门 明天（周日）7:15"),
    ("2026-11-21T17:50", "何园还开着吗", "已经关门 另有来源 7:30–18:00"),
    ("2026-11-21T06:00", "个园现在开了吗", "还没开门 7:15开门"),
    (SATURDAY, "Is Ge Garden open now?", "Yes, until 18:00 last entry is at 17:45"),
    (SATURDAY, "Can I still get into Ge Garden?", "Yes, still 17:45"),
    (SATURDAY, "What museums are open on Monday?", "Shi Kefa Memorial Hall 1 is closed no opening hours"),
    (SATURDAY, "東関街は夜も行けますか？", "はい、東関街 終日"),
    (SATURDAY, "個園は夜に入れますか", "入れません 7時15分～18時"),
    (SATURDAY, "동관가는 밤에도 갈 수 있나요?", "네, 동관가 하루 종일"),
    (SATURDAY, "Can I visit Dongguan Street at night?", "Yes, Dongguan Street all day"),
    (SATURDAY, "Can we see Ge Garden in the evening?", "No, Ge Garden 07:15–18:00"),
    (SATURDAY, "Peut-on visiter le jardin Ge le soir ?", "Non en soirée 07:15–18:00"),
    (SATURDAY, "What is open tomorrow evening?", "Slender West Lake 18:30–22:00"),
    (SATURDAY, "Is He Garden closed on Mondays?", "No, open on Monday 23 November"),
    (SATURDAY, "Is the Grand Canal Museum closed on Mondays?", "Yes, closed on Monday 23 November"),
    (SATURDAY, "Is the Grand Canal Museum open on National Day?", "not certain Monday 4 October 2027"),
    (SATURDAY, "When is the last entry at the Grand Canal Museum?", "by 16:00"),
    (SATURDAY, "今個園は開いていますか", "はい 18時 17時45分"),
    (SATURDAY, "大運河博物館は月曜日に開いていますか", "いいえ 11月23日（月） 11月24日（火）"),
    (SATURDAY, "月曜日に開いている博物館は？", "史可法記念館 分かりません"),
    (SATURDAY, "개원 지금 열었나요?", "네 18:00 17:45"),
    (SATURDAY, "월요일에 여는 박물관은 어디예요?", "11월 23일(월) 사가법 기념관 자료가 없으니"),
]  # fmt: skip


def test_a_bare_day_asks_for_the_hours_asked_before(yangzhou: guides.Talk) -> None:
    assert "不开" in asked(yangzhou, SATURDAY, "大运河博物馆几点开门", "星期一呢").text
    assert "11月24日" in asked(yangzhou, SATURDAY, "大运河博物馆几点开门", "那周二呢").text


@pytest.mark.parametrize(("clock", "question", "told"), SHIPPED)
def test_visitors_questions_over_yangzhou(yangzhou: guides.Talk, clock: str, question: str, told: str) -> None:
    reply = asked(yangzhou, clock, question)
    assert reply.skill == "opening"
    assert [part for part in told.split(" ") if part not in reply.text] == []
    assert reply.answered and reply.citations


HALLS = [
    ("2026-12-05T10:00", "示例馆今天开吗", "不开 2026年12月1日至2026年12月20日不开放 布展 12月22日（周二）"),
    ("2026-12-19T10:00", "示例馆周一开吗", "不开 12月21日（周一） 12月22日"),
    (EVE, "示例馆今天开吗", "开的 9:00–12:00 除夕"),
    (EVE, "示例馆下午三点还能进吗", "来不及 9:00–12:00"),
    ("2026-07-04T19:00", "示例馆现在开着吗", "夜场 21:00 另售夜票"),
    ("2026-07-06T10:00", "示例馆今天开吗", "夜场18:30–21:00"),
    ("2026-07-04T10:00", "示例馆夜场几点前要到", "21:00"),
    (SATURDAY, "文字馆现在开吗", "上午开放，周一闭馆"),
    (SATURDAY, "Is Example Hall open on December 5th?", "No, closed on Saturday 5 December new exhibition"),
    (SATURDAY, "見本館は今開いていますか", "はい 17時 16時"),
    (SATURDAY, "예시관 지금 열었나요?", "네 17:00 16:00"),
]  # fmt: skip


@pytest.mark.parametrize(("clock", "question", "told"), HALLS)
def test_every_exception_is_named(hall: guides.Talk, clock: str, question: str, told: str) -> None:
    reply = asked(hall, clock, question)
    assert [part for part in told.split(" ") if part not in reply.text] == []


def test_the_way_is_counted_from_where_the_visitor_is(hall: guides.Talk) -> None:
    near, far = (32.3905, 119.4405), (32.30, 119.44)
    assert "来得及" in asked(hall, SATURDAY, "现在去示例馆还赶得上吗", at=near).text
    late = asked(hall, SATURDAY, "现在去示例馆还赶得上吗", at=far).text
    assert "来不及" in late and "16:00" in late and "您的位置" in late
    assert "从南门遗址过去" in asked(hall, "2026-11-21T15:00", "从南门遗址走过去，示例馆还来得及进吗").text


def test_time_and_place_carry_over(yangzhou: guides.Talk) -> None:
    assert "明天（周日）" in asked(yangzhou, SATURDAY, "个园现在开门吗", "那明天晚上呢").text
    other = asked(yangzhou, SATURDAY, "个园明天晚上开吗", "何园呢").text
    assert "何园" in other and "明天（周日）晚上" in other
    assert "现在" in asked(yangzhou, SATURDAY, "个园明天晚上开吗", "还能进吗").text
    assert "tomorrow (Sunday)" in asked(yangzhou, SATURDAY, "Is Ge Garden open now?", "And tomorrow?").text


def test_what_is_open_is_asked_of_all_places_whatever_was_in_talk(yangzhou: guides.Talk) -> None:
    told = asked(yangzhou, SATURDAY, "Ge Garden", "what's open tomorrow evening?").text
    assert "Dongguan Street" in told and "tomorrow (Sunday) in the evening" in told


PLAIN = [
    "个园几点开门", "大运河博物馆几点关门", "个园门票多少钱", "个园在哪", "个园对外开放吗", "个园哪一年开的",
    "What time does Ge Garden open?", "Is He Garden close to Ge Garden?", "个园有停车场吗", "琼花什么时候开",
]  # fmt: skip


@pytest.mark.parametrize("question", PLAIN)
def test_other_questions_are_left_alone(yangzhou: guides.Talk, question: str) -> None:
    assert asked(yangzhou, SATURDAY, question).skill != "opening"


def test_hours_tell_the_last_entry_and_the_exceptions(yangzhou: guides.Talk) -> None:
    reply = asked(yangzhou, SATURDAY, "大运河博物馆几点开门")
    assert reply.skill == "explain"
    assert all(part in reply.text for part in ("9:00–17:00", "停止入场：16:00", "法定假日的周一照常开放"))


def test_unknown_hours_are_not_guessed(yangzhou: guides.Talk) -> None:
    reply = asked(yangzhou, SATURDAY, "扬州博物馆现在开着吗")
    assert not reply.answered and "没有" in reply.text


def test_a_base_without_times_answers_lists_as_before(talk: guides.Talk) -> None:
    assert asked(talk, SATURDAY, "有哪些寺庙现在开着").skill != "opening"


def test_now_is_on_the_clock_of_the_place(yangzhou: guides.Talk) -> None:
    """Half past nine in the evening in Greenwich is half past five the next morning there."""
    now = datetime.fromisoformat("2026-11-21T21:30+00:00")
    reply = replace(yangzhou, context=Context(now=now)).ask("Is Ge Garden open now?")
    assert "opens at 07:15" in reply.text


@pytest.mark.parametrize(("first", "then"), [
    ("大运河博物馆几点开门", "星期一呢"), ("大运河博物馆几点开门", "那周一呢"),
    ("When does the Grand Canal Museum open?", "what about Monday?"),
])  # fmt: skip
def test_a_weekday_after_the_hours_is_about_that_day(yangzhou: guides.Talk, first: str, then: str) -> None:
    replies = asked(yangzhou, SATURDAY, first, then)
    assert replies.skill == "opening" and ("不开" in replies.text or "closed" in replies.text)


def test_of_a_place_without_hours_it_is_said_that_nobody_wrote_them_down(yangzhou: guides.Talk) -> None:
    reply = asked(yangzhou, SATURDAY, "周一能去扬州博物馆吗")
    assert "没有扬州博物馆的开放时间" in reply.text and not reply.answered
