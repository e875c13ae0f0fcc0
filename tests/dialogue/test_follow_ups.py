"""What a turn is about: the place it names, points at, counts, corrects, or leaves for another."""

from __future__ import annotations

from dataclasses import replace

import pytest

from guide.types import Message
from tests.guides import Talk

# Conversation, what must be in the last answer, what must not.
TURNS = [
    ("pronoun", ("个园怎么样", "它几点关门"), "18:00", "何园"),
    ("here", ("何园门票多少钱", "那里在哪条路"), "徐凝门大街", "盐阜"),
    ("nothing but the ask", ("何园怎么样", "门票多少"), "40元", "45"),
    ("across a thanks", ("何园怎么样", "谢谢", "门票多少"), "40元", "45"),
    ("English pronoun", ("How much is Ge Garden?", "When does it open?"), "07:15", "He Garden"),
    ("French pronoun", ("Combien coûte le Jardin Ge ?", "Où est-il ?"), "10 Yanfu", "66"),
    ("Korean ellipsis", ("개원 입장료는 얼마예요?", "그럼 하원은요?"), "40", "45"),
    ("ellipsis", ("个园门票多少钱", "那何园呢？"), "何园的门票：40元", "45"),
    ("ellipsis after two", ("个园门票多少钱", "何园呢", "瘦西湖呢"), "旺季100元", "40元"),
    ("ellipsis of hours", ("个园几点开门", "那何园呢？"), "7:30", "门票"),
    ("English ellipsis", ("How much is Ge Garden?", "And He Garden?"), "40 yuan", "45"),
    ("ellipsis with what about", ("When does Ge Garden open?", "What about He Garden?"), "07:30", "yuan"),
    ("ellipsis of several", ("个园几点开门，门票多少", "何园呢"), "40元", "45"),
    ("the second", ("个园附近有什么好吃的", "第二个几点开门"), "冶春茶社", "富春"),
    ("the first", ("个园附近有什么好吃的", "第一个人均多少"), "68元", "冶春"),
    ("the last", ("个园附近有什么景点", "最后一个要门票吗"), "大明寺", "何园"),
    ("English ordinal", ("What can I see near Ge Garden?", "How much is the first one?"), "40 yuan", "45"),
    ("an ordinal beyond the list", ("个园附近有什么好吃的", "第五个在哪"), "个园", "冶春"),
    ("a switch", ("个园怎么样", "何园门票多少", "它在哪"), "徐凝门", "盐阜"),
    ("back again", ("个园怎么样", "何园门票多少", "个园呢", "它在哪"), "盐阜东路", "徐凝门"),
    ("a correction", ("个园门票多少钱", "不对，我说的是何园"), "40元", "45"),
    ("a correction of hours", ("个园几点开门", "我问的是何园"), "7:30", "门票"),
    ("an English correction", ("How much is Ge Garden?", "No, I meant He Garden"), "40 yuan", "45"),
    ("a name of two places, one in talk", ("常州天宁寺怎么样", "天宁寺门票多少"), "80元", "8元。"),
    ("a name of two places, none in talk", ("天宁寺门票多少",), "8元", "80"),
    ("one branch in talk", ("如家酒店文昌阁店多少钱", "如家的电话呢"), "0514-1110011", "0514-1110010"),
    ("the kind in talk", ("个园旁边的富春茶社怎么样", "这家店电话多少"), "0514-1110008", "0514-1110001"),
    ("traditional characters", ("個園門票多少錢", "那何園呢？"), "40元", "45"),
    ("a language that changes", ("个园门票多少钱", "And when does it open?"), "07:15", "何园"),
]  # fmt: skip
SEVERAL = [
    ("two fields", "个园几点开门，门票多少？", ("7:15", "45元")),
    ("three fields", "个园什么时候建的，主人是谁，电话多少？", ("1818年", "黄至筠", "0514-1110001")),
    ("two fields in English", "When does Ge Garden open and how much is it?", ("07:15", "45 yuan")),
    ("two places", "个园和何园门票分别多少？", ("45元", "40元")),
    ("two places in English", "How much are Ge Garden and He Garden?", ("45 yuan", "40 yuan")),
    ("two places and two fields", "个园和何园几点开门，门票多少？", ("7:15", "45元", "7:30", "40元")),
    ("a field that one lacks", "个园和何园的电话", ("0514-1110001", "没有何园的电话")),
    ("one known, one unknown field", "何园门票多少，能停车吗？", ("40元", "停车")),
    ("three places", "个园、何园和大明寺要门票吗", ("45元", "40元", "大明寺")),
]
TOPICS = [
    ("a field of the place in talk", ("个园怎么样", "停车方便吗"), "个园可以停车", "八点前"),
    ("a field of the place named", ("个园有停车场吗",), "个园可以停车", "八点前"),
    ("what the place lacks", ("何园怎么样", "停车方便吗"), "八点前还有空位", "个园"),
    ("alone", ("停车",), "八点前还有空位", "没有"),
    ("weather", ("个园怎么样", "天气怎么样"), "十月最舒服", "竹叶"),
    ("weather and place", ("个园天气怎么样",), "十月最舒服", "竹叶"),
    ("the place stays after weather", ("个园门票多少", "天气怎么样", "几点开门"), "7:15", "天气"),
    ("the place stays after tips", ("个园的攻略", "几点开门"), "7:15", "攻略"),
    ("the place stays after a station", ("何园怎么样", "扬州东站怎么走", "门票多少"), "40元", "东站"),
    ("a station has fields of its own", ("个园怎么样", "扬州东站怎么走"), "快速公交1号线", "个园"),
    ("English", ("Tell me about Ge Garden", "How is the weather?", "How much is it?"), "45 yuan", "June"),
    ("English in one", ("Is there parking at Ge Garden?",), "Yes, Ge Garden has parking", "eight"),
    ("a place after a topic", ("天气怎么样", "个园门票多少"), "45元", "天气"),
]
STRANGERS = [
    (("个园门票多少钱", "拙政园门票多少钱"), "45"),
    (("个园门票多少钱", "拙政园呢"), "竹叶"),
    (("个园门票多少钱", "虎丘在哪里"), "盐阜"),
    (("个园门票多少钱", "那寒山寺几点开门"), "7:15"),
    (("How much is Ge Garden?", "Where is Tiger Hill?"), "Yanfu"),
    (("How much is Ge Garden?", "When does the Humble Administrator's Garden open?"), "07:15"),
    (("Combien coûte le Jardin Ge ?", "Où est la Colline du Tigre ?"), "Yanfu"),
]
NO_STRANGERS = [
    (("个园怎么样", "周末几点开门"), "7:15"),
    (("个园怎么样", "外国人要门票吗"), "45元"),
    (("个园怎么样", "黄至筠的家在哪"), "盐阜"),
    (("个园怎么样", "学生票多少钱"), "22元"),
    (("Tell me about Ge Garden", "Is it open on National Day?"), "07:15"),
    (("Tell me about Ge Garden", "Is it open on Monday?"), "07:15"),
    (("Tell me about Ge Garden", "What Time Does It Open"), "07:15"),
]


@pytest.mark.parametrize(("name", "turns", "there", "not_there"), TURNS, ids=[each[0] for each in TURNS])
def test_a_follow_up(talk: Talk, name: str, turns: tuple[str, ...], there: str, not_there: str) -> None:
    reply = talk.ask(*turns)
    assert there in reply.text and not_there not in reply.text, name


@pytest.mark.parametrize(("name", "question", "values"), SEVERAL, ids=[each[0] for each in SEVERAL])
def test_all_that_is_asked_is_answered(talk: Talk, name: str, question: str, values: tuple[str, ...]) -> None:
    reply = talk.ask(question)
    assert all(value in reply.text for value in values), name
    assert [reply.text.index(value) for value in values] == sorted(
        reply.text.index(value) for value in values
    ) or "和" in (question)


@pytest.mark.parametrize(("name", "turns", "there", "not_there"), TOPICS, ids=[each[0] for each in TOPICS])
def test_topics_are_answered_and_never_take_the_focus(
    talk: Talk, name: str, turns: tuple[str, ...], there: str, not_there: str
) -> None:
    reply = talk.ask(*turns)
    assert there in reply.text and not_there not in reply.text, name
    assert reply.answered


@pytest.mark.parametrize(("turns", "of_the_place_in_talk"), STRANGERS)
def test_an_unknown_place_is_not_answered_with_the_one_in_talk(
    talk: Talk, turns: tuple[str, ...], of_the_place_in_talk: str
) -> None:
    reply = talk.ask(*turns)
    assert not reply.answered and of_the_place_in_talk not in reply.text and not reply.citations


@pytest.mark.parametrize(("turns", "value"), NO_STRANGERS)
def test_other_words_are_no_unknown_place(talk: Talk, turns: tuple[str, ...], value: str) -> None:
    reply = talk.ask(*turns)
    assert reply.answered and value in reply.text


def test_more_goes_on_where_it_stopped_and_then_says_so(talk: Talk) -> None:
    replies = talk.replies("介绍一下个园", "再多讲一点", "继续", "还有呢")
    texts = [reply.text for reply in replies]
    assert "竹叶" in texts[0] and "石笋" in texts[1] and "楠木" in texts[2]
    assert not replies[3].citations and len(set(texts)) == 4


def test_more_goes_on_in_traditional_characters(talk: Talk) -> None:
    first, second = talk.replies("介紹一下個園", "再多講一點")
    assert "竹葉" in first.text and "石筍" in second.text


def test_the_page_language_is_only_a_hint(talk: Talk) -> None:
    english_page = replace(talk, context=replace(talk.context, lang="en"))
    assert english_page.ask("个园门票多少钱？").lang == "zh-Hans"
    assert english_page.ask("45").lang == "en" and talk.ask("45").lang == "zh-Hans"


@pytest.mark.parametrize(
    ("question", "lang", "value"),
    [
        ("个园门票多少钱", "zh-Hans", "门票"),
        ("個園門票多少錢", "zh-Hant", "門票"),
        ("How much is Ge Garden?", "en", "Admission"),
        ("Combien coûte le Jardin Ge ?", "fr", "yuans"),
        ("개원 입장료는 얼마예요?", "ko", "입장료"),
        ("個園の入場料はいくらですか", "ja", "[1]"),
        ("Wo ist der Ge Garden?", "de", "[1]"),
        ("¿Dónde está Ge Garden?", "es", "[1]"),
        ("Где Ge Garden?", "ru", "[1]"),
    ],
)
def test_each_turn_is_answered_in_its_language(talk: Talk, question: str, lang: str, value: str) -> None:
    reply = talk.ask("个园怎么样", question)
    assert reply.lang == lang and value in reply.text
    assert reply.citations and reply.citations[0].entry == "ge-garden"


@pytest.mark.parametrize(("first", "then"), [
    ("天宁寺门票多少", "我说的不是扬州那个，是常州的"), ("天寧寺門票多少", "不是揚州的，我說的是常州"),
])  # fmt: skip
def test_not_that_one_but_the_one_of_another_city(talk: Talk, first: str, then: str) -> None:
    assert "80" in talk.replies(first, then)[1].text


def test_who_says_where_to_go_is_told_of_it(yangzhou: Talk) -> None:
    reply = yangzhou.ask("明天想去瘦西湖转转")
    assert reply.answered and "旧城濠" in reply.text


@pytest.mark.parametrize("question", ["那什么时候最便宜", "几月份去最划算"])
def test_when_a_ticket_is_cheapest(yangzhou: Talk, question: str) -> None:
    replies = yangzhou.replies("瘦西湖门票多少", question)
    assert replies[1].skill == "tickets" and "1月、12月30元" in replies[1].text


def test_a_name_that_runs_into_the_word_before_it_is_heard_alone(yangzhou: Talk) -> None:
    assert "个园" in yangzhou.replies("瘦西湖门票多少", "那个园呢")[1].text
    assert "个园今天" not in yangzhou.replies("何园门票多少", "那个园子呢")[1].text


# What was asked, a reply in words of another hand, what is asked next; what must be in the answer, what must not.
REPLIED = [
    ("he of a reply", ("个园是谁建的", "个园由黄至筠建成。"), "他是做什么的", "商总", "竹叶的样子"),
    ("his hall", ("who was Jianzhen", "A monk.", "who designed his memorial hall?", "Liang Sicheng."),
     "when was it finished", "1973", "marathon"),
    ("the tower of the list", ("大明寺里有什么", "有栖灵塔、鉴真纪念堂和平山堂。"), "那个塔收费不", "26", "大明寺今天"),
    ("a part of a sight", ("瘦西湖的白塔是什么时候建的", "清乾隆年间建的。"), "塔有多高", "27.5", "何园"),
    ("the other one", ("Which is bigger, Ge Garden or He Garden?", "Ge Garden.", "when does Ge Garden close?", "At 6."),
     "what about the other one?", "He Garden", "Ge Garden"),
    ("back to an earlier matter", ("扬州早茶怎么吃", "先烫干丝。", "晚上泡澡去哪里", "扬州老浴室有大池。"),
     "算了还是说早茶吧，几点去人少", "7:30", "推荐"),
    ("another station", ("扬州东站有哪些公交", "游3路到大明寺，71路到扬州站。"), "那扬州站呢", "26路", "游3路"),
    ("a Korean correction", ("개원 몇 시에 닫아요?", "18:00에 닫습니다."), "아니요, 하원이요", "17:30", "시구"),
    ("a Japanese correction", ("個園は何時に閉まりますか", "18:00です。"), "いえ、何園のことです", "17:30", "まだ"),
    ("what else", ("富春茶社有什么好吃的", "富春茶社的招牌点心有三丁包。"), "还有呢", "翡翠烧卖", "花局"),
    ("what else in Korean", ("푸춘차사 대표 음식이 뭐예요?", "싼딩바오쯔입니다."),
     "또 뭐가 있어요?", "샤오마이", "12345"),
    ("the way there", ("대명사에는 뭐가 있어요?", "서령탑과 평산당이 있습니다."),
     "거기는 어떻게 가요?", "버스", "12345"),
    ("the way there in Chinese", ("大明寺里有什么", "有栖灵塔和平山堂。"), "那里怎么去", "游3路", "机场"),
    ("for whom else", ("Combien coûte le Jardin Ge ?", "45 yuans."), "Et pour les enfants ?", "demi-tarif", "12345"),
    ("rain", ("瘦西湖夜游几点开始", "18:30开始。"), "落雨还开不开", "雨天可能停办", "17:30"),
    ("children at a museum", ("扬州剪纸博物馆有什么看头", "展品400多件。"), "带娃去有得玩吗", "动手", "推荐"),
    ("far from another", ("瘦西湖的白塔有多高", "白塔高约27.5米。"), "它离五亭桥远吗", "0.2公里", "十五个"),
    ("a knee on the stairs", ("What is Guanyin Hill?", "A hill temple east of Daming Temple."),
     "My mother has a bad knee, can she get up there?", "steep", "doctor"),
]  # fmt: skip


@pytest.mark.parametrize(
    ("said", "question", "value", "other"), [row[1:] for row in REPLIED], ids=[row[0] for row in REPLIED]
)
def test_a_turn_after_a_reply_goes_on_with_its_matter(
    yangzhou: Talk, said: tuple[str, ...], question: str, value: str, other: str
) -> None:
    turns = [Message("assistant" if at % 2 else "user", text) for at, text in enumerate((*said, question))]
    reply = yangzhou.reply(turns)
    assert value in reply.text and other not in reply.text


def test_a_knee_that_hurts_is_still_for_a_doctor(yangzhou: Talk) -> None:
    assert yangzhou.ask("My knee is swollen, what should I take for the pain?").skill == "safety"
