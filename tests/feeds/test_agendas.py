"""The events of a calendar file: days, times of day, what repeats, and whatever else a file may be."""

from __future__ import annotations

from datetime import date
from zoneinfo import ZoneInfo

import pytest
from hypothesis import given
from hypothesis import strategies as st

from guide.errors import FeedDown
from guide.feeds import agendas
from guide.feeds.agendas import Planned

ZONE = ZoneInfo("Asia/Shanghai")
TODAY = date(2026, 5, 3)


def read(*lines: str) -> tuple[Planned, ...]:
    body = "\r\n".join(
        ("BEGIN:VCALENDAR", "VERSION:2.0", "BEGIN:VEVENT", "UID:a", *lines, "END:VEVENT", "END:VCALENDAR")
    )
    return agendas.read(body.encode(), ZONE, TODAY)


@pytest.mark.parametrize(
    ("lines", "first", "last", "clock"),
    [
        (("DTSTART;VALUE=DATE:20260701", "DTEND;VALUE=DATE:20260704"), date(2026, 7, 1), date(2026, 7, 3), ""),
        (("DTSTART;VALUE=DATE:20260701",), date(2026, 7, 1), date(2026, 7, 1), ""),
        (("DTSTART:20260701T113000Z", "DTEND:20260701T130000Z"), date(2026, 7, 1), date(2026, 7, 1), "19:30-21:00"),
        (("DTSTART:20260701T193000", "DTEND:20260702T000000"), date(2026, 7, 1), date(2026, 7, 1), "19:30-00:00"),
        (("DTSTART:20260701T193000",), date(2026, 7, 1), date(2026, 7, 1), "19:30"),
        (("DTSTART:20260701T090000", "DTEND:20260703T180000"), date(2026, 7, 1), date(2026, 7, 3), ""),
    ],
)  # fmt: skip
def test_days_and_times_of_day(lines: tuple[str, ...], first: date, last: date, clock: str) -> None:
    (event,) = read("SUMMARY:Fair", *lines)
    assert (event.times, event.clock, event.is_yearly) == (((first, last),), clock, False)


def test_a_yearly_event_stays_one_and_others_are_unfolded() -> None:
    (yearly,) = read("SUMMARY:Fair", "DTSTART;VALUE=DATE:20200701", "RRULE:FREQ=YEARLY")
    assert yearly.is_yearly and yearly.times == ((date(2026, 7, 1), date(2026, 7, 1)),)
    (weekly,) = read("SUMMARY:Market", "DTSTART;VALUE=DATE:20260704", "RRULE:FREQ=WEEKLY;COUNT=3")
    assert [first for first, _ in weekly.times] == [date(2026, 7, 4), date(2026, 7, 11), date(2026, 7, 18)]


def test_what_is_long_past_or_has_no_name_is_left_out_and_what_is_called_off_is_not() -> None:
    assert read("SUMMARY:Old", "DTSTART;VALUE=DATE:20200701") == ()
    assert read("DTSTART;VALUE=DATE:20260701") == ()
    assert read("SUMMARY:Off", "STATUS:CANCELLED", "DTSTART;VALUE=DATE:20260701")[0].is_off


@given(st.binary(max_size=300))
def test_any_bytes_are_a_calendar_or_refused(body: bytes) -> None:
    try:
        assert agendas.read(body, ZONE, TODAY) == ()
    except FeedDown as error:
        assert error.reason == "no_calendar"
