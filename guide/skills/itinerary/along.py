"""The stops of a route in its order, with the meals between them, over the days that there are.

As much of the route as fits, the best known of it first, with the least on the way, and of several days none much
longer than another. A search with memory, as in `skeleton`: of two ways to have come as far, the one that is later,
dearer and worse is dropped.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, replace

from guide.skills.itinerary import rules
from guide.skills.itinerary.places import Place, Pool, Slot
from guide.skills.itinerary.request import Request
from guide.skills.itinerary.timing import Clock, Row, Step
from guide.types import Position

MOST_STOPS = 12
_A_STOP, _A_MEAL = 10.0, 10.0
"""What a stop is worth beside how well it is known, and that a meal is had in a house of the route."""
_MINUTE = 0.01
"""What a minute on the way, or of an uneven day, takes off."""
_UNEVEN = 1200.0
"""Minutes of a day whose square counts as a minute on the way: of two days neither has everything."""


@dataclass(frozen=True, slots=True)
class _Label:
    """Where the search stands: the day, how far along the route, what else is done, the time, the place, the money."""

    at: int
    next: int
    done: frozenset[str]
    here: Position | None
    now: int
    cost: int
    score: float
    steps: tuple[tuple[Step, ...], ...]


def find(request: Request, pool: Pool, clock: Clock) -> tuple[Row, ...] | None:
    """A row for each day, the stops of the route in its order; None where not one fits with all that was named."""
    order = {each: at for at, each in enumerate(request.among)}
    stops = sorted((place for place in pool.all if place.id in order), key=lambda place: order[place.id])
    return _Search(request, pool, clock, tuple(stops[:MOST_STOPS])).run()


class _Search:
    def __init__(self, request: Request, pool: Pool, clock: Clock, stops: tuple[Place, ...]) -> None:
        self._request, self._clock, self._stops = request, clock, stops
        self._meals = [rules.meals(request, frame) for frame in request.frames]
        self._others = tuple(place for place in pool.must if place.id not in request.among)
        self._needs = frozenset(request.must)
        self._budget = request.budget if request.budget is not None else 1 << 40
        self._seen: dict[object, list[tuple[float, int, int]]] = {}

    def run(self) -> tuple[Row, ...] | None:
        begin = self._request.frames[0].begin
        stack = [_Label(0, 0, frozenset(), self._clock.start_on(0), begin, 0, 0.0, ((),))]
        best: tuple[float, tuple[Row, ...]] | None = None
        while stack:
            label = stack.pop()
            if closed := self._closed(label):
                if label.at < len(self._request.frames) - 1:
                    stack += self._kept([self._next_day(label, closed.score)])
                elif label.next and self._has_all(label) and (best is None or closed.score > best[0]):
                    best = closed.score, self._rows(label)
            stack += self._kept(self._onward(label))
        return best[1] if best else None

    def _onward(self, label: _Label) -> Iterator[_Label]:
        for meal in (each for each in self._meals[label.at] if each not in label.done):
            yield from self._after(label, meal, label.next)
        for place in (each for each in self._others if each.id not in label.done):
            yield from self._after(label, place, label.next)
        for here in range(label.next, len(self._stops)):
            yield from self._after(label, self._stops[here], here + 1)
            for meal in (each for each in self._meals[label.at] if each not in label.done):
                if served := as_meal(self._stops[here], meal):
                    yield from self._after(label, served, here + 1)

    def _after(self, label: _Label, step: Step, onward: int) -> Iterator[_Label]:
        """The label one step on, if there is one."""
        is_place = isinstance(step, Place)
        trip = self._clock.way(label.here, step) if isinstance(step, Place) else None
        timed = self._clock.timed(label.at, step, label.now, trip)
        if timed is None or timed.leave > self._request.frames[label.at].end:
            return
        cost = label.cost + (timed.slot.cost if timed.slot else 0)
        if cost > self._budget:
            return
        gain = self._gain(step) - _MINUTE * (trip.minutes if trip else 0)
        done = label.done | self._does(step)
        here = step.position if isinstance(step, Place) else label.here
        now = timed.leave + (self._clock.pace.rest if is_place else 0)
        steps = (*label.steps[:-1], (*label.steps[-1], step))
        yield _Label(label.at, onward, done, here, now, cost, label.score + gain, steps)

    def _does(self, step: Step) -> frozenset[str]:
        """What is done with a step, of all that must be: a meal, a wish, or a place that was asked for by name."""
        if not isinstance(step, Place):
            return frozenset({step})
        return frozenset({step.meal} - {""} | {step.id} & self._needs | set(map(_wish, step.meanings)))

    def _gain(self, step: Step) -> float:
        if not isinstance(step, Place):
            return 0.0
        return (_A_STOP + step.worth if step.id in self._request.among else 0.0) + _A_MEAL * bool(step.meal)

    def _closed(self, label: _Label) -> _Label | None:
        """The label with its day over; None where a meal is missing, or the way back does not fit."""
        if not label.done.issuperset(self._meals[label.at]):
            return None
        row = self._clock.row(label.at, label.steps[-1])
        if row is None:
            return None
        spent = row.back - row.begin
        last = row.last.minutes if row.last else 0
        return replace(label, score=label.score - _MINUTE * (last + spent * spent / _UNEVEN))

    def _next_day(self, label: _Label, score: float) -> _Label:
        at = label.at + 1
        done = label.done.difference(self._meals[label.at])
        begin = self._request.frames[at].begin
        return _Label(
            at, label.next, done, self._clock.start_on(at), begin, label.cost, score, (*label.steps, ())
        )  # fmt: skip

    def _kept(self, labels: Iterator[_Label] | list[_Label]) -> Iterator[_Label]:
        """Those that are at the same place neither later, nor dearer, nor worse than one before."""
        for label in labels:
            key = (label.at, label.next, label.done, label.here)
            before = self._seen.setdefault(key, [])
            if not any(s >= label.score and now <= label.now and cost <= label.cost for s, now, cost in before):
                before.append((label.score, label.now, label.cost))
                yield label

    def _has_all(self, label: _Label) -> bool:
        return label.done.issuperset((*self._needs, *map(_wish, self._request.wishes)))

    def _rows(self, label: _Label) -> tuple[Row, ...]:
        rows = (self._clock.row(at, steps) for at, steps in enumerate(label.steps))
        return tuple(row for row in rows if row is not None)


def as_meal(place: Place, meal: str) -> Place | None:
    """A house of a route as where a meal is had; None where it is none, or is shut then."""
    if not rules.is_house(place.entry):
        return None
    minutes = rules.MEAL_MINUTES[meal]
    slots = tuple(tuple(_at_table(place, day, meal, minutes)) for day in place.slots)
    return replace(place, minutes=minutes, slots=slots, meal=meal)


def _at_table(place: Place, day: tuple[Slot, ...], meal: str, minutes: int) -> Iterator[Slot]:
    first, last = rules.MEAL_TIMES[meal]
    for slot in day:
        latest = slot.latest
        if slot.window:
            latest = min(slot.window.latest, slot.window.closes - minutes)
        opens, latest = max(first, slot.opens), min(last, latest)
        if slot.window is None:
            opens, latest = first, last  # as of any house that a plan names for a meal
        if opens <= latest:
            yield replace(slot, opens=opens, latest=latest)


def _wish(meaning: str) -> str:
    return f"wish:{meaning}"
