"""Entries cut into passages: nothing is lost, and each piece is what answers."""

from __future__ import annotations

import re

import pytest
from hypothesis import given
from hypothesis import strategies as st

from guide.retrieval import passages
from guide.retrieval.passages import joined, of_entry, sections, sentences, training_pairs
from guide.types import Entry, Fact, Passage
from tests.guides import ENTRIES, GE, PAN
from tests.strategies import entries

_SENTENCES = [
    "个园有竹。",
    "Go in.",
    "À gauche.",
    "“停！”",
    "开吗？",
    "3.5 元",
    "No. 10 is open.",
    "비가 옵니다.",
    "（见下）",
    "…",
]
_PROSE = st.lists(st.sampled_from([*_SENTENCES, "\n", "\n\n", "## 竹\n\n"]) | st.text(max_size=6), max_size=12).map(
    "".join
)


def label(lang: str, field: str) -> str:
    return f"{field}-{lang}"


def bare(text: str) -> str:
    return re.sub(r"\s", "", text)


def test_sections_carry_the_heading_above_them() -> None:
    text = "开头。\n\n## 竹 ##\n\n第一段。\n还是第一段。\n\n第二段。\n### 石\n石头。"
    assert list(sections(text)) == [
        ("", "开头。"),
        ("竹", "第一段。还是第一段。"),
        ("竹", "第二段。"),
        ("石", "石头。"),
    ]


@pytest.mark.parametrize("text", ["", "  \n\n ", "## 只有标题", "\n\n\n"])
def test_no_prose_no_sections(text: str) -> None:
    assert list(sections(text)) == []


def test_list_items_become_sentences() -> None:
    assert list(sections("- 一楼看灯\n- 二楼看画")) == [("", "一楼看灯。二楼看画。")]
    assert list(sections("* See lamps.\n2. See paper")) == [("", "See lamps. See paper.")]
    assert list(sections("1883年建成")) == [("", "1883年建成")]


@pytest.mark.parametrize(
    ("text", "parts"),
    [
        ("个园有竹。何园有廊！真的？", ["个园有竹。", "何园有廊！", "真的？"]),
        ("他说：“好。”走了。", ["他说：“好。”", "走了。"]),
        ("It costs 3.5 yuan. Go.", ["It costs 3.5 yuan.", "Go."]),
        ("It is at No. 10. St. John lived here.", ["It is at No. 10.", "St. John lived here."]),
        ("The wing is by I. M. Pei. It is new.", ["The wing is by I. M. Pei.", "It is new."]),
        ("没有句号", ["没有句号"]),
        ("", []),
    ],
)
def test_sentences(text: str, parts: list[str]) -> None:
    assert sentences(text) == parts


@pytest.mark.parametrize(
    ("parts", "text"),
    [
        (("个园有竹。", "何园有廊。"), "个园有竹。何园有廊。"),
        (("Go in.", "À gauche."), "Go in. À gauche."),
        (("비가 옵니다.", "우산을 쓰세요."), "비가 옵니다. 우산을 쓰세요."),
        (("去Ge Garden", "看竹"), "去Ge Garden看竹"),
        ((), ""),
    ],
)
def test_joining_spaces_words_as_their_script_does(parts: tuple[str, ...], text: str) -> None:
    assert joined(parts) == text


@given(_PROSE)
def test_no_sentence_is_lost(text: str) -> None:
    assert bare("".join(sentences(text))) == bare(text)


@given(_PROSE)
def test_no_prose_is_lost_between_sections_and_passages(text: str) -> None:
    told = "".join(part for _, part in sections(text))
    entry = Entry("a", "attraction", "c", names={"zh-Hans": "甲"}, texts={"zh-Hans": text})
    assert bare("".join(each.text for each in of_entry(entry, label))) == bare(told)
    kept = [line for line in text.splitlines() if not line.lstrip().startswith(("#", "-", "*", "+", "1", "2", "3"))]
    for line in kept:
        for word in line.split():
            assert bare(word) in bare(told) or not word.strip("#"), (text, word)


@given(entries())
def test_every_fact_that_says_something_can_be_found(entry: Entry) -> None:
    made = of_entry(entry, label)
    assert all(each.id == 0 and each.entry_id == entry.id and each.text.strip() for each in made if each.field)
    for fact in entry.facts:
        said = passages.plain_value(fact.value, entry.lang)
        texts = [each.text for each in made if each.field == fact.field and each.lang == entry.lang]
        assert not said.strip() or any(said.strip() in text for text in texts)


def test_a_field_in_the_entrys_own_language_and_in_english() -> None:
    hours = [each for each in of_entry(GE, label) if each.field == "address"]
    assert [(each.lang, each.heading, each.text) for each in hours] == [
        ("zh-Hans", "个园 address-zh-Hans", "盐阜东路10号"),
        ("en", "Ge Garden address-en", "10 Yanfu East Road"),
    ]
    assert {each.lang for each in of_entry(PAN, label)} == {"zh-Hans"}


def test_a_label_stands_before_its_value() -> None:
    (price,) = (each for each in of_entry(GE, label) if each.field == "price" and each.lang == "en")
    assert price.text == "adult 45; student 22"


def test_long_prose_is_cut_at_sentences() -> None:
    text = "".join(f"第{number}块石头放在这里，看的人不少。" for number in range(60))
    made = of_entry(Entry("a", "attraction", "c", texts={"zh-Hans": text}), label)
    assert len(made) > 1 and all(len(each.text) <= passages.LONGEST for each in made)
    assert all(each.text.endswith("。") for each in made)


def test_training_pairs_are_the_same_each_time_and_ask_for_what_is_there() -> None:
    made = training_pairs(ENTRIES, label, lambda lang, field: ("多少钱", "贵吗"), seed=4)
    assert made == training_pairs(ENTRIES, label, lambda lang, field: ("多少钱", "贵吗"), seed=4)
    assert made != training_pairs(ENTRIES, label, lambda lang, field: ("多少钱", "贵吗"), seed=5)
    texts = {f"{each.heading}\n{each.text}" for entry in ENTRIES for each in of_entry(entry, label)}
    assert {passage for _, passage in made} == texts
    assert all(asked.strip() for asked, _ in made)


@given(entries())
def test_any_entry_can_teach(entry: Entry) -> None:
    for asked, passage in training_pairs([entry], label, lambda lang, field: (), seed=1):
        assert isinstance(asked, str) and passage


def test_a_value_in_words() -> None:
    assert passages.plain_value(("甲", "乙"), "zh-Hans") == "甲, 乙"
    assert passages.plain_value({"en": "east"}, "zh-Hans") == ""
    assert passages.plain_value(4.5, "en") == "4.5"
    assert of_entry(Entry("a", "k", "c", facts=(Fact("x", ""),)), label) == ()
    assert isinstance(of_entry(GE, label)[0], Passage)
