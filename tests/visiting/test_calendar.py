"""The yearly notices: what is announced, what the law says by itself, and what nobody knows yet."""

from __future__ import annotations

from datetime import date

import pytest

from guide.shipped import folder
from guide.visiting import calendar

CHINA = calendar.read(folder("knowledge") / "calendar" / "cn.yaml")


def day(text: str) -> date:
    return date.fromisoformat(text)


@pytest.mark.parametrize(("text", "holiday"), [
    ("2026-02-15", "spring-festival"), ("2026-02-23", "spring-festival"), ("2026-02-24", None), ("2026-02-14", None),
    ("2026-10-07", "national-day"), ("2026-10-08", None), ("2025-10-08", "national-day"), ("2023-12-31", "new-year"),
])  # fmt: skip
def test_announced_days_off(text: str, holiday: str | None) -> None:
    off = CHINA.off(day(text))
    assert (holiday in off.holidays if off else None) is (True if holiday else None)
    assert CHINA.named("holidays", day(text)) is (holiday is not None)


def test_two_holidays_may_share_their_days() -> None:
    assert CHINA.named("mid-autumn", day("2025-10-03")) and CHINA.named("national-day", day("2025-10-06"))


@pytest.mark.parametrize(("text", "works"), [
    ("2026-02-14", True), ("2026-09-20", True), ("2026-09-27", False), ("2027-02-20", None), ("2027-07-03", False),
])  # fmt: skip
def test_weekends_that_are_worked(text: str, works: bool | None) -> None:
    assert CHINA.named("workdays", day(text)) is works


@pytest.mark.parametrize(("text", "holiday"), [
    ("2027-02-08", True), ("2027-10-01", True), ("2027-05-02", True), ("2027-04-05", True),  # by law
    ("2027-02-11", None), ("2027-10-04", None), ("2027-05-05", None), ("2027-09-14", None), ("2027-12-31", None),
    ("2027-07-05", False), ("2027-03-01", False), ("2027-11-11", False),
])  # fmt: skip
def test_a_year_without_notice_has_days_nobody_knows_of(text: str, holiday: bool | None) -> None:
    assert not CHINA.is_announced(day(text))
    assert CHINA.named("holidays", day(text)) is holiday


def test_what_is_usual_is_told_for_a_year_without_notice() -> None:
    assert CHINA.announced("spring-festival", 2027) is None
    assert CHINA.usual_days("spring-festival", 2027) == (day("2027-02-05"), day("2027-02-12"))
    assert CHINA.usual_days("national-day", 2028) == (day("2028-10-01"), day("2028-10-07"))


def test_every_notice_names_its_source_and_date() -> None:
    for year, notice in CHINA.years.items():
        assert notice.source.title and str(year) in notice.source.title and notice.source.url
        assert notice.as_of and int(notice.as_of[:4]) == year - 1


def test_days_off_agree_with_the_law() -> None:
    """Every statutory day of an announced year is off, and none is worked."""
    for year in (2025, 2026):
        for number in range(365):
            each = date.fromordinal(date(year, 1, 1).toordinal() + number)
            if CHINA.statutory(each):
                assert CHINA.off(each) and not CHINA.works(each), each
