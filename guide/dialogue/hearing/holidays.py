"""Whether the days off themselves are asked for: prompts/<lang>/hear/holidays.yaml.

Whether a place is open on them is for the ability of opening: a question that names a place is not heard here.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping
from datetime import date
from zoneinfo import ZoneInfo

from guide.dialogue.conversation import Conversation
from guide.dialogue.hearing.moments import Moments
from guide.dialogue.hearing.patterns import Patterns
from guide.prompts import Prompts
from guide.skills.holidays import Asked
from guide.types import City
from guide.visiting.calendar import Calendar

_DEFAULT_ZONE = "Asia/Shanghai"
_HOLIDAY = "holiday."


class Holidays:
    """Hears questions about days off."""

    def __init__(self, prompts: Prompts, calendar: Calendar, cities: Callable[[], Mapping[str, City]]) -> None:
        self._calendar, self._cities = calendar, cities
        self._patterns, self._words = Patterns(prompts, "holidays"), Patterns(prompts, "moments")
        self._moments = Moments(prompts, calendar)

    def hear(self, conversation: Conversation) -> Asked | None:
        """Which holidays of which year, or which day; None when something else is asked."""
        turn = conversation.last
        known = self._patterns.of(turn.lang)
        words = turn.words
        if turn.mentions or not known or not known["ask"].search(words) or known["left"].search(words):
            return None
        city = self._cities().get(conversation.question.home)
        zone = ZoneInfo(city.zone if city else _DEFAULT_ZONE)
        today = conversation.question.now.astimezone(zone).date()
        named = tuple(key for key in self._calendar.holidays if self._names(turn.lang, key, words))
        if named:
            return Asked(self._said_year(known, words, today) or self._next(named[0], today)[0].year, named)
        moment = self._moments.hear(turn, conversation.question.now.astimezone(zone))
        if moment and moment.is_dated and moment.first == moment.last:
            return Asked(moment.first.year, day=moment.first)
        if known["next"].search(words):
            return min((self._next(key, today) for key in self._calendar.holidays), key=lambda each: each[1])[0]
        year = self._said_year(known, words, today)
        return Asked(year or today.year, tuple(self._calendar.holidays)) if year or known["all"].search(words) else None

    def _names(self, lang: str, holiday: str, words: str) -> bool:
        pattern = self._words.of(lang).get(_HOLIDAY + holiday)
        return pattern is not None and pattern.search(words) is not None

    def _next(self, holiday: str, today: date) -> tuple[Asked, date]:
        """The holiday in the year in which it comes next, with its last day."""
        for year in (today.year, today.year + 1):
            off = self._calendar.announced(holiday, year)
            usual = self._calendar.usual_days(holiday, year)
            last = off.last if off else usual[1] if usual else date.min
            if last >= today:
                break
        return Asked(year, (holiday,)), last

    def _said_year(self, known: Mapping[str, re.Pattern[str]], words: str, today: date) -> int | None:
        number = known["year"].search(words)
        if number:
            return int(number["year"])
        ahead = (int(key.partition(".")[2]) for key in known if key.startswith("year.") and known[key].search(words))
        return next((today.year + each for each in ahead), None)
