"""Whether a fact holds on a day: its season in opening_hours notation, and the days between which it is valid."""

from __future__ import annotations

from datetime import date
from functools import lru_cache

from guide.types import Fact
from guide.visiting import hours
from guide.visiting.notation import is_selector


def holds_on(fact: Fact, day: date) -> bool:
    """Whether a fact speaks of a day. A `when` that is no selector is words, which exclude no day."""
    iso = day.isoformat()
    since, until = fact.valid_from, fact.valid_until
    # Cut to what is given: valid until 2026-03 holds all of that March.
    if since and iso[: len(since)] < since or until and iso[: len(until)] > until:
        return False
    return not fact.when or not is_selector(fact.when) or in_season(fact.when, day)


@lru_cache(8192)
def in_season(selector: str, day: date) -> bool:
    """Whether a selector without times ("Mar-May,Sep-Nov", "Sa-Su") takes in a day."""
    return bool(hours.spans_on(f"{selector} 00:00-24:00", day))
