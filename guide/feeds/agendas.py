"""The events of a calendar file (iCalendar, RFC 5545), as an editor takes them over: each event once, with its days.

A yearly rule stays one; any other that repeats is unfolded by recurring-ical-events into the days of a year ahead.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date, datetime, timedelta, tzinfo
from itertools import groupby
from typing import Any

import icalendar
import recurring_ical_events

from guide.errors import FeedDown

MOST = 200
"""Events of one file."""
MOST_TIMES = 24
"""Times of one event that repeats."""
LONGEST_NAME, LONGEST_TEXT = 120, 2000
_AHEAD = timedelta(366)
_BACK = timedelta(31)
_BAD = (ValueError, KeyError, TypeError, IndexError, AttributeError, OverflowError)
"""What the libraries raise for a calendar that is none, or has a rule that cannot be."""


@dataclass(frozen=True, slots=True)
class Planned:
    """One event of a file. Both ends of each time are included; `clock` is HH:MM or HH:MM-HH:MM, "" for whole days."""

    uid: str
    name: str
    times: tuple[tuple[date, date], ...]
    is_yearly: bool = False
    clock: str = ""
    place: str = ""
    words: str = ""
    url: str = ""
    is_off: bool = False
    """STATUS:CANCELLED."""


def read(body: bytes, zone: tzinfo, today: date) -> tuple[Planned, ...]:
    """The events that have a name and days not long past. Raises FeedDown for what is no calendar."""
    try:
        calendar = icalendar.Calendar.from_ical(body)
        if str(calendar.name) != "VCALENDAR":
            raise ValueError(str(calendar.name))
        return tuple(_planned(calendar, zone, today))[:MOST]
    except _BAD as error:
        raise FeedDown("no_calendar", f"the document is no calendar: {error}") from error


def _planned(calendar: Any, zone: tzinfo, today: date) -> Iterator[Planned]:
    masters = {_uid(each): each for each in calendar.walk("VEVENT") if each.get("recurrence-id") is None}
    found = recurring_ical_events.of(calendar).between(today - _BACK, today + _AHEAD)
    by_uid = sorted(found, key=lambda each: (_uid(each), str(_day(each.decoded("dtstart"), zone))))
    for uid, some in groupby(by_uid, _uid):
        times = list(some)
        event = masters.get(uid, times[0])
        name = str(event.get("summary") or "").strip()[:LONGEST_NAME]
        if name:
            yield _event(uid, name, event, times, zone)


def _event(uid: str, name: str, event: Any, times: list[Any], zone: tzinfo) -> Planned:
    is_yearly = _is_yearly(event)
    shown = times[:1] if is_yearly else times[:MOST_TIMES]
    return Planned(
        uid, name, tuple(_span(each, zone) for each in shown), is_yearly, _clock(event, zone),
        str(event.get("location") or "").strip()[:LONGEST_NAME],
        str(event.get("description") or "").strip()[:LONGEST_TEXT],
        str(event.get("url") or "").strip(), str(event.get("status") or "").upper() == "CANCELLED",
    )  # fmt: skip


def _is_yearly(event: Any) -> bool:
    """Whether it comes round on the same days each year and nothing else is said of when."""
    rule = event.get("rrule")
    return (
        rule is not None
        and set(rule) <= {"FREQ", "INTERVAL", "BYMONTH", "BYMONTHDAY"}
        and (rule["FREQ"] == ["YEARLY"] and rule.get("INTERVAL", [1]) == [1])
    )


def _span(event: Any, zone: tzinfo) -> tuple[date, date]:
    """First and last day. The end of a calendar is the first moment after: midnight is of the day before."""
    begins = event.decoded("dtstart")
    ends = event.decoded("dtend", None) or begins
    first, last = _day(begins, zone), _day(ends, zone)
    whole = not isinstance(ends, datetime) or _local(ends, zone).strftime("%H:%M") == "00:00"
    return first, max(first, last - timedelta(1) if whole else last)


def _clock(event: Any, zone: tzinfo) -> str:
    """The time of day, where it begins at one; of several days none is told."""
    begins, ends = event.decoded("dtstart"), event.decoded("dtend", None)
    if not isinstance(begins, datetime):
        return ""
    first, last = _span(event, zone)
    told = _local(begins, zone).strftime("%H:%M")
    if first != last or not isinstance(ends, datetime) or ends == begins:
        return told if first == last else ""
    return f"{told}-{_local(ends, zone):%H:%M}"


def _day(value: date | datetime, zone: tzinfo) -> date:
    return _local(value, zone).date() if isinstance(value, datetime) else value


def _local(value: datetime, zone: tzinfo) -> datetime:
    return value.astimezone(zone) if value.tzinfo else value.replace(tzinfo=zone)


def _uid(event: Any) -> str:
    return str(event.get("uid") or event.get("summary") or "")
