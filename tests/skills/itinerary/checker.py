"""Holds a plan against docs/plans.md, line by line. Shares no code with the search that made it.

Hours and prices are read by guide/visiting, which has oracles of its own; distances, ways, rests, meals and what suits
whom are written here once more.
"""

from __future__ import annotations

import math
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from itertools import pairwise

from guide.skills.itinerary.request import Frame, Request
from guide.skills.itinerary.result import Day, Itinerary, Stop
from guide.types import Entry
from guide.visiting import opening, prices
from guide.visiting.calendar import Calendar
from guide.visiting.tariff import Tariff

MEALS = {"breakfast": (450, 570, 390, 510), "lunch": (690, 810, 660, 810), "dinner": (1050, 1200, 1020, 1170)}
HARD = {"stairs", "many-steps", "elderly-caution-steps", "hiking"}
UNDER_A_ROOF = {"rainy-day", "indoor", "museum"}


@dataclass(frozen=True)
class Checker:
    entries: Mapping[str, Entry]
    calendar: Calendar
    tariff: Tariff
    meanings: Mapping[str, frozenset[str]]

    def breaches(self, plan: Itinerary) -> list[str]:
        """What a plan breaks; nothing of a plan that is sound."""
        found = [f"{len(plan.days)} days for {len(plan.request.frames)}"] * (len(plan.days) != len(plan.request.frames))
        for frame, day in zip(plan.request.frames, plan.days, strict=False):
            found += [f"{day.day} {each}" for each in self._of_day(frame, day, plan.request)]
        return [*found, *self._of_whole(plan)]

    def _of_day(self, frame: Frame, day: Day, request: Request) -> Iterator[str]:
        if day.day != frame.day:
            yield "is another day"
        yield from self._times(frame, day, request)
        for stop in day.stops:
            if stop.entry:
                yield from self._visit(stop, frame, request)
            yield from self._houses(stop, frame)
        yield from _meals(frame, day, request)
        cap = {"slow": 4, "usual": 6, "brisk": 9}[request.pace]
        visits = sum(1 for stop in day.stops if stop.entry)
        asked_for = len(request.must) + len(request.wishes) + len(request.among) * request.in_order
        if visits > max(cap, asked_for):
            yield f"{visits} visits"

    def _times(self, frame: Frame, day: Day, request: Request) -> Iterator[str]:
        frail = _is_frail(request)
        here, now = self._starts(frame, request), frame.begin
        where_it_starts = request.start.entry if request.start else ""
        for stop in day.stops:
            is_there = stop.entry is not None and stop.entry.id == where_it_starts and here == self._at(request.start)
            there = self._where(stop.entry, request) if stop.entry else here
            way = _way(here, there, frail) if here and there and stop.entry and not is_there else 0
            if stop.arrive < now + way:
                yield f"{_name(stop)} begins {stop.arrive}, before {now} + {way}"
            if stop.leave <= stop.arrive or stop.arrive % 5:
                yield f"{_name(stop)} from {stop.arrive} to {stop.leave}"
            if stop.trip and way and stop.trip.minutes != way:
                yield f"{_name(stop)} says {stop.trip.minutes} minutes for {way}"
            if stop.trip and here and there and not is_there and stop.trip.is_rough != (max(here[2], there[2]) >= 200):
                yield f"{_name(stop)} rough"
            now = stop.leave + (_rest(request) if stop.entry else 0)
            here = there
        home = self._ends(frame, request)
        back = (day.stops[-1].leave if day.stops else frame.begin) + (_way(here, home, frail) if here and home else 0)
        if back > frame.end:
            yield f"back at {back}, not by {frame.end}"
        if any(later.arrive < sooner.leave for sooner, later in pairwise(day.stops)):
            yield "overlap"

    def _visit(self, stop: Stop, frame: Frame, request: Request) -> Iterator[str]:
        entry = stop.entry
        assert entry is not None
        if not stop.meal and stop.leave - stop.arrive != _minutes(entry, request):
            yield f"{entry.id} takes {stop.leave - stop.arrive}, not {_minutes(entry, request)}"
        day = opening.windows(entry, frame.day, self.calendar)
        is_any_hour = stop.meal or _is_passed(entry, request)
        if not day.known and not (stop.is_unsure and (is_any_hour or stop.arrive >= 570 and stop.leave <= 960)):
            yield f"{entry.id}: hours unknown, {stop.arrive}-{stop.leave}, marked {stop.is_unsure}"
        if day.known and not any(_in(stop, each) for each in day.windows):
            yield f"{entry.id} closed {stop.arrive}-{stop.leave}"
        if day.known and stop.is_unsure:
            yield f"{entry.id} has hours and is marked"
        if entry.id not in request.must:
            yield from self._unsuited(entry, request)

    def _starts(self, frame: Frame, request: Request) -> tuple[float, float, int] | None:
        return None if self._is_station(request.start) and frame != request.frames[0] else self._at(request.start)

    def _ends(self, frame: Frame, request: Request) -> tuple[float, float, int] | None:
        return None if self._is_station(request.end) and frame != request.frames[-1] else self._at(request.end)

    def _is_station(self, point: object) -> bool:
        entry = self.entries.get(getattr(point, "entry", ""))
        return entry is not None and "railway" in entry.tags

    def _houses(self, stop: Stop, frame: Frame) -> Iterator[str]:
        for house in stop.alternatives if stop.meal else ():
            day = opening.windows(house, frame.day, self.calendar)
            if day.known and not any(each.opens <= stop.arrive and stop.leave <= each.closes for each in day.windows):
                yield f"{house.id} is shut for {stop.meal} at {stop.arrive}"

    def _unsuited(self, entry: Entry, request: Request) -> Iterator[str]:
        elsewhere = entry.id not in request.among if request.among else entry.city != request.city
        is_kind = entry.kind in ("attraction", "museum", "venue") or request.in_order and _eats(entry)
        if not is_kind or elsewhere:
            yield f"{entry.id} is a {entry.kind} of {entry.city}"
        ends = [point.entry for point in (request.start, request.end) if point and not request.among]
        if any(self._means(entry, each) for each in request.avoid) or entry.id in (*request.without, *ends):
            yield f"{entry.id} is not wanted"
        elders = any(person.ages[0] >= 60 for person in request.party.people)
        if (elders or request.step_free) and HARD & set(entry.tags):
            yield f"{entry.id} has steps"
        dry = entry.kind == "museum" or UNDER_A_ROOF & set(entry.tags)
        if request.rain and not dry and not any(self._means(entry, each) for each in request.wishes):
            yield f"{entry.id} lies in the rain"

    def _of_whole(self, plan: Itinerary) -> Iterator[str]:
        request = plan.request
        seen = [stop.entry.id for stop in plan.stops if stop.entry]
        if len(seen) != len(set(seen)):
            yield "a place twice"
        yield from (f"{each} is missing" for each in request.must if each not in seen)
        for wish in request.wishes:
            if not any(self._meets(stop, wish) for stop in plan.stops):
                yield f"nothing of {wish}"
        on_the_way = [request.among.index(each) for each in seen if each in request.among] if request.in_order else []
        if on_the_way != sorted(on_the_way):
            yield "the route is left"
        if request.in_order and not plan.conflict:
            left = {entry.id for entry in plan.left} ^ {each for each in request.among if each not in seen}
            yield from (f"{each} is left unsaid" for each in left.difference(request.without))
        cost = sum(self._cost(stop, day, request) for day in plan.days for stop in day.stops)
        if request.budget is not None and cost > request.budget:
            yield f"{cost} of {request.budget}"
        if cost != plan.cost:
            yield f"{plan.cost} said, {cost} to pay"

    def _meets(self, stop: Stop, wish: str) -> bool:
        is_late = wish != "night" or stop.arrive >= 17 * 60 + 30
        return stop.entry is not None and self._means(stop.entry, wish) and is_late

    def _means(self, entry: Entry, wish: str) -> bool:
        if wish == "free" and entry.of("price"):
            return all(fact.value == 0 for fact in entry.of("price")) or "free" in entry.tags
        if wish in ("museum", "indoors") and entry.kind == "museum":
            return True
        return bool(self.meanings.get(wish, frozenset()) & set(entry.tags))

    def _cost(self, stop: Stop, day: Day, request: Request) -> float:
        if stop.entry is None:
            return 0
        is_night = stop.window is not None and stop.window.label is not None and stop.window.opens >= 1020
        session = "night" if is_night else "day"
        rules = self.tariff.of(stop.entry)
        found = prices.bill(stop.entry, request.party, day.day, self.tariff.tickets, rules, session)
        return float(found.total) if found else 0

    def _at(self, point: object) -> tuple[float, float, int] | None:
        entry = self.entries.get(getattr(point, "entry", ""))
        position = getattr(point, "position", None)
        if entry:
            return self._located(entry, True)
        return (position.lat, position.lon, position.precision) if position else None

    def _where(self, entry: Entry, request: Request) -> tuple[float, float, int] | None:
        return self._located(entry, entry.id in request.must + request.among)

    def _located(self, entry: Entry, anywhere: bool) -> tuple[float, float, int] | None:
        if entry.position:
            return entry.position.lat, entry.position.lon, entry.position.precision
        for relation in ("part-of", "near", "place"):
            for link in entry.links:
                other = self.entries.get(link.target)
                if link.relation == relation and other and other.position and other.city == entry.city:
                    return other.position.lat, other.position.lon, max(800, other.position.precision)
        sights = [
            each
            for each in self.entries.values()
            if each.city == entry.city and each.position and each.kind in ("attraction", "museum", "venue")
        ]
        alike = [each for each in sights if _area(each) == _area(entry)] or sights
        points = [each.position for each in alike if each.position]
        if not anywhere or not points:
            return None
        middle = len(points) // 2
        return sorted(p.lat for p in points)[middle], sorted(p.lon for p in points)[middle], 3000


def _area(entry: Entry) -> str:
    for fact in entry.of("area")[:1]:
        said = next(iter(fact.value.values())) if isinstance(fact.value, Mapping) else str(fact.value)
        county = said.partition("市")[2].partition("区")
        if county[1] and len(county[0]) < 5 and "（" not in county[0]:
            return county[0] + county[1]
        for end in ("市", "区", "县"):
            if 0 < said.find(end) < 5:
                return said[: said.find(end) + 1]
        return said.replace("(", "（").replace(",", "（").replace("，", "（").split("（")[0].strip()
    return ""


def _eats(entry: Entry) -> bool:
    return entry.kind == "restaurant" or entry.kind == "food" and "restaurant" in entry.tags


def _is_passed(entry: Entry, request: Request) -> bool:
    free = "free" in entry.tags or bool(entry.of("price")) and all(fact.value == 0 for fact in entry.of("price"))
    return request.in_order and entry.id in request.among and entry.kind == "attraction" and free


def _in(stop: Stop, window: opening.Window) -> bool:
    limits = [each for each in (window.last_entry, window.last_ticket) if each is not None]
    return window.opens <= stop.arrive <= min([*limits, window.closes]) and stop.leave <= window.closes


def _meals(frame: Frame, day: Day, request: Request) -> Iterator[str]:
    had = [stop.meal for stop in day.stops if stop.meal]
    wanted = MEALS if request.meals is None else {meal: MEALS[meal] for meal in request.meals}
    due = [meal for meal, (by, until, _, _) in wanted.items() if frame.begin <= by and frame.end >= until]
    if sorted(had) != sorted(due):
        yield f"meals {had}, not {due}"
    for stop in day.stops:
        if stop.meal and not (MEALS[stop.meal][2] <= stop.arrive <= MEALS[stop.meal][3]):
            yield f"{stop.meal} at {stop.arrive}"
        if stop.meal and stop.leave - stop.arrive != 60:
            yield f"{stop.meal} takes {stop.leave - stop.arrive}"


def _minutes(entry: Entry, request: Request) -> int:
    said = [fact.value for fact in entry.of("duration") if isinstance(fact.value, int | float) and fact.value > 0]
    usual = int(said[0]) if said else 90 if entry.kind in ("museum", "venue") else 60
    times = {"slow": 5, "usual": 4, "brisk": 3}[request.pace]
    return max(5, -(-usual * times // 20) * 5)


def _is_frail(request: Request) -> bool:
    ages = [person.ages for person in request.party.people]
    return request.step_free or any(youngest >= 60 or oldest < 7 for youngest, oldest in ages)


def _rest(request: Request) -> int:
    if request.pace == "slow":
        return 15
    return 10 if any(person.ages[0] >= 60 for person in request.party.people) else 0


def _way(first: tuple[float, float, int], second: tuple[float, float, int], frail: bool) -> int:
    """Minutes by the assumptions of docs/plans.md; the distance by the law of cosines and not by haversines."""
    a, b = math.radians(first[0]), math.radians(second[0])
    cosine = math.sin(a) * math.sin(b) + math.cos(a) * math.cos(b) * math.cos(math.radians(first[1] - second[1]))
    metres = math.acos(max(-1.0, min(1.0, cosine))) * 6_371_008.8
    rough = max(first[2], second[2]) >= 200
    if metres <= 50 and not rough:
        return 0
    far = metres + min(max(first[2], second[2]) / 2, 1000) * rough
    if metres <= (800 if frail else 1500):
        walk = math.ceil(round(far * 1.3 / 4500 * 60, 6))
        return math.ceil(round(walk * (1.3 if frail else 1), 6))
    if metres >= 70_000:
        return 75 + math.ceil(round(far * 1.3 / 160_000 * 60, 6))
    streets = min(far * 1.3, 8000)
    return 6 + math.ceil(round(streets / 22_000 * 60 + (far * 1.3 - streets) / 55_000 * 60, 6))


def _name(stop: Stop) -> str:
    return stop.entry.id if stop.entry else stop.meal
