"""What follows from a draft's facts: the next fortnight, and what a party pays."""

from __future__ import annotations

from dataclasses import replace
from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from guide.editing.foresight import DAYS, MOST, Asked, Foresight, asked_of
from guide.types import Fact
from guide.visiting.calendar import Calendar
from guide.visiting.tickets import Tickets
from tests.storage.samples import entry

MONDAY = date(2026, 5, 4)
FORESIGHT = Foresight(Calendar(), Tickets({}))
GARDEN = replace(entry("he-garden"), facts=(Fact("hours", "Tu-Su 08:00-17:00"), Fact("price", 45)))


def test_a_fortnight_from_today() -> None:
    days = FORESIGHT.days(GARDEN, MONDAY)
    assert len(days) == DAYS and days[0].day == MONDAY
    assert [bool(each.windows) for each in days] == [False, *[True] * 6] * 2


def test_without_hours_there_is_no_calendar() -> None:
    assert FORESIGHT.days(entry("x"), MONDAY) == ()


def test_what_a_party_pays() -> None:
    bill = FORESIGHT.bill(GARDEN, Asked(adult=2, ages=(4,)), MONDAY)
    assert bill is not None and bill.total == 135
    assert FORESIGHT.bill(GARDEN, Asked(adult=0), MONDAY) is None
    assert FORESIGHT.bill(replace(GARDEN, facts=()), Asked(), MONDAY) is None


@pytest.mark.parametrize(("form", "asked"), [
    ({}, Asked()),
    ({"party.adult": "1", "party.ages": "4、11岁"}, Asked(1, ages=(4, 11))),
    ({"party.adult": "-1", "party.student": "x", "party.ages": "99"}, Asked(0)),
    ({"party.adult": "99"}, Asked(MOST)),
])  # fmt: skip
def test_the_party_of_a_form(form: dict[str, str], asked: Asked) -> None:
    assert asked_of(form) == asked


@given(st.dictionaries(st.sampled_from(["party.adult", "party.student", "party.elder", "party.ages"]), st.text()))
def test_whatever_is_typed_a_party_comes_of_it(form: dict[str, str]) -> None:
    assert len(asked_of(form).party().people) <= 4 * MOST
