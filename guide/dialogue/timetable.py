"""Spans of opening hours as words of a language, by the templates `hours.*` of prompts/<lang>/sentences.yaml."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping, Sequence
from functools import reduce
from typing import TypeAlias

from guide.visiting.hours import Span

Say: TypeAlias = Callable[[str, Mapping[str, object]], str]
"""A sentence of one language by its key."""


class Timetable:
    """Says spans in one language. `months` are the names of the months from 1, unused where they are numbered."""

    def __init__(self, say: Say, join: Callable[[Iterable[str]], str], months: Sequence[str]) -> None:
        self._say, self._join, self._months = say, join, months

    def hours(self, spans: Sequence[Span]) -> str:
        """All spans: when it is open, in the order given, and when it is closed."""
        return reduce(self._then, spans[1:], self._span(spans[0]))

    def season(self, span: Span) -> str:
        """The months and days of a span, without its times; "" when it holds all year."""
        months = [self._month_range(*pair) for pair in span.months if (pair[1] - pair[0]) % 12 != 11]
        months += [self._date_range(*pair) for pair in span.dates]
        days = [self._day_range(*pair) for pair in span.days]
        if _covers_week(span.days):
            days = [self._say("hours.daily", {})]
        values = {"months": self._join(months), "days": self._join(days)}
        if months and days:
            return self._say("hours.season", values)
        return values["months"] or values["days"]

    def _then(self, before: str, span: Span) -> str:
        key = "hours.then_closed" if span.closed else "hours.then"
        return self._say(key, {"before": before, "more": self._span(span)})

    def _span(self, span: Span) -> str:
        season, times = self.season(span), self._join([self._time(*pair) for pair in span.times])
        said = self._closed(season, times) if span.closed else self._open(season, times)
        return self._say("value.note", {"value": said, "note": span.comment}) if span.comment else said

    def _open(self, season: str, times: str) -> str:
        times = times or self._say("hours.all_day", {})
        return self._say("hours.open", {"season": season, "times": times}) if season else times

    def _closed(self, season: str, times: str) -> str:
        both = self._say("hours.open", {"season": season, "times": times}) if season and times else season or times
        return self._say("hours.closed", {"when": both})

    def _time(self, opens: str, closes: str) -> str:
        if not closes:
            return self._say("hours.from", {"opens": self._clock(opens)})
        values = {"opens": self._clock(opens), "closes": self._clock(closes), "next_day": closes <= opens}
        return self._say("hours.time", values)

    def _clock(self, time: str) -> str:
        hour, minute = time.split(":")
        return self._say("hours.clock", {"hour": int(hour), "minute": int(minute)})

    def _month_range(self, first: int, last: int) -> str:
        values = {"first": first, "last": last, "wraps": last < first, "months": self._months}
        return self._say("hours.month" if first == last else "hours.months", values)

    def _date_range(self, first: tuple[int, int], last: tuple[int, int]) -> str:
        said = self._date(*first)
        if first == last:
            return said
        return self._say("hours.dates", {"first": said, "last": self._date(*last), "wraps": last < first})

    def _date(self, month: int, day: int) -> str:
        return self._say("hours.date", {"month": month, "day": day, "months": self._months})

    def _day_range(self, first: int, last: int) -> str:
        names = [self._say("hours.day_name", {"day": day}) for day in (first, last)]
        return self._say("hours.day" if first == last else "hours.days", {"first": names[0], "last": names[1]})


def _covers_week(ranges: Iterable[tuple[int, int]]) -> bool:
    days = {(first - 1 + step) % 7 for first, last in ranges for step in range((last - first) % 7 + 1)}
    return len(days) == 7
