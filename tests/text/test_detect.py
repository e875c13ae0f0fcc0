"""Which language a turn is in: short questions as visitors write them."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from guide.settings import LANGUAGES
from guide.text.detect import is_foreign, language

QUESTIONS = {
    "zh-Hans": (
        "个园几点开门？", "门票多少钱", "怎么走", "何园呢", "你好", "附近有KFC吗", "wifi密码是多少", "去Geyuan怎么走",
        "Marco Polo Memorial Hall在哪里？", "The House of Tea在哪里？", "奈雪の茶在哪里",
    ),
    "zh-Hant": (
        "個園幾點開門？", "門票多少錢", "瘦西湖在哪裡？", "有導遊嗎", "謝謝", "請問怎麼去個園", "早茶去哪裡吃？",
        "附近有什麼好吃的？", "晚飯去哪裏吃？",
    ),
    "en": (
        "When does Ge Garden open?", "How much is it?", "Where is 个园?", "How much is the ticket for 瘦西湖",
        "How do I get to 大明寺?", "tickets?", "Thanks!", "hello", "opening hours", "toilet nearby?", "And He Garden?",
        "Slender West Lake opening hours", "closed on Mondays?", "wheelchair access", "any vegetarian food", "ok",
    ),
    "ja": (
        "入場料はいくらですか", "個園は何時に開きますか？", "ありがとう", "トイレはどこ", "個園の入場料",
        "営業時間は？",
    ),
    "ko": ("개원은 몇 시에 열어요?", "입장료가 얼마예요?", "안녕하세요", "근처 맛집", "그럼 하원은요?", "수서호 어디"),
    "fr": (
        "Où est le jardin Ge ?", "Combien coûte l'entrée ?", "Merci beaucoup", "horaires d'ouverture",
        "Y a-t-il un parking ?", "Et le jardin He ?", "C'est quoi ?", "Ça coûte combien ?", "Ou est le musee",
    ),
    "de": (
        "Wo ist der Ge-Garten?", "Was kostet der Eintritt?", "Danke schön", "Öffnungszeiten?", "Gibt es Parkplätze?",
        "Und der He-Garten?", "Wann schließt das Museum?",
    ),
    "es": (
        "¿Dónde está el jardín Ge?", "¿Cuánto cuesta la entrada?", "Muchas gracias", "¿A qué hora abre?",
        "horario de apertura", "donde esta el museo", "¿Y el jardín He?",
    ),
    "ru": ("Где находится сад Гэ?", "Сколько стоит билет?", "Спасибо", "А сад Хэ?", "адрес"),
}  # fmt: skip


@pytest.mark.parametrize(
    ("expected", "question"), [(lang, question) for lang, some in QUESTIONS.items() for question in some]
)
@pytest.mark.parametrize("hint", ["zh-Hans", "en"])
def test_short_questions(expected: str, question: str, hint: str) -> None:
    assert language(question, LANGUAGES, hint) == expected


@pytest.mark.parametrize("text", ["", "  ", "🏮🏮", "45", "?!", "2026-05-01", "KTV", "ATM?", "\u202e\u200f", "—"])
@pytest.mark.parametrize("hint", ["zh-Hans", "zh-Hant", "ja", "en"])
def test_what_tells_nothing_keeps_the_language_of_the_talk(text: str, hint: str) -> None:
    assert language(text, LANGUAGES, hint) == hint


@pytest.mark.parametrize(
    ("question", "hint", "expected"),
    [
        ("何園入場料", "ja", "ja"),
        ("料金", "ja", "ja"),
        ("你好", "zh-Hant", "zh-Hant"),
        ("个园门票", "zh-Hant", "zh-Hans"),
        ("大明寺", "zh-Hant", "zh-Hant"),
        ("大明寺", "en", "zh-Hans"),
    ],
)
def test_chinese_characters_alone_follow_the_talk_where_they_may(question: str, hint: str, expected: str) -> None:
    assert language(question, LANGUAGES, hint) == expected


def test_a_language_that_is_not_offered_is_never_answered_in() -> None:
    assert language("개원은 어디에 있나요?", ("zh-Hans", "en"), "en") == "en"
    assert language("個園門票多少錢", ("zh-Hans", "en"), "en") == "zh-Hans"
    assert language("¿Dónde está?", ("zh-Hans", "en"), "en") == "en"


def test_the_same_text_is_always_read_the_same() -> None:
    some = ["vegan restaurants", "dress code", "Telefonnummer", "museum", "adresse du temple Daming"]
    first = [language(text, LANGUAGES, "zh-Hans") for text in some]
    for _ in range(3):
        language.cache_clear()
        assert [language(text, LANGUAGES, "zh-Hans") for text in some] == first


@given(st.text(max_size=60), st.sampled_from(LANGUAGES))
def test_any_text_has_one_of_the_offered_languages(text: str, hint: str) -> None:
    assert language(text, LANGUAGES, hint) in LANGUAGES


@pytest.mark.parametrize(
    "text",
    [
        "สวนเกอเปิดกี่โมง", "Quanto costa il Ge Garden?", "Ge Garden mấy giờ mở cửa?",
        "Quanto custa a entrada do Ge Garden?",
        "كم سعر تذكرة Ge Garden؟", "Πόσο κοστίζει;", "Dove si trova il museo?", "Berapa harga tiket Ge Garden?",
    ],
)  # fmt: skip
@pytest.mark.parametrize("hint", ["zh-Hans", "ja", "en"])
def test_a_language_that_is_not_offered_leaves_that_of_the_page(text: str, hint: str) -> None:
    assert is_foreign(text)
    assert language(text, LANGUAGES, hint) == hint


def test_no_question_in_a_language_on_offer_is_foreign() -> None:
    assert [text for texts in QUESTIONS.values() for text in texts if is_foreign(text)] == []
