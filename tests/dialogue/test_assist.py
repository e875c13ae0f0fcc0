"""Help: the number first, the draft of a complaint folded from the visitor's words, nothing stored."""

from __future__ import annotations

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from guide.dialogue.saying import phones
from guide.skills.assist import Draft, Helped
from guide.types import Finding, Message, Reply
from tests.guides import Talk


def draft(finding: Finding) -> Draft:
    detail = finding.detail
    assert isinstance(detail, Helped) and detail.asked.draft
    return detail.asked.draft


@pytest.mark.parametrize("question, kind, number", [
    ("有人晕倒了！", "emergency.medical", "120"), ("酒店着火了", "emergency.fire", "119"),
    ("我的钱包被偷了", "emergency.police", "110"), ("出车祸了", "emergency.traffic", "122"),
    ("孩子在瘦西湖走丢了", "missing", "110"), ("护照丢了怎么办", "passport", "110"),
    ("手机落在出租车上了", "lost", "12345"),
    ("我要投诉导游", "complaint", "12345"), ("转人工", "person", "12345"), ("报警打什么电话", "number", "110"),
    ("我不想活了", "self_harm", "12356"),
    ("My wife collapsed and is not breathing", "emergency.medical", "120"),
    ("There is smoke in the hotel", "emergency.fire", "119"), ("A man is following me", "emergency.police", "110"),
    ("My son is missing", "missing", "110"), ("I lost my passport", "passport", "110"),
    ("I left my umbrella in the garden", "lost", "12345"), ("I want to complain about the taxi", "complaint", "12345"),
    ("Can I talk to a human?", "person", "12345"), ("I want to kill myself", "self_harm", "12356"),
    ("父が倒れました", "emergency.medical", "120"), ("財布を盗まれました", "emergency.police", "110"),
    ("子供が迷子になりました", "missing", "110"), ("傘を置き忘れました", "lost", "12345"),
    ("死にたい", "self_harm", "12356"),
    ("아버지가 쓰러졌어요", "emergency.medical", "120"), ("지갑을 도난당했어요", "emergency.police", "110"),
    ("우산을 두고 왔어요", "lost", "12345"), ("죽고 싶어요", "self_harm", "12356"),
])  # fmt: skip
def test_the_right_number_is_in_the_first_sentence_with_its_source(
    talk: Talk, question: str, kind: str, number: str
) -> None:
    reply = talk.ask(question)
    assert (reply.skill, talk.find(question).intent) == ("assist", f"assist.{kind}")
    before = reply.text[: reply.text.index("[1]")]
    assert number in before and reply.citations[0].entry == "emergency-numbers"
    assert len(reply.text) <= 500 and reply.answered


@pytest.mark.parametrize("question", [
    "史可法是怎么自杀的", "个园门票多少钱", "附近有医院吗", "个园有没有失火过", "介绍一下个园", "哪里有警察博物馆",
    "Is there a hospital nearby?", "When did the fire temple open?", "How much is Ge Garden?", "人工湖在哪",
    "入場券はいくらですか", "입장료 얼마예요?", "谢谢", "再说详细点",
])  # fmt: skip
def test_what_needs_no_help_gets_none(talk: Talk, question: str) -> None:
    assert talk.find(question).skill not in ("assist", "safety")


def test_the_places_own_number_is_said_and_cited(talk: Talk) -> None:
    reply = talk.ask("我在个园丢了相机")
    assert "个园的电话是 0514-1110001" in reply.text
    assert [each.entry for each in reply.citations] == ["emergency-numbers", "ge-garden"]


def test_a_complaint_is_drafted_over_turns(talk: Talk) -> None:
    told = ("个园的服务员态度太差，还骂人", "昨天下午三点", "可以打我电话 13800138000")
    found = draft(talk.find(*told))
    assert (found.kind, found.category, found.entry) == ("complaint", "service", "ge-garden")
    assert found.when == "昨天下午三点" and found.reach == "13800138000" and "13800138000" not in found.what
    assert found.what.startswith("个园的服务员") and found.where == "个园"


def test_a_word_of_abuse_in_a_complaint_is_no_abuse(talk: Talk) -> None:
    assert talk.find("我要投诉，保安骂我是傻逼").skill == "assist"
    assert talk.find("你这个傻逼").skill == "safety"


def test_another_question_leaves_the_draft_and_a_new_matter_begins_anew(talk: Talk) -> None:
    first = ("我要投诉出租车司机绕路", "个园门票多少钱？")
    assert talk.find(*first).skill != "assist"
    assert "出租车" not in draft(talk.find(*first, "我要投诉酒店房间有蟑螂")).what


def test_a_complaint_after_a_loss_is_a_matter_of_its_own(talk: Talk) -> None:
    found = draft(talk.find("我的手机丢了", "我要投诉导游强迫购物"))
    assert (found.kind, found.category) == ("complaint", "shopping") and "手机" not in found.what


def test_taking_it_back_ends_it(talk: Talk) -> None:
    assert talk.find("我要投诉导游强迫购物", "算了").skill != "assist"


def test_told_to_send_the_chat_sends_nothing(talk: Talk) -> None:
    reply = talk.ask("The guide forced us to buy jade, I want to complain", "Send it")
    assert "Review and send" in reply.text and reply.cards[-1]["kind"] == "complaint-draft"
    assert talk.app.complaints.newest() == []


def card(reply: Reply) -> dict[str, object]:
    (found,) = (each for each in reply.cards if each["kind"] == "complaint-draft")
    return dict(found)


@pytest.mark.parametrize(("question", "rung"), [
    ("有人晕倒了！", ["急救 tel:120"]), ("I was robbed", ["Police tel:110"]), ("父が倒れました", ["救急 tel:120"]),
    ("我要投诉导游", ["旅游热线 tel:12345"]),
])  # fmt: skip
def test_whom_to_ring_is_a_button(talk: Talk, question: str, rung: list[str]) -> None:
    found = next(each for each in talk.ask(question).cards if each["kind"] == "phones")
    assert [f"{each['title']} {each['url']}" for each in found["items"]] == rung


@pytest.mark.parametrize(("text", "address"), [
    ("0514-87341324", "tel:051487341324"), ("+86 (514) 8734-1324 转 8", "tel:+8651487341324"),
    ("120", "tel:120"), ("微信 ab", ""), ("1", ""), ("", ""),
])  # fmt: skip
def test_a_number_is_dialled_without_its_signs(text: str, address: str) -> None:
    assert phones.dialled(text) == address


def test_the_card_holds_what_the_form_needs(talk: Talk) -> None:
    found = card(talk.ask("I want to complain: the guard at Ge Garden pushed me yesterday"))
    assert found["action"] == "/complaints/new" and found["lang"] == "en"
    values = found["values"]
    assert isinstance(values, dict)
    assert values["category"] == "safety" and values["urgency"] == "high" and values["entry"] == "ge-garden"
    assert values["when"] == "yesterday"


def test_what_the_assistant_said_is_no_complaint(talk: Talk) -> None:
    said = [Message("user", "你好"), Message("assistant", "我要投诉导游强迫购物"), Message("user", "昨天下午三点")]
    assert talk.app.guide.find(said, talk.context).skill != "assist"


TURNS = st.lists(
    st.sampled_from(
        (
            "我要投诉导游",
            "昨天下午",
            "在个园门口",
            "提交",
            "算了",
            "谢谢",
            "个园几点开门",
            "手机丢了",
            "13800138000",
            "I want to die",
            "",
        )
    ),
    min_size=1,
    max_size=6,
)


@settings(max_examples=40, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(TURNS)
def test_the_fold_is_pure_and_never_fails(talk: Talk, turns: list[str]) -> None:
    assert talk.find(*turns).detail == talk.find(*turns).detail
