"""Whether a question asks what is open at a moment, or whether one still gets in: prompts/<lang>/hear/opening.yaml.

When a place opens as a rule is for explain: a plain "几点开门" is not heard here.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import replace
from datetime import datetime
from zoneinfo import ZoneInfo

from guide.dialogue.conversation import Conversation, Turn
from guide.dialogue.hearing import names
from guide.dialogue.hearing.moments import Moments
from guide.dialogue.hearing.patterns import Patterns
from guide.dialogue.lexicon import MASK
from guide.prompts import Prompts
from guide.retrieval.surfaces import plain
from guide.skills.opening import ENTER, GROUPS, HOURS, LATEST, LIST, STATE, Asking
from guide.types import City, Position
from guide.visiting.calendar import Calendar
from guide.visiting.moment import Moment

Cities = Callable[[], Mapping[str, City]]
Words = Mapping[str, re.Pattern[str]]

_SHORT = 30
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
        goal = None if _chooses(turn, known) else self._goal(conversation, known)
        if goal is None:
            return None
        moment = self._moment(conversation, goal, now)
        closed = _says(known, "closed" if goal == LIST else "inverse", _with_kinds(conversation.last, known))
        asking = Asking(goal, moment, wants_closed=closed, today=now.date(), minute=now.hour * 60 + now.minute)
        if goal == LIST:
            return self._list(conversation, known, asking, cities)
        start, origin = self._origin(conversation, known)
        meant = tuple(each for each in entries if each != start) or conversation.state.focus[:1]
        meant = tuple(each for each in meant if each != start)
        if not meant and goal == STATE and not conversation.question.stranger:
            return self._list(conversation, known, replace(asking, goal=LIST), cities)
        return replace(asking, entries=meant, origin=origin, origin_entry=start) if meant else None

    def _goal(self, conversation: Conversation, known: Words) -> str | None:
        """What the last turn asks, by itself or as a change of the question before it."""
        goal = self._own_goal(conversation.last, known)
        on_day = _says(known, "on_day", _with_kinds(conversation.last, known))
        for turn, before in _backwards(conversation.asked):
            if goal or not _continues(turn, self._patterns.of(turn.lang)):
                break
            goal = self._own_goal(before, self._patterns.of(before.lang), on_day)
        return STATE if goal == LIST and MASK in _with_kinds(conversation.last, known) else goal

    def _own_goal(self, turn: Turn, known: Words, on_day: bool = False) -> str | None:
        """What one turn asks. `on_day`: a later one names the day for its hours."""
        words = _with_kinds(turn, known)
        if _says(known, "never", words):
            return None
        is_plain = _says(known, "plain", words)
        if MASK not in words and not is_plain and _says(known, "which", words):
            return LIST
        for goal in (ENTER, LATEST) if is_plain else (ENTER, LATEST, STATE):
            if _says(known, goal, words):
                return goal
        reading = turn.reading
        asks_hours = reading is not None and not reading.seeks and any("hours" in ask.fields for ask in reading.asks)
        return HOURS if asks_hours and (on_day or _says(known, "on_day", words)) else None

    def _moment(self, conversation: Conversation, goal: str, now: datetime) -> Moment:
        """The moment that is asked about, that of the question which this one changes, else now."""
        moment = self._moments.hear(conversation.last, now)
        for turn, before in _backwards(conversation.asked):
            known = self._patterns.of(turn.lang)
            if moment or not _continues(turn, known) or self._own_goal(turn, known):
                break
            moment = self._moments.hear(before, now)
        minute, today = now.hour * 60 + now.minute, now.date()
        # "Can I still get in today?" is asked of now.
        of_today = moment is None or moment.first == moment.last == today and moment.span is None
        if moment is None or of_today and goal in (ENTER, LATEST):
            return Moment(today, today, (minute, minute), True, is_dated=False)
        return moment

    def _now(self, conversation: Conversation, cities: Mapping[str, City]) -> datetime:
        """The moment of asking, on the clock of the place asked about."""
        question = conversation.question
        entry = conversation.snapshot.entry(question.entries[0]) if question.entries else None
        city = cities.get(entry.city if entry else question.home)
        return question.now.astimezone(ZoneInfo(city.zone if city else _DEFAULT_ZONE))

    def _list(self, conversation: Conversation, known: Words, asking: Asking, cities: Mapping[str, City]) -> Asking:
        turn = conversation.last
        words = _with_kinds(turn, known)
        group = next((key for key in GROUPS if _says(known, f"group.{key}", words)), "sight")
        city = next((key for key, each in cities.items() if _is_named(each, words)), conversation.question.home)
        return replace(asking, group=group, city=city, origin=_here(conversation))

    def _origin(self, conversation: Conversation, known: Words) -> tuple[str, Position | None]:
        """Where the visitor starts: a place named as the start, else the position that was sent."""
        turn = conversation.last
        match = known["origin"].search(turn.words) if "origin" in known else None
        for each in turn.mentions if match else ():
            if match and match.start("place") <= each.start < match.end("place"):
                entry = conversation.snapshot.entry(each.entries[0])
                return each.entries[0], entry.position if entry else None
        return "", _here(conversation)


def _backwards(asked: Sequence[Turn]) -> Iterator[tuple[Turn, Turn]]:
    """Each turn with the one before it, the last first."""
    return zip(reversed(asked), reversed(asked[:-1]), strict=False)


def _continues(turn: Turn, known: Words) -> bool:
    """Whether a turn only changes the time or the place of the question before it."""
    reading = turn.reading
    short = len(turn.words) <= _SHORT and _says(known, "follow", turn.words)
    return reading is not None and not reading.asks and not reading.seeks and (reading.elliptic or short)


def _with_kinds(turn: Turn, known: Words) -> str:
    """The words of a turn with a kind of place unmasked that is somebody's name too: "which museums"."""
    words, text = turn.words, plain(turn.text)
    for each in turn.mentions:
        name = names.bare(text[each.start : each.end])
        if any(known[key].fullmatch(name) for key in known if key.startswith("group.")):
            words = words[: each.start] + text[each.start : each.end] + words[each.end :]
    return words


def _chooses(turn: Turn, known: Words) -> bool:
    """Whether something that is open is looked for to be recommended, rather than a list of what is open."""
    words = _with_kinds(turn, known)
    return MASK not in words and _says(known, "chooses", words)


def _says(known: Words, key: str, text: str) -> bool:
    return key in known and known[key].search(text) is not None


def _here(conversation: Conversation) -> Position | None:
    at = conversation.context.location
    return Position(at[0], at[1]) if at else None


def _is_named(city: City, words: str) -> bool:
    return any(len(name) > 1 and plain(name) in words for name in city.names.values())
