"""Days off, as visitors ask for them: by the notice where it is out, and never guessed where it is not."""

from __future__ import annotations

from dataclasses import replace
from datetime import datetime

import pytest

from guide.types import Context, Reply
from tests import guides

SPRING, AUTUMN = "2026-02-10T10:00", "2026-11-21T10:00"


def asked(talk: guides.Talk, clock: str, question: str) -> Reply:
    return replace(talk, context=Context(now=datetime.fromisoformat(f"{clock}+08:00"))).ask(question)


@pytest.mark.parametrize(
    ("clock", "question", "told"),
    [
        (SPRING, "国庆放假是哪几天", "2026年 10月1日至10月7日 共7天 9月20日（周日） 通知"),
        (AUTUMN, "国庆放假是哪几天", "2027年 没有公布 往年 10月1日至10月7日"),
        (SPRING, "2028年春节怎么放假", "没有公布 往年"),
        (SPRING, "下一个小长假是哪天", "春节 2月15日至2月23日 2月14日"),
        (SPRING, "2026年10月10日要上班吗", "10月10日（周六） 补班"),
        (AUTUMN, "明天是工作日吗", "11月22日（周日） 周末"),
        (SPRING, "今年怎么放假", "元旦 清明 国庆"),
        (SPRING, "When is the National Day holiday?", "1 October 7 days notice"),
        (AUTUMN, "What are the public holidays next year?", "2027 not been announced"),
    ],
)
def test_days_off(yangzhou: guides.Talk, clock: str, question: str, told: str) -> None:
    reply = asked(yangzhou, clock, question)
    assert reply.skill == "holidays"
    assert [part for part in told.split(" ") if part not in reply.text] == []


@pytest.mark.parametrize("question", ["春节放假瘦西湖开门吗", "国庆假期去哪玩", "国庆放假期间门票多少钱"])
def test_visits_on_days_off_are_left_to_others(yangzhou: guides.Talk, question: str) -> None:
    assert asked(yangzhou, SPRING, question).skill != "holidays"
