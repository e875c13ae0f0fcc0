"""The places a plan may be made of: where they are, how long they take, when they let one in, what they cost, how good.

Made once for a request from the published entries; all that follows works on these values alone.
"""

from __future__ import annotations

import math
import re
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, field
from functools import cached_property

from guide.skills.itinerary import rules
from guide.skills.itinerary.request import Frame, Request
from guide.skills.itinerary.rules import Tempo
from guide.types import FEATURED, Entry, Position
from guide.visiting import opening, prices
from guide.visiting.calendar import Calendar
from guide.visiting.opening import Window
from guide.visiting.prices import Bill
from guide.visiting.tariff import Tariff
from guide.visiting.tickets import NIGHT as NIGHT_TICKET

NEIGHBOUR, SOMEWHERE = 800, 3_000
"""Metres of precision of a place known by what it is tied to, and of one that is only known to be in its city."""
NIGHT_MEANING, NIGHT = "night", 17 * 60 + 30
"""A night tour begins at half past five or later."""
DISTRICT = re.compile("(?:[^区县市（(]{2,4}市)?([^区县市（(]{1,4}[区县市])")
"""The district, county or county-level city at the head of where a place says it lies."""
_TIES = ("part-of", "near", "place")
_FILLS_A_DAY = 240
"""Minutes from which a place is an area with places in it."""
_EVENING_TICKET = 17 * 60
_WISHED, _KEPT, _AMONG, _FITTING = 12.0, 30.0, 8.0, 3.0
_CROWDED = 0.3
"""What is left of the worth of a place that is too full now."""
_LEVELS = (("5A", 5.0), ("4A", 3.0), ("first-class", 3.0), ("3A", 1.0))


@dataclass(frozen=True, slots=True)
class Known:
    """All that plans rest on: what is published, the days off, the tariff, and which tags a meaning has."""

    entries: Mapping[str, Entry]
    calendar: Calendar
    tariff: Tariff
    meanings: Mapping[str, frozenset[str]]


@dataclass(frozen=True, slots=True)
class Slot:
    """A stretch of one day in which a visit may begin."""

    opens: int
    latest: int
    """The last minute a visit of its length may begin."""
    window: Window | None
    bill: Bill | None
    cost: int


@dataclass(frozen=True, eq=False)
class Place:
    """A candidate. `slots` has those of each day of the request. Each is itself alone: searches remember them."""

    entry: Entry
    position: Position
    minutes: int
    """Of a visit at the tempo of the party."""
    slots: tuple[tuple[Slot, ...], ...]
    worth: float
    meanings: frozenset[str] = frozenset()
    """Which of the wishes it meets."""
    is_estimate: bool = False
    is_inferred: bool = False
    meal: str = ""
    """The meal that is had there, of a house of a route."""

    @cached_property
    def id(self) -> str:
        """Of its entry."""
        return self.entry.id


@dataclass(frozen=True)
class Pool:
    """The places of a request: what must be seen, and what may be."""

    must: tuple[Place, ...]
    optional: tuple[Place, ...]
    """The best first."""
    parents: Mapping[str, str] = field(default_factory=dict)
    """Of places with which another is not planned at once, by the id of the other."""

    @property
    def all(self) -> tuple[Place, ...]:
        """Every one."""
        return (*self.must, *self.optional)


def gather(request: Request, known: Known, only_wished: bool = False) -> Pool:
    """The places of a request; `only_wished` leaves out those that meet none of its wishes."""
    pace = rules.tempo(request)
    parents = {entry.id: parent for entry in known.entries.values() if (parent := _parent(entry, known))}
    must = [known.entries[each] for each in request.must if each in known.entries]
    others = [entry for entry in known.entries.values() if _may_be_planned(entry, request, known, parents)]
    others = [entry for entry in others if _met(entry, request, known)] if only_wished else others
    optional = [place for entry in others if (place := make(entry, request, known, pace)) and any(place.slots)]
    ranked = sorted(optional, key=lambda place: (-place.worth, place.id))
    made = (make(entry, request, known, pace) for entry in must)
    return Pool(tuple(place for place in made if place), tuple(ranked), parents)


def make(entry: Entry, request: Request, known: Known, pace: Tempo) -> Place | None:
    """An entry as a place of a request; None for one that must not be seen and of which nobody knows where it is."""
    found = position(entry, known, anywhere=entry.id in (*request.must, *request.among))
    if found is None:
        return None
    minutes, is_estimate = duration(entry)
    minutes = rules.stay(minutes, pace)
    meanings = _met(entry, request, known)
    is_night = NIGHT_MEANING in meanings
    slots = tuple(tuple(_slots(entry, frame, request, known, minutes, is_night)) for frame in request.frames)
    worth = _worth(entry, request, meanings) * math.sqrt(minutes / rules.DURATION)
    worth *= _CROWDED if entry.id in request.crowded else 1
    worth += _KEPT * (entry.id in request.keep) + _AMONG * (entry.id in request.among)
    return Place(entry, found, minutes, slots, worth, meanings, is_estimate, entry.position is None)


def _may_be_planned(entry: Entry, request: Request, known: Known, parents: Mapping[str, str]) -> bool:
    """Whether a place that is not asked for by name may be in the plan."""
    ends = [point.entry for point in (request.start, request.end) if point]
    is_kind = entry.kind in rules.KINDS or request.in_order and rules.is_house(entry)
    if not is_kind or entry.id in (*request.must, *request.without):
        return False
    if request.among:
        return entry.id in request.among and suits(entry, request, known)
    if entry.id in ends:
        return False
    is_whole = entry.id not in parents or not _is_within(entry) or entry.id in request.keep
    return entry.city == request.city and is_whole and suits(entry, request, known)


def suits(entry: Entry, request: Request, known: Known) -> bool:
    """Whether a place is nothing that the party avoids: by its word, by its knees, or by the weather."""
    if any(rules.has(entry, known.meanings.get(each, frozenset()), each) for each in request.avoid):
        return False
    if (request.step_free or rules.has_elders(request.party)) and not rules.STEPS.isdisjoint(entry.tags):
        return False
    return not request.rain or bool(_met(entry, request, known)) or rules.is_indoors(entry)


def position(entry: Entry, known: Known, anywhere: bool = False) -> Position | None:
    """Where a place is: its own position, that of what it is tied to, or (`anywhere`) the middle of its area."""
    if entry.position:
        return entry.position
    for relation in _TIES:
        for link in entry.links:
            other = known.entries.get(link.target)
            if link.relation == relation and other and other.position and other.city == entry.city:
                return Position(other.position.lat, other.position.lon, max(NEIGHBOUR, other.position.precision))
    return _somewhere(entry, known) if anywhere else None


def _somewhere(entry: Entry, known: Known) -> Position | None:
    """The middle of an entry's area, else of its city."""
    around = [each for each in known.entries.values() if each.city == entry.city and each.kind in rules.KINDS]
    return _middle(each for each in around if area(each) == area(entry)) or _middle(around)


def area(entry: Entry) -> str:
    """The district or county of its city that a place says it lies in, without what is said beside it."""
    words = next((word for fact in entry.of("area") for word in _words(fact.value)), "")
    district = DISTRICT.match(words)
    return district[1] if district else re.split("[（(,，]", words)[0].strip()


def _middle(entries: Iterable[Entry]) -> Position | None:
    points = [each.position for each in entries if each.position]
    if not points:
        return None
    lats, lons = sorted(each.lat for each in points), sorted(each.lon for each in points)
    return Position(lats[len(lats) // 2], lons[len(lons) // 2], SOMEWHERE)


def duration(entry: Entry) -> tuple[int, bool]:
    """Minutes of a visit, and whether they are our estimate by its kind."""
    said = next((fact for fact in entry.of("duration") if isinstance(fact.value, int | float) and fact.value > 0), None)
    if said is None or not isinstance(said.value, int | float):
        return rules.DURATIONS.get(entry.kind, rules.DURATION), True
    return int(said.value), said.source == "estimate"


def _met(entry: Entry, request: Request, known: Known) -> frozenset[str]:
    """The wishes that an entry meets."""
    return frozenset(each for each in request.wishes if rules.has(entry, known.meanings.get(each, frozenset()), each))


def _slots(
    entry: Entry, frame: Frame, request: Request, known: Known, minutes: int, is_night: bool
) -> Iterator[Slot]:  # fmt: skip
    day = opening.windows(entry, frame.day, known.calendar)
    if not day.known:
        opens, closes = rules.ANY_HOUR if rules.is_passed(entry, request) else rules.UNKNOWN
        slot = _slot(opens, closes - minutes, None, _bill(entry, frame, request, known, prices.DAY), is_night)
        yield from _within(slot, frame)
    for window in day.windows:
        session = NIGHT_TICKET if window.label and window.opens >= _EVENING_TICKET else prices.DAY
        bill = _bill(entry, frame, request, known, session)
        slot = _slot(window.opens, min(window.latest, window.closes - minutes), window, bill, is_night)
        yield from _within(slot, frame)


def _slot(opens: int, latest: int, window: Window | None, bill: Bill | None, is_night: bool) -> Slot:
    first = math.ceil(max(opens, NIGHT if is_night else 0) / rules.GRID) * rules.GRID
    return Slot(first, latest, window, bill, math.ceil(bill.total) if bill else 0)


def _within(slot: Slot, frame: Frame) -> Iterator[Slot]:
    if slot.opens <= slot.latest and slot.latest >= frame.begin and slot.opens <= frame.end:
        yield slot


def _bill(entry: Entry, frame: Frame, request: Request, known: Known, session: str) -> Bill | None:
    tariff = known.tariff
    return prices.bill(entry, request.party, frame.day, tariff.tickets, tariff.of(entry), session)


def _parent(entry: Entry, known: Known) -> str:
    """The place with which an entry is not planned at once: it lies within it, or is a part of what fills a day."""
    parents = (known.entries.get(link.target) for link in entry.links if link.relation == "part-of")
    parent = next((each for each in parents if each and each.kind in rules.KINDS), None)
    return parent.id if parent and (_is_within(entry) or duration(parent)[0] >= _FILLS_A_DAY) else ""


def _is_within(entry: Entry) -> bool:
    """Whether a part of a place has no door of its own: it is seen with the whole."""
    return bool(entry.of("ticket_of")) or not entry.of("hours")


def _worth(entry: Entry, request: Request, meanings: frozenset[str]) -> float:
    """How much a visit is worth: how well it is known, what of the wishes it meets, whom it suits."""
    levels = " ".join(str(word) for fact in entry.of("level") for word in _words(fact.value))
    known = next((points for mark, points in _LEVELS if mark in levels), 0.0)
    known += 1.5 * bool(entry.of("heritage")) + bool(entry.texts) + math.log2(1 + len(entry.facts))
    known += 2.0 * (FEATURED in entry.tags) + 2.0 * ("must-see" in entry.tags)
    return known + _WISHED * len(meanings) + _fitting(entry, request) - 2.0 * (not entry.of("hours"))


def _fitting(entry: Entry, request: Request) -> float:
    family = rules.has_children(request.party) and "family" in entry.tags
    elders = rules.has_elders(request.party) and "elderly-friendly" in entry.tags
    return _FITTING * (family + elders) + _FITTING * (request.rain and rules.is_indoors(entry))


def _words(value: object) -> Iterable[str]:
    return value.values() if isinstance(value, Mapping) else (str(value),)
