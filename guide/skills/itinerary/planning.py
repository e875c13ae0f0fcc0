"""Plan: the stops of hours or days that a visitor asked for, changed as they went on talking."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass, replace
from datetime import timedelta
from decimal import Decimal
from functools import lru_cache

from guide.retrieval.index import Snapshot
from guide.skills.itinerary import rules
from guide.skills.itinerary.brief import (
    CHEAPER,
    DROP,
    EDIT,
    NEXT,
    PRICE,
    RAIN,
    STANDING,
    SWAP,
    Brief,
    Change,
    Planning,
    request,
)
from guide.skills.itinerary.places import Known
from guide.skills.itinerary.request import MOST_PLACES, Request
from guide.skills.itinerary.result import Changed, Itinerary, Stop
from guide.skills.itinerary.solving import solve
from guide.skills.notices import Watch
from guide.types import Entry, Finding, FoundFact, Question
from guide.visiting import tariff
from guide.visiting.calendar import Calendar
from guide.visiting.tickets import Tickets

NAME = "plan"
_CHEAPER, _TENS = Decimal("0.7"), 10
"""Cheaper is by three tenths at least, on tens."""


class Planner:
    """Makes plans over what is published; what it rests on is made anew only when that changed."""

    def __init__(
        self, calendar: Calendar, tickets: Tickets, meanings: Mapping[str, frozenset[str]], watch: Watch | None = None
    ) -> None:
        self._calendar, self._tickets, self._meanings, self._watch = calendar, tickets, meanings, watch
        self._known_of: tuple[Snapshot, Known] | None = None
        self._solved = lru_cache(256)(self._solve)

    def plan(self, asked: Request, snapshot: Snapshot) -> Itinerary:
        """The plan of a request."""
        self.known(snapshot)
        return self._solved(asked, snapshot.version)

    def find(self, heard: Planning, question: Question, snapshot: Snapshot) -> Finding:
        """The plan that was talked into shape."""
        plan = self._told(heard, snapshot)
        facts = tuple(found for stop in plan.stops for found in _told_of(stop, plan.asked))
        entries = named(plan, snapshot.entry)
        answered = any(stop.entry for stop in plan.stops)
        return Finding(
            NAME, question.lang, question.standalone, facts, entries=entries, answered=answered, detail=plan
        )  # fmt: skip

    def known(self, snapshot: Snapshot) -> Known:
        """What plans over a snapshot rest on."""
        if self._known_of is None or self._known_of[0] is not snapshot:
            collected = tariff.collect(snapshot.telling(*tariff.TOLD_BY), self._tickets)
            self._known_of = snapshot, Known(snapshot.by_id, self._calendar, collected, self._meanings)
            self._solved.cache_clear()
        return self._known_of[1]

    def _solve(self, asked: Request, version: int) -> Itinerary:
        assert self._known_of is not None
        return solve(asked, self._known_of[1])

    def _told(self, heard: Planning, snapshot: Snapshot) -> Itinerary:
        """The plan after all changes; each is made on the plan that was there when it was asked for."""
        made, before = Made(), None
        for brief, change in heard.changes:
            before = self._of(brief, made, heard, snapshot)
            made = self._changed(made, change, before, snapshot)
        plan = self._of(heard.brief, made, heard, snapshot)
        if before is None or heard.asked in STANDING or heard.changes[-1][1].kind == NEXT:
            return replace(plan, asked=heard.asked)
        return replace(plan, asked=heard.asked, changed=_difference(before, plan, heard.changes[-1][1].kind))

    def _of(self, brief: Brief, made: Made, heard: Planning, snapshot: Snapshot) -> Itinerary:
        plan = self.plan(self._now(made.on(request(brief, heard.now, heard.home)), heard), snapshot)
        is_full = plan.stops and all(any(stop.entry for stop in day.stops) for day in plan.days)
        if is_full or not brief.at_hand:
            return plan
        freely = replace(brief, among=(), in_order=False)
        if brief.in_order:
            freely = replace(freely, must=tuple(dict.fromkeys((*brief.must, *brief.among)))[:MOST_PLACES])
        return self.plan(self._now(made.on(request(freely, heard.now, heard.home)), heard), snapshot)

    def _now(self, asked: Request, heard: Planning) -> Request:
        """The request with what feeds say of this hour, where it begins today."""
        is_today = self._watch and asked.frames and asked.frames[0].day == heard.now.date()
        return replace(asked, crowded=self._watch.crowded(heard.now)) if is_today and self._watch else asked

    def _changed(self, made: Made, change: Change, plan: Itinerary, snapshot: Snapshot) -> Made:
        visits = tuple(stop.entry.id for stop in plan.stops if stop.entry)
        made = replace(made, without=tuple(each for each in made.without if each not in change.adds))
        if change.kind == NEXT:
            return _on_the_next_day(made, plan, visits)
        if change.kind == CHEAPER:
            made = replace(made, budget=int(plan.cost * _CHEAPER) // _TENS * _TENS)
        if change.kind not in (SWAP, DROP) or not visits:
            return replace(made, keep=visits, agreed=_steps(plan) if change.kind == EDIT else ())
        old = visits[_swapped(change.at, plan, visits)]
        kept = tuple(each for each in visits if each != old)
        made = replace(made, without=(*made.without, old), keep=kept)
        if change.kind == DROP:
            return replace(made, agreed=tuple(tuple(each for each in day if each != old) for day in _steps(plan)))
        return replace(made, agreed=self._with_another(old, change.to, plan, snapshot))

    def _with_another(self, old: str, new: str, plan: Itinerary, snapshot: Snapshot) -> tuple[tuple[str, ...], ...]:
        """The steps of a plan with another in place of a stop, the first that fits; nothing where none does."""
        if new:
            return _exchanged(plan, old, new)
        must = tuple(each for each in plan.request.must if each != old)
        free = self.plan(replace(plan.request, must=must, agreed=_steps(plan)), snapshot)
        others = (stop.alternatives for stop in free.stops if stop.entry and stop.entry.id == old)
        new = next((each[0].id for each in others if each), "")
        return _exchanged(plan, old, new) if new else ()


@dataclass(frozen=True, slots=True)
class Made:
    """What the changes so far did."""

    without: tuple[str, ...] = ()
    keep: tuple[str, ...] = ()
    agreed: tuple[tuple[str, ...], ...] = ()
    days: int = 0
    seen: tuple[str, ...] = ()
    budget: int | None = None

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
            agreed=self.agreed, budget=asked.budget if self.budget is None else self.budget,
        )  # fmt: skip


def _on_the_next_day(made: Made, plan: Itinerary, visits: tuple[str, ...]) -> Made:
    if len(plan.request.frames) > 1:
        return made  # it is in the plan already
    return replace(
        made, keep=(), agreed=(), days=made.days + max(1, len(plan.request.frames)), seen=(*made.seen, *visits)
    )  # fmt: skip


def _exchanged(plan: Itinerary, old: str, new: str) -> tuple[tuple[str, ...], ...]:
    return tuple(tuple(new if each == old else each for each in day) for day in _steps(plan))


def _steps(plan: Itinerary) -> tuple[tuple[str, ...], ...]:
    """The stops of each day by their ids, and the meals by their names."""
    return tuple(tuple(stop.entry.id if stop.entry else stop.meal for stop in day.stops) for day in plan.days)


def _difference(before: Itinerary, after: Itinerary, kind: str) -> Changed:
    """What is gone and what is new, and in rain what stays under no roof."""
    old = {stop.entry.id: stop.entry for stop in before.stops if stop.entry}
    new = {stop.entry.id: stop.entry for stop in after.stops if stop.entry}
    is_wet = kind == RAIN
    return Changed(
        kind, tuple(each for key, each in old.items() if key not in new),
        tuple(each for key, each in new.items() if key not in old),
        tuple(each for each in new.values() if is_wet and not rules.is_indoors(each)),
    )  # fmt: skip


def _swapped(at: int, plan: Itinerary, visits: tuple[str, ...]) -> int:
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
    old = (*(plan.changed.gone if plan.changed else ()), *plan.left)
    others = [
        *points,
        *(each.id for each in old),
        *(each.partition(":")[2] for each in (*wishes, *given_up)),
    ]
    stops = (stop.entry.id for stop in plan.stops if stop.entry)
    return tuple(found for each in dict.fromkeys((*stops, *others)) if (found := entry(each)))


def _told_of(stop: Stop, asked: str) -> Iterator[FoundFact]:
    """The facts of a stop that are told when this is asked of the plan."""
    if asked not in STANDING:
        yield from cited(stop)
    elif asked == PRICE:
        yield from (found for found in cited(stop) if found.field == "price")


def cited(stop: Stop) -> Iterator[FoundFact]:
    """The facts that a stop of a plan rests on: why it is there, its hours and its price."""
    for reason in stop.reasons:
        if stop.entry and reason.fact:
            yield FoundFact(stop.entry, reason.key, (reason.fact,))
    if stop.entry and stop.window:
        yield FoundFact(stop.entry, stop.window.fact.field, (stop.window.fact,))
    if stop.entry and stop.bill:
        yield FoundFact(stop.entry, "price", (stop.bill.ticket.fact,))
