"""Days off: when a holiday of a year is, whether a day is one, and what no notice has said yet."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

from guide.retrieval.index import Snapshot
from guide.types import Finding, Question
from guide.visiting.calendar import Calendar

NAME = "holidays"
OFF, WORKED, WEEKEND, WORKDAY, UNKNOWN = "off", "worked", "weekend", "workday", "unknown"
"""What a day is: off by the notice, a weekend day worked in exchange, a plain one, or not announced yet."""
_FRIDAY = 4


@dataclass(frozen=True, slots=True)
class Asked:
    """What is asked: the days off of holidays of one year, or what one day is."""

    year: int
    holidays: tuple[str, ...] = ()
    day: date | None = None


@dataclass(frozen=True, slots=True)
class Off:
    """The days off of one holiday, or two that fall together, and the weekend days worked for it."""

    holidays: tuple[str, ...]
    first: date
    last: date
    worked: tuple[date, ...] = ()


@dataclass(frozen=True, slots=True)
class Answer:
    """What the calendar says. `notice` names the year's notice; "" where it is not out and `off` is what is usual."""

    asked: Asked
    off: tuple[Off, ...] = ()
    notice: str = ""
    day_is: str = ""


def find(asked: Asked, question: Question, snapshot: Snapshot, calendar: Calendar) -> Finding | None:
    """The days off; None where the calendar knows nothing of such holidays."""
    year = calendar.years.get(asked.year)
    off = _announced(asked, calendar) if year else _usual(asked, calendar)
    if not off and asked.day is None:
        return None
    day_is = _kind(asked.day, calendar) if asked.day else ""
    notice = year.source.title or str(asked.year) if year else ""
    answer = Answer(asked, off, notice, day_is)
    return Finding(NAME, question.lang, question.standalone, intent="holidays", detail=answer)


def _announced(asked: Asked, calendar: Calendar) -> tuple[Off, ...]:
    year = calendar.years[asked.year]
    on_day = calendar.off(asked.day) if asked.day else None
    wanted = on_day.holidays if on_day else asked.holidays
    return tuple(
        Off(off.holidays, off.first, off.last, _worked(off.holidays, calendar, asked.year))
        for off in year.off
        if set(wanted) & set(off.holidays)
    )


def _worked(holidays: tuple[str, ...], calendar: Calendar, year: int) -> tuple[date, ...]:
    return tuple(sorted(day for day, key in calendar.years[year].work.items() if key in holidays))


def _usual(asked: Asked, calendar: Calendar) -> tuple[Off, ...]:
    found = ((key, calendar.usual_days(key, asked.year)) for key in asked.holidays)
    return tuple(Off((key,), *days) for key, days in found if days)


def _kind(day: date, calendar: Calendar) -> str:
    if calendar.off(day):
        return OFF
    if calendar.works(day):
        return WORKED
    if not calendar.is_announced(day) and (calendar.usually(day) or calendar.named("holidays", day) is None):
        return UNKNOWN
    return WEEKEND if day.weekday() > _FRIDAY else WORKDAY
