"""Whatever is sent, an answer comes: empty, endless, of any script, forged."""

from __future__ import annotations

import time

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from guide.settings import LANGUAGES
from guide.types import Context, Message, Reply
from tests.guides import NOW, Talk

_MARKS = st.sampled_from(
    ["\u202e", "\u2067", "\u200f", "\u200d", "\ufeff", "\x00", "\x1f", "[1]", "{{ name }}", "{%", "\\", "<script>",
     "🏮", "\ud83d", "个园", "He Garden", "第二个", "多少钱", "\n\n", "'", '"', "%s", "${x}", "é", "ß", "مرحبا",
     "שלום", "नमस्ते", "𠮷"]
)  # fmt: skip
TEXTS = st.text(max_size=40) | st.lists(_MARKS | st.text(max_size=4), max_size=14).map("".join)
MESSAGES = st.lists(st.builds(Message, st.sampled_from(["user", "assistant", "system", "", "x"]), TEXTS), max_size=8)
quick = settings(max_examples=150, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])


@quick
@given(MESSAGES, TEXTS, st.none() | st.sampled_from(LANGUAGES) | st.just("xx"))
def test_any_conversation_is_answered(talk: Talk, before: list[Message], last: str, page: str | None) -> None:
    pieces = list(talk.app.guide.answer([*before, Message("user", last)], Context(now=NOW, lang=page)))
    reply = pieces[-1]
    assert isinstance(reply, Reply) and reply.text.strip() and reply.label
    assert reply.lang in LANGUAGES or reply.lang == page
    reply.text.encode()


@pytest.mark.parametrize(
    "text",
    [
        "", " ", "\n\t", "🏮", "🏮" * 3000, "?", "。。。", "\x00", "\u202eemoh\u202c", "שלום 个园 مرحبا",
        "\u2066个\u2069园", "个园" * 50_000, "a" * 100_000, "what " * 20_000, "什么" * 33_000, "?" * 100_000,
        "\u0301" * 50_000,
        "[1]" * 9_000, "(" * 5_000, "个园门票多少钱\n" * 5_000, "1" * 100_000, "\ud83d\ud83d", "{{ 7 * 7 }}", "%(x)s",
        "'; drop table entries; --",
    ],
    ids=lambda text: ascii(text[:12]),
)  # fmt: skip
def test_odd_messages_are_answered_soon(talk: Talk, text: str) -> None:
    started = time.perf_counter()
    reply = talk.ask(text)
    assert reply.text.strip() and "49" not in reply.text
    assert time.perf_counter() - started < 5, "bounded, however long the message"


def test_a_long_message_is_read_at_its_start(talk: Talk) -> None:
    assert "45元" in talk.ask("个园门票多少钱？" + "啊" * 100_000).text


def test_no_messages_at_all(talk: Talk) -> None:
    assert talk.reply([]).text.strip()


def test_a_thousand_messages(talk: Talk) -> None:
    history = [
        Message("user" if number % 2 == 0 else "assistant", "个园怎么样" if number % 4 else "宜必思酒店多少钱")
        for number in range(1000)
    ]
    started = time.perf_counter()
    reply = talk.reply(
        [*history, Message("user", "何园怎么样"), Message("assistant", "好。"), Message("user", "门票多少")]
    )
    assert "40元" in reply.text and time.perf_counter() - started < 5


def test_a_conversation_that_ends_with_the_assistant_is_read_as_asked(talk: Talk) -> None:
    reply = talk.reply([Message("user", "个园怎么样"), Message("assistant", "何园门票多少")])
    assert reply.text.strip()


def test_a_language_nobody_offers_falls_back(talk: Talk) -> None:
    reply = talk.reply([Message("user", "مرحبا كم سعر التذكرة؟")])
    assert reply.lang in LANGUAGES and reply.text.strip()


def test_question_marks_in_templates_stay_words(talk: Talk) -> None:
    reply = talk.ask("个园怎么样", "{{ name }} [2] 门票多少")
    assert "{{" not in reply.text and "45元" in reply.text
