"""Opening hours in OpenStreetMap notation: the open spans of a day. Pure functions over the notation and a day.

PH and SH are not read (see `notation`): days that break the rule are data of their own (see `exceptions`).
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from datetime import date, datetime, time, timedelta
from functools import lru_cache

from opening_hours import OpeningHours, State

from guide.visiting.notation import has_holidays, is_notation, is_selector, looks_like_notation
from guide.visiting.spans import Span, describe, describe_selector

__all__ = [
    "Span", "describe", "describe_selector", "has_holidays", "is_computable", "is_notation",
    "is_open_ended", "is_selector", "looks_like_notation", "spans_on",
]  # fmt: skip

_DAY, _NOON = 24 * 60, 12 * 60
_SUN = re.compile(r"\b(?:sunrise|sunset|dawn|dusk)\b", re.I)
_COMMENT = re.compile(r'"[^"]*"')
_SAYS = re.compile(r"\d:\d\d|24/7|\boff\b|\bclosed\b|\bopen\b", re.I)
_UNKNOWN = re.compile(r"\bunknown\b", re.I)
_OPEN_END = re.compile(r"\d:\d\d\+")


def is_computable(notation: str) -> bool:
    """Whether a text is notation whose hours depend on nothing but the calendar, and says of each day what holds."""
    if not is_notation(notation) or _SUN.search(notation):
        return False
    rules = _COMMENT.sub("", notation).split(";")
    return all(_SAYS.search(rule) and not _UNKNOWN.search(rule) for rule in rules if rule.strip())


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
