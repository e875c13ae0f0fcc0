"""The events of a city as editors look at them: what is on, to come, changed, over; and the days of a month."""

from __future__ import annotations

from calendar import Calendar
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, timedelta

from guide.skills import events
from guide.skills.events import Listing
from guide.types import Entry, Revision
from guide.visiting.changes import Span

RUNNING, COMING, OFF, PAST, UNDATED = "running", "coming", "off", "past", "undated"
STATES = (RUNNING, COMING, OFF, PAST, UNDATED)
TIMES = 4
"""Times of one event that are shown to be changed."""
_BACK = 3 * 366
"""Days in which the last time of what is over is looked for."""
_AHEAD = 4 * 366


@dataclass(frozen=True, slots=True)
class Row:
    """One event in the list, at the time that its state is about."""

    entry: Entry
    number: int
    state: str
    listing: Listing | None = None

    @property
    def source(self) -> str:
        """Who says when it is."""
        said = (self.listing.change or self.listing.fact) if self.listing else None
        source = self.entry.sources.get(said.source or "") if said else None
        return (source.title or "") if source else ""

    @property
    def as_of(self) -> str:
        """The day of which that is."""
        said = (self.listing.change or self.listing.fact) if self.listing else None
        return (said.as_of if said else "") or self.entry.as_of or ""


@dataclass(frozen=True, slots=True)
class Day:
    """One cell of a month."""

    day: date
    is_inside: bool
    """It is of the month, not of the weeks around it."""
    listings: tuple[Listing, ...] = ()


@dataclass(frozen=True, slots=True)
class Month:
    """A month, week by week from Monday. `rough` is what is held on some days of it that nobody knows yet."""

    first: date
    weeks: tuple[tuple[Day, ...], ...]
    rough: tuple[Listing, ...] = ()

    @property
    def before(self) -> str:
        """The month before, as 2026-10."""
        return (self.first - timedelta(1)).isoformat()[:7]

    @property
    def after(self) -> str:
        """The month after it."""
        return (self.first + timedelta(31)).isoformat()[:7]


def rows(held: Iterable[Revision], today: date) -> Mapping[str, tuple[Row, ...]]:
    """The events by state. One that is called off this time and comes round again is in both places."""
    found = [row for each in held if each.entry for row in _rows(each.entry, each.number, today)]
    return {state: tuple(sorted((row for row in found if row.state == state), key=_order)) for state in STATES}


def month_of(text: str, today: date) -> date:
    """The first day of a month as an address names it, else of the month it is."""
    try:
        return date.fromisoformat(f"{text}-01")
    except ValueError:
        return today.replace(day=1)


def month(entries: Iterable[Entry], first: date) -> Month:
    """What a month holds."""
    days = Calendar().monthdatescalendar(first.year, first.month)
    listings = events.listed(entries, days[0][0], days[-1][-1])
    sure = [each for each in listings if not each.when.rule.is_rough]
    weeks = tuple(tuple(_day(day, first.month, sure) for day in week) for week in days)
    last = max(day for week in days for day in week if day.month == first.month)
    rough = tuple(each for each in listings if each.when.rule.is_rough and each.when.touches(first, last))
    return Month(first, weeks, rough)


def times(entry: Entry, today: date) -> list[Listing]:
    """The times of an event that are not over, the nearest first, changed ones as they are now."""
    found = events.listed((entry,), today, today + timedelta(_AHEAD))
    ahead = [each for each in found if max(each.when.last, (each.was or each.when).last) >= today]
    return sorted(ahead, key=lambda each: original(each).first)[:TIMES]


def original(listing: Listing) -> Span:
    """The days of a time by its rule."""
    when = listing.was or listing.when
    return Span(when.first, when.last)


def _rows(entry: Entry, number: int, today: date) -> Iterator[Row]:
    off = events.called_off((entry,), today)[:1]
    coming = events.upcoming((entry,), today)[:1]
    yield from (Row(entry, number, OFF, each) for each in off)
    for each in coming:
        is_on = each.when.first <= today and not each.when.rule.is_rough
        yield Row(entry, number, RUNNING if is_on else COMING, each)
    if not off and not coming:
        over = events.listed((entry,), today - timedelta(_BACK), today)
        yield Row(entry, number, PAST if over else UNDATED, over[-1] if over else None)


def _order(row: Row) -> tuple[int, str]:
    if row.listing is None:
        return 0, row.entry.id
    when = row.listing.when
    by = {RUNNING: when.last.toordinal(), PAST: -when.last.toordinal()}
    return by.get(row.state, when.first.toordinal()), row.entry.id


def _day(day: date, month: int, listings: Sequence[Listing]) -> Day:
    return Day(day, day.month == month, tuple(each for each in listings if each.when.touches(day, day)))
