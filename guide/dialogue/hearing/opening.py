"""Whether a question asks what is open at a moment, or whether one still gets in: prompts/<lang>/hear/opening.yaml.

When a place opens as a rule is for explain: a plain "几点开门" is not heard here.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping
from dataclasses import replace
from datetime import datetime
from zoneinfo import ZoneInfo

from guide.dialogue.conversation import Conversation, Turn
from guide.dialogue.hearing.moments import Moments
from guide.dialogue.hearing.patterns import Patterns
from guide.prompts import Prompts
from guide.retrieval.surfaces import plain
from guide.skills.opening import ENTER, GROUPS, HOURS, LATEST, LIST, STATE, Asking
from guide.types import City, Position
from guide.visiting.calendar import Calendar
from guide.visiting.moment import Moment

Cities = Callable[[], Mapping[str, City]]
Words = Mapping[str, re.Pattern[str]]

_SHORT = 16
"""Characters of a message that only changes the time of the question before it."""
_DEFAULT_ZONE = "Asia/Shanghai"


class Opening:
    """Hears questions about what is open."""

    def __init__(self, prompts: Prompts, calendar: Calendar, cities: Cities) -> None:
        self._patterns, self._moments, self._cities = Patterns(prompts, "opening"), Moments(prompts, calendar), cities

    def hear(self, conversation: Conversation) -> Asking | None:
        """What is asked; None when it is something else."""
        turn, entries = conversation.last, conversation.question.entries
        known = self._patterns.of(turn.lang)
        if not known:
            return None
        cities = self._cities()
        now = self._now(conversation, cities)
        goal, moment = self._goal(conversation, known), self._moments.hear(turn, now)
        if goal is None:
            return None
        if moment is None or goal in (ENTER, LATEST) and not moment.is_dated and moment.span is None:
            before = self._moment_before(conversation, now) if self._continues(turn) else None
            minute = now.hour * 60 + now.minute
            moment = moment or before or Moment(now.date(), now.date(), (minute, minute), True, is_dated=False)
        asking = Asking(goal, moment, today=now.date(), minute=now.hour * 60 + now.minute)
        if goal == LIST:
            return self._list(conversation, known, asking, cities)
        start, origin = self._origin(conversation, known)
        meant = tuple(each for each in entries if each != start) or conversation.state.focus[:1]
        meant = tuple(each for each in meant if each != start)
        return replace(asking, entries=meant, origin=origin, origin_entry=start) if meant else None

    def _goal(self, conversation: Conversation, known: Words) -> str | None:
        """What the last turn asks, by itself or as a change of the question before it."""
        turn = conversation.last
        own = self._own_goal(turn, known, bool(conversation.question.named))
        if own or not self._continues(turn):
            return own
        asked = conversation.asked
        if len(asked) < 2:
            return None
        before = asked[-2]
        words = self._patterns.of(before.lang)
        goal = self._own_goal(before, words, bool(before.mentions)) if words else None
        return STATE if goal == LIST and conversation.question.named else goal

    def _own_goal(self, turn: Turn, known: Words, is_named: bool) -> str | None:
        words = turn.words
        if _says(known, "never", words):
            return None
        if not is_named and _says(known, "which", words):
            return LIST
        for goal in (ENTER, LATEST):
            if _says(known, goal, words):
                return goal
        if _says(known, "state", words):
            return STATE
        asks_hours = turn.reading is not None and any("hours" in ask.fields for ask in turn.reading.asks)
        return HOURS if asks_hours and _says(known, "on_day", words) else None

    def _continues(self, turn: Turn) -> bool:
        """Whether a turn may only change the time or the place of the question before it."""
        reading = turn.reading
        if reading is None or any("hours" not in ask.fields for ask in reading.asks):
            return False
        return reading.elliptic or len(turn.words) <= _SHORT

    def _moment_before(self, conversation: Conversation, now: datetime) -> Moment | None:
        """The moment of the question before, for "and He Garden?"."""
        asked = conversation.asked
        return self._moments.hear(asked[-2], now) if len(asked) > 1 else None

    def _now(self, conversation: Conversation, cities: Mapping[str, City]) -> datetime:
        """The moment of asking, on the clock of the place asked about."""
        question = conversation.question
        entry = conversation.snapshot.entry(question.entries[0]) if question.entries else None
        city = cities.get(entry.city if entry else question.home)
        return question.now.astimezone(ZoneInfo(city.zone if city else _DEFAULT_ZONE))

    def _list(self, conversation: Conversation, known: Words, asking: Asking, cities: Mapping[str, City]) -> Asking:
        turn = conversation.last
        group = next((key for key in GROUPS if _says(known, f"group.{key}", turn.words)), "sight")
        city = next((key for key, each in cities.items() if _is_named(each, turn.words)), conversation.question.home)
        return replace(
            asking, group=group, city=city, wants_closed=_says(known, "closed", turn.words), origin=_here(conversation)
        )

    def _origin(self, conversation: Conversation, known: Words) -> tuple[str, Position | None]:
        """Where the visitor starts: a place named as the start, else the position that was sent."""
        turn = conversation.last
        match = known["origin"].search(turn.words) if "origin" in known else None
        for each in turn.mentions if match else ():
            if match and match.start("place") <= each.start < match.end("place"):
                entry = conversation.snapshot.entry(each.entries[0])
                return each.entries[0], entry.position if entry else None
        return "", _here(conversation)


def _says(known: Words, key: str, text: str) -> bool:
    return key in known and known[key].search(text) is not None


def _here(conversation: Conversation) -> Position | None:
    at = conversation.context.location
    return Position(at[0], at[1]) if at else None


def _is_named(city: City, words: str) -> bool:
    return any(len(name) > 1 and plain(name) in words for name in city.names.values())
