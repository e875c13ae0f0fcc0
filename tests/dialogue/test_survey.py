"""Counts, lists and superlatives over the knowledge, and the questions that only look like one."""

from __future__ import annotations

import re

import pytest

from tests.guides import Talk

ASKED = (
    ("扬州有几座园林", "何园"),
    ("揚州有幾座園林", "何園"),
    ("有哪些世界遗产", "盂城驿"),
    ("最古老的寺庙是哪座", "琼花观"),
    ("哪个园子最便宜", "30元"),
    ("列出所有的湖", "2处：瘦西湖、明月湖"),
    ("扬州有多少家博物馆", "17处"),
    ("免费的博物馆有哪些", "扬州博物馆"),
    ("最高的塔是哪座", "高旻寺：现塔九层，高约72米"),
    ("扬州有几座清真寺古迹", "仙鹤寺"),
    ("5A景区有哪些", "瘦西湖"),
    ("有哪些非遗", "扬剧"),
    ("how many gardens are in my notes", "He Garden"),
    ("the largest museum", "Grand Canal Museum"),
    ("list the lakes", "Mingyue Lake"),
    ("which museums are free", "Yangzhou Museum"),
    ("What World Heritage sites are there?", "Ge Garden"),
    ("揚州に庭園はいくつありますか", "何園"),
    ("一番古い寺はどこですか", "瓊花観"),
    ("양저우에 정원이 몇 개 있나요?", "하원"),
    ("가장 오래된 절은 어디인가요?", "경화관"),
)
LEFT = (
    "瘦西湖里有几座桥", "how many bridges has Slender West Lake", "这里有几座桥", "附近有哪些博物馆", "何园门票多少钱",
    "有哪些适合孩子的安静的公园", "最好吃的早茶", "个园有多大", "现在开门的博物馆有哪些",
    "Are there any boating places in Yangzhou?", "What is the telephone number of the attraction?",
)  # fmt: skip


@pytest.mark.parametrize(("question", "answer"), ASKED, ids=[question for question, _ in ASKED])
def test_the_knowledge_is_counted_and_compared(yangzhou: Talk, question: str, answer: str) -> None:
    reply = yangzhou.ask(question)
    assert reply.skill == "survey" and answer in reply.text
    marks = [int(each) for each in re.findall(r"\[(\d+)\]", reply.text)]
    assert marks and list(dict.fromkeys(marks)) == sorted(set(marks))
    assert reply.cards[0]["kind"] == "list"


@pytest.mark.parametrize("question", LEFT)
def test_one_place_or_a_wish_is_left_to_others(yangzhou: Talk, question: str) -> None:
    assert yangzhou.ask(question).skill != "survey"


def test_a_list_goes_on_to_its_end(yangzhou: Talk) -> None:
    first, second, third, end = yangzhou.replies("扬州有几座园林", "还有哪些", "还有呢", "还有呢")
    names = [reply.cards[0]["items"] for reply in (first, second, third)]
    listed = [each["id"] for page in names for each in page]
    assert len(listed) == len(set(listed)) == first.cards[0]["total"] == int(re.findall(r"\d+", first.text)[0])
    assert end.skill == "survey" and "都说过了" in end.text


def test_what_was_listed_is_compared(yangzhou: Talk) -> None:
    assert "大运河博物馆" in yangzhou.ask("免费的博物馆有哪些", "其中最大的是哪个").text


def test_a_short_question_goes_on_with_what_was_counted(yangzhou: Talk) -> None:
    assert yangzhou.find("有哪些博物馆", "一共多少座").detail.survey.group == "museum"
    assert yangzhou.find("which museums are there", "how many in all?", "which is the oldest").skill == "survey"
    assert yangzhou.find("何园", "最老的是哪个").skill != "survey"


def test_a_list_is_not_asked_of_the_place_in_talk(yangzhou: Talk) -> None:
    assert yangzhou.ask("何园", "免费的博物馆有哪些").skill == "survey"


def test_what_has_no_figure_is_said_to_have_none(yangzhou: Talk) -> None:
    assert "没有这项数字" in yangzhou.ask("最高的湖").text
