"""When a question is about, in five languages. It is asked on Saturday 21 November 2026, half past three."""

from __future__ import annotations

from datetime import date, datetime

import pytest
from hypothesis import given
from hypothesis import strategies as st

from guide.dialogue.hearing.moments import Moment, Moments
from guide.prompts import Prompts
from guide.retrieval.surfaces import plain
from guide.shipped import folder
from guide.text.script import fold
from guide.visiting import calendar

NOW = datetime(2026, 11, 21, 15, 30)
MOMENTS = Moments(Prompts(folder("prompts")), calendar.read(folder("knowledge") / "calendar" / "cn.yaml"))
TODAY, TOMORROW, MONDAY = "11-21", "11-22", "11-23"
CASES = [
    ("zh-Hans", "后天上午", MONDAY, (480, 720)),
    ("zh-Hans", "周一哪些博物馆开", MONDAY, None),
    ("zh-Hans", "星期天开吗", TOMORROW, None),
    ("zh-Hans", "下周一开吗", MONDAY, None),
    ("zh-Hans", "明天晚上有什么开着", TOMORROW, (1080, 1320)),
    ("zh-Hans", "24号开门吗", "11-24", None),
    ("zh-Hans", "十二月二十五日开吗", "12-25", None),
    ("zh-Hans", "下午四点到还赶得上吗", TODAY, (960, 960)),
    ("zh-Hans", "16:40还能进吗", TODAY, (1000, 1000)),
    ("zh-Hans", "三点半能进吗", TODAY, (930, 930)),
    ("zh-Hant", "後天開門嗎", MONDAY, None),
    ("en", "what is open tomorrow evening", TOMORROW, (1080, 1320)),
    ("en", "can I still get in at 4:30 pm", TODAY, (990, 990)),
    ("en", "is it open on Monday", MONDAY, None),
    ("en", "are you open on December 25th", "12-25", None),
    ("en", "can we get in by 5", TODAY, (1020, 1020)),
    ("ja", "明日の夜、開いている所は？", TOMORROW, (1080, 1320)),
    ("ja", "月曜日に開いている博物館は？", MONDAY, None),
    ("ja", "午後4時半に着いても入れますか", TODAY, (990, 990)),
    ("ko", "내일 저녁에 여는 곳은?", TOMORROW, (1080, 1320)),
    ("ko", "월요일에 여는 박물관", MONDAY, None),
    ("ko", "오후 네 시 반에 도착하면 들어갈 수 있나요?", TODAY, (990, 990)),
    ("fr", "Qu'est-ce qui est ouvert demain soir ?", TOMORROW, (1080, 1320)),
    ("fr", "Ouvert le lundi ?", MONDAY, None),
]
HOLIDAYS = [
    ("zh-Hans", "国庆开吗", "national-day", "2027-10-01", "2027-10-07", False),
    ("zh-Hans", "明年春节开不开", "spring-festival", "2027-02-05", "2027-02-12", False),
    ("en", "Is it open on National Day?", "national-day", "2027-10-01", "2027-10-07", False),
    ("ja", "国慶節は開いていますか", "national-day", "2027-10-01", "2027-10-07", False),
    ("ko", "국경절에 열어요?", "national-day", "2027-10-01", "2027-10-07", False),
]  # fmt: skip


def heard(lang: str, text: str, now: datetime = NOW) -> Moment | None:
    return MOMENTS.read(plain(text), fold(text), lang, now)


@pytest.mark.parametrize(("lang", "text", "day", "span"), CASES)
def test_a_day_and_its_part_are_heard(lang: str, text: str, day: str, span: tuple[int, int] | None) -> None:
    moment = heard(lang, text)
    assert moment is not None
    assert (moment.first.strftime("%m-%d"), moment.last, moment.span) == (day, moment.first, span)
    assert not moment.is_now


@pytest.mark.parametrize("lang,text", [
    ("zh-Hans", "现在开门吗"), ("zh-Hans", "今天现在还开着吗"), ("en", "Is it open right now?"),
    ("ja", "今開いていますか"), ("ko", "지금 문 열었나요?"), ("fr", "C'est ouvert maintenant ?"),
])  # fmt: skip
def test_now_is_heard(lang: str, text: str) -> None:
    moment = heard(lang, text)
    assert moment is not None
    assert moment.is_now and moment.span == (930, 930) and moment.first == NOW.date()


@pytest.mark.parametrize("lang,text,minute", [
    ("zh-Hans", "半小时后到来得及吗", 960), ("zh-Hans", "我两个小时后到", 1050), ("en", "I arrive in 40 minutes", 970),
    ("ja", "30分後に着きます", 960), ("ko", "30분 뒤에 도착해요", 960), ("fr", "j'arrive dans 30 minutes", 960),
])  # fmt: skip
def test_minutes_from_now_are_heard(lang: str, text: str, minute: int) -> None:
    moment = heard(lang, text)
    assert moment is not None and moment.span == (minute, minute)


def test_minutes_from_now_pass_midnight() -> None:
    moment = heard("zh-Hans", "半小时后到", datetime(2026, 11, 21, 23, 50))
    assert moment is not None and (moment.first, moment.span) == (date(2026, 11, 22), (20, 20))


@pytest.mark.parametrize(("lang", "text", "holiday", "first", "last", "announced"), HOLIDAYS)
def test_a_holiday_is_heard(lang: str, text: str, holiday: str, first: str, last: str, announced: bool) -> None:
    moment = heard(lang, text)
    assert moment is not None
    found = (moment.holiday, moment.first.isoformat(), moment.last.isoformat(), moment.is_announced)
    assert found == (holiday, first, last, announced)


def test_an_announced_holiday_has_the_days_of_its_notice() -> None:
    moment = heard("zh-Hans", "春节期间开放吗", datetime(2026, 1, 10, 9))
    assert moment is not None and moment.is_announced
    assert (moment.first, moment.last) == (date(2026, 2, 15), date(2026, 2, 23))


@pytest.mark.parametrize("lang,text", [("zh-Hans", "除夕开门吗"), ("en", "Open on Lunar New Year's Eve?")])
def test_new_years_eve_goes_by_the_moon(lang: str, text: str) -> None:
    moment = heard(lang, text)
    assert moment is not None and moment.first == date(2027, 2, 5)


@pytest.mark.parametrize("lang,text", [
    ("zh-Hans", "几点开门"), ("zh-Hans", "门票多少钱"), ("zh-Hans", "坐5号线能到吗"), ("zh-Hans", "个园有什么好玩的"),
    ("en", "When does it open?"), ("en", "How much is it for 2 adults?"), ("ko", "입장료가 얼마예요?"),
    ("de", "Jetzt offen?"),
])  # fmt: skip
def test_what_says_no_time_is_about_none(lang: str, text: str) -> None:
    assert heard(lang, text) is None


@given(st.sampled_from(["zh-Hans", "en", "ja", "ko", "fr"]), st.text(max_size=40), st.datetimes(
    datetime(2024, 1, 1), datetime(2035, 12, 31)))  # fmt: skip
def test_any_text_is_read_without_harm(lang: str, text: str, now: datetime) -> None:
    moment = heard(lang, text, now)
    assert moment is None or moment.first <= moment.last and (moment.span is None or moment.span[0] <= moment.span[1])


@given(st.dates(date(2026, 11, 21), date(2027, 11, 20)))
def test_a_written_date_is_that_day(day: date) -> None:
    for lang, text in (("zh-Hans", f"{day.month}月{day.day}日开吗"), ("en", f"open on {day.strftime('%-d %B')}?")):
        moment = heard(lang, text)
        assert moment is not None and moment.first == moment.last == day
