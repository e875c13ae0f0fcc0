"""Whether a plan is asked for, and what was said of it over the turns: a pure fold over the conversation.

The lexicon is prompts/<lang>/hear/plan.yaml. Its keys: `plan` (words that ask for one by themselves), `part` and
`going` (which ask for one beside a stretch of time), `elsewhere` (unless), `never`; `days`, `hours`, `budget` and
`budget_total` (the figure is a group), `one_day`, `half_day`, `half_hour`, `and_half`, `number.N`; `start` and `end`
and their like (with the group place), `from_station`, `to_station`, `back`; `wish.<meaning>`, `not`, `not_after`;
`slow`, `brisk`, `rain`, `step_free`, `breakfast`, `no_meals`, `per_head`; and the changes `swap`, `ordinal.N`, `late`,
`late_hours`, `late_minutes`, `next_day`, `redo`, `add`.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass, replace
from datetime import datetime
from functools import partial
from zoneinfo import ZoneInfo

from guide.dialogue.conversation import Conversation, Turn
from guide.dialogue.hearing import areas
from guide.dialogue.hearing.moments import Moments
from guide.dialogue.hearing.party import People
from guide.dialogue.hearing.patterns import Patterns
from guide.dialogue.hearing.spoken_plan import Said, Spoken
from guide.prompts import Prompts
from guide.retrieval.index import Snapshot
from guide.retrieval.surfaces import SHORT, plain
from guide.skills.itinerary.brief import NEXT, SWAP, Brief, Change, Planning
from guide.skills.itinerary.request import MOST_PLACES, MOST_WISHES, PACES, SLOW, USUAL, Point
from guide.skills.itinerary.rules import KINDS
from guide.types import City, Position
from guide.visiting.calendar import Calendar

Cities = Callable[[], Mapping[str, City]]
_DEFAULT_ZONE = "Asia/Shanghai"
_SOMEWHERE = KINDS | {"food", "restaurant", "hotel", "shop"}
_SINCE = 3
"""Turns of the visitor after which a plan is no longer what is talked about."""


@dataclass(frozen=True, slots=True)
class _Talk:
    """Where the fold stands. `age` counts the turns since the plan was last spoken of."""

    brief: Brief | None = None
    changes: tuple[tuple[Brief, Change], ...] = ()
    age: int = 0


class Plans:
    """Hears plans asked for and changed."""

    def __init__(self, prompts: Prompts, calendar: Calendar, cities: Cities) -> None:
        self._patterns, self._people, self._cities = Patterns(prompts, "plan"), People(prompts), cities
        self._areas = areas.Areas()
        self._spoken = Spoken(self._patterns, Moments(prompts, calendar))

    def hear(self, conversation: Conversation) -> Planning | None:
        """The plan asked for or changed by the last turn; None when it does neither."""
        question = conversation.question
        now = self._now(conversation)
        talk, heard = _Talk(), []
        for turn in conversation.asked:
            heard.append(turn)
            talk = self._after(talk, turn, tuple(heard), conversation, now)
        if talk.brief is None or talk.age:
            return None
        brief = _from_home(talk.brief, conversation)
        return Planning(brief, talk.changes, now, question.home)

    def _after(
        self, talk: _Talk, turn: Turn, heard: tuple[Turn, ...], conversation: Conversation, now: datetime
    ) -> _Talk:
        known = self._patterns.of(turn.lang)
        said = self._spoken.read(turn, now, partial(_is_place, conversation.snapshot)) if known else None
        if said is None:
            return replace(talk, age=talk.age + 1)
        if talk.brief is not None and talk.age <= _SINCE and said.changes and not said.asks_anew:
            return self._changed(talk, said, turn, heard, conversation)
        if said.asks:
            brief = self._told(Brief(), said, turn, heard, conversation)
            return _Talk(replace(brief, start=brief.start or _here(conversation)))
        if talk.brief is not None and not talk.age and self._weakly(said, turn, conversation.snapshot):
            return self._changed(talk, said, turn, heard, conversation)
        return replace(talk, age=talk.age + 1)

    def _weakly(self, said: Said, turn: Turn, snapshot: Snapshot) -> bool:
        """Whether words that change a plan only right after it do: "不要博物馆", "预算300", "带两个老人"."""
        asks = turn.reading is not None and bool(turn.reading.asks) and turn.reading.is_asking
        told = self._people.told(turn, snapshot)
        return not asks and (said.tells or bool(told.people) and not told.generic)

    def _changed(
        self, talk: _Talk, said: Said, turn: Turn, heard: tuple[Turn, ...], conversation: Conversation
    ) -> _Talk:
        assert talk.brief is not None
        brief = self._told(talk.brief, said, turn, heard, conversation)
        changes = talk.changes
        if said.redoes and said.days:
            changes = tuple(each for each in changes if each[1].kind != NEXT)
        if said.swaps is not None:
            changes = (*changes, (talk.brief, Change(SWAP, said.swaps)))
        if said.next_day:
            changes = (*changes, (talk.brief, Change(NEXT)))
        return _Talk(replace(brief, late=talk.brief.late + said.late), changes)

    def _told(self, brief: Brief, said: Said, turn: Turn, heard: tuple[Turn, ...], conversation: Conversation) -> Brief:
        """A brief with what a turn says of it."""
        snapshot = conversation.snapshot
        party = self._people.hear(heard, snapshot).party
        pace = _slower(brief.pace, said.pace) if said.pace else brief.pace
        brief = replace(
            brief, party=party or brief.party, pace=pace, moment=said.moment or brief.moment,
            days=said.days or brief.days, minutes=said.minutes or (0 if said.days else brief.minutes),
            end_by=said.end_by or brief.end_by, budget=brief.budget if said.budget is None else said.budget,
            per_head=said.per_head or brief.per_head, rain=said.rain or brief.rain,
            step_free=said.step_free or brief.step_free, breakfast=said.breakfast or brief.breakfast,
            no_meals=said.no_meals or brief.no_meals, city=self._city(said, turn, conversation) or brief.city,
        )  # fmt: skip
        brief = self._within(brief, turn, snapshot)
        return _with_places(_with_wishes(brief, said), said, turn, snapshot, conversation.question.home)

    def _within(self, brief: Brief, turn: Turn, snapshot: Snapshot) -> Brief:
        """A brief that keeps to the walk or the area that a turn names."""
        named = (each.entries[0] for each in turn.mentions if not each.typo and each.strength > SHORT)
        walks = (snapshot.entry(each) for each in named if not _is_place(snapshot, each))
        stops = next((found for walk in walks if walk and len(found := areas.stops(walk, snapshot)) > 1), ())
        among = stops or self._areas.named(turn, snapshot)
        entry = snapshot.entry(among[0]) if among else None
        return replace(brief, among=among, city=entry.city) if entry else brief

    def _city(self, said: Said, turn: Turn, conversation: Conversation) -> str:
        """The city that is named, else that of all places that are."""
        words, cities = plain(turn.text), self._cities()
        named = {key: at for key, city in cities.items() if (at := _found(city, words)) >= 0}
        if named:
            return max(named, key=lambda key: named[key])
        places = {entry.city for each in said.named if (entry := conversation.snapshot.entry(each))}
        return places.pop() if said.asks_anew and len(places) == 1 and places & cities.keys() else ""

    def _now(self, conversation: Conversation) -> datetime:
        city = self._cities().get(conversation.question.home)
        return conversation.context.now.astimezone(ZoneInfo(city.zone if city else _DEFAULT_ZONE))


def _with_wishes(brief: Brief, said: Said) -> Brief:
    wishes = [each for each in (*brief.wishes, *said.wishes) if each not in said.avoid]
    avoid = [each for each in (*brief.avoid, *said.avoid) if each not in said.wishes]
    return replace(
        brief, wishes=tuple(dict.fromkeys(wishes))[:MOST_WISHES], avoid=tuple(dict.fromkeys(avoid))[:MOST_WISHES]
    )


def _with_places(brief: Brief, said: Said, turn: Turn, snapshot: Snapshot, home: str) -> Brief:
    """Where it starts and ends, what must be seen and what must not, by the places that a turn names."""
    start, end = said.start, said.end
    if said.ends_at_station and not end:
        end = _station(snapshot, brief.city or home)
    if said.starts_at_station and not start:
        start = _station(snapshot, brief.city or home)
    named = [each for each in said.named if each not in (start, end) and _can_be_seen(each, snapshot)]
    must = [each for each in (*brief.must, *named) if each not in said.refused]
    without = [each for each in (*brief.without, *said.refused) if each not in named]
    return replace(
        brief, start=Point(start) if start else brief.start, end=Point(end) if end else brief.end,
        must=tuple(dict.fromkeys(must))[:MOST_PLACES], without=tuple(dict.fromkeys(without))[:MOST_PLACES],
    )  # fmt: skip


def _from_home(brief: Brief, conversation: Conversation) -> Brief:
    """A day in another city begins and ends at the station of this one, where nothing else was said."""
    home = conversation.question.home
    if brief.city in ("", home) or brief.days > 1 or brief.start or brief.end:
        return brief
    station = _station(conversation.snapshot, home)
    return replace(brief, start=Point(station), end=Point(station), is_away=True) if station else brief


def _station(snapshot: Snapshot, city: str) -> str:
    """The railway station of a city: of several the one whose place is known, then the first."""
    stations = [each for each in snapshot.entries() if each.city == city and "railway" in each.tags]
    return min(stations, key=lambda each: (each.position is None, each.id)).id if stations else ""


def _is_place(snapshot: Snapshot, entry_id: str) -> bool:
    entry = snapshot.entry(entry_id)
    return entry is not None and (entry.kind in _SOMEWHERE or entry.position is not None or "railway" in entry.tags)


def _can_be_seen(entry_id: str, snapshot: Snapshot) -> bool:
    """Whether an entry is a place to go to, and not a dish, a craft or a piece of advice."""
    entry = snapshot.entry(entry_id)
    return entry is not None and (entry.kind in KINDS or "restaurant" in (entry.kind, *entry.tags))


def _slower(before: str, said: str) -> str:
    """A pace that was said after another is one step on: "slower" after brisk is usual."""
    if not before or said == before:
        return said
    step = -1 if said == SLOW else 1
    return PACES[min(max(PACES.index(before or USUAL) + step, 0), len(PACES) - 1)]


def _here(conversation: Conversation) -> Point | None:
    at = conversation.context.location
    return Point(position=Position(*at, 50)) if at else None


def _found(city: City, words: str) -> int:
    return max((words.find(plain(name)) for name in city.names.values() if len(name) > 1), default=-1)
