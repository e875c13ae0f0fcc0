"""Questions that follow links, in four languages, and their follow-ups."""

from __future__ import annotations

import re

import pytest

from tests.guides import Talk

ASKED = (
    ("何园是谁的园子", "何芷舠"),
    ("谁住过何园", "黄宾虹"),
    ("个园是谁建的", "黄至筠"),
    ("鉴真纪念堂是谁设计的", "梁思成"),
    ("二十四桥明月夜是谁写的", "杜牧"),
    ("二十四桥明月夜是谁的诗", "杜牧"),
    ("扬州剪纸谁剪得最好", "张永寿"),
    ("评话的祖师爷是谁", "柳敬亭"),
    ("题金陵渡写的是哪里", "瓜洲"),
    ("哪里能看到雕版印刷", "仁丰里"),
    ("三丁包在哪里能吃到", "富春"),
    ("苏轼在扬州有什么遗迹", "文游台"),
    ("瘦西湖里有哪些景点", "五亭桥"),
    ("瘦西湖里有什么桥", "五亭桥、二十四桥["),
    ("Which bridges are in Slender West Lake?", "Twenty-Four Bridge"),
    ("痩西湖にはどんな橋がありますか", "五亭橋、二十四橋"),
    ("大明寺里有什么塔", "栖灵塔"),
    ("建匏庐的人还建过什么", "冶春"),
    ("二十四桥明月夜是谁的诗", "杜牧"),
    ("扬州剪纸谁剪得最好", "张永寿"),
    ("评话的祖师爷是谁", "柳敬亭"),
    ("芍药节在哪里看", "茱萸湾"),
    ("何園是誰的園子", "何芷舠"),
    ("Whose garden is He Garden?", "He Zhidao"),
    ("Where is the poem At Jinling Ferry about?", "Guazhou"),
    ("Where can I see woodblock printing?", "Renfengli"),
    ("What else did Ouyang Xiu build?", "Pingshan Hall"),
    ("鑑真記念堂は誰が設計しましたか", "梁思成"),
    ("蘇軾ゆかりの場所はどこですか", "文遊台"),
    ("하원은 누구의 정원인가요?", "하지도"),
    ("개원은 누가 지었나요?", "황지균"),
)
LEFT = (
    "何园门票多少钱",
    "个园在哪里",
    "瘦西湖里有几座桥",
    "瘦西湖里有什么花",
    "何园附近有什么好吃的",
    "扬州八怪里头有哪些画家",
    "你好",
)


@pytest.mark.parametrize(("question", "answer"), ASKED, ids=[question for question, _ in ASKED])
def test_a_link_is_followed_and_cited(yangzhou: Talk, question: str, answer: str) -> None:
    reply = yangzhou.ask(question)
    assert reply.skill == "links" and answer in reply.text
    assert reply.citations and len(reply.text) <= 400
    marks = [int(each) for each in re.findall(r"\[(\d+)\]", reply.text)]
    assert list(dict.fromkeys(marks)) == sorted(set(marks))
    assert reply.cards[0]["kind"] == "links" and reply.cards[0]["items"]


@pytest.mark.parametrize("question", LEFT)
def test_what_links_do_not_answer_is_left_to_others(yangzhou: Talk, question: str) -> None:
    assert yangzhou.ask(question).skill != "links"


def test_he_is_the_person_spoken_of_and_here_is_the_place(yangzhou: Talk) -> None:
    owner, left = yangzhou.replies("何园是谁的园子", "他还有什么遗迹")
    assert "何芷舠" in owner.text and "片石山房" in left.text
    _, lived, price = yangzhou.replies("何园是谁的园子", "谁住过这里", "门票多少钱")
    assert "黄宾虹" in lived.text
    assert "45元" in price.text


def test_a_poem_is_followed_to_its_author_and_on(yangzhou: Talk) -> None:
    wrote, about, more = yangzhou.replies("二十四桥明月夜是谁写的", "那首诗写的是哪里", "他还写过什么")
    assert "杜牧" in wrote.text and "二十四桥" in about.text and "赠别" in more.text


def test_what_two_have_to_do_with_each_other(yangzhou: Talk) -> None:
    assert "汪沆" in yangzhou.ask("谁是汪沆", "他跟瘦西湖有什么关系").text
    assert "二十四桥" in yangzhou.ask("杜牧和二十四桥有什么关系").text


def test_a_dish_in_talk_is_followed_to_where_it_is_served(yangzhou: Talk) -> None:
    assert "富春" in yangzhou.ask("蟹黄汤包", "这道菜哪里能吃").text


def test_the_way_after_a_dish_is_the_way_to_a_house_that_serves_it(yangzhou: Talk) -> None:
    where, way, open_ = yangzhou.replies("三丁包哪家正宗", "怎么去", "几点开门")
    assert "趣园茶社" in where.text and "趣园茶社在长春路" in way.text and "趣园茶社的开放时间" in open_.text
    assert "东关街" in yangzhou.ask("扬州炒饭哪家正宗", "怎么过去").text


def test_a_slip_in_a_name_is_heard_before_the_shorter_name_in_it(yangzhou: Talk) -> None:
    assert "解放桥" in yangzhou.ask("普哈丁木园在什么位置").text
    assert "何园" in yangzhou.ask("何园在什么位置").text
