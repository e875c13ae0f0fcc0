"""When a question is about: days, and what part of them."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date


@dataclass(frozen=True, slots=True)
class Moment:
    """Days, both ends included, and what part of them. Minutes count from midnight; past 1440 is the next day."""

    first: date
    last: date
    span: tuple[int, int] | None = None
    """The part of the day; both alike for a point in time."""
    is_now: bool = False
    """Now itself, by word or by minutes from now."""
    holiday: str | None = None
    """The holiday that was named, by its id in the calendar."""
    is_announced: bool = True
    """False where the days off of the holiday are only what is usual."""
    is_dated: bool = True
    """A day was named; otherwise it is today for want of another."""
