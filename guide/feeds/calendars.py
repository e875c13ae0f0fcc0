"""A feed of a calendar (iCalendar, RFC 5545): what takes place at a place now tells how it is there.

The place is the LOCATION of an event, else its SUMMARY. An event that goes on now is a level of its own time; one that
comes back (RRULE) is unfolded by recurring-ical-events, for this day only.
"""

from __future__ import annotations

from collections.abc import Iterator
from datetime import UTC, date, datetime, time, timedelta, tzinfo
from typing import Any

import icalendar
import recurring_ical_events

from guide.errors import FeedDown
from guide.ports import Level

MOST = 500
"""Events that go on at once."""
_BAD = (ValueError, KeyError, TypeError, IndexError, AttributeError, OverflowError)
"""What the libraries raise for a calendar that is none, or has a rule that cannot be."""


class CalendarReader:
    """Reads levels of one kind from a calendar; `share` is how it is while an event goes on."""

    def __init__(self, kind: str, share: float = 1.0, zone: tzinfo = UTC) -> None:
        self._kind, self._share, self._zone = kind, share, zone

    def read(self, body: bytes, now: datetime) -> tuple[Level, ...]:
        """A level for each place where something goes on at this moment, measured now."""
        try:
            calendar = icalendar.Calendar.from_ical(body)
            held = recurring_ical_events.of(calendar).between(now - timedelta(minutes=1), now + timedelta(minutes=1))
            places = dict.fromkeys(each for event in held[:MOST] for each in self._places(event, now))
        except _BAD as error:
            raise FeedDown("no_calendar", f"the document is no calendar: {error}") from error
        return tuple(Level(place, self._kind, self._share, now) for place in places)

    def _places(self, event: Any, now: datetime) -> Iterator[str]:
        begins = event.decoded("dtstart")
        ends = event.decoded("dtend", None) or begins
        name = str(event.get("location") or event.get("summary") or "").strip()
        if name and str(event.get("status", "")).upper() != "CANCELLED" and self._at(begins) <= now <= self._at(ends):
            yield name

    def _at(self, value: date | datetime) -> datetime:
        if not isinstance(value, datetime):
            return datetime.combine(value, time(), self._zone)
        return value if value.tzinfo else value.replace(tzinfo=self._zone)
