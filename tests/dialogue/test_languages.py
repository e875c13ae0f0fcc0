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
