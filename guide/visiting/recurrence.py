"""When what comes back comes back: the notation of `date_rule` and `in_season`, resolved to days of the civil calendar.

    rule = part {", " part}
    part = 04-18 | 06-02/10-30                every year
         | 05 | 03/04                         some days of these months: which ones is announced, or up to the weather
         | lunar 08-15 | lunar 01-13/01-18    by the Chinese lunar calendar; a leap month is never meant
         | term qingming                      the day of the solar term
         | 2019-10-31 | 2026-05-01/2026-05-05 once
         | 1645-05                            once, some days of a month

A span whose end lies before its beginning ends in the next year; the 30th of a month that has 29 days is the 29th.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import MAXYEAR, MINYEAR, date, timedelta
from functools import lru_cache

from guide.visiting import lunar

CIVIL, LUNAR, TERM = "civil", "lunar", "term"
AHEAD = 2
"""Years in which all that recurs has come back."""
_FIRST_YEAR, _LAST_YEAR = 1600, 2200
"""Years for which the lunar calendar is computed."""

_DAY = r"(?:(\d{4})-)?(0[1-9]|1[0-2])(?:-(0[1-9]|[12]\d|3[01]))?"
_PART = re.compile(rf"(?P<lunar>lunar )?(?P<first>{_DAY})(?:/(?P<last>{_DAY}))?|term (?P<term>qingming)")


class NoRule(ValueError):
    """A text that is no rule of dates. Its message is the part that could not be read."""


@dataclass(frozen=True, slots=True)
class Mark:
    """One end of a span: a month, perhaps a day, of one year or of every year."""

    month: int
    day: int | None = None
    year: int | None = None


@dataclass(frozen=True, slots=True)
class Rule:
    """One span of days, by one calendar. `last` is `first` for a single day or month."""

    calendar: str
    first: Mark
    last: Mark

    @property
    def is_rough(self) -> bool:
        """Whole months: somewhere in them, nobody says on which days."""
        return self.calendar != TERM and self.first.day is None

    @property
    def once(self) -> bool:
        """It does not come back."""
        return self.first.year is not None


@dataclass(frozen=True, slots=True, order=True)
class Occurrence:
    """Days on which a rule holds once, both ends included."""

    first: date
    last: date
    rule: Rule

    def __post_init__(self) -> None:
        """A span has an end."""
        assert self.first <= self.last

    def touches(self, first: date, last: date) -> bool:
        """Whether it shares a day with a span."""
        return self.first <= last and first <= self.last


@lru_cache(1024)
def read(text: str) -> tuple[Rule, ...]:
    """The rules of a text. Raises NoRule."""
    return tuple(_rule(part.strip()) for part in text.split(","))


def is_rule(text: object) -> bool:
    """Whether a value can be read as a rule."""
    try:
        return isinstance(text, str) and bool(read(text))
    except NoRule:
        return False


def between(text: str, first: date, last: date) -> list[Occurrence]:
    """All that share a day with a span, in their order. Raises NoRule."""
    found = {each for rule in read(text) for year in _years(rule, first, last) if (each := _of_year(rule, year))}
    return sorted((each for each in found if each.touches(first, last)), key=lambda each: (each.first, each.last))


def following(text: str, day: date) -> Occurrence | None:
    """The one under way on a day, else the next; None when all is past. Raises NoRule."""
    last = date(min(day.year + AHEAD, MAXYEAR), 12, 31)
    return min(between(text, day, last), key=lambda each: (each.first, each.last), default=None)


def _rule(text: str) -> Rule:
    match = _PART.fullmatch(text)
    if match is None:
        raise NoRule(text)
    if match["term"]:
        return Rule(TERM, Mark(4), Mark(4))
    first = _mark(match["first"])
    last = _mark(match["last"]) if match["last"] else first
    rule = Rule(LUNAR if match["lunar"] else CIVIL, first, last)
    if not _is_sound(rule):
        raise NoRule(text)
    return rule


def _mark(text: str) -> Mark:
    found = re.fullmatch(_DAY, text)
    assert found is not None
    year, month, day = found.groups()
    return Mark(int(month), int(day) if day else None, int(year) if year else None)


def _is_sound(rule: Rule) -> bool:
    """Two ends of one kind, days that exist, and no lunar year, leap or whole month."""
    first, last = rule.first, rule.last
    if (first.day is None) != (last.day is None) or (first.year is None) != (last.year is None):
        return False
    if rule.calendar == LUNAR:
        days = (each.day for each in (first, last))
        return first.year is None and all(day is not None and day <= 30 for day in days)
    ends = [_civil(each, each.year or 2024, is_last=True) for each in (first, last)]
    return None not in ends and (not rule.once or _order(first) <= _order(last))


def _order(mark: Mark) -> tuple[int, int, int]:
    return mark.year or 0, mark.month, mark.day or 0


def _years(rule: Rule, first: date, last: date) -> Iterator[int]:
    """The years in which an occurrence may begin that touches a span; a lunar year begins late."""
    if rule.first.year is not None:
        yield rule.first.year
        return
    low, high = max(first.year - 2, _FIRST_YEAR, MINYEAR), min(last.year, _LAST_YEAR)
    yield from range(low, high + 1)


def _of_year(rule: Rule, year: int) -> Occurrence | None:
    if rule.calendar == TERM:
        day = lunar.qingming(year)
        return Occurrence(day, day, rule)
    wraps = rule.first.year is None and _order(rule.last) < _order(rule.first)
    if rule.calendar == LUNAR:
        ends = _lunar(rule.first, year), _lunar(rule.last, year + wraps)
    else:
        end_year = rule.last.year or year + wraps
        ends = _civil(rule.first, year, is_last=False), _civil(rule.last, end_year, is_last=True)
    return Occurrence(ends[0], ends[1], rule) if ends[0] and ends[1] else None


def _lunar(mark: Mark, year: int) -> date | None:
    day = mark.day or 1
    return lunar.civil(year, mark.month, day) or (lunar.civil(year, mark.month, 29) if day == 30 else None)


def _civil(mark: Mark, year: int, *, is_last: bool) -> date | None:
    """A day of a year; of a month without one its first or last; 29 February is the 28th where there is none."""
    if mark.day is None and not is_last:
        return date(year, mark.month, 1)
    if mark.day is None:
        following_month = date(year + mark.month // 12, mark.month % 12 + 1, 1)
        return following_month - timedelta(1)
    try:
        return date(year, mark.month, mark.day)
    except ValueError:
        return date(year, 2, 28) if (mark.month, mark.day) == (2, 29) else None
