"""Several questions in one message: each is answered, one after the other, with one row of sources."""

from __future__ import annotations

import re

import pytest

from tests.guides import Talk

ASKED = [
    ("个园门票多少钱？几点关门？", "45元 7:15–18:00"),
    ("瘦西湖周一开着吗？门票多少钱？", "11月23日 100元"),
    ("两大一小去瘦西湖多少钱？怎么停车？", "一共300元 南门停车场"),
    ("五亭桥什么时候建的？为什么要建？", "1757 乾隆到扬州之前"),
    ("大明寺是谁建的？门票多少？", "大明寺 45元"),
    ("个园周一开门吗，他是谁建的", "11月23日"),
    ("Is Ge Garden open on Monday? How much is it?", "23 November 45"),
]


@pytest.mark.parametrize(("question", "told"), ASKED)
def test_each_question_is_answered(yangzhou: Talk, question: str, told: str) -> None:
    reply = yangzhou.ask(question)
    assert reply.answered and [part for part in told.split(" ") if part not in reply.text] == []
    marks = [int(each) for each in re.findall(r"\[(\d+)\]", reply.text)]
    assert [each.n for each in reply.citations] == sorted(set(marks)) == list(range(1, len(set(marks)) + 1))
    assert reply.text.count("出发前最好再确认一下") <= 1


@pytest.mark.parametrize("question", [
    "你好！可以帮我推荐一个免费的园林吗？要安静一点的？", "明天怎么玩？想看园林？", "个园好看吗？可以吗？",
    "个园？", "？？",
])  # fmt: skip
def test_a_wish_or_one_question_is_read_whole(yangzhou: Talk, question: str) -> None:
    alone = yangzhou.ask(question.replace("？", "，").strip("，") or "？")
    assert yangzhou.ask(question).skill == alone.skill
