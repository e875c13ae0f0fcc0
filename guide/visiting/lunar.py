"""Dates of the Chinese lunar calendar and its solar terms as days of the civil one. The only room of lunar_python."""

from __future__ import annotations

from datetime import date
from functools import lru_cache

from lunar_python import Lunar, LunarMonth, Solar

QINGMING = "清明"


@lru_cache(1024)
def civil(year: int, month: int, day: int) -> date | None:
    """The day on which a day of a lunar year falls; None when that month has no such day (a month has 29 or 30).

    The lunar year is the one that begins in the civil `year`; a leap month is never meant.
    """
    of_month = LunarMonth.fromYm(year, month)
    if of_month is None or not 1 <= day <= of_month.getDayCount():
        return None
    return _date(Lunar.fromYmd(year, month, day).getSolar())


def of(day: date) -> tuple[int, int] | None:
    """The lunar month and day of a civil day; None in a leap month, which no date that comes back is ever of."""
    found = Solar.fromYmd(day.year, day.month, day.day).getLunar()
    month = int(found.getMonth())
    return (month, int(found.getDay())) if month > 0 else None


@lru_cache(256)
def new_years_eve(year: int) -> date:
    """The last day before the lunar new year that falls in a civil year."""
    first = civil(year, 1, 1)
    assert first is not None
    return date.fromordinal(first.toordinal() - 1)


@lru_cache(256)
def qingming(year: int) -> date:
    """The day of the solar term of Pure Brightness: 4, 5 or 6 April."""
    table = Lunar.fromYmd(year, 1, 1).getJieQiTable()
    return _date(table[QINGMING])


def _date(solar: object) -> date:
    return date.fromisoformat(str(solar.toYmd()))  # type: ignore[attr-defined]
