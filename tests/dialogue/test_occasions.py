"""Rules of days in words: in every language, without a trace of the notation."""

from __future__ import annotations

import re
from datetime import date

import pytest

from guide.dialogue.wording import Wording
from guide.prompts import Prompts
from guide.shipped import folder
from guide.types import Entry, Fact, FoundFact

WORDING = Wording(Prompts(folder("prompts")))
RULES = [
    "holidays Mo open", "statutory off", "workdays 09:00-17:00", "lunar 01-01 -1d off", "national-day 08:00-12:00",
    "lunar 01-13/01-18 also 18:00-21:30",
    "2026-03-01/2026-04-15 off", "05-01/05-05 08:00-20:00", "Mo except holidays off", "holidays Mo +1d off",
    "We[-1] except holidays off", "term qingming, 12-25, We-Fr, Sa off"
]  # fmt: skip
LANGUAGES = ["zh-Hans", "zh-Hant", "en", "ja", "ko", "fr", "de", "es", "ru"]


@pytest.mark.parametrize("lang", LANGUAGES)
@pytest.mark.parametrize("rule", RULES)
def test_a_rule_is_said_in_every_language(lang: str, rule: str) -> None:
    said = WORDING.occasions(lang).value(rule)
    assert said and said != rule
    assert not re.search(r"[{}\[\]]|\d{4}-\d\d|\bMo\b|\d\d-\d\d\b", said)


def test_a_rule_that_is_none_stays_words() -> None:
    assert WORDING.occasions("zh-Hans").value("周一闭馆") == "周一闭馆"


@pytest.mark.parametrize("lang,rule,said", [
    ("zh-Hans", "holidays Mo open", "法定假日的周一照常开放"),
    ("zh-Hans", "lunar 01-01 -1d off", "除夕不开放"),
    ("zh-Hans", "We[-1] except holidays off", "每月最后一个周三（法定假日除外）不开放"),
    ("zh-Hans", "lunar 01-13/01-18 also 18:00-21:30", "农历正月十三至正月十八另开18:00–21:30"),
    ("en", "holidays 09:00-22:00", "on public holidays open 09:00–22:00"),
    ("en", "2026-03-01/2026-04-15 off", "closed on 1 March 2026 to 15 April 2026"),
    ("ja", "lunar 01-01 -1d off", "旧暦の大晦日は休み"), ("ko", "holidays Mo open", "공휴일 월요일 정상 운영"),
])  # fmt: skip
def test_some_rules_as_a_visitor_reads_them(lang: str, rule: str, said: str) -> None:
    assert WORDING.occasions(lang).value(rule) == said


@pytest.mark.parametrize("value,said", [
    ("16:00", "停止入场：16:00。"), (30, "停止入场：关门前30分钟。"), ("30", "停止入场：关门前30分钟。"),
])  # fmt: skip
def test_a_last_entry_is_a_time_or_minutes_before_closing(value: str | int, said: str) -> None:
    found = FoundFact(Entry("a", "museum", "c", names={"zh-Hans": "馆"}), "last_entry", (Fact("last_entry", value),))
    assert WORDING.fact(found, "zh-Hans") == said


def test_a_day_is_said_with_its_weekday() -> None:
    assert WORDING.occasions("zh-Hans").day(date(2026, 11, 23)) == "11月23日（周一）"
    assert WORDING.occasions("en").day(date(2026, 11, 23)) == "Monday 23 November"
    assert WORDING.occasions("ko").stretch(date(2026, 10, 1), date(2026, 10, 7)) == "10월 1일부터 10월 7일까지"
    assert WORDING.occasions("en").stretch(date(2026, 10, 1), date(2026, 10, 1)) == "Thursday 1 October"
