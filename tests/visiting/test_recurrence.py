"""Dates that come back: held against tables of festivals as almanacs print them, and against any input at all."""

from __future__ import annotations

from datetime import date, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from guide.visiting import recurrence
from guide.visiting.recurrence import NoRule, between, following, is_rule, read

# First day of the lunar year, Lantern Festival, Dragon Boat, Double Seventh, Mid-Autumn, Double Ninth.
RULES = ("lunar 01-01", "lunar 01-15", "lunar 05-05", "lunar 07-07", "lunar 08-15", "lunar 09-09")
ALMANAC = {
    2019: ("02-05", "02-19", "06-07", "08-07", "09-13", "10-07"),
    2020: ("01-25", "02-08", "06-25", "08-25", "10-01", "10-25"),
    2021: ("02-12", "02-26", "06-14", "08-14", "09-21", "10-14"),
    2022: ("02-01", "02-15", "06-03", "08-04", "09-10", "10-04"),
    2023: ("01-22", "02-05", "06-22", "08-22", "09-29", "10-23"),
    2024: ("02-10", "02-24", "06-10", "08-10", "09-17", "10-11"),
    2025: ("01-29", "02-12", "05-31", "08-29", "10-06", "10-29"),
    2026: ("02-17", "03-03", "06-19", "08-19", "09-25", "10-18"),
    2027: ("02-06", "02-20", "06-09", "08-08", "09-15", "10-08"),
    2028: ("01-26", "02-09", "05-28", "08-26", "10-03", "10-26"),
    2029: ("02-13", "02-27", "06-16", "08-16", "09-22", "10-16"),
    2030: ("02-03", "02-17", "06-05", "08-05", "09-12", "10-05"),
}
QINGMING = {2019: 5, 2020: 4, 2021: 4, 2022: 5, 2023: 5, 2024: 4, 2025: 4, 2026: 5, 2027: 5, 2028: 4}
DAYS = st.dates(date(1700, 1, 1), date(2150, 12, 31))
SOUND = st.sampled_from((
    "04-18", "06-02/10-30", "03/04", "05", "11/02", "lunar 08-15", "lunar 01-13/01-18", "lunar 12-30/01-06",
    "term qingming", "02-29", "lunar 02-19, lunar 06-19, lunar 09-19", "12-25/01-03",
))  # fmt: skip


@pytest.mark.parametrize("year", ALMANAC)
def test_lunar_festivals_fall_where_almanacs_print_them(year: int) -> None:
    for rule, printed in zip(RULES, ALMANAC[year], strict=True):
        expected = date.fromisoformat(f"{year}-{printed}")
        found = [each.first for each in between(rule, date(year, 1, 1), date(year, 12, 31))]
        assert expected in found, rule


@pytest.mark.parametrize("year", QINGMING)
def test_pure_brightness_falls_where_almanacs_print_it(year: int) -> None:
    found = following("term qingming", date(year, 1, 1))
    assert found is not None and found.first == date(year, 4, QINGMING[year])


@pytest.mark.parametrize(("rule", "day", "first", "last"), [
    ("04-18", "2026-11-21", "2027-04-18", "2027-04-18"),
    ("04-18", "2026-04-18", "2026-04-18", "2026-04-18"),
    ("06-02/10-30", "2026-07-01", "2026-06-02", "2026-10-30"),
    ("03/04", "2026-11-21", "2027-03-01", "2027-04-30"),
    ("11/02", "2027-01-05", "2026-11-01", "2027-02-28"),
    ("lunar 12-30/01-06", "2026-11-21", "2027-02-05", "2027-02-11"),
    ("lunar 12-30/01-06", "2025-01-20", "2025-01-28", "2025-02-03"),
    ("lunar 01-13/01-18", "2026-03-02", "2026-03-01", "2026-03-06"),
    ("lunar 02-19, lunar 06-19, lunar 09-19", "2026-05-01", "2026-08-01", "2026-08-01"),
    ("2026-12-01/2026-12-05", "2026-11-21", "2026-12-01", "2026-12-05"),
    ("02-29", "2026-01-01", "2026-02-28", "2026-02-28"),
])  # fmt: skip
def test_the_next_time(rule: str, day: str, first: str, last: str) -> None:
    found = following(rule, date.fromisoformat(day))
    assert found is not None
    assert (found.first.isoformat(), found.last.isoformat()) == (first, last)


def test_what_was_once_does_not_come_back() -> None:
    assert following("2019-10-31", date(2026, 1, 1)) is None
    assert following("1645-05", date(1645, 5, 20)) is not None


@pytest.mark.parametrize("text", [
    "", "spring", "13-01", "02-30", "04-31", "lunar 08", "lunar 01-31", "2026-04-01/03-01", "04/05-06", "04-18,",
    "2026-05-05/2026-05-01", "lunar 2026-01-01", "4-18", "04-18/", "term rain",
])  # fmt: skip
def test_what_is_no_rule(text: str) -> None:
    assert not is_rule(text)
    with pytest.raises(NoRule):
        read(text)


@given(SOUND, DAYS, st.integers(0, 900))
def test_every_day_of_a_span_is_asked_alone_what_the_span_is_asked(rule: str, first: date, length: int) -> None:
    last = first + timedelta(length)
    together = between(rule, first, last)
    assert together == sorted(together, key=lambda each: (each.first, each.last))
    for each in together:
        assert each.touches(first, last)
        middle = max(first, each.first)
        assert each in between(rule, middle, middle)


@given(SOUND, DAYS)
def test_what_recurs_is_never_over(rule: str, day: date) -> None:
    found = following(rule, day)
    assert found is not None
    assert found.last >= day
    assert found.first - day <= timedelta(400)


@given(st.text(alphabet="0123456789-/, lunartemqig", max_size=24), DAYS)
def test_any_text_is_a_rule_or_refused(text: str, day: date) -> None:
    if recurrence.is_rule(text):
        between(text, day, day + timedelta(30))
