"""Notation as data: what it reads, and what it leaves alone."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from guide.visiting.notation import DAYS, MONTHS, is_notation
from guide.visiting.spans import Span, describe, describe_selector

_SEASONS = {
    "Mar-Dec 06:30-18:00; Jan-Feb 07:00-17:00": (
        Span(months=((3, 12),), times=(("06:30", "18:00"),)),
        Span(months=((1, 2),), times=(("07:00", "17:00"),)),
    ),
    "Tu-Su 09:00-17:00; Mo off": (
        Span(days=((2, 7),), times=(("09:00", "17:00"),)),
        Span(days=((1, 1),), closed=True),
    ),
    "24/7": (Span(),),
    "00:00-24:00": (Span(),),
    "8:00-11:30, 13:30-17:00": (Span(times=(("08:00", "11:30"), ("13:30", "17:00"))),),
    "18:00-26:00": (Span(times=(("18:00", "02:00"),)),),
    "10:00-00:00": (Span(times=(("10:00", "24:00"),)),),
    "08:00+": (Span(times=(("08:00", ""),)),),
    "Apr 01-Oct 31 08:00-18:00; Nov 01-Mar 31 09:00-16:00": (
        Span(months=((4, 10),), times=(("08:00", "18:00"),)),
        Span(months=((11, 3),), times=(("09:00", "16:00"),)),
    ),
    "Mar 15-Nov 15,Dec 24 09:00-10:00": (
        Span(dates=(((3, 15), (11, 15)), ((12, 24), (12, 24))), times=(("09:00", "10:00"),)),
    ),
    "Jan 10:00-11:00": (Span(months=((1, 1),), times=(("10:00", "11:00"),)),),
    "May 1-7 10:00-11:00": (Span(dates=(((5, 1), (5, 7)),), times=(("10:00", "11:00"),)),),
    '09:00-17:00 "last; 16:30"; Mo off': (
        Span(times=(("09:00", "17:00"),), comment="last; 16:30"),
        Span(days=((1, 1),), closed=True),
    ),
    "Mo-Fr 08:00-12:00, We 14:00-16:00": (
        Span(days=((1, 2), (4, 5)), times=(("08:00", "12:00"),)),
        Span(days=((3, 3),), times=(("08:00", "12:00"), ("14:00", "16:00"))),
    ),
    "09:00-17:00; 12:00-13:00 off": (
        Span(times=(("09:00", "17:00"),)),
        Span(times=(("12:00", "13:00"),), closed=True),
    ),
    "jul-aug sa,su 9:00-10:00": (Span(months=((7, 8),), days=((6, 6), (7, 7)), times=(("09:00", "10:00"),)),),
}


@pytest.mark.parametrize("text", _SEASONS)
def test_common_notation(text: str) -> None:
    assert describe(text) == _SEASONS[text]


@pytest.mark.parametrize(
    "text",
    ["全天", "8:00-17:00，周一闭馆", "Mo[1] 09:00-12:00", "2026 Mar 09:00-12:00", "week 1-9 09:00-12:00",
     "sunrise-18:00", "Mo-Fr 09:00-12:00 || unknown", "09:00-12:00 unknown", "05:30-11:00;14:00-17:00", "25:00-26:00"],
)  # fmt: skip
def test_the_rest_is_left_alone(text: str) -> None:
    assert describe(text) == ()


def test_selectors() -> None:
    assert describe_selector("Mar-May,Sep-Nov") == Span(months=((3, 5), (9, 11)))
    assert describe_selector("Jul-Aug Sa-Su") == Span(months=((7, 8),), days=((6, 7),))
    assert describe_selector("Apr 01-Oct 15") == Span(dates=(((4, 1), (10, 15)),))
    assert [describe_selector(text) for text in ("旺季", "closed", "2026", "08:00-17:00", "week 3")] == [None] * 5


_PAIR = st.tuples(st.integers(1, 12), st.integers(1, 12))
_WEEK = st.tuples(st.integers(1, 7), st.integers(1, 7))
_MINUTES = st.lists(st.sampled_from(range(5, 1440, 5)), min_size=2, max_size=6, unique=True)


def _text(pair: tuple[int, int], names: tuple[str, ...]) -> str:
    return "-".join(dict.fromkeys(names[each - 1] for each in pair))


@given(st.lists(_PAIR, max_size=2), st.lists(_WEEK, max_size=2), _MINUTES)
def test_every_part_is_read_back(
    months: list[tuple[int, int]], days: list[tuple[int, int]], minutes: list[int]
) -> None:
    clocks = [f"{minute // 60:02}:{minute % 60:02}" for minute in minutes]
    times = tuple(zip(clocks[::2], clocks[1::2], strict=False))
    parts = [
        ",".join(_text(pair, MONTHS) for pair in months),
        ",".join(_text(pair, DAYS) for pair in days),
        ",".join("-".join(pair) for pair in times),
    ]
    text = " ".join(filter(None, parts))
    assert describe(text) == (Span(tuple(months), (), tuple(days), times),)


@given(st.text('0123456789:;,-+/ "MoTuJanFeb off()[]', max_size=30))
def test_nothing_breaks_it(text: str) -> None:
    spans = describe(text)
    assert not spans or is_notation(text)
    describe_selector(text)
