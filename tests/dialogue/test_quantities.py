"""Sums, marks, stars and times as visitors say them."""

from __future__ import annotations

from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from guide.dialogue.hearing.patterns import Patterns
from guide.dialogue.hearing.quantities import MINUTES, MONEY, POINTS, STARS, Quantities
from guide.dialogue.hearing.wishes import LEXICON
from guide.prompts import Prompts
from guide.shipped import folder
from guide.text.script import fold


@pytest.fixture(scope="module")
def quantities() -> Quantities:
    prompts = Prompts(Path(folder("prompts")))
    return Quantities(prompts, Patterns(prompts, LEXICON))


@pytest.mark.parametrize(
    ("lang", "text", "read"),
    [
        ("zh-Hans", "人均100元以下的餐馆", (MONEY, None, 100)),
        ("zh-Hans", "门票五十块以内", (MONEY, None, 50)),
        ("zh-Hans", "价格在200到300元的酒店", (MONEY, 200, 300)),
        ("zh-Hans", "评分4.5分以上的景点", (POINTS, 4.5, None)),
        ("zh-Hans", "玩两个小时左右", (MINUTES, 96, 144)),
        ("zh-Hans", "五星级酒店", (STARS, 5, 5)),
        ("en", "a restaurant under 100 yuan per person", (MONEY, None, 100)),
        ("en", "a 4 star hotel", (STARS, 4, 4)),
        ("en", "it should have a star rating of 2", (STARS, 2, 2)),
        ("en", "a per-person cost of 500-1,000 yuan", (MONEY, 500, 1000)),
        ("en", "rated 4.5 or above", (POINTS, 4.5, None)),
    ],
)
def test_a_figure_has_its_bounds(
    quantities: Quantities, lang: str, text: str, read: tuple[str, float | None, float | None]
) -> None:
    found = quantities.read(fold(text), lang)
    assert [(each.of, each.low, each.high) for each in found] == [read]


@pytest.mark.parametrize(
    ("lang", "text"),
    [
        ("zh-Hans", "10月5日去"),
        ("zh-Hans", "在文昌路12号"),
        ("en", "we arrive on 5 October"),
        ("en", "I have nothing to do in these two days"),
        ("zh-Hans", "这两天没事"),
        ("zh-Hans", "第三个怎么样"),
    ],
)
def test_a_figure_that_counts_nothing_is_left(quantities: Quantities, lang: str, text: str) -> None:
    assert quantities.read(fold(text), lang) == ()


@given(
    text=st.text(max_size=60) | st.from_regex(r"[0-9一二三百元块分星小时天以上下到至.~-]{0,24}", fullmatch=True),
    lang=st.sampled_from(["zh-Hans", "zh-Hant", "en", "fr", "ko", "ja", "de"]),
)
def test_any_text_is_read_and_no_bound_is_turned_round(quantities: Quantities, text: str, lang: str) -> None:
    for each in quantities.read(fold(text), lang):
        assert each.low is None or each.high is None or each.low <= each.high
