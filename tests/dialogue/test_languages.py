"""Nine languages over the knowledge of Yangzhou: facts are answered in each, and a tenth is declined politely."""

from __future__ import annotations

from dataclasses import replace

import pytest

from guide.types import Lang, Message, Reply
from tests import guides

PRICE = {
    "zh-Hans": "个园门票多少钱？",
    "zh-Hant": "個園門票多少錢？",
    "en": "How much is Ge Garden?",
    "ja": "個園の入場料はいくらですか",
    "ko": "개원 입장료가 얼마예요?",
    "fr": "Combien coûte l'entrée du Jardin Ge ?",
    "de": "Was kostet der Eintritt in den Ge-Garten?",
    "es": "¿Cuánto cuesta la entrada al Jardín Ge?",
    "ru": "Сколько стоит билет в Сад Гэ?",
}


def _asked(talk: guides.Talk, question: str, page: Lang) -> Reply:
    """The answer on a page of a language."""
    return replace(talk, context=replace(talk.context, lang=page)).reply([Message("user", question)])


@pytest.mark.parametrize("lang", PRICE)
def test_a_price_is_told_in_the_language_of_the_question(lang: str, yangzhou: guides.Talk) -> None:
    reply = _asked(yangzhou, PRICE[lang], "en")
    assert reply.lang == lang
    assert "45" in reply.text


@pytest.mark.parametrize(
    ("question", "words"),
    [("個園", "個園"), ("營業時間是幾點？個園", "7:15"), ("大明寺門票", "45"), ("瘦西湖在哪裡？", "大虹橋路28號")],
)
def test_traditional_characters_are_understood_and_answered(question: str, words: str, yangzhou: guides.Talk) -> None:
    reply = _asked(yangzhou, question, "zh-Hant")
    assert reply.lang == "zh-Hant"
    assert words in reply.text


@pytest.mark.parametrize("question", ["Quanto costa il Ge Garden?", "สวนเกอเปิดกี่โมง", "Ge Garden mấy giờ mở cửa?"])
@pytest.mark.parametrize(("lang", "words"), [("zh-Hans", "这种语言"), ("ja", "その言語"), ("en", "this language")])
def test_another_language_is_answered_in_that_of_the_page(
    question: str, lang: str, words: str, yangzhou: guides.Talk
) -> None:
    reply = _asked(yangzhou, question, lang)
    assert reply.lang == lang
    assert words in reply.text
    assert not reply.answered


@pytest.mark.parametrize(
    ("question", "words"),
    [
        ("五亭橋はいつ建てられましたか", "清の乾隆22年（1757年）"),
        ("何園の住所を教えてください", "広陵区徐凝門大街66号"),
        ("痩西湖はいつ行くのがいいですか", "瓊花・桃の花・柳"),
        ("오정교는 언제 지어졌나요?", "청 건륭 22년(1757년)"),
        ("하원 주소가 어디예요?", "광링구 쉬닝먼다제 66호"),
        ("수서호는 언제 가면 좋아요?", "복사꽃"),
    ],
)
def test_values_are_said_in_japanese_and_korean_and_not_in_english(
    question: str, words: str, yangzhou: guides.Talk
) -> None:
    assert words in _asked(yangzhou, question, "en").text


@pytest.mark.parametrize(
    "question", ["Where is He Garden?", "何園はどこですか", "하원은 어디에 있나요?", "Wo liegt der He-Garten?"]
)
def test_an_address_is_also_told_in_the_characters_a_driver_reads(question: str, yangzhou: guides.Talk) -> None:
    assert "广陵区徐凝门大街66号" in _asked(yangzhou, question, "en").text


def test_that_the_notes_are_in_another_language_is_said_once(yangzhou: guides.Talk) -> None:
    text = _asked(yangzhou, "文峰塔について教えてください", "ja").text
    assert text.count("英語の資料") == 1
    assert "]。" not in text


@pytest.mark.parametrize(
    ("question", "words"),
    [
        ("Wer hat den He-Garten gebaut?", "He Zhidao"),
        ("Qui a construit le jardin He ?", "1883"),
        ("¿Quién construyó el jardín He?", "He Zhidao"),
        ("Какие часы работы у сада Гэ?", "07:15"),
        ("Wo ist der Tianning-Tempel?", "丰乐上街3号"),
        ("Где находится улица Пиши?", "文昌中路"),
    ],
)
def test_a_name_is_known_by_its_chinese_sound_and_the_word_for_its_kind(
    question: str, words: str, yangzhou: guides.Talk
) -> None:
    """After another place: a name that is not understood must not be answered with the one in talk."""
    talked = [Message("user", "Ge-Garten"), Message("assistant", "Ge-Garten"), Message("user", question)]
    assert words in yangzhou.reply(talked).text


@pytest.mark.parametrize(
    "question",
    ["Wer hat den Lama-Tempel gebaut?", "¿Cuánto cuesta el jardín Zhuozheng?", "Qui a construit le pont Baodai ?"],
)
def test_an_unknown_name_is_not_answered_with_the_place_in_talk(question: str, yangzhou: guides.Talk) -> None:
    talked = [Message("user", "Daming Temple"), Message("assistant", "Daming Temple"), Message("user", question)]
    assert not yangzhou.reply(talked).answered


@pytest.mark.parametrize(("question", "words"), [("三丁包是什麼", "鬆軟"), ("介紹一下個園", "「個」")])
def test_traditional_has_the_right_form_and_marks_of_quotation(
    question: str, words: str, yangzhou: guides.Talk
) -> None:
    text = _asked(yangzhou, question, "zh-Hant").text
    assert words in text and "“" not in text


@pytest.mark.parametrize(
    "question", ["Tell me about Yangzhou", "揚州のことを教えてください", "양저우에 대해 알려 주세요", "介绍一下扬州"]
)
def test_the_city_is_introduced_by_its_best_known_sights(question: str, yangzhou: guides.Talk) -> None:
    reply = _asked(yangzhou, question, "en")
    assert reply.answered and "slender-west-lake" in {each.entry for each in reply.citations}


@pytest.mark.parametrize("question", ["What do you recommend?", "おすすめはありますか", "추천해 주세요"])
def test_a_recommendation_of_nothing_in_particular_is_one_of_sights(question: str, yangzhou: guides.Talk) -> None:
    reply = _asked(yangzhou, question, "en")
    assert reply.skill == "recommend" and reply.answered


@pytest.mark.parametrize("question", ["揚州の名物料理は何ですか", "양저우 대표 음식은 뭐예요?"])
def test_the_dishes_of_the_city_are_not_those_of_another(question: str, yangzhou: guides.Talk) -> None:
    assert "yangzhou-fried-rice" in {each.entry for each in _asked(yangzhou, question, "en").citations}


@pytest.mark.parametrize(
    ("question", "lang"), [("鑑真は誰ですか", "ja"), ("감진은 누구예요?", "ko"), ("Who was Jianzhen?", "en")]
)
def test_who_somebody_was_is_told_and_not_who_is_tied_to_him(question: str, lang: Lang, yangzhou: guides.Talk) -> None:
    reply = _asked(yangzhou, question, lang)
    assert reply.answered and "753" in reply.text


def test_korean_particles_follow_the_sound_of_the_word(yangzhou: guides.Talk) -> None:
    text = _asked(yangzhou, "근처에 병원이 있나요?", "ko").text
    assert "병원을 찾아" in text and "(를)" not in text


@pytest.mark.parametrize(
    "question",
    [
        "How do I get from Yangzhou East station to Slender West Lake?",
        "揚州東駅から痩西湖への行き方は？",
        "양저우동역에서 수서호까지 어떻게 가나요?",
        "从扬州东站怎么去瘦西湖",
    ],
)
def test_the_way_between_two_places_is_what_either_says_of_the_other(question: str, yangzhou: guides.Talk) -> None:
    text = _asked(yangzhou, question, "en").text
    assert "25" in text and "30" in text


@pytest.mark.parametrize(
    ("who", "asked", "price"),
    [
        ("Who was Jianzhen?", "How many attempts did it take?", "how much is the ticket?"),
        ("鉴真是谁", "他第几次成功", "门票多少钱"),
        ("鑑真は誰ですか", "何回目で成功しましたか", "入場料はいくらですか"),
        ("감진은 누구예요?", "몇 번째에 성공했어요?", "입장료는 얼마예요?"),
    ],
)
def test_a_person_stays_in_talk_though_the_answer_names_a_place(
    who: str, asked: str, price: str, yangzhou: guides.Talk
) -> None:
    """What is paid is asked of the place all the same."""
    told = yangzhou.reply([Message("user", who)])
    talked = [Message("user", who), Message("assistant", told.text)]
    reply = yangzhou.reply([*talked, Message("user", asked)])
    assert "753" in reply.text
    assert "45" in yangzhou.reply([*talked, Message("user", price)]).text
