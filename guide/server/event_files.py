"""Events as a calendar file (iCalendar, RFC 5545), for the calendars of visitors and of other programs.

A time that is called off or put off stays in the file with STATUS:CANCELLED, so that a calendar that took it over
before strikes it out; one that was moved keeps the UID of its old days, and SEQUENCE says which word is the newer.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import UTC, date, datetime, time, timedelta, tzinfo

from icalendar import Calendar, Event

from guide.dialogue.saying.events import Words as Dates
from guide.dialogue.saying.events import clock
from guide.dialogue.wording import Wording
from guide.skills.events import Listing
from guide.types import Lang
from guide.visiting import clocks

_PRODUCT = "-//City guide//Events//EN"
_BEGUN = date(2020, 1, 1)
"""Before any change: days since then make a SEQUENCE that grows."""


@dataclass(frozen=True, slots=True)
class Terms:
    """In which language and zone a file is written, and when."""

    lang: Lang
    wording: Wording
    zone: tzinfo
    stamp: datetime


def made(listings: Sequence[Listing], terms: Terms) -> bytes:
    """The file; those that go by earlier years are tentative."""
    file = Calendar()
    file.add("prodid", _PRODUCT)
    file.add("version", "2.0")
    for listing in listings:
        file.add_component(_event(listing, terms))
    return bytes(file.to_ical())


def _event(listing: Listing, terms: Terms) -> Event:
    event, dates = Event(), Dates(terms.lang, terms.wording)
    known = (listing.was or listing.when).first
    event.add("uid", f"{listing.entry.id}-{known:%Y%m%d}@city-guide")
    event.add("dtstamp", terms.stamp.astimezone(UTC))
    event.add("sequence", _sequence(listing))
    first, last = ends(listing, terms.zone)
    event.add("dtstart", first)
    event.add("dtend", last)
    event.add("summary", terms.wording.name(listing.entry, terms.lang))
    event.add("status", "CANCELLED" if listing.is_off else "CONFIRMED" if listing.confirmed else "TENTATIVE")
    if place := dates.place(listing):
        event.add("location", place)
    event.add("description", "\n".join(filter(None, _notes(listing, terms, dates))))
    return event


def ends(listing: Listing, zone: tzinfo) -> tuple[date | datetime, date | datetime]:
    """Begin and end as a calendar has them: the day after the last of whole days, moments where a clock time is known
    of a single day. The latter are in UTC: a file without a VTIMEZONE must not name a zone."""
    when, at = listing.when, clocks.read(clock(listing))
    if at is None or when.first != when.last:
        return when.first, when.last + timedelta(1)
    return tuple(_moment(when.first, minute, zone) for minute in at)  # type: ignore[return-value]


def _moment(day: date, minute: int, zone: tzinfo) -> datetime:
    return (datetime.combine(day, time(), zone) + timedelta(minutes=minute)).astimezone(UTC)


def _sequence(listing: Listing) -> int:
    """0, or for what was changed the days since a fixed one at which it was said."""
    told = (listing.change.as_of or "") if listing.change else ""
    try:
        return max((date.fromisoformat(told) - _BEGUN).days, 1) if told else int(listing.change is not None)
    except ValueError:
        return 1


def _notes(listing: Listing, terms: Terms, dates: Dates) -> tuple[str, ...]:
    lang, wording = terms.lang, terms.wording
    told = dates.off(listing) if listing.change else ""
    past = "" if listing.confirmed else wording.say(lang, "events.page.past")
    as_of = (listing.change or listing.fact).as_of or listing.entry.as_of
    dated = wording.say(lang, "events.page.asof", {"date": wording.date(as_of, lang)}) if as_of else ""
    return told, dates.lunar(listing.when), past, dated
