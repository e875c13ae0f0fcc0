"""Nearby: what serves a visitor around a position or a place, nearest first; without data, the nearest to ask."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, replace
from typing import Protocol

from guide.geo import walking_minutes
from guide.retrieval.index import Snapshot
from guide.retrieval.positions import Near, Positions
from guide.types import Entry, Fact, Finding, FoundFact, Position, Question

NAME = "nearby"
WHAT: dict[str, tuple[str, ...]] = {
    "toilets": ("#toilets",),
    "charging": ("#charging",),
    "power-bank": ("#power-bank",),
    "parking": ("#parking",),
    "visitor-centre": ("#visitor-centre",),
    "food": ("restaurant", "#restaurant", "#breakfast"),
    "breakfast": ("#breakfast",),
    "cafe": ("#cafe",),
    "atm": ("#atm", "#bank"),
    "pharmacy": ("#pharmacy",),
    "hospital": ("#hospital",),
    "shop": ("shop", "#convenience", "#supermarket"),
    "water": ("#water",),
    "luggage": ("#luggage",),
    "stop": ("#stop",),
    "police": ("#police",),
    "hotel": ("hotel", "#hotel"),
    "museum": ("museum",),
    "sight": ("attraction", "museum", "venue"),
}
"""What can be asked for, as kinds and `#tags` of entries."""
STAFFED = ("museum", "#visitor-centre", "#ticket-office")
"""Where somebody can be asked. An attraction counts too where it sells tickets."""
LISTED = 3
WITHIN = 2_000
"""Metres that are near: some thirty-five minutes on foot."""
FARTHEST = 30_000
"""Metres beyond which even the nearest helps nobody."""
HERE = 50_000
"""Metres from everything the guide knows at which a visitor is not in its city."""
ROUGH = 200
"""Metres of precision from which minutes are only about right."""
_TOLD_AT_PLACE = {
    "food": "nearby_food", "sight": "nearby_sights", "hotel": "nearby_hotels", "parking": "parking",
}  # fmt: skip
_LISTED_AT_PLACE = ("food", "sight", "hotel")
"""What the knowledge may list around a place, in an order of its own."""
_TOPICS = {"toilets": "toilet", "charging": "charging", "parking": "parking"}
"""Tags of the topics that speak of them."""


@dataclass(frozen=True, slots=True)
class Request:
    """What is looked for, around what. Without `place` and `point` it is not known where the visitor is."""

    what: str
    place: str = ""
    """Id of the entry around which to look."""
    point: tuple[float, float] | None = None
    """The visitor's own position, WGS-84 latitude and longitude; kept nowhere."""
    skip: int = 0
    """How many were told before."""
    by_distance: bool = False
    """Nearest, or minutes on foot, were asked for in so many words."""
    stranger: str = ""
    """A landmark that was named and is not known."""
    step_free: bool = False
    """Only what a wheelchair gets into."""
    is_plain: bool = False
    """Neither near nor where was said: whether a place has it is asked."""


@dataclass(frozen=True, slots=True)
class Step:
    """One thing nearby. `minutes` is None where the positions are too rough to tell: it is close by."""

    entry: Entry
    metres: int
    minutes: int | None
    is_rough: bool


@dataclass(frozen=True, slots=True)
class Around:
    """What was found. `point` is where it was looked for."""

    request: Request
    origin: Entry | None = None
    point: Position | None = None
    steps: tuple[Step, ...] = ()
    is_far: bool = False
    """There is nothing within `WITHIN`; the nearest is told."""
    staffed: Step | None = None
    """With no data: where somebody can be asked."""
    step_free_unknown: bool = False
    """Step-free ones were asked for, and of none near is it known."""


def find(request: Request, question: Question, snapshot: Snapshot) -> Finding | None:
    """What lies around; None where the place's own facts answer better."""
    origin = snapshot.entry(request.place) if request.place else None
    blank = Finding(NAME, question.lang, question.standalone, entries=(origin,) if origin else ())
    if snapshot.positions.is_empty or origin and _answers_itself(request, origin):
        return None
    point = _point(request, origin, snapshot)
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


def _point(request: Request, origin: Entry | None, snapshot: Searched) -> Position | None:
    if origin:
        return origin.position or _of_whole(origin, snapshot)
    return Position(*request.point) if request.point else None


def _of_whole(origin: Entry, snapshot: Searched) -> Position | None:
    """The position of what an entry is a part of, or takes place at, as rough as that is large."""
    for link in origin.links:
        other = snapshot.entry(link.target) if link.relation in ("part-of", "place") else None
        if other and other.position and origin.kind not in ("practical", "person"):
            return replace(other.position, precision=max(500, other.position.precision))
    return None


class Searched(Protocol):
    """What looking around needs of a snapshot."""

    @property
    def positions(self) -> Positions:
        """Where entries lie."""
        ...

    def entry(self, entry_id: str) -> Entry | None:
        """A published entry."""
        ...


def seen(request: Request, snapshot: Searched, most: int) -> Around | None:
    """What lies around, for programs; None where it is not known around what."""
    origin = snapshot.entry(request.place) if request.place else None
    point = _point(request, origin, snapshot)
    return around(snapshot, request, point, origin, most) if point else None


def around(
    snapshot: Searched, request: Request, point: Position, origin: Entry | None = None, most: int = LISTED
) -> Around:
    """What lies around a point, and where to ask when nothing does."""
    keys, here = WHAT[request.what], (point.lat, point.lon)
    wanted = most + request.skip + 1
    near = snapshot.positions.near(here, keys, WITHIN, wanted * 10 if request.step_free else wanted)
    near = [each for each in near if not origin or each.entry.id != origin.id]
    open_to_all = [each for each in near if _is_step_free(each.entry)] if request.step_free else []
    near = open_to_all or near
    is_far = not near
    if is_far:
        near = snapshot.positions.near(here, keys, FARTHEST, 2)
        near = [each for each in near if not origin or each.entry.id != origin.id][:1]
    steps = tuple(_step(each, point) for each in near[request.skip :][:most])
    staffed = None if steps or request.skip else _staffed(snapshot, point)
    unknown = request.step_free and bool(steps) and not open_to_all
    return Around(request, origin, point, steps, is_far and bool(steps), staffed, unknown)


def _is_step_free(entry: Entry) -> bool:
    return any(fact.value == "yes" for fact in entry.of("wheelchair"))


def _step(near: Near, point: Position) -> Step:
    position = near.entry.position
    assert position is not None
    precision = max(point.precision, position.precision)
    too_close = precision >= ROUGH and near.metres < precision
    minutes = None if too_close else max(1, walking_minutes(near.metres))
    return Step(near.entry, round(near.metres), minutes, precision >= ROUGH)


def _staffed(snapshot: Searched, point: Position) -> Step | None:
    """The nearest museum, visitor centre or place that sells tickets."""
    here = (point.lat, point.lon)
    staffed = snapshot.positions.near(here, STAFFED, FARTHEST, 1)
    selling = (
        each
        for each in snapshot.positions.near(here, ("attraction",), FARTHEST, 20)
        if any(isinstance(fact.value, int | float) and fact.value > 0 for fact in each.entry.of("price"))
    )
    best = min((*staffed, *list(selling)[:1]), key=lambda each: each.metres, default=None)
    return _step(best, point) if best else None


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


def is_away(point: tuple[float, float], snapshot: Snapshot) -> bool:
    """Whether a visitor is nowhere near what the guide knows."""
    return not snapshot.positions.near(point, ("attraction", "museum", "amenity"), HERE, 1)
