"""A plan in words: a line for each stop, what it costs, and one honest note; of a conflict, what would be possible.

The lines are shared by the chat, the page of the plan and its calendar file.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from typing import Any

from guide.dialogue.cite import Citations, mark
from guide.dialogue.wording import Wording, plain_number
from guide.skills.itinerary import code
from guide.skills.itinerary.planning import cited
from guide.skills.itinerary.request import BREAKFAST
from guide.skills.itinerary.result import Conflict, Day, Itinerary, Reason, Relaxation, Stop
from guide.types import Entry, Finding, FoundFact, Lang
from guide.visiting.travel import Trip

_LINE = "\n"
_BESIDE = re.compile("[（(;；,，]")
"""What follows is beside the point of a few words: since when, with whom."""
_NAMED = 2
_OUT_OF_TOWN = 25_000
"""Metres from which nobody says taxi."""
_AGAIN = ("swap", "rain", "slower")


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
        about = (*map(self.reason, stop.reasons), *self._paid(stop), *self._unsure(stop))
        name = self.wording.name(stop.entry, self.lang)
        return Line(stop, clock(stop.arrive), clock(stop.leave), name, self.way(stop.trip), tuple(about), others)

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

    def total(self, plan: Itinerary) -> str:
        """What the tickets cost, as far as that is known."""
        amount, people = plain_number(float(plan.cost)), len(plan.request.party.people)
        return self.say("total", amount=amount, people=people, unknown=len(plan.unpriced))

    def note(self, plan: Itinerary) -> str:
        """The one thing to know beside the plan: what of it is not sure."""
        unsure = tuple(self.wording.name(stop.entry, self.lang) for stop in plan.stops if stop.entry and stop.is_unsure)
        if unsure:
            return self.say("note.unsure", names=self.join(unsure[:_NAMED]), count=len(unsure))
        rough = any(stop.trip and stop.trip.is_rough for stop in plan.stops)
        return self.say("note.rough" if rough else "note.ways")

    def conflict(self, conflict: Conflict) -> Iterator[str]:
        """What cannot hold together, and what would be possible; the first of it is what was planned."""
        yield self.say("conflict", wishes=self.join(tuple(map(self.wish, conflict.wishes))), count=len(conflict.wishes))
        ways = tuple(map(self.relaxation, conflict.relaxations))
        yield self.say("ways_out", ways=ways) if ways else self.say("no_way_out")

    def wish(self, wish: str) -> str:
        """A wish of a conflict."""
        kind, _, of = wish.partition(":")
        if kind == "must":
            return self.name(of)
        return self.meaning(of) if kind == "wish" else self.say(f"element.{kind}")

    def relaxation(self, way: Relaxation) -> str:
        """One way out."""
        given_up = self.join(tuple(map(self.wish, way.given_up)))
        return self.say(f"relax.{way.kind}", amount=way.amount, given_up=given_up)

    def _paid(self, stop: Stop) -> Iterator[str]:
        if stop.bill:
            yield self.say("pay", amount=plain_number(float(stop.bill.total)), people=len(stop.bill.lines))

    def _unsure(self, stop: Stop) -> Iterator[str]:
        if stop.is_unsure:
            yield self.say("unsure")


def clock(minutes: int) -> str:
    """09:30 for 570."""
    return f"{minutes // 60 % 24:02}:{minutes % 60:02}"


def say(finding: Finding, wording: Wording, citations: Citations) -> Iterator[str]:
    """The plan, a line for each stop."""
    plan: Itinerary = finding.detail
    told = Told(wording, finding.lang, {entry.id: entry for entry in finding.entries})
    if plan.conflict:
        yield from told.conflict(plan.conflict)
    if not finding.answered:
        yield from () if plan.conflict else (told.say("nothing"),)
        return
    first = not plan.conflict
    for day in plan.days:
        yield ("" if first else _LINE) + _head(plan, day, told)
        first = False
        for stop in day.stops:
            yield _LINE + _stop(stop, told, citations)
        if end := told.end(plan, day):
            yield _LINE + end
    if plan.stops:
        yield _LINE + told.total(plan)
    if plan.stops and not finding.stale_since:
        yield told.note(plan)  # one caveat an answer


def _head(plan: Itinerary, day: Day, told: Told) -> str:
    visits = sum(1 for stop in day.stops if stop.entry)
    start = plan.request.start.entry if plan.request.start else ""
    date = told.wording.date(day.day.isoformat(), told.lang)
    return told.say("head", date=date, count=visits, start=told.name(start) if start else "")


def _stop(stop: Stop, told: Told, citations: Citations) -> str:
    line = told.line(stop)
    sentence = told.say(
        "stop", begin=line.begin, end=line.end, name=line.name, way=line.way, about=told.join(line.about)
    )
    numbers = dict.fromkeys(number for found in cited(stop) for number in citations.of_facts(found))
    return mark(sentence, *numbers)


def cards(finding: Finding, wording: Wording) -> tuple[Mapping[str, Any], ...]:
    """The plan as a card, with the address of its page."""
    plan: Itinerary = finding.detail
    if not finding.answered:
        return ()
    told = Told(wording, finding.lang, {entry.id: entry for entry in finding.entries})
    link = f"/plans/{code.encode(plan.request)}"
    return (
        {
            "kind": "itinerary", "title": told.say("title", days=len(plan.days), place=""), "link": link,
            "calendar": f"{link}.ics", "total": told.total(plan), "note": told.note(plan),
            "days": [{"date": day.day.isoformat(), "stops": [_card(told.line(each)) for each in day.stops]}
                     for day in plan.days],
        },
    )  # fmt: skip


def _card(line: Line) -> Mapping[str, Any]:
    return {
        "begin": line.begin, "end": line.end, "name": line.name, "entry": line.stop.entry.id if line.stop.entry else "",
        "way": line.way, "about": list(line.about), "alternatives": list(line.alternatives),
        "unsure": line.stop.is_unsure,
    }  # fmt: skip


def suggest(finding: Finding, wording: Wording) -> tuple[str, ...]:
    """How the plan can be changed."""
    plan: Itinerary = finding.detail
    if not finding.answered:
        return ()
    keys = [key for key in _AGAIN if key != "rain" or not plan.request.rain]
    return tuple(wording.say(finding.lang, f"plan.again.{key}") for key in keys)
