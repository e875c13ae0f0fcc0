"""A plan in words, piece by piece: a line for each stop, what it costs, what is not sure, and what conflicts.

Shared by the chat, the page of the plan and its calendar file.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from datetime import date

from guide.dialogue.wording import Wording, plain_number
from guide.skills.itinerary import rules
from guide.skills.itinerary.brief import EDIT, RAIN, SWAP
from guide.skills.itinerary.request import BREAKFAST, Request
from guide.skills.itinerary.result import Changed, Conflict, Day, Itinerary, Reason, Relaxation, Stop
from guide.types import Entry, FoundFact, Lang
from guide.visiting.travel import Trip

_BESIDE = re.compile("[（(;；,，]")
"""What follows is beside the point of a few words: since when, with whom."""
_NAMED = 2
_DAY = 24 * 60
_OUT_OF_TOWN = 25_000
"""Metres from which nobody says taxi."""


@dataclass(frozen=True, slots=True)
class Line:
    """One stop in words. `about` is why, what it costs and what is not sure, in that order."""

    stop: Stop
    begin: str
    end: str
    name: str
    way: str
    about: tuple[str, ...]
    alternatives: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Told:
    """Says plans in one language."""

    wording: Wording
    lang: Lang
    entries: Mapping[str, Entry]
    """Places that are named beside the stops: where it starts and ends, what a conflict is about."""

    def say(self, key: str, **values: object) -> str:
        """A sentence of prompts/<lang>/sentences/plan.yaml."""
        return self.wording.say(self.lang, f"plan.{key}", values)

    def name(self, entry_id: str) -> str:
        """A place by its id."""
        entry = self.entries.get(entry_id)
        return self.wording.name(entry, self.lang) if entry else entry_id

    def line(self, stop: Stop) -> Line:
        """One stop."""
        if stop.entry is None:
            houses = tuple(self.wording.name(each, self.lang) for each in stop.alternatives)
            name = self.say(f"meal.{stop.meal}")
            where = "houses" if stop.meal != BREAKFAST else "teahouses"
            near = (self.say(where, names=self.join(houses)),) if houses else ()
            return Line(stop, clock(stop.arrive), clock(stop.leave), name, "", near, houses)
        others = tuple(self.wording.name(each, self.lang) for each in stop.alternatives)
        about = (*map(self.reason, stop.reasons), *self._paid(stop), *self._open(stop))
        name = self.wording.name(stop.entry, self.lang)
        name = self.say("eaten_at", meal=self.say(f"meal.{stop.meal}"), name=name) if stop.meal else name
        return Line(
            stop, clock(stop.arrive), clock(stop.leave), name, self.way(stop.trip), tuple(dict.fromkeys(about)), others
        )

    def way(self, trip: Trip | None) -> str:
        """How one comes there; nothing where one is already."""
        if trip is None or not trip.minutes:
            return ""
        return self.say(
            f"way.{trip.mode}", minutes=trip.minutes, about=trip.is_rough, is_far=trip.metres > _OUT_OF_TOWN
        )

    def reason(self, reason: Reason) -> str:
        """Why a stop is there, in a few words."""
        if reason.key == "wish":
            return self.meaning(reason.of)
        if reason.fact is None:
            return self.say(f"reason.{reason.key}")
        words = self.wording.values(FoundFact(Entry("", "", ""), reason.key, (reason.fact,)), self.lang)
        return _BESIDE.split(words)[0].strip()

    def meaning(self, wish: str) -> str:
        """A wish by its word."""
        try:
            return self.say(f"meaning.{wish}")
        except KeyError:  # a shared address may say anything
            return wish

    def join(self, names: tuple[str, ...]) -> str:
        """Names in a row."""
        return self.wording.join(self.lang, names)

    def end(self, plan: Itinerary, day: Day) -> str:
        """The way to where a day ends, and when one is there; nothing where that is open."""
        entry_id = plan.request.end.entry if plan.request.end else ""
        if day.last is None or day.back is None or not entry_id:
            return ""
        return self.say("back", at=clock(day.back), name=self.name(entry_id), way=self.way(day.last))

    def day(self, day: date) -> str:
        """A day with its weekday."""
        return self.wording.occasions(self.lang).day(day)

    def full_day(self, day: date) -> str:
        """A day with its year and its weekday."""
        weekday = self.wording.occasions(self.lang).weekday(day.weekday())
        return self.say("day", date=self.wording.date(day.isoformat(), self.lang), weekday=weekday)

    def start_name(self, plan: Itinerary, day: Day) -> str:
        """Where a day starts; nothing where that is open, as after a night."""
        entry = self.entries.get(plan.request.start.entry) if plan.request.start else None
        is_open = entry is None or rules.is_station(entry) and day.day != plan.request.frames[0].day
        return "" if entry is None or is_open else self.wording.name(entry, self.lang)

    def start(self, plan: Itinerary, day: Day) -> str:
        """From where a day starts, in words."""
        name = self.start_name(plan, day)
        return self.say("from", start=name) if name else ""

    def place(self, entry: Entry) -> str:
        """A place with its address, as a calendar shows where one is to be."""
        addresses = entry.of("address")[:1]
        where = self.wording.values(FoundFact(entry, "address", addresses), self.lang) if addresses else ""
        return f"{self.wording.name(entry, self.lang)} {where}".strip()

    def total(self, plan: Itinerary) -> str:
        """What the tickets cost, as far as that is known, whether that is within what may be spent, and what is not."""
        amount, people = plain_number(float(plan.cost)), len(plan.request.party.people)
        budget = plan.request.budget if plan.request.budget is not None and plan.cost <= plan.request.budget else 0
        meals = any(stop.meal for stop in plan.stops)
        return self.say(
            "total", amount=amount, people=people, unknown=len(plan.unpriced), budget=budget, meals=meals
        )  # fmt: skip

    def left(self, plan: Itinerary) -> Iterator[str]:
        """Which stops of a route did not come in."""
        if plan.left:
            yield self.say("left", names=self._names(plan.left))

    def note(self, plan: Itinerary) -> str:
        """The one thing to know beside the plan: what of it is not sure."""
        unsure = tuple(self.wording.name(stop.entry, self.lang) for stop in plan.stops if stop.entry and stop.is_unsure)
        if unsure:
            return self.say(
                "note.unsure", names=self.join(unsure[:_NAMED]), count=len(unsure), at_any_hour=plan.request.in_order
            )  # fmt: skip
        rough = any(stop.trip and stop.trip.is_rough for stop in plan.stops)
        return self.say("note.rough" if rough else "note.ways")

    def conflict(self, plan: Itinerary, conflict: Conflict) -> Iterator[str]:
        """What cannot hold together, and what would be possible; the first of it is what was planned."""
        if conflict.needed:
            yield self._too_much(conflict.request or plan.request, conflict.needed)
        else:
            wishes = self.join(tuple(map(self.wish, conflict.wishes)))
            yield self.say("conflict", wishes=wishes, count=len(conflict.wishes))
        ways = tuple(map(self.relaxation, conflict.relaxations))
        yield self.say("ways_out", ways=ways) if ways else self.say("no_way_out")

    def _too_much(self, request: Request, needed: int) -> str:
        has = sum(frame.end - frame.begin for frame in request.frames)
        return self.say(
            "too_much", count=len(request.must), needed=_hours(needed), has=_hours(has), meals=request.meals != ()
        )  # fmt: skip

    def changed(self, changed: Changed) -> str:
        """What became of the plan before."""
        said = {key: self._names(getattr(changed, key)) for key in ("gone", "came", "outside")}
        is_swap = changed.kind == SWAP and len(changed.came) <= 1 and len(changed.gone) <= 1
        kind = RAIN if changed.kind == RAIN else SWAP if is_swap else EDIT
        return self.say(f"changed.{kind}", **said)

    def _names(self, entries: tuple[Entry, ...]) -> str:
        return self.join(tuple(self.wording.name(each, self.lang) for each in entries))

    def wish(self, wish: str) -> str:
        """A wish of a conflict."""
        kind, _, of = wish.partition(":")
        if kind == "must":
            return self.name(of)
        return self.meaning(of) if kind == "wish" else self.say(f"element.{kind}")

    def relaxation(self, way: Relaxation) -> str:
        """One way out."""
        given_up = self.join(tuple(map(self.wish, way.given_up)))
        days = len(way.request.frames) if way.request else 0
        return self.say(f"relax.{way.kind}", amount=way.amount, given_up=given_up, days=days)

    def _paid(self, stop: Stop) -> Iterator[str]:
        if stop.bill:
            yield self.say("pay", amount=plain_number(float(stop.bill.total)), people=len(stop.bill.lines))

    def _open(self, stop: Stop) -> Iterator[str]:
        """The hours it was planned in, with the last moment to come in where that is another than closing."""
        window = stop.window
        if window is None:
            yield self.say("unsure")
        elif not (window.opens == 0 and window.closes == _DAY):
            latest = clock(window.latest) if window.latest < window.closes else ""
            yield self.say("open", opens=clock(window.opens), closes=clock(window.closes), latest=latest)


def clock(minutes: int) -> str:
    """09:30 for 570."""
    return f"{minutes // 60 % 24:02}:{minutes % 60:02}"


def _hours(minutes: int) -> str:
    """Hours, by halves."""
    return plain_number(round(minutes / 30) / 2)
