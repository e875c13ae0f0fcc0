"""The clock of one day: when each stop of a row begins, or that the row does not fit.

Whoever arrives early waits for the door, and later never gets better: the earliest time for each stop in turn is the
earliest for the whole row. The searches rest on that.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field

from guide.skills.itinerary import rules
from guide.skills.itinerary.places import Place, Slot
from guide.skills.itinerary.request import Frame
from guide.skills.itinerary.rules import Tempo
from guide.types import Position
from guide.visiting import travel
from guide.visiting.travel import WALK, Trip

Step = Place | str
"""A place to visit, or a meal by its name."""


@dataclass(frozen=True, slots=True)
class Timed:
    """A step with its times, the slot it falls into and the way to it."""

    step: Step
    arrive: int
    leave: int
    slot: Slot | None = None
    trip: Trip | None = None


@dataclass(frozen=True, slots=True)
class Row:
    """A day that fits."""

    stops: tuple[Timed, ...] = ()
    cost: int = 0
    moving: int = 0
    """Minutes on the way."""
    back: int = 0
    """When the day is over."""
    begin: int = 0
    """When it may begin."""
    last: Trip | None = None

    @property
    def steps(self) -> tuple[Step, ...]:
        """What it is a row of."""
        return tuple(each.step for each in self.stops)

    @property
    def waiting(self) -> int:
        """Minutes that are neither seeing nor moving, until the day is over."""
        busy = sum(each.leave - each.arrive for each in self.stops) + self.moving
        return max(0, self.back - self.begin - busy)


@dataclass(slots=True)
class Clock:
    """Times rows of one request. Keeps the trips it has looked up."""

    frames: tuple[Frame, ...]
    pace: Tempo
    start: Position | None = None
    end: Position | None = None
    start_id: str = ""
    """The place where a day starts, if it is one."""
    arrives: bool = False
    """Only the first day starts there: one comes to a station, and sleeps elsewhere."""
    leaves: bool = False
    """Only the last day ends there."""
    _trips: dict[tuple[Position, Position], Trip] = field(default_factory=dict)

    def start_on(self, at: int) -> Position | None:
        """Where day `at` starts."""
        return None if self.arrives and at else self.start

    def end_on(self, at: int) -> Position | None:
        """Where day `at` ends."""
        return None if self.leaves and at < len(self.frames) - 1 else self.end

    def trip(self, first: Position, second: Position) -> Trip:
        """The way of this party between two positions."""
        found = self._trips.get((first, second))
        if found is None:
            found = travel.between(first, second, self.pace.near, self.pace.slowness)
            self._trips[first, second] = found
        return found

    def way(self, here: Position | None, place: Place) -> Trip | None:
        """The way to a place; none to where the day starts."""
        if here is None:
            return None
        return Trip(0, WALK, 0) if place.id == self.start_id and here == self.start else self.trip(here, place.position)

    def row(self, at: int, steps: Sequence[Step]) -> Row | None:
        """The steps on day `at` in this order, each as early as can be; None when they do not fit."""
        frame, here = self.frames[at], self.start_on(at)
        now, cost, moving = frame.begin, 0, 0
        stops: list[Timed] = []
        for step in steps:
            trip = self.way(here, step) if isinstance(step, Place) else None
            timed = self.timed(at, step, now, trip)
            if timed is None or timed.leave > frame.end:
                return None
            stops.append(timed)
            now = timed.leave + (self.pace.rest if isinstance(step, Place) else 0)
            here = step.position if isinstance(step, Place) else here
            cost += timed.slot.cost if timed.slot else 0
            moving += trip.minutes if trip else 0
        return self._closed(Row(tuple(stops), cost, moving), at, here)

    def timed(self, at: int, step: Step, now: int, trip: Trip | None) -> Timed | None:
        """A step begun as early as can be, from `now` on."""
        ready = -(-(now + (trip.minutes if trip else 0)) // rules.GRID) * rules.GRID
        if isinstance(step, str):
            first, latest = rules.MEAL_TIMES[step]
            begin = max(ready, first)
            return Timed(step, begin, begin + rules.MEAL_MINUTES[step]) if begin <= latest else None
        for slot in step.slots[at]:
            begin = max(ready, slot.opens)
            if begin <= slot.latest:
                return Timed(step, begin, begin + step.minutes, slot, trip)
        return None

    def _closed(self, row: Row, at: int, here: Position | None) -> Row | None:
        """The row with its way to where the day ends. A rest is taken before moving on, not before going home."""
        frame, end = self.frames[at], self.end_on(at)
        last = self.trip(here, end) if here and end and row.stops else None
        minutes = last.minutes if last else 0
        back = (row.stops[-1].leave if row.stops else frame.begin) + minutes
        return None if back > frame.end else Row(row.stops, row.cost, row.moving + minutes, back, frame.begin, last)
