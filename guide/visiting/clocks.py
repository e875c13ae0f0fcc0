"""The time of day of an event: `19:30` or `19:30-21:00`, an end before the beginning being on the next day."""

from __future__ import annotations

import re

_TIME = r"([01]\d|2[0-3]):([0-5]\d)"
_TIMES = re.compile(rf"{_TIME}(?:-{_TIME})?")
_DAY = 24 * 60


def read(text: str) -> tuple[int, int] | None:
    """Begin and end in minutes after midnight, the same where no end is known; None for what is no time of day."""
    match = _TIMES.fullmatch(text.strip())
    if match is None:
        return None
    hour, minute, end_hour, end_minute = match.groups()
    begins = int(hour) * 60 + int(minute)
    if end_hour is None:
        return begins, begins
    ends = int(end_hour) * 60 + int(end_minute)
    return begins, ends if ends >= begins else ends + _DAY


def written(begins: str, ends: str) -> str:
    """The notation of two clock times as a form sends them; "" where there is none."""
    return f"{begins}-{ends}" if begins and ends else begins
