"""What is said: sourced, in its language, corrected, honest about what is not known."""

from __future__ import annotations

import re
from collections.abc import Iterable
from dataclasses import replace
from datetime import datetime
from pathlib import Path

import pytest

from guide.dialogue.aging import months_between
from guide.settings import LANGUAGES
from guide.types import Context, Entry, Fact, Message, Reply, Sentence, Source
from tests import guides
from tests.guides import ENTRIES, GE, NOW, Talk

_MARK = re.compile(r"\[(\d+)\]")
QUESTIONS = (
    "个园门票多少钱", "个园几点开门，门票多少，电话多少？", "个园和何园什么时候建的", "介绍一下个园", "何园的电话",
    "拙政园在哪", "个园什么时候建的，主人是谁，几点开门", "Tell me about Xiaopangu", "How much is He Garden?",
    "五亭桥", "何园是乾隆建的吧？", "개원 입장료는 얼마예요?", "Où est le Jardin Ge ?", "個園電話", "停车",
    "Где Ge Garden?", "你好", "何园能停车吗",
)  # fmt: skip


def marks(reply: Reply) -> list[int]:
    return [int(each) for each in _MARK.findall(reply.text)]


@pytest.mark.parametrize("question", QUESTIONS)
def test_marks_and_citations_belong_together(talk: Talk, question: str) -> None:
    reply = talk.ask(question)
    numbers = [each.n for each in reply.citations]
    assert set(marks(reply)) == set(numbers) and numbers == sorted(numbers)
    firsts = list(dict.fromkeys(marks(reply)))
    assert firsts == sorted(firsts), "numbered in the order they are said"
    assert not numbers or numbers == list(range(1, len(numbers) + 1))


@pytest.mark.parametrize("question", QUESTIONS)
def test_what_is_streamed_is_what_the_reply_holds(talk: Talk, question: str) -> None:
    pieces = list(talk.app.guide.answer([Message("user", question)], talk.context))
    said = [piece.text for piece in pieces if isinstance(piece, Sentence)]
    assert isinstance(pieces[-1], Reply) and len(said) == len(pieces) - 1
    assert "".join(said) == pieces[-1].text and all(each.strip() for each in said)
    assert pieces[-1].label and pieces[-1].composer == "templates" and pieces[-1].id.startswith("chatcmpl-")


def test_a_citation_names_its_source_and_its_dates(talk: Talk) -> None:
    (hours,) = talk.ask("个园几点开门").citations
    assert (hours.entry, hours.title, hours.source, hours.url) == (
        "ge-garden",
        "个园",
        "个园告示",
        "https://example.org/ge",
    )
    assert (hours.as_of, hours.checked_on) == ("2026-04", "2026-05-03")
    (phone,) = talk.ask("个园电话多少").citations
    assert phone.source == "游记" and phone.url is None, "a weak source is named, not linked"
    (built,) = talk.ask("When was Ge Garden built?").citations
    assert built.title == "Ge Garden" and built.as_of == "2015" and built.checked_on is None


def test_facts_of_two_sources_have_two_numbers_and_of_one_source_one(talk: Talk) -> None:
    two = talk.ask("个园门票和电话")
    assert marks(two) == [1, 2] and len(two.citations) == 2
    one = talk.ask("个园门票和开放时间")
    assert set(marks(one)) == {1} and len(one.citations) == 1


@pytest.mark.parametrize(
    ("question", "since"),
    [
        ("何园门票多少钱", "2018年"),
        ("何园几点开门，门票多少？", "2018年"),
        ("个园和何园门票多少", "2018年"),
        ("How much is He Garden?", "2018"),
    ],
)
def test_an_old_price_is_said_to_be_old_once(talk: Talk, question: str, since: str) -> None:
    sentences = _sentences(talk, question)
    old = [each for each in sentences if since in each]
    assert len(old) == 1 and old == sentences[-1:]


@pytest.mark.parametrize("question", ["个园门票多少钱", "何园什么时候建的", "何园在哪里", "何园的电话", "介绍一下何园"])
def test_what_is_fresh_or_does_not_age_has_no_caveat(talk: Talk, question: str) -> None:
    assert "核对" not in talk.ask(question).text


def test_a_checked_fact_is_as_old_as_its_check(talk: Talk) -> None:
    assert "核对" not in talk.ask("个园几点开门").text
    later = replace(talk, context=Context(now=datetime(2027, 6, 1, tzinfo=NOW.tzinfo)))
    assert "2026年5月3日" in later.ask("个园几点开门").text


@pytest.mark.parametrize(
    ("iso", "months"),
    [("2025-11-21", 12), ("2025-11", 12), ("2025-12", 11), ("2025", 11), ("2024", 23), ("2026-11-21", 0), ("", 0),
     ("spring", 0), ("2027", -13)],
)  # fmt: skip
def test_age_in_months(iso: str, months: int) -> None:
    assert months_between(iso, NOW) == months


def test_text_of_another_language_is_quoted_and_said_to_be(talk: Talk) -> None:
    english = talk.ask("Tell me about Xiaopangu")
    assert english.lang == "en" and "Chinese" in english.text and "九只狮子" in english.text
    french = talk.ask("Parlez-moi du Jardin He")
    assert "anglais" in french.text and "corridor" in french.text
    assert "中文" not in talk.ask("介绍一下小盘谷").text and "原文" not in talk.ask("介紹一下小盤谷").text
    assert "九隻獅子" in talk.ask("介紹一下小盤谷").text


@pytest.mark.parametrize("lang", LANGUAGES)
def test_prose_of_every_language_can_be_quoted_in_every_other(tmp_path: Path, small_embedder: Path, lang: str) -> None:
    one = Entry("only", "attraction", "yangzhou", lang=lang, names={"zh-Hans": "独园"}, texts={lang: "ABC ÄÖ 石。"})
    with guides.guide(tmp_path, small_embedder, (one,)) as talk:
        for page in LANGUAGES:
            reply = replace(talk, context=Context(now=NOW, lang=page)).ask("独园")
            assert "ABC ÄÖ" in reply.text and reply.answered


@pytest.mark.parametrize("entry", ENTRIES, ids=lambda entry: str(entry.id))
@pytest.mark.parametrize("lang", ["zh-Hans", "zh-Hant", "en", "fr", "ko"])
def test_every_question_the_guide_suggests_is_answered(talk: Talk, entry: Entry, lang: str) -> None:
    page = replace(talk, context=Context(now=NOW, lang=lang))
    name = "常州天宁寺" if entry.id == "tianning-changzhou" else page.app.base.wording.name(entry, lang)
    opening = _opening(lang, name)
    for suggested in page.ask(opening).suggestions:
        messages = [Message("user", opening), Message("assistant", name), Message("user", suggested)]
        finding = page.app.guide.find(messages, page.context)
        assert finding.answered and finding.entries[0].id == entry.id, suggested


def test_suggestions_are_three_at_most_and_none_is_what_was_just_asked(talk: Talk) -> None:
    for question in QUESTIONS:
        suggestions = talk.ask(question).suggestions
        assert len(suggestions) <= 3 and len(set(suggestions)) == len(suggestions)
    assert not any("门票" in each for each in talk.ask("个园门票多少钱").suggestions)


@pytest.mark.parametrize(
    ("question", "part"),
    [
        ("你好", "扬州"),
        ("谢谢你", "不客气"),
        ("再见", "再见"),
        ("你是真人吗", "人工智能"),
        ("Are you a robot?", "AI"),
        ("What can you do?", "tickets"),
        ("长辈版在哪", "长辈版"),
        ("字太小了看不清", "长辈版"),
        ("有没有关怀版", "长辈版"),
        ("The text is too small", "Large type"),
        ("文字が小さくて読めません", "大きな文字"),
        ("글씨가 너무 작아요", "큰 글씨"),
        ("🏮🏮", "个园"),
        ("   ", "个园"),
        ("？", "个园"),
        ("안녕하세요", "양저우"),
        ("Bonjour", "Yangzhou"),
    ],
)
def test_small_talk(talk: Talk, question: str, part: str) -> None:
    reply = talk.ask(question)
    assert reply.skill == "smalltalk" and part in reply.text and reply.answered and not reply.citations


def test_own_columns_and_listed_items_are_answered(talk: Talk) -> None:
    assert "三只" in talk.ask("个园的园中猫咪有多少").text
    assert "三只" in talk.ask("个园怎么样", "园中猫咪呢").text
    assert talk.ask("个园有母婴室吗").text.startswith("有的")
    assert "22元" in talk.ask("个园学生票多少钱").text and "45" not in talk.ask("个园学生票多少钱").text


def test_facts_that_hold_now_are_preferred(tmp_path: Path, small_embedder: Path) -> None:
    facts = (Fact("price", 30, valid_until="2026-10-31"), Fact("price", 50, valid_from="2026-11-01"))
    entry = replace(GE, facts=facts, sources={"s": Source("x")})
    with guides.guide(tmp_path, small_embedder, (entry,)) as talk:
        assert "50元" in talk.ask("个园门票多少钱").text and "30元" not in talk.ask("个园门票多少钱").text
        earlier = replace(talk, context=Context(now=datetime(2026, 5, 1, tzinfo=NOW.tzinfo)))
        assert "30元" in earlier.ask("个园门票多少钱").text


def test_a_whole_answer_comes_from_one_snapshot(talk: Talk) -> None:
    assert talk.find("个园门票多少钱") == talk.find("个园门票多少钱")


def _sentences(talk: Talk, question: str) -> list[str]:
    pieces: Iterable[Sentence | Reply] = talk.app.guide.answer([Message("user", question)], talk.context)
    return [piece.text for piece in pieces if isinstance(piece, Sentence)]


def _opening(lang: str, name: str) -> str:
    words = {"en": "Tell me about {}", "fr": "Parlez-moi de {}", "ko": "{} 소개해 주세요"}
    return words.get(lang, "介绍一下{}").format(name)


def test_how_long_a_boat_takes_is_not_how_long_a_visit_does(yangzhou: Talk) -> None:
    assert "3.5" not in yangzhou.ask("瘦西湖坐船要多久").text
    assert "3.5" in yangzhou.ask("游览瘦西湖要多久").text


def test_tomorrow_is_no_dynasty(yangzhou: Talk) -> None:
    assert "2021" not in yangzhou.ask("大运河博物馆明天要预约吗").text
    assert "1883" in yangzhou.ask("何园是明朝的吗").text


def test_what_to_wear_is_told_by_the_climate(yangzhou: Talk) -> None:
    assert "℃" in yangzhou.ask("十一月底去扬州穿什么").text
