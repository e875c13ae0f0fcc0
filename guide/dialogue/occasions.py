"""Days, times and rules of days as words of a language, by prompts/<lang>/sentences/opening.yaml."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping, Sequence
from datetime import date
from typing import TypeAlias

from guide.types import Value
from guide.visiting import exceptions, opening
from guide.visiting.days import Days, Item
from guide.visiting.exceptions import NoRule, Rule

Say: TypeAlias = Callable[[str, Mapping[str, object]], str]

_DAY = 24 * 60
_EVE = ("01-01", "01-01", -1)
"""The first lunar day, less one: it has a name of its own."""


class Occasions:
    """Says days and what holds on them in one language."""

    def __init__(self, say: Say, join: Callable[[Iterable[str]], str], months: Sequence[str]) -> None:
        self._say, self._join, self._months = say, join, months

    def value(self, value: Value) -> str:
        """A last entry or a rule as it stands in a fact; words stay words."""
        limit = opening.limit_of(value)
        if limit:
            return self.clock(limit.minutes) if limit.is_clock else self._of("before", minutes=limit.minutes)
        try:
            return self.rule(exceptions.read(str(value)))
        except NoRule:
            return str(value)

    def rule(self, rule: Rule) -> str:
        """What holds on which days."""
        times = self._join(self.time(*span) for span in rule.times)
        return self._of(f"rule.{rule.state}", days=self.days(rule.days), times=times)

    def days(self, days: Days) -> str:
        """A set of days."""
        said = self._join(self._item(item) for item in days.items)
        but = self._join(self._item(item) for item in days.but)
        return self._of("days.except", days=said, but=but) if but else said

    def clock(self, minutes: int) -> str:
        """A time of day; past midnight it is that of the next."""
        hour, minute = divmod(minutes if minutes <= _DAY else minutes - _DAY, 60)
        return self._of("clock", hour=hour, minute=minute, is_next=minutes > _DAY)

    def time(self, opens: int, closes: int) -> str:
        """From one time to another."""
        if (opens, closes) == (0, _DAY):
            return self._of("all_day")
        return self._of("time", opens=self.clock(opens), closes=self.clock(closes))

    def day(self, day: date) -> str:
        """A day with its weekday."""
        return self._of("day", weekday=self.weekday(day.weekday()), date=self._date(f"{day:%m-%d}"))

    def stretch(self, first: date, last: date) -> str:
        """Days in a row."""
        if first == last:
            return self.day(first)
        return self._of("days.range", first=self._date(f"{first:%m-%d}"), last=self._date(f"{last:%m-%d}"))

    def weekday(self, day: int) -> str:
        """The name of a day of the week, 0 for Monday."""
        return self._of("weekday", day=day + 1)

    def holiday(self, key: str) -> str:
        """The name of a holiday of the calendar."""
        return self._of(f"days.{key}")

    def _item(self, item: Item) -> str:
        if item.lunar and (item.first, item.last, item.shift) == _EVE:
            return self._of("days.eve")
        base = self._base(item)
        weekdays = self._weekdays(item.weekdays) if item.weekdays else ""
        if item.nth:
            weekdays = self._of("days.nth", weekdays=weekdays, nth=item.nth)
        said = self._of("days.of", base=base, weekdays=weekdays) if base and weekdays else base or weekdays
        if not item.shift:
            return said
        return self._of("days.shifted", days=said, by=abs(item.shift), is_later=item.shift > 0)

    def _base(self, item: Item) -> str:
        if item.name:
            return self._of(f"days.{item.name.replace(' ', '-')}")
        if not item.first:
            return ""
        first, last = (self._lunar(each) if item.lunar else self._date(each) for each in (item.first, item.last))
        said = first if item.first == item.last else self._of("days.range", first=first, last=last)
        return self._of("days.lunar", days=said) if item.lunar else said

    def _lunar(self, text: str) -> str:
        return self._of("days.lunar_day", month=int(text[:2]), day=int(text[3:]))

    def _date(self, text: str) -> str:
        """2026-03-01 or 03-01."""
        *year, month, day = (int(part) for part in text.split("-"))
        values = {"year": year[0] if year else 0, "month": month, "day": day, "months": self._months}
        return self._say("opening.date", values)

    def _weekdays(self, days: frozenset[int]) -> str:
        """Monday to Friday as a range, any others one by one."""
        row = sorted(days)
        if len(row) > 2 and row == list(range(row[0], row[-1] + 1)):
            return self._of("weekdays", first=self.weekday(row[0]), last=self.weekday(row[-1]))
        return self._join(map(self.weekday, row))

    def _of(self, key: str, **values: object) -> str:
        return self._say(f"opening.{key}", values)
