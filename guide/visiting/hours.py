"""Opening hours: open at a moment, until when, and when next. Pure functions over the notation and a moment.

A moment is in the zone of the place, never the server's. PH and SH are not read (see `notation`): days that break the
rule are data of their own, said beside the hours.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import date, datetime, time, timedelta
from functools import lru_cache

from opening_hours import OpeningHours, State

from guide.visiting.notation import has_holidays, is_notation, is_selector, looks_like_notation
from guide.visiting.spans import Span, describe, describe_selector

__all__ = [
    "OpenState", "Span", "describe", "describe_selector", "has_holidays", "is_computable", "is_notation",
    "is_open_ended", "is_selector", "looks_like_notation", "spans_on", "state_at",
]  # fmt: skip

HORIZON = timedelta(days=366)
"""Rules repeat by the year: what does not open within one does not open."""
_DAY, _NOON = 24 * 60, 12 * 60
_SUN = re.compile(r"\b(?:sunrise|sunset|dawn|dusk)\b", re.I)
_OPEN_END = re.compile(r"\d:\d\d\+")


@dataclass(frozen=True, slots=True)
class OpenState:
    """Whether a place is open at a moment. With `unknown` nothing else is said."""

    open: bool = False
    until: datetime | None = None
    """When it stops being surely open; None when it never does, or nobody says when."""
    next_open: datetime | None = None
    """When it opens again, if it is closed now and opens within a year."""
    unknown: bool = False


def state_at(notation: str, when: datetime) -> OpenState:
    """The state at an aware `when` in the place's zone; unknown for words and for hours set by the sun.

    Raises ValueError for a moment without a zone.
    """
    if when.tzinfo is None:
        raise ValueError("a moment without a time zone: give it in the zone of the place")
    if not is_computable(notation):
        return OpenState(unknown=True)
    local = when.replace(tzinfo=None)
    states = ((start, state) for start, _, state, _ in _read(notation).intervals(local, local + HORIZON))
    _, now = next(states)
    if now == State.UNKNOWN:
        return OpenState(unknown=True)
    if now == State.OPEN:
        # Intervals also end where only a comment changes.
        closes = next((start for start, state in states if state != State.OPEN), None)
        return OpenState(open=True, until=None if _OPEN_END.search(notation) else _zoned(closes, when))
    return OpenState(next_open=_zoned(next((start for start, state in states if state == State.OPEN), None), when))


def is_computable(notation: str) -> bool:
    """Whether a text is notation whose hours depend on nothing but the calendar."""
    return is_notation(notation) and not _SUN.search(notation)


def is_open_ended(notation: str) -> bool:
    """Whether some time of it has a beginning and no end ("08:00+")."""
    return bool(_OPEN_END.search(notation))


@lru_cache(65_536)
def spans_on(notation: str, day: date) -> tuple[tuple[int, int], ...]:
    """The open spans that belong to a day, in minutes from its midnight; an end past 1440 is on the next day.

    What began the evening before and ends by noon belongs to the day it began on.
    """
    midnight = datetime.combine(day, time())
    begin, end = midnight - timedelta(days=1), midnight + timedelta(days=2)
    spans: list[tuple[int, int]] = []
    for start, stop, state, _ in _read(notation).intervals(begin, end):
        first, last = _minutes(start, midnight), _minutes(stop or end, midnight)
        if state != State.OPEN or last <= first:
            continue
        if spans and spans[-1][1] == first:
            first = spans.pop()[0]
        spans.append((first, last))
    return tuple(_of_day(spans))


def _of_day(spans: Iterable[tuple[int, int]]) -> Iterator[tuple[int, int]]:
    for first, last in spans:
        if last <= 0 or first >= _DAY or first < 0 and last <= _NOON:
            continue
        runs_on = last > _DAY + _NOON
        yield max(first, 0), _DAY if runs_on else last


def _minutes(moment: datetime, midnight: datetime) -> int:
    return int((moment - midnight).total_seconds() // 60)


@lru_cache(1024)
def _read(notation: str) -> OpeningHours:
    return OpeningHours(notation)


def _zoned(local: datetime | None, when: datetime) -> datetime | None:
    return None if local is None else local.replace(tzinfo=when.tzinfo)
