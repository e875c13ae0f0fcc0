"""From a request to a plan: the least that has everything, filled with what is worth it, or the conflict."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from itertools import islice

from guide.skills.itinerary import along, conflict, filling, places, rules, skeleton
from guide.skills.itinerary.places import Known, Place, Pool
from guide.skills.itinerary.request import MEALS, Point, Request
from guide.skills.itinerary.result import Conflict, Day, Itinerary, Reason, Stop
from guide.skills.itinerary.timing import Clock, Row, Timed
from guide.types import Entry, Position
from guide.visiting import opening

_GIVEN_UP = 2
"""Searches that may be given up in explaining one conflict."""
ALTERNATIVES = 2
REASONS = 2
_HOUSE = 1_200
"""Metres from a stop at which a house is offered for a meal."""
_HOUSES = 2


def solve(request: Request, known: Known) -> Itinerary:
    """The plan of a request. Of an impossible one: the conflict, and the days of its first way out."""
    pool = places.gather(request, known)
    rows = _rows(request, pool, known)
    if rows is not None:
        return Itinerary(request, _days(rows, request, pool, known), left=tuple(_left(rows, request, known)))
    found = replace(conflict.explain(request, _Patience(known).holds), needed=_needed(request, pool), request=request)
    way = next((each.request for each in found.relaxations if each.request), None)
    return Itinerary(way or request, _eased(way, known) if way else (), found)


def _left(rows: tuple[Row, ...], request: Request, known: Known) -> Iterator[Entry]:
    """The stops of a route that did not come into its plan, but for those that nobody wants."""
    seen = filling.ids(rows) | set(request.without)
    yield from (known.entries[each] for each in request.among if request.in_order and each not in seen)


def _eased(way: Request, known: Known) -> tuple[Day, ...]:
    pool = places.gather(way, known)
    rows = _rows(way, pool, known)
    return _days(rows, way, pool, known) if rows else ()


def clock_of(request: Request, known: Known) -> Clock:
    """The clock of a request: its days, its tempo, where it starts and ends."""
    return Clock(
        request.frames, rules.tempo(request), _point(request, known, True), _point(request, known, False),
        request.start.entry if request.start else "", _is_station(request.start, known),
        _is_station(request.end, known),
    )  # fmt: skip


def _is_station(point: Point | None, known: Known) -> bool:
    entry = known.entries.get(point.entry) if point else None
    return entry is not None and rules.is_station(entry)


def _rows(request: Request, pool: Pool, known: Known) -> tuple[Row, ...] | None:
    clock = clock_of(request, known)
    if agreed := _agreed(request, pool, clock):
        return agreed
    if request.in_order and (found := along.find(request, pool, clock)):
        return found
    bare = _found(replace(request, wishes=()), pool, clock)
    if bare is None:
        return None
    filled = filling.fill(bare, request, pool, clock)
    if _has_all(filled, request):
        return filled
    least = _found(request, pool, clock)
    return filling.fill(least, request, pool, clock) if least else None


def _agreed(request: Request, pool: Pool, clock: Clock) -> tuple[Row, ...] | None:
    """The stops that were agreed on, in their order, where they still have everything that is asked."""
    if len(request.agreed) != len(request.frames):
        return None
    by_id: dict[str, Place | str] = {each: each for each in MEALS} | {place.id: place for place in pool.all}
    rows: list[Row] = []
    for at, (frame, ids) in enumerate(zip(request.frames, request.agreed, strict=True)):
        steps = [by_id[each] for each in ids if each in by_id]
        row = clock.row(at, steps) if len(steps) == len(ids) else None
        if row is None or sorted(each for each in ids if each in MEALS) != sorted(rules.meals(request, frame)):
            return None
        rows.append(row)
    seen = filling.ids(rows)
    is_paid = request.budget is None or sum(row.cost for row in rows) <= request.budget
    return tuple(rows) if is_paid and seen >= set(request.must) and _has_all(tuple(rows), request) else None


def _needed(request: Request, pool: Pool) -> int:
    """Minutes of all that must be seen, and of the meals, where they are more than there are; else 0."""
    meals = sum(rules.MEAL_MINUTES[meal] for frame in request.frames for meal in rules.meals(request, frame))
    needed = sum(place.minutes for place in pool.must) + meals
    return needed if needed > sum(frame.end - frame.begin for frame in request.frames) else 0


class _Patience:
    """Asks whether requests have plans; after a few searches that were given up it takes no for an answer."""

    def __init__(self, known: Known) -> None:
        self._known, self._left = known, _GIVEN_UP

    def holds(self, request: Request) -> bool:
        """Whether a plan was found."""
        if not self._left:
            return False
        pool = places.gather(request, self._known, only_wished=True)
        if not _can_all_be_seen(request, pool):
            return False
        try:
            return skeleton.find(request, pool, clock_of(request, self._known)) is not None
        except skeleton.Exhausted:
            self._left -= 1
            return False


def _can_all_be_seen(request: Request, pool: Pool) -> bool:
    return len(pool.must) == len(request.must) and all(any(place.slots) for place in pool.must)


def _found(request: Request, pool: Pool, clock: Clock) -> tuple[Row, ...] | None:
    if not _can_all_be_seen(request, pool):
        return None
    try:
        return skeleton.find(request, pool, clock)
    except skeleton.Exhausted:
        return None  # far more was asked for than a day holds: not proven, and said as a conflict


def _has_all(rows: tuple[Row, ...], request: Request) -> bool:
    met = {each for row in rows for step in row.steps if isinstance(step, Place) for each in step.meanings}
    return met >= set(request.wishes)


def _point(request: Request, known: Known, is_start: bool) -> Position | None:
    point = request.start if is_start else request.end
    if point is None:
        return None
    entry = known.entries.get(point.entry)
    return places.position(entry, known, anywhere=True) if entry else point.position


def _days(rows: tuple[Row, ...], request: Request, pool: Pool, known: Known) -> tuple[Day, ...]:
    return tuple(_Telling(rows, request, pool, known).days())


class _Telling:
    """Makes days of rows: with what each stop is for, and what fits in its place."""

    def __init__(self, rows: tuple[Row, ...], request: Request, pool: Pool, known: Known) -> None:
        self._rows, self._request, self._known = rows, request, known
        self._clock, self._taken = clock_of(request, known), filling.ids(rows)
        self._others = [place for place in pool.optional if place.id not in self._taken]
        self._parents = pool.parents

    def days(self) -> Iterator[Day]:
        for at, (frame, row) in enumerate(zip(self._request.frames, self._rows, strict=True)):
            stops = tuple(self._stop(at, row, here, timed) for here, timed in enumerate(row.stops))
            yield Day(frame.day, stops, row.last)

    def _stop(self, at: int, row: Row, here: int, timed: Timed) -> Stop:
        if isinstance(timed.step, str):
            houses = self._houses(at, timed, row, here)
            return Stop(timed.arrive, timed.leave, meal=timed.step, alternatives=houses)
        place = timed.step
        return Stop(
            timed.arrive, timed.leave, place.entry, place.meal, timed.trip,
            window=timed.slot.window if timed.slot else None, bill=timed.slot.bill if timed.slot else None,
            is_estimate=place.is_estimate, is_inferred=place.is_inferred,
            reasons=tuple(islice(self._reasons(place), REASONS)),
            alternatives=tuple(self._alternatives(at, row, here, place)),
        )  # fmt: skip

    def _reasons(self, place: Place) -> Iterator[Reason]:
        entry, request = place.entry, self._request
        if entry.id in request.must:
            yield Reason("must")
        yield from (Reason("wish", each) for each in request.wishes if each in place.meanings)
        if rules.has_children(request.party) and "family" in entry.tags:
            yield Reason("family")
        if rules.has_elders(request.party) and "elderly-friendly" in entry.tags:
            yield Reason("elders")
        if request.rain and rules.is_indoors(entry):
            yield Reason("rain")
        known = (Reason(field, fact=fact) for field in ("level", "heritage") for fact in entry.of(field)[:1])
        yield from islice(known, 1)

    def _alternatives(self, at: int, row: Row, here: int, place: Place) -> Iterator[Entry]:
        """What fits there as well and meets the same wishes; never for what was asked for by name."""
        if place.id in self._request.must or place.meal:
            return
        found = 0
        for other in self._others:
            steps = (*row.steps[:here], other, *row.steps[here + 1 :])
            inside = self._parents.get(other.id) in self._taken
            if not inside and other.slots[at] and other.meanings >= place.meanings and self._fits(at, steps, row):
                yield other.entry
                found += 1
            if found == ALTERNATIVES:
                return

    def _fits(self, at: int, steps: tuple[Place | str, ...], row: Row) -> bool:
        made = self._clock.row(at, steps)
        if made is None:
            return False
        cost = sum(each.cost for each in self._rows) - row.cost + made.cost
        return self._request.budget is None or cost <= self._request.budget

    def _houses(self, at: int, timed: Timed, row: Row, here: int) -> tuple[Entry, ...]:
        """Houses near the stop before, or the one after; for a breakfast any of the city where none is near."""
        meal = str(timed.step)
        around = [*reversed(row.steps[:here]), *row.steps[here + 1 :]]
        near = next((step.position for step in around if isinstance(step, Place)), self._clock.start)
        if near and near.precision >= places.SOMEWHERE:
            return ()  # nobody knows what is near there
        houses = (self._known.entries[entry_id] for _, _, entry_id in sorted(self._houses_near(meal, near)))
        return tuple(islice((each for each in houses if self._may_be_open(each, at, timed)), _HOUSES))

    def _may_be_open(self, house: Entry, at: int, timed: Timed) -> bool:
        """Whether nobody knows of a house to be shut during a meal."""
        day = opening.windows(house, self._request.frames[at].day, self._known.calendar)
        open_then = (each.opens <= timed.arrive and timed.leave <= each.closes for each in day.windows)
        return not day.known or any(open_then)

    def _houses_near(self, meal: str, near: Position | None) -> Iterator[tuple[float, int, str]]:
        for entry in self._known.entries.values():
            if entry.city != self._request.city or not _is_house(entry, meal):
                continue
            at = places.position(entry, self._known)
            metres = self._clock.trip(near, at).metres if near and at else _HOUSE
            if metres <= _HOUSE and (at or meal == "breakfast"):
                yield metres, -len(entry.facts), entry.id


def _is_house(entry: Entry, meal: str) -> bool:
    return rules.is_house(entry) and (meal != "breakfast" or "breakfast" in entry.tags)


__all__ = ["Conflict", "clock_of", "solve"]
