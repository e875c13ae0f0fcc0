"""Whether a place can be visited at a moment, until when, and when next. Pure functions over its days."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from datetime import date, timedelta

from guide.types import Entry
from guide.visiting.calendar import Calendar
from guide.visiting.exceptions import DAY
from guide.visiting.moment import Moment
from guide.visiting.opening import Day, Window, windows

OPEN, LATE, EARLY, OVER, AWAY, SHUT, UNKNOWN = "open", "late", "early", "over", "away", "shut", "unknown"
"""Open; open but nobody is let in any more; not yet open on that day; closed for that day; open on that day but not in
that part of it; closed all day; hours not known."""
HORIZON = 366
"""Days in which the next opening is looked for."""


@dataclass(frozen=True, slots=True)
class Status:
    """How a place stands at a moment."""

    verdict: str
    day: Day
    window: Window | None = None
    """The window the moment lies in or, when closed, the next of that day, else its last."""
    at: int | None = None
    """The minute asked about, counted from the midnight of `day`."""
    also: tuple[Window, ...] = ()
    """Other windows of that day that hold at the moment too: the parts of a place."""
    next: tuple[date, Window] | None = None
    """When it opens again after that day."""
    disputed: Window | None = None
    """What another source says that would change the verdict."""

    @property
    def is_open(self) -> bool:
        """Whether a visitor gets in."""
        return self.verdict == OPEN


def status(entry: Entry, moment: Moment, calendar: Calendar) -> Status:
    """How an entry stands on the first day of a moment, at its time or in its part of the day; and its next opening."""
    found = at(entry, moment, calendar)
    if found.verdict not in (OPEN, UNKNOWN):
        found = replace(found, next=next_opening(entry, found.day.day, calendar))
    return found


def at(entry: Entry, moment: Moment, calendar: Calendar) -> Status:
    """The same without looking for the next opening, which is what takes long: for one of many places."""
    day = windows(entry, moment.first, calendar)
    if not day.known:
        return Status(UNKNOWN, day)
    if moment.span is None:
        found = Status(OPEN if day.windows else SHUT, day, next(iter(day.windows), None), also=day.windows[1:])
    elif moment.span[0] == moment.span[1]:
        found = _at(day, moment.span[0], entry, calendar)
    else:
        found = _in_part(day, moment.span)
    return replace(found, disputed=_disputed(found, moment))


def statuses(entry: Entry, moment: Moment, calendar: Calendar) -> Iterator[Status]:
    """How an entry stands on each day of a moment."""
    days = (moment.last - moment.first).days
    for step in range(days + 1):
        day = moment.first + timedelta(step)
        yield status(entry, replace(moment, first=day, last=day), calendar)


def next_opening(entry: Entry, after: date, calendar: Calendar) -> tuple[date, Window] | None:
    """The first day after a day on which an entry opens, and when."""
    for step in range(1, HORIZON + 1):
        day = windows(entry, after + timedelta(step), calendar)
        if day.windows:
            return day.day, day.windows[0]
    return None


def _at(day: Day, minute: int, entry: Entry, calendar: Calendar) -> Status:
    """At a minute of a day; what opened the evening before may still be open."""
    evening = windows(entry, day.day - timedelta(1), calendar)
    running = [each for each in evening.windows if each.opens <= minute + DAY < each.closes]
    if running:
        return _held(evening, minute + DAY, running)
    holding = [each for each in day.windows if each.opens <= minute < each.closes]
    if holding:
        return _held(day, minute, holding)
    later = next((each for each in day.windows if each.opens > minute), None)
    if later:
        return Status(EARLY, day, later, minute)
    return Status(OVER if day.windows else SHUT, day, day.windows[-1] if day.windows else None, minute)


def _held(day: Day, minute: int, holding: Sequence[Window]) -> Status:
    """In one or more windows: that of the place itself before those of its parts, the one open longest first."""
    ranked = sorted(holding, key=lambda each: (minute > each.latest, each.label is not None, -each.latest))
    best = ranked[0]
    return Status(OPEN if minute <= best.latest else LATE, day, best, minute, tuple(ranked[1:]))


def _in_part(day: Day, part: tuple[int, int]) -> Status:
    """In a part of the day: open when a visitor can come in during it."""
    holding = [each for each in day.windows if max(each.opens, part[0]) < min(each.latest, part[1])]
    if holding:
        return Status(OPEN, day, holding[0], also=tuple(holding[1:]))
    return Status(AWAY if day.windows else SHUT, day, day.windows[-1] if day.windows else None)


def _disputed(found: Status, moment: Moment) -> Window | None:
    """A window of another source that says otherwise at the minute; for a whole day, one with other hours."""
    if not found.day.others:
        return None
    if found.at is None:
        return found.day.others[0]
    held = [each for each in found.day.others if each.opens <= found.at <= each.latest and found.at < each.closes]
    if found.is_open:
        return None if held else found.day.others[0]
    return held[0] if held else None
