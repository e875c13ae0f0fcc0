"""Plans keep docs/plans.md, a conflict is one, and what is offered instead holds."""

from __future__ import annotations

import random
from dataclasses import replace
from datetime import date
from typing import NoReturn

import pytest

from guide.editing.files import read_folder
from guide.shipped import folder
from guide.skills.itinerary import places, skeleton
from guide.skills.itinerary.conflict import without
from guide.skills.itinerary.places import Known
from guide.skills.itinerary.request import Frame, Point, Request
from guide.skills.itinerary.result import Itinerary, Stop
from guide.skills.itinerary.solving import clock_of, solve
from guide.types import Entry, Fact
from guide.visiting.party import ADULT, Party, Person
from tests.skills.itinerary import bases, parties, town
from tests.skills.itinerary.brute import Brute
from tests.skills.itinerary.checker import Checker

DAY = date(2026, 11, 24)
WHOLE = (Frame(DAY, 540, 1080),)


@pytest.fixture(scope="module")
def made() -> Known:
    return bases.known(town.make())


@pytest.fixture(scope="module")
def shipped() -> Known:
    return bases.known({entry.id: entry for entry in read_folder(folder("knowledge")).entries})


def checker(known: Known) -> Checker:
    return Checker(known.entries, known.calendar, known.tariff, known.meanings)


@pytest.mark.parametrize("seed", range(40))
def test_plans_of_a_town_keep_every_rule(made: Known, seed: int) -> None:
    plan = solve(parties.make(seed, made.entries, town.CITY), made)
    assert plan.stops or plan.conflict
    assert not plan.days or checker(made).breaches(plan) == []


@pytest.mark.parametrize(("seed", "city"), [(seed, city) for seed in range(10) for city in ("yangzhou", "suzhou")])
def test_plans_of_real_cities_keep_every_rule(shipped: Known, seed: int, city: str) -> None:
    plan = solve(parties.make(seed, shipped.entries, city), shipped)
    assert not plan.days or checker(shipped).breaches(plan) == []


def test_equal_requests_have_equal_plans(made: Known) -> None:
    asked = parties.make(7, made.entries, town.CITY)
    assert solve(asked, made) == solve(asked, bases.known(town.make()))


@pytest.mark.parametrize("seed", range(60))
def test_there_is_a_plan_exactly_where_trying_everything_finds_one(seed: int) -> None:
    small = bases.known(town.make(seed, 6))
    asked = parties.make(seed * 31, small.entries, town.CITY)
    asked = replace(asked, frames=asked.frames[:1], wishes=tuple(each for each in asked.wishes if each != "free"))
    pool = places.gather(asked, small)
    found = skeleton.find(asked, pool, clock_of(asked, small))
    assert (found is not None) == Brute(checker(small), asked).has_plan()


@pytest.mark.parametrize("seed", range(40))
def test_a_conflict_is_irreducible_and_its_ways_out_hold(seed: int) -> None:
    small = bases.known(town.make(seed, 6))
    asked = replace(parties.make(seed * 17, small.entries, town.CITY), budget=60)
    asked = replace(asked, frames=asked.frames[:1])
    plan = solve(asked, small)
    if plan.conflict is None:
        return
    held = checker(small)
    assert not Brute(held, asked).has_plan()
    for way in plan.conflict.relaxations:
        assert way.request and Brute(held, way.request).has_plan()
    only = _only(asked, plan.conflict.wishes)
    assert not Brute(held, only).has_plan()
    assert all(Brute(held, without(only, each)).has_plan() for each in plan.conflict.wishes)


def _only(asked: Request, wishes: tuple[str, ...]) -> Request:
    """The request with nothing but the wishes of a conflict."""
    kept = replace(
        asked, must=tuple(each for each in asked.must if f"must:{each}" in wishes),
        wishes=tuple(each for each in asked.wishes if f"wish:{each}" in wishes),
        budget=asked.budget if "budget" in wishes else None, meals=asked.meals if "meals" in wishes else (),
    )  # fmt: skip
    return kept if "hours" in wishes else without(kept, "hours")


def test_a_place_that_is_shut_that_day_is_named_with_a_day_it_is_open(made: Known) -> None:
    shut = next(
        each.id for each in made.entries.values() for fact in each.of("hours") if str(fact.value).startswith("Tu-Su")
    )
    monday = (Frame(date(2026, 11, 23), 540, 1080),)
    plan = solve(Request(town.CITY, monday, must=(shut,)), made)
    assert plan.conflict and plan.conflict.wishes == (f"must:{shut}",)
    assert plan.conflict.relaxations[0].kind == "day" and plan.conflict.relaxations[0].amount == 1
    assert plan.days[0].day == DAY


def test_money_that_is_too_little_is_said_with_what_would_do(made: Known) -> None:
    dear = [each for each in made.entries.values() if each.of("price") and each.of("price")[0].value == 45]
    dear_open = [each.id for each in dear if str(each.of("hours")[0].value).startswith(("Mo-Su", "Tu-Su"))][:2]
    plan = solve(Request(town.CITY, WHOLE, must=tuple(dear_open), party=Party.of(2), budget=100), made)
    assert plan.conflict and "budget" in plan.conflict.wishes
    way = plan.conflict.relaxations[0]
    assert (way.kind, way.amount) == ("budget", 180)


def test_elders_walk_less_rest_more_and_see_no_steps(made: Known) -> None:
    elders = Party((ADULT, Person(age=72)))
    plan = solve(Request(town.CITY, WHOLE, party=elders, start=Point("station")), made)
    assert all("stairs" not in stop.entry.tags for stop in plan.stops if stop.entry)
    assert all(stop.trip.metres <= 800 for stop in plan.stops if stop.trip and stop.trip.mode == "walk")


def test_a_place_without_known_hours_is_marked_and_not_planned_late(made: Known) -> None:
    entry = next(each for each in made.entries.values() if each.kind == "museum")
    closed = replace(entry, facts=tuple(fact for fact in entry.facts if fact.field not in ("hours", "last_entry")))
    known = bases.known({**made.entries, entry.id: closed})
    late = solve(Request(town.CITY, (Frame(DAY, 990, 1200),), must=(entry.id,), meals=()), known)
    assert late.conflict and late.conflict.wishes == (f"must:{entry.id}", "hours")
    noon = solve(Request(town.CITY, WHOLE, must=(entry.id,)), known)
    stop = next(stop for stop in noon.stops if stop.entry and stop.entry.id == entry.id)
    assert stop.is_unsure and stop.arrive >= 570 and stop.leave <= 960


def broken(plan: Itinerary, at: int, **values: object) -> Itinerary:
    stops = plan.days[0].stops
    changed = replace(stops[at], **values)  # type: ignore[arg-type]
    day = replace(plan.days[0], stops=(*stops[:at], changed, *stops[at + 1 :]))
    return replace(plan, days=(day, *plan.days[1:]))


def test_the_checker_finds_what_is_broken(made: Known) -> None:
    asked = Request(town.CITY, WHOLE, start=Point("station"), end=Point("station"), must=("place-01",), budget=400)
    plan = solve(asked, made)
    held = checker(made)
    assert held.breaches(plan) == []
    visits = [at for at, stop in enumerate(plan.days[0].stops) if stop.entry]
    meal = next(at for at, stop in enumerate(plan.days[0].stops) if stop.meal)
    last = plan.days[0].stops[visits[-1]]
    worse = {
        "too early": broken(plan, visits[1], arrive=plan.days[0].stops[visits[1]].arrive - 15),
        "too short": broken(plan, visits[0], leave=plan.days[0].stops[visits[0]].leave - 10),
        "in the night": broken(plan, visits[-1], arrive=last.arrive + 600, leave=last.leave + 600),
        "no lunch": broken(plan, meal, meal="dinner"),
        "too late": replace(plan, request=replace(asked, frames=(Frame(DAY, 540, 700),))),
        "too dear": replace(plan, request=replace(asked, budget=0)),
        "missing": replace(plan, request=replace(asked, must=("place-02", "place-03", "place-04", "place-05"))),
        "unwanted": replace(plan, request=replace(asked, must=(), without=("place-01",))),
        "another day": replace(plan, request=replace(asked, frames=(Frame(date(2026, 11, 25), 540, 1080),))),
        "twice": broken(plan, visits[0], entry=plan.days[0].stops[visits[1]].entry),
        "no hours": broken(plan, visits[0], window=None),
    }
    assert [name for name, each in worse.items() if not held.breaches(each)] == []


def test_a_meal_and_a_free_place_cost_nothing() -> None:
    assert Itinerary(Request(town.CITY, WHOLE), ()).cost == 0
    assert not Stop(720, 780, meal="lunch").is_unsure


def test_what_is_tied_to_a_place_lies_near_it(shipped: Known) -> None:
    tied = next(
        each for each in shipped.entries.values()
        if each.position is None and any(link.relation == "part-of" and shipped.entries[link.target].position
                                         for link in each.links if link.target in shipped.entries)
    )  # fmt: skip
    found = places.position(tied, shipped)
    assert found and found.precision >= places.NEIGHBOUR


def test_nobody_looks_for_the_middle_of_a_city_who_does_not_ask_where_a_place_is(made: Known) -> None:
    """Held against every other place, thousands without a position would take hours."""
    entry = replace(next(iter(made.entries.values())), position=None, links=())
    unread = replace(made, entries=_Unread())
    assert places.position(entry, unread) is None
    assert places.position(entry, made, anywhere=True)


class _Unread(dict[str, Entry]):
    """Entries that nobody may go through."""

    def values(self) -> NoReturn:
        raise AssertionError("every entry was looked at")


def test_a_duration_that_nobody_gives_is_our_estimate(made: Known) -> None:
    entry = next(each for each in made.entries.values() if each.kind == "museum")
    assert places.duration(entry)[1] is False
    assert places.duration(replace(entry, facts=())) == (90, True)
    assert places.duration(replace(entry, facts=(Fact("duration", {"en": "half a day"}),))) == (90, True)


@pytest.mark.parametrize("seed", range(40))
def test_plans_along_a_route_keep_its_order_and_every_rule(made: Known, seed: int) -> None:
    chance = random.Random(seed)
    stops = chance.sample(sorted(each for each in made.entries if each != "station"), chance.randint(3, 8))
    asked = replace(parties.make(seed, made.entries, town.CITY), among=tuple(stops), in_order=True)
    plan = solve(asked, made)
    assert not plan.days or checker(made).breaches(plan) == []


def test_a_route_that_fits_is_seen_whole(made: Known) -> None:
    stops = [each.id for each in made.entries.values() if "street" in each.tags][:3]
    plan = solve(Request(town.CITY, WHOLE, among=tuple(stops[::-1]), in_order=True), made)
    assert [stop.entry.id for stop in plan.stops if stop.entry] == stops[::-1] and not plan.left
