"""Figures in Chinese, held against the reader of Chinese numerals."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as some

from guide.models.speech import han_numbers
from guide.safety.numerals import han_value


@pytest.mark.parametrize(
    ("written", "read"),
    [
        ("2点", "两点"), ("2元", "两元"), ("12元", "十二元"), ("第2层", "第二层"),
        ("2号楼", "二号楼"), ("2月2日", "二月二日"),
        ("200", "两百"), ("1010", "一千零一十"),
        ("10050", "一万零五十"), ("1,200米", "一千两百米"), ("3.05", "三点零五"),
        ("1883年", "一八八三年"), ("007", "零零七"), ("13912345678", "幺三九幺二三四五六七八"),
        ("1000000", "一百万"), ("0", "零"),
    ],
)  # fmt: skip
def test_read(written: str, read: str) -> None:
    assert han_numbers.read(written) == read


@given(some.integers(1, 10**8 - 1))
def test_every_number_reads_back(number: int) -> None:
    assert han_value(han_numbers.value(str(number))) == str(number)
