"""Spellings that mean the same fold to the same."""

from __future__ import annotations

import unicodedata

import pytest
from hypothesis import given
from hypothesis import strategies as st

from guide.text.script import convert, fold, has_han, is_cjk

_WORDS = st.text(st.characters(codec="utf-8"), max_size=30) | st.sampled_from(
    [
        "個園",
        "瘦西湖",
        "痩西湖",
        "ＷｉＦｉ",
        "Café",
        "五亭橋",
        "大明寺",
        "드론",
        "パガニーニ",
        "ガ",
        "İstanbul",
        "ﬀ",
        "ẞ",
    ]
)


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("個園", "个园"),
        ("五亭橋", "五亭桥"),
        ("痩西湖", "瘦西湖"),
        ("歴史博物館", "历史博物馆"),
        ("広陵", "广陵"),
        ("月餅", "月饼"),
        ("護衛", "护卫"),
        ("滬", "沪"),
        ("今晚還開著嗎", "今晚还开着吗"),
        ("走著不累的著名園林", "走着不累的著名园林"),
        ("Ｇｅ Ｇａｒｄｅｎ", "ge garden"),
        ("１２３", "123"),
        ("Café", "cafe"),
        ("L’Étang", "l'etang"),
        ("GE–GARDEN", "ge-garden"),
        ("Straße", "strasse"),
        ("é", "e\u0301"),
    ],
)
def test_one_name_in_two_spellings(one: str, other: str) -> None:
    assert fold(one) == fold(other)


@pytest.mark.parametrize(("one", "other"), [("가", "나"), ("か", "が"), ("ハ", "バ"), ("何", "河"), ("a", "b")])
def test_other_letters_stay_others(one: str, other: str) -> None:
    assert fold(one) != fold(other)


@pytest.mark.parametrize("text", ["개원", "수서호", "パガニーニ", "ぎょうざ"])
def test_hangul_and_kana_are_left_whole(text: str) -> None:
    assert fold(text) == text


@given(_WORDS)
def test_folding_is_pure_and_lower_case(text: str) -> None:
    once = fold(text)
    fold.cache_clear()
    assert fold(text) == once
    assert not any(unicodedata.category(each) == "Lu" for each in once if each.isascii())


@given(_WORDS)
def test_folding_twice_changes_nothing_more(text: str) -> None:
    assert fold(fold(text)) == fold(text)


@given(st.text(st.characters(min_codepoint=0x4E00, max_codepoint=0x9FA5), min_size=1, max_size=8))
def test_traditional_writing_folds_to_what_simplified_writing_folds_to(text: str) -> None:
    """Character by character: of whole words the converter also changes the wording, 坐标 to 座標."""
    simplified = convert(text, "t2s")
    assert fold("".join(convert(each, "s2t") for each in simplified)) == fold(simplified)


def test_what_counts_as_chinese() -> None:
    assert has_han("去个园") and has_han("𠮷" + "園") and not has_han("ガーデン") and not has_han("Garden")
    assert all(map(is_cjk, "园가あ𠮷")) and not any(map(is_cjk, "aé1 ?"))
