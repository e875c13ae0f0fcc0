"""The days off of a country by its yearly notices, as knowledge/calendar/<country>.yaml holds them.

China's holidays move: each November the State Council announces the days off of the next year and the weekend days
worked in exchange. What no notice has said yet is not known: the law names its own days, habit says the rest.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from datetime import date, timedelta
from pathlib import Path
from typing import Any

import yaml

from guide.types import Source, Text
from guide.visiting import days
from guide.visiting.days import Days, NoDays

_NOBODY = Days(())
_LEAST_YEAR, _MOST_YEAR = 1990, 2100


class BadCalendar(ValueError):
    """A calendar file that cannot be used. `faults` are (where, what) pairs, `where` a dotted path in the file."""

    def __init__(self, faults: tuple[tuple[str, str], ...]) -> None:
        self.faults = faults
        super().__init__("; ".join(f"{where}: {what}" for where, what in faults))


@dataclass(frozen=True, slots=True)
class Holiday:
    """A holiday of the law. `usual` is what notices mostly make of it, `possible` what they may."""

    id: str
    names: Text
    statutory: Days = _NOBODY
    usual: Days = _NOBODY
    possible: Days = _NOBODY


@dataclass(frozen=True, slots=True)
class Off:
    """Days off in a row, both ends included, for one holiday or for two that fall together."""

    holidays: tuple[str, ...]
    first: date
    last: date


@dataclass(frozen=True, slots=True)
class Year:
    """What the notice of one year says. `work` are the weekend days worked, with the holiday they are worked for."""

    number: int
    source: Source
    as_of: str
    off: tuple[Off, ...]
    work: Mapping[date, str]


@dataclass(frozen=True, slots=True)
class Calendar:
    """The notices of the years that are out."""

    holidays: Mapping[str, Holiday] = field(default_factory=dict)
    years: Mapping[int, Year] = field(default_factory=dict)

    def off(self, day: date) -> Off | None:
        """The announced days off that a day belongs to."""
        blocks = (off for year in self._around(day) for off in year.off)
        return next((off for off in blocks if off.first <= day <= off.last), None)

    def works(self, day: date) -> str | None:
        """The holiday for which a weekend day is worked."""
        return next((year.work[day] for year in self._around(day) if day in year.work), None)

    def is_announced(self, day: date) -> bool:
        """Whether the notice of a day's year is out."""
        return day.year in self.years

    def named(self, name: str, day: date) -> bool | None:
        """Whether a day is of a named kind (see `days`); None when its year's notice is not out and would tell."""
        if name == "statutory":
            return self.statutory(day) is not None
        if name == "workdays":
            return self._is_worked(day)
        off = self.off(day)
        if off is not None:
            return name in ("holidays", *off.holidays)
        wanted = tuple(self.holidays) if name == "holidays" else (name,)
        return False if self.is_announced(day) else self._expected(wanted, day)

    def statutory(self, day: date) -> str | None:
        """The holiday whose own day, by law, it is."""
        return next((key for key, each in self.holidays.items() if each.statutory.has(day, never)), None)

    def usually(self, day: date) -> str | None:
        """The holiday to which a day mostly belongs when its year's notice is not out."""
        return next((key for key, each in self.holidays.items() if each.usual.has(day, never)), None)

    def usual_days(self, holiday: str, year: int) -> tuple[date, date] | None:
        """The first and last day that a holiday of a year mostly has."""
        known = self.holidays.get(holiday)
        of_year = map(date.fromordinal, range(date(year, 1, 1).toordinal(), date(year + 1, 1, 1).toordinal()))
        found = [day for day in of_year if known and known.usual.has(day, never)]
        return (found[0], found[-1]) if found else None

    def announced(self, holiday: str, year: int) -> Off | None:
        """The days off of a holiday by a year's notice."""
        notice = self.years.get(year)
        return next((off for off in notice.off if holiday in off.holidays), None) if notice else None

    def _around(self, day: date) -> Iterator[Year]:
        """The notices that may speak of a day: New Year's is sometimes opened in December."""
        return (self.years[year] for year in (day.year, day.year + 1) if year in self.years)

    def _expected(self, wanted: tuple[str, ...], day: date) -> bool | None:
        among = [self.holidays[key] for key in wanted if key in self.holidays]
        if any(each.statutory.has(day, never) for each in among):
            return True
        return None if any(each.possible.has(day, never) for each in among) else False

    def _is_worked(self, day: date) -> bool | None:
        if self.works(day):
            return True
        if self.is_announced(day) or day.weekday() < 5:
            return False
        near = (day + timedelta(step) for step in range(-9, 10))
        return None if any(self.usually(each) for each in near) else False


def never(name: str, day: date) -> bool | None:
    """Days of the law and of habit rest on no notice."""
    return False


def read(path: Path) -> Calendar:
    """A calendar file. Raises BadCalendar with every fault in it, OSError when it is not there."""
    try:
        # Everything stays text: no value of a calendar is a number, a truth or a date before it was checked.
        document = yaml.load(path.read_text(encoding="utf-8"), yaml.BaseLoader)
    except (yaml.YAMLError, UnicodeDecodeError) as error:
        raise BadCalendar((("", str(error).replace("\n", " ")),)) from error
    return made(document)


def made(document: Any) -> Calendar:
    """A calendar from its document. Raises BadCalendar."""
    faults: list[tuple[str, str]] = []
    top = document if isinstance(document, dict) else {}
    holidays = {str(key): _holiday(str(key), value, faults) for key, value in _mapping(top, "holidays", faults).items()}
    years = {
        int(year): _year(int(year), value, holidays, faults)
        for year, value in _mapping(top, "years", faults).items()
        if _is_year(year, faults)
    }
    if faults:
        raise BadCalendar(tuple(faults))
    return Calendar(holidays, years)


def _mapping(parent: Mapping[str, Any], key: str, faults: list[tuple[str, str]]) -> Mapping[Any, Any]:
    value = parent.get(key)
    if not isinstance(value, dict) or not value:
        faults.append((key, "missing"))
        return {}
    return value


def _is_year(year: object, faults: list[tuple[str, str]]) -> bool:
    if str(year).isdecimal() and _LEAST_YEAR <= int(str(year)) <= _MOST_YEAR:
        return True
    faults.append((f"years.{year}", "not-a-year"))
    return False


def _holiday(key: str, value: Any, faults: list[tuple[str, str]]) -> Holiday:
    value = value if isinstance(value, dict) else {}
    names = value.get("names")
    if key not in days.HOLIDAYS:
        faults.append((f"holidays.{key}", "unknown-holiday"))
    if not isinstance(names, dict) or not {"zh-Hans", "en"} <= names.keys():
        faults.append((f"holidays.{key}.names", "no-names"))
        names = {}
    sets = (_days(value.get(part), f"holidays.{key}.{part}", faults) for part in ("statutory", "usual", "possible"))
    return Holiday(key, {str(lang): str(name) for lang, name in names.items()}, *sets)


def _days(text: Any, where: str, faults: list[tuple[str, str]]) -> Days:
    try:
        return days.read(str(text))
    except NoDays:
        faults.append((where, "no-days"))
        return _NOBODY


def _year(number: int, value: Any, known: Mapping[str, Holiday], faults: list[tuple[str, str]]) -> Year:
    where, value = f"years.{number}", value if isinstance(value, dict) else {}
    source = value.get("source") if isinstance(value.get("source"), dict) else {}
    if not source.get("title") or not str(source.get("url", "")).startswith("https://"):
        faults.append((f"{where}.source", "no-source"))
    off = tuple(_off(each, f"{where}.days_off", known, faults) for each in _listed(value.get("days_off")))
    work = {
        _date(day, f"{where}.working_days", faults): str(key) for day, key in (value.get("working_days") or {}).items()
    }
    faults.extend(_year_faults(number, off, work, known))
    said = Source(str(source.get("title", "")), str(source.get("url", "")), "A")
    return Year(number, said, str(value.get("as_of") or ""), off, work)


def _listed(value: Any) -> list[Any]:
    return value if isinstance(value, list) else []


def _off(value: Any, where: str, known: Mapping[str, Holiday], faults: list[tuple[str, str]]) -> Off:
    value = value if isinstance(value, dict) else {}
    names = tuple(str(value.get("holiday", "")).split())
    faults.extend((where, "unknown-holiday") for name in names or ("",) if name not in known)
    return Off(names, _date(value.get("first"), where, faults), _date(value.get("last"), where, faults))


def _year_faults(
    number: int, off: tuple[Off, ...], work: Mapping[date, str], known: Mapping[str, Holiday]
) -> Iterator[tuple[str, str]]:
    """A day off that is worked, days out of order or out of the year, a weekday worked, a holiday left out."""
    where = f"years.{number}"
    for each, before in zip(off, (None, *off), strict=False):
        if each.first > each.last or before and each.first <= before.last:
            yield f"{where}.days_off", f"out-of-order {each.first}"
        if each.last.year != number or each.first.year not in (number - 1, number):
            yield f"{where}.days_off", f"other-year {each.first}"
    for day, key in work.items():
        if day.weekday() < 5 or abs(day.year - number) > 1 or key not in known:
            yield f"{where}.working_days", f"not-worked {day}"
        if any(each.first <= day <= each.last for each in off):
            yield f"{where}.working_days", f"off-and-worked {day}"
    for key in known.keys() - {name for each in off for name in each.holidays}:
        yield f"{where}.days_off", f"left-out {key}"


def _date(value: Any, where: str, faults: list[tuple[str, str]]) -> date:
    try:
        return date.fromisoformat(str(value))
    except ValueError:
        faults.append((where, f"no-date {value}"))
        return date(_LEAST_YEAR, 1, 1)
