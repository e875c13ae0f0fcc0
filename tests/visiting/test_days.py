"""Sets of days and rules of them: what is read, what is refused, and which days they take in."""

from __future__ import annotations

from datetime import date, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from guide.shipped import folder
from guide.visiting import calendar, days, exceptions, lunar
from guide.visiting.days import NoDays
from guide.visiting.exceptions import NoRule

CHINA = calendar.read(folder("knowledge") / "calendar" / "cn.yaml")
YEAR = [date(2026, 1, 1) + timedelta(step) for step in range(365)]


def taken(text: str, year: list[date] = YEAR) -> list[str]:
    found = days.read(text)
    return [f"{day:%m-%d}" for day in year if found.has(day, CHINA.named)]


@pytest.mark.parametrize(("text", "expected"), [
    ("2026-03-01/2026-03-03", ["03-01", "03-02", "03-03"]),
    ("12-31/01-01", ["01-01", "12-31"]),
    ("02-29", ["02-28"]),
    ("lunar 01-01 -1d", ["02-16"]),
    ("lunar 01-01", ["02-17"]),
    ("lunar 12-30", ["02-16"]),
    ("lunar 08-15", ["09-25"]),
    ("lunar 01-14/01-15", ["03-02", "03-03"]),
    ("term qingming", ["04-05"]),
    ("holidays Mo", ["02-16", "02-23", "04-06", "05-04", "10-05"]),
    ("holidays Mo +1d", ["02-17", "02-24", "04-07", "05-05", "10-06"]),
    ("national-day", [f"10-0{day}" for day in range(1, 8)]),
    ("workdays", ["01-04", "02-14", "02-28", "05-09", "09-20", "10-10"]),
    ("statutory", ["01-01", "02-16", "02-17", "02-18", "02-19", "04-05", "05-01", "05-02", "06-19", "09-25", "10-01",
                   "10-02", "10-03"]),
    ("2026-10-01/2026-10-20 Mo except holidays", ["10-12", "10-19"]),
    ("02-01/03-31 We[-1], 01-01/03-31 Su[1]", ["01-04", "02-01", "02-25", "03-01", "03-25"]),
])  # fmt: skip
def test_days_of_2026(text: str, expected: list[str]) -> None:
    assert taken(text) == expected


@pytest.mark.parametrize("text", [
    "", " ", "sometimes", "holiday", "2026-02-30", "2026-13-01", "lunar 2026-01-01", "lunar 13-01", "lunar 01-31",
    "2026-05-01/05-05", "2026-05-05/2026-05-01", "Mo-", "mo", "holidays,", "+1d", "holidays 1d", "a except b except c",
    "Mo except", "We[0]", "We[6]",
])  # fmt: skip
def test_what_names_no_days_is_refused(text: str) -> None:
    with pytest.raises(NoDays):
        days.read(text)


@pytest.mark.parametrize("text", ["holidays", "open", "holidays closed", "holidays 9-17", "holidays 25:00-26:00", "off",
                                  "holidays 09:00", "holidays also off", "holidays 09:00-17:60", ""])  # fmt: skip
def test_what_is_no_rule_is_refused(text: str) -> None:
    with pytest.raises(NoRule):
        exceptions.read(text)


def test_hours_past_midnight_end_the_next_day() -> None:
    assert exceptions.read("holidays 18:00-02:00,09:00-24:00").times == ((1080, 1560), (540, 1440))


@given(st.text(max_size=40) | st.from_regex(days._ITEM, fullmatch=True))
def test_any_text_is_days_or_refused(text: str) -> None:
    try:
        found = days.read(text)
    except NoDays:
        return
    assert all(found.has(day, CHINA.named) in (True, False, None) for day in YEAR[::40])


@given(st.dates(date(1950, 1, 1), date(2090, 12, 31)), st.integers(-30, 30))
def test_a_shift_moves_the_days(day: date, by: int) -> None:
    text = f"{day.isoformat()} {by:+d}d"
    assert days.read(text).has(day + timedelta(by), CHINA.named)
    assert not days.read(text).has(day + timedelta(by + 1), CHINA.named)


@given(st.integers(1950, 2090))
def test_new_years_eve_is_the_day_before_new_year(year: int) -> None:
    first = lunar.civil(year, 1, 1)
    assert first is not None and lunar.new_years_eve(year) == first - timedelta(1)
    assert date(year, 1, 20) <= first <= date(year, 2, 21)
    assert lunar.qingming(year) in (date(year, 4, 4), date(year, 4, 5), date(year, 4, 6))


def test_a_month_of_29_days_has_no_thirtieth() -> None:
    assert lunar.civil(2025, 12, 30) is None and lunar.civil(2025, 12, 29) == date(2026, 2, 16)
