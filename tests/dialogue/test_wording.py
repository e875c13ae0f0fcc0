"""Facts as words: whatever an editor put in can be said in every language."""

from __future__ import annotations

from dataclasses import replace

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from guide.dialogue.cite import mark
from guide.dialogue.compose import TemplateComposer
from guide.dialogue.suggest import suggestions
from guide.dialogue.wording import Wording, in_language
from guide.prompts import Prompts
from guide.settings import LANGUAGES
from guide.shipped import folder
from guide.types import Entry, Fact, Finding, FoundFact, FoundText, Value
from tests.guides import GE
from tests.strategies import entries

WORDING = Wording(Prompts(folder("prompts")))
FIELDS = sorted(Prompts(folder("prompts")).fields)
INTENTS = (
    "unknown.fact",
    "unknown.place",
    "unknown.question",
    "unknown.about",
    "unknown.no_more",
    "correction.people",
    None,
)
quick = settings(max_examples=120, deadline=None, suppress_health_check=[HealthCheck.too_slow])


def said(field: str, value: Value, lang: str = "zh-Hans") -> str:
    return WORDING.values(FoundFact(GE, field, (Fact(field, value),)), lang)


@pytest.mark.parametrize(
    ("field", "value", "lang", "words"),
    [
        ("price", 45, "zh-Hans", "45元"),
        ("price", 45.5, "en", "45.5 yuan"),
        ("price", 0, "zh-Hans", "免费"),
        ("price", 0, "en", "free"),
        ("price", "20-30", "en", "20-30"),
        ("duration", 90, "zh-Hans", "1.5小时"),
        ("duration", 45, "en", "45 minutes"),
        ("duration", 60, "ko", "1시간"),
        ("rating", "4.7分", "zh-Hans", "4.7"),
        ("phone", "0514-1110001", "en", "0514-1110001"),
        ("dishes", ("a", "b"), "en", "a, b"),
        ("dishes", ("甲", "乙", "丙", "丁", "戊"), "zh-Hans", "甲、乙、丙、丁等5处"),
        ("address", {"zh-Hans": "东路", "en": "East Road"}, "fr", "East Road"),
        ("address", {"zh-Hans": "东路"}, "zh-Hant", "東路"),
        ("hours", "Mo-Su 07:15-18:00", "zh-Hans", "每天7:15–18:00"),
        ("hours", "long words", "en", "long words"),
    ],
)
def test_values_in_words(field: str, value: Value, lang: str, words: str) -> None:
    assert said(field, value, lang) == words


@pytest.mark.parametrize(
    ("iso", "lang", "words"),
    [
        ("2018", "zh-Hans", "2018年"),
        ("2018-03", "zh-Hans", "2018年3月"),
        ("2018-03-09", "en", "9 March 2018"),
        ("2018-03", "fr", "mars 2018"),
        ("2018-03-09", "ko", "2018년 3월 9일"),
        ("2018-03-09", "zh-Hant", "2018年3月9日"),
        ("spring", "en", "spring"),
        ("2018-", "en", "2018-"),
        ("", "en", ""),
    ],
)
def test_dates_in_words(iso: str, lang: str, words: str) -> None:
    assert WORDING.date(iso, lang) == words


@pytest.mark.parametrize(
    ("sentence", "marked"),
    [
        ("门票45元。", "门票45元[2]。"),
        ("It is 45 yuan.", "It is 45 yuan [2]."),
        ("原文：“好。”", "原文：“好[2]。”"),
        ("无标点", "无标点[2]"),
        ("", " [2]"),
        ("45元！！", "45元[2]！！"),
    ],
)
def test_a_mark_stands_before_the_closing_mark(sentence: str, marked: str) -> None:
    assert mark(sentence, 2) == marked


@pytest.mark.parametrize(
    ("lang", "words"), [("en", "b"), ("fr", "b"), ("zh-Hans", "甲园"), ("zh-Hant", "甲園"), ("ja", "b"), ("ko", "b")]
)
def test_the_nearest_language_there_is(lang: str, words: str) -> None:
    assert in_language({"zh-Hans": "甲园", "en": "b"}, lang) == words
    assert in_language({"ru": "в"}, lang) == "в" and in_language({}, lang) == ""


@st.composite
def findings(draw: st.DrawFn) -> Finding:
    """Any finding over entries of any content, with the fields the guide knows and others."""
    some = draw(st.lists(entries(), min_size=1, max_size=2, unique_by=lambda entry: entry.id))
    known = [
        replace(entry, facts=tuple(replace(fact, field=draw(st.sampled_from(FIELDS))) for fact in entry.facts))
        for entry in some
    ]
    facts = tuple(
        FoundFact(entry, field, entry.of(field), draw(st.none() | st.just("存包")))
        for entry in known
        for field in dict.fromkeys(
            [*(fact.field for fact in entry.facts), *draw(st.lists(st.sampled_from(FIELDS), max_size=1))]
        )
    )
    texts = tuple(FoundText(entry, lang, "h", text) for entry in known for lang, text in entry.texts.items() if text)
    people = tuple(fact for fact in facts if fact.facts)
    intent = draw(st.sampled_from(INTENTS if people and people[0] is facts[0] else INTENTS[:-2]))
    return Finding(
        "explain", draw(st.sampled_from(LANGUAGES)), "?", facts, texts, tuple(known), intent, intent is None,
        {"given": "乾隆", "city": "扬州"}, draw(st.sampled_from(["2018", "2018-03-09", None])),
    )  # fmt: skip


@quick
@given(findings())
def test_anything_that_was_found_can_be_said(finding: Finding) -> None:
    sentences = list(TemplateComposer(WORDING).compose(finding))
    assert all(isinstance(sentence, str) for sentence in sentences)
    assert sentences or not (finding.facts or finding.texts or finding.intent)
    assert len(suggestions(finding, WORDING)) <= 3


@quick
@given(entries(), st.sampled_from(LANGUAGES))
def test_any_entry_has_a_name_and_words_for_all_its_facts(entry: Entry, lang: str) -> None:
    assert isinstance(WORDING.name(entry, lang), str)
    for fact in entry.facts:
        assert WORDING.fact(FoundFact(entry, fact.field, (fact,)), lang)


def test_what_was_asked_is_not_suggested_again() -> None:
    finding = Finding("explain", "en", "?", entries=(GE,))
    first = suggestions(finding, WORDING)
    assert first
    assert first[0] not in suggestions(finding, WORDING, {first[0]})
