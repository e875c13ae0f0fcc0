"""Days that break the opening hours of a place, as data: a set of days and what holds on them.

    rule  = days " " state
    state = off                     closed
          | open                    open, with the hours of the next day that has any: "holidays Mo open"
          | 09:00-22:00[,…]         these hours instead
          | also 18:00-21:00[,…]    these hours besides

The days are read by `days`. Of several rules that hold on a day the last one counts; `also` adds to what is left.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from functools import lru_cache

from guide.visiting import days
from guide.visiting.days import Days, NoDays

DAY = 24 * 60
"""Minutes."""

_TIME = r"\d{2}:\d{2}-\d{2}:\d{2}"
_RULE = re.compile(rf"(?P<days>.+?) (?:(?P<word>off|open)|(?P<also>also )?(?P<times>{_TIME}(?:,{_TIME})*))")
_CLOCK = re.compile(r"(\d{2}):(\d{2})")


class NoRule(ValueError):
    """A text that is no rule of days. Its message is the part that could not be read."""


@dataclass(frozen=True, slots=True)
class Rule:
    """What holds on some days. `times` are minutes from midnight, the second past 1440 for the next day."""

    days: Days
    state: str
    """off, open, times or also."""
    times: tuple[tuple[int, int], ...] = ()


@lru_cache(1024)
def read(text: str) -> Rule:
    """A rule from its text. Raises NoRule."""
    match = _RULE.fullmatch(text.strip())
    if match is None:
        raise NoRule(text)
    try:
        on = days.read(match["days"])
    except NoDays as error:
        raise NoRule(str(error)) from error
    times = tuple(_span(each) for each in (match["times"] or "").split(",") if each)
    return Rule(on, match["word"] or ("also" if match["also"] else "times"), times)


def clock(text: str) -> int | None:
    """Minutes from midnight of "HH:MM", up to 48:00; None for anything else."""
    match = _CLOCK.fullmatch(text.strip())
    minutes = int(match[1]) * 60 + int(match[2]) if match else 0
    return minutes if match and int(match[2]) < 60 and minutes <= 2 * DAY else None


def _span(text: str) -> tuple[int, int]:
    opens, closes = (clock(each) for each in text.split("-"))
    if opens is None or closes is None or opens >= DAY:
        raise NoRule(text)
    return opens, closes if closes > opens else closes + DAY
