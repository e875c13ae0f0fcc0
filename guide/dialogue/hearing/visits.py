"""When a place that is looked for is to be visited: open now, on Monday morning, this evening, late."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import replace
from datetime import datetime
from zoneinfo import ZoneInfo

from guide.dialogue.conversation import Turn
from guide.dialogue.hearing.moments import Moments
from guide.dialogue.hearing.said import Said
from guide.dialogue.hearing.wishes import Wishes
from guide.prompts import Prompts
from guide.retrieval.index import Snapshot
from guide.skills.wishes import Wish
from guide.types import City
from guide.visiting.calendar import Calendar
from guide.visiting.moment import Moment

_DEFAULT_ZONE = "Asia/Shanghai"
_LATE = 21 * 60
"""What is open late is open at nine in the evening."""
_EVENING = 18 * 60
_TIMED = frozenset({"sight", "eat", "gift"})
"""Kinds that one visits at a time of day."""


class Visits:
    """Reads the moment of a visit in a message that looks for something."""

    def __init__(self, prompts: Prompts, calendar: Calendar, cities: Callable[[], Mapping[str, City]]) -> None:
        self._moments, self._cities = Moments(prompts, calendar), cities

    def wish(self, said: Said, turn: Turn, now: datetime, home: str, kind: str) -> Wish | None:
        """That a place be open then: required where it was said, preferred where only a time was named."""
        if kind not in _TIMED:
            return None
        city = self._cities().get(home)
        here = now.astimezone(ZoneInfo(city.zone if city else _DEFAULT_ZONE))
        moment = self._moments.hear(turn, here)
        if "late" in said.flags:
            first = moment.first if moment else here.date()
            moment = Moment(first, first, (_LATE, _LATE), is_dated=bool(moment and moment.is_dated))
        elif moment is None and "open" in said.flags:
            minute = here.hour * 60 + here.minute
            moment = Moment(here.date(), here.date(), (minute, minute), True, is_dated=False)
        if moment is None or moment.is_now and not said.opens:
            return None
        return Wish("open", moment=moment, said=said.opens, soft=not said.opens)


def with_evening(wish: Wish, wishes: Wishes, snapshot: Snapshot) -> Wish:
    """The wish with what tells that a place is for the evening, where its hours are not known."""
    if wish.moment is None or not wish.moment.span or wish.moment.span[0] < _EVENING:
        return wish
    evening = wishes.evening(snapshot.facets)
    return replace(wish, facets=evening.facets, meaning=evening.meaning, words=evening.words)
