"""Plan: the stops of hours or days that a visitor asked for, changed as they went on talking."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping
from dataclasses import replace
from datetime import timedelta
from functools import lru_cache

from guide.retrieval.index import Snapshot
from guide.skills.itinerary.brief import NEXT, SWAP, Brief, Change, Planning, request
from guide.skills.itinerary.places import Known
from guide.skills.itinerary.request import Request
from guide.skills.itinerary.result import Itinerary, Stop
from guide.skills.itinerary.solving import solve
from guide.types import Entry, Finding, FoundFact, Question
from guide.visiting import tariff
from guide.visiting.calendar import Calendar
from guide.visiting.tickets import Tickets

NAME = "plan"


class Planner:
    """Makes plans over what is published; what it rests on is made anew only when that changed."""

    def __init__(self, calendar: Calendar, tickets: Tickets, meanings: Mapping[str, frozenset[str]]) -> None:
        self._calendar, self._tickets, self._meanings = calendar, tickets, meanings
        self._known_of: tuple[Snapshot, Known] | None = None
        self._solved = lru_cache(256)(self._solve)

    def plan(self, asked: Request, snapshot: Snapshot) -> Itinerary:
        """The plan of a request."""
        self.known(snapshot)
        return self._solved(asked, snapshot.version)

    def find(self, heard: Planning, question: Question, snapshot: Snapshot) -> Finding:
        """The plan that was talked into shape."""
        plan = self.plan(self._request(heard, snapshot), snapshot)
        facts = tuple(found for stop in plan.stops for found in cited(stop))
        entries = named(plan, snapshot.entry)
        answered = any(stop.entry for stop in plan.stops)
        return Finding(
            NAME, question.lang, question.standalone, facts, entries=entries, answered=answered, detail=plan
        )  # fmt: skip

    def known(self, snapshot: Snapshot) -> Known:
        """What plans over a snapshot rest on."""
        if self._known_of is None or self._known_of[0] is not snapshot:
            collected = tariff.collect(snapshot.entries(), self._tickets)
            self._known_of = snapshot, Known(snapshot.by_id, self._calendar, collected, self._meanings)
            self._solved.cache_clear()
        return self._known_of[1]

    def _solve(self, asked: Request, version: int) -> Itinerary:
        assert self._known_of is not None
        return solve(asked, self._known_of[1])

    def _request(self, heard: Planning, snapshot: Snapshot) -> Request:
        """The request after all changes; each is made on the plan that was there when it was asked for."""
        made = Made()
        for brief, change in heard.changes:
            before = made.on(request(brief, heard.now, heard.home))
            made = _changed(made, change, self.plan(before, snapshot), brief)
        return made.on(request(heard.brief, heard.now, heard.home))


class Made:
    """What the changes so far did."""

    __slots__ = ("days", "keep", "seen", "without")

    def __init__(
        self, without: tuple[str, ...] = (), keep: tuple[str, ...] = (), days: int = 0, seen: tuple[str, ...] = ()
    ) -> None:
        self.without, self.keep, self.days, self.seen = without, keep, days, seen

    def on(self, asked: Request) -> Request:
        """A request with the changes made."""
        gone = {*self.without, *self.seen}
        frames = asked.frames
        if self.days:
            first = frames[-1] if len(frames) > 1 else frames[0]
            frames = (replace(first, day=frames[0].day + timedelta(self.days)),)
        return replace(
            asked, frames=frames, must=tuple(each for each in asked.must if each not in gone),
            without=tuple(dict.fromkeys((*asked.without, *self.without, *self.seen))),
            keep=tuple(each for each in self.keep if each not in gone and each not in asked.without),
        )  # fmt: skip


def _changed(made: Made, change: Change, plan: Itinerary, brief: Brief) -> Made:
    visits = [stop.entry.id for stop in plan.stops if stop.entry]
    if change.kind == NEXT and len(plan.request.frames) > 1:
        return made  # it is in the plan already
    if change.kind == NEXT:
        days = made.days + max(1, len(plan.request.frames))
        return Made(made.without, (), days, (*made.seen, *visits))
    if change.kind != SWAP or not visits:
        return made
    at = _swapped(change.at, plan, visits)
    return Made((*made.without, visits[at]), tuple(each for each in visits if each != visits[at]), made.days, made.seen)


def _swapped(at: int, plan: Itinerary, visits: list[str]) -> int:
    """Which visit is meant: the one of that number, the last, or of any the first that was not asked for by name."""
    if at == 0:
        free = (place for place, each in enumerate(visits) if each not in plan.request.must)
        return next(free, len(visits) - 1)
    return min(at, len(visits)) - 1 if at > 0 else len(visits) - 1


def named(plan: Itinerary, entry: Callable[[str], Entry | None]) -> tuple[Entry, ...]:
    """Every place that telling a plan names: its stops, then where it starts and ends, and what conflicts."""
    points = (point.entry for point in (plan.request.start, plan.request.end) if point)
    wishes = plan.conflict.wishes if plan.conflict else ()
    given_up = (each for way in plan.conflict.relaxations for each in way.given_up) if plan.conflict else ()
    others = [*points, *(each.partition(":")[2] for each in (*wishes, *given_up))]
    stops = (stop.entry.id for stop in plan.stops if stop.entry)
    return tuple(found for each in dict.fromkeys((*stops, *others)) if (found := entry(each)))


def cited(stop: Stop) -> Iterator[FoundFact]:
    """The facts that a stop of a plan rests on: why it is there, its hours and its price."""
    for reason in stop.reasons:
        if stop.entry and reason.fact:
            yield FoundFact(stop.entry, reason.key, (reason.fact,))
    if stop.entry and stop.window:
        yield FoundFact(stop.entry, stop.window.fact.field, (stop.window.fact,))
    if stop.entry and stop.bill:
        yield FoundFact(stop.entry, "price", (stop.bill.ticket.fact,))
