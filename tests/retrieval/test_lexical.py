"""Passages by their words, in real tantivy."""

from __future__ import annotations

from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from guide.retrieval.lexical import LexicalIndex
from guide.types import Passage


def passage(number: int, text: str, entry: str = "e", heading: str = "") -> Passage:
    return Passage(entry, "yangzhou", "zh-Hans", "", heading, text, number)


SOME = (
    passage(1, "个园的四季假山用竹石叠成", "ge"),
    passage(2, "何园的复道回廊下雨也能走", "he"),
    passage(3, "Tickets are sold at the gate", "ge"),
    passage(4, "石桥有十五个桥洞", "bridge", "五亭桥"),
)


@pytest.fixture
def index() -> LexicalIndex:
    made = LexicalIndex()
    made.change((), SOME)
    return made


def found(index: LexicalIndex, text: str, entry: str | None = None) -> list[int]:
    return [each for each, _ in index.searcher().search(text, 10, entry)]


@pytest.mark.parametrize(
    ("text", "first"),
    [
        ("四季假山", 1),
        ("四季假山", 1),
        ("複道迴廊", 2),
        ("ticket", 3),
        ("TICKETS", 3),
        ("五亭桥", 4),
        ("桥洞", 4),
    ],
)
def test_words_are_found_in_any_spelling(index: LexicalIndex, text: str, first: int) -> None:
    assert found(index, text)[0] == first


@pytest.mark.parametrize(
    "text",
    ["", "🏮", "?!", "无关之物", 'body:"', "entry:ge", "a AND OR NOT", "*", "[1 TO 5]", "\\", "a" * 5000],
)
def test_what_is_no_word_of_a_passage_finds_nothing(index: LexicalIndex, text: str) -> None:
    assert found(index, text) == []


def test_of_one_entry(index: LexicalIndex) -> None:
    assert sorted(found(index, "石 ticket 假山", "ge")) == [1, 3]
    assert found(index, "假山", "he") == [] and found(index, "假山", "nobody") == []


def test_changes_are_seen_by_later_searchers_only(index: LexicalIndex) -> None:
    before = index.searcher()
    index.change([1], [passage(9, "新的假山", "new")])
    assert [each for each, _ in before.search("假山", 10)] == [1]
    assert found(index, "假山") == [9]


def test_repeating_a_change_does_no_harm(index: LexicalIndex) -> None:
    for _ in range(3):
        index.change([2], [passage(1, "个园改了名字", "ge")])
    assert found(index, "名字") == [1] and found(index, "四季") == [] and found(index, "回廊") == []


def test_an_index_without_passages_finds_nothing() -> None:
    assert found(LexicalIndex(), "个园") == []


def test_kept_in_a_folder(tmp_path: Path) -> None:
    LexicalIndex(tmp_path).change((), SOME)
    again = LexicalIndex(tmp_path)
    assert (
        found(again, "回廊") == [2] and again.is_whole(4, 4) and not again.is_whole(5, 9) and not again.is_whole(0, 3)
    )


@settings(max_examples=25, deadline=None)
@given(st.lists(st.text(max_size=20), max_size=6), st.text(max_size=30))
def test_any_text_can_be_put_in_and_asked_for(texts: list[str], query: str) -> None:
    index = LexicalIndex()
    index.change((), [passage(number, text) for number, text in enumerate(texts, start=1)])
    assert set(found(index, query)) <= set(range(1, len(texts) + 1))
    for number, text in enumerate(texts, start=1):
        hits = found(index, text)
        assert not hits or number in hits
