"""Why, how and whence: the sentence that answers, not the head of the article."""

from __future__ import annotations

import pytest

from tests.guides import Talk

ASKED = (
    ("平山堂的名字怎么来的", "齐平"),
    ("何园为什么叫寄啸山庄", "陶渊明"),
    ("why is He Garden called Jixiao Shanzhuang", "Tao Yuanming"),
    ("大明寺改过名吗", "法净寺"),
    ("鉴真纪念堂为什么像日本的房子", "唐招提寺"),
    ("瘦西湖是怎么形成的", "护城河"),
    ("五亭桥是照着什么造的", "五龙亭"),
    ("为什么要造五亭桥", "乾隆"),
    ("郑板桥擅长画什么", "竹"),
    ("盐商和八怪有什么关系", "盐商"),
    ("大煮干丝跟烫干丝有什么区别", "更细"),
    ("扬州炒饭是谁发明的", "杨素"),
    ("瓜洲老镇去哪儿了", "江"),
    ("栖灵塔是怎么没的", "烧"),
    ("文昌阁能走上去看看吗", "人行道"),
    ("仙鹤寺可以参观吗", "征得同意"),
    ("大运河博物馆可以拍照吗", "三脚架"),
    ("三把刀在哪买", "国庆路"),
    ("我血压高，泡澡要注意什么", "头晕"),
    ("扬州三把刀在哪买", "国庆路"),
    ("我血压高，泡扬州澡堂要注意什么", "头晕"),
    ("汪氏小苑的主人祖上是哪里人", "旌德"),
    ("What happened to the first Qiling Pagoda?", "843"),
    ("What was Slender West Lake originally?", "moat"),
    ("What does the name Jixiao mean?", "Tao Yuanming"),
    ("Who invented Yangzhou fried rice?", "Yang Su"),
    ("Can non-Muslims go into the Crane Mosque?", "ask before"),
)
LEFT = ("个园门票多少钱", "怎么去瘦西湖", "How do I get to He Garden?", "五亭桥多高", "何园怎么样", "瘦西湖几点开门")


@pytest.mark.parametrize(("question", "answer"), ASKED, ids=[question for question, _ in ASKED])
def test_the_sentence_that_answers_is_told(yangzhou: Talk, question: str, answer: str) -> None:
    reply = yangzhou.ask(question)
    assert reply.skill == "story" and answer in reply.text
    assert reply.citations and len(reply.text) <= 400


@pytest.mark.parametrize("question", LEFT)
def test_fields_and_ways_are_left_to_others(yangzhou: Talk, question: str) -> None:
    assert yangzhou.ask(question).skill != "story"


def test_he_is_the_person_in_talk_not_the_place_told_of_him(yangzhou: Talk) -> None:
    assert "六次" in yangzhou.ask("讲讲鉴真", "他去日本去了几次才到").text


def test_it_is_asked_of_what_is_in_talk(yangzhou: Talk) -> None:
    assert "五龙亭" in yangzhou.ask("五亭桥好看吗", "它是仿照什么造的").text


@pytest.mark.parametrize(
    "question",
    ["个园可以带狗吗", "瘦西湖能骑车进去吗", "瘦西湖能钓鱼吗", "瘦西湖可以游泳吗",
     "Can I fly a drone in Ge Garden?", "Can we camp in He Garden?",
     "Is smoking allowed in He Garden?", "何园能不能飞无人机"],
)  # fmt: skip
def test_leave_that_nobody_wrote_of_is_not_answered_with_something_else(yangzhou: Talk, question: str) -> None:
    assert not yangzhou.ask(question).answered


@pytest.mark.parametrize(
    ("question", "told"),
    [
        ("卢家大宅的前厅怎么看着比后面新？", "1981年"),
        ("古运河东岸埋着的那位阿拉伯人是谁？", "普哈丁"),
        ("If Shi Kefa's body isn't in the grave, who buried his clothes there?", "adopted"),
        ("「夜は水が皮を包む」ってどういう意味ですか？", "風呂"),
    ],
)
def test_what_is_wondered_at_is_told_by_the_sentence_that_shares_its_rare_words(
    yangzhou: Talk, question: str, told: str
) -> None:
    reply = yangzhou.ask(question)
    assert reply.answered and told in reply.text and reply.citations


@pytest.mark.parametrize(
    "question",
    [
        "皮市街边城书店老板叫什么名字",
        "昨晚苏超扬州队几比几啊",
        "Who won the football match in Yangzhou last night?",
        "两岸谁来当总统好",
    ],
)
def test_what_no_sentence_can_know_stays_unanswered(yangzhou: Talk, question: str) -> None:
    assert not yangzhou.ask(question).answered
