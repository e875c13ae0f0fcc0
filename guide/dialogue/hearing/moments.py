"""When a question is about: now, a day, a holiday, an evening, four o'clock. Words in, days and minutes out.

The lexicon is prompts/<lang>/hear/moments.yaml. Its keys: `now`; `day.N` (N days from today); `weekday.1` (Monday) to
`weekday.7`; `next` (of the week after); `weekend`; `date…` with the groups month, day and perhaps year; `day_number`
with the group day; `month.1` to `month.12` where months have names; `holiday.<id of the calendar>`; `eve` and
`new_year_day` (lunar, with the group day); `next_year`; `part.<name>`; `clock…` with the groups hour and perhaps
minute; `hour.N` where hours have words; `half`; `later…` with the groups minutes or hours; `half_hour_later`.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from dataclasses import replace
from datetime import date, datetime, timedelta

from guide.dialogue.conversation import Turn
from guide.dialogue.hearing.patterns import Patterns
from guide.prompts import Prompts
from guide.safety.numerals import han_value
from guide.visiting import lunar
from guide.visiting.calendar import Calendar
from guide.visiting.moment import Moment

__all__ = ["Moment", "Moments", "PARTS"]

PARTS = {
    "dawn": (5 * 60, 8 * 60), "morning": (8 * 60, 12 * 60), "noon": (11 * 60 + 30, 13 * 60 + 30),
    "afternoon": (13 * 60, 18 * 60), "evening": (18 * 60, 22 * 60), "night": (20 * 60, 24 * 60),
}  # fmt: skip
"""Parts of a day in minutes from midnight."""
_LATE_PARTS = ("afternoon", "evening", "night")
_FIRST_BARE_HOUR = 7
"""A bare "four o'clock" of a visitor is in the afternoon; seven is in the morning."""
_WEEK = 7

Words = Mapping[str, re.Pattern[str]]


class Moments:
    """Reads when a message is about."""

    def __init__(self, prompts: Prompts, calendar: Calendar | None = None) -> None:
        """Holidays are read where a `calendar` is given."""
        self._patterns, self._calendar = Patterns(prompts, "moments"), calendar or Calendar()

    def hear(self, turn: Turn, now: datetime) -> Moment | None:
        """When a turn is about, `now` being on the clock of the place; None when it does not say."""
        return self.read(turn.words, turn.raw, turn.lang, now)

    def read(self, words: str, raw: str, lang: str, now: datetime) -> Moment | None:
        """The same of plain words and the folded text they are of."""
        known = self._patterns.of(lang)
        if not known:
            return None
        today, minute = now.date(), now.hour * 60 + now.minute
        later = _later(known, words)
        if later is not None:
            days, at = divmod(minute + later, 24 * 60)
            day = today + timedelta(days)
            return Moment(day, day, (at, at), True)
        moment = self._days(known, words, raw, today)
        span = _span(known, words, raw)
        if moment is None and span is None and not _says(known, "now", words):
            return None
        if moment is None:
            is_now = span is None
            return Moment(today, today, (minute, minute) if is_now else span, is_now, is_dated=False)
        same = moment.first == moment.last == today and moment.holiday is None
        if same and span is None and _says(known, "now", words):
            return replace(moment, span=(minute, minute), is_now=True)
        return replace(moment, span=span)

    def _days(self, known: Words, words: str, raw: str, today: date) -> Moment | None:
        day = _dated(known, words, raw, today) or _festive(known, words, today)
        if day:
            return Moment(day, day)
        return self._holiday(known, words, today) or _relative(known, words, today)

    def _holiday(self, known: Words, words: str, today: date) -> Moment | None:
        named = next((key for key in _keys(known, "holiday") if _says(known, f"holiday.{key}", words)), None)
        if named is None or named not in self._calendar.holidays:
            return None
        years = (today.year + 1,) if _says(known, "next_year", words) else (today.year, today.year + 1)
        return next((found for year in years if (found := self._of_year(named, year)) and found.last >= today), None)

    def _of_year(self, holiday: str, year: int) -> Moment | None:
        off = self._calendar.announced(holiday, year)
        if off:
            return Moment(off.first, off.last, holiday=holiday)
        usual = self._calendar.usual_days(holiday, year)
        return Moment(*usual, holiday=holiday, is_announced=False) if usual else None


def _says(known: Words, key: str, text: str) -> bool:
    return key in known and known[key].search(text) is not None


def _keys(known: Words, prefix: str) -> Iterator[str]:
    """The names after `prefix.`, in the order of the lexicon."""
    return (key.partition(".")[2] for key in known if key.startswith(f"{prefix}."))


def _later(known: Words, words: str) -> int | None:
    """Minutes from now."""
    if _says(known, "half_hour_later", words):
        return 30
    for key in (key for key in known if key.startswith("later")):
        if match := known[key].search(words):
            groups = match.groupdict()
            number = _number(groups.get("minutes") or groups.get("hours") or "")
            return None if number is None else number * (60 if groups.get("hours") else 1)
    return None


def _dated(known: Words, words: str, raw: str, today: date) -> date | None:
    """A date that is written out: "10月1日", "1 October", "2026-10-01"; the next such day without a year."""
    for key in (key for key in known if key.startswith("date")):
        match = known[key].search(raw) or known[key].search(words)
        if match is None:
            continue
        groups = match.groupdict()
        month, day = _month(known, groups["month"]), _number(groups["day"])
        year = _number(groups.get("year") or "")
        found = _next_date(today, month, day, year)
        if found:
            return found
    match = known["day_number"].search(words) if "day_number" in known else None
    return _next_day_number(today, _number(match["day"])) if match else None


def _next_date(today: date, month: int | None, day: int | None, year: int | None) -> date | None:
    for each in (year,) if year else (today.year, today.year + 1):
        try:
            found = date(each, month or 0, day or 0)
        except ValueError:
            continue
        if year or found >= today:
            return found
    return None


def _next_day_number(today: date, day: int | None) -> date | None:
    """The next day of that number in its month."""
    days = (today + timedelta(step) for step in range(62))
    return next((each for each in days if each.day == day), None)


def _festive(known: Words, words: str, today: date) -> date | None:
    """New Year's Eve and the days after it by the moon; the next to come."""
    years = (today.year + 1,) if _says(known, "next_year", words) else (today.year, today.year + 1)
    if _says(known, "eve", words):
        return next((day for day in map(lunar.new_years_eve, years) if day >= today), None)
    match = known["new_year_day"].search(words) if "new_year_day" in known else None
    number = _number(match["day"]) if match else None
    days = (lunar.civil(year, 1, number) for year in years) if number else ()
    return next((day for day in days if day and day >= today), None)


def _relative(known: Words, words: str, today: date) -> Moment | None:
    for key in _keys(known, "day"):
        if known[f"day.{key}"].search(words):
            day = today + timedelta(int(key))
            return Moment(day, day)
    monday = today - timedelta(today.weekday())
    following = _says(known, "next", words)
    if _says(known, "weekend", words):
        saturday = monday + timedelta(5 + _WEEK * following)
        return Moment(max(saturday, today), saturday + timedelta(1))
    named = next((int(key) for key in _keys(known, "weekday") if known[f"weekday.{key}"].search(words)), None)
    if named is None:
        return None
    ahead = (named - 1 - today.weekday()) % _WEEK
    day = monday + timedelta(_WEEK + named - 1) if following else today + timedelta(ahead)
    return Moment(day, day)


def _span(known: Words, words: str, raw: str) -> tuple[int, int] | None:
    part = next((key for key in _keys(known, "part") if known[f"part.{key}"].search(words)), None)
    at = _clock(known, words, raw, part)
    return (at, at) if at is not None else PARTS[part] if part else None


def _clock(known: Words, words: str, raw: str, part: str | None) -> int | None:
    worded = next((int(key) for key in _keys(known, "hour") if known[f"hour.{key}"].search(words)), None)
    hour, minute, is_exact = worded, 0, False
    for key in (key for key in known if key.startswith("clock")) if worded is None else ():
        if match := known[key].search(raw):
            groups = match.groupdict()
            hour = _number(groups["hour"])
            minute = _number(groups.get("minute") or "") or 0
            is_exact = bool(groups.get("pm") or groups.get("am"))
            hour = (hour or 0) % 12 + 12 * bool(groups.get("pm")) if is_exact else hour
            break
    if hour is None or hour > 24 or minute > 59:
        return None
    minute = 30 if not minute and _says(known, "half", words) else minute
    is_late = part in _LATE_PARTS or part is None and hour < _FIRST_BARE_HOUR
    return (hour + 12 if not is_exact and hour < 12 and is_late else hour) * 60 + minute


def _month(known: Words, text: str) -> int | None:
    named = (int(key) for key in _keys(known, "month") if known[f"month.{key}"].fullmatch(text))
    return next(named, None) or _number(text)


def _number(text: str) -> int | None:
    """Figures or Chinese numerals."""
    value = text if text.isdigit() else han_value(text) if text else None
    return int(value) if value and value.isdigit() else None
