"""Years as sources write them."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from guide import shipped
from guide.prompts import Prompts
from guide.text.eras import Eras

ERAS = Eras(Prompts(shipped.folder("prompts")).common("eras"))


@pytest.mark.parametrize(
    ("text", "year"),
    [
        ("清嘉庆二十三年（1818）", 1818), ("公元前486年开邗沟", -486), ("西汉元延二年（前11）", -11),
        ("南朝宋大明年间（457—464）", 457), ("唐代以来；现为明清格局", 618), ("唐中期始建；2009年复建城楼", 766),
        ("南宋嘉定年间始建；明嘉靖三十八年（1559）有记载", 1208), ("隋末唐初", 581), ("清末民初", 1875),
        ("宋以来；传为隋迷楼旧址", 960), ("隋601年始建，843年焚毁", 601), ("1885年花局，1912年茶社", 1885),
        ("由历代城濠相连而成，清康熙、乾隆年间成形", 1662), ("晚清；1992年10月开放，2002年扩展", 1840),
        ("1883, the 9th year of Guangxu (Qing)", 1883), ("Opened in the 18th century", 1701), ("486 BC", -486),
        ("欧阳修任扬州知州时", None), ("已有1000多年历史", None), ("相传建于隋代", None), ("", None),
    ],
)  # fmt: skip
def test_the_earliest_year_that_is_stated(text: str, year: int | None) -> None:
    assert ERAS.year(text) == year


@given(st.text(max_size=60))
def test_any_text_is_read(text: str) -> None:
    year = ERAS.year(text)
    assert year is None or -9999 <= year <= 2100
