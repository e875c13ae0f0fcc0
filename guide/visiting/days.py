"""Sets of days that no opening_hours notation names: holidays by the yearly notice, lunar dates, ranges, the day after.

    days  = item {", " item} [" except " item {", " item}]
    item  = [which] [weekdays] [shift]      at least one of the first two
    which = holidays                        days off by the State Council's notice of the year
          | statutory                       the days that the law itself names, without those moved beside them
          | workdays                        Saturdays and Sundays worked in exchange
          | new-year … national-day         the days off of one holiday
          | lunar 01-15 | lunar 01-01/01-07 | term qingming
          | 05-01 | 05-01/05-05             every year
          | 2026-03-01 | 2026-03-01/2026-04-15
    weekdays = Mo | Mo-Fr | Sa,Su           those of the days before it
          | We[-1] | Su[1]                  the last, the first of its month
    shift = +1d | -1d                       the days so many days later or earlier: "lunar 01-01 -1d" is New Year's Eve

Whether a day belongs has three answers: a year whose notice is not out yet has days nobody knows of (None).
"""

from __future__ import annotations

import re
from calendar import monthrange
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from datetime import date, timedelta
from functools import lru_cache

from guide.visiting import lunar
from guide.visiting.notation import DAYS

Named = Callable[[str, date], bool | None]
"""Whether a day is one of a named kind: holidays, statutory, workdays or one holiday; None when not announced."""
HOLIDAYS = ("new-year", "spring-festival", "qingming", "labour-day", "dragon-boat", "mid-autumn", "national-day")
NAMES = ("holidays", "statutory", "workdays", *HOLIDAYS)

_DATE = r"(?:\d{4}-)?\d{2}-\d{2}"
_DAY = "|".join(DAYS)
_ITEM = re.compile(
    rf"(?:(?P<name>{'|'.join(NAMES)})|(?P<term>term qingming)"
    rf"|(?:(?P<lunar>lunar) )?(?P<first>{_DATE})(?:/(?P<last>{_DATE}))?)?"
    rf"(?: ?(?P<days>(?:{_DAY})(?:-(?:{_DAY}))?(?:,(?:{_DAY})(?:-(?:{_DAY}))?)*)(?:\[(?P<nth>-?[1-5])\])?)?"
    r"(?: (?P<shift>[+-]\d{1,3})d)?"
)


class NoDays(ValueError):
    """A text that names no days. Its message is the part that could not be read."""


@dataclass(frozen=True, slots=True)
class Item:
    """One kind of day. Dates are as written; a lunar one and one without a year come back every year."""

    name: str = ""
    lunar: bool = False
    first: str = ""
    last: str = ""
    weekdays: frozenset[int] = frozenset()
    """0 is Monday; none means any."""
    nth: int = 0
    """The first such day of its month, or -1 the last; 0 means any."""
    shift: int = 0


@dataclass(frozen=True, slots=True)
class Days:
    """A set of days: any of `items`, none of `but`."""

    items: tuple[Item, ...]
    but: tuple[Item, ...] = ()

    def has(self, day: date, named: Named) -> bool | None:
        """Whether a day belongs; None when that hangs on a notice that is not out."""
        inside = _any(self.items, day, named)
        outside = _any(self.but, day, named) if inside is not False else False
        if inside is False or outside is True:
            return False
        return None if inside is None or outside is None else True


@lru_cache(1024)
def read(text: str) -> Days:
    """Days from their text. Raises NoDays."""
    inside, *outside = text.strip().split(" except ")
    if len(outside) > 1:
        raise NoDays(outside[1])
    return Days(tuple(_items(inside)), tuple(_items(outside[0])) if outside else ())


def _items(text: str) -> Iterator[Item]:
    for part in text.split(", "):
        match = _ITEM.fullmatch(part.strip())
        if match is None or not part.strip() or match["shift"] and part.strip().startswith(("+", "-")):
            raise NoDays(part)
        item = Item(
            name=match["name"] or match["term"] or "",
            lunar=bool(match["lunar"]),
            first=match["first"] or "",
            last=match["last"] or match["first"] or "",
            weekdays=frozenset(_weekdays(match["days"] or "")),
            nth=int(match["nth"] or 0),
            shift=int(match["shift"] or 0),
        )
        if not _is_sound(item):
            raise NoDays(part)
        yield item


def _is_sound(item: Item) -> bool:
    """Dates that are none, a span with one year only, and lunar dates with a year name no days."""
    if not item.first:
        return True
    if len(item.first) != len(item.last) or item.lunar and len(item.first) != 5:
        return False
    if item.lunar:
        return all(1 <= int(each[:2]) <= 12 and 1 <= int(each[3:]) <= 30 for each in (item.first, item.last))
    if len(item.first) == 10 and item.first > item.last:
        return False
    return all(_dated(each if len(each) == 10 else f"2024-{each}") for each in (item.first, item.last))


def _weekdays(text: str) -> Iterator[int]:
    for part in filter(None, text.split(",")):
        first, _, last = part.partition("-")
        start, end = DAYS.index(first), DAYS.index(last or first)
        yield from ((start + step) % 7 for step in range((end - start) % 7 + 1))


def _any(items: tuple[Item, ...], day: date, named: Named) -> bool | None:
    found = [_is_in(item, day, named) for item in items]
    return True if True in found else None if None in found else False


def _is_in(item: Item, day: date, named: Named) -> bool | None:
    at = day - timedelta(item.shift)
    if item.weekdays and not (at.weekday() in item.weekdays and _is_nth(at, item.nth)):
        return False
    if item.name == "term qingming":
        return at == lunar.qingming(at.year)
    if item.name:
        return named(item.name, at)
    return not item.first or any(first <= at <= last for first, last in _spans(item, at.year))


def _is_nth(day: date, nth: int) -> bool:
    """Whether a weekday is the nth of its month, counted from the end when nth is negative."""
    before = (day.day - 1) // 7 + 1
    after = (monthrange(day.year, day.month)[1] - day.day) // 7 + 1
    return not nth or nth == (before if nth > 0 else -after)


def _spans(item: Item, year: int) -> Iterator[tuple[date, date]]:
    """The spans of an item that may hold a day of a year."""
    if len(item.first) == 10:
        yield date.fromisoformat(item.first), date.fromisoformat(item.last)
        return
    for start in (year - 1, year):
        first = _of_year(item, item.first, start)
        last = _of_year(item, item.last, start + (item.last < item.first))
        if first and last:
            yield first, last


def _of_year(item: Item, text: str, year: int) -> date | None:
    """The day of a date in a year; a last day that its month has not is the one before (lunar 12-30, 02-29)."""
    month, number = int(text[:2]), int(text[3:])
    if item.lunar:
        return lunar.civil(year, month, number) or (lunar.civil(year, month, 29) if number == 30 else None)
    return _dated(f"{year}-{text}") or _dated(f"{year}-{text[:3]}{number - 1:02}")


def _dated(text: str) -> date | None:
    try:
        return date.fromisoformat(text)
    except ValueError:
        return None
