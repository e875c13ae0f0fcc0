"""Nearby: what serves a visitor around a position or a place, nearest first; without data, the nearest to ask."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import replace

from guide.retrieval.index import Snapshot
from guide.retrieval.links import targets
from guide.retrieval.positions import Near
from guide.skills import explain
from guide.skills.surroundings import ROUTE, WHAT, Around, Request, Step, around, point_of, step_to
from guide.types import Entry, Fact, Finding, FoundFact, Question
from guide.visiting.travel import NEAR, between

NAME = "nearby"
ON_FOOT = 8_000
"""Metres that are walked when the way on foot is asked for."""
_STATION = "railway"
"""The tag of stations."""
_TOLD_AT_PLACE = {
    "food": "nearby_food", "sight": "nearby_sights", "hotel": "nearby_hotels", "parking": "parking",
}  # fmt: skip
_LISTED_AT_PLACE = ("food", "sight", "hotel")
"""What the knowledge may list around a place, in an order of its own."""
_TOPICS = {"toilets": "toilet", "charging": "charging", "parking": "parking"}
"""Tags of the topics that speak of them."""


def find(request: Request, question: Question, snapshot: Snapshot) -> Finding | None:
    """What lies around; None where the place's own facts answer better."""
    origin = snapshot.entry(request.place) if request.place else None
    blank = Finding(NAME, question.lang, question.standalone, entries=(origin,) if origin else ())
    if request.to:
        return _way(request, origin, blank, snapshot)
    if origin and origin.kind == ROUTE:
        return _on_route(request, origin, question, snapshot)
    if snapshot.positions.is_empty or origin and _answers_itself(request, origin):
        return None
    point = point_of(request, origin, snapshot)
    known = snapshot.positions.has(WHAT[request.what])
    in_city = not origin and _is_topic(question, snapshot) and (question.of_city or not known)
    if point is None and (origin and request.what in _LISTED_AT_PLACE or in_city):
        return None
    if point is None:
        intent = "nearby.unplaced" if origin or request.stranger else "nearby.where"
        return replace(blank, intent=intent, detail=Around(request, origin))
    found = around(snapshot, request, point, origin)
    if origin and not found.steps and request.what in _LISTED_AT_PLACE:
        return None
    told = () if found.steps and not found.is_far else _told(request, origin, snapshot)
    return _found(replace(blank, facts=told), replace(found, steps=()) if told else found)


def _on_route(request: Request, route: Entry, question: Question, snapshot: Snapshot) -> Finding | None:
    """Where to eat on a route: what it says itself, else what lies nearest to one of its stops."""
    if told := route.of(_TOLD_AT_PLACE["food"]):
        facts = (FoundFact(route, _TOLD_AT_PLACE["food"], told),)
        return Finding(explain.SKILL, question.lang, question.standalone, facts, entries=(route,))
    stops = (stop for stop in targets(route, "stop", snapshot.by_id) if stop.position)
    found = [around(snapshot, replace(request, place=stop.id), stop.position, stop) for stop in stops if stop.position]
    near = min((each for each in found if each.steps), key=lambda each: each.steps[0].metres, default=None)
    if near is None or near.origin is None:
        return None
    return _found(Finding(NAME, question.lang, question.standalone, entries=(near.origin,)), near)


def _way(request: Request, origin: Entry | None, blank: Finding, snapshot: Snapshot) -> Finding | None:
    """How far a place is from another or from the visitor; None where one of them lies nobody knows where."""
    target = snapshot.entry(request.to)
    if target is None:
        return None
    if request.by_route and origin is None and request.point is None:
        if target.of("transport"):
            return None
        origin = _arrival(target, snapshot)
    told = tuple(_on_the_way(origin, target)) if request.by_route else ()
    start, goal = point_of(request, origin, snapshot), target.position
    entries = tuple(each for each in (origin, target) if each)
    if start is None or goal is None:
        known = replace(blank, facts=told, entries=entries, detail=Around(request, origin))
        return known if told and origin else None
    trip = between(start, goal, ON_FOOT if request.by_distance else NEAR)
    facts = tuple(placed(each) for each in entries if each.position)
    detail = Around(request, origin, start, (step_to(Near(target, trip.metres), start),), trip=trip)
    return replace(blank, facts=(*facts, *told), entries=entries, detail=detail)


def _arrival(target: Entry, snapshot: Snapshot) -> Entry | None:
    """Where most visitors of a city arrive: the station that tells of the way, else one whose position is known."""
    stations = [each for each in snapshot.entries() if each.city == target.city and _STATION in each.tags]
    telling = (each for each in stations if _of_target(each, target))
    placed_there = (each for each in stations if each.position and each.kind == "practical")
    return next(telling, None) or max(placed_there, key=lambda each: (len(each.facts), each.id), default=None)


def _of_target(origin: Entry, target: Entry) -> tuple[Fact, ...]:
    """What a start says of getting to the place: a bus that goes there, what a taxi takes."""
    return tuple(fact for fact in origin.of("point") if _speaks_of(fact, target))[:1]


def _on_the_way(origin: Entry | None, target: Entry) -> Iterator[FoundFact]:
    """What is known of getting there: what the start says of it, the lines that stop there, and the address."""
    if origin and (said := _of_target(origin, target) or (() if origin.position else origin.of("transport")[:1])):
        yield FoundFact(origin, said[0].field, said)
    for field in ("transport", "address"):
        if target.of(field):
            yield FoundFact(target, field, target.of(field)[:1])


def _is_topic(question: Question, snapshot: Snapshot) -> bool:
    """Whether the city's own word on a matter is asked for: parking in town."""
    entries = (snapshot.entry(each) for each in question.entries)
    return bool(question.topics) or any(entry.kind == "practical" for entry in entries if entry)


def _answers_itself(request: Request, origin: Entry) -> bool:
    """Whether the knowledge lists what is around, or says that the place has it."""
    field = _TOLD_AT_PLACE.get(request.what, "")
    if request.is_plain:
        return bool(origin.of(field) or origin.of("facilities")) or origin.position is None
    return bool(origin.of(field)) and field != "parking" and (not request.by_distance or origin.position is None)


def _told(request: Request, origin: Entry | None, snapshot: Snapshot) -> tuple[FoundFact, ...]:
    """What a topic of the city says of this very place: where to park at it."""
    tag = _TOPICS.get(request.what)
    if tag is None or origin is None:
        return ()
    if request.what == "parking" and origin.of("parking"):
        return (FoundFact(origin, "parking", origin.of("parking")),)
    topics = (each for each in snapshot.entries() if each.kind == "practical" and each.city == origin.city)
    found = (
        FoundFact(topic, "point", (fact,))
        for topic in topics
        if tag in topic.tags
        for fact in topic.of("point")
        if _speaks_of(fact, origin)
    )
    return tuple(found)[:1]


def _speaks_of(fact: Fact, origin: Entry) -> bool:
    words = fact.value.values() if isinstance(fact.value, Mapping) else (str(fact.value),)
    return any(name in each for each in words for name in origin.names.values())


def _found(blank: Finding, found: Around) -> Finding:
    steps = (*found.steps, *((found.staffed,) if found.staffed else ()))
    facts = (*blank.facts, *(placed(each.entry) for each in steps), *_of_first(found.steps))
    entries = tuple({each.id: each for each in (*blank.entries, *(step.entry for step in steps))}.values())
    intent = None if found.steps or blank.facts else "nearby.nothing"
    return replace(blank, facts=facts, entries=entries, intent=intent, detail=found)


def _of_first(steps: Iterable[Step]) -> tuple[FoundFact, ...]:
    """What matters at the door of the nearest: whether a wheelchair gets in, what it costs, when it is open."""
    first = next(iter(steps), None)
    if first is None or first.entry.kind != "amenity":
        return ()
    fields = ("wheelchair", "price", "hours")
    return tuple(FoundFact(first.entry, field, first.entry.of(field)[:1]) for field in fields if first.entry.of(field))


def placed(entry: Entry) -> FoundFact:
    """Where an entry lies, as a fact that can be cited."""
    at = entry.position
    assert at is not None
    return FoundFact(entry, "position", (Fact("position", f"{at.lat:.5f},{at.lon:.5f}", source=_source(entry)),))


def _source(entry: Entry) -> str | None:
    """Positions are read where the address is, else where most was read."""
    address = next((fact.source for fact in entry.of("address") if fact.source), None)
    return address or next(iter(entry.sources), None)
