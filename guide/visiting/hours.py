"""Opening hours: open at a moment, until when, and when next. Pure functions over the notation and a moment.

A moment is in the zone of the place, never the server's. PH and SH are not read (see `notation`): days that break the
rule are data of their own, said beside the hours.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from datetime import datetime, timedelta
from functools import lru_cache

from opening_hours import OpeningHours, State

from guide.visiting.notation import has_holidays, is_notation, is_selector, looks_like_notation
from guide.visiting.spans import Span, describe, describe_selector

__all__ = [
    "OpenState", "Span", "describe", "describe_selector", "has_holidays", "is_notation", "is_selector",
    "looks_like_notation", "state_at",
]  # fmt: skip

HORIZON = timedelta(days=366)
"""Rules repeat by the year: what does not open within one does not open."""
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
    if not is_notation(notation) or _SUN.search(notation):
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


@lru_cache(1024)
def _read(notation: str) -> OpeningHours:
    return OpeningHours(notation)


def _zoned(local: datetime | None, when: datetime) -> datetime | None:
    return None if local is None else local.replace(tzinfo=when.tzinfo)
