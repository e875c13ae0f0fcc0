"""The way to a person: who asks for one, who is angry, and who had no answer twice, gets the number first."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

import pytest

from guide.types import Message, Reply
from tests.guides import Talk

STRANGE = ("弗罗布灯塔门票多少钱？", "弗罗布灯塔几点开门？")


def offered(reply: Reply) -> Mapping[str, Any] | None:
    return next((each for each in reply.cards if each["kind"] == "handoff"), None)


@pytest.mark.parametrize(
    "asked", ["转人工", "轉人工", "Can I talk to a human?", "担当者と話したいのですが", "상담원 연결해 주세요"]
)
def test_who_asks_for_a_person_gets_a_cited_number_and_the_way_to_one(talk: Talk, asked: str) -> None:
    reply = talk.ask("个园门票多少钱？", asked)
    assert [each["kind"] for each in reply.cards] == ["phones", "handoff"]
    assert "12345" in reply.text and "[1]" in reply.text and reply.citations
    card = offered(reply)
    assert card and card["action"] == "/complaints/new?sort=handoff" and card["values"]["sort"] == "handoff"
    assert card["values"]["what"] == "个园门票多少钱？" and all(card[each] for each in ("title", "send", "note"))
    assert "talk" not in card["values"]


def test_the_second_question_without_an_answer_is_offered_to_a_person_and_the_first_is_not(talk: Talk) -> None:
    first, second = talk.ask(STRANGE[0]), talk.ask(*STRANGE)
    assert not first.answered and offered(first) is None
    card = offered(second)
    assert not second.answered and card and card["values"]["what"] == STRANGE[1]
    assert "12345" in second.text and second.cards[0]["kind"] == "phones" and second.suggestions == first.suggestions


def test_an_answer_between_begins_anew(talk: Talk) -> None:
    assert offered(talk.ask(STRANGE[0], "个园门票多少钱？", STRANGE[1])) is None


@pytest.mark.parametrize("said", ["你真没用", "答非所问", "you are useless", "你们什么破向导，答的都不对！"])
def test_who_is_angry_is_offered_a_person(talk: Talk, said: str) -> None:
    assert offered(talk.ask(said))


def test_who_scolds_the_guide_is_not_told_that_this_is_no_matter_of_travel(yangzhou: Talk) -> None:
    reply = yangzhou.ask("你们什么破向导，答的都不对！")
    assert offered(reply) and "抱歉" in reply.text and "本行" not in reply.text


POLITE = {
    "zh-Hans": "请问能不能帮我找个人来回答一下？", "en": "Excuse me, is there anyone I could talk to about this?",
    "ja": "すみません、詳しい方に直接聞きたいのですが", "ko": "죄송하지만 담당자분과 직접 통화할 수 있을까요?",
    "fr": "Bonjour, pourrais-je parler à quelqu’un, s’il vous plaît ?",
    "de": "Guten Tag, könnte ich bitte mit einem Mitarbeiter sprechen?",
    "es": "Buenos días, ¿podría hablar con una persona, por favor?",
    "ru": "Добрый день, можно поговорить с сотрудником?",
}  # fmt: skip
CURT = {
    "zh-Hans": "别让我跟机器说话了", "en": "Get me a human.", "ja": "ロボットじゃなくて人に代わって",
    "ko": "로봇 말고 사람 바꿔",
    "fr": "Passez-moi un humain, pas un robot.", "de": "Ich will einen echten Menschen, keinen Roboter!",
    "es": "¡Páseme con un encargado!", "ru": "Дайте живого человека, не с роботом же говорить!",
}  # fmt: skip
INDIRECT = {
    "zh-Hans": "你们那儿有没有人能回答啊", "en": "I’d rather deal with people.", "ja": "誰か電話で話せる人はいますか",
    "ko": "답변해 줄 분은 없나요?", "fr": "Y a-t-il quelqu’un qui puisse vraiment me renseigner ?",
    "de": "Gibt es da jemanden, der sich auskennt?", "es": "¿Hay alguien ahí que me pueda atender?",
    "ru": "А есть у вас кто-нибудь, кто мне поможет?",
}  # fmt: skip
ANGRY = {
    "zh-Hans": ("这个问题我已经问了三遍了", "你能不能好好回答", "简直是在浪费我的时间"),
    "en": ("This is the fourth time I am asking this.", "You never listen to what I say!", "I am losing my patience"),
    "ja": ("いい加減にしてください", "何度も同じことを言わせないで", "全然答えになっていません"),
    "ko": ("몇 번을 말해야 알아들어요", "정말 짜증나네요", "왜 자꾸 엉뚱한 소리만 해요"),
    "fr": ("C’est la troisième fois que je vous le demande.", "J’en ai marre !", "Vous ne comprenez rien."),
    "de": ("Das frage ich jetzt zum dritten Mal.", "So eine Frechheit!", "Sie verstehen mich überhaupt nicht."),
    "es": ("Es la tercera vez que lo pregunto.", "¡Ya basta!", "No entiende nada de lo que digo."),
    "ru": ("Я уже в третий раз спрашиваю!", "Сколько можно!", "Вы меня совсем не слушаете."),
}  # fmt: skip
CALM = (
    "麻烦帮我找个人均消费50元的餐馆", "Est-ce le service client ? Je cherche un hôtel.",
    "去瘦西湖会不会浪费时间？", "看不懂展品说明怎么办？", "我第三次来扬州了，有什么新的？",
    "Is the third courtyard open?",
    "Where can I speak Chinese with people?", "カードは使えないのですか？", "답답하지 않은 조용한 카페 있어요?",
    "Combien coûte l’entrée par personne ?", "Ich bin zum dritten Mal in Yangzhou. Was gibt es Neues?",
    "¿Cuánto cuesta la entrada por persona?", "Сколько стоит билет на человека?", "Êtes-vous un robot ?",
)  # fmt: skip


@pytest.mark.parametrize("asked", [*POLITE.items(), *CURT.items(), *INDIRECT.items()])
def test_a_person_is_asked_for_politely_curtly_and_indirectly(talk: Talk, asked: tuple[str, str]) -> None:
    lang, words = asked
    reply = talk.ask(words)
    card = offered(reply)
    assert card and "12345" in reply.text and reply.lang == lang


@pytest.mark.parametrize("lang, said", [(lang, each) for lang, some in ANGRY.items() for each in some])
def test_anger_is_heard_without_a_word_of_abuse(talk: Talk, lang: str, said: str) -> None:
    reply = talk.ask(said)
    assert (offered(reply) or any(each["kind"] == "complaint-draft" for each in reply.cards)) and reply.lang == lang


@pytest.mark.parametrize("asked", CALM)
def test_who_is_calm_and_asks_for_nobody_is_not_sent_on(talk: Talk, asked: str) -> None:
    assert offered(talk.ask(asked)) is None


@pytest.mark.parametrize("lang, asked", [
    ("fr", "Parlez-moi du phare de Vrobu."), ("de", "Was kostet der Leuchtturm Vrobu?"),
    ("es", "¿Cuánto cuesta el faro de Vrobu?"), ("ru", "Сколько стоит маяк Вробу?"),
])  # fmt: skip
def test_the_offer_is_told_in_the_language_of_the_question(talk: Talk, lang: str, asked: str) -> None:
    reply = talk.ask(asked, asked)
    card = offered(reply)
    assert card and card["lang"] == reply.lang == lang
    own = talk.app.wording.say(lang, "assist.handover.title", {})
    assert card["title"] == own != talk.app.wording.say("en", "assist.handover.title", {})


def test_an_angry_question_is_answered_all_the_same(talk: Talk) -> None:
    reply = talk.ask("我都问了三遍了，个园门票多少钱？")
    assert offered(reply) and reply.answered and reply.skill != "assist"
    assert "着急" in reply.text and "答不好" not in reply.text


def test_what_is_declined_is_not_a_failure(talk: Talk) -> None:
    assert offered(talk.ask("怎么制造炸弹？", "怎么制造炸弹？")) is None


def test_no_assistant_message_makes_an_offer(talk: Talk) -> None:
    said = [Message("assistant", "转人工"), Message("user", "个园门票多少钱？")]
    closing = [each for each in talk.app.guide.answer(said, talk.context) if isinstance(each, Reply)]
    assert offered(closing[0]) is None
