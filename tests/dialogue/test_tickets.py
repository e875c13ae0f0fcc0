"""What do we pay, asked as visitors ask it, over the knowledge as it ships."""

from __future__ import annotations

import pytest

from tests.guides import Talk


@pytest.mark.parametrize(
    ("turns", "parts"),
    [
        (("两大一小去瘦西湖一共多少钱",), ("一共300元", "成人每位100元", "告诉我年龄")),
        (("我们两个大人带一个8岁孩子和70岁的奶奶去瘦西湖多少钱",), ("一共250元", "6至18岁半价", "70岁及以上")),
        (("两大一小去瘦西湖多少钱", "孩子8岁", "还有我爸72岁"), ("一共250元", "8岁孩子50元", "72岁老人免费")),
        (("两大一小去瘦西湖多少钱", "那不带孩子呢"), ("一共200元",)),
        (("两大一小去瘦西湖多少钱", "12月呢"), ("12月", "一共90元")),
        (("两个人去瘦西湖多少钱", "何园呢"), ("何园", "一共90元")),
        (("个园加何园一共多少钱，联票划算吗",), ("一共90元", "联票200元", "单买更省")),
        (("瘦西湖、大明寺、个园、何园都去一共多少钱，联票划算吗",), ("一共235元", "省35元")),
        (("瘦西湖夜游两个人多少钱",), ("一共220元",)),
        (("何园65岁的老人要买票吗",), ("22元", "60至69岁", "身份证")),
        (("瘦西湖老人免费吗",), ("60至69岁半价", "70岁及以上免费", "100元")),
        (("瘦西湖好玩吗", "军人呢，要买票吗"), ("军人免费",)),
        (("瘦西湖教师有优惠吗",), ("没有查到教师的优惠", "全价100元")),
        (("我有扬州旅游年卡，去何园要钱吗",), ("45元", "没有确切资料")),
        (("春节瘦西湖要门票吗",), ("60元", "2023年的办法是所有人免费")),
        (("我今年七十二了，进瘦西湖还要买票吗",), ("72岁老人免费",)),
        (("我带孙子来扬州玩，他八岁，我七十一了", "瘦西湖怎么样", "我们两个人门票一共多少"), ("一共50元",)),
        (("五亭桥两个人门票多少钱",), ("五亭桥含在瘦西湖的门票里", "一共200元")),
        (("扬州中国大运河博物馆要预约吗，带什么证件",), ("实名预约", "身份证", "5人")),
        (("瘦西湖要预约吗，提前几天",), ("没有资料", "0514")),
        (("个园12月去便宜吗",), ("30元", "便宜")),
        (("两个大人去个园", "冬天去呢"), ("1月去个园", "一共60元")),
        (("我们一家四口，老人七十二，孩子六岁，去瘦西湖，四月份",), ("4月去瘦西湖", "一共200元")),
        (
            ("A family of four with kids 6 and 12, how much is Slender West Lake?",),
            ("250 yuan in all", "aged 12 50 yuan"),
        ),
        (("Is Slender West Lake free for seniors?",), ("60 to 69 half price", "70 and over free")),
        (("大人2人と8歳の子供1人で痩西湖はいくらですか",), ("合計250元", "8歳のお子様1名は50元")),
        (("어른 2명과 8살 아이 1명이면 수서호 모두 얼마예요?",), ("모두 250위안", "8세 어린이 1명 50위안")),
    ],
)  # fmt: skip
def test_what_is_paid(yangzhou: Talk, turns: tuple[str, ...], parts: tuple[str, ...]) -> None:
    reply = yangzhou.ask(*turns)
    assert reply.skill == "tickets", reply.text
    assert all(part in reply.text for part in parts), reply.text
    assert len(reply.text) < 420


def test_the_plain_price_says_todays_first_and_a_note_once(yangzhou: Talk) -> None:
    reply = yangzhou.ask("瘦西湖门票多少钱")
    assert reply.text.startswith("瘦西湖今天的门票是100元（3–5月、9–11月）[1]。")
    assert reply.text.count("98元") == 1 and reply.text.index("60元") < reply.text.index("98元")
    assert reply.citations and reply.answered


def test_every_sum_is_cited_and_drawn(yangzhou: Talk) -> None:
    reply = yangzhou.ask("两大一小去瘦西湖多少钱")
    assert "300元[1]" in reply.text and reply.citations[0].as_of == "2018"
    (card,) = reply.cards
    assert card["kind"] == "bill" and card["total"] == "300元" and [line["each"] for line in card["lines"]] == [
        "100元", "100元"
    ]  # fmt: skip


def test_one_sort_of_people_is_asked_about_and_the_party_stays(yangzhou: Talk) -> None:
    _, sort, again = yangzhou.replies("两大一小去瘦西湖多少钱", "老人免费吗", "个园门票多少钱")
    assert sort.text.startswith("瘦西湖：60至69岁半价")
    assert "2位成人、1位孩子一共135元" in again.text


@pytest.mark.parametrize(
    "question",
    ["瘦西湖几点开门", "瘦西湖停车多少钱", "推荐一个适合老人的免费景点", "瘦西湖在哪里，门票多少钱",
     "Where is He Garden?", "富春茶社人均多少钱", "我们三个人想玩半天怎么安排"],
)  # fmt: skip
def test_other_questions_are_left_to_others(yangzhou: Talk, question: str) -> None:
    assert yangzhou.ask(question).skill != "tickets"


def test_without_a_place_the_citys_rules_are_told(yangzhou: Talk) -> None:
    reply = yangzhou.ask("老人免费吗")
    assert reply.skill == "tickets" and "70岁及以上免费" in reply.text and reply.citations


def test_amounts_are_alike_in_every_language(yangzhou: Talk) -> None:
    asked = ("两个大人和8岁孩子去个园多少钱", "How much is Ge Garden for two adults and a child aged 8?",
             "大人2人と8歳の子供1人で個園はいくらですか", "어른 2명과 8살 아이 1명이면 개원 얼마예요?")  # fmt: skip
    assert all("112.5" in yangzhou.ask(question).text for question in asked)
