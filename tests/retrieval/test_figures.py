"""Figures as editors and imports write them."""

from __future__ import annotations

import pytest
from hypothesis import given

from guide.retrieval.figures import Range, amount, duration
from guide.types import Entry, Fact, Value
from tests import strategies


@pytest.mark.parametrize(
    ("value", "minutes"),
    [
        (120, (120, 120)),
        ("2小时 - 3小时", (120, 180)),
        ("2-3小时", (120, 180)),
        ("1.5 hours", (90, 90)),
        ("40分钟", (40, 40)),
        ("1天", (1440, 1440)),
        ({"zh-Hans": "半天", "en": "3 to 4 hours"}, (180, 240)),
        ("half an hour", None),
        ("allow 90", None),
        (True, None),
    ],
)
def test_durations_are_minutes(value: Value, minutes: Range | None) -> None:
    assert duration(value) == minutes


@pytest.mark.parametrize(
    ("value", "sum_of_money"),
    [(45, 45), ("人均68元", 68), ("1,280 yuan", 1280), ("免费", 0), ("ask at the desk", None), (False, None)],
)
def test_amounts_are_numbers_or_nothing(value: Value, sum_of_money: float | None) -> None:
    assert amount(Fact("price", value), {"免费"}) == sum_of_money


@given(strategies.entries())
def test_whatever_an_import_put_in_is_read_or_left(entry: Entry) -> None:
    for fact in entry.facts:
        span = duration(fact.value)
        assert span is None or span[0] <= span[1]
        amount(fact, ())
