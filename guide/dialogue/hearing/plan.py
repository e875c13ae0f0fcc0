"""Whether a plan is asked for, and what was said of it over the turns: a pure fold over the conversation.

The lexicon is prompts/<lang>/hear/plan.yaml. Its keys: `plan` (words that ask for one by themselves), `part` and
`going` (which ask for one beside a stretch of time), `elsewhere` (unless), `never`; `days`, `hours`, `budget` and
`budget_total` (the figure is a group), `one_day`, `half_day`, `half_hour`, `and_half`, `number.N`; `start` and `end`
and their like (with the group place), `from_station`, `to_station`, `back`; `wish.<meaning>`, `not`, `not_after`;
`slow`, `brisk`, `rain`, `step_free`, `breakfast`, `no_meals`, `per_head`; `this_route`,
`plain_route` (words for a route that some may have for a name) and `new_route` (what makes them no name); and the
changes `swap`, `ordinal.N`, `late`, `late_hours`, `late_minutes`, `next_day`, `redo`, `add`.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass, replace
from datetime import datetime
from functools import partial
from zoneinfo import ZoneInfo

from guide.dialogue.conversation import Conversation, Turn
from guide.dialogue.hearing import areas
from guide.dialogue.hearing import plan_places as places
from guide.dialogue.hearing import plan_routes as routes
from guide.dialogue.hearing.moments import Moments
from guide.dialogue.hearing.party import People
from guide.dialogue.hearing.patterns import Patterns
from guide.dialogue.hearing.spoken_plan import IsPlace, Said, Spoken
from guide.prompts import Prompts
from guide.retrieval.index import Snapshot
from guide.retrieval.surfaces import plain
from guide.skills.itinerary.brief import (
    CHEAPER,
    CHECK,
    DROP,
    EDIT,
    FITS,
    NEXT,
    PACE,
    RAIN,
    SWAP,
    Brief,
    Change,
    Planning,
)
from guide.skills.itinerary.request import MOST_PLACES, MOST_WISHES, PACES, SLOW, USUAL, Point
from guide.types import City, Position
from guide.visiting.calendar import Calendar
from guide.visiting.moment import Moment

Cities = Callable[[], Mapping[str, City]]
_DEFAULT_ZONE = "Asia/Shanghai"
_SINCE = 3
"""Turns of the visitor after which a plan is no longer what is talked about."""


@dataclass(frozen=True, slots=True)
class _Talk:
    """Where the fold stands. `age` counts the turns since the plan was last spoken of."""

    brief: Brief | None = None
    changes: tuple[tuple[Brief, Change], ...] = ()
    age: int = 0
    asked: str = ""
    """What the last turn asks of the plan."""


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
        changes = tuple((places.settled(brief, conversation), change) for brief, change in talk.changes)
        return Planning(places.settled(talk.brief, conversation), changes, now, question.home, talk.asked)

    def _after(
        self, talk: _Talk, turn: Turn, heard: tuple[Turn, ...], conversation: Conversation, now: datetime
    ) -> _Talk:
        known = self._patterns.of(turn.lang)
        said = self._spoken.read(turn, now, *_kinds(conversation.snapshot)) if known else None
        if said is None:
            return replace(talk, age=talk.age + 1, asked="")
        if talk.brief is not None and not talk.age and said.asks_of_it:
            party = self._people.hear(heard, conversation.snapshot).party
            asked = CHECK if said.asked == FITS else said.asked
            return replace(talk, brief=replace(talk.brief, party=party or talk.brief.party), asked=asked)
        if talk.brief is not None and talk.age <= _SINCE and said.changes and not said.asks_anew:
            return self._changed(talk, said, turn, heard, conversation)
        if said.asks and (said.names_plan or talk.brief is None or talk.age or said.days or _is_dated(said)):
            brief = self._told(Brief(), said, turn, heard, conversation)
            asked = said.asked if said.asked == FITS else ""
            return _Talk(replace(brief, start=brief.start or _here(conversation)), asked=asked)
        if talk.brief is not None and not talk.age and (said.asks or self._weakly(said, turn, conversation.snapshot)):
            return self._changed(talk, said, turn, heard, conversation)
        return replace(talk, age=talk.age + 1, asked="")

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
        changes = (*changes, (talk.brief, _change(said)))
        return _Talk(replace(brief, late=talk.brief.late + said.late), changes)

    def _told(self, brief: Brief, said: Said, turn: Turn, heard: tuple[Turn, ...], conversation: Conversation) -> Brief:
        """A brief with what a turn says of it."""
        snapshot = conversation.snapshot
        party = self._people.hear(heard, snapshot).party
        pace = _slower(brief.pace, said.pace) if said.pace else brief.pace
        is_part = bool(said.moment and said.moment.span) and not said.days and brief.days == 1
        brief = replace(
            brief, party=party or brief.party, pace=pace, moment=_moment(brief.moment, said.moment),
            days=0 if is_part else said.days or brief.days,
            minutes=said.minutes or (0 if said.days else brief.minutes),
            end_by=said.end_by or brief.end_by, last=said.last or brief.last,
            budget=brief.budget if said.budget is None else said.budget,
            per_head=said.per_head or brief.per_head, rain=said.rain or brief.rain,
            step_free=said.step_free or brief.step_free, breakfast=said.breakfast or brief.breakfast,
            no_meals=said.no_meals or brief.no_meals, city=self._city(said, turn, conversation) or brief.city,
        )  # fmt: skip
        brief = places.with_places(_with_wishes(brief, said), said, snapshot, conversation.question.home)
        return self._within(brief, said, turn, conversation)

    def _within(self, brief: Brief, said: Said, turn: Turn, conversation: Conversation) -> Brief:
        """A brief that keeps to the walk or the area that a turn names."""
        snapshot = conversation.snapshot
        stops = routes.stops(turn, conversation, self._patterns.of(turn.lang), said.this_route)
        around = places.around(Point(said.around), snapshot) if said.around else ()
        among = stops or around or self._areas.named(turn, snapshot)
        entry = snapshot.entry(among[0]) if among else None
        if entry is None:
            return brief
        if len([each for each in said.named if each not in among and places.can_be_seen(each, snapshot)]) > 1:
            must = tuple(dict.fromkeys((*brief.must, places.best(among, snapshot))))
            return replace(brief, must=must[-MOST_PLACES:])  # one stop of many
        brief = replace(brief, among=among, city=entry.city, at_hand=bool(stops), in_order=bool(stops))
        return routes.in_the_evening(brief, conversation.context.now) if stops and said.is_evening else brief

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


def _kinds(snapshot: Snapshot) -> tuple[IsPlace, IsPlace]:
    return partial(places.is_place, snapshot), partial(routes.is_route, snapshot)


def _is_dated(said: Said) -> bool:
    return said.moment is not None and said.moment.is_dated


def _moment(before: Moment | None, said: Moment | None) -> Moment | None:
    """A part of the day that is said of a plan with a day is of that day."""
    if before is None or said is None or said.is_dated or said.is_now or not before.is_dated:
        return said or before
    return replace(before, span=said.span)


def _change(said: Said) -> Change:
    if said.swaps is not None:
        return Change(SWAP, said.swaps, said.named[0] if len(said.named) == 1 else "", adds=said.named)
    if said.drops:
        return Change(DROP, said.drops)
    if said.next_day and not said.rain:
        return Change(NEXT)
    kind = RAIN if said.rain else PACE if said.pace else CHEAPER if said.cheaper else EDIT
    return Change(kind, adds=said.named)


def _with_wishes(brief: Brief, said: Said) -> Brief:
    wishes = [each for each in (*brief.wishes, *said.wishes) if each not in said.avoid]
    avoid = [each for each in (*brief.avoid, *said.avoid) if each not in said.wishes]
    return replace(
        brief, wishes=tuple(dict.fromkeys(wishes))[:MOST_WISHES], avoid=tuple(dict.fromkeys(avoid))[:MOST_WISHES]
    )


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
