"""How old a fact is: from the date its source speaks of to now."""

from __future__ import annotations

from datetime import date, datetime


def months_between(iso: str, now: datetime) -> int:
    """Whole months from a date (2018, 2018-03 or 2018-03-09; a year or month counts from its end) to now."""
    parts = [int(part) for part in iso.split("-")[:3] if part.isdigit()]
    if not parts:
        return 0
    then = date(parts[0], parts[1] if len(parts) > 1 else 12, 1)
    return (now.year - then.year) * 12 + now.month - then.month
