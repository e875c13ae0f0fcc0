"""Word boundaries and search tokens."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from guide.text.script import fold
from guide.text.words import boundaries, search_tokens


@pytest.mark.parametrize(
    ("text", "start", "end", "whole"),
    [
        ("哪个园好看", 1, 3, False),
        ("任何园林", 1, 3, False),
        ("那何园呢", 1, 3, True),
        ("个园几点开门", 0, 2, True),
        ("去个园怎么走", 1, 3, True),
        ("个园里几点关门", 0, 2, True),
        ("何园外面能停车吗", 0, 2, True),
        ("哪个园里有竹子", 1, 3, False),
    ],
)
def test_whether_a_short_name_is_whole(text: str, start: int, end: int, whole: bool) -> None:
    assert ({start, end} <= boundaries(text)) is whole


@given(st.text(max_size=40))
def test_boundaries_lie_in_the_text_and_hold_its_ends(text: str) -> None:
    folded = fold(text)
    cuts = boundaries(folded)
    assert {0, len(folded)} <= cuts and max(cuts) == len(folded)


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("tickets", "ticket"),
        ("門票價格", "门票价格"),
        ("Ｔｉｃｋｅｔ", "ticket"),
        ("Étang", "etang"),
        ("開放時間", "开放时间"),
    ],
)
def test_the_same_words_give_the_same_tokens(one: str, other: str) -> None:
    assert search_tokens(one) == search_tokens(other)


def test_chinese_gives_words_and_pairs_so_that_parts_of_a_name_are_found() -> None:
    tokens = search_tokens("扬州个园的竹石假山")
    assert {"扬州", "个园", "竹石", "假山"} <= set(tokens)


def test_kana_and_hangul_give_pairs_and_latin_words() -> None:
    assert search_tokens("トイレ") == ("トイ", "イレ")
    assert search_tokens("수서호") == ("수서", "서호")
    assert search_tokens("Ge Garden's boss") == ("ge", "garden", "s", "boss")


@pytest.mark.parametrize("text", ["", "  ", "🏮", "?!", "_"])
def test_text_without_words_has_no_tokens(text: str) -> None:
    assert search_tokens(text) == ()


@given(st.text(max_size=60))
def test_tokens_are_single_words_without_blanks(text: str) -> None:
    for token in search_tokens(text):
        assert token and not any(each.isspace() for each in token)


@given(st.text(st.characters(min_codepoint=0x4E00, max_codepoint=0x9FA5), min_size=2, max_size=20))
def test_every_pair_of_a_chinese_text_can_be_found(text: str) -> None:
    folded = fold(text)
    tokens = set(search_tokens(text))
    assert {folded[i : i + 2] for i in range(len(folded) - 1)} <= tokens
