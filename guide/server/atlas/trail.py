"""A way through the city, stop by stop: a route that editors wrote, or a plan that was made for somebody."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from guide.dialogue.addresses import page_of
from guide.dialogue.saying.plan_lines import Told
from guide.server.atlas.cartography import Degrees
from guide.server.atlas.selection import ROUTE, STOP, degrees
from guide.server.locales import Words
from guide.server.served import Served
from guide.server.shell import is_of
from guide.skills.itinerary.planning import named
from guide.skills.itinerary.result import Itinerary
from guide.types import City, Entry


@dataclass(frozen=True, slots=True)
class Halt:
    """One stop. `number` counts through its leg; `when` is empty where no time is planned.

    A stop whose position nobody knows is told, and not drawn.
    """

    number: int
    id: str
    name: str
    at: Degrees | None
    when: str = ""


@dataclass(frozen=True, slots=True)
class Leg:
    """The stops of one day. `title` is empty where there is but one; `short` is the title without its year."""

    title: str
    halts: tuple[Halt, ...]
    short: str = ""


@dataclass(frozen=True, slots=True)
class Trail:
    """A whole way. `page` is where it is told in words."""

    title: str
    legs: tuple[Leg, ...]
    page: str


def routes(served: Served, city: City | None) -> list[Entry]:
    """The routes and walks of a city that can be drawn."""
    snapshot = served.index.current()
    found = [entry for entry in snapshot.entries() if entry.kind == ROUTE and is_of(entry, city)]
    return sorted((each for each in found if _placed(_stops(served, each)) > 1), key=lambda entry: entry.id)


def of_route(served: Served, route: Entry, words: Words) -> Trail | None:
    """The way of a route; None where fewer than two of its stops have a known position."""
    stops = _stops(served, route)
    if route.kind != ROUTE or _placed(stops) < 2:
        return None
    halts = tuple(Halt(n, each.id, served.wording.name(each, words.lang), _at(each)) for n, each in enumerate(stops, 1))
    return Trail(served.wording.name(route, words.lang), (Leg("", halts),), page_of(route))


def of_plan(served: Served, plan: Itinerary, page: str, words: Words) -> Trail | None:
    """The way of a plan, day by day; None where no two of its stops have a known position."""
    entries = named(plan, served.index.current().entry)
    told = Told(served.wording, words.lang, {entry.id: entry for entry in entries})
    legs = tuple(_legs(plan, told, len(plan.days) > 1))
    if sum(1 for leg in legs for halt in leg.halts if halt.at) < 2:
        return None
    place = served.wording.in_words(served.city_of(plan.request.city).names, words.lang)
    return Trail(told.say("title", days=len(plan.request.frames), place=place), legs, page)


def _legs(plan: Itinerary, told: Told, is_titled: bool) -> Iterator[Leg]:
    for day in plan.days:
        lines = [told.line(stop) for stop in day.stops]
        visits = [(line, line.stop.entry) for line in lines if line.stop.entry]
        halts = tuple(
            Halt(n, entry.id, line.name, _at(entry), line.begin) for n, (line, entry) in enumerate(visits, 1) if entry
        )
        if halts:
            yield Leg(told.full_day(day.day), halts, told.day(day.day)) if is_titled else Leg("", halts)


def _stops(served: Served, route: Entry) -> list[Entry]:
    """The stops of a route in its order."""
    snapshot = served.index.current()
    found = [snapshot.entry(link.target) for link in route.links if link.relation == STOP]
    return [each for each in found if each]


def _placed(stops: Sequence[Entry]) -> int:
    return sum(1 for each in stops if each.position)


def _at(entry: Entry) -> Degrees | None:
    return degrees(entry) if entry.position else None
