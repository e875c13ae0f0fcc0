"""What a card says of a place at a glance: open or not, what an adult pays today, how far it is. A few words each."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from typing import Any

from guide.dialogue.wording import Wording
from guide.types import Entry, Fact, FoundFact, Lang, Position
from guide.visiting import status as standing
from guide.visiting import travel
from guide.visiting.calendar import Calendar
from guide.visiting.exceptions import DAY
from guide.visiting.moment import Moment
from guide.visiting.opening import Window, windows
from guide.visiting.status import LATE, OPEN, UNKNOWN, Status
from guide.visiting.tickets import Ticket, Tickets

AHEAD = 7
"""Days in which the next opening is told: further off it is no help, and takes long to find."""
_SPENT = ("spend", "room_price")
"""What is paid where no ticket is sold."""


@dataclass(frozen=True, slots=True)
class Almanac:
    """What the state of a place is read by."""

    calendar: Calendar
    tickets: Tickets

    def glance(self, entry: Entry, now: datetime) -> Glance:
        """A place at a moment, on the clock of the place."""
        ticket = next(iter(self.tickets.on(entry, now.date())), None)
        return Glance(entry, now, self.status(entry, now), ticket, self.calendar)

    def status(self, entry: Entry, now: datetime) -> Status:
        """Whether a place is open at a moment, on the clock of the place."""
        minute, today = now.hour * 60 + now.minute, now.date()
        return standing.at(entry, Moment(today, today, (minute, minute), True), self.calendar)


@dataclass(frozen=True, slots=True)
class Glance:
    """A place at a moment: how it stands, and the ticket of an adult on that day where one is known."""

    entry: Entry
    now: datetime
    status: Status
    ticket: Ticket | None
    calendar: Calendar

    def rests_on(self) -> Iterator[Fact]:
        """The facts behind the state and the price."""
        yield from self.status.day.facts
        yield from (self.ticket.fact,) if self.ticket else ()

    def next_opening(self) -> tuple[date, Window] | None:
        """The first of the coming days on which it opens, and when."""
        coming = (self.now.date() + timedelta(step) for step in range(1, AHEAD + 1))
        days = (windows(self.entry, day, self.calendar) for day in coming)
        return next(((each.day, each.windows[0]) for each in days if each.windows), None)


@dataclass(frozen=True, slots=True)
class Words:
    """Says a glance in one language."""

    lang: Lang
    wording: Wording

    def status(self, seen: Glance) -> dict[str, Any] | None:
        """`open` and the words for it; `open` is None where sources or an announcement leave it undecided."""
        found = seen.status
        if found.verdict == UNKNOWN:
            return None
        if found.day.unsettled or found.disputed:
            return {"open": None, "text": self.say("status.unsure")}
        return {"open": found.is_open, "text": self._state(seen)}

    def price(self, seen: Glance) -> str:
        """What an adult pays today; what a meal or a night costs where that is what is paid; "" where unknown."""
        if seen.ticket:
            amount = f"{seen.ticket.amount.normalize():f}" if seen.ticket.amount else ""
            return self.say("price", amount=amount)
        for field in _SPENT:
            if facts := seen.entry.of(field)[:1]:
                return self.say(field, value=self.wording.values(FoundFact(seen.entry, field, facts), self.lang))
        return ""

    def distance(self, entry: Entry, here: tuple[float, float] | None) -> str:
        """How far it is from the visitor, and how long it takes; "" where either is not known."""
        if here is None or entry.position is None:
            return ""
        trip = travel.between(Position(*here), entry.position)
        kilometres = f"{trip.metres / 1000:.1f}" if trip.metres < 10_000 else f"{round(trip.metres / 1000)}"
        return self.say(f"distance.{trip.mode}", minutes=trip.minutes, km=kilometres, rough=trip.is_rough)

    def say(self, key: str, **values: object) -> str:
        """A sentence of prompts/<lang>/sentences/card.yaml."""
        return self.wording.say(self.lang, f"card.{key}", values)

    def _state(self, seen: Glance) -> str:
        found, window = seen.status, seen.status.window
        if found.verdict in (OPEN, LATE) and window:
            return self.say(f"status.{found.verdict}", **self._times(window))
        if window and found.at is not None and window.opens > found.at:
            return self.say("status.early", opens=self._clock(window.opens))
        following = seen.next_opening()
        if following is None:
            return self.say("status.closed")
        day, first = following
        values = {"day": self._day(day, seen.now.date()), "opens": self._clock(first.opens)}
        return self.say("status.next", **values, over=bool(found.day.windows))

    def _times(self, window: Window) -> dict[str, object]:
        return {
            "until": "" if window.is_open_ended else self._clock(window.closes),
            "last": self._clock(window.latest) if window.latest < window.closes else "",
            "all_day": window.closes - window.opens == DAY,
            "label": self.wording.in_words(window.label, self.lang) if window.label else "",
        }  # fmt: skip

    def _day(self, day: date, today: date) -> str:
        weekday = self.wording.occasions(self.lang).weekday(day.weekday())
        return self.say("day", weekday=weekday, is_next=day == today + timedelta(1))

    def _clock(self, minutes: int) -> str:
        return self.wording.occasions(self.lang).clock(minutes)
