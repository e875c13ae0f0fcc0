"""The lines of prompts/starters.yaml: what a first screen may offer, and when each is offered."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any, TypeVar

from guide.types import City, Entry, Lang

EVENT = "event"
_T = TypeVar("_T")


@dataclass(frozen=True, slots=True)
class Occasion:
    """When, where and in which language a first screen is shown."""

    lang: Lang
    now: datetime
    """On the clock of the city."""
    city: City
    near: Entry | None = None
    """The place the visitor stands at: all that a position is used for, so none is kept."""

    def turned(self, row: Sequence[_T]) -> list[_T]:
        """A row begun at another place each day."""
        start = self.now.toordinal() % len(row) if row else 0
        return [*row[start:], *row[:start]]


@dataclass(frozen=True, slots=True)
class Line:
    """One question, and when it is offered."""

    say: str
    of: str = ""
    """What the name in it is of: open (a place open now), sight, dish, person or event."""
    hours: tuple[int, int] = (0, 24)
    months: tuple[int, ...] = ()
    days: tuple[int, ...] = ()
    here: bool | None = None
    skills: tuple[str, ...] = ()
    """The skills that answer it, where not all of its slot do."""

    @property
    def is_timely(self) -> bool:
        """Whether it has a time or place of its own, and goes before those that always fit."""
        return self.of == EVENT or self != Line(self.say, self.of, skills=self.skills)

    def holds(self, occasion: Occasion) -> bool:
        """Whether this is the time and the place for it."""
        now, (first, end) = occasion.now, self.hours
        in_hours = first <= now.hour < end if first < end else now.hour >= first or now.hour < end
        in_season = not self.months or now.month in self.months
        on_day = not self.days or now.isoweekday() in self.days
        return in_hours and in_season and on_day and self.here in (None, occasion.near is not None)


@dataclass(frozen=True, slots=True)
class Slot:
    """What one of the questions shows of the guide, and the skills that answer it."""

    name: str
    skills: tuple[str, ...]
    lines: tuple[Line, ...]

    def ordered(self, occasion: Occasion) -> Iterator[Line]:
        """The lines that hold, those of the moment first; the others take turns, a day each."""
        held = [line for line in self.lines if line.holds(occasion)]
        yield from (line for line in held if line.is_timely)
        yield from occasion.turned([line for line in held if not line.is_timely])


def slots_of(table: Mapping[str, Any]) -> tuple[Slot, ...]:
    """The slots of prompts/starters.yaml."""
    return tuple(Slot(name, tuple(each["skills"]), tuple(map(_line, each["lines"]))) for name, each in table.items())


def _line(table: Mapping[str, Any]) -> Line:
    first, end = table.get("hours", (0, 24))
    months, days, skills = (tuple(table.get(key, ())) for key in ("months", "days", "skills"))
    return Line(table["say"], table.get("of", ""), (first, end), months, days, table.get("here"), skills)
